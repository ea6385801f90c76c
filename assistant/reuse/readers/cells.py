"""Cells with spans → grids; tables that only lay out a page → what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.reuse.blocks import Block, Grid, TableBlock, TextBlock, grid_of
from assistant.reuse.headings import section_of
from assistant.reuse.titles import parse_title

_PROSE = 150
"""A cell with a longer paragraph lays out text; the longest label of the form has some forty characters."""
_MAX_COLUMNS = 400
_SENTENCE = re.compile("[。；！？]")


@dataclass(frozen=True, slots=True)
class CellContent:
    """What stands in one cell."""

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All words of the cell, nested tables included, paragraphs joined by line breaks."""
        return "\n".join(_texts(self.blocks))

    @property
    def has_table(self) -> bool:
        """A nested table of more than one cell."""
        return any(isinstance(block, TableBlock) and sum(map(len, block.rows)) > 1 for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the grid places it covers."""

    row: int
    column: int
    rowspan: int
    colspan: int
    content: CellContent


def table_blocks(cells: Sequence[Placed], rows: int) -> Iterator[Block]:
    """One table as blocks: rows of labels and values as a grid; rows that only lay out a page (they hold prose, section
    titles or other tables) as what stands in them, in order.
    """
    flowing = {cell.row for cell in cells if len(cells) == 1 or _flows(cell.content)}
    texts_of: dict[int, list[str]] = {}
    for cell in cells:
        if cell.content.text:
            texts_of.setdefault(cell.row, []).append(cell.content.text)
    for row, filled in texts_of.items():
        if len(filled) == 1 and (_SENTENCE.search(filled[0]) or parse_title(filled[0]) is not None):
            flowing.add(row)
    row = 0
    while row < rows:
        band = row
        while band < rows and band not in flowing:
            band += 1
        if band > row:
            yield TableBlock(_grid([cell for cell in cells if row <= cell.row < band], row, band))
        while band < rows and band in flowing:
            for cell in cells:
                if cell.row == band:
                    yield from cell.content.blocks
            band += 1
        row = band


def _flows(content: CellContent) -> bool:
    return content.has_table or any(
        isinstance(block, TextBlock) and (len(block.text) > _PROSE or section_of(block.text) is not None)
        for block in content.blocks
    )


def _grid(cells: Iterable[Placed], first: int, end: int) -> Grid:
    cells = list(cells)
    width = min(max((cell.column + cell.colspan for cell in cells), default=0), _MAX_COLUMNS)
    grid: list[list[str | None]] = [[None] * width for _ in range(end - first)]
    for cell in cells:
        if cell.column < width:
            grid[cell.row - first][cell.column] = cell.content.text
    return grid_of(grid)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield block.text
        elif isinstance(block, TableBlock):
            yield from (value for row in block.rows for value in row if isinstance(value, str) and value)
