"""The nouns of the phrase bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from assistant.report.standard import OrganKind

Polarity = Literal["did", "none"]
"""``none``: the wording for what was not done or did not happen."""

OWN_PREFIX = "own_"
"""Begins the short name (behind the topic) of a phrase that an office made of its own sentence."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One code of the taxonomy, ``group.name``."""

    code: str
    title: str
    note: str = ""

    @property
    def group(self) -> str:
        """The part of the report the topic belongs to."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank in a phrase: a number (``units``), a table cell (``cell``), or text (neither)."""

    name: str
    units: tuple[str, ...] = ()
    """Units a clerk may use; the first stands in the text."""
    ask: str = ""
    near: tuple[str, ...] = ()
    """Words beside the number in an answer that tell this slot from another with the same unit."""
    optional: bool = False
    cell: str | None = None
    """``<table>.<row>.<col>``; group sums like ``t3.denied.total`` too."""

    @property
    def is_number(self) -> bool:
        """Filled from a quantity in the answer."""
        return bool(self.units)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One standard sentence."""

    id: str
    topic: str
    text: str
    """Jinja2 over the slots, the organ's words and the tables."""
    slots: tuple[Slot, ...] = ()
    says: tuple[str, ...] = ()
    """How a clerk says it."""
    polarity: Polarity = "did"
    organs: frozenset[OrganKind] = frozenset()
    """Kinds it fits; empty = all."""
    when: str | None = None
    """Jinja2 expression over the tables."""
    auto: bool = False
    """Follows from the tables alone, proposed without asking."""
    own_says: tuple[str, ...] = ()
    """Wordings of this office that led to the phrase before (remembered choices)."""
    place: str = field(default="", compare=False)
    """File and line, for messages."""

    @property
    def group(self) -> str:
        """The topic's group."""
        return self.topic.partition(".")[0]

    @property
    def is_own(self) -> bool:
        """Made of an office's own sentence, see ``matching/blanks.py``."""
        return self.id.rpartition(".")[2].startswith(OWN_PREFIX)

    def slot(self, name: str) -> Slot:
        """The slot of that name; KeyError if there is none."""
        for slot in self.slots:
            if slot.name == name:
                return slot
        raise KeyError(name)

    def fits(self, kind: OrganKind | None) -> bool:
        """The wording suits this kind of organ (None: unknown, everything suits)."""
        return not self.organs or kind is None or kind in self.organs


@dataclass(frozen=True)
class Bank:
    """All phrases in force, in bank order, with the taxonomy they refer to."""

    topics: Mapping[str, Topic]
    phrases: tuple[Phrase, ...]
    fingerprint: str = ""
    """Changes whenever any source of the bank changes."""

    @cached_property
    def by_id(self) -> Mapping[str, Phrase]:
        """Phrases by id."""
        return {phrase.id: phrase for phrase in self.phrases}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Phrase, ...]]:
        """Phrases by topic code, bank order; every topic is present."""
        found: dict[str, list[Phrase]] = {code: [] for code in self.topics}
        for phrase in self.phrases:
            found[phrase.topic].append(phrase)
        return {code: tuple(phrases) for code, phrases in found.items()}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the matcher knows beside the bank; plain data, read by whoever owns the files."""

    frequencies: Mapping[str, int]
    """Word → frequency, the segmenter's dictionary."""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Class name → words that mean the same in this genre."""
    other_work: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field of an office's other work → its words."""
    talk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Way of not answering (putting off, asking back) → its words."""
    disclosure: tuple[str, ...] = ()
    """Words of making public."""
