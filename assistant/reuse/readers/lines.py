"""Lines of plain text → blocks: wrapped lines are rejoined, page numbers dropped, tables of every drawing recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from assistant.reuse.blocks import Block, TableBlock, TextBlock
from assistant.reuse.headings import section_of, subsection_of
from assistant.reuse.readers.texttable import grid_rows, is_grid_line, is_rule, stream_rows, table_like, with_tabs
from assistant.reuse.titles import parse_title

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–―－─~·•]\s*\d{1,3}\s*[-—–―－─~·•]|第\s*[\d一二三四五六七八九十]{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3}|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?)\s*"
)
_TERMINAL = "。！？；：!?;:”』」…"
_MIN_WRAPPED = 3
_SLACK = 6
"""Half-width columns by which a full line may fall short: a line never begins with a punctuation mark."""
_MAX_WRAP = 140
_MAX_BEYOND = 0.1
_RAGGED = 0.6
"""Share of the width that a line keeps when a long address or number went to the next one."""
_MIN_WRAP = 24
_TABLE_SECTIONS = frozenset({"t2", "t3", "t4"})
_WIDE = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where on the page it starts and ends, in any one unit of length."""

    text: str
    start: float
    end: float


def display_width(text: str) -> int:
    """Columns in a monospace font."""
    return sum(2 if east_asian_width(character) in "WFA" and character > "\xff" else 1 for character in text)


