"""This year's report against last year's: XY-01…10, T2-06 and T2-07 of report-standard.md §3–4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.claims import Claim
from assistant.checks.context import NUMBER, Context
from assistant.checks.finding import Finding, Fix, Severity, Where
from assistant.checks.narrative import placed
from assistant.checks.registry import about, at, describe, report_rule
from assistant.matching.quantities import Quantity, format_number
from assistant.report.standard import (
    T2_ROWS,
    T3_APPLICANT_COLUMNS,
    T3_COLUMNS,
    T4_BLOCKS,
    TABLE_KEYS,
    TABLE_NAMES,
    cell_label,
)
from assistant.tables.schema import Number, Tables
from assistant.tables.values import number_text
from assistant.tables.view import cell_value

_SOURCE = "国办公开办函〔2021〕30号所附表格；上年报告"


@report_rule(
    "XY-01",
    Severity.ERROR,
    "上年结转数与上年报告不一致",
    why="上年报告结转下来的申请，今年应当原数接上。",
    source=_SOURCE,
    wrong="上年报告结转下年度3件，今年表三上年结转填2件。",
    right="上年报告有误已更正，或者机构改革划转，可以说明原因后保留",
)
def carried_over(context: Context) -> Iterator[Finding]:
    """carried_in.total against last year's carried_out.total; columns (XY-02) only when the total holds."""
    last = context.last_tables
    if last is None:
        return
    now, before = context.cell("t3.carried_in.total"), last.cell("t3.carried_out.total")
    if now is None or before is None:
        return
    if now != before:
        cells = tuple(f"t3.carried_in.{column}" for column in ("total", *T3_APPLICANT_COLUMNS))
        values = tuple(
            (f"t3.carried_in.{column}", value)
            for column in (*T3_APPLICANT_COLUMNS, "total")
            if (value := last.cell(f"t3.carried_out.{column}")) is not None
        )
        yield about(
            "XY-01",
            f"上年报告“结转下年度继续办理”总计是 {number_text(before)}，今年“上年结转”总计填的是 {number_text(now)}，请核对；"
            "如果上年的数有误已更正，或者因机构改革划转，请注明原因。",
            Where("t3", None, cells[0]),
            cells=cells[:1],
            fix=Fix("按上年报告的结转数填“上年结转”一行", values) if len(values) == len(cells) else None,
        )
        return
    for column in T3_APPLICANT_COLUMNS:
        cell = f"t3.carried_in.{column}"
        now, before = context.cell(cell), last.cell(f"t3.carried_out.{column}")
        if now is not None and before is not None and now != before:
            yield about(
                "XY-02",
                f"“{T3_COLUMNS[column]}”一列：上年结转下来 {number_text(before)} 件，今年填 {number_text(now)} 件，总数相同，请核对申请人类别。",
                Where("t3", None, cell),
                cells=(cell,),
            )


describe(
    "XY-02",
    Severity.WARNING,
    "上年结转的申请人类别与上年不一致",
    why="总数接上了，各类申请人的数却变了，可能填错了列。",
    source=_SOURCE,
    wrong="上年结转自然人3件，今年填自然人2件、商业企业1件。",
    right="各列与上年相同",
)


@report_rule(
    "XY-03",
    Severity.WARNING,
    "现行有效件数与上年接不上",
    why="现行有效件数一般等于上年现行有效加本年制发减本年废止；有效期届满、专项清理、机构调整时可以不等。",
    source=_SOURCE,
    wrong="上年现行有效10件，本年制发2件、废止1件，今年填9件。",
    right="10＋2－1＝11",
)
def in_force_goes_on(context: Context) -> Iterator[Finding]:
    """in_force(Y) = in_force(Y−1) + made − repealed."""
    last = context.last_tables
    if last is None:
        return
    for row in ("rules", "normative"):
        made, repealed, now = (context.cell(f"t2.{row}.{column}") for column in ("made", "repealed", "in_force"))
        before = last.cell(f"t2.{row}.in_force")
        if made is None or repealed is None or now is None or before is None:
            continue
        right = before + made - repealed
        if now != right:
            yield about(
                "XY-03",
                f"{T2_ROWS[row]}：上年现行有效 {number_text(before)} 件，加本年制发 {number_text(made)} 件、减本年废止 {number_text(repealed)} 件，"
                f"应为 {number_text(right)} 件，填的是 {number_text(now)} 件；如有到期失效或者清理，请核对说明。",
                Where("t2", None, f"t2.{row}.in_force"),
                cells=(f"t2.{row}.in_force", f"t2.{row}.made", f"t2.{row}.repealed"),
            )


