"""Forms: rows of a label, a box and a word about it; arrow keys go from row to row."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Label, Select, Static

from assistant.report.standard import ORGAN_KIND_NAMES, OrganKind

Tone = Literal["hint", "good", "busy", "bad"]
_MARKS: dict[Tone, str] = {"hint": "", "good": "✓ ", "busy": "… ", "bad": "！"}


class Form(VerticalScroll, can_focus=False):
    """Rows that scroll as one; ↑ and ↓ change rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
    ]

    DEFAULT_CSS = """
    Form > FieldRow {
        height: auto;

        & > .line {
            height: 1;
        }

        & Label {
            width: 14;
        }

        & .box {
            width: 1fr;
            background: $panel;
            padding: 0 1;
        }

        & SelectCurrent {
            background: $panel;
        }

        & Button {
            margin-left: 1;
        }

        & > .note {
            height: auto;
            margin-left: 14;
            color: $text-muted;

            &.-bad {
                color: $text-error;
            }

            &.-good {
                color: $text-success;
            }
        }
    }
    """

    def action_row(self, by: int) -> None:
        """To the box ``by`` rows away, past the buttons beside the boxes; from the last row on to what follows."""
        rows = list(self.query(FieldRow))
        here = next((i for i, row in enumerate(rows) if row.has_focus_within), len(rows))
        there = here + by
        if here < len(rows) and there == len(rows):
            self.screen.focus_next(".after Button")
        elif 0 <= there < len(rows):
            rows[there].box.focus()


class FieldRow(Vertical):
    """One field: its name, its box, whether files can be looked for, and what is to be said about it."""

    class Browse(Message):
        """The clerk wants to look for a file."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, name: str, label: str, box: Widget, hint: str = "", browse: bool = False) -> None:
        super().__init__(id=f"row-{name}")
        self.field = name
        self._label, self.box, self._hint, self._browse = label, box, hint, browse
        box.id = name.replace("_", "-")
        box.add_class("box")

    def compose(self) -> ComposeResult:
        """Label, box and button over the note."""
        with Horizontal(classes="line"):
            yield Label(self._label)
            yield self.box
            if self._browse:
                yield Button("浏览", compact=True)
        yield Static(self._hint, markup=False, classes="note")

    def tell(self, words: str = "", tone: Tone = "hint") -> None:
        """Put a word under the box; nothing: the hint again."""
        note = self.query_one(".note", Static)
        note.update(f"{_MARKS[tone]}{words}" if words else self._hint)
        note.set_classes(f"note -{tone}")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Someone else knows what to look for."""
        event.stop()
        self.post_message(self.Browse(self))


class KindSelect(Select[OrganKind]):
    """The kind of organ: ← → change it, Space or a click lists all. As long as nobody chose, it follows the name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("up", "to_row(-1)", show=False),
        Binding("down", "to_row(1)", show=False),
        Binding("enter", "screen.go_on", show=False),
        Binding("space", "show_overlay", show=False),
    ]

    def __init__(self, kind: OrganKind) -> None:
        options = [(Content(name), value) for value, name in ORGAN_KIND_NAMES.items()]
        super().__init__(options, value=kind, allow_blank=False, compact=True)
        self._guess = kind

    @property
    def kind(self) -> OrganKind:
        """The kind shown."""
        assert isinstance(self.value, OrganKind)
        return self.value

    @property
    def is_guess(self) -> bool:
        """It still says what the name says."""
        return self.value == self._guess

    def guess(self, kind: OrganKind) -> None:
        """The name says something else now."""
        if self.is_guess:
            self.value = kind
        self._guess = kind

    def action_to_row(self, by: int) -> None:
        """Not into the list, as the built-in box does, but on, as everywhere in the form."""
        form = next(node for node in self.ancestors if isinstance(node, Form))
        form.action_row(by)

    def action_turn(self, by: int) -> None:
        """The next kind in the list."""
        kinds = list(ORGAN_KIND_NAMES)
        self.value = kinds[(kinds.index(self.kind) + by) % len(kinds)]
