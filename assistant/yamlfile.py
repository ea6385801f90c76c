"""Strict YAML for files that people write: phrases, interview scripts, answers.

Plain YAML loaders let duplicate keys overwrite each other in silence and turn ``no`` into False, ``12:30`` into 750
and ``2024-01-01`` into a date. Here duplicates are refused, scalars stay text until a field asks for another type,
unknown keys are refused with a suggestion, and every complaint names file and line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from assistant.errors import AssistantError, BankError

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 50
_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Value:
    """One YAML node with its place. Accessors check the type and raise the file's error class otherwise."""

    node: yaml.Node
    file: str
    error: type[AssistantError] = BankError
    label: str = ""
    """What to call the entry in messages, e.g. a phrase id."""

    @property
    def line(self) -> int:
        """1-based line of the node."""
        return int(self.node.start_mark.line) + 1

    def named(self, label: str) -> Value:
        """The same node, called ``label`` in messages."""
        return Value(self.node, self.file, self.error, label)

    def named_by(self, key: str) -> Value:
        """The same node, called by what it says of itself under ``key``, if anything."""
        if isinstance(self.node, yaml.MappingNode):
            for name, value in self.node.value:
                if name.value == key and isinstance(value, yaml.ScalarNode):
                    return self.named(str(value.value))
        return self

    def fail(self, problem: str) -> NoReturn:
        """Raise the file's error: 文件 第 N 行（标识）：problem."""
        label = f"（{self.label}）" if self.label else ""
        raise self.error(f"{self.file} 第 {self.line} 行{label}：{problem}")

    def _child(self, node: yaml.Node) -> Value:
        return Value(node, self.file, self.error, self.label)

    @property
    def is_null(self) -> bool:
        """Nothing is written after the key."""
        return isinstance(self.node, yaml.ScalarNode) and not self.node.style and self.node.value in _NULLS

    @property
    def is_quoted(self) -> bool:
        """The scalar stands in quotes."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.style in ("'", '"')

    @property
    def is_mapping(self) -> bool:
        """The node is a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    def mapping(self, allowed: Collection[str] | None = None, required: Collection[str] = ()) -> dict[str, Value]:
        """Keys to values; unknown, duplicate and missing keys are refused."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("这里应当是“名称: 内容”的若干行，请检查缩进和冒号后的空格。")
        found: dict[str, Value] = {}
        for key_node, value_node in self.node.value:
            place = self._child(key_node)
            key = place.text()
            if key in found:
                place.fail(f"“{key}”重复出现，请删去一处。")
            if allowed is not None and key not in allowed:
                place.fail(f"不认识“{key}”。{suggestion(key, allowed)}")
            found[key] = self._child(value_node)
        for key in required:
            if key not in found:
                self.fail(f"缺少“{key}”，请补上。")
        return found

    def items(self) -> Iterator[Value]:
        """Entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("这里应当是列表：每项一行、以“- ”开头，或写成 [甲, 乙]。")
        for node in self.node.value:
            yield self._child(node)

    def text(self) -> str:
        """A scalar as written."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail("这里应当是一段文字。")
        return str(self.node.value)

    def texts(self) -> tuple[str, ...]:
        """A list of scalars."""
        return tuple(item.text() for item in self.items())

    def boolean(self) -> bool:
        """``true`` or ``false``."""
        value = self.text()
        if value not in ("true", "false"):
            self.fail(f"这里应当写 true 或 false，现在是“{value}”。")
        return value == "true"

    def choice(self, options: Collection[str]) -> str:
        """One of a closed set."""
        value = self.text()
        if value not in options:
            self.fail(f"“{value}”不在可用的值之中。{suggestion(value, options)}")
        return value


def suggestion(given: str, known: Collection[str]) -> str:
    """What the writer may have meant: the nearest known name, else the list of all."""
    from rapidfuzz import process  # 20 ms, only needed to complain

    best = process.extractOne(given, list(known), score_cutoff=60)
    if best:
        return f"是不是“{best[0]}”？"
    names = sorted(known)
    shown = "、".join(names[:12])
    return f"可用的有：{shown}{'……' if len(names) > 12 else ''}。"


def parse_yaml(text: str, file: str, error: type[AssistantError] = BankError) -> Value | None:
    """The root node of one YAML document; None when the file is empty. ``file`` is its name in messages."""
    try:
        _refuse_depth(text, file, error)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise error(f"{file} 第 {line} 行：不是合格的 YAML，请检查缩进、引号和冒号后的空格。") from problem
    except yaml.YAMLError as problem:
        raise error(f"{file} 不是合格的 YAML 文本，请检查是否选错了文件。") from problem
    if node is None:
        return None
    return Value(node, file, error)


def _refuse_depth(text: str, file: str, error: type[AssistantError]) -> None:
    """Composing is recursive in C and ends the process on a file of many thousand brackets."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise error(f"{file} 第 {line} 行：嵌套太深，请检查括号和缩进。")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
