"""``check``: a full check of reports seen for the first time, a second look after one change, a folder of a thousand files."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.harness import PROGRAM, ROOT, paired, python, show, table

if TYPE_CHECKING:
    from assistant.checks.settings import Settings
    from assistant.report.model import Report

_REPORTS = 108
_FILES = (250, 1000)
_FORM = "md"


def run(folder: Path, rounds: int) -> None:
    """Print the three tables; ``rounds`` counts the runs over folders, of which there are at most five."""
    sys.path.insert(0, str(ROOT / "tests" / "checks"))
    from clean_reports import reports

    from assistant.checklist import load_settings

    settings = load_settings()
    made = [*reports(_REPORTS), *_examples()]
    _full(made, settings)
    _again(made, settings)
    _folder(folder, made, min(rounds, 5))


def _examples() -> Iterator[Report]:
    from assistant.reuse.reading import read_report

    for path in sorted((ROOT / "examples").glob("*/draft/*.docx")):
        yield read_report(path.read_bytes(), path.name).report


def _full(made: Sequence[Report], settings: Settings) -> None:
    from assistant.checks.registry import RULES
    from assistant.checks.runner import check_report
    from assistant.matching.quantities import parse_quantities

    def numbers(report: Report) -> None:
        for paragraph in report.paragraphs():
            parse_quantities(paragraph.text)

    def sums(report: Report) -> None:
        check_report(report, settings=settings, rules=[rule for rule in RULES.values() if rule.family == "T"])

    contestants: dict[str, Callable[[Report], object]] = {
        "all rules, first seen": lambda report: check_report(report, settings=settings),
        "all rules, with last year's": lambda report: check_report(
            report, settings=settings, last=replace(report, year=report.year - 1)
        ),
        "the sums alone": sums,
        "the numbers read alone": numbers,
    }
    times: dict[str, list[float]] = {name: [] for name in contestants}
    check_report(made[0], settings=settings)  # patterns compiled, modules imported
    for number, report in enumerate(made):
        names = list(contestants) if number % 2 else list(reversed(contestants))
        for name in names:
            _forget()
            start = time.perf_counter()
            contestants[name](report)
            times[name].append(time.perf_counter() - start)
    _table(f"check: {len(made)} reports, nothing remembered between them", times)
    print("aim: all rules p95 ≤ 60 ms")


def _again(made: Sequence[Report], settings: Settings) -> None:
    from assistant.checks.context import Context
    from assistant.checks.runner import Checker, check_report

    times: dict[str, list[float]] = {"second look, a sentence changed": [], "second look, a cell changed": []}
    times["all rules again"] = []
    for report in made:
        checker = Checker()
        checker.check(Context(report, settings))
        for name, changed in zip(times, (_sentence_changed(report), _cell_changed(report)), strict=False):
            start = time.perf_counter()
            checker.check(Context(changed, settings))
            times[name].append(time.perf_counter() - start)
        start = time.perf_counter()
        check_report(_sentence_changed(report, "又"), settings=settings)
        times["all rules again"].append(time.perf_counter() - start)
    _table(f"check: {len(made)} reports, one change each", times)
    print("aim: second look p95 ≤ 10 ms")


def _sentence_changed(report: Report, mark: str = "") -> Report:
    from assistant.report.model import Paragraph

    first = report.sections[0].subsections[0]
    text = f"{first.paragraphs[0].text}{mark}另行公布{len(first.text)}项办事结果。"
    part = replace(first, paragraphs=(Paragraph.of(text), *first.paragraphs[1:]))
    section = replace(report.sections[0], subsections=(part, *report.sections[0].subsections[1:]))
    return replace(report, sections=(section, *report.sections[1:]))


def _cell_changed(report: Report) -> Report:
    value = report.tables.cell("t2.license.decided") or 0
    return replace(report, tables=report.tables.with_cells({"t2.license.decided": int(value) + 1}))


def _forget() -> None:
    """Empty what modules remember of texts, so that each report is seen for the first time."""
    for module in [module for name, module in sys.modules.items() if name.startswith("assistant.")]:
        for value in list(vars(module).values()):
            if (
                callable(getattr(value, "cache_clear", None))
                and getattr(value, "__module__", "").startswith(("assistant.checks", "assistant.matching"))
                and value.cache_info().maxsize != 1
            ):
                value.cache_clear()


def _folder(folder: Path, made: Sequence[Report], rounds: int) -> None:
    from assistant.render.formats import render

    shapes = [render(report, _FORM) for report in made]
    folders = {}
    for count in _FILES:
        folders[count] = folder / str(count)
        folders[count].mkdir()
        for number in range(count):
            (folders[count] / f"{number:04}.{_FORM}").write_bytes(shapes[number % len(shapes)])
    common = ("-c", PROGRAM, "check", "--json", "--jobs")
    spent: dict[str, list[float]] = {}

    def checking(name: str, jobs: int, path: Path) -> Callable[[], float]:
        def run() -> float:
            before = _children()
            seconds = python(*common, str(jobs), str(path), cache=folder)
            spent.setdefault(name, []).append(_children() - before)
            return seconds

        return run

    names = {
        f"{count} files, {jobs} process{'es' if jobs > 1 else ''}": (jobs, path)
        for count, path in folders.items()
        for jobs in (1, 2)
    }
    names["1 file"] = (1, folders[_FILES[0]] / f"0000.{_FORM}")
    contestants = {name: checking(name, jobs, path) for name, (jobs, path) in names.items()}
    rows = paired(contestants, rounds)
    show("check: whole processes over folders", rows)
    by_name = {row.name: row for row in rows}
    for count in _FILES:
        one, two = by_name[f"{count} files, 1 process"], by_name[f"{count} files, 2 processes"]
        each = median(one.times) * 1e3 / count
        gain = median(mine / theirs for mine, theirs in zip(one.times, two.times, strict=True))
        print(f"  {count} files: {each:.1f} ms a file with one process; two are {gain:.2f} × faster")
        work = [median(spent[row.name]) for row in (one, two)]
        if all(work):
            print(f"    processor time {work[0]:.1f} s with one, {work[1]:.1f} s with two: what parting the work costs")
    print("aim: the time a file takes does not grow with their number; two processes ≥ 1.7 × faster over 1,000 files")


def _children() -> float:
    """Processor seconds of ended child processes; 0 where the system does not say."""
    times = os.times()
    return times.children_user + times.children_system


def _table(title: str, times: dict[str, list[float]]) -> None:
    body = []
    for name, seconds in times.items():
        cut = quantiles(seconds, n=100)
        body.append([name, *(f"{value * 1e3:.1f}" for value in (cut[49], cut[94], max(seconds)))])
    table(title, ["", "p50 ms", "p95 ms", "max ms"], body)
