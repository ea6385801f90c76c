"""What the bank's own words say about a text."""

from __future__ import annotations

import json

import pytest

from assistant.matching.index import Document, Index

TOPICS = ("甲", "乙", "!chat")
DOCUMENTS = [
    Document("甲", 0, {"培训": 1.0, "次": 0.3}, 1.0, True),
    Document("甲", 0, {"业务": 1.0, "培训": 1.0}, 0.25, False),
    Document("甲", 1, {"讲课": 1.0}, 1.0, True),
    Document("甲", 1, {"以会代训": 1.0, "业务": 1.0}, 0.25, False),
    Document("乙", 2, {"申请": 1.0, "次": 0.3}, 1.0, True, is_own=True),
    Document("乙", 2, {"依申请": 1.0, "申请": 1.0}, 0.25, False),
    Document("乙", -1, {"申请": 1.0, "登记": 1.0}, 1.0, False),
    Document("!chat", -1, {"天气": 1.0}, 1.0, True),
]
TEXTS = ({"培训": 1.0}, {"申请": 1.0, "次": 0.3}, {"天气": 1.0, "没见过": 1.0}, {"没见过": 1.0}, {})


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(DOCUMENTS, TOPICS, 3)


def test_typical_words_lead_to_their_topic(index: Index) -> None:
    for found, topic in zip(TEXTS[:3], ("甲", "乙", "!chat"), strict=True):
        typical = index.look_up(found).typical
        assert max(typical, key=lambda name: typical[name]) == topic


def test_a_text_without_known_words_speaks_for_nothing(index: Index) -> None:
    for found in TEXTS[3:]:
        evidence = index.look_up(found)
        assert set(evidence.typical.values()) == {0.0}
        assert not evidence.near


def test_a_text_is_near_lines_of_its_own_wording_only(index: Index) -> None:
    near = index.look_up({"申请": 1.0, "次": 0.3}).near
    assert near == pytest.approx({2: 1.0}, abs=1e-6)
    assert 0 < index.look_up({"申请": 1.0, "没见过": 1.0}).near[2] < 1
    assert not index.look_up({"培训": 1.0}).near


def test_closeness_prefers_the_phrase_that_says_it_and_no_more(index: Index) -> None:
    query = index.query({"培训": 1.0, "业务": 1.0})
    first, second, third = index.shelf(range(3)).closeness(query)
    assert first > second > third == 0
    assert index.shelf([2, 0]).closeness(query) == [third, first]
    assert index.shelf([0]).closeness(index.query({})) == [0]
    assert index.shelf([]).closeness(query) == []


def test_round_trip(index: Index) -> None:
    again = Index(json.loads(json.dumps(index.to_json(), ensure_ascii=False)))
    assert json.dumps(again.to_json()) == json.dumps(index.to_json())
    for found in TEXTS:
        assert again.look_up(found) == index.look_up(found)
        mine, theirs = index.query(found), again.query(found)
        assert mine == theirs
        assert index.shelf(range(3)).closeness(mine) == again.shelf(range(3)).closeness(theirs)


def test_damaged_data_is_refused(index: Index) -> None:
    with pytest.raises(KeyError):
        Index({name: value for name, value in index.to_json().items() if name != "gains"})


def test_an_empty_bank_builds() -> None:
    index = Index.build([], TOPICS, 0)
    assert index.look_up({"培训": 1.0}).typical == dict.fromkeys(TOPICS, 0.0)
