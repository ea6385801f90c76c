"""What is left to do before a draft can go out, and the map of its parts. Looking never asks and never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.checks.finding import Finding, Severity
from assistant.interview.engine import Engine, QuestionStatus
from assistant.interview.outline import NoteKind, Outline, Statement, fact_key
from assistant.interview.places import heading_of
from assistant.interview.script import Question, Script
from assistant.interview.state import Answer, DraftState
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Paragraph, Report
from assistant.report.standard import NARRATIVE_GROUPS, TABLE_NAMES
from assistant.tables.arithmetic import empty_cells
from assistant.tables.schema import Tables


class TodoKind(StrEnum):
    """Why something keeps the report from going out, most important first."""

    ERROR = "error"
    """A check says it is wrong."""
    STALE = "stale"
    """What it rests on has changed, or the tables say otherwise."""
    MISSING = "missing"
    """A fact is not known: 【待补】, an empty cell."""
    OPEN = "open"
    """Part of an answer has found no form yet."""
    CARRIED = "carried"
    """Taken over from last year and not confirmed."""
    CONFIRM = "confirm"
    """Proposed by the program and not looked at."""


TODO_NAMES: Mapping[TodoKind, str] = {
    TodoKind.ERROR: "有错",
    TodoKind.STALE: "依据已变",
    TodoKind.MISSING: "待补",
    TodoKind.OPEN: "待选",
    TodoKind.CARRIED: "沿用待确认",
    TodoKind.CONFIRM: "配写待确认",
}


_EMPTY_CELLS = "TQ-27"
"""Counted as what they are, not as errors."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that must be done before the report can go out."""

    kind: TodoKind
    place: str
    """Heading under which it stands."""
    what: str
    group: str = ""
    """The part of the narrative, empty for tables."""
    key: str = ""
    """Sentence or fact."""
    cell: str = ""
    """``<table>.<row>.<col>``."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question on the map."""

    question: Question
    status: QuestionStatus
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the report on the map."""

    group: str
    title: str
    questions: tuple[QuestionView, ...]
    statements: tuple[Statement, ...]
    todos: tuple[Todo, ...]

    @property
    def asked(self) -> tuple[QuestionView, ...]:
        """Questions that apply."""
        return tuple(view for view in self.questions if view.status is not QuestionStatus.HIDDEN)

    @property
    def open(self) -> int:
        """Questions not yet answered or skipped."""
        return sum(view.status is QuestionStatus.OPEN for view in self.questions)

    def count(self, *kinds: TodoKind) -> int:
        """How much of these kinds is left."""
        return sum(todo.kind in kinds for todo in self.todos)


def missing_facts(report: Report) -> tuple[Todo, ...]:
    """Every 【待补】 of a report's text in printed order, then tables with empty cells."""
    todos: list[Todo] = []
    todos += _marks("编制说明", report.lead)
    for section in report.sections:
        todos += _marks(section.title, section.paragraphs)
        for part in section.subsections:
            todos += _marks(part.title, part.paragraphs)
    return (*todos, *_empty_tables(report.tables))


def todo_list(
    engine: Engine, state: DraftState, outline: Outline, findings: Iterable[Finding] = ()
) -> tuple[Todo, ...]:
    """All that is left, most important first, then in the order of the report."""
    todos = [*_of_findings(findings), *_of_statements(engine.script, outline), *_of_facts(engine, state, outline)]
    todos += _empty_tables(state.tables)
    kinds, groups = list(TodoKind), list(NARRATIVE_GROUPS)
    return tuple(
        sorted(
            todos,
            key=lambda todo: (
                kinds.index(todo.kind),
                groups.index(todo.group) if todo.group in groups else len(groups),
            ),
        )
    )


def draft_map(engine: Engine, state: DraftState, outline: Outline, todos: Sequence[Todo]) -> tuple[PartView, ...]:
    """The parts of the narrative with their questions, sentences and what is left in each."""
    views = []
    for part in engine.script.parts:
        questions = tuple(
            QuestionView(
                question,
                engine.standing(state, question),
                tuple(answer for answer in state.answers if answer.question == question.id),
            )
            for question in engine.script.questions
            if question.group == part.group
        )
        statements = outline.statements.get(part.group, ())
        left = tuple(todo for todo in todos if todo.group == part.group)
        views.append(PartView(part.group, part.title, questions, statements, left))
    return tuple(views)


def _marks(place: str, paragraphs: Iterable[Paragraph]) -> Iterator[Todo]:
    for paragraph in paragraphs:
        for what in PLACEHOLDER.findall(paragraph.text):
            yield Todo(TodoKind.MISSING, place, what)


def _empty_tables(tables: Tables) -> Iterator[Todo]:
    empty = empty_cells(tables)
    for table in tables:
        cells = [address for address in empty if address.startswith(f"{table.name}.")]
        if cells:
            what = f"{len(cells)} 个格子没有填（没有发生的请填 0）"
            yield Todo(TodoKind.MISSING, TABLE_NAMES[table.name], what, cell=cells[0])


def _of_findings(findings: Iterable[Finding]) -> Iterator[Todo]:
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.rule != _EMPTY_CELLS:
            cell = finding.where.cell or ""
            group = finding.where.subsection or finding.where.section or ""
            yield Todo(
                TodoKind.ERROR,
                heading_of(finding.where),
                finding.message,
                group=group if group in NARRATIVE_GROUPS else "",
                cell=cell,
            )


def _of_statements(script: Script, outline: Outline) -> Iterator[Todo]:
    for group, statements in outline.statements.items():
        title = script.part(group).title
        for statement in statements:
            text = statement.sentence.text
            for what in PLACEHOLDER.findall(text):
                yield Todo(TodoKind.MISSING, title, what, group, statement.key)
            if statement.is_stale:
                what = f"改写过的句子所依据的内容变了，请核对：{text}"
                yield Todo(TodoKind.STALE, title, what, group, statement.key)
            if statement.is_carried:
                yield Todo(TodoKind.CARRIED, title, f"沿用上年的句子，请确认今年仍然如此：{text}", group, statement.key)
            if statement.is_proposed:
                yield Todo(TodoKind.CONFIRM, title, f"程序配写的句子，请确认或改写：{text}", group, statement.key)


def _of_facts(engine: Engine, state: DraftState, outline: Outline) -> Iterator[Todo]:
    for note in outline.notes:
        if note.kind is NoteKind.CONFLICT:
            title = engine.script.part(note.group).title
            yield Todo(TodoKind.STALE, title, f"“{note.said}”：{note.detail}", note.group, note.key)
    hidden = engine.hidden(state)
    for answer in state.answers:
        for fact in answer.facts:
            if fact.choice is None and answer.id not in hidden:
                title = engine.script.part(answer.group).title
                what = f"“{fact.text}”还没有选定写法"
                yield Todo(TodoKind.OPEN, title, what, answer.group, fact_key(answer, fact))
