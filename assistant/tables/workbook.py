"""The workbook that clerks fill in: the official grids as .xlsx, totals as formulas, last year's figures beside them.

Bytes out, the same for the same input: no clock, no names of machines, a fixed order and time of zip entries.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.report.standard import (
    LAYOUTS,
    T2_AMOUNT_KEY,
    T3_COLUMNS,
    TABLE_NAMES,
    TableLayout,
    section_heading,
)
from assistant.tables.schema import Cell, Number, Tables
from assistant.tables.totals import OPERANDS

_GUIDE_SHEET = "填表说明"
_LAST_YEAR = "上年数据"
_FONT = "宋体"
_TITLE_ROW = 1
_CAPTION_ROW = 2
_FIRST_ROW = 3
"""Where the grids begin; above them the title, and the caption of last year's figures."""
_GAP = 1
"""Empty columns (table 4: rows) between this year's grid and last year's."""
_WIDTHS = {
    "t2": (24.0, 16.0, 16.0, 16.0),
    "t3": (6.5, 9.0, 34.0, *([9.0] * len(T3_COLUMNS))),
    "t4": (7.5,) * 15,
}
"""Column widths in characters; table 3 in the proportions of the official form (754 : 921 : 3271 : 685 twips)."""
_LINE_HEIGHT = 15.0
_MIN_HEIGHT = 22.0
_EPOCH = (1980, 1, 1, 0, 0, 0)

_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill("solid", fgColor="EDEDED")
_INPUT = PatternFill("solid", fgColor="FFFDE7")
_TOTAL = PatternFill("solid", fgColor="E8F1FA")
_ALARM = PatternFill("solid", bgColor="F8CBAD")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a grid begins on its sheet, counted from 1, and which columns of the layout it shows."""

    row: int
    column: int
    first: int = 0
    """Layout columns before this one are left out: last year's figures need no second set of row labels."""

    def at(self, row: int, column: int) -> tuple[int, int]:
        return self.row + row, self.column + column - self.first


def new_workbook(previous: Tables | None = None, year: int | None = None) -> bytes:
    """Make an empty workbook to fill in; ``year`` is the year reported on.

    With ``previous``, last year's figures stand beside each table, locked and grey, and this year's 上年结转 is
    prefilled from last year's 结转下年度; both stay editable.
    """
    tables = Tables()
    if previous is not None:
        carried = {column: previous.t3[f"carried_out.{column}"] for column in T3_COLUMNS if column != "total"}
        tables = tables.with_cells({f"t3.carried_in.{column}": value for column, value in carried.items()})
    return write_workbook(tables, previous, year)


def write_workbook(tables: Tables, previous: Tables | None = None, year: int | None = None) -> bytes:
    """Make the same workbook with figures.

    Totals are formulas. Only a given total that differs from the sum of its details is written as the number it is,
    so that nothing is corrected silently.
    """
    book = Workbook()
    guide = book.active
    guide.title = _GUIDE_SHEET
    _write_guide(guide, year, with_previous=previous is not None)
    for name, layout in LAYOUTS.items():
        sheet = book.create_sheet(TABLE_NAMES[name])
        _write_table(sheet, layout, tables, year)
        if previous is not None:
            _write_previous(sheet, layout, previous, year)
        _set_up_page(sheet, landscape=name == "t4" or (name == "t3" and previous is not None))
    book.active = 1
    guide.sheet_view.tabSelected = False
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "nianbao"
    stream = BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _write_guide(sheet: Worksheet, year: int | None, *, with_previous: bool) -> None:
    title = f"{year} 年" if year is not None else ""
    lines = [
        "1. 请在后面三张工作表里填数，只填浅黄色的格子；浅蓝色的总计会自动算出来，不用填。",
        "2. 没有发生的填 0，不要空着，也不要填“/”或“无”。整片都是 0 时，填一格再复制到其他格即可。",
        "3. 件数填整数，不带单位；收费金额以万元为单位，可以有小数。",
        "4. 一件申请既有公开又有不公开内容的，只记入“部分公开”一次。",
        "5. 申请表每一列都要平：一 + 二 = 三的总计 + 四。不平的列会变成橙色，表下方会写出差多少。",
    ]
    if with_previous:
        lines.append("6. 灰色格子是上一年度的数，只供对照，不能改；“上年结转”已按上一年度的数填好，有变化可以改。")
    lines.append(f"{len(lines) + 1}. 填好以后保存为 .xlsx 文件，交给年报助手读取即可，不要改动表头和各行的名称。")
    sheet.column_dimensions["A"].width = 80
    sheet["A1"] = f"{title}政府信息公开工作年度报告统计表"
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True)
    sheet["A1"].alignment = _CENTRE
    sheet.row_dimensions[1].height = 36
    for row, line in enumerate(lines, start=2):
        cell = sheet.cell(row, 1, line)
        cell.font = Font(name=_FONT, size=12)
        cell.alignment = _LEFT
        sheet.row_dimensions[row].height = 36
    _protect(sheet)
    _set_up_page(sheet, landscape=False)


