"""Tables in plain text: drawn with bars, parted by tabs, lined up with blanks, or one cell to a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from assistant.report.standard import LAYOUTS, T3_COLUMNS, T4_BLOCKS, T4_COLUMNS
from assistant.reuse.blocks import Grid, grid_of
from assistant.tables import labels
from assistant.tables.values import is_null_mark, parse_value

_BARS = "|│┃║｜"
_BAR = re.compile(f"[{_BARS}]")
_RULE = re.compile(r"[\s+|│┃║｜:\-=─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪┝┥┯┷┿╂]+")
_SENTENCE = re.compile("[。；！？]")
_MIN_RULE = 3
_MIN_BARS = 2
_MIN_COMMAS = 3
_SHORT = 12
_WIDTH = len(T3_COLUMNS)
_T3_HEADINGS = re.compile("|".join(["法人或其他组织", *T3_COLUMNS.values(), "企业(?!业)", "合计"]))
_ROW_LABELS = (labels.T3_ROW_AXIS, labels.T2_ROW_AXIS)
_MAX_PIECES = 4
"""A label may be broken over so many lines."""
_VALUE = re.compile(r"\S+")


def with_tabs(line: str) -> str:
    """A line of comma-separated values with tabs in their stead; any other line as it is."""
    if line.count(",") < _MIN_COMMAS or is_grid_line(line):
        return line
    cells = next(csv.reader([line]))
    known = sum(not cell.strip() or _is_value(cell.strip()) for cell in cells)
    return "\t".join(cells) if known >= len(cells) / 2 or all(len(cell) <= _SHORT for cell in cells) else line


def is_grid_line(line: str) -> bool:
    """Tell whether tabs or bars part a line into cells."""
    if "\t" in line.strip(" \u3000"):
        return len([cell for cell in line.split("\t") if cell.strip()]) > 1 or line.count("\t") > 1
    bare = line.strip()
    bars = len(_BAR.findall(bare))
    if bars < _MIN_BARS or (_SENTENCE.search(bare) and bare[0] not in _BARS):
        return False
    return bare[0] in _BARS or bare[-1] in _BARS or bars > _MIN_BARS


def is_rule(line: str) -> bool:
    """Tell whether a line only draws a border."""
    bare = line.strip()
    return (
        len(bare) >= _MIN_RULE
        and bool(_RULE.fullmatch(bare))
        and not bare.isspace()
        and not re.fullmatch("[|│┃║｜\\s]+", bare)
        and bool(re.search("[-=─━═]{2}", bare))
    )


def grid_rows(lines: Sequence[str]) -> Grid:
    """Cells of lines with tabs or bars. Merged cells of a drawing that lines up cover the places under them."""
    rows = [line for line in lines if not is_rule(line)]
    if not any(_BAR.search(line) for line in rows):
        return grid_of(
            [[cell.strip(" \u3000\u00a0") or None for cell in line.rstrip("\n").split("\t")] for line in rows]
        )
    # A bar at the edge of some lines only parts a blank cell from the next.
    edges_left = all(line.lstrip()[:1] in _BARS for line in rows)
    edges_right = all(line.rstrip()[-1:] in _BARS for line in rows)
    bars = [_bar_columns(line) for line in rows]
    edges = sorted(set().union(*map(set, bars)))
    outer = {(places[0], places[-1]) for places in bars if places}
    # Bars that do not line up (the file was edited in another font) only part the cells.
    aligned = len(outer) == 1 and len(edges) <= max(map(len, bars)) + 1
    grid: list[list[str | None]] = []
    for line, places in zip(rows, bars, strict=True):
        cells = [cell.strip() or None for cell in _BAR.split(line.strip())]
        cells = cells[1 if edges_left else 0 : -1 if edges_right else None]
        if not aligned or len(cells) != len(places) - 1:
            grid.append([*cells])
            continue
        row: list[str | None] = [None] * (len(edges) - 1)
        for place, cell in zip(places, cells, strict=False):
            row[edges.index(place)] = cell
        grid.append(row)
    return grid_of(grid)


def _bar_columns(line: str) -> list[int]:
    column = 0
    found: list[int] = []
    for character in line.rstrip():
        if character in _BARS:
            found.append(column)
        column += 2 if east_asian_width(character) in "WF" else 1
    return found


def table_like(line: str, *, open_table: bool) -> bool:
    """Tell whether a line without bars or tabs belongs to a table of the form; prose does not."""
    words, values = _parted(line)
    label = labels.normalise(words)
    if len(values) >= _MIN_RULE or (values and not words):
        return True
    if _SENTENCE.search(line):
        return False
    known = any(
        axis.find(words) for axis in (*_ROW_LABELS, labels.T3_GROUP_AXIS, labels.T2_COLUMN_AXIS, labels.T4_BLOCK_AXIS)
    )
    known = known or bool(_T3_HEADINGS.search(label)) or "勾稽关系" in label or label.startswith("第二十条")
    known = known or bool(re.search("结果|维持|纠正|审结|信息内容|行政诉讼|办理结果|申请人情况", label))
    return (known and len(label) <= 60) or (open_table and len(label) <= 40)


@dataclass(slots=True)
class _Group:
    """Words, line by line, and the values that follow them."""

    words: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


def stream_rows(lines: Iterable[str]) -> Grid:
    """Rows of a table that only blanks or line breaks part, written out under the form's own headings.

    Values are told from words by themselves; which row they belong to, by the label before them, or, where a wrapped
    label surrounds its values, around them. Rows that lost a blank cell keep their label alone.
    """
    groups = _groups(lines)
    rows: list[Sequence[str | None]] = []
    t3_headed = False
    for i, group in enumerate(groups):
        following = groups[i + 1].words if i + 1 < len(groups) else []
        if len(group.values) == len(T4_BLOCKS) * len(T4_COLUMNS):
            rows += _t4_rows(group.values)
        elif len(group.values) == len(T4_COLUMNS) and (block := _t4_block(group.words)):
            rows += [[None, *T4_COLUMNS.values()], [block, *group.values]]
        else:
            label = _label(group.words, following)
            if label is None:
                continue
            if labels.T3_ROW_AXIS.find(label) is not None and len(group.values) >= _WIDTH:
                if not t3_headed:
                    rows.append([None, *T3_COLUMNS.values()])
                    t3_headed = True
                rows.append([label, *group.values[-_WIDTH:]])
            elif labels.T2_ROW_AXIS.find(label, labels.MAX_SHORT_LABEL) is not None:
                rows += _t2_rows(label, group.values)
            else:
                rows.append([label])
    return grid_of(rows)


def _groups(lines: Iterable[str]) -> list[_Group]:
    groups = [_Group()]
    for line in lines:
        words, values = _parted(line)
        if words:
            if groups[-1].values:
                groups.append(_Group())
            groups[-1].words.append(words)
        groups[-1].values += values
    return groups


def _parted(line: str) -> tuple[str, list[str]]:
    """Words at the head of a line and the values at its end."""
    tokens = line.split()
    values: list[str] = []
    while tokens and _is_value(tokens[-1]):
        values.insert(0, tokens.pop())
    return "".join(tokens), values


def _is_value(token: str) -> bool:
    return is_null_mark(token) or parse_value(token, count=False).number is not None


def _label(words: Sequence[str], following: Sequence[str]) -> str | None:
    """Find the row label among the pieces before the values, the nearest first, then with what follows them."""
    tails = ["".join(words[-count:]) for count in range(1, min(len(words), _MAX_PIECES) + 1)]
    heads = ["".join(following[:count]) for count in range(1, min(len(following), 2) + 1)]
    around = [tail + head for head in heads for tail in tails[:2]]
    for text in (*tails, *around):
        for axis in _ROW_LABELS:
            if axis.find(text) is not None:
                return text
    return None


def _t4_block(words: Sequence[str]) -> str | None:
    for text in reversed(words):
        key = labels.T4_BLOCK_AXIS.find(text, labels.MAX_SHORT_LABEL)
        if key is not None:
            return T4_BLOCKS[key]
    return None


def _t4_rows(values: Sequence[str]) -> list[Sequence[str | None]]:
    layout = LAYOUTS["t4"]
    rows: list[list[str | None]] = [[None] * layout.columns for _ in range(layout.rows - 1)]
    for cell in layout.cells:
        if cell.key is None:
            rows[cell.row][cell.column] = cell.label
    return [*rows, list(values)]


def _t2_rows(label: str, values: Sequence[str]) -> list[Sequence[str | None]]:
    key = labels.T2_ROW_AXIS.find(label, labels.MAX_SHORT_LABEL)
    if key in {"rules", "normative"}:
        return (
            [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], [label, *values]]
            if len(values) == 3
            else [[label]]
        )
    heading = "本年收费金额" if key == "fee" else "本年处理决定数量"
    return [["信息内容", heading], [label, *values[:1]]]
