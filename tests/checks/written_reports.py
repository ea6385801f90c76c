"""Reports written by hand in the manners of many offices (written_reports.txt), made into files and read again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from check_samples import BUREAU, ZEROS, make
from lxml import html

from assistant.checklist import load_settings
from assistant.checks.finding import Finding
from assistant.checks.runner import check_report
from assistant.render.formats import render
from assistant.reuse.reading import read_report
from assistant.tables.arithmetic import complete
from assistant.tables.schema import Cell, Tables

_APPLICANTS = ("natural", "business", "research", "welfare", "legal", "other")
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_AREA = {
    "new_received": (281, 33, 1, 2, 7, 2),
    "carried_in": (16, 3),
    "granted": (120, 16, 1, 1, 3, 1),
    "partial": (26, 2),
    "denied.law_forbidden": (2,),
    "denied.third_party": (8, 1),
    "denied.internal_affairs": (3,),
    "denied.process": (7,),
    "denied.enforcement_file": (9, 2),
    "denied.admin_query": (5, 1),
    "unable.not_held": (65, 7, 0, 0, 2),
    "unable.needs_making": (11, 0, 0, 1),
    "unable.unclear": (4,),
    "unprocessed.petition": (8,),
    "unprocessed.repeat": (5,),
    "unprocessed.reconfirm": (1, 1, 0, 0, 1),
    "misc.no_correction": (5, 0, 0, 0, 0, 1),
    "misc.other": (2,),
    "carried_out": (16, 6, 0, 0, 1),
    "review": (9, 3, 4, 2),
    "direct": (4, 1, 1, 1),
    "after_review": (3, 0, 1, 0),
}
_BUREAU = {
    "new_received": (15, 2),
    "granted": (7, 1),
    "partial": (2,),
    "denied.third_party": (1,),
    "denied.process": (1,),
    "unable.not_held": (2, 1),
    "unable.needs_making": (1,),
    "unprocessed.petition": (1,),
    "normative": (3, 2, 21),
    "license": 1542,
    "penalty": 63,
    "coercion": 4,
    "fee": "128.35",
}
_LAND = {
    "new_received": (58, 4, 0, 0, 2),
    "carried_in": (5,),
    "granted": (19, 2, 0, 0, 1),
    "partial": (8, 1),
    "denied.third_party": (3,),
    "denied.process": (2,),
    "denied.enforcement_file": (1,),
    "denied.admin_query": (4,),
    "unable.not_held": (13, 1),
    "unable.needs_making": (5,),
    "unprocessed.petition": (3,),
    "unprocessed.repeat": (1,),
    "misc.no_correction": (1,),
    "misc.other": (0, 0, 0, 0, 1),
    "carried_out": (3,),
    "review": (3, 1, 1),
    "after_review": (1, 0, 0, 1),
    "normative": (5, 3, 28),
    "license": 8804,
    "penalty": 17,
    "fee": "9120.55",
}
_COUNTY = {"normative": (6, 4, 87), "license": 41230, "penalty": 5821, "coercion": 213, "fee": "4210.6"}
_CITY = {**_COUNTY, "rules": (2, 1, 31), "normative": (14, 9, 203), "license": 841230}
_TOWN = {
    "new_received": (4, 1),
    "carried_in": (1,),
    "granted": (1, 1),
    "unable.not_held": (3,),
    "unprocessed.petition": (1,),
    "review": (1,),
    "license": 12,
    "penalty": 3,
}
FIGURES: Mapping[str, Mapping[str, object]] = {
    "S0": {},
    "S1": _BUREAU,
    "S2": {**_AREA, **_COUNTY},
    "S3": {"new_received": (1,), "granted": (1,)},
    "S4": _TOWN,
    "S5": {"license": 86, "penalty": 2},
    "S6": {**_AREA, **_CITY},
    "S7": _LAND,
}
"""What the tables of each report hold, beside zeros: a row's figures from the left."""


