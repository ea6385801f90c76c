"""The account of a draft: every kind of note has its block, silent ones are left out."""

from __future__ import annotations

from pathlib import Path

from assistant.checks.finding import Finding, Severity
from assistant.drafting import Draft
from assistant.interview.outline import Note, NoteKind, Outline
from assistant.interview.progress import Todo, TodoKind
from assistant.report.compose import compose
from assistant.report.organ import Organ
from assistant.shell.account import account_of
from assistant.tables.schema import Tables


def draft(*notes: Note, findings: tuple[Finding, ...] = (), todos: tuple[Todo, ...] = (), tables: bool = True) -> Draft:
    report = compose(Organ.of("云岭县财政局"), 2024, Tables(), [], {})
    return Draft(
        report=report,
        outline=Outline((), {}, notes),
        findings=findings,
        todos=todos,
        files=(Path("out/甲.docx"),),
        tables_file=Path("tables.xlsx") if tables else None,
        tables_reading=None,
        answers_given=7,
    )


def test_every_kind_of_note_is_told() -> None:
    text = account_of(
        draft(
            Note(NoteKind.PHRASE, "platform", "专栏调了", "platform.website.a"),
            Note(NoteKind.PHRASE, "proactive", "公开了一些" * 9, "proactive.volume.a"),
            Note(NoteKind.TABLE, "requests", "", "requests.none.plain"),
            Note(NoteKind.TYPED, "issues", "一句没见过的话", ""),
            Note(NoteKind.PROPOSED, "overview", "", "overview.intro.plain"),
            Note(NoteKind.PROPOSED, "improvements", "形式单一。", "improvements.form.a"),
            Note(NoteKind.COVERED, "requests", "收到5件", "与统计表一致"),
            Note(NoteKind.CONFLICT, "requests", "收到7件", "统计表中没有您说的数 7"),
            Note(NoteKind.UNUSED_NUMBER, "supervision", "培训两次3场", "3场"),
            Note(NoteKind.SET_ASIDE, "other", "不知道", "不是可以写进报告的内容"),
            todos=(Todo(TodoKind.MISSING, "监督保障情况", "次数"),),
        )
    )
    lines = text.splitlines()
    blocks = {
        "    政府信息公开平台建设情况：专栏调了 → platform.website.a": "采用的内容",
        "  主要问题：一句没见过的话": "按原话写入",
        "  依申请公开情况：收到7件（统计表中没有您说的数 7）": "与统计表不一致",
        "  依申请公开情况：收到5件": "不再重复",
        "  监督保障情况：培训两次3场（3场）": "数字没有写进",
        "  其他事项：不知道（不是可以写进报告的内容）": "没有写入报告",
        "  总体情况：overview.intro.plain": "请确认（2）",
        "  改进情况：improvements.form.a（针对：形式单一。）": "请确认（2）",
        "  监督保障情况：次数": "还差 1 处",
    }
    for line, head in blocks.items():
        at = lines.index(line)
        heads = [before for before in lines[:at] if not before.startswith(" ")]
        assert head in heads[-1], line
    assert "  统计表 tables.xlsx；据此写出 1 句，句中的数取自表中单元格" in lines
    assert "  回答 7 条；选用标准表述 2 句，按原话 1 句，程序配写 2 句" in lines
    clipped = next(line for line in lines if line.endswith(" → proactive.volume.a"))
    assert "……" in clipped
    assert lines.index(clipped) < lines.index("    政府信息公开平台建设情况：专栏调了 → platform.website.a")


def test_a_quiet_draft_has_a_short_account() -> None:
    assert account_of(draft(tables=False)).splitlines() == [
        "已生成《云岭县财政局2024年政府信息公开工作年度报告》：",
        "  out/甲.docx",
        "采用的内容：",
        "  没有给出统计表（用 --tables 或在答案文件中写 tables），表中各格空着",
        "  回答 7 条；选用标准表述 0 句，按原话 0 句，程序配写 0 句",
        "没有待补的内容。",
    ]


def test_findings_of_the_tables_are_counted_by_severity() -> None:
    text = account_of(
        draft(
            findings=(
                Finding("T3-01", Severity.ERROR, "不相等。", excerpt="表三 C12"),
                Finding("T2-03", Severity.WARNING, "请核对。"),
            )
        )
    )
    assert "统计表核对：共 2 处：错误 1 处，提醒 1 处。有错误未处理，报告不能发布。" in text
    assert "  错误 T3-01〔表三 C12〕 不相等。" in text
    assert "  提醒 T2-03 请核对。" in text
