"""Train the matcher's classifier and write ``phrasebank/matcher.json``.

usage: python tests/eval/train.py [--dry]        (needs the extra ``train``: scikit-learn)

Trained on the bank's spoken lines, the out-of-scope lines and every ``answers-*.jsonl`` beside this file; the answers
of ``dev.jsonl`` are never seen. Each answers file was written in an independent pass, so that leaving one file out in
turn says what unseen writers will meet: those are the figures printed first. The shared weights (classifier, typical
words, the group asked) and the threshold are fitted on these held-out predictions, not on the training fit.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from compare import Gold, load_gold
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.matching.index import CHAT, OTHER_WORK, Index
from assistant.matching.model import FORMAT, TopicModel, Weights
from assistant.matching.normalise import normalise
from assistant.matching.polarity import polarity
from assistant.matching.quantities import parse_quantities
from assistant.matching.rank import build_documents, context, opposes
from assistant.matching.tokens import Segmenter, Synonyms, features
from assistant.phrases.bank import load_bank
from assistant.phrases.lexicon import load_lexicon, load_out_of_scope

HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "phrasebank" / "matcher.json"
INVERSE_REGULARISATION = 20.0
ANSWER_WEIGHT = 1.5
"""A labelled answer counts more than a spoken line of the bank: it is what will come."""
RARE = 2
"""Features seen in fewer lines say nothing about the next."""
PRUNE = 0.3
"""Smaller coefficients are left out; measured: no change in the third decimal of any figure."""
NEAR = 10.0
"""Not fitted, the shipped bank has no phrase the classifier has not seen: an exact line of an office's own phrase
outweighs the group asked."""
WRONGLY_DECLINED = 0.03
"""Share of in-scope answers the threshold may decline, over all passes together (pass d is nearly half hard ones)."""

Features = Mapping[str, float]


class Trainer:
    """Bank, lexicon and answers, measured once."""

    def __init__(self) -> None:
        self.bank, lexicon = load_bank(), load_lexicon()
        self.topics = (*self.bank.topics, CHAT, OTHER_WORK)
        self.position = {topic: i for i, topic in enumerate(self.topics)}
        self._segmenter, self._synonyms = Segmenter(lexicon.frequencies), Synonyms.of(lexicon)
        documents = build_documents(self.bank, load_out_of_scope(), self._segmenter, self._synonyms)
        self._index = Index.build(documents, self.topics, len(self.bank.phrases))
        self.lines = [(d.features, self.position[d.topic]) for d in documents if d.is_spoken]
        self.files = sorted(HERE.glob("answers-*.jsonl"))
        self.gold: list[Gold] = []
        self.fold: list[int] = []
        for number, path in enumerate(self.files):
            answers = load_gold([path])
            self.gold += answers
            self.fold += [number] * len(answers)
        self.measured = [self.measure(entry.answer) for entry in self.gold]

    def measure(self, text: str) -> Features:
        text = normalise(text)
        return features(text, parse_quantities(text), self._segmenter, self._synonyms)

    def labels(self, entry: Gold) -> list[int]:
        if entry.topics:
            return [self.position[topic] for topic in entry.topics]
        # The answers do not say which kind of out-of-scope talk they are; the distinction is only for messages.
        return [self.position[OTHER_WORK if entry.slots or entry.level != "easy" else CHAT]]

    def fit(self, chosen: Iterable[int]) -> Classifier:
        rows, targets, weights = [], [], []
        for measured, label in self.lines:
            rows.append(measured)
            targets.append(label)
            weights.append(1.0)
        for index in chosen:
            labels = self.labels(self.gold[index])
            for label in labels:
                rows.append(self.measured[index])
                targets.append(label)
                weights.append(ANSWER_WEIGHT / len(labels))
        return Classifier(rows, targets, weights, len(self.topics))

    def design(self, golds: Sequence[Gold], measured: Sequence[Features], log_p: np.ndarray) -> np.ndarray:
        """Per answer and topic the parts of the score: learned, typical, then one column per context weight."""
        names = CONTEXT_NAMES
        cube = np.zeros((len(golds), len(self.topics), 2 + len(names)))
        cube[:, :, 0] = log_p
        for i, (entry, found) in enumerate(zip(golds, measured, strict=True)):
            typical = self._index.look_up(found).typical
            said = polarity(normalise(entry.answer), section=entry.section)
            for j, topic in enumerate(self.topics):
                cube[i, j, 1] = typical[topic]
                if topic[0] != "!" and opposes(self.bank, topic, said):
                    cube[i, j, 2] = 1.0
                for k, name in enumerate(names[1:], start=1):
                    cube[i, j, 2 + k] = context(topic, entry.section, unit_weights(name))
        return cube


CONTEXT_NAMES = ("opposite", "own", "own_pair", "pair_other", "pair_pair", "neighbour", "chat", "other_work")


def unit_weights(name: str) -> Weights:
    """All context weights 0 but one, which is 1."""
    zero = dict.fromkeys(Weights.__dataclass_fields__, 0.0)
    return Weights(**{**zero, name: 1.0})


class Classifier:
    """Multinomial logistic regression over L2-normalised features."""

    def __init__(self, rows: Sequence[Features], targets: Sequence[int], weights: Sequence[float], size: int) -> None:
        frequency = Counter(feature for row in rows for feature in row)
        kept = sorted(feature for feature, count in frequency.items() if count >= RARE)
        self.vocabulary = {feature: number for number, feature in enumerate(kept)}
        self.size = size
        fitted = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=200, tol=1e-3)
        fitted.fit(self._matrix(rows), targets, sample_weight=weights)
        self.coefficients = np.zeros((size, len(self.vocabulary)))
        self.coefficients[fitted.classes_] = np.where(np.abs(fitted.coef_) >= PRUNE, np.round(fitted.coef_, 2), 0.0)
        self.intercepts = np.full(size, -10.0)
        self.intercepts[fitted.classes_] = fitted.intercept_

    def _matrix(self, rows: Sequence[Features]) -> csr_matrix:
        row_of, column_of, values = [], [], []
        for number, row in enumerate(rows):
            norm = math.sqrt(sum(weight * weight for weight in row.values())) or 1.0
            for feature, weight in row.items():
                if feature in self.vocabulary:
                    row_of.append(number)
                    column_of.append(self.vocabulary[feature])
                    values.append(weight / norm)
        return csr_matrix((values, (row_of, column_of)), shape=(len(rows), len(self.vocabulary)))

    def log_probabilities(self, rows: Sequence[Features]) -> np.ndarray:
        scores = self._matrix(rows) @ self.coefficients.T + self.intercepts
        peak = scores.max(axis=1, keepdims=True)
        return scores - peak - np.log(np.exp(scores - peak).sum(axis=1, keepdims=True))


def fit_shared(cube: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Shared weights that make the wanted topics likeliest (conditional logit, lightly regularised)."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = cube @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        total = odds.sum(axis=1, keepdims=True)
        right = odds * wanted
        share = right.sum(axis=1, keepdims=True) + 1e-12
        value = -np.log(share / total).sum() + 0.05 * (weights**2).sum()
        gradient = -(((right / share - odds / total)[:, :, None] * cube).sum(axis=(0, 1))) + 0.1 * weights
        return float(value), gradient

    start = np.array([1.0, 0.3, -1.0, 1.0, 2.0, -1.0, 0.0, 0.0, 0.0, 0.0])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def report(name: str, trainer: Trainer, chosen: Sequence[int], chances: np.ndarray, threshold: float) -> None:
    inside = [i for i in chosen if trainer.gold[i].topics]
    outside = [i for i in chosen if not trainer.gold[i].topics]
    in_scope = chances[:, :-2].sum(axis=1)
    line = f"{name:14}{len(inside):5}{len(outside):5}"
    if inside:
        ranks = []
        for i in inside:
            order = [trainer.topics[j] for j in np.argsort(-chances[i, :-2])]
            ranks.append(0 if in_scope[i] < threshold else 1 + min(order.index(t) for t in trainer.gold[i].topics))
        top1, top3 = (np.mean([0 < rank <= k for rank in ranks]) for k in (1, 3))
        line += f"{top1:8.3f}{top3:8.3f}{np.mean([in_scope[i] < threshold for i in inside]):9.3f}"
    else:
        line += f"{'':25}"
    if outside:
        line += f"{np.mean([in_scope[i] < threshold for i in outside]):9.3f}"
    print(line)


def main() -> None:
    trainer = Trainer()
    count = len(trainer.gold)
    print(f"{len(trainer.lines)} spoken lines, {count} answers in {len(trainer.files)} files", flush=True)
    held_out = np.zeros((count, len(trainer.topics)))
    for number, path in enumerate(trainer.files):
        test = [i for i in range(count) if trainer.fold[i] == number]
        classifier = trainer.fit(i for i in range(count) if trainer.fold[i] != number)
        held_out[test] = classifier.log_probabilities([trainer.measured[i] for i in test])
        print(f"  left out {path.name}: {len(test)} answers", flush=True)
    cube = trainer.design(trainer.gold, trainer.measured, held_out)
    wanted = np.zeros((count, len(trainer.topics)))
    for i, entry in enumerate(trainer.gold):
        for topic in entry.topics or (CHAT, OTHER_WORK):
            wanted[i, trainer.position[topic]] = 1.0
    scores = np.zeros_like(held_out)
    for number in range(len(trainer.files)):
        mask = np.array(trainer.fold) == number
        scores[mask] = cube[mask] @ fit_shared(cube[~mask], wanted[~mask])
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    in_scope = chances[:, :-2].sum(axis=1)
    inside = sorted(in_scope[i] for i in range(count) if trainer.gold[i].topics)
    threshold = float(inside[int(len(inside) * WRONGLY_DECLINED)])
    print(f"\nleft out in turn, threshold {threshold:.3f} (a declined in-scope answer counts as a miss)")
    print(f"{'':14}{'in':>5}{'out':>5}{'top-1':>8}{'top-3':>8}{'wrongly':>9}{'declined':>9}")
    report("all", trainer, range(count), chances, threshold)
    for number, path in enumerate(trainer.files):
        chosen = [i for i in range(count) if trainer.fold[i] == number]
        report(path.stem, trainer, chosen, chances, threshold)
    shared = fit_shared(cube, wanted)
    weights = Weights(
        learned=round(float(shared[0]), 3),
        typical=round(float(shared[1]), 3),
        near=NEAR,
        **{name: round(float(value), 3) for name, value in zip(CONTEXT_NAMES, shared[2:], strict=True)},
        threshold=round(threshold, 4),
    )
    print(f"\n{weights}")
    if "--dry" in sys.argv:
        return
    classifier = trainer.fit(range(count))
    write(trainer, classifier, weights)


def left_out(trainer: Trainer, number: int, weights: Weights) -> TopicModel:
    """A model that never saw the answers of file ``number``; the shared weights are given, not fitted again."""
    classifier = trainer.fit(i for i, fold in enumerate(trainer.fold) if fold != number)
    return TopicModel.from_json(as_data(trainer, classifier, weights))


def as_data(trainer: Trainer, classifier: Classifier, weights: Weights) -> dict[str, Any]:
    """What ``phrasebank/matcher.json`` holds."""
    coefficients = {}
    for feature, column in sorted(classifier.vocabulary.items()):
        entry: list[int] = []
        for row in np.nonzero(classifier.coefficients[:, column])[0]:
            entry += [int(row), round(float(classifier.coefficients[row, column]) * 100)]
        if entry:
            coefficients[feature] = entry
    return {
        "format": FORMAT,
        "topics": trainer.topics,
        "intercepts": [round(float(value), 3) for value in classifier.intercepts],
        "weights": asdict(weights),
        "phrases": sorted(phrase.id for phrase in trainer.bank.phrases),
        "coefficients": coefficients,
    }


def write(trainer: Trainer, classifier: Classifier, weights: Weights) -> None:
    data = as_data(trainer, classifier, weights)
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    TARGET.write_text(content, encoding="utf-8", newline="\n")
    print(f"wrote {TARGET.name}: {len(data['coefficients'])} features, {len(content.encode()) // 1024} KiB")


if __name__ == "__main__":
    main()
