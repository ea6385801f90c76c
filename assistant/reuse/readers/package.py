"""Office packages: a zip of XML parts, read with limits and without external entities."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from assistant.errors import InputError

_MAX_PART = 30 * 2**20
"""A tree takes some ten times the memory of its text."""
_SUSPICIOUS = 4 * 2**20
_MAX_RATIO = 150
"""A larger part that was packed tighter repeats itself as no report does."""
_MAX_ENTRIES = 20_000
_DAMAGED = "已损坏，打不开，请用 Word 或 WPS 打开原件另存为 .docx 后再读取"


class Package:
    """The XML parts of one file; ``name`` is for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise InputError(f"{name} {_DAMAGED}。") from error
        if any(entry.flag_bits & 1 for entry in entries):
            raise InputError(f"{name} 设置了打开密码，请取消密码后再读取。")
        if len(entries) > _MAX_ENTRIES:
            raise InputError(f"{name} 里有 {len(entries)} 个文件，不像年度报告，请检查是否选错了文件。")
        self.names = frozenset(entry.filename for entry in entries)

    def part(self, path: str) -> Any | None:
        """Root element of a part, or None where there is none."""
        if path not in self.names:
            return None
        # Neither entities nor DTDs are ever loaded; a part is unpacked only up to the limit, whatever its header says.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            with self._zip.open(path) as stream:
                content = stream.read(_MAX_PART + 1)
            packed = max(self._zip.getinfo(path).compress_size, 1)
            if len(content) > _SUSPICIOUS and len(content) / packed > _MAX_RATIO:
                raise InputError(f"{self._name} 的内容异常重复，解压后膨胀上百倍，不像年度报告，请检查是否选错了文件。")
            if len(content) > _MAX_PART:
                raise InputError(f"{self._name} 解压后超过 {_MAX_PART >> 20} MB，不像年度报告，请检查是否选错了文件。")
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise InputError(
                    f"{self._name} 里的表格一层套一层，套得太深，不像年度报告，请检查是否选错了文件。"
                ) from error
            raise InputError(f"{self._name} {_DAMAGED}。") from error
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise InputError(f"{self._name} {_DAMAGED}。") from error
        except Exception as error:  # zlib.error and what other decompressors raise share no base class
            if isinstance(error, InputError):
                raise
            raise InputError(f"{self._name} {_DAMAGED}。") from error

    def main_part(self, default: str) -> str:
        """Path of the part the package's relationships call its document."""
        root = self.part("_rels/.rels")
        for relation in () if root is None else root:
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target", default))).lstrip("/")
        return default

    def beside(self, part: str, filename: str) -> str:
        """Path of a part in the same folder."""
        return posixpath.join(posixpath.dirname(part), filename)


def local(element: Any) -> str:
    """Tag without its namespace: Word writes two families of them (transitional and strict)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, name: str) -> Any | None:
    """First child of a name, or None."""
    return next((one for one in element if local(one) == name), None)


def attribute(element: Any | None, name: str) -> str | None:
    """Value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), None)
