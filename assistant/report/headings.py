"""Headings as a report file prints them: numbered lines, and which of the six sections their words name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.tables.labels import normalise

CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
SHORT_HEADING = 16
"""Characters a heading without a mark has at most; of a longer line only so many are kept."""
SECTION_LINE = re.compile(rf"^\s*(?P<n>{CHINESE_NUMBER})\s*[、，,.．]\s*(?P<title>\S.*)$")
PART_LINE = re.compile(rf"^\s*[（(](?P<n>{CHINESE_NUMBER})[）)]")
_STATUTORY = {
    "overview": "总体情况",
    "t2": "主动公开政府信息情况",
    "t3": "处理政府信息公开申请",
    "t4": "行政诉讼",
    "issues": "改进",
    "other": "其他需",
}


def statutory_key(title: str) -> str | None:
    """The section a heading's words name, None for any other heading (variants of report-standard.md §1.3)."""
    plain = normalise(title)
    if len(plain) > 40:
        return None
    for key, core in _STATUTORY.items():
        if core in plain and (key != "issues" or "问题" in plain) and (key != "t4" or "复议" in plain):
            return key
    return None


def headings_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The numbered headings among the paragraphs of a file: 一、… on a line of its own, （一）… also run in."""
    found = []
    for line in lines:
        plain = line.strip().lstrip("#* ").strip()
        if PART_LINE.match(plain):
            found.append(plain[:SHORT_HEADING])
        elif (match := SECTION_LINE.match(plain)) and len(plain) <= 45 and not re.search("[。；]", match["title"][:-1]):
            found.append(plain)
    return tuple(_without_contents(found))


def _without_contents(headings: list[str]) -> list[str]:
    """Leave out a table of contents: the six statutory headings in order, before they come again."""
    keys = [statutory_key(match["title"]) if (match := SECTION_LINE.match(heading)) else None for heading in headings]
    places = [place for place, key in enumerate(keys) if key]
    named = [keys[place] for place in places]
    half = len(named) // 2
    if half >= 4 and len(named) == 2 * half and named[:half] == named[half:]:
        return headings[places[half] :]
    return headings


def clip_title(title: str) -> str:
    """A heading short enough to be quoted."""
    return title if len(title) <= 20 else f"{title[:20]}…"
