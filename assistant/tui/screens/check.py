"""核查: what is wrong and where; from here to the place, to the fix on offer, or aside with a reason."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.checks.finding import SEVERITY_NAMES, Finding, Severity
from assistant.interview.engine import Dismiss
from assistant.interview.places import heading_of, mending, open_findings, sentence_at
from assistant.report.standard import TABLE_NAMES, cell_label
from assistant.tables.values import number_text
from assistant.tui.base import Dialog, Place
from assistant.tui.screens.dialogs import ConfirmDialog
from assistant.tui.widgets.lines import BREAKPOINTS, WIDE, one_line, set_lines

DISMISSED = "已忽略"
_SIGNS = {Severity.ERROR: "×", Severity.WARNING: "！", Severity.INFO: "·"}
_STYLES = {Severity.ERROR: "$text-error", Severity.WARNING: "$text-warning", Severity.INFO: "$text-secondary"}
_CELLS_SHOWN = 8
_REASON_ROOM = 62
"""Columns of a line in the dialog for the reason."""
_FRAME = 6
"""Columns of a border, a scroll bar and the padding."""


class ReasonDialog(Dialog[str]):
    """Why a finding is put aside; Esc leaves it where it is."""

    CSS_PATH = "check.tcss"
    AUTO_FOCUS = "#reason"

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding

    def compose(self) -> ComposeResult:
        """The finding, one line for the reason, two buttons."""
        with Vertical(id="reason-box") as box:
            box.border_title = "忽略这一条"
            with VerticalScroll(id="reason-finding"):
                said = Content(f"{self._finding.rule}　{self._finding.message}")
                yield Static(Content("\n").join(set_lines(said, _REASON_ROOM)), markup=False)
            yield Static("为什么不用改？理由会留在草稿里，内容有变时这一条会再出现。", markup=False)
            yield Input(placeholder="例如：已与业务科室核对，数字没有错", id="reason")
            yield Static("", id="reason-problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("忽略", id="reason-yes", variant="primary")
                yield Button("取消", id="reason-no")

    @on(Input.Submitted, "#reason")
    @on(Button.Pressed, "#reason-yes")
    def give(self) -> None:
        """A reason there must be."""
        words = self.query_one("#reason", Input).value.strip()
        if words:
            self.dismiss(words)
            return
        self.query_one("#reason-problem", Static).update("请写明理由，以后看的人才知道为什么没有改。")
        self.query_one("#reason", Input).focus()

    @on(Button.Pressed, "#reason-no")
    def leave(self) -> None:
        """Nothing is put aside."""
        self.action_leave()


class CheckScreen(Place):
    """Findings by severity, the one chosen in full."""

    CSS_PATH = "check.tcss"
    AUTO_FOCUS = "#findings"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ctrl+f", "fix", "按建议改", key_display="F"),
        Binding("d,delete", "put_aside", "忽略/取消忽略", key_display="Delete"),
    ]
    help_topic = "check"

    def compose(self) -> ComposeResult:
        """List and detail, and what can be done as buttons."""
        with Container(id="body"):
            yield OptionList(id="findings")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="finding", markup=False)
        with Horizontal(id="actions"):
            yield Button("转到这里", id="jump", variant="primary")
            yield Button("按建议改", id="fix")
            yield Button("忽略", id="aside")
            yield Button("返回", id="back")
        yield Footer(show_command_palette=False)

    def show_draft(self) -> None:
        """Findings as they are now; the one chosen stays chosen, or the next one takes its place."""
        listed = self.query_one("#findings", OptionList)
        before, chosen = listed.highlighted, self._chosen_id()
        self._shown: dict[str, Finding] = {}
        findings, dismissed = self.session.findings, self.session.state.dismissed
        listed.clear_options()
        for severity, name in SEVERITY_NAMES.items():
            self._group(
                name, [one for one in open_findings(findings, dismissed) if one.severity is severity], _STYLES[severity]
            )
        self._group(DISMISSED, [one for one in findings if one.key in dismissed], "$text-muted")
        self._title(listed)
        ids = [option.id for option in listed.options]
        if chosen and chosen in ids:
            listed.highlighted = ids.index(chosen)
        elif self._shown:
            enabled = [n for n, option in enumerate(listed.options) if not option.disabled]
            listed.highlighted = min(enabled, key=lambda n: (abs(n - (before or 0)), n))
        self._show_chosen()

    def _group(self, name: str, findings: list[Finding], style: str) -> None:
        if not findings:
            return
        listed = self.query_one("#findings", OptionList)
        listed.add_option(Option(Content.styled(f"{name}（{len(findings)}）", f"bold {style}"), disabled=True))
        for number, finding in enumerate(findings):
            option_id = f"{finding.key}.{number}"
            self._shown[option_id] = finding
            sign = "–" if name == DISMISSED else _SIGNS[finding.severity]
            head = Content.assemble((f" {sign} {finding.rule}  ", style), Content(heading_of(finding.where)))
            said = self.session.state.dismissed.get(finding.key)
            line = f"理由：{said.reason}" if said else finding.message
            listed.add_option(
                Option(
                    Content.assemble(head, "\n", ("    " + one_line(line, self._room - 4), "$text-muted")), id=option_id
                )
            )

    def _title(self, listed: OptionList) -> None:
        dismissed = self.session.state.dismissed
        left = open_findings(self.session.findings, dismissed)
        counts = [
            f"{name} {sum(one.severity is severity for one in left)}" for severity, name in SEVERITY_NAMES.items()
        ]
        aside = len(self.session.findings) - len(left)
        listed.border_title = "核查　" + "　".join([*counts, f"{DISMISSED} {aside}"] if aside else counts)
        listed.border_subtitle = "Enter 转到这里"

    def _chosen_id(self) -> str | None:
        listed = self.query_one("#findings", OptionList)
        if listed.highlighted is None:
            return None
        return listed.get_option_at_index(listed.highlighted).id

    @property
    def chosen(self) -> Finding | None:
        """The finding that is highlighted."""
        return self._shown.get(self._chosen_id() or "")

    @on(OptionList.OptionHighlighted, "#findings")
    def _show_chosen(self) -> None:
        finding = self.chosen
        text = self._detail(finding) if finding else self._nothing()
        self.query_one("#finding", Static).update(text)
        self.query_one("#jump", Button).disabled = finding is None
        self.query_one("#fix", Button).disabled = finding is None or not self._mending(finding)
        aside = self.query_one("#aside", Button)
        aside.disabled = finding is None
        is_aside = finding is not None and finding.key in self.session.state.dismissed
        aside.label = "取消忽略" if is_aside else "忽略"

    def _nothing(self) -> Content:
        if self.session.state.tables.is_empty:
            return Content("没有发现问题。统计表还没有填，表里的勾稽关系还不能核对。")
        return Content("没有发现问题。")

    def _detail(self, finding: Finding) -> Content:
        label = "bold $text-secondary"
        parts: list[Content] = [
            Content.styled(f"{SEVERITY_NAMES[finding.severity]} {finding.rule}", f"bold {_STYLES[finding.severity]}"),
            Content.assemble(("位置　", label), Content(heading_of(finding.where))),
            Content(finding.message),
        ]
        if finding.excerpt:
            parts.append(Content.assemble(("原文　", label), Content(finding.excerpt)))
        if finding.cells:
            parts.append(Content.assemble(("依据　", label), Content(self._cells(finding))))
        if finding.fix:
            how = "（按 F 改）" if self._mending(finding) else "（请到原处改）"
            parts.append(Content.assemble(("建议　", label), Content(finding.fix.description + how)))
        dismissal = self.session.state.dismissed.get(finding.key)
        if dismissal is not None:
            parts.append(Content.assemble((f"{DISMISSED}　", label), Content(f"理由：{dismissal.reason}")))
        lines = [line for part in parts for line in set_lines(part, self._room)]
        return Content("\n").join(lines)

    def _cells(self, finding: Finding) -> str:
        named = []
        for address in finding.cells[:_CELLS_SHOWN]:
            value = self.session.tables.cell(address)
            shown = "空" if value is None else number_text(value)
            named.append(f"{TABLE_NAMES[address.partition('.')[0]]} {cell_label(address)} = {shown}")
        more = len(finding.cells) - len(named)
        return "；".join(named) + (f"；另有 {more} 格" if more > 0 else "")

    def _mending(self, finding: Finding) -> bool:
        return bool(mending(finding, self.session.report, self.session.outline))

    @on(OptionList.OptionSelected, "#findings")
    @on(Button.Pressed, "#jump")
    def action_jump(self) -> None:
        """To the cell or the sentence."""
        finding = self.chosen
        if finding is None:
            return
        cell = finding.where.cell or (finding.cells[0] if finding.cells else "")
        if cell:
            self.nianbao.go_to_cell(cell)
            return
        key = sentence_at(self.session.report, finding.where)
        if key:
            self.nianbao.go_to_sentence(key)
        else:
            self.say(f"{heading_of(finding.where)}里没有可以直接转到的句子，请在预览里查看。")

    @on(Button.Pressed, "#fix")
    def action_fix(self) -> None:
        """Take the fix on offer."""
        finding = self.chosen
        if finding is None:
            return
        given = mending(finding, self.session.report, self.session.outline)
        if not given:
            self.say("这一条没有可以直接采用的改法，请按 Enter 转到原处修改。")
            return
        if finding.rule != "TQ-27":
            self._mend(finding)
            return

        def fill(agreed: bool | None) -> None:
            if agreed:
                self._mend(finding)

        # That nothing happened is for her to say.
        heading = TABLE_NAMES[finding.where.section or ""]
        question = (
            f"{heading}空着的这些格，确实都没有发生吗？确认后，{finding.fix.description if finding.fix else ''}。"
        )
        self.app.push_screen(ConfirmDialog(question, "没有发生，填上", "先不填"), fill)

    def _mend(self, finding: Finding) -> None:
        given = mending(finding, self.session.report, self.session.outline)
        if finding.fix and self.act(given, f"按建议改正：{finding.fix.description}"):
            self.say(f"已改：{finding.fix.description}")

    @on(Button.Pressed, "#aside")
    def action_put_aside(self) -> None:
        """Aside with a reason; what is aside is taken up again."""
        finding = self.chosen
        if finding is None:
            return
        if finding.key in self.session.state.dismissed:
            if self.act(Dismiss(finding.key, None)):
                self.say("已取消忽略。")
            return

        def put(reason: str | None) -> None:
            if reason and self.act(Dismiss(finding.key, reason)):
                self.say("已忽略，理由已记下。")

        self.app.push_screen(ReasonDialog(finding), put)

    @on(Button.Pressed, "#back")
    def leave(self) -> None:
        """Back to where she came from."""
        self.action_back()

    @property
    def _room(self) -> int:
        """Columns of a row of the list."""
        half = self.size.width // 2 if self.size.width >= WIDE else self.size.width
        return max(half - _FRAME, 20)

    def on_resize(self, event: events.Resize) -> None:
        """Rows are set for the width there is."""
        self.call_after_refresh(self.show_draft)
