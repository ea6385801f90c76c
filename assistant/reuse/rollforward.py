"""Last year's report rolled forward: which sentences are carried, in what form, and what last year promised.

Carried: what tells how the work is done, its years rolled, with everything that ages as an item (see ``ageing``).
Not carried: what the tables or standing sentences tell, lead and closing formulae, problems and measures (they are
promises, asked after one by one), plans, and words that only lead to a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from zlib import crc32

from assistant.checks.settings import Settings
from assistant.matching.rank import Matcher
from assistant.phrases.fill import Filler, SlotValue
from assistant.report.model import Report
from assistant.report.organ import Contact
from assistant.reuse.ageing import AgeingItem, ageing_items
from assistant.reuse.similarity import OldSentence, bare, likeness, old_sentences, rolled
from assistant.tables.schema import Tables


class Fate(StrEnum):
    """What becomes of a sentence of last year."""

    CARRIED = "carried"
    """As it was, with its items."""
    PHRASE = "phrase"
    """As a standard sentence with blanks."""
    TABLES = "tables"
    """The tables tell it."""
    FORMULA = "formula"
    """Lead, closing words, words that lead to a list: the program writes its own."""
    PROMISE = "promise"
    """A problem, a measure or a plan."""


@dataclass(frozen=True, slots=True)
class RolledSentence:
    """One sentence of last year and what becomes of it."""

    old: OldSentence
    fate: Fate
    text: str
    """Its years rolled, figures the tables know by name: ``{{t2.license.decided}}``."""
    topic: str = ""
    """Of the taxonomy, empty where it is not clear."""
    items: tuple[AgeingItem, ...] = ()
    """Of a carried sentence."""
    phrase: str = ""
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    """What last year filled the blanks of the phrase with."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A problem of last year's report with the measure promised for it; either may be empty."""

    number: int
    """From 1, in the order of the report."""
    problem: str
    measure: str

    @property
    def id(self) -> str:
        """The same for the same words, whatever file they were read from."""
        return f"promise:{crc32(f'{self.problem}|{self.measure}'.encode()):08x}"

    @property
    def name(self) -> str:
        """The problem (else the measure) in a few words, without its final stop."""
        return _in_short(self.problem or self.measure)


def roll_forward(
    last: Report, matcher: Matcher, filler: Filler, titles: Mapping[str, str], settings: Settings | None = None
) -> tuple[RolledSentence, ...]:
    """Every sentence of last year's prose in its order with what becomes of it in the report of the filler's year.

    ``titles`` name the groups. ``settings`` tell surnames; without them no persons are found.
    """
    surnames = "".join(sorted(settings.surnames)) if settings else ""
    roller = _Roller(last, matcher, filler, surnames)
    found: list[RolledSentence] = []
    for old in old_sentences(last, titles):
        sentence = roller.sentence(old)
        before = found[-1] if found and found[-1].old.group == old.group else None
        if before is not None and _LEANS.match(old.text) and sentence.fate in _KEPT:
            if before.fate in _KEPT:
                found[-1] = roller.joined(before, sentence)
                continue
            if before.fate is Fate.TABLES:
                sentence = replace(sentence, fate=Fate.TABLES)
        found.append(sentence)
    return tuple(found)


def carried_items(text: str, last_year: int, settings: Settings | None = None) -> tuple[AgeingItem, ...]:
    """What ages in a sentence of the report for ``last_year`` whose years are rolled already."""
    return ageing_items(text, last_year, "".join(sorted(settings.surnames)) if settings else "")


