"""Which of the clerk's numbers goes into which blank of a phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from assistant.matching.contacts import find_contacts
from assistant.matching.numerals import Number, plain
from assistant.matching.quantities import Quantity, official
from assistant.phrases.fill import SlotValue
from assistant.phrases.model import Phrase, Slot
from assistant.tables.schema import Cell

_RATE = re.compile(r"(?:[每隔]|按)(?:半年|个?季度?|个?月|周|星期|天|日|年|个|次)[^，。；！？,;!?0-9]{0,12}$")
_RATE_REACH = 20
"""Characters before a number in which a rate shows."""
_PEOPLE = frozenset({"人", "人次", "名", "位"})
_TELLING_UNITS = frozenset(
    {"人", "个人", "人次", "名", "位", "%", "元", "万元", "块", "分", "天", "户", "家", "期", "页", "小时", "平方米"}
)
"""Units that say what is counted, unlike 个, 条, 件, 份, 次."""
_COUNTER_WORDS = re.compile(
    "[次条件份个篇场期项张处人名位家户]数|多少|几|今年|全年|一共|其中|今年|几次|是|的|了|有|吗|？|，"
)
_HANDED_OUT = re.compile("(?:^|[了有])$")
_HEADS = re.compile("人(?![大民社才口工均])")
_PERSON = re.compile("[人员]|干部|同志|专职|兼职|群众|代表")
_POST = re.compile("(?:专职|兼职|专干|信息员|联络员)的?有?$")
_NOUN_FOLLOWS = re.compile(r"[\u4e00-\u9fff]{2}")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
CONTACT_TOPIC = "overview.period"
_MOST_NUMBERS = 8
"""Numbers of one fact that are placed; nobody says more in one breath."""
_ROUND = re.compile(r"(?:[双单]月|半年|一?个?季度?|一?个?月|一?周|天天|一天)[^，。；！？,;!?0-9]{0,3}$")
_ONCE_OVER = frozenset({"遍", "道", "层", "轮"})
"""Units of thoroughness (查一遍, 三道关): part of the manner, not a figure of the year."""
_BREAK = re.compile(r"[，。；！？,;!?\n]")
_THERE_IS = re.compile("(?:有|剩下?的?|就|只|差)$")
_NOT_DONE = re.compile(
    "(?:[\u4e00-\u9fff]{0,4}?)(?:还|都|也)?(?:没|未)(?:有)?(?:干|做|办|弄|搞|改|完|落|整|解|动|交|成|到位)"
)
_FOR_UNDONE = re.compile("[未没剩余缺差欠在]")
_EACH = re.compile(r"(?:各|都是|均)(?:自|有|是|做|发|办|印|收|出|搞|弄|来|推|写|拍|设|配|建){0,2}了?$")
_AND = re.compile("[、和跟与及]|还有")
_MONEY_UNITS = {
    "元": 1,
    "块": 1,
    "块钱": 1,
    "元钱": 1,
    "万元": 10_000,
    "万块": 10_000,
    "万": 10_000,
    "亿元": 100_000_000,
}
_SAME_UNIT = {"人次": ("人", "名", "位", "个人"), "人": ("名", "位", "人次", "个人"), "名": ("人", "位", "个人")}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Values for the slots of one phrase, and what was left over."""

    values: dict[str, SlotValue]
    used: tuple[Quantity, ...]
    unused: tuple[Quantity, ...]
    missing: tuple[str, ...]
    """Required number slots without a value."""
    named: int
    """How many of the used quantities stood beside a word of their slot."""
    exact: int
    """How many of the used quantities came in the very unit that stands in the text."""


class Told:
    """The quantities of a text with what stands around them, measured once for all phrases."""

    def __init__(self, quantities: Sequence[Quantity], text: str) -> None:
        self.text = text
        told = [
            (quantity, (noun, after))
            for quantity, (before, after) in zip(quantities, _contexts(quantities, text), strict=True)
            for noun in _sharers(before)
        ]
        self.quantities = tuple(quantity for quantity, _ in told)
        """One told of several things (信函、网上各2件) stands once for each."""
        self.contexts = [context for _, context in told]
        self.counts = [
            (q, _as_people(quantity, text)) for q, quantity in enumerate(self.quantities) if not is_rate(quantity, text)
        ]
        """Position and quantity of those that are no rates."""
        self.undone = frozenset(
            q
            for q, quantity in self.counts
            if _THERE_IS.search(text[: quantity.start]) and _NOT_DONE.match(text, quantity.end)
        )
        """Positions of what was not done: 有一条还没干成."""


