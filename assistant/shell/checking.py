"""``nianbao check``: findings on report files, one by one or a whole folder of them."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from assistant.checklist import load_settings, require_rule
from assistant.checks.finding import SEVERITY_NAMES, Finding, Severity, tally
from assistant.checks.registry import FAMILIES, RULES
from assistant.checks.runner import check_report
from assistant.dismissals import Aside, part, read_dismissals, side_file
from assistant.errors import AssistantError, InputError
from assistant.files import read_bytes
from assistant.paths import bank_folders
from assistant.report.model import Report
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.schema import Tables

REPORT_SUFFIXES = (".docx", ".html", ".htm", ".txt", ".md", ".pdf", ".doc", ".wps")
_TABLE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
_PARALLEL_FROM = 6
"""Fewer files are done before a second process has started."""
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
_PLACES = {"title": "标题", "lead": "编制说明", **SECTION_TITLES}
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's report, or its tables alone."""

    report: Report | None
    tables: Tables | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one file: findings, or one sentence why it could not be read."""

    file: Path
    findings: tuple[Finding, ...] = ()
    """Without those put aside."""
    notices: tuple[str, ...] = ()
    title: str = ""
    failure: str = ""
    aside: tuple[Aside, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """One line of ``--json`` for several files."""
        if self.failure:
            return {"file": str(self.file), "error": self.failure}
        return {
            "file": str(self.file),
            "title": self.title,
            **self.content(),
        }

    def content(self) -> dict[str, Any]:
        """Findings with the keys to dismiss them by, those put aside, notices."""
        return {
            "findings": [finding.to_json() for finding in self.findings],
            "keys": [finding.key for finding in self.findings],
            "dismissed": [
                {**one.finding.to_json(), "key": one.finding.key, "reason": one.reason} for one in self.aside
            ],
            "notices": list(self.notices),
        }


def check_file(
    file: Path, *, last_year: LastYear | None = None, units: Sequence[Tables] = (), bank: Path | None = None
) -> Checked:
    """Read one report and check it. Raises AssistantError when it cannot be read."""
    return check_data(read_bytes(file, "报告"), file, last_year=last_year, units=units, bank=bank)[0]


def check_data(
    data: bytes,
    file: Path,
    *,
    last_year: LastYear | None = None,
    units: Sequence[Tables] = (),
    bank: Path | None = None,
) -> tuple[Checked, Report]:
    """What :func:`check_file` gives, for the content of a file, and the report that was read."""
    from assistant.reuse.reading import read_report

    reading = read_report(data, str(file))
    found = check_report(
        reading.report,
        settings=load_settings(bank_folders(bank)),
        last=last_year.report if last_year else None,
        last_tables=last_year.tables if last_year else None,
        units=units,
        form=reading.form,
        headings=reading.headings,
        raw=reading.raw,
        remarks=reading.remarks,
    )
    findings, aside, lapsed = part(found, read_dismissals(file))
    notices = list(reading.notices)
    if lapsed:
        notices.append(f"{side_file(file).name} 里有 {lapsed} 条说明对不上现在的报告，不再起作用。")
    return Checked(file, findings, tuple(notices), reading.report.title, aside=aside), reading.report


def read_last_year(file: Path | None) -> LastYear | None:
    """Last year's report (its tables only when of the form of 2021), or a spreadsheet of its tables."""
    if file is None:
        return None
    if file.suffix.lower() in _TABLE_SUFFIXES:
        from assistant.tables.arithmetic import complete
        from assistant.tables.spreadsheet import read_tables

        return LastYear(None, complete(read_tables(read_bytes(file, "上年统计表"), str(file)).tables))
    from assistant.reuse.reading import read_report

    reading = read_report(read_bytes(file, "上年报告"), str(file))
    return LastYear(reading.report, reading.report.tables if reading.form == "2021" else Tables())