@dataclass(frozen=True)
class Written:
    """One report as it stands in the text file; ``〔表2〕`` marks a table."""

    name: str
    organ: str
    year: int
    figures: str
    form: str
    text: str


def _load() -> dict[str, Written]:
    found = {}
    for chunk in re.split(r"^=== ", Path(__file__).with_suffix(".txt").read_text("utf-8"), flags=re.M)[1:]:
        head, text = chunk.split("\n", 1)
        name, organ, year, figures, form = (part.strip() for part in head.split("|"))
        found[name] = Written(name, organ, int(year), figures, form, text.strip())
    return found


def _cells(figures: Mapping[str, object]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for row, said in figures.items():
        if row in ("license", "penalty", "coercion"):
            cells[f"t2.{row}.decided"] = int(str(said))
        elif row == "fee":
            cells["t2.fee.amount"] = Decimal(str(said))
        elif isinstance(said, tuple):
            table, columns = ("t3", _APPLICANTS)
            if row in ("rules", "normative"):
                table, columns = "t2", ("made", "repealed", "in_force")
            elif row in ("review", "direct", "after_review"):
                table, columns = "t4", _OUTCOMES
            cells |= {f"{table}.{row}.{column}": value for column, value in zip(columns, said, strict=False)}
    return cells


def tables(name: str) -> Tables:
    """Tables that balance."""
    keys = [f"{table.name}.{key}" for table in ZEROS for key in table.keys]
    parts = [key for key in keys if not key.endswith("total") and not key.startswith("t3.result_total.")]
    return complete(Tables().with_cells({**dict.fromkeys(parts, 0), **_cells(FIGURES[name])}))


@cache
def _printed(name: str, form: str) -> tuple[str, str, str]:
    """The three tables as a file of that form holds them."""
    whole = render(replace(make(BUREAU), tables=tables(name)), form).decode("utf-8")
    if form == "html":
        t2, t3, t4 = (str(html.tostring(one, encoding="unicode")) for one in html.fromstring(whole).iter("table"))
        return t2, t3, t4
    parts = re.split(r"^(?:## |　　)[一二三四五六]、.*$", whole, flags=re.M)
    return parts[2].strip("\n"), parts[3].strip("\n"), parts[4].strip("\n")


def file_of(one: Written) -> bytes:
    """The report as a file."""
    marks = dict(zip(("〔表2〕", "〔表3〕", "〔表4〕"), _printed(one.figures, one.form), strict=True))
    title, *lines = (line for line in one.text.splitlines() if line.strip())
    if one.form == "html":
        said = "\n".join(
            marks.get(line, f"<p style='text-indent:2em'><span>{line.strip()}</span></p>") for line in lines
        )
        menu = "<div class='nav'>首页 &gt; 政务公开 &gt; 政府信息公开年报</div>"
        tail = "<div>扫一扫在手机打开当前页</div><div>【打印】【关闭】</div>"
        page = f"<meta charset='utf-8'><title>{title}</title><body>{menu}<h2>{title}</h2>{said}{tail}</body>"
        return f"<html>{page}</html>".encode()
    if one.form == "md":
        lines = [f"## {line}" if re.match("[一二三四五六]、", line) else line for line in lines]
        return "\n\n".join([f"# {title}", *(marks.get(line, line) for line in lines)]).encode()
    return "\n".join([title, *(marks.get(line, line) for line in lines)]).encode()


def findings_on(one: Written) -> tuple[Finding, ...]:
    """What ``nianbao check`` says of the file."""
    reading = read_report(file_of(one), f"{one.name}.{one.form}")
    assert reading.report.tables == tables(one.figures) or "〔表" not in one.text or one.text.count("〔表") < 3
    return check_report(
        reading.report,
        settings=load_settings(),
        form=reading.form,
        headings=reading.headings,
        raw=reading.raw,
        remarks=reading.remarks,
    )


REPORTS = _load()
