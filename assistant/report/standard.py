"""Titles, labels, keys and spans of the annual report: the one place that knows them.

Source: the report form annexed to 国办公开办函〔2021〕30号. Labels are verbatim; everything else in the program
refers to cells by key (``<row>.<col>``) and to sections by key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class OrganKind(StrEnum):
    """Kinds of organ. A street office is a 派出机关, not a level of government."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    STREET = "street"
    OTHER = "other"


ORGAN_KIND_NAMES = MappingProxyType(
    {
        OrganKind.GOVERNMENT: "县市区政府",
        OrganKind.DEPARTMENT: "部门",
        OrganKind.TOWNSHIP: "乡镇",
        OrganKind.STREET: "街道办事处",
        OrganKind.OTHER: "其他机关",
    }
)

SECTION_TITLES = MappingProxyType(
    {
        "overview": "总体情况",
        "t2": "主动公开政府信息情况",
        "t3": "收到和处理政府信息公开申请情况",
        "t4": "政府信息公开行政复议、行政诉讼情况",
        "issues": "存在的主要问题及改进情况",
        "other": "其他需要报告的事项",
    }
)
"""The six statutory sections in order, without their numbers 一…六."""

SUBSECTION_TITLES = MappingProxyType(
    {
        "proactive": "主动公开情况",
        "requests": "依申请公开情况",
        "management": "政府信息管理情况",
        "platform": "政府信息公开平台建设情况",
        "supervision": "监督保障情况",
    }
)
"""The five parts of section 一 in order; keys are topic groups."""

NARRATIVE_GROUPS = ("overview", *SUBSECTION_TITLES, "issues", "improvements", "other")
"""Topic groups in the order in which the report tells them."""

CHINESE_ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


MOST_ORDINALS = 99
"""Points a paragraph can number; nobody counts further in words."""


def ordinal(number: int) -> str:
    """Chinese numeral for a heading or a point, 1–99 (11 → 十一)."""
    if not 1 <= number <= MOST_ORDINALS:
        raise ValueError(f"no ordinal for {number}")
    tens, units = divmod(number, 10)
    unit = CHINESE_ORDINALS[units - 1] if units else ""
    if tens == 0:
        return unit
    return ("" if tens == 1 else CHINESE_ORDINALS[tens - 1]) + "十" + unit


def section_heading(key: str) -> str:
    """``overview`` → 一、总体情况."""
    return f"{ordinal(list(SECTION_TITLES).index(key) + 1)}、{SECTION_TITLES[key]}"


def subsection_heading(number: int, title: str) -> str:
    """``(1, 主动公开情况)`` → （一）主动公开情况."""
    return f"（{ordinal(number)}）{title}"


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """One physical cell of an official table: a label or a value, with its place and span."""

    row: int
    column: int
    rowspan: int
    colspan: int
    label: str = ""
    """Official text; empty for value cells."""
    key: str | None = None
    """``<row>.<col>`` for value cells, else None."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The official grid of one table, in reading order; covered grid places have no cell."""

    name: str
    rows: int
    columns: int
    header_rows: int
    """Rows that repeat on the next page when the table breaks (0 = none)."""
    cells: tuple[LayoutCell, ...]

    def by_row(self) -> Iterator[tuple[LayoutCell, ...]]:
        """The cells that start in each grid row, left to right."""
        for row in range(self.rows):
            yield tuple(cell for cell in self.cells if cell.row == row)


T2_ROWS = MappingProxyType(
    {
        "rules": "规章",
        "normative": "行政规范性文件",
        "license": "行政许可",
        "penalty": "行政处罚",
        "coercion": "行政强制",
        "fee": "行政事业性收费",
    }
)
T2_COLUMNS = MappingProxyType(
    {
        "made": "本年制发件数",
        "repealed": "本年废止件数",
        "in_force": "现行有效件数",
        "decided": "本年处理决定数量",
        "amount": "本年收费金额（单位：万元）",
    }
)
T2_BANDS = (
    ("第二十条第（一）项", ("made", "repealed", "in_force"), ("rules", "normative")),
    ("第二十条第（五）项", ("decided",), ("license",)),
    ("第二十条第（六）项", ("decided",), ("penalty", "coercion")),
    ("第二十条第（八）项", ("amount",), ("fee",)),
)
"""(article label, value columns, rows) for each band of table 2; 第二十条 is that of the 条例."""

