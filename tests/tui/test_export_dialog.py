"""The export dialog: told what is left, asked before anything is overwritten, told what was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from places_host import FIVE, ORGAN, SIZES, WRONG, Host, drafted, settled, shown, text_of
from textual.pilot import Pilot
from textual.widgets import Button, Checkbox, Input

from assistant.interview.engine import Confirm, Edit, Engine, SetCells
from assistant.interview.session import Session
from assistant.tui.screens.export import ExportDialog

pytestmark = pytest.mark.parametrize("size", SIZES)
STEM = f"{ORGAN}2024年政府信息公开工作年度报告"


def finish(session: Session) -> None:
    """Nothing is left to do."""
    session.do(Edit("m:a4.0", "组织志愿者教老人查询公开信息。"))
    session.do(Edit("s:other.fee_none", "未收取信息处理费。"))
    for todo in session.todos:
        session.do(Confirm(todo.key))
    assert session.todos == ()


async def press(host: Host, pilot: Pilot, button: str) -> None:
    await pilot.click(f"#{button}")
    await settled(host, pilot)


async def test_a_finished_draft_is_written_at_once_beside_it(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        finish(session)
        async with shown(ExportDialog(session), size) as (host, pilot):
            assert "可以导出" in text_of(host)
            await pilot.press("enter")
            await settled(host, pilot)
            file = tmp_path / f"{STEM}.docx"
            assert file.is_file()
            assert f"{STEM}.docx" in text_of(host)
            assert "已写好 1 个文件" in text_of(host)
            await pilot.press("enter")
            await pilot.pause()
            assert host.answer == (file,)


async def test_what_is_left_is_told_and_asked_about(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        async with shown(ExportDialog(session), size) as (host, pilot):
            assert "还差 3 处：待补 2 处，配写待确认 1 处" in text_of(host)
            await press(host, pilot, "go")
            assert not list(tmp_path.glob("*.docx"))
            assert str(host.screen.query_one("#go", Button).label) == "仍要导出"
            await press(host, pilot, "go")
            assert (tmp_path / f"{STEM}.docx").is_file()


async def test_open_errors_come_first_and_stand_in_the_file_name(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, SetCells(WRONG, "改")) as session:
        async with shown(ExportDialog(session), size) as (host, pilot):
            assert "核查出的错误 1 处" in text_of(host)
            assert "不能直接发布" in text_of(host)
            await press(host, pilot, "go")
            await press(host, pilot, "go")
            assert [file.name for file in tmp_path.glob("*.docx")] == [f"{STEM}（有错误未处理）.docx"]


async def test_formats_by_keyboard_and_their_state_without_colour(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        finish(session)
        async with shown(ExportDialog(session), size) as (host, pilot):
            assert text_of(host).count("▐√▌") == 1
            host.screen.query_one("#as-html", Checkbox).focus()
            await pilot.press("space")
            await pilot.click("#as-docx")
            await pilot.pause()
            assert text_of(host).count("▐√▌") == 1
            assert host.screen.formats == ("html",)
            await pilot.click("#as-txt")
            await press(host, pilot, "go")
            assert sorted(file.suffix for file in tmp_path.glob(f"{STEM}.*")) == [".html", ".txt"]


async def test_no_format_and_bad_names_are_told(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        finish(session)
        async with shown(ExportDialog(session), size) as (host, pilot):
            await pilot.click("#as-docx")
            await press(host, pilot, "go")
            assert "还没有选择格式" in text_of(host)
            await pilot.click("#as-docx")
            host.screen.query_one("#name", Input).value = "甲/乙"
            await press(host, pilot, "go")
            assert "文件名里不能有" in text_of(host)
            assert not list(tmp_path.glob("*.docx"))


@pytest.mark.parametrize("answer", ["overwrite", "rename", "close"])
async def test_an_existing_file_is_never_overwritten_without_a_yes(
    engine: Engine, tmp_path: Path, size, answer: str
) -> None:
    old = tmp_path / f"{STEM}.docx"
    old.write_bytes(b"old")
    with drafted(engine, tmp_path) as session:
        finish(session)
        async with shown(ExportDialog(session), size) as (host, pilot):
            await press(host, pilot, "go")
            assert f"已经有 {STEM}.docx" in text_of(host).replace("\n", "").replace("│", "").replace(" ", " ") or (
                "已经有" in text_of(host)
            )
            assert old.read_bytes() == b"old"
            await press(host, pilot, answer)
            assert (old.read_bytes() == b"old") is (answer != "overwrite")
            assert (tmp_path / f"{STEM}（2）.docx").exists() is (answer == "rename")


async def test_another_folder_is_made_and_quotes_are_understood(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        finish(session)
        async with shown(ExportDialog(session), size) as (host, pilot):
            host.screen.query_one("#folder", Input).value = f'"{tmp_path / "成稿 一"}"'
            await press(host, pilot, "go")
            assert (tmp_path / "成稿 一" / f"{STEM}.docx").is_file()


async def test_a_folder_that_cannot_be_made_is_told_and_can_be_changed(engine: Engine, tmp_path: Path, size) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with drafted(engine, tmp_path) as session:
        finish(session)
        async with shown(ExportDialog(session, ("md",)), size) as (host, pilot):
            host.screen.query_one("#folder", Input).value = str(tmp_path / "文件" / "下面")
            await press(host, pilot, "go")
            assert "无法写入" in text_of(host)
            host.screen.query_one("#folder", Input).value = str(tmp_path)
            await press(host, pilot, "go")
            assert (tmp_path / f"{STEM}.md").is_file()


async def test_leaving_writes_nothing(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path, tables=FIVE) as session:
        async with shown(ExportDialog(session), size) as (host, pilot):
            await pilot.press("escape")
            await pilot.pause()
            assert host.answer is None
            assert not list(tmp_path.glob("*.docx"))
            assert not isinstance(host.screen, ExportDialog)
