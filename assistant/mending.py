"""A report file with the certain fixes of its findings applied; the file itself is not touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding
from assistant.checks.settings import Settings
from assistant.report.model import Report
from assistant.reuse.editing import Change, editable
from assistant.reuse.places import Places, find_passages


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a file."""

    data: bytes
    """The file with the fixes; the original's bytes when nothing could be fixed."""
    done: tuple[Finding, ...]
    left: tuple[Finding, ...]
    """What needs a person, in the order given."""
    lost: tuple[Finding, ...]
    """Those of ``left`` with a certain fix whose text was not found in the file, or that meet another fix there."""


def mend(data: bytes, name: str, report: Report, findings: Sequence[Finding], settings: Settings) -> Mended:
    """Apply the certain fixes among the findings on a file; InputError for a file that cannot be changed."""
    file = editable(data, name)
    passages = Context(report, settings).passages
    places = find_passages(file.track, passages)
    accepted: list[Change] = []
    done: list[Finding] = []
    lost: list[Finding] = []
    for finding in findings:
        if finding.fix is None or not finding.fix.edits or not finding.fix.is_certain:
            continue
        changes = [_change(places, finding, edit, passages) for edit in finding.fix.edits]
        own = [change for change in changes if change is not None]
        if len(own) < len(changes) or any(_meet(one, other) for one in own for other in accepted):
            lost.append(finding)
            continue
        accepted += own
        done.append(finding)
    left = tuple(finding for finding in findings if finding not in done)
    return Mended(file.changed(accepted) if accepted else data, tuple(done), left, tuple(lost))


def _change(places: Places, finding: Finding, edit: Edit, passages: Sequence[Passage]) -> Change | None:
    """The edit in the file's characters, as small as it can be: what stays keeps its format."""
    for one in (_trimmed(edit, finding, passages), edit):
        span = places.span(finding.where, one.start, one.end)
        if span is not None:
            return Change(*span, one.text)
    return None


def _trimmed(edit: Edit, finding: Finding, passages: Sequence[Passage]) -> Edit:
    place = (finding.where.section, finding.where.subsection)
    for passage in passages:
        low, high = edit.start - passage.offset, edit.end - passage.offset
        if passage.place != place or low < 0 or high > len(passage.text):
            continue
        old, new = passage.text[low:high], edit.text
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        return Edit(edit.start + head, edit.end - tail, new[head : len(new) - tail])
    return edit


def _meet(one: Change, other: Change) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
