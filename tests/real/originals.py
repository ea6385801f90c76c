"""The figures of two published reports, taken from the files in ``../shared`` without the program's own readers.

Figures are texts in the order of the official form: table 2 (10), table 3 row by row (175), table 4 (15).
"""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise, takewhile
from pathlib import Path
from unicodedata import normalize

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = SHARED / "seed" / "dongongren-2024.txt"
HUAIAN = SHARED / "reports" / "huaian-2024.pdf"

_NUMBER = r"\d+(?:\.\d+)?"
_HEADINGS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的",
)
_COUNTS = (10, 25 * 7, 15)


def seed_figures() -> list[str]:
    """From the tab-separated tables of the seed; they drift by a column, but no label there is a bare number."""
    figures: list[str] = []
    for part in _parts(SEED.read_text(encoding="utf-8")):
        for line in part.splitlines():
            figures += [cell.strip() for cell in line.split("\t") if re.fullmatch(_NUMBER, cell.strip())]
    return _complete(figures)


def seed_row_labels() -> list[str]:
    """The label of each row of table 3 as the seed prints it, normalised by :func:`plain`."""
    labels: list[str] = []
    for line in _parts(SEED.read_text(encoding="utf-8"))[1].splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        words = list(takewhile(lambda cell: not re.fullmatch(_NUMBER, cell), cells))
        if any(words) and len(words) < len(cells):
            labels.append(plain(next(word for word in reversed(words) if word)))
    return labels


def plain(label: str) -> str:
    """Without white space and in one width."""
    return re.sub(r"\s", "", normalize("NFKC", label))


def huaian_figures() -> list[str]:
    """From the text ``pdftotext -layout`` sees: numbers at line ends, 1 or 3, 7, 15 of them by table.

    Raises FileNotFoundError where there is no pdftotext.
    """
    done = subprocess.run(["pdftotext", "-layout", str(HUAIAN), "-"], capture_output=True, check=True)
    figures: list[str] = []
    for part, widths in zip(_parts(done.stdout.decode("utf-8")), ((3, 1), (7,), (15,)), strict=True):
        for line in part.splitlines():
            numbers = re.search(rf"(?:(?:^|\s+){_NUMBER})+$", line)
            found = numbers[0].split() if numbers else []
            if len(found) in widths:
                figures += found
    return _complete(figures)


def _parts(text: str) -> list[str]:
    """The text of sections 二, 三 and 四."""
    places = [text.index(heading) for heading in _HEADINGS]
    return [text[start:end] for start, end in pairwise(places)]


def _complete(figures: list[str]) -> list[str]:
    if len(figures) != sum(_COUNTS):
        raise ValueError(f"{len(figures)} figures instead of {sum(_COUNTS)}")
    return figures
