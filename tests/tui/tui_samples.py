"""The program on a screen of a test: typing Chinese, waiting for its workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from assistant.interview.engine import Engine, GiveTables
from assistant.interview.session import Session
from assistant.report.organ import Organ
from assistant.tables.arithmetic import complete
from assistant.tables.schema import Tables
from assistant.tui.app import NianbaoApp
from assistant.tui.screens.interview import InterviewScreen
from assistant.workbench import Workbench

ORGAN = Organ.of("云溪区青枫街道办事处")
SMALL, LARGE = (80, 24), (140, 40)
THREADS = ("matching", "search", "loading", "recent")
QUIET = 0.03
"""Longer than the pause after which candidates are looked for (tests shorten it)."""


def zero_tables() -> Tables:
    """A year without a single application."""
    return Tables().with_cells({f"{table.name}.{key}": 0 for table in Tables() for key in table.cells})


def new_session(path: Path, engine: Engine, tables: Tables | None = None) -> Session:
    session = Session.create(path, engine, ORGAN, 2025)
    if tables is not None:
        session.do(GiveTables(complete(tables), "统计表.xlsx"))
    return session


class Clerk:
    """Someone at the keyboard."""

    def __init__(self, app: NianbaoApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Until nothing is under way any more: messages handled, candidates looked for, shown."""
        await self.pilot.pause()
        await self._work()
        await self.pilot.pause(QUIET)
        await self._work()
        await self.pilot.pause()

    async def _work(self) -> None:
        """Wait for what works in threads; a worker that waits for her answer to a dialog is not waited for."""
        busy = [worker for worker in self.app.workers if worker.group in THREADS and not worker.is_finished]
        if busy:
            await self.app.workers.wait_for_complete(busy)

    async def types(self, text: str) -> None:
        """Text as an input method or a paste brings it."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def says(self, text: str) -> None:
        """Type and send."""
        await self.types(text)
        await self.press("enter")

    @property
    def interview(self) -> InterviewScreen:
        screen = self.app.interview
        assert screen is not None
        return screen

    @property
    def session(self) -> Session:
        return self.interview.session

    def shown(self) -> str:
        """Everything on the screen, line by line."""
        _width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in lines[:height])


@asynccontextmanager
async def at_work(session: Session, workbench: Workbench, size: tuple[int, int] = LARGE) -> AsyncIterator[Clerk]:
    """The interview of a draft, open on a screen."""
    app = NianbaoApp(workbench=workbench, session=session)
    async with app.run_test(size=size, notifications=True) as pilot:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        yield clerk
