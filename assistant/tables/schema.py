"""The three statutory tables as typed cells by key. An empty cell (None) is not 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Self

from assistant.report.standard import T2_AMOUNT_KEY, T2_KEYS, T3_KEYS, T4_KEYS

Number = int | Decimal
Cell = Number | None
"""A count (int), the fee amount in 万元 (Decimal or int), or None for a cell that was not filled.

Values outside the form's range (negative, fractional counts) are kept as read, so that the checks can name them."""


class _Table:
    """Every key of the form is present, in the form's order; unknown keys are refused."""

    name: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]
    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, Cell] | None = None) -> None:
        given = dict(cells or {})
        unknown = given.keys() - set(self.keys)
        if unknown:
            raise KeyError(f"{self.name}: {', '.join(sorted(unknown))}")
        self._cells = MappingProxyType({key: _normal(given.get(key)) for key in self.keys})

    @property
    def cells(self) -> Mapping[str, Cell]:
        """All cells by ``<row>.<col>``."""
        return self._cells

    def __getitem__(self, key: str) -> Cell:
        return self._cells[key]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, _Table) and self._cells == other._cells

    def __hash__(self) -> int:
        return hash(tuple(self._cells.items()))

    def __repr__(self) -> str:
        filled = {key: value for key, value in self._cells.items() if value is not None}
        return f"{type(self).__name__}({filled!r})"

    def with_cells(self, changes: Mapping[str, Cell]) -> Self:
        """A copy with some cells replaced."""
        return type(self)({**self._cells, **changes})

    @property
    def is_empty(self) -> bool:
        """No cell is filled."""
        return all(value is None for value in self._cells.values())

    @classmethod
    def zeros(cls) -> Self:
        """The table with 0 in every cell."""
        return cls(dict.fromkeys(cls.keys, 0))


def _normal(value: Cell) -> Cell:
    """One spelling for one number, so that 0.00 and 0, 12.60 and 12.6 are equal and print alike."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value


class T2(_Table):
    """Table 2: 主动公开政府信息情况, 10 cells."""

    __slots__ = ()
    name = "t2"
    keys = T2_KEYS


class T3(_Table):
    """Table 3: 收到和处理政府信息公开申请情况, 25 rows × 7 columns."""

    __slots__ = ()
    name = "t3"
    keys = T3_KEYS


class T4(_Table):
    """Table 4: 行政复议、行政诉讼情况, 3 blocks × 5 columns."""

    __slots__ = ()
    name = "t4"
    keys = T4_KEYS


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of one report."""

    t2: T2 = field(default_factory=T2)
    t3: T3 = field(default_factory=T3)
    t4: T4 = field(default_factory=T4)

    def __iter__(self) -> Iterator[T2 | T3 | T4]:
        return iter((self.t2, self.t3, self.t4))

    def cell(self, address: str) -> Cell:
        """The value at ``<table>.<row>.<col>``; KeyError if there is no such cell."""
        table, _, key = address.partition(".")
        if table not in {"t2", "t3", "t4"}:
            raise KeyError(address)
        found: T2 | T3 | T4 = getattr(self, table)
        return found[key]

    def with_cells(self, changes: Mapping[str, Cell]) -> Tables:
        """A copy with the cells at the given ``<table>.<row>.<col>`` addresses replaced."""
        split: dict[str, dict[str, Cell]] = {"t2": {}, "t3": {}, "t4": {}}
        for address, value in changes.items():
            table, _, key = address.partition(".")
            split[table][key] = value
        return replace(
            self,
            t2=self.t2.with_cells(split["t2"]),
            t3=self.t3.with_cells(split["t3"]),
            t4=self.t4.with_cells(split["t4"]),
        )

    @property
    def is_empty(self) -> bool:
        """No cell of any table is filled."""
        return all(table.is_empty for table in self)

    def to_json(self) -> dict[str, dict[str, int | float | None]]:
        """``{"t2": {"row.col": number|null}, …}``, every key present; a decimal amount becomes a float."""
        return {
            table.name: {
                key: float(value) if isinstance(value, Decimal) else value for key, value in table.cells.items()
            }
            for table in self
        }


def is_count(address: str) -> bool:
    """True for cells that hold whole numbers; False only for the fee amount in 万元."""
    return address != f"t2.{T2_AMOUNT_KEY}"
