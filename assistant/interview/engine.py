"""The interview as a pure state machine: ``prompt(state)`` says what to ask, ``events(state, input)`` what follows.

Every front end drives this one engine, and the same answers give the same draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.checks.settings import Settings
from assistant.errors import InputError
from assistant.interview.outline import (
    PENDING,
    Outline,
    Statement,
    build_outline,
    fact_key,
    is_opening,
    rebound,
    typed_sentence,
)
from assistant.interview.script import Question, Script, unknown_group
from assistant.interview.state import (
    Answer,
    Answered,
    Began,
    CellsSet,
    Choice,
    Confirmed,
    Dismissed,
    DraftState,
    Edited,
    Event,
    Jumped,
    LastYearGiven,
    Ordered,
    PhraseChoice,
    Removed,
    Reopened,
    Restored,
    Revised,
    SetAside,
    Settled,
    Skipped,
    TablesGiven,
    Typed,
    Withdrawn,
)
from assistant.matching.rank import Fact, Matcher
from assistant.phrases.fill import Filler, Setting, SlotValue, condition_names
from assistant.phrases.model import Bank, Phrase, Slot
from assistant.report.compose import compose
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.tables.schema import Cell, Tables

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
    """Id of the fact within the answer."""
    group: str
    reading: Fact
    before: Choice | None = None
    """The form it had before another was wanted."""


@dataclass(frozen=True, slots=True)
class AskSlot:
    """A chosen phrase has a blank."""

    answer: int
    fact: int
    phrase: Phrase
    slot: Slot


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask."""


