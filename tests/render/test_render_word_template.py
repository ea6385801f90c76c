"""The shipped Word template: official labels, GB/T 9704 layout, built by the script."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from assistant.report.standard import LAYOUTS, SECTION_TITLES, section_heading
from assistant.resources import data_bytes

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / ".ci" / "make_report_template.py"
TEMPLATE = data_bytes("templates", "report.docx")
TWIPS = 56.7
"""To the millimetre."""


def part(name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        return etree.fromstring(archive.read(name))


def value(element: Any, path: str, attribute: str = "val") -> str:
    *parents, last = path.split("/")
    for step in (*parents, last):
        element = element.find(qn(f"w:{step}"))
        assert element is not None, path
    return element.get(qn(f"w:{attribute}"))


@pytest.fixture(scope="module")
def styles() -> dict[str, Any]:
    return {style.get(qn("w:styleId")): style for style in part("word/styles.xml").iter(qn("w:style"))}


@pytest.mark.skipif(not SCRIPT.exists(), reason="the script is not part of the source package")
def test_the_committed_file_is_what_the_script_builds() -> None:
    spec = importlib.util.spec_from_file_location("make_report_template", SCRIPT)
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.build() == script.build() == TEMPLATE


def test_headings_and_labels_are_the_official_ones() -> None:
    document = docx.Document(io.BytesIO(TEMPLATE))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [section_heading(key) for key in SECTION_TITLES]
    for layout, table in zip(LAYOUTS.values(), document.tables, strict=True):
        cells = ("".join(t.text for t in cell.iter(qn("w:t"))) for cell in table._tbl.iter(qn("w:tc")))
        texts = [text for text in cells if text]
        expected = [
            f'{{{{ {layout.name}["{cell.key}"] }}}}' if cell.key else cell.label
            for row in layout.by_row()
            for cell in row
        ]
        assert texts == expected


def test_page() -> None:
    section = docx.Document(io.BytesIO(TEMPLATE)).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(length.mm) for length in sizes] == [210, 297, 37, 35]
    assert [round(length.mm) for length in (section.left_margin, section.right_margin)] == [28, 26]
    grid = part("word/document.xml").find(f".//{qn('w:docGrid')}")
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(225 * TWIPS / pitch) == 22
    assert int(156 * TWIPS / (20 * (16 + space / 4096))) == 28


@pytest.mark.parametrize(
    ("style", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Normal", "仿宋_GB2312", "32"),
        ("TableText", "宋体", "20"),
        ("Footer", "宋体", "28"),
    ],
)
def test_fonts_and_sizes(styles: dict[str, Any], style: str, font: str, half_points: str) -> None:
    assert value(styles[style], "rPr/rFonts", "eastAsia") == font
    assert value(styles[style], "rPr/sz") == half_points


def test_body_headings_and_title(styles: dict[str, Any]) -> None:
    assert value(styles["Normal"], "rPr/rFonts", "ascii") == "Times New Roman"
    assert value(styles["Normal"], "pPr/jc") == "both"
    assert value(styles["Normal"], "pPr/spacing", "lineRule") == "exact"
    assert 28.9 <= int(value(styles["Normal"], "pPr/spacing", "line")) / 20 <= 29
    assert value(styles["BodyText"], "pPr/ind", "firstLineChars") == "200"
    assert value(styles["Title"], "pPr/jc") == "center"
    assert value(styles["Title"], "pPr/spacing", "line") == "700"
    for level, font in enumerate(("黑体", "楷体_GB2312")):
        heading = styles[f"Heading{level + 1}"]
        assert value(heading, "pPr/outlineLvl") == str(level)
        assert value(heading, "rPr/rFonts", "eastAsia") == font
        assert value(heading, "pPr/ind", "firstLineChars") == "200"
    assert value(styles["Heading2Char"], "rPr/rFonts", "eastAsia") == "楷体_GB2312"


def test_missing_fonts_have_stand_ins() -> None:
    entries = part("word/fontTable.xml").iter(qn("w:font"))
    names = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in entries}
    assert names["仿宋_GB2312"].get(qn("w:val")) == "仿宋"
    assert names["楷体_GB2312"].get(qn("w:val")) == "楷体"
    assert names["方正小标宋简体"].get(qn("w:val")) == "宋体"


def test_tables_fit_the_type_area_and_do_not_tear() -> None:
    for layout, table in zip(LAYOUTS.values(), part("word/document.xml").iter(qn("w:tbl")), strict=True):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert len(widths) == layout.columns
        assert sum(widths) <= 156 * TWIPS
        rows = table.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        headers = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert headers == [number < layout.header_rows for number in range(layout.rows)]


def test_page_numbers_differ_on_odd_and_even_pages() -> None:
    assert part("word/settings.xml").find(qn("w:evenAndOddHeaders")) is not None
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        footer = part(name)
        assert value(footer, "p/pPr/jc") == side
        assert value(footer, "p/pPr/ind", f"{side}Chars") == "100"
        assert re.fullmatch(r"— PAGE 1 —", " ".join("".join(footer.itertext()).split()))


def test_language_is_chinese() -> None:
    assert value(part("word/styles.xml"), "docDefaults/rPrDefault/rPr/lang", "eastAsia") == "zh-CN"
