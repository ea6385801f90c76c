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


MORE = [
    Document("甲", 1, {"讲课": 1.0, "夜校": 1.0}, 1.0, True, is_own=True),
    Document("乙", 3, {"回函": 1.0}, 1.0, True, is_own=True),
    Document("乙", 3, {"回函": 1.0, "申请": 1.0}, 0.25, False, is_own=True),
]
"""A further line of phrase 1, and a new phrase 3."""


def test_extending_finds_what_a_whole_build_finds(index: Index) -> None:
    extended, whole = index.extended(MORE, [0, 1, 2, -1]), Index.build([*DOCUMENTS, *MORE], TOPICS, 4)
    for found in ({"夜校": 1.0}, {"回函": 1.0, "次": 0.3}, {"培训": 1.0}, {"申请": 1.0}, {"天气": 1.0}):
        mine, theirs = extended.look_up(found), whole.look_up(found)
        assert mine.typical == pytest.approx(theirs.typical, abs=0.2)
        assert mine.near.keys() == theirs.near.keys()
        one, other = (i.shelf(range(4)).closeness(i.query(found)) for i in (extended, whole))
        assert one == pytest.approx(other, abs=0.25)
        assert one.index(max(one)) == other.index(max(other))


def test_extending_leaves_the_index_as_it_was(index: Index) -> None:
    before = json.dumps(index.to_json())
    index.extended(MORE, [0, 1, 2, -1])
    assert json.dumps(index.to_json()) == before


def test_phrases_that_are_gone_are_not_found(index: Index) -> None:
    extended = index.extended([], [0, 1])
    assert not extended.look_up({"申请": 1.0}).near
    assert extended.shelf(range(2)).closeness(extended.query({"培训": 1.0}))[0] > 0


def test_an_extended_index_goes_through_the_cache(index: Index) -> None:
    extended = index.extended(MORE, [0, 1, 2, -1])
    again = Index(json.loads(json.dumps(extended.to_json(), ensure_ascii=False)))
    for found in (*TEXTS, {"夜校": 1.0}):
        assert again.look_up(found) == extended.look_up(found)
