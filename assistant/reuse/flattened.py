"""Tables whose merged cells were lost on the way, put back under their headings.

A browser copies one cell for each physical cell: rows under a merged heading then begin at the left edge, and the
headings of several rows stand above each other. Which heading a value has follows from the order of the cells alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.report.standard import T3_COLUMNS, T4_BLOCKS, T4_COLUMNS
from assistant.reuse.blocks import Grid, grid_of
from assistant.tables import labels
from assistant.tables.values import GridValue, is_null_mark, parse_value

_LABELS = 3
"""Columns of labels left of the values of table 3."""
_WIDTH = len(T3_COLUMNS)
_BLOCK = len(T4_COLUMNS)
_ALL = len(T4_BLOCKS) * _BLOCK
_LITIGATION = _ALL - _BLOCK
_INNER = tuple(T3_COLUMNS)[1:-1]
_HALVES = frozenset({"自", "自然", "然人", "人"})
_TOTAL = T3_COLUMNS["total"] + " \n"
_ORGANISATIONS = "法人或其他组织"

Row = list[GridValue]


def unflattened(rows: Grid) -> Grid:
    """The rows with tables 3 and 4 in their official columns where their headings collide; else as they are."""
    found = [list(row) for row in rows]
    for at in range(len(found) - 1):
        upper, lower = found[at], found[at + 1]
        if (headings := _t3_headings(upper, lower)) is not None:
            _square_t3(found, at, headings)
        elif _is_t4(upper, lower):
            _square_t4(found, at)
    for at in range(len(found)):
        _complete_t3(found, at)
    return grid_of(found)


def _t3_headings(upper: Row, lower: Row) -> list[str] | None:
    """The seven headings in the order of their values; None where they stand in columns of their own."""
    above = [cell for cell in upper if isinstance(cell, str) and cell.strip()]
    below = [cell for cell in lower if isinstance(cell, str) and cell.strip()]
    ordered: list[str] = []
    for cell in above:
        ordered += below if labels.normalise(cell) == _ORGANISATIONS else [cell]
    keys = [labels.T3_COLUMN_AXIS.find(cell, labels.MAX_SHORT_LABEL) for cell in ordered]
    if len(keys) != _WIDTH or set(keys) != set(T3_COLUMNS) or ordered == above:
        return None
    return ordered if lower.index(below[0]) <= upper.index(above[0]) else None


def _square_t3(rows: list[Row], at: int, headings: Sequence[str]) -> None:
    rows[at] = [*[None] * _LABELS, *headings]
    rows[at + 1] = []
    for i in range(at + 2, len(rows)):
        row = rows[i]
        places = [c for c, cell in enumerate(row) if isinstance(cell, str) and _is_words(cell)]
        if not places or labels.T3_ROW_AXIS.find(str(row[places[-1]])) is None:
            if places:
                return
            continue
        last = places[-1]
        values = [*row[last + 1 : last + 1 + _WIDTH]]
        shown = [*([None] * _LABELS), *(cell for cell in row[: last + 1] if cell)][-_LABELS:]
        rows[i] = [*shown, *values, *([None] * (_WIDTH - len(values)))]


def _complete_t3(rows: list[Row], at: int) -> None:
    """Write 自然人 and 总计 out above their columns where a page's end cut them in two."""
    row = rows[at]
    keys = [labels.T3_COLUMN_AXIS.find(str(cell or ""), labels.MAX_SHORT_LABEL) for cell in row]
    if not set(_INNER) <= set(keys) or "natural" in keys:
        return
    first, last = keys.index(_INNER[0]) - 1, keys.index(_INNER[-1]) + 1
    if first < 0 or last - first != _WIDTH - 1 or str(row[first] or "").strip() not in _HALVES:
        return
    row[first] = T3_COLUMNS["natural"]
    if last < len(row) and not str(row[last] or "").strip(_TOTAL):
        row[last] = T3_COLUMNS["total"]


def _is_t4(upper: Row, lower: Row) -> bool:
    """Five outcomes and two captions above ten outcomes that begin at the left edge."""
    captions = [labels.T4_BLOCK_AXIS.find(str(cell or ""), labels.MAX_SHORT_LABEL) for cell in upper]
    return (
        len(_outcomes(upper)) == _BLOCK
        and {"direct", "after_review"} <= set(captions)
        and len(places := _outcomes(lower)) == _LITIGATION
        and places[0] < _BLOCK
        and all(b - a == 1 for a, b in pairwise(places))
    )


def _outcomes(row: Row) -> list[int]:
    return [
        c
        for c, cell in enumerate(row)
        if isinstance(cell, str) and labels.T4_COLUMN_AXIS.find(cell, labels.MAX_SHORT_LABEL) is not None
    ]


def _square_t4(rows: list[Row], at: int) -> None:
    upper = [cell for cell in rows[at] if cell]
    first, outcomes = _outcomes(rows[at + 1])[0], _outcomes(rows[at])
    direct, after = upper[-2:]
    rows[at] = [
        *(rows[at][c] for c in outcomes),
        direct,
        *([None] * (_BLOCK - 1)),
        after,
        *([None] * (_BLOCK - 1)),
    ]
    rows[at + 1] = [*([None] * _BLOCK), *rows[at + 1][first : first + _LITIGATION]]
    if at and any("行政诉讼" in str(cell or "") for cell in rows[at - 1]):
        above = [cell for cell in rows[at - 1] if cell]
        rows[at - 1] = [above[0], *([None] * (_BLOCK - 1)), *above[1:]]


def _is_words(cell: str) -> bool:
    return not is_null_mark(cell) and parse_value(cell, count=False).number is None
