"""上年报告: last year's sentences beside this year's, what changed, what can be taken over."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Footer, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from assistant.errors import AssistantError
from assistant.files import read_bytes
from assistant.interview.comparison import Pair, PartComparison, compare
from assistant.interview.engine import Carry, GiveLastYear, Input, Reopen, RollForward
from assistant.render.context import number_text
from assistant.report.model import Report
from assistant.reuse.similarity import SAME_TEXT, Change, changed_cells, differences, rolled
from assistant.tables.schema import Tables
from assistant.tui.base import Place
from assistant.tui.widgets.lines import WIDE, hanging, set_lines, side_by_side

SUFFIXES = (".docx", ".html", ".htm", ".txt", ".md", ".pdf", ".doc", ".wps")
_FRAME = 5
"""Columns of the border, the scroll bar and the padding of a row."""
_METER = 10
_HOW = (
    "还没有上年的报告。\n\n"
    "读入以后，这里逐句对照上年和今年：哪些话没有变、哪些数字变了，可以挑着沿用；"
    "沿用的句子会标“沿用”，要您确认后才算数。\n\n"
    "可以读入 Word 文档（.docx）、网页（.html）、文本（.txt）和能选中文字的 PDF。"
    "也可以在问答里输入：/上年报告 文件"
)
_HOW_ROOM = 60


class LastYearScreen(Place):
    """One row for each sentence of last year, this year's beside or below it; then the cells that changed."""

    CSS_PATH = "last_year.tcss"
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g,ctrl+g", "this_year", "转到今年这句", key_display="Ctrl+G"),
        Binding("t,ctrl+t", "tick", "逐项核对", key_display="Ctrl+T"),
        Binding("w,ctrl+r", "reword", "换一种说法", key_display="Ctrl+R"),
        Binding("n,ctrl+down", "next_part(1)", "下一部分", key_display="Ctrl+↓"),
        Binding("p,ctrl+up", "next_part(-1)", "上一部分", show=False),
        Binding("o,ctrl+o", "choose_file", "换一份上年报告", key_display="Ctrl+O"),
    ]
    help_topic = "last_year"

    def compose(self) -> ComposeResult:
        """Rows, or how to give last year's report."""
        yield OptionList(id="rows")
        with Center(id="empty"), Vertical(id="empty-box"):
            yield Static(Content("\n").join(set_lines(Content(_HOW), _HOW_ROOM)))
            yield Button("选择上年报告文件……", id="choose", variant="primary")
        yield Static("", id="progress", markup=False)
        with Horizontal(id="actions"):
            yield Button("沿用这一句", id="carry", variant="primary")
            yield Button("转到今年这句", id="this-year")
            yield Button("换一份报告", id="other")
            yield Button("返回", id="back")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Where the keys go while there is nothing to show."""
        if self.session.state.last_report is None:
            self.query_one("#choose", Button).focus()

    def show_draft(self) -> None:
        """Compare anew; the row chosen stays chosen."""
        last = self.session.state.last_report
        self.set_class(last is None, "-empty")
        if last is None:
            return
        rows = self.query_one("#rows", OptionList)
        chosen = rows.highlighted
        titles = {part.group: part.title for part in self.session.engine.script.parts}
        self._parts = compare(last, self.session.report, self.session.outline, titles)
        self._pairs: dict[str, Pair] = {}
        self._cells: dict[str, str] = {}
        options: list[Option] = []
        width = max((rows.container_size.width or self.size.width) - _FRAME, 20)
        for part in self._parts:
            if part.pairs:
                options.append(Option(_part_line(part), disabled=True))
            for number, pair in enumerate(part.pairs):
                row_id = f"{part.group}.{number}"
                self._pairs[row_id] = pair
                options.append(Option(self._row(pair, width), id=row_id))
        options += self._table_rows()
        rows.clear_options()
        rows.add_options(options)
        rows.border_title = f"上年报告（{last.year}年）与今年草稿　[-…-] 上年有今年没有　[+…+] 今年新写"
        rows.border_subtitle = "Enter 沿用这一句"
        enabled = [n for n, option in enumerate(options) if not option.disabled]
        if enabled:
            rows.highlighted = chosen if chosen in enabled else min(enabled, key=lambda n: abs(n - (chosen or 0)))

    def _table_rows(self) -> list[Option]:
        last = self.session.state.last_tables or Tables()
        if last.is_empty:
            return [Option(Content.styled("统计表　上年的表没有读到，不能对照", "bold $text-secondary"), disabled=True)]
        changes = changed_cells(last, self.session.tables)
        options = [
            Option(Content.styled(f"统计表　与上年不同的有 {len(changes)} 格", "bold $text-secondary"), disabled=True)
        ]
        for change in changes:
            row_id = f"cell.{change.address}"
            self._cells[row_id] = change.address
            old, new = (number_text(value) or "空" for value in (change.old, change.new))
            options.append(
                Option(
                    Content.assemble(f" {change.label}：上年 ", (old, "$text-muted"), " → 今年 ", (new, "bold")),
                    id=row_id,
                )
            )
        return options

    def _row(self, pair: Pair, width: int) -> Content:
        old, new = _marked(pair)
        if self.size.width >= WIDE:
            half = (width - 3) // 2
            return side_by_side(old, new, half)
        lines = [
            hanging(Content.styled(f" {label} ", "$text-secondary"), text, width)
            for label, text in (("上年", old), ("今年", new))
        ]
        return Content("\n").join(lines)

    def on_resize(self, event: events.Resize) -> None:
        """Rows are set for the width there is."""
        self.call_after_refresh(self.show_draft)

    @property
    def chosen(self) -> Pair | None:
        """The pair of sentences that is highlighted."""
        return self._pairs.get(self._chosen_id)

    @property
    def _chosen_id(self) -> str:
        rows = self.query_one("#rows", OptionList)
        if self.session.state.last_report is None or rows.highlighted is None:
            return ""
        return rows.get_option_at_index(rows.highlighted).id or ""

    @on(OptionList.OptionSelected, "#rows")
    @on(Button.Pressed, "#carry")
    def action_carry(self) -> None:
        """Take the sentence over, its own year rolled on; to be confirmed."""
        cell = self._cells.get(self._chosen_id) if self.session.state.last_report else None
        if cell:
            self.nianbao.go_to_cell(cell)
            return
        pair, last = self.chosen, self.session.state.last_report
        if pair is None or last is None:
            return
        refusal = self._refusal(pair)
        if refusal or pair.old is None:
            self.say(refusal)
            return
        text = rolled(pair.old.text, last.year, self.session.report.year)
        if self.act(Carry(pair.old.group, text, pair.old.where)):
            self.say("已沿用，标为“沿用”，请确认今年仍然如此；会过时的数、日期已留作待补。")

    def _refusal(self, pair: Pair) -> str:
        """Why a sentence is not taken over; empty if it can be."""
        if pair.old is None:
            return "这一句是今年新写的，上年没有对应的句子。"
        if not pair.old.can_be_carried:
            return "这是引出后面各点的话，程序会自己写，不用沿用。"
        if pair.new is not None and pair.likeness >= SAME_TEXT:
            return "今年的草稿里已经有这一句，没有重复写入。按 Ctrl+G 转到那一句修改。"
        return ""

    def action_tick(self) -> None:
        """To the first thing in this year's sentence that may be out of date: keep, change or drop it."""
        pair = self.chosen
        key = pair.new.key if pair is not None and pair.new is not None else ""
        item = next((one for one in self.session.engine.items(self.session.state) if one.sentence == key), None)
        if item is None:
            self.say("这一句里没有要核对的数、日期和名称。")
        else:
            self.nianbao.go_to_question(item.question.id)

    def action_reword(self) -> None:
        """Another sentence of the same topic in place of one that says what last year's said."""
        pair = self.chosen
        if pair is None or pair.new is None:
            self.say("今年还没有对应的句子，不用换。")
        elif self.act(Reopen(pair.new.key)):
            self.nianbao.back_to_interview()

    def action_this_year(self) -> None:
        """To this year's sentence of the row."""
        pair = self.chosen
        if pair is not None and pair.new is not None:
            self.nianbao.go_to_sentence(pair.new.key)
        elif pair is not None:
            self.say("今年还没有对应的句子。按 Enter 可以沿用上年的。")

    @on(Button.Pressed, "#this-year")
    def press_this_year(self) -> None:
        """The same by mouse."""
        self.action_this_year()

    @on(Button.Pressed, "#back")
    def leave(self) -> None:
        """Back to where she came from."""
        self.action_back()

    def action_next_part(self, by: int) -> None:
        """To the first sentence of the next or the previous part."""
        rows = self.query_one("#rows", OptionList)
        heads = [n for n, option in enumerate(rows.options) if option.disabled]
        here = rows.highlighted or 0
        if by > 0:
            target = next((n for n in heads if n > here), None)
        else:
            # The head right above belongs to the part she is in.
            target = next(iter([n for n in reversed(heads) if n < here][1:]), None)
        if target is not None and target + 1 < len(rows.options):
            rows.highlighted = target + 1
            rows.scroll_to_highlight(top=True)

    @on(Button.Pressed, "#choose")
    @on(Button.Pressed, "#other")
    def action_choose_file(self) -> None:
        """Ask for last year's report."""
        from assistant.tui.screens.dialogs import PathDialog

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._progress(f"正在读取 {path.name}……")
                self.read(path)

        self.app.push_screen(PathDialog("选择上年的年度报告", SUFFIXES), chosen)

    @work(thread=True, exclusive=True, group="reading", exit_on_error=False)
    def read(self, path: Path) -> None:
        """Read a report file in a thread."""
        from assistant.reuse.reading import read_report

        worker = get_current_worker()
        try:
            reading = read_report(read_bytes(path, "上年报告"), path.name)
        except AssistantError as error:
            self.app.call_from_thread(self._read_failed, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._read, reading.report, path, tuple(reading.notices))

    def _progress(self, what: str) -> None:
        line = self.query_one("#progress", Static)
        line.update(what)
        line.display = bool(what)

    def _read_failed(self, error: AssistantError) -> None:
        self._progress("")
        self.complain(error)

    def _read(self, report: Report, path: Path, notices: tuple[str, ...]) -> None:
        self._progress("")
        given: list[Input] = [GiveLastYear(report, str(path))]
        if report.year == self.session.report.year - 1:
            given.append(RollForward())
        before = len(self.session.state.answers)
        if not self.act(given, f"读入上年报告“{path.name}”"):
            return
        self.query_one("#rows").focus()
        year = self.session.report.year
        if report.year != year - 1:
            self.say(f"读到的是 {report.year} 年的报告，不是上年（{year - 1} 年）的，请看是否选错了文件。")
        else:
            taken = len(self.session.state.answers) - before
            self.say(f"已读入 {path.name}，沿用 {taken} 句；数、日期、文号留作待补，句子要您确认后才算数。")
        for notice in notices:
            self.say(notice)


