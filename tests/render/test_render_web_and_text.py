"""HTML, Markdown and plain text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from render_samples import NASTY, SAMPLES, large, of, zero

from assistant.render.context import build_context, display_width, number_text
from assistant.render.environment import environment, markdown_text
from assistant.render.html import render_html
from assistant.render.text import render_markdown, render_text
from assistant.report.model import Report
from assistant.report.standard import (
    LAYOUTS,
    SECTION_TITLES,
    T2_COLUMNS,
    T2_ROWS,
    T3_COLUMNS,
    T3_GROUPS,
    T3_NOTE,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
    section_heading,
)


class _Page(HTMLParser):
    """Tables as lists of rows of (text, rowspan, colspan); the other texts by their element."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self.blocks: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(source.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"meta", "col"}:
            return
        self.open.append(tag)
        given = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append(("", int(given.get("rowspan") or 1), int(given.get("colspan") or 1)))
        elif tag in {"p", "h1", "h2"}:
            self.blocks.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open or "th" in self.open:
            text, *spans = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (text + data, *spans)
        elif {"p", "h1", "h2"} & set(self.open):
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


def expected_tables(made: Report) -> list[list[list[tuple[str, int, int]]]]:
    return [
        [
            [
                (
                    number_text(made.tables.cell(f"{layout.name}.{cell.key}")) if cell.key else cell.label,
                    cell.rowspan,
                    cell.colspan,
                )
                for cell in row
            ]
            for row in layout.by_row()
        ]
        for layout in LAYOUTS.values()
    ]


@pytest.mark.parametrize("sample", SAMPLES)
def test_html_tables_have_the_official_spans(sample: str) -> None:
    made = SAMPLES[sample]()
    for source in (render_html(made), render_html(made, fragment=True), render_markdown(made)):
        assert _Page(source).tables == expected_tables(made)


def test_page_holds_the_fragment_in_its_article() -> None:
    page, fragment = render_html(zero()).decode(), render_html(zero(), fragment=True).decode()
    assert page.count(fragment) == 1
    assert page.partition("<article>\n")[2].startswith(fragment)
    assert '<meta charset="utf-8">' in page
    assert '<html lang="zh-CN">' in page
    assert not {"<style", "class=", "<script", "<html", "<h1"} & {
        part for part in ("<style", "<h1") if part in fragment
    }


def test_html_text_in_order_and_escaped() -> None:
    made = zero()
    source = render_html(made).decode()
    assert "<尖括号>" not in source
    assert "&lt;尖括号&gt;、A&amp;B" in source
    blocks = _Page(source.encode()).blocks
    assert blocks[0] == ("h1", made.title)
    assert blocks[1] == ("p", made.lead[0].text)
    assert [text for tag, text in blocks if tag == "h2"] == [section_heading(key) for key in SECTION_TITLES]
    assert ("p", NASTY) in blocks
    assert any(tag == "p" and text.startswith("（一）主动公开情况。全年") for tag, text in blocks)


def test_html_title_cannot_close_its_element() -> None:
    source = render_html(replace(zero(), title='</title><script>alert("1")</script>')).decode()
    assert "<script>" not in source


def test_missing_facts_stand_out_in_html() -> None:
    assert (
        '<span style="background-color:#ffff00;">【待补：地址】</span>' in render_html(zero(), fragment=True).decode()
    )


def test_markdown_shows_the_text_literally() -> None:
    source = render_markdown(zero()).decode()
    lines = source.splitlines()
    assert lines[0] == f"# {zero().title}"
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {section_heading(key)}" for key in SECTION_TITLES
    ]
    assert "### （一）主动公开情况" in lines
    assert r"\<尖括号\>、A&B" in source
    assert r"\*星号\*、\_下划线\_、\$5\$、\[方括号\]" in source
    assert "\n\n\n" not in source


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. 一件", r"1\. 一件"),
        ("1.一件", "1.一件"),
        ("- 一件", r"\- 一件"),
        ("# 标题", r"\# 标题"),
        ("a_b@c.gov.cn 见 http://x.cn/?a=1&b=2#top", "a_b@c.gov.cn 见 http://x.cn/?a=1&b=2#top"),
        ("__init__ 与 &lt;", r"\_\_init\_\_ 与 \&lt;"),
        ("10~20件", r"10\~20件"),
        ("C:\\公开", r"C:\\公开"),
    ],
)
def test_markdown_escapes_only_markup(text: str, markdown: str) -> None:
    assert markdown_text(text) == markdown


