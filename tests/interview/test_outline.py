"""What stands in the report: answers against tables, standing sentences, measures, the account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_samples import after, drafted, small_engine, t3, text_of

from assistant.interview.engine import Engine, GiveTables, Pick, Say
from assistant.interview.outline import Note, NoteKind, typed_sentence
from assistant.interview.progress import missing_facts
from assistant.interview.state import DraftState
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.standard import SUBSECTION_TITLES


@pytest.fixture(scope="module")
def small() -> Engine:
    return small_engine()


def notes(engine: Engine, state: DraftState, kind: NoteKind) -> list[Note]:
    return [note for note in engine.outline(state).notes if note.kind is kind]


ZERO = t3(new_received=0, carried_in=0, result_total=0)
FIVE = t3(new_received=5, carried_in=0, result_total=4)


def test_sentences_follow_from_the_tables_unasked(small: Engine) -> None:
    none = drafted(small, tables=ZERO)
    assert text_of(small, none, "requests") == "2024年，我街道未收到政府信息公开申请。"
    five = drafted(small, tables=FIVE)
    assert text_of(small, five, "requests") == "2024年，我街道收到申请5件，办结4件。"
    assert [note.detail for note in notes(small, five, NoteKind.TABLE)] == ["requests.received.auto"]
    sentence = next(s for s in small.report(five).sentences() if s.topic == "requests.received")
    assert str(sentence.origin) == "table:requests.received.auto"


def test_numbers_follow_their_cells(small: Engine) -> None:
    state = drafted(small, {"requests": ["按人分着统计的"]}, FIVE.with_cells({"t3.new_received.natural": 3}))
    assert text_of(small, state, "requests") == "收到申请5件，自然人3件。"
    changed = FIVE.with_cells({"t3.new_received.total": 9, "t3.new_received.natural": 8})
    state = after(small, state, GiveTables(changed))
    assert text_of(small, state, "requests") == "收到申请9件，自然人8件。"
    report = small.report(state)
    for sentence in report.sentences():
        for binding in sentence.bindings:
            assert sentence.text[binding.start : binding.end] == str(report.tables.cell(binding.cell))
    gone = after(small, state, GiveTables(ZERO))
    assert text_of(small, gone, "requests") == "2024年，我街道未收到政府信息公开申请。"
    (note,) = notes(small, gone, NoteKind.CONFLICT)
    assert note.said == "按人分着统计的"


def test_what_contradicts_the_tables_is_noted_not_written(small: Engine) -> None:
    for tables, said, kept in ((FIVE, "没人来申请", "收到申请5件"), (ZERO, "按人分着统计的", "未收到")):
        state = drafted(small, {"requests": [said]}, tables)
        text = text_of(small, state, "requests")
        assert kept in text
        assert "没有收到申请" not in text
        (note,) = notes(small, state, NoteKind.CONFLICT)
        assert note.said == said
        assert "与统计表不符" in note.detail


def test_yes_against_a_no_of_the_tables_is_noted_not_written(small: Engine) -> None:
    no_review = FIVE.with_cells({"t4.review.total": 0})
    state = drafted(small, {"requests": ["被复议2件"]}, no_review)
    assert text_of(small, state, "requests").endswith("未发生行政复议。")
    assert "2件" not in text_of(small, state, "requests")
    (note,) = notes(small, state, NoteKind.CONFLICT)
    assert note.detail == "与统计表不符，未写入；统计表得出：未发生行政复议。"
    assert text_of(small, after(small, state, GiveTables(FIVE)), "requests").endswith("发生行政复议2件。")


def test_what_the_tables_tell_is_not_told_twice(small: Engine) -> None:
    state = drafted(small, {"requests": ["收到5件", "都有台账"]}, FIVE)
    assert text_of(small, state, "requests") == "2024年，我街道收到申请5件，办结4件。每件申请都建立台账。"
    assert [note.said for note in notes(small, state, NoteKind.COVERED)] == ["收到5件"]
    wrong = drafted(small, {"requests": ["收到7件"]}, FIVE)
    assert text_of(small, wrong, "requests") == "2024年，我街道收到申请5件，办结4件。"
    (note,) = notes(small, wrong, NoteKind.CONFLICT)
    assert "7" in note.detail


def test_one_table_statement_of_a_topic_is_enough(small: Engine) -> None:
    state = drafted(small, {"requests": ["按人分着统计的", "都回了"]}, FIVE.with_cells({"t3.new_received.natural": 3}))
    assert text_of(small, state, "requests") == "收到申请5件，自然人3件。"
    assert [note.said for note in notes(small, state, NoteKind.COVERED)] == ["都回了"]


def test_without_tables_the_answer_stands(small: Engine) -> None:
    assert text_of(small, drafted(small, {"requests": ["收到7件"]}), "requests") == "收到申请7件。"


def test_talk_is_set_aside_and_unmatched_words_stand_tidied(small: Engine) -> None:
    state = drafted(small, {"platform": ["不知道", "1、搞了个 小程序,群众爱用,"]})
    assert text_of(small, state, "platform") == "搞了个 小程序，群众爱用。"
    assert [note.said for note in notes(small, state, NoteKind.SET_ASIDE)] == ["不知道"]
    assert [note.said for note in notes(small, state, NoteKind.TYPED)] == ["1、搞了个 小程序,群众爱用,"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("办了三件事", "办了三件事。"),
        ("办了三件事。", "办了三件事。"),
        ("办了三件事.", "办了三件事。"),
        ("办了三件事，", "办了三件事。"),
        ("  一是办了\n三件事；", "办了 三件事。"),
        ("2. 办了三件事", "办了三件事。"),
        ("（1）办了三件事！", "办了三件事！"),
        ("- 办了三件事", "办了三件事。"),
        ("办了三件事,都好;真的?", "办了三件事，都好；真的？"),
        ("网站 www.a.cn,电话1", "网站 www.a.cn,电话1。"),
        ("占12.5%", "占12.5%。"),
        ("3,200条信息", "3,200条信息。"),
        ("2024.5起公开", "2024.5起公开。"),
    ],
)
def test_typed_sentences_are_tidied_without_changing_words(typed: str, printed: str) -> None:
    if typed.startswith("网站"):
        printed = printed.replace(",电", "，电")
    assert typed_sentence(typed).text == printed


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40))
def test_typed_sentences_end_once_and_stand_in_one_line(text: str) -> None:
    printed = typed_sentence(text).text
    assert printed.endswith(("。", "！", "？", "”", "…"))
    assert not printed.endswith("。。")
    assert "\n" not in printed


@pytest.mark.parametrize("digits", ["2.5万条", "12.30完成", "3.15宣传", "1.5倍"])
def test_a_leading_decimal_is_no_enumerator(digits: str) -> None:
    assert typed_sentence(digits).text == f"{digits}。"


def test_every_problem_gets_its_measure_in_the_same_order(small: Engine) -> None:
    state = drafted(small, {"issues": ["群众不知道", "就会发文字"], "improvements": ["印了小册子"]})
    problems, measures = small.report(state).section("issues").paragraphs
    assert problems.text == "2024年，我街道政府信息公开工作还存在以下问题：一是群众知晓率不高；二是公开形式较为单一。"
    assert measures.text == ("针对上述问题，我街道采取以下改进措施：一是走进社区宣传公开渠道；二是在窗口摆放宣传册。")
    (note,) = notes(small, state, NoteKind.PROPOSED)[-1:]
    assert (note.said, note.detail) == ("群众知晓率不高。", "improvements.publicity.a")


def test_a_proposed_measure_asks_nothing(small: Engine) -> None:
    state = drafted(small, {"issues": ["就会发文字"], "improvements": []})
    assert small.report(state).section("issues").paragraphs[1].text == (
        "针对上述问题，我街道采取以下改进措施：增加图解、视频等形式。"
    )


def test_a_problem_without_a_measure_is_marked(small: Engine) -> None:
    state = drafted(small, {"issues": ["栏目更新慢", "一句没见过的毛病"]})
    text = small.report(state).section("issues").paragraphs[1].text
    assert "【待补：针对“部分栏目更新不够及时”的措施】" in text
    assert "【待补：针对“一句没见过的毛病”的措施】" in text


def test_last_years_measures_come_before_the_numbering(small: Engine) -> None:
    answers = {"issues": ["就会发文字", "群众不知道"], "improvements": ["印了小册子", "去年的改完了"]}
    _, *measures = small.report(drafted(small, answers)).section("issues").text.splitlines()
    assert measures == [
        "上年度报告所列问题已经整改。",
        "针对上述问题，我街道采取以下改进措施：一是在窗口摆放宣传册；二是走进社区宣传公开渠道。",
    ]


FEE = "【待补：信息处理费收取情况】。"


@pytest.mark.parametrize(
    ("tables", "answers", "expected"),
    [
        (ZERO, [], "2024年，我街道未收取政府信息公开信息处理费。无其他需要报告的事项。"),
        (FIVE, [], f"{FEE}无其他需要报告的事项。"),
        (None, [], f"{FEE}无其他需要报告的事项。"),
        (FIVE, ["没收钱"], "全年没有收取信息处理费。无其他需要报告的事项。"),
        (FIVE, ["收了300元"], "收取信息处理费300元。无其他需要报告的事项。"),
        (ZERO, ["没收钱"], "全年没有收取信息处理费。无其他需要报告的事项。"),
        (ZERO, ["要点都干完了"], "2024年，我街道未收取政府信息公开信息处理费。完成年度要点任务。"),
        (FIVE, ["收了300元", "要点都干完了"], "收取信息处理费300元。完成年度要点任务。"),
    ],
)
def test_the_fee_is_always_told_or_marked(small: Engine, tables, answers: list[str], expected: str) -> None:
    assert text_of(small, drafted(small, {"other": answers}, tables), "other") == expected


def test_an_answer_given_elsewhere_lands_in_its_own_part(small: Engine) -> None:
    state = drafted(small, {"proactive": ["培训两次四十人"], "supervision": ["公开了186条"]})
    assert text_of(small, state, "supervision") == "组织业务培训2次，培训40人次。"
    assert text_of(small, state, "proactive") == "全年主动公开政府信息186条。"


def test_parts_nobody_told_of_are_marked(small: Engine) -> None:
    state = drafted(small)
    for group, title in SUBSECTION_TITLES.items():
        assert text_of(small, state, group) == f"【待补：{title}】。"
    report = small.report(state)
    assert report.section("issues").text == "【待补：存在的主要问题】。\n【待补：改进情况】。"
    places = [todo.place for todo in missing_facts(report)]
    assert len([place for place in places if not place.startswith("表")]) == 8
    assert places[-3:] == ["表二", "表三", "表四"]
    assert report.section("overview").text == "2024年，我街道做好政府信息公开工作。"
    assert report.lead[0].text == "统计期限为2024年1月1日至12月31日。"


def test_every_mark_of_the_text_is_counted(small: Engine) -> None:
    report = small.report(drafted(small, {"supervision": ["办过培训"], "issues": ["栏目更新慢"]}, FIVE))
    printed = "".join(paragraph.text for paragraph in report.paragraphs())
    told = [todo.what for todo in missing_facts(report) if not todo.place.startswith("表")]
    assert sorted(told) == sorted(PLACEHOLDER.findall(printed))


def test_points_are_ordered_by_topic_and_numbered(small: Engine) -> None:
    state = drafted(small, {"proactive": ["办事指南换新的了", "预算决算都公开了", "公开了186条"]})
    assert text_of(small, state, "proactive") == "全年主动公开政府信息186条。一是公开部门预算和决算；二是更新办事指南。"


def test_numbers_that_found_no_place_are_named(small: Engine) -> None:
    state = drafted(small, {"proactive": ["公开了186条"]})
    assert notes(small, state, NoteKind.UNUSED_NUMBER) == []
    state = after(small, drafted(small), Say("公开了186条", "proactive"), Pick("platform.website.a"))
    (note,) = notes(small, state, NoteKind.UNUSED_NUMBER)
    assert (note.group, note.said, note.detail) == ("platform", "公开了186条", "186条")


def test_a_phrase_gone_from_the_bank_leaves_her_words(small: Engine) -> None:
    state = drafted(small, {"platform": ["专栏调了"]})
    smaller = small_engine("- {id: platform.website.a2, topic: platform.website, text: 甲。}\n")
    bank = smaller.bank
    smaller.bank = type(bank)(bank.topics, tuple(p for p in bank.phrases if p.id != "platform.website.a"))
    assert text_of(smaller, state, "platform") == "专栏调了。"
    (note,) = notes(smaller, state, NoteKind.TYPED)
    assert "platform.website.a" in note.detail


def test_a_phrase_for_the_polarity_said_is_written_as_such(small: Engine) -> None:
    assert text_of(small, drafted(small, {"supervision": ["没培训"]}), "supervision") == "全年未组织业务培训。"


def test_a_phrase_that_says_the_opposite_is_never_taken_unasked(small: Engine) -> None:
    state = drafted(small, {"supervision": ["培训没搞成两次"]})
    assert text_of(small, state, "supervision") == "培训没搞成两次。"
    assert [note.said for note in notes(small, state, NoteKind.TYPED)] == ["培训没搞成两次"]


def test_the_same_sentence_is_written_once(small: Engine) -> None:
    state = drafted(small, {"platform": ["专栏调了", "专栏调了"]})
    assert text_of(small, state, "platform") == "调整网站专栏。"
    assert [note.said for note in notes(small, state, NoteKind.COVERED)] == ["专栏调了"]


def test_nothing_else_is_said_only_where_nothing_else_is_told(small: Engine) -> None:
    typed = drafted(small, {"other": ["没收钱", "今年换了新系统"]})
    assert "无其他" not in text_of(small, typed, "other")
    alone = drafted(small, {"other": ["没收钱"]})
    assert text_of(small, alone, "other").endswith("无其他需要报告的事项。")


def test_a_guess_is_not_taken_unasked(small: Engine) -> None:
    state = drafted(small, {"proactive": ["大概弄过预算"]})
    assert text_of(small, state, "proactive") == "大概弄过预算。"
