"""目录: the parts with what is done and what is open, every question and answer, and what is left to do."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

from assistant.interview.engine import QuestionStatus
from assistant.interview.progress import TODO_NAMES, PartView, QuestionView, Todo, TodoKind
from assistant.interview.session import Session
from assistant.tables.arithmetic import empty_cells
from assistant.tui.base import Place
from assistant.tui.widgets.lines import BREAKPOINTS, WIDE, hanging

_STATUS = {
    QuestionStatus.OPEN: ("○", "未答", "$text-warning"),
    QuestionStatus.GIVEN: ("✓", "已答", "$text-success"),
    QuestionStatus.SKIPPED: ("–", "跳过", "$text-muted"),
    QuestionStatus.HIDDEN: ("·", "隐藏", "$text-muted"),
}
_TABLES = "tables"
_FRAME = 6
"""Columns of a border, a scroll bar and the padding."""


class PartsList(OptionList):
    """The parts; → and ← open and close one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "screen.unfold(True)", "展开", key_display="→"),
        Binding("left", "screen.unfold(False)", "收起", key_display="←"),
    ]


class MapScreen(Place):
    """Above or left what is left, most important first; below or right the parts, which open and close."""

    CSS_PATH = "map.tcss"
    AUTO_FOCUS = "#parts"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_list", "换到另一栏", key_display="Tab"),
    ]
    help_topic = "map"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        question = session.current_question
        self._open: set[str] = {question.group} if question else set()
        """Parts that show their questions; at first the one she is working on."""
        self._first = f"q:{question.id}" if question else None

    def compose(self) -> ComposeResult:
        """Two lists."""
        with Container(id="body"):
            yield PartsList(id="parts")
            yield OptionList(id="todos")
        yield Footer(show_command_palette=False)

    def show_draft(self) -> None:
        """Both lists anew; what was chosen stays chosen."""
        self._fill("#parts", self._part_options())
        self._fill("#todos", self._todo_options())
        left = len(self.session.todos)
        todos = self.query_one("#todos", OptionList)
        todos.border_title = f"还差 {left} 处，最要紧的在前" if left else "没有要补、要改的地方"
        todos.border_subtitle = "Enter 转到那里"
        parts = self.query_one("#parts", OptionList)
        parts.border_title = "目录"
        parts.border_subtitle = "Enter 展开、收起，或转到问题"

    def _fill(self, where: str, options: list[Option]) -> None:
        listed = self.query_one(where, OptionList)
        before = listed.highlighted
        chosen = listed.get_option_at_index(before).id if before is not None else self._first
        listed.clear_options()
        listed.add_options(options)
        if not self._highlight(where, chosen) and options:
            listed.highlighted = min(before or 0, len(options) - 1)

    def _highlight(self, where: str, option_id: str | None) -> bool:
        listed = self.query_one(where, OptionList)
        numbers = [n for n, option in enumerate(listed.options) if option_id and option.id == option_id]
        if numbers:
            listed.highlighted = numbers[0]
        return bool(numbers)

    def _part_options(self) -> list[Option]:
        options = [Option(self._tables_line(), id=_TABLES)]
        width = self._room
        for part in self.session.parts:
            is_open = part.group in self._open
            options.append(Option(_part_line(part, is_open), id=f"p:{part.group}"))
            if is_open:
                for view in part.questions:
                    options += _question_options(view, width)
        return options

    def _tables_line(self) -> Content:
        tables = self.session.tables
        if tables.is_empty:
            state = ("□ 还没有填", "$text-warning")
        elif empty := len(empty_cells(tables)):
            state = (f"□ 空 {empty} 格", "$text-warning")
        else:
            wrong = sum(todo.kind is TodoKind.ERROR and bool(todo.cell) for todo in self.session.todos)
            state = (f"× 有错 {wrong} 处", "$text-error") if wrong else ("✓ 已填好", "$text-success")
        return Content.assemble(("  统计表", "bold"), "　", state)

    def _todo_options(self) -> list[Option]:
        return [
            Option(_todo_line(todo, self._room), id=f"t:{number}") for number, todo in enumerate(self.session.todos)
        ]

    @on(OptionList.OptionSelected, "#todos")
    def go_to_todo(self, event: OptionList.OptionSelected) -> None:
        """To what is left."""
        if event.option_index < len(self.session.todos):
            self.nianbao.go_to(self.session.todos[event.option_index])

    @on(OptionList.OptionSelected, "#parts")
    def go_to_entry(self, event: OptionList.OptionSelected) -> None:
        """A part opens or closes, a question is gone to."""
        kind, _, name = (event.option.id or "").partition(":")
        if kind == _TABLES:
            self.nianbao.run_command("tables")
        elif kind == "p":
            self._open ^= {name}
            self.show_draft()
        elif kind in ("q", "a"):
            question = name.partition("/")[0]
            if self._is_hidden(question):
                self.say("这个问题按现在的统计表不用回答；原来的回答还在，统计表变了会自动回来。")
            else:
                self.nianbao.go_to_question(question)

    def _is_hidden(self, question_id: str) -> bool:
        return any(
            view.status is QuestionStatus.HIDDEN
            for part in self.session.parts
            for view in part.questions
            if view.question.id == question_id
        )

    @property
    def _room(self) -> int:
        """Columns of a row."""
        half = self.size.width // 2 if self.size.width >= WIDE else self.size.width
        return max(half - _FRAME, 20)

    def on_resize(self, event: events.Resize) -> None:
        """Rows are set for the width there is."""
        self.call_after_refresh(self.show_draft)

    def action_unfold(self, is_open: bool) -> None:
        """Open or close the part the cursor is in."""
        parts = self.query_one("#parts", OptionList)
        if not parts.has_focus or parts.highlighted is None:
            return
        for number in range(parts.highlighted, -1, -1):
            option_id = parts.get_option_at_index(number).id or ""
            if option_id.startswith("p:"):
                group = option_id.removeprefix("p:")
                self._open = self._open | {group} if is_open else self._open - {group}
                self.show_draft()
                if not is_open:
                    self._highlight("#parts", option_id)
                return

    def action_other_list(self) -> None:
        """From one list to the other."""
        parts = self.query_one("#parts", OptionList)
        self.query_one("#todos" if parts.has_focus else "#parts").focus()


