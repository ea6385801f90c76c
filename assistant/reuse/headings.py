"""Which part of the report a line opens: titles of sections and subsections in every wording and numbering in use.

Titles are matched by their words; numbers only help to tell a heading from a sentence (report-standard.md §1.3, §1.4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from assistant.report.standard import SUBSECTION_TITLES
from assistant.tables.labels import normalise

_DIGITS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\s*(?:第[{_DIGITS}\d]{{1,3}}(?:部分|章|节)?[、.．，,:：\s]?"
    rf"|[（(]\s*(?:[{_DIGITS}]{{1,3}}|\d{{1,2}})\s*[)）][、.．]?"
    rf"|(?:[{_DIGITS}]{{1,3}}|\d{{1,2}})\s*[、.．）)](?!\d)"
    rf"|[{_DIGITS}]{{1,2}}是(?!否)"
    rf"|[①-⑳]|[㈠-㈩]|[⑴-⒇])\s*"
)
_SECTION_NUMBER = re.compile(rf"(?:第[{_DIGITS}]{{1,2}}部分[、:：\s]?|[{_DIGITS}1-6]\s*[、.．]?)\s*")
_WORK = "(?:政府信息公开)?(?:工作)?"
_SECTIONS = MappingProxyType(
    {
        "overview": rf"{_WORK}(?:的)?(?:总体|基本)(?:工作)?(?:情况|概况)|概述|{_WORK}情况概述|总体工作情况",
        "t2": "(?:行政机关)?主动公开政府信息(?:的)?(?:工作)?(?:情况|统计表?)",
        "t3": "(?:行政机关)?(?:收到和处理|收到及处理|收到与处理|收到并处理|收到|处理|受理和处理)(?:的)?政府信息公开申请"
        "(?:的)?(?:处理)?(?:工作)?(?:情况|统计表?)|政府信息公开申请(?:的)?(?:收到|受理)?(?:和|及|与)?(?:处理|办理)情况",
        "t4": "(?:因)?(?:政府)?信息公开(?:工作)?(?:被申请|被提起|引起的|引发的|的)?"
        "(?:行政)?复议(?:和|及|与|以及|或)?(?:被)?(?:提起|申请)?(?:行政)?诉讼(?:的)?(?:工作)?(?:情况|统计表?)",
        "issues": rf"{_WORK}(?:中|方面)?(?:仍)?(?:存在)?(?:的)?(?:主要)?(?:问题|不足|困难)(?:以及|及其|及|和|与)?"
        "(?:下一步|今后)?(?:的)?(?:改进|整改)(?:的)?(?:情况|措施|举措|打算|方向|工作)?"
        rf"|{_WORK}存在(?:的)?(?:主要)?问题和?下一步(?:工作)?(?:打算|计划|安排|措施)",
        "other": "(?:其他|其它)(?:需要?|应当)?(?:报告|说明)(?:的)?(?:有关)?(?:事项|情况)|需要?(?:报告|说明)的其[他它]事项",
    }
)
_SECTION_PATTERNS = {key: re.compile(pattern) for key, pattern in _SECTIONS.items()}
_MAX_SECTION_TITLE = 45

_GROUPS = MappingProxyType(
    {
        "proactive": "(?:政府信息)?主动公开(?:政府)?(?:信息)?",
        "requests": "(?:政府信息)?(?:依|以|依法)申请(?:公开)?(?:政府)?(?:信息)?(?:办理|处理)?|依法申请公开",
        "management": "(?:政府)?信息(?:公开)?(?:的)?(?:规范化?)?管理",
        "platform": "(?:政府)?(?:信息|政务)?(?:公开)?(?:网站)?平台(?:的)?(?:建设)?(?:与?管理|运维)?",
        "supervision": "(?:政府)?(?:信息|政务)?(?:公开)?(?:工作)?监督(?:和|与|及)?保障|(?:工作)?保障(?:和|与|及)?监督",
    }
)
_TAIL = "(?:工作|建设)?(?:的)?(?:情况|方面|工作|机制|措施)?(?:方面)?"
_GROUP_PATTERNS = {
    key: re.compile(rf"(?:在|关于|全面?|做好|加强|推进)?(?:{body}){_TAIL}") for key, body in _GROUPS.items()
}
_STOP = re.compile(r"[。．：:；;，,！!\n]|(?<=[\u4e00-\u9fff])\.|\s{2,}|\u3000|[—–-]{1,2}")
_MAX_GROUP_TITLE = 30
_MAX_OTHER_TITLE = 26
_BRACKETED = re.compile(rf"\s*[（(]\s*[{_DIGITS}]{{1,2}}\s*[)）]|\s*[㈠-㈩]")

_OPENING = 40
MIN_CONTENT = 2
"""The least score that says what a paragraph is about."""
_CONTENT = MappingProxyType(
    {
        group: tuple(re.compile(word) for word in words)
        for group, words in {
            "proactive": (
                "主动(?:向外)?公开",
                "公开[^，。；]{0,12}信息",
                r"发布[^，。；]{0,14}\d",
                "解读",
                "重点领域",
                "回应关切",
                r"\d+余?条",
            ),
            "requests": (
                "依申请",
                "申请公开|公开申请|收到[^，。；]{0,10}申请",
                "申请人",
                "答复",
                "办结|受理",
                "结转",
                "行政复议|诉讼",
            ),
            "management": (
                "信息管理",
                "审查|审核|三审|先审",
                "保密|失密|泄密|涉密",
                "属性",
                "规范性文件",
                "清理|失效",
                "目录|台账",
                "更新",
            ),
            "platform": ("平台", "网站", "专栏|专区|栏目", "新媒体|公众号|微博", "公报", "查阅点", "维护|改版|适老"),
            "supervision": (
                "监督",
                "保障",
                "考核",
                "培训",
                "社会评议|评议",
                "责任追究|追责",
                "领导小组|专题会",
                "督促|检查|通报",
            ),
        }.items()
    }
)


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A section's title as printed, and what follows it in the same line."""

    key: str
    title: str
    rest: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class SubsectionHeading:
    """A heading inside section 一, and the text run in behind it."""

    group: str | None
    title: str
    """Without its number; empty for a numbered paragraph that begins at once."""
    rest: str
    number: str
    """As printed; empty where there is none."""


