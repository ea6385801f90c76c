"""The vocabulary of commands: names, twins of the sign, suggestions, what can be done now."""

from __future__ import annotations

from pathlib import Path

import pytest
from interview_samples import ORGAN, YEAR, small_engine

from assistant.errors import InputError
from assistant.interview.commands import COMMANDS, MARKS, plain_answer, read_command
from assistant.interview.engine import Jump, Say, Skip
from assistant.interview.session import Session


def named(line: str) -> tuple[str, str] | None:
    found = read_command(line)
    return None if found is None else (found[0].id, found[1])


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["统计表", "tables", "tjb", "表格", "TJB", "ｔｊｂ"])
def test_a_command_by_any_of_its_names_behind_any_of_the_signs(mark: str, name: str) -> None:
    assert named(f" {mark}{name} ") == ("tables", "")
    assert named(f"{mark} {name}\u3000我的 统计表.xlsx") == ("tables", "我的 统计表.xlsx")
    assert named(f"{mark}{name}\t表.xlsx") == ("tables", "表.xlsx")


def test_every_command_answers_to_its_names_and_no_name_is_taken_twice() -> None:
    names = [
        name.casefold()
        for command in COMMANDS.values()
        for name in {command.name, command.id, command.initials, *command.also}
    ]
    assert sorted(names) == sorted(set(names))
    for command in COMMANDS.values():
        for name in (command.name, command.id, command.initials, *command.also):
            assert named(f"/{name}") == (command.id, ""), name


@pytest.mark.parametrize(
    "line", ["", "  ", "办了两次培训", "3", "//", "//跳过", "／／跳过", "/、跳过", "、办了两次培训", "?"]
)
def test_what_is_an_answer(line: str) -> None:
    assert read_command(line) is None


def test_a_doubled_sign_begins_an_answer_with_one() -> None:
    assert plain_answer("//2024年起") == "/2024年起"
    assert plain_answer(" ／／跳过 ") == "／跳过"
    assert plain_answer(" 办了两次 ") == "办了两次"
    assert plain_answer("、办了两次") == "、办了两次"


@pytest.mark.parametrize("line", ["/", "／", " / ", "/?", "/？", "／帮助"])
def test_the_sign_alone_asks_for_help(line: str) -> None:
    assert named(line) == ("help", "")


@pytest.mark.parametrize(
    ("line", "suggestion"), [("/统记表", "/统计表"), ("/撤消", "/撤销"), ("/跳", "/跳过"), ("／导 出", "/导出")]
)
def test_a_name_that_is_none_is_answered_with_the_nearest(line: str, suggestion: str) -> None:
    with pytest.raises(InputError, match=f"是不是“{suggestion}”"):
        read_command(line)


def test_a_name_like_none_points_to_the_help() -> None:
    with pytest.raises(InputError) as caught:
        read_command("/qqqq")
    assert "是不是" not in caught.value.message
    assert "/帮助" in caught.value.message


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("/改写3 新的文字", ("edit", "3 新的文字")),
        ("/草稿监督保障", ("draft", "监督保障")),
        ("/统计表表.xlsx", ("tables", "表.xlsx")),
    ],
)
def test_chinese_needs_no_space_behind_the_name(line: str, means: tuple[str, str]) -> None:
    assert named(line) == means


def test_only_a_command_that_takes_something_is_found_without_a_space() -> None:
    with pytest.raises(InputError, match="是不是“/撤销”"):
        read_command("/撤销一下")


def test_initials_are_those_of_the_names() -> None:
    pypinyin = pytest.importorskip("pypinyin")
    for command in COMMANDS.values():
        readings = pypinyin.pinyin(command.name, style=pypinyin.Style.NORMAL, heteronym=True)
        assert len(command.initials) == len(readings), command.name
        for letter, possible in zip(command.initials, readings, strict=True):
            assert letter in {reading[0] for reading in possible}, command.name


def test_what_cannot_be_done_now_says_why(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "草稿.nianbao", small_engine(), ORGAN, YEAR)

    def refusal(command: str) -> str | None:
        return COMMANDS[command].refusal(session)

    assert refusal("undo") == "没有可以撤销的改动。"
    assert refusal("redo") == "没有可以重做的改动。"
    assert refusal("previous") == "已经是第一个问题。"
    assert refusal("skip") is None
    assert refusal("last_year") is None or "上年" in refusal("last_year")
    session.do(Jump("supervision.training"))
    assert refusal("undo") is not None
    assert refusal("previous") is None
    session.do(Say("培训两次"))
    assert refusal("skip") == "现在没有在问问题。"
    assert refusal("undo") is None
    session.undo()
    assert refusal("redo") is None
    for question in session.engine.script.questions[::-1]:
        if session.neighbour(1) is None:
            break
        session.do(Jump(question.id)) if question.id != "requests.handling" else None
        session.do(Skip())
    session.do(Jump("other.more"))
    assert refusal("next") == "已经是最后一个问题。"
    session.close()
