"""Word documents (.docx). The XML is walked directly: python-docx leaves out what stands in tracked insertions, content
controls and text boxes, knows no automatic numbers, and refuses files that WPS saved with dangling relationships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.errors import InputError
from assistant.reuse.blocks import Block, Document, PictureBlock, TextBlock
from assistant.reuse.readers.cells import CellContent, Placed, table_blocks
from assistant.reuse.readers.numbering import Numbering
from assistant.reuse.readers.package import Package, attribute, child, local

_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "footnoteReference", "endnoteReference"}
)
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice"})
"""Elements around paragraphs, rows and cells that add nothing."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MAX_SPAN = 200
_MAX_DEPTH = 100


def read_docx(data: bytes, name: str) -> Document:
    """Read a Word document; ``name`` is for messages. Headers, footers, notes and deleted text are left out."""
    package = Package(data, name)
    path = package.main_part("word/document.xml")
    root = package.part(path)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise InputError(f"{name} 不是正常的 Word 文档，请用 Word 或 WPS 打开后另存为 .docx 再读取。")
    numbering = Numbering.of(
        package.part(package.beside(path, "numbering.xml")), package.part(package.beside(path, "styles.xml"))
    )
    properties = package.part("docProps/core.xml")
    known = {} if properties is None else {local(one): (one.text or "").strip() for one in properties}
    return Document(
        tuple(_Walker(numbering).blocks(body)),
        title_hints=tuple(filter(None, (known.get("title"),))),
        organ_hints=tuple(filter(None, (known.get("creator"),))),
    )


class _Walker:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables under an element, in order."""
        if depth > _MAX_DEPTH:
            return
        for element in parent:
            kind = local(element)
            if kind == "p":
                yield from self._paragraph(element, depth)
            elif kind == "tbl":
                yield from self._table(element, depth)
            elif kind in _WRAPPERS:
                yield from self.blocks(element, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> Iterator[Block]:
        properties = child(element, "pPr")
        pieces: list[str] = []
        boxes: list[Any] = []
        pictures = _collect(element, pieces, boxes)
        text = "".join(pieces)
        level = self._numbering.heading_level(properties)
        if text.strip():
            text = self._numbering.number(properties) + text.lstrip()
        for line in text.split("\n"):
            if line.strip():
                yield TextBlock(line.strip(), level)
        if pictures:
            yield PictureBlock()
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        placed: list[Placed] = []
        open_cells: dict[int, int] = {}
        """Column → index of the vertically merged cell that is open there."""
        rows = list(_rows(table))
        for r, row in enumerate(rows):
            column = _count(child(child(row, "trPr"), "gridBefore")) if child(row, "trPr") is not None else 0
            for cell in _cells(row):
                properties = child(cell, "tcPr")
                span = max(_count(child(properties, "gridSpan")), 1) if properties is not None else 1
                merge = child(properties, "vMerge") if properties is not None else None
                if merge is not None and attribute(merge, "val") != "restart" and column in open_cells:
                    above = placed[open_cells[column]]
                    placed[open_cells[column]] = Placed(
                        above.row, above.column, r - above.row + 1, above.colspan, above.content
                    )
                else:
                    content = CellContent(tuple(self.blocks(cell, depth + 1)))
                    placed.append(Placed(r, column, 1, span, content))
                    open_cells = {at: index for at, index in open_cells.items() if not column <= at < column + span}
                    if merge is not None:
                        open_cells[column] = len(placed) - 1
                column += span
        yield from table_blocks(placed, len(rows))


def _collect(element: Any, pieces: list[str], boxes: list[Any]) -> bool:
    """Gather the text of a paragraph in order; text boxes are set aside. True where it holds a picture."""
    stack = [iter(element)]
    has_picture = False
    while stack:
        one = next(stack[-1], None)
        if one is None:
            stack.pop()
            continue
        kind = local(one)
        if kind == "t":
            pieces.append(one.text or "")
        elif kind in _SIGNS:
            pieces.append(" " if kind == "br" and attribute(one, "type") in {"page", "column"} else _SIGNS[kind])
        elif kind == "txbxContent":
            boxes.append(one)
        elif kind in {"blip", "imagedata"}:
            has_picture = True
        elif kind == "sym" and re.fullmatch("[0-9A-Fa-f]{4}", attribute(one, "char") or ""):
            code = int(attribute(one, "char") or "", 16)
            pieces.append("" if 0xE000 <= code <= 0xF8FF else chr(code))
        elif kind not in _SKIPPED:
            stack.append(iter(one))
    return has_picture


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local(element) == "tr":
            properties = child(element, "trPr")
            if properties is None or child(properties, "del") is None:
                yield element
        elif local(element) in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in _WRAPPERS:
            yield from _cells(element)


def _count(element: Any | None) -> int:
    text = attribute(element, "val") or ""
    return min(int(text), _MAX_SPAN) if re.fullmatch(r"\d{1,6}", text) else 0
