"""Narrative against tables: NT-01…14 of report-standard.md §5."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.checks.claim_words import Sum
from assistant.checks.claims import Claim, read_claims
from assistant.checks.context import NUMBER, Context, Passage, Statement, text_before
from assistant.checks.denials import Denial, read_denials
from assistant.checks.finding import Finding, Severity
from assistant.checks.registry import at, describe, report_rule
from assistant.matching.quantities import Approx, Quantity, format_number
from assistant.report.standard import T3_GROUPS, TABLE_KEYS, OrganKind, cell_label
from assistant.tables.schema import Number, Tables
from assistant.tables.values import number_text
from assistant.tables.view import cell_value

_SOURCE = "国办公开办函〔2021〕30号所附表格；文表一致"
_SEVERITIES = dict.fromkeys(("NT-10", "NT-16", "NT-17", "NT-18", "NT-20", "NT-22", "NT-06", "NT-07"), Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim or denial where it stands."""

    passage: Passage
    statement: Statement
    said: Claim | Denial


def placed(context: Context) -> tuple[Placed, ...]:
    """Everything the narrative claims or denies of the tables, in printed order."""
    return _placed(context.passages, context.organ.kind is OrganKind.GOVERNMENT, context.year)


@lru_cache(maxsize=16)
def _placed(passages: tuple[Passage, ...], government: bool, year: int) -> tuple[Placed, ...]:
    found = []
    for passage in passages:
        if passage.section not in ("overview", "issues", "other"):
            continue
        in_requests = passage.group == "requests"
        found += [Placed(passage, *pair) for pair in read_claims(passage.text, in_requests, government, year)]
        found += [Placed(passage, *pair) for pair in read_denials(passage.text, in_requests, government)]
    return tuple(found)


def value_of(tables: Tables, cells: Sum) -> Number | None:
    """The sum of some cells, None when one of them is not filled."""
    total: Number = 0
    for cell in cells:
        value = cell_value(tables, cell.removeprefix("-"))
        if value is None:
            return None
        total += -value if cell.startswith("-") else value
    return total


def agrees(number: Quantity, value: Number, claimed: Number | None = None) -> bool:
    """Whether a number of the text and one of the tables are the same, as exactly as the text says it."""
    said: Number = number.value if claimed is None else claimed
    if said == value:
        return True
    match number.approx:
        case Approx.OVER | Approx.AT_LEAST:
            return said <= value <= said + said
        case Approx.NEAR:
            return value <= said <= max(value + value, value + 10)
        case Approx.ABOUT:
            apart: Number = value - said if value >= said else said - value
            return apart * 5 <= max(value, said)
        case Approx.RANGE:
            return number.upper is not None and number.value <= value <= number.upper
        case None:
            return False


def label_of(cells: Sum) -> str:
    """How messages call some cells: the label of the cell, the group or the sum."""
    names = [_name(cell.removeprefix("-")) for cell in cells]
    marks = ["减" if cell.startswith("-") else "加" for cell in cells]
    return names[0] + "".join(f"{mark}{name}" for mark, name in zip(marks[1:], names[1:], strict=True))


def _name(cell: str) -> str:
    table, _, key = cell.partition(".")
    group, _, column = key.partition(".")
    if table == "t3" and group in T3_GROUPS and f"{group}.{column}" not in TABLE_KEYS["t3"]:
        return f"“{T3_GROUPS[group]}”各项合计"
    return f"“{cell_label(cell)}”"


def _cells(options: tuple[Sum, ...]) -> tuple[str, ...]:
    known = []
    for cells in options:
        for cell in cells:
            table, _, key = cell.removeprefix("-").partition(".")
            if key in TABLE_KEYS[table]:
                known.append(f"{table}.{key}")
            else:
                group, _, column = key.partition(".")
                known += [
                    f"{table}.{other}"
                    for other in TABLE_KEYS[table]
                    if other.startswith(f"{group}.") and other.endswith(f".{column}")
                ]
    return tuple(dict.fromkeys(known))


