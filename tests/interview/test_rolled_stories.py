"""A clerk with last year's report: what is carried, asked, kept, changed, dropped, and what became of the promises."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_samples import after
from last_reports import ALL, YEAR, report

from assistant.checks.finding import Severity
from assistant.checks.runner import check_report
from assistant.errors import InputError
from assistant.interview.carried import Decision, carried_text
from assistant.interview.comparison import compare
from assistant.interview.engine import (
    AskChoice,
    AskItem,
    AskPromise,
    AskQuestion,
    Begin,
    Carry,
    Confirm,
    Decide,
    Engine,
    GiveLastYear,
    GiveTables,
    Jump,
    KeepTyped,
    Pick,
    Prompt,
    QuestionStatus,
    Refill,
    Reopen,
    Rephrase,
    ReportPromise,
    Revise,
    RollForward,
    Say,
    Skip,
)
from assistant.interview.journal import Journal
from assistant.interview.offers import OfferKind, offers
from assistant.interview.outline import Statement
from assistant.interview.progress import TodoKind, todo_list
from assistant.interview.promises import Outcome, promise_sentence, read_outcome
from assistant.interview.session import Session
from assistant.interview.state import Carried, DraftState
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Report
from assistant.reuse.ageing import ageing_items
from assistant.reuse.rollforward import Promise
from assistant.tables.schema import Tables


def begun(engine: Engine, name: str = "street", last: Report | None = None) -> DraftState:
    last = last or report(name)
    return after(engine, DraftState(), Begin(last.organ, YEAR + 1), GiveLastYear(last, "上年.txt"))


@pytest.fixture
def state(engine: Engine) -> DraftState:
    """The street's draft with last year's report rolled forward."""
    return after(engine, begun(engine), RollForward())


def sentence(engine: Engine, state: DraftState, words: str) -> Statement:
    return next(s for part in engine.outline(state).statements.values() for s in part if words in s.sentence.text)


def asked(engine: Engine, state: DraftState) -> list[Prompt]:
    """All that is asked, every question passed over."""
    prompts: list[Prompt] = []
    while isinstance(prompt := engine.prompt(state), AskQuestion):
        prompts.append(prompt)
        state = after(engine, state, Skip())
    return prompts


def test_rolling_twice_takes_nothing_over_twice(engine: Engine, state: DraftState) -> None:
    assert engine.events(state, RollForward()) == ()
    with pytest.raises(InputError, match="还没有读入上年的报告"):
        engine.events(after(engine, DraftState(), Begin(report("street").organ, 2024)), RollForward())


def at_first_item(engine: Engine, state: DraftState) -> DraftState:
    """Where the promises and what the report cannot go out without are passed over."""
    while not isinstance(engine.prompt(state), AskItem):
        state = after(engine, state, Skip())
    return state


def test_only_what_last_year_leaves_open_is_asked_the_most_important_first(engine: Engine, state: DraftState) -> None:
    prompts = asked(engine, state)
    kinds = [type(prompt) for prompt in prompts]
    required = [p.question.id for p in prompts[: kinds.index(AskItem)] if type(p) is AskQuestion]
    assert required == ["issues.main", "improvements.measures", "other.fee"]
    assert kinds[: len(engine.promises(state))] == [AskPromise] * len(engine.promises(state))
    items = [n for n, kind in enumerate(kinds) if kind is AskItem]
    assert items == list(range(items[0], items[0] + len(engine.items(state))))
    whole_script = [
        question
        for question in engine.script.questions
        if engine.standing(state, question) is not QuestionStatus.HIDDEN
    ]
    assert kinds.count(AskQuestion) < len(whole_script)
    first = prompts[items[0]]
    assert isinstance(first, AskItem)
    assert first.old in first.question.ask
    issue = next(n for n, p in enumerate(prompts) if isinstance(p, AskQuestion) and p.question.id == "issues.main")
    assert kinds.index(AskPromise) < issue


def test_a_figure_is_answered_kept_or_dropped(engine: Engine, state: DraftState) -> None:
    state = at_first_item(engine, state)
    prompt = engine.prompt(state)
    assert isinstance(prompt, AskItem)
    key = prompt.sentence
    text = engine.outline(state).statement(key).sentence.text
    mark = PLACEHOLDER.search(text)
    assert mark
    assert prompt.old in mark[0]
    changed = engine.outline(after(engine, state, Say("第二十届九中全会"))).statement(key).sentence.text
    assert "第二十届九中全会" in changed
    kept = engine.outline(after(engine, state, Say("一样"))).statement(key).sentence.text
    assert prompt.old in PLACEHOLDER.sub("", kept)
    dropped = engine.outline(after(engine, state, Say("去掉"))).statement(key).sentence.text
    assert prompt.old not in dropped
    assert "围绕群众关心的事项做好公开" in dropped


def test_a_number_is_read_in_its_official_form_and_another_word_is_refused(engine: Engine, state: DraftState) -> None:
    key = sentence(engine, state, "每季度清理一次").key
    state = after(engine, state, Say("两百多条", question=f"item:{key}:条数"))
    assert "全年清理200余条" in engine.outline(state).statement(key).sentence.text
    with pytest.raises(InputError, match="请写一个数"):
        engine.events(state, Say("不少", question=f"item:{key}:条数"))
    with pytest.raises(InputError, match="没有要核对的这一项"):
        engine.events(state, Decide(key, "吨数", Decision.KEEP))
    with pytest.raises(InputError, match="还没有填"):
        engine.events(state, Decide(key, "条数", Decision.CHANGE, " "))


def test_a_carried_sentence_waits_until_confirmed_or_all_its_items_are_decided(
    engine: Engine, state: DraftState
) -> None:
    plain = sentence(engine, state, "7×24小时")
    assert plain.is_carried
    todos = todo_list(engine, state, engine.outline(state))
    assert {todo.kind for todo in todos if todo.key == plain.key} == {TodoKind.CARRIED, TodoKind.MISSING}
    names = [item.name for item in engine.items(state) if item.sentence == plain.key]
    for name in names:
        state = after(engine, state, Decide(plain.key, name, Decision.KEEP))
    left = [todo for todo in todo_list(engine, state, engine.outline(state)) if todo.key == plain.key]
    assert left == []
    other = sentence(engine, state, "分管副主任")
    confirmed = after(engine, state, Confirm(other.key))
    assert not engine.outline(confirmed).statement(other.key).is_carried
    # Confirming tells of the sentence, not of figures nobody has given.
    assert engine.outline(confirmed).statement(other.key).is_pending


def test_dropping_all_of_a_sentence_takes_it_out(engine: Engine) -> None:
    state = after(engine, begun(engine), Carry("platform", "粉丝1.2万人。", "上年"))
    key = sentence(engine, state, "粉丝").key
    (item,) = engine.items(state)
    state = after(engine, state, Decide(key, item.name, Decision.DROP))
    assert key in state.removed


def test_questions_of_last_year_are_passed_over_and_jumped_from(engine: Engine, state: DraftState) -> None:
    first = engine.prompt(state)
    skipped = after(engine, state, Skip())
    assert engine.prompt(skipped) != first
    there = after(engine, state, Jump("issues.main"))
    prompt = engine.prompt(there)
    assert isinstance(prompt, AskQuestion)
    assert prompt.question.id == "issues.main"


def test_what_was_passed_over_is_asked_again_when_its_sentence_is_filled(engine: Engine, state: DraftState) -> None:
    state = at_first_item(engine, state)
    first = engine.prompt(state)
    assert isinstance(first, AskItem)
    skipped = after(engine, state, Skip())
    again = after(engine, skipped, Refill(first.sentence))
    assert engine.prompt(again) == first
    answered = after(engine, again, Say("一样"))
    assert engine.prompt(answered) == engine.prompt(skipped)
    with pytest.raises(InputError, match="已经定了"):
        engine.events(answered, Jump(first.question.id))
    promise = engine.promises(state)[1]
    asked_now = engine.prompt(after(engine, state, Jump(promise.id)))
    assert isinstance(asked_now, AskPromise)
    assert asked_now.promise == promise


def test_this_year_s_answers_win_over_last_year_s_sentence(engine: Engine, state: DraftState) -> None:
    def told(state: DraftState) -> str:
        return "".join(s.sentence.text for s in engine.outline(state).statements["supervision"])

    assert "分管副主任" in told(state)
    topic = next(a.facts[0].choice for a in state.answers if "分管副主任" in a.text)
    answered = after(engine, state, Pick("supervision.training.sessions", {"培训次数": 3}))
    assert "3次" in told(answered)
    same = isinstance(topic, Carried) and topic.topic == "supervision.training"
    assert ("分管副主任" not in told(answered)) == same
    before = after(engine, begun(engine), Pick("supervision.training.sessions", {"培训次数": 3}), RollForward())
    assert told(before).count("培训") == told(answered).count("培训")


def ours(engine: Engine) -> Report:
    """A report the program wrote last year, read back."""
    from assistant.interview.autopilot import Brief, Words, draft
    from assistant.render.formats import render
    from assistant.reuse.reading import read_report

    organ = report("street").organ
    answers = (Words("proactive", "网站发了186条，公众号92条"), Words("supervision", "办了两次培训，四十来人"))
    written = engine.report(draft(engine, Brief(organ, YEAR, answers)))
    return read_report(render(written, "txt"), "上年.txt").report


def test_our_own_sentence_becomes_a_phrase_with_last_year_s_figures_beside_its_blanks(engine: Engine) -> None:
    state = after(engine, begun(engine, last=ours(engine)), RollForward())
    trained = sentence(engine, state, "培训【待补：培训次数（上年2）】次")
    assert trained.topic == "supervision.training"
    item = next(item for item in engine.items(state) if item.sentence == trained.key)
    assert "上年写的是“2次”" in item.question.ask
    filled = after(engine, state, Say("三次", question=item.question.id))
    assert "培训3次" in engine.outline(filled).statement(trained.key).sentence.text


def test_another_wording_offers_siblings_without_last_year_s_figures(engine: Engine, tmp_path: Path) -> None:
    state = after(engine, begun(engine, last=ours(engine)), RollForward())
    trained = sentence(engine, state, "培训【待补：培训次数（上年2）】次")
    state = after(engine, state, Reopen(trained.key))
    prompt = engine.prompt(state)
    assert isinstance(prompt, AskChoice)
    for candidate in prompt.reading.candidates:
        text = engine.offered(state, prompt, candidate.phrase.id).text
        assert "2次" not in PLACEHOLDER.sub("", text)
    sibling = next(c.phrase.id for c in prompt.reading.candidates if c.phrase.id != trained.made.origin.ref)
    chosen = after(engine, state, Pick(sibling))
    assert "2次" not in PLACEHOLDER.sub("", engine.outline(chosen).statement(trained.key).sentence.text)
    kept = after(engine, state, KeepTyped())
    own = engine.outline(kept).statement(trained.key)
    assert own.sentence.origin.source == "last_year"
    assert own.is_pending
    session = Session(Journal.create(tmp_path / "草稿.nianbao"), engine)
    try:
        session.do_together(
            (Begin(report("street").organ, YEAR + 1), GiveLastYear(ours(engine), "上年"), RollForward()), "开始"
        )
        key = next(s.key for s in session.outline.statements["supervision"] if s.topic == "supervision.training")
        session.do(Reopen(key))
        for offer in offers(session):
            assert "2次" not in PLACEHOLDER.sub("", offer.text), offer
    finally:
        session.close()


@pytest.mark.parametrize("said_by", [Rephrase, lambda text: Revise(1, text)], ids=["rephrased", "revised"])
def test_figures_in_words_of_this_year_are_this_year_s(engine: Engine, said_by) -> None:
    state = after(engine, begun(engine), Carry("supervision", "组织培训两次，四十余人次参加。", "上年"))
    key = next(s.key for s in engine.outline(state).statements["supervision"] if s.is_carried)
    state = after(engine, state, Reopen(key), said_by("办了五次培训"), Pick("supervision.training.sessions"))
    (told,) = [s for s in engine.outline(state).statements["supervision"] if s.topic == "supervision.training"]
    assert "培训5次" in told.sentence.text
    assert not told.is_carried
    assert "上年" not in told.sentence.text


def test_offers_never_make_last_year_s_figure_the_first_choice(engine: Engine, tmp_path: Path) -> None:
    session = Session(Journal.create(tmp_path / "草稿.nianbao"), engine)
    try:
        session.do_together(
            (Begin(report("street").organ, YEAR + 1), GiveLastYear(report("street"), "上年"), RollForward()), "开始"
        )
        while not isinstance(session.prompt, AskItem):
            session.do(Skip())
        first, *others = offers(session)
        assert first.kind is OfferKind.LEAVE
        assert {offer.kind for offer in others} == {OfferKind.DECISION}
        before = session.report
        session.do(first.given)
        assert session.report == before
        assert session.undo() == "跳过问题"
        session.do(others[0].given)
        assert session.report != before
        assert session.look_ahead("三次", "supervision").candidates == ()
    finally:
        session.close()


def test_promises_are_asked_after_one_by_one_and_what_is_undone_is_offered_as_a_problem(
    engine: Engine, tmp_path: Path
) -> None:
    session = Session(Journal.create(tmp_path / "草稿.nianbao"), engine)
    try:
        session.do_together((Begin(report("street").organ, YEAR + 1), GiveLastYear(report("street"), "上年")), "开始")
        assert any("2个问题的整改情况" in s.sentence.text for s in session.outline.statements["improvements"])
        while not isinstance(session.prompt, AskPromise):
            session.do(Skip())
        assert "政策解读以文字为主" in session.prompt.question.ask
        assert offers(session)[0].kind is OfferKind.LEAVE
        session.do(Say("做到了，今年制作图解12个"))
        assert isinstance(session.prompt, AskPromise)
        session.do(Say("没做"))
        prompt = session.prompt
        assert isinstance(prompt, AskQuestion)
        assert prompt.question.id == "issues.main"
        told = [
            s.sentence.text for s in session.outline.statements["improvements"] if s.topic == "improvements.last_year"
        ]
        assert told == [
            "上年度报告指出的“政策解读以文字为主”问题已经整改，制作图解12个。",
            "上年度报告指出的“社区公开栏更新不及时”问题尚未整改到位，将继续整改。",
        ]
        (offer,) = offers(session)
        assert "社区公开栏更新不及时" in offer.text
        session.do(offer.given)
        assert isinstance(session.prompt, AskChoice)
    finally:
        session.close()


def test_a_promise_has_one_answer(engine: Engine) -> None:
    state = begun(engine)
    promise = engine.promises(state)[0]
    state = after(
        engine, state, ReportPromise(promise.id, Outcome.NOT), ReportPromise(promise.id, Outcome.DONE, "图解9个")
    )
    told = [
        s.sentence.text for s in engine.outline(state).statements["improvements"] if promise.name in s.sentence.text
    ]
    assert told == ["上年度报告指出的“政策解读以文字为主”问题已经整改，图解9个。"]
    with pytest.raises(InputError, match="没有这一条"):
        engine.events(state, ReportPromise("promise:0", Outcome.DONE))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("做到了", (Outcome.DONE, "")),
        ("做到了，今年制作图解12个", (Outcome.DONE, "制作图解12个")),
        ("都改完了", (Outcome.DONE, "")),
        ("做到了，部分栏目改版3个", (Outcome.DONE, "部分栏目改版3个")),
        ("制作图解12个", (Outcome.DONE, "制作图解12个")),
        ("做了一部分：还差两个社区", (Outcome.PARTLY, "还差两个社区")),
        ("没做", (Outcome.NOT, "")),
        ("没顾上，人手不够", (Outcome.NOT, "没顾上，人手不够")),
        ("没有完成", (Outcome.NOT, "没有完成")),
    ],
)
def test_what_she_says_of_a_promise(said: str, expected: tuple[Outcome, str]) -> None:
    assert read_outcome(said) == expected


def test_talk_is_no_outcome() -> None:
    with pytest.raises(InputError, match="做到了"):
        read_outcome("嗯")


def test_a_measure_without_a_problem_is_told_as_such() -> None:
    promise = Promise(1, "", "办好业务培训，全年两期。")
    assert promise_sentence(promise, Outcome.DONE, "") == "上年度报告提出的“办好业务培训”已经落实。"


@pytest.mark.parametrize(
    ("text", "drop", "expected"),
    [
        ("培训2次，参训40人。", 1, "培训【待补：培训次数（上年2）】次。"),
        ("培训2次，参训40人。", 0, "参训【待补：参训人数（上年40）】人。"),
        ("印发办法（望街办〔2023〕5号），抓好落实。", 0, "印发办法，抓好落实。"),
        (
            "发图解4个、视频3条、问答5篇。",
            1,
            "发图解【待补：发图解个数（上年4）】个、问答【待补：问答篇数（上年5）】篇。",
        ),
        ("培训2次。", 0, ""),
    ],
)
def test_dropping_takes_out_the_least(text: str, drop: int, expected: str) -> None:
    items = ageing_items(text, YEAR)
    choice = Carried(text, items=items, dropped=frozenset({items[drop].name}))
    assert carried_text(choice) == expected


def test_the_meter_looks_past_figures_years_and_marks(engine: Engine, state: DraftState) -> None:
    titles = {part.group: part.title for part in engine.script.parts}
    last = report("street")
    parts = {p.group: p for p in compare(last, engine.report(state), engine.outline(state), titles)}
    assert parts["platform"].share == 1
    assert parts["platform"].is_copied


@pytest.mark.parametrize("name", ALL)
def test_the_checks_find_no_error_in_what_was_rolled(engine: Engine, name: str) -> None:
    state = after(engine, begun(engine, name), RollForward())
    assert engine.settings is not None
    found = check_report(engine.report(state), settings=engine.settings, last=report(name), draft=True)
    open_places = {"TQ-07", "TQ-17", "TQ-18", "TQ-22", "TQ-27"}
    assert [f.message for f in found if f.severity is Severity.ERROR and f.rule not in open_places] == []


@given(st.data())
def test_any_decisions_leave_a_whole_sentence(data: st.DataObject) -> None:
    parts = data.draw(
        st.lists(
            st.sampled_from(
                ["培训2次", "参训40人", "（其中网站92条）", "图解4个、视频3条", "3月15日召开会议", "抓好落实"]
            ),
            min_size=1,
            max_size=6,
        )
    )
    text = "，".join(parts) + "。"
    items = ageing_items(text, YEAR)
    dropped = frozenset(item.name for item in items if data.draw(st.booleans()))
    values = {item.name: data.draw(st.sampled_from([None, "乙", "约十"])) for item in items}
    done = carried_text(Carried(text, items=items, values=values, dropped=dropped))
    assert done == "" or (done.endswith("。") and not done.startswith(tuple("，、；。")))
    assert not re.search("[，、；]{2}|[，、；]。", done)
    assert all(f"【待补：{name}（上年" not in done for name in dropped)
    if not dropped and all(values.values()):
        assert "【" not in done


def test_figures_of_the_tables_stay_live(engine: Engine) -> None:
    last = report("bureau")
    last = replace(last, tables=last.tables.with_cells({"t2.license.decided": 186}))
    state = after(engine, begun(engine, last=last), RollForward())
    assert "行政许可【待补：统计表数据】件" in sentence(engine, state, "办理行政许可").sentence.text
    state = after(engine, state, GiveTables(Tables().with_cells({"t2.license.decided": 205})))
    licensed = sentence(engine, state, "办理行政许可").sentence
    assert "行政许可205件" in licensed.text
    assert [binding.cell for binding in licensed.bindings] == ["t2.license.decided"]


def test_a_rolled_draft_is_kept_whole_in_its_journal(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "草稿.nianbao"
    session = Session(Journal.create(path), engine)
    session.do_together((Begin(report("county").organ, YEAR + 1), GiveLastYear(report("county"), "上年")), "开始")
    session.do(RollForward())
    item = engine.items(session.state)[0]
    session.do(Decide(item.sentence, item.name, Decision.KEEP))
    before = session.state
    session.close()
    opened = Session.open(path, engine)
    try:
        assert opened.state == before
        assert opened.undo() == f"照上年写“{item.name}”"
        assert opened.undo() == "沿用上年报告"
        assert not any(answer.carried for answer in opened.state.answers)
    finally:
        opened.close()


def test_what_leans_on_the_sentence_before_stays_behind_it_and_practices_are_told_without_figures(
    engine: Engine,
) -> None:
    from assistant.report.model import Paragraph, statutory_section, statutory_subsection

    def of(*texts: str) -> tuple[Paragraph, ...]:
        return tuple(Paragraph.of(text) for text in texts)

    parts = (
        statutory_subsection("proactive", of("全年公开信息2107条。其中：土地公告68宗、矿业权公示9条。")),
        statutory_subsection("requests", of("设专窗接待，当场能答的当场答。疑难申请会商27次。")),
    )
    old = report("street")
    sections = (statutory_section("overview", (), parts), *old.sections[1:])
    last = replace(old, sections=sections, tables=Tables())
    state = after(engine, begun(engine, last=last), RollForward())
    texts = [s.sentence.text for group in ("proactive", "requests") for s in engine.outline(state).statements[group]]
    assert any(re.fullmatch("全年公开信息【[^】]*】条。其中：.*", text) for text in texts)
    assert "设专窗接待，当场能答的当场答。" in texts
    none = after(engine, state, GiveTables(Tables().with_cells({"t3.new_received.total": 0, "t3.carried_in.total": 0})))
    told = "".join(s.sentence.text for s in engine.outline(none).statements["requests"])
    assert "设专窗接待" in told


CHANNELS = "全年通过区政府门户网站发布信息152条，通过“柳溪街道”微信公众号推送信息88条。"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("网站发了211条，公众号96条", ("211条", "96条")),
        ("公众号96条，网站两百多条", ("200余条", "96条")),
    ],
)
def test_one_answer_tells_every_figure_of_a_sentence(engine: Engine, said: str, expected: tuple[str, str]) -> None:
    state = after(engine, begun(engine), Carry("proactive", CHANNELS, "主动公开情况"))
    item = engine.items(state)[0]
    assert "门户网站发布信息152条" in item.question.ask
    state = after(engine, state, Jump(item.question.id), Say(said))
    assert engine.items(state) == ()
    (answer,) = [one for one in state.answers if one.carried]
    choice = answer.facts[0].choice
    assert isinstance(choice, Carried)
    website, account = expected
    assert carried_text(choice) == CHANNELS.replace("152条", website).replace("88条", account)


def test_telling_every_figure_mends_one_given_before(engine: Engine) -> None:
    state = after(engine, begun(engine), Carry("proactive", CHANNELS, "主动公开情况"))
    for said in ("3条", "网站发了211条，公众号96条"):
        item = engine.items(state)[0]
        state = after(engine, state, Jump(item.question.id), Say(said))
    assert "今年的条数是多少" in item.question.ask
    assert engine.items(state) == ()
    assert any("211条" in one.sentence.text for one in engine.outline(state).statements["proactive"])


@pytest.mark.parametrize("said", ["一共211条，另外96条", "网站发了211条，网站又发了96条"])
def test_figures_without_a_place_of_their_own_are_asked_for_again(engine: Engine, said: str) -> None:
    state = after(engine, begun(engine), Carry("proactive", CHANNELS, "主动公开情况"))
    with pytest.raises(InputError, match="只要一个数"):
        after(engine, state, Jump(engine.items(state)[0].question.id), Say(said))


def test_a_bare_no_answers_the_one_matter_that_was_asked(engine: Engine) -> None:
    state = after(engine, begun(engine), Jump("other.fee"), Say("没有"))
    prompt = engine.prompt(state)
    assert isinstance(prompt, AskChoice)
    assert prompt.reading.candidates[0].phrase.topic == "other.fee_none"


def test_what_the_tables_say_word_for_word_is_not_said_twice(engine: Engine) -> None:
    tables = Tables().with_cells({"t2.normative.made": 2, "t2.normative.repealed": 1, "t2.normative.in_force": 9})
    state = after(engine, begun(engine), GiveTables(tables))
    (told,) = [one for one in engine.outline(state).statements["proactive"] if "规范性文件" in one.sentence.text]
    state = after(engine, state, Carry("proactive", told.sentence.text, "主动公开情况"))
    for name in [item.name for item in engine.items(state)]:
        state = after(engine, state, Decide(engine.items(state)[0].sentence, name, Decision.KEEP))
    texts = [one.sentence.text for one in engine.outline(state).statements["proactive"]]
    assert texts.count(told.sentence.text) == 1
