"""Look a sentence up in the bank: by keyword, by plain words, or by pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from assistant.interview.session import Session
from assistant.search import search
from assistant.tui.screens.picking import PickDialog
from assistant.tui.widgets.choices import Choices, Row
from assistant.workbench import Workbench

_PAUSE = 0.15
"""Seconds of quiet before looking."""
_MOST = 30


class SearchScreen(PickDialog):
    """Gives the id of the phrase that is to stand in the draft."""

    CSS_PATH = "search.tcss"

    @dataclass
    class Found(Message):
        """Result of one search."""

        number: int
        rows: tuple[Row, ...]

    def __init__(self, workbench: Workbench, session: Session, words: str = "") -> None:
        super().__init__()
        self._workbench = workbench
        self._session = session
        self._words = words
        self._number = 0
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """A line to type in, what was found below."""
        with Vertical(id="search"):
            yield Input(
                self._words, placeholder="关键词、一句大白话，或拼音首字母（如 ywpx 业务培训）", select_on_focus=False
            )
            yield Static("选中的句子写进草稿；要填的数接着问您。Esc 返回。", id="about", markup=False)
            yield Choices(id="hits")

    def on_mount(self) -> None:
        """Look at once for what was given."""
        self._look()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look)

    def _look(self) -> None:
        self._number += 1
        words = self.query_one(Input).value.strip()
        if words:
            self._search(self._number, words)
        else:
            self.post_message(self.Found(self._number, ()))

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _search(self, number: int, words: str) -> None:
        session = self._session
        filler = session.engine.filler(session.state)
        hits = [
            hit
            for hit in search(self._workbench, words, kind=session.organ.kind)
            if filler.holds(hit.phrase) is not False
        ][:_MOST]
        if get_current_worker().is_cancelled:
            return
        rows = tuple(
            Row(
                hit.phrase.id,
                filler.fill(hit.phrase, {}).text,
                f"命中：{'·'.join(hit.hits) or '相近说法'}　{session.engine.bank.topics[hit.phrase.topic].title}",
            )
            for hit in hits
        )
        self.post_message(self.Found(number, rows))

    @on(Found)
    def _found(self, message: Found) -> None:
        if message.number != self._number:
            return
        self.query_one(Choices).show(message.rows)
        words = self.query_one(Input).value.strip()
        told = "选中的句子写进草稿；要填的数接着问您。Esc 返回。"
        if words and not message.rows:
            told = "没有找到，请换个词，或去掉几个字。"
        self.query_one("#about", Static).update(told)
