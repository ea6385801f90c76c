"""Search by the initials of pinyin: ``ywpx`` finds 业务培训, ``业务px`` too.

A letter stands for every character that has a reading beginning with it (重: z and c), so a query becomes a pattern over
the bank's own text and no spelling of the bank has to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from statistics import fmean
from typing import Final

from assistant.matching.normalise import fold
from assistant.matching.rank import Hit, plain_text
from assistant.matching.tokens import Segmenter
from assistant.phrases.model import Bank

Letters = Mapping[str, str]
"""Letter a–z → the characters with a reading that begins with it."""

LEAST_LETTERS: Final = 2
"""One letter alone would find nearly everything."""
_LETTER: Final = re.compile("[a-z]")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_TITLE, _SAID, _WORDING = 1.4, 1.2, 1.0
"""What a hit counts in the title of the topic, in a spoken line, in the sentence itself …"""
_WHOLE, _BEGINS, _WORDS = 0.6, 0.2, 0.6
"""… and more when it is all of the line, or its beginning; and when it cuts no word apart."""
_MOST_PLACES: Final = 8
"""Places of one line that are looked at."""


def letters_of(characters: Iterable[str]) -> Letters:
    """The table for the given characters; others than Han are left out."""
    from pypinyin import Style, pinyin  # a quarter of a second, for those who search by letters only

    found: dict[str, list[str]] = {}
    for character in sorted({character for character in characters if _HAN.match(character)}):
        (readings,) = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
        for letter in readings:
            if _LETTER.fullmatch(letter):
                found.setdefault(letter, []).append(character)
    return {letter: "".join(characters) for letter, characters in found.items()}


def letters_of_bank(bank: Bank) -> Letters:
    """The table for everything that is searched."""
    lines = [topic.title for topic in bank.topics.values()]
    lines += [line for phrase in bank.phrases for line in (phrase.text, *phrase.says, *phrase.own_says)]
    return letters_of(set("".join(lines)))


def is_by_letters(words: str) -> bool:
    """Whether ``words`` ask for initials: letters, at least two signs of them and of what stands with them."""
    folded = fold(words).lower()
    return _LETTER.search(folded) is not None and len("".join(folded.split())) >= LEAST_LETTERS


class Initials:
    """Finds phrases of one bank by initials."""

    def __init__(self, bank: Bank, letters: Letters, segmenter: Segmenter) -> None:
        """``letters`` is the table of :func:`letters_of_bank` for the same bank."""
        self._letters = letters
        self._segmenter = segmenter
        self._lines: list[tuple[str, tuple[str, ...], str]] = [
            (bank.topics[phrase.topic].title, (*phrase.says, *phrase.own_says), plain_text(phrase))
            for phrase in bank.phrases
        ]
        self._bank = bank

    def search(self, words: str) -> list[Hit]:
        """Phrases in which every run of ``words`` is found, best first; nothing unless :func:`is_by_letters`."""
        if not is_by_letters(words):
            return []
        patterns = [self._pattern(run) for run in fold(words).lower().split()]
        found: list[Hit] = []
        for phrase, lines in zip(self._bank.phrases, self._lines, strict=True):
            hits = [self._best(pattern, *lines) for pattern in patterns]
            told = [hit for hit in hits if hit is not None]
            if len(told) == len(patterns):
                score = round(fmean(score for score, _ in told), 4)
                found.append(Hit(phrase, score, tuple(dict.fromkeys(text for _, text in told))))
        found.sort(key=lambda hit: -hit.score)
        return found

    def _pattern(self, run: str) -> re.Pattern[str]:
        return re.compile(
            "".join(
                f"[{self._letters.get(sign, '')}{sign}{sign.upper()}]" if _LETTER.match(sign) else re.escape(sign)
                for sign in run
            )
        )

    def _best(
        self, pattern: re.Pattern[str], title: str, says: Iterable[str], wording: str
    ) -> tuple[float, str] | None:
        """Score and text of the best hit in the lines of one phrase."""
        best: tuple[float, str] | None = None
        for weight, line in ((_TITLE, title), *((_SAID, line) for line in says), (_WORDING, wording)):
            if best is not None and best[0] >= weight + _WHOLE + _WORDS:
                break
            for match in islice(pattern.finditer(line), _MOST_PLACES):
                score = weight + (_WHOLE if match[0] == line else _BEGINS if match.start() == 0 else 0.0)
                if best is None or score + _WORDS > best[0]:
                    score += _WORDS * self._is_words(line, *match.span())
                if best is None or score > best[0]:
                    best = (score, match[0])
        return best

    def _is_words(self, line: str, start: int, end: int) -> bool:
        """Whether the line's words begin and end where the hit does."""
        bounds: set[int] = set()
        position = 0
        for word in self._segmenter.words(line):
            position = line.lower().find(word, position)
            bounds |= {position, position + len(word)}
            position += len(word)
        return {start, end} <= bounds
