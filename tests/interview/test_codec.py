"""Events as JSON: everything comes back, damage raises what is documented and nothing else."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.codec import (
    UnknownEventError,
    event_from_json,
    event_to_json,
    report_from_json,
    report_to_json,
)
from assistant.interview.state import (
    Answered,
    Began,
    Carried,
    CellsSet,
    Confirmed,
    Dismissed,
    DraftState,
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
    fold,
)
from assistant.report.model import Paragraph, Report, statutory_section, statutory_subsection
from assistant.report.organ import Contact, Organ
from assistant.report.standard import NARRATIVE_GROUPS, SECTION_TITLES, SUBSECTION_TITLES, TABLE_KEYS, OrganKind
from assistant.reuse.ageing import ageing_items
from assistant.tables.schema import Tables

text = st.text(max_size=12)
name = text
number = st.integers(0, 10**6)
decimal = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False)
addresses = st.sampled_from([f"{table}.{key}" for table, keys in TABLE_KEYS.items() for key in keys])
cell = st.one_of(st.none(), st.integers(-5, 10**9), decimal)
cells = st.dictionaries(addresses, cell, max_size=5)
basis = st.dictionaries(
    st.one_of(
        addresses, addresses.map("last.".__add__), st.sampled_from(["t3.denied.total", "last.t3.unable.natural"])
    ),
    cell,
    max_size=3,
)
tables = cells.map(Tables().with_cells)
groups = st.sampled_from(NARRATIVE_GROUPS)
contact = st.builds(Contact, *[st.one_of(st.none(), name)] * 5)
organ = st.builds(Organ, text, st.sampled_from(OrganKind), text, st.one_of(st.none(), name), contact)
slot_value = st.one_of(st.none(), text, number, decimal)
slot_values = st.dictionaries(text, slot_value, max_size=3)
choice = st.one_of(
    st.builds(PhraseChoice, text, slot_values, slot_values),
    st.builds(Typed, text, text),
    st.builds(
        lambda words, topic, values, dropped: Carried(
            words, topic, ageing_items(words, 2023), values, frozenset(dropped)
        ),
        st.text(alphabet="公开信息条次2023年月日〔〕", max_size=20),
        text,
        slot_values,
        st.lists(text, max_size=2),
    ),
    st.builds(SetAside, text),
)
paragraphs = st.lists(text.map(Paragraph.of), max_size=2).map(tuple)
sections = st.tuples(
    *[
        st.builds(
            lambda key, own, parts: statutory_section(key, own, parts if key == "overview" else ()),
            st.just(key),
            paragraphs,
            st.lists(
                st.builds(statutory_subsection, st.sampled_from(list(SUBSECTION_TITLES)), paragraphs), max_size=2
            ).map(tuple),
        )
        for key in SECTION_TITLES
    ]
)
report = st.builds(Report, organ, st.integers(2008, 2100), text, paragraphs, sections, tables)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Began, organ, st.integers(2008, 2100)),
    st.builds(TablesGiven, tables, text, st.booleans()),
    st.builds(CellsSet, cells, text),
    st.builds(LastYearGiven, report, text),
    st.builds(Answered, number, groups, st.one_of(st.none(), name), text, st.lists(text, max_size=3).map(tuple), text),
    st.builds(Revised, number, text, st.lists(st.tuples(number, text), max_size=3).map(tuple)),
    st.builds(Settled, number, number, choice, basis),
    st.builds(Reopened, number, number),
    st.builds(Withdrawn, number),
    st.builds(Skipped, name),
    st.builds(Jumped, st.one_of(st.none(), name)),
    st.builds(Edited, name, text, text),
    st.builds(Removed, name),
    st.builds(Restored, name),
    st.builds(Ordered, groups, st.lists(name, max_size=3).map(tuple)),
    st.builds(Confirmed, name, text),
    st.builds(Dismissed, name, st.one_of(st.none(), name)),
)


def through_a_file(value: Any) -> Any:
    return json.loads(json.dumps(value, ensure_ascii=False))


@given(events)
def test_every_event_comes_back(event: Event) -> None:
    assert event_from_json(through_a_file(event_to_json(event))) == event


@given(report)
def test_a_report_comes_back_with_all_its_words(given_report: Report) -> None:
    assert report_from_json(through_a_file(report_to_json(given_report))) == given_report


def test_numbers_stay_numbers_and_text_stays_text() -> None:
    values = {"甲": 3, "乙": "3", "丙": Decimal("12.60"), "丁": None, "戊": "40余"}
    event = Settled(1, 0, PhraseChoice("supervision.training.a", values))
    back = event_from_json(through_a_file(event_to_json(event)))
    assert isinstance(back, Settled)
    assert isinstance(back.choice, PhraseChoice)
    assert {key: (type(value), str(value)) for key, value in back.choice.values.items()} == {
        key: (type(value), str(value)) for key, value in values.items()
    }


def test_what_is_empty_or_usual_is_not_written() -> None:
    assert event_to_json(Answered(3, "other", None, "没有收费", ("没有收费",))) == {
        "event": "answered",
        "answer": 3,
        "group": "other",
        "text": "没有收费",
        "facts": ["没有收费"],
    }
    assert event_to_json(Jumped(None)) == {"event": "jumped"}
    assert event_to_json(Dismissed("T3-01", None)) == {"event": "dismissed", "finding": "T3-01"}
    assert event_to_json(Dismissed("T3-01", "")) == {"event": "dismissed", "finding": "T3-01", "reason": ""}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, entry in inner for found in places(entry, (*path, key)))]


def damage(value: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    """``value`` with something else at ``path``; ``None`` of an object's field takes the field away."""
    if not path:
        return wrong
    key, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    if wrong is None and not rest and isinstance(copy, dict):
        del copy[key]
    else:
        copy[key] = damage(value[key], tuple(rest), wrong)
    return copy


