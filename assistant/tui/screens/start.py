"""The first page: recent drafts, a new one, a file, the example.

Drawn before engine and dictionaries are loaded; what it needs of them is imported when asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from assistant.errors import AssistantError
from assistant.tui.settings import Recent, forget_recent, load_recent

if TYPE_CHECKING:
    from assistant.interview.session import Session
    from assistant.tui.app import NianbaoApp

_DRAFT_SUFFIX = ".nianbao"
_ACTIONS = (
    ("new", "新建草稿", "填上单位名称就开始，想停随时停，内容随时保存"),
    ("file", "打开文件", "接着写一份 .nianbao 草稿，或拿上年的报告开头"),
    ("example", "看 示 例", "看一份快写好的草稿，可以随便改着试"),
)
_WELCOME = (
    "还没有草稿。按回车键新建一份：先填单位名称，再按提问用平时的话回答，程序把话写成规范的句子。"
    "想先看看样子，用 ↓ 移到“看示例”再按回车键。"
)


class StartList(OptionList):
    """What to begin with, then the recent drafts."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "打开")]


class StartScreen(Screen[None]):
    """Where the program begins and comes back to."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,N,ｎ", "new", "新建草稿", key_display="N"),
        Binding("o,O,ｏ", "file", "打开文件", key_display="O"),
        Binding("e,E,ｅ", "example", "看示例", key_display="E"),
        Binding("delete", "forget", "移出列表", key_display="Delete"),
    ]

    help_topic = "start"

    class RecentRead(Message):
        """The list of recent drafts is known."""

        def __init__(self, drafts: Sequence[Recent]) -> None:
            super().__init__()
            self.drafts = tuple(drafts)

    def __init__(self) -> None:
        super().__init__()
        self._drafts: tuple[Recent, ...] = ()

    @property
    def nianbao(self) -> NianbaoApp:
        """The running program."""
        return self.app  # type: ignore[return-value, unused-ignore]

    def compose(self) -> ComposeResult:
        """A title, one list, the keys."""
        with Vertical(id="page"):
            yield Static("年报助手　nianbao", id="title", markup=False)
            yield Static("起草政府信息公开工作年度报告。不联网，所有内容只留在这台电脑上。", id="about", markup=False)
            yield StartList(*_action_options(), id="list")
            yield Static(_WELCOME, id="welcome", markup=False)
            yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Ready for Enter at once; the recent drafts follow."""
        options = self.query_one(StartList)
        options.highlighted = 0
        options.focus()

    def on_screen_resume(self) -> None:
        """A draft may have been made or worked on meanwhile."""
        self._read_recent()

    @work(thread=True, exclusive=True, group="recent")
    def _read_recent(self) -> None:
        """Looking whether files are there takes its time on shared folders."""
        self.post_message(self.RecentRead(load_recent()))

    @on(RecentRead)
    def _show_recent(self, event: RecentRead) -> None:
        options = self.query_one(StartList)
        before = options.highlighted
        chosen = self._chosen()
        has_new_head = event.drafts[:1] != self._drafts[:1]
        self._drafts = event.drafts
        now = datetime.now().astimezone()
        options.set_options(_action_options())
        if self._drafts:
            options.add_option(None)
            options.add_option(Option(Content.styled("最近的草稿", "bold $text-primary"), disabled=True))
            options.add_options(
                Option(_recent_words(draft, now), id=f"draft-{i}") for i, draft in enumerate(self._drafts)
            )
        self.query_one("#welcome").display = not self._drafts
        paths = [draft.path for draft in self._drafts]
        if self._drafts and has_new_head and not before:
            # She most likely goes on with what she left.
            options.highlighted = options.get_option_index("draft-0")
        elif chosen is not None and chosen.path in paths:
            options.highlighted = options.get_option_index(f"draft-{paths.index(chosen.path)}")
        else:
            options.highlighted = min(before or 0, options.option_count - 1)

    def _chosen(self) -> Recent | None:
        option = self.query_one(StartList).highlighted_option
        if option is None or not (option.id or "").startswith("draft-"):
            return None
        number = int((option.id or "").removeprefix("draft-"))
        return self._drafts[number] if number < len(self._drafts) else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        match event.option_id:
            case "new":
                self.action_new()
            case "file":
                self.action_file()
            case "example":
                self.action_example()
            case _:
                draft = self._chosen()
                if draft is not None:
                    self._open(Path(draft.path))

    def action_new(self) -> None:
        """To the form of a new draft."""
        from assistant.tui.screens.new_draft import NewDraftScreen

        self.app.push_screen(NewDraftScreen())

    @work(exclusive=True, group="open")
    async def action_file(self) -> None:
        """Look for a draft; a report begins a new draft as last year's."""
        from assistant.beginnings import REPORT_SUFFIXES
        from assistant.paths import drafts_folder
        from assistant.tui.screens.dialogs import ConfirmDialog, PathDialog
        from assistant.tui.screens.new_draft import NewDraftScreen

        title = f"打开草稿（{_DRAFT_SUFFIX}），或上年的报告（Word、网页、PDF、文本）"
        start = Path(self._drafts[0].path).parent if self._drafts else drafts_folder()
        path = await self.app.push_screen_wait(PathDialog(title, (_DRAFT_SUFFIX, *REPORT_SUFFIXES), start=start))
        if path is None:
            return
        if path.suffix.lower() == _DRAFT_SUFFIX:
            await self._open_and_say(path)
            return
        question = f"{path.name} 是一份报告，不是草稿。要把它当作上年的报告，新建一份草稿吗？"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="新建草稿", no="不用")):
            self.app.push_screen(NewDraftScreen(last_year=str(path)))

    @work(exclusive=True, group="open")
    async def action_example(self) -> None:
        """Make a draft of the shipped example, or go on with the one made before."""
        from assistant.beginnings import begin_example, example_path
        from assistant.tui.screens.dialogs import ChoiceDialog
        from assistant.typedpaths import free_path

        self._say("正在准备示例……")
        try:
            path = await asyncio.to_thread(example_path)
            if path.exists():
                options = (("again", "接着看上次打开的示例"), ("new", "另开一份新的示例"))
                answer = await self.app.push_screen_wait(ChoiceDialog("以前打开过示例。", options))
                if answer is None:
                    return
                if answer == "again":
                    await self._open_and_say(path)
                    return
            engine = await self.nianbao.engine()
            session = await asyncio.to_thread(begin_example, engine, free_path(path))
        except AssistantError as error:
            self.notify(error.message, severity="error", timeout=10, markup=False)
            return
        finally:
            self._say("")
        self.nianbao.open_session(session)
        self.app.notify(f"这是一份示例，存在 {session.journal.path}，可以随便改。", timeout=8, markup=False)

    @work(exclusive=True, group="open")
    async def _open(self, path: Path) -> None:
        await self._open_and_say(path)

    async def _open_and_say(self, path: Path) -> None:
        self._say("正在打开草稿……")
        try:
            session = await opened(self.nianbao, path)
        finally:
            self._say("")
        if session is None:
            self._read_recent()
        else:
            self.nianbao.open_session(session)

    @work(exclusive=True, group="open")
    async def action_forget(self) -> None:
        """Take the draft under the cursor off the list."""
        from assistant.tui.screens.dialogs import ConfirmDialog

        draft = self._chosen()
        if draft is None:
            self.notify("先用 ↑↓ 选中一份最近的草稿，再按 Delete 把它移出列表。", markup=False)
            return
        question = f"把“{draft.organ}{draft.year}年”从列表里移去吗？\n文件不会删除，还在 {draft.path}"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="移出列表", no="留着")):
            forget_recent(draft.path)
            self._read_recent()

    def _say(self, words: str) -> None:
        self.query_one("#status", Static).update(words)


