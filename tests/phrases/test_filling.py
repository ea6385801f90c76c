"""From phrase and values to a sentence: blanks, cells, conditions, the sandbox."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bank_samples import TRAINING, phrase_of
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import TemplateError
from assistant.phrases.fill import PLACEHOLDER, Filler, Setting, compare, known_words, names_in, placeholder, share
from assistant.phrases.model import Phrase, Slot
from assistant.report.organ import Contact, Organ
from assistant.report.standard import T3_GROUPS, T3_KEYS, TABLE_KEYS
from assistant.tables.schema import T2, T3, T4, Tables

ORGAN = Organ.of("云溪区青枫街道办事处")
NUMBERED = Tables(
    T2({key: number for number, key in enumerate(T2.keys)}),
    T3({key: 100 + number for number, key in enumerate(T3.keys)}),
    T4({key: 1000 + number for number, key in enumerate(T4.keys)}),
)


def filler(tables: Tables | None = None, last: Tables | None = None, organ: Organ = ORGAN) -> Filler:
    return Filler(Setting(organ, 2024, tables or Tables(), last))


def sentence(text: str, *slots: Slot, when: str | None = None) -> Phrase:
    return Phrase("supervision.training.x", "supervision.training", text, slots, when=when, place="甲.yaml 第 7 行")


SESSIONS = phrase_of(TRAINING)


def test_slots_are_filled_and_optional_parts_left_out() -> None:
    assert filler().fill(SESSIONS, {"次数": 2}).text == "全年组织业务培训2次。"
    assert filler().fill(SESSIONS, {"次数": 2, "人次": "40余"}).text == "全年组织业务培训2次，培训40余人次。"


def test_a_required_blank_is_marked_and_named() -> None:
    filled = filler().fill(SESSIONS, {"人次": 40})
    assert filled.text == "全年组织业务培训【待补：次数】次，培训40人次。"
    assert [slot.name for slot in filled.missing] == ["次数"]
    assert PLACEHOLDER.findall(filled.text) == ["次数"]
    assert PLACEHOLDER.fullmatch(placeholder("甲"))


def test_a_missing_required_blank_counts_as_there_in_conditions() -> None:
    phrase = sentence("{% if 次数 %}有{{ 次数 }}次{% endif %}{% if 次数 > 3 %}很多{% endif %}。", Slot("次数", ("次",)))
    assert filler().fill(phrase, {}).text == "有【待补：次数】次。"


@pytest.mark.parametrize("value", [0.5, 1])
def test_a_share_below_one_is_a_number_that_is_there(value: float) -> None:
    phrase = sentence("完成{% if 比例 %}，占{{ 比例 }}%{% endif %}。", Slot("比例", ("%",), optional=True))
    assert filler().fill(phrase, {"比例": Decimal(str(value))}).text == f"完成，占{value}%。"


def test_approximate_numbers_print_as_said_and_compare_by_their_digits() -> None:
    phrase = sentence("{{ 次数 }}次{% if 次数 >= 40 %}（多）{% endif %}。", Slot("次数", ("次",)))
    assert filler().fill(phrase, {"次数": "近40"}).text == "近40次（多）。"
    assert filler().fill(phrase, {"次数": "30余"}).text == "30余次。"


def test_values_are_never_templates() -> None:
    phrase = sentence("名称为{{ 名称 }}。", Slot("名称"))
    assert filler().fill(phrase, {"名称": "{{ 机关 }}{% if %}"}).text == "名称为{{ 机关 }}{% if %}。"


def test_the_organs_words_and_the_years_are_at_hand() -> None:
    phrase = sentence(
        "{{ 机关 }}、{{ 我单位 }}、{{ 各单位 }}、{{ 全域 }}、{{ 村社 }}、{{ 上级 }}、{{ 上年 }}{{ 年 }}{{ 下年 }}。"
    )
    assert filler().fill(phrase, {}).text == (
        "云溪区青枫街道办事处、我街道、各科室、社区、全街道、社区、区政府、202320242025。"
    )


def test_contact_words_fill_slots_of_their_name_and_are_asked_for_otherwise() -> None:
    organ = Organ.of("云溪区青枫街道办事处", contact=Contact(phone="0500-6601280"))
    phrase = sentence(
        "电话：{{ 电话 }}{% if 地址 %}，地址：{{ 地址 }}{% endif %}。", Slot("电话"), Slot("地址", optional=True)
    )
    known = filler(organ=organ)
    assert known.fill(phrase, {}).text == "电话：0500-6601280。"
    assert known.fill(phrase, {"电话": "1"}).text == "电话：1。"
    assert filler().fill(phrase, {}).text == "电话：【待补：电话】。"
    assert known.known_contacts(phrase) == 1
    assert filler().known_contacts(phrase) == 0


def test_every_cell_prints_its_number_and_knows_where() -> None:
    addresses = [f"{table}.{key}" for table, keys in TABLE_KEYS.items() for key in keys]
    text = "".join(f"{{{{ {address} }}}}，" for address in addresses)
    filled = filler(NUMBERED).fill(sentence(text + "。"), {})
    assert [binding.cell for binding in filled.bindings] == addresses
    for binding in filled.bindings:
        assert filled.text[binding.start : binding.end] == str(NUMBERED.cell(binding.cell))
    assert not any("\ue000" <= character <= "\ue0ff" for character in filled.text)


@given(st.integers(0, 10**7), st.decimals(0, 10**6, places=2), st.text("甲乙，。", max_size=8))
def test_bindings_stand_exactly_on_their_numbers(count: int, amount: Decimal, words: str) -> None:
    tables = Tables().with_cells({"t3.new_received.total": count, "t2.fee.amount": amount})
    phrase = sentence(
        f"{words}{{{{ 件 }}}}件{{{{ t2.fee.amount }}}}万元{words}", Slot("件", cell="t3.new_received.total")
    )
    filled = filler(tables).fill(phrase, {})
    one, two = filled.bindings
    assert filled.text[one.start : one.end] == str(count)
    shown = filled.text[two.start : two.end]
    assert Decimal(shown) == amount
    assert "E" not in shown
    assert filled.text == f"{words}{count}件{shown}万元{words}"


def test_a_cell_slot_takes_its_cell_whatever_is_given() -> None:
    phrase = sentence("{{ 件 }}件。", Slot("件", cell="t3.new_received.total"))
    assert filler(NUMBERED).fill(phrase, {"件": 5}).text == f"{NUMBERED.cell('t3.new_received.total')}件。"
    empty = filler().fill(phrase, {"件": 5})
    assert empty.text == "【待补：件】件。"
    assert empty.bindings == ()


def test_last_years_cells_are_bound_as_last_years() -> None:
    phrase = sentence(
        "{{ 上年件 }}件，{{ last.t3.granted.total }}件。", Slot("上年件", cell="last.t3.new_received.total")
    )
    filled = filler(last=NUMBERED).fill(phrase, {})
    assert [binding.cell for binding in filled.bindings] == ["last.t3.new_received.total", "last.t3.granted.total"]


def test_group_sums_add_their_rows_and_are_empty_when_one_is() -> None:
    for group in T3_GROUPS:
        rows = [key for key in T3_KEYS if key.startswith(f"{group}.") and key.endswith(".total")]
        total = sum(NUMBERED.t3[key] for key in rows)
        filled = filler(NUMBERED).fill(sentence(f"{{{{ t3.{group}.total }}}}件。"), {})
        assert filled.text == f"{total}件。"
        assert filled.bindings[0].cell == f"t3.{group}.total"
        gap = NUMBERED.with_cells({f"t3.{rows[0]}": None})
        assert filler(gap).fill(sentence("{{ 件 }}件。", Slot("件", cell=f"t3.{group}.total")), {}).missing


@pytest.mark.parametrize(
    ("value", "expected"), [(0, False), (1, True), (None, None)]
)  # fmt: skip
def test_a_condition_is_true_false_or_unknown(value: int | None, expected: bool | None) -> None:
    tables = Tables().with_cells({"t3.new_received.total": value})
    assert filler(tables).holds(sentence("甲。", when="t3.new_received.total > 0")) is expected


def test_one_empty_cell_leaves_the_whole_condition_open() -> None:
    tables = Tables().with_cells({"t3.new_received.total": 5})
    assert filler(tables).holds(sentence("甲。", when="t3.new_received.total > 0 or t3.carried_in.total > 0")) is None
    assert filler(tables).holds(sentence("甲。", when="t3.new_received.total > last.t3.new_received.total")) is None
    assert filler(tables).holds(sentence("甲。")) is True


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("t3.new_received.total == 0 and last.t3.new_received.total > 0", False),
        ("last.t3.new_received.total > 0 and t3.new_received.total == 0", False),
        ("last.t3.new_received.total + 1 > 0 and t3.new_received.total == 0", False),
        ("t3.new_received.total == 5 and last.t3.new_received.total > 0", None),
        ("not last.t3.new_received.total and t3.new_received.total == 5", None),
    ],
)
def test_what_the_filled_cells_rule_out_is_false(when: str, expected: bool | None) -> None:
    tables = Tables().with_cells({"t3.new_received.total": 5})
    assert filler(tables).holds(sentence("甲。", when=when)) is expected


@pytest.mark.parametrize(
    "when",
    ["t3.nothing.total > 0", "t3.new_received.total >", "人数 > 0", "t3.granted.total / t3.partial.total > 1", "t3.x"],
)
def test_a_condition_that_cannot_be_computed_is_one_sentence(when: str) -> None:
    zeros = Tables(T2.zeros(), T3.zeros(), T4.zeros())
    with pytest.raises(TemplateError) as caught:
        filler(zeros).holds(sentence("甲。", when=when))
    assert caught.value.message.startswith("甲.yaml 第 7 行（supervision.training.x）：when 条件")
    assert "\n" not in caught.value.message


def test_conditions_of_the_script_read_empty_cells() -> None:
    empty = filler()
    assert empty.evaluate("t3.new_received.total is none", "q")
    assert not empty.evaluate("t3.new_received.total > 0", "q")
    with pytest.raises(TemplateError, match="q"):
        empty.evaluate("t3.nope.total > 0", "q")
    with pytest.raises(TemplateError, match="q"):
        empty.evaluate("1 / 0", "q")


def test_a_faulty_line_of_the_script_is_one_sentence() -> None:
    assert filler().say("{{ 年 }}年，{{ 我单位 }}：") == "2024年，我街道："
    for line in ("{{ 年", "{{ 没有 }}", "{{ 1 / 0 }}"):
        with pytest.raises(TemplateError, match="问题脚本"):
            filler().say(line)


DANGEROUS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''.__class__ }}",
    "{{ ()|attr('__class__') }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ 我单位.__class__.__mro__[1].__subclasses__() }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{a}'.format() }}",
    "{{ '{0}'.format() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'a' %}",
    "{% for i in range(1000000000) %}{{ i }}{% endfor %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ [].pop() }}",
    "{{ 1 / 0 }}",
    "{{ 1 + 'a' }}",
    "{{ 年() }}",
    "{{ t3._tables }}",
    "{{ t3.__class__ }}",
    "{{ 未声明 }}",
    "{% if 未声明 %}甲{% endif %}",
    "{{ 年|没有的过滤器 }}",
    "{{ 年 ",
    "{% if 年 %}甲",
    "{% frobnicate %}",
]


@pytest.mark.parametrize("template", DANGEROUS)
def test_dangerous_and_faulty_templates_end_in_one_sentence(template: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filler().fill(sentence(template + "。"), {})
    message = caught.value.message
    assert message.startswith("甲.yaml 第 7 行（supervision.training.x）：")
    assert message.endswith("。")
    assert "\n" not in message


def test_an_undefined_slot_is_named() -> None:
    with pytest.raises(TemplateError, match="人数"):
        filler().fill(sentence("培训{{ 人数 }}人。"), {})


def test_an_unknown_cell_is_named() -> None:
    with pytest.raises(TemplateError, match=r"t3\.granted\.everyone"):
        filler().fill(sentence("{{ 件 }}。", Slot("件", cell="t3.granted.everyone")), {})


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        (50, 40, "件", "比上年增加10件，增长25.0%"),
        (30, 40, "件", "比上年减少10件，下降25.0%"),
        (2, 1, "件", "比上年增加1件"),
        (4, 4, "件", "与上年持平"),
        (0, 0, "", "与上年持平"),
        (3, 0, "件", "比上年增加3件"),
        (0, 30, "件", "比上年减少30件，下降100.0%"),
        (Decimal("12.6"), Decimal(10), "万元", "比上年增加2.6万元，增长26.0%"),
    ],
)
def test_comparison_with_last_year_is_worded_by_the_data(
    now: int | Decimal, before: int | Decimal, unit: str, expected: str
) -> None:
    assert compare(now, before, unit) == expected


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_growth_fall_and_standstill_never_mix(now: int, before: int) -> None:
    text = compare(now, before)
    assert ("增" in text) == (now > before)
    assert ("减少" in text) == (now < before)
    assert ("持平" in text) == (now == before)
    assert "-" not in text
    assert ("%" in text) == (before >= 10 and now != before)


def test_nothing_last_year_is_told_as_such() -> None:
    assert compare(3, 0, "件", "申请") == "上年没有申请"
    assert compare(0, 0, "件", "申请") == "与上年持平"


def test_comparison_is_a_filter_of_phrases() -> None:
    now = Tables().with_cells({"t3.new_received.total": 50})
    last = Tables().with_cells({"t3.new_received.total": 40})
    phrase = sentence(
        "收到{{ t3.new_received.total }}件，{{ t3.new_received.total|同比(last.t3.new_received.total, '件') }}。"
    )
    assert filler(now, last).fill(phrase, {}).text == "收到50件，比上年增加10件，增长25.0%。"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(20, 41, "48.8%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 16, "6.3%"), (0, 5, "0.0%"), (7, 7, "100.0%")],
)
def test_a_share_is_a_percentage_with_one_decimal(part: int, whole: int, expected: str) -> None:
    assert share(part, whole) == expected


def test_a_share_is_a_filter_of_phrases() -> None:
    tables = Tables().with_cells({"t3.granted.total": 20, "t3.result_total.total": 41})
    phrase = sentence("予以公开占{{ t3.granted.total|占比(t3.result_total.total) }}。")
    assert filler(tables).fill(phrase, {}).text == "予以公开占48.8%。"
    with pytest.raises(TemplateError):
        filler(tables.with_cells({"t3.result_total.total": 0})).fill(phrase, {})


def test_names_of_a_template_are_told_apart() -> None:
    names = names_in("{{ 次数 }}{% if t3.denied.total %}{{ last.t3.granted.total }}{% endif %}{{ 年 }}")
    assert names.roots == {"次数", "t3", "last", "年"}
    assert names.tables == {"t3.denied.total", "last.t3.granted.total"}
    assert {"年", "我单位", "t3"} <= known_words()
    assert "次数" not in known_words()