def _write_table(sheet: Worksheet, layout: TableLayout, tables: Tables, year: int | None) -> None:
    place = _Place(_FIRST_ROW, 1)
    heading = section_heading(layout.name)
    title = sheet.cell(_TITLE_ROW, 1, f"{heading}（{year} 年）" if year is not None else heading)
    title.font = Font(name=_FONT, size=14, bold=True)
    title.alignment = _CENTRE
    sheet.merge_cells(start_row=_TITLE_ROW, start_column=1, end_row=_TITLE_ROW, end_column=layout.columns)
    sheet.row_dimensions[_TITLE_ROW].height = 30
    for index, width in enumerate(_WIDTHS[layout.name], start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    addresses = _draw(sheet, layout, place)
    for address, coordinate in addresses.items():
        cell = sheet[coordinate]
        value = tables.cell(address)
        operands = [tables.cell(operand) for operand in OPERANDS.get(address, ())]
        if address in OPERANDS and (value is None or value == _added(operands)):
            first, last = (addresses[OPERANDS[address][i]] for i in (0, -1))
            # Blank until something is filled in: an empty table must not look like a table of zeros.
            cell.value = f'=IF(COUNT({first}:{last})=0,"",SUM({first}:{last}))'
        else:
            cell.value = value
        cell.fill = _TOTAL if address in OPERANDS else _INPUT
        cell.protection = Protection(locked=address in OPERANDS)
    _set_heights(sheet, layout, place)
    _validate(sheet, layout.name, addresses)
    if layout.name == "t3":
        _balance(sheet, layout, place, addresses)
    if layout.header_rows and layout.name == "t3":
        sheet.print_title_rows = f"{_FIRST_ROW}:{_FIRST_ROW + layout.header_rows - 1}"
        sheet.freeze_panes = sheet.cell(*place.at(layout.header_rows, 3))
    _protect(sheet)


def _write_previous(sheet: Worksheet, layout: TableLayout, previous: Tables, year: int | None) -> None:
    """Last year's figures: right of tables 2 and 3, below the wide table 4; grey and locked."""
    if layout.name == "t4":
        place = _Place(_FIRST_ROW + layout.rows + _GAP + 1, 1)
        caption = place.row - 1, 1
    else:
        first = 3 if layout.name == "t3" else 1
        place = _Place(_FIRST_ROW, layout.columns + _GAP + 1, first)
        caption = _CAPTION_ROW, place.column
        for index in range(first, layout.columns):
            letter = get_column_letter(place.column + index - first)
            sheet.column_dimensions[letter].width = _WIDTHS[layout.name][index]
        sheet.column_dimensions[get_column_letter(place.column - 1)].width = 2.5
    shown = sheet.cell(*caption, f"{_LAST_YEAR}（{year - 1} 年）" if year is not None else _LAST_YEAR)
    shown.font = Font(name=_FONT, size=11, bold=True, color="595959")
    shown.alignment = Alignment(horizontal="left", vertical="center")
    sheet.row_dimensions[caption[0]].height = _MIN_HEIGHT
    for address, coordinate in _draw(sheet, layout, place, grey=True).items():
        sheet[coordinate].value = previous.cell(address)
    if layout.name == "t4":
        _set_heights(sheet, layout, place)


def _draw(sheet: Worksheet, layout: TableLayout, place: _Place, *, grey: bool = False) -> dict[str, str]:
    """Draw labels, merges and borders; return the coordinate of each value cell by address."""
    addresses: dict[str, str] = {}
    for one in layout.cells:
        if one.column + one.colspan <= place.first:
            continue
        row, column = place.at(one.row, max(one.column, place.first))
        end_row, end_column = place.at(one.row + one.rowspan - 1, one.column + one.colspan - 1)
        cell = sheet.cell(row, column, one.label or None)
        for line in sheet.iter_rows(row, end_row, column, end_column):
            for covered in line:
                covered.border = _BORDER
        cell.font = Font(name=_FONT, size=10, color="595959" if grey else "000000")
        aligned_left = layout.name == "t3" and one.key is None and one.column + one.colspan == 3 and one.row > 2
        cell.alignment = _LEFT if aligned_left else _CENTRE
        if grey:
            cell.fill = _GREY
        if (row, column) != (end_row, end_column):
            sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)
        if one.key is not None:
            addresses[f"{layout.name}.{one.key}"] = cell.coordinate
    return addresses


