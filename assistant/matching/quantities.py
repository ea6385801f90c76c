"""Quantities in a clerk's words: value, unit as said, kind of approximation.

Conventions (eval/README.md is binding):

- The unit is what stands behind the number: 块 stays 块, 俩/仨 take the noun that follows, time units keep their 个 (3个月 →
  个月, 20个工作日 → 个工作日). Spaces, and the approximation between number and unit, are not part of it.
- 万 and 亿 belong to the unit with money (3.5万元 → 3.5 万元), to the value otherwise (1.2万人 → 12000 人).
- A range is one quantity: ``value`` its lower bound, ``upper`` its upper one, approximate.
- A number without a measure word takes that of its neighbour in a list (网站186、公众号92条); alone it has the unit "".
  It must close its phrase then (发了186。), and have more than one Chinese figure.
- Years, dates, document and telephone numbers, ordinals, fixed expressions, vague counts (几个, 几十), 半年 and a negated
  一 (一件没有) are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.matching.normalise import fold
from assistant.matching.numerals import NUMERAL_CHARS, Number, Numeral, plain, read_numeral
from assistant.matching.quantity_context import CLOSING, Approx, Draft, is_mash, is_no_count, is_year
from assistant.matching.quantity_tables import (
    FIXED,
    MONEY_UNITS,
    NOUN_UNITS,
    NUM,
    PAIR_NOUNS,
    PROPORTION_UNITS,
    SHY_UNITS,
    TIME_UNITS,
    UNITS,
)

__all__ = ["Approx", "Quantity", "format_number", "official", "parse_quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number said, ``text[start:end]`` with its unit and the approximation that touches it."""

    value: Number
    unit: str
    approx: Approx | None
    start: int
    end: int
    upper: Number | None = None
    """Upper bound of a range."""

    @property
    def is_approx(self) -> bool:
        """Whether the number is not meant exactly."""
        return self.approx is not None


_BEHIND_NUMERAL = f"(?<![0-9{NUMERAL_CHARS}])"
# Everything whose numerals count nothing. Widths are bounded, so that a scan stays linear.
_MASK: Final = re.compile(
    "|".join(
        (
            rf"第\s?[{NUM}]{{1,6}}(?:[、至到和]第?[{NUM}]{{1,4}})?",
            r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)",
            r"(?<!\d)(?:19|20)\d{2}[-/]\d{1,2}(?![\d个])",
            r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)",
            r"[〔\[［（(【][12]\d{3}年?[〕\]］）)】]\s?第?\d{0,5}号?",
            rf"[{NUM}]{{1,6}}分之(?<!百分之)(?<!千分之)[{NUM}]{{1,6}}",
            r"(?<!\d)(?:0\d{2,3}[-—]?)\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)123\d\d(?=[转来派办上的和接交有]|部门|平台|[、，。；\s]|$)",
            r"(?:电话|热线|传真|邮编|号码|拨打|手机|[Qq]{2}|微信号)[是为:：]?\s?\d[\d-]{2,15}",
            r"[A-Za-z_#№]\d[\d.]{0,8}|(?<![\d.])\d{1,6}(?:\.\d{1,4})?(?:(?![wWkK])[A-Za-z]|[wWkK][A-Za-z])",
            r"\d{1,4}(?:\+(?:\d{1,4}|[NnXx]))+",
            r"(?<!\d)7\s?[×xX*✕]\s?24|\d{1,5}[×*✕]\d{1,5}",
            r"(?<!\d)\d{1,6}/\d{1,6}(?!\d)",
            r"\d{1,6}(?:\.\d{1,6}){2,6}",
            r"(?<![\d.])\d{1,2}\.\d版|(?<!\d)[5-9]0后",
            r"(?:(?<=^)|(?<=[\n。；;!！?？ ]))(?:[(（]?\d{1,2}[)）]|\d{1,2}[、.．])(?![\d])|[(（]\d{1,2}[)）]",
            r"(?<![提期日会束始节开以之])[前上下][一两二三](?:年|天|月|周|个?季度|届|轮|批|任)",
            r"([一])([\u4e00-\u9fff])(?:一)?\2(?!\2)",
            _BEHIND_NUMERAL + f"(?:{FIXED})(?!(?<=[一二三四五六七八九])[十百千万])",
        )
    )
)
_MASKED = "\ue000"
_NUMERAL_START: Final = re.compile(f"[{NUM}]|俩|仨|[百千]分之")

