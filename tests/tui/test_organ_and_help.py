"""The particulars of the organ, and the help."""

from __future__ import annotations

import re
from datetime import date

import pytest
from start_host import ORGAN_NAME, SIZES, Host, paste, settle, text_on
from textual.screen import Screen
from textual.widgets import Input, Static

from assistant.interview.commands import COMMANDS
from assistant.interview.engine import Begin
from assistant.report.organ import Contact, Organ
from assistant.report.standard import OrganKind
from assistant.tui.screens.help import HelpScreen, help_texts
from assistant.tui.screens.organ import OrganScreen

TODAY = date(2026, 1, 12)
ORGAN = Organ.of(ORGAN_NAME, contact=Contact(website="澄岭区人民政府网站", phone="0500-1"))
TOPICS = ("start", "interview", "tables", "check", "preview", "last_year", "export")
sized = pytest.mark.parametrize("size", SIZES)


@sized
async def test_what_is_left_alone_stays_as_it_was(size: tuple[int, int]) -> None:
    organ = Organ.of(ORGAN_NAME, OrganKind.OTHER, "本中心", "市政府", Contact(email="a@b.cn"))
    app = Host(OrganScreen(organ, 2024, TODAY))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        assert app.answers == [Begin(organ, 2024)]


@sized
async def test_every_row_is_reached_and_shown(size: tuple[int, int]) -> None:
    app = Host(OrganScreen(ORGAN, 2024, TODAY))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        reached = []
        for _ in range(11):
            assert app.focused is not None
            assert app.screen.region.contains_region(app.focused.region)
            reached.append(app.focused.id)
            await pilot.press("down")
        assert reached[-2:] == ["email", "save"]
        assert len(set(reached)) == 11


async def test_words_that_follow_from_the_name_follow_it() -> None:
    app = Host(OrganScreen(ORGAN, 2024, TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one("#superior", Input).value = "区委区政府"
        name = app.screen.query_one("#name", Input)
        name.value = "云岭县财政局"
        await settle(pilot)
        await pilot.press("enter")
        (begin,) = app.answers
        assert isinstance(begin, Begin)
        assert begin.organ.self_reference == "我局"
        assert begin.organ.kind is OrganKind.DEPARTMENT
        assert begin.organ.superior == "区委区政府"
        assert begin.organ.contact == ORGAN.contact


@sized
async def test_what_is_wrong_is_said_beside_it_and_stays(size: tuple[int, int]) -> None:
    app = Host(OrganScreen(ORGAN, 2024, TODAY))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.screen.query_one("#name", Input).value = " "
        app.screen.query_one("#postcode", Input).value = "12[3]"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "邮编是六位数字，现在是“12[3]”" in str(app.screen.query_one("#row-postcode .note", Static).render())
        assert app.focused is not None
        assert app.focused.id == "name"
        assert app.answers == []
        await paste(pilot, ORGAN_NAME)
        assert "！" not in str(app.screen.query_one("#row-name .note", Static).render())


@pytest.mark.parametrize("way", ["escape", "click"])
async def test_leaving_changes_nothing(way: str) -> None:
    app = Host(OrganScreen(ORGAN, 2024, TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        if way == "escape":
            await pilot.press("escape")
        else:
            await pilot.click("#leave")
        assert app.answers == [None]


@sized
async def test_each_place_has_its_help(size: tuple[int, int]) -> None:
    app = Host(Screen())
    async with app.run_test(size=size) as pilot:
        for topic in TOPICS:
            keys = [("F2", "统计表"), ("left", "Move left"), ("Ctrl+Z", "撤销[一步]")]
            app.push_screen(HelpScreen(topic, keys), app.answers.append)
            await settle(pilot)
            shown = text_on(app.screen)
            assert help_texts().places[topic].text[0] in shown, topic
            assert re.search(r"F2 +统计表", shown)
            assert "撤销[一步]" in shown
            assert "Move left" not in shown
            assert all(f"/{command.name}" in shown for command in COMMANDS.values())
            assert "TEXTUAL_DISABLE_KITTY_KEY=1" in shown
            await pilot.press("pagedown")
            assert app.screen.query_one("#pages").scroll_offset.y > 0
            await pilot.press("home")
            assert app.screen.query_one("#pages").scroll_offset.y == 0
            await pilot.press("escape")
            assert app.answers.pop() is None


async def test_a_place_without_its_own_help_shows_that_of_the_interview() -> None:
    app = Host(HelpScreen("elsewhere"))
    async with app.run_test(size=(80, 24)):
        assert help_texts().places["interview"].text[0] in text_on(app.screen)
