"""Two published reports of 2024 rolled forward: nothing of their figures, dates and meetings stands unmarked."""

from __future__ import annotations

import re

import pytest
from originals import HUAIAN, SEED

from assistant.interview.autopilot import Brief, draft
from assistant.interview.engine import Engine
from assistant.phrases.fill import PLACEHOLDER
from assistant.report.model import Report
from assistant.reuse.reading import read_report
from assistant.reuse.rollforward import promises_of

pytestmark = pytest.mark.skipif(not (SEED.exists() and HUAIAN.exists()), reason="the originals are not here")


def rolled(engine: Engine, last: Report) -> str:
    report = engine.report(draft(engine, Brief(last.organ, 2025, last_report=last)))
    prose = [p.text for key in ("overview", "issues", "other") for p in report.section(key).all_paragraphs]
    return PLACEHOLDER.sub("", "\n".join(prose))


@pytest.mark.parametrize(("path", "problems"), [(SEED, 2), (HUAIAN, 2)], ids=["seed", "huaian"])
def test_nothing_stale_is_left(engine: Engine, path, problems: int) -> None:
    last = read_report(path.read_bytes(), path.name).report
    text = rolled(engine, last)
    assert set(re.findall(r"[0-9]+", re.sub(r"《[^》]*》|〔[0-9]+〕[0-9]+号", "", text))) <= {"2025"}
    assert "全会" not in text
    assert len(promises_of(last)) == problems


def test_what_still_holds_is_taken_over(engine: Engine) -> None:
    text = rolled(engine, read_report(SEED.read_bytes(), SEED.name).report)
    for words in ("政务公开专区", "“三审三校”", "政策“直享快达”"):
        assert words in text
    assert "未收到政府信息公开申请" not in text, "that is for this year's tables to tell"
