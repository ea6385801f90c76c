"""Places of a report: what a finding or a reader points at, and which sentence of the draft stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.checks.finding import Edit, Finding, Where
from assistant.interview import engine as inputs
from assistant.interview.outline import Outline, Statement
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Paragraph, Report, Sentence
from assistant.report.standard import (
    SECTION_TITLES,
    SUBSECTION_TITLES,
    TABLE_NAMES,
    cell_label,
    section_heading,
    subsection_heading,
)

LEAD = "lead"
TITLE = "title"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in its paragraph: ``start`` counts characters of the section's or subsection's text."""

    sentence: Sentence
    start: int

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.sentence.text)


def heading_of(where: Where) -> str:
    """How messages name a place: 表三 （一）予以公开 · 自然人, 一、总体情况（三）政府信息管理情况, 标题, 全文."""
    if where.cell:
        try:
            return f"{TABLE_NAMES[where.cell.partition('.')[0]]} {cell_label(where.cell)}"
        except KeyError:
            return where.cell
    section = where.section or ""
    if section in (LEAD, TITLE):
        return "标题" if section == TITLE else "编制说明"
    if section not in SECTION_TITLES:
        return "全文"
    if where.subsection is None:
        return section_heading(section)
    groups = list(SUBSECTION_TITLES)
    if where.subsection not in groups:
        return f"{section_heading(section)}“{where.subsection}”"
    number = groups.index(where.subsection) + 1
    return section_heading(section) + subsection_heading(number, SUBSECTION_TITLES[where.subsection])


def sentences_at(report: Report, where: Where) -> tuple[Place, ...]:
    """The sentences a place touches, in order; all of its part when it has no offsets, none for a cell or the title."""
    places = tuple(_in_text(_paragraphs(report, where)))
    if where.start is None:
        return places
    end = max(where.end if where.end is not None else where.start, where.start + 1)
    return tuple(place for place in places if place.start < end and where.start < place.end)


def sentence_at(report: Report, where: Where) -> str:
    """Key of the sentence of the draft at a place, the first that has one; empty where none stands."""
    return next((place.sentence.key for place in sentences_at(report, where) if place.sentence.key), "")


def open_findings(findings: Iterable[Finding], dismissed: Collection[str]) -> tuple[Finding, ...]:
    """The findings nobody put aside; one whose evidence changed has another key and is back."""
    return tuple(finding for finding in findings if finding.key not in dismissed)


_TOO_LITTLE = frozenset({"TQ-18", "TQ-29", "TQ-30", "TQ-31"})
"""Rules that find a part too short or without figures."""


def without_open_points(findings: Iterable[Finding], report: Report) -> tuple[Finding, ...]:
    """Findings without what the list of open points tells already: 【待补】 itself, and that a part which still has one
    is short or lacks something.
    """

    def is_open(finding: Finding) -> bool:
        if finding.rule == "TQ-07":
            return True
        where = Where(finding.where.section, finding.where.subsection)
        return finding.rule in _TOO_LITTLE and any(
            PLACEHOLDER.search(paragraph.text) for paragraph in _paragraphs(report, where)
        )

    return tuple(finding for finding in findings if not is_open(finding))


def mending(finding: Finding, report: Report, outline: Outline) -> tuple[inputs.Input, ...]:
    """The inputs that apply the fix on offer; empty when there is none or it reaches beyond what the draft can edit.

    Numbers 一是 and the signs between points are made by the program and are not edited.
    """
    if finding.fix is None:
        return ()
    if finding.fix.cells:
        return (inputs.SetCells(dict(finding.fix.cells), f"按建议改正：{finding.fix.description}"),)
    changed: dict[str, str] = {}
    places = sentences_at(report, Where(finding.where.section, finding.where.subsection))
    for edit in reversed(finding.fix.edits):
        found = _within(edit, places, outline)
        if found is None:
            return ()
        statement, start = found
        text = changed.get(statement.key, statement.sentence.text)
        here = edit.start - start
        changed[statement.key] = text[:here] + edit.text + text[here + edit.end - edit.start :]
    return tuple(inputs.Edit(key, text) for key, text in changed.items())


def margin_words(outline: Outline) -> Mapping[str, str]:
    """A word beside each sentence that wants a look, by key: 待补, 已变 (its basis changed), 沿用, 配写."""
    words: dict[str, str] = {}
    for statements in outline.statements.values():
        for statement in statements:
            if word := _margin_word(statement):
                words[statement.key] = word
    return words


MARGIN_WORDS: Mapping[str, str] = {
    "待补": "缺内容",
    "已变": "依据变了",
    "沿用": "上年的，待确认",
    "配写": "程序写的，待确认",
}
"""The words of the margin, most important first, and what they mean."""


def _margin_word(statement: Statement) -> str:
    if statement.is_pending:
        return "待补"
    if statement.is_stale:
        return "已变"
    if statement.is_carried:
        return "沿用"
    return "配写" if statement.is_proposed else ""


def _paragraphs(report: Report, where: Where) -> tuple[Paragraph, ...]:
    if where.cell or where.section is None:
        return ()
    if where.section == LEAD:
        return report.lead
    for section in report.sections:
        if section.key == where.section:
            if where.subsection is None:
                return section.paragraphs
            for part in section.subsections:
                if where.subsection in (part.group, part.title):
                    return part.paragraphs
    return ()


def _in_text(paragraphs: Iterable[Paragraph]) -> Iterator[Place]:
    start = 0
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            yield Place(sentence, start)
            start += len(sentence.text)
        start += 1


def _within(edit: Edit, places: Iterable[Place], outline: Outline) -> tuple[Statement, int] | None:
    """The statement an edit lies in as a whole, and where its own text begins."""
    for place in places:
        if not place.start <= edit.start <= edit.end <= place.end or not place.sentence.key:
            continue
        try:
            statement = outline.statement(place.sentence.key)
        except KeyError:
            return None
        # Its printed form may have lost the closing 。 for ；, or its opening (2024年，我局).
        core = statement.sentence.text.removesuffix("。")
        offset = place.sentence.text.find(core)
        start = place.start + offset
        if offset >= 0 and start <= edit.start and edit.end <= start + len(statement.sentence.text):
            printed = place.sentence.text[edit.start - place.start : edit.end - place.start]
            if printed == statement.sentence.text[edit.start - start : edit.end - start]:
                return statement, start
    return None
