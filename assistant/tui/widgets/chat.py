"""The conversation so far, latest at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.interview.talk import Exchange
from assistant.tui.widgets.hanging import hanging

_WELCOME = (
    "下面一问一答。用平时的话回答就行，程序会写成规范的句子给您挑，数字自动放进去。",
    "不想答就输入 /跳过，想回头按 Alt+←。写的每一步都已保存，随时可以退出（Ctrl+Q），下次接着写。",
    "统计表按 F2 填写或导入；填好以后，依申请公开的句子自动写好。按 F1 看更多。",
)
SHOWN = 30
"""Exchanges kept on screen; earlier ones are reached through the map."""


class ChatLog(VerticalScroll, can_focus=False):
    """Her answers and what became of them. Only what changed is drawn anew."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: list[Exchange] = []

    def compose(self) -> ComposeResult:
        """What a newcomer needs to know, until there is something to show."""
        yield Static(id="welcome", markup=False)

    def show(self, exchanges: Sequence[Exchange]) -> None:
        """Show the latest exchanges."""
        wanted = list(exchanges)[-SHOWN:]
        self.query_one("#welcome").display = not wanted
        if wanted == self._shown:
            return
        self._draw(wanted, force=False)
        self.scroll_end(animate=False)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw(self._shown, force=True)

    def _draw(self, wanted: list[Exchange], *, force: bool) -> None:
        width = max(self.size.width, 20) - 3
        if force:
            lines = [hanging("· ", ((line, ""),), width) for line in _WELCOME]
            self.query_one("#welcome", Static).update(Content("\n").join(lines))
        entries = list(self.query("ChatLog > .exchange").results(Static))
        for entry, exchange, shown in zip(entries, wanted, self._shown, strict=False):
            if exchange != shown or force:
                entry.update(_label(exchange, width))
        for surplus in entries[len(wanted) :]:
            surplus.remove()
        fresh = [Static(_label(exchange, width), classes="exchange") for exchange in wanted[len(entries) :]]
        if fresh:
            self.mount_all(fresh)
        self._shown = wanted


def _label(exchange: Exchange, width: int) -> Content:
    lines = [hanging("问 ", ((exchange.asked, "dim"),), width, "dim")]
    lines.append(hanging("答 ", ((exchange.said, "bold"),), width, "bold"))
    for line in exchange.became:
        mark, _, text = line.strip().partition(" ") if line.startswith("→") else ("！", "", line.strip().lstrip("！"))
        lines.append(hanging(f"   {mark} ", ((text, ""),), width))
    return Content("\n").join(lines)
