"""Lint finds each kind of fault in a small bad bank."""

from __future__ import annotations

import pytest
from bank_samples import TRAINING, bank_of

from assistant.phrases.lint import lint, sample_values, text_problems

GOOD_SAYS = "[甲甲甲, 乙乙乙, 丙丙丙, 丁丁丁]"


def messages(*texts: str) -> list[str]:
    return [str(problem) for problem in lint(bank_of(*texts)) if problem.phrase]


def edited(*changes: tuple[str, str]) -> str:
    text = TRAINING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_good_phrase_is_clean() -> None:
    assert messages(TRAINING) == []


@pytest.mark.parametrize(
    ("changes", "tells"),
    [
        ([("id: supervision.training.", "id: supervision.train.")], "应当以主题 supervision.training. 开头"),
        ([(", 以会代训, 请人来讲", "")], "says 有 2 条"),
        ([("以会代训", ", ".join(f"说法{n}" for n in range(9)))], "says 有 12 条"),
        ([("以会代训", "请人来讲")], "重复的说法"),
        ([(", ask: 培训了几次？", "")], "“次数”缺少 ask"),
        ([("{unit: [次, 场], ask: 培训了几次？}", "{cell: t3.nothing.total}")], "“t3.nothing.total”不在统计表中"),
        ([("unit: [次, 场]", "unit: [人次]")], "都用“人次”"),
        ([("{{ 次数 }}", "{{ 场次数 }}")], "没有声明的空格“场次数”。是不是“次数”？"),
        ([("{{ 次数 }}", "若干")], "声明了空格“次数”却没有用到"),
        ([("次数", "年")], "与现成的词同名"),
        ([("全年", "年内{{ t3.nothing.total }}")], "正文中的“t3.nothing.total”"),
        ([("{% endif %}", "")], "模板写法有误"),
        ([("  says", "  when: t3.nothing.total > 0\n  says")], "when中的“t3.nothing.total”"),
        ([("  says", "  when: t3.granted.total >\n  says")], "写法有误"),
        ([("  says", "  when: 次数 > 1\n  says")], "不认识“次数”"),
        ([("  says", "  auto: true\n  says")], "auto 的句子要有 when"),
        ([("  says", "  auto: true\n  when: t3.granted.total > 0\n  says")], "必填的空格都要取自统计表"),
        ([("{% endif %}。", "{% endif %}")], "句末没有句号"),
        ([("全年组织", "全年,组织")], "半角标点"),
        ([("次{% if", "次，{% if")], "标点连用"),
        ([("text: 全年", "text: 一是全年")], "序号由程序生成"),
        ([("业务培训{{", "XX培训{{")], "占位符"),
        ([("optional: true", "optional: true"), ("{% if 人次 %}，培训{{ 人次 }}人次{% endif %}", "{{ 人次 }}")], "没有放在 {% if %} 里"),
        ([("业务培训{{", "业务业务培训{{")], "词语重复"),
        ([("业务培训{{", "业务培训做为{{")], "易错字"),
        ([("全年组织", "高度重视，组织")], "套话"),
        ([("业务培训{{", "“业务培训{{")], "不成对"),
        ([("全年", "年内{{ ''.__class__ }}")], "模板无法填写"),
    ],
)  # fmt: skip
def test_each_fault_is_found(changes: list[tuple[str, str]], tells: str) -> None:
    found = messages(edited(*changes))
    assert any(tells in message for message in found), found
    assert all(message.startswith("甲.yaml 第 2 行（supervision.train") for message in found)
    assert all(message.endswith(("。", "？")) and "？。" not in message for message in found)


def test_near_words_part_slots_of_one_unit() -> None:
    text = edited(("unit: [次, 场]", "unit: [人次], near: [组织]"))
    assert messages(text) == []


def test_slots_of_contact_words_need_no_question() -> None:
    text = edited(("次数", "电话"), ("unit: [次, 场], ask: 培训了几次？", "optional: true"))
    assert not any("缺少 ask" in message for message in messages(text))


def test_spoken_lines_of_two_topics_may_not_be_the_same() -> None:
    other = f"- {{id: issues.form.a, topic: issues.form, text: 形式还不够多样。, says: {GOOD_SAYS}}}\n"
    found = messages(TRAINING.replace("以会代训", "甲甲甲"), other)
    assert any("says“甲甲甲”与 甲.yaml 第 2 行 的 supervision.training.sessions 相同" in message for message in found)


def test_twins_are_found_unless_they_are_for_different_organs_or_polarity() -> None:
    twin = TRAINING.replace(".sessions", ".twin").replace("全年组织", "本年组织")
    assert any("几乎相同" in message for message in messages(TRAINING, twin))
    assert not any("几乎相同" in message for message in messages(TRAINING, twin + "  polarity: none\n"))
    apart = messages(TRAINING + "  organs: [street]\n", twin + "  organs: [government]\n")
    assert not any("几乎相同" in message for message in apart)


def test_thin_topics_and_problems_without_measures_are_named() -> None:
    problem = f"- {{id: issues.form.a, topic: issues.form, text: 形式还不够多样。, says: {GOOD_SAYS}}}\n"
    found = [str(entry) for entry in lint(bank_of(problem))]
    assert any("supervision.training（业务培训）只有 0 条表述" in message for message in found)
    assert any("问题 issues.form（公开形式单一）只有 0 条对应的改进措施，至少要 3 条" in message for message in found)
    assert all(message.endswith("补写。") for message in found if "至少要" in message)
    assert any(
        "issues.form（公开形式单一）只有 1 条表述，至少要 6 条（每年都写的主题）" in message for message in found
    )
    assert any(message.startswith("phrasebank/supervision.yaml：") for message in found)
    assert any(message.startswith("甲.yaml 第 1 行：主题 issues.form") for message in found)


def test_three_measures_answer_a_problem() -> None:
    problem = f"- {{id: issues.form.a, topic: issues.form, text: 形式还不够多样。, says: {GOOD_SAYS}}}\n"
    measures = "".join(
        f"- {{id: improvements.form.{n}, topic: improvements.form, text: 用法{n}。}}\n" for n in ("a", "b", "c")
    )
    assert not any("对应的改进措施" in str(entry) for entry in lint(bank_of(problem, measures)))


def test_the_same_sentence_in_two_topics_of_a_part_is_found() -> None:
    text = "安排专人负责网站栏目更新并按月通报情况。"
    twins = "".join(
        f"- {{id: {topic}.a, topic: {topic}, text: {text}, says: {GOOD_SAYS}}}\n"
        for topic in ("requests.received", "requests.process", "issues.form")
    )
    found = [str(entry) for entry in lint(bank_of(twins)) if "几乎相同" in str(entry)]
    assert len(found) == 1
    assert (
        "（requests.process.a）：与 甲.yaml 第 1 行 的 requests.received.a（主题 requests.received）几乎相同"
        in found[0]
    )


def test_sample_values_cover_what_is_asked() -> None:
    (phrase,) = bank_of(TRAINING).phrases
    assert sample_values(phrase, full=False) == {"次数": 3}
    assert sample_values(phrase, full=True) == {"次数": 3, "人次": 3}


def test_a_plain_official_sentence_has_no_problems() -> None:
    assert list(text_problems("全年制发《云溪区政府信息公开办法》（试行）1件，网站访问量12.5万次。")) == []
