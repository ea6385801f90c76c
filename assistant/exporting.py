"""A draft as files: what is left before it goes out, the names, the writing. Dialog and command line both call this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting import file_stem
from assistant.errors import InputError
from assistant.files import write_whole
from assistant.interview.progress import TODO_NAMES, TodoKind
from assistant.interview.session import Session
from assistant.render.formats import FORMATS, render
from assistant.report.model import Report

FORMAT_NAMES: Mapping[str, str] = {
    "docx": "Word 文档（.docx）",
    "html": "网页（.html），可粘贴到网站",
    "md": "Markdown（.md）",
    "txt": "纯文本（.txt）",
}
WITH_ERRORS = "（有错误未处理）"
"""Stands in the file name of a report that goes out with open errors."""
_REFUSED = '\\/:*?"<>|'
_SPACE = 0x20


@dataclass(frozen=True, slots=True)
class Left:
    """Something of one kind that is not done."""

    name: str
    """有错误, 待补, 沿用待确认 …"""
    places: tuple[str, ...]
    """Each with its heading."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.places)


def what_is_left(session: Session) -> tuple[Left, ...]:
    """What is not done, errors of the checks first; findings put aside with a reason count no more."""
    found = []
    for kind, name in TODO_NAMES.items():
        places = tuple(f"{todo.place}：{todo.what}" for todo in session.todos if todo.kind is kind)
        if places:
            found.append(Left("核查出的错误" if kind is TodoKind.ERROR else name, places))
    return tuple(found)


def has_errors(session: Session) -> bool:
    """A check says that something is wrong, and nobody put it aside. What is merely missing is no error."""
    return any(todo.kind is TodoKind.ERROR for todo in session.todos)


def default_stem(session: Session) -> str:
    """The file name without its ending: the report's title, marked when errors are open."""
    return _bounded(file_stem(session.report.title), WITH_ERRORS if has_errors(session) else "")


def read_formats(text: str) -> tuple[str, ...]:
    """``docx,html`` (also ，、 and spaces between) → formats, each once; InputError for one we do not write."""
    for sign in "，、;；":
        text = text.replace(sign, ",")
    names = [name.strip().lower().lstrip(".") for part in text.split(",") for name in part.split()]
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise InputError(f"不支持的格式“{unknown[0]}”，可用的格式是：{'、'.join(FORMATS)}。")
    if not names:
        raise InputError(f"还没有选择格式，请至少选一种：{'、'.join(FORMATS)}。")
    return tuple(dict.fromkeys(names))


def targets(folder: Path, stem: str, formats: Sequence[str]) -> tuple[Path, ...]:
    """The files that would be written; InputError for a name no file can have."""
    name = stem.strip()
    if not name:
        raise InputError("文件名是空的，请写上文件名。")
    if any(character in _REFUSED or ord(character) < _SPACE for character in name):
        raise InputError(f"文件名里不能有 {' '.join(_REFUSED)} 这些符号，请改掉。")
    return tuple(folder / f"{file_stem(name)}.{form}" for form in formats)


def free_stem(folder: Path, stem: str, formats: Sequence[str]) -> str:
    """``stem``, or ``stem（2）`` … that no file in the folder has in any of the formats."""
    number, name = 1, stem
    while any((folder / f"{name}.{form}").exists() for form in formats):
        number += 1
        name = _bounded(stem, f"（{number}）")
    return name


def export(
    report: Report,
    formats: Sequence[str],
    folder: Path,
    *,
    stem: str,
    overwrite: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Render and write all files or none; the files written, in the order of ``formats``.

    ``progress`` is told in Chinese what is being done. OutputError when a file exists and ``overwrite`` is false, or
    the folder cannot be written.
    """
    files = targets(folder, stem, formats)
    outputs: dict[Path, bytes] = {}
    for file, form in zip(files, formats, strict=True):
        progress(f"正在生成{FORMAT_NAMES[form].partition('（')[0]}……")
        outputs[file] = render(report, form)
    progress("正在写入文件……")
    write_whole(outputs, overwrite=overwrite)
    return list(files)


def _bounded(stem: str, mark: str) -> str:
    """Shortened so that the mark at its end is not what falls off."""
    while file_stem(stem + mark) != stem + mark and stem:
        stem = stem[:-1]
    return stem + mark


def summary(left: Sequence[Left]) -> str:
    """还差 5 处：核查出的错误 1 处，待补 4 处; empty when nothing is left."""
    counts = Counter({one.name: one.count for one in left})
    if not counts:
        return ""
    return f"还差 {sum(counts.values())} 处：" + "，".join(f"{name} {count} 处" for name, count in counts.items())
