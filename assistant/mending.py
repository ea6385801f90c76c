"""A report file with the certain fixes of its findings applied; the file itself is not touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding, Severity
from assistant.checks.runner import check_report
from assistant.checks.settings import Settings
from assistant.report.model import Report
from assistant.reuse.editing import Change, TextFile, WordFile, editable
from assistant.reuse.places import Places, find_passages
from assistant.reuse.reading import read_report
from assistant.tables.values import number_text


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


def mend(
    data: bytes,
    name: str,
    report: Report,
    findings: Sequence[Finding],
    settings: Settings,
    *,
    fill_blanks: bool = False,
) -> Mended:
    """Apply the certain fixes among the findings on a file; InputError for a file that cannot be changed.

    Totals that do not follow from their parts are recomputed in the file's tables. ``fill_blanks``: somebody has said
    that what is empty did not happen, so empty cells are filled as TQ-27 offers.
    """
    file = editable(data, name)
    wanted = [
        finding
        for finding in findings
        if finding.fix and finding.fix.cells and (finding.fix.is_certain or (fill_blanks and finding.rule == "TQ-27"))
    ]
    filled, not_filled = _with_cells(file, name, report, wanted, findings, settings)
    file = filled or file
    passages = Context(report, settings).passages
    places = find_passages(file.track, passages)
    accepted: list[Change] = []
    done: list[Finding] = [finding for finding in wanted if finding not in not_filled]
    lost: list[Finding] = list(not_filled)
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
    changed = file.changed(accepted) if accepted else file.data if filled else data
    return Mended(changed, tuple(one for one in findings if one in done), left, tuple(lost))


def _with_cells(
    file: TextFile | WordFile,
    name: str,
    report: Report,
    wanted: Sequence[Finding],
    findings: Sequence[Finding],
    settings: Settings,
) -> tuple[TextFile | WordFile | None, list[Finding]]:
    """The file with the cells of some findings changed, and the findings whose cells were not.

    A change counts only when the file, read again, holds exactly the figures meant and no new error or warning.
    """
    if not wanted:
        return None, []
    places = _cell_places(file, name)
    left: list[Finding] = []
    tables, changed = report.tables, file
    loud = _loud(check_report(report, settings=settings))
    for finding in wanted:
        assert finding.fix is not None
        cells = dict(finding.fix.cells)
        meant = tables.with_cells(cells)
        if not set(cells) <= set(places):
            left.append(finding)
            continue
        # A figure the text states otherwise is no slip of the sum.
        if _loud(check_report(replace(report, tables=meant), settings=settings)) - loud:
            left.append(finding)
            continue
        trial = changed.with_cells({places[cell]: number_text(value) for cell, value in cells.items()})
        again = read_report(trial.data, name).report
        if again.tables != meant or _prose(again) != _prose(report):
            left.append(finding)
            continue
        tables, changed = meant, trial
    return (changed if changed is not file else None), left


def _loud(findings: Sequence[Finding]) -> set[tuple[str, str | None]]:
    """Errors and warnings by rule and place; of the tables, those that speak of one cell."""
    return {(one.rule, one.where.cell or one.excerpt) for one in findings if one.severity is not Severity.INFO}


def _prose(report: Report) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in report.paragraphs())


def _cell_places(file: TextFile | WordFile, name: str) -> dict[str, int]:
    """Which cell of the file holds which cell of the form: each is given a number of its own, and the file read so."""
    cells = file.cells()
    found: dict[str, int] = {}
    said = {cell.row for cell in cells if cell.text}
    # Empty cells apart, those beside figures first: a number where the form has none could be taken for a row.
    for group in (
        [cell for cell in cells if cell.text],
        [cell for cell in cells if not cell.text and cell.row in said],
        [cell for cell in cells if not cell.text],
    ):
        others = [int(cell.text) for cell in cells if cell not in group and cell.text.isdecimal()]
        first = _unused(others, len(cells))
        signs = {first + cell.number: cell.number for cell in group}
        read = read_report(file.with_cells({number: str(sign) for sign, number in signs.items()}).data, name)
        for table in read.report.tables:
            for key in table.keys:
                value = table[key]
                if isinstance(value, int) and value in signs:
                    found.setdefault(f"{table.name}.{key}", signs[value])
    return found


def _unused(taken: Sequence[int], count: int) -> int:
    """The first of ``count`` numbers in a row that are not among ``taken``; short, for columns drawn narrow."""
    first = 1001
    while any(first <= number < first + count for number in taken):
        first += count
    return first


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
