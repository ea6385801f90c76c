"""Leftovers, repetitions, punctuation, numerals and unfinished sentences: TQ-07…10, 35 and 38 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Edit, Finding, Severity, Where
from assistant.checks.registry import about, also_over_report, at, passage_rule, report_rule
from assistant.report.headings import CHINESE_NUMBER, SHORT_HEADING, clip_title, statutory_key

_HAN = "\u3400-\u9fff"

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z])|(?<![A-Za-z0-9.])[Xx](?=[条件次篇个期场份人年月日万元名家项])"
    r"|(?<![0-9A-Za-z×])×+(?![0-9])|_{2,}|＿{2,}"
    r"|【[^】\n]{0,30}?(?:待|填|数字|单位|补|xx|XX)[^】\n]{0,30}】|\{\{[^}\n]{0,40}\}\}|\$\{[^}\n]{0,40}\}|<[^>\n]{0,20}填[^>\n]{0,20}>"
    r"|[（(]此处[^）)\n]{0,30}[）)]|[（(]请(?:在此)?(?:填写|补充|填)[^）)\n]{0,30}[）)]|待补充|待填写|待填(?=[，。；、）)])|待核实后填|TODO|□{2,}|(?<![一二三四五六七八九])[〇○]{2,}(?![一二三四五六七八九])"
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
    r"|(?<![参给])与与(?!会)|(?<![涉以普])及及(?!时)|共共|(?<![认作成称因行何])为为(?!了|期|民|群|企|人|什|何|全|主)|已已|由由|被被|把把|(?<!方)向向|从从|(?<![关在对由位处属])于于|我我(?![镇局县市区街])"
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
            certain=True,
        )
    for match in _DOUBLED_PARTICLE.finditer(text):
        yield at(
            "TQ-08", passage, *match.span(), f"“{match[0]}”多了一个字，请删去。", replacement=match[0][0], certain=True
        )
    for match in _DOUBLED_MARK.finditer(text):
        right = "。" if "。" in match[0] else match[0][-1]
        yield at(
            "TQ-08", passage, *match.span(), f"标点“{match[0]}”重复，请保留一个。", replacement=right, certain=True
        )


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


@also_over_report("TQ-09")
def narrow_heading_numbers(context: Context) -> Iterator[Finding]:
    """Numbers of headings in half-width brackets: (一)."""
    narrow = [heading for heading in context.headings if heading.lstrip().startswith("(")]
    if narrow:
        yield about(
            "TQ-09",
            f"小标题编号用了半角括号，如“{clip_title(narrow[0])}”，共 {len(narrow)} 处，应改为全角（一）。",
            Where(statutory_key(narrow[0]) or "overview"),
            severity=Severity.INFO,
        )


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
        certain=True,
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
            certain=True,
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
            yield at(
                "TQ-35",
                passage,
                *match.span(),
                f"数字“{match[0]}”是全角的，应写作 {right}。",
                replacement=right,
                certain=True,
            )
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
_HEADING = re.compile(rf"^\s*(?:[（(]?{CHINESE_NUMBER}[）)、.．是]|[（(]?\d{{1,2}}[）)、.．]|附件|注)")
_DATE_LINE = re.compile(r"^\s*(?:\d{4}|[〇一二三四五六七八九○零]{4})年.{1,4}月.{1,4}日\s*$")


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
    return len(plain) <= SHORT_HEADING and not re.search("(?:提升|加强|进一步|推进|提高|做好|完善|强化)$", plain)
