"""The tables screen: the three official tables to fill in, and beside them what does not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer, OptionList, Static, Tab, Tabs
from textual.widgets.option_list import Option

from assistant.checks.finding import SEVERITY_NAMES, Finding
from assistant.checks.tables import check_tables
from assistant.errors import AssistantError
from assistant.files import write_whole
from assistant.render.wrapping import wrap
from assistant.report.standard import TABLE_NAMES, OrganKind, cell_label
from assistant.tables.arithmetic import empty_cells, fill_blanks, no_cases
from assistant.tables.schema import Cell, Tables
from assistant.tables.spreadsheet import new_workbook
from assistant.tables.values import number_text
from assistant.tui.screens.tables_dialogs import Confirm, ExportQuestion, ImportQuestion, Notice
from assistant.tui.widgets.table_grid import (
    CURSOR_MARK,
    EMPTY_MARK,
    FAILING_MARK,
    LOCKED_MARK,
    READ_ONLY,
    TableGrid,
)

_NEW_FILE = "统计表填报表.xlsx"
_NAMED_CELLS = 6
_HELP = f"""\
填数：方向键或鼠标选格子，直接打数字，Enter 确定并到下一行，Tab 到右边一格，Esc 不改。
Enter 修改选中的格子，Delete 清空。没有发生的要填 0：空着（{EMPTY_MARK}）和 0 不一样。
Home、End 到行首行尾，Ctrl+Home、Ctrl+End 到表头表尾，PageUp、PageDown 翻页。

标记：{LOCKED_MARK} 总计，由各项自动相加，不用填；{FAILING_MARK} 这一格有问题；{EMPTY_MARK} 还没填；\
{CURSOR_MARK} 光标所在的行。
金额以万元计，写 126000元 会换算成 12.6。全角数字、千位逗号都可以。

粘贴：在 Excel 或 WPS 里选中数字复制，把光标移到左上角的格子，再用终端的粘贴键（多为 Ctrl+Shift+V 或鼠标右键）。
连同表头一起复制的，按表头对号入座，光标在哪里都行。粘贴的空格不会清掉已有的数。

F2 换下一张表（Ctrl+PageUp、Ctrl+PageDown 也行）
F4 到问题列表，↑↓ 选，Enter 跳到那一格，F4 或 Tab 回到表格
F6 导入统计表　　F10 导出空白填报表
F7 按选中问题的建议改　　F8 把空着的格子填上 0
F12 全年没有申请、复议、诉讼：表三、表四一次填上 0
Ctrl+Z 撤销　　Ctrl+Y 重做　　Esc 返回"""


COMMANDS = (
    ("换下一张表", "hxyzb", "next_table(1)"),
    ("看问题", "kwt", "problems"),
    ("导入统计表", "drtjb", "import"),
    ("按建议改", "ajyg", "apply_fix"),
    ("空格填0", "kgt0", "fill_blanks"),
    ("全年没有申请、复议、诉讼", "qnmysq", "no_cases"),
    ("导出填报表", "dctbb", "export"),
    ("撤销", "cx", "undo"),
    ("重做", "cz", "redo"),
    ("怎样填表", "zytb", "help"),
    ("返回", "fh", "back"),
)
"""What the command palette lists: words, their pinyin initials, the action."""


class TablesStore(Protocol):
    """Where the figures live: the draft, or anything that keeps tables and can take back a step."""

    @property
    def tables(self) -> Tables: ...

    @property
    def last_tables(self) -> Tables | None: ...

    @property
    def organ_name(self) -> str: ...

    @property
    def kind(self) -> OrganKind | None: ...

    @property
    def read_only(self) -> bool: ...

    def change(self, changes: Mapping[str, Cell], what: str) -> None:
        """Set cells as one step; ``what`` names the step for undo. Raises AssistantError."""

    def undo(self) -> str | None:
        """Take back the last step and give its name; None if there is none."""

    def redo(self) -> str | None:
        """Do the step taken back last again and give its name; None if there is none."""


class FindingsList(OptionList):
    """Findings as wrapped text, each with the fix on offer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.findings: Sequence[Finding] = ()
        self._width = 0

    def show(self, findings: Sequence[Finding]) -> None:
        """Show findings; the one that was highlighted stays so if it is still there."""
        current = self.current
        self.findings = findings
        self._fill()
        if findings:
            self.highlighted = findings.index(current) if current in findings else 0

    def on_resize(self) -> None:
        if self._room != self._width:
            highlighted = self.highlighted
            self._fill()
            self.highlighted = highlighted

    @property
    def _room(self) -> int:
        # Options have a cell of padding at each side, and a scrollbar may appear.
        return max(self.size.width - 3, 20)

    def _fill(self) -> None:
        self._width = self._room
        self.clear_options()
        self.add_options(
            Option("\n".join(wrap(_told(finding), self._width)), id=str(number))
            for number, finding in enumerate(self.findings)
        )
        if not self.findings:
            self.add_option(Option("这张表没有发现问题。", disabled=True))

    @property
    def current(self) -> Finding | None:
        """The finding that is highlighted."""
        if self.highlighted is None or self.highlighted >= len(self.findings):
            return None
        return self.findings[self.highlighted]

    def point_at(self, address: str) -> None:
        """Highlight the first finding that speaks of a cell; without one, leave it."""
        current = self.current
        if current is not None and _speaks_of(current, address):
            return
        for number, finding in enumerate(self.findings):
            if _speaks_of(finding, address):
                self.highlighted = number
                return


