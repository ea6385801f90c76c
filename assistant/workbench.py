"""Everything a front end needs, loaded once: bank, script, matcher, engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.interview.engine import Engine
from assistant.interview.script import Script, load_script
from assistant.matching.rank import Matcher
from assistant.paths import office_bank_folder
from assistant.phrases.bank import load_bank
from assistant.phrases.lexicon import load_lexicon
from assistant.phrases.model import Bank


def bank_folders(given: Path | None) -> tuple[Path, ...]:
    """The office's own layer: the folder given, else the user's data folder when it exists."""
    if given is not None:
        return (given,)
    own = office_bank_folder()
    return (own,) if own.is_dir() else ()


@dataclass(frozen=True)
class Workbench:
    """Bank, script and matcher of one office; each part is loaded when first used."""

    folders: tuple[Path, ...] = ()

    @classmethod
    def open(cls, bank: Path | None = None) -> Workbench:
        """With the layer of ``bank``, else the user's own."""
        return cls(bank_folders(bank))

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
        return Matcher(self.bank, load_lexicon())

    @cached_property
    def engine(self) -> Engine:
        """The interview engine."""
        return Engine(self.script, self.bank, self.matcher)
