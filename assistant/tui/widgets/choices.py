"""What can be chosen below the question: candidate sentences, ready answers, commands, things left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.tui.widgets.hanging import hanging

_NUMBERED = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One line of choice: a sentence, and smaller beneath it why it is offered."""

    key: str
    text: str
    detail: str = ""
    mark: str = ""
    """Behind the number: what kind of row it is."""


class Choices(OptionList):
    """A list whose first nine rows are numbered. Digits pick only while it has the focus: answers begin with digits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(number), f"pick({number})", f"选第 {number} 条", show=False) for number in range(1, 10)],
        Binding("tab", "edit", "改写候选", show=False),
    ]

    @dataclass
    class Picked(Message):
        """A row was chosen."""

        choices: Choices
        key: str

    @dataclass
    class EditWanted(Message):
        """A row is to be worded differently first."""

        choices: Choices
        key: str

    @dataclass
    class Left(Message):
        """Up from the first row."""

        choices: Choices

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[Row], *, highlight: bool = True) -> None:
        """Show rows; the first is highlighted where one is to be taken by Enter."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.display = bool(rows)
        self._draw()
        self.highlighted = 0 if rows and highlight else None
        self.scroll_home(animate=False)

    def _draw(self) -> None:
        width = max(self.size.width or self.app.size.width, 20) - 2
        self.set_options(
            [Option(_label(row, number, width), id=row.key) for number, row in enumerate(self._rows, start=1)]
        )

    def on_resize(self) -> None:
        """Wrap anew."""
        kept = self.highlighted
        self._draw()
        self.highlighted = kept

    def pick(self, number: int) -> bool:
        """Choose the row of that number, 1–9; False if there is none."""
        if not 1 <= number <= min(len(self._rows), _NUMBERED):
            return False
        self.post_message(self.Picked(self, self._rows[number - 1].key))
        return True

    def action_pick(self, number: int) -> None:
        """Choose by digit."""
        self.pick(number)

    def action_edit(self) -> None:
        """Word the highlighted row differently."""
        if self.highlighted is not None:
            self.post_message(self.EditWanted(self, self._rows[self.highlighted].key))

    def action_cursor_up(self) -> None:
        """Up, from the first row back to the box."""
        if self.highlighted in (None, 0):
            self.post_message(self.Left(self))
        else:
            super().action_cursor_up()

    def on_focus(self) -> None:
        """Something is always highlighted while the list has the focus."""
        if self.highlighted is None and self._rows:
            self.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        if event.option.id is not None:
            self.post_message(self.Picked(self, event.option.id))

    def on_key(self, event: events.Key) -> None:
        """Full-width digits, as an input method sends them."""
        if event.character and "１" <= event.character <= "９":
            event.stop()
            self.pick(ord(event.character) - ord("０"))


def _label(row: Row, number: int, width: int) -> Content:
    mark = (f"{number}" if number <= _NUMBERED else " ") + row.mark + " "
    label = hanging(mark, ((row.text, ""),), width, "bold")
    return Content("\n").join([label, hanging("  ", ((row.detail, "dim"),), width)]) if row.detail else label
