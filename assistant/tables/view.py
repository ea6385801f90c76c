"""The tables as phrases and conditions see them: ``t3.denied.state_secret.total``, sums such as ``t3.denied.total``."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.report.standard import T3_GROUPS, TABLE_KEYS
from assistant.tables.schema import Cell, Tables

Wrap = Callable[[str, Cell], object]
"""Turns an address and its value into what an expression gets."""


def cell_value(tables: Tables, address: str) -> Cell:
    """The value at ``<table>.<row>.<col>``, or of a group sum ``t3.<group>.<col>`` (None if any part is empty).

    Group sums are derived, the form does not print them. KeyError for an address that is neither.
    """
    table, _, key = address.partition(".")
    group, _, column = key.partition(".")
    if table == "t3" and group in T3_GROUPS and f"{group}.{column}" not in TABLE_KEYS["t3"]:
        parts = [
            tables.t3[other]
            for other in TABLE_KEYS["t3"]
            if other.startswith(f"{group}.") and other.rpartition(".")[2] == column
        ]
        if not parts:
            raise KeyError(address)
        total: int | Decimal = 0
        for part in parts:
            if part is None:
                return None
            total += part
        return total
    return tables.cell(address)


_GROUPS = {
    table: frozenset(key[:end] for key in keys for end, sign in enumerate(key) if sign == ".")
    for table, keys in TABLE_KEYS.items()
}
"""What stands before a full stop in the keys of a table: names that lead to further names."""


class TableView:
    """Attribute access into the cells of one table; AttributeError for a name the form does not have."""

    def __init__(self, tables: Tables, path: str, wrap: Wrap, label: str = "") -> None:
        self._tables = tables
        self._path = path
        self._wrap = wrap
        self._label = label or path

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        table, _, prefix = self._path.partition(".")
        key = f"{prefix}.{name}" if prefix else name
        label = f"{self._label}.{name}"
        if key in _GROUPS[table]:
            return TableView(self._tables, f"{table}.{key}", self._wrap, label)
        try:
            value = cell_value(self._tables, f"{table}.{key}")
        except KeyError as error:
            raise AttributeError(f"{table}.{key}") from error
        return self._wrap(label, value)


class YearView:
    """Last year's three tables as ``last.t2`` … ``last.t4``."""

    def __init__(self, tables: Tables, wrap: Wrap) -> None:
        self.t2 = TableView(tables, "t2", wrap, "last.t2")
        self.t3 = TableView(tables, "t3", wrap, "last.t3")
        self.t4 = TableView(tables, "t4", wrap, "last.t4")
