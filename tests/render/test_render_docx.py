"""The Word document: text, cells, merges, styles, bytes."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from render_samples import LONG, NASTY, SAMPLES, blank, large, of, report, zero

from assistant.errors import InputError, TemplateError
from assistant.render.context import number_text
from assistant.render.docx import render_docx
from assistant.render.formats import FORMATS, render
from assistant.report.model import statutory_section, statutory_subsection
from assistant.report.standard import LAYOUTS, SECTION_TITLES, SUBSECTION_TITLES, section_heading
from assistant.resources import data_bytes
from assistant.tables.schema import Tables


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def physical_cells(table: Table) -> Iterator[tuple[int, int, int, int, str]]:
    """(row, column, rowspan, colspan, text) from the XML, as Word sees it."""
    found: dict[tuple[int, int], list] = {}
    for row, line in enumerate(table._tbl.tr_lst):
        column = 0
        for cell in line.tc_lst:
            span = cell.grid_span
            if cell.vMerge == "continue":
                start = max(place for place in found if place[1] == column and place[0] < row)
                assert found[start][1] == span
                found[start][0] += 1
            else:
                found[row, column] = [1, span, "".join(t.text or "" for t in cell.iter(qn("w:t")))]
            column += span
        assert column == len(table._tbl.tblGrid.gridCol_lst)
    return ((row, column, *rest) for (row, column), rest in found.items())


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_cell_stands_in_its_place_with_the_official_spans(sample: str) -> None:
    made = SAMPLES[sample]()
    tables = opened(render_docx(made)).tables
    assert len(tables) == 3
    for layout, table in zip(LAYOUTS.values(), tables, strict=True):
        expected = {
            (
                cell.row,
                cell.column,
                cell.rowspan,
                cell.colspan,
                number_text(made.tables.cell(f"{layout.name}.{cell.key}")) if cell.key else cell.label,
            )
            for cell in layout.cells
        }
        assert set(physical_cells(table)) == expected


def test_amount_is_printed_plain_and_empty_cells_stay_empty() -> None:
    assert opened(render_docx(large())).tables[0].cell(13, 1).text == "96171.6"
    assert opened(render_docx(blank())).tables[0].cell(13, 1).text == ""


def test_text_in_printed_order() -> None:
    made = zero()
    texts = [paragraph.text for paragraph in opened(render_docx(made)).paragraphs]
    assert texts[0] == "云溪区青枫街道办事处\n2024年政府信息公开工作年度报告"
    assert texts[1] == made.lead[0].text
    headings = [text for text in texts if text in map(section_heading, SECTION_TITLES)]
    assert headings == list(map(section_heading, SECTION_TITLES))
    overview = texts[texts.index("一、总体情况") + 1 : texts.index("二、主动公开政府信息情况")]
    assert overview[0] == made.section("overview").text
    assert overview[1] == f"（一）主动公开情况。{LONG}"
    assert overview[4] == NASTY
    assert overview[5].startswith("（四）政府信息公开平台建设情况。")
    assert texts[-1] == "本年度我街道未收取信息处理费。"


def test_subsection_heading_runs_in_and_missing_facts_stand_out() -> None:
    paragraphs = opened(render_docx(zero())).paragraphs
    first = next(paragraph for paragraph in paragraphs if paragraph.text.startswith("（一）"))
    assert [(run.text, run.style.style_id) for run in first.runs] == [
        ("（一）主动公开情况。", "Heading2Char"),
        (LONG, "DefaultParagraphFont"),
    ]
    lead = paragraphs[1]
    assert [run.text for run in lead.runs if run.style.name == "待补"] == ["【待补：地址】", "【待补：电话】"]
    assert lead.style.name == "Body Text"
    assert all(run.text for paragraph in paragraphs for run in paragraph.runs)


def test_prose_beside_tables_and_subsections_elsewhere_are_printed() -> None:
    made = zero()
    sections = {section.key: section for section in made.sections}
    sections["t2"] = statutory_section("t2", of("表前有话。"))
    sections["overview"] = statutory_section("overview", (), (statutory_subsection("proactive", ()),))
    texts = [p.text for p in opened(render_docx(replace(made, sections=tuple(sections.values())))).paragraphs]
    assert texts[texts.index("二、主动公开政府信息情况") + 1] == "表前有话。"
    assert texts[texts.index("一、总体情况") + 1] == "（一）主动公开情况"


def test_control_characters_are_removed_and_line_breaks_begin_paragraphs() -> None:
    made = replace(zero(), lead=of("甲\x00\x0b乙\ufffe\n\n  丙\ud800丁  "))
    texts = [paragraph.text for paragraph in opened(render_docx(made)).paragraphs]
    assert texts[1:3] == ["甲乙", "丙丁"]


def test_properties_follow_from_the_report() -> None:
    properties = opened(render_docx(report(Tables(), organ="甲&乙<局>"))).core_properties
    assert properties.title == "甲&乙<局>2024年政府信息公开工作年度报告"
    assert properties.author == properties.last_modified_by == "甲&乙<局>"
    assert properties.created.year == properties.modified.year == 2025


def test_same_report_same_bytes(tmp_path: Path) -> None:
    def digests() -> str:
        return "".join(hashlib.sha256(render(zero(), name)).hexdigest() for name in FORMATS)

    script = (
        "import hashlib, render_samples\nfrom assistant.render.formats import FORMATS, render\n"
        "print(''.join(hashlib.sha256(render(render_samples.zero(), name)).hexdigest() for name in FORMATS))"
    )
    here = Path(__file__).resolve().parent
    path = f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parent.parent)!r}]\n"
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    other = subprocess.run(
        [sys.executable, "-c", path + script], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    assert digests() == digests() == other.stdout.strip()


def test_archive_has_no_times() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(zero()))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_unknown_format_is_refused() -> None:
    with pytest.raises(InputError, match="不支持输出格式“pdf”"):
        render(zero(), "pdf")


def changed(old: str, new: str) -> bytes:
    """The shipped template with one text replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data_bytes("templates", "report.docx"))) as source,
        zipfile.ZipFile(buffer, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            if name == "word/document.xml":
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('{{ t3["misc.other.total"] }}', '{{ t3["misc.other.total"] }', "写法有误.*misc.other.total.*成对"),
        ("{%p endfor %}", "", "写法有误.*endfor"),
        ("{{ p.heading }}", "{{ p.headline }}", "不认识的名称.*headline"),
        ("{%p for p in lead %}", "{%p for p in preface %}", "不认识的名称.*preface"),
        ("{{ x.mark }}", "{{ x.mark.__class__.__mro__ }}", "无法填写|不认识的名称"),
        ("{{ x.mark }}", "{{ x.mark / 2 }}", "无法填写"),
        ('{{ t4["direct.total"] }}', "", "表四缺少“行政诉讼 未经复议直接起诉 · 总计”一格"),
        ("sections.issues.body", "lead", "没有“五、存在的主要问题及改进情况”的正文标记"),
    ],
)
def test_faulty_templates_are_named_and_explained(old: str, new: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message) as caught:
        render_docx(zero(), changed(old, new), name="我局模板.docx")
    assert caught.value.message.startswith("Word 模板“我局模板.docx”")
    assert caught.value.message.endswith("。")


