"""One defect of each kind planted into clean reports in many manners: it is found, by the rule that names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from check_samples import check
from clean_reports import report
from depth import FULL

from assistant.checks.finding import Severity
from assistant.report.model import Paragraph, Report, Subsection

Plant = Callable[[Report], Report | None]
SPREAD = tuple(range(0, 36, 5)) + tuple(range(1, 36, 8)) if FULL else (0, 10, 20, 5, 9, 15, 33, 35)
"""Reports of unlike organs, without figures (even) and with."""


def _map(made: Report, change: Callable[[str], str], *places: str) -> Report | None:
    """The report with the first text that ``change`` alters altered; None when it alters none."""
    done = False

    def once(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        nonlocal done
        result = []
        for paragraph in paragraphs:
            text = paragraph.text if done else change(paragraph.text)
            done = done or text != paragraph.text
            result.append(Paragraph.of(text))
        return tuple(result)

    lead = once(made.lead) if not places or "lead" in places else made.lead
    sections = []
    for section in made.sections:
        own = once(section.paragraphs) if not places or section.key in places else section.paragraphs
        parts = tuple(
            Subsection(
                part.group, part.title, once(part.paragraphs) if not places or part.group in places else part.paragraphs
            )
            for part in section.subsections
        )
        sections.append(replace(section, paragraphs=own, subsections=parts))
    return replace(made, lead=lead, sections=tuple(sections)) if done else None


def swap(pattern: str, right: str, *places: str) -> Plant:
    return lambda made: _map(made, lambda text: re.sub(pattern, right, text, count=1), *places)


def append(words: str, *places: str) -> Plant:
    return lambda made: _map(made, lambda text: text + words, *places)


def tables(**changes: int | None) -> Plant:
    """Cells changed in reports that hold figures."""
    cells = {name.replace("__", "."): value for name, value in changes.items()}

    def plant(made: Report) -> Report | None:
        if not made.tables.cell("t3.new_received.total"):
            return None
        return replace(made, tables=made.tables.with_cells(cells))

    return plant


def without(group: str) -> Plant:
    def plant(made: Report) -> Report:
        sections = tuple(
            replace(section, subsections=tuple(part for part in section.subsections if part.group != group))
            for section in made.sections
        )
        return replace(made, sections=sections)

    return plant


def emptied(key: str, text: str = "") -> Plant:
    paragraphs = (Paragraph.of(text),) if text else ()
    return lambda made: replace(
        made, sections=tuple(replace(s, paragraphs=paragraphs) if s.key == key else s for s in made.sections)
    )


PLANTS: list[tuple[str, Plant]] = [
    ("TQ-01", swap("二是", "三是")),
    ("TQ-01", swap("一是", "", "supervision", "management")),
    ("TQ-05", swap("2025年(?=，我|1月1日)", "2024年", "lead", "overview", "requests", "proactive")),
    ("TQ-05", append("2024年，我单位共公开信息56条。", "management")),
    ("TQ-06", swap("12月31日", "12月30日", "lead")),
    ("TQ-07", swap(r"(?<=[^\d.])\d+(?=[次期篇])", "XX")),
    ("TQ-07", append("整改问题____项。", "platform")),
    ("TQ-08", swap("公开", "公开公开", "proactive")),
    ("TQ-08", swap("。", "。。", "management")),
    ("TQ-09", swap("，", ",", "supervision")),
    ("TQ-09", swap("；", ";", "issues")),
    ("TQ-10", swap("”", "", "management", "proactive", "supervision")),
    ("TQ-10", swap("》", "", "lead")),
    ("TQ-11", swap("中华人民共和国政府信息公开条例", "中华人民共和国政务公开条例", "lead")),
    ("TQ-11", append("组织学习《政府信息公开法》。", "supervision")),
    ("TQ-12", append("依据国办公开办函〔2019〕60号编制。", "lead")),
    ("TQ-13", swap("〔(20\\d\\d)〕", "[\\1]")),
    ("TQ-14", append("经办人电话13800001111。", "supervision")),
    ("TQ-15", append("申请人李建军对答复表示满意。", "requests")),
    ("TQ-16", append("\n内部资料 注意保存", "management")),
    ("TQ-17", emptied("issues")),
    ("TQ-18", emptied("issues", "无。")),
    ("TQ-19", swap("(?:一是丰富解读|一是请业务骨干|1.对照标准|一是通过学习|下一步|改进情况：)[^\n]*", "", "issues")),
    ("TQ-22", emptied("other", "无其他需要报告的事项。")),
    ("TQ-23", swap("[^。；]*2025年1月1日[^。]*12月31日止?", "", "lead")),
    ("TQ-24", append("2025年，清泉镇扎实推进政府信息公开工作。", "management")),
    ("TQ-25", append("我乡、我局、我厅分级审核。", "management")),
    ("TQ-26", append("全年编发简报20期，其中工作类8期、经验类7期、其他9期。", "platform")),
    ("TQ-27", tables(t4__direct__pending=None)),
    ("TQ-28", append("共收到政府信息公开申请2件，均已答复。未收到政府信息公开申请。", "requests")),
    ("TQ-29", without("platform")),
    ("TQ-29", without("supervision")),
    (
        "TQ-31",
        swap("[\\s\\S]+", "公开机构职能、领导分工、办事指南、惠民政策、财政预决算等群众关心的信息。", "proactive"),
    ),
    ("TQ-33", append("做好统一布署。", "supervision")),
    ("TQ-33", append("截止2025年12月底，任务完成。", "platform")),
    ("TQ-34", append("坚持以习近平新时代中国特色社会主意思想为指导。", "supervision")),
    ("TQ-38", append("\n进一步加强队伍建设，提升", "supervision")),
    ("NT-01", swap("(?<=申请)41件", "47件", "requests")),
    ("NT-09", swap("予以公开19件", "予以公开29件", "requests")),
    ("NT-09", swap("无法提供9件", "无法提供7件", "requests")),
    ("NT-04", swap("(?<=继续办理)2件", "5件", "requests")),
    ("NT-11", swap("(?<=行政复议)3件", "8件", "requests")),
    ("NT-13", swap("(?<=结果维持)2件", "3件", "requests")),
    ("NT-05", swap("[\\s\\S]+", "全年未收到政府信息公开申请。", "requests")),
    ("T3-01", tables(t3__granted__total=21)),
    ("T3-03", tables(t3__carried_in__natural=5, t3__carried_in__total=5)),
    ("T4-01", tables(t4__review__total=5)),
    ("T2-03", tables(t2__normative__in_force=1)),
]
NEEDS_FIGURES = {"NT-05", "NT-09", "NT-04", "NT-11", "NT-13"}


def planted(rule: str, plant: Plant) -> list[tuple[int, Report]]:
    found = []
    for number in SPREAD:
        made = report(number)
        if rule in NEEDS_FIGURES and not made.tables.cell("t3.new_received.total"):
            continue
        changed = plant(made)
        if changed is not None:
            found.append((number, changed))
    return found


@pytest.mark.parametrize(("rule", "plant"), PLANTS, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(PLANTS)])
def test_a_planted_defect_is_found(rule: str, plant: Plant) -> None:
    changed = planted(rule, plant)
    assert changed, "planted nowhere"
    missed = []
    for number, made in changed:
        loud = {finding.rule for finding in check(made) if finding.severity is not Severity.INFO}
        if rule not in loud:
            missed.append((number, sorted(loud)))
    assert missed == []
