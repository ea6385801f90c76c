"""Steps of a draft, and what is run in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from interview_samples import ORGAN, YEAR

from assistant.interview.journal import Journal
from assistant.interview.state import Answered, Began, Jumped, Settled, Skipped, Typed

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def begin(path: Path) -> Journal:
    journal = Journal.create(path)
    journal.append("填写单位和年份", [Began(ORGAN, YEAR)])
    return journal


def say(journal: Journal, text: str) -> None:
    number = journal.state().next_answer
    journal.append(
        f"回答“{text}”", [Answered(number, "supervision", None, text, (text,)), Settled(number, 0, Typed(text))]
    )


def skip(journal: Journal, question: str) -> None:
    journal.append("跳过问题", [Skipped(question)])


def jump(journal: Journal, question: str | None) -> None:
    journal.append("转到问题", [Jumped(question)])


def said(journal: Journal) -> list[str]:
    return [answer.text for answer in journal.state().answers]


def process(code: str, *args: object) -> subprocess.Popen[str]:
    """Python code in another process that can import what this module can; it talks over pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}", "PYTHONUTF8": "1"},
    )
