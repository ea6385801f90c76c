"""Questions the tables screen asks: yes or no, which file, and what was read from it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.checks.tables import check_tables
from assistant.errors import InputError
from assistant.files import read_bytes
from assistant.render.wrapping import wrap
from assistant.report.standard import TABLE_KEYS, TABLE_NAMES
from assistant.tables.arithmetic import complete
from assistant.tables.schema import Cell, Tables
from assistant.tables.spreadsheet import read_tables

Answer = TypeVar("Answer")
SHEET_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_SHOWN_MATCHES = 200


class _Prose(Static):
    """Paragraphs broken by our own rule, anew whenever the width changes."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._text = text

    def say(self, text: str) -> None:
        self._text = text
        self._fill()

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        if self.size.width:
            self.update("\n".join(wrap(self._text, self.size.width)))


class TablesDialog(ModalScreen[Answer | None], Generic[Answer]):
    """A box in the middle of the screen; Esc leaves it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "取消", show=False)]

    def action_leave(self) -> None:
        self.dismiss(None)


class Notice(TablesDialog[bool]):
    """Something to read; ends when the clerk has read it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading, self._prose = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._heading
            with VerticalScroll(classes="prose", can_focus=False):
                yield _Prose(self._prose)
            with Horizontal(classes="buttons"):
                yield Button("知道了（Enter）", variant="primary")

    @on(Button.Pressed)
    def _read(self) -> None:
        self.dismiss(True)

    def on_key(self, event: events.Key) -> None:
        scroll = self.query_one(VerticalScroll)
        if event.key in {"down", "pagedown"}:
            scroll.scroll_page_down() if event.key == "pagedown" else scroll.scroll_down()
        elif event.key in {"up", "pageup"}:
            scroll.scroll_page_up() if event.key == "pageup" else scroll.scroll_up()


class Confirm(TablesDialog[bool]):
    """A yes-or-no question; the button in focus at first is “no” where ``is_risky``."""

    def __init__(self, title: str, text: str, yes: str, *, is_risky: bool = False) -> None:
        super().__init__()
        self._heading, self._prose, self._yes, self._is_risky = title, text, yes, is_risky

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._heading
            box.border_subtitle = "Tab 换按钮　Enter 按下　Esc 取消"
            with VerticalScroll(classes="prose", can_focus=False):
                yield _Prose(self._prose)
            with Horizontal(classes="buttons"):
                yield Button(self._yes, variant="primary", id="yes")
                yield Button("取消", id="no")

    def on_mount(self) -> None:
        self.query_one("#no" if self._is_risky else "#yes", Button).focus()

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(True if event.button.id == "yes" else None)


