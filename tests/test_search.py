"""The one way to find phrases, for the command line and the search box."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.matching.rank import Hit
from assistant.report.standard import OrganKind
from assistant.search import search
from assistant.workbench import Workbench


def ids(hits: list[Hit]) -> list[str]:
    return [hit.phrase.id for hit in hits]


@pytest.mark.parametrize("words", ["ywpx", "业务px", "业务培训", "今年给大家讲了课"])
def test_initials_keywords_and_sentences_lead_to_the_topic(workbench: Workbench, words: str) -> None:
    assert search(workbench, words)[0].phrase.topic == "supervision.training"


def test_a_hit_says_what_was_hit(workbench: Workbench) -> None:
    assert search(workbench, "ywpx")[0].hits == ("业务培训",)
    assert "培训" in search(workbench, "业务培训")[0].hits[0]


@pytest.mark.parametrize("words", ["px", "培训"])
def test_filters_leave_the_order_as_it_is(workbench: Workbench, words: str) -> None:
    everything = search(workbench, words)

    def only(keep) -> list[str]:
        kept = [hit.phrase.id for hit in everything if keep(hit.phrase)]
        assert 0 < len(kept) < len(everything)
        return kept

    assert ids(search(workbench, words, topic="supervision.training")) == only(
        lambda phrase: phrase.topic == "supervision.training"
    )
    assert ids(search(workbench, words, topic="issues")) == only(lambda phrase: phrase.group == "issues")
    assert ids(search(workbench, words, polarity="none")) == only(lambda phrase: phrase.polarity == "none")
    street = search(workbench, words, kind=OrganKind.STREET)
    assert all(hit.phrase.fits(OrganKind.STREET) for hit in street)
    assert set(ids(everything)) - set(ids(street)) == {
        hit.phrase.id for hit in everything if not hit.phrase.fits(OrganKind.STREET)
    }


@pytest.mark.parametrize("words", ["", "  ", "p", "vvvv", "！？"])
def test_nothing_is_found_for_nothing(workbench: Workbench, words: str) -> None:
    assert search(workbench, words) == []


def test_the_letters_come_from_the_cache_and_a_broken_one_is_made_anew(private_folders: Path) -> None:
    first = Workbench()
    expected = ids(search(first, "ywpx"))
    (file,) = (private_folders / "pinyin").glob(f"{first.bank.fingerprint}.json")
    kept = file.read_bytes()
    file.write_text(json.dumps({"y": "业", "w": "务", "p": "培", "x": "训"}), encoding="utf-8")
    assert ids(search(Workbench(), "ywpx")) == expected
    assert search(Workbench(), "zdly") == []
    for broken in (b"{", b"[1]", b""):
        file.write_bytes(broken)
        assert ids(search(Workbench(), "ywpx")) == expected
        assert file.read_bytes() == kept
