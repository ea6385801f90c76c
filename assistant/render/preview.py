"""The whole report as it will be printed, in lines of a screen: what stands where, where one can go from each line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from assistant.phrases.fill import PLACEHOLDER
from assistant.render.context import build_context, display_width, printable
from assistant.render.texttable import text_table
from assistant.render.wrapping import line_spans, wrap
from assistant.report.model import Paragraph, Report
from assistant.report.standard import LAYOUTS, TABLE_KEYS, section_heading, subsection_heading

INDENT = 4
"""Columns a paragraph begins further in: two characters."""


class LineKind(StrEnum):
    """What a line is part of."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen: characters ``start``–``end`` (exclusive) of the document's text."""

    start: int
    end: int
    kind: LineKind
    indent: int = 0
    """Columns left free before it."""
    note: str = ""
    """A word in the margin."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something one can go to: a sentence by its key, or a line of a table by one of its cells."""

    start: int
    end: int
    line: int
    """Number of the line it begins in."""
    key: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A report set for one width."""

    text: str
    lines: tuple[Line, ...]
    stops: tuple[Stop, ...]
    blanks: tuple[tuple[int, int], ...]
    """Every 【待补：…】, start and end."""
    headings: tuple[tuple[str, int], ...]
    """Title, sections and subsections with the numbers of their lines."""
    run_in: tuple[tuple[int, int], ...]
    """Headings of subsections, which begin their first paragraph: start and end."""

    def line_of(self, position: int) -> int:
        """Number of the line a character of the text stands in (the last one that begins at or before it)."""
        low, high = 0, len(self.lines)
        while high - low > 1:
            middle = (low + high) // 2
            if self.lines[middle].start <= position:
                low = middle
            else:
                high = middle
        return low

    def stop_at(self, position: int) -> int | None:
        """Number of the stop that holds a character, None outside all."""
        return next((n for n, stop in enumerate(self.stops) if stop.start <= position < stop.end), None)

    def find(self, words: str) -> tuple[tuple[int, int], ...]:
        """Every place where ``words`` stand, whatever their letter case; none for an empty search."""
        sought, text = words.strip().casefold(), self.text.casefold()
        if not sought or len(text) != len(self.text):
            text = self.text
            sought = words.strip()
        found = []
        position = text.find(sought) if sought else -1
        while position >= 0:
            found.append((position, position + len(sought)))
            position = text.find(sought, position + len(sought))
        return tuple(found)


def preview(report: Report, width: int, notes: Mapping[str, str] | None = None) -> Preview:
    """Set the report ``width`` columns wide; ``notes`` are words for the margin by sentence key."""
    setter = _Setter(max(width, INDENT + 2), notes or {})
    context = build_context(report)
    for line in context["title_lines"]:
        setter.centred(line)
    setter.headings.append((context["title"], 0))
    setter.blank()
    setter.paragraphs(report.lead)
    for section in report.sections:
        setter.heading(section_heading(section.key))
        setter.paragraphs(section.paragraphs)
        for number, part in enumerate(section.subsections, start=1):
            setter.paragraphs(part.paragraphs, subsection_heading(number, printable(part.title)))
        if section.key in LAYOUTS:
            setter.table(section.key, text_table(section.key, context[section.key], setter.width))
            setter.blank()
    return setter.finished()


@dataclass
class _Setter:
    width: int
    notes: Mapping[str, str]
    blocks: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    headings: list[tuple[str, int]] = field(default_factory=list)
    run_in: list[tuple[int, int]] = field(default_factory=list)

    def finished(self) -> Preview:
        text = "\n".join(self.blocks)
        blanks = tuple(match.span() for match in PLACEHOLDER.finditer(text))
        return Preview(text, tuple(self.lines), tuple(self.stops), blanks, tuple(self.headings), tuple(self.run_in))

    def _put(self, text: str) -> int:
        """Add a block; the position of its first character."""
        start = self.length
        self.blocks.append(text)
        self.length += len(text) + 1
        return start

    def blank(self) -> None:
        start = self._put("")
        self.lines.append(Line(start, start, LineKind.BLANK))

    def centred(self, text: str) -> None:
        for line in wrap(text, self.width):
            start = self._put(line)
            room = self.width - display_width(line)
            self.lines.append(Line(start, start + len(line), LineKind.TITLE, max(room // 2, 0)))

    def heading(self, text: str) -> None:
        self.headings.append((text, len(self.lines)))
        start = self._put(text)
        for n, (first, last) in enumerate(line_spans(text, self.width, INDENT)):
            self.lines.append(Line(start + first, start + last, LineKind.HEADING, 0 if n else INDENT))

    def paragraphs(self, paragraphs: Sequence[Paragraph], heading: str = "") -> None:
        """Paragraphs; ``heading`` runs into the first of them, as in print, or stands alone where there is none."""
        shown = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
        if heading:
            self.headings.append((heading, len(self.lines)))
            self.run_in.append((self.length, self.length + len(heading)))
            heading += "。" if shown else ""
        for paragraph in shown or ([Paragraph(())] if heading else []):
            first_stop = len(self.stops)
            # A line break a clerk typed begins a new paragraph in print.
            text = heading + paragraph.text.replace("\r\n", "\n").replace("\r", "\n")
            start = self._put(text)
            position = start + len(heading)
            heading = ""
            first_line = len(self.lines)
            for sentence in paragraph.sentences:
                end = position + len(sentence.text.replace("\r\n", "\n"))
                self.stops.append(Stop(position, end, -1, sentence.key))
                position = end
            begins = start
            for part in text.split("\n"):
                for n, (first, last) in enumerate(line_spans(part, self.width, INDENT)):
                    self.lines.append(Line(begins + first, begins + last, LineKind.TEXT, 0 if n else INDENT))
                begins += len(part) + 1
            self._note(first_stop, first_line)

    def _note(self, first_stop: int, first_line: int) -> None:
        """Lines of the stops of a paragraph, and the words in the margin of those lines, one each."""
        for number in range(first_stop, len(self.stops)):
            stop = self.stops[number]
            line = max(
                (n for n in range(first_line, len(self.lines)) if self.lines[n].start <= stop.start),
                default=first_line,
            )
            self.stops[number] = Stop(stop.start, stop.end, line, stop.key)
            word = self.notes.get(stop.key, "")
            if not word:
                continue
            # A line where another word stands leaves it to the next line of the sentence, if there is one.
            for n in range(line, len(self.lines)):
                if self.lines[n].start >= stop.end:
                    break
                if self.lines[n].note in ("", word):
                    old = self.lines[n]
                    self.lines[n] = Line(old.start, old.end, old.kind, old.indent, word)
                    break

    def table(self, name: str, drawn: str) -> None:
        cell = f"{name}.{TABLE_KEYS[name][0]}"
        for row in drawn.split("\n"):
            start = self._put(row)
            self.stops.append(Stop(start, start + len(row), len(self.lines), cell=cell))
            self.lines.append(Line(start, start + len(row), LineKind.TABLE))


def pieces(line: Line, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """The line in runs: start, end, and the numbers of the spans in ``cuts`` that cover the run."""
    bounds = {line.start, line.end}
    for start, end in cuts:
        bounds.update(place for place in (start, end) if line.start < place < line.end)
    ordered = sorted(bounds)
    for start, end in pairwise(ordered):
        yield start, end, frozenset(n for n, (first, last) in enumerate(cuts) if first <= start and end <= last)
