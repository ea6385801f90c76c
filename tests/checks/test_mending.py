"""Certain fixes over many reports and formats: the defect goes, and nothing else of the file changes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from clean_reports import report
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checklist import load_settings
from assistant.checks.context import Passage
from assistant.checks.finding import Where
from assistant.checks.runner import check_report
from assistant.mending import mend
from assistant.render.formats import render
from assistant.report.model import Paragraph, Report
from assistant.reuse.editing import Change, editable
from assistant.reuse.places import Track, find_passages, find_title
from assistant.reuse.reading import read_report

SETTINGS = load_settings()
PLANTED = (
    ("做好统一布署。", "做好统一部署。"),
    ("工作工作扎实。", "工作扎实。"),
    ("逐项登记,按季公布。", "逐项登记，按季公布。"),
)


def planted(made: Report, words: str) -> Report:
    """The words at the end of a paragraph of each part of section 一."""
    sections = tuple(
        replace(
            section,
            subsections=tuple(
                replace(part, paragraphs=(*part.paragraphs[:-1], Paragraph.of(part.paragraphs[-1].text + words)))
                for part in section.subsections
                if part.paragraphs
            ),
        )
        for section in made.sections
    )
    return replace(made, sections=sections)


@pytest.mark.parametrize("form", ["docx", "md", "txt"])
@pytest.mark.parametrize("number", [2, 9, 17, 28])
def test_planted_defects_are_mended_wherever_they_stand(form: str, number: int) -> None:
    wrong, right = PLANTED[number % len(PLANTED)]
    data = render(planted(report(number), wrong), form)
    name = f"报告.{form}"
    read = read_report(data, name).report
    findings = check_report(read, settings=SETTINGS)
    mended = mend(data, name, read, findings, SETTINGS)
    assert mended.done
    assert mended.lost == ()
    told = read_report(mended.data, name).report
    assert [p.text for p in told.paragraphs()] == [p.text.replace(wrong, right) for p in read.paragraphs()]
    assert told.tables == read.tables
    assert set(mended.done).isdisjoint(mended.left)
    # Nothing certain is left, and mending again changes nothing.
    again = mend(mended.data, name, told, check_report(told, settings=SETTINGS), SETTINGS)
    assert (again.done, again.data) == ((), mended.data)


def test_figures_and_names_are_left_to_a_person() -> None:
    made = planted(report(9), "我委逐条核对。申请人张小明对答复不服。全年收到政府信息公开申请99999件。")
    data = render(made, "md")
    read = read_report(data, "报告.md").report
    findings = check_report(read, settings=SETTINGS)
    assert {"TQ-25", "TQ-15"} <= {finding.rule for finding in findings if finding.fix and finding.fix.edits}
    mended = mend(data, "报告.md", read, findings, SETTINGS)
    assert (mended.done, mended.data, mended.left) == ((), data, findings)


_PIECES = st.text(alphabet="甲乙丙 丁，。1", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_paragraphs_are_found_character_by_character(texts: list[str], chance: random.Random) -> None:
    # A file may break lines and space characters anywhere.
    printed = "\n".join("".join(char + chance.choice(["", "", "\n", " "]) for char in text) for text in texts)
    offset, passages = 0, []
    for text in texts:
        passages.append(Passage("overview", None, offset, text))
        offset += len(text) + 1
    places = find_passages(Track(printed), passages)
    for passage in passages:
        for at, char in enumerate(passage.text):
            span = places.span(Where("overview"), passage.offset + at, passage.offset + at + 1)
            assert span is None if char.isspace() else span is not None and printed[slice(*span)] == char


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="甲乙丙丁\n*", max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 4), st.text("戊己", max_size=3)), max_size=4),
)
def test_changes_of_a_text_are_made_where_they_are_said(text: str, wanted: list[tuple[int, int, str]]) -> None:
    changes: list[Change] = []
    end = 0
    for start, length, words in sorted(wanted):
        if end <= start <= len(text) - length and "\n" not in text[start : start + length]:
            changes.append(Change(start, start + length, words))
            end = start + length + 1
    expected, at = "", 0
    for change in changes:
        expected += text[at : change.start] + change.text
        at = change.end
    data = f"政府信息公开{text}".encode()
    moved = [Change(change.start + 6, change.end + 6, change.text) for change in changes]
    assert editable(data, "甲.txt").changed(moved).decode() == "政府信息公开" + expected + text[at:]


def test_a_table_of_contents_is_no_heading() -> None:
    track = Track("目录\n一、总体情况 1\n一、总体情况\n正文里说到总体情况以及其他各项内容。\n")
    span = find_title(track, ["总体情况"])
    assert span is not None
    assert track.text[: span[0]].count("\n") == 2
    assert track.text[slice(*span)] == "一、总体情况"
