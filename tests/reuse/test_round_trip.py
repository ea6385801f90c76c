"""What we render we read back: any report, every format, cell for cell."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from expectations import parts
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from reading_samples import report

from assistant.render.formats import FORMATS, render
from assistant.render.html import render_html
from assistant.report.model import Paragraph, Report, report_title, statutory_section, statutory_subsection
from assistant.report.organ import Organ
from assistant.report.standard import SUBSECTION_TITLES, T2_AMOUNT_KEY, T2_KEYS, T3_KEYS, T4_KEYS
from assistant.reuse.reading import read_report
from assistant.tables.schema import T2, T3, T4, Cell, Tables
from assistant.workbench import Workbench

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A report takes long to shrink and says as much unshrunk."""
PLACES = ["青岚市白石区", "云溪区", "松谷县", "江南省"]
OFFICES = ["水务局", "青枫街道办事处", "河口镇人民政府", "石桥乡人民政府", "发展和改革委员会", "人民政府"]
ORGANS = st.builds(lambda place, office: Organ.of(place + office), st.sampled_from(PLACES), st.sampled_from(OFFICES))

FRAGMENTS = [
    "办理来信186件", "通过网站、微信公众号公开", "“一事一审”", "A、B岗互补", "（含上年3件）", "C:\\公开", "a_b@c.gov.cn", "<尖括号>",
    "A&B", "&lt;", "*星号*", "_下划线_", "$5$", "[方括号]", "{{ 花括号 }}", "50%", "#1号楼", "10~20件", "http://x.example.cn/?a=1&b=2#top",
    "一是更新慢", "；二是人手少", "1.5万元", "：", "，", "第20条", "—", "/", "| 竖线 |", "【待补：电话】", "2024 年", "其他", "总计 3", "```",
]  # fmt: skip
SENTENCES = st.builds(
    lambda head, tail, end: f"我单位{head}，{''.join(tail)}{end}",
    st.sampled_from(["认真办理", "按期完成", "持续改进", "登记在册"]),
    st.lists(st.sampled_from(FRAGMENTS), max_size=5),
    st.sampled_from("。；！？"),
)
PARAGRAPHS = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=8).map(lambda some: Paragraph.of("".join(some))), max_size=3
).map(tuple)
AMOUNTS = st.none() | st.decimals(0, 10**6, places=4).map(Decimal.normalize) | st.integers(0, 10**6)


@st.composite
def all_tables(draw: st.DrawFn) -> Tables:
    """Blanks, small and large counts; from one seed, since two hundred draws would take long."""
    dice = Random(draw(st.integers(0, 2**32)))

    def cells(keys: tuple[str, ...]) -> dict[str, Cell]:
        return {key: dice.choice([None, 0, dice.randrange(10), dice.randrange(10**8)]) for key in keys}

    return Tables(T2({**cells(T2_KEYS), T2_AMOUNT_KEY: draw(AMOUNTS)}), T3(cells(T3_KEYS)), T4(cells(T4_KEYS)))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    organ, year = draw(ORGANS), draw(st.integers(2021, 2039))
    groups = draw(st.sampled_from([tuple(SUBSECTION_TITLES), ("requests",), ("management", "proactive")]))
    subsections = tuple(statutory_subsection(group, draw(PARAGRAPHS)) for group in groups)
    return Report(
        organ,
        year,
        report_title(organ.name, year),
        draw(PARAGRAPHS),
        (
            statutory_section("overview", draw(PARAGRAPHS), subsections),
            statutory_section("t2", draw(PARAGRAPHS)),
            statutory_section("t3"),
            statutory_section("t4", draw(PARAGRAPHS)),
            statutory_section("issues", draw(PARAGRAPHS)),
            statutory_section("other", draw(PARAGRAPHS)),
        ),
        draw(all_tables()),
    )


@pytest.mark.parametrize("format", FORMATS)
@given(made=reports())
@settings(max_examples=8, deadline=None, phases=PHASES)
def test_what_we_render_we_read(format: str, made: Report) -> None:
    reading = read_report(render(made, format), f"report.{format}")
    assert parts(reading.report) == parts(made)
    assert reading.report == made
    assert reading.form == "2021"
    assert reading.notices == ()
    assert all(not texts for texts in reading.raw.values())


@given(made=reports())
@settings(max_examples=15, deadline=None, phases=PHASES)
def test_the_fragment_under_the_name_of_the_report(made: Report) -> None:
    """A fragment has no title; the file is named after it."""
    reading = read_report(render_html(made, fragment=True), f"{made.title}.html")
    assert reading.report == made


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("example", ["street", "bureau", "county"])
def test_the_examples(format: str, example: str, examples, workbench: Workbench) -> None:  # type: ignore[no-untyped-def]
    folder = examples / example / "draft"
    first = read_report((folder / "report.docx").read_bytes(), "report.docx").report
    reading = read_report((folder / f"report.{format}").read_bytes(), f"report.{format}")
    assert reading.report == first
    assert render(reading.report, "txt") == (folder / "report.txt").read_bytes()
    assert reading.notices == ()


def test_a_reading_can_be_rendered_again() -> None:
    made = report()
    for format in FORMATS:
        assert render(read_report(render(made, format), f"r.{format}").report, "html") == render(made, "html")
