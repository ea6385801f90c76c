"""Numbering of headings and points: TQ-01…04 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding, Severity, Where
from assistant.checks.registry import about, at, passage_rule, report_rule
from assistant.report.headings import CHINESE_NUMBER, PART_LINE, SECTION_LINE, clip_title, statutory_key
from assistant.report.standard import SECTION_TITLES, ordinal

_HAN = "\u3400-\u9fff"
_ORDINALS = {ordinal(number): number for number in range(1, 31)}
_AFTER_MARK = r"(?:(?<=^)|(?<=[\n。；;：:，,！？”）)、\s]))"


@dataclass(frozen=True, slots=True)
class _Series:
    """One way of counting points: the pattern's group ``n`` is the number."""

    pattern: re.Pattern[str]
    chinese: bool
    hidden_first: re.Pattern[str] | None = None
    """A first member that stands where no marker is looked for (表现在一是…；二是…)."""


_SERIES = (
    _Series(
        re.compile(rf"{_AFTER_MARK}(?P<n>{CHINESE_NUMBER})是(?!否|非)"),
        True,
        re.compile("(?<![之其唯统单同划归合如万不专逐第])一是(?!否)"),
    ),
    _Series(re.compile(rf"{_AFTER_MARK}第(?P<n>{CHINESE_NUMBER})(?=[，,、：:是])"), True, re.compile("第一|首先")),
    _Series(
        re.compile(rf"{_AFTER_MARK}其(?P<n>{CHINESE_NUMBER})(?=[，,、：:是])"), True, re.compile("[其之]一|首先|第一")
    ),
    _Series(re.compile(r"(?:(?<=^)|(?<=[\n。；;：:]))\s*(?P<n>\d{1,2})(?=[.．、](?!\d))"), False),
    _Series(re.compile(rf"{_AFTER_MARK}[（(](?P<n>\d{{1,2}})[）)]"), False),
)


@report_rule(
    "TQ-01",
    Severity.ERROR,
    "序号不连续",
    why="“一是、二是、三是”重号、跳号或者没有“一是”，读者一眼就能看出没有校对；只有“一是”没有“二是”，多半漏了内容。",
    source="GB/T 9704—2012 结构层次序数；公文校对常识",
    wrong="一是完善公开目录；二是规范发布流程；二是加强业务指导。",
    right="工作重点之一是政策解读，其二是回应关切。",
)
def broken_ordinals(context: Context) -> Iterator[Finding]:
    """Runs of 一是…二是…, 第一…, 1., （1） must go 1, 2, 3; they run through the paragraphs of one part."""
    parts: dict[tuple[str, str | None], list[Passage]] = {}
    for passage in context.passages:
        parts.setdefault(passage.place, []).append(passage)
    for passages in parts.values():
        for series in _SERIES:
            yield from _runs(series, passages)


@dataclass(slots=True)
class _Mark:
    passage: Passage
    start: int
    end: int
    number: int


def _runs(series: _Series, passages: list[Passage]) -> Iterator[Finding]:
    run: list[_Mark] = []
    for passage in passages:
        for match in series.pattern.finditer(passage.text):
            number = _ORDINALS.get(match["n"], 0) if series.chinese else int(match["n"])
            mark = _Mark(passage, match.start("n"), match.end("n"), number)
            if number == 1 and run and not _same_again(series, run, mark):
                yield from _judge(series, run)
                run = []
            run.append(mark)
    if run:
        yield from _judge(series, run)


def _same_again(series: _Series, run: list[_Mark], mark: _Mark) -> bool:
    """Whether a second 1. in one paragraph is a repeated number, not the beginning of another list."""
    if series.chinese or len(run) != 1 or run[0].number != 1 or run[0].passage is not mark.passage:
        return False
    return not re.search("措施|改进|举措|下一步|针对|整改|问题[:：]", mark.passage.text[run[0].end : mark.start])


