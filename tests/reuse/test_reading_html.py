"""Web pages as portals serve them and browsers save them."""

from __future__ import annotations

import pytest
from expectations import assert_sample, read
from reading_samples import ORGAN, TITLE, article, html_table, portal_page

from assistant.render.html import render_html
from assistant.reuse.blocks import TextBlock
from assistant.reuse.readers.html import html_document


@pytest.mark.parametrize(
    ("declared", "encoding", "told"),
    [
        ("utf-8", "utf-8", False),
        ("gb2312", "gb18030", False),
        ("utf-8", "gb18030", True),
        ("gb2312", "utf-8", True),
        ("utf-8", "utf-16", False),
    ],
)
def test_a_portal_page_with_its_furniture(declared: str, encoding: str, told: bool) -> None:
    reading = read(portal_page(declared).encode(encoding), "report.html")
    assert_sample(reading)
    assert bool(reading.notices) is told


def test_a_page_saved_under_a_word_name() -> None:
    assert_sample(read(portal_page(), "report.doc"))


def test_a_page_saved_in_one_file() -> None:
    import base64

    body = base64.encodebytes(portal_page("gbk").encode("gbk")).decode("ascii")
    data = (
        "From: <Saved by Browser>\nSubject: report\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
        '\tboundary="----x"\n\n------x\nContent-Type: text/html; charset="gbk"\n'
        f"Content-Transfer-Encoding: base64\n\n{body}\n------x--\n"
    )
    assert_sample(read(data.encode("ascii"), "report.mht"))


def test_a_page_without_headings_of_its_own_title() -> None:
    page = portal_page().replace(f"<h1>{TITLE}</h1>", "")
    assert_sample(read(page, "report.html"))


def test_a_title_in_two_elements() -> None:
    page = portal_page().replace(f"<h1>{TITLE}</h1>", f"<h1>{ORGAN}<br>2024年政府信息公开工作年度报告</h1>")
    assert_sample(read(page, "report.html"))


def test_an_article_laid_out_by_tables() -> None:
    body = f"<table><tr><td></td><td><table width=100%><tr><td>{article()}</td></tr></table></td></tr></table>"
    assert_sample(read(portal_page(body=body), "report.html"))


def test_an_article_in_lines_broken_by_br() -> None:
    import re

    body = re.sub(r"</p>\s*<p[^>]*>", "<br/>\n", article())
    assert_sample(read(portal_page(body=body), "report.html"))


def test_tags_that_are_not_closed() -> None:
    body = article().replace("</td>", "").replace("</tr>", "").replace("</p>", "").replace("</tbody>", "")
    assert_sample(read(portal_page(body=body), "report.html"))


def test_an_article_hidden_until_a_script_shows_it() -> None:
    page = portal_page().replace('class="TRS_Editor"', 'class="TRS_Editor" style="display: none"')
    assert_sample(read(page, "report.html"))


def test_the_drifted_header_with_the_total_beside_all_applicants() -> None:
    official = html_table("t3")
    header = official[: official.index("<tr><td rowspan=1 colspan=3>")]
    other = (
        "<table><tbody><tr><td rowspan=3 colspan=3>（勾稽关系）</td><td colspan=6>申请人情况</td>"
        "<td rowspan=3>总计</td></tr><tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td></tr>"
        "<tr><td>商业<br>企业</td><td>科研<br>机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    )
    page = portal_page(body=article().replace(header, other))
    assert other in page
    assert_sample(read(page, "report.html"))


def test_a_table_in_two_parts_with_the_header_repeated() -> None:
    official = html_table("t3")
    header = official[: official.index("<tr><td rowspan=1 colspan=3>")]
    cut = official.index("<tr><td rowspan=3 colspan=1><p><span>（四）无法提供")
    page = portal_page(body=article().replace(official, f"{official[:cut]}</table>{header}{official[cut:]}"))
    assert_sample(read(page, "report.html"))


def test_line_breaks_of_the_source_are_no_text() -> None:
    blocks = html_document("<p>公开\n   信息 and\n more&nbsp;文字</p><pre>甲\n乙</pre>", "x").blocks
    texts = [block.text for block in blocks if isinstance(block, TextBlock)]
    assert texts == ["公开信息 and more\xa0文字", "甲", "乙"]


def test_our_fragment_inside_a_portal() -> None:
    from reading_samples import report

    fragment = render_html(report(), fragment=True).decode("utf-8")
    assert_sample(read(portal_page(body=fragment), "report.html"))
