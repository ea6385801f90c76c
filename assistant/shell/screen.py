"""Open the terminal UI, or say what to use where there is no full screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from assistant.errors import InputError


def open_screen(path: Path | None, bank: Path | None) -> int:
    """The start page, or the draft at ``path``; the exit code. InputError where the terminal cannot show it."""
    if path is not None and not path.is_file():
        raise InputError(f"找不到草稿 {path}，请检查路径；新建草稿请直接运行 nianbao。")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "这里不是终端窗口，打不开全屏界面。请在终端里运行；或用 nianbao chat --plain 逐行回答，"
            "或用 nianbao draft 由答案文件直接生成。"
        )
    if os.name == "posix" and os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        print("这个终端不支持全屏界面。改用逐行问答吗？直接回车表示是，输入 n 表示不用：", end="", flush=True)
        if sys.stdin.readline().strip().lower() in ("n", "no", "否", "不"):
            return 0
        from assistant.shell.chat import chat

        return chat(path, bank)
    # Costs 0.2 s; nothing before this line needs it.
    from assistant.tui.app import run

    return run(path, bank)
