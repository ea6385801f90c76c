"""Cut an answer into clauses, the candidate units of fact. Joining clauses that tell one fact is the ranker's work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.matching.numerals import NUMERAL_CHARS


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` is exactly ``answer[start:end]``, without enumerator, linking words and outer punctuation."""

    text: str
    start: int
    end: int


_OPENING: Final = dict(zip("「『“‘《（(【〔[〈", "」』”’》）)】〕]〉", strict=True))
_CLOSING: Final = frozenset(_OPENING.values())
_MAX_QUOTED: Final = 80
"""Longer passages between brackets are text, not a name or an aside."""

_ALWAYS: Final = frozenset("，。；！？;!?…\n\r\t")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_CLOSES_WORD: Final = re.compile(r"[\u3400-\u9fff」』”》）)】%％]")
_OPENS_WORD: Final = re.compile(r"[\u3400-\u9fff「『“《（(【]")

_ASPECT: Final = re.compile(r"[了过着完]|[把给被]")
"""What tells a verb from a noun in a list: 网站改了、栏目清了 are two facts, 行政许可86件、处罚19件 one."""

_LINK: Final = re.compile(
    "还有就是|再就是|再有就是|另外|此外|再有|再一个|还有|同时|并且|而且|外加|[还又](?=[有办发开做搞拍建印请给把到在组设配添买拿出弄派抽评培训查通走])"
)
_NEITHER: Final = re.compile("[也又](?=没|未|不曾)")
_NOT: Final = re.compile("没|未|不曾|无")
_WEAK_LINKS: Final = ("还有", "同时", "并且", "而且", "再有", "外加")
_FINISHED: Final = re.compile(rf"[了过着完好]|[0-9{NUMERAL_CHARS}]")

_LEAD: Final = re.compile(
    r"(?:\s|[、，,:：])*(?:"
    r"[一二三四五六七八九十]{1,2}(?:是|来(?=[^\u3400-\u9fff])|、)|其[一二三四五](?:是|，|、)?"
    r"|[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]|[0-9０-９]{1,2}(?:[、)）]|[.．](?![0-9０-９]))|[①-⑳]|[-*•·]\s"
    r"|第[一二三四五六七八九十]{1,2}(?:个?(?:是|就是)|[，,、])"
    r"|[^，。；、！？,;!?：:\n了过出印发做搞]{0,4}(?:[一二两三四五六七八九十0-9]{1,2}[个条点项]|"
    r"几[个条点项]|以下|主要|如下)(?:大|老|主要|方面)?(?:毛病|问题|不足|短板|方面|事|点|情况|"
    r"措施|做法|办法|亮点)?(?:是|有|就是)?[：:]"
    r"|首先|其次|另外|此外|还有就是|再就是|再有就是|再一个(?:是|就是)?|还有(?=[，,、])|再有(?=[，,、])|"
    r"同时|并且|而且|然后|接着"
    r")(?:\s|[，,、:：])*"
)
_ENUMERATOR: Final = re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳]")
_ENUMERATED: Final = re.compile(r"(?:^|[\s，。；;！？!?])\d{1,2}$")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,，]\d{3}(?!\d)")
_LINK_ONLY: Final = re.compile("另外|此外|还有(?:就是)?|再就是|再有(?:就是)?|再一个|同时|并且|而且|首先|其次|然后|接着")
_ITEM_END: Final = re.compile("[，。；、！？,;!?\n]")
_CIRCLED: Final = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_OUTER: Final = " \t\r\n　，。；、！？,;!?…：:.·~～-—"


def split_clauses(text: str) -> tuple[Clause, ...]:
    """Clauses of ``text`` in order; offsets refer to ``text``. Clauses without any letter or digit are left out."""
    quoted = _quoted(text)
    cuts = [0, *_boundaries(text, quoted), len(text)]
    clauses = (_trim(text, start, end) for start, end in pairwise(cuts))
    return tuple(clause for clause in clauses if clause)


