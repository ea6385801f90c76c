"""The report: the only thing that checks and renderers know, whether composed from a draft or read from a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.schema import Tables


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sentence comes from: ``phrase:<id>``, ``last_year:<where>``, ``typed``, ``table:<rule>``, or
    ``edited:<what it was>``.
    """

    source: str
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.source}:{self.ref}" if self.ref else self.source

    @classmethod
    def phrase(cls, phrase_id: str) -> Origin:
        """A standard sentence that the clerk's answer led to."""
        return cls("phrase", phrase_id)

    @classmethod
    def table(cls, rule: str) -> Origin:
        """A sentence that follows from the tables alone."""
        return cls("table", rule)

    @classmethod
    def last_year(cls, where: str) -> Origin:
        """A sentence of last year's report."""
        return cls("last_year", where)

    @classmethod
    def edited(cls, before: Origin) -> Origin:
        """A sentence the clerk put in her own words."""
        return cls("edited", str(before))


TYPED = Origin("typed")
"""The clerk's own words."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A number in a sentence that is a table cell: characters ``start``–``end`` (exclusive) print ``cell``."""

    start: int
    end: int
    cell: str
    """``<table>.<row>.<col>``, or of last year's tables with ``last.`` before it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement of the narrative. Two sentences are equal when their texts are."""

    text: str
    origin: Origin = field(default=TYPED, compare=False)
    topic: str | None = field(default=None, compare=False)
    bindings: tuple[Binding, ...] = field(default=(), compare=False)
    key: str = field(default="", compare=False)
    """The draft's name for it, empty in a report that was read."""


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """Sentences that stand in one paragraph. Equality is that of the printed text: where one sentence ends and
    the next begins cannot be told from a file.
    """

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return "".join(sentence.text for sentence in self.sentences)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Paragraph) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @classmethod
    def of(cls, text: str, origin: Origin = TYPED) -> Paragraph:
        """A paragraph of one sentence."""
        return cls((Sentence(text, origin),))


@dataclass(frozen=True, slots=True)
class Subsection:
    """A titled part of section 一."""

    group: str | None
    """Topic group, None when a file's heading belongs to none of the five."""
    title: str
    """Without its number."""
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """Paragraphs joined by line breaks."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six statutory sections: prose before the first subsection, then subsections."""

    key: str
    title: str
    """Without its number."""
    paragraphs: tuple[Paragraph, ...] = ()
    subsections: tuple[Subsection, ...] = ()

    @property
    def text(self) -> str:
        """What stands before the first subsection, paragraphs joined by line breaks."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def all_paragraphs(self) -> Iterator[Paragraph]:
        """Own paragraphs, then those of the subsections."""
        yield from self.paragraphs
        for subsection in self.subsections:
            yield from subsection.paragraphs


@dataclass(frozen=True, slots=True)
class Report:
    """A complete annual report."""

    organ: Organ
    year: int
    title: str
    lead: tuple[Paragraph, ...]
    """编制说明 between title and section 一."""
    sections: tuple[Section, ...]
    """The six in order; those of the tables hold prose only when a file has some there."""
    tables: Tables

    def section(self, key: str) -> Section:
        """The section ``overview``, ``t2``, ``t3``, ``t4``, ``issues`` or ``other``."""
        return next(section for section in self.sections if section.key == key)

    def paragraphs(self) -> Iterator[Paragraph]:
        """All prose in printed order."""
        yield from self.lead
        for section in self.sections:
            yield from section.all_paragraphs

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in printed order."""
        for paragraph in self.paragraphs():
            yield from paragraph.sentences

    def to_json(self) -> dict[str, Any]:
        """The narrative and tables in the shape of ``nianbao read --json`` (without what only a reader knows)."""
        overview = self.section("overview")
        return {
            "form": "2021",
            "title": self.title,
            "organ": self.organ.name,
            "kind": str(self.organ.kind),
            "year": self.year,
            "lead": "\n".join(paragraph.text for paragraph in self.lead),
            "sections": {
                "overview": {
                    "text": overview.text,
                    "subsections": [
                        {"group": part.group, "title": part.title, "text": part.text} for part in overview.subsections
                    ],
                },
                "issues": {"text": self.section("issues").text},
                "other": {"text": self.section("other").text},
            },
            "tables": self.tables.to_json(),
        }


def report_title(organ_name: str, year: int) -> str:
    """The title as REG art. 49 names the document: 机关全称 + 年 + 政府信息公开工作年度报告."""
    return f"{organ_name}{year}年政府信息公开工作年度报告"


def statutory_section(
    key: str, paragraphs: tuple[Paragraph, ...] = (), subsections: tuple[Subsection, ...] = ()
) -> Section:
    """A section under its exact statutory title."""
    return Section(key, SECTION_TITLES[key], paragraphs, subsections)


def statutory_subsection(group: str, paragraphs: tuple[Paragraph, ...]) -> Subsection:
    """One of the five parts of section 一 under its canonical title."""
    return Subsection(group, SUBSECTION_TITLES[group], paragraphs)