def section_of(line: str, *, bracketed: bool = False) -> SectionHeading | None:
    """Recognise a line that opens one of the six sections, else None; （一） does only where ``bracketed`` allows it."""
    text = line.strip().lstrip("#").strip()
    brackets = _BRACKETED.match(text)
    if brackets is not None:
        return _whole_title(text[brackets.end() :], True) if bracketed else None
    number = _SECTION_NUMBER.match(text)
    bodies = [(text[number.end() :], True)] if number else []
    for body, numbered in [*bodies, (text, False)]:
        found = _whole_title(body, numbered)
        if found is not None:
            return found
    if number:
        return _run_in_section(text[number.end() :])
    return None


def _whole_title(body: str, numbered: bool) -> SectionHeading | None:
    label = normalise(body)
    if not label or len(label) > _MAX_SECTION_TITLE:
        return None
    for key, pattern in _SECTION_PATTERNS.items():
        if pattern.fullmatch(label):
            return SectionHeading(key, body.strip(" 　\t。：:；;"), "", numbered)
    return None


def _run_in_section(body: str) -> SectionHeading | None:
    """``五、存在的主要问题及改进情况。一是……``: a numbered title, a stop, then text."""
    for stop in re.finditer(r"[。：:\s]", body[: _MAX_SECTION_TITLE * 2]):
        found = _whole_title(body[: stop.start()], True)
        rest = body[stop.end() :].strip()
        if found is not None and rest:
            return SectionHeading(found.key, found.title, rest, True)
    return None


