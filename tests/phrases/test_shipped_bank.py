"""The shipped bank: complete, clean, and fit to print for every kind of organ."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from assistant.checklist import load_settings
from assistant.checks.sentence import SENTENCE_RULES, check_sentence
from assistant.checks.settings import Settings
from assistant.matching.normalise import normalise
from assistant.matching.rank import plain_text
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.lint import (
    EVERY_YEAR,
    MIN_MEASURES,
    MIN_PHRASES,
    sample_filler,
    sample_values,
    text_problems,
)
from assistant.phrases.model import Bank
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind
from assistant.reuse.similarity import bare
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.view import cell_value

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED, DEV = SHARED / "seed" / "dongongren-2024.txt", SHARED / "eval" / "dev.jsonl"
LEAST_COMPARED = 10
"""Characters without figures and marks: shorter sentences are said alike by everybody."""

NAMES = {
    OrganKind.GOVERNMENT: ("云岭县人民政府", "云溪市人民政府"),
    OrganKind.DEPARTMENT: ("云岭县自然资源局", "云溪市发展和改革委员会"),
    OrganKind.TOWNSHIP: ("云岭县临江镇人民政府", "云岭县白沙乡人民政府"),
    OrganKind.STREET: ("云溪区青枫街道办事处",),
    OrganKind.OTHER: ("云溪区政务服务中心",),
}


def tables_of(value: int) -> Tables:
    return Tables(*(table(dict.fromkeys(table.keys, value)) for table in (T2, T3, T4)))


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(())


def test_every_topic_has_its_phrases(bank: Bank) -> None:
    assert len(bank.topics) == 76
    assert {topic.group for topic in bank.topics.values()} == set(NARRATIVE_GROUPS)
    assert [code for code, phrases in bank.by_topic.items() if len(phrases) < MIN_PHRASES] == []
    assert set(bank.topics) >= EVERY_YEAR


@pytest.mark.parametrize("kind", OrganKind)
def test_every_kind_of_organ_finds_a_phrase_for_every_topic(bank: Bank, kind: OrganKind) -> None:
    assert [code for code, phrases in bank.by_topic.items() if not any(p.fits(kind) for p in phrases)] == []


def test_every_problem_has_measures_some_to_be_filled_in_and_some_that_ask_nothing(bank: Bank) -> None:
    for code in bank.topics:
        group, _, name = code.partition(".")
        if group == "issues":
            measures = bank.by_topic[f"improvements.{name}"]
            assert len(measures) >= MIN_MEASURES, code
            assert any(measure.slots for measure in measures), code
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


def test_the_rules_of_checks_are_silent_on_every_sentence_of_every_kind_of_organ(
    bank: Bank, settings: Settings
) -> None:
    """TQ-32 among them: no problem is so vague that it would fit any office."""
    seen: set[tuple[str, str]] = set()
    found = []
    for kind in OrganKind:
        filler = sample_filler(kind)
        organ, year = filler.setting.organ, filler.setting.year
        for phrase, full in product(bank.phrases, (False, True)):
            if not phrase.fits(kind):
                continue
            text = filler.fill(phrase, sample_values(phrase, full=full)).text
            if (phrase.group, text) in seen:
                continue
            seen.add((phrase.group, text))
            findings = check_sentence(text, phrase.group, SENTENCE_RULES, settings=settings, organ=organ, year=year)
            found += [(phrase.id, finding.rule, finding.message) for finding in findings]
    assert found == []


def test_no_phrase_is_a_sentence_of_a_published_report(bank: Bank) -> None:
    if not SEED.is_file():
        pytest.skip("the published report lies beside the repository, not in it")
    published = [bare(line) for line in re.split("[。；\n]", SEED.read_text(encoding="utf-8"))]
    published = [line for line in published if len(line) >= LEAST_COMPARED]
    taken = []
    for phrase in bank.phrases:
        text = bare(plain_text(phrase))
        if len(text) >= LEAST_COMPARED and (
            hit := process.extractOne(text, published, scorer=fuzz.ratio, score_cutoff=90)
        ):
            taken.append((phrase.id, hit[0]))
    assert taken == []


def test_no_spoken_line_is_an_answer_that_matching_is_measured_by(bank: Bank) -> None:
    if not DEV.is_file():
        pytest.skip("the labelled answers lie beside the repository, not in it")
    answers = {normalise(json.loads(line)["answer"]) for line in DEV.read_text(encoding="utf-8").splitlines() if line}
    assert [(p.id, line) for p in bank.phrases for line in p.says if normalise(line) in answers] == []


def test_automatic_sentences_never_leave_blanks(bank: Bank) -> None:
    for value in (0, 1, 5, 50, 5000):
        filler = Filler(Setting(Organ.of("云溪区青枫街道办事处"), 2024, tables_of(value), tables_of(value)))
        for phrase in bank.phrases:
            if phrase.auto and filler.holds(phrase):
                assert filler.fill(phrase, {}).missing == (), phrase.id
