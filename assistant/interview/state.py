"""The draft as a fold of events: what was said, how each fact found its form, what was skipped.

Events are plain values. A journal can write them line by line; ``fold`` gives the same state for the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.phrases.fill import SlotValue
from assistant.report.organ import Organ
from assistant.tables.schema import Tables


@dataclass(frozen=True, slots=True)
class PhraseChoice:
    """A standard sentence with the values of its slots."""

    phrase: str
    values: Mapping[str, SlotValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typed:
    """The clerk's own words stand in the report."""

    text: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Nothing is written; the answer stays in the draft."""

    reason: str


Choice = PhraseChoice | Typed | SetAside


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an answer and the form it found (None: still open)."""

    text: str
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk said to one question."""

    id: int
    group: str
    question: str | None
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Began:
    """Organ and year are known."""

    organ: Organ
    year: int


@dataclass(frozen=True, slots=True)
class TablesGiven:
    """This year's tables were filled or replaced; ``last`` says they are last year's."""

    tables: Tables
    source: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The clerk said something; ``facts`` are its parts in her words."""

    answer: int
    group: str
    question: str | None
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """One fact of an answer found its form (again, if it had one)."""

    answer: int
    fact: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An answer was taken back."""

    answer: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A question was passed over; it can be asked again."""

    question: str


@dataclass(frozen=True, slots=True)
class Jumped:
    """The clerk went to a question."""

    question: str


Event = Began | TablesGiven | Answered | Settled | Withdrawn | Skipped | Jumped


@dataclass(frozen=True, slots=True)
class DraftState:
    """Everything known of a draft."""

    organ: Organ | None = None
    year: int | None = None
    tables: Tables = field(default_factory=Tables)
    tables_source: str = ""
    last_tables: Tables | None = None
    answers: tuple[Answer, ...] = ()
    skipped: frozenset[str] = frozenset()
    at: str | None = None
    """The question the clerk jumped to, until it is answered or skipped."""

    @property
    def next_answer(self) -> int:
        """Id for the next answer; ids are never reused."""
        return max((answer.id for answer in self.answers), default=0) + 1

    def answer(self, answer_id: int) -> Answer:
        """The answer of that id; KeyError if it was withdrawn or never given."""
        for answer in self.answers:
            if answer.id == answer_id:
                return answer
        raise KeyError(answer_id)

    @property
    def open_fact(self) -> tuple[Answer, int] | None:
        """The first fact that has found no form yet."""
        for answer in self.answers:
            for index, fact in enumerate(answer.facts):
                if fact.choice is None:
                    return answer, index
        return None


def apply(state: DraftState, event: Event) -> DraftState:
    """The state after one more event."""
    match event:
        case Began(organ, year):
            return replace(state, organ=organ, year=year)
        case TablesGiven(tables, source, last):
            return replace(state, last_tables=tables) if last else replace(state, tables=tables, tables_source=source)
        case Answered(answer_id, group, question, text, facts):
            answer = Answer(answer_id, group, question, text, tuple(Fact(fact) for fact in facts))
            skipped = state.skipped - {question} if question else state.skipped
            at = None if state.at == question else state.at
            return replace(state, answers=(*state.answers, answer), skipped=skipped, at=at)
        case Settled(answer_id, index, choice):
            return replace(state, answers=tuple(_settle(a, answer_id, index, choice) for a in state.answers))
        case Withdrawn(answer_id):
            return replace(state, answers=tuple(a for a in state.answers if a.id != answer_id))
        case Skipped(question):
            return replace(state, skipped=state.skipped | {question}, at=None if state.at == question else state.at)
        case Jumped(question):
            return replace(state, at=question)


def fold(events: Iterable[Event], state: DraftState | None = None) -> DraftState:
    """The state after all events."""
    folded = state or DraftState()
    for event in events:
        folded = apply(folded, event)
    return folded


def _settle(answer: Answer, answer_id: int, index: int, choice: Choice) -> Answer:
    if answer.id != answer_id:
        return answer
    facts = list(answer.facts)
    facts[index] = replace(facts[index], choice=choice)
    return replace(answer, facts=tuple(facts))
