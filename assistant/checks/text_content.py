"""What the other parts must say: TQ-17, 21, 22, 29…31, 36 and 37 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Fix, Severity, Where
from assistant.checks.registry import about, at, clip, report_rule
from assistant.checks.text_dates import year_of
from assistant.checks.text_organs import short_name
from assistant.report.model import report_title
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES, OrganKind, section_heading

_HAN = re.compile("[\u3400-\u9fff]")


def han_count(text: str) -> int:
    """How many Chinese characters."""
    return len(_HAN.findall(text))


@report_rule(
    "TQ-17",
    Severity.ERROR,
    "部分或表格是空的",
    why="六个部分、三张表缺一不可，数字全为 0 也要列表。",
    source="国办公开办函〔2021〕30号所附格式",
    wrong="“五、存在的主要问题及改进情况”下面紧接着就是“六、”。",
    right="“二、”下面只有表格，没有文字",
)
def empty_parts(context: Context) -> Iterator[Finding]:
    """Sections 一, 五, 六 without prose, parts of 一 without text, 二…四 without their table."""
    for key in ("overview", "issues", "other"):
        if not context.prose[key]:
            yield about("TQ-17", f"“{section_heading(key)}”下面没有内容，请补写。", Where(key))
    overview = context.section("overview")
    if overview is not None and context.prose["overview"]:
        for part in overview.subsections:
            if not part.text.strip():
                yield about(
                    "TQ-17", f"“{part.title}”下面没有内容，请补写。", Where("overview", part.group or part.title)
                )
    if not context.draft:
        for table in context.tables:
            if table.is_empty and not (context.form != "2021" and table.name == "t2"):
                yield about(
                    "TQ-17",
                    f"“{section_heading(table.name)}”下面没有读到表格，请补上；数字全为 0 也要列表。",
                    Where(table.name),
                )


_DIGITS = re.compile(r"[0-9０-９]+(?:\.\d+)?|[〇零一二三四五六七八九十百千万两]+(?=[条件次场期篇个份人名年月日项家])")
NOT_WORDS = re.compile(r"[\s\W_]+")
_ENUMERATOR = re.compile(
    r"(?:^|(?<=[。；：，]))(?:第?[一二三四五六七八九十]{1,2}(?:是|、)|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、])"
)


def bare(text: str) -> str:
    """A sentence without digits, years, spaces, punctuation and enumerators."""
    return NOT_WORDS.sub("", _DIGITS.sub("", _ENUMERATOR.sub("", text)))


_FIXED_TEXT = re.compile("条例|国办|指导思想|习近平|通知》|法律法规|因政府信息公开|未收到|信息处理费|法定期限")


@report_rule(
    "TQ-21",
    Severity.WARNING,
    "叙述照搬上年",
    why="年度报告内容雷同要被通报，重复率高的部分应当按今年的工作重写。",
    source="国办公开办函〔2021〕30号；年度报告评估",
    wrong="（三）政府信息管理情况与去年只差年份。",
    right="只有编制依据一句与去年相同",
)
def narrative_copied(context: Context) -> Iterator[Finding]:
    """Parts of section 一, and section 五's measures aside, that repeat last year's: warning ≥ 0.90, advice ≥ 0.80."""
    before = context.last_context
    if before is None:
        return
    old = [bare(statement.text) for passage in before.prose["overview"] for statement in passage.statements]
    old = [text for text in old if len(text) >= 6]
    if not old:
        return
    for group, passages in context.groups.items():
        weight, copied = 0, 0.0
        for passage in passages:
            for statement in passage.statements:
                text = bare(statement.text)
                if len(text) < 6 or _FIXED_TEXT.search(statement.text):
                    continue
                weight += len(text)
                copied += len(text) * max(fuzz.ratio(text, other) for other in old) / 100
        if weight < 30:
            continue
        share = copied / weight
        if share >= 0.8:
            first = passages[0]
            yield at(
                "TQ-21",
                first,
                0,
                len(first.text),
                f"“{SUBSECTION_TITLES.get(group, SECTION_TITLES['overview'])}”与上年报告的重复率约 {share:.0%}，请按今年的工作改写。",
                severity=Severity.WARNING if share >= 0.9 else Severity.INFO,
            )


_FEE = re.compile(
    "信息处理费|信息公开[^。；，]{0,6}费|(?:未|没有|不)(?:收取|产生|发生|涉及)[^。；，]{0,12}(?:费用?|收费)|收费(?:总?金额)?(?:为|共)?\\s*0|(?:未|没有|不)收费|零收费"
)
_FEE_NONE = re.compile(
    r"(?:未|没有)(?:收取|产生|发生|收到)[^。；]{0,20}(?:信息处理费|信息公开[^。；]{0,6}费)|(?:信息处理费)[^。；，]{0,6}(?:未收取|未产生|为0|为零)"
)
_FEE_SOME = re.compile(
    r"(?:收取|收到|实收|收费|产生)[^。；未]{0,24}?(?:信息处理费)?[^。；未，]{0,10}?(?P<n>\d+(?:\.\d+)?)\s*(?:万)?元"
)


@report_rule(
    "TQ-22",
    Severity.ERROR,
    "没有报告信息处理费",
    why="收取信息处理费的情况规定在第六部分报告，没有收取也要写明。",
    source="国办公开办函〔2021〕30号所附格式；国办函〔2020〕109号",
    wrong="六、本年度无其他需要报告的事项。",
    right="本年度未产生政府信息公开信息处理费。",
)
def fee_statement(context: Context) -> Iterator[Finding]:
    """Nowhere: error; outside section 六 only: advice; 未收取 beside an amount: error."""
    if not context.prose["other"] and not _FEE.search(context.text("overview", "issues")):
        return  # TQ-17 tells the empty section
    if not _FEE.search(context.text("other")):
        if re.search("信息处理费", context.text("overview", "issues")):
            yield about(
                "TQ-22",
                "信息处理费写在了别的部分，按规定应在“六、其他需要报告的事项”报告。",
                Where("other"),
                severity=Severity.INFO,
            )
        else:
            said = "本年度未收取政府信息公开信息处理费。"
            yield about(
                "TQ-22",
                f"没有报告信息处理费的收取情况，请在第六部分写明；没有收取的，写“{said}”",
                Where("other"),
                fix=Fix(f"确认没有收取后，加上“{said}”"),
            )
    none: tuple[Passage, re.Match[str]] | None = None
    some: tuple[Passage, re.Match[str]] | None = None
    for passage in context.passages:
        if none is None and (match := _FEE_NONE.search(passage.text)):
            none = passage, match
        for match in _FEE_SOME.finditer(passage.text):
            sentence = passage.sentence_at(match.start())
            if (
                Decimal(match["n"]) > 0
                and re.search("信息处理费|信息公开", sentence)
                and not re.search("行政事业性|上年|去年", sentence)
            ):
                some = some or (passage, match)
    if none and some:
        passage, match = some
        yield at(
            "TQ-22",
            passage,
            *match.span(),
            f"一处写“{none[1][0]}”，一处写“{match[0]}”，前后矛盾，请核对。",
        )


_LOOSE = {
    "proactive": re.compile("主动公开|公开[^。；]{0,8}信息|发布[^。；]{0,8}信息|信息公开[^。；]{0,6}条"),
    "requests": re.compile("申请"),
    "management": re.compile("信息管理|审核|审查|三审|先审后|公开目录|公开指南|保密|涉密|属性|清理|归档|动态调整"),
    "platform": re.compile("平台|网站|新媒体|公众号|微博|公报|公开专区|查阅|公开栏|公示栏|专栏|栏目"),
    "supervision": re.compile("监督|培训|考核|评议|责任追究|追责|问责|检查|督查|领导小组|分管领导"),
}
_STRICT = {
    **_LOOSE,
    "proactive": re.compile(
        "主动公开[^。；，]{0,6}(?:情况|信息|政府|内容|各类)|(?:公开|发布)[^。；]{0,8}信息[^。；]{0,6}\\d"
    ),
    "requests": re.compile("(?:信息公开|依申请公开|依申请)[^。；，]{0,8}申请|申请人|依申请公开"),
    "management": re.compile("信息管理|审核|审查|三审|先审后|公开目录|公开指南|保密|涉密|公开属性|归档"),
    "supervision": re.compile("监督保障|培训|考核|评议|责任追究|追责|问责|监督检查|督查|自查|领导小组"),
    "platform": re.compile(
        "平台(?:的)?(?:建设|运维|维护|管理|整合)|(?:专栏|栏目|专区|专题)[^。；，]{0,8}(?:建设|设置|优化|调整|规范|维护|更新|改版)|(?:优化|设置|调整|规范|维护|建设|新增|更新|设立|开设)[^。；，]{0,10}(?:专栏|栏目|专区|网站|新媒体|公众号|公开栏|查阅)|网站改版|查阅点|公开专区|政府公报"
    ),
}


@report_rule(
    "TQ-29",
    Severity.WARNING,
    "总体情况缺少规定的内容",
    why="总体情况要写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面；政府还要写工作考核、社会评议、责任追究。",
    source="国办公开办函〔2021〕30号；《中华人民共和国政府信息公开条例》第五十条",
    wrong="总体情况里没有一句写到平台建设。",
    right="没有小标题，但五个方面都写到了",
)
def missing_topics(context: Context) -> Iterator[Finding]:
    """Fields of section 一 with neither a part of their own nor content elsewhere."""
    if not context.prose["overview"]:
        return
    overview = context.section("overview")
    titled = {part.group for part in overview.subsections if part.group} if overview else set()
    text = context.text("lead", "overview") if not titled else context.text("overview")
    headings = "\n".join(part.title for part in overview.subsections) if overview else ""
    for group, title in SUBSECTION_TITLES.items():
        if group in titled:
            continue
        pattern = (_STRICT if len(titled) >= 3 else _LOOSE)[group]
        if not pattern.search(text) and not pattern.search(headings):
            yield about("TQ-29", f"总体情况里没有写“{title}”，请补上这一方面。", Where("overview", group))
    if context.organ.kind in (OrganKind.GOVERNMENT, OrganKind.TOWNSHIP):
        absent = [
            word
            for word, pattern in (
                ("工作考核", "考核|考评|评估|测评"),
                ("社会评议", "评议|满意度|问卷"),
                ("责任追究", "追究|追责|问责|约谈"),
            )
            if not re.search(pattern, text)
        ]
        if absent:
            yield about(
                "TQ-29",
                f"监督保障里没有写到{'、'.join(absent)}，各级政府的报告应当写明这些结果，没有的也写明没有。",
                Where("overview", "supervision"),
                severity=Severity.INFO,
            )


_MOST, _SHORT = 1000, 20
_NIL_REQUESTS = re.compile("未收到|没有收到|未接到|无[^。，]{0,8}申请|零申请|收到[^。，]{0,12}申请0|未受理|0\\s*件")


@report_rule(
    "TQ-30",
    Severity.WARNING,
    "篇幅过长或过短",
    why="总体情况原则上不超过1000字；一个方面只有一句空话，等于没有写。",
    source="武政办发〔2025〕54号；年度报告评估",
    wrong="（四）平台建设情况：按要求开展。",
    right="900字的总体情况",
)
def lengths(context: Context) -> Iterator[Finding]:
    """Section 一 over 1,000 characters (advice), a part of it under 20 Chinese characters (warning)."""
    overview = context.section("overview")
    if overview is None:
        return
    total = len(re.sub(r"\s", "", context.text("overview") + "".join(part.title for part in overview.subsections)))
    if total > _MOST:
        yield about(
            "TQ-30",
            f"总体情况共 {total} 字，超过一般掌握的 1000 字，可以压缩。",
            Where("overview"),
            severity=Severity.INFO,
        )
    for part in overview.subsections:
        count = han_count(part.text)
        if 0 < count < _SHORT and not (part.group == "requests" and _NIL_REQUESTS.search(part.text)):
            yield about(
                "TQ-30",
                f"“{part.title}”只有 {count} 个汉字，请写明做了什么、做了多少。",
                Where("overview", part.group or part.title, None, 0, len(part.text)),
                excerpt=part.text,
            )


_COUNTED = frozenset(["条", "篇", "件", "期", "次", "场", "份", "则", "幅", "部", "条次", "件次", "篇次"])


@report_rule(
    "TQ-31",
    Severity.WARNING,
    "主动公开没有数字",
    why="公开了多少条、通过什么渠道，是读者最关心的；没有数字就没有说服力。",
    source="武政办发〔2025〕54号；年度报告评估",
    wrong="（一）主动公开情况。主动公开办事程序、办事依据等事项。",
    right="全年公开政府信息186条",
)
def no_figures(context: Context) -> Iterator[Finding]:
    """Part （一） without any count of 条, 篇, 件, 期, 次 or 场."""
    passages = context.groups["proactive"] or context.prose["overview"]
    if not passages:
        return
    numbers = [
        number for passage in passages for statement in passage.statements for number in statement.numbers.values()
    ]
    if any(number.unit in _COUNTED or (not number.unit and number.value > 1) for number in numbers):
        return
    if "【待补" in "".join(passage.text for passage in passages):
        return
    first = passages[0]
    yield at("TQ-31", first, 0, len(first.text), "这一部分没有一个数字，请写明全年公开信息多少条、各渠道多少条。")


_OTHER_TITLE = re.compile(r"[^，。；：\s]{2,30}20\d\d年度?[^，。；：\s]{0,20}(?:情况|总结|汇报|说明|小结)(?:报告)?")
"""A line under which a reader found no title of the form: 临江镇人民政府2025年政府信息公开工作总结."""


@report_rule(
    "TQ-36",
    Severity.ERROR,
    "标题不合格式",
    why="标题由机关全称、年份和“政府信息公开工作年度报告”组成，缺一不可。",
    source="《中华人民共和国政府信息公开条例》第四十九条",
    wrong="2025年工作总结",
    right="临江镇人民政府2025年政府信息公开工作年度报告（可分两行）",
)
def title_form(context: Context) -> Iterator[Finding]:
    """Year, 年度报告 or organ missing: error; a variant in use: advice."""
    title = re.sub(r"\s", "", context.report.title)
    right = report_title(context.organ.name, context.year)
    where = Where("title", None, None, 0, len(context.report.title)) if context.report.title else Where("title")
    fix = Fix(f"标题改为“{right}”")
    missing = []
    years = [year_of(match) for match in re.findall(r"20\d{2}|二[〇○零]{1,2}[一二三四五六七八九〇○零]{1,2}", title)]
    if not years:
        missing.append("年份")
    if not re.search("年度报告|年报", title):
        missing.append("“年度报告”")
    if not re.search("信息公开|政务公开", title):
        missing.append("“政府信息公开”")
    names = (context.organ.name, short_name(context.organ), *context.settings.own_names)
    first = context.prose["lead"][0] if context.prose["lead"] else None
    if first and _OTHER_TITLE.fullmatch(line := first.text.strip()) and any(name and name in line for name in names):
        yield at("TQ-36", first, 0, len(first.text), f"标题“{clip(line, 40)}”缺少“年度报告”，应为“{right}”。")
        return
    if not context.organ.name or not any(name and re.sub(r"\s", "", name) in title for name in names):
        missing.append("机关名称")
    if missing:
        yield about(
            "TQ-36", f"标题“{clip(title, 40)}”缺少{'、'.join(missing)}，应为“{right}”。", where, excerpt=title, fix=fix
        )
    elif title != re.sub(r"\s", "", right) and not (context.year not in years):
        plain = title.replace("政府信息公开工作年度报告", "")
        if re.search(r"年度", plain) or "工作年度报告" not in title or re.match(r"20\d{2}", title):
            yield about(
                "TQ-36",
                f"标题“{clip(title, 40)}”与规范写法略有出入，建议写作“{right}”。",
                where,
                severity=Severity.INFO,
                excerpt=title,
                fix=fix,
            )


_LISTED = {
    "overview": re.compile("总体(?:工作)?情况"),
    "t2": re.compile("主动公开(?:政府)?信息(?:工作)?(?:的)?情况|主动公开(?:的)?情况"),
    "t3": re.compile(
        "(?:收到和处理|收到及处理|收到、处理|(?<![到和收及])(?:处理|受理))[^、，；。]{0,4}(?:政府)?信息公开申请(?:的)?情况|依申请公开(?:政府信息)?(?:的)?(?:办理)?情况"
    ),
    "t4": re.compile(
        "行政复议(?:[、和及与，]|以及|或者)?(?:被)?(?:提起)?行政诉讼(?:的)?(?:工作)?情况|复议[、和及与]?诉讼(?:的)?情况"
    ),
    "issues": re.compile(
        "(?:存在|主要)(?:的)?(?:主要)?问题(?:及|和|与|以及)(?:其)?(?:下一步)?改进(?:工作)?(?:的)?(?:情况|措施|举措|方向)?"
    ),
    "other": re.compile("其他(?:需要?|应当?|应该)?(?:要)?报告(?:的)?(?:事项|情况)|其他(?:有关)?事项"),
}
_SIX = re.compile("六(?:个)?(?:部分|方面)")


@report_rule(
    "TQ-37",
    Severity.WARNING,
    "编制说明里列举的六个部分有误",
    why="编制说明列举各部分名称时，应与正文标题一致、次序相同，六项齐全。",
    source="国办公开办函〔2021〕30号所附格式",
    wrong="……存在的主问要题及改进情况、其他需报要告的事项",
    right="……行政复议和行政诉讼情况……",
)
def garbled_list(context: Context) -> Iterator[Finding]:
    """The list of the six parts in the lead: each named, in order."""
    for passage in (*context.prose["lead"], *context.prose["overview"][:2]):
        for statement in passage.statements:
            found = {key: match for key, pattern in _LISTED.items() if (match := pattern.search(statement.text))}
            if len(found) < (2 if _SIX.search(statement.text) else 4):
                continue
            absent = [key for key in _LISTED if key not in found]
            places = [found[key].start() for key in _LISTED if key in found]
            begin = statement.start + min(places)
            end = statement.start + max(match.end() for match in found.values())
            if absent:
                names = "、".join(f"“{SECTION_TITLES[key]}”" for key in absent)
                yield at(
                    "TQ-37", passage, begin, end, f"这里列举报告各部分，{names}没有列出或者写错了，请对照正文标题改正。"
                )
            elif places != sorted(places):
                yield at("TQ-37", passage, begin, end, "这里列举的各部分次序与正文不一致，请按一至六的次序改正。")
