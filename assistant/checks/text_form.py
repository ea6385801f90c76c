"""Numbering, punctuation and leftovers: TQ-01…04, 07…10, 35 and 38 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding, Severity, Where
from assistant.checks.registry import about, at, passage_rule, report_rule
from assistant.report.standard import SECTION_TITLES, ordinal
from assistant.tables.labels import normalise

_HAN = "\u3400-\u9fff"
_ORDINALS = {ordinal(number): number for number in range(1, 31)}
_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
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
        re.compile(rf"{_AFTER_MARK}(?P<n>{_CHINESE_NUMBER})是(?!否|非)"),
        True,
        re.compile("(?<![之其唯统单同划归合如万不专逐第])一是(?!否)"),
    ),
    _Series(re.compile(rf"{_AFTER_MARK}第(?P<n>{_CHINESE_NUMBER})(?=[，,、：:是])"), True, re.compile("第一|首先")),
    _Series(
        re.compile(rf"{_AFTER_MARK}其(?P<n>{_CHINESE_NUMBER})(?=[，,、：:是])"), True, re.compile("[其之]一|首先|第一")
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
            if number == 1 and run:
                yield from _judge(series, run)
                run = []
            run.append(mark)
    if run:
        yield from _judge(series, run)


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
    )


def _spoken(series: _Series, number: int) -> str:
    if not series.chinese:
        return f"（{number}）" if series is _SERIES[4] else f"{number}."
    said = ordinal(number) if 1 <= number <= 99 else "？"
    return {0: f"{said}是", 1: f"第{said}", 2: f"其{said}"}[_SERIES.index(series)]


_SECTION_LINE = re.compile(rf"^\s*(?P<n>{_CHINESE_NUMBER})\s*[、，,.．]\s*(?P<title>\S.*)$")
_PART_LINE = re.compile(rf"^\s*[（(](?P<n>{_CHINESE_NUMBER})[）)]")
_STATUTORY = {
    "overview": "总体情况",
    "t2": "主动公开政府信息情况",
    "t3": "处理政府信息公开申请",
    "t4": "行政诉讼",
    "issues": "改进",
    "other": "其他需",
}


def statutory_key(title: str) -> str | None:
    """The section a heading's words name, None for any other heading (variants of report-standard.md §1.3)."""
    plain = normalise(title)
    if len(plain) > 40:
        return None
    for key, core in _STATUTORY.items():
        if core in plain and (key != "issues" or "问题" in plain) and (key != "t4" or "复议" in plain):
            return key
    return None


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
        if match := _SECTION_LINE.match(heading):
            parts.append((match["title"].strip(), []))
        elif (match := _PART_LINE.match(heading)) and parts:
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
        match = _SECTION_LINE.match(heading)
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
        if match := _PART_LINE.match(passage.text):
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


