"""From a phrase and its values to a sentence.

Templates run in Jinja2's sandbox with StrictUndefined, because banks are passed between offices. Numbers that come from
table cells print themselves between private-use marks; the marks are taken out again and leave a Binding, so that a
number in a sentence always knows its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from assistant.errors import TemplateError
from assistant.phrases.model import Phrase, Slot
from assistant.report.model import Binding
from assistant.report.organ import Organ
from assistant.tables.schema import Cell, Number, Tables
from assistant.tables.view import TableView, YearView, cell_value

SlotValue = Number | str | None
"""What fills a slot: a number, or text that stands as it is (approximate numbers in official form: 40余)."""

ORGAN_WORDS = ("机关", "我单位", "各单位", "全域", "村社", "上级")
YEAR_WORDS = ("年", "上年", "下年")
CONTACT_WORDS = ("网站名称", "地址", "邮编", "电话", "邮箱")
TABLE_WORDS = ("t2", "t3", "t4", "last")

_NO_TABLES = Tables()
_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAMED_CELL = re.compile(r"\{\{((?:last\.)?t[234]\.[a-z_.]+)\}\}")
_BOUND = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Setting:
    """What every phrase of one report may speak of."""

    organ: Organ
    year: int
    tables: Tables = field(default_factory=Tables)
    last_tables: Tables | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A phrase turned into a sentence."""

    text: str
    bindings: tuple[Binding, ...]
    missing: tuple[Slot, ...]
    """Required slots without a value; each stands in the text as 【待补：名】."""


class _BoundInt(int):
    """A count that prints with its cell's mark and still compares and adds as a number."""

    cell: str

    def __new__(cls, cell: str, value: int) -> _BoundInt:
        bound = super().__new__(cls, value)
        bound.cell = cell
        return bound

    def __str__(self) -> str:
        return _marked(self.cell, int.__repr__(self))


class _BoundDecimal(Decimal):
    """The same for the amount in 万元."""

    cell: str

    def __new__(cls, cell: str, value: Decimal) -> _BoundDecimal:
        bound = super().__new__(cls, value)
        bound.cell = cell
        return bound

    def __str__(self) -> str:
        return _marked(self.cell, format(Decimal(self), "f"))


class _Spoken(int):
    """A number given in official form (40余, 近100): prints as given, counts as its digits in conditions (0.5 as 1: it is there)."""

    printed: str

    def __new__(cls, printed: str) -> _Spoken:
        digits = _DIGITS.search(printed)
        spoken = super().__new__(cls, int(Decimal(digits[0]).to_integral_value(ROUND_UP)) if digits else 1)
        spoken.printed = printed
        return spoken

    def __str__(self) -> str:
        return self.printed


class _Missing:
    """A required slot nobody has filled: prints 【待补：名】, counts as filled in conditions, compares to nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return placeholder(self.name)

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


class _Guess:
    """An empty cell in a condition: what it is compared with or computed into comes out as guessed."""

    def __init__(self, truth: bool) -> None:
        self._truth = truth

    def __bool__(self) -> bool:
        return self._truth

    def _compare(self, _: object) -> bool:
        return self._truth

    def _compute(self, _: object) -> _Guess:
        return self

    __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = _compare
    __hash__ = object.__hash__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _compute


def placeholder(what: str) -> str:
    """How an unknown fact stands in a draft."""
    return f"【待补：{what}】"


PLACEHOLDER = re.compile(r"【待补：([^】]*)】")


def _marked(cell: str, digits: str) -> str:
    return f"{_OPEN}{cell}{_MIDDLE}{digits}{_CLOSE}"


def _bound(cell: str, value: Cell) -> object:
    """The cell's value, printing itself with its mark; None stays None."""
    if value is None:
        return None
    return _BoundDecimal(cell, value) if isinstance(value, Decimal) else _BoundInt(cell, value)


_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


_SMALL = 10
"""Below it a percentage of last year's number says nothing (1 → 2 is 增长100.0%)."""


def compare(now: Number, before: Number, unit: str = "", noun: str = "") -> str:
    """Wording for a change against last year, chosen by the data: 比上年增加3件，增长25.0% / 与上年持平.

    With ``noun`` a zero before is told as such (上年没有申请); small numbers are compared without a percentage.
    """
    if noun and not before and now:
        return f"上年没有{noun}"
    change = Decimal(now) - Decimal(before)
    if change == 0:
        return "与上年持平"
    word, verb = ("增加", "增长") if change > 0 else ("减少", "下降")
    text = f"比上年{word}{abs(change):f}{unit}"
    if before >= _SMALL:
        share = (abs(change) * 100 / Decimal(before)).quantize(Decimal("0.1"))
        text += f"，{verb}{share}%"
    return text


