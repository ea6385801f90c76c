"""What is left before a draft can go out, and the map of its parts."""

from __future__ import annotations

import pytest
from interview_samples import ORGAN, YEAR, after, small_engine, t3

from assistant.checks.finding import Finding, Severity, Where
from assistant.interview.engine import (
    Begin,
    Carry,
    Confirm,
    Discard,
    Edit,
    Engine,
    GiveTables,
    Pick,
    QuestionStatus,
    Say,
    Skip,
)
from assistant.interview.progress import TODO_NAMES, Todo, TodoKind, draft_map, missing_facts, todo_list
from assistant.interview.state import DraftState
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.tables.schema import T2, T3, T4, Tables

ZEROS = Tables(T2.zeros(), T3.zeros(), T4.zeros())


@pytest.fixture(scope="module")
def small() -> Engine:
    return small_engine()


@pytest.fixture
def begun(small: Engine) -> DraftState:
    return after(small, DraftState(), Begin(ORGAN, YEAR))


def todos(engine: Engine, state: DraftState, *findings: Finding) -> tuple[Todo, ...]:
    return todo_list(engine, state, engine.outline(state), findings)


def error(rule: str = "T3-01", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, severity, "对不上。", Where(section="t3", cell="t3.granted.total"))


def test_an_empty_draft_wants_every_part_and_every_table(small: Engine, begun: DraftState) -> None:
    left = todos(small, begun)
    places = [todo.place for todo in left if todo.kind is TodoKind.MISSING]
    assert places[-3:] == ["表二", "表三", "表四"]
    assert "主动公开情况" in places
    assert next(todo for todo in left if todo.place == "表三").what.startswith("175 个格子没有填")
    assert next(todo for todo in left if todo.place == "表三").cell == "t3.new_received.natural"


def test_the_most_important_comes_first_then_the_order_of_the_report(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Carry("management", "逐级审核。", "一（三）"))
    state = after(small, state, Say("就会发文字", "issues"), Pick("issues.form.a"))
    state = after(small, state, GiveTables(t3(new_received=5, carried_in=0)))
    state = after(small, state, Edit("t:requests.received", "收到5件。"), Begin(ORGAN, YEAR + 1))
    state = after(small, state, Say("还没选", "supervision"))
    left = todos(small, state, error())
    order = [todo.kind for todo in left]
    assert order == sorted(order, key=list(TodoKind).index)
    assert set(order) == set(TodoKind)
    missing = [todo.group for todo in left if todo.kind is TodoKind.MISSING and todo.group]
    assert missing == sorted(missing, key=NARRATIVE_GROUPS.index)
    assert set(TODO_NAMES) == set(TodoKind)


def test_an_error_of_the_checks_is_told_with_its_place(small: Engine, begun: DraftState) -> None:
    first = todos(small, begun, error())[0]
    assert (first.kind, first.place, first.cell) == (TodoKind.ERROR, "表三 （一）予以公开 · 总计", "t3.granted.total")
    kinds = {todo.kind for todo in todos(small, begun, error(severity=Severity.WARNING), error("TQ-27"))}
    assert TodoKind.ERROR not in kinds, "warnings do not hold it up; empty cells are told table by table"


def test_nothing_is_left_when_all_is_said_and_confirmed(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, GiveTables(ZEROS))
    for text, group, phrase in [
        ("公开了186条", "proactive", "proactive.volume.a"),
        ("先审后发", "management", "management.review.a"),
        ("专栏调了", "platform", "platform.website.a"),
        ("培训两次", "supervision", "supervision.training.a"),
        ("就会发文字", "issues", "issues.form.a"),
        ("印了小册子", "improvements", "improvements.form.b"),
    ]:
        state = after(small, state, Say(text, group), Pick(phrase))
    (left,) = todos(small, state)
    assert (left.kind, left.key) == (TodoKind.CONFIRM, "s:other.none")
    assert todos(small, after(small, state, Confirm(left.key))) == ()


def test_a_fact_without_a_form_is_told_and_one_set_aside_is_not(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("培训两次；说不清", "supervision"), Pick("supervision.training.a"))
    (left,) = [todo for todo in todos(small, state) if todo.kind is TodoKind.OPEN]
    assert (left.key, left.what) == ("a1.1", "“说不清”还没有选定写法")
    state = after(small, state, Discard())
    assert not [todo for todo in todos(small, state) if todo.kind is TodoKind.OPEN]


def test_the_map_tells_where_each_question_stands(small: Engine, begun: DraftState) -> None:
    state = after(
        small, begun, Say("培训两次", question="supervision.training"), Pick("supervision.training.a"), Skip()
    )
    parts = {part.group: part for part in draft_map(small, state, small.outline(state), todos(small, state))}
    training = next(view for view in parts["supervision"].questions if view.question.id == "supervision.training")
    assert training.status is QuestionStatus.GIVEN
    assert [answer.text for answer in training.answers] == ["培训两次"]
    assert parts["supervision"].open == len(parts["supervision"].questions) - 1
    assert parts["overview"].questions[0].status is QuestionStatus.SKIPPED
    handling = next(view for view in parts["requests"].questions if view.question.id == "requests.handling")
    assert handling.status is QuestionStatus.HIDDEN
    assert handling not in parts["requests"].asked
    assert [s.key for s in parts["supervision"].statements] == ["a1.0"]
    assert parts["platform"].count(TodoKind.MISSING) == 1
    assert parts["supervision"].count(*TodoKind) == 0


def test_looking_at_the_map_changes_nothing(small: Engine, begun: DraftState) -> None:
    prompt = small.prompt(begun)
    draft_map(small, begun, small.outline(begun), todos(small, begun))
    assert small.prompt(begun) == prompt


def test_what_a_printed_report_lacks(small: Engine, begun: DraftState) -> None:
    report = small.report(begun)
    left = missing_facts(report)
    assert [todo.place for todo in left[-3:]] == ["表二", "表三", "表四"]
    assert ("存在的主要问题及改进情况", "改进情况") in [(todo.place, todo.what) for todo in left]
