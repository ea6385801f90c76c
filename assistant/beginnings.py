"""How a draft begins: what the clerk fills in once, checked field by field, and the session that follows.

One function for every front end. All files are read before anything is written, so that a file that cannot be used
leaves no half-made draft behind.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.checks.tables import check_tables, reading_findings
from assistant.drafting import file_stem
from assistant.errors import AssistantError, InputError
from assistant.files import read_bytes
from assistant.interview.answers import parse_answers
from assistant.interview.autopilot import decision
from assistant.interview.engine import AskChoice, Begin, Engine, GiveLastYear, GiveTables, RollForward, Say, SetCells
from assistant.interview.journal import SUFFIX, Journal
from assistant.interview.session import Session
from assistant.paths import drafts_folder
from assistant.report.model import Report
from assistant.report.organ import Contact, Organ
from assistant.report.standard import TABLE_NAMES, OrganKind
from assistant.resources import PHRASEBANK, data_bytes
from assistant.reuse.rollforward import contact_in
from assistant.tables.arithmetic import carried_in, complete, empty_cells
from assistant.tables.schema import Tables
from assistant.tables.spreadsheet import TablesReading, read_tables
from assistant.typedpaths import free_path, refuse_unwritable, typed_path
from assistant.yamlfile import parse_yaml

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""The regulation has been in force since 2008."""
TABLE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
REPORT_SUFFIXES = (".docx", ".html", ".htm", ".txt", ".md", ".pdf", ".doc", ".wps")
LAST_YEAR_SUFFIXES = (*REPORT_SUFFIXES, SUFFIX, *TABLE_SUFFIXES)

_MAX_NAME = 60
_YEAR = re.compile(r"(\d{4})\s*年?(?:度)?")
_AREAS = re.compile(
    r"(?:[^市县区旗]{2,8}?(?:自治区|省))?"
    r"(?:[^省市县区旗]{1,8}?(?:自治州|州(?!市)|盟|市))?"
    r"(?:[^省市县区旗]{1,8}?(?:自治县|县|区|旗))?"
    r"(?=.{3,})"
)
"""Province, prefecture, county, in this order and each at most once: 城市管理局 is not in a place called 城市."""
_NOT_AN_AREA = ("开发区", "高新区", "保税区", "示范区", "管理区", "实验区")
_NO_NAME = re.compile(r"人民政府|政府|管理委员会|管委会|委员会|办事处|办公室|街道(办事处)?$")
"""What says nothing without the area before it."""
_WHOLE_TABLES = {1: "一", 2: "两", 3: "三"}
_EXAMPLE = "示例-"


class Field(StrEnum):
    """What a new draft asks for."""

    NAME = "name"
    KIND = "kind"
    YEAR = "year"
    LAST_YEAR = "last_year"
    TABLES = "tables"
    SAVE_TO = "save_to"


class FieldsError(InputError):
    """Some fields cannot be used as they are; each has its sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("".join(faults.values()))
        self.faults = dict(faults)


CONTACT_FIELDS = ("website", "address", "postcode", "phone", "email")
_POSTCODE = re.compile(r"\d{6}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class NewDraft:
    """The form as typed. Everything but the name may be left empty."""

    name: str = ""
    kind: OrganKind | None = None
    """None: as the name says."""
    year: str = ""
    last_year: str = ""
    """A report, a draft or a workbook of last year."""
    tables: str = ""
    save_to: str = ""
    """File or folder."""


@dataclass(frozen=True, slots=True)
class LastYear:
    """What a file of last year says; either a report with text, or its tables alone."""

    source: str
    said: str
    report: Report | None = None
    tables: Tables | None = None
    organ: Organ | None = None
    year: int | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledTables:
    """What a workbook of this year says."""

    source: str
    said: str
    """读到三张表，勾稽全部成立。"""
    tables: Tables
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A form that can be begun with: everything checked and read, nothing written."""

    organ: Organ
    year: int
    path: Path
    last: LastYear | None = None
    tables: FilledTables | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """A draft that has begun, and what there is to say about it."""

    session: Session
    said: tuple[str, ...] = ()
    """What was read from the files."""
    notices: tuple[str, ...] = ()
    """What wants a look."""


