"""Blocks of any file → the parts of a report: title, lead, six sections, subsections, table grid.

Nothing is taken by position: sections open at their titles, subsections at theirs or, where there are none, where the
content says so, and tables are what carries the form's labels, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.report.model import Paragraph, Section, Subsection, statutory_section
from assistant.report.standard import CHINESE_ORDINALS, SECTION_TITLES, SUBSECTION_TITLES
from assistant.reuse.blocks import Block, Document, Grid, PictureBlock, TableBlock, TextBlock
from assistant.reuse.flattened import unflattened
from assistant.reuse.furniture import article_end, is_before_article, is_date, looks_like_page, signature_start
from assistant.reuse.headings import (
    MIN_CONTENT,
    SectionHeading,
    SubsectionHeading,
    content_scores,
    group_by_content,
    other_subsection_of,
    section_of,
    split_run_on,
    subsection_of,
)
from assistant.reuse.readers.lines import is_page_number
from assistant.reuse.readers.texttable import grid_rows, is_grid_line, stream_rows, table_like
from assistant.reuse.several import without_copies
from assistant.reuse.titles import Title, hinted_title, is_organ_name, parse_title
from assistant.tables import labels
from assistant.tables.values import GridValue

_TABLE_SECTIONS = ("t2", "t3", "t4")
_TITLE_REACH = 60
"""Blocks before section 一 among which the title is looked for."""
_TITLE_LINES = 3
_MIN_GUESSED = 3
"""So many paragraphs must say by their content which part they are before any is taken for one."""
_GENERAL = re.compile("贯彻|条例|部署|围绕|坚持|依照|根据|按照|指导")
"""Words of a first paragraph that speaks of the work as a whole."""
_TOC_LINE = re.compile(r".{2,40}?[.．…·\s]{2,}\d{1,3}|目\s*录")
_PROSE = re.compile(r"[。；！？]")
_AXES = (
    labels.T2_ROW_AXIS,
    labels.T2_COLUMN_AXIS,
    labels.T3_ROW_AXIS,
    labels.T3_COLUMN_AXIS,
    labels.T4_COLUMN_AXIS,
    labels.T4_BLOCK_AXIS,
)
_MIN_LABELS = 2


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document's blocks say."""

    title: Title | None
    """None where no line is a title."""
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    """Keys of the sections without a heading."""
    grid: Grid
    notices: tuple[str, ...]
    pictured: frozenset[str] = frozenset()
    """Keys of the sections of tables in which a picture stands and no table."""


def outline_of(document: Document) -> Outline:
    """Part a document into those of a report; what is not there stays empty."""
    blocks = tuple(
        block
        for block in without_copies(document.blocks)
        if not (isinstance(block, TextBlock) and is_page_number(block.text))
    )
    has_furniture = document.has_furniture or looks_like_page(
        block.text for block in blocks if isinstance(block, TextBlock)
    )
    starts = _section_starts(blocks)
    notices: list[str] = []
    first = min(starts.values(), key=lambda start: start[0])[0] if starts else len(blocks)
    title, title_end = _title(blocks[:first] if starts else blocks[:_TITLE_REACH])
    if title is None or not title.organ or title.year is None:
        title = _completed(title, document, blocks[:first])
    lead = _lead(blocks[title_end:first], has_furniture, titled=title_end > 0) if starts else ()
    bodies = _bodies(blocks, starts)
    if "overview" not in bodies and any(_opens_subsection(text) for text in lead):
        at = next(i for i, text in enumerate(lead) if _opens_subsection(text))
        bodies["overview"] = (None, list(lead[at:]))
        lead = lead[:at]
    sections: list[Section] = []
    for key in SECTION_TITLES:
        if key not in bodies:
            sections.append(statutory_section(key))
            continue
        heading, texts = bodies[key]
        texts, told = _trimmed(texts, key == list(bodies)[-1], has_furniture)
        notices += told
        name = heading.title if heading is not None else SECTION_TITLES[key]
        if key == "overview":
            own, subsections, told = _subsections(texts)
            notices += told
            sections.append(Section(key, name, own, subsections))
        else:
            if key in _TABLE_SECTIONS:
                texts = [text for text in texts if _is_prose(text)]
            sections.append(Section(key, name, _paragraphs(texts)))
    missing = tuple(key for key in SECTION_TITLES if key not in starts)
    return Outline(
        title, tuple(lead), tuple(sections), missing, _grid(blocks, bodies), tuple(notices), _pictured(blocks, starts)
    )


# Sections


