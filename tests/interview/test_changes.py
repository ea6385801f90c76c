"""What the clerk does to sentences of the report, and what becomes of that when the draft changes under it."""

from __future__ import annotations

import pytest
from interview_samples import ORGAN, YEAR, after, small_engine, t3, text_of

from assistant.errors import InputError
from assistant.interview.engine import (
    AskChoice,
    AskQuestion,
    Begin,
    Carry,
    Confirm,
    Discard,
    Edit,
    Engine,
    FillSlot,
    GiveTables,
    Input,
    Jump,
    KeepTyped,
    Move,
    Pick,
    Remove,
    Reopen,
    Rephrase,
    Restore,
    Revise,
    Say,
    SetCells,
    Withdraw,
)
from assistant.interview.outline import NoteKind, Statement, named
from assistant.interview.progress import TodoKind, todo_list
from assistant.interview.state import Answered, DraftState, Jumped, PhraseChoice, Skipped, Typed, fold

FIVE = t3(new_received=5, carried_in=0, result_total=5)


@pytest.fixture(scope="module")
def small() -> Engine:
    return small_engine()


@pytest.fixture
def begun(small: Engine) -> DraftState:
    return after(small, DraftState(), Begin(ORGAN, YEAR))


def statement(engine: Engine, state: DraftState, key: str) -> Statement:
    return engine.outline(state).statement(key)


def keys(engine: Engine, state: DraftState, group: str) -> list[str]:
    return [s.key for s in engine.outline(state).statements[group]]


def written(engine: Engine, state: DraftState, group: str) -> list[str]:
    """The sentences of a part, without the numbers of its points."""
    return [s.sentence.text for s in engine.outline(state).statements[group]]


def kinds(engine: Engine, state: DraftState, key: str) -> list[TodoKind]:
    return [todo.kind for todo in todo_list(engine, state, engine.outline(state)) if todo.key == key]


def trained(engine: Engine, state: DraftState, text: str = "培训两次") -> DraftState:
    return after(engine, state, Say(text, "supervision"), Pick("supervision.training.a"))


# Editing

RECEIVED = "t:requests.received"


def test_an_edited_sentence_keeps_its_numbers_live(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, GiveTables(FIVE))
    assert text_of(small, state, "requests") == "2024年，我街道收到申请5件，办结5件。"
    state = after(small, state, Edit(RECEIVED, "全年共收到5件申请,已办结5件"))
    assert text_of(small, state, "requests") == "全年共收到5件申请，已办结5件。"
    edited = statement(small, state, RECEIVED)
    assert edited.is_edited
    assert not edited.is_stale
    assert str(edited.sentence.origin) == "edited:table:requests.received.auto"
    assert [binding.cell for binding in edited.sentence.bindings] == ["t3.new_received.total", "t3.result_total.total"]
    state = after(small, state, SetCells({"t3.new_received.total": 8}, "修改表三一格"))
    assert text_of(small, state, "requests") == "全年共收到8件申请，已办结5件。"
    assert not statement(small, state, RECEIVED).is_stale
    assert kinds(small, state, RECEIVED) == []


def test_a_number_she_changed_is_hers_and_a_longer_one_is_another(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, GiveTables(FIVE), Edit(RECEIVED, "收到15件（其中网上5件），办结6件。"))
    sentence = statement(small, state, RECEIVED).sentence
    assert named(sentence) == "收到15件（其中网上{{t3.new_received.total}}件），办结6件。"
    state = after(small, state, SetCells({"t3.new_received.total": 7, "t3.result_total.total": 7}, "改"))
    assert text_of(small, state, "requests") == "收到15件（其中网上7件），办结6件。"


def test_an_edit_is_stale_when_the_wording_under_it_changes(small: Engine, begun: DraftState) -> None:
    state = trained(small, begun)
    state = after(small, state, Edit("a1.0", "开展业务培训2次，覆盖各科室。"))
    assert kinds(small, state, "a1.0") == []
    state = after(small, state, Begin(ORGAN, YEAR + 1))
    assert kinds(small, state, "a1.0") == [], "the wording does not speak of the year"
    table = after(small, begun, GiveTables(FIVE), Edit(RECEIVED, "全年收到5件。"))
    table = after(small, table, Begin(ORGAN, YEAR + 1))
    assert statement(small, table, RECEIVED).is_stale
    assert kinds(small, table, RECEIVED) == [TodoKind.STALE]
    assert text_of(small, table, "requests") == "全年收到5件。", "what she wrote stays until she has looked"
    confirmed = after(small, table, Confirm(RECEIVED))
    assert kinds(small, confirmed, RECEIVED) == []
    assert text_of(small, confirmed, "requests") == "全年收到5件。"
    restored = after(small, table, Restore(RECEIVED))
    assert text_of(small, restored, "requests") == "2025年，我街道收到申请5件，办结5件。"
    assert kinds(small, restored, RECEIVED) == []


