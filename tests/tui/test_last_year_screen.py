"""Last year beside this year: what changed, what is taken over, how the report is given."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from places_host import LARGE, SIZES, drafted, last_year_of, settled, shown, text_of, told, with_last_year
from textual.widgets import Button, OptionList

from assistant.errors import InputError
from assistant.interview.engine import AskChoice, Carry, Engine, Remove
from assistant.interview.state import Carried
from assistant.tui.base import Dialog
from assistant.tui.screens.last_year import LastYearScreen, meter

pytestmark = pytest.mark.parametrize("size", SIZES)


def choose(screen: LastYearScreen, words: str) -> None:
    """Put the cursor on last year's sentence with these words."""
    rows = screen.query_one("#rows", OptionList)
    row_id = next(row_id for row_id, pair in screen._pairs.items() if pair.old and words in pair.old.text)
    rows.highlighted = rows.get_option_index(row_id)


async def test_both_years_stand_together_with_what_changed(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(with_last_year(session))
        key = next(s.key for s in session.report.sentences() if "公告栏" in s.text)
        from assistant.interview.engine import Edit

        session.do(Edit(key, "门口的公告栏每周换两次。"))
        async with shown(LastYearScreen(session), size) as (host, pilot):
            choose(host.screen, "公告栏")
            await settled(host, pilot)
            seen = text_of(host)
            assert "上年报告（2023年）" in seen
            assert "[-月换一-]" in seen or "[-月-]" in seen
            assert "[+周换两+]" in seen or "[+周+]" in seen
            assert "与上年相同 [" in seen
            line = next(line for line in seen.split("\n") if "[-" in line and "公告栏" in line)
            assert ("[+" in line) is (size == LARGE)


async def test_a_sentence_is_taken_over_with_its_year_rolled_and_waits_for_confirmation(
    engine: Engine, tmp_path: Path, size
) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(with_last_year(session))
        key = next(s.key for s in session.report.sentences() if "书记" in s.text)
        session.do(Remove(key))
        async with shown(LastYearScreen(session), size) as (host, pilot):
            choose(host.screen, "书记每季度听一次汇报")
            await pilot.press("enter")
            await settled(host, pilot)
            carried = [s for s in session.outline.statements["supervision"] if s.is_carried]
            assert [s.sentence.text for s in carried] == ["书记每季度听一次汇报。"]
            assert "沿用" in told(host)
            # Now it stands in this year's draft: it is not written twice.
            choose(host.screen, "书记每季度听一次汇报")
            await pilot.press("enter")
            assert len(session.outline.statements["supervision"]) == len({s.key for s in carried})
            assert "已经有这一句" in told(host)


async def test_from_a_row_to_this_year_s_sentence(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(with_last_year(session))
        key = next(s.key for s in session.report.sentences() if "公告栏" in s.text)
        async with shown(LastYearScreen(session), size) as (host, pilot):
            choose(host.screen, "公告栏")
            await pilot.press("ctrl+g")
            await pilot.click("#this-year")
            assert host.went == [("sentence", key)] * 2


async def test_changed_cells_are_listed_and_lead_to_the_table(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(with_last_year(session))
        async with shown(LastYearScreen(session), size) as (host, pilot):
            rows = host.screen.query_one("#rows", OptionList)
            rows.highlighted = rows.option_count - 1
            await settled(host, pilot)
            assert "上年 2 → 今年 5" in text_of(host)
            await pilot.press("enter")
            assert host.went == [("cell", "t3.new_received.natural")]


async def test_from_part_to_part(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(with_last_year(session))
        async with shown(LastYearScreen(session), size) as (host, pilot):
            rows = host.screen.query_one("#rows", OptionList)
            heads = [n for n, option in enumerate(rows.options) if option.disabled]
            await pilot.press("ctrl+down", "ctrl+down")
            assert rows.highlighted == heads[2] + 1
            await pilot.press("ctrl+up")
            assert rows.highlighted == heads[1] + 1


class AskedPath(Dialog[Path]):
    """Stands for the dialog that asks for a file."""

    answer: Path | None = None

    def __init__(self, title: str, suffixes: Any, **_: Any) -> None:
        super().__init__()

    def on_mount(self) -> None:
        self.dismiss(self.answer)


def readers(monkeypatch: pytest.MonkeyPatch, read: Any, path: Path) -> None:
    """A file dialog that answers at once and a reader that gives what the test wants."""
    dialogs, reading = ModuleType("assistant.tui.screens.dialogs"), ModuleType("assistant.reuse.reading")
    AskedPath.answer = path
    dialogs.PathDialog = AskedPath  # type: ignore[attr-defined]
    reading.read_report = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "assistant.tui.screens.dialogs", dialogs)
    monkeypatch.setitem(sys.modules, "assistant.reuse", ModuleType("assistant.reuse"))
    monkeypatch.setitem(sys.modules, "assistant.reuse.reading", reading)


async def test_what_ages_is_gone_through_and_another_wording_is_offered(engine: Engine, tmp_path: Path, size) -> None:
    with drafted(engine, tmp_path) as session:
        session.do(with_last_year(session))
        session.do(Carry("supervision", "全年抽查栏目12次，发现问题31个。", "2023年报告·监督保障情况"))
        (key,) = (s.key for s in session.outline.statements["supervision"] if "抽查" in s.sentence.text)
        async with shown(LastYearScreen(session), size) as (host, pilot):
            screen = host.screen
            rows = screen.query_one("#rows", OptionList)
            row_id = next(row_id for row_id, pair in screen._pairs.items() if pair.new and pair.new.key == key)
            rows.highlighted = rows.get_option_index(row_id)
            screen.action_tick()
            assert host.went == [("question", engine.items(session.state)[0].question.id)]
            screen.action_reword()
            await settled(host, pilot)
            prompt = session.prompt
            assert isinstance(prompt, AskChoice)
            assert isinstance(prompt.before, Carried)
            assert host.went[-1] == ("interview", "")


async def test_without_last_year_the_way_to_give_it_is_shown(
    engine: Engine, tmp_path: Path, size, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "去年[终稿].docx"
    file.write_bytes(b"PK")
    with drafted(engine, tmp_path) as session:
        report = last_year_of(session)
        reading = SimpleNamespace(report=report, notices=("表四没有读到。",))
        readers(monkeypatch, lambda data, name: reading, file)
        async with shown(LastYearScreen(session), size) as (host, pilot):
            seen = text_of(host)
            assert "还没有上年的报告" in seen
            assert "/上年报告" in seen
            assert isinstance(host.focused, Button)
            await pilot.press("enter")
            await settled(host, pilot)
            assert session.state.last_report == report
            assert session.state.last_source == str(file)
            assert "已读入 去年[终稿].docx" in told(host)
            assert "表四没有读到" in told(host)
            assert "上年报告（2023年）" in text_of(host)


async def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    engine: Engine, tmp_path: Path, size, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "坏.docx"
    file.write_bytes(b"x")

    def read(data: bytes, name: str) -> Any:
        raise InputError(f"{name} 不是年度报告，请检查是否选错了文件。")

    with drafted(engine, tmp_path) as session:
        readers(monkeypatch, read, file)
        async with shown(LastYearScreen(session), size) as (host, pilot):
            await pilot.click("#choose")
            await settled(host, pilot)
            assert "坏.docx 不是年度报告" in told(host)
            assert session.state.last_report is None
            assert "还没有上年的报告" in text_of(host)


async def test_a_report_of_another_year_is_pointed_out(
    engine: Engine, tmp_path: Path, size, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "本年.docx"
    file.write_bytes(b"x")
    with drafted(engine, tmp_path) as session:
        readers(monkeypatch, lambda data, name: SimpleNamespace(report=session.report, notices=()), file)
        async with shown(LastYearScreen(session), size) as (host, pilot):
            await pilot.press("enter")
            await settled(host, pilot)
            assert "2024 年的报告，不是上年（2023 年）的" in told(host)


@pytest.mark.parametrize(
    ("share", "shown_as"), [(0, "[----------] 0%"), (0.63, "[======----] 63%"), (1, "[==========] 100%")]
)
def test_the_meter_is_read_without_colour(size, share: float, shown_as: str) -> None:
    assert meter(share) == shown_as
