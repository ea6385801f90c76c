"""Clean reports stay silent: no error and no warning."""

from __future__ import annotations

import pytest
from check_samples import check, loud
from clean_reports import report

COUNT = 36


@pytest.mark.parametrize("number", range(COUNT))
def test_a_clean_report_is_silent(number: int) -> None:
    assert loud(check(report(number))) == []


def test_the_reports_differ() -> None:
    texts = {report(number).section("overview").subsections[0].text for number in range(COUNT)}
    assert len(texts) >= 8
    assert len({report(number).organ.name for number in range(COUNT)}) >= 12
