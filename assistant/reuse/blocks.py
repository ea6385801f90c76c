"""What every file format is reduced to: paragraphs and grids of cells in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.tables.values import GridValue

Grid = tuple[tuple[GridValue, ...], ...]
"""Rows of cells; places that a merged cell covers are None."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph or heading, without line breaks, its own number printed in front."""

    text: str
    level: int | None = None
    """Depth of a heading (1 = highest) where the format says so, else None."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One table."""

    rows: Grid


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture; tables are sometimes pasted as one."""


Block = TextBlock | TableBlock | PictureBlock


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content, format-neutral."""

    blocks: tuple[Block, ...]
    title_hints: tuple[str, ...] = ()
    """What the file's head calls the document; used where its text does not say."""
    organ_hints: tuple[str, ...] = ()
    """Who the file's head says issued it; used where neither title nor lead does."""
    has_furniture: bool = False
    """Whether a page's navigation and footers may stand around the report."""
    notices: tuple[str, ...] = ()
    """Chinese sentences about how the bytes were read."""
    empty_because: str = ""
    """Chinese: where the report is, if the file turns out to hold none (in a frame, an attachment, a script)."""


def grid_of(rows: Sequence[Sequence[GridValue]]) -> Grid:
    """Freeze rows of cells."""
    return tuple(tuple(row) for row in rows)
