"""Two reports side by side: sections aligned by meaning, sentences by likeness, figures called out, tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.report.model import Paragraph, Report
from assistant.report.standard import (
    SECTION_TITLES,
    SUBSECTION_TITLES,
    section_heading,
    subsection_heading,
)
from assistant.reuse.similarity import SAME_TEXT, CellChange, Piece, aligned, changed_cells, differences, sentences_of


@dataclass(frozen=True, slots=True)
class SentenceDifference:
    """A sentence of the old report, one of the new, or both where they say the like; empty where there is none."""

    old: str
    new: str
    pieces: tuple[Piece, ...] = ()
    """Of both, where both stand."""
    figures: tuple[tuple[str, str], ...] = ()
    """Figures that changed, where the same words stand around both."""

    @property
    def is_same(self) -> bool:
        """Word for word."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class PartDifference:
    """One part of both reports."""

    title: str
    """As in the official form; lead and headings outside it as they stand."""
    sentences: tuple[SentenceDifference, ...]
    share: float | None
    """Part of the new text that the old one has too, 0–1; None where there is no new text."""


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """All that differs between two reports."""

    old: Report
    new: Report
    parts: tuple[PartDifference, ...]
    cells: tuple[CellChange, ...]

    @property
    def is_same(self) -> bool:
        """Same words, same figures."""
        return not self.cells and all(sentence.is_same for part in self.parts for sentence in part.sentences)


def compare_reports(old: Report, new: Report) -> ReportDifference:
    """What differs, in the order of the form; parts that neither report has are left out."""
    before, after = dict(_parts(old)), dict(_parts(new))
    titles = [*dict.fromkeys([*_ORDER, *before, *after])]
    parts = tuple(_part(title, before.get(title, []), after.get(title, [])) for title in titles)
    return ReportDifference(
        old, new, tuple(part for part in parts if part.sentences), changed_cells(old.tables, new.tables)
    )


_LEAD = "编制说明"
_OVERVIEW_OPENING = section_heading("overview")
_ORDER = (
    _LEAD,
    _OVERVIEW_OPENING,
    *(subsection_heading(number, title) for number, title in enumerate(SUBSECTION_TITLES.values(), start=1)),
    *(section_heading(key) for key in SECTION_TITLES if key != "overview"),
)
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:余|多)?")


def _parts(report: Report) -> Iterator[tuple[str, list[str]]]:
    numbers = {group: number for number, group in enumerate(SUBSECTION_TITLES, start=1)}
    yield _LEAD, _texts(report.lead)
    found: dict[str, list[str]] = {}
    for section in report.sections:
        found.setdefault(section_heading(section.key), []).extend(_texts(section.paragraphs))
        for part in section.subsections:
            number = numbers.get(part.group or "")
            title = subsection_heading(number, SUBSECTION_TITLES[part.group or ""]) if number else part.title
            found.setdefault(title, []).extend(_texts(part.paragraphs))
    yield from found.items()


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [text for _, text in sentences_of(paragraphs)]


def _part(title: str, old: list[str], new: list[str]) -> PartDifference:
    rows = []
    copied = 0
    for i, j, score in aligned(old, new):
        before, after = old[i] if i is not None else "", new[j] if j is not None else ""
        pieces = differences(before, after) if before and after else ()
        rows.append(SentenceDifference(before, after, pieces, _figures(before, after) if pieces else ()))
        copied += len(after) if score >= SAME_TEXT else 0
    total = sum(map(len, new))
    return PartDifference(title, tuple(rows), copied / total if total else None)


def _figures(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Figures in the same place of the same words: 186 → 203. Nothing where the words changed too much to tell."""
    before, after = _FIGURE.findall(old), _FIGURE.findall(new)
    if len(before) != len(after):
        return ()
    return tuple((one, other) for one, other in zip(before, after, strict=True) if one != other)
