"""The report as Markdown and as plain text."""

from __future__ import annotations

from assistant.render.context import build_context
from assistant.render.environment import environment
from assistant.render.texttable import text_table
from assistant.report.model import Report
from assistant.report.standard import LAYOUTS


def render_markdown(report: Report) -> bytes:
    """GitHub-flavoured Markdown in UTF-8.

    The tables are HTML: Markdown's own have no spans, and flattened ones could not be read back as the official form.
    """
    return environment().get_template("report.md.j2").render(build_context(report)).encode("utf-8")


def render_text(report: Report) -> bytes:
    """Plain text in UTF-8 with tables that line up in a monospace font of Chinese width."""
    context = build_context(report)
    tables = {name: text_table(name, context[name]) for name in LAYOUTS}
    return environment().get_template("report.txt.j2").render({**context, "text_tables": tables}).encode("utf-8")
