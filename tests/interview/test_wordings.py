"""What is remembered of a sitting: words that led to a sentence she took and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.interview.engine import Engine, Input, KeepTyped, Pick, Remove, Say, Withdraw
from assistant.interview.session import Session
from assistant.interview.wordings import is_worth_keeping
from assistant.phrases.model import Bank
from assistant.report.organ import Organ

SAID = "请老师傅来街道带了两回新人"
QUESTION = "supervision.training"


@pytest.fixture
def session(tmp_path: Path, engine: Engine) -> Iterator[Session]:
    session = Session.create(tmp_path / "甲.nianbao", engine, Organ.of("云溪区青枫街道办事处"), 2025)
    yield session
    session.close()


def after(session: Session, *inputs: Input) -> list[tuple[str, str]]:
    for given in inputs:
        session.do(given)
    return [(wording.phrase, wording.said) for wording in session.wordings]


def training(bank: Bank) -> str:
    return next(p.id for p in bank.by_topic[QUESTION] if p.polarity == "did" and not p.when)


def test_a_chosen_sentence_keeps_the_words_that_led_to_it(session: Session, bank: Bank) -> None:
    phrase = training(bank)
    assert after(session, Say(SAID, group="supervision"), Pick(phrase)) == [(phrase, SAID)]


def test_a_choice_taken_back_is_forgotten_and_one_done_again_is_not(session: Session, bank: Bank) -> None:
    phrase = training(bank)
    session.do(Say(SAID, group="supervision"))
    session.do(Pick(phrase))
    session.undo()
    assert session.wordings == ()
    session.redo()
    assert [wording.said for wording in session.wordings] == [SAID]


@pytest.mark.parametrize("what", ["own words", "removed", "withdrawn", "opened again"])
def test_what_does_not_stand_is_not_kept(session: Session, engine: Engine, bank: Bank, what: str) -> None:
    session.do(Say(SAID, group="supervision"))
    if what == "own words":
        assert after(session, KeepTyped()) == []
        return
    session.do(Pick(training(bank)))
    if what == "opened again":
        path = session.journal.path
        session.close()
        again = Session.open(path, engine)
        assert again.wordings == ()
        again.close()
        return
    (answer,) = session.state.answers
    given: Input = Withdraw(answer.id) if what == "withdrawn" else Remove(f"a{answer.id}.0")
    assert after(session, given) == []


@pytest.mark.parametrize(
    "said",
    [
        "三百二十五条",
        "两次",
        "全年没搞过业务培训",
        "申请人王小明反映培训讲得太少",
        "培训找张老师13900000000约的时间",
        "培训资料发在zhang@example.org里了",
        "培训" + "讲得很细" * 12,
    ],
)
def test_numbers_the_opposite_persons_and_essays_are_not_kept(session: Session, bank: Bank, said: str) -> None:
    session.do(Say(said, group="supervision"))
    while session.state.open_fact() is not None:
        session.do(Pick(training(bank)))
    assert session.wordings == ()


def test_known_words_are_not_kept_whatever_their_numbers(bank: Bank) -> None:
    phrase = bank.by_id[training(bank)]
    assert not is_worth_keeping(phrase.says[0], phrase)
    assert is_worth_keeping("老师傅带了两回新人", phrase)
    assert not is_worth_keeping("老师傅带了三回新人", phrase, ["老师傅带了两回新人"])


def test_a_phrase_gathers_no_more_than_a_dozen_wordings(session: Session, bank: Bank) -> None:
    phrase = training(bank)
    for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯":
        session.do(Say(f"老师傅{sign}带了新人", group="supervision"))
        session.do(Pick(phrase))
    assert len(session.wordings) == 12
