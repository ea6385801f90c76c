"""All rules over one report: robust against a rule that fails, and quick when only a sentence has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.checks import (  # noqa: F401  each module enters its rules
    arithmetic_rules,
    narrative,
    narrative_cases,
    sums,
    text_content,
    text_dates,
    text_issues,
    text_marks,
    text_numbering,
    text_organs,
    text_privacy,
    text_statutes,
    text_words,
    years,
)
from assistant.checks.claims import read_claims
from assistant.checks.context import Context, Passage, read_statements
from assistant.checks.denials import read_denials
from assistant.checks.finding import Finding, Severity, Where
from assistant.checks.registry import RULES, Rule
from assistant.checks.settings import Settings
from assistant.report.model import Report
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.labelled import Remark
from assistant.tables.schema import Tables

_LARGE = 3000
"""Characters of a passage from which its reading is forgotten after the check."""
_ORDER = ("title", "lead", *SECTION_TITLES)
_PARTS = (None, *SUBSECTION_TITLES)
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check_report(
    report: Report,
    *,
    settings: Settings,
    last: Report | None = None,
    last_tables: Tables | None = None,
    units: Iterable[Tables] = (),
    draft: bool = False,
    form: str = "2021",
    headings: tuple[str, ...] = (),
    raw: Mapping[str, Mapping[str, str]] | None = None,
    remarks: Iterable[Remark] = (),
    rules: Iterable[Rule] | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a report, in printed order, one per defect. Never raises.

    ``last`` and ``last_tables`` are last year's (of the form of 2021), ``units`` the tables of subordinate organs, ``headings`` the heading lines as a file prints
    them, ``raw`` the texts of cells that were no plain numbers, ``remarks`` what a reader noticed in the tables. In a
    ``draft`` empty cells are errors.
    """
    context = Context(
        report,
        settings,
        last=last,
        last_tables=last_tables if last_tables is not None else (last.tables if last else None),
        units=tuple(units),
        draft=draft,
        form=form,
        headings=headings,
        raw=raw or {},
        remarks=tuple(remarks),
    )
    return Checker().check(context, rules)


@dataclass(slots=True)
class Checker:
    """Remembers what it found on each paragraph, so that a second look costs only what has changed."""

    _known: dict[Passage, dict[str, tuple[Finding, ...]]] = field(default_factory=dict)
    """By paragraph and rule."""
    _basis: tuple[object, ...] = ()

    def check(self, context: Context, rules: Iterable[Rule] | None = None) -> tuple[Finding, ...]:
        """The findings on ``context``, as :func:`check_report` gives them."""
        # What a paragraph rule may depend on beside its paragraph.
        basis = (context.organ, context.year, id(context.settings), context.draft)
        full_name = "中华人民共和国政府信息公开条例" in context.text("lead", "overview", "issues", "other")
        if self._basis != (*basis, full_name):
            self._known.clear()
            self._basis = (*basis, full_name)
        found: list[Finding] = []
        known: dict[Passage, dict[str, tuple[Finding, ...]]] = {}
        stores = []
        for passage in context.passages:
            if passage not in known:
                known[passage] = self._known.get(passage, {})
            stores.append((passage, known[passage]))
        for rule in RULES.values() if rules is None else rules:
            if context.settings.severities.get(rule.id, rule.severity) is None:
                continue
            if rule.passage_check is not None:
                for passage, store in stores:
                    if rule.id not in store:
                        store[rule.id] = _guarded(rule, partial(rule.passage_check, context, passage))
                    found += store[rule.id]
            if rule.report_check is not None:
                found += _guarded(rule, partial(rule.report_check, context))
        self._known = known
        if any(len(passage.text) > _LARGE for passage in context.passages):
            # Remembered while the rules share it; over a thousand edits it would add up.
            for remembered in (read_statements, read_claims, read_denials):
                remembered.cache_clear()
        return _in_order(_own_severities(_one_per_defect(found), context.settings.severities))


def _guarded(rule: Rule, run: Callable[[], Iterator[Finding]]) -> tuple[Finding, ...]:
    """A rule that fails is reported as such, and the others go on."""
    found: list[Finding] = []
    try:
        found.extend(run())
    except Exception as error:
        said = f"核查规则 {rule.id}（{rule.title}）没有查完，程序在这份报告上出了错（{type(error).__name__}），请人工核对这一项。"
        found.append(Finding(rule.id, Severity.INFO, said))
    return tuple(found)


def _one_per_defect(found: list[Finding]) -> list[Finding]:
    """Drop what another finding implies (report-standard.md §3)."""
    kept: list[Finding] = []
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    corrections = {
        cell: value
        for finding in found
        if finding.fix and finding.rule.startswith(("T3-", "T4-"))
        for cell, value in finding.fix.cells
    }
    broken = {
        cell for finding in found if finding.rule.startswith(("T3-", "T4-", "XY-01")) for cell in finding.cells[:1]
    }
    for finding in found:
        if _is_implied(finding, by_rule, corrections, broken):
            continue
        kept.append(finding)
    return list({(f.rule, f.where, f.message): f for f in kept}.values())


