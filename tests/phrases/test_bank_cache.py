"""The compiled bank: equal to the parsed one, and never in the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.cachefiles import read_cache, write_cache
from assistant.phrases.bank import load_bank
from assistant.phrases.lexicon import load_lexicon
from assistant.phrases.model import Bank


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIANBAO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the shipped bank."""
    folder = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_CACHE", str(folder))
        load_bank()
    return folder


def stored_bank(cache: Path, compiled: Path) -> Path:
    """The file of the shipped bank, laid into an empty cache."""
    shutil.copytree(compiled, cache)
    (stored,) = (cache / "bank").iterdir()
    return stored


def places(bank: Bank) -> list[str]:
    return [phrase.place for phrase in bank.phrases]


def test_compiled_equals_parsed(cache: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_bank()
    assert len(list((cache / "bank").iterdir())) == 1
    monkeypatch.setattr("assistant.phrases.bank.parse_layer", lambda *_: pytest.fail("parsed again"))
    second = load_bank()
    assert bank == first == second
    assert places(bank) == places(first) == places(second)
    assert bank.by_topic == second.by_topic


@pytest.mark.parametrize("damage", [b"", b"5", b"[]", b'{"fingerprint": "other", "topics": [], "phrases": []}', None])
def test_a_damaged_cache_is_compiled_anew_in_silence(
    cache: Path, compiled: Path, bank: Bank, damage: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = stored_bank(cache, compiled)
    whole = stored.read_bytes()
    stored.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert load_bank() == bank
    assert stored.read_bytes() == whole
    assert capsys.readouterr() == ("", "")


def test_a_cache_of_another_shape_is_compiled_anew(cache: Path, compiled: Path, bank: Bank) -> None:
    stored = stored_bank(cache, compiled)
    content = json.loads(stored.read_bytes())
    content["phrases"][0]["organs"] = ["parish"]
    stored.write_text(json.dumps(content), encoding="utf-8")
    assert load_bank() == bank
    del content["phrases"][0]["says"]
    stored.write_text(json.dumps(content), encoding="utf-8")
    assert load_bank() == bank


def test_a_cache_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bank: Bank
) -> None:
    blocker = tmp_path / "file"
    blocker.write_bytes(b"")
    monkeypatch.setenv("NIANBAO_CACHE", str(blocker / "below"))
    assert load_bank() == bank
    assert len(load_lexicon().frequencies) > 10_000


def test_the_cache_follows_every_change_of_a_source(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    file = own / "a.yaml"
    entry = "- {id: issues.form.mine, topic: issues.form, text: 甲。}\n"
    file.write_text(entry, encoding="utf-8")
    assert load_bank([own]).by_id["issues.form.mine"].text == "甲。"
    file.write_text(entry.replace("甲", "乙"), encoding="utf-8")
    assert load_bank([own]).by_id["issues.form.mine"].text == "乙。"
    file.write_text("", encoding="utf-8")
    assert "issues.form.mine" not in load_bank([own]).by_id


def test_a_damaged_lexicon_is_put_together_anew(cache: Path) -> None:
    whole = load_lexicon()
    (stored,) = cache.glob("lexicon-*.json")
    for damage in (b"", b"5", b"{}", b"[{}, {}, []]", stored.read_bytes()[:-9]):
        stored.write_bytes(damage)
        assert load_lexicon() == whole
    assert load_lexicon() == whole


def test_compiled_files_that_are_no_longer_used_go(cache: Path) -> None:
    for number in range(30):
        write_cache(cache / "index" / f"{number}.json", b"{}")
        assert read_cache(cache / "index" / "0.json") == b"{}"
    left = {file.stem for file in (cache / "index").iterdir()}
    assert "0" in left
    assert "29" in left
    assert len(left) <= 12


def test_what_cannot_be_read_is_not_there(cache: Path) -> None:
    assert read_cache(cache / "nothing.json") is None
    assert read_cache(cache) is None