def prepare(new: NewDraft, engine: Engine, today: date, progress: Callable[[str], object] = lambda _: None) -> Plan:
    """Check and read everything; FieldsError names every field that cannot be used. ``progress`` is told what is read."""
    faults: dict[str, str] = {}
    last: LastYear | None = None
    tables: FilledTables | None = None
    name, year = "", default_year(today)
    if new.last_year.strip():
        progress("正在读上年的文件……")
        try:
            last = read_last_year(typed_path(new.last_year), engine)
        except AssistantError as error:
            faults[Field.LAST_YEAR] = error.message
    try:
        name = read_name(new.name or (last.organ.name if last and last.organ else ""))
    except InputError as error:
        faults[Field.NAME] = error.message
    try:
        year = read_year(new.year, today)
    except InputError as error:
        faults[Field.YEAR] = error.message
    organ = _organ(name, new.kind, last)
    if new.tables.strip():
        progress("正在读统计表……")
        try:
            tables = read_filled_tables(typed_path(new.tables), organ)
        except AssistantError as error:
            faults[Field.TABLES] = error.message
    path = Path()
    if Field.NAME not in faults:
        try:
            path = save_path(new.save_to, name, year)
            refuse_unwritable(path.parent)
        except InputError as error:
            faults[Field.SAVE_TO] = error.message
    if faults:
        raise FieldsError({field: faults[field] for field in Field if field in faults})
    return Plan(organ, year, path, last, tables, tuple(_reservations(organ, year, last)))


def begin(plan: Plan, engine: Engine) -> Beginning:
    """Make the draft on disk and give it what was read; OutputError when it cannot be written.

    The report of the year before is rolled forward; one of another year is only there to be compared with.
    Last year's 结转下年度 becomes this year's 上年结转 where that is empty.
    """
    session = Session.create(free_path(plan.path), engine, plan.organ, plan.year)
    try:
        if plan.last and plan.last.report:
            session.do(GiveLastYear(plan.last.report, plan.last.source))
            if plan.last.year == plan.year - 1:
                session.do(RollForward())
        elif plan.last and plan.last.tables:
            session.do(GiveTables(plan.last.tables, plan.last.source, last=True))
        if plan.tables:
            session.do(GiveTables(plan.tables.tables, plan.tables.source))
        is_next = plan.last is None or plan.last.year in (None, plan.year - 1)
        carried = carried_in(session.state.last_tables, session.state.tables) if is_next else {}
        if carried:
            session.do(SetCells(carried, "上年结转数取自上年报告"))
    except AssistantError:
        abandon(session)
        raise
    said = [f"上年：{plan.last.said}"] if plan.last else []
    taken = sum(bool(answer.carried) for answer in session.state.answers)
    if taken:
        said.append(
            f"沿用上年 {taken} 句，其中的数、日期、文号留作待补，接下来先问上年说的做到没有，再一项一项问；句子要您确认后才算数。"
        )
    said += [f"统计表：{plan.tables.said}"] if plan.tables else []
    read = (*(plan.last.notices if plan.last else ()), *(plan.tables.notices if plan.tables else ()))
    if carried:
        read = (*read, "今年表三的“上年结转”已按上年的“结转下年度”填好，请核对。")
    return Beginning(session, tuple(said), (*plan.notices, *read))


def begin_example(engine: Engine, path: Path) -> Session:
    """A new draft of an invented street office at ``path``: answers given, two questions left to try.

    OutputError if the file exists or cannot be written.
    """
    about = parse_answers(_example_text("organ.yaml"), "phrasebank/example/organ.yaml", Path())
    tables = complete(read_tables(data_bytes(PHRASEBANK, "example/tables.csv"), "phrasebank/example/tables.csv").tables)
    answers = parse_yaml(_example_text("answers.yaml"), "phrasebank/example/answers.yaml")
    session = Session.create(path, engine, about.organ, about.year)
    try:
        session.do(GiveTables(tables, "示例统计表.csv"))
        for question, given in answers.mapping().items() if answers else ():
            for text in given.texts():
                session.do(Say(text, question=question))
                while isinstance(prompt := session.prompt, AskChoice):
                    session.do(decision(prompt))
    except AssistantError:
        abandon(session)
        raise
    return session


def example_path() -> Path:
    """Where the example is kept unless one is there already."""
    about = parse_answers(_example_text("organ.yaml"), "phrasebank/example/organ.yaml", Path())
    return default_path(about.organ.name, about.year, _EXAMPLE)


def abandon(session: Session) -> None:
    """Close a draft nobody has worked on and take its file away."""
    path = session.journal.path
    session.close()
    path.unlink(missing_ok=True)


def default_year(today: date) -> int:
    """The year a report written today is about: the last one."""
    return today.year - 1


