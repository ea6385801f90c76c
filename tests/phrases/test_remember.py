"""What an office chose is remembered: its wording counts more from then on, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BankError
from assistant.matching.rank import Matcher
from assistant.phrases.bank import REMEMBERED, load_bank, remember, remember_all
from assistant.phrases.fill import Filler, Setting
from assistant.report.organ import Organ
from assistant.workbench import Workbench

FILLER = Filler(Setting(Organ.of("青河区望湖街道办事处"), 2025))

FIRST_YEAR = {
    "村村响早晚各播一遍": ("platform", "platform.offline.screen"),
    "小板凳会开了不少": ("proactive", "proactive.participation.local_talks"),
    "红本本的事都理清了": ("management", "management.catalog.basic_list"),
    "老吴头天天盯着屏": ("platform", "platform.inspection.daily_watch"),
    "鼓乐队把政策唱出来": ("improvements", "improvements.form.adapt"),
}
"""This office's own expressions → group asked, phrase chosen."""
SECOND_YEAR = {
    "村村响还是早晚播": "platform.offline.screen",
    "小板凳会开了九次": "proactive.participation.local_talks",
    "红本本的事又理了一遍": "management.catalog.basic_list",
    "老吴头接着盯屏": "platform.inspection.daily_watch",
    "请鼓乐队唱政策": "improvements.form.adapt",
}


def first_choice(matcher: Matcher, text: str, group: str) -> str:
    return matcher.match(text, group, filler=FILLER).candidates[0].phrase.id


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "bank"
    bank = load_bank()
    for said, (_, phrase) in FIRST_YEAR.items():
        chosen = phrase if phrase in bank.by_id else bank.by_topic[".".join(phrase.split(".")[:2])][-1].id
        assert remember(folder, bank, chosen, said)
    return folder


def chosen_in(office: Path) -> dict[str, str]:
    bank = load_bank((office,))
    return {said: phrase.id for phrase in bank.phrases for said in phrase.own_says}


def test_the_second_year_finds_what_was_chosen_in_the_first(office: Path) -> None:
    before, after = Workbench().matcher, Workbench((office,)).matcher
    chosen = chosen_in(office)
    first = list(FIRST_YEAR)
    found_before = found_after = 0
    for number, text in enumerate(SECOND_YEAR):
        group = FIRST_YEAR[first[number]][0]
        wanted = chosen[first[number]]
        found_before += first_choice(before, text, group) == wanted
        found_after += first_choice(after, text, group) == wanted
    assert found_after >= len(SECOND_YEAR) - 1
    assert found_before <= found_after - 3


def test_the_very_words_lead_to_the_chosen_phrase(office: Path) -> None:
    matcher = Workbench((office,)).matcher
    for said, phrase in chosen_in(office).items():
        match = matcher.match(said, FIRST_YEAR[said][0], filler=FILLER)
        assert match.matched
        assert match.candidates[0].phrase.id == phrase


def test_other_answers_are_matched_as_before(office: Path) -> None:
    before, after = Workbench().matcher, Workbench((office,)).matcher
    for text, group in [
        ("办了两次培训，四十来人", "supervision"),
        ("网站发了186条，公众号92条", "proactive"),
        ("没收过费", "other"),
        ("干这活的人老换", "issues"),
    ]:
        assert first_choice(before, text, group) == first_choice(after, text, group)


def test_the_file_is_only_added_to(tmp_path: Path) -> None:
    bank = load_bank()
    phrase = bank.phrases[0].id
    remember(tmp_path, bank, phrase, "头一种说法")
    own = tmp_path / REMEMBERED
    own.write_text(own.read_text(encoding="utf-8") + "# 老王加的注释\n", encoding="utf-8", newline="\n")
    remember(tmp_path, load_bank((tmp_path,)), phrase, "又一种: 带冒号的“说法”")
    text = own.read_text(encoding="utf-8")
    assert "# 老王加的注释" in text
    assert load_bank((tmp_path,)).by_id[phrase].own_says == ("头一种说法", "又一种: 带冒号的“说法”")


def test_a_known_wording_is_not_kept_twice(tmp_path: Path) -> None:
    bank = load_bank()
    phrase = bank.phrases[0]
    assert not remember(tmp_path, bank, phrase.id, phrase.says[0])
    assert remember(tmp_path, bank, phrase.id, "新说法")
    assert not remember(tmp_path, load_bank((tmp_path,)), phrase.id, "新说法")


def test_an_unknown_phrase_or_empty_wording_is_refused(tmp_path: Path) -> None:
    bank = load_bank()
    with pytest.raises(BankError, match="没有编号"):
        remember(tmp_path, bank, "supervision.training.nothing", "说法")
    with pytest.raises(BankError, match="空的"):
        remember(tmp_path, bank, bank.phrases[0].id, " \n ")
    assert not (tmp_path / REMEMBERED).exists()


def test_several_are_kept_in_one_go_and_the_file_itself_counts(tmp_path: Path) -> None:
    bank = load_bank()
    one, other = bank.phrases[0].id, bank.phrases[1].id
    assert (
        remember_all(tmp_path, bank, [(one, "头一种说法"), (one, "头一种说法"), (other, "另一种"), ("gone", "没有")])
        == 2
    )
    assert remember_all(tmp_path, bank, [(one, "头一种说法")]) == 0
    assert load_bank((tmp_path,)).by_id[other].own_says == ("另一种",)


def test_a_last_line_without_its_end_stays_a_line(tmp_path: Path) -> None:
    bank = load_bank()
    (tmp_path / REMEMBERED).write_bytes(f"- {{phrase: {bank.phrases[0].id}, said: 手写的}}".encode())
    remember(tmp_path, bank, bank.phrases[0].id, "程序写的")
    assert load_bank((tmp_path,)).by_id[bank.phrases[0].id].own_says == ("手写的", "程序写的")


def test_a_file_saved_in_another_encoding_is_read_but_not_added_to(tmp_path: Path) -> None:
    bank = load_bank()
    phrase = bank.phrases[0].id
    content = f"- {{phrase: {phrase}, said: 手写的}}\n".encode("utf-16")
    (tmp_path / REMEMBERED).write_bytes(content)
    assert load_bank((tmp_path,)).by_id[phrase].own_says == ("手写的",)
    with pytest.raises(BankError, match="UTF-8"):
        remember(tmp_path, bank, phrase, "程序写的")
    assert (tmp_path / REMEMBERED).read_bytes() == content
