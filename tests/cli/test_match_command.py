"""``nianbao match``: the shape of design.md §8, batches, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import chinese

from assistant.phrases.model import Bank

CLEAR = "办了两次业务培训"


def check_shape(found: dict[str, Any], bank: Bank) -> None:
    assert isinstance(found["matched"], bool)
    assert found["polarity"] in {"did", "none"}
    for quantity in found["quantities"]:
        assert set(quantity) == {"value", "unit", "approx"}
        assert isinstance(quantity["value"], int | float)
        assert isinstance(quantity["unit"], str)
        assert isinstance(quantity["approx"], bool)
    for clause in found["clauses"]:
        assert {"text", "candidates"} <= set(clause)
    for ranked in (found["candidates"], *(clause["candidates"] for clause in found["clauses"])):
        for candidate in ranked:
            assert {"phrase", "topic", "score", "text", "missing"} <= set(candidate)
            phrase = bank.by_id[candidate["phrase"]]
            assert candidate["topic"] == phrase.topic
            assert set(candidate["missing"]) <= {slot.name for slot in phrase.slots}
            assert all(f"【待补：{name}】" in candidate["text"] for name in candidate["missing"])
        scores = [candidate["score"] for candidate in ranked]
        assert scores == sorted(scores, reverse=True)
    if found["matched"]:
        assert len(found["candidates"]) >= 3


@pytest.mark.parametrize("section", [None, "supervision", "proactive"])
def test_one_answer(run_cli, bank: Bank, section: str | None) -> None:
    code, out, err = run_cli("match", CLEAR, *(["--section", section] if section else []))
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert "\\u" not in out
    found = json.loads(out)
    check_shape(found, bank)
    assert found["matched"]
    assert found["quantities"] == [{"value": 2, "unit": "次", "approx": False}]
    assert found["polarity"] == "did"
    assert "supervision.training" in {candidate["topic"] for candidate in found["candidates"]}


@pytest.mark.parametrize("text", ["", " ", "。", "没搞培训", "四十来人", "asdf", "🙂", "甲" * 3000, "--section"])
def test_any_answer_has_the_shape(run_cli, bank: Bank, text: str) -> None:
    code, out, err = run_cli("match", "--top", "2", "--", text)
    assert (code, err) == (0, "")
    check_shape(json.loads(out), bank)


def test_top_limits_the_candidates(run_cli) -> None:
    assert len(json.loads(run_cli("match", CLEAR, "--top", "1").out)["candidates"]) == 3
    many = json.loads(run_cli("match", CLEAR, "--top", "9").out)
    assert 3 < len(many["candidates"]) <= 9


def test_a_batch_gives_one_object_a_line(run_cli, bank: Bank, tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    lines = [
        {"id": "a", "section": "supervision", "answer": CLEAR},
        {"id": 7, "answer": CLEAR, "more": "ignored"},
        {"answer": ""},
        {"id": "n", "section": None, "answer": "网站发了186条"},
    ]
    file.write_text("\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="gbk")
    code, out, err = run_cli("match", "--batch", file)
    assert (code, err) == (0, "")
    found = [json.loads(line) for line in out.splitlines()]
    assert [entry["id"] for entry in found] == ["a", 7, None, "n"]
    for entry in found:
        check_shape(entry, bank)
    alone = json.loads(run_cli("match", CLEAR, "--section", "supervision").out)
    assert {**alone, "id": "a"} == found[0]


def test_an_empty_batch_gives_nothing(run_cli, tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(b"")
    assert run_cli("match", "--batch", tmp_path / "b.jsonl") == (0, "", "")


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("{", "JSON"),
        ("[1]", "answer"),
        ("5", "answer"),
        ('{"id": 1}', "answer"),
        ('{"answer": 5}', "answer"),
        ('{"answer": "甲", "section": "supervison"}', "是不是“supervision”"),
        ('{"answer": "甲", "section": 5}', "5"),
        ('{"answer": "甲", "section": ["other"]}', "部分"),
    ],
)
def test_a_bad_line_is_named(run_cli, tmp_path: Path, line: str, tells: str) -> None:
    file = tmp_path / "b.jsonl"
    file.write_text(f'{{"id": 1, "answer": "甲"}}\n{line}\n', encoding="utf-8")
    code, _, err = run_cli("match", "--batch", file)
    assert code == 2
    assert "第 2 行" in err
    assert tells in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "tells"),
    [
        ((), "二者选一"),
        (("甲", "--batch", "b.jsonl"), "二者选一"),
        (("甲", "--section", "supervison"), "是不是“supervision”"),
        (("--batch", "没有.jsonl"), "找不到批量文件"),
        (("甲", "--bank", "没有"), "--bank"),
        (("甲", "--top", "0"), "不能小于 1"),
        (("甲", "--top", "三"), "应当是整数"),
    ],
)
def test_wrong_calls(
    run_cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], tells: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run_cli("match", *args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert tells in err
    assert chinese(err)
