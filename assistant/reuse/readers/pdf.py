"""PDF files with a text layer: ruled tables from their lines, prose from where its lines stand on the page."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from assistant.errors import InputError
from assistant.reuse.blocks import Block, Document, TableBlock, grid_of
from assistant.reuse.headings import section_of
from assistant.reuse.readers.columns import parts_of
from assistant.reuse.readers.lines import Line, blocks_of_lines, is_page_number
from assistant.tables import labels
from assistant.tables.values import parse_value

_MANY_PAGES = 30
"""A longer document is first searched for the pages of the report."""
_MAX_PAGES = 120
_MOST_PAGES = 5000
_MIN_CHARACTERS = 100
"""Scanned reports have none, or a stamp's few."""
_EDGE = 0.1
"""Running heads and page numbers stand in the outer tenth of a page."""
_MIN_COLUMNS = 2
_CJK = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]")
_WORDS = {"x_tolerance_ratio": 0.35, "y_tolerance": 4, "keep_blank_chars": False}
_CELLS = {"text_x_tolerance_ratio": 0.35, "text_y_tolerance": 4}
_NUMBERED = re.compile(r"\s*[（(]?[一二三四五六七八九\d]\s*[)）、.．]")
_WIDE_GAP = 1.5
"""Gap, in characters, that parts columns of a table without lines."""


@dataclass(frozen=True, slots=True)
class _PageLine:
    text: str
    start: float
    end: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    height: float
    lines: tuple[_PageLine, ...]
    tables: tuple[tuple[float, TableBlock], ...]
    """(top, table)."""


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF; ``name`` is for messages. Raises InputError for scanned, protected and damaged files."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    # pdfminer logs what it repairs.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            count = len(pdf.pages)
            wanted = range(count) if count <= _MANY_PAGES else _pages_of_report(data, count)
            if len(wanted) > _MAX_PAGES:
                raise InputError(f"{name} 有 {count} 页，不像年度报告，请检查是否选错了文件，或只保留报告所在的页。")
            pages = []
            for number in wanted:
                page = _upright(pdf.pages[number])
                pages += _pages(page)
                page.close()
            head = pdf.metadata or {}
    except InputError:
        raise
    except Exception as error:  # pdfminer raises anything on damaged files; pdfplumber wraps some of it
        if (
            isinstance(error, PDFPasswordIncorrect)
            or isinstance(error.__cause__, PDFPasswordIncorrect)
            or any(isinstance(argument, PDFPasswordIncorrect) for argument in error.args)
        ):
            raise InputError(f"{name} 设置了打开密码，请取消密码后再读取。") from error
        raise InputError(f"{name} 已损坏，打不开，请换一份完整的 PDF，或用原来的 Word 文档。") from error
    written = sum(len(line.text) for page in pages for line in page.lines)
    written += sum(len(str(cell)) for page in pages for _, table in page.tables for row in table.rows for cell in row)
    if written < _MIN_CHARACTERS:
        raise InputError(f"{name} 是扫描件，里面没有文字，请用原来的 Word 文档，或先做文字识别（OCR）再读取。")
    hints = tuple(str(head[key]) for key in ("Title",) if isinstance(head.get(key), str) and head[key].strip())
    return Document(tuple(_blocks(pages)), title_hints=hints)


def _pages_of_report(data: bytes, count: int) -> range:
    """The pages of a long document between the first and the last title of a section, with what goes on behind them.

    All pages where there is no title: a scan, or another document.
    """
    import pypdfium2

    if count > _MOST_PAGES:
        return range(count)
    document = pypdfium2.PdfDocument(data)
    try:
        found = []
        for number in range(count):
            page = document[number]
            text = page.get_textpage()
            if any(section_of(line) is not None for line in text.get_text_bounded().splitlines()):
                found.append(number)
            text.close()
            page.close()
    finally:
        document.close()
    return range(max(found[0] - 1, 0), min(found[-1] + 3, count)) if found else range(count)


