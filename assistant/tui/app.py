"""The program on the terminal: start page, one draft at a time, its places, keys and commands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from assistant.errors import AssistantError
from assistant.tui.screens.small import SmallScreen, is_too_small
from assistant.tui.themes import DARK, THEME_NAMES, THEMES

if TYPE_CHECKING:
    from assistant.interview.engine import Engine
    from assistant.interview.outline import Statement
    from assistant.interview.progress import Todo
    from assistant.interview.session import Session
    from assistant.tui.screens.interview import InterviewScreen
    from assistant.workbench import Workbench

_BREATH = 0.15
"""Seconds between the first paint and the loading of the dictionaries."""
_RETRY = 5.0
"""Seconds after which saving is tried again."""
_KEY_NAMES = {
    "escape": "Esc",
    "enter": "回车",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "fullwidth_question_mark": "？",
}
_SENTENCE_COMMANDS = ("edit", "remove", "restore", "up", "down", "reopen", "confirm", "save_phrase")


class NianbaoApp(App[None]):
    """Holds the engine and the open draft; the screens do the rest."""

    TITLE = "年报助手"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "command('help')", "帮助", id="help"),
        Binding("f2", "command('tables')", "统计表", id="tables"),
        Binding("f3", "command('last_year')", "上年", id="last_year", show=False),
        Binding("f4", "command('check')", "核查", id="check"),
        Binding("f5", "command('preview')", "预览", id="preview"),
        Binding("f6", "command('map')", "目录", id="map"),
        Binding("f8", "command('why')", "说明", id="why", show=False),
        Binding("f9", "command('export')", "导出", id="export"),
        Binding("ctrl+p", "palette", "命令", show=False, priority=True),
        Binding("ctrl+f", "command('search')", "查语库", id="search", show=False),
        Binding("ctrl+z", "command('undo')", "撤销", id="undo", show=False),
        Binding("ctrl+y", "command('redo')", "重做", id="redo", show=False),
        Binding("ctrl+q", "command('quit')", "退出", id="quit", show=False, priority=True),
    ]

    def __init__(
        self,
        path: Path | None = None,
        bank: Path | None = None,
        *,
        workbench: Workbench | None = None,
        session: Session | None = None,
    ) -> None:
        """``workbench`` when it is loaded already, ``session`` to begin with a draft that is open."""
        super().__init__()
        self._first = session
        self.session: Session | None = None
        self.workbench = workbench
        self._start: Screen[None] | None = None
        self._path = path
        self._bank = bank
        self._loaded = asyncio.Event()
        self._failure: AssistantError | None = None
        self._retrying: Timer | None = None

    # Start and end

    def on_mount(self) -> None:
        """Theme, keys, the first screen; the dictionaries are loaded once it has been painted."""
        from assistant.tui import settings

        for theme in THEMES:
            self.register_theme(theme)
        chosen = settings.load_theme()
        self.theme = chosen if chosen in THEME_NAMES else DARK.name
        try:
            self.set_keymap(settings.load_keys())
        except AssistantError as error:
            self.notify(f"{error.message}本次先用默认按键。", severity="warning", timeout=15, markup=False)
        if self._first is not None:
            self.open_session(self._first)
        elif self._path is None:
            self.show_start()
        else:
            self.open_file(self._path)
        # Loading holds up whatever is painted or typed meanwhile: let the first screen appear first.
        self.call_after_refresh(self.set_timer, _BREATH, self._load)

    @work(thread=True, group="loading", exit_on_error=False)
    def _load(self) -> None:
        """Bank, matcher and what they import: while she looks at the first screen."""
        from assistant.workbench import Workbench

        try:
            workbench = self.workbench or Workbench.open(self._bank, partial(self.call_from_thread, self._notice))
            _ = workbench.engine
            self.workbench = workbench
        except AssistantError as error:
            self._failure = error
        self.call_from_thread(self._loaded.set)

    def _notice(self, message: str) -> None:
        self.notify(message, timeout=6, markup=False)

    async def engine(self) -> Engine:
        """The interview engine, as soon as it is loaded; AssistantError when the bank is faulty."""
        await self._loaded.wait()
        if self._failure is not None:
            raise self._failure
        assert self.workbench is not None
        return self.workbench.engine

    def reload_bank(self) -> None:
        """Phrases were added: read the bank anew for the open draft."""
        from assistant.workbench import Workbench

        self.workbench = Workbench.open(self._bank, self._notice)
        if self.session is not None:
            self.session.use(self.workbench.engine)

    def show_start(self) -> None:
        """The start page alone."""
        from assistant.tui.screens.start import StartScreen

        self._close_session()
        self._pop_to(0)
        self._start = StartScreen()
        self.push_screen(self._start)

    @work
    async def open_file(self, path: Path) -> None:
        """Open a draft by its path; whatever is wrong with it is said, and the start page is shown."""
        from assistant.tui.screens.opening import OpeningScreen
        from assistant.tui.screens.start import opened

        opening = OpeningScreen(path.name)
        if self.session is None:
            await self.push_screen(opening)
        # Not before: what it imports would hold up her typing, and is being imported in a thread already.
        await self._loaded.wait()
        session = await opened(self, path)
        typed = opening.typed if opening.is_attached else ""
        if session is None:
            if self.session is None:
                self.show_start()
            return
        if typed and not session.journal.is_read_only:
            session.journal.keep_typing(typed)
        self.open_session(session)

    def open_session(self, session: Session) -> None:
        """Show the interview of a draft above the start page."""
        from assistant.tui.screens.interview import InterviewScreen

        self._close_session()
        self.session = session
        self._pop_to(1 if self._start in self.screen_stack else 0)
        self.push_screen(InterviewScreen(session))
        self.watch_saving()

    def _pop_to(self, height: int) -> None:
        """Leave so many screens on the stack above the empty default one."""
        while len(self.screen_stack) > height + 1:
            self.pop_screen()

    def _close_session(self) -> None:
        session, self.session = self.session, None
        if session is None:
            return
        from assistant.paths import office_bank_folder
        from assistant.tui.settings import Recent, remember_wordings, save_recent

        if session.state.organ is not None and session.state.year is not None:
            path = str(session.journal.path.resolve())
            left = len(session.todos)
            save_recent(Recent(path, session.state.organ.name, session.state.year, left, session.saved.at))
        session.close()
        remember_wordings(session, self._bank or office_bank_folder())

    async def on_unmount(self) -> None:
        """However the program ends, the draft is let go of properly."""
        self._close_session()

    # Places

    @property
    def interview(self) -> InterviewScreen | None:
        """The interview on the stack, if a draft is open."""
        from assistant.tui.screens.interview import InterviewScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, InterviewScreen)), None)

    def back_to_interview(self) -> InterviewScreen | None:
        """Close what lies above the interview."""
        interview = self.interview
        while interview is not None and self.screen is not interview:
            self.pop_screen()
        return interview

    def _open(self, make: Callable[[Session], Screen[None]]) -> None:
        """A place of the draft, directly above the interview; the same key closes it again."""
        if self.session is None:
            return
        place = make(self.session)
        is_shown = type(self.screen) is type(place)
        self.back_to_interview()
        if not is_shown:
            self.push_screen(place)

    def action_command(self, command_id: str) -> None:
        """A key that is a command."""
        self.run_command(command_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the draft do nothing on the start page."""
        if action == "command" and parameters and self.session is None:
            return parameters[0] in ("help", "quit", "theme")
        return True

    def run_command(self, command_id: str, argument: str = "") -> None:
        """Do what a key, the palette or a line with a slash asks for."""
        from assistant.interview.commands import COMMANDS

        session = self.session
        refusal = COMMANDS[command_id].refusal(session) if session is not None else None
        if refusal:
            self.notify(refusal, timeout=4, markup=False)
            return
        if command_id in _SENTENCE_COMMANDS:
            self._on_sentence(command_id)
            return
        commands = self._commands(argument)
        if command_id in commands:
            commands[command_id]()

    def _commands(self, argument: str) -> Mapping[str, Callable[[], object]]:
        return {
            "help": self._help,
            "skip": self._skip,
            "previous": partial(self._step, -1),
            "next": partial(self._step, 1),
            "continue": partial(self._jump, None),
            "map": self._map,
            "todo": self._map,
            "why": self._why,
            "draft": self._draft,
            "search": partial(self._search, argument),
            "tables": partial(self._tables, None),
            "last_year": self._last_year,
            "organ": self._organ,
            "check": self._check,
            "preview": self._preview,
            "export": self._export,
            "undo": partial(self._walk, "undo"),
            "redo": partial(self._walk, "redo"),
            "remember": self._toggle_remembers,
            "theme": self._next_theme,
            "start": self.show_start,
            "quit": self.exit,
        }

    def _map(self) -> None:
        from assistant.tui.screens.map import MapScreen

        self._open(MapScreen)

    def _check(self) -> None:
        from assistant.tui.screens.check import CheckScreen

        self._open(CheckScreen)

    def _preview(self) -> None:
        from assistant.tui.screens.preview import PreviewScreen

        self._open(PreviewScreen)

    def _last_year(self) -> None:
        from assistant.tui.screens.last_year import LastYearScreen

        self._open(LastYearScreen)

    def _tables(self, address: str | None) -> None:
        from assistant.tui.screens.tables import TablesScreen
        from assistant.tui.tables_store import SessionTables

        self._open(lambda session: TablesScreen(SessionTables(session, self), address))

    @work
    async def _export(self) -> None:
        from assistant.tui.screens.export import ExportDialog

        if self.session is not None:
            await self.push_screen_wait(ExportDialog(self.session))

    @work
    async def _organ(self) -> None:
        from assistant.tui.screens.organ import OrganScreen

        interview = self.back_to_interview()
        if self.session is None or interview is None or self.session.state.year is None:
            return
        begin = await self.push_screen_wait(OrganScreen(self.session.organ, self.session.state.year))
        if begin is not None:
            interview.act(begin)

    @work
    async def _help(self) -> None:
        from assistant.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            topic = getattr(self.screen, "help_topic", "start")
            await self.push_screen_wait(HelpScreen(topic, self._keys()))

    def _keys(self) -> list[tuple[str, str]]:
        """The keys that work here, with what they do."""
        found: dict[str, str] = {}
        for active in self.screen.active_bindings.values():
            if active.enabled and active.binding.description:
                key = self.get_key_display(active.binding)
                found.setdefault(active.binding.description, key)
        return [(key, what) for what, key in found.items()]

    def _skip(self) -> None:
        from assistant.interview.engine import Skip

        interview = self.back_to_interview()
        if interview is not None:
            interview.act(Skip())

    def _step(self, by: int) -> None:
        interview = self.back_to_interview()
        if interview is not None:
            interview.step(by)

    def _jump(self, question: str | None) -> None:
        interview = self.back_to_interview()
        if interview is not None:
            interview.jump(question)

    def _why(self) -> None:
        if self.interview is self.screen and self.interview is not None:
            self.interview.explain()

    def _draft(self) -> None:
        interview = self.back_to_interview()
        if interview is not None:
            interview.action_show_pane("draft")

    def _on_sentence(self, command_id: str) -> None:
        interview = self.back_to_interview()
        if interview is None:
            return
        key = interview.current_sentence
        if key is None:
            interview.action_show_pane("draft")
            self.notify("请在草稿里用 ↑↓ 选一句，再按回车。", timeout=5, markup=False)
        else:
            interview.do_with_sentence(key, command_id)

    def _walk(self, way: str) -> None:
        from assistant.tui.base import Place

        place = self.screen if isinstance(self.screen, Place) else self.back_to_interview()
        if place is not None:
            place.walk(way)

    def _toggle_remembers(self) -> None:
        from assistant.tui.settings import toggle_remembers

        self.notify(toggle_remembers(), timeout=6, markup=False)

    def _next_theme(self) -> None:
        from assistant.tui.settings import save_theme

        names = list(THEME_NAMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        save_theme(self.theme)
        self.notify(f"配色：{THEME_NAMES[self.theme]}", timeout=3, markup=False)

    @work
    async def _search(self, words: str) -> None:
        """Look a sentence up in the bank and let it stand in the draft."""
        from assistant.interview.engine import Pick
        from assistant.tui.screens.search import SearchScreen

        interview = self.back_to_interview()
        if interview is None or self.session is None or self.workbench is None:
            return
        phrase = await self.push_screen_wait(SearchScreen(self.workbench, self.session, words))
        if phrase is not None:
            interview.act(Pick(phrase, group=self.session.engine.bank.by_id[phrase].group))

    @work
    async def action_palette(self) -> None:
        """All commands and questions in one list."""
        from assistant.tui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen) or self.screen.is_modal:
            return
        keys = {
            active.binding.id: self.get_key_display(active.binding)
            for active in self.screen.active_bindings.values()
            if active.binding.id
        }
        here = tuple(getattr(self.screen, "here_commands", ()))
        chosen = await self.push_screen_wait(PaletteScreen(self.session, self._is_offered, keys, here))
        if chosen is None:
            return
        kind, _, name = chosen.partition(":")
        if kind == "question":
            self.go_to_question(name)
        elif kind == "here":
            await self.screen.run_action(name)
        else:
            self.run_command(name)

    def _is_offered(self, command_id: str) -> bool:
        return self.session is not None or command_id in ("help", "quit", "theme")

    # To a place of the draft

    def go_to(self, todo: Todo) -> None:
        """Where something that is left can be done."""
        from assistant.interview.engine import Reopen
        from assistant.interview.progress import TodoKind
        from assistant.tui.screens.interview import group_question

        if todo.cell:
            self.go_to_cell(todo.cell)
            return
        interview = self.back_to_interview()
        if interview is None or self.session is None:
            return
        standing = {s.key for part in self.session.parts for s in part.statements}
        if todo.kind is TodoKind.MISSING and todo.key.startswith("a"):
            interview.do_with_sentence(todo.key, "refill")
        elif todo.kind is TodoKind.MISSING:
            question = group_question(self.session, todo)
            if question is not None:
                interview.jump(question)
        elif todo.key in standing:
            interview.bring_sentence(todo.key)
        elif todo.kind is TodoKind.STALE and todo.key.startswith("a"):
            interview.act(Reopen(todo.key))
        else:
            interview.action_show_pane("chat")

    def go_to_question(self, question_id: str) -> None:
        """To a question of the interview."""
        self._jump(question_id)

    def go_to_sentence(self, key: str) -> None:
        """To a sentence of the draft."""
        interview = self.back_to_interview()
        if interview is not None:
            interview.bring_sentence(key)

    def go_to_cell(self, address: str) -> None:
        """To a cell of the tables."""
        self.back_to_interview()
        self._tables(address)

    @work
    async def choose_sibling(self, statement: Statement) -> None:
        """Another sentence of the bank in place of one the program wrote."""
        from assistant.interview.offers import siblings
        from assistant.tui.screens.dialogs import ChoiceDialog

        session, interview = self.session, self.interview
        if session is None or interview is None:
            return
        others = siblings(session, statement)
        if not others:
            interview.say("语库里这个主题没有别的合适表述，可以直接改写。")
            return
        options = [(str(number), offer.text) for number, offer in enumerate(others)]
        chosen = await self.push_screen_wait(ChoiceDialog("换成哪一句？", options))
        if chosen:
            interview.act(others[int(chosen)].given)

    @work
    async def save_phrase(self, statement: Statement) -> None:
        """Her own sentence becomes a phrase of her office."""
        from assistant.tui.screens.save_phrase import SavePhraseDialog

        session, interview = self.session, self.interview
        if session is None or interview is None or self.workbench is None:
            return
        said = next((note.said for note in session.outline.notes if note.key == statement.key), "")
        saved = await self.push_screen_wait(SavePhraseDialog(self.workbench, session, statement, said))
        if saved:
            self.reload_bank()
            interview.say("已存入本单位语库，下次这样说就会想到这一句。")

    # Saving

    def watch_saving(self) -> None:
        """Say at once when something could not be saved, and try again until it can."""
        session = self.session
        if session is None or session.saved.is_saved or session.journal.is_read_only:
            return
        if self._retrying is None:
            self.notify(session.saved.message, title="没有保存", severity="error", timeout=30, markup=False)
            self._retrying = self.set_interval(_RETRY, self._save_again)

    def _save_again(self) -> None:
        session = self.session
        if session is None or session.journal.retry().is_saved:
            if self._retrying is not None:
                self._retrying.stop()
                self._retrying = None
            if session is not None:
                self.notify("已经保存好了。", timeout=5, markup=False)
                if self.interview is not None:
                    self.interview.show_draft()

    def quiet(self) -> None:
        """Take away what was said before, lest messages pile up over the page; that nothing could be saved stays."""
        if self._retrying is None:
            self.clear_notifications()

    # Surroundings

    def on_resize(self, event: events.Resize) -> None:
        """Too small a window is said, not shown garbled."""
        small = is_too_small(*event.size)
        if small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())
        elif not small and isinstance(self.screen, SmallScreen):
            self.pop_screen()

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on a keyboard."""
        if binding.key_display:
            return binding.key_display
        return "+".join(_KEY_NAMES.get(part, part.capitalize()) for part in binding.key.split("+"))

    def action_help_quit(self) -> None:
        """Ctrl+C copies; it does not end the program."""
        self.notify("要退出请按 Ctrl+Q，内容都已保存。", timeout=4, markup=False)

    def _fatal_error(self) -> None:
        """One sentence for the clerk, the particulars into a file: nothing she wrote is shown or lost."""
        import traceback

        from assistant.files import write_whole
        from assistant.paths import cache_folder

        log = cache_folder() / "error.log"
        where = f"草稿已保存在 {self.session.journal.path}。" if self.session is not None else "草稿不受影响。"
        with suppress(AssistantError):
            write_whole({log: traceback.format_exc().encode()}, overwrite=True)
        self.panic(f"程序出错，只好退出。{where}重新打开就能接着写；出错的记录在 {log}，请发给维护人员。")

    async def action_quit(self) -> None:
        """Textual's own way out, with our care."""
        self.run_command("quit")


def run(path: Path | None = None, bank: Path | None = None) -> int:
    """Run the program until she leaves it; the exit code."""
    app = NianbaoApp(path, bank)
    app.run()
    return app.return_code or 0
