"""``draft``: the county example from files to four files, with where the time goes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.bench.harness import PROGRAM, ROOT, environment, paired, python, show, table

ANSWERS = ROOT / "examples" / "county" / "answers.yaml"
_FORMATS = "docx,html,md,txt"
_IMPORTS = "import openpyxl, docxtpl, jieba, jinja2, yaml, rapidfuzz.fuzz, typer"


def run(folder: Path, rounds: int) -> None:
    """Whole processes with a warm and an empty cache, then the breakdown."""
    warm = folder / "warm"
    numbers = iter(range(1_000_000))

    def drafting(cache: Path) -> float:
        out = str(folder / "out")
        return python("-c", PROGRAM, "draft", str(ANSWERS), "--out", out, "--format", _FORMATS, "--force", cache=cache)

    def empty_cache() -> float:
        cache = folder / f"empty-{next(numbers)}"
        seconds = drafting(cache)
        shutil.rmtree(cache)
        return seconds

    rows = paired(
        {
            "python -c pass": lambda: python("-c", "pass", cache=folder),
            "importing its libraries": lambda: python("-c", _IMPORTS, cache=folder),
            "nianbao draft, warm cache": lambda: drafting(warm),
            "nianbao draft, empty cache": empty_cache,
        },
        rounds,
    )
    show(
        f"draft: county example, {_FORMATS}, whole process",
        rows,
        ("python -c pass", "importing its libraries"),
        "< 1500 ms",
    )
    for title, cache in (("warm", warm), ("empty", None)):
        _breakdown(title, folder, cache, max(3, rounds // 2))


def _breakdown(title: str, folder: Path, cache: Path | None, rounds: int) -> None:
    runs: list[dict[str, float]] = []
    for number in range(rounds):
        own = cache or folder / f"phases-{number}"
        command = [sys.executable, "-m", "tests.bench.phases", str(ANSWERS), str(folder / "out")]
        done = subprocess.run(command, env=environment(own), cwd=ROOT, stdout=subprocess.PIPE, check=True)
        runs.append(json.loads(done.stdout))
    whole = median(sum(run.values()) for run in runs)
    body = []
    for phase in runs[0]:
        times = [run[phase] for run in runs]
        body.append([phase, f"{median(times) * 1e3:.1f}", f"{min(times) * 1e3:.1f}", f"{median(times) / whole:.0%}"])
    body.append(["sum", f"{whole * 1e3:.1f}", f"{min(sum(run.values()) for run in runs) * 1e3:.1f}", ""])
    table(f"draft: inside one process, {title} cache", ["", "median ms", "min ms", "share"], body)
