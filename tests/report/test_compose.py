"""From statements to paragraphs and sections."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.report.compose import Prose, compose, compose_paragraphs
from assistant.report.model import TYPED, Binding, Origin, Paragraph, Sentence
from assistant.report.organ import Organ
from assistant.report.standard import (
    SECTION_TITLES,
    SUBSECTION_TITLES,
    ordinal,
    section_heading,
    subsection_heading,
)
from assistant.tables.schema import Tables

ORGAN = Organ.of("云岭县财政局")
OPENING = "2024年，我局"


def s(text: str) -> Sentence:
    return Sentence(text)


def points(*texts: str, lead_in: str = "", enumerated: bool = True, opening: tuple[str, ...] = ()) -> Prose:
    return Prose(tuple(map(s, opening)), tuple((s(text),) for text in texts), lead_in, enumerated)


def printed(prose: Prose, *, split: bool = False) -> list[str]:
    return [paragraph.text for paragraph in compose_paragraphs(prose, OPENING, split_opening=split)]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        (Prose(), []),
        (points("甲。"), ["甲。"]),
        (points("甲。", "乙。"), ["一是甲；二是乙。"]),
        (points("甲。", "乙。", "丙。"), ["一是甲；二是乙；三是丙。"]),
        (points("甲。", "乙。", enumerated=False), ["甲。乙。"]),
        (points("甲。", lead_in="问题："), ["问题：甲。"]),
        (points("甲。", "乙。", lead_in="问题："), ["问题：一是甲；二是乙。"]),
        (points("甲；甲。", "乙。"), ["一是甲；甲。二是乙。"]),
        (points("甲。", "乙。又乙。"), ["一是甲。二是乙。又乙。"]),
        (points("甲！", "乙？"), ["一是甲！二是乙？"]),
        (points("甲。", "乙！"), ["一是甲。二是乙！"]),
        (Prose((), ((s("甲。"), s("又甲。")), (s("乙。"),)), "", True), ["一是甲。又甲。二是乙。"]),
        (points(opening=("总。",)), ["总。"]),
        (points("甲。", "乙。", opening=("总。",)), ["总。一是甲；二是乙。"]),
    ],
)
def test_points_are_joined_and_numbered_by_their_count(prose: Prose, expected: list[str]) -> None:
    assert printed(prose) == expected


def test_more_points_than_can_be_numbered_stand_without_numbers() -> None:
    texts = [f"办了第{number}件事。" for number in range(1, 101)]
    assert printed(points(*texts[:99]))[0].startswith("一是办了第1件事；二是")
    assert printed(points(*texts)) == ["".join(texts)]


def test_opening_and_points_may_stand_apart() -> None:
    assert printed(points("甲。", "乙。", opening=("总。",)), split=True) == ["总。", "一是甲；二是乙。"]
    assert printed(points("甲。"), split=True) == ["甲。"]
    assert printed(points(opening=("总。",)), split=True) == ["总。"]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        (points(f"{OPENING}开会。", f"{OPENING}发文。", enumerated=False), f"{OPENING}开会。发文。"),
        (points(f"{OPENING}发文。", opening=(f"{OPENING}开会。",)), f"{OPENING}开会。发文。"),
        (points(f"{OPENING}开会。", f"{OPENING}发文。"), f"一是{OPENING}开会；二是发文。"),
        (points(f"{OPENING}开会。", "听课。", lead_in=f"{OPENING}的问题："), f"{OPENING}的问题：一是开会；二是听课。"),
        (points("听课。", f"{OPENING}开会。", enumerated=False), f"听课。{OPENING}开会。"),
        (
            points(f"听课，{OPENING}开会。", f"{OPENING}发文。", enumerated=False),
            f"听课，{OPENING}开会。{OPENING}发文。",
        ),
    ],
)
def test_year_and_organ_are_said_once_at_the_head(prose: Prose, expected: str) -> None:
    assert printed(prose) == [expected]


def test_each_paragraph_may_say_the_opening() -> None:
    prose = points(f"{OPENING}改了。", opening=(f"{OPENING}整改。",))
    assert printed(prose, split=True) == [f"{OPENING}整改。", f"{OPENING}改了。"]


@st.composite
def bound_sentences(draw: st.DrawFn) -> Sentence:
    """A sentence that prints numbers of cells between words, perhaps with the opening."""
    text = OPENING if draw(st.booleans()) else "全年"
    bindings = []
    for number in draw(st.lists(st.integers(0, 99_999), max_size=3)):
        text += draw(st.sampled_from(["收到", "办结", "，其中", "。另有", ""]))
        bindings.append(Binding(len(text), len(text) + len(str(number)), f"cell.{number}"))
        text += f"{number}件"
    return Sentence(text + "。", bindings=tuple(bindings))


proses = st.builds(
    Prose,
    st.lists(bound_sentences(), max_size=2).map(tuple),
    st.lists(st.lists(bound_sentences(), min_size=1, max_size=2).map(tuple), max_size=12).map(tuple),
    st.sampled_from(["", "问题：", f"{OPENING}还有问题："]),
    st.booleans(),
)


@given(proses, st.booleans())
def test_bindings_stay_on_their_numbers(prose: Prose, split: bool) -> None:
    paragraphs = compose_paragraphs(prose, OPENING, split_opening=split)
    found = []
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            for binding in sentence.bindings:
                assert sentence.text[binding.start : binding.end] == binding.cell.removeprefix("cell.")
                found.append(binding.cell)
    given_ = [*prose.opening, *(sentence for point in prose.points for sentence in point)]
    assert found == [binding.cell for sentence in given_ for binding in sentence.bindings]


@given(proses)
def test_ordinals_run_without_gap(prose: Prose) -> None:
    text = "".join(paragraph.text for paragraph in compose_paragraphs(prose, OPENING))
    ordinals = re.findall(r"[一二三四五六七八九十]+(?=是)", text)
    count = len(prose.points) if prose.enumerated and len(prose.points) > 1 else 0
    assert ordinals == [ordinal(number) for number in range(1, count + 1)]
    assert text.endswith("。") or not text
    assert "。；二是" not in text


def test_origin_and_topic_of_sentences_survive() -> None:
    one = Sentence("甲。", Origin.phrase("a.b.c"), "a.b")
    two = Sentence("乙。", Origin.table("d.e.f"), "d.e")
    (paragraph,) = compose_paragraphs(Prose((), ((one,), (two,)), "头：", True), OPENING)
    assert [(str(x.origin), x.topic) for x in paragraph.sentences] == [("phrase:a.b.c", "a.b"), ("table:d.e.f", "d.e")]
    assert str(TYPED) == "typed"


def test_the_report_has_the_six_sections_and_five_parts_in_order() -> None:
    prose = {
        "overview": points("总。", enumerated=False),
        "platform": points("网。"),
        "issues": points("甲。", "乙。", lead_in="问题："),
        "improvements": Prose((s("去年改了。"),), ((s("丙。"),), (s("丁。"),)), "措施：", True),
        "other": points("无。", enumerated=False),
    }
    tables = Tables().with_cells({"t2.rules.made": 1})
    report = compose(ORGAN, 2024, tables, [s("编制。"), s("依据。")], prose)
    assert report.title == "云岭县财政局2024年政府信息公开工作年度报告"
    assert [section.key for section in report.sections] == list(SECTION_TITLES)
    assert [section.title for section in report.sections] == list(SECTION_TITLES.values())
    overview = report.section("overview")
    assert [(part.group, part.title) for part in overview.subsections] == list(SUBSECTION_TITLES.items())
    assert [part.text for part in overview.subsections] == ["", "", "", "网。", ""]
    assert report.section("issues").text == "问题：一是甲；二是乙。\n去年改了。\n措施：一是丙；二是丁。"
    assert report.lead == (Paragraph.of("编制。依据。"),)
    assert report.tables == tables
    assert [sentence.text for sentence in report.sentences()][:3] == ["编制。", "依据。", "总。"]
    shape = report.to_json()
    assert shape["sections"]["overview"]["subsections"][3] == {
        "group": "platform",
        "title": "政府信息公开平台建设情况",
        "text": "网。",
    }
    assert shape["tables"]["t2"]["rules.made"] == 1
    assert shape["tables"]["t3"]["granted.total"] is None


def test_problems_and_measures_are_two_paragraphs() -> None:
    prose = {"issues": points("甲。", "乙。"), "improvements": points("丙。", "丁。")}
    report = compose(ORGAN, 2024, Tables(), [], prose)
    assert [p.text for p in report.section("issues").paragraphs] == ["一是甲；二是乙。", "一是丙；二是丁。"]
    assert report.lead == ()


def test_paragraphs_are_equal_when_they_print_alike() -> None:
    assert Paragraph((s("甲。"), s("乙。"))) == Paragraph.of("甲。乙。")
    assert hash(Paragraph((s("甲。"), s("乙。")))) == hash(Paragraph.of("甲。乙。"))
    assert Paragraph.of("甲。") != Paragraph.of("乙。")
    assert Paragraph.of("甲。") != "甲。"


DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize("number", range(1, 100))
def test_ordinals_from_one_to_ninety_nine(number: int) -> None:
    tens, units = divmod(number, 10)
    expected = f"{DIGITS[tens]}十{DIGITS[units]}".replace("〇十", "").replace("〇", "")
    if 10 <= number < 20:
        expected = expected.removeprefix("一")
    assert ordinal(number) == expected


@pytest.mark.parametrize("number", [0, -1, 100])
def test_there_are_no_other_ordinals(number: int) -> None:
    with pytest.raises(ValueError):
        ordinal(number)


def test_headings_are_numbered_as_the_form_does() -> None:
    assert [section_heading(key)[:2] for key in SECTION_TITLES] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert subsection_heading(3, "政府信息管理情况") == "（三）政府信息管理情况"
