"""A complete draft from files: answers and tables in, rendered report and account out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.checklist import load_settings
from assistant.checks.finding import Finding
from assistant.checks.runner import check_report
from assistant.errors import InputError
from assistant.files import read_bytes, write_whole
from assistant.interview.answers import load_answers
from assistant.interview.autopilot import Brief, draft
from assistant.interview.comparison import PartComparison, compare
from assistant.interview.engine import Engine
from assistant.interview.outline import Outline, Statement
from assistant.interview.places import without_open_points
from assistant.interview.progress import Todo, missing_facts
from assistant.render.formats import FORMATS, render
from assistant.report.model import Report
from assistant.report.organ import Contact
from assistant.reuse.rollforward import contact_in
from assistant.tables.arithmetic import carried_in, complete
from assistant.tables.schema import Tables
from assistant.tables.spreadsheet import TablesReading, read_tables
from assistant.workbench import Workbench

_TABLE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_SAME_CONTACT = "编制说明里的网站、地址、电话沿用了上年的，请核对。"
_CARRIED_IN = "今年表三的“上年结转”没有填，已按上年的“结转下年度”填好，请核对。"
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_MAX_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft and the account of it."""

    report: Report
    outline: Outline
    findings: tuple[Finding, ...]
    todos: tuple[Todo, ...]
    files: tuple[Path, ...]
    tables_file: Path | None
    tables_reading: TablesReading | None
    answers_given: int
    last_year_file: Path | None = None
    last_notices: tuple[str, ...] = ()
    """What is to be said about last year's file."""
    copied: tuple[PartComparison, ...] = ()
    """Every part beside last year's, with the share taken over; empty without last year's report."""
    to_confirm: tuple[Statement, ...] = ()
    """Sentences taken over that nobody has looked at."""


@dataclass(frozen=True, slots=True)
class _LastYear:
    report: Report | None = None
    tables: Tables | None = None
    notices: tuple[str, ...] = ()


def draft_from_files(
    answers_file: Path,
    *,
    tables_file: Path | None = None,
    last_year_file: Path | None = None,
    bank: Path | None = None,
    out: Path = Path(),
    formats: Sequence[str] = ("docx",),
    overwrite: bool = False,
    notice: Callable[[str], None] = lambda _: None,
) -> Draft:
    """Read, draft, render, write. Files named here win over those named in the answers file.

    Raises AssistantError for bad input, a faulty bank or template, an existing or unwritable output; nothing is
    written then.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise InputError(f"不支持的格式“{unknown[0]}”，可用的格式是：{'、'.join(FORMATS)}。")
    given = load_answers(answers_file)
    tables_file = tables_file or given.tables
    last_year_file = last_year_file or given.last_year
    reading = _read_tables_file(tables_file, "统计表") if tables_file else None
    last = _read_last_year(last_year_file, given.year) if last_year_file else _LastYear()
    organ = given.organ
    if last.report is not None and organ.contact == Contact():
        organ = replace(organ, contact=contact_in(last.report))
    tables = complete(reading.tables) if reading else Tables()
    carried = carried_in(last.tables, tables) if reading else {}
    notices = [*last.notices]
    notices += [_SAME_CONTACT] if organ.contact != given.organ.contact else []
    notices += [_CARRIED_IN] if carried else []
    workbench = Workbench.open(bank, notice)
    state = draft(
        workbench.engine,
        Brief(
            organ=organ,
            year=given.year,
            answers=given.answers,
            tables=tables.with_cells(carried),
            tables_source=str(tables_file or ""),
            last_tables=last.tables,
            last_source=str(last_year_file or ""),
            last_report=last.report,
        ),
    )
    outline = workbench.engine.outline(state)
    report = workbench.engine.report(state, outline)
    name = file_stem(report.title)
    outputs = {out / f"{name}.{format_name}": render(report, format_name) for format_name in dict.fromkeys(formats)}
    write_whole(outputs, overwrite=overwrite)
    return Draft(
        report=report,
        outline=outline,
        findings=_named_as_in_sheet(
            _told(
                check_report(
                    report,
                    settings=load_settings(workbench.folders),
                    last=last.report,
                    last_tables=last.tables,
                    draft=True,
                ),
                report,
                has_tables=reading is not None,
            ),
            reading,
        ),
        todos=missing_facts(report),
        files=tuple(outputs),
        tables_file=tables_file,
        tables_reading=reading,
        answers_given=len(given.answers),
        last_year_file=last_year_file,
        last_notices=tuple(notices),
        copied=_copied(workbench.engine, last.report, report, outline),
        to_confirm=tuple(s for part in outline.statements.values() for s in part if s.is_carried),
    )


def _read_last_year(path: Path, year: int) -> _LastYear:
    """Last year's report, or its tables alone from a workbook; the form of 2019 has other tables, which do not count."""
    if path.suffix.lower() in _WORKBOOK_SUFFIXES:
        reading = _read_tables_file(path, "上年统计表")
        return _LastYear(None, complete(reading.tables), reading.notices)
    from assistant.reuse.reading import TRIAL_FORM, read_report  # readers of docx and pdf

    read = read_report(read_bytes(path, "上年报告"), path.name)
    notices = list(read.notices)
    report = replace(read.report, year=read.report.year or year - 1, tables=complete(read.report.tables))
    if report.year != year - 1:
        notices.append(f"给的是 {report.year} 年的报告，这份草稿写 {year} 年，请看看是不是选错了文件。")
    if read.form == TRIAL_FORM:
        notices.append("上年报告用的是 2019 年试行格式，统计表不能对照。")
        report = replace(report, tables=Tables())
    return _LastYear(report, None if report.tables.is_empty else report.tables, tuple(notices))


def _copied(engine: Engine, last: Report | None, report: Report, outline: Outline) -> tuple[PartComparison, ...]:
    if last is None:
        return ()
    return compare(last, report, outline, {part.group: part.title for part in engine.script.parts})


def _read_tables_file(path: Path, what: str) -> TablesReading:
    if path.suffix.lower() not in _TABLE_SUFFIXES:
        raise InputError(f"{what} {path} 不是表格文件，请给出 .xlsx 或 .csv 文件。")
    return read_tables(read_bytes(path, what), str(path))


def _told(findings: Sequence[Finding], report: Report, *, has_tables: bool) -> tuple[Finding, ...]:
    """Without what the list of open points tells: 【待补】, and tables nobody has given yet."""
    return tuple(finding for finding in without_open_points(findings, report) if has_tables or finding.rule != "TQ-27")


def _named_as_in_sheet(findings: Sequence[Finding], reading: TablesReading | None) -> tuple[Finding, ...]:
    return tuple(
        replace(finding, excerpt=place_in_sheet(finding, reading)) if finding.where.cell else finding
        for finding in findings
    )


def place_in_sheet(finding: Finding, reading: TablesReading | None) -> str:
    """Where the finding's cells stand in the spreadsheet: 表三 C12、D12."""
    if reading is None:
        return finding.excerpt
    places = [reading.places[cell] for cell in finding.cells if cell in reading.places]
    shown: dict[str, list[str]] = {}
    for place in places:
        shown.setdefault(place.sheet, []).append(place.cell)
    return "；".join(f"{sheet} {'、'.join(cells[:8])}" for sheet, cells in shown.items())


def file_stem(title: str) -> str:
    """A file name for a title: Chinese kept, characters no file system takes replaced, length bounded."""
    stem = _UNSAFE.sub("_", title).strip(" .") or "年度报告"
    while len(stem.encode()) > _MAX_NAME_BYTES:
        stem = stem[:-1]
    return stem
