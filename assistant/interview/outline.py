"""What stands in the report: the draft's choices, the sentences that follow from the tables, measures for problems.

Table sentences come first: where the tables speak, an answer chooses the wording but never the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from assistant.interview.script import Part, Script
from assistant.interview.state import Answer, DraftState, PhraseChoice, SetAside, Typed
from assistant.matching.normalise import normalise
from assistant.matching.quantities import format_number, parse_quantities
from assistant.matching.rank import Matcher
from assistant.matching.slots import is_rate
from assistant.phrases.fill import Filled, Filler, SlotValue, placeholder
from assistant.phrases.model import Bank, Phrase
from assistant.report.compose import Prose
from assistant.report.model import TYPED, Origin, Sentence
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind

PENDING = Origin("pending")
"""A place where something must be supplied before the report can go out."""

LEAD_TOPIC = "overview.period"
"""The one topic that stands before section 一."""


class NoteKind(StrEnum):
    """How something came into the report, or did not."""

    PHRASE = "phrase"
    TABLE = "table"
    TYPED = "typed"
    PROPOSED = "proposed"
    COVERED = "covered"
    CONFLICT = "conflict"
    UNUSED_NUMBER = "unused_number"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the account given to the clerk."""

    kind: NoteKind
    group: str
    said: str
    """Her words, empty for what nobody said."""
    detail: str
    """Phrase id, reason, or numbers, by kind."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with its place."""

    topic: str
    sentence: Sentence
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    """Slot values the clerk gave."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The report's prose by topic groups, and the account of it."""

    lead: tuple[Sentence, ...]
    prose: Mapping[str, Prose]
    notes: tuple[Note, ...]


def build_outline(state: DraftState, script: Script, bank: Bank, matcher: Matcher, filler: Filler) -> Outline:
    """Everything the draft says, ordered as the report tells it."""
    return _Builder(state, script, bank, matcher, filler).build()


_PUNCTUATION = str.maketrans({",": "，", ";": "；", "?": "？", "!": "！"})
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”」》）])[,;?!]|[,;?!](?=[\u4e00-\u9fff“「《（])")
_ENUMERATOR = re.compile(
    r"^\s*(?:[一二三四五六七八九十]是|[0-9]{1,2}(?:[、．]|\.(?![0-9]))|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[-*·•]\s)\s*"
)


def typed_sentence(text: str, topic: str | None = None) -> Sentence:
    """The clerk's words as a sentence: her enumerator dropped (ordinals are generated), closed with 。."""
    words = _ENUMERATOR.sub("", " ".join(text.split()))
    words = _HALF_WIDTH.sub(lambda match: match[0].translate(_PUNCTUATION), words).rstrip("，,；;、 ")
    if not words.endswith(("。", "！", "？", "”", "…")):
        words = words.rstrip(".") + "。"
    return Sentence(words, TYPED, topic)


