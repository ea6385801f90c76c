"""Which cells add up to which: the computed cells of the form and their operands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.report.standard import (
    T3_APPLICANT_COLUMNS,
    T3_DETAIL_ROWS,
    T3_ROWS,
    T4_BLOCKS,
    T4_OUTCOMES,
)


def _operands() -> dict[str, tuple[str, ...]]:
    operands: dict[str, tuple[str, ...]] = {}
    # First the column sums of （七）总计: the row total of that row needs them.
    for column in T3_APPLICANT_COLUMNS:
        operands[f"t3.result_total.{column}"] = tuple(f"t3.{row}.{column}" for row in T3_DETAIL_ROWS)
    for row in T3_ROWS:
        operands[f"t3.{row}.total"] = tuple(f"t3.{row}.{column}" for column in T3_APPLICANT_COLUMNS)
    for block in T4_BLOCKS:
        operands[f"t4.{block}.total"] = tuple(f"t4.{block}.{column}" for column in T4_OUTCOMES)
    return operands


OPERANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(_operands())
"""Address of each computed cell → addresses it adds up, in an order in which they can be computed.

``t3.result_total.total`` is the sum of its row; that it also equals the sum of its column is what T3-02 checks."""
