"""Two published reports as last test: their facts in a clerk's words and their figures give a complete draft."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from originals import HUAIAN, SEED, huaian_figures, plain, seed_figures, seed_row_labels

from assistant.checks.finding import Severity
from assistant.drafting import Draft, draft_from_files
from assistant.render.context import number_text
from assistant.render.formats import FORMATS
from assistant.report.standard import LAYOUTS, T3_ROWS
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.spreadsheet import read_tables, write_workbook

HERE = Path(__file__).parent
SECTIONS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
PARTS = ["主动公开情况", "依申请公开情况", "政府信息管理情况", "政府信息公开平台建设情况", "监督保障情况"]
ORDINALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
PLACEHOLDER = "【待补"
ANSWERED = {
    "dongongren": "措施|情况|事项|问题|件数|收费|处理费",
    "huaian": "措施|情况|事项|问题|件数|收费|处理费|条数|期数|场数|篇数|解读|账号|金额|电话|地址|邮编",
}
"""What an open point may not ask for, because the facts say it. The seed says no other number, Huai'an no headcount."""


def needs(file: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not file.is_file(), reason=f"reads {file.name} of ../shared, which is not there")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("dongongren", marks=needs(SEED)),
        pytest.param("huaian", marks=needs(HUAIAN)),
    ],
)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def drafted(name: str, tmp_path_factory: pytest.TempPathFactory, private_folders: Path) -> Draft:
    folder = tmp_path_factory.mktemp(name)
    tables = None
    if name == "dongongren":
        tables = folder / "tables.xlsx"
        tables.write_bytes(write_workbook(Tables(T2.zeros(), T3.zeros(), T4.zeros()), year=2024))
    return draft_from_files(
        HERE / f"{name}.yaml", tables_file=tables, out=folder / "out", formats=tuple(FORMATS), overwrite=False
    )


@pytest.fixture(scope="module")
def original(name: str) -> list[str]:
    return seed_figures() if name == "dongongren" else typed_figures()


def typed_figures() -> list[str]:
    """The figures of huaian-2024.csv, digits as typed, without their labels."""
    lines = (HERE / "huaian-2024.csv").read_text(encoding="utf-8").splitlines()
    return [cell for line in lines for cell in line.split(",") if re.fullmatch(r"\d+(?:\.\d+)?", cell)]


def content(drafted: Draft, suffix: str) -> bytes:
    return next(file for file in drafted.files if file.suffix == f".{suffix}").read_bytes()


def numbers_of_docx(data: bytes) -> Iterator[str]:
    for table in docx.Document(io.BytesIO(data)).tables:
        seen = set()
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield cell.text


def numbers_of_tags(data: bytes) -> Iterator[str]:
    return (match[1] for match in re.finditer(r"<td[^>]*>([^<]*)</td>", data.decode("utf-8")))


def numbers_of_text(data: bytes) -> Iterator[str]:
    return (
        cell.strip() for line in data.decode("utf-8").splitlines() if line.startswith("|") for cell in line.split("|")
    )


TABLE_TEXTS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "docx": numbers_of_docx,
    "html": numbers_of_tags,
    "md": numbers_of_tags,
    "txt": numbers_of_text,
}


@needs(HUAIAN)
def test_the_typed_figures_are_those_of_the_pdf() -> None:
    try:
        printed = huaian_figures()
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    assert typed_figures() == printed


@needs(SEED)
def test_the_rows_of_the_seed_are_those_of_the_form_in_order() -> None:
    assert seed_row_labels() == [plain(label) for label in T3_ROWS.values()]


def test_the_typed_workbook_is_read_without_a_notice() -> None:
    file = HERE / "huaian-2024.csv"
    reading = read_tables(file.read_bytes(), file.name)
    assert reading.notices == ()
    assert all(value is not None for table in reading.tables for value in table.cells.values())


def test_the_report_holds_the_original_tables_cell_for_cell(drafted: Draft, original: list[str]) -> None:
    cells = [number_text(value) for table in drafted.report.tables for value in table.cells.values()]
    assert cells == original


