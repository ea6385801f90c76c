"""How a draft begins: fields checked, files read, the session that follows; every front end uses these."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from last_reports import STREET

from assistant.beginnings import (
    Field,
    FieldsError,
    NewDraft,
    begin,
    begin_example,
    default_path,
    example_path,
    prepare,
    read_name,
    read_organ,
    read_year,
    save_path,
    short_name,
)
from assistant.errors import InputError, OutputError
from assistant.interview.engine import AskQuestion, Engine, GiveTables
from assistant.interview.journal import Journal
from assistant.interview.session import Session
from assistant.report.compose import compose
from assistant.report.organ import Contact, Organ
from assistant.report.standard import OrganKind
from assistant.tables.arithmetic import carried_in, complete
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.spreadsheet import write_workbook

TODAY = date(2026, 1, 12)
NAME = "澄岭区望桥街道办事处"
ZEROS = Tables(T2.zeros(), T3.zeros(), T4.zeros())
WAITING = ZEROS.with_cells(
    {
        "t3.new_received.natural": 2,
        "t3.new_received.total": 2,
        "t3.carried_out.natural": 2,
        "t3.carried_out.total": 2,
    }
)


@pytest.fixture(autouse=True)
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIANBAO_DRAFTS", str(tmp_path / "草稿"))
    return tmp_path / "草稿"


def workbook(folder: Path, tables: Tables, name: str = "统计表.xlsx") -> Path:
    path = folder / name
    path.write_bytes(write_workbook(tables))
    return path


def faults(new: NewDraft, engine: Engine) -> dict[str, str]:
    with pytest.raises(FieldsError) as caught:
        prepare(new, engine, TODAY)
    return caught.value.faults


def test_the_name_is_enough(engine: Engine, drafts: Path) -> None:
    begun = begin(prepare(NewDraft(f" {NAME} "), engine, TODAY), engine)
    session = begun.session
    assert session.organ == Organ.of(NAME)
    assert session.state.year == 2025
    assert session.journal.path == drafts / "望桥街道2025年.nianbao"
    assert isinstance(session.prompt, AskQuestion)
    assert begun.said == begun.notices == ()
    session.close()


def test_a_second_draft_overwrites_nothing(engine: Engine, drafts: Path) -> None:
    for _ in range(3):
        begin(prepare(NewDraft(NAME), engine, TODAY), engine).session.close()
    assert sorted(path.name for path in drafts.iterdir() if path.suffix == ".nianbao") == [
        "望桥街道2025年.nianbao",
        "望桥街道2025年（2）.nianbao",
        "望桥街道2025年（3）.nianbao",
    ]


def test_every_wrong_field_is_named_at_once_and_nothing_is_written(engine: Engine, drafts: Path) -> None:
    found = faults(NewDraft("", year="今年", last_year="没有.docx", tables="没有.xlsx"), engine)
    assert list(found) == [Field.NAME, Field.YEAR, Field.LAST_YEAR, Field.TABLES]
    assert "请填写单位全称" in found[Field.NAME]
    assert "今年" in found[Field.YEAR]
    assert "找不到上年报告" in found[Field.LAST_YEAR]
    assert "没有.xlsx" in found[Field.TABLES]
    assert not drafts.exists()


@pytest.mark.parametrize("text", ["", "   ", "abc", "局", "2025"])
def test_what_is_no_name(text: str) -> None:
    with pytest.raises(InputError, match="单位全称"):
        read_name(text)


def test_a_name_is_cleaned_of_blanks() -> None:
    assert read_name(" 澄岭区 望桥街道\u3000办事处\n") == NAME


@pytest.mark.parametrize(("text", "year"), [("", 2025), ("2024", 2024), ("２０２４年", 2024), (" 2024 年度", 2024)])
def test_the_year_meant(text: str, year: int) -> None:
    assert read_year(text, TODAY) == year


@pytest.mark.parametrize("text", ["24", "二〇二四", "2024-12", "2007", "2101", "20244", "-2024"])
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(InputError, match="年度"):
        read_year(text, TODAY)


@given(st.text())
def test_any_text_is_a_year_or_bad_input(text: str) -> None:
    try:
        year = read_year(text, TODAY)
    except InputError:
        return
    assert 2008 <= year <= 2100


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("澄岭区望桥街道办事处", "望桥街道"),
        ("云岭县财政局", "财政局"),
        ("云岭县城市管理局", "城市管理局"),
        ("云山市市场监督管理局", "市场监督管理局"),
        ("苏云州市司法局", "司法局"),
        ("云岭县人民政府", "云岭县"),
        ("云岭县青枫镇人民政府", "青枫镇"),
        ("云州省云山市澄岭区人民政府办公室", "澄岭区人民政府办公室"),
        ("云山经济技术开发区管理委员会", "云山经济技术开发区管理委员会"),
        ("市场监督管理局", "市场监督管理局"),
        ("南区街道办事处", "南区街道"),
    ],
)
def test_the_short_name_of_files(name: str, short: str) -> None:
    assert short_name(name) == short


@given(st.text(st.sampled_from("云岭县市区州省自治旗盟街道办事处人民政府财政局/:?\n"), min_size=1, max_size=30))
def test_every_name_gives_a_file_of_the_drafts_folder(name: str) -> None:
    path = default_path(name, 2025)
    assert path.parent == default_path("甲", 2025).parent
    assert path.suffix == ".nianbao"


def test_where_a_draft_goes(tmp_path: Path) -> None:
    name = "望桥街道2025年.nianbao"
    assert save_path(str(tmp_path), NAME, 2025) == tmp_path / name
    assert save_path(f"{tmp_path}/新文件夹/", NAME, 2025) == tmp_path / "新文件夹" / name
    assert save_path(str(tmp_path / "年报.2025"), NAME, 2025) == tmp_path / "年报.2025.nianbao"
    assert save_path(f'"{tmp_path / "甲.nianbao"}"', NAME, 2025) == tmp_path / "甲.nianbao"
    with pytest.raises(InputError, match="太长"):
        save_path("长" * 100, NAME, 2025)


def test_a_folder_that_cannot_be_is_told_beside_its_field(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    found = faults(NewDraft(NAME, save_to=str(tmp_path / "文件" / "甲.nianbao")), engine)
    assert list(found) == [Field.SAVE_TO]


def test_tables_are_read_completed_and_told(engine: Engine, tmp_path: Path) -> None:
    told: list[str] = []
    path = workbook(tmp_path, WAITING)
    begun = begin(prepare(NewDraft(NAME, tables=str(path)), engine, TODAY, told.append), engine)
    assert begun.session.tables == WAITING
    assert begun.said == ("统计表：读到三张表，勾稽全部成立。",)
    assert told == ["正在读统计表……"]
    begun.session.close()


def test_a_contradiction_in_the_tables_is_told_and_does_not_stop(engine: Engine, tmp_path: Path) -> None:
    csv = tmp_path / "表.csv"
    begun = begin(
        prepare(
            NewDraft(NAME, tables=str(workbook(tmp_path, WAITING.with_cells({"t3.granted.natural": 9})))), engine, TODAY
        ),
        engine,
    )
    assert "处问题" in begun.said[0]
    begun.session.close()
    csv.write_text("不是表\n", encoding="utf-8")
    assert "没有找到统计表" in faults(NewDraft(NAME, tables=str(csv)), engine)[Field.TABLES]
    old = tmp_path / "表.xls"
    old.touch()
    assert "另存为 .xlsx" in faults(NewDraft(NAME, tables=str(old)), engine)[Field.TABLES]


def test_last_years_workbook_carries_unfinished_applications_over(engine: Engine, tmp_path: Path) -> None:
    begun = begin(prepare(NewDraft(NAME, last_year=str(workbook(tmp_path, WAITING))), engine, TODAY), engine)
    state = begun.session.state
    assert state.last_tables == WAITING
    assert state.tables.t3["carried_in.natural"] == 2
    assert state.tables.t3["carried_in.total"] == 2
    assert state.tables.t3["new_received.natural"] is None
    assert any("上年结转" in notice for notice in begun.notices)
    begun.session.close()


def test_what_she_filled_in_is_never_carried_over() -> None:
    filled = Tables().with_cells({"t3.carried_in.natural": 1})
    cells = carried_in(WAITING, filled)
    assert "t3.carried_in.natural" not in cells
    assert cells["t3.carried_in.total"] == 2
    assert carried_in(None, filled) == {}


def last_draft(engine: Engine, folder: Path, organ: Organ) -> Path:
    session = Session.create(folder / "去年.nianbao", engine, organ, 2024)
    session.do(GiveTables(WAITING, "表"))
    session.close()
    return session.journal.path


def test_last_years_draft_brings_organ_contact_and_tables(engine: Engine, tmp_path: Path) -> None:
    known = Organ.of(NAME, self_reference="我办", contact=Contact(phone="0500-6602260"))
    path = last_draft(engine, tmp_path, known)
    content = path.read_bytes()
    begun = begin(prepare(NewDraft(last_year=str(path)), engine, TODAY), engine)
    assert begun.session.organ == known
    assert begun.session.state.last_tables == WAITING
    assert begun.session.state.last_report is not None
    assert begun.session.state.tables.t3["carried_in.total"] == 2
    assert any("电话沿用了上年的" in notice for notice in begun.notices)
    assert path.read_bytes() == content
    begun.session.close()


def test_a_draft_of_another_year_or_unit_is_remarked(engine: Engine, tmp_path: Path) -> None:
    path = last_draft(engine, tmp_path, Organ.of("云岭县财政局"))
    plan = prepare(NewDraft(NAME, year="2026", last_year=str(path)), engine, TODAY)
    assert plan.organ.name == NAME
    assert plan.organ.kind is OrganKind.STREET
    assert any("2024 年" in notice for notice in plan.notices)
    assert any("云岭县财政局" in notice for notice in plan.notices)


def test_another_office_s_telephone_is_not_taken_over(engine: Engine, tmp_path: Path) -> None:
    phone = Contact(phone="0500-6602260")
    for number, (last, taken) in enumerate(
        (("澄岭区柳溪街道办事处", False), ("青河区望桥街道办事处", False), (NAME, True))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        plan = prepare(
            NewDraft(NAME, last_year=str(last_draft(engine, folder, Organ.of(last, contact=phone)))), engine, TODAY
        )
        assert (plan.organ.contact == phone) is taken
        assert any("电话沿用了上年的" in notice for notice in plan.notices) is taken


def report_reader(monkeypatch: pytest.MonkeyPatch, read: object) -> None:
    module = ModuleType("assistant.reuse.reading")
    module.read_report = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "assistant.reuse.reading", module)


def test_a_report_of_last_year_is_read(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bytes, str]] = []

    def read(data: bytes, name: str) -> object:
        asked.append((data, name))
        report = compose(Organ.of(NAME, contact=Contact(phone="1")), 2024, complete(WAITING), [], {})
        return SimpleNamespace(report=report, notices=("表四没有读到。",))

    report_reader(monkeypatch, read)
    path = tmp_path / "年报[1].docx"
    path.write_bytes(b"word")
    begun = begin(prepare(NewDraft(NAME, last_year=f'"{path}"'), engine, TODAY), engine)
    assert asked == [(b"word", "年报[1].docx")]
    assert begun.session.state.last_report is not None
    assert begun.session.organ.contact.phone == "1"
    assert begun.session.state.tables.t3["carried_in.total"] == 2
    assert "表四没有读到。" in begun.notices
    assert NAME in begun.said[0]
    assert len(begun.session.journal.steps) == 3
    begun.session.close()


@pytest.mark.parametrize(("year", "takes"), [("2024", True), ("2026", False)])
def test_the_report_of_the_year_before_is_rolled_forward(
    engine: Engine, tmp_path: Path, year: str, takes: bool
) -> None:
    path = tmp_path / "上年.txt"
    path.write_text(STREET, encoding="utf-8")
    begun = begin(prepare(NewDraft(year=year, last_year=str(path)), engine, TODAY), engine)
    try:
        assert any("沿用上年" in line for line in begun.said) == takes
        assert any(answer.carried for answer in begun.session.state.answers) == takes
        assert begun.session.organ.contact.phone == "0500-6123456"
        assert begun.session.state.last_report is not None
    finally:
        begun.session.close()


def test_a_report_that_does_not_say_whose_it_is(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = compose(Organ.of("甲"), 2024, Tables(), [], {})
    report = replace(unknown, organ=replace(unknown.organ, name=""), year=0)
    report_reader(monkeypatch, lambda data, name: SimpleNamespace(report=report, notices=()))
    path = tmp_path / "年报.txt"
    path.write_text("正文", encoding="utf-8")
    assert list(faults(NewDraft(last_year=str(path)), engine)) == [Field.NAME]
    plan = prepare(NewDraft(NAME, last_year=str(path)), engine, TODAY)
    assert plan.notices == ()
    assert plan.last is not None
    assert "没有认出" in plan.last.said


def test_a_report_that_cannot_be_read_is_told_beside_its_field(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(data: bytes, name: str) -> object:
        raise InputError(f"{name} 不是年度报告。")

    report_reader(monkeypatch, read)
    path = tmp_path / "别的.docx"
    path.touch()
    assert faults(NewDraft(NAME, last_year=str(path)), engine) == {Field.LAST_YEAR: "别的.docx 不是年度报告。"}


def test_a_draft_that_cannot_be_made_leaves_nothing(engine: Engine, drafts: Path) -> None:
    plan = prepare(NewDraft(NAME), engine, TODAY)
    drafts.parent.mkdir(exist_ok=True)
    drafts.touch()
    with pytest.raises(OutputError, match="无法在"):
        begin(plan, engine)


def test_the_particulars_of_an_organ() -> None:
    words = {
        "name": NAME,
        "year": "2024",
        "postcode": "５０００２６",
        "phone": " 0500-1 ",
        "superior": "",
        "email": "a@b.cn",
    }
    begun = read_organ(words, None, TODAY)
    assert begun.organ == Organ.of(NAME, contact=Contact(postcode="500026", phone="0500-1", email="a@b.cn"))
    assert begun.year == 2024
    with pytest.raises(FieldsError) as caught:
        read_organ({"name": "", "year": "x", "postcode": "12", "email": "a"}, None, TODAY)
    assert list(caught.value.faults) == ["name", "year", "postcode", "email"]


def test_the_example_is_nearly_done_and_leaves_something_to_try(engine: Engine) -> None:
    path = example_path()
    session = begin_example(engine, path)
    session.close()
    again = Session(Journal.open(path), engine)
    asked = [again.prompt.question.id] if isinstance(again.prompt, AskQuestion) else []
    assert asked == ["proactive.interpretation"]
    assert not again.findings
    assert 0 < len(again.todos) <= 5
    assert {"proactive", "requests", "management", "platform", "supervision"} <= {
        part.group for part in again.parts if part.statements
    }
    assert [fact for answer in again.state.answers for fact in answer.facts if fact.choice is None] == []
    again.close()
    with pytest.raises(OutputError, match="已经存在"):
        begin_example(engine, path)