class TablesScreen(Screen[None]):
    """Fill in, paste, import and mend the figures of tables 2 to 4."""

    CSS_PATH = "tables.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual declares it without ClassVar
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "帮助", key_display="F1"),
        Binding("f2,ctrl+pagedown", "next_table(1)", "换表", show=False),
        Binding("ctrl+pageup", "next_table(-1)", "上一张表", show=False),
        Binding("f4", "problems", "看问题", key_display="F4"),
        Binding("f6", "import", "导入", key_display="F6"),
        Binding("f7", "apply_fix", "按建议改", key_display="F7"),
        Binding("f8", "fill_blanks", "空格填0", key_display="F8"),
        Binding("f12", "no_cases", "全年没有申请", show=False),
        Binding("f10", "export", "导出填报表", show=False),
        Binding("ctrl+z", "undo", "撤销", key_display="Ctrl+Z"),
        Binding("ctrl+y,ctrl+shift+z", "redo", "重做", show=False),
        Binding("escape", "back", "返回", key_display="Esc"),
    ]

    here_commands = COMMANDS
    """What the palette lists beside the commands of the program."""

    def __init__(self, store: TablesStore, at: str | None = None) -> None:
        """``at`` is the cell to begin with, the first one otherwise."""
        super().__init__()
        self._at = at
        self._store = store
        self._findings: tuple[Finding, ...] = ()
        self._grids = {table: TableGrid(table, id=table) for table in TABLE_NAMES}
        self._table = at.partition(".")[0] if at else next(iter(TABLE_NAMES))

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Tabs(*(Tab(name, id=table) for table, name in TABLE_NAMES.items()), active=self._table)
            yield Static("只读" if self._store.read_only else "F2 换表", id="hint", markup=False)
        with Container(id="work"):
            with ContentSwitcher(id="grids", initial=self._table):
                yield from self._grids.values()
            with Vertical(id="side") as side:
                side.border_title = "核查"
                yield FindingsList(id="findings")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(Tabs).can_focus = False
        self.reload()
        self._grid.take_focus()
        if self._at is not None:
            self.show_cell(self._at)

    @property
    def _grid(self) -> TableGrid:
        return self._grids[self._table]

    @property
    def _list(self) -> FindingsList:
        return self.query_one(FindingsList)

    # Showing

    def reload(self) -> None:
        """Show what the store holds now, and check it."""
        store = self._store
        self._findings = check_tables(store.tables, store.kind, store.organ_name)
        for table, grid in self._grids.items():
            grid.show(store.tables, self._of(table), store.last_tables, read_only=store.read_only)
        self._show_findings()

    def _of(self, table: str) -> list[Finding]:
        return [finding for finding in self._findings if finding.where.section == table]

    def _show_findings(self) -> None:
        for table, name in TABLE_NAMES.items():
            mark = f"{CURSOR_MARK} " if table == self._table else "  "
            self.query_one(f"#top Tab#{table}", Tab).label = f"{mark}{name} {self._state(table)}"
        findings = self._of(self._table)
        self._list.show(findings)
        self._list.point_at(self._grid.cursor)
        counts = Counter(SEVERITY_NAMES[finding.severity] for finding in findings)
        tally = "，".join(f"{name} {counts[name]} 处" for name in SEVERITY_NAMES.values() if counts[name])
        side = self.query_one("#side")
        side.border_title = f" 核查{TABLE_NAMES[self._table]}：{tally or '没有问题'} "
        hint = "只读" if self._store.read_only else "F2 换表"
        if not self._store.read_only and self._has_no_cases():
            hint += "　全年没有申请、复议、诉讼按 F12"
        self.query_one("#hint", Static).update(hint)
        side.border_subtitle = "Enter 跳到那一格　F7 按建议改" if findings else ""

    def _has_no_cases(self) -> bool:
        """Nothing stands in 表三 and 表四 yet."""
        tables = self._store.tables
        return all(value is None for table in tables if table.name != "t2" for value in table.cells.values())

    def _state(self, table: str) -> str:
        """How a table stands, in a few words for its tab."""
        findings = self._of(table)
        blanks = [finding for finding in findings if finding.rule == "TQ-27"]
        if blanks and len(findings) == 1:
            return f"{len(blanks[0].cells)} 格没填"
        return f"{len(findings)} 处问题" if findings else "没有问题"

    def show_table(self, table: str) -> bool:
        """Bring a table to the front; False if the entry in the one in front cannot be taken yet."""
        if table == self._table:
            return True
        if not self._grid.commit():
            self.query_one(Tabs).active = self._table
            return False
        had_focus = self.focused is None or self._grid in self.focused.ancestors
        self._table = table
        self.query_one(ContentSwitcher).current = table
        self.query_one(Tabs).active = table
        self._show_findings()
        if had_focus:
            self._grid.take_focus()
        return True

    def show_cell(self, address: str) -> None:
        """Bring a cell to the front and put the cursor on it."""
        if self.show_table(address.partition(".")[0]) and self._grid.select(address):
            self._grid.take_focus()

    @on(Tabs.TabActivated)
    def _tab_clicked(self, event: Tabs.TabActivated) -> None:
        event.stop()
        # What was told before a jump to another table is no longer so.
        if event.tab.id is not None and event.tab.id == self.query_one(Tabs).active:
            self.show_table(event.tab.id)

    # What the grid says

    @on(TableGrid.Edited)
    def _edited(self, event: TableGrid.Edited) -> None:
        event.stop()
        if self._change(event.changes, event.what) and event.notices:
            self.app.push_screen(Notice("粘贴说明", "\n".join(event.notices)))

    @on(TableGrid.Refused)
    def _refused(self, event: TableGrid.Refused) -> None:
        event.stop()
        self._say(event.message, is_error=event.is_error)

    @on(TableGrid.Moved)
    def _moved(self, event: TableGrid.Moved) -> None:
        event.stop()
        if event.address.partition(".")[0] == self._table:
            self._list.point_at(event.address)

    @on(OptionList.OptionSelected, "#findings")
    def _finding_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        finding = self._list.current
        if finding is not None and finding.where.cell is not None:
            self.show_cell(finding.where.cell)

    def _change(self, changes: Mapping[str, Cell], what: str) -> bool:
        try:
            self._store.change(changes, what)
        except AssistantError as error:
            self._say(error.message, is_error=True)
            self.reload()
            return False
        self.reload()
        return True

    def _say(self, message: str, *, is_error: bool = False) -> None:
        # Long enough to be read: some five characters a second.
        self.notify(
            message, severity="warning" if is_error else "information", timeout=max(5, len(message) / 5), markup=False
        )

    # Actions

    def _is_open(self) -> bool:
        """Figures may be changed now: not read-only, and what is being typed could be taken."""
        if self._store.read_only:
            self._say(READ_ONLY, is_error=True)
            return False
        return self._grid.commit()

    def action_help(self) -> None:
        self.app.push_screen(Notice("怎样填表", _HELP))

    def action_next_table(self, by: int) -> None:
        tables = list(TABLE_NAMES)
        self.show_table(tables[(tables.index(self._table) + by) % len(tables)])

    def action_problems(self) -> None:
        """Go to the list of findings, from there back; a table without any leads on to one that has some."""
        if self._list.has_focus:
            self._grid.take_focus()
            return
        if not self._grid.commit():
            return
        if not self._of(self._table):
            other = next((table for table in TABLE_NAMES if self._of(table)), None)
            if other is None:
                self._say("三张表都没有发现问题。")
                return
            self.show_table(other)
        self._list.focus()

    def action_apply_fix(self) -> None:
        if not self._is_open():
            return
        finding = self._list.current
        if finding is None or finding.fix is None or not finding.fix.cells:
            self._say(
                "这一处没有可以直接采用的建议，请对照原始登记核对后再改。" if finding else "这张表没有要改的地方。"
            )
        elif finding.rule == "TQ-27":
            self.action_fill_blanks()
        elif self._change(dict(finding.fix.cells), f"按建议{finding.fix.description}"):
            self._say(f"已{finding.fix.description}。如果不对，按 Ctrl+Z 撤销。")

    @work(exclusive=True, group="dialog")
    async def action_fill_blanks(self) -> None:
        if not self._is_open():
            return
        name, table = TABLE_NAMES[self._table], self._table
        empty = [address for address in empty_cells(self._store.tables) if address.startswith(f"{table}.")]
        if not empty:
            self._say(f"{name}没有空着的格子。")
            return
        offered = fill_blanks(self._store.tables)
        values = {address: offered[address] for address in empty if address in offered}
        if not values:
            self._say(f"{name}空着的 {len(empty)} 格推算不出来，请按原始登记填写。", is_error=True)
            return
        question = _fill_question(name, values, len(empty) - len(values))
        if await self.app.push_screen_wait(Confirm("空着的格子", question, f"填上 {len(values)} 格")):
            self._change(values, f"填{name}空格 {len(values)} 格")

    @work(exclusive=True, group="dialog")
    async def action_no_cases(self) -> None:
        if not self._is_open():
            return
        try:
            values = no_cases(self._store.tables, self._store.last_tables)
        except AssistantError as error:
            self._say(error.message, is_error=True)
            return
        if not values:
            self._say("表三、表四已经都是 0。")
            return
        question = f"今年没有收到申请，没有上年结转的，也没有复议、诉讼？\n表三、表四空着的 {len(values)} 格都填 0。"
        if await self.app.push_screen_wait(Confirm("全年没有申请、复议、诉讼", question, f"填上 {len(values)} 格")):
            self._change(values, f"全年没有申请、复议、诉讼，填 0 共 {len(values)} 格")

    @work(exclusive=True, group="dialog")
    async def action_import(self) -> None:
        if not self._is_open():
            return
        read = await self.app.push_screen_wait(ImportQuestion(self._store.tables))
        if read is not None and self._change(read.changes, f"导入{read.file}"):
            self._say(f"已从 {read.file} 导入 {len(read.changes)} 格。按 Ctrl+Z 撤销。")

    @work(exclusive=True, group="dialog")
    async def action_export(self) -> None:
        path = await self.app.push_screen_wait(ExportQuestion(_NEW_FILE))
        if path is None:
            return
        if path.exists() and not await self.app.push_screen_wait(
            Confirm("导出填报表", f"已有 {path}，要覆盖吗？原来的内容会丢失。", "覆盖", is_risky=True)
        ):
            return
        try:
            write_whole({path: new_workbook(self._store.last_tables)}, overwrite=True)
        except AssistantError as error:
            self._say(error.message, is_error=True)
            return
        self._say(f"已生成填报表 {Path(path).absolute()}。填好后按 F6 导入。")

    def action_undo(self) -> None:
        """Give up what is being typed; else take back the last step."""
        if self._grid.is_editing:
            self._grid.cancel()
            return
        self._step(self._store.undo, "已撤销", "没有可以撤销的步骤。")

    def action_redo(self) -> None:
        if self._grid.commit():
            self._step(self._store.redo, "已重做", "没有可以重做的步骤。")

    def _step(self, step: Callable[[], str | None], done: str, nothing: str) -> None:
        if self._store.read_only:
            self._say(READ_ONLY, is_error=True)
            return
        try:
            what = step()
        except AssistantError as error:
            self._say(error.message, is_error=True)
            return
        self.reload()
        self._say(f"{done}：{what}。" if what else nothing)

    def action_back(self) -> None:
        if self._list.has_focus:
            self._grid.take_focus()
        elif self._grid.commit():
            self.dismiss(None)


def _speaks_of(finding: Finding, address: str) -> bool:
    return address in finding.cells or address == finding.where.cell


def _told(finding: Finding) -> str:
    fix = f"\n建议：{finding.fix.description}。" if finding.fix is not None else ""
    return f"{SEVERITY_NAMES[finding.severity]}　{finding.message}{fix}"


def _fill_question(name: str, values: Mapping[str, Cell], left: int) -> str:
    """How many cells get which values."""
    others = {address: value for address, value in values.items() if value}
    zeros = len(values) - len(others)
    lines = []
    if zeros:
        lines.append(f"{name}有 {zeros} 格填 0，表示没有发生。")
    if others:
        named = [f"“{cell_label(address)}”填 {number_text(value)}" for address, value in others.items() if value]
        more = "，等等" if len(named) > _NAMED_CELLS else ""
        lines.append(f"{len(others)} 格由已填的数推算：{'；'.join(named[:_NAMED_CELLS])}{more}。")
    if left:
        lines.append(f"另有 {left} 格推算不出来，仍然空着，请按原始登记填写。")
    lines.append("已经填好的格子不会动。")
    return "\n".join(lines)
