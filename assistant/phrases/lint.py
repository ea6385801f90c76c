"""What the loader cannot refuse: templates that fail on some values, wording that would fail review, twins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from jinja2 import TemplateSyntaxError
from rapidfuzz import fuzz

from assistant.errors import TemplateError
from assistant.phrases.fill import (
    CONTACT_WORDS,
    TABLE_WORDS,
    Filler,
    Names,
    Setting,
    SlotValue,
    known_words,
    names_in,
)
from assistant.phrases.model import Bank, Phrase, Slot
from assistant.report.organ import Organ
from assistant.report.standard import OrganKind
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.view import cell_value
from assistant.yamlfile import suggestion

MIN_PHRASES, EVERY_YEAR_PHRASES = 3, 6
"""Phrases every topic needs, and those that offices write about every year (design.md §4): fewer leave no choice."""
EVERY_YEAR = frozenset(
    (
        *(f"proactive.{name}" for name in ("volume", "key_fields", "interpretation", "response")),
        *("overview.intro", "requests.received", "requests.process"),
        *(f"management.{name}" for name in ("review", "catalog", "lifecycle")),
        *(f"platform.{name}" for name in ("website", "new_media", "inspection")),
        *(f"supervision.{name}" for name in ("leadership", "training", "assessment", "inspection")),
        *(
            f"{group}.{name}"
            for group in ("issues", "improvements")
            for name in (
                "content_quality", "interpretation", "form", "publicity", "staff_capacity", "timeliness", "coverage"
            )
        ),
    )
)  # fmt: skip
"""Topics that stand in nearly every report."""
MIN_MEASURES = 3
"""Measures that must answer a problem."""
SAYS = range(4, 11)
"""How many spoken lines a phrase should have."""
TWINS = 90
"""rapidfuzz ratio from which two phrases of a topic differ only in synonyms."""
TWINS_ELSEWHERE = 92
"""The same for phrases of different topics of one part."""

_SAMPLE_ORGANS = {
    OrganKind.GOVERNMENT: "云岭县人民政府",
    OrganKind.DEPARTMENT: "云岭县应急管理局",
    OrganKind.TOWNSHIP: "云岭县临江镇人民政府",
    OrganKind.STREET: "青河区望湖街道办事处",
    OrganKind.OTHER: "青河区政务服务中心",
}
_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_TEXT_RULES = (
    (re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]"), "汉字旁边有半角标点，请改成全角"),
    (re.compile(r"[，、；：]{2}|[，、；：]。|。。|；，"), "标点连用，请删去一个"),
    (re.compile(r"^(?:[一二三四五六七八九十]是|首先|其次|第[一二三四五六七八九十])"), "序号由程序生成，请不要写在句首"),
    (re.compile(r"XX|xx|××|_{2,}|TODO|\$\{"), "留有占位符，请改成空格变量"),
    (re.compile(r"None"), "可有可无的空格没有放在 {% if %} 里"),
    (re.compile(r"([\u4e00-\u9fff]{2,8})\1"), "词语重复，请删去一个"),
    (re.compile(r"帐号|布署|截止(?:到)?[0-9{]|做为|依法申请公开"), "有易错字词，请对照规范写法改正"),
    (re.compile(r"高度重视|狠抓落实|显著成效|再上新台阶|落地见效"), "是空话套话，请写具体做了什么"),
)
_NOT_DOUBLED = ("政府政府信息",)
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("〔", "〕"), ("‘", "’"))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in the bank."""

    place: str
    """File and line."""
    phrase: str
    message: str

    def __str__(self) -> str:
        place = f"{self.place}（{self.phrase}）" if self.phrase else self.place
        return f"{place}：{self.message}{'' if self.message.endswith(('。', '？')) else '。'}"


def lint(bank: Bank) -> tuple[Problem, ...]:
    """Everything worth mending, phrase by phrase, then what concerns several."""
    fillers = {kind: sample_filler(kind) for kind in OrganKind}
    problems = [problem for phrase in bank.phrases for problem in _lint_phrase(phrase, fillers)]
    problems += _shared_says(bank)
    problems += _twins(bank)
    problems += _gaps(bank)
    return tuple(problems)


