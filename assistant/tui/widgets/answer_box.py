"""Where the clerk writes: grows with the text, Enter sends, a paste of many lines stays whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

_ALT_DIGITS = {sign: number for number, sign in enumerate("º¡™£¢∞§¶•ª")}
"""Alt and a digit as most terminals send it: textual turns ESC 1 into what a Mac types (its _ansi_sequences.py)."""


class AnswerBox(TextArea):
    """A text box for one answer.

    Enter sends; Ctrl+J breaks the line. Undo works on the text first and, when there is nothing left to undo in it, is
    left to the draft. The arrow keys leave the box at its edges.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "发送", show=False, priority=True),
        Binding("ctrl+j", "newline", "换行", show=False),
        Binding("ctrl+z", "undo_text", "撤销", show=False),
        Binding("ctrl+y", "redo_text", "重做", show=False),
        Binding("down", "leave_down", "到候选", show=False),
        Binding("up", "leave_up", "到上面", show=False),
        # A text area of its own accord selects with F6 and F7: here they are the program's.
        Binding("f6", "app.command('map')", "目录", show=False),
        Binding("f7", "app.command('search')", "查语库", show=False),
    ]

    @dataclass
    class Sent(Message):
        """Enter was pressed."""

        box: AnswerBox
        text: str

    @dataclass
    class Left(Message):
        """An arrow key went over the edge: ``by`` is −1 at the top, +1 at the bottom."""

        box: AnswerBox
        by: int

    @dataclass
    class Numbered(Message):
        """Alt and a digit."""

        box: AnswerBox
        number: int

    @dataclass
    class NothingToUndo(Message):
        """Undo or redo was pressed and the text had nothing left: the draft may answer."""

        box: AnswerBox
        way: str

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id=id, placeholder=placeholder, compact=True
        )

    def put(self, text: str) -> None:
        """Replace the text; what was typed before can no longer be undone into it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def action_send(self) -> None:
        """Send what stands in the box."""
        self.post_message(self.Sent(self, self.text))

    def action_newline(self) -> None:
        """Break the line."""
        self.insert("\n")

    def action_undo_text(self) -> None:
        """Undo typing, else leave it to the draft."""
        self._walk("undo")

    def action_redo_text(self) -> None:
        """Redo typing, else leave it to the draft."""
        self._walk("redo")

    def _walk(self, way: str) -> None:
        before = self.text
        if way == "undo":
            self.undo()
        else:
            self.redo()
        if self.text == before:
            self.post_message(self.NothingToUndo(self, way))

    def action_leave_down(self) -> None:
        """Down within the text, at its last line out of the box."""
        if self.cursor_at_last_line and self._is_on_last_row(1):
            self.post_message(self.Left(self, 1))
        else:
            self.action_cursor_down()

    def action_leave_up(self) -> None:
        """Up within the text, at its first line out of the box."""
        if self.cursor_at_first_line and self._is_on_last_row(-1):
            self.post_message(self.Left(self, -1))
        else:
            self.action_cursor_up()

    def _is_on_last_row(self, by: int) -> bool:
        """No wrapped row of the same line is left in that direction."""
        row = self.wrapped_document.location_to_offset(self.cursor_location).y
        return row == 0 if by < 0 else row >= self.wrapped_document.height - 1

    async def _on_key(self, event: events.Key) -> None:
        number = _ALT_DIGITS.get(event.character or "")
        if number is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Numbered(self, number))

    async def _on_paste(self, event: events.Paste) -> None:
        # Text pasted from Word and Excel carries carriage returns, tabs between cells, and zero-width characters.
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u200b", "")
        await super()._on_paste(events.Paste(text.strip("\n")))
        event.stop()
        event.prevent_default()
