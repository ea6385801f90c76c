"""Statutes, notices and document numbers: TQ-11…13 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Severity
from assistant.checks.registry import at, passage_rule
from assistant.checks.text_words import HAN

REGULATION = "中华人民共和国政府信息公开条例"
FORM_NOTICE = "国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知"
FORM_NUMBER = "国办公开办函〔2021〕30号"
_SHORT_REGULATION = "政府信息公开条例"
_QUOTED_NAME = re.compile(r"[《〈](?P<n>[^《》〈〉\n]{2,60})[》〉]")
_LOCAL = re.compile(rf"^[{HAN}]{{2,10}}(?:省|市|自治区|自治州|自治县|县|区|州|旗|特区)")
_DISCLOSURE_LAW = re.compile(
    r"(?:信息|政务|政府)[^，。]{0,4}公开[^，。]{0,4}(?:条例|(?<![办方])法)$|信息公开?条例$|公开信息条例$"
)
_BARE_LAW = re.compile(
    r"(?P<n>(?:中华人民共和国)?(?:政府)?信息公开法)(?![律规定治院人制案])"
    r"|(?P<m>中华人民共和国(?!政府信息公开(?:条例|工作))[^，。；《》〈〉、（）\n]{0,12}公开[^，。；《》〈〉、（）\n]{0,4}条例)"
    r"|(?P<k>(?:国务院|国家)政务公开条例)"
)
_DECREE = re.compile(r"(?:国务院令|国令)\s*第?\s*(?P<n>\d{1,4})\s*号")
_SUPERSEDED_TEXT = re.compile(r"2007年|修订前|原|旧|同时废止|2008年")


@passage_rule(
    "TQ-11",
    Severity.ERROR,
    "法规名称或文号错误",
    why="《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）是报告的依据，名称、文号写错是硬伤。",
    source="《中华人民共和国政府信息公开条例》",
    wrong="根据《政府信息公开法》编制本报告。",
    right="《上海市政府信息公开规定》；信息公开法律法规",
)
def statute_names(context: Context, passage: Passage) -> Iterator[Finding]:
    """Wrong names of the 条例, wrong decree numbers, near misses of known names."""
    text = passage.text
    seen: list[tuple[int, int]] = []
    for match in _QUOTED_NAME.finditer(text):
        name = match["n"].strip()
        right = _right_name(name, context)
        if right:
            seen.append(match.span("n"))
            yield _misnamed(passage, match.start("n"), match.end("n"), name, right)
        elif name == _SHORT_REGULATION and REGULATION not in context.text("lead", "overview", "issues", "other"):
            seen.append(match.span("n"))
            yield at(
                "TQ-11",
                passage,
                *match.span("n"),
                f"全文没有出现全称，首次提到时请写《{REGULATION}》。",
                severity=Severity.INFO,
                replacement=REGULATION,
            )
    for match in _BARE_LAW.finditer(text):
        if not any(start <= match.start() < end for start, end in seen):
            yield _misnamed(passage, match.start(), match.end(), match[0], REGULATION)
    for match in _DECREE.finditer(text):
        number = int(match["n"])
        if number == 711:
            continue
        sentence = passage.sentence_at(match.start())
        before = text[: match.start()]
        named = [found for found in _QUOTED_NAME.finditer(before) if len(before) - found.end() <= 12]
        other = named and "信息公开" not in named[-1]["n"] and named[-1]["n"] != "条例"
        after = _QUOTED_NAME.match(re.sub("^(?:公布|发布|修订|的)+", "", text[match.end() :]))
        other = other or (not named and after is not None and "信息公开" not in after["n"])
        if other or (number == 492 and _SUPERSEDED_TEXT.search(sentence)):
            continue
        if not named and after is None and "信息公开" not in sentence and number != 492 and not _slip(match["n"]):
            continue
        said = "是2007年的旧文本" if number == 492 else "有误"
        yield at(
            "TQ-11",
            passage,
            *match.span("n"),
            f"“{match[0]}”{said}，现行《{REGULATION}》是国务院令第711号，请改正。",
            replacement="711",
            certain=True,
        )


def _slip(number: str) -> bool:
    """Whether a number may be 711 with a digit wrong, missing, or in another place."""
    return sorted(number) == sorted("711") or Levenshtein.distance(number, "711") <= 1


def _right_name(name: str, context: Context) -> str | None:
    """The name that should stand there; None when ``name`` is right or none of ours."""
    if name in context.settings.statutes or name in (REGULATION, _SHORT_REGULATION):
        return None
    plain = name.replace("<", "〈").replace(">", "〉")
    if plain in context.settings.statutes:
        return None
    if _DISCLOSURE_LAW.search(name) and not _LOCAL.match(name) and len(name) <= 24:
        return REGULATION
    for known in context.settings.statutes:
        if (
            len(known) >= 10
            and abs(len(known) - len(plain)) <= 2
            and 0 < Levenshtein.distance(known, plain, score_cutoff=2) <= 2
            # A different number or year is a different document.
            and sorted(re.findall(r"\d+", known)) == sorted(re.findall(r"\d+", plain))
        ):
            return known
    return None


def _misnamed(passage: Passage, start: int, end: int, name: str, right: str) -> Finding:
    return at(
        "TQ-11",
        passage,
        start,
        end,
        f"法规文件名称“{name}”有误，应为“{right}”，请改正。",
        replacement=right,
        certain=True,
    )


_OLD_NOTICE = re.compile(
    r"《?(?:国务院办公厅|国办)(?:政府信息与政务公开办公室)?[^《》。，]{0,12}关于政府信息公开工作年度报告有关事项的通知》?"
    r"|《关于政府信息公开工作年度报告有关事项的通知》"
    r"|国办公开办函\s*[〔\[（(【]\s*2019\s*[〕\]）)】]\s*60\s*号"
)


@passage_rule(
    "TQ-12",
    Severity.WARNING,
    "编制依据已被替代",
    why="国办公开办函〔2019〕60号只用于2019、2020年度的试行格式，2021年起按国办公开办函〔2021〕30号所附格式编制。",
    source="国办公开办函〔2021〕30号",
    wrong="根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》编制。",
    right="按照区政府办关于2025年年度报告有关事项的通知",
)
def superseded_basis(context: Context, passage: Passage) -> Iterator[Finding]:
    """The notice of 2019 named as the basis of a report for 2021 or later."""
    if context.year < 2021:
        return
    covered = -10
    for match in _OLD_NOTICE.finditer(passage.text):
        if match.start() < covered + 6:
            continue  # name and number of one citation
        covered = match.end()
        name = match[0].startswith(("《", "国务院"))
        replacement = f"《{FORM_NOTICE}》" if match[0].startswith("《") else FORM_NUMBER if not name else None
        yield at(
            "TQ-12",
            passage,
            *match.span(),
            f"这是2019年的试行格式通知，{context.year}年度报告的编制依据应为《{FORM_NOTICE}》（{FORM_NUMBER}）。",
            replacement=replacement,
        )


_DOCUMENT_NUMBER = re.compile(
    rf"(?P<code>[{HAN}]{{2,12}})\s*(?P<o>[\[［【（(〔﹝])\s*(?P<y>\d{{4}}|\d{{2}})\s*(?P<nian>年?)\s*(?P<c>[\]］】）)〕﹞])\s*(?P<di>第?)\s*(?P<n>\d{{1,5}})\s*(?P<hao>号?)"
)
_CODE_END = re.compile("(?:发|函|办|字|通|电|公告|令|规|文|涵|政|秘|组|委|人社|财|府|局)$")
_WRONG_CODE = re.compile(r"(?<=[办公政发字])涵(?=\s*[〔\[［【（(])")


@passage_rule(
    "TQ-13",
    Severity.WARNING,
    "发文字号写法不规范",
    why="发文字号由机关代字、六角括号括起的四位年份和“号”组成，如“国办公开办函〔2021〕30号”。",
    source="GB/T 9704—2012",
    wrong="国办公开办函[2021]30号",
    right="云政发〔2025〕8号；国令第711号",
)
def document_numbers(context: Context, passage: Passage) -> Iterator[Finding]:
    """Brackets, year, 第 and 号 of document numbers; 涵 for 函."""
    for match in _DOCUMENT_NUMBER.finditer(passage.text):
        code, year = match["code"], match["y"]
        if not _CODE_END.search(code) or (not match["hao"] and match["o"] not in "〔[［【﹝"):
            continue
        wrong = []
        if match["o"] not in "〔﹝" or match["c"] not in "〕﹞":
            wrong.append("年份要用六角括号〔〕")
        if len(year) == 2:
            wrong.append("年份要写四位")
        if match["nian"]:
            wrong.append("括号里不写“年”")
        if match["di"]:
            wrong.append("序号前不写“第”")
        if not match["hao"]:
            wrong.append("后面要写“号”")
        right_code = code
        if code.endswith("涵"):
            wrong.append("机关代字里的“涵”应为“函”")
            right_code = code[:-1] + "函"
        if not wrong:
            continue
        full_year = year if len(year) == 4 else f"20{year}"
        right = f"{right_code}〔{full_year}〕{match['n']}号"
        shown = passage.text[match.start("o") : match.end()]
        yield at(
            "TQ-13",
            passage,
            match.end("code") - (1 if code.endswith("涵") else 0),
            match.end(),
            f"发文字号“{shown}”写法不规范：{'，'.join(wrong)}。",
            replacement=right[len(right_code) - (1 if code.endswith("涵") else 0) :],
            certain=True,
        )
    for match in _WRONG_CODE.finditer(passage.text):
        if not any(found.start() <= match.start() < found.end() for found in _DOCUMENT_NUMBER.finditer(passage.text)):
            yield at("TQ-13", passage, *match.span(), "机关代字里的“涵”应为“函”。", replacement="函", certain=True)
