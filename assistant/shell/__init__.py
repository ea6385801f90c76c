"""What the commands print. The shell holds no rules: it calls the core and puts the result into words or JSON."""

from __future__ import annotations

import sys


def to_stderr(message: str) -> None:
    """Notices and progress go to stderr, results to stdout."""
    print(message, file=sys.stderr, flush=True)
