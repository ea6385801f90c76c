"""Benchmarks: ``python -m tests.bench [NAME…]`` or ``python tests/bench/run.py [NAME…]``; README.md beside explains."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def main() -> None:
    """Run the named benchmarks, or all."""
    from tests.bench import bank, check, draft, match, read, screen, start, word

    benchmarks: dict[str, Callable[[Path, int], None]] = {
        "help": start.run,
        "draft": draft.run,
        "docx": word.run,
        "screen": screen.run,
        "check": check.run,
        "bank": bank.run,
        "read": read.run,
        "match": lambda folder, rounds: match.run(folder, rounds, given.phrases or (10_000,)),
    }
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Timings with ratios to baselines.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(benchmarks)}; all when none is given")
    parser.add_argument("--rounds", type=int, default=11, help="how often each contestant runs (default 11)")
    parser.add_argument(
        "--phrases", type=int, action="append", metavar="N", help="match: sizes of synthetic banks (default 10000)"
    )
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in benchmarks]:
        parser.error(f"no benchmark {unknown[0]}, there are: {', '.join(benchmarks)}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} CPUs, {given.rounds} rounds")
    with TemporaryDirectory(prefix="nianbao-bench-") as folder:
        os.environ["NIANBAO_CACHE"] = folder
        os.environ["NIANBAO_BANK"] = str(Path(folder, "no-such-bank"))
        for name, run in benchmarks.items():
            if not given.names or name in given.names:
                run(Path(folder), given.rounds)


if __name__ == "__main__":
    main()
