"""Small banks made by hand for the tests of the phrase bank."""

from __future__ import annotations

from assistant.phrases.bank import layer_phrases, parse_layer
from assistant.phrases.model import Bank, Phrase, Topic

TOPICS = {
    code: Topic(code, title)
    for code, title in (
        ("supervision.training", "业务培训"),
        ("requests.received", "收到与办理数量"),
        ("requests.process", "办理流程规范"),
        ("issues.form", "公开形式单一"),
        ("improvements.form", "创新公开形式"),
    )
}

TRAINING = """
- id: supervision.training.sessions
  topic: supervision.training
  text: 全年组织业务培训{{ 次数 }}次{% if 人次 %}，培训{{ 人次 }}人次{% endif %}。
  slots:
    次数: {unit: [次, 场], ask: 培训了几次？}
    人次: {unit: [人次, 人], optional: true, ask: 多少人？}
  says: [开了几次培训会, 给科室讲了课, 以会代训, 请人来讲]
"""


def phrases_of(*texts: str, file: str = "甲.yaml") -> tuple[Phrase, ...]:
    """One layer from one or more files (named 甲.yaml, 甲2.yaml …)."""
    names = [file, *(file.replace(".", f"{number}.") for number in range(2, len(texts) + 1))]
    sources = [(name, text.encode()) for name, text in zip(names, texts, strict=True)]
    return layer_phrases([parse_layer(sources, TOPICS)])


def phrase_of(text: str) -> Phrase:
    """The only phrase of ``text``."""
    (phrase,) = phrases_of(text)
    return phrase


def bank_of(*texts: str) -> Bank:
    return Bank(TOPICS, phrases_of(*texts))
