"""Everything a front end needs, loaded once: bank, script, matcher, engine."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant import resources
from assistant.cachefiles import read_cache, write_cache
from assistant.checklist import load_settings
from assistant.errors import InstallationError
from assistant.interview.engine import Engine
from assistant.interview.script import Script, load_script
from assistant.matching.index import Index
from assistant.matching.model import TopicModel
from assistant.matching.pinyin import Initials, letters_of_bank
from assistant.matching.rank import Matcher, build_index, extend_index
from assistant.matching.tokens import Segmenter
from assistant.paths import bank_folders as bank_folders
from assistant.paths import cache_folder, office_bank_folder
from assistant.phrases.bank import load_bank
from assistant.phrases.lexicon import lexicon_fingerprint, load_lexicon, load_out_of_scope
from assistant.phrases.model import Bank, Lexicon

_MANY = 60
"""Phrases of an office's own from which its index is kept in the cache: up to there it is made in a moment."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: a few hundred thousand small lists are made here, all of which stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def load_model() -> TopicModel:
    """The shipped classifier."""
    try:
        return TopicModel.from_json(json.loads(resources.data_bytes(resources.PHRASEBANK, "matcher.json")))
    except (ValueError, KeyError, TypeError) as error:
        raise InstallationError("程序安装不完整：phrasebank/matcher.json 已损坏，请重新安装。") from error


@dataclass(frozen=True)
class Workbench:
    """Bank, script and matcher of one office; each part is loaded when first used."""

    folders: tuple[Path, ...] = ()
    notice: Callable[[str], None] = lambda _: None
    """Told when something takes longer than a moment."""

    @classmethod
    def open(cls, bank: Path | None = None, notice: Callable[[str], None] = lambda _: None) -> Workbench:
        """With the layer of ``bank``, else the user's own."""
        return cls(bank_folders(bank), notice)

    @cached_property
    def bank(self) -> Bank:
        """The phrases in force."""
        return load_bank(self.folders)

    @property
    def own_folder(self) -> Path:
        """Where the office's own phrases and wordings are kept; need not exist."""
        return self.folders[-1] if self.folders else office_bank_folder()

    @cached_property
    def script(self) -> Script:
        """The questions; an office's own ``interview.yaml`` wins."""
        return load_script(self.bank.topics, self.folders[-1] if self.folders else None)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over the bank."""
        with _uncollected():
            model = load_model()
            return Matcher(self.bank, self._lexicon, model, self._index(self._lexicon, model), self.segmenter)

    def _index(self, lexicon: Lexicon, model: TopicModel) -> Index:
        """The shipped bank's index from the cache, extended by what the office's own layer adds or changes.

        Built anew when the shipped bank or the lexicon changed; a large layer has its own copy in the cache.
        """
        shipped = load_bank()
        changed = len(set(self.bank.phrases) - set(shipped.phrases))

        def base() -> Index:
            return self._compiled(shipped, lambda: build_index(shipped, lexicon, model, load_out_of_scope()))

        def extended() -> Index:
            return extend_index(base(), shipped, self.bank, lexicon, model, self.segmenter)

        if self.bank.fingerprint == shipped.fingerprint:
            return base()
        return self._compiled(self.bank, extended) if changed > _MANY else extended()

    def _compiled(self, bank: Bank, build: Callable[[], Index]) -> Index:
        path = cache_folder() / "index" / f"{bank.fingerprint}-{lexicon_fingerprint()}.json"
        try:
            return Index(json.loads(read_cache(path) or b""))
        except (ValueError, KeyError, TypeError):
            self.notice("正在整理语库，只在第一次使用和语库有变动时进行，约需几秒……")
            index = build()
            write_cache(path, json.dumps(index.to_json(), ensure_ascii=False, separators=(",", ":")).encode())
            return index

    @cached_property
    def segmenter(self) -> Segmenter:
        """Cuts text into words by the shipped dictionary."""
        return Segmenter(self._lexicon.frequencies)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return load_lexicon()

    @cached_property
    def initials(self) -> Initials:
        """Search by pinyin initials; its table comes from the cache, made anew when the bank changed."""
        path = cache_folder() / "pinyin" / f"{self.bank.fingerprint}.json"
        try:
            found = json.loads(read_cache(path) or b"")
            letters = {str(letter): str(signs) for letter, signs in found.items()}
        except (ValueError, AttributeError):
            letters = dict(letters_of_bank(self.bank))
            write_cache(path, json.dumps(letters, ensure_ascii=False).encode())
        return Initials(self.bank, letters, self.segmenter)

    @cached_property
    def engine(self) -> Engine:
        """The interview engine."""
        return Engine(self.script, self.bank, self.matcher, load_settings(self.folders))
