"""The statutory tables in plain text: one line for each row, every label whole, columns aligned for Chinese width.

Merged cells cannot be kept in lines of text, so table 3 shows its groups by indented rows under a caption row, and
table 4, fifteen columns wide on paper, has its three blocks as rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.render.context import display_width
from assistant.render.wrapping import wrap
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

Cells = Mapping[str, str]
INDENT = "  "
_NARROWEST = 4
"""Columns of a narrow column of figures: two Chinese characters of its heading."""
_LABEL = 24
"""Columns that labels keep while the columns beside them can still give way."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    span: int = 1
    number: bool = False


_Row = tuple[_Cell, ...] | None
"""None is a rule."""


def text_table(name: str, cells: Cells, width: int | None = None) -> str:
    """Table ``t2``, ``t3`` or ``t4`` as lines of equal display width, without a final line break.

    Where it is wider than ``width``, labels go over several lines; figures never do, so that a very small ``width``
    is exceeded rather than a number broken.
    """
    rows = [None, *_BUILDERS[name](cells), None]
    widths = _widths([row for row in rows if row is not None])
    if width is None or sum(widths) + 3 * len(widths) + 1 <= width:
        return _draw(rows, widths)
    return _draw_narrow(rows, _narrowed(rows, widths, width - len(widths) - 1))


def _t2(cells: Cells) -> list[_Row]:
    rows: list[_Row] = []
    for row in LAYOUTS["t2"].by_row():
        is_band = row[0].colspan == LAYOUTS["t2"].columns
        if is_band and rows:
            rows.append(None)
        rows.append(
            tuple(_Cell(cells[cell.key] if cell.key else cell.label, cell.colspan, bool(cell.key)) for cell in row)
        )
        if is_band:
            rows.append(None)
    return rows


def _t3(cells: Cells) -> list[_Row]:
    width = len(T3_COLUMNS)
    outer = [key for key in T3_COLUMNS if key not in T3_LEGAL_PERSONS]
    rows: list[_Row] = [
        (_Cell(T3_NOTE), _Cell(T3_APPLICANTS_LABEL, width)),
        (
            _Cell(""),
            _Cell(T3_COLUMNS[outer[0]]),
            _Cell(T3_LEGAL_PERSONS_LABEL, len(T3_LEGAL_PERSONS)),
            _Cell(T3_COLUMNS[outer[1]]),
        ),
        (_Cell(""), *(_Cell("" if key in outer else label) for key, label in T3_COLUMNS.items())),
        None,
    ]
    opened: set[str] = set()
    for key, label in T3_ROWS.items():
        group = key.partition(".")[0]
        if key == "granted":
            rows += [None, (_Cell(T3_RESULTS_LABEL), _Cell("", width))]
        if group in T3_GROUPS and group not in opened:
            opened.add(group)
            rows.append((_Cell(INDENT + T3_GROUPS[group]), _Cell("", width)))
        if key == "carried_out":
            rows.append(None)
        depth = 2 if group in T3_GROUPS else 1 if key in (*T3_DETAIL_ROWS, "result_total") else 0
        values = (_Cell(cells[f"{key}.{column}"], number=True) for column in T3_COLUMNS)
        rows.append((_Cell(INDENT * depth + label), *values))
    return rows


def _t4(cells: Cells) -> list[_Row]:
    rows: list[_Row] = [(_Cell(""), *(_Cell(label) for label in T4_COLUMNS.values())), None]
    for block, label in T4_BLOCKS.items():
        name = f"{T4_LITIGATION_LABEL}：{label}" if block in T4_LITIGATION_BLOCKS else label
        rows.append((_Cell(name), *(_Cell(cells[f"{block}.{column}"], number=True) for column in T4_COLUMNS)))
    return rows


_BUILDERS: Mapping[str, Callable[[Cells], list[_Row]]] = {"t2": _t2, "t3": _t3, "t4": _t4}


def _narrowed(rows: list[_Row], widths: list[int], room: int) -> list[int]:
    """Column widths that add up to ``room``: the labels give way first, then the widest columns."""
    least = [_NARROWEST] * len(widths)
    for row in rows:
        column = 0
        for cell in row or ():
            if cell.number and cell.span == 1:
                least[column] = max(least[column], display_width(cell.text))
            column += cell.span
    narrowed = [min(widths[0], _LABEL), *(max(a, b) for a, b in zip(widths[1:], least[1:], strict=True))]
    while sum(narrowed) > room:
        column = max(range(1, len(narrowed)), key=lambda i: narrowed[i] - least[i])
        if narrowed[column] <= least[column]:
            break
        narrowed[column] -= 1
    # A Chinese character takes two columns: an odd one is better used by the labels.
    narrowed[1:] = [max(width - width % 2, low) for width, low in zip(narrowed[1:], least[1:], strict=True)]
    narrowed[0] = max(room - sum(narrowed[1:]), _NARROWEST)
    return narrowed


def _draw_narrow(rows: list[_Row], widths: list[int]) -> str:
    """Cells over several lines, without the blanks beside the rules."""
    rule = "+" + "+".join("-" * width for width in widths) + "+"
    lines = []
    for row in rows:
        if row is None:
            lines.append(rule)
            continue
        column, blocks = 0, []
        for cell in row:
            width = sum(widths[column : column + cell.span]) + cell.span - 1
            indent = len(cell.text) - len(cell.text.lstrip(" "))
            words = cell.text if cell.number else cell.text.lstrip(" ")
            pieces = [words] if cell.number else wrap(words, width - indent)
            blocks.append((cell, width, [" " * indent + piece for piece in pieces]))
            column += cell.span
        for line in range(max(len(block) for *_, block in blocks)):
            pieces = [
                _pad(_Cell(block[line] if line < len(block) else "", cell.span, cell.number), width)
                for cell, width, block in blocks
            ]
            lines.append("|" + "|".join(pieces) + "|")
    return "\n".join(lines)


def _draw(rows: list[_Row], widths: list[int]) -> str:
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = []
    for row in rows:
        if row is None:
            lines.append(rule)
            continue
        column, pieces = 0, []
        for cell in row:
            pieces.append(_pad(cell, _spanned(widths, column, cell.span)))
            column += cell.span
        lines.append("| " + " | ".join(pieces) + " |")
    return "\n".join(lines)


def _widths(rows: list[tuple[_Cell, ...]]) -> list[int]:
    """Column widths that hold every cell: single ones first, then what merged ones need beyond them."""
    widths = [0] * sum(cell.span for cell in rows[0])
    for single in (True, False):
        for row in rows:
            column = 0
            for cell in row:
                lack = display_width(cell.text) - _spanned(widths, column, cell.span)
                if (cell.span == 1) is single and lack > 0:
                    widths[column + cell.span - 1] += lack
                column += cell.span
    return widths


def _spanned(widths: list[int], column: int, span: int) -> int:
    return sum(widths[column : column + span]) + 3 * (span - 1)


def _pad(cell: _Cell, width: int) -> str:
    space = " " * (width - display_width(cell.text))
    return space + cell.text if cell.number else cell.text + space
