"""A clerk's own sentence made a phrase: what changes from year to year and from office to office becomes a slot.

Counts become number slots named by the noun they stand with (培训2次 → 培训次数), years beside the report year, the organ's
name and its word for itself become ready-made words. What is fixed stays as text: document numbers, dates, statutes,
hotlines, set expressions, time limits, rates, titles in 《》 and “”, and every number whose kind is not clear. A number
left in place is seen on reading; a wrong slot would be filled unseen.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.errors import InputError
from assistant.matching.blank_tables import (
    ACTIONS,
    EMPTY,
    GOES_ON,
    MONEY,
    PEOPLE,
    SHARE_NAMES,
    STOPS,
    STRUCTURE,
    TIME_FIGURES,
    TIME_NAMES,
    TIMES,
    VAGUE,
)
from assistant.matching.normalise import fold
from assistant.matching.polarity import polarity
from assistant.matching.quantities import Quantity, official, parse_quantities
from assistant.matching.slots import is_rate
from assistant.matching.tokens import Segmenter
from assistant.phrases.fill import SlotValue, known_words
from assistant.phrases.model import OWN_PREFIX, Phrase, Polarity, Slot
from assistant.report.organ import Organ

_HAN: Final = "\u3400-\u9fff"
_SIGNS: Final = "，。；：？！、（）《》“”‘’〔〕【】…—,;:?!()"
_SPACE_BETWEEN: Final = re.compile(rf"(?<=[{_HAN}{_SIGNS}])\s+(?=[{_HAN}{_SIGNS}])")
_ORDINAL: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[)）]|首先[，,]?|其次[，,]?|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d))"
)
_TRAILING: Final = " ，,；;、。.:：！!？?"
_WIDE_SIGNS: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_SIGN: Final = re.compile(rf"(?<=[{_HAN}])[,;:?!]|[,;:?!](?=[{_HAN}])")
_HALF_PARENTHESES: Final = re.compile(rf"(?<=[{_HAN}])\(([^()]*)\)|\(([^()]*[{_HAN}][^()]*)\)|\(([^()]*)\)(?=[{_HAN}])")

_TITLES: Final = re.compile(r"《[^》]*》|“[^”]*”|[〔\[［][^〕\]］]*[〕\]］][^，。；、]{0,12}?号")
_DATE: Final = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?")
_PERIOD_DATE: Final = re.compile(r"年(?:1月1日|12月31日)$")
"""The report's own bounds move with the year; every other date is that of an event."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_YEAR_SPAN: Final = re.compile(r"(?:19|20)\d{2}年?[-—–~～至到]{1,2}(?:19|20)\d{2}年")

_LIMIT_AFTER: Final = re.compile(
    "(?:之内|以内|内|之前|前|之后|后|来|制|滚动|轮流|值班|值守|开放|在线|不间断|办结的|的)"
)
_LIMIT_BEFORE: Final = re.compile("(?:每|近|前|后|过去|连续|提前|逾期|超过|法定|期限|不超过|不少于)$")
_DUTY: Final = re.compile("^(?:不少于|至少|不低于|最少|不得少于)")
"""No less than: a standard that was set, not a count."""
_ARABIC: Final = re.compile(r"[0-9]")
_SMALL: Final = re.compile("[一二两三四五六七八九十]")
_INTERWOVEN: Final = re.compile("^[百千]分|左右|上下|出头|以上|多$|个|\\s$")
_PAIR: Final = ("俩", "仨")
_BREAK: Final = re.compile(r"[，。；！？,;!?：:、（）()《》“”]")
_FAR: Final = re.compile(r"[，。；！？,;!?]")

_IDLE: Final = EMPTY | ACTIONS
_LONGEST_RUN: Final = 6
_NO_NOUN: Final = re.compile(f"[^{_HAN}]")
_RESERVED: Final = known_words()


@dataclass(frozen=True, slots=True)
class NewPhrase:
    """A sentence made a phrase, with what the sentence itself puts into its slots."""

    phrase: Phrase
    values: Mapping[str, SlotValue]
    sentence: str
    """The sentence in its official form; filling the phrase with ``values`` gives it back."""


