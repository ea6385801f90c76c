"""``bank``: the phrase bank loaded, the matcher after a change of the office's own phrases, lint, harvest of old reports."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.harness import ROOT, clocked, paired, show

if TYPE_CHECKING:
    from assistant.report.model import Report

_REPORTS = 100
_FORM = "docx"
_WORDINGS, _OWN = 40, 10
"""Wordings remembered and phrases added in a year by a busy office."""


def run(folder: Path, rounds: int) -> None:
    """Print the four tables; a harvest takes long, at most three rounds of it are run."""
    _load(folder, rounds)
    _own_layer(folder, rounds)
    _lint(rounds)
    _harvest(min(rounds, 3))


def _load(folder: Path, rounds: int) -> None:
    import yaml

    from assistant.phrases.bank import load_bank

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((ROOT / "phrasebank").glob("*.yaml"))
    named = {phrase.place.partition(" ")[0].rpartition("/")[2] for phrase in load_bank().phrases} | {"topics.yaml"}
    texts = [path.read_bytes() for path in files if path.name in named]

    def parsed() -> None:
        for text in texts:
            yaml.load(text, loader)

    def emptied() -> float:
        shutil.rmtree(folder / "bank", ignore_errors=True)
        return clocked(load_bank)()

    load_bank()
    contestants = {
        "yaml, C safe loader": clocked(parsed),
        "load_bank, empty cache": emptied,
        "load_bank, compiled": clocked(load_bank),
    }
    show(f"bank: {len(load_bank().phrases)} phrases loaded", paired(contestants, rounds), ["yaml, C safe loader"])
    print("aim: compiled ≤ 0.3 × yaml; without a cache ≤ 3 × yaml (strict, with line numbers)")


def _own_layer(folder: Path, rounds: int) -> None:
    from assistant.phrases.bank import load_bank, remember_all
    from assistant.phrases.model import Phrase
    from assistant.phrases.own import apply_import
    from assistant.workbench import Workbench

    own = folder / "own-layer"
    bank = load_bank()
    remember_all(own, bank, [(phrase.id, f"我们那儿{phrase.says[0]}") for phrase in bank.phrases[:_WORDINGS]])
    added = {
        f"{phrase.topic}.own_bench{number}": Phrase(
            f"{phrase.topic}.own_bench{number}",
            phrase.topic,
            f"本单位另外做法：{phrase.says[0]}。",
            says=phrase.says[:3],
        )
        for number, phrase in enumerate(bank.phrases[-_OWN:])
    }
    apply_import(own, bank, added)
    count = iter(range(1_000_000))

    def matcher(folders: tuple[Path, ...]) -> object:
        return Workbench(folders).matcher

    def changed() -> float:
        remember_all(own, bank, [(bank.phrases[0].id, f"第{next(count)}种新说法")])
        return clocked(lambda: matcher((own,)))()

    def from_nothing() -> float:
        shutil.rmtree(folder / "index", ignore_errors=True)
        return clocked(lambda: matcher(()))()

    matcher(())
    contestants = {
        "shipped bank, compiled": clocked(lambda: matcher(())),
        f"with {_WORDINGS} wordings and {_OWN} phrases, one just added": changed,
    }
    show("bank: bank and matcher at the next start", paired(contestants, rounds), ["shipped bank, compiled"])
    show("bank: the same on the first day", paired({"nothing compiled": from_nothing}, min(rounds, 3)))
    print("aim: a change of the own layer costs < 0.3 s more than none")


def _lint(rounds: int) -> None:
    from assistant.checklist import load_settings
    from assistant.phrases.bank import load_bank
    from assistant.phrases.lint import lint
    from assistant.review import review
    from assistant.workbench import Workbench

    bank, settings, cut = load_bank(), load_settings(), Workbench().segmenter.words
    contestants = {
        "lint, as for one phrase to be kept": clocked(lambda: lint(bank)),
        "phrases lint, rules of checks included": clocked(lambda: review(bank, settings, cut)),
    }
    title = f"bank: {len(bank.phrases)} phrases looked through"
    show(title, paired(contestants, min(rounds, 5)), ["lint, as for one phrase to be kept"])
    print("aim: phrases lint < 5 s")


def _harvest(rounds: int) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "checks"))
    from clean_reports import reports

    from assistant.checklist import load_settings
    from assistant.render.formats import render
    from assistant.reuse.harvest import Harvester
    from assistant.reuse.reading import read_report
    from assistant.workbench import Workbench

    files = [(render(report, _FORM), f"{number}.{_FORM}") for number, report in enumerate(reports(_REPORTS))]
    workbench = Workbench()
    settings = load_settings()

    def read() -> list[Report]:
        return [read_report(content, name).report for content, name in files]

    def harvested(found: Callable[[], Sequence[Report]]) -> None:
        harvester = Harvester(workbench.bank, workbench.matcher, workbench.segmenter, settings)
        for report in found():
            harvester.add(report, "")
        harvester.result()

    made = read()
    contestants = {
        "read_report alone": clocked(read),
        "read and harvested": clocked(lambda: harvested(read)),
        "harvested, read before": clocked(lambda: harvested(lambda: made)),
    }
    show(f"bank: harvest of {_REPORTS} reports ({_FORM})", paired(contestants, rounds), ["read_report alone"])
