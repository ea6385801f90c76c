"""Contact particulars in an answer: where the report lies and whom to ask (the lead paragraph's text slots)."""

from __future__ import annotations

import re

_PATTERNS = {
    "电话": re.compile(r"(?<!\d)(0\d{2,3}[-—－ ]?\d{7,8}(?:转\d{1,5})?)(?!\d)"),
    "邮箱": re.compile(r"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"),
    "邮编": re.compile(r"邮(?:政编码|编)[是为:： ]*([0-9]{6})(?!\d)"),
    "地址": re.compile(r"地址[在是为:： ]*([^，。；,;\s]{4,40})"),
    "网站名称": re.compile(
        r"(?:放在|挂在|在)([^，。；,;\s]{0,20}?网站?(?:[“「]?[^，。；,;\s在]{1,15}(?:专栏|栏目)[”」]?)?)(?:上|里|能|可|看|查|，|,|$)"
    ),
}


def find_contacts(text: str) -> dict[str, str]:
    """Values for the contact slots named in an answer, by slot name; mobile numbers are left alone (TQ-14)."""
    found = {}
    for name, pattern in _PATTERNS.items():
        match = pattern.search(text)
        if match:
            found[name] = match[1]
    return found
