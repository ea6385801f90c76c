"""Spelling: width, case, white space, traditional characters, homophone errors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.matching.normalise import fold, normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("收到以申请９件", "收到依申请9件"),
        ("一申请公开、依申报公开都登计", "依申请公开、依申请公开都登记"),
        ("可以申请，以申请人为准", "可以申请，以申请人为准"),
        ("修路方案先公式", "修路方案先公示"),
        ("公式化的答复", "公式化的答复"),
        ("打不开的链结修了，死连接也清了", "打不开的链接修了，死链接也清了"),
        ("诉送1件，复义3件", "诉讼1件，复议3件"),
        ("准备答复意见", "准备答复意见"),
        ("三审三较", "三审三校"),
        ("政物公开放公从号", "政务公开放公众号"),
        ("参与情况、其余情况", "参与情况、其余情况"),
        ("员工开会，成功开通", "员工开会，成功开通"),
        ("办接待、办解读会", "办接待、办解读会"),
        ("陪训两次，归范流程", "培训两次，规范流程"),
        ("接转下年", "结转下年"),
        ("政策解毒三篇", "政策解读三篇"),
        ("帐号和台帐", "账号和台账"),
        ("收到來信十二封，開了兩場會", "收到来信十二封，开了两场会"),
        ("ＡＢＣ　H5\t网页", "abc h5 网页"),
        ("一\r\n\r\n  二\u200b三\x07四", "一\n二三 四"),
        ("保留，标点。（不动）", "保留，标点。（不动）"),
        ("", ""),
    ],
)
def test_normalise(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@settings(deadline=None)
@given(st.text(max_size=80))
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_white_space_is_tidy(text: str) -> None:
    tidy = normalise(text)
    assert tidy == tidy.strip()
    assert "  " not in tidy
    assert "\n\n" not in tidy


@pytest.mark.parametrize("unit", ["公式", "以申请", " ", "\n ", "诉送", "\x00", "😀"])
def test_long_strings_come_to_an_end(unit: str) -> None:
    normalise(unit * (10_000 // len(unit)))
