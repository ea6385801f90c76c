"""From a clerk's answer to ranked standard sentences, or to the decision that none fits.

The answer is cut into facts; each fact is scored against the topics (nearest spoken lines, typical words, the group
asked, polarity, units of its numbers), then the phrases of the best topics are compared. Polarity and topic decide
first, similarity orders what is left: similarity alone is blind to 未收到 against 收到.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.matching.clauses import split_clauses
from assistant.matching.index import CHAT, OTHER_WORK, Document, Evidence, Index
from assistant.matching.normalise import normalise
from assistant.matching.polarity import polarity
from assistant.matching.quantities import Quantity, parse_quantities
from assistant.matching.slots import Assignment, assign
from assistant.matching.tokens import Segmenter, Synonyms, features
from assistant.phrases.fill import Filled, Filler
from assistant.phrases.model import Bank, Lexicon, Phrase, Polarity, Slot
from assistant.report.standard import OrganKind

_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass(frozen=True, slots=True)
class Weights:
    """Parts of a topic's score. Tuned on the labelled answers in tests/eval; see tests/eval/README.md."""

    nearest: float = 1.0
    typical: float = 0.5
    group: float = 0.35
    """The topic belongs to the group asked."""
    paired_group: float = 0.6
    """The same for issues and improvements, which share their vocabulary: the question tells them apart."""
    polarity: float = 0.3
    unit: float = 0.2
    """A phrase of the topic takes the answer's numbers."""
    threshold: float = 0.55
    """Below this the answer is declined."""
    scope_margin: float = 0.0
    """How far the best topic must lead what is out of scope."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase proposed for an answer, filled with its numbers."""

    phrase: Phrase
    score: float
    filled: Filled
    assignment: Assignment
    hits: tuple[str, ...]
    """Words of the answer that led here."""

    @property
    def missing(self) -> tuple[Slot, ...]:
        """Required slots the answer did not fill."""
        return self.filled.missing


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found by search."""

    phrase: Phrase
    score: float
    """0–2; comparable within one search only."""
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Part of an answer that states one fact."""

    text: str
    quantities: tuple[Quantity, ...]
    """Offsets refer to the normalised text."""
    polarity: Polarity
    matched: bool
    is_chat: bool
    """Nothing that could stand in a report: talk, skipping, keyboard mash."""
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What the matcher makes of one answer."""

    matched: bool
    polarity: Polarity
    quantities: tuple[Quantity, ...]
    candidates: tuple[Candidate, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One piece of text, measured."""

    text: str
    quantities: tuple[Quantity, ...]
    polarity: Polarity
    evidence: Evidence
    features: Mapping[str, float]
    scores: Mapping[str, float]

    @property
    def best(self) -> str:
        return max((topic for topic in self.scores if topic[0] != "!"), key=self.scores.__getitem__)

    @property
    def out_of_scope(self) -> float:
        return max(self.scores[CHAT], self.scores[OTHER_WORK])


