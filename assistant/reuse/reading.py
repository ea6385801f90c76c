"""A report file of any kind → :class:`Report`, with a word about everything that had to be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assistant.errors import InputError
from assistant.report.headings import headings_in
from assistant.report.model import Paragraph, Report, report_title
from assistant.report.organ import Organ
from assistant.report.standard import (
    SECTION_TITLES,
    TABLE_KEYS,
    TABLE_NAMES,
    OrganKind,
    cell_label,
    section_heading,
)
from assistant.reuse.blocks import Grid, TextBlock
from assistant.reuse.outline import Outline, outline_of
from assistant.reuse.readers.sniff import read_document
from assistant.reuse.several import several_reports
from assistant.reuse.titles import (
    commonest_year,
    hinted_title,
    is_organ_name,
    organ_in_lead,
    organ_in_name,
    year_in_name,
    year_in_period,
)
from assistant.reuse.trialform import is_trial_form, table_2_texts
from assistant.tables.grid import read_grid
from assistant.tables.labelled import Remark, RemarkKind
from assistant.tables.schema import Cell

FORM = "2021"
TRIAL_FORM = "2019"
UNKNOWN_YEAR = 0
_MIN_SECTIONS = 2
_BROKEN_NUMBER = re.compile(r"\d+(?:\s+\d+)+")


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What a file says, as a report, and what a reader of it should know."""

    report: Report
    """``year`` is :data:`UNKNOWN_YEAR` and the organ's name empty where the file does not say."""
    form: str
    """``2021``, or ``2019`` for the trial form of the reports for 2019 and 2020."""
    raw: Mapping[str, Mapping[str, str]]
    """Table → ``row.col`` → text of the cells that were not plain numbers; of the trial form's table 2, all by label."""
    notices: tuple[str, ...]
    """Chinese sentences about what was guessed, missing or read with reserve."""
    remarks: tuple[Remark, ...]
    """The same about cells and rows of the tables, for the checks."""
    missing: tuple[str, ...] = ()
    """Keys of the sections the file has no heading for."""
    headings: tuple[str, ...] = ()
    """The numbered headings as the file prints them, in its order, without those of a table of contents."""
    misc_all: Mapping[str, Cell] = field(default_factory=dict)
    """Column → value of （六）其他处理, which has no sub-items in the trial form."""

    def to_json(self) -> dict[str, Any]:
        """The shape of ``nianbao read --json`` (design.md §8); ``year`` is null where the file does not say."""
        shown = self.report.to_json()
        shown["form"] = self.form
        shown["year"] = self.report.year or None
        for column, value in self.misc_all.items():
            shown["tables"]["t3"][f"misc.all.{column}"] = float(value) if isinstance(value, Decimal) else value
        return {
            **shown,
            "raw": {table: dict(self.raw.get(table, {})) for table in TABLE_KEYS},
            "notices": list(self.notices),
        }


def read_report(data: bytes, name: str) -> ReportReading:
    """Read a report file; ``name`` tells Markdown from text, stands in messages, and may name organ and year.

    Raises InputError, one Chinese sentence, for a file that cannot be read or holds no report.
    """
    document = read_document(data, name)
    outline = outline_of(document)
    if len(titles := several_reports(document.blocks)) > 1:
        named = "、".join(titles)
        raise InputError(f"{name} 里有 {len(titles)} 份年度报告（{named}），请各存为一个文件，再选要用的那一份。")
    is_trial = is_trial_form(outline.grid)
    reading = read_grid(_mended(outline.grid), trial_form=is_trial)
    if not reading.found and len(SECTION_TITLES) - len(outline.missing) < _MIN_SECTIONS:
        if document.empty_because:
            raise InputError(f"{name} {document.empty_because}。")
        raise InputError(
            f"{name} 不像政府信息公开工作年度报告：没有找到“一、总体情况”等标题，也没有找到统计表，请检查是否选错了文件。"
        )
    notices = [*document.notices]
    title, organ, year = _identity(outline, document.organ_hints, name, notices)
    notices += _notices_of_sections(outline, has_tables=bool(reading.found))
    raw: dict[str, dict[str, str]] = {table: {} for table in TABLE_KEYS}
    for address, text in reading.raw.items():
        table, _, key = address.partition(".")
        raw[table][key] = text
    if is_trial:
        raw["t2"] = table_2_texts(outline.grid)
        notices.append(
            "按 2019 年试行格式读取：表二栏目与现行格式不同，按原文保留，不参加核对；“（六）其他处理”没有细项。"
        )
    notices += _notices_of_numbers(outline.grid)
    notices += [_sentence(remark) for remark in reading.remarks]
    absent = [table for table in TABLE_NAMES if table not in reading.found and not (is_trial and table == "t2")]
    notices += [_absent(table, table in outline.pictured) for table in absent]
    report = Report(
        organ,
        year,
        title,
        tuple(Paragraph.of(text) for text in outline.lead),
        outline.sections,
        reading.tables,
    )
    form = TRIAL_FORM if is_trial else FORM
    return ReportReading(
        report,
        form,
        raw,
        tuple(notices),
        reading.remarks,
        outline.missing,
        headings_in(block.text for block in document.blocks if isinstance(block, TextBlock)),
        dict(reading.misc_all),
    )


