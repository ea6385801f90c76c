"""Changes to a report's own file: .docx, .md and .txt. Everything else of the file stays byte for byte."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from assistant.errors import InputError
from assistant.reuse.places import Track
from assistant.reuse.readers.encoding import encoding_of
from assistant.reuse.readers.package import Package, child, local

_MARKUP = "\\*_`#>~"
_PAIRED = "*_`~"
_TEXT_SUFFIXES = frozenset({"md", "markdown", "txt"})
_SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback"})
_SPACES = {"tab": "\t", "br": " ", "cr": " "}
_MAX_UNPACKED = 400 * 2**20
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """Replace characters ``start``–``end`` of a track by ``text``."""

    start: int
    end: int
    text: str


def editable(data: bytes, name: str) -> TextFile | WordFile:
    """A file that can be changed; InputError for any other kind. ``name`` is for messages."""
    if data.startswith(b"PK\x03\x04"):
        package = Package(data, name)
        if any(part.startswith("word/") for part in package.names):
            return WordFile(data, name)
    elif name.lower().rpartition(".")[2] in _TEXT_SUFFIXES:
        return TextFile(data, name)
    raise InputError(f"{name} 不能直接改，只能改 .docx、.md 和 .txt 文件，请先另存为 .docx。")


_BORDER = re.compile(r"[\s|:+─━┼┬┴├┤═=-]*")
_HTML_CELL = re.compile(r"<t[dh]\b[^>]*>(?P<in>[^<]*)</t[dh]>", re.IGNORECASE)
"""Markdown holds tables with merged cells as HTML."""
_IN_CELL = re.compile(r"\s*(?P<said>[\d,，.．]+(?:\.\d+)?|[/／—－–-]+|无|不适用)?\s*")
"""What a cell for a figure may hold: a number, a mark for nothing, or nothing."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table in a file that holds a figure, a mark such as “/”, or nothing."""

    number: int
    """Its place among all such cells of the file, from 0."""
    text: str
    """Without white space around it."""
    row: int
    """Which row it stands in, counted over the file."""


class TextFile:
    """Markdown or plain text, kept in its encoding and with its line ends."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._mark, self._encoding = next(((mark, one) for mark, one in _BOMS if data.startswith(mark)), (b"", ""))
        self._encoding = self._encoding or encoding_of(data)
        try:
            self._text = data[len(self._mark) :].decode(self._encoding)
        except UnicodeDecodeError as error:
            raise InputError(f"{name} 里有损坏的字符，不能直接改，请先另存为 UTF-8 编码的文本。") from error
        is_markdown = not name.lower().endswith(".txt")
        self.track = Track(self._text, _MARKUP if is_markdown else "")

    def cells(self) -> tuple[TableCell, ...]:
        """The cells for figures of its tables: between bars, else between tabs."""
        return tuple(
            TableCell(number, self._text[start:end].strip(), self._row(start))
            for number, (start, end) in enumerate(self._spans())
        )

    def with_cells(self, values: Mapping[int, str]) -> TextFile:
        """The file with other text in some cells, by number; columns keep their width where there is room."""
        text, spans = self._text, self._spans()
        for number in sorted(values, reverse=True):
            start, end = spans[number]
            text = f"{text[:start]}{_fitted(text[start:end], values[number])}{text[end:]}"
        return TextFile(self._mark + text.encode(self._encoding), self._name)

    @property
    def data(self) -> bytes:
        """The file as it is."""
        return self._mark + self._text.encode(self._encoding)

    def _row(self, at: int) -> int:
        """Lines are rows; in HTML, what stands between two ``<tr>`` is."""
        row = self._text.lower().rfind("<tr", 0, at)
        line = self._text.rfind("\n", 0, at)
        return row if self._text[line + 1 : at].lstrip().startswith("<") and row >= 0 else line

    def _spans(self) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        at = 0
        for line in self._text.splitlines(keepends=True):
            body = line.rstrip("\r\n")
            spans += [
                (at + match.start("in"), at + match.end("in"))
                for match in _HTML_CELL.finditer(body)
                if _IN_CELL.fullmatch(match["in"])
            ]
            mark = "|" if body.count("|") >= 2 else "\t" if "\t" in body.strip() else ""
            if mark and not _BORDER.fullmatch(body):
                edges = [-1, *(index for index, char in enumerate(body) if char == mark), len(body)]
                if mark == "|":
                    edges = edges[1:-1]
                spans += [
                    (at + one + 1, at + other)
                    for one, other in pairwise(edges)
                    if _IN_CELL.fullmatch(body[one + 1 : other])
                ]
            at += len(line)
        return spans

    def changed(self, changes: Sequence[Change]) -> bytes:
        """The file with the changes, which do not overlap."""
        text = self._text
        for change in sorted(changes, key=lambda one: -one.start):
            # Line ends and markup inside the characters replaced stay.
            inside = text[change.start : change.end]
            kept = "".join(char for char in inside if char in "\r\n" or (char in _PAIRED and self.track.ignored))
            text = text[: change.start] + change.text + kept + text[change.end :]
        try:
            return self._mark + text.encode(self._encoding)
        except UnicodeEncodeError as error:
            raise InputError(f"{self._name} 的编码写不下改正后的字，请先另存为 UTF-8 编码的文本。") from error


class WordFile:
    """A Word document. A change takes the format of the run its first character stands in."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        package = Package(data, name)
        refuse_bombs(data, name)
        self._part = package.main_part("word/document.xml")
        root = package.part(self._part)
        body = child(root, "body") if root is not None else None
        if body is None:
            raise InputError(f"{name} 不是正常的 Word 文档，请用 Word 或 WPS 打开后另存为 .docx 再读取。")
        self._root = root
        self._body = body
        self._places = list(characters(body))
        self.track = Track("".join(char for char, _, _ in self._places))

    def cells(self) -> tuple[TableCell, ...]:
        """The cells for figures of its tables."""
        rows = {element: number for number, element in enumerate(self._body.iter()) if local(element) == "tr"}
        return tuple(
            TableCell(number, _cell_text(cell), rows.get(cell.getparent(), -1))
            for number, cell in enumerate(self._figures())
        )

    def with_cells(self, values: Mapping[int, str]) -> WordFile:
        """The document with other text in some cells, by number, in the format that stands there."""
        changed = WordFile(self._data, self._name)
        figures = changed._figures()
        for number, text in values.items():
            _write_cell(figures[number], text)
        return WordFile(changed.data, self._name)

    def _figures(self) -> list[Any]:
        cells = [element for element in self._body.iter() if local(element) == "tc" and not _holds_table(element)]
        return [cell for cell in cells if _IN_CELL.fullmatch(_cell_text(cell))]

    @property
    def data(self) -> bytes:
        """The document as it is."""
        from lxml import etree

        content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return with_part(self._data, self._part, content)

    def changed(self, changes: Sequence[Change]) -> bytes:
        """The file with the changes, which do not overlap."""
        for change in sorted(changes, key=lambda one: -one.start):
            self._apply(change)
        return self.data

    def _apply(self, change: Change) -> None:
        at = change.start if change.start < len(self._places) else len(self._places) - 1
        _, target, index = self._places[at]
        if target is None:
            return
        last_of: dict[int, tuple[Any, int, int]] = {}
        for _, element, place in self._places[change.start : change.end]:
            if element is not None:
                known = last_of.get(id(element), (element, place, place))
                last_of[id(element)] = (element, min(known[1], place), place + 1)
        for element, low, high in last_of.values():
            _set_text(element, element.text[:low] + element.text[high:])
        _set_text(target, f"{(target.text or '')[:index]}{change.text}{(target.text or '')[index:]}")