def promises_of(last: Report) -> tuple[Promise, ...]:
    """The problems of last year's section 五, each with its measure; measures left over come last.

    As many measures as problems answer them in order; else each goes to the problem whose words it shares most.
    """
    sentences = old_sentences(last, _NO_TITLES)
    problems = _points([one for one in sentences if one.group == "issues" and not _DONE.search(one.text)])
    measures = _points([one for one in sentences if one.group == "improvements" and not _DONE.search(one.text)])
    answers: dict[int, str] = {}
    if len(problems) == len(measures):
        answers = dict(enumerate(measures))
        left: list[str] = []
    else:
        left = list(measures)
        for number, problem in enumerate(problems):
            best = max(left, key=lambda measure: _shared(problem, measure), default="")
            if best and _shared(problem, best) >= _RELATED:
                answers[number] = best
                left.remove(best)
    pairs = [(problem, answers.get(number, "")) for number, problem in enumerate(problems)]
    pairs += [("", measure) for measure in left]
    return tuple(Promise(number, *pair) for number, pair in enumerate(pairs, start=1))


def contact_in(last: Report) -> Contact:
    """Where the public may turn, as last year's lead or opening says; None for what it does not."""
    text = "".join(paragraph.text for paragraph in (*last.lead, *last.section("overview").paragraphs))
    found = {field: match["it"].strip() for field, pattern in _CONTACTS if (match := pattern.search(text))}
    return Contact(**found)


