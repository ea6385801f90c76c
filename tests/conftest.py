"""What all tests share: private folders, the command line in-process, the shipped bank read once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.__main__ import main
from assistant.interview.engine import Engine
from assistant.phrases.bank import load_bank
from assistant.phrases.model import Bank
from assistant.workbench import Workbench

ROOT = Path(__file__).resolve().parent.parent


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


RunCli = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def private_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cache for all tests, nobody's own bank; subprocesses inherit both."""
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("cache")
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
