"""Finding phrases for whoever looks for one: the command line and the search box ask here."""

from __future__ import annotations

from assistant.matching.pinyin import is_by_letters
from assistant.matching.rank import Hit
from assistant.phrases.model import Polarity
from assistant.report.standard import OrganKind
from assistant.workbench import Workbench


def search(
    workbench: Workbench,
    words: str,
    *,
    topic: str | None = None,
    kind: OrganKind | None = None,
    polarity: Polarity | None = None,
) -> list[Hit]:
    """Phrases for keywords, a clumsy sentence or pinyin initials, best first; each hit says what was hit.

    ``topic`` is a topic's code or a whole group, ``kind`` leaves out wordings for other kinds of organ. Scores compare
    within one search. Blank words and a single letter find nothing.
    """
    found: list[Hit] = []
    if is_by_letters(words):
        found = workbench.initials.search(words)
    if not found and words.strip():
        found = workbench.matcher.search(words)
    return [
        hit
        for hit in found
        if (topic is None or topic in (hit.phrase.topic, hit.phrase.group))
        and hit.phrase.fits(kind)
        and polarity in (None, hit.phrase.polarity)
    ]