def test_markdown_tables_have_no_blank_lines() -> None:
    for table in render_markdown(zero()).decode().split("<table>")[1:]:
        assert "\n\n" not in table.partition("</table>")[0]


def grids(text: str) -> list[list[str]]:
    """Blocks of consecutive table lines."""
    found: list[list[str]] = []
    inside = False
    for line in text.splitlines():
        is_row = line.startswith(("|", "+"))
        if is_row and not inside:
            found.append([])
        if is_row:
            found[-1].append(line)
        inside = is_row
    return found


@pytest.mark.parametrize("sample", SAMPLES)
def test_text_tables_line_up(sample: str) -> None:
    tables = grids(render_text(SAMPLES[sample]()).decode())
    assert len(tables) == 3
    for table in tables:
        assert len({display_width(line) for line in table}) == 1
        assert display_width(table[0]) <= 160


def test_text_tables_have_every_label_and_number() -> None:
    made = large()
    t2, t3, t4 = ("\n".join(table) for table in grids(render_text(made).decode()))
    assert all(label in t2 for label in (*T2_ROWS.values(), *T2_COLUMNS.values()))
    assert all(label in t3 for label in (*T3_ROWS.values(), *T3_COLUMNS.values(), *T3_GROUPS.values(), T3_NOTE))
    assert all(label in t4 for label in (*T4_BLOCKS.values(), *T4_COLUMNS.values()))
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in t3.splitlines() if line.startswith("|")]
    values = {row[0]: row[1:] for row in rows}
    for key, label in T3_ROWS.items():
        if label != "3.其他":
            assert values[label] == [number_text(made.tables.t3[f"{key}.{column}"]) for column in T3_COLUMNS]
    assert "| 行政诉讼：复议后起诉       |     1010 |" in t4


def test_text_is_whole_and_ends_lines_with_newline_only() -> None:
    made = zero()
    source = render_text(made)
    assert b"\r" not in source
    text = source.decode()
    assert text.startswith(f"{made.title}\n\n　　本报告依据")
    assert text.endswith("　　本年度我街道未收取信息处理费。\n")
    for paragraph in made.paragraphs():
        assert paragraph.text in text


def test_empty_sections_leave_no_odd_blanks() -> None:
    made = zero()
    bare = replace(
        made, lead=(), sections=tuple(replace(part, paragraphs=(), subsections=()) for part in made.sections)
    )
    assert "\n\n\n" not in render_text(bare).decode()
    assert "\n\n\n" not in render_markdown(bare).decode()
    assert "<p" not in render_html(bare, fragment=True).decode()


def test_context_is_plain_and_shared() -> None:
    context = build_context(replace(zero(), lead=of("【待补：甲】、【待补：乙】已办结。")))
    assert context["lead"][0]["pieces"] == [
        {"text": "", "mark": "【待补：甲】"},
        {"text": "、", "mark": "【待补：乙】"},
        {"text": "已办结。", "mark": ""},
    ]
    assert context["title_lines"] == ["云溪区青枫街道办事处", "2024年政府信息公开工作年度报告"]
    assert context["t3"]["new_received.natural"] == "0"
    short = replace(zero(), title="青枫街道2024年年报", organ=replace(zero().organ, name="青枫街道"))
    assert build_context(short)["title_lines"] == ["青枫街道2024年年报"]


def test_templates_run_in_a_sandbox() -> None:
    made = environment()
    assert made.sandboxed
    assert made.from_string("{{ x }}").render(x="<&>") == "&lt;&amp;&gt;"