def is_page_number(text: str) -> bool:
    """Tell whether a line holds nothing but a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def text_blocks(text: str) -> list[Block]:
    """Blocks of a plain text."""
    lines: list[Line] = []
    for raw in text.replace("\f", "\n").split("\n"):
        bare = raw.strip(" \u3000\u00a0\r")
        width = display_width(raw.rstrip(" \u3000\u00a0\r\t"))
        lines.append(Line(raw.rstrip(" \u3000\u00a0\r") if bare else "", width - display_width(bare.strip()), width))
    return blocks_of_lines(lines)


def blocks_of_lines(lines: Sequence[Line], unit: float = 1.0, like: Sequence[Line] = ()) -> list[Block]:
    """Blocks of lines in order; an empty line parts paragraphs. ``unit`` is the width of half a Chinese character.

    ``like`` are the lines the margins are measured on, by default these.
    """
    found: list[Block] = []
    prose: list[Line] = []
    table: list[str] = []
    margins = _margins(like or lines, unit)
    section: str | None = None

    def end_prose() -> None:
        found.extend(TextBlock(text) for text in _paragraphs(prose, margins, unit))
        prose.clear()

    def end_table() -> None:
        found.extend(_table(table))
        table.clear()

    for printed in lines:
        in_table = section in _TABLE_SECTIONS
        line = Line(with_tabs(printed.text), printed.start, printed.end) if in_table else printed
        bare = line.text.strip()
        if is_page_number(bare):
            continue
        heading = section_of(bare) if bare else None
        if heading is not None and not is_grid_line(line.text):
            section = heading.key
            end_table()
            end_prose()
            found.append(TextBlock(bare))
        elif ((is_grid_line(line.text) or is_rule(line.text)) and not _is_tabbed_prose(line.text, section)) or (
            section in _TABLE_SECTIONS and bare and table_like(bare, open_table=bool(table))
        ):
            end_prose()
            table.append(line.text)
        elif not bare:
            if not table:
                prose.append(line)
        else:
            end_table()
            prose.append(line)
    end_table()
    end_prose()
    return found


def _is_tabbed_prose(text: str, section: str | None) -> bool:
    """A tab may only indent, or stand inside a sentence."""
    return section not in _TABLE_SECTIONS and "\t" in text and any(len(cell) > 60 for cell in text.split("\t"))


def _table(lines: Sequence[str]) -> Iterable[Block]:
    drawn = [line for line in lines if is_grid_line(line) or is_rule(line)]
    rows = grid_rows(drawn) if len(drawn) >= max(2, len(lines) // 3) else stream_rows(lines)
    if rows:
        yield TableBlock(rows)


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    is_wrapped: bool


def _margins(lines: Sequence[Line], unit: float) -> _Margins:
    """Where the text block stands: the commonest start and the far end of full lines."""
    prose = [
        line
        for line in _outside_tables(lines)
        if _WIDE.search(line.text) and line.end - line.start >= _MIN_WRAP * unit and not is_grid_line(line.text)
    ]
    if not prose:
        return _Margins(0, 0, is_wrapped=False)
    # Lines of one width are wrapped by a page; paragraphs on one line each have any width.
    ends = Counter(round(line.end / (2 * unit)) for line in prose)
    right, _ = max(ends.items(), key=lambda item: (sum(ends[item[0] + i] for i in (-2, -1, 0)), item[0]))
    full = [line for line in prose if abs(line.end - right * 2 * unit) <= _SLACK * unit]
    is_wrapped = (
        len(full) >= max(_MIN_WRAPPED, len(prose) // 3)
        and right * 2 <= _MAX_WRAP
        # Justified lines may be spaced out beyond the others.
        and sum(line.end > (right * 2 + _SLACK) * unit for line in prose) <= len(prose) * _MAX_BEYOND
    )
    starts = Counter(round(line.start / unit) for line in prose)
    common = [start for start, count in starts.items() if count >= max(2, len(prose) // 20)]
    left = min(common or starts)
    return _Margins(left * unit, right * 2 * unit, is_wrapped)


def _outside_tables(lines: Sequence[Line]) -> Iterator[Line]:
    section: str | None = None
    for line in lines:
        heading = section_of(line.text) if line.text.strip() else None
        section = heading.key if heading is not None else section
        if section not in _TABLE_SECTIONS:
            yield line


def _paragraphs(lines: Sequence[Line], margins: _Margins, unit: float) -> list[str]:
    found: list[str] = []
    previous: Line | None = None
    for line in lines:
        bare = line.text.strip()
        if not bare:
            # Blank lines part paragraphs, but a wrapped one goes on behind a page's end.
            previous = (
                previous if margins.is_wrapped and previous is not None and _is_open(previous, margins, unit) else None
            )
            continue
        indented = line.start >= margins.left + 1.5 * unit
        opens = previous is None or not margins.is_wrapped or indented or _is_heading(bare)
        # A long title fills its line as a wrapped paragraph does.
        opens = opens or _is_whole_title(found[-1])
        if opens or (previous is not None and not _goes_on(previous, margins, unit)):
            found.append(bare)
        else:
            found[-1] = joined(found[-1], bare)
        previous = line
    return found


def _is_open(line: Line, margins: _Margins, unit: float) -> bool:
    return _is_full(line, margins, unit) and line.text.rstrip()[-1:] not in _TERMINAL


def _goes_on(line: Line, margins: _Margins, unit: float) -> bool:
    """Tell whether a paragraph may go on in the next line: this one is full, or ends in the middle of a sentence."""
    if _is_full(line, margins, unit):
        return True
    is_long = line.end - margins.left >= _RAGGED * (margins.right - margins.left)
    return is_long and line.text.rstrip()[-1:] not in _TERMINAL and not _is_heading(line.text.strip())


def _is_full(line: Line, margins: _Margins, unit: float) -> bool:
    return line.end >= margins.right - _SLACK * unit


def _is_heading(text: str) -> bool:
    if section_of(text) is not None or parse_title(text) is not None:
        return True
    found = subsection_of(text)
    return found is not None and bool(found.number)


def _is_whole_title(text: str) -> bool:
    title = parse_title(text)
    return title is not None and bool(title.organ) and title.year is not None


def joined(first: str, second: str) -> str:
    """Two parts of a wrapped line: Latin words keep a space between them."""
    latin = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalpha() and second[:1].isalpha()
    return f"{first} {second}" if latin else first + second
