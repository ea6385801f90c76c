"""Reading of the matcher's lexicon: ``lexicon.yaml``, ``out_of_scope.yaml`` and a base dictionary cut from jieba's."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from assistant import resources
from assistant.cachefiles import read_cache, write_cache
from assistant.errors import InstallationError
from assistant.paths import cache_folder
from assistant.phrases.model import Lexicon
from assistant.yamlfile import Value, parse_yaml

_MIN_FREQUENCY = 50
_MAX_LENGTH = 4
_GENRE_FREQUENCY = 5000
"""Words of the genre outweigh their parts."""
_CLASSES = ("synonyms", "other_work", "talk")


def load_lexicon() -> Lexicon:
    """The shipped lexicon with the base dictionary; both are read from a private cache once they were put together."""
    content = resources.data_bytes(resources.PHRASEBANK, "lexicon.yaml")
    cache = cache_folder() / f"lexicon-{hashlib.sha256(content).hexdigest()[:24]}.json"
    try:
        frequencies, classes, disclosure = json.loads(read_cache(cache) or b"")
        synonyms, other_work, talk = (
            {str(name): tuple(words) for name, words in classes[key].items()} for key in _CLASSES
        )
        return Lexicon(dict(frequencies), synonyms, other_work, talk, tuple(disclosure))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        lexicon = _read_lexicon()
        data = (lexicon.frequencies, {key: getattr(lexicon, key) for key in _CLASSES}, lexicon.disclosure)
        write_cache(cache, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        return lexicon


def _read_lexicon() -> Lexicon:
    frequencies = _base_dictionary()
    keys = ("words", "disclosure", *_CLASSES)
    lexicon = _yaml("lexicon.yaml").mapping(keys, required=keys)
    synonyms, other_work, talk = (
        {name: words.texts() for name, words in lexicon[key].mapping().items()} for key in _CLASSES
    )
    for word in lexicon["words"].texts():
        frequencies[word] = max(_GENRE_FREQUENCY, frequencies.get(word, 0))
    return Lexicon(frequencies, synonyms, other_work, talk, lexicon["disclosure"].texts())


def load_out_of_scope() -> dict[str, tuple[str, ...]]:
    """``chat`` and ``other_work`` → lines that say nothing about an office's disclosure work."""
    kinds = _yaml("out_of_scope.yaml").mapping(("chat", "other_work"))
    return {name: lines.texts() for name, lines in kinds.items()}


def lexicon_fingerprint() -> str:
    """Changes whenever a file of the lexicon changes."""
    digest = hashlib.sha256()
    for name in ("lexicon.yaml", "out_of_scope.yaml", "matcher.json"):
        digest.update(resources.data_bytes(resources.PHRASEBANK, name))
    return digest.hexdigest()[:24]


def _yaml(name: str) -> Value:
    root = parse_yaml(resources.data_bytes(resources.PHRASEBANK, name).decode("utf-8"), f"phrasebank/{name}")
    if root is None:
        raise InstallationError(f"程序安装不完整：phrasebank/{name} 是空的，请重新安装。")
    return root


def _base_dictionary() -> dict[str, int]:
    """Common words of jieba's dictionary: its full one takes half a second to load and changes no ranking."""
    frequencies: dict[str, int] = {}
    with (files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, *_ = line.split(" ")
            if int(frequency) >= _MIN_FREQUENCY and 1 < len(word) <= _MAX_LENGTH:
                frequencies[word] = int(frequency)
    return frequencies
