"""What all tests share: private folders, the command line in-process, the shipped bank read once."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from depth import examples as as_many
from hypothesis import settings

from assistant.__main__ import main
from assistant.interview.engine import Engine
from assistant.phrases.bank import load_bank
from assistant.phrases.model import Bank
from assistant.workbench import Workbench

# Enough for every run; HYPOTHESIS_EXAMPLES=1000 searches longer. On a build machine always the same examples.
settings.register_profile(
    "suite",
    parent=settings.get_profile("ci" if "CI" in os.environ else "default"),
    max_examples=as_many(30),
    deadline=None,
)
settings.load_profile("suite")
ROOT = Path(__file__).resolve().parent.parent


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


RunCli = Callable[..., Outcome]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Thousands of collected tests live to the end: the collector of garbage need not walk them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def private_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cache for all tests, nobody's own bank; subprocesses inherit both."""
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.getbasetemp()
        # Processes of one run share what has been compiled.
        cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
        cache.mkdir(exist_ok=True)
        patch.setenv("NIANBAO_CACHE", str(cache))
        patch.setenv("NIANBAO_BANK", str(cache / "no-such-bank"))
        yield cache


@pytest.fixture
def run_cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunCli:
    """``run_cli("draft", path, …)`` → (exit code, stdout, stderr) of ``nianbao draft path …``."""

    def run(*args: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["nianbao", *map(str, args)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def workbench(private_folders: Path) -> Workbench:
    """The shipped bank, script and matcher."""
    return Workbench()


@pytest.fixture(scope="session")
def engine(workbench: Workbench) -> Engine:
    return workbench.engine


@pytest.fixture(scope="session")
def bank(private_folders: Path) -> Bank:
    """The shipped bank as parsed, without cache."""
    return load_bank(use_cache=False)


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples"
