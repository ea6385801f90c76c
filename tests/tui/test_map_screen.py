"""The map: parts with their state, every question and answer, what is left, the way to each."""

from __future__ import annotations

from pathlib import Path

import pytest
from places_host import FIVE, LARGE, SIZES, SMALL, WRONG, drafted, settled, shown, text_of, told
from textual.widgets import OptionList

from assistant.interview.engine import Engine, Jump, Say, SetCells, Skip
from assistant.tables.schema import Tables
from assistant.tui.screens.map import MapScreen

pytestmark = pytest.mark.parametrize("size", SIZES)


def highlight(screen: MapScreen, option_id: str) -> None:
    parts = screen.query_one("#parts", OptionList)
    parts.highlighted = parts.get_option_index(option_id)


async def test_parts_stand_with_their_state_in_words(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(MapScreen(session), size) as (host, _):
            seen = text_of(host)
            assert "统计表　✓ 已填好" in seen
            assert "+ 主动公开情况　✓ 已写 1 句　○ 未答 6" in seen
            assert "还差 3 处，最要紧的在前" in seen
            assert "待补　改进情况　针对“村里老人不会用手机看”的措施" in seen
            parts, todos = (host.screen.query_one(name).region for name in ("#parts", "#todos"))
            assert (todos.y > parts.y) is (size == SMALL)
            assert (todos.x > parts.x) is (size == LARGE)


@pytest.mark.parametrize(
    ("tables", "change", "state"),
    [(Tables(), {}, "还没有填"), (FIVE, {"t2.rules.made": None}, "空 1 格"), (FIVE, WRONG, "有错 1 处")],
)
async def test_the_tables_are_an_entry_of_their_own(
    engine: Engine, tmp_path: Path, size, tables: Tables, change, state: str
) -> None:
    inputs = [SetCells(change, "改")] if change else []
    with drafted(engine, tmp_path, *inputs, tables=tables) as session:
        async with shown(MapScreen(session), size) as (host, pilot):
            assert state in text_of(host)
            highlight(host.screen, "tables")
            await pilot.press("enter")
            assert host.went == [("command", "tables")]


async def test_the_part_she_works_on_stands_open_and_others_open_by_enter_and_arrows(
    engine: Engine, tmp_path: Path, size
) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(Jump("management.review"))
        async with shown(MapScreen(session), size) as (host, pilot):
            assert "- 政府信息管理情况" in text_of(host)
            first = host.screen.query_one("#parts", OptionList)
            assert first.get_option_at_index(first.highlighted).id == "q:management.review"
            assert session.engine.script.question("management.review").ask[:12] in text_of(host)
            highlight(host.screen, "p:supervision")
            await pilot.press("enter")
            await pilot.pause()
            parts = host.screen.query_one("#parts", OptionList)
            assert any((option.id or "").startswith("q:supervision.") for option in parts.options)
            await pilot.press("left")
            assert not any((option.id or "").startswith("q:supervision.") for option in parts.options)
            await pilot.press("right", "down", "left")
            assert parts.get_option_at_index(parts.highlighted).id == "p:supervision"


async def test_an_earlier_answer_is_seen_and_leads_to_its_question(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(Jump("supervision.training"))
        session.do(Say("办了两次[培训]", question="supervision.training"))
        session.do(Jump("supervision.training"))
        async with shown(MapScreen(session), size) as (host, pilot):
            highlight(host.screen, "p:supervision")
            await pilot.press("right")
            answer = session.state.answers[-1].id
            highlight(host.screen, f"a:supervision.training/{answer}")
            await settled(host, pilot)
            assert "您答：办了两次[培训]" in text_of(host)
            await pilot.press("enter")
            assert host.went == [("question", "supervision.training")]


async def test_questions_tell_whether_they_are_open_given_or_skipped(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        first = session.current_question
        session.do(Skip())
        session.do(Jump(first.id))
        async with shown(MapScreen(session), size) as (host, _):
            seen = text_of(host)
            assert "– 跳过　" in seen
            assert "○ 未答　" in seen


async def test_a_question_that_is_not_asked_now_says_so(engine: Engine, tmp_path: Path, size) -> None:
    hidden = next(question for question in engine.script.questions if question.when)
    with drafted(engine, tmp_path, tables=Tables()) as session:
        view = next(v for part in session.parts for v in part.questions if v.question.id == hidden.id)
        async with shown(MapScreen(session), size) as (host, pilot):
            highlight(host.screen, f"p:{hidden.group}")
            await pilot.press("right")
            highlight(host.screen, f"q:{hidden.id}")
            await settled(host, pilot)
            await pilot.press("enter")
            is_hidden = view.status == "hidden"
            assert ("不用回答" in told(host)) is is_hidden
            assert bool(host.went) is not is_hidden


async def test_what_is_left_is_gone_to(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(MapScreen(session), size) as (host, pilot):
            await pilot.press("tab")
            assert host.screen.query_one("#todos").has_focus
            await pilot.press("enter", "down", "enter")
            assert host.went == [("todo", "t3.granted.natural"), ("todo", "m:a4.0")]
            await pilot.press("tab")
            assert host.screen.query_one("#parts").has_focus


async def test_a_change_elsewhere_is_seen_and_the_cursor_stays(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(MapScreen(session), size) as (host, pilot):
            highlight(host.screen, "p:issues")
            session.do(SetCells(WRONG, "改"))
            host.screen.show_draft()
            await pilot.pause()
            parts = host.screen.query_one("#parts", OptionList)
            assert parts.get_option_at_index(parts.highlighted).id == "p:issues"
            assert "还差 4 处" in text_of(host)
