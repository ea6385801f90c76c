"""Words and features of a short text. The only module that knows jieba."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.matching.quantities import Quantity
    from assistant.phrases.model import Lexicon

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")
_MAX_TEXT = 2000
"""Longer answers are cut for scoring: what an answer is about shows long before."""
_ASKING = re.compile(
    "(?:吗|呢|么|来着|咋办|怎么办|没|不)[?？!！]?$|[?？]$|算不算|是不是|要不要|能不能|可不可以|该不该|行不行|用不用|会不会"
    "|怎么[写填算报弄答说]|咋[写填算报弄答说]|[写填放报算]哪|哪[个一]?[栏格行条项份]|多少合适|几条合适|啥意思|什么意思|举个例"
)
_CLASS_LENGTHS = (2, 3, 4)
"""Characters of a word of a class; longer words are found by their parts."""
_DISCLOSURE, _NO_DISCLOSURE = "@公开", "@未提公开"
_TALK, _ASKED = "@对话", "@问句"
_OTHER, _OTHER_DISCLOSED, _OTHER_ALONE = "@其他工作", "@其他工作，公开", "@其他工作，未提公开"

_REMEMBERED_RUNS, _LONG_RUN = 2000, 100


def _load_jieba() -> type:
    """jieba.Tokenizer, without the slow pkg_resources look-up and the warnings of its old sources."""
    blocked = "pkg_resources" not in sys.modules
    if blocked:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if blocked:
            del sys.modules["pkg_resources"]
    tokenizer: type = jieba.Tokenizer
    return tokenizer


class Segmenter:
    """Cuts Chinese text into words by a given dictionary (word → frequency ≥ 1)."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._tokenizer = _load_jieba()()
        prefixes: dict[str, int] = {}
        for word in frequencies:
            for end in range(1, len(word)):
                prefixes.setdefault(word[:end], 0)
        prefixes.update(frequencies)
        # A ready dictionary instead of jieba's own: it would read and cache files, and take half a second.
        self._tokenizer.FREQ = prefixes
        self._tokenizer.total = sum(frequencies.values())
        self._tokenizer.initialized = True
        self._runs: dict[str, list[str]] = {}

    def words(self, text: str) -> list[str]:
        """Words of the Han and Latin runs of ``text``, in order, punctuation and digits left out."""
        found: list[str] = []
        for run in _HAN_RUN.findall(text):
            if run[0] <= "z":
                found.append(run.lower())
            else:
                found += self._cut(run)
        return found

    def _cut(self, run: str) -> list[str]:
        """Cut runs are remembered: an answer's clauses are measured alone, joined and as a whole."""
        words = self._runs.get(run)
        if words is None:
            words = list(self._tokenizer.cut(run, HMM=False))
            if len(self._runs) >= _REMEMBERED_RUNS:
                self._runs.clear()
            if len(run) <= _LONG_RUN:
                self._runs[run] = words
        return words


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Classes of words that mean the same in this genre, and what tells disclosure from the office's other work."""

    classes: Mapping[str, tuple[str, ...]]
    """Word → names of its classes, those of other work included."""
    other_work: frozenset[str] = frozenset()
    """Words of what the office does beside disclosure."""
    disclosure: frozenset[str] = frozenset()
    """Words of making public: beside one of them, other work is what is disclosed."""
    talk: frozenset[str] = frozenset()
    """Words of putting off, asking back, talking to the program."""

    @classmethod
    def of(cls, lexicon: Lexicon) -> Synonyms:
        """Those of the lexicon; a word may stand in several classes."""
        found: dict[str, list[str]] = {}
        for groups in (lexicon.synonyms, lexicon.other_work, lexicon.talk):
            for name, words in groups.items():
                for word in words:
                    found.setdefault(word, []).append(name)
        return cls(
            {word: tuple(names) for word, names in found.items()},
            frozenset(word for words in lexicon.other_work.values() for word in words),
            frozenset(lexicon.disclosure),
            frozenset(word for words in lexicon.talk.values() for word in words),
        )


def features(text: str, quantities: Iterable[Quantity], segmenter: Segmenter, synonyms: Synonyms) -> dict[str, float]:
    """What a text is about, as weighted features: words, character pairs, synonym classes, units of its numbers,
    and whether it speaks of other work, of making public, or of both.

    ``text`` is normalised; ``quantities`` are its own, their spans are replaced by the unit.
    """
    text = text[:_MAX_TEXT]
    found: dict[str, float] = {}
    pieces: list[str] = []
    position = 0
    for quantity in quantities:
        if quantity.end > len(text):
            break
        pieces.append(text[position : quantity.start])
        position = quantity.end
        if quantity.unit:
            found[f"#{quantity.unit}"] = 0.5
    pieces.append(text[position:])
    is_other = is_disclosure = is_talk = False
    for piece in pieces:
        for word in segmenter.words(piece):
            found[word] = 1.0 if len(word) > 1 else 0.3
        for run in _HAN_RUN.findall(piece):
            if run[0] <= "z":
                continue
            for start, character in enumerate(run):
                found.setdefault(f"'{character}", 0.4)
                is_disclosure = is_disclosure or character in synonyms.disclosure
                if start + 2 <= len(run):
                    found.setdefault(f"~{run[start : start + 2]}", 0.7)
                if start + 3 <= len(run):
                    found.setdefault(f"~{run[start : start + 3]}", 0.5)
                for length in _CLASS_LENGTHS:
                    word = run[start : start + length]
                    for name in synonyms.classes.get(word, ()):
                        found[f"={name}"] = 1.0
                    is_other = is_other or word in synonyms.other_work
                    is_disclosure = is_disclosure or word in synonyms.disclosure
                    is_talk = is_talk or word in synonyms.talk
    if not found:
        return found
    found[_DISCLOSURE if is_disclosure else _NO_DISCLOSURE] = 0.6
    if _ASKING.search(text):
        found[_ASKED] = 1.0
    if is_talk:
        found[_TALK] = 1.0
    if is_other:
        found[_OTHER] = 1.0
        found[_OTHER_DISCLOSED if is_disclosure else _OTHER_ALONE] = 1.5
    return found
