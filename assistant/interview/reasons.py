"""Why a question is asked, and where a sentence comes from: every place of a draft can answer for itself."""

from __future__ import annotations

from assistant.interview.outline import Statement, fact_key, path_label
from assistant.interview.script import Question
from assistant.interview.session import Session
from assistant.interview.state import Answer, Fact, PhraseChoice
from assistant.phrases.fill import condition_names


def why_asked(session: Session, question: Question) -> tuple[str, ...]:
    """Lines that say what the answer is for and on what the question depends."""
    part = session.engine.script.part(question.group)
    topics = [session.engine.bank.topics[code].title for code in question.topics]
    lines = [f"回答写进报告的“{part.title}”" + (f"，涉及：{'、'.join(topics)}。" if topics else "。")]
    if question.when is not None:
        lines.append(f"统计表填到现在的情形下才问：{_cells(session, question.when)}。")
    if question.help:
        lines.append(question.help)
    answered = [answer.text for answer in session.state.answers if answer.question == question.id]
    if answered:
        lines.append("您已经答过：" + "；".join(answered))
    return tuple(lines)


def where_from(session: Session, key: str) -> tuple[str, ...]:
    """Lines on the origin of a sentence: her words, the phrase, the cells, what was changed. KeyError if unknown."""
    statement = session.outline.statement(key)
    lines = [_origin(session, statement)]
    cells = dict.fromkeys(binding.cell for binding in statement.sentence.bindings)
    if cells:
        numbers = session.engine.filler(session.state).cells(cells)
        told = "、".join(f"{path_label(cell)}（{numbers[cell]}）" for cell in cells)
        lines.append(f"句中的数随统计表变：{told}。")
    if statement.is_edited:
        lines.append(f"您改写过，程序原来写的是：{statement.made.text}")
    if statement.is_stale:
        lines.append("改写以后，它所依据的内容变了，请核对后确认，或恢复程序写的句子。")
    if statement.is_proposed:
        lines.append("还没有人确认过，请确认、改写或删除。")
    if statement.is_carried:
        lines.append("沿用的内容今年是否仍然如此，请核对后确认。")
    return tuple(lines)


def _origin(session: Session, statement: Statement) -> str:
    made = statement.made
    match made.origin.source:
        case "table":
            return f"由统计表得出，没有另外问您（语库编号 {made.origin.ref}）。"
        case "phrase":
            found = _fact(session, statement.key)
            name = f"{_topic(session, statement)}，语库编号 {made.origin.ref}"
            if found is None or (isinstance(found[1].choice, PhraseChoice) and found[1].text.startswith("{")):
                by = "程序按通用写法或问题配写" if found is None else "您从语库中选用"
                return f"{by}（{name}）。"
            return f"您说“{found[1].text}”，选用了标准表述（{name}）。"
        case "typed":
            return "按您的原话写入。"
        case "last_year":
            return f"沿用上年报告{f'（{made.origin.ref}）' if made.origin.ref else ''}。"
    return "这里还缺内容，补上以后自动消失。"


def _fact(session: Session, key: str) -> tuple[Answer, Fact] | None:
    for answer in session.state.answers:
        for fact in answer.facts:
            if fact_key(answer, fact) == key:
                return answer, fact
    return None


def _topic(session: Session, statement: Statement) -> str:
    topic = session.engine.bank.topics.get(statement.topic)
    return topic.title if topic else session.engine.script.part(statement.group).title


def _cells(session: Session, condition: str) -> str:
    paths = sorted(condition_names(condition).tables)
    values = session.engine.filler(session.state).cells(paths)
    return "、".join(f"{path_label(path)}现为{'空' if values[path] is None else f' {values[path]}'}" for path in paths)
