"""Files that were damaged or laid out anew: damaged ones are read or refused in one sentence, and a table keeps its
cells however its labels are written, its columns ordered and its rows parted.
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile

import pytest
from expectations import read
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_paper import Paper
from reading_samples import grid, portal_page, prose_lines, report, tables, text_file
from test_reading_pdf import WIDTHS

from assistant.errors import InputError
from assistant.render.context import number_text
from assistant.render.formats import render
from assistant.report.standard import T3_COLUMNS, T3_GROUPS, T3_ROWS, section_heading

_PARTS = re.compile(r"<[^>]*>|[^<]+")


def samples() -> dict[str, bytes]:
    paper = Paper()
    for key, lines in prose_lines().items():
        paper.line(section_heading(key), 28)
        for line in lines:
            paper.paragraph(line)
        if key == "t2":
            paper.table(grid(key), WIDTHS[key])
    made = {form: render(report(), form) for form in ("docx", "md", "txt")}
    return made | {"html": portal_page().encode(), "pdf": paper.data()}


SAMPLES = samples()
LONGER = max(int(os.environ.get("HYPOTHESIS_EXAMPLES", "30")) // 30, 1)
"""The examples of every run are few; the same variable that makes hypothesis search longer multiplies these."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes turned, taken out, doubled; the end lost."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(made))
        length = chance.choice((1, 1, 2, 8, 200))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case _:
                made[at:at] = bytes(chance.randrange(256) for _ in range(length))
        if not made:
            return b""
    return bytes(made[: chance.randrange(len(made))] if chance.random() < 0.2 else made)


def shuffled(markup: str, chance: random.Random) -> str:
    """Tags and texts taken out, doubled, exchanged, nested into each other."""
    parts = _PARTS.findall(markup)
    for _ in range(chance.randint(1, 40)):
        at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        match chance.randrange(4):
            case 0:
                parts[at] = ""
            case 1:
                parts[at] *= 2
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case _:
                parts[at] += parts[other]
    return "".join(parts)


def reads_or_refuses(data: bytes, name: str) -> None:
    refused = ""
    try:
        reading = read(data, name)
    except InputError as error:
        refused = error.message
    if refused:
        assert re.fullmatch(r"[^\n]*。", refused), refused
        assert name in refused
    else:
        assert reading.to_json()["tables"].keys() == {"t2", "t3", "t4"}


@pytest.mark.parametrize(("form", "count"), [("docx", 60), ("md", 15), ("txt", 15), ("html", 15), ("pdf", 6)])
def test_damaged_bytes(form: str, count: int) -> None:
    for seed in range(count * LONGER):
        reads_or_refuses(mutated(SAMPLES[form], random.Random(seed)), f"a.{form}")


def test_shuffled_markup() -> None:
    page = SAMPLES["html"].decode()
    with zipfile.ZipFile(io.BytesIO(SAMPLES["docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for seed in range(12 * LONGER):
        chance = random.Random(seed)
        reads_or_refuses(shuffled(page, chance).encode(), "a.html")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in files.items():
                told = shuffled(content.decode(), chance).encode() if name == "word/document.xml" else content
                archive.writestr(name, told)
        reads_or_refuses(buffer.getvalue(), "a.docx")


def decorated(label: str, chance: random.Random) -> str:
    """A label as offices write it: spaces, breaks, other brackets and stops, without its number."""
    if chance.random() < 0.3:
        at = chance.randrange(len(label) + 1)
        label = label[:at] + chance.choice((" ", "\u3000", "&nbsp;", "<br>", "\n")) + label[at:]
    if chance.random() < 0.3:
        label = label.replace("（", "(").replace("）", ")").replace("，", ",")
    if chance.random() < 0.3:
        label = re.sub(r"^(\d)\.", r"\1、", label)
    return label


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_table_3_however_it_is_laid_out(seed: int) -> None:
    chance = random.Random(seed)
    order = list(T3_COLUMNS)
    if chance.random() < 0.5:
        chance.shuffle(order)
    subtotal = order[-1] == "total" and chance.random() < 0.3
    heads = [decorated(T3_COLUMNS[column], chance) for column in order]
    width = len(heads) + subtotal
    if subtotal:
        heads.insert(-1, "小计")
    cells = tables().t3
    rows = [f"<tr><td rowspan=2></td><td colspan={width}>申请人情况</td></tr>"]
    rows.append("<tr>" + "".join(f"<td>{head}</td>" for head in heads) + "</tr>")
    groups: set[str] = set()
    captions = chance.random() < 0.5
    for key, label in T3_ROWS.items():
        group = key.partition(".")[0]
        if captions and group in T3_GROUPS and group not in groups:
            groups.add(group)
            rows.append(f"<tr><td>{T3_GROUPS[group]}</td>{'<td></td>' * width}</tr>")
        values = [number_text(cells[f"{key}.{column}"]) for column in order]
        if subtotal:
            values.insert(-1, "7")
        rows.append(f"<tr><td>{decorated(label, chance)}</td>{''.join(f'<td>{value}</td>' for value in values)}</tr>")
        if chance.random() < 0.1:
            rows.append(f"<tr><td></td>{'<td></td>' * width}</tr>")
    cut = chance.choice((len(rows), chance.randrange(8, len(rows))))
    head = "".join(rows[:2])
    parted = "".join(rows[2:cut]), "".join(rows[cut:])
    table = f"<table>{head}{parted[0]}</table>"
    if parted[1]:
        table += f"<p></p><table>{head}{parted[1]}</table>"
    page = text_file(tables_text={"t2": "", "t3": "@", "t4": ""}, blank="</p><p>").replace("@", f"</p>{table}<p>")
    found = read(f"<html><body><p>{page}</p></body></html>".encode(), "a.html").report.tables.t3
    wrong = {key: found[key] for key in cells.cells if found[key] != cells[key]}
    assert wrong == {}
