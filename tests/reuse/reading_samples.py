"""One invented report whose cells all differ, and its parts in the shapes that offices save."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import docx

from assistant.render.context import number_text
from assistant.report.model import Paragraph, Report, report_title, statutory_section, statutory_subsection
from assistant.report.organ import Organ
from assistant.report.standard import (
    LAYOUTS,
    SECTION_TITLES,
    SUBSECTION_TITLES,
    T2_AMOUNT_KEY,
    T2_KEYS,
    T3_COLUMNS,
    T3_GROUPS,
    T3_KEYS,
    T3_NOTE,
    T3_RESULTS_LABEL,
    T3_ROWS,
    T4_KEYS,
    section_heading,
)
from assistant.tables.schema import T2, T3, T4, Tables

ORGAN = "青岚市白石区水务局"
TITLE = f"{ORGAN}2024年政府信息公开工作年度报告"
LEAD = (
    "本报告由青岚市白石区水务局根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
    "如对本报告有疑问，请与本局办公室联系（地址：白石区河东路9号，电话：0500-6612345）。"
)
INTRO = "2024年，我局围绕供水、排水和防汛，公开群众用得上的水务信息。"
PARTS = {
    "proactive": "通过区政府网站公开水务信息186条，其中停水通知92条、水质检测结果12期。",
    "requests": "收到申请后由办公室登记，业务科室五个工作日内提出意见，全部按期答复申请人。",
    "management": "发布前由科室、办公室、分管领导三级审查，全年修改稿件14篇，没有发生泄密。",
    "platform": "把“水务服务”专栏并入区政府网站，微信公众号每周推送两次，关停一个不用的账号。",
    "supervision": "组织培训2次，41人次参加；每季度检查栏目一次，发现的问题都已改正。",
}
PROBLEMS = "一是停水通知有时发布得晚；二是水质数据的说明不够通俗。"
MEASURES = "针对以上问题，将停水通知提前二十四小时发布，并为水质数据配上简图。"
OTHER = "2024年，我局没有收取信息处理费，没有其他需要报告的事项。"


def of(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph.of(text) for text in texts)


def tables() -> Tables:
    """Every cell another number, so that none can stand in for its neighbour."""
    t2 = {key: 10 + number for number, key in enumerate(T2_KEYS)} | {T2_AMOUNT_KEY: Decimal("12.6")}
    t3 = {key: 1000 + number for number, key in enumerate(T3_KEYS)}
    t4 = {key: 500 + number for number, key in enumerate(T4_KEYS)}
    return Tables(T2(t2), T3(t3), T4(t4))


def report() -> Report:
    return Report(
        organ=Organ.of(ORGAN),
        year=2024,
        title=report_title(ORGAN, 2024),
        lead=of(LEAD),
        sections=(
            statutory_section(
                "overview", of(INTRO), tuple(statutory_subsection(group, of(text)) for group, text in PARTS.items())
            ),
            statutory_section("t2"),
            statutory_section("t3"),
            statutory_section("t4"),
            statutory_section("issues", of(PROBLEMS, MEASURES)),
            statutory_section("other", of(OTHER)),
        ),
        tables=tables(),
    )


Grid = list[list[str]]


def grid(name: str, made: Tables | None = None) -> Grid:
    """The official grid; covered places are empty."""
    made = made or tables()
    layout = LAYOUTS[name]
    rows = [[""] * layout.columns for _ in range(layout.rows)]
    for cell in layout.cells:
        rows[cell.row][cell.column] = number_text(made.cell(f"{name}.{cell.key}")) if cell.key else cell.label
    return rows


def drifted_t3() -> Grid:
    """One cell for each physical cell, as pasted tables flatten: rows of groups are a column longer than others."""
    made = tables().t3
    rows = [
        [T3_NOTE, "", "申请人情况", "", "", "", "", "", "总计", ""],
        ["", "", "自然人", "法人或其他组织", "", "", "", "", "", ""],
        ["", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "", ""],
    ]
    opened: set[str] = set()
    for key, label in T3_ROWS.items():
        values = [number_text(made[f"{key}.{column}"]) for column in T3_COLUMNS]
        group = key.partition(".")[0]
        if key == "misc.other":
            rows.append([label, "", *values, ""])
        elif group in T3_GROUPS:
            rows.append(["", "" if group in opened else T3_GROUPS[group], label, *values])
            opened.add(group)
        elif key == "granted":
            rows.append([T3_RESULTS_LABEL, label, *values, ""])
        elif key == "partial":
            rows.append(["", label, *values, ""])
        else:
            rows.append([label, "", *values, ""])
    return rows


def lines_of(rows: Iterable[Sequence[str]], separator: str = "\t") -> str:
    return "\n".join(separator.join(row) for row in rows)


def prose_lines(parts: Sequence[str] | None = None) -> dict[str, list[str]]:
    """Lines of each section, without the tables."""
    numbers = "一二三四五"
    titled = [f"（{numbers[i]}）{SUBSECTION_TITLES[group]}。{text}" for i, (group, text) in enumerate(PARTS.items())]
    return {
        "overview": [INTRO, *(titled if parts is None else parts)],
        "t2": [],
        "t3": [],
        "t4": [],
        "issues": [PROBLEMS, MEASURES],
        "other": [OTHER],
    }


def text_file(
    parts: Sequence[str] | None = None,
    tables_text: dict[str, str] | None = None,
    title: str = TITLE,
    lead: Sequence[str] = (LEAD,),
    headings: dict[str, str] | None = None,
    blank: str = "\n\n",
) -> str:
    """The report as plain text, one line for each paragraph."""
    prose = prose_lines(parts)
    tables_text = tables_text or {name: lines_of(grid(name)) for name in LAYOUTS}
    blocks = [title, *lead]
    for key in SECTION_TITLES:
        heading = (headings or {}).get(key, section_heading(key))
        blocks += [heading] if heading else []
        blocks += prose[key]
        if key in LAYOUTS and heading:
            blocks.append(tables_text[key])
    return blank.join(blocks) + "\n"


def html_table(name: str, *, attributes: str = "border=1") -> str:
    made = tables()
    rows = []
    for row in LAYOUTS[name].by_row():
        cells = "".join(
            f"<td rowspan={cell.rowspan} colspan={cell.colspan}><p><span>"
            f"{number_text(made.cell(f'{name}.{cell.key}')) if cell.key else cell.label}</span></p></td>"
            for cell in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table {attributes}><tbody>{''.join(rows)}</tbody></table>"


def article() -> str:
    """The body of a portal's article."""
    blocks = [f"<p style='text-indent:2em'>　　{LEAD}</p>"]
    for key, lines in prose_lines().items():
        blocks.append(f"<p><strong>{section_heading(key)}</strong></p>")
        blocks += [f"<p>&nbsp;&nbsp;&nbsp;&nbsp;<span>{line[:9]}</span>{line[9:]}</p>" for line in lines]
        if key in LAYOUTS:
            blocks.append(html_table(key))
    return "\n".join(blocks)


