"""A line to type in above a list that follows it: Enter takes the first, the arrow goes into the list."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from assistant.tui.base import Dialog
from assistant.tui.widgets.choices import Choices


class PickDialog(Dialog[str | None]):
    """Gives the key of the row picked; what stands in the list is the subclass's."""

    @on(Input.Submitted)
    def _entered(self) -> None:
        choices = self.query_one(Choices)
        if choices.rows:
            self.dismiss(choices.rows[choices.highlighted or 0].key)

    @on(Choices.Picked)
    def _picked(self, message: Choices.Picked) -> None:
        self.dismiss(message.key)

    @on(Choices.Left)
    def _left(self) -> None:
        self.query_one(Input).focus()

    def key_down(self) -> None:
        """From the line into the list."""
        if self.query_one(Input).has_focus and self.query_one(Choices).rows:
            self.query_one(Choices).focus()
