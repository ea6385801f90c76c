"""``nianbao export``: a draft as files from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import FIVE, ORGAN, STEM, ZERO, chinese

from assistant.interview.engine import Engine, GiveTables, SetCells
from assistant.interview.session import Session
from assistant.report.organ import Organ


@pytest.fixture
def draft(engine: Engine, tmp_path: Path) -> Path:
    path = tmp_path / "草稿 一.nianbao"
    session = Session.create(path, engine, Organ.of(ORGAN), 2024)
    session.do(GiveTables(ZERO))
    session.close()
    return path


def test_files_stand_beside_the_draft_and_are_printed(run_cli, draft: Path) -> None:
    code, out, err = run_cli("export", draft, "--format", "docx,txt")
    assert code == 0
    assert out.splitlines() == [str(draft.parent / f"{STEM}.{form}") for form in ("docx", "txt")]
    assert all(Path(line).is_file() for line in out.splitlines())
    assert "还差" in err
    assert "待补：" in err


def test_open_errors_mark_the_name_and_the_exit_code(run_cli, engine: Engine, draft: Path, tmp_path: Path) -> None:
    session = Session.open(draft, engine)
    session.do(GiveTables(FIVE))
    session.do(SetCells({"t3.granted.natural": 3}, "改"))
    session.close()
    code, out, err = run_cli("export", draft, "--out", tmp_path / "稿", "--format", "md")
    assert code == 1
    assert out.strip() == str(tmp_path / "稿" / f"{STEM}（有错误未处理）.md")
    assert "核查出的错误" in err


def test_existing_files_want_force(run_cli, draft: Path) -> None:
    target = draft.parent / f"{STEM}.md"
    target.write_text("旧", encoding="utf-8")
    code, out, err = run_cli("export", draft, "--format", "md")
    assert (code, out) == (2, "")
    assert "--force" in err
    assert target.read_text(encoding="utf-8") == "旧"
    assert run_cli("export", draft, "--format", "md", "--force").code == 0
    assert target.read_text(encoding="utf-8") != "旧"


@pytest.mark.parametrize("args", [("--format", "pdf"), ("--format", ",")])
def test_wrong_formats(run_cli, draft: Path, args: tuple[str, ...]) -> None:
    code, out, err = run_cli("export", draft, *args)
    assert (code, out) == (2, "")
    assert chinese(err)


def test_what_is_no_draft_is_told(run_cli, tmp_path: Path) -> None:
    file = tmp_path / "甲.docx"
    file.write_bytes(b"PK\x03\x04")
    for path in (file, tmp_path / "没有.nianbao"):
        code, out, err = run_cli("export", path)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert chinese(err)


def test_a_draft_open_elsewhere_is_read_all_the_same(run_cli, engine: Engine, draft: Path) -> None:
    session = Session.open(draft, engine)
    try:
        code, out, err = run_cli("export", draft, "--format", "md")
    finally:
        session.close()
    assert code == 0
    assert "另一个窗口" in err
    assert Path(out.strip()).is_file()
