"""``nianbao diff``: two years' reports side by side, in the terminal and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.files import read_bytes, write_whole
from assistant.render.context import number_text
from assistant.report.model import Report
from assistant.reuse.difference import PartDifference, ReportDifference, SentenceDifference, compare_reports
from assistant.reuse.reading import TRIAL_FORM, read_report
from assistant.reuse.similarity import CellChange, Change


def diff_text(old: Path, new: Path, *, html: Path | None = None, overwrite: bool = False) -> str:
    """The comparison for a terminal; with ``html`` a page is written as well. Raises AssistantError, nothing written."""
    before, after = _read(old), _read(new)
    difference = compare_reports(before[0], after[0])
    lines = [*_head(difference), *(f"读取说明：{notice}" for _, notices in (before, after) for notice in notices)]
    lines += _body(difference)
    if html is not None:
        from assistant.render.difference import render_difference

        write_whole({html: render_difference(difference)}, overwrite=overwrite)
        lines += ["", f"已写成网页 {html}"]
    return "\n".join(lines)


def _read(path: Path) -> tuple[Report, tuple[str, ...]]:
    reading = read_report(read_bytes(path, "报告文件"), path.name)
    notices = [f"{path.name}：{notice}" for notice in reading.notices]
    if reading.form == TRIAL_FORM:
        notices.append(f"{path.name}：是 2019 年试行格式，表二的项目不同，只能部分对照。")
    return reading.report, tuple(notices)


def _head(difference: ReportDifference) -> Iterator[str]:
    for label, report in (("上年", difference.old), ("今年", difference.new)):
        year = f"{report.year} 年" if report.year else "年度没有认出"
        yield f"{label}：{report.organ.name or '单位名称没有认出'}，{year}"
    if difference.old.year and difference.new.year and difference.old.year > difference.new.year:
        yield "两份报告的先后好像反了：前一个文件应当是上年的。"
    if difference.old.organ.name and difference.new.organ.name not in ("", difference.old.organ.name):
        yield "两份报告的单位名称不同，请看是更名还是选错了文件。"
    yield "[-…-] 上年有今年没有　[+…+] 今年新写"


def _body(difference: ReportDifference) -> Iterator[str]:
    if difference.is_same:
        yield ""
        yield "两份报告的文字和统计表完全相同。"
        return
    for part in difference.parts:
        yield ""
        yield _title(part)
        for sentence in part.sentences:
            yield from _sentence(sentence)
    yield ""
    if difference.old.tables.is_empty or difference.new.tables.is_empty:
        yield "统计表：有一份报告没有读到统计表，不能对照。"
        return
    yield f"统计表：与上年不同的有 {len(difference.cells)} 格"
    yield from (f"  {_cell(cell)}" for cell in difference.cells)


def _title(part: PartDifference) -> str:
    return part.title if part.share is None else f"{part.title}　与上年相同 {round(part.share * 100)}%"


def _sentence(sentence: SentenceDifference) -> Iterator[str]:
    if sentence.is_same:
        yield f"    {sentence.new}"
    elif not sentence.old:
        yield f"  + [+{sentence.new}+]"
    elif not sentence.new:
        yield f"  - [-{sentence.old}-]"
    else:
        yield "  ~ " + "".join(_marked(piece.change, piece.text) for piece in sentence.pieces)
        if sentence.figures:
            yield "      数：" + "、".join(f"{old} → {new}" for old, new in sentence.figures)


def _marked(change: Change, text: str) -> str:
    return text if change is Change.SAME else f"[-{text}-]" if change is Change.REMOVED else f"[+{text}+]"


def _cell(cell: CellChange) -> str:
    old, new = (number_text(value) or "空" for value in (cell.old, cell.new))
    return f"{cell.label}：{old} → {new}{change_text(cell)}"


def change_text(cell: CellChange) -> str:
    """（增加 3，25.0%）; empty where a cell was or is empty."""
    if cell.change is None:
        return ""
    word = "增加" if cell.change > 0 else "减少"
    share = f"，{abs(cell.percent)}%" if cell.percent is not None else ""
    return f"（{word} {abs(cell.change):f}{share}）"
