"""The way in: ``nianbao`` and ``python -m assistant``."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Straight to the screen where that is all that is asked for, else the command line.

    The command line takes 0.15 s to be put together: a third of the time to the first paint.
    """
    match sys.argv[1:]:
        case []:
            _open(None)
        case ["open", file] if not file.startswith("-"):
            _open(Path(file))
        case _:
            from assistant.cli import main as run_command

            run_command()


def _open(draft: Path | None) -> None:
    from assistant.errors import AssistantError
    from assistant.shell.exits import fail, speak_utf8
    from assistant.shell.screen import open_screen

    speak_utf8()
    try:
        code = open_screen(draft, None)
    except AssistantError as error:
        fail(error.message)
    if code:
        sys.exit(code)


if __name__ == "__main__":
    main()