T2_KEYS = tuple(f"{row}.{column}" for _, columns, rows in T2_BANDS for row in rows for column in columns)
T2_AMOUNT_KEY = "fee.amount"
"""The one decimal cell, in 万元; every other cell of the three tables is a count."""

T3_COLUMNS = MappingProxyType(
    {
        "natural": "自然人",
        "business": "商业企业",
        "research": "科研机构",
        "welfare": "社会公益组织",
        "legal": "法律服务机构",
        "other": "其他",
        "total": "总计",
    }
)
T3_LEGAL_PERSONS = ("business", "research", "welfare", "legal", "other")
"""Columns under 法人或其他组织."""
T3_LEGAL_PERSONS_LABEL = "法人或其他组织"
T3_APPLICANT_COLUMNS = ("natural", *T3_LEGAL_PERSONS)
T3_APPLICANTS_LABEL = "申请人情况"
T3_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
T3_RESULTS_LABEL = "三、本年度办理结果"

T3_ROWS = MappingProxyType(
    {
        "new_received": "一、本年新收政府信息公开申请数量",
        "carried_in": "二、上年结转政府信息公开申请数量",
        "granted": "（一）予以公开",
        "partial": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "denied.state_secret": "1.属于国家秘密",
        "denied.law_forbidden": "2.其他法律行政法规禁止公开",
        "denied.security_stability": "3.危及“三安全一稳定”",
        "denied.third_party": "4.保护第三方合法权益",
        "denied.internal_affairs": "5.属于三类内部事务信息",
        "denied.process": "6.属于四类过程性信息",
        "denied.enforcement_file": "7.属于行政执法案卷",
        "denied.admin_query": "8.属于行政查询事项",
        "unable.not_held": "1.本机关不掌握相关政府信息",
        "unable.needs_making": "2.没有现成信息需要另行制作",
        "unable.unclear": "3.补正后申请内容仍不明确",
        "unprocessed.petition": "1.信访举报投诉类申请",
        "unprocessed.repeat": "2.重复申请",
        "unprocessed.publication": "3.要求提供公开出版物",
        "unprocessed.excessive": "4.无正当理由大量反复申请",
        "unprocessed.reconfirm": "5.要求行政机关确认或重新出具已获取信息",
        "misc.no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "misc.unpaid_fee": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "misc.other": "3.其他",
        "result_total": "（七）总计",
        "carried_out": "四、结转下年度继续办理",
    }
)
T3_GROUPS = MappingProxyType(
    {
        "denied": "（三）不予公开",
        "unable": "（四）无法提供",
        "unprocessed": "（五）不予处理",
        "misc": "（六）其他处理",
    }
)
"""Group captions of table 3; they carry no values of their own."""
T3_DETAIL_ROWS = tuple(
    row for row in T3_ROWS if row not in {"new_received", "carried_in", "result_total", "carried_out"}
)
"""The 21 rows that result_total adds up."""
T3_KEYS = tuple(f"{row}.{column}" for row in T3_ROWS for column in T3_COLUMNS)

T4_BLOCKS = MappingProxyType({"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"})
T4_LITIGATION_LABEL = "行政诉讼"
T4_LITIGATION_BLOCKS = ("direct", "after_review")
T4_COLUMNS = MappingProxyType(
    {
        "upheld": "结果维持",
        "corrected": "结果纠正",
        "other": "其他结果",
        "pending": "尚未审结",
        "total": "总计",
    }
)
T4_OUTCOMES = ("upheld", "corrected", "other", "pending")
T4_KEYS = tuple(f"{block}.{column}" for block in T4_BLOCKS for column in T4_COLUMNS)


def _t2_layout() -> TableLayout:
    cells: list[LayoutCell] = []
    row = 0
    for article, columns, rows in T2_BANDS:
        span = 3 // len(columns)
        cells.append(LayoutCell(row, 0, 1, 4, article))
        cells.append(LayoutCell(row + 1, 0, 1, 1, "信息内容"))
        cells += [LayoutCell(row + 1, 1 + i * span, 1, span, T2_COLUMNS[column]) for i, column in enumerate(columns)]
        row += 2
        for key in rows:
            cells.append(LayoutCell(row, 0, 1, 1, T2_ROWS[key]))
            cells += [LayoutCell(row, 1 + i * span, 1, span, key=f"{key}.{column}") for i, column in enumerate(columns)]
            row += 1
    return TableLayout("t2", row, 4, 0, tuple(cells))


