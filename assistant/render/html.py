"""The report as a web page, or as the fragment a clerk pastes into a portal's editor."""

from __future__ import annotations

from assistant.render.context import build_context
from assistant.render.environment import environment
from assistant.report.model import Report


def render_html(report: Report, fragment: bool = False) -> bytes:
    """UTF-8 HTML. The page shows the title and, in its ``<article>``, the fragment: lead, sections, tables.

    The fragment leaves the title out: portals have a field of its own for it and print it above the body.
    """
    template = environment().get_template("fragment.html.j2" if fragment else "report.html.j2")
    return template.render(build_context(report)).encode("utf-8")