@dataclass
class _Builder:
    state: DraftState
    script: Script
    bank: Bank
    matcher: Matcher
    filler: Filler
    notes: list[Note] = field(default_factory=list)
    statements: dict[str, list[Statement]] = field(default_factory=lambda: {group: [] for group in NARRATIVE_GROUPS})

    def build(self) -> Outline:
        table_sentences = dict(self._table_sentences())
        chosen: set[str] = set()
        for answer in self.state.answers:
            for fact in answer.facts:
                match fact.choice:
                    case PhraseChoice():
                        self._place(answer, fact.text, fact.choice, table_sentences, chosen)
                    case Typed(text):
                        self._add(answer.group, "", typed_sentence(text))
                        self._note(NoteKind.TYPED, answer.group, fact.text, "")
                    case SetAside(reason):
                        self._note(NoteKind.SET_ASIDE, answer.group, fact.text, reason)
        self._drop_contradicted()
        told = {statement.topic for statements in self.statements.values() for statement in statements}
        for topic, (phrase, filled) in table_sentences.items():
            if topic not in chosen and not self._is_excluded(topic, told):
                origin = Origin.table(phrase.id)
                self._add(phrase.group, topic, Sentence(filled.text, origin, topic, filled.bindings))
                self._note(NoteKind.TABLE, phrase.group, "", phrase.id)
        self._stand(told | table_sentences.keys())
        self._propose_measures()
        lead = tuple(s.sentence for s in self.statements["overview"] if s.topic == LEAD_TOPIC)
        prose = {part.group: self._prose(part) for part in self.script.parts}
        return Outline(lead, prose, tuple(self.notes))

    def _table_sentences(self) -> Iterator[tuple[str, tuple[Phrase, Filled]]]:
        """For each topic with automatic phrases the first that fits and holds."""
        for topic, phrases in self.bank.by_topic.items():
            for phrase in phrases:
                if phrase.auto and phrase.fits(self._kind) and self.filler.holds(phrase) is True:
                    yield topic, (phrase, self.filler.fill(phrase, {}))
                    break

    @property
    def _kind(self) -> OrganKind | None:
        return self.state.organ.kind if self.state.organ else None

    def _place(
        self,
        answer: Answer,
        said: str,
        choice: PhraseChoice,
        table_sentences: Mapping[str, tuple[Phrase, Filled]],
        chosen: set[str],
    ) -> None:
        phrase = self.bank.by_id.get(choice.phrase)
        if phrase is None:
            self._add(answer.group, "", typed_sentence(said))
            self._note(NoteKind.TYPED, answer.group, said, f"语库中已没有 {choice.phrase}")
            return
        if self.filler.holds(phrase) is False:
            self._note(NoteKind.CONFLICT, phrase.group, said, "与统计表不符，未写入")
            return
        table = table_sentences.get(phrase.topic)
        if table is not None:
            table_phrase, table_filled = table
            if phrase.when is not None or (phrase.polarity == table_phrase.polarity == "none"):
                chosen.add(phrase.topic)
            elif phrase.polarity != table_phrase.polarity:
                self._note(
                    NoteKind.CONFLICT, phrase.group, said, f"与统计表不符，未写入；统计表得出：{table_filled.text}"
                )
                return
            elif any(
                choice.values.get(slot.name) is not None for slot in phrase.slots if slot.is_number
            ) and self._is_told_by_tables(phrase.group, said, table_sentences):
                return
        filled = self.filler.fill(phrase, choice.values)
        given = {name: value for name, value in choice.values.items() if value is not None}
        if self._repeats(phrase, given):
            self._note(NoteKind.COVERED, phrase.group, said, phrase.id)
            return
        sentence = Sentence(filled.text, Origin.phrase(phrase.id), phrase.topic, filled.bindings)
        self._add(phrase.group, phrase.topic, sentence, given)
        self._note(NoteKind.PHRASE, phrase.group, said, phrase.id)
        self._note_unused(phrase, said, choice.values)

    def _is_told_by_tables(self, group: str, said: str, table_sentences: Mapping[str, tuple[Phrase, Filled]]) -> bool:
        """The tables tell this already. Applications are told by the tables alone: a number they do not have is noted
        and not written; elsewhere (政策文件 are no 规范性文件) it may be another thing and is written to be looked at.
        """
        known = {
            filled.text[binding.start : binding.end]
            for phrase, filled in table_sentences.values()
            if phrase.group == group
            for binding in filled.bindings
        }
        spoken = [format_number(quantity.value) for quantity in parse_quantities(normalise(said))]
        strange = [number for number in spoken if number not in known and number != "0"]
        if not strange:
            self._note(NoteKind.COVERED, group, said, "与统计表一致，已由统计表写出")
            return True
        alone = group == "requests"
        done = "已按统计表写" if alone else "已写入"
        self._note(NoteKind.CONFLICT, group, said, f"统计表中没有您说的数 {'、'.join(strange)}，{done}，请核对")
        return alone

    def _note_unused(self, phrase: Phrase, said: str, values: Mapping[str, SlotValue]) -> None:
        used = {"".join(filter(str.isdigit, str(value))) for value in values.values()}
        text = normalise(said)
        unused = [
            f"{format_number(quantity.value)}{quantity.unit}"
            for quantity in parse_quantities(text)
            if "".join(filter(str.isdigit, format_number(quantity.value))) not in used and not is_rate(quantity, text)
        ]
        if unused:
            self._note(NoteKind.UNUSED_NUMBER, phrase.group, said, "、".join(unused))

    def _repeats(self, phrase: Phrase, given: Mapping[str, SlotValue]) -> bool:
        """The phrase stands already, with these values or with more; one that stands with fewer gives way."""
        for statement in self.statements[phrase.group]:
            if statement.sentence.origin != Origin.phrase(phrase.id):
                continue
            if given.items() <= statement.values.items():
                return True
            if statement.values.items() <= given.items():
                self.statements[phrase.group].remove(statement)
                break
        return False

    def _drop_contradicted(self) -> None:
        """未收取 beside 收取N元, 无其他事项 beside other matters: the statement of fact stands."""
        told = {statement.topic for statements in self.statements.values() for statement in statements}
        for part in self.script.parts:
            kept = []
            for statement in self.statements[part.group]:
                if self._is_excluded(statement.topic, told):
                    self._note(NoteKind.SET_ASIDE, part.group, statement.sentence.text, "与本部分其他回答矛盾，请核对")
                else:
                    kept.append(statement)
            self.statements[part.group] = kept

    def _is_excluded(self, topic: str, told: Iterable[str]) -> bool:
        for part in self.script.parts:
            for standing in part.standing:
                if standing.topic == topic:
                    return any(other in told for other in standing.unless) or (
                        standing.alone and self._tells_more(part)
                    )
        return False

    def _tells_more(self, part: Part) -> bool:
        """Something stands in the part beside its standing topics and their counterparts."""
        usual = {topic for standing in part.standing for topic in (standing.topic, *standing.unless)}
        return any(statement.topic not in usual for statement in self.statements[part.group])

    def _stand(self, told: Iterable[str]) -> None:
        """Sentences that are never asked for, and marks where something must be supplied."""
        told = set(told)
        for part in self.script.parts:
            for standing in part.standing:
                if standing.topic in told or self._is_excluded(standing.topic, told):
                    continue
                filled = self._bare(standing.topic)
                if standing.missing or filled is None:
                    title = standing.missing or self.bank.topics[standing.topic].title
                    self._add(part.group, standing.topic, Sentence(f"{placeholder(title)}。", PENDING, standing.topic))
                else:
                    phrase, sentence = filled
                    self._add(part.group, standing.topic, sentence)
                    self._note(NoteKind.PROPOSED, part.group, "", phrase.id)
            if not any(s.topic != LEAD_TOPIC for s in self.statements[part.group]) and part.group != "improvements":
                self._add(part.group, "", Sentence(f"{placeholder(part.title)}。", PENDING))

    def _bare(self, topic: str) -> tuple[Phrase, Sentence] | None:
        """The phrase of a topic that says most without asking anything."""
        best: tuple[int, Phrase, Filled] | None = None
        for phrase in self.bank.by_topic[topic]:
            if not phrase.fits(self._kind) or self.filler.holds(phrase) is not True:
                continue
            filled = self.filler.fill(phrase, {})
            told = self.filler.known_contacts(phrase)
            if not filled.missing and (best is None or told > best[0]):
                best = (told, phrase, filled)
        if best is None:
            return None
        _, phrase, filled = best
        return phrase, Sentence(filled.text, Origin.phrase(phrase.id), topic, filled.bindings)

    def _propose_measures(self) -> None:
        """Every problem gets its measure, in the problems' order; what the clerk gave comes first (TQ-19)."""
        given = self.statements["improvements"]
        last_year = [s for s in given if s.topic == "improvements.last_year"]
        rest = [s for s in given if s.topic != "improvements.last_year"]
        ordered: list[Statement] = []
        used = {str(s.sentence.origin) for s in rest}
        for problem in self.statements["issues"]:
            topic = "improvements." + problem.topic.partition(".")[2]
            match = next((s for s in rest if s.topic == topic and problem.topic), None)
            if match is not None:
                rest.remove(match)
                ordered.append(match)
                continue
            measure = self._measure(topic, problem.sentence.text, used)
            if measure is not None:
                used.add(str(measure.sentence.origin))
                ordered.append(measure)
                self._note(NoteKind.PROPOSED, "improvements", problem.sentence.text, measure.sentence.origin.ref)
            elif problem.sentence.origin != PENDING:
                ordered.append(
                    Statement(
                        "", Sentence(f"{placeholder('针对“' + _short(problem.sentence.text) + '”的措施')}。", PENDING)
                    )
                )
        self.statements["improvements"] = [*last_year, *ordered, *rest]
        if not self.statements["improvements"]:
            title = self.script.part("improvements").title
            self._add("improvements", "", Sentence(f"{placeholder(title)}。", PENDING))

    def _measure(self, topic: str, problem: str, used: set[str]) -> Statement | None:
        usable = []
        for phrase in self.bank.by_topic.get(topic, ()):
            if phrase.polarity != "did" or not phrase.fits(self._kind) or self.filler.holds(phrase) is False:
                continue
            if str(Origin.phrase(phrase.id)) not in used and not self.filler.fill(phrase, {}).missing:
                usable.append(phrase)
        for phrase in self.matcher.closest(problem, usable)[:1]:
            filled = self.filler.fill(phrase, {})
            return Statement(topic, Sentence(filled.text, Origin.phrase(phrase.id), topic, filled.bindings))
        return None

    def _prose(self, part: Part) -> Prose:
        statements = [s for s in self.statements[part.group] if s.topic != LEAD_TOPIC]
        if part.group not in ("issues", "improvements"):
            order = {topic: position for position, topic in enumerate(self.bank.topics)}
            # Within a topic the figures of the tables come first: 新收…件, then how they were handled.
            statements.sort(key=lambda s: (order.get(s.topic, len(order)), s.sentence.origin.source != "table"))
        opening = [
            s.sentence
            for s in statements
            if not part.enumerate or s.topic in part.leading or s.sentence.origin == PENDING
        ]
        rest = [
            s for s in statements if part.enumerate and s.topic not in part.leading and s.sentence.origin != PENDING
        ]
        if part.group in ("issues", "improvements"):
            points = [(s.sentence,) for s in rest]
            return Prose(tuple(opening), tuple(points), self.filler.say(part.lead_in), part.enumerate)
        by_topic: dict[str, list[Sentence]] = {}
        for number, statement in enumerate(rest):
            by_topic.setdefault(statement.topic or f"typed {number}", []).append(statement.sentence)
        return Prose(tuple(opening), tuple(tuple(point) for point in by_topic.values()), "", part.enumerate)

    def _add(
        self, group: str, topic: str, sentence: Sentence, values: Mapping[str, SlotValue] = MappingProxyType({})
    ) -> None:
        self.statements[group].append(Statement(topic, sentence, values))

    def _note(self, kind: NoteKind, group: str, said: str, detail: str) -> None:
        self.notes.append(Note(kind, group, said, detail))


def _short(text: str, length: int = 12) -> str:
    words = text.rstrip("。")
    return words if len(words) <= length else words[:length] + "……"