_UNIT_PATTERN: Final = re.compile(
    "|".join(f"{unit}(?!{guard})" if guard else unit for unit, guard in sorted(UNITS.items(), key=lambda u: -len(u[0])))
)
_TIME: Final = frozenset(TIME_UNITS)
_MONEY: Final = frozenset(MONEY_UNITS)
_PROPORTION: Final = frozenset(PROPORTION_UNITS)
_SHY: Final = frozenset((*NOUN_UNITS, *SHY_UNITS))
_GE_MORE: Final = re.compile(r"个([多来几])(月|小时|钟头|星期|礼拜|工作日|季度)")
_GE_HALF: Final = re.compile(r"个半(月|小时|钟头|星期|礼拜|季度)")
_TENTH: Final = re.compile(r"[一二三四五六七八九](?![一二三四五六七八九十百千])|[1-9](?![\d.])")
_HALF: Final = re.compile(r"半(?![个年月天])")
_HALF_UNITS: Final = frozenset("年天成倍条分里亩周斤页")

_GAP: Final = r"(?:也有|也|有|是|在|得)?\s?"
_BEFORE: Final[tuple[tuple[Approx, re.Pattern[str]], ...]] = (
    (Approx.AT_LEAST, re.compile(rf"(?:至少|不少于|不低于|不小于|最少|起码|少说)(?:也得)?{_GAP}$")),
    (Approx.OVER, re.compile(rf"(?:超过|超出|突破|不止|不下于?|不只|[超逾破]){_GAP}$")),
    (
        Approx.NEAR,
        re.compile(rf"(?:将近|接近|逼近|不到|不足|未到|没到|未满|不满|不够|差不多快|(?<![附最就靠临新远亲])近){_GAP}$"),
    ),
    (Approx.NEAR, re.compile(rf"(?:(?:^|[，。、；,; ]|[都也已])快{_GAP}|快(?:有|到|满))$")),
    (
        Approx.ABOUT,
        re.compile(rf"(?:大约|大概其?|大致|差不多|约莫|估计|估摸着?|(?<![预节签公条特邀相合履违契制简失赴])约){_GAP}$"),
    ),
)
_BEFORE_ENDS: Final = frozenset("少于低小起说也得有是在 过出破止下只超逾近到足满够快约概其致多计摸着莫")
"""The last characters of all of these, to look only where one may stand."""
_BARE_BEFORE: Final = re.compile(r"(?<![线网以马会街])(?:上|过)$")
_ABOUT_FAR: Final = re.compile(
    rf"(?:大约|大概|大致|差不多|约莫|估计|估摸|少说)[^，。、；！？,;!?\n{NUM}{_MASKED}]{{1,6}}$"
)
_MIDDLE: Final = re.compile(r"好几|多|余|来(?!自|信|电|访)|把|几|\+|出头|挂零|左右|上下|不到")
_TAIL: Final[tuple[tuple[Approx, re.Pattern[str]], ...]] = (
    (Approx.ABOUT, re.compile(r"\s?(?:左右|上下(?!级)|光景|的?样子)")),
    (Approx.AT_LEAST, re.compile(r"\s?[及]?以上|往上|打底")),
    (Approx.OVER, re.compile(r"\s?(?:出头|挂零|开外|有余|还多|\+)")),
    (Approx.NEAR, re.compile(r"\s?不到(?!位)")),
)
_TAIL_MORE: Final = re.compile(r"多(?!次|家|方|个|部|样|媒|渠)")
_CONNECTOR: Final = re.compile(r"\s?(?:到|至|-|~|—{1,2}|–|～|－)\s?")
_TO: Final = re.compile(
    r"(?:提高|提升|增加|缩短|压缩|缩减|下降|上升|增长|减少|扩大|改|增|降|减|升|提|涨|加|扩|压|缩|变)(?:到|至|为|成)"
)
_IS_DATE_UNIT: Final = re.compile(
    r"月|号(?!人|员工|干部|职工)|时(?!间)|点(?!意见|要求|建议|经验|做法|措施|不足|体会|问题)|"
    r"季度|世纪|楼|室|路公交|级|代"
)
_DAY_TERM: Final = re.compile(r"日(?:之内|以内|内)")
_DAY_BEFORE: Final = re.compile(r"(?:公示|公告|公开|满|超|逾期|超期|延期|用时|提前|延长|不少于|平均|最快|历时)[了期]?$")
_MONEY_CONTEXT: Final = re.compile(r"花|投入|投了|经费|资金|预算|安排|支出|采购|款|费|拨|钱")
_BREAKS: Final = "，。；！？,;!?\n"
_PAIR_NOUN: Final = re.compile("|".join(sorted(PAIR_NOUNS, key=len, reverse=True)))
_PAIR_END: Final = re.compile(r"[^\u4e00-\u9fff]|[的了是在都没不就也有给把被去来和及办到看管用要说做会想]|$")


