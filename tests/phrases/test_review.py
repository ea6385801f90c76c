"""What is asked of the bank that ships, beyond lint."""

from __future__ import annotations

import pytest
from bank_samples import TRAINING, bank_of, phrase_of

from assistant.checklist import load_settings
from assistant.phrases.model import Topic
from assistant.review import official_words, review, stiff_says, unknown_units
from assistant.workbench import Workbench

TOPIC = Topic("supervision.training", "业务培训", "培训次数、人数、以会代训、跟班学习")


def messages(workbench: Workbench, text: str, shipped: bool = True) -> list[str]:
    found = review(bank_of(text), load_settings(()), workbench.segmenter.words, None if shipped else ())
    return [str(problem) for problem in found if problem.phrase]


def test_official_words_are_those_of_title_and_note_without_general_ones(workbench: Workbench) -> None:
    cut = workbench.segmenter.words
    words = official_words(TOPIC, cut)
    assert {"培训", "业务培训", "以会代训", "跟班学习"} <= words
    assert not words & {"次数", "人数", "业务", "公开"}
    assert "微信公众号" not in official_words(Topic("platform.new_media", "政务新媒体", "微信公众号、抖音"), cut)
    assert "抖音" in official_words(Topic("platform.new_media", "政务新媒体", "微信公众号、抖音"), cut)


@pytest.mark.parametrize("code", ["proactive.volume", "issues.coverage", "other.none", "management.system"])
def test_general_words_give_no_topic_away(workbench: Workbench, code: str) -> None:
    words = official_words(workbench.bank.topics[code], workbench.segmenter.words)
    assert not words & {"公开", "工作", "情况", "信息", "全年", "建设", "其他", "事项"}
    assert all(len(word) >= 2 for word in words)


@pytest.mark.parametrize(
    ("says", "stiff"),
    [
        (("开了培训会", "培训了两次", "请人讲课", "坐一起学"), False),
        (("开了培训会", "培训了两次", "请人来培训", "坐一起学"), True),
        (("开了培训会", "培训了两次", "请人来培训", "坐一起学", "讲课"), False),
        ((), False),
    ],
)
def test_two_of_five_spoken_lines_do_without_official_words(says: tuple[str, ...], stiff: bool) -> None:
    phrase = phrase_of(TRAINING.replace("[开了几次培训会, 给科室讲了课, 以会代训, 请人来讲]", f"[{', '.join(says)}]"))
    found = list(stiff_says(phrase, {"培训"}))
    assert bool(found) == stiff
    if stiff:
        assert "4 条里只有 1 条不带官方词（培训），至少要 2 条" in found[0]


@pytest.mark.parametrize(
    ("unit", "known"),
    [("次", True), ("万次", True), ("%", True), ("百分之", True), ("个工作日", True), ("点", False), ("辑", False)],
)
def test_units_the_parser_does_not_read_are_named(unit: str, known: bool) -> None:
    found = list(unknown_units(phrase_of(TRAINING.replace("[次, 场]", f'[次, "{unit}"]'))))
    assert (found == []) == known
    assert known or f"“{unit}”" in found[0]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("根据《政府信息公开法》，", "TQ-11"),
        ("2023年，我局共", "TQ-05"),
        ("坚持以习近平新时代中国特色社会义思想为指导，", "TQ-34"),
        ("已报国办公开办函[2021]30号，", "TQ-13"),
        ("请联系人13900000000", "TQ-14"),
    ],
)
def test_the_rules_of_checks_read_every_printed_sentence(workbench: Workbench, wrong: str, rule: str) -> None:
    text = TRAINING.replace("text: 全年", f"text: {wrong}")
    assert any(f"核查规则 {rule}" in message for message in messages(workbench, text)), messages(workbench, text)


def test_a_vague_problem_is_found(workbench: Workbench) -> None:
    says = "[甲甲甲, 乙乙乙, 丙丙丙, 丁丁丁]"
    vague = f"- {{id: issues.form.a, topic: issues.form, text: 公开工作质量有待进一步提高。, says: {says}}}\n"
    assert any("TQ-32" in message for message in messages(workbench, vague))
    plain = vague.replace("公开工作质量有待进一步提高", "惠企政策只发文字，没有一个图解")
    assert not messages(workbench, plain)


def test_an_offices_own_phrases_are_not_held_to_it(workbench: Workbench) -> None:
    text = TRAINING.replace("text: 全年", "text: 2023年，我局共").replace(
        "开了几次培训会, 给科室讲了课, 以会代训, 请人来讲", "搞业务培训, 业务培训课, 业务培训, 请人来讲"
    )
    assert len(messages(workbench, text)) >= 2
    assert messages(workbench, text, shipped=False) == []