def assign(phrase: Phrase, told: Told, cells: Mapping[str, Cell] = MappingProxyType({})) -> Assignment:
    """Give each number slot at most one quantity told, best fit first.

    ``cells`` are the table cells the phrase prints: a number told that stands in one of them is used, not left over.

    A number must never land beside the wrong noun. A slot with ``near`` words takes a number only beside one of
    them, unless it is the phrase's only required number slot. An optional slot without them, in a phrase with several
    number slots, wants a word of its own name or question beside the number, unless its unit is its alone in phrase
    and answer and tells what is counted. A rate (每季度一次) is no yearly count.
    """
    text, quantities, contexts = told.text, told.quantities, told.contexts
    fits: list[tuple[float, int, int, Quantity]] = []
    beside: set[tuple[int, int]] = set()
    placeable: set[int] = set()
    slots = [slot for slot in phrase.slots if slot.is_number]
    required = [slot for slot in slots if not slot.optional]
    if _nouns_follow(slots, contexts):
        contexts = [("", after) for _, after in contexts]
    for q, quantity in told.counts if slots else ():
        if len(placeable) == _MOST_NUMBERS:
            break
        for s, slot in enumerate(slots):
            converted = convert(quantity, slot)
            if converted is None or (quantity.unit == "个" and not _can_be(slot, quantity, text)):
                continue
            if q in told.undone and phrase.group != "issues" and not _FOR_UNDONE.search(slot.name):
                continue
            fit = 0.95 if quantity.unit[:1] == slot.units[0][:1] == "万" else 0.9
            if quantity.unit == slot.units[0]:
                fit = 1.0
            if slot.near:
                distance = _distance(slot.near, *contexts[q])
                if distance is not None:
                    beside.add((q, s))
                    fit += 2.0 - distance / 50
                elif slot.optional or len(required) > 1:
                    continue
            else:
                distance = _distance(_own_words(slot), *contexts[q])
                if distance is not None:
                    beside.add((q, s))
                    fit += 1.0 - distance / 50
                elif slot.optional and len(slots) > 1 and quantity.unit not in _TELLING_UNITS:
                    continue
            placeable.add(q)
            fits.append((fit - q * 0.001 - s * 0.01, q, s, converted))
    values: dict[str, SlotValue] = {}
    taken: set[int] = set()
    named = exact = 0
    for q, s, converted in _best(fits):
        taken.add(q)
        named += (q, s) in beside
        exact += quantities[q].unit == slots[s].units[0]
        values[slots[s].name] = official(converted)
    figures = [value for value in cells.values() if value is not None]
    for q, quantity in told.counts:
        if q not in taken and quantity.approx is None and quantity.value in figures:
            figures.remove(quantity.value)
            taken.add(q)
            exact += 1
    used = tuple(dict.fromkeys(quantity for q, quantity in enumerate(quantities) if q in taken))
    if phrase.topic == CONTACT_TOPIC:
        names = {slot.name for slot in phrase.slots}
        values.update((name, value) for name, value in find_contacts(text).items() if name in names)
    return Assignment(
        values=values,
        used=used,
        unused=tuple(dict.fromkeys(quantity for quantity in quantities if quantity not in used)),
        missing=tuple(slot.name for slot in required if slot.name not in values),
        named=named,
        exact=exact,
    )


def _best(fits: list[tuple[float, int, int, Quantity]]) -> list[tuple[int, int, Quantity]]:
    """The assignment with the greatest total fit, each number and each slot at most once."""
    if len(fits) < 2:
        return [(q, s, converted) for _, q, s, converted in fits]
    by_quantity: dict[int, list[tuple[float, int, Quantity]]] = {}
    for fit, q, s, converted in fits:
        by_quantity.setdefault(q, []).append((fit, s, converted))
    order = sorted(by_quantity)

    @cache
    def search(step: int, used: frozenset[int]) -> tuple[float, tuple[tuple[int, int, Quantity], ...]]:
        if step == len(order):
            return 0.0, ()
        best = search(step + 1, used)
        for fit, s, converted in by_quantity[order[step]]:
            if s not in used:
                total, rest = search(step + 1, used | {s})
                if fit + total > best[0]:
                    best = (fit + total, ((order[step], s, converted), *rest))
        return best

    return list(search(0, frozenset())[1])


