"""Events as plain JSON values and back: what a journal line holds. Readable, small, strict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from assistant.interview.state import (
    Answered,
    Began,
    Carried,
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
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind
from assistant.reuse.ageing import AgeingItem, ItemKind
from assistant.tables.schema import Cell, Tables
from assistant.tables.view import cell_value

Json = dict[str, Any]
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
"""How a decimal is written; no exponent may make a line of a few characters a number of millions."""


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
    kept = {
        key: value
        for key, value in fields.items()
        if value is not None and (key not in _DEFAULTED or value not in ("", {}, [], False))
    }
    return {"event": _NAMES[type(event)], **kept}


def event_from_json(value: Mapping[str, Any]) -> Event:
    """The event written as ``value``.

    Raises UnknownEventError for a name of a later version, KeyError, TypeError or ValueError for what is damaged.
    """
    name = _text(value["event"])
    if name not in _READERS:
        raise UnknownEventError(name)
    return _READERS[name](value)


_DEFAULTED = frozenset({"source", "last", "cells", "what", "carried", "basis", "values", "topic", "items", "dropped"})
"""Fields left out when empty."""
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
    "began": lambda v: Began(_organ_from_json(v["organ"]), _int(v["year"])),
    "tables": lambda v: TablesGiven(
        _tables_from_json(v.get("cells", {})), _text(v.get("source", "")), v.get("last", False) is True
    ),
    "cells": lambda v: CellsSet(_known_cells(v.get("cells", {})), _text(v.get("what", ""))),
    "last_year": lambda v: LastYearGiven(report_from_json(v["report"]), _text(v.get("source", ""))),
    "answered": lambda v: Answered(
        _int(v["answer"]),
        _group(v["group"]),
        _optional(v.get("question")),
        _text(v["text"]),
        _strings(v["facts"]),
        _text(v.get("carried", "")),
    ),
    "revised": lambda v: Revised(
        _int(v["answer"]), _text(v["text"]), tuple((_int(number), _text(words)) for number, words in v["facts"])
    ),
    "settled": lambda v: Settled(
        _int(v["answer"]), _int(v["fact"]), _choice_from_json(v), _basis_from_json(v.get("basis", {}))
    ),
    "reopened": lambda v: Reopened(_int(v["answer"]), _int(v["fact"])),
    "withdrawn": lambda v: Withdrawn(_int(v["answer"])),
    "skipped": lambda v: Skipped(_text(v["question"])),
    "jumped": lambda v: Jumped(_optional(v.get("question"))),
    "edited": lambda v: Edited(_text(v["sentence"]), _text(v["text"]), _text(v.get("basis", ""))),
    "removed": lambda v: Removed(_text(v["sentence"])),
    "restored": lambda v: Restored(_text(v["sentence"])),
    "ordered": lambda v: Ordered(_group(v["group"]), _strings(v["sentences"])),
    "confirmed": lambda v: Confirmed(_text(v["sentence"]), _text(v.get("basis", ""))),
    "dismissed": lambda v: Dismissed(_text(v["finding"]), _optional(v.get("reason"))),
}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r}")
    return value


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _int(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"no whole number: {value!r}")
    return value


def _group(value: Any) -> str:
    if value not in NARRATIVE_GROUPS:
        raise ValueError(f"no part of the report: {value!r}")
    return _text(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"no list: {value!r}")
    return value


def _object(value: Any) -> Json:
    if not isinstance(value, dict):
        raise TypeError(f"no object: {value!r}")
    return value


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def _choice_to_json(choice: Choice) -> Json:
    match choice:
        case PhraseChoice(phrase, values, last):
            return {"phrase": phrase, "values": _values_to_json(values), "last": _values_to_json(last)}
        case Typed(text, topic):
            return {"typed": text, "topic": topic}
        case Carried(text, topic, items, values, dropped):
            aged = [[item.start, item.end, str(item.kind), item.name, item.unit] for item in items]
            return {
                "rolled": text,
                "topic": topic,
                "items": aged,
                "values": _values_to_json(values),
                "dropped": sorted(dropped),
            }
        case SetAside(reason):
            return {"set_aside": reason}


def _choice_from_json(value: Mapping[str, Any]) -> Choice:
    if "phrase" in value:
        return PhraseChoice(
            _text(value["phrase"]), _values_from_json(value, "values"), _values_from_json(value, "last")
        )
    if "typed" in value:
        return Typed(_text(value["typed"]), _text(value.get("topic", "")))
    if "rolled" in value:
        text = _text(value["rolled"])
        items = tuple(_item_from_json(item, text) for item in _list(value.get("items", [])))
        dropped = frozenset(_strings(value.get("dropped", [])))
        return Carried(text, _text(value.get("topic", "")), items, _values_from_json(value, "values"), dropped)
    return SetAside(_text(value["set_aside"]))


def _item_from_json(value: Any, text: str) -> AgeingItem:
    start, end, kind, name, unit = _list(value)
    if not 0 <= _int(start) < _int(end) <= len(text):
        raise ValueError(f"no part of the sentence: {value!r}")
    return AgeingItem(start, end, ItemKind(kind), _text(name), _text(unit))


def _values_to_json(values: Mapping[str, SlotValue]) -> Json:
    return {name: _number_to_json(value) for name, value in values.items()}


def _values_from_json(value: Mapping[str, Any], key: str) -> dict[str, SlotValue]:
    return {name: _slot_from_json(given) for name, given in _object(value.get(key, {})).items()}


def _number_to_json(value: SlotValue) -> Any:
    """A decimal becomes ``{"decimal": "12.6"}``, so that text made of digits stays text."""
    return {"decimal": format(value, "f")} if isinstance(value, Decimal) else value


def _slot_from_json(value: Any) -> SlotValue:
    if isinstance(value, dict):
        if not _PLAIN.fullmatch(value["decimal"]):
            raise ValueError(f"no plain decimal: {value!r}")
        return Decimal(value["decimal"])
    return value if value is None or isinstance(value, str) else _int(value)


def _cells_to_json(cells: Mapping[str, Cell]) -> Json:
    return {address: _number_to_json(value) for address, value in cells.items()}


def _cells_from_json(cells: Any) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for address, value in _object(cells).items():
        cell = _slot_from_json(value)
        if isinstance(cell, str):
            raise TypeError(f"cell {address}: {cell!r}")
        found[address] = cell
    return found


def _basis_from_json(cells: Any) -> dict[str, Cell]:
    found = _cells_from_json(cells)
    for address in found:
        cell_value(Tables(), address.removeprefix("last."))  # KeyError likewise
    return found


def _known_cells(cells: Any) -> dict[str, Cell]:
    found = _cells_from_json(cells)
    Tables().with_cells(found)  # KeyError for an address the form does not have
    return found


def _tables_to_json(tables: Tables) -> Json:
    return _cells_to_json(
        {f"{table.name}.{key}": value for table in tables for key, value in table.cells.items() if value is not None}
    )


def _tables_from_json(cells: Any) -> Tables:
    return Tables().with_cells(_cells_from_json(cells))


def _organ_to_json(organ: Organ) -> Json:
    contact = {name: getattr(organ.contact, name) for name in Contact.__dataclass_fields__}
    fields: Json = {"name": organ.name, "kind": str(organ.kind), "self_reference": organ.self_reference}
    if organ.superior is not None:
        fields["superior"] = organ.superior
    known = {name: value for name, value in contact.items() if value is not None}
    return {**fields, "contact": known} if known else fields


def _organ_from_json(value: Any) -> Organ:
    organ = _object(value)
    contact = Contact(**{name: _optional(known) for name, known in _object(organ.get("contact", {})).items()})
    return Organ(
        _text(organ["name"]),
        OrganKind(organ["kind"]),
        _text(organ["self_reference"]),
        _optional(organ.get("superior")),
        contact,
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


def report_from_json(value: Any) -> Report:
    """The report :func:`report_to_json` wrote."""
    report = _object(value)
    return Report(
        organ=_organ_from_json(report["organ"]),
        year=_int(report["year"]),
        title=_text(report["title"]),
        lead=_paragraphs(report["lead"]),
        sections=tuple(_section_from_json(_object(section)) for section in _list(report["sections"])),
        tables=_tables_from_json(report["cells"]),
    )


def _section_from_json(section: Json) -> Section:
    parts = tuple(
        Subsection(_optional(part["group"]), _text(part["title"]), _paragraphs(part["paragraphs"]))
        for part in map(_object, _list(section["subsections"]))
    )
    return Section(_text(section["key"]), _text(section["title"]), _paragraphs(section["paragraphs"]), parts)


def _texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def _paragraphs(texts: Any) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Sentence(text, Origin("last_year")),)) for text in _strings(texts))
