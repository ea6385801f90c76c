"""``help``: how long a clerk waits for ``nianbao --help``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.harness import PROGRAM, environment, paired, python, show

_BARE_TYPER = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def hello(name: str) -> None:
    print(name)
app()
"""
_HEAVY = (
    "assistant.drafting",
    "assistant.matching",
    "assistant.phrases",
    "assistant.tables",
    "docx",
    "docxtpl",
    "jieba",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pydantic",
    "rapidfuzz",
    "rich",
    "yaml",
)


def run(folder: Path, rounds: int) -> None:
    """Whole processes, then what the help imports."""
    rows = paired(
        {
            "python -c pass": lambda: python("-c", "pass", cache=folder),
            "bare typer --help": lambda: python("-c", _BARE_TYPER, "--help", cache=folder),
            "nianbao --help": lambda: python("-c", PROGRAM, "--help", cache=folder),
        },
        2 * rounds,
    )
    show("help: cold start, whole process", rows, ("python -c pass", "bare typer --help"), "< 15 × python -c pass")
    heavy = _imported(folder)
    print(f"heavy modules imported by --help: {', '.join(heavy) or 'none'}")


def _imported(folder: Path) -> list[str]:
    command = [sys.executable, "-X", "importtime", "-c", PROGRAM, "--help"]
    done = subprocess.run(command, env=environment(folder), capture_output=True, check=True)
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    found = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
    return sorted(found.intersection(_HEAVY))
