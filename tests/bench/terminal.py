"""A program on a pseudo-terminal: what it paints, and when."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence

from tests.bench.harness import ROOT

_PATIENCE = 30.0
"""Seconds after which a program that says nothing is given up."""


class Terminal:
    """Runs ``python …`` on a terminal of its own; times are seconds since the process was started."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], columns: int = 120, rows: int = 35
    ) -> None:
        self._painted = b""
        self.started = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, *arguments], {**environment, "TERM": "xterm-256color"})
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, text: str) -> float:
        """Until ``text`` is painted; seconds since the start. It must come after what was waited for before."""
        wanted = text.encode()
        deadline = time.perf_counter() + _PATIENCE
        while wanted not in self._painted:
            if time.perf_counter() > deadline:
                sys.exit(f"{text!r} was not painted; last: {self._painted[-400:]!r}")
            self._read(0.05)
        at = time.perf_counter() - self.started
        self._painted = self._painted.partition(wanted)[2]
        return at

    def send(self, text: str) -> None:
        """Keys, as the terminal sends them."""
        os.write(self._handle, text.encode())

    def idle(self, seconds: float) -> None:
        """Take in what is painted for so long, and forget it: a cursor blinks for ever."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._read(left)
        self._painted = b""

    def close(self) -> None:
        """End the process."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._handle, 65536)
        except OSError:
            sys.exit(f"the program ended; last: {self._painted[-2000:].decode('utf-8', 'replace')}")
        self._painted += data
        return True
