"""Small questions that every place asks: yes or no, a line of text, a file, one of several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from assistant.files import reason
from assistant.tui.base import Dialog
from assistant.tui.widgets.line_input import LineInput
from assistant.typedpaths import typed_path

_ARROWS: list[BindingType] = [
    Binding("left", "app.focus_previous", show=False),
    Binding("right", "app.focus_next", show=False),
]


class _Choices(Horizontal):
    """A row of buttons walked with the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = _ARROWS


class ConfirmDialog(Dialog[bool | None]):
    """A yes or a no; None when she leaves without an answer. A dangerous yes is never the one Enter finds first."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, message: str, yes: str = "确定", no: str = "取消", danger: bool = False) -> None:
        super().__init__()
        self._message, self._yes, self._no, self._danger = message, yes, no, danger

    def compose(self) -> ComposeResult:
        """The question over its two answers."""
        with Vertical(id="box"):
            with VerticalScroll(id="message", can_focus=False):
                yield Static(self._message, markup=False)
            with _Choices(id="choices"):
                yield Button(Content(self._yes), "error" if self._danger else "primary", id="yes")
                yield Button(Content(self._no), id="no")
            yield Label("← → 选择　回车 确定　Esc 取消", classes="hint")

    def on_mount(self) -> None:
        """The harmless answer is at hand."""
        self.query_one("#no" if self._danger else "#yes", Button).focus()

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")


class TextDialog(Dialog[str | None]):
    """A text, as typed; None when she leaves. Several lines are sent with Ctrl+S or the button."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "send", "确定")]

    def __init__(self, title: str, value: str = "", multiline: bool = False, placeholder: str = "") -> None:
        super().__init__()
        self._heading, self._value, self._multiline, self._placeholder = title, value, multiline, placeholder

    def compose(self) -> ComposeResult:
        """The title over the text box."""
        with Vertical(id="box", classes="wide"):
            yield Static(self._heading, markup=False, classes="title")
            if self._multiline:
                yield TextArea(self._value, soft_wrap=True, placeholder=self._placeholder, id="text")
            else:
                yield LineInput(self._value, placeholder=self._placeholder, select_on_focus=False, id="text")
            with _Choices(id="choices"):
                yield Button("确定", "primary", id="yes")
                yield Button("取消", id="no")
            keys = "回车 换行　Ctrl+S 确定　Esc 取消" if self._multiline else "回车 确定　Esc 取消"
            yield Label(keys, classes="hint")

    def on_mount(self) -> None:
        """Begin to write at the end of what is there."""
        box = self.query_one("#text")
        box.focus()
        if isinstance(box, TextArea):
            box.move_cursor(box.document.end)

    @on(Input.Submitted)
    def action_send(self) -> None:
        """Hand the text over."""
        box = self.query_one("#text")
        assert isinstance(box, Input | TextArea)
        self.dismiss(box.value if isinstance(box, Input) else box.text)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            self.action_send()
        else:
            self.dismiss(None)


class ChoiceDialog(Dialog[str | None]):
    """One of several: ``options`` are (value, words); the value chosen, None when she leaves."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading, self._options = title, tuple(options)

    def compose(self) -> ComposeResult:
        """The title over the list; the first nine carry a number."""
        with Vertical(id="box", classes="wide"):
            yield Static(self._heading, markup=False, classes="title")
            yield OptionList(*(self._option(*numbered) for numbered in enumerate(self._options, start=1)))
            yield Label("↑↓ 选择　回车或数字确定　Esc 取消", classes="hint")

    @staticmethod
    def _option(number: int, option: tuple[str, str]) -> Option:
        return Option(Content(f"{number if number <= 9 else ' '} {option[1]}"))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._options[event.option_index][0])

    def on_key(self, event: events.Key) -> None:
        """A digit, full-width ones too, picks at once."""
        if event.character and event.character.isdecimal() and 1 <= int(event.character) <= len(self._options):
            event.stop()
            self.dismiss(self._options[int(event.character) - 1][0])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the file list."""

    path: Path
    is_folder: bool
    words: str = ""


