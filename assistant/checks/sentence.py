"""One sentence under the rules, as if it stood alone in its part of a report."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checks.context import Context
from assistant.checks.finding import Finding
from assistant.checks.registry import RULES
from assistant.checks.runner import Checker
from assistant.checks.settings import Settings
from assistant.report.model import Paragraph, Report, report_title, statutory_section, statutory_subsection
from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.schema import Tables

SENTENCE_RULES = (
    "TQ-05", "TQ-06", "TQ-07", "TQ-08", "TQ-09", "TQ-10", "TQ-11", "TQ-12", "TQ-13", "TQ-14", "TQ-15", "TQ-16",
    "TQ-32", "TQ-33", "TQ-34", "TQ-35", "TQ-38",
)  # fmt: skip
"""Rules of report-standard.md §6 that can tell from one sentence alone."""
PRIVATE_RULES = ("TQ-14", "TQ-15", "TQ-16")
"""What must not be published: personal numbers, names of persons, secrecy marks."""


def check_sentence(
    text: str, group: str, rules: Iterable[str], *, settings: Settings, organ: Organ, year: int
) -> tuple[Finding, ...]:
    """The findings of ``rules`` (ids) on a sentence of a topic group; only rules that need no more than a sentence."""
    report = _report(text, group, organ, year)
    return Checker().check(Context(report, settings), [RULES[rule] for rule in rules])


def _report(text: str, group: str, organ: Organ, year: int) -> Report:
    paragraphs = (Paragraph.of(text),)
    key = "issues" if group in ("issues", "improvements") else "other" if group == "other" else "overview"
    sections = {name: statutory_section(name) for name in SECTION_TITLES}
    if group in SUBSECTION_TITLES:
        sections[key] = statutory_section(key, (), (statutory_subsection(group, paragraphs),))
    else:
        sections[key] = statutory_section(key, paragraphs)
    return Report(organ, year, report_title(organ.name, year), (), tuple(sections.values()), Tables())
