"""What section 五 must say: TQ-18…20 and TQ-32 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Severity
from assistant.checks.issues import Issues, Point, answers, facets_of, read_issues, shares_words
from assistant.checks.registry import at, clip, report_rule
from assistant.checks.text_content import NOT_WORDS, bare, han_count

_NOTHING = re.compile(
    r"(?:本年度|我.{1,3}|目前)?(?:暂|均)?(?:无|没有|不存在)(?:明显|突出)?(?:的)?(?:主要|任何)?(?:问题|情况|内容)?"
)
_ENOUGH, _LEAST = 60, 10


@report_rule(
    "TQ-18",
    Severity.ERROR,
    "第五部分没有写问题和改进",
    why="问题和改进情况是条例第五十条规定的内容，写“无”等于没有报告。",
    source="《中华人民共和国政府信息公开条例》第五十条",
    wrong="五、存在的主要问题及改进情况　无。",
    right="六、其他需要报告的事项　本年度未收取信息处理费，无其他需要报告的事项。",
)
def nothing_to_improve(context: Context) -> Iterator[Finding]:
    """Section 五 that says nothing (error) or next to nothing (warning)."""
    passages = context.prose["issues"]
    if not passages:
        return
    text = context.text("issues")
    plain = re.sub(r"[\s。，；：:;,.！、]", "", text)
    count = han_count(text)
    first = passages[0]
    if _NOTHING.fullmatch(plain) or plain.lower() in ("none", "n/a") or count < _LEAST:
        yield at(
            "TQ-18", first, 0, len(first.text), "这一部分没有写出存在的问题和改进情况，请逐条写明问题，并对应写出措施。"
        )
    elif count < _ENOUGH:
        yield at(
            "TQ-18",
            first,
            0,
            len(first.text),
            f"这一部分只有 {count} 个汉字，过于简略，请把问题和措施写具体。",
            severity=Severity.WARNING,
        )


@report_rule(
    "TQ-19",
    Severity.WARNING,
    "问题没有对应的措施",
    why="每个问题都要有改进措施与它对应，措施少于问题或者没有措施，就是只摆问题。",
    source="《中华人民共和国政府信息公开条例》第五十条；年度报告通报",
    wrong="问题：一是解读形式单一；二是更新不及时。措施：加强业务培训，严格工作考核。",
    right="问题：一是解读形式单一。措施：一是增加图解和短视频；二是加强培训。",
)
def problems_without_measures(context: Context) -> Iterator[Finding]:
    """Every field of problems needs a measure in the same field; too few measures are an error."""
    passages = context.prose["issues"]
    if han_count(context.text("issues")) < _LEAST or _NOTHING.fullmatch(context.text("issues").strip("。 \n")):
        return
    issues = read_issues(passages)
    if not issues.problems:
        return
    if not issues.measures:
        last = issues.problems[-1]
        yield at(
            "TQ-19",
            last.passage,
            last.start,
            last.end,
            f"写了 {len(issues.problems)} 个问题，没有写改进措施，请逐个补上。",
            severity=Severity.ERROR,
        )
        return
    numbered = [point for point in issues.problems if point.is_numbered]
    counted = [point for point in issues.measures if point.is_numbered]
    settings = context.settings
    answered = frozenset(field for measure in issues.measures for field in answers(measure.text, settings))
    open_points = [
        point
        for point in issues.problems
        if (fields := facets_of(point.text, settings))
        and not fields & answered
        and not shares_words(point.text, (measure.text for measure in issues.measures))
    ]
    if len(numbered) >= 2 and 0 < len(counted) < len(numbered) and not _spread(issues.measures):
        point = open_points[0] if open_points else numbered[len(counted)]
        yield at(
            "TQ-19",
            point.passage,
            point.start,
            point.end,
            f"问题有 {len(numbered)} 个，措施只有 {len(counted)} 条，请给“{clip(point.text, 30)}”等问题补上措施。",
            severity=Severity.ERROR,
        )
        return
    turns = _turns(passages, issues)
    if turns.count("problem") == len(issues.problems) >= 2 and turns.count("measure") >= len(issues.problems) - 1:
        # 问题1……改进……问题2……改进……: the place of a measure says what it answers.
        if turns[-1] == "problem":
            point = issues.problems[-1]
            yield at(
                "TQ-19", point.passage, point.start, point.end, "前面的问题各有措施，这个问题后面没有写，请补写一条。"
            )
        return
    titles = {facet.name: facet.title for facet in settings.facets}
    for point in open_points:
        about_what = "、".join(titles[name] for name in sorted(facets_of(point.text, settings)))
        yield at(
            "TQ-19",
            point.passage,
            point.start,
            point.end,
            f"这个问题（{about_what}）没有对应的改进措施，请补写一条。",
        )


def _turns(passages: Sequence[Passage], issues: Issues) -> list[str]:
    """Problems and measures as they take turns, each run of one kind once."""
    order = {id(passage): number for number, passage in enumerate(passages)}
    kinds = [
        kind
        for _, _, kind in sorted(
            (order.get(id(point.passage), 0), point.start, kind)
            for kind, points in (("problem", issues.problems), ("measure", issues.measures))
            for point in points
        )
    ]
    return [kind for number, kind in enumerate(kinds) if number == 0 or kinds[number - 1] != kind]


def _spread(measures: Sequence[Point]) -> bool:
    """Whether measures stand outside the numbered points too."""
    return any(not point.is_numbered and han_count(point.text) >= 20 for point in measures)


@report_rule(
    "TQ-20",
    Severity.WARNING,
    "问题照搬上年",
    why="内容雷同、敷衍塞责的报告要追究责任；同一个问题年年写，说明没有改。",
    source="国办公开办函〔2021〕30号；《中华人民共和国政府信息公开条例》第四十七条",
    wrong="今年的问题与去年一字不差：政策解读形式不够丰富；基层人员业务不熟。",
    right="去年解读偏少，今年虽增至12篇，但图解仅2篇",
)
def problems_copied(context: Context) -> Iterator[Finding]:
    """Problems identical with (error) or very like (warning) one of last year's."""
    before = context.last_context
    if before is None:
        return
    old = [text for passage in before.prose["issues"] for text in _problem_texts(passage, before)]
    if not old:
        return
    for point in read_issues(context.prose["issues"]).problems:
        text = bare(point.text)
        if len(text) < 8:
            continue
        best, score = max(((other, fuzz.ratio(text, other)) for other in old), key=lambda pair: pair[1])
        if text == best or score >= 85:
            same = text == best
            yield at(
                "TQ-20",
                point.passage,
                point.start,
                point.end,
                f"这个问题与上年报告{'一字不差' if same else f'相似度达 {score:.0f}%'}，请按今年的情况重写，写明今年的新情况和数字。",
                severity=Severity.ERROR if same else Severity.WARNING,
            )


