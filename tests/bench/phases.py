"""One draft, clocked phase by phase in a fresh process; prints JSON. Started by draft.py, with answers file and folder."""

# ruff: noqa: E402, F401 — the imports are what is measured, in the order in which the program reaches them
import time

_MARKS: list[tuple[str, float]] = [("", time.perf_counter())]


def _done(phase: str) -> None:
    _MARKS.append((phase, time.perf_counter()))


import assistant.cli

_done("import command line")

import contextlib

with contextlib.suppress(ImportError):  # what newer versions of typer load before any command runs
    import typer._adapters
_done("import typer's value checks")

import assistant.drafting
import assistant.shell.account

_done("import core")

import json
import sys
from itertools import pairwise
from pathlib import Path

from assistant.checks.tables import check_tables
from assistant.files import read_bytes, write_whole
from assistant.interview.answers import load_answers
from assistant.interview.autopilot import Brief, draft
from assistant.render.formats import FORMATS, render
from assistant.tables.arithmetic import complete
from assistant.tables.spreadsheet import read_tables
from assistant.workbench import Workbench

given = load_answers(Path(sys.argv[1]))
assert given.tables is not None
_done("read answers")
tables = complete(read_tables(read_bytes(given.tables, "统计表"), given.tables.name).tables)
_done("read workbook")
workbench = Workbench.open()
assert workbench.bank.phrases
assert workbench.script.questions
_done("bank and questions")
engine = workbench.engine
_done("lexicon and matcher")
state = draft(engine, Brief(given.organ, given.year, given.answers, tables))
_done("matching")
outline = engine.outline(state)
report = engine.report(state, outline)
check_tables(report.tables, report.organ.kind, report.organ.name)
_done("composing, checks")
outputs = {}
for name in FORMATS:
    outputs[Path(sys.argv[2], f"report.{name}")] = render(report, name)
    _done(f"render {name}")
write_whole(outputs, overwrite=True)
_done("writing")
print(json.dumps({name: now - before for (_, before), (name, now) in pairwise(_MARKS)}))
