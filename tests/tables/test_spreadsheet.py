from __future__ import annotations

import csv
import datetime
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from table_samples import city_tables, consistent_tables

from assistant.checks.tables import check_tables, reading_findings
from assistant.errors import InputError
from assistant.report.standard import LAYOUTS, T3_COLUMNS, T3_ROWS, TABLE_NAMES, row_label
from assistant.tables.arithmetic import complete
from assistant.tables.grid import read_grid
from assistant.tables.labelled import RemarkKind
from assistant.tables.schema import T3, T4, Tables
from assistant.tables.spreadsheet import SheetPlace, new_workbook, read_tables, write_workbook
from assistant.tables.values import GridValue

Rows = list[list[GridValue]]
CITY = city_tables()


def grid(name: str, tables: Tables = CITY) -> Rows:
    """The official grid, covered places None, as a spreadsheet without merges would have it."""
    layout = LAYOUTS[name]
    rows: Rows = [[None] * layout.columns for _ in range(layout.rows)]
    for cell in layout.cells:
        rows[cell.row][cell.column] = cell.label if cell.key is None else tables.cell(f"{name}.{cell.key}")
    return rows


def xlsx(sheets: dict[str, Rows]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(rows: Rows, delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def official(tables: Tables = CITY) -> dict[str, Rows]:
    return {TABLE_NAMES[name]: grid(name, tables) for name in LAYOUTS}


def stacked(tables: Tables = CITY) -> Rows:
    return [row for name in LAYOUTS for row in (*grid(name, tables), [])]


def read(data: bytes) -> Tables:
    return complete(read_tables(data, "统计表.xlsx").tables)


def refused(data: bytes, name: str = "统计表.xlsx") -> str:
    with pytest.raises(InputError) as caught:
        read_tables(data, name)
    message = caught.value.message
    assert message.startswith(name)
    assert message.endswith("。")
    assert message.count("。") == 1
    return message


def edited(change: Callable[[Workbook], None], data: bytes | None = None) -> bytes:
    book = load_workbook(io.BytesIO(data or write_workbook(CITY, year=2024)))
    change(book)
    return saved(book)


# Our own workbook


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(consistent_tables(), st.booleans())
def test_what_we_write_we_read(tables: Tables, with_previous: bool) -> None:
    data = write_workbook(tables, CITY if with_previous else None, 2025)
    reading = read_tables(data, "x.xlsx")
    assert complete(reading.tables) == tables
    assert (reading.notices, dict(reading.raw), reading.remarks) == ((), {}, ())


def test_gaps_and_wrong_totals_survive() -> None:
    tables = CITY.with_cells(
        {"t3.granted.natural": None, "t3.granted.total": 7, "t4.review.total": 1, "t2.fee.amount": None}
    )
    assert read_tables(write_workbook(tables), "x.xlsx").tables.cell("t3.granted.total") == 7
    assert read(write_workbook(tables)) == tables


def test_an_empty_workbook_is_read_as_empty() -> None:
    reading = read_tables(new_workbook(year=2025), "x.xlsx")
    assert reading.tables == Tables()
    assert len(reading.places) == 200
    assert reading.places["t3.new_received.natural"] == SheetPlace("表三", "D6")
    assert reading.notices == ()


def test_last_year_stands_beside_and_is_not_read() -> None:
    data = new_workbook(CITY, 2025)
    reading = read_tables(data, "x.xlsx")
    assert reading.tables == Tables(
        t3=T3({f"carried_in.{column}": CITY.t3[f"carried_out.{column}"] for column in T3_COLUMNS if column != "total"})
    )
    book = load_workbook(io.BytesIO(data))
    captions = [cell.value for sheet in book for row in sheet for cell in row if "上年数据" in str(cell.value)]
    assert captions == ["上年数据（2024 年）"] * 3
    assert book["表三"]["L6"].value == 3001
    assert book["表三"]["L6"].protection.locked
    assert not book["表三"]["D7"].protection.locked


def test_the_same_input_gives_the_same_bytes() -> None:
    assert write_workbook(CITY, CITY, 2025) == write_workbook(CITY, CITY, 2025)
    code = (
        "import hashlib; from assistant.tables.spreadsheet import new_workbook;"
        "print(hashlib.sha256(new_workbook(year=2025)).hexdigest())"
    )
    seeds = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert seeds[0] == seeds[1]
    with zipfile.ZipFile(io.BytesIO(new_workbook())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_sheets_look_and_behave_like_the_form() -> None:
    book = load_workbook(io.BytesIO(new_workbook(year=2025)))
    assert book.sheetnames == ["填表说明", "表二", "表三", "表四"]
    sheet = book["表三"]
    assert sheet["A1"].value == "三、收到和处理政府信息公开申请情况（2025 年）"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A3:C5", "D3:J3", "E4:I4", "A8:A29", "B10:B17", "B8:C8"} <= merged
    assert sheet["J6"].value == '=IF(COUNT(D6:I6)=0,"",SUM(D6:I6))'
    assert sheet["D29"].value == '=IF(COUNT(D8:D28)=0,"",SUM(D8:D28))'
    assert sheet["J29"].value == '=IF(COUNT(D29:I29)=0,"",SUM(D29:I29))'
    assert sheet["J29"].protection.locked
    assert not sheet["D6"].protection.locked
    for one in book:
        assert one.protection.sheet
        assert one.protection.password is None
        assert one.page_setup.paperSize == 9
    found = [one for name in TABLE_NAMES.values() for one in book[name].data_validations.dataValidation]
    kinds = {validation.type: validation for validation in found}
    assert set(kinds) == {"whole", "decimal"}
    assert "B16" in str(kinds["decimal"].sqref)
    assert "万元" in kinds["decimal"].error
    assert len(sheet.conditional_formatting) == 7


# Sheets filled by hand


def test_a_plain_sheet_per_table() -> None:
    assert read(xlsx(official())) == CITY


def test_all_tables_in_one_sheet_with_titles_and_indentation() -> None:
    rows: Rows = [["青河区望湖街道办事处2024年政府信息公开工作年度报告统计表"], [], *stacked()]
    shifted = [[None, None, *row] for row in rows]
    assert read(xlsx({"Sheet1": shifted})) == CITY


def test_no_blank_row_between_the_tables() -> None:
    assert read(xlsx({"Sheet1": [row for name in LAYOUTS for row in grid(name)]})) == CITY
    assert read(xlsx({"Sheet1": [row for name in ("t4", "t3", "t2") for row in grid(name)]})) == CITY


def test_label_variants() -> None:
    swaps = {
        "商业企业": "商业\n企业",
        "1.属于国家秘密": "1. 属于国家秘密",
        "3.危及“三安全一稳定”": '3、危及"三安全一稳定"',
        "（一）予以公开": "(一) 予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "(二) 部分公开 (区分处理的, 只计这一情形, 不计其他情形)",
        "结果维持": "结果 维持",
        "第二十条第（一）项": "第二十条 第(1)项",
        "行政规范性文件": "规范性文件",
        "本年收费金额（单位：万元）": "本年收费金额",
        "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或\n重新出具已\n获取信息",
        "（七）总计": "(七)　合计",
        "四、结转下年度继续办理": "四、结转下一年继续办理",
        "3.其他": "３、其 他",
    }
    varied = [[swaps.get(str(value), value) for value in row] for row in stacked()]
    assert read(xlsx({"Sheet1": varied})) == CITY


def test_covered_places_may_repeat_their_cell() -> None:
    """As a docx or html reader expands merged cells."""
    for name, layout in LAYOUTS.items():
        rows: Rows = [[None] * layout.columns for _ in range(layout.rows)]
        for cell in layout.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    value = cell.label if cell.key is None else CITY.cell(f"{name}.{cell.key}")
                    rows[row][column] = str(value)
        reading = read_grid(rows)
        assert reading.remarks == ()
        assert getattr(reading.tables, name) == getattr(CITY, name)


def test_last_year_right_left_or_below() -> None:
    last = CITY.with_cells({f"t3.{key}": 9 for key in CITY.t3.cells})
    now, then = grid("t3"), grid("t3", last)
    gap: Rows = [[None] * 10]
    right = [["本年数据", *gap[0], "上年数据"], *([*a, None, *b[3:]] for a, b in zip(now, then, strict=True))]
    left = [
        [None, None, None, "上年数据", *([None] * 6), "本年数据"],
        *([*b, *a[3:]] for a, b in zip(now, then, strict=True)),
    ]
    below = [*now, [], ["上年数据"], *then]
    above = [["上年数据"], *then, [], ["本年数据"], *now]
    years = [
        [None, None, None, "2024年", *([None] * 6), "2023年"],
        *([*a, *b[3:]] for a, b in zip(now, then, strict=True)),
    ]
    for rows in (right, left, below, above, years):
        assert read(xlsx({"Sheet1": rows})).t3 == CITY.t3
    other_sheet = xlsx({"表三": now, "上年数据": then})
    reading = read_tables(other_sheet, "x.xlsx")
    assert reading.tables.t3 == CITY.t3
    assert "工作表“上年数据”按上年数据处理，没有读取。" in reading.notices


LISTS: list[Rows] = [
    [
        ["规章本年制发件数", 1],
        ["规章本年废止件数", 0],
        ["规章现行有效件数", 11],
        ["行政规范性文件本年制发件数", 8],
        ["行政规范性文件本年废止件数", 26],
        ["行政规范性文件现行有效件数", 66],
        ["行政许可", 447228],
        ["行政处罚", 3985758],
        ["行政强制本年处理决定数量", 88283],
        ["行政事业性收费", "96171.6"],
        ["行政复议结果维持", 72],
        ["行政复议结果纠正", 64],
        ["行政复议其他结果", 178],
        ["行政复议尚未审结", 37],
        ["行政复议总计", 351],
        ["未经复议直接起诉结果维持", 13],
        ["未经复议直接起诉结果纠正", 4],
        ["未经复议直接起诉其他结果", 8],
        ["未经复议直接起诉尚未审结", 1],
        ["复议后起诉结果维持", 12],
        ["复议后起诉结果纠正", 1],
        ["复议后起诉其他结果", 1],
        ["复议后起诉尚未审结", 6],
    ],
    [
        ["项目", None, "本年", "上年"],
        ["规章", "本年制发件数", 1, 2],
        [None, "本年废止件数", 0, 2],
        [None, "现行有效件数", 11, 2],
        ["规范性文件", "制发件数", 8, 2],
        [None, "废止件数", 26, 2],
        [None, "现行有效件数", 66, 2],
        ["行政许可", "处理决定数量", 447228, 2],
        ["行政处罚", "处理决定数量", 3985758, 2],
        ["行政强制", "处理决定数量", 88283, 2],
        ["行政事业性收费", "收费金额", "96171.6万元", 2],
        [],
        ["行政复议", "结果维持", 72, 5],
        [None, "结果纠正", 64, 5],
        [None, "其他结果", 178, 5],
        [None, "尚未审结", 37, 5],
        [None, "总计", 351, 5],
        ["行政诉讼"],
        ["未经复议直接起诉", "结果维持", 13, 5],
        [None, "结果纠正", 4, 5],
        [None, "其他结果", 8, 5],
        [None, "尚未审结", 1, 5],
        ["复议后起诉", "结果维持", 12, 5],
        [None, "结果纠正", 1, 5],
        [None, "其他结果", 1, 5],
        [None, "尚未审结", 6, 5],
    ],
]


@pytest.mark.parametrize("rows", LISTS)
def test_lists_of_label_and_value(rows: Rows) -> None:
    tables = read(xlsx({"Sheet1": rows}))
    assert (tables.t2, tables.t4) == (CITY.t2, CITY.t4)
    assert tables.t3 == T3()


def test_table_4_with_blocks_as_rows() -> None:
    rows: Rows = [
        [None, "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["行政复议", 72, 64, 178, 37, 351],
        ["未经复议直接起诉", 13, 4, 8, 1, 26],
        ["复议后起诉", 12, 1, 1, 6, 20],
    ]
    assert read(xlsx({"Sheet1": rows})).t4 == CITY.t4


def test_labelled_rows_of_table_4() -> None:
    values = grid("t4")
    rows = [[None, *row] for row in values[:3]]
    rows += [["上年", *([9] * 15)], ["本年", *values[3]]]
    assert read(xlsx({"Sheet1": rows})).t4 == CITY.t4


def test_merged_value_cells_of_table_2() -> None:
    def merge(book: Workbook) -> None:
        assert "B9:D9" in {str(area) for area in book["表二"].merged_cells.ranges}

    assert read(edited(merge)).t2 == CITY.t2


def test_formulas_without_results_are_computed_by_us() -> None:
    rows = grid("t3")
    for number, row in enumerate(rows[3:], start=4):
        row[9] = f"=SUM(D{number}:I{number})"
    for column in "DEFGHI":
        rows[26][ord(column) - ord("A")] = f"=SUM({column}6:{column}26)"
    reading = read_tables(xlsx({"Sheet1": rows}), "x.xlsx")
    assert reading.tables.cell("t3.granted.total") is None
    assert complete(reading.tables).t3 == CITY.t3


@pytest.mark.parametrize(
    ("written", "value", "raw"),
    [
        ("3001", 3001, None),
        (" 3001 ", 3001, None),
        ("３００１", 3001, "３００１"),
        ("3,001", 3001, "3,001"),
        ("3，001", 3001, "3，001"),
        (3001.0, 3001, None),
        ("/", None, "/"),
        ("／", None, "／"),
        ("—", None, "—"),
        ("－", None, "－"),
        ("无", None, "无"),
        ("不适用", None, "不适用"),
        ("", None, None),
        ("　", None, None),
        (None, None, None),
    ],
)
def test_ways_to_write_a_number(written: GridValue, value: int | None, raw: str | None) -> None:
    rows = grid("t3")
    rows[3][3] = written
    reading = read_tables(xlsx({"Sheet1": rows}), "x.xlsx")
    assert reading.tables.cell("t3.new_received.natural") == value
    assert reading.raw.get("t3.new_received.natural") == raw
    assert reading.notices == ("没有找到表二，按未填处理。", "没有找到表四，按未填处理。")


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [
        ("12.6万元", Decimal("12.6"), "写的是“12.6万元”，按 12.6 万元读取"),
        ("251000元", Decimal("25.1"), "写的是“251000元”，按 25.1 万元读取"),
        ("1,234.5 万元", Decimal("1234.5"), "按 1234.5 万元读取"),
    ],
)
def test_amounts_with_a_unit(written: str, value: Decimal, said: str) -> None:
    rows = grid("t2")
    rows[13][1] = written
    reading = read_tables(xlsx({"表二": rows}), "x.xlsx")
    assert reading.tables.cell("t2.fee.amount") == value
    assert reading.raw == {"t2.fee.amount": written}
    assert said in reading.notices[0]
    assert "表二 B14" in reading.notices[0]


def test_float_noise_is_no_fraction() -> None:
    rows = grid("t2")
    rows[13][1] = 0.1 + 0.2
    assert read(xlsx({"表二": rows})).cell("t2.fee.amount") == Decimal("0.3")


def test_a_count_with_a_unit_is_read_with_a_notice() -> None:
    rows = grid("t3")
    rows[3][3] = "3001件"
    reading = read_tables(xlsx({"表三": rows}), "x.xlsx")
    assert reading.tables.t3 == CITY.t3
    assert "表三 D4 单元格写的是“3001件”，按 3001 读取。" in reading.notices


def test_a_number_in_a_caption_row_is_left_out() -> None:
    rows = grid("t3")
    rows.insert(7, [None, "（三）不予公开", None, 5, 0, 0, 0, 0, 0, 5])
    rows[8][1] = None
    reading = read_tables(xlsx({"表三": rows}), "x.xlsx")
    assert reading.tables.t3 == CITY.t3
    assert "“（三）不予公开”是分组标题" in reading.notices[0]
    findings = reading_findings(reading.remarks)
    assert [(finding.rule, str(finding.severity)) for finding in findings] == [("T3-08", "warning")]


def test_a_stray_row_is_left_out_with_a_notice() -> None:
    rows = grid("t3")
    rows.insert(7, [None, "小计", None, 5, 0, 0, 0, 0, 0, 5])
    reading = read_tables(xlsx({"表三": rows}), "x.xlsx")
    assert reading.tables.t3 == CITY.t3
    assert "“小计”一行不在官方表格里" in reading.notices[0]


def test_a_lacking_line_of_table_2_stays_empty() -> None:
    rows = [row for row in grid("t2") if row[0] != "行政强制"]
    reading = read_tables(xlsx({"表二": rows}), "x.xlsx")
    assert reading.tables.cell("t2.coercion.decided") is None
    assert "没有找到“行政强制 · 本年处理决定数量”一项" in reading.notices[0]


# Text files


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ","),
        ("gb18030", ","),
        ("gb18030", "\t"),
        ("utf-16", "\t"),
        ("utf-16-le", "\t"),
        ("utf-16-be", ","),
        ("utf-8", ";"),
    ],
)
def test_text_files(encoding: str, delimiter: str) -> None:
    reading = read_tables(text(stacked(), delimiter).encode(encoding), "x.csv")
    assert reading.tables == CITY
    assert reading.places["t2.rules.made"] == SheetPlace("", "B3")