@dataclass(slots=True)
class _Found:
    """A quantity under way; ``listed``: may take its unit from a neighbour; ``firm``: stays without one."""

    quantity: Quantity
    listed: bool = False
    firm: bool = True


def parse_quantities(text: str) -> tuple[Quantity, ...]:
    """Quantities of ``text`` in order of appearance; offsets refer to ``text``."""
    folded = fold(text)
    view = _MASK.sub(lambda match: _MASKED * len(match[0]), folded)
    found: list[_Found] = []
    position = 0
    while match := _NUMERAL_START.search(view, position):
        start = match.start()
        item, position = _read_pair(folded, start) if match[0] in "俩仨" else _read_number(folded, view, start)
        if item:
            if found and item.quantity.start < found[-1].quantity.end:
                item.quantity = replace(item.quantity, start=start)
            found.append(item)
    _carry_units(found, folded)
    return tuple(_join_ranges([item.quantity for item in found if item.quantity.unit or item.firm], folded))


def format_number(value: Number) -> str:
    """Plain decimal notation: no separators, no exponent, no trailing zeros."""
    shortest = plain(value)
    return format(shortest, "f") if isinstance(shortest, Decimal) else str(shortest)


def official(quantity: Quantity) -> str:
    """The number in the official style, without its unit: 200余, 近100, 约10, 3至4.

    余 follows round numbers only; otherwise, and before %, 成, 倍 and 分, "more" is written 超过 and "or more" 不少于.
    """
    number = format_number(quantity.value)
    match quantity.approx:
        case Approx.NEAR:
            return f"近{number}"
        case Approx.ABOUT:
            return f"约{number}"
        case Approx.RANGE if quantity.upper is not None:
            return f"{number}至{format_number(quantity.upper)}"
        case Approx.RANGE:
            return f"约{number}"
        case Approx.AT_LEAST:
            return f"不少于{number}"
        case Approx.OVER:
            round_number = isinstance(quantity.value, int) and quantity.value >= 10 and quantity.value % 10 == 0
            return f"{number}余" if round_number and quantity.unit not in _PROPORTION else f"超过{number}"
        case None:
            return number


def _read_pair(text: str, start: int) -> tuple[_Found | None, int]:
    """俩 and 仨, which take the noun that follows as their unit."""
    value = 2 if text[start] == "俩" else 3
    position = start + 1
    if start and text[start - 1] in "他她它你我咱们姐哥爷娘":
        return None, position
    measure = _UNIT_PATTERN.match(text, position)
    noun = _PAIR_NOUN.match(text, position)
    if noun and (measure is None or noun.end() > measure.end()):
        end = noun.end()
    elif measure and measure[0] not in NOUN_UNITS:
        end = measure.end()
    else:
        stop = _PAIR_END.search(text, position, position + 4)
        length = (stop.start() if stop else position + 4) - position
        end = position + (length if length <= 3 else 2)
    unit = text[position:end] or "个"
    return _Found(Quantity(value, unit, None, start, end)), end


