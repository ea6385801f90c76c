"""The interview: conversation and question on the left, the living draft on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Static, TextArea
from textual.worker import get_current_worker

from assistant.errors import AssistantError
from assistant.interview.commands import COMMANDS, MARKS, plain_answer, read_command
from assistant.interview.engine import (
    AskChoice,
    AskQuestion,
    AskSlot,
    Confirm,
    Edit,
    FillSlot,
    Finished,
    Jump,
    KeepTyped,
    Move,
    Pick,
    Refill,
    Remove,
    Reopen,
    Rephrase,
    Restore,
    Revise,
    Say,
    Withdraw,
)
from assistant.interview.offers import Offer, OfferKind, doubt, offers, sentence_offer, worth_showing
from assistant.interview.outline import Statement
from assistant.interview.progress import TODO_NAMES, Todo, TodoKind
from assistant.interview.reasons import where_from, why_asked
from assistant.interview.session import Session
from assistant.interview.slot_answers import read_slot
from assistant.interview.state import Answer
from assistant.interview.talk import exchanges
from assistant.tui.base import Place
from assistant.tui.screens.note import NoteDialog
from assistant.tui.widgets.answer_box import AnswerBox
from assistant.tui.widgets.chat import SHOWN, ChatLog
from assistant.tui.widgets.choices import Choices, Row
from assistant.tui.widgets.draft_pane import DraftPane
from assistant.tui.widgets.hanging import Piece, hanging

_NARROW, _SHORT = 100, 30
"""Columns below which the draft is a tab, rows below which the candidates take less room."""
_PAUSE = 0.08
"""Seconds of quiet before candidates are looked for."""
_KEEP = 1.0
"""Seconds of quiet before what stands in the box is kept in the draft."""
_LONGEST_LOOKED_AT = 2000
"""Characters up to which an answer is matched while it is being typed."""


class TaskKind(StrEnum):
    """What the box is used for beside answering what is asked."""

    SENTENCE = "sentence"
    CANDIDATE = "candidate"
    REVISE = "revise"


_WORDING = {
    TaskKind.SENTENCE: "改写报告里的这一句：",
    TaskKind.CANDIDATE: "改写这个候选句：",
    TaskKind.REVISE: "修改这条回答：",
}


@dataclass(frozen=True, slots=True)
class Task:
    """Something is being worded in the box; ``was`` is what stood there before."""

    kind: TaskKind
    key: str
    was: str
    offer: Offer | None = None


class InterviewScreen(Place):
    """Asks, proposes, writes. Everything it knows comes from the session; it decides nothing."""

    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = "#answer"
    help_topic = "interview"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "返回", show=False),
        Binding("alt+left", "command('previous')", "上一题", id="previous", show=False),
        Binding("alt+right", "command('next')", "下一题", id="next", show=False),
        Binding("ctrl+t", "switch_pane", "草稿/问答", id="draft", show=True),
        Binding("alt+0", "own_words", "用原话", show=False),
        *[Binding(f"alt+{number}", f"pick({number})", f"选第 {number} 条", show=False) for number in range(1, 10)],
    ]

    @dataclass
    class LookedAhead(Message):
        """Candidates for what is being typed."""

        number: int
        rows: tuple[Row, ...]
        phrases: tuple[str, ...]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wording: Task | None = None
        self._asked_ahead = 0
        """Number of the latest request: the newest wins."""
        self._ahead: tuple[str, ...] = ()
        """Phrases of the rows shown while she types an answer of one fact."""
        self._pause: Timer | None = None
        self._keep: Timer | None = None
        self._offers: tuple[Offer, ...] = ()
        self._todos: tuple[Todo, ...] = ()
        self._unsent: dict[str, str] = {}
        """What was typed and not sent, by question."""
        self._shown_question = ""

    def compose(self) -> ComposeResult:
        """Bar, conversation, question, candidates, box; draft; keys."""
        yield Static(id="bar", markup=False)
        yield Static(id="switch")
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield ChatLog(id="chat")
                yield Static(id="question", markup=False)
                yield Choices(id="choices")
                yield AnswerBox(id="answer")
                yield Static(id="hint", markup=False)
            with Vertical(id="right"):
                yield DraftPane(id="draft")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Go on where she left."""
        self._fit(self.app.size.width, self.app.size.height)
        self.query_one(AnswerBox).put(self.session.journal.typing)
        super().on_mount()
        for notice in self.session.journal.notices:
            self.notify(notice, severity="warning", timeout=15, markup=False)

    def on_screen_suspend(self) -> None:
        """What was said of an answer does not lie over the tables or the checks."""
        self.nianbao.quiet()

    def on_resize(self, event: events.Resize) -> None:
        """The draft is a tab where there is no room beside the conversation."""
        self._fit(event.size.width, event.size.height)
        self.call_after_refresh(self._show_question)

    def _fit(self, width: int, height: int) -> None:
        self.set_class(width < _NARROW, "-narrow")
        self.set_class(height < _SHORT, "-short")

    # What is shown

    def show_draft(self) -> None:
        """Everything anew from the session."""
        self._show_bar()
        self._show_question()
        self._show_rows()
        self.query_one(ChatLog).show(exchanges(self.session, SHOWN))
        self.query_one(DraftPane).show(self.session.parts, self._group())
        self.refresh_bindings()

    def _group(self) -> str | None:
        """The part being worked on."""
        prompt = self.session.prompt
        match prompt:
            case AskQuestion(question):
                return question.group
            case AskChoice():
                return prompt.group
            case AskSlot():
                return prompt.phrase.group
        return None

    def _show_bar(self) -> None:
        session = self.session
        saved = session.saved
        left = len(session.todos)
        if session.journal.is_read_only:
            state = "只读"
        elif saved.is_saved:
            state = f"已保存 {saved.at[11:16]}"
        else:
            state = "！没有保存"
        done = f"还差 {left} 处" if left else "没有待补的内容"
        bar = self.query_one("#bar", Static)
        bar.set_class(not saved.is_saved, "-unsaved")
        bar.update(f"{session.organ.name} {session.state.year} 年 · {done} · {state}")
        is_draft = self.has_class("-draft")
        chat, draft = ("问答", f"▶草稿（还差 {left} 处）") if is_draft else ("▶问答", f"草稿（还差 {left} 处）")
        self.query_one("#switch", Static).update(
            Content.from_markup(
                "[@click=screen.show_pane('chat')]$chat[/]　│　[@click=screen.show_pane('draft')]$draft[/]　Ctrl+T 切换",
                chat=chat,
                draft=draft,
            )
        )

    def _show_question(self) -> None:
        prompt = self.session.prompt
        box = self.query_one(AnswerBox)
        question, hint, placeholder = self._words(prompt)
        width = max(self.query_one("#left").size.width, 20) - 2
        self.query_one("#question", Static).update(
            Content("\n").join(hanging("", ((words, style),), width) for words, style in question)
        )
        self.query_one("#hint", Static).update(hint)
        box.placeholder = placeholder
        box.read_only = self.session.journal.is_read_only

    def _words(self, prompt: object) -> tuple[tuple[Piece, ...], str, str]:
        """Question line by line, hint below the box, and what the empty box says."""
        if self._wording is not None:
            return ((_WORDING[self._wording.kind], "bold"),), "Enter 写入 · Esc 放弃，不改", ""
        match prompt:
            case AskQuestion(question):
                title = self.session.engine.script.part(question.group).title
                answered = len(self._answers(prompt))
                again = f"（已答 {answered} 次，可以再补充）" if answered else ""
                lines: tuple[Piece, ...] = ((f"【{title}】{question.ask}{again}", "bold"),)
                if question.help:
                    lines += ((question.help, "dim"),)
                keys = "Enter 发送 · Alt+←→ 前后题 · F8 为什么问 · / 命令"
                return lines, keys, "用平时的话写，几个数、几件事都可以"
            case AskChoice():
                said = self.session.state.answer(prompt.answer).fact(prompt.fact).text
                doubted = doubt(self.session)
                asking = f"“{said}”：{doubted}" if doubted else f"“{said}”写成哪一句？"
                keys = "Enter 用第 1 条 · ↓ 选其他 · Alt+数字 直接选（0 用原话） · ↓ 后 Tab 改写"
                return ((asking, "bold"),), keys, "直接回车用第 1 条；都不合适就换个说法再写一遍"
            case AskSlot():
                statement = self._statement(f"a{prompt.answer}.{prompt.fact}")
                lines = ((prompt.slot.ask or f"“{prompt.slot.name}”是多少？", "bold"),)
                if statement is not None:
                    lines += ((statement.sentence.text, "dim"),)
                return lines, "Enter 填入 · 空着回车先留作待补", "写数就行，如 40、四十来人"
            case Finished():
                left = len(self.session.todos)
                told = "问题都答完了，没有待补的内容。按 F4 核查、F5 预览、F9 导出。"
                if left:
                    told = f"问题都过了一遍。还差 {left} 处，最要紧的在前，选中就到那里："
                keys = "↓ 选一处去补 · F4 核查 · F5 预览 · F9 导出"
                return ((told, "bold"),), keys, "想补充就写，程序会放到合适的部分"
        return (), "", ""

    def _show_rows(self) -> None:
        """Candidates of the prompt; what is typed replaces them as it comes."""
        choices = self.query_one(Choices)
        self._ahead = ()
        self._offers = ()
        self._todos = ()
        prompt = self.session.prompt
        if self._wording is not None:
            choices.show(())
            return
        if isinstance(prompt, Finished):
            self._todos = self.session.todos[:30]
            choices.show([Row(f"todo:{i}", _todo_text(todo)) for i, todo in enumerate(self._todos)])
            return
        self._offers = offers(self.session)
        rows = [_offer_row(f"offer:{i}", offer) for i, offer in enumerate(self._offers)]
        if isinstance(prompt, AskQuestion) and not rows:
            rows = [row for answer in self._answers(prompt) for row in _answer_rows(answer)]
            choices.show(rows, highlight=False)
            if self.query_one(AnswerBox).text:
                self._look_soon()
            return
        choices.show(rows, highlight=not isinstance(prompt, AskSlot))

    def _answers(self, prompt: AskQuestion) -> list[Answer]:
        return [answer for answer in self.session.state.answers if answer.question == prompt.question.id]

    def _statement(self, key: str) -> Statement | None:
        try:
            return self.session.outline.statement(key)
        except KeyError:
            return None

    # While she types

    @on(TextArea.Changed, "#answer")
    def _typed(self) -> None:
        if self._keep is not None:
            self._keep.stop()
        self._keep = self.set_timer(_KEEP, self._keep_typing)
        self._look_soon()

    def _look_soon(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._asked_ahead += 1
        self._pause = self.set_timer(_PAUSE, self._look)

    def _look(self) -> None:
        """Commands after a slash, else candidates for what stands in the box."""
        text = self.query_one(AnswerBox).text
        prompt = self.session.prompt
        if self._wording is not None:
            return
        if text[:1] in tuple(MARKS) and "\n" not in text:
            self._show_commands(text[1:].strip())
            return
        if not text.strip():
            self._show_rows()
            return
        group = self._group()
        if isinstance(prompt, AskQuestion | AskChoice) and group and len(text) <= _LONGEST_LOOKED_AT:
            self._match(self._asked_ahead, text, group)

    def _show_commands(self, typed: str) -> None:
        word = typed.partition(" ")[0].casefold()
        found = [
            command
            for command in COMMANDS.values()
            if not word or word in command.name or command.initials.startswith(word) or command.id.startswith(word)
        ]
        rows = [
            Row(f"command:{command.id}", f"/{command.name}", command.refusal(self.session) or command.help)
            for command in found
        ]
        self.query_one(Choices).show(rows)

    @work(thread=True, exclusive=True, group="matching", exit_on_error=False)
    def _match(self, number: int, text: str, group: str) -> None:
        """In a thread: typing never waits for it."""
        match = self.session.look_ahead(plain_answer(text), group)
        if get_current_worker().is_cancelled:
            return
        rows: list[Row] = []
        phrases: list[str] = []
        if len(match.facts) == 1:
            for candidate in worth_showing(match.facts[0].candidates) if match.facts[0].matched else ():
                rows.append(_offer_row(f"ahead:{len(rows)}", sentence_offer(self.session, candidate)))
                phrases.append(candidate.phrase.id)
        else:
            for position, fact in enumerate(match.facts):
                best = next((c for c in fact.candidates if not c.opposes), None) if fact.matched else None
                sentence = sentence_offer(self.session, best).text if best else "按您的话写入"
                rows.append(Row(f"fact:{position}", f"{fact.text} → {sentence}", mark="·"))
        self.post_message(self.LookedAhead(number, tuple(rows), tuple(phrases)))

    @on(LookedAhead)
    def _looked_ahead(self, message: LookedAhead) -> None:
        if message.number == self._asked_ahead and self._wording is None:
            self._ahead = message.phrases
            self.query_one(Choices).show(message.rows, highlight=False)

    def _keep_typing(self) -> None:
        if not self.session.journal.is_read_only:
            text = self.query_one(AnswerBox).text if self._wording is None else self._wording.was
            self.session.journal.keep_typing(text)
            self._show_bar()

    # What she does

    @on(AnswerBox.Sent)
    def _sent(self, message: AnswerBox.Sent) -> None:
        text = message.text
        if self._wording is not None:
            self._finish_task(text)
            return
        try:
            called = read_command(text)
        except AssistantError as error:
            choices = self.query_one(Choices)
            if choices.rows and choices.rows[0].key.startswith("command:"):
                self._picked_key(choices.rows[choices.highlighted or 0].key)
            else:
                self.complain(error)
            return
        if called is not None:
            choices = self.query_one(Choices)
            command, argument = called
            if text.strip() in tuple(MARKS) and choices.highlighted is not None and choices.rows:
                self._picked_key(choices.rows[choices.highlighted].key)
                return
            message.box.put("")
            self.nianbao.run_command(command.id, argument)
            return
        self._answer(plain_answer(text))

    def _answer(self, text: str) -> None:
        prompt = self.session.prompt
        match prompt:
            case AskQuestion(question):
                if text:
                    self._do(Say(text, question=question.id))
                elif self._offers:
                    self._pick_offer(0)
                elif self._answers(prompt):
                    self.nianbao.run_command("next")
                else:
                    self.say("请先写回答；这一题不想答，输入 /跳过。")
            case AskChoice():
                if text:
                    self._do(Rephrase(text))
                elif self._offers:
                    self._pick_offer(self.query_one(Choices).highlighted or 0)
            case AskSlot():
                try:
                    value = read_slot(prompt.slot, text) if text else None
                except AssistantError as error:
                    self.complain(error)
                    return
                self._do(FillSlot(value))
            case Finished():
                self._add_anywhere(text)

    def _add_anywhere(self, text: str) -> None:
        """After the last question, words find their part by themselves."""
        if not text:
            rows = self.query_one(Choices).rows
            if rows:
                self._picked_key(rows[self.query_one(Choices).highlighted or 0].key)
            return
        match = self.session.engine.matcher.match(
            text, None, filler=self.session.engine.filler(self.session.state), kind=self.session.organ.kind
        )
        if match.matched and match.candidates:
            self._do(Say(text, group=match.candidates[0].phrase.group))
        else:
            self.complain("看不出这句话该写在哪一部分，请按 F6 选一个问题，在那里写。")

    def _do(self, given: Say | Rephrase | FillSlot) -> None:
        if self.act(given):
            self._empty_box()
            self._show_rows()

    def _empty_box(self) -> None:
        self.query_one(AnswerBox).put("")
        self._asked_ahead += 1
        self._keep_typing()

    @on(Choices.Picked)
    def _picked(self, message: Choices.Picked) -> None:
        self._picked_key(message.key)
        self.query_one(AnswerBox).focus()

    def _picked_key(self, key: str) -> None:
        kind, _, rest = key.partition(":")
        match kind:
            case "offer":
                self._pick_offer(int(rest))
            case "ahead":
                self._say_and_pick(int(rest))
            case "fact":
                self._answer(plain_answer(self.query_one(AnswerBox).text))
            case "todo":
                self.nianbao.go_to(self._todos[int(rest)])
            case "command":
                self.query_one(AnswerBox).put("")
                self.nianbao.run_command(rest)
            case "revise":
                answer = self.session.state.answer(int(rest))
                self._begin_task(Task(TaskKind.REVISE, rest, self.query_one(AnswerBox).text), answer.text)
            case "withdraw":
                if self.act(Withdraw(int(rest))):
                    self.say("已撤回这条回答，Ctrl+Z 可以恢复。")

    def _pick_offer(self, position: int) -> None:
        offer = self._offers[position]
        if self.act(offer.given):
            if offer.kind is OfferKind.SENTENCE and isinstance(offer.given, Pick):
                self._tell_unused()
            self._empty_box()

    def _tell_unused(self) -> None:
        """A number of hers that found no place must not be lost silently."""
        last = exchanges(self.session, 1)
        warnings = [line.strip() for line in last[0].became if "！" in line] if last else []
        for line in warnings:
            self.notify(line, severity="warning", timeout=8, markup=False)

    def _say_and_pick(self, position: int) -> None:
        """The row chosen while typing: answer and sentence in one step."""
        text = plain_answer(self.query_one(AnswerBox).text)
        prompt = self.session.prompt
        if position >= len(self._ahead):
            return
        phrase = Pick(self._ahead[position])
        first = Say(text, question=prompt.question.id) if isinstance(prompt, AskQuestion) else Rephrase(text)
        if self.act((first, phrase), f"回答“{text[:16]}”并选用标准表述"):
            self._tell_unused()
            self._empty_box()

    def action_pick(self, number: int) -> None:
        """Alt and a digit, from the box."""
        self.query_one(Choices).pick(number)

    @on(AnswerBox.Numbered)
    def _numbered(self, message: AnswerBox.Numbered) -> None:
        if message.number:
            self.action_pick(message.number)
        else:
            self.action_own_words()

    def action_own_words(self) -> None:
        """Her own words, without looking for them in the list."""
        for position, offer in enumerate(self._offers):
            if offer.kind is OfferKind.OWN_WORDS:
                self._pick_offer(position)
                return

    @on(Choices.EditWanted)
    def _edit_wanted(self, message: Choices.EditWanted) -> None:
        kind, _, rest = message.key.partition(":")
        if kind == "ahead":
            text = plain_answer(self.query_one(AnswerBox).text)
            prompt = self.session.prompt
            phrase = self._ahead[int(rest)] if int(rest) < len(self._ahead) else ""
            first = Say(text, question=prompt.question.id) if isinstance(prompt, AskQuestion) else Rephrase(text)
            if not phrase or not self.act(first):
                return
            self._empty_box()
            same = [i for i, o in enumerate(self._offers) if isinstance(o.given, Pick) and o.given.phrase == phrase]
            kind, rest = ("offer", str(same[0])) if same else ("", "")
        if kind != "offer":
            return
        offer = self._offers[int(rest)]
        prompt = self.session.prompt
        if isinstance(prompt, AskChoice) and isinstance(offer.given, Pick | KeepTyped):
            text = offer.text if isinstance(offer.given, Pick) else offer.given.text or ""
            task = Task(TaskKind.CANDIDATE, f"a{prompt.answer}.{prompt.fact}", self.query_one(AnswerBox).text, offer)
            self._begin_task(task, text)

    @on(AnswerBox.Left)
    def _left_box(self, message: AnswerBox.Left) -> None:
        choices = self.query_one(Choices)
        if message.by > 0 and choices.display:
            choices.focus()
        elif message.by < 0:
            self.query_one(ChatLog).scroll_page_up()

    @on(Choices.Left)
    def _left_choices(self) -> None:
        self.query_one(AnswerBox).focus()

    @on(AnswerBox.NothingToUndo)
    def _undo_draft(self, message: AnswerBox.NothingToUndo) -> None:
        self.walk(message.way)

    def on_key(self, event: events.Key) -> None:
        """A character typed on a list belongs into the box."""
        box = self.query_one(AnswerBox)
        if box.has_focus or box.read_only or not self._left_visible or event.key in self.active_bindings:
            return
        if event.is_printable and event.character:
            event.stop()
            box.focus()
            box.insert(event.character)

    @property
    def _left_visible(self) -> bool:
        return not (self.has_class("-narrow") and self.has_class("-draft"))

    # Wording in the box

    def _begin_task(self, task: Task, text: str) -> None:
        if self._wording is not None:
            task = Task(task.kind, task.key, self._wording.was, task.offer)
        self._wording = task
        self.action_show_pane("chat")
        box = self.query_one(AnswerBox)
        box.put(text)
        box.focus()
        self._show_question()
        self._show_rows()

    def _finish_task(self, text: str) -> None:
        task = self._wording
        assert task is not None
        match task.kind:
            case TaskKind.SENTENCE:
                done = self.act(Edit(task.key, text))
            case TaskKind.REVISE:
                done = self.act(Revise(int(task.key), text))
            case TaskKind.CANDIDATE:
                assert task.offer is not None
                if isinstance(task.offer.given, Pick) and text.strip() != task.offer.text:
                    done = self.act((task.offer.given, Edit(task.key, text)), "选用并改写标准表述")
                elif isinstance(task.offer.given, Pick):
                    done = self.act(task.offer.given)
                else:
                    done = self.act(KeepTyped(text))
        if done:
            self._end_task("" if task.kind is TaskKind.CANDIDATE else task.was)

    def _end_task(self, text: str) -> None:
        self._wording = None
        self.query_one(AnswerBox).put(text)
        self.show_draft()

    def action_back(self) -> None:
        """Out of what is being worded, else back to the box."""
        if self._wording is not None:
            self._end_task(self._wording.was)
        elif self.has_class("-narrow") and self.has_class("-draft"):
            self.action_show_pane("chat")
        elif not self.query_one(AnswerBox).has_focus:
            self.query_one(AnswerBox).focus()
        elif self.query_one(AnswerBox).text[:1] in tuple(MARKS):
            self.query_one(AnswerBox).put("")

    # The draft pane

    def action_switch_pane(self) -> None:
        """Between conversation and draft."""
        on_draft = self.has_class("-draft") if self.has_class("-narrow") else self.query_one(DraftPane).has_focus
        self.action_show_pane("chat" if on_draft else "draft")

    def action_show_pane(self, pane: str) -> None:
        """Conversation (``chat``) or ``draft``."""
        self.set_class(pane == "draft", "-draft")
        self._show_bar()
        (self.query_one(DraftPane) if pane == "draft" else self.query_one(AnswerBox)).focus()

    @on(DraftPane.Chosen)
    def _chosen(self, message: DraftPane.Chosen) -> None:
        if message.what:
            self.do_with_sentence(message.key, message.what)
        else:
            self._open_menu(message.key)

    @work
    async def _open_menu(self, key: str) -> None:
        from assistant.tui.screens.dialogs import ChoiceDialog

        statement = self._statement(key)
        if statement is None:
            return
        options = [(what, label) for what, label in _menu(statement)]
        what = await self.app.push_screen_wait(ChoiceDialog(statement.sentence.text, options))
        if what:
            self.do_with_sentence(key, what)

    @property
    def current_sentence(self) -> str | None:
        """Key of the sentence highlighted in the draft, while it is being looked at."""
        pane = self.query_one(DraftPane)
        return pane.current if pane.has_focus else None

    def do_with_sentence(self, key: str, what: str) -> None:
        """Do something with a sentence of the draft; ``what`` is a command id."""
        statement = self._statement(key)
        if statement is None:
            self.complain("报告里已经没有这一句。")
            return
        match what:
            case "edit":
                text = (
                    ""
                    if statement.made is statement.sentence and statement.is_pending and key[0] != "a"
                    else (statement.sentence.text)
                )
                self._begin_task(Task(TaskKind.SENTENCE, key, self.query_one(AnswerBox).text), text)
            case "remove":
                if self.act(Remove(key)):
                    self.say("已删去这一句，Ctrl+Z 可以恢复。")
            case "restore":
                self.act(Restore(key))
            case "up" | "down":
                if self.act(Move(key, -1 if what == "up" else 1)):
                    self.query_one(DraftPane).bring(key)
            case "confirm":
                self.act(Confirm(key))
            case "refill":
                if self.act(Refill(key)):
                    self.action_show_pane("chat")
            case "reopen":
                if key.startswith("a"):
                    if self.act(Reopen(key)):
                        self.action_show_pane("chat")
                else:
                    self.nianbao.choose_sibling(statement)
            case "why":
                self.show_origin(key)
            case "save_phrase":
                self.nianbao.save_phrase(statement)

    def show_origin(self, key: str) -> None:
        """Where a sentence comes from."""
        self.app.push_screen(NoteDialog("这一句的来历", where_from(self.session, key)))

    # Commands of the interview itself

    def action_command(self, command_id: str) -> None:
        """A key of this screen that is a command."""
        self.nianbao.run_command(command_id)

    def step(self, by: int) -> None:
        """To the question before or after; nothing typed is lost."""
        target = self.session.neighbour(by)
        if target is None:
            self.say("已经是第一个问题。" if by < 0 else "已经是最后一个问题。")
            return
        self.jump(target)

    def jump(self, question: str | None) -> None:
        """To a question, or on to the first open one."""
        box = self.query_one(AnswerBox)
        current = self.session.current_question
        if self._wording is None and current is not None:
            self._unsent[current.id] = box.text
        if isinstance(self.session.prompt, AskChoice | AskSlot):
            self.say("先给刚才那句话选定写法，再去别的问题。")
            return
        if self.act(Jump(question)):
            following = self.session.current_question
            self._wording = None
            box.put(self._unsent.get(following.id, "") if following else "")
            self.action_show_pane("chat")
            self.show_draft()

    def explain(self) -> None:
        """Why the question is asked, or where the highlighted sentence comes from."""
        pane = self.query_one(DraftPane)
        if pane.has_focus and pane.current:
            self.show_origin(pane.current)
            return
        question = self.session.current_question
        if question is None:
            self.say("问题都过了一遍，现在没有在问。")
            return
        self.app.push_screen(NoteDialog("为什么问这个", why_asked(self.session, question)))

    def bring_sentence(self, key: str) -> None:
        """Show a sentence in the draft."""
        self.action_show_pane("draft")
        self.query_one(DraftPane).bring(key)


def _offer_row(key: str, offer: Offer) -> Row:
    marks = {OfferKind.OWN_WORDS: "原", OfferKind.NOTHING: "×", OfferKind.LEAVE: "…"}
    detail = []
    if offer.hits:
        detail.append(f"命中：{'·'.join(offer.hits)}")
    if offer.topic:
        detail.append(offer.topic)
    if offer.missing:
        detail.append(f"还要填：{'、'.join(offer.missing)}")
    return Row(key, offer.text, "　".join(detail), marks.get(offer.kind, ""))


def _answer_rows(answer: Answer) -> tuple[Row, Row]:
    return (
        Row(f"revise:{answer.id}", f"修改已答的：{answer.text}", mark="改"),
        Row(f"withdraw:{answer.id}", f"撤回已答的：{answer.text}", mark="×"),
    )


def _todo_text(todo: Todo) -> str:
    return f"［{TODO_NAMES[todo.kind]}］{todo.place}：{todo.what}"


def _menu(statement: Statement) -> Sequence[tuple[str, str]]:
    """What can be done with a sentence."""
    is_mark = statement.made.origin.source == "pending" and not statement.is_edited
    entries = []
    if statement.is_stale or statement.is_carried or statement.is_proposed:
        entries.append(("confirm", "确认：看过了，就这样写"))
    if statement.is_pending and statement.key.startswith("a"):
        entries.append(("refill", "补上空着的内容"))
    entries.append(("edit", "自己写这一处" if is_mark else "改写这一句"))
    if not is_mark:
        entries += [("reopen", "换一种说法"), ("up", "上移"), ("down", "下移"), ("remove", "删除")]
    if statement.is_edited:
        entries.append(("restore", "恢复程序写的句子"))
    if statement.sentence.origin.source in ("typed", "edited"):
        entries.append(("save_phrase", "存入本单位语库"))
    entries.append(("why", "这一句从哪里来"))
    return entries


def group_question(session: Session, todo: Todo) -> str | None:
    """The question through which a missing fact is best supplied: by topic, else the first of its part."""
    questions = [view for part in session.parts if part.group == todo.group for view in part.asked]
    topic = todo.key.partition(":")[2]
    by_topic = [view.question.id for view in questions if topic and topic in view.question.topics]
    if by_topic:
        return by_topic[0]
    return questions[0].question.id if questions and todo.kind is TodoKind.MISSING else None