def test_quoted_separators_and_line_breaks() -> None:
    rows = grid("t3")
    rows[3][3] = "3,001"
    rows[3][0] = "一、本年新收\n政府信息公开申请数量"
    assert read(text(rows).encode()).t3 == CITY.t3
    data = b"sep=,\r\n" + text(rows).encode()
    assert read(data).t3 == CITY.t3
    assert read_tables(data, "x.csv").places["t3.new_received.natural"].cell == "D5"


# Bad input: one sentence each


def put(table: str, cell: str, value: object) -> bytes:
    def change(book: Workbook) -> None:
        book[table][cell] = value

    return edited(change)


def test_words_in_a_value_cell() -> None:
    assert refused(put("表三", "D6", "三件")) == "统计表.xlsx 表三 D6 单元格写的是“三件”，请改成数字。"
    assert refused(put("表二", "B5", "约10")) == "统计表.xlsx 表二 B5 单元格写的是“约10”，请改成数字。"
    assert "表四 A6 单元格写的是“两”" in refused(put("表四", "A6", "两"))


def test_several_bad_cells_are_named_together() -> None:
    rows = grid("t3")
    rows[3][3], rows[4][4] = "多", -1
    assert refused(text(rows).encode(), "x.csv") == "x.csv D4 单元格写的是“多”，请改成数字（E5 也要改）。"


