"""``match``: one answer to candidates, over the labelled answers of tests/eval, shipped bank."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import quantiles

from tests.bench.harness import ROOT, table


def run(folder: Path, rounds: int) -> None:
    """Every answer once per contestant, in turn; percentiles over answers. ``rounds`` is not used."""
    from rapidfuzz import fuzz, process

    from assistant.phrases.fill import Filler, Setting
    from assistant.report.organ import Organ
    from assistant.workbench import Workbench

    lines = [
        json.loads(line)
        for path in sorted((ROOT / "tests" / "eval").glob("answers-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    workbench = Workbench()
    bank, matcher = workbench.bank, workbench.matcher
    organ = Organ.of("云岭县自然资源局")
    spoken = [says for phrase in bank.phrases for says in phrase.says]
    times: dict[str, list[float]] = {"rapidfuzz extract, WRatio": [], "nianbao match": []}
    for entry in lines:
        start = time.perf_counter()
        process.extract(entry["answer"], spoken, scorer=fuzz.WRatio, limit=5)
        middle = time.perf_counter()
        # A new filler for each answer, as the command line has it: nothing filled before helps.
        matcher.match(entry["answer"], entry["section"], filler=Filler(Setting(organ, 2025)), kind=organ.kind)
        times["nianbao match"].append(time.perf_counter() - middle)
        times["rapidfuzz extract, WRatio"].append(middle - start)
    base = quantiles(times["rapidfuzz extract, WRatio"], n=100)
    body = []
    for name, seconds in times.items():
        cut = quantiles(seconds, n=100)
        body.append(
            [
                name,
                *(f"{value * 1e3:.2f}" for value in (cut[49], cut[94], max(seconds))),
                f"{cut[49] / base[49]:.2f}",
                f"{cut[94] / base[94]:.2f}",
            ]
        )
    heads = ["", "p50 ms", "p95 ms", "max ms", "p50 × rapidfuzz", "p95 × rapidfuzz"]
    table(f"match: {len(lines)} answers, {len(bank.phrases)} phrases, {len(spoken)} spoken lines", heads, body)
    print("aim: p95 ≤ 5 ms")
