"""One official table as a grid to fill in: frozen labels and headings, locked totals, marks for what is wrong.

The grid knows the rules of entry (:mod:`assistant.tables.editing`) and nothing of drafts: what changed leaves it as
:class:`TableGrid.Edited`, what could not be taken as :class:`TableGrid.Refused`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from assistant.checks.finding import Finding, Severity
from assistant.errors import InputError
from assistant.render.wrapping import wrap
from assistant.report.standard import SECTION_TITLES, TABLE_NAMES, cell_label
from assistant.tables.editing import is_locked, parse_entry, paste_block, recounted, with_entry
from assistant.tables.schema import Cell, Tables
from assistant.tables.values import number_text
from assistant.tui.widgets.hanging import shortened
from assistant.tui.widgets.table_plan import GUTTER, Fit, Line, Span, fit, heading_lines, plan_of, walk

LOCKED_MARK = "="
FAILING_MARK = "!"
EMPTY_MARK = "·"
CURSOR_MARK = ">"
_RULE = "│"
_ENTRY_STARTS = frozenset("〇零无没.．-－")
"""Beside digits: what a typed value may begin with. Other characters are left to the screen."""
_MAX_ENTRY = 40
READ_ONLY = "草稿以只读方式打开，只能查看，不能修改。"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is being typed into a cell, and before which character the caret stands."""

    text: str
    caret: int

    def insert(self, text: str) -> _Entry:
        room = max(_MAX_ENTRY - len(self.text), 0)
        text = text[:room]
        return _Entry(self.text[: self.caret] + text + self.text[self.caret :], self.caret + len(text))

    def moved(self, caret: int) -> _Entry:
        return replace(self, caret=min(max(caret, 0), len(self.text)))

    def without(self, position: int) -> _Entry:
        """Without the character at a position; unchanged where there is none."""
        if not 0 <= position < len(self.text):
            return self
        caret = self.caret - 1 if position < self.caret else self.caret
        return _Entry(self.text[:position] + self.text[position + 1 :], caret)


