"""Answers given in advance: the engine is driven without asking, the best proposal is taken.

The policy a front end without a person follows: what matches becomes its best standard sentence, what matches nothing
stands as typed, talk is set aside. Nothing is lost: the draft keeps every word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.interview.engine import (
    AskChoice,
    Begin,
    Discard,
    Engine,
    GiveLastYear,
    GiveTables,
    Input,
    KeepTyped,
    Pick,
    RollForward,
    Say,
)
from assistant.interview.state import DraftState, Event, fold
from assistant.phrases.fill import SlotValue
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.tables.schema import Tables

SURE_UNASKED = 0.5
"""Probability of its topic from which a sentence is taken without a person's look; below it her own words stand."""


@dataclass(frozen=True, slots=True)
class Words:
    """An answer in the clerk's words."""

    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A phrase picked by id."""

    group: str
    phrase: str
    values: Mapping[str, SlotValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a draft needs, given at once."""

    organ: Organ
    year: int
    answers: tuple[Words | Exact, ...] = ()
    tables: Tables = field(default_factory=Tables)
    tables_source: str = ""
    last_tables: Tables | None = None
    last_source: str = ""
    last_report: Report | None = None
    """What it says is carried where no answer tells the same, its tables unless ``last_tables`` are given."""


def draft(engine: Engine, brief: Brief) -> DraftState:
    """The state of a draft after all answers of the brief, every fact settled."""
    state = _after(engine, DraftState(), Begin(brief.organ, brief.year))
    state = _after(engine, state, GiveTables(brief.tables, brief.tables_source))
    if brief.last_report is not None:
        state = _after(engine, state, GiveLastYear(brief.last_report, brief.last_source))
    if brief.last_tables is not None:
        state = _after(engine, state, GiveTables(brief.last_tables, brief.last_source, last=True))
    for answer in brief.answers:
        if isinstance(answer, Exact):
            state = _after(engine, state, Pick(answer.phrase, answer.values, answer.group))
            continue
        state = _after(engine, state, Say(answer.text, answer.group))
        state = settle(engine, state)
    return state if brief.last_report is None else _after(engine, state, RollForward())


def settle(engine: Engine, state: DraftState) -> DraftState:
    """Every open fact takes its best proposal, its own words, or nothing."""
    while isinstance(prompt := engine.prompt(state), AskChoice):
        state = _after(engine, state, decision(prompt))
    return state


def decision(prompt: AskChoice) -> Input:
    """What a clerk who trusts the program would choose."""
    reading = prompt.reading
    best = reading.candidates[0] if reading.matched and reading.candidates else None
    if best is not None and not best.opposes and best.score >= SURE_UNASKED:
        return Pick(best.phrase.id)
    if reading.is_chat:
        return Discard("不是可以写进报告的内容，未写入")
    return KeepTyped()


def _after(engine: Engine, state: DraftState, given: Input) -> DraftState:
    events: Iterable[Event] = engine.events(state, given)
    return fold(events, state)
