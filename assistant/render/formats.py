"""The formats a report can be rendered to; each renderer is imported when first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.errors import InputError
from assistant.report.model import Report


def _docx(report: Report) -> bytes:
    from assistant.render.docx import render_docx

    return render_docx(report)


def _html(report: Report) -> bytes:
    from assistant.render.html import render_html

    return render_html(report)


def _markdown(report: Report) -> bytes:
    from assistant.render.text import render_markdown

    return render_markdown(report)


def _text(report: Report) -> bytes:
    from assistant.render.text import render_text

    return render_text(report)


FORMATS: Mapping[str, Callable[[Report], bytes]] = MappingProxyType(
    {"docx": _docx, "html": _html, "md": _markdown, "txt": _text}
)
"""Renderer by format, which is also the file's extension."""


def render(report: Report, format: str) -> bytes:
    """Render the report as a file of the given format; InputError for one we do not write."""
    try:
        renderer = FORMATS[format]
    except KeyError as error:
        raise InputError(f"不支持输出格式“{format}”，可选：{'、'.join(FORMATS)}。") from error
    return renderer(report)
