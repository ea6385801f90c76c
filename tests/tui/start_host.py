"""A host that offers the screens what the program offers them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from assistant.interview.engine import Engine
from assistant.interview.session import Session
from assistant.tui.themes import THEMES

SIZES = ((80, 24), (140, 40))
ORGAN_NAME = "澄岭区望桥街道办事处"


class Host(App[None]):
    """Shows one screen; keeps the sessions it is asked to open and the dialogs' answers."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "退出")]

    def __init__(self, first: Screen[Any], engine: Engine | None = None) -> None:
        super().__init__()
        self.first = first
        self.known_engine = engine
        self.opened: list[Session] = []
        self.answers: list[object] = []

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(self.first, self.answers.append)

    async def engine(self) -> Engine:
        assert self.known_engine is not None
        return self.known_engine

    def open_session(self, session: Session) -> None:
        self.opened.append(session)

    @property
    def said(self) -> str:
        """All notices so far."""
        return "\n".join(notice.message for notice in self._notifications)

    def close_all(self) -> None:
        for session in self.opened:
            session.close()


async def settle(pilot: Pilot[None]) -> None:
    """All messages handled; workers that wait for an answer of hers are left waiting."""
    await pilot.pause()
    while any(worker.is_running for worker in pilot.app.workers):
        if len(pilot.app.screen_stack) > 2 and isinstance(pilot.app.screen, ModalScreen):
            break
        await asyncio.sleep(0.005)
        await pilot.pause()
    await pilot.pause()


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def text_on(screen: Screen[Any]) -> str:
    """What its labels say."""
    return "\n".join(str(label.render()) for label in screen.query(Static) if label.display)


def drafts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.nianbao"))
