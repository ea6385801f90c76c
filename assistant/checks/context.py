"""What a rule sees: the report in passages, their sentences with bound numbers, last year's report, the settings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from assistant.checks.settings import Settings
from assistant.matching.quantities import Quantity, parse_quantities
from assistant.report.model import Paragraph, Report, Section
from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.labelled import Remark
from assistant.tables.schema import Cell, Tables

FIRST_TOKEN = 0xE100
_TOKENS = 5000
_LAST_TOKEN = chr(FIRST_TOKEN + _TOKENS - 1)
NUMBER = f"[{chr(FIRST_TOKEN)}-{_LAST_TOKEN}]"
"""Regular expression class of one number in a :attr:`Statement.view`."""
_WIDE = str.maketrans("(),:;?!", "（），：；？！")
_CLOSES_SENTENCE = frozenset("。！？!?\n")
_ONE_CASE = re.compile(r"(?<![\d.〔第至到~—-])1\s?(?P<unit>[件起宗例份])(?=[，。；、（）(),;]|$)")


WINDOW = 300
"""Characters around a number that can bear on it: text without marks must not take minutes."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a passage, up to its full stop, in a spelling that patterns can be bound to.

    In ``view`` white space is gone, so are the signs of private fonts that the tokens look like; brackets and commas are wide, the inside of 《》 is left out, and each number with
    its unit is one character; ``origin`` maps it back to the passage.
    """

    start: int
    end: int
    text: str
    view: str
    origin: tuple[int, ...]
    numbers: Mapping[str, Quantity]
    """Number by its character in ``view``; offsets count in the passage."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the passage of ``view[start:end]``, which must not be empty."""
        last = self.view[end - 1]
        close = self.numbers[last].end if last in self.numbers else self.origin[end - 1] + 1
        return self.origin[start], close


@lru_cache(maxsize=16)  # a report has some 15 passages; their statements are large
def read_statements(text: str) -> tuple[Statement, ...]:
    """The sentences of a paragraph with their numbers bound."""
    quantities = _with_single_cases(text, parse_quantities(text))[:_TOKENS]
    starts = [quantity.start for quantity in quantities]
    statements: list[Statement] = []
    start = 0
    for end in _sentence_ends(text):
        statements.append(_statement(text, start, end, quantities, bisect_right(starts, start - 1)))
        start = end
    return tuple(statement for statement in statements if statement.view.strip("。！？；，"))


def text_before(view: str, position: int) -> str:
    """What stands before a place, as far as it can bear on it."""
    return view[max(0, position - WINDOW) : position]


