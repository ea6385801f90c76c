"""Parts that a sentence breaks a number down into: TQ-26 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.checks.context import NUMBER, Context, Passage, Statement
from assistant.checks.finding import Finding, Severity
from assistant.checks.registry import at, passage_rule
from assistant.matching.quantities import Quantity, format_number

_MARKER = re.compile(f"其中|分别为|分别是|分别有|包括|包含|由(?!于)|(?<={NUMBER[:-1]}])：")
_NO_COUNT = {"%", "‰", "成", "倍", "个百分点", "百分点", "年", "天", "个工作日", "工作日", "个月", "小时", "分"}
_GROWTH = re.compile("同比|环比|较上|比上|较去|比去|较20|比20|增长|增加|减少|下降|上升|提高")
_VERB = re.compile(
    r"^(?:并|还|另|又|再|同时|此外|全年|累计|共(?!青)|合计|总计|总)?(?:制作|组织|开展|举办|编发|编制|办结|答复|回复|处理|受理|收集|采纳|召开|发放|完成|转办|更新|新增|撤销|同比|占|涉及|覆盖|阅读|浏览|点击|转发|培训|参训|印发|出台|制定|废止|修订|清理|整改|整合|关停|承办|接待|接听|累计|全年|合计|总计|共|另有|另|还|此外|比|较|均|已|其余均|结转|征集|推送|拍摄|解读|建成|设置|设立|建立)"
)
_OPEN = re.compile("等(?!级|待|额|次)|主要")
_CLOSED = re.compile("其他|其余|剩余")
_PUBLISHED = re.compile("^(?:20[0-9]{2}年，?)?(?:全年|累计)?(?:主动)?(?:公开|发布)")
_THROUGH = re.compile("通过|利用|依托|在")
_END_TOTAL = re.compile(
    r"(?:^|[，、；：）])(?:共|合计|总计|总共|一共|共计)(?:主动)?(?:公开|发布)?(?:各类)?(?:政府)?(?:信息)?$"
)


_MOST_NUMBERS = 120
"""A sentence with more is no sentence."""


@dataclass(frozen=True, slots=True)
class _Part:
    place: int
    """In the view."""
    noun: str
    number: Quantity


@passage_rule(
    "TQ-26",
    Severity.ERROR,
    "分项相加不等于总数",
    why="“其中”之后的分项合计不能超过总数，列全了的应当等于总数。",
    source="公文校对常识",
    wrong="共公开200条，其中政策文件30条、工作动态91条、其他78条。",
    right="共公开200条，其中政策文件30条、财政信息20条",
)
def parts_of_totals(context: Context, passage: Passage) -> Iterator[Finding]:
    """其中, 分别为, 包括 behind a number; 共 behind the parts; brackets behind a number."""
    for statement in passage.statements:
        if not 2 <= len(statement.numbers) <= _MOST_NUMBERS:
            continue
        told: set[int] = set()
        for match in _MARKER.finditer(statement.view):
            yield from _after_marker(passage, statement, match, told)
        yield from _bracketed(passage, statement, told)
        yield from _next_sentence(passage, statement)
        yield from _closing_total(passage, statement, told)


def _after_marker(passage: Passage, statement: Statement, marker: re.Match[str], told: set[int]) -> Iterator[Finding]:
    view = statement.view
    total = _total_before(statement, marker.start())
    if total is None or total.place in told:
        return
    # 分别为 with nouns named before it is a closed list.
    closed = False
    if marker[0].startswith("分别"):
        named = re.split("[，；。（]", view[: marker.start()])[-1]
        nouns = len(re.findall("[、和及与]", re.split(NUMBER, named)[-1])) + 1
        closed = nouns >= 2
        if not closed:
            return
    depth_end = _level_end(view, marker.start())
    parts, is_open, last_noun = _parts(statement, marker.end(), depth_end, total)
    if marker[0] == "：" and (len(parts) < 2 or total.place != marker.start() - 1):
        return
    is_open = is_open or _rest_uncounted(view, parts, depth_end)
    if marker[0].startswith("分别") and len(parts) != nouns:
        return
    if marker[0] == "由" and "组成" not in view[marker.end() : depth_end]:
        return
    closed = closed or bool(_CLOSED.search(last_noun)) or marker[0] == "由"
    closed = closed or (marker[0] in ("包括", "包含") and bool(re.search("共", view[marker.end() : depth_end])))
    yield from _judge(passage, statement, total, parts, closed=closed, is_open=is_open, told=told)


def _rest_uncounted(view: str, parts: list[_Part], end: int) -> bool:
    """Whether the list ends with parts that have no number: 其余为工作动态和公告."""
    if not parts:
        return False
    rest = re.split("[；。]", view[parts[-1].place + 1 : end])[0]
    return bool(re.search(f"(?:其余|其他|剩余|余下)[^，、{NUMBER[1:-1]}]*$", rest))


def _level_end(view: str, start: int) -> int:
    """End of the bracket that holds ``start``, else of the sentence."""
    depth = 0
    for position in range(start, len(view)):
        if view[position] == "（":
            depth += 1
        elif view[position] == "）":
            if depth == 0:
                return position
            depth -= 1
        elif view[position] == "。" and depth == 0:
            return position
    return len(view)


def _total_before(statement: Statement, position: int) -> _Part | None:
    """The main count before a marker: the last number that is no difference, in the same sentence."""
    view = statement.view
    depth = 0
    for at_ in range(position - 1, -1, -1):
        char = view[at_]
        if char == "）":
            depth += 1
        elif char == "（":
            if depth == 0:
                continue
            depth -= 1
        elif depth:
            continue
        elif char in "；。":
            return None
        elif char in statement.numbers:
            number = statement.numbers[char]
            head = re.split(rf"[，；。（]|{NUMBER}", view[:at_])[-1]
            if _GROWTH.search(head) or number.unit in _NO_COUNT:
                continue
            return _Part(at_, head, number)
    return None


def _parts(
    statement: Statement, start: int, end: int, total: _Part, *, apart: bool = False
) -> tuple[list[_Part], bool, str]:
    """Top-level numbers of the total's unit behind a marker, as long as the list goes on; ``apart``: over semicolons too."""
    view = statement.view
    parts: list[_Part] = []
    is_open = False
    separators: list[str] = []
    segment_start = start
    by_lines = "：" in (view[start : start + 1], view[start - 1 : start])
    position = start
    depth = 0
    while position < end:
        char = view[position]
        if char == "（":
            depth += 1
        elif char == "）":
            depth = max(0, depth - 1)
        elif depth == 0 and char in statement.numbers:
            noun = re.split("[，、；：]", view[segment_start:position])[-1]
            number = statement.numbers[char]
            if number.unit in ("%", "‰"):  # 工作信息403条，占58.6%；
                segment_start = position + 1
                position += 1
                continue
            mark = view[segment_start - 1 : segment_start] if segment_start > start else ""
            if mark == "，" and separators and set(separators) == {"、"}:
                break
            if mark == "；" and not (by_lines or apart):
                break
            if mark and _VERB.search(noun) and not _CLOSED.match(noun):
                break
            if mark and len(noun) > 22:
                break
            if number.unit == total.number.unit and not _GROWTH.search(noun) and not re.search("其中|平均", noun):
                parts.append(_Part(position, noun, number))
                if mark:
                    separators.append(mark)
        elif depth == 0 and char in "，、；":
            segment_start = position + 1
        if (
            depth == 0
            and view.startswith(("等", "主要"), position)
            and not re.match("等(?:级|待|额|次)", view[position:])
        ):
            is_open = True
        position += 1
    return parts, is_open, parts[-1].noun if parts else ""


