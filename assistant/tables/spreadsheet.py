"""Spreadsheets in and out: .xlsx, .csv and .tsv → tables, tables → .xlsx (:mod:`.workbook`). Bytes only, no files.

What the bytes are is told by their content, never by the name. Everything that a clerk must mend before the figures
can be used is one :class:`InputError`; what can be read, with a word about it, is a notice.
"""

from __future__ import annotations

import csv
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from types import MappingProxyType

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from assistant.errors import InputError
from assistant.report.standard import TABLE_NAMES
from assistant.tables.grid import GridReading, read_grid
from assistant.tables.labelled import Remark, RemarkKind
from assistant.tables.labels import is_last_year
from assistant.tables.schema import Tables
from assistant.tables.values import GridValue
from assistant.tables.workbook import new_workbook, write_workbook

_MAX_BYTES = 20 * 2**20
_MAX_UNPACKED = 200 * 2**20
_MAX_ROWS = 2000
_MAX_COLUMNS = 120
"""The three tables together need some 60 rows and 30 columns; beyond this lie stray formats, not figures."""
_MAX_NAMED = 3
_FATAL = frozenset(
    {
        RemarkKind.TEXT,
        RemarkKind.NEGATIVE,
        RemarkKind.FRACTION,
        RemarkKind.MISSING,
        RemarkKind.DUPLICATE,
        RemarkKind.REPEATED_TABLE,
    }
)
GUIDE = re.compile(r"说明|须知|目录|封面")
"""Titles of sheets that hold no figures."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请在 Excel 或 WPS 里另存为 .xlsx 后再读取"


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a value stood: sheet title (empty for text files) and cell such as ``C12``."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class TablesReading:
    """What a spreadsheet says. Totals not yet computed are null: pass ``tables`` through ``arithmetic.complete``."""

    tables: Tables
    places: Mapping[str, SheetPlace]
    """Address → where its value stood."""
    raw: Mapping[str, str]
    """Address → text of a cell that was not a plain number (``/``, ``12.6万元``); blanks are not listed."""
    notices: tuple[str, ...]
    """Chinese sentences about what was read with reserve or left out."""
    remarks: tuple[Remark, ...]
    """What of that the checks speak of: T3-08 (see ``assistant.checks.tables.reading_findings``)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet; a text file is one without a title."""

    title: str
    rows: list[list[GridValue]]


def read_tables(data: bytes, name: str) -> TablesReading:
    """Read the tables of a spreadsheet; ``name`` is only for messages.

    Tables that are not there stay null, with a notice. Raises InputError, one Chinese sentence, for what is no
    spreadsheet, too large, or has words, negative or fractional counts in value cells, a missing row or column, or one
    table twice.
    """
    return _merge(read_sheets(data, name), name)


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """The cells of every visible sheet; raises InputError for what is no spreadsheet or too large."""
    if not data:
        raise InputError(f"{name} 是空文件，请检查是否选错了文件。")
    if len(data) > _MAX_BYTES:
        raise InputError(f"{name} 超过 20 MB，不像统计表，请检查是否选错了文件，或删去无关的工作表和图片。")
    return _xlsx_sheets(data, name) if data.startswith(b"PK") else [Sheet("", _text_rows(data, name))]


def _merge(sheets: Iterable[Sheet], name: str) -> TablesReading:
    tables = Tables()
    places: dict[str, SheetPlace] = {}
    raw: dict[str, str] = {}
    notices: list[str] = []
    kept: list[Remark] = []
    owner: dict[str, str] = {}
    for sheet in sheets:
        if GUIDE.search(sheet.title):
            continue
        reading = read_grid(sheet.rows)
        if not reading.found:
            continue
        if is_last_year(sheet.title):
            notices.append(f"工作表“{sheet.title}”按上年数据处理，没有读取。")
            continue
        _refuse_second(owner, reading, sheet, name)
        _refuse(reading.remarks, sheet.title, name)
        notices += [_sentence(remark, sheet.title) for remark in reading.remarks]
        kept += [remark for remark in reading.remarks if remark.kind is RemarkKind.CAPTION_VALUE]
        tables = tables.with_cells({address: reading.tables.cell(address) for address in reading.places})
        places |= {address: SheetPlace(sheet.title, _coordinate(*place)) for address, place in reading.places.items()}
        raw |= reading.raw
    if not owner:
        raise InputError(f"{name} 里没有找到统计表（表二、表三、表四），请用 nianbao tables new 生成的表格填写。")
    notices += [f"没有找到{label}，按未填处理。" for table, label in TABLE_NAMES.items() if table not in owner]
    return TablesReading(tables, MappingProxyType(places), MappingProxyType(raw), tuple(notices), tuple(kept))


def _refuse_second(owner: dict[str, str], reading: GridReading, sheet: Sheet, name: str) -> None:
    for table in sorted(reading.found):
        if table in owner:
            raise InputError(
                f"{name} 的工作表“{owner[table]}”和“{sheet.title}”里都有{TABLE_NAMES[table]}，"
                "请只保留今年的一份，另一份删去或把工作表改名为“上年数据”。"
            )
        owner[table] = sheet.title


def _refuse(remarks: Iterable[Remark], sheet: str, name: str) -> None:
    """Raise for the first remark that makes the figures unusable, naming more cells of the same kind."""
    fatal = [remark for remark in remarks if remark.kind in _FATAL]
    if not fatal:
        return
    # A lacking row or a second table first: words found under it may only be a consequence.
    first = next((remark for remark in fatal if not remark.of_cell), fatal[0])
    others = [remark for remark in fatal if remark.of_cell and remark is not first]
    more = ""
    if first.of_cell and others:
        cells = "、".join(_coordinate(remark.row, remark.column) for remark in others[:_MAX_NAMED])
        more = f"（{cells} 等另外 {len(others)} 格也要改）" if len(others) > _MAX_NAMED else f"（{cells} 也要改）"
    raise InputError(f"{name} {_subject(first, sheet)}{first.text}{more}。")


def _sentence(remark: Remark, sheet: str) -> str:
    return f"{_subject(remark, sheet)}{remark.text}。"


def _subject(remark: Remark, sheet: str) -> str:
    """表三 C12 单元格, or for a whole table 表三（工作表“Sheet1” C3 一带）."""
    cell = _coordinate(remark.row, remark.column)
    if remark.of_cell:
        return f"{sheet} {cell} 单元格".lstrip()
    place = f"工作表“{sheet}” {cell}" if sheet else cell
    return f"{TABLE_NAMES[remark.table]}（{place} 一带）"


def _coordinate(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"


def _xlsx_sheets(data: bytes, name: str) -> list[Sheet]:
    _refuse_other_archives(data, name)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features it leaves out (extensions, styles); the figures do not depend on them.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return [
                    Sheet(sheet.title, _sheet_rows(sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS)))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except Exception as error:  # a damaged file may raise anything from the depths of zip, xml and openpyxl
        raise InputError(f"{name} 已损坏或不是正常的 .xlsx 文件，{_SAVE_AS}。") from error


def _sheet_rows(rows: Iterator[Iterable[object]]) -> list[list[GridValue]]:
    """Values up to the last filled row; the row and column of a value are its place in the sheet."""
    grid: list[list[GridValue]] = []
    for row in rows:
        values: list[GridValue] = []
        for cell in row:
            value = getattr(cell, "value", None)
            values.append(str(value) if getattr(cell, "data_type", "n") == "e" else value)
        grid.append(values)
    while grid and all(value is None for value in grid[-1]):
        grid.pop()
    return grid


def _refuse_other_archives(data: bytes, name: str) -> None:
    """Accept only a zip that holds a workbook and unpacks to a bearable size."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise InputError(f"{name} 已损坏，打不开，{_SAVE_AS}。") from error
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        raise InputError(f"{name} 是 Word 文档，不是电子表格，请选统计表的 .xlsx 文件。")
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise InputError(f"{name} 是另一种表格格式，{_SAVE_AS}。")
    if "xl/workbook.xml" not in names:
        raise InputError(f"{name} 是压缩包，不是电子表格，请先解压，再选其中的 .xlsx 文件。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"{name} 设置了打开密码，请取消密码后再读取。")
    if sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
        raise InputError(f"{name} 解压后超过 200 MB，不像统计表，请把三张表复制到新的工作簿里再读取。")


def _text_rows(data: bytes, name: str) -> list[list[GridValue]]:
    text = _decoded(data, name)
    if not text.strip():
        raise InputError(f"{name} 是空文件，请检查是否选错了文件。")
    first_line = text.lstrip().splitlines()[0]
    if re.match(r"\s*<(?:!doctype|html|\?xml|table|meta)", text, re.IGNORECASE):
        raise InputError(f"{name} 是网页，不是电子表格，{_SAVE_AS}。")
    separator = re.match(r"sep=(.)$", first_line.strip())
    if separator:
        # What is left of that line reads as an empty row, so that rows keep their numbers.
        text = text[text.index(first_line) + len(first_line) :]
    delimiter = separator[1] if separator else max("\t,;", key=lambda mark: _regular_lines(text, mark))
    try:
        rows = [row[:_MAX_COLUMNS] for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise InputError(f"{name} 不是正常的 CSV 文件，{_SAVE_AS}。") from error
    return [[value or None for value in row] for row in rows[:_MAX_ROWS]]


def _regular_lines(text: str, delimiter: str) -> int:
    """Lines with a delimiter: a comma inside a label or number is rarer than the one that parts the cells."""
    return sum(delimiter in line for line in text.splitlines()[:_MAX_ROWS])


def _decoded(data: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 or GB18030; raises InputError for anything else."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError(f"{name} 设置了打开密码，请取消密码后再读取。")
        raise InputError(f"{name} 是老格式（.xls），{_SAVE_AS}。")
    if data.startswith(b"%PDF"):
        raise InputError(f"{name} 是 PDF，不是电子表格，请选统计表的 .xlsx 文件。")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data[:2000]:
        # UTF-16 without a byte order mark: separators and digits have their zero byte first or second.
        encodings = ["utf-16-be" if data[:2000:2].count(0) > data[1:2000:2].count(0) else "utf-16-le"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise InputError(f"{name} 不是电子表格，请选 .xlsx 或 .csv 格式的统计表。")


__all__ = [
    "GUIDE",
    "Sheet",
    "SheetPlace",
    "TablesReading",
    "new_workbook",
    "read_sheets",
    "read_tables",
    "write_workbook",
]