def _section_starts(blocks: Sequence[Block]) -> dict[str, tuple[int, SectionHeading]]:
    """Where each section opens. A title that comes more than once (contents, menus) counts where its section follows."""
    found: dict[str, list[tuple[int, int, SectionHeading]]] = {}
    headings = {
        i: heading
        for i, block in enumerate(blocks)
        if isinstance(block, TextBlock) and (heading := section_of(block.text)) is not None
    }
    if not headings:
        headings = {
            i: heading
            for i, block in enumerate(blocks)
            if isinstance(block, TextBlock) and (heading := section_of(block.text, bracketed=True)) is not None
        }
    ordinals = dict(zip(SECTION_TITLES, CHINESE_ORDINALS, strict=False))
    for i, heading in headings.items():
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        score = 4 * (isinstance(following, TableBlock) and heading.key in _TABLE_SECTIONS)
        score += 2 * (i + 1 not in headings and following is not None)
        text = blocks[i].text if isinstance(blocks[i], TextBlock) else ""  # type: ignore[union-attr]
        score += 2 * text.lstrip("# ").startswith(ordinals[heading.key]) + heading.numbered
        found.setdefault(heading.key, []).append((score, i, heading))
    starts = {}
    for key, candidates in found.items():
        _, at, heading = max(candidates, key=lambda one: one[:2])
        starts[key] = (at, heading)
    return dict(sorted(starts.items(), key=lambda item: item[1][0]))


def _pictured(blocks: Sequence[Block], starts: Mapping[str, tuple[int, SectionHeading]]) -> frozenset[str]:
    places = [*(at for at, _ in starts.values()), len(blocks)]
    kinds = {
        key: {type(block) for block in blocks[at + 1 : end]}
        for (key, (at, _)), end in zip(starts.items(), places[1:], strict=True)
    }
    return frozenset(
        key for key in _TABLE_SECTIONS if PictureBlock in kinds.get(key, ()) and TableBlock not in kinds[key]
    )


def _bodies(
    blocks: Sequence[Block], starts: Mapping[str, tuple[int, SectionHeading]]
) -> dict[str, tuple[SectionHeading | None, list[str]]]:
    """Heading and texts of each section in the order of the file."""
    bodies: dict[str, tuple[SectionHeading | None, list[str]]] = {}
    places = [*(at for at, _ in starts.values()), len(blocks)]
    for (key, (at, heading)), end in zip(starts.items(), places[1:], strict=True):
        texts = [block.text for block in blocks[at + 1 : end] if isinstance(block, TextBlock)]
        bodies[key] = (heading, [heading.rest, *texts] if heading.rest else texts)
    return bodies


def _trimmed(texts: list[str], is_last: bool, has_furniture: bool) -> tuple[list[str], list[str]]:
    """Cut what stands behind a report."""
    if not is_last:
        return texts, []
    if has_furniture:
        texts = texts[: article_end(texts)]
    end = signature_start(texts)
    told = [f"文末落款“{' '.join(texts[end:])}”没有计入正文。"] if end < len(texts) else []
    return texts[:end], told


def _is_prose(text: str) -> bool:
    """Tell a sentence of a table section from what belongs to its table (勾稽 note, unit, caption)."""
    label = labels.normalise(text)
    return bool(_PROSE.search(text)) and "勾稽关系为" not in label and not is_grid_line(text)


def _paragraphs(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph.of(text) for text in texts)


# Title and lead


def _title(blocks: Sequence[Block]) -> tuple[Title | None, int]:
    """Find the last line (or lines) that make a title, and where the lead begins."""
    best: tuple[tuple[bool, int], Title, int] | None = None
    texts = [(i, block.text) for i, block in enumerate(blocks) if isinstance(block, TextBlock)]
    for at, (i, text) in enumerate(texts):
        if is_date(text):
            continue
        found = parse_title(text)
        for count in range(1, _TITLE_LINES):
            before = [part for j, part in texts[max(at - count, 0) : at] if i - j <= count]
            if (found is not None and found.organ and found.year) or len(before) < count:
                break
            if is_organ_name(before[0]) or (len(before[0]) <= 40 and parse_title(before[0]) is None):
                longer = parse_title("".join([*before, text]))
                if longer is not None and longer.year and is_organ_name(longer.organ):
                    found = longer
        if found is not None and (found.organ or found.year):
            rank = (bool(found.organ and found.year), i)
            if best is None or rank > best[0]:
                best = (rank, found, i + 1)
    return (best[1], best[2]) if best is not None else (None, 0)


def _completed(title: Title | None, document: Document, before: Sequence[Block]) -> Title | None:
    """Fill in what a title lacks from the page's head and the index table before the article."""
    cells = [
        cell.strip()
        for block in before
        if isinstance(block, TableBlock)
        for row in block.rows
        for cell in row
        if isinstance(cell, str)
    ]
    hint = hinted_title([*cells, *document.title_hints])
    if title is None or hint is None:
        return title or hint
    return Title(title.text, title.organ or hint.organ, title.year or hint.year)


