"""Pages set in two columns: where the gutter runs, and what of the page is read one after the other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any

_ROW = 4.0
"""Points within which characters stand in one row."""
_MIN_GUTTER = 8
_MIN_ROWS = 8
_CROSSING = 0.25
"""Share of the rows that may run over the gutter: titles, headings."""
_FULL = 0.7
"""Share of a column that most rows of prose fill; numbers under headings fill less."""
_AROUND = 0.1
"""The gutter runs within a tenth of the page's width of the middle."""
_MARGIN = 1.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page; text of a right column is moved left by ``shift`` to stand where that of the left one does."""

    box: Box
    shift: float = 0.0

    def has(self, one: dict[str, Any]) -> bool:
        """Tell whether something drawn on the page lies in this piece."""
        return self.holds((one["x0"], one["top"], one["x1"], one["bottom"]))

    def holds(self, box: Box) -> bool:
        """Tell whether the middle of a box lies in this piece."""
        left, top, right, bottom = self.box
        return left <= (box[0] + box[2]) / 2 < right and top <= (box[1] + box[3]) / 2 < bottom


def parts_of(page: Any, tables: Sequence[Box]) -> tuple[Part, ...]:
    """The pieces of a page in reading order; one alone where it is set in one column. ``tables`` are left whole."""
    near, first, far, end = (float(edge) for edge in page.bbox)
    middle = (near + far) / 2
    wide = [box for box in tables if box[0] < middle < box[2]]
    characters = [
        one
        for one in page.chars
        if one["text"].strip() and not any(box[1] - 2 <= one["top"] <= box[3] + 2 for box in wide)
    ]
    rows: dict[int, list[Any]] = defaultdict(list)
    for one in characters:
        rows[round(one["top"] / _ROW)].append(one)
    gutter = _gutter(rows, middle, _AROUND * (far - near))
    if gutter is None:
        return (Part((near, first, far, end)),)
    left, right = gutter
    cut = (left + right) / 2
    crossing = [row for row in rows.values() if _crosses(row, cut)]
    bands = [(min(one["top"] for one in row), max(one["bottom"] for one in row)) for row in crossing]
    bands += [(box[1], box[3]) for box in wide]
    start = min((one["x0"] for one in characters if one["x1"] <= left + 1), default=near)
    shift = min((one["x0"] for one in characters if one["x0"] >= right - 1), default=start) - start
    parts: list[Part] = []
    at = first
    for top, bottom in [*sorted(bands), (end, end)]:
        if top - at > _MARGIN:
            parts += [Part((near, at, cut, top)), Part((cut, at, far, top), shift)]
            at = top
        if bottom > at:
            parts.append(Part((near, at, far, min(bottom + _MARGIN, end))))
            at = min(bottom + _MARGIN, end)
    return tuple(parts)


def _crosses(row: Sequence[Any], cut: float) -> bool:
    before = max((one["x1"] for one in row if one["x0"] < cut), default=-math.inf)
    after = min((one["x0"] for one in row if one["x0"] >= cut), default=math.inf)
    return after - before < _MIN_GUTTER


def _gutter(rows: Mapping[int, Sequence[Any]], middle: float, reach: float) -> tuple[float, float] | None:
    """Edges of the white strip near the middle that parts the rows, None on a page of one column."""
    if len(rows) < _MIN_ROWS:
        return None
    first, last = int(middle - reach), int(middle + reach)
    inked = Counter(
        x
        for row in rows.values()
        for x in {x for one in row for x in range(max(int(one["x0"]), first), min(int(one["x1"]) + 1, last))}
    )
    least = min(inked[x] for x in range(first, last))
    if least > _CROSSING * len(rows):
        return None
    free = [x for x in range(first, last) if inked[x] <= least + 1]
    strips = [[x for _, x in run] for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0])]
    strip = max(strips, key=len, default=[])
    if len(strip) < _MIN_GUTTER:
        return None
    left, right = float(strip[0]), float(strip[-1])
    for before, after in ((-math.inf, left), (right, math.inf)):
        widths = [
            sum(one["width"] for one in row if before <= one["x0"] and one["x1"] <= after + 1) for row in rows.values()
        ]
        filled = sorted(width for width in widths if width)
        if len(filled) < _MIN_ROWS or median(filled) < _FULL * filled[-2]:
            return None
    return left, right