def test_negative_and_fractional_counts() -> None:
    assert refused(put("表三", "D6", -3)) == "统计表.xlsx 表三 D6 单元格写的是 -3，不能是负数，请改成 0 或正数。"
    assert refused(put("表三", "D6", 2.5)) == "统计表.xlsx 表三 D6 单元格写的是 2.5，件数要填整数，请改正。"
    assert "不能是负数" in refused(put("表二", "B16", "-0.5"))


def test_a_formula_that_failed_and_a_date() -> None:
    rows = grid("t3")
    rows[3][3] = "#DIV/0!"
    assert "D4 单元格的公式出错（#DIV/0!）" in refused(xlsx({"表三": rows}))
    rows[3][3] = datetime.date(2024, 1, 3)
    assert "D4 单元格是日期格式（2024-01-03）" in refused(xlsx({"表三": rows}))


@pytest.mark.parametrize("row", list(T3_ROWS))
def test_a_missing_row_of_table_3(row: str) -> None:
    index = 3 + list(T3_ROWS).index(row)
    rows = grid("t3")
    del rows[index]
    message = refused(xlsx({"Sheet1": rows}))
    assert f"缺少“{row_label(row)}”一行" in message
    assert "Sheet1" in message


@pytest.mark.parametrize("column", list(T3_COLUMNS))
def test_a_missing_column_of_table_3(column: str) -> None:
    index = 3 + list(T3_COLUMNS).index(column)
    rows = [[*row[:index], *row[index + 1 :]] for row in grid("t3")]
    message = refused(xlsx({"Sheet1": rows}))
    assert T3_COLUMNS[column] in message