_SPEAKS_OVER: Mapping[str, tuple[str, ...]] = {
    "TQ-33": ("TQ-13", "TQ-11", "TQ-34", "TQ-12"),
    "TQ-26": ("NT-01", "NT-03", "NT-08", "NT-09", "NT-11", "NT-12", "NT-13", "NT-24"),
    "NT-03": ("TQ-28", "NT-24"),
    "NT-01": ("TQ-28", "NT-24"),
    "NT-05": ("TQ-28",),
    "NT-14": ("TQ-28",),
    "NT-07": ("TQ-28",),
    "NT-09": ("TQ-28",),
    "NT-11": ("TQ-28",),
    "NT-12": ("TQ-28",),
    "NT-24": ("NT-13", "TQ-22"),
    "TQ-08": ("TQ-34", "TQ-11"),
    "TQ-11": ("TQ-12",),
    "TQ-38": ("TQ-36",),
}


_SUMS = ("T3-01", "T3-02", "T3-03", "T3-05", "T3-07")
"""Not to be believed where rows are missing."""


def _is_implied(
    finding: Finding, by_rule: Mapping[str, list[Finding]], corrections: Mapping[str, object], broken: set[str]
) -> bool:
    if finding.rule == "TQ-26":
        return any(
            _same_sentence(finding, other) and other.severity is not Severity.INFO
            for rule in _SPEAKS_OVER["TQ-26"]
            for other in by_rule.get(rule, ())
        )
    for rule in _SPEAKS_OVER.get(finding.rule, ()):
        for other in by_rule.get(rule, ()):
            if rule == "TQ-28" and finding.rule in other.evidence:
                return True
            if _overlap(finding.where, other.where):
                return True
    if finding.where.section == "t3" and "T3-06" in by_rule and (finding.rule == "TQ-27" or finding.rule in _SUMS):
        return True
    if finding.rule == "TQ-18" and any(f.where.section == "issues" for f in by_rule.get("TQ-17", ())):
        return True
    if finding.rule == "TQ-19" and any(f.severity is Severity.ERROR for f in by_rule.get("TQ-18", ())):
        return True
    if (
        finding.rule == "TQ-30"
        and finding.where.start is not None
        and any(
            f.where.section == finding.where.section and f.where.subsection == finding.where.subsection
            for f in by_rule.get("TQ-17", ())
        )
    ):
        return True
    if finding.rule == "TQ-23" and finding.severity is Severity.WARNING:
        return any("统计期限" in f.message for rule in ("TQ-05", "TQ-06") for f in by_rule.get(rule, ()))
    if finding.rule == "TQ-02" and by_rule.get("TQ-03"):
        return True
    if finding.rule == "TQ-29" and any(
        f.where.section == "overview" and f.where.subsection in (None, finding.where.subsection)
        for f in by_rule.get("TQ-17", ())
    ):
        return True
    # A number of the text that the corrected table would agree with is a consequence of the table's error.
    if finding.rule.startswith("NT-") and finding.cells and finding.fix and finding.fix.edits:
        digits = "".join(char for char in _said(finding) if char.isdigit() or char == ".")
        return any(cell in corrections and str(corrections[cell]) == digits for cell in finding.cells)
    return False


def _said(finding: Finding) -> str:
    """The number a narrative finding quotes first."""
    return (
        finding.message.partition(" 为 ")[2].partition("，")[0]
        or finding.message.partition("为 ")[2].partition("，")[0]
    )


def _same_sentence(one: Finding, other: Finding) -> bool:
    return (one.where.section, one.where.subsection, one.excerpt) == (
        other.where.section,
        other.where.subsection,
        other.excerpt,
    )


def _overlap(one: Where, other: Where) -> bool:
    if (one.section, one.subsection) != (other.section, other.subsection):
        return False
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _own_severities(found: list[Finding], severities: Mapping[str, Severity | None]) -> list[Finding]:
    result = []
    for finding in found:
        if finding.rule not in severities:
            result.append(finding)
            continue
        wanted = severities[finding.rule]
        if wanted is not None:
            result.append(replace(finding, severity=wanted))
    return result


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> tuple[int, int, int, int, str]:
        where = finding.where
        section = _ORDER.index(where.section) if where.section in _ORDER else len(_ORDER)
        part = _PARTS.index(where.subsection) if where.subsection in _PARTS else len(_PARTS)
        return section, part, where.start if where.start is not None else -1, _RANK[finding.severity], finding.rule

    return tuple(sorted(found, key=place))