def phrase_from_sentence(
    text: str,
    topic: str,
    organ: Organ | None,
    year: int,
    *,
    segmenter: Segmenter,
    says: Iterable[str] = (),
    said: Polarity | None = None,
    taken: Collection[str] = (),
) -> NewPhrase:
    """The phrase of one sentence of an office's own.

    ``organ`` None leaves names as they are; ``year`` is the report year; ``said`` overrides the polarity read from the
    words; ``taken`` are ids in use. The id comes from the wording, so that the same sentence has the same id in every
    office, and two sentences never share one. Raises InputError when the text holds no words.
    """
    sentence = tidy(text)
    if not re.search(f"[{_HAN}]", sentence):
        raise InputError("句子里没有文字，请给出一句完整的话，如“全年组织业务培训2次，参训40余人”。")
    sentence, blanks = _blanks(sentence, segmenter)
    words = _ready_words(sentence, organ, year)
    pieces: list[str] = []
    position = 0
    for start, end, name in sorted([*words, *((blank.start, blank.end, blank.slot.name) for blank in blanks)]):
        pieces += [_literal(sentence[position:start]), f"{{{{ {name} }}}}"]
        position = end
    template = "".join([*pieces, _literal(sentence[position:])])
    group = topic.partition(".")[0]
    phrase = Phrase(
        id=_new_id(topic, template, taken),
        topic=topic,
        text=template,
        slots=tuple(blank.slot for blank in blanks),
        says=tuple(dict.fromkeys(line for line in (" ".join(line.split()) for line in says) if line)),
        polarity=said or polarity(sentence, section=group),
    )
    return NewPhrase(phrase, {blank.slot.name: sentence[blank.start : blank.end] for blank in blanks}, sentence)


def tidy(text: str) -> str:
    """One sentence as it would stand in a report: one line, full-width punctuation, no ordinal before it, 。 behind it."""
    printed = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    line = _SPACE_BETWEEN.sub("", " ".join(printed.split()))
    line = _HALF_PARENTHESES.sub(lambda match: f"（{match[0][1:-1]}）", line)
    line = _HALF_SIGN.sub(lambda match: _WIDE_SIGNS[match[0]], line)
    line = _SPACE_BETWEEN.sub("", line).strip()
    while shorter := _ORDINAL.match(line):
        line = line[shorter.end() :].lstrip()
    bare = line.rstrip(_TRAILING)
    return f"{bare}。" if bare else ""


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of the sentence that becomes a slot, and the nouns that may name it, nearest first."""

    start: int
    end: int
    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    run: str
    """All that stands between the last number or break and this one, when that is no more than a name."""
    clause: str


@dataclass(frozen=True, slots=True)
class _Blank:
    start: int
    end: int
    slot: Slot


def _literal(text: str) -> str:
    """Text that Jinja2 prints as it is."""
    return text.replace("{", "{{ '{' }}")


def _new_id(topic: str, template: str, taken: Collection[str]) -> str:
    digest = hashlib.sha256(f"{topic}\0{template}".encode()).hexdigest()
    return next(
        candidate
        for length in range(6, len(digest) + 1, 2)
        if (candidate := f"{topic}.{OWN_PREFIX}{digest[:length]}") not in taken
    )


def _ready_words(sentence: str, organ: Organ | None, year: int) -> list[tuple[int, int, str]]:
    """Spans of the years beside the report year and of the organ's own words, with their names."""
    fixed = [match.span() for match in _TITLES.finditer(sentence)]
    fixed += [match.span() for match in _DATE.finditer(sentence) if not _PERIOD_DATE.search(match[0])]
    fixed += [match.span() for match in _YEAR_SPAN.finditer(sentence)]
    found: list[tuple[int, int, str]] = []
    years = {str(year): "年", str(year - 1): "上年", str(year + 1): "下年"}
    for match in _YEAR.finditer(sentence):
        if match[0] in years and not _inside(match.start(), fixed):
            found.append((*match.span(), years[match[0]]))
    if organ is not None:
        for word, name in ((organ.name, "机关"), (organ.self_reference, "我单位")):
            for match in re.finditer(re.escape(word), sentence) if word else ():
                spans = [(start, end) for start, end, _ in found]
                if not _inside(match.start(), [*fixed, *spans]) and not _inside(match.end() - 1, [*fixed, *spans]):
                    found.append((*match.span(), name))
    return found


