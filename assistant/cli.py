"""The command line: parse, call, print. Heavy imports wait inside the commands (``--help`` must be instant)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant import __version__
from assistant.errors import AssistantError
from assistant.report.standard import OrganKind
from assistant.shell.exits import BAD_INPUT, FAILED, fail, speak_utf8

if TYPE_CHECKING:
    from assistant.shell.checking import Checked

_INTERRUPT_CODE = 130
_INTERRUPTED = "已中断，没有写入任何文件。"

_SETTINGS = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    help="政府信息公开工作年度报告起草助手。不联网，所有内容只留在本机。",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings=_SETTINGS,
)
tables_app = typer.Typer(
    help="三张统计表：生成填报表、核对勾稽关系。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=_SETTINGS,
)
phrases_app = typer.Typer(
    help="标准表述语库：检查、列出、查找，存入和交流本单位的表述。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=_SETTINGS,
)
app.add_typer(tables_app, name="tables")
app.add_typer(phrases_app, name="phrases")


class Level(StrEnum):
    """Severities for ``--fail-on``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Told(StrEnum):
    """Polarities for ``--polarity``."""

    DID = "did"
    NONE = "none"


BankOption = Annotated[
    Path | None, typer.Option("--bank", metavar="DIR", help="本单位语库文件夹，叠加在自带语库之上。")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="不再询问，直接写入。")]
JsonOption = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]


