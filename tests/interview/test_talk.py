"""What the conversation tells of each answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from interview_samples import ORGAN, YEAR, small_engine, t3

from assistant.interview.engine import Discard, GiveTables, KeepTyped, Pick, Remove, Say
from assistant.interview.session import Session
from assistant.interview.state import Answered
from assistant.interview.talk import Exchange, exchanges


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session.create(tmp_path / "草稿.nianbao", small_engine(), ORGAN, YEAR)
    yield session
    session.close()


def last(session: Session) -> Exchange:
    return exchanges(session, 1)[0]


def test_each_fact_is_told_with_what_became_of_it(session: Session) -> None:
    session.do(Say("培训两次；自己的一句；不知道", question="supervision.training"))
    for given in (Pick("supervision.training.a"), KeepTyped(), Discard()):
        session.do(given)
    told = last(session)
    assert told.asked == "办过业务培训吗？几次、多少人？"
    assert told.said == "培训两次；自己的一句；不知道"
    assert told.became == ("→ 组织业务培训2次。", "→ 自己的一句。", "→ 没有写进报告：不知道")
    session.do(Remove("a1.1"))
    assert "→ 已删去：自己的一句" in last(session).became


def test_what_stands_already_and_what_contradicts_the_tables(session: Session) -> None:
    for text in ("培训两次四十人", "培训两次"):
        session.do(Say(text, "supervision"))
        session.do(Pick("supervision.training.a"))
    assert last(session).became == ("→ 报告中已经写出，不再重复：培训两次",)
    session.do(GiveTables(t3(new_received=5, carried_in=0)))
    session.do(Say("没人来申请", "requests"))
    session.do(Pick("requests.none.said"))
    (line,) = last(session).became
    assert line.startswith("  ！与统计表不符，未写入")


def test_a_hidden_answer_and_one_of_another_script(session: Session) -> None:
    session.do(Say("收到5件", question="requests.any"))
    session.do(KeepTyped())
    session.do(GiveTables(t3(new_received=5, carried_in=0)))
    assert "没有写进报告" in last(session).became[0]
    number = session.state.next_answer
    session.journal.append("别处答的", [Answered(number, "other", "office.own", "甲", ("甲",))])
    session.undo()
    session.redo()
    assert last(session).asked == "其他需要报告的事项"


def test_only_the_last_ones_are_told(session: Session) -> None:
    for text in ("甲", "乙", "丙"):
        session.do(Say(text, "other"))
        session.do(KeepTyped())
    assert [exchange.said for exchange in exchanges(session, 2)] == ["乙", "丙"]
