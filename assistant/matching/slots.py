"""Which of the clerk's numbers goes into which blank of a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.matching.quantities import Quantity, official
from assistant.phrases.fill import SlotValue
from assistant.phrases.model import Phrase, Slot

_RATE = re.compile(
    r"(?:每|按|隔)(?:半年|个?季度?|个?月|周|星期|天|日|年|个)?(?:都|各|更新|公布|公开|发|开|检查|巡查|抽查|扫|贴|查)?$"
)
_BREAK = re.compile(r"[，。；！？,;!?\n]")
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
_SAME_UNIT = {"人次": ("人", "名", "位"), "人": ("名", "位", "人次", "个人"), "名": ("人", "位", "个人")}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Values for the slots of one phrase, and what was left over."""

    values: dict[str, SlotValue]
    used: tuple[Quantity, ...]
    unused: tuple[Quantity, ...]
    missing: tuple[str, ...]
    """Required number slots without a value."""


def assign(phrase: Phrase, quantities: Sequence[Quantity], text: str) -> Assignment:
    """Give each number slot at most one quantity of ``text``, best fit first.

    A slot with ``near`` words takes a number only beside one of them, unless it is the phrase's only required
    number slot: a number must never land beside the wrong noun. A rate (每季度一次) is no yearly count.
    """
    fits: list[tuple[float, int, int, Quantity]] = []
    slots = [slot for slot in phrase.slots if slot.is_number]
    required = [slot for slot in slots if not slot.optional]
    contexts = _contexts(quantities, text)
    for q, quantity in enumerate(quantities):
        if _RATE.search(text[: quantity.start]):
            continue
        for s, slot in enumerate(slots):
            converted = convert(quantity, slot)
            if converted is None:
                continue
            fit = 1.0 if quantity.unit == slot.units[0] else 0.9
            if slot.near:
                distance = _distance(slot.near, *contexts[q])
                if distance is not None:
                    fit += 2.0 - distance / 50
                elif slot.optional or len(required) > 1:
                    continue
            fits.append((fit - q * 0.001 - s * 0.01, q, s, converted))
    fits.sort(key=lambda fit: -fit[0])
    values: dict[str, SlotValue] = {}
    taken: set[int] = set()
    for _, q, s, converted in fits:
        name = slots[s].name
        if q in taken or name in values:
            continue
        taken.add(q)
        values[name] = official(converted)
    return Assignment(
        values=values,
        used=tuple(quantity for q, quantity in enumerate(quantities) if q in taken),
        unused=tuple(quantity for q, quantity in enumerate(quantities) if q not in taken),
        missing=tuple(slot.name for slot in required if slot.name not in values),
    )


def convert(quantity: Quantity, slot: Slot) -> Quantity | None:
    """The quantity in the unit that stands in the slot's text; None when the slot does not take this unit."""
    unit = slot.units[0]
    if quantity.unit in slot.units and not (quantity.unit in _MONEY_UNITS and unit in _MONEY_UNITS):
        return quantity
    if not quantity.unit:
        return quantity if unit not in _MONEY_UNITS and unit != "%" else None
    if unit in _MONEY_UNITS and quantity.unit in _MONEY_UNITS:
        return _scaled(quantity, Decimal(_MONEY_UNITS[quantity.unit]) / _MONEY_UNITS[unit])
    if (
        unit.startswith("万")
        and (unit[1:] == quantity.unit or quantity.unit in slot.units)
        and quantity.value >= 10_000
    ):
        return _scaled(quantity, Decimal(1) / 10_000)
    if any(quantity.unit in _SAME_UNIT.get(accepted, ()) for accepted in slot.units):
        return quantity
    return None


def _scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    value = Decimal(quantity.value) * factor
    return replace(quantity, value=int(value) if value == value.to_integral_value() else value.normalize())


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


def _distance(near: Sequence[str], before: str, after: str) -> int | None:
    """Characters between the number and the nearest of the words; words before it count nearer than after it."""
    distances = [len(before) - before.rfind(word) - len(word) for word in near if word in before]
    distances += [after.find(word) + 4 for word in near if word in after]
    return min(distances, default=None)