def test_an_edited_measure_is_stale_when_its_problem_reads_otherwise(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("就会发文字", "issues"), Pick("issues.form.a"))
    state = after(small, state, Edit("m:a1.0", "每月做一个图解。"))
    assert kinds(small, state, "m:a1.0") == []
    state = after(small, state, Edit("a1.0", "公开形式以文字为主。"))
    assert kinds(small, state, "m:a1.0") == [TodoKind.STALE]
    assert "每月做一个图解" in text_of(small, state, "issues")


def test_an_edit_of_what_is_gone_returns_with_it(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, GiveTables(FIVE), Edit(RECEIVED, "全年收到5件。"))
    none = after(small, state, GiveTables(t3(new_received=0, carried_in=0)))
    assert text_of(small, none, "requests") == "2024年，我街道未收到政府信息公开申请。"
    with pytest.raises(InputError, match="已经没有这一句"):
        small.events(none, Edit(RECEIVED, "还是收到5件。"))
    again = after(small, none, GiveTables(FIVE))
    assert text_of(small, again, "requests") == "全年收到5件。"


def test_an_empty_edit_is_no_removal(small: Engine, begun: DraftState) -> None:
    state = trained(small, begun)
    with pytest.raises(InputError, match="不能是空的"):
        small.events(state, Edit("a1.0", "  "))


def test_what_she_writes_over_the_mark_of_an_empty_part_stays_when_more_is_said(
    small: Engine, begun: DraftState
) -> None:
    (mark,) = keys(small, begun, "platform")
    state = after(small, begun, Edit(mark, "专栏由办公室每周查看"))
    assert text_of(small, state, "platform") == "专栏由办公室每周查看。"
    state = after(small, state, Say("专栏调了", "platform"), Pick("platform.website.a"))
    assert written(small, state, "platform") == ["调整网站专栏。", "专栏由办公室每周查看。"]


def test_writing_over_a_mark_supplies_it(small: Engine, begun: DraftState) -> None:
    fee = next(key for key in keys(small, begun, "other") if key == "s:other.fee_none")
    assert kinds(small, begun, fee) == [TodoKind.MISSING]
    state = after(small, begun, Edit(fee, "全年没有收取信息处理费"))
    assert kinds(small, state, fee) == []
    assert "全年没有收取信息处理费。" in text_of(small, state, "other")


# Removing, restoring, moving


def test_a_sentence_is_taken_out_and_put_back(small: Engine, begun: DraftState) -> None:
    state = trained(small, begun)
    state = after(small, state, Say("自己的一句", "supervision"), KeepTyped())
    gone = after(small, state, Remove("a1.0"))
    assert text_of(small, gone, "supervision") == "自己的一句。"
    assert [s.key for s in small.outline(gone).removed] == ["a1.0"]
    assert [n.key for n in small.outline(gone).notes if n.kind is NoteKind.REMOVED] == ["a1.0"]
    assert after(small, gone, Restore("a1.0")) == state
    edited = after(small, gone, Edit("a1.0", "培训办了2次"))
    assert written(small, edited, "supervision") == ["培训办了2次。", "自己的一句。"]


def test_the_last_sentence_taken_out_leaves_the_mark(small: Engine, begun: DraftState) -> None:
    state = after(small, trained(small, begun), Remove("a1.0"))
    assert text_of(small, state, "supervision").startswith("【待补：")
    (mark,) = keys(small, state, "supervision")
    with pytest.raises(InputError, match="不能删除"):
        small.events(state, Remove(mark))


def test_sentences_move_within_their_part(small: Engine, begun: DraftState) -> None:
    state = begun
    for text in ("甲", "乙", "丙"):
        state = after(small, state, Say(text, "issues"), KeepTyped())
    assert keys(small, state, "issues") == ["a1.0", "a2.0", "a3.0"]
    moved = after(small, state, Move("a3.0", -1))
    assert keys(small, moved, "issues") == ["a1.0", "a3.0", "a2.0"]
    assert keys(small, after(small, moved, Move("a3.0", 1)), "issues") == ["a1.0", "a2.0", "a3.0"]
    assert [key for key in keys(small, moved, "improvements") if key.startswith("m:")] == ["m:a1.0", "m:a3.0", "m:a2.0"]
    with pytest.raises(InputError, match="最前一句"):
        small.events(state, Move("a1.0", -1))
    with pytest.raises(InputError, match="最后一句"):
        small.events(state, Move("a3.0", 1))
    more = after(small, moved, Say("丁", "issues"), KeepTyped())
    assert keys(small, more, "issues") == ["a1.0", "a3.0", "a4.0", "a2.0"], "what is new stands behind the one before"


