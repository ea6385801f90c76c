"""docxtpl as we use it: tidy runs, errors in the clerk's language, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import SandboxedEnvironment

from assistant.errors import TemplateError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE_LIMIT = 255
"""python-docx refuses longer properties."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class _Document(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """Refuses what docxtpl would repair by dropping text, and drops the runs that tags left empty."""

    def fix_tables(self, xml: str) -> Any:
        parse_xml(xml)
        body = super().fix_tables(xml)
        for paragraph in body.iterfind(qn("w:p")):
            for run in paragraph.findall(qn("w:r")):
                if all(child.tag == qn("w:rPr") or (child.tag == qn("w:t") and not child.text) for child in run):
                    paragraph.remove(run)
        return body


def fill_template(
    template: bytes, context: Mapping[str, Any], environment: SandboxedEnvironment, year: int, what: str
) -> bytes:
    """Fill a docx template; ``what`` names it in messages. Dates in the properties follow from the report's year."""
    document = _Document(io.BytesIO(template))
    try:
        document.init_docx()
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise TemplateError(
            f"{what}不是有效的 docx 文件，请用 Word 或 WPS 打开后另存为 .docx 再试，或改用随附模板。"
        ) from error
    try:
        document.render(context, environment)
    except UndefinedError as error:
        raise TemplateError(f"{what}用了程序不认识的名称（{error.message}），请对照随附模板改正该标记。") from error
    except TemplateSyntaxError as error:
        place = _excerpt(error)
        raise TemplateError(
            f"{what}里的标记写法有误{place}，请检查 {{{{ }}}} 和 {{% %}} 是否成对、for 是否都有 endfor，"
            "或改用随附模板。"
        ) from error
    except SyntaxError as error:  # what lxml calls XML that is not well-formed
        raise TemplateError(
            f"{what}里的标记放错了位置，填写后文档结构被打乱：整段重复的 {{%p for %}} 和 {{%p endfor %}} 应各占一段，"
            "请对照随附模板改正。"
        ) from error
    except (SecurityError, TemplateRuntimeError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise TemplateError(f"{what}里的标记无法填写（{error}），请对照随附模板改正，或改用随附模板。") from error
    _set_properties(document.core_properties, context, year)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repacked(buffer)


def _excerpt(error: TemplateSyntaxError) -> str:
    """Quote the tag near the fault, if docxtpl noted the surrounding text."""
    lines = [str(line) for line in getattr(error, "docx_context", ())]
    middle = lines[min(3, len(lines) - 1)] if lines else ""
    tag = _TAG.search(middle)
    return f"（在“{(tag[0] if tag else middle.strip())[:60]}”附近）" if middle.strip() else ""


def _set_properties(properties: Any, context: Mapping[str, Any], year: int) -> None:
    """Title and author of the report; the day after the reported year instead of today, so that bytes are stable."""
    date = datetime(min(year + 1, 9999), 1, 1, tzinfo=UTC)
    properties.title = context["title"][:_CORE_LIMIT]
    properties.author = properties.last_modified_by = context["organ"][:_CORE_LIMIT]
    properties.created = properties.modified = date
    properties.revision = 1


def _repacked(saved: io.BytesIO) -> bytes:
    """Pack the same parts in the same order, without the time of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
