"""Styled text set in lines by our own rule of breaking: Textual's own would let a line begin with ，or tear numbers."""

from __future__ import annotations

from textual.content import Content

from assistant.render.wrapping import character_width, line_spans

WIDE = 120
"""Columns of the screen from which two things stand beside each other."""
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
"""Classes of a screen by its columns."""


def text_width(text: str) -> int:
    """Columns of a text in a monospace font."""
    return sum(character_width(character) for character in text)


def set_lines(text: Content, width: int) -> list[Content]:
    """The text in lines of at most ``width`` columns."""
    return [text[start:end] for start, end in line_spans(text.plain, max(width, 2))]


def hanging(label: Content, text: Content, width: int, indent: int | None = None) -> Content:
    """``label`` before the first line, the others ``indent`` columns in (default: below the text)."""
    room = text_width(label.plain) if indent is None else indent
    first = text_width(label.plain)
    spans = line_spans(text.plain, max(width - room, 2), max(first - room, 0))
    lines = [text[start:end] for start, end in spans]
    return Content("\n").join([label + lines[0], *(Content(" " * room) + line for line in lines[1:])])


def one_line(text: str, width: int) -> str:
    """As much of a text as one line of ``width`` columns holds, …… where it goes on."""
    words = " ".join(text.split())
    if text_width(words) <= width:
        return words
    start, end = line_spans(words, max(width - 2, 2))[0]
    return words[start:end] + "……"


def side_by_side(left: Content, right: Content, width: int) -> Content:
    """Two texts in columns of ``width`` each with a rule between them."""
    one, other = set_lines(left, width), set_lines(right, width)
    rows = []
    for number in range(max(len(one), len(other))):
        first = one[number] if number < len(one) else Content("")
        second = other[number] if number < len(other) else Content("")
        gap = " " * (width - text_width(first.plain))
        rows.append(first + Content(f"{gap} | ") + second)
    return Content("\n").join(rows)
