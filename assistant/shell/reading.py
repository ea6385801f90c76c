"""``nianbao read``: what we understand of a report file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.files import read_bytes
from assistant.render.context import number_text
from assistant.render.texttable import text_table
from assistant.report.model import Paragraph, Section
from assistant.report.standard import ORGAN_KIND_NAMES, T3_COLUMNS, TABLE_NAMES, section_heading, subsection_heading
from assistant.reuse.reading import TRIAL_FORM, ReportReading, read_report

_UNKNOWN = "（没有找到）"


def read_text(file: Path, *, as_json: bool) -> str:
    """The report as one JSON object, or, for people, part by part with what had to be guessed first."""
    reading = read_report(read_bytes(file, "报告文件"), file.name)
    if as_json:
        return json.dumps(reading.to_json(), ensure_ascii=False)
    return "\n".join(_lines(reading))


def _lines(reading: ReportReading) -> Iterator[str]:
    report = reading.report
    organ = report.organ
    yield f"标题：{report.title or _UNKNOWN}"
    yield f"机关：{f'{organ.name}（{ORGAN_KIND_NAMES[organ.kind]}）' if organ.name else _UNKNOWN}"
    yield f"年度：{report.year or _UNKNOWN}"
    yield f"格式：{'2019 年试行格式' if reading.form == TRIAL_FORM else '2021 年格式'}"
    yield from (f"读取说明：{notice}" for notice in reading.notices)
    yield ""
    yield "编制说明"
    yield from _prose(report.lead)
    for section in report.sections:
        yield ""
        yield section_heading(section.key)
        yield from _section(section)
        if section.key in TABLE_NAMES:
            yield from _table(reading, section.key)


def _section(section: Section) -> Iterator[str]:
    if section.paragraphs or section.key not in TABLE_NAMES:
        yield from _prose(section.paragraphs, empty="" if section.subsections else _UNKNOWN)
    for number, part in enumerate(section.subsections, start=1):
        group = "" if part.group else "（不属于规定的五个方面）"
        yield f"  {subsection_heading(number, part.title)}{group}"
        yield from _prose(part.paragraphs)


def _prose(paragraphs: Iterable[Paragraph], empty: str = _UNKNOWN) -> Iterator[str]:
    texts = [paragraph.text for paragraph in paragraphs]
    yield from (f"  {text}" for text in texts or [empty] if text)


def _table(reading: ReportReading, name: str) -> Iterator[str]:
    """The table as the form has it; cells that were no plain numbers are shown as they stand."""
    raw = reading.raw.get(name, {})
    if name == "t2" and reading.form == TRIAL_FORM:
        yield from (f"  {label.replace('.', ' · ')}：{text}" for label, text in raw.items())
        return
    table = next(table for table in reading.report.tables if table.name == name)
    cells = {key: raw.get(key, "").replace("\n", " ") or number_text(value) for key, value in table.cells.items()}
    yield text_table(name, cells)
    if name == "t3" and reading.misc_all:
        values = "、".join(
            f"{T3_COLUMNS[column]} {number_text(value) or '未填'}" for column, value in reading.misc_all.items()
        )
        yield f"  （六）其他处理（不分细项）：{values}"
