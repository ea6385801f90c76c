"""How commands end: exit codes, one Chinese sentence on stderr, output that no console garbles."""

from __future__ import annotations

import sys
from typing import NoReturn

FAILED = 1
BAD_INPUT = 2


def speak_utf8() -> None:
    """Chinese output must not depend on the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def fail(message: str) -> NoReturn:
    """End with the exit code for bad input."""
    print(message, file=sys.stderr)
    sys.exit(BAD_INPUT)
