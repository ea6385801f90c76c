"""Lines of Chinese text for a terminal: cut at the width, but never before a 。 or after a （."""

from __future__ import annotations

from rich.cells import cell_len

_NOT_FIRST = frozenset("，。、；：！？）》」』”’】〉…—·%％,.;:!?)]}")
_NOT_LAST = frozenset("（《「『“‘【〈([{")


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` terminal cells; words and numbers in Latin letters stay whole where they fit."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and cell_len(line) + cell_len(piece) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
            while cell_len(line) > width:
                head = shortened(line, width, mark="") or line[:1]
                lines.append(head)
                line = line[len(head) :]
        lines.append(line.rstrip())
    return lines


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


def _pieces(text: str) -> list[str]:
    """What may not be parted: a character with the punctuation that clings to it, a run of ASCII without blanks."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1][-1] if pieces else ""
        joins = character in _NOT_FIRST or before in _NOT_LAST
        is_run = character.isascii() and before.isascii() and before != "" and not before.isspace()
        if pieces and (joins or (is_run and not character.isspace())):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
