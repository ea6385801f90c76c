"""``nianbao chat --plain``: the interview line by line, for dumb terminals, screen readers, pipes and old consoles.

It holds no rules: what is asked, offered and written comes from the session, as in the full-screen interview.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO, TextIO

from assistant.beginnings import default_year, read_name, read_year
from assistant.errors import AssistantError, InputError
from assistant.interview.commands import plain_answer, read_command
from assistant.interview.engine import (
    AskChoice,
    AskItem,
    AskOrgan,
    AskPromise,
    AskQuestion,
    AskSlot,
    Begin,
    FillSlot,
    Finished,
    Input,
    Jump,
    Rephrase,
    Say,
)
from assistant.interview.journal import Saved
from assistant.interview.offers import Offer, OfferKind, doubt, offers
from assistant.interview.session import Session
from assistant.interview.slot_answers import read_slot
from assistant.interview.talk import exchanges
from assistant.report.organ import Organ
from assistant.shell.chat_commands import Commands
from assistant.shell.chat_start import remember, session_at
from assistant.shell.console import Console, EndOfInput, is_yes, plain
from assistant.tui.settings import remember_wordings
from assistant.workbench import Workbench

_BRIEF = 3
"""Lines up to which a question is repeated in full."""
_NOT_WRITTEN = frozenset({"-", "—", "–", "不写", "不写入"})
_OWN_WORDS = frozenset({"0", "原话", "按原话"})


def chat(
    path: Path | None, bank: Path | None = None, source: BinaryIO | None = None, target: TextIO | None = None
) -> int:
    """Ask and write until she leaves, the input ends, or Ctrl+C; everything said is kept. Gives the exit code.

    Raises AssistantError for a draft that cannot be opened or made.
    """
    console = Console(source or sys.stdin.buffer, target or sys.stdout)
    workbench = Workbench.open(bank, console.say)
    try:
        session = session_at(path, workbench.engine, console)
    except (EndOfInput, KeyboardInterrupt):
        console.say("还没有打开草稿，没有写入任何内容。")
        return 0
    if session is None:
        return 0
    try:
        Chat(session, workbench, console, bank).run()
    finally:
        remember(session)
        session.close()
        kept = remember_wordings(session, workbench.own_folder)
    if kept:
        console.say(f"记下了 {kept} 种说法，以后这样说会先想到这次选的表述；不想记，用 /记住说法 关掉。")
    return 0


class Chat:
    """One conversation about one draft."""

    def __init__(self, session: Session, workbench: Workbench, console: Console, bank: Path | None = None) -> None:
        self._session = session
        self._console = console
        self._commands = Commands(session, workbench, console, bank)
        self._offers: tuple[Offer, ...] = ()
        self._asked: list[str] = []
        """What was asked last. An error does not ask it again; what was only looked at in between, briefly."""
        self._has_looked = False
        self._told = Saved(True)
        """What was last said about saving."""

    def run(self) -> None:
        """Until she leaves."""
        self._greet()
        try:
            while not self._commands.is_over:
                self._ask()
                line = self._console.read()
                try:
                    self._has_looked = self._take(line)
                except AssistantError as error:
                    self._has_looked = False
                    self._console.say(error.message)
                else:
                    self._asked = self._asked if self._has_looked else []
                self._watch_saving()
        except EndOfInput as end:
            self._keep(end.unfinished)
            self._leave("输入到此结束。")
        except KeyboardInterrupt:
            # Whatever was interrupted, the way out is not.
            with suppress(KeyboardInterrupt):
                self._console.say()
                self._keep(self._console.unfinished)
                self._leave("已停下。")
        else:
            self._leave("")

    def _greet(self) -> None:
        session = self._session
        for notice in session.journal.notices:
            self._console.say(notice)
        if session.state.organ is not None:
            self._console.say(f"{session.organ.name} {session.state.year} 年政府信息公开工作年度报告")
        self._console.say("照平时说话回答就行。输入 /帮助 看全部命令，/跳过 不答这一题，/退出 离开；内容随时保存。")
        if session.journal.typing:
            self._console.say(f"上次有一句没有发出：{session.journal.typing}")

    def _leave(self, why: str) -> None:
        session = self._session
        saved = session.journal.retry()
        left = len(session.todos)
        done = f"还差 {left} 处" if left else "没有待补的内容"
        if session.journal.is_read_only:
            self._console.say(f"{why}草稿 {session.journal.path} 是只读打开的，没有改动，{done}。")
        elif saved.is_saved:
            self._console.say(f"{why}内容都已保存在 {session.journal.path}，{done}。")
        else:
            self._console.say(f"{why}！{saved.message}")

    def _keep(self, unfinished: str) -> None:
        if unfinished:
            self._session.journal.keep_typing(unfinished)
            self._console.say("没有说完的那一句已经记下，下次打开会提示。")

    def _watch_saving(self) -> None:
        """A word only when something could not be saved, and when it could again."""
        saved = self._session.saved
        if saved.is_saved != self._told.is_saved:
            self._console.say("已经保存好了。" if saved.is_saved else f"！{saved.message}")
        self._told = saved

    # What is asked

    def _ask(self) -> None:
        lines = self._words()
        if lines != self._asked:
            shown = ["", *lines]
        elif self._has_looked and len(lines) > _BRIEF:
            shown = ["", lines[0], f"{lines[-1]}（上面列过，/继续 再列一遍。）"]
        else:
            shown = ["", *lines] if self._has_looked else []
        for line in shown:
            self._console.say(line)
        self._asked = lines

    def _words(self) -> list[str]:
        session = self._session
        prompt = session.prompt
        self._offers = offers(session)
        match prompt:
            case AskOrgan():
                return ["单位全称："]
            case AskQuestion(question):
                title = session.engine.script.part(question.group).title
                lines = [f"［{title}］{question.ask}"]
                if isinstance(prompt, AskItem | AskPromise):
                    lines.append(question.help)
                lines += [f"{number}. {offer.text}" for number, offer in enumerate(self._sentences(), start=1)]
                if self._offers and self._offers[0].kind is OfferKind.LEAVE:
                    lines.append(f"回车{self._offers[0].text}。")
                given = [answer.text for answer in session.state.answers if answer.question == question.id]
                if given:
                    lines.append(f"已经答过：{'；'.join(given)}。再写是补充，回车到下一题。")
                return lines
            case AskChoice():
                fact = session.state.answer(prompt.answer).fact(prompt.fact)
                return self._choice(fact.text)
            case AskSlot():
                chosen = session.state.answer(prompt.answer).fact(prompt.fact)
                values = getattr(chosen.choice, "values", {})
                filled = session.engine.filler(session.state).fill(prompt.phrase, values)
                asked = prompt.slot.ask or f"“{prompt.slot.name}”填什么？"
                return [f"这一句还空着：{filled.text}", f"{asked}（回车留作待补）"]
            case Finished():
                left = len(session.todos)
                if left:
                    return [f"问题都过了一遍，还差 {left} 处。/还差什么 看清单，/草稿 看句子，想补充就直接写。"]
                return ["都齐了。/预览 看全文，/核查 再查一遍，/导出 存成 Word 文件；想补充就直接写。"]

    def _choice(self, said: str) -> list[str]:
        sentences = self._sentences()
        doubted = doubt(self._session)
        if doubted:
            lines = [f"“{said}”：{doubted}"]
            lines += ["也许是下面的意思：" if len(sentences) > 1 else "也许是这个意思："] if sentences else []
        else:
            lines = [f"“{said}”可以写成："]
        for number, offer in enumerate(sentences, start=1):
            detail = [offer.topic]
            detail += [f"命中：{'·'.join(offer.hits)}"] if offer.hits else []
            detail += [f"还要填：{'、'.join(offer.missing)}"] if offer.missing else []
            lines.append(f"{number}. {offer.text}（{'；'.join(detail)}）")
        first = {
            OfferKind.SENTENCE: "选第 1 条",
            OfferKind.OWN_WORDS: "按原话写",
            OfferKind.NOTHING: "不写进报告",
        }[self._offers[0].kind]
        pick = "输入序号选用，" if sentences else ""
        lines.append(f"{pick}回车{first}；0 按原话，- 不写；换个说法就直接写。")
        return lines

    def _sentences(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in self._offers if offer.kind in (OfferKind.SENTENCE, OfferKind.ANSWER))

    # What she says

    def _take(self, line: str) -> bool:
        """Do what a line says; True for a command, after which what was asked may still stand."""
        session = self._session
        called = read_command(line)
        if called is not None:
            command, argument = called
            refusal = command.refusal(session)
            if refusal:
                raise InputError(refusal)
            if command.id == "continue" and _answer_at_work(session) is not None:
                self._asked = []
            else:
                self._commands.run(command.id, argument)
            return True
        if session.journal.is_read_only:
            raise InputError("草稿是以只读方式打开的，不能修改；可以用 /预览、/草稿、/核查 查看。")
        text = plain_answer(line)
        prompt = session.prompt
        match prompt:
            case AskOrgan():
                self._begin(text)
            case AskQuestion(question):
                self._answer(text, question.id)
            case AskChoice():
                self._do(self._chosen(text))
            case AskSlot():
                self._do(FillSlot(read_slot(prompt.slot, text) if text else None))
            case Finished():
                self._add(text)
        if session.journal.typing:
            session.journal.keep_typing("")
        return False

    def _begin(self, name: str) -> None:
        organ = Organ.of(read_name(name))
        today = date.today()  # noqa: DTZ011 — the office's own calendar
        year = read_year(self._console.ask(f"写哪一年的报告（回车是 {default_year(today)} 年）："), today)
        self._session.do(Begin(organ, year))

    def _answer(self, text: str, question: str) -> None:
        session = self._session
        if not text:
            if self._offers:
                self._do(self._offers[0].given)
                return
            if any(answer.question == question for answer in session.state.answers):
                following = session.neighbour(1)
                session.do(Jump(following))
                return
            raise InputError("请写回答；这一题不想答，输入 /跳过。")
        ready = self._numbered(text)
        self._do(ready.given if ready else Say(text, question=question))

    def _numbered(self, text: str) -> Offer | None:
        """The offer a bare number picks; InputError for a number that is none of them."""
        sentences = self._sentences()
        number = plain(text)
        if not sentences or not (number.isascii() and number.isdigit()):
            return None
        if not 1 <= int(number) <= len(sentences):
            raise InputError(f"没有第 {number} 条，可选的是 1 到 {len(sentences)}。")
        return sentences[int(number) - 1]

    def _chosen(self, text: str) -> Input:
        word = plain(text)
        if not word or is_yes(text):
            return self._offers[0].given
        kind = OfferKind.OWN_WORDS if word in _OWN_WORDS else OfferKind.NOTHING if word in _NOT_WRITTEN else None
        if kind is not None:
            return next(offer.given for offer in self._offers if offer.kind is kind)
        picked = self._numbered(text)
        return picked.given if picked else Rephrase(text)

    def _add(self, text: str) -> None:
        """After the last question, words find their part by themselves."""
        if not text:
            raise InputError("问题都过了一遍。/目录 可以回到任何一题，/退出 离开。")
        session = self._session
        match = session.look_ahead(text, None)
        if not match.matched or not match.candidates:
            raise InputError("看不出这句话该写在哪一部分，请用 /目录 选一个问题，在那里写。")
        self._do(Say(text, group=match.candidates[0].phrase.group))

    def _do(self, given: Input) -> None:
        """Take an input; when an answer is done with, say what became of it."""
        session = self._session
        before = _answer_at_work(session)
        session.do(given)
        at_work = before if before is not None else _answer_at_work(session)
        if at_work is not None and _answer_at_work(session) != at_work:
            for exchange in exchanges(session, len(session.state.answers)):
                if exchange.answer == at_work:
                    for line in exchange.became:
                        self._console.say(line)


def _answer_at_work(session: Session) -> int | None:
    prompt = session.prompt
    return prompt.answer if isinstance(prompt, AskChoice | AskSlot) else None
