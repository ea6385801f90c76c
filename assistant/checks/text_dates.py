"""Years and dates: TQ-05, TQ-06 and TQ-23 of report-standard.md §6."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding, Fix, Severity, Where
from assistant.checks.registry import about, at, report_rule
from assistant.checks.text_organs import short_name

_YEAR = r"(?P<y>20\d{2}|二[〇○零]{1,2}[〇○零一二三四五六七八九]{1,2})"
_CHINESE_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_WORK = "全年|共|累计|主动|公开|收到|新收|受理|办理|办结|开展|组织|发布|制发|举办|召开|编制|答复|未|没有|无(?!论|偿|关|须|需|人)|通过(?!的|了|验收|考核|评估|等保)|坚持|深入|认真|扎实|积极|严格|持续"
_SELVES = "我街道|我镇|我乡|我局|我委|我厅|我办|我单位|我市|我县|我区|我旗|我州|我省|本机关|本单位|本街道|本镇|本乡|本局|本厅|[厅局委](?:机关|官方|网站|系统|属)|全区|全市|全县|全镇|全乡|全街道|全局|全省|全州|全旗"
_EXEMPT_BEFORE = re.compile(
    r"(?:较|比|与|和|同|自|至|从|到|于|对照|对比|相较|针对|围绕|按照|根据|完成|截至|截止|《[^》]*|〔|\[|［|（|\(|[-—~～]\s?)\s*$"
)
_EXEMPT_AFTER = re.compile(
    r"^(?:相比|以来|之前|以前|修订|起|底前|末|政府信息公开|政务公开(?:工作)?(?:要点|年报|年度)|工作(?:要点|计划|总结|报告)|年度|年报|部门|预算|决算|度(?:[^，。我全]{0,12}?(?:决算|预算|报告|年报|计划|总结|要点|审计|考核|评估|测评|检查|监测|目标|任务|方案|清单|财政)))"
)
_FUTURE = re.compile("将|拟|计划|下一步|下一年|明年|要|力争|继续|着力|打算|进一步|重点")
_PERIOD_WORD = re.compile(
    "统计期限|统计时限|统计时间|统计周期|统计期间|时间范围|报告期|数据统计|数据截|统计数据|期限|统计截|起止时间|数据时间|时间跨度|统计日期|报告时限"
)
_PERIOD = re.compile(
    rf"{_YEAR}\s*年\s*[（(]?(?P<m1>\d{{1,2}})\s*月\s*(?P<d1>\d{{1,2}})\s*日?\s*(?:起)?[，,]?\s*(?:至|到|[-—–~～]+)\s*(?:(?P<y2>20\d{{2}})\s*年)?\s*(?P<m2>\d{{1,2}})\s*月\s*(?P<d2>\d{{1,2}})\s*日?"
)
_UNTIL = re.compile(r"(?:截至|截止到?|至)\s*(?P<y>20\d{2})\s*年\s*(?:(?P<m>12)\s*月\s*(?P<d>\d{1,2})\s*日|年?底|末)")


def year_of(said: str) -> int:
    """2025 or 二〇二五 as a number; 0 for anything else."""
    if said.isdigit() and said.isascii():
        return int(said)
    digits = said.replace("二", "2", 1) if said[:1] == "二" else said
    digits = "".join(_CHINESE_DIGITS.get(char, char) for char in digits)
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else 0


def _candidates(context: Context) -> re.Pattern[str]:
    names = {context.organ.name, short_name(context.organ), *context.settings.own_names}
    subjects = "|".join([_SELVES, *(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)])
    return re.compile(rf"{_YEAR}\s*年度?(?P<next>[，,]|{subjects}|{_WORK})")


@report_rule(
    "TQ-05",
    Severity.ERROR,
    "年份没有更新",
    why="照着上年的报告改，年份最容易漏；统计期限、工作主语的年份必须是报告年度。",
    source="公文校对常识",
    wrong="2024年，临江镇共主动公开政府信息86条。（2025年度报告）",
    right="与2024年相比增加3件；公开2024年度部门决算；2026年，我镇将……",
)
def stale_years(context: Context) -> Iterator[Finding]:
    """Another year as the subject of the year's work, in the statistic period, or in the title."""
    year = context.year
    if not year:
        return  # a file that does not say its year
    pattern = _candidates(context)
    found: list[tuple[Passage, re.Match[str], int]] = []
    right = 0
    for passage in context.passages:
        for match in pattern.finditer(passage.text):
            said = year_of(match["y"])
            if said == year:
                right += 1
            elif said and not _exempt(passage, match, said, year):
                found.append((passage, match, said))
    others = {said for _, _, said in found}
    title_years = [year_of(match["y"]) for match in re.finditer(rf"{_YEAR}\s*年?", context.report.title)]
    periods = list(_periods(context))
    in_period = [said for _, match in periods for said in (year_of(match["y"]),)]
    if not right and len(found) >= 2 and len(others) == 1 and all(said in others for said in in_period):
        told = others.pop()
        yield about(
            "TQ-05",
            f"标题写的是{year}年，正文各处写的是{told}年，请核对是标题还是正文没有更新。",
            Where("title"),
            excerpt=context.report.title,
        )
        return
    if title_years and year not in title_years:
        yield about(
            "TQ-05",
            f"标题写的是{title_years[0]}年，报告年度是{year}年，请改正。",
            Where("title"),
            excerpt=context.report.title,
        )
    for passage, match in periods:
        yield from _wrong_period_year(passage, match, year)
    for passage, match, said in found:
        subject = match["next"] not in ("，", ",") or _says_work(passage, match, context)
        yield at(
            "TQ-05",
            passage,
            match.start("y"),
            match.end("y"),
            f"这里写的是{said}年，报告年度是{year}年，{'请改正' if subject else '请核对是不是没有更新'}。",
            severity=Severity.ERROR if subject else Severity.WARNING,
            replacement=str(year) if match["y"].isascii() and said < year else None,
        )


