"""Changes of cells by hand: one entry, a pasted block, and what they do to the totals. Pure; nothing is written here.

Totals are never typed, they follow. The rule, for a total one of whose addends changes:

- all addends are filled: the total is their sum, whatever stood there (a figure from a file included);
- an addend is empty, and the total was their sum until now: the total becomes empty;
- an addend was empty before already: the total can only have come from a file or from pasting. It is what the gaps
  must add up to (:func:`.arithmetic.fill_blanks` uses it), so it stays as long as the addends do not exceed it.

A total none of whose addends changes stays as it is, right or wrong: the checks speak of it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType
from typing import Literal

from assistant.errors import InputError
from assistant.report.standard import (
    T2_BANDS,
    T3_APPLICANT_COLUMNS,
    T3_COLUMNS,
    T3_DETAIL_ROWS,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
    T4_OUTCOMES,
    TABLE_NAMES,
    cell_label,
)
from assistant.tables import labels
from assistant.tables.grid import GridReading, read_grid
from assistant.tables.labelled import RemarkKind
from assistant.tables.schema import Cell, Number, Tables, is_count
from assistant.tables.totals import OPERANDS
from assistant.tables.values import Fault, Value, number_text, parse_value

_NOUGHTS = frozenset({"零", "〇", "无", "没有", "○"})
_MAX_NUMBER = 10**12
"""No figure of any office reaches this; what does is a slip or a pasted identity number."""
_MAX_ENTRY = 40
_MAX_BLOCK = 200_000
"""Characters; the three tables with all their labels have some 3,000."""
_NAMED = 3
_ENUMERATOR = re.compile(r"\d{1,2}\s*[.、．)）]\s*")
_GRAND = "t3.result_total.total"
_GRAND_ADDENDS = tuple(f"t3.{row}.total" for row in T3_DETAIL_ROWS)
_OF_CELLS = frozenset({RemarkKind.TEXT, RemarkKind.NEGATIVE, RemarkKind.FRACTION})
_TWICE = frozenset({RemarkKind.DUPLICATE, RemarkKind.REPEATED_TABLE})

_T2_ROWS = tuple((row, columns) for _, columns, rows in T2_BANDS for row in rows)
VALUE_ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "t2": tuple(tuple(f"t2.{row}.{column}" for column in columns) for row, columns in _T2_ROWS),
        "t3": tuple(tuple(f"t3.{row}.{column}" for column in T3_COLUMNS) for row in T3_ROWS),
        "t4": tuple(tuple(f"t4.{block}.{column}" for column in T4_COLUMNS) for block in T4_BLOCKS),
    }
)
"""Addresses of the value cells row by row, as they are edited: table 4 has its three blocks as rows."""


def is_locked(address: str) -> bool:
    """Tell whether the cell is a total, which nobody types.

    Totals stay locked where all their addends are empty, too: the form wants the addends, and a total typed alone
    would only be the next finding (T3-07). Known totals come in with a file or by pasting.
    """
    return address in OPERANDS


def parse_entry(text: str, address: str) -> Cell:
    """The value of what was typed into a cell; None for a blank and for marks of an empty cell (``/``, a dash).

    Full-width digits, 1,234, 3件 are read; 零, 〇, 无, 没有 are 0, because whoever types them means none. The amount
    is in 万元: 126000元 becomes 12.6. Raises InputError for anything else, fractions and negative counts included.
    """
    entry = text.strip()
    name = f"“{cell_label(address)}”"
    if _is_nought(entry):
        return 0
    if len(entry) > _MAX_ENTRY:
        raise InputError(f"{name}里填的内容太长，请只填一个数字。")
    value = parse_value(entry, count=is_count(address))
    problem = _problem(value, is_count(address))
    if problem:
        raise InputError(f"{name}{problem}。")
    return value.number


def _is_nought(text: str) -> bool:
    return unicodedata.normalize("NFKC", text.strip()) in _NOUGHTS


def with_entry(tables: Tables, address: str, value: Cell) -> dict[str, Cell]:
    """The cells that change when one cell is set, by address: itself and the totals above it (rule of this module).

    Empty if the value stands there already. Raises InputError for a total, KeyError for an unknown address.
    """
    tables.cell(address)
    if is_locked(address):
        raise InputError(f"“{cell_label(address)}”由各项自动相加，不用填；要改这个数，请改它的各项。")
    return _settle(tables, {address: value}, {}).changes


def recounted(tables: Tables, address: str) -> dict[str, Cell]:
    """The changes that set a total to the sum of its addends; empty where it is, or where an addend is empty."""
    added = _sum(tables.cell(addend) for addend in OPERANDS[address])
    if added is None or added == tables.cell(address):
        return {}
    return {address: added} | _settle(tables, {address: added}, {}).changes


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasting a block brings."""

    changes: Mapping[str, Cell]
    """New values by address, totals included; only cells that really change."""
    filled: int
    """Cells for which the block had a number, totals included."""
    notices: tuple[str, ...]
    """Chinese sentences about totals that differ, lines left out, tables other than the one in view."""