def _inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _blanks(sentence: str, segmenter: Segmenter) -> tuple[str, list[_Blank]]:
    """The sentence, with roundabout numbers in official form (4个左右 → 约4个), and its number slots."""
    for quantity in reversed(_counted(sentence)):
        if _number_span(quantity, sentence) is None:
            unit = quantity.unit
            sentence = sentence[: quantity.start] + official(quantity) + unit + sentence[quantity.end :]
    quantities = _counted(sentence)
    spans = [(quantity, span) for quantity in quantities if (span := _number_span(quantity, sentence))]
    counts = [
        _Count(
            *_in_ten_thousands(start, end, quantity.unit, sentence),
            before=_nouns_before(sentence, quantity, quantities, segmenter),
            after=_nouns_after(sentence, quantity, segmenter),
            run=_run(_text_before(sentence, quantity, quantities), segmenter),
            clause=_clause(sentence, quantity),
        )
        for quantity, (start, end) in spans
    ]
    return sentence, list(_named(counts))


def _counted(sentence: str) -> list[Quantity]:
    """The quantities that may change from year to year, and whose kind is clear."""
    fixed = [match.span() for match in (*_TITLES.finditer(sentence), *_DATE.finditer(sentence))]
    return [
        quantity
        for quantity in parse_quantities(sentence)
        if not _inside(quantity.start, fixed) and _is_count(quantity, sentence)
    ]


def _is_count(quantity: Quantity, sentence: str) -> bool:
    said = fold(sentence[quantity.start : quantity.end])
    if not quantity.unit or said.startswith(_PAIR) or _DUTY.match(said) or is_rate(quantity, sentence):
        return False
    if quantity.unit.endswith("年") or _LIMIT_BEFORE.search(sentence[: quantity.start]):
        return False
    if quantity.unit.endswith(TIMES) and (
        _LIMIT_AFTER.match(sentence, quantity.end) or not _time_is_named(quantity, sentence)
    ):
        return False
    if _SMALL.match(said) and quantity.value < 10 and quantity.approx is None:
        return quantity.unit not in STRUCTURE
    return True


def _time_is_named(quantity: Quantity, sentence: str) -> bool:
    """办理时间缩短至8个工作日 tells a figure; 20个工作日 alone may be the time limit of the law."""
    clause = _FAR.split(sentence[: quantity.start])[-1]
    return any(name in clause for name in TIME_FIGURES) and "期限" not in clause


def _number_span(quantity: Quantity, sentence: str) -> tuple[int, int] | None:
    """Where the number without its unit stands; None when number and unit are interwoven (4个左右, 百分之九十)."""
    said = fold(sentence[quantity.start : quantity.end])
    stem = said.removesuffix(quantity.unit)
    if stem == said:
        takes_neighbours_unit = quantity.unit not in said and not _INTERWOVEN.search(said)
        return (quantity.start, quantity.end) if takes_neighbours_unit else None
    stem = stem.rstrip()
    return (quantity.start, quantity.start + len(stem)) if stem else None


def _in_ten_thousands(start: int, end: int, unit: str, sentence: str) -> tuple[int, int, str]:
    """1.2万人次 is counted in 万人次, as the bank does: next year's 15000 must not stand before 人次."""
    if end - start > 1 and sentence[end - 1] == "万" and not unit.startswith("万") and _ARABIC.match(sentence[start]):
        return start, end - 1, f"万{unit}"
    return start, end, unit


def _clause(sentence: str, quantity: Quantity) -> str:
    before = _FAR.split(sentence[: quantity.start])[-1]
    return before + _FAR.split(sentence[quantity.end :])[0]


def _nouns_before(
    sentence: str, quantity: Quantity, quantities: Sequence[Quantity], segmenter: Segmenter
) -> tuple[str, ...]:
    """Words between the last number or break and this one, nearest first."""
    return tuple(reversed(_joined(segmenter.words(_text_before(sentence, quantity, quantities)))))


def _text_before(sentence: str, quantity: Quantity, quantities: Sequence[Quantity]) -> str:
    begin = max((other.end for other in quantities if other.end <= quantity.start), default=0)
    return _BREAK.split(sentence[begin : quantity.start])[-1]


