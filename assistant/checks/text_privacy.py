"""What must not be published: TQ-14…16 of report-standard.md §6."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.context import Context, Passage
from assistant.checks.finding import Finding, Severity
from assistant.checks.registry import at, passage_rule
from assistant.checks.text_words import HAN

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
            rf"{_ROLE}(?P<colon>[：:为是])?\s?(?P<name>[{surnames}][{HAN}]{{1,2}}?){_NAME_END}"
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
