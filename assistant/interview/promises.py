"""What became of last year's problems and measures: the clerk's word → a sentence of ``improvements.last_year``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.errors import InputError
from assistant.interview.script import Question, QuestionKind
from assistant.interview.state import DraftState
from assistant.reuse.rollforward import Promise


class Outcome(StrEnum):
    """What became of a promise, in the words she picks."""

    DONE = "做到了"
    PARTLY = "做了一部分"
    NOT = "没做"


def promise_question(promise: Promise) -> Question:
    """How it is asked after."""
    said = f"上年写的问题：{promise.problem}" if promise.problem else ""
    meant = f"上年写的措施：{promise.measure}" if promise.measure else ""
    asked = f"提出的问题“{promise.name}”，今年改了吗" if promise.problem else f"说要做的“{promise.name}”，今年做到了吗"
    return Question(
        id=promise.id,
        group="improvements",
        ask=f"上年报告{asked}？",
        help=f"{said}{meant}可以连做了多少一起写，例如“做到了，制作图解12个”。",
        kind=QuestionKind.CHOICE,
        topics=("improvements.last_year",),
        choices=tuple(outcome.value for outcome in Outcome),
        many=False,
    )


def read_outcome(text: str) -> tuple[Outcome, str]:
    """The outcome and the rest, the figure or what was done; InputError when it does not say which."""
    words = " ".join(text.split())
    said = next((outcome for outcome in Outcome if words.startswith(outcome.value)), None)
    for outcome, pattern in _OUTCOMES:
        if outcome is said or (said is None and pattern.search(words)):
            rest = words.replace(outcome.value, "", 1) if outcome.value in words else words
            rest = _THIS_YEAR.sub("", rest.strip(_SIGNS))
            return outcome, "" if _IDLE.fullmatch(rest) else rest.strip(_SIGNS)
    raise InputError("请先写“做到了”“做了一部分”或者“没做”，后面可以接着写做了什么、多少。")


def promise_sentence(promise: Promise, outcome: Outcome, figure: str) -> str:
    """The sentence that goes into the report."""
    detail = f"，{figure}" if figure else ""
    if not promise.problem:
        what = f"上年度报告提出的“{promise.name}”"
        return {
            Outcome.DONE: f"{what}已经落实{detail}。",
            Outcome.PARTLY: f"{what}落实了一部分{detail}，其余继续推进。",
            Outcome.NOT: f"{what}尚未落实{detail}，将继续推进。",
        }[outcome]
    what = f"上年度报告指出的“{promise.name}”问题"
    return {
        Outcome.DONE: f"{what}已经整改{detail}。",
        Outcome.PARTLY: f"{what}整改了一部分{detail}，其余继续整改。",
        Outcome.NOT: f"{what}尚未整改到位{detail}，将继续整改。",
    }[outcome]


def unreported(state: DraftState, promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Promises nobody has spoken of or passed over."""
    told = {answer.question for answer in state.answers} | state.skipped
    return tuple(promise for promise in promises if promise.id not in told)


def undone(state: DraftState, promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Problems of last year that are not, or only partly, done with."""
    said = {answer.question: answer.text for answer in state.answers}
    return tuple(
        promise
        for promise in promises
        if promise.problem and promise.id in said and read_outcome(said[promise.id])[0] is not Outcome.DONE
    )


_SIGNS = "，。；：、,;: "
_OUTCOMES = (
    (Outcome.PARTLY, re.compile("一部分|部分|一半|大半|基本|还差|还剩|尚有|正在|还在")),
    (Outcome.NOT, re.compile("没做|没有做|没改|没有改|没动|没完成|没有完成|没落实|没解决|未完成|未整改|未落实|未解决|没顾上|^没有?$|^否$")),
    (Outcome.DONE, re.compile("做到|做了|做完|完成|解决|落实|改了|改好|改完|整改|到位|都办|办了|已|^是$|增|补|建|开展|组织|制作|发布")),
)  # fmt: skip
_THIS_YEAR = re.compile("^(?:今年|本年度?|20[0-9]{2}年)[，,]?(?:我们|一共|共)?")
_IDLE = re.compile(
    "|(?:已经?|都|全部)?(?:改|做|办|整改|完成|落实|解决)(?:了|完了?|好了?|到位|完成)?|是|否|没有?|没做|没改"
)
