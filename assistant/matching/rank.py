"""From a clerk's answer to ranked standard sentences, or to the decision that none fits.

The answer is cut into facts; each fact is scored against the topics (nearest spoken lines, typical words, the group
asked, polarity, units of its numbers), then the phrases of the best topics are compared. Polarity and topic decide
first, similarity orders what is left: similarity alone is blind to 未收到 against 收到.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from assistant.matching.clauses import split_clauses
from assistant.matching.index import CHAT, OTHER_WORK, Document, Evidence, Index, Query, Shelf
from assistant.matching.model import TopicModel, Weights
from assistant.matching.normalise import normalise
from assistant.matching.polarity import polarity
from assistant.matching.quantities import Quantity, parse_quantities
from assistant.matching.slots import Assignment, Told, assign
from assistant.matching.tokens import Segmenter, Synonyms, features
from assistant.phrases.fill import Filled, Filler
from assistant.phrases.model import Bank, Lexicon, Phrase, Polarity, Slot
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind

_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_GENERIC = re.compile(
    "一共|总共|合计|总计|累计|全年|今年|去年|每年|一年|每季度?|每月|每周|其中|大概|都是?|还是?|也是?|就是?|全部?|已经|"
    "公示|公布|公开|上网|答复|收到?了?|改了?|做了?|办了?|发了?|弄了?|搞了?|完了?|好了|结果|来了|有|了|的|是|在|把|给|个|我们|咱们?|这块"
)
_PLACED, _NAMED, _EXACT, _BLANK, _OPPOSITE, _OVERCLAIM = 0.35, 0.25, 0.15, 1.5, 5.0, 2.0
"""What a number that finds its place, a required blank, and the opposite polarity count beside the wording (0–3)."""
_CLAIMS_ALL = re.compile("全部|均已|均在|都已|无一")
_ABOVE = re.compile("上级|上面|上头|[省市区县州旗]里|[省市区县州旗]政府|[省市区县]局|转")
_FROM_ABOVE = 0.4
"""What a superior did is not said for one nobody spoke of: 考核搞了 was the office's own."""
_LEAVES_SOME = re.compile("剩|还有|还差|还在|没改|没完|没弄|没做完|一部分|大部分|半数|一半|除了|基本")
"""“全部整改” is no sentence for an answer that leaves something undone."""
_UNDONE = re.compile("尚未完成|没有完成|没有做到|尚未审结")
_MAY_REMAIN = re.compile("[没未剩差拖推欠缺空停]|还[在有要是]|正在|等着?|先放|一半|大半|部分|开了头")
"""And what remains undone is not said where nobody spoke of it: 任务都完成了."""
_OPTIONAL_PART = re.compile(r"\{% if [^%]*%\}(?:(?!\{%).)*\{% endif %\}")
_GOT_DONE = re.compile("改|整改|解决|完成|落实|办|销号|做")
_EVEN = 0.5
_NOTHING = re.compile(
    "(?:[暂再也都就还]|这个|这块|目前|现在)*(?:没有?|无|木有)(?:了|啥|什么|别的|其他|其它|可写的?|要说的?|要报的?|的)*[吧呀啊哦。.！!~ ]*"
)
"""“没有了”: an answer that there is nothing to report."""
_ASKED = 0.95
"""Probability that “没有” speaks of the one matter that was asked about."""
_MOST_CLAUSES = 40
"""Clauses of one answer that are looked at one by one; a pasted essay's rest is taken as one fact."""
_MOST_SIBLINGS = 40
"""Phrases of one topic whose numbers are placed; the shipped topics have fewer, a merged bank may have thousands."""
_LEAST_TOPICS, _SIBLINGS = 3, 2
"""Topics proposed at least, and further phrases of the first one."""
_REMEMBERED = 200
_FOUND = 0.25
"""Score from which a phrase is a search result."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHANCE_LIKENESS = 0.3
"""Similarity that two unrelated short lines often have."""
PAIRED = ("issues", "improvements")
_MOST_NOUN = 6
"""Characters of the noun of one item of a breakdown."""
_LEAST = 2
"""Characters of its own below which a clause only goes on with the one before."""
_SHARED_PREDICATE = re.compile(
    r"(?P<things>[\u4e00-\u9fff、]{2,16}[^也还])(?:也?都|也?全|均)(?P<told>[\u4e00-\u9fff]{1,6})[。.]?"
)
_AND = re.compile("[、和跟与及]|还有")
_NEITHER = re.compile("[也又](?:没|未|不曾)")
_NO_THING = re.compile("上门|下去|挨个|挨家|专门|分头|[也还又都就共再讲说跑去送发寄唱换改回报转给拿放贴挂盖开办搞弄做]")
"""What is left of a clause without a thing (企业问得多，上门讲了六场) when these go: it speaks of the one before."""
_SURE_APART = 0.6
"""Probability of its own topic from which a thing with the shared predicate is a fact of its own."""
_SURE, _SURE_ELSEWHERE = 0.85, 0.97
"""Probability of its own topic from which a clause is a fact of its own, inside and outside the group asked."""


@dataclass(frozen=True)
class Candidate:
    """A phrase proposed for an answer, with the numbers that go into it."""

    phrase: Phrase
    score: float
    """Calibrated probability 0–1 of the phrase's topic."""
    assignment: Assignment
    hits: tuple[str, ...]
    """Words of the answer that led here."""
    opposes: bool
    """The phrase says the opposite of the answer (held against not held): never to be taken unasked."""
    filler: Filler

    @cached_property
    def filled(self) -> Filled:
        """The sentence; made when first looked at, since most candidates never are."""
        return self.filler.fill(self.phrase, self.assignment.values)

    @property
    def missing(self) -> tuple[Slot, ...]:
        """Required slots the answer did not fill."""
        return self.filled.missing


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found by search."""

    phrase: Phrase
    score: float
    """0–2.6; comparable within one search only."""
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a topic scores as it does."""

    topic: str
    chance: float
    """Calibrated probability among all topics and out-of-scope talk."""
    parts: Mapping[str, float]
    """Log-odds by source: learned, typical, near, context, polarity."""
    features: tuple[tuple[str, float], ...]
    """The classifier's strongest features for or against it (``=`` class of words, ``#`` unit, ``~`` characters, ``@`` other work, making public)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Part of an answer that states one fact."""

    text: str
    """In the clerk's own words."""
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
    chances: Mapping[str, float]
    """Probability of each topic, and of the two kinds of out-of-scope talk."""

    @property
    def best(self) -> str:
        """The likeliest topic of the taxonomy."""
        return max((topic for topic in self.chances if topic[0] != "!"), key=self.chances.__getitem__)

    @property
    def in_scope(self) -> float:
        """Probability that the text says something about disclosure work."""
        return 1.0 - self.chances[CHAT] - self.chances[OTHER_WORK]


