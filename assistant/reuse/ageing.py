"""What ages in a sentence of last year: figures, dates, document numbers, meetings, campaigns, persons, titles, honours.

Fixed ones stay: statutes and their numbers, the period of the report, time limits and how often something is done
(每季度一次, 20个工作日内), set expressions (三审三校, 7×24小时), hotlines and telephone numbers, dates of other years.
A fixed number taken for a figure costs one look; a figure taken for fixed would stand stale, so doubt makes an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.matching.normalise import fold
from assistant.matching.quantities import parse_quantities
from assistant.phrases.fill import PLACEHOLDER


class ItemKind(StrEnum):
    """What ages."""

    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    DOCUMENT = "document"
    MEETING = "meeting"
    CAMPAIGN = "campaign"
    PERSON = "person"
    TITLE = "title"
    HONOUR = "honour"


ITEM_NAMES = {
    ItemKind.NUMBER: "数",
    ItemKind.YEAR: "年份",
    ItemKind.DATE: "日期",
    ItemKind.DOCUMENT: "文号",
    ItemKind.MEETING: "会议",
    ItemKind.CAMPAIGN: "活动名称",
    ItemKind.PERSON: "姓名",
    ItemKind.TITLE: "文件名称",
    ItemKind.HONOUR: "名次和荣誉",
}


@dataclass(frozen=True, slots=True)
class AgeingItem:
    """``text[start:end]`` of a sentence, to be kept, changed or dropped."""

    start: int
    end: int
    kind: ItemKind
    name: str
    """What it is, different for each item of a sentence: 政府信息条数, 日期."""
    unit: str = ""
    """Of a number; it stands behind the item and stays."""


def ageing_items(text: str, last_year: int, surnames: str = "") -> tuple[AgeingItem, ...]:
    """The items of a sentence of the report for ``last_year`` whose own years are rolled already, in their order.

    ``surnames`` are the characters a person's name may begin with; without them no persons are found.
    """
    spans: list[tuple[int, int, ItemKind, str]] = []
    fixed = [match.span() for match in PLACEHOLDER.finditer(text)]
    fixed += [match.span() for match in _CELL.finditer(text)]

    def add(start: int, end: int, kind: ItemKind, unit: str = "") -> None:
        taken = [(a, b) for a, b, _, _ in spans] + fixed
        if start < end and all(end <= a or start >= b for a, b in taken):
            spans.append((start, end, kind, unit))

    for match in _TITLE.finditer(text):
        if _MADE.search(text[: match.start()]) or _has_year(match[0], last_year):
            add(*match.span(), ItemKind.TITLE)
        else:
            fixed.append(match.span())
    for match in _DOCUMENT.finditer(text):
        if match["year"] in _years(last_year) and not _FORM.search(match[0]):
            add(*match.span(), ItemKind.DOCUMENT)
        else:
            fixed.append(match.span())
    for match in _HONOUR.finditer(text):
        add(*match.span("what" if match["what"] else "rank"), ItemKind.HONOUR)
    for match in _CAMPAIGN.finditer(text):
        add(*match.span(), ItemKind.CAMPAIGN)
    for match in _DEPLOYED.finditer(text):
        add(*match.span("what" if match["what"] else "year"), ItemKind.CAMPAIGN)
    for match in _MEETING.finditer(text):
        add(*match.span(), ItemKind.MEETING)
    for match in _person(surnames).finditer(text) if surnames else ():
        add(*match.span(match.lastgroup or 0), ItemKind.PERSON)
    for match in _IN_FORCE.finditer(text):
        if match["year"] in _years(last_year):
            add(*match.span("date"), ItemKind.DATE)
    fixed += [match.span() for pattern in _FIXED for match in pattern.finditer(text)]
    for match in _DATE.finditer(text):
        if (match["year"] or match["written"]) in (None, *_years(last_year)):
            add(*match.span(), ItemKind.DATE)
        else:
            fixed.append(match.span())
    for match in _YEAR.finditer(text):
        if match["year"] == str(last_year) and not _is_year_before(text, match):
            add(*match.span(), ItemKind.YEAR)
        fixed.append(match.span())
    for start, end, unit in _numbers(text):
        add(start, end, ItemKind.NUMBER, unit)
    for match in _DIGITS.finditer(text):
        add(*match.span(), ItemKind.NUMBER)
    for match in _CHINESE_YEAR.finditer(text):
        if not _is_year_to_come(match[0], last_year):
            add(*match.span(), ItemKind.YEAR)
    return tuple(_named(text, sorted(spans)))


_HAN = "\u3400-\u9fff"
_CELL = re.compile(r"\{\{[^}]*\}\}")
_TITLE = re.compile(r"《[^》]*》")
_MADE = re.compile(r"(?:印发|出台|制定|修订|修改|编制|草拟|起草|编印|下发|转发|发布|制发)了?(?:《[^》]*》[、和及]?)*$")
_DOCUMENT = re.compile(rf"[{_HAN}]{{2,10}}[〔\[［(（](?P<year>20[0-9]{{2}})[〕\]］)）]第?\s*[0-9]+\s*号")
_FORM = re.compile(
    r"国办(?:公开办)?函\s*[〔\[［(（](?:2021[〕\]］)）]第?\s*30|2020[〕\]］)）]第?\s*109|2019[〕\]］)）]第?\s*6[01])\s*号"
)
"""The numbers every year's report names: form and fees."""
_CAMPAIGN = re.compile(
    r"“[^”]{2,16}”(?:主题|专项|系列|集中)*(?:行动|活动|工程|攻坚|提升年|主题年|年(?!度)|计划|工作年)"
)
_DEPLOYED = re.compile(
    r"(?:围绕|按照|落实|聚焦|紧扣|对标)[^，。；“”]{0,12}(?P<what>(?:“[^”]{2,16}”[、和]?)+)(?=(?:工作|重点|决策|中心)?(?:部署|战略|行动|目标|任务|安排|攻坚))"
    r"|(?P<year>“[^”]{2,12}年”)"
)
_IN_FORCE = re.compile(
    r"自\s*(?P<date>(?P<year>20[0-9]{2})\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)\s*起?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_HONOUR = re.compile(
    r"(?:荣获|获得|获评|获|被评为|评为|被授予)了?(?P<what>[^，。；]{0,30}?(?:称号|奖|先进|优秀|示范|表彰|表扬|第[一二三四五六七八九十0-9]+)[^，。；]*)"
    r"|(?:排名|排|位列|位居|名列)[^，。；0-9]{0,8}?(?P<rank>第[一二三四五六七八九十0-9]+[名位]?)"
)
_MEETING = re.compile(
    rf"(?:党的)?[一二三四五六七八九十]{{1,3}}届(?:[一二三四五六七八九十]{{1,3}}[中次][、和及]?)+全会"
    rf"|第[一二三四五六七八九十0-9]{{1,4}}[次届](?:[{_HAN}]{{0,8}}?)(?:会议|全会|大会|例会|常务会|日|周|节|大赛|比赛)"
    r"|[一二三四五六七八九十]{1,3}届[^，。；]{0,6}?[一二三四五六七八九十]{1,3}次(?:全体)?会议"
)
_DATE = re.compile(
    r"(?<![0-9])(?P<written>20[0-9]{2})[-./][0-9]{1,2}[-./][0-9]{1,2}(?![0-9])"
    r"|(?:(?P<year>20[0-9]{2})\s*年\s*)?(?<![0-9每])(?:[0-9]{1,2}\s*[-—至~～]\s*)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:份|\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]|[上中下]旬|底|初)?"
    r"(?:\s*(?:至|到|—|-|～|~)\s*(?:[0-9]{1,2}\s*月)?\s*[0-9]{1,2}\s*[日号])?(?!\s*(?:起至|内))"
)
_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})\s*年")
_CHINESE_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}年")
_DIGITS = re.compile(r"(?<![A-Za-z0-9_.@/#-])[0-9]+(?:[.,/][0-9]+)*\s*[%％‰]?(?![A-Za-z0-9_@])")
_PHONE = r"(?:0[0-9]{2,3}[-—－ ]?[0-9]{7,8}|1[3-9][0-9]{9}|(?<![0-9])123[0-9]{2}(?![0-9]))"
_FIXED = (
    re.compile(r"(?<![0-9])19[0-9]{2}\s*年|“[0-9]{1,2}[·.・•][0-9]{1,2}”"),
    re.compile(r"“[^”0-9]{1,24}”|[长珠]三角|[一二三四]个季度"),
    re.compile(r"(?:20[0-9]{2}\s*年\s*)?1\s*月\s*1\s*日\s*起?\s*(?:至|到|—|-|－|～|~)+\s*(?:20[0-9]{2}\s*年\s*)?12\s*月\s*31\s*日"),
    re.compile(r"(?:20[0-9]{2}\s*年\s*)?12\s*月\s*31\s*日"),
    re.compile(r"20[0-9]{2}\s*年?\s*(?:—|-|－|–|～|~|至|到)+\s*20[0-9]{2}\s*年"),
    re.compile(r"[自从由]\s*20[0-9]{2}\s*年(?:\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?)?\s*(?:以来|起|开始)"),
    re.compile(r"(?:国务院令|国令|主席令)[（(]?第\s*[0-9]+\s*号"),
    re.compile(rf"第\s*[0-9一二三四五六七八九十百]+\s*[条款项章编]|{_PHONE}"),
    re.compile(r"(?:邮政?编码?|邮编|传真|电话|分机)[是为：:]?\s*[0-9][0-9 -]*"),
    re.compile(r"[0-9]+\s*[×xX*]\s*[0-9]+\s*(?:小时)?"),
    re.compile(r"[A-Za-z0-9._-]+(?:@|\.)[A-Za-z0-9._/-]*[A-Za-z]{2,}[A-Za-z0-9._/-]*"),
    re.compile(r"每(?:半|逢|隔)?[0-9一二三四五六七八九十两]*(?:个?(?:年度?|季度?|月|周|星期|天|日|工作日))[^，。；、]{0,10}?[0-9一二两三四五六七八九十]+\s*(?:次|期|日|号|篇|条)(?:前|以上)?"),
    re.compile(r"(?:每|法定)(?:年|季|月|周)?[0-9一二三四五六七八九十]+(?:个)?(?:日|月|工作日|小时|周)"),
    re.compile(r"(?<![月0-9])[0-9一二三四五六七八九十]+\s*个?(?:工作日|小时|日|天|分钟|个月|周)(?:之内|以内|内|办结|前)"),
    re.compile(r"(?:不少于|不低于|不超过|至少|不得少于)\s*[0-9一二两三四五六七八九十]+"),
)  # fmt: skip
_ROLE = (
    "党委书记|党工委书记|党组书记|书记|副?主任|副?局长|副?镇长|副?乡长|副?县长|副?区长|副?市长|副?科长|副?组长|副?处长|副?股长|秘书长|"
    "联络员|信息员|联系人|经办人|负责人"
)
_AFTER_NAME = "同志|先生|女士|任|为|担任|兼任|牵头|主持|带队|负责|分管|主管|授课|带领|率队|作|做|讲|出席|参加|到会|亲自|部署|召集|现场|[，、。；）)]"
_SMALL = re.compile("[一二三四五六七八九十两]+")
_SET = re.compile(r"(?:一|1)(?:个|名|位|套|支|家|张|条|项|道|处|份|遍|把手)?")
_RUN = re.compile(rf"[{_HAN}]+$")
_LEAD = re.compile(
    "^(?:其中|等|另外|全年|本年度?|年内|共计?|累计|主动|通过|组织|开展|举办|召开|制作|发布|公开|印发|发放|收到|受理|办理|完成|新增|更新|清理|"
    "配备|配(?!套)|底(?=增|减)|邀请|关停|维护|约谈|走访|答复|审查|废止|出台|编发|通报|兑现|减至|年(?!度)|并为?|由|各|及时|先后|分别|在|向|对|为|约|近|超过?|达到?)+"
)
_TAIL = re.compile("(?:[和及与]|共计?|累计|约|近|超过?|达到?|为|是|了|有|均)+$")
_UNIT_NAMES = {"元": "金额", "万元": "金额", "亿元": "金额", "%": "比例", "％": "比例", "": "数"}
_LONGEST_NAME = 8