class PathInput(Input):
    """A line for a path; Tab completes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "补全", show=False),
        Binding("down", "browse", "下面的列表", show=False),
    ]

    @dataclass
    class Browse(Message):
        """The clerk wants to choose from the list below."""

    def __init__(self, suffixes: tuple[str, ...], *, value: str = "", placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=False)
        self.suffixes = suffixes

    def action_complete(self) -> None:
        found = completions(self.value, self.suffixes)
        if found:
            # A lone match is taken whole, of several what they begin with.
            common = os.path.commonprefix(found)  # noqa: RUF071 - characters are wanted here, not whole names
            self.value = max(common, self.value, key=len)
            self.cursor_position = len(self.value)

    def action_browse(self) -> None:
        self.post_message(self.Browse())


class PathQuestion(TablesDialog[Answer]):
    """Asks for a file: a line with completion, and what is in the folder under it."""

    def __init__(self, title: str, hint: str, suffixes: tuple[str, ...], value: str = "") -> None:
        super().__init__()
        self._heading, self._hint, self._suffixes, self._value = title, hint, suffixes, value

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._heading
            box.border_subtitle = "Tab 补全　↓ 选文件　Enter 确定　Esc 取消"
            yield _Prose(self._hint)
            yield PathInput(self._suffixes, value=self._value, placeholder="文件路径，也可以把文件拖到这里")
            yield OptionList(id="matches")
            with VerticalScroll(id="answer", can_focus=False):
                yield _Prose(id="said")
            with Horizontal(classes="buttons"):
                yield from self.buttons()

    def buttons(self) -> Iterable[Button]:
        """What stands at the bottom."""
        yield Button("取消", id="cancel")

    def on_mount(self) -> None:
        self._list_matches(self._value)
        line = self.query_one(PathInput)
        line.cursor_position = len(self._value)
        line.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.say("")
        self._list_matches(event.value)

    def _list_matches(self, typed: str) -> None:
        matches = self.query_one("#matches", OptionList)
        matches.clear_options()
        # A name may hold brackets, which are markup in a plain string.
        matches.add_options(Option(_shown(path), id=path) for path in completions(typed, self._suffixes))
        if not matches.option_count:
            matches.add_option(Option("这里没有这样的文件或文件夹。", disabled=True))

    @on(PathInput.Browse)
    def _browse(self) -> None:
        matches = self.query_one("#matches", OptionList)
        if matches.option_count and not matches.get_option_at_index(0).disabled:
            matches.focus()
            matches.highlighted = 0

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        line = self.query_one(PathInput)
        line.value = event.option_id or ""
        line.cursor_position = len(line.value)
        line.focus()
        if not line.value.endswith(("/", os.sep)):
            self.chosen(entered_path(line.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.chosen(entered_path(event.value))

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.dismiss(None)

    def chosen(self, path: Path) -> None:
        """What follows when a file is named."""
        raise NotImplementedError

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show what is to be said about the file in place of the list; nothing shows the list again."""
        self.query_one("#said", _Prose).say(text)
        self.query_one("#answer").set_class(is_error, "-error").display = bool(text)
        self.query_one("#matches").display = not text


@dataclass(frozen=True, slots=True)
class Import:
    """Figures of a workbook, to be put in place of whole tables."""

    changes: dict[str, Cell]
    file: str


