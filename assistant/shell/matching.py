"""``nianbao match``: candidates as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.files import decode_text, read_bytes
from assistant.interview.script import unknown_group
from assistant.matching.quantities import Quantity
from assistant.matching.rank import Candidate, Match
from assistant.phrases.fill import Filler, Setting
from assistant.report.organ import Organ
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind
from assistant.shell import to_stderr
from assistant.workbench import Workbench


def match_one(text: str, *, section: str | None, top: int, bank: Path | None, explain: bool = False) -> str:
    """One answer as one JSON object; ``explain`` adds the parts of the leading topics' scores."""
    matching = _Matching(bank)
    result = matching.result(text, section, top)
    if explain:
        result["explain"] = [
            {"topic": part.topic, "chance": part.chance, "parts": part.parts, "features": part.features}
            for part in matching.matcher.explain(text, section)
        ]
    return _dump(result)


def match_batch(file: Path, *, section: str | None, top: int, bank: Path | None) -> Iterator[str]:
    """One JSON object for each line ``{"id", "section"?, "answer"}`` of a JSONL file."""
    lines = decode_text(read_bytes(file, "批量文件"), file, "批量文件").splitlines()
    entries = [_entry(file, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    matching = _Matching(bank)
    for entry in entries:
        result = matching.result(entry["answer"], entry.get("section", section), top)
        yield _dump({"id": entry.get("id"), **result})


class _Matching:
    def __init__(self, bank: Path | None) -> None:
        self.matcher = Workbench.open(bank, to_stderr).matcher
        # No report is at hand: the year just past, an organ without a name that speaks of itself as 本单位.
        organ = Organ.of("本机关", OrganKind.OTHER, self_reference="本单位")
        self._filler = Filler(Setting(organ, date.today().year - 1))  # noqa: DTZ011 — the office's own calendar

    def result(self, text: str, section: str | None, top: int) -> dict[str, Any]:
        if section is not None and section not in NARRATIVE_GROUPS:
            raise unknown_group(section)
        return match_json(self.matcher.match(text, section, filler=self._filler, top=top), top)


def match_json(found: Match, top: int) -> dict[str, Any]:
    """The shape of design.md §8."""
    return {
        "matched": found.matched,
        "polarity": found.polarity,
        "quantities": [_quantity(quantity) for quantity in found.quantities],
        "candidates": [_candidate(candidate) for candidate in found.candidates[: max(top, 3)]],
        "clauses": [
            {
                "text": fact.text,
                "matched": fact.matched,
                "candidates": [_candidate(candidate) for candidate in fact.candidates[:top]],
            }
            for fact in found.facts
        ],
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    value = quantity.value
    return {
        "value": value if isinstance(value, int) else float(value),
        "unit": quantity.unit,
        "approx": quantity.is_approx,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "phrase": candidate.phrase.id,
        "topic": candidate.phrase.topic,
        "score": candidate.score,
        "text": candidate.filled.text,
        "missing": [slot.name for slot in candidate.missing],
        "hits": list(candidate.hits),
    }


def _entry(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise InputError(f"批量文件 {file} 第 {number} 行不是合格的 JSON，每行应当是一个 JSON 对象。") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("answer"), str):
        raise InputError(f"批量文件 {file} 第 {number} 行缺少 answer（文字），请补上。")
    if entry.get("section") is not None and entry["section"] not in NARRATIVE_GROUPS:
        raise InputError(f"批量文件 {file} 第 {number} 行：{unknown_group(str(entry['section'])).message}")
    return entry


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
