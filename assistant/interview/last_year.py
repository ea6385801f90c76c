"""What last year's report brings into a draft: sentences carried over, what ages in them, problems asked after."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.checks.settings import Settings
from assistant.errors import InputError
from assistant.interview.carried import Decision, decided, item_slot, old_values, open_names
from assistant.interview.grounds import grounds_of
from assistant.interview.item_answers import told_together
from assistant.interview.outline import LAST_YEAR_TOPIC, fact_key
from assistant.interview.promises import Outcome, promise_question, promise_sentence
from assistant.interview.prompts import AskItem, AskPromise, Decide
from assistant.interview.script import Question, Script
from assistant.interview.slot_answers import read_slot
from assistant.interview.state import (
    Answer,
    Answered,
    Carried,
    Choice,
    DraftState,
    Event,
    PhraseChoice,
    Removed,
    Restored,
    Settled,
    Typed,
    Withdrawn,
)
from assistant.matching.rank import Matcher
from assistant.phrases.fill import Filler
from assistant.phrases.model import Bank
from assistant.report.model import Report
from assistant.reuse.rollforward import Fate, Promise, RolledSentence, carried_items, promises_of, roll_forward

PROMISE, ITEM = "promise:", "item:"
"""What the ids of questions raised by last year's report begin with."""
_SAME = frozenset(
    {"一样", "同上年", "和上年一样", "与上年一样", "照旧", "不变", "没变", "没有变", "去年一样", "同去年"}
)
_GONE = frozenset({"去掉", "删去", "删掉", "删除", "不写", "今年没有", "没有这项", "没有了"})