_CONTACTS = (
    ("website", re.compile(r"(?:电子版|全文|报告)[^。；]{0,20}?(?:在|登录|通过|从)(?P<it>[\u4e00-\u9fff]{2,24}?(?:政府)?(?:门户)?网站(?:“[^”]{1,20}”专?栏)?)")),
    ("address", re.compile(r"(?:通[讯信]|联系|办公)?地址(?:是|为)?[：:]\s*(?P<it>[\u4e00-\u9fffA-Za-z0-9—\-（）()·]{4,60}?)(?=[，。；、,;\s）)]|$|邮编|邮政|电话)")),
    ("postcode", re.compile(r"邮(?:政)?编(?:码)?(?:是|为)?[：:]?\s*(?P<it>[0-9]{6})(?![0-9])")),
    ("phone", re.compile(r"电话(?:号码)?(?:是|为)?[：:]?\s*(?P<it>(?:0[0-9]{2,3}[-—－ ]?)?[1-9][0-9]{6,7}|1[3-9][0-9]{9})(?![0-9])")),
    ("email", re.compile(r"(?:邮箱|[Ee]-?mail)(?:地址)?(?:是|为)?[：:]?\s*(?P<it>[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")),
)  # fmt: skip
_CLEAR = 0.92
"""Likeness from which a filled phrase says what last year's sentence said, word for word but for small change."""
_SURE_TOPIC = 0.6
"""Probability from which a sentence is taken to be of its topic."""
_RELATED = 0.12
"""Share of two-character words that a measure has in common with the problem it answers."""
_NO_TITLES: Mapping[str, str] = {
    group: group
    for group in (
        "overview", "proactive", "requests", "management", "platform", "supervision", "issues", "improvements", "other",
    )
}  # fmt: skip
_PROMISING = ("issues", "improvements")
_TOLD_BY_TABLES = frozenset({"requests.none", "requests.received", "requests.carryover", "requests.disputes"})
_STANDING = frozenset({"overview.period", "other.fee_none", "other.fee_charged", "other.none"})
_TABLE_WORDS = re.compile(
    r"(?:收到|受理|接到|接收|新收|办结|答复|登记)[^，。；]{0,24}(?:申请|依申请)[^，。；]{0,12}[0-9〇零一二两三四五六七八九十百]+\s*[件份宗条起例]"
    r"|[0-9一二两三四五六七八九十百]+\s*[件份宗条起例][^，。；]{0,6}(?:政府信息公开)?申请"
    r"|(?:未|没有|无)(?:有)?(?:收到|接到|受理)[^，。；]{0,20}申请|零申请|结转|转结|行政复议|行政诉讼"
    r"|予以公开[0-9]|不予公开[0-9]|予以公开[^，。；]{0,4}[0-9]+\s*件"
)
_COUNTS_OR_DENIES = re.compile(r"[0-9]|[一二两三四五六七八九十百]+\s*[件份宗条起例]|[未没无零]")
_FEE = re.compile(r"信息处理费|检索费|复制费|邮寄费|收费|收取.{0,6}费")
_NOTHING_MORE = re.compile(
    r"^(?:.{0,12}(?:无|没有|暂无)(?:其他|其它)?[^，。]{0,6}(?:需要|需)?报告的?(?:其他|其它)?(?:的)?(?:事项|情况)|无)[。\s]*$"
)
_LEAD = re.compile(
    r"统计期限|统计时间|数据.{0,6}截止|数据.{0,8}自.{0,16}[起至止]|电子版|现予?(?:以)?公[布开]|向社会公布|如(?:对本|有).{0,12}疑问|(?:与|和|联系).{0,24}联系"
    r"|本(?:年度)?报告(?:由|包括|中所列|所列|共分|内容)|联系(?:电话|地址)|^地址[：:]"
    r"|(?:根据|按照|依据|依照).{0,120}(?:编制|撰写|公布).{0,12}(?:本|年度)报告|编制.{0,8}年度报告"
)
_CLOSING = re.compile(r"^(?:特此|此)(?:报告|公告|公布)|^附件?[：:]|^（此件")
_LEADS_TO_LIST = re.compile(
    r"[：:]$|(?:以下|如下)[^，。；]{0,8}[。：:]$|主要(?:体现|表现)在.{0,6}$|(?:存在|还有)(?:一些|不少|一定)?(?:的)?(?:不足|差距|问题)[^，；]{0,8}[。：:]$"
)
_PLAN = re.compile(r"^(?:下一步|下步|今后|接下来|未来)|[，。](?:下一步|下步|今后)[，我将]")
_DONE = re.compile(r"上(?:一)?年度?[^，。；]{0,24}(?:问题|不足|短板)[^；]{0,60}(?:整改|改进|解决|完成|改正)")
_HEADING = re.compile(r"^[^，。；：！？]{1,24}$|^[^，；：！？0-9]{4,24}情况。$")
_LEANS = re.compile(r"(?:其中|上述|以上|对此|为此|据此|因此)")
_KEPT = (Fate.CARRIED, Fate.PHRASE)
_ENUMERATED = re.compile(r"^(?:首先|其次|再次|最后|此外|另外)[，,]?")
_MEASURES_LEAD = re.compile(
    r"^(?:(?:存在的?)?(?:主要)?问题[：:]|(?:改进|整改)(?:措施|情况|举措)?[：:]|(?:针对|对于?|围绕)(?:上述|以上|这些|存在)[^，：]{0,16}[，：]|(?:下一步|下步|今后|接下来)(?:工作中)?[，：]?|[0-9]{4}年[，：]"
    r"|我[^，。]{1,4}将(?:着力|重点)?(?:从以下[^，。：]{1,10}[：:])?)+"
)
_FIGURES: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), cell)
    for pattern, cell in (
        (r"(?:制发|制定|出台|印发|发布|新增|新制定)[^，。；]{0,10}规范性文件\s*(?P<n>[0-9]+)", "t2.normative.made"),
        (r"(?:制发|制定|出台|印发|发布)[^，。；0-9]{0,6}(?P<n>[0-9]+)\s*[件份部][^，。；]{0,6}规范性文件", "t2.normative.made"),
        (r"规范性文件[^。；]{0,24}废止[^，。；0-9]{0,8}(?P<n>[0-9]+)", "t2.normative.repealed"),
        (r"废止[^，。；0-9]{0,4}规范性文件\s*(?P<n>[0-9]+)", "t2.normative.repealed"),
        (r"规范性文件[^。；]{0,40}(?:现行|继续)有效[^，。；0-9]{0,12}(?P<n>[0-9]+)", "t2.normative.in_force"),
        (r"现行有效[^，。；0-9]{0,4}规范性文件[^，。；0-9]{0,4}(?P<n>[0-9]+)", "t2.normative.in_force"),
        (r"(?:制定|出台|制发)[^，。；0-9]{0,6}(?<!范性)规章\s*(?P<n>[0-9]+)", "t2.rules.made"),
        (r"行政许可[^，。；0-9]{0,10}(?P<n>[0-9]+)", "t2.license.decided"),
        (r"行政处罚[^，。；0-9]{0,10}(?P<n>[0-9]+)", "t2.penalty.decided"),
        (r"行政强制[^，。；0-9]{0,10}(?P<n>[0-9]+)", "t2.coercion.decided"),
        (r"行政事业性收费[^，。；0-9]{0,10}(?P<n>[0-9]+(?:\.[0-9]+)?)", "t2.fee.amount"),
    )
)  # fmt: skip
_NEAR_YEAR = re.compile(
    r"(?P<compared>(?:[较比与同]|相较于?|对比)\s*|[由从]\s*(?=20[0-9]{2}\s*年的?\s*[0-9]))?(?<![0-9〔\[（(])(?P<year>20[0-9]{2})\s*年(?P<what>[^，。；、《》0-9]{0,8}(?:预算|决算|年度报告))?"
)
_SHORTEST, _LONGEST_NAME = 4, 30