def paste_block(tables: Tables, address: str, text: str) -> Pasted:
    """What a block copied from Excel, WPS or Word (TSV) brings when it is dropped at a cell.

    - A block with labels is read by them, wherever the cursor is.
    - A block of numbers lands from the cell on, to the right and down. The columns and rows of totals belong to it if
      it is wide (7 columns of table 3, 5 of a block of table 4) or long enough, else they are skipped: 6 columns, or
      all 24 rows without （七）总计, fill the addends. One line of table 4 goes on into the next blocks, as on paper.
    - Totals in the block are compared with what the addends give, and a difference is a notice; they are taken only
      where addends are missing.
    - Blank cells of the block (and ``/`` or 无) leave the cells as they are: pasting never erases, and empty is not 0.
      A lone 无 or 零 is what someone would type: 0.

    Raises InputError for words, negative or fractional counts, for labels that are not the form's, and for a block
    larger than what is left from the cell on.
    """
    rows = _split(text)
    if not rows:
        raise InputError("剪贴板里没有数字，请在 Excel 或 WPS 里选中数据复制后再粘贴。")
    notices: list[str] = []
    if len(rows) == len(rows[0]) == 1 and _is_nought(rows[0][0]):
        rows = [["0"]]
    if any(_is_words(content) for row in rows for content in row):
        labelled = _by_labels(rows, address.partition(".")[0], notices)
        if labelled is not None:
            return _landed(tables, labelled, notices, address.partition(".")[0])
        rows = _without_headings(rows)
    return _landed(tables, _by_place(tables, address, rows), notices, address.partition(".")[0])


# Totals


@dataclass(frozen=True, slots=True)
class _Settled:
    changes: dict[str, Cell]
    differing: tuple[tuple[str, Number, Number], ...]
    """(total, as given, as added up)."""


def _settle(tables: Tables, entries: Mapping[str, Cell], given: Mapping[str, Number]) -> _Settled:
    """What entries do to the totals; ``given`` are totals that came along with them."""
    values = {f"{table.name}.{key}": value for table in tables for key, value in table.cells.items()} | dict(entries)
    changed = {address for address, value in entries.items() if value != tables.cell(address)}
    differing: list[tuple[str, Number, Number]] = []
    for total, addends in OPERANDS.items():
        if total in entries:
            continue
        if total == _GRAND and any(values[addend] is None for addend in addends):
            # Where applicants are unknown, the totals of the details are the way to the grand total.
            addends = _GRAND_ADDENDS
        old = tables.cell(total)
        if total in given:
            values[total], other = _compared(given[total], [values[addend] for addend in addends], old)
            if other is not None:
                differing.append((total, given[total], other))
        elif not changed.isdisjoint(addends):
            was_open = any(tables.cell(addend) is None for addend in addends)
            values[total] = _followed([values[addend] for addend in addends], old if was_open else None)
        if values[total] != old:
            changed.add(total)
    return _Settled({address: values[address] for address in values if address in changed}, tuple(differing))


def _followed(addends: Sequence[Cell], given: Cell) -> Cell:
    """The total over changed addends; ``given`` is what stands over gaps that were there before."""
    added = _sum(addends)
    if added is not None:
        return added
    return given if given is not None and given >= _known(addends) else None


def _compared(given: Number, addends: Sequence[Cell], old: Cell) -> tuple[Cell, Number | None]:
    """The total to keep where the block has one, and the sum it contradicts, if any."""
    added = _sum(addends)
    if added is not None:
        return added, None if given == added else added
    known = _known(addends)
    if given >= known:
        return given, None
    return (old if old is not None and old >= known else None), known


def _sum(values: Iterable[Cell]) -> Number | None:
    total: Number = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _known(values: Iterable[Cell]) -> Number:
    return sum((value for value in values if value is not None), start=0)


# What a block says


