"""Read one numeral, Arabic, Chinese or mixed (1,302 · 1.2万 · 3千5 · 一千二 · 三四百 · 十几), from a place in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

Number = int | Decimal

DIGITS: Final = (
    {char: value for value, char in enumerate("〇一二三四五六七八九")}
    | {"零": 0, "两": 2}
    # 大写, as in receipts; the caller keeps words such as 队伍 or 陆续 away.
    | {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
)
MULTIPLIERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "拾": 10, "佰": 100, "仟": 1000}
_TENS: Final = {"廿": 2, "卅": 3}
_LATIN_MULTIPLIERS: Final = {"w": 10**4, "W": 10**4, "k": 1000}
_MYRIAD: Final = 10**4
_FEW: Final = "几"
_POINT: Final = "点"
NUMERAL_CHARS: Final = "".join((*DIGITS, *MULTIPLIERS, *_TENS))

_ARABIC: Final = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_MAX_DIGITS: Final = 15
_MAX_TOKENS: Final = 24
_LATIN_LETTER: Final = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral and how it was written.

    ``low`` and ``high`` differ for a spoken range (三四百). ``few``: a vague tail (十几, 二百几十). ``bare``: a multiplier
    alone (百, 万), a number only beside 近, 上, 余 and the like. ``tail``: the last multiplier of a plain coefficient
    form (5千 → 1000), else 1. ``last``: the value of a closing multiplier (三百五十万 → 10000), else 1.
    """

    low: Number
    high: Number
    end: int
    arabic: bool
    few: bool = False
    bare: bool = False
    tail: int = 1
    last: int = 1
    tokens: int = 1
    clock: bool = False
    """Written with 点 (四点五): a decimal or a time of day."""
    about: bool = False
    """Vague by itself (百十)."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """d: Chinese digit · n: Arabic number or decimal · m: multiplier · f: 几"""
    value: Number


def read_numeral(text: str, start: int) -> tuple[Numeral | None, int]:
    """Read the numeral that begins at ``start`` of a folded text.

    Returns it, or None when these characters make no number, with the place to go on from (always past ``start``).
    """
    tokens, end, clock = _tokenise(text, start)
    if not tokens or len(tokens) > _MAX_TOKENS:
        return None, max(end, start + 1)
    return _build(tokens, end, clock), end


def plain(value: Number) -> Number:
    """An int when the value is whole, else a Decimal without trailing zeros."""
    if isinstance(value, int):
        return value
    whole = value.to_integral_value()
    return int(whole) if value == whole else value.normalize()


def _tokenise(text: str, start: int) -> tuple[list[_Token], int, bool]:
    tokens: list[_Token] = []
    position = start
    clock = False
    while position < len(text):
        char = text[position]
        last = tokens[-1].kind if tokens else ""
        if "0" <= char <= "9":
            match = _ARABIC.match(text, position)
            if match is None or last in ("d", "n", "f"):
                break
            position = match.end()
            digits = match[0].replace(",", "").replace("，", "")
            if len(digits) > _MAX_DIGITS:
                tokens += [_Token("m", 1)] * (_MAX_TOKENS + 1)
                break
            tokens.append(_Token("n", plain(Decimal(digits))))
        elif char in DIGITS:
            if last == "n":
                break
            tokens.append(_Token("d", DIGITS[char]))
            position += 1
        elif char in MULTIPLIERS:
            tokens.append(_Token("m", MULTIPLIERS[char]))
            position += 1
        elif char in _TENS:
            if last in ("d", "n", "f"):
                break
            tokens += [_Token("d", _TENS[char]), _Token("m", 10)]
            position += 1
        elif char == _FEW:
            follower = text[position + 1 : position + 2]
            if last in ("d", "n", "f") or not (tokens or follower in MULTIPLIERS):
                break
            tokens.append(_Token("f", 0))
            position += 1
        elif char in _LATIN_MULTIPLIERS and last == "n":
            if _LATIN_LETTER.match(text, position + 1):
                break
            tokens.append(_Token("m", _LATIN_MULTIPLIERS[char]))
            position += 1
        elif char == _POINT and last in ("d", "m") and not clock and text[position + 1 : position + 2] in DIGITS:
            clock = True
            position += 1
            digits = ""
            while position < len(text) and text[position] in DIGITS and len(digits) < _MAX_DIGITS:
                digits += str(DIGITS[text[position]])
                position += 1
            whole = tokens.pop().value if last == "d" else 0
            tokens.append(_Token("n", Decimal(f"{whole}.{digits}")))
        else:
            break
    return tokens, position, clock


def _build(tokens: list[_Token], end: int, clock: bool) -> Numeral | None:
    kinds = "".join(token.kind for token in tokens)
    values = [token.value for token in tokens]
    if kinds == "n":
        return Numeral(values[0], values[0], end, arabic=not clock, clock=clock)
    if kinds.strip("d") == "" and (len(kinds) > 2 or (len(kinds) == 2 and 0 in values)):
        return _positional([int(value) for value in values], end)
    if kinds == "mm" and values == [100, 10]:  # 百十来条: a hundred or so
        return Numeral(100, 100, end, arabic=False, tokens=2, about=True)
    if kinds == "mdm" and values[0] == values[2] * 10:  # 千八百, 百八十: eight hundred to a thousand
        return Numeral(plain(values[1] * values[2]), values[0], end, arabic=False, tokens=3)
    if kinds[0] == "f" or (kinds[:2] == "mm" and values[:2] in ([1000, 10000], [100, 10000])):
        # 几十, 千万: vague, or a word; 1000万 is neither
        bare = kinds[0] != "f" and len(values) == 2
        if not bare:
            return None
        return Numeral(values[0] * values[1], values[0] * values[1], end, arabic=False, bare=True, last=_MYRIAD)
    bounds = _evaluate(tokens)
    if bounds is None:
        return None
    last = int(values[-1]) if kinds[-1] == "m" else 1
    if clock and kinds != "n" and last < 100 and kinds[-1] == "m":
        return None  # 八点三十: a time
    return Numeral(
        plain(bounds[0]),
        plain(bounds[1]),
        end,
        arabic=False,
        few="f" in kinds,
        bare=kinds == "m" and values[0] >= 100,
        tail=last if kinds in ("dm", "nm", "ddm") else 1,
        last=last,
        tokens=len(tokens),
        clock=clock,
    )


def _positional(digits: list[int], end: int) -> Numeral | None:
    """二〇二四: digits read one by one."""
    if len(digits) > _MAX_DIGITS or digits[0] == 0 or all(b - a == 1 for a, b in pairwise(digits)):
        return None
    value = int("".join(map(str, digits)))
    return Numeral(value, value, end, arabic=True, tokens=len(digits))


def _is_range(low: Number, high: Number) -> bool:
    return high - low == 1 or (low, high) in ((3, 5), (3, 2))


def _evaluate(tokens: list[_Token]) -> tuple[Number, Number] | None:
    """Lower and upper value of a numeral with multipliers, None when the tokens make no number."""
    total = _Span()
    section = _Span()
    pending: tuple[Number, Number] | None = None
    pending_kind = ""
    scale: float = float("inf")  # multipliers fall within a section: 三千二百, not 二百三千
    big: float = float("inf")
    previous = 0  # the multiplier right before the pending digit
    gap = False  # a 零 since then: 一千零二 is 1002, 一千二 is 1200
    for token in tokens:
        value = token.value
        if token.kind == "m":
            factor = int(value)
            if factor < _MYRIAD:
                if factor >= scale or (pending is None and section.seen and factor != 10):
                    return None
                if pending is None and (gap is False and section.seen is False and total.seen and factor != 10):
                    return None
                section.add(pending or (1, 1), factor)
                scale = factor
            else:
                if pending is not None:
                    section.add(pending, 1)
                elif not section.seen and not total.seen:
                    section.add((1, 1), 1)
                if factor >= big and factor != 10**8:
                    return None
                if factor == 10**8:
                    total.join(section)
                    total.multiply(factor)
                else:
                    section.multiply(factor)
                    total.join(section)
                big, scale, section = factor, float("inf"), _Span()
            pending, previous, gap = None, factor, False
        elif token.kind == "f":
            if pending is not None:
                return None
            pending, pending_kind = (0, 0), "f"
        elif token.kind == "d" and value == 0:
            if pending is not None:
                return None
            gap = True
            if len(tokens) == 1:
                return 0, 0
        elif pending is None:
            pending, pending_kind = (value, value), token.kind
        elif token.kind == "d" and pending_kind == "d" and pending[0] == pending[1] and _is_range(pending[0], value):
            pending = (min(pending[0], value), max(pending[0], value))
        else:
            return None
    if pending is not None:
        spoken_short = previous >= 100 and not gap and pending[1] < 10 and isinstance(pending[1], int)
        section.add(pending, previous // 10 if spoken_short else 1)
    total.join(section)
    return total.low, total.high


class _Span:
    """Lower and upper sum of a numeral under way."""

    __slots__ = ("high", "low", "seen")

    def __init__(self) -> None:
        self.low: Number = 0
        self.high: Number = 0
        self.seen = False

    def add(self, bounds: tuple[Number, Number], factor: int) -> None:
        # A range below an earlier exact part moves both bounds (一百二三十: 120–130).
        self.low += bounds[0] * factor
        self.high += bounds[1] * factor
        self.seen = True

    def multiply(self, factor: int) -> None:
        self.low *= factor
        self.high *= factor

    def join(self, other: _Span) -> None:
        self.low += other.low
        self.high += other.high
        self.seen = self.seen or other.seen
