from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from table_host import Host, MemoryStore
from textual import events
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Button, Input, Tab, Tabs

from assistant.report.standard import T3_APPLICANT_COLUMNS, T3_COLUMNS, T3_GROUPS, T3_ROWS, TABLE_NAMES
from assistant.tables.editing import VALUE_ROWS, is_locked
from assistant.tables.schema import Tables
from assistant.tables.spreadsheet import read_tables
from assistant.tables.workbook import write_workbook
from assistant.tui.screens.tables import COMMANDS, TablesScreen
from assistant.tui.screens.tables_dialogs import (
    Confirm,
    ExportQuestion,
    ImportQuestion,
    Notice,
    TablesDialog,
    completions,
)
from assistant.tui.widgets.table_grid import GridCells, TableGrid

SMALL, LARGE = (80, 24), (140, 40)
BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


class Desk:
    """The screen under test with what a clerk does and sees."""

    def __init__(self, pilot: Pilot[None], host: Host) -> None:
        self.pilot, self.host, self.store = pilot, host, host.store

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        # Not for the dialogs, which wait for the clerk.
        reading = [worker for worker in self.host.workers if worker.group == "default"]
        if reading:
            await self.host.workers.wait_for_complete(reading)
        await self.pilot.pause()
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        self.host.post_message(events.Paste(text))
        await self.pilot.pause()
        await self.settle()

    async def type(self, character: str, name: str) -> None:
        """A character as an input method sends it."""
        self.host.post_message(events.Key(name, character))
        await self.pilot.pause()

    async def go(self, address: str) -> None:
        self.screen.show_cell(address)
        await self.settle()

    @property
    def screen(self) -> TablesScreen:
        return self.host.tables_screen

    @property
    def grid(self) -> TableGrid:
        return self.screen.query_one(f"#{self.screen.query_one(Tabs).active}", TableGrid)

    @property
    def cells(self) -> GridCells:
        return self.grid.query_one(GridCells)

    @property
    def lines(self) -> list[str]:
        return [strip.text for strip in self.host.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def line(self, label: str) -> str:
        """The line of the grid that begins with a label."""
        return next(line for line in self.lines if line[1:].lstrip(" >").startswith(label.lstrip(" >")))

    @property
    def prose(self) -> str:
        """All that is seen, without the line ends and frames that part it."""
        return re.sub(r"[\s│▊▎]", "", self.text)

    @property
    def tabs(self) -> list[str]:
        return [tab.label_text for tab in self.screen.query(Tab)]

    @property
    def notes(self) -> str:
        return "\n".join(note.message for note in self.host._notifications)


@asynccontextmanager
async def desk(
    tables: Tables | None = None, last: Tables | None = None, size: tuple[int, int] = SMALL, **options: Any
) -> AsyncIterator[Desk]:
    host = Host(MemoryStore(tables, last, **options))
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        made = Desk(pilot, host)
        await made.settle()
        yield made


@BOTH
@pytest.mark.parametrize("cell", ["t2.fee.amount", "t3.misc.other.legal", "t4.review.upheld"])
async def test_it_opens_at_the_cell_asked_for(size: tuple[int, int], cell: str) -> None:
    host = Host(MemoryStore(), at=cell)
    async with host.run_test(size=size) as pilot:
        made = Desk(pilot, host)
        await made.settle()
        # On a slow machine the tabs tell late that they began with the first table.
        tabs = host.screen.query_one(Tabs)
        late = next(tab for tab in tabs.query(Tab) if tab.id != tabs.active)
        tabs.post_message(Tabs.TabActivated(tabs, late))
        await made.settle()
        assert made.grid.cursor == cell
        assert tabs.active == cell.partition(".")[0]


# Typing


@BOTH
async def test_digits_are_typed_into_the_cell_and_enter_goes_down(size: tuple[int, int]) -> None:
    async with desk(size=size) as at:
        await at.press("f2", "1", "2", "enter", "3", "tab", "4", "enter")
        assert at.store.tables.cell("t3.new_received.natural") == 12
        assert at.store.tables.cell("t3.carried_in.natural") == 3
        assert at.store.tables.cell("t3.carried_in.business") == 4
        assert at.grid.cursor == "t3.granted.business"
        assert at.store.steps[0][0] == "填写表三“一、本年新收政府信息公开申请数量 · 自然人”"


async def test_a_total_appears_when_the_last_of_its_cells_is_filled() -> None:
    async with desk(Tables().with_cells({f"t4.review.{one}": 2 for one in ("upheld", "corrected", "other")})) as at:
        await at.go("t4.review.pending")
        assert "=·" in at.line(">行政复议")
        await at.press("5", "enter")
        assert at.store.tables.cell("t4.review.total") == 11
        assert "=11" in at.line("行政复议  ")
        await at.press("ctrl+z")
        assert at.store.tables.cell("t4.review.total") is None


async def test_full_width_digits_and_words_for_nought_are_understood() -> None:
    async with desk() as at:
        await at.type("１", "fullwidth_digit_one")
        await at.type("２", "fullwidth_digit_two")
        await at.press("enter")
        await at.type("无", "无")
        await at.press("enter")
        assert at.store.tables.cell("t2.rules.made") == 12
        assert at.store.tables.cell("t2.normative.made") == 0


async def test_the_text_of_a_cell_can_be_mended() -> None:
    async with desk(Tables().with_cells({"t2.rules.made": 129})) as at:
        await at.press("enter", "backspace", "left", "7", "home", "delete", "end", "5")
        assert "正在填：725" in at.text
        await at.press("enter")
        assert at.store.tables.cell("t2.rules.made") == 725


async def test_escape_leaves_the_cell_as_it_was_and_then_the_screen() -> None:
    async with desk(Tables().with_cells({"t2.rules.made": 3})) as at:
        await at.press("9", "9", "escape")
        assert at.store.steps == []
        assert not at.grid.is_editing
        await at.press("escape")
        assert at.host.screen is not at.screen


async def test_moving_on_takes_what_was_typed() -> None:
    async with desk() as at:
        await at.press("7", "down", "8", "f2")
        assert at.store.tables.cell("t2.rules.made") == 7
        assert at.store.tables.cell("t2.normative.made") == 8
        assert at.grid.table == "t3"


async def test_what_is_no_number_stays_for_correction() -> None:
    async with desk() as at:
        await at.press("3", "x")
        for key in ("enter", "down", "tab", "f2", "f4", "f6", "f8", "ctrl+y"):
            at.host.clear_notifications()
            await at.press(key)
            assert "请改成数字" in at.notes, key
            assert "正在填：3x" in at.text
            assert at.store.steps == []
            assert at.grid.cursor == "t2.rules.made"
        await at.press("backspace", "enter")
        assert at.store.tables.cell("t2.rules.made") == 3


async def test_letters_and_signs_do_not_begin_an_entry() -> None:
    async with desk() as at:
        await at.press("x", "slash", "question_mark", "space")
        await at.type("？", "fullwidth_question_mark")
        assert not at.grid.is_editing


async def test_clearing_empties_the_cell_and_its_totals(city: Tables) -> None:
    async with desk(city) as at:
        await at.go("t3.granted.natural")
        await at.press("delete")
        assert at.store.tables.cell("t3.granted.natural") is None
        assert at.store.tables.cell("t3.granted.total") is None
        assert at.store.tables.cell("t3.result_total.total") is None
        assert "·" in at.line("（一）予以公开")


async def test_an_unchanged_cell_makes_no_step(city: Tables) -> None:
    async with desk(city) as at:
        await at.press("enter", "enter", "enter", "enter")
        assert at.store.steps == []


# Totals


async def test_totals_are_locked(city: Tables) -> None:
    async with desk(city) as at:
        await at.go("t4.review.total")
        assert "自动相加" in at.text
        for key in ("7", "enter", "delete"):
            at.host.clear_notifications()
            await at.press(key)
            assert "由各项自动相加" in at.notes
        assert at.store.steps == []


async def test_a_total_from_a_file_that_disagrees_is_added_up_by_enter(city: Tables) -> None:
    async with desk(city.with_cells({"t4.review.total": 1})) as at:
        await at.go("t4.review.total")
        assert "按 Enter 重新相加" in at.text
        await at.press("enter")
        assert at.store.tables == city


# What is seen


@BOTH
async def test_marks_tell_without_colour(city: Tables, size: tuple[int, int]) -> None:
    tables = city.with_cells({"t3.granted.natural": 1290, "t3.partial.legal": None})
    async with desk(tables, size=size) as at:
        await at.go("t3.granted.natural")
        assert re.search(r">  （一）予以公开 .*1290!", at.line("（一）予以公开"))
        assert re.search(r"=1362", at.line("（一）予以公开"))
        assert "·" in at.line("（二）部分公开")
        assert "·" not in at.line("1.属于国家秘密")[:60]


async def test_every_heading_of_the_form_is_there(city: Tables) -> None:
    async with desk(city) as at:
        for table in TABLE_NAMES:
            seen = ""
            await at.go(VALUE_ROWS[table][0][0])
            for row in VALUE_ROWS[table]:
                await at.go(row[0])
                # Narrow headings are broken over lines.
                seen += re.sub(r"[\s│]", "", at.text)
            if table == "t3":
                for label in (*T3_GROUPS.values(), "三、本年度办理结果", "申请人情况", "法人或其他组织"):
                    assert label in seen
                for label in T3_ROWS.values():
                    assert label.replace(" ", "") in seen, label
            if table == "t4":
                assert "行政诉讼" in seen
                assert "未经复议直接起诉" in seen


@pytest.mark.parametrize("size", [(60, 20), SMALL], ids=str)
async def test_the_cell_at_the_cursor_is_always_in_view(city: Tables, size: tuple[int, int]) -> None:
    async with desk(city, city, size=size) as at:
        for rows in VALUE_ROWS.values():
            for row in (*rows[::9], rows[-1]):
                for address in (row[-1], row[0]):
                    await at.go(address)
                    caret = at.host.cursor_position
                    assert at.cells.content_region.contains(*caret), address
                    assert str(at.store.tables.cell(address)) in at.lines[caret.y], address


async def test_labels_stay_while_values_scroll(city: Tables) -> None:
    wide = city.with_cells({f"t3.new_received.{column}": 123456789 for column in T3_COLUMNS})
    async with desk(wide) as at:
        await at.go("t3.new_received.total")
        line = at.line("一、本年新收")
        assert "=123456789" in line
        assert at.cells.scroll_offset.x > 0
        assert any("总计" in one for one in at.lines[2:8])
        await at.press("home")
        assert at.cells.scroll_offset.x == 0


async def test_headings_stay_while_rows_scroll(city: Tables) -> None:
    async with desk(city) as at:
        await at.go("t3.carried_out.natural")
        assert "申请人情况" in at.text
        assert ">四、结转下年度继续办理" in at.text
        await at.press("ctrl+home")
        assert ">一、本年新收" in at.text
        await at.press("ctrl+end")
        assert at.grid.cursor == "t3.carried_out.total"
        await at.press("pageup", "pageup", "pageup", "pageup", "pageup")
        assert at.grid.cursor == "t3.new_received.total"


async def test_last_year_is_said_under_the_grid(city: Tables) -> None:
    async with desk(Tables(), city) as at:
        await at.go("t3.granted.natural")
        assert "今年没填　上年 1288" in at.text


async def test_the_cursor_keeps_its_column_over_bands_of_other_widths(city: Tables) -> None:
    async with desk(city) as at:
        await at.go("t2.normative.in_force")
        await at.press("down")
        assert at.grid.cursor == "t2.license.decided"
        await at.press("up")
        assert at.grid.cursor == "t2.normative.in_force"
        await at.press("right", "right", "home", "left")
        assert at.grid.cursor == "t2.normative.made"


async def test_all_that_is_said_is_chinese(city: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = {
        "F",
        "Enter",
        "Esc",
        "Ctrl",
        "Z",
        "Y",
        "V",
        "Tab",
        "Shift",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Delete",
    }
    allowed |= {"Excel", "WPS", "xlsx", "csv"}
    monkeypatch.chdir(tmp_path)
    async with desk(Tables(), city, size=LARGE) as at:
        seen = at.text
        for key in ("f1", "f6", "f8", "f10"):
            await at.press(key)
            assert isinstance(at.host.screen, TablesDialog)
            seen += at.text
            await at.press("escape")
        words = set(re.findall(r"[A-Za-z]+", seen))
        assert words <= allowed, words - allowed


# Resizing


async def test_resizing_loses_nothing(city: Tables) -> None:
    async with desk(city) as at:
        await at.go("t3.misc.other.total")
        await at.press("left", "4", "2")
        for size in (LARGE, (60, 16), (20, 6), SMALL):
            await at.pilot.resize_terminal(*size)
            await at.settle()
        assert "正在填：42" in at.text
        assert ">    3.其他" in at.text
        await at.press("enter")
        assert at.store.tables.cell("t3.misc.other.other") == 42


async def test_findings_stand_beside_where_there_is_room(city: Tables) -> None:
    async with desk(city.with_cells({"t3.granted.natural": 1290})) as at:
        side = at.screen.query_one("#side")
        assert side.region.y > at.grid.region.y
        await at.pilot.resize_terminal(*LARGE)
        await at.settle()
        assert side.region.x > at.grid.region.x
        assert side.region.y == at.grid.region.y


# Mouse


@BOTH
async def test_the_mouse_selects_and_edits(city: Tables, size: tuple[int, int]) -> None:
    async with desk(city, size=size) as at:
        await at.pilot.click("#top Tab#t4")
        await at.settle()
        assert at.grid.table == "t4"
        row = next(y for y, line in enumerate(at.lines) if "复议后起诉" in line)
        x = at.lines[row].index("12")
        # Positions count terminal cells: the wide characters before the number count twice.
        x += sum(ord(character) > 0x2E80 for character in at.lines[row][:x])
        await at.pilot.click(offset=(x, row))
        await at.settle()
        assert at.grid.cursor == "t4.after_review.upheld"
        await at.pilot.double_click(offset=(x, row))
        await at.settle()
        assert at.grid.is_editing


async def test_the_wheel_scrolls(city: Tables) -> None:
    async with desk(city) as at:
        await at.go("t3.new_received.natural")
        at.cells.post_message(events.MouseScrollDown(at.cells, 5, 5, 0, 1, 0, False, False, False))
        await at.settle()
        await at.pilot.wait_for_scheduled_animations()
        assert at.cells.scroll_offset.y > 0


# Pasting


async def test_a_block_from_a_spreadsheet_lands_in_its_cells(city: Tables) -> None:
    rows = [row[: len(T3_APPLICANT_COLUMNS)] for row in VALUE_ROWS["t3"] if not is_locked(row[0])]
    text = "\r".join("\t".join(str(city.cell(address)) for address in row) for row in rows)
    async with desk() as at:
        await at.press("f2")
        await at.paste(text)
        assert at.store.tables.t3 == city.t3
        assert [what for what, _ in at.store.steps] == ["粘贴表三 144 格"]
        await at.press("ctrl+z")
        assert at.store.tables == Tables()


async def test_totals_that_differ_are_told_until_read() -> None:
    async with desk() as at:
        await at.press("f2")
        await at.paste("1\t2\t3\t4\t5\t6\t20")
        assert isinstance(at.host.screen, Notice)
        assert "粘贴的是20，各项相加是21" in at.prose
        await at.press("enter")
        assert at.host.screen is at.screen
        assert at.store.tables.cell("t3.new_received.total") == 21


async def test_a_block_that_does_not_fit_changes_nothing() -> None:
    async with desk() as at:
        await at.paste("1\t2\t3\t4")
        assert "只放得下" in at.notes
        assert at.store.steps == []


async def test_a_number_pasted_into_an_entry_joins_it() -> None:
    async with desk() as at:
        await at.press("1")
        await at.paste("23\n")
        await at.press("enter")
        assert at.store.tables.cell("t2.rules.made") == 123
        await at.paste("零")
        assert at.store.tables.cell("t2.normative.made") == 0


async def test_pasting_what_stands_there_says_so(city: Tables) -> None:
    async with desk(city) as at:
        await at.paste(str(city.cell("t2.rules.made")))
        assert "没有改动" in at.notes
        assert at.store.steps == []


# Findings


@BOTH
async def test_a_finding_leads_to_its_cell_and_is_mended(city: Tables, size: tuple[int, int]) -> None:
    async with desk(city.with_cells({"t3.granted.natural": 1290}), size=size) as at:
        assert at.tabs == ["> 表二 没有问题", "  表三 1 处问题", "  表四 没有问题"]
        await at.press("f4")
        assert at.grid.table == "t3"
        assert "建议：把“（一）予以公开 · 自然人”改为" in at.text
        await at.press("enter")
        assert at.grid.cursor == "t3.granted.natural"
        assert at.cells.has_focus
        await at.press("f7")
        assert at.store.tables == city
        assert at.tabs[1] == "> 表三 没有问题"
        assert "没有发现问题" in at.text
        await at.press("ctrl+z")
        assert at.tabs[1] == "> 表三 1 处问题"
        await at.press("ctrl+y")
        assert at.store.tables == city


async def test_the_list_follows_the_cell(city: Tables) -> None:
    wrong = city.with_cells({"t4.review.total": 0, "t4.direct.total": 0})
    async with desk(wrong) as at:
        await at.go("t4.direct.other")
        await at.press("f7")
        assert at.store.tables.cell("t4.direct.total") == city.cell("t4.direct.total")
        assert at.store.tables.cell("t4.review.total") == 0


async def test_a_finding_without_an_offer_says_so(city: Tables) -> None:
    wrong = city.with_cells({"t2.normative.in_force": 1, "t2.rules.made": 0, "t2.rules.in_force": 0})
    async with desk(wrong) as at:
        await at.press("f7")
        assert "没有可以直接采用的建议" in at.notes


async def test_figures_that_do_not_foot_are_marked_while_typing() -> None:
    async with desk(Tables().with_cells({f"t3.{row}.{c}": 0 for row in T3_ROWS for c in T3_COLUMNS})) as at:
        await at.go("t3.new_received.natural")
        await at.press("5", "enter")
        assert "5!" in at.line("一、本年新收")
        assert "相差 5" in at.text
        await at.go("t3.granted.natural")
        await at.press("5", "enter")
        assert "5!" not in at.text


# Zero-filling


async def test_empty_cells_are_filled_after_a_yes() -> None:
    async with desk(Tables().with_cells({"t4.review.upheld": 3})) as at:
        await at.go("t4.review.upheld")
        await at.press("f8")
        assert isinstance(at.host.screen, Confirm)
        assert "表四有13格填0" in at.prose
        assert "“行政复议·总计”填3" in at.prose
        await at.press("escape")
        assert at.store.steps == []
        await at.press("f8", "enter")
        assert at.store.tables.cell("t4.review.total") == 3
        assert at.store.tables.cell("t4.after_review.pending") == 0
        assert at.store.tables.cell("t2.rules.made") is None
        assert len(at.store.steps) == 1


async def test_nothing_to_fill_and_nothing_to_infer(city: Tables) -> None:
    async with desk(city.with_cells({"t4.review.upheld": None, "t4.review.other": None})) as at:
        await at.press("f8")
        assert "没有空着的格子" in at.notes
        await at.go("t4.review.other")
        await at.press("f8")
        assert "推算不出来" in at.notes


async def test_the_offer_to_fill_blanks_asks_first() -> None:
    async with desk() as at:
        await at.press("f7")
        assert isinstance(at.host.screen, Confirm)


# Files


async def test_a_workbook_is_shown_before_it_is_taken(city: Tables, tmp_path: Path) -> None:
    file = tmp_path / "统计表 [终稿].xlsx"
    file.write_bytes(write_workbook(city))
    async with desk() as at:
        await at.press("f6")
        assert isinstance(at.host.screen, ImportQuestion)
        await at.paste(f'"{tmp_path}/统')
        await at.press("tab")
        assert at.host.screen.query_one(Input).value == str(file)
        await at.press("enter")
        await at.settle()
        said = at.text
        assert "表三 175 格，都填了" in said
        assert at.store.steps == []
        await at.press("enter")
        assert at.store.tables == city
        assert at.store.steps[0][0] == "导入统计表 [终稿].xlsx"


async def test_what_was_read_can_be_left(city: Tables, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(write_workbook(city.with_cells({"t3.granted.natural": 1290})))
    async with desk(city) as at:
        await at.press("f6")
        await at.paste(str(file))
        await at.press("enter")
        await at.settle()
        assert "核查发现" in at.text
        await at.press("escape")
        assert at.store.tables == city


async def test_a_file_that_cannot_be_read_is_said_and_another_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "错.csv").write_text("今天\t天气\n", encoding="utf-8")
    async with desk() as at:
        await at.press("f6")
        await at.paste(str(tmp_path / "错.csv"))
        await at.press("enter")
        await at.settle()
        assert "没有找到统计表" in at.text
        assert at.host.screen.query_one("#take", Button).disabled
        await at.press("x", "enter")
        await at.settle()
        assert "找不到统计表" in at.prose


async def test_only_tables_in_the_file_are_replaced(city: Tables, tmp_path: Path) -> None:
    file = tmp_path / "t4.csv"
    row = ",".join(["行政复议", "1", "2", "3", "4", "10"])
    file.write_text(
        f",结果维持,结果纠正,其他结果,尚未审结,总计\n{row}\n未经复议直接起诉,0,0,0,0,0\n复议后起诉,0,0,0,0,\n"
    )
    async with desk(city) as at:
        await at.press("f6")
        await at.paste(str(file))
        await at.press("enter")
        await at.settle()
        await at.press("enter")
        assert at.store.tables.t3 == city.t3
        assert at.store.tables.t2 == city.t2
        assert at.store.tables.cell("t4.review.total") == 10


async def test_a_workbook_to_fill_is_saved_and_never_overwritten_unasked(
    city: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(Tables(), city) as at:
        await at.press("f10")
        assert isinstance(at.host.screen, ExportQuestion)
        await at.press("enter")
        made = tmp_path / "统计表填报表.xlsx"
        reading = read_tables(made.read_bytes(), made.name)
        assert reading.tables.cell("t3.carried_in.natural") == city.cell("t3.carried_out.natural")
        made.write_bytes(b"mine")
        await at.press("f10", "enter")
        assert "要覆盖吗" in at.text
        await at.press("enter")
        assert made.read_bytes() == b"mine"
        await at.press("f10", "enter", "shift+tab", "enter")
        assert made.read_bytes() != b"mine"


async def test_a_folder_or_another_suffix_is_no_place_to_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk() as at:
        await at.press("f10", "enter", "f10")
        line = at.host.screen.query_one(Input)
        for value, said in (("a.doc", "后缀改成 .xlsx"), (str(tmp_path), "是一个文件夹")):
            line.value = value
            await at.press("enter")
            assert said.replace(" ", "") in at.prose
        line.value = "a"
        await at.press("enter")
        assert (tmp_path / "a.xlsx").exists()


def test_completions_are_folders_and_tables(tmp_path: Path) -> None:
    for name in ("b.xlsx", "B2.XLSX", "c.docx", "~$b.xlsx", ".hidden.xlsx"):
        (tmp_path / name).touch()
    (tmp_path / "bb").mkdir()
    found = [Path(path).name for path in completions(f"{tmp_path}/", (".xlsx",))]
    assert found == ["bb", "B2.XLSX", "b.xlsx"]
    assert completions(f"{tmp_path}/bb", (".xlsx",)) == [f"{tmp_path}/bb/"]
    assert [Path(path).name for path in completions(f"{tmp_path}/.", (".xlsx",))] == [".hidden.xlsx"]
    assert completions(f"{tmp_path}/nowhere/x", (".xlsx",)) == []
    assert completions("\0", (".xlsx",)) == []


# Read-only, full disks, help


async def test_a_read_only_draft_is_only_looked_at(city: Tables) -> None:
    async with desk(city, read_only=True) as at:
        assert "只读" in at.lines[0]
        for key in ("5", "enter", "delete", "f6", "f7", "f8", "ctrl+z", "ctrl+y"):
            at.host.clear_notifications()
            await at.press(key)
            assert "只读" in at.notes, key
        await at.paste("7")
        assert at.store.tables == city
        assert not at.grid.is_editing


async def test_what_cannot_be_saved_is_not_shown_as_saved() -> None:
    async with desk() as at:
        at.store.is_full = True
        await at.press("5", "enter")
        assert "磁盘已满" in at.notes
        assert "·" in at.line("规章")
        assert "5" not in at.line("规章")


async def test_undo_with_nothing_to_undo_says_so() -> None:
    async with desk() as at:
        await at.press("ctrl+z", "ctrl+y")
        assert "没有可以撤销的步骤" in at.notes
        assert "没有可以重做的步骤" in at.notes
        await at.press("5", "ctrl+z")
        assert not at.grid.is_editing


async def test_help_names_every_key() -> None:
    async with desk(size=LARGE) as at:
        await at.press("f1")
        for key in ("F2", "F4", "F6", "F7", "F8", "F10", "Ctrl+Z", "Ctrl+Y", "Esc", "Enter", "Tab"):
            assert key in at.text
        await at.press("escape")
        assert at.host.screen is at.screen


def test_what_the_footer_shows_is_in_the_palette() -> None:
    shown = {binding.description for binding in TablesScreen.BINDINGS if isinstance(binding, Binding) and binding.show}
    # 帮助 is the same word on every screen; the palette says what it helps with.
    assert {words for words, _, _ in COMMANDS} >= shown - {"帮助", "导入"}
    assert all(initials for _, initials, _ in COMMANDS)


async def test_findings_are_wrapped_for_their_room(city: Tables) -> None:
    async with desk(city.with_cells({"t3.granted.natural": 1290}), size=(60, 20)) as at:
        await at.press("f4")
        told = [line.strip(" ▁▂▃▄▅▆▇█") for line in at.lines[at.screen.query_one("#findings").region.y :]]
        assert len(told[0]) > 25
        assert all(len(line) > 15 for line in told[:3])


async def test_the_footer_has_at_most_seven_keys() -> None:
    assert sum(binding.show for binding in TablesScreen.BINDINGS if not isinstance(binding, tuple)) <= 7
    async with desk() as at:
        assert "返回" in at.lines[-1]


# Looks


Snapshot = Callable[..., bool]
FAILING = {"t3.granted.natural": 1290, "t3.unable.unclear.legal": None}


@pytest.mark.parametrize(("size", "theme"), [(SMALL, "textual-dark"), (LARGE, "textual-light")], ids=["small", "large"])
def test_looks(snap_compare: Snapshot, city: Tables, size: tuple[int, int], theme: str) -> None:
    host = Host(MemoryStore(city.with_cells(FAILING), city), theme)
    assert snap_compare(host, terminal_size=size, press=["f2", "down", "down"])


# A year without applications


@BOTH
async def test_a_year_without_cases_fills_two_tables_in_one_step(size: tuple[int, int]) -> None:
    async with desk(size=size) as at:
        assert "按 F12" in at.text
        await at.press("f12")
        assert "表三、表四空着的 190 格都填 0" in at.text
        await at.press("enter")
        tables = at.store.tables
        assert all(value == 0 for table in tables if table.name != "t2" for value in table.cells.values())
        assert all(value is None for table in tables if table.name == "t2" for value in table.cells.values())
        assert len(at.store.steps) == 1
        await at.press("ctrl+z")
        assert at.store.tables.is_empty


async def test_a_year_with_cases_is_not_filled_with_noughts(city: Tables) -> None:
    async with desk(Tables().with_cells({"t3.new_received.natural": 3})) as at:
        assert "按 F12" not in at.text
        await at.press("f12")
        assert "已经填了 3" in at.notes
        assert at.store.steps == []
    async with desk(last=city) as at:
        await at.press("f12")
        assert "上年结转到今年的申请有" in at.notes