class GridCells(ScrollView, can_focus=True):
    """The cells of the grid: draws them and has the keyboard."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--heading",
        "grid--label",
        "grid--here",
        "grid--rule",
        "grid--value",
        "grid--locked",
        "grid--empty",
        "grid--failing",
        "grid--cursor",
        "grid--entry",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", "上", show=False),
        Binding("down", "move(1, 0)", "下", show=False),
        Binding("left", "move(0, -1)", "左", show=False),
        Binding("right", "move(0, 1)", "右", show=False),
        Binding("tab", "step(1)", "下一格", show=False),
        Binding("shift+tab", "step(-1)", "上一格", show=False),
        Binding("enter", "enter", "填写", show=False),
        Binding("home", "row_end(-1)", "行首", show=False),
        Binding("end", "row_end(1)", "行尾", show=False),
        Binding("ctrl+home", "table_end(-1)", "第一格", show=False),
        Binding("ctrl+end", "table_end(1)", "最后一格", show=False),
        Binding("pageup", "page(-1)", "上一页", show=False),
        Binding("pagedown", "page(1)", "下一页", show=False),
        Binding("delete,backspace", "clear", "清空", show=False),
    ]

    @dataclass
    class Changed(Message):
        """The cursor, the entry or the figures changed: what is said under the grid is out of date."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, GridCells.Changed)

    def __init__(self, table: str) -> None:
        super().__init__()
        self.table = table
        self.tables = Tables()
        self.failing: frozenset[str] = frozenset()
        self.entry: _Entry | None = None
        self.read_only = False
        self._plan = plan_of(table)
        self._rows = [(number, line) for number, line in enumerate(self._plan.body) if line.addresses]
        self._spans = {span.address: (number, span) for number, span in walk(self._plan) if span.address}
        self._order = list(self._spans)
        self.cursor: str = self._order[0]
        self._column = 0
        """The column the cursor keeps to where lines differ in width."""
        self._fit = Fit(0, (0,) * self._plan.columns)
        self._header: list[list[Segment]] = []

    # Drawing

    def show(self, tables: Tables, failing: frozenset[str]) -> None:
        self.tables, self.failing = tables, failing
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()
        self._reveal()

    @property
    def _room(self) -> Size:
        """What there is beside the scrollbars."""
        return self.scrollable_content_region.size

    def _lay_out(self) -> None:
        texts = {address: self._text(address) for address in self._order}
        self._fit = fit(self._plan, texts, self._room.width)
        self._header = self._header_lines()
        self.virtual_size = Size(self._fit.total, len(self._header) + len(self._plan.body))
        self.refresh()
        self._place_caret()
        self.post_message(self.Changed())

    def _text(self, address: str) -> str:
        """A value with its marks, as wide as its column has to be."""
        value = self.tables.cell(address)
        shown = EMPTY_MARK if value is None else number_text(value)
        return f"{LOCKED_MARK if is_locked(address) else ''}{shown}{FAILING_MARK if address in self.failing else ' '}"

    def render_line(self, y: int) -> Strip:
        scroll_x, scroll_y = self.scroll_offset
        base = self.rich_style
        if y < len(self._header):
            segments = self._header[y]
        else:
            number = y - len(self._header) + scroll_y
            if number >= len(self._plan.body):
                return Strip.blank(self.size.width, base)
            segments = self._body_line(number, self._plan.body[number])
        line = Strip(segments)
        room = max(self.size.width - self._fit.label, 0)
        start = self._fit.label + scroll_x
        shown = Strip.join([line.crop(0, self._fit.label), line.crop(start, start + room)])
        return shown.adjust_cell_length(self.size.width, base)

    def _header_lines(self) -> list[list[Segment]]:
        style, rule = self._style("heading"), self._style("rule")
        lines: list[list[Segment]] = []
        for line in self._plan.header:
            parts = [
                heading_lines(span.text, self._fit.width(span.first, span.last)) if span.text else []
                for span in line.spans
            ]
            for i in range(max(len(part) for part in parts)):
                segments: list[Segment] = []
                for span, part in zip(line.spans, parts, strict=True):
                    text = part[i] if i < len(part) else ""
                    segments += [Segment(_RULE, rule), Segment(self._centred(text, span), style)]
                lines.append(segments)
        note = wrap(self._plan.note, max(self._fit.label - GUTTER - 1, 1)) if self._plan.note else []
        for i, segments in enumerate(lines):
            text = " " * GUTTER + (note[i] if i < len(note) else "")
            segments.insert(0, Segment(set_cell_size(text, self._fit.label), style))
        return lines

    def _body_line(self, number: int, line: Line) -> list[Segment]:
        here = self._spans[self.cursor][0] == number
        label_style = self._style("heading" if line.is_heading else "here" if here else "label")
        mark = CURSOR_MARK if here else " "
        spans_row = not line.spans
        width = self._fit.total if spans_row else self._fit.label
        label = mark + shortened(line.label, width - GUTTER)
        segments = [Segment(set_cell_size(label, width), label_style)]
        for span in line.spans:
            segments.append(Segment(_RULE, self._style("rule")))
            if span.address is None:
                segments.append(Segment(self._centred(span.text, span), self._style("heading")))
            else:
                segments += self._value(span.address, self._fit.width(span.first, span.last))
        return segments

    def _centred(self, text: str, span: Span) -> str:
        width = self._fit.width(span.first, span.last)
        left = max((width - cell_len(text)) // 2, 0)
        return set_cell_size(" " * left + text, width)

    def _value(self, address: str, width: int) -> list[Segment]:
        if address == self.cursor and self.entry is not None:
            return self._entry_segments(self.entry, width)
        text = self._text(address)
        name = (
            "failing"
            if address in self.failing
            else "empty"
            if self.tables.cell(address) is None
            else "locked"
            if is_locked(address)
            else "value"
        )
        style = self._style(name)
        if address == self.cursor:
            style += self._style("cursor")
        return [Segment(" " * (width - cell_len(text)) + text, style)]

    def _entry_segments(self, entry: _Entry, width: int) -> list[Segment]:
        """The text being typed, scrolled so that the caret is in view, the caret reversed."""
        style = self._style("entry")
        start = self._entry_start(entry, width)
        before, under, after = entry.text[start : entry.caret], entry.text[entry.caret : entry.caret + 1], ""
        under = under or " "
        room = width - cell_len(before) - cell_len(under)
        after = shortened(entry.text[entry.caret + 1 :], max(room, 0), mark="")
        return [
            Segment(before, style),
            Segment(under, style + Style(reverse=True)),
            Segment(set_cell_size(after, max(room, 0)), style),
        ]

    @staticmethod
    def _entry_start(entry: _Entry, width: int) -> int:
        """The first character shown: with the caret, up to it, no more than fits."""
        start = 0
        under = cell_len(entry.text[entry.caret : entry.caret + 1] or " ")
        while cell_len(entry.text[start : entry.caret]) + under > width:
            start += 1
        return start

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}")

    # The cursor

    def select(self, address: str) -> bool:
        """Put the cursor on a cell and bring it into view; False if the entry in the old one cannot be taken."""
        if address != self.cursor and not self.commit():
            return False
        self.cursor = address
        self._column = self._spans[address][1].first
        self._show_cursor()
        return True

    def _show_cursor(self) -> None:
        self._reveal()
        self.refresh()
        self._place_caret()
        self.post_message(self.Changed())

    def _reveal(self) -> None:
        number, span = self._spans[self.cursor]
        height = self._room.height - len(self._header)
        room = self._room.width - self._fit.label
        if height <= 0 or room <= 0:
            return
        x, y = self.scroll_offset
        # The captions over a row come into view with it.
        top = number
        while top > 0 and self._plan.body[top - 1].is_heading and number - top < height - 1:
            top -= 1
        y = min(max(y, number - height + 1), top)
        start = self._fit.start(span.first) - self._fit.label - 1
        end = start + self._fit.width(span.first, span.last) + 1
        # Of a span wider than the view, figures show their end, an entry its beginning.
        x = max(min(x, start), end - room) if self.entry is None else min(max(x, end - room), start)
        self.scroll_to(x, y, animate=False)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_x(old_value, new_value)
        self._place_caret()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._place_caret()

    def _place_caret(self) -> None:
        """Tell the terminal where text appears: the window of an input method opens there."""
        if not self.has_focus:
            return
        number, span = self._spans[self.cursor]
        scroll_x, scroll_y = self.scroll_offset
        x = max(self._fit.start(span.first) - scroll_x, self._fit.label)
        if self.entry is not None:
            width = self._fit.width(span.first, span.last)
            x += cell_len(self.entry.text[self._entry_start(self.entry, width) : self.entry.caret])
        region = self.content_region
        self.app.cursor_position = Offset(region.x + x, region.y + len(self._header) + number - scroll_y)

    def on_focus(self) -> None:
        self._place_caret()
        self.refresh()

    def on_blur(self) -> None:
        self.commit()
        self.refresh()

    def action_move(self, rows: int, columns: int) -> None:
        if self.entry is not None and not self.commit():
            return
        row = next(i for i, (_, line) in enumerate(self._rows) if self.cursor in line.addresses)
        if columns:
            addresses = self._rows[row][1].addresses
            at = min(max(addresses.index(self.cursor) + columns, 0), len(addresses) - 1)
            self.cursor = addresses[at]
            self._column = self._spans[self.cursor][1].first
        else:
            row = min(max(row + rows, 0), len(self._rows) - 1)
            line = self._rows[row][1]
            self.cursor = next(
                one.address for one in line.spans if one.address is not None and one.first <= self._column <= one.last
            )
        self._show_cursor()

    def action_step(self, by: int) -> None:
        at = self._order.index(self.cursor) + by
        self.select(self._order[min(max(at, 0), len(self._order) - 1)])

    def action_row_end(self, side: int) -> None:
        line = self._plan.body[self._spans[self.cursor][0]]
        self.select(line.addresses[0 if side < 0 else -1])

    def action_table_end(self, side: int) -> None:
        self.select(self._order[0 if side < 0 else -1])

    def action_page(self, by: int) -> None:
        self.action_move(by * max(self._room.height - len(self._header) - 1, 1), 0)

    def on_click(self, event: events.Click) -> None:
        address = self._address_at(event.get_content_offset(self))
        if address is None:
            return
        event.stop()
        if self.select(address) and event.chain > 1:
            self.action_enter()

    def _address_at(self, offset: Offset | None) -> str | None:
        if offset is None or offset.y < len(self._header) or offset.x < self._fit.label:
            return None
        scroll_x, scroll_y = self.scroll_offset
        number, x = offset.y - len(self._header) + scroll_y, offset.x + scroll_x
        if number >= len(self._plan.body):
            return None
        for span in self._plan.body[number].spans:
            start = self._fit.start(span.first) - 1
            if start <= x <= start + self._fit.width(span.first, span.last):
                return span.address
        return None

    # Entry

    async def _on_key(self, event: events.Key) -> None:
        if self.entry is not None and self._key_in_entry(self.entry, event):
            event.stop()
            event.prevent_default()
        elif self.entry is None and event.is_printable and event.character and _starts_entry(event.character):
            event.stop()
            event.prevent_default()
            self._begin(_Entry(event.character, len(event.character)))

    def _key_in_entry(self, entry: _Entry, event: events.Key) -> bool:
        """Take a key that edits the text; others go on to the bindings."""
        match event.key:
            case "escape":
                self.cancel()
                return True
            case "backspace":
                self._set(entry.without(entry.caret - 1))
            case "delete":
                self._set(entry.without(entry.caret))
            case "left":
                self._set(entry.moved(entry.caret - 1))
            case "right":
                self._set(entry.moved(entry.caret + 1))
            case "home":
                self._set(entry.moved(0))
            case "end":
                self._set(entry.moved(len(entry.text)))
            case _ if event.is_printable and event.character:
                self._set(entry.insert(event.character))
            case _:
                return False
        return True

    def _begin(self, entry: _Entry) -> None:
        if self.read_only:
            self.post_message(TableGrid.Refused(READ_ONLY))
        elif is_locked(self.cursor):
            self._refuse_locked()
        else:
            self._set(entry)
            self._reveal()

    def _refuse_locked(self) -> None:
        self.post_message(
            TableGrid.Refused(f"“{cell_label(self.cursor)}”由各项自动相加，不用填；要改这个数，请改它的各项。")
        )

    def _set(self, entry: _Entry | None) -> None:
        self.entry = entry
        self.refresh()
        self._place_caret()
        self.post_message(self.Changed())

    def cancel(self) -> None:
        """Leave the cell as it was."""
        self._set(None)

    def commit(self) -> bool:
        """Take what was typed; False if it cannot be taken, the text then stays for correction."""
        if self.entry is None:
            return True
        try:
            value = parse_entry(self.entry.text, self.cursor)
        except InputError as error:
            self.post_message(TableGrid.Refused(error.message))
            return False
        self._set(None)
        self._change(with_entry(self.tables, self.cursor, value), f"填写{self._cell_name()}")
        return True

    def action_enter(self) -> None:
        """Begin to edit; in an entry take it and go down; on a total that disagrees add it up anew."""
        if self.entry is not None:
            if self.commit():
                self.action_move(1, 0)
            return
        changes = recounted(self.tables, self.cursor) if is_locked(self.cursor) and not self.read_only else {}
        if changes:
            self._change(changes, f"重新相加{self._cell_name()}")
            return
        value = self.tables.cell(self.cursor)
        text = "" if value is None else number_text(value)
        self._begin(_Entry(text, len(text)))

    def action_clear(self) -> None:
        if self.read_only:
            self.post_message(TableGrid.Refused(READ_ONLY))
        elif is_locked(self.cursor):
            self._refuse_locked()
        else:
            self._change(with_entry(self.tables, self.cursor, None), f"清空{self._cell_name()}")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.read_only:
            self.post_message(TableGrid.Refused(READ_ONLY))
            return
        text = event.text.strip("\r\n")
        is_block = any(mark in text for mark in "\t\r\n")
        if self.entry is not None and not is_block:
            self._set(self.entry.insert(text))
            return
        try:
            pasted = paste_block(self.tables, self.cursor, event.text)
        except InputError as error:
            self.post_message(TableGrid.Refused(error.message))
            return
        if self.entry is not None:
            self.cancel()
        if not pasted.changes:
            self.post_message(
                TableGrid.Refused("".join(("粘贴的数和表里的一样，没有改动。", *pasted.notices)), is_error=False)
            )
            return
        self._change(pasted.changes, f"粘贴{TABLE_NAMES[self.table]} {pasted.filled} 格", pasted.notices)

    def _change(self, changes: Mapping[str, Cell], what: str, notices: tuple[str, ...] = ()) -> None:
        """Show a change at once and tell the screen; the next entry already counts on it."""
        if not changes:
            return
        self.tables = self.tables.with_cells(changes)
        self._lay_out()
        self.post_message(TableGrid.Edited(changes, what, notices))

    def _cell_name(self) -> str:
        return f"{TABLE_NAMES[self.table]}“{cell_label(self.cursor)}”"


