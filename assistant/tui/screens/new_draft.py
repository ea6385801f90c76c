"""The form of a new draft: the organ's name, and what may be given with it."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Label, Static

from assistant.beginnings import (
    LAST_YEAR_SUFFIXES,
    TABLE_SUFFIXES,
    Field,
    FieldsError,
    NewDraft,
    begin,
    default_path,
    default_year,
    prepare,
    read_filled_tables,
    read_last_year,
    read_name,
    read_year,
)
from assistant.errors import AssistantError, InputError
from assistant.interview.journal import SUFFIX
from assistant.paths import drafts_folder
from assistant.report.organ import Organ, kind_of
from assistant.report.standard import OrganKind
from assistant.tui.screens.dialogs import PathDialog
from assistant.tui.widgets.form import FieldRow, Form, KindSelect
from assistant.tui.widgets.line_input import LineInput
from assistant.typedpaths import free_path, typed_path

if TYPE_CHECKING:
    from assistant.tui.app import NianbaoApp

_PICKED = {
    Field.LAST_YEAR: ("选上年的报告、草稿或统计表", LAST_YEAR_SUFFIXES),
    Field.TABLES: ("选今年的统计表（.xlsx 或 .csv）", TABLE_SUFFIXES),
    Field.SAVE_TO: ("草稿存在哪里", (SUFFIX,)),
}


class NewDraftScreen(Screen[None]):
    """Only the name is needed; Enter in any field goes on."""

    CSS_PATH = "new_draft.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "开始"),
        Binding("escape", "leave", "返回"),
    ]

    help_topic = "start"

    class Progress(Message):
        """What the reading is at."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, last_year: str = "", today: date | None = None) -> None:
        super().__init__()
        self._last_year = last_year
        self._today = today or datetime.now().astimezone().date()
        self._proposed_path = ""
        self._looked_at: dict[Field, str] = {}
        self._is_busy = False
        self._is_writing = False

    @property
    def nianbao(self) -> NianbaoApp:
        """The running program."""
        return self.app  # type: ignore[return-value, unused-ignore]

    def compose(self) -> ComposeResult:
        """Six rows and a button."""
        year = str(default_year(self._today))
        yield Static("新建草稿　只有单位全称必须填，别的以后都能补", id="title", markup=False)
        with Form(id="form"):
            yield FieldRow(Field.NAME, "单位全称", _box(), "公章上怎么写就怎么填，例如“澄岭区望桥街道办事处”")
            yield FieldRow(
                Field.KIND, "单位类型", KindSelect(OrganKind.DEPARTMENT), "按名称判断；不对用 ← → 换，空格列出全部"
            )
            yield FieldRow(Field.YEAR, "报告年度", _box(year), "报告总结的是哪一年")
            yield FieldRow(
                Field.LAST_YEAR, "上年报告", _box(self._last_year), "可不填。上年的 Word、网页、PDF、草稿或统计表", True
            )
            yield FieldRow(Field.TABLES, "今年统计表", _box(), "可不填。填好的 Excel（.xlsx）或 .csv", True)
            yield FieldRow(Field.SAVE_TO, "保存位置", _box(), "可不改。已有同名文件时另存一份，不会覆盖", True)
            with Horizontal(id="buttons", classes="after"):
                yield Button("开始写", "primary", id="begin", compact=True)
                yield Button("返回", id="leave", compact=True)
                yield Label("在哪一格按回车都可以开始")
            yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """A file she came with is read at once."""
        self._propose()
        if self._last_year:
            self._look_at(Field.LAST_YEAR)

    def _value_of(self, field: Field) -> Input:
        return self.query_one(f"#{field.replace('_', '-')}", Input)

    def _row(self, field: Field) -> FieldRow:
        return self.query_one(f"#row-{field}", FieldRow)

    @property
    def _kind(self) -> KindSelect:
        return self.query_one(KindSelect)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = _field(event.input)
        if field in self._looked_at and self._looked_at[field] != event.value:
            del self._looked_at[field]
        self._row(field).tell()
        if field is Field.NAME:
            self._kind.guess(kind_of(event.value.strip()))
        if field in (Field.NAME, Field.YEAR):
            self._propose()

    def _propose(self) -> None:
        """The place to save follows name and year as long as she leaves it alone."""
        box = self._value_of(Field.SAVE_TO)
        if box.value.strip() not in ("", self._proposed_path):
            return
        try:
            year = read_year(self._value_of(Field.YEAR).value, self._today)
            name = read_name(self._value_of(Field.NAME).value)
        except InputError:
            proposed = ""
        else:
            proposed = str(free_path(default_path(name, year)))
        self._proposed_path = proposed
        with box.prevent(Input.Changed):
            box.value = proposed
        box.placeholder = str(drafts_folder())

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        event.stop()
        field = _field(event.input)
        if field in (Field.LAST_YEAR, Field.TABLES):
            self._look_at(field)

    def _look_at(self, field: Field) -> None:
        """Read a file as soon as it is named, so that a wrong one is seen at once."""
        text = self._value_of(field).value
        if not text.strip() or self._looked_at.get(field) == text or self._is_busy:
            return
        self._looked_at[field] = text
        self.run_worker(self._read(field, text), exclusive=True, group=f"read-{field}")

    async def _read(self, field: Field, text: str) -> None:
        row = self._row(field)
        row.tell("正在读……", "busy")
        try:
            engine = await self.nianbao.engine()
            if field is Field.LAST_YEAR:
                last = await asyncio.to_thread(read_last_year, typed_path(text), engine)
                said, organ = last.said, last.organ
                if organ and not self._value_of(Field.NAME).value.strip():
                    self._take_over(organ, last.year)
            else:
                name = self._value_of(Field.NAME).value.strip()
                known = Organ.of(name, self._kind.kind) if name else None
                said = (await asyncio.to_thread(read_filled_tables, typed_path(text), known)).said
        except AssistantError as error:
            row.tell(error.message, "bad")
        else:
            row.tell(said, "good")

    def _take_over(self, organ: Organ, year: int | None) -> None:
        """Last year's file says who she is."""
        self._value_of(Field.NAME).value = organ.name
        self._kind.guess(organ.kind)
        if year:
            self._value_of(Field.YEAR).value = str(year + 1)

    @on(FieldRow.Browse)
    def _browse(self, event: FieldRow.Browse) -> None:
        event.stop()
        self.run_worker(self._pick(Field(event.row.field)), exclusive=True, group="browse")

    async def _pick(self, field: Field) -> None:
        title, suffixes = _PICKED[field]
        box = self._value_of(field)
        start = typed_path(box.value) if box.value.strip() else None
        if field is Field.SAVE_TO and start is None:
            start = drafts_folder()
        path = await self.app.push_screen_wait(PathDialog(title, suffixes, field is not Field.SAVE_TO, start))
        if path is None:
            return
        box.value = str(path)
        box.focus()
        if field is not Field.SAVE_TO:
            self._look_at(field)

    @on(Input.Submitted)
    @on(Button.Pressed, "#begin")
    def action_go_on(self) -> None:
        """Check everything, read the files, begin."""
        if not self._is_busy:
            self.run_worker(self._begin(), exclusive=True, group="begin")

    def _values(self) -> NewDraft:
        texts = {
            field: self._value_of(field).value
            for field in (Field.NAME, Field.YEAR, Field.LAST_YEAR, Field.TABLES, Field.SAVE_TO)
        }
        if texts[Field.SAVE_TO].strip() == self._proposed_path:
            texts[Field.SAVE_TO] = ""
        return NewDraft(
            name=texts[Field.NAME],
            kind=None if self._kind.is_guess else self._kind.kind,
            year=texts[Field.YEAR],
            last_year=texts[Field.LAST_YEAR],
            tables=texts[Field.TABLES],
            save_to=texts[Field.SAVE_TO],
        )

    async def _begin(self) -> None:
        self._be_busy(True)
        try:
            self._say("正在载入语库……")
            engine = await self.nianbao.engine()
            plan = await asyncio.to_thread(
                prepare, self._values(), engine, self._today, lambda words: self.post_message(self.Progress(words))
            )
            self._is_writing = True
            beginning = await asyncio.to_thread(begin, plan, engine)
        except FieldsError as error:
            self._show_faults(error)
            return
        except AssistantError as error:
            self._say(f"！{error.message}")
            return
        finally:
            self._is_writing = False
            self._be_busy(False)
        self._say("")
        self.nianbao.open_session(beginning.session)
        # One note each: a pile of them would lie on the answer box of a small window.
        if beginning.said:
            self.app.notify("\n".join(beginning.said), timeout=6, markup=False)
        if beginning.notices:
            self.app.notify("\n".join(beginning.notices), severity="warning", timeout=12, markup=False)

    def _show_faults(self, error: FieldsError) -> None:
        self._say("！请先改好上面标出的地方。" if len(error.faults) > 1 else "")
        for field, words in error.faults.items():
            self._row(Field(field)).tell(words, "bad")
        self._value_of(Field(next(iter(error.faults)))).focus()

    def _be_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.query_one("#begin", Button).disabled = busy

    @on(Progress)
    def _progressed(self, event: Progress) -> None:
        self._say(event.words)

    def _say(self, words: str) -> None:
        self.query_one("#status", Static).update(words)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Back to the start page; reading stops, nothing was written."""
        if not self._is_writing:
            self.dismiss(None)


def _box(value: str = "") -> LineInput:
    return LineInput(value, compact=True, select_on_focus=False)


def _field(box: Input) -> Field:
    return Field((box.id or "").replace("-", "_"))
