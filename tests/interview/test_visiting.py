"""Going about in the interview loses nothing and changes nothing: properties over any way through it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from depth import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interview_samples import FOUND, ORGAN, YEAR, after, small_engine, t3

from assistant.errors import InputError
from assistant.interview.autopilot import settle
from assistant.interview.engine import (
    AskChoice,
    AskQuestion,
    AskSlot,
    Begin,
    Carry,
    Confirm,
    Discard,
    Dismiss,
    Edit,
    FillSlot,
    GiveTables,
    Input,
    Jump,
    KeepTyped,
    Move,
    Pick,
    QuestionStatus,
    Remove,
    Reopen,
    Rephrase,
    Restore,
    Revise,
    Say,
    SetCells,
    Skip,
    Withdraw,
)
from assistant.interview.outline import NoteKind
from assistant.interview.progress import TodoKind, draft_map, todo_list
from assistant.interview.session import Session
from assistant.interview.state import DraftState
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.tables.schema import Tables

SMALL = small_engine()
QUESTIONS = [question.id for question in SMALL.script.questions]
SAID = sorted(FOUND)
TABLES = [Tables(), t3(new_received=0, carried_in=0), t3(new_received=5, carried_in=1, result_total=6)]
light = settings(deadline=None, max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])


def begun() -> DraftState:
    return after(SMALL, DraftState(), Begin(ORGAN, YEAR))


question = st.sampled_from(QUESTIONS)
words = st.sampled_from([*SAID, "自己想的一句", "培训两次；自己想的一句", "不知道", "{[x]}"])
answer_id = st.integers(1, 4)
sentence = st.one_of(
    st.builds("a{}.{}".format, answer_id, st.integers(0, 1)),
    st.sampled_from(["t:requests.received", "t:requests.none", "s:other.fee_none", "s:other.none", "p:platform"]),
    st.builds("m:a{}.0".format, answer_id),
)
inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(Say, words, st.sampled_from(NARRATIVE_GROUPS)),
    st.builds(Say, words, st.none(), question),
    st.builds(Say, words),
    st.builds(Pick, st.sampled_from(["supervision.training.a", "issues.form.a", "improvements.form.asks"])),
    st.just(KeepTyped()),
    st.just(Discard("不写")),
    st.builds(FillSlot, st.sampled_from([4, "40余", None])),
    st.just(Skip()),
    st.builds(Jump, st.one_of(st.none(), question)),
    st.builds(GiveTables, st.sampled_from(TABLES), st.just("表.xlsx")),
    st.builds(GiveTables, st.sampled_from(TABLES), st.just("上年.xlsx"), st.just(True)),
    st.builds(SetCells, st.builds(dict.fromkeys, st.just(["t3.new_received.total"]), st.integers(0, 9)), st.just("改")),
    st.builds(Begin, st.just(ORGAN), st.sampled_from([YEAR, YEAR + 1])),
    st.builds(Withdraw, answer_id),
    st.builds(Revise, answer_id, words),
    st.builds(Rephrase, words),
    st.builds(Reopen, sentence),
    st.builds(Carry, st.sampled_from(NARRATIVE_GROUPS), st.just("沿用的一句。"), st.just("一（三）")),
    st.builds(Edit, sentence, st.sampled_from(["改写过，2次、5件。", "另一种写法"])),
    st.builds(Remove, sentence),
    st.builds(Restore, sentence),
    st.builds(Move, sentence, st.sampled_from([-1, 1])),
    st.builds(Confirm, sentence),
    st.builds(Dismiss, st.just("T3-01"), st.one_of(st.none(), st.just("数已核对"))),
)
ways = st.lists(inputs, max_size=14)


def walked(way: Sequence[Input], state: DraftState | None = None) -> DraftState:
    """The state after what of the way is possible."""
    state = state or begun()
    for given_input in way:
        try:
            state = after(SMALL, state, given_input)
        except InputError:
            continue
    return state


def report(state: DraftState) -> str:
    made = SMALL.report(state)
    return "\n".join(paragraph.text for paragraph in made.paragraphs())


@light
@given(st.dictionaries(question, words, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_questions_are_visited_does_not_matter(said: dict[str, str], random: Random) -> None:
    def draft(order: Sequence[str]) -> str:
        state = begun()
        for name in order:
            if SMALL.standing(state, SMALL.script.question(name)) is QuestionStatus.HIDDEN:
                continue
            state = settle(SMALL, after(SMALL, state, Jump(name), Say(said[name])))
            while isinstance(SMALL.prompt(state), AskSlot):
                state = after(SMALL, state, FillSlot(None))
        return report(state)

    shuffled = list(said)
    random.shuffle(shuffled)
    assert draft(shuffled) == draft(list(said))


@light
@given(ways, st.lists(question, max_size=6))
def test_going_back_and_forward_changes_nothing(way: list[Input], visited: list[str]) -> None:
    state = walked(way)
    about = walked([Jump(name) for name in visited], state)
    assert SMALL.outline(about) == SMALL.outline(state)
    assert report(about) == report(state)
    back = after(SMALL, about, Jump(None))
    assert back.answers == state.answers
    assert SMALL.prompt(back) == SMALL.prompt(after(SMALL, state, Jump(None)))


@light
@given(ways, st.sampled_from(TABLES))
def test_hiding_and_showing_restores(way: list[Input], tables: Tables) -> None:
    state = walked(way)
    before = GiveTables(state.tables, state.tables_source)
    assert after(SMALL, state, GiveTables(tables, "别的"), before) == state


@light
@given(ways)
def test_every_step_is_undone_and_the_file_opens_to_the_same(tmp_path: Path, way: list[Input]) -> None:
    path = tmp_path / "草稿.nianbao"
    session = Session.create(path, SMALL, ORGAN, YEAR)
    try:
        states = [session.state]
        for given_input in way:
            try:
                session.do(given_input)
            except InputError:
                continue
            if session.state != states[-1]:
                states.append(session.state)
        assert session.journal.state() == session.state
        last = session.state
        seen = list(states)
        while session.journal.undo():
            seen.pop()
            assert session.journal.state() == seen[-1]
        assert seen == states[:1]
        while session.journal.redo():
            seen.append(session.journal.state())
        assert seen == states
        session.close()
        session = Session.open(path, SMALL)
        assert session.state == last
        assert session.prompt == SMALL.prompt(last)
    finally:
        session.close()
        path.unlink()


@light
@given(ways)
def test_nothing_that_wants_a_look_goes_unnoticed(way: list[Input]) -> None:
    state = walked(way)
    outline = SMALL.outline(state)
    todos = todo_list(SMALL, state, outline)
    noticed = {(todo.key, todo.kind) for todo in todos}
    for statements in outline.statements.values():
        for statement in statements:
            if statement.is_stale:
                assert (statement.key, TodoKind.STALE) in noticed
            if statement.is_carried:
                assert (statement.key, TodoKind.CARRIED) in noticed
            if statement.is_proposed:
                assert (statement.key, TodoKind.CONFIRM) in noticed
            if statement.is_pending:
                assert (statement.key, TodoKind.MISSING) in noticed
    for note in outline.notes:
        if note.kind is NoteKind.CONFLICT:
            assert (note.key, TodoKind.STALE) in noticed
    assert len(PLACEHOLDER.findall(report(state))) == sum(
        todo.kind is TodoKind.MISSING and todo.key != "" for todo in todos
    )


@light
@given(ways)
def test_the_draft_can_always_be_told_and_asked(way: list[Input]) -> None:
    state = walked(way)
    outline = SMALL.outline(state)
    parts = draft_map(SMALL, state, outline, todo_list(SMALL, state, outline))
    assert [part.group for part in parts] == list(NARRATIVE_GROUPS)
    standing = [s.key for statements in outline.statements.values() for s in statements]
    assert len(standing) == len(set(standing)), "a sentence stands once"
    prompt = SMALL.prompt(state)
    hidden = SMALL.hidden(state)
    if isinstance(prompt, AskChoice | AskSlot):
        assert prompt.answer not in hidden
    if isinstance(prompt, AskQuestion):
        assert SMALL.standing(state, prompt.question) is not QuestionStatus.HIDDEN


@light
@given(ways)
def test_what_was_said_is_kept_until_it_is_taken_back(way: list[Input]) -> None:
    state = begun()
    for given_input in way:
        before = {answer.id: answer.text for answer in state.answers}
        carried = {answer.id for answer in state.answers if answer.carried}
        try:
            state = after(SMALL, state, given_input)
        except InputError:
            continue
        if isinstance(given_input, Withdraw):
            del before[given_input.answer]
        if isinstance(given_input, Revise) and given_input.answer in carried:
            # What she says this year stands in its place.
            assert [answer.text for answer in state.answers][-1] == given_input.text
            del before[given_input.answer]
        elif isinstance(given_input, Revise):
            before[given_input.answer] = given_input.text
        kept = {answer.id: answer.text for answer in state.answers}
        if not isinstance(given_input, Rephrase):
            assert before.items() <= kept.items()


def test_a_whole_interview_forward_and_backward(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "草稿.nianbao", SMALL, ORGAN, YEAR)
    visited = []
    while (here := session.current_question) is not None and (following := session.neighbour(1)):
        visited.append(here.id)
        session.do(Jump(following))
    while (before := session.neighbour(-1)) is not None:
        session.do(Jump(before))
        assert session.current_question is not None
        assert session.current_question.id == visited.pop()
    assert not visited
    assert not session.can_undo
    assert session.undo() is None
    session.close()


def test_undo_passes_over_where_she_has_been(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "草稿.nianbao", SMALL, ORGAN, YEAR)
    session.do(Jump("supervision.training"))
    session.do(Say("培训两次"))
    session.do(Pick("supervision.training.a"))
    session.do(Jump("platform.website"))
    assert session.undo() == "选用标准表述（业务培训）"
    assert isinstance(session.prompt, AskChoice)
    session.do(Jump("platform.website"))
    assert session.redo() == "选用标准表述（业务培训）"
    assert session.redo() is None
    session.close()


def test_several_inputs_are_one_step_or_none(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "草稿.nianbao", SMALL, ORGAN, YEAR)
    before = session.state
    with pytest.raises(InputError):
        session.do_together([Say("培训两次", "supervision"), Skip()], "两步")
    assert session.state == before
    session.do_together([Say("培训两次", "supervision"), Pick("supervision.training.a")], "一次做完")
    assert session.undo() == "一次做完"
    assert session.state == before
    session.close()


def test_what_changes_nothing_is_no_step(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "草稿.nianbao", SMALL, ORGAN, YEAR)
    session.do(Jump(None))
    session.do(GiveTables(Tables()))
    assert len(session.journal.steps) == 1
    session.close()


def test_a_draft_opened_for_reading_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "草稿.nianbao"
    first = Session.create(path, SMALL, ORGAN, YEAR)
    first.do(Say("培训两次", "supervision"))
    second = Session.open(path, SMALL)
    for change in (lambda: second.do(Skip()), second.undo, second.redo):
        with pytest.raises(InputError, match="只读"):
            change()
    assert second.state == first.state
    second.close()
    first.close()
