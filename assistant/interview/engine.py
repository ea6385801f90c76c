"""The interview as a pure state machine: ``prompt(state)`` says what to ask, ``events(state, input)`` what follows.

Every front end drives this one engine, and the same answers give the same draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.errors import InputError
from assistant.interview.outline import Outline, build_outline
from assistant.interview.script import Question, Script, unknown_group
from assistant.interview.state import (
    Answered,
    Began,
    Choice,
    DraftState,
    Event,
    Jumped,
    PhraseChoice,
    SetAside,
    Settled,
    Skipped,
    TablesGiven,
    Typed,
    Withdrawn,
)
from assistant.matching.rank import Fact, Matcher
from assistant.phrases.fill import Filler, Setting, SlotValue
from assistant.phrases.model import Bank, Phrase, Slot
from assistant.report.compose import compose
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.tables.schema import Tables

_TOPICS = 3
"""Topics a clerk is offered sentences of; more would bury the right one."""


@dataclass(frozen=True, slots=True)
class AskOrgan:
    """Organ and year come first."""


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """A question of the script."""

    question: Question


@dataclass(frozen=True, slots=True)
class AskChoice:
    """Part of an answer wants its form: candidates, or her own words."""

    answer: int
    fact: int
    group: str
    reading: Fact


@dataclass(frozen=True, slots=True)
class AskSlot:
    """A chosen phrase has a blank."""

    answer: int
    fact: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask."""


Prompt = AskOrgan | AskQuestion | AskChoice | AskSlot | Finished


@dataclass(frozen=True, slots=True)
class Begin:
    """Start a draft."""

    organ: Organ
    year: int


@dataclass(frozen=True, slots=True)
class GiveTables:
    """Fill the statutory tables; ``last`` for last year's."""

    tables: Tables
    source: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """Answer the question asked, or any part of the report by its group."""

    text: str
    group: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose a phrase by id; ``values`` override what the answer's numbers fill."""

    phrase: str
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    group: str | None = None
    """Only for a phrase chosen without an answer: the part it was listed under."""


@dataclass(frozen=True, slots=True)
class KeepTyped:
    """Write the clerk's own words."""

    text: str | None = None


