"""A draft at work: journal, engine and everything derived from them. Every front end holds one of these.

Headless. What is derived (outline, report, findings, what is left) is computed when first asked for after a change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from assistant.checks.context import Context
from assistant.checks.finding import Finding
from assistant.checks.runner import Checker
from assistant.checks.tables import check_tables
from assistant.errors import InputError
from assistant.interview import engine as inputs
from assistant.interview.carried import Decision
from assistant.interview.engine import Engine, Input, Prompt
from assistant.interview.journal import Journal, Saved, Step
from assistant.interview.outline import Outline
from assistant.interview.places import open_findings, without_open_points
from assistant.interview.progress import PartView, Todo, draft_map, todo_list
from assistant.interview.script import Question
from assistant.interview.state import DraftState, Event, Settled, fold
from assistant.interview.wordings import Wording, chosen_wordings
from assistant.matching.rank import Match
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.tables.schema import Tables

_PREVIEWED = 3
"""Topics shown while she types."""


_NOTHING_AHEAD = Match(matched=False, polarity="did", quantities=(), candidates=(), facts=())
"""A question that last year's report raises is answered as it is."""


class _Derived:
    """Everything that follows from one state."""

    def __init__(self, engine: Engine, state: DraftState, checker: Checker) -> None:
        self._engine = engine
        self._state = state
        self._checker = checker

    @cached_property
    def prompt(self) -> Prompt:
        return self._engine.prompt(self._state)

    @cached_property
    def outline(self) -> Outline:
        return self._engine.outline(self._state)

    @cached_property
    def report(self) -> Report:
        return self._engine.report(self._state, self.outline)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        state, settings = self._state, self._engine.settings
        if state.organ is None:
            return ()
        if settings is None:
            return () if state.tables.is_empty else check_tables(state.tables, state.organ.kind, state.organ.name)
        last = state.last_report
        tables = state.last_tables or (last.tables if last else None)
        found = self._checker.check(Context(self.report, settings, last=last, last_tables=tables, draft=True))
        return without_open_points(found, self.report)

    @cached_property
    def todos(self) -> tuple[Todo, ...]:
        findings = open_findings(self.findings, self._state.dismissed)
        return todo_list(self._engine, self._state, self.outline, findings)

    @cached_property
    def parts(self) -> tuple[PartView, ...]:
        return draft_map(self._engine, self._state, self.outline, self.todos)


class Session:
    """One draft, open for work."""

    def __init__(self, journal: Journal, engine: Engine) -> None:
        self.journal = journal
        self.engine = engine
        self.state = journal.state()
        self._checker = Checker()
        self._chosen: dict[tuple[int, int], None] = {}
        """Answer and fact of every sentence she has chosen since it was opened."""
        self._derived = _Derived(engine, self.state, self._checker)

    @classmethod
    def create(cls, path: Path, engine: Engine, organ: Organ, year: int) -> Session:
        """A new draft in a new file; OutputError if it exists or cannot be written."""
        session = cls(Journal.create(path), engine)
        session.do(inputs.Begin(organ, year))
        return session

    @classmethod
    def open(cls, path: Path, engine: Engine) -> Session:
        """An existing draft; see :meth:`Journal.open` for the errors."""
        return cls(Journal.open(path), engine)

    def do(self, given: Input) -> None:
        """Take an input and save what follows; InputError leaves everything as it was."""
        self._take((given,), describe(given, self.engine, self.state))

    def do_together(self, given: Sequence[Input], did: str) -> None:
        """Several inputs as one step, taken or refused as a whole."""
        self._take(given, did)

    def _take(self, given: Sequence[Input], did: str) -> None:
        if self.journal.is_read_only:
            raise InputError("草稿是以只读方式打开的，不能修改。")
        state = self.state
        events: list[Event] = []
        chosen: list[tuple[int, int]] = []
        for one in given:
            found = self.engine.events(state, one)
            state = fold(found, state)
            events += found
            if isinstance(one, inputs.Pick):
                chosen += [(event.answer, event.fact) for event in found if isinstance(event, Settled)]
        if state == self.state:
            return
        self.journal.append(did, events)
        self._chosen |= dict.fromkeys(chosen)
        self._set(state)

    def undo(self) -> str | None:
        """Take back the last change; what was undone in words, None if there is nothing to undo."""
        return self._walk(self.journal.undo, self._undoable)

    def redo(self) -> str | None:
        """Do again what was undone last; None if there is nothing."""
        return self._walk(self.journal.redo, self.journal.undone)

    def _walk(self, walk: Callable[[], Step | None], steps: Sequence[Step]) -> str | None:
        """Going from question to question is no change: it is passed over."""
        if self.journal.is_read_only:
            raise InputError("草稿是以只读方式打开的，不能修改。")
        if not any(not step.is_walk for step in steps):
            return None
        done = None
        while done is None and (step := walk()):
            if not step.is_walk:
                done = step.did
        self._set(self.journal.state())
        return done

    def use(self, engine: Engine) -> None:
        """Go on with another bank; what is derived is computed anew."""
        self.engine = engine
        self._set(self.state)

    def _set(self, state: DraftState) -> None:
        self.state = state
        self._derived = _Derived(self.engine, state, self._checker)

    @property
    def can_undo(self) -> bool:
        """There is a change to take back."""
        return any(not step.is_walk for step in self._undoable)

    @property
    def _undoable(self) -> Sequence[Step]:
        """What came after the draft was begun."""
        steps = self.journal.steps
        begun = next((number for number, step in enumerate(steps, start=1) if step.begins), 0)
        return steps[begun:]

    @property
    def can_redo(self) -> bool:
        """There is a change to do again."""
        return any(not step.is_walk for step in self.journal.undone)

    @property
    def organ(self) -> Organ:
        """The reporting organ; InputError before it is known."""
        if self.state.organ is None:
            raise InputError("还没有填写单位名称，请先填写。")
        return self.state.organ

    @property
    def tables(self) -> Tables:
        """This year's tables."""
        return self.state.tables

    @property
    def saved(self) -> Saved:
        """Whether everything is on disk."""
        return self.journal.saved

    @property
    def prompt(self) -> Prompt:
        """What to ask next."""
        return self._derived.prompt

    @property
    def outline(self) -> Outline:
        """What stands in the report, by parts."""
        return self._derived.outline

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self._derived.report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say, dismissed ones included."""
        return self._derived.findings

    @property
    def todos(self) -> tuple[Todo, ...]:
        """What is left before it can go out, most important first."""
        return self._derived.todos

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Her words of this sitting that are worth remembering with the sentences she chose for them."""
        return chosen_wordings(self.state, self._chosen, self.engine.bank, self.engine.settings)

    @property
    def parts(self) -> tuple[PartView, ...]:
        """The map."""
        return self._derived.parts

    @property
    def current_question(self) -> Question | None:
        """The question asked, or the one whose answer is being worked on."""
        prompt = self.prompt
        match prompt:
            case inputs.AskQuestion(question):
                return question
            case inputs.AskChoice() | inputs.AskSlot():
                asked = self.state.answer(prompt.answer).question
                return next((question for question in self.engine.script.questions if question.id == asked), None)
        return None

    def neighbour(self, by: int) -> str | None:
        """Id of the question ``by`` places from the current one among those that are asked; None at the ends."""
        asked = [question.id for question in self.engine.course(self.state)]
        current = self.current_question
        here = asked.index(current.id) if current and current.id in asked else len(asked)
        there = here + by
        return asked[there] if 0 <= there < len(asked) else None

    def look_ahead(self, text: str, group: str | None) -> Match:
        """What an answer would lead to, while it is being typed; safe in another thread. None: no part is given."""
        if isinstance(self.prompt, inputs.AskPromise | inputs.AskItem):
            return _NOTHING_AHEAD
        filler = self.engine.filler(self.state)
        return self.engine.matcher.match(text, group, filler=filler, kind=self.organ.kind, top=_PREVIEWED)

    def close(self) -> None:
        """Save what waits and let go of the file."""
        self.journal.close()


