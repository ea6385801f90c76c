"""勾稽: totals, and the rules of report-standard.md §3 that need only this year's tables.

Pure functions over :class:`Tables`. A discrepancy is told once: where the failing sums point to a single cell, to two
swapped cells or to two swapped lines, one :class:`Discrepancy` speaks for all of them (see :mod:`.locate`).
T3-06 and T3-08 concern reading and come from :mod:`.grid`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from assistant.errors import InputError
from assistant.report.standard import (
    T2_AMOUNT_KEY,
    T2_COLUMNS,
    T3_APPLICANT_COLUMNS,
    T3_COLUMNS,
    T3_ROWS,
    T4_BLOCKS,
    T4_LITIGATION_BLOCKS,
    T4_OUTCOMES,
    TABLE_NAMES,
    OrganKind,
    cell_label,
)
from assistant.tables.locate import EQUATIONS, Discrepancy, Shape, explain
from assistant.tables.schema import T2, T3, T4, Cell, Number, Tables
from assistant.tables.totals import OPERANDS

_MAX_DECIMALS = 6
_COUNT_RULES = {"t2": "T2-01", "t3": "T3-04", "t4": "T4-02"}
_COUNTY_ENDINGS = ("县人民政府", "区人民政府", "旗人民政府", "县政府", "区政府", "旗政府")
_CITY_ENDINGS = ("市人民政府", "市政府")
_PROVINCE_ENDINGS = ("自治区人民政府", "自治区政府")


def carried_in(last: Tables | None, tables: Tables) -> Mapping[str, Cell]:
    """This year's empty cells of 上年结转 with last year's 结转下年度, by address (XY-01, XY-02)."""
    if last is None:
        return {}
    return {
        f"t3.carried_in.{column}": value
        for column in T3_COLUMNS
        if tables.t3[f"carried_in.{column}"] is None and (value := last.t3[f"carried_out.{column}"]) is not None
    }


def complete(tables: Tables) -> Tables:
    """Fill in every total that is null and whose details are all given; a total that is given is never changed.

    Totals are those of :data:`.totals.OPERANDS`. If the row of （七）总计 has gaps but all 21 detail totals are given,
    its total is their sum.
    """
    values = {f"{table.name}.{key}": value for table in tables for key, value in table.cells.items()}
    changes: dict[str, Number] = {}
    grand = "t3.result_total.total"
    for address, operands in OPERANDS.items():
        if values[address] is None and (found := _sum(values[operand] for operand in operands)) is not None:
            values[address] = changes[address] = found
    if values[grand] is None:
        details = [f"{address.rpartition('.')[0]}.total" for address in OPERANDS["t3.result_total.natural"]]
        if (found := _sum(values[address] for address in details)) is not None:
            changes[grand] = found
    return tables.with_cells(changes) if changes else tables


def fill_blanks(tables: Tables) -> dict[str, Number]:
    """Propose values for the empty cells by address: what the filled cells force, else 0; totals are added up.

    Meant as an offer that a clerk confirms (TQ-27). Cells that are filled never change. Nothing is proposed for cells
    of a row whose given total says that they are not all 0, but not which of them.
    """
    filled = _forced(complete(tables))
    zeros: dict[str, Cell] = {}
    for address, operands in OPERANDS.items():
        if not address.endswith(".total"):
            continue
        total = filled.cell(address)
        gaps = [operand for operand in operands if filled.cell(operand) is None]
        given = sum(value for operand in operands if (value := filled.cell(operand)) is not None)
        if total is None or total == given:
            zeros |= {gap: 0 for gap in gaps if gap not in OPERANDS}
    zeros |= {address: 0 for address in empty_cells(filled) if address.startswith("t2.")}
    filled = complete(filled.with_cells(zeros))
    return {address: value for address in empty_cells(tables) if (value := filled.cell(address)) is not None}


def no_cases(tables: Tables, last: Tables | None = None) -> dict[str, Number]:
    """Every cell of 表三 and 表四 as 0, by address: a year without applications, reviews and lawsuits.

    InputError when a cell is filled with something else, or when applications came over from ``last`` year.
    """
    addresses = [f"{table.name}.{key}" for table in tables if table.name != "t2" for key in table.cells]
    told = next((address for address in addresses if tables.cell(address)), None)
    if told is not None:
        raise InputError(
            f"{TABLE_NAMES[told.partition('.')[0]]}“{cell_label(told)}”已经填了 {tables.cell(told)}，"
            "与全年没有申请、复议、诉讼不符；确实没有的，先把这一格改成 0。"
        )
    over = last.cell("t3.carried_out.total") if last is not None else None
    if over:
        raise InputError(f"上年结转到今年的申请有 {over} 件，今年要填“上年结转”和办理结果，不能全部填 0。")
    return dict.fromkeys((address for address in addresses if tables.cell(address) is None), 0)


def _forced(tables: Tables) -> Tables:
    """Solve every sum that has a single gap, as long as that leads to whole numbers ≥ 0."""
    sums = [([f"t3.{key}" for key in one.left], [f"t3.{key}" for key in one.right]) for one in EQUATIONS]
    sums += [(list(operands), [address]) for address, operands in OPERANDS.items() if address.startswith("t4.")]
    progress = True
    while progress:
        progress = False
        for left, right in sums:
            gaps = [address for address in (*left, *right) if tables.cell(address) is None]
            if len(gaps) != 1:
                continue
            if gaps[0] in left:
                left, right = right, left
            # Now the gap is on the right.
            value = sum(tables.cell(address) or 0 for address in left) - sum(
                tables.cell(address) or 0 for address in right
            )
            if is_whole(value):
                tables = tables.with_cells({gaps[0]: value})
                progress = True
    return tables


def empty_cells(tables: Tables) -> tuple[str, ...]:
    """Addresses of the cells that were not filled, in the form's order."""
    return tuple(f"{table.name}.{key}" for table in tables for key, value in table.cells.items() if value is None)


