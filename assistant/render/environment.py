"""The one Jinja environment of all report templates: sandboxed, strict, escaping for HTML and Word."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import FunctionLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from assistant.resources import TEMPLATES, data_bytes

# Where these characters would be Markdown markup. Those inside web and mail addresses (_ & #) are left alone, because
# GitHub takes an address as it is written; $ opens mathematics there.
_MARKUP = re.compile(r"[\\`*\[\]<>~|$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<!\S)#|#(?!\S)")
# Markup only at the start of a line: bullets and numbered lists.
_LINE_START = re.compile(r"\d{1,9}(?=[.)](?:\s|$))|(?=[-+=])")


@cache
def environment() -> SandboxedEnvironment:
    """Templates shipped as ``*.html.j2`` and parts of a docx (loaded from strings) escape; md and txt do not."""
    made = SandboxedEnvironment(
        loader=FunctionLoader(lambda name: data_bytes(TEMPLATES, name).decode("utf-8")),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=True, default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["md"] = markdown_text
    return made


def markdown_text(text: str) -> str:
    """Text as Markdown that shows it literally; every backslash escape of CommonMark undoes it."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    start = _LINE_START.match(escaped)
    return f"{start[0]}\\{escaped[start.end() :]}" if start else escaped
