"""The program around its places: keys, palette, themes, places, what is said when saving fails."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from tui_samples import LARGE, SMALL, Clerk, at_work, new_session, zero_tables

from assistant.interview.commands import COMMANDS
from assistant.interview.session import Session
from assistant.paths import config_folder
from assistant.tui.app import NianbaoApp
from assistant.tui.screens.check import CheckScreen
from assistant.tui.screens.export import ExportDialog
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.last_year import LastYearScreen
from assistant.tui.screens.map import MapScreen
from assistant.tui.screens.preview import PreviewScreen
from assistant.tui.screens.search import SearchScreen
from assistant.tui.screens.tables import TablesScreen
from assistant.tui.settings import load_theme
from assistant.tui.widgets.answer_box import AnswerBox
from assistant.tui.widgets.choices import Choices
from assistant.workbench import Workbench

PLACES = (
    ("f2", TablesScreen),
    ("f3", LastYearScreen),
    ("f4", CheckScreen),
    ("f5", PreviewScreen),
    ("f6", MapScreen),
)


@pytest.fixture
def session(tmp_path: Path, loaded: Workbench) -> Session:
    return new_session(tmp_path / "草稿.nianbao", loaded.engine, zero_tables())


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
async def test_every_place_opens_by_its_key_and_esc_leads_back(
    session: Session, loaded: Workbench, size: tuple[int, int]
) -> None:
    async with at_work(session, loaded, size) as clerk:
        await clerk.types("写了一半")
        for key, place in PLACES:
            await clerk.press(key)
            assert isinstance(clerk.app.screen, place)
            await clerk.press("escape")
            assert clerk.app.screen is clerk.interview
        await clerk.press("f9")
        assert isinstance(clerk.app.screen, ExportDialog)
        await clerk.press("escape")
        await clerk.press("f1")
        assert isinstance(clerk.app.screen, HelpScreen)
        await clerk.press("escape")
        assert clerk.interview.query_one(AnswerBox).text == "写了一半"


async def test_what_is_seen_is_chinese(session: Session, loaded: Workbench) -> None:
    known = {"nianbao", "word", "markdown", "html", "docx", "txt", "md", "excel", "wps", "enter", "esc", "tab", "alt"}
    known |= {"ctrl", "delete", "home", "end", "pgup", "pgdn", "del", "xlsx", "pdf", "csv", "tsv", "pageup", "pagedown"}
    async with at_work(session, loaded, LARGE) as clerk:
        for key in ("", "f2", "f3", "f4", "f5", "f6"):
            if key:
                await clerk.press(key)
            words = {word.casefold() for word in re.findall(r"[A-Za-z]{3,}", clerk.shown())}
            assert words <= known, key


async def test_the_palette_knows_every_command_and_question(session: Session, loaded: Workbench) -> None:
    async with at_work(session, loaded) as clerk:
        await clerk.press("ctrl+p")
        listed = {row.key for row in clerk.app.screen.query_one(Choices).rows}
        assert {f"command:{name}" for name in COMMANDS} <= listed
        await clerk.types("培训")
        assert [row.key for row in clerk.app.screen.query_one(Choices).rows] == ["question:supervision.training"]
        await clerk.press("enter")
        assert session.current_question is not None
        assert session.current_question.id == "supervision.training"
        await clerk.press("ctrl+p")
        await clerk.types("dc")
        await clerk.press("enter")
        assert isinstance(clerk.app.screen, ExportDialog)


async def test_a_phrase_is_looked_up_by_pinyin_and_stands_in_the_draft(session: Session, loaded: Workbench) -> None:
    async with at_work(session, loaded) as clerk:
        await clerk.says("/查语库 ywpx")
        assert isinstance(clerk.app.screen, SearchScreen)
        first = clerk.app.screen.query_one(Choices).rows[0]
        assert "培训" in first.text
        await clerk.press("enter")
        assert [answer.facts[0].choice.phrase for answer in session.state.answers] == [first.key]  # type: ignore[union-attr]


async def test_keys_are_rebound_by_a_file(session: Session, loaded: Workbench) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "keys.yaml").write_text("核查: ctrl+g\n统计表: f2，f12\n", encoding="utf-8")
    async with at_work(session, loaded) as clerk:
        await clerk.press("ctrl+g")
        assert isinstance(clerk.app.screen, CheckScreen)
        await clerk.press("escape", "f12")
        assert isinstance(clerk.app.screen, TablesScreen)


async def test_a_faulty_file_of_keys_is_told_and_the_usual_keys_work(session: Session, loaded: Workbench) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "keys.yaml").write_text("核茶: f4\n", encoding="utf-8")
    async with at_work(session, loaded) as clerk:
        assert "没有“核茶”这个命令" in clerk.shown().replace("\n", "")
        await clerk.press("f4")
        assert isinstance(clerk.app.screen, CheckScreen)


async def test_the_theme_is_kept(session: Session, loaded: Workbench) -> None:
    async with at_work(session, loaded) as clerk:
        before = clerk.app.theme
        await clerk.says("/换配色")
        assert clerk.app.theme != before
        assert load_theme() == clerk.app.theme


async def test_a_full_disk_is_said_at_once_and_nothing_is_lost(
    session: Session, loaded: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(session, loaded) as clerk:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("assistant.interview.journal.os.fsync", full)
            await clerk.says("围绕民生实事抓公开")
            assert "没有保存" in clerk.shown()
            assert "磁盘已满" in clerk.shown().replace("\n", "")
            await clerk.press("enter")
            assert session.state.answers[0].facts[0].choice is not None, "she can go on"
        clerk.app._save_again()
        await clerk.settle()
        assert "没有保存" not in clerk.shown().splitlines()[0]
    again = Session.open(session.journal.path, loaded.engine)
    assert again.state.answers == session.state.answers
    again.close()


async def test_leaving_puts_the_draft_on_the_start_page(session: Session, loaded: Workbench) -> None:
    async with at_work(session, loaded) as clerk:
        await clerk.says("/回起始页")
        assert clerk.app.session is None
        assert "云溪区青枫街道办事处" in clerk.shown()
        assert "还差" in clerk.shown()
        await clerk.press("enter")
        assert clerk.app.interview is not None


async def test_a_draft_named_on_the_command_line_opens(session: Session, loaded: Workbench) -> None:
    session.close()
    app = NianbaoApp(session.journal.path, workbench=loaded)
    async with app.run_test(size=LARGE) as pilot:
        clerk = Clerk(app, pilot)
        while app.interview is None:
            await pilot.pause(0.05)
        await clerk.settle()
        assert clerk.session.organ.name == "云溪区青枫街道办事处"


async def test_messages_take_the_place_of_the_one_before(session: Session, loaded: Workbench) -> None:
    async with at_work(session, loaded) as clerk:
        for message in ("请写其中一个。", "请写其中一个。", "没有看出是多少。"):
            clerk.interview.complain(message)
            await clerk.settle()
        assert [note.message for note in clerk.app._notifications] == ["没有看出是多少。"]
        clerk.app._retrying = clerk.app.set_interval(60, lambda: None)
        clerk.app.notify("磁盘已满", title="没有保存", timeout=30)
        await clerk.settle()
        clerk.interview.say("已撤销。")
        await clerk.settle()
        assert "磁盘已满" in [note.message for note in clerk.app._notifications]