@report_rule(
    "NT-01",
    Severity.ERROR,
    "收到申请的件数与表三不一致",
    why="文字和表格是同一件事的两种写法，数字必须一致。",
    source=_SOURCE,
    wrong="全年收到政府信息公开申请42件。（表三新收41件）",
    right="全年受理政府信息公开申请44件（含上年结转3件）。",
)
def numbers_against_tables(context: Context) -> Iterator[Finding]:
    """Every number bound to cells; reports NT-01…04, 08, 09, 11…13, 16…19."""
    first: dict[str, Placed] = {}
    for entry in placed(context):
        claim = entry.said
        if not isinstance(claim, Claim) or not claim.options or claim.rule == "NT-10":
            continue
        values = [(cells, value) for cells in claim.options if (value := value_of(context.tables, cells)) is not None]
        if not values:
            continue
        said = _claimed(claim)
        if any(agrees(claim.number, value, said) for _, value in values):
            first.setdefault(claim.subject, entry)
            continue
        yield _mismatch(context, entry, claim, values, first.get(claim.subject))
        first.setdefault(claim.subject, entry)


def _claimed(claim: Claim) -> Number:
    """The number in the table's unit: amounts in 万元."""
    value = claim.number.value
    if claim.number.unit == "元":
        return Decimal(value) / 10_000
    if claim.number.unit == "亿元":
        return Decimal(value) * 10_000
    return value


def _mismatch(
    context: Context, entry: Placed, claim: Claim, values: list[tuple[Sum, Number]], told: Placed | None
) -> Finding:
    cells, value = values[0]
    severity = _SEVERITIES.get(claim.rule, Severity.ERROR)
    rule = claim.rule
    evidence: tuple[str, ...] = ()
    if claim.foreign:
        severity = Severity.INFO
    if told is not None and entry.passage.section in ("issues", "other") and rule not in ("NT-13",):
        rule, evidence = "NT-24", (claim.rule,)
    shown = quoted_number(entry, claim)
    message = f"文中{claim.what}为 {shown}，表中{label_of(cells)}是 {number_text(value)}，请核对哪一处有误。"
    if claim.advisory and not claim.foreign:
        other = value_of(context.tables, claim.advisory)
        if other is not None and agrees(claim.number, other) and not _includes_misc(entry.statement):
            severity = Severity.INFO
            message = (
                f"文中{claim.what}为 {shown}，等于表中总计 {number_text(value)} 减去其他处理；"
                "如果其他处理也算办结，应写总计的数。"
            )
    if len(values) > 1 and severity is not Severity.INFO:
        others = "，".join(f"{label_of(cells)}是 {number_text(value)}" for cells, value in values)
        message = f"文中{claim.what}为 {shown}，表中{others}，都对不上，请核对哪一处有误。"
    replacement = None
    if claim.number.approx is None and len(values) == 1 and claim.number.unit not in ("元", "亿元"):
        digits = entry.passage.text[claim.start : claim.end]
        if re.match(r"\d", digits):
            replacement = re.sub(r"^\d[\d,]*(?:\.\d+)?", number_text(value), digits)
    return at(
        rule,
        entry.passage,
        claim.start,
        claim.end,
        message,
        severity=severity,
        cells=_cells(claim.options),
        evidence=evidence,
        replacement=replacement,
        fix=f"文字改为“{replacement}”（表中的数无误时）" if replacement else None,
    )


def _includes_misc(statement: Statement) -> bool:
    return "其他处理" in statement.view


def quoted_number(entry: Placed, claim: Claim) -> str:
    """The number of a claim as the text has it."""
    return (
        entry.passage.text[claim.start : claim.end].strip() or f"{format_number(claim.number.value)}{claim.number.unit}"
    )


