"""Places of findings: headings, sentences at offsets, fixes that can be applied."""

from __future__ import annotations

import pytest
from interview_samples import after, drafted, small_engine, t3

from assistant.checks.finding import Edit, Finding, Fix, Severity, Where
from assistant.interview.engine import Edit as EditSentence
from assistant.interview.engine import SetCells
from assistant.interview.places import (
    heading_of,
    margin_words,
    mending,
    open_findings,
    sentence_at,
    sentences_at,
)

ENGINE = small_engine()
ANSWERS = {
    "management": ["先审后发"],
    "supervision": ["培训两次四十人", "没有对上的话，也写上"],
    "issues": ["就会发文字", "群众不知道"],
}


def finding(where: Where, fix: Fix | None = None, message: str = "写错了") -> Finding:
    return Finding("TQ-99", Severity.WARNING, message, where, fix=fix)


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        (Where(cell="t3.granted.natural"), "表三 （一）予以公开 · 自然人"),
        (Where("t3"), "三、收到和处理政府信息公开申请情况"),
        (Where("overview", "management"), "一、总体情况（三）政府信息管理情况"),
        (Where("overview", "队伍建设"), "一、总体情况“队伍建设”"),
        (Where("overview"), "一、总体情况"),
        (Where("lead"), "编制说明"),
        (Where("title"), "标题"),
        (Where(), "全文"),
        (Where(cell="t9.x"), "t9.x"),
    ],
)
def test_headings(where: Where, heading: str) -> None:
    assert heading_of(where) == heading


def test_every_offset_of_a_part_leads_to_the_sentence_printed_there() -> None:
    state = drafted(ENGINE, ANSWERS, t3(new_received=0))
    report = ENGINE.report(state)
    for section, group in (("overview", "supervision"), ("issues", None), ("lead", None), ("other", None)):
        where = Where(section, group)
        places = sentences_at(report, where)
        assert places
        for place in places:
            for offset in range(place.start, place.end):
                at = Where(section, group, start=offset, end=offset + 1)
                assert sentence_at(report, at) == place.sentence.key
    assert len(sentences_at(report, Where("issues", start=0, end=10_000))) == 4


def test_cells_the_title_and_unknown_places_have_no_sentence() -> None:
    report = ENGINE.report(drafted(ENGINE, ANSWERS))
    for where in (Where(cell="t3.granted.natural"), Where("title"), Where(), Where("overview", "没有这一节")):
        assert sentences_at(report, where) == ()
        assert sentence_at(report, where) == ""


def test_a_finding_put_aside_is_back_when_its_evidence_changes() -> None:
    one = finding(Where("other"), message="有 2 处")
    assert open_findings([one], {one.key}) == ()
    changed = finding(Where("other"), message="有 3 处")
    assert open_findings([changed], {one.key}) == (changed,)


def test_a_fix_of_cells_is_applied_as_one_step() -> None:
    state = drafted(ENGINE, ANSWERS, t3(new_received=5))
    fix = Fix("改为 7", cells=(("t3.new_received.total", 7),))
    given = mending(
        finding(Where("t3", cell="t3.new_received.total"), fix), ENGINE.report(state), ENGINE.outline(state)
    )
    assert [type(one) for one in given] == [SetCells]
    assert after(ENGINE, state, *given).tables.t3["new_received.total"] == 7


def mended(words: str, instead: str, section: str, group: str | None) -> str | None:
    """The part's text after a fix that replaces ``words``; None if the fix cannot be applied."""
    state = drafted(ENGINE, ANSWERS)
    report = ENGINE.report(state)
    where = Where(section, group)
    places = sentences_at(report, where)
    text = "".join(place.sentence.text for place in places)
    start = text.index(words)
    fix = Fix("改字", edits=(Edit(start, start + len(words), instead),))
    given = mending(finding(where, fix), report, ENGINE.outline(state))
    if not given:
        return None
    assert all(isinstance(one, EditSentence) for one in given)
    changed = ENGINE.report(after(ENGINE, state, *given))
    return "".join(place.sentence.text for place in sentences_at(changed, where))


def test_a_fix_of_words_changes_only_them_also_in_a_numbered_point() -> None:
    text = mended("业务培训", "专题培训", "overview", "supervision")
    assert text is not None
    assert "一是组织专题培训2次，培训40人次；二是没有对上的话，也写上。" in text


def test_what_the_program_writes_itself_is_not_edited() -> None:
    assert mended("一是", "首先", "issues", None) is None
    assert mended("单一；", "单一。", "issues", None) is None


def test_two_edits_of_one_sentence_are_applied_together() -> None:
    state = drafted(ENGINE, {"supervision": ["培训两次四十人"]})
    report = ENGINE.report(state)
    where = Where("overview", "supervision")
    text = report.section("overview").subsections[4].text
    one, other = text.index("组织"), text.index("40")
    fix = Fix("改两处", edits=(Edit(one, one + 2, "举办"), Edit(other, other + 2, "45")))
    given = mending(finding(where, fix), report, ENGINE.outline(state))
    changed = ENGINE.report(after(ENGINE, state, *given))
    assert changed.section("overview").subsections[4].text == "举办业务培训2次，培训45人次。"


def test_margin_words_say_why_a_sentence_wants_a_look() -> None:
    state = drafted(ENGINE, {"issues": ["就会发文字"]})
    outline = ENGINE.outline(state)
    words = margin_words(outline)
    assert words["p:proactive"] == "待补"
    assert words[next(key for key in words if key.startswith("m:"))] == "配写"
    assert "a1.0" not in words
