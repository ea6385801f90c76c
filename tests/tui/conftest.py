"""Private settings and drafts for every test of the terminal UI."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.workbench import Workbench


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("NIANBAO_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("NIANBAO_BANK", str(tmp_path / "own-bank"))


@pytest.fixture(scope="session")
def loaded(workbench: Workbench) -> Workbench:
    """The shipped bank, with its engine ready."""
    _ = workbench.engine
    return workbench