for _id, _title, _severity, _wrong, _right in (
    (
        "NT-02",
        "上年结转件数与表三不一致",
        Severity.ERROR,
        "上年结转申请2件。（表三上年结转3件）",
        "另有103件顺延到下年度答复",
    ),
    ("NT-03", "答复件数与表三不一致", Severity.ERROR, "全年答复申请40件。（表三总计42件）", "均在法定期限内答复"),
    ("NT-04", "结转下年度件数与表三不一致", Severity.ERROR, "结转下年度3件。（表三结转2件）", "上年结转3件"),
    ("NT-08", "申请人分类与表三不一致", Severity.ERROR, "其中自然人申请36件。（表三自然人38件）", "其中线下申请15件"),
    ("NT-09", "办理结果与表三不一致", Severity.ERROR, "予以公开18件。（表三予以公开19件）", "予以公开及部分公开共25件"),
    (
        "NT-11",
        "行政复议件数与表四不一致",
        Severity.ERROR,
        "行政复议4件。（表四总计3件）",
        "办理行政复议案件120件（复议机关的工作）",
    ),
    ("NT-12", "行政诉讼件数与表四不一致", Severity.ERROR, "行政诉讼2件。（表四两类诉讼合计1件）", "复议后起诉1件"),
    (
        "NT-13",
        "复议诉讼结果与表四不一致",
        Severity.ERROR,
        "行政复议3件，其中结果维持1件。（表四维持2件）",
        "诉讼按两类合计",
    ),
    ("NT-16", "制发件数与表二不一致", Severity.WARNING, "制发行政规范性文件3件。（表二2件）", "公开政策性文件11件"),
    (
        "NT-17",
        "废止、现行有效件数与表二不一致",
        Severity.WARNING,
        "废止行政规范性文件2件。（表二1件）",
        "清理规范性文件30件",
    ),
    (
        "NT-18",
        "行政许可、处罚、强制件数与表二不一致",
        Severity.WARNING,
        "办理行政许可300件。（表二312件）",
        "公开行政处罚信息12条",
    ),
    (
        "NT-19",
        "行政事业性收费金额与表二不一致",
        Severity.ERROR,
        "行政事业性收费86万元。（表二86.42万元）",
        "行政事业性收费86.42万元",
    ),
):
    describe(
        _id,
        _severity,
        _title,
        why="文字和表格是同一件事的两种写法，数字必须一致。",
        source=_SOURCE,
        wrong=_wrong,
        right=_right,
    )


@report_rule(
    "NT-05",
    Severity.ERROR,
    "写未收到申请，表三却有数",
    why="文字说没有，表格里有，公众不知道该信哪个。",
    source=_SOURCE,
    wrong="全年未收到政府信息公开申请。（表三新收3件）",
    right="未收到复议申请",
)
def denied_applications(context: Context) -> Iterator[Finding]:
    """未收到申请 while new_received > 0; 无复议诉讼 (NT-14) likewise."""
    for entry in placed(context):
        denial = entry.said
        if not isinstance(denial, Denial):
            continue
        counted = [(cell, value) for cell in denial.cells if (value := context.cell(cell))]
        if counted:
            cells = "，".join(f"“{cell_label(cell)}”是 {number_text(value)}" for cell, value in counted)
            yield at(
                denial.rule,
                entry.passage,
                denial.start,
                denial.end,
                f"文中说没有{denial.what.removeprefix('未收到')}，表中{cells}，请核对哪一处有误。",
                severity=Severity.INFO if denial.foreign else Severity.ERROR,
                cells=denial.cells,
            )


describe(
    "NT-14",
    Severity.ERROR,
    "写没有复议诉讼，表四却有数",
    why="文字说没有，表格里有，公众不知道该信哪个。",
    source=_SOURCE,
    wrong="未发生因政府信息公开引起的行政复议。（表四复议3件）",
    right="未因不服答复引起行政诉讼（只否定诉讼）",
)


_STATED = re.compile(
    "(?:所有|全部|均|都)[^。；]{0,12}(?:答复|办结|办理)|(?:均|都|全部)[^。；]{0,10}(?:法定|规定)?期限|按期|按时(?:答复|办结)|答复率|办结率"
)


