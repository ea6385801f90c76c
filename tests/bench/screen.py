"""``screen``: first paint and first key, key to echo while matching runs, memory over a thousand answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from tests.bench.harness import PROGRAM, ROOT, Row, environment, show, table
from tests.bench.terminal import Terminal

_BARE = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="READY")
Bare().run()
"""
_SHOWN = "EADY"
"""Its placeholder without the first letter, which the cursor covers."""
_KEY = "木"
_LINE = "全年组织业务培训两次共四十来人参加还请区里的老师讲了一课另外到各社区走了一圈手把手教大家怎么发信息"
"""Typed character by character; no character comes twice where it matters."""
_SECONDS = 0.12
"""Between two keys: a fast typist."""
_ANSWERS = 1000
_MEMORY = """
import asyncio, sys, pathlib
from textual import events
from assistant.tui.app import NianbaoApp
from assistant.interview.engine import Jump, Pick, Say
from assistant.interview.session import Session
from assistant.report.organ import Organ

def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024

async def main():
    app = NianbaoApp()
    async with app.run_test(size=(120, 35)) as pilot:
        engine = await app.engine()
        app.open_session(Session.create(pathlib.Path(sys.argv[1]), engine, Organ.of("云溪区青枫街道办事处"), 2025))
        await pilot.pause()
        session = app.session
        for number in range(1, int(sys.argv[2]) + 1):
            words = f"第{number}轮办了{number}次培训，{number}人参加"
            session.do(Jump("supervision.training"))
            if number % 10:
                session.do(Say(words))
                session.do(Pick("supervision.training.sessions", {"培训次数": number}))
            else:
                app.interview.show_draft()
                app.post_message(events.Paste(words))
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.press("enter", "enter")
                await pilot.pause()
            if number in (10, 100, int(sys.argv[2]) // 2, int(sys.argv[2])):
                print(number, round(resident(), 1), flush=True)
        app.exit()

asyncio.run(main())
"""


def run(folder: Path, rounds: int) -> None:
    """Start-up in pairs, echo in pairs, memory once."""
    settings = {
        **environment(folder),
        "NIANBAO_CONFIG": str(folder / "config"),
        "NIANBAO_DRAFTS": str(folder / "drafts"),
    }
    subprocess.run([sys.executable, "-c", PROGRAM, "match", "培训两次"], env=settings, capture_output=True, check=True)
    draft = _draft(settings, folder)
    _start(settings, draft, rounds)
    _echo(settings, draft)
    _memory(settings, folder)


def _start(settings: dict[str, str], draft: Path, rounds: int) -> None:
    """The start page, and a draft opened by name: its box takes keys while the dictionaries are being loaded."""
    paint: dict[str, list[float]] = {}
    keys: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for name, program, shown in (
            ("bare Textual app", _BARE, _SHOWN),
            ("nianbao", PROGRAM, "新建草稿"),
            ("nianbao open DRAFT", _opening(draft), "正在打开"),
        ):
            terminal = Terminal(["-c", program], settings)
            painted = terminal.wait_for(shown)
            if name != "nianbao":
                terminal.send(_KEY)
                accepted = terminal.wait_for(_KEY)
                keys.setdefault(name, []).extend([accepted] if number else [])
            terminal.close()
            paint.setdefault(name, []).extend([painted] if number else [])
    base = ("bare Textual app",)
    show("screen: start to first paint", [Row(n, t) for n, t in paint.items()], base, "≤ 1.6 × bare")
    show("screen: start to first key echoed", [Row(n, t) for n, t in keys.items()], base, "≤ 1.6 × bare")


def _opening(draft: Path) -> str:
    return f"import sys; sys.argv[1:] = ['open', {str(draft)!r}]; {PROGRAM.removeprefix('import sys; ')}"


def _draft(settings: dict[str, str], folder: Path) -> Path:
    draft = folder / "草稿.nianbao"
    make = (
        "import sys, pathlib; from assistant.workbench import Workbench; from assistant.interview.session import Session;"
        "from assistant.interview.engine import Jump; from assistant.report.organ import Organ;"
        "s = Session.create(pathlib.Path(sys.argv[1]), Workbench.open().engine, Organ.of('云溪区青枫街道办事处'), 2025);"
        "s.do(Jump('supervision.training')); s.close()"
    )
    subprocess.run([sys.executable, "-c", make, str(draft)], env=settings, cwd=ROOT, check=True)
    return draft


def _echo(settings: dict[str, str], draft: Path) -> None:
    body = []
    for name, code, shown in (("bare Textual app", _BARE, _SHOWN), ("nianbao", _opening(draft), "办过业务培训")):
        terminal = Terminal(["-c", code], settings)
        terminal.wait_for(shown)
        terminal.idle(2.0)
        times = [_typed(terminal, character) for character in _LINE]
        terminal.close()
        body.append([name, f"{median(times) * 1e3:.1f}", f"{quantiles(times, n=20)[-1] * 1e3:.1f}"])
    table("screen: key to echo, while candidates are looked for", ["", "median ms", "p95 ms"], body)
    over = float(body[1][2]) - float(body[0][2])
    print(f"p95 over that of the bare app: {over:.1f} ms; aim: < 30 ms")


def _typed(terminal: Terminal, character: str) -> float:
    begun = perf_counter() - terminal.started
    terminal.send(character)
    echoed = terminal.wait_for(character) - begun
    terminal.idle(max(0.0, _SECONDS - echoed))
    return echoed


def _memory(settings: dict[str, str], folder: Path) -> None:
    command = [sys.executable, "-c", _MEMORY, str(folder / "memory.nianbao"), str(_ANSWERS)]
    done = subprocess.run(command, env=settings, cwd=ROOT, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode("utf-8", "replace")[-2000:])
    body = [line.split() for line in done.stdout.decode().splitlines()]
    table("screen: resident memory", ["after answers", "MB"], body)
    print("aim: < 150 MB, no growth")
