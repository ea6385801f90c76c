"""What stands in the report: the draft's choices, the sentences that follow from the tables, measures for problems.

Table sentences come first: where the tables speak, an answer chooses the wording but never the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from assistant.interview.carried import carried_text, is_settled, is_untouched
from assistant.interview.script import Part, Script
from assistant.interview.state import Answer, Carried, DraftState, Fact, PhraseChoice, SetAside, Typed
from assistant.matching.normalise import normalise
from assistant.matching.quantities import format_number, parse_quantities
from assistant.matching.rank import PAIRED, Matcher
from assistant.matching.slots import is_rate
from assistant.phrases.fill import PLACEHOLDER, Filled, Filler, SlotValue, placeholder
from assistant.phrases.model import Bank, Phrase
from assistant.report.compose import Prose
from assistant.report.model import TYPED, Origin, Sentence
from assistant.report.standard import NARRATIVE_GROUPS, T3_COLUMNS, T3_GROUPS, TABLE_NAMES, OrganKind, cell_label
from assistant.reuse.similarity import SAME_TEXT, likeness
from assistant.tables.schema import Cell

PENDING = Origin("pending")
"""A place where something must be supplied before the report can go out."""

LEAD_TOPIC = "overview.period"
"""The one topic that stands before section 一."""

LAST_YEAR_TOPIC = "improvements.last_year"
"""What became of last year's problems."""


class NoteKind(StrEnum):
    """How something came into the report, or did not."""

    PHRASE = "phrase"
    TABLE = "table"
    TYPED = "typed"
    PROPOSED = "proposed"
    CARRIED = "carried"
    COVERED = "covered"
    CONFLICT = "conflict"
    UNUSED_NUMBER = "unused_number"
    SET_ASIDE = "set_aside"
    HIDDEN = "hidden"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the account given to the clerk."""

    kind: NoteKind
    group: str
    said: str
    """Her words, empty for what nobody said."""
    detail: str
    """Phrase id, reason, or numbers, by kind."""
    key: str = ""
    """The sentence or fact it is about."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with its place.

    Its key names what it comes from and stays the same while the draft changes: ``a3.0`` the first fact of answer 3,
    ``t:<topic>`` a sentence of the tables, ``s:<topic>`` one that stands unasked, ``m:<key of the problem>`` a proposed
    measure, ``p:<part>`` the mark in an empty part.
    """

    key: str
    group: str
    topic: str
    sentence: Sentence
    """As it stands, edited or not."""
    made: Sentence
    """As the program makes it."""
    basis: str
    """What an edit rests on: the wording it replaced, with cells by name; for a measure its problem."""
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    """Slot values the clerk gave."""
    is_edited: bool = False
    is_stale: bool = False
    """Edited, and what the edit rests on has changed."""
    is_proposed: bool = False
    """Nobody said it: a measure or another promise that wants a look."""
    is_carried: bool = False
    """Taken over from last year and not confirmed."""

    @property
    def is_pending(self) -> bool:
        """Something in it must still be supplied."""
        return bool(PLACEHOLDER.search(self.sentence.text))


@dataclass(frozen=True, slots=True)
class Outline:
    """The report's prose by topic groups, and the account of it."""

    lead: tuple[Sentence, ...]
    prose: Mapping[str, Prose]
    notes: tuple[Note, ...]
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    """By part, in the order in which they stand."""
    removed: tuple[Statement, ...] = ()
    """Taken out by the clerk; they can be restored."""

    def statement(self, key: str) -> Statement:
        """The statement of that key, standing or removed; KeyError if there is none."""
        for statement in (*(s for part in self.statements.values() for s in part), *self.removed):
            if statement.key == key:
                return statement
        raise KeyError(key)