def _fitted(old: str, new: str) -> str:
    """A cell's text with its figure replaced, in the same width where there is room."""
    said = old.strip()
    if not said:
        return new.rjust(len(old) - 1) + " " if len(old) > len(new) + 1 else f" {new} " if old else new
    start = old.index(said)
    left, right = old[:start], old[start + len(said) :]
    more = len(new) - len(said)
    if more < 0 and len(left) > 1:
        return f"{' ' * -more}{left}{new}{right}"
    if more > 0 and len(left) > more:
        return f"{left[more:]}{new}{right}"
    return f"{left}{new}{right}"


def _holds_table(cell: Any) -> bool:
    return any(local(element) == "tbl" for element in cell.iter())


def _cell_text(cell: Any) -> str:
    return "".join(char for char, _, _ in characters(cell)).strip()


def _write_cell(cell: Any, text: str) -> None:
    """Put ``text`` where the cell's text begins; an empty cell gets a run in the format of its paragraph."""
    held = list(dict.fromkeys(element for _, element, _ in characters(cell) if element is not None))
    if held:
        _set_text(held[0], text)
        for element in held[1:]:
            _set_text(element, "")
        return
    paragraph = next(element for element in cell.iter() if local(element) == "p")
    space = paragraph.tag.removesuffix("p")
    run = paragraph.makeelement(f"{space}r")
    format_ = paragraph.find(f"{space}pPr/{space}rPr")
    if format_ is not None:
        run.append(deepcopy(format_))
    said = run.makeelement(f"{space}t")
    run.append(said)
    _set_text(said, text)
    paragraph.append(run)


def _set_text(element: Any, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def characters(body: Any) -> Iterator[tuple[str, Any | None, int]]:
    """Each character of a Word document in order with the ``t`` element that holds it and its place there.

    Paragraphs end in line feeds, which no element holds; deleted text is left out.
    """
    for event in _walk(body):
        if isinstance(event, str):
            yield event, None, 0
        else:
            for index, char in enumerate(event.text or ""):
                yield char, event, index


def _walk(parent: Any) -> Iterator[Any]:
    for element in parent:
        kind = local(element)
        if kind == "t" and local(parent) == "r":
            yield element
        elif kind in _SPACES and local(parent) == "r":
            yield _SPACES[kind]
        elif kind == "p":
            yield from _walk(element)
            yield "\n"
        elif kind not in _SKIPPED:
            yield from _walk(element)


def refuse_bombs(data: bytes, name: str) -> None:
    """InputError for a package whose parts together are too large to be copied; no part unpacks beyond its entry."""
    with zipfile.ZipFile(BytesIO(data)) as source:
        if sum(entry.file_size for entry in source.infolist()) > _MAX_UNPACKED:
            raise InputError(f"{name} 解压后超过 {_MAX_UNPACKED >> 20} MB，不像年度报告，请检查是否选错了文件。")


def undated(data: bytes) -> bytes:
    """A package whose parts carry no time of writing: the same content gives the same bytes."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.create_system = 0
            target.writestr(plain, source.read(entry))
    return output.getvalue()


def with_part(data: bytes, path: str, content: bytes) -> bytes:
    """A package with one part replaced and the others as they were."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, content if entry.filename == path else source.read(entry))
    return output.getvalue()
