"""Reports made by hand for the tests of the renderers."""

from __future__ import annotations

from decimal import Decimal

from assistant.report.model import Paragraph, Report, report_title, statutory_section, statutory_subsection
from assistant.report.organ import Organ
from assistant.report.standard import SUBSECTION_TITLES, T2_AMOUNT_KEY, T2_KEYS, T3_KEYS, T4_KEYS
from assistant.tables.schema import T2, T3, T4, Tables

NASTY = (
    "标点与符号：“引号”、<尖括号>、A&B、\"直引号\"、'单引号'、"
    "{{ 双花括号 }}、{% 百分号 %}、*星号*、_下划线_、$5$、[方括号]。"
)
LONG = (
    "全年通过政府网站主动公开各类政府信息186条，其中政策文件12条、工作动态92条、财政信息8条，政务新媒体发布信息340条，"
    "围绕就业、养老、医疗等群众关心的事项制作图解、视频等解读材料4件，回应群众关切23次。"
)


def of(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph.of(text) for text in texts)


def report(tables: Tables, organ: str = "云溪区青枫街道办事处", year: int = 2024) -> Report:
    subsections = tuple(
        statutory_subsection(group, of(LONG * (number % 3 + 1), *([NASTY] if group == "management" else [])))
        for number, group in enumerate(SUBSECTION_TITLES)
    )
    lead = (
        "本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
        "如对本报告有疑问，请与本机关联系（地址：【待补：地址】，电话：【待补：电话】）。"
    )
    return Report(
        organ=Organ.of(organ),
        year=year,
        title=report_title(organ, year),
        lead=of(lead),
        sections=(
            statutory_section("overview", of("2024年，我街道认真落实《条例》，各项工作有序开展。"), subsections),
            statutory_section("t2"),
            statutory_section("t3"),
            statutory_section("t4"),
            statutory_section("issues", of("一是公开内容不够丰富；二是【待补：存在的问题】。", LONG)),
            statutory_section("other", of("本年度我街道未收取信息处理费。")),
        ),
        tables=tables,
    )


def zero() -> Report:
    """Every cell 0, as a street office in a year without applications."""
    return report(Tables(T2.zeros(), T3.zeros(), T4.zeros()))


def large() -> Report:
    """Figures as wide as those of a large city, a decimal amount among them."""
    t2 = {key: 3985000 + number for number, key in enumerate(T2_KEYS)} | {T2_AMOUNT_KEY: Decimal("96171.60")}
    t3 = {key: 100000 + number for number, key in enumerate(T3_KEYS)}
    t4 = {key: 1000 + number for number, key in enumerate(T4_KEYS)}
    return report(Tables(T2(t2), T3(t3), T4(t4)), organ="淮安市人民政府")


def blank() -> Report:
    """No cell filled, every third one 0."""
    t3 = {key: 0 for number, key in enumerate(T3_KEYS) if number % 3 == 0}
    return report(Tables(T2(), T3(t3), T4()))


SAMPLES = {"zero": zero, "large": large, "blank": blank}
