"""What the bank's own words say about a text: how typical its words are of each topic, which phrase covers it best.

The index is plain numbers once built, so that it can be kept in a cache and loaded in a moment.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import Any

Features = Mapping[str, float]

CHAT, OTHER_WORK = "!chat", "!other_work"
"""Pseudo-topics of what must be declined."""

SMOOTHING = 60.0
"""Weight of the language at large, in features, in each topic's model."""


_COMMON = 30.0
"""Mass of a feature in all lines from which one more line is felt only where it stands."""


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


_MOST_ENTRIES, _MOST_LINES = 2_000, 60
"""Entries of office-own lines looked at for one text, and lines measured whole when there are more: keeps a bank of
100,000 phrases within its time.
"""


@dataclass(frozen=True, slots=True)
class Query:
    """The features of a text that the index knows, weighted."""

    masses: dict[int, float]
    norm: float


Sparse = list[Any]
"""Position (int), weight (float), position, weight, …"""


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
        self._unseen_lines: list[tuple[int, Sparse]] = data["unseen"]
        self._data = data

    @cached_property
    def _unseen(self) -> tuple[dict[int, tuple[array[int], array[float]]], array[float]]:
        """Feature position → the office-own lines that have it, and its share in each; the norm of each line."""
        postings: dict[int, tuple[array[int], array[float]]] = defaultdict(lambda: (array("l"), array("d")))
        norms = array("d")
        for number, (_, line) in enumerate(self._unseen_lines):
            values = {position: weight * self._idf[position] for position, weight in _as_dict(line).items()}
            norm = math.sqrt(sum(value * value for value in values.values())) or 1.0
            norms.append(norm)
            for position, value in values.items():
                numbers, shares = postings[position]
                numbers.append(number)
                shares.append(value / norm)
        return postings, norms

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
        absent, gains, masses = _typical_words(documents, topics)
        return cls(
            {
                "topics": list(topics),
                "features": features,
                "idf": idf,
                "unknown_idf": math.log(1 + total),
                "absent": absent,
                "gains": [gains[feature] for feature in features],
                "masses": [masses[feature] for feature in features],
                "spoken": spoken,
                "lines": [sparse(line) for line in usual],
                "texts": [sparse(text) for text in texts],
                "text_norms": [_norm(text, lambda f: idf[position[f]]) for text in texts],
                "unseen": [(d.phrase, sparse(d.features)) for d in documents if d.is_own],
            }
        )

    def extended(self, documents: Sequence[Document], phrases: Sequence[int]) -> Index:
        """The index of a bank that shares most of its phrases with this one's.

        ``phrases`` gives for each of its phrases the position here, -1 for one that is not here; ``documents`` what the
        new ones say, and further lines of the others. How rare the features known here are stays as it is, so that
        the whole need not be weighed again.
        """
        here = self._data
        total = math.exp(self._unknown_idf) - 1 + len(documents)
        positions = dict(self._positions)
        idf, masses = list(self._idf), list(here["masses"])
        gains = list(here["gains"])
        frequency = Counter(feature for document in documents for feature in document.features)
        for feature in sorted(frequency.keys() - positions.keys()):
            positions[feature] = len(positions)
            idf.append(round(math.log(1 + total / frequency[feature]), 3))
            masses.append(0.0)
            gains.append([])

        def sparse(found: Features) -> Sparse:
            return [value for feature, weight in found.items() for value in (positions[feature], weight)]

        spoken = [here["spoken"][before] if before >= 0 else 0 for before in phrases]
        texts = [self._texts[before] if before >= 0 else [] for before in phrases]
        norms = [self._text_norms[before] if before >= 0 else 1.0 for before in phrases]
        lines = [self._lines[before] if before >= 0 else [] for before in phrases]
        added: dict[int, list[Document]] = defaultdict(list)
        for document in documents:
            if document.is_spoken:
                added[document.phrase].append(document)
            else:
                texts[document.phrase] = sparse(document.features)
                norms[document.phrase] = _norm(document.features, lambda feature: idf[positions[feature]])
        for phrase, more in added.items():
            number = spoken[phrase] + len(more)
            weights = {position: root**2 * spoken[phrase] for position, root in _as_dict(lines[phrase]).items()}
            for document in more:
                for feature, weight in document.features.items():
                    weights[positions[feature]] = weights.get(positions[feature], 0.0) + weight
            lines[phrase] = [v for at, weight in weights.items() for v in (at, round(math.sqrt(weight / number), 3))]
            spoken[phrase] = number
        absent = list(self._absent)
        self._weigh(documents, positions, masses, gains, absent)
        kept = {before: phrase for phrase, before in enumerate(phrases) if before >= 0}
        unseen = [(kept[phrase], line) for phrase, line in self._unseen_lines if phrase in kept]
        return Index(
            {
                **here,
                "features": list(positions),
                "idf": idf,
                "absent": absent,
                "gains": gains,
                "masses": masses,
                "lines": lines,
                "texts": texts,
                "text_norms": norms,
                "spoken": spoken,
                "unseen": [*unseen, *((d.phrase, sparse(d.features)) for d in documents if d.is_own)],
            }
        )

    def _weigh(
        self,
        documents: Sequence[Document],
        positions: Mapping[str, int],
        masses: list[float],
        gains: list[Sparse],
        absent: list[float],
    ) -> None:
        """Let ``documents`` count for what is typical of their topics, in place."""
        number = {topic: position for position, topic in enumerate(self._topics)}
        size = sum(self._data["masses"]) or 1.0
        more: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        sizes: dict[int, float] = defaultdict(float)
        for document in documents:
            sizes[number[document.topic]] += sum(document.features.values()) * document.weight
            for feature, weight in document.features.items():
                more[positions[feature]][number[document.topic]] += weight * document.weight
        for topic, added in sizes.items():
            before = SMOOTHING * math.exp(-absent[topic])
            absent[topic] = round(math.log(SMOOTHING / (before + added)), 4)
        for position, by_topic in more.items():
            known, mass = _as_dict(gains[position]), masses[position]
            masses[position] = mass + sum(by_topic.values())
            before, pull = SMOOTHING * mass / size, SMOOTHING * masses[position] / size
            # What is common is hardly less typical elsewhere for being said once more.
            changed = by_topic if mass > _COMMON else {**dict.fromkeys(known, 0.0), **by_topic}
            for topic, added in changed.items():
                count = math.expm1(known.get(topic, 0.0)) * before + added
                known[topic] = round(math.log1p(count / pull), 3)
            gains[position] = [value for entry in known.items() for value in entry]

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
            for topic, gain in zip(entry[::2], entry[1::2], strict=True):
                gains[topic] += weight * gain
        scale = math.sqrt(sum(features.values()) + 3.0)
        typical = {topic: (gains[i] + mass * self._absent[i]) / scale for i, topic in enumerate(self._topics)}
        return Evidence(typical, self._nearest(features) if self._unseen_lines else {})

    def query(self, features: Features) -> Query:
        """A text made ready to be held against many phrases."""
        masses = {
            position: weight * self._idf[position] ** 2
            for feature, weight in features.items()
            if (position := self._positions.get(feature)) is not None
        }
        return Query(masses, _norm(features, self._feature_idf))

    def shelf(self, phrases: Sequence[int]) -> Shelf:
        """The wording of some phrases, ready to be compared with texts."""
        return Shelf(
            [self._texts[phrase] for phrase in phrases],
            [self._lines[phrase] for phrase in phrases],
            [self._text_norms[phrase] for phrase in phrases],
        )

    def _feature_idf(self, feature: str) -> float:
        position = self._positions.get(feature)
        return self._unknown_idf if position is None else self._idf[position]

    def _nearest(self, features: Features) -> dict[int, float]:
        """Phrase → likeness of its nearest line. Rarest features first, until enough entries were looked at: common
        ones add little and cost most. What they would add is then worked out for the nearest lines only.
        """
        norm = _norm(features, self._feature_idf)
        postings, _ = self._unseen
        asked = {
            position: weight * self._idf[position] / norm
            for feature, weight in features.items()
            if (position := self._positions.get(feature)) is not None and position in postings
        }
        likeness: dict[int, float] = {}
        room = _MOST_ENTRIES
        for position in sorted(asked, key=lambda position: (len(postings[position][0]), position)):
            numbers, shares = postings[position]
            value = asked[position]
            if room < len(numbers):
                numbers, shares = numbers[: max(room, 0)], shares[: max(room, 0)]
                room = -1
            else:
                room -= len(numbers)
            for number, share in zip(numbers, shares, strict=True):
                likeness[number] = likeness.get(number, 0.0) + value * share
            if room < 0:
                nearest = nlargest(_MOST_LINES, likeness, key=likeness.__getitem__)
                likeness = {number: self._likeness(number, asked) for number in nearest}
                break
        best: dict[int, float] = {}
        for number, value in likeness.items():
            phrase = self._unseen_lines[number][0]
            if value > best.get(phrase, 0.0):
                best[phrase] = value
        return best

    def _likeness(self, number: int, asked: Mapping[int, float]) -> float:
        """Cosine of one line and what is asked."""
        line = self._unseen_lines[number][1]
        total = 0.0
        for position, weight in zip(line[::2], line[1::2], strict=True):
            if position in asked:
                total += asked[position] * weight * self._idf[position]
        return total / self._unseen[1][number]


