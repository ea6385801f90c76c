"""TQ-19 over pairs of one problem and one measure: those that belong together stay silent, others are told."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from check_samples import check, make
from issue_pairs import ANSWERED, UNANSWERED

from assistant.checklist import load_settings
from assistant.checks.context import Context
from assistant.checks.finding import Severity
from assistant.checks.issues import answers, facets_of, read_issues
from assistant.workbench import Workbench

SETTINGS = load_settings()


def is_told(problem: str, measure: str) -> bool:
    fields = facets_of(problem, SETTINGS)
    return bool(fields) and not fields & answers(measure, SETTINGS)


@pytest.mark.parametrize(("problem", "measure"), ANSWERED)
def test_a_measure_that_answers_is_seen(problem: str, measure: str) -> None:
    assert not is_told(problem, measure)


def test_measures_that_speak_of_something_else_are_told() -> None:
    missed = [pair for pair in UNANSWERED if not is_told(*pair)]
    assert len(missed) <= len(UNANSWERED) // 20, missed


def test_problems_and_measures_of_the_bank(workbench: Workbench) -> None:
    problems: dict[str, list[str]] = defaultdict(list)
    measures: dict[str, list[str]] = defaultdict(list)
    for phrase in workbench.bank.phrases:
        group, _, field = phrase.topic.partition(".")
        plain = re.sub(r"{%.*?%}", "", re.sub(r"{{.*?}}", "3", phrase.text))
        if group in ("issues", "improvements"):
            (problems if group == "issues" else measures)[field].append(plain)
    same = [(p, m) for field in problems for p in problems[field] for m in measures[field]]
    other = [(p, m) for a in problems for b in measures if a != b for p in problems[a] for m in measures[b]]
    assert [pair for pair in same if is_told(*pair)] == []
    # Some measures answer problems of two fields (催办 both speeds up and coordinates), so that not all can be told.
    assert sum(is_told(*pair) for pair in other) >= 0.85 * len(other)


def test_the_report_says_which_problem_is_left() -> None:
    made = make(
        issues=(
            "存在的问题：一是政策解读形式单一，图解偏少；二是个别栏目更新不及时，最长的四个月没有新内容。",
            "改进措施：一是每份惠民文件配发图解和短视频；二是为新到岗人员举办业务培训班，编印操作手册。",
        )
    )
    (finding,) = [f for f in check(made) if f.rule == "TQ-19"]
    assert finding.severity is Severity.WARNING
    assert "更新时效" in finding.message
    text = made.section("issues").text
    assert text[finding.where.start : finding.where.end].startswith("个别栏目更新不及时")


def test_section_five_as_the_program_composes_it_is_taken_apart_right(workbench: Workbench) -> None:
    def plain(text: str) -> str:
        return re.sub(r"{%.*?%}", "", re.sub(r"{{.*?}}", "3", text)).rstrip("。")

    bank = workbench.bank
    other, answer = "经办人员多为兼职", "增加一名专职人员，离岗时由另一人接续"
    wrong = []
    for measure in bank.phrases:
        group, _, field = measure.topic.partition(".")
        if group != "improvements" or field == "last_year":
            continue
        for problem in bank.by_topic[f"issues.{field}"]:
            told = (
                f"2025年，我镇政府信息公开工作还存在以下问题：一是{plain(problem.text)}；二是{other}。",
                f"针对上述问题，我镇采取以下改进措施：一是{plain(measure.text)}；二是{answer}。",
            )
            found = read_issues(Context(make(issues=told), SETTINGS).prose["issues"])
            counts = [sum(point.is_numbered for point in points) for points in (found.problems, found.measures)]
            if counts != [2, 2]:
                wrong.append((problem.id, measure.id, counts))
    assert wrong == []