def _judge(series: _Series, run: list[_Mark]) -> Iterator[Finding]:
    numbers = [mark.number for mark in run]
    first = run[0]
    if numbers[0] != 1:
        before = first.passage.text[: first.start]
        if series.hidden_first and series.hidden_first.search(before):
            numbers = [1, *numbers]
        elif not series.chinese and len(numbers) == 1:
            return  # a lone 3. or （2） is a reference, not a point
    offset = len(numbers) - len(run)
    if numbers == list(range(1, len(numbers) + 1)):
        if len(numbers) == 1 and series.chinese:
            said = first.passage.text[first.start - (0 if series is _SERIES[0] else 1) : first.end + 1]
            yield at(
                "TQ-01",
                first.passage,
                first.start,
                first.end,
                f"只有“{said}”，后面没有第二点。请补上其余各点，或者去掉这个序号。",
                severity=Severity.WARNING,
            )
        return
    wrong = next(index for index, number in enumerate(numbers) if number != index + 1)
    mark = run[wrong - offset]
    right = wrong + 1
    told = "、".join(_spoken(series, number) for number in numbers[: wrong + 1][-4:])
    kind = "重复" if mark.number in numbers[:wrong] else "缺了前面的序号" if wrong == 0 else "不连续"
    same = [other for other in run[wrong - offset :] if other.passage.place == mark.passage.place]
    edits = tuple(
        Edit(
            other.start + other.passage.offset - mark.passage.offset,
            other.end + other.passage.offset - mark.passage.offset,
            ordinal(right + step) if series.chinese else str(right + step),
        )
        for step, other in enumerate(same)
    )
    advice = "请核对前面是否漏了一点，或者重新编号。" if wrong == 0 else "请核对有没有漏写的内容，再重新编号。"
    yield at(
        "TQ-01",
        mark.passage,
        mark.start,
        mark.end,
        f"序号{kind}：依次是{told}，这里应为“{_spoken(series, right)}”。{advice}",
        fix=f"从这里起改为“{_spoken(series, right)}”，其后顺次编号",
        edits=edits,
        certain=kind == "重复",
    )


def _spoken(series: _Series, number: int) -> str:
    if not series.chinese:
        return f"（{number}）" if series is _SERIES[4] else f"{number}."
    said = ordinal(number) if 1 <= number <= 99 else "？"
    return {0: f"{said}是", 1: f"第{said}", 2: f"其{said}"}[_SERIES.index(series)]


@report_rule(
    "TQ-02",
    Severity.ERROR,
    "标题编号错误",
    why="六个部分是规定格式，各出现一次、按一至六编号；（一）（二）（三）在每一部分内从头编号，不重不漏。",
    source="国办公开办函〔2021〕30号所附格式；GB/T 9704—2012",
    wrong="一、……二、……三、……三、……五、……六、……",
    right="五、内又用（一）主要问题（二）改进措施",
)
def section_numbering(context: Context) -> Iterator[Finding]:
    """The statutory headings as a file prints them, and runs of （一） inside each section."""
    if not any(_promoted(heading) for heading in context.headings) and not _restarts(context.headings):
        yield from _statutory_headings(context.headings)
    parts: list[tuple[str, list[int]]] = []
    for heading in context.headings:
        if match := SECTION_LINE.match(heading):
            parts.append((match["title"].strip(), []))
        elif (match := PART_LINE.match(heading)) and parts:
            parts[-1][1].append(_ORDINALS.get(match["n"], 0))
    for title, numbers in parts:
        if numbers and numbers != list(range(1, len(numbers) + 1)):
            yield about(
                "TQ-02",
                f"“{clip_title(title)}”中的小标题编号依次是{_bracketed(numbers)}，应从（一）起连续编号，请重新编号。",
                Where(section=statutory_key(title)),
            )
    told = {statutory_key(title) for title, numbers in parts if numbers}
    for key, passages in context.prose.items():
        if key not in told and key != "lead":
            yield from _inner_parts(passages)


def _statutory_headings(headings: tuple[str, ...]) -> Iterator[Finding]:
    order = list(SECTION_TITLES)
    found: list[tuple[str, int]] = []
    for heading in headings:
        match = SECTION_LINE.match(heading)
        key = statutory_key(match["title"]) if match else None
        if match and key:
            found.append((key, _ORDINALS.get(match["n"], 0)))
    if len(found) < 2:
        return
    for place, (key, number) in enumerate(found):
        said, right = (
            f"{ordinal(number)}、{SECTION_TITLES[key]}" if number else SECTION_TITLES[key],
            order.index(key) + 1,
        )
        if key in [other for other, _ in found[:place]]:
            yield about("TQ-02", f"标题“{SECTION_TITLES[key]}”出现了两次，六个部分各只能出现一次，请合并。", Where(key))
        elif number != right:
            yield about(
                "TQ-02",
                f"标题“{said}”编号不对，这一部分应编为“{ordinal(right)}、”，请改正并核对前后各部分。",
                Where(key),
            )
    for key in order:
        if key not in [other for other, _ in found]:
            title = f"{ordinal(order.index(key) + 1)}、{SECTION_TITLES[key]}"
            yield about("TQ-02", f"缺少标题“{title}”，六个部分缺一不可，请补上这一部分。", Where(key))
    known = [key for key, _ in found]
    if len(set(known)) == len(known) and known != [key for key in order if key in known]:
        yield about("TQ-02", "六个部分的先后次序与规定格式不一致，请按一至六的规定次序调整。")