@report_rule(
    "XY-04",
    Severity.WARNING,
    "表三或表四与上年完全相同",
    why="数字一个不变，多半是忘了更新。",
    source="公文校对常识",
    wrong="今年表三与上年一字不差，有12格不为0。",
    right="两年都是0",
)
def unchanged_tables(context: Context) -> Iterator[Finding]:
    """Tables 3, 4 identical with ≥ 3 non-zero cells; table 2's decisions (XY-05) likewise."""
    last = context.last_tables
    if last is None:
        return
    for name in ("t3", "t4"):
        now = {key: context.cell(f"{name}.{key}") for key in TABLE_KEYS[name]}
        same = all(value is not None and value == last.cell(f"{name}.{key}") for key, value in now.items())
        filled = sum(bool(value) for value in now.values())
        if same and filled >= 3:
            yield about(
                "XY-04",
                f"{TABLE_NAMES[name]}与上年报告完全相同（{filled} 格不为 0），请确认是不是忘了更新。",
                Where(name),
            )
    keys = [key for key in TABLE_KEYS["t2"] if key.rpartition(".")[2] in ("made", "repealed", "decided")]
    same = all(
        context.cell(f"t2.{key}") is not None and context.cell(f"t2.{key}") == last.cell(f"t2.{key}") for key in keys
    )
    filled = sum(bool(context.cell(f"t2.{key}")) for key in keys)
    if same and filled >= 3:
        yield about(
            "XY-05",
            f"表二的制发、废止、处理决定数与上年报告完全相同（{filled} 格不为 0），请确认是不是忘了更新。",
            Where("t2"),
        )


describe(
    "XY-05",
    Severity.WARNING,
    "表二与上年完全相同",
    why="许可、处罚、强制的件数不会年年一样，多半是忘了更新。",
    source="公文校对常识",
    wrong="许可312件、处罚47件、制发2件，与上年一字不差。",
    right="只有一两格相同",
)


@report_rule(
    "XY-06",
    Severity.INFO,
    "与上年相差悬殊",
    why="增减五倍以上的数，值得再核一遍。",
    source="年度报告评估",
    wrong="新收申请上年12件，今年120件。",
    right="1件变6件",
)
def jumps(context: Context) -> Iterator[Finding]:
    """Ratio > 5 or < 0.2 with at least 20 on one side; T2-06 and T2-07 too."""
    last = context.last_tables
    if last is None:
        return
    told = set()
    now, before = context.cell("t2.fee.amount"), last.cell("t2.fee.amount")
    if now and before and now > 0 and before > 0:
        ratio = Decimal(now) / Decimal(before)
        if Decimal(8000) <= ratio <= Decimal(12000) or Decimal(8000) <= 1 / ratio <= Decimal(12000):
            told.add("t2.fee.amount")
            yield about(
                "T2-06",
                f"行政事业性收费今年填 {number_text(now)}，上年是 {number_text(before)}，相差约一万倍，请核对单位是不是“万元”。",
                Where("t2", None, "t2.fee.amount"),
                cells=("t2.fee.amount",),
            )
    for row in ("license", "penalty", "coercion"):
        cell = f"t2.{row}.decided"
        if context.cell(cell) == 0 and (before := last.cell(cell)):
            told.add(cell)
            yield about(
                "T2-07",
                f"{T2_ROWS[row]}上年 {number_text(before)} 件，今年是 0，请确认是职权划转还是漏填。",
                Where("t2", None, cell),
                cells=(cell,),
            )
    cells = [
        *(f"t2.{key}" for key in TABLE_KEYS["t2"]),
        *(
            f"t3.{row}.total"
            for row in ("new_received", "carried_in", "granted", "partial", "result_total", "carried_out")
        ),
        *(f"t4.{block}.total" for block in T4_BLOCKS),
    ]
    for cell in cells:
        now, before = context.cell(cell), last.cell(cell)
        if cell in told or now is None or before is None or max(now, before) < 20:
            continue
        if now > before * 5 or now * 5 < before:
            yield about(
                "XY-06",
                f"“{cell_label(cell)}”上年 {number_text(before)}，今年 {number_text(now)}，相差五倍以上，请再核一遍。",
                Where(cell[:2], None, cell),
                cells=(cell,),
            )


