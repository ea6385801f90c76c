"""The draft as a fold of events: what was said, how each fact found its form, what was skipped.

Events are plain values. A journal can write them line by line; ``fold`` gives the same state for the same events.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.phrases.fill import SlotValue
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.reuse.ageing import AgeingItem
from assistant.tables.schema import Cell, Tables


@dataclass(frozen=True, slots=True)
class PhraseChoice:
    """A standard sentence with the values of its slots."""

    phrase: str
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    last: Mapping[str, SlotValue] = field(default_factory=dict)
    """What last year's report filled blanks with; never printed but to be asked about."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The clerk's own words stand in the report."""

    text: str
    topic: str = ""
    """Where it is known, as for what became of last year's problems."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence of last year's report, its own years rolled on; see :mod:`.carried`."""

    text: str
    """Cells stand as ``{{t2.license.decided}}``."""
    topic: str = ""
    items: tuple[AgeingItem, ...] = ()
    """What ages, in the order of the text."""
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    """Item name → how it reads this year; None: left 【待补】."""
    dropped: frozenset[str] = frozenset()
    """Names of items taken out with their clause."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Nothing is written; the answer stays in the draft."""

    reason: str


Choice = PhraseChoice | Typed | Carried | SetAside


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an answer and the form it found (None: still open)."""

    text: str
    choice: Choice | None = None
    id: int = 0
    """Its number within the answer, kept when other facts come or go."""
    before: Choice | None = None
    """The form it had before it was opened again, offered first."""
    basis: Mapping[str, Cell] = field(default_factory=dict)
    """What the choice rests on: table paths named by the phrase's condition, with their values when it was chosen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk said to one question."""

    id: int
    group: str
    question: str | None
    text: str
    facts: tuple[Fact, ...]
    carried: str = ""
    """Where it stood in last year's report; empty for what was said this year."""
    next_fact: int = 1
    """Id for the next fact; ids are never reused, so that what was said of a sentence never lands on another."""

    def fact(self, fact_id: int) -> Fact:
        """The fact of that id; KeyError if there is none."""
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)


@dataclass(frozen=True, slots=True)
class Edit:
    """New wording of one sentence; numbers that are cells stand as ``{{t3.new_received.total}}`` and stay live."""

    text: str
    basis: str
    """The wording it replaced, cells likewise; when that changes, the edit is stale."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Why a finding was put aside."""

    reason: str


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
class CellsSet:
    """Some cells of this year's tables got new values, by ``<table>.<row>.<col>``."""

    cells: Mapping[str, Cell]
    what: str


@dataclass(frozen=True, slots=True)
class LastYearGiven:
    """Last year's report was read."""

    report: Report
    source: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The clerk said something; ``facts`` are its parts in her words."""

    answer: int
    group: str
    question: str | None
    text: str
    facts: tuple[str, ...]
    carried: str = ""
    """Where it stood in last year's report."""


@dataclass(frozen=True, slots=True)
class Revised:
    """An answer was put in other words; a fact that keeps id and text keeps its form, the others are open."""

    answer: int
    text: str
    facts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """One fact of an answer found its form (again, if it had one)."""

    answer: int
    fact: int
    choice: Choice
    basis: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reopened:
    """Another form is wanted for a fact."""

    answer: int
    fact: int


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
    """The clerk went to a question; None: back to the first one that is open."""

    question: str | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A sentence got another wording; see :class:`Edit`."""

    sentence: str
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence was taken out of the report."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A sentence stands as the program makes it: edit and removal are undone."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """The sentences of a part stand in this order; others keep their place behind the one they follow."""

    group: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The clerk looked at a sentence she did not say herself, and it holds as long as it reads like ``basis``."""

    sentence: str
    basis: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding was put aside with a reason; None takes it up again."""

    finding: str
    reason: str | None


Event = (
    Began
    | TablesGiven
    | CellsSet
    | LastYearGiven
    | Answered
    | Revised
    | Settled
    | Reopened
    | Withdrawn
    | Skipped
    | Jumped
    | Edited
    | Removed
    | Restored
    | Ordered
    | Confirmed
    | Dismissed
)


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
    next_answer: int = 1
    """Id for the next answer; ids are never reused."""
    last_report: Report | None = None
    last_source: str = ""
    edits: Mapping[str, Edit] = field(default_factory=dict)
    """By sentence key (see :mod:`.outline`)."""
    removed: frozenset[str] = frozenset()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Sentence keys by part, where the clerk moved one."""
    confirmed: Mapping[str, str] = field(default_factory=dict)
    """Sentence key → wording it was confirmed with."""
    dismissed: Mapping[str, Dismissal] = field(default_factory=dict)
    """By finding key."""

    def answer(self, answer_id: int) -> Answer:
        """The answer of that id; KeyError if it was withdrawn or never given."""
        for answer in self.answers:
            if answer.id == answer_id:
                return answer
        raise KeyError(answer_id)

    def open_fact(self, hidden: Collection[int] = ()) -> tuple[Answer, Fact] | None:
        """The first fact that has found no form yet, outside the ``hidden`` answers."""
        for answer in self.answers:
            for fact in answer.facts:
                if fact.choice is None and answer.id not in hidden:
                    return answer, fact
        return None


