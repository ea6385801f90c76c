"""How the plain mode comes to its draft: the file named, one of the recent ones, or a new one asked for line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from assistant.drafting import file_stem
from assistant.errors import AssistantError, InputError
from assistant.files import read_bytes
from assistant.interview.engine import Engine, GiveTables
from assistant.interview.journal import SUFFIX, DamagedJournalError, salvage
from assistant.interview.session import Session
from assistant.paths import drafts_folder
from assistant.report.organ import Organ
from assistant.report.standard import ORGAN_KIND_NAMES
from assistant.shell.console import Console, plain
from assistant.tables.arithmetic import complete
from assistant.tables.spreadsheet import TablesReading, read_tables
from assistant.tui.settings import Recent, load_recent, save_recent

T = TypeVar("T")

TABLE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_FIRST_YEAR, _LAST_YEAR = 2008, 2100
_MOST_RECENT = 9
_QUOTES = "\"'“”‘’"


def session_at(path: Path | None, engine: Engine, console: Console) -> Session | None:
    """The draft to work on; None when she does not want the one she named after all."""
    if path is None:
        path = _chosen(console)
    if path is None:
        return _new(None, engine, console)
    if not path.suffix and not path.exists():
        path = path.with_name(path.name + SUFFIX)
    if not path.exists():
        console.say(f"{path} 还没有，现在新建这份草稿。")
        return _new(path, engine, console)
    try:
        return Session.open(path, engine)
    except DamagedJournalError as error:
        console.say(error.message)
        if not console.confirms("把其余内容另存为修复副本，接着写副本吗？"):
            return None
        copy = salvage(path)
        console.say(f"已存为 {copy}。")
        return Session.open(copy, engine)


def remember(session: Session) -> None:
    """Put the draft at the head of the recent ones."""
    state = session.state
    if state.organ is not None and state.year is not None:
        path = str(session.journal.path.resolve())
        save_recent(Recent(path, state.organ.name, state.year, len(session.todos), session.saved.at))


def typed_path(text: str) -> Path:
    """A path as typed or dropped into the window, with or without quotation marks."""
    return Path(text.strip().strip(_QUOTES)).expanduser()


def tables_from(path: Path, what: str) -> TablesReading:
    """The tables of a workbook; InputError for a file that is none."""
    if path.suffix.lower() not in TABLE_SUFFIXES:
        raise InputError(f"{what} {path} 不是表格文件，请给出 .xlsx 或 .csv 文件。")
    return read_tables(read_bytes(path, what), str(path))


def read_year(text: str, default: int) -> int:
    """A year of four figures, 年 behind it or not; InputError otherwise."""
    words = plain(text).removesuffix("度").removesuffix("年")
    if not words:
        return default
    if not re.fullmatch("[0-9]{4}", words) or not _FIRST_YEAR <= int(words) <= _LAST_YEAR:
        raise InputError(f"年度要写成四位数字（{_FIRST_YEAR}—{_LAST_YEAR}），例如 {default}；现在是“{text}”。")
    return int(words)


def _chosen(console: Console) -> Path | None:
    """One of the recent drafts; None for a new one."""
    recent = load_recent()[:_MOST_RECENT]
    if not recent:
        return None
    console.say("最近的草稿：")
    for number, draft in enumerate(recent, start=1):
        left = f"还差 {draft.left} 处" if draft.left else "没有待补的内容"
        console.say(f"{number}. {draft.organ} {draft.year} 年，{left}（{draft.path}）")
    while True:
        answer = plain(console.ask("输入序号打开，回车新建一份："))
        if not answer:
            return None
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(recent):
            return Path(recent[int(answer) - 1].path)
        console.say(f"请输入 1 到 {len(recent)} 的序号，或直接回车新建一份。")


def _new(path: Path | None, engine: Engine, console: Console) -> Session:
    name = ""
    while not name:
        name = console.ask("单位全称（公章上怎么写就怎么填）：")
    organ = Organ.of("".join(name.split()))
    console.say(
        f"按名称看是“{ORGAN_KIND_NAMES[organ.kind]}”，文中自称“{organ.self_reference}”；不对可以用 /单位信息 改。"
    )
    last_year = date.today().year - 1  # noqa: DTZ011 — the office's own calendar
    year = _asked_again(console, f"写哪一年的报告（回车是 {last_year} 年）：", lambda text: read_year(text, last_year))
    given: list[GiveTables] = []
    for question, what, last in (
        ("今年的统计表文件（.xlsx 或 .csv，回车以后再给）：", "统计表", False),
        ("上年的统计表文件（用来比较，回车略过）：", "上年统计表", True),
    ):
        read = _asked_again(console, question, partial(_optional_tables, what=what))
        if read is not None:
            file, reading = read
            for notice in reading.notices:
                console.say(notice)
            given.append(GiveTables(complete(reading.tables), str(file), last))
    path = path or _free(drafts_folder() / f"{file_stem(f'{organ.name}{year}年')}{SUFFIX}")
    session = Session.create(path, engine, organ, year)
    for tables in given:
        session.do(tables)
    console.say(f"草稿存在 {session.journal.path}，每答一句就保存一次。")
    return session


def _optional_tables(text: str, what: str) -> tuple[Path, TablesReading] | None:
    return (path := typed_path(text), tables_from(path, what)) if text.strip() else None


def _asked_again(console: Console, question: str, read: Callable[[str], T]) -> T:
    """Asked until the answer can be used."""
    while True:
        try:
            return read(console.ask(question))
        except AssistantError as error:
            console.say(error.message)


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
