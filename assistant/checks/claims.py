"""Numbers of the narrative that the tables state too, each bound to the cells it must equal.

A number is bound by the words right before it (back to the number or mark before) and, failing that, right behind it;
what the sentence has spoken of so far (applications, 复议, 诉讼, 规范性文件) decides between equal words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from assistant.checks.claim_words import (
    APPLICANT,
    APPLICANTS,
    DIRECT,
    OTHER_SCOPE_LARGE,
    OTHER_SCOPE_SMALL,
    OUTCOME_NAMES,
    OUTCOMES,
    PAST,
    RESULT,
    RESULTS,
    Sum,
)
from assistant.checks.context import NUMBER, WINDOW, Statement, read_statements, text_before
from assistant.matching.quantities import Approx, Quantity
from assistant.report.standard import T4_LITIGATION_BLOCKS


@dataclass(frozen=True, slots=True)
class Claim:
    """One number with what it is said to count."""

    rule: str
    what: str
    """How messages call it."""
    number: Quantity
    options: tuple[Sum, ...]
    """Any of these may be meant."""
    advisory: Sum | None = None
    """Accepted as well, with advice."""
    start: int = 0
    end: int = 0
    foreign: bool = False
    """Said of another scope than the organ's."""
    subject: str = ""
    """What kind of number it is, to compare repetitions."""
    share_of: str = ""