def apply(state: DraftState, event: Event) -> DraftState:
    """The state after one more event."""
    match event:
        case Began(organ, year):
            return replace(state, organ=organ, year=year)
        case TablesGiven(tables, source, last):
            return replace(state, last_tables=tables) if last else replace(state, tables=tables, tables_source=source)
        case CellsSet(cells):
            return replace(state, tables=state.tables.with_cells(cells))
        case LastYearGiven(report, source):
            return replace(state, last_report=report, last_source=source)
        case Answered(answer_id, group, question, text, facts, carried):
            numbered = tuple(Fact(fact, id=number) for number, fact in enumerate(facts))
            answer = Answer(answer_id, group, question, text, numbered, carried, len(numbered))
            skipped = state.skipped - {question} if question else state.skipped
            at = None if state.at == question else state.at
            following = max(state.next_answer, answer_id + 1)
            return replace(state, answers=(*state.answers, answer), skipped=skipped, at=at, next_answer=following)
        case Revised(answer_id, text, facts):
            return _with_answer(state, answer_id, lambda answer: _revise(answer, text, facts))
        case Settled(answer_id, fact_id, choice, rests_on):
            return _with_fact(
                state, answer_id, fact_id, lambda fact: replace(fact, choice=choice, before=None, basis=rests_on)
            )
        case Reopened(answer_id, fact_id):
            return _with_fact(
                state, answer_id, fact_id, lambda fact: replace(fact, choice=None, before=fact.choice, basis={})
            )
        case Withdrawn(answer_id):
            return replace(state, answers=tuple(a for a in state.answers if a.id != answer_id))
        case Skipped(question):
            return replace(state, skipped=state.skipped | {question}, at=None if state.at == question else state.at)
        case Jumped(target):
            return replace(state, at=target)
        case Edited(sentence, text, basis):
            edits = {**state.edits, sentence: Edit(text, basis)}
            return replace(state, edits=edits, removed=state.removed - {sentence})
        case Removed(sentence):
            return replace(state, removed=state.removed | {sentence})
        case Restored(sentence):
            edits = {key: edit for key, edit in state.edits.items() if key != sentence}
            return replace(state, edits=edits, removed=state.removed - {sentence})
        case Ordered(group, sentences):
            return replace(state, orders={**state.orders, group: sentences})
        case Confirmed(sentence, basis):
            return replace(state, confirmed={**state.confirmed, sentence: basis})
        case Dismissed(finding, reason):
            dismissed = {key: value for key, value in state.dismissed.items() if key != finding}
            if reason is not None:
                dismissed[finding] = Dismissal(reason)
            return replace(state, dismissed=dismissed)


def fold(events: Iterable[Event], state: DraftState | None = None) -> DraftState:
    """The state after all events."""
    folded = state or DraftState()
    for event in events:
        folded = apply(folded, event)
    return folded


def _with_answer(state: DraftState, answer_id: int, change: Callable[[Answer], Answer]) -> DraftState:
    return replace(state, answers=tuple(change(a) if a.id == answer_id else a for a in state.answers))


def _with_fact(state: DraftState, answer_id: int, fact_id: int, change: Callable[[Fact], Fact]) -> DraftState:
    def changed(answer: Answer) -> Answer:
        return replace(answer, facts=tuple(change(f) if f.id == fact_id else f for f in answer.facts))

    return _with_answer(state, answer_id, changed)


def _revise(answer: Answer, text: str, facts: Iterable[tuple[int, str]]) -> Answer:
    known = {fact.id: fact for fact in answer.facts}
    kept = tuple(
        known[number] if number in known and known[number].text == words else Fact(words, id=number)
        for number, words in facts
    )
    return replace(answer, text=text, facts=kept, next_fact=max([answer.next_fact, *(f.id + 1 for f in kept)]))
