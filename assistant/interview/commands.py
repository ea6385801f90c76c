"""The commands of the interview: one vocabulary for the terminal UI, its palette and the plain mode."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import process

from assistant.errors import InputError
from assistant.interview.engine import AskQuestion
from assistant.interview.session import Session

MARKS = "/／、"
"""What begins a command: an input method sends ／ or 、 for the slash."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the clerk can do at any time."""

    id: str
    name: str
    """Chinese, as typed after the slash and shown in the palette."""
    group: str
    help: str
    initials: str
    """Pinyin initials of the name."""
    also: tuple[str, ...] = ()
    """Other names."""
    takes: str = ""
    """What may follow the name in plain mode: 句号, 编号 …; empty: nothing."""
    refusal: Callable[[Session], str | None] = lambda _: None
    """Why it cannot be done now, in Chinese; None if it can."""


def _nothing_to_undo(session: Session) -> str | None:
    return None if session.can_undo else "没有可以撤销的改动。"


def _nothing_to_redo(session: Session) -> str | None:
    return None if session.can_redo else "没有可以重做的改动。"


def _no_question(session: Session) -> str | None:
    return None if isinstance(session.prompt, AskQuestion) else "现在没有在问问题。"


def _no_previous(session: Session) -> str | None:
    return None if session.neighbour(-1) else "已经是第一个问题。"


def _no_next(session: Session) -> str | None:
    return None if session.neighbour(1) else "已经是最后一个问题。"


def _no_last_year(session: Session) -> str | None:
    return None if session.state.last_report is not None else "还没有读入上年的报告。"


_COMMANDS = (
    Command("help", "帮助", "其他", "按键、命令和回答的方法", "bz", ("？", "?", "help")),
    Command("skip", "跳过", "问答", "跳过现在的问题，以后还可以再答", "tg", ("略过",), refusal=_no_question),
    Command("previous", "上一题", "问答", "回到前一个问题，已答的都在", "syt", refusal=_no_previous),
    Command("next", "下一题", "问答", "到后一个问题", "xyt", refusal=_no_next),
    Command("continue", "继续", "问答", "回到第一个还没答的问题", "jx"),
    Command("map", "目录", "问答", "各部分的进度；选中就跳到那里", "ml", ("进度", "跳到"), takes="问题编号"),
    Command("why", "说明", "问答", "为什么问这个问题；这一句从哪里来", "sm", ("为什么", "出处"), takes="句子编号"),
    Command("draft", "草稿", "句子", "列出已经写好的句子", "cg", takes="部分名称"),
    Command("edit", "改写", "句子", "改写报告里的一句", "gx", takes="句子编号 新的文字"),
    Command("remove", "删除", "句子", "删去报告里的一句，可以恢复", "sc", takes="句子编号"),
    Command("restore", "恢复", "句子", "恢复删去或改写过的一句", "hf", takes="句子编号"),
    Command("up", "上移", "句子", "把一句往前移", "sy", takes="句子编号"),
    Command("down", "下移", "句子", "把一句往后移", "xy", takes="句子编号"),
    Command("reopen", "换说法", "句子", "给一句另选标准表述", "hsf", ("换一种说法",), takes="句子编号"),
    Command("confirm", "确认", "句子", "确认程序配写的、沿用的或依据已变的句子", "qr", takes="句子编号"),
    Command("search", "查语库", "句子", "按关键词、大白话或拼音首字母查标准表述", "cyk", ("查找",), takes="关键词"),
    Command("save_phrase", "存入语库", "句子", "把一句自己的话存为本单位的标准表述", "cryk", takes="句子编号"),
    Command("tables", "统计表", "数据", "填写、粘贴、核对三张统计表", "tjb", ("表格",), takes="统计表文件"),
    Command("last_year", "上年报告", "数据", "对照上年的报告", "snbg", ("上年",), takes="上年报告文件"),
    Command("organ", "单位信息", "数据", "单位名称、类型、年度、联系方式", "dwxx"),
    Command("check", "核查", "成稿", "看有没有错误和不一致", "hc", takes="规则编号 理由"),
    Command("todo", "还差什么", "成稿", "还要补什么才能发出，最要紧的在前", "hcsm", ("待办",)),
    Command("preview", "预览", "成稿", "看整篇报告", "yl"),
    Command("export", "导出", "成稿", "存成 Word、网页或文本", "dc", takes="格式 文件夹"),
    Command("undo", "撤销", "编辑", "取消上一步改动", "cx", refusal=_nothing_to_undo),
    Command("redo", "重做", "编辑", "恢复刚撤销的改动", "cz", ("重作",), refusal=_nothing_to_redo),
    Command("remember", "记住说法", "其他", "开或关：选用标准表述时把您的说法记进本单位语库", "jzsf"),
    Command("theme", "换配色", "其他", "浅色、深色、高对比度", "hps", ("配色",)),
    Command("start", "回起始页", "其他", "关闭这份草稿，回到起始页；内容都已保存", "hqsy"),
    Command("quit", "退出", "其他", "退出程序，内容都已保存", "tc", ("quit", "exit", "q")),
)

COMMANDS: Mapping[str, Command] = MappingProxyType({command.id: command for command in _COMMANDS})
"""By id, in the order of the palette."""


def read_command(line: str) -> tuple[Command, str] | None:
    """The command a line calls and what follows its name; None when the line is an answer.

    ``/`` and its full-width twins begin a command, two of them an answer that begins with the sign. InputError for a
    name that is none, with the nearest one.
    """
    text = line.strip()
    if not text or text[0] not in MARKS:
        return None
    if len(text) > 1 and text[1] in MARKS:
        return None
    name, *rest = text[1:].split(maxsplit=1) or ("",)
    argument = rest[0] if rest else ""
    if not name:
        return COMMANDS["help"], ""
    found = _NAMES.get(unicodedata.normalize("NFKC", name).casefold())
    if found is None:
        # 、 also begins what was pasted from a list.
        if text[0] == "、":
            return None
        # Nobody leaves a space in Chinese: /改写3 新的文字.
        found = next((one for one in _COMMANDS if one.takes and name.startswith(one.name)), None)
        if found is not None:
            return found, text[1:].strip().removeprefix(found.name).strip()
        nearest = process.extractOne(name, [command.name for command in _COMMANDS])
        hint = f"是不是“/{nearest[0]}”？" if nearest and nearest[1] >= _NEAR else ""
        raise InputError(f"没有“/{name}”这个命令。{hint}输入“/帮助”可以看到全部命令。")
    return found, argument


def plain_answer(line: str) -> str:
    """An answer as meant: a doubled sign at its beginning stands for one."""
    text = line.strip()
    return text[1:] if len(text) > 1 and text[0] in MARKS and text[1] in MARKS else text


_NEAR = 50
"""Likeness (0–100) from which a name is suggested."""


def _names() -> dict[str, Command]:
    names: dict[str, Command] = {}
    for command in _COMMANDS:
        for name in (command.name, command.id, command.initials, *command.also):
            names.setdefault(name.casefold(), command)
    return names


_NAMES = _names()
