"""Who reports: name, kind, how it speaks of itself, where to find it, and the year."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Static

from assistant.beginnings import FieldsError, default_year, read_organ
from assistant.interview.engine import Begin
from assistant.report.organ import Contact, Organ, kind_of
from assistant.tui.base import Dialog
from assistant.tui.widgets.form import FieldRow, Form, KindSelect
from assistant.tui.widgets.line_input import LineInput

_DERIVED = ("self_reference", "superior")
_FIELDS = (
    ("name", "单位全称", "公章上怎么写就怎么填"),
    ("kind", "单位类型", "不对用 ← → 换，空格列出全部"),
    ("year", "报告年度", "报告总结的是哪一年"),
    ("self_reference", "自称", "正文里怎样称呼本单位，如“我街道”“我局”"),
    ("superior", "上级", "正文里怎样称呼上级，如“区政府”；可留空"),
    ("website", "网站名称", "报告电子版放在哪个网站、哪个专栏"),
    ("address", "地址", "以下几项写在正文前的编制说明里，可以留空"),
    ("postcode", "邮编", ""),
    ("phone", "电话", ""),
    ("email", "邮箱", ""),
)


class OrganScreen(Dialog[Begin | None]):
    """The particulars of the organ; None when she leaves them as they are."""

    CSS_PATH = "organ.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "保存")]

    help_topic = "interview"

    def __init__(self, organ: Organ | None = None, year: int | None = None, today: date | None = None) -> None:
        super().__init__()
        self._organ = organ
        self._today = today or datetime.now().astimezone().date()
        self._year = year or default_year(self._today)
        # What the name led to: as long as a box says just that, it follows the name.
        self._derived = Organ.of(organ.name, organ.kind) if organ else None

    def compose(self) -> ComposeResult:
        """One row each."""
        kind = KindSelect(kind_of(self._organ.name) if self._organ else kind_of(""))
        values = _values(self._organ, self._year)
        with Vertical(id="box"):
            yield Static("单位信息", id="title", markup=False)
            with Form(id="form"):
                for name, label, hint in _FIELDS:
                    control = kind if name == "kind" else LineInput(values[name], compact=True, select_on_focus=False)
                    yield FieldRow(name, label, control, hint)
            with Horizontal(id="buttons", classes="after"):
                yield Button("保存", "primary", id="save", compact=True)
                yield Button("取消", id="leave", compact=True)
            yield Label("↑↓ 换行　回车 保存　Esc 不改", id="hint")

    def on_mount(self) -> None:
        """The kind may have been set against the name."""
        if self._organ:
            self._kind.value = self._organ.kind

    @property
    def _kind(self) -> KindSelect:
        return self.query_one(KindSelect)

    def _text(self, name: str) -> Input:
        return self.query_one(f"#{name.replace('_', '-')}", Input)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        name = (event.input.id or "").replace("-", "_")
        self.query_one(f"#row-{name}", FieldRow).tell()
        if name == "name":
            self._kind.guess(kind_of(event.value.strip()))
            self._derive()

    @on(KindSelect.Changed)
    def _derive(self) -> None:
        name = self._text("name").value.strip()
        derived = Organ.of(name, self._kind.kind) if name else None
        for field in _DERIVED:
            box = self._text(field)
            if box.value == (getattr(self._derived, field, None) or ""):
                box.value = getattr(derived, field, None) or ""
        self._derived = derived

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def action_go_on(self) -> None:
        """Hand over what is right; what is not is said beside it."""
        words = {name: self._text(name).value for name, _, _ in _FIELDS if name != "kind"}
        try:
            begin = read_organ(words, self._kind.kind, self._today)
        except FieldsError as error:
            for name, fault in error.faults.items():
                self.query_one(f"#row-{name}", FieldRow).tell(fault, "bad")
            self._text(next(iter(error.faults))).focus()
            return
        self.dismiss(begin)

    @on(Button.Pressed, "#leave")
    def _pressed_leave(self) -> None:
        self.dismiss(None)


def _values(organ: Organ | None, year: int) -> dict[str, str]:
    contact = organ.contact if organ else Contact()
    return {
        "name": organ.name if organ else "",
        "year": str(year),
        "self_reference": organ.self_reference if organ else "",
        "superior": (organ.superior if organ else None) or "",
        "website": contact.website or "",
        "address": contact.address or "",
        "postcode": contact.postcode or "",
        "phone": contact.phone or "",
        "email": contact.email or "",
    }
