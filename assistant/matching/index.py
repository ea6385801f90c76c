"""What the bank's own words say about a text: how typical its words are of each topic, which phrase covers it best.

The index is plain numbers once built, so that it can be kept in a cache and loaded in a moment.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Features = Mapping[str, float]

CHAT, OTHER_WORK = "!chat", "!other_work"
"""Pseudo-topics of what must be declined."""

SMOOTHING = 60.0
"""Weight of the language at large, in features, in each topic's model."""


@dataclass(frozen=True, slots=True)
class Document:
    """One line the index is made of: a ``says``, a phrase's text, a topic's title and note, an out-of-scope line."""

    topic: str
    phrase: int
    """Position in the bank; -1 for topic notes and out-of-scope lines."""
    features: Features
    weight: float
    """How much it counts for the topic's typical words."""
    is_spoken: bool
    """A clerk's wording."""
    is_own: bool = False
    """Of this office: the classifier has not seen it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the index finds for one text."""

    typical: Mapping[str, float]
    """Topic → log-odds of the text's features against the language at large, per root of their number."""
    near: Mapping[int, float]
    """Phrase the classifier has not seen → similarity 0–1 of its nearest spoken line."""


_MOST_LINES = 40_000
"""Entries of office-own lines looked at for one text; keeps a bank of 100,000 phrases within its time."""


@dataclass(frozen=True, slots=True)
class Query:
    """The features of a text that the index knows, weighted."""

    masses: Sequence[tuple[int, float]]
    norm: float


Sparse = list[float]
"""Feature position, weight, feature position, weight, …"""


