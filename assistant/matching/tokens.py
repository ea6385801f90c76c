"""Words and features of a short text. The only module that knows jieba."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.matching.quantities import Quantity

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")
_MAX_TEXT = 2000
"""Longer answers are cut for scoring: what an answer is about shows long before."""


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
    """Classes of words that mean the same in this genre: word → class names."""

    classes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, groups: Mapping[str, Sequence[str]]) -> Synonyms:
        """From class name → words; a word may stand in several classes."""
        found: dict[str, list[str]] = {}
        for name, words in groups.items():
            for word in words:
                found.setdefault(word, []).append(name)
        return cls({word: tuple(names) for word, names in found.items()})


def features(text: str, quantities: Iterable[Quantity], segmenter: Segmenter, synonyms: Synonyms) -> dict[str, float]:
    """What a text is about, as weighted features: words, character pairs, synonym classes, units of its numbers.

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
    for piece in pieces:
        for word in segmenter.words(piece):
            found[word] = 1.0 if len(word) > 1 else 0.3
        for run in _HAN_RUN.findall(piece):
            if run[0] <= "z":
                continue
            for start, character in enumerate(run):
                found.setdefault(f"'{character}", 0.4)
                if start + 2 <= len(run):
                    found.setdefault(f"~{run[start : start + 2]}", 0.7)
                if start + 3 <= len(run):
                    found.setdefault(f"~{run[start : start + 3]}", 0.5)
                for length in (2, 3, 4):
                    for name in synonyms.classes.get(run[start : start + length], ()):
                        found[f"={name}"] = 1.0
    return found
