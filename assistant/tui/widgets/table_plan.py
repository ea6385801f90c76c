"""How an official table stands in a terminal: its lines, its merged headings, its widths. No drawing here.

Merged row labels of table 3 become caption lines over indented rows; table 4, fifteen columns wide on paper, has its
blocks as rows. Every label is the official one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rich.cells import cell_len

from assistant.report.standard import (
    LAYOUTS,
    T3_APPLICANTS_LABEL,
    T3_COLUMNS,
    T3_DETAIL_ROWS,
    T3_GROUPS,
    T3_LEGAL_PERSONS,
    T3_LEGAL_PERSONS_LABEL,
    T3_NOTE,
    T3_RESULTS_LABEL,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
    T4_LITIGATION_BLOCKS,
    T4_LITIGATION_LABEL,
)

GUTTER = 1
"""The first cell of every line, where the row under the cursor has its mark."""
_INDENT = "  "
_GOOD_LABEL = 33
"""Holds all but four of the labels of table 3."""
_LEAST_LABEL = 20


@dataclass(frozen=True, slots=True)
class Span:
    """Something over one or more value columns: a heading, or the value at ``address``."""

    first: int
    last: int
    text: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the grid; a heading may take several lines on the screen."""

    label: str
    spans: tuple[Span, ...] = ()
    is_heading: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """The value cells of the line, left to right."""
        return tuple(span.address for span in self.spans if span.address is not None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A table: headings that stay in view, and the lines that scroll under them."""

    header: tuple[Line, ...]
    note: str
    """Stands in the top left corner, beside the headings."""
    body: tuple[Line, ...]
    widths: tuple[tuple[int, ...], ...]
    """Column widths to choose from, the roomiest first."""

    @property
    def columns(self) -> int:
        return len(self.widths[0])


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths in terminal cells; each value column has a rule of one cell at its left."""

    label: int
    columns: tuple[int, ...]

    @property
    def total(self) -> int:
        return self.label + sum(self.columns) + len(self.columns)

    def start(self, column: int) -> int:
        """Where a value column begins, after its rule."""
        return self.label + sum(self.columns[:column]) + column + 1

    def width(self, first: int, last: int) -> int:
        """Cells that columns ``first`` to ``last`` take together with the rules between them."""
        return sum(self.columns[first : last + 1]) + last - first


def fit(plan: Plan, texts: Mapping[str, str], room: int) -> Fit:
    """The roomiest widths that leave the labels readable; columns are never narrower than their figures.

    If even the narrowest do not fit into ``room``, the labels shrink to their least and the values scroll.
    """
    needed = [0] * plan.columns
    for line in plan.body:
        for span in line.spans:
            if span.address is not None and span.first == span.last:
                needed[span.first] = max(needed[span.first], cell_len(texts[span.address]))
    longest = max(GUTTER + cell_len(line.label) for line in plan.body)
    wanted = min(longest, _GOOD_LABEL)
    for widths in plan.widths:
        columns = tuple(max(width, need) for width, need in zip(widths, needed, strict=True))
        label = room - sum(columns) - len(columns)
        if label >= wanted:
            break
    return Fit(min(max(label, _LEAST_LABEL), longest), columns)


def heading_lines(text: str, width: int) -> list[str]:
    """A heading broken for a narrow column, between two-character words (社会/公益/组织)."""
    each = max(width // 2, 1)
    if each < len(text) and each > 1:
        each -= each % 2
    return [text[start : start + each] for start in range(0, len(text), each)] if cell_len(text) > width else [text]


def walk(plan: Plan) -> Iterator[tuple[int, Span]]:
    """(number of the body line, span) of every value cell, in reading order."""
    for number, line in enumerate(plan.body):
        for span in line.spans:
            if span.address is not None:
                yield number, span


@cache
def plan_of(table: str) -> Plan:
    """The plan of table ``t2``, ``t3`` or ``t4``."""
    return _BUILDERS[table]()


def _t2() -> Plan:
    body: list[Line] = []
    for row in LAYOUTS["t2"].by_row():
        first, *others = row
        spans = tuple(
            Span(
                cell.column - 1,
                cell.column + cell.colspan - 2,
                cell.label,
                f"t2.{cell.key}" if cell.key is not None else None,
            )
            for cell in others
        )
        is_heading = all(span.address is None for span in spans)
        indent = _INDENT if spans else ""
        body.append(Line(indent + first.label, spans, is_heading))
    return Plan((), "", tuple(body), ((16, 16, 16), (12, 12, 12)))


def _t3() -> Plan:
    keys = list(T3_COLUMNS)
    last = len(keys) - 1
    first_legal, last_legal = keys.index(T3_LEGAL_PERSONS[0]), keys.index(T3_LEGAL_PERSONS[-1])
    header = (
        Line("", (Span(0, last, T3_APPLICANTS_LABEL),), is_heading=True),
        Line(
            "",
            (Span(0, 0), Span(first_legal, last_legal, T3_LEGAL_PERSONS_LABEL), Span(last, last)),
            is_heading=True,
        ),
        Line("", tuple(Span(i, i, label) for i, label in enumerate(T3_COLUMNS.values())), is_heading=True),
    )
    body: list[Line] = []
    opened: set[str] = set()
    for key, label in T3_ROWS.items():
        group = key.partition(".")[0]
        if key == "granted":
            body.append(Line(T3_RESULTS_LABEL, is_heading=True))
        if group in T3_GROUPS and group not in opened:
            opened.add(group)
            body.append(Line(_INDENT + T3_GROUPS[group], is_heading=True))
        depth = 2 if group in T3_GROUPS else 1 if key in (*T3_DETAIL_ROWS, "result_total") else 0
        spans = tuple(Span(i, i, address=f"t3.{key}.{column}") for i, column in enumerate(keys))
        body.append(Line(_INDENT * depth + label, spans))
    widths = ((8, 10, 10, 14, 14, 8, 9), (6, 8, 8, 8, 8, 6, 7), (6, 5, 5, 5, 5, 5, 6))
    return Plan(header, T3_NOTE, tuple(body), widths)


def _t4() -> Plan:
    header = (Line("", tuple(Span(i, i, label) for i, label in enumerate(T4_COLUMNS.values())), is_heading=True),)
    body: list[Line] = []
    for block, label in T4_BLOCKS.items():
        if block == T4_LITIGATION_BLOCKS[0]:
            body.append(Line(T4_LITIGATION_LABEL, is_heading=True))
        indent = _INDENT if block in T4_LITIGATION_BLOCKS else ""
        spans = tuple(Span(i, i, address=f"t4.{block}.{column}") for i, column in enumerate(T4_COLUMNS))
        body.append(Line(indent + label, spans))
    return Plan(header, "", tuple(body), ((12,) * 5, (10,) * 5, (8,) * 5))


_BUILDERS: Mapping[str, Callable[[], Plan]] = {"t2": _t2, "t3": _t3, "t4": _t4}