def discrepancies(tables: Tables, kind: OrganKind | None = None, organ_name: str = "") -> tuple[Discrepancy, ...]:
    """Every broken rule T2-01…05, T3-01…05, T3-07, T4-01…03, one discrepancy per defect, in the form's order.

    Rules with a null operand are skipped. T2-05 needs ``kind``; whether a government may make 规章 is read off the end
    of ``organ_name``.
    """
    return (*_t2(tables.t2, kind, organ_name), *_t3(tables.t3), *_t4(tables.t4))


def is_whole(value: Number) -> bool:
    """Tell whether it is a count as the form wants it: a non-negative integer."""
    return value >= 0 and value == int(value)


def decimals(value: Number) -> int:
    """Digits after the decimal point, trailing zeros not counted."""
    if not isinstance(value, Decimal):
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _sum(values: Iterable[Cell]) -> Number | None:
    total: Number = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _bad_counts(table: T2 | T3 | T4) -> Iterator[Discrepancy]:
    for key, value in table.cells.items():
        address = f"{table.name}.{key}"
        if value is not None and key != T2_AMOUNT_KEY and not is_whole(value):
            yield Discrepancy(_COUNT_RULES[table.name], key, (address,), left=value, suspect=address)


def _t2(table: T2, kind: OrganKind | None, organ_name: str) -> Iterator[Discrepancy]:
    yield from _bad_counts(table)
    address = f"t2.{T2_AMOUNT_KEY}"
    amount = table[T2_AMOUNT_KEY]
    if amount is not None and (amount < 0 or decimals(amount) > _MAX_DECIMALS):
        yield Discrepancy("T2-02", T2_AMOUNT_KEY, (address,), left=amount, suspect=address)
    for row in ("rules", "normative"):
        made, in_force = table[f"{row}.made"], table[f"{row}.in_force"]
        if made is None or in_force is None or in_force >= made:
            continue
        # T2-04 is the sharper case of T2-03.
        rule, implied = ("T2-04", ("T2-03",)) if in_force == 0 else ("T2-03", ())
        yield Discrepancy(rule, row, (f"t2.{row}.in_force", f"t2.{row}.made"), in_force, made, implied=implied)
    shape = _who_makes_rules(kind, organ_name)
    if shape is not None:
        cells = tuple(f"t2.rules.{column}" for column in T2_COLUMNS if (table.cells.get(f"rules.{column}") or 0) > 0)
        if cells:
            yield Discrepancy("T2-05", "rules", cells, left=table[cells[0].removeprefix("t2.")], shape=shape)


def _who_makes_rules(kind: OrganKind | None, organ_name: str) -> Shape | None:
    """PLAIN where 规章 are impossible, DOUBTFUL for a 市 (a county-level one cannot be told from its name)."""
    if kind is None:
        return None
    if kind is not OrganKind.GOVERNMENT:
        return Shape.PLAIN
    if organ_name.endswith(_COUNTY_ENDINGS) and not organ_name.endswith(_PROVINCE_ENDINGS):
        return Shape.PLAIN
    return Shape.DOUBTFUL if organ_name.endswith(_CITY_ENDINGS) else None


def _t4(table: T4) -> Iterator[Discrepancy]:
    yield from _bad_counts(table)
    for block in T4_BLOCKS:
        total, details = table[f"{block}.total"], _sum(table[f"{block}.{column}"] for column in T4_OUTCOMES)
        if total is None or details is None or total == details:
            continue
        address = f"t4.{block}.total"
        forgotten = total == 0
        yield Discrepancy(
            "T4-01",
            block,
            (address, *OPERANDS[address]),
            details,
            total,
            suspect=address if forgotten else None,
            proposed=((address, details),) if forgotten and is_whole(details) else (),
        )
    after, review = table[f"{T4_LITIGATION_BLOCKS[1]}.total"], table["review.total"]
    if after is not None and after > 0 and review == 0:
        yield Discrepancy("T4-03", "after_review", ("t4.after_review.total", "t4.review.total"), after, review)