def share(part: Number, whole: Number) -> str:
    """How much of ``whole`` a part is, to one decimal: 20 of 41 → 48.8%. A whole of 0 has no shares and is an error."""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


_ENVIRONMENT.filters["同比"] = compare
_ENVIRONMENT.filters["占比"] = share


@lru_cache(maxsize=4096)
def _template(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)


@lru_cache(maxsize=1024)
def _condition(source: str) -> Any:
    return _ENVIRONMENT.compile_expression(source, undefined_to_none=False)


class Filler:
    """Fills phrases for one report: organ, year and tables are fixed, slots vary."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    @cached_property
    def _words(self) -> dict[str, Any]:
        setting = self.setting
        contact = setting.organ.contact
        last = setting.last_tables
        return {
            **setting.organ.words,
            "年": setting.year,
            "上年": setting.year - 1,
            "下年": setting.year + 1,
            **{name: TableView(setting.tables, name, _bound) for name in ("t2", "t3", "t4")},
            "last": YearView(last if last is not None else _NO_TABLES, _bound),
            **dict(
                zip(
                    CONTACT_WORDS,
                    (contact.website, contact.address, contact.postcode, contact.phone, contact.email),
                    strict=True,
                )
            ),
        }

    def holds(self, phrase: Phrase) -> bool | None:
        """Whether the phrase's ``when`` is true on the tables; None while that hangs on an empty cell.

        What the filled cells already rule out is False, whatever the empty ones will hold.
        """
        if phrase.when is None:
            return True
        try:
            if all(self._value(path) is not None for path in condition_names(phrase.when).tables):
                return self._condition(phrase.when)
            possible = any(_condition(phrase.when)(**self._guessed(truth)) for truth in (True, False))
            return None if possible else False
        except Exception as error:  # an expression of a bank may raise anything: division by zero, a name unknown
            raise TemplateError(_where(phrase, f"when 条件“{phrase.when}”不能计算，请对照报表的行列名检查")) from error

    def _guessed(self, truth: bool) -> dict[str, Any]:
        """The tables with every comparison of an empty cell coming out as ``truth``."""

        def wrap(_: str, value: Cell) -> object:
            return _Guess(truth) if value is None else value

        tables, last = self.setting.tables, self.setting.last_tables or _NO_TABLES
        return {**{name: TableView(tables, name, wrap) for name in ("t2", "t3", "t4")}, "last": YearView(last, wrap)}

    def evaluate(self, expression: str, label: str) -> bool:
        """A condition of the script; comparing an empty cell with a number is false, ``is none`` asks for it."""
        try:
            return self._condition(expression)
        except TypeError:
            return False
        except Exception as error:
            raise TemplateError(f"问题 {label} 的 when 条件“{expression}”不能计算，请对照报表的行列名检查。") from error

    def say(self, template: str) -> str:
        """A line of the script with the organ's words and the year in place."""
        try:
            return _template(template).render(self._words)
        except Exception as error:
            raise TemplateError(f"问题脚本里的“{template}”无法填写，请检查 {{{{ }}}} 中的名称。") from error

    def known_contacts(self, phrase: Phrase) -> int:
        """How many of the phrase's contact slots the organ's particulars fill."""
        return sum(slot.name in CONTACT_WORDS and bool(self._words[slot.name]) for slot in phrase.slots)

    def _condition(self, expression: str) -> bool:
        return bool(_condition(expression)(**self._words))

    def fill(
        self, phrase: Phrase, values: Mapping[str, SlotValue], last: Mapping[str, SlotValue] = MappingProxyType({})
    ) -> Filled:
        """Render the phrase; a cell slot takes its cell, another slot its value from ``values``.

        What only ``last`` knows, last year's values, counts as missing and is shown: 【待补：次数（上年2）】.

        Raises TemplateError, in terms of file, line and id, when the template itself is faulty.
        """
        slots: dict[str, Any] = {}
        missing: list[Slot] = []
        for slot in phrase.slots:
            value: Any = values.get(slot.name)
            if slot.cell is not None:
                value = self._cell(phrase, slot)
            elif value is None and slot.name in CONTACT_WORDS:
                value = self._words[slot.name]
            if value is None and slot.cell is None and slot.name in last:
                missing.append(slot)
                value = _Missing(f"{slot.name}（上年{last[slot.name]}）")
            elif value is None and not slot.optional:
                missing.append(slot)
                value = _Missing(slot.name)
            if slot.is_number and isinstance(value, Decimal | str):
                value = _Spoken(format(value, "f") if isinstance(value, Decimal) else value)
            slots[slot.name] = value
        try:
            marked = _template(phrase.text).render({**self._words, **slots})
        except UndefinedError as error:
            raise TemplateError(
                _where(phrase, f"用了没有声明的空格（{error.message}），请在 slots 中声明或改正名称")
            ) from error
        except TemplateSyntaxError as error:
            raise TemplateError(
                _where(phrase, f"模板写法有误（{error.message}），请检查 {{{{ }}}} 和 {{% %}} 是否成对")
            ) from error
        except Exception as error:  # what a template of a bank does is not ours: forbidden access, endless macros
            raise TemplateError(_where(phrase, "模板无法填写，请检查其中的条件和空格")) from error
        return _unmark(marked, tuple(missing))

    def cells(self, paths: Iterable[str]) -> dict[str, Cell]:
        """The values at table paths such as ``t3.new_received.total``, ``last.`` before them for last year's."""
        return {path: self._value(path) for path in paths}

    def with_cells(self, text: str) -> tuple[str, tuple[Binding, ...]]:
        """``text`` with each ``{{t3.new_received.total}}`` replaced by the cell's number, and where these stand.

        An empty cell becomes 【待补】; what names no cell stays as it is.
        """

        def number(match: re.Match[str]) -> str:
            try:
                value = self._value(match[1])
            except KeyError:
                return match[0]
            return placeholder("统计表数据") if value is None else str(_bound(match[1], value))

        filled = _unmark(_NAMED_CELL.sub(number, text), ())
        return filled.text, filled.bindings

    def _value(self, path: str) -> Cell:
        tables = (self.setting.last_tables or _NO_TABLES) if path.startswith("last.") else self.setting.tables
        return cell_value(tables, path.removeprefix("last."))

    def _cell(self, phrase: Phrase, slot: Slot) -> object:
        address = slot.cell or ""
        try:
            return _bound(address, self._value(address))
        except KeyError as error:
            raise TemplateError(_where(phrase, f"统计表中没有“{address}”这一格，请对照报表的行列名改正")) from error


