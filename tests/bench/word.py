"""``docx``: our Word rendering against docxtpl alone, same template, same context, one process."""

from __future__ import annotations

import io
from pathlib import Path

from tests.bench.draft import ANSWERS
from tests.bench.harness import clocked, paired, show


def run(folder: Path, rounds: int) -> None:
    """The county report, already composed, to bytes."""
    from docxtpl import DocxTemplate

    from assistant.drafting import draft_from_files
    from assistant.render.context import build_context
    from assistant.render.docx import TEMPLATE, render_docx
    from assistant.render.html import render_html
    from assistant.render.text import render_markdown, render_text
    from assistant.resources import TEMPLATES, data_bytes

    report = draft_from_files(ANSWERS, out=folder / "out", formats=("txt",), overwrite=True).report
    template = data_bytes(TEMPLATES, TEMPLATE)
    context = build_context(report)
    del context["tables"]

    def docxtpl_alone() -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(context), autoescape=True)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    rows = paired(
        {
            "docxtpl alone": clocked(docxtpl_alone),
            "nianbao docx": clocked(lambda: render_docx(report)),
            "nianbao html": clocked(lambda: render_html(report)),
            "nianbao md": clocked(lambda: render_markdown(report)),
            "nianbao txt": clocked(lambda: render_text(report)),
        },
        3 * rounds,
    )
    show("docx: county report, composed, to bytes", rows, ("docxtpl alone",), "nianbao docx ≤ 1.3 × docxtpl alone")
