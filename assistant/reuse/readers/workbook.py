"""Spreadsheets (.xlsx, .csv): the tables of every sheet that is this year's, and what is written around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.reuse.blocks import Block, Document, TableBlock, TextBlock, grid_of
from assistant.tables.labels import is_last_year
from assistant.tables.spreadsheet import GUIDE, read_sheets
from assistant.tables.values import GridValue

_PROSE = 60


def read_workbook(data: bytes, name: str) -> Document:
    """Read a spreadsheet; ``name`` is for messages. Sheets of last year and of instructions are left out."""
    blocks: list[Block] = []
    notices: list[str] = []
    for sheet in read_sheets(data, name):
        if GUIDE.search(sheet.title):
            continue
        if is_last_year(sheet.title):
            notices.append(f"工作表“{sheet.title}”按上年数据处理，没有读取。")
            continue
        blocks += _blocks(sheet.rows)
    return Document(tuple(blocks), notices=tuple(notices))


def _blocks(rows: Sequence[Sequence[GridValue]]) -> Iterator[Block]:
    """One grid for a sheet, so that places stay comparable; lone texts are told as paragraphs as well."""
    for row in rows:
        filled = [value for value in row if value is not None]
        if len(filled) == 1 and isinstance(filled[0], str):
            yield from (TextBlock(line.strip()) for line in filled[0].split("\n") if line.strip())
    prose = [[value if not isinstance(value, str) or len(value) <= _PROSE else None for value in row] for row in rows]
    yield TableBlock(grid_of(prose))
