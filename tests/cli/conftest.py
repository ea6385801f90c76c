from __future__ import annotations

from pathlib import Path

import pytest

from assistant.workbench import Workbench, bank_folders


@pytest.fixture(autouse=True)
def shared_workbench(monkeypatch: pytest.MonkeyPatch, workbench: Workbench) -> None:
    """The shipped bank and matcher are set up once; a call with ``--bank`` makes its own."""

    def opened(cls: type[Workbench], bank: Path | None = None, notice: object = None) -> Workbench:
        folders = bank_folders(bank)
        return cls(folders) if folders else workbench

    monkeypatch.setattr(Workbench, "open", classmethod(opened))
