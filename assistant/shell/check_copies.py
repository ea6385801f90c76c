"""``nianbao check --fix | --comments``: a copy of the report, mended or commented on. The report itself is never touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.checklist import load_settings
from assistant.checks.context import Context, Passage
from assistant.checks.finding import SEVERITY_NAMES, Finding
from assistant.dismissals import dismiss, side_file
from assistant.errors import InputError, OutputError
from assistant.files import read_bytes, write_whole
from assistant.paths import bank_folders
from assistant.report.model import Report
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.reuse.places import Track
from assistant.shell.checking import Checked, LastYear, check_data, check_file, place_name

_BLANKS = "表里还有空格没有动；确认没有发生的，加上 --fill-blanks 一并填 0。"
FIXED, COMMENTED = "（已改）", "（批注）"


def dismiss_findings(
    file: Path,
    names: Sequence[str],
    reason: str,
    *,
    last_year: LastYear | None = None,
    bank: Path | None = None,
    notice: Callable[[str], None],
) -> None:
    """Put findings aside in the side file; all or none."""
    checked = check_file(file, last_year=last_year, bank=bank)
    for finding in dismiss(file, checked.findings, names, reason):
        notice(f"已记下理由，{finding.rule} 这一处不再计入（{side_file(file).name}）：{finding.message}")


def fixed_copy(
    file: Path,
    *,
    last_year: LastYear | None = None,
    bank: Path | None = None,
    overwrite: bool = False,
    fill_blanks: bool = False,
) -> tuple[str, Checked]:
    """Apply the certain fixes in ``原名（已改）``: what was changed, and what the checks say of the copy.

    ``fill_blanks``: empty cells of the tables too, as TQ-27 offers.

    No copy is written where nothing is certain.

    InputError for a file that cannot be changed, OutputError where the copy is there and ``overwrite`` is false.
    """
    from assistant.mending import mend

    data = read_bytes(file, "报告")
    before, report = check_data(data, file, last_year=last_year, bank=bank)
    mended = mend(data, str(file), report, before.findings, load_settings(bank_folders(bank)), fill_blanks=fill_blanks)
    blanks = any(one.rule == "TQ-27" and one.fix for one in mended.left) and not fill_blanks
    if not mended.done:
        said = ["没有能直接改的地方，没有另存文件。", *_lost(mended.lost)]
        return "\n".join([*said, *([_BLANKS] if blanks else [])]), before
    # Asked under the name of the original: the reasons that stand beside it hold for the copy.
    after, _ = check_data(mended.data, file, last_year=last_year, bank=bank)
    path = file.with_name(f"{file.stem}{FIXED}{file.suffix}")
    _write(path, mended.data, overwrite=overwrite)
    lines = [f"已改 {len(mended.done)} 处，存为 {path}，原文件没有动："]
    lines += [f"  {place_name(finding)}：{_change(finding)}" for finding in mended.done]
    lines += _lost(mended.lost)
    if blanks:
        lines.append(_BLANKS)
    left = len(after.findings)
    lines.append(f"改后再核查，还剩 {left} 处需要人工处理，见下面。" if left else "改后再核查，没有剩下问题。")
    return "\n".join(lines), after


def _lost(findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    head = f"有 {len(findings)} 处在文件里没有找到对应的文字或表格，或与别处的文字、修改有牵连，没有改，请人工处理："
    return [head, *(f"  {place_name(finding)}：{finding.message}" for finding in findings)]


def _change(finding: Finding) -> str:
    assert finding.fix is not None
    return f"{finding.rule}　{finding.message}（{finding.fix.description}）"


def commented_copy(
    file: Path, *, last_year: LastYear | None = None, bank: Path | None = None, overwrite: bool = False
) -> str:
    """Write the findings as Word comments into ``原名（批注）.docx``; what was written."""
    from assistant.reuse.commenting import CommentedFile, Remark

    if file.suffix.lower() != ".docx":
        raise InputError(f"只能给 .docx 文件加批注，{file.name} 请先用 Word 或 WPS 另存为 .docx。")
    data = read_bytes(file, "报告")
    checked, report = check_data(data, file, last_year=last_year, bank=bank)
    if not checked.findings:
        return "没有发现问题，没有需要加批注的地方，没有另存文件。"
    document = CommentedFile(data, str(file))
    settings = load_settings(bank_folders(bank))
    spans = _spans(document.track, report, Context(report, settings).passages, checked.findings)
    path = file.with_name(f"{file.stem}{COMMENTED}.docx")
    remarks = [
        Remark(*span, _comment(finding))
        for finding, span in zip(checked.findings, spans, strict=True)
        if span is not None
    ]
    remarks.sort(key=lambda remark: (remark.start, remark.end))
    _write(path, document.with_comments(remarks), overwrite=overwrite)
    return f"已在副本中加批注 {len(remarks)} 条，存为 {path}，原文件没有动。"


def _spans(
    track: Track, report: Report, passages: Sequence[Passage], findings: Sequence[Finding]
) -> list[tuple[int, int] | None]:
    """Where each finding's comment goes: its characters, else its heading, else the title; None in an empty file."""
    from assistant.reuse.places import find_passages, find_title

    places = find_passages(track, passages)
    first = next(((i, i + 1) for i, char in enumerate(track.text) if not char.isspace()), None)
    headline = find_title(track, [report.title]) or first
    titles = {section.key: [section.title, SECTION_TITLES[section.key]] for section in report.sections}
    parts = {
        part.group or part.title: [part.title, SUBSECTION_TITLES.get(part.group or "", part.title)]
        for section in report.sections
        for part in section.subsections
    }
    found: list[tuple[int, int] | None] = []
    for finding in findings:
        where = finding.where
        span = places.around(finding)
        if span is None and where.subsection in parts:
            span = find_title(track, parts[where.subsection])
        if span is None and where.section in titles:
            span = find_title(track, titles[where.section])
        found.append(span or headline)
    return found


def _comment(finding: Finding) -> str:
    fix = f"\n建议：{finding.fix.description}" if finding.fix else ""
    return f"【{SEVERITY_NAMES[finding.severity]} {finding.rule}】{finding.message}{fix}"


def _write(path: Path, data: bytes, *, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise OutputError(f"{path} 已经有了，没有覆盖；如要覆盖请加 --force。")
    write_whole({path: data}, overwrite=overwrite)