class ImportQuestion(PathQuestion[Import]):
    """Asks for a workbook, shows what was read from it, and gives it if the clerk takes it."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(
            "导入统计表", "请选填好的统计表（.xlsx，或 .csv 文本）。先看读到了什么，再决定要不要用。", SHEET_SUFFIXES
        )
        self._tables = tables
        self._read: Import | None = None

    def buttons(self) -> Iterable[Button]:
        yield Button("用这些数", variant="primary", id="take", disabled=True)
        yield Button("取消", id="cancel")

    @on(Input.Changed)
    def _forget(self) -> None:
        self._read = None
        self.query_one("#take", Button).disabled = True

    def chosen(self, path: Path) -> None:
        self.say(f"正在读取 {path.name} ……")
        self._read_file(path)

    @work(exclusive=True)
    async def _read_file(self, path: Path) -> None:
        try:
            read, said = await asyncio.to_thread(_reading, path, self._tables)
        except InputError as error:
            self.say(error.message, is_error=True)
            return
        self._read = read
        self.say(said)
        take = self.query_one("#take", Button)
        take.disabled = not read.changes
        if read.changes:
            take.focus()

    @on(Button.Pressed, "#take")
    def _taken(self) -> None:
        self.dismiss(self._read)


class ExportQuestion(PathQuestion[Path]):
    """Asks where to save a workbook to fill in."""

    def __init__(self, value: str) -> None:
        super().__init__(
            "导出填报表", "生成一份空的填报表，可以发给科室填，填好后用 F6 导入。保存为：", (".xlsx",), value
        )

    def buttons(self) -> Iterable[Button]:
        yield Button("保存", variant="primary", id="save")
        yield Button("取消", id="cancel")

    @on(Button.Pressed, "#save")
    def _saved(self) -> None:
        value = self.query_one(PathInput).value
        if value.strip():
            self.chosen(entered_path(value))

    def chosen(self, path: Path) -> None:
        if path.is_dir():
            self.say(f"{path} 是一个文件夹，请在后面写上文件名，如 填报表.xlsx。", is_error=True)
            return
        # A name without a suffix is what people type; any other suffix is a slip.
        path = path.with_name(path.name + ".xlsx") if not path.suffix else path
        if path.suffix.lower() != ".xlsx":
            self.say(f"填报表要存为 .xlsx 文件，请把 {path.name} 的后缀改成 .xlsx。", is_error=True)
            return
        self.dismiss(path)


def completions(typed: str, suffixes: Sequence[str]) -> list[str]:
    """Paths that begin with what was typed: folders (with a separator at the end) first, then files of these kinds.

    Hidden names only when a dot is typed. Empty where there is no such folder or it may not be read.
    """
    typed = _bare(typed)
    expanded = os.path.expanduser(typed)  # noqa: PTH111 - keeps the separator at the end, which Path drops
    folder, start = os.path.split(expanded)
    folders, files = [], []
    try:
        with os.scandir(folder or ".") as entries:
            for entry in entries:
                name = entry.name
                if not name.lower().startswith(start.lower()) or (name.startswith(".") and not start):
                    continue
                path = os.path.join(folder, name)  # noqa: PTH118 - ./x must stay x as it was typed
                if entry.is_dir():
                    folders.append(path + os.sep)
                # Excel keeps a lock file beside an open workbook.
                elif name.lower().endswith(tuple(suffixes)) and not name.startswith("~$"):
                    files.append(path)
    except (OSError, ValueError):
        return []
    return [*sorted(folders), *sorted(files)][:_SHOWN_MATCHES]


def entered_path(typed: str) -> Path:
    """The path a clerk typed or dropped: without quotation marks, ``~`` expanded."""
    return Path(os.path.expanduser(_bare(typed)))  # noqa: PTH111 - Path.expanduser raises without a home


def _bare(typed: str) -> str:
    text = typed.strip()
    for mark in ('"', "'"):
        if text.startswith(mark):
            text = text[1:].removesuffix(mark)
    return text.removeprefix("file://") if text.startswith("file:///") else text


def _shown(path: str) -> str:
    name = Path(path).name
    folder = path.endswith(("/", os.sep))
    text = f"{name}{os.sep}（文件夹）" if folder else name
    return text.replace("[", "\\[")


def _reading(path: Path, tables: Tables) -> tuple[Import, str]:
    """What a workbook would change, and what to say about it; InputError if it cannot be used."""
    reading = read_tables(read_bytes(path, "统计表"), path.name)
    found = [name for name in TABLE_NAMES if any(address.startswith(name + ".") for address in reading.places)]
    read = complete(reading.tables)
    cells = [f"{name}.{key}" for name in found for key in TABLE_KEYS[name]]
    changes = {address: read.cell(address) for address in cells if read.cell(address) != tables.cell(address)}
    lines = ["读到：" + "；".join(_account(name, read) for name in found) + "。"]
    emptied = sum(value is None for value in changes.values())
    replaced = sum(tables.cell(address) is not None for address in changes)
    if not changes:
        lines.append("文件里的数和现在的表一样，不用导入。")
    elif replaced:
        lines.append(
            f"导入后有 {len(changes)} 格改变，其中 {replaced} 格现在已有数"
            + (f"（{emptied} 格在文件里是空的，会变空）" if emptied else "")
            + "。导入以后可以按 Ctrl+Z 撤销。"
        )
    else:
        lines.append(f"导入后填上 {len(changes)} 格，现在的数都不会动。")
    wrong = [finding for finding in check_tables(read) if finding.rule != "TQ-27" and finding.where.section in found]
    if wrong:
        lines.append(f"核查发现 {len(wrong)} 处问题，导入后会在表里标出来。")
    lines += [f"说明：{notice}" for notice in reading.notices]
    return Import(changes, path.name), "\n".join(lines)


def _account(name: str, tables: Tables) -> str:
    keys = TABLE_KEYS[name]
    blank = sum(tables.cell(f"{name}.{key}") is None for key in keys)
    if not blank:
        return f"{TABLE_NAMES[name]} {len(keys)} 格，都填了"
    return f"{TABLE_NAMES[name]} {len(keys)} 格，{blank} 格没填"
