"""Drafts as files: names, what is left, nothing half written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import InputError, OutputError
from assistant.exporting import (
    WITH_ERRORS,
    default_stem,
    export,
    free_stem,
    has_errors,
    read_formats,
    summary,
    targets,
    what_is_left,
)
from assistant.interview.engine import Dismiss, Engine, GiveTables, KeepTyped, Say, SetCells
from assistant.interview.session import Session
from assistant.report.organ import Organ
from assistant.tables.schema import T2, T3, T4, Tables

ORGAN = "云溪区青枫街道办事处"
TITLE = f"{ORGAN}2024年政府信息公开工作年度报告"
ZERO = Tables(T2.zeros(), T3.zeros(), T4.zeros())


@pytest.fixture
def session(engine: Engine, tmp_path: Path) -> Iterator[Session]:
    made = Session.create(tmp_path / "草稿.nianbao", engine, Organ.of(ORGAN), 2024)
    made.do(GiveTables(ZERO))
    yield made
    made.close()


def test_what_is_left_begins_with_open_errors_and_the_name_says_so(session: Session) -> None:
    assert not has_errors(session)
    assert default_stem(session) == TITLE
    session.do(SetCells({"t3.granted.natural": 3}, "改"))
    left = what_is_left(session)
    assert left[0].name == "核查出的错误"
    assert "表三" in left[0].places[0]
    assert "待补" in [one.name for one in left]
    assert summary(left).startswith(f"还差 {sum(one.count for one in left)} 处：核查出的错误 1 处")
    assert default_stem(session) == TITLE + WITH_ERRORS


def test_an_error_put_aside_with_a_reason_does_not_mark_the_name(session: Session) -> None:
    session.do(SetCells({"t3.granted.natural": 3}, "改"))
    wrong = next(finding for finding in session.findings if finding.where.cell)
    session.do(Dismiss(wrong.key, "已核实"))
    assert default_stem(session) == TITLE
    assert "核查出的错误" not in [one.name for one in what_is_left(session)]


def test_files_of_all_formats_are_written_and_named(session: Session, tmp_path: Path) -> None:
    session.do(Say("门口的公告栏每月换一次", "platform"))
    session.do(KeepTyped())
    told: list[str] = []
    files = export(
        session.report, read_formats("docx，html、md txt"), tmp_path / "新建", stem=TITLE, progress=told.append
    )
    assert [file.name for file in files] == [f"{TITLE}.{form}" for form in ("docx", "html", "md", "txt")]
    assert "门口的公告栏每月换一次" in files[3].read_text(encoding="utf-8")
    assert any("门口的公告栏每月换一次" in paragraph.text for paragraph in Document(str(files[0])).paragraphs)
    assert len(told) == 5


def test_existing_files_stay_unless_she_says_so(session: Session, tmp_path: Path) -> None:
    (tmp_path / f"{TITLE}.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(OutputError):
        export(session.report, ("md", "txt"), tmp_path, stem=TITLE)
    assert not (tmp_path / f"{TITLE}.md").exists()
    assert (tmp_path / f"{TITLE}.txt").read_text(encoding="utf-8") == "旧"
    export(session.report, ("md", "txt"), tmp_path, stem=TITLE, overwrite=True)
    assert TITLE in (tmp_path / f"{TITLE}.txt").read_text(encoding="utf-8")


def test_a_free_name_is_free_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").touch()
    (tmp_path / "甲（2）.txt").touch()
    assert free_stem(tmp_path, "甲", ("docx", "txt")) == "甲（3）"
    assert free_stem(tmp_path, "乙", ("docx",)) == "乙"
    long = "长" * 70
    (tmp_path / f"{targets(tmp_path, long, ('md',))[0].name}").touch()
    assert free_stem(tmp_path, targets(tmp_path, long, ("md",))[0].stem, ("md",)).endswith("（2）")


@pytest.mark.parametrize("name", ["", "  ", "甲/乙", "甲:乙", "甲\n乙"])
def test_names_no_file_can_have_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件名"):
        targets(tmp_path, name, ("docx",))


@pytest.mark.parametrize("text", ["", " ，", "pdf", "docx,doc"])
def test_formats_we_do_not_write_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="格式"):
        read_formats(text)


def test_formats_are_read_as_people_write_them() -> None:
    assert read_formats(" DOCX，.html、docx") == ("docx", "html")