def _part_line(part: PartView, is_open: bool) -> Content:
    pieces: list[tuple[str, str]] = []
    if not part.asked and part.questions:
        pieces.append(("· 隐藏", "$text-muted"))
    if part.open:
        pieces.append((f"○ 未答 {part.open}", "$text-warning"))
    written = sum(not statement.is_pending for statement in part.statements)
    if written:
        pieces.insert(0, (f"✓ 已写 {written} 句", "$text-success"))
    for kinds, sign, name, style in (
        ((TodoKind.ERROR,), "×", "有错", "$text-error"),
        ((TodoKind.STALE,), "!", "依据已变", "$text-error"),
        ((TodoKind.MISSING,), "□", "待补", "$text-warning"),
        ((TodoKind.OPEN,), "?", "待选", "$text-warning"),
        ((TodoKind.CARRIED,), "~", "沿用待确认", "$text-warning"),
        ((TodoKind.CONFIRM,), "?", "配写待确认", "$text-secondary"),
    ):
        if count := part.count(*kinds):
            pieces.append((f"{sign} {name} {count}", style))
    line = Content.assemble(("- " if is_open else "+ ", "bold"), (part.title, "bold"))
    for piece in pieces:
        line += Content.assemble("　", piece)
    return line


def _question_options(view: QuestionView, width: int) -> list[Option]:
    sign, name, style = _STATUS[view.status]
    question = view.question
    head = Content.assemble(f"    {sign} ", (name, style), "　")
    options = [Option(hanging(head, Content(question.ask), width), id=f"q:{question.id}")]
    for answer in view.answers:
        label, words = Content.styled("      您答：", "$text-muted"), Content(" ".join(answer.text.split()))
        options.append(Option(hanging(label, words, width), id=f"a:{question.id}/{answer.id}"))
    return options


def _todo_line(todo: Todo, width: int) -> Content:
    style = "$text-error" if todo.kind in (TodoKind.ERROR, TodoKind.STALE) else "$text-warning"
    label = Content.assemble((TODO_NAMES[todo.kind], f"bold {style}"), "　", (todo.place, "$text-secondary"), "　")
    return hanging(label, Content(todo.what), width, indent=2)
