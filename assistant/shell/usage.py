"""Usage errors of the command line in Chinese."""

from __future__ import annotations

import click
from click import exceptions


def explain(error: click.ClickException) -> str:
    """One sentence for a wrong call, with where to find help."""
    command = ""
    context = getattr(error, "ctx", None)
    if context is not None:
        command = context.command_path
    return f"{_what(error)} 用 {command or 'nianbao'} --help 查看用法。"


def _what(error: click.ClickException) -> str:
    match error:
        case exceptions.NoSuchOption():
            hint = f"，是不是 {error.possibilities[0]}？" if error.possibilities else "。"
            return f"没有 {error.option_name} 这个选项{hint}"
        case exceptions.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return f"缺少参数 {name}。"
        case exceptions.BadParameter():
            name = error.param.opts[0] if error.param and error.param.opts else "参数"
            return f"{name} 的值不合适（{error.message}）。"
        case exceptions.NoArgsIsHelpError():
            return error.format_message() + "\n"
        case exceptions.UsageError():
            if error.message.startswith("No such command"):
                return f"没有这个命令：{error.message.split(chr(39))[1]}。"
            if error.message.startswith("Got unexpected extra argument"):
                return "多写了参数。"
            return f"命令写得不对（{error.message}）。"
    return error.format_message()
