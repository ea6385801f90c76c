"""Reading the phrase bank: strict, in layers, compiled once.

Layers are the shipped bank, then an office's own bank, then the draft's own phrases. A later layer adds a phrase,
overrides one by id, or hides it (``hide: true``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from assistant import __version__, resources
from assistant.cachefiles import read_cache, write_cache
from assistant.errors import AssistantError, BankError, InputError
from assistant.files import append_line, decode_text, read_bytes
from assistant.paths import cache_folder
from assistant.phrases.model import Bank, Phrase, Polarity, Slot, Topic
from assistant.report.standard import OrganKind
from assistant.yamlfile import Value, parse_yaml, suggestion

REMEMBERED = "remembered.yaml"
"""In an office's own bank: what was said when a phrase was chosen."""
NOT_PHRASES = frozenset(
    {"topics.yaml", "interview.yaml", "lexicon.yaml", "out_of_scope.yaml", "checks.yaml", REMEMBERED}
)
"""Files of a bank folder that hold something else than phrases."""

_FIELDS = ("id", "topic", "text", "slots", "says", "polarity", "organs", "when", "auto")
_SLOT_FIELDS = ("unit", "ask", "near", "optional", "cell")
_CACHE_FORMAT = 4
_QUICKLY_READ = 64 * 1024
"""Bytes of an office's own files up to which reading them again takes no longer than a compiled copy."""

Source = tuple[str, bytes]
"""(file name for messages, content)."""


def load_bank(folders: Sequence[Path] = (), *, use_cache: bool = True) -> Bank:
    """The shipped bank with the phrases of ``folders`` on top, later folders last.

    The shipped bank is compiled once; a change in a folder costs the reading of that folder. Raises BankError with file,
    line and id for a faulty entry, InputError for a folder that does not exist.
    """
    layers = [folder_sources(folder) for folder in folders]
    remembered = [source for folder in folders for source in _remembered_source(folder)]
    shipped = _shipped_bank(use_cache=use_cache)
    own = [*(source for layer in layers for source in layer), *remembered]
    if not own:
        return shipped
    fingerprint = _fingerprint([(shipped.fingerprint, b""), *own])
    cache_file = cache_folder() / "bank" / f"{fingerprint}.json"
    if use_cache:
        cached = _from_cache(cache_file, fingerprint)
        if cached:
            return cached
    below: Layer = dict(shipped.by_id)
    phrases = layer_phrases([below, *(parse_layer(layer, shipped.topics) for layer in layers)])
    phrases = with_remembered(phrases, parse_remembered(remembered))
    bank = Bank(shipped.topics, phrases, fingerprint)
    if use_cache and sum(len(content) for _, content in own) > _QUICKLY_READ:
        _to_cache(cache_file, bank)
    return bank


def _shipped_bank(*, use_cache: bool) -> Bank:
    topic_source = ("topics.yaml", resources.data_bytes(resources.PHRASEBANK, "topics.yaml"))
    sources = _shipped_sources()
    fingerprint = _fingerprint([topic_source, *sources])
    cache_file = cache_folder() / "bank" / f"{fingerprint}.json"
    if use_cache:
        cached = _from_cache(cache_file, fingerprint)
        if cached:
            return cached
    topics = parse_topics(*topic_source)
    bank = Bank(topics, layer_phrases([parse_layer(sources, topics)]), fingerprint)
    if use_cache:
        _to_cache(cache_file, bank)
    return bank


def _shipped_sources() -> list[Source]:
    folder = resources.data_folder(resources.PHRASEBANK)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return [
        (f"phrasebank/{name}", resources.data_bytes(resources.PHRASEBANK, name))
        for name in names
        if name not in NOT_PHRASES
    ]


def folder_sources(folder: Path) -> list[Source]:
    """The phrase files of an office's folder by path, in order of their names."""
    if not folder.is_dir():
        raise InputError(f"语库文件夹 {folder} 不存在，请检查 --bank 的路径。")
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    return [(str(path), read_bytes(path, "语库文件")) for path in paths if path.name not in NOT_PHRASES]


def _remembered_source(folder: Path) -> list[Source]:
    path = folder / REMEMBERED
    return [(str(path), read_bytes(path, "语库文件"))] if path.is_file() else []