def _upright(page: Any) -> Any:
    """The page so turned that its text runs from left to right: scanners and viewers store pages turned."""
    turned = Counter(_turn(character["matrix"]) for character in page.chars if character["text"].strip())
    (turn, _), *_ = turned.most_common(1) or [(0, 0)]
    if not turn:
        return page
    page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
    return type(page)(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def _turn(matrix: tuple[float, ...]) -> int:
    """Degrees, clockwise, by which a character must be turned to stand upright."""
    across, up = matrix[0], matrix[1]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270


def _pages(page: Any) -> list[_Page]:
    """A page, its columns one after the other."""
    # Fake bold prints a character twice.
    page = page.dedupe_chars(tolerance=1)
    tables = page.find_tables(_CELLS)
    parts = parts_of(page, [table.bbox for table in tables])
    if len(parts) == 1:
        return [_page(page, tables)]
    return [
        _page(page.filter(part.has), [table for table in tables if part.holds(table.bbox)], part.shift)
        for part in parts
    ]


def _page(page: Any, found_tables: Sequence[Any], shift: float = 0.0) -> _Page:
    tables: list[tuple[float, TableBlock]] = []
    boxes: list[tuple[float, float, float, float]] = []
    for found in found_tables:
        # Underlines and shades give frames of one column.
        if max(len(row.cells) for row in found.rows) < _MIN_COLUMNS:
            continue
        rows = found.extract(x_tolerance_ratio=_WORDS["x_tolerance_ratio"], y_tolerance=_WORDS["y_tolerance"])
        if sum(bool(cell and cell.strip()) for row in rows for cell in row) < _MIN_COLUMNS:
            continue
        tables.append((found.bbox[1], TableBlock(grid_of([[_cell(cell) for cell in row] for row in rows]))))
        boxes.append(found.bbox)
    words = [
        word
        for word in page.extract_words(extra_attrs=["size"], **_WORDS)
        if not any(
            left - 1 <= (word["x0"] + word["x1"]) / 2 <= right + 1
            and top - 1 <= (word["top"] + word["bottom"]) / 2 <= bottom + 1
            for left, top, right, bottom in boxes
        )
    ]
    height = float(page.height)
    lines = _lines([{**word, "x0": word["x0"] - shift, "x1": word["x1"] - shift} for word in words])
    return _Page(page.page_number, height, tuple(lines), tuple(tables))


def _cell(text: str | None) -> str | None:
    if text is None:
        return None
    return re.sub(r"(?<=\d)\s*\n\s*(?=\d)", "\n", text)


def _lines(words: Sequence[dict[str, Any]]) -> Iterable[_PageLine]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"]) / 2):
        middle = (word["top"] + word["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and middle - (last["top"] + last["bottom"]) / 2 <= 0.4 * max(last["size"], word["size"], 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        text = row[0]["text"]
        for before, word in pairwise(row):
            text += _gap(before, word) + word["text"]
        yield _PageLine(
            text,
            row[0]["x0"],
            row[-1]["x1"],
            min(word["top"] for word in row),
            max(word["bottom"] for word in row),
            max(word["size"] for word in row),
        )


def _gap(before: dict[str, Any], word: dict[str, Any]) -> str:
    """What stands between two words: nothing beside Chinese characters, which typesetting spaces out."""
    if word["x0"] - before["x1"] > _WIDE_GAP * max(before["size"], 1):
        return "  "
    first, second = before["text"][-1], word["text"][0]
    if _CJK.match(first) or _CJK.match(second):
        return ""
    return " "


def _blocks(pages: Sequence[_Page]) -> list[Block]:
    running = _running(pages)
    size = Counter(round(line.size) for page in pages for line in page.lines for _ in line.text).most_common(1)
    unit = size[0][0] / 2 if size else 8.0
    found: list[Block] = []
    lines: list[Line] = []

    def flush() -> None:
        found.extend(blocks_of_lines(lines, unit, like=every_line))
        lines.clear()

    every_line = [
        Line(line.text, line.start, line.end)
        for page in pages
        for line in page.lines
        if not _is_edge(page, line, running)
    ]
    # Only the first block of a page may go on with a row of the page before.
    turned = False
    for page in pages:
        turned = True
        items: list[tuple[float, _PageLine | TableBlock]] = [(top, table) for top, table in page.tables]
        items += [(line.top, line) for line in page.lines]
        for _, item in sorted(items, key=lambda item: item[0]):
            if isinstance(item, TableBlock):
                flush()
                above = found[-1] if turned and found else None
                if isinstance(above, TableBlock) and (whole := _continued(above, item)) is not None:
                    found[-1:] = whole
                else:
                    found.append(item)
                turned = False
            elif not _is_edge(page, item, running):
                lines.append(Line(item.text, item.start, item.end))
                turned = False
    flush()
    return found


def _continued(above: TableBlock, below: TableBlock) -> list[TableBlock] | None:
    """Join a row that a page's end cut in two; None where the table below begins with a row of its own."""
    last, first = above.rows[-1], below.rows[0]
    words = [str(cell) for cell in first if cell and not _is_value(cell)]
    values = [sum(_is_value(cell) for cell in row) for row in (last, first)]
    is_cut = first.count("") >= len(first) / 2 or (values[0] == 0 and last.count("") >= len(first) / 2)
    if not words or not is_cut or bool(values[0]) == bool(values[1]) or _NUMBERED.match(words[-1]):
        return None
    if labels.T2_ROW_AXIS.find(words[-1], labels.MAX_SHORT_LABEL) is not None:
        return None
    # Both halves have the same cells at the right; what stands left of them is the label.
    count = min(len(last), len(first)) - 1
    row = list(last)
    for back in range(1, count + 1):
        parts = [str(cell) for cell in (last[-back], first[-back]) if cell]
        row[-back] = "".join(parts) or last[-back]
    places = [i for i, cell in enumerate(last) if cell and not _is_value(cell)]
    at = places[-1] if places else 0
    row[at] = f"{last[at] or ''}{words[-1]}"
    rest = [TableBlock(below.rows[1:])] if len(below.rows) > 1 else []
    return [TableBlock(grid_of([*above.rows[:-1], row])), *rest]


def _is_value(cell: object) -> bool:
    return isinstance(cell, str) and parse_value(cell, count=False).number is not None


def _running(pages: Sequence[_Page]) -> set[str]:
    """Lines at the edges of several pages that differ only in their digits."""
    seen = Counter(
        text for page in pages for text in {_bare(line) for line in page.lines if _at_edge(page, line)} if text
    )
    return {text for text, count in seen.items() if count >= max(2, len(pages) // 3)}


def _bare(line: _PageLine) -> str:
    return re.sub(r"[\d\s]", "", line.text)


def _at_edge(page: _Page, line: _PageLine) -> bool:
    return line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _is_edge(page: _Page, line: _PageLine, running: set[str]) -> bool:
    if not _at_edge(page, line):
        return False
    bare = line.text.strip()
    return is_page_number(bare) or bare.isdigit() or _bare(line) in running
