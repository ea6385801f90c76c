"""Plain text and Markdown: encodings, tables however they are drawn, headings however they are numbered."""

from __future__ import annotations

import pytest
from expectations import assert_sample, parts, read
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import (
    INTRO,
    LEAD,
    ORGAN,
    OTHER,
    PARTS,
    TITLE,
    drifted_t3,
    grid,
    lines_of,
    report,
    text_file,
)

from assistant.render.formats import render
from assistant.report.organ import Organ
from assistant.report.standard import LAYOUTS, SECTION_TITLES, SUBSECTION_TITLES, T3_KEYS, section_heading
from assistant.tables.labelled import RemarkKind

NUMBERS = "一二三四五六"
TITLED = [(SUBSECTION_TITLES[group], text) for group, text in PARTS.items()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, line_end: str) -> None:
    text = text_file().replace("〔", "（").replace("\n", line_end)
    reading = read(text.encode(encoding))
    assert_sample(reading)
    assert reading.notices == ()


def test_a_few_broken_bytes_are_told() -> None:
    data = bytearray(text_file().encode("utf-8"))
    at = data.index("防汛".encode())
    data[at] = 0xFF
    reading = read(bytes(data))
    assert_sample(reading, but=("overview",))
    assert any("字符损坏" in notice for notice in reading.notices)


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\n \n　\n"])
def test_tables_with_tabs_that_drifted(blank: str) -> None:
    tables = {"t2": lines_of(grid("t2")), "t3": lines_of(drifted_t3()), "t4": lines_of(grid("t4"))}
    assert_sample(read(text_file(tables_text=tables, blank=blank)))


def test_blank_cells_of_a_drifted_table_stay_in_their_columns() -> None:
    rows = drifted_t3()
    for row in rows[3:]:
        first = next(i for i, cell in enumerate(row) if cell.isdigit())
        row[first + 2] = ""
        row[first + 5] = "/"
    tables = {"t2": lines_of(grid("t2")), "t3": lines_of(rows), "t4": lines_of(grid("t4"))}
    found = read(text_file(tables_text=tables))
    for key in T3_KEYS:
        expected = None if key.endswith((".research", ".other")) else report().tables.t3[key]
        assert found.report.tables.t3[key] == expected, key
    assert set(found.raw["t3"]) == {key for key in T3_KEYS if key.endswith(".other") and key != "misc.other"}
    assert set(found.raw["t3"].values()) == {"/"}


@pytest.mark.parametrize(
    ("separator", "edge"),
    [(" | ", "|"), ("|", "|"), ("│", "│"), (" | ", ""), (",", ""), ("  ", ""), (" ", ""), ("\n", "")],
    ids=["bars", "tight bars", "box bars", "inner bars", "commas", "two blanks", "one blank", "one cell a line"],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_tables_of_every_drawing(separator: str, edge: str, blank: str) -> None:
    keeps_blanks = separator not in {"  ", " ", "\n"}
    tables = {
        name: "\n".join(
            edge + separator.join(cell for cell in row if cell or keeps_blanks) + edge for row in grid(name)
        )
        for name in LAYOUTS
    }
    assert_sample(read(text_file(tables_text=tables, blank=blank)))


def test_a_wrapped_label_around_its_values() -> None:
    t3 = lines_of([[cell for cell in row if cell] for row in grid("t3")], " ")
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    values = " ".join(str(report().tables.t3[key]) for key in T3_KEYS if key.startswith("misc.unpaid_fee"))
    assert f"{label} {values}" in t3
    t3 = t3.replace(f"{label} {values}", f"{label[:13]}\n{label[13:27]}    {values}\n{label[27:]}")
    tables = {"t2": lines_of(grid("t2")), "t3": t3, "t4": lines_of(grid("t4"))}
    assert_sample(read(text_file(tables_text=tables)))


def test_a_row_that_lost_a_blank_is_not_guessed() -> None:
    t3 = lines_of([[cell for cell in row if cell] for row in grid("t3")], " ")
    tables = {"t2": lines_of(grid("t2")), "t3": t3.replace(" 1003 ", " "), "t4": lines_of(grid("t4"))}
    found = read(text_file(tables_text=tables))
    assert {key for key in T3_KEYS if found.report.tables.t3[key] is None} == {
        key for key in T3_KEYS if key.startswith("new_received")
    }


STYLES = {
    "full brackets": [f"（{NUMBERS[i]}）{title}。{text}" for i, (title, text) in enumerate(TITLED)],
    "half brackets": [f"({NUMBERS[i]}) {title}：{text}" for i, (title, text) in enumerate(TITLED)],
    "own lines": [line for i, (title, text) in enumerate(TITLED) for line in (f"（{NUMBERS[i]}）{title}", text)],
    "1.": [f"{i}.{title}。{text}" for i, (title, text) in enumerate(TITLED, 1)],
    "1、": [f"{i}、{title}：{text}" for i, (title, text) in enumerate(TITLED, 1)],
    "1. and a blank": [f"{i}. {title} {text}" for i, (title, text) in enumerate(TITLED, 1)],
    "(1)": [f"({i}){title}。{text}" for i, (title, text) in enumerate(TITLED, 1)],
    "circled": [f"{'①②③④⑤'[i]}{title}。{text}" for i, (title, text) in enumerate(TITLED)],
    "一、": [f"{NUMBERS[i]}、{title}。{text}" for i, (title, text) in enumerate(TITLED)],
    "一是": [f"{NUMBERS[i]}是{title}。{text}" for i, (title, text) in enumerate(TITLED)],
    "一是……方面": [f"{NUMBERS[i]}是{title.removesuffix('情况')}方面，{text}" for i, (title, text) in enumerate(TITLED)],
    "第一，": [f"第{NUMBERS[i]}，{title}。{text}" for i, (title, text) in enumerate(TITLED)],
    "no numbers": [f"{title}：{text}" for title, text in TITLED],
    "no numbers, own lines": [line for title, text in TITLED for line in (title, text)],
    "方面": [f"{title.removesuffix('情况')}方面，{text}" for title, text in TITLED],
    "【】": [f"【{title}】{text}" for title, text in TITLED],
    "one paragraph": ["".join(f"（{NUMBERS[i]}）{title}。{text}" for i, (title, text) in enumerate(TITLED))],
    "one paragraph, 一是": ["".join(f"{NUMBERS[i]}是{title}。{text}" for i, (title, text) in enumerate(TITLED))],
}


@pytest.mark.parametrize("style", STYLES)
def test_subsections_in_every_numbering(style: str) -> None:
    reading = read(text_file(parts=STYLES[style]))
    assert_sample(reading)
    for part, title in zip(reading.report.section("overview").subsections, SUBSECTION_TITLES.values(), strict=True):
        assert part.title.startswith(title.removesuffix("情况"))
    assert reading.notices == ()


def test_subsections_without_headings_are_told_by_content() -> None:
    reading = read(text_file(parts=[text for _, text in TITLED]))
    assert_sample(reading)
    assert [part.title for part in reading.report.section("overview").subsections] == list(SUBSECTION_TITLES.values())
    assert any("没有小标题" in notice for notice in reading.notices)


def test_numbered_paragraphs_without_titles_keep_their_whole_text() -> None:
    lines = [f"（{NUMBERS[i]}）{text}" for i, (_, text) in enumerate(TITLED)]
    reading = read(text_file(parts=lines))
    assert_sample(reading)
    assert sum("没有小标题" in notice for notice in reading.notices) == 5


def test_a_sixth_subsection_and_swapped_order() -> None:
    lines = [
        "（一）组织推动情况。局长办公会听取汇报一次。",
        f"（二）政府信息管理情况。{PARTS['management']}",
        f"（三）主动公开情况。{PARTS['proactive']}",
        "（1）这一项只是小点。",
        "一是平台建设，二是监督保障，都不是标题。",
    ]
    found = read(text_file(parts=lines)).report.section("overview")
    assert [(part.group, part.title) for part in found.subsections] == [
        (None, "组织推动情况"),
        ("management", "政府信息管理情况"),
        ("proactive", "主动公开情况"),
    ]
    assert found.subsections[2].text == "\n".join([PARTS["proactive"], *lines[3:]])
    assert found.text == INTRO


def test_points_inside_a_subsection_are_no_subsections() -> None:
    point = "一是监督保障方面，每月通报；二是平台建设方面，每周巡查。"
    lines = [line + (point if "监督" in line else "") for line in STYLES["full brackets"]]
    found = read(text_file(parts=lines)).report.section("overview")
    assert [part.group for part in found.subsections] == list(SUBSECTION_TITLES)
    assert found.subsections[-1].text == PARTS["supervision"] + point


HEADINGS = {
    "long": {
        "overview": "一、政府信息公开工作总体情况",
        "t2": "二、行政机关主动公开政府信息情况",
        "t3": "三、行政机关收到和处理政府信息公开申请情况",
        "t4": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "issues": "五、政府信息公开工作存在的主要问题及改进措施",
        "other": "六、其他需报告事项",
    },
    "worded otherwise": {
        "t4": "四、政府信息公开行政复议和行政诉讼情况",
        "issues": "五、存在问题及改进举措",
        "other": "六、其他需要报告事项：",
    },
    "spaced": {key: f" 　{title[:1]} 、 {' '.join(title)}" for key, title in SECTION_TITLES.items()} | {},
    "1.": {key: f"{i}. {title}" for i, (key, title) in enumerate(SECTION_TITLES.items(), 1)},
    "第一部分": {key: f"第{NUMBERS[i]}部分　{title}" for i, (key, title) in enumerate(SECTION_TITLES.items())},
    "no numbers": dict(SECTION_TITLES),
}
HEADINGS["spaced"] = {
    key: f" 　{NUMBERS[i]} 、 {' '.join(title)} ：" for i, (key, title) in enumerate(SECTION_TITLES.items())
}


@pytest.mark.parametrize("wording", HEADINGS)
def test_section_titles_in_every_wording(wording: str) -> None:
    reading = read(text_file(headings=HEADINGS[wording]))
    assert_sample(reading)
    assert reading.missing == ()


def test_a_section_title_run_into_its_text() -> None:
    text = text_file().replace("六、其他需要报告的事项\n\n", "六、其他需要报告的事项。")
    assert_sample(read(text))


def test_a_missing_section_is_told() -> None:
    reading = read(text_file(headings={"t4": ""}))
    assert_sample(reading, but=("t4",))
    assert reading.missing == ("t4",)
    assert any("四、政府信息公开行政复议、行政诉讼情况" in notice for notice in reading.notices)
    assert any("没有找到表四" in notice for notice in reading.notices)


def test_contents_before_the_report() -> None:
    dotted = [f"{section_heading(key)}……{i}" for i, key in enumerate(SECTION_TITLES, 1)]
    bare = [section_heading(key) for key in SECTION_TITLES]
    for contents in (dotted, bare):
        assert_sample(read(text_file(lead=["目　录", *contents, LEAD])))


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        (f"{ORGAN} 2024 年度政府信息公开工作年度报告", ORGAN, 2024),
        (f"2024年{ORGAN}政府信息公开工作年度报告", ORGAN, 2024),
        (f"{ORGAN}政府信息公开工作年度报告（2024年度）", ORGAN, 2024),
        (f"{ORGAN}关于2024年政府信息公开工作情况的报告", ORGAN, 2024),
        (f"{ORGAN}二〇二四年政府信息公开年度报告", ORGAN, 2024),
        (f"{ORGAN}\n2024年政府信息公开工作年度报告", ORGAN, 2024),
        (f"{ORGAN}\n2024年\n政府信息公开工作年度报告", ORGAN, 2024),
        ("2022年青岚市政府信息公开工作年度报告", "青岚市人民政府", 2022),
        ("青岚市白石区城东街道办事处２０２３年政府信息公开工作年度报告", "青岚市白石区城东街道办事处", 2023),
    ],
)
def test_titles(title: str, organ: str, year: int) -> None:
    reading = read(text_file(title=title))
    assert reading.report.organ == Organ.of(organ)
    assert reading.report.year == year
    assert [paragraph.text for paragraph in reading.report.lead] == [LEAD]
    assert reading.notices == ()


def test_organ_and_year_from_the_lead_are_told() -> None:
    for title in ("政府信息公开工作年度报告", ""):
        reading = read(text_file(title=title))
        assert_sample(reading)
        assert len([notice for notice in reading.notices if "标题中没有" in notice]) == 2


def test_organ_and_year_from_the_file_name_are_told() -> None:
    reading = read(text_file(title="", lead=()), f"{TITLE}.txt")
    assert_sample(reading, but=("lead",))
    assert any("文件名" in notice for notice in reading.notices)


def test_what_nothing_says_is_left_open() -> None:
    text = text_file(title="", lead=()).replace("2024", "今")
    reading = read(text, "1.txt")
    assert reading.to_json()["year"] is None
    assert reading.to_json()["organ"] == reading.to_json()["title"] == ""
    assert len(reading.notices) == 2


def test_lines_that_a_page_wrapped_are_rejoined() -> None:
    wrapped: list[str] = []
    for line in text_file(blank="\n").splitlines():
        if "\t" in line or len(line) < 20:
            wrapped.append(line if "\t" in line else f"　　{line}")
            continue
        rest = f"　　{line}"
        while rest:
            wrapped.append(rest[:28])
            rest = rest[28:]
            if len(wrapped) % 17 == 0:
                wrapped += ["", f"                    - {len(wrapped) // 17} -", ""]
    assert_sample(read("\n".join(wrapped)))


