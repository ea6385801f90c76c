"""What can be chosen at a prompt: candidate sentences with her numbers in place, her own words, ready-made answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.interview.autopilot import decision
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
from assistant.interview.outline import Statement, typed_sentence
from assistant.interview.promises import undone
from assistant.interview.script import QuestionKind
from assistant.interview.session import Session
from assistant.interview.state import Carried, Choice, PhraseChoice, Typed
from assistant.matching.rank import Candidate

_MOST = 5
"""Sentences offered for one fact."""
_UNLIKELY = 0.02
"""Probability below which a sentence of another topic is only noise."""
_FEW = 2
"""Sentences still shown where none seems to fit."""
DECLINED = "没有合适的标准表述，按您的话写入；可改写、可存入本单位语库。"
UNSURE = "拿不准是哪一句，先按您的话写入；下面有合适的就选它。"
CHAT = "看起来不是要写进报告的内容。"


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


def siblings(session: Session, statement: Statement) -> list[Offer]:
    """Other sentences of the bank that could stand in place of one the program wrote (换说法)."""
    filler = session.engine.filler(session.state)
    return [
        Offer(OfferKind.SENTENCE, filler.fill(phrase, {}).text, Pick(phrase.id, group=statement.group))
        for phrase in session.engine.bank.by_topic.get(statement.topic, ())
        if phrase.fits(session.organ.kind) and filler.holds(phrase) is not False
        if phrase.id != statement.made.origin.ref
    ]


def worth_showing(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates without those that say the opposite, and without other topics that are next to impossible."""
    leading = candidates[0].phrase.topic if candidates else ""
    return [
        candidate
        for candidate in candidates
        if not candidate.opposes and (candidate.phrase.topic == leading or candidate.score >= _UNLIKELY)
    ]


def _item(session: Session, prompt: AskItem) -> tuple[Offer, ...]:
    """To leave it open comes first: what is only passed by must not become this year's figure."""
    after: list[Offer] = [Offer(OfferKind.LEAVE, "先留作待补，以后再填", Skip())]
    for what, words in ((Decision.KEEP, f"与上年一样：{prompt.old}"), (Decision.DROP, "今年没有，去掉这半句")):
        after.append(Offer(OfferKind.DECISION, words, Decide(prompt.sentence, prompt.name, what)))
    return tuple(after)


def _undone(session: Session) -> tuple[Offer, ...]:
    """Problems of last year that are still there."""
    told = {answer.text for answer in session.state.answers if answer.group == "issues"}
    # Last year's problem word for word would be an error (TQ-20).
    still = {
        promise.name: f"{promise.name}的情况还没有根本改变"
        for promise in undone(session.state, session.engine.promises(session.state))
    }
    return tuple(
        Offer(OfferKind.ANSWER, f"上年没改完的：{name}", Say(said)) for name, said in still.items() if said not in told
    )


def doubt(session: Session) -> str:
    """Why her own words are offered first, in a sentence; empty when a sentence of the bank is."""
    prompt = session.prompt
    if not isinstance(prompt, AskChoice) or isinstance(prompt.before, PhraseChoice):
        return ""
    match decision(prompt):
        case Pick():
            return ""
        case Discard():
            return CHAT
    return UNSURE if prompt.reading.matched and prompt.reading.candidates else DECLINED


def _choice(session: Session, prompt: AskChoice) -> tuple[Offer, ...]:
    """What a clerk who trusts the program would take comes first, as with answers given in advance."""
    reading = prompt.reading
    answer = session.state.answer(prompt.answer)
    words = prompt.before.text if isinstance(prompt.before, Typed) else answer.fact(prompt.fact).text
    kept = session.engine.own_words(session.state, prompt)
    if isinstance(kept, Carried) and not isinstance(prompt.before, Typed):
        own = Offer(OfferKind.OWN_WORDS, f"照上年的话写入：{carried_text(kept)}", KeepTyped())
    else:
        own = Offer(OfferKind.OWN_WORDS, f"按我的话写入：{typed_sentence(words).text}", KeepTyped(words))
    nothing = Offer(OfferKind.NOTHING, "不写入报告（回答仍留在草稿里）", Discard("不写入"))
    found = [sentence_offer(session, candidate) for candidate in worth_showing(reading.candidates)]
    if answer.carried:
        found = [_with_old_figures(session, prompt, offer) for offer in found]
    sentences = _with_former(session, prompt.before, found)[:_MOST]
    if isinstance(prompt.before, PhraseChoice):
        return (*sentences, own, nothing)
    match decision(prompt):
        case Pick():
            return (*sentences, own, nothing)
        case Discard():
            return (nothing, own, *sentences[:_FEW])
    return (own, *(sentences if reading.matched else sentences[:_FEW]), nothing)


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
