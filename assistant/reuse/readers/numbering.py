"""Automatic numbers of Word paragraphs, which the text does not hold: 一、 （一） 1. as the reader sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from assistant.report.standard import ordinal
from assistant.reuse.readers.package import attribute, child, local

_LEVELS = 9
_DEPTH = 20
"""Styles may be based on each other in a circle."""
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "ideographTraditional",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document in order."""

    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    """List → the abstract list it counts with, and its levels."""
    _styles: dict[str, tuple[str | None, str | None, int]] = field(default_factory=dict)
    """Style → (style it is based on, its list, its level)."""
    _outlines: dict[str, int] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: Any | None, styles: Any | None) -> Numbering:
        """Read the parts ``numbering.xml`` and ``styles.xml``; either may be absent."""
        made = cls()
        abstract: dict[str, dict[int, _Level]] = {}
        for element in () if numbering is None else numbering:
            if local(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId") or ""] = _levels(element)
        for element in () if numbering is None else numbering:
            if local(element) == "num":
                source = attribute(child(element, "abstractNumId"), "val") or ""
                levels = dict(abstract.get(source, {}))
                counter = source
                for change in element:
                    if local(change) != "lvlOverride":
                        continue
                    at = _whole(attribute(change, "ilvl"))
                    for level in _levels(change).values():
                        levels[at] = level
                    start = attribute(child(change, "startOverride"), "val")
                    if start is not None and at in levels:
                        levels[at] = _Level(levels[at].format, levels[at].text, _whole(start))
                        # A list that starts anew counts for itself.
                        counter = f"{source}/{attribute(element, 'numId')}"
                made._lists[attribute(element, "numId") or ""] = (counter, levels)
        for element in () if styles is None else styles:
            if local(element) == "style":
                made._add_style(element)
        return made

    def _add_style(self, element: Any) -> None:
        name = attribute(element, "styleId") or ""
        properties = child(element, "pPr")
        number = child(properties, "numPr") if properties is not None else None
        self._styles[name] = (
            attribute(child(element, "basedOn"), "val"),
            attribute(child(number, "numId"), "val") if number is not None else None,
            _whole(attribute(child(number, "ilvl"), "val")) if number is not None else 0,
        )
        outline = attribute(child(properties, "outlineLvl"), "val") if properties is not None else None
        if outline is not None:
            self._outlines[name] = _whole(outline)

    def number(self, properties: Any | None) -> str:
        """Number of the next paragraph with these properties; empty where it has none."""
        number = child(properties, "numPr") if properties is not None else None
        style = attribute(child(properties, "pStyle"), "val") if properties is not None else None
        level = 0
        name = None
        if number is not None:
            name = attribute(child(number, "numId"), "val")
            level = _whole(attribute(child(number, "ilvl"), "val"))
        if name is None:
            name, level = self._of_style(style)
        if name is None or name not in self._lists:
            return ""
        counter, levels = self._lists[name]
        if level not in levels:
            return ""
        counts = self._counts.setdefault(counter, [0] * _LEVELS)
        for at in range(level):
            if counts[at] == 0 and at in levels:
                counts[at] = levels[at].start
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if levels[level].format in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", lambda match: _shown(levels, counts, int(match[1]) - 1), levels[level].text)

    def heading_level(self, properties: Any | None) -> int | None:
        """Outline level 1–9 of a paragraph, or None for body text."""
        if properties is None:
            return None
        own = attribute(child(properties, "outlineLvl"), "val")
        style = attribute(child(properties, "pStyle"), "val")
        level = _whole(own) if own is not None else None
        for _ in range(_DEPTH):
            if level is not None or style is None:
                break
            level = self._outlines.get(style)
            style = self._styles.get(style, (None, None, 0))[0]
        return level + 1 if level is not None and level < _LEVELS else None

    def _of_style(self, style: str | None) -> tuple[str | None, int]:
        for _ in range(_DEPTH):
            if style is None or style not in self._styles:
                return None, 0
            base, name, level = self._styles[style]
            if name is not None:
                return name, level
            style = base
        return None, 0


def _levels(element: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in element:
        if local(one) == "lvl":
            found[_whole(attribute(one, "ilvl"))] = _Level(
                attribute(child(one, "numFmt"), "val") or "decimal",
                attribute(child(one, "lvlText"), "val") or "",
                _whole(attribute(child(one, "start"), "val") or "1"),
            )
    return {level: found[level] for level in found if 0 <= level < _LEVELS}


def _shown(levels: dict[int, _Level], counts: list[int], level: int) -> str:
    count = counts[level]
    form = levels[level].format if level in levels else "decimal"
    if form in _CHINESE and 1 <= count <= 99:
        return ordinal(count)
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if form in {"upperLetter", "lowerLetter"} and 1 <= count <= 26:
        return chr((ord("A") if form == "upperLetter" else ord("a")) + count - 1)
    return str(count)


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else 0
