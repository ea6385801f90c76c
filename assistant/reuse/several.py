"""Whether one file holds several reports: of two years, of an organ and the one next to it on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.report.standard import SECTION_TITLES
from assistant.reuse.blocks import Block, TextBlock
from assistant.reuse.headings import section_of
from assistant.reuse.titles import parse_title

_MIN_SECTIONS = 4
"""A run of so many sections with something in them is a report; a table of contents has nothing in them."""
_ORDER = tuple(SECTION_TITLES)
_TITLE_REACH = 40


def several_reports(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Titles (else 第 1 份…) of the reports in a file; copies of one report, as pages keep for printing, count once."""
    found: dict[tuple[str, ...], str] = {}
    for start, stop in _runs(blocks):
        texts = tuple(block.text for block in blocks[start:stop] if isinstance(block, TextBlock))
        title = _title(blocks[max(0, start - _TITLE_REACH) : start])
        body = tuple(text for text in texts if parse_title(text) is None)
        if not any(_is_copy(body, other) and title in ("", named) for other, named in found.items()):
            found[(*body, title)] = title or f"第 {len(found) + 1} 份"
    return tuple(found.values())


def without_copies(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to where a second copy of the same report begins (for printing, for small screens)."""
    runs = list(_runs(blocks))
    if len(runs) < 2:
        return blocks
    (start, _), (again, _) = runs[:2]
    before = {block.text for block in blocks[:start] if isinstance(block, TextBlock)}
    last = max(
        i for i in range(start, again) if (one := blocks[i]) and isinstance(one, TextBlock) and section_of(one.text)
    )
    for i in range(last + 1, again):
        block = blocks[i]
        if isinstance(block, TextBlock) and (block.text in before or parse_title(block.text) is not None):
            return blocks[:i]
    return blocks[:again]


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where sections follow each other in the form's order, from the first heading to where the order begins anew."""
    places = [
        (i, _ORDER.index(heading.key))
        for i, block in enumerate(blocks)
        if isinstance(block, TextBlock) and (heading := section_of(block.text)) is not None
    ]
    run: list[tuple[int, int]] = []
    for place in [*places, (len(blocks), -1)]:
        if run and place[1] <= run[-1][1]:
            heads = {i for i, _ in run} | {place[0]}
            if sum(i + 1 not in heads for i, _ in run) >= _MIN_SECTIONS:
                yield run[0][0], place[0]
            run = []
        run.append(place)


def _title(blocks: Sequence[Block]) -> str:
    for block in reversed(blocks):
        if isinstance(block, TextBlock) and section_of(block.text) is not None:
            return ""
        title = parse_title(block.text) if isinstance(block, TextBlock) else None
        if title is not None and (title.organ or title.year):
            return title.text
    return ""


def _is_copy(one: Sequence[str], other: Sequence[str]) -> bool:
    """Most paragraphs of the shorter one stand in the other as well."""
    shared = len(set(one) & set(other))
    return shared >= 0.8 * min(len(set(one)), len(set(other)))