def _read_number(text: str, view: str, start: int) -> tuple[_Found | None, int]:
    """The quantity whose numeral begins at ``start``, with its approximation, range and unit."""
    proportion = ""
    position = start
    if view.startswith(("百分之", "千分之"), start):
        proportion = "%" if view[start] == "百" else "‰"
        position = start + 3
    elif view.startswith("百分百", start):
        return _Found(Quantity(100, "%", None, start, start + 3)), start + 3
    numeral, end = read_numeral(view, position)
    if numeral is None or (view[start] in "十百千万" and view[start - 1 : start] == "数"):
        return None, end  # 数十条 is vague
    numeral, low, high, end = _spoken_range(view, numeral, position)
    approx, before = _approx_before(view, start)
    if (
        approx is None
        and low >= 100
        and view[start - 1 : start] == "小"
        and view[start - 2 : start - 1] not in tuple("大中")
    ):
        approx, before = Approx.NEAR, start - 1  # 小两千条: nearly two thousand
    if high != low:
        approx = Approx.RANGE
    elif numeral.few:
        approx = Approx.OVER
    elif numeral.about and approx is None:
        approx = Approx.ABOUT
    middle = _middle(view, end, numeral)
    if middle:
        approx, end, low, high, numeral = _apply_middle(view, middle, approx, low, high, numeral)
    if numeral.bare and approx is None and not proportion:
        approx, before = Approx.OVER, start - 1
        if not _BARE_BEFORE.search(view[max(0, start - 3) : start]):
            return None, end
    if proportion:
        return _finish(view, Draft(numeral, low, high, proportion, approx, start, before, end), text), end
    unit_start = end + (1 if view[end : end + 1] == " " else 0)
    unit, unit_end, half, more = _unit(view, unit_start, numeral, start)
    if unit is None:
        return None, end
    if more:
        approx = Approx.OVER if more != "来" else Approx.ABOUT
    low, high = low + half, high + half
    if not unit:
        return _without_unit(view, text, Draft(numeral, low, high, "", approx, start, before, end)), end
    draft = Draft(numeral, low, high, unit, approx, start, before, unit_end)
    if is_no_count(view, text, draft):
        return None, unit_end
    return _finish(view, draft, text), unit_end


def _spoken_range(view: str, numeral: Numeral, start: int) -> tuple[Numeral, Number, Number, int]:
    """Join 3到5, 3-5, 三至五, 三、四 into one numeral: the second one, with both bounds and the end."""
    low, high, end = numeral.low, numeral.high, numeral.end
    if low != high or numeral.few or numeral.bare:
        return numeral, low, high, end
    match = _CONNECTOR.match(view, end)
    if match and match.end() < len(view) and _NUMERAL_START.match(view, match.end()):
        second, _ = read_numeral(view, match.end())
        if second and not second.few and not second.bare:
            scaled = low * second.tail if numeral.tokens == 1 and low * second.tail < second.low else low
            if scaled < second.low and not (match[0].strip() in "到至" and view[start - 1 : start] in tuple("从由自")):
                return second, plain(scaled), second.low, second.end
    if numeral.tokens == 1 and not numeral.arabic and view[end : end + 1] == "、" and 0 < low < 9:
        second, _ = read_numeral(view, end + 1)
        follows = second is not None and second.tokens == 1 and not second.arabic and second.low == low + 1
        if second and follows and _UNIT_PATTERN.match(view, second.end):
            return second, low, second.low, second.end
    return numeral, low, high, end


def _approx_before(view: str, start: int) -> tuple[Approx | None, int]:
    if view[start - 1 : start] in _BEFORE_ENDS:
        window = view[max(0, start - 8) : start]
        for kind, pattern in _BEFORE:
            if match := pattern.search(window):
                return kind, start - len(window) + match.start()
    window = view[max(0, start - 11) : start]
    return (Approx.ABOUT, start) if _ABOUT_FAR.search(window) else (None, start)