class Shelf:
    """Wording and spoken lines of some phrases by feature, so that a text meets all of them at once."""

    def __init__(self, texts: Sequence[Sparse], lines: Sequence[Sparse], text_norms: Sequence[float]) -> None:
        self._texts, self._lines = _postings(texts), _postings(lines)
        self._text_norms = text_norms

    def closeness(self, query: Query) -> list[float]:
        """How well each phrase covers what a text says, 0–3.1: by its wording, by its spoken lines, and without
        saying much that the text does not. Measured leaving one spoken line out: 0.54 right among its siblings,
        against 0.38 for the nearest line alone.
        """
        by_text, by_lines = [0.0] * len(self._text_norms), [0.0] * len(self._text_norms)
        for postings, totals in ((self._texts, by_text), (self._lines, by_lines)):
            for position, mass in query.masses.items():
                found = postings.get(position)
                if found is not None:
                    for number, weight in zip(*found, strict=True):
                        totals[number] += mass * weight
        norm = query.norm
        return [
            (text + 0.7 * line) / norm**2 + 1.4 * text / (norm * text_norm)
            for text, line, text_norm in zip(by_text, by_lines, self._text_norms, strict=True)
        ]


def _postings(lines: Iterable[Sparse]) -> dict[int, tuple[list[int], list[float]]]:
    """Feature position → numbers of the lines that have it, and its weight in each."""
    found: dict[int, tuple[list[int], list[float]]] = {}
    for number, line in enumerate(lines):
        for position, weight in zip(line[::2], line[1::2], strict=True):
            entry = found.get(position)
            if entry is None:
                found[position] = ([number], [weight])
            else:
                entry[0].append(number)
                entry[1].append(weight)
    return found


def _norm(features: Features, idf: Any) -> float:
    return math.sqrt(sum((weight * idf(feature)) ** 2 for feature, weight in features.items())) or 1.0


def _as_dict(sparse: Sparse) -> dict[int, float]:
    return dict(zip(sparse[::2], sparse[1::2], strict=True))


def _typical_words(
    documents: Sequence[Document], topics: Sequence[str]
) -> tuple[list[float], dict[str, Sparse], dict[str, float]]:
    """Log-odds of a feature that a topic never has (the same for all features); per feature the gain over that of the
    topics that have it, and how much it counts in all.
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
    gains, masses = {}, {}
    for feature, by_topic in counts.items():
        masses[feature] = round(sum(by_topic.values()), 3)
        pull = SMOOTHING * sum(by_topic.values()) / total
        gains[feature] = [
            value for topic, count in by_topic.items() for value in (number[topic], round(math.log1p(count / pull), 3))
        ]
    return absent, gains, masses
