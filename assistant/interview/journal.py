"""The draft on disk, ``NAME.nianbao``: an append-only journal in JSON Lines.

The first line names the format; each further line is one step (the events of one input), or walks back (``undo``) or
forth (``redo``). A step counts as saved when it is flushed and fsynced. What cannot be written stays in memory and is
written with the next step that can.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from assistant import __version__
from assistant.errors import InputError, OutputError
from assistant.files import read_bytes, reason
from assistant.interview.codec import UnknownEventError, event_from_json, event_to_json
from assistant.interview.state import Began, DraftState, Event, Jumped, fold

SUFFIX = ".nianbao"
FORMAT = 1
_WHAT = "草稿"
_HEAD_KEY = "nianbao"
_BLANK = b"\0 \r\n"
"""A power failure may leave zeros at the end of a file."""
_DAMAGE = (ValueError, LookupError, TypeError, RecursionError)
"""What reading a damaged line may raise."""


class DamagedJournalError(InputError):
    """A line in the middle of a draft cannot be read; what stands around it can be saved to a copy."""


class NewerFormatError(InputError):
    """A draft written by a later version of the program."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one input brought about; undone and redone as a whole."""

    did: str
    """In Chinese, for the account of an undo: 回答“办了两次培训”."""
    events: tuple[Event, ...]
    at: str = ""
    """Local time, ISO 8601, seconds."""

    @property
    def begins(self) -> bool:
        """It says whose draft this is."""
        return any(isinstance(event, Began) for event in self.events)

    @property
    def is_walk(self) -> bool:
        """It only goes from question to question, and changes nothing."""
        return bool(self.events) and all(isinstance(event, Jumped) for event in self.events)


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether everything is on disk."""

    is_saved: bool
    message: str = ""
    """Why not, and what to do."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class _Content:
    """A journal as read."""

    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    typing: str = ""
    end: int = 0
    """Bytes up to the last whole line."""
    is_torn: bool = False
    is_open: bool = False
    """The last line is whole but not ended, as some editors leave it."""
    bad_line: int | None = None
    """1-based number of the first line that cannot be read."""


