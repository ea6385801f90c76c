"""The report as a Word document, from the office's template through docxtpl."""

from __future__ import annotations

from assistant.errors import TemplateError
from assistant.render.context import build_context
from assistant.render.environment import environment
from assistant.report.model import Report
from assistant.report.standard import LAYOUTS, TABLE_NAMES, cell_label, section_heading
from assistant.resources import TEMPLATES, data_bytes

TEMPLATE = "report.docx"


class _Watched(dict[str, object]):
    """A dict that remembers what a template took from it, so that nothing of the report is lost without a word."""

    def __init__(self, values: dict[str, object]) -> None:
        super().__init__(values)
        self.untouched = dict.fromkeys(values)

    def __getitem__(self, key: str) -> object:
        self.untouched.pop(key, None)
        return super().__getitem__(key)


def render_docx(report: Report, template: bytes | None = None, *, name: str = "") -> bytes:
    """Fill ``template`` (a docx with docxtpl tags, called ``name`` in messages), by default the shipped one.

    The same report and template give the same bytes. Raises TemplateError when the template is not a docx, has a
    broken tag or an unknown name, or leaves out a section or a cell of the tables.
    """
    from assistant.render.wordfile import fill_template

    what = f"Word 模板“{name}”" if name else "所用的 Word 模板"
    if template is None:
        what = f"随附的 Word 模板 {TEMPLATES}/{TEMPLATE}"
        template = data_bytes(TEMPLATES, TEMPLATE)
    context = build_context(report)
    # The Word template draws the tables itself and takes each cell by its key.
    del context["tables"]
    watched = {key: _Watched(context[key]) for key in ("sections", *LAYOUTS)}
    content = fill_template(template, {**context, **watched}, environment(), report.year, what)
    _refuse_losses(watched, what)
    return content


def _refuse_losses(watched: dict[str, _Watched], what: str) -> None:
    for key in watched["sections"].untouched:
        raise TemplateError(
            f"{what}里没有“{section_heading(key)}”的正文标记（sections.{key}.body），请对照随附模板补上，或改用随附模板。"
        )
    for table in LAYOUTS:
        for key in watched[table].untouched:
            raise TemplateError(
                f"{what}的{TABLE_NAMES[table]}缺少“{cell_label(f'{table}.{key}')}”一格"
                f'（{{{{ {table}["{key}"] }}}}），请对照随附模板补上，或改用随附模板。'
            )
