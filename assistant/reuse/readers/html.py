"""Web pages as browsers save them (.html, .htm, .mht): visible text and tables in reading order."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from assistant.errors import InputError
from assistant.reuse.blocks import Block, Document, PictureBlock, TextBlock
from assistant.reuse.headings import section_of
from assistant.reuse.readers.cells import CellContent, Placed, table_blocks
from assistant.reuse.readers.encoding import decode
from assistant.reuse.readers.lines import text_blocks

_MAX_BYTES = 30 * 2**20
_WEIGHT = re.compile(
    rb"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]+|(?P<opened><!--|<script\b|<style\b)", re.IGNORECASE
)
_CLOSED = {b"<!--": re.compile(b"-->")} | {
    tag: re.compile(rb"</" + tag[1:] + rb"\s*>", re.IGNORECASE) for tag in (b"<script", b"<style")
}
_INVISIBLE = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "frame", "object", "embed",
        "svg", "canvas", "audio", "video", "select", "option", "button", "input", "textarea", "nav", "aside", "footer",
        "map", "xml", "del",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "header", "form", "body", "html", "center", "blockquote", "ul", "ol",
        "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "fieldset", "figure", "figcaption", "address",
        "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "details", "summary", "ucapcontent", "label",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\u200b\ufeff]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")
_TITLE_NAMES = frozenset({"articletitle", "title", "og:title", "dc.title"})
_ORGAN_NAMES = frozenset({"contentsource", "author", "publisher", "dc.creator"})
_ATTACHED = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|zip|rar)(?:$|[?#])", re.IGNORECASE)
_OF_REPORT = re.compile("年报|年度报告|信息公开")
_MAX_SHELL = 1500
"""A page with more words is some other article."""
_MAX_SPAN = 200
_MAX_DEPTH = 60
_MAX_PLACES = 100_000
"""Spans beyond this are no table's; the cells are read as if they had none."""


def read_html(data: bytes, name: str) -> Document:
    """Read a saved web page; ``name`` is for messages. Scripts, menus and hidden parts are left out."""
    if len(data) > _MAX_BYTES:
        # Pages saved whole carry their pictures and scripts.
        data = _lightened(data)
    if len(data) > _MAX_BYTES:
        raise InputError(f"{name} 超过 {_MAX_BYTES >> 20} MB，不像年度报告的网页，请检查是否选错了文件。")
    decoded = decode(data, name)
    document = html_document(decoded.text, name)
    return Document(
        document.blocks,
        document.title_hints,
        document.organ_hints,
        has_furniture=True,
        notices=decoded.notices,
        empty_because=document.empty_because,
    )


def _lightened(data: bytes) -> bytes:
    """The page without pictures written into it, scripts, styles and comments."""
    pieces: list[bytes] = []
    at = 0
    while (found := _WEIGHT.search(data, at)) is not None:
        pieces.append(data[at : found.start()])
        at = found.end()
        if found["opened"]:
            closed = _CLOSED[found["opened"].lower()].search(data, at)
            at = closed.end() if closed is not None else len(data)
    pieces.append(data[at:])
    return b"".join(pieces)


