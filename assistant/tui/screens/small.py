"""Shown instead of a garbled screen when the window is too small."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST_WIDTH, LEAST_HEIGHT = 60, 18


class SmallScreen(ModalScreen[None]):
    """Says the size needed; goes away by itself when there is room."""

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(id="small", markup=False)

    def on_mount(self) -> None:
        """Say it."""
        self.say()

    def on_resize(self) -> None:
        """Say it with the size as it is now."""
        self.say()

    def say(self) -> None:
        """The sentence."""
        width, height = self.app.size
        self.query_one("#small", Static).update(
            f"窗口太小（{width}×{height}），请放大到 {LEAST_WIDTH}×{LEAST_HEIGHT} 以上，最好 80×24。内容都在，不会丢。"
        )


def is_too_small(width: int, height: int) -> bool:
    """Whether nothing useful can be shown."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT
