"""The trial form of 2019."""

from __future__ import annotations

from expectations import assert_sample, read
from reading_samples import grid, lines_of, report, text_file

from assistant.report.standard import T3_COLUMNS

TABLE_2 = [
    ["第二十条第（一）项", "", "", ""],
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "0", "0", "0"],
    ["规范性文件", "3", "3", "41"],
    ["第二十条第（五）项", "", "", ""],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可", "12", "-2", "345"],
    ["其他对外管理服务事项", "8", "", "77"],
    ["第二十条第（九）项", "", "", ""],
    ["信息内容", "采购项目数量", "采购总金额", ""],
    ["政府集中采购", "5", "251000元", ""],
]


def trial_report(misc: list[str]) -> str:
    rows = [row for row in grid("t3") if not row[2].startswith(("1.申请人无", "2.申请人逾期"))]
    at = next(i for i, row in enumerate(rows) if row[2] == "3.其他")
    rows[at] = ["", "（六）其他处理", "", *misc]
    tables = {"t2": lines_of(TABLE_2), "t3": lines_of(rows), "t4": lines_of(grid("t4"))}
    return text_file(tables_text=tables, headings={"issues": "五、政府信息公开工作存在的主要问题及改进情况"})


def test_the_trial_form_is_marked_and_kept_raw() -> None:
    reading = read(trial_report(["1", "", "/", "0", "0", "0", "1"]))
    assert_sample(reading, but=("t2", "t3.misc"))
    shown = reading.to_json()
    assert shown["form"] == "2019"
    assert set(shown["tables"]["t2"].values()) == {None}
    assert shown["raw"]["t2"]["规范性文件.对外公开总数量"] == "41"
    assert shown["raw"]["t2"]["行政许可.本年增/减"] == "-2"
    assert shown["raw"]["t2"]["政府集中采购.采购总金额"] == "251000元"
    assert "其他对外管理服务事项.本年增/减" not in shown["raw"]["t2"]
    found = [shown["tables"]["t3"][f"misc.all.{column}"] for column in T3_COLUMNS]
    assert found == [1, None, None, 0, 0, 0, 1]
    assert shown["raw"]["t3"] == {"misc.all.research": "/"}
    assert shown["tables"]["t3"]["misc.other.total"] is None
    assert len(reading.notices) == 1
    assert "2019" in reading.notices[0]
    assert reading.remarks == ()


def test_a_blank_row_of_the_trial_form() -> None:
    reading = read(trial_report([""] * 7))
    assert dict(reading.misc_all) == dict.fromkeys(T3_COLUMNS)
    assert reading.remarks == ()


def test_the_form_of_2021_has_no_extra_cells() -> None:
    shown = read(text_file()).to_json()
    assert shown["form"] == "2021"
    assert shown["tables"] == report().tables.to_json()
