"""All commands and questions in one list, found by Chinese or by pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from assistant.interview.commands import COMMANDS
from assistant.interview.session import Session
from assistant.tui.screens.picking import PickDialog
from assistant.tui.widgets.choices import Choices, Row


class PaletteScreen(PickDialog):
    """Gives ``command:<id>``, ``question:<id>`` or ``here:<action>``."""

    CSS_PATH = "palette.tcss"

    def __init__(
        self,
        session: Session | None,
        offered: Callable[[str], bool],
        keys: Mapping[str, str],
        here: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        """``offered`` says which commands make sense now, ``keys`` are shown beside them; ``here`` are words, pinyin
        initials and action of what only the present place can do.
        """
        super().__init__()
        own = [(Row(f"here:{action}", f"本页：{words}"), f"{words} {initials}") for words, initials, action in here]
        self._rows = (*own, *_rows(session, offered, keys))

    def compose(self) -> ComposeResult:
        """A line to type in, the list below."""
        with Vertical(id="palette"):
            yield Input(placeholder="输入命令、拼音首字母或问题里的字，如 导出、dc、培训", select_on_focus=False)
            yield Choices(id="found")
            yield Static("没有找到，请换个词。", id="none", markup=False)

    def on_mount(self) -> None:
        """Everything, grouped, to begin with."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value.strip().casefold().lstrip("/／、"))

    def _show(self, word: str) -> None:
        found = [row for row, searched in self._rows if word in searched]
        choices = self.query_one(Choices)
        choices.show(found)
        self.query_one("#none").display = not found


def _rows(session: Session | None, offered: Callable[[str], bool], keys: Mapping[str, str]) -> list[tuple[Row, str]]:
    rows = []
    for command in COMMANDS.values():
        if not offered(command.id):
            continue
        refusal = command.refusal(session) if session else None
        key = f"（{keys[command.id]}）" if command.id in keys else ""
        row = Row(f"command:{command.id}", f"{command.group}：{command.name}{key}", refusal or command.help)
        searched = " ".join((command.name, command.initials, *command.also, command.help)).casefold()
        rows.append((row, searched))
    for part in session.parts if session else ():
        for view in part.asked:
            row = Row(f"question:{view.question.id}", f"问题：{view.question.ask}", part.title)
            rows.append((row, f"{view.question.ask} {part.title}".casefold()))
    return rows
