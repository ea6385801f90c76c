"""The conversation so far: what was asked, what she said, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.interview.outline import Note, NoteKind, fact_key
from assistant.interview.promises import promise_question
from assistant.interview.session import Session
from assistant.interview.state import Answer, SetAside

_TOLD = {
    NoteKind.UNUSED_NUMBER: "这些数没有写进句子，请看是否要补：",
    NoteKind.CONFLICT: "",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer of hers."""

    answer: int
    asked: str
    said: str
    became: tuple[str, ...]
    """A line for each fact: the sentence, or why there is none."""


def exchanges(session: Session, most: int) -> tuple[Exchange, ...]:
    """The last ``most`` answers, oldest first."""
    notes: dict[str, list[Note]] = {}
    for note in session.outline.notes:
        notes.setdefault(note.key, []).append(note)
    sentences = {
        statement.key: statement.sentence.text
        for statements in session.outline.statements.values()
        for statement in statements
    }
    hidden = session.engine.hidden(session.state)
    said = [answer for answer in session.state.answers if not answer.carried]
    return tuple(_exchange(session, answer, sentences, notes, answer.id in hidden) for answer in said[-most:])


def _exchange(
    session: Session, answer: Answer, sentences: Mapping[str, str], notes: Mapping[str, list[Note]], is_hidden: bool
) -> Exchange:
    script = session.engine.script
    # An office may have changed its questions since.
    questions = [*script.questions, *map(promise_question, session.engine.promises(session.state))]
    asked = next((one.ask for one in questions if one.id == answer.question), script.part(answer.group).title)
    said = "（从语库中选用）" if answer.text.startswith("{") else answer.text
    if is_hidden:
        return Exchange(answer.id, asked, said, ("统计表填了以后这个问题不用答了，回答留着，没有写进报告。",))
    became: list[str] = []
    for fact in answer.facts:
        key = fact_key(answer, fact)
        if key in sentences:
            became.append(f"→ {sentences[key]}")
        elif isinstance(fact.choice, SetAside):
            became.append(f"→ 没有写进报告：{fact.text}")
        elif any(note.kind is NoteKind.COVERED for note in notes.get(key, ())):
            became.append(f"→ 报告中已经写出，不再重复：{fact.text}")
        elif key in session.state.removed:
            became.append(f"→ 已删去：{fact.text}")
        for note in notes.get(key, ()):
            if note.kind in _TOLD:
                became.append(f"  ！{_TOLD[note.kind]}{note.detail}")
    return Exchange(answer.id, asked, said, tuple(became))