def read_mhtml(data: bytes, name: str) -> Document:
    """Read a page saved in one file (.mht): its first HTML part."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            return read_html(content, name)
    raise InputError(f"{name} 里没有网页正文，请在浏览器中重新保存为 .html，或复制到 Word 里再读取。")


def html_document(source: str, name: str) -> Document:
    """Read HTML that is decoded already."""
    # An encoding declared in the source makes lxml refuse text.
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name} 不是正常的网页，请在浏览器中打开，把正文复制到 Word 里再读取。") from error
    blocks = _Walker(hidden=False).blocks(root)
    if not any(isinstance(block, TextBlock) and section_of(block.text) for block in blocks):
        # Some portals hide the article until a script shows it.
        shown = _Walker(hidden=True).blocks(root)
        if any(isinstance(block, TextBlock) and section_of(block.text) for block in shown):
            blocks = shown
    return Document(
        tuple(blocks),
        tuple(_hints(root, _TITLE_NAMES, "title")),
        tuple(_hints(root, _ORGAN_NAMES)),
        empty_because=_elsewhere(root, blocks),
    )


def _elsewhere(root: Any, blocks: Sequence[Block]) -> str:
    """Where the article of a page without one may be."""
    written = sum(len(block.text) for block in blocks if isinstance(block, TextBlock))
    if written > _MAX_SHELL:
        return ""
    attached = [
        " ".join((link.text_content() or "").split()) or str(link.get("href")).rpartition("/")[2]
        for link in root.iter("a")
        if _ATTACHED.search(str(link.get("href") or "")) and _OF_REPORT.search(link.text_content() or "年报")
    ]
    sources = [str(one.get("src") or one.get("data") or "") for one in root.iter("embed", "object", "iframe")]
    if attached or any(map(_ATTACHED.search, sources)):
        shown = f"（{attached[0]}）" if attached else ""
        return f"只是挂着附件的网页，报告在附件{shown}里，请下载附件，直接读取附件"
    if any(str(one.get("src") or "").strip("/") not in {"", "about:blank"} for one in root.iter("frame", "iframe")):
        return "是分框架的网页，正文在框架里，没有存进这个文件；请在浏览器中打开，把正文复制到 Word 里保存后再读取"
    if next(root.iter("script", "noscript"), None) is not None:
        return "的正文要靠脚本显示，没有存进这个文件；请在浏览器中打开，把正文复制到 Word 里保存后再读取"
    return ""


def _hints(root: Any, names: frozenset[str], element: str | None = None) -> Iterator[str]:
    for meta in root.iter("meta"):
        key = str(meta.get("name") or meta.get("property") or "").lower()
        content = " ".join(str(meta.get("content") or "").split())
        if key in names and content:
            yield content
    for found in root.iter(element) if element else ():
        text = " ".join((found.text_content() or "").split())
        if text:
            yield text


class _Walker:
    def __init__(self, *, hidden: bool) -> None:
        self._hidden = hidden

    def blocks(self, root: Any, depth: int = 0) -> list[Block]:
        """Blocks under an element. Only nested tables recurse: pages nest divisions thousands deep."""
        found: list[Block] = []
        pieces: list[str] = []
        level: int | None = None
        has_picture = False

        def flush() -> None:
            nonlocal has_picture
            text = _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", "".join(pieces)))
            pieces.clear()
            # Only spaces that HTML keeps are left: indents of Chinese paragraphs.
            text = text.strip(" \u00a0\u3000\u2002\u2003")
            if text:
                found.append(TextBlock(text, level))
            if has_picture:
                found.append(PictureBlock())
                has_picture = False

        stack: list[tuple[Any, Iterator[Any], str]] = [(root, iter(root), "")]
        if root.text:
            pieces.append(root.text)
        while stack:
            element, children, tag = stack[-1]
            one = next(children, None)
            if one is None:
                stack.pop()
                if tag in _BLOCKS:
                    flush()
                    level = None if re.fullmatch("h[1-6]", tag) else level
                if element is not root and element.tail:
                    pieces.append(element.tail)
                continue
            tag = one.tag.lower() if isinstance(one.tag, str) else ""
            if not tag or tag in _INVISIBLE or self._is_hidden(one):
                pieces.append(one.tail or "")
            elif tag == "img":
                has_picture = True
                pieces.append(one.tail or "")
            elif tag == "br":
                flush()
                pieces.append(one.tail or "")
            elif tag == "table" and depth < _MAX_DEPTH:
                flush()
                found += self._table(one, depth)
                pieces.append(one.tail or "")
            elif tag == "pre":
                flush()
                found += text_blocks(one.text_content() or "")
                pieces.append(one.tail or "")
            else:
                if tag in _BLOCKS:
                    flush()
                    if re.fullmatch("h[1-6]", tag):
                        level = int(tag[1])
                pieces.append(one.text or "")
                stack.append((one, iter(one), tag))
        flush()
        return found

    def _is_hidden(self, element: Any) -> bool:
        if self._hidden:
            return False
        return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        placed: list[Placed] = []
        taken: set[tuple[int, int]] = set()
        rows = [row for row in _rows(table) if not self._is_hidden(row)]
        for caption in table.iterchildren("caption"):
            yield from self.blocks(caption, depth + 1)
        for r, row in enumerate(rows):
            column = 0
            for cell in row.iterchildren("td", "th"):
                if self._is_hidden(cell):
                    continue
                while (r, column) in taken:
                    column += 1
                rowspan = min(_span(cell, "rowspan") or len(rows), len(rows) - r)
                colspan = _span(cell, "colspan") or 1
                if len(taken) + rowspan * colspan > _MAX_PLACES:
                    rowspan = colspan = 1
                taken |= {(r + i, column + j) for i in range(rowspan) for j in range(colspan)}
                content = CellContent(tuple(self.blocks(cell, depth + 1)))
                placed.append(Placed(r, column, rowspan, colspan, content))
                column += colspan
        yield from table_blocks(placed, len(rows))


def _rows(table: Any) -> Iterator[Any]:
    for one in table:
        if one.tag == "tr":
            yield one
        elif one.tag in {"tbody", "thead", "tfoot"}:
            yield from one.iterchildren("tr")


def _span(cell: Any, name: str) -> int:
    """Span of a cell, 1 where it is not said; 0 means to the end of the table."""
    match = re.match(r"\s*(\d{1,5})", cell.get(name) or "1")
    return min(int(match[1]), _MAX_SPAN) if match else 1
