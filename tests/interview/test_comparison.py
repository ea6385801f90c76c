"""Last year beside this year: differences, pairs, share, and years rolled on with care."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_samples import after, drafted, small_engine, t3

from assistant.interview.comparison import compare
from assistant.interview.engine import Carry, Confirm
from assistant.report.model import Paragraph, Report
from assistant.reuse.similarity import Change, changed_cells, differences, likeness, rolled

ENGINE = small_engine()
TITLES = {part.group: part.title for part in ENGINE.script.parts}
TEXT = st.text(alphabet="公开信息条，。0123456789年ab", max_size=40)


@given(TEXT, TEXT)
def test_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == new
    assert all(piece.text for piece in pieces)


def test_numbers_change_as_a_whole() -> None:
    pieces = differences("公开186条。", "公开1186条。")
    changed = [(piece.change, piece.text) for piece in pieces if piece.change is not Change.SAME]
    assert changed == [(Change.REMOVED, "186"), (Change.ADDED, "1186")]


@pytest.mark.parametrize(
    ("old", "new", "low", "high"),
    [
        ("一是全年公开186条；", "全年公开203条。", 1, 1),
        ("2023年，我局办结十二件。", "2024年，我局办结35件。", 1, 1),
        ("制作图解4个。", "走进社区宣传公开渠道。", 0, 0.4),
        ("2023", "2024", 0, 0),
    ],
)
def test_likeness_looks_past_figures_and_signs(old: str, new: str, low: float, high: float) -> None:
    assert low <= likeness(old, new) <= high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年，我局主动公开信息12条。", "2024年，我局主动公开信息12条。"),
        ("2023年度任务全部完成。", "2024年度任务全部完成。"),
        ("截至2023年底，现行有效9件。", "截至2024年底，现行有效9件。"),
        ("截至2023年12月31日，收到5件。", "截至2024年12月31日，收到5件。"),
        ("统计期限为2023年1月1日至2023年12月31日。", "统计期限为2024年1月1日至2024年12月31日。"),
        ("公布2022年度决算和2023年度预算。", "公布2023年度决算和2024年度预算。"),
        ("二〇二三年办了三期。", "二〇二四年办了三期。"),
        ("二零二三年办了三期。", "二零二四年办了三期。"),
        ("2023 年办了三期。", "2024 年办了三期。"),
        # What is not the year the report is about stays.
        ("2023年5月6日印发通知。", "2023年5月6日印发通知。"),
        ("印发《2023年工作要点》（云政〔2023〕5号）。", "印发《2023年工作要点》（云政〔2023〕5号）。"),
        ("自2023年起实行。", "自2023年起实行。"),
        ("2021—2023年共培训3次。", "2021—2023年共培训3次。"),
        ("与2022年相比增加3件。", "与2022年相比增加3件。"),
        ("电话：12023年。", "电话：12023年。"),
    ],
)
def test_only_the_report_s_own_year_is_rolled(text: str, expected: str) -> None:
    assert rolled(text, 2023, 2024) == expected


@given(st.text(alphabet="公开信息年月日条，。《》〔〕0123456789", max_size=60), st.integers(2010, 2090))
def test_rolling_changes_nothing_but_years(text: str, year: int) -> None:
    done = rolled(text, year, year + 1)
    assert len(done) == len(text)
    assert all(a == b or a.isdigit() for a, b in zip(text, done, strict=True))
    if str(year) not in text and str(year - 1) not in text and str(year + 1) not in text:
        assert done == text


def last_year() -> Report:
    """Last year's report, as a reader gives it: a paragraph is one piece of text."""
    report = ENGINE.report(
        drafted(
            ENGINE,
            {
                "supervision": ["培训两次四十人"],
                "management": ["先审后发"],
                "issues": ["就会发文字", "群众不知道"],
                "improvements": ["印了小册子"],
            },
        )
    )

    def flat(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        return tuple(Paragraph.of(paragraph.text) for paragraph in paragraphs)

    sections = tuple(
        replace(
            section,
            paragraphs=flat(section.paragraphs),
            subsections=tuple(replace(part, paragraphs=flat(part.paragraphs)) for part in section.subsections),
        )
        for section in report.sections
    )
    return replace(report, year=2023, sections=sections, lead=flat(report.lead))


def part(group: str, answers: dict[str, list[str]]):
    state = drafted(ENGINE, answers)
    outline = ENGINE.outline(state)
    found = compare(last_year(), ENGINE.report(state), outline, TITLES)
    return next(one for one in found if one.group == group)


def test_points_and_paragraphs_of_a_file_become_sentences_without_their_numbers() -> None:
    texts = [pair.old.text for pair in part("issues", {}).pairs if pair.old]
    assert "公开形式较为单一。" in texts
    assert "群众知晓率不高。" in texts
    assert texts[0].endswith("：")
    assert not next(pair.old for pair in part("issues", {}).pairs if pair.old).can_be_carried
    measures = [pair.old.text for pair in part("improvements", {}).pairs if pair.old]
    assert "在窗口摆放宣传册。" in measures


def test_changed_figures_do_not_hide_a_copy_and_new_text_is_no_copy() -> None:
    copied = part("supervision", {"supervision": ["培训两次"]})
    pair = next(pair for pair in copied.pairs if pair.old and pair.new)
    assert pair.old.text == "组织业务培训2次，培训40人次。"
    same = part("supervision", {"supervision": ["培训两次四十人"]})
    assert same.share == 1
    other = part("supervision", {"supervision": ["每个月到科室转一圈看更新情况"]})
    assert other.share == 0
    assert {bool(pair.old) for pair in other.pairs} == {True, False}


def test_a_part_without_text_has_no_share() -> None:
    assert part("platform", {}).share is None


def test_every_sentence_of_both_years_stands_in_exactly_one_row() -> None:
    state = drafted(ENGINE, {"supervision": ["培训两次", "每个月转一圈"], "issues": ["群众不知道", "栏目更新慢"]})
    outline = ENGINE.outline(state)
    for one in compare(last_year(), ENGINE.report(state), outline, TITLES):
        keys = [pair.new.key for pair in one.pairs if pair.new]
        assert sorted(keys) == sorted(statement.key for statement in outline.statements[one.group])
        assert all(pair.old or pair.new for pair in one.pairs)


def test_a_carried_sentence_waits_for_confirmation() -> None:
    state = drafted(ENGINE, {})
    old = next(pair.old for pair in part("management", {}).pairs if pair.old)
    state = after(ENGINE, state, Carry(old.group, rolled(old.text, 2023, 2024), old.where))
    (statement,) = ENGINE.outline(state).statements["management"]
    assert statement.is_carried
    assert statement.sentence.text == "信息发布前逐级审核。"
    state = after(ENGINE, state, Confirm(statement.key))
    assert not ENGINE.outline(state).statements["management"][0].is_carried


def test_changed_cells_are_named_in_the_order_of_the_form() -> None:
    changes = changed_cells(t3(new_received=3, granted=1), t3(new_received=5, granted=1, carried_out=0))
    assert [(change.address, change.old, change.new) for change in changes] == [
        ("t3.new_received.total", 3, 5),
        ("t3.carried_out.total", None, 0),
    ]
    assert changes[0].label == "表三 一、本年新收政府信息公开申请数量 · 总计"