_COMPARED = re.compile(r"(?:[较比与同由从]|相较于?|对比)\s*$")
_OF_THE_YEAR_BEFORE = re.compile(rf"度|[{_HAN}]{{0,8}}(?:决算|年度报告|审计)")


def _is_year_before(text: str, year: re.Match[str]) -> bool:
    """与2023年相比, 2023年度决算: in the report of the following year they speak of the year before it."""
    return bool(_COMPARED.search(text[: year.start()]) or _OF_THE_YEAR_BEFORE.match(text, year.end()))


def _years(last_year: int) -> tuple[str, str]:
    """Last year and the one in which its report was written."""
    return str(last_year), str(last_year + 1)


def _has_year(title: str, last_year: int) -> bool:
    return any(str(year) in title for year in (last_year - 1, last_year, last_year + 1))


def _is_year_to_come(text: str, last_year: int) -> bool:
    digits = "".join(str("零一二三四五六七八九".index("零" if sign in "〇○" else sign)) for sign in text[:-1])
    return int(digits) != last_year


def _person(surnames: str) -> re.Pattern[str]:
    given = f"[{re.escape(surnames)}][{_HAN}]{{1,2}}?"
    return re.compile(
        rf"(?:(?P<titled>[{re.escape(surnames)}](?:老师|教授|律师|博士|工程师))|(?:{_ROLE})[：:]?(?P<name>{given})(?={_AFTER_NAME}|$)|(?<![{_HAN}])(?P<comrade>{given})(?=同志))"
    )


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Counts with their units; the unit is left out of the span where it stands behind the number."""
    for quantity in parse_quantities(text):
        said = text[quantity.start : quantity.end]
        stem = fold(said).removesuffix(quantity.unit)
        if _SET.fullmatch(fold(said)) or (_SMALL.fullmatch(stem.strip()) and quantity.unit in _HOW_IT_IS_SET_UP):
            continue
        has_unit_behind = bool(quantity.unit) and 0 < len(stem) < len(said)
        if has_unit_behind:
            yield quantity.start, quantity.start + len(stem.rstrip()), quantity.unit
        else:
            yield quantity.start, quantity.end, ""


_HOW_IT_IS_SET_UP = frozenset(
    [
        "类",
        "种",
        "级",
        "层",
        "环节",
        "步",
        "步骤",
        "部分",
        "面",
        "点",
        "道",
        "块",
        "个方面",
        "方面",
        "项制度",
        "位一体",
        "端",
    ]
)
"""Measures with which a small Chinese numeral tells how work is set up (三级审核, 两个方面), not how much was done."""


def _named(text: str, spans: list[tuple[int, int, ItemKind, str]]) -> Iterator[AgeingItem]:
    used: set[str] = set()
    before = 0
    for start, end, kind, unit in spans:
        names = _number_names(text[before:start], unit) if kind is ItemKind.NUMBER else (ITEM_NAMES[kind],)
        base = next((name for name in names if name not in used), names[-1])
        name, number = base, 2
        while name in used:
            name, number = f"{base}{number}", number + 1
        used.add(name)
        before = end + len(unit)
        yield AgeingItem(start, end, kind, name, unit)


def _number_names(before: str, unit: str) -> tuple[str, ...]:
    """Names for a count, best first: what stands before it with its measure (网站条数), the measure alone (条数)."""
    measure = _UNIT_NAMES.get(unit) or (unit if unit.endswith(("人次", "次数")) else f"{unit}数")
    run = _RUN.search(_TAIL.sub("", before))
    words = _LEAD.sub("", run[0]) if run else ""
    if words.endswith(("率", "度")) and measure == "比例":
        return words, measure
    if measure == "数" and words.endswith("数"):
        return words, measure
    return (f"{words}{measure}", measure) if 1 < len(words) <= _LONGEST_NAME else (measure,)