class QuestionStatus(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    GIVEN = "given"
    SKIPPED = "skipped"
    HIDDEN = "hidden"
    """Its condition is false; what was answered stays in the draft."""


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
class SetCells:
    """Change some cells of this year's tables; ``what`` says it in words (修改表三一格)."""

    cells: Mapping[str, Cell]
    what: str


@dataclass(frozen=True, slots=True)
class GiveLastYear:
    """Last year's report; its tables, where filled, become last year's tables."""

    report: Report
    source: str


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
    """Go to a question; None: on to the first one that is open."""

    question: str | None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take an answer back."""

    answer: int


@dataclass(frozen=True, slots=True)
class Rephrase:
    """Say the fact asked about in other words, to be offered other sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Revise:
    """Say an earlier answer anew; what she leaves as it was keeps its sentence."""

    answer: int
    text: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Ask again which sentence a fact becomes; ``sentence`` is its key."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Refill:
    """Ask again for the blanks that a sentence was left with."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Carry:
    """Take a sentence of last year's report over, to be confirmed."""

    group: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Put a sentence of the report in other words."""

    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a sentence out of the report."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Undo edit and removal of a sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """Move a sentence within its part, up (−1) or down (+1)."""

    sentence: str
    by: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """A proposed, carried or stale sentence was looked at and holds."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Put a finding aside with a reason; None takes it up again."""

    finding: str
    reason: str | None


Input = (
    Begin
    | GiveTables
    | SetCells
    | GiveLastYear
    | Say
    | Pick
    | KeepTyped
    | Discard
    | FillSlot
    | Skip
    | Jump
    | Withdraw
    | Rephrase
    | Revise
    | Reopen
    | Refill
    | Carry
    | Edit
    | Remove
    | Restore
    | Move
    | Confirm
    | Dismiss
)


class Engine:
    """Questions from the script, sentences from the bank, decisions from the clerk."""

    def __init__(self, script: Script, bank: Bank, matcher: Matcher, settings: Settings | None = None) -> None:
        """``settings`` are what the checks go by; without them only the arithmetic of the tables is checked."""
        self.settings = settings
        self.script = script
        self.bank = bank
        self.matcher = matcher
        # A prompt is asked for once to be shown and once to be answered; its reading is the costly part.
        self._last_read: tuple[tuple[str, str, Setting], Fact] | None = None

    def prompt(self, state: DraftState) -> Prompt:
        """What to ask next."""
        if state.organ is None or state.year is None:
            return AskOrgan()
        open_fact = state.open_fact(self.hidden(state))
        if open_fact is not None:
            answer, fact = open_fact
            reading = self.read_fact(state, fact.text, answer.group)
            return AskChoice(answer.id, fact.id, answer.group, reading, fact.before)
        blank = self._open_slot(state)
        if blank is not None:
            return blank
        for question in self.script.questions:
            if question.id == state.at and self._is_asked(question, state):
                return AskQuestion(question)
        for question in self.script.questions:
            if self.standing(state, question) is QuestionStatus.OPEN:
                return AskQuestion(question)
        return Finished()

    def standing(self, state: DraftState, question: Question) -> QuestionStatus:
        """Where a question stands; looking never asks."""
        if not self._is_asked(question, state):
            return QuestionStatus.HIDDEN
        if any(answer.question == question.id for answer in state.answers):
            return QuestionStatus.GIVEN
        return QuestionStatus.SKIPPED if question.id in state.skipped else QuestionStatus.OPEN

    def hidden(self, state: DraftState) -> frozenset[int]:
        """Answers whose question is not asked as the tables are now: they stay in the draft and out of the report."""
        if state.organ is None:
            return frozenset()
        unasked = {
            question.id
            for question in self.script.questions
            if question.when is not None and not self._is_asked(question, state)
        }
        return frozenset(answer.id for answer in state.answers if answer.question in unasked)

    def events(self, state: DraftState, given: Input) -> tuple[Event, ...]:
        """What follows from an input; InputError when it does not fit what was asked."""
        match given:
            case Begin(organ, year):
                return (Began(organ, year),)
            case GiveTables(tables, source, last):
                return (TablesGiven(tables, source, last),)
            case SetCells(cells, what):
                return (CellsSet(dict(cells), what),)
            case GiveLastYear(report, source):
                given_tables = () if report.tables.is_empty else (TablesGiven(report.tables, source, last=True),)
                return (LastYearGiven(report, source), *given_tables)
            case Say():
                return self._say(state, given)
            case Jump(target):
                if target is not None and not self._is_asked(self._known_question(target), state):
                    raise InputError("按统计表现在的数，这个问题不用回答。")
                return (Jumped(target),)
            case Withdraw(answer):
                _known_answer(state, answer)
                return (Withdrawn(answer),)
            case Revise(answer, text):
                return self._revise(state, _known_answer(state, answer), text)
            case Carry(group, text, where):
                _known_group(group)
                answer = state.next_answer
                return (Answered(answer, group, None, text, (text,), where), Settled(answer, 0, Typed(text)))
            case Dismiss(finding, reason):
                return (Dismissed(finding, reason),)
            case Refill(sentence):
                return self._refill(state, sentence)
            case Reopen() | Edit() | Remove() | Restore() | Move() | Confirm():
                return self._change(state, given)
            case Pick(phrase, values, group) if group is not None or state.open_fact(self.hidden(state)) is None:
                return self._insert(state, phrase, values, group)
        prompt = self.prompt(state)
        match given, prompt:
            case Skip(), AskQuestion(question):
                return (Skipped(question.id),)
            case Pick(phrase, values), AskChoice():
                choice = self._choice(prompt, phrase, values)
                return (self._settled(state, prompt, choice),)
            case KeepTyped(own), AskChoice():
                words = own if own is not None else state.answer(prompt.answer).fact(prompt.fact).text
                return (self._settled(state, prompt, Typed(words)),)
            case Discard(reason), AskChoice():
                return (self._settled(state, prompt, SetAside(reason)),)
            case Rephrase(text), AskChoice():
                return self._rephrase(state, prompt, text)
            case FillSlot(value), AskSlot():
                chosen = state.answer(prompt.answer).fact(prompt.fact).choice
                assert isinstance(chosen, PhraseChoice)
                values = {**chosen.values, prompt.slot.name: value}
                return (self._settled(state, prompt, replace(chosen, values=values)),)
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
        return build_outline(state, self.script, self.bank, self.matcher, self.filler(state), self.hidden(state))

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
        if not said.text.strip():
            raise InputError("回答是空的，请写上内容；不想回答可以跳过。")
        return (Answered(state.next_answer, group, question, said.text, self.matcher.cut(said.text, group)),)

    def _revise(self, state: DraftState, answer: Answer, text: str) -> tuple[Event, ...]:
        if not text.strip():
            raise InputError("回答是空的；如要去掉这条回答，请用撤回。")
        known = {fact.text: fact.id for fact in reversed(answer.facts)}
        following = answer.next_fact
        facts: list[tuple[int, str]] = []
        for words in self.matcher.cut(text, answer.group):
            number = known.pop(words, None)
            if number is None:
                number, following = following, following + 1
            facts.append((number, words))
        return (Revised(answer.id, text, tuple(facts)),)

    def _rephrase(self, state: DraftState, prompt: AskChoice, text: str) -> tuple[Event, ...]:
        if not text.strip():
            raise InputError("还没有写内容，请换个说法写一遍。")
        answer = state.answer(prompt.answer)
        old = answer.fact(prompt.fact)
        first, *more = self.matcher.cut(text, answer.group)
        added = [(answer.next_fact + position, words) for position, words in enumerate(more)]
        facts: list[tuple[int, str]] = []
        for fact in answer.facts:
            facts += [(fact.id, first), *added] if fact.id == old.id else [(fact.id, fact.text)]
        return (Revised(answer.id, answer.text.replace(old.text, text, 1), tuple(facts)),)

    def _settled(self, state: DraftState, prompt: AskChoice | AskSlot, choice: Choice) -> Settled:
        return Settled(prompt.answer, prompt.fact, choice, self._basis(state, choice))

    def _basis(self, state: DraftState, choice: Choice) -> Mapping[str, Cell]:
        """The table paths a choice rests on, read from the names in its phrase's condition, with their values."""
        phrase = self.bank.by_id.get(choice.phrase) if isinstance(choice, PhraseChoice) else None
        if phrase is None or phrase.when is None:
            return {}
        return self.filler(state).cells(sorted(condition_names(phrase.when).tables))

    def _change(self, state: DraftState, given: Reopen | Edit | Remove | Restore | Move | Confirm) -> tuple[Event, ...]:
        """What the clerk does to a sentence of the report."""
        outline = self.outline(state)
        key = given.sentence
        try:
            statement = outline.statement(key)
        except KeyError:
            return self._reopen_unwritten(state, given)
        match given:
            case Edit(_, text):
                if not text.strip():
                    raise InputError("句子不能是空的；如要去掉这一句，请用删除。")
                if key.startswith("p:"):
                    # The mark goes when anything stands in its part; what she wrote in its place must not go with it.
                    answer = state.next_answer
                    said = Answered(answer, statement.group, None, text, (text,))
                    return (said, Settled(answer, 0, Typed(text)))
                worded = rebound(typed_sentence(text).text, statement.sentence)
                return (Edited(key, worded, statement.basis),)
            case Remove():
                if statement.is_pending and statement.made.origin == PENDING:
                    raise InputError("这里是待补的内容，补上以后自动消失，不能删除。")
                return (Removed(key),)
            case Restore():
                return (Restored(key),)
            case Move(_, by):
                return (self._moved(outline, statement, by),)
            case Confirm():
                return self._confirmed(state, statement)
            case Reopen():
                own = key in state.edits or key in state.removed
                # The sentence chosen next must stand as it is.
                return (*((Restored(key),) if own else ()), _reopened(state, key))

    def _reopen_unwritten(self, state: DraftState, given: Input) -> tuple[Event, ...]:
        """A fact that is not in the report (set aside, at odds with the tables) can only be opened again."""
        if isinstance(given, Reopen):
            return (_reopened(state, given.sentence),)
        raise InputError("报告里已经没有这一句，可能是前面的改动使它变了，请重新选择。")

    def _refill(self, state: DraftState, key: str) -> tuple[Event, ...]:
        for answer in state.answers:
            for fact in answer.facts:
                if fact_key(answer, fact) == key and isinstance(fact.choice, PhraseChoice):
                    values = {name: value for name, value in fact.choice.values.items() if value is not None}
                    restored: tuple[Event, ...] = (Restored(key),) if key in state.edits else ()
                    return (*restored, Settled(answer.id, fact.id, replace(fact.choice, values=values), fact.basis))
        raise InputError("这一句没有可以重填的空格，请直接改写。")

    def _moved(self, outline: Outline, statement: Statement, by: int) -> Ordered:
        part = self.script.part(statement.group)
        among = [s for s in outline.statements[part.group] if is_opening(part, s) == is_opening(part, statement)]
        keys = [s.key for s in among]
        if statement.key not in keys:
            raise InputError("这一句已经删去，恢复以后才能移动。")
        here = keys.index(statement.key)
        there = here + by
        if not 0 <= there < len(keys):
            raise InputError(f"已经是这一部分的最{'前' if by < 0 else '后'}一句，不能再移。")
        keys.insert(there, keys.pop(here))
        others = [s.key for s in outline.statements[part.group] if s.key not in keys]
        before_points = is_opening(part, statement)
        return Ordered(part.group, tuple([*keys, *others] if before_points else [*others, *keys]))

    def _confirmed(self, state: DraftState, statement: Statement) -> tuple[Event, ...]:
        """What was proposed becomes the clerk's own choice, so that it no longer depends on what else is said."""
        if statement.is_stale:
            return (Edited(statement.key, state.edits[statement.key].text, statement.basis),)
        if statement.is_proposed:
            return self._insert(state, statement.made.origin.ref, {}, statement.group)
        return (Confirmed(statement.key, statement.basis),)

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
            Settled(answer, 0, choice, self._basis(state, choice)),
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
        hidden = self.hidden(state)
        for answer in state.answers:
            if answer.id in hidden:
                continue
            for fact in answer.facts:
                key = fact_key(answer, fact)
                if not isinstance(fact.choice, PhraseChoice) or key in state.edits or key in state.removed:
                    continue
                phrase = self.bank.by_id.get(fact.choice.phrase)
                if phrase is None:
                    continue
                for slot in filler.fill(phrase, fact.choice.values).missing:
                    if slot.cell is None and slot.name not in fact.choice.values:
                        return AskSlot(answer.id, fact.id, phrase, slot)
        return None

    def _is_asked(self, question: Question, state: DraftState) -> bool:
        return question.when is None or bool(self.filler(state).evaluate(question.when, question.id))

    def _known_question(self, question_id: str) -> Question:
        try:
            return self.script.question(question_id)
        except KeyError as error:
            raise InputError(f"没有编号为“{question_id}”的问题。") from error


def _known_answer(state: DraftState, answer_id: int) -> Answer:
    try:
        return state.answer(answer_id)
    except KeyError as error:
        raise InputError(f"没有第 {answer_id} 条回答，可能已经撤回。") from error


def _reopened(state: DraftState, key: str) -> Reopened:
    for answer in state.answers:
        for fact in answer.facts:
            if fact_key(answer, fact) == key:
                return Reopened(answer.id, fact.id)
    raise InputError("这一句不是由您的回答写出的，可以直接改写，或从语库里另选一句。")


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
