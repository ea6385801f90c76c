"""Files a clerk may hand to the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from assistant.report.standard import LAYOUTS
from assistant.tables.arithmetic import complete
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.spreadsheet import read_tables, write_workbook

ORGAN = "云溪区青枫街道办事处"
STEM = f"{ORGAN}2024年政府信息公开工作年度报告"
ZERO = Tables(T2.zeros(), T3.zeros(), T4.zeros())
FIVE = complete(
    ZERO.with_cells(
        {
            "t3.new_received.natural": 5,
            "t3.granted.natural": 4,
            "t3.carried_out.natural": 1,
            **{f"t3.{row}.total": None for row in ("new_received", "granted", "carried_out", "result_total")},
            "t3.result_total.natural": None,
        }
    )
)
"""Five applications, four granted, one carried over: everything balances."""

ANSWERS = f"""organ: {{name: {ORGAN}, kind: street}}
year: 2024
answers:
  supervision: [{{phrase: supervision.training.none}}]
"""


def chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def answers_file(folder: Path, text: str = ANSWERS, name: str = "answers.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@cache
def workbook_of(tables: Tables) -> bytes:
    return write_workbook(tables)


def tables_file(folder: Path, tables: Tables = ZERO, name: str = "tables.xlsx") -> Path:
    file = folder / name
    file.write_bytes(workbook_of(tables))
    return file


def grid(name: str, tables: Tables = ZERO) -> list[list[object]]:
    """The official grid as a plain sheet has it."""
    layout = LAYOUTS[name]
    rows: list[list[object]] = [[None] * layout.columns for _ in range(layout.rows)]
    for cell in layout.cells:
        rows[cell.row][cell.column] = cell.label if cell.key is None else tables.cell(f"{name}.{cell.key}")
    return rows


def csv_file(folder: Path, rows: list[list[object]], encoding: str = "utf-8", name: str = "tables.csv") -> Path:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    file = folder / name
    file.write_bytes(stream.getvalue().encode(encoding))
    return file


def all_rows(tables: Tables = ZERO) -> list[list[object]]:
    return [row for name in LAYOUTS for row in [*grid(name, tables), []]]


def with_values(file: Path, changes: Mapping[str, object]) -> dict[str, str]:
    """Write values into the workbook's cells by address; gives the sheet's names of the cells."""
    places = read_tables(file.read_bytes(), file.name).places
    book = load_workbook(file)
    names = {}
    for address, value in changes.items():
        place = places[address]
        book[place.sheet][place.cell] = value
        names[address] = place.cell
    book.save(file)
    return names
