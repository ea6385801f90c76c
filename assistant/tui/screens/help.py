"""Help about the place she is in: what it is for, its keys, how to answer, all commands, the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from assistant.errors import InstallationError
from assistant.interview.commands import COMMANDS
from assistant.resources import PHRASEBANK, data_bytes
from assistant.tui.base import Dialog
from assistant.yamlfile import Value, parse_yaml

_FILE = "help/help.yaml"


@dataclass(frozen=True, slots=True)
class Page:
    """A titled piece of the help."""

    title: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """What ``phrasebank/help/help.yaml`` says."""

    places: dict[str, Page]
    answering: Page
    commands: Page
    terminal: Page


@cache
def help_texts() -> HelpTexts:
    """The shipped texts; BankError names the line if they are faulty."""
    root = parse_yaml(data_bytes(PHRASEBANK, _FILE).decode("utf-8"), f"{PHRASEBANK}/{_FILE}")
    if root is None:
        raise InstallationError(f"程序安装不完整：{PHRASEBANK}/{_FILE} 是空的，请重新安装。")
    names = ("places", "answering", "commands", "terminal")
    fields = root.mapping(names, required=names)
    places = {topic: _page(page) for topic, page in fields["places"].mapping().items()}
    return HelpTexts(places, *(_page(fields[name]) for name in names[1:]))


def _page(value: Value) -> Page:
    fields = value.mapping(("title", "text"), required=("title", "text"))
    return Page(fields["title"].text(), fields["text"].texts())


class HelpScreen(Dialog[None]):
    """One page to scroll; ``topic`` is the ``help_topic`` of a place, ``keys`` what its keys do: (Ctrl+Z, 撤销)."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "leave", "关闭"),
        Binding("up", "turn('up')", show=False),
        Binding("down", "turn('down')", show=False),
        Binding("pageup", "turn('page_up')", show=False),
        Binding("pagedown,space", "turn('page_down')", show=False),
        Binding("home", "turn('home')", show=False),
        Binding("end", "turn('end')", show=False),
    ]

    def __init__(self, topic: str = "interview", keys: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._topic, self._keys = topic, _in_chinese(keys)

    def compose(self) -> ComposeResult:
        """The place first, then what holds everywhere."""
        texts = help_texts()
        place = texts.places.get(self._topic) or texts.places["interview"]
        with Vertical(id="box"):
            yield Static(f"帮助：{place.title}", id="title", markup=False)
            with VerticalScroll(id="pages", can_focus=False):
                yield from self._lines(place.text)
                if self._keys:
                    yield Static("这里的按键", classes="heading", markup=False)
                    yield Static(_two_columns(self._keys), classes="table")
                for page in (texts.answering, texts.commands):
                    yield Static(page.title, classes="heading", markup=False)
                    yield from self._lines(page.text)
                yield Static(_two_columns(_command_lines()), classes="table")
                yield Static(texts.terminal.title, classes="heading", markup=False)
                yield from self._lines(texts.terminal.text)
            yield Label("↑↓ PgUp PgDn 翻看　Esc 关闭", id="hint")

    @staticmethod
    def _lines(text: Iterable[str]) -> ComposeResult:
        for line in text:
            yield Static(line, classes="line", markup=False)

    def action_turn(self, way: str) -> None:
        """Scroll the page."""
        getattr(self.query_one("#pages"), f"scroll_{way}")(animate=False)


def _in_chinese(keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys without the built-in ones of text boxes and lists, which everyone knows and which speak English."""
    return [(key, what) for key, what in keys if any("\u4e00" <= letter <= "\u9fff" for letter in what)]


def _command_lines() -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    group = ""
    for command in COMMANDS.values():
        if command.group != group:
            group = command.group
            lines.append((f"〔{group}〕", ""))
        lines.append((f"/{command.name}　{command.initials}", command.help))
    return lines


def _two_columns(lines: Sequence[tuple[str, str]]) -> Content:
    width = max((Content(left).cell_length for left, _ in lines), default=0) + 2
    return Content("\n").join(
        Content.assemble((left, "bold"), " " * (width - Content(left).cell_length), right) for left, right in lines
    )