def subsection_of(line: str) -> SubsectionHeading | None:
    """Recognise a paragraph of section 一 that opens a subsection: by a known title, with or without a number."""
    text = line.strip().lstrip("#").strip()
    match = _NUMBER.match(text)
    number = match[0].strip() if match else ""
    body = text[match.end() :] if match else text
    # Titles may be set in brackets: 【主动公开】.
    bracketed = re.match(r"[【\[〔《“](.{2,20}?)[】\]〕》”]\s*[：:。]?\s*", body)
    if bracketed and (group := _group(bracketed[1])) is not None:
        return SubsectionHeading(group, bracketed[1].strip(), body[bracketed.end() :].strip(), number)
    title, rest, stop = _split(body)
    group = _group(title)
    if group is None and number and (blank := re.search(r"\s+", body)):
        title, rest, stop = body[: blank.start()], body[blank.end() :].strip(), " "
        group = _group(title)
    if group is None or (not number and rest and stop not in "。：:．" and not title.endswith(("情况", "方面"))):
        return None
    return SubsectionHeading(group, title, rest, number)


def other_subsection_of(line: str) -> SubsectionHeading | None:
    """Recognise a numbered paragraph of section 一 whose title is none of the five (组织推动情况, 其他工作)."""
    text = line.strip()
    match = _BRACKETED.match(text)
    if match is None:
        return None
    number = match[0].strip()
    body = text[match.end() :].lstrip(" 、.．\u3000")
    title, rest, stop = _split(body)
    if stop in "。：:．" and len(normalise(title)) <= _MAX_OTHER_TITLE and not re.search("[“”《》0-9]", title):
        return SubsectionHeading(None, title, rest, number)
    return SubsectionHeading(None, "", body, number)


def _split(body: str) -> tuple[str, str, str]:
    """Part a paragraph at the first stop: what may be a title, the rest, and the stop (empty at the end)."""
    match = _STOP.search(body)
    if match is None:
        return body.strip(), "", ""
    return body[: match.start()].strip(), body[match.end() :].strip(), match[0][:1]


def _group(title: str) -> str | None:
    label = normalise(title)
    if not label or len(label) > _MAX_GROUP_TITLE:
        return None
    for key, canonical in SUBSECTION_TITLES.items():
        if label == canonical:
            return key
    return next((key for key, pattern in _GROUP_PATTERNS.items() if pattern.fullmatch(label)), None)


def content_scores(text: str) -> dict[str, int]:
    """How much the words of a paragraph speak for each of the five groups; its opening counts most."""
    return {
        group: sum(
            (pattern.search(text) is not None) + 2 * (pattern.search(text[:_OPENING]) is not None)
            for pattern in patterns
        )
        for group, patterns in _CONTENT.items()
    }


def group_by_content(text: str, groups: tuple[str, ...]) -> str | None:
    """Guess which of some groups a paragraph without a title is about; None where its words do not say."""
    scores = {group: score for group, score in content_scores(text).items() if group in groups}
    ranked = sorted(scores.values(), reverse=True)
    if not ranked or ranked[0] < MIN_CONTENT or (len(ranked) > 1 and ranked[0] == ranked[1]):
        return None
    return max(scores, key=lambda group: scores[group])


_INNER = re.compile(rf"(?<=[。；;！])(?=\s*[（(]\s*[{_DIGITS}]\s*[)）]|[{_DIGITS}]是|\d[.．、])")


def split_run_on(text: str) -> list[str]:
    """Part a paragraph in which several titled subsections follow each other; else the paragraph alone."""
    pieces = _INNER.split(text)
    starts = [i for i, piece in enumerate(pieces) if i == 0 or subsection_of(piece) is not None]
    if len(starts) <= 1:
        return [text]
    return ["".join(pieces[a:b]) for a, b in zip(starts, [*starts[1:], len(pieces)], strict=True)]
