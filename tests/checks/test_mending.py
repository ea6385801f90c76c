"""Certain fixes over many reports and formats: the defect goes, and nothing else of the file changes."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from check_samples import BUREAU, FILLED_REQUESTS, filled, loud, make
from clean_reports import report
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checklist import load_settings
from assistant.checks.context import Passage
from assistant.checks.finding import Where
from assistant.checks.runner import check_report
from assistant.mending import Mended, mend
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


def in_tables(
    form: str, *, fill_blanks: bool = False, requests: str = FILLED_REQUESTS, **changes: int | None
) -> Mended:
    """What becomes of a file with some cells changed, and the text of it that stays."""
    cells = {address.replace("__", "."): value for address, value in changes.items()}
    data = render(make(BUREAU, tables=filled(cells), parts={"requests": requests}), form)
    name = f"报告.{form}"
    read = read_report(data, name).report
    mended = mend(data, name, read, check_report(read, settings=SETTINGS), SETTINGS, fill_blanks=fill_blanks)
    told = read_report(mended.data, name).report
    assert [p.text for p in told.paragraphs()] == [p.text for p in read.paragraphs()]
    if mended.done:
        assert told.tables == filled()
        assert loud(check_report(told, settings=SETTINGS)) == []
    else:
        assert mended.data == data
    return mended


@pytest.mark.parametrize("form", ["docx", "md", "txt"])
def test_totals_that_follow_from_their_parts_are_recomputed(form: str) -> None:
    assert [one.rule for one in in_tables(form, t3__granted__total=0).done] == ["T3-07"]
    assert [one.rule for one in in_tables(form, t3__result_total__natural=40).done] == ["T3-01"]
    assert [one.rule for one in in_tables(form, t4__review__total=0, t3__granted__total=21).done] == ["T3-01", "T4-01"]


def test_parts_and_totals_that_the_text_confirms_are_left_to_a_person() -> None:
    assert in_tables("md", t3__granted__natural=27).done == ()
    nothing = FILLED_REQUESTS.replace("行政复议3件，结果维持2件，结果纠正1件", "行政复议0件")
    disputed = in_tables("md", requests=nothing, t4__review__total=0)
    assert (disputed.done, [one.rule for one in disputed.lost]) == ((), ["T4-01"])


@pytest.mark.parametrize("form", ["docx", "md", "txt"])
def test_empty_cells_are_filled_only_when_somebody_says_so(form: str) -> None:
    empty = {"t4__direct__pending": None, "t2__coercion__decided": None}
    assert in_tables(form, **empty).done == ()
    assert [one.rule for one in in_tables(form, fill_blanks=True, **empty).done] == ["TQ-27", "TQ-27"]


def test_cells_keep_their_format_in_word() -> None:
    data = render(make(BUREAU, tables=filled({"t3.granted.total": 0}), parts={"requests": FILLED_REQUESTS}), "docx")
    whole = render(make(BUREAU, tables=filled(), parts={"requests": FILLED_REQUESTS}), "docx")
    read = read_report(data, "报告.docx").report
    mended = mend(data, "报告.docx", read, check_report(read, settings=SETTINGS), SETTINGS)
    with ZipFile(BytesIO(mended.data)) as changed, ZipFile(BytesIO(whole)) as right:
        assert changed.namelist() == right.namelist()
        for name in right.namelist():
            if name != "word/document.xml":
                assert changed.read(name) == right.read(name)
        runs = [
            re.findall(rb"<w:t[ >][^<]*<|<w:rPr>.*?</w:rPr>", z.read("word/document.xml")) for z in (changed, right)
        ]
        assert [re.sub(rb" xml:space=\"preserve\"", b"", run) for run in runs[0]] == [
            re.sub(rb" xml:space=\"preserve\"", b"", run) for run in runs[1]
        ]


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
