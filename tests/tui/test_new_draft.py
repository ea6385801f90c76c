"""The form of a new draft: the name is enough, what is wrong is said beside its field, files are read at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from start_host import ORGAN_NAME, SIZES, Host, drafts, paste, settle, text_on
from textual.widgets import Input, Static

from assistant.interview.engine import Engine
from assistant.interview.session import Session
from assistant.report.organ import Contact, Organ
from assistant.report.standard import OrganKind
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.spreadsheet import write_workbook
from assistant.tui.screens.dialogs import PathDialog
from assistant.tui.screens.new_draft import NewDraftScreen
from assistant.tui.widgets.form import KindSelect

TODAY = date(2026, 1, 12)
sized = pytest.mark.parametrize("size", SIZES)


def form(engine: Engine, last_year: str = "") -> Host:
    return Host(NewDraftScreen(last_year, TODAY), engine)


def value(app: Host, field: str) -> str:
    return app.first.query_one(f"#{field}", Input).value


def note(app: Host, field: str) -> str:
    return str(app.first.query_one(f"#row-{field} .note", Static).render())


def workbook(folder: Path) -> Path:
    path = folder / "统计[表].xlsx"
    path.write_bytes(write_workbook(Tables(T2.zeros(), T3.zeros(), T4.zeros())))
    return path


@sized
async def test_a_name_and_enter(engine: Engine, drafts_folder: Path, size: tuple[int, int]) -> None:
    app = form(engine)
    async with app.run_test(size=size) as pilot:
        await paste(pilot, ORGAN_NAME)
        assert app.first.query_one(KindSelect).kind is OrganKind.STREET
        assert value(app, "year") == "2025"
        assert value(app, "save-to") == str(drafts_folder / "望桥街道2025年.nianbao")
        await pilot.press("enter")
        await settle(pilot)
        (session,) = app.opened
        assert session.organ == Organ.of(ORGAN_NAME)
        assert drafts(drafts_folder) == ["望桥街道2025年.nianbao"]
    app.close_all()


@sized
async def test_all_rows_are_seen_and_reached(engine: Engine, size: tuple[int, int]) -> None:
    app = form(engine)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for field in ("name", "kind", "year", "last-year", "tables", "save-to"):
            assert app.focused is not None
            assert app.focused.id == field
            assert app.screen.region.contains_region(app.focused.region)
            await pilot.press("down")
        assert app.focused is not None
        assert app.focused.id == "begin"
        assert app.screen.region.contains_region(app.focused.region)
        await pilot.press("up")
        assert app.focused.id == "save-to"


async def test_without_a_name_it_says_so_and_goes_there(engine: Engine, drafts_folder: Path) -> None:
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "backspace", "enter")
        await settle(pilot)
        assert "请填写单位全称" in note(app, "name")
        assert "四位数字" in note(app, "year")
        assert app.focused is not None
        assert app.focused.id == "name"
        assert value(app, "year") == "202"
        await pilot.press("云")
        assert "请填写单位全称" not in note(app, "name")
        assert not drafts_folder.exists()


async def test_the_kind_can_be_set_against_the_name(engine: Engine) -> None:
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "云岭县高新区管委会")
        await pilot.press("down")
        kinds = app.first.query_one(KindSelect)
        assert kinds.kind is OrganKind.DEPARTMENT
        await pilot.press("left", "left", "right", "left", "left")
        assert kinds.kind is OrganKind.STREET
        await pilot.press("up", "办", "enter")
        await settle(pilot)
        assert kinds.kind is OrganKind.STREET
        assert app.opened[0].organ.kind is OrganKind.STREET
    app.close_all()


async def test_the_kind_can_be_picked_from_the_list(engine: Engine) -> None:
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "云岭县财政局")
        await pilot.press("down", "space")
        await pilot.press("down", "enter")
        await settle(pilot)
        assert app.opened == []
        assert app.first.query_one(KindSelect).kind is OrganKind.TOWNSHIP
        await pilot.press("enter")
        await settle(pilot)
        assert app.opened[0].organ.kind is OrganKind.TOWNSHIP
    app.close_all()


@sized
async def test_tables_are_read_when_the_field_is_left(engine: Engine, tmp_path: Path, size: tuple[int, int]) -> None:
    path = workbook(tmp_path)
    app = form(engine)
    async with app.run_test(size=size) as pilot:
        await paste(pilot, ORGAN_NAME)
        await pilot.press("down", "down", "down", "down")
        await paste(pilot, f"'{path}'")
        await pilot.press("down")
        await settle(pilot)
        assert "读到三张表，勾稽全部成立" in note(app, "tables")
        await pilot.press("enter")
        await settle(pilot)
        assert app.opened[0].tables.t3["new_received.total"] == 0
        assert "统计表：读到三张表" in app.said
    app.close_all()


async def test_a_file_that_is_not_there_is_said_and_stays_typed(engine: Engine) -> None:
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down")
        await paste(pilot, "没有[1].docx")
        await pilot.press("down")
        await settle(pilot)
        assert "找不到上年报告" in note(app, "last_year")
        assert value(app, "last-year") == "没有[1].docx"


@sized
async def test_last_years_draft_fills_the_form(engine: Engine, tmp_path: Path, size: tuple[int, int]) -> None:
    known = Organ.of(ORGAN_NAME, contact=Contact(phone="0500-1"))
    session = Session.create(tmp_path / "去年.nianbao", engine, known, 2023)
    session.close()
    app = form(engine, str(session.journal.path))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert value(app, "name") == ORGAN_NAME
        assert value(app, "year") == "2024"
        assert "读到" in note(app, "last_year")
        await pilot.press("enter")
        await settle(pilot)
        assert app.opened[0].organ == known
        assert "电话沿用了上年的" in app.said
    app.close_all()


async def test_a_file_is_looked_for_with_the_button(engine: Engine, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#row-tables Button")
        await settle(pilot)
        assert isinstance(app.screen, PathDialog)
        app.screen.query_one("#path", Input).value = ""
        await paste(pilot, str(path))
        await pilot.press("enter")
        await settle(pilot)
        assert value(app, "tables") == str(path)
        assert "读到三张表" in note(app, "tables")


async def test_her_own_place_is_kept_while_the_name_changes(engine: Engine, tmp_path: Path) -> None:
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, ORGAN_NAME)
        app.first.query_one("#save-to", Input).value = str(tmp_path / "我的")
        await pilot.press("办", "backspace", "enter")
        await settle(pilot)
        assert app.opened[0].journal.path == tmp_path / "我的.nianbao"
    app.close_all()


async def test_a_place_that_cannot_be_is_said(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, ORGAN_NAME)
        app.first.query_one("#save-to", Input).value = str(tmp_path / "文件" / "甲")
        await pilot.press("enter")
        await settle(pilot)
        assert "是一个文件" in note(app, "save_to")
        assert "是一个文件" in text_on(app.first)
        assert app.opened == []


async def test_escape_leaves_without_a_file(engine: Engine, drafts_folder: Path) -> None:
    app = form(engine)
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, ORGAN_NAME)
        await pilot.press("escape")
        await settle(pilot)
        assert app.answers == [None]
        assert not drafts_folder.exists()
