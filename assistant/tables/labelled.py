"""A grid of cells with labels: words and numbers, headings and the blocks under them, and what a reader noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.tables import labels
from assistant.tables.labels import MAX_SHORT_LABEL, Axis
from assistant.tables.schema import Cell, is_count
from assistant.tables.values import Fault, GridValue, is_null_mark, parse_value

_CAPTION_ROWS = 3
"""How far above its headings a block may be captioned."""


class RemarkKind(StrEnum):
    """What a remark is about."""

    TEXT = "text"
    NEGATIVE = "negative"
    FRACTION = "fraction"
    MISSING = "missing"
    """A row or column of a table that is there."""
    DUPLICATE = "duplicate"
    REPEATED_TABLE = "repeated-table"
    CAPTION_VALUE = "caption-value"
    ABSENT = "absent"
    """A line of table 2 or 4 that is not there; its cells stay null."""
    UNIT = "unit"
    UNKNOWN_ROW = "unknown-row"


_OF_FAULT = {
    Fault.TEXT: RemarkKind.TEXT,
    Fault.NEGATIVE: RemarkKind.NEGATIVE,
    Fault.FRACTION: RemarkKind.FRACTION,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader noticed. ``row`` and ``column`` count from 0 in the grid.

    ``text`` is a Chinese predicate: of the cell where ``of_cell`` is true, else of the table.
    """

    kind: RemarkKind
    table: str
    text: str
    row: int
    column: int
    address: str | None = None
    of_cell: bool = False


@dataclass(slots=True)
class Block:
    """Columns under one set of headings."""

    columns: dict[str, int]
    top: int
    bottom: int
    label_end: int
    """Labels of rows stand left of this column."""
    last_year: bool = False
    year: int | None = None

    @property
    def start(self) -> int:
        return min(self.columns.values())

    @property
    def end(self) -> int:
        return max(self.columns.values())


