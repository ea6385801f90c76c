"""Which cell of table 3 is wrong: the failing sums seen as the trace that a few mistakes leave.

Table 3 obeys 39 equations (25 rows T3-01, 7 columns T3-02, 7 columns T3-03). A wrong cell breaks exactly the equations
it stands in, each by the same amount, so the set of broken equations names the cell. The same holds for a cell whose
total was computed from it, for two swapped cells and for two swapped lines: each is a hypothesis, a set of new values.
A hypothesis is accepted when it mends every equation it touches and no equally simple one mends the same equation.
Source: report-standard.md §3, "Locating the wrong cell" and "One defect, one finding".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, groupby

from assistant.report.standard import T3_APPLICANT_COLUMNS, T3_COLUMNS, T3_DETAIL_ROWS, T3_KEYS, T3_ROWS
from assistant.tables.schema import T3, Cell, Number


class Shape(StrEnum):
    """How much is known about a discrepancy."""

    PLAIN = "plain"
    """The two sides differ; no single cell can be blamed."""
    CELL = "cell"
    """One wrong cell explains everything in ``broken``."""
    CELL_AND_TOTAL = "cell-and-total"
    """One wrong cell, and the total that was added up with it."""
    SWAPPED = "swapped"
    """Two cells of one row or column hold each other's value."""
    LINES = "lines"
    """Two whole rows or columns hold each other's values."""
    CANCEL = "cancel"
    """Two lines fail by amounts that cancel: something stands in the wrong line."""
    COLUMN = "column"
    """T3-07 in every filled row: a whole column was not filled in."""
    DOUBTFUL = "doubtful"
    """T2-05 for a 市: cannot be told from the name."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One defect in the figures, told by one rule.

    ``line`` is what the rule speaks of: a row key (T3-01, T3-07, T2-03, T2-04), a column key (T3-02, T3-03, T3-05), a
    block (T4-01) or a cell key (single-cell rules). ``left`` and ``right`` are the two sides compared; for single-cell
    rules ``left`` is the value. Cells are addresses ``<table>.<row>.<col>``, the suspect first.
    """

    rule: str
    line: str
    cells: tuple[str, ...]
    left: Number | None = None
    right: Number | None = None
    shape: Shape = Shape.PLAIN
    suspect: str | None = None
    proposed: tuple[tuple[str, Number], ...] = ()
    """New values that mend it, where they are certain enough to offer."""
    implied: tuple[str, ...] = ()
    """Ids of the other rules that broke as a consequence."""
    broken: tuple[tuple[str, str], ...] = ()
    """Every failing equation of table 3 it accounts for, as (rule, line), its own first."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Cells of table 3 (as ``<row>.<col>``) whose sums must be equal; ``line`` is the row or column it is about."""

    rule: str
    line: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    shape: Shape
    changes: tuple[tuple[str, Number], ...]
    mends: frozenset[int]


_IN_ROWS = ("new_received", "carried_in")
_OUT_ROWS = ("result_total", "carried_out")
EQUATIONS = (
    *(Equation("T3-01", row, tuple(f"{row}.{c}" for c in T3_APPLICANT_COLUMNS), (f"{row}.total",)) for row in T3_ROWS),
    *(Equation("T3-02", c, tuple(f"{row}.{c}" for row in T3_DETAIL_ROWS), (f"result_total.{c}",)) for c in T3_COLUMNS),
    *(
        Equation("T3-03", c, tuple(f"{row}.{c}" for row in _IN_ROWS), tuple(f"{row}.{c}" for row in _OUT_ROWS))
        for c in T3_COLUMNS
    ),
)
"""T3-01 for each row, T3-02 and T3-03 for each column: report-standard.md §3."""
_INDEX = {(equation.rule, equation.line): i for i, equation in enumerate(EQUATIONS)}
_STANDS_IN: dict[str, list[tuple[int, int]]] = {key: [] for key in T3_KEYS}
for _i, _equation in enumerate(EQUATIONS):
    for _key in _equation.left:
        _STANDS_IN[_key].append((_i, 1))
    for _key in _equation.right:
        _STANDS_IN[_key].append((_i, -1))


