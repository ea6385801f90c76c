"""The learned part of matching: a linear classifier over the features of a text, shipped as data.

``tests/eval/train.py`` trains it offline on the bank's spoken lines and the labelled answers beside it, and writes
``phrasebank/matcher.json``. At run time it is a few additions: pure Python, explainable feature by feature.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

FORMAT = 1
_SCALE = 100
"""Weights are stored as whole hundredths."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of a topic's score add up (log-odds); fitted under leave-one-writer-out cross-validation."""

    learned: float
    """On the classifier's log-probability."""
    typical: float
    """On how typical the text's words are of the topic in the bank in force."""
    near: float
    """On the nearest spoken line of a phrase the classifier has not seen (an office's own)."""
    own: float
    """The topic belongs to the group asked."""
    own_pair: float
    """The same for issues and improvements, which share their vocabulary: the question tells them apart."""
    pair_other: float
    """A problem or measure in answer to another group."""
    pair_pair: float
    """A problem where measures were asked, or the reverse."""
    neighbour: float
    """The topic's group stands next to the one asked."""
    opposite: float
    """No phrase of the topic has the polarity of what was said."""
    chat: float
    other_work: float
    threshold: float
    """Probability of being in scope from which an answer is not declined."""


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Log-probabilities of topics (and of the two kinds of out-of-scope talk) for a text's features."""

    topics: tuple[str, ...]
    intercepts: tuple[float, ...]
    coefficients: Mapping[str, Sequence[int]]
    """Feature → topic position, weight in hundredths, topic position, weight, …"""
    phrases: frozenset[str]
    """Phrases whose spoken lines it was trained on."""
    weights: Weights

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``tests/eval/train.py`` wrote; ValueError for another format."""
        if data.get("format") != FORMAT:
            raise ValueError(f"matcher data of format {data.get('format')}")
        return cls(
            tuple(data["topics"]),
            tuple(data["intercepts"]),
            data["coefficients"],
            frozenset(data["phrases"]),
            Weights(**data["weights"]),
        )

    def log_probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Topic → log P(topic | features), without context."""
        norm = math.sqrt(sum(weight * weight for weight in features.values())) or 1.0
        totals = [0.0] * len(self.topics)
        for feature, weight in features.items():
            entry = self.coefficients.get(feature)
            if entry is None:
                continue
            scale = weight / norm / _SCALE
            for position, value in zip(entry[::2], entry[1::2], strict=True):
                totals[position] += scale * value
        scores = [total + intercept for total, intercept in zip(totals, self.intercepts, strict=True)]
        peak = max(scores)
        normaliser = peak + math.log(sum(math.exp(score - peak) for score in scores))
        return {topic: score - normaliser for topic, score in zip(self.topics, scores, strict=True)}

    def parts(self, features: Mapping[str, float], topic: str, top: int = 8) -> list[tuple[str, float]]:
        """The features that speak most for or against a topic, strongest first."""
        wanted = self.topics.index(topic)
        norm = math.sqrt(sum(weight * weight for weight in features.values())) or 1.0
        found = []
        for feature, weight in features.items():
            entry = self.coefficients.get(feature, ())
            for position in range(0, len(entry), 2):
                if entry[position] == wanted:
                    found.append((feature, weight / norm * entry[position + 1] / _SCALE))
        found.sort(key=lambda part: -abs(part[1]))
        return found[:top]