def _split(text: str) -> list[list[str]]:
    """Rows and cells of a pasted text, without blank rows at its end.

    Terminals send line ends as a lone carriage return. Excel quotes cells with line breaks; Word does not, and an odd
    number of quotation marks means that they are only text.
    """
    if len(text) > _MAX_BLOCK:
        raise InputError("粘贴的内容太多，不像统计表，请只复制表格里的数据。")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", " ").strip("\n")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    rows = [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter="\t", quoting=quoting)]
    if not any(len(row) > 1 for row in rows):
        rows = [_spaced(row[0]) if row else [] for row in rows]
    while rows and not any(content.strip() for content in rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    return [[*row, *([""] * (width - len(row)))] for row in rows]


def _spaced(line: str) -> list[str]:
    """Numbers parted by blanks, as a terminal that turns tabs into blanks gives them; any other line as it is."""
    parts = line.split()
    numbers = len(parts) > 1 and all(_is_number(part) for part in parts)
    return parts if numbers else [line]


def _is_words(content: str) -> bool:
    """Tell whether it is a label: no number, no blank, none of the marks for an empty cell."""
    if parse_value(content, count=False).fault is not Fault.TEXT:
        return False
    return not _ENUMERATOR.sub("", content.strip())[:1].isdecimal()


def _problem(value: Value, count: bool) -> str:
    """What is wrong with a value, as a predicate; empty if nothing is."""
    if value.fault is not None:
        return value.remark or ""
    if value.number is not None and value.number >= _MAX_NUMBER:
        unit = "件数" if count else "金额"
        return f"写的是 {number_text(value.number)[:16]}…，{unit}不会这么大，请核对"
    return ""


def _by_labels(rows: list[list[str]], table: str, notices: list[str]) -> dict[str, Number] | None:
    """Values by address of a block that names its rows and columns; None if it names none of the form's."""
    reading = read_grid(rows)
    if not reading.places:
        headed = _with_t3_headings(rows)
        if headed is None:
            return None
        reading = read_grid(headed)
    for remark in reading.remarks:
        if remark.kind in _TWICE:
            raise InputError(f"粘贴的内容里{TABLE_NAMES[remark.table]}{remark.text}。")
        if remark.kind in _OF_CELLS and remark.address is not None:
            raise InputError(f"粘贴的内容里“{cell_label(remark.address)}”{remark.text}。")
        if remark.kind in {RemarkKind.CAPTION_VALUE, RemarkKind.UNKNOWN_ROW, RemarkKind.UNIT}:
            name = f"“{cell_label(remark.address)}”" if remark.address else TABLE_NAMES[remark.table]
            notices.append(f"{name}{remark.text}。")
    values = {address: value for address in reading.places if (value := reading.tables.cell(address)) is not None}
    for address, value in values.items():
        problem = _problem(Value(value), is_count(address))
        if problem:
            raise InputError(f"粘贴的内容里“{cell_label(address)}”{problem}。")
    if not values:
        raise InputError("粘贴的表格里没有填数字，请填好以后再复制。")
    found = sorted({address.partition(".")[0] for address in values})
    if found != [table]:
        notices.append(f"按表头认出是{'、'.join(TABLE_NAMES[name] for name in found)}，已填到相应的表里。")
    _note_lines_left(reading, notices)
    return values


def _note_lines_left(reading: GridReading, notices: list[str]) -> None:
    rows = list(dict.fromkeys(address.rpartition(".")[0] for address in reading.places if address.startswith("t3.")))
    if rows and len(rows) < len(T3_ROWS):
        notices.append(f"粘贴的内容有表三的 {len(rows)} 行，其余 {len(T3_ROWS) - len(rows)} 行保持原样。")


def _with_t3_headings(rows: list[list[str]]) -> list[list[str]] | None:
    """Rows of table 3 copied without its header, under the official one; None if no row of it is named."""
    ends = []
    for row in rows:
        first = next((c for c, content in enumerate(row) if _is_number(content)), 0)
        named = [c for c, content in enumerate(row[:first]) if _is_words(content)]
        if any(labels.T3_ROW_AXIS.find(row[c]) for c in named):
            ends.append(named[-1] + 1)
    if not ends:
        return None
    start = max(ends)
    width = max((c + 1 - start for row in rows for c, content in enumerate(row) if content.strip()), default=0)
    headings = list(T3_COLUMNS.values())
    if width not in {len(T3_APPLICANT_COLUMNS), len(T3_COLUMNS)}:
        raise InputError(
            f"粘贴的内容在行标题后面有 {width} 列数，表三每行是 {len(headings)} 列"
            f"（不带总计是 {len(T3_APPLICANT_COLUMNS)} 列），请连同表头一起复制，或只复制数字。"
        )
    return [[*([""] * start), *headings[:width]], *rows]


def _without_headings(rows: list[list[str]]) -> list[list[str]]:
    """Rows with figures, where only whole rows of words stand between them (headings without row labels)."""
    kept = [row for row in rows if not any(_is_words(content) for content in row) or _has_number(row)]
    first = next((content.strip() for row in kept for content in row if _is_words(content)), None)
    if first is None and any(_has_number(row) for row in kept):
        return kept
    named = first or next(content.strip() for row in rows for content in row if _is_words(content))
    shown = " ".join(named.split())[:20]
    raise InputError(f"粘贴的内容里有文字“{shown}”，认不出是哪张表的哪一行，请连同表头一起复制，或只复制数字。")


def _has_number(row: Iterable[str]) -> bool:
    return any(_is_number(content) for content in row)


def _is_number(content: str) -> bool:
    return parse_value(content, count=False).number is not None


# Where a block of numbers lands


def _by_place(tables: Tables, address: str, rows: list[list[str]]) -> dict[str, Number]:
    """Values by address of a block of numbers dropped at a cell."""
    table = address.partition(".")[0]
    grid = VALUE_ROWS[table]
    top, left = next((r, row.index(address)) for r, row in enumerate(grid) if address in row)
    rows = _trimmed(rows)
    if table == "t4" and len(rows) == 1 and len(rows[0]) > len(T4_COLUMNS) - left:
        return _values([_t4_line(top, left, rows[0], address)], rows)
    targets = _targets(grid, top, left, len(rows), rows, address)
    values = _values(targets, rows)
    if table != "t3" or top or len(rows) != len(T3_ROWS) - 1:
        return values
    # 24 rows from the top: all but 结转下年度 – or all but （七）总计, if what lands there is not the sum.
    landed = {cell: value for cell, value in values.items() if cell not in OPERANDS}
    after = tables.with_cells(landed)
    for cell in targets[-1]:
        added = _sum(after.cell(addend) for addend in OPERANDS[cell])
        if cell in values and added is not None and added != values[cell] and not cell.endswith(".total"):
            without_total = [row for row in grid if not row[0].startswith("t3.result_total.")]
            return _values(_targets(tuple(without_total), 0, left, len(rows), rows, address), rows)
    return values


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The block without blank columns at its right, which merged cells leave behind."""
    width = max(c + 1 for row in rows for c, content in enumerate(row) if content.strip())
    return [row[:width] for row in rows]


def _targets(
    grid: tuple[tuple[str, ...], ...], top: int, left: int, height: int, rows: list[list[str]], address: str
) -> list[tuple[str, ...]]:
    """The cells under each row of the block, as many as the row has; rows of table 2 differ in width."""
    under: list[tuple[str, ...]] = []
    fits = top + height <= len(grid)
    for row, content in zip(grid[top:], rows, strict=False):
        needed = max((c + 1 for c, one in enumerate(content) if one.strip()), default=0)
        fits = fits and left + needed <= len(row)
        under.append(row[left : left + needed])
    if not fits:
        width = len(grid[top]) - left
        raise InputError(
            f"粘贴的内容有 {height} 行 {len(rows[0])} 列，从“{cell_label(address)}”往右、往下只放得下 "
            f"{len(grid) - top} 行 {width} 列，请把光标移到左上角应放的格子，或者少选一些再复制。"
        )
    return under


def _t4_line(top: int, left: int, line: list[str], address: str) -> tuple[str, ...]:
    """The cells under one line of table 4 that reaches over several blocks, with totals or without."""
    blocks = list(T4_BLOCKS)[top:]
    if left == 0 and len(line) % len(T4_OUTCOMES) == 0 and len(line) // len(T4_OUTCOMES) == len(blocks):
        return tuple(f"t4.{block}.{column}" for block in blocks for column in T4_OUTCOMES)
    cells = tuple(f"t4.{block}.{column}" for block in blocks for column in T4_COLUMNS)[left:]
    if len(line) > len(cells):
        raise InputError(
            f"粘贴的内容有 {len(line)} 列，从“{cell_label(address)}”起只放得下 {len(cells)} 列，"
            "请把光标移到左上角应放的格子，或者少选一些再复制。"
        )
    return cells[: len(line)]


def _values(targets: Sequence[Sequence[str]], rows: list[list[str]]) -> dict[str, Number]:
    values: dict[str, Number] = {}
    for r, (cells, row) in enumerate(zip(targets, rows, strict=True)):
        for c, (cell, content) in enumerate(zip(cells, row, strict=False)):
            value = parse_value(content, count=is_count(cell))
            problem = _problem(value, is_count(cell))
            if problem:
                raise InputError(f"粘贴内容第 {r + 1} 行第 {c + 1} 列{problem}。")
            if value.number is not None:
                values[cell] = value.number
    return values


def _landed(tables: Tables, values: Mapping[str, Number], notices: list[str], table: str) -> Pasted:
    entries = {address: value for address, value in values.items() if not is_locked(address)}
    settled = _settle(tables, entries, {address: value for address, value in values.items() if is_locked(address)})
    said = list(notices)
    for total, given, added in settled.differing[:_NAMED]:
        said.append(
            f"“{cell_label(total)}”粘贴的是 {number_text(given)}，"
            f"各项相加是 {number_text(added)}，按相加的数填写，请核对各项。"
        )
    if len(settled.differing) > _NAMED:
        said.append(f"另有 {len(settled.differing) - _NAMED} 处总计也和各项之和不一致，都按相加的数填写。")
    return Pasted(MappingProxyType(settled.changes), len(values), tuple(said))
