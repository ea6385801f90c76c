"""``nianbao tables``: the workbook to fill in, and its cross-footing."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.checks.finding import SEVERITY_NAMES, Finding, Severity, tally
from assistant.checks.tables import check_tables, reading_findings
from assistant.drafting import place_in_sheet
from assistant.errors import InputError
from assistant.files import read_bytes, write_whole
from assistant.tables.arithmetic import complete
from assistant.tables.schema import Tables
from assistant.tables.spreadsheet import new_workbook, read_tables

_SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")


def new_tables_file(file: Path, previous: Path | None, year: int | None, *, overwrite: bool) -> str:
    """Write an empty workbook, last year's figures beside when ``previous`` is given; says what was written."""
    if file.suffix.lower() != ".xlsx":
        raise InputError(f"填报表要存为 .xlsx 文件，请把 {file.name} 的后缀改成 .xlsx。")
    last = complete(_last_tables(previous)) if previous else None
    write_whole({file: new_workbook(last, year)}, overwrite=overwrite)
    beside = f"，已把 {previous} 的数据列在旁边，并预填上年结转数" if previous else ""
    return f"已生成填报表 {file}{beside}。填好后用 nianbao tables check {file} 核对。"


def _last_tables(file: Path) -> Tables:
    """Last year's figures from a workbook or from the tables of a report in any format."""
    if file.suffix.lower() in _SHEETS:
        return read_tables(read_bytes(file, "上年统计表"), str(file)).tables
    from assistant.reuse.reading import read_report

    tables = read_report(read_bytes(file, "上年报告"), file.name).report.tables
    if tables.is_empty:
        raise InputError(f"{file.name} 里没有读到统计表，请给出上年填好的统计表，或者带三张表的上年报告。")
    return tables


def check_tables_file(file: Path, *, as_json: bool) -> tuple[str, list[Severity]]:
    """Findings on a filled workbook as text or JSON, and their severities."""
    reading = read_tables(read_bytes(file, "统计表"), str(file))
    findings = (*reading_findings(reading.remarks), *check_tables(complete(reading.tables), draft=False))
    severities = [finding.severity for finding in findings]
    if as_json:
        entries = [{**finding.to_json(), "sheet": place_in_sheet(finding, reading)} for finding in findings]
        return json.dumps({"findings": entries, "notices": list(reading.notices)}, ensure_ascii=False), severities
    lines = [f"读取说明：{notice}" for notice in reading.notices]
    if not findings:
        lines.append(f"{file}：三张统计表勾稽关系全部成立，没有发现问题。")
    for finding in findings:
        lines.append(finding_line(finding, place_in_sheet(finding, reading)))
    if findings:
        lines.append(tally(severities))
    return "\n".join(lines), severities


def finding_line(finding: Finding, place: str = "") -> str:
    """One finding for a terminal: severity, rule, place in the sheet, message, the fix on offer."""
    where = f"〔{place}〕" if place else ""
    fix = f" 建议：{finding.fix.description}" if finding.fix else ""
    return f"{SEVERITY_NAMES[finding.severity]} {finding.rule}{where} {finding.message}{fix}"