def _unmark(marked: str, missing: tuple[Slot, ...]) -> Filled:
    pieces: list[str] = []
    bindings: list[Binding] = []
    length = position = 0
    for match in _BOUND.finditer(marked):
        before = marked[position : match.start()]
        start = length + len(before)
        length = start + len(match[2])
        pieces += [before, match[2]]
        bindings.append(Binding(start, length, match[1]))
        position = match.end()
    pieces.append(marked[position:])
    return Filled("".join(pieces), tuple(bindings), missing)


def _where(phrase: Phrase, problem: str) -> str:
    place = f"{phrase.place}（{phrase.id}）" if phrase.place else f"表述 {phrase.id}"
    return f"{place}：{problem}。"


def known_words() -> frozenset[str]:
    """Names a phrase may use without declaring them."""
    return frozenset((*ORGAN_WORDS, *YEAR_WORDS, *TABLE_WORDS))


@dataclass(frozen=True, slots=True)
class Names:
    """What a template refers to."""

    roots: frozenset[str]
    tables: frozenset[str]
    """Dotted table paths, ``t3.new_received.total`` or ``last.t3.…``."""


def names_in(source: str, *, expression: bool = False) -> Names:
    """Names used by a phrase's text or, with ``expression``, by its ``when``. Raises TemplateSyntaxError."""
    tree = _ENVIRONMENT.parse(f"{{{{ {source} }}}}" if expression else source)
    paths = {path for node in tree.find_all(nodes.Getattr) if (path := _dotted(node))}
    longest = {path for path in paths if not any(other.startswith(f"{path}.") for other in paths)}
    return Names(frozenset(meta.find_undeclared_variables(tree)), frozenset(longest))


@lru_cache(maxsize=1024)
def condition_names(when: str) -> Names:
    """Names used by a ``when`` expression."""
    return names_in(when, expression=True)


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name if node.name in TABLE_WORDS else ""
    if isinstance(node, nodes.Getattr):
        prefix = _dotted(node.node)
        return f"{prefix}.{node.attr}" if prefix else ""
    return ""
