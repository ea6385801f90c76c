"""What files lose on the way to us: merged cells, halves of tables, columns of a page, the report itself."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from expectations import assert_sample, read
from hypothesis import given
from hypothesis import strategies as st
from pdf_paper import HEIGHT, Page, Paper
from reading_samples import (
    ORGAN,
    OTHER,
    PARTS,
    TITLE,
    article,
    grid,
    html_table,
    lines_of,
    portal_page,
    prose_lines,
    saved,
    tables,
    text_file,
    word_parts,
)
from test_reading_pdf import WIDTHS

from assistant.errors import InputError
from assistant.render.context import number_text
from assistant.report.standard import LAYOUTS, T4_BLOCKS, T4_COLUMNS, section_heading


def copied(name: str) -> str:
    """As browsers copy a table: one cell for each physical cell, merged or not."""
    return lines_of([[cell for cell in row if cell] for row in grid(name)])


def test_a_table_copied_from_a_browser() -> None:
    assert_sample(read(text_file(tables_text={name: copied(name) for name in LAYOUTS})))
    assert_sample(read(text_file(tables_text={name: copied(name) for name in LAYOUTS}, blank="\n")))


@given(st.data())
def test_values_keep_their_headings_however_few_merged_cells_are_left(data: st.DataObject) -> None:
    """Each covered place of a header may be there, blank, or lost; rows may have lost their leading blanks."""
    rows = [list(row) for row in grid("t3")]
    # Whoever flattens a table does it to every row.
    lost = data.draw(st.booleans())
    shown = [[cell for cell in row if cell] if lost else row for row in rows]
    extra = data.draw(st.integers(0, 3)) if lost else 0
    made = {"t2": lines_of(grid("t2")), "t3": lines_of([[*row, *[""] * extra] for row in shown])}
    made["t4"] = copied("t4") if data.draw(st.booleans()) else lines_of(grid("t4"))
    assert_sample(read(text_file(tables_text=made)))


def test_table_4_in_two_tables() -> None:
    value = {key: number_text(tables().t4[key]) for key in tables().t4.cells}

    def part(blocks: tuple[str, ...]) -> str:
        heads = "".join(f"<td colspan=5>{T4_BLOCKS[block]}</td>" for block in blocks)
        outcomes = "".join(f"<td>{label}</td>" for _ in blocks for label in T4_COLUMNS.values())
        values = "".join(f"<td>{value[f'{block}.{column}']}</td>" for block in blocks for column in T4_COLUMNS)
        return f"<table><tr>{heads}</tr><tr>{outcomes}</tr><tr>{values}</tr></table>"

    parted = part(("review",)) + "<p>（二）行政诉讼</p>" + part(("direct", "after_review"))
    assert_sample(read(portal_page(body=article().replace(html_table("t4"), parted)), "a.html"))


def test_sentences_that_begin_as_buttons_do_are_no_furniture() -> None:
    said = ["承办人大代表建议7件、政协提案4件，均已答复。", "评论留言212条均已回复。", "微信公众号后台留言全部办结。"]
    body = article() + "".join(f"<p>{text}</p>" for text in said)
    other = read(portal_page(body=body), "a.html").report.section("other")
    assert [paragraph.text for paragraph in other.paragraphs] == [OTHER, *said]


def test_tables_that_are_pictures_are_told() -> None:
    document = docx.Document()
    for part in word_parts():
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            document.add_picture(io.BytesIO(PICTURE))
    pages = portal_page(body="".join(article().replace(html_table(name), "<p><img src=a.png></p>") for name in ("t3",)))
    assert [notice for notice in read(saved(document), "a.docx").notices if "是图片" in notice] == [
        f"{name}是图片，图片里的数读不出来，各格按未填处理，请照图片填写。" for name in ("表二", "表三", "表四")
    ]
    assert [notice[:5] for notice in read(pages, "a.html").notices] == ["表三是图片"]


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<iframe src='content_31.html'></iframe>", "正文在框架里"),
        ("<div id=app></div><script src=app.js></script>", "要靠脚本显示"),
        ("<noscript>请启用脚本</noscript><div id=root></div>", "要靠脚本显示"),
        (f"<h1>{TITLE}</h1><p>附件：<a href='P02.pdf'>{TITLE}.pdf</a></p>", "请下载附件"),
        ("<embed src='a.pdf'>", "请下载附件"),
    ],
)
def test_a_page_without_its_article_says_where_that_is(page: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(portal_page(body=page).replace("<script>var", "<script>//").replace(article(), ""), "a.html")


def test_two_reports_in_one_file() -> None:
    second = text_file(title="青岚市白石区教育局2024年政府信息公开工作年度报告")
    with pytest.raises(InputError, match=f"2 份年度报告（{TITLE}、青岚市白石区教育局"):
        read(text_file() + second)
    with pytest.raises(InputError, match="2 份年度报告"):
        read(text_file() + text_file(title=TITLE.replace("2024", "2023")))


def test_a_copy_for_printing_is_no_second_report() -> None:
    assert_sample(read(portal_page(body=f"{article()}<div class=print>{article()}</div>"), "a.html"))


def test_a_title_as_long_as_a_line() -> None:
    width = len(TITLE)
    lines = [TITLE]
    for line in [*word_parts()[1:]]:
        if isinstance(line, str):
            lines += [line[i : i + width] for i in range(0, len(line), width)]
        else:
            lines += [lines_of(line)]
    reading = read("\n".join(lines))
    assert reading.report.title == TITLE
    assert reading.report.organ.name == ORGAN


def turned(data: bytes, degrees: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("degrees", [90, 180])
def test_pages_lying_on_their_side(degrees: int) -> None:
    paper = Paper()
    paper.centred(TITLE)
    for key, lines in prose_lines().items():
        paper.line(section_heading(key), 28)
        for line in lines:
            paper.paragraph(line)
        if key in LAYOUTS:
            paper.table(grid(key), WIDTHS[key])
    assert_sample(read(turned(paper.data(), degrees), "a.pdf"), but=("lead",))


def test_two_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    paper.centred(TITLE)
    per, x, y = 14, 60.0, paper.y + 20

    def put(text: str) -> None:
        nonlocal x, y
        if y > HEIGHT - 120:
            x, y = (330.0, 140.0) if x < 100 else (60.0, 140.0)
            if x < 100:
                paper.pages.append(Page())
        paper.pages[-1].text(x, y, text)
        y += 24

    for key in ("overview", "issues", "other"):
        put(section_heading(key))
        for line in prose_lines()[key]:
            indented = "　　" + line
            for i in range(0, len(indented), per):
                put(indented[i : i + per])
    report = read(paper.data(), "a.pdf").report
    assert report.title == TITLE
    assert {part.group: part.text for part in report.section("overview").subsections} == PARTS
    assert report.section("other").text == OTHER


def test_a_report_in_a_long_volume() -> None:
    paper = Paper()
    for number in range(25):
        paper.line(f"年鉴第{number}篇")
        paper.turn()
    paper.centred(TITLE)
    for key, lines in prose_lines().items():
        paper.line(section_heading(key), 28)
        for line in lines:
            paper.paragraph(line)
        if key in LAYOUTS:
            paper.table(grid(key), WIDTHS[key])
    for number in range(25):
        paper.turn()
        paper.line(f"附录第{number}篇")
    report = read(paper.data(), "a.pdf").report
    assert report.title == TITLE
    assert report.tables == tables()
