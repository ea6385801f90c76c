"""The check screen: what is wrong, where, and the three things one can do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from places_host import FIVE, LARGE, SIZES, SMALL, WRONG, drafted, settled, shown, text_of, told
from textual.events import Paste
from textual.widgets import Button, Input, OptionList

from assistant.checks.finding import Edit, Finding, Fix, Severity, Where
from assistant.interview.engine import Dismiss, Engine, SetCells
from assistant.interview.session import Session
from assistant.tables.schema import Tables
from assistant.tui.screens.check import CheckScreen, ReasonDialog
from assistant.workbench import Workbench

pytestmark = pytest.mark.parametrize("size", SIZES)


@pytest.fixture
def engine(workbench: Workbench) -> Engine:
    """Only the figures are checked: what a draft of a few words lacks in prose is told elsewhere."""
    return Engine(workbench.script, workbench.bank, workbench.matcher)


async def test_findings_are_grouped_and_told_in_full(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, _):
            seen = text_of(host)
            assert "错误 1" in seen
            assert "T3-01" in seen
            assert "表三 （一）予以公开 · 自然人" in seen
            assert "= 3" in seen  # the evidence with its value
            assert "改为 4" in seen


async def test_the_detail_stands_below_or_beside(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, _):
            findings, text = host.screen.query_one("#findings").region, host.screen.query_one("#detail").region
            assert (text.y > findings.y) is (size == SMALL)
            assert (text.x > findings.x) is (size == LARGE)


async def test_enter_goes_to_the_cell(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            await pilot.press("enter")
            assert host.went == [("cell", "t3.granted.natural")]


@pytest.mark.parametrize("key", ["f", "ctrl+f", "click"])
async def test_the_fix_on_offer_is_applied_and_can_be_undone(engine: Engine, tmp_path: Path, size, key: str) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            await (pilot.click("#fix") if key == "click" else pilot.press(key))
            await settled(host, pilot)
            assert session.tables.t3["granted.natural"] == 4
            assert "没有发现问题" in text_of(host)
            assert host.savings == 1
            host.screen.walk("undo")
            await settled(host, pilot)
            assert "T3-01" in text_of(host)


async def test_a_finding_is_put_aside_with_a_reason_and_taken_up_again(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            await pilot.press("delete")
            assert isinstance(host.screen, ReasonDialog)
            await pilot.press("enter")
            assert "请写明理由" in text_of(host)
            host.post_message(Paste("已与科室核对[无误]。"))
            await pilot.pause()
            await pilot.press("enter")
            await settled(host, pilot)
            key = session.findings[0].key
            assert session.state.dismissed[key].reason == "已与科室核对[无误]。"
            seen = text_of(host)
            assert "错误 0" in seen
            assert "已忽略（1）" in seen
            assert "已与科室核对[无误]" in seen
            assert str(host.screen.query_one("#aside", Button).label) == "取消忽略"
            await pilot.press("d")
            await settled(host, pilot)
            assert not session.state.dismissed
            assert "错误 1" in text_of(host)


async def test_a_finding_put_aside_comes_back_when_its_figures_change(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        session.do(Dismiss(session.findings[0].key, "核过"))
        session.do(SetCells({"t3.granted.natural": 2}, "再改"))
        async with shown(CheckScreen(session), size) as (host, _):
            assert "错误 1" in text_of(host)
            assert "已忽略" not in text_of(host)


async def test_leaving_the_reason_open_changes_nothing(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            await pilot.press("delete", "escape")
            assert isinstance(host.screen, CheckScreen)
            assert not session.state.dismissed


async def test_empty_cells_are_filled_when_she_says_so(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells({"t3.granted.legal": None}, "清空")) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            assert "TQ-27" in text_of(host)
            await pilot.press("f")
            await settled(host, pilot)
            assert "确实都没有发生吗" in text_of(host)
            await pilot.press("escape")
            await settled(host, pilot)
            assert session.tables.t3["granted.legal"] is None
            await pilot.press("f")
            await settled(host, pilot)
            await pilot.press("enter")
            await settled(host, pilot)
            assert session.tables.t3["granted.legal"] == 0


@pytest.mark.parametrize("tables", [FIVE, Tables()])
async def test_nothing_found(engine: Engine, tmp_path: Path, size, tables: Tables) -> None:
    with drafted(engine, tmp_path, tables=tables) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            seen = text_of(host)
            assert "没有发现问题" in seen
            assert ("统计表还没有填" in seen) is tables.is_empty
            await pilot.press("enter", "f", "d")
            assert host.went == []


async def test_findings_of_the_text_lead_to_their_sentence_and_are_mended(
    engine: Engine, tmp_path: Path, size, monkeypatch: pytest.MonkeyPatch
) -> None:
    with drafted(engine, tmp_path) as session:
        part = session.report.section("overview").subsections[4]
        start = part.text.index("每季度")
        where = Where("overview", "supervision", start=start, end=start + 3)
        fix = Fix("“每季度”改为“每半年”", edits=(Edit(start, start + 3, "每半年"),))
        found = Finding("TQ-35", Severity.INFO, "请核对周期[试]。", where, excerpt=part.text, fix=fix)
        monkeypatch.setattr(Session, "findings", property(lambda _: (found,)))
        async with shown(CheckScreen(session), size) as (host, pilot):
            assert "（五）监督保障情况" in text_of(host)
            assert "请核对周期[试]" in text_of(host)
            await pilot.press("enter")
            key = next(s.key for s in part.paragraphs[0].sentences if "每季度" in s.text)
            assert host.went == [("sentence", key)]
            await pilot.press("f")
            await settled(host, pilot)
            assert "书记每半年听一次汇报" in session.report.section("overview").subsections[4].text


async def test_a_click_on_a_row_goes_there_and_the_row_stays_chosen(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells({"t3.granted.natural": 3, "t4.review.upheld": 1}, "改")) as session:
        async with shown(CheckScreen(session), size) as (host, pilot):
            rows = host.screen.query_one("#findings", OptionList)
            await pilot.press("down")
            chosen = rows.highlighted
            host.screen.show_draft()
            assert rows.highlighted == chosen
            await pilot.press("enter")
            assert host.went == [("cell", "t4.review.upheld")] or host.went[0][1].startswith("t4.")


async def test_a_read_only_draft_says_so(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        second = Session.open(session.journal.path, engine)
        async with shown(CheckScreen(second), size) as (host, pilot):
            await pilot.press("f")
            await pilot.pause()
            assert "只读" in told(host)
            assert second.tables.t3["granted.natural"] == 3
            assert isinstance(host.screen.query_one("#findings"), OptionList)
            assert not host.screen.query(Input)
