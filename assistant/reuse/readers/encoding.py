"""Bytes of a text or web page → text, whatever its head claims.

Every encoding a Chinese office may have used is tried, and the one that yields most of the words a report is made of
wins: statistics of characters, as general detectors use, mistake short GB18030 texts for Korean or Cyrillic.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from assistant.errors import InputError

_WORDS = re.compile(r"政府|信息|公开|年度|报告|情况|申请|行政|工作|总计|本年|的|一|，|。|、")
_LOST = re.compile("[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 200_000
_LOST_WEIGHT = 3
_MAX_LOST = 0.02
"""A file with more unreadable characters than this is no text; fewer are told."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "big5": "Big5"}
_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf8": "utf-8", "utf-8": "utf-8"}


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text whose lines end in line feeds alone, and what must be said about its encoding."""

    text: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> DecodedText:
    """Decode a text file or web page called ``name``; raises InputError for what is no text."""
    encoding, told = _encoding(data)
    text = data.decode(encoding, "replace")
    lost = len(_LOST.findall(text[:_SAMPLE]))
    if lost > max(3, _MAX_LOST * min(len(text), _SAMPLE)):
        raise InputError(f"{name} 不是文本，或编码无法识别，请用 Word 或 WPS 打开后另存为 .docx 再读取。")
    notices = [told] if told else []
    if "\ufffd" in text:
        count = text.count("\ufffd")
        notices.append(f"有 {count} 个字符损坏，显示为“\ufffd”，请对照原件核对。")
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return DecodedText(text.replace("\0", ""), tuple(notices))


def encoding_of(data: bytes) -> str:
    """Name the encoding :func:`decode` takes a file to be in."""
    return _encoding(data)[0]


def _encoding(data: bytes) -> tuple[str, str | None]:
    """Name the encoding, and a notice where the file's head names another one."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, None
    # An even length, so that UTF-16 is not cut in the middle of a character.
    sample = data[: _SAMPLE * 2]
    best = max(_CANDIDATES, key=lambda encoding: _score(sample, encoding))
    declared = _DECLARED.search(data[:_HEAD])
    if declared is None:
        return best, None
    claimed = declared[1].decode("ascii").lower()
    if _FAMILIES.get(claimed, claimed) == best or _score(sample, best) <= 0:
        return best, None
    return best, f"文件声明的编码是 {claimed}，实际按 {_NAMES[best]} 读取。"


def _score(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, "replace")
    return len(_WORDS.findall(text)) - _LOST_WEIGHT * len(_LOST.findall(text))
