"""``nianbao phrases``: lint, list and search as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.checklist import load_settings
from assistant.errors import BankError, InputError
from assistant.paths import office_bank_folder
from assistant.phrases.bank import REMEMBERED, load_bank, remember
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.model import Bank, Phrase, Polarity
from assistant.report.organ import Organ
from assistant.report.standard import OrganKind
from assistant.review import review
from assistant.search import search
from assistant.shell import to_stderr
from assistant.shell.phrase_counts import counts_text
from assistant.workbench import Workbench, bank_folders
from assistant.yamlfile import suggestion


def lint_text(bank: Path | None, *, as_json: bool) -> tuple[str, bool]:
    """Problems of the bank one a line, and whether there are none."""
    try:
        folders = bank_folders(bank)
        loaded = load_bank(folders, use_cache=False)
    except BankError as error:
        shown = json.dumps({"problems": [{"message": error.message}]}, ensure_ascii=False) if as_json else error.message
        return shown, False
    shipped = load_bank().by_id
    unchanged = {phrase.id for phrase in loaded.phrases if shipped.get(phrase.id) == phrase}
    cut = Workbench(folders).segmenter.words
    problems = review(loaded, load_settings(folders), cut, unchanged)
    if as_json:
        entries = [{"place": p.place, "phrase": p.phrase, "message": p.message} for p in problems]
        return json.dumps({"problems": entries}, ensure_ascii=False), not problems
    if problems:
        return "\n".join([*map(str, problems), f"共 {len(problems)} 处需要修改。"]), False
    return f"语库没有问题：{len(loaded.topics)} 个主题，{len(loaded.phrases)} 条表述。", True


def list_text(bank: Path | None, *, topic: str | None, counts: bool, as_json: bool) -> str:
    """Phrases by topic, or the numbers of phrases and spoken lines per topic."""
    loaded = load_bank(bank_folders(bank))
    codes = _codes(loaded, topic)
    if counts:
        return counts_text(loaded, codes, Workbench(bank_folders(bank)).segmenter.words, as_json=as_json)
    phrases = [phrase for code in codes for phrase in loaded.by_topic[code]]
    if as_json:
        return json.dumps({"phrases": [_entry(phrase) for phrase in phrases]}, ensure_ascii=False)
    lines = []
    for code in codes:
        lines.append(f"{code}  {loaded.topics[code].title}")
        lines += [f"  {phrase.id}\n    {phrase.text}" for phrase in loaded.by_topic[code]]
    return "\n".join(lines)


def remember_text(phrase: str, said: str, bank: Path | None) -> str:
    """Keep a wording in the office's own bank; says where."""
    folder = bank or office_bank_folder()
    loaded = load_bank((folder,) if folder.is_dir() else ())
    if remember(folder, loaded, phrase, said):
        return f"已记下，存在 {folder / REMEMBERED}。以后说“{said}”会先想到 {phrase}。"
    return f"这条表述已经有“{said}”这种说法，不用再记。"


def search_text(
    words: str,
    bank: Path | None,
    *,
    topic: str | None,
    kind: OrganKind | None,
    polarity: Polarity | None,
    top: int,
    as_json: bool,
) -> str:
    """Phrases nearest to keywords, a clumsy sentence or pinyin initials, with what hit them."""
    if not words.strip():
        raise InputError("请给出要查找的词，如 nianbao phrases search 培训。")
    if len(words.strip()) == 1 and words.strip().isascii():
        raise InputError("按拼音首字母查找至少要两个字母，如 nianbao phrases search ywpx（业务培训）。")
    workbench = Workbench.open(bank, to_stderr)
    _codes(workbench.bank, topic)
    filler = Filler(Setting(Organ.of("本机关", OrganKind.OTHER, self_reference="本单位"), 2024))
    found = search(workbench, words, topic=topic, kind=kind, polarity=polarity)[:top]
    if as_json:
        entries = [{**_entry(hit.phrase), "score": hit.score, "hits": list(hit.hits)} for hit in found]
        return json.dumps({"phrases": entries}, ensure_ascii=False)
    if not found:
        return "没有找到相近的表述，请换一个说法，或放宽 --topic、--organ、--polarity。"
    lines = []
    for hit in found:
        title = workbench.bank.topics[hit.phrase.topic].title
        lines.append(f"{hit.phrase.id}（{title}）命中：{'、'.join(hit.hits) or '相近说法'}")
        lines.append(f"  {filler.fill(hit.phrase, {}).text}")
    return "\n".join(lines)


def _codes(bank: Bank, topic: str | None) -> tuple[str, ...]:
    if topic is None:
        return tuple(bank.topics)
    codes = tuple(code for code in bank.topics if code == topic or code.startswith(f"{topic}."))
    if not codes:
        known: Iterable[str] = {*bank.topics, *(entry.group for entry in bank.topics.values())}
        raise InputError(f"没有“{topic}”这个主题。{suggestion(topic, list(known))}")
    return codes


def _entry(phrase: Phrase) -> dict[str, Any]:
    return {
        "phrase": phrase.id,
        "topic": phrase.topic,
        "text": phrase.text,
        "polarity": phrase.polarity,
        "organs": sorted(phrase.organs),
        "when": phrase.when,
        "slots": [slot.name for slot in phrase.slots],
        "says": list(phrase.says),
    }