def test_a_signature_is_no_part_of_the_last_section() -> None:
    reading = read(f"{text_file()}\n{ORGAN}\n\n2025年1月20日\n")
    assert_sample(reading)
    assert any("落款" in notice and "2025年1月20日" in notice for notice in reading.notices)


def test_numbers_as_offices_write_them() -> None:
    t2, t3 = grid("t2"), grid("t3")
    t2[13][1] = "12.6万元"
    t3[3][3:6] = ["/", "—", ""]
    t3[4][3:5] = ["1,234", "３"]
    t3[5][3] = "5件"
    t3[6][3] = "若干"
    t3[7][3:5] = ["-3", "2.5"]
    tables = {"t2": lines_of(t2), "t3": lines_of(t3), "t4": lines_of(grid("t4"))}
    reading = read(text_file(tables_text=tables))
    shown = reading.to_json()
    cells = shown["tables"]["t3"]
    assert shown["tables"]["t2"]["fee.amount"] == 12.6
    assert [cells[f"new_received.{column}"] for column in ("natural", "business", "research")] == [None] * 3
    assert (cells["carried_in.natural"], cells["carried_in.business"]) == (1234, 3)
    assert (cells["granted.natural"], cells["partial.natural"]) == (5, None)
    assert cells["denied.state_secret.natural"] == -3
    assert shown["raw"] == {
        "t2": {"fee.amount": "12.6万元"},
        "t3": {
            "new_received.natural": "/",
            "new_received.business": "—",
            "carried_in.natural": "1,234",
            "carried_in.business": "３",
            "granted.natural": "5件",
            "partial.natural": "若干",
            "denied.state_secret.natural": "-3",
        },
        "t4": {},
    }
    kinds = {remark.kind for remark in reading.remarks}
    assert kinds == {RemarkKind.UNIT, RemarkKind.TEXT, RemarkKind.NEGATIVE, RemarkKind.FRACTION}
    assert sum("若干" in notice for notice in reading.notices) == 1


def test_markdown_with_bars_and_emphasis() -> None:
    def bars(name: str) -> str:
        rows = ["| " + " | ".join(row) + " |" for row in grid(name)]
        return "\n".join([rows[0], "|" + " --- |" * len(grid(name)[0]), *rows[1:]])

    text = text_file(tables_text={name: bars(name) for name in LAYOUTS}, title=f"# {TITLE}")
    for key in SECTION_TITLES:
        text = text.replace(section_heading(key), f"## {section_heading(key)}")
    text = text.replace("一是停水通知", "**一是**停水通知").replace("微信公众号", "[微信公众号](http://a.cn/x)")
    for name in ("report.md", "report.txt"):
        assert_sample(read(text, name))


def test_our_own_text_with_tables_edited_out_of_line() -> None:
    text = render(report(), "txt").decode("utf-8").replace("| 1003 |", "|1003|").replace(" 510 |", "510|")
    assert_sample(read(text))


@given(st.text(max_size=400))
def test_anything_as_text_is_read_or_refused(text: str) -> None:
    from assistant.errors import InputError

    try:
        reading = read(f"{TITLE}\n一、总体情况\n{text}\n五、存在的问题及改进情况\n{OTHER}")
    except InputError:
        return
    assert parts(reading.report)["year"] == 2024