@dataclass(frozen=True, slots=True)
class Discard:
    """Write nothing for this part of the answer."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class FillSlot:
    """Supply the value of the blank asked for; None leaves it 【待补】."""

    value: SlotValue


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass over the question asked."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to a question."""

    question: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take an answer back."""

    answer: int


Input = Begin | GiveTables | Say | Pick | KeepTyped | Discard | FillSlot | Skip | Jump | Withdraw


class Engine:
    """Questions from the script, sentences from the bank, decisions from the clerk."""

    def __init__(self, script: Script, bank: Bank, matcher: Matcher) -> None:
        self.script = script
        self.bank = bank
        self.matcher = matcher
        # A prompt is asked for once to be shown and once to be answered; its reading is the costly part.
        self._last_read: tuple[tuple[str, str, Setting], Fact] | None = None

    def prompt(self, state: DraftState) -> Prompt:
        """What to ask next."""
        if state.organ is None or state.year is None:
            return AskOrgan()
        if state.open_fact is not None:
            answer, index = state.open_fact
            reading = self.read_fact(state, answer.facts[index].text, answer.group)
            return AskChoice(answer.id, index, answer.group, reading)
        blank = self._open_slot(state)
        if blank is not None:
            return blank
        if state.at is not None:
            return AskQuestion(self.script.question(state.at))
        done = {answer.question for answer in state.answers} | state.skipped
        for question in self.script.questions:
            if question.id not in done and self._is_asked(question, state):
                return AskQuestion(question)
        return Finished()

    def events(self, state: DraftState, given: Input) -> tuple[Event, ...]:
        """What follows from an input; InputError when it does not fit what was asked."""
        match given:
            case Begin(organ, year):
                return (Began(organ, year),)
            case GiveTables(tables, source, last):
                return (TablesGiven(tables, source, last),)
            case Say():
                return self._say(state, given)
            case Jump(target):
                self._known_question(target)
                return (Jumped(target),)
            case Withdraw(answer):
                if all(given.id != answer for given in state.answers):
                    raise InputError(f"没有第 {answer} 条回答，可能已经撤回。")
                return (Withdrawn(answer),)
            case Pick(phrase, values, group) if state.open_fact is None:
                return self._insert(state, phrase, values, group)
        prompt = self.prompt(state)
        match given, prompt:
            case Skip(), AskQuestion(question):
                return (Skipped(question.id),)
            case Pick(phrase, values), AskChoice():
                return (Settled(prompt.answer, prompt.fact, self._choice(prompt, phrase, values)),)
            case KeepTyped(text), AskChoice():
                words = text if text is not None else state.answer(prompt.answer).facts[prompt.fact].text
                return (Settled(prompt.answer, prompt.fact, Typed(words)),)
            case Discard(reason), AskChoice():
                return (Settled(prompt.answer, prompt.fact, SetAside(reason)),)
            case FillSlot(value), AskSlot():
                chosen = state.answer(prompt.answer).facts[prompt.fact].choice
                assert isinstance(chosen, PhraseChoice)
                values = {**chosen.values, prompt.slot.name: value}
                return (Settled(prompt.answer, prompt.fact, replace(chosen, values=values)),)
        raise InputError("现在没有可以这样回答的问题，请先回答屏幕上的问题。")

    def read_fact(self, state: DraftState, text: str, group: str) -> Fact:
        """One part of an answer as the matcher sees it, unsplit."""
        filler = self.filler(state)
        asked = text, group, filler.setting
        if self._last_read is None or self._last_read[0] != asked:
            fact = self.matcher.read_fact(text, group, filler=filler, kind=filler.setting.organ.kind, top=_TOPICS)
            self._last_read = asked, fact
        return self._last_read[1]

    def outline(self, state: DraftState) -> Outline:
        """What stands in the report, by parts, with notes on how it came there."""
        return build_outline(state, self.script, self.bank, self.matcher, self.filler(state))

    def report(self, state: DraftState, outline: Outline | None = None) -> Report:
        """The report as it stands."""
        organ, year = _known_organ(state)
        outline = outline or self.outline(state)
        return compose(organ, year, state.tables, outline.lead, outline.prose)

    def filler(self, state: DraftState) -> Filler:
        """Fills phrases with the draft's organ, year and tables."""
        return Filler(Setting(*_known_organ(state), state.tables, state.last_tables))

    def _say(self, state: DraftState, said: Say) -> tuple[Event, ...]:
        _known_organ(state)
        group, question = said.group, said.question
        if question is not None:
            group = self._known_question(question).group
        elif group is None:
            prompt = self.prompt(state)
            if not isinstance(prompt, AskQuestion):
                raise InputError("现在没有在问问题，请先选定要补充的部分。")
            group, question = prompt.question.group, prompt.question.id
        _known_group(group)
        return (Answered(state.next_answer, group, question, said.text, self.matcher.cut(said.text, group)),)

    def _insert(
        self, state: DraftState, phrase_id: str, values: Mapping[str, SlotValue], group: str | None
    ) -> tuple[Event, ...]:
        phrase = self.bank.by_id.get(phrase_id)
        if phrase is None:
            raise InputError(f"语库中没有编号为“{phrase_id}”的表述，请用 nianbao phrases search 查找正确的编号。")
        _known_slots(phrase, values)
        _known_group(group or phrase.group)
        answer = state.next_answer
        choice = PhraseChoice(phrase_id, dict(values))
        return (
            Answered(answer, group or phrase.group, None, f"{{{phrase_id}}}", (f"{{{phrase_id}}}",)),
            Settled(answer, 0, choice),
        )

    def _choice(self, prompt: AskChoice, phrase_id: str, values: Mapping[str, SlotValue]) -> Choice:
        if phrase_id in self.bank.by_id:
            _known_slots(self.bank.by_id[phrase_id], values)
        for candidate in prompt.reading.candidates:
            if candidate.phrase.id == phrase_id:
                return PhraseChoice(phrase_id, {**candidate.assignment.values, **values})
        if phrase_id not in self.bank.by_id:
            raise InputError(f"语库中没有编号为“{phrase_id}”的表述，请重新选择。")
        return PhraseChoice(phrase_id, dict(values))

    def _open_slot(self, state: DraftState) -> AskSlot | None:
        filler = self.filler(state)
        for answer in state.answers:
            for index, fact in enumerate(answer.facts):
                if not isinstance(fact.choice, PhraseChoice):
                    continue
                phrase = self.bank.by_id.get(fact.choice.phrase)
                if phrase is None:
                    continue
                for slot in filler.fill(phrase, fact.choice.values).missing:
                    if slot.cell is None and slot.name not in fact.choice.values:
                        return AskSlot(answer.id, index, slot)
        return None

    def _is_asked(self, question: Question, state: DraftState) -> bool:
        return question.when is None or bool(self.filler(state).evaluate(question.when, question.id))

    def _known_question(self, question_id: str) -> Question:
        try:
            return self.script.question(question_id)
        except KeyError as error:
            raise InputError(f"没有编号为“{question_id}”的问题。") from error


def _known_group(group: str) -> None:
    if group not in NARRATIVE_GROUPS:
        raise unknown_group(group)


def _known_slots(phrase: Phrase, values: Mapping[str, SlotValue]) -> None:
    unknown = [name for name in values if name not in {slot.name for slot in phrase.slots}]
    if unknown:
        names = "、".join(slot.name for slot in phrase.slots) or "（没有空格）"
        raise InputError(f"表述 {phrase.id} 没有“{unknown[0]}”这个空格，它的空格是：{names}。")


def _known_organ(state: DraftState) -> tuple[Organ, int]:
    if state.organ is None or state.year is None:
        raise InputError("还没有填写单位名称和年份，请先填写。")
    return state.organ, state.year
