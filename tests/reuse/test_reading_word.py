"""Word documents as people leave them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from expectations import assert_sample, read
from reading_samples import (
    INTRO,
    LEAD,
    OTHER,
    PARTS,
    TITLE,
    drifted_t3,
    grid,
    prose_lines,
    report,
    saved,
    tables,
    word_file,
    word_parts,
)

from assistant.render.formats import render
from assistant.report.standard import LAYOUTS, SECTION_TITLES, SUBSECTION_TITLES, section_heading
from assistant.tables.spreadsheet import write_workbook


def with_table_3(*replacement: object) -> bytes:
    parts: list[object] = word_parts()
    at = parts.index(grid("t3"))
    return word_file(*parts[:at], *replacement, *parts[at + 1 :])  # type: ignore[arg-type]


def test_headings_as_plain_paragraphs_and_tables_without_merges() -> None:
    reading = read(word_file(*word_parts()), "report.docx")
    assert_sample(reading)
    assert reading.notices == ()


@pytest.mark.parametrize("cut", [5, 14, 20, 27])
def test_a_table_split_over_pages(cut: int) -> None:
    rows = grid("t3")
    assert_sample(read(with_table_3(rows[:cut], rows[cut:]), "report.docx"))
    assert_sample(read(with_table_3(rows[:cut], "", rows[:3] + rows[cut:]), "report.docx"))
    assert_sample(read(with_table_3(rows[:cut], [["", *row] for row in rows[cut:]]), "report.docx"))


def test_a_table_that_drifted() -> None:
    assert_sample(read(with_table_3(drifted_t3()), "report.docx"))


def test_the_values_of_table_4_alone_on_the_next_page() -> None:
    parts = word_parts()
    at = parts.index(grid("t4"))
    parts[at : at + 1] = [grid("t4")[:3], grid("t4")[3:]]
    assert_sample(read(word_file(*parts), "report.docx"))


def test_merged_cells_with_labels_broken_over_lines() -> None:
    document = docx.Document(io.BytesIO(render(report(), "docx")))
    for text in [text for table in document.tables for text in table._tbl.iter(qn("w:t"))]:
        whole = text.text or ""
        text.text = whole[:4]
        for start in range(len(whole) - len(whole) % 4, 3, -4):
            text.addnext(parse_xml(f"<w:t {nsdecls('w')} xml:space='preserve'>{whole[start : start + 4]}</w:t>"))
            if not whole.isdigit():
                text.addnext(parse_xml(f"<w:br {nsdecls('w')}/>"))
    assert_sample(read(saved(document), "report.docx"))


def test_everything_inside_a_layout_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for part in word_parts():
        if isinstance(part, str):
            cell.add_paragraph(part)
            continue
        nested = cell.add_table(len(part), len(part[0]))
        for row, texts in zip(nested.rows, part, strict=True):
            for place, text in zip(row.cells, texts, strict=True):
                place.text = text
    assert_sample(read(saved(document), "report.docx"))


def test_a_report_written_as_one_table() -> None:
    rows = [[TITLE], [LEAD]]
    for key, lines in prose_lines().items():
        rows += [[section_heading(key)], *([line] for line in lines)]
        rows += grid(key) if key in LAYOUTS else []
    width = max(map(len, rows))
    data = word_file([[*row, *[""] * (width - len(row))] for row in rows])
    assert_sample(read(data, "report.docx"))


def test_tracked_changes_content_controls_and_text_boxes() -> None:
    document = docx.Document(io.BytesIO(render(report(), "docx")))
    paragraph = next(one for one in document.paragraphs if one.text == OTHER)
    run = paragraph.runs[0]._r
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a"/>')
    run.addprevious(inserted)
    inserted.append(run)
    inserted.addnext(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>删去的话</w:delText></w:r></w:del>')
    )
    table = document.tables[1]._tbl
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    table.addprevious(control)
    control[0].append(table)
    assert_sample(read(saved(document), "report.docx"))


def test_automatic_numbers() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
        for i, shown in enumerate(("%1、", "（%2）"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def numbered(text: str, level: int) -> None:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )

    document.add_paragraph(TITLE)
    document.add_paragraph(LEAD)
    for key, title in SECTION_TITLES.items():
        numbered(title, 0)
        if key == "overview":
            document.add_paragraph(INTRO)
            for group, text in PARTS.items():
                numbered(f"{SUBSECTION_TITLES[group]}。{text}", 1)
            continue
        for line in prose_lines()[key]:
            document.add_paragraph(line)
        if key in LAYOUTS:
            rows = grid(key)
            table = document.add_table(len(rows), len(rows[0]))
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    assert_sample(read(saved(document), "report.docx"))


def test_tables_of_a_workbook() -> None:
    reading = read(write_workbook(tables(), year=2024), "青岚市白石区水务局2024年统计表.xlsx")
    assert reading.report.tables == tables()
    assert reading.report.organ.name == "青岚市白石区水务局"
    assert reading.report.year == 2024
    assert any("只有统计表" in notice for notice in reading.notices)