class LabelledGrid:
    """Reads cells by address out of a grid; subclasses know which label leads to which address."""

    def __init__(self, rows: Sequence[Sequence[GridValue]]) -> None:
        width = max((len(row) for row in rows), default=0)
        # One blank row more: files end before the values of a table that is still empty.
        self.rows = [[*row, *([None] * (width - len(row)))] for row in (*rows, ())]
        self.width = width
        self.used: set[int] = set()
        self.cells: dict[str, Cell] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.raw: dict[str, str] = {}
        self.remarks: list[Remark] = []
        self._numbers = [{c for c, content in enumerate(row) if _is_number(content)} for row in self.rows]
        self._words = [
            {
                c: content
                for c, content in enumerate(row)
                if isinstance(content, str) and c not in self._numbers[r] and not is_null_mark(content)
            }
            for r, row in enumerate(self.rows)
        ]

    def text(self, row: int, column: int) -> str:
        """Give the words in a cell; empty for numbers, blanks and marks such as ``/``."""
        return self._words[row].get(column, "")

    def words(self, row: int, end: int | None = None) -> list[tuple[int, str]]:
        """Give (column, words) of the cells of a row, left to right, up to a column."""
        return [(c, text) for c, text in self._words[row].items() if end is None or c < end]

    def blank(self, row: int, column: int) -> bool:
        content = self.rows[row][column]
        return content is None or (isinstance(content, str) and not content.strip())

    def is_number(self, row: int, column: int) -> bool:
        return column in self._numbers[row]

    def is_value(self, row: int, column: int) -> bool:
        """Tell a number or a mark such as ``/`` from words and blanks."""
        return self.is_number(row, column) or (not self.blank(row, column) and not self.text(row, column))

    def has_numbers(self, row: int) -> bool:
        return bool(self._numbers[row])

    def take(self, address: str, row: int, column: int) -> None:
        """Read the value cell of an address; the first place counts, a second one is remarked."""
        table = address.partition(".")[0]
        if address in self.places:
            self.repeated(table, self.places[address], (row, column))
            return
        self.places[address] = (row, column)
        value = parse_value(self.rows[row][column], count=is_count(address))
        self.cells[address] = value.number
        if value.raw is not None:
            self.raw[address] = value.raw
        if value.remark is not None:
            kind = _OF_FAULT[value.fault] if value.fault else RemarkKind.UNIT
            self.remark(kind, table, value.remark, row, column, address, of_cell=True)

    def remark(
        self,
        kind: RemarkKind,
        table: str,
        text: str,
        row: int,
        column: int,
        address: str | None = None,
        *,
        of_cell: bool = False,
    ) -> None:
        self.remarks.append(Remark(kind, table, text, row, column, address, of_cell))

    def repeated(self, table: str, first: tuple[int, int], second: tuple[int, int]) -> None:
        if all(remark.kind is not RemarkKind.REPEATED_TABLE or remark.table != table for remark in self.remarks):
            text = f"出现了两处（第 {first[0] + 1} 行和第 {second[0] + 1} 行），请只保留今年的一处"
            self.remark(RemarkKind.REPEATED_TABLE, table, text, *second)

    def headings(self, axis: Axis, rows: Iterable[int]) -> list[tuple[int, int, str]]:
        """(column, row, key) of the headings in some rows, left to right; one per column, none twice side by side."""
        found: dict[int, tuple[int, int, str]] = {}
        for row in rows:
            for column, text in self.words(row):
                key = axis.find(text, MAX_SHORT_LABEL)
                if key is not None and column not in found and not labels.is_last_year(text):
                    found[column] = (column, row, key)
        ordered = [found[column] for column in sorted(found)]
        # A merged heading whose covered places repeat it is one heading.
        return [
            one
            for i, one in enumerate(ordered)
            if i == 0 or one[2] != ordered[i - 1][2] or one[0] != ordered[i - 1][0] + 1
        ]

    def runs(self, headings: Sequence[tuple[int, int, str]]) -> list[Block]:
        """Split headings into blocks wherever a key comes again; say of each whether it is captioned as last year's."""
        blocks: list[dict[str, int]] = []
        for column, _, key in headings:
            if not blocks or key in blocks[-1]:
                blocks.append({})
            blocks[-1][key] = column
        top, bottom = min(row for _, row, _ in headings), max(row for _, row, _ in headings)
        return [Block(columns, top, bottom, headings[0][0]) for columns in blocks]

    def caption(self, blocks: Sequence[Block]) -> None:
        """Note which blocks stand under a caption of last year's; a lone block may be captioned at its left."""
        for block in blocks:
            left = 0 if len(blocks) == 1 else block.start
            for row in (*range(block.bottom, block.top - 1, -1), *self.rows_above(block.top)):
                for column in range(left, block.end + 1):
                    text = self.text(row, column)
                    if not text:
                        continue
                    block.last_year = block.last_year or labels.is_last_year(text)
                    block.year = block.year or labels.caption_year(text)

    def rows_above(self, top: int) -> Iterator[int]:
        for row in range(top - 1, max(top - 1 - _CAPTION_ROWS, -1), -1):
            if row in self.used or self.has_numbers(row):
                return
            yield row

    def current(self, table: str, blocks: Sequence[Block]) -> Block | None:
        """Choose this year's block among all that were found; years in the captions decide between several."""
        open_blocks = [block for block in blocks if not block.last_year]
        if len(open_blocks) > 1:
            years = [block.year for block in open_blocks if block.year is not None]
            if len(set(years)) == len(open_blocks):
                return max(open_blocks, key=lambda block: block.year or 0)
            first, second = open_blocks[:2]
            self.repeated(table, (first.top, first.start), (second.top, second.start))
        return open_blocks[0] if open_blocks else None


def _is_number(content: GridValue) -> bool:
    return content is not None and parse_value(content, count=False).number is not None


def listed(names: Sequence[str], what: str) -> str:
    """“甲”“乙”两列; long lists are cut."""
    shown = "".join(f"“{name}”" for name in names[:3])
    return f"{shown}一{what}" if len(names) == 1 else f"{shown}{'等' if len(names) > 3 else ''} {len(names)} {what}"
