"""Reports for the tests of the checks: a small clean one to change, and plain text turned into a Report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.checklist import load_settings
from assistant.checks.finding import Finding, Severity
from assistant.checks.runner import check_report
from assistant.report.headings import statutory_key
from assistant.report.model import Paragraph, Report, Section, Subsection, report_title
from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.arithmetic import complete
from assistant.tables.schema import T2, T3, T4, Cell, Tables

ZEROS = Tables(T2.zeros(), T3.zeros(), T4.zeros())
TOWN = Organ.of("云岭县临江镇人民政府")
STREET = Organ.of("青河区望湖街道办事处")
BUREAU = Organ.of("云岭县自然资源局")
COUNTY = Organ.of("云岭县人民政府")
CITY = Organ.of("青河市人民政府")

LEAD = (
    "根据《中华人民共和国政府信息公开条例》第五十条和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开"
    "工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制本报告，统计期限自2025年1月1日起至2025年12月31日止。如有疑问，"
    "请与党政办公室联系，电话：0500-1234567。"
)
PARTS: dict[str, str] = {
    "proactive": "全年公开政府信息186条，其中通过政府网站公开120条、通过政务新媒体公开66条，发布政策解读4篇。",
    "requests": "全年未收到政府信息公开申请，未发生因政府信息公开引起的行政复议、行政诉讼。",
    "management": "信息发布实行初审、复审、终审，发布前逐条作保密审查；全年清理失效文件12份。",
    "platform": "维护政务公开专栏和微信公众号，在办事大厅设置查阅点1处，按季度自查栏目更新情况。",
    "supervision": "组织业务培训2次，参训46人次；公开工作纳入年度考核，分值3分；开展社会评议1次；未发生责任追究情形。",
}
ISSUES = (
    "存在的问题：一是政策解读以文字为主，全年图解仅2篇；二是两名经办人员年内调整，新接手人员对业务不熟。",
    "针对以上问题，采取以下措施：一是对群众关心的政策制作图解和短视频；二是安排经办人员跟班学习，离岗前做好交接。",
)
OTHER = "本年度未收取政府信息公开信息处理费，无其他需要报告的事项。"

FILLED: Mapping[str, Cell] = {
    "t3.new_received.natural": 38,
    "t3.new_received.business": 2,
    "t3.new_received.legal": 1,
    "t3.carried_in.natural": 3,
    "t3.granted.natural": 17,
    "t3.granted.business": 1,
    "t3.granted.legal": 1,
    "t3.partial.natural": 6,
    "t3.denied.third_party.natural": 1,
    "t3.denied.process.natural": 2,
    "t3.denied.enforcement_file.natural": 1,
    "t3.denied.admin_query.natural": 2,
    "t3.unable.not_held.natural": 7,
    "t3.unable.not_held.business": 1,
    "t3.unable.needs_making.natural": 1,
    "t3.unprocessed.petition.natural": 1,
    "t3.misc.no_correction.natural": 1,
    "t3.carried_out.natural": 2,
    "t4.review.upheld": 2,
    "t4.review.corrected": 1,
    "t4.after_review.upheld": 1,
    "t2.normative.made": 2,
    "t2.normative.repealed": 1,
    "t2.normative.in_force": 9,
    "t2.license.decided": 312,
    "t2.penalty.decided": 47,
    "t2.fee.amount": 86,
}
"""41 received, 3 carried in, 42 closed (19 granted, 6 partial, 6 denied, 9 unable, 1 unprocessed, 1 misc), 2 carried out."""


def filled(changes: Mapping[str, Cell] | None = None) -> Tables:
    """Tables that balance, with ``changes`` on top (totals are computed before)."""
    cells: dict[str, Cell] = {f"{t.name}.{key}": 0 for t in ZEROS for key in t.keys if not key.endswith("total")}
    cells = {key: value for key, value in cells.items() if not key.startswith("t3.result_total.")}
    return complete(Tables().with_cells({**cells, **FILLED})).with_cells(dict(changes or {}))


FILLED_REQUESTS = (
    "全年新收政府信息公开申请41件，上年结转3件；办结42件，其中予以公开19件、部分公开6件、不予公开6件、无法提供9件、不予处理1件、"
    "其他处理1件，结转下年度2件。因政府信息公开被申请行政复议3件，结果维持2件，结果纠正1件；复议后起诉1件，结果维持1件。"
)


def paragraphs(text: str | Sequence[str]) -> tuple[Paragraph, ...]:
    lines = text.split("\n") if isinstance(text, str) else text
    return tuple(Paragraph.of(line) for line in lines if line)


def make(
    organ: Organ = TOWN,
    year: int = 2025,
    *,
    tables: Tables = ZEROS,
    lead: str = LEAD,
    opening: str = "",
    parts: Mapping[str, str] | None = None,
    issues: str | Sequence[str] = ISSUES,
    other: str = OTHER,
    title: str | None = None,
    prose: Mapping[str, str] | None = None,
) -> Report:
    """A clean report with some parts replaced; an empty text leaves the part out."""
    told = {**PARTS, **(parts or {})}
    sections = {
        "overview": Section(
            "overview",
            SECTION_TITLES["overview"],
            paragraphs(opening),
            tuple(
                Subsection(group, title_, paragraphs(told[group]))
                for group, title_ in SUBSECTION_TITLES.items()
                if told[group]
            ),
        ),
        "issues": Section("issues", SECTION_TITLES["issues"], paragraphs(issues)),
        "other": Section("other", SECTION_TITLES["other"], paragraphs(other)),
    }
    for key, text in (prose or {}).items():
        sections[key] = Section(key, SECTION_TITLES[key], paragraphs(text))
    return Report(
        organ,
        year,
        report_title(organ.name, year) if title is None else title,
        paragraphs(lead),
        tuple(sections.get(key, Section(key, SECTION_TITLES[key])) for key in SECTION_TITLES),
        tables,
    )


def check(report: Report, **options: object) -> tuple[Finding, ...]:
    return check_report(report, settings=load_settings(), **options)  # type: ignore[arg-type]


def loud(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """Errors and warnings, to be compared with nothing."""
    return [
        (f.rule, str(f.severity), f"{f.message} @ {f.excerpt}") for f in findings if f.severity is not Severity.INFO
    ]


_SECTION_LINE = re.compile(r"^\s*[一二三四五六]、(?P<title>.+)$")
_PART_LINE = re.compile(r"^\s*[（(][一二三四五六七八九]+[）)]\s*(?P<rest>.+)$")
_PART_TITLE = re.compile(
    r"^(?P<title>(?:政府信息)?(?:主动公开|依申请公开|(?:政府)?信息管理|(?:政府信息公开)?平台建设|(?:政府信息公开)?监督保障)(?:工作)?(?:方面)?(?:情况)?)[。：:\s]*(?P<rest>.*)$"
)
_GROUPS = {
    "主动公开": "proactive",
    "依申请": "requests",
    "信息管理": "management",
    "平台": "platform",
    "监督": "supervision",
}


def from_text(text: str, organ: Organ, year: int, tables: Tables) -> Report:
    """A report from lines: title, lead, 一、…六、; （一）…（五） under 一 by their words, else by their order."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title, lines = lines[0], lines[1:]
    lead: list[Paragraph] = []
    prose: dict[str, list[Paragraph]] = {key: [] for key in SECTION_TITLES}
    parts: list[Subsection] = []
    section = ""
    for line in lines:
        heading = _SECTION_LINE.match(line)
        if heading and (key := statutory_key(heading["title"])):
            section = key
        elif not section:
            lead.append(Paragraph.of(line))
        elif section in ("t2", "t3", "t4"):
            continue
        elif section == "overview" and (part := _PART_LINE.match(line)):
            named = _PART_TITLE.match(part["rest"])
            title_, rest = (named["title"], named["rest"]) if named else ("", part["rest"])
            order = list(SUBSECTION_TITLES)
            group = next((g for word, g in _GROUPS.items() if word in title_), order[min(len(parts), 4)])
            parts.append(Subsection(group, title_ or SUBSECTION_TITLES[group], paragraphs(rest)))
        elif section == "overview" and parts:
            parts[-1] = replace(parts[-1], paragraphs=(*parts[-1].paragraphs, Paragraph.of(line)))
        else:
            prose[section].append(Paragraph.of(line))
    sections = tuple(
        Section(key, SECTION_TITLES[key], tuple(prose[key]), tuple(parts) if key == "overview" else ())
        for key in SECTION_TITLES
    )
    return Report(organ, year, title, tuple(lead), sections, tables)


def real_tables(figures: Sequence[str]) -> Tables:
    """Tables from 200 figures in the form's order."""
    from decimal import Decimal

    keys = [f"{t.name}.{key}" for t in ZEROS for key in t.keys]
    return Tables().with_cells(
        {key: Decimal(value) if "." in value else int(value) for key, value in zip(keys, figures, strict=True)}
    )