class LastYear:
    """The engine's knowledge of last year's report; like it, it only looks at the state and says what follows."""

    def __init__(self, script: Script, bank: Bank, matcher: Matcher, settings: Settings | None) -> None:
        self._script = script
        self._bank = bank
        self._matcher = matcher
        self._settings = settings
        self._last_promises: tuple[Report, tuple[Promise, ...]] | None = None

    def promises(self, state: DraftState) -> tuple[Promise, ...]:
        """Problems and measures of last year's report."""
        if state.last_report is None:
            return ()
        if self._last_promises is None or self._last_promises[0] is not state.last_report:
            self._last_promises = state.last_report, promises_of(state.last_report)
        return self._last_promises[1]

    def items(self, state: DraftState, hidden: frozenset[int]) -> tuple[AskItem, ...]:
        """What is still open in carried sentences, in the order of last year's report."""
        found: list[AskItem] = []
        for answer in state.answers:
            for fact in answer.facts if answer.carried and answer.id not in hidden else ():
                key = fact_key(answer, fact)
                if key not in state.edits and key not in state.removed:
                    found += [self._item(answer, key, fact.choice, name) for name in open_names(fact.choice)]
        return tuple(found)

    def _item(self, answer: Answer, key: str, choice: Choice | None, name: str) -> AskItem:
        old = str(old_values(choice)[name])
        phrase = self._bank.by_id.get(choice.phrase) if isinstance(choice, PhraseChoice) else None
        slot = phrase.slot(name) if phrase else None
        unit = item_slot(choice, name, phrase).units[:1] if choice else ()
        # 条数2 tells marks apart; what the question is about stands in the words quoted.
        what = name.rstrip("0123456789")
        asked = slot.ask if slot and slot.ask else f"今年的{what}是多少？" if unit else f"今年的{what}怎么写？"
        where = answer.carried.partition("·")[2]
        question = Question(
            id=f"item:{key}:{name}",
            group=answer.group,
            ask=f"上年写的是“{_with_words(choice, name)}{old}{''.join(unit)}”。{asked}",
            help=f"上年{where}：{answer.text}写“一样”就照上年，写“去掉”就删去这半句。",
            many=False,
        )
        return AskItem(question, key, name, old)

    def carried(self, state: DraftState, text: str, topic: str = "") -> Carried:
        """A sentence of last year, its years rolled, with all that ages in it open."""
        year = state.year or 0
        last = state.last_report.year if state.last_report and state.last_report.year else year - 1
        return Carried(text, topic, carried_items(text, last, self._settings))

    def rolled(self, state: DraftState, filler: Filler) -> tuple[RolledSentence, ...]:
        """Every sentence of last year's report with what becomes of it; InputError without a report."""
        if state.last_report is None:
            raise InputError("还没有读入上年的报告，请先读入。")
        titles = {part.group: part.title for part in self._script.parts}
        return roll_forward(state.last_report, self._matcher, filler, titles, self._settings)

    def roll_forward(self, state: DraftState, filler: Filler) -> tuple[Event, ...]:
        """Sentences that were taken over before are left as they are, and so is what this year's answers tell."""
        known = {answer.text for answer in state.answers if answer.carried}
        told = {
            self._bank.by_id[fact.choice.phrase].topic
            for answer in state.answers
            for fact in answer.facts
            if not answer.carried and isinstance(fact.choice, PhraseChoice) and fact.choice.phrase in self._bank.by_id
        }
        found: list[Event] = []
        number = state.next_answer
        for sentence in self.rolled(state, filler):
            if sentence.text in known or (sentence.topic and sentence.topic in told):
                continue
            if sentence.fate is Fate.PHRASE:
                choice: Choice = PhraseChoice(sentence.phrase, {}, dict(sentence.values))
            elif sentence.fate is Fate.CARRIED:
                choice = Carried(sentence.text, sentence.topic, sentence.items)
            else:
                continue
            known.add(sentence.text)
            group, question = sentence.old.group, self._question_of(sentence)
            found.append(Answered(number, group, question, sentence.text, (sentence.text,), sentence.old.where))
            found.append(Settled(number, 0, choice, grounds_of(choice, self._bank, filler)))
            number += 1
        return tuple(found)

    def _question_of(self, sentence: RolledSentence) -> str | None:
        """The question a carried sentence answers, so that it is not asked again."""
        for question in self._script.questions:
            if question.group == sentence.old.group and sentence.topic in question.topics:
                return question.id
        return None

    def decide(self, state: DraftState, given: Decide) -> tuple[Event, ...]:
        for answer in state.answers:
            for fact in answer.facts:
                if fact_key(answer, fact) != given.sentence or given.name not in old_values(fact.choice):
                    continue
                choice = fact.choice
                assert choice is not None
                phrase = self._bank.by_id.get(choice.phrase) if isinstance(choice, PhraseChoice) else None
                if given.decision is Decision.CHANGE and (given.value is None or not str(given.value).strip()):
                    raise InputError(f"“{given.name}”还没有填；不知道可以先留作待补。")
                done = decided(choice, given.name, given.decision, given.value, phrase)
                if done is None:
                    return (Removed(given.sentence),)
                restored: tuple[Event, ...] = (Restored(given.sentence),) if given.sentence in state.removed else ()
                return (*restored, Settled(answer.id, fact.id, done, fact.basis))
        raise InputError("这一句里没有要核对的这一项，可能前面已经改过，请重新选择。")

    def told_together(self, state: DraftState, question: str, text: str) -> tuple[Event, ...]:
        """What follows when one answer tells several figures of a sentence, the one asked for among them."""
        key, _, name = question.removeprefix(ITEM).partition(":")
        for answer in state.answers:
            for fact in answer.facts:
                choice = fact.choice
                if fact_key(answer, fact) != key or not isinstance(choice, Carried):
                    continue
                found = told_together(choice, text)
                if name in found:
                    return (
                        Settled(answer.id, fact.id, replace(choice, values={**choice.values, **found}), fact.basis),
                    )
        return ()

    def read_decision(self, state: DraftState, question: str, text: str) -> Decide:
        """一样 keeps, 去掉 drops, anything else is the new value."""
        key, _, name = question.removeprefix(ITEM).partition(":")
        for answer in state.answers:
            for fact in answer.facts:
                if fact_key(answer, fact) == key and name in old_values(fact.choice) and fact.choice is not None:
                    words = text.strip().strip("。")
                    if words in _SAME:
                        return Decide(key, name, Decision.KEEP)
                    if words in _GONE:
                        return Decide(key, name, Decision.DROP)
                    choice = fact.choice
                    phrase = self._bank.by_id.get(choice.phrase) if isinstance(choice, PhraseChoice) else None
                    return Decide(key, name, Decision.CHANGE, read_slot(item_slot(choice, name, phrase), text))
        raise InputError("这一句里没有要核对的这一项，可能前面已经改过，请重新选择。")

    def report(self, state: DraftState, promise_id: str, outcome: Outcome, figure: str) -> tuple[Event, ...]:
        """A promise has one answer: what was said of it before is taken back."""
        promise = next((one for one in self.promises(state) if one.id == promise_id), None)
        if promise is None:
            raise InputError("上年的报告里没有这一条问题或措施，请重新选择。")
        before = tuple(Withdrawn(answer.id) for answer in state.answers if answer.question == promise_id)
        said = f"{outcome.value}，{figure}" if figure else outcome.value
        answer = state.next_answer
        sentence = Typed(promise_sentence(promise, outcome, figure), LAST_YEAR_TOPIC)
        return (*before, Answered(answer, "improvements", promise_id, said, (said,)), Settled(answer, 0, sentence))


def asked_after(promise: Promise) -> AskPromise:
    """The prompt that asks what became of a promise."""
    return AskPromise(promise_question(promise), promise)


_SIGNS = re.compile("[，。；：、！？]")
_MOST_WORDS = 24
"""Characters before a figure that a question quotes to tell which one is meant."""


def _with_words(choice: Choice | None, name: str) -> str:
    """The words that lead to a figure where a sentence has several: without them 88条 could be any."""
    if not isinstance(choice, Carried) or len(choice.items) < 2:
        return ""
    item = next(one for one in choice.items if one.name == name)
    start = max([0, *(match.end() for match in _SIGNS.finditer(choice.text, 0, item.start))])
    start = max([start, *(one.end + len(one.unit) for one in choice.items if one.end <= item.start)])
    words = choice.text[start : item.start]
    return words if 0 < len(words) <= _MOST_WORDS else ""
