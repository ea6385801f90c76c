"""How the plain mode comes to its draft: the file named, one of the recent ones, or a new one asked for line by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from assistant.beginnings import (
    Plan,
    begin,
    default_year,
    read_filled_tables,
    read_last_year,
    read_name,
    read_year,
    save_path,
)
from assistant.errors import AssistantError
from assistant.interview.engine import Engine
from assistant.interview.journal import SUFFIX, DamagedJournalError, salvage
from assistant.interview.session import Session
from assistant.report.organ import Organ
from assistant.report.standard import ORGAN_KIND_NAMES
from assistant.shell.console import Console, plain
from assistant.tui.settings import Recent, load_recent, save_recent
from assistant.typedpaths import typed_path

T = TypeVar("T")

_MOST_RECENT = 9


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
    """A new draft, asked for field by field; each answer is asked again until it can be used."""
    today = date.today()  # noqa: DTZ011 — the office's own calendar
    name = _asked_again(console, "单位全称（公章上怎么写就怎么填）：", read_name)
    organ = Organ.of(name)
    console.say(
        f"按名称看是“{ORGAN_KIND_NAMES[organ.kind]}”，文中自称“{organ.self_reference}”；不对可以用 /单位信息 改。"
    )
    year_question = f"写哪一年的报告（回车是 {default_year(today)} 年）："
    year = _asked_again(console, year_question, lambda text: read_year(text, today))
    tables = _asked_again(
        console,
        "今年的统计表文件（.xlsx 或 .csv，回车以后再给）：",
        lambda text: read_filled_tables(typed_path(text), organ) if text else None,
    )
    last = _asked_again(
        console,
        "上年的报告、草稿或统计表文件（回车略过）：",
        lambda text: read_last_year(typed_path(text), engine) if text else None,
    )
    plan = Plan(organ, year, path or save_path("", name, year), last, tables)
    beginning = begin(plan, engine)
    for line in (*beginning.said, *beginning.notices):
        console.say(line)
    console.say(f"草稿存在 {beginning.session.journal.path}，每答一句就保存一次。")
    return beginning.session


def _asked_again(console: Console, question: str, read: Callable[[str], T]) -> T:
    while True:
        try:
            return read(console.ask(question))
        except AssistantError as error:
            console.say(error.message)