def parse_remembered(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """Phrase id → wordings, from lists of ``{phrase: …, said: …}``."""
    found: dict[str, list[str]] = {}
    for file, content in sources:
        root = parse_yaml(decode_text(content, file, "语库文件"), file)
        for entry in root.items() if root is not None else ():
            fields = entry.mapping(("phrase", "said"), required=("phrase", "said"))
            wordings = found.setdefault(fields["phrase"].text(), [])
            if fields["said"].text() not in wordings:
                wordings.append(fields["said"].text())
    return {phrase_id: tuple(wordings) for phrase_id, wordings in found.items()}


def with_remembered(phrases: Iterable[Phrase], wordings: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    """The phrases with the office's wordings; those of phrases that are gone are left alone."""
    return tuple(
        replace(phrase, own_says=wordings[phrase.id]) if phrase.id in wordings else phrase for phrase in phrases
    )


def remember(folder: Path, bank: Bank, phrase_id: str, said: str) -> bool:
    """Keep that ``said`` led to a phrase, by one line at the end of the office's own file; False if it was known.

    Nothing else in the file is touched. BankError for an unknown phrase, OutputError when it cannot be written.
    """
    if phrase_id not in bank.by_id:
        raise BankError(f"语库中没有编号为“{phrase_id}”的表述。{suggestion(phrase_id, bank.by_id)}")
    if not said.split():
        raise BankError("说法是空的，没有可记的内容。")
    return remember_all(folder, bank, [(phrase_id, said)]) == 1


def remember_all(folder: Path, bank: Bank, wordings: Iterable[tuple[str, str]]) -> int:
    """Keep (phrase id, what was said) pairs that are new, as :func:`remember`, in one go; how many were.

    What the file holds by now counts, not only ``bank``. BankError when somebody's edit made the file unreadable.
    """
    sources = _remembered_source(folder)
    known = parse_remembered(sources)
    entries: dict[tuple[str, str], None] = {}
    for phrase_id, words in wordings:
        said, phrase = " ".join(words.split()), bank.by_id.get(phrase_id)
        if said and phrase and said not in (*phrase.says, *phrase.own_says, *known.get(phrase_id, ())):
            entries[phrase_id, said] = None
    if entries:
        for file, content in sources:
            _require_utf8(file, content)
        lines = yaml.safe_dump(
            [{"phrase": phrase_id, "said": said} for phrase_id, said in entries],
            allow_unicode=True,
            default_flow_style=None,
            sort_keys=False,
            width=10_000,
        )
        append_line(folder / REMEMBERED, lines, "# 记下的说法：这样说时选用过的表述。可以删改。\n")
    return len(entries)


def _require_utf8(file: str, content: bytes) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BankError(f"{file} 不是 UTF-8 编码，程序不能续写，请另存为 UTF-8。") from error


def parse_topics(file: str, content: bytes) -> dict[str, Topic]:
    """The taxonomy: group → name → {title, note}."""
    root = parse_yaml(decode_text(content, file, "主题表"), file)
    if root is None:
        raise BankError(f"{file} 是空的，请恢复主题表。")
    topics: dict[str, Topic] = {}
    for group, names in root.mapping().items():
        for name, entry in names.mapping().items():
            fields = entry.mapping(("title", "note"), required=("title",))
            code = f"{group}.{name}"
            topics[code] = Topic(code, fields["title"].text(), fields["note"].text() if "note" in fields else "")
    return topics


Layer = dict[str, Phrase | None]
"""Entries of one layer by id; None hides the phrase below."""


def parse_layer(sources: Iterable[Source], topics: Mapping[str, Topic]) -> Layer:
    """All entries of one layer; an id may occur once."""
    layer: Layer = {}
    places: dict[str, str] = {}
    for file, content in sources:
        root = parse_yaml(decode_text(content, file, "语库文件"), file)
        if root is None:
            continue
        for entry in root.items():
            phrase_id, phrase = _parse_entry(entry, topics)
            if phrase_id in layer:
                entry.named(phrase_id).fail(f"编号已在 {places[phrase_id]} 用过，请换一个编号或删去一处。")
            layer[phrase_id] = phrase
            places[phrase_id] = f"{file} 第 {entry.line} 行"
    return layer


def layer_phrases(layers: Iterable[Layer]) -> tuple[Phrase, ...]:
    """Phrases in force after adding, overriding and hiding, in the order of first appearance."""
    merged: dict[str, Phrase] = {}
    for layer in layers:
        for phrase_id, phrase in layer.items():
            if phrase is None:
                merged.pop(phrase_id, None)
            else:
                merged[phrase_id] = phrase
    return tuple(merged.values())


def _parse_entry(entry: Value, topics: Mapping[str, Topic]) -> tuple[str, Phrase | None]:
    entry = entry.named_by("id")
    fields = entry.mapping((*_FIELDS, "hide"), required=("id",))
    phrase_id = fields["id"].text()
    if "hide" in fields:
        if not fields["hide"].boolean() or len(fields) > 2:
            entry.fail("隐藏一条表述时只写 id 和 hide: true 两项。")
        return phrase_id, None
    for name in ("topic", "text"):
        if name not in fields:
            entry.fail(f"缺少“{name}”，请补上。")
    polarity: Polarity = (
        "none" if "polarity" in fields and fields["polarity"].choice(("did", "none")) == "none" else "did"
    )
    organs = fields["organs"].items() if "organs" in fields else ()
    return phrase_id, Phrase(
        id=phrase_id,
        topic=fields["topic"].choice(topics),
        text=fields["text"].text(),
        slots=_parse_slots(fields["slots"]) if "slots" in fields else (),
        says=fields["says"].texts() if "says" in fields else (),
        polarity=polarity,
        organs=frozenset(OrganKind(item.choice([str(kind) for kind in OrganKind])) for item in organs),
        when=fields["when"].text() if "when" in fields else None,
        auto="auto" in fields and fields["auto"].boolean(),
        place=f"{entry.file} 第 {entry.line} 行",
    )


def _parse_slots(value: Value) -> tuple[Slot, ...]:
    slots = []
    for name, entry in value.mapping().items():
        fields = entry.mapping(_SLOT_FIELDS)
        if not name.isidentifier():
            entry.fail(f"空格名“{name}”只能用汉字、字母、数字和下划线，且不以数字开头。")
        if "cell" in fields and "unit" in fields:
            entry.fail(f"空格“{name}”取自统计表时不写 unit，请删去 unit 或 cell。")
        slots.append(
            Slot(
                name=name,
                units=fields["unit"].texts() if "unit" in fields else (),
                ask=fields["ask"].text() if "ask" in fields else "",
                near=fields["near"].texts() if "near" in fields else (),
                optional="optional" in fields and fields["optional"].boolean(),
                cell=fields["cell"].text() if "cell" in fields else None,
            )
        )
    return tuple(slots)


def _fingerprint(sources: Iterable[Source]) -> str:
    digest = hashlib.sha256(f"{_CACHE_FORMAT} {__version__}".encode())
    for name, content in sources:
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:24]


def _to_cache(path: Path, bank: Bank) -> None:
    """Keep the compiled bank; a cache that cannot be written is done without."""
    phrases = [
        {
            "id": phrase.id,
            "topic": phrase.topic,
            "text": phrase.text,
            "slots": [[slot.name, slot.units, slot.ask, slot.near, slot.optional, slot.cell] for slot in phrase.slots],
            "says": phrase.says,
            "polarity": phrase.polarity,
            "organs": sorted(phrase.organs),
            "when": phrase.when,
            "auto": phrase.auto,
            "own_says": phrase.own_says,
            "place": phrase.place,
        }
        for phrase in bank.phrases
    ]
    topics = [[topic.code, topic.title, topic.note] for topic in bank.topics.values()]
    content = json.dumps({"fingerprint": bank.fingerprint, "topics": topics, "phrases": phrases}, ensure_ascii=False)
    write_cache(path, content.encode())


def _from_cache(path: Path, fingerprint: str) -> Bank | None:
    """The compiled bank, or None when there is none or it is damaged (it is then compiled anew)."""
    content = read_cache(path)
    if content is None:
        return None
    try:
        stored: Any = json.loads(content)
        if stored["fingerprint"] != fingerprint:
            return None
        topics = {code: Topic(code, title, note) for code, title, note in stored["topics"]}
        phrases = tuple(_cached_phrase(entry) for entry in stored["phrases"])
    except (ValueError, KeyError, TypeError, AssistantError):
        return None
    return Bank(topics, phrases, fingerprint)


def _cached_phrase(entry: dict[str, Any]) -> Phrase:
    return Phrase(
        **{
            **entry,
            "slots": tuple(
                Slot(name, tuple(units), ask, tuple(near), optional, cell)
                for name, units, ask, near, optional, cell in entry["slots"]
            ),
            "says": tuple(entry["says"]),
            "own_says": tuple(entry["own_says"]),
            "organs": frozenset(OrganKind(kind) for kind in entry["organs"]),
        }
    )
