"""The interview as a pure state machine: ``prompt(state)`` says what to ask, ``events(state, input)`` what follows.

Every front end drives this one engine, and the same answers give the same draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.checks.settings import Settings
from assistant.errors import InputError
from assistant.interview.carried import old_values
from assistant.interview.grounds import grounds_of
from assistant.interview.last_year import ITEM, PROMISE, LastYear, asked_after
from assistant.interview.outline import (
    LAST_YEAR_TOPIC,
    PENDING,
    Outline,
    Statement,
    build_outline,
    fact_key,
    is_opening,
    rebound,
    typed_sentence,
)
from assistant.interview.promises import read_outcome, unreported
from assistant.interview.prompts import (
    AskChoice,
    AskItem,
    AskOrgan,
    AskPromise,
    AskQuestion,
    AskSlot,
    Begin,
    Carry,
    Confirm,
    Decide,
    Discard,
    Dismiss,
    Edit,
    FillSlot,
    Finished,
    GiveLastYear,
    GiveTables,
    Input,
    Jump,
    KeepTyped,
    Move,
    Pick,
    Prompt,
    QuestionStatus,
    Refill,
    Remove,
    Reopen,
    Rephrase,
    ReportPromise,
    Restore,
    Revise,
    RollForward,
    Say,
    SetCells,
    Skip,
    Withdraw,
)
from assistant.interview.script import Question, Script, unknown_group
from assistant.interview.state import (
    Answer,
    Answered,
    Began,
    Carried,
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
from assistant.matching.rank import PAIRED, Fact, Matcher
from assistant.phrases.fill import Filled, Filler, Setting, SlotValue, condition_names
from assistant.phrases.model import Bank, Phrase
from assistant.report.compose import compose
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.reuse.rollforward import Promise, RolledSentence

__all__ = [
    "AskChoice",
    "AskItem",
    "AskOrgan",
    "AskPromise",
    "AskQuestion",
    "AskSlot",
    "Begin",
    "Carry",
    "Confirm",
    "Decide",
    "Discard",
    "Dismiss",
    "Edit",
    "Engine",
    "FillSlot",
    "Finished",
    "GiveLastYear",
    "GiveTables",
    "Input",
    "Jump",
    "KeepTyped",
    "Move",
    "Pick",
    "Prompt",
    "QuestionStatus",
    "Refill",
    "Remove",
    "Reopen",
    "Rephrase",
    "ReportPromise",
    "Restore",
    "Revise",
    "RollForward",
    "Say",
    "SetCells",
    "Skip",
    "Withdraw",
]
"""With what it asks and may be told, for its callers."""

_AFTER_PROMISES = ("issues", "improvements", "other")
"""Parts that are asked about after last year's problems."""
_TOPICS = 3
"""Topics a clerk is offered sentences of; more would bury the right one."""


