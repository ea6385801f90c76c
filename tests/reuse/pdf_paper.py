"""A writer of small PDFs: Chinese text in the standard CID font, ruled tables, page numbers and running heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
SIZE = 14
LEFT, TOP, BOTTOM = 80, 90, 90
CHARACTERS = 30
"""Chinese characters of one full line."""


@dataclass
class Page:
    commands: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """Print at ``y`` points below the page's top."""
        code = text.encode("utf-16-be").hex()
        self.commands.append(f"BT /F {size} Tf {x:.1f} {HEIGHT - y:.1f} Td <{code}> Tj ET")

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self.commands.append(f"{x:.1f} {HEIGHT - y - height:.1f} {width:.1f} {height:.1f} re S")


class Paper:
    """Pages that fill from top to bottom."""

    def __init__(self, head: str = "") -> None:
        self.pages: list[Page] = []
        self._head = head
        self.turn()

    def turn(self) -> None:
        self.pages.append(Page())
        self.y = TOP
        if self._head:
            self.pages[-1].text(LEFT, 40, self._head, 9)
        self.pages[-1].text(WIDTH / 2 - 15, HEIGHT - 40, f"- {len(self.pages)} -", 10)

    def room(self, height: float) -> None:
        if self.y + height > HEIGHT - BOTTOM:
            self.turn()

    def line(self, text: str, indent: float = 0) -> None:
        self.room(24)
        self.pages[-1].text(LEFT + indent, self.y, text)
        self.y += 24

    def centred(self, text: str) -> None:
        self.line(text, (CHARACTERS - len(text)) / 2 * SIZE)

    def paragraph(self, text: str) -> None:
        """Two characters of indent, then full lines."""
        first = CHARACTERS - 2
        self.line(text[:first], 2 * SIZE)
        for start in range(first, len(text), CHARACTERS):
            self.line(text[start : start + CHARACTERS])

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 7) -> None:
        """Ruled cells; labels that are too long wrap inside them."""
        for row in rows:
            wrapped = [
                [cell[i : i + per] for i in range(0, len(cell), per)] or [""]
                for cell, width in zip(row, widths, strict=True)
                for per in [max(int((width - 4) / size), 1)]
            ]
            height = max(map(len, wrapped)) * (size + 3) + 6
            self.room(height)
            x = float(LEFT)
            for lines, width in zip(wrapped, widths, strict=True):
                self.pages[-1].rectangle(x, self.y, width, height)
                for i, line in enumerate(lines):
                    self.pages[-1].text(x + 2, self.y + 4 + size + i * (size + 3), line, size)
                x += width
            self.y += height
        self.y += 20

    def data(self) -> bytes:
        count = len(self.pages)
        kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(count))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        ]
        for i, page in enumerate(self.pages):
            content = "\n".join(page.commands)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {6 + 2 * i} 0 R"
                " /Resources << /Font << /F 3 0 R >> >> >>"
            )
            objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        body, places = b"%PDF-1.4\n", []
        for number, text in enumerate(objects, start=1):
            places.append(len(body))
            body += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>"
        return body + f"{end}\nstartxref\n{len(body)}\n%%EOF\n".encode("ascii")
