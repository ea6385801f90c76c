"""Her own sentence becomes a phrase of her office: choose the topic, see what will be stored, confirm."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from assistant.errors import AssistantError
from assistant.interview.outline import Statement
from assistant.interview.session import Session
from assistant.matching.blanks import NewPhrase, phrase_from_sentence
from assistant.phrases.own import add_phrase, check_new
from assistant.tui.base import Dialog
from assistant.tui.widgets.choices import Choices, Row
from assistant.workbench import Workbench

_MOST_TOPICS = 6


class SavePhraseDialog(Dialog[bool | None]):
    """True when the phrase was stored."""

    CSS_PATH = "save_phrase.tcss"

    def __init__(self, workbench: Workbench, session: Session, statement: Statement, said: str) -> None:
        """``said`` are her words that led to the sentence, empty for none."""
        super().__init__()
        self._workbench = workbench
        self._session = session
        self._statement = statement
        self._said = said
        self._new: NewPhrase | None = None

    def compose(self) -> ComposeResult:
        """The sentence, what will be stored, the choice."""
        with VerticalScroll(id="save", can_focus=False):
            yield Static("存入本单位语库：以后这样说，就会提出这一句。", id="title", markup=False)
            yield Static(self._statement.sentence.text, id="sentence", markup=False)
            yield Static("放在哪个主题下？", id="asked", markup=False)
            yield Choices(id="choice")

    def on_mount(self) -> None:
        """Topics to choose from, the likeliest first."""
        bank = self._session.engine.bank
        rows = [Row(code, bank.topics[code].title, bank.topics[code].note) for code in self._topics()]
        self.query_one(Choices).show(rows)
        self.query_one(Choices).focus()

    def _topics(self) -> list[str]:
        session, statement = self._session, self._statement
        text = f"{self._said} {statement.sentence.text}".strip()
        reading = session.engine.read_fact(session.state, text, statement.group)
        found = [statement.topic] if statement.topic else []
        found += [candidate.phrase.topic for candidate in reading.candidates]
        found += [code for code, topic in session.engine.bank.topics.items() if topic.group == statement.group]
        return list(dict.fromkeys(found))[: _MOST_TOPICS + 3]

    @on(Choices.Picked)
    def _picked(self, message: Choices.Picked) -> None:
        try:
            if message.key == "yes" and self._new is not None:
                add_phrase(self._workbench.own_folder, self._workbench.bank, self._new.phrase)
                self.dismiss(True)
            elif message.key == "no":
                self.dismiss(False)
            else:
                self._show(message.key)
        except AssistantError as error:
            self.notify(error.message, severity="error", timeout=10, markup=False)

    def _show(self, topic: str) -> None:
        session = self._session
        assert session.state.year is not None
        self._new = phrase_from_sentence(
            self._statement.sentence.text,
            topic,
            session.organ,
            session.state.year,
            segmenter=self._workbench.segmenter,
            says=(self._said,) if self._said else (),
            taken=self._workbench.bank.by_id,
        )
        check_new(self._workbench.bank, self._new.phrase)
        phrase = self._new.phrase
        blanks = "、".join(f"{slot.name}（{'/'.join(slot.units)}）" for slot in phrase.slots)
        told = f"存为：{phrase.text}"
        told += f"\n每年要填的空：{blanks}" if blanks else "\n没有要填的空，每年原样使用。"
        self.query_one("#sentence", Static).update(told)
        self.query_one("#asked", Static).update("这样存入吗？")
        self.query_one(Choices).show((Row("yes", "存入"), Row("no", "不存")))
