"""``nianbao tables new`` and ``tables check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import FIVE, ZERO, all_rows, chinese, csv_file, tables_file, with_values
from openpyxl import load_workbook

from assistant.tables.spreadsheet import read_tables


def test_a_new_workbook_is_written_and_can_be_read(run_cli, tmp_path: Path) -> None:
    file = tmp_path / "新表.xlsx"
    code, out, err = run_cli("tables", "new", file, "--year", "2024")
    assert (code, err) == (0, "")
    assert str(file) in out
    assert read_tables(file.read_bytes(), "a").tables.is_empty
    assert [path.name for path in tmp_path.iterdir()] == ["新表.xlsx"]


def test_last_years_figures_stand_beside(run_cli, tmp_path: Path) -> None:
    last = tables_file(tmp_path, FIVE, "last.xlsx")
    code, out, _ = run_cli("tables", "new", tmp_path / "new.xlsx", "--from", last)
    assert code == 0
    assert str(last) in out
    tables = read_tables((tmp_path / "new.xlsx").read_bytes(), "a").tables
    assert tables.t3["carried_in.natural"] == FIVE.t3["carried_out.natural"] == 1
    assert tables.t3["granted.natural"] is None


def test_last_years_report_will_do_as_well(run_cli, examples: Path, tmp_path: Path) -> None:
    last = examples / "bureau" / "draft" / "report.docx"
    code, _, err = run_cli("tables", "new", tmp_path / "new.xlsx", "--from", last)
    assert (code, err) == (0, "")
    tables = read_tables((tmp_path / "new.xlsx").read_bytes(), "a").tables
    assert sum(value or 0 for key, value in tables.t3.cells.items() if key.startswith("carried_in.")) > 0
    (tmp_path / "无表.txt").write_text("一、总体情况\n全年公开信息186条。\n", encoding="utf-8")
    code, _, err = run_cli("tables", "new", tmp_path / "b.xlsx", "--from", tmp_path / "无表.txt")
    assert code == 2
    assert "统计表" in err


@pytest.mark.parametrize(
    ("args", "tells"),
    [
        (("a.xls",), ".xlsx"),
        (("有了.xlsx",), "--force"),
        (("a.xlsx", "--from", "没有.xlsx"), "找不到上年统计表"),
        (("a.xlsx", "--from", "坏.xlsx"), "坏.xlsx"),
        (("a.xlsx", "--year", "1999"), "不能小于 2008"),
        (("a.xlsx", "--year", "今年"), "应当是整数"),
        (("坏.xlsx/a.xlsx",), "无法写入文件夹"),
        ((), "缺少参数 FILE.xlsx"),
    ],
)
def test_a_new_workbook_is_refused(
    run_cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], tells: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "有了.xlsx").write_bytes(b"mine")
    (tmp_path / "坏.xlsx").write_bytes(b"no")
    code, out, err = run_cli("tables", "new", *args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert tells in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["坏.xlsx", "有了.xlsx"]
    assert (tmp_path / "有了.xlsx").read_bytes() == b"mine"


def test_force_overwrites(run_cli, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"mine")
    assert run_cli("tables", "new", file, "--force").code == 0
    load_workbook(file)


@pytest.mark.parametrize("tables", [ZERO, FIVE])
def test_balanced_tables_pass(run_cli, tmp_path: Path, tables) -> None:
    for file in (tables_file(tmp_path, tables), csv_file(tmp_path, all_rows(tables), "gbk")):
        code, out, err = run_cli("tables", "check", file)
        assert (code, err) == (0, "")
        assert "没有发现问题" in out
        assert json.loads(run_cli("tables", "check", file, "--json").out) == {"findings": [], "notices": []}


def test_a_wrong_total_is_named_as_in_sheet_and_report(run_cli, tmp_path: Path) -> None:
    file = tables_file(tmp_path, FIVE)
    names = with_values(file, {"t3.denied.state_secret.total": 3})
    code, out, err = run_cli("tables", "check", file)
    assert (code, err) == (1, "")
    assert names["t3.denied.state_secret.total"] in out
    assert "（三）不予公开 1.属于国家秘密" in out
    assert "错误 1 处" in out
    code, out, _ = run_cli("tables", "check", file, "--json")
    assert code == 1
    (finding,) = json.loads(out)["findings"]
    assert set(finding) == {"rule", "severity", "where", "message", "excerpt", "fix", "sheet"}
    assert set(finding["where"]) == {"section", "subsection", "cell", "start", "end"}
    assert finding["severity"] == "error"
    assert finding["where"]["section"] == "t3"
    assert finding["where"]["cell"].startswith("t3.denied.state_secret.")
    assert names["t3.denied.state_secret.total"] in finding["sheet"]


def test_fail_on_sets_the_level(run_cli, tmp_path: Path) -> None:
    warned = ZERO.with_cells({"t2.normative.made": 3, "t2.normative.in_force": 1})
    file = tables_file(tmp_path, warned)
    assert "提醒" in run_cli("tables", "check", file).out
    codes = {level: run_cli("tables", "check", file, "--fail-on", level).code for level in ("error", "warning", "info")}
    assert codes == {"error": 0, "warning": 1, "info": 1}


def test_empty_cells_are_told_as_warnings(run_cli, tmp_path: Path) -> None:
    run_cli("tables", "new", tmp_path / "a.xlsx")
    code, out, _ = run_cli("tables", "check", tmp_path / "a.xlsx")
    assert code == 0
    assert "没有填" in out or "空" in out
    assert run_cli("tables", "check", tmp_path / "a.xlsx", "--fail-on", "warning").code == 1


@pytest.mark.parametrize(
    ("args", "tells"),
    [
        (("没有.xlsx",), "找不到统计表"),
        (("坏.xlsx",), "坏.xlsx"),
        (("坏.xlsx", "--fail-on", "fatal"), "error, warning, info"),
        ((), "缺少参数 FILE"),
    ],
)
def test_what_cannot_be_checked(
    run_cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], tells: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"no")
    code, out, err = run_cli("tables", "check", *args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert tells in err
    assert chinese(err)


def test_a_letter_in_a_cell_is_bad_input(run_cli, tmp_path: Path) -> None:
    file = tables_file(tmp_path)
    names = with_values(file, {"t4.review.upheld": "两件"})
    code, out, err = run_cli("tables", "check", file)
    assert (code, out) == (2, "")
    assert names["t4.review.upheld"] in err
    assert "两件" in err