describe(
    "T2-06",
    Severity.WARNING,
    "收费金额可能把元填成了万元",
    why="与上年相差约一万倍，多半是单位错了。",
    source="表二栏目“单位：万元”",
    wrong="上年12.6，今年125800",
    right="上年12.6，今年15.2",
)
describe(
    "T2-07",
    Severity.INFO,
    "处理决定数降为零",
    why="上年有、今年一件没有，要么职权划走了，要么漏填。",
    source="上年报告",
    wrong="行政许可上年312件，今年0件",
    right="上年和今年都是0",
)

_GROWN = re.compile(
    rf"(?:较|比|与)(?:上一?年度?|去年|20\d\d年度?)(?:同期|相比)?[^，。；]{{0,6}}?(?P<way>增加|增长|增|多|上升|提高|减少|下降|减|少|降低)(?:了|约|近)?(?P<n>{NUMBER})|同比(?P<way2>增加|增长|上升|提高|减少|下降|降低)(?:了|约|近)?(?P<n2>{NUMBER})"
)
_LESS = ("减少", "下降", "减", "少", "降低")


@report_rule(
    "XY-07",
    Severity.WARNING,
    "文中的增减与两年的表对不上",
    why="“同比增长”由两年的表算出，改了数容易忘了改比例。",
    source=_SOURCE,
    wrong="收到申请41件，比上年增加10件。（上年38件）",
    right="收到申请41件，比上年增加3件",
)
def growth_claims(context: Context) -> Iterator[Finding]:
    """Growth told behind a number that the tables state."""
    last = context.last_tables
    if last is None:
        return
    for entry in placed(context):
        claim = entry.said
        if not isinstance(claim, Claim) or len(claim.options) != 1 or claim.foreign or claim.rule == "NT-02":
            continue
        cells = claim.options[0]
        view = entry.statement.view
        place = next(
            (
                at_
                for at_, char in enumerate(view)
                if char in entry.statement.numbers and entry.statement.numbers[char].start == claim.start
            ),
            None,
        )
        if place is None or not (match := _GROWN.match(view, _behind(view, place))):
            continue
        try:
            now = _total(cells, context.tables)
            before = _total(cells, last)
        except KeyError:
            continue
        if now is None or before is None:
            continue
        told = entry.statement.numbers[match["n"] or match["n2"]]
        way = match["way"] or match["way2"]
        if told.is_approx or _holds(told, way, now, before):
            continue
        start, end = entry.statement.span(match.start("n") if match["n"] else match.start("n2"), match.end())
        right = _change(now, before, told)
        yield at(
            "XY-07",
            entry.passage,
            start,
            end,
            f"{claim.what}今年 {number_text(now)}、上年 {number_text(before)}，{right}，文中写“{way}{entry.passage.text[start:end]}”，请核对。",
            cells=tuple(cell for cell in cells if cell.rpartition(".")[0]),
        )


def _behind(view: str, place: int) -> int:
    """Where the words behind a number begin: past a comma, a bracket and the rest of a noun."""
    match = re.compile("[^，。；（）]{0,12}?[，（]?(?=较|比|与|同比)").match(view, place + 1)
    return match.end() if match else place + 1


def _total(cells: tuple[str, ...], tables: Tables) -> Number | None:
    total: Number = 0
    for cell in cells:
        value = cell_value(tables, cell)
        if value is None:
            return None
        total += value
    return total


def _holds(told: Quantity, way: str, now: Number, before: Number) -> bool:
    difference = before - now if way in _LESS else now - before
    if told.unit not in ("%", "倍"):
        return told.value == difference
    if before == 0:
        return False
    exact = Decimal(difference) / Decimal(before) * (100 if told.unit == "%" else 1)
    exponent = Decimal(told.value).as_tuple().exponent
    unit = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return abs(exact - Decimal(told.value)) <= unit


