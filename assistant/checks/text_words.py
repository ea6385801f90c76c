"""Names, numbers of persons and documents, fixed expressions: TQ-11…16, 24, 25, 33 and 34 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Fix, Severity, Where
from assistant.checks.registry import about, also_over_report, at, passage_rule, report_rule
from assistant.report.organ import Organ
from assistant.report.standard import OrganKind

_HAN = "\u3400-\u9fff"
REGULATION = "中华人民共和国政府信息公开条例"
FORM_NOTICE = "国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知"
FORM_NUMBER = "国办公开办函〔2021〕30号"
_SHORT_REGULATION = "政府信息公开条例"

_QUOTED_NAME = re.compile(r"[《〈](?P<n>[^《》〈〉\n]{2,60})[》〉]")
_LOCAL = re.compile(rf"^[{_HAN}]{{2,10}}(?:省|市|自治区|自治州|自治县|县|区|州|旗|特区)")
_DISCLOSURE_LAW = re.compile(r"(?:信息|政务|政府)[^，。]{0,4}公开[^，。]{0,4}(?:条例|法)$|信息公开?条例$|公开信息条例$")
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
        if not named and after is None and "信息公开" not in sentence and number != 492 and abs(number - 711) > 100:
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
    rf"(?P<code>[{_HAN}]{{2,12}})\s*(?P<o>[\[［【（(〔﹝])\s*(?P<y>\d{{4}}|\d{{2}})\s*(?P<nian>年?)\s*(?P<c>[\]］】）)〕﹞])\s*(?P<di>第?)\s*(?P<n>\d{{1,5}})\s*(?P<hao>号?)"
)
_CASE_CODE = re.compile(r"(?:\d|年|月|日|号|案|第)$")
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


_MOBILE = re.compile(r"(?<![\d.A-Za-z])1[3-9]\d(?:[- ]?\d{4}){2}(?![\d*A-Za-z])")
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d{15,19}[\dXx]?(?![\dA-Za-z])")
_PRIVATE_MAIL = re.compile(
    r"[A-Za-z0-9._-]+@(?:163|126|qq|sina|sohu|gmail|hotmail|outlook|yeah|foxmail|139|189|aliyun|vip\.[a-z0-9]+)\.(?:com|net|cn)(?:\.cn)?",
    re.IGNORECASE,
)
_CODE_BEFORE = re.compile(r"(?:信用代码|索引号|编号|备案号|文号|代码|许可证号|流水号)[^，。；\d]{0,4}$")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@passage_rule(
    "TQ-14",
    Severity.ERROR,
    "出现个人号码",
    why="手机号、身份证号、银行卡号属于个人信息，公开前应当隐去中间几位；对外联系请留固定电话和单位邮箱。",
    source="《中华人民共和国政府信息公开条例》第十五条；政府网站个人信息保护通报",
    wrong="联系人手机13900000000",
    right="0500-1234567；统一社会信用代码；139****0000",
)
def personal_numbers(context: Context, passage: Passage) -> Iterator[Finding]:
    """Mobile numbers, identity numbers with a valid check digit, card numbers; private mailboxes as advice."""
    text = passage.text
    for match in _MOBILE.finditer(text):
        in_contact = passage.section == "lead"
        yield at(
            "TQ-14",
            passage,
            *match.span(),
            f"出现手机号 {_masked(match[0])}，{'请确认是否为公务号码，最好改留固定电话' if in_contact else '请删去，或者隐去中间几位'}。",
            severity=Severity.WARNING if in_contact else Severity.ERROR,
        )
    for match in _LONG_NUMBER.finditer(text):
        digits = match[0]
        if _CODE_BEFORE.search(text[: match.start()]):
            continue
        if _is_identity_number(digits):
            yield at("TQ-14", passage, *match.span(), f"出现身份证号 {_masked(digits)}，请删去或者隐去中间几位。")
        elif digits.isdigit() and 16 <= len(digits) <= 19 and _is_card_number(digits):
            yield at("TQ-14", passage, *match.span(), f"出现疑似银行卡号 {_masked(digits)}，请删去。")
    for match in _PRIVATE_MAIL.finditer(text):
        yield at(
            "TQ-14",
            passage,
            *match.span(),
            f"“{match[0]}”是商业邮箱，建议改用单位的政务邮箱。",
            severity=Severity.INFO,
        )


def _masked(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}"


def _is_identity_number(digits: str) -> bool:
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    if not ("1800" <= digits[6:10] <= "2100" and "01" <= digits[10:12] <= "12" and "01" <= digits[12:14] <= "31"):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def _is_card_number(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 2


_ROLE = (
    r"(?P<role>申请人|当事人|举报人|投诉人|信访人|群众|居民|村民|联系人|经办人|负责人|联络员|主任|局长|镇长|乡长|书记)"
)
_NAME_END = r"(?=同志|先生|女士|老师|[，。；、,;）)（(\s]|对|不服|提出|反映|来电|来信|申请|负责|任|$)"


@passage_rule(
    "TQ-15",
    Severity.WARNING,
    "出现个人姓名",
    why="申请人、当事人和群众的姓名是个人信息；联系人一般写机构名称。",
    source="《中华人民共和国政府信息公开条例》第十五条",
    wrong="申请人张小明对答复不服",
    right="申请人王某；群众关切；负责人审发",
)
def personal_names(context: Context, passage: Passage) -> Iterator[Finding]:
    """Surname and given name behind words for persons."""
    surnames = "".join(sorted(context.settings.surnames))
    if not surnames:
        return
    pattern = _name_pattern(surnames)
    for match in pattern.finditer(passage.text):
        name = match["name"]
        if "某" in name or any(name.startswith(word) for word in context.settings.given_words):
            continue
        if match["role"] in ("主任", "局长", "镇长", "乡长", "书记") and not match["colon"]:
            continue
        yield at(
            "TQ-15",
            passage,
            *match.span("name"),
            f"“{match['role']}{name}”像是个人姓名，请改为“{name[0]}某”或者删去。",
            replacement=f"{name[0]}某",
        )


_NAME_PATTERNS: dict[str, re.Pattern[str]] = {}


def _name_pattern(surnames: str) -> re.Pattern[str]:
    if surnames not in _NAME_PATTERNS:
        _NAME_PATTERNS[surnames] = re.compile(
            rf"{_ROLE}(?P<colon>[：:为是])?\s?(?P<name>[{surnames}][{_HAN}]{{1,2}}?){_NAME_END}"
        )
    return _NAME_PATTERNS[surnames]


_SECRET = re.compile(r"(?:绝\s?密|机\s?密|秘\s?密)\s*(?:[★☆*]|(?<=密)\d{1,2}\s?[年月]|\d{1,2}\s?(?:年|个月))")
_SECRET_ALONE = re.compile(
    r"^\s*(?:绝\s?密|机\s?密|秘\s?密|内部资料|内部文件|工作秘密|此件不公开|内部使用|不予公开)(?:[★☆].{0,6})?"
    r"(?:[\s，,。；;：:]*(?:注意保存|严禁外传|请勿外传|不得外传|妥善保管|阅后即焚|注意保密|妥善保存))?[\s。！!]*$"
)
_SECRET_BRACKETED = re.compile(
    r"[（(【\[](?:绝密|机密|秘密|内部资料|内部文件|工作秘密|此件不公开)(?:[^）)】\]]{0,6})[）)】\]]"
)


@passage_rule(
    "TQ-16",
    Severity.ERROR,
    "带有密级或内部资料标志",
    why="年度报告是向社会公布的，不能带密级、“内部资料”“此件不公开”等标志。",
    source="《中华人民共和国保守国家秘密法》",
    wrong="秘密★1年",
    right="属于国家秘密；保密审查；全年无失泄密事件",
)
def secrecy_marks(context: Context, passage: Passage) -> Iterator[Finding]:
    """Marks alone on a line, with a star or a term; words in running prose are left alone."""
    for line in re.finditer(r"[^\n]+", passage.text):
        found = _SECRET_ALONE.match(line[0]) or _SECRET.search(line[0]) or _SECRET_BRACKETED.search(line[0])
        if found:
            start = line.start() + found.start()
            yield at(
                "TQ-16",
                passage,
                start,
                line.start() + found.end(),
                f"“{found[0].strip()}”是密级或内部标志，公开的报告不能带，请删去，并确认本件可以公开。",
            )


_SELF_NAME = re.compile(
    rf"(?:(?<=^)|(?<=[\n。；，,：:“])|(?<=年)|(?<=日)|(?<=由)|(?<=请与)|(?<=度))(?P<name>(?:(?![由请与向])[{_HAN}]){{2,14}}?"
    r"(?:街道办事处|街道|(?:镇|乡|县|区|市|省)人民政府|管委会|管理委员会|委员会|镇|乡|县|局))(?:办公室)?"
    r"(?=(?:共|全年|未|没有|新收|收到|累计|主动公开|主动|扎实|认真|严格|积极|坚持|高度重视|全面|深入|不断|持续|切实|紧紧|始终|按照|根据|依照|依据|在|以|进一步|政府信息公开工作|政务公开工作|编制|本着|围绕|联系|（地址|\(地址))"
)
_JOINT = re.compile(
    rf"(?:联合|会同|协同|配合|指导|与|和|同|向|对|到|赴|从|经|被|为|各|下辖|所属|以及|及)[{_HAN}]{{0,3}}$"
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


_OPENING = re.compile(rf"(?:^|[\n。；])\s*(?:[{_HAN}]{{0,3}}\d{{4}}年度?(?:以来)?|一年来|本年度|今年以来|全年)?，?$")


def _opens(text: str, start: int) -> bool:
    """Whether what stands before is only a date or an adverbial of time, or names the basis in the lead."""
    head = text[:start]
    sentence = re.split(r"[\n。；]", head)[-1]
    return bool(_OPENING.search(head)) or bool(re.search(r"(?:根据|按照|依据|依照)", sentence))


def _self_like(passage: Passage, match: re.Match[str]) -> bool:
    after = passage.text[match.end() : match.end() + 60]
    sentence = re.split("[。\n]", after)[0]
    return passage.section == "lead" or bool(re.search("公开|申请|政务|信息|工作|复议|培训", sentence))


def is_own_name(name: str, organ: Organ, others: tuple[str, ...] = ()) -> bool:
    """Whether ``name`` is the organ, a short form of it, or the area above it."""
    stem = _stem(name)
    own = organ.name
    if any(stem in other or _stem(other) in name for other in (own, *others)):
        return True
    core = _stem(short_name(organ))
    return bool(core) and core in name


def short_name(organ: Organ) -> str:
    """临江镇 for 云岭县临江镇人民政府, 自然资源局 for 云岭县自然资源局; the area's name for a government."""
    stem = _stem(organ.name)
    if organ.kind is OrganKind.GOVERNMENT:
        return stem
    match = re.match(
        rf"^(?:[{_HAN}]{{2,}}?(?:省|自治区|市|州|盟))?(?:[{_HAN}]+?(?:县|区|旗|市))?(?P<rest>[{_HAN}]{{2,}})$", stem
    )
    return match["rest"] if match else stem