def _lead(blocks: Sequence[Block], has_furniture: bool, *, titled: bool) -> tuple[str, ...]:
    texts = [block.text for block in blocks if isinstance(block, TextBlock)]
    texts = [text for text in texts if section_of(text) is None and not _TOC_LINE.fullmatch(text)]
    texts = [text for text in texts if parse_title(text) is None and not is_date(text)]
    if not has_furniture:
        return tuple(texts)
    if not titled:
        # No title to begin at: what stands right before section 一 and reads like prose.
        start = len(texts)
        while start and _PROSE.search(texts[start - 1]) and not is_before_article(texts[start - 1]):
            start -= 1
        return tuple(texts[start:])
    return tuple(text for text in texts if not is_before_article(text))


# Subsections of section 一


def _opens_subsection(text: str) -> bool:
    found = subsection_of(text)
    return found is not None and bool(found.number or not found.rest)


def _style(number: str) -> str:
    """Which numbering a heading has: （一） 1. 一是 … or none."""
    bare = re.sub(r"[\d一二三四五六七八九十①-⑳㈠-㈩⑴-⒇]+", "0" if re.search(r"\d", number) else "一", number, count=1)
    return re.sub(r"\s", "", bare).translate(str.maketrans("()．", "（）."))


def _subsections(texts: Sequence[str]) -> tuple[tuple[Paragraph, ...], tuple[Subsection, ...], list[str]]:
    runs = [split_run_on(text) for text in texts]
    pieces = [piece for run in runs for piece in run]
    inner = [i > 0 for run in runs for i in range(len(run))]
    candidates = [subsection_of(piece) for piece in pieces]
    styles: dict[str, set[str]] = {}
    for heading in candidates:
        if heading is not None and heading.group is not None:
            styles.setdefault(_style(heading.number), set()).add(heading.group)
    bracketed = "（一）"
    if not styles and sum(other_subsection_of(text) is not None for text in texts) >= _MIN_GUESSED:
        styles[bracketed] = set()
        pieces, candidates, inner = list(texts), [None] * len(texts), [False] * len(texts)
    if not styles:
        return _guessed(list(texts))
    style = max(styles, key=lambda one: (one == bracketed, len(styles[one])))
    headings: list[SubsectionHeading | None] = []
    last = 0
    for piece, heading in zip(pieces, candidates, strict=True):
        own = heading is not None and (
            _style(heading.number) == style
            or (not heading.number and not heading.rest)
            # One heading numbered unlike the others, in its turn.
            or (heading.group not in styles[style] and _ordinal(heading.number) == last + 1)
        )
        if not own:
            heading = other_subsection_of(piece) if style == bracketed else None
            heading = heading if heading is not None and _ordinal(heading.number) == last + 1 else None
        if heading is not None:
            last = _ordinal(heading.number) or last + 1
        headings.append(heading)
    return _collected(*_rejoined(pieces, headings, inner))


def _rejoined(
    pieces: Sequence[str], headings: Sequence[SubsectionHeading | None], inner: Sequence[bool]
) -> tuple[list[str], list[SubsectionHeading | None]]:
    """Put back what was parted inside a paragraph at something that turned out to be no heading."""
    whole: list[str] = []
    opened: list[SubsectionHeading | None] = []
    for piece, heading, is_inner in zip(pieces, headings, inner, strict=True):
        if is_inner and heading is None:
            whole[-1] += piece
            last = opened[-1]
            if last is not None:
                opened[-1] = replace(last, rest=last.rest + piece)
        else:
            whole.append(piece)
            opened.append(heading)
    return whole, opened


def _collected(
    pieces: Sequence[str], headings: Sequence[SubsectionHeading | None]
) -> tuple[tuple[Paragraph, ...], tuple[Subsection, ...], list[str]]:
    own: list[str] = []
    parts: list[tuple[SubsectionHeading, list[str]]] = []
    for piece, heading in zip(pieces, headings, strict=True):
        if heading is not None:
            parts.append((heading, [heading.rest] if heading.rest else []))
        else:
            (parts[-1][1] if parts else own).append(piece)
    used = {heading.group for heading, _ in parts}
    subsections: list[Subsection] = []
    notices: list[str] = []
    for heading, texts in parts:
        group, title = heading.group, heading.title
        if group is None and not title:
            free = tuple(one for one in SUBSECTION_TITLES if one not in used)
            group = group_by_content(" ".join(texts), free)
            if group is not None:
                used.add(group)
                title = SUBSECTION_TITLES[group]
                notices.append(f"第一部分{heading.number}没有小标题，按内容作为“{title}”读取，请核对。")
        subsections.append(Subsection(group, title, _paragraphs(texts)))
    return _paragraphs(own), tuple(subsections), notices


