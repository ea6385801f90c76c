"""File paths as people type, paste and drop them; new file names that overwrite nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assistant.errors import InputError
from assistant.files import reason

_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("《", "》"), ("<", ">"))
_ESCAPED = re.compile(r"\\([\s()\[\]{}&'\"\\;!$`*?#|<>~=])")
_DRIVE_IN_URL = re.compile(r"^/[A-Za-z]:[/\\]")


def typed_path(text: str, folder: Path | None = None) -> Path:
    """The path meant: quotes, ``file://``, ``~``, and the backslashes a terminal puts before blanks are understood.

    A relative path is taken from ``folder``, by default the working folder. Nothing is looked up on disk.
    """
    words = text.strip().strip("\u3000")
    for opening, closing in _QUOTES:
        if len(words) > 1 and words.startswith(opening) and words.endswith(closing):
            words = words[1:-1].strip()
            break
    if words.lower().startswith("file:"):
        parts = urlsplit(words)
        words = unquote(parts.path)
        if _DRIVE_IN_URL.match(words):
            words = words[1:]
        elif parts.netloc not in ("", "localhost"):
            words = f"//{unquote(parts.netloc)}{words}"
    elif os.name != "nt":
        words = _ESCAPED.sub(r"\1", words)
    try:
        path = Path(words).expanduser()
    except RuntimeError:  # ~somebody who is not known here
        path = Path(words)
    return Path(os.path.abspath((folder or Path.cwd()) / path))  # noqa: PTH100 - resolve() would follow links


def free_path(path: Path) -> Path:
    """``path`` if nothing is there, else the first free name with a number: （2）."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free


def refuse_unwritable(folder: Path) -> None:
    """InputError if nothing can be written into ``folder``; it need not exist as long as it can be made."""
    try:
        nearest = next(one for one in (folder, *folder.parents) if one.exists())
        is_usable = nearest.is_dir()
        is_writable = os.access(nearest, os.W_OK | os.X_OK)
    except (OSError, StopIteration, ValueError) as error:
        why = f"（{reason(error)}）" if isinstance(error, OSError) else ""
        raise InputError(f"文件夹 {folder} 不能用{why}，请换一个。") from error
    if not is_usable:
        raise InputError(f"{nearest} 是一个文件，不是文件夹，请换一个位置。")
    if not is_writable:
        raise InputError(f"没有权限在 {nearest} 里保存文件，请换一个文件夹。")