def test_table_3_without_headings() -> None:
    assert "没有找到“自然人”" in refused(xlsx({"Sheet1": grid("t3")[3:]}))


def test_missing_columns_of_tables_2_and_4() -> None:
    rows = [[*row[:2], *row[3:]] for row in grid("t2")]
    assert "缺少“本年废止件数”一列" in refused(xlsx({"Sheet1": rows}))
    rows = [row[:-1] for row in grid("t4")]
    assert "缺少“行政诉讼 复议后起诉 · 总计”一列" in refused(xlsx({"Sheet1": rows}))


def test_a_row_twice() -> None:
    rows = grid("t3")
    rows.insert(6, list(rows[5]))
    message = refused(xlsx({"表三": rows}))
    assert "第 6 行和第 7 行都是“（一）予以公开”，请删去一行" in message


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_a_table_twice(name: str) -> None:
    table = TABLE_NAMES[name]
    message = refused(xlsx({"甲": grid(name), "乙": grid(name)}))
    assert f"“甲”和“乙”里都有{table}" in message
    message = refused(xlsx({"甲": [*grid(name), [], *grid(name)]}))
    assert f"{table}（工作表“甲”" in message
    assert "出现了两处" in message


def test_other_files() -> None:
    assert "空文件" in refused(b"")
    assert "空文件" in refused(b"\xef\xbb\xbf \r\n")
    assert "没有找到统计表" in refused(xlsx({"Sheet1": [["科室", "电话"], ["办公室", 123]]}))
    assert "没有找到统计表" in refused("你好，世界\n".encode())
    assert "PDF" in refused(b"%PDF-1.7\n...")
    assert "老格式（.xls）" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert "打开密码" in refused(ole)
    assert "网页" in refused("<html><table><tr><td>规章</td></tr></table></html>".encode())
    assert "不是电子表格" in refused(bytes(range(256)) * 8)
    assert "不是电子表格" in refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert "20 MB" in refused(bytes(20 * 2**20 + 1))


