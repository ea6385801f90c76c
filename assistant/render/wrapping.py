"""Lines of Chinese text on a screen: where they break, by the rules of 避头尾 (GB/T 15834-2011 §5.1.11)."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

NEVER_FIRST = frozenset("，。；：！？、）》〉”’」』】〕…—％%,.;:!?)]}·～")
"""No line begins with one of these."""
NEVER_LAST = frozenset("（《〈“‘「『【〔([{")
"""No line ends with one of these."""
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/@_%+-]*")
_LONGEST_WORD = 40
"""Longer runs (web addresses) may be broken anywhere."""
_MOST_BACK = 8
"""A break goes back over so many characters to spare a word or a sign; beyond that the text breaks where it must."""


def character_width(character: str) -> int:
    """Columns of one character in a monospace font: wide ones take two, combining ones none."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def line_spans(text: str, width: int, indent: int = 0) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each line of ``text`` when it is set ``width`` columns wide.

    The first line is ``indent`` columns shorter. Line breaks in the text are kept; spaces at a break belong to no
    line. A line is never empty unless the text is, and never wider than ``width`` unless a single character is.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        spans += _paragraph_spans(text, start, start + len(paragraph), width, 0 if spans else indent)
        start += len(paragraph) + 1
    return spans


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """The lines of :func:`line_spans` as strings, without indentation."""
    return [text[start:end] for start, end in line_spans(text, width, indent)]


def _paragraph_spans(text: str, start: int, end: int, width: int, indent: int) -> list[tuple[int, int]]:
    if start == end:
        return [(start, end)]
    inside = _inside_words(text, start, end)
    spans: list[tuple[int, int]] = []
    room = max(width - indent, 1)
    while start < end:
        stop = _filled(text, start, end, room)
        if stop < end:
            stop = _allowed(text, start, stop, inside)
        # What stands before the space is the line; the next one begins behind it.
        last = stop
        while last > start + 1 and text[last - 1] == " ":
            last -= 1
        spans.append((start, last))
        while stop < end and text[stop] == " ":
            stop += 1
        start, room = stop, max(width, 1)
    return spans


def _inside_words(text: str, start: int, end: int) -> frozenset[int]:
    """Places within a number or a Latin word, where no line should break."""
    places: set[int] = set()
    for match in _WORD.finditer(text, start, end):
        if len(match[0]) <= _LONGEST_WORD:
            places.update(range(match.start() + 1, match.end()))
    return frozenset(places)


def _filled(text: str, start: int, end: int, room: int) -> int:
    used = 0
    for position in range(start, end):
        used += character_width(text[position])
        if used > room and position > start:
            return position
    return end


def _allowed(text: str, start: int, stop: int, inside: frozenset[int]) -> int:
    """The nearest place at or before ``stop`` where a line may break; ``stop`` itself if there is none near."""
    furthest = max(start, stop - max(_MOST_BACK, _word_before(stop, inside) + 2))
    for place in range(stop, furthest, -1):
        if place not in inside and text[place] not in NEVER_FIRST and text[place - 1] not in NEVER_LAST:
            return place
    return stop


def _word_before(stop: int, inside: frozenset[int]) -> int:
    length = 0
    while stop - length in inside:
        length += 1
    return length