def _middle(view: str, end: int, numeral: Numeral) -> re.Match[str] | None:
    """An approximation between number and unit, when what follows is a unit, a multiplier or the end of the phrase."""
    match = _MIDDLE.match(view, end)
    if match is None or (match[0] == "把" and numeral.low not in (100, 1000, 10_000)):
        return None
    rest = match.end()
    if view[rest : rest + 1] in ("万", "亿") or CLOSING.match(view, rest):
        return match
    spaced = rest + (view[rest : rest + 1] == " ")
    if _UNIT_PATTERN.match(view, spaced) or _IS_DATE_UNIT.match(view, spaced) or view[spaced : spaced + 1] in "号口":
        return match
    return match if match[0] in ("左右", "上下", "出头", "余", "挂零") else None


def _apply_middle(
    view: str, middle: re.Match[str], approx: Approx | None, low: Number, high: Number, numeral: Numeral
) -> tuple[Approx | None, int, Number, Number, Numeral]:
    kind = Approx.ABOUT if middle[0] in ("来", "把", "左右", "上下") else Approx.OVER
    kind = Approx.NEAR if middle[0] == "不到" else kind
    end = middle.end()
    factor = {"万": 10**4, "亿": 10**8}.get(view[end : end + 1], 0)
    if factor:
        low, high, end = low * factor, high * factor, end + 1
        numeral = replace(numeral, low=low, high=high, last=factor, arabic=False, tokens=numeral.tokens + 1)
    if approx is Approx.RANGE or (approx is not None and kind is Approx.OVER and approx is not Approx.OVER):
        return approx, end, low, high, numeral
    return kind, end, low, high, numeral


def _unit(view: str, position: int, numeral: Numeral, start: int) -> tuple[str | None, int, Number, str]:
    """The unit at ``position``: name ("" for none, None for a date or the like), end, added half, approximation inside."""
    nothing: Number = 0
    if match := _GE_MORE.match(view, position):
        return f"个{match[2]}", match.end(), nothing, match[1]
    if match := _GE_HALF.match(view, position):
        return f"个{match[1]}", match.end(), Decimal("0.5"), ""
    match = _UNIT_PATTERN.match(view, position)
    if match is None:
        if view.startswith("点", position) and not _IS_DATE_UNIT.match(view, position):
            return "点", position + 1, nothing, ""
        if view.startswith("月", position) and view[start] == "两":
            return "月", position + 1, nothing, ""
        if view.startswith("日", position):
            is_term = _DAY_TERM.match(view, position) or _DAY_BEFORE.search(view[max(0, start - 5) : start])
            return ("日" if is_term and view[start - 1 : start] != "月" else None), position + 1, nothing, ""
        return (None if _IS_DATE_UNIT.match(view, position) else ""), position, nothing, ""
    unit, end = match[0], match.end()
    if unit in _SHY and not numeral.arabic and numeral.high < 10:
        return None, end, nothing, ""
    if unit in ("块", "元") and view.startswith("钱", end):
        end += 1
    if unit == "成" and numeral.high > 10:
        return None, end, nothing, ""
    if unit in ("成", "块", "元") and _TENTH.match(view, end) and not _UNIT_PATTERN.match(view, end + 1):
        tenth, after = read_numeral(view, end)
        if tenth and tenth.tokens == 1 and numeral.last < 10**4:
            return unit, after, Decimal(tenth.low) / 10, ""
    if unit in _HALF_UNITS and (half := _HALF.match(view, end)):
        return unit, half.end(), Decimal("0.5"), ""
    if (unit in _TIME or unit in _MONEY or unit in ("倍", "成", "公里", "亩", "米")) and (
        more := _TAIL_MORE.match(view, end)
    ):
        return unit, more.end(), nothing, "多"
    if numeral.last in (10**4, 10**8) and unit in _MONEY:
        unit = ("万" if numeral.last == 10**4 else "亿") + unit
    return unit, end, nothing, ""