APPLICATION_UNITS = frozenset(["件", "份", "宗", "条", "起", "例", "封", "件次"])
_CASE_UNITS = frozenset(["件", "起", "宗", "例", "案"])
_LAST_YEAR = re.compile(
    r"(?:上一?年度?|去年|上年末|往年|20\d\d年度?)[^，。；、：]{0,6}(?:结转|转结|接转|转入|遗留|顺延|未办结)|结转(?:自)?(?:上一?年|去年)|(?:承接|含|加上|包括)(?:上一?年度?|去年)|结转(?:上一?年度?|去年)"
)
_NEXT_YEAR = re.compile(
    r"(?:结转|转结|顺延|转入|转至|转到|延至|延期|延续|留待|跨年|接转)[^，。；、：]{0,4}(?:下一?年度?|次年|明年|20\d\d年)|(?:结转|转结|顺延)(?:到|至|的)?(?:继续)?(?:办理|答复)|(?:下一?年度?|次年)(?:继续)?(?:办理|办结|答复|结转)|^(?:转|延)(?:至|到)?下"
)
_RECEIVED = re.compile(
    "新收|收到|受理(?!点|窗口|机构|地址|场所|渠道|平台|方式|部门|范围|条件)|接收|接到|登记|收悉|收受|收件|新增|接受"
)
_NEW = re.compile("新收|新增|本年收|当年收")
_ANSWERED = re.compile("答复|办结|办理|处理|回复|审结")
_NOT_ALL = re.compile(
    r"(?:延期|当场|当面|口头|电话|网上|线上|线下|邮寄|逾期|提前|协助|转办|指导|其中|超期|现场|书面|信函|不予|其他|不再|电子邮件|逐一?沟通|主动|补充|撤回|补正|征求)[^，。；、]{0,3}(?:答复|办结|办理|处理|回复|受理|收到|接收|登记)|其中"
)
_CHANNEL = re.compile(
    "网站|网络|网上|线上|线下|信函|邮寄|邮件|当面|现场|传真|电话|窗口|书面|平台|在线|在网|渠道|来信|快递|邮箱"
)
_OTHER_THINGS = re.compile(
    "复议|诉讼|咨询|意见|建议|留言|来信|投诉|举报|工单|问卷|提案|议案|信访|许可|处罚|审批|补助|救助|低保|报名|立案|注册|登记申请|入学|贷款|补贴|案件|热线|来电|诉求|通知书|收费|费用|培训|解读|诉请|舆情|稿件|询问|处理费"
)
_APPLICATION = re.compile(
    "(?:信息公开|依申请公开|依申请|公开)(?:的)?(?:政府信息)?(?:信息)?(?:公开)?申请|申请(?:公开)?(?!人|书|表)|依申请公开"
)
_ATTRIBUTE = re.compile("公开属性|公文|认定|拟制|拟文")
"""Documents marked 依申请公开 or 不予公开 when they are drafted are no applications."""
_OUR_APPLICATION = re.compile("信息公开申请|依申请公开|公开申请|申请公开|依申请")
_GROWTH = re.compile(
    r"同比|环比|较(?:上|去|20|前)|比(?:上|去|20|前)|增[加长多]|减少|下降|上升|提高|多了|少了|增幅|降幅|平均|以上"
)
_BOTH = re.compile("复议(?:案件)?(?:、|和|及|与|以及|或|或者)(?:被)?(?:提起)?(?:行政)?(?:诉讼|应诉)")
_AFTER = re.compile(
    "(?:经(?:过)?)?(?:行政)?复议后(?:又|再|仍)?(?:提起|被)?(?:行政)?(?:诉讼|起诉)|复议后(?:被)?(?:提起|起诉)"
)
_REVIEW, _SUIT = re.compile("复议"), re.compile("诉讼|应诉|起诉|被诉")
_CASE_WORK = re.compile(
    "(?:办理|审理|审结|受理|收到)(?:各类)?(?:行政)?(?:复议|应诉|诉讼)|复议(?:机关|机构|委员会|应诉|能力|体制)|本机关(?:作为)?复议"
)
_OURS = re.compile("信息公开|依申请|被(?:申请|提起)|不服|引起|引发|因")
_DOC = re.compile("(?<!党内)(?<!党委)(?:行政)?规范性文件")
_RULES_DOC = re.compile("(?<![三项部])规章(?!制度)")
_MADE = re.compile("制发|制定|出台|印发|新制|发文")
_NOT_MADE = re.compile("解读|清理|备案|报备|审查|审核|归集|修订|修改|起草|梳理|集中")
_PUBLISHES = re.compile("公开|公布|发布|公示|解读|汇编")
_REPEALED, _IN_FORCE = (
    re.compile("废止"),
    re.compile("现行有效|现有有效|有效(?:的)?(?:行政)?规范性文件"),
)
_DECIDED = re.compile(
    "(?:办理|作出|做出|处理|实施|办结|下达)(?:了)?(?:各类|各项|的|涉及)*(?:行政)?(?:决定)?[^，。；公示布]{0,8}?行政(?P<k>许可|处罚|强制)"
)
_SAME_VERB = re.compile("^(?:[、，和及]|以及)*行政(?P<k>许可|处罚|强制)(?:决定|事项|案件|措施)?$")
_DECIDED_ROW = {"许可": "license", "处罚": "penalty", "强制": "coercion"}
_PUBLISHED_ITEMS = re.compile("公开|公示|公布|发布|上传|录入|归集|信息(?!公开)|数据|事项|清单|目录")
_ADMIN_FEE = re.compile("行政事业性收费")
_NOT_FEE = re.compile("减免|减收|免征|降低|取消|项目|目录|清单|公开|公示|缓缴|退")
_YEAR_SAID = re.compile(r"(20\d\d)年")
_CARRIED_YEAR = re.compile(
    r"20\d\d年度?[^，。；、]{0,4}(?:结转|转结|接转|转入|遗留|顺延)|(?:结转|转结|转入|顺延|延期|延)(?:至|到|自)?20\d\d年|(?:较|比|与)20\d\d年度?(?:的)?"
)
"""A year beside 结转, or compared with, is not the year the numbers behind it are told of."""


_GOES_ON = re.compile("^(?:其中|结果)[，：:]?")
"""A sentence that takes apart what the one before counted."""
_TAIL_END = re.compile(rf"[，。；：（）！？、]|{NUMBER}")
_MOST_NUMBERS = 120
"""Numbers of a sentence that are looked at: text without marks must not take minutes."""


@dataclass(slots=True)
class _State:
    """What the sentence has spoken of so far."""

    topic: str = ""
    """applications · cases · documents"""
    base: str = ""
    """``new_received`` or ``result_total``: what applicants are broken down of."""
    blocks: tuple[str, ...] = ()
    doc: str = ""
    received_verb: bool = False


@lru_cache(maxsize=16)  # a report has some 15 passages; their statements are large
def read_claims(text: str, in_requests: bool, government: bool, year: int) -> tuple[tuple[Statement, Claim], ...]:
    """Numbers of a paragraph that the tables state too, with their sentences. ``in_requests``: the part on applications."""
    found: list[tuple[Statement, Claim]] = []
    state = _State()
    for statement in read_statements(text):
        if not _GOES_ON.match(statement.view):
            state = _State()
        if statement.numbers:
            found += [(statement, claim) for claim in _claims(statement, state, in_requests, government, year)]
    return tuple(found)