def portal_page(charset: str = "utf-8", body: str | None = None, title: str = TITLE) -> str:
    """An article among the furniture of a portal: menus, an index table before it, buttons after it."""
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_白石区人民政府门户网站</title>
<meta name="ArticleTitle" content="{title}"><meta name="ContentSource" content="区水务局">
<script>var share = "一、总体情况";</script><style>p {{ margin: 0 }}</style></head>
<body><form id="form1">
<div class="top"><a href="#">无障碍浏览</a> | <a href="#">手机版</a> | <a href="#">登录</a></div>
<ul class="menu"><li><a>首页</a></li><li><a>政务公开</a></li><li><a>政府信息公开年报</a></li></ul>
<div class="position">当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; <a>年度报告</a></div>
<div style="display:none">2019年政府信息公开工作年度报告</div>
<table class="index"><tr><td>索引号：</td><td>11370000/2025-00012</td><td>主题分类</td><td>综合政务</td></tr>
<tr><td>发布机构</td><td>区水务局</td><td>成文日期</td><td>2025年1月20日</td></tr>
<tr><td>标题</td><td colspan=3>{title}</td></tr></table>
<h1>{title}</h1>
<div class="info"><span>发布时间：2025-01-20 09:30</span> <span>来源：区水务局</span> <span>浏览次数：128</span>
字号：[<a>大</a> <a>中</a> <a>小</a>]</div>
<div class="TRS_Editor">{article() if body is None else body}</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<p>【打印本页】 【关闭窗口】</p>
<div class="links"><h3>相关链接</h3><ul><li><a>{ORGAN}2023年政府信息公开工作年度报告</a></li>
<li><a>五、存在的问题及改进情况解读</a></li></ul></div>
<div class="foot">主办：白石区人民政府 网站标识码：3700000001 青ICP备00000001号</div>
</form></body></html>"""


def word_file(*parts: str | Grid) -> bytes:
    """A document of plain paragraphs and tables without merged cells."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), max(map(len, part)))
        for row, cells in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
    return saved(document)


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def word_parts() -> list[str | Grid]:
    """Title, lead, sections and official grids in order."""
    parts: list[str | Grid] = [TITLE, LEAD]
    for key, lines in prose_lines().items():
        parts += [section_heading(key), *lines]
        if key in LAYOUTS:
            parts.append(grid(key))
    return parts
