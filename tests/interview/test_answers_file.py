"""``ANSWERS.yaml``: what is read, and what is refused in one sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.interview.answers import AnswersFile, load_answers, parse_answers
from assistant.interview.autopilot import Exact, Words
from assistant.report.standard import OrganKind

HEAD = "organ: {name: 云溪区青枫街道办事处, kind: street}\nyear: 2024\n"


def parsed(text: str) -> AnswersFile:
    return parse_answers(text, "答.yaml", Path("/那里"))


def test_a_whole_file() -> None:
    found = parsed(
        "organ:\n  name: 云溪区青枫街道办事处\n  kind: street\n  self_reference: 本街道\n  superior: 区政府\n"
        "  website: 网站\n  address: 枫林路18号\n  postcode: 050018\n  phone: 0500-1\n  email: a@b.cn\n"
        "year: 2024\ntables: 表/tables.xlsx\nlast_year: 去年.xlsx\n"
        "answers:\n"
        "  proactive: [网站发了186条，公众号92条, 12:30开过会, no, 2024-01-01]\n"
        "  supervision:\n    - {phrase: supervision.training.sessions, 次数: 2, 人次: 40余, 占比: 0.5, 名称: '3', 空: }\n"
        "  improvements: []\n  other:\n  issues: ~\n"
    )
    assert found.organ.kind is OrganKind.STREET
    assert found.organ.self_reference == "本街道"
    assert found.organ.contact.postcode == "050018"
    assert found.year == 2024
    assert found.tables == Path("/那里/表/tables.xlsx")
    assert found.last_year == Path("/那里/去年.xlsx")
    assert found.answers == (
        *(Words("proactive", text) for text in ("网站发了186条，公众号92条", "12:30开过会", "no", "2024-01-01")),
        Exact(
            "supervision",
            "supervision.training.sessions",
            {"次数": 2, "人次": "40余", "占比": Decimal("0.5"), "名称": "3", "空": None},
        ),
    )


def test_the_least_a_file_may_hold() -> None:
    for text in (
        "organ: 云岭县财政局\nyear: 2024\n",
        "organ: 云岭县财政局\nyear: 2024\nanswers:\ntables:\nlast_year: ~\n",
    ):
        found = parsed(text)
        assert (found.organ.name, found.organ.kind) == ("云岭县财政局", OrganKind.DEPARTMENT)
        assert found.answers == ()
        assert found.tables is found.last_year is None


def test_blank_answers_are_no_answers() -> None:
    assert parsed(HEAD + "answers:\n  other: ['', '  ', 有]\n").answers == (Words("other", "有"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_as_offices_save_them(tmp_path: Path, encoding: str, newline: str) -> None:
    file = tmp_path / "答案.yaml"
    file.write_bytes((HEAD + "answers:\n  other: [没收过费]\n").replace("\n", newline).encode(encoding))
    assert load_answers(file) == load_answers(file)
    assert load_answers(file).answers == (Words("other", "没收过费"),)
    assert load_answers(file).organ.name == "云溪区青枫街道办事处"


@pytest.mark.parametrize(
    ("text", "line", "tells"),
    [
        ("organ: [\n", 2, "YAML"),
        ("organ: 甲局\n\tyear: 2024\n", 2, "YAML"),
        ("就是一段话，不是清单", 1, "名称: 内容"),
        ("- organ: 甲局\n", 1, "名称: 内容"),
        ("year: 2024\n", 1, "缺少“organ”"),
        ("organ: 甲局\n", 1, "缺少“year”"),
        (HEAD + "anwsers: {}\n", 3, "是不是“answers”"),
        (HEAD + "year: 2025\n", 3, "“year”重复"),
        (HEAD + "answers:\n  supervison: [甲]\n", 4, "是不是“supervision”"),
        (HEAD + "answers:\n  总体: [甲]\n", 4, "可用的有"),
        (HEAD + "answers:\n  other: [甲]\n  other: [乙]\n", 5, "“other”重复"),
        (HEAD + "answers: [甲]\n", 3, "名称: 内容"),
        (HEAD + "answers:\n  other: 没收过费\n", 4, "列表"),
        (HEAD + "answers:\n  other: [[甲, 乙], 丙]\n", 4, "文字"),
        (HEAD + "answers:\n  other:\n    - 甲\n    -\n      - 乙\n", 7, "文字"),
        (HEAD + "answers:\n  other: [{次数: 2}]\n", 4, "缺少“phrase”"),
        (HEAD + "answers:\n  other: [{phrase: [a]}]\n", 4, "文字"),
        (HEAD + "answers:\n  other: [{phrase: a, 次数: [2]}]\n", 4, "文字"),
        ("organ: 甲局\nyear: '2024'\n", 2, "不加引号"),
        ("organ: 甲局\nyear: \"2024\"\n", 2, "四位数字"),
        ("organ: 甲局\nyear: 二〇二四\n", 2, "“二〇二四”"),
        ("organ: 甲局\nyear: 2024年\n", 2, "“2024年”"),
        ("organ: 甲局\nyear: ２０２４\n", 2, "“２０２４”"),
        ("organ: 甲局\nyear: 2024.5\n", 2, "四位数字"),
        ("organ: 甲局\nyear: -2024\n", 2, "四位数字"),
        ("organ: 甲局\nyear:\n", 2, "四位数字"),
        ("organ: 甲局\nyear: [2024]\n", 2, "文字"),
        ("organ: 甲局\nyear: 2007\n", 2, "不在可用范围"),
        ("organ: 甲局\nyear: 2101\n", 2, "不在可用范围"),
        ("organ: 甲局\nyear: 24\n", 2, "不在可用范围"),
        ("organ:\nyear: 2024\n", 1, "单位全称"),
        ("organ: ''\nyear: 2024\n", 1, "单位全称"),
        ("organ: {kind: street}\nyear: 2024\n", 1, "缺少“name”"),
        ("organ: {name: '', kind: street}\nyear: 2024\n", 1, "单位全称"),
        ("organ: [甲局]\nyear: 2024\n", 1, "文字"),
        ("organ: {name: 甲局, kind: 街道}\nyear: 2024\n", 1, "可用的有"),
        ("organ: {name: 甲局, kind: streets}\nyear: 2024\n", 1, "是不是“street”"),
        ("organ: {name: 甲局, tel: '1'}\nyear: 2024\n", 1, "“tel”"),
        ("organ: {name: 甲局, phone: [1]}\nyear: 2024\n", 1, "文字"),
        (HEAD + "tables: [a.xlsx]\n", 3, "文字"),
        (HEAD + "---\n" + HEAD, 3, "YAML"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_with_file_and_line(text: str, line: int, tells: str) -> None:
    with pytest.raises(InputError) as caught:
        parsed(text)
    message = caught.value.message
    assert message.startswith(f"答.yaml 第 {line} 行"), message
    assert tells in message
    assert "\n" not in message


def test_an_empty_file_says_what_it_should_hold() -> None:
    for text in ("", "# 还没写\n", "\n\n"):
        with pytest.raises(InputError, match="是空的"):
            parsed(text)


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"\xff\xff\xff", b"\x00" * 100, b"organ: \x07\nyear: 2024\n"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"a\.yaml"):
        load_answers(file)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到答案文件"):
        load_answers(tmp_path / "没有.yaml")
    with pytest.raises(InputError, match="文件夹"):
        load_answers(tmp_path)
    with pytest.raises(InputError, match="答案文件"):
        load_answers(tmp_path / ("长" * 300))


def test_a_file_far_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as stream:
        stream.truncate(6 * 2**20)
    with pytest.raises(InputError, match="上限"):
        load_answers(file)


def test_deep_nesting_and_aliases_do_no_harm() -> None:
    with pytest.raises(InputError, match="嵌套"):
        parsed("[" * 50_000)
    with pytest.raises(InputError):
        parsed(HEAD + "answers: &a\n  other: [*a]\n")
    shared = parsed(HEAD + "answers:\n  other: [&a 甲, *a]\n")
    assert shared.answers == (Words("other", "甲"), Words("other", "甲"))


@given(st.text(max_size=80))
def test_any_text_is_an_answers_file_or_one_sentence(text: str) -> None:
    message = "答.yaml"
    try:
        parsed(text)
    except InputError as error:
        message = error.message
    assert "答.yaml" in message
    assert "\n" not in message