def _claims(statement: Statement, state: _State, in_requests: bool, government: bool, year: int) -> Iterator[Claim]:
    view = statement.view
    ours = in_requests or bool(_OUR_APPLICATION.search(view) and not _ATTRIBUTE.search(view))
    about_cases = in_requests or bool(re.search("信息公开|依申请", view))
    scope = OTHER_SCOPE_LARGE if government else OTHER_SCOPE_SMALL
    clause_start = 0
    for match in islice(re.finditer(NUMBER, view), _MOST_NUMBERS):
        position = match.start()
        number = statement.numbers[match[0]]
        breaks = [at for at in (view.rfind(mark, 0, position) for mark in "；。") if at >= 0]
        clause_start = max(breaks, default=-1) + 1
        head, tail = _head(view, position), _tail(view, position)
        if _said_of_other_year(text_before(view, position), head, year):
            continue
        foreign = bool(scope.search(view[max(clause_start, position - WINDOW) : position]))
        claim = _claim(
            view, position, head, tail, number, state, ours=ours, about_cases=about_cases, in_requests=in_requests
        )
        if claim is not None:
            start, end = statement.span(position, position + 1)
            yield replace(claim, start=start, end=end, foreign=foreign)


def _head(view: str, position: int) -> str:
    """The words before a number, back to the mark or number before; brackets closed in between are looked through."""
    depth = 0
    at = position - 1
    while at >= 0:
        char = view[at]
        if position - at > WINDOW:
            break
        if char == "）":
            depth += 1
        elif char == "（":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (char in "，。；：！？" or re.match(NUMBER, char)):
            break
        at -= 1
    return view[at + 1 : position]


def _tail(view: str, position: int) -> str:
    match = _TAIL_END.search(view, position + 1)
    return view[position + 1 : match.start() if match else len(view)]


def _said_of_other_year(before: str, head: str, year: int) -> bool:
    """Whether the number is told of another year, or is a difference."""
    if _GROWTH.search(head):
        return True
    clause = re.split("[；。]", before)[-1]
    if _LAST_YEAR.search(head):
        return False
    years = _YEAR_SAID.findall(_CARRIED_YEAR.sub("", clause))
    if years and int(years[-1]) != year and not _NEXT_YEAR.search(head):
        return True
    last = list(PAST.finditer(re.split("[，；。]", before)[-1]))
    return bool(last)


def _claim(
    view: str,
    position: int,
    head: str,
    tail: str,
    number: Quantity,
    state: _State,
    *,
    ours: bool,
    about_cases: bool,
    in_requests: bool,
) -> Claim | None:
    before = text_before(view, position)
    _advance(state, before, head)
    if number.unit in ("%", "‰"):
        return _share(head, number, state) if ours else None
    if number.unit in ("元", "万元", "亿元"):
        return _money(head, before, number)
    if number.unit in _CASE_UNITS and state.topic == "cases":
        claim = _case(head, tail, number, state, about_cases=about_cases, before=before)
        if claim is not None or not _leaves_cases(head):
            return claim
    if claim := _document(head, number, state, before):
        return claim
    if number.unit not in APPLICATION_UNITS or not ours:
        return None
    return _application(view, position, head, tail, number, state, in_requests=in_requests)


def _advance(state: _State, before: str, head: str) -> None:
    """Follow the subject: the last one named before the number."""
    clause = re.split("[。]", before)[-1]
    places = {
        "cases": max((m.start() for m in re.finditer("复议|诉讼|应诉|直接起诉", clause)), default=-1),
        "applications": max(
            (
                m.start()
                for m in re.finditer("(?<!复议)(?<!许可)申请(?!行政复议|复议|人)|答复|办结|予以公开|结转", clause)
            ),
            default=-1,
        ),
        "documents": max((m.start() for m in re.finditer("规范性文件|规章(?!制度)", clause)), default=-1),
    }
    topic = max(places, key=lambda name: places[name])
    if places[topic] >= 0:
        state.topic = topic
    if state.topic == "documents":
        tail = clause[places["documents"] :]
        state.doc = "rules" if tail.startswith("规章") else "normative"
    if state.topic == "cases":
        state.blocks = _blocks(clause) or state.blocks


