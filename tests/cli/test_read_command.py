"""``nianbao read``."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES, TABLE_KEYS

FORMATS = ("docx", "html", "md", "txt")


@pytest.mark.parametrize("format", FORMATS)
def test_json_has_every_key(run_cli, examples: Path, format: str) -> None:
    done = run_cli("read", examples / "county" / "draft" / f"report.{format}", "--json")
    assert (done.code, done.err) == (0, "")
    shown = json.loads(done.out)
    assert list(shown) == [
        "form", "title", "organ", "kind", "year", "lead", "sections", "tables", "raw", "notices",
    ]  # fmt: skip
    assert (shown["form"], shown["organ"], shown["kind"], shown["year"]) == (
        "2021",
        "云岭县人民政府",
        "government",
        2025,
    )
    assert shown["lead"].startswith("根据《中华人民共和国政府信息公开条例》")
    assert list(shown["sections"]) == ["overview", "issues", "other"]
    assert [part["group"] for part in shown["sections"]["overview"]["subsections"]] == list(SUBSECTION_TITLES)
    assert {table: tuple(cells) for table, cells in shown["tables"].items()} == dict(TABLE_KEYS)
    assert shown["tables"]["t2"]["fee.amount"] == 8125.3
    assert shown["tables"]["t3"]["new_received.total"] == 1983
    assert shown["raw"] == {"t2": {}, "t3": {}, "t4": {}}
    assert shown["notices"] == []


def test_text_for_people(run_cli, examples: Path) -> None:
    done = run_cli("read", examples / "street" / "draft" / "report.docx")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "标题：云溪区青枫街道办事处2025年政府信息公开工作年度报告"
    assert lines[1] == "机关：云溪区青枫街道办事处（街道办事处）"
    for title in (*SECTION_TITLES.values(), *SUBSECTION_TITLES.values()):
        assert any(title in line for line in lines)
    assert any("一、本年新收政府信息公开申请数量" in line and "|" in line for line in lines)


def test_what_was_guessed_is_told(run_cli, examples: Path, tmp_path: Path) -> None:
    text = (examples / "street" / "draft" / "report.txt").read_text(encoding="utf-8")
    file = tmp_path / "无标题.txt"
    file.write_text(text.partition("\n")[2].replace("六、其他需要报告的事项", ""), encoding="gb18030")
    done = run_cli("read", file)
    assert done.code == 0
    assert done.out.count("读取说明：") == 4


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "空文件"), (b"\x89PNG\r\n\x1a\n", "图片"), ("你好".encode(), "不像")]
)
def test_bad_input_is_one_sentence(run_cli, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(content)
    done = run_cli("read", file, "--json")
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


def test_a_file_that_is_not_there(run_cli, tmp_path: Path) -> None:
    done = run_cli("read", tmp_path / "没有.docx")
    assert done.code == 2
    assert "找不到" in done.err


def test_reading_opens_no_socket(run_cli, examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for format in FORMATS:
        assert run_cli("read", examples / "bureau" / "draft" / f"report.{format}").code == 0