def _problem_texts(passage: Passage, context: Context) -> list[str]:
    issues = read_issues(context.prose["issues"])
    return [bare(point.text) for point in issues.problems if point.passage is passage and len(bare(point.text)) >= 8]


_VAGUE = re.compile(
    r"(?:政府信息公开|政务公开|信息公开|公开)?(?:工作)?(?:的)?(?:整体|总体)?(?:内容)?(?:质量|水平|力度|意识|能力|工作|内容|机制|制度)?(?:和|、)?(?:质量|水平|力度|效果)?"
    r"(?:还|仍|尚)?(?:存在)?(?:一定)?(?:需要?|有待|需|不够|不高|不强|不足)(?:于)?(?:进一步)?(?:提高|提升|加强|完善|深入|强化|规范|改进|高|强|全面|到位)?"
)


@report_rule(
    "TQ-32",
    Severity.INFO,
    "问题写得空泛",
    why="问题要写出是哪个方面、哪个栏目、多少、什么原因，“有待提高”放到哪个单位都行。",
    source="固镇县年度报告通报",
    wrong="公开工作质量有待进一步提高。",
    right="惠企政策解读以文字为主，全年图解仅2篇。",
)
def vague_problems(context: Context) -> Iterator[Finding]:
    """Problems made of generic words only."""
    for point in read_issues(context.prose["issues"]).problems:
        plain = NOT_WORDS.sub("", point.text)
        if _VAGUE.fullmatch(plain):
            yield at(
                "TQ-32",
                point.passage,
                point.start,
                point.end,
                "这个问题写得空泛，请写明具体是哪方面、什么表现、什么原因。",
            )
