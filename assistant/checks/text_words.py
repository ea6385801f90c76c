"""Wrong words and fixed expressions: TQ-33 and TQ-34 of report-standard.md §6."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Fix, Severity, Where
from assistant.checks.registry import about, also_over_report, at, passage_rule

HAN = "\u3400-\u9fff"


@passage_rule(
    "TQ-33",
    Severity.WARNING,
    "易混、易错词",
    why="这些词在年度报告里经常写错。",
    source="历年报告常见差错；可在本单位规则里增补",
    wrong="截止2025年12月31日，共公开86条",
    right="报名于12月31日截止；依法依规申请公开",
)
def confusable_words(context: Context, passage: Passage) -> Iterator[Finding]:
    """The lexicon of wrong words, and the words an office forbids."""
    yield from confusions(context, passage)


def confusions(context: Context, passage: Passage) -> Iterator[Finding]:
    """Wrong words of the lexicon in one passage."""
    for pattern, confusion in context.settings.confusion_patterns:
        for match in pattern.finditer(passage.text):
            right = match.expand(confusion.right) if confusion.right else ""
            note = f"（{confusion.note}）" if confusion.note else ""
            yield at(
                "TQ-33",
                passage,
                *match.span(),
                f"“{match[0]}”{f'应为“{right}”' if right else '用词可疑，请核对'}{note}。",
                replacement=right or None,
                certain=True,
            )
    for word in context.settings.forbidden:
        start = passage.text.find(word)
        if start >= 0:
            yield at("TQ-33", passage, start, start + len(word), f"“{word}”是本单位规定不用的词，请改写。")


@also_over_report("TQ-33")
def confusable_titles(context: Context) -> Iterator[Finding]:
    """The same lexicon over titles of sections and subsections."""
    for section in context.report.sections:
        titles = [(None, section.title), *((part.group or part.title, part.title) for part in section.subsections)]
        for subsection, title in titles:
            for pattern, confusion in context.settings.confusion_patterns:
                if match := pattern.search(title):
                    right = match.expand(confusion.right) if confusion.right else ""
                    yield about(
                        "TQ-33",
                        f"标题“{title}”中的“{match[0]}”{f'应为“{right}”' if right else '用词可疑，请核对'}。",
                        Where(section.key, subsection),
                        excerpt=title,
                        fix=Fix(f"标题改为“{title[: match.start()]}{right}{title[match.end() :]}”") if right else None,
                    )


@passage_rule(
    "TQ-34",
    Severity.ERROR,
    "固定提法有误",
    why="重要提法一字不能错。",
    source="党和国家重要文献的固定提法（名录随年度更新）",
    wrong="坚持以习近平新时代中国特色社会义思想为指导",
    right="党的二十大精神",
)
def damaged_phrases(context: Context, passage: Passage) -> Iterator[Finding]:
    """Windows within 1–2 edits of a listed phrase, found by its beginning, middle and end."""
    text = passage.text
    told: list[tuple[int, int]] = []
    for phrase in sorted(context.settings.phrases, key=len, reverse=True):
        length = len(phrase)
        allowed = 2 if length >= 12 else 1
        third = max(2, length // 3)
        for anchor in dict.fromkeys((0, (length - third) // 2, length - third)):
            piece = phrase[anchor : anchor + third]
            position = text.find(piece)
            while position >= 0:
                start = position - anchor
                window = _nearest(text, start, phrase, allowed)
                if window and not any(begin < window[1] and window[0] < end for begin, end in told):
                    found = text[window[0] : window[1]]
                    if not _is_listed(text, window, context.settings.phrases):
                        told.append(window)
                        yield at(
                            "TQ-34",
                            passage,
                            *window,
                            f"“{found}”与固定提法“{phrase}”不一致，请核对改正。",
                            replacement=phrase,
                        )
                position = text.find(piece, position + 1)


def _nearest(text: str, start: int, phrase: str, allowed: int) -> tuple[int, int] | None:
    """The span nearest to ``phrase`` around ``start``; None when it is the phrase itself or none is near enough."""
    best: tuple[int, int, int, int, int] | None = None
    for begin in range(max(0, start - allowed), max(0, start) + allowed + 1):
        for size in range(len(phrase) - allowed, len(phrase) + allowed + 1):
            window = text[begin : begin + size]
            distance = Levenshtein.distance(window, phrase, score_cutoff=allowed)
            if distance == 0:
                return None
            # Ends that agree with the phrase's make the better quotation.
            loose = (window[:1] != phrase[0]) + (window[-1:] != phrase[-1])
            rank = (distance, loose, abs(len(window) - len(phrase)))
            if distance <= allowed and (best is None or rank < best[:3]):
                best = (*rank, begin, begin + len(window))
    if best is None or (best[1] and best[2]):
        return None
    return best[3], best[4]


def _is_listed(text: str, window: tuple[int, int], phrases: tuple[str, ...]) -> bool:
    """Whether what stands there is, or lies inside, or contains another entry of comparable length."""
    found = text[window[0] : window[1]]
    around = text[max(0, window[0] - 4) : window[1] + 4]
    return any(phrase in around and len(phrase) >= len(found) - 2 for phrase in phrases)
