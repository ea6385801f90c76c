"""Data that ships with the program: the phrase bank and the report templates. Nobody else touches their paths."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assistant.errors import InstallationError

PHRASEBANK = "phrasebank"
TEMPLATES = "templates"


def data_folder(kind: str) -> Traversable:
    """The shipped folder ``phrasebank`` or ``templates``.

    In an installed wheel it lies inside the package; in an editable install it lies beside it.
    """
    packaged = files("assistant") / "_data" / kind
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    raise InstallationError(f"程序安装不完整：找不到随附的 {kind} 文件夹，请重新安装。")


def data_bytes(kind: str, name: str) -> bytes:
    """The content of one shipped file."""
    try:
        return (data_folder(kind) / name).read_bytes()
    except FileNotFoundError as error:
        raise InstallationError(f"程序安装不完整：缺少文件 {kind}/{name}，请重新安装。") from error
