"""Sentences of a report that deny: no applications received, no 复议, no 诉讼."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.claim_words import DIRECT, OTHER_SCOPE_LARGE, OTHER_SCOPE_SMALL, PAST, Sum
from assistant.checks.context import NUMBER, Statement, read_statements, text_before
from assistant.report.standard import T4_LITIGATION_BLOCKS


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that something did not happen: rule, noun, cells that must then be 0."""

    rule: str
    what: str
    cells: Sum
    start: int
    end: int
    foreign: bool = False


@lru_cache(maxsize=16)
def read_denials(text: str, in_requests: bool, government: bool) -> tuple[tuple[Statement, Denial], ...]:
    """What a paragraph says did not happen, of applications, 复议 and 诉讼, with the sentences."""
    return tuple(
        (statement, denial)
        for statement in read_statements(text)
        for denial in _denials(statement, in_requests, government)
    )


_NOT = "(?:未曾|未|没有|没|尚未|从未|暂未|不曾|无)"
_NO_APPLICATION = re.compile(
    rf"(?:{_NOT}(?:再)?(?:收到|受理|接到|接收|收悉|办理过?|有)(?:过)?(?P<m>[^，。；：]{{0,24}}?)(?:信息公开申请|依申请公开|公开申请|申请公开|申请))(?!行政复议|复议)"
    rf"|(?:无|零)(?P<n>(?:政府)?信息公开|依申请公开|依)?(?:的)?申请(?!行政复议|复议|人|公开的)(?=[，。；、（]|$|事项|件|情况)|(?:申请|依申请公开)(?:的)?(?:总)?(?:数量?|件数|量|数)?(?:均)?(?:为|是)零|无依申请公开(?:政府信息)?(?:事项|件|情况|申请)"
)
_PARTIAL = re.compile(
    "网上|线上|书面|信函|当面|传真|邮件|邮寄|复议|诉讼|许可|逾期|重复|大量|企业|法人(?!或|和|及|、)|自然人|商业|科研|律师|涉及|关于|类|未按|超|要求|不符|无效|结转|转入|顺延|转到|延至"
)
_NO_CASE = re.compile(
    rf"{_NOT}(?!经(?:行政)?复议|按|能|及时)(?P<body>[^，。；：]{{0,40}}?(?:复议|诉讼|应诉)(?:(?:、|和|及|与|或|或者|以及|，也未|，也没有)[^，。；：]{{0,10}}?(?:复议|诉讼|应诉))?)(?P<after>[^，。；：]{{0,10}})"
    r"|(?P<body2>(?:行政)?(?:复议|诉讼|应诉)(?:(?:、|和|及|与)[^，。；：]{0,6}?(?:复议|诉讼|应诉))?(?:案件|申请|数量|情况|事项)*)(?P<after2>(?:均|都)?(?:为|是)(?:零|无)|均未发生|均无|未发生)"
)
_CASE_FAILED = re.compile("纠正|败诉|维持|撤销|纠错|违法|审结|风险|案例|时效|逾期|超期|胜诉|履行")


def _denials(statement: Statement, in_requests: bool, government: bool) -> Iterator[Denial]:
    view = statement.view
    scope = OTHER_SCOPE_LARGE if government else OTHER_SCOPE_SMALL
    for match in _NO_APPLICATION.finditer(view):
        if _PARTIAL.search(match["m"] or "") or re.search(
            "如|若|对|凡", view[max(0, match.start() - 1) : match.start()]
        ):
            continue
        if not (in_requests or re.search("信息公开|依申请", match[0])):
            continue
        if not in_requests and re.search("要求|办法|规定", view[match.end() : match.end() + 4]):
            continue
        if PAST.search(re.split("[，。；]", text_before(view, match.start()))[-1]):
            continue
        if re.match("的", view[match.end() :]):
            continue
        start, end = statement.span(*match.span())
        foreign = bool(scope.search(text_before(view, match.start())))
        yield Denial("NT-05", "未收到申请", ("t3.new_received.total",), start, end, foreign)
    for match in _NO_CASE.finditer(view):
        body, after = match["body"] or match["body2"] or "", match["after"] or ""
        if _CASE_FAILED.search(after) or _CASE_FAILED.search(re.sub("结果维持", "", body)):
            continue
        if not (in_requests or re.search("信息公开|依申请|公开", view)):
            continue
        if PAST.search(re.split("[，。；]", text_before(view, match.start()))[-1]):
            continue
        blocks: list[str] = ["direct"] if re.search("未经(?:行政)?复议(?:程序)?$", body) else []
        if blocks and not re.match("(?:而)?直接", after):
            continue
        if not blocks and re.search("复议(?!后)", DIRECT.sub("", body)):
            blocks.append("review")
        if re.search("诉讼|应诉", body):
            blocks += T4_LITIGATION_BLOCKS
        if not blocks or re.search(NUMBER, match[0]):
            continue
        start, end = statement.span(*match.span())
        names = "行政复议" if blocks == ["review"] else "行政诉讼" if "review" not in blocks else "行政复议、行政诉讼"
        foreign = bool(scope.search(text_before(view, match.start())))
        yield Denial("NT-14", names, tuple(f"t4.{block}.total" for block in blocks), start, end, foreign)