def sides(table: T3, rule: str, line: str) -> tuple[Number, Number] | None:
    """Left and right side of T3-01, T3-02 or T3-03 for a row or column; None if an operand is null."""
    equation = EQUATIONS[_INDEX[rule, line]]
    left, right = ([table[key] for key in keys] for keys in (equation.left, equation.right))
    if None in left or None in right:
        return None
    return sum(value for value in left if value is not None), sum(value for value in right if value is not None)


def explain(table: T3) -> tuple[Discrepancy, ...]:
    """Gather the broken equations of table 3 so that each defect is told once, in the order of rows and columns."""
    search = _Search(table)
    if not search.failing:
        return ()
    found = [*map(search.told, search.accepted()), *search.left_over()]
    return tuple(sorted(found, key=lambda one: min(_INDEX[equation] for equation in one.broken)))


class _Search:
    """The residuals of one table and the hypotheses about them."""

    def __init__(self, table: T3) -> None:
        self.table = table
        self.values: Mapping[str, Cell] = table.cells
        self.residuals: list[Number | None] = []
        for equation in EQUATIONS:
            pair = sides(table, equation.rule, equation.line)
            self.residuals.append(None if pair is None else pair[0] - pair[1])
        self.failing = {i for i, residual in enumerate(self.residuals) if residual}
        self.settled: set[int] = set()

    def accepted(self) -> list[_Hypothesis]:
        """Pick the hypotheses that explain most with fewest changes and have no equal rival; settle what they mend."""
        ranked = sorted(self._hypotheses(), key=lambda h: (-len(h.mends), len(h.changes)))
        accepted: list[_Hypothesis] = []
        blocked: set[int] = set()
        for _, tier in groupby(ranked, key=lambda h: (len(h.mends), len(h.changes))):
            open_ones = [h for h in tier if not h.mends & blocked]
            for one in open_ones:
                if all(other is one or not other.mends & one.mends for other in open_ones):
                    accepted.append(one)
                    self.settled |= one.mends
            # What has two equally good explanations is not explained by a poorer one either.
            blocked |= {i for h in open_ones for i in h.mends}
        return accepted

    def told(self, hypothesis: _Hypothesis) -> Discrepancy:
        """Make a discrepancy of an accepted hypothesis, spoken by its first equation."""
        equations = [EQUATIONS[i] for i in sorted(hypothesis.mends)]
        proposed = tuple((f"t3.{key}", value) for key, value in hypothesis.changes)
        suspect = proposed[0][0] if hypothesis.shape in {Shape.CELL, Shape.CELL_AND_TOTAL, Shape.SWAPPED} else None
        return self._discrepancy(
            equations, hypothesis.shape, tuple(cell for cell, _ in proposed), suspect=suspect, proposed=proposed
        )

    def left_over(self) -> Iterator[Discrepancy]:
        """Tell what no hypothesis explains: the upper part of the table (T3-02) apart from the balance (T3-03)."""
        rest = self.failing - self.settled
        details = {_INDEX["T3-01", row] for row in (*T3_DETAIL_ROWS, "result_total")}
        rows = [i for i in sorted(rest) if EQUATIONS[i].rule == "T3-01"]
        sums = [i for i in sorted(rest) if EQUATIONS[i].rule == "T3-02"]
        balances = [i for i in sorted(rest) if EQUATIONS[i].rule == "T3-03"]
        # A wrong （七）总计 upsets the balance of its column by the same amount.
        follow = {
            i: next((j for j in balances if self._same_column(i, j) and self.residuals[i] == self.residuals[j]), None)
            for i in sums
        }
        balances = [j for j in balances if j not in follow.values()]
        yield from self._group([i for i in rows if i in details], sums, follow)
        yield from self._group([i for i in rows if i not in details], balances, {})

    def _group(self, rows: list[int], columns: list[int], follow: Mapping[int, int | None]) -> Iterator[Discrepancy]:
        several = self._several_cells(rows, columns)
        if several is not None:
            yield from several
            return
        with_follower = {i: [j for j in (i, follow.get(i)) if j is not None] for i in columns}
        if rows:
            attached = [j for i in columns for j in with_follower[i]]
            if not attached and self._cancel(rows):
                yield self._plain(rows, Shape.CANCEL)
                return
            for row in rows:
                yield self._plain([row, *attached], Shape.PLAIN)
                attached = []
        elif self._cancel(columns):
            yield self._plain([j for i in columns for j in with_follower[i]], Shape.CANCEL)
        else:
            consequences = with_follower[columns.pop()] if self._is_sum_of_others(columns) else []
            for column in columns:
                yield self._plain([*with_follower[column], *consequences], Shape.PLAIN)
                consequences = []

    def _several_cells(self, rows: list[int], columns: list[int]) -> list[Discrepancy] | None:
        """One row and several columns fail (or the reverse): a wrong cell at each crossing, if the amounts agree."""
        if not rows or not columns or (len(rows) > 1 and len(columns) > 1):
            return None
        cells = [(row, column) for row in rows for column in columns]
        changes: list[tuple[str, Number]] = []
        for row, column in cells:
            known = column if len(rows) == 1 else row
            key = f"{EQUATIONS[row].line}.{EQUATIONS[column].line}"
            change = self._mending(key, known)
            if change is None:
                return None
            changes.append(change)
        whole = self._hypothesis(Shape.CELL, changes)
        if whole is None or not whole.mends >= {*rows, *columns}:
            return None
        return [
            self._discrepancy(
                [EQUATIONS[row], EQUATIONS[column]],
                Shape.CELL,
                (f"t3.{key}",),
                suspect=f"t3.{key}",
                proposed=((f"t3.{key}", value),),
            )
            for (row, column), (key, value) in zip(cells, changes, strict=True)
        ]

    def _plain(self, lines: Sequence[int], shape: Shape) -> Discrepancy:
        equations = [EQUATIONS[i] for i in lines]
        own = [e for e in equations if e.rule == equations[0].rule] if shape is Shape.CANCEL else equations[:1]
        keys = [key for equation in own for key in (*equation.right, *equation.left)]
        return self._discrepancy(equations, shape, tuple(f"t3.{key}" for key in dict.fromkeys(keys)))

    def _discrepancy(
        self,
        equations: Sequence[Equation],
        shape: Shape,
        cells: tuple[str, ...],
        suspect: str | None = None,
        proposed: tuple[tuple[str, Number], ...] = (),
    ) -> Discrepancy:
        first = equations[0]
        pair = sides(self.table, first.rule, first.line)
        left, right = pair if pair is not None else (None, None)
        return Discrepancy(
            rule=first.rule,
            line=first.line,
            cells=cells,
            left=left,
            right=right,
            shape=shape,
            suspect=suspect,
            proposed=proposed,
            implied=tuple(sorted({equation.rule for equation in equations} - {first.rule})),
            broken=tuple((equation.rule, equation.line) for equation in equations),
        )

    def _hypotheses(self) -> Iterator[_Hypothesis]:
        seen: set[tuple[tuple[str, Number], ...]] = set()
        for shape, changes in (*self._single_cells(), *self._cells_with_total(), *self._swaps(), *self._line_swaps()):
            found = self._hypothesis(shape, changes)
            if found is not None and found.changes not in seen:
                seen.add(found.changes)
                yield found

    def _single_cells(self) -> Iterator[tuple[Shape, list[tuple[str, Number]]]]:
        for key in T3_KEYS:
            failing = next((i for i, _ in _STANDS_IN[key] if i in self.failing), None)
            change = None if failing is None else self._mending(key, failing)
            if change is not None:
                yield Shape.CELL, [change]

    def _cells_with_total(self) -> Iterator[tuple[Shape, list[tuple[str, Number]]]]:
        """Suppose a wrong cell whose row total, or whose column's （七）总计, was added up with it."""
        for row in T3_ROWS:
            for column in T3_COLUMNS:
                totals = [f"{row}.total"] if column != "total" else []
                totals += [f"result_total.{column}"] if row in T3_DETAIL_ROWS else []
                for total in totals:
                    for failing in (i for i, _ in _STANDS_IN[f"{row}.{column}"] if i in self.failing):
                        change, old = self._mending(f"{row}.{column}", failing), self.values[total]
                        before = self.values[f"{row}.{column}"]
                        if change is None or old is None or before is None:
                            continue
                        new = old + change[1] - before
                        if new >= 0:
                            yield Shape.CELL_AND_TOTAL, [change, (total, new)]

    def _swaps(self) -> Iterator[tuple[Shape, list[tuple[str, Number]]]]:
        in_rows = (pair for row in T3_ROWS for pair in combinations([f"{row}.{c}" for c in T3_COLUMNS], 2))
        in_columns = (pair for c in T3_COLUMNS for pair in combinations([f"{row}.{c}" for row in T3_ROWS], 2))
        for one, other in (*in_rows, *in_columns):
            first, second = self.values[one], self.values[other]
            if first is not None and second is not None and first != second:
                yield Shape.SWAPPED, [(one, second), (other, first)]

    def _line_swaps(self) -> Iterator[tuple[Shape, list[tuple[str, Number]]]]:
        rows = (
            ([f"{a}.{c}" for c in T3_COLUMNS], [f"{b}.{c}" for c in T3_COLUMNS]) for a, b in combinations(T3_ROWS, 2)
        )
        columns = (
            ([f"{row}.{a}" for row in T3_ROWS], [f"{row}.{b}" for row in T3_ROWS])
            for a, b in combinations(T3_COLUMNS, 2)
        )
        for ones, others in (*rows, *columns):
            changes: list[tuple[str, Number]] = []
            for one, other in zip(ones, others, strict=True):
                first, second = self.values[one], self.values[other]
                if first is None or second is None:
                    break
                if first != second:
                    changes += [(one, second), (other, first)]
            else:
                # Two differing cells are a plain swap, told as such.
                if len(changes) > 2:
                    yield Shape.LINES, changes

    def _mending(self, key: str, equation: int) -> tuple[str, Number] | None:
        """Find the new value of a cell that would mend one equation; None unless it is a non-negative integer."""
        old, residual = self.values[key], self.residuals[equation]
        sign = next((sign for i, sign in _STANDS_IN[key] if i == equation), None)
        if old is None or residual is None or sign is None:
            return None
        new = old - sign * residual
        return (key, new) if new >= 0 and new == int(new) else None

    def _hypothesis(self, shape: Shape, changes: Sequence[tuple[str, Number]]) -> _Hypothesis | None:
        """Build the hypothesis if the changes leave no equation broken that they touch and mend at least one."""
        effect: dict[int, Number] = {}
        for key, new in changes:
            old = self.values[key]
            if old is None:
                return None
            for i, sign in _STANDS_IN[key]:
                effect[i] = effect.get(i, 0) + sign * (new - old)
        mends: set[int] = set()
        for i, amount in effect.items():
            residual = self.residuals[i]
            if residual is None or amount == 0:
                continue
            if residual + amount != 0:
                return None
            mends.add(i)
        return _Hypothesis(shape, tuple(changes), frozenset(mends)) if mends else None

    def _residual(self, equation: int) -> Number:
        return self.residuals[equation] or 0

    def _cancel(self, lines: Sequence[int]) -> bool:
        return len(lines) == 2 and self._residual(lines[0]) + self._residual(lines[1]) == 0

    def _same_column(self, one: int, other: int) -> bool:
        return EQUATIONS[one].line == EQUATIONS[other].line

    def _is_sum_of_others(self, lines: Sequence[int]) -> bool:
        """Tell whether 总计 fails by what the other columns fail by: a consequence, not a defect of its own."""
        *others, last = lines or [-1]
        if not others or EQUATIONS[last].line != "total":
            return False
        return sum(self._residual(i) for i in others) == self._residual(last)
