"""One answer that tells several figures of a sentence of last year: 网站发了211条，公众号96条."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.interview.carried import item_slot
from assistant.interview.state import Carried
from assistant.matching.normalise import normalise
from assistant.matching.quantities import Quantity, official, parse_quantities
from assistant.matching.slots import convert
from assistant.phrases.fill import SlotValue
from assistant.reuse.ageing import AgeingItem, ItemKind

_STOPS = re.compile(r"[，。；、！？,;!?\n]")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def told_together(choice: Carried, text: str) -> Mapping[str, SlotValue]:
    """Figures of the sentence by name, when the answer tells at least two and each number has one place only.

    A number goes where the words beside it stand (公众号 → “公众号推送信息88条”); empty when any finds no place, or two
    would do.
    """
    said = normalise(text)
    quantities = parse_quantities(said)
    items = [
        item for item in choice.items if item.kind is ItemKind.NUMBER and item.unit and item.name not in choice.dropped
    ]
    if len(quantities) < 2 or len(items) < len(quantities):
        return {}
    found: dict[str, SlotValue] = {}
    for quantity in quantities:
        words = _pairs(_beside(said, quantity.start, quantity.end, [one.end for one in quantities]))
        shared = sorted(
            ((len(words & _pairs(_about(choice, item))), item.name, taken) for item in items if (taken := _taken(quantity, choice, item))),
            key=lambda entry: -entry[0],
        )  # fmt: skip
        if not shared or not shared[0][0] or (len(shared) > 1 and shared[0][0] == shared[1][0]):
            return {}
        _, name, value = shared[0]
        if name in found:
            return {}
        found[name] = value
    return found


def _taken(quantity: Quantity, choice: Carried, item: AgeingItem) -> str:
    """The number as it stands in the sentence; empty when its unit is another kind of thing."""
    taken = convert(quantity, item_slot(choice, item.name, None)) or (
        convert(replace(quantity, unit=""), item_slot(choice, item.name, None))
        if len(quantity.unit) == 1 and len(item.unit) == 1
        else None
    )
    return official(taken) if taken is not None else ""


def _about(choice: Carried, item: AgeingItem) -> str:
    return _beside(choice.text, item.start, item.end, [one.end for one in choice.items])


def _beside(text: str, start: int, end: int, ends: list[int]) -> str:
    """The words around ``text[start:end]``: from the sign or figure before it to the next sign."""
    stops = [match.end() for match in _STOPS.finditer(text, 0, start)]
    first = max((at for at in (*stops, *ends) if at <= start), default=0)
    stop = _STOPS.search(text, end)
    return f"{text[first:start]}\n{text[end : stop.start() if stop else len(text)]}"


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1)}
