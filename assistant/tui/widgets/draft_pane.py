"""The living draft: every sentence with a mark for where it comes from, the current part highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.interview.outline import Statement
from assistant.interview.progress import PartView
from assistant.report.standard import SUBSECTION_TITLES, subsection_heading
from assistant.tui.widgets.hanging import hanging

MARKS = {
    "table": ("表", "由统计表得出"),
    "phrase": ("库", "标准表述"),
    "typed": ("原", "您的原话"),
    "last_year": ("沿", "沿用上年"),
    "pending": ("补", "待补"),
    "edited": ("改", "您改写过"),
}
"""Origin → one character in the margin, and what it means."""
_HEADING = "#"


class DraftPane(OptionList):
    """The sentences of the draft under their headings; Enter on one opens what can be done with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "改这一句", show=True),
        Binding("ctrl+e", "change('edit')", "改写", show=False),
        Binding("delete", "change('remove')", "删除", show=True),
        Binding("alt+up", "change('up')", "上移", show=False),
        Binding("alt+down", "change('down')", "下移", show=False),
        Binding("ctrl+r", "change('reopen')", "换说法", show=False),
        Binding("ctrl+k", "change('confirm')", "确认", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Something is to be done with a sentence; ``what`` is a command id, empty for a menu."""

        pane: DraftPane
        key: str
        what: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._parts: tuple[PartView, ...] = ()
        self._group: str | None = None

    @property
    def current(self) -> str | None:
        """Key of the highlighted sentence."""
        option = self.highlighted_option
        return option.id if option is not None and option.id and not option.id.startswith(_HEADING) else None

    def show(self, parts: Sequence[PartView], group: str | None, *, follow: bool = True) -> None:
        """Show all parts; ``group`` is the one being worked on and, with ``follow``, comes into view."""
        self._parts, self._group = tuple(parts), group
        entries = self._entries()
        shown = tuple((key, label.plain) for key, label in entries)
        if shown == self._shown:
            return
        before, kept = dict(self._shown), self.current
        self._draw(entries)
        changed = next((key for key, text in shown if before and before.get(key) != text and key[0] != _HEADING), None)
        if self.has_focus:
            self._bring(kept)
        elif follow:
            self._bring(changed)
            if changed is None and group is not None:
                self._show_heading(group)

    def on_resize(self) -> None:
        """Wrap anew."""
        kept = self.current
        self._draw(self._entries())
        self._bring(kept)

    def _entries(self) -> list[tuple[str, Content]]:
        width = max(self.size.width, 20) - 1
        return [entry for part in self._parts for entry in _entries(part, part.group == self._group, width)]

    def _draw(self, entries: Sequence[tuple[str, Content]]) -> None:
        self._shown = tuple((key, label.plain) for key, label in entries)
        self.set_options([Option(label, id=key, disabled=key.startswith(_HEADING)) for key, label in entries])

    def bring(self, key: str) -> None:
        """Highlight a sentence."""
        self._bring(key)

    def _bring(self, key: str | None) -> None:
        if key is not None and any(key == shown for shown, _ in self._shown):
            self.highlighted = self.get_option_index(key)

    def _show_heading(self, group: str) -> None:
        keys = [key for key, _ in self._shown]
        if f"{_HEADING}{group}" in keys:
            following = keys.index(f"{_HEADING}{group}") + 1
            self.highlighted = following if following < len(keys) and keys[following][0] != _HEADING else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a sentence."""
        event.stop()
        if event.option.id is not None:
            self.post_message(self.Chosen(self, event.option.id, ""))

    def action_change(self, what: str) -> None:
        """Do something with the highlighted sentence."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current, what))


def _entries(part: PartView, is_current: bool, width: int) -> list[tuple[str, Content]]:
    titles = list(SUBSECTION_TITLES)
    title = subsection_heading(titles.index(part.group) + 1, part.title) if part.group in titles else part.title
    left = f"  还差 {len(part.todos)} 处" if part.todos else ""
    style = "bold reverse" if is_current else "bold"
    heading = Content.assemble((f"{'▶' if is_current else ' '} {title}", style), (left, "dim"))
    return [
        (f"{_HEADING}{part.group}", heading),
        *((statement.key, _label(statement, width)) for statement in part.statements),
    ]


def _label(statement: Statement, width: int) -> Content:
    mark, _ = MARKS.get(statement.sentence.origin.source, ("？", ""))
    notes = [
        word
        for word, applies in (
            ("待补", statement.is_pending),
            ("依据已变", statement.is_stale),
            ("沿用待确认", statement.is_carried),
            ("配写待确认", statement.is_proposed),
        )
        if applies
    ]
    pieces = [(statement.sentence.text, "")]
    if notes:
        pieces.append((f"←{'、'.join(notes)}", "bold"))
    return hanging(f"{mark} ", tuple(pieces), width, "dim")
