"""An office's own layer of the bank: adding a phrase, passing the layer on as one file, taking over a colleague's.

The files belong to the office. An edit touches the lines of the entries it is about and nothing else: comments, order and
line ends stay, and an entry that is replaced stays above its successor as a comment. A file is read again in its new form
before it is written, and written whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.errors import BankError, InputError
from assistant.files import decode_text, read_bytes, write_whole
from assistant.phrases.bank import Layer, folder_sources, parse_layer
from assistant.phrases.lint import Problem, lint_new
from assistant.phrases.model import Bank, Phrase, Slot, Topic
from assistant.yamlfile import Value, parse_yaml, suggestion

OWN = "own.yaml"
"""In an office's folder: the phrases the program adds."""

_HEAD = "# 本单位自己的表述。由程序续写，可以手改；写法见随附的 CONTRIBUTING.md。\n"
_EXPORT_HEAD = "# 本单位语库，供其他单位导入：nianbao phrases import 本文件\n"
_REPLACED = "# 下面几行是被替换的原文，不再使用，可以删去："
_BOM = b"\xef\xbb\xbf"

ChangeKind = Literal["add", "override", "hide"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry of an imported file does to the bank in force."""

    kind: ChangeKind
    id: str
    before: Phrase | None
    """In force now; None with ``override`` when the office itself has hidden the phrase."""
    after: Phrase | None
    """None: hidden."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would do, to be shown before it is done."""

    changes: tuple[Change, ...]
    same: tuple[str, ...]
    """Ids that change nothing: the bank already says so."""
    problems: tuple[Problem, ...]
    """What lint has to say about the phrases to be taken over."""

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind, in the order of the file."""
        return tuple(change for change in self.changes if change.kind == kind)


def add_phrase(folder: Path, bank: Bank, phrase: Phrase) -> Path:
    """Append ``phrase`` to the office's own file in ``folder`` (made when missing); gives the file.

    It is in force once the bank is loaded again (``Workbench.open``).

    ``bank`` is the bank in force. BankError for a topic that does not exist, InputError for a phrase that is there
    already or that lint would object to, OutputError when it cannot be written.
    """
    check_new(bank, phrase)
    _change_layer(folder, bank.topics, {phrase.id: phrase})
    return folder / OWN


def check_new(bank: Bank, phrase: Phrase) -> None:
    """Raise what :func:`add_phrase` would raise before it writes."""
    if phrase.topic not in bank.topics:
        raise BankError(f"没有“{phrase.topic}”这个主题。{suggestion(phrase.topic, bank.topics)}")
    if phrase.id in bank.by_id:
        raise InputError(f"编号 {phrase.id} 已经用过，请换一个编号。")
    for other in bank.by_topic[phrase.topic]:
        if other.text == phrase.text:
            raise InputError(f"语库里已有这句话（{other.id}），不用再存。")
    problems = lint_new(bank, [phrase])
    if problems:
        raise InputError(f"这句话还不能存入语库：{'；'.join(_messages(problems))}。")


def _messages(problems: Sequence[Problem]) -> list[str]:
    return list(dict.fromkeys(problem.message.rstrip("。") for problem in problems))


def export_text(folder: Path, topics: Mapping[str, Topic]) -> str:
    """The office's whole layer as the text of one file. InputError when there is nothing to pass on."""
    layer = parse_layer(folder_sources(folder), topics) if folder.is_dir() else {}
    if not layer:
        raise InputError(f"本单位语库 {folder} 里还没有表述，没有可导出的内容。")
    return _EXPORT_HEAD + "\n".join(entry_text(phrase_id, phrase) for phrase_id, phrase in layer.items())


def plan_import(folder: Path, bank: Bank, file: Path) -> tuple[ImportPlan, Layer]:
    """What taking over ``file`` into ``folder`` would do, and the entries that do it; writes nothing.

    ``bank`` is the bank in force with ``folder`` on top. BankError names file, line and id of a faulty entry.
    """
    imported = parse_layer([(str(file), read_bytes(file, "语库文件"))], bank.topics)
    own = parse_layer(folder_sources(folder), bank.topics) if folder.is_dir() else {}
    wordings = {(phrase.topic, phrase.text): phrase.id for phrase in bank.phrases}
    changes: list[Change] = []
    same: list[str] = []
    for phrase_id, phrase in imported.items():
        before = bank.by_id.get(phrase_id)
        if phrase is None:
            known = before is None
        elif before is not None:
            known = replace(before, own_says=()) == phrase
        else:
            known = (phrase.topic, phrase.text) in wordings
        if known:
            same.append(phrase_id)
        elif phrase is None:
            changes.append(Change("hide", phrase_id, before, None))
        else:
            is_new = before is None and phrase_id not in own
            changes.append(Change("add" if is_new else "override", phrase_id, before, phrase))
    problems = lint_new(bank, [change.after for change in changes if change.after is not None])
    return ImportPlan(tuple(changes), tuple(same), problems), {change.id: change.after for change in changes}


def apply_import(folder: Path, bank: Bank, entries: Layer) -> None:
    """Write the entries of :func:`plan_import` into the office's files, all or none."""
    _change_layer(folder, bank.topics, entries)


def entry_text(phrase_id: str, phrase: Phrase | None) -> str:
    """One entry as it stands in a bank file."""
    entry: dict[str, Any] = {"id": phrase_id}
    if phrase is None:
        entry["hide"] = True
    else:
        entry |= {"topic": phrase.topic, "text": phrase.text}
        optional = {
            "slots": {slot.name: _slot_entry(slot) for slot in phrase.slots},
            "says": list(phrase.says),
            "polarity": "none" if phrase.polarity == "none" else "",
            "organs": sorted(str(kind) for kind in phrase.organs),
            "when": phrase.when,
            "auto": phrase.auto,
        }
        entry |= {key: value for key, value in optional.items() if value}
    text: str = yaml.dump(
        [entry], Dumper=_Dumper, allow_unicode=True, default_flow_style=None, sort_keys=False, width=float("inf")
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Writes text with line breaks of any kind in one line of double quotes; PyYAML would lose the rarer ones."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _Dumper.represent_text)


def _slot_entry(slot: Slot) -> dict[str, Any]:
    entry = {
        "unit": list(slot.units),
        "cell": slot.cell,
        "ask": slot.ask,
        "near": list(slot.near),
        "optional": slot.optional,
    }
    return {key: value for key, value in entry.items() if value}


def _change_layer(folder: Path, topics: Mapping[str, Topic], changes: Layer) -> None:
    sources = folder_sources(folder) if folder.is_dir() else []
    contents = {Path(name): content for name, content in sources}
    places = {phrase_id: Path(source[0]) for source in sources for phrase_id in parse_layer([source], topics)}
    before = parse_layer(sources, topics)
    edited: dict[Path, str] = {}
    for phrase_id, phrase in changes.items():
        path = places.get(phrase_id, folder / OWN)
        text = edited.get(path)
        if text is None:
            text = decode_text(contents[path], path, "语库文件") if path in contents else _HEAD
        edit = _replaced if phrase_id in places else _appended
        edited[path] = edit(text, str(path), phrase_id, phrase)
    outputs = {path: _encoded(text, contents.get(path, b"")) for path, text in edited.items()}
    after = [(str(path), content) for path, content in {**contents, **outputs}.items()]
    if _read_again(after, topics) != {**before, **changes}:
        names = "、".join(path.name for path in outputs)
        raise BankError(f"{folder} 中的 {names} 写法特殊，程序不能续写，请改成每条以“- id:”开头、上下对齐的样子。")
    write_whole(outputs, overwrite=True)


def _read_again(sources: Sequence[tuple[str, bytes]], topics: Mapping[str, Topic]) -> Layer | None:
    try:
        return parse_layer(sources, topics)
    except (BankError, InputError):
        return None


def _encoded(text: str, before: bytes) -> bytes:
    """In UTF-8 with the line ends, and the mark at the beginning, of what was there."""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return (_BOM if before.startswith(_BOM) else b"") + text.encode()


def _appended(text: str, file: str, phrase_id: str, phrase: Phrase | None) -> str:
    root = parse_yaml(text, file)
    entry = _indented(entry_text(phrase_id, phrase), _column(root))
    return text + ("" if text.endswith("\n") or not text else "\n") + entry


def _replaced(text: str, file: str, phrase_id: str, phrase: Phrase | None) -> str:
    root = parse_yaml(text, file)
    entries = list(root.items()) if root is not None else []
    column = _column(root)
    lines = text.split("\n")
    number = next(n for n, entry in enumerate(entries) if entry.mapping()["id"].text() == phrase_id)
    start = _dash(lines, entries[number], column)
    end = _dash(lines, entries[number + 1], column) if number + 1 < len(entries) else len(lines)
    while end > start + 1 and lines[end - 1].strip()[:1] in ("", "#"):
        end -= 1  # what stands between two entries belongs to the next one
    margin = " " * column
    old = [f"{margin}# {line.removeprefix(margin)}".rstrip() for line in lines[start:end]]
    new = _indented(entry_text(phrase_id, phrase), column).rstrip("\n").split("\n")
    return "\n".join([*lines[:start], margin + _REPLACED, *old, *new, *lines[end:]])


def _column(root: Value | None) -> int:
    """Where the dashes of the list stand."""
    return int(root.node.start_mark.column) if root is not None else 0


def _dash(lines: Sequence[str], entry: Value, column: int) -> int:
    """The line (from 0) of the dash before an entry: usually its first line."""
    line = entry.line - 1
    while line > 0 and lines[line][column : column + 1] != "-":
        line -= 1
    return line


def _indented(entry: str, column: int) -> str:
    return "".join(f"{' ' * column}{line}" if line.strip() else line for line in entry.splitlines(keepends=True))
