"""Matching quality: our matcher and named baselines over the same bank, the same answers, the same group filter.

usage: python tests/eval/compare.py [ANSWERS.jsonl …] [--misses] [--left-out]     (default: every answers-*.jsonl here)

``--left-out`` adds a row for ours with each answers file matched by a model trained without it (all of the pipeline:
clauses, decision, phrase): the figures of unseen writers, beside those of the shipped model, which was trained on these
answers. It needs the extra ``train`` and some minutes. A great distance between the two rows is over-fitting.

One row a method: top-1, top-3, MRR over in-scope answers (a declined one counts as a miss for ours; baselines have no
decision of their own), share of out-of-scope answers declined when as many in-scope ones are declined as by ours,
milliseconds per match (p50, p95), peak memory added by building. ``group`` rows search only the group asked; ours uses
the group as evidence, never as a filter.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from statistics import mean, median
from typing import Any

from assistant.matching.model import TopicModel
from assistant.matching.quantities import parse_quantities
from assistant.matching.rank import Matcher, build_index, plain_text
from assistant.matching.tokens import Segmenter
from assistant.phrases.bank import load_bank
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.lexicon import load_lexicon, load_out_of_scope
from assistant.phrases.model import Bank, Lexicon
from assistant.report.organ import Organ
from assistant.workbench import load_model

Ranking = list[tuple[str, float]]
"""Topics with scores, best first."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One labelled answer."""

    id: str
    section: str
    answer: str
    topics: tuple[str, ...]
    slots: tuple[dict[str, Any], ...]
    polarity: str
    level: str


def load_gold(paths: Iterable[Path]) -> list[Gold]:
    """Labelled answers of all files."""
    gold = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                entry = json.loads(line)
                gold.append(
                    Gold(
                        entry["id"],
                        entry["section"],
                        entry["answer"],
                        tuple(entry["topics"]),
                        tuple(entry["slots"]),
                        entry["polarity"],
                        entry.get("level", ""),
                    )
                )
    return gold


Method = Callable[[Gold], Ranking]


def bank_lines(bank: Bank) -> list[tuple[str, str]]:
    """Every line a baseline may retrieve: spoken lines, wording, topic titles."""
    lines = [(phrase.topic, line) for phrase in bank.phrases for line in (*phrase.says, plain_text(phrase))]
    return lines + [(topic.code, f"{topic.title} {topic.note}") for topic in bank.topics.values()]


def by_topic(scored: Iterable[tuple[str, float]], only: str | None) -> Ranking:
    """The best line of each topic, in one group if ``only`` is given."""
    best: dict[str, float] = {}
    for topic, score in scored:
        if (only is None or topic.startswith(f"{only}.")) and score > best.get(topic, float("-inf")):
            best[topic] = score
    return sorted(best.items(), key=lambda entry: -entry[1])


def bm25s_method(lines: Sequence[tuple[str, str]], segmenter: Segmenter, *, filtered: bool) -> Method:
    import bm25s
    import numpy

    corpus = [segmenter.words(text) for _, text in lines]
    retriever = bm25s.BM25()
    retriever.index(corpus, show_progress=False)

    def rank(gold: Gold) -> Ranking:
        known = [word for word in segmenter.words(gold.answer) if word in retriever.vocab_dict]
        scores = retriever.get_scores(known) if known else numpy.zeros(len(lines))
        topics = ((topic, float(score)) for (topic, _), score in zip(lines, scores, strict=True))
        return by_topic(topics, gold.section if filtered else None)

    return rank


def rank_bm25_method(lines: Sequence[tuple[str, str]], segmenter: Segmenter, *, filtered: bool) -> Method:
    from rank_bm25 import BM25Okapi

    retriever = BM25Okapi([segmenter.words(text) for _, text in lines])

    def rank(gold: Gold) -> Ranking:
        scores = retriever.get_scores(segmenter.words(gold.answer))
        topics = ((topic, float(score)) for (topic, _), score in zip(lines, scores, strict=True))
        return by_topic(topics, gold.section if filtered else None)

    return rank


def rapidfuzz_method(
    lines: Sequence[tuple[str, str]], segmenter: Segmenter, scorer_name: str, *, filtered: bool
) -> Method:
    from rapidfuzz import fuzz, process

    scorer = getattr(fuzz, scorer_name)
    texts = [" ".join(segmenter.words(text)) for _, text in lines]

    def rank(gold: Gold) -> Ranking:
        found = process.extract(" ".join(segmenter.words(gold.answer)), texts, scorer=scorer, limit=None)
        return by_topic(((lines[index][0], score) for _, score, index in found), gold.section if filtered else None)

    return rank


