"""The preview: the printed report, walked through, searched, left for the sentence that wants work."""

from __future__ import annotations

from pathlib import Path

import pytest
from places_host import FIVE, LARGE, SIZES, SMALL, drafted, settled, shown, text_of, told
from textual.events import Paste
from textual.widgets import Input, OptionList

from assistant.interview.engine import Carry, Engine
from assistant.render.context import display_width
from assistant.render.wrapping import NEVER_FIRST
from assistant.tables.schema import Tables
from assistant.tui.screens.preview import PreviewScreen
from assistant.tui.widgets.preview_text import PreviewText

pytestmark = pytest.mark.parametrize("size", SIZES)


def text(screen: PreviewScreen) -> PreviewText:
    return screen.query_one(PreviewText)


async def test_title_lead_sections_and_marks_are_seen(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            seen = text_of(host)
            assert "2024年政府信息公开工作年度报告" in seen
            assert "一、总体情况" in seen
            assert "（一）主动公开情况。全年未制发行政规范性文件。" in seen
            assert "待补＝缺内容" in seen
            assert "待补 2 处" in seen
            await pilot.press("n")
            row = next(line for line in text_of(host).split("\n") if "【待补：针对" in line)
            assert ">待补|" in row


async def test_lines_fit_and_begin_with_no_closing_sign(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, _):
            widget = text(host.screen)
            for line in widget.preview.lines:
                words = widget.preview.text[line.start : line.end]
                assert 6 + line.indent + display_width(words) <= widget.size.width
                assert not words or words[0] not in NEVER_FIRST


async def test_enter_goes_to_the_sentence_under_the_cursor(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            await pilot.press("down", "down", "up", "enter")
            await pilot.pause()
            keys = [sentence.key for sentence in session.report.sentences()]
            assert host.went == [("sentence", keys[1])]


async def test_every_line_can_be_reached_and_tables_lead_to_the_tables(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            widget = text(host.screen)
            widget.move_to(next(n for n, stop in enumerate(widget.preview.stops) if stop.cell.startswith("t3")))
            await pilot.press("down", "enter")
            await pilot.pause()
            assert host.went == [("cell", "t3.new_received.natural")]
            await pilot.press("end", "enter")
            await pilot.pause()
            assert host.went[-1] == ("sentence", [s.key for s in session.report.sentences()][-1])
            assert "六、其他需要报告的事项" in text_of(host)


async def test_table_three_is_readable_without_scrolling_sideways(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, _):
            widget = text(host.screen)
            assert widget.virtual_size.width <= widget.size.width
            drawn = [
                widget.preview.text[line.start : line.end] for line in widget.preview.lines if line.kind == "table"
            ]
            assert any("社会公益" in line or "社会公" in line for line in drawn)
            assert any("（一）予以公开" in line and line.rstrip("|").endswith("4") for line in drawn)


async def test_from_blank_to_blank_and_round(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            widget = text(host.screen)
            keys = []
            for key in ("n", "ctrl+down", "n", "p", "ctrl+up"):
                await pilot.press(key)
                keys.append(widget.stop.key)
            measure, fee = "m:a4.0", "s:other.fee_none"
            assert keys == [measure, fee, measure, fee, measure]
            assert "【待补" in widget.preview.text[widget.stop.start : widget.stop.end]


async def test_search_marks_and_goes_round(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            await pilot.press("ctrl+f")
            assert isinstance(host.focused, Input)
            host.post_message(Paste("公告栏每月"))
            await settled(host, pilot)
            assert len(text(host.screen).found) == 1
            assert "找到 1 处" in text_of(host)
            await pilot.press("enter")
            await pilot.pause()
            assert "门口的公告栏每月换一次" in text_of(host)
            await pilot.press("escape")
            assert isinstance(host.screen, PreviewScreen)
            assert host.focused is text(host.screen)
            await pilot.press("enter")
            await pilot.pause()
            key = next(s.key for s in session.report.sentences() if "公告栏" in s.text)
            assert host.went == [("sentence", key)]


async def test_search_opens_with_the_slash_and_its_twins(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            for key in ("slash", "ideographic_comma", "fullwidth_solidus"):
                host.quiet()
                assert not isinstance(host.focused, Input)
                await pilot.press(key)
                assert isinstance(host.focused, Input), key
                host.post_message(Paste("查无此文"))
                await pilot.pause()
                await pilot.press("enter")
                assert told(host) == "没有找到。"
                await pilot.press("escape")


async def test_the_index_leads_to_a_section(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            index = host.screen.query_one("#sections", OptionList)
            assert index.display is (size == LARGE)
            await pilot.press("ctrl+t")
            await settled(host, pilot)
            assert index.has_focus
            assert index.display
            index.highlighted = index.option_count - 1
            await pilot.press("enter")
            await settled(host, pilot)
            assert index.display is (size == LARGE)
            assert "六、其他需要报告的事项" in text_of(host).split("2024年")[-2] + text_of(host)
            assert text(host.screen).has_focus


async def test_marks_of_carried_sentences_and_square_brackets(engine: Engine, tmp_path: Path, size) -> None:
    carried = Carry("platform", "门口的公告栏[甲]没有变。", "2023年报告")
    with drafted(engine, tmp_path, carried, tables=Tables()) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            widget = text(host.screen)
            key = next(s.key for s in session.report.sentences() if "公告栏[甲]" in s.text)
            widget.move_to(next(n for n, stop in enumerate(widget.preview.stops) if stop.key == key))
            await pilot.pause()
            assert "公告栏[甲]" in text_of(host)
            assert "沿用" in [line.note for line in widget.preview.lines]


async def test_a_resize_keeps_the_sentence(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            await pilot.press("n", "n")
            key = text(host.screen).stop.key
            await pilot.resize_terminal(*(LARGE if size == SMALL else SMALL))
            await settled(host, pilot)
            assert text(host.screen).stop.key == key
            assert ">" in text_of(host)


async def test_a_draft_without_blanks_says_so(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, tables=FIVE) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            widget = text(host.screen)
            widget.preview = None
            await pilot.press("n")
            assert "没有待补的内容" in told(host)


async def test_a_click_puts_the_cursor_on_the_sentence(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(PreviewScreen(session), size) as (host, pilot):
            widget = text(host.screen)
            row = next(line for title, line in widget.preview.headings if title == "（一）主动公开情况")
            where = (1 + 6 + 4 + 2 * len("（一）主动公开情况。全年"), row + 1)
            await pilot.click(PreviewText, offset=where)
            assert widget.stop.key == "t:proactive.normative_docs"
            assert host.went == []
            await pilot.click(PreviewText, offset=where, times=2)
            await pilot.pause()
            assert host.went == [("sentence", "t:proactive.normative_docs")]