def _t3(table: T3) -> Iterator[Discrepancy]:
    bad = {f"t3.{found.line}": found for found in _bad_counts(table)}
    one_sided = {row: found for row in T3_ROWS if (found := _one_sided(table, row)) is not None}
    overdrawn = {column: found for column in T3_COLUMNS if (found := _overdrawn(table, column)) is not None}
    forgotten = _forgotten_column(table, one_sided)
    if forgotten is not None:
        yield forgotten
        # The rest is judged as if that column were right, so that its absence is told only once.
        missing = dict(_row_sums(table)) if forgotten.proposed else dict.fromkeys(_details_of(forgotten.cells))
        table = table.with_cells({address.removeprefix("t3."): value for address, value in missing.items()})
    for found in explain(table):
        columns = [column for rule, column in found.broken if rule == "T3-03" and column in overdrawn]
        told = [overdrawn.pop(column) for column in columns]
        # Where a cell of another row is to blame, that too much is carried over is only a consequence.
        speaks = found.suspect is None or found.suspect.startswith("t3.carried_out.")
        yield _sharpest(
            found,
            bad=bad.pop(found.suspect, None) if found.suspect else None,
            one_sided=next(
                (one_sided[row] for rule, row in found.broken if rule == "T3-01" and row in one_sided), None
            ),
            overdrawn=told[0] if told and speaks else None,
            consequences=("T3-05",) if told else (),
        )
    yield from bad.values()
    if len(overdrawn) > 1:
        overdrawn.pop("total", None)
    yield from overdrawn.values()


def _sharpest(
    found: Discrepancy,
    *,
    bad: Discrepancy | None,
    one_sided: Discrepancy | None,
    overdrawn: Discrepancy | None,
    consequences: tuple[str, ...],
) -> Discrepancy:
    """Let the most specific rule that the defect breaks (T3-04, T3-07, T3-05) speak; the others are implied."""
    sharper = bad or one_sided or overdrawn
    rules = {found.rule, *found.implied, *consequences, *(rule.rule for rule in (bad, one_sided, overdrawn) if rule)}
    if sharper is None:
        return replace(found, implied=tuple(sorted(rules - {found.rule})))
    suspect = (found.suspect,) if found.suspect else ()
    return replace(
        found,
        rule=sharper.rule,
        line=sharper.line,
        left=sharper.left,
        right=sharper.right,
        cells=tuple(dict.fromkeys((*suspect, *sharper.cells, *found.cells))),
        implied=tuple(sorted(rules - {sharper.rule})),
    )


def _details_of(totals: Iterable[str]) -> list[str]:
    return [operand for total in totals for operand in OPERANDS[total]]


def _one_sided(table: T3, row: str) -> Discrepancy | None:
    """T3-07: a total without details, or details without a total."""
    total, details = table[f"{row}.total"], [table[f"{row}.{column}"] for column in T3_APPLICANT_COLUMNS]
    added = _sum(details)
    if total is None or added is None or (total == 0) == all(value == 0 for value in details):
        return None
    address = f"t3.{row}.total"
    return Discrepancy("T3-07", row, (address, *OPERANDS[address]), added, total)


def _forgotten_column(table: T3, one_sided: Mapping[str, Discrepancy]) -> Discrepancy | None:
    """At least two rows filled, and in all of them only the total column or only the other six."""
    filled = [row for row in T3_ROWS if any(table[f"{row}.{column}"] for column in T3_COLUMNS)]
    if len(filled) < 2 or any(row not in one_sided for row in filled):
        return None
    if any(table[f"{row}.{column}"] is None for row in T3_ROWS for column in T3_COLUMNS):
        return None
    totals_given = all(table[f"{row}.total"] for row in filled)
    if not totals_given and any(table[f"{row}.total"] for row in filled):
        return None
    cells = tuple(f"t3.{row}.total" for row in filled)
    proposed = () if totals_given else _row_sums(table)
    left = sum(found.left or 0 for found in one_sided.values())
    right = sum(found.right or 0 for found in one_sided.values())
    return Discrepancy("T3-07", "total", cells, left, right, shape=Shape.COLUMN, proposed=proposed, implied=("T3-01",))


def _row_sums(table: T3) -> tuple[tuple[str, Number], ...]:
    sums: list[tuple[str, Number]] = []
    for row in T3_ROWS:
        added = _sum(table[f"{row}.{column}"] for column in T3_APPLICANT_COLUMNS)
        if added is not None and added != table[f"{row}.total"]:
            sums.append((f"t3.{row}.total", added))
    return tuple(sums)


def _overdrawn(table: T3, column: str) -> Discrepancy | None:
    """T3-05: more is carried over than there was."""
    keys = tuple(f"{row}.{column}" for row in ("carried_out", "new_received", "carried_in"))
    carried_out, new, carried_in = (table[key] for key in keys)
    if carried_out is None or new is None or carried_in is None or carried_out <= new + carried_in:
        return None
    return Discrepancy("T3-05", column, tuple(f"t3.{key}" for key in keys), new + carried_in, carried_out)
