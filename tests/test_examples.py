"""The examples run end to end and their drafts are golden files, byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.checks.finding import Severity
from assistant.drafting import Draft, draft_from_files
from assistant.interview.outline import NoteKind
from assistant.render.formats import FORMATS

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = ("street", "bureau", "county", "town")
ROLLED = "town"
"""Last year's report and this year's tables alone: what is not known stays open."""


@pytest.fixture(scope="module", params=NAMES)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Draft, Path]:
    out = tmp_path_factory.mktemp(request.param)
    return (
        request.param,
        draft_from_files(EXAMPLES / request.param / "answers.yaml", out=out, formats=tuple(FORMATS)),
        out,
    )


def test_draft_equals_the_golden_files(example: tuple[str, Draft, Path]) -> None:
    name, _, out = example
    golden = sorted((EXAMPLES / name / "draft").iterdir())
    written = sorted(out.iterdir())
    assert [path.suffix for path in golden] == [path.suffix for path in written]
    for path, ours in zip(golden, written, strict=True):
        assert ours.read_bytes() == path.read_bytes(), (
            f"{path.name}: run tests/render_examples.py and read the difference"
        )


def test_nothing_is_open_and_nothing_is_wrong(example: tuple[str, Draft, Path]) -> None:
    name, draft, _ = example
    if name == ROLLED:
        assert draft.todos
        assert "132" not in re.sub("【待补：[^】]*】", "", draft.report.section("overview").subsections[0].text)
    else:
        assert draft.todos == ()
    assert [finding for finding in draft.findings if finding.severity is not Severity.INFO] == []
    assert [note for note in draft.outline.notes if note.kind is NoteKind.CONFLICT] == []


def test_every_answer_is_accounted_for(example: tuple[str, Draft, Path]) -> None:
    _, draft, _ = example
    told = {NoteKind.PHRASE, NoteKind.TYPED, NoteKind.COVERED, NoteKind.SET_ASIDE, NoteKind.CONFLICT}
    assert sum(note.kind in told and note.said != "" for note in draft.outline.notes) >= draft.answers_given


def test_ordinals_run_without_gap(example: tuple[str, Draft, Path]) -> None:
    _, draft, _ = example
    for paragraph in draft.report.paragraphs():
        marks = re.findall(r"(?:^|[。；：])([一二三四五六七八九十]+)是", paragraph.text)
        assert marks == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][: len(marks)]