class Matcher:
    """Matches answers against one bank."""

    def __init__(
        self, bank: Bank, lexicon: Lexicon, model: TopicModel, index: Index, segmenter: Segmenter | None = None
    ) -> None:
        """``index`` is that of :func:`build_index` or :func:`extend_index` for the same bank, lexicon and model,
        ``segmenter`` one of the lexicon when there is one already.
        """
        self.bank = bank
        self._model = model
        self._segmenter = segmenter or Segmenter(lexicon.frequencies)
        self._synonyms = Synonyms.of(lexicon)
        self._index = index
        self._positions = {phrase.id: position for position, phrase in enumerate(bank.phrases)}
        self._shelves: dict[str, Shelf] = {}
        self._readings: dict[tuple[str, str | None], _Reading] = {}
        self._settings: dict[tuple[str | None, Polarity], dict[str, tuple[float, float]]] = {}

    def match(
        self, answer: str, group: str | None = None, *, filler: Filler, kind: OrganKind | None = None, top: int = 5
    ) -> Match:
        """Candidates for ``answer`` given to a question of ``group`` (None: no context), best first.

        ``filler`` puts numbers and the organ's words into the phrases; phrases that do not fit ``kind`` or whose
        condition is false on the filler's tables are left out. At least three topics are ranked when matched.
        """
        whole = self._read(normalise(answer), group)
        pieces = self._facts(answer, group)
        facts = tuple(self._fact(words, reading, filler, kind, top) for words, reading in pieces)
        if len(pieces) == 1 and pieces[0][1] is whole and top >= _LEAST_TOPICS:
            candidates = facts[0].candidates
        else:
            joined = self._joined(whole, [reading for _, reading in pieces])
            candidates = self._candidates(joined, filler, kind, top)
        return Match(
            matched=self._is_in_scope(whole) or any(fact.matched for fact in facts),
            polarity=whole.polarity,
            quantities=whole.quantities,
            candidates=candidates,
            facts=facts,
        )

    def cut(self, answer: str, group: str | None = None) -> tuple[str, ...]:
        """The facts of an answer in the clerk's own words, without looking for sentences."""
        return tuple(words for words, _ in self._facts(answer, group))

    def topics(self, text: str, group: str) -> tuple[dict[str, float], float]:
        """How likely each topic of a part of the report is for a sentence that stands there (summing to 1), and the
        probability that it belongs to that part at all.
        """
        chances = self._read(normalise(text), group).chances
        inside = {topic: chance for topic, chance in chances.items() if topic.partition(".")[0] == group}
        share = sum(inside.values())
        return {topic: chance / share for topic, chance in inside.items()} if share else inside, share

    def read_fact(
        self,
        text: str,
        group: str | None,
        *,
        filler: Filler,
        kind: OrganKind | None = None,
        top: int = 5,
        nothing: str | None = None,
    ) -> Fact:
        """One fact as it stands, not cut further; a bare 没有 is about the topic ``nothing``, when that is known."""
        reading = self._read(normalise(text), group)
        if nothing is not None and _NOTHING.fullmatch(reading.text):
            others = {topic: (1.0 - _ASKED) * chance for topic, chance in reading.chances.items()}
            reading = replace(reading, polarity="none", chances={**others, nothing: others[nothing] + _ASKED})
        return self._fact(text, reading, filler, kind, top)

    def explain(self, answer: str, group: str | None = None, *, top: int = 3) -> list[Explanation]:
        """The parts of the score of the likeliest topics for the answer as a whole."""
        reading = self._read(normalise(answer), group)
        weights = self._model.weights
        learned = self._model.log_probabilities(reading.features)
        own_lines = self._own_lines(reading.evidence)
        explanations = []
        for topic in sorted(reading.chances, key=lambda topic: -reading.chances[topic])[:top]:
            explanations.append(
                Explanation(
                    topic=topic,
                    chance=round(reading.chances[topic], 4),
                    parts={
                        "learned": round(weights.learned * learned[topic], 3),
                        "typical": round(weights.typical * reading.evidence.typical[topic], 3),
                        "near": round(weights.near * own_lines.get(topic, 0.0), 3),
                        "context": round(context(topic, group, weights), 3),
                        "polarity": round(weights.opposite if self._opposes(topic, reading.polarity) else 0.0, 3),
                    },
                    features=tuple(
                        (name, round(value, 3)) for name, value in self._model.parts(reading.features, topic)
                    ),
                )
            )
        return explanations

    def search(self, words: str) -> list[Hit]:
        """All phrases that share anything with ``words``, nearest first: by wording and by spoken lines."""
        reading = self._read(normalise(words), None)
        query = self._index.query(reading.features)
        found: list[tuple[float, int, Phrase]] = []
        for topic, phrases in self.bank.by_topic.items():
            likely = 0.5 * reading.chances[topic] / (reading.in_scope or 1.0)
            for phrase, closeness in zip(phrases, self._shelf(topic).closeness(query), strict=True):
                if closeness + likely > _FOUND:
                    found.append((round(closeness + likely, 4), self._positions[phrase.id], phrase))
        found.sort(key=lambda entry: (-entry[0], entry[1]))
        return [Hit(phrase, score, self._hits(phrase, reading)) for score, _, phrase in found]

    def closest(self, text: str, phrases: Iterable[Phrase]) -> list[Phrase]:
        """``phrases`` ordered by how much their wording shares with ``text``, closest first."""
        words = " ".join(self._segmenter.words(text))
        return sorted(
            phrases,
            key=lambda phrase: -fuzz.token_set_ratio(words, " ".join(self._segmenter.words(plain_text(phrase)))),
        )

    def _read(self, text: str, group: str | None) -> _Reading:
        """Remembered for a while: facts are joined, cut again and asked about again."""
        reading = self._readings.get((text, group))
        if reading is None:
            quantities = parse_quantities(text)
            found = features(text, quantities, self._segmenter, self._synonyms)
            evidence = self._index.look_up(found)
            said: Polarity = polarity(text, section=group)
            chances = self._chances(found, evidence, said, group)
            reading = _Reading(text, quantities, said, evidence, found, chances)
            if len(self._readings) >= _REMEMBERED:
                self._readings.clear()
            self._readings[text, group] = reading
        return reading

    def _opposes(self, topic: str, said: Polarity) -> bool:
        return topic[0] != "!" and opposes(self.bank, topic, said)

    def _chances(
        self, found: Mapping[str, float], evidence: Evidence, said: Polarity, group: str | None
    ) -> dict[str, float]:
        weights = self._model.weights
        own_lines = self._own_lines(evidence)
        setting = self._setting(group, said)
        scores = {
            topic: weights.learned * log_probability
            + weights.typical * evidence.typical[topic]
            + weights.near * own_lines.get(topic, 0.0)
            + setting[topic][0]
            + setting[topic][1]
            for topic, log_probability in self._model.log_probabilities(found).items()
        }
        peak = max(scores.values())
        odds = {topic: math.exp(score - peak) for topic, score in scores.items()}
        total = sum(odds.values())
        return {topic: value / total for topic, value in odds.items()}

    def _setting(self, group: str | None, said: Polarity) -> dict[str, tuple[float, float]]:
        """Topic → log-odds from the question asked, and from the polarity."""
        found = self._settings.get((group, said))
        if found is None:
            weights = self._model.weights
            found = {
                topic: (context(topic, group, weights), weights.opposite if self._opposes(topic, said) else 0.0)
                for topic in self._model.topics
            }
            self._settings[group, said] = found
        return found

    def _own_lines(self, evidence: Evidence) -> dict[str, float]:
        """Topic → likeness, beyond chance, of the nearest line of a phrase the classifier has not seen."""
        found: dict[str, float] = {}
        for position, likeness in evidence.near.items():
            topic = self.bank.phrases[position].topic
            found[topic] = max(found.get(topic, 0.0), likeness - _CHANCE_LIKENESS)
        return found

    def _is_in_scope(self, reading: _Reading) -> bool:
        return bool(reading.features) and reading.in_scope >= self._model.weights.threshold

    def _facts(self, answer: str, group: str | None) -> list[tuple[str, _Reading]]:
        """Adjacent clauses of one fact are joined: a clause that leads nowhere of its own continues the one before."""
        clauses = split_clauses(answer)
        if len(clauses) < 2:
            return self._parted(answer.strip(), self._read(normalise(answer), group), group)
        facts: list[tuple[int, int, _Reading]] = []
        for clause in clauses[:_MOST_CLAUSES]:
            reading = self._read(normalise(clause.text), group)
            if facts:
                start, _, before = facts[-1]
                if self._continues(before, reading, group):
                    facts[-1] = (start, clause.end, self._read(normalise(answer[start : clause.end]), group))
                    continue
            facts.append((clause.start, clause.end, reading))
        if len(clauses) > _MOST_CLAUSES:
            rest = answer[clauses[_MOST_CLAUSES].start :]
            facts.append((clauses[_MOST_CLAUSES].start, len(answer), self._read(normalise(rest), group)))
        return [part for start, end, reading in facts for part in self._parted(answer[start:end], reading, group)]

    def _parted(self, words: str, reading: _Reading, group: str | None) -> list[tuple[str, _Reading]]:
        """培训、考核都没搞 tells of each that it was not done: a predicate shared by things of different topics."""
        shared = _SHARED_PREDICATE.fullmatch(words.strip())
        if shared is None:
            return [(words, reading)]
        things = [thing for thing in _AND.split(shared["things"]) if thing]
        parts = [(told, self._read(normalise(told), group)) for told in (thing + shared["told"] for thing in things)]
        topics = {part.best for _, part in parts}
        if len(topics) < len(parts) or len(parts) < 2:
            return [(words, reading)]
        sure = all(self._is_in_scope(part) and part.chances[part.best] >= _SURE_APART for _, part in parts)
        return parts if sure else [(words, reading)]

    def _continues(self, before: _Reading, clause: _Reading, group: str | None) -> bool:
        """Two facts must each be sure of a topic of its own, and the more so outside the group asked."""
        if clause.best == before.best or not self._is_in_scope(clause) or not self._is_in_scope(before):
            return True
        if min(len(_content(clause)), len(_content(before))) < _LEAST or _itemises(before, clause):
            return True
        if (
            not _NO_THING.sub("", _content(clause))
            and self._read(f"{before.text}，{clause.text}", group).best == before.best
        ):
            return True
        if _NEITHER.match(clause.text):
            return min(before.chances[before.best], clause.chances[clause.best]) < _SURE_APART
        return any(
            reading.chances[reading.best]
            < (_SURE if group is None or reading.best.startswith(f"{group}.") else _SURE_ELSEWHERE)
            for reading in (before, clause)
        )

    def _joined(self, whole: _Reading, pieces: Sequence[_Reading]) -> _Reading:
        """The whole answer's ranking, lifted by what single facts are sure of."""
        if len(pieces) < 2:
            return whole
        chances = {
            topic: max(chance, *(piece.chances[topic] for piece in pieces)) if topic[0] != "!" else chance
            for topic, chance in whole.chances.items()
        }
        return replace(whole, chances=chances)

    def _fact(self, words: str, reading: _Reading, filler: Filler, kind: OrganKind | None, top: int) -> Fact:
        chat = reading.chances[CHAT] >= max(reading.chances[reading.best], reading.chances[OTHER_WORK])
        return Fact(
            text=words,
            quantities=reading.quantities,
            polarity=reading.polarity,
            matched=self._is_in_scope(reading),
            is_chat=not reading.features
            or (chat and not reading.quantities)
            or (reading.chances[reading.best] < _EVEN and bool(_NOTHING.fullmatch(reading.text))),
            candidates=self._candidates(reading, filler, kind, top),
        )

    def _candidates(self, reading: _Reading, filler: Filler, kind: OrganKind | None, top: int) -> tuple[Candidate, ...]:
        """The best phrase of each leading topic, then the siblings of the first topic."""
        topics = sorted(
            (topic for topic in reading.chances if topic[0] != "!"), key=lambda topic: -reading.chances[topic]
        )
        query, told = self._index.query(reading.features), Told(reading.quantities, reading.text)
        leaders: list[Candidate] = []
        siblings: list[Candidate] = []
        for topic in topics:
            if len(leaders) >= max(top, _LEAST_TOPICS):
                break
            worded = self._worded(topic, reading, query, kind)
            ranked = self._ranked(worded, reading, told, filler, 1 if leaders else 1 + _SIBLINGS)
            if not ranked:
                continue
            leaders.append(self._candidate(ranked[0], reading, filler))
            if len(leaders) == 1:
                siblings = [self._candidate(entry, reading, filler) for entry in ranked[1:]]
        return tuple(leaders[:1] + siblings + leaders[1:])

    def _shelf(self, topic: str) -> Shelf:
        shelf = self._shelves.get(topic)
        if shelf is None:
            shelf = self._index.shelf([self._positions[phrase.id] for phrase in self.bank.by_topic[topic]])
            self._shelves[topic] = shelf
        return shelf

    def _worded(
        self, topic: str, reading: _Reading, query: Query, kind: OrganKind | None
    ) -> list[tuple[float, Phrase]]:
        """Phrases of a topic by wording alone, closest first."""
        near = reading.evidence.near
        worded = [
            (closeness + near.get(self._positions[phrase.id], 0.0), phrase)
            for phrase, closeness in zip(self.bank.by_topic[topic], self._shelf(topic).closeness(query), strict=True)
            if phrase.fits(kind)
        ]
        worded.sort(key=lambda entry: -entry[0])
        return worded

    def _ranked(
        self, worded: Iterable[tuple[float, Phrase]], reading: _Reading, told: Told, filler: Filler, most: int
    ) -> list[tuple[float, Phrase, Assignment]]:
        """The ``most`` best phrases that may be used: polarity, numbers placed, blanks left, wording."""
        speaks_of_above = _ABOVE.search(reading.text) is not None
        may_remain = _MAY_REMAIN.search(reading.text) is not None
        leaves_some = _leaves_some(reading.text, reading.quantities)
        best_numbers = (_PLACED + _NAMED + _EXACT) * len(told.counts)
        ranked: list[tuple[float, Phrase, Assignment]] = []
        looked_at = 0
        for fit, phrase in worded:
            if looked_at == _MOST_SIBLINGS:
                break
            if filler.holds(phrase) is False:
                continue
            looked_at += 1
            least = ranked[-1][0] if len(ranked) == most else -math.inf
            if fit + best_numbers < least or (
                phrase.polarity != reading.polarity and fit + best_numbers - _OPPOSITE < least
            ):
                continue
            printed = phrase_cells(phrase)
            cells = filler.cells(printed) if printed else {}
            assignment = assign(phrase, told, cells)
            empty = sum(value is None for path, value in cells.items() if not printed[path])
            fit += _PLACED * len(assignment.used) - _BLANK * (len(assignment.missing) + empty)
            fit += _NAMED * assignment.named + _EXACT * assignment.exact
            if phrase.polarity != reading.polarity:
                fit -= _OPPOSITE
            if leaves_some and _CLAIMS_ALL.search(phrase.text):
                fit -= _OVERCLAIM
            if not may_remain and says_undone(phrase):
                fit -= _OVERCLAIM
            if not speaks_of_above and "上级" in phrase.text:
                fit -= _FROM_ABOVE
            ranked.append((fit, phrase, assignment))
            ranked.sort(key=lambda entry: -entry[0])
            del ranked[most:]
        return ranked

    def _candidate(self, entry: tuple[float, Phrase, Assignment], reading: _Reading, filler: Filler) -> Candidate:
        _, phrase, assignment = entry
        return Candidate(
            phrase=phrase,
            score=round(reading.chances[phrase.topic], 4),
            assignment=assignment,
            hits=self._hits(phrase, reading),
            opposes=phrase.polarity != reading.polarity,
            filler=filler,
        )

    def _hits(self, phrase: Phrase, reading: _Reading) -> tuple[str, ...]:
        wording = "".join((*phrase.says, phrase.text))
        words = [word for word in self._segmenter.words(reading.text) if len(word) > 1 and word in wording]
        return tuple(dict.fromkeys(words))