def _judge(
    passage: Passage,
    statement: Statement,
    total: _Part,
    parts: list[_Part],
    *,
    closed: bool,
    is_open: bool,
    told: set[int],
) -> Iterator[Finding]:
    if not parts:
        return
    told.add(total.place)
    whole = Decimal(total.number.value)
    added = sum((Decimal(part.number.value) for part in parts), Decimal(0))
    is_vague = total.number.is_approx or any(part.number.is_approx for part in parts)
    start, end = statement.span(total.place, total.place + 1)
    sums = " + ".join(format_number(part.number.value) for part in parts)
    sums = f"{sums} = {format_number(added)}" if len(parts) > 1 else format_number(added)
    if added > whole * (Decimal("1.1") if is_vague else 1):
        yield at(
            "TQ-26",
            passage,
            start,
            end,
            f"分项 {sums} {total.number.unit}，多于总数 {format_number(whole)}，请核对总数和各分项。",
        )
    elif added < whole and not is_vague and len(parts) > 1:
        if closed and not is_open:
            yield at(
                "TQ-26",
                passage,
                start,
                end,
                f"分项 {sums} {total.number.unit}，与总数 {format_number(whole)} 相差 {format_number(whole - added)}，请核对总数和各分项。",
            )
        elif len(parts) >= 3 and not is_open:
            yield at(
                "TQ-26",
                passage,
                start,
                end,
                f"分项 {sums} {total.number.unit}，比总数 {format_number(whole)} 少 {format_number(whole - added)}；"
                "如果没有列全，请在后面加“等”，否则请核对。",
                severity=Severity.WARNING,
            )


_BEGINS_PARTS = re.compile("^其中[，：]?")
_BY_KIND = re.compile(
    "^(?:按|从|就)[^，。；：]{1,10}?(?:分|看|来看|来说|讲|划分|统计)[，：]?|^[^，。；：、]{0,6}(?:方式|渠道|内容|类别|类型|载体|形式|途径|领域)(?:上|方面)[，：]"
)