def _quoted(text: str) -> bytearray:
    """1 for each character within a matched pair of quotes or brackets, the marks included."""
    inside = bytearray(len(text))
    open_marks: list[tuple[str, int]] = []
    straight = -1
    for position, char in enumerate(text):
        if char in _OPENING:
            open_marks.append((_OPENING[char], position))
        elif char in _CLOSING:
            # An unmatched mark must not swallow the rest of the answer.
            if open_marks and open_marks[-1][0] == char:
                start = open_marks.pop()[1]
                if position - start <= _MAX_QUOTED:
                    inside[start : position + 1] = b"\x01" * (position + 1 - start)
            else:
                open_marks.clear()
        elif char == '"':
            if straight >= 0 and position - straight <= _MAX_QUOTED:
                inside[straight : position + 1] = b"\x01" * (position + 1 - straight)
                straight = -1
            else:
                straight = position
    return inside


def _boundaries(text: str, quoted: bytearray) -> list[int]:
    """Positions before which the text is cut, ascending."""
    cuts: list[int] = []
    start = 0  # of the clause under way
    item = 0  # of the list item under way
    position = 0
    while position < len(text):
        if quoted[position]:
            position += 1
            continue
        char = text[position]
        cut = -1
        if (
            (char in _ALWAYS and not (char == "，" and _THOUSANDS.match(text, position)))
            or (char in ",." and _is_mark(text, position))
            or (char in " 　" and _is_gap(text, position, start))
        ):
            cut = position + 1
        elif char == "、":
            if _ASPECT.search(text, item, position) and _ASPECT.search(text, position, _next_break(text, position + 1)):
                cut = position + 1
            item = position + 1
        elif char in _CIRCLED or (
            char in "也又" and _NEITHER.match(text, position) and _NOT.search(text, start, position)
        ):
            cut = position
        elif char in "还再另此同并而外又" and position > start:
            link = _LINK.match(text, position)
            if link and _links(text, start, link):
                cut = position
        if cut > start:
            cuts.append(cut)
            start = item = cut
        position += 1
    return cuts


def _is_mark(text: str, position: int) -> bool:
    """Whether a comma or full stop in ASCII ends a clause: not within a number, an address or a Latin word."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if before.isdigit() and after.isdigit():
        # 1,302 and 3.5 are numbers; 12,复议 has no digit behind; 86,19 is rare enough to stay together.
        return False
    if text[position] == ".":
        is_enumerator = _ENUMERATED.search(text[max(0, position - 3) : position]) is not None
        return not is_enumerator and not (before.isascii() and after.isascii() and after != " ")
    return True


def _is_gap(text: str, position: int, start: int) -> bool:
    """Whether white space parts two clauses: between words, not between a number and its unit or single characters."""
    before, after = text[:position][-1:], text[position + 1 : position + 2]
    if position - start < 2:
        return False
    if _ENUMERATOR.match(text, position + 1):
        return True
    return (
        bool(_CLOSES_WORD.match(before) and _OPENS_WORD.match(after)) and text[position + 2 : position + 3] not in " 　"
    )


def _next_break(text: str, position: int) -> int:
    """End of the list item that begins at ``position`` (looked for within 40 characters)."""
    match = _ITEM_END.search(text, position, position + 40)
    return match.start() if match else min(len(text), position + 40)


def _links(text: str, start: int, link: re.Match[str]) -> bool:
    """Whether a linking word within a clause begins a new fact."""
    before = text[max(start, link.start() - 40) : link.start()]
    rest = len(text) - link.end()
    if text[link.start() - 1] in "，。；、！？,;!?\n ":
        return False  # cut there already, or a list
    if link[0] in _WEAK_LINKS or len(link[0]) == 1:
        return len(before) >= 4 and rest >= 3 and _FINISHED.search(before) is not None
    return len(before) >= 2 and rest >= 2


def _trim(text: str, start: int, end: int) -> Clause | None:
    while start < end and text[start] in _OUTER:
        start += 1
    for _ in range(2):  # 另外，一是…
        lead = _LEAD.match(text, start, end)
        if lead and lead.end() < end:
            start = lead.end()
    while end > start and text[end - 1] in _OUTER:
        end -= 1
    while start < end and text[start] in _OUTER:
        start += 1
    piece = text[start:end]
    says_nothing = _LINK_ONLY.fullmatch(piece) or not any(char.isalnum() for char in piece)
    return None if says_nothing else Clause(piece, start, end)
