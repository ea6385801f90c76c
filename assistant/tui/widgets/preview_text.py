"""The printed report as a text one can walk through sentence by sentence."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.render.preview import Line, LineKind, Preview, Stop, pieces
from assistant.render.wrapping import character_width
from assistant.tui.widgets.lines import text_width

MARGIN = 6
"""Columns left of the text: the mark of the cursor, a word of two characters, a rule."""
_STYLES = {LineKind.TITLE: "preview--title", LineKind.HEADING: "preview--heading"}


class PreviewText(ScrollView, can_focus=True):
    """A :class:`Preview` with a cursor that stands on a sentence or on a line of a table."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "preview--title",
        "preview--heading",
        "preview--blank",
        "preview--cursor",
        "preview--note",
        "preview--found",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", "上一句", show=False),
        Binding("down", "walk(1)", "下一句", show=False),
        Binding("pageup", "page(-1)", "上一页", show=False),
        Binding("pagedown", "page(1)", "下一页", show=False),
        Binding("home,ctrl+home", "edge(0)", "开头", show=False),
        Binding("end,ctrl+end", "edge(-1)", "末尾", show=False),
        Binding("enter", "choose", "转到这一句", key_display="Enter"),
    ]

    class Chosen(Message):
        """Enter, or a second click, on a sentence or a line of a table."""

        def __init__(self, place: Stop) -> None:
            super().__init__()
            self.place = place

    class Moved(Message):
        """The cursor stands elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.preview: Preview | None = None
        self.cursor = 0
        """Number of the stop."""
        self.found: tuple[tuple[int, int], ...] = ()
        """What was searched for."""

    @property
    def stop(self) -> Stop | None:
        """What the cursor stands on."""
        if self.preview is None or not self.preview.stops:
            return None
        return self.preview.stops[min(self.cursor, len(self.preview.stops) - 1)]

    def show(self, preview: Preview, found: tuple[tuple[int, int], ...] = ()) -> None:
        """Show another setting; the cursor stays on its sentence where it still stands."""
        before = self.stop
        self.preview, self.found = preview, found
        if before is not None and before.key:
            same = [n for n, stop in enumerate(preview.stops) if stop.key == before.key]
            self.cursor = same[0] if same else self.cursor
        self.cursor = max(min(self.cursor, len(preview.stops) - 1), 0)
        width = max(
            (MARGIN + line.indent + text_width(preview.text[line.start : line.end]) for line in preview.lines),
            default=0,
        )
        self.virtual_size = Size(width, len(preview.lines))
        self.refresh()

    def move_to(self, number: int) -> None:
        """Put the cursor on a stop and show it whole, with the heading above it where there is room."""
        if self.preview is None or not self.preview.stops:
            return
        self.cursor = max(min(number, len(self.preview.stops) - 1), 0)
        stop = self.preview.stops[self.cursor]
        top = stop.line
        while (
            top > 0 and self.preview.lines[top - 1].kind is not LineKind.TEXT and stop.line - top < 2 and not stop.cell
        ):
            top -= 1
        bottom = self.preview.line_of(max(stop.end - 1, stop.start))
        self.scroll_to_region(Region(0, top, 1, bottom - top + 1), animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    def move_to_line(self, line: int) -> None:
        """The first stop at or below a line, the line itself at the top of the window."""
        if self.preview is None or not self.preview.stops:
            return
        below = [n for n, stop in enumerate(self.preview.stops) if stop.line >= line]
        self.cursor = below[0] if below else len(self.preview.stops) - 1
        self.scroll_to(y=line, animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    def action_walk(self, by: int) -> None:
        """To the next or the previous sentence; a long one is scrolled through first."""
        if self.stop is None or self.preview is None:
            return
        bottom = self.preview.line_of(max(self.stop.end - 1, self.stop.start))
        window = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        if by > 0 and bottom >= window.stop and self.stop.line < window.start + self.size.height:
            self.scroll_relative(y=1, animate=False, force=True)
            return
        if 0 <= self.cursor + by < len(self.preview.stops):
            self.move_to(self.cursor + by)
        else:
            self.scroll_to(y=0 if by < 0 else self.virtual_size.height, animate=False, force=True)

    def action_page(self, by: int) -> None:
        """A window further; the cursor comes along."""
        if self.preview is None or self.stop is None:
            return
        target = max(self.stop.line + by * max(self.size.height - 2, 1), 0)
        if by > 0:
            following = [n for n, stop in enumerate(self.preview.stops) if stop.line >= target]
            self.move_to(following[0] if following else len(self.preview.stops) - 1)
        else:
            before = [n for n, stop in enumerate(self.preview.stops) if stop.line <= target]
            self.move_to(before[-1] if before else 0)

    def action_edge(self, number: int) -> None:
        """To the first or the last stop."""
        if self.preview is not None:
            self.move_to(0 if number == 0 else len(self.preview.stops) - 1)
            self.scroll_to(y=0 if number == 0 else self.virtual_size.height, animate=False, force=True)

    def action_choose(self) -> None:
        """Go to what the cursor stands on."""
        if self.stop is not None:
            self.post_message(self.Chosen(self.stop))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; one on the cursor's own sentence goes to it."""
        place = event.get_content_offset(self)
        if self.preview is None or place is None:
            return
        row = place.y + self.scroll_offset.y
        if not 0 <= row < len(self.preview.lines):
            return
        found = self.preview.stop_at(self._position(self.preview.lines[row], place.x + self.scroll_offset.x))
        if found is None:
            return
        if found == self.cursor and event.chain > 1:
            self.action_choose()
            return
        self.cursor = found
        self.refresh()
        self.post_message(self.Moved())

    def _position(self, line: Line, x: int) -> int:
        """The character of the text under a column."""
        assert self.preview is not None
        column = MARGIN + line.indent
        for position in range(line.start, line.end):
            column += character_width(self.preview.text[position])
            if x < column:
                return position
        return max(line.end - 1, line.start)

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        row = y + self.scroll_offset.y
        base = self.rich_style
        if self.preview is None or row >= len(self.preview.lines):
            return Strip.blank(self.size.width, base)
        line = self.preview.lines[row]
        stop = self.stop
        here = stop is not None and stop.line == row
        note = line.note or " " * 4
        segments = [
            Segment(">" if here else " ", base + self.get_component_rich_style("preview--note", partial=True)),
            Segment(note, base + self.get_component_rich_style("preview--note", partial=True)),
            Segment("|" + " " * line.indent, base),
        ]
        ground = base
        if line.kind in _STYLES:
            ground += self.get_component_rich_style(_STYLES[line.kind], partial=True)
        segments += self._text(line, ground, stop)
        strip = Strip(segments).extend_cell_length(self.virtual_size.width, base)
        return strip.crop_extend(self.scroll_offset.x, self.scroll_offset.x + self.size.width, base)

    def _text(self, line: Line, ground: Style, stop: Stop | None) -> list[Segment]:
        assert self.preview is not None
        named = [(span, "preview--heading") for span in self.preview.run_in]
        if stop is not None and self.has_focus:
            named.append(((stop.start, stop.end), "preview--cursor"))
        named += [(span, "preview--blank") for span in self.preview.blanks]
        named += [(span, "preview--found") for span in self.found]
        named = [(span, name) for span, name in named if span[0] < line.end and line.start < span[1]]
        segments = []
        for start, end, covers in pieces(line, [span for span, _ in named]):
            style = ground
            for number in sorted(covers):
                style += self.get_component_rich_style(named[number][1], partial=True)
            segments.append(Segment(self.preview.text[start:end], style))
        return segments

    def on_focus(self) -> None:
        """The cursor is seen only here."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is hidden."""
        self.refresh()
