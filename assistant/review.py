"""The shipped bank under review: what lint finds, and what needs the rules of checks and the ear of the matcher.

For ``nianbao phrases lint`` and CI. An office's own phrases are held to what concerns every phrase (:func:`lint`); breadth,
wording and spoken lines are asked of what ships.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from assistant.checks.sentence import SENTENCE_RULES, check_sentence
from assistant.checks.settings import Settings
from assistant.errors import TemplateError
from assistant.matching.quantities import parse_quantities
from assistant.phrases.fill import Filler
from assistant.phrases.lint import Problem, lint, sample_filler, sample_values
from assistant.phrases.model import Bank, Phrase, Topic
from assistant.report.standard import OrganKind

UNOFFICIAL = (2, 5)
"""Two of five of a phrase's spoken lines do without an official keyword of its topic: clerks do not talk like titles."""
GENERAL_WORDS = frozenset(
    [
        "公开",
        "主动公开",
        "信息公开",
        "政务公开",
        "依申请公开",
        "政府",
        "信息",
        "政务",
        "工作",
        "情况",
        "全年",
        "年度",
        "上年",
        "数量",
        "次数",
        "人数",
        "件数",
        "金额",
        "结果",
        "办理",
        "有无",
        "事项",
        "各项",
        "其他",
        "基本",
        "重点",
        "重大",
        "总体",
        "方式",
        "说明",
        "管理",
        "动态",
        "日常",
        "功能",
        "使用",
        "组织",
        "落实",
        "建设",
        "强化",
        "加强",
        "提升",
        "提高",
        "深化",
        "拓展",
        "健全",
        "完善",
        "严格",
        "推进",
        "不足",
        "不高",
        "不够",
        "不严",
        "不及",
        "不到",
        "不通",
        "问题",
        "编制",
        "依据",
        "类别",
        "多少",
        "程度",
        "单位",
        "个人",
        "一段话",
    ]
)
"""Words of titles and notes that stand in any topic, or in no clerk's way."""
_HAN_WORD = re.compile("[\u3400-\u9fff]{2,}")
_PIECES = re.compile("[、，（）]")
_LONGEST_PIECE = 4

Cut = Callable[[str], Sequence[str]]
"""Cuts a text into words."""


def review(bank: Bank, settings: Settings, cut: Cut, shipped: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Everything worth mending; ``shipped`` are the ids that come with the program as they stand (None: all).

    Takes some 3 ms a phrase.
    """
    ours = [phrase for phrase in bank.phrases if shipped is None or phrase.id in shipped]
    found = list(lint(bank))
    told = {problem.phrase for problem in found}
    keywords = {code: official_words(topic, cut) for code, topic in bank.topics.items()}
    fillers = {kind: sample_filler(kind) for kind in OrganKind}
    for phrase in bank.phrases:
        found += (Problem(phrase.place, phrase.id, message) for message in unknown_units(phrase))
    for phrase in ours:
        found += (Problem(phrase.place, phrase.id, message) for message in stiff_says(phrase, keywords[phrase.topic]))
        if phrase.id not in told:
            found += (Problem(phrase.place, phrase.id, message) for message in _rules(phrase, fillers, settings))
    return tuple(found)


def official_words(topic: Topic, cut: Cut) -> frozenset[str]:
    """The words of a topic's title and note by which everybody would know it, without those that fit any topic."""
    pieces = [piece for piece in _PIECES.split(f"{topic.title}，{topic.note}") if piece]
    words = [word for piece in pieces for word in cut(piece)]
    words += [piece for piece in pieces if len(piece) <= _LONGEST_PIECE]
    return frozenset(word for word in words if _HAN_WORD.fullmatch(word)) - GENERAL_WORDS


def stiff_says(phrase: Phrase, keywords: Collection[str]) -> Iterator[str]:
    """Too many spoken lines that need an official keyword."""
    free = [line for line in phrase.says if not any(word in line for word in keywords)]
    share, of = UNOFFICIAL
    wanted = -(-len(phrase.says) * share // of)
    if phrase.says and len(free) < wanted:
        used = sorted({word for line in phrase.says for word in keywords if word in line})
        yield (
            f"says 的 {len(phrase.says)} 条里只有 {len(free)} 条不带官方词（{'、'.join(used)}），至少要 {wanted} 条，"
            "请改成平时的说法"
        )


def unknown_units(phrase: Phrase) -> Iterator[str]:
    """Units beside which the parser of answers reads no number (3点 is a time of day)."""
    for slot in phrase.slots:
        for unit in slot.units:
            said = f"{unit}3" if unit.endswith("分之") else f"3{unit}"
            if not parse_quantities(said):
                yield f"空格“{slot.name}”的单位“{unit}”，程序读不出“{said}”是个数，请换一个常用的单位或删去"


def _rules(phrase: Phrase, fillers: dict[OrganKind, Filler], settings: Settings) -> Iterator[str]:
    """What the rules of checks say about the phrase as it is printed, for the first kind of organ it fits."""
    told: set[str] = set()
    kind = next(kind for kind in OrganKind if phrase.fits(kind))
    filler = fillers[kind]
    for full in (True, False):
        try:
            text = filler.fill(phrase, sample_values(phrase, full=full)).text
        except TemplateError:
            continue
        if text in told:
            continue
        told.add(text)
        setting = filler.setting
        for finding in check_sentence(
            text, phrase.group, SENTENCE_RULES, settings=settings, organ=setting.organ, year=setting.year
        ):
            message = f"核查规则 {finding.rule}：{finding.message.rstrip('。')}"
            if message not in told:
                told.add(message)
                yield message
