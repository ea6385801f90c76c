"""Who speaks: other organs and the organ's own names, TQ-24 and TQ-25 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Severity
from assistant.checks.registry import at, passage_rule, report_rule
from assistant.checks.text_words import HAN
from assistant.report.organ import Organ
from assistant.report.standard import OrganKind

_SELF_NAME = re.compile(
    rf"(?:(?<=^)|(?<=[\n。；，,：:“])|(?<=年)|(?<=日)|(?<=由)|(?<=请与)|(?<=度))(?P<name>(?:(?![由请与向])[{HAN}]){{2,14}}?"
    r"(?:街道办事处|街道|(?:镇|乡|县|区|市|省)人民政府|管委会|管理委员会|委员会|镇|乡|县|局))(?:办公室)?"
    r"(?=(?:共|全年|未|没有|新收|收到|累计|主动公开|主动|扎实|认真|严格|积极|坚持|高度重视|全面|深入|不断|持续|切实|紧紧|始终|按照|根据|依照|依据|在|以|进一步|政府信息公开工作|政务公开工作|编制|本着|围绕|联系|（地址|\(地址))"
)
_JOINT = re.compile(
    rf"(?:联合|会同|协同|配合|指导|与|和|同|向|对|到|赴|从|经|被|为|各|下辖|所属|以及|及)[{HAN}]{{0,3}}$"
)
_GENERIC_NAME = re.compile(
    "^(?:我|本|全|各|该|省|市|区|县|镇|乡|街道|州|旗|其他|有关|相关|部分|个别|所有|多个|每|辖区|国务院|国家|上级|两|三|\\d)"
)
_VERB_IN_NAME = re.compile(
    "(?:推进|开展|公开|做好|加强|按照|根据|联合|会同|组织|指导|督促|印发|制定|深入|走进|年|月|全|要求|工作|等|向|对|的|在)"
)


@passage_rule(
    "TQ-24",
    Severity.ERROR,
    "写成了别的机关",
    why="套用其他单位的报告时，单位名称没有改净。",
    source="公文校对常识",
    wrong="2025年，柳河镇扎实推进政府信息公开工作。（报告机关是临江镇）",
    right="县政府办公室；与柳河镇联合举办政府开放日",
)
def other_organs(context: Context, passage: Passage) -> Iterator[Finding]:
    """Another organ's name where the organ speaks of itself."""
    for match in _SELF_NAME.finditer(passage.text):
        name = match["name"]
        if _GENERIC_NAME.match(name) or _VERB_IN_NAME.search(name) or _JOINT.search(passage.text[: match.start()]):
            continue
        if match.start() and passage.text[match.start() - 1] in "，," and not _opens(passage.text, match.start()):
            continue
        if is_own_name(name, context.organ, context.settings.own_names) or name in context.settings.known_organs:
            continue
        if _self_like(passage, match):
            own = short_name(context.organ)
            yield at(
                "TQ-24",
                passage,
                *match.span("name"),
                f"这里写的是“{name}”，而报告机关是“{context.organ.name}”，请核对是不是套用时没有改。",
                replacement=own if name[-1] == own[-1] else None,
            )


_OPENING = re.compile(rf"(?:^|[\n。；])\s*(?:[{HAN}]{{0,3}}\d{{4}}年度?(?:以来)?|一年来|本年度|今年以来|全年)?，?$")


def _opens(text: str, start: int) -> bool:
    """Whether what stands before is only a date or an adverbial of time, or names the basis in the lead."""
    head = text[:start]
    sentence = re.split(r"[\n。；]", head)[-1]
    return bool(_OPENING.search(head)) or bool(re.search(r"(?:根据|按照|依据|依照)", sentence))


def _self_like(passage: Passage, match: re.Match[str]) -> bool:
    after = passage.text[match.end() : match.end() + 60]
    sentence = re.split("[。\n]", after)[0]
    return passage.section == "lead" or bool(
        re.search("公开|申请|政务|信息|工作|复议|培训|责任|监督|检查|审核|制度", sentence)
    )


def is_own_name(name: str, organ: Organ, others: tuple[str, ...] = ()) -> bool:
    """Whether ``name`` is the organ, a short form of it, or the area above it."""
    stem = _stem(name)
    own = organ.name
    if any(stem in other or _stem(other) in name for other in (own, *others)):
        return True
    core = _stem(short_name(organ))
    return bool(core) and core in name and not _of_other_area(name, core, own)