class Journal:
    """One open draft. Whoever opens it second, or without the right to write, may only read."""

    def __init__(self, path: Path, content: _Content, lock: FileLock | None, notices: Sequence[str] = ()) -> None:
        """Use :meth:`create` or :meth:`open`."""
        self.path = path
        self.notices = tuple(notices)
        self.typing = content.typing
        """What stood in the answer box when the draft was left."""
        self._steps = list(content.steps)
        self._undone = list(content.undone)
        self._end = content.end
        self._lock = lock
        self._file: BinaryIO | None = None
        self._waiting: list[bytes] = []
        self._is_lost = False
        """What the file holds is no longer known: it must be written anew."""
        self.saved = Saved(True, at=self._steps[-1].at if self._steps else "")

    @classmethod
    def create(cls, path: Path) -> Journal:
        """A new draft; the file is made at once. OutputError if it exists or cannot be written."""
        lock: FileLock | None = None
        head = _head()
        try:
            if path.exists():
                raise OutputError(f"{path} 已经存在，请打开它继续，或换一个文件名。")
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = _acquired(path)
            with path.open("xb") as file:
                file.write(head)
                file.flush()
                os.fsync(file.fileno())
            journal = cls(path, _Content(end=len(head)), lock)
            journal._open_file()
        except (OSError, ValueError, Timeout) as error:
            _release(lock)
            # A name with a NUL in it is a ValueError, a Timeout an OSError without a number.
            in_use = "正被另一个程序使用" if isinstance(error, Timeout) else "文件名不能用"
            why = reason(error) if isinstance(error, OSError) and error.errno else in_use
            raise OutputError(f"无法在 {path.parent} 建立草稿（{why}），请换一个文件夹或文件名。") from error
        return journal

    @classmethod
    def open(cls, path: Path) -> Journal:
        """An existing draft, for reading and writing if possible.

        Raises InputError for what is no draft, NewerFormatError, or DamagedJournalError (see :func:`salvage`).
        """
        data = read_bytes(path, _WHAT)
        notices: list[str] = []
        lock: FileLock | None = None
        try:
            lock = _acquired(path)
            # It may have grown between reading and locking.
            data = read_bytes(path, _WHAT)
            writable = os.access(path, os.W_OK)
        except Timeout:
            lock, writable = None, False
            notices.append(
                f"{path.name} 正在另一个窗口或另一台电脑上打开，这里只能查看，不能修改。关掉那一个再打开即可。"
            )
        except OSError as error:
            lock, writable = None, False
            notices.append(f"无法写入 {path.parent}（{reason(error)}），只能查看；要修改请先复制到可以写入的文件夹。")
        if not writable and not notices:
            notices.append(f"{path.name} 是只读文件，只能查看；要修改请先复制一份或去掉只读属性。")
        if not writable:
            _release(lock)
            lock = None
        try:
            content = _read(data, path)
            if content.bad_line is not None:
                raise DamagedJournalError(
                    f"{path.name} 第 {content.bad_line} 行已损坏，无法打开。"
                    "可以把其余内容另存为修复副本后继续，原文件不动。"
                )
        except InputError:
            _release(lock)
            raise
        if content.is_torn:
            notices.append("上次没有正常退出，最后一步没有写完，已略去；此前的内容都在。")
        journal = cls(path, content, lock, notices)
        if lock is not None:
            journal._open_file(is_open=content.is_open)
        return journal

    @property
    def is_read_only(self) -> bool:
        """Nothing can be changed."""
        return self._lock is None

    @property
    def steps(self) -> Sequence[Step]:
        """The steps in force, oldest first."""
        return self._steps

    @property
    def undone(self) -> Sequence[Step]:
        """Steps that can be redone, the next one last."""
        return self._undone

    def state(self) -> DraftState:
        """The draft after all steps in force."""
        return fold(event for step in self._steps for event in step.events)

    def append(self, did: str, events: Iterable[Event]) -> Step:
        """Add a step and save it; see :attr:`saved` for whether that worked."""
        step = Step(did, tuple(events), _now())
        self._steps.append(step)
        if not step.is_walk:
            self._undone.clear()
        self._save({"at": step.at, "did": did, "events": [event_to_json(event) for event in step.events]})
        return step

    def undo(self) -> Step | None:
        """Take the last step back; None if there is none. What begins the draft is not undone."""
        if not self.can_undo:
            return None
        step = self._steps.pop()
        self._undone.append(step)
        self._save({"at": _now(), "undo": 1})
        return step

    @property
    def can_undo(self) -> bool:
        """There is a step that can be taken back."""
        return bool(self._steps) and (not self._steps[-1].begins or any(step.begins for step in self._steps[:-1]))

    def redo(self) -> Step | None:
        """Do the step last undone again; None if there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._steps.append(step)
        self._save({"at": _now(), "redo": 1})
        return step

    def keep_typing(self, text: str) -> None:
        """Keep what stands in the answer box and was not sent."""
        if text != self.typing and not self.is_read_only:
            self.typing = text
            self._save({"at": _now(), "typing": text})

    def retry(self) -> Saved:
        """Try again to write what could not be written."""
        if self._waiting:
            self._write()
        return self.saved

    def close(self) -> None:
        """Write what waits, let others open the draft."""
        if self._waiting:
            self._write()
        if self._file is not None:
            self._file.close()
            self._file = None
        _release(self._lock)
        self._lock = None

    def _open_file(self, *, is_open: bool = False) -> None:
        """Cut off what was torn, so that the next line begins on its own."""
        self._file = self.path.open("r+b", buffering=0)
        self._file.truncate(self._end)
        if is_open:
            self._waiting.append(b"\n")
            self._write()

    def _save(self, record: dict[str, Any]) -> None:
        self._waiting.append(_line(record))
        self._write()

    def _write(self) -> None:
        if self.is_read_only:
            self.saved = Saved(False, "草稿只能查看，改动没有保存。")
            return
        try:
            if self._is_lost or not self.path.exists():
                self._rewrite()
            elif self.path.stat().st_size != self._end:
                self._move_aside()
            else:
                self._put(b"".join(self._waiting))
        except OSError as error:
            self.saved = Saved(
                False,
                f"没能保存到 {self.path}（{reason(error)}）。"
                "内容还在程序里，请先不要关闭：腾出磁盘空间或检查磁盘后会自动再试。",
            )
            return
        self._waiting.clear()
        self.saved = Saved(True, at=_now())

    def _put(self, data: bytes) -> None:
        """Write at the end of what is known to be there, to the disk."""
        if self._file is None:
            self._file = self.path.open("r+b", buffering=0)
        try:
            self._file.seek(self._end)
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) :]
            os.fsync(self._file.fileno())
        except BaseException:  # Ctrl+C too must not leave half a line behind
            with suppress(OSError):
                self._file.truncate(self._end)
            raise
        self._end += len(data)

    def _rewrite(self) -> None:
        """The file is gone (deleted, moved, on a disk taken out): make it anew from what is known."""
        self._is_lost = True
        if self._file is not None:
            self._file.close()
            self._file = None
        lines = [_head()]
        for step in (*self._steps, *reversed(self._undone)):
            lines.append(_step_line(step))
        lines += [_line({"at": _now(), "undo": 1})] * len(self._undone)
        lines.append(_line({"at": _now(), "typing": self.typing}))
        self._file = self.path.open("w+b", buffering=0)
        self._end = 0
        self._put(b"".join(lines))
        self._is_lost = False

    def _move_aside(self) -> None:
        """Another program changed the file: leave its content alone and go on in a file of our own."""
        number = 1
        while (other := self.path.with_name(f"{self.path.stem}（另存{number}）{SUFFIX}")).exists():
            number += 1
        lock = _acquired(other)
        _release(self._lock)
        self.notices = (
            *self.notices,
            f"{self.path.name} 被别的程序改动过，以后的内容改存到 {other.name}，两份都保留。",
        )
        self.path, self._lock = other, lock
        self._rewrite()


def salvage(path: Path) -> Path:
    """Write everything readable of a damaged draft to a new file beside it; the original is left alone.

    A line that cannot be read becomes a step without events, so that undo and redo still pair.
    """
    number = 1
    while (copy := path.with_name(f"{path.stem}（修复{number}）{SUFFIX}")).exists():
        number += 1
    kept = [_head()]
    replayed = _State()
    head, *lines = read_bytes(path, _WHAT).split(b"\n")
    _check_head(head, path)
    for line in lines:
        if not line.strip(_BLANK):
            continue
        try:
            _apply(replayed, json.loads(line))
            kept.append(line.rstrip(_BLANK) + b"\n")
        except UnknownEventError as error:
            raise _newer(path, error) from error
        except _DAMAGE:
            damaged = Step("（已损坏的一步）", ())
            replayed.steps.append(damaged)
            kept.append(_step_line(damaged))
    try:
        copy.write_bytes(b"".join(kept))
    except OSError as error:
        raise OutputError(f"无法写入修复副本 {copy}（{reason(error)}），请把草稿复制到可写的文件夹再试。") from error
    return copy


def peek(path: Path) -> Began | None:
    """Organ and year of a draft without opening it; None for what cannot be read."""
    try:
        with path.open("rb") as file:
            for line in file:
                if b'"began"' in line:
                    events = [event_from_json(value) for value in json.loads(line)["events"]]
                    return next((event for event in events if isinstance(event, Began)), None)
    except (OSError, *_DAMAGE):
        return None
    return None


@dataclass
class _State:
    """What the lines read so far come to."""

    steps: list[Step]
    undone: list[Step]
    typing: str = ""

    def __init__(self) -> None:
        self.steps, self.undone = [], []


def _read(data: bytes, path: Path) -> _Content:
    if not data.strip(_BLANK):
        raise InputError(f"{path} 是空文件，不是年报草稿，请检查是否选错了文件。")
    lines = data.split(b"\n")
    _check_head(lines[0], path)
    state = _State()
    content = _Content(end=min(len(lines[0]) + 1, len(data)), is_open=len(lines) == 1)
    position = content.end
    last = max(number for number, line in enumerate(lines, start=1) if line.strip(_BLANK))
    for number, line in enumerate(lines[1:], start=2):
        is_last = number >= last
        is_open = number == len(lines)
        if line.strip(_BLANK):
            try:
                _apply(state, json.loads(line))
            except UnknownEventError as error:
                raise _newer(path, error, number) from error
            except _DAMAGE:
                content = replace(content, is_torn=True) if is_last else replace(content, bad_line=number)
                break
            content = replace(content, end=position + len(line) + (not is_open), is_open=is_open)
        elif is_last:
            content = replace(content, is_torn=b"\0" in line)
            break
        position += len(line) + 1
    return replace(content, steps=tuple(state.steps), undone=tuple(state.undone), typing=state.typing)


def _newer(path: Path, error: UnknownEventError, number: int | None = None) -> NewerFormatError:
    where = f"第 {number} 行" if number else "中有一行"
    return NewerFormatError(f"{path.name} {where}是新版本程序写的内容（{error}），请升级 nianbao 后再打开。")


def _check_head(line: bytes, path: Path) -> None:
    try:
        head = json.loads(line)
        version = head["format"] if head[_HEAD_KEY] == "draft" else None
    except _DAMAGE:
        version = None
    if not isinstance(version, int):
        raise InputError(f"{path} 不是年报草稿（.nianbao），请检查是否选错了文件。")
    if version > FORMAT:
        raise NewerFormatError(
            f"{path.name} 是新版本程序保存的草稿（格式 {version}），本程序只能读到格式 {FORMAT}，请升级 nianbao 后再打开。"
        )


def _apply(state: _State, record: Any) -> None:
    if not isinstance(record, dict):
        raise TypeError(f"record {record!r}")
    if "events" in record:
        events = tuple(event_from_json(value) for value in record["events"])
        step = Step(str(record.get("did", "")), events, str(record.get("at", "")))
        state.steps.append(step)
        if not step.is_walk:
            state.undone.clear()
    elif "undo" in record:
        state.undone.append(state.steps.pop())
    elif "redo" in record:
        state.steps.append(state.undone.pop())
    elif "typing" in record:
        state.typing = str(record["typing"])
    else:
        raise UnknownEventError("、".join(sorted(record)))


def _acquired(path: Path) -> FileLock:
    """The lock on a draft, held; Timeout if somebody else holds it."""
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
    lock.acquire()
    return lock


def _release(lock: FileLock | None) -> None:
    """Let go of a lock and leave no trace of it."""
    if lock is not None:
        with suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


def _head() -> bytes:
    return _line({_HEAD_KEY: "draft", "format": FORMAT, "created": _now(), "program": __version__})


def _step_line(step: Step) -> bytes:
    return _line({"at": step.at, "did": step.did, "events": [event_to_json(event) for event in step.events]})


def _line(record: dict[str, Any]) -> bytes:
    # Half a surrogate pair, as a broken terminal may send it, must not stop what is typed from being kept.
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass") + b"\n"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
