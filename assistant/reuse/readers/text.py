"""Plain text and Markdown."""

from __future__ import annotations

import html
import re

from assistant.errors import InputError
from assistant.reuse.blocks import Block, Document, PictureBlock, TableBlock, TextBlock
from assistant.reuse.readers.encoding import decode
from assistant.reuse.readers.html import html_document
from assistant.reuse.readers.lines import text_blocks

_MAX_BYTES = 20 * 2**20
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINED = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDE, _SHOW = 0xE000, re.compile("[\ue000-\ue07f]")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_INLINE = (
    (_IMAGE, ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+|[^>\s@]+@[^>\s]+)>"), r"\1"),
    (re.compile(r"</?(?:p|div|span|font|u|b|i|em|strong|center|sub|sup|a|br)\b[^<>]*>", re.IGNORECASE), ""),
    (re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*"), r"\1"),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
)
_MARKER = re.compile(r"^(\s*)(?:>\s?|[-*+][ \t]+)")


def read_text(data: bytes, name: str) -> Document:
    """Read a plain text file; ``name`` is for messages."""
    text, notices = _decoded(data, name)
    return Document(tuple(text_blocks(text)), notices=notices)


def read_markdown(data: bytes, name: str) -> Document:
    """Read Markdown, its tables drawn with bars or written as HTML."""
    text, notices = _decoded(data, name)
    blocks: list[Block] = []
    position = 0
    for match in _TABLE.finditer(text):
        blocks += _markdown_blocks(text[position : match.start()])
        blocks += html_document(match[0], name).blocks
        position = match.end()
    blocks += _markdown_blocks(text[position:])
    return Document(tuple(blocks), notices=notices)


def is_markdown(text: str) -> bool:
    """Tell Markdown from plain text by its headings."""
    return len(re.findall(r"^#{1,4} \S", text, re.MULTILINE)) >= 2


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    if len(data) > _MAX_BYTES:
        raise InputError(f"{name} 超过 {_MAX_BYTES >> 20} MB，不像年度报告，请检查是否选错了文件。")
    decoded = decode(data, name)
    return decoded.text, decoded.notices


def _markdown_blocks(text: str) -> list[Block]:
    found: list[Block] = []
    pending: list[str] = []

    def flush() -> None:
        # Escaped signs are shown last: a literal bar draws no table.
        found.extend(_shown(block) for block in text_blocks("\n".join(pending)))
        pending.clear()

    for line in text.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading is not None:
            flush()
            if title := _plain(heading[2]).strip():
                found.append(_shown(TextBlock(title, len(heading[1]))))
        elif _FENCE.match(line) or (
            pending and pending[-1].strip() and "|" not in pending[-1] and _UNDERLINED.fullmatch(line)
        ):
            continue
        elif _IMAGE.fullmatch(line.strip()):
            flush()
            found.append(PictureBlock())
        else:
            pending.append(_plain(_MARKER.sub(r"\1", line, count=1)))
    flush()
    return found


def _plain(line: str) -> str:
    """Text without markup; escaped signs are put where nothing takes them for markup or bars."""
    hidden = _ESCAPE.sub(lambda match: chr(_HIDE + ord(match[1])), line)
    hidden = re.sub(r"<br\s*/?>", "\n", hidden, flags=re.IGNORECASE)
    for pattern, replacement in _INLINE:
        hidden = pattern.sub(replacement, hidden)
    return html.unescape(hidden)


def _shown(block: Block) -> Block:
    if isinstance(block, TextBlock):
        return TextBlock(_show(block.text), block.level)
    if not isinstance(block, TableBlock):
        return block
    return TableBlock(
        tuple(tuple(_show(cell) if isinstance(cell, str) else cell for cell in row) for row in block.rows)
    )


def _show(text: str) -> str:
    return _SHOW.sub(lambda match: chr(ord(match[0]) - _HIDE), text)
