"""The words and limits of the checks: the shipped ``phrasebank/checks.yaml`` and an office's own layer over it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant import resources
from assistant.checks.finding import Severity
from assistant.checks.registry import RULES
from assistant.checks.runner import check_report
from assistant.checks.settings import Confusion, Facet, Settings
from assistant.errors import BankError
from assistant.files import decode_text, read_bytes
from assistant.yamlfile import Value, parse_yaml

FILE = "checks.yaml"
_OFF = "off"
_KEYS = (
    "confusions", "forbidden", "phrases", "statutes", "facets", "surnames", "given_words", "doubled", "own_names",
    "known_organs", "severities",
)  # fmt: skip

__all__ = ["check_report", "load_settings"]


@lru_cache(maxsize=4)
def load_settings(folders: tuple[Path, ...] = ()) -> Settings:
    """The shipped settings with the layers of ``folders`` on top. Raises BankError naming file and line."""
    settings = _layer(
        Settings(), resources.data_bytes(resources.PHRASEBANK, FILE).decode("utf-8"), f"phrasebank/{FILE}"
    )
    for folder in folders:
        path = folder / FILE
        if path.is_file():
            settings = _layer(settings, decode_text(read_bytes(path, "核查词语文件"), path, "核查词语文件"), str(path))
    return settings


def _layer(below: Settings, text: str, file: str) -> Settings:
    root = parse_yaml(text, file)
    if root is None:
        return below
    found = root.mapping(_KEYS)

    def words(key: str) -> tuple[str, ...]:
        return found[key].texts() if key in found and not found[key].is_null else ()

    def entries(key: str) -> Iterable[Value]:
        return found[key].items() if key in found and not found[key].is_null else ()

    severities = dict(below.severities)
    if "severities" in found and not found["severities"].is_null:
        for rule, value in found["severities"].mapping(tuple(RULES)).items():
            chosen = value.choice((*Severity, _OFF))
            severities[rule] = None if chosen == _OFF else Severity(chosen)
    return replace(
        below,
        confusions=below.confusions + tuple(_confusion(entry) for entry in entries("confusions")),
        forbidden=below.forbidden + words("forbidden"),
        phrases=below.phrases + words("phrases"),
        statutes=below.statutes + words("statutes"),
        facets=below.facets + tuple(_facet(entry) for entry in entries("facets")),
        surnames=below.surnames | frozenset(found["surnames"].text() if "surnames" in found else ""),
        given_words=below.given_words + words("given_words"),
        doubled=below.doubled + tuple(_pattern(entry) for entry in entries("doubled")),
        own_names=below.own_names + words("own_names"),
        known_organs=below.known_organs + words("known_organs"),
        severities=severities,
    )


def _confusion(entry: Value) -> Confusion:
    fields = entry.mapping(("wrong", "right", "note"), ("wrong",))
    right = fields["right"].text() if "right" in fields else ""
    return Confusion(_pattern(fields["wrong"]), right, fields["note"].text() if "note" in fields else "")


def _facet(entry: Value) -> Facet:
    fields = entry.mapping(("name", "title", "problem", "measure"), ("name", "title", "problem", "measure"))
    return Facet(
        fields["name"].text(), fields["title"].text(), _pattern(fields["problem"]), _pattern(fields["measure"])
    )


def _pattern(value: Value) -> str:
    """A regular expression, refused with its place when it is none."""
    text = value.text()
    try:
        re.compile(text)
    except re.error:
        value.fail(f"“{text}”不是合格的正则表达式，请检查括号是否成对。")
    if not text:
        value.fail("这里不能空着。")
    return text


def require_rule(name: str) -> str:
    """A rule's id as the registry spells it; BankError with the nearest known one."""
    from assistant.yamlfile import suggestion

    wanted = name.strip().upper()
    if wanted not in RULES:
        raise BankError(f"没有核查规则“{name}”。{suggestion(wanted, RULES)}")
    return wanted
