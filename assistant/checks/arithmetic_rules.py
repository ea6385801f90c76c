"""The rules on the three tables in the registry; the work is done in :mod:`assistant.checks.tables`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from assistant.checks.context import Context
from assistant.checks.finding import Finding, Severity, Where
from assistant.checks.registry import about, describe, report_rule
from assistant.checks.tables import check_tables, reading_findings
from assistant.report.standard import OrganKind
from assistant.tables.schema import Tables

_FORM = "国办公开办函〔2021〕30号所附表格的勾稽关系"
_COUNTIES = re.compile("各?县[（(](?:市、|市)?区|各(?:县、?区|区、?县|市县)|县[（(]市|市辖区|县、区")
_WHY = "三张表的数字环环相扣，对不上就说明填错了格。"


@report_rule(
    "T3-01",
    Severity.ERROR,
    "表三横向不平",
    why=_WHY,
    source=_FORM,
    wrong="本年新收：自然人38，商业企业2，法律服务机构1，总计40",
    right="38＋2＋1＝41",
)
def tables_add_up(context: Context) -> Iterator[Finding]:
    """All rules on one year's figures, one finding per defect."""
    for finding in _on_tables(context.tables, context.organ.kind, context.organ.name, context.draft):
        table = finding.where.section or ""
        if context.form != "2021" and table == "t2":
            continue
        if finding.rule == "TQ-27" and not context.draft and table and getattr(context.tables, table).is_empty:
            continue  # TQ-17 tells the missing table
        if finding.rule == "T2-05" and finding.severity is Severity.INFO and _has_counties(context):
            continue
        yield _with_raw(finding, context) if finding.rule == "TQ-27" else finding
    yield from reading_findings(context.remarks)
    yield from _units_in_cells(context)


def _has_counties(context: Context) -> bool:
    """Whether the text speaks of counties and districts below the organ: a 市 that has them may make 规章."""
    return bool(_COUNTIES.search(context.text("lead", "overview", "issues", "other")))


@lru_cache(maxsize=8)
def _on_tables(tables: Tables, kind: OrganKind, name: str, draft: bool) -> tuple[Finding, ...]:
    """Remembered, because a changed sentence leaves the tables as they were."""
    return check_tables(tables, kind, name, draft=draft)


def _with_raw(finding: Finding, context: Context) -> Finding:
    """Say what stands in the cells that hold no number."""
    raw = context.raw.get(finding.where.section or "", {})
    marks = dict.fromkeys(text for cell in finding.cells if (text := raw.get(cell.partition(".")[2], "").strip()))
    if not marks:
        return finding
    return replace(
        finding, message=f"{finding.message}现在填的是{'、'.join(f'“{mark}”' for mark in list(marks)[:3])}。"
    )


def _units_in_cells(context: Context) -> Iterator[Finding]:
    """T2-02: the amount with its unit inside the cell."""
    text = context.raw.get("t2", {}).get("fee.amount", "")
    if "元" in text:
        yield about(
            "T2-02",
            f"表二“行政事业性收费”一格里写了单位“{text.strip()}”，表头已注明万元，请只填以万元计的数。",
            Where("t2", None, "t2.fee.amount"),
            severity=Severity.WARNING,
            excerpt=text,
            cells=("t2.fee.amount",),
        )


for _id, _severity, _title, _wrong, _right in (
    ("T3-02", Severity.ERROR, "表三办理结果相加不等于总计", "各项结果相加41，（七）总计填42", "21项相加等于总计"),
    ("T3-03", Severity.ERROR, "一加二不等于三加四", "新收41＋结转3＝44，总计42＋结转下年1＝43", "41＋3＝42＋2"),
    ("T3-04", Severity.ERROR, "表三有负数或小数", "-3；2.5", "0"),
    (
        "T3-05",
        Severity.ERROR,
        "结转下年度多于能结转的件数",
        "新收3、上年结转0，结转下年4",
        "结转下年不超过新收加上年结转",
    ),
    ("T3-06", Severity.ERROR, "表三缺行、重行", "没有“（一）予以公开”一行", "25行各一次"),
    ("T3-07", Severity.ERROR, "表三只填了总计或只填了明细", "总计5，六类申请人都是0", "明细与总计都填"),
    ("T3-08", Severity.WARNING, "表三分组标题行填了数", "“（三）不予公开”一行自己有数", "分组标题行不填数"),
    ("T4-01", Severity.ERROR, "表四各项结果相加不等于总计", "维持2、纠正1，总计4", "2＋1＝3"),
    ("T4-02", Severity.ERROR, "表四有负数或小数", "-1", "0"),
    ("T4-03", Severity.INFO, "有复议后起诉，复议却是零", "复议后起诉1，行政复议0", "复议发生在上年的，可以这样填"),
    ("T2-01", Severity.ERROR, "表二有负数或小数", "行政许可12.5", "12"),
    ("T2-02", Severity.ERROR, "收费金额为负或单位有误", "-3；0.0000001", "86.42"),
    ("T2-03", Severity.WARNING, "现行有效少于本年制发", "制发3，现行有效2", "制发3，现行有效20"),
    ("T2-04", Severity.WARNING, "有制发，现行有效却是零", "制发3，现行有效0", "制发0，现行有效0"),
    ("T2-05", Severity.WARNING, "没有规章制定权却填了规章", "街道办事处规章1件", "设区的市规章1件"),
    ("TQ-27", Severity.ERROR, "表格有空格或填的不是数", "“/”“—”“无”或者空着", "0"),
):
    describe(_id, _severity, _title, why=_WHY, source=_FORM, wrong=_wrong, right=_right)
