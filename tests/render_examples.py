"""Rewrite the golden drafts of the examples: ``examples/*/draft/`` from answers.yaml and tables.xlsx.

usage: python tests/render_examples.py
"""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.drafting import draft_from_files
from assistant.render.formats import FORMATS

EXAMPLES = Path(__file__).parent.parent / "examples"


def main() -> None:
    for answers in sorted(EXAMPLES.glob("*/answers.yaml")):
        folder = answers.parent / "draft"
        shutil.rmtree(folder, ignore_errors=True)
        result = draft_from_files(answers, out=folder, formats=tuple(FORMATS))
        for file in result.files:
            file.rename(file.with_stem("report"))
        print(f"{answers.parent.name}: {len(result.todos)} open, {len(result.findings)} findings")


if __name__ == "__main__":
    main()
