"""While a draft is being opened: she can write already."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from assistant.tui.widgets.answer_box import AnswerBox


class OpeningScreen(Screen[None]):
    """A word of patience and the box; what is typed goes on into the interview."""

    AUTO_FOCUS = "AnswerBox"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._draft_name = name

    def compose(self) -> ComposeResult:
        """Name of the draft and the box."""
        yield Static(f"正在打开 {self._draft_name} ……可以先写，内容会带进去。", markup=False)
        yield AnswerBox(placeholder="用平时的话写")

    @property
    def typed(self) -> str:
        """What was typed meanwhile."""
        return self.query_one(AnswerBox).text
