"""Silence on cases, fees, and figures that differ within the text: NT-15, NT-20…24 and TQ-28 of report-standard.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.checks.claims import Claim
from assistant.checks.context import NUMBER, Context, Passage
from assistant.checks.denials import Denial
from assistant.checks.finding import Finding, Severity, Where
from assistant.checks.narrative import placed, quoted_number, value_of
from assistant.checks.registry import about, at, describe, report_rule
from assistant.matching.quantities import Quantity
from assistant.report.standard import cell_label
from assistant.tables.schema import Number
from assistant.tables.values import number_text


@report_rule(
    "NT-15",
    Severity.INFO,
    "表四有案件，文字没有提到",
    why="复议诉讼是公众关心的内容，建议在依申请公开部分写一句。",
    source="年度报告评估",
    wrong="表四行政复议3件，总体情况没有提到复议。",
    right="行政复议3件，结果维持2件，结果纠正1件",
)
def silent_on_cases(context: Context) -> Iterator[Finding]:
    """Table 4 has cases, the text is silent."""
    cases = [cell for cell in ("review", "direct", "after_review") if context.cell(f"t4.{cell}.total")]
    text = context.text("lead", "overview", "issues", "other")
    if cases and not re.search("复议|诉讼", text):
        cell = f"t4.{cases[0]}.total"
        yield about(
            "NT-15",
            f"表四“{cell_label(cell)}”是 {number_text(context.cell(cell) or 0)}，文字里没有提到复议诉讼，建议补写一句。",
            Where("overview", "requests"),
            cells=(cell,),
        )


@report_rule(
    "NT-20",
    Severity.WARNING,
    "收了信息处理费，表二收费金额却不够",
    why="信息处理费属于行政事业性收费，应计入表二的收费金额。",
    source="川财综〔2021〕信息处理费管理规定；国办函〔2020〕109号",
    wrong="收取信息处理费3940元。（表二行政事业性收费为0）",
    right="未收取信息处理费（表二收费金额86万元）",
)
def fees(context: Context) -> Iterator[Finding]:
    """Fees charged against tables 2 and 3; reports NT-20…22 too."""
    for entry in placed(context):
        claim = entry.said
        if not isinstance(claim, Claim) or claim.rule != "NT-20" or claim.number.value <= 0:
            continue
        yuan = claim.number.value * {"元": 1, "万元": 10_000, "亿元": 10**8}[claim.number.unit]
        amount = context.cell("t2.fee.amount")
        shown = quoted_number(entry, claim)
        if amount is not None and claim.number.approx is None and Decimal(amount) * 10_000 < Decimal(yuan):
            yield at(
                "NT-20",
                entry.passage,
                claim.start,
                claim.end,
                f"信息处理费收了 {shown}，表二“行政事业性收费”只填了 {number_text(amount)} 万元；信息处理费属于行政事业性收费，请核对表二。",
                cells=("t2.fee.amount",),
            )
        if claim.number.approx is None and Decimal(yuan) % 10:
            yield at(
                "NT-21",
                entry.passage,
                claim.start,
                claim.end,
                f"信息处理费按件或按页收，都是10元的整数倍，{shown}请核对。",
            )
        received, carried = context.cell("t3.new_received.total"), context.cell("t3.carried_in.total")
        if received == 0 and carried == 0:
            yield at(
                "NT-22",
                entry.passage,
                claim.start,
                claim.end,
                f"表三没有新收和上年结转的申请，却收了信息处理费 {shown}，请核对。",
                cells=("t3.new_received.total", "t3.carried_in.total"),
            )


describe(
    "NT-21",
    Severity.INFO,
    "信息处理费金额不合收费标准",
    why="按件每件100元起、按页每页10、20、40元，合计都是10元的整数倍。",
    source="国办函〔2020〕109号",
    wrong="收取信息处理费3945元",
    right="收取信息处理费3940元",
)
describe(
    "NT-22",
    Severity.WARNING,
    "没有申请却收了信息处理费",
    why="信息处理费只向申请人收取。",
    source="国办函〔2020〕109号",
    wrong="收取信息处理费600元。（表三没有申请）",
    right="未收取信息处理费",
)


@report_rule(
    "NT-23",
    Severity.INFO,
    "有逾期未缴费，却写没有发出收费通知",
    why="逾期不缴费的前提是发出过收费通知。",
    source="国办函〔2020〕109号",
    wrong="未发出收费通知。（表三“逾期未按收费通知要求缴纳费用”1件）",
    right="发出收费通知2件",
)
def unpaid_without_notice(context: Context) -> Iterator[Finding]:
    """misc.unpaid_fee > 0 beside 未发出收费通知."""
    unpaid = context.cell("t3.misc.unpaid_fee.total")
    if not unpaid and not re.search("逾期未(?:缴|交)", context.text("overview")):
        return
    for passage in context.prose["other"]:
        if match := re.search("(?:未|没有)(?:发出|发放|开具|下达)[^。；，]{0,12}收费通知", passage.text):
            yield at(
                "NT-23",
                passage,
                *match.span(),
                "表三或前文有申请人逾期未缴费，这里却写没有发出收费通知，请核对。",
                cells=("t3.misc.unpaid_fee.total",),
            )


_TOTAL_HEAD = re.compile(
    r"(?:共|累计|全年|总共|合计|总计)[^，。；：]{0,6}?(?:主动)?公开(?:发布)?(?:了|各类|各项)*(?:政府|政务)?(?:信息)?(?:共|共计|累计)?$"
)


@report_rule(
    "NT-24",
    Severity.ERROR,
    "前后两处的数字不一致",
    why="同一件事在不同部分写了两个数。",
    source="公文校对常识",
    wrong="总体情况写公开信息186条，第六部分写全年公开信息168条。",
    right="网站发布120条，新媒体发布66条",
)
def repeated_numbers(context: Context) -> Iterator[Finding]:
    """The same subject with two exact numbers, where the tables do not decide."""
    told: dict[str, tuple[Passage, str, Number]] = {}
    for passage, subject, number, start, end in _repeatable(context):
        before = told.setdefault(subject, (passage, passage.text[start:end], number.value))
        if before[2] != number.value:
            yield at(
                "NT-24",
                passage,
                start,
                end,
                f"{subject}这里写 {passage.text[start:end]}，前面写 {before[1]}，请核对哪一处有误。",
            )


def _repeatable(context: Context) -> Iterator[tuple[Passage, str, Quantity, int, int]]:
    for entry in placed(context):
        claim = entry.said
        if not isinstance(claim, Claim) or claim.number.approx is not None or claim.foreign:
            continue
        if claim.subject == "信息处理费":
            if re.search("实际|实收|收取", entry.statement.view) and "标准" not in entry.statement.view:
                yield entry.passage, "信息处理费金额", claim.number, claim.start, claim.end
        elif (
            claim.options and claim.subject and all(value_of(context.tables, cells) is None for cells in claim.options)
        ):
            yield entry.passage, claim.what, claim.number, claim.start, claim.end
    for passage in context.passages:
        if passage.section not in ("overview", "issues", "other"):
            continue
        for statement in passage.statements:
            for match in re.finditer(NUMBER, statement.view):
                number = statement.numbers[match[0]]
                head = re.split("[，。；：（）]", statement.view[max(0, match.start() - 60) : match.start()])[-1]
                other = re.search(
                    f"网站|媒体|公众号|微博|平台|栏|公报|重点|解读|年度|镇|村|社区|部门|上年|去年|20\\d\\d年(?<!{context.year}年)",
                    head,
                )
                if number.unit in ("条", "件") and number.approx is None and not other and _TOTAL_HEAD.search(head):
                    start, end = statement.span(match.start(), match.end())
                    yield passage, f"全年公开信息数（{number.unit}）", number, start, end


@report_rule(
    "TQ-28",
    Severity.ERROR,
    "前后自相矛盾",
    why="一处说没有，一处说有。",
    source="公文校对常识",
    wrong="全年未收到申请，共答复2件。",
    right="全年未收到复议申请，答复政府信息公开申请2件。",
)
def contradictions(context: Context) -> Iterator[Finding]:
    """未收到申请 with 答复 n 件, 无复议 with 复议 n 件."""
    entries = [entry for entry in placed(context) if not entry.said.foreign]
    for denied in entries:
        if not isinstance(denied.said, Denial):
            continue
        rules: Mapping[str, tuple[str, ...]] = {
            "NT-05": ("NT-01", "NT-03", "NT-08", "NT-09"),
            "NT-14": ("NT-11", "NT-12", "NT-13"),
        }
        carried = any(
            isinstance(entry.said, Claim) and entry.said.rule == "NT-02" and entry.said.number.value > 0
            for entry in entries
        )
        for entry in entries:
            claim = entry.said
            if not isinstance(claim, Claim) or claim.number.value <= 0 or claim.rule not in rules[denied.said.rule]:
                continue
            if (
                denied.said.rule == "NT-05"
                and claim.rule != "NT-01"
                and (carried or context.cell("t3.carried_in.total"))
            ):
                continue  # what was carried in is answered this year
            if denied.said.rule == "NT-14" and not set(claim.options[0]) & {
                cell
                for cell in denied.said.cells
                for cell in (cell, cell.replace("total", claim.options[0][0].rpartition(".")[2]))
            }:
                continue
            yield at(
                "TQ-28",
                entry.passage,
                claim.start,
                claim.end,
                f"前后矛盾：一处说“{denied.passage.text[denied.said.start : denied.said.end].strip()}”，"
                f"这里又说{claim.what} {quoted_number(entry, claim)}，请核对。",
                evidence=(denied.said.rule,),
            )
            break
