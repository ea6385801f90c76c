"""PDF files with a text layer."""

from __future__ import annotations

from expectations import assert_sample, read
from pdf_paper import Paper
from reading_samples import LEAD, ORGAN, grid, prose_lines

from assistant.report.standard import LAYOUTS, section_heading
from assistant.reuse.reading import ReportReading

WIDTHS = {"t2": [100.0] * 4, "t3": [30.0, 40.0, 100.0, *[38.0] * 7], "t4": [29.0] * 15}


def printed(head: str = "", above_tables: int = 0) -> ReportReading:
    paper = Paper(head)
    paper.centred(ORGAN)
    paper.centred("2024年政府信息公开工作年度报告")
    paper.paragraph(LEAD)
    for key, lines in prose_lines().items():
        paper.line(section_heading(key), 28)
        for line in lines:
            paper.paragraph(line)
        if key in LAYOUTS:
            paper.y += above_tables
            paper.table(grid(key), WIDTHS[key])
    return read(paper.data(), "report.pdf")


def test_wrapped_lines_running_heads_and_page_numbers() -> None:
    reading = printed("白石区水务局文件")
    assert_sample(reading)
    assert reading.notices == ()


def test_tables_that_break_over_pages_anywhere() -> None:
    for above in (40, 130, 250):
        assert_sample(printed(above_tables=above))
