"""An office's old reports → phrases of its own: what the shipped bank does not say yet, sentence by sentence.

Proposed are sentences that could stand in any year once their figures, years and names are blanks. What the tables tell by
themselves, lead-ins, hollow sentences and what the bank says already are left out and counted; what must not be kept of
persons is refused; where the topic or the wording wants a look, the proposal says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from assistant.checks.sentence import PRIVATE_RULES, check_sentence
from assistant.checks.settings import Settings
from assistant.checks.text_organs import short_name
from assistant.errors import InputError
from assistant.matching.blanks import phrase_from_sentence
from assistant.matching.rank import Matcher, plain_text
from assistant.matching.tokens import Segmenter
from assistant.phrases.fill import PLACEHOLDER, SlotValue
from assistant.phrases.lint import lint_new
from assistant.phrases.model import Bank, Phrase
from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.reuse.ageing import ITEM_NAMES, ItemKind, ageing_items
from assistant.reuse.similarity import OldSentence, bare, old_sentences


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SURE, INSIDE = 0.6, 0.5
"""Probability of its topic within the part, and of belonging to the part, below which somebody must look."""
ALIKE = 82
"""rapidfuzz ratio, figures and marks aside, from which two sentences say the same."""
TOLD_BY_TABLES = frozenset(
    {
        "requests.none",
        "requests.received",
        "requests.carryover",
        "requests.disputes",
        "other.fee_none",
        "other.fee_charged",
        "other.none",
    }
)
"""Topics whose sentences follow from the three tables or stand fixed."""
_TABLE_TALK = re.compile(
    "(?:收到|受理|办结|答复|结转)[^。；]{0,24}申请[^。；]{0,6}\\d|(?:行政复议|行政诉讼)[^。；]{0,12}(?:\\d|[无未])|"
    "(?:[无未没][^。；]{0,14}|0件[^。；]{0,6})(?:行政复议|行政诉讼)|信息处理费|其他(?:需要|应当|应)?报告(?:的)?事项"
)
_LEAST_HAN = 10
_LONGEST_LEAD = 24
_HAN = re.compile("[\u3400-\u9fff]")
_BESIDE_HAN = re.compile("(?<=[\u3400-\u9fff])\\s+|\\s+(?=[\u3400-\u9fff])")
"""Files often print 2024 年."""
_LEADS_IN = re.compile(
    "(?:如下|以下(?:几个)?(?:方面|问题|措施)|主要表现在|具体(?:情况|做法)为)[。：]?$|^(?:针对|对)(?:上述|以上)问题|^其中"
    "|^(?:改进|整改)(?:措施|情况|举措)$|^(?:存在的?)?(?:主要)?问题$"
)
_HOLLOW = _words(
    "进一步 不断 切实 扎实 深入 持续 全面 积极 认真 着力 有效 有力 大力 努力 充分 推进 推动 加强 提升 提高 强化 完善 健全 落实 开展 做好 抓好 工作 水平 "
    "质量 成效 能力 效果 公开 信息 信息公开 政府 政务 政务公开 政府信息 组织 领导 高度 重视 高度重视 贯彻 精神 要求 按照 根据 坚持 各项 相关 有关 "
    "情况 方面 存在 问题 不足 取得 一定 明显 显著 较大 机制 制度 体系 建设 管理 保障 基础 力度 全年 今年 本年 年度 单位 部门 机关 群众 社会 以及 并且 同时 加大 打造 需要 地方 改进"
)
"""Words that any office may say of anything."""
_LEAST_SUBSTANCE = 5
"""Other words a sentence without a figure must have."""
_LONG_QUOTE = re.compile("“[^”]{9,}”")
_OPTIONAL = re.compile(r"\{%\s*if.*?%\}.*?\{%\s*endif\s*%\}", re.DOTALL)
_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_TITLES = {
    "overview": SECTION_TITLES["overview"],
    **SUBSECTION_TITLES,
    "issues": "存在的主要问题",
    "improvements": "改进情况",
    "other": SECTION_TITLES["other"],
}


class LeftOut(StrEnum):
    """Why a sentence is not proposed."""

    LEAD = "编制说明"
    LEAD_IN = "标题、引出下文的话或太短"
    TABLES = "统计表会自动写出"
    HOLLOW = "没有写具体做了什么"
    KNOWN = "语库里已有相近的表述"
    TWICE = "与另一句相近"
    WORDING = "文字不合写法"
    PRIVATE = "涉及个人信息或密级标志"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that could become a phrase."""

    phrase: Phrase
    sentence: str
    values: Mapping[str, SlotValue]
    """What the sentence itself puts into the blanks."""
    source: str
    """File it stands in."""
    where: str
    """Year and part of the report."""
    chance: float
    """Probability of its topic among those of the part, 0–1."""
    doubts: tuple[str, ...] = ()
    """What somebody must look at before it is kept; empty for none."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """Everything that was found."""

    proposals: tuple[Proposal, ...]
    left_out: Mapping[LeftOut, int]
    sentences: int
    """How many were looked at."""

    @property
    def sure(self) -> tuple[Proposal, ...]:
        """Those that need no look."""
        return tuple(proposal for proposal in self.proposals if not proposal.doubts)


@dataclass
class Harvester:
    """Takes one report after another; what one has proposed, the next does not propose again."""

    bank: Bank
    matcher: Matcher
    segmenter: Segmenter
    settings: Settings
    proposals: list[Proposal] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    sentences: int = 0
    _known: dict[str, list[str]] = field(init=False)
    """Group → wordings of the bank, with and without their optional parts."""
    _taken: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Wordings of the bank, ready to be compared."""
        self._known, self._taken = {}, {}
        for phrase in self.bank.phrases:
            wordings = {bare(plain_text(phrase)), bare(_MARKS.sub("", _OPTIONAL.sub("", phrase.text)))}
            self._known.setdefault(phrase.group, []).extend(wordings)

    def add(self, report: Report, source: str) -> None:
        """Look through one report; ``source`` names its file."""
        for sentence in old_sentences(report, _TITLES):
            self.sentences += 1
            found = self._read(sentence, report, source)
            if isinstance(found, LeftOut):
                self.left_out[found] += 1
            else:
                self.proposals.append(found)

    def result(self) -> Harvest:
        """What has been found so far, in the order of the parts and topics."""
        order = {code: place for place, code in enumerate(self.bank.topics)}
        proposals = sorted(self.proposals, key=lambda proposal: order[proposal.phrase.topic])
        return Harvest(tuple(proposals), dict(self.left_out), self.sentences)

    def _read(self, sentence: OldSentence, report: Report, source: str) -> Proposal | LeftOut:
        text, group = _BESIDE_HAN.sub("", sentence.text), sentence.group
        organ, year = report.organ, report.year
        text = _with_self_reference(text, organ)
        before, mark, rest = text.partition("：")
        text = rest if mark and len(before) <= _LONGEST_LEAD and _LEADS_IN.search(before) else text
        if sentence.is_lead:
            return LeftOut.LEAD
        if not sentence.can_be_carried or len(_HAN.findall(text)) < _LEAST_HAN or _LEADS_IN.search(text):
            return LeftOut.LEAD_IN
        if PLACEHOLDER.search(text):
            return LeftOut.WORDING
        if check_sentence(text, group, PRIVATE_RULES, settings=self.settings, organ=organ, year=year):
            return LeftOut.PRIVATE
        chances, inside = self.matcher.topics(text, group)
        topic = max(chances, key=chances.__getitem__)
        if topic in TOLD_BY_TABLES or _TABLE_TALK.search(text):
            return LeftOut.TABLES
        if self._is_hollow(text, group):
            return LeftOut.HOLLOW
        try:
            new = phrase_from_sentence(
                text, topic, organ if organ.name else None, year, segmenter=self.segmenter, taken=self.bank.by_id
            )
        except InputError:
            return LeftOut.LEAD_IN
        wording = bare(plain_text(new.phrase))
        if _is_among(wording, self._known.get(group, ())):
            return LeftOut.KNOWN
        if _is_among(wording, self._taken.get(group, ())):
            return LeftOut.TWICE
        if lint_new(Bank(self.bank.topics, ()), [new.phrase]):
            return LeftOut.WORDING
        self._taken.setdefault(group, []).append(wording)
        chance = chances[topic]
        doubts = [] if chance >= SURE and inside >= INSIDE else ["看不准属于哪个主题"]
        doubts += self._particulars(new.phrase, year)
        return Proposal(new.phrase, new.sentence, new.values, source, sentence.where, chance, tuple(doubts))

    def _is_hollow(self, text: str, group: str) -> bool:
        words = {word for word in self.segmenter.words(text) if len(word) > 1}
        has_figure = re.search(r"\d", text) is not None
        return not has_figure and len(words - _HOLLOW) < _LEAST_SUBSTANCE

    def _particulars(self, phrase: Phrase, year: int) -> Iterator[str]:
        """What is of that one year and did not become a blank: figures left over, dates, document numbers, meetings."""
        text = _MARKS.sub("", phrase.text)
        surnames = "".join(sorted(self.settings.surnames))
        for item in ageing_items(text, year, surnames):
            said = text[item.start : item.end]
            if item.kind is not ItemKind.NUMBER or re.search("[0-9]", said):
                yield f"句中有当年的{ITEM_NAMES[item.kind]}“{said}{item.unit}”"
        for match in _LONG_QUOTE.finditer(text):
            yield f"句中有活动或专栏的名称{match[0]}"


def _with_self_reference(text: str, organ: Organ) -> str:
    """The organ's short name in place of 我街道 becomes that word; its full name stays."""
    short = short_name(organ)
    if not short or short == organ.name:
        return text
    # “柳溪街道”微信公众号 is the name of an account.
    pattern = re.compile(f"(?<![“《]){re.escape(short)}(?:办事处|人民政府)?(?![”》])")
    return organ.name.join(pattern.sub(organ.self_reference, part) for part in text.split(organ.name))


def _is_among(wording: str, others: Iterable[str]) -> bool:
    return process.extractOne(wording, others, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None
