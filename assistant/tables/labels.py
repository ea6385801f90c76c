"""Labels of the three tables as offices write them → keys: report-standard.md §2.5.

A label is compared without white space and punctuation, first as a whole, then by a core substring, the longest core
first. Cores are not unique in a report, so each :class:`Axis` holds the labels of one direction of one table only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from assistant.report.standard import (
    SECTION_TITLES,
    T2_COLUMNS,
    T2_ROWS,
    T3_COLUMNS,
    T3_GROUPS,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
)

_QUOTES = str.maketrans(dict.fromkeys("“”„＂「」『』‘’'`", '"'))
_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff、.．,，:：;；()\[\]<>《》〈〉【】〔〕。·]")
_MAX_LABEL = 80
"""Longer texts are prose, whatever words they contain."""
_MAX_FOUND = 4096
MAX_SHORT_LABEL = 24
"""The same for tables 2 and 4 and for headings, whose labels are short."""


def normalise(text: str) -> str:
    """NFKC, one kind of quotation mark, no white space, no punctuation that offices vary."""
    return _remembered(text) if len(text) <= _MAX_LABEL else _normalised(text)


def _normalised(text: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))


# The same labels stand in every report, and a cell is compared with six axes.
_remembered = lru_cache(maxsize=8192)(_normalised)


class Axis:
    """The labels of one axis of one table."""

    def __init__(self, labels: Mapping[str, str], cores: Mapping[str, tuple[str, ...]]) -> None:
        self._exact = {normalise(label): key for key, label in labels.items()}
        self._cores = sorted(
            ((core, key) for key, some in cores.items() for core in some), key=lambda item: -len(item[0])
        )
        self._found: dict[str, str | None] = {}

    def find(self, text: str, longest: int = _MAX_LABEL) -> str | None:
        """Find the key of a label, or None; ``text`` as it stands in the cell."""
        label = normalise(text)
        if not label or len(label) > longest:
            return None
        if label not in self._found:
            if len(self._found) >= _MAX_FOUND:
                self._found.clear()
            self._found[label] = self._key(label)
        return self._found[label]

    def _key(self, label: str) -> str | None:
        if label in self._exact:
            return self._exact[label]
        for core, key in self._cores:
            # ``^…`` must be the whole label, but for an enumerator.
            if core.startswith("^"):
                if re.fullmatch(rf"[\d一二三四五六七八九十]?(?:{core[1:]})", label):
                    return key
            elif core in label:
                return key
        return None


T2_ROW_AXIS = Axis(
    T2_ROWS,
    {
        "rules": ("^规章", "^规章(?:制发|废止|现行|本年).*"),
        "normative": ("规范性文件",),
        "license": ("行政许可",),
        "penalty": ("行政处罚",),
        "coercion": ("行政强制",),
        "fee": ("事业性收费",),
    },
)
T2_COLUMN_AXIS = Axis(
    T2_COLUMNS,
    {
        "made": ("制发件数", "制发数", "本年制发"),
        "repealed": ("废止件数", "废止数", "本年废止"),
        "in_force": ("现行有效",),
        "decided": ("处理决定数", "决定数量"),
        "amount": ("收费金额",),
    },
)
T3_COLUMN_AXIS = Axis(
    T3_COLUMNS,
    {
        "natural": ("自然人",),
        "business": ("商业企业", "^企业"),
        "research": ("科研机构", "^科研单位"),
        "welfare": ("公益组织",),
        "legal": ("法律服务",),
        "other": ("^其他", "^其它"),
        "total": ("^总计", "^合计"),
    },
)
T3_GROUP_AXIS = Axis(
    T3_GROUPS,
    {"denied": ("不予公开",), "unable": ("无法提供",), "unprocessed": ("不予处理",), "misc": ("其他处理", "其它处理")},
)
T3_ROW_AXIS = Axis(
    T3_ROWS,
    {
        "new_received": ("新收",),
        "carried_in": ("上年结转", "上年度结转", "上一年结转", "上一年度结转"),
        "granted": ("予以公开",),
        "partial": ("部分公开",),
        "denied.state_secret": ("国家秘密",),
        "denied.law_forbidden": ("禁止公开",),
        "denied.security_stability": ("三安全一稳定",),
        "denied.third_party": ("第三方",),
        "denied.internal_affairs": ("内部事务",),
        "denied.process": ("过程性信息",),
        "denied.enforcement_file": ("执法案卷",),
        "denied.admin_query": ("行政查询",),
        "unable.not_held": ("不掌握",),
        "unable.needs_making": ("另行制作",),
        "unable.unclear": ("仍不明确",),
        "unprocessed.petition": ("信访",),
        "unprocessed.repeat": ("重复申请",),
        "unprocessed.publication": ("公开出版物",),
        "unprocessed.excessive": ("反复申请",),
        "unprocessed.reconfirm": ("重新出具",),
        "misc.no_correction": ("不补正",),
        "misc.unpaid_fee": ("收费通知", "缴纳费用"),
        # Unique among the rows: every other 其他 is a column or part of a longer label.
        "misc.other": ("^其他", "^其它", "^其他处理[3三]其他"),
        "result_total": ("^总计", "^合计", "^本年度办理结果总计"),
        "carried_out": ("结转下",),
    },
)
_OUTCOMES = "结果维持|结果纠正|其他结果|尚未审结|总计|合计"
T4_BLOCK_AXIS = Axis(
    T4_BLOCKS,
    {
        "review": (f"^行政复议(?:案件|情况)?(?:{_OUTCOMES})?",),
        "direct": ("未经复议",),
        "after_review": ("复议后",),
    },
)
T4_COLUMN_AXIS = Axis(
    T4_COLUMNS,
    {
        "upheld": ("结果维持", "^维持"),
        "corrected": ("结果纠正", "^纠正"),
        "other": ("其他结果", "其它结果"),
        "pending": ("尚未审结", "未审结"),
        # The blocks have a total each; the form has none for 行政诉讼 as a whole.
        "total": ("^(?:行政复议|(?:行政诉讼)?(?:未经复议直接起诉|复议后起诉))?(?:总计|合计)",),
    },
)
_LAST_YEAR = re.compile(r"上年|上一年|去年")
_NOT_A_CAPTION = re.compile(r"结转|说明|对照|请|左|右|含|和|与|及|比")
_MAX_CAPTION = 24
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_SECTION_CORES = tuple(normalise(title) for title in SECTION_TITLES.values())


def is_last_year(text: str) -> bool:
    """Tell whether a cell captions last year's figures (上年数据, 2023年（上年）), not the row 上年结转."""
    label = normalise(text)
    return len(label) <= _MAX_CAPTION and bool(_LAST_YEAR.search(label)) and not _NOT_A_CAPTION.search(label)


def is_this_year(text: str) -> bool:
    """Tell whether a cell captions this year's figures (本年数据, 今年)."""
    label = normalise(text)
    return len(label) <= _MAX_CAPTION and bool(re.match(r"(?:20\d\d年?)?(?:本年|今年)(?:度?数据|度?数|度)?$", label))


def caption_year(text: str) -> int | None:
    """Find the year in a short caption such as 2024年数据, else None."""
    label = normalise(text)
    match = _YEAR.search(label) if len(label) <= _MAX_CAPTION else None
    return int(match[1]) if match else None


def is_section_title(text: str) -> bool:
    """Tell whether a cell holds the title of one of the six sections."""
    label = normalise(text)
    return any(core in label for core in _SECTION_CORES)
