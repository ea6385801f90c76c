"""Figures that the tests of the tables share."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from assistant.report.standard import (
    T2_KEYS,
    T3_APPLICANT_COLUMNS,
    T3_DETAIL_ROWS,
    T3_ROWS,
    T4_BLOCKS,
    T4_KEYS,
    T4_OUTCOMES,
)
from assistant.tables.arithmetic import complete
from assistant.tables.schema import T2, T3, T4, Tables

_CITY_ROWS = {
    "new_received": (3001, 53, 0, 0, 61, 4),
    "carried_in": (34, 0, 0, 0, 0, 0),
    "granted": (1288, 21, 0, 0, 50, 3),
    "partial": (447, 7, 0, 0, 0, 0),
    "denied.state_secret": (2, 0, 0, 0, 0, 0),
    "denied.law_forbidden": (30, 1, 0, 0, 0, 0),
    "denied.security_stability": (5, 0, 0, 0, 0, 0),
    "denied.third_party": (6, 0, 0, 0, 0, 0),
    "denied.internal_affairs": (7, 1, 0, 0, 0, 0),
    "denied.process": (12, 0, 0, 0, 0, 0),
    "denied.enforcement_file": (9, 0, 0, 0, 0, 0),
    "denied.admin_query": (105, 0, 0, 0, 0, 0),
    "unable.not_held": (746, 12, 0, 0, 10, 1),
    "unable.needs_making": (11, 0, 0, 0, 0, 0),
    "unable.unclear": (1, 0, 0, 0, 0, 0),
    "unprocessed.petition": (56, 6, 0, 0, 0, 0),
    "unprocessed.repeat": (25, 0, 0, 0, 0, 0),
    "unprocessed.reconfirm": (1, 0, 0, 0, 0, 0),
    "misc.no_correction": (67, 3, 0, 0, 1, 0),
    "misc.unpaid_fee": (6, 0, 0, 0, 0, 0),
    "misc.other": (108, 2, 0, 0, 0, 0),
    "carried_out": (103, 0, 0, 0, 0, 0),
}
"""淮安市 2024, the published table 3: everything balances."""


def city_tables() -> Tables:
    t3 = {
        f"{row}.{column}": value
        for row in T3_ROWS
        if row != "result_total"
        for column, value in zip(T3_APPLICANT_COLUMNS, _CITY_ROWS.get(row, (0,) * 6), strict=True)
    }
    t4 = (72, 64, 178, 37, None, 13, 4, 8, 1, None, 12, 1, 1, 6, None)
    return complete(
        Tables(
            T2(dict(zip(T2_KEYS, (1, 0, 11, 8, 26, 66, 447228, 3985758, 88283, Decimal("96171.6")), strict=True))),
            T3(t3),
            T4(dict(zip(T4_KEYS, t4, strict=True))),
        )
    )


@st.composite
def consistent_tables(draw: st.DrawFn) -> Tables:
    """Complete tables in which every rule holds; mostly zeros, as real ones are."""
    count = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 5000))
    t3: dict[str, int] = {}
    for column in T3_APPLICANT_COLUMNS:
        done = 0
        for row in T3_DETAIL_ROWS:
            t3[f"{row}.{column}"] = draw(count)
            done += t3[f"{row}.{column}"]
        carried_out = draw(count)
        carried_in = draw(st.integers(0, done + carried_out))
        t3[f"carried_out.{column}"] = carried_out
        t3[f"carried_in.{column}"] = carried_in
        t3[f"new_received.{column}"] = done + carried_out - carried_in
    t4 = {f"{block}.{outcome}": draw(count) for block in T4_BLOCKS for outcome in T4_OUTCOMES}
    t4["review.upheld"] += 1  # else T4-03 would have something to say
    t2: dict[str, int | Decimal] = {key: draw(count) for key in T2_KEYS}
    for row in ("rules", "normative"):
        t2[f"{row}.in_force"] += t2[f"{row}.made"]
    t2["fee.amount"] = draw(st.decimals(0, 10**6, places=2))
    return complete(Tables(T2(t2), T3(t3), T4(t4)))