def _change(now: Number, before: Number, told: Quantity) -> str:
    way = "增加" if now >= before else "减少"
    difference: Number = now - before if now >= before else before - now
    if told.unit == "%" and before:
        return f"{way}{Decimal(difference) * 100 / Decimal(before):.1f}%"
    return f"{way} {format_number(difference)}"


@report_rule(
    "XY-08",
    Severity.INFO,
    "机关名称与上年不同",
    why="更名的，全文要统一用新名称。",
    source="上年报告",
    wrong="上年是“云岭县国土资源局”，今年是“云岭县自然资源局”。",
    right="两年名称相同",
)
def renamed(context: Context) -> Iterator[Finding]:
    """Another organ's name in last year's report."""
    if context.last is not None and context.last.organ.name and context.last.organ.name != context.organ.name:
        yield about(
            "XY-08",
            f"上年报告的机关是“{context.last.organ.name}”，今年是“{context.organ.name}”，如果不是更名，请看是否拿错了上年报告。",
            Where("title"),
        )


_MOST_CELLS = 6
"""Cells named in one finding on the sums over units."""


@report_rule(
    "XY-09",
    Severity.INFO,
    "汇总数与下级报告合计不一致",
    why="政府汇总全域填报时，各格应当等于下级各单位报告之和；范围不同（只报本级）时不适用，所以给出下级报告才核对，结果仅供参考。",
    source="下级单位年度报告；K+ 汇总核对",
    wrong="两个乡镇各收到3件，县政府汇总新收申请填了5件。",
    right="县政府汇总新收申请6件；下级有空格的，不作判断",
)
def sums_over_units(context: Context) -> Iterator[Finding]:
    """Each cell against the sum over the subordinate reports given; cells empty in any of them stay undecided."""
    if not context.units:
        return
    for table, keys in TABLE_KEYS.items():
        if table == "t2" and context.form != "2021":
            continue
        wrong: list[tuple[str, Number, Number]] = []
        undecided = 0
        for key in keys:
            path = f"{table}.{key}"
            now, parts = context.cell(path), [unit.cell(path) for unit in context.units]
            known = [part for part in parts if part is not None]
            if now is None or len(known) < len(parts):
                undecided += now is not None
            elif sum(known) != now:
                wrong.append((path, now, sum(known)))
        if wrong:
            told = "；".join(
                f"{cell_label(path)} 填 {number_text(now)}，合计 {number_text(total)}"
                for path, now, total in wrong[:_MOST_CELLS]
            )
            more = f"……共 {len(wrong)} 格" if len(wrong) > _MOST_CELLS else ""
            left = f"另有 {undecided} 格因下级有空格没有核对。" if undecided else ""
            yield about(
                "XY-09",
                f"{TABLE_NAMES[table]}与 {len(context.units)} 份下级报告的合计不一致：{told}{more}。{left}请核对是汇总有误，"
                "还是统计范围不同。",
                Where(table, None, wrong[0][0]),
                cells=tuple(path for path, _, _ in wrong),
            )


@report_rule(
    "XY-10",
    Severity.INFO,
    "上年尚未审结的案件没有接上",
    why="上年尚未审结的案件今年一般要有结果；各地统计口径不一，请自行确认。",
    source="上年报告",
    wrong="上年复议尚未审结2件，今年复议总计1件。",
    right="今年总计不少于上年尚未审结",
)
def pending_cases(context: Context) -> Iterator[Finding]:
    """Last year's pending cases above this year's total of the same block."""
    last = context.last_tables
    if last is None:
        return
    for block, name in T4_BLOCKS.items():
        now, before = context.cell(f"t4.{block}.total"), last.cell(f"t4.{block}.pending")
        if now is not None and before and before > now:
            yield about(
                "XY-10",
                f"{name}：上年尚未审结 {number_text(before)} 件，今年总计只有 {number_text(now)} 件，请确认上年的案件是否已统计。",
                Where("t4", None, f"t4.{block}.total"),
                cells=(f"t4.{block}.total",),
            )
