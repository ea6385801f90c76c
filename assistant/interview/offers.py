"""What can be chosen at a prompt: candidate sentences with her numbers in place, her own words, ready-made answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.interview.carried import Decision, carried_text
from assistant.interview.engine import (
    AskChoice,
    AskItem,
    AskPromise,
    AskQuestion,
    AskSlot,
    Decide,
    Discard,
    FillSlot,
    Finished,
    Input,
    KeepTyped,
    Pick,
    Say,
    Skip,
)
from assistant.interview.outline import typed_sentence
from assistant.interview.promises import undone
from assistant.interview.script import QuestionKind
from assistant.interview.session import Session
from assistant.interview.state import Carried, Choice, PhraseChoice, Typed
from assistant.matching.rank import Candidate

_MOST = 5
"""Sentences offered for one fact."""
DECLINED = "没有合适的标准表述，按您的话写入；可以改写，也可以存入本单位语库。"


class OfferKind(StrEnum):
    """What an offer is."""

    SENTENCE = "sentence"
    OWN_WORDS = "own_words"
    NOTHING = "nothing"
    ANSWER = "answer"
    LEAVE = "leave"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen."""

    kind: OfferKind
    text: str
    """The sentence as it would stand, or what would be done."""
    given: Input
    hits: tuple[str, ...] = ()
    """Words of hers that led here."""
    topic: str = ""
    """Title of the topic."""
    missing: tuple[str, ...] = ()
    """Blanks that will be asked for."""


def offers(session: Session) -> tuple[Offer, ...]:
    """What can be chosen now, the best first; empty when only words will do."""
    prompt = session.prompt
    match prompt:
        case AskChoice():
            return _choice(session, prompt)
        case AskPromise(question):
            later = Offer(OfferKind.LEAVE, "先不写，以后再说", Skip())
            said = (Offer(OfferKind.ANSWER, word, Say(word, question=question.id)) for word in question.choices)
            return (later, *said)
        case AskItem():
            return _item(session, prompt)
        case AskQuestion(question) if question.group == "issues" and (problems := _undone(session)):
            return problems
        case AskQuestion(question) if question.kind is QuestionKind.CHOICE:
            return tuple(Offer(OfferKind.ANSWER, choice, Say(choice)) for choice in question.choices)
        case AskQuestion(question) if question.kind is QuestionKind.CONFIRM:
            return tuple(Offer(OfferKind.ANSWER, word, Say(word)) for word in ("是", "否"))
        case AskSlot():
            return (Offer(OfferKind.LEAVE, "先留作待补，以后再填", FillSlot(None)),)
        case Finished() | AskQuestion():
            return ()
    return ()


def sentence_offer(session: Session, candidate: Candidate) -> Offer:
    """A candidate as an offer."""
    topic = session.engine.bank.topics[candidate.phrase.topic].title
    missing = tuple(slot.name for slot in candidate.missing if slot.cell is None)
    return Offer(OfferKind.SENTENCE, candidate.filled.text, Pick(candidate.phrase.id), candidate.hits, topic, missing)


def _item(session: Session, prompt: AskItem) -> tuple[Offer, ...]:
    """To leave it open comes first: what is only passed by must not become this year's figure."""
    after: list[Offer] = [Offer(OfferKind.LEAVE, "先留作待补，以后再填", Skip())]
    for decision, words in ((Decision.KEEP, f"与上年一样：{prompt.old}"), (Decision.DROP, "今年没有，去掉这半句")):
        after.append(Offer(OfferKind.DECISION, words, Decide(prompt.sentence, prompt.name, decision)))
    return tuple(after)


def _undone(session: Session) -> tuple[Offer, ...]:
    """Problems of last year that are still there."""
    told = {answer.text for answer in session.state.answers if answer.group == "issues"}
    left = undone(session.state, session.engine.promises(session.state))
    return tuple(
        Offer(OfferKind.ANSWER, f"上年没改完的：{promise.name}", Say(promise.name))
        for promise in left
        if promise.name not in told
    )


def is_declined(session: Session) -> bool:
    """Nothing of the bank fits what is being asked about: her own words are offered first."""
    prompt = session.prompt
    return isinstance(prompt, AskChoice) and not _sure(prompt)


def _sure(prompt: AskChoice) -> bool:
    reading = prompt.reading
    return reading.matched and any(not candidate.opposes for candidate in reading.candidates)


def _choice(session: Session, prompt: AskChoice) -> tuple[Offer, ...]:
    reading = prompt.reading
    answer = session.state.answer(prompt.answer)
    sentences = [sentence_offer(session, candidate) for candidate in reading.candidates if not candidate.opposes]
    if answer.carried:
        sentences = [_with_old_figures(session, prompt, offer) for offer in sentences]
    words = prompt.before.text if isinstance(prompt.before, Typed) else answer.fact(prompt.fact).text
    kept = session.engine.own_words(session.state, prompt)
    if isinstance(kept, Carried) and not isinstance(prompt.before, Typed):
        own = Offer(OfferKind.OWN_WORDS, f"照上年的话写入：{carried_text(kept)}", KeepTyped())
    else:
        own = Offer(OfferKind.OWN_WORDS, f"按我的话写入：{typed_sentence(words).text}", KeepTyped(words))
    nothing = Offer(OfferKind.NOTHING, "不写入报告（回答仍留在草稿里）", Discard("不写入"))
    sentences = _with_former(session, prompt.before, sentences)[:_MOST]
    if _sure(prompt):
        return (*sentences, own, nothing)
    if reading.is_chat:
        return (nothing, own, *sentences[:2])
    return (own, nothing, *sentences[:2])


def _with_old_figures(session: Session, prompt: AskChoice, offer: Offer) -> Offer:
    """Last year's numbers stand as what must still be supplied."""
    assert isinstance(offer.given, Pick)
    filled = session.engine.offered(session.state, prompt, offer.given.phrase)
    missing = tuple(slot.name for slot in filled.missing if slot.cell is None)
    return replace(offer, text=filled.text, missing=missing)


def _with_former(session: Session, before: Choice | None, sentences: list[Offer]) -> list[Offer]:
    """The sentence it was comes first, with the values it had: opening a fact again must not cost anything."""
    if not isinstance(before, PhraseChoice) or before.phrase not in session.engine.bank.by_id:
        return sentences
    phrase = session.engine.bank.by_id[before.phrase]
    filled = session.engine.filler(session.state).fill(phrase, before.values, before.last)
    former = Offer(
        OfferKind.SENTENCE,
        filled.text,
        Pick(phrase.id, dict(before.values)),
        ("原来选的",),
        session.engine.bank.topics[phrase.topic].title,
        tuple(slot.name for slot in filled.missing if slot.cell is None),
    )
    others = [offer for offer in sentences if isinstance(offer.given, Pick) and offer.given.phrase != before.phrase]
    return [former, *others]
