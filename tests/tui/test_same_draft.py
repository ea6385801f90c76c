"""The same answers on the screen, line by line and in a file give the same report, byte for byte."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from tui_samples import at_work

from assistant.drafting import draft_from_files
from assistant.interview.answers import load_answers
from assistant.interview.engine import AskChoice, AskSlot, Engine, GiveTables
from assistant.interview.journal import Journal
from assistant.interview.session import Session
from assistant.render.formats import FORMATS, render
from assistant.shell.chat import chat
from assistant.tables.arithmetic import complete
from assistant.tables.spreadsheet import read_tables
from assistant.workbench import Workbench

SAID = (
    ("overview.year", "overview", "围着征地、供地、不动产登记这几件老百姓最上心的事公开"),
    ("proactive.volume", "proactive", "一年公开了一千二百多条，县政府网站上860条，公众号345条"),
    ("proactive.interpretation", "proactive", "做了11个图解，局长还上了一次视频讲政策"),
    ("requests.handling", "requests", "答复书发出去前让法律顾问过一遍"),
    ("management.review", "management", "三审三校，缺一道签字不让发"),
    ("platform.website", "platform", "专栏按目录重排，开了个征地信息专题"),
    ("supervision.training", "supervision", "培训两期，一百一十人次"),
    ("supervision.review", "supervision", "食堂阿姨也来帮忙浇花"),
    ("issues.main", "issues", "征地信息专业，群众看不懂；有的科室报信息拖，超过时限才给"),
    ("other.fee", "other", "发了2份收费通知，收了600元"),
)
"""Question, part, words: sure ones, two facts in one, one of a weak match, one that is no report."""


@pytest.fixture
def start(tmp_path: Path, examples: Path, engine: Engine) -> Path:
    """An empty draft of the example bureau with its tables."""
    given = load_answers(examples / "bureau" / "answers.yaml")
    path = tmp_path / "起点.nianbao"
    session = Session.create(path, engine, given.organ, given.year)
    reading = read_tables((examples / "bureau" / "tables.xlsx").read_bytes(), "tables.xlsx")
    session.do(GiveTables(complete(reading.tables), "tables.xlsx"))
    session.close()
    return path


def printed(path: Path, engine: Engine) -> dict[str, bytes]:
    """Every format of a draft."""
    session = Session(Journal.open(path), engine)
    try:
        return {name: render(session.report, name) for name in FORMATS}
    finally:
        session.close()


async def on_the_screen(path: Path, engine: Engine, loaded: Workbench) -> None:
    async with at_work(Session.open(path, engine), loaded) as clerk:
        for question, _, words in SAID:
            clerk.app.go_to_question(question)
            await clerk.settle()
            await clerk.says(words)
            while isinstance(clerk.session.prompt, AskChoice | AskSlot):
                await clerk.press("enter")


def line_by_line(path: Path) -> None:
    lines = [line for question, _, words in SAID for line in (f"/目录 {question}", words, "", "", "")]
    assert chat(path, None, BytesIO("".join(f"{line}\n" for line in lines).encode()), StringIO()) == 0


def in_a_file(folder: Path, examples: Path) -> dict[str, bytes]:
    head, _, _ = (examples / "bureau" / "answers.yaml").read_text(encoding="utf-8").partition("answers:")
    head = head.replace("tables: tables.xlsx", f"tables: {examples / 'bureau' / 'tables.xlsx'}")
    groups = dict.fromkeys(group for _, group, _ in SAID)
    answers = "".join(
        f"  {group}:\n" + "".join(f"    - {words}\n" for _, other, words in SAID if other == group) for group in groups
    )
    file = folder / "answers.yaml"
    file.write_text(f"{head}answers:\n{answers}", encoding="utf-8")
    made = draft_from_files(file, out=folder / "out", formats=tuple(FORMATS))
    return {path.suffix[1:]: path.read_bytes() for path in made.files}


async def test_the_same_answers_give_the_same_draft(
    start: Path, tmp_path: Path, examples: Path, engine: Engine, loaded: Workbench
) -> None:
    screen, plain = tmp_path / "屏幕.nianbao", tmp_path / "逐行.nianbao"
    for copy in (screen, plain):
        copy.write_bytes(start.read_bytes())
    await on_the_screen(screen, engine, loaded)
    line_by_line(plain)
    expected = in_a_file(tmp_path, examples)
    assert "1200余条" in expected["txt"].decode()
    assert printed(screen, engine) == expected
    assert printed(plain, engine) == expected
