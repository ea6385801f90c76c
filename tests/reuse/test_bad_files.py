"""What cannot be read is told in one Chinese sentence."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from expectations import assert_sample, read
from pdf_paper import Paper
from reading_samples import report, word_file

from assistant.errors import InputError
from assistant.render.formats import render
from assistant.reuse.readers import office

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def entities() -> str:
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return f'<!DOCTYPE a [<!ENTITY l0 "lol">{levels}]>'


CASES = {
    "empty": (b"", "a.docx", "是空文件"),
    "blank": (b" \r\n\xef\xbb\xbf", "a.txt", "是空文件"),
    "binary": (bytes(range(256)) * 30, "a.docx", "不是文本"),
    "half a document": (render(report(), "docx")[:5_000], "a.docx", "已损坏"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.docx", "是图片"),
    "protected document": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.docx", "打开密码"),
    "old spreadsheet": (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "a.xls", ".xls"),
    "zip bomb": (zipped("word/document.xml", "<a>" + " " * (9 << 20) + "</a>"), "a.docx", "异常重复"),
    "nested tables": (
        zipped(
            "word/document.xml",
            f"<w:document {WORD}>{'<w:tbl><w:tr><w:tc>' * 100}{'</w:tc></w:tr></w:tbl>' * 100}</w:document>",
        ),
        "a.docx",
        "套得太深",
    ),
    "entities": (zipped("word/document.xml", f"{entities()}<w:document {WORD}>&l11;</w:document>"), "a.docx", "已损坏"),
    "no document": (zipped("word/other.xml", "<a/>"), "a.docx", "不是正常的 Word 文档"),
    "archive": (zipped("readme.txt", "x"), "a.zip", "是压缩包"),
    "broken pdf": (b"%PDF-1.4 nothing", "a.pdf", "已损坏"),
    "scanned pdf": (Paper().data(), "a.pdf", "扫描件"),
    "another document": (
        word_file("关于召开会议的通知", "请各科室按时参加。"),
        "a.docx",
        "不像政府信息公开工作年度报告",
    ),
    "a page": (b"<html><body><p>404</p></body></html>", "a.html", "不像政府信息公开工作年度报告"),
    "deep page": (b"<div>" * 50_000, "a.html", "不像政府信息公开工作年度报告"),
    "deep tables": (b"<table><tr><td>" * 5_000, "a.html", "不像政府信息公开工作年度报告"),
    "endless spans": (
        b"<table>" + b"<tr><td rowspan=9999 colspan=9999>x</td></tr>" * 300,
        "a.html",
        "不像政府信息公开工作年度报告",
    ),
    "one long line": (b"a" * 1_000_000, "a.txt", "不像政府信息公开工作年度报告"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_sentence(case: str) -> None:
    data, name, told = CASES[case]
    with pytest.raises(InputError) as caught:
        read(data, name)
    message = caught.value.message
    assert name in message
    assert told in message
    assert re.fullmatch(r"[^。\n]*。", message)


def test_external_entities_are_not_loaded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret.txt"
    secret.write_text("一、总体情况", encoding="utf-8")
    document = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document {WORD}><w:body>'
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(InputError, match="不像"):
        read(zipped("word/document.xml", document), "a.docx")


def test_old_formats_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda program: None)
    for data, name in ((OLE + os.urandom(600), "a.doc"), (OLE + os.urandom(600), "a.wps"), (b"{\\rtf1 }", "a.rtf")):
        with pytest.raises(InputError, match="另存为"):
            read(data, name)


@pytest.mark.parametrize("works", [True, False])
def test_old_formats_through_libreoffice(monkeypatch: pytest.MonkeyPatch, works: bool) -> None:
    def converts(command: list[str], **options: object) -> None:
        source = Path(command[-1])
        assert source.suffix == ".wps"
        assert source.read_bytes() == data
        assert "--headless" in command
        if works:
            source.with_suffix(".docx").write_bytes(render(report(), "docx"))

    data = OLE + bytes(600)
    monkeypatch.setattr(office.shutil, "which", lambda program: program)
    monkeypatch.setattr(office.subprocess, "run", converts)
    if works:
        assert_sample(read(data, "a.wps"))
        return
    with pytest.raises(InputError, match="未能转换"):
        read(data, "a.wps")
