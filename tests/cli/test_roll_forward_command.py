"""``nianbao draft --last-year REPORT``: a complete draft from last year's report and this year's tables alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cli_samples import FIVE, answers_file, tables_file
from last_reports import ALL, STREET, report

from assistant.files import decode_text
from assistant.phrases.fill import PLACEHOLDER
from assistant.render.formats import render
from assistant.report.standard import T3_COLUMNS
from assistant.reuse.reading import read_report


def desk(folder: Path, name: str, last: str = "") -> Path:
    """Answers without an answer, for the year after the samples."""
    organ = report(name).organ.name
    file = folder / "answers.yaml"
    file.write_text(f"organ: {organ}\nyear: 2024\n{last}", encoding="utf-8")
    return file


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
def test_last_year_s_report_alone_makes_a_draft(run_cli, tmp_path: Path, form: str) -> None:
    last = tmp_path / f"上年 报告.{form}"
    last.write_bytes(render(report("street"), form))
    code, out, err = run_cli(
        "draft", desk(tmp_path, "street"), "--last-year", last, "--out", tmp_path, "--format", "txt"
    )
    assert (code, err) == (0, "")
    assert "沿用上年的句子，请逐句确认今年仍然如此" in out
    assert "与上年相同的文字" in out
    assert "监督保障情况 100%，多数与上年一样" in out
    assert "上年报告所列2个问题的整改情况" in out
    written = next(path for path in tmp_path.glob("澄岭区*.txt"))
    text = decode_text(written.read_bytes(), written, "报告")
    bare = PLACEHOLDER.sub("", text)
    assert "2024年，我街道认真学习" in bare
    assert "培训次数（上年两）" in text
    for stale in ("2023", "186", "92条", "李明", "3月15日", "〔2023〕", "四十余"):
        assert stale not in bare


def test_the_answers_file_may_name_it_and_this_year_s_answers_win(run_cli, tmp_path: Path) -> None:
    (tmp_path / "上年.txt").write_text(STREET, encoding="gb18030")
    answers = desk(tmp_path, "street", "last_year: 上年.txt\nanswers: {supervision: [办了三次培训，五十来人]}\n")
    tables_file(tmp_path)
    code, out, err = run_cli(
        "draft", answers, "--tables", tmp_path / "tables.xlsx", "--out", tmp_path, "--format", "txt"
    )
    assert (code, err) == (0, "")
    text = next(tmp_path.glob("澄岭区*.txt")).read_text(encoding="utf-8-sig")
    assert "培训3次" in text
    assert "窗口设有申请受理岗" in out or "【待补：依申请公开情况】" not in text
    assert "收到政府信息公开申请3件" not in text


def test_a_workbook_still_gives_last_year_s_tables_only(run_cli, tmp_path: Path) -> None:
    answers_file(tmp_path)
    tables_file(tmp_path)
    last = tables_file(tmp_path, FIVE, "上年.xlsx")
    code, out, err = run_cli(
        "draft", tmp_path / "answers.yaml", "--tables", tmp_path / "tables.xlsx", "--last-year", last, "--out", tmp_path
    )
    assert (code, err) == (0, "")
    assert "沿用上年的句子" not in out
    assert "XY-01" in out


def test_rules_across_years_look_at_the_tables_of_the_report(run_cli, tmp_path: Path) -> None:
    last = tmp_path / "上年.docx"
    last.write_bytes(render(replace(report("street"), tables=FIVE), "docx"))
    tables_file(tmp_path)
    _, out, _ = run_cli(
        "draft", desk(tmp_path, "street"), "--last-year", last, "--tables", tmp_path / "tables.xlsx", "--out", tmp_path
    )
    assert "XY-01" in out


def test_unfinished_applications_are_carried_over_where_nothing_is_filled(run_cli, tmp_path: Path) -> None:
    last = tmp_path / "上年.docx"
    last.write_bytes(render(replace(report("street"), tables=FIVE), "docx"))
    empty = dict.fromkeys((f"t3.carried_in.{column}" for column in T3_COLUMNS), None)
    tables_file(tmp_path, FIVE.with_cells(empty))
    _, out, _ = run_cli(
        "draft", desk(tmp_path, "street"), "--last-year", last, "--tables", tmp_path / "tables.xlsx", "--out", tmp_path
    )
    assert "已按上年的“结转下年度”填好" in out
    assert "XY-01" not in out


def test_a_report_of_another_year_is_told(run_cli, tmp_path: Path) -> None:
    last = tmp_path / "上年.txt"
    last.write_text(STREET.replace("2023", "2021"), encoding="utf-8")
    _, out, _ = run_cli("draft", desk(tmp_path, "street"), "--last-year", last, "--out", tmp_path)
    assert "给的是 2021 年的报告，这份草稿写 2024 年" in out


@pytest.mark.parametrize(("name", "content"), [("上年.pdf", b"%PDF-1.4 no"), ("上年.txt", "工作总结".encode())])
def test_a_file_that_is_no_report_is_refused_in_one_sentence(
    run_cli, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    code, out, err = run_cli("draft", desk(tmp_path, "street"), "--last-year", tmp_path / name, "--out", tmp_path)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert not list(tmp_path.glob("*.docx"))


def test_a_section_five_like_last_year_s_is_an_error(run_cli, tmp_path: Path) -> None:
    answers = "answers: {issues: [干这活的人老换], improvements: [安排专人接手]}\n"
    before = tmp_path / "2023.yaml"
    before.write_text(f"organ: {report('street').organ.name}\nyear: 2023\n{answers}", encoding="utf-8")
    run_cli("draft", before, "--out", tmp_path, "--format", "html")
    (last,) = tmp_path.glob("*.html")
    _, out, _ = run_cli("draft", desk(tmp_path, "street", answers), "--last-year", last, "--out", tmp_path)
    (finding,) = [line for line in out.splitlines() if "TQ-20" in line]
    assert "错误" in finding


@pytest.mark.parametrize("name", ALL)
def test_the_draft_reads_back(run_cli, tmp_path: Path, name: str) -> None:
    last = tmp_path / "上年.txt"
    last.write_text(ALL[name], encoding="utf-16")
    code, _, err = run_cli("draft", desk(tmp_path, name), "--last-year", last, "--out", tmp_path, "--format", "html")
    assert (code, err) == (0, "")
    (written,) = tmp_path.glob("*.html")
    assert read_report(written.read_bytes(), written.name).report.year == 2024
