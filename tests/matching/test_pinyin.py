"""Search by pinyin initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching.pinyin import Initials, is_by_letters, letters_of, letters_of_bank
from assistant.matching.tokens import Segmenter
from assistant.phrases.lexicon import load_lexicon
from assistant.phrases.model import Bank, Phrase, Topic

TOPICS = {code: Topic(code, title) for code, title in (("a.training", "业务培训"), ("b.media", "政务新媒体"))}
BANK = Bank(
    TOPICS,
    (
        Phrase("b.media.one", "b.media", "微信公众号由专人维护，重点领域信息当天发布。", says=("公众号有人管",)),
        Phrase("b.media.two", "b.media", "开展业务培训，讲解App使用方法。", says=("银行网点也放了", "重复的删了")),
        Phrase("a.training.one", "a.training", "组织学习{{ 次数 }}次。", says=("开了几次会",), own_says=("蹲点带教",)),
    ),
)
SEARCH = Initials(BANK, letters_of_bank(BANK), Segmenter(load_lexicon().frequencies)).search


def found(words: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(hit.phrase.id, hit.hits) for hit in SEARCH(words)]


def test_the_title_counts_more_than_a_spoken_line_and_that_more_than_the_sentence() -> None:
    assert found("ywpx") == [("a.training.one", ("业务培训",)), ("b.media.two", ("业务培训",))]
    assert found("gzh")[0] == ("b.media.one", ("公众号",))


@pytest.mark.parametrize("words", ["YWPX", "YwPx", "ｙｗｐｘ", " ywpx ", "业务px", "yw培训", "業務px"])
def test_case_width_and_mixed_input(words: str) -> None:
    assert found(words) == found("ywpx")


@pytest.mark.parametrize(
    ("words", "phrase", "hit"),
    [
        ("zdly", "b.media.one", "重点领域"),
        ("cf", "b.media.two", "重复"),
        ("yh", "b.media.two", "银行"),
        ("app", "b.media.two", "App"),
        ("jjapp", "b.media.two", "讲解App"),
        ("ddd", "a.training.one", "蹲点带"),
        ("zuz", None, None),
    ],
)
def test_readings_letters_and_own_wordings(words: str, phrase: str | None, hit: str | None) -> None:
    assert found(words)[:1] == ([(phrase, (hit,))] if phrase else [])


def test_every_word_asked_must_be_there() -> None:
    assert found("gzh zr") == [("b.media.one", ("公众号", "专人"))]
    assert found("gzh qqq") == []


def test_a_hit_does_not_reach_over_punctuation() -> None:
    assert found("whzd") == []


def test_whole_words_come_before_parts_of_words() -> None:
    (hit, *_) = SEARCH("wx")
    assert hit.hits == ("微信",)


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("ywpx", True),
        ("业p", True),
        ("p", False),
        ("", False),
        (" p ", False),
        ("业务", False),
        ("12", False),
        ("3d", True),
    ],
)
def test_what_is_taken_for_initials(words: str, is_so: bool) -> None:
    assert is_by_letters(words) is is_so
    if not is_so:
        assert SEARCH(words) == []


def test_a_character_stands_under_all_its_readings() -> None:
    letters = letters_of("重行长a，")
    assert "重" in letters["z"]
    assert "重" in letters["c"]
    assert "行" in letters["x"]
    assert "行" in letters["h"]
    assert "长" in letters["c"]
    assert "长" in letters["z"]
    assert "a" not in "".join(letters.values())


@given(st.text(max_size=12))
def test_any_text_may_be_searched(words: str) -> None:
    hits = SEARCH(words)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.hits for hit in hits)