def test_a_loop_over_half_paragraphs_is_refused_rather_than_repaired() -> None:
    with pytest.raises(TemplateError, match="放错了位置"):
        render_docx(replace(zero(), lead=of("甲。", "乙。")), changed("{%p for p in lead %}", "{% for p in lead %}"))


@pytest.mark.parametrize("content", [b"", b"not a docx", b"PK\x03\x04broken"])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateError, match="不是有效的 docx 文件"):
        render_docx(zero(), content)


def test_other_office_files_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(TemplateError, match="不是有效的 docx 文件"):
        render_docx(zero(), buffer.getvalue())


def test_a_restyled_template_keeps_its_direct_formatting() -> None:
    bold = changed(
        '<w:r><w:t xml:space="preserve">{% for x in p.pieces %}{{ x.text }}</w:t></w:r>',
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{% for x in p.pieces %}{{ x.text }}</w:t></w:r>',
    )
    lead = opened(render_docx(zero(), bold)).paragraphs[1]
    assert lead.runs[0].bold
    assert lead.runs[0].text.startswith("本报告依据")


def test_all_five_subsections_are_numbered() -> None:
    texts = "\n".join(paragraph.text for paragraph in opened(render_docx(zero())).paragraphs)
    for number, title in zip("一二三四五", SUBSECTION_TITLES.values(), strict=True):
        assert f"\n（{number}）{title}。" in texts
