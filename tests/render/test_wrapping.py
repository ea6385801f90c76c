"""Lines of a screen: nothing lost, nothing too wide, no sign where it must not stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.render.context import display_width
from assistant.render.texttable import text_table
from assistant.render.wrapping import NEVER_FIRST, NEVER_LAST, line_spans, wrap
from assistant.report.standard import LAYOUTS, TABLE_KEYS

PROSE = st.text(alphabet="公开信息统计街道办事处，。；：（）《》“”、0123456789.%abc ", max_size=200)


@given(PROSE, st.integers(2, 80), st.integers(0, 4))
def test_every_character_but_blanks_at_breaks_stands_once_and_fits(text: str, width: int, indent: int) -> None:
    spans = line_spans(text, width, min(indent, width - 1))
    position = 0
    for start, end in spans:
        assert not text[position:start].strip(" ")
        assert position <= start <= end
        position = end
    assert not text[position:].strip(" ")
    for number, (start, end) in enumerate(spans):
        room = width - (0 if number else min(indent, width - 1))
        assert display_width(text[start:end]) <= room or end - start == 1


@given(st.lists(st.sampled_from(["公开", "信息", "，", "。", "（一）", "《条例》", "“好”", "12条", "、"]), max_size=60))
def test_lines_neither_begin_nor_end_with_a_sign_that_may_not_stand_there(parts: list[str]) -> None:
    # Three signs in a row leave no better place to break.
    text = "信息".join(parts)
    for line in wrap(text, 24)[1:]:
        assert line[0] not in NEVER_FIRST
    for line in wrap(text, 24)[:-1]:
        assert line[-1] not in NEVER_LAST


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("全年公开，共计", 8, ["全年公", "开，共计"]),
        ("一二三（四）", 8, ["一二三", "（四）"]),
        ("全年公开1200余条", 10, ["全年公开", "1200余条"]),
        ("占比12.5%的事", 8, ["占比", "12.5%的", "事"]),
        ("甲\n乙", 8, ["甲", "乙"]),
        ("", 8, [""]),
        ("a" * 60, 24, ["a" * 24, "a" * 24, "a" * 12]),
        ("。" * 9, 4, ["。。"] * 4 + ["。"]),
    ],
)
def test_breaks(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("width", [60, 70, 79])
def test_narrow_tables_keep_every_label_and_figure(name: str, width: int) -> None:
    cells = {key: str(10000 + n) for n, key in enumerate(TABLE_KEYS[name])}
    drawn = text_table(name, cells, width)
    lines = drawn.split("\n")
    assert {display_width(line) for line in lines} == {display_width(lines[0])}
    assert display_width(lines[0]) <= width
    for value in cells.values():
        assert value in drawn
    # Labels over several lines are whole when their column is read downwards.
    first = "".join(line[1:].split("|")[0].strip() for line in lines if line.startswith("|"))
    for label in ("申请人无正当理由逾期不补正", "要求行政机关确认或重新出具已获取信息") if name == "t3" else ():
        assert label in first


def test_a_table_that_fits_is_drawn_as_in_the_file() -> None:
    cells = dict.fromkeys(TABLE_KEYS["t2"], "3")
    assert text_table("t2", cells, 200) == text_table("t2", cells)
