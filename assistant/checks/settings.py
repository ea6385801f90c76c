"""Words and limits the rules work with: data, so that an office can add its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.checks.finding import Severity


@dataclass(frozen=True)
class Confusion:
    """A wrong word of the genre (TQ-33)."""

    wrong: str
    """Regular expression of bounded width; what it matches is underlined."""
    right: str
    """What should stand there; group references of ``wrong`` allowed, empty when only a person can tell."""
    note: str = ""


@dataclass(frozen=True)
class Facet:
    """A field of problems and measures: one topic name of topics.yaml under issues and improvements (TQ-19)."""

    name: str
    title: str
    problem: str
    """Regular expression over a problem's sentence."""
    measure: str
    """Regular expression over a measure's sentence."""


@dataclass(frozen=True)
class Settings:
    """Everything the rules look up. The shipped values come from ``phrasebank/checks.yaml``."""

    confusions: tuple[Confusion, ...] = ()
    forbidden: tuple[str, ...] = ()
    """Words an office does not want to see in its reports."""
    phrases: tuple[str, ...] = ()
    """Fixed political phrases, exact (TQ-34)."""
    statutes: tuple[str, ...] = ()
    """Exact names of statutes and notices of the field (TQ-11)."""
    facets: tuple[Facet, ...] = ()
    surnames: frozenset[str] = frozenset()
    given_words: tuple[str, ...] = ()
    """Words that begin like a surname with a given name (关切, 高度, 安全)."""
    doubled: tuple[str, ...] = ()
    """Regular expressions of words that may stand twice (政府政府信息)."""
    own_names: tuple[str, ...] = ()
    """Other names of the organ itself: short and former ones."""
    known_organs: tuple[str, ...] = ()
    """Names of other organs that may appear."""
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    """Rule id → severity in this office; None switches the rule off."""

    @cached_property
    def confusion_patterns(self) -> tuple[tuple[re.Pattern[str], Confusion], ...]:
        """Compiled."""
        return tuple((re.compile(confusion.wrong), confusion) for confusion in self.confusions)

    @cached_property
    def facet_patterns(self) -> tuple[tuple[Facet, re.Pattern[str], re.Pattern[str]], ...]:
        """Compiled: facet, problem, measure."""
        return tuple((facet, re.compile(facet.problem), re.compile(facet.measure)) for facet in self.facets)

    @cached_property
    def doubled_pattern(self) -> re.Pattern[str]:
        """One pattern for all words that may stand twice."""
        return re.compile("|".join(self.doubled) or "(?!)")
