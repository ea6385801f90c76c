"""Small questions: each answered by keyboard and by mouse, at both sizes, left without an answer by Esc."""

from __future__ import annotations

from pathlib import Path

import pytest
from start_host import SIZES, Host, paste, settle, text_on
from textual.widgets import Input, OptionList, TextArea

from assistant.tui.screens.dialogs import ChoiceDialog, ConfirmDialog, PathDialog, TextDialog

sized = pytest.mark.parametrize("size", SIZES)


@sized
async def test_yes_is_at_hand_unless_it_is_dangerous(size: tuple[int, int]) -> None:
    for danger, answer in ((False, True), (True, False)):
        app = Host(ConfirmDialog("把[b]这份[/b]移出列表吗？", yes="移出", danger=danger))
        async with app.run_test(size=size) as pilot:
            assert "把[b]这份[/b]移出列表吗？" in text_on(app.screen)
            await pilot.press("enter")
            assert app.answers == [answer]


@sized
async def test_the_arrow_goes_to_the_other_answer_and_the_mouse_works(size: tuple[int, int]) -> None:
    app = Host(ConfirmDialog("好吗？"))
    async with app.run_test(size=size) as pilot:
        await pilot.press("right", "enter")
        assert app.answers == [False]
    app = Host(ConfirmDialog("好吗？"))
    async with app.run_test(size=size) as pilot:
        await pilot.click("#yes")
        assert app.answers == [True]


@sized
@pytest.mark.parametrize(
    "dialog",
    [
        lambda: ConfirmDialog("好吗？"),
        lambda: TextDialog("理由", "原来的"),
        lambda: ChoiceDialog("选一个", [("a", "甲")]),
        lambda: PathDialog("选文件", (".docx",)),
    ],
)
async def test_escape_is_no_answer(dialog: object, size: tuple[int, int]) -> None:
    app = Host(dialog())  # type: ignore[operator]
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        assert app.answers == [None]


async def test_a_very_long_message_keeps_the_answers_on_the_screen() -> None:
    app = Host(ConfirmDialog("很长的话。" * 400))
    async with app.run_test(size=(80, 24)):
        button = app.screen.query_one("#yes")
        assert app.screen.region.contains_region(button.region)
        assert button.region.height == 3


@sized
async def test_a_line_is_written_on_where_it_ends(size: tuple[int, int]) -> None:
    app = Host(TextDialog("理由", "原来的"))
    async with app.run_test(size=size) as pilot:
        await paste(pilot, "话[1]，\n第二行\n")
        await pilot.press("enter")
        assert app.answers == ["原来的话[1]， 第二行"]


@sized
async def test_several_lines_are_kept(size: tuple[int, int]) -> None:
    app = Host(TextDialog("改写", "第一行", multiline=True))
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "第", "二")
        assert app.screen.query_one(TextArea).text == "第一行\n第二"
        await pilot.press("ctrl+s")
        assert app.answers == ["第一行\n第二"]


@sized
@pytest.mark.parametrize(("keys", "answer"), [(["down", "enter"], "b"), (["2"], "b"), (["２"], "b"), (["enter"], "a")])
async def test_one_of_several_by_arrow_and_by_digit(keys: list[str], answer: str, size: tuple[int, int]) -> None:
    app = Host(ChoiceDialog("换成哪一句？", [("a", "办了[两]次。"), ("b", "办了三次。")]))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        assert app.answers == [answer]


async def test_a_digit_beyond_the_list_picks_nothing() -> None:
    app = Host(ChoiceDialog("换成哪一句？", [("a", "甲")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7")
        await pilot.press("0")
        assert app.answers == []
        await pilot.click(OptionList, offset=(5, 1))
        assert app.answers == ["a"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "办公室"
    (folder / "年报").mkdir(parents=True)
    (folder / ".藏着").mkdir()
    for name in ("年报2024.docx", "年报2023.docx", "照片.png", "~$年报2024.docx", ".隐藏.docx", "怪名[1].docx"):
        (folder / name).write_text("", encoding="utf-8")
    (folder / "年报" / "旧.DOCX").write_text("", encoding="utf-8")
    return folder


def listed(app: Host) -> list[str]:
    return [str(option.prompt).strip() for option in app.screen.query_one("#entries", OptionList).options]


@sized
async def test_only_folders_and_files_of_the_kind_are_listed(office: Path, size: tuple[int, int]) -> None:
    app = Host(PathDialog("选文件", (".docx",), start=office))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert listed(app) == ["../　上级文件夹", "▸ 年报/", "年报2023.docx", "年报2024.docx", "怪名[1].docx"]


@sized
async def test_a_file_is_found_by_walking_into_a_folder(office: Path, size: tuple[int, int]) -> None:
    app = Host(PathDialog("选文件", (".docx",), start=office))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert listed(app) == ["../　上级文件夹", "旧.DOCX"]
        await pilot.press("backspace")
        await settle(pilot)
        assert "年报2023.docx" in listed(app)
        await pilot.press("home", "down", "down", "down", "enter")
        assert app.answers == [office / "年报2024.docx"]


@pytest.mark.parametrize("typed", ['"{}"', "“{}”", "file://{}", "{}\n", " {} "])
async def test_a_pasted_path_is_understood(office: Path, typed: str) -> None:
    app = Host(PathDialog("选文件", (".docx",), start=office.parent))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one("#path", Input).value = ""
        await paste(pilot, typed.format(office / "年报2024.docx"))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.answers == [office / "年报2024.docx"]


async def test_tab_completes_as_far_as_it_is_certain(office: Path) -> None:
    app = Host(PathDialog("选文件", (".docx",), start=office))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        box = app.screen.query_one("#path", Input)
        await pilot.press("怪", "tab")
        assert box.value == str(office / "怪名[1].docx")
        await pilot.press("enter")
        assert app.answers == [office / "怪名[1].docx"]


@pytest.mark.parametrize(("name", "word"), [("没有.docx", "找不到"), ("照片.png", "不能用在这里")])
async def test_what_cannot_be_taken_is_said_and_stays_typed(office: Path, name: str, word: str) -> None:
    app = Host(PathDialog("选文件", (".docx",), start=office))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await paste(pilot, name)
        await pilot.press("enter")
        assert word in text_on(app.screen)
        assert app.screen.query_one("#path", Input).value.endswith(name)
        assert app.answers == []


async def test_a_new_name_may_be_given_where_a_file_is_to_be_saved(office: Path) -> None:
    app = Host(PathDialog("存在哪里", (".docx",), must_exist=False, start=office / "新.docx"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        assert app.answers == [office / "新.docx"]


async def test_a_folder_is_chosen_with_its_button(office: Path) -> None:
    app = Host(PathDialog("导出到", start=office))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert listed(app)[-1] == "（这里没有文件夹）"
        await pilot.click("#yes")
        assert app.answers == [office / "年报"]


async def test_home_and_above_are_a_click_away(office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: office)
    app = Host(PathDialog("选文件", (".docx",), start=tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click("#home")
        await settle(pilot)
        assert "年报2023.docx" in listed(app)
        await pilot.click("#up")
        await settle(pilot)
        assert listed(app) == ["../　上级文件夹", "▸ 办公室/"]