def _of_other_area(name: str, core: str, own: str) -> bool:
    """Whether ``name`` is the same office of another county or city of the same level (平湖区教育局 for 柏塘县教育局)."""
    area, own_area = name[: name.index(core)], own[: max(0, own.find(core))]
    if len(area) < 3 or not own_area or area in own or area[-1] not in _AREA_RANK:
        return False
    return _AREA_RANK[area[-1]] == _AREA_RANK.get(own_area[-1])


def short_name(organ: Organ) -> str:
    """临江镇 for 云岭县临江镇人民政府, 自然资源局 for 云岭县自然资源局; the area's name for a government."""
    stem = _stem(organ.name)
    if organ.kind is OrganKind.GOVERNMENT:
        return stem
    match = re.match(
        rf"^(?:[{HAN}]{{2,}}?(?:省|自治区|市|州|盟))?(?:[{HAN}]+?(?:县|区|旗|市))?(?P<rest>[{HAN}]{{2,}})$", stem
    )
    return match["rest"] if match else stem


def _stem(name: str) -> str:
    return name.removesuffix("人民政府").removesuffix("办事处") or name


_SELF = re.compile(
    r"(?<!自)我(?P<s>街道|镇|乡|局|委(?![托员派屈任])|厅|办(?![事理成实好公])|市(?!场|民)|县|区(?!分|别)|旗|州|省(?!略|去)|校(?![对核正])|院(?!士)|馆|中心|公司|集团)"
)
_AREA_RANK = {"省": 3, "市": 2, "州": 2, "盟": 2, "县": 1, "区": 1, "旗": 1}
_OWN_FORMS = re.compile(
    "(?<!自)(?:我(?:街道|镇|乡|局|委(?![托员派])|厅|办(?![事理成实好公])|单位|机关)|本(?:机关|单位|街道|镇|乡|局))"
)


@report_rule(
    "TQ-25",
    Severity.ERROR,
    "自称与机关不符",
    why="街道写成“我局”、乡写成“我镇”，说明套用了别人的材料；同一篇里自称也应当统一。",
    source="公文写作常识",
    wrong="我局严格执行“三审三校”制度。（报告机关是望湖街道办事处）",
    right="全区统一部署；本机关",
)
def self_reference(context: Context) -> Iterator[Finding]:
    """我X of the wrong kind; several kinds of self-reference as advice."""
    own = context.organ.self_reference
    used: dict[str, tuple[Passage, int]] = {}
    for passage in context.passages:
        for match in _SELF.finditer(passage.text):
            if not _may_say(match["s"], context.organ):
                yield at(
                    "TQ-25",
                    passage,
                    *match.span(),
                    f"报告机关是“{context.organ.name}”，不应自称“{match[0]}”，应为“{own}”。",
                    replacement=own,
                )
        if passage.section != "lead":
            for match in _OWN_FORMS.finditer(passage.text):
                used.setdefault(match[0], (passage, match.start()))
    right = [
        form for form in used if form[0] == "本" or form[1:] in ("单位", "机关") or _may_say(form[1:], context.organ)
    ]
    if len(right) > 1:
        passage, start = used[right[1]]
        yield at(
            "TQ-25",
            passage,
            start,
            start + len(right[1]),
            f"全文自称不一：{'、'.join(f'“{form}”' for form in right)}，建议统一为“{right[0]}”。",
            severity=Severity.INFO,
        )


def _may_say(word: str, organ: Organ) -> bool:
    if word in _AREA_RANK:
        if organ.kind is not OrganKind.GOVERNMENT:
            return True  # names the area it belongs to
        own = organ.self_reference.removeprefix("我")
        return own not in _AREA_RANK or word == own or _AREA_RANK[word] > _AREA_RANK[own]
    stem = _stem(organ.name).removesuffix("政府")
    match organ.kind:
        case OrganKind.STREET:
            return word in ("街道", "办")
        case OrganKind.TOWNSHIP:
            return word == ("乡" if stem.endswith("乡") else "镇")
        case OrganKind.GOVERNMENT:
            return False
        case _:
            endings = {
                "局": ("局",),
                "委": ("委", "委员会", "管委会"),
                "厅": ("厅",),
                "办": ("办", "办公室", "委办公室"),
            }
            if word in endings:
                known = stem.endswith(tuple(ending for group in endings.values() for ending in group))
                return stem.endswith(endings[word]) or not known
            if word in ("校", "院"):
                return bool(re.search("学校|学院|大学|中学|小学|幼儿园|医院|研究院|科学院|法院|检察院", stem))
            return stem.endswith(word) or word in stem  # 街道, 镇, 乡 of an organ that belongs to one
