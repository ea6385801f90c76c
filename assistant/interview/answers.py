"""``ANSWERS.yaml``: a whole interview in one file, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from assistant.errors import InputError
from assistant.files import decode_text, read_bytes
from assistant.interview.autopilot import Exact, Words
from assistant.phrases.fill import SlotValue
from assistant.report.organ import Contact, Organ
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind
from assistant.yamlfile import Value, parse_yaml

_CONTACT_FIELDS = ("website", "address", "postcode", "phone", "email")
_ORGAN_FIELDS = ("name", "kind", "self_reference", "superior", *_CONTACT_FIELDS)
_FIELDS = ("organ", "year", "tables", "last_year", "answers")
_MAX_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """The content of an answers file; paths are relative to it."""

    organ: Organ
    year: int
    tables: Path | None
    last_year: Path | None
    answers: tuple[Words | Exact, ...]


def load_answers(path: Path) -> AnswersFile:
    """Read ``path``; InputError names file, line and what to do."""
    text = decode_text(read_bytes(path, "答案文件", _MAX_BYTES), path, "答案文件")
    return parse_answers(text, str(path), path.parent)


def parse_answers(text: str, file: str, folder: Path) -> AnswersFile:
    """The same from a string; relative paths are taken from ``folder``."""
    root = parse_yaml(text, file, InputError)
    if root is None:
        raise InputError(f"答案文件 {file} 是空的，请至少写上 organ（单位）和 year（年份）。")
    fields = root.mapping(_FIELDS, required=("organ", "year"))
    answers: list[Words | Exact] = []
    if "answers" in fields and not fields["answers"].is_null:
        for group, entries in fields["answers"].mapping(NARRATIVE_GROUPS).items():
            if not entries.is_null:
                answers += [_answer(group, entry) for entry in entries.items()]
    return AnswersFile(
        organ=_organ(fields["organ"]),
        year=_year(fields["year"]),
        tables=_path(fields.get("tables"), folder),
        last_year=_path(fields.get("last_year"), folder),
        answers=tuple(answer for answer in answers if isinstance(answer, Exact) or answer.text.strip()),
    )


def _organ(value: Value) -> Organ:
    if not value.is_mapping:
        return Organ.of(_required_text(value, "单位全称"))
    fields = value.mapping(_ORGAN_FIELDS, required=("name",))
    kind = OrganKind(fields["kind"].choice([str(kind) for kind in OrganKind])) if "kind" in fields else None
    contact = {name: _optional_text(fields.get(name)) for name in _CONTACT_FIELDS}
    return Organ.of(
        _required_text(fields["name"], "单位全称"),
        kind,
        self_reference=_optional_text(fields.get("self_reference")),
        superior=_optional_text(fields.get("superior")),
        contact=Contact(**contact),
    )


def _year(value: Value) -> int:
    text = value.text()
    if value.is_quoted or not (text.isascii() and text.isdigit()):
        value.fail(f"年份要写成四位数字、不加引号，如 year: 2024，现在是“{text}”。")
    year = int(text)
    if not 2008 <= year <= 2100:
        value.fail(f"年份 {year} 不在可用范围（2008—2100）内，请写报告所总结的那一年。")
    return year


def _path(value: Value | None, folder: Path) -> Path | None:
    text = _optional_text(value)
    return folder / text if text else None


def _answer(group: str, entry: Value) -> Words | Exact:
    if not entry.is_mapping:
        return Words(group, entry.text())
    fields = entry.mapping(required=("phrase",))
    values = {name: _slot_value(value) for name, value in fields.items() if name != "phrase"}
    return Exact(group, fields["phrase"].text(), values)


def _slot_value(value: Value) -> SlotValue:
    if value.is_null:
        return None
    text = value.text()
    if value.is_quoted:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or number < 0:
        return text
    return int(number) if number == number.to_integral_value() else number


def _required_text(value: Value, what: str) -> str:
    text = value.text().strip()
    if not text:
        value.fail(f"{what}没有填写，请补上。")
    return text


def _optional_text(value: Value | None) -> str | None:
    if value is None or value.is_null:
        return None
    return value.text().strip() or None
