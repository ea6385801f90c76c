"""What a file is, told by its content; the name only tells Markdown from plain text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from assistant.errors import InputError
from assistant.reuse.blocks import Document

_MAX_BYTES = 100 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|div|table|p|h[1-6]|span|article|section)\b", re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|td|h[1-6]|span|section|article)\s*>", re.IGNORECASE)
_MHTML = re.compile(
    rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type:\s*multipart)", re.IGNORECASE
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HEAD = 8192


def read_document(data: bytes, name: str) -> Document:
    """Read a report file of any kind we know; ``name`` is for messages.

    Raises InputError, one Chinese sentence, for everything else.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise InputError(f"{name} 是空文件，请检查是否选错了文件。")
    if len(data) > _MAX_BYTES:
        raise InputError(f"{name} 有 {len(data) >> 20} MB，不像年度报告，请检查是否选错了文件。")
    # Mail programs and portals put line breaks before the magic number.
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from assistant.reuse.readers.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data, name)
    if data.startswith(_OLE):
        return _ole(data, name)
    if data.startswith(b"{\\rtf"):
        return _converted(data, name, ".rtf", "RTF 文档")
    if data.startswith(_PICTURES):
        raise InputError(f"{name} 是图片，里面没有文字，请用原来的 Word 文档，或先做文字识别（OCR）再读取。")
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise InputError(f"{name} 是压缩包，请先解压，再选其中的报告。")
    return _text(data, name)


def _archive(data: bytes, name: str) -> Document:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise InputError(f"{name} 已损坏，打不开，请用 Word 或 WPS 打开原件另存为 .docx 后再读取。") from error
    if any(one.startswith("word/") for one in names):
        from assistant.reuse.readers.docx import read_docx

        return read_docx(data, name)
    if any(one.startswith("xl/") for one in names):
        from assistant.reuse.readers.workbook import read_workbook

        return read_workbook(data, name)
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return _converted(data, name, ".odt", "ODT 文档")
    raise InputError(f"{name} 是压缩包，请先解压，再选其中的报告。")


def _ole(data: bytes, name: str) -> Document:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(f"{name} 设置了打开密码，请取消密码后再读取。")
    if "Workbook".encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
        raise InputError(f"{name} 是老格式（.xls），请在 Excel 或 WPS 里另存为 .xlsx 后再读取。")
    suffix = ".wps" if name.lower().endswith(".wps") else ".doc"
    return _converted(data, name, suffix, f"老格式（{suffix}）")


def _converted(data: bytes, name: str, suffix: str, format_name: str) -> Document:
    from assistant.reuse.readers.docx import read_docx
    from assistant.reuse.readers.office import converted

    return read_docx(converted(data, name, suffix, format_name), name)


def _text(data: bytes, name: str) -> Document:
    from assistant.reuse.readers.encoding import decode

    if _MHTML.match(data[:_HEAD]):
        from assistant.reuse.readers.html import read_mhtml

        return read_mhtml(data, name)
    suffix = name.lower().rpartition(".")[2]
    text = decode(data, name).text
    if suffix not in {"md", "markdown"} and _is_html(text, suffix):
        from assistant.reuse.readers.html import read_html

        return read_html(data, name)
    if suffix in {"csv", "tsv"}:
        from assistant.reuse.readers.workbook import read_workbook

        return read_workbook(data, name)
    from assistant.reuse.readers.text import is_markdown, read_markdown, read_text

    if suffix in {"md", "markdown"} or is_markdown(text):
        return read_markdown(data, name)
    return read_text(data, name)


def _is_html(text: str, suffix: str) -> bool:
    head = text[:_HEAD].lstrip()
    if suffix in {"htm", "html", "shtml", "xhtml", "jsp", "aspx"}:
        return "<" in head
    return bool(_HTML.match(head)) or head.startswith("<?xml") or len(_MARKUP.findall(text[:200_000])) >= 10
