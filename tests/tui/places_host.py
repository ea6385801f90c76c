"""A host that offers what the places ask of the program and writes down what they asked for; drafts to show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, Static

from assistant.interview.engine import Engine, GiveLastYear, GiveTables, Input, KeepTyped, Say
from assistant.interview.progress import Todo
from assistant.interview.session import Session
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.tables.arithmetic import complete
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tui.themes import THEMES

ORGAN = "云溪区青枫街道办事处"
SMALL, LARGE = (80, 24), (140, 40)
SIZES = [SMALL, LARGE]
ZERO = Tables(T2.zeros(), T3.zeros(), T4.zeros())
FIVE = complete(
    ZERO.with_cells(
        {
            "t3.new_received.natural": 5,
            "t3.granted.natural": 4,
            "t3.carried_out.natural": 1,
            **{f"t3.{row}.total": None for row in ("new_received", "granted", "carried_out", "result_total")},
            "t3.result_total.natural": None,
        }
    )
)
"""Five applications, four granted, one carried over: everything balances."""
WRONG = {"t3.granted.natural": 3}
"""Makes one finding, with a fix."""
SAID: Sequence[tuple[str, str]] = (
    ("management", "文件起草时先定公开不公开[甲]"),
    ("platform", "门口的公告栏每月换一次"),
    ("supervision", "书记每季度听一次汇报"),
    ("issues", "村里老人不会用手机看"),
)
"""Kept as typed; the square bracket must break nothing."""


class Host(App[Any]):
    """What NianbaoApp offers to a place."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, first: Screen[Any]) -> None:
        super().__init__()
        self.first = first
        self.went: list[tuple[str, str]] = []
        self.answer: Any = None
        self.savings = 0

    def compose(self) -> ComposeResult:
        yield Static("问答")

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(self.first, self.keep)

    def keep(self, answer: Any) -> None:
        self.answer = answer

    def watch_saving(self) -> None:
        self.savings += 1

    def quiet(self) -> None:
        self.clear_notifications()

    def go_to(self, todo: Todo) -> None:
        self.went.append(("todo", todo.key or todo.cell))

    def back_to_interview(self) -> None:
        self.went.append(("interview", ""))

    def go_to_question(self, question_id: str) -> None:
        self.went.append(("question", question_id))

    def go_to_sentence(self, key: str) -> None:
        self.went.append(("sentence", key))

    def go_to_cell(self, address: str) -> None:
        self.went.append(("cell", address))

    def run_command(self, command_id: str, argument: str = "") -> None:
        self.went.append(("command", command_id))


@contextmanager
def drafted(engine: Engine, folder: Path, *inputs: Input, tables: Tables = FIVE) -> Iterator[Session]:
    """A draft with sentences of her own and further inputs, closed at the end."""
    session = Session.create(folder / "草稿.nianbao", engine, Organ.of(ORGAN), 2024)
    try:
        if not tables.is_empty:
            session.do(GiveTables(tables))
        for group, words in SAID:
            session.do(Say(words, group))
            session.do(KeepTyped())
        for given in inputs:
            session.do(given)
        yield session
    finally:
        session.close()


def last_year_of(session: Session) -> Report:
    """The draft's own report as one of the year before, tables with other figures."""
    report = session.report
    tables = report.tables.with_cells({"t3.new_received.natural": 2})
    return replace(report, year=report.year - 1, tables=tables)


def with_last_year(session: Session) -> GiveLastYear:
    return GiveLastYear(last_year_of(session), "去年[终稿].docx")


@asynccontextmanager
async def shown(screen: Screen[Any], size: tuple[int, int]) -> AsyncIterator[tuple[Host, Pilot[Any]]]:
    """The screen in the host, settled."""
    host = Host(screen)
    async with host.run_test(size=size) as pilot:
        await settled(host, pilot)
        for button in host.screen.query(Button):
            # A button takes no second press while it shows the first; a test must not wait for that.
            button.active_effect_duration = 0
        yield host, pilot


async def settled(host: Host, pilot: Pilot[Any]) -> None:
    """Workers and what they post are done."""
    await pilot.pause()
    await host.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def text_of(host: Host) -> str:
    """What the screen shows, line by line."""
    width, height = host.size
    strips = host.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip)[: width * 2] for strip in strips[:height])


def told(host: Host) -> str:
    """The short messages shown so far."""
    return "\n".join(notice.message for notice in host._notifications)
