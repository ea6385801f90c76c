"""导出: formats, folder, name; what is left is said first, and no file is overwritten without a yes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Checkbox, Input, Label, Static
from textual.worker import get_current_worker

from assistant.errors import AssistantError, InputError
from assistant.exporting import (
    FORMAT_NAMES,
    default_stem,
    export,
    free_stem,
    has_errors,
    summary,
    targets,
    what_is_left,
)
from assistant.interview.session import Session
from assistant.report.model import Report
from assistant.tui.base import Dialog
from assistant.tui.widgets.lines import one_line

_PLACES_SHOWN = 2
_ROOM = 70
"""Columns for one line of what is left."""


class Tick(Checkbox):
    """A box that is empty when it is off: the colour alone would not tell."""

    def __init__(self, label: str, value: bool, *, id: str) -> None:
        super().__init__(label, value, id=id, compact=True)
        self.BUTTON_INNER = "√" if value else " "

    def watch_value(self) -> None:
        """Draw the mark, then tell."""
        self.BUTTON_INNER = "√" if self.value else " "
        super().watch_value()


class ExportDialog(Dialog[tuple[Path, ...]]):
    """The files written; nothing is opened."""

    CSS_PATH = "export.tcss"
    AUTO_FOCUS = "#go"
    help_topic = "export"

    def __init__(self, session: Session, formats: tuple[str, ...] = ("docx",), folder: Path | None = None) -> None:
        super().__init__()
        self._session = session
        self._formats = formats
        self._folder = folder or session.journal.path.parent
        self._is_asked = False
        """She was told what is left and wants the files all the same."""
        self._written: tuple[Path, ...] = ()

    def compose(self) -> ComposeResult:
        """What is left, what to write, where; then the buttons."""
        with Vertical(id="box") as box:
            box.border_title = "导出报告"
            with VerticalScroll(id="form"):
                yield Static(self._left(), id="left", markup=False)
                with Container(id="formats"):
                    for name, title in FORMAT_NAMES.items():
                        yield Tick(title.partition("，")[0], name in self._formats, id=f"as-{name}")
                yield Label("文件夹", markup=False)
                yield Input(str(self._folder), id="folder", compact=True)
                yield Label("文件名（不写后缀）", markup=False)
                yield Input(default_stem(self._session), id="name", compact=True)
                yield Static("", id="told", markup=False)
            with Horizontal(id="buttons"):
                yield Button("导出", id="go", variant="primary")
                yield Button("覆盖", id="overwrite", variant="warning")
                yield Button("另存为新文件名", id="rename")
                yield Button("取消", id="close")

    def _left(self) -> str:
        left = what_is_left(self._session)
        if not left:
            return "没有要补、要改的地方，可以导出。"
        lines = [summary(left)]
        for one in left:
            lines += ["  " + one_line(f"{one.name}：{place}", _ROOM) for place in one.places[:_PLACES_SHOWN]]
            if one.count > _PLACES_SHOWN:
                lines.append(f"  ……{one.name}还有 {one.count - _PLACES_SHOWN} 处")
        if has_errors(self._session):
            lines.append("有错误没有处理，这份报告不能直接发布，文件名里会写明。")
        return "\n".join(lines)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats ticked."""
        return tuple(name for name in FORMAT_NAMES if self.query_one(f"#as-{name}", Checkbox).value)

    @property
    def folder(self) -> Path:
        """The folder as typed or pasted."""
        words = self.query_one("#folder", Input).value.strip().strip("\"'“”")
        return Path(words).expanduser() if words else self._folder

    @property
    def stem(self) -> str:
        """The file name without its ending."""
        return self.query_one("#name", Input).value.strip()

    @on(Input.Submitted)
    @on(Button.Pressed, "#go")
    def go(self) -> None:
        """Ask what must be asked, then write."""
        if self._written:
            self.dismiss(self._written)
            return
        try:
            files = targets(self.folder, self.stem, self.formats)
        except AssistantError as error:
            self._tell(error.message, "-problem")
            return
        if not files:
            self._tell("还没有选择格式，请至少选一种。", "-problem")
            return
        left = what_is_left(self._session)
        if left and not self._is_asked:
            self._is_asked = True
            self.query_one("#go", Button).label = "仍要导出"
            self._tell(f"{summary(left)}。仍要导出，请再按一次；先去处理，请按 Esc。", "-problem")
            return
        if not self._asks_about_existing(files):
            self._start(overwrite=False)

    def _asks_about_existing(self, files: Sequence[Path]) -> bool:
        existing = [file.name for file in files if file.exists()]
        if existing:
            self.add_class("-existing")
            self._tell(f"这个文件夹里已经有 {'、'.join(existing)}。要覆盖它，还是另存为新文件名？", "-problem")
            self.query_one("#rename", Button).focus()
        return bool(existing)

    @on(Input.Changed)
    @on(Checkbox.Changed)
    def other_target(self) -> None:
        """Another name or folder: what was asked about existing files no longer holds."""
        if self.has_class("-existing"):
            self.remove_class("-existing")
            self._tell("", "")

    @on(Button.Pressed, "#overwrite")
    def overwrite(self) -> None:
        """The old files give way."""
        self._start(overwrite=True)

    @on(Button.Pressed, "#rename")
    def rename(self) -> None:
        """Beside the old files, under a name that is free."""
        with self.prevent(Input.Changed):
            self.query_one("#name", Input).value = free_stem(self.folder, self.stem, self.formats)
        self._start(overwrite=False)

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """Without more."""
        self.action_leave()

    def action_leave(self) -> None:
        """What was written is told also to the one who leaves by Esc."""
        self.dismiss(self._written or None)

    def _start(self, *, overwrite: bool) -> None:
        try:
            report = self._session.report
        except InputError as error:
            self._tell(error.message, "-problem")
            return
        self.remove_class("-existing")
        self.query_one("#buttons").disabled = True
        self.write(report, self.formats, self.folder, self.stem, overwrite)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def write(self, report: Report, formats: tuple[str, ...], folder: Path, stem: str, overwrite: bool) -> None:
        """Render and write in a thread."""

        def tell(what: str) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._tell, what, "")

        worker = get_current_worker()
        try:
            files = export(report, formats, folder, stem=stem, overwrite=overwrite, progress=tell)
        except AssistantError as error:
            self.app.call_from_thread(self._failed, error, overwrite)
            return
        self.app.call_from_thread(self._done, tuple(files))

    def _failed(self, error: AssistantError, overwrite: bool) -> None:
        if not self.is_attached:
            return
        self.query_one("#buttons").disabled = False
        # A file that came into being meanwhile is asked about like any other.
        if overwrite or not self._asks_about_existing(targets(self.folder, self.stem, self.formats)):
            self._tell(error.message, "-problem")

    def _done(self, files: tuple[Path, ...]) -> None:
        self._written = files
        if not self.is_attached:
            return
        self.query_one("#buttons").disabled = False
        self.add_class("-done")
        self.query_one("#close", Button).display = False
        go = self.query_one("#go", Button)
        go.label = "好"
        go.focus()
        listed = "\n".join(f"  {file.name}" for file in files)
        self._tell(f"已写好 {len(files)} 个文件：\n{listed}\n在文件夹：{files[0].parent.resolve()}", "-good")

    def _tell(self, what: str, style: str) -> None:
        told = self.query_one("#told", Static)
        told.set_class(style == "-problem", "-problem")
        told.set_class(style == "-good", "-good")
        told.update(what)
        self.call_after_refresh(told.scroll_visible, animate=False)