def _with_single_cases(text: str, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Add what a clerk's talk would mean as "not one" but a report counts: 尚未审结1件, 未办结1件."""
    missed = [
        Quantity(1, match["unit"], None, match.start(), match.end())
        for match in _ONE_CASE.finditer(text)
        if not any(quantity.start < match.end() and match.start() < quantity.end for quantity in quantities)
    ]
    return tuple(sorted((*quantities, *missed), key=lambda quantity: quantity.start)) if missed else quantities


def _sentence_ends(text: str) -> Iterator[int]:
    depth = 0
    for position, char in enumerate(text):
        if char in "“《（(":
            depth += 1
        elif char in "”》）)":
            depth = max(0, depth - 1)
        elif char in _CLOSES_SENTENCE and (depth == 0 or char == "\n" or "，" in text[position : position + 40]):
            depth = 0
            yield position + 1
    yield len(text)


def _statement(text: str, start: int, end: int, quantities: tuple[Quantity, ...], first: int) -> Statement:
    view: list[str] = []
    origin: list[int] = []
    numbers: dict[str, Quantity] = {}
    position, index, title = start, first, 0
    while position < end:
        if index < len(quantities) and quantities[index].start == position:
            quantity = quantities[index]
            if not title:
                token = chr(FIRST_TOKEN + index)
                numbers[token] = quantity
                view.append(token)
                origin.append(position)
            position = max(quantity.end, position + 1)
            index += 1
            while index < len(quantities) and quantities[index].start < position:
                index += 1
            continue
        char = text[position]
        if char == "《":
            title += 1
        elif char == "》":
            title = max(0, title - 1)
        is_private = chr(FIRST_TOKEN) <= char <= _LAST_TOKEN
        if not char.isspace() and not is_private and (not title or (char == "《" and title == 1)):
            view.append(char.translate(_WIDE))
            origin.append(position)
        position += 1
    return Statement(start, end, text[start:end], "".join(view), tuple(origin), MappingProxyType(numbers))


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph and its place."""

    section: str
    subsection: str | None
    offset: int
    """Where it begins in the text of its section or subsection."""
    text: str
    group: str | None = None
    """Topic group of the subsection, the section's key elsewhere."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its sentences."""
        return read_statements(self.text)

    @property
    def place(self) -> tuple[str, str | None]:
        """Section and subsection."""
        return self.section, self.subsection

    def sentence_at(self, start: int) -> str:
        """The sentence around a character, for quotation."""
        for statement in self.statements:
            if statement.start <= start < statement.end:
                return statement.text.strip()
        return self.text.strip()


@dataclass(frozen=True)
class Context:
    """One report under check. Offsets inside a passage count from its beginning."""

    report: Report
    settings: Settings
    last: Report | None = None
    last_tables: Tables | None = None
    """Figures of last year in the form of 2021; None when unknown or of the old form."""
    units: tuple[Tables, ...] = ()
    """Tables of the subordinate organs' reports, when they are given for comparison (XY-09)."""
    draft: bool = False
    """Ours, still being written: empty cells are errors then."""
    headings: tuple[str, ...] = ()
    """Heading lines as a file prints them, numbers included; empty when the report did not come from a file."""
    raw: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Texts of cells that were no plain numbers, by table and key."""
    form: str = "2021"
    remarks: tuple[Remark, ...] = ()
    """What a reader noticed in the tables."""

    @property
    def organ(self) -> Organ:
        """Who reports."""
        return self.report.organ

    @property
    def year(self) -> int:
        """The year reported on."""
        return self.report.year

    @property
    def tables(self) -> Tables:
        """The three tables."""
        return self.report.tables

    def cell(self, address: str) -> Cell:
        """A cell of this year."""
        return self.report.tables.cell(address)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All paragraphs with any text, in printed order."""
        return tuple(_passages(self.report))

    @cached_property
    def prose(self) -> Mapping[str, tuple[Passage, ...]]:
        """Passages by section key; ``lead`` too."""
        found: dict[str, list[Passage]] = {key: [] for key in ("lead", *SECTION_TITLES)}
        for passage in self.passages:
            found.setdefault(passage.section, []).append(passage)
        return MappingProxyType({key: tuple(passages) for key, passages in found.items()})

    @cached_property
    def groups(self) -> Mapping[str, tuple[Passage, ...]]:
        """Passages of section 一 by topic group; those of no group under ``overview``."""
        found: dict[str, list[Passage]] = {key: [] for key in ("overview", *SUBSECTION_TITLES)}
        for passage in self.prose["overview"]:
            found[passage.group if passage.group in found else "overview"].append(passage)
        return MappingProxyType({key: tuple(passages) for key, passages in found.items()})

    def section(self, key: str) -> Section | None:
        """A section, None where a file has none."""
        return next((section for section in self.report.sections if section.key == key), None)

    def text(self, *sections: str) -> str:
        """The prose of some sections, paragraphs joined by line breaks."""
        return "\n".join(passage.text for key in sections for passage in self.prose.get(key, ()))

    @cached_property
    def before_tables(self) -> str:
        """Everything that stands before section 二."""
        return self.text("lead", "overview")

    @cached_property
    def last_context(self) -> Context | None:
        """Last year's report as this one is seen."""
        return Context(self.last, self.settings) if self.last is not None else None


def _passages(report: Report) -> Iterator[Passage]:
    yield from _placed("lead", None, "lead", report.lead)
    for section in report.sections:
        yield from _placed(section.key, None, section.key, section.paragraphs)
        for part in section.subsections:
            yield from _placed(section.key, part.group or part.title, part.group, part.paragraphs)


def _placed(
    section: str, subsection: str | None, group: str | None, paragraphs: tuple[Paragraph, ...]
) -> Iterator[Passage]:
    offset = 0
    for paragraph in paragraphs:
        text = paragraph.text
        if text.strip():
            yield Passage(section, subsection, offset, text, group)
        offset += len(text) + 1
