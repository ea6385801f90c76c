"""``nianbao phrases list --counts``: what the bank has, topic by topic."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass

from assistant.phrases.model import Bank
from assistant.render.context import display_width
from assistant.review import Cut, official_words


@dataclass(frozen=True, slots=True)
class Count:
    """What the bank has for one topic, or for all."""

    phrases: int = 0
    says: int = 0
    spoken: int = 0
    """Of the says: those without an official keyword of the topic."""
    none: int = 0
    """Phrases for what was not done."""
    slots: int = 0
    """Phrases with a number to fill in."""
    organs: int = 0
    """Phrases for some kinds of organ only."""
    when: int = 0
    """Phrases that the tables decide on."""

    def __add__(self, other: Count) -> Count:
        return Count(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def share(self) -> float:
        """Of the says that are spoken, 0–1."""
        return self.spoken / self.says if self.says else 0.0


_COLUMNS = ("主题", "表述", "说法", "口语说法", "有/无", "带数字", "按单位", "按报表")


def counts_text(bank: Bank, codes: Sequence[str], cut: Cut, *, as_json: bool) -> str:
    """What the bank has, topic by topic, with the sum: a table for people, or JSON."""
    rows = {code: _count(bank, code, cut) for code in codes}
    total = sum(rows.values(), Count())
    if as_json:
        topics = [{"topic": code, "title": bank.topics[code].title, **_numbers(row)} for code, row in rows.items()]
        return json.dumps({"topics": topics, "total": _numbers(total)}, ensure_ascii=False)
    lines: list[tuple[str, ...]] = [_COLUMNS]
    lines += [(f"{code} {bank.topics[code].title}", *_cells(row)) for code, row in rows.items()]
    lines.append((f"共 {len(rows)} 个主题", *_cells(total)))
    widths = [max(display_width(line[column]) for line in lines) for column in range(len(_COLUMNS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _count(bank: Bank, code: str, cut: Cut) -> Count:
    phrases = bank.by_topic[code]
    keywords = official_words(bank.topics[code], cut)
    says = [line for phrase in phrases for line in phrase.says]
    return Count(
        phrases=len(phrases),
        says=len(says),
        spoken=sum(not any(word in line for word in keywords) for line in says),
        none=sum(phrase.polarity == "none" for phrase in phrases),
        slots=sum(any(slot.is_number or slot.cell for slot in phrase.slots) for phrase in phrases),
        organs=sum(bool(phrase.organs) for phrase in phrases),
        when=sum(phrase.when is not None for phrase in phrases),
    )


def _numbers(row: Count) -> dict[str, object]:
    return {**asdict(row), "spoken_share": round(row.share, 3), "did": row.phrases - row.none}


def _cells(row: Count) -> tuple[str, ...]:
    return (
        str(row.phrases),
        str(row.says),
        f"{row.share:.0%}",
        f"{row.phrases - row.none}/{row.none}",
        str(row.slots),
        str(row.organs),
        str(row.when),
    )


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell + " " * (width - display_width(cell)) if column == 0 else " " * (width - display_width(cell)) + cell
        for column, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join([first, *others])
