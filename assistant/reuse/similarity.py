"""How alike sentences of two years are, what differs between them, and last year's sentences with their place.

Sentences are compared without digits, years, signs, marks and enumerators (report-standard TQ-20, TQ-21), so that
changed figures do not hide a copied text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Paragraph, Report
from assistant.report.standard import TABLE_NAMES, cell_label
from assistant.tables.schema import Cell, Tables

SAME_TEXT = 0.85
"""Likeness (0–1) from which a sentence counts as taken over, the warning level of TQ-20."""


_PAIRED = 0.5
"""Likeness from which two sentences are shown beside each other."""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; same and removed pieces make up the old text, same and added ones the new."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A table cell that differs from last year's."""

    address: str
    label: str
    old: Cell
    new: Cell

    @property
    def change(self) -> Decimal | None:
        """New less old; None when either is empty."""
        return None if self.old is None or self.new is None else Decimal(self.new) - Decimal(self.old)

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent of the old value, one decimal; None without a change to tell or from 0."""
        if self.change is None or not self.old:
            return None
        return (self.change * 100 / Decimal(self.old)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class OldSentence:
    """A sentence of last year's report."""

    text: str
    """Without its enumerator."""
    where: str
    """Heading under which it stood, with the year: 2023年报告·主动公开情况."""
    group: str
    is_lead: bool = False
    """Of the 编制说明 before section 一."""
    marker: str = ""
    """The enumerator that stood before it: 一是, （1）."""

    @property
    def can_be_carried(self) -> bool:
        """A whole sentence, no words that lead to a list."""
        return not self.text.endswith(("：", ":"))


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """What must be taken out of ``old`` and put in to get ``new``; numbers and Latin words change as a whole."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for opcode in Levenshtein.opcodes(before, after):
        if opcode.tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[opcode.src_start : opcode.src_end])))
            continue
        pieces.append(Piece(Change.REMOVED, "".join(before[opcode.src_start : opcode.src_end])))
        pieces.append(Piece(Change.ADDED, "".join(after[opcode.dest_start : opcode.dest_end])))
    return tuple(_readable(pieces))


def likeness(old: str, new: str) -> float:
    """How alike two sentences are, 0–1, whatever their figures, years and signs; 0 for texts without words."""
    one, other = bare(old), bare(new)
    return fuzz.ratio(one, other) / 100 if one and other else 0.0


def aligned(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[int | None, int | None, float], ...]:
    """Positions of sentences that say the like, with their likeness; every sentence stands in exactly one row.

    The best partners are found first; rows in the old order, what is new stands behind what it follows in ``new``.
    """
    scores = sorted((-likeness(one, text), i, j) for i, one in enumerate(old) for j, text in enumerate(new))
    of_old: dict[int, tuple[int, float]] = {}
    of_new: dict[int, int] = {}
    for negative, i, j in scores:
        if -negative >= _PAIRED and i not in of_old and j not in of_new:
            of_old[i], of_new[j] = (j, -negative), i
    behind: dict[int, list[tuple[int | None, int | None, float]]] = {}
    last = -1
    for j in range(len(new)):
        if j in of_new:
            last = of_new[j]
        else:
            behind.setdefault(last, []).append((None, j, 0.0))
    rows = list(behind.get(-1, ()))
    for i in range(len(old)):
        partner = of_old.get(i)
        rows += [(i, *partner) if partner else (i, None, 0.0), *behind.get(i, ())]
    return tuple(rows)


def changed_cells(old: Tables, new: Tables) -> tuple[CellChange, ...]:
    """The cells that differ between two years, in the order of the form."""
    return tuple(
        CellChange(address, f"{TABLE_NAMES[table.name]} {cell_label(address)}", old.cell(address), value)
        for table in new
        for key, value in table.cells.items()
        if old.cell(address := f"{table.name}.{key}") != value
    )


def rolled(text: str, old_year: int, new_year: int) -> str:
    """A sentence of ``old_year`` as one of ``new_year``: the year the report is about moves, fixed dates stay.

    Moved: the report's own year (2023年, 二〇二三年) with its period (1月1日至12月31日, 截至12月31日), and the years
    beside it in 2022年度决算, 2024年度预算. Kept: dates, document numbers 〔2023〕, names in 《…》, 自2023年起, ranges of
    years, and every other year.
    """
    step = new_year - old_year
    kept = [match.span() for pattern in _KEPT for match in pattern.finditer(text)]

    def moved(match: re.Match[str]) -> str:
        year = _year(match["year"])
        if any(start <= match.start() < end for start, end in kept):
            return match[0]
        near = year in (old_year - 1, old_year + 1) and text[match.end() :].startswith("度")
        if year != old_year and not near:
            return match[0]
        return _written(year + step, match["year"]) + match["rest"]

    return _YEAR.sub(moved, text)


_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)
_NOT_WORDS = re.compile(r"[\W\d_〇○]+|[一二三四五六七八九十百千万两]+(?=[条件次个篇期场人份项名家年月日])")
_ENUMERATOR = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+是|[0-9]{1,2}(?:[、．]|\.(?![0-9]))|[（(][0-9一二三四五六七八九十]{1,3}[)）])[，,：:]?\s*"
)
_FIRST = re.compile(r"^[（(]?[一1](?![0-9])")
_SENTENCE = re.compile(
    r".*?(?:[。！？!?]+[”’」』）)]*|[；;](?=\s*(?:[一二三四五六七八九十]+是|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9一二三四五六七八九十]{1,2}[)）]))|：(?=\s*一是)|$)",
    re.DOTALL,
)
_IMPROVEMENTS = re.compile(
    r"下一步|下步|今后|改进(?:情况|措施|如下)|整改(?!不|落实不|力度不)|针对(?:上述|以上|上年|存在)"
)
_CHINESE_DIGITS = "零一二三四五六七八九"
_YEAR = re.compile(r"(?<![0-9.])(?P<year>20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})(?P<rest>\s*年)")
_PERIOD = r"\s*年\s*(?:1\s*月\s*1\s*日\s*(?:起)?\s*(?:至|到|—|-|－|～|~)|12\s*月\s*31\s*日)"
_KEPT = (
    re.compile(r"《[^》]*》"),
    re.compile(r"[〔\[［(（]\s*20[0-9]{2}\s*[〕\]］)）]"),
    re.compile(rf"20[0-9]{{2}}(?!{_PERIOD})\s*年\s*[0-9]{{1,2}}\s*月"),
    re.compile(r"[自从由]\s*20[0-9]{2}\s*年\s*(?:以来|起|开始)"),
    re.compile(r"20[0-9]{2}\s*年?\s*(?:—|-|－|–|～|~|至|到)+\s*20[0-9]{2}\s*年(?!\s*[0-9]{1,2}\s*月)"),
)


def _readable(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours joined; a single character or sign left alone between two changes belongs to both."""
    merged: list[list[str]] = []  # [change, removed or same text, added text]
    for position, piece in enumerate(pieces):
        if not piece.text:
            continue
        lone = piece.change is Change.SAME and len(piece.text) == 1 and 0 < position < len(pieces) - 1
        if piece.change is Change.SAME and not lone:
            merged.append(["same", piece.text, ""])
            continue
        if not merged or merged[-1][0] == "same":
            merged.append(["changed", "", ""])
        if piece.change is not Change.ADDED:
            merged[-1][1] += piece.text
        if piece.change is not Change.REMOVED:
            merged[-1][2] += piece.text
    for kind, old, new in merged:
        if kind == "same":
            yield Piece(Change.SAME, old)
            continue
        if old:
            yield Piece(Change.REMOVED, old)
        if new:
            yield Piece(Change.ADDED, new)