def _stem(name: str) -> str:
    return name.removesuffix("人民政府").removesuffix("办事处") or name


_SELF = re.compile(
    r"(?<!自)我(?P<s>街道|镇|乡|局|委(?![托员派屈任])|厅|办(?![事理成实好公])|市(?!场|民)|县|区(?!分|别)|旗|州|省(?!略|去))"
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
            return stem.endswith(word) or word in stem  # 街道, 镇, 乡 of an organ that belongs to one


@passage_rule(
    "TQ-33",
    Severity.WARNING,
    "易混、易错词",
    why="这些词在年度报告里经常写错。",
    source="历年报告常见差错；可在本单位规则里增补",
    wrong="截止2025年12月31日，共公开86条",
    right="报名于12月31日截止；依法依规申请公开",
)
def confusable_words(context: Context, passage: Passage) -> Iterator[Finding]:
    """The lexicon of wrong words, and the words an office forbids."""
    yield from confusions(context, passage)


def confusions(context: Context, passage: Passage) -> Iterator[Finding]:
    """Wrong words of the lexicon in one passage."""
    for pattern, confusion in context.settings.confusion_patterns:
        for match in pattern.finditer(passage.text):
            right = match.expand(confusion.right) if confusion.right else ""
            note = f"（{confusion.note}）" if confusion.note else ""
            yield at(
                "TQ-33",
                passage,
                *match.span(),
                f"“{match[0]}”{f'应为“{right}”' if right else '用词可疑，请核对'}{note}。",
                replacement=right or None,
                certain=True,
            )
    for word in context.settings.forbidden:
        start = passage.text.find(word)
        if start >= 0:
            yield at("TQ-33", passage, start, start + len(word), f"“{word}”是本单位规定不用的词，请改写。")


@also_over_report("TQ-33")
def confusable_titles(context: Context) -> Iterator[Finding]:
    """The same lexicon over titles of sections and subsections."""
    for section in context.report.sections:
        titles = [(None, section.title), *((part.group or part.title, part.title) for part in section.subsections)]
        for subsection, title in titles:
            for pattern, confusion in context.settings.confusion_patterns:
                if match := pattern.search(title):
                    right = match.expand(confusion.right) if confusion.right else ""
                    yield about(
                        "TQ-33",
                        f"标题“{title}”中的“{match[0]}”{f'应为“{right}”' if right else '用词可疑，请核对'}。",
                        Where(section.key, subsection),
                        excerpt=title,
                        fix=Fix(f"标题改为“{title[: match.start()]}{right}{title[match.end() :]}”") if right else None,
                    )


@passage_rule(
    "TQ-34",
    Severity.ERROR,
    "固定提法有误",
    why="重要提法一字不能错。",
    source="党和国家重要文献的固定提法（名录随年度更新）",
    wrong="坚持以习近平新时代中国特色社会义思想为指导",
    right="党的二十大精神",
)
def damaged_phrases(context: Context, passage: Passage) -> Iterator[Finding]:
    """Windows within 1–2 edits of a listed phrase, found by its beginning, middle and end."""
    text = passage.text
    told: list[tuple[int, int]] = []
    for phrase in sorted(context.settings.phrases, key=len, reverse=True):
        length = len(phrase)
        allowed = 2 if length >= 12 else 1
        third = max(2, length // 3)
        for anchor in dict.fromkeys((0, (length - third) // 2, length - third)):
            piece = phrase[anchor : anchor + third]
            position = text.find(piece)
            while position >= 0:
                start = position - anchor
                window = _nearest(text, start, phrase, allowed)
                if window and not any(begin < window[1] and window[0] < end for begin, end in told):
                    found = text[window[0] : window[1]]
                    if not _is_listed(text, window, context.settings.phrases):
                        told.append(window)
                        yield at(
                            "TQ-34",
                            passage,
                            *window,
                            f"“{found}”与固定提法“{phrase}”不一致，请核对改正。",
                            replacement=phrase,
                        )
                position = text.find(piece, position + 1)


def _nearest(text: str, start: int, phrase: str, allowed: int) -> tuple[int, int] | None:
    """The span nearest to ``phrase`` around ``start``; None when it is the phrase itself or none is near enough."""
    best: tuple[int, int, int, int, int] | None = None
    for begin in range(max(0, start - allowed), max(0, start) + allowed + 1):
        for size in range(len(phrase) - allowed, len(phrase) + allowed + 1):
            window = text[begin : begin + size]
            distance = Levenshtein.distance(window, phrase, score_cutoff=allowed)
            if distance == 0:
                return None
            # Ends that agree with the phrase's make the better quotation.
            loose = (window[:1] != phrase[0]) + (window[-1:] != phrase[-1])
            rank = (distance, loose, abs(len(window) - len(phrase)))
            if distance <= allowed and (best is None or rank < best[:3]):
                best = (*rank, begin, begin + len(window))
    if best is None or (best[1] and best[2]):
        return None
    return best[3], best[4]


def _is_listed(text: str, window: tuple[int, int], phrases: tuple[str, ...]) -> bool:
    """Whether what stands there is, or lies inside, or contains another entry of comparable length."""
    found = text[window[0] : window[1]]
    around = text[max(0, window[0] - 4) : window[1] + 4]
    return any(phrase in around and len(phrase) >= len(found) - 2 for phrase in phrases)
