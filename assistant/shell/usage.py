"""Usage errors of the command line in Chinese."""

from __future__ import annotations

import re
import sys
from typing import Any

import typer

_exceptions: Any = sys.modules[typer.BadParameter.__module__]
"""Click's exceptions as typer uses them: older versions import click, newer ones bring a copy of their own."""

_VALUES = (
    (re.compile(r"not one of (?P<names>.*)"), "可用的值是 {names}"),
    (re.compile(r"valid integer"), "应当是整数"),
    (re.compile(r"greater than or equal to (?P<number>\d+)"), "不能小于 {number}"),
    (re.compile(r"less than or equal to (?P<number>\d+)"), "不能大于 {number}"),
    (re.compile(r"in the range (?P<range>[^.]*\d)"), "应当在 {range} 范围内"),
)


def is_usage_error(error: Exception) -> bool:
    """The command line was called in a way it does not know."""
    return isinstance(error, _exceptions.ClickException)


def explain(error: Any) -> str:
    """One sentence for a wrong call, with where to find help; the help itself where no command was given."""
    if error.__class__.__name__ == "NoArgsIsHelpError":
        return str(error.format_message())
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "nianbao"
    return f"{_what(error)}用 {command} --help 查看用法。"


def _what(error: Any) -> str:
    if isinstance(error, _exceptions.NoSuchOption):
        hint = f"，是不是 {error.possibilities[0]}？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这个选项{hint}"
    if isinstance(error, _exceptions.BadOptionUsage):
        return f"{error.option_name} 后面缺少内容，或写了多余的内容。"
    if isinstance(error, _exceptions.MissingParameter):
        return f"缺少{_name(error.param)}。"
    if isinstance(error, _exceptions.BadParameter):
        return f"{_name(error.param)} 的值不合适{_expected(error.message)}。"
    if error.message.startswith("No such command"):
        return f"没有这个命令：{error.message.split(chr(39))[1]}。"
    if error.message.startswith("Got unexpected extra argument"):
        return "多写了参数。"
    return f"命令写得不对（{error.message}）。"


def _name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    if parameter.param_type_name == "argument":
        return f"参数 {parameter.metavar or parameter.name}"
    return f"选项 {parameter.opts[0]}"


def _expected(message: str) -> str:
    for pattern, wording in _VALUES:
        match = pattern.search(message)
        if match:
            found = {name: value.replace("'", "").rstrip(".") for name, value in match.groupdict().items()}
            return f"：{wording.format_map(found)}"
    return ""