def test_what_stands_before_the_points_stays_before_them(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("公开了186条", "proactive"), Pick("proactive.volume.a"))
    state = after(small, state, Say("预算决算都公开了", "proactive"), Pick("proactive.budget.a"))
    state = after(small, state, Say("办事指南换新的了", "proactive"), Pick("proactive.services.a"))
    with pytest.raises(InputError):
        small.events(state, Move("a1.0", 1))
    moved = after(small, state, Move("a3.0", -1))
    assert keys(small, moved, "proactive") == ["a1.0", "a3.0", "a2.0"]


def test_a_removed_sentence_does_not_move(small: Engine, begun: DraftState) -> None:
    state = after(small, trained(small, begun), Remove("a1.0"))
    with pytest.raises(InputError, match="恢复以后才能移动"):
        small.events(state, Move("a1.0", 1))


# Confirming


def test_confirming_a_proposed_measure_makes_it_her_choice(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("就会发文字", "issues"), Pick("issues.form.a"))
    proposed = statement(small, state, "m:a1.0")
    assert proposed.is_proposed
    assert kinds(small, state, "m:a1.0") == [TodoKind.CONFIRM]
    confirmed = after(small, state, Confirm("m:a1.0"))
    assert text_of(small, confirmed, "issues") == text_of(small, state, "issues")
    (measure,) = small.outline(confirmed).statements["improvements"]
    assert measure.key == "a2.0"
    assert not measure.is_proposed
    assert kinds(small, confirmed, "a2.0") == []
    gone = after(small, confirmed, Withdraw(1))
    assert measure.sentence.text in text_of(small, gone, "issues"), "it no longer depends on the problem"
    assert measure.sentence.text not in text_of(small, after(small, state, Withdraw(1)), "issues")


def test_what_is_carried_wants_a_look_until_it_is_confirmed(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Carry("management", "信息发布前逐级审核。", "一（三）"))
    assert text_of(small, state, "management") == "信息发布前逐级审核。"
    assert statement(small, state, "a1.0").is_carried
    assert str(statement(small, state, "a1.0").sentence.origin) == "last_year:一（三）"
    assert kinds(small, state, "a1.0") == [TodoKind.CARRIED]
    confirmed = after(small, state, Confirm("a1.0"))
    assert kinds(small, confirmed, "a1.0") == []
    edited = after(small, state, Edit("a1.0", "发布前由科室和分管领导两级审核。"))
    assert kinds(small, edited, "a1.0") == []
    with pytest.raises(InputError, match="没有“午饭”这一部分"):
        small.events(begun, Carry("午饭", "甲。", "一"))


# Answers and their facts


def test_a_hidden_answer_returns_with_its_condition(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("收到5件", question="requests.any"), Pick("requests.received.said"))
    before = text_of(small, state, "requests")
    assert "收到申请5件" in before
    hidden = after(small, state, GiveTables(t3(new_received=0, carried_in=0)))
    assert text_of(small, hidden, "requests") == "2024年，我街道未收到政府信息公开申请。"
    assert [n.said for n in small.outline(hidden).notes if n.kind is NoteKind.HIDDEN] == ["收到5件"]
    shown = after(small, hidden, GiveTables(t3()))
    assert text_of(small, shown, "requests") == before


def test_a_hidden_question_is_neither_asked_nor_gone_to(small: Engine, begun: DraftState) -> None:
    there = after(small, begun, Jump("requests.any"))
    filled = after(small, there, GiveTables(t3(new_received=0, carried_in=0)))
    prompt = small.prompt(filled)
    assert isinstance(prompt, AskQuestion)
    assert prompt.question.id != "requests.any"
    with pytest.raises(InputError, match="不用回答"):
        small.events(filled, Jump("requests.any"))
    shown = after(small, filled, GiveTables(t3()))
    assert small.prompt(shown) == small.prompt(there)


def test_a_question_of_another_script_is_passed_over(small: Engine, begun: DraftState) -> None:
    state = fold(
        [Jumped("office.own"), Skipped("office.own"), Answered(1, "other", "office.own", "甲", ("甲",))], begun
    )
    prompt = small.prompt(state)
    assert isinstance(prompt, AskChoice)
    state = after(small, state, KeepTyped())
    assert isinstance(small.prompt(state), AskQuestion)
    assert "甲。" in text_of(small, state, "other")


