"""The account ``nianbao draft`` gives: what was used from where, what stands as typed, what is still to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.checks.finding import Finding, Severity, tally
from assistant.drafting import Draft
from assistant.interview.outline import Note, NoteKind
from assistant.report.standard import NARRATIVE_GROUPS, SUBSECTION_TITLES
from assistant.shell.checking import grouped
from assistant.shell.tables import finding_line

_PART_NAMES = {
    "overview": "总体情况",
    **SUBSECTION_TITLES,
    "issues": "主要问题",
    "improvements": "改进情况",
    "other": "其他事项",
}


def account_of(draft: Draft) -> str:
    """Plain text, one matter a block; blocks with nothing to say are left out."""
    report = draft.report
    lines = [f"已生成《{report.title}》："]
    lines += [f"  {file}" for file in draft.files]
    lines += _sources(draft)
    notes = draft.outline.notes
    lines += _block("按原话写入、没有匹配到标准表述，请逐句核对", _of(notes, NoteKind.TYPED), _said)
    lines += _block("与统计表不一致，请核对", _of(notes, NoteKind.CONFLICT), _said_with_detail)
    lines += _block("报告中已经写出，不再重复", _of(notes, NoteKind.COVERED), _said)
    lines += _block("这些数字没有写进所选的句子，请看是否要补", _of(notes, NoteKind.UNUSED_NUMBER), _said_with_detail)
    lines += _block("没有写入报告", _of(notes, NoteKind.SET_ASIDE), _said_with_detail)
    lines += _last_year(draft)
    lines += _block("程序按通用写法或问题配写的句子，请确认", _of(notes, NoteKind.PROPOSED), _proposed)
    lines += _findings(draft)
    lines += _todos(draft)
    return "\n".join(lines)


def _sources(draft: Draft) -> list[str]:
    notes = draft.outline.notes
    counts = {kind: len(_of(notes, kind)) for kind in NoteKind}
    lines = ["采用的内容："]
    if draft.tables_file is not None:
        lines.append(f"  统计表 {draft.tables_file}；据此写出 {counts[NoteKind.TABLE]} 句，句中的数取自表中单元格")
        reading = draft.tables_reading
        lines += [f"  读表说明：{notice}" for notice in (reading.notices if reading else ())]
    else:
        lines.append("  没有给出统计表（用 --tables 或在答案文件中写 tables），表中各格空着")
    lines.append(
        f"  回答 {draft.answers_given} 条；选用标准表述 {counts[NoteKind.PHRASE]} 句，"
        f"按原话 {counts[NoteKind.TYPED]} 句，程序配写 {counts[NoteKind.PROPOSED]} 句"
    )
    for group in NARRATIVE_GROUPS:
        for note in notes:
            if note.group == group and note.kind is NoteKind.PHRASE:
                lines.append(f"    {_PART_NAMES[group]}：{_clip(note.said)} → {note.detail}")
    return lines


def _last_year(draft: Draft) -> list[str]:
    """What was taken over, how much of each part that is, and what is to be confirmed."""
    if draft.last_year_file is None:
        return []
    lines = [f"上年 {draft.last_year_file}："]
    lines += [f"  读取说明：{notice}" for notice in draft.last_notices]
    shares = [part for part in draft.copied if part.share is not None and part.share > 0]
    if shares:
        lines.append("  与上年相同的文字（不算数字和年份）：")
    for part in shares:
        warning = "，多数与上年一样，请多写今年的做法或换一种说法" if part.is_copied else ""
        lines.append(f"    {_PART_NAMES[part.group]} {round((part.share or 0) * 100)}%{warning}")
    if draft.to_confirm:
        lines.append(f"沿用上年的句子，请逐句确认今年仍然如此（{len(draft.to_confirm)}）：")
        lines += [f"  {_PART_NAMES[statement.group]}：{statement.sentence.text}" for statement in draft.to_confirm]
    return lines


def _findings(draft: Draft) -> list[str]:
    on_tables = [finding for finding in draft.findings if _is_of_tables(finding.rule)]
    others = [finding for finding in draft.findings if finding not in on_tables]
    lines: list[str] = []
    if draft.tables_file is not None and not on_tables:
        lines.append("统计表核对：勾稽关系全部成立。")
    elif on_tables:
        lines.append(_head("统计表核对", on_tables))
        lines += [f"  {finding_line(finding, finding.excerpt)}" for finding in on_tables]
    if others:
        lines += [_head("全文核查", others), *grouped(others, indent="  ")]
    return lines


def _is_of_tables(rule: str) -> bool:
    return rule == "TQ-27" or rule.startswith(("T2-", "T3-", "T4-"))


def _head(what: str, findings: Sequence[Finding]) -> str:
    severities = [finding.severity for finding in findings]
    return f"{what}：{tally(severities)}" + ("有错误未处理，报告不能发布。" if Severity.ERROR in severities else "")


def _todos(draft: Draft) -> list[str]:
    if not draft.todos:
        return ["没有待补的内容。"]
    head = f"还差 {len(draft.todos)} 处，补齐后才能发布："
    return [head, *(f"  {todo.place}：{todo.what}" for todo in draft.todos)]


def _of(notes: Iterable[Note], kind: NoteKind) -> list[Note]:
    return [note for note in notes if note.kind is kind]


def _block(title: str, notes: list[Note], line: Callable[[Note], str]) -> list[str]:
    if not notes:
        return []
    return [f"{title}（{len(notes)}）：", *(f"  {_PART_NAMES[note.group]}：{line(note)}" for note in notes)]


def _said(note: Note) -> str:
    return note.said


def _said_with_detail(note: Note) -> str:
    return f"{_clip(note.said)}（{note.detail}）" if note.detail else note.said


def _proposed(note: Note) -> str:
    return f"{note.detail}（针对：{_clip(note.said)}）" if note.said else note.detail


def _clip(text: str, length: int = 24) -> str:
    if text.startswith("{"):
        return "（按编号选用）"
    return text if len(text) <= length else f"{text[:length]}……"
