"""A sentence of last year as it stands this year: what ages in it is decided piece by piece, or marked 【待补】."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from assistant.interview.state import Answer, Carried, Choice, Fact, PhraseChoice
from assistant.phrases.fill import SlotValue, placeholder
from assistant.phrases.model import Phrase, Slot
from assistant.reuse.ageing import AgeingItem, ItemKind


class Decision(StrEnum):
    """What is done with something that ages."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


def carried_text(choice: Carried) -> str:
    """The sentence with what was decided; open items stand as 【待补：条数（上年186）】. Empty when all was dropped."""
    gone = {
        at
        for item in choice.items
        if item.name in choice.dropped
        for at in range(*_clause(choice.text, item, choice.items))
    }

    def kept(start: int, end: int) -> str:
        return "".join(choice.text[at] for at in range(start, end) if at not in gone)

    pieces: list[str] = []
    position = 0
    for item in choice.items:
        pieces.append(kept(position, item.start))
        if item.start not in gone:
            value = choice.values.get(item.name)
            pieces.append(old_mark(item.name, old_value(choice, item)) if value is None else str(value))
        position = item.end
    return _mended("".join([*pieces, kept(position, len(choice.text))]))


def old_value(choice: Carried, item: AgeingItem) -> str:
    """What last year said there."""
    return choice.text[item.start : item.end]


def old_mark(name: str, old: SlotValue) -> str:
    """How something of last year that nobody has decided stands in a draft: without what would end the mark."""
    said = _SEPARATOR.sub("", str(old).replace("】", "").strip())
    return placeholder(f"{name}（上年{said}）")


def open_names(choice: Choice | None) -> tuple[str, ...]:
    """Names of what is still to be decided or was left 【待补】."""
    match choice:
        case Carried():
            return tuple(
                item.name
                for item in choice.items
                if choice.values.get(item.name) is None and item.name not in choice.dropped
            )
        case PhraseChoice():
            return tuple(name for name in choice.last if choice.values.get(name) is None)
    return ()


def old_values(choice: Choice | None) -> Mapping[str, SlotValue]:
    """What ages in a choice, with last year's value, by name."""
    match choice:
        case Carried():
            return {item.name: old_value(choice, item) for item in choice.items}
        case PhraseChoice():
            return choice.last
    return {}


def is_untouched(choice: Choice | None) -> bool:
    """Nobody has decided anything of it."""
    match choice:
        case Carried():
            return not choice.dropped and all(value is None for value in choice.values.values())
        case PhraseChoice():
            return all(value is None for value in choice.values.values())
    return False


def is_settled(choice: Choice | None) -> bool:
    """It had something that ages, and all of that is decided: the sentence speaks of this year."""
    return bool(old_values(choice)) and not open_names(choice)


def item_slot(choice: Choice, name: str, phrase: Phrase | None) -> Slot:
    """The blank something ages in; ``phrase`` is that of a PhraseChoice. KeyError if there is none."""
    if isinstance(choice, Carried):
        for item in choice.items:
            if item.name == name:
                units = (item.unit,) if item.kind is ItemKind.NUMBER and item.unit else ()
                return Slot(name, units)
        raise KeyError(name)
    if phrase is None:
        raise KeyError(name)
    return phrase.slot(name)


def decided(choice: Choice, name: str, decision: Decision, value: SlotValue, phrase: Phrase | None) -> Choice | None:
    """The choice after a decision; None when nothing is left of the sentence."""
    old = old_values(choice)[name]
    kept = old if decision is Decision.KEEP else value
    match choice:
        case Carried():
            if decision is Decision.DROP:
                fewer = replace(choice, dropped=choice.dropped | {name})
                return fewer if carried_text(fewer) else None
            return replace(choice, values={**choice.values, name: kept}, dropped=choice.dropped - {name})
        case PhraseChoice():
            if decision is not Decision.DROP:
                return replace(choice, values={**choice.values, name: kept})
            if phrase is None or not phrase.slot(name).optional:
                return None
            last = {other: known for other, known in choice.last.items() if other != name}
            values = {other: known for other, known in choice.values.items() if other != name}
            return replace(choice, values=values, last=last)
    return choice


def is_this_year(answer: Answer, fact: Fact) -> bool:
    """Said this year, or of last year with everything that ages decided."""
    return not answer.carried or is_settled(fact.choice)


_SEPARATOR = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_STOPS = "，。；！？"


def _clause(text: str, item: AgeingItem, items: Sequence[AgeingItem]) -> tuple[int, int]:
    """The least that can go with an item: its brackets, its place in a list of several figures, else its clause."""
    for match in _BRACKETED.finditer(text):
        if match.start() < item.start < match.end():
            return match.span()
    start, end = _between(text, item, _STOPS)
    inner = _between(text, item, f"{_STOPS}、")
    listed = any(start <= other.start < end and not inner[0] <= other.start < inner[1] for other in items)
    return inner if listed else (start, end)


def _between(text: str, item: AgeingItem, stops: str) -> tuple[int, int]:
    start = max(text.rfind(stop, 0, item.start) for stop in stops) + 1
    return start, min((at for stop in stops if (at := text.find(stop, item.end)) >= 0), default=len(text))


def _mended(text: str) -> str:
    """Signs that met where a clause went: the strongest stays."""
    text = re.sub("[，；、。]{2,}", lambda signs: max(signs[0], key="、，；。".index), text).lstrip("，；、。 ")
    return text if re.search(r"\w", text) else ""
