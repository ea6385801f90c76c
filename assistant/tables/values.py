"""One cell of a table as people write it → a number, with what must be said about it; and numbers → text."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from assistant.tables.schema import Cell, Number

GridValue = str | int | float | Decimal | bool | datetime.datetime | datetime.date | datetime.time | None
"""What a spreadsheet cell or a cell of a text table may hold."""

_NULL_MARKS = frozenset(
    {"", "/", "\\", "-", "--", "—", "——", "–", "－", "―", "─", "-/-", "无", "暂无", "不适用", "空", "N/A", "NA", "n/a"}
)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_WITH_UNIT = re.compile(rf"({_NUMBER.pattern})(件次|人次|万元|亿元|元|件|份|宗|条|项|个|次|起|例|部)", re.ASCII)
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_MONEY = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001")}
_FLOAT_DIGITS = 15
"""Spreadsheets compute with 15 significant digits; what lies beyond is noise."""


class Fault(StrEnum):
    """Why a cell's content cannot stand in the form."""

    TEXT = "text"
    NEGATIVE = "negative"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell says.

    ``raw`` is the text of a cell that is not a plain number, else None (a blank has none either). A negative number or
    a fractional count keeps its value beside its fault; words have none. ``remark`` is a predicate in Chinese.
    """

    number: Cell = None
    raw: str | None = None
    fault: Fault | None = None
    remark: str | None = None


def parse_value(content: GridValue, *, count: bool = True) -> Value:
    """Read one value cell; ``count`` is False for the amount in 万元 (report-standard.md §2.5, last part)."""
    if content is None:
        return Value()
    if isinstance(content, bool):
        return _words("TRUE" if content else "FALSE")
    if isinstance(content, int | Decimal):
        return _checked(content, None, count)
    if isinstance(content, float):
        if not math.isfinite(content):
            return _words(str(content))
        return _checked(Decimal(format(content, f".{_FLOAT_DIGITS}g")), None, count)
    if not isinstance(content, str):
        shown = content.isoformat(" ") if isinstance(content, datetime.datetime) else content.isoformat()
        return Value(
            raw=shown, fault=Fault.TEXT, remark=f"是日期格式（{shown[:10]}），请把单元格格式改为“常规”后重填数字"
        )
    return _parse_text(content, count)


def is_null_mark(text: str) -> bool:
    """Tell whether a text means “not filled in”: blank, ``/``, a dash, 无."""
    return _squeeze(text) in _NULL_MARKS


def number_text(value: Number) -> str:
    """Write a number as the report prints it: no exponent, no thousands separators, no trailing zeros."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _parse_text(content: str, count: bool) -> Value:
    text = _squeeze(content)
    raw = content.strip()
    if text in _NULL_MARKS:
        return Value(raw=raw or None)
    if _NUMBER.fullmatch(text):
        return _checked(_decimal(text), None if _PLAIN.fullmatch(raw) else raw, count)
    match = _WITH_UNIT.fullmatch(text)
    if match is not None:
        number, unit = _decimal(match[1]), match[2]
        if not count and unit in _MONEY:
            found = _checked(number * _MONEY[unit], raw, count)
            shown = number_text(found.number) if found.number is not None else ""
            return Value(found.number, raw, found.fault, found.remark or f"写的是“{raw}”，按 {shown} 万元读取")
        if count and unit not in _MONEY:
            found = _checked(number, raw, count)
            shown = number_text(found.number) if found.number is not None else ""
            return Value(found.number, raw, found.fault, found.remark or f"写的是“{raw}”，按 {shown} 读取")
    return _words(raw)


def _checked(number: Number, raw: str | None, count: bool) -> Value:
    if isinstance(number, Decimal):
        if not number.is_finite():
            return _words(str(number))
        number = int(number) if number == number.to_integral_value() else number.normalize()
    shown = raw or number_text(number)
    if number < 0:
        return Value(number, raw, Fault.NEGATIVE, f"写的是 {shown}，不能是负数，请改成 0 或正数")
    if count and isinstance(number, Decimal):
        return Value(number, raw, Fault.FRACTION, f"写的是 {shown}，件数要填整数，请改正")
    return Value(number, raw)


def _words(raw: str) -> Value:
    if raw.startswith("#"):
        return Value(raw=raw, fault=Fault.TEXT, remark=f"的公式出错（{raw}），请改成数字")
    shown = raw if len(raw) <= 20 else raw[:20] + "…"
    return Value(raw=raw, fault=Fault.TEXT, remark=f"写的是“{shown}”，请改成数字")


def _squeeze(text: str) -> str:
    """NFKC without surrounding white space; a space between a number and its unit goes too."""
    text = unicodedata.normalize("NFKC", text).strip(" \t\r\n\u200b\ufeff").replace("，", ",")
    return re.sub(r"(?<=\d)\s+(?=\D)", "", text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:  # the pattern admits only numbers
        raise AssertionError(text) from error
