"""A few lines to read at one's own pace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from assistant.tui.base import Dialog


class NoteDialog(Dialog[None]):
    """Shows a title and paragraphs; any of Esc, Enter and F8 closes it."""

    CSS_PATH = "note.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,f8,space", "leave", "关闭", show=False)]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading = title
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Title, paragraphs, how to close."""
        with VerticalScroll(id="note") as note:
            note.border_title = self._heading
            note.border_subtitle = "Esc 关闭"
            for line in self._lines:
                yield Static(line, markup=False, classes="line")

    def on_click(self) -> None:
        """A click anywhere closes it."""
        self.dismiss(None)
