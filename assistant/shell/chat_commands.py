"""What the commands do in the plain mode. Sentences and questions go by numbers that stay the same while she works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from assistant.beginnings import TABLE_SUFFIXES, read_filled_tables, read_last_year, read_organ
from assistant.checks.finding import SEVERITY_NAMES, Finding
from assistant.errors import InputError
from assistant.exporting import default_stem, export, read_formats, summary, targets, what_is_left
from assistant.interview.commands import COMMANDS
from assistant.interview.engine import (
    AskChoice,
    AskSlot,
    Confirm,
    Dismiss,
    Edit,
    GiveLastYear,
    GiveTables,
    Input,
    Jump,
    Move,
    Pick,
    QuestionStatus,
    Remove,
    Reopen,
    Restore,
    RollForward,
    SetCells,
    Skip,
)
from assistant.interview.offers import siblings
from assistant.interview.outline import Statement
from assistant.interview.places import heading_of, margin_words, open_findings
from assistant.interview.progress import TODO_NAMES, PartView, TodoKind
from assistant.interview.reasons import where_from, why_asked
from assistant.interview.session import Session
from assistant.matching.blanks import phrase_from_sentence
from assistant.phrases.own import add_phrase, check_new
from assistant.render.formats import render
from assistant.render.preview import preview
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.report.standard import ORGAN_KIND_NAMES, OrganKind
from assistant.search import search
from assistant.shell import chat_tables
from assistant.shell.console import Console, plain
from assistant.tables.arithmetic import fill_blanks, no_cases
from assistant.tui.settings import toggle_remembers
from assistant.typedpaths import typed_path
from assistant.workbench import Workbench

_FOUND = 8
"""Phrases listed by a search."""
_TOPICS = 6
_STATUS = {
    QuestionStatus.OPEN: "没答",
    QuestionStatus.GIVEN: "已答",
    QuestionStatus.SKIPPED: "跳过",
    QuestionStatus.HIDDEN: "不用答",
}
_TABLE_FILES = (*TABLE_SUFFIXES, ".xls", ".txt")
_CONTACT = {"website": "网站", "address": "地址", "postcode": "邮编", "phone": "电话", "email": "邮箱"}


class Commands:
    """The commands of one conversation."""

    def __init__(self, session: Session, workbench: Workbench, console: Console, bank: Path | None) -> None:
        self._session = session
        self._workbench = workbench
        self._console = console
        self._bank = bank
        self._numbers: dict[str, int] = {}
        """Sentence key → the number it was first shown with."""
        self.is_over = False

    def run(self, command: str, argument: str) -> None:
        """Do a command by its id; AssistantError says what is wrong and changes nothing."""
        doing: Mapping[str, Callable[[str], None]] = {
            "help": self._help,
            "skip": lambda _: self._session.do(Skip()),
            "previous": lambda _: self._jump(self._session.neighbour(-1)),
            "next": lambda _: self._jump(self._session.neighbour(1)),
            "continue": lambda _: self._jump(None),
            "map": self._map,
            "why": self._why,
            "draft": self._draft,
            "edit": self._edit,
            "remove": lambda text: self._on_each(text, Remove, "已删去，/撤销 可以恢复"),
            "restore": lambda text: self._on_each(text, Restore, "已恢复"),
            "up": lambda text: self._move(text, -1),
            "down": lambda text: self._move(text, 1),
            "reopen": self._reopen,
            "confirm": lambda text: self._on_each(text, Confirm, "已确认"),
            "search": self._search,
            "save_phrase": self._save_phrase,
            "tables": self._tables,
            "last_year": self._last_year,
            "organ": self._organ,
            "check": self._check,
            "todo": self._todo,
            "preview": self._preview,
            "export": self._export,
            "undo": lambda _: self._say_done("撤销", self._session.undo()),
            "redo": lambda _: self._say_done("重做", self._session.redo()),
            "remember": lambda _: self._console.say(toggle_remembers()),
            "theme": lambda _: self._console.say("逐行方式没有颜色，配色在全屏界面里换。"),
            "start": lambda _: self._console.say(
                "逐行方式没有起始页；要换一份草稿，请 /退出 后再运行 nianbao chat --plain。"
            ),
            "quit": self._quit,
        }
        doing[command](argument)

    def _help(self, _: str) -> None:
        self._console.say("直接写就是回答问题。一条回答要分几行写时，行末加 \\ 或 ／。回答以 / 开头时写两个 //。")
        self._console.say("命令（名称也可以用拼音首字母，如 /cx 就是 /撤销）：")
        for command in COMMANDS.values():
            takes = f" {command.takes}" if command.takes else ""
            self._console.say(f"/{command.name}{takes}：{command.help}")

    def _quit(self, _: str) -> None:
        self.is_over = True

    def _say_done(self, what: str, did: str | None) -> None:
        if did is not None:
            self._console.say(f"已{what}：{did}")

    # Questions

    def _jump(self, question: str | None) -> None:
        if isinstance(self._session.prompt, AskChoice | AskSlot):
            raise InputError("先给刚才那句话选定写法，再去别的问题。")
        self._session.do(Jump(question))

    def _map(self, text: str) -> None:
        numbered = [view for part in self._session.parts for view in part.asked]
        if text:
            wanted = plain(text)
            by_number = {str(number): view.question.id for number, view in enumerate(numbered, start=1)}
            target = by_number.get(wanted) or next((v.question.id for v in numbered if v.question.id == wanted), None)
            if target is None:
                raise InputError(f"没有第 {text} 题，请输入 1 到 {len(numbered)} 的题号，/目录 可以看到。")
            self._jump(target)
            return
        number = 0
        for part in self._session.parts:
            left = len(part.todos)
            self._console.say(f"{part.title}（{f'还差 {left} 处' if left else '已齐'}）")
            for view in part.asked:
                number += 1
                self._console.say(f"  {number}. ［{_STATUS[view.status]}］{view.question.ask}")
        self._console.say("/目录 题号 就回到那一题。")

    def _why(self, text: str) -> None:
        if text:
            lines = where_from(self._session, self._statement(text).key)
        else:
            question = self._session.current_question
            if question is None:
                raise InputError("现在没有在问问题；/说明 句子编号 可以看一句话从哪里来。")
            lines = why_asked(self._session, question)
        for line in lines:
            self._console.say(line)

    # Sentences

    def _standing(self) -> list[Statement]:
        statements = [s for part in self._session.parts for s in part.statements]
        for statement in (*statements, *self._session.outline.removed):
            self._numbers.setdefault(statement.key, len(self._numbers) + 1)
        return statements

    def _draft(self, text: str) -> None:
        self._standing()
        parts: Sequence[PartView] = self._session.parts
        if text:
            parts = [part for part in parts if text in part.title or text == part.group]
            if not parts:
                titles = "、".join(part.title for part in self._session.parts)
                raise InputError(f"没有“{text}”这一部分，各部分是：{titles}。")
        notes = margin_words(self._session.outline)
        for part in parts:
            self._console.say(f"{part.title}：")
            for statement in part.statements:
                note = f"［{notes[statement.key]}］" if statement.key in notes else ""
                self._console.say(f"  {self._numbers[statement.key]}. {note}{statement.sentence.text}")
        gone = [s for s in self._session.outline.removed if s.group in {part.group for part in parts}]
        if gone:
            self._console.say("已删去（/恢复 编号 可以放回）：")
            for statement in gone:
                self._console.say(f"  {self._numbers[statement.key]}. {statement.sentence.text}")

    def _statement(self, text: str) -> Statement:
        """The sentence of a number; InputError if there is none."""
        standing = self._standing()
        word = plain(text)
        if not word:
            raise InputError("请写明是第几句，例如 /改写 3 新的文字；/草稿 可以看到编号。")
        for statement in (*standing, *self._session.outline.removed):
            if str(self._numbers[statement.key]) == word:
                return statement
        raise InputError(f"没有第 {text} 句，/草稿 可以看到每句的编号。")

    def _on_each(self, text: str, make: Callable[[str], Input], done: str) -> None:
        """One or several sentences, as one step."""
        statements = [self._statement(word) for word in text.replace("，", " ").replace("、", " ").split() or [""]]
        inputs = [make(statement.key) for statement in statements]
        if len(inputs) == 1:
            self._session.do(inputs[0])
        else:
            self._session.do_together(inputs, f"{done[:3]} {len(inputs)} 句")
        for statement in statements:
            self._console.say(f"{done}：{statement.sentence.text}")

    def _move(self, text: str, by: int) -> None:
        statement = self._statement(text)
        self._session.do(Move(statement.key, by))
        self._draft(statement.group)

    def _edit(self, text: str) -> None:
        number, _, words = text.partition(" ")
        statement = self._statement(number)
        if not words.strip():
            words = self._console.ask(f"现在是：{statement.sentence.text}\n请写新的文字（回车不改）：")
            if not words:
                return
        self._session.do(Edit(statement.key, words))
        self._console.say("已改写。")

    def _reopen(self, text: str) -> None:
        session, statement = self._session, self._statement(text)
        if statement.key.startswith("a"):
            session.do(Reopen(statement.key))
            return
        others = siblings(session, statement)
        if not others:
            raise InputError("语库里这个主题没有别的合适表述，可以用 /改写 直接改。")
        chosen = self._one_of([offer.text for offer in others], "换成第几句（回车不换）：")
        if chosen is not None:
            session.do(others[chosen].given)

    def _one_of(self, texts: Sequence[str], question: str) -> int | None:
        """Position of the one she chooses; None for none."""
        for number, text in enumerate(texts, start=1):
            self._console.say(f"{number}. {text}")
        word = plain(self._console.ask(question))
        if not word:
            return None
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(texts):
            return int(word) - 1
        raise InputError(f"没有第 {word} 条，没有改动。")

    def _search(self, text: str) -> None:
        words = text or self._console.ask("查什么？写关键词、一句大白话或拼音首字母：")
        session = self._session
        found = search(self._workbench, words, kind=session.organ.kind)[:_FOUND]
        if not found:
            raise InputError("没有找到相近的表述，请换一个说法。")
        filler = session.engine.filler(session.state)
        topics = session.engine.bank.topics
        lines = [f"{filler.fill(hit.phrase, {}).text}（{topics[hit.phrase.topic].title}）" for hit in found]
        chosen = self._one_of(lines, "写进报告就输入序号，回车不写：")
        if chosen is not None:
            phrase = found[chosen].phrase
            session.do(Pick(phrase.id, group=phrase.group))

    def _save_phrase(self, text: str) -> None:
        session, statement = self._session, self._statement(text)
        said = next((note.said for note in session.outline.notes if note.key == statement.key), "")
        words = f"{said} {statement.sentence.text}".strip()
        reading = session.engine.read_fact(session.state, words, statement.group)
        topics = session.engine.bank.topics
        codes = [statement.topic] if statement.topic else []
        codes += [candidate.phrase.topic for candidate in reading.candidates]
        codes += [code for code, topic in topics.items() if topic.group == statement.group]
        codes = list(dict.fromkeys(codes))[:_TOPICS]
        self._console.say(f"存入本单位语库：{statement.sentence.text}")
        chosen = self._one_of([topics[code].title for code in codes], "放在哪个主题下（回车不存）：")
        if chosen is None:
            return
        bank = self._workbench.bank
        assert session.state.year is not None
        phrase = phrase_from_sentence(
            statement.sentence.text,
            codes[chosen],
            session.organ,
            session.state.year,
            segmenter=self._workbench.segmenter,
            says=(said,) if said else (),
            taken=bank.by_id,
        ).phrase
        check_new(bank, phrase)
        self._console.say(f"存为：{phrase.text}")
        if self._console.confirms("这样存入吗？"):
            file = add_phrase(self._workbench.own_folder, bank, phrase)
            self._workbench = Workbench.open(self._bank, self._console.say)
            session.use(self._workbench.engine)
            self._console.say(f"已存入 {file}，下次这样说就会想到这一句。")

    # Data

    def _tables(self, text: str) -> None:
        session = self._session
        if not text:
            for line in chat_tables.told(session.tables):
                self._console.say(line)
            self._tell_findings([finding for finding in session.findings if finding.cells])
            self._console.say(f"填一格：{chat_tables.EXAMPLE}；空格都填 0：/统计表 补零；读文件：/统计表 文件.xlsx。")
            self._console.say("全年没有申请、复议、诉讼：/统计表 零申请，表三、表四一次填上 0。")
        elif text in ("补零", "补 0", "补0"):
            blanks = fill_blanks(session.tables)
            if not blanks:
                raise InputError("没有可以补 0 的空格。")
            session.do(SetCells(blanks, f"统计表补零 {len(blanks)} 格"))
            self._console.say(f"已补填 {len(blanks)} 个空格（能由合计推出的按合计填），/撤销 可以恢复。")
        elif text in ("零申请", "没有申请"):
            last = session.state.last_report
            zeros = no_cases(session.tables, session.state.last_tables or (last.tables if last else None))
            if not zeros:
                raise InputError("表三、表四已经都是 0。")
            session.do(SetCells(zeros, f"全年没有申请、复议、诉讼，填 0 共 {len(zeros)} 格"))
            self._console.say(f"表三、表四的 {len(zeros)} 格都填了 0，/撤销 可以恢复。")
        elif (path := typed_path(text)).suffix.lower() in _TABLE_FILES or path.is_file():
            self._read_tables(path)
        else:
            changes, label = chat_tables.entry(session.tables, text)
            session.do(SetCells(changes, f"填写“{label}”"))
            others = len(changes) - 1
            self._console.say(f"已填“{label}”{f'，连带更新 {others} 个合计' if others > 0 else ''}。")
            self._tell_findings([f for f in session.findings if changes.keys() & set(f.cells)])

    def _read_tables(self, path: Path) -> None:
        filled = read_filled_tables(path, self._session.organ)
        self._session.do(GiveTables(filled.tables, filled.source))
        for line in (f"已读入 {path.name}：{filled.said}", *filled.notices):
            self._console.say(line)
        self._tell_findings([finding for finding in self._session.findings if finding.cells])

    def _last_year(self, text: str) -> None:
        session = self._session
        if text:
            last = read_last_year(typed_path(text), session.engine)
            if last.report is not None:
                session.do(GiveLastYear(last.report, last.source))
                before = len(session.state.answers)
                if last.year == session.report.year - 1:
                    session.do(RollForward())
                taken = len(session.state.answers) - before
                if taken:
                    self._console.say(f"沿用上年 {taken} 句，其中的数、日期、文号留作待补；句子要您确认后才算数。")
            elif last.tables is not None:
                session.do(GiveTables(last.tables, last.source, last=True))
            for line in (last.said, *last.notices):
                self._console.say(line)
        elif session.state.last_report is not None:
            self._print(session.state.last_report)
        elif session.state.last_tables is not None:
            for line in chat_tables.told(session.state.last_tables):
                self._console.say(line)
        else:
            raise InputError("还没有读入上年的数据，请用 /上年报告 文件 读入上年的报告、草稿或统计表。")

    def _organ(self, _: str) -> None:
        session, organ = self._session, self._session.organ
        year = session.state.year
        assert year is not None
        known = {name: getattr(organ.contact, name) or "" for name in _CONTACT}
        self._console.say(f"{organ.name}（{ORGAN_KIND_NAMES[organ.kind]}，自称“{organ.self_reference}”），{year} 年")
        self._console.say("，".join(f"{label}：{known[name] or '没有填'}" for name, label in _CONTACT.items()))
        if not self._console.confirms("要修改吗？"):
            return
        words = {
            "name": self._console.ask(f"单位全称（回车不改）：{organ.name}") or organ.name,
            "year": self._console.ask(f"年度（回车不改）：{year}") or str(year),
        }
        is_renamed = words["name"] != organ.name
        kind = self._kind(Organ.of(words["name"]).kind if is_renamed else organ.kind)
        own = "" if is_renamed else organ.self_reference
        words["self_reference"] = self._console.ask(f"文中自称（回车不改）：{own or '随单位名称'}") or own
        words["superior"] = "" if is_renamed else organ.superior or ""
        for field, label in _CONTACT.items():
            answer = self._console.ask(f"{label}（回车不改，- 清空）：{known[field] or '没有填'}")
            words[field] = "" if plain(answer) == "-" else answer or known[field]
        today = date.today()  # noqa: DTZ011 — the office's own calendar
        session.do(read_organ(words, kind, today))
        self._console.say("已改好，句子里的名称和年份随着变。")

    def _kind(self, kind: OrganKind) -> OrganKind:
        listed = "，".join(f"{number} {name}" for number, name in enumerate(ORGAN_KIND_NAMES.values(), start=1))
        word = plain(self._console.ask(f"单位类型（{listed}；回车不改）：{ORGAN_KIND_NAMES[kind]}"))
        kinds = {str(number): one for number, one in enumerate(ORGAN_KIND_NAMES, start=1)}
        kinds |= {name: one for one, name in ORGAN_KIND_NAMES.items()}
        if word and word not in kinds:
            raise InputError(f"没有“{word}”这一类单位，没有改动；请写 1 到 {len(ORGAN_KIND_NAMES)} 的序号。")
        return kinds[word] if word else kind

    # The report

    def _check(self, text: str) -> None:
        session = self._session
        findings = open_findings(session.findings, session.state.dismissed)
        if text:
            number, _, reason = text.partition(" ")
            matching = {str(position): finding for position, finding in enumerate(findings, start=1)}
            finding = matching.get(plain(number)) or next((f for f in findings if f.rule == number.upper()), None)
            if finding is None:
                raise InputError(f"没有第 {number} 条核查结果，/核查 可以看到编号。")
            if not reason.strip():
                raise InputError(f"不改的要写明理由，例如 /核查 {number} 已与业务科室核对。")
            session.do(Dismiss(finding.key, reason.strip()))
            self._console.say(f"已记下理由，不再提示：{finding.message}")
            return
        self._tell_findings(findings)
        aside = len(session.findings) - len(findings)
        if aside:
            self._console.say(f"另有 {aside} 处您已写明理由。")

    def _tell_findings(self, findings: Sequence[Finding]) -> None:
        if not findings:
            self._console.say(
                "核查没有发现问题。" if not self._session.tables.is_empty else "统计表还没有填，无从核查。"
            )
            return
        places = open_findings(self._session.findings, self._session.state.dismissed)
        for finding in findings:
            number = f"{places.index(finding) + 1}. " if finding in places else ""
            fix = f"建议：{finding.fix.description}" if finding.fix else ""
            level = SEVERITY_NAMES[finding.severity]
            self._console.say(f"{number}［{level}］{heading_of(finding.where)}：{finding.message}{fix}")

    def _todo(self, _: str) -> None:
        todos = self._session.todos
        if not todos:
            self._console.say("没有待补的内容，可以 /导出。")
            return
        self._standing()
        self._console.say(f"还差 {len(todos)} 处，最要紧的在前：")
        for todo in todos:
            number = f"（第 {self._numbers[todo.key]} 句）" if todo.key in self._numbers else ""
            self._console.say(f"［{TODO_NAMES[todo.kind]}］{todo.place}：{todo.what}{number}")
        if any(todo.kind is TodoKind.CONFIRM for todo in todos):
            self._console.say("配写的句子看过没问题，就输入 /确认 编号。")

    def _preview(self, _: str) -> None:
        self._print(self._session.report)

    def _print(self, report: Report) -> None:
        if not self._console.wraps:
            self._console.set(render(report, "txt").decode())
            return
        shown = preview(report, self._console.width)
        for line in shown.lines:
            self._console.set(" " * line.indent + shown.text[line.start : line.end])

    def _export(self, text: str) -> None:
        session = self._session
        words = text.split(maxsplit=1)
        formats = read_formats(words[0] if words else "docx")
        folder = typed_path(words[1]) if len(words) > 1 else session.journal.path.parent
        stem = default_stem(session)
        existing = [path.name for path in targets(folder, stem, formats) if path.exists()]
        overwrite = bool(existing)
        if existing and not self._console.confirms(f"{folder} 中已有 {'、'.join(existing)}，覆盖吗？"):
            self._console.say("没有导出，原来的文件没有动。")
            return
        for path in export(session.report, formats, folder, stem=stem, overwrite=overwrite):
            self._console.say(f"已存为 {path}")
        left = summary(what_is_left(session))
        if left:
            self._console.say(f"{left}。补齐以后才能发布；/还差什么 看清单。")