def meter(share: float) -> str:
    """A share of 0–1 as a bar and a percentage: [======----] 63%."""
    full = round(share * _METER)
    return f"[{'=' * full}{'-' * (_METER - full)}] {round(share * 100)}%"


def _part_line(part: PartComparison) -> Content:
    share = "今年还没有写" if part.share is None else f"与上年相同 {meter(part.share)}"
    warning = "　多数与上年一样，请多写今年的做法，或按 Ctrl+R 换一种说法" if part.is_copied else ""
    return Content.assemble((part.title, "bold $text-primary"), f"　{share}", (warning, "$text-warning"))


def _marked(pair: Pair) -> tuple[Content, Content]:
    """Both sentences with what changed marked by signs and style."""
    nothing = Content.styled("（无）", "$text-muted")
    if pair.old is None or pair.new is None:
        old = Content(pair.old.text) if pair.old else nothing
        return old, Content(pair.new_text) if pair.new else nothing
    old, new = Content(""), Content("")
    for piece in differences(pair.old.text, pair.new_text):
        if piece.change is not Change.ADDED:
            is_kept = piece.change is Change.SAME
            old += Content(piece.text) if is_kept else Content.styled(f"[-{piece.text}-]", "$text-error strike")
        if piece.change is not Change.REMOVED:
            is_kept = piece.change is Change.SAME
            new += Content(piece.text) if is_kept else Content.styled(f"[+{piece.text}+]", "bold $text-success")
    return old, new
