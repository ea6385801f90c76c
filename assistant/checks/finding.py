"""What a check says about a report."""

from __future__ import annotations

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
    """The place a finding speaks of. Offsets count characters of the paragraph, end exclusive."""

    section: str | None = None
    subsection: str | None = None
    cell: str | None = None
    """``<table>.<row>.<col>``."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends the finding: new cell values by address, or a replacement text for ``where``."""

    description: str
    cells: tuple[tuple[str, Any], ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, told once: the rule that speaks, the place, both sides of the evidence, what to do."""

    rule: str
    severity: Severity
    message: str
    where: Where = field(default_factory=Where)
    excerpt: str = ""
    fix: Fix | None = None
    cells: tuple[str, ...] = ()
    """Every cell address involved, the suspect first."""
    evidence: tuple[str, ...] = ()
    """Ids of implied rules that broke as a consequence."""

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
