"""A grid of cells → the three tables, found by their labels, never by position.

The seam between file formats and meaning: spreadsheets, and the tables of docx, html and text reports, become rows of
strings, numbers and None; covered places of a merged cell are None or repeat its content. Nothing is raised here:
what is missing, repeated or no number is told as a :class:`Remark`, and each caller decides how serious that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.report.standard import (
    T2_BANDS,
    T2_COLUMNS,
    T2_KEYS,
    T3_COLUMNS,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
    cell_label,
    row_label,
)
from assistant.tables import labels
from assistant.tables.labelled import Block, LabelledGrid, Remark, RemarkKind, listed
from assistant.tables.labels import MAX_SHORT_LABEL
from assistant.tables.schema import Cell, Tables
from assistant.tables.values import GridValue, parse_value

_MIN_HEADINGS = 4
"""So many different headings make a header row of table 3; 其他 and 总计 alone occur anywhere."""
_MIN_OUTCOMES = 3
_MIN_ROWS = 3
_VALUE_ROWS = 3
"""The values of table 4 stand within so many rows under its headings."""


@dataclass(frozen=True, slots=True)
class GridReading:
    """The tables read from one grid, where each cell stood, and what was noticed."""

    tables: Tables
    found: frozenset[str]
    """Names of the tables that are there, filled or not."""
    places: Mapping[str, tuple[int, int]]
    """Address → (row, column)."""
    raw: Mapping[str, str]
    """Text of the cells that were not plain numbers; blanks are not listed."""
    remarks: tuple[Remark, ...]
    misc_all: Mapping[str, Cell] = field(default_factory=dict)
    """Column → value of （六）其他处理 where the trial form of 2019, which has no sub-items there, was asked for."""


def read_grid(rows: Sequence[Sequence[GridValue]], *, trial_form: bool = False) -> GridReading:
    """Read whatever tables of the form a grid holds; last year's figures beside or below them are left out.

    With ``trial_form`` table 3 is read as that of 2019 and table 2, which has other columns, not at all.
    """
    return _Grid(rows, trial_form=trial_form).read()


@dataclass(slots=True)
class _T2State:
    """Where in table 2 the reader is."""

    columns: dict[str, int] = field(default_factory=dict)
    row: str | None = None


class _Grid(LabelledGrid):
    def __init__(self, rows: Sequence[Sequence[GridValue]], *, trial_form: bool) -> None:
        super().__init__(rows)
        self._trial_form = trial_form
        self._misc_all: dict[str, Cell] = {}
        self.last_year = [[False] * self.width for _ in self.rows]
        """Places under a caption of last year's, outside the grids of tables 3 and 4."""

    def read(self) -> GridReading:
        self._read_t3()
        self._read_t4()
        self._mark_last_year()
        self._read_t4_list()
        if not self._trial_form:
            self._read_t2()
        found = frozenset(address.partition(".")[0] for address in self.places)
        found |= {remark.table for remark in self.remarks if remark.kind is RemarkKind.MISSING}
        return GridReading(
            Tables().with_cells(self.cells),
            found,
            MappingProxyType(self.places),
            MappingProxyType(self.raw),
            tuple(self.remarks),
            MappingProxyType(self._misc_all),
        )

    # Table 3

    def _read_t3(self) -> None:
        headers: list[list[Block]] = []
        row = 0
        while row < len(self.rows):
            if any(labels.T3_COLUMN_AXIS.find(text) == "natural" for _, text in self.words(row)):
                # A row with figures is no heading: 3.其他 may come first behind a header repeated on a new page.
                below = row + 2 if row + 1 < len(self.rows) and not self.has_numbers(row + 1) else row + 1
                band = range(max(row - 1, 0), below)
                blocks = self.runs(self.headings(labels.T3_COLUMN_AXIS, band))
                blocks = [block for block in blocks if len(block.columns) >= _MIN_HEADINGS]
                if blocks:
                    self.caption(blocks)
                    headers.append(blocks)
                    row = blocks[0].bottom
            row += 1
        if not headers:
            self._t3_without_header()
            return
        limits = [*(blocks[0].top for blocks in headers[1:]), len(self.rows)]
        leaders = self._t3_leaders(headers, limits)
        block = self.current("t3", [block for i in sorted(set(leaders)) for block in headers[i]])
        seen: dict[str, int] = {}
        for blocks, leader, limit in zip(headers, leaders, limits, strict=True):
            wanted = blocks[headers[leader].index(block)] if block in headers[leader] else None
            last = self._t3_rows(blocks[0], wanted, limit, seen, alone=len(blocks) == 1)
            self.used.update(range(blocks[0].top, last + 1))
        if block is not None:
            self._t3_missing(block, seen)

    def _t3_leaders(self, headers: Sequence[Sequence[Block]], limits: Sequence[int]) -> list[int]:
        """For each header the first one of its table: one split over pages repeats its header, but no row."""
        leaders: list[int] = []
        known: set[str] = set()
        for i, (blocks, limit) in enumerate(zip(headers, limits, strict=True)):
            keys = {key for _, key, _ in self._t3_labelled(blocks[0], limit, alone=len(blocks) == 1)}
            goes_on = bool(leaders and keys) and len(blocks) == len(headers[leaders[-1]]) and not keys & known
            leaders.append(leaders[-1] if goes_on else i)
            known = known | keys if goes_on else keys
        return leaders

    def _t3_labelled(self, block: Block, limit: int, *, alone: bool) -> list[tuple[int, str, int]]:
        """(row, key, column of the label) of the rows of the form under a header."""
        found: list[tuple[int, str, int]] = []
        for row in range(block.bottom + 1, limit):
            if self._begins_other_table(row):
                break
            # Flattened tables drift: a label may stand under the first headings. 其他 and 总计 are headings as well.
            drifts = alone and len(self.headings(labels.T3_COLUMN_AXIS, [row])) <= 1
            for column, text in reversed(self.words(row, None if drifts else block.label_end)):
                key = labels.T3_ROW_AXIS.find(text)
                if key is not None:
                    found.append((row, key, column))
                    break
        return found

    def _t3_rows(self, any_block: Block, block: Block | None, limit: int, seen: dict[str, int], *, alone: bool) -> int:
        """Read the rows under a header into this year's block, if it is there; return the last row of the table."""
        labelled = self._t3_labelled(any_block, limit, alone=alone)
        keys = {row: (key, column) for row, key, column in labelled}
        shifts = self._t3_shifts(block, labelled) if block is not None and alone else {}
        last = any_block.bottom
        for row in range(any_block.bottom + 1, limit):
            if self._begins_other_table(row):
                break
            last = row if row in keys else last
            if block is None:
                continue
            if row not in keys:
                words = self.words(row, any_block.label_end)
                filled = any(self.is_number(row, column) for column in block.columns.values())
                if words and (filled or self._trial_form):
                    self._t3_stray_row(row, *words[-1], block)
                continue
            key, column = keys[row]
            if key in seen:
                text = f"第 {seen[key] + 1} 行和第 {row + 1} 行都是“{row_label(key)}”，请删去一行"
                self.remark(RemarkKind.DUPLICATE, "t3", text, row, column, f"t3.{key}.total")
                continue
            seen[key] = row
            for name, place in block.columns.items():
                self.take(f"t3.{key}.{name}", row, place + shifts.get(row, 0))
        return last

    def _t3_shifts(self, block: Block, labelled: Sequence[tuple[int, str, int]]) -> dict[int, int]:
        """How far the values of rows stand beside their headings where a table drifted when it was flattened.

        A row with a value for every heading proves its shift; rows with blanks go with the rows whose labels stand in
        the same column. Places are never shifted under words that head a further column.
        """
        width = block.end - block.start + 1
        proven: dict[int, list[int]] = {}
        values: dict[int, list[int]] = {}
        for row, _, label in labelled:
            places = [c for c in range(label + 1, self.width) if self.is_value(row, c)]
            values[row] = places
            if len(places) == width == places[-1] - places[0] + 1:
                proven.setdefault(label, []).append(places[0] - block.start)
        shifts: dict[int, int] = {}
        for row, _, label in labelled:
            known = proven.get(label)
            if known is not None:
                shift = max(set(known), key=known.count)
            elif label >= block.start:
                shift = label + 1 - block.start
            else:
                continue
            if values[row] and len(values[row]) == width == values[row][-1] - values[row][0] + 1:
                shift = values[row][0] - block.start
            beyond = range(block.end + 1, block.end + 1 + shift)
            headed = any(
                self.text(at, c) for at in range(block.top, block.bottom + 1) for c in beyond if c < self.width
            )
            if shift and not headed and block.end + shift < self.width:
                shifts[row] = shift
        return shifts

    def _t3_stray_row(self, row: int, column: int, text: str, block: Block) -> None:
        label = " ".join(text.split())
        if self._trial_form and labels.T3_GROUP_AXIS.find(text) != "misc":
            return
        if self._trial_form:
            for name, place in block.columns.items():
                value = parse_value(self.rows[row][place])
                self._misc_all[name] = value.number
                if value.raw is not None:
                    self.raw[f"t3.misc.all.{name}"] = value.raw
            return
        if labels.T3_GROUP_AXIS.find(text) is not None:
            said = f"“{label}”是分组标题，这一行不填数，其中的数没有读取，请核对"
            self.remark(RemarkKind.CAPTION_VALUE, "t3", said, row, column)
        else:
            self.remark(RemarkKind.UNKNOWN_ROW, "t3", f"“{label}”一行不在官方表格里，没有读取", row, column)

    def _t3_missing(self, block: Block, seen: Mapping[str, int]) -> None:
        absent = [row for row in T3_ROWS if row not in seen]
        if self._misc_all:
            absent = [row for row in absent if not row.startswith("misc.")]
        rows = [row_label(row) for row in absent]
        columns = [label for column, label in T3_COLUMNS.items() if column not in block.columns]
        if rows:
            text = f"缺少{listed(rows, '行')}，请照官方表格补上"
            self.remark(RemarkKind.MISSING, "t3", text, block.bottom, block.start)
        if columns:
            text = f"缺少{listed(columns, '列')}，请照官方表格补上"
            self.remark(RemarkKind.MISSING, "t3", text, block.top, block.start)

    def _t3_without_header(self) -> None:
        found: dict[str, tuple[int, int]] = {}
        for row in range(len(self.rows)):
            for column, text in self.words(row):
                key = labels.T3_ROW_AXIS.find(text)
                if key is not None and key not in {"misc.other", "result_total"}:
                    found.setdefault(key, (row, column))
        if len(found) >= _MIN_ROWS and any(self.has_numbers(row) for row, _ in found.values()):
            text = "没有找到“自然人”“商业企业”……“总计”这一行列标题，请照官方表格补上"
            self.remark(RemarkKind.MISSING, "t3", text, *next(iter(found.values())))

    def _begins_other_table(self, row: int) -> bool:
        words = self.words(row)
        outcomes = {labels.T4_COLUMN_AXIS.find(text, MAX_SHORT_LABEL) for _, text in words} - {None}
        return len(outcomes) >= _MIN_OUTCOMES or any(
            labels.is_section_title(text) or labels.T2_ROW_AXIS.find(text, MAX_SHORT_LABEL) is not None
            for _, text in words
        )

    # Table 4

    def _read_t4(self) -> None:
        tables: list[Block] = []
        rows_of: list[list[str]] = []
        parts: list[list[Block]] = []
        """Grids that make up one table, where each kind of case has a grid of its own."""
        row = 0
        while row < len(self.rows):
            if not self._is_outcome_row(row):
                row += 1
                continue
            bottom = row + 1 if row + 1 < len(self.rows) and self._is_outcome_row(row + 1) else row
            runs = self.runs(self.headings(labels.T4_COLUMN_AXIS, range(row, bottom + 1)))
            runs = [run for run in runs if len(run.columns) >= _MIN_OUTCOMES]
            named = self._t4_block_rows(bottom + 1, runs[0].start) if runs else {}
            if len(named) > 1:
                self.caption(runs)
                tables += runs
                rows_of += [list(named) for _ in runs]
                last = max(named.values())
            else:
                grids = self._t4_grids(runs)
                self.caption(grids)
                if self._t4_goes_on(parts, grids):
                    parts[-1].append(grids[0])
                else:
                    tables += grids
                    rows_of += [[] for _ in grids]
                    parts += [[grid] for grid in grids]
                last = max((self._t4_values_row(grid) for grid in grids), default=bottom)
            self.used.update(range(row, last + 1))
            row = last + 1
        block = self.current("t4", tables)
        if block is None:
            return
        missing: list[str] = []
        if next(named for one, named in zip(tables, rows_of, strict=True) if one is block):
            for name, at in self._t4_block_rows(block.bottom + 1, block.label_end).items():
                for column, place in block.columns.items():
                    self.take(f"t4.{name}.{column}", at, place)
            missing = [label for column, label in T4_COLUMNS.items() if column not in block.columns]
        else:
            whole = next(part for part in parts if part[0] is block)
            for grid in whole:
                at = self._t4_values_row(grid)
                for key, place in grid.columns.items():
                    self.take(f"t4.{key}", at, place)
            known = {key for grid in whole for key in grid.columns}
            keys = [f"{name}.{column}" for name in T4_BLOCKS for column in T4_COLUMNS]
            missing = [cell_label(f"t4.{key}") for key in keys if key not in known]
        if missing:
            text = f"缺少{listed(missing, '列')}，请照官方表格补上"
            self.remark(RemarkKind.MISSING, "t4", text, block.top, block.start)

    def _t4_goes_on(self, parts: Sequence[Sequence[Block]], grids: Sequence[Block]) -> bool:
        """Tell whether a grid has the cases that those before it lack."""
        if not parts or len(grids) != 1 or grids[0].last_year != parts[-1][0].last_year:
            return False
        known = {key for grid in parts[-1] for key in grid.columns}
        return grids[0].year == parts[-1][0].year and not known & grids[0].columns.keys()

    def _is_outcome_row(self, row: int) -> bool:
        if row in self.used:
            return False
        found = {labels.T4_COLUMN_AXIS.find(text, MAX_SHORT_LABEL) for _, text in self.words(row)} - {None}
        return len(found) >= _MIN_OUTCOMES and not self.has_numbers(row)

    def _t4_block_rows(self, first: int, label_end: int) -> dict[str, int]:
        """Rows labelled with the three blocks, as in a transposed table 4."""
        found: dict[str, int] = {}
        for row in range(first, min(first + 2 * len(T4_BLOCKS), len(self.rows))):
            for _, text in self.words(row, label_end):
                key = labels.T4_BLOCK_AXIS.find(text, MAX_SHORT_LABEL)
                if key is not None and key not in found:
                    found[key] = row
        return found

    def _t4_grids(self, runs: Sequence[Block]) -> list[Block]:
        """Join runs of outcomes into official grids with columns ``<block>.<outcome>``."""
        grids: list[Block] = []
        for i, run in enumerate(runs):
            name = self._t4_caption(run) or list(T4_BLOCKS)[i % len(T4_BLOCKS)]
            columns = {f"{name}.{outcome}": column for outcome, column in run.columns.items()}
            if not grids or columns.keys() & grids[-1].columns.keys():
                grids.append(Block({}, run.top, run.bottom, run.label_end))
            grids[-1].columns.update(columns)
        return grids

    def _t4_caption(self, run: Block) -> str | None:
        for row in range(run.bottom, max(run.top - _VALUE_ROWS, -1), -1):
            for column in range(run.start, run.end + 1):
                key = labels.T4_BLOCK_AXIS.find(self.text(row, column), MAX_SHORT_LABEL)
                if key is not None:
                    return key
        return None

    def _t4_values_row(self, grid: Block) -> int:
        """Find the row of values: the next one with a number that is not captioned 上年; else the very next."""
        below = range(grid.bottom + 1, min(grid.bottom + 1 + _VALUE_ROWS, len(self.rows)))
        for row in below:
            if any(labels.is_last_year(text) for _, text in self.words(row)) or self._is_outcome_row(row):
                continue
            if any(self.is_number(row, column) for column in grid.columns.values()):
                return row
        return min(grid.bottom + 1, len(self.rows) - 1)

    def _read_t4_list(self) -> None:
        """Rows such as ``行政复议 | 结果维持 | 3`` or ``行政复议结果维持 | 3``, one or several to a line."""
        block: str | None = None
        taken = False
        for row in self._free_rows():
            if self._t2_row(row) is not None:
                block = None
            for column, text in self.words(row):
                named = labels.T4_BLOCK_AXIS.find(text, MAX_SHORT_LABEL)
                if named is not None or labels.normalise(text) == "行政诉讼":
                    block = named
                outcome = labels.T4_COLUMN_AXIS.find(text, MAX_SHORT_LABEL)
                if block is not None and outcome is not None:
                    self.take(f"t4.{block}.{outcome}", row, self._value_right_of(row, column))
                    taken = True
        if taken:
            self._absent("t4", [f"{name}.{column}" for name in T4_BLOCKS for column in T4_COLUMNS])

    # Table 2

    def _read_t2(self) -> None:
        state = _T2State()
        for row in self._free_rows():
            named = self._t2_row(row)
            headings = self.headings(labels.T2_COLUMN_AXIS, [row])
            if any(labels.normalise(text).startswith("第二十条") for _, text in self.words(row)):
                state = _T2State()
            elif named is not None:
                state.row = named[0]
                self._t2_values(row, *named, headings, state)
            elif len(headings) == 1 and state.row is not None and self._is_t2_item(row, headings[0], state.row):
                column, _, key = headings[0]
                self.take(f"t2.{state.row}.{key}", row, self._value_right_of(row, column))
            elif headings:
                self._t2_header(row, headings, state)
        if any(address.startswith("t2.") for address in self.places):
            self._absent("t2", T2_KEYS)

    def _t2_row(self, row: int) -> tuple[str, int] | None:
        for column, text in self.words(row):
            key = labels.T2_ROW_AXIS.find(text, MAX_SHORT_LABEL)
            if key is not None:
                return key, column
        return None

    def _t2_values(
        self, row: int, key: str, column: int, headings: list[tuple[int, int, str]], state: _T2State
    ) -> None:
        columns = next(columns for _, columns, rows in T2_BANDS if key in rows)
        own = [(place, name) for place, _, name in headings if name in columns]
        if own:
            for at, name in own:
                self.take(f"t2.{key}.{name}", row, self._value_right_of(row, at))
        elif len(columns) > 1:
            for name in columns:
                if name in state.columns:
                    self.take(f"t2.{key}.{name}", row, state.columns[name])
        else:
            place: int | None = state.columns.get(columns[0])
            if place is None or self.blank(row, place):
                place = self._value_right_of(row, column)
            self.take(f"t2.{key}.{columns[0]}", row, place)

    def _is_t2_item(self, row: int, heading: tuple[int, int, str], context: str) -> bool:
        """Tell whether a lone column label with a number at its right continues the row named before."""
        column, _, key = heading
        return f"{context}.{key}" in T2_KEYS and self.is_number(row, self._value_right_of(row, column))

    def _t2_header(self, row: int, headings: list[tuple[int, int, str]], state: _T2State) -> None:
        runs = self.runs(headings)
        block = next((run for run in runs if not self.last_year[row][run.start]), None)
        state.columns = dict(block.columns) if block is not None else {}
        state.row = None
        if block is not None and len(block.columns) > 1:
            wanted = next(columns for _, columns, _ in T2_BANDS if len(columns) > 1)
            missing = [T2_COLUMNS[name] for name in wanted if name not in block.columns]
            if missing:
                text = f"缺少{listed(missing, '列')}，请照官方表格补上"
                self.remark(RemarkKind.MISSING, "t2", text, row, block.start)

    def _absent(self, table: str, keys: Iterable[str]) -> None:
        """Say which cells of a table that is there were not found."""
        missing = [cell_label(f"{table}.{key}") for key in keys if f"{table}.{key}" not in self.places]
        already = any(remark.kind is RemarkKind.MISSING and remark.table == table for remark in self.remarks)
        if missing and not already:
            row, column = next(place for address, place in self.places.items() if address.startswith(table))
            self.remark(RemarkKind.ABSENT, table, f"没有找到{listed(missing, '项')}，按未填处理", row, column)

    # Last year's figures beside or below lists

    def _mark_last_year(self) -> None:
        """Columns under a caption such as 上年数据, until the next section or this year's caption."""
        state = [False] * self.width
        for row in range(len(self.rows)):
            words = self.words(row)
            if row in self.used or any(labels.is_section_title(text) for _, text in words):
                state = [False] * self.width
            latest = max((year for _, text in words if (year := labels.caption_year(text))), default=0)
            for i, (column, text) in enumerate(words):
                stop = words[i + 1][0] if i + 1 < len(words) else self.width
                year = labels.caption_year(text) or latest
                if row not in self.used and (labels.is_last_year(text) or year < latest):
                    state[column:stop] = [True] * (stop - column)
                elif labels.is_this_year(text):
                    state[column:stop] = [False] * (stop - column)
            self.last_year[row] = list(state)

    def _free_rows(self) -> Iterator[int]:
        """Rows of no grid read so far and not wholly last year's."""
        for row in range(len(self.rows)):
            first = next((column for column, _ in self.words(row)), 0)
            if row not in self.used and (self.width == 0 or not self.last_year[row][first]):
                yield row

    def _value_right_of(self, row: int, column: int) -> int:
        """Find the value that belongs to a label: the first filled place before the next label."""
        places: list[int] = []
        for place in range(column + 1, self.width):
            text = self.text(row, place)
            if text and (
                labels.T2_COLUMN_AXIS.find(text, MAX_SHORT_LABEL) or labels.T4_COLUMN_AXIS.find(text, MAX_SHORT_LABEL)
            ):
                break
            if not self.last_year[row][place]:
                places.append(place)
        filled = [place for place in places if not self.blank(row, place)]
        return (filled or places or [column])[0]
