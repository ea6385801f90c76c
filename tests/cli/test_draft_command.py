"""``nianbao draft``: files, account, refusals. Every refusal is one Chinese sentence, exit code 2, nothing written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import (
    ANSWERS,
    FIVE,
    ORGAN,
    STEM,
    ZERO,
    all_rows,
    answers_file,
    chinese,
    csv_file,
    grid,
    tables_file,
    with_values,
)
from openpyxl import load_workbook

import assistant.drafting
import assistant.files
import assistant.render.docx
from assistant.workbench import bank_folders

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("docx", "html", "md", "txt")


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with answers and tables that make a draft."""
    answers_file(tmp_path)
    tables_file(tmp_path)
    return tmp_path


def refused(run_cli, desk: Path, *args: object) -> str:
    """Run a draft that must fail; gives its one sentence."""
    before = files_in(desk)
    code, out, err = run_cli("draft", *args)
    assert code == 2, out + err
    assert out == ""
    assert err.count("\n") == 1, err
    assert err.endswith("\n")
    assert chinese(err)
    assert "Traceback" not in err
    assert "None" not in err
    assert files_in(desk) == before
    return err


def test_all_formats_are_written_and_accounted_for(run_cli, desk: Path) -> None:
    out = desk / "新" / "草稿"
    code, text, err = run_cli(
        "draft", desk / "answers.yaml", "--tables", desk / "tables.xlsx", "--out", out, "--format", "docx,html，md, TXT"
    )
    assert (code, err) == (0, "")
    assert files_in(out) == sorted(f"{STEM}.{name}" for name in FORMATS)
    assert text.startswith(f"已生成《{STEM}》：\n  {out / STEM}.docx\n")
    for line in (
        "采用的内容：",
        f"  统计表 {desk / 'tables.xlsx'}；据此写出 ",
        "  回答 1 条；选用标准表述 1 句",
        " → supervision.training.none\n",
        "程序按通用写法或问题配写的句子，请确认",
        "统计表核对：勾稽关系全部成立。",
        " 处，补齐后才能发布：",
        "  存在的主要问题及改进情况：改进情况",
    ):
        assert line in text
    txt = (out / f"{STEM}.txt").read_text(encoding="utf-8")
    for wanted in (
        "一、总体情况",
        "（五）监督保障情况",
        "六、其他需要报告的事项",
        "未收到",
        "信息处理费",
        "【待补：改进情况】",
    ):
        assert wanted in txt