def headings_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The numbered headings among the paragraphs of a file: 一、… on a line of its own, （一）… also run in."""
    found = []
    for line in lines:
        plain = line.strip().lstrip("#* ").strip()
        if _PART_LINE.match(plain):
            found.append(plain[:_SHORT_HEADING])
        elif (
            (match := _SECTION_LINE.match(plain)) and len(plain) <= 45 and not re.search("[。；]", match["title"][:-1])
        ):
            found.append(plain)
    return tuple(_without_contents(found))


def _without_contents(headings: list[str]) -> list[str]:
    """Leave out a table of contents: the six statutory headings in order, before they come again."""
    keys = [statutory_key(match["title"]) if (match := _SECTION_LINE.match(heading)) else None for heading in headings]
    places = [place for place, key in enumerate(keys) if key]
    named = [keys[place] for place in places]
    half = len(named) // 2
    if half >= 4 and len(named) == 2 * half and named[:half] == named[half:]:
        return headings[places[half] :]
    return headings


def clip_title(title: str) -> str:
    """A heading short enough to be quoted."""
    return title if len(title) <= 20 else f"{title[:20]}…"


_PART_WORDS = re.compile("依申请公开|依法申请公开|信息管理|平台建设|监督保障|工作机制|组织领导")


def _promoted(heading: str) -> bool:
    match = _SECTION_LINE.match(heading)
    if not match or statutory_key(match["title"]) or len(match["title"]) > 30:
        return False
    return bool(_PART_WORDS.search(match["title"]) or re.match(r"主动公开(?:情况|工作|方面)?[。：:]?$", match["title"]))


def _restarts(headings: tuple[str, ...]) -> bool:
    first = [match["n"] for heading in headings if (match := _SECTION_LINE.match(heading))]
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
    rf"(?:(?<=^)|(?<=[\n。；;]))\s*(?P<mark>(?P<a>\d{{1,2}})、(?!\d)|(?P<b>{_CHINESE_NUMBER})[，,.](?=[{_HAN}])"
    rf"|[（(](?P<c>{_CHINESE_NUMBER})[）)]、|\((?P<d>\d{{1,2}})\)|(?P<e>\d{{1,2}})[）)](?=[{_HAN}]))"
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
        )


_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z])|(?<![A-Za-z0-9.])[Xx](?=[条件次篇个期场份人年月日万元名家项])"
    r"|(?<![0-9A-Za-z×])×+(?![0-9])|_{2,}|＿{2,}"
    r"|【[^】\n]{0,30}?(?:待|填|数字|单位|补|xx|XX)[^】\n]{0,30}】|\{\{[^}\n]{0,40}\}\}|\$\{[^}\n]{0,40}\}|<[^>\n]{0,20}填[^>\n]{0,20}>"
    r"|[（(]此处[^）)\n]{0,30}[）)]|待补充|待填写|待核实后填|TODO|□{2,}|(?<![一二三四五六七八九])[〇○]{2,}(?![一二三四五六七八九])"
    r"|(?:…{1,2}|\.{3,})(?=[条件次篇个期场份人])|(?<![\d*])\*{2,}(?![\d*])|(?<=[于在至到收共为发])某(?=[年月日])|某某(?=[局镇乡县区市街部])"
)


@passage_rule(
    "TQ-07",
    Severity.ERROR,
    "有没填完的空",
    why="模板里的 XX、____、【待补】没有换成实际内容，发布出去就是事故。",
    source="公文校对常识",
    wrong="全年公开政府信息XX条，培训×次。",
    right="7×24小时自助服务；联系电话138****0000",
)
def placeholders(context: Context, passage: Passage) -> Iterator[Finding]:
    """Leftovers of templates: one finding for each."""
    for match in _PLACEHOLDER.finditer(passage.text):
        yield at(
            "TQ-07",
            passage,
            match.start(),
            match.end(),
            f"“{match[0]}”处没有填写实际内容，请补上，没有的请删去整句。",
        )


_DOUBLED = re.compile(rf"(?P<w>[{_HAN}]{{2,8}})(?P=w)")
_DOUBLED_PARTICLE = re.compile(
    r"(?<![目有众标真打])的的(?!确|士)|(?<![了明未末不公罢到])了了(?!解|事|却|结|望|如|然)|(?<![谐平总温缓饱柔共亲祥])和和(?!谐|睦|平|气|解|善|美|顺|合)"
    r"|(?<![存现正实所潜内外旨意重好贵难])在在(?!线|校|职|建|编|岗|办|册|用|运|途|逃|校)|(?<![是不还就])是是(?!非|否)|(?<![不绝应针相面核校比])对对(?!外|照|比|接|口)|(?<!将)将将(?!来|军|要|士)"
    r"|(?<![参给])与与(?!会)|(?<![涉以普])及及(?!时)"
)
_DOUBLED_MARK = re.compile(r"(?P<m>[，。；：、！？])(?P=m)+|[，、；：][，。；、](?<!：、)|。[，；、：]")
_REDUPLICATED = re.compile("[一逐半每].|[一二三四五六七八九十百千万]+")


@passage_rule(
    "TQ-08",
    Severity.WARNING,
    "字词或标点重复",
    why="多半是修改时没有删净。",
    source="公文校对常识",
    wrong="进一步规范规范公开流程",
    right="县人民政府政府信息公开专栏；一件一件办",
)
def doubled_words(context: Context, passage: Passage) -> Iterator[Finding]:
    """A word of 2–8 characters, a particle or a mark twice in a row."""
    text = passage.text
    allowed = [match.span() for match in context.settings.doubled_pattern.finditer(text)]
    for match in _DOUBLED.finditer(text):
        inside = any(start <= match.start() and match.end() <= end + 8 for start, end in allowed)
        if inside or _REDUPLICATED.fullmatch(match["w"]):
            continue
        word = match["w"]
        yield at(
            "TQ-08",
            passage,
            *match.span(),
            f"“{word}”连写了两遍，请删去一个。",
            replacement=word,
        )
    for match in _DOUBLED_PARTICLE.finditer(text):
        yield at("TQ-08", passage, *match.span(), f"“{match[0]}”多了一个字，请删去。", replacement=match[0][0])
    for match in _DOUBLED_MARK.finditer(text):
        right = "。" if "。" in match[0] else match[0][-1]
        yield at("TQ-08", passage, *match.span(), f"标点“{match[0]}”重复，请保留一个。", replacement=right)


_NARROW = re.compile(
    rf"(?<=[{_HAN}”》）])[,;:?!](?!//)|(?<![A-Za-z0-9])[,;:?!](?=[{_HAN}“《（])|(?<=[A-Za-z0-9%])[,;?!](?=[{_HAN}“《（])"
)
_NARROW_BRACKET = re.compile(rf"\((?=[{_HAN}])|(?<=[{_HAN}])\(|(?<=[{_HAN}])\)|\)(?=[{_HAN}])")
_TO_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


@passage_rule(
    "TQ-09",
    Severity.WARNING,
    "中文里用了半角标点",
    why="中文语句用全角标点，半角逗号、分号、冒号混在中间，版面参差不齐。",
    source="GB/T 15834—2011 标点符号用法",
    wrong="强化审核,严格把关",
    right="12:30；3.5万元；www.example.gov.cn",
)
def narrow_marks(context: Context, passage: Passage) -> Iterator[Finding]:
    """One finding per paragraph for marks, one (advice) for brackets."""
    text = passage.text
    places = [match.start() for match in _NARROW.finditer(text)]
    if places:
        yield _narrow(passage, places, Severity.WARNING, "半角标点", "全角")
    brackets = {match.start() for match in _NARROW_BRACKET.finditer(text)}
    if brackets:
        # A bracket and its partner change together.
        pairs = [(match.start(), match.end() - 1) for match in re.finditer(r"\([^()\n]*\)", text)]
        brackets |= {place for pair in pairs if set(pair) & brackets for place in pair}
        yield _narrow(passage, sorted(brackets), Severity.INFO, "半角括号", "全角")


def _narrow(passage: Passage, places: list[int], severity: Severity, what: str, width: str) -> Finding:
    shown = "、".join(f"“{mark}”" for mark in dict.fromkeys(passage.text[place] for place in places))
    count = f"有 {len(places)} 处" if len(places) > 1 else "有"
    return at(
        "TQ-09",
        passage,
        places[0],
        places[0] + 1,
        f"中文语句里{count}{what}{shown}，应改为{width}。",
        severity=severity,
        fix=f"这一段的{what}改为{width}",
        edits=tuple(Edit(place, place + 1, _TO_WIDE[passage.text[place]]) for place in places),
    )


_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "〔": "〕", "【": "】", "〈": "〉"}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
_KIND = {"(": "（", ")": "）"}
_LABEL = re.compile(r"(?:(?<=^)|(?<=[\n。；;：:，,\s]))[0-9一二三四五六七八九十]{1,3}[)）]")
_LETTER_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’")
_NESTED_TITLE = re.compile(r"《[^《》\n]{0,60}?(?P<o>[<＜《])(?P<in>[^<>＜＞《》\n]{1,60})(?P<c>[>＞》])")


@passage_rule(
    "TQ-10",
    Severity.ERROR,
    "引号、括号、书名号不成对",
    why="缺了一半的符号会让读者分不清起止；书名号里面再用书名号，里层用单书名号〈〉。",
    source="GB/T 15834—2011 标点符号用法",
    wrong="落实“三审三校制度。",
    right="《国务院办公厅关于印发〈…办法〉的通知》；“先审查”“后公开”",
)
def unpaired_marks(context: Context, passage: Passage) -> Iterator[Finding]:
    """A mark without its partner is an error; a double title mark inside another one is advice."""
    text = passage.text
    nested = list(_NESTED_TITLE.finditer(text))
    for match in nested:
        yield at(
            "TQ-10",
            passage,
            match.start("o"),
            match.end("c"),
            f"书名号里面又用了{match['o']}{match['c']}，里层应当用单书名号：〈{match['in']}〉。",
            severity=Severity.INFO,
            replacement=f"〈{match['in']}〉",
        )
    skipped = {match.end() - 1 for match in _LABEL.finditer(text)} | {
        m.start() for m in _LETTER_APOSTROPHE.finditer(text)
    }
    stack: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if char in _PAIRS:
            stack.append((_KIND.get(char, char), position))
        elif char in _CLOSERS and position not in skipped:
            opener = _KIND.get(_CLOSERS[char], _CLOSERS[char])
            depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == opener), None)
            if depth is None:
                yield _unpaired(passage, position, char, f"前面没有对应的“{_CLOSERS[char]}”")
            elif depth == len(stack) - 1:
                stack.pop()
            else:
                crossed = [entry for entry in stack[depth + 1 :] if _PAIRS[entry[0]] in text[position + 1 :]]
                if crossed:
                    start = stack[depth][1]
                    yield at(
                        "TQ-10",
                        passage,
                        start,
                        position + 1,
                        f"“{text[start]}{char}”与里面的“{crossed[0][0]}{_PAIRS[crossed[0][0]]}”交叉了，请理顺先后。",
                        severity=Severity.INFO,
                    )
                    del stack[depth]
                else:
                    for _, start in stack[depth + 1 :]:
                        yield _unpaired(passage, start, text[start], f"后面没有对应的“{_PAIRS[text[start]]}”")
                    del stack[depth:]
    for _, start in stack:
        yield _unpaired(passage, start, text[start], f"后面没有对应的“{_PAIRS[text[start]]}”")


def _unpaired(passage: Passage, position: int, char: str, what: str) -> Finding:
    return at("TQ-10", passage, position, position + 1, f"“{char}”{what}，请补上另一半或删去。")


_WIDE_NUMBER = re.compile("[０-９]+")
_LETTER_ZERO = re.compile(
    r"二[OＯo○Ｏ0０](?=[OＯo○0０一二三四五六七八九])|(?<=[一二三四五六七八九])[OＯo](?=[一二三四五六七八九])"
)
_MANY_DECIMALS = re.compile(r"\d+\.\d{3,}(?=万)")
_ZERO_CASES = re.compile("零(?=[件条次份](?![\u4e00-\u9fff]))")
_BARE_MONEY = re.compile(
    r"(?:收费|收取|处理费|金额(?:为|共)?|费用)(?:共|计|合计|总计|为|了)?(?P<n>\d+(?:\.\d+)?)(?=[，。；、）)\n]|$)"
)


@report_rule(
    "TQ-35",
    Severity.INFO,
    "数字写法不规范",
    why="报告里的数字用半角阿拉伯数字，金额带单位，同一篇里千分位写法一致。",
    source="GB/T 15835—2011 出版物上数字用法",
    wrong="公开信息１２条；收费3940",
    right="收费3940元；一件",
)
def number_style(context: Context) -> Iterator[Finding]:
    """Full-width digits, a letter O for zero, amounts without unit, mixed separators."""
    separated: tuple[Passage, re.Match[str]] | None = None
    plain = False
    for passage in context.passages:
        text = passage.text
        for match in _WIDE_NUMBER.finditer(text):
            right = match[0].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            yield at("TQ-35", passage, *match.span(), f"数字“{match[0]}”是全角的，应写作 {right}。", replacement=right)
        for match in _LETTER_ZERO.finditer(text):
            yield at("TQ-35", passage, *match.span(), f"年份里的“{match[0]}”用了字母或符号，应写作“〇”。")
        for match in _MANY_DECIMALS.finditer(text):
            yield at("TQ-35", passage, *match.span(), f"{match[0]}万的小数超过两位，请改用“元”或保留两位小数。")
        for match in _ZERO_CASES.finditer(text):
            yield at("TQ-35", passage, *match.span(), "数量为零时写“0”或者写“未……”，不写“零”。", replacement="0")
        for match in _BARE_MONEY.finditer(text):
            yield at("TQ-35", passage, *match.span("n"), f"金额 {match['n']} 没有写单位，请写明“元”或“万元”。")
        if separated is None and (first := re.search(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)", text)):
            separated = passage, first
        plain = plain or bool(
            re.search(r"(?<![\d.,:：-])(?!(?:19|20)\d\d(?:年|[〕〔]))\d{4,6}(?=[余多]?[条件次份篇个户人])", text)
        )
    if separated and plain:
        passage, found = separated
        right = found[0].replace(",", "")
        yield at(
            "TQ-35", passage, *found.span(), f"“{found[0]}”用了千分位，别处没有用，全文应当一致。", replacement=right
        )


_UNFINISHED = re.compile(r"[、，,；;的及和与在将被把]$")
_COMPLETE = re.compile(r"[。！？：；!?:;”」』）)》…—．.]$")
_HEADING = re.compile(rf"^\s*(?:[（(]?{_CHINESE_NUMBER}[）)、.．是]|[（(]?\d{{1,2}}[）)、.．]|附件|注)")
_DATE_LINE = re.compile(r"^\s*(?:\d{4}|[〇一二三四五六七八九○零]{4})年.{1,4}月.{1,4}日\s*$")
_SHORT_HEADING = 16


@report_rule(
    "TQ-38",
    Severity.WARNING,
    "句子没有写完",
    why="段落没有句末标点，或者停在“、，的和”上，多半是复制时丢了后半句。",
    source="公文校对常识",
    wrong="进一步加强队伍建设，提升",
    right="（一）主动公开情况",
)
def unfinished_sentences(context: Context) -> Iterator[Finding]:
    """Paragraphs without a final mark; headings, signatures, dates and lines before a list are exempt."""
    for key in ("lead", "overview", "issues", "other"):
        passages = context.prose[key]
        for passage, following in pairwise((*passages, None)):
            if passage is None:
                continue
            text = passage.text.rstrip()
            if _UNFINISHED.search(text):
                mark = text[-1]
                if mark in "；;" and following is not None and following.place == passage.place:
                    continue
            elif _COMPLETE.search(text) or _is_label(text, context):
                continue
            quoted = text[-12:]
            yield at(
                "TQ-38",
                passage,
                max(0, len(text) - 12),
                len(text),
                f"“{quoted}”处句子没有结束，请看后面是否漏了内容，并补上句末标点。",
            )


def _is_label(text: str, context: Context) -> bool:
    """Headings, signatures, dates, markings."""
    plain = text.strip()
    if _DATE_LINE.match(plain) or plain in (context.organ.name, *context.settings.own_names):
        return True
    has_mark = bool(re.search("[，。；,;]", plain))
    if _HEADING.match(plain):
        return not has_mark and len(plain) <= 40
    if has_mark:
        return False
    return len(plain) <= _SHORT_HEADING and not re.search("(?:提升|加强|进一步|推进|提高|做好|完善|强化)$", plain)
