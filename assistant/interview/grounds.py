"""What the choice of a sentence rests on."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.interview.state import Choice, PhraseChoice
from assistant.phrases.fill import Filler, condition_names
from assistant.phrases.model import Bank
from assistant.tables.schema import Cell


def grounds_of(choice: Choice, bank: Bank, filler: Filler) -> Mapping[str, Cell]:
    """The table paths a choice rests on, read from the names in its phrase's condition, with their values."""
    phrase = bank.by_id.get(choice.phrase) if isinstance(choice, PhraseChoice) else None
    if phrase is None or phrase.when is None:
        return {}
    return filler.cells(sorted(condition_names(phrase.when).tables))
