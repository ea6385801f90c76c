"""Every rule finds its ✗ cases and leaves its ✓ cases alone."""

from __future__ import annotations

import pytest
from check_samples import check, loud, make
from rule_cases import CASES, Case

from assistant.checks.registry import RULES

WRONG = [
    pytest.param(rule, case, id=f"{rule}-{n}") for rule, (wrong, _) in CASES.items() for n, case in enumerate(wrong)
]
RIGHT = [
    pytest.param(rule, case, id=f"{rule}-{n}") for rule, (_, right) in CASES.items() for n, case in enumerate(right)
]


def test_every_rule_has_cases() -> None:
    assert set(RULES) == set(CASES)
    assert [rule for rule, (wrong, right) in CASES.items() if min(len(wrong), len(right)) < 3] == []
    # The standard gives a ✗ and a ✓ for each of these; three more of each are ours.
    quality = [(rule, wrong, right) for rule, (wrong, right) in CASES.items() if rule.startswith("TQ-")]
    assert [rule for rule, wrong, right in quality if min(len(wrong), len(right)) < 4] == []


@pytest.mark.parametrize(("rule", "case"), WRONG)
def test_a_rule_finds_its_defect(rule: str, case: Case) -> None:
    findings = check(case.report, **case.options)
    assert rule in [finding.rule for finding in findings], loud(findings)


@pytest.mark.parametrize(("rule", "case"), RIGHT)
def test_a_rule_leaves_near_misses_alone(rule: str, case: Case) -> None:
    findings = check(case.report, **case.options)
    assert [f.message for f in findings if f.rule == rule and str(f.severity) == str(RULES[rule].severity)] == []


def test_the_clean_report_is_silent() -> None:
    assert loud(check(make())) == []


@pytest.mark.parametrize("rule", list(RULES.values()), ids=list(RULES))
def test_rules_are_explained(rule: object) -> None:
    for name in ("title", "why", "source", "wrong"):
        assert len(getattr(rule, name)) >= 1, name
