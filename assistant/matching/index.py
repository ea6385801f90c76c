"""What the bank's own words say about a text: nearest ``says``, and how typical its words are of each topic."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Features = Mapping[str, float]

CHAT, OTHER_WORK = "!chat", "!other_work"
"""Pseudo-topics of what must be declined."""


@dataclass(frozen=True, slots=True)
class Document:
    """One line the index knows: a ``says``, a phrase's text, or a topic's title and note."""

    topic: str
    phrase: int
    """Position in the bank; -1 for topic notes and out-of-scope lines."""
    features: Features
    weight: float
    """How much it counts for the topic's typical words."""
    is_spoken: bool
    """A clerk's wording: only these are compared with answers one by one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the index finds for one text."""

    nearest: Mapping[str, float]
    """Topic → similarity 0–1.3 of its nearest spoken lines (the best, and a share of the next three)."""
    typical: Mapping[str, float]
    """Topic → log-odds of the text's features against the language at large, per root of their number."""
    phrases: Mapping[int, float]
    """Phrase → similarity 0–1 of its nearest spoken line."""
    covered: float
    """Share 0–1 of the text's weight that any line of the index knows."""


class Index:
    """Cosine over TF-IDF features, and a smoothed multinomial model per topic."""

    SMOOTHING = 60.0
    """Weight of the background, in features, in each topic's model."""

    def __init__(self, documents: Sequence[Document], topics: Sequence[str]) -> None:
        self.topics = tuple(topics)
        frequency = Counter(feature for document in documents for feature in document.features)
        total = len(documents)
        self._idf = {feature: math.log(1 + total / count) for feature, count in frequency.items()}
        self._unknown_idf = math.log(1 + total)
        self._labels: list[tuple[str, int]] = []
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for document in documents:
            if not document.is_spoken:
                continue
            position = len(self._labels)
            self._labels.append((document.topic, document.phrase))
            norm = self._norm(document.features)
            for feature, weight in document.features.items():
                self._postings[feature].append((position, weight * self._idf[feature] / norm))
        self._absent, self._gains = _typical_words(documents, self.topics, self.SMOOTHING)

    def _norm(self, features: Features) -> float:
        return math.sqrt(sum((w * self._idf.get(f, self._unknown_idf)) ** 2 for f, w in features.items())) or 1.0

    def look_up(self, features: Features) -> Evidence:
        """Evidence for a text given by its features; an empty text has none."""
        norm = self._norm(features)
        similarity: dict[int, float] = defaultdict(float)
        known = 0.0
        for feature, weight in features.items():
            idf = self._idf.get(feature)
            if idf is None:
                continue
            known += (weight * idf) ** 2
            share = weight * idf / norm
            for position, value in self._postings.get(feature, ()):
                similarity[position] += share * value
        by_topic: dict[str, list[float]] = defaultdict(list)
        phrases: dict[int, float] = {}
        for position, value in similarity.items():
            topic, phrase = self._labels[position]
            by_topic[topic].append(value)
            if phrase >= 0 and value > phrases.get(phrase, 0.0):
                phrases[phrase] = value
        nearest = {}
        for topic, values in by_topic.items():
            values.sort(reverse=True)
            nearest[topic] = values[0] + 0.1 * sum(values[1:4])
        scale = math.sqrt(sum(features.values()) + 3.0)
        mass = 0.0
        gains: dict[str, float] = defaultdict(float)
        for feature, weight in features.items():
            entry = self._gains.get(feature)
            if entry is not None:
                mass += weight
                for topic, gain in entry.items():
                    gains[topic] += weight * gain
        return Evidence(
            nearest=nearest,
            typical={topic: (gains[topic] + mass * self._absent[topic]) / scale for topic in self.topics},
            phrases=phrases,
            covered=known / (norm * norm),
        )


def _typical_words(
    documents: Iterable[Document], topics: Sequence[str], smoothing: float
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Log-odds of a feature the topic never has (the same for all), and feature → topic → gain over that."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    sizes: dict[str, float] = defaultdict(float)
    for document in documents:
        for feature, weight in document.features.items():
            value = weight * document.weight
            counts[feature][document.topic] += value
            sizes[document.topic] += value
    total = sum(sizes.values()) or 1.0
    absent = {topic: math.log(smoothing / (sizes[topic] + smoothing)) for topic in topics}
    gains = {}
    for feature, by_topic in counts.items():
        pull = smoothing * sum(by_topic.values()) / total
        gains[feature] = {topic: math.log1p(count / pull) for topic, count in by_topic.items()}
    return absent, gains