def tfidf_method(lines: Sequence[tuple[str, str]], *, filtered: bool) -> Method:
    """TF-IDF cosine over character bigrams."""

    def bigrams(text: str) -> Counter[str]:
        return Counter(text[i : i + 2] for i in range(len(text) - 1))

    documents = [bigrams(text) for _, text in lines]
    frequency = Counter(pair for document in documents for pair in document)
    idf = {pair: log(1 + len(lines) / count) for pair, count in frequency.items()}
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, document in enumerate(documents):
        norm = sqrt(sum((count * idf[pair]) ** 2 for pair, count in document.items())) or 1.0
        for pair, count in document.items():
            postings[pair].append((index, count * idf[pair] / norm))

    def rank(gold: Gold) -> Ranking:
        scores = [0.0] * len(lines)
        for pair, count in bigrams(gold.answer).items():
            for index, weight in postings.get(pair, ()):
                scores[index] += count * idf[pair] * weight
        topics = ((topic, score) for (topic, _), score in zip(lines, scores, strict=True))
        return by_topic(topics, gold.section if filtered else None)

    return rank


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one method."""

    name: str
    top1: float
    top3: float
    mrr: float
    declined: float
    p50: float
    p95: float
    memory: float
    """MiB added by building."""


def figures(
    name: str, rankings: Sequence[Ranking], gold: Sequence[Gold], declined: float, times: Sequence[float], memory: float
) -> Row:
    ranks = []
    for ranking, entry in zip(rankings, gold, strict=True):
        if entry.topics:
            ranks.append(next((i for i, (topic, _) in enumerate(ranking, 1) if topic in entry.topics), 0))
    ordered = sorted(times)
    return Row(
        name,
        sum(rank == 1 for rank in ranks) / len(ranks),
        sum(0 < rank <= 3 for rank in ranks) / len(ranks),
        sum(1 / rank for rank in ranks if rank) / len(ranks),
        declined,
        median(times) * 1000,
        ordered[int(len(ordered) * 0.95)] * 1000,
        memory,
    )


def declined_at(rankings: Sequence[Ranking], gold: Sequence[Gold], wrongly: float) -> float:
    """Share of out-of-scope answers below the score under which ``wrongly`` of the in-scope ones lie."""
    best = [ranking[0][1] if ranking else 0.0 for ranking in rankings]
    inside = sorted(score for score, entry in zip(best, gold, strict=True) if entry.topics)
    outside = [score for score, entry in zip(best, gold, strict=True) if not entry.topics]
    threshold = inside[int(len(inside) * wrongly)]
    return sum(score < threshold for score in outside) / len(outside) if outside else float("nan")


def measured(build: Callable[[], Method]) -> tuple[Method, float]:
    tracemalloc.start()
    method = build()
    current, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return method, current / 2**20


def run(method: Method, gold: Sequence[Gold]) -> tuple[list[Ranking], list[float]]:
    rankings, times = [], []
    for entry in gold:
        start = time.perf_counter()
        rankings.append(method(entry))
        times.append(time.perf_counter() - start)
    return rankings, times


class Ours:
    """Our matcher as a method, with its decisions by answer id."""

    def __init__(self, bank: Bank, lexicon: Lexicon) -> None:
        self._bank, self._lexicon = bank, lexicon
        self._filler = Filler(Setting(Organ.of("本机关"), 2024))
        self.matched: dict[str, bool] = {}
        self.polarity: dict[str, bool] = {}

    def method(self, model: TopicModel) -> Method:
        """Matching by that model."""
        index = build_index(self._bank, self._lexicon, model, load_out_of_scope())
        matcher = Matcher(self._bank, self._lexicon, model, index)

        def rank(entry: Gold) -> Ranking:
            found = matcher.match(entry.answer, entry.section, filler=self._filler, top=3)
            self.matched[entry.id] = found.matched
            self.polarity[entry.id] = found.polarity == entry.polarity
            return by_topic(((c.phrase.topic, c.score) for c in found.candidates), None) if found.matched else []

        return rank

    def wrongly(self, gold: Iterable[Gold]) -> float:
        """Share of the in-scope answers that were declined."""
        return mean(not self.matched[entry.id] for entry in gold if entry.topics)

    def declined(self, gold: Iterable[Gold]) -> float:
        """Share of the out-of-scope answers that were declined."""
        outside = [not self.matched[entry.id] for entry in gold if not entry.topics]
        return mean(outside) if outside else float("nan")


def matched_by_strangers(ours: Ours, gold: Sequence[Gold]) -> tuple[list[Ranking], list[float]]:
    """Every answer matched by a model that never saw the file it stands in."""
    from train import Trainer, left_out

    trainer = Trainer()
    wanted = {entry.id for entry in gold}
    found: dict[str, tuple[Ranking, float]] = {}
    for number, path in enumerate(trainer.files):
        chosen = [e for e, fold in zip(trainer.gold, trainer.fold, strict=True) if fold == number and e.id in wanted]
        if not chosen:
            continue
        print(f"training without {path.name} …", file=sys.stderr, flush=True)
        rankings, times = run(ours.method(left_out(trainer, number, load_model().weights)), chosen)
        found.update(zip((entry.id for entry in chosen), zip(rankings, times, strict=True), strict=True))
    return [found[entry.id][0] for entry in gold], [found[entry.id][1] for entry in gold]


def main(arguments: Sequence[str]) -> None:
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    gold = load_gold(paths or sorted(Path(__file__).parent.glob("answers-*.jsonl")))
    inside = [entry for entry in gold if entry.topics]
    bank, lexicon = load_bank(), load_lexicon()
    ours = Ours(bank, lexicon)
    method, memory = measured(lambda: ours.method(load_model()))
    rankings, times = run(method, gold)
    wrongly = ours.wrongly(gold)
    rows = [figures("nianbao, as shipped", rankings, gold, ours.declined(gold), times, memory)]
    facts = [f"ours declines {wrongly:.3f} of in-scope answers", f"polarity {mean(ours.polarity.values()):.3f}"]
    if "--left-out" in arguments:
        rankings, times = matched_by_strangers(ours, gold)
        wrongly = ours.wrongly(gold)
        rows.append(figures("nianbao, writer left out", rankings, gold, ours.declined(gold), times, memory))
        facts.append(f"left out {wrongly:.3f}")
    if "--misses" in arguments:
        print_misses(gold, rankings, ours.matched)
    segmenter, lines = Segmenter(lexicon.frequencies), bank_lines(bank)
    for filtered in (False, True):
        suffix = " · group" if filtered else ""
        builders: dict[str, Callable[[], Method]] = {
            "bm25s + jieba": lambda f=filtered: bm25s_method(lines, segmenter, filtered=f),
            "rank-bm25 + jieba": lambda f=filtered: rank_bm25_method(lines, segmenter, filtered=f),
            "rapidfuzz WRatio": lambda f=filtered: rapidfuzz_method(lines, segmenter, "WRatio", filtered=f),
            "rapidfuzz token_set": lambda f=filtered: rapidfuzz_method(lines, segmenter, "token_set_ratio", filtered=f),
            "TF-IDF char bigrams": lambda f=filtered: tfidf_method(lines, filtered=f),
        }
        for name, build in builders.items():
            method, memory = measured(build)
            rankings, times = run(method, gold)
            rows.append(figures(name + suffix, rankings, gold, declined_at(rankings, gold, wrongly), times, memory))
    quantities = [
        Counter((round(float(q.value), 6), q.unit) for q in parse_quantities(entry.answer))
        == Counter((round(float(s["value"]), 6), s["unit"]) for s in entry.slots)
        for entry in inside
    ]
    print(f"{len(inside)} in scope, {len(gold) - len(inside)} out of scope; {'; '.join(facts)}")
    print(f"quantities exact {mean(quantities):.3f}")
    print(f"{'':28}{'top-1':>8}{'top-3':>8}{'MRR':>8}{'declined':>10}{'p50 ms':>9}{'p95 ms':>9}{'MiB':>7}")
    for row in rows:
        print(
            f"{row.name:28}{row.top1:8.3f}{row.top3:8.3f}{row.mrr:8.3f}{row.declined:10.3f}"
            f"{row.p50:9.2f}{row.p95:9.2f}{row.memory:7.1f}"
        )


def print_misses(gold: Sequence[Gold], rankings: Sequence[Ranking], decisions: dict[str, bool]) -> None:
    for entry, ranking in zip(gold, rankings, strict=True):
        shown = [f"{topic} {score:.2f}" for topic, score in ranking[:3]]
        if entry.topics and (not ranking or ranking[0][0] not in entry.topics):
            print(f"{entry.id} [{entry.section}/{entry.level}] {entry.answer} want {list(entry.topics)} got {shown}")
        elif not entry.topics and decisions[entry.id]:
            print(f"{entry.id} [{entry.section}/out] {entry.answer} not declined: {shown[:1]}")


if __name__ == "__main__":
    main(sys.argv[1:])
