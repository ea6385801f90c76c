"""What a clerk says when a blank is asked for → the value that stands in the sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.errors import InputError
from assistant.matching.normalise import normalise
from assistant.matching.quantities import Quantity, official, parse_quantities
from assistant.matching.quantity_tables import MONEY_UNITS, PROPORTION_UNITS, TIME_UNITS
from assistant.matching.slots import convert
from assistant.phrases.fill import SlotValue
from assistant.phrases.model import Slot

_NOUGHT = re.compile(r"[0０零〇]\s*")
_MEASURED = frozenset((*MONEY_UNITS, *PROPORTION_UNITS, *TIME_UNITS))
"""Units that are no counts: a number of these is never taken for another."""


def read_slot(slot: Slot, text: str) -> SlotValue:
    """The value of an answer to the question for ``slot``.

    A number comes in its official form (四十来人 → 约40, 两百多 → 200余), a text as typed. Money becomes that of the
    slot's unit. InputError when there is no number where one is wanted, or more than one that would do.
    """
    words = " ".join(text.split())
    if not words:
        raise InputError(f"“{slot.name}”还没有填；不知道可以先留作待补。")
    if not slot.is_number:
        return words
    unit = slot.units[0]
    if _NOUGHT.fullmatch(words.removesuffix(unit)):
        return "0"
    for said in (words, *_completed(words, slot)):
        found = list(dict.fromkeys(_values(normalise(said), slot)))
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"“{slot.name}”只要一个数，您写了 {'、'.join(found)}，请写其中一个。")
    raise InputError(f"没有看出“{slot.name}”是多少，请写一个数，例如“12{unit}”，大概的数也可以；不知道可以先留作待补。")


def _completed(words: str, slot: Slot) -> list[str]:
    """The words with the unit she left out: 四 → 四次, 1.5万 → 1.5万元 rather than 1.5万万元."""
    if any(quantity.unit for quantity in parse_quantities(normalise(words))):
        return []
    unit = slot.units[0]
    shorter = [f"{words}{unit[1:]}"] if unit[:1] == "万" == words[-1:] and unit[1:] else []
    return [*shorter, f"{words}{unit}"]


def _values(said: str, slot: Slot) -> list[str]:
    """The numbers of ``said`` in the unit of the slot: those in a unit it takes, else any count."""
    quantities = parse_quantities(said)
    named = [taken for quantity in quantities if quantity.unit and (taken := convert(quantity, slot))]
    bare = [taken for quantity in quantities if not quantity.unit and (taken := convert(quantity, slot))]
    return [official(taken) for taken in named or bare or _counts(quantities, slot)]


def _counts(quantities: tuple[Quantity, ...], slot: Slot) -> list[Quantity]:
    """She was asked for this number: 三场 answers 几次. Money, shares and times stay what they are."""
    units = {*slot.units, *(quantity.unit for quantity in quantities)}
    if _MEASURED.intersection(unit.lstrip("万亿") for unit in units):
        return []
    counted = [convert(replace(quantity, unit=""), slot) for quantity in quantities]
    return [taken for taken in counted if taken is not None]