def _starts_entry(character: str) -> bool:
    return character.isdecimal() or character in _ENTRY_STARTS


class TableGrid(Vertical):
    """One official table: its cells, and under them the full label of the cell at the cursor."""

    DEFAULT_CSS = """
    TableGrid {
        border: round $primary;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $foreground;
        &:focus-within { border: round $accent; }
        GridCells {
            height: 1fr;
            scrollbar-gutter: stable;
            scrollbar-size: 1 1;
            background: $surface;
            color: $foreground;
            & > .grid--heading { background: $panel; color: $foreground; text-style: bold; }
            & > .grid--label { color: $foreground; }
            & > .grid--here { color: $foreground; text-style: bold underline; }
            & > .grid--rule { color: $foreground 40%; }
            & > .grid--value { color: $foreground; }
            & > .grid--empty { color: $text-warning; }
            & > .grid--locked { color: $foreground; background: $panel; text-style: italic; }
            & > .grid--failing { color: $text-error; background: $error-muted; text-style: bold; }
            & > .grid--cursor { text-style: bold reverse; }
            & > .grid--entry { color: $foreground; background: $panel-lighten-2; text-style: bold; }
        }
        .status { height: 2; padding: 0 1; background: $panel; color: $foreground; }
    }
    """

    @dataclass
    class Edited(Message):
        """Cells changed by the clerk's hand, totals included."""

        changes: Mapping[str, Cell]
        what: str
        """Names the step for undo: 填写表三“…”."""
        notices: tuple[str, ...] = ()

    @dataclass
    class Refused(Message):
        """Something could not be taken, or needed not be; ``message`` says why and what to do."""

        message: str
        is_error: bool = True

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell."""

        address: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TableGrid.Moved)

    def __init__(self, table: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.table = table
        self.border_title = f"{TABLE_NAMES[table]}　{SECTION_TITLES[table]}"
        self.border_subtitle = " ".join(
            (
                f"{EMPTY_MARK} 还没填",
                *((f"{LOCKED_MARK} 自动相加",) if table != "t2" else ()),
                f"{FAILING_MARK} 有问题",
            )
        )
        self._cells = GridCells(table)
        self._status = Static(classes="status", markup=False)
        self._last: Tables | None = None
        self._told = ""

    def compose(self) -> ComposeResult:
        yield self._cells
        yield self._status

    def show(
        self,
        tables: Tables,
        findings: Iterable[Finding] = (),
        last_tables: Tables | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """Show figures and mark the cells the findings speak of; the cursor and an entry stay as they are.

        Empty cells (TQ-27) have their own mark, and advice needs none.
        """
        self._last = last_tables
        self._cells.read_only = read_only
        self._cells.show(
            tables,
            frozenset(
                address
                for finding in findings
                if finding.severity is not Severity.INFO and finding.rule != "TQ-27"
                for address in finding.cells
            ),
        )

    @property
    def cursor(self) -> str:
        """Address of the cell at the cursor."""
        return self._cells.cursor

    @property
    def is_editing(self) -> bool:
        """A cell is being typed into."""
        return self._cells.entry is not None

    def select(self, address: str) -> bool:
        """Put the cursor on a cell of this table; False if the entry under it cannot be taken yet."""
        return self._cells.select(address)

    def commit(self) -> bool:
        """Take what is being typed; False if it cannot be taken."""
        return self._cells.commit()

    def cancel(self) -> None:
        """Give up what is being typed."""
        self._cells.cancel()

    def take_focus(self) -> None:
        """Give the cells the keyboard."""
        self._cells.focus()

    def on_resize(self) -> None:
        self._tell()

    @on(GridCells.Changed)
    def _changed(self, event: GridCells.Changed) -> None:
        event.stop()
        self._tell()
        if self.cursor != self._told:
            self._told = self.cursor
            self.post_message(self.Moved(self.cursor))

    def _tell(self) -> None:
        self._status.update("\n".join(wrap(self.status, max(self._status.size.width - 2, 10))))

    @property
    def status(self) -> str:
        """What stands under the grid: the cell's full label, and what is in it or being typed into it."""
        address, entry = self.cursor, self._cells.entry
        name = cell_label(address)
        if entry is not None:
            return f"{name}　正在填：{entry.text}（Enter 确定，Esc 取消）"
        value = self._cells.tables.cell(address)
        parts = [name, "今年没填" if value is None else f"今年 {number_text(value)}"]
        if self._last is not None:
            before = self._last.cell(address)
            parts.append("上年没有数" if before is None else f"上年 {number_text(before)}")
        if is_locked(address):
            wrong = bool(recounted(self._cells.tables, address))
            parts.append("和各项之和不等，按 Enter 重新相加" if wrong else "自动相加，不用填")
        if address in self._cells.failing:
            parts.append("有问题，见“核查”")
        return "　".join(parts)