def _says_work(passage: Passage, match: re.Match[str], context: Context) -> bool:
    after = passage.text[match.end() : match.end() + 40]
    names = "|".join(map(re.escape, (short_name(context.organ), context.organ.name)))
    return bool(re.match(rf"(?:{_SELVES}|{_WORK}|{names})", after))


def _exempt(passage: Passage, match: re.Match[str], said: int, year: int) -> bool:
    text = passage.text
    before, after = text[: match.start()], text[match.end("y") :].lstrip(" ").removeprefix("年")
    if _EXEMPT_BEFORE.search(before[-40:]) or _EXEMPT_AFTER.match(after):
        return True
    if abs(said - year) > 3 and said < year:
        return not re.match("，?(?:我|本|全|共)", after)
    statement = next((s for s in passage.statements if s.start <= match.start() < s.end), None)
    sentence = statement.text if statement else text
    if said > year:
        return bool(_FUTURE.search(sentence)) or passage.section == "issues"
    # 2024年收到3件，2025年收到5件: a comparison.
    return re.search(rf"{year}\s*年", sentence) is not None


def _periods(context: Context) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Statistic periods, wherever they stand before section 二; 截至…12月31日 too."""
    for passage in (*context.prose["lead"], *context.prose["overview"]):
        for statement in passage.statements:
            for match in _PERIOD.finditer(passage.text, statement.start, statement.end):
                whole_year = (match["m1"].lstrip("0"), match["d1"].lstrip("0")) == ("1", "1") or (
                    match["m1"].lstrip("0") == "1" and match["m2"] == "12"
                )
                if _PERIOD_WORD.search(statement.text) or (whole_year and passage.section == "lead"):
                    yield passage, match


def _wrong_period_year(passage: Passage, match: re.Match[str], year: int) -> Iterator[Finding]:
    wrong = [(name, year_of(match[name])) for name in ("y", "y2") if match[name] and year_of(match[name]) != year]
    if wrong:
        yield at(
            "TQ-05",
            passage,
            *match.span(),
            f"统计期限写的是“{match[0]}”，应为{year}年1月1日至12月31日，请改正年份。",
            fix=f"年份改为{year}",
            edits=tuple(Edit(*match.span(name), str(year)) for name, _ in wrong),
            certain=True,
        )


_DATE = re.compile(r"(?:(?P<y>20\d{2})\s*年\s*)?(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_MONTH_ONLY = re.compile(r"20\d{2}\s*年\s*(?P<m>\d{1,2})\s*月(?!\s*\d)")


@report_rule(
    "TQ-06",
    Severity.WARNING,
    "日期不可能或不合规定",
    why="统计期限是1月1日至12月31日；不存在的日期、还没到就“已公布”的事，说明没有核对。",
    source="《中华人民共和国政府信息公开条例》第四十九条、第五十条；DB51/T 2660—2019",
    wrong="已于2025年1月20日前公布2025年政府信息公开工作年度报告",
    right="已于2025年1月20日公布2024年政府信息公开工作年度报告",
)
def impossible_dates(context: Context) -> Iterator[Finding]:
    """Dates that do not exist, a period that is not the year, a report published before its time."""
    year = context.year
    if not year:
        return
    for passage in context.passages:
        for match in _DATE.finditer(passage.text):
            month, day = int(match["m"]), int(match["d"])
            there = int(match["y"]) if match["y"] else None
            if not _exists(there or year, month, day):
                yield at("TQ-06", passage, *match.span(), f"“{match[0]}”这个日期不存在，请核对。")
        for match in _MONTH_ONLY.finditer(passage.text):
            if not 1 <= int(match["m"]) <= 12:
                yield at("TQ-06", passage, *match.span(), f"“{match[0]}”的月份不存在，请核对。")
        yield from _published_too_early(passage, year)
    for passage, match in _periods(context):
        begins = (int(match["m1"]), int(match["d1"])) == (1, 1)
        ends = (int(match["m2"]), int(match["d2"])) == (12, 31)
        if begins and ends:
            continue
        if not (
            _exists(year, int(match["m1"]), int(match["d1"])) and _exists(year, int(match["m2"]), int(match["d2"]))
        ):
            continue  # told above
        yield at(
            "TQ-06",
            passage,
            *match.span(),
            f"统计期限写的是“{match[0]}”，年度报告应为{year}年1月1日至12月31日，请改正。",
        )


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


_TOO_EARLY = "(?:已|按时|按期|如期|按照规定时限|按规定|于{year}年\\d{{1,2}}月(?:\\d{{1,2}}日)?(?:前|之前)?|{year}年\\d{{1,2}}月(?:\\d{{1,2}}日)?(?:前|之前)?)[^。；，]{{0,20}}(?:公布|发布|公开|报送|编制)了?[^。；，《]{{0,10}}《?{year}年度?政府信息公开(?:工作)?(?:年度报告|年报)"


def _published_too_early(passage: Passage, year: int) -> Iterator[Finding]:
    for match in re.finditer(_TOO_EARLY.format(year=year), passage.text):
        yield at(
            "TQ-06",
            passage,
            *match.span(),
            f"{year}年度报告要到{year + 1}年才能公布，这里说已经公布，多半应为{year - 1}年度报告，请核对。",
        )


@report_rule(
    "TQ-23",
    Severity.WARNING,
    "没有写统计期限",
    why="读者要知道数字管的是哪一段时间；编制说明通常还写依据和联系方式。",
    source="DB51/T 2660—2019 2.1；《中华人民共和国政府信息公开条例》第五十条",
    wrong="报告从“一、总体情况”开始，通篇没有统计期限。",
    right="统计期限自2025年1月1日起至2025年12月31日止",
)
def statistic_period(context: Context) -> Iterator[Finding]:
    """No period before section 二 (warning); lead, contact, basis missing (advice)."""
    text = context.before_tables
    stated = (
        any(True for _ in _periods(context))
        or _UNTIL.search(text)
        or re.search(rf"统计期限[^。]{{0,12}}{context.year}年|{context.year}年1月1日", text)
    )
    if not stated and not _PERIOD.search(text):
        said = f"统计期限自{context.year}年1月1日起至{context.year}年12月31日止。"
        yield about(
            "TQ-23",
            f"没有写明统计期限，请在编制说明中加一句：{said}",
            Where("lead"),
            fix=Fix(f"在编制说明末尾加上“{said}”"),
        )
    if not context.prose["lead"]:
        yield about(
            "TQ-23", "标题下面没有编制说明，建议补上依据、统计期限和联系方式。", Where("lead"), severity=Severity.INFO
        )
    if not re.search("条例|通知", text):
        yield about(
            "TQ-23", "没有写编制依据，建议写明依据条例和国办的格式通知。", Where("lead"), severity=Severity.INFO
        )
    if not re.search(r"电话|联系|地址|邮编|邮箱|\d{3,4}-\d{7,8}", text):
        yield about("TQ-23", "没有写联系方式，建议写明地址、邮编和电话。", Where("lead"), severity=Severity.INFO)