def _next_sentence(passage: Passage, statement: Statement) -> Iterator[Finding]:
    """公开信息688条。其中，工作信息403条……; 公开方式上，网站公开112条……: a sentence that takes the one before apart."""
    whole = _BEGINS_PARTS.match(statement.view)
    if not whole and not _BY_KIND.match(statement.view):
        return
    earlier = [other for other in passage.statements if other.end <= statement.start]
    if not earlier:
        return
    before = earlier[-1]
    counted = [
        at_
        for at_, char in enumerate(before.view)
        if char in before.numbers
        and before.numbers[char].unit not in _NO_COUNT
        and not _GROWTH.search(re.split(rf"[，；（]|{NUMBER}", before.view[:at_])[-1])
        and not re.search(f"{NUMBER}(?:多|少|增|减)[了加]?$", before.view[:at_])
        and not re.search(f"(?:比|较|与){NUMBER}的?$", before.view[:at_])
    ]
    if len(counted) != 1:
        return
    total = _Part(counted[0], "", before.numbers[before.view[counted[0]]])
    begin = whole.end() if whole else 0
    pieces = [(begin, _level_end(statement.view, begin))]
    if not whole:
        # Each group behind a semicolon takes the total apart anew.
        cuts = [match.start() for match in re.finditer("；", statement.view)]
        pieces = list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(statement.view)], strict=True))
    for start, end in pieces:
        parts, is_open, last = _parts(statement, start, end, total, apart=bool(whole))
        if len(parts) < 2 or not parts[0].noun:
            continue
        is_open = is_open or _rest_uncounted(statement.view, parts, end)
        added = sum((Decimal(part.number.value) for part in parts), Decimal(0))
        value = Decimal(total.number.value)
        closed = bool(_CLOSED.search(last)) and not is_open
        if total.number.is_approx or any(part.number.is_approx for part in parts):
            continue
        if added > value or (closed and added < value):
            first, _ = statement.span(parts[0].place, parts[0].place + 1)
            _, close = statement.span(parts[-1].place, parts[-1].place + 1)
            sums = " + ".join(format_number(part.number.value) for part in parts)
            yield at(
                "TQ-26",
                passage,
                first,
                close,
                f"分项 {sums} = {format_number(added)} {total.number.unit}，前一句的总数是 {format_number(value)}，请核对总数和各分项。",
            )


def _bracketed(passage: Passage, statement: Statement, told: set[int]) -> Iterator[Finding]:
    """机构类12条（领导5条、职能4条、下属3条）."""
    view = statement.view
    for match in re.finditer(rf"(?P<t>{NUMBER})（(?P<in>[^（）]*)）", view):
        place = match.start("t")
        inside = match["in"]
        number = statement.numbers[match["t"]]
        if place in told or re.search("含|另|其中|包括|较|比|同比|占|分别", inside) or number.unit in _NO_COUNT:
            continue
        total = _Part(place, "", number)
        parts, is_open, last = _parts(statement, match.start("in"), match.end("in"), total)
        if len(parts) >= 2 and len(parts) == len(re.findall(NUMBER, inside)):
            yield from _judge(
                passage, statement, total, parts, closed=bool(_CLOSED.search(last)), is_open=is_open, told=told
            )


def _closing_total(passage: Passage, statement: Statement, told: set[int]) -> Iterator[Finding]:
    """机构类12条，工作类9条，共21条."""
    view = statement.view
    for match in re.finditer(NUMBER, view):
        number = statement.numbers[match[0]]
        if match.start() in told or number.unit in _NO_COUNT or not _END_TOTAL.search(view[: match.start()]):
            continue
        parts: list[_Part] = []
        begin = max((view.rfind(mark, 0, match.start()) for mark in "；。："), default=-1) + 1
        depth = 0
        segment = begin
        for position in range(begin, match.start()):
            char = view[position]
            if char == "（":
                depth += 1
            elif char == "）":
                depth = max(0, depth - 1)
            elif depth == 0 and char in "，、":
                segment = position + 1
            elif depth == 0 and char in statement.numbers:
                other = statement.numbers[char]
                noun = _PUBLISHED.sub("", view[segment:position])
                if other.unit != number.unit and not parts:
                    continue  # counts of other things before the list
                if (
                    other.unit != number.unit
                    or _VERB.search(noun)
                    or _GROWTH.search(noun)
                    or "其中" in noun
                    or len(noun) > (24 if _THROUGH.match(noun) else 12)
                ):
                    parts = []
                    break
                parts.append(_Part(position, noun, other))
        if len(parts) >= 2:
            added = sum((Decimal(part.number.value) for part in parts), Decimal(0))
            exact = not number.is_approx and not any(part.number.is_approx for part in parts)
            if exact and added != Decimal(number.value):
                start, end = statement.span(match.start(), match.end())
                told.add(match.start())
                sums = " + ".join(format_number(part.number.value) for part in parts)
                yield at(
                    "TQ-26",
                    passage,
                    start,
                    end,
                    f"分项 {sums} = {format_number(added)} {number.unit}，总数写的是 {format_number(number.value)}，请核对。",
                )
