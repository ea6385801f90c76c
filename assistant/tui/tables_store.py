"""The tables of a draft as the tables screen wants them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.interview.engine import SetCells
from assistant.interview.session import Session
from assistant.report.standard import OrganKind
from assistant.tables.schema import Cell, Tables

if TYPE_CHECKING:
    from assistant.tui.app import NianbaoApp


class SessionTables:
    """Reads and changes the tables through the session, so that every change is journalled and can be undone."""

    def __init__(self, session: Session, app: NianbaoApp) -> None:
        self._session = session
        self._app = app

    @property
    def tables(self) -> Tables:
        """This year's tables."""
        return self._session.state.tables

    @property
    def last_tables(self) -> Tables | None:
        """Last year's, if known."""
        return self._session.state.last_tables

    @property
    def organ_name(self) -> str:
        """Full name of the organ."""
        return self._session.organ.name

    @property
    def kind(self) -> OrganKind | None:
        """Kind of the organ."""
        return self._session.organ.kind

    @property
    def read_only(self) -> bool:
        """Nothing can be changed."""
        return self._session.journal.is_read_only

    def change(self, changes: Mapping[str, Cell], what: str) -> None:
        """Set cells; AssistantError when the draft is read-only."""
        self._session.do(SetCells(changes, what))
        self._app.watch_saving()

    def undo(self) -> str | None:
        """Take back the last change of the draft."""
        return self._session.undo()

    def redo(self) -> str | None:
        """Do it again."""
        return self._session.redo()