def test_revising_keeps_the_facts_she_left_alone(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("培训两次；自己的一句", "supervision"))
    state = after(small, state, Pick("supervision.training.a"), KeepTyped("改过的一句"))
    state = after(small, state, Edit("a1.0", "办了2次培训"))
    revised = after(small, state, Revise(1, "先说这个；自己的一句；培训两次"))
    answer = revised.answer(1)
    assert [(fact.id, fact.text, fact.choice is not None) for fact in answer.facts] == [
        (2, "先说这个", False),
        (1, "自己的一句", True),
        (0, "培训两次", True),
    ]
    prompt = small.prompt(revised)
    assert isinstance(prompt, AskChoice)
    assert (prompt.fact, prompt.reading.text) == (2, "先说这个")
    revised = after(small, revised, Discard())
    assert written(small, revised, "supervision") == ["办了2次培训。", "改过的一句。"]
    back = after(small, revised, Revise(1, "培训两次；自己的一句"))
    again = after(small, back, Revise(1, "先说这个；培训两次；自己的一句"))
    assert [fact.id for fact in again.answer(1).facts] == [3, 0, 1], "ids are never reused"
    with pytest.raises(InputError, match="撤回"):
        small.events(state, Revise(1, "  "))
    with pytest.raises(InputError, match="第 7 条"):
        small.events(state, Revise(7, "甲"))


def test_rephrasing_may_say_several_things(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("干了不少；自己的一句", "supervision"))
    state = after(small, state, Rephrase("培训两次；专栏调了"))
    answer = state.answer(1)
    assert [(fact.id, fact.text) for fact in answer.facts] == [(0, "培训两次"), (2, "专栏调了"), (1, "自己的一句")]
    assert answer.text == "培训两次；专栏调了；自己的一句"
    state = after(small, state, Pick("supervision.training.a"), Pick("platform.website.a"), KeepTyped())
    assert text_of(small, state, "platform") == "调整网站专栏。"
    assert written(small, state, "supervision") == ["组织业务培训2次。", "自己的一句。"]
    with pytest.raises(InputError):
        small.events(after(small, begun, Say("干了不少", "supervision")), Rephrase(" "))


def test_another_form_is_asked_for_with_the_old_one_at_hand(small: Engine, begun: DraftState) -> None:
    state = after(small, trained(small, begun), Reopen("a1.0"))
    prompt = small.prompt(state)
    assert isinstance(prompt, AskChoice)
    assert prompt.before == PhraseChoice("supervision.training.a", {"次数": 2})
    state = after(small, state, KeepTyped("自己写"))
    assert state.answer(1).facts[0].choice == Typed("自己写")
    assert state.answer(1).facts[0].before is None
    with pytest.raises(InputError, match="不是由您的回答写出"):
        small.events(after(small, begun, GiveTables(FIVE)), Reopen(RECEIVED))


@pytest.mark.parametrize("first", [Edit("a1.0", "改写过的。"), Remove("a1.0")])
def test_what_is_chosen_anew_stands_as_chosen(small: Engine, begun: DraftState, first: Input) -> None:
    state = after(small, trained(small, begun), first, Reopen("a1.0"), Pick("supervision.training.a", {"次数": 3}))
    assert text_of(small, state, "supervision") == "组织业务培训3次。"
    assert kinds(small, state, "a1.0") == []


def test_a_fact_that_was_set_aside_can_be_taken_up_again(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("培训两次", "supervision"), Discard("先不写"))
    with pytest.raises(InputError, match="没有这一句"):
        small.events(state, Edit("a1.0", "写上"))
    state = after(small, state, Reopen("a1.0"), Pick("supervision.training.a"))
    assert text_of(small, state, "supervision") == "组织业务培训2次。"


def test_a_blank_is_not_asked_for_where_the_sentence_is_gone_or_rewritten(small: Engine, begun: DraftState) -> None:
    state = trained(small, begun, "办过培训")
    assert text_of(small, state, "supervision") == "组织业务培训【待补：次数】次。"
    for change in (Remove("a1.0"), Edit("a1.0", "办过培训。")):
        assert isinstance(small.prompt(after(small, state, change)), AskQuestion)
    assert text_of(small, after(small, state, FillSlot("40余")), "supervision") == "组织业务培训40余次。"


def test_what_a_choice_rests_on_is_named_when_it_changes(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, GiveTables(FIVE), Say("按人分着统计的", question="requests.handling"))
    state = after(small, state, Pick("requests.received.natural"))
    other = after(small, state, GiveTables(t3(new_received=0, carried_in=2)))
    (note,) = [note for note in small.outline(other).notes if note.kind is NoteKind.CONFLICT]
    assert "由 5 变为 0" in note.detail
    assert kinds(small, other, "a1.0") == [TodoKind.STALE]