def _old_words(mark: re.Match[str]) -> str:
    _, _, old = mark[1].partition("（上年")
    return old.removesuffix("）")


def bare(text: str) -> str:
    """The words of a sentence: no figures, years, signs, enumerators; what is 【待补】 counts as last year said it."""
    words = PLACEHOLDER.sub(_old_words, _ENUMERATOR.sub("", text))
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", words))


def old_sentences(last: Report, titles: Mapping[str, str]) -> list[OldSentence]:
    found: list[OldSentence] = []

    def add(paragraphs: Sequence[Paragraph], group: str, title: str, *, is_lead: bool = False) -> None:
        for marker, text in sentences_of(paragraphs):
            found.append(OldSentence(text, f"{last.year}年报告·{title}", group, is_lead, marker))

    add(last.lead, "overview", "编制说明", is_lead=True)
    overview, issues, other = (last.section(key) for key in ("overview", "issues", "other"))
    add(overview.paragraphs, "overview", titles["overview"])
    for part in overview.subsections:
        add(part.paragraphs, part.group if part.group in titles and part.group else "overview", part.title)
    group = "issues"
    begun: set[str] = set()
    for marker, text in sentences_of(issues.paragraphs):
        # 一是…二是… and again 一是…: problems, then measures.
        if _IMPROVEMENTS.search(text) or marker in begun:
            group = "improvements"
        if _FIRST.match(marker):
            begun.add(marker)
        found.append(OldSentence(text, f"{last.year}年报告·{titles[group]}", group, marker=marker))
    add(other.paragraphs, "other", titles["other"])
    return found


def sentences_of(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    """Enumerator and text of each sentence."""
    for paragraph in paragraphs:
        for match in _SENTENCE.finditer(paragraph.text):
            words = match[0].strip()
            text = _ENUMERATOR.sub("", words)
            if text:
                yield words[: len(words) - len(text)].strip(), re.sub(r"[；;]$", "。", text)


def _year(text: str) -> int:
    if text[0] == "2":
        return int(text)
    return int("".join(str(_CHINESE_DIGITS.index("零" if digit in "〇○" else digit)) for digit in text))


def _written(year: int, like: str) -> str:
    if like[0] == "2":
        return str(year)
    return "".join(like[1] if digit == "0" else _CHINESE_DIGITS[int(digit)] for digit in str(year))
