"""Where the text of a report stands in its file, so that the file itself can be changed or commented on.

A file is seen as a :class:`Track` of characters. The text of a paragraph is found in it without white space and, in
Markdown, without markup: readers rejoin wrapped lines, trim, and leave signs of markup out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.checks.context import Passage
from assistant.checks.finding import Finding, Where

_NUMBER = re.compile(
    r"\s*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．])\s*"
)
"""What Word may have counted by itself: it is in no text of the file."""
_MAX_AROUND = 8
"""Characters beside a title that its line may hold: its number, a mark."""


@dataclass(frozen=True, slots=True)
class Track:
    """The characters of a file in reading order; lines are parted by line feeds."""

    text: str
    ignored: str = ""
    """Characters that stand for nothing themselves, such as Markdown's markup."""

    def compact(self) -> tuple[str, tuple[int, ...]]:
        """The text without white space and ignored characters, and where each character left stands."""
        kept = [(i, char) for i, char in enumerate(self.text) if not char.isspace() and char not in self.ignored]
        return "".join(char for _, char in kept), tuple(i for i, _ in kept)


@dataclass(frozen=True, slots=True)
class Places:
    """Paragraphs of a report found in a file."""

    found: Mapping[tuple[str, str | None], tuple[tuple[Passage, tuple[int | None, ...]], ...]]
    """By section and subsection: each paragraph with the place of each of its characters, None for those the file has
    not (white space, automatic numbers)."""

    def span(self, where: Where, start: int, end: int) -> tuple[int, int] | None:
        """Track offsets of characters ``start``–``end`` of a section's text; None where the file has them not.

        For an insertion (``start == end``) both are the place before the character at ``start``.
        """
        if where.section is None:
            return None
        for passage, places in self.found.get((where.section, where.subsection), ()):
            low, high = start - passage.offset, end - passage.offset
            if low < 0 or high > len(places) or low >= len(places):
                continue
            inside = [place for place in places[low : max(high, low + 1)] if place is not None]
            ends = (places[low], places[max(high, low + 1) - 1])
            if not inside or None in ends:
                return None
            return (inside[0], inside[-1] + 1) if high > low else (inside[0], inside[0])
        return None

    def around(self, finding: Finding) -> tuple[int, int] | None:
        """The characters a finding points to, as many of them as the file has; None for a finding on no text."""
        where = finding.where
        if where.section is None or where.start is None or where.end is None:
            return None
        inside = [
            place
            for passage, places in self.found.get((where.section, where.subsection), ())
            for place in places[max(0, where.start - passage.offset) : max(0, where.end - passage.offset)]
            if place is not None
        ]
        return (min(inside), max(inside) + 1) if inside else None


def find_passages(track: Track, passages: Iterable[Passage]) -> Places:
    """Find paragraphs, which are given in printed order; one that cannot be told from another place is left out."""
    text, places = track.compact()
    found: dict[tuple[str, str | None], list[tuple[Passage, tuple[int | None, ...]]]] = {}
    cursor = 0
    for passage in passages:
        match = _search(text, passage.text, track.ignored, cursor)
        if match is None:
            continue
        start, skipped = match
        cursor = start
        own: list[int | None] = []
        for position, char in enumerate(passage.text):
            if position < skipped or char.isspace() or char in track.ignored:
                own.append(None)
            else:
                own.append(places[cursor])
                cursor += 1
        found.setdefault(passage.place, []).append((passage, tuple(own)))
    return Places({place: tuple(pairs) for place, pairs in found.items()})


def _search(text: str, wanted: str, ignored: str, cursor: int) -> tuple[int, int] | None:
    """Where a paragraph begins in the compact text, and how much of its head the file has not."""
    number = _NUMBER.match(wanted)
    for skipped in (0, number.end()) if number else (0,):
        needle = "".join(char for char in wanted[skipped:] if not char.isspace() and char not in ignored)
        if not needle:
            continue
        start = text.find(needle, cursor)
        if start >= 0:
            return start, skipped
        # Out of the printed order only what stands once.
        start = text.find(needle)
        if start >= 0 and text.find(needle, start + 1) < 0:
            return start, skipped
    return None


def find_title(track: Track, titles: Sequence[str]) -> tuple[int, int] | None:
    """The last line that is one of some titles, with or without its number: the first may be a table of contents."""
    wanted = [re.sub(r"\s", "", title) for title in titles if title.strip()]
    best: tuple[int, int] | None = None
    start = 0
    for line in track.text.split("\n"):
        plain = "".join(char for char in line if not char.isspace() and char not in track.ignored)
        if any(title in plain and len(plain) <= len(title) + _MAX_AROUND for title in wanted):
            best = (start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line) + 1
    return best
