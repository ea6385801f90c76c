"""The report in lines: everything printed stands in it, stops lead to sentences, notes to the margin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from render_samples import large

from assistant.render.preview import LineKind, pieces, preview
from assistant.report.model import Paragraph, Report, Sentence

REPORT = large()


def keyed(report: Report) -> Report:
    """The report with a key on every sentence."""
    count = iter(range(1000))

    def paragraphs(given: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(tuple(replace(s, key=f"a{next(count)}.0") for s in p.sentences)) for p in given)

    sections = tuple(
        replace(
            section,
            paragraphs=paragraphs(section.paragraphs),
            subsections=tuple(replace(part, paragraphs=paragraphs(part.paragraphs)) for part in section.subsections),
        )
        for section in report.sections
    )
    return replace(report, lead=paragraphs(report.lead), sections=sections)


@pytest.mark.parametrize("width", [30, 66, 110])
def test_all_prose_headings_and_figures_stand_in_it(width: int) -> None:
    shown = preview(REPORT, width)
    joined = shown.text.replace("\n", "")
    assert REPORT.title in joined
    for paragraph in REPORT.paragraphs():
        assert paragraph.text in shown.text
    assert [title for title, _ in shown.headings][1] == "一、总体情况"
    assert sum(title.startswith("（") for title, _ in shown.headings) == 5
    for line in shown.lines:
        assert "\n" not in shown.text[line.start : line.end]


def test_every_sentence_is_a_stop_in_printed_order_and_tables_are_reached() -> None:
    report = keyed(REPORT)
    shown = preview(report, 66)
    keys = [stop.key for stop in shown.stops if stop.key]
    assert keys == [sentence.key for sentence in report.sentences()]
    for stop in shown.stops:
        assert shown.lines[stop.line].start <= stop.start
        assert shown.line_of(stop.start) == stop.line
    texts = {sentence.key: sentence.text for sentence in report.sentences()}
    assert all(shown.text[stop.start : stop.end] == texts[stop.key] for stop in shown.stops if stop.key)
    assert {stop.cell.partition(".")[0] for stop in shown.stops if stop.cell} == {"t2", "t3", "t4"}


def test_a_subsection_heading_runs_into_its_first_paragraph() -> None:
    report = keyed(REPORT)
    shown = preview(report, 66)
    start, end = shown.run_in[0]
    assert shown.text[start:end] == "（一）主动公开情况"
    assert shown.text[end] == "。"


def test_notes_stand_in_the_margin_of_their_sentence_and_blanks_are_found() -> None:
    sentences = (
        Sentence("第一句。", key="a1.0"),
        Sentence("【待补：条数】。", key="a2.0"),
        Sentence("第三句。", key="a3.0"),
    )
    report = replace(REPORT, lead=(Paragraph(sentences),))
    shown = preview(report, 80, {"a2.0": "待补", "a3.0": "沿用"})
    notes = [line.note for line in shown.lines if line.kind is LineKind.TEXT]
    assert notes[0] == "待补"
    assert "沿用" not in notes  # one line, one word: the first wins
    (start, end), *_ = shown.blanks
    assert shown.text[start:end] == "【待补：条数】"
    narrow = preview(report, 18, {"a2.0": "待补", "a3.0": "沿用"})
    assert [line.note for line in narrow.lines if line.note] == ["待补", "沿用"]


def test_line_breaks_she_typed_begin_lines_and_break_nothing() -> None:
    report = replace(
        REPORT, lead=(Paragraph((Sentence("甲句\r\n乙句。", key="a1.0"), Sentence("丙句。", key="a2.0"))),)
    )
    shown = preview(report, 60)
    lines = [shown.text[line.start : line.end] for line in shown.lines]
    assert "甲句" in lines
    stop = next(stop for stop in shown.stops if stop.key == "a2.0")
    assert shown.text[stop.start : stop.end] == "丙句。"


def test_search_finds_across_lines_and_nothing_for_nothing() -> None:
    shown = preview(REPORT, 20)
    words = REPORT.section("overview").subsections[0].paragraphs[0].text[2:24]
    (start, end), *_ = shown.find(words)
    assert shown.text[start:end] == words
    assert shown.line_of(start) < shown.line_of(end)
    assert shown.find("  ") == ()
    assert shown.find("查无此文") == ()


def test_pieces_cut_a_line_at_the_bounds_of_spans() -> None:
    line = preview(REPORT, 60).lines[0]
    cuts = ((line.start, line.start + 2), (line.start + 1, line.end + 5))
    found = list(pieces(line, cuts))
    assert "".join(str(sorted(covers)) for *_, covers in found) == "[0][0, 1][1]"
    assert (found[0][0], found[-1][1]) == (line.start, line.end)
