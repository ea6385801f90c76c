"""Events as plain JSON values and back: what a journal line holds. Readable, small, strict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from assistant.interview.state import (
    Answered,
    Began,
    CellsSet,
    Choice,
    Confirmed,
    Dismissed,
    Edited,
    Event,
    Jumped,
    LastYearGiven,
    Ordered,
    PhraseChoice,
    Removed,
    Reopened,
    Restored,
    Revised,
    SetAside,
    Settled,
    Skipped,
    TablesGiven,
    Typed,
    Withdrawn,
)
from assistant.phrases.fill import SlotValue
from assistant.report.model import Origin, Paragraph, Report, Section, Sentence, Subsection
from assistant.report.organ import Contact, Organ
from assistant.report.standard import OrganKind
from assistant.tables.schema import Cell, Tables

Json = dict[str, Any]


class UnknownEventError(ValueError):
    """A kind of event this version does not know."""


def event_to_json(event: Event) -> Json:
    """``{"event": name, …}``; what is empty or default is left out."""
    fields: Json
    match event:
        case Began(organ, year):
            fields = {"organ": _organ_to_json(organ), "year": year}
        case TablesGiven(tables, source, last):
            fields = {"cells": _tables_to_json(tables), "source": source, "last": last}
        case CellsSet(cells, what):
            fields = {"cells": _cells_to_json(cells), "what": what}
        case LastYearGiven(report, source):
            fields = {"report": report_to_json(report), "source": source}
        case Answered(answer, group, question, text, facts, carried):
            fields = {"answer": answer, "group": group, "question": question, "text": text, "facts": list(facts)}
            fields["carried"] = carried
        case Revised(answer, text, numbered):
            fields = {"answer": answer, "text": text, "facts": [list(fact) for fact in numbered]}
        case Settled(answer, fact, choice, basis):
            fields = {"answer": answer, "fact": fact, **_choice_to_json(choice), "basis": _cells_to_json(basis)}
        case Reopened(answer, fact):
            fields = {"answer": answer, "fact": fact}
        case Withdrawn(answer):
            fields = {"answer": answer}
        case Skipped(question):
            fields = {"question": question}
        case Jumped(target):
            fields = {"question": target}
        case Edited(sentence, text, rests_on):
            fields = {"sentence": sentence, "text": text, "basis": rests_on}
        case Removed(sentence) | Restored(sentence):
            fields = {"sentence": sentence}
        case Ordered(group, sentences):
            fields = {"group": group, "sentences": list(sentences)}
        case Confirmed(sentence, rests_on):
            fields = {"sentence": sentence, "basis": rests_on}
        case Dismissed(finding, reason):
            fields = {"finding": finding, "reason": reason}
    kept = {key: value for key, value in fields.items() if value not in (None, "", {}, False) or key in _ALWAYS}
    return {"event": _NAMES[type(event)], **kept}


def event_from_json(value: Mapping[str, Any]) -> Event:
    """The event written as ``value``.

    Raises UnknownEventError for a name of a later version, KeyError, TypeError or ValueError for what is damaged.
    """
    name = value["event"]
    if name not in _READERS:
        raise UnknownEventError(str(name))
    return _READERS[name](value)


_ALWAYS = frozenset({"answer", "fact", "text", "facts", "sentences"})
_NAMES: Mapping[type, str] = {
    Began: "began",
    TablesGiven: "tables",
    CellsSet: "cells",
    LastYearGiven: "last_year",
    Answered: "answered",
    Revised: "revised",
    Settled: "settled",
    Reopened: "reopened",
    Withdrawn: "withdrawn",
    Skipped: "skipped",
    Jumped: "jumped",
    Edited: "edited",
    Removed: "removed",
    Restored: "restored",
    Ordered: "ordered",
    Confirmed: "confirmed",
    Dismissed: "dismissed",
}

_READERS: Mapping[str, Callable[[Mapping[str, Any]], Event]] = {
    "began": lambda v: Began(_organ_from_json(v["organ"]), int(v["year"])),
    "tables": lambda v: TablesGiven(_tables_from_json(v.get("cells", {})), v.get("source", ""), v.get("last", False)),
    "cells": lambda v: CellsSet(_known_cells(v.get("cells", {})), v.get("what", "")),
    "last_year": lambda v: LastYearGiven(report_from_json(v["report"]), v.get("source", "")),
    "answered": lambda v: Answered(
        int(v["answer"]),
        str(v["group"]),
        v.get("question"),
        str(v["text"]),
        tuple(map(str, v["facts"])),
        v.get("carried", ""),
    ),
    "revised": lambda v: Revised(
        int(v["answer"]), str(v["text"]), tuple((int(number), str(words)) for number, words in v["facts"])
    ),
    "settled": lambda v: Settled(
        int(v["answer"]), int(v["fact"]), _choice_from_json(v), _cells_from_json(v.get("basis", {}))
    ),
    "reopened": lambda v: Reopened(int(v["answer"]), int(v["fact"])),
    "withdrawn": lambda v: Withdrawn(int(v["answer"])),
    "skipped": lambda v: Skipped(str(v["question"])),
    "jumped": lambda v: Jumped(v.get("question")),
    "edited": lambda v: Edited(str(v["sentence"]), str(v["text"]), v.get("basis", "")),
    "removed": lambda v: Removed(str(v["sentence"])),
    "restored": lambda v: Restored(str(v["sentence"])),
    "ordered": lambda v: Ordered(str(v["group"]), tuple(map(str, v["sentences"]))),
    "confirmed": lambda v: Confirmed(str(v["sentence"]), v.get("basis", "")),
    "dismissed": lambda v: Dismissed(str(v["finding"]), v.get("reason")),
}


def _choice_to_json(choice: Choice) -> Json:
    match choice:
        case PhraseChoice(phrase, values):
            return {"phrase": phrase, "values": {name: _number_to_json(value) for name, value in values.items()}}
        case Typed(text):
            return {"typed": text}
        case SetAside(reason):
            return {"set_aside": reason or "-"}


def _choice_from_json(value: Mapping[str, Any]) -> Choice:
    if "phrase" in value:
        values = {str(name): _slot_from_json(given) for name, given in value.get("values", {}).items()}
        return PhraseChoice(str(value["phrase"]), values)
    if "typed" in value:
        return Typed(str(value["typed"]))
    reason = str(value["set_aside"])
    return SetAside("" if reason == "-" else reason)


def _number_to_json(value: SlotValue) -> Any:
    """A decimal becomes ``{"decimal": "12.6"}``, so that text made of digits stays text."""
    return {"decimal": format(value, "f")} if isinstance(value, Decimal) else value


def _slot_from_json(value: Any) -> SlotValue:
    if isinstance(value, Mapping):
        return Decimal(value["decimal"])
    if value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"slot value {value!r}")


def _cells_to_json(cells: Mapping[str, Cell]) -> Json:
    return {address: _number_to_json(value) for address, value in cells.items()}


def _cells_from_json(cells: Mapping[str, Any]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for address, value in cells.items():
        cell = _slot_from_json(value)
        if isinstance(cell, str):
            raise TypeError(f"cell {address}: {cell!r}")
        found[address] = cell
    return found


def _known_cells(cells: Mapping[str, Any]) -> dict[str, Cell]:
    found = _cells_from_json(cells)
    Tables().with_cells(found)  # KeyError for an address the form does not have
    return found


def _tables_to_json(tables: Tables) -> Json:
    return _cells_to_json(
        {f"{table.name}.{key}": value for table in tables for key, value in table.cells.items() if value is not None}
    )


def _tables_from_json(cells: Mapping[str, Any]) -> Tables:
    return Tables().with_cells(_cells_from_json(cells))


def _organ_to_json(organ: Organ) -> Json:
    contact = {name: getattr(organ.contact, name) for name in Contact.__dataclass_fields__}
    fields: Json = {"name": organ.name, "kind": str(organ.kind), "self_reference": organ.self_reference}
    if organ.superior:
        fields["superior"] = organ.superior
    known = {name: value for name, value in contact.items() if value}
    return {**fields, "contact": known} if known else fields


def _organ_from_json(value: Mapping[str, Any]) -> Organ:
    contact = Contact(**value.get("contact", {}))
    return Organ(
        str(value["name"]), OrganKind(value["kind"]), str(value["self_reference"]), value.get("superior"), contact
    )


def report_to_json(report: Report) -> Json:
    """A report read from a file: paragraphs as texts."""
    return {
        "organ": _organ_to_json(report.organ),
        "year": report.year,
        "title": report.title,
        "lead": _texts(report.lead),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "paragraphs": _texts(section.paragraphs),
                "subsections": [
                    {"group": part.group, "title": part.title, "paragraphs": _texts(part.paragraphs)}
                    for part in section.subsections
                ],
            }
            for section in report.sections
        ],
        "cells": _tables_to_json(report.tables),
    }


def report_from_json(value: Mapping[str, Any]) -> Report:
    """The report :func:`report_to_json` wrote."""
    return Report(
        organ=_organ_from_json(value["organ"]),
        year=int(value["year"]),
        title=str(value["title"]),
        lead=_paragraphs(value["lead"]),
        sections=tuple(
            Section(
                str(section["key"]),
                str(section["title"]),
                _paragraphs(section["paragraphs"]),
                tuple(
                    Subsection(part["group"], str(part["title"]), _paragraphs(part["paragraphs"]))
                    for part in section["subsections"]
                ),
            )
            for section in value["sections"]
        ),
        tables=_tables_from_json(value["cells"]),
    )


def _texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def _paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Sentence(str(text), Origin("last_year")),)) for text in texts)
