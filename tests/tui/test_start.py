"""The start page: what a newcomer sees, recent drafts, opening with everything that can be wrong, the example."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
from start_host import ORGAN_NAME, SIZES, Host, drafts, paste, settle, text_on
from textual.widgets import Input, OptionList

from assistant.errors import InputError
from assistant.interview.engine import Engine, Say
from assistant.interview.journal import Journal
from assistant.interview.session import Session
from assistant.report.organ import Organ
from assistant.tui.screens.dialogs import ChoiceDialog, ConfirmDialog, PathDialog
from assistant.tui.screens.new_draft import NewDraftScreen
from assistant.tui.screens.start import StartScreen, moment_words
from assistant.tui.settings import Recent, load_recent, save_recent

sized = pytest.mark.parametrize("size", SIZES)


def make(engine: Engine, folder: Path, name: str = "望桥[1]街道.nianbao", left: int = 3) -> Path:
    session = Session.create(folder / name, engine, Organ.of(ORGAN_NAME), 2025)
    session.do(Say("网站发了186条", question="proactive.volume"))
    session.close()
    path = session.journal.path
    save_recent(Recent(str(path), f"{ORGAN_NAME}[{name[:1]}]", 2025, left, "2026-01-12T09:30:00+08:00"))
    return path


def rows(app: Host) -> list[str]:
    return [str(option.prompt) for option in app.first.query_one(OptionList).options]


def damage(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    lines[1:1] = [b"{broken"]
    path.write_bytes(b"\n".join(lines))


@sized
async def test_a_newcomer_is_told_what_to_do(size: tuple[int, int]) -> None:
    app = Host(StartScreen())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = text_on(app.screen)
        assert "不联网" in shown
        assert "还没有草稿" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, NewDraftScreen)
        await pilot.press("escape")
        assert app.screen is app.first


@sized
async def test_recent_drafts_say_what_is_left_and_open_by_enter(
    engine: Engine, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = make(engine, tmp_path)
    make(engine, tmp_path, "办完了.nianbao", left=0)
    (tmp_path / "不在了.nianbao").touch()
    save_recent(Recent(str(tmp_path / "不在了.nianbao"), "不在了", 2025, 1, ""))
    (tmp_path / "不在了.nianbao").unlink()
    app = Host(StartScreen(), engine)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        listed = "\n".join(rows(app))
        assert f"{ORGAN_NAME}[望]　2025年　还差 3 处" in listed
        assert "没有要补的了" in listed
        assert "不在了" not in listed
        assert "还没有草稿" not in text_on(app.screen)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert [session.journal.path for session in app.opened] == [path]
    app.close_all()


async def test_a_draft_is_opened_by_a_click(engine: Engine, tmp_path: Path) -> None:
    make(engine, tmp_path)
    app = Host(StartScreen(), engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        # Border, three actions, a line, the heading.
        await pilot.click(OptionList, offset=(6, 6))
        await settle(pilot)
        assert len(app.opened) == 1
    app.close_all()


async def test_a_draft_made_meanwhile_is_listed(engine: Engine, tmp_path: Path) -> None:
    app = Host(StartScreen(), engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        make(engine, tmp_path)
        await pilot.press("escape")
        await settle(pilot)
        assert any("还差 3 处" in row for row in rows(app))


@sized
async def test_forgetting_asks_first_and_leaves_the_file(engine: Engine, tmp_path: Path, size: tuple[int, int]) -> None:
    path = make(engine, tmp_path)
    app = Host(StartScreen(), engine)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("delete")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        assert "文件不会删除" in text_on(app.screen)
        await pilot.press("escape")
        await settle(pilot)
        assert len(load_recent()) == 1
        await pilot.press("delete")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert load_recent() == []
        assert path.is_file()
        assert "还没有草稿" in text_on(app.screen)
        await pilot.press("delete")
        await settle(pilot)
        assert "先用 ↑↓ 选中" in app.said


@sized
async def test_a_damaged_draft_is_offered_as_a_repaired_copy(
    engine: Engine, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = make(engine, tmp_path)
    damage(path)
    content = path.read_bytes()
    app = Host(StartScreen(), engine)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "第 2 行已损坏" in text_on(app.screen)
        await pilot.press("escape")
        await settle(pilot)
        assert app.opened == []
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        (session,) = app.opened
        assert session.journal.path.name == "望桥[1]街道（修复1）.nianbao"
        assert session.state.answers[0].text == "网站发了186条"
        assert "原文件没有动" in app.said
    app.close_all()
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'{"nianbao":"draft","format":99}\n', "请升级"),
        (b"PK\x03\x04not a draft", "不是年报草稿"),
        (b"", "空文件"),
        (None, "找不到草稿"),
    ],
)
async def test_what_cannot_be_opened_is_said(engine: Engine, tmp_path: Path, content: bytes | None, word: str) -> None:
    path = make(engine, tmp_path)
    app = Host(StartScreen(), engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        await pilot.press("enter")
        await settle(pilot)
        assert word in app.said
        assert app.opened == []
        assert app.screen is app.first
        if content is None:
            assert load_recent() == []
            assert not any("还差" in row for row in rows(app))


async def test_a_draft_open_elsewhere_is_opened_to_look_at(engine: Engine, tmp_path: Path) -> None:
    path = make(engine, tmp_path)
    other = Journal.open(path)
    app = Host(StartScreen(), engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        (session,) = app.opened
        assert session.journal.is_read_only
        assert session.journal.notices
    app.close_all()
    other.close()


@sized
async def test_a_file_is_opened_by_its_path(engine: Engine, tmp_path: Path, size: tuple[int, int]) -> None:
    session = Session.create(tmp_path / "别处.nianbao", engine, Organ.of(ORGAN_NAME), 2025)
    session.close()
    app = Host(StartScreen(), engine)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PathDialog)
        app.screen.query_one("#path", Input).value = ""
        await paste(pilot, f'"{session.journal.path}"')
        await pilot.press("enter")
        await settle(pilot)
        assert [one.journal.path for one in app.opened] == [session.journal.path]
    app.close_all()


async def test_a_report_begins_a_new_draft(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, name: str) -> object:
        raise InputError(f"{name} 读不出来。")

    reader = ModuleType("assistant.reuse.reading")
    reader.read_report = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "assistant.reuse.reading", reader)
    report = tmp_path / "2024年报.docx"
    report.touch()
    app = Host(StartScreen(), engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        app.screen.query_one("#path", Input).value = ""
        await paste(pilot, str(report))
        await pilot.press("enter")
        await settle(pilot)
        assert "不是草稿" in text_on(app.screen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, NewDraftScreen)
        assert app.screen.query_one("#last-year", Input).value == str(report)
        assert "读不出来" in text_on(app.screen)


@sized
async def test_the_example_is_made_once_and_gone_on_with(
    engine: Engine, drafts_folder: Path, size: tuple[int, int]
) -> None:
    app = Host(StartScreen(), engine)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        (first,) = app.opened
        assert first.state.answers
        assert first.journal.path.parent == drafts_folder
        first.close()
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, ChoiceDialog)
        await pilot.press("1")
        await settle(pilot)
        assert [one.journal.path for one in app.opened] == [first.journal.path] * 2
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert len(drafts(drafts_folder)) == 2
    app.close_all()


async def test_full_width_letters_are_letters() -> None:
    app = Host(StartScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ｎ")
        await settle(pilot)
        assert isinstance(app.screen, NewDraftScreen)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-01-12T09:05:00+08:00", "今天 9:05"),
        ("2026-01-11T23:30:00+08:00", "昨天 23:30"),
        ("2026-01-11T17:00:00+00:00", "今天 1:00"),
        ("2026-01-03T08:00:00+08:00", "1月3日"),
        ("2025-12-31T08:00:00+08:00", "2025年12月31日"),
        ("", ""),
        ("昨天", ""),
    ],
)
def test_when_it_was(at: str, words: str) -> None:
    assert moment_words(at, datetime.fromisoformat("2026-01-12T12:00:00+08:00")) == words


def test_the_start_page_needs_nothing_heavy() -> None:
    code = """
import sys
import assistant.tui.screens.start
print([name for name in ("jinja2", "rapidfuzz", "yaml", "openpyxl", "jieba", "docxtpl") if name in sys.modules])
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"