def archive(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return stream.getvalue()


def test_other_archives() -> None:
    assert "Word 文档" in refused(archive({"word/document.xml": b"<x/>"}))
    assert "压缩包" in refused(archive({"a.txt": b"1"}))
    assert "另一种表格格式" in refused(archive({"content.xml": b"", "mimetype": b""}))
    assert "已损坏" in refused(write_workbook(CITY)[:3000])
    assert "已损坏" in refused(archive({"xl/workbook.xml": b"<x", "[Content_Types].xml": b"<x"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    zeros = bytes(2**20)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"<x/>")
        with made.open("xl/worksheets/sheet1.xml", "w") as entry:
            for _ in range(201):
                entry.write(zeros)
    assert len(stream.getvalue()) < 2**20
    assert "解压后超过 200 MB" in refused(stream.getvalue())


def test_a_stray_cell_far_away_costs_nothing() -> None:
    def change(book: Workbook) -> None:
        book["表三"]["XFD1048576"] = 1

    assert read(edited(change)) == CITY


def test_a_hidden_copy_is_not_read() -> None:
    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book["表三"])
        copy.sheet_state = "hidden"

    assert read(edited(change)) == CITY


# The grid reader as other readers use it


def test_the_grid_reader_never_raises_and_tells_what_is_wrong() -> None:
    rows = grid("t3")
    del rows[5]
    rows[3][3] = "三"
    reading = read_grid(rows)
    assert reading.found == {"t3"}
    assert [remark.kind for remark in reading.remarks] == [RemarkKind.TEXT, RemarkKind.MISSING]
    assert reading.raw == {"t3.new_received.natural": "三"}
    assert [finding.rule for finding in reading_findings(reading.remarks)] == ["T3-06"]
    assert read_grid([]).found == frozenset()
    assert read_grid([[], [None]]).tables == Tables()


def test_prose_is_no_table() -> None:
    rows: Rows = [
        ["本年度行政许可和行政处罚决定均已公开，行政复议结果维持1件。", 3],
        ["自然人申请占多数", 5],
        ["说明：（七）总计等于各项之和"],
    ]
    assert read_grid(rows).found == frozenset()


def test_mutations_of_a_report_read_from_a_grid() -> None:
    """replace 0 by / and write digits in full width: figures stay, blanks are told."""
    rows = grid("t3")
    rows = [[("/" if value == 0 else str(value)) if isinstance(value, int) else value for value in row] for row in rows]
    reading = read_grid(rows)
    assert sum(value is None for value in reading.tables.t3.cells.values()) == len(reading.raw)
    tables = Tables(CITY.t2, reading.tables.t3, CITY.t4)
    findings = check_tables(tables, draft=False)
    assert [(finding.rule, str(finding.severity)) for finding in findings] == [("TQ-27", "warning")]
    assert tables.with_cells(dict(findings[0].fix.cells)) == CITY  # type: ignore[union-attr]


def test_an_empty_table_4_is_found() -> None:
    reading = read_grid(grid("t4", Tables()))
    assert (reading.found, reading.tables.t4) == ({"t4"}, T4())
