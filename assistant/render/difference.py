"""Two years' reports side by side as a web page."""

from __future__ import annotations

from assistant.render.context import number_text
from assistant.render.environment import environment
from assistant.reuse.difference import ReportDifference
from assistant.reuse.similarity import Change


def render_difference(difference: ReportDifference) -> bytes:
    """UTF-8 HTML, complete in itself: last year left, this year right, changes marked by signs and colour."""
    cells = [
        {
            "label": cell.label,
            "old": number_text(cell.old) or "空",
            "new": number_text(cell.new) or "空",
            "change": "" if cell.change is None else f"{cell.change:+f}",
            "percent": "" if cell.percent is None else f"{cell.percent:+f}%",
        }
        for cell in difference.cells
    ]
    has_tables = not (difference.old.tables.is_empty or difference.new.tables.is_empty)
    template = environment().get_template("diff.html.j2")
    return template.render(
        old=difference.old,
        new=difference.new,
        parts=difference.parts,
        cells=cells,
        has_tables=has_tables,
        change=Change,
    ).encode("utf-8")