def main() -> None:
    """Entry point: errors become one Chinese sentence and exit code 2."""
    speak_utf8()
    try:
        code = app(prog_name="nianbao", standalone_mode=False)
    except AssistantError as error:
        fail(error.message)
    except (KeyboardInterrupt, typer.Abort):
        fail(_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except Exception as error:
        from assistant.shell.usage import explain, is_usage_error

        if is_usage_error(error):
            fail(explain(error))
        raise
    # Without standalone mode typer hands back the code of an Exit; 130 is what it makes of Ctrl+C.
    if code == _INTERRUPT_CODE:
        fail(_INTERRUPTED)
    if code:
        sys.exit(code)


def _leave(code: int) -> None:
    if code:
        raise typer.Exit(code)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"nianbao {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="显示版本号。", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """政府信息公开工作年度报告起草助手。不联网，所有内容只留在本机。

    不带命令时打开起始页：新建草稿，或接着写。
    """
    if context.invoked_subcommand is None:
        from assistant.shell.screen import open_screen

        _leave(open_screen(None, None))


@app.command("open")
def open_draft(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="草稿文件（.nianbao）。")],
    bank: BankOption = None,
) -> None:
    """打开一份草稿接着写。"""
    from assistant.shell.screen import open_screen

    _leave(open_screen(file, bank))


@app.command()
def draft(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS.yaml", help="答案文件：单位、年份和各部分的回答。")],
    tables: Annotated[Path | None, typer.Option("--tables", metavar="FILE", help="统计表（.xlsx 或 .csv）。")] = None,
    last_year: Annotated[
        Path | None,
        typer.Option("--last-year", metavar="FILE", help="上年的报告（Word、网页、文本、PDF）或上年的统计表。"),
    ] = None,
    bank: BankOption = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个文件夹，默认当前文件夹。")] = Path(),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="输出格式，逗号分隔：docx,html,md,txt。")
    ] = "docx",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件。")] = False,
) -> None:
    """不提问，直接由答案文件、统计表和上年的报告生成完整的报告草稿。

    上年报告里仍然适用的句子沿用下来，年份改为今年，会过时的数、日期、文号留作【待补】。
    """
    from assistant.drafting import draft_from_files
    from assistant.shell import to_stderr
    from assistant.shell.account import account_of

    result = draft_from_files(
        answers,
        tables_file=tables,
        last_year_file=last_year,
        bank=bank,
        out=out,
        formats=[name.strip().lower() for name in formats.replace("，", ",").split(",") if name.strip()] or ["docx"],
        overwrite=force,
        notice=to_stderr,
    )
    print(account_of(result))


@app.command("chat")
def chat_command(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="草稿文件（.nianbao）；没有就新建。")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="逐行问答，不用全屏界面：读屏软件、管道、旧终端。")] = False,
    bank: BankOption = None,
) -> None:
    """一问一答写报告：打开一份草稿，或新建一份。"""
    if plain:
        from assistant.shell.chat import chat

        raise typer.Exit(chat(file, bank))
    from assistant.shell.screen import open_screen

    _leave(open_screen(file, bank))


@app.command()
def export(
    draft_file: Annotated[Path, typer.Argument(metavar="DRAFT", help="草稿（.nianbao）。")],
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="输出格式，逗号分隔：docx,html,md,txt。")
    ] = "docx",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="写到哪个文件夹，默认草稿所在的文件夹。")
    ] = None,
    bank: BankOption = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件。")] = False,
) -> None:
    """把草稿导出为报告文件。还差什么列在屏幕上；有错误没有处理时照样导出，文件名会注明，退出码为 1。"""
    from assistant.shell import to_stderr
    from assistant.shell.exporting import export_draft

    files, is_clean = export_draft(draft_file, formats, out, bank, overwrite=force, notice=to_stderr)
    for file in files:
        print(file)
    if not is_clean:
        raise typer.Exit(FAILED)


@app.command()
def read(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="年度报告文件：Word、PDF、网页、文本或表格（.docx .pdf .html .txt .md .xlsx）。"
        ),
    ],
    json: JsonOption = False,
) -> None:
    """读取一份年度报告，列出标题、机关、年份、各部分文字和三张表。"""
    from assistant.shell.reading import read_text

    print(read_text(file, as_json=json))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="上年的报告：Word、PDF、网页或文本。")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="今年的报告。")],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="另存一个网页，左边上年、右边今年。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名网页。")] = False,
) -> None:
    """对照两年的报告：哪些话没有变、哪些数变了、三张表逐格增减多少。"""
    from assistant.shell.comparing import diff_text

    print(diff_text(old, new, html=html, overwrite=force))


@app.command()
def match(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="要匹配的一句话。")] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="GROUP", help="问的是哪一部分，如 supervision。")
    ] = None,
    top: Annotated[int, typer.Option("--top", metavar="K", min=1, max=50, help="列出几个候选。")] = 5,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE.jsonl", help="逐行匹配一个 JSONL 文件。")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="列出得分的组成。")] = False,
    bank: BankOption = None,
) -> None:
    """把一句话匹配到标准表述，结果为 JSON。"""
    from assistant.shell.matching import match_batch, match_one

    if (text is None) == (batch is None):
        fail("请给出一句话，或用 --batch 给出一个 JSONL 文件（二者选一）。")
    if batch is not None:
        for line in match_batch(batch, section=section, top=top, bank=bank):
            print(line)
    elif text is not None:
        print(match_one(text, section=section, top=top, bank=bank, explain=explain))


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILES…", help="报告文件，可以给出多个文件或文件夹。", show_default=False),
    ] = None,
    last_year: Annotated[
        Path | None, typer.Option("--last-year", metavar="FILE", help="上年的报告，或上年的统计表。")
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units", metavar="DIR", help="下级单位报告所在的文件夹：逐格核对汇总数是否等于合计（仅供参考）。"
        ),
    ] = None,
    json: JsonOption = False,
    fail_on: Annotated[Level, typer.Option("--fail-on", help="出现哪一级结果时退出码为 1。")] = Level.ERROR,
    list_rules: Annotated[bool, typer.Option("--list", help="列出全部核查规则。")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="RULE", help="说明一条规则：查什么、为什么、依据、例子。")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="同时用几个进程，默认用全部核心。")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="有把握的地方直接改好，存为“原名（已改）”，原文件不动（.docx、.md、.txt）。")
    ] = False,
    fill_blanks: Annotated[
        bool,
        typer.Option("--fill-blanks", help="与 --fix 一起用：确认空着的格没有发生，填 0（能由合计推算的按推算填）。"),
    ] = False,
    comments: Annotated[
        bool, typer.Option("--comments", help="把核查结果写成批注，存为“原名（批注）.docx”（.docx）。")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="F.html", help="另存一份可打印的网页，供领导审阅。")
    ] = None,
    dismiss: Annotated[
        list[str] | None,
        typer.Option("--dismiss", metavar="KEY", help="某条结果不算问题：写上它的编号，可多次使用。"),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="为什么不算问题，与 --dismiss 一起用。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件。")] = False,
    bank: BankOption = None,
) -> None:
    """核查报告：勾稽关系、与上年衔接、文表一致、文字质量。"""
    from assistant.checks.finding import Severity
    from assistant.shell import checking, to_stderr

    if list_rules or explain is not None:
        print(checking.rules_text(as_json=json) if explain is None else checking.explain_text(explain))
        return
    if not files:
        fail("请给出要核查的报告文件，或者文件夹。")
    found = checking.report_files(files)
    last = checking.read_last_year(last_year)
    if last is not None and len(found) > 1:
        fail("--last-year 只能和一份报告一起用，请逐份核查。")
    level = Severity(fail_on.value)
    is_single = len(found) == 1 and not any(path.is_dir() for path in files)
    if (fix or comments or dismiss) and not is_single:
        fail("--fix、--comments、--dismiss 一次只能用于一份报告，请给出一个报告文件。")
    if units is not None and not is_single:
        fail("--units 一次只能用于一份报告，请给出汇总的那一份。")
    if fill_blanks and not fix:
        fail("--fill-blanks 要和 --fix 一起用：确认空着的格都没有发生，再填 0。")
    if reason is not None and not dismiss:
        fail("--reason 要和 --dismiss 一起用：--dismiss 写编号，--reason 写理由。")
    if is_single:
        from assistant.shell.check_copies import commented_copy, dismiss_findings, fixed_copy

        if dismiss:
            dismiss_findings(found[0], dismiss, reason or "", last_year=last, bank=bank, notice=to_stderr)
        below = checking.read_units(units, found[0])
        checked = checking.check_file(found[0], last_year=last, units=below, bank=bank)
        if comments:
            to_stderr(commented_copy(found[0], last_year=last, bank=bank, overwrite=force))
        if html is not None:
            _write_page([checked], html, force)
        if fix:
            text, checked = fixed_copy(found[0], last_year=last, bank=bank, overwrite=force, fill_blanks=fill_blanks)
            to_stderr(text)
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        print(checking.findings_json(checked) if json else checking.findings_text(checked, colour=colour))
        if checking.is_at_least(checked.findings, level):
            raise typer.Exit(FAILED)
        return

    def tell(done: int, count: int) -> None:
        if done == count or done % 20 == 0:
            to_stderr(f"已核查 {done}/{count} 份")

    results = []
    for checked in checking.check_files(found, last_year=last, bank=bank, jobs=jobs, progress=tell):
        results.append(checked)
        if json:
            print(_one_line(checked.to_json()))
    if html is not None:
        _write_page(results, html, force)
    if not json:
        print(checking.summary_text(results))
    if any(checked.failure for checked in results):
        raise typer.Exit(BAD_INPUT)
    if any(checking.is_at_least(checked.findings, level) for checked in results):
        raise typer.Exit(FAILED)


def _write_page(results: Sequence[Checked], path: Path, overwrite: bool) -> None:
    from assistant.shell import to_stderr
    from assistant.shell.check_page import write_page

    write_page(results, path, overwrite=overwrite)
    to_stderr(f"核查结果已存为 {path}，可以打开查看和打印。")


def _one_line(entry: dict[str, object]) -> str:
    from json import dumps

    return dumps(entry, ensure_ascii=False)


@tables_app.command("new")
def tables_new(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="要生成的填报表。")],
    previous: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="上年填好的统计表或上年的报告：上年数据列在旁边，结转数预填。"),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YYYY", min=2008, max=2100, help="报告年度。")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件。")] = False,
) -> None:
    """生成可以在 WPS 或 Excel 里填写的统计表。"""
    from assistant.shell.tables import new_tables_file

    print(new_tables_file(file, previous, year, overwrite=force))


@tables_app.command("check")
def tables_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="填好的统计表（.xlsx 或 .csv）。")],
    json: JsonOption = False,
    fail_on: Annotated[Level, typer.Option("--fail-on", help="出现哪一级结果时退出码为 1。")] = Level.ERROR,
) -> None:
    """核对三张统计表的勾稽关系，指出有问题的单元格。"""
    from assistant.shell.tables import check_tables_file

    text, severities = check_tables_file(file, as_json=json)
    print(text)
    order = list(Level)
    if any(order.index(Level(str(severity))) <= order.index(fail_on) for severity in severities):
        raise typer.Exit(FAILED)


@phrases_app.command("lint")
def phrases_lint(bank: BankOption = None, json: JsonOption = False) -> None:
    """检查语库：编号、主题、空格、条件、模板、文字。"""
    from assistant.shell.phrases import lint_text

    text, clean = lint_text(bank, as_json=json)
    print(text)
    if not clean:
        raise typer.Exit(FAILED)


@phrases_app.command("list")
def phrases_list(
    topic: Annotated[str | None, typer.Option("--topic", metavar="CODE", help="只列一个主题或一个部分。")] = None,
    counts: Annotated[bool, typer.Option("--counts", help="只列各主题的表述条数和说法条数。")] = False,
    bank: BankOption = None,
    json: JsonOption = False,
) -> None:
    """列出语库中的标准表述。"""
    from assistant.shell.phrases import list_text

    print(list_text(bank, topic=topic, counts=counts, as_json=json))


@phrases_app.command("remember")
def phrases_remember(
    phrase: Annotated[str, typer.Argument(metavar="ID", help="表述的编号。")],
    said: Annotated[str, typer.Argument(metavar="WORDS", help="您平时的说法。")],
    bank: BankOption = None,
) -> None:
    """记下一种说法：以后这样说，就先想到这条表述。"""
    from assistant.shell.phrases import remember_text

    print(remember_text(phrase, said, bank))


@phrases_app.command("search")
def phrases_search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="关键词、一句大白话，或拼音首字母（如 ywpx）。")],
    topic: Annotated[str | None, typer.Option("--topic", metavar="CODE", help="只在一个主题或一个部分中找。")] = None,
    organ: Annotated[
        OrganKind | None, typer.Option("--organ", metavar="KIND", help="只找适合这类单位的，如 street。")
    ] = None,
    polarity: Annotated[
        Told | None,
        typer.Option("--polarity", metavar="did|none", help="只找“做了”或“没有做、没有发生”的。"),
    ] = None,
    top: Annotated[int, typer.Option("--top", metavar="K", min=1, max=100, help="列出几条。")] = 8,
    bank: BankOption = None,
    json: JsonOption = False,
) -> None:
    """按关键词、大白话或拼音首字母查找标准表述。"""
    from assistant.shell.phrases import search_text

    said: Literal["did", "none"] | None = None if polarity is None else "none" if polarity is Told.NONE else "did"
    print(search_text(words, bank, topic=topic, kind=organ, polarity=said, top=top, as_json=json))


@phrases_app.command("new")
def phrases_new(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="本单位自己的一句话，可直接抄已发布报告中的句子。")],
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="CODE", help="属于哪个主题；不写则列出三个供选。")
    ] = None,
    organ: Annotated[
        str | None, typer.Option("--organ", metavar="NAME", help="本单位全称：句中的单位名称和“我局”等改为空格。")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YYYY", min=2008, max=2100, help="这句话属于哪个报告年度，默认上年。"),
    ] = None,
    says: Annotated[list[str] | None, typer.Option("--says", metavar="WORDS", help="平时的说法，可多次使用。")] = None,
    bank: BankOption = None,
    yes: YesOption = False,
) -> None:
    """把自己的一句话存入本单位语库：数量、年份、单位名称自动改为空格。"""
    from assistant.shell.own import add_sentence

    add_sentence(text, topic=topic, organ=organ, year=year, says=says or (), bank=bank, yes=yes)


@phrases_app.command("harvest")
def phrases_harvest(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT...", help="本单位往年的报告，或放报告的文件夹。")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.yaml", help="存成文件，改好以后再导入，不直接存入语库。")
    ] = None,
    bank: BankOption = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件。")] = False,
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """从往年报告中提取表述：数量、年份、单位名称改为空格，与语库相近的略去，确认后存入本单位语库。"""
    from assistant.shell.harvesting import harvest_files

    harvest_files(reports, bank=bank, out=out, yes=yes, as_json=json, overwrite=force)


@phrases_app.command("export")
def phrases_export(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="导出到哪个文件。")],
    bank: BankOption = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的同名文件。")] = False,
) -> None:
    """把本单位语库导出为一个文件，可交给其他单位。"""
    from assistant.shell.own import export_file

    print(export_file(file, bank, overwrite=force))


@phrases_app.command("import")
def phrases_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="其他单位导出的语库文件。")],
    bank: BankOption = None,
    yes: YesOption = False,
) -> None:
    """导入其他单位的语库文件：先列出新增、替换、隐藏的表述，确认后写入。"""
    from assistant.shell.own import import_file

    import_file(file, bank, yes=yes)