def build_outline(
    state: DraftState,
    script: Script,
    bank: Bank,
    matcher: Matcher,
    filler: Filler,
    hidden: Collection[int] = (),
    promises: int = 0,
) -> Outline:
    """Everything the draft says, ordered as the report tells it; ``hidden`` answers say nothing.

    ``promises`` of last year's report have not been accounted for.
    """
    return _Builder(state, script, bank, matcher, filler, hidden, promises).build()


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
    hidden: Collection[int] = ()
    promises: int = 0
    notes: list[Note] = field(default_factory=list)
    removed: list[Statement] = field(default_factory=list)
    statements: dict[str, list[Statement]] = field(default_factory=lambda: {group: [] for group in NARRATIVE_GROUPS})

    def build(self) -> Outline:
        table_sentences = dict(self._table_sentences())
        chosen: set[str] = set()
        now = self._said_this_year()
        for answer in self._answers():
            if answer.id in self.hidden:
                self._note(NoteKind.HIDDEN, answer.group, answer.text, "这个问题现在不用回答", f"a{answer.id}")
                continue
            for fact in answer.facts:
                key = fact_key(answer, fact)
                if answer.carried and self._gives_way(fact, key, now):
                    self._note(NoteKind.COVERED, answer.group, fact.text, "今年已另写这方面的内容", key)
                    continue
                match fact.choice:
                    case PhraseChoice():
                        self._place(answer, fact, fact.choice, table_sentences, chosen)
                    case Typed(text, topic):
                        waits = bool(answer.carried)
                        self._add(key, answer.group, topic, self._typed(answer, text, topic), is_carried=waits)
                        self._note(NoteKind.TYPED, answer.group, fact.text, "", key)
                    case Carried():
                        self._take_over(answer, fact.choice, key)
                    case SetAside(reason):
                        self._note(NoteKind.SET_ASIDE, answer.group, fact.text, reason, key)
        self._drop_contradicted()
        told = {statement.topic for statements in self.statements.values() for statement in statements}
        for topic, (phrase, filled) in table_sentences.items():
            if topic not in chosen and not self._is_excluded(topic, told):
                self._give_way_to_tables(phrase, filled)
                origin = Origin.table(phrase.id)
                key = f"t:{topic}"
                if self._add(key, phrase.group, topic, Sentence(filled.text, origin, topic, filled.bindings)):
                    self._note(NoteKind.TABLE, phrase.group, "", phrase.id, key)
        self._stand(told | table_sentences.keys())
        self._mark_promises()
        self._propose_measures()
        for part in self.script.parts:
            self.statements[part.group] = self._ordered(part)
        lead = tuple(s.sentence for s in self.statements["overview"] if s.topic == LEAD_TOPIC)
        prose = {part.group: self._prose(part) for part in self.script.parts}
        standing = {group: tuple(statements) for group, statements in self.statements.items()}
        return Outline(lead, prose, tuple(self.notes), standing, tuple(self.removed))

    def _answers(self) -> list[Answer]:
        """In the order of their questions, so that the order in which she goes about makes no difference."""
        place = {question.id: number for number, question in enumerate(self.script.questions)}
        return sorted(self.state.answers, key=lambda answer: place.get(answer.question or "", len(place)))

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

    def _typed(self, answer: Answer, text: str, topic: str) -> Sentence:
        sentence = typed_sentence(text, topic or None)
        return replace(sentence, origin=Origin.last_year(answer.carried)) if answer.carried else sentence

    def _said_this_year(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Topics of this year's answers, and what stands as the clerk typed it."""
        topics: set[str] = set()
        typed: list[str] = []
        for answer in self.state.answers:
            if answer.carried or answer.id in self.hidden:
                continue
            for fact in answer.facts:
                if fact_key(answer, fact) in self.state.removed:
                    continue
                match fact.choice:
                    case PhraseChoice(phrase) if phrase in self.bank.by_id:
                        topics.add(self.bank.by_id[phrase].topic)
                    case Typed(text):
                        typed.append(text)
        return frozenset(topics), tuple(typed)

    def _gives_way(self, fact: Fact, key: str, now: tuple[frozenset[str], tuple[str, ...]]) -> bool:
        """This year's answers win over a sentence of last year that nobody has looked at."""
        if key in self.state.edits or key in self.state.confirmed or not is_untouched(fact.choice):
            return False
        topics, typed = now
        if isinstance(fact.choice, PhraseChoice) and fact.choice.phrase in self.bank.by_id:
            topic = self.bank.by_id[fact.choice.phrase].topic
        else:
            topic = fact.choice.topic if isinstance(fact.choice, Carried) else ""
        return topic in topics or any(likeness(fact.text, text) >= SAME_TEXT for text in typed)

    def _take_over(self, answer: Answer, choice: Carried, key: str) -> None:
        text, bindings = self.filler.with_cells(carried_text(choice))
        if not text:
            return
        sentence = Sentence(text, Origin.last_year(answer.carried), choice.topic or None, bindings)
        if self._add(key, answer.group, choice.topic, sentence, is_carried=not is_settled(choice)):
            self._note(NoteKind.CARRIED, answer.group, choice.text, answer.carried, key)

    def _give_way_to_tables(self, phrase: Phrase, filled: Filled) -> None:
        """What last year's sentence says with this year's figures, the tables say word for word: once is enough."""
        for statement in [one for one in self.statements[phrase.group] if one.sentence.text == filled.text]:
            if statement.made.origin.source == "last_year":
                self.statements[phrase.group].remove(statement)
                self.notes = [note for note in self.notes if note.key != statement.key]
                self._note(NoteKind.COVERED, phrase.group, filled.text, phrase.id, statement.key)

    def _mark_promises(self) -> None:
        """Last year's problems want a word, unless one was said without being asked."""
        group = "improvements"
        if self.promises and not any(statement.topic == LAST_YEAR_TOPIC for statement in self.statements[group]):
            mark = Sentence(
                f"{placeholder(f'上年报告所列{self.promises}个问题的整改情况')}。", PENDING, LAST_YEAR_TOPIC
            )
            self._add("p:last_year", group, LAST_YEAR_TOPIC, mark)

    def _place(
        self,
        answer: Answer,
        fact: Fact,
        choice: PhraseChoice,
        table_sentences: Mapping[str, tuple[Phrase, Filled]],
        chosen: set[str],
    ) -> None:
        said, key = fact.text, fact_key(answer, fact)
        phrase = self.bank.by_id.get(choice.phrase)
        if phrase is None:
            self._add(key, answer.group, "", typed_sentence(said))
            self._note(NoteKind.TYPED, answer.group, said, f"语库中已没有 {choice.phrase}", key)
            return
        if self.filler.holds(phrase) is False:
            detail = f"与统计表不符，未写入{self._changes(fact)}"
            self._note(NoteKind.CONFLICT, phrase.group, said, detail, key)
            return
        table = table_sentences.get(phrase.topic)
        if table is not None:
            table_phrase, table_filled = table
            if phrase.when is not None and phrase.topic in chosen:
                # Each says what the tables say of the topic: a second one would say it twice.
                self._note(NoteKind.COVERED, phrase.group, said, phrase.id, key)
                return
            if phrase.when is not None or (phrase.polarity == table_phrase.polarity == "none"):
                chosen.add(phrase.topic)
            elif phrase.polarity != table_phrase.polarity:
                detail = f"与统计表不符，未写入{self._changes(fact)}；统计表得出：{table_filled.text}"
                self._note(NoteKind.CONFLICT, phrase.group, said, detail, key)
                return
            elif any(
                choice.values.get(slot.name) is not None for slot in phrase.slots if slot.is_number
            ) and self._is_told_by_tables(phrase.group, said, key, table_sentences):
                return
        filled = self.filler.fill(phrase, choice.values, choice.last)
        given = {name: value for name, value in choice.values.items() if value is not None}
        if self._repeats(phrase, given):
            self._note(NoteKind.COVERED, phrase.group, said, phrase.id, key)
            return
        sentence = Sentence(filled.text, Origin.phrase(phrase.id), phrase.topic, filled.bindings)
        waits = bool(answer.carried) and not is_settled(choice)
        if self._add(key, phrase.group, phrase.topic, sentence, given, is_carried=waits):
            kind = NoteKind.CARRIED if answer.carried else NoteKind.PHRASE
            self._note(kind, phrase.group, said, phrase.id, key)
            if key not in self.state.edits and not answer.carried:
                self._note_unused(phrase, said, key, choice.values)

    def _changes(self, fact: Fact) -> str:
        """What of the tables is not as it was when the phrase was chosen."""
        now = self.filler.cells(fact.basis)
        changed = [
            f"{path_label(path)}由 {_shown(value)} 变为 {_shown(now[path])}"
            for path, value in fact.basis.items()
            if now[path] != value
        ]
        return f"（{'、'.join(changed)}）" if changed else ""

    def _is_told_by_tables(
        self, group: str, said: str, key: str, table_sentences: Mapping[str, tuple[Phrase, Filled]]
    ) -> bool:
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
            self._note(NoteKind.COVERED, group, said, "与统计表一致，已由统计表写出", key)
            return True
        alone = group == "requests"
        done = "已按统计表写" if alone else "已写入"
        self._note(NoteKind.CONFLICT, group, said, f"统计表中没有您说的数 {'、'.join(strange)}，{done}，请核对", key)
        return alone

    def _note_unused(self, phrase: Phrase, said: str, key: str, values: Mapping[str, SlotValue]) -> None:
        used = {"".join(filter(str.isdigit, str(value))) for value in values.values()}
        text = normalise(said)
        unused = [
            f"{format_number(quantity.value)}{quantity.unit}"
            for quantity in parse_quantities(text)
            if "".join(filter(str.isdigit, format_number(quantity.value))) not in used and not is_rate(quantity, text)
        ]
        if unused:
            self._note(NoteKind.UNUSED_NUMBER, phrase.group, said, "、".join(unused), key)

    def _repeats(self, phrase: Phrase, given: Mapping[str, SlotValue]) -> bool:
        """The phrase stands already, with these values or with more; one that stands with fewer gives way."""
        for statement in self.statements[phrase.group]:
            if statement.made.origin != Origin.phrase(phrase.id):
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
                    reason = "与本部分其他回答矛盾，请核对"
                    self._note(NoteKind.SET_ASIDE, part.group, statement.sentence.text, reason, statement.key)
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
                key = f"s:{standing.topic}"
                if standing.missing or filled is None:
                    title = standing.missing or self.bank.topics[standing.topic].title
                    mark = Sentence(f"{placeholder(title)}。", PENDING, standing.topic)
                    self._add(key, part.group, standing.topic, mark)
                else:
                    phrase, sentence = filled
                    wants_look = part.group != "overview"
                    if self._add(key, part.group, standing.topic, sentence, is_proposed=wants_look):
                        self._note(NoteKind.PROPOSED, part.group, "", phrase.id, key)
            if not any(s.topic != LEAD_TOPIC for s in self.statements[part.group]) and part.group != "improvements":
                self._add(f"p:{part.group}", part.group, "", Sentence(f"{placeholder(part.title)}。", PENDING))

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
        last_year = [s for s in given if s.topic == LAST_YEAR_TOPIC]
        rest = [s for s in given if s.topic != LAST_YEAR_TOPIC]
        ordered: list[Statement] = []
        used = {str(s.made.origin) for s in rest}
        for problem in self._ordered(self.script.part("issues")):
            topic = "improvements." + problem.topic.partition(".")[2]
            match = next((s for s in rest if s.topic == topic and problem.topic), None)
            if match is not None:
                rest.remove(match)
                ordered.append(match)
                continue
            said, key = problem.sentence.text, f"m:{problem.key}"
            found = self._measure(topic, said, used)
            if found is not None:
                phrase, filled = found
                origin = Origin.phrase(phrase.id)
                used.add(str(origin))
                sentence = Sentence(filled.text, origin, topic, filled.bindings)
            elif problem.sentence.origin != PENDING:
                topic, sentence = "", Sentence(f"{placeholder('针对“' + _short(said) + '”的措施')}。", PENDING)
            else:
                continue
            measure = self._statement(key, "improvements", topic, sentence, basis=said, is_proposed=found is not None)
            if measure is not None:
                ordered.append(measure)
                if found is not None:
                    self._note(NoteKind.PROPOSED, "improvements", said, sentence.origin.ref, key)
        self.statements["improvements"] = [*last_year, *ordered, *rest]
        if not self.statements["improvements"]:
            mark = Sentence(f"{placeholder(self.script.part('improvements').title)}。", PENDING)
            self._add("p:improvements", "improvements", "", mark)

    def _measure(self, topic: str, problem: str, used: set[str]) -> tuple[Phrase, Filled] | None:
        usable = []
        for phrase in self.bank.by_topic.get(topic, ()):
            if phrase.polarity != "did" or not phrase.fits(self._kind) or self.filler.holds(phrase) is False:
                continue
            if str(Origin.phrase(phrase.id)) not in used and not self.filler.fill(phrase, {}).missing:
                usable.append(phrase)
        for phrase in self.matcher.closest(problem, usable)[:1]:
            return phrase, self.filler.fill(phrase, {})
        return None

    def _ordered(self, part: Part) -> list[Statement]:
        """As the report tells them: by topic, problems and measures as given, then as the clerk moved them."""
        statements = self.statements[part.group]
        if part.group not in PAIRED:
            order = {topic: position for position, topic in enumerate(self.bank.topics)}
            # Points begin with what last year began with; in running prose the figures come first.
            followed = self._followed(part.group, order, 0 if part.enumerate else len(order))
            # Within a topic the figures of the tables come first: 新收…件, then how they were handled.
            statements.sort(
                key=lambda s: (
                    order.get(s.topic, followed.get(s.key, len(order))),
                    s.made.origin.source != "table",
                )
            )
        # What stands before the points stays there, whatever was moved.
        statements.sort(key=lambda s: s.topic != LEAD_TOPIC and not is_opening(part, s))
        return reordered(statements, self.state.orders.get(part.group, ()))

    def _followed(self, group: str, order: Mapping[str, int], at: int) -> dict[str, int]:
        """For sentences of last year of no clear topic the place of what they stood behind."""
        places: dict[str, int] = {}
        for answer in self.state.answers:
            for fact in answer.facts if answer.carried and answer.group == group else ():
                key = fact_key(answer, fact)
                topic = fact.choice.topic if isinstance(fact.choice, Carried) else ""
                if isinstance(fact.choice, PhraseChoice) and fact.choice.phrase in self.bank.by_id:
                    topic = self.bank.by_id[fact.choice.phrase].topic
                at = order.get(topic, at)
                places[key] = at
        return places

    def _prose(self, part: Part) -> Prose:
        statements = [s for s in self.statements[part.group] if s.topic != LEAD_TOPIC]
        opening = tuple(s.sentence for s in statements if not part.enumerate or is_opening(part, s))
        rest = [s for s in statements if part.enumerate and not is_opening(part, s)]
        if part.group in PAIRED:
            return Prose(opening, tuple((s.sentence,) for s in rest), self.filler.say(part.lead_in), part.enumerate)
        # Sentences of one topic that stand together make one point.
        points = [tuple(s.sentence for s in together) for _, together in groupby(rest, key=lambda s: s.topic or s.key)]
        return Prose(opening, tuple(points), "", part.enumerate)

    def _add(
        self,
        key: str,
        group: str,
        topic: str,
        sentence: Sentence,
        values: Mapping[str, SlotValue] = MappingProxyType({}),
        *,
        is_proposed: bool = False,
        is_carried: bool = False,
    ) -> bool:
        """Let a sentence stand in its part; False if the clerk took it out."""
        statement = self._statement(
            key, group, topic, sentence, values=values, is_proposed=is_proposed, is_carried=is_carried
        )
        if statement is not None:
            self.statements[group].append(statement)
        return statement is not None

    def _statement(
        self,
        key: str,
        group: str,
        topic: str,
        made: Sentence,
        *,
        values: Mapping[str, SlotValue] = MappingProxyType({}),
        basis: str | None = None,
        is_proposed: bool = False,
        is_carried: bool = False,
    ) -> Statement | None:
        made = replace(made, key=key)
        statement = Statement(key, group, topic, made, made, named(made) if basis is None else basis, values)
        edit = self.state.edits.get(key)
        if edit is not None:
            text, bindings = self.filler.with_cells(edit.text)
            stands = replace(made, text=text, bindings=bindings, origin=Origin.edited(made.origin))
            statement = replace(statement, sentence=stands, is_edited=True, is_stale=edit.basis != statement.basis)
        elif is_carried:
            statement = replace(statement, is_carried=self.state.confirmed.get(key) != statement.basis)
        else:
            statement = replace(statement, is_proposed=is_proposed)
        if key in self.state.removed:
            self.removed.append(statement)
            self._note(NoteKind.REMOVED, group, statement.sentence.text, "", key)
            return None
        return statement

    def _note(self, kind: NoteKind, group: str, said: str, detail: str, key: str = "") -> None:
        self.notes.append(Note(kind, group, said, detail, key))


def fact_key(answer: Answer, fact: Fact) -> str:
    """The key of the sentence a fact becomes."""
    return f"a{answer.id}.{fact.id}"


def named(sentence: Sentence) -> str:
    """The text with every number that is a cell replaced by the cell's name, ``{{t3.new_received.total}}``."""
    text = sentence.text
    for binding in sorted(sentence.bindings, key=lambda binding: -binding.start):
        text = f"{text[: binding.start]}{{{{{binding.cell}}}}}{text[binding.end :]}"
    return text


def rebound(text: str, sentence: Sentence) -> str:
    """``text``, new wording of ``sentence``, with the numbers that still stand in it bound to their cells by name.

    A number is taken for the cell's when it is written alike, in the order of the sentence; what cannot be found
    again stands as the plain text it now is.
    """
    pieces: list[str] = []
    position = 0
    for binding in sorted(sentence.bindings, key=lambda binding: binding.start):
        digits = re.escape(sentence.text[binding.start : binding.end])
        match = re.compile(rf"(?<![0-9.])(?:{digits})(?![0-9]|\.[0-9])").search(text, position)
        if match:
            pieces += [text[position : match.start()], f"{{{{{binding.cell}}}}}"]
            position = match.end()
    return "".join(pieces) + text[position:]


def reordered(statements: Sequence[Statement], order: Sequence[str]) -> list[Statement]:
    """Statements in ``order`` (keys); one that it does not know stays behind the one it followed."""
    if not order:
        return list(statements)
    place = {key: float(position) for position, key in enumerate(order)}
    before = -1.0
    ranks: dict[str, float] = {}
    for statement in statements:
        before = ranks[statement.key] = place.get(statement.key, before)
    return sorted(statements, key=lambda statement: ranks[statement.key])


def is_opening(part: Part, statement: Statement) -> bool:
    """Told in prose before the numbered points."""
    return part.enumerate and (statement.topic in part.leading or statement.sentence.origin == PENDING)


def path_label(path: str) -> str:
    """How messages name a table path of a condition, group sums and last year's included."""
    last, address = ("上年", path.removeprefix("last.")) if path.startswith("last.") else ("", path)
    table, _, key = address.partition(".")
    try:
        name = cell_label(address)
    except KeyError:
        group, _, column = key.partition(".")
        name = f"{T3_GROUPS.get(group, group)} · {T3_COLUMNS.get(column, column)}"
    return f"{last}{TABLE_NAMES.get(table, table)}“{name}”"


def _shown(value: Cell) -> str:
    return "空" if value is None else str(value)


def _short(text: str, length: int = 12) -> str:
    words = text.rstrip("。")
    return words if len(words) <= length else words[:length] + "……"
