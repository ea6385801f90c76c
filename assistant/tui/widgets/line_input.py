"""A one-line text box that keeps all of a paste."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """The built-in box keeps the first line of a paste and drops the rest without a word; here lines are joined."""

    def _on_paste(self, event: events.Paste) -> None:
        text = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        if text:
            self.replace(text, *sorted(self.selection))
        event.prevent_default()
        event.stop()