@dataclass
class _Roller:
    last: Report
    matcher: Matcher
    filler: Filler
    surnames: str

    def sentence(self, old: OldSentence) -> RolledSentence:
        setting = self.filler.setting
        text = self._renamed(_rolled(_ENUMERATED.sub("", old.text), self.last.year, setting.year))
        fate = self._fate_by_words(old)
        if fate is not None:
            return RolledSentence(old, fate, text)
        named = self._with_cells(text)
        reading = self.matcher.read_fact(text, old.group, filler=self.filler, kind=setting.organ.kind)
        candidates = [one for one in reading.candidates if one.phrase.group == old.group and not one.opposes]
        sure = reading.matched and bool(reading.candidates) and reading.candidates[0].score >= _SURE_TOPIC
        topic = candidates[0].phrase.topic if sure and candidates and candidates[0] is reading.candidates[0] else ""
        if topic in _TOLD_BY_TABLES and _COUNTS_OR_DENIES.search(text):
            return RolledSentence(old, Fate.TABLES, text, topic)
        if topic in _STANDING:
            return RolledSentence(old, Fate.FORMULA, text, topic)
        if named == text:
            for candidate in candidates:
                values = candidate.assignment.values
                filled = self.filler.fill(candidate.phrase, values)
                if not filled.bindings and _says_the_same(filled.text, text):
                    known = {name: value for name, value in values.items() if value is not None}
                    phrase = candidate.phrase
                    return RolledSentence(old, Fate.PHRASE, text, phrase.topic, phrase=phrase.id, values=known)
        items = ageing_items(named, self.last.year, self.surnames)
        return RolledSentence(old, Fate.CARRIED, named, topic, items)

    def joined(self, first: RolledSentence, second: RolledSentence) -> RolledSentence:
        """Two sentences of which the second says nothing without the first."""
        old = replace(first.old, text=first.old.text + second.old.text)
        text = self._with_cells(first.text) + second.text
        items = ageing_items(text, self.last.year, self.surnames)
        return RolledSentence(old, Fate.CARRIED, text, first.topic, items)

    def _fate_by_words(self, old: OldSentence) -> Fate | None:
        text, group = old.text, old.group
        if group in _PROMISING:
            return Fate.PROMISE
        if not old.can_be_carried or _CLOSING.search(text) or _HEADING.match(text) or _LEADS_TO_LIST.search(text):
            return Fate.FORMULA
        if old.is_lead or (group == "overview" and _LEAD.search(text)):
            return Fate.FORMULA
        if group in ("other", "requests") and (_FEE.search(text) or _NOTHING_MORE.match(text)):
            return Fate.FORMULA
        if group in ("requests", "other", "overview") and _TABLE_WORDS.search(text):
            return Fate.TABLES
        if _PLAN.search(text) or self._is_of_next_year(text):
            return Fate.PROMISE
        return None

    def _is_of_next_year(self, text: str) -> bool:
        """It speaks of the year that has now passed as one to come."""
        return bool(re.search(rf"{self.last.year + 1}\s*年(?!度)[，,]?[^，。；《》]{{0,12}}(?:将|计划|拟)", text))

    def _renamed(self, text: str) -> str:
        """Under the organ's present name (XY-08)."""
        before, now = self.last.organ.name, self.filler.setting.organ.name
        return text.replace(before, now) if before and before != now else text

    def _with_cells(self, text: str) -> str:
        """Figures that stood in last year's tables are this year's cells; what only looks like one is left an item."""
        last = self.filler.setting.last_tables or self.last.tables
        found: dict[tuple[int, int], str] = {}
        for pattern, cell in _FIGURES:
            for match in pattern.finditer(text):
                if _is_cell(last, cell, match["n"]):
                    found.setdefault(match.span("n"), cell)
        for (start, end), cell in sorted(found.items(), reverse=True):
            text = f"{text[:start]}{{{{{cell}}}}}{text[end:]}"
        return text