def is_rate(quantity: Quantity, text: str) -> bool:
    """The number says how often or how thoroughly (每季度一次, 过一遍), not how many in the year."""
    before = text[max(0, quantity.start - _RATE_REACH) : quantity.start]
    return (
        quantity.unit in _ONCE_OVER
        or bool(_RATE.search(before))
        or (quantity.value == 1 and bool(_ROUND.search(before)))
    )


def convert(quantity: Quantity, slot: Slot) -> Quantity | None:
    """The quantity in the unit that stands in the slot's text; None when the slot does not take this unit."""
    unit = slot.units[0]
    if unit in _MONEY_UNITS and (unit != "块" or "元" in slot.units):  # 公开栏8块 is no money
        if quantity.unit in _MONEY_UNITS:
            return _scaled(quantity, Decimal(_MONEY_UNITS[quantity.unit]) / _MONEY_UNITS[unit])
        return None
    accepted = quantity.unit in slot.units or any(quantity.unit in _SAME_UNIT.get(name, ()) for name in slot.units)
    if unit.startswith("万") and quantity.unit != unit:
        # 12000人次 stands as 1.2 before 万人次, never as it is.
        counts = {name.removeprefix("万") for name in slot.units}
        same = {other for name in counts for other in _SAME_UNIT.get(name, ())}
        counted = accepted or quantity.unit in {"", *counts, *same}
        return _scaled(quantity, Decimal(1) / 10_000) if counted and quantity.value >= 10_000 else None
    if accepted or (not quantity.unit and unit != "%"):
        return quantity
    return None


def _scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    def scale(value: Number) -> Number:
        return plain(Decimal(value) * factor)

    upper = quantity.upper
    return replace(quantity, value=scale(quantity.value), upper=None if upper is None else scale(upper))


def _own_words(slot: Slot) -> tuple[str, ...]:
    """Pairs of characters from the slot's name and question, without the words of counting."""
    return _telling_pairs(f"{slot.name} {slot.ask}")


@lru_cache(maxsize=4096)
def _telling_pairs(text: str) -> tuple[str, ...]:
    runs = _HAN_RUN.findall(_COUNTER_WORDS.sub(" ", text))
    return tuple(dict.fromkeys(run[i : i + 2] for run in runs for i in range(len(run) - 1)))


def _as_people(quantity: Quantity, text: str) -> Quantity:
    """四十个人 counts people: 个人 instead of 个."""
    if quantity.unit == "个" and _HEADS.match(text, quantity.end):
        return replace(quantity, unit="个人")
    return quantity


def _can_be(slot: Slot, quantity: Quantity, text: str) -> bool:
    """个 counts anything: what follows it must not be another thing than the slot counts."""
    following = _BREAK.split(text[quantity.end : quantity.end + 10])[0]
    if slot.units[0] in _PEOPLE:
        words = text[quantity.start : quantity.end] + following[:4]
        return bool(_PERSON.search(words) or _POST.search(text[max(0, quantity.start - 5) : quantity.start]))
    if not _NOUN_FOLLOWS.match(following):
        return True
    return any(word in following for word in (*slot.near, *_own_words(slot)))


def _contexts(quantities: Sequence[Quantity], text: str) -> list[tuple[str, str]]:
    """For each quantity the words before it (from the previous number or break) and after it (to the next)."""
    contexts = []
    for index, quantity in enumerate(quantities):
        begin = quantities[index - 1].end if index else 0
        finish = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        after = text[quantity.end : finish]
        stop = _BREAK.search(after)
        contexts.append((text[begin : quantity.start], after[: stop.start()] if stop else after))
    return contexts


def _sharers(before: str) -> list[str]:
    """What stands before a number, for each thing that shares it: 信函、网上各 → 信函, 网上."""
    shared = _EACH.search(before)
    if shared is None:
        return [before]
    things = [thing for thing in _AND.split(_BREAK.split(before[: shared.start()])[-1]) if thing]
    return things if len(things) > 1 else [before]


def _nouns_follow(slots: Sequence[Slot], contexts: Sequence[tuple[str, str]]) -> bool:
    """配了一个专职三个兼职: each noun belongs to the number before it, although it also stands before the next."""
    if len(contexts) < 2 or not _HANDED_OUT.search(contexts[0][0]):
        return False
    words = tuple(word for slot in slots for word in slot.near)
    return all(after.startswith(words) for _, after in contexts)


def _distance(near: Sequence[str], before: str, after: str) -> int | None:
    """Characters between the number and the nearest of the words; words before it count nearer than after it."""
    distances = [len(before) - before.rfind(word) - len(word) for word in near if word in before]
    distances += [after.find(word) + 4 for word in near if word in after]
    return min(distances, default=None)
