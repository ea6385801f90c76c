"""Clauses: where an answer is cut and where not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.matching.clauses import split_clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("规范性文件新发2份,废止一份", ["规范性文件新发2份", "废止一份"]),
        ("行政许可86件、处罚19件都公示了", ["行政许可86件、处罚19件都公示了"]),
        ("收件、登记、会商、答复都有单子留痕", ["收件、登记、会商、答复都有单子留痕"]),
        ("网站改版了、栏目也清了", ["网站改版了", "栏目也清了"]),
        ("专人一名 电脑、扫描仪都配齐", ["专人一名", "电脑、扫描仪都配齐"]),
        ("网站发了186条 公众号92条", ["网站发了186条", "公众号92条"]),
        ("发 186 条", ["发 186 条"]),
        ("两个毛病：公开栏常年不换，还有就是干部年纪大", ["公开栏常年不换", "干部年纪大"]),
        ("印了3个办法：发布、审查、归口", ["印了3个办法：发布、审查、归口"]),
        ("一是开会3次，二是培训两场", ["开会3次", "培训两场"]),
        ("1.网站更新12条 2.公众号5条", ["网站更新12条", "公众号5条"]),
        ("1、人手少\n2、更新慢", ["人手少", "更新慢"]),
        ("（1）印发通知一份；（2）督查2轮", ["印发通知一份", "督查2轮"]),
        ("①培训两次②检查三次", ["培训两次", "检查三次"]),
        ("公开了1,302条,花了3.5万元", ["公开了1,302条", "花了3.5万元"]),
        ("9:30开会，12：30散", ["9:30开会", "12：30散"]),
        ("回得敷衍，就俩字「已阅，同意。」", ["回得敷衍", "就俩字「已阅，同意。」"]),
        ("“没关的引号，后面还在", ["“没关的引号", "后面还在"]),
        ("学了《条例》（国令第711号，2019年）两遍", ["学了《条例》（国令第711号，2019年）两遍"]),
        ("开了两次会还培训了一回", ["开了两次会", "还培训了一回"]),
        ("没培训也没考核", ["没培训", "也没考核"]),
        ("没搞过培训又没组织考核", ["没搞过培训", "又没组织考核"]),
        ("培训也没考核", ["培训也没考核"]),
        ("培训2次另外督查了3次同时发了通报", ["培训2次", "督查了3次", "发了通报"]),
        ("村民还是不知道上哪看", ["村民还是不知道上哪看"]),
        ("群众还有意见", ["群众还有意见"]),
        ("另外，一是人少", ["人少"]),
        ("去年没做！今年做了？做了…", ["去年没做", "今年做了", "做了"]),
        ("I have no idea. Really", ["I have no idea", "Really"]),
        ("www.gov.cn上发了3条", ["www.gov.cn上发了3条"]),
        ("，", []),
        ("", []),
        ("😀。", []),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [clause.text for clause in split_clauses(text)] == clauses


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from('培训了3次，。；、！ \n\t.,:：「」“”()（）一是还有另外又办1①没"\x00😀a'), max_size=60))
def test_clauses_are_ordered_parts_of_the_text(text: str) -> None:
    last_end = 0
    for clause in split_clauses(text):
        assert last_end <= clause.start < clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text
        last_end = clause.end


@pytest.mark.parametrize("unit", ["“", "”", '"', "、", "还有", "还办", "，", " ", "1.", "了、", "（1", "①"])
def test_long_strings_come_to_an_end(unit: str) -> None:
    split_clauses(unit * (10_000 // len(unit)))
