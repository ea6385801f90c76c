"""Quantities: tables of cases, every way to write a number, official forms, and strings no clerk would type."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.matching.quantities import Approx, Quantity, format_number, official, parse_quantities

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "quantity_cases.jsonl").read_text(encoding="utf-8").splitlines()
]
FIGURES = "零一二三四五六七八九"
HAN_TO_CAPITAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def said(text: str) -> list[tuple[float, str]]:
    return [(float(quantity.value), quantity.unit) for quantity in parse_quantities(text)]


@pytest.mark.parametrize("case", CASES, ids=[case["answer"][:20] for case in CASES])
def test_answers_of_clerks(case: dict[str, Any]) -> None:
    found = parse_quantities(case["answer"])
    assert Counter((float(q.value), q.unit) for q in found) == Counter(
        (float(slot["value"]), slot["unit"]) for slot in case["slots"]
    )
    assert [q.is_approx for q in found] == [bool(slot.get("approx")) for slot in case["slots"]]


@pytest.mark.parametrize(
    "text",
    [
        "2024年", "二〇二四年度", "24年底", "3月5日", "12月底前", "1-6月", "第3季度", "第三方评估", "第20条", "〔2021〕30号", "国务院令第711号",
        "12345热线", "拨打0517-83762211", "三公经费", "三审三校", "一图看懂", "一把手抓", "两微一端", "一网通办", "办成一件事", "四议两公开", "双公示",
        "一户一档", "五公开", "两会", "十四五", "二维码", "一起干", "一直在做", "统一口径", "一般", "万一漏了", "千万别忘", "百姓", "三农", "几个", "几十条",
        "数十条", "半年没动", "一半", "忙活半天", "零申请", "零件采购", "一封都没来", "一分钱没收", "一个也没有", "一次都没搞", "没有一件超期", "没收过一分钱",
        "头一个", "每一条", "另一个科室", "新一轮", "一个个查", "一条一条过", "A4纸", "H5", "5G", "v2.0版", "12:30", "2024-03-05", "1.2.3.4", "1+5+N", "90后",
        "三分之一", "周三", "星期五", "初一", "九几年", "队伍建设", "陆续公开", "最后一公里", "进一步", "7×24服务", "123123", "第一、第二季度",
    ],
)  # fmt: skip
def test_no_quantities(text: str) -> None:
    assert parse_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一千二", [(1200, "")]),
        ("三百五十条", [(350, "条")]),
        ("一万二千三百四十五次", [(12345, "次")]),
        ("3千5份", [(3500, "份")]),
        ("1万2千人", [(12000, "人")]),
        ("廿三个", [(23, "个")]),
        ("二〇五条", [(205, "条")]),
        ("叁拾伍件", [(35, "件")]),
        ("貳拾件", [(20, "件")]),
        ("三個專欄", [(3, "个")]),
        ("１，302条", [(1302, "条")]),
        ("1,302条", [(1302, "条")]),
        ("186 条", [(186, "条")]),
        ("百分之九十八点五", [(98.5, "%")]),
        ("百分之百", [(100, "%")]),
        ("98．5％", [(98.5, "%")]),
        ("三成半", [(3.5, "成")]),
        ("两成三", [(2.3, "成")]),
        ("两年半", [(2.5, "年")]),
        ("一个半月", [(1.5, "个月")]),
        ("20个工作日", [(20, "个工作日")]),
        ("3.5万元", [(3.5, "万元")]),
        ("三万五千元", [(35000, "元")]),
        ("1.2万人", [(12000, "人")]),
        ("一亿二千万元", [(12000, "万元")]),
        ("花了20万", [(20, "万")]),
        ("三十块钱", [(30, "块")]),
        ("12块5", [(12.5, "块")]),
        ("俩人", [(2, "人")]),
        ("仨钟头", [(3, "钟头")]),
        ("俩小视频", [(2, "小视频")]),
        ("我们俩", []),
        ("3天到5天", [(3, "天")]),
        ("从3天到5天", [(3, "天"), (5, "天")]),
        ("从20压到12个工作日", [(20, "个工作日"), (12, "个工作日")]),
        ("网站186、公众号92条", [(186, "条"), (92, "条")]),
        ("网站发了186条，公众号92", [(186, "条"), (92, "条")]),
        ("发了186", [(186, "")]),
        ("186", [(186, "")]),
        ("0件", [(0, "件")]),
        ("复议、诉讼零件", [(0, "件")]),
        ("新收零件", [(0, "件")]),
        ("三十一起", [(31, "起")]),
        ("一起诉讼", [(1, "起")]),
        ("传单一千五百份", [(1500, "份")]),
        ("一个人身兼数职", [(1, "个")]),
        ("还有1件补正没回音", [(1, "件")]),
        ("一年没更新", [(1, "年")]),
        ("一年四期", [(4, "期")]),
        ("花了一点五万元", [(1.5, "万元")]),
        ("阅读一点二万次", [(12000, "次")]),
        ("占百分之零点五", [(0.5, "%")]),
        ("用一点五小时", [(1.5, "小时")]),
        ("差一点二十个", [(20, "个")]),
    ],
)
def test_forms(text: str, expected: list[tuple[float, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "approx", "written"),
    [
        ("两百多条", 200, Approx.OVER, "200余"),
        ("百余份", 100, Approx.OVER, "100余"),
        ("上百条", 100, Approx.OVER, "100余"),
        ("十几条", 10, Approx.OVER, "10余"),
        ("三十出头", 30, Approx.OVER, "30余"),
        ("10万+", 100000, Approx.OVER, "100000余"),
        ("百分之九十多", 90, Approx.OVER, "超过90"),
        ("三年多", 3, Approx.OVER, "超过3"),
        ("近百条", 100, Approx.NEAR, "近100"),
        ("不到30份", 30, Approx.NEAR, "近30"),
        ("小两千条", 2000, Approx.NEAR, "近2000"),
        ("十来条", 10, Approx.ABOUT, "约10"),
        ("三千来份", 3000, Approx.ABOUT, "约3000"),
        ("30条左右", 30, Approx.ABOUT, "约30"),
        ("大概发了三百条", 300, Approx.ABOUT, "约300"),
        ("95%以上", 95, Approx.AT_LEAST, "不少于95"),
        ("至少4次", 4, Approx.AT_LEAST, "不少于4"),
        ("三四件", 3, Approx.RANGE, "3至4"),
        ("3到5天", 3, Approx.RANGE, "3至5"),
        ("两三百条", 200, Approx.RANGE, "200至300"),
        ("三五个", 3, Approx.RANGE, "3至5"),
        ("3至5万份", 30000, Approx.RANGE, "30000至50000"),
        ("三、四次", 3, Approx.RANGE, "3至4"),
        ("1.2万", 12000, None, "12000"),
        ("预约50人", 50, None, "50"),
        ("超了2天", 2, None, "2"),
        ("近三年", 3, None, "3"),
    ],
)
def test_approximate(text: str, value: int, approx: Approx | None, written: str) -> None:
    (quantity,) = parse_quantities(text)
    assert (quantity.value, quantity.approx, official(quantity)) == (value, approx, written)


def test_spans_cover_number_unit_and_approximation() -> None:
    text = "网站发了两百多条，近百人来，3到5天"
    assert [text[q.start : q.end] for q in parse_quantities(text)] == ["两百多条", "近百人", "3到5天"]


def test_format_number() -> None:
    assert [format_number(value) for value in (12000, Decimal("3.50"), Decimal("1E+3"), Decimal("0.25"))] == [
        "12000",
        "3.5",
        "1000",
        "0.25",
    ]


def test_official_range_without_upper_bound() -> None:
    assert official(Quantity(3, "件", Approx.RANGE, 0, 1)) == "约3"


def section_forms(number: int) -> str:
    """A number below 10,000 in Chinese, with 零 between parts that do not adjoin."""
    written, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = number // power % 10
        if figure:
            written += ("零" if gap and written else "") + FIGURES[figure] + name
            gap = False
        else:
            gap = True
    return written


def to_chinese_forms(number: int) -> set[str]:
    """Every usual way to write a whole number from 1 to 99,999,999 in Chinese characters and mixed."""
    high, low = divmod(number, 10_000)
    plain = section_forms(low)
    if high:
        joint = "零" if low and low < 1000 else ""
        plain = section_forms(high) + "万" + joint + plain
    forms = {plain, f"{number:,}", str(number), "".join(chr(ord(figure) + 0xFEE0) for figure in str(number))}
    if plain.startswith("一十"):
        forms.add(plain[1:])
    for full, liang in (("二千", "两千"), ("二百", "两百"), ("二万", "两万")):
        forms |= {form.replace(full, liang) for form in forms}
    if plain.translate(HAN_TO_CAPITAL) != plain and len(plain) > 1 and "万" not in plain:
        forms.add(plain.translate(HAN_TO_CAPITAL))
    if high and not low:
        forms.add(f"{high}万")
    for power, name in ((10_000, "万"), (1000, "千"), (100, "百")):
        head, rest = divmod(number, power)
        if 0 < head < 10 and rest and rest % (power // 10) == 0:
            forms |= {FIGURES[head] + name + FIGURES[rest // (power // 10)], f"{head}{name}{rest // (power // 10)}"}
    return {form for form in forms if form not in FIGURES[1:2]}


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.integers(1, 9999), st.integers(1, 99_999_999)))
@example(10_000_000)
@example(1_000_000)
def test_every_form_of_a_number_is_read(number: int) -> None:
    for form in to_chinese_forms(number):
        for text in (f"公开{form}条信息", f"网站发了{form}篇"):
            (quantity,) = parse_quantities(text)
            assert (quantity.value, quantity.approx) == (number, None), text
            assert quantity.unit in "条篇"


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(1, 9))
def test_decimals_of_ten_thousand(whole: int, tenth: int) -> None:
    (count,) = parse_quantities(f"点击{whole}.{tenth}万次")
    assert count.value == whole * 10_000 + tenth * 1000
    (amount,) = parse_quantities(f"投入{whole}.{tenth}万元")
    assert (format_number(amount.value), amount.unit) == (f"{whole}.{tenth}", "万元")


@settings(deadline=None)
@given(st.integers(1, 9), st.sampled_from(["十", "百", "千"]), st.sampled_from(["多", "来", "余"]))
def test_round_numbers_keep_their_approximation(figure: int, power: str, more: str) -> None:
    (quantity,) = parse_quantities(f"收到{FIGURES[figure]}{power}{more}封")
    assert quantity.value == figure * {"十": 10, "百": 100, "千": 1000}[power]
    assert official(quantity) == (f"约{quantity.value}" if more == "来" else f"{quantity.value}余")


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        st.sampled_from(
            "0123456789零一二三两四五十百千万亿几俩仨半多来余近约到至-、，。.,点分之%条件个年月日号 没都第〔〕\n😀\x00壹萬"
        ),
        max_size=40,
    )
)
def test_any_string_is_read(text: str) -> None:
    last_end = 0
    for quantity in parse_quantities(text):
        assert last_end <= quantity.start < quantity.end <= len(text)
        assert quantity.value >= 0
        assert official(quantity)
        last_end = quantity.end


@pytest.mark.parametrize(
    "unit", ["9", "三", "十", "几", "俩", "没", "1、", "三点", "没有一个百分之一二三四五六", "百万", "估计的的的", "一个", "😀", "\x00", "第", "三到", " "]
)  # fmt: skip
def test_long_strings_come_to_an_end(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    parse_quantities(text)
