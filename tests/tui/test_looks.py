"""How the places look: a few pictures that tell, small and large, light, dark and in high contrast."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from tui_samples import LARGE, SMALL, Clerk, new_session, zero_tables

from assistant.interview.engine import Jump, KeepTyped, Pick, Say, SetCells
from assistant.interview.journal import Saved
from assistant.interview.session import Session
from assistant.tui.app import NianbaoApp
from assistant.tui.themes import CONTRAST, DARK, LIGHT
from assistant.tui.widgets.answer_box import AnswerBox
from assistant.workbench import Workbench

Snapshot = Callable[..., bool]


@pytest.fixture
def session(tmp_path: Path, loaded: Workbench, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A draft at work: some said, some left, one figure wrong. The clock is no part of the picture."""
    session = new_session(tmp_path / "草稿.nianbao", loaded.engine, zero_tables())
    session.do(Pick("supervision.training.sessions", {"培训次数": 2}, "supervision"))
    session.do(Say("书记每季度听一次汇报", question="supervision.leadership"))
    session.do(KeepTyped())
    session.do(SetCells({"t3.granted.natural": 1}, "改"))
    session.do(Jump("proactive.interpretation"))
    monkeypatch.setattr(Session, "saved", Saved(True, at="2026-01-12T09:30:00+08:00"))
    return session


@pytest.mark.parametrize(
    ("typed", "key", "size", "theme"),
    [
        pytest.param("做了4个图解，拍了1个短视频", "", SMALL, DARK, id="interview-small-dark"),
        pytest.param("做了4个图解，拍了1个短视频", "enter", LARGE, LIGHT, id="interview-large-light"),
        pytest.param("", "f2", SMALL, CONTRAST, id="tables-small-contrast"),
        pytest.param("", "f4", LARGE, DARK, id="check-large-dark"),
        pytest.param("", "f5", SMALL, LIGHT, id="preview-small-light"),
    ],
)
def test_places(
    snap_compare: Snapshot,
    session: Session,
    loaded: Workbench,
    typed: str,
    key: str,
    size: tuple[int, int],
    theme: object,
) -> None:
    app = NianbaoApp(workbench=loaded)

    async def at_work(pilot: Pilot[None]) -> None:
        clerk = Clerk(app, pilot)
        await clerk.settle()
        app.theme = theme.name  # type: ignore[attr-defined]
        app.open_session(session)
        await clerk.settle()
        clerk.interview.query_one(AnswerBox).cursor_blink = False
        if typed:
            await clerk.types(typed)
        if key:
            await clerk.press(key)

    assert snap_compare(app, terminal_size=size, run_before=at_work)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_start_page(snap_compare: Snapshot, loaded: Workbench, theme: object) -> None:
    app = NianbaoApp(workbench=loaded)

    async def settled(pilot: Pilot[None]) -> None:
        await Clerk(app, pilot).settle()
        app.theme = theme.name  # type: ignore[attr-defined]
        await Clerk(app, pilot).settle()

    assert snap_compare(app, terminal_size=SMALL, run_before=settled)