def _without_unit(view: str, text: str, draft: Draft) -> _Found | None:
    """A number without a measure word: kept where it closes its phrase or stands in a list."""
    numeral, start, end = draft.numeral, draft.start, draft.end
    if numeral.clock or (numeral.arabic and is_year(draft.low)) or is_mash(text, draft):
        return None
    if not numeral.arabic and numeral.tokens == 1 and not numeral.bare:
        return None
    closes = CLOSING.match(view, end) is not None
    if (numeral.last in (10**4, 10**8) and draft.approx is not Approx.RANGE) or numeral.last == 10**4:
        clause = view[max(0, start - 12) : start]
        clause = clause[max(map(clause.rfind, _BREAKS)) + 1 :]
        if closes and not numeral.bare and _MONEY_CONTEXT.search(clause):
            return _finish(view, replace(draft, unit="万" if numeral.last == 10**4 else "亿"), text)
    shifts = _TO.match(view, end) is not None and view[start - 1 : start] in tuple("从由比")
    if not (closes or shifts or draft.approx is not None):
        return None
    if draft.approx is not None and not (closes or shifts) and numeral.bare:
        return None
    found = _finish(view, draft, text)
    found.listed, found.firm = True, closes or shifts or draft.approx is not None
    return found


def _finish(view: str, draft: Draft, text: str) -> _Found:
    """Apply what follows the unit, shape value and unit, and set the span."""
    approx, end, numeral, unit = draft.approx, draft.end, draft.numeral, draft.unit
    for kind, pattern in _TAIL:
        if match := pattern.match(view, end):
            end = match.end()
            approx = approx or kind
            break
    # 近三年 is the last three years, and 超2天 a plain figure.
    touches = draft.before == draft.start - 1 and view[draft.before] in "近超逾"
    if touches and unit in _TIME and draft.high < 10:
        approx = None
    low, high = draft.low, draft.high
    if unit[:1] in ("万", "亿") and numeral.last in (10**4, 10**8):
        low, high = Decimal(low) / numeral.last, Decimal(high) / numeral.last
    upper = plain(high) if approx is Approx.RANGE and high != low else None
    return _Found(Quantity(plain(low), unit, approx, draft.before if approx else draft.start, end, upper))


def _carry_units(found: list[_Found], text: str) -> None:
    """Give numbers without a measure word that of their neighbour in the list: first the next one's, then the last one's."""
    for index in range(len(found) - 2, -1, -1):
        own, following = found[index].quantity, found[index + 1].quantity
        _carry(found[index], following, text[own.end : following.start], text[max(0, own.start - 8) : own.start])
    for index in range(1, len(found)):
        last, own = found[index - 1].quantity, found[index].quantity
        _carry(found[index], last, text[last.end : own.start], "")


_REACH: Final = re.compile("播放|点击|浏览|阅读|访问|粉丝|关注")
_LIST_GAP: Final = re.compile(
    r"\s?[、，,和及与 ](?![^。；;！？!?\n]{0,6}(?:满意|占|花|用时|平均|播放|点击|浏览|阅读|"
    r"访问|粉丝|关注|电话))[^。；;！？!?\n]{0,14}$"
)


def _carry(item: _Found, neighbour: Quantity, between: str, before: str) -> None:
    unit = neighbour.unit
    if not item.listed or item.quantity.unit or not unit or _REACH.search(before):
        return
    is_shift = _TO.match(between) is not None
    if is_shift or (
        (_LIST_GAP.match(between)) and unit not in _TIME and unit not in _PROPORTION and unit not in _MONEY
    ):
        value = item.quantity.value
        if unit in ("万", "亿"):
            value = plain(Decimal(value) / (10**4 if unit == "万" else 10**8)) if value >= 10**4 else value
        item.quantity = replace(item.quantity, unit=unit, value=value)


def _join_ranges(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Join 3天到5天 into one range; 从3天到5天 stays two."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.unit == quantity.unit
            and last.unit
            and last.value < quantity.value
            and _CONNECTOR.fullmatch(text[last.end : quantity.start])
            and text[last.start - 1 : last.start] not in tuple("从由自")
        ):
            joined[-1] = replace(last, approx=Approx.RANGE, upper=quantity.upper or quantity.value, end=quantity.end)
        else:
            joined.append(quantity)
    return joined
