"""The interview on the screen, as a clerk lives it, on a small and on a large terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from tui_samples import LARGE, SMALL, at_work, new_session, zero_tables

from assistant.interview.engine import AskChoice, AskQuestion, AskSlot, Finished, KeepTyped, Pick, Say
from assistant.interview.state import PhraseChoice, Typed
from assistant.paths import office_bank_folder
from assistant.phrases.bank import REMEMBERED
from assistant.tui.widgets.answer_box import AnswerBox
from assistant.tui.widgets.choices import Choices
from assistant.tui.widgets.draft_pane import DraftPane
from assistant.workbench import Workbench

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "青枫街道 2025.nianbao"


def to(session: object, question: str) -> None:
    """Jump there before the screen opens."""
    from assistant.interview.engine import Jump

    session.do(Jump(question))  # type: ignore[attr-defined]


@BOTH
async def test_an_answer_becomes_a_standard_sentence_with_her_numbers(
    path: Path, loaded: Workbench, size: tuple[int, int]
) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded, size) as clerk:
        assert "办过业务培训吗" in clerk.shown()
        await clerk.types("办了两次培训，四十来人")
        shown = clerk.shown()
        assert "培训2次" in shown, "candidates come while she types"
        assert "命中" in shown
        assert not session.state.answers, "nothing is taken before she sends it"
        await clerk.press("enter")
        assert isinstance(session.prompt, AskChoice)
        await clerk.press("enter")
        choice = session.state.answers[0].facts[0].choice
        assert isinstance(choice, PhraseChoice)
        assert choice.phrase.startswith("supervision.training")
        assert "培训2次" in session.report.section("overview").subsections[4].text
        assert clerk.interview.query_one(AnswerBox).text == ""


@BOTH
async def test_her_own_words_stand_when_nothing_fits(path: Path, loaded: Workbench, size: tuple[int, int]) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded, size) as clerk:
        await clerk.says("工会给大伙发了月饼")
        assert "没有合适的标准表述" in clerk.shown()
        await clerk.press("enter")
        assert session.state.answers[0].facts[0].choice == Typed("工会给大伙发了月饼")


async def test_several_facts_become_several_sentences(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "proactive.interpretation")
    async with at_work(session, loaded) as clerk:
        await clerk.types("政策解读做了4个图解，12345热线工单办了1025件")
        assert clerk.shown().count("→") >= 2, "it says beforehand that this becomes two sentences"
        await clerk.press("enter")
        assert [fact.choice for fact in session.state.answers[0].facts] == [None, None]
        await clerk.press("enter")
        await clerk.press("enter")
        assert all(isinstance(fact.choice, PhraseChoice) for fact in session.state.answers[0].facts)
        text = session.report.section("overview").subsections[0].text
        assert "4" in text
        assert "1025" in text


async def test_digits_belong_to_the_answer_until_the_list_has_the_focus(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.press("3")
        await clerk.types("次培训")
        assert clerk.interview.query_one(AnswerBox).text == "3次培训"
        await clerk.press("enter")
        assert isinstance(session.prompt, AskChoice)
        second = clerk.interview.query_one(Choices).rows[1].text
        await clerk.press("down", "2")
        assert second in session.report.section("overview").subsections[4].text


async def test_alt_and_a_digit_answer_and_pick_at_once(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.types("办了两次培训，四十来人")
        second = clerk.interview.query_one(Choices).rows[1].text
        await clerk.press("alt+2")
        assert second in session.report.section("overview").subsections[4].text
        await clerk.press("ctrl+z")
        assert not session.state.answers, "one step, undone at once"


async def test_her_own_words_by_alt_and_nought_as_terminals_send_it(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.says("办了两次培训")
        clerk.app.post_message(events.Key("º", "º"))
        await clerk.settle()
        assert session.state.answers[0].facts[0].choice == Typed("办了两次培训")


async def test_her_sentence_is_stored_for_her_office(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    session.do(Say("全年组织轮流跟班学习3次，参训40余人", question="supervision.training"))
    session.do(KeepTyped())
    async with at_work(session, loaded) as clerk:
        clerk.interview.do_with_sentence("a1.0", "save_phrase")
        await clerk.settle()
        await clerk.press("enter")
        assert "每年要填的空" in clerk.shown()
        await clerk.press("enter")
        assert "已存入本单位语库" in clerk.shown()
    assert "跟班学习" in (office_bank_folder() / "own.yaml").read_text(encoding="utf-8")


async def test_a_blank_is_asked_for_and_may_wait(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    session.do(Pick("proactive.volume.total", group="proactive"))
    async with at_work(session, loaded) as clerk:
        assert isinstance(session.prompt, AskSlot)
        await clerk.press("enter")
        assert "【待补：公开条数】" in session.report.section("overview").subsections[0].text
        left = next(todo for todo in session.todos if todo.what == "公开条数")
        clerk.app.go_to(left)
        await clerk.settle()
        assert isinstance(session.prompt, AskSlot), "what waited can be gone back to"
        await clerk.says("三百来条")
        assert "约300条" in session.report.section("overview").subsections[0].text


async def test_a_candidate_is_edited_before_it_is_taken(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.says("办了两次培训")
        await clerk.press("down", "tab")
        box = clerk.interview.query_one(AnswerBox)
        assert "2次" in box.text
        box.put("全年办培训2次，请区里的老师讲课。")
        await clerk.press("enter")
        assert "请区里的老师讲课" in session.report.section("overview").subsections[4].text
        assert len(session.outline.statements["supervision"]) == 1
        assert session.outline.statements["supervision"][0].is_edited


async def test_any_earlier_sentence_can_be_edited_moved_deleted_and_brought_back(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.says("办了两次培训")
        await clerk.press("enter")
        before = session.report.section("overview").subsections[4].text
        key = session.outline.statements["supervision"][0].key
        await clerk.press("ctrl+t")
        clerk.interview.query_one(DraftPane).bring(key)
        await clerk.press("ctrl+e")
        box = clerk.interview.query_one(AnswerBox)
        assert box.has_focus
        assert box.text == before
        box.put("办了两次培训，人人过关。")
        await clerk.press("enter")
        assert "人人过关" in session.report.section("overview").subsections[4].text
        await clerk.press("ctrl+t")
        clerk.interview.query_one(DraftPane).bring(key)
        await clerk.press("delete")
        assert "培训" not in session.report.section("overview").subsections[4].text
        await clerk.press("ctrl+z")
        assert "人人过关" in session.report.section("overview").subsections[4].text


async def test_many_lines_are_one_answer(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.types("办了两次培训\r\n发了200份问卷")
        assert clerk.interview.query_one(AnswerBox).text == "办了两次培训\n发了200份问卷"
        await clerk.press("enter")
        assert len(session.state.answers[0].facts) == 2


async def test_the_way_back_loses_nothing(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.types("写了一半")
        await clerk.press("alt+left")
        assert isinstance(session.prompt, AskQuestion)
        assert session.prompt.question.id == "supervision.leadership"
        assert clerk.interview.query_one(AnswerBox).text == ""
        await clerk.press("alt+right")
        assert clerk.interview.query_one(AnswerBox).text == "写了一半"


async def test_commands_after_any_slash(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    async with at_work(session, loaded) as clerk:
        for count, line in enumerate(("/跳过", "／跳过", "、跳过", "/tg", "/skip"), 1):
            asked = session.current_question
            assert asked is not None
            assert asked.id not in session.state.skipped
            await clerk.says(line)
            assert asked.id in session.state.skipped, line
            assert len(session.state.skipped) == count


async def test_a_slash_shows_the_commands(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    async with at_work(session, loaded) as clerk:
        await clerk.types("/")
        assert "/统计表" in [row.text for row in clerk.interview.query_one(Choices).rows]
        await clerk.types("dc")
        assert [row.text for row in clerk.interview.query_one(Choices).rows] == ["/导出"]


async def test_unsent_words_survive_leaving_and_the_same_question_comes_back(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "platform.website")
    async with at_work(session, loaded) as clerk:
        await clerk.types("新开了2个专")
        await clerk.settle()
    from assistant.interview.session import Session

    again = Session.open(path, loaded.engine)
    async with at_work(again, loaded) as clerk:
        assert clerk.interview.query_one(AnswerBox).text == "新开了2个专"
        assert again.current_question is not None
        assert again.current_question.id == "platform.website"


async def test_when_all_is_asked_what_is_left_is_listed_and_leads_to_its_place(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine, zero_tables())
    from assistant.interview.engine import Skip

    while not isinstance(session.prompt, Finished):
        session.do(Skip())
    async with at_work(session, loaded) as clerk:
        assert f"还差 {len(session.todos)} 处" in clerk.shown()
        await clerk.press("down", "enter")
        assert isinstance(session.prompt, AskQuestion)


async def test_resizing_moves_the_draft_into_a_tab_and_loses_nothing(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    async with at_work(session, loaded, LARGE) as clerk:
        await clerk.types("先写着")
        assert clerk.interview.query_one(DraftPane).region.width > 0
        await clerk.pilot.resize_terminal(*SMALL)
        await clerk.settle()
        assert clerk.interview.query_one(AnswerBox).text == "先写着"
        assert clerk.interview.query_one(DraftPane).region.width == 0
        await clerk.press("ctrl+t")
        assert clerk.interview.query_one(DraftPane).region.width > 0
        await clerk.pilot.resize_terminal(40, 10)
        await clerk.settle()
        assert "窗口太小" in clerk.shown()
        await clerk.pilot.resize_terminal(*LARGE)
        await clerk.settle()
        assert clerk.interview.query_one(AnswerBox).text == "先写着"


async def test_why_and_where_from(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine, zero_tables())
    to(session, "supervision.training")
    async with at_work(session, loaded) as clerk:
        await clerk.press("f8")
        assert "回答写进报告的“监督保障情况”" in clerk.shown()
        await clerk.press("escape", "ctrl+t")
        clerk.interview.query_one(DraftPane).bring("t:requests.none")
        await clerk.press("f8")
        assert "由统计表得出" in clerk.shown()


async def test_her_words_are_remembered_when_she_leaves(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded, SMALL) as clerk:
        await clerk.says("请老师傅来街道带了两回新人")
        await clerk.press("alt+2")
        (fact,) = session.state.answers[0].facts
        assert isinstance(fact.choice, PhraseChoice)
        assert not office_bank_folder().exists()
    kept = (office_bank_folder() / REMEMBERED).read_text(encoding="utf-8")
    assert f"{{phrase: {fact.choice.phrase}, said: 请老师傅来街道带了两回新人}}" in kept


async def test_nothing_is_remembered_once_she_switched_it_off(path: Path, loaded: Workbench) -> None:
    session = new_session(path, loaded.engine)
    to(session, "supervision.training")
    async with at_work(session, loaded, SMALL) as clerk:
        await clerk.says("请老师傅来街道带了两回新人")
        await clerk.press("alt+2")
        await clerk.says("/记住说法")
    assert not office_bank_folder().exists()