def read_name(text: str) -> str:
    """The organ's full name; InputError for what can be none."""
    name = "".join(text.split()) if _is_chinese(text) else " ".join(text.split())
    if not name:
        raise InputError("请填写单位全称，公章上怎么写就怎么填，例如“澄岭区望桥街道办事处”。")
    if not _is_chinese(name) or len(name) < 3:
        raise InputError(f"“{name}”不像单位全称，请写公章上的全称，例如“澄岭区望桥街道办事处”。")
    if len(name) > _MAX_NAME:
        raise InputError(f"单位全称有 {len(name)} 个字，太长了，请只写名称（不超过 {_MAX_NAME} 个字）。")
    return name


def read_year(text: str, today: date) -> int:
    """The year meant by ``2025``, ``２０２５``, ``2025年``; empty is :func:`default_year`. InputError otherwise."""
    words = unicodedata.normalize("NFKC", text).strip()
    if not words:
        return default_year(today)
    found = _YEAR.fullmatch(words)
    if found is None or not found[1].isascii():
        raise InputError(f"年度要写成四位数字，例如 {default_year(today)}；现在是“{text.strip()}”。")
    year = int(found[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(f"年度 {year} 不在可用范围（{FIRST_YEAR}—{LAST_YEAR}）内，请写报告所总结的那一年。")
    return year


def read_organ(words: Mapping[str, str], kind: OrganKind | None, today: date) -> Begin:
    """Organ and year from what stands in a form: ``name``, ``year``, ``self_reference``, ``superior`` and contact.

    Empty ones follow from the name or are left out; FieldsError names those that cannot be used.
    """
    given = {field: " ".join(text.split()) for field, text in words.items()}
    faults: dict[str, str] = {}
    name, year = "", default_year(today)
    try:
        name = read_name(given.get("name", ""))
    except InputError as error:
        faults["name"] = error.message
    try:
        year = read_year(given.get("year", ""), today)
    except InputError as error:
        faults["year"] = error.message
    contact = {field: given.get(field) or None for field in CONTACT_FIELDS}
    for field in ("postcode", "phone"):
        if contact[field]:
            contact[field] = unicodedata.normalize("NFKC", contact[field] or "")
    if contact["postcode"] and not _POSTCODE.fullmatch(contact["postcode"]):
        faults["postcode"] = f"邮编是六位数字，现在是“{contact['postcode']}”；不想写可以留空。"
    if contact["email"] and not _EMAIL.fullmatch(contact["email"]):
        faults["email"] = f"“{contact['email']}”不像邮箱地址，应当是 名称@网站 的样子；不想写可以留空。"
    if faults:
        raise FieldsError(faults)
    organ = Organ.of(name, kind, given.get("self_reference") or None, given.get("superior") or None, Contact(**contact))
    return Begin(organ, year)


def read_filled_tables(path: Path, organ: Organ | None = None) -> FilledTables:
    """The workbook of this year, totals added up; InputError says what is wrong with it."""
    reading = _workbook(path, "统计表")
    tables = complete(reading.tables)
    found = {address.partition(".")[0] for address in reading.places}
    if len(found) == len(TABLE_NAMES):
        said = f"读到{_WHOLE_TABLES[len(found)]}张表"
    else:
        said = "只读到" + "、".join(name for table, name in TABLE_NAMES.items() if table in found)
    findings = check_tables(tables, organ.kind if organ else None, organ.name if organ else "")
    # Cells left empty are no contradiction; they are counted by themselves.
    wrong = [finding for finding in (*findings, *reading_findings(reading.remarks)) if finding.rule != "TQ-27"]
    said += f"，勾稽核对有 {len(wrong)} 处问题" if wrong else "，勾稽全部成立"
    empty = sum(address.partition(".")[0] in found for address in empty_cells(tables))
    said += f"，还有 {empty} 格没有填。" if empty else "。"
    return FilledTables(str(path), said, tables, reading.notices)


def read_last_year(path: Path, engine: Engine) -> LastYear:
    """Last year's report, draft (``.nianbao``) or workbook; InputError says what is wrong with it."""
    suffix = path.suffix.lower()
    if suffix == SUFFIX:
        return _last_draft(path, engine)
    if suffix in TABLE_SUFFIXES or suffix == ".xls":
        reading = _workbook(path, "上年统计表")
        said = "读到统计表；没有正文，去年的话不能对照。"
        return LastYear(str(path), said, tables=complete(reading.tables), notices=reading.notices)
    data = read_bytes(path, "上年报告")
    from assistant.reuse.reading import read_report  # readers of docx and pdf

    read = read_report(data, path.name)
    report = replace(read.report, tables=complete(read.report.tables))
    return _of_report(path, report, tuple(read.notices))


def save_path(text: str, name: str, year: int) -> Path:
    """The file a draft goes to: as typed, a folder takes the default name, ``.nianbao`` is added; never an existing one.

    InputError for what can be no file name.
    """
    proposed = default_path(name, year)
    if not text.strip():
        return free_path(proposed)
    path = typed_path(text)
    if any(len(part.encode()) > 255 for part in path.parts) or "\0" in text:
        raise InputError("保存位置的名称太长或有不能用的字符，请改短一些。")
    if path.is_dir() or text.strip().endswith(("/", os.sep)):
        path = path / proposed.name
    if path.suffix.lower() != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    return free_path(path)


def default_path(name: str, year: int, prefix: str = "") -> Path:
    """``年报草稿/望桥街道2025年.nianbao`` among the user's documents."""
    return drafts_folder() / f"{file_stem(f'{prefix}{short_name(name)}{year}年')}{SUFFIX}"


def short_name(name: str) -> str:
    """The organ without the areas above it and without 人民政府, 办事处: 望桥街道, 财政局, 澄岭区."""
    short = "".join(name.split())
    found = _AREAS.match(short)
    if found and found[0] and not found[0].endswith(_NOT_AN_AREA):
        area, short = found[0], short[found.end() :]
        if _NO_NAME.match(short):
            short = re.split(r"(?<=[省市州盟县区旗])(?=.)", area)[-1] + short
    for ending in ("人民政府", "办事处"):
        if len(short) > len(ending) + 1:
            short = short.removesuffix(ending)
    return short


def _organ(name: str, kind: OrganKind | None, last: LastYear | None) -> Organ:
    """What last year's file knows of the organ holds on, unless the form says otherwise."""
    known = last.organ if last else None
    if known is None:
        return Organ.of(name, kind)
    if known.name == name and kind in (None, known.kind):
        return known
    is_renamed = short_name(known.name) in name or short_name(name) in known.name
    if is_renamed and known.name[:2] == name[:2]:
        return Organ.of(name, kind, contact=known.contact)
    # Another office's telephone must not go out under this one's name.
    return Organ.of(name, kind)


def _reservations(organ: Organ, year: int, last: LastYear | None) -> list[str]:
    if last is None:
        return []
    said = []
    if last.year and last.year != year - 1:
        said.append(f"给的上年文件写的是 {last.year} 年，这份草稿写 {year} 年，请看看是不是选错了文件。")
    if last.organ and last.organ.name != organ.name:
        said.append(f"给的上年文件是“{last.organ.name}”的，这份草稿是“{organ.name}”的，请看看是不是选错了文件。")
    if last.organ and organ.contact != Contact():
        said.append("网站、地址、电话沿用了上年的，请在“单位信息”里核对。")
    return said


def _workbook(path: Path, what: str) -> TablesReading:
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise InputError(f"{path.name} 是旧版 Excel 文件，请在 Excel 或 WPS 里另存为 .xlsx 后再选。")
    if suffix not in (*TABLE_SUFFIXES, ".txt"):
        raise InputError(f"{path.name} 不是表格文件，请选 .xlsx 或 .csv 文件。")
    return read_tables(read_bytes(path, what), path.name)


def _last_draft(path: Path, engine: Engine) -> LastYear:
    journal = Journal.open(path)
    try:
        state = journal.state()
    finally:
        journal.close()
    if state.organ is None or state.year is None:
        raise InputError(f"{path.name} 里还没有单位和年度，不能当作上年的报告。")
    return _of_report(path, engine.report(state))


def _of_report(path: Path, report: Report, notices: tuple[str, ...] = ()) -> LastYear:
    organ = report.organ if report.organ.name else None
    if organ and organ.contact == Contact():
        organ = replace(organ, contact=contact_in(report))
    year = report.year or None
    whose = f"{organ.name if organ else '单位名称没有认出'}，{f'{year} 年' if year else '年度没有认出'}"
    sentences = sum(1 for _ in report.sentences())
    figures = "有统计表" if not report.tables.is_empty else "没有读到统计表"
    said = f"读到{whose}，正文 {sentences} 段，{figures}。"
    return LastYear(str(path), said, report=report, organ=organ, year=year, notices=notices)


def _example_text(name: str) -> str:
    return data_bytes(PHRASEBANK, f"example/{name}").decode("utf-8")


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
