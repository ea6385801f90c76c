"""The interview script: strict reading, the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.errors import AssistantError, BankError
from assistant.interview.script import QuestionKind, Script, load_script, parse_script
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.model import Bank
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.resources import PHRASEBANK, data_bytes
from assistant.tables.schema import T2, T3, T4, Tables

PARTS = "parts:\n" + "".join(f"  {group}:\n    title: 部分\n" for group in NARRATIVE_GROUPS)
QUESTIONS = "questions:\n  - id: q.one\n    group: platform\n    ask: 问什么？\n"


@pytest.fixture(scope="module")
def shipped(bank: Bank) -> Script:
    return load_script(bank.topics)


def test_a_script_is_read_with_everything_it_has(bank: Bank) -> None:
    text = PARTS + QUESTIONS + (
        "    help: 怎样答\n    kind: choice\n    topics: [platform.website]\n    when: t3.new_received.total > 0\n"
        "    choices: [有, 没有, no]\n    many: false\n"
    )  # fmt: skip
    (question,) = parse_script("s.yaml", text, bank.topics).questions
    assert question.kind is QuestionKind.CHOICE
    assert question.choices == ("有", "没有", "no")
    assert not question.many
    assert question.topics == ("platform.website",)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("", "是空的"),
        (PARTS, "缺少“questions”"),
        (PARTS + QUESTIONS + "extra: 1\n", "“extra”"),
        (PARTS.replace("  other:\n    title: 部分\n", "") + QUESTIONS, "缺少部分：other"),
        (PARTS.replace("  other:", "  others:") + QUESTIONS, "是不是“other”"),
        (PARTS + "    titel: 甲\n" + QUESTIONS, "（other）：不认识“titel”。是不是“title”"),
        (PARTS + "    standing: {other.fee_nona: {}}\n" + QUESTIONS, "是不是“other.fee_none”"),
        (PARTS + "    standing: {other.none: {unles: []}}\n" + QUESTIONS, "是不是“unless”"),
        (PARTS + "    enumerate: yes\n" + QUESTIONS, "true"),
        (PARTS + "    leading: [other.nix]\n" + QUESTIONS, "不在可用的值之中"),
        (PARTS + QUESTIONS.replace("group: platform", "group: plattform"), "（q.one）：“plattform”"),
        (PARTS + QUESTIONS.replace("ask:", "asks:"), "（q.one）：不认识“asks”"),
        (PARTS + QUESTIONS.replace("    ask: 问什么？\n", ""), "（q.one）：缺少“ask”"),
        (PARTS + QUESTIONS + "    kind: essay\n", "“essay”"),
        (PARTS + QUESTIONS + "    topics: [platform.web]\n", "是不是“platform.website”"),
        (PARTS + QUESTIONS + "    many: maybe\n", "true"),
        (PARTS + QUESTIONS + QUESTIONS.partition("\n")[2], "（q.one）：问题编号重复"),
        (PARTS + QUESTIONS + "    id: q.two\n", "“id”重复"),
        ("parts: [", "YAML"),
    ],
)
def test_a_faulty_script_is_refused(bank: Bank, text: str, tells: str) -> None:
    with pytest.raises(BankError) as caught:
        parse_script("s.yaml", text, bank.topics)
    assert tells in caught.value.message
    assert caught.value.message.startswith("s.yaml")
    assert "\n" not in caught.value.message


def test_parts_and_questions_are_looked_up_by_name(shipped: Script) -> None:
    assert shipped.part("issues").enumerate
    assert shipped.question("supervision.training").group == "supervision"
    for look_up in (shipped.part, shipped.question):
        with pytest.raises(KeyError):
            look_up("nothing")


def test_an_offices_own_script_wins(bank: Bank, tmp_path: Path) -> None:
    assert load_script(bank.topics, tmp_path) == load_script(bank.topics)
    (tmp_path / "interview.yaml").write_text(PARTS + QUESTIONS, encoding="gbk")
    assert [question.id for question in load_script(bank.topics, tmp_path).questions] == ["q.one"]
    (tmp_path / "interview.yaml").write_text(PARTS, encoding="utf-8")
    with pytest.raises(AssistantError, match="questions"):
        load_script(bank.topics, tmp_path)


def test_the_shipped_script_asks_every_part_in_order(shipped: Script, bank: Bank) -> None:
    groups = [question.group for question in shipped.questions]
    assert list(dict.fromkeys(groups)) == list(NARRATIVE_GROUPS)
    assert groups == sorted(groups, key=NARRATIVE_GROUPS.index)
    asked = {topic for question in shipped.questions for topic in question.topics}
    told = {code for code in bank.topics if code.partition(".")[0] not in {"issues", "improvements"}}
    assert told <= asked | {standing.topic for part in shipped.parts for standing in part.standing}
    for question in shipped.questions:
        assert question.ask.endswith(("？", "。"))
        assert question.help
        assert all(topic.startswith(f"{question.group}.") for topic in question.topics)


def test_conditions_and_lead_ins_of_the_shipped_script_work(shipped: Script) -> None:
    for tables in (Tables(), Tables(T2.zeros(), T3.zeros(), T4.zeros())):
        filler = Filler(Setting(Organ.of("云溪区青枫街道办事处"), 2024, tables))
        for question in shipped.questions:
            if question.when:
                assert filler.evaluate(question.when, question.id) in {True, False}
        for part in shipped.parts:
            assert "{" not in filler.say(part.lead_in)


def test_the_shipped_script_is_also_plain_yaml() -> None:
    loaded = yaml.safe_load(data_bytes(PHRASEBANK, "interview.yaml"))
    assert set(loaded) == {"parts", "questions"}
