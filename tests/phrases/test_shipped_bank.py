"""The shipped bank: complete, clean, and fit to print for every kind of organ."""

from __future__ import annotations

import pytest

from assistant.phrases.fill import Filler, Setting
from assistant.phrases.lint import lint, sample_values, text_problems
from assistant.phrases.model import Bank
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.view import cell_value

NAMES = {
    OrganKind.GOVERNMENT: ("云岭县人民政府", "云溪市人民政府"),
    OrganKind.DEPARTMENT: ("云岭县自然资源局", "云溪市发展和改革委员会"),
    OrganKind.TOWNSHIP: ("云岭县临江镇人民政府", "云岭县白沙乡人民政府"),
    OrganKind.STREET: ("云溪区青枫街道办事处",),
    OrganKind.OTHER: ("云溪区政务服务中心",),
}


def tables_of(value: int) -> Tables:
    return Tables(*(table(dict.fromkeys(table.keys, value)) for table in (T2, T3, T4)))


def test_lint_has_nothing_to_say(bank: Bank) -> None:
    assert [str(problem) for problem in lint(bank)] == []


def test_every_topic_has_at_least_two_phrases(bank: Bank) -> None:
    assert len(bank.topics) == 76
    assert {topic.group for topic in bank.topics.values()} == set(NARRATIVE_GROUPS)
    assert [code for code, phrases in bank.by_topic.items() if len(phrases) < 2] == []


@pytest.mark.parametrize("kind", OrganKind)
def test_every_kind_of_organ_finds_a_phrase_for_every_topic(bank: Bank, kind: OrganKind) -> None:
    assert [code for code, phrases in bank.by_topic.items() if not any(p.fits(kind) for p in phrases)] == []


def test_every_problem_has_measures_that_ask_nothing(bank: Bank) -> None:
    for code in bank.topics:
        group, _, name = code.partition(".")
        if group == "issues":
            measures = bank.by_topic[f"improvements.{name}"]
            assert any(all(slot.optional for slot in measure.slots) for measure in measures), code


@pytest.mark.parametrize("kind", OrganKind)
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("value", [0, 1, 3, 12_000, None])
def test_every_phrase_prints_well(bank: Bank, kind: OrganKind, full: bool, value: int | None) -> None:
    tables = Tables() if value is None else tables_of(value)
    faults = []
    for name in NAMES[kind]:
        filler = Filler(Setting(Organ.of(name, kind), 2024, tables, tables))
        for phrase in bank.phrases:
            if not phrase.fits(kind) or filler.holds(phrase) is False:
                continue
            filled = filler.fill(phrase, sample_values(phrase, full=full))
            faults += [(phrase.id, problem, filled.text) for problem in text_problems(filled.text)]
            for binding in filled.bindings:
                cell = cell_value(tables, binding.cell.removeprefix("last."))
                assert filled.text[binding.start : binding.end] == str(cell)
    assert faults == []


def test_automatic_sentences_never_leave_blanks(bank: Bank) -> None:
    for value in (0, 1, 5, 50, 5000):
        filler = Filler(Setting(Organ.of("云溪区青枫街道办事处"), 2024, tables_of(value), tables_of(value)))
        for phrase in bank.phrases:
            if phrase.auto and filler.holds(phrase):
                assert filler.fill(phrase, {}).missing == (), phrase.id
