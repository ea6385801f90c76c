"""A sentence becomes a phrase: what changes becomes slots, what is fixed stays, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.matching.blanks import NewPhrase, phrase_from_sentence, tidy
from assistant.matching.normalise import normalise
from assistant.matching.quantities import parse_quantities
from assistant.matching.slots import Told, assign
from assistant.matching.tokens import Segmenter
from assistant.phrases.bank import parse_layer
from assistant.phrases.fill import Filler, Setting, SlotValue, names_in
from assistant.phrases.lexicon import load_lexicon
from assistant.phrases.model import Topic
from assistant.phrases.own import entry_text
from assistant.report.organ import Organ
from assistant.workbench import Workbench

ORGAN = Organ.of("青河区望湖街道办事处")
YEAR = 2025
TOPIC = "supervision.training"
FILLER = Filler(Setting(ORGAN, YEAR))
SEGMENTER = Segmenter(load_lexicon().frequencies)


def made(text: str, **options: object) -> NewPhrase:
    return phrase_from_sentence(text, TOPIC, ORGAN, YEAR, segmenter=SEGMENTER, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("为新人培训2次，参训40余人。", "为新人培训{{ 培训次数 }}次，参训{{ 参训人数 }}人。"),
        ("召开3次专题会议研究公开工作。", "召开{{ 会议次数 }}次专题会议研究公开工作。"),
        ("收到5件申请并全部办结，办结率100%。", "收到{{ 申请件数 }}件申请并全部办结，办结率{{ 办结率 }}%。"),
        ("投入经费3.5万元用于更新设备。", "投入经费{{ 经费金额 }}万元用于更新设备。"),
        ("举办开放日活动两次，邀请居民近百人。", "举办开放日活动{{ 开放日活动次数 }}次，邀请居民{{ 居民人数 }}人。"),
        ("编发简报1,234份。", "编发简报{{ 简报份数 }}份。"),
        ("共巡检6次。", "共巡检{{ 巡检次数 }}次。"),
        ("制作图解4个左右。", "制作图解{{ 图解个数 }}个。"),
        ("阅读量1.2万人次。", "阅读量{{ 阅读量人次 }}万人次。"),
        ("新设栏目6个，撤并栏目3个。", "新设栏目{{ 栏目个数 }}个，撤并栏目{{ 撤并栏目个数 }}个。"),
        ("满意度达百分之九十八。", "满意度达{{ 满意度 }}%。"),
    ],
)
def test_counts_become_slots_named_by_what_is_counted(text: str, template: str) -> None:
    new = made(text)
    assert new.phrase.text == template
    assert all(slot.units and slot.ask.endswith("？") and not slot.optional for slot in new.phrase.slots)


def test_the_value_keeps_its_approximation() -> None:
    assert made("参训40余人。").values == {"参训人数": "40余"}
    new = made("制作图解4个左右。")
    assert (new.values, new.sentence) == ({"图解个数": "约4"}, "制作图解约4个。")


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("2025年，我街道更新专栏。", "{{ 年 }}年，{{ 我单位 }}更新专栏。"),
        ("2024年的问题已改，2026年继续推进。", "{{ 上年 }}年的问题已改，{{ 下年 }}年继续推进。"),
        ("青河区望湖街道办事处按时发布。", "{{ 机关 }}按时发布。"),
        ("统计期限为2025年1月1日至2025年12月31日。", "统计期限为{{ 年 }}年1月1日至{{ 年 }}年12月31日。"),
        ("截至2025年底，专栏运行平稳。", "截至{{ 年 }}年底，专栏运行平稳。"),
    ],
)
def test_years_and_the_organ_become_ready_made_words(text: str, template: str) -> None:
    new = made(text)
    assert (new.phrase.text, new.values) == (template, {})


@pytest.mark.parametrize(
    "text",
    [
        "按照国办函〔2020〕109号和国务院令第711号办理。",
        "落实《青河区2025年政务公开工作要点》要求。",
        "5月12日和2025年3月5日召开部署会。",
        "通过12345热线受理咨询。",
        "执行三审三校，做到一图读懂。",
        "答复期限为20个工作日。",
        "在20个工作日内答复申请人。",
        "开通24小时自助查询。",
        "每季度开展1次抽查。",
        "明确一名领导分管，从两个方面发力。",
        "公示不少于30天。",
        "近三年未发生泄密。",
        "2021年至2025年规划已经公开。",
        "2019年建成的专栏继续使用。",
    ],
)
def test_what_is_fixed_stays_as_it_is(text: str) -> None:
    new = made(text)
    assert (new.phrase.text, new.phrase.slots) == (text, ())


def test_without_an_organ_names_stay() -> None:
    text = "我街道和青河区望湖街道办事处的专栏。"
    assert phrase_from_sentence(text, TOPIC, None, YEAR, segmenter=SEGMENTER).phrase.text == text


def test_numbers_of_one_unit_are_told_apart() -> None:
    slots = made("网站发布信息186条，公众号推送推文92条。").phrase.slots
    assert [slot.name for slot in slots] == ["网站信息条数", "推文条数"]
    assert all(slot.near for slot in slots)
    assert set(slots[0].near).isdisjoint(slots[1].near)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" 一是(本年)更新指南,\n方便查阅; ", "（本年）更新指南，方便查阅。"),
        ("（三）更新 指南", "更新指南。"),
        ("2.更新指南！", "更新指南。"),
        ("更新\u200b指南\ue000。", "更新指南。"),
        ("开通 App 下载", "开通 App 下载。"),
        ("", ""),
    ],
)
def test_a_sentence_is_tidied(text: str, sentence: str) -> None:
    assert tidy(text) == sentence


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


PIECES = st.sampled_from(
    [
        *(
            "全年",
            "组织业务培训",
            "参训",
            "发布信息",
            "办结率",
            "投入经费",
            "我街道",
            "青河区望湖街道办事处",
            "其中",
            "社区",
            "左右",
            "约",
            "余",
        ),
        *(
            "2025年",
            "2024年",
            "〔2025〕3号",
            "《2025年要点》",
            "3月5日",
            "两",
            "近百",
            "12",
            "1,234",
            "3.5万",
            "百分之九十",
            "4个左右",
            "３",
        ),
        *(
            "次",
            "人",
            "条",
            "元",
            "%",
            "个工作日",
            "场次",
            "，",
            "、",
            "；",
            "（",
            "）",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "{",
            "'",
            '"',
            "\\",
            " ",
            "\n",
        ),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30))
def test_filling_the_phrase_with_its_values_gives_the_sentence_back(text: str) -> None:
    try:
        new = made(text)
    except InputError:
        return
    assert FILLER.fill(new.phrase, new.values).text == new.sentence
    assert FILLER.fill(new.phrase, {}).missing == new.phrase.slots
    layer = parse_layer(
        [("甲.yaml", entry_text(new.phrase.id, new.phrase).encode())], {TOPIC: Topic(TOPIC, "业务培训")}
    )
    assert layer == {new.phrase.id: new.phrase}


@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_numbers_without_roundabout_words_are_kept_to_the_letter(text: str) -> None:
    plain = tidy(text)
    try:
        new = made(plain)
    except InputError:
        return
    if new.sentence != plain:
        assert any(word in plain for word in ("左右", "百分之", "余", "约", "两", "近百")), (plain, new.sentence)


def test_braces_are_only_signs() -> None:
    new = made("栏目代码为{{ 7*7 }}和{% raw %}。")
    assert FILLER.fill(new.phrase, {}).text == "栏目代码为{{ 7*7 }}和{% raw %}。"


def test_the_id_comes_from_the_wording() -> None:
    first, again, other = made("更新指南。"), made("更新指南"), made("更新目录。")
    assert first.phrase.id == again.phrase.id != other.phrase.id
    assert first.phrase.id.startswith(f"{TOPIC}.own_")
    assert first.phrase.is_own
    assert made("更新指南。", taken={first.phrase.id}).phrase.id != first.phrase.id


def test_polarity_is_read_or_given() -> None:
    assert made("全年未组织业务培训。").phrase.polarity == "none"
    assert made("全年组织业务培训。").phrase.polarity == "did"
    assert made("全年组织业务培训。", said="none").phrase.polarity == "none"


def test_says_are_kept_once() -> None:
    assert made("更新指南。", says=[" 改了 指南 ", "改了 指南", ""]).phrase.says == ("改了 指南",)


@pytest.mark.parametrize("text", ["", "  \n", "。。", "12345", "abc"])
def test_no_words_no_phrase(text: str) -> None:
    with pytest.raises(InputError, match="完整的话"):
        made(text)


def test_filled_sentences_of_the_bank_turn_back_into_phrases(workbench: Workbench) -> None:
    """Every number that was a slot is one again, under a name that takes the same number from the same words."""
    numbers = found = placed = other = 0
    for phrase in workbench.bank.phrases:
        slots = [slot for slot in phrase.slots if slot.is_number]
        if any(slot.cell for slot in phrase.slots) or names_in(phrase.text).tables or not slots:
            continue
        values: dict[str, SlotValue] = {slot.name: "示例" for slot in phrase.slots}
        values |= {slot.name: 12 + 7 * number for number, slot in enumerate(slots)}
        sentence = FILLER.fill(phrase, values).text
        wanted = {str(values[slot.name]) for slot in slots if str(values[slot.name]) in sentence}
        new = made(sentence)
        numbers += len(wanted)
        found += len(wanted & set(map(str, new.values.values())))
        other += len(set(map(str, new.values.values())) - wanted)
        text = normalise(new.sentence)
        again = assign(new.phrase, Told(parse_quantities(text), text)).values
        placed += sum(again.get(name) == value for name, value in new.values.items())
    assert numbers > 500
    assert found / numbers > 0.97
    assert other < 5
    assert placed / found > 0.98