class PathDialog(Dialog[Path | None]):
    """A file: typed, pasted, or found in the list of the folder; None when she leaves.

    A plain list of one folder, as in the file windows of an office desktop, rather than a tree: Enter goes in, the
    first line goes up. ``suffixes`` are the kinds of file listed (``.docx``); none: a folder is wanted. With
    ``must_exist`` false a new name may be typed.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("alt+up", "go_up", "上级文件夹", show=False),
    ]

    class Listed(Message):
        """The content of a folder was read."""

        def __init__(self, folder: Path, entries: Sequence[_Entry], problem: str = "") -> None:
            super().__init__()
            self.folder, self.entries, self.problem = folder, entries, problem

    def __init__(
        self, title: str, suffixes: Iterable[str] = (), must_exist: bool = True, start: Path | None = None
    ) -> None:
        super().__init__()
        self._heading = title
        self._suffixes = tuple(suffix.lower() for suffix in suffixes)
        self._must_exist = must_exist
        start = start or Path.cwd()
        self._folder = _nearest_folder(start)
        self._start_name = "" if start == self._folder or must_exist else start.name
        self._entries: tuple[_Entry, ...] = ()
        self._shown: tuple[_Entry, ...] = ()

    @property
    def _wants_folder(self) -> bool:
        return not self._suffixes

    def compose(self) -> ComposeResult:
        """The path over the content of its folder."""
        with Vertical(id="box", classes="tall"):
            yield Static(self._heading, markup=False, classes="title")
            yield LineInput(select_on_focus=False, placeholder="输入或粘贴路径", id="path", compact=True)
            yield Static(markup=False, id="problem")
            yield OptionList(id="entries", compact=True)
            with _Choices(id="choices"):
                yield Button("选这个文件夹" if self._wants_folder else "确定", "primary", id="yes", compact=True)
                yield Button("上级文件夹", id="up", compact=True)
                yield Button("主文件夹", id="home", compact=True)
                yield Button("取消", id="no", compact=True)
            yield Label("回车 打开　Tab 补全　↓ 到列表　Esc 取消", classes="hint")

    def on_mount(self) -> None:
        """Show the folder to start in."""
        self._go_to(self._folder, self._start_name)
        self.query_one("#path").focus()

    def _go_to(self, folder: Path, name: str = "") -> None:
        self._folder = folder
        box = self.query_one("#path", Input)
        # What is listed follows from the folder, not from this change of text.
        with box.prevent(Input.Changed):
            box.value = _shown_folder(folder) + name
        box.cursor_position = len(box.value)
        self._list(folder)

    @work(thread=True, exclusive=True, group="folder")
    def _list(self, folder: Path) -> None:
        """Reading a shared folder may take its time."""
        try:
            entries = _read_folder(folder, self._suffixes)
        except OSError as error:
            self.post_message(self.Listed(folder, (), f"打不开文件夹 {folder}（{reason(error)}），请换一个。"))
        else:
            self.post_message(self.Listed(folder, entries))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        if event.folder != self._folder:
            return
        self._entries = tuple(event.entries)
        self._complain(event.problem)
        self._show_entries()

    def _show_entries(self) -> None:
        """Those whose name contains what is typed after the folder, all of them if none does."""
        name = self._typed_name().casefold()
        matching = tuple(entry for entry in self._entries if name in entry.path.name.casefold())
        if self._must_exist or self._wants_folder:
            matching = matching or self._entries
        up = () if self._folder.parent == self._folder else (_Entry(self._folder.parent, True, "../　上级文件夹"),)
        self._shown = (*up, *matching)
        options = self.query_one("#entries", OptionList)
        options.set_options(Option(Content(entry.words)) for entry in self._shown)
        if not self._entries:
            empty = "这里没有文件夹" if self._wants_folder else "这里没有可选的文件和文件夹"
            options.add_option(Option(Content(f"（{empty}）"), disabled=True))
        options.highlighted = min(len(up), len(self._shown) - 1) if self._shown else None

    def _typed_name(self) -> str:
        text = self.query_one("#path", Input).value
        return text[_last_separator(text) + 1 :]

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._complain("")
        cut = _last_separator(event.value)
        folder = typed_path(event.value[: cut + 1], self._folder) if cut >= 0 else self._folder
        if folder == self._folder:
            self._show_entries()
        elif not event.value.strip().startswith(('"', "'", "“", "‘", "file:")) and folder.is_dir():
            self._folder = folder
            self._list(folder)

    @on(Input.Submitted, "#path")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(event.value)

    def _take(self, text: str) -> None:
        if not text.strip():
            self._complain("请输入路径，或用 ↓ 到列表里选。")
            return
        path = typed_path(text, self._folder)
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except (OSError, ValueError):
            self._complain("这个路径不能用，请检查。")
            return
        if is_folder and self._wants_folder:
            self.dismiss(path)
        elif is_folder:
            self._go_to(path)
        elif self._wants_folder:
            self._complain(f"{path} 是文件，请选文件夹。" if exists else f"没有文件夹 {path}，请检查。")
        elif not exists and self._must_exist:
            self._complain(f"找不到 {path}，请检查路径和文件名。")
        elif path.suffix.lower() not in self._suffixes and exists:
            self._complain(f"{path.name} 不能用在这里，可选的是：{'、'.join(self._suffixes)}。")
        elif not exists and not path.parent.is_dir():
            self._complain(f"没有文件夹 {path.parent}，请检查。")
        else:
            self.dismiss(path)

    @on(OptionList.OptionSelected, "#entries")
    def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        entry = self._shown[event.option_index]
        if entry.is_folder:
            self._go_to(entry.path)
        else:
            self.dismiss(entry.path)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "up":
            self.action_go_up()
        elif event.button.id == "home":
            self._go_to(Path.home())
        elif event.button.id == "no":
            self.dismiss(None)
        else:
            self._take(self.query_one("#path", Input).value)

    def action_go_up(self) -> None:
        """To the folder above."""
        self._go_to(self._folder.parent)

    def action_complete(self) -> None:
        """Complete the typed name as far as it is certain; where nothing is to be completed, on to the next widget."""
        box = self.query_one("#path", Input)
        typed = self._typed_name()
        starting = [entry for entry in self._entries if entry.path.name.casefold().startswith(typed.casefold())]
        if not box.has_focus or not typed or not starting:
            self.focus_next()
            return
        if len(starting) == 1 and starting[0].is_folder:
            self._go_to(starting[0].path)
            return
        common = _common_beginning([entry.path.name for entry in starting])
        if len(common) <= len(typed):
            self.query_one("#entries").focus()
            return
        box.value = box.value[: len(box.value) - len(typed)] + common
        box.cursor_position = len(box.value)

    def on_key(self, event: events.Key) -> None:
        """Arrow keys go from the text box into the list and back; Backspace in the list goes up."""
        options = self.query_one("#entries", OptionList)
        if event.key == "down" and self.query_one("#path").has_focus:
            event.stop()
            options.focus()
        elif event.key == "up" and options.has_focus and options.highlighted in (0, None):
            event.stop()
            event.prevent_default()
            self.query_one("#path").focus()
        elif event.key == "backspace" and options.has_focus:
            event.stop()
            self.action_go_up()

    def _complain(self, message: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(f"！{message}" if message else "")
        problem.display = bool(message)


def _read_folder(folder: Path, suffixes: tuple[str, ...]) -> tuple[_Entry, ...]:
    """Folders first, then the files of these kinds, each by name; hidden ones are left out."""
    folders, files = [], []
    with os.scandir(folder) as found:
        for one in found:
            if one.name.startswith((".", "~$", "$")):
                continue
            try:
                is_folder = one.is_dir()
            except OSError:
                continue
            if is_folder:
                folders.append(_Entry(Path(one.path), True, f"▸ {one.name}{os.sep}"))
            elif Path(one.name).suffix.lower() in suffixes:
                files.append(_Entry(Path(one.path), False, f"  {one.name}"))
    return tuple(
        entry for kind in (folders, files) for entry in sorted(kind, key=lambda entry: entry.path.name.casefold())
    )


def _common_beginning(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    return next((first[:i] for i, letter in enumerate(first) if last[i : i + 1] != letter), first)


def _nearest_folder(path: Path) -> Path:
    """The path itself or the first folder above it that exists."""
    path = typed_path(str(path))
    return next((folder for folder in (path, *path.parents) if folder.is_dir()), Path.home())


def _shown_folder(folder: Path) -> str:
    text = str(folder)
    return text if text.endswith(os.sep) else text + os.sep


def _last_separator(text: str) -> int:
    return max(text.rfind("/"), text.rfind(os.sep))
