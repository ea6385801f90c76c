"""Polarity: what was not done or did not happen, against problems, avoided failings and other harmless negations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.matching.polarity import polarity

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "polarity_cases.jsonl").read_text(encoding="utf-8").splitlines()
]
REQUIRED = 0.98


def test_answers_of_clerks() -> None:
    wrong = [case for case in CASES if polarity(case["answer"], section=case["section"]) != case["polarity"]]
    assert len(wrong) <= len(CASES) * (1 - REQUIRED), wrong


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("今年没搞培训", "supervision", "none"),
        ("今年没搞培训", None, "none"),
        ("没人追责", "supervision", "none"),
        ("全年零申请", "requests", "none"),
        ("申请0件", "requests", "none"),
        ("复议0件，诉讼1件", "requests", "did"),
        ("没有收费，免费给的", "other", "none"),
        ("没啥补充的", "other", "none"),
        ("公众号三个月没推送", "issues", "did"),
        ("没有长效机制", "issues", "did"),
        ("没有长效机制", "supervision", "did"),
        ("没人告状，没复议", "other", "none"),
        ("法律顾问审答复，再没输过官司", "improvements", "did"),
        ("网站漏洞堵上了，没被攻击", "management", "did"),
        ("缺签不让发", "management", "did"),
        ("没签字的一律不发", "management", "did"),
        ("全部没逾期", "requests", "did"),
        ("没几天就答复了", "requests", "did"),
        ("没少跑", "supervision", "did"),
        ("加装了无障碍浏览", "platform", "did"),
        ("有问题打0571-88123456", "overview", "did"),
        ("", None, "did"),
        ("不晓得", "overview", "did"),
    ],
)
def test_polarity(text: str, section: str | None, expected: str) -> None:
    assert polarity(text, section=section) == expected


def test_traditional_characters_change_nothing() -> None:
    assert polarity("沒收到申請", section="requests") == polarity("没收到申请", section="requests") == "none"


@settings(deadline=None, max_examples=200)
@given(
    st.text(st.sampled_from("没有无未零不0培训申请了的，。就都人办公开收费谁一件\n😀\x00"), max_size=40),
    st.sampled_from([None, "issues", "requests"]),
)
def test_any_string_has_a_polarity(text: str, section: str | None) -> None:
    assert polarity(text, section=section) in ("did", "none")


@pytest.mark.parametrize("unit", ["没", "没有的", "没人", "不", "0", "零", "，没", "没有一件"])
def test_long_strings_come_to_an_end(unit: str) -> None:
    polarity(unit * (10_000 // len(unit)), section="requests")
