"""Title, organ and year of a report, from wherever the file says them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_YEAR = r"(?P<year>(?:19|20)\d\d|二[〇○Ο零０0]{1,2}[一二三四五六七八九〇○零]{1,2})"
_REPORT = (
    r"(?:年?度)?(?:的)?(?:政府信息(?:与?政务)?公开|政务公开|信息公开)(?:工作)?(?:情况)?(?:的)?(?:年度?)?(?:工作)?"
    r"(?:年度)?(?:情况)?(?:报告|年报)"
)
_SUFFIX = r"(?:[（(](?P<suffix>[^）)]{0,20})[）)])?"
_ORGAN_FIRST = re.compile(rf"(?P<organ>.{{0,60}}?)(?:关于)?{_YEAR}年?(?:年|度|年度)?{_REPORT}{_SUFFIX}")
_YEAR_FIRST = re.compile(rf"{_YEAR}年?(?:年|度|年度)?(?P<organ>[^，。：；]{{2,60}}?)(?:关于)?{_REPORT}{_SUFFIX}")
_YEARLESS = re.compile(rf"(?P<organ>.{{0,60}}?)(?:关于)?{_REPORT}{_SUFFIX}")
_YEAR_IN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_PERIOD = re.compile(r"(?<!\d)(20\d\d)\s*年\s*0?1\s*月\s*0?1\s*日")
_SEPARATORS = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=告)\s*[-–—]+\s*")
_TYPOGRAPHY = re.compile(
    r"(?<=[\u4e00-\u9fff（）])[ \u00a0\u3000]+(?=\d)|(?<=\d)[ \u00a0\u3000]+(?=[\u4e00-\u9fff（）])"
)
_CHINESE_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "Ο": 0, "０": 0, "0": 0}
_BREADCRUMB = re.compile(r"[>›»/|:,;!?=…]|首页|当前位置|索引号|附件|标题|下一篇|上一篇|名称")
_MAX_TITLE = 70

_ORGAN_NAME = r"[\u4e00-\u9fff（）()]{3,40}?"
_LEAD_ORGANS = (
    re.compile(rf"本(?:年度)?报告(?:是)?由({_ORGAN_NAME})(?:负责)?(?:根据|依据|按照|依照|编制|组织)"),
    re.compile(
        rf"(?:^|[，。；、])(?:由)?({_ORGAN_NAME})(?:负责)?(?:组织)?编制(?:了)?(?:本|的?20\d\d|《|完成|并|政府|形成|。|，)"
    ),
    re.compile(rf"(?:^|[，。；])(?:现将|现公布|特向社会公布)({_ORGAN_NAME})\s*20\d\d\s*年"),
    re.compile(rf"(?:^|[，。；])({_ORGAN_NAME})(?:根据|依据|按照|依照)(?:《|国务院|中华)"),
)
_ORGAN_END = re.compile(
    r"(?:政府|街道办事处|街道办|街道|办公室|办公厅|委员会|管委会|[局厅委办院处所站署社台馆校镇乡]|中心|集团|公司|大队|支队|总队)$"
)
_NOT_ORGAN = re.compile(r"^(?:本|我|现|该|并|将|为|依法|根据|按照|认真|严格|主要|有关|相关|各|全|年报|本报告|结合)")
_AREA = re.compile(r"[省市县区旗州盟]$")


@dataclass(frozen=True, slots=True)
class Title:
    """A report's title and what it says; ``organ`` empty and ``year`` None where it does not."""

    text: str
    organ: str
    year: int | None


def parse_title(text: str) -> Title | None:
    """Read a line that is a report's title; None for any other line."""
    shown = _TYPOGRAPHY.sub("", " ".join(text.split()))
    label = re.sub(r"\s", "", unicodedata.normalize("NFKC", shown)).strip("《》")
    if not label or len(label) > _MAX_TITLE or "。" in label:
        return None
    for pattern in (_ORGAN_FIRST, _YEAR_FIRST, _YEARLESS):
        match = pattern.fullmatch(label)
        if match is None:
            continue
        organ = match["organ"]
        if _BREADCRUMB.search(organ):
            return None
        # 上海市政府信息公开…: the 政府 of the words that follow.
        if pattern is not _ORGAN_FIRST and _AREA.search(organ):
            organ += "人民政府"
        year = match.groupdict().get("year")
        suffix = _YEAR_IN.search(match["suffix"] or "") if year is None else None
        return Title(shown.strip("《》 "), _cleaned(organ), _year(year) if year else int(suffix[1]) if suffix else None)
    return None


def hinted_title(hints: Iterable[str]) -> Title | None:
    """Find a title among a page's head lines, which carry the site's name behind it."""
    for hint in hints:
        for piece in (hint, *_SEPARATORS.split(hint)):
            found = parse_title(
                re.sub(r"\.(?:docx?|pdf|html?|txt|md|wps|xlsx|csv|mht)$", "", piece.strip(), flags=re.I)
            )
            if found is not None and (found.organ or found.year):
                return found
    return None


def organ_in_lead(paragraphs: Sequence[str]) -> str | None:
    """Find who compiled the report, as the lead says."""
    for pattern in _LEAD_ORGANS:
        for text in paragraphs:
            for match in pattern.finditer(re.sub(r"\s", "", text)):
                organ = match[1].strip("（）()")
                if _ORGAN_END.search(organ) and not _NOT_ORGAN.match(organ):
                    return organ
    return None


def is_organ_name(text: str) -> bool:
    """Tell whether a short text ends as names of organs do."""
    label = re.sub(r"\s", "", text)
    return 4 <= len(label) <= 40 and bool(_ORGAN_END.search(label)) and not _NOT_ORGAN.match(label)


def year_in_period(paragraphs: Sequence[str]) -> int | None:
    """Read the year off the period of the figures (自2024年1月1日起)."""
    for text in paragraphs:
        match = _PERIOD.search(text)
        if match is not None:
            return int(match[1])
    return None


def commonest_year(texts: Iterable[str]) -> int | None:
    """Find the year the text speaks of most often; a report names its own year again and again."""
    years = Counter(int(match[1]) for text in texts for match in _YEAR_IN.finditer(text))
    return years.most_common(1)[0][0] if years else None


def organ_in_name(name: str) -> str:
    """Find the organ a file name begins with (云溪区青枫街道办事处2024年统计表.xlsx); empty where it does not."""
    match = re.match(
        r"[\d\s._-]*([\u4e00-\u9fff（）()]{4,40}?)[-_\s]*(?:20\d\d|关于|政府信息|统计|年报|$)", name.rpartition(".")[0]
    )
    return match[1] if match is not None and is_organ_name(match[1]) else ""


def year_in_name(name: str) -> int | None:
    """Find the one year a file name speaks of."""
    years = set(re.findall(r"(?<!\d)(20[0-3]\d)(?!\d)", name))
    return int(years.pop()) if len(years) == 1 else None


def _cleaned(organ: str) -> str:
    return organ.strip("《》“”\"'·:：-—_ ")


def _year(text: str) -> int:
    return int(text) if text.isascii() else int("".join(str(_CHINESE_DIGITS[character]) for character in text))
