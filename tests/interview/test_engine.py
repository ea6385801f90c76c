"""The interview as a state machine: prompts, inputs, events."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_samples import ORGAN, YEAR, after, brief, drafted, small_engine, t3, text_of

from assistant.errors import InputError
from assistant.interview.answers import load_answers
from assistant.interview.autopilot import Brief, Exact, Words, decision, draft
from assistant.interview.engine import (
    AskChoice,
    AskOrgan,
    AskQuestion,
    AskSlot,
    Begin,
    Discard,
    Engine,
    FillSlot,
    Finished,
    GiveTables,
    Input,
    Jump,
    KeepTyped,
    Pick,
    Say,
    Skip,
    Withdraw,
)
from assistant.interview.outline import NoteKind
from assistant.interview.state import (
    Answered,
    Began,
    DraftState,
    Event,
    Jumped,
    PhraseChoice,
    SetAside,
    Settled,
    Skipped,
    TablesGiven,
    Typed,
    Withdrawn,
    fold,
)
from assistant.tables.schema import Tables
from assistant.tables.spreadsheet import read_tables


@pytest.fixture(scope="module")
def small() -> Engine:
    return small_engine()


@pytest.fixture
def begun(small: Engine) -> DraftState:
    return after(small, DraftState(), Begin(ORGAN, YEAR))


def questions(engine: Engine, state: DraftState) -> Iterator[str]:
    """Ids of the questions asked when every one is skipped."""
    while not isinstance(prompt := engine.prompt(state), Finished):
        assert isinstance(prompt, AskQuestion)
        yield prompt.question.id
        state = after(engine, state, Skip())


def test_the_organ_comes_first(small: Engine) -> None:
    state = DraftState()
    assert small.prompt(state) == AskOrgan()
    with pytest.raises(InputError, match="单位名称和年份"):
        small.report(state)
    state = after(small, state, Begin(ORGAN, YEAR))
    assert isinstance(small.prompt(state), AskQuestion)
    assert small.report(state).title == "云溪区青枫街道办事处2024年政府信息公开工作年度报告"


def test_questions_come_in_script_order_as_the_tables_call_for_them(small: Engine, begun: DraftState) -> None:
    script = [question.id for question in small.script.questions]
    without = list(questions(small, begun))
    assert without == [name for name in script if name != "requests.handling"]
    with_requests = list(questions(small, after(small, begun, GiveTables(t3(new_received=3, carried_in=0)))))
    assert with_requests == [name for name in script if name != "requests.any"]
    zero = list(questions(small, after(small, begun, GiveTables(t3(new_received=0, carried_in=0)))))
    assert zero == [name for name in script if name not in {"requests.any", "requests.handling"}]


def test_an_answer_is_cut_into_facts_and_each_finds_its_form(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("公开了186条；自己想的一句；不知道", "proactive"))
    prompt = small.prompt(state)
    assert isinstance(prompt, AskChoice)
    assert (prompt.answer, prompt.fact, prompt.group) == (1, 0, "proactive")
    state = after(small, state, Pick("proactive.volume.a"), KeepTyped(), Discard("闲聊"))
    choices = [fact.choice for fact in state.answer(1).facts]
    assert choices == [PhraseChoice("proactive.volume.a", {"条数": 186}), Typed("自己想的一句"), SetAside("闲聊")]
    assert text_of(small, state, "proactive") == "全年主动公开政府信息186条。自己想的一句。"


def test_picking_may_correct_numbers_or_take_another_phrase(small: Engine, begun: DraftState) -> None:
    said = after(small, begun, Say("培训两次", "supervision"))
    corrected = after(small, said, Pick("supervision.training.a", {"次数": 3}))
    assert text_of(small, corrected, "supervision") == "组织业务培训3次。"
    other = after(small, said, Pick("platform.website.a"))
    assert text_of(small, other, "platform") == "调整网站专栏。"
    typed = after(small, said, KeepTyped("今年培训 过两次"))
    assert text_of(small, typed, "supervision") == "今年培训 过两次。"


def test_a_blank_is_asked_for_once(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("办过培训", "supervision"), Pick("supervision.training.a"))
    prompt = small.prompt(state)
    assert isinstance(prompt, AskSlot)
    assert prompt.slot.name == "次数"
    assert text_of(small, state, "supervision") == "组织业务培训【待补：次数】次。"
    filled = after(small, state, FillSlot(4))
    assert text_of(small, filled, "supervision") == "组织业务培训4次。"
    left = after(small, state, FillSlot(None))
    assert isinstance(small.prompt(left), AskQuestion)
    assert text_of(small, left, "supervision") == "组织业务培训【待补：次数】次。"


def test_a_settled_fact_can_be_settled_again(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("培训两次", "supervision"), Pick("supervision.training.a"))
    state = fold([Settled(1, 0, Typed("改成自己的话"))], state)
    assert text_of(small, state, "supervision") == "改成自己的话。"


def test_answers_are_withdrawn_and_ids_stay_unique(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("培训两次", "supervision"), Pick("supervision.training.a"))
    state = after(small, state, Say("专栏调了", "platform"), Pick("platform.website.a"))
    state = after(small, state, Withdraw(1))
    assert text_of(small, state, "supervision").startswith("【待补：")
    assert text_of(small, state, "platform") == "调整网站专栏。"
    assert state.next_answer == 3
    with pytest.raises(KeyError):
        state.answer(1)
    with pytest.raises(InputError, match="第 1 条"):
        small.events(state, Withdraw(1))


def test_a_withdrawn_question_is_asked_again(small: Engine, begun: DraftState) -> None:
    first = small.prompt(begun)
    state = after(small, begun, Say("不知道"), Discard())
    assert small.prompt(state) != first
    assert small.prompt(after(small, state, Withdraw(1))) == first


def test_jumping_goes_to_a_question_and_back_to_the_order(small: Engine, begun: DraftState) -> None:
    first = small.prompt(begun)
    state = after(small, begun, Jump("supervision.training"))
    prompt = small.prompt(state)
    assert isinstance(prompt, AskQuestion)
    assert prompt.question.id == "supervision.training"
    answered = after(small, state, Say("培训两次"), Pick("supervision.training.a"))
    assert answered.answer(1).question == "supervision.training"
    assert small.prompt(answered) == first
    assert "supervision.training" not in list(questions(small, answered))
    skipped = after(small, state, Skip())
    assert small.prompt(skipped) == first
    again = after(small, skipped, Jump("supervision.training"), Say("培训两次"), Pick("supervision.training.a"))
    assert "supervision.training" not in again.skipped
    with pytest.raises(InputError, match="没有编号为"):
        small.events(begun, Jump("supervision.lunch"))


def test_an_answer_to_a_named_question_may_come_at_any_time(small: Engine, begun: DraftState) -> None:
    state = after(small, begun, Say("培训两次", question="supervision.training"), Pick("supervision.training.a"))
    assert state.answer(1).group == "supervision"
    assert "supervision.training" not in list(questions(small, state))


CHOICE = (Begin(ORGAN, YEAR), Say("培训两次", "supervision"))
SLOT = (Begin(ORGAN, YEAR), Say("办过培训", "supervision"), Pick("supervision.training.a"))


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ((), Skip()),
        ((), KeepTyped()),
        ((), Say("培训两次", "supervision")),
        ((), Say("培训两次")),
        ((), FillSlot(1)),
        (CHOICE[:1], KeepTyped()),
        (CHOICE[:1], Discard()),
        (CHOICE[:1], FillSlot(1)),
        (CHOICE[:1], Say("培训两次", "没有的部分")),
        (CHOICE[:1], Say("培训两次", question="没有的问题")),
        (CHOICE[:1], Pick("没有.这条.表述")),
        (CHOICE[:1], Pick("supervision.training.a", {"人数": 3})),
        (CHOICE[:1], Pick("supervision.training.a", group="没有的部分")),
        (CHOICE[:1], Withdraw(1)),
        (CHOICE, Skip()),
        (CHOICE, FillSlot(1)),
        (CHOICE, Say("再说一句")),
        (CHOICE, Pick("没有.这条.表述")),
        (CHOICE, Pick("supervision.training.a", {"人数": 3})),
        (SLOT, Skip()),
        (SLOT, KeepTyped()),
        (SLOT, Discard()),
        (SLOT, Say("再说一句")),
    ],
)
def test_an_input_that_does_not_fit_the_prompt_is_refused(
    small: Engine, before: tuple[Input, ...], wrong: Input
) -> None:
    state = after(small, DraftState(), *before)
    with pytest.raises(InputError) as caught:
        small.events(state, wrong)
    assert "\n" not in caught.value.message
    assert any("\u4e00" <= character <= "\u9fff" for character in caught.value.message)


def test_nothing_can_be_skipped_at_the_end(small: Engine, begun: DraftState) -> None:
    for question in small.script.questions:
        begun = fold([Skipped(question.id)], begun)
    assert small.prompt(begun) == Finished()
    with pytest.raises(InputError):
        small.events(begun, Skip())


def test_events_never_change_the_state_given(small: Engine, begun: DraftState) -> None:
    before = fold([], begun)
    small.events(begun, Say("培训两次", "supervision"))
    after(small, begun, Say("培训两次", "supervision"), Pick("supervision.training.a"))
    assert begun == before
    assert begun.answers == ()


answers = st.integers(1, 4)
choices = st.one_of(
    st.builds(PhraseChoice, st.sampled_from(["supervision.training.a", "platform.website.a"])),
    st.builds(Typed, st.text(max_size=5)),
    st.builds(SetAside, st.text(max_size=5)),
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Began, st.just(ORGAN), st.integers(2008, 2100)),
    st.builds(TablesGiven, st.sampled_from([Tables(), t3(new_received=3)]), st.text(max_size=5), st.booleans()),
    st.builds(
        Answered,
        answers,
        st.sampled_from(["platform", "supervision"]),
        st.sampled_from([None, "a", "b"]),
        st.text(max_size=5),
        st.just(("甲", "乙")),
    ),
    st.builds(Settled, answers, st.integers(0, 1), choices),
    st.builds(Withdrawn, answers),
    st.builds(Skipped, st.sampled_from(["a", "b"])),
    st.builds(Jumped, st.sampled_from(["a", "b"])),
)


@given(st.lists(events, max_size=20), st.integers(0, 20))
def test_folding_is_deterministic_and_can_stop_anywhere(journal: list[Event], at: int) -> None:
    whole = fold(journal)
    assert whole == fold(journal)
    assert fold(journal[at:], fold(journal[:at])) == whole


ANSWERS = {
    "overview": ["都挺好的一年"],
    "proactive": ["公开了186条；预算决算都公开了", "自己想的一句"],
    "requests": ["都有台账", "收到7件"],
    "platform": ["专栏调了"],
    "supervision": ["办过培训", "随便"],
    "issues": ["就会发文字", "栏目更新慢"],
    "improvements": ["印了小册子"],
    "other": ["收了300元"],
}


def by_hand(engine: Engine, given: Brief) -> DraftState:
    """A clerk at a front end: asked question by question, she gives the answers of its part to the first."""
    waiting = {group: deque[str]() for group in {answer.group for answer in given.answers}}
    for answer in given.answers:
        assert isinstance(answer, Words)
        waiting[answer.group].append(answer.text)
    state = DraftState()
    while not isinstance(prompt := engine.prompt(state), Finished):
        match prompt:
            case AskOrgan():
                state = after(engine, state, Begin(given.organ, given.year), GiveTables(given.tables))
            case AskQuestion(question) if waiting.get(question.group):
                state = after(engine, state, Say(waiting[question.group].popleft()))
                if waiting[question.group]:
                    state = fold([Jumped(question.id)], state)
            case AskQuestion():
                state = after(engine, state, Skip())
            case AskChoice():
                state = after(engine, state, decision(prompt))
            case AskSlot():
                state = after(engine, state, FillSlot(None))
    return state


def test_step_by_step_gives_the_report_of_the_autopilot(small: Engine) -> None:
    given = brief(ANSWERS, t3(new_received=5, result_total=5, carried_in=0))
    together, stepwise = draft(small, given), by_hand(small, given)
    assert small.report(together) == small.report(stepwise)
    assert small.outline(together).notes == small.outline(stepwise).notes
    assert "【待补：次数】" in text_of(small, together, "supervision")


@pytest.mark.parametrize("name", ["street", "bureau"])
def test_the_examples_come_out_alike_whoever_drives(engine: Engine, examples, name: str) -> None:
    file = load_answers(examples / name / "answers.yaml")
    tables = read_tables((examples / name / "tables.xlsx").read_bytes(), "tables.xlsx").tables
    given = Brief(file.organ, file.year, file.answers, tables)
    assert engine.report(draft(engine, given)) == engine.report(by_hand(engine, given))


def test_every_word_of_a_brief_is_kept_in_the_draft(small: Engine) -> None:
    state = drafted(small, ANSWERS)
    assert [answer.text for answer in state.answers] == [text for texts in ANSWERS.values() for text in texts]
    assert all(fact.choice is not None for answer in state.answers for fact in answer.facts)


def test_an_exact_phrase_is_taken_with_its_slots(small: Engine) -> None:
    state = drafted(
        small, {"supervision": [Exact("supervision", "supervision.training.a", {"次数": 3, "人次": "60余"})]}
    )
    assert text_of(small, state, "supervision") == "组织业务培训3次，培训60余人次。"
    (note,) = [note for note in small.outline(state).notes if note.kind is NoteKind.PHRASE]
    assert note.detail == "supervision.training.a"


def test_an_exact_phrase_lands_in_its_own_part(small: Engine) -> None:
    state = drafted(small, {"proactive": [Exact("proactive", "supervision.training.a", {"次数": 3})]})
    assert text_of(small, state, "supervision") == "组织业务培训3次。"
    assert text_of(small, state, "proactive").startswith("【待补：")


@pytest.mark.parametrize(
    ("exact", "tells"),
    [
        (Exact("supervision", "supervision.training.z"), "没有编号为“supervision.training.z”"),
        (Exact("supervision", "supervision.training.a", {"几次": 3}), "它的空格是：次数、人次"),
        (Exact("platform", "platform.website.a", {"几次": 3}), "没有空格"),
    ],
)
def test_an_exact_phrase_that_is_not_there_is_refused(small: Engine, exact: Exact, tells: str) -> None:
    with pytest.raises(InputError, match=tells):
        drafted(small, {exact.group: [exact]})
