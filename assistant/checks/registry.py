"""The list of rules: each is a small function with its id, severity, reason, source and example beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding, Fix, Severity, Where

FAMILIES = {"T": "勾稽关系", "XY": "与上年衔接", "NT": "文字与统计表", "TQ": "文字质量"}
MAX_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a rule, and the function that checks it."""

    id: str
    severity: Severity
    title: str
    why: str
    source: str
    wrong: str
    """An invented example that the rule finds."""
    right: str = ""
    """A near miss that it leaves alone."""
    report_check: Callable[[Context], Iterator[Finding]] | None = None
    passage_check: Callable[[Context, Passage], Iterator[Finding]] | None = None
    """Depends on the passage, organ, year, kind and settings alone; results are kept per passage."""

    @property
    def family(self) -> str:
        """``T``, ``XY``, ``NT`` or ``TQ``."""
        prefix = self.id.partition("-")[0]
        return "T" if prefix.startswith("T") and prefix != "TQ" else prefix


RULES: dict[str, Rule] = {}


def describe(
    rule_id: str, severity: Severity, title: str, *, why: str, source: str, wrong: str, right: str = ""
) -> None:
    """Enter a rule that a function of another rule reports."""
    _enter(Rule(rule_id, severity, title, why, source, wrong, right))


def report_rule(
    rule_id: str, severity: Severity, title: str, *, why: str, source: str, wrong: str, right: str = ""
) -> Callable[[Callable[[Context], Iterator[Finding]]], Callable[[Context], Iterator[Finding]]]:
    """Enter a rule over the whole report."""

    def enter(check: Callable[[Context], Iterator[Finding]]) -> Callable[[Context], Iterator[Finding]]:
        _enter(Rule(rule_id, severity, title, why, source, wrong, right, report_check=check))
        return check

    return enter


def passage_rule(
    rule_id: str, severity: Severity, title: str, *, why: str, source: str, wrong: str, right: str = ""
) -> Callable[[Callable[[Context, Passage], Iterator[Finding]]], Callable[[Context, Passage], Iterator[Finding]]]:
    """Enter a rule that looks at one paragraph at a time."""

    def enter(
        check: Callable[[Context, Passage], Iterator[Finding]],
    ) -> Callable[[Context, Passage], Iterator[Finding]]:
        _enter(Rule(rule_id, severity, title, why, source, wrong, right, passage_check=check))
        return check

    return enter


def also_over_report(
    rule_id: str,
) -> Callable[[Callable[[Context], Iterator[Finding]]], Callable[[Context], Iterator[Finding]]]:
    """Give a rule entered for paragraphs a second function, over the whole report."""

    def enter(check: Callable[[Context], Iterator[Finding]]) -> Callable[[Context], Iterator[Finding]]:
        RULES[rule_id] = replace(RULES[rule_id], report_check=check)
        return check

    return enter


def _enter(rule: Rule) -> None:
    if rule.id in RULES:
        raise ValueError(f"rule {rule.id} is entered twice")
    RULES[rule.id] = rule


def at(
    rule_id: str,
    passage: Passage,
    start: int,
    end: int,
    message: str,
    *,
    severity: Severity | None = None,
    fix: str | None = None,
    edits: tuple[Edit, ...] = (),
    replacement: str | None = None,
    certain: bool = False,
    cells: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
) -> Finding:
    """A finding on characters ``start``–``end`` of a passage; ``replacement`` or ``edits`` (same count) mend it, ``certain`` without anybody's decision."""
    if replacement is not None:
        edits = (Edit(start, end, replacement),)
        fix = fix or (f"改为“{replacement}”" if replacement else "删去")
    moved = tuple(Edit(edit.start + passage.offset, edit.end + passage.offset, edit.text) for edit in edits)
    return Finding(
        rule_id,
        severity or RULES[rule_id].severity,
        message,
        Where(passage.section, passage.subsection, None, start + passage.offset, end + passage.offset),
        clip(passage.sentence_at(start)),
        Fix(fix, edits=moved, is_certain=certain) if fix and moved else None,
        cells,
        evidence,
    )


def about(
    rule_id: str,
    message: str,
    where: Where | None = None,
    *,
    severity: Severity | None = None,
    excerpt: str = "",
    fix: Fix | None = None,
    cells: tuple[str, ...] = (),
) -> Finding:
    """A finding on a section, a cell or the whole report."""
    return Finding(rule_id, severity or RULES[rule_id].severity, message, where or Where(), clip(excerpt), fix, cells)


def clip(text: str, length: int = MAX_EXCERPT) -> str:
    """Cut for quotation."""
    text = text.strip()
    return text if len(text) <= length else f"{text[: length - 1]}…"
