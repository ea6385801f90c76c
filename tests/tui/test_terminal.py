"""The program in a real terminal (tmux): Chinese typed, the process killed, two at one draft, a dumb terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tui_samples import new_session

from assistant.interview.engine import Engine, Jump
from assistant.interview.journal import Journal

TMUX = shutil.which("tmux")
pytestmark = pytest.mark.skipif(TMUX is None or os.name != "posix", reason="no tmux")
PROGRAM = "import sys; from assistant.__main__ import main; sys.exit(main())"
PATIENCE = 120.0
"""Seconds after which a program is taken to hang; no measure of its speed."""


class Window:
    """One tmux server of its own, one window."""

    def __init__(self, socket: Path, columns: int = 100, rows: int = 30) -> None:
        self.socket = socket
        self.size = (str(columns), str(rows))

    def tmux(self, *arguments: str) -> str:
        assert TMUX is not None
        done = subprocess.run(
            [TMUX, "-S", str(self.socket), "-f", os.devnull, *arguments], capture_output=True, check=False
        )
        return done.stdout.decode("utf-8", "replace")

    def run(self, *arguments: str, term: str = "") -> None:
        """``nianbao …`` in the window; what it leaves on the screen stays there."""
        command = shlex.join([sys.executable, "-c", PROGRAM, *arguments])
        prefix = f"TERM={term} " if term else ""
        width, height = self.size
        self.tmux(
            "new-session", "-d", "-x", width, "-y", height, f"{prefix}{command}; echo 程序已退出 $?; exec sleep 600"
        )

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def wait_for(self, text: str) -> str:
        """The screen, once it shows ``text``."""
        deadline = time.monotonic() + PATIENCE
        while text not in (screen := self.screen()):
            assert time.monotonic() < deadline, f"{text!r} never came; the screen:\n{screen}"
            time.sleep(0.05)  # between two looks at the terminal
        return screen

    def kill_program(self) -> None:
        """kill -9 for the program in the window."""
        shell = int(self.tmux("list-panes", "-F", "#{pane_pid}").split()[0])
        children = subprocess.run(["pgrep", "-P", str(shell)], capture_output=True, check=True).stdout.split()
        for child in children or [str(shell).encode()]:
            os.kill(int(child), signal.SIGKILL)

    def close(self) -> None:
        self.tmux("kill-server")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    window = Window(tmp_path / "s")
    yield window
    window.close()


@pytest.fixture
def draft(tmp_path: Path, engine: Engine) -> Path:
    """A draft at the question on training."""
    path = tmp_path / "青枫街道 2025.nianbao"
    session = new_session(path, engine)
    session.do(Jump("supervision.training"))
    session.close()
    return path


def answers(path: Path) -> list[str]:
    journal = Journal.open(path)
    try:
        return [answer.text for answer in journal.state().answers]
    finally:
        journal.close()


def test_what_was_sent_survives_kill_9(window: Window, draft: Path, tmp_path: Path) -> None:
    window.run("open", str(draft))
    window.wait_for("办过业务培训吗")
    window.type("办了两次培训，四十来人")
    window.wait_for("培训2次")
    window.press("Enter")
    window.wait_for("写成哪一句")
    window.press("M-1")
    window.wait_for("【总体情况开头】")
    window.type("这一句还没有发")
    window.wait_for("这一句还没有发")
    window.kill_program()
    window.wait_for("程序已退出")
    assert answers(draft) == ["办了两次培训，四十来人"]
    again = Window(tmp_path / "t")
    try:
        again.run("open", str(draft))
        assert "办了两次培训" in again.wait_for("【总体情况开头】")
    finally:
        again.close()


def test_a_second_program_only_reads(window: Window, draft: Path, tmp_path: Path) -> None:
    window.run("open", str(draft))
    window.wait_for("办过业务培训吗")
    second = Window(tmp_path / "t")
    try:
        second.run("open", str(draft))
        second.wait_for("只能查看")  # a message that goes by itself: looked for before what stays
        second.wait_for("只读")
        second.type("写不进去")
        second.press("Enter")
        window.type("办了一次培训")
        window.wait_for("办了一次培训")
        window.press("Enter")
        window.wait_for("写成哪一句")
    finally:
        second.close()
    window.press("C-q")
    window.wait_for("程序已退出 0")
    assert answers(draft) == ["办了一次培训"]


def test_a_dumb_terminal_is_offered_the_plain_mode(window: Window, draft: Path) -> None:
    window.run("open", str(draft), term="dumb")
    window.wait_for("改用逐行问答吗")
    window.press("Enter")
    window.wait_for("办过业务培训吗")


def test_without_a_terminal_it_says_what_to_use(draft: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "open", str(draft)], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "chat --plain" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