class Index:
    """A smoothed multinomial model per topic, and the wording of every phrase, over numbered features."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._topics: list[str] = data["topics"]
        self._positions = {feature: position for position, feature in enumerate(data["features"])}
        self._idf: list[float] = data["idf"]
        self._unknown_idf: float = data["unknown_idf"]
        self._absent: list[float] = data["absent"]
        self._gains: list[Sparse] = data["gains"]
        self._lines: list[Sparse] = data["lines"]
        self._texts: list[Sparse] = data["texts"]
        self._text_norms: list[float] = data["text_norms"]
        self._unseen_lines: list[int] = []
        self._unseen: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, (phrase, line) in enumerate(data["unseen"]):
            values = {int(line[i]): line[i + 1] * self._idf[int(line[i])] for i in range(0, len(line), 2)}
            norm = math.sqrt(sum(value * value for value in values.values())) or 1.0
            self._unseen_lines.append(phrase)
            for position, value in values.items():
                self._unseen[position].append((number, value / norm))
        self._data = data
        self._opened: dict[int, tuple[dict[int, float], dict[int, float]]] = {}

    @classmethod
    def build(cls, documents: Sequence[Document], topics: Sequence[str], phrases: int) -> Index:
        """From documents; ``phrases`` is the size of the bank."""
        frequency = Counter(feature for document in documents for feature in document.features)
        features = sorted(frequency)
        position = {feature: number for number, feature in enumerate(features)}
        total = len(documents)
        idf = [round(math.log(1 + total / frequency[feature]), 3) for feature in features]

        def sparse(found: Features) -> Sparse:
            return [value for feature, weight in found.items() for value in (position[feature], weight)]

        lines: list[dict[str, float]] = [defaultdict(float) for _ in range(phrases)]
        spoken = [0] * phrases
        texts: list[Features] = [{} for _ in range(phrases)]
        for document in documents:
            if document.phrase >= 0 and document.is_spoken:
                spoken[document.phrase] += 1
                for feature, weight in document.features.items():
                    lines[document.phrase][feature] += weight
            elif document.phrase >= 0:
                texts[document.phrase] = document.features
        # The root keeps a word of one line in play and lets one of every line count more.
        usual = [
            {feature: round(math.sqrt(weight / number), 3) for feature, weight in union.items()}
            for union, number in zip(lines, spoken, strict=True)
        ]
        absent, gains = _typical_words(documents, topics)
        return cls(
            {
                "topics": list(topics),
                "features": features,
                "idf": idf,
                "unknown_idf": math.log(1 + total),
                "absent": absent,
                "gains": [gains[feature] for feature in features],
                "lines": [sparse(line) for line in usual],
                "texts": [sparse(text) for text in texts],
                "text_norms": [_norm(text, lambda f: idf[position[f]]) for text in texts],
                "unseen": [(d.phrase, sparse(d.features)) for d in documents if d.is_own],
            }
        )

    def to_json(self) -> Mapping[str, Any]:
        """What the constructor takes."""
        return self._data

    def look_up(self, features: Features) -> Evidence:
        """Evidence for a text given by its features; an empty text has none."""
        mass = 0.0
        gains = [0.0] * len(self._topics)
        for feature, weight in features.items():
            position = self._positions.get(feature)
            if position is None:
                continue
            mass += weight
            entry = self._gains[position]
            for i in range(0, len(entry), 2):
                gains[int(entry[i])] += weight * entry[i + 1]
        scale = math.sqrt(sum(features.values()) + 3.0)
        typical = {topic: (gains[i] + mass * self._absent[i]) / scale for i, topic in enumerate(self._topics)}
        return Evidence(typical, self._nearest(features) if self._unseen_lines else {})

    def query(self, features: Features) -> Query:
        """A text made ready to be held against many phrases."""
        masses = [
            (position, weight * self._idf[position] ** 2)
            for feature, weight in features.items()
            if (position := self._positions.get(feature)) is not None
        ]
        return Query(masses, _norm(features, self._feature_idf))

    def closeness(self, query: Query, phrase: int) -> float:
        """How well one phrase covers what a text says, 0–3.1: by its wording, by its spoken lines, and without
        saying much that the text does not. Measured leaving one spoken line out: 0.54 right among its siblings,
        against 0.38 for the nearest line alone.
        """
        lines, text = self._open(phrase)
        by_text = by_lines = 0.0
        for position, mass in query.masses:
            if position in text:
                by_text += mass * text[position]
            if position in lines:
                by_lines += mass * lines[position]
        norm = query.norm
        return (by_text + 0.7 * by_lines) / norm**2 + 1.4 * by_text / (norm * self._text_norms[phrase])

    def _feature_idf(self, feature: str) -> float:
        position = self._positions.get(feature)
        return self._unknown_idf if position is None else self._idf[position]

    def _open(self, phrase: int) -> tuple[dict[int, float], dict[int, float]]:
        """Lines and text of a phrase as dictionaries, made when first asked for."""
        opened = self._opened.get(phrase)
        if opened is None:
            opened = (_as_dict(self._lines[phrase]), _as_dict(self._texts[phrase]))
            self._opened[phrase] = opened
        return opened

    def _nearest(self, features: Features) -> dict[int, float]:
        """Rarest features first, until enough lines were looked at: common ones add little and cost most."""
        asked = [
            (len(self._unseen[position]), position, weight * self._idf[position])
            for feature, weight in features.items()
            if (position := self._positions.get(feature)) is not None and position in self._unseen
        ]
        norm = _norm(features, self._feature_idf)
        likeness: dict[int, float] = defaultdict(float)
        looked_at = 0
        for count, position, value in sorted(asked):
            looked_at += count
            if looked_at > _MOST_LINES:
                break
            for number, share in self._unseen[position]:
                likeness[number] += value / norm * share
        best: dict[int, float] = {}
        for number, value in likeness.items():
            phrase = self._unseen_lines[number]
            if value > best.get(phrase, 0.0):
                best[phrase] = value
        return best


def _norm(features: Features, idf: Any) -> float:
    return math.sqrt(sum((weight * idf(feature)) ** 2 for feature, weight in features.items())) or 1.0


def _as_dict(sparse: Sparse) -> dict[int, float]:
    return {int(sparse[i]): sparse[i + 1] for i in range(0, len(sparse), 2)}


def _typical_words(documents: Sequence[Document], topics: Sequence[str]) -> tuple[list[float], dict[str, Sparse]]:
    """Log-odds of a feature that a topic never has (the same for all features), and per feature the gain over that
    of the topics that have it.
    """
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    sizes: dict[str, float] = defaultdict(float)
    for document in documents:
        for feature, weight in document.features.items():
            value = weight * document.weight
            counts[feature][document.topic] += value
            sizes[document.topic] += value
    total = sum(sizes.values()) or 1.0
    absent = [round(math.log(SMOOTHING / (sizes[topic] + SMOOTHING)), 4) for topic in topics]
    number = {topic: position for position, topic in enumerate(topics)}
    gains = {}
    for feature, by_topic in counts.items():
        pull = SMOOTHING * sum(by_topic.values()) / total
        gains[feature] = [
            value for topic, count in by_topic.items() for value in (number[topic], round(math.log1p(count / pull), 3))
        ]
    return absent, gains
