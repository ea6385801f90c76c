"""Everything a front end needs, loaded once: bank, script, matcher, engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant import resources
from assistant.checklist import load_settings
from assistant.errors import InstallationError
from assistant.interview.engine import Engine
from assistant.interview.script import Script, load_script
from assistant.matching.index import Index
from assistant.matching.model import TopicModel
from assistant.matching.pinyin import Initials, letters_of_bank
from assistant.matching.rank import Matcher, build_index
from assistant.matching.tokens import Segmenter
from assistant.paths import bank_folders as bank_folders
from assistant.paths import cache_folder
from assistant.phrases.bank import load_bank, write_cache
from assistant.phrases.lexicon import lexicon_fingerprint, load_lexicon, load_out_of_scope
from assistant.phrases.model import Bank, Lexicon


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

    @cached_property
    def script(self) -> Script:
        """The questions; an office's own ``interview.yaml`` wins."""
        return load_script(self.bank.topics, self.folders[-1] if self.folders else None)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over the bank."""
        lexicon, model = load_lexicon(), load_model()
        return Matcher(self.bank, lexicon, model, self._index(lexicon, model))

    def _index(self, lexicon: Lexicon, model: TopicModel) -> Index:
        """The compiled index from the cache, built anew when bank or lexicon changed."""
        key = f"{self.bank.fingerprint}-{lexicon_fingerprint()}"
        path = cache_folder() / "index" / f"{key}.json"
        try:
            return Index(json.loads(path.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            self.notice("正在整理语库，只在第一次使用和语库有变动时进行，约需几秒……")
            index = build_index(self.bank, lexicon, model, load_out_of_scope())
            write_cache(path, json.dumps(index.to_json(), ensure_ascii=False, separators=(",", ":")).encode())
            return index

    @cached_property
    def segmenter(self) -> Segmenter:
        """Cuts text into words by the shipped dictionary."""
        return Segmenter(load_lexicon().frequencies)

    @cached_property
    def initials(self) -> Initials:
        """Search by pinyin initials; its table comes from the cache, made anew when the bank changed."""
        path = cache_folder() / "pinyin" / f"{self.bank.fingerprint}.json"
        try:
            letters = {str(letter): str(signs) for letter, signs in json.loads(path.read_bytes()).items()}
        except (OSError, ValueError, AttributeError):
            letters = dict(letters_of_bank(self.bank))
            write_cache(path, json.dumps(letters, ensure_ascii=False).encode())
        return Initials(self.bank, letters, self.segmenter)

    @cached_property
    def engine(self) -> Engine:
        """The interview engine."""
        return Engine(self.script, self.bank, self.matcher, load_settings(self.folders))
