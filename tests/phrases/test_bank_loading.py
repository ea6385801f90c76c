"""The strict loader: what it refuses, and in which words; layers."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_samples import TOPICS, TRAINING, phrase_of, phrases_of
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import AssistantError, BankError, InputError
from assistant.phrases.bank import layer_phrases, load_bank, parse_layer, parse_topics
from assistant.phrases.model import Slot
from assistant.report.standard import OrganKind
from assistant.yamlfile import parse_yaml


def refused(*texts: str) -> str:
    with pytest.raises(BankError) as caught:
        phrases_of(*texts)
    return caught.value.message


def test_a_phrase_is_read_with_everything_it_has() -> None:
    phrase = phrase_of(
        TRAINING + "  polarity: none\n  organs: [street, township]\n  when: t3.new_received.total > 0\n  auto: true\n"
    )
    assert phrase.id == "supervision.training.sessions"
    assert phrase.group == "supervision"
    assert phrase.slot("次数") == Slot("次数", ("次", "场"), "培训了几次？")
    assert phrase.slot("人次").optional
    assert phrase.says == ("开了几次培训会", "给科室讲了课", "以会代训", "请人来讲")
    assert phrase.polarity == "none"
    assert phrase.organs == {OrganKind.STREET, OrganKind.TOWNSHIP}
    assert phrase.when == "t3.new_received.total > 0"
    assert phrase.auto
    assert phrase.place == "甲.yaml 第 2 行"
    assert phrase.fits(OrganKind.STREET)
    assert phrase.fits(None)
    assert not phrase.fits(OrganKind.DEPARTMENT)
    with pytest.raises(KeyError):
        phrase.slot("没有的")


@pytest.mark.parametrize(
    ("text", "line", "tells"),
    [
        (TRAINING + "  sais: [甲]\n", 9, ("supervision.training.sessions", "“sais”", "是不是“says”")),
        (TRAINING + "  text: 又一句。\n", 9, ("“text”", "重复")),
        (TRAINING.replace("ask: 多少人？", "aks: 多少人？"), 7, ("“aks”", "是不是“ask”")),
        (TRAINING.replace("topic: supervision.training", "topic: supervision.trainning"), 3, ("是不是“supervision.training”",)),
        (TRAINING.replace("  topic: supervision.training\n", ""), 2, ("缺少“topic”",)),
        ("- id: a.b\n  topic: issues.form\n", 1, ("a.b", "缺少“text”")),
        ("- topic: issues.form\n  text: 甲。\n", 1, ("缺少“id”",)),
        (TRAINING + "  polarity: maybe\n", 9, ("“maybe”",)),
        (TRAINING + "  polarity: no\n", 9, ("“no”",)),
        (TRAINING + "  organs: [镇]\n", 9, ("“镇”", "township")),
        (TRAINING + "  organs: street\n", 9, ("列表",)),
        (TRAINING + "  auto: yes\n", 9, ("true", "“yes”")),
        (TRAINING + "  hide: true\n", 2, ("隐藏",)),
        ("- {id: a.b, hide: false}\n", 1, ("hide: true",)),
        (TRAINING.replace("says: [开了", "says: [[开了]"), 8, ()),
        (TRAINING.replace("says: [", "says: 甲 ["), 8, ()),
        (TRAINING.replace("    人次: {unit", "    2人次: {unit"), 7, ("2人次",)),
        (TRAINING.replace("unit: [次, 场]", "unit: [次], cell: t3.granted.total"), 6, ("cell",)),
        (TRAINING.replace("unit: [次, 场]", "unit: 次"), 6, ("列表",)),
        ("id: a.b\ntopic: issues.form\n", 1, ("列表",)),
        ("- 就一句话\n", 1, ("名称: 内容",)),
        ("- id: [a]\n", 1, ("文字",)),
        ("- ? [a]\n  : b\n", 1, ("文字",)),
        ("- id: a\n\ttopic: b\n", 2, ("YAML",)),
        ("- id: 'a\n", 2, ("YAML",)),
        ("- id: a\n--- \n- id: b\n", 2, ("YAML",)),
    ],
)  # fmt: skip
def test_faulty_entries_are_refused_with_file_line_and_advice(text: str, line: int, tells: tuple[str, ...]) -> None:
    message = refused(text)
    assert message.startswith(f"甲.yaml 第 {line} 行"), message
    assert message.endswith(("。", "？"))
    assert "\n" not in message
    for part in tells:
        assert part in message


def test_an_id_used_twice_is_refused_naming_both_places() -> None:
    message = refused(TRAINING, "\n\n" + TRAINING)
    assert "甲.yaml 第 2 行" in message
    assert message.startswith("甲2.yaml 第 4 行（supervision.training.sessions）")


def test_empty_files_hold_no_phrases() -> None:
    assert phrases_of("", "# 只有说明\n") == ()


def test_a_bank_file_in_gbk_is_read() -> None:
    (phrase,) = layer_phrases([parse_layer([("甲.yaml", TRAINING.encode("gbk"))], TOPICS)])
    assert phrase.says[0] == "开了几次培训会"


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(AssistantError, match=r"甲\.yaml"):
        parse_layer([("甲.yaml", b"PK\x03\x04\0\0\0\xff\xff\0")], TOPICS)


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "2024-01-01", "12:30", "1e3", "0x10", "1_000", "007", "null", "~", "3.10"]
)
def test_what_yaml_would_convert_stays_text(word: str) -> None:
    phrase = phrase_of(TRAINING.replace("以会代训", word))
    assert phrase.says[2] == word


def test_deep_nesting_ends_in_a_sentence_not_in_a_crash() -> None:
    assert "嵌套" in refused("[" * 100_000)
    assert "嵌套" in refused("- " * 5_000 + "a")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_any_text_gives_phrases_or_one_sentence(text: str) -> None:
    message = "甲.yaml"
    try:
        phrases_of(text)
    except AssistantError as error:
        message = error.message
    assert "甲.yaml" in message
    assert "\n" not in message


def test_the_taxonomy_is_read_strictly() -> None:
    assert list(parse_topics("t.yaml", "a:\n  b: {title: 甲, note: 乙}\n".encode())) == ["a.b"]
    for text in ("", "a:\n  b: {note: 乙}\n", "a:\n  b: {title: 甲, nota: 乙}\n", "a: [b]\n"):
        with pytest.raises(BankError, match=r"t\.yaml"):
            parse_topics("t.yaml", text.encode())


def test_null_and_quotes_are_told_apart() -> None:
    root = parse_yaml("a:\nb: ''\nc: ~\nd: '~'\n", "甲.yaml")
    assert root is not None
    fields = root.mapping()
    assert [value.is_null for value in fields.values()] == [True, False, True, False]
    assert [value.is_quoted for value in fields.values()] == [False, True, False, True]


def layer(text: str):
    return parse_layer([("乙.yaml", text.encode())], TOPICS)


def test_later_layers_add_override_and_hide() -> None:
    second = TRAINING.replace(".sessions", ".other")
    base = layer(TRAINING + second)
    over = layer(TRAINING.replace("全年组织", "今年组织"))
    added = layer(TRAINING.replace(".sessions", ".mine"))
    hidden = layer("- {id: supervision.training.other, hide: true}\n- {id: never.seen, hide: true}\n")
    phrases = layer_phrases([base, over, hidden, added])
    assert [phrase.id.rpartition(".")[2] for phrase in phrases] == ["sessions", "mine"]
    assert phrases[0].text.startswith("今年组织")
    again = layer_phrases([base, hidden, layer(second)])
    assert [phrase.id.rpartition(".")[2] for phrase in again] == ["sessions", "other"]


def test_an_office_folder_lies_over_the_shipped_bank(tmp_path: Path) -> None:
    own = TRAINING.replace("全年组织业务培训", "本办全年组织业务培训")
    (tmp_path / "自己的.yml").write_text(own, encoding="utf-8")
    (tmp_path / "隐藏.yaml").write_text("- {id: supervision.training.none, hide: true}\n", encoding="utf-8")
    (tmp_path / "interview.yaml").write_text("不是表述", encoding="utf-8")
    (tmp_path / "说明.txt").write_text("随便写", encoding="utf-8")
    shipped, layered = load_bank(use_cache=False), load_bank([tmp_path], use_cache=False)
    assert layered.by_id["supervision.training.sessions"].text.startswith("本办")
    assert layered.by_id["supervision.training.sessions"].place == f"{tmp_path / '自己的.yml'} 第 2 行"
    assert "supervision.training.none" in shipped.by_id
    assert "supervision.training.none" not in layered.by_id
    assert layered.fingerprint != shipped.fingerprint


def test_a_missing_bank_folder_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--bank"):
        load_bank([tmp_path / "没有"])


def test_an_unknown_topic_without_a_near_name_lists_what_there_is() -> None:
    assert "可用的有：improvements.form" in refused(TRAINING.replace("topic: supervision.training", "topic: 卫生"))