wrong_values: st.SearchStrategy[Any] = st.sampled_from(
    (
        None,
        True,
        -1,
        1.5,
        float("nan"),
        float("inf"),
        10**30,
        "",
        "x",
        "t3.granted.total",
        [],
        [[]],
        [None],
        {},
        {"decimal": "NaN"},
        {"decimal": "1E+999999"},
        {"decimal": 5},
        {"x": {"y": 1}},
    )
)


@given(events, st.data(), wrong_values)
def test_damage_raises_what_is_documented_and_what_passes_can_be_used(
    event: Event, data: st.DataObject, wrong: Any
) -> None:
    value = event_to_json(event)
    path = data.draw(st.sampled_from(places(value)))
    broken = damage(value, path, wrong)
    try:
        read = event_from_json(broken)
    except (KeyError, TypeError, ValueError):
        return
    # What was read must not fail later: it folds, and can be written and read again.
    state = fold([read, Answered(1, "other", "q", "甲", ("甲",)), Withdrawn(1)])
    assert isinstance(state, DraftState)
    assert event_from_json(through_a_file(event_to_json(read))) == read


@pytest.mark.parametrize("value", [None, 5, "began", [], ["event"]])
def test_what_is_no_event_at_all(value: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        event_from_json(value)


def test_an_event_of_a_later_version_is_told_by_name() -> None:
    with pytest.raises(UnknownEventError, match="dreamt"):
        event_from_json({"event": "dreamt"})


@pytest.mark.parametrize(
    "value",
    [
        {"event": "cells", "cells": {"t3.granted.everybody": 1}},
        {"event": "cells", "cells": {"t3.granted.total": "3"}},
        {"event": "settled", "answer": 1, "fact": 0, "typed": "甲", "basis": {"t9.x.y": 1}},
        {"event": "settled", "answer": 1, "fact": 0},
        {"event": "answered", "answer": "1", "group": "other", "text": "甲", "facts": ["甲"]},
        {"event": "answered", "answer": 1, "group": "lunch", "text": "甲", "facts": ["甲"]},
        {"event": "answered", "answer": 1, "group": "other", "question": ["q"], "text": "甲", "facts": ["甲"]},
        {"event": "ordered", "group": "other", "sentences": "a1.0"},
    ],
)
def test_values_the_draft_could_not_work_with_are_refused(value: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        event_from_json(value)
