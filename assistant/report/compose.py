"""From statements to the report: order, ordinals, lead-ins, the six sections.

Ordinals (一是、二是) are generated from the count and never typed, so they cannot be wrong (report-standard TQ-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.report.model import (
    Binding,
    Paragraph,
    Report,
    Section,
    Sentence,
    report_title,
    statutory_section,
    statutory_subsection,
)
from assistant.report.organ import Organ
from assistant.report.standard import MOST_ORDINALS, SECTION_TITLES, SUBSECTION_TITLES, ordinal
from assistant.tables.schema import Tables


@dataclass(frozen=True, slots=True)
class Prose:
    """What one group of topics says, already in order."""

    opening: tuple[Sentence, ...] = ()
    """Told before any numbering."""
    points: tuple[tuple[Sentence, ...], ...] = ()
    """Each becomes one numbered point when there are two or more and ``enumerated`` is set."""
    lead_in: str = ""
    """Words before the points."""
    enumerated: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to say."""
        return not self.opening and not self.points


def compose(organ: Organ, year: int, tables: Tables, lead: Sequence[Sentence], prose: Mapping[str, Prose]) -> Report:
    """The report of one organ and year from the prose of each topic group (a group without prose is left empty)."""
    opening = f"{year}年，{organ.self_reference}"

    def paragraphs(group: str, *, split: bool = False) -> tuple[Paragraph, ...]:
        return compose_paragraphs(prose.get(group, Prose()), opening, split_opening=split)

    sections: dict[str, Section] = {key: statutory_section(key) for key in SECTION_TITLES}
    sections["overview"] = statutory_section(
        "overview",
        paragraphs("overview"),
        tuple(statutory_subsection(group, paragraphs(group)) for group in SUBSECTION_TITLES),
    )
    sections["issues"] = statutory_section("issues", (*paragraphs("issues"), *paragraphs("improvements", split=True)))
    sections["other"] = statutory_section("other", paragraphs("other"))
    return Report(
        organ=organ,
        year=year,
        title=report_title(organ.name, year),
        lead=(Paragraph(tuple(lead)),) if lead else (),
        sections=tuple(sections.values()),
        tables=tables,
    )


def compose_paragraphs(prose: Prose, opening: str, *, split_opening: bool = False) -> tuple[Paragraph, ...]:
    """Opening sentences and points as one paragraph, or as two with ``split_opening``.

    ``opening`` (2024年，我局) is said once in a paragraph: later sentences that begin with it lose it.
    """
    head = _without_echo(prose.opening, opening)
    told = prose.lead_in.startswith(opening) or (
        not split_opening and any(sentence.text.startswith(opening) for sentence in head)
    )
    plain = iter(_without_echo([sentence for point in prose.points for sentence in point], opening, told))
    points = tuple(tuple(next(plain) for _ in point) for point in prose.points)
    body = _points(replace(prose, points=points))
    blocks = [head, body] if split_opening else [head + body]
    return tuple(Paragraph(block) for block in blocks if block)


def _points(prose: Prose) -> tuple[Sentence, ...]:
    if not prose.points:
        return ()
    if not prose.enumerated or not 1 < len(prose.points) <= MOST_ORDINALS:
        sentences = [sentence for point in prose.points for sentence in point]
        return (_prefixed(sentences[0], prose.lead_in), *sentences[1:])
    # A semicolon can only part points that hold none themselves and are one sentence each, closed with 。.
    plain = all(len(point) == 1 and _is_plain(point[0].text) for point in prose.points)
    numbered: list[Sentence] = []
    for number, point in enumerate(prose.points, start=1):
        marker = f"{ordinal(number)}是"
        first = _prefixed(point[0], (prose.lead_in if number == 1 else "") + marker)
        sentences = [first, *point[1:]]
        if plain and number < len(prose.points):
            sentences[-1] = replace(sentences[-1], text=sentences[-1].text.removesuffix("。") + "；")
        numbered += sentences
    return tuple(numbered)


def _is_plain(text: str) -> bool:
    return "；" not in text and text.find("。") == len(text) - 1


def _prefixed(sentence: Sentence, prefix: str) -> Sentence:
    return replace(sentence, text=prefix + sentence.text, bindings=_shifted(sentence.bindings, len(prefix)))


def _shifted(bindings: tuple[Binding, ...], by: int) -> tuple[Binding, ...]:
    return tuple(replace(binding, start=binding.start + by, end=binding.end + by) for binding in bindings)


def _without_echo(sentences: Iterable[Sentence], opening: str, said: bool = False) -> tuple[Sentence, ...]:
    result = []
    for sentence in sentences:
        if sentence.text.startswith(opening):
            if said:
                sentence = replace(
                    sentence,
                    text=sentence.text.removeprefix(opening),
                    bindings=_shifted(sentence.bindings, -len(opening)),
                )
            said = True
        result.append(sentence)
    return tuple(result)