def _rolled(text: str, old_year: int, new_year: int) -> str:
    """:func:`rolled`, and the years beside the report's own in comparisons, budgets and accounts (2022年部门决算)."""
    if not old_year:
        return text
    done = list(rolled(text, old_year, new_year))
    for match in _NEAR_YEAR.finditer(text):
        year = int(match["year"])
        compared = match["compared"] is not None and year == old_year - 1
        of_accounts = match["what"] is not None and abs(year - old_year) == 1
        inside = text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start())
        if (compared or of_accounts) and not inside:
            start, end = match.span("year")
            done[start:end] = str(year + new_year - old_year)
    return "".join(done)


def _is_cell(tables: Tables, cell: str, figure: str) -> bool:
    value = tables.cell(cell)
    return value is not None and format(value, "f" if "." in figure else "") == figure


def _says_the_same(filled: str, text: str) -> bool:
    return likeness(filled, text) >= _CLEAR and _figures(filled) == _figures(text)


def _figures(text: str) -> list[str]:
    return sorted(re.findall(r"[0-9]+(?:\.[0-9]+)?", text))


def _points(sentences: Sequence[OldSentence]) -> list[str]:
    """The problems or measures among sentences: no headings, no words that lead to them.

    Where points are enumerated, each runs to the next one.
    """
    if any(sentence.marker for sentence in sentences):
        points: list[list[str]] = []
        for sentence in sentences:
            if sentence.marker and not _HEADING.match(sentence.text):
                points.append([])
            if points and not _HEADING.match(sentence.text):
                points[-1].append(sentence.text)
        texts = ["".join(point) for point in points]
    else:
        texts = [sentence.text for sentence in sentences]
    found = []
    for text in texts:
        words = _MEASURES_LEAD.sub("", _ENUMERATED.sub("", text.strip()))
        if not _HEADING.match(words) and not _LEADS_TO_LIST.search(words) and len(bare(words)) >= _SHORTEST:
            found.append(words)
    return found


def _shared(one: str, other: str) -> float:
    """Share of the shorter text's pairs of characters that the other has too."""
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    words = bare(text)
    return {words[at : at + 2] for at in range(len(words) - 1)} - _IDLE_PAIRS


_IDLE_PAIRS = frozenset(
    [
        "政府",
        "府信",
        "信息",
        "息公",
        "公开",
        "开工",
        "工作",
        "进一",
        "一步",
        "加强",
        "强化",
        "提升",
        "提高",
        "不够",
        "有待",
        "仍需",
        "存在",
    ]
)


def _in_short(text: str) -> str:
    words = re.split(r"[，。；：]", _ENUMERATED.sub("", text.strip()), maxsplit=1)[0].strip()
    if len(words) <= _LONGEST_NAME:
        return words
    cut = max(words.rfind(sign, _SHORTEST, _LONGEST_NAME) for sign in "、和及")
    return words[:cut] if cut > _SHORTEST else words[:_LONGEST_NAME]