@lru_cache(maxsize=4096)
def phrase_cells(phrase: Phrase) -> Mapping[str, bool]:
    """Table cells that stand in a phrase's blanks, and whether the blank may stay out."""
    return {slot.cell: slot.optional for slot in phrase.slots if slot.cell is not None}


@lru_cache(maxsize=4096)
def says_undone(phrase: Phrase) -> bool:
    """The sentence tells, optional parts aside, that something is not finished."""
    return _UNDONE.search(_OPTIONAL_PART.sub("", phrase.text)) is not None


def opposes(bank: Bank, topic: str, said: Polarity) -> bool:
    """No phrase of the topic has the polarity of what was said."""
    return all(phrase.polarity != said for phrase in bank.by_topic[topic])


def context(topic: str, group: str | None, weights: Weights) -> float:
    """What the question asked says about a topic, in log-odds."""
    if group is None or topic[0] == "!":
        return {CHAT: weights.chat, OTHER_WORK: weights.other_work}.get(topic, 0.0)
    own = topic.partition(".")[0]
    if own == group:
        return weights.own_pair if group in PAIRED else weights.own
    if own in PAIRED:
        return weights.pair_pair if group in PAIRED else weights.pair_other
    neighbours = NARRATIVE_GROUPS.index(own) - NARRATIVE_GROUPS.index(group)
    return weights.neighbour if abs(neighbours) == 1 else 0.0