def _identity(outline: Outline, organ_hints: Sequence[str], name: str, notices: list[str]) -> tuple[str, Organ, int]:
    """Title, organ and year; what the title does not say is looked for elsewhere and told."""
    found = outline.title
    file_name = re.split(r"[\\/]", name)[-1]
    named = hinted_title([file_name])
    organ = found.organ if found is not None else ""
    if not organ:
        organ, source = _organ(outline, (named.organ if named else "") or organ_in_name(file_name), organ_hints)
        notices.append(
            f"标题中没有机关名称，按{source}写作“{organ}”，请核对。"
            if organ
            else "没有找到机关名称，请在标题中写明机关全称。"
        )
    year = found.year if found is not None else None
    if year is None:
        year, source = _year(outline, name)
        notices.append(
            f"标题中没有年份，按{source}写作 {year} 年，请核对。" if year else "没有找到报告年份，请在标题中写明。"
        )
    if found is not None:
        title = found.text
    else:
        title = report_title(organ, year) if organ and year else ""
        if title:
            notices.append(f"没有找到标题，按机关和年份写作“{title}”，请核对。")
    kind = None if organ else OrganKind.OTHER
    return title, Organ.of(organ, kind), year


def _organ(outline: Outline, named: str, hints: Sequence[str]) -> tuple[str, str]:
    overview = outline.sections[0]
    texts = [*outline.lead, *(paragraph.text for paragraph in overview.all_paragraphs)]
    if found := organ_in_lead(texts):
        return found, "编制说明"
    if named and is_organ_name(named):
        return named, "文件名"
    if found := next((hint for hint in hints if is_organ_name(hint)), ""):
        return found, "文件属性"
    return "", ""


def _year(outline: Outline, name: str) -> tuple[int, str]:
    texts = [paragraph.text for section in outline.sections for paragraph in section.all_paragraphs]
    for year, source in (
        (year_in_period([*outline.lead, *texts]), "统计期限"),
        (year_in_name(name), "文件名"),
        (commonest_year([*outline.lead, *texts]), "正文"),
    ):
        if year:
            return year, source
    return UNKNOWN_YEAR, ""


def _notices_of_sections(outline: Outline, *, has_tables: bool) -> Iterator[str]:
    yield from outline.notices
    if len(outline.missing) == len(SECTION_TITLES) and has_tables:
        yield "文件里只有统计表，没有正文各部分。"
        return
    for key in outline.missing:
        yield f"没有找到“{section_heading(key)}”这一部分，请对照原件核对。"


def _absent(table: str, is_pictured: bool) -> str:
    if is_pictured:
        return f"{TABLE_NAMES[table]}是图片，图片里的数读不出来，各格按未填处理，请照图片填写。"
    return f"没有找到{TABLE_NAMES[table]}，各格按未填处理，请对照原件核对。"


def _mended(grid: Grid) -> Grid:
    """Numbers that a narrow cell broke over lines, in one piece (told by :func:`_notices_of_numbers`)."""
    return tuple(
        tuple(re.sub(r"\s", "", cell) if isinstance(cell, str) and _is_broken(cell) else cell for cell in row)
        for row in grid
    )


def _is_broken(cell: str) -> bool:
    return bool(_BROKEN_NUMBER.fullmatch(cell.strip()))


def _notices_of_numbers(grid: Grid) -> Iterator[str]:
    for row in grid:
        for cell in row:
            if isinstance(cell, str) and _is_broken(cell):
                shown = " ".join(cell.split())
                yield f"表格中的“{shown}”断成了几截，按 {''.join(cell.split())} 读取，请核对。"


def _sentence(remark: Remark) -> str:
    if remark.of_cell and remark.address is not None:
        return f"{TABLE_NAMES[remark.table]}“{cell_label(remark.address)}”{remark.text}。"
    if remark.kind is RemarkKind.ABSENT:
        return f"{TABLE_NAMES[remark.table]}{remark.text}。"
    return f"{TABLE_NAMES[remark.table]}：{remark.text}。"