def _inner_parts(passages: tuple[Passage, ...]) -> Iterator[Finding]:
    by_place: dict[tuple[str, str | None], list[tuple[Passage, re.Match[str]]]] = {}
    for passage in passages:
        if match := PART_LINE.match(passage.text):
            by_place.setdefault(passage.place, []).append((passage, match))
    for marks in by_place.values():
        numbers = [_ORDINALS.get(match["n"], 0) for _, match in marks]
        if numbers == list(range(1, len(numbers) + 1)) or (len(numbers) == 1):
            continue
        wrong = next(index for index, number in enumerate(numbers) if number != index + 1)
        passage, match = marks[wrong]
        yield at(
            "TQ-02",
            passage,
            match.start("n"),
            match.end("n"),
            f"小标题编号依次是{_bracketed(numbers)}，应从（一）起连续编号，请重新编号。",
            replacement=ordinal(wrong + 1),
        )


def _bracketed(numbers: list[int]) -> str:
    return "".join(f"（{ordinal(number)}）" if number else "（？）" for number in numbers)


_PART_WORDS = re.compile("依申请公开|依法申请公开|信息管理|平台建设|监督保障|工作机制|组织领导")


def _promoted(heading: str) -> bool:
    match = SECTION_LINE.match(heading)
    if not match or statutory_key(match["title"]) or len(match["title"]) > 30:
        return False
    return bool(_PART_WORDS.search(match["title"]) or re.match(r"主动公开(?:情况|工作|方面)?[。：:]?$", match["title"]))


def _restarts(headings: tuple[str, ...]) -> bool:
    first = [match["n"] for heading in headings if (match := SECTION_LINE.match(heading))]
    return first.count("一") > 1


@report_rule(
    "TQ-03",
    Severity.ERROR,
    "把总体情况的小标题排成了大标题",
    why="依申请公开、信息管理、平台建设、监督保障都属于“一、总体情况”，用（一）至（五）编号；排成“二、三、”会打乱规定的六个部分。",
    source="国办公开办函〔2021〕30号所附格式",
    wrong="一、总体情况　二、依申请公开情况　三、平台建设情况",
    right="二、主动公开政府信息情况",
)
def promoted_parts(context: Context) -> Iterator[Finding]:
    """Headings of section 一's parts numbered as sections, or a second run of 一、."""
    promoted = [heading.strip() for heading in context.headings if _promoted(heading)]
    for heading in promoted:
        yield about(
            "TQ-03",
            f"“{clip_title(heading)}”属于“一、总体情况”，不应另列一级标题，请改用（一）（二）……编号并移到总体情况之下。",
            Where("overview"),
        )
    if not promoted and _restarts(context.headings):
        yield about("TQ-03", "一级标题编号从“一、”起出现了两轮，请合并为规定的六个部分。", Where("overview"))


_ENUMERATOR = re.compile(
    rf"(?:(?<=^)|(?<=[\n。；;]))\s*(?P<mark>(?P<a>\d{{1,2}})、(?!\d)|(?P<b>{CHINESE_NUMBER})[，,.](?=[{_HAN}])"
    rf"|[（(](?P<c>{CHINESE_NUMBER})[）)]、|\((?P<d>\d{{1,2}})\)|(?P<e>\d{{1,2}})[）)](?=[{_HAN}]))"
)


@passage_rule(
    "TQ-04",
    Severity.INFO,
    "序号写法不合规范",
    why="公文的结构层次序数依次为“一、”“（一）”“1.”“（1）”，标点各不相同。",
    source="GB/T 9704—2012",
    wrong="1、规范栏目设置",
    right="1.规范栏目设置",
)
def enumerator_form(context: Context, passage: Passage) -> Iterator[Finding]:
    """``1、`` ``一，`` ``（一）、`` ``(1)`` at the head of a point."""
    for match in _ENUMERATOR.finditer(passage.text):
        right = (
            f"{match['a']}."
            if match["a"]
            else f"{match['b']}、"
            if match["b"]
            else f"（{match['c']}）"
            if match["c"]
            else f"（{match['d'] or match['e']}）"
        )
        yield at(
            "TQ-04",
            passage,
            match.start("mark"),
            match.end("mark"),
            f"序号“{match['mark']}”的写法不合规范，应写作“{right}”。",
            replacement=right,
            certain=True,
        )