def _leaves_some(text: str, quantities: Sequence[Quantity]) -> bool:
    """剩一个没改, and also 3个问题改了2个: fewer were done than there were."""
    if _LEAVES_SOME.search(text):
        return True
    return any(
        done.unit == given.unit and done.value < given.value and _GOT_DONE.search(text[given.end : done.start])
        for given, done in pairwise(quantities)
    )


def _itemises(before: _Reading, clause: _Reading) -> bool:
    """其中自然人4件，企业1件: another item of the same breakdown, no more than a noun and its number."""
    if not ("其中" in before.text and before.quantities and len(clause.quantities) == 1):
        return False
    (quantity,) = clause.quantities
    is_bare = quantity.start <= _MOST_NOUN and quantity.end == len(clause.text.rstrip("。；;"))
    return is_bare and quantity.unit == before.quantities[-1].unit


def _content(reading: _Reading) -> str:
    """What is left of a clause without numbers and words that fit any fact."""
    text = reading.text
    for quantity in reversed(reading.quantities):
        text = text[: quantity.start] + text[quantity.end :]
    return "".join(_HAN.findall(_GENERIC.sub("", text)))


def build_index(bank: Bank, lexicon: Lexicon, model: TopicModel, out_of_scope: Mapping[str, Sequence[str]]) -> Index:
    """The index of a bank; ``out_of_scope`` maps ``chat`` and ``other_work`` to lines that must be declined."""
    segmenter, synonyms = Segmenter(lexicon.frequencies), Synonyms.of(lexicon)
    documents = build_documents(bank, out_of_scope, segmenter, synonyms, model.phrases)
    return Index.build(documents, (*bank.topics, CHAT, OTHER_WORK), len(bank.phrases))