@pytest.mark.parametrize("suffix", TABLE_TEXTS)
def test_every_format_prints_the_original_figures_in_order(drafted: Draft, original: list[str], suffix: str) -> None:
    texts = TABLE_TEXTS[suffix](content(drafted, suffix))
    assert [text for text in texts if re.fullmatch(r"\d+(?:\.\d+)?", text)] == original


def test_the_word_tables_read_back_cell_for_cell(drafted: Draft) -> None:
    tables = word(drafted).tables
    assert len(tables) == len(LAYOUTS)
    for layout, table, values in zip(LAYOUTS.values(), tables, drafted.report.tables, strict=True):
        assert len(table.rows) == layout.rows
        for cell in layout.cells:
            expected = number_text(values[cell.key]) if cell.key else cell.label
            # Every grid place that a merged cell covers reads as that cell.
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    assert table.cell(row, column).text == expected, (layout.name, row, column)


def word(drafted: Draft) -> Document:
    return docx.Document(io.BytesIO(content(drafted, "docx")))


def test_the_figures_are_consistent(drafted: Draft) -> None:
    loud = [finding for finding in drafted.findings if finding.severity in (Severity.ERROR, Severity.WARNING)]
    assert [finding for finding in loud if not finding.rule.startswith("TQ-") or finding.rule == "TQ-27"] == []
    # The facts of the first give no number of what was published, and the draft says so.
    assert {finding.rule for finding in loud} <= {"TQ-31"}


def test_six_sections_and_five_parts_under_their_titles(drafted: Draft) -> None:
    lines = [paragraph.text.strip() for paragraph in word(drafted).paragraphs]
    assert [line for line in lines if line in SECTIONS] == SECTIONS
    assert [line for line in lines if re.match("[一二三四五六七八九]、", line)] == SECTIONS
    headings = [match[0] for line in lines if (match := re.match("（[一二三四五六七]）[^。]*", line))]
    assert headings == [f"（{ordinal}）{title}" for ordinal, title in zip(ORDINALS, PARTS, strict=False)]
    text = content(drafted, "txt").decode("utf-8")
    assert [line.strip() for line in text.splitlines() if line.strip() in SECTIONS] == SECTIONS


def test_every_part_says_something(drafted: Draft) -> None:
    report = drafted.report
    assert [part.title for part in report.section("overview").subsections] == PARTS
    texts = [part.text for part in report.section("overview").subsections]
    for text in (*texts, *(report.section(key).text for key in ("overview", "issues", "other"))):
        assert len(text) > 20
        assert PLACEHOLDER not in text[:4]


def test_problems_are_answered_by_measures(drafted: Draft) -> None:
    problems, measures = drafted.report.section("issues").paragraphs
    assert len(markers(problems.text)) >= 2
    assert len(markers(measures.text)) >= len(markers(problems.text))


def test_the_fee_is_stated(drafted: Draft, name: str) -> None:
    stated = drafted.report.section("other").text
    assert "信息处理费" in stated
    assert ("3940元" in stated) if name == "huaian" else ("未收取" in stated or "没有收取" in stated)


def test_what_the_facts_answer_is_not_left_open(drafted: Draft, name: str) -> None:
    open_points = [f"{todo.place}：{todo.what}" for todo in drafted.todos]
    assert [point for point in open_points if re.search(ANSWERED[name], point.rpartition("：")[2])] == []


def markers(text: str) -> list[str]:
    return re.findall(r"(?:^|(?<=[。；：，]))([一二三四五六七八九十]+)是", text)


def test_ordinals_run_on(drafted: Draft) -> None:
    for paragraph in drafted.report.paragraphs():
        found = markers(paragraph.text)
        assert found == ORDINALS[: len(found)]
        assert len(found) != 1


def test_no_sentence_stands_twice(drafted: Draft) -> None:
    sentences = [sentence.text for sentence in drafted.report.sentences()]
    assert sorted(sentences) == sorted(set(sentences))
