"""Private settings and drafts for every test of the terminal UI; the figures of a city."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# The published figures of a city serve the tests of the tables and of their screen.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tables"))

from table_samples import city_tables

from assistant.tables.schema import Tables
from assistant.workbench import Workbench


@pytest.fixture(autouse=True)
def drafts_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where new drafts go in this test."""
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("NIANBAO_DRAFTS", str(tmp_path / "草稿"))
    monkeypatch.setenv("NIANBAO_BANK", str(tmp_path / "own-bank"))
    return tmp_path / "草稿"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program waits for out of courtesy to a typist is nearly nothing here."""
    monkeypatch.setattr("assistant.tui.screens.interview._PAUSE", 0.01)
    monkeypatch.setattr("assistant.tui.screens.interview._KEEP", 0.02)
    monkeypatch.setattr("assistant.tui.screens.search._PAUSE", 0.01)


@pytest.fixture(scope="session")
def loaded(workbench: Workbench) -> Workbench:
    """The shipped bank, with its engine ready."""
    _ = workbench.engine
    return workbench


@pytest.fixture(scope="session")
def city() -> Tables:
    return city_tables()