class Matcher:
    """Matches answers against one bank."""

    def __init__(self, bank: Bank, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self.bank = bank
        self.weights = weights or Weights()
        self._segmenter = Segmenter(lexicon.frequencies)
        self._synonyms = Synonyms.of(lexicon.synonyms)
        documents = build_documents(bank, lexicon, self._segmenter, self._synonyms)
        self._index = Index(documents, (*bank.topics, CHAT, OTHER_WORK))
        self._positions = {phrase.id: position for position, phrase in enumerate(bank.phrases)}

    def match(
        self, answer: str, group: str | None = None, *, filler: Filler, kind: OrganKind | None = None, top: int = 5
    ) -> Match:
        """Candidates for ``answer`` given to a question of ``group`` (None: no context), best first.

        ``filler`` puts numbers and the organ's words into the phrases; phrases that do not fit ``kind`` or whose
        condition is false on the filler's tables are left out. At least three topics are ranked when matched.
        """
        text = normalise(answer)
        whole = self._read(text, group)
        pieces = self._facts(text, whole, group)
        facts = tuple(self._fact(reading, filler, kind, top) for reading in pieces)
        return Match(
            matched=self._is_in_scope(whole) or any(fact.matched for fact in facts),
            polarity=whole.polarity,
            quantities=whole.quantities,
            candidates=self._candidates(self._joined(whole, pieces), filler, kind, max(top, 3)),
            facts=facts,
        )

    def read_fact(
        self, text: str, group: str | None, *, filler: Filler, kind: OrganKind | None = None, top: int = 5
    ) -> Fact:
        """One fact as it stands, not cut further."""
        return self._fact(self._read(normalise(text), group), filler, kind, top)

    def search(self, words: str) -> list[Hit]:
        """All phrases that share anything with ``words``, nearest first: spoken lines, then the wording itself."""
        reading = self._read(normalise(words), None)
        tokens = [word for word in self._segmenter.words(reading.text) if word.strip()]
        hits = []
        for position, phrase in enumerate(self.bank.phrases):
            wording = plain_text(phrase)
            shared = sum(len(word) for word in tokens if word in wording) / (sum(map(len, tokens)) or 1)
            score = reading.evidence.phrases.get(position, 0.0) + shared
            if score > 0.1:
                hits.append(Hit(phrase, round(score, 4), self._hits(phrase, reading)))
        hits.sort(key=lambda hit: -hit.score)
        return hits

    def closest(self, text: str, phrases: Iterable[Phrase]) -> list[Phrase]:
        """``phrases`` ordered by how much their wording shares with ``text``, closest first."""
        words = " ".join(self._segmenter.words(text))
        return sorted(
            phrases,
            key=lambda phrase: -fuzz.token_set_ratio(words, " ".join(self._segmenter.words(plain_text(phrase)))),
        )

    def _read(self, text: str, group: str | None) -> _Reading:
        quantities = parse_quantities(text)
        said: Polarity = polarity(text, section=group)
        found = features(text, quantities, self._segmenter, self._synonyms)
        evidence = self._index.look_up(found)
        return _Reading(text, quantities, said, evidence, found, self._scores(evidence, said, quantities, group))

    def _scores(
        self, evidence: Evidence, said: Polarity, quantities: Sequence[Quantity], group: str | None
    ) -> dict[str, float]:
        weights = self.weights
        units = {quantity.unit for quantity in quantities if quantity.unit}
        scores = {}
        for topic in self._index.topics:
            score = weights.nearest * evidence.nearest.get(topic, 0.0) + weights.typical * evidence.typical[topic]
            if topic[0] != "!":
                score += self._context(topic, group)
                if any(phrase.polarity == said for phrase in self.bank.by_topic[topic]):
                    score += weights.polarity if said == "none" else 0.0
                if units and self._takes(topic, units):
                    score += weights.unit
            scores[topic] = score
        return scores

    def _context(self, topic: str, group: str | None) -> float:
        if group is None:
            return 0.0
        own = topic.partition(".")[0]
        paired = ("issues", "improvements")
        if own == group:
            return self.weights.paired_group if group in paired else self.weights.group
        if group in paired and own in paired:
            return 0.1
        return -0.1 if own in paired else 0.0

    def _takes(self, topic: str, units: set[str]) -> bool:
        return any(units & set(slot.units) for phrase in self.bank.by_topic[topic] for slot in phrase.slots)

    def _is_in_scope(self, reading: _Reading) -> bool:
        best = reading.scores[reading.best]
        return best >= self.weights.threshold and best >= reading.out_of_scope + self.weights.scope_margin

    def _facts(self, text: str, whole: _Reading, group: str | None) -> list[_Reading]:
        """Adjacent clauses of one fact are joined: a clause that leads nowhere of its own continues the one before."""
        clauses = split_clauses(text)
        if len(clauses) < 2:
            return [whole]
        facts: list[tuple[int, int, _Reading]] = []
        for clause in clauses:
            reading = self._read(clause.text, group)
            if facts:
                start, _, before = facts[-1]
                joined = self._read(text[start : clause.end], group)
                if self._continues(before, reading, joined):
                    facts[-1] = (start, clause.end, joined)
                    continue
            facts.append((clause.start, clause.end, reading))
        return [reading for _, _, reading in facts]

    def _continues(self, before: _Reading, clause: _Reading, joined: _Reading) -> bool:
        if not self._is_in_scope(clause) or not self._is_in_scope(before):
            return True
        if clause.best == before.best:
            return True
        # A second fact must be sure of its own topic; joined, the two would pull each other down.
        own_lead = clause.scores[clause.best] - clause.scores[before.best]
        return own_lead < 0.3

    def _joined(self, whole: _Reading, pieces: Sequence[_Reading]) -> _Reading:
        """The whole answer's ranking: its own scores, lifted by what single facts are sure of."""
        if len(pieces) < 2:
            return whole
        scores = {
            topic: max(score, *(piece.scores[topic] for piece in pieces)) for topic, score in whole.scores.items()
        }
        return _Reading(whole.text, whole.quantities, whole.polarity, whole.evidence, whole.features, scores)

    def _fact(self, reading: _Reading, filler: Filler, kind: OrganKind | None, top: int) -> Fact:
        chat = reading.scores[CHAT] >= max(reading.scores[reading.best], reading.scores[OTHER_WORK])
        return Fact(
            text=reading.text,
            quantities=reading.quantities,
            polarity=reading.polarity,
            matched=self._is_in_scope(reading),
            is_chat=not reading.features or (chat and not reading.quantities),
            candidates=self._candidates(reading, filler, kind, top),
        )

    def _candidates(self, reading: _Reading, filler: Filler, kind: OrganKind | None, top: int) -> tuple[Candidate, ...]:
        """The best phrase of each leading topic, then the siblings of the first topic."""
        topics = sorted(
            (topic for topic in reading.scores if topic[0] != "!"), key=lambda topic: -reading.scores[topic]
        )
        leaders: list[Candidate] = []
        siblings: list[Candidate] = []
        for topic in topics:
            if len(leaders) >= max(top, 3):
                break
            ranked = self._ranked(topic, reading, filler, kind)
            if not ranked:
                continue
            leaders.append(self._candidate(ranked[0], reading, filler))
            if len(leaders) == 1:
                siblings = [self._candidate(entry, reading, filler) for entry in ranked[1:3]]
        found = leaders[:1] + siblings + leaders[1:]
        found.sort(key=lambda candidate: -candidate.score)
        return tuple(found)

    def _ranked(
        self, topic: str, reading: _Reading, filler: Filler, kind: OrganKind | None
    ) -> list[tuple[float, Phrase, Assignment]]:
        """Phrases of a topic that may be used, best first: polarity, numbers placed, blanks left, wording."""
        ranked = []
        for phrase in self.bank.by_topic[topic]:
            if not phrase.fits(kind) or filler.holds(phrase) is False:
                continue
            assignment = assign(phrase, reading.quantities, reading.text)
            fit = reading.evidence.phrases.get(self._positions[phrase.id], 0.0)
            fit += 0.5 * len(assignment.used) - 0.6 * len(assignment.missing)
            if phrase.polarity != reading.polarity:
                fit -= 2.0
            if phrase.organs:
                fit += 0.05
            ranked.append((fit, phrase, assignment))
        ranked.sort(key=lambda entry: -entry[0])
        return ranked

    def _candidate(self, entry: tuple[float, Phrase, Assignment], reading: _Reading, filler: Filler) -> Candidate:
        fit, phrase, assignment = entry
        return Candidate(
            phrase=phrase,
            score=round(reading.scores[phrase.topic] + 0.01 * fit, 4),
            filled=filler.fill(phrase, assignment.values),
            assignment=assignment,
            hits=self._hits(phrase, reading),
        )

    def _hits(self, phrase: Phrase, reading: _Reading) -> tuple[str, ...]:
        wording = "".join((*phrase.says, phrase.text))
        words = [word for word in self._segmenter.words(reading.text) if len(word) > 1 and word in wording]
        return tuple(dict.fromkeys(words))


def build_documents(bank: Bank, lexicon: Lexicon, segmenter: Segmenter, synonyms: Synonyms) -> list[Document]:
    """Everything the index compares answers with."""

    def measured(text: str) -> Mapping[str, float]:
        text = normalise(text)
        return features(text, parse_quantities(text), segmenter, synonyms)

    documents = []
    for position, phrase in enumerate(bank.phrases):
        for line in phrase.says:
            documents.append(Document(phrase.topic, position, measured(line), 1.0, True))
        documents.append(Document(phrase.topic, position, measured(plain_text(phrase)), 0.25, False))
    for topic in bank.topics.values():
        documents.append(Document(topic.code, -1, measured(f"{topic.title}，{topic.note}"), 1.0, False))
    for name, lines in lexicon.out_of_scope.items():
        documents += [Document(f"!{name}", -1, measured(line), 1.0, True) for line in lines]
    return documents


def plain_text(phrase: Phrase) -> str:
    """The phrase's wording without its template marks."""
    return _MARKS.sub("", phrase.text)