def describe(given: Input, engine: Engine, state: DraftState) -> str:
    """An input in a few Chinese words, for undo and redo."""
    match given:
        case inputs.Begin():
            return "填写单位和年份"
        case inputs.GiveTables(_, source, last):
            return f"读入{'上年' if last else ''}统计表{_quoted(Path(source).name)}"
        case inputs.SetCells(_, what):
            return what
        case inputs.GiveLastYear(_, source):
            return f"读入上年报告{_quoted(Path(source).name)}"
        case inputs.Say(text):
            return f"回答{_quoted(text)}"
        case inputs.Pick(phrase):
            topic = engine.bank.by_id[phrase].topic if phrase in engine.bank.by_id else ""
            return f"选用标准表述（{engine.bank.topics[topic].title if topic else phrase}）"
        case inputs.KeepTyped():
            return "按原话写入"
        case inputs.Discard():
            return "不写入报告"
        case inputs.FillSlot(value):
            return f"填空{_quoted(str(value)) if value is not None else '（留作待补）'}"
        case inputs.Skip():
            return "跳过问题"
        case inputs.Jump():
            return "转到问题"
        case inputs.Withdraw(answer):
            return f"撤回回答{_quoted(_said(state, answer))}"
        case inputs.Rephrase(text):
            return f"换个说法{_quoted(text)}"
        case inputs.Revise(_, text):
            return f"修改回答{_quoted(text)}"
        case inputs.Reopen():
            return "重选写法"
        case inputs.Refill():
            return "重填空格"
        case inputs.Carry(_, text):
            return f"沿用上年{_quoted(text)}"
        case inputs.RollForward():
            return "沿用上年报告"
        case inputs.Decide(_, name, decision):
            return f"{_DECIDED[decision]}{_quoted(name)}"
        case inputs.ReportPromise():
            return "说明上年问题的整改"
        case inputs.Edit(_, text):
            return f"改写句子{_quoted(text)}"
        case inputs.Remove():
            return "删除句子"
        case inputs.Restore():
            return "恢复句子"
        case inputs.Move(_, by):
            return "上移句子" if by < 0 else "下移句子"
        case inputs.Confirm():
            return "确认句子"
        case inputs.Dismiss(_, reason):
            return "取消忽略" if reason is None else "忽略核查结果"


_DECIDED = {Decision.KEEP: "照上年写", Decision.CHANGE: "填写", Decision.DROP: "去掉"}


def _said(state: DraftState, answer: int) -> str:
    return next((given.text for given in state.answers if given.id == answer), "")


def _quoted(text: str, length: int = 16) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    return f"“{words}”" if len(words) <= length else f"“{words[:length]}……”"