@report_rule(
    "NT-06",
    Severity.WARNING,
    "收到了申请，文字却没有数字",
    why="总体情况应当写明依申请公开的办理情况。",
    source="国办公开办函〔2021〕30号",
    wrong="依申请公开一段没有一个数字，表三新收41件。",
    right="收到申请41件，均在法定期限内答复",
)
def silent_on_applications(context: Context) -> Iterator[Finding]:
    """new_received > 0 and section 一 says nothing of applications."""
    received = context.cell("t3.new_received.total")
    if not received or not context.prose["overview"]:
        return
    kinds = ("NT-01", "NT-03", "NT-08", "NT-09", "NT-05", "NT-10", "NT-02", "NT-04")
    if any(entry.said.rule in kinds for entry in placed(context)):
        return
    text = context.text("overview")
    if re.search("申请", text) and _STATED.search("".join(p.text for p in context.groups["requests"]) or text):
        return
    numbers = [
        number
        for p in context.groups["requests"]
        for s in p.statements
        for sign, number in s.numbers.items()
        if not re.search("复议|诉讼|应诉", re.split("[，。；]", text_before(s.view, s.view.find(sign)))[-1])
    ]
    if any(number.unit in ("件", "份", "宗") for number in numbers) or "【待补" in text:
        return
    target = context.groups["requests"][0] if context.groups["requests"] else context.prose["overview"][0]
    yield at(
        "NT-06",
        target,
        0,
        len(target.text),
        f"表三新收申请 {number_text(received)} 件，总体情况没有写收到多少件、办理结果如何，请补写。",
        cells=("t3.new_received.total",),
    )


_ALL_DONE = re.compile(
    "(?:已全部|全部已?|均已|都已|均全部|已经全部|所有申请(?:均|都)?已?|悉数|无一例外)(?:依法|依规|按期|按时|按照?规定|及时|规范|妥善)*(?:予以)?(?:办结|答复完毕|办理完毕|办理完成|答复|回复)(?!率)"
    f"|(?:办结率|答复率)(?:均)?(?:达到?|为|是)?(?P<rate>{NUMBER})"
)


@report_rule(
    "NT-07",
    Severity.WARNING,
    "写全部办结，表三却有结转",
    why="还有结转下年度的申请，就不是全部办结。",
    source=_SOURCE,
    wrong="所有申请均已办结。（表三结转下年度2件）",
    right="均在法定期限内答复；均按期办理",
)
def all_closed(context: Context) -> Iterator[Finding]:
    """全部办结 while carried_out > 0."""
    out = context.cell("t3.carried_out.total")
    if not out:
        return
    denied = any(isinstance(entry.said, Denial) and entry.said.rule == "NT-05" for entry in placed(context))
    if denied:
        return
    for passage in context.prose["overview"]:
        for statement in passage.statements:
            for match in _ALL_DONE.finditer(statement.view):
                clause = re.split("[；。]", statement.view[max(0, match.start() - 300) : match.start()])[-1]
                if match["rate"] and (statement.numbers[match["rate"]].value != 100 or "按" in clause[-4:]):
                    continue
                if not (passage.group == "requests" or re.search("信息公开申请|依申请", clause)):
                    continue
                near = re.split("[，]", clause)[-1]
                if re.search("除|其余|结转|外|诉讼|复议|工单|提案|建议|咨询|留言|投诉|上年|去年", near) or re.search(
                    "除[^。]*外", clause
                ):
                    continue
                if re.match("[^。；，]{0,4}(?:法定|规定)?期限", statement.view[match.end() :]):
                    continue
                start, end = statement.span(*match.span())
                yield at(
                    "NT-07",
                    passage,
                    start,
                    end,
                    f"文中说“{passage.text[start:end]}”，表三却有 {number_text(out)} 件结转下年度继续办理，请改为“除结转下年度的{number_text(out)}件外，均已办结”之类的说法。",
                    cells=("t3.carried_out.total",),
                )


