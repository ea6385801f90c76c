"""What templates know of a report: plain dicts, lists and strings, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import east_asian_width

from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Paragraph, Report, Section
from assistant.report.standard import LAYOUTS, LayoutCell, section_heading, subsection_heading
from assistant.tables.schema import Cell

Context = dict[str, Any]

TITLE_COLUMNS = 40
"""Half-width columns of one line of the title: 20 characters of 22 pt in 156 mm."""

# What XML 1.0 forbids, and so no output can carry.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile(r"[\r\n\x85\u2028\u2029]+")


def build_context(report: Report) -> Context:
    """Build the context of all report templates.

    ``title``, ``title_lines`` (broken after the organ's name when one line is too short), ``organ``, ``year``;
    ``lead`` and ``sections.<key>.body`` as lists of paragraphs ``{heading, text, pieces: [{text, mark}]}``, where
    ``heading`` is the run-in heading of a subsection's first paragraph with its 。 and ``mark`` a 【待补：…】;
    ``sections.<key>.paragraphs`` and ``.subsections`` hold the same by structure; ``t2["rules.made"]`` the text of
    a cell (empty when not filled); ``tables.t2`` the rows of physical cells with labels, texts and spans.
    """
    title = printable(report.title)
    cells = {table.name: {key: number_text(value) for key, value in table.cells.items()} for table in report.tables}
    return {
        "title": title,
        "title_lines": _title_lines(title, printable(report.organ.name)),
        "organ": printable(report.organ.name),
        "year": report.year,
        "lead": list(_paragraphs(report.lead)),
        "sections": {section.key: _section(section) for section in report.sections},
        **cells,
        "tables": {name: _rows(name, cells[name]) for name in LAYOUTS},
    }


def number_text(value: Cell) -> str:
    """Print a cell: 96171.6, 3985758; empty when not filled."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else format(value, "f")


def printable(text: str) -> str:
    """Without the control characters that no document may hold, and in one line."""
    return _BREAKS.sub(" ", _FORBIDDEN.sub("", text)).strip()


def display_width(text: str) -> int:
    """Columns in a monospace font: east asian wide characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _title_lines(title: str, organ: str) -> list[str]:
    if organ and title.startswith(organ) and title != organ and display_width(title) > TITLE_COLUMNS:
        return [organ, title.removeprefix(organ)]
    return [title]


def _section(section: Section) -> Context:
    own = list(_paragraphs(section.paragraphs))
    subsections: list[Context] = []
    for number, subsection in enumerate(section.subsections, start=1):
        heading = subsection_heading(number, printable(subsection.title))
        subsections.append({"heading": heading, "paragraphs": list(_paragraphs(subsection.paragraphs))})
    return {
        "heading": section_heading(section.key),
        "paragraphs": own,
        "subsections": subsections,
        "body": [*own, *(paragraph for subsection in subsections for paragraph in _run_in(subsection))],
    }


def _run_in(subsection: Context) -> Iterator[Context]:
    """Put a subsection's heading at the start of its first paragraph; the heading stands alone if there is none."""
    first, *rest = subsection["paragraphs"] or [_paragraph("")]
    yield {**first, "heading": subsection["heading"] + ("。" if first["text"] else "")}
    yield from rest


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[Context]:
    """Let a typed line break begin a new paragraph; blank lines vanish."""
    for paragraph in paragraphs:
        for line in _BREAKS.split(paragraph.text):
            if text := printable(line):
                yield _paragraph(text)


def _paragraph(text: str) -> Context:
    pieces: list[dict[str, str]] = []
    position = 0
    for match in PLACEHOLDER.finditer(text):
        pieces.append({"text": text[position : match.start()], "mark": match[0]})
        position = match.end()
    if position < len(text):
        pieces.append({"text": text[position:], "mark": ""})
    return {"heading": "", "text": text, "pieces": pieces}


def _rows(name: str, cells: dict[str, str]) -> list[list[Context]]:
    return [
        [_grid_cell(cell, cells, any(other.key for other in row)) for cell in row] for row in LAYOUTS[name].by_row()
    ]


def _grid_cell(cell: LayoutCell, cells: dict[str, str], in_value_row: bool) -> Context:
    """``scope`` tells screen readers what a label heads: rows where values stand in its row, else columns."""
    span = cell.rowspan if in_value_row else cell.colspan
    return {
        "text": cells[cell.key] if cell.key else cell.label,
        "key": cell.key,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "scope": "" if cell.key else ("row" if in_value_row else "col") + ("group" if span > 1 else ""),
    }