def read_units(folder: Path | None, besides: Path) -> tuple[Tables, ...]:
    """Tables of the reports in a folder, but for the report under check. InputError names one that cannot be compared."""
    if folder is None:
        return ()
    from assistant.reuse.reading import read_report

    tables = []
    for file in report_files([folder]):
        if file.resolve() == besides.resolve():
            continue
        reading = read_report(read_bytes(file, "下级报告"), str(file))
        if reading.form != "2021":
            raise InputError(f"{file} 用的是 2019 年的表格，不能合计，请移出文件夹后再核对。")
        tables.append(reading.report.tables)
    return tuple(tables)


def report_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of report formats in the folders named, sorted by path. InputError if there is none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (entry for entry in path.rglob("*") if entry.suffix.lower() in REPORT_SUFFIXES and entry.is_file())
            found += sorted(entry for entry in inside if not entry.name.startswith(("~$", ".")))
        else:
            found.append(path)
    if not found:
        named = "、".join(map(str, paths))
        raise InputError(f"{named} 里没有报告文件，请给出 .docx、.html、.txt、.md 或 .pdf 文件。")
    return list(dict.fromkeys(found))


def check_files(
    files: Sequence[Path],
    *,
    last_year: LastYear | None = None,
    bank: Path | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Iterator[Checked]:
    """Check many files in the order given, over all cores; a file that cannot be read is told and the others go on."""
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2 or len(files) < _PARALLEL_FROM:
        for done, file in enumerate(files, start=1):
            yield _checked(file, last_year, bank)
            progress(done, len(files))
        return
    # One of each kind of file is read here first: forked processes begin with all that reading and checking load.
    first = {file.suffix.lower(): file for file in reversed(files)}
    known = {file: _checked(file, last_year, bank) for file in first.values()}
    rest = [(file, last_year, bank) for file in files if file not in known]
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
            size = max(1, min(16, len(rest) // (workers * 4)))
            tasks = pool.map(_task, rest, chunksize=size)
            for done, file in enumerate(files, start=1):
                yield known[file] if file in known else next(tasks)
                progress(done, len(files))
    finally:
        gc.unfreeze()


def _context() -> BaseContext | None:
    """Forking where it is safe: on Linux, with no other thread running. None for the platform's own way."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork") if is_safe else None


def _task(task: tuple[Path, LastYear | None, Path | None]) -> Checked:
    return _checked(*task)


def _checked(file: Path, last_year: LastYear | None, bank: Path | None) -> Checked:
    try:
        return check_file(file, last_year=last_year, bank=bank)
    except AssistantError as error:
        return Checked(file, failure=error.message)


def findings_json(checked: Checked) -> str:
    """The object ``nianbao check FILE --json`` prints."""
    return json.dumps(checked.content(), ensure_ascii=False)


def findings_text(checked: Checked, *, colour: bool = False) -> str:
    """Findings on one file for a terminal, grouped by the part of the report they stand in."""
    lines = [f"《{checked.title}》" if checked.title else str(checked.file)]
    lines += [f"读取说明：{notice}" for notice in checked.notices]
    lines += grouped(checked.findings, colour=colour, with_keys=True)
    if checked.aside:
        lines.append("【已说明理由，不再计入】")
        lines += [f"  {one.finding.rule}  {one.finding.message}　理由：{one.reason}" for one in checked.aside]
    severities = [finding.severity for finding in checked.findings]
    lines.append(tally(severities) if severities else "没有发现问题。")
    if severities:
        lines.append("某一处确实没有问题的：nianbao check 文件 --dismiss 〔〕里的编号 --reason 理由")
    if Severity.ERROR in severities:
        lines.append("有错误未处理，改正或说明原因后才能发布。")
    return "\n".join(lines)


def grouped(
    findings: Iterable[Finding], *, colour: bool = False, indent: str = "", with_keys: bool = False
) -> list[str]:
    """Lines for findings, under the name of the part they stand in."""
    lines: list[str] = []
    place = None
    for finding in findings:
        here = place_name(finding)
        if here != place:
            lines.append(f"{indent}【{here}】")
            place = here
        key = f"〔{finding.key}〕" if with_keys else ""
        mark = f"{_SIGNS[finding.severity]} {SEVERITY_NAMES[finding.severity]} {finding.rule}"
        lines.append(f"{indent}  {_painted(mark, _COLOURS[finding.severity], colour)}  {finding.message}{key}")
        if finding.excerpt and finding.excerpt not in finding.message:
            lines.append(f"{indent}      原文：{finding.excerpt}")
        if finding.fix:
            lines.append(f"{indent}      建议：{finding.fix.description}")
    return lines


def place_name(finding: Finding) -> str:
    """What a clerk calls the part a finding stands in."""
    where = finding.where
    if where.section is None:
        return "全文"
    name = _PLACES.get(where.section, where.section)
    if where.subsection:
        return f"{name} · {SUBSECTION_TITLES.get(where.subsection, where.subsection)}"
    return name


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def summary_text(all_checked: Sequence[Checked]) -> str:
    """One line per file, worst first: counts by severity and the rules met most; totals at the end."""
    rows: list[tuple[str, str, str, str, str]] = [("错误", "提醒", "建议", "文件", "主要问题")]
    order = sorted(all_checked, key=lambda checked: (not checked.failure, *(-n for n in counts(checked)), checked.file))
    for checked in order:
        if checked.failure:
            rows.append(("—", "—", "—", checked.file.name, f"读不了：{checked.failure}"))
        else:
            errors, warnings, infos = map(str, counts(checked))
            rows.append((errors, warnings, infos, checked.file.name, _main_rules(checked) or "没有发现问题"))
    widths = [max(_width(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join([*(_padded(cell, width) for cell, width in zip(row[:4], widths, strict=True)), row[4]])
        for row in rows
    ]
    clean = sum(not checked.failure and not any(counts(checked)[:2]) for checked in all_checked)
    failed = sum(bool(checked.failure) for checked in all_checked)
    all_errors = sum(counts(checked)[0] for checked in all_checked)
    all_warnings = sum(counts(checked)[1] for checked in all_checked)
    tail = f"，{failed} 份读不了" if failed else ""
    lines.append(
        f"共 {len(all_checked)} 份：错误 {all_errors} 处，提醒 {all_warnings} 处；{clean} 份没有错误和提醒{tail}。"
    )
    return "\n".join(lines)


def counts(checked: Checked) -> tuple[int, int, int]:
    """Errors, warnings, infos."""
    severities = [finding.severity for finding in checked.findings]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING), severities.count(Severity.INFO)


def _main_rules(checked: Checked) -> str:
    rules = [finding.rule for finding in checked.findings if finding.severity is not Severity.INFO]
    names = sorted(dict.fromkeys(rules), key=lambda rule: -rules.count(rule))[:3]
    return "、".join(f"{rule} {RULES[rule].title}" for rule in names)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def is_at_least(findings: Iterable[Finding], level: Severity) -> bool:
    """Whether any finding is at or above a severity."""
    order = list(Severity)
    return any(order.index(finding.severity) <= order.index(level) for finding in findings)


def rules_text(*, as_json: bool = False) -> str:
    """All rules by family."""
    rules = sorted(RULES.values(), key=lambda rule: (list(FAMILIES).index(rule.family), rule.id))
    if as_json:
        return json.dumps(
            [{"rule": rule.id, "severity": str(rule.severity), "title": rule.title} for rule in rules],
            ensure_ascii=False,
        )
    lines: list[str] = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.append(f"{FAMILIES[family]}：")
        lines.append(f"  {rule.id:6} {SEVERITY_NAMES[rule.severity]}  {rule.title}")
    lines.append(f"共 {len(rules)} 条。查看某一条的说明：nianbao check --explain TQ-01")
    return "\n".join(lines)


def explain_text(name: str) -> str:
    """What a rule looks for, why, by what source, with an example."""
    rule = RULES[require_rule(name)]
    lines = [
        f"{rule.id}　{rule.title}（{SEVERITY_NAMES[rule.severity]}）",
        f"为什么：{rule.why}",
        f"依据：{rule.source}",
        f"会指出：{rule.wrong}",
    ]
    if rule.right:
        lines.append(f"不会指出：{rule.right}")
    return "\n".join(lines)