@report_rule(
    "NT-10",
    Severity.WARNING,
    "比例与表三算出的不一致",
    why="比例由表中件数算出，改了件数容易忘了改比例。",
    source=_SOURCE,
    wrong="予以公开19件，占50%。（19÷42=45.2%）",
    right="予以公开19件，占45.2%",
)
def shares(context: Context) -> Iterator[Finding]:
    """Percentages of results against the tables; shares that cover everything against 100."""
    total, received = context.cell("t3.result_total.total"), context.cell("t3.new_received.total")
    by_statement: dict[tuple[int, int], list[tuple[Placed, Claim]]] = {}
    for entry in placed(context):
        if isinstance(entry.said, Claim):
            by_statement.setdefault((id(entry.passage), entry.statement.start), []).append((entry, entry.said))
    for claims in by_statement.values():
        covered: list[Quantity] = []
        parts: Number = 0
        for entry, share in claims:
            if share.rule == "NT-10" and share.options:
                yield from _named_share(context, entry, share)
        for (_before, counted), (entry, share) in itertools.pairwise(claims):
            if share.rule != "NT-10" or counted.rule not in ("NT-09", "NT-08"):
                continue
            if re.search("[。；]", entry.passage.text[counted.end : share.start]) or not counted.options:
                continue
            value = value_of(context.tables, counted.options[0])
            bases = [base for base in (total, received) if base]
            if value is None or not bases or not agrees(counted.number, value):
                continue
            covered.append(share.number)
            parts += value
            printed = entry.passage.text[share.start : share.end]
            if not any(_rounds(value, base, share.number, printed) for base in bases):
                right = Decimal(value) * 100 / Decimal(bases[0])
                yield at(
                    "NT-10",
                    entry.passage,
                    share.start,
                    share.end,
                    f"文中写占 {format_number(share.number.value)}%，按表三应为 {number_text(value)}÷{number_text(bases[0])}={right:.1f}%，请核对。",
                    cells=_cells(counted.options),
                )
        if len(covered) >= 3 and total and parts == total:
            added = sum((Decimal(number.value) for number in covered), Decimal(0))
            entry = claims[-1][0]
            if abs(added - 100) > Decimal("0.05") and abs(added - 100) > _precision(covered) * len(covered):
                yield at(
                    "NT-10",
                    entry.passage,
                    claims[-1][1].start,
                    claims[-1][1].end,
                    f"各项比例相加是 {format_number(added)}%，不是 100%，请核对。",
                )


def _named_share(context: Context, entry: Placed, share: Claim) -> Iterator[Finding]:
    """予以公开占44.1%, without the number itself."""
    value = value_of(context.tables, share.options[0])
    bases = [base for row in ("result_total", "new_received") if (base := context.cell(f"t3.{row}.total"))]
    printed = entry.passage.text[share.start : share.end]
    if value is None or not bases or share.foreign or any(_rounds(value, b, share.number, printed) for b in bases):
        return
    right = Decimal(value) * 100 / Decimal(bases[0])
    yield at(
        "NT-10",
        entry.passage,
        share.start,
        share.end,
        f"文中{share.what}写 {format_number(share.number.value)}%，按表三应为 {number_text(value)}÷{number_text(bases[0])}={right:.1f}%，请核对。",
        cells=_cells(share.options),
    )


def _precision(numbers: list[Quantity]) -> Decimal:
    return max(Decimal(1).scaleb(int(Decimal(number.value).as_tuple().exponent)) for number in numbers) / 2


def _rounds(value: Number, base: Number, share: Quantity, printed: str) -> bool:
    exact = Decimal(value) * 100 / Decimal(base)
    if share.approx is not None:
        return agrees(share, exact)
    digits = re.search(r"[.．](?P<d>\d+)", printed)  # 28.0% is printed to one place, though it is 28
    unit = Decimal(1).scaleb(-len(digits["d"]) if digits else 0)
    return abs(exact - Decimal(share.value)) <= unit
