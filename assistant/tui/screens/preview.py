"""预览: the whole report as it will be printed."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.interview.places import MARGIN_WORDS, margin_words
from assistant.render.preview import preview
from assistant.tui.base import Place
from assistant.tui.widgets.lines import BREAKPOINTS
from assistant.tui.widgets.preview_text import MARGIN, PreviewText

_WIDEST = 100
"""Columns beyond which lines are hard to read."""
_FRAME = 3
"""Columns of the border and the scroll bar."""


class PreviewScreen(Place):
    """Title, lead, six sections, three tables, with a word beside what wants a look."""

    CSS_PATH = "preview.tcss"
    AUTO_FOCUS = "#text"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,ctrl+down", "next_blank(1)", "下一处待补", key_display="Ctrl+↓"),
        Binding("p,ctrl+up", "next_blank(-1)", "上一处待补", show=False),
        Binding("ctrl+f,slash,ideographic_comma,fullwidth_solidus", "find", "查找", key_display="Ctrl+F"),
        Binding("t,ctrl+t", "sections", "目录", key_display="Ctrl+T"),
    ]
    help_topic = "preview"

    def compose(self) -> ComposeResult:
        """Index, text, search."""
        with Horizontal(id="body"):
            index = OptionList(id="sections", markup=False)
            index.border_title = "目录"
            yield index
            yield PreviewText(id="text")
        yield Input(id="search", placeholder="要找的文字，Enter 找下一处，Esc 结束")
        yield Static("　".join(f"{word}＝{what}" for word, what in MARGIN_WORDS.items()), id="legend", markup=False)
        yield Footer(show_command_palette=False)

    def show_draft(self) -> None:
        """Set the report for the width there is."""
        text = self.query_one(PreviewText)
        width = text.container_size.width or self.size.width
        if self.has_class("-index") or self.has_class("-wide"):
            width = self.size.width - self.query_one("#sections").outer_size.width
        report = self.session.report
        shown = preview(report, min(width - MARGIN - _FRAME, _WIDEST), margin_words(self.session.outline))
        text.show(shown, shown.find(self.query_one("#search", Input).value))
        left = len(shown.blanks)
        text.border_title = f"预览　待补 {left} 处" if left else "预览　没有待补的内容"
        text.border_subtitle = "Enter 转到这一句"
        index = self.query_one("#sections", OptionList)
        highlighted = index.highlighted
        index.set_options(
            Option(title if n else "标题", id=str(line)) for n, (title, line) in enumerate(shown.headings)
        )
        index.highlighted = highlighted

    def on_resize(self, event: events.Resize) -> None:
        """Other widths break lines elsewhere; the place stays."""
        self.call_after_refresh(self._set_anew)

    def _set_anew(self) -> None:
        text = self.query_one(PreviewText)
        self.show_draft()
        if text.stop is not None and text.cursor:
            text.move_to(text.cursor)

    @on(PreviewText.Chosen)
    def go(self, event: PreviewText.Chosen) -> None:
        """To the sentence, or to the tables."""
        if event.place.cell:
            self.nianbao.go_to_cell(event.place.cell)
        elif event.place.key:
            self.nianbao.go_to_sentence(event.place.key)

    def action_next_blank(self, by: int) -> None:
        """To the next 【待补】, from the last one to the first."""
        text = self.query_one(PreviewText)
        shown = text.preview
        if shown is None or not shown.blanks:
            self.say("没有待补的内容。")
            return
        stops = sorted({n for start, _ in shown.blanks if (n := shown.stop_at(start)) is not None})
        if by > 0:
            target = next((n for n in stops if n > text.cursor), stops[0])
        else:
            target = next((n for n in reversed(stops) if n < text.cursor), stops[-1])
        text.focus()
        text.move_to(target)

    def action_find(self) -> None:
        """Open the search."""
        self.add_class("-searching")
        self.query_one("#search", Input).focus()

    @on(Input.Changed, "#search")
    def mark(self, event: Input.Changed) -> None:
        """Mark what is found while she types."""
        text = self.query_one(PreviewText)
        if text.preview is not None:
            text.found = text.preview.find(event.value)
            text.refresh()
        self.query_one("#search", Input).border_title = f"找到 {len(text.found)} 处" if event.value.strip() else "查找"

    @on(Input.Submitted, "#search")
    def next_found(self) -> None:
        """To the next place behind the cursor, from the last to the first."""
        text = self.query_one(PreviewText)
        if text.preview is None:
            return
        if not text.found:
            self.say("没有找到。")
            return
        stops = [n for start, _ in text.found if (n := text.preview.stop_at(start)) is not None]
        if stops:
            text.move_to(next((n for n in stops if n > text.cursor), stops[0]))
        else:
            text.move_to_line(text.preview.line_of(text.found[0][0]))

    def action_sections(self) -> None:
        """Into the index and out of it; below 120 columns it comes and goes."""
        index = self.query_one("#sections", OptionList)
        if index.has_focus:
            self._leave_index()
            return
        self.add_class("-index")
        index.focus()
        self.call_after_refresh(self._set_anew)

    def _leave_index(self) -> None:
        self.remove_class("-index")
        self.query_one(PreviewText).focus()
        self.call_after_refresh(self._set_anew)

    @on(OptionList.OptionSelected, "#sections")
    def go_to_section(self, event: OptionList.OptionSelected) -> None:
        """To a heading; the index closes where it covers the text."""
        number = event.option_index
        self.remove_class("-index")
        text = self.query_one(PreviewText)
        text.focus()

        def go() -> None:
            self.show_draft()
            if text.preview is not None:
                text.move_to_line(text.preview.headings[number][1])

        self.call_after_refresh(go)

    def action_back(self) -> None:
        """Close the search or the index first."""
        if self.has_class("-searching"):
            self.remove_class("-searching")
            self.query_one(PreviewText).focus()
        elif self.query_one("#sections", OptionList).has_focus:
            self._leave_index()
        else:
            super().action_back()