def extend_index(
    base: Index, shipped: Bank, bank: Bank, lexicon: Lexicon, model: TopicModel, segmenter: Segmenter
) -> Index:
    """The index of ``bank``, made from that of the ``shipped`` one: only what the office added or changed is measured.

    How rare a word is stays what it is in the shipped bank.
    """
    measured = _measure(segmenter, Synonyms.of(lexicon))
    below = {phrase.id: (position, phrase) for position, phrase in enumerate(shipped.phrases)}
    positions: list[int] = []
    documents: list[Document] = []
    for position, phrase in enumerate(bank.phrases):
        before, same = below.get(phrase.id, (-1, None))
        if same is not None and replace(phrase, own_says=()) == replace(same, own_says=()):
            positions.append(before)
            documents += _own_lines(position, phrase, measured)
        else:
            positions.append(-1)
            documents += _phrase_documents(position, phrase, measured, is_own=phrase.id not in model.phrases)
    return base.extended(documents, positions)


def build_documents(
    bank: Bank,
    out_of_scope: Mapping[str, Sequence[str]],
    segmenter: Segmenter,
    synonyms: Synonyms,
    seen: Collection[str] | None = None,
) -> list[Document]:
    """Everything the matcher learns from: spoken lines, wording, topic notes, out-of-scope lines.

    ``seen`` are the phrases the classifier was trained on (None: all).
    """
    measured = _measure(segmenter, synonyms)
    documents = []
    for position, phrase in enumerate(bank.phrases):
        is_own = seen is not None and phrase.id not in seen
        documents += _phrase_documents(position, phrase, measured, is_own=is_own)
    for topic in bank.topics.values():
        documents.append(Document(topic.code, -1, measured(f"{topic.title}，{topic.note}"), 1.0, False))
    for name, lines in out_of_scope.items():
        documents += [Document(f"!{name}", -1, measured(line), 1.0, True) for line in lines]
    return documents


_Measure = Callable[[str], Mapping[str, float]]


def _measure(segmenter: Segmenter, synonyms: Synonyms) -> _Measure:
    def measured(text: str) -> Mapping[str, float]:
        text = normalise(text)
        return features(text, parse_quantities(text), segmenter, synonyms)

    return measured


def _phrase_documents(position: int, phrase: Phrase, measured: _Measure, *, is_own: bool) -> list[Document]:
    spoken = [Document(phrase.topic, position, measured(line), 1.0, True, is_own) for line in phrase.says]
    wording = Document(phrase.topic, position, measured(plain_text(phrase)), 0.25, False, is_own)
    return [*spoken, *_own_lines(position, phrase, measured), wording]


def _own_lines(position: int, phrase: Phrase, measured: _Measure) -> list[Document]:
    return [Document(phrase.topic, position, measured(line), 1.0, True, True) for line in phrase.own_says]


def plain_text(phrase: Phrase) -> str:
    """The phrase's wording without its template marks."""
    return _MARKS.sub("", phrase.text)