class Engine:
    """Questions from the script, sentences from the bank, decisions from the clerk."""

    def __init__(self, script: Script, bank: Bank, matcher: Matcher, settings: Settings | None = None) -> None:
        """``settings`` are what the checks go by; without them only the arithmetic of the tables is checked."""
        self.settings = settings
        self.script = script
        self.bank = bank
        self.matcher = matcher
        # A prompt is asked for once to be shown and once to be answered; its reading is the costly part.
        self._last_read: tuple[tuple[str, str, str | None, Setting], Fact] | None = None
        self._last_year = LastYear(script, bank, matcher, settings)

    def prompt(self, state: DraftState) -> Prompt:
        """What to ask next."""
        if state.organ is None or state.year is None:
            return AskOrgan()
        open_fact = state.open_fact(self.hidden(state))
        if open_fact is not None:
            answer, fact = open_fact
            reading = self.read_fact(state, fact.text, answer.group, self._nothing_means(answer.question))
            return AskChoice(answer.id, fact.id, answer.group, reading, fact.before)
        blank = self._open_slot(state)
        if blank is not None:
            return blank
        for question in self.script.questions:
            if question.id == state.at and self._is_asked(question, state):
                return AskQuestion(question)
        items = self._last_year.items(state, self.hidden(state))
        for raised in (*items, *map(asked_after, self._last_year.promises(state))):
            if raised.question.id == state.at:
                return raised
        if any(answer.carried for answer in state.answers):
            return self._most_important(state, items)
        following = next(iter(self._open_questions(state)), None)
        if following is None or following.group in _AFTER_PROMISES:
            # What is undone is a problem of this year: the two are spoken of together.
            for promise in unreported(state, self._last_year.promises(state)):
                return asked_after(promise)
        return Finished() if following is None else AskQuestion(following)

    def _most_important(self, state: DraftState, items: Sequence[AskItem]) -> Prompt:
        """With last year's sentences at hand a draft stands: what it cannot go out without comes first.

        That is what became of last year's problems, this year's problems and the fees, then every mark in a sentence,
        then parts with nothing in them, what the figures of the tables raise, and the rest.
        """
        for promise in unreported(state, self._last_year.promises(state)):
            return asked_after(promise)
        questions = self._open_questions(state)
        required = [question for question in questions if self._is_required(question)]
        if required:
            return AskQuestion(required[0])
        for item in items:
            if item.question.id not in state.skipped:
                return item
        filled = {answer.group for answer in state.answers}
        questions.sort(key=lambda question: (question.group in filled, question.when is None))
        return AskQuestion(questions[0]) if questions else Finished()

    def _is_required(self, question: Question) -> bool:
        if question.group in PAIRED:
            return True
        standing = self.script.part(question.group).standing
        return any(one.missing and one.topic in question.topics for one in standing)

    def _open_questions(self, state: DraftState) -> list[Question]:
        return [one for one in self.script.questions if self.standing(state, one) is QuestionStatus.OPEN]

    def course(self, state: DraftState) -> tuple[Question, ...]:
        """All that is asked, answered or not, in the order in which it comes; what is decided of items is left out."""
        script = [one for one in self.script.questions if self.standing(state, one) is not QuestionStatus.HIDDEN]
        promises = [asked_after(promise).question for promise in self._last_year.promises(state)]
        if any(answer.carried for answer in state.answers):
            items = [item.question for item in self.items(state)]
            required = [one for one in script if self._is_required(one)]
            return (*promises, *required, *items, *(one for one in script if one not in required))
        at = next((i for i, one in enumerate(script) if one.group in _AFTER_PROMISES), len(script))
        return (*script[:at], *promises, *script[at:])

    def promises(self, state: DraftState) -> tuple[Promise, ...]:
        """Problems and measures of last year's report."""
        return self._last_year.promises(state)

    def items(self, state: DraftState) -> tuple[AskItem, ...]:
        """What is still open in carried sentences, in the order of last year's report."""
        return self._last_year.items(state, self.hidden(state))

    def roll(self, state: DraftState) -> tuple[RolledSentence, ...]:
        """Every sentence of last year's report with what becomes of it; InputError without a report."""
        return self._last_year.rolled(state, self.filler(state))

    def standing(self, state: DraftState, question: Question) -> QuestionStatus:
        """Where a question stands; looking never asks."""
        if not self._is_asked(question, state):
            return QuestionStatus.HIDDEN
        if any(answer.question == question.id for answer in state.answers):
            return QuestionStatus.GIVEN
        if question.topics == (LAST_YEAR_TOPIC,) and self._last_year.promises(state):
            # Each problem of last year is asked after by itself.
            return QuestionStatus.GIVEN
        return QuestionStatus.SKIPPED if question.id in state.skipped else QuestionStatus.OPEN

    def hidden(self, state: DraftState) -> frozenset[int]:
        """Answers whose question is not asked as the tables are now: they stay in the draft and out of the report."""
        if state.organ is None:
            return frozenset()
        unasked = {question.id: question for question in self.script.questions if not self._is_asked(question, state)}
        return frozenset(
            answer.id
            for answer in state.answers
            if answer.question in unasked
            and (not answer.carried or self._is_contradicted(state, answer, unasked[answer.question]))
        )

    def _is_contradicted(self, state: DraftState, answer: Answer, question: Question) -> bool:
        """Last year's sentences tell how the work is done: only figures the tables speak against hide them."""
        if question.when is None or not any(old_values(fact.choice) for fact in answer.facts):
            return False
        cells = self.filler(state).cells(condition_names(question.when).tables)
        return all(value is not None for value in cells.values())

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
            case Jump(target) if target is not None and target.startswith((PROMISE, ITEM)):
                raised = (
                    *self._last_year.items(state, self.hidden(state)),
                    *map(asked_after, self._last_year.promises(state)),
                )
                if all(one.question.id != target for one in raised):
                    raise InputError("这一项已经定了，不用再问；要改可以直接改写那一句。")
                return (Jumped(target),)
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
                return (
                    Answered(answer, group, None, text, (text,), where),
                    Settled(answer, 0, self._last_year.carried(state, text)),
                )
            case RollForward():
                return self._last_year.roll_forward(state, self.filler(state))
            case Decide():
                return self._last_year.decide(state, given)
            case ReportPromise(promise, outcome, figure):
                return self._last_year.report(state, promise, outcome, figure)
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
                choice = self._choice(state, prompt, phrase, values)
                return (self._settled(state, prompt, choice),)
            case KeepTyped(own), AskChoice():
                kept = Typed(own) if own is not None else self.own_words(state, prompt)
                return (self._settled(state, prompt, kept),)
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

    def read_fact(self, state: DraftState, text: str, group: str, nothing: str | None = None) -> Fact:
        """One part of an answer as the matcher sees it, unsplit; ``nothing`` is the topic that a bare 没有 answers."""
        filler = self.filler(state)
        asked = text, group, nothing, filler.setting
        if self._last_read is None or self._last_read[0] != asked:
            fact = self.matcher.read_fact(
                text, group, filler=filler, kind=filler.setting.organ.kind, top=_TOPICS, nothing=nothing
            )
            self._last_read = asked, fact
        return self._last_read[1]

    def _nothing_means(self, question_id: str | None) -> str | None:
        """The topic that a bare 没有 answers a question of one matter with: 收过费吗？没有."""
        asked = next((one for one in self.script.questions if one.id == question_id), None)
        if asked is None or asked.many:
            return None
        topics = [
            topic
            for topic in asked.topics
            if any(phrase.polarity == "none" for phrase in self.bank.by_topic.get(topic, ()))
        ]
        return topics[0] if len(topics) == 1 else None

    def outline(self, state: DraftState) -> Outline:
        """What stands in the report, by parts, with notes on how it came there."""
        promises = len(unreported(state, self._last_year.promises(state)))
        filler, hidden = self.filler(state), self.hidden(state)
        return build_outline(state, self.script, self.bank, self.matcher, filler, hidden, promises)

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
        if question is None and group is None:
            asked = self.prompt(state)
            question = asked.question.id if isinstance(asked, AskPromise | AskItem) else None
        if question is not None and question.startswith(PROMISE):
            return self._last_year.report(state, question, *read_outcome(said.text))
        if question is not None and question.startswith(ITEM):
            together = self._last_year.told_together(state, question, said.text)
            return together or self._last_year.decide(state, self._last_year.read_decision(state, question, said.text))
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
        if answer.carried:
            return self._said_anew(state, answer, text)
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
        if answer.carried:
            return self._said_anew(state, answer, text)
        old = answer.fact(prompt.fact)
        first, *more = self.matcher.cut(text, answer.group)
        added = [(answer.next_fact + position, words) for position, words in enumerate(more)]
        facts: list[tuple[int, str]] = []
        for fact in answer.facts:
            facts += [(fact.id, first), *added] if fact.id == old.id else [(fact.id, fact.text)]
        return (Revised(answer.id, answer.text.replace(old.text, text, 1), tuple(facts)),)

    def _said_anew(self, state: DraftState, answer: Answer, text: str) -> tuple[Event, ...]:
        """This year's words in place of a sentence of last year: their figures are this year's."""
        facts = self.matcher.cut(text, answer.group)
        return (Withdrawn(answer.id), Answered(state.next_answer, answer.group, answer.question, text, facts))

    def _settled(self, state: DraftState, prompt: AskChoice | AskSlot, choice: Choice) -> Settled:
        return Settled(prompt.answer, prompt.fact, choice, grounds_of(choice, self.bank, self.filler(state)))

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
                    return (said, Settled(answer, 0, Typed(text, statement.topic)))
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
        opened = next((item for item in self._last_year.items(state, self.hidden(state)) if item.sentence == key), None)
        if opened is not None:
            return (Jumped(opened.question.id),)
        for answer in state.answers:
            for fact in answer.facts:
                if fact_key(answer, fact) == key and isinstance(fact.choice, PhraseChoice | Carried):
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
            Settled(answer, 0, choice, grounds_of(choice, self.bank, self.filler(state))),
        )

    def own_words(self, state: DraftState, prompt: AskChoice) -> Choice:
        """A fact without a standard sentence: as she said it, or as last year's report did, what ages left open."""
        fact = state.answer(prompt.answer).fact(prompt.fact)
        if not state.answer(prompt.answer).carried:
            return Typed(fact.text)
        return fact.before if isinstance(fact.before, Carried) else self._last_year.carried(state, fact.text)

    def _choice(
        self, state: DraftState, prompt: AskChoice, phrase_id: str, values: Mapping[str, SlotValue]
    ) -> PhraseChoice:
        if phrase_id in self.bank.by_id:
            _known_slots(self.bank.by_id[phrase_id], values)
        if prompt.before is not None and isinstance(prompt.before, PhraseChoice) and prompt.before.phrase == phrase_id:
            last = prompt.before.last
        else:
            last = {}
        for candidate in prompt.reading.candidates:
            if candidate.phrase.id == phrase_id:
                read = {name: value for name, value in candidate.assignment.values.items() if value is not None}
                if state.answer(prompt.answer).carried:
                    # Last year's numbers are shown, never written.
                    return PhraseChoice(phrase_id, dict(values), last or read)
                return PhraseChoice(phrase_id, {**candidate.assignment.values, **values})
        if phrase_id not in self.bank.by_id:
            raise InputError(f"语库中没有编号为“{phrase_id}”的表述，请重新选择。")
        return PhraseChoice(phrase_id, dict(values), last)

    def offered(self, state: DraftState, prompt: AskChoice, phrase_id: str) -> Filled:
        """The sentence a candidate would become."""
        choice = self._choice(state, prompt, phrase_id, {})
        return self.filler(state).fill(self.bank.by_id[phrase_id], choice.values, choice.last)

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
                    if slot.cell is None and slot.name not in (*fact.choice.values, *fact.choice.last):
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
