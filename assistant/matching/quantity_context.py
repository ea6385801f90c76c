"""Whether a number with its unit counts anything where it stands: years, articles and negations do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.matching.numerals import Number, Numeral
from assistant.matching.quantity_tables import NOT_ONE_AFTER, VAGUE_ONES


class Approx(StrEnum):
    """How an approximate number relates to the true one."""

    OVER = "over"
    """More: 余 多 几 出头 不止 超过"""
    AT_LEAST = "at_least"
    """Not less: 以上 至少 不少于"""
    NEAR = "near"
    """A little less: 近 不到 将近"""
    ABOUT = "about"
    """约 来 左右 上下 大概 差不多"""
    RANGE = "range"
    """三四 3到5"""


@dataclass(slots=True)
class Draft:
    numeral: Numeral
    low: Number
    high: Number
    unit: str
    approx: Approx | None
    start: int
    """Where the numeral begins"""
    before: int
    """Where the approximation word before it begins, else ``start``"""
    end: int


CLOSING: Final = re.compile(r"\s*(?:$|[，。、；！？,.;!?：:)）」”』\]…\n]|[吧了呢啊呀啦哦嘛]|\s)")
_YEARS_SPENT: Final = re.compile(r"(?:干|做|用|已有|保存|连续|整整|超过|近|约|满|存|历时|跨|期限|长达|坚持|延续)了?$")
_ONE_NEGATED_AFTER: Final = re.compile(
    r"[^，。；！？,;!?、\n]{0,6}?(?:都|也|儿)(?:还|从|轮|摊|捞|够|谈|找)?(?:没|未|不|无|别)"
    r"|[\u4e00-\u9fff]{0,4}?(?:没(?!法|办法|精力|时间|空|经验|什么|啥|功夫)|未|无)|不(?:漏|落|少|差|缺|拖|留|误|瞒|藏|压|丢|错|欠)"
)
_ONE_STANDS: Final = re.compile(r"(?:有|剩下?|收到?|过|还|其中|仅|只|就|差|留|转来?|来|欠|缺|少|余)了?$|了$")
_NEGATED_BEFORE: Final = re.compile(r"(?:没|未|无|(?<!特)别)(?:(?![的，。；！？,;!?、\n就才]).){0,5}$")
_ONE_PER: Final = re.compile(
    r"一(?:年|周|天|个?星期|个?礼拜|个月|个?季度|月)(?=(?:就?那么)?[一二两三四五六七八九十几\d])"
)
_YEAR_SPAN: Final = re.compile(r"(?:了|超过|满|近|约|不到|拖|晚|延|压|停|达|足有|整)$")
_LONG_TIMES: Final = ("年", "周", "个月", "个季度", "个星期", "个礼拜", "星期")
_ZERO_CONTEXT: Final = re.compile(r"(?:收|收到|申请|诉讼|复议|新收|结转|数|为|是|共|计|均|都|办结|下年|[，、：: ])$")
_BOARD: Final = re.compile(r"[牌屏展公电显黑板宣钱]")
_HAPPENED: Final = re.compile("(?:发生|出现|有|办理|查处|受理|收到|涉及|引发|审理|新增|处置|纠正|败诉|结案|了)$")
_CASE: Final = re.compile("行政|诉讼|复议|案|纠纷|投诉|举报|官司|事故|舆情|信访")
_REACH_WORDS: Final = re.compile("点击|浏览|访问|阅读|播放|粉丝|曝光|量")


def is_no_count(view: str, text: str, draft: Draft) -> bool:
    """Whether number and unit together say no quantity: a year, a negated or indefinite 一, 零件."""
    start, end, unit, numeral = draft.start, draft.end, draft.unit, draft.numeral
    before = view[max(0, start - 8) : start]
    if unit == "年" and numeral.arabic:
        short = isinstance(draft.low, int) and 18 <= draft.low <= 30 and end - start == 3
        if is_year(draft.low) or (
            short
            and not draft.approx
            and not _YEARS_SPENT.search(before)
            and view[end : end + 1] not in tuple("前来间多内")
        ):
            return True
    if (
        unit == "年"
        and not numeral.arabic
        and end - start == 3
        and view[start] in "一二"
        and numeral.high != numeral.low
        and numeral.low < 10
    ):
        return True  # 二三年 is 2023; the duration would be 两三年
    if view[start] == "零":
        return unit == "件" and not _ZERO_CONTEXT.search(before)
    if draft.low != 1 or draft.high != 1 or end - start > len(unit) + 2:
        return False
    if _one_is_negated(view, draft) and not (unit in _LONG_TIMES and view[end] not in "都也"):
        return True  # but 一年没更新 is a year
    return view[start] == "一" and _is_article(view, draft)


def _one_is_negated(view: str, draft: Draft) -> bool:
    before = view[max(0, draft.start - 8) : draft.start]
    if draft.approx is None and _NEGATED_BEFORE.search(before):
        return True
    match = _ONE_NEGATED_AFTER.match(view, draft.end)
    if match is None:
        return False
    return "都" in match[0] or "也" in match[0] or not _ONE_STANDS.search(before)


def _is_article(view: str, draft: Draft) -> bool:
    """Whether 一 with its measure is an article or a rate: 头一个, 一批, 一年四期, 一起办."""
    start, end, unit = draft.start, draft.end, draft.unit
    if view[start - 1 : start] in tuple(NOT_ONE_AFTER) or _ONE_PER.match(view, start):
        return True
    if unit == "年":
        spent = _YEAR_SPAN.search(view[max(0, start - 3) : start]) or view[end : end + 1] in tuple(
            "多半没不才内之未后前"
        )
        return draft.approx is None and not spent
    if unit == "起":
        happened = _HAPPENED.search(view[max(0, start - 3) : start])
        return not (happened or _CASE.match(view[end : end + 2]))
    if unit == "块":
        return not (
            _BOARD.match(view, end)
            or view[end - 1] == "钱"
            or (CLOSING.match(view, end) and view[max(0, start - 1) : start] not in tuple("这那"))
        )
    return any(view.startswith(vague, start + 1) for vague in VAGUE_ONES)


def is_mash(text: str, draft: Draft) -> bool:
    """Digits that count nothing: an answer of digits only, a telephone number."""
    digits = draft.end - draft.start
    if draft.numeral.arabic and digits >= 6 and text.strip().isdigit():
        return True
    return (
        draft.numeral.arabic and digits >= 7 and not _REACH_WORDS.search(text[max(0, draft.start - 12) : draft.start])
    )


def is_year(value: Number) -> bool:
    return isinstance(value, int) and 1949 <= value <= 2099
