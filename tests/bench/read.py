"""``read``: one report in every format beside the bare library opening it, volumes and heavy pages, a batch."""

from __future__ import annotations

import base64
import io
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.harness import ROOT, clocked, paired, python, show

_FILES = 1000
_PAGES = 500
_HEAVY = 50 * 2**20


def run(folder: Path, rounds: int) -> None:
    """Print the three tables; a volume and a heavy page are read at most three times."""
    sys.path[:0] = [str(ROOT / "tests" / "reuse"), str(ROOT / "tests")]
    made = _formats()
    _each(made, rounds)
    _large(min(rounds, 3))
    _batch(folder, made)


def _formats() -> dict[str, bytes]:
    from pdf_paper import Paper
    from reading_samples import portal_page, report

    from assistant.render.formats import render

    paper = Paper()
    _print_report(paper)
    made = {form: render(report(), form) for form in ("docx", "md", "txt")}
    return made | {"html": portal_page().encode(), "pdf": paper.data()}


def _print_report(paper: object) -> None:
    from reading_samples import TITLE, grid, prose_lines
    from test_reading_pdf import WIDTHS

    from assistant.report.standard import LAYOUTS, section_heading

    paper.centred(TITLE)  # type: ignore[attr-defined]
    for key, lines in prose_lines().items():
        paper.line(section_heading(key), 28)  # type: ignore[attr-defined]
        for line in lines:
            paper.paragraph(line)  # type: ignore[attr-defined]
        if key in LAYOUTS:
            paper.table(grid(key), WIDTHS[key])  # type: ignore[attr-defined]


def _bare(form: str, data: bytes) -> Callable[[], object]:
    """What opening the file and taking its text and tables costs without knowing what it says."""
    import docx
    import pdfplumber
    from lxml import html

    def word() -> object:
        document = docx.Document(io.BytesIO(data))
        cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        return [paragraph.text for paragraph in document.paragraphs], cells

    def page() -> object:
        return html.document_fromstring(data.decode()).text_content()

    def paper() -> object:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]

    return {"docx": word, "html": page, "pdf": paper}.get(form, lambda: data.decode().splitlines())


def _each(made: dict[str, bytes], rounds: int) -> None:
    from assistant.reuse.reading import read_report

    for form, data in made.items():
        baseline = {"docx": "python-docx", "html": "lxml", "pdf": "pdfplumber"}.get(form, "decoding")
        contestants = {
            f"{form} read": clocked(lambda data=data, form=form: read_report(data, f"报告.{form}")),
            baseline: clocked(_bare(form, data)),
        }
        show(f"read: {form}, {len(data) >> 10} kB", paired(contestants, rounds), (baseline,))
    print("aim: a docx < 500 ms")


def _large(rounds: int) -> None:
    from pdf_paper import Paper
    from reading_samples import portal_page

    from assistant.errors import InputError
    from assistant.reuse.reading import read_report

    volume = Paper()
    for number in range(_PAGES - 4):
        for line in range(25):
            volume.line(f"年鉴正文第{number}页第{line}行，与年度报告无关的文字。")
        volume.turn()
        if number == _PAGES // 2:
            _print_report(volume)
            volume.turn()
    picture = base64.b64encode(os.urandom(_HEAVY * 3 // 4)).decode()
    heavy = portal_page().replace("</form>", f"<img src='data:image/png;base64,{picture}'></form>").encode()
    words = (b"<p>" + "今天开会，".encode() * 40 + b"</p>\n") * (_HEAVY // 620)
    pdf = volume.data()

    def refused() -> None:
        try:
            read_report(words, "网页.html")
        except InputError:
            return
        raise AssertionError("a page of 50 MB of other words was read")

    contestants = {
        f"pdf of {len(volume.pages)} pages, a report in the middle": clocked(lambda: read_report(pdf, "年鉴.pdf")),
        f"html of {len(heavy) >> 20} MB, most of it pictures": clocked(lambda: read_report(heavy, "网页.html")),
        f"html of {len(words) >> 20} MB of words, refused": clocked(refused),
    }
    show("read: large files", paired(contestants, rounds))
    print(f"  most memory so far: {_most_memory()} MB")


def _batch(folder: Path, made: dict[str, bytes]) -> None:
    """All in one process, so that what is never let go of would add up."""
    code = (
        "import resource, sys, time; from pathlib import Path; from assistant.reuse.reading import read_report\n"
        "files = sorted(Path(sys.argv[1]).iterdir()); marks = []\n"
        "start = time.perf_counter()\n"
        "for number, file in enumerate(files, 1):\n"
        "    read_report(file.read_bytes(), file.name)\n"
        "    if number % 250 == 0:\n"
        "        used = int(Path('/proc/self/statm').read_text().split()[1]) * resource.getpagesize() >> 20\n"
        "        marks.append((number, (time.perf_counter() - start) / number * 1e3, used))\n"
        "Path(sys.argv[2]).write_text('\\n'.join(f'  {n} files: {ms:.1f} ms a file, {mb} MB in use' for n, ms, mb in marks))\n"
    )
    target = folder / "reports"
    target.mkdir()
    shapes = {form: data for form, data in made.items() if form != "pdf"}
    for number in range(_FILES):
        form = list(shapes)[number % len(shapes)]
        (target / f"{number:04}.{form}").write_bytes(shapes[form])
    told = folder / "told.txt"
    python("-c", code, str(target), str(told), cache=folder)
    print(f"\nread: {_FILES} reports (docx, md, txt, html) in one process\n{told.read_text()}")
    print("aim: neither the time a file takes nor memory grows with their number")


def _most_memory() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used >> (20 if sys.platform == "darwin" else 10)
