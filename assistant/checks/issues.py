"""Section 五 taken apart: which sentences tell problems, which measures, and what fields each is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.checks.context import Passage
from assistant.checks.settings import Settings

_POINT = re.compile(
    r"(?:(?<=^)|(?<=[\n。；;：:，,\s）]))(?:第?[一二三四五六七八九十]{1,2}(?:是|、(?=\D))|第[一二三四五六七八九十][，、]|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十]{1,2}[）)]|①|②|③|④|⑤|其[一二三四五六七八九](?:是|，|,|：))"
)
_HEADING = re.compile(
    r"^\s*[（(]?[一二三四五六七八九十]{1,2}[）)、.]\s*(?:主要|存在|工作|改进|整改|下一步|问题|措施|不足)[^。；，]{0,14}$|^\s*(?:存在的?)?(?:主要)?问题[：:]?$|^\s*(?:改进|整改)(?:措施|情况|举措)[：:]?$"
)
_TO_MEASURES = re.compile(
    r"针对(?:上述|以上|这些|存在|此|前述|上面|该)|下一步|下一年|今后|改进(?:措施|情况|举措|方面|工作|思路|方向)|整改(?:措施|情况|举措)|为此，|对此，|对策|采取(?:了)?(?:以下|如下|下列)|"
    r"下阶段|接下来|20\d\d年(?:度)?，?[^。；，]{0,10}将|措施(?:是|有|如下|：)|解决(?:办法|措施)(?=是|有|如下|为|：|:)|(?:改进|整改)(?:的)?(?:办法|做法|打算|计划)|^(?:改进|整改)[：:。]|努力方向|(?:下步|工作)(?:打算|安排|计划|思路)|将(?:着力|重点|从|进一步|继续|着重|主要|认真|切实|持续|不断|采取)|将(?:做好|抓好|加强|强化|完善|按)"
)
_TO_PROBLEMS = re.compile(
    r"存在(?:的)?(?:一些|以下|如下|主要|不少|的)?[^。；，]{0,8}(?:问题|不足|短板|差距|薄弱)|(?:主要)?问题(?:是|有|：|为)|不足(?:之处)?(?:是|有|：|主要)|还(?:有|存在)[^。；，]{0,10}(?:地方|差距|不足|问题)|主要表现在"
)
_ONE_PROBLEM = re.compile(r"^(?:存在)?问题[一二三四五六七八九十\d]{1,2}[：:、.．是]")
"""“问题2：…” tells the next problem, whatever stood before it."""
_FLAW = re.compile(
    "不够|不足|不高|不强|不到位|不及时|不全|不深|不多|不熟|不紧|不畅|不顺|不准|不细|不实|不严|不明|不均|不平衡|不规范|不清|不齐|不丰富|不完善|不健全|不充分|不主动|不统一|有待|还需|仍需|需要?进一步|需要进行|亟待|欠缺|缺乏|缺少|滞后|单一|薄弱|较少|偏少|偏低|较低|偏弱|较弱|偏慢|较慢|较长|偏长|差距|短板|难以|弱化|仅有|仅\\d|频繁|有限|过少|陈旧|简单|照抄|照搬|较为?(?:少|低|弱|慢|窄)|偏专业|不理想|不便|不一|不佳|不平衡|兼职|流动"
)
_PROGRESS = re.compile(
    r"上年度?(?:报告)?(?:指出|列|提出|存在)的?|去年(?:报告)?(?:指出|列|提出|存在)|上一年度(?:报告)?(?:指出|列|提出|存在)|针对(?:20\d\d年|去年|上年|上一年)"
)


_FIRST = frozenset(
    (
        "一是",
        "第一，",
        "第一、",
        "1.",
        "1、",
        "（1）",
        "(1)",
        "①",
        "一、",
        "（一）",
        "(一)",
        "其一，",
        "其一是",
        "其一：",
    )
)


@dataclass(frozen=True, slots=True)
class Point:
    """One problem or measure. Offsets count in the passage."""

    passage: Passage
    start: int
    end: int
    text: str
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Issues:
    """What section 五 says."""

    problems: tuple[Point, ...]
    measures: tuple[Point, ...]


def read_issues(passages: Iterable[Passage]) -> Issues:
    """Problems and measures of section 五 by their cues, their numbering and their wording."""
    problems: list[Point] = []
    measures: list[Point] = []
    state, style = "problem", ""
    firsts = 0
    for passage in passages:
        for start, end, marker in _units(passage.text):
            body = passage.text[start:end].strip()
            plain = body.strip("。；;，, ：:")
            if any(_HEADING.match(line) for line in (body, plain, f"{marker}{plain}")):
                state = "measure" if re.search("改进|整改|措施|举措|下一步", body) else "problem"
                firsts = 0
                continue
            if _PROGRESS.search(body):
                continue
            is_first = marker in _FIRST
            to_measures, to_problems = _TO_MEASURES.search(body), _TO_PROBLEMS.search(body)
            goes_on = (
                state == "measure"
                and not is_first
                and _style(marker) == style
                and measures
                and not any(measure.is_numbered for measure in measures)
                and _FLAW.search(body)
                and not to_measures
            )
            if _ONE_PROBLEM.match(body) or (marker and goes_on):
                problems.append(Point(passage, start, end, body, True))
                state = "problem"
                continue
            if is_first:
                firsts += 1
            if to_measures:
                head = body[: to_measures.start()].strip("，,。；; ")
                if (
                    to_problems
                    and to_problems.start() > to_measures.end()
                    and not _FLAW.search(body[: to_problems.start()])
                ):
                    state = "problem"
                elif state == "problem" and marker and len(head) >= 8 and _FLAW.search(head):
                    # One point holds the problem and what is done about it.
                    problems.append(Point(passage, start, start + to_measures.start(), head, True))
                    measures.append(Point(passage, start + to_measures.start(), end, body[to_measures.start() :], True))
                    continue
                else:
                    state = "measure"
            elif to_problems and (state == "problem" or not measures):
                state = "problem"
            elif (is_first and firsts > 1 and state == "problem" and not _FLAW.search(body)) or (
                state == "problem"
                and problems
                and not marker
                and not _FLAW.search(body)
                and re.match("(?:我|本|将|加强|强化|完善|进一步|切实|通过)", plain)
            ):
                state = "measure"
            if len(plain) < 6:
                continue
            last = problems[-1] if problems and state == "problem" and not marker else None
            if last is not None and not (last.is_numbered and last.passage is passage):
                last = None
            if state == "problem" and not marker and last is None and not _FLAW.search(body):
                continue  # an introduction
            point = Point(passage, start, end, body, bool(marker))
            if state == "problem" and marker:
                style = _style(marker)
            if last is not None:
                # What a numbered problem goes on to say.
                problems[-1] = Point(passage, last.start, end, passage.text[last.start : end].strip(), True)
            else:
                (problems if state == "problem" else measures).append(point)
    return Issues(tuple(problems), tuple(measures))


def _style(marker: str) -> str:
    """How a point is numbered, whatever its number: （二） and （三） alike."""
    return re.sub("[一二三四五六七八九十\\d]+", "n", marker)


def _units(text: str) -> list[tuple[int, int, str]]:
    """Stretches between points and sentence ends: start, end, marker of the point if it begins one."""
    cuts: dict[int, str] = {0: ""}
    for match in _POINT.finditer(text):
        cuts[match.start()] = match[0]
    for match in re.finditer(r"[。；;！？\n]", text):
        cuts.setdefault(match.end(), "")
    # “措施：加强……” begins measures inside a sentence.
    for match in re.finditer(
        r"(?:(?:改进|整改)(?:的)?(?:措施|举措|情况|办法|做法|打算|计划)?|措施|举措|情况|下一?步(?:工作)?(?:措施|打算|安排)?|努力方向)[：:]",
        text,
    ):
        cuts.setdefault(match.start(), "")
    places = sorted(place for place in cuts if place < len(text))
    units = []
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        body = text[start:end]
        if body.strip():
            skip = len(cuts[start])
            units.append((start + skip if text[start : start + skip] == cuts[start] else start, end, cuts[start]))
    return units


def facets_of(text: str, settings: Settings) -> frozenset[str]:
    """Fields that a problem is about."""
    return frozenset(facet.name for facet, problem, _ in settings.facet_patterns if problem.search(text))


def answers(measure: str, settings: Settings) -> frozenset[str]:
    """Fields that a measure is about."""
    return frozenset(facet.name for facet, _, pattern in settings.facet_patterns if pattern.search(measure))


_COMMON = re.compile(
    "(?:政府|政务|政策|信息|公开|工作|内容|形式|方式|质量|水平|能力|力度|机制|制度|体系|平台|渠道|栏目|网站|业务|人员|队伍|群众|公众|社会|部门|单位|科室|问题|情况|方面|改进|措施|存在|主要|部分|个别|有的|一些|相关|有关|各类|各项|重点|领域|基层|全面|及时|规范|标准|统一|定期|不够|不足|不高|不强|较为|比较|仍|还|需要|需|有待|进一步|加强|强化|提高|提升|完善|健全|建立|推进|推动|开展|组织|落实|严格|明确|做好|增强|丰富|优化|加大|持续|积极|认真|切实|充分|确保|实行|采取|通过|发布|更新|发现|解读|培训|学习|宣传|审核|检查|监督|考核|管理|服务|需求|意识|流程|程序|要求|时限|每月|每季度|全年|年度|本年|今年|明年|下一步|以上|以下|以及|主动|申请|答复|依申请|办理|公开栏|公众号|新媒体|数量|时间|专业|具体|针对|围绕|结合|一定|一个|一份|一次|两个|三个|可以|能够|没有|较少|偏少|较低|偏低|单一|薄弱|专人|责任|指导|材料|文件|事项|数据)"
)
_FUNCTION = frozenset(
    "的了和与及或等在对把将为是有不未也都就向以用由从到被让使其各该每个一二三四五六七八九十两多少上下中内外前后年月日条次件份篇家名"
)


def shares_words(problem: str, measures: Iterable[str]) -> bool:
    """Whether a measure takes up a word of the problem that is not in every report's section 五 (剪辑, 民营医疗机构)."""
    words = _own_words(problem)
    return any(words & _own_words(measure) for measure in measures)


def _own_words(text: str) -> set[str]:
    """Pairs of Chinese characters left when the words of the genre are taken out."""
    rest = _COMMON.sub(" ", text)
    return {
        pair
        for start in range(len(rest) - 1)
        if re.fullmatch("[\u3400-\u9fff]{2}", pair := rest[start : start + 2]) and not _FUNCTION & set(pair)
    }
