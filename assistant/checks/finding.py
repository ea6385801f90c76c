"""What a check says about a report."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """``error`` is objectively wrong, ``warning`` needs a person's look, ``info`` is advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "建议"}


@dataclass(frozen=True, slots=True)
class Where:
    """The place a finding speaks of.

    ``section`` is ``title``, ``lead`` or a section's key; ``subsection`` a topic group, or the heading of a part of
    section 一 that belongs to none. Offsets count characters of ``Section.text`` or ``Subsection.text`` (paragraphs
    joined by line breaks), end exclusive.
    """

    section: str | None = None
    subsection: str | None = None
    cell: str | None = None
    """``<table>.<row>.<col>``."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace characters ``start``–``end`` (exclusive) by ``text``; counted like :class:`Where`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends the finding: new cell values by address, or edits of the text ``where`` points into."""

    description: str
    cells: tuple[tuple[str, Any], ...] = ()
    edits: tuple[Edit, ...] = ()
    """In ascending order, not overlapping."""
    is_certain: bool = False
    """Nobody need decide: no figure, name or missing content may be what is wrong instead."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, told once: the rule that speaks, the place, both sides of the evidence, what to do."""

    rule: str
    severity: Severity
    message: str
    where: Where = field(default_factory=Where)
    excerpt: str = ""
    """The sentence the finding speaks of."""
    fix: Fix | None = None
    cells: tuple[str, ...] = ()
    """Every cell address involved, the suspect first."""
    evidence: tuple[str, ...] = ()
    """Ids of implied rules that broke as a consequence."""

    @property
    def key(self) -> str:
        """What a dismissal is remembered by: the rule and its evidence, but not where in the text that stands.

        It stays the same when other sentences change, and lapses when the sentence, the cells or their values do.
        """
        evidence = "\0".join((self.where.section or "", self.where.cell or "", self.message, self.excerpt))
        return f"{self.rule}-{hashlib.blake2b(evidence.encode(), digest_size=6).hexdigest()}"

    def to_json(self) -> dict[str, Any]:
        """The object ``nianbao check --json`` prints for this finding."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "where": {
                "section": self.where.section,
                "subsection": self.where.subsection,
                "cell": self.where.cell,
                "start": self.where.start,
                "end": self.where.end,
            },
            "message": self.message,
            "excerpt": self.excerpt,
            "fix": self.fix.description if self.fix else None,
        }


def tally(severities: Sequence[Severity]) -> str:
    """How many findings of each severity: 共 3 处：错误 1 处，提醒 2 处."""
    parts = [f"{name} {severities.count(level)} 处" for level, name in SEVERITY_NAMES.items() if level in severities]
    return f"共 {len(severities)} 处：{'，'.join(parts)}。"