def _guessed(texts: list[str]) -> tuple[tuple[Paragraph, ...], tuple[Subsection, ...], list[str]]:
    """Part section 一 by content where it has no headings at all, its parts being in the form's order."""
    parts: list[tuple[str, list[str]]] = []
    own: list[str] = []
    for text, group in zip(texts, _ordered_groups(texts), strict=True):
        if group is None:
            own.append(text)
        elif parts and parts[-1][0] == group:
            parts[-1][1].append(text)
        else:
            parts.append((group, [text]))
    if len(parts) < _MIN_GUESSED:
        told = ["第一部分没有小标题，没有分成五个方面，请核对。"] if texts else []
        return _paragraphs(texts), (), told
    names = "、".join(f"“{SUBSECTION_TITLES[group]}”" for group, _ in parts)
    subsections = tuple(Subsection(group, SUBSECTION_TITLES[group], _paragraphs(part)) for group, part in parts)
    return _paragraphs(own), subsections, [f"第一部分没有小标题，按内容分为{names}，请核对。"]


def _ordered_groups(texts: Sequence[str]) -> list[str | None]:
    """The assignment of paragraphs to groups, in the form's order, that their words speak for most."""
    order = (None, *SUBSECTION_TITLES)
    opening = 3 * (len(texts) > len(SUBSECTION_TITLES)) + 2 * bool(texts and _GENERAL.search(texts[0]))
    best: list[tuple[int, list[str | None]]] = [(0 if group is None else -1, []) for group in order]
    for i, text in enumerate(texts):
        scores = content_scores(text)
        reached: list[tuple[int, list[str | None]]] = []
        for at, group in enumerate(order):
            score = scores[group] if group is not None else opening * (i == 0)
            # A group is entered only by a paragraph that speaks for it; later ones may say less.
            options = [best[at]] if best[at][0] >= 0 else []
            if group is not None and score >= MIN_CONTENT:
                options += [one for one in best[:at] if one[0] >= 0]
            total, path = max(options, key=lambda one: one[0], default=(-1, []))
            reached.append((total + score, [*path, group]) if options else (-1, []))
        best = reached
    return max(best, key=lambda one: one[0])[1]


def _ordinal(number: str) -> int | None:
    match = re.search(r"\d+|[一二三四五六七八九十]+|[㈠-㈩]", number)
    if match is None:
        return None
    text = match[0]
    if text.isdecimal():
        return int(text)
    if "㈠" <= text <= "㈩":
        return ord(text) - ord("㈠") + 1
    tens, ten, units = text.rpartition("十")
    value = (CHINESE_ORDINALS.index(tens) + 1 if tens in CHINESE_ORDINALS else 1) * 10 if ten else 0
    return value + (CHINESE_ORDINALS.index(units) + 1 if units in CHINESE_ORDINALS else 0)


# Tables


def _grid(blocks: Sequence[Block], bodies: Mapping[str, tuple[SectionHeading | None, list[str]]]) -> Grid:
    """All tables of the form in one grid, and lines of text where a section of the form has no table."""
    rows: list[Sequence[GridValue]] = []
    tables = [block for block in blocks if isinstance(block, TableBlock) and _is_form(block.rows)]
    for table in tables:
        rows += unflattened(table.rows)
    texts = {label for row in rows for cell in row if isinstance(cell, str) for label in [labels.normalise(cell)]}
    for key in _TABLE_SECTIONS:
        if key in bodies and not _has_table(key, texts):
            rows += _rows_of_lines(bodies[key][1])
    return tuple(tuple(row) for row in rows)


def _is_form(rows: Grid) -> bool:
    """Tell the form's tables from index tables and others; a part of one on a page of its own counts."""
    found = 0
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell:
                label = labels.normalise(cell)
                found += label.startswith("第二十条") or any(
                    axis.find(cell, labels.MAX_SHORT_LABEL * 2) is not None for axis in _AXES
                )
    return found >= _MIN_LABELS or (found > 0 and len(rows) == 1) or _is_values_only(rows)


def _is_values_only(rows: Grid) -> bool:
    """The values of table 4 may have come alone onto the next page."""
    cells = [cell for row in rows for cell in row if cell is not None and cell != ""]
    return len(rows) == 1 and len(cells) == 15 and all(str(cell).strip().isdigit() for cell in cells)


def _has_table(key: str, texts: set[str]) -> bool:
    needles = {"t2": ("行政许可", "规章"), "t3": ("新收", "结转下"), "t4": ("复议", "结果维持")}[key]
    return all(any(needle in text for text in texts) for needle in needles)


def _rows_of_lines(texts: Sequence[str]) -> Iterator[Sequence[GridValue]]:
    lines = [text for text in texts if is_grid_line(text) or table_like(text, open_table=True)]
    drawn = [line for line in lines if is_grid_line(line)]
    yield from unflattened(grid_rows(drawn)) if len(drawn) > len(lines) / 3 else stream_rows(lines)