def lint_new(bank: Bank, phrases: Sequence[Phrase]) -> tuple[Problem, ...]:
    """What is worth mending in ``phrases`` before they join ``bank``."""
    fillers = {kind: sample_filler(kind) for kind in OrganKind}
    problems = [problem for phrase in phrases for problem in _lint_phrase(phrase, fillers)]
    ids = {phrase.id for phrase in phrases}
    joined = Bank(bank.topics, (*(phrase for phrase in bank.phrases if phrase.id not in ids), *phrases))
    return (*problems, *(problem for problem in _shared_says(joined) if problem.phrase in ids))


def sample_values(phrase: Phrase, *, full: bool) -> dict[str, SlotValue]:
    """Plausible slot values: every slot with ``full``, else only the required ones."""
    return {
        slot.name: 3 if slot.is_number else "示例内容"
        for slot in phrase.slots
        if slot.cell is None and (full or not slot.optional)
    }


def sample_filler(kind: OrganKind) -> Filler:
    """An invented organ of a kind, every cell of this year's and last year's tables 3."""

    def threes(table: type[T2] | type[T3] | type[T4]) -> dict[str, int]:
        return dict.fromkeys(table.keys, 3)

    tables = Tables(T2(threes(T2)), T3(threes(T3)), T4(threes(T4)))
    return Filler(Setting(Organ.of(_SAMPLE_ORGANS[kind], kind), 2024, tables, tables))


def _lint_phrase(phrase: Phrase, fillers: dict[OrganKind, Filler]) -> Iterator[Problem]:
    def problem(message: str) -> Problem:
        return Problem(phrase.place, phrase.id, message)

    if not phrase.id.startswith(f"{phrase.topic}."):
        yield problem(f"编号应当以主题 {phrase.topic}. 开头")
    if len(phrase.says) not in SAYS and not (phrase.is_own and len(phrase.says) < SAYS.start):
        yield problem(f"says 有 {len(phrase.says)} 条，应当写 {SAYS.start}—{SAYS.stop - 1} 条")
    if len(set(phrase.says)) != len(phrase.says):
        yield problem("says 里有重复的说法")
    yield from map(problem, _slot_problems(phrase.slots))
    names = list(_name_problems(phrase))
    yield from map(problem, names)
    if phrase.auto and (phrase.when is None or any(s.cell is None and not s.optional for s in phrase.slots)):
        yield problem("auto 的句子要有 when，必填的空格都要取自统计表（cell）")
    seen: set[str] = set()
    for kind, filler in fillers.items():
        if not phrase.fits(kind):
            continue
        for full in (False, True):
            try:
                filler.holds(phrase)
                text = filler.fill(phrase, sample_values(phrase, full=full)).text
            except TemplateError as error:
                message = error.message.partition("：")[2].rstrip("。")
                if message not in seen and not names:  # an unknown name fails here once more
                    seen.add(message)
                    yield problem(message)
                continue
            for message in text_problems(text):
                if message not in seen:
                    seen.add(message)
                    yield problem(message)


def text_problems(text: str) -> Iterator[str]:
    """What a reviewer would mark in one rendered sentence."""
    if not text.endswith("。"):
        yield "句末没有句号"
    for pattern, message in _TEXT_RULES:
        match = pattern.search(text)
        if match and not any(allowed in text for allowed in _NOT_DOUBLED if pattern.groups):
            yield f"{message}（“{match[0]}”）"
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            yield f"{left}{right}不成对"


def _slot_problems(slots: Iterable[Slot]) -> Iterator[str]:
    units: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        for unit in slot.units:
            units[unit].append(slot)
        if slot.cell is None and not slot.ask and slot.name not in CONTACT_WORDS:
            yield f"空格“{slot.name}”缺少 ask（没有填时怎样问）"
        if slot.cell is not None:
            try:
                cell_value(Tables(), slot.cell.removeprefix("last."))
            except KeyError:
                yield f"空格“{slot.name}”的 cell“{slot.cell}”不在统计表中"
    told: set[str] = set()
    for unit, sharing in units.items():
        bare = [slot.name for slot in sharing if not slot.near]
        names = "、".join(slot.name for slot in sharing)
        if len(sharing) > 1 and len(bare) > 1 and names not in told:
            told.add(names)
            yield f"空格 {names} 都用“{unit}”，请用 near 写明各自旁边的词"