def _run(text: str, segmenter: Segmenter) -> str:
    if not 1 < len(text) <= _LONGEST_RUN or _NO_NOUN.search(text) or text in _IDLE:
        return ""
    return text if any(word not in EMPTY for word in segmenter.words(text)) else ""


def _nouns_after(sentence: str, quantity: Quantity, segmenter: Segmenter) -> tuple[str, ...]:
    """The noun that follows the unit, its last word first: 3次专题会议 → 会议, 专题."""
    text = _NO_NOUN.split(sentence[quantity.end : quantity.end + 16], maxsplit=1)[0]
    words: list[str] = []
    for word in segmenter.words(text):
        if word in STOPS or (words and word in GOES_ON | ACTIONS) or len(words) == 3:
            break
        words.append(word)
    return tuple(reversed(_joined(words)))


def _joined(words: Sequence[str]) -> list[str]:
    """Single characters belong to the word before them (信息 员 → 信息员), if that says something."""
    found: list[str] = []
    for word in words:
        if len(word) == 1 and found and not _IDLE & {word, found[-1]}:
            found[-1] += word
        else:
            found.append(word)
    return [word for word in found if len(word) > 1 and not _NO_NOUN.search(word)]


def _bases(count: _Count) -> Iterator[str]:
    """Names for what is counted, best first: the noun behind its measure, else the one before the number; longer ones; the verb."""
    before, after = ([word for word in words if word not in _IDLE] for words in (count.before, count.after))
    follows = bool(after) and count.after[-1] not in _IDLE | GOES_ON
    for words in (after, before) if follows else (before, after):
        if len(words) > 1 and words[0] in VAGUE:
            yield words[1] + words[0]
        yield from words[:1]
    for words in (before, after):
        if len(words) > 1:
            yield words[1] + words[0]
    yield from (word for word in count.before if word in ACTIONS)
    if count.run:
        yield count.run


def _named(counts: Sequence[_Count]) -> Iterator[_Blank]:
    """Slots with names of their own; numbers with the same unit are told apart by ``near``, or stay as text."""
    used: set[str] = set()
    shared = {count.unit for count in counts if sum(other.unit == count.unit for other in counts) > 1}
    for index, count in enumerate(counts):
        others = [other for other in counts if other is not count and other.unit == count.unit]
        base = ""
        name = _slot_name("", count.unit)
        for candidate in _bases(count):
            if _slot_name(candidate, count.unit) not in used | _RESERVED:
                base, name = candidate, _slot_name(candidate, count.unit)
                break
        near: tuple[str, ...] = ()
        if count.unit in shared:
            telling = dict.fromkeys((base, *count.before, *count.after, count.run))
            near = tuple(
                word
                for word in telling
                if word
                and word in count.clause
                and word not in EMPTY
                and all(word not in (*other.before, *other.after, other.run) for other in others)
            )[:3]
            if not near and any(other.unit == count.unit for other in counts[:index]):
                continue
        if name in used | _RESERVED or not name.isidentifier():
            continue
        used.add(name)
        yield _Blank(count.start, count.end, Slot(name, (count.unit,), _question(base, name, count.unit), near))


def _slot_name(base: str, unit: str) -> str:
    """培训, 次 → 培训次数; 满意率, % → 满意率; 经费, 万元 → 经费金额; 阅读, 万人次 → 阅读人次."""
    if unit.endswith("百分点"):
        return f"{base}百分点"
    if unit in ("%", "‰"):
        return base if base.endswith(SHARE_NAMES) else f"{base}占比"
    if unit in MONEY:
        return base if base.endswith(("金额", "费用")) else f"{base}金额"
    if unit.endswith(TIMES):
        return base if base.endswith(TIME_NAMES) else f"{base}用时"
    unit = unit.removeprefix("万")
    if unit in PEOPLE:
        return f"{base.removesuffix('人')}人数"
    if unit.endswith("次") and len(unit) > 1:
        return f"{base}{unit}"
    return f"{base}{unit}数"


def _question(base: str, name: str, unit: str) -> str:
    if unit in ("%", "‰"):
        return f"{name}是{'百' if unit == '%' else '千'}分之多少？"
    if unit in MONEY or unit.endswith((*TIMES, "百分点")):
        return f"{name}是多少{unit}？"
    return f"{base}一共有多少{unit}？"
