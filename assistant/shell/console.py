"""Lines in, lines out: for dumb terminals, screen readers, pipes and files. No colours, no cursor movement."""

from __future__ import annotations

import codecs
import shutil
import unicodedata
from io import BytesIO
from typing import BinaryIO, TextIO

from assistant.render.wrapping import wrap

_WIDEST = 80
_GOES_ON = ("\\", "／")
"""At the end of a line: the answer goes on in the next one."""
_YES = frozenset({"是", "好", "好的", "对", "可以", "行", "确认", "y", "yes", "ok"})


class EndOfInput(Exception):  # noqa: N818 — it is no error
    """There is nothing more to read; ``unfinished`` was typed and not sent."""

    def __init__(self, unfinished: str = "") -> None:
        super().__init__()
        self.unfinished = unfinished


class Console:
    """A conversation over two streams. What is not read from a terminal is echoed, so that the record is complete."""

    def __init__(self, source: BinaryIO, target: TextIO) -> None:
        self._source = source
        self._target = target
        self._is_typed = source.isatty()
        self._encoding = ""
        """Empty until the first line shows it."""
        self._width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST) if target.isatty() else None
        self.unfinished = ""
        """Lines of an answer that goes on, when reading was broken off."""

    @property
    def wraps(self) -> bool:
        """Lines are set for a terminal."""
        return self._width is not None

    @property
    def width(self) -> int:
        """Columns for what is set in lines of its own, as tables are."""
        return self._width or _WIDEST

    def say(self, text: str = "") -> None:
        """One paragraph, wrapped by the rules of Chinese typesetting on a terminal, as it is elsewhere."""
        lines = wrap(text, self._width) if self._width else [text]
        self.set("\n".join(lines))

    def set(self, text: str) -> None:
        """Text whose lines are set already."""
        self._target.write(f"{text}\n")
        self._target.flush()

    def read(self) -> str:
        """The next answer; a line with a backslash or ``／`` at its end goes on in the next. EndOfInput at the end."""
        pieces: list[str] = []
        while True:
            line = self._line()
            if line is None:
                raise EndOfInput("\n".join(pieces))
            if len(line.strip()) > 1 and line.rstrip().endswith(_GOES_ON):
                pieces.append(line.rstrip()[:-1].rstrip())
                self.unfinished = "\n".join(pieces)
                continue
            self.unfinished = ""
            return "\n".join([*pieces, line]).strip()

    def ask(self, question: str) -> str:
        """The answer to a question in between."""
        self.say(question)
        return self.read()

    def confirms(self, question: str) -> bool:
        """Only a clear yes counts."""
        return is_yes(self.ask(f"{question}（是／否，回车表示否）"))

    def _line(self) -> str | None:
        if self._is_typed:
            self._target.write("> ")
            self._target.flush()
        data = self._source.readline()
        if not data:
            return None
        text = self._decoded(data).rstrip("\r\n")
        # A stray control character must not reach the report, nor half a character the disk.
        text = "".join(c for c in text if c == "\t" or unicodedata.category(c) not in ("Cc", "Cs"))
        if not self._is_typed:
            self.set(f"> {text}")
        return text

    def _decoded(self, data: bytes) -> str:
        if not self._encoding:
            self._encoding = "utf-8"
            data = data.removeprefix(codecs.BOM_UTF8)
            if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                # Its line breaks are no line breaks in bytes: the rest is read at once.
                rest = (data + self._source.read()).decode("utf-16", errors="replace")
                self._source = BytesIO(rest.encode(errors="replace"))
                data = self._source.readline()
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError:
            # 联通 is valid in both: once a line is none in UTF-8, the rest is taken for the console's code page.
            self._encoding = "gb18030"
            return data.decode("gb18030", errors="replace")


def is_yes(text: str) -> bool:
    """A short word of consent."""
    return plain(text) in _YES


def plain(text: str) -> str:
    """A short reply without what an input method adds: full-width figures and letters, a final stop."""
    return unicodedata.normalize("NFKC", text).strip().rstrip(".。、,，!！").casefold()