def test_the_default_is_a_word_file_here(run_cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    assert run_cli("draft", "answers.yaml").code == 0
    assert files_in(desk) == ["answers.yaml", "tables.xlsx", f"{STEM}.docx"]


def test_without_tables_the_account_says_so(run_cli, desk: Path) -> None:
    text = run_cli("draft", desk / "answers.yaml", "--out", desk / "out", "--format", "txt").out
    assert "没有给出统计表" in text
    assert "统计表核对" not in text
    for line in ("表二：10 个格子没有填", "表三：175 个格子没有填", "表四：15 个格子没有填", "信息处理费收取情况"):
        assert line in text


def test_tables_named_in_the_answers_lie_beside_them(run_cli, desk: Path) -> None:
    answers = answers_file(desk, ANSWERS + "tables: tables.xlsx\n")
    code, text, _ = run_cli("draft", answers, "--out", desk / "out", "--format", "txt")
    assert code == 0
    assert f"统计表 {desk / 'tables.xlsx'}" in text
    tables_file(desk, FIVE, "five.xlsx")
    other = run_cli(
        "draft", answers, "--tables", desk / "five.xlsx", "--out", desk / "out", "--format", "txt", "--force"
    )
    assert f"统计表 {desk / 'five.xlsx'}" in other.out
    assert "申请5件" in (desk / "out" / f"{STEM}.txt").read_text(encoding="utf-8")


def test_last_years_tables_are_read_from_option_or_answers(run_cli, desk: Path) -> None:
    tables_file(desk, FIVE, "last.xlsx")
    assert run_cli("draft", desk / "answers.yaml", "--last-year", desk / "last.xlsx", "--out", desk / "a").code == 0
    answers = answers_file(desk, ANSWERS + "last_year: last.xlsx\n")
    assert run_cli("draft", answers, "--out", desk / "b").code == 0
    answers = answers_file(desk, ANSWERS + "last_year: 没有.xlsx\n")
    assert "上年统计表" in refused(run_cli, desk, answers, "--out", desk / "c")


def test_findings_are_printed_with_both_names_of_the_cell(run_cli, desk: Path) -> None:
    tables_file(desk, FIVE)
    names = with_values(desk / "tables.xlsx", {"t3.granted.total": 9})
    code, text, _ = run_cli(
        "draft", desk / "answers.yaml", "--tables", desk / "tables.xlsx", "--out", desk / "out", "--format", "txt"
    )
    assert code == 0
    assert "统计表核对：共 " in text
    assert "有错误未处理，报告不能发布。" in text
    assert names["t3.granted.total"] in text
    assert "（一）予以公开" in text


def test_csv_tables_of_any_office_encoding(run_cli, desk: Path) -> None:
    outcomes = set()
    for encoding in ("utf-8", "utf-8-sig", "gbk", "utf-16"):
        file = csv_file(desk, all_rows(FIVE), encoding, f"{encoding}.csv")
        out = desk / encoding
        code, text, err = run_cli("draft", desk / "answers.yaml", "--tables", file, "--out", out, "--format", "md")
        assert (code, err) == (0, ""), encoding
        assert "勾稽关系全部成立" in text
        outcomes.add((out / f"{STEM}.md").read_bytes())
    assert len(outcomes) == 1


def test_nothing_is_overwritten_without_force(run_cli, desk: Path) -> None:
    args = (desk / "answers.yaml", "--out", desk / "out", "--format", "md,txt")
    (desk / "out").mkdir()
    (desk / "out" / f"{STEM}.txt").write_text("手改过的", encoding="utf-8")
    message = refused(run_cli, desk, *args)
    assert "--force" in message
    assert f"{STEM}.txt" in message
    assert (desk / "out" / f"{STEM}.txt").read_text(encoding="utf-8") == "手改过的"
    assert run_cli("draft", *args, "--force").code == 0
    assert (desk / "out" / f"{STEM}.txt").read_text(encoding="utf-8") != "手改过的"


@pytest.mark.parametrize("below", ["file", "file/deep/deeper", "长" * 200])
def test_an_output_folder_that_cannot_be(run_cli, desk: Path, below: str) -> None:
    (desk / "file").write_bytes(b"")
    message = refused(run_cli, desk, desk / "answers.yaml", "--out", desk / below)
    assert "无法写入文件夹" in message


def test_a_full_disk_leaves_nothing(run_cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(assistant.files.os, "fsync", fsync)
    message = refused(
        run_cli, desk, desk / "answers.yaml", "--out", desk / "out", "--format", ",".join(FORMATS), "--force"
    )
    assert "磁盘已满" in message
    assert len(calls) == 3


def test_a_file_held_open_elsewhere_leaves_the_others_as_they_were(
    run_cli, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = desk / "out"
    out.mkdir()
    (out / f"{STEM}.docx").write_bytes(b"old")
    (out / f"{STEM}.txt").write_bytes(b"old")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".txt":
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    message = refused(run_cli, desk, desk / "answers.yaml", "--out", out, "--format", "docx,md,txt", "--force")
    assert "没有权限" in message
    assert (out / f"{STEM}.docx").read_bytes() == b"old"
    assert (out / f"{STEM}.txt").read_bytes() == b"old"


def test_a_folder_in_the_place_of_a_file(run_cli, desk: Path) -> None:
    (desk / f"{STEM}.txt").mkdir()
    assert "文件夹" in refused(run_cli, desk, desk / "answers.yaml", "--out", desk, "--format", "docx,txt", "--force")


@pytest.mark.parametrize("formats", ["pdf", "docx,doc", "docx;html"])
def test_an_unknown_format(run_cli, desk: Path, formats: str) -> None:
    assert "docx、html、md、txt" in refused(run_cli, desk, desk / "answers.yaml", "--format", formats)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("organ: [\n", "YAML"),
        ("\x07", "YAML"),
        ("", "是空的"),
        (ANSWERS.replace("supervision:", "supervison:"), "是不是“supervision”"),
        (ANSWERS.replace("year: 2024", "year: 二〇二四"), "四位数字"),
        (ANSWERS.replace("year: 2024", "year: '2024'"), "四位数字"),
        (ANSWERS.replace("supervision.training.none", "supervision.training.nome"), "没有编号为"),
        (ANSWERS.replace("training.none}", "training.none, 次数: 2}"), "没有“次数”这个空格"),
        (ANSWERS + "tables: 没有.xlsx\n", "找不到统计表"),
        (ANSWERS + 'tables: "a\\0b.xlsx"\n', "找不到统计表"),
        (ANSWERS + "tables: answers.yaml\n", "不是表格文件"),
    ],
)
def test_bad_answers(run_cli, desk: Path, text: str, tells: str) -> None:
    assert tells in refused(run_cli, desk, answers_file(desk, text), "--out", desk / "out")


def test_missing_files(run_cli, desk: Path) -> None:
    assert "找不到答案文件" in refused(run_cli, desk, desk / "没有.yaml")
    assert "文件夹" in refused(run_cli, desk, desk)
    assert "找不到统计表" in refused(run_cli, desk, desk / "answers.yaml", "--tables", desk / "没有.xlsx")
    assert "--bank" in refused(run_cli, desk, desk / "answers.yaml", "--bank", desk / "没有")


@pytest.mark.parametrize(
    ("value", "tells"), [("三", "请改成数字"), ("12a", "请改成数字"), (-3, "不能是负数"), (1.5, "整数")]
)
def test_a_workbook_with_what_is_no_count(run_cli, desk: Path, value: object, tells: str) -> None:
    names = with_values(desk / "tables.xlsx", {"t3.granted.natural": value})
    message = refused(run_cli, desk, desk / "answers.yaml", "--tables", desk / "tables.xlsx", "--out", desk / "out")
    assert tells in message
    assert names["t3.granted.natural"] in message


def test_tables_with_a_missing_row(run_cli, desk: Path) -> None:
    rows = [row for row in grid("t3", FIVE) if "7.属于行政执法案卷" not in row]
    message = refused(run_cli, desk, desk / "answers.yaml", "--tables", csv_file(desk, rows), "--out", desk / "out")
    assert "属于行政执法案卷" in message


def test_two_sheets_of_the_same_table(run_cli, desk: Path) -> None:
    file = desk / "tables.xlsx"
    book = load_workbook(file)
    sheet = next(sheet for sheet in book.worksheets if "三" in sheet.title or "表三" in str(sheet["A1"].value))
    book.copy_worksheet(sheet).title = "又一份"
    book.save(file)
    message = refused(run_cli, desk, desk / "answers.yaml", "--tables", file, "--out", desk / "out")
    assert "又一份" in message
    assert "表三" in message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7"])
def test_a_tables_file_that_is_none(run_cli, desk: Path, content: bytes) -> None:
    (desk / "bad.xlsx").write_bytes(content)
    assert "bad.xlsx" in refused(run_cli, desk, desk / "answers.yaml", "--tables", desk / "bad.xlsx")


BAD_PHRASE = """- id: supervision.training.none
  topic: supervision.training
  text: 全年培训{{ 人数 }}人。
  says: [甲, 乙, 丙, 丁]
"""


@pytest.mark.parametrize(
    ("phrase", "tells"),
    [
        (BAD_PHRASE, "人数"),
        (BAD_PHRASE + "  sais: [甲]\n", "“sais”"),
        (BAD_PHRASE.replace("supervision.training\n", "supervision.trainin\n"), "是不是“supervision.training”"),
    ],
)
def test_a_faulty_phrase_of_the_offices_bank(run_cli, desk: Path, phrase: str, tells: str) -> None:
    own = desk / "own"
    own.mkdir()
    (own / "我的.yaml").write_text(phrase, encoding="utf-8")
    message = refused(run_cli, desk, desk / "answers.yaml", "--bank", own, "--out", desk / "out")
    assert tells in message
    assert "supervision.training.none" in message
    assert f"{own / '我的.yaml'} 第 " in message


def test_a_faulty_script_of_the_office(run_cli, desk: Path) -> None:
    own = desk / "own"
    own.mkdir()
    (own / "interview.yaml").write_text("parts: {}\n", encoding="utf-8")
    assert "interview.yaml" in refused(run_cli, desk, desk / "answers.yaml", "--bank", own)


def test_the_offices_bank_is_used(run_cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk / "own"
    own.mkdir()
    (own / "我的.yaml").write_text(BAD_PHRASE.replace("{{ 人数 }}人", "{{ 我单位 }}0次"), encoding="gbk")
    assert run_cli("draft", desk / "answers.yaml", "--out", desk, "--format", "txt", "--bank", own).code == 0
    assert "全年培训我街道0次。" in (desk / f"{STEM}.txt").read_text(encoding="utf-8")
    assert bank_folders(None) == ()
    monkeypatch.setenv("NIANBAO_BANK", str(own))
    assert bank_folders(None) == (own,)
    assert bank_folders(desk) == (desk,)


def test_a_faulty_word_template(run_cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.render.docx, "data_bytes", lambda kind, name: b"no docx")
    assert "模板" in refused(run_cli, desk, desk / "answers.yaml", "--out", desk / "out", "--format", "txt,docx")


def test_an_interrupted_draft_says_so(run_cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assistant.drafting, "draft_from_files", interrupt)
    assert "已中断" in refused(run_cli, desk, desk / "answers.yaml")


def test_names_no_file_system_takes_are_replaced(run_cli, desk: Path) -> None:
    answers = answers_file(desk, ANSWERS.replace(ORGAN, "'甲/乙:丙*街道办事处'"))
    assert run_cli("draft", answers, "--out", desk / "out", "--format", "txt").code == 0
    assert files_in(desk / "out") == ["甲_乙_丙_街道办事处2024年政府信息公开工作年度报告.txt"]
    long = answers_file(desk, ANSWERS.replace(ORGAN, "长" * 300))
    assert run_cli("draft", long, "--out", desk / "long", "--format", "txt").code == 0
    assert len(files_in(desk / "long")) == 1


def test_an_example_runs(run_cli, examples: Path, tmp_path: Path) -> None:
    code, text, err = run_cli(
        "draft", examples / "street" / "answers.yaml", "--out", tmp_path, "--format", ",".join(FORMATS)
    )
    assert (code, err) == (0, "")
    assert len(files_in(tmp_path)) == 4
    assert "勾稽关系全部成立" in text
    assert all(path.stat().st_size > 2000 for path in tmp_path.iterdir())


def test_the_same_input_gives_the_same_bytes_in_every_process(examples: Path, tmp_path: Path) -> None:
    made = {}
    for seed in ("0", "4242"):
        work = tmp_path / seed
        shutil.copytree(examples / "street", work / "in", ignore=shutil.ignore_patterns("draft"))
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "assistant",
                "draft",
                "in/answers.yaml",
                "--out",
                "out",
                "--format",
                ",".join(FORMATS),
            ],
            cwd=work,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        made[seed] = {path.name: path.read_bytes() for path in (work / "out").iterdir()}
        made[seed]["account"] = done.stdout
    assert len(made["0"]) == 5
    assert made["0"] == made["4242"]


def test_zero_tables_give_the_zero_sentences(run_cli, desk: Path) -> None:
    run_cli("draft", desk / "answers.yaml", "--tables", desk / "tables.xlsx", "--out", desk, "--format", "md")
    text = (desk / f"{STEM}.md").read_text(encoding="utf-8")
    assert "未收到" in text
    assert ZERO.t3["granted.total"] == 0
