"""The tables in the plain mode: read from a file, shown cell by cell, single cells set by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.errors import InputError
from assistant.report.standard import (
    T2_BANDS,
    T3_COLUMNS,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
    TABLE_NAMES,
    cell_label,
)
from assistant.tables import labels
from assistant.tables.editing import parse_entry, with_entry
from assistant.tables.schema import Cell, Tables
from assistant.tables.values import number_text

EXAMPLE = "/统计表 表三 本年新收 自然人 3"
_TABLES = {
    spelling: table
    for table, name in TABLE_NAMES.items()
    for spelling in (name, name.replace("表", "表 "), f"表{table[1]}", table)
}
_BREAKS = re.compile(r"[\s\u3000=＝·，,：:]+")


def told(tables: Tables) -> Iterator[str]:
    """The filled cells that are not 0, row by row in words, then how many are 0 and how many empty."""
    for table in tables:
        values = list(table.cells.items())
        filled: dict[str, list[str]] = {}
        for key, value in values:
            if value:
                row, _, column = cell_label(f"{table.name}.{key}").rpartition(" · ")
                filled.setdefault(row, []).append(f"{column} {number_text(value)}")
        zeros = sum(value == 0 and value is not None for _, value in values)
        empty = sum(value is None for _, value in values)
        counts = [f"{zeros} 格是 0"] if zeros else []
        counts += [f"{empty} 格没有填"] if empty else []
        yield f"{TABLE_NAMES[table.name]}：{'，'.join(counts) or '每格都填了数'}。"
        for row, columns in filled.items():
            yield f"  {row}：{'，'.join(columns)}"


def entry(tables: Tables, text: str) -> tuple[dict[str, Cell], str]:
    """What ``表三 本年新收 自然人 3`` changes, totals included, and the cell's label; InputError says what is unclear."""
    words = [word for word in _BREAKS.split(text.strip()) if word]
    if len(words) < 3 and not (len(words) == 2 and _addresses(words[:1])):
        raise InputError(f"填一格要写明行、列和数，例如 {EXAMPLE}。")
    *place, value = words
    found = list(dict.fromkeys(_addresses(place)))
    if not found:
        raise InputError(f"统计表里没有“{' '.join(place)}”这一格，请照表上的行名和列名写，例如 {EXAMPLE}。")
    if len(found) > 1:
        names = "、".join(f"{TABLE_NAMES[address.partition('.')[0]]}“{cell_label(address)}”" for address in found[:3])
        raise InputError(f"“{' '.join(place)}”可以是{names}，请把表、行、列都写明。")
    (address,) = found
    return with_entry(tables, address, parse_entry(value, address)), cell_label(address)


def _addresses(words: list[str]) -> list[str]:
    """Cells that the labels may mean: any first words the row, the rest the column."""
    table = _TABLES.get(words[0]) if words else None
    names = words[1:] if table else words
    found: list[str] = []
    for cut in range(1, len(names) + 1):
        row, column = " ".join(names[:cut]), " ".join(names[cut:])
        found += _in_t2(row, column) if table in (None, "t2") else []
        found += _in_t3(row, column) if table in (None, "t3") and column else []
        found += _in_t4(row, column) if table in (None, "t4") and column else []
    return found


def _in_t2(row: str, column: str) -> list[str]:
    key = labels.T2_ROW_AXIS.find(row, labels.MAX_SHORT_LABEL)
    wanted = labels.T2_COLUMN_AXIS.find(column, labels.MAX_SHORT_LABEL) if column else None
    for _, columns, rows in T2_BANDS:
        if key in rows and (wanted in columns or (not column and len(columns) == 1)):
            return [f"t2.{key}.{wanted or columns[0]}"]
    return []


def _in_t3(row: str, column: str) -> list[str]:
    key, wanted = labels.T3_ROW_AXIS.find(row), labels.T3_COLUMN_AXIS.find(column)
    return [f"t3.{key}.{wanted}"] if key in T3_ROWS and wanted in T3_COLUMNS else []


def _in_t4(row: str, column: str) -> list[str]:
    block = labels.T4_BLOCK_AXIS.find(row, labels.MAX_SHORT_LABEL)
    wanted = labels.T4_COLUMN_AXIS.find(column, labels.MAX_SHORT_LABEL)
    return [f"t4.{block}.{wanted}"] if block in T4_BLOCKS and wanted in T4_COLUMNS else []