async def opened(app: NianbaoApp, path: Path) -> Session | None:
    """The draft of ``path``, open for work; None if it was not opened, which has been said. To be called in a worker.

    A damaged one is offered as a repaired copy; the notices of the journal (read-only, torn tail) are
    the interview's to say.
    """
    from assistant.interview.journal import DamagedJournalError, salvage
    from assistant.interview.session import Session
    from assistant.tui.screens.dialogs import ConfirmDialog

    try:
        engine = await app.engine()
        try:
            session = await asyncio.to_thread(Session.open, path, engine)
        except DamagedJournalError as error:
            message = f"{error.message}\n\n要打开修复副本吗？"
            if not await app.push_screen_wait(ConfirmDialog(message, yes="打开修复副本", no="不打开")):
                return None
            copy = await asyncio.to_thread(salvage, path)
            session = await asyncio.to_thread(Session.open, copy, engine)
            app.notify(f"读得出的内容已另存为 {copy.name}，原文件没有动。", timeout=10, markup=False)
    except AssistantError as error:
        app.notify(error.message, severity="error", timeout=10, markup=False)
        return None
    return session


def moment_words(at: str, now: datetime) -> str:
    """今天 14:03, 昨天 9:10, 3月5日, 2024年3月5日; empty for what is no moment."""
    try:
        moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return ""
    clock = f"{moment.hour}:{moment.minute:02d}"
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{'今天' if days == 0 else '昨天'} {clock}"
    date = f"{moment.month}月{moment.day}日"
    return date if moment.year == now.year else f"{moment.year}年{date}"


def _action_options() -> list[Option]:
    return [
        Option(Content.assemble((name, "bold"), "　", (about, "$text-muted")), id=action)
        for action, name, about in _ACTIONS
    ]


def _recent_words(draft: Recent, now: datetime) -> Content:
    left = f"还差 {draft.left} 处" if draft.left else "没有要补的了"
    when = moment_words(draft.at, now)
    path = Path(draft.path)
    where = f"{when}　{path.name}　{path.parent}" if when else f"{path.name}　{path.parent}"
    return Content.assemble((f"{draft.organ}　{draft.year}年", "bold"), f"　{left}\n", (f"  {where}", "$text-muted"))
