"""Paired timing: every round runs each contestant once, in turn, so that a busy machine is busy for all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; from assistant.__main__ import main; sys.exit(main())"
"""What the installed ``nianbao`` script does."""

Timed = Callable[[], float]
"""Runs once and returns seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant: seconds of each round."""

    name: str
    times: Sequence[float]


def paired(contestants: Mapping[str, Timed], rounds: int) -> list[Row]:
    """Seconds of each contestant in each round; the first round only warms up."""
    names = list(contestants)
    times: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds + 1):
        for name in names if number % 2 else reversed(names):
            seconds = contestants[name]()
            if number:
                times[name].append(seconds)
    return [Row(name, times[name]) for name in names]


def environment(cache: Path) -> dict[str, str]:
    """A child's environment: this checkout, a private cache, nobody's own bank."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {
        **os.environ,
        "PYTHONPATH": path,
        "NIANBAO_CACHE": str(cache),
        "NIANBAO_BANK": str(cache / "no-such-bank"),
        "PYTHONUTF8": "1",
    }


def python(*arguments: str, cache: Path) -> float:
    """Seconds a whole Python process takes; a failing one ends the benchmark with its words."""
    command = [sys.executable, *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, env=environment(cache), cwd=ROOT, capture_output=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{arguments[-1]}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return seconds


def clocked(action: Callable[[], object]) -> Timed:
    """A contestant of this process."""

    def run() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return run


def show(title: str, rows: Sequence[Row], baselines: Sequence[str] = (), aim: str = "") -> None:
    """A table in milliseconds; a ratio is the median of the rounds' own ratios."""
    heads = ["", "median ms", "min ms", *(f"× {name}" for name in baselines)]
    body = []
    for row in rows:
        cells = [row.name, f"{median(row.times) * 1e3:.1f}", f"{min(row.times) * 1e3:.1f}"]
        for name in baselines:
            base = next(other for other in rows if other.name == name)
            ratios = [mine / theirs for mine, theirs in zip(row.times, base.times, strict=True)]
            cells.append(f"{median(ratios):.2f}")
        body.append(cells)
    table(title, heads, body)
    if aim:
        print(f"aim: {aim}")


def table(title: str, heads: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """First column left, the others right."""
    widths = [max(len(line[i]) for line in (heads, *body)) for i in range(len(heads))]
    print(f"\n{title}")
    for line in (heads, *body):
        print(
            f"  {line[0]:<{widths[0]}}",
            *(f"{cell:>{w}}" for cell, w in zip(line[1:], widths[1:], strict=True)),
            sep="  ",
        )
