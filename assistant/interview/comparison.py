"""Last year's report beside this year's draft, sentence by sentence, and how much was taken over (the copy meter)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.interview.outline import Outline, Statement
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Report
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.reuse.similarity import SAME_TEXT, OldSentence, aligned, old_sentences


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of last year, one of this year, or both where they say the like."""

    old: OldSentence | None
    new: Statement | None
    new_text: str = ""
    """This year's sentence as it is printed, without its enumerator."""
    likeness: float = 0.0
    """0–1, without digits and signs."""


@dataclass(frozen=True, slots=True)
class PartComparison:
    """One part of the narrative in both years."""

    group: str
    title: str
    pairs: tuple[Pair, ...]
    share: float | None
    """Part of this year's text taken over from last year, 0–1; None where nothing is written yet."""

    @property
    def is_copied(self) -> bool:
        """So much was taken over that TQ-21 speaks of it."""
        return self.share is not None and self.share >= SAME_TEXT


def compare(last: Report, report: Report, outline: Outline, titles: Mapping[str, str]) -> tuple[PartComparison, ...]:
    """Every part of the narrative in both years, in the order of the report; ``titles`` by group.

    ``report`` is this year's as composed from ``outline``.
    """
    old = old_sentences(last, titles)
    opening = f"{report.year}年，{report.organ.self_reference}"
    printed = {sentence.key: sentence.text for sentence in report.sentences()}
    found = []
    for group in NARRATIVE_GROUPS:
        new = [
            (statement, _as_printed(statement.sentence.text, printed.get(statement.key, ""), opening))
            for statement in outline.statements.get(group, ())
        ]
        pairs = _pairs([sentence for sentence in old if sentence.group == group], new)
        found.append(PartComparison(group, titles[group], pairs, _share(pairs)))
    return tuple(found)


def _as_printed(text: str, printed: str, opening: str) -> str:
    """In print a paragraph says its opening (2024年，我局) only once."""
    return text if text.removesuffix("。") in printed else text.removeprefix(opening)


def _pairs(old: Sequence[OldSentence], new: Sequence[tuple[Statement, str]]) -> tuple[Pair, ...]:
    rows = aligned([sentence.text for sentence in old], [text for _, text in new])
    pairs = []
    for i, j, score in rows:
        statement, text = new[j] if j is not None else (None, "")
        pairs.append(Pair(old[i] if i is not None else None, statement, text, score))
    return tuple(pairs)


def _share(pairs: Sequence[Pair]) -> float | None:
    """By length of this year's sentences; what is still 【待补】 is no text yet."""
    written = [(pair, len(pair.new.sentence.text)) for pair in pairs if pair.new and not _is_blank(pair.new)]
    total = sum(length for _, length in written)
    if not total:
        return None
    return sum(length for pair, length in written if pair.likeness >= SAME_TEXT) / total


def _is_blank(statement: Statement) -> bool:
    return not PLACEHOLDER.sub("", statement.sentence.text).strip("。 ")