def _set_heights(sheet: Worksheet, layout: TableLayout, place: _Place) -> None:
    """Give each row the height its wrapped labels need: programs do not fit merged cells by themselves."""
    widths = _WIDTHS[layout.name]
    for row, cells in enumerate(layout.by_row()):
        lines = [
            ceil(_print_width(one.label) / (sum(widths[one.column : one.column + one.colspan]) - 1.5))
            for one in cells
            if one.rowspan == 1 and one.label
        ]
        height = max(_MIN_HEIGHT, max(lines, default=1) * _LINE_HEIGHT + 3)
        sheet.row_dimensions[place.at(row, place.first)[0]].height = height


def _print_width(text: str) -> float:
    return sum(2.1 if east_asian_width(character) in "WFA" else 1.05 for character in text)


def _validate(sheet: Worksheet, table: str, addresses: dict[str, str]) -> None:
    """Admit whole numbers ≥ 0, for the amount decimals ≥ 0, with Chinese prompts."""
    amount = f"t2.{T2_AMOUNT_KEY}"
    counts = [coordinate for address, coordinate in addresses.items() if address not in OPERANDS and address != amount]
    _add_validation(
        sheet, counts, "whole", "请填 0 或正整数，不带单位；没有的填 0。", "这里要填 0 或正整数，不带单位。"
    )
    if table == "t2":
        _add_validation(
            sheet,
            [addresses[amount]],
            "decimal",
            "以万元为单位，可以有小数；没有的填 0。",
            "这里要填以万元为单位的金额，不能是负数，也不要写“万元”。",
        )


def _add_validation(sheet: Worksheet, cells: Iterable[str], kind: str, prompt: str, error: str) -> None:
    validation = DataValidation(
        type=kind,
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        promptTitle="填表提示",
        prompt=prompt,
        errorTitle="填的数不对",
        error=error,
    )
    sheet.add_data_validation(validation)
    for cell in cells:
        validation.add(cell)


def _balance(sheet: Worksheet, layout: TableLayout, place: _Place, addresses: dict[str, str]) -> None:
    """Below table 3 say for each column whether 一 + 二 = 三 + 四; mark a column that fails (T3-03)."""
    row = place.row + layout.rows
    label = sheet.cell(row, place.column, "核对：一 + 二 = 三的总计 + 四")
    label.font = Font(name=_FONT, size=10, bold=True)
    label.alignment = _LEFT
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
    sheet.row_dimensions[row].height = _MIN_HEIGHT
    for column in T3_COLUMNS:
        new, carried_in, done, carried_out = (
            addresses[f"t3.{key}.{column}"] for key in ("new_received", "carried_in", "result_total", "carried_out")
        )
        filled = f"COUNT({new},{carried_in},{done},{carried_out})=4"
        difference = f"({new}+{carried_in})-({done}+{carried_out})"
        letter = re.sub(r"\d", "", new)
        cell = sheet[f"{letter}{row}"]
        cell.value = f'=IF({filled},IF({difference}=0,"平","差 "&ABS({difference})),"")'
        cell.font = Font(name=_FONT, size=10, bold=True)
        cell.alignment = _CENTRE
        fixed = [re.sub(r"(\d+)", r"$\1", one) for one in (new, carried_in, done, carried_out)]
        wrong = f"AND(COUNT({','.join(fixed)})=4,{fixed[0]}+{fixed[1]}<>{fixed[2]}+{fixed[3]})"
        sheet.conditional_formatting.add(f"{new}:{letter}{row}", FormulaRule(formula=[wrong], fill=_ALARM))


def _protect(sheet: Worksheet) -> None:
    """Lock without password; widths and heights stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _set_up_page(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6


def _added(values: Iterable[Cell]) -> Cell:
    total: Number = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _without_clock(data: bytes) -> bytes:
    """Repack an .xlsx so that neither the entries nor docProps tell when and where it was made."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return stream.getvalue()
