"""Text with a mark before it, wrapped by Chinese rules, its further lines indented below the first."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from assistant.render.wrapping import character_width, wrap

Piece = tuple[str, str]
"""Text and its style."""


def hanging(mark: str, pieces: tuple[Piece, ...], width: int, mark_style: str = "") -> Content:
    """``mark`` and the pieces as one run of text ``width`` columns wide; each piece keeps its style."""
    indent = sum(map(character_width, mark))
    text = "".join(piece for piece, _ in pieces)
    styled = Content.assemble(*pieces)
    lines: list[Content] = []
    position = 0
    for line in wrap(text, max(width - indent, 8)):
        start = text.index(line, position)
        position = start + len(line)
        head = Content.styled(mark, mark_style) if not lines else Content(" " * indent)
        lines.append(Content.assemble(head, styled[start:position]))
    return Content("\n").join(lines) if lines else Content.styled(mark, mark_style)


def shortened(text: str, width: int, mark: str = "…") -> str:
    """The text as far as it fits into ``width`` cells, ``mark`` at its end if something is left off."""
    if cell_len(text) <= width:
        return text
    room, taken = width - cell_len(mark), ""
    for character in text:
        room -= cell_len(character)
        if room < 0:
            break
        taken += character
    return taken + mark
