"""Which of her words are worth remembering with the sentence they led to, so that next year's answers find it sooner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checks.sentence import PRIVATE_RULES, check_sentence
from assistant.checks.settings import Settings
from assistant.interview.outline import fact_key
from assistant.interview.state import DraftState, PhraseChoice
from assistant.matching.normalise import normalise
from assistant.matching.polarity import polarity
from assistant.matching.quantities import parse_quantities
from assistant.phrases.model import Bank, Phrase
from assistant.report.organ import Organ

_LEAST_HAN, _LEAST_WORDS, _LONGEST = 4, 2, 40
"""Chinese characters of a wording, those of them that belong to no number, characters in all: an essay is no wording."""
_MOST = 12
"""Wordings kept for one phrase; more of them say nothing new."""
_HAN = re.compile("[\u3400-\u9fff]")
_PARTICULARS = re.compile(r"\d{7,}|\d{3,4}[-—－ ]\d{7,8}|@|www\.|https?:", re.IGNORECASE)
"""Telephone numbers, identity numbers, addresses."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What was said, and the phrase that was chosen for it."""

    phrase: str
    said: str


def chosen_wordings(
    state: DraftState, chosen: Iterable[tuple[int, int]], bank: Bank, settings: Settings | None = None
) -> tuple[Wording, ...]:
    """The wordings of this year's answers whose choices still stand, without those that are not worth keeping.

    ``chosen`` are answer and fact of each sentence she took herself; what she took back, took out, or said of persons
    is left out, as are numbers alone, long texts, words the phrase is known by, and words that say its opposite.
    """
    picked = set(chosen)
    found: dict[str, list[str]] = {}
    for answer in state.answers:
        for fact in answer.facts:
            if (answer.id, fact.id) not in picked or answer.carried or not isinstance(fact.choice, PhraseChoice):
                continue
            phrase = bank.by_id.get(fact.choice.phrase)
            if phrase is None or fact_key(answer, fact) in state.removed:
                continue
            said = " ".join(fact.text.split()).strip(" ，,。；;、")
            lines = found.setdefault(phrase.id, [])
            if (
                len(phrase.own_says) + len(lines) < _MOST
                and is_worth_keeping(said, phrase, (*phrase.own_says, *lines))
                and not _is_private(said, phrase.group, state, settings)
            ):
                lines.append(said)
    return tuple(Wording(phrase, said) for phrase, lines in found.items() for said in lines)


def is_worth_keeping(said: str, phrase: Phrase, known: Sequence[str] = ()) -> bool:
    """The words name what they speak of, agree with the phrase, and are new to it."""
    if len(said) > _LONGEST or len(_HAN.findall(said)) < _LEAST_HAN:
        return False
    if len(_HAN.findall(_without_numbers(said))) < _LEAST_WORDS:
        return False
    if polarity(normalise(said), section=phrase.group) != phrase.polarity:
        return False
    return _without_numbers(said) not in {_without_numbers(line) for line in (*phrase.says, *known)}


def _without_numbers(said: str) -> str:
    """The words alone: 办了两次培训 and 办了三次培训 lead to the same sentence."""
    text = normalise(said)
    for quantity in reversed(parse_quantities(text)):
        text = text[: quantity.start] + f"#{quantity.unit}" + text[quantity.end :]
    return re.sub(r"[\W_]+", "", text)


def _is_private(said: str, group: str, state: DraftState, settings: Settings | None) -> bool:
    if _PARTICULARS.search(normalise(said)):
        return True
    organ = state.organ or Organ.of("")
    found = check_sentence(
        said, group, PRIVATE_RULES, settings=settings or Settings(), organ=organ, year=state.year or 0
    )
    return bool(found)
