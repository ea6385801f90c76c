"""What may be deleted at any time: compiled files that save work at the next start. A fault here is never an error."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_KEPT = 12
"""Files of a kind that stay; the office's bank changes often, and each change leaves compiled files of several MB."""


def read_cache(path: Path) -> bytes | None:
    """The content of a cache file, which counts as used by this; None when there is none to be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        path.touch()
    return content


def write_cache(path: Path, content: bytes) -> None:
    """Replace a cache file whole, and drop those of its folder that have not been used for longest."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{id(content)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
        _prune(path.parent.glob("*.json"))
    except OSError:
        return


def _prune(files: Iterable[Path]) -> None:
    used = sorted(((file.stat().st_mtime_ns, file) for file in files), reverse=True)
    for _, file in used[_KEPT:]:
        file.unlink(missing_ok=True)
