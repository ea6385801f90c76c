"""Answers to the question for a blank."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.interview.slot_answers import read_slot
from assistant.phrases.model import Slot

TIMES = Slot("次数", ("次", "期"))
PEOPLE = Slot("人次", ("人次", "人"))
MONEY = Slot("金额", ("万元",))
SHARE = Slot("满意率", ("%",))
CROWD = Slot("访问量", ("万人次",))
WORDS = Slot("网站名称")


@pytest.mark.parametrize(
    ("slot", "said", "value"),
    [
        (TIMES, "4", "4"),
        (TIMES, "４", "4"),
        (TIMES, "四", "4"),
        (TIMES, "两", "2"),
        (TIMES, "俩", "2"),
        (TIMES, "三场", "3"),
        (TIMES, "三四", "3至4"),
        (TIMES, "十几", "10余"),
        (TIMES, "一共办了 5 次", "5"),
        (TIMES, "两次，四十人", "2"),
        (PEOPLE, "两次，四十人", "40"),
        (PEOPLE, "四十来人", "约40"),
        (PEOPLE, "两百多", "200余"),
        (PEOPLE, "近百", "近100"),
        (PEOPLE, "1.2万", "12000"),
        (PEOPLE, "0", "0"),
        (PEOPLE, "零人", "0"),
        (MONEY, "3", "3"),
        (MONEY, "3.5万元", "3.5"),
        (MONEY, "1.5万", "1.5"),
        (MONEY, "50000元", "5"),
        (MONEY, "三万块", "3"),
        (SHARE, "98.5%", "98.5"),
        (SHARE, "百分之九十", "90"),
        (SHARE, "98", "98"),
        (CROWD, "1.2", "1.2"),
        (CROWD, "1.2万", "1.2"),
        (CROWD, "12000人次", "1.2"),
        (WORDS, " 云溪区 政府网 ", "云溪区 政府网"),
        (WORDS, "3", "3"),
    ],
)
def test_the_number_comes_in_its_official_form(slot: Slot, said: str, value: str) -> None:
    assert read_slot(slot, said) == value


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        (TIMES, "没有"),
        (TIMES, "不清楚"),
        (TIMES, "2024年"),
        (TIMES, "第二次"),
        (TIMES, "5万元"),
        (TIMES, "10%"),
        (TIMES, "三天"),
        (MONEY, "三次"),
    ],
)
def test_what_is_no_such_number_is_asked_again_with_an_example(slot: Slot, said: str) -> None:
    with pytest.raises(InputError, match=f"没有看出“{slot.name}”是多少.*例如“12{slot.units[0]}”"):
        read_slot(slot, said)


def test_two_numbers_that_would_both_do() -> None:
    with pytest.raises(InputError, match="只要一个数，您写了 2、3"):
        read_slot(TIMES, "上半年2次，下半年3次")


@pytest.mark.parametrize("slot", [TIMES, WORDS])
def test_nothing_is_no_answer(slot: Slot) -> None:
    with pytest.raises(InputError, match="还没有填"):
        read_slot(slot, " \u3000")


@given(st.text(max_size=12), st.sampled_from([TIMES, PEOPLE, MONEY, SHARE, CROWD, WORDS]))
def test_any_text_gives_a_value_or_says_what_is_wanted(said: str, slot: Slot) -> None:
    value: object = "told"
    with suppress(InputError):
        value = read_slot(slot, said)
    assert isinstance(value, str)
    assert value.strip()
