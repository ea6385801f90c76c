"""The questions, read from ``interview.yaml``: what is asked in each part of the report, and what stands without asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant import resources
from assistant.errors import BankError, InputError
from assistant.files import decode_text, read_bytes
from assistant.phrases.model import Topic
from assistant.report.standard import NARRATIVE_GROUPS
from assistant.yamlfile import Value, parse_yaml, suggestion

SCRIPT_FILE = "interview.yaml"


class QuestionKind(StrEnum):
    """How a question is answered."""

    FREE = "free"
    CHOICE = "choice"
    NUMBER = "number"
    CONFIRM = "confirm"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Question:
    """One guided question."""

    id: str
    group: str
    ask: str
    help: str = ""
    kind: QuestionKind = QuestionKind.FREE
    topics: tuple[str, ...] = ()
    """Topics an answer may lead to; empty = any of the group."""
    when: str | None = None
    """Jinja2 expression over the tables; false hides the question."""
    choices: tuple[str, ...] = ()
    """Answers offered by a choice question; each is answered in words."""
    many: bool = True
    """Several answers may be given."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic that gets a sentence of the bank even when nobody was asked."""

    topic: str
    unless: tuple[str, ...] = ()
    """Not needed once one of these topics is told."""
    alone: bool = False
    """Only where nothing but standing topics is told in its part."""
    missing: str = ""
    """What is to be supplied when no sentence follows from the tables."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one group of topics needs in the report."""

    group: str
    title: str
    standing: tuple[Standing, ...] = ()
    lead_in: str = ""
    """Words before the first of several points, over the organ's words and the year."""
    enumerate: bool = False
    """Two or more points are numbered 一是、二是."""
    leading: tuple[str, ...] = ()
    """Topics told in prose before the numbered points."""


@dataclass(frozen=True, slots=True)
class Script:
    """The interview: parts and questions in asking order."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]

    def part(self, group: str) -> Part:
        """The part for a group; KeyError if the script has none."""
        for part in self.parts:
            if part.group == group:
                return part
        raise KeyError(group)

    def question(self, question_id: str) -> Question:
        """The question of that id; KeyError if there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


def load_script(topics: Mapping[str, Topic], folder: Path | None = None) -> Script:
    """The shipped script, or an office's own ``interview.yaml`` when ``folder`` holds one."""
    own = folder / SCRIPT_FILE if folder else None
    if own and own.is_file():
        return parse_script(str(own), decode_text(read_bytes(own, "问题脚本"), own, "问题脚本"), topics)
    content = resources.data_bytes(resources.PHRASEBANK, SCRIPT_FILE)
    return parse_script(f"phrasebank/{SCRIPT_FILE}", content.decode("utf-8"), topics)


def parse_script(file: str, text: str, topics: Mapping[str, Topic]) -> Script:
    """Strict reading of a script; BankError names file, line and question."""
    root = parse_yaml(text, file)
    if root is None:
        raise BankError(f"{file} 是空的，请恢复问题脚本。")
    fields = root.mapping(("parts", "questions"), required=("parts", "questions"))
    parts = tuple(
        _parse_part(group, entry, topics) for group, entry in fields["parts"].mapping(NARRATIVE_GROUPS).items()
    )
    missing = set(NARRATIVE_GROUPS) - {part.group for part in parts}
    if missing:
        fields["parts"].fail(f"缺少部分：{'、'.join(sorted(missing))}，请补上。")
    questions: dict[str, Question] = {}
    for entry in fields["questions"].items():
        question = _parse_question(entry, topics)
        if question.id in questions:
            entry.named(question.id).fail("问题编号重复，请换一个编号。")
        questions[question.id] = question
    return Script(parts, tuple(questions.values()))


def _parse_part(group: str, entry: Value, topics: Mapping[str, Topic]) -> Part:
    fields = entry.named(group).mapping(("title", "standing", "lead_in", "enumerate", "leading"), required=("title",))
    return Part(
        group=group,
        title=fields["title"].text(),
        standing=_standing(fields.get("standing"), topics),
        lead_in=fields["lead_in"].text() if "lead_in" in fields else "",
        enumerate="enumerate" in fields and fields["enumerate"].boolean(),
        leading=_codes(fields.get("leading"), topics),
    )


def _parse_question(entry: Value, topics: Mapping[str, Topic]) -> Question:
    allowed = ("id", "group", "ask", "help", "kind", "topics", "when", "choices", "many")
    fields = entry.named_by("id").mapping(allowed, required=("id", "group", "ask"))
    question_id = fields["id"].text()
    return Question(
        id=question_id,
        group=fields["group"].choice(NARRATIVE_GROUPS),
        ask=fields["ask"].text(),
        help=fields["help"].text() if "help" in fields else "",
        kind=QuestionKind(fields["kind"].choice([str(kind) for kind in QuestionKind]))
        if "kind" in fields
        else QuestionKind.FREE,
        topics=_codes(fields.get("topics"), topics),
        when=fields["when"].text() if "when" in fields else None,
        choices=fields["choices"].texts() if "choices" in fields else (),
        many=fields["many"].boolean() if "many" in fields else True,
    )


def _standing(value: Value | None, topics: Mapping[str, Topic]) -> tuple[Standing, ...]:
    found = []
    for topic, entry in value.mapping(topics).items() if value else ():
        fields = entry.mapping(("unless", "alone", "missing"))
        missing = fields["missing"].text() if "missing" in fields else ""
        alone = "alone" in fields and fields["alone"].boolean()
        found.append(Standing(topic, _codes(fields.get("unless"), topics), alone, missing))
    return tuple(found)


def _codes(value: Value | None, topics: Mapping[str, Topic]) -> tuple[str, ...]:
    return tuple(item.choice(topics) for item in value.items()) if value else ()


def unknown_group(group: str) -> InputError:
    """The error for a group of answers the report does not have."""
    return InputError(f"没有“{group}”这一部分。{suggestion(group, NARRATIVE_GROUPS)}")
