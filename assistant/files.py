"""Reading and writing of the user's files, with errors a clerk understands."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from assistant.errors import InputError, OutputError

MAX_INPUT_BYTES = 100 * 1024 * 1024


def read_bytes(path: Path, what: str, limit: int = MAX_INPUT_BYTES) -> bytes:
    """The content of ``path``; ``what`` names the file's role (答案文件, 统计表) in the message of an InputError."""
    try:
        if path.is_dir():
            raise InputError(f"{what} {path} 是一个文件夹，请给出其中的文件。")
        size = path.stat().st_size
        if size > limit:
            raise InputError(
                f"{what} {path} 有 {size // 2**20} MB，超过上限 {limit // 2**20} MB，请检查是否选错了文件。"
            )
        return path.read_bytes()
    except (FileNotFoundError, ValueError) as error:  # ValueError: a name no file can have
        raise InputError(f"找不到{what} {path}，请检查路径和文件名。") from error
    except OSError as error:
        raise InputError(f"无法读取{what} {path}（{reason(error)}），请检查文件权限或是否被其他程序占用。") from error


def decode_text(data: bytes, path: Path | str, what: str) -> str:
    """Text in UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030, as Chinese offices save it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise InputError(f"{what} {path} 不是文本文件，或编码无法识别，请另存为 UTF-8 编码的文本。")


def write_whole(outputs: dict[Path, bytes], *, overwrite: bool = False) -> None:
    """Write all files or none: each is staged beside its target and moved into place at the end.

    Raises OutputError when a folder cannot be written, or a file exists and ``overwrite`` is false.
    """
    staged: list[tuple[Path, Path]] = []
    moved: list[Path] = []
    before: dict[Path, bytes] = {}
    try:
        existing = [path for path in outputs if path.exists()]
        if existing and not overwrite:
            names = "、".join(path.name for path in existing)
            raise OutputError(
                f"{existing[0].parent} 中已有 {names}，未覆盖；如要覆盖请加 --force，或用 --out 换一个文件夹。"
            )
        before = {path: path.read_bytes() for path in existing}
        for path, content in outputs.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".nianbao-")
            staged.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
        for temporary, path in staged:
            temporary.replace(path)
            moved.append(path)
    except OSError as error:
        _put_back(moved, before)
        folder = next(iter(outputs)).parent
        raise OutputError(
            f"无法写入文件夹 {folder}（{reason(error)}），请换一个可写的文件夹或检查磁盘空间。"
        ) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _put_back(moved: Iterable[Path], before: Mapping[Path, bytes]) -> None:
    """Undo what was already moved into place: a file that another program holds open stops the rest on Windows."""
    for path in moved:
        with suppress(OSError):
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink()


def append_line(path: Path, line: str, head: str) -> None:
    """Add a line at the end of a text file of the user's in UTF-8, flushed to disk; ``head`` begins a new file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else None
        begin = head if before is None else "" if before.endswith(b"\n") or not before else "\n"
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(begin + line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"无法写入 {path}（{reason(error)}），请检查文件夹权限和磁盘空间。") from error


def reason(error: OSError) -> str:
    """The cause of a file error in Chinese."""
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return "路径中有同名文件"
    if isinstance(error, IsADirectoryError):
        return "有同名的文件夹"
    known = {28: "磁盘已满", 30: "只读文件系统", 36: "文件名过长"}
    return known.get(error.errno or 0, error.strerror or type(error).__name__)