def _t3_layout() -> TableLayout:
    cells = [
        LayoutCell(0, 0, 3, 3, T3_NOTE),
        LayoutCell(0, 3, 1, 7, T3_APPLICANTS_LABEL),
        LayoutCell(1, 3, 2, 1, T3_COLUMNS["natural"]),
        LayoutCell(1, 4, 1, 5, T3_LEGAL_PERSONS_LABEL),
        LayoutCell(1, 9, 2, 1, T3_COLUMNS["total"]),
    ]
    cells += [LayoutCell(2, 4 + i, 1, 1, T3_COLUMNS[column]) for i, column in enumerate(T3_LEGAL_PERSONS)]
    opened: set[str] = set()
    result_rows = len(T3_DETAIL_ROWS) + 1
    for row, (key, label) in enumerate(T3_ROWS.items(), start=3):
        group = key.partition(".")[0]
        if key == "granted":
            cells.append(LayoutCell(row, 0, result_rows, 1, T3_RESULTS_LABEL))
        if group in T3_GROUPS:
            if group not in opened:
                opened.add(group)
                size = sum(other.startswith(group + ".") for other in T3_ROWS)
                cells.append(LayoutCell(row, 1, size, 1, T3_GROUPS[group]))
            cells.append(LayoutCell(row, 2, 1, 1, label))
        elif key in T3_DETAIL_ROWS or key == "result_total":
            cells.append(LayoutCell(row, 1, 1, 2, label))
        else:
            cells.append(LayoutCell(row, 0, 1, 3, label))
        cells += [LayoutCell(row, 3 + i, 1, 1, key=f"{key}.{column}") for i, column in enumerate(T3_COLUMNS)]
    return TableLayout("t3", 3 + len(T3_ROWS), 10, 3, tuple(cells))


def _t4_layout() -> TableLayout:
    width = len(T4_COLUMNS)
    cells = [LayoutCell(0, 0, 1, width, T4_BLOCKS["review"]), LayoutCell(0, width, 1, 2 * width, T4_LITIGATION_LABEL)]
    cells += [LayoutCell(1, i, 2, 1, label) for i, label in enumerate(T4_COLUMNS.values())]
    for i, block in enumerate(T4_LITIGATION_BLOCKS, start=1):
        cells.append(LayoutCell(1, i * width, 1, width, T4_BLOCKS[block]))
    for i, _ in enumerate(T4_LITIGATION_BLOCKS, start=1):
        cells += [LayoutCell(2, i * width + j, 1, 1, label) for j, label in enumerate(T4_COLUMNS.values())]
    cells += [LayoutCell(3, i, 1, 1, key=key) for i, key in enumerate(T4_KEYS)]
    return TableLayout("t4", 4, 3 * width, 3, tuple(cells))


LAYOUTS = MappingProxyType({"t2": _t2_layout(), "t3": _t3_layout(), "t4": _t4_layout()})
"""The official grids by table name."""

TABLE_KEYS = MappingProxyType({"t2": T2_KEYS, "t3": T3_KEYS, "t4": T4_KEYS})
TABLE_NAMES = MappingProxyType({"t2": "表二", "t3": "表三", "t4": "表四"})
"""How messages call the tables: by the section they stand in."""


def cell_label(address: str) -> str:
    """Name a cell as the report does: ``t3.denied.state_secret.natural`` → （三）不予公开 1.属于国家秘密 · 自然人.

    ``address`` is ``<table>.<row>.<col>``; raises KeyError for an unknown one.
    """
    table, _, key = address.partition(".")
    row, _, column = key.rpartition(".")
    if key not in TABLE_KEYS[table]:
        raise KeyError(address)
    if table == "t2":
        return f"{T2_ROWS[row]} · {T2_COLUMNS[column]}"
    if table == "t4":
        group = "" if row == "review" else f"{T4_LITIGATION_LABEL} "
        return f"{group}{T4_BLOCKS[row]} · {T4_COLUMNS[column]}"
    return f"{row_label(row)} · {T3_COLUMNS[column]}"


def row_label(row: str) -> str:
    """Name a row of table 3 together with its group: ``denied.process`` → （三）不予公开 6.属于四类过程性信息."""
    group = row.partition(".")[0]
    return f"{T3_GROUPS[group]} {T3_ROWS[row]}" if group in T3_GROUPS else T3_ROWS[row]
