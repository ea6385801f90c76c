"""Comparing a reading with the sample report, part by part, so that a failure names the part."""

from __future__ import annotations

from reading_samples import report

from assistant.report.model import Report
from assistant.reuse.reading import ReportReading, read_report


def read(content: str | bytes, name: str = "report.txt") -> ReportReading:
    return read_report(content.encode("utf-8") if isinstance(content, str) else content, name)


def parts(made: Report) -> dict[str, object]:
    """What stands in a report; titles of sections and subsections apart, which offices word differently."""
    told: dict[str, object] = {
        "title": made.title,
        "organ": (made.organ.name, str(made.organ.kind)),
        "year": made.year,
        "lead": [paragraph.text for paragraph in made.lead],
    }
    for section in made.sections:
        told[section.key] = [paragraph.text for paragraph in section.paragraphs]
        told[f"{section.key} subsections"] = [(part.group, part.text) for part in section.subsections]
    for table in made.tables:
        told |= {f"{table.name}.{key}": value for key, value in table.cells.items()}
    return told


def assert_sample(reading: ReportReading, *, but: tuple[str, ...] = ()) -> None:
    """The reading is the sample report in every part but some."""
    found, expected = parts(reading.report), parts(report())
    wrong = {key: found[key] for key in expected if found[key] != expected[key] and not key.startswith(but or ("\0",))}
    assert wrong == {}