def _blocks(clause: str) -> tuple[str, ...]:
    """The block of table 4 the clause named last."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    known: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
        (_BOTH, ("review", *T4_LITIGATION_BLOCKS)),
        (DIRECT, ("direct",)),
        (_AFTER, ("after_review",)),
        (_SUIT, T4_LITIGATION_BLOCKS),
        (_REVIEW, ("review",)),
    )
    for pattern, blocks in known:
        found += [(match.end(), match.end() - match.start(), blocks) for match in pattern.finditer(clause)]
    if not found:
        return ()
    # The longer name wins over its parts: 复议后起诉 over 复议 and 起诉.
    return max(found, key=lambda entry: (entry[0], entry[1]))[2]


def _leaves_cases(head: str) -> bool:
    return bool(re.search("申请(?!行政复议|复议)|答复|办结|结转|规范性文件|规章", head)) and not re.search(
        "复议|诉讼", head
    )


def _case(head: str, tail: str, number: Quantity, state: _State, *, about_cases: bool, before: str) -> Claim | None:
    clause = re.split("[。；]", before)[-1]
    if not about_cases and not _OURS.search(re.split("。", before)[-1]):
        return None
    if _CASE_WORK.search(clause) and not re.search("信息公开|被|依申请", clause):
        return None
    if not state.blocks:
        return None
    block_name = {
        ("review",): "行政复议",
        T4_LITIGATION_BLOCKS: "行政诉讼",
        ("direct",): "未经复议直接起诉",
        ("after_review",): "复议后起诉",
    }.get(state.blocks, "行政复议和行政诉讼")
    said = (re.split("[，。；：（、]", head)[-1] if head else "").removeprefix("其中")
    for pattern, column in OUTCOMES:
        if pattern.search(said) or (not said and pattern.search(tail)):
            cells = tuple(f"t4.{block}.{column}" for block in state.blocks)
            name = f"{block_name}{OUTCOME_NAMES[column]}"
            options: tuple[Sum, ...] = (cells,)
            if state.blocks in (("direct",), ("after_review",)) and not _blocks(clause):
                # A new clause may go back to all suits: 直接起诉7件，复议后起诉4件；判决维持7件。
                options += (tuple(f"t4.{block}.{column}" for block in T4_LITIGATION_BLOCKS),)
            return Claim("NT-13", name, number, options, subject=f"{name}")
    if re.search(
        "败诉|胜诉|驳回|撤诉|撤回|撤销|确认违法|调解|应诉率|中止|终止|不予受理|开庭|出庭|审结|已结|结案|其中", said
    ):
        return None
    if not re.search("复议|诉讼|应诉|起诉|案件|为|共|发生|计|均", head + tail[:6]) and head:
        return None
    if not re.search("复议|诉讼|起诉|应诉", head + tail) and not re.search(
        "(?:均|都|各)(?:为|是)?$|案件(?:数)?(?:为|共)?$", head
    ):
        return None
    cells = tuple(f"t4.{block}.total" for block in state.blocks)
    rule = "NT-11" if state.blocks == ("review",) else "NT-12"
    if not re.search("复议|诉讼|起诉|应诉", head) and (named := _blocks(tail)):
        cells = tuple(f"t4.{block}.total" for block in named)
        rule = "NT-11" if named == ("review",) else "NT-12"
        block_name = "行政复议" if named == ("review",) else "行政诉讼"
    options = (cells,)
    if len(state.blocks) == 3 and number.value == 0:
        rule = "NT-11"
    return Claim(rule, block_name, number, options, subject=block_name)


def _document(head: str, number: Quantity, state: _State, before: str) -> Claim | None:
    if number.unit not in ("件", "部", "份", "个", "项"):
        return None
    for kind, words in _DECIDED_ROW.items():
        found = _DECIDED.search(head)
        if (
            found
            and found["k"] == kind
            and number.unit in ("件", "项", "起", "个", "宗", "例")
            and not _PUBLISHED_ITEMS.search(head)
        ):
            return Claim("NT-18", f"行政{kind}", number, ((f"t2.{words}.decided",),), subject=f"行政{kind}")
    shared = _SAME_VERB.match(head)
    if shared and number.unit in ("件", "项", "起", "个", "宗", "例"):
        # 作出行政许可决定12件、行政处罚决定3件: the verb goes for both.
        clause = re.split("[。；]", before[: len(before) - len(head)])[-1]
        verb = list(_DECIDED.finditer(clause))
        if verb and not _PUBLISHED_ITEMS.search(clause[verb[-1].start() :]):
            words = _DECIDED_ROW[shared["k"]]
            name = f"行政{shared['k']}"
            return Claim("NT-18", name, number, ((f"t2.{words}.decided",),), subject=name)
    if state.topic != "documents":
        return None
    row, name = ("rules", "规章") if state.doc == "rules" else ("normative", "行政规范性文件")
    named = _DOC.search(head) or _RULES_DOC.search(head)
    if _PUBLISHES.search(head):
        return None  # 公开现行有效的文件1件: items published, not documents in force
    if _REPEALED.search(head) and not re.search("宣布|失效|修", head):
        return Claim("NT-17", f"废止{name}", number, ((f"t2.{row}.repealed",),), subject=f"废止{name}")
    if _IN_FORCE.search(head):
        return Claim("NT-17", f"现行有效{name}", number, ((f"t2.{row}.in_force",),), subject=f"现行有效{name}")
    if named and _MADE.search(head) and not _NOT_MADE.search(head):
        return Claim("NT-16", f"制发{name}", number, ((f"t2.{row}.made",),), subject=f"制发{name}")
    return None


def _money(head: str, before: str, number: Quantity) -> Claim | None:
    clause = re.split("[。；]", before)[-1]
    if "信息处理费" in clause:
        if re.search("减免|免收|退还|应收|通知金额|上年|去年", head):
            return None
        return Claim("NT-20", "信息处理费", number, (), subject="信息处理费")
    if _ADMIN_FEE.search(head) and not _NOT_FEE.search(head):
        return Claim("NT-19", "行政事业性收费", number, (("t2.fee.amount",),), subject="行政事业性收费")
    return None


def _share(head: str, number: Quantity, state: _State) -> Claim | None:
    if "占" not in head:
        return None
    named = [(RESULTS[int(found.lastgroup[1:])], found) for found in RESULT.finditer(head) if found.lastgroup]
    result = _result(named, head, number) if named else None
    if result is not None:
        # 予以公开占44.1%: the share of a result whose number is not told.
        return replace(result, rule="NT-10", what=f"{result.what}的比例", subject="share")
    return Claim("NT-10", "比例", number, (), subject="share")


def _application(
    view: str, position: int, head: str, tail: str, number: Quantity, state: _State, *, in_requests: bool
) -> Claim | None:
    clause = re.split("[。；]", text_before(view, position))[-1]
    if number.approx is Approx.RANGE:
        return None
    near = re.split("、", head)[-1]
    own = near if near.strip() else head
    if _LAST_YEAR.search(own) or (not own and _LAST_YEAR.search(tail)):
        return Claim("NT-02", "上年结转的申请", number, (("t3.carried_in.total",),), subject="上年结转")
    if _NEXT_YEAR.search(own) or (
        not re.search("新收|收到|受理|答复|办结|予以|部分|不予|无法", own)
        and (_NEXT_YEAR.search(tail) or re.match("^(?:转|延)(?:至|到|入)?下", tail))
    ):
        return Claim("NT-04", "结转下年度的申请", number, (("t3.carried_out.total",),), subject="结转下年")
    results = [(RESULTS[int(found.lastgroup[1:])], found) for found in RESULT.finditer(head) if found.lastgroup]
    if results:
        return _result(results, head, number)
    tail_results = [(RESULTS[int(found.lastgroup[1:])], found) for found in RESULT.finditer(tail) if found.lastgroup]
    if tail_results and not _RECEIVED.search(own) and not re.search("新收", own):
        return _result(tail_results, tail, number)
    if state.topic == "applications" and re.search("(?:^|[、（：])公开(?:的)?(?:有|为|共)?$", head) and in_requests:
        return Claim("NT-09", "予以公开", number, (("t3.granted.total",),), subject="予以公开")
    if _OTHER_THINGS.search(own) or _OTHER_THINGS.search(tail):
        return None
    if applicant := _applicant(own, tail, number, state, clause):
        return applicant
    if _CHANNEL.search(own) or _CHANNEL.search(tail) or _NOT_ALL.search(own):
        return None
    if re.match("(?:以|之)?内", head) or re.search("指导|督促|协助|帮助", head):
        return None  # 10个工作日内答复12件: some of them; 指导各部门办理14件: other offices'
    received, answered = list(_RECEIVED.finditer(own)), list(_ANSWERED.finditer(own))
    names_application = bool(_APPLICATION.search(own + tail))
    if answered and (not received or answered[-1].start() > received[-1].start()):
        state.base = "result_total"
        verb = answered[-1][0]
        if not (names_application or state.topic == "applications"):
            return None
        options: tuple[Sum, ...] = (("t3.result_total.total",),)
        if verb in ("办理", "处理") or re.search("受理", own):
            options = (
                ("t3.result_total.total",),
                ("t3.new_received.total",),
                ("t3.new_received.total", "t3.carried_in.total"),
            )
        return Claim(
            "NT-03", f"{verb}的申请", number, options, ("t3.result_total.total", "-t3.misc.total"), subject="答复"
        )
    if received or (
        in_requests
        and re.search("(?:信息公开|依申请公开)(?:的)?申请(?:量|数|数量|总量|共|共计|总数)?(?:为|有|共)?$", own)
    ):
        if not names_application and not (in_requests and state.topic in ("", "applications")):
            return None
        state.base = "new_received"
        options = (("t3.new_received.total",),)
        whole = view[max(0, position - WINDOW) : position + WINDOW].partition("。")[0]
        includes = re.search(r"(?:含|包括|加上|其中)[^。；]{0,12}(?:上一?年度?|去年)[^。；]{0,6}(?:结转|转)", whole)
        if includes and not (received and _NEW.search(own)):
            options += (("t3.new_received.total", "t3.carried_in.total"),)
        return Claim("NT-01", "收到的申请", number, options, subject="收到")
    return None


def _result(results: list[tuple[tuple[str, Sum, str], re.Match[str]]], words: str, number: Quantity) -> Claim | None:
    names = [name for (_, _, name), _ in results]
    first = results[0][1]
    if (
        re.search("主动$|不予$", words[: first.start()])
        or _GROWTH.search(words)
        or re.search("率", words[results[-1][1].end() :])
    ):
        return None
    # Names joined by 及, 和, 、 or in brackets count together.
    joined = [results[-1]]
    for earlier, later in zip(reversed(results[:-1]), reversed(results[1:]), strict=True):
        between = words[earlier[1].end() : later[1].start()]
        if re.fullmatch("(?:的|类)?(?:及|和|与|或|、|以及|（含|（包括|（|含)?(?:的)?", between):
            joined.insert(0, earlier)
        else:
            break
    names = [name for (_, _, name), _ in joined]
    cells: Sum = tuple(dict.fromkeys(cell for (_, sums, _), _ in joined for cell in sums))
    between_last = words[joined[-1][1].end() :]
    if re.search("分别", between_last):
        return None
    if between_last.endswith("各"):
        # “不予处理和其他处理各1件” says each of them.
        last = joined[-1][0]
        return Claim("NT-09", last[2], number, (last[1],), subject=last[2])
    # “不予公开（属于国家秘密）” names one kind: the detail says which.
    if len(cells) > 1 and any(cell.count(".") == 3 for cell in cells):
        cells, names = (cells[-1],), names[-1:]
    name = "和".join(names)
    return Claim("NT-09", name, number, (cells,), subject=name)


def _applicant(own: str, tail: str, number: Quantity, state: _State, clause: str) -> Claim | None:
    found = list(APPLICANT.finditer(own)) or list(APPLICANT.finditer(tail))
    if not found or not found[-1].lastgroup or re.search("提出的|公民、法人|共|总|合计", own):
        return None
    _, columns, name = APPLICANTS[int(found[-1].lastgroup[1:])]
    base = state.base
    if not base:
        answered = re.search("答复|办结", clause)
        base = "result_total" if answered and not _RECEIVED.search(clause) else "new_received"
    if base == "new_received" and not re.search("申请|收到|受理|新收", clause):
        return None
    cells = tuple(f"t3.{base}.{column}" for column in columns)
    return Claim("NT-08", f"{name}的申请", number, (cells,), subject=f"{name}{base}")
