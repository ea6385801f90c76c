"""A tiny app around the tables screen, and a store that keeps its figures in memory."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import App

from assistant.errors import OutputError
from assistant.report.standard import OrganKind
from assistant.tables.schema import Cell, Tables
from assistant.tui.screens.tables import TablesScreen


class MemoryStore:
    def __init__(
        self, tables: Tables | None = None, last_tables: Tables | None = None, *, read_only: bool = False
    ) -> None:
        self._tables = tables or Tables()
        self.last_tables = last_tables
        self.organ_name = "云溪省人民政府"
        self.kind: OrganKind | None = OrganKind.GOVERNMENT
        self.read_only = read_only
        self.is_full = False
        self.steps: list[tuple[str, Tables]] = []
        self._undone: list[tuple[str, Tables]] = []

    @property
    def tables(self) -> Tables:
        return self._tables

    def change(self, changes: Mapping[str, Cell], what: str) -> None:
        if self.is_full:
            raise OutputError("磁盘已满，没有存上，请清理磁盘后再填。")
        self.steps.append((what, self._tables))
        self._undone.clear()
        self._tables = self._tables.with_cells(changes)

    def undo(self) -> str | None:
        return self._walk(self.steps, self._undone)

    def redo(self) -> str | None:
        return self._walk(self._undone, self.steps)

    def _walk(self, source: list[tuple[str, Tables]], target: list[tuple[str, Tables]]) -> str | None:
        if not source:
            return None
        what, tables = source.pop()
        target.append((what, self._tables))
        self._tables = tables
        return what


class Host(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, store: MemoryStore, theme: str = "textual-dark", at: str | None = None) -> None:
        super().__init__()
        self.store = store
        self.theme = theme
        self.tables_screen = TablesScreen(store, at)

    def on_mount(self) -> None:
        self.push_screen(self.tables_screen, lambda _: self.exit())