def _name_problems(phrase: Phrase) -> Iterator[str]:
    declared = {slot.name for slot in phrase.slots}
    try:
        used = names_in(phrase.text)
    except TemplateSyntaxError as error:
        yield f"模板写法有误（{error.message}），请检查 {{{{ }}}} 和 {{% %}} 是否成对"
        return
    for name in sorted(used.roots - declared - known_words()):
        yield f"用了没有声明的空格“{name}”。{suggestion(name, declared | known_words())}"
    for name in sorted(declared - used.roots):
        yield f"声明了空格“{name}”却没有用到"
    for name in sorted(declared & known_words()):
        yield f"空格名“{name}”与现成的词同名，请换一个"
    yield from _unknown_cells(used, "正文")
    if phrase.when is not None:
        try:
            condition = names_in(phrase.when, expression=True)
        except TemplateSyntaxError:
            yield f"when 条件“{phrase.when}”写法有误"
            return
        for name in sorted(condition.roots - set(TABLE_WORDS)):
            yield f"when 只能用统计表 {'、'.join(TABLE_WORDS)}，不认识“{name}”"
        yield from _unknown_cells(condition, "when")


def _unknown_cells(names: Names, where: str) -> Iterator[str]:
    for path in sorted(names.tables):
        try:
            cell_value(Tables(), path.removeprefix("last."))
        except KeyError:
            yield f"{where}中的“{path}”不在统计表中"


def _shared_says(bank: Bank) -> Iterator[Problem]:
    first: dict[str, Phrase] = {}
    for phrase in bank.phrases:
        for line in phrase.says:
            other = first.setdefault(line, phrase)
            if other.topic != phrase.topic:
                message = f"says“{line}”与 {other.place} 的 {other.id} 相同而主题不同，匹配时分不开，请改一处"
                yield Problem(phrase.place, phrase.id, message)


def _twins(bank: Bank) -> Iterator[Problem]:
    texts = {phrase.id: _MARKS.sub("", phrase.text) for phrase in bank.phrases if not phrase.is_own}
    by_group: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in bank.phrases:
        if phrase.id in texts:  # an office may prefer its own words for the same thing
            by_group[phrase.group].append(phrase)
    for phrases in by_group.values():
        for one, other in combinations(phrases, 2):
            if one.polarity != other.polarity or (one.auto and other.auto):
                continue
            least = TWINS if one.topic == other.topic else TWINS_ELSEWHERE
            if fuzz.ratio(texts[one.id], texts[other.id], score_cutoff=least) and _meet(one, other):
                elsewhere = " " if one.topic == other.topic else f"（主题 {one.topic}）"
                message = f"与 {one.place} 的 {one.id}{elsewhere}几乎相同，请改写或删去一条"
                yield Problem(other.place, other.id, message)


def _meet(one: Phrase, other: Phrase) -> bool:
    """Some organ may be offered both."""
    return not (one.organs and other.organs and one.organs.isdisjoint(other.organs))


def _gaps(bank: Bank) -> Iterator[Problem]:
    for code, phrases in bank.by_topic.items():
        least = EVERY_YEAR_PHRASES if code in EVERY_YEAR else MIN_PHRASES
        if len(phrases) < least:
            why = "（每年都写的主题）" if code in EVERY_YEAR else ""
            message = (
                f"主题 {code}（{bank.topics[code].title}）只有 {len(phrases)} 条表述，至少要 {least} 条{why}，请补写"
            )
            yield Problem(_file_of(code, phrases), "", message)
    for code, phrases in bank.by_topic.items():
        group, _, name = code.partition(".")
        measures = bank.by_topic.get(f"improvements.{name}", ())
        if group == "issues" and phrases and len(measures) < MIN_MEASURES:
            message = (
                f"问题 {code}（{bank.topics[code].title}）只有 {len(measures)} 条对应的改进措施，至少要 {MIN_MEASURES} 条，"
                f"请在 improvements.{name} 补写"
            )
            yield Problem(_file_of(f"improvements.{name}", measures), "", message)


def _file_of(topic: str, phrases: Sequence[Phrase]) -> str:
    """Where a phrase of the topic would be added: behind the last one, else in the file of its part."""
    return phrases[-1].place if phrases else f"phrasebank/{topic.partition('.')[0]}.yaml"
