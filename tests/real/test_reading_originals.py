"""The two published reports themselves: every cell right, every sentence there, nothing of the page left."""

from __future__ import annotations

import re
import subprocess

import pytest
from originals import HUAIAN, SEED, huaian_figures, plain, seed_figures

from assistant.render.context import number_text
from assistant.report.model import Report
from assistant.report.standard import SUBSECTION_TITLES
from assistant.reuse.reading import ReportReading, read_report

needs_seed = pytest.mark.skipif(not SEED.is_file(), reason=f"reads {SEED.name}, which is not there")
needs_huaian = pytest.mark.skipif(not HUAIAN.is_file(), reason=f"reads {HUAIAN.name}, which is not there")


@pytest.fixture(scope="module")
def seed() -> ReportReading:
    return read_report(SEED.read_bytes(), SEED.name)


@pytest.fixture(scope="module")
def huaian() -> ReportReading:
    return read_report(HUAIAN.read_bytes(), HUAIAN.name)


def figures(report: Report) -> list[str]:
    return [number_text(value) for table in report.tables for value in table.cells.values()]


def prose(text: str) -> str:
    """The narrative of a printed report, headings included, without white space, pages and tables."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"\s*-\s*\d+\s*-\s*", line)]
    joined = plain("".join(lines))
    before, _, rest = joined.partition("二、主动公开政府信息情况")
    return before + rest[rest.index("五、存在的") :]


def printed(report: Report) -> str:
    parts = [report.title, *(paragraph.text for paragraph in report.lead)]
    for number, section in zip("一二三四五六", report.sections, strict=True):
        if section.key in {"t2", "t3", "t4"}:
            assert section.text == ""
            continue
        parts += [f"{number}、{section.title}", section.text]
        for i, part in enumerate(section.subsections):
            parts += [f"（{'一二三四五'[i]}）{part.title}。", part.text]
    return plain("".join(parts))


@needs_seed
def test_the_seed(seed: ReportReading) -> None:
    report = seed.report
    assert figures(report) == seed_figures()
    assert (report.organ.name, str(report.organ.kind), report.year) == ("卫东区东工人镇街道办事处", "street", 2024)
    assert [part.group for part in report.section("overview").subsections] == list(SUBSECTION_TITLES)
    assert report.lead == ()
    assert len(seed.notices) == 1
    source = prose(SEED.read_text(encoding="utf-8"))
    # The first part has no title of its own, the others a colon behind theirs.
    first, *others = report.section("overview").subsections
    found = printed(report).replace(plain(f"（一）{first.title}。"), "(一)", 1)
    for part in others:
        found = found.replace(f"{part.title}。", f"{part.title}:", 1)
    assert found == source


@needs_seed
def test_the_seed_with_other_figures_in_every_cell(seed: ReportReading) -> None:
    """All figures of the seed are 0; with a number of its own each drifted cell shows where it was read from."""
    counter = iter(range(100, 300))
    head, mark, tables = SEED.read_text(encoding="utf-8").partition("二、主动公开政府信息情况")
    tables, end, tail = tables.partition("五、存在的")
    numbered = re.sub(r"(?<=\t)0(?=\t|\n)|(?<=\n)0(?=\t)", lambda match: str(next(counter)), tables)
    report = read_report(f"{head}{mark}{numbered}{end}{tail}".encode(), "seed.txt").report
    assert figures(report) == [str(number) for number in range(100, 300)]


@needs_huaian
def test_huaian(huaian: ReportReading) -> None:
    report = huaian.report
    assert (report.organ.name, str(report.organ.kind), report.year) == ("淮安市人民政府", "government", 2024)
    assert [part.group for part in report.section("overview").subsections] == list(SUBSECTION_TITLES)
    assert len(report.lead) == 1
    assert len(report.section("issues").paragraphs) == 2
    assert huaian.notices == ()
    assert all(value is not None for table in report.tables for value in table.cells.values())


@needs_huaian
def test_every_figure_and_sentence_of_huaian(huaian: ReportReading) -> None:
    try:
        expected = huaian_figures()
        done = subprocess.run(["pdftotext", "-layout", str(HUAIAN), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    assert figures(huaian.report) == expected
    assert printed(huaian.report) == prose(done.stdout.decode("utf-8"))


@needs_huaian
def test_the_text_of_huaian_as_another_program_saves_it(huaian: ReportReading) -> None:
    try:
        done = subprocess.run(["pdftotext", "-layout", str(HUAIAN), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    reading = read_report(done.stdout, "huaian.txt")
    assert figures(reading.report) == figures(huaian.report)
    assert printed(reading.report) == printed(huaian.report)
