"""The draft on disk: appended, walked back and forth, torn, damaged, locked, and kept when the disk is full."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from depth import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interview_samples import ORGAN, YEAR
from journal_samples import begin, jump, process, said, say, skip

from assistant.errors import InputError, OutputError
from assistant.interview import journal as module
from assistant.interview.journal import DamagedJournalError, Journal, NewerFormatError, peek, salvage
from assistant.interview.state import Answered, Began, Settled, Typed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "我的 草稿" / "青枫街道 2024（第一稿）.nianbao"


def reopened(journal: Journal) -> Journal:
    journal.close()
    return Journal.open(journal.path)


def files(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_draft_is_written_step_by_step(path: Path) -> None:
    journal = begin(path)
    say(journal, "办了两次培训")
    on_disk = path.read_bytes()
    assert journal.saved.is_saved
    assert json.loads(on_disk.splitlines()[0])["format"] == 1
    assert [json.loads(line).get("did") for line in on_disk.splitlines()[1:]] == [
        "填写单位和年份",
        "回答“办了两次培训”",
    ]
    state = journal.state()
    again = reopened(journal)
    assert again.state() == state
    assert again.steps == journal.steps
    assert again.notices == ()
    again.close()
    assert path.read_bytes() == on_disk
    assert files(path.parent) == [path.name]


def test_undo_and_redo_walk_over_restarts(path: Path) -> None:
    journal = begin(path)
    for text in "甲乙丙":
        say(journal, text)
    assert journal.undo() is not None
    journal = reopened(journal)
    assert said(journal) == ["甲", "乙"]
    undone = journal.undo()
    assert undone is not None
    assert undone.did == "回答“乙”"
    journal = reopened(journal)
    assert [step.did for step in journal.undone] == ["回答“丙”", "回答“乙”"]
    redone = journal.redo()
    assert redone is not None
    journal = reopened(journal)
    assert said(journal) == ["甲", "乙"]
    assert journal.redo() is not None
    assert journal.redo() is None
    assert said(journal) == ["甲", "乙", "丙"]
    journal.close()


def test_a_new_step_forgets_what_was_undone_and_going_about_does_not(path: Path) -> None:
    journal = begin(path)
    say(journal, "甲")
    say(journal, "乙")
    journal.undo()
    jump(journal, "platform.website")
    journal = reopened(journal)
    assert len(journal.undone) == 1
    journal.redo()
    assert said(journal) == ["甲", "乙"]
    journal.undo()
    say(journal, "丙")
    journal = reopened(journal)
    assert journal.redo() is None
    assert said(journal) == ["甲", "丙"]
    journal.close()


def test_what_begins_a_draft_stays_and_a_later_change_of_it_does_not(path: Path) -> None:
    journal = begin(path)
    assert journal.undo() is None
    say(journal, "甲")
    journal.append("修改单位信息", [Began(ORGAN, YEAR + 1)])
    journal = reopened(journal)
    assert journal.can_undo
    journal.undo()
    assert journal.state().year == YEAR
    journal.undo()
    assert said(journal) == []
    assert not journal.can_undo
    assert journal.undo() is None
    journal.close()


def test_what_was_typed_and_not_sent_is_kept(path: Path) -> None:
    journal = begin(path)
    journal.keep_typing("还没说完")
    size = path.stat().st_size
    journal.keep_typing("还没说完")
    assert path.stat().st_size == size
    journal = reopened(journal)
    assert journal.typing == "还没说完"
    journal.keep_typing("")
    journal = reopened(journal)
    assert journal.typing == ""
    journal.close()


def test_half_a_character_of_a_broken_terminal_does_not_stop_the_saving(path: Path) -> None:
    journal = begin(path)
    say(journal, "坏\ud83d的字")
    journal = reopened(journal)
    assert said(journal) == ["坏\ud83d的字"]
    journal.close()


# Torn tails


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A journal with steps, an undo, a redo and something typed."""
    path = tmp_path_factory.mktemp("whole") / "整份.nianbao"
    journal = begin(path)
    for text in ("办了两次培训", "𠮷林路社区", "三"):
        say(journal, text)
    journal.undo()
    journal.redo()
    journal.undo()
    skip(journal, "platform.website")
    journal.keep_typing("正在写")
    journal.close()
    return path.read_bytes()


def steps_after(lines: list[bytes]) -> list[str]:
    """What is in force after these lines, by the book."""
    done: list[str] = []
    undone: list[str] = []
    for line in lines:
        record = json.loads(line)
        if "did" in record:
            done.append(record["did"])
            undone.clear()
        elif "undo" in record:
            undone.append(done.pop())
        elif "redo" in record:
            done.append(undone.pop())
    return done


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(30))
@given(data=st.data(), zeros=st.sampled_from([0, 1, 512]))
def test_a_file_cut_anywhere_opens_with_what_was_whole(
    whole: bytes, tmp_path: Path, data: st.DataObject, zeros: int
) -> None:
    cut = data.draw(st.integers(0, len(whole)))
    path = tmp_path / "断.nianbao"
    path.write_bytes(whole[:cut] + b"\0" * zeros)
    head = whole.index(b"\n")
    if cut < head or (cut == head and zeros):
        with pytest.raises(InputError, match=r"不是年报草稿|是空文件"):
            Journal.open(path)
        return
    try:
        journal = Journal.open(path)
        lines = [line for line in whole[:cut].split(b"\n")[1:] if line]
        if lines and not whole[:cut].endswith(b"\n") and whole[cut : cut + 1] != b"\n":
            lines.pop()
        if lines and zeros and not whole[:cut].endswith(b"\n"):
            lines = [line for line in whole[:cut].split(b"\n")[1:-1] if line]
        assert [step.did for step in journal.steps] == steps_after(lines)
        is_whole = whole[cut - 1 : cut] == b"\n" or whole[cut : cut + 1] in (b"\n", b"")
        assert bool(journal.notices) == (bool(zeros) or not is_whole)
        say(journal, "断后再写")
        assert journal.saved.is_saved
        again = reopened(journal)
        assert again.notices == ()
        assert [step.did for step in again.steps] == [*steps_after(lines), "回答“断后再写”"]
        again.close()
    finally:
        for leftover in tmp_path.iterdir():
            leftover.unlink()


KILLED = """
import sys
from pathlib import Path
from journal_samples import begin, say
journal = begin(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    say(journal, f"第{number}句" + "很长的话" * 200)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_while_writing_nothing_that_was_told_saved_is_lost(path: Path) -> None:
    writer = process(KILLED, path)
    assert writer.stdout is not None
    for _ in range(25):
        acknowledged = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest = writer.communicate()[0].split()
    acknowledged = int(rest[-1]) if rest else acknowledged
    journal = Journal.open(path)
    kept = [text.partition("句")[0] for text in said(journal)]
    assert kept[:acknowledged] == [f"第{number}" for number in range(1, acknowledged + 1)]
    assert len(kept) <= acknowledged + 1
    assert not journal.is_read_only
    say(journal, "接着写")
    journal = reopened(journal)
    assert said(journal)[-1] == "接着写"
    journal.close()


def test_editors_may_leave_out_the_last_line_break_or_add_a_mark(path: Path) -> None:
    journal = begin(path)
    say(journal, "甲")
    journal.close()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n").rstrip())
    journal = Journal.open(path)
    assert journal.notices == ()
    say(journal, "乙")
    journal = reopened(journal)
    assert said(journal) == ["甲", "乙"]
    journal.close()


# Damage


def damaged(path: Path, line: bytes, at: int = 2) -> Path:
    journal = begin(path)
    for text in "甲乙丙":
        say(journal, text)
    journal.undo()
    journal.close()
    lines = path.read_bytes().split(b"\n")
    lines[at] = line
    path.write_bytes(b"\n".join(lines))
    return path


@pytest.mark.parametrize(
    "line",
    [
        b'{"at":"","did":"',
        b"\0" * 40,
        "改坏了".encode("gbk"),
        b"[1,2]",
        b"7",
        b"null",
        b"[" * 100_000,
        b'{"events":5}',
        b'{"events":[{"event":"answered","answer":1,"group":"lunch","text":"","facts":[]}]}',
        b'{"redo":1}',
    ],
)
def test_a_broken_line_in_the_middle_is_named_and_the_rest_saved_to_a_copy(path: Path, line: bytes) -> None:
    damaged(path, line)
    before = path.read_bytes()
    if line.strip(b"\0"):
        with pytest.raises(DamagedJournalError, match="第 3 行已损坏"):
            Journal.open(path)
        assert files(path.parent) == [path.name]
    copy = salvage(path)
    assert path.read_bytes() == before
    assert copy.name == "青枫街道 2024（第一稿）（修复1）.nianbao"
    journal = Journal.open(copy)
    assert said(journal) == ["乙"]
    journal.redo()
    assert said(journal) == ["乙", "丙"]
    journal.close()
    assert salvage(path).name.endswith("（修复2）.nianbao")


def test_a_copy_of_a_draft_that_cannot_be_written_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged(path, b"{")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        salvage(path)


@pytest.mark.parametrize(
    "line",
    [
        b'{"at":"","events":[{"event":"dreamt","text":"..."}]}',
        b'{"at":"","merged":{"from":"b.nianbao"}}',
    ],
)
def test_what_a_later_version_wrote_is_not_taken_for_damage(path: Path, line: bytes) -> None:
    damaged(path, line)
    with pytest.raises(NewerFormatError, match="第 3 行是新版本程序写的"):
        Journal.open(path)
    with pytest.raises(NewerFormatError, match="升级"):
        salvage(path)
    assert files(path.parent) == [path.name]


def test_a_newer_format_is_refused(path: Path) -> None:
    begin(path).close()
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    with pytest.raises(NewerFormatError, match="格式 2"):
        Journal.open(path)


@pytest.mark.parametrize(
    ("content", "tells"),
    [
        (b"", "是空文件"),
        (b"\0" * 4096, "是空文件"),
        ("政府信息公开工作年度报告\n".encode("gbk"), "不是年报草稿"),
        (b"PK\x03\x04\x14\x00\x06\x00docx", "不是年报草稿"),
        (b'{"name": "x"}\n', "不是年报草稿"),
        (b'{"nianbao": "draft", "format": "1"}\n', "不是年报草稿"),
        (b'["nianbao"]\n', "不是年报草稿"),
    ],
)
def test_what_is_no_draft_is_refused_and_left_alone(tmp_path: Path, content: bytes, tells: str) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=tells) as caught:
        Journal.open(path)
    assert "报告.docx" in caught.value.message
    with pytest.raises(InputError):
        salvage(path)
    assert files(tmp_path) == ["报告.docx"]
    assert path.read_bytes() == content


def test_a_draft_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到草稿"):
        Journal.open(tmp_path / "没有.nianbao")
    with pytest.raises(InputError, match="文件夹"):
        Journal.open(tmp_path)
    assert files(tmp_path) == []


def test_peeking_tells_whose_draft_it_is(path: Path) -> None:
    assert peek(path) is None
    begin(path).close()
    assert peek(path) == Began(ORGAN, YEAR)
    path.write_bytes(b'{"began"')
    assert peek(path) is None


# Making a draft


def test_a_draft_that_exists_is_not_made_again(path: Path) -> None:
    journal = begin(path)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="已经存在"):
        Journal.create(path)
    assert path.read_bytes() == before
    journal.close()


@pytest.mark.parametrize("name", ["file/草稿.nianbao", "长" * 200 + ".nianbao", "a\0b.nianbao"])
def test_a_draft_that_cannot_be_made_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="无法在"):
        Journal.create(tmp_path / name)
    assert files(tmp_path) == ["file"]


def test_a_disk_that_is_full_from_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        Journal.create(tmp_path / "草稿.nianbao")
    assert not list(tmp_path.glob(".*.lock"))


# Two programs


HOLDS = """
import sys
from pathlib import Path
from assistant.interview.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
journal.close()
print("closed", flush=True)
sys.stdin.readline()
"""


def test_the_second_program_may_only_read(path: Path) -> None:
    begin(path).close()
    holder = process(HOLDS, path)
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    before = path.read_bytes()
    journal = Journal.open(path)
    assert journal.is_read_only
    assert "只能查看" in journal.notices[0]
    assert "另一个窗口" in journal.notices[0]
    journal.keep_typing("不写下去")
    journal.append("回答", [Answered(1, "other", None, "甲", ("甲",)), Settled(1, 0, Typed("甲"))])
    assert not journal.saved.is_saved
    assert "没有保存" in journal.saved.message
    journal.close()
    assert path.read_bytes() == before
    holder.stdin.write("\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "closed\n"
    free = Journal.open(path)
    assert not free.is_read_only
    free.close()
    holder.communicate("\n")


def test_a_lock_left_by_a_program_that_was_killed_does_not_bind(path: Path) -> None:
    begin(path).close()
    holder = process(HOLDS, path)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    journal = Journal.open(path)
    assert not journal.is_read_only
    journal.close()


def test_a_folder_that_cannot_be_written_is_only_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(path).close()

    def refuse(_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(module.FileLock, "acquire", refuse)
    journal = Journal.open(path)
    assert journal.is_read_only
    assert "没有权限" in journal.notices[0]
    assert "复制" in journal.notices[0]
    journal.close()


def test_a_file_that_cannot_be_written_is_only_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(path).close()
    monkeypatch.setattr(module.os, "access", lambda *_: False)
    journal = Journal.open(path)
    assert journal.is_read_only
    assert "只读文件" in journal.notices[0]
    assert files(path.parent) == [path.name]
    journal.close()


# Disks


class FullDisk:
    """Stands between journal and file: takes some bytes, then there is no room."""

    def __init__(self, file: Any, room: int) -> None:
        self.file = file
        self.room = room

    def write(self, data: Any) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = self.file.write(bytes(data[: self.room]))
        self.room -= taken
        return int(taken)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def on_full_disk(journal: Journal, room: int) -> FullDisk:
    disk = FullDisk(journal._file, room)
    journal._file = disk  # type: ignore[assignment]
    return disk


@pytest.mark.parametrize("room", [0, 1, 30, 100])
def test_a_full_disk_is_told_at_once_and_written_to_when_there_is_room(path: Path, room: int) -> None:
    journal = begin(path)
    before = path.read_bytes()
    disk = on_full_disk(journal, room)
    say(journal, "甲")
    assert not journal.saved.is_saved
    assert "磁盘已满" in journal.saved.message
    assert path.read_bytes() == before
    say(journal, "乙")
    journal.undo()
    assert said(journal) == ["甲"]
    assert not journal.retry().is_saved
    disk.room = 10_000
    assert journal.retry().is_saved
    state = journal.state()
    journal = reopened(journal)
    assert journal.state() == state
    journal.redo()
    assert said(journal) == ["甲", "乙"]
    journal.close()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from journal_samples import begin, said, say
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
journal = begin(path)
room = path.stat().st_size + 120
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
say(journal, "放不下的一句" * 20)
print(journal.saved.is_saved, journal.saved.message != "", said(journal)[0][:6])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
say(journal, "又一句")
print(journal.saved.is_saved)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_disk_that_fills_in_the_middle_of_a_line(path: Path) -> None:
    out, _ = process(LIMITED, path).communicate()
    assert out.split() == ["False", "True", "放不下的一句", "True"]
    journal = Journal.open(path)
    assert journal.notices == ()
    assert said(journal) == ["放不下的一句" * 20, "又一句"]
    journal.close()


def test_what_waits_is_written_when_the_draft_is_closed(path: Path) -> None:
    journal = begin(path)
    disk = on_full_disk(journal, 0)
    say(journal, "甲")
    disk.room = 10_000
    journal = reopened(journal)
    assert said(journal) == ["甲"]
    journal.close()


def test_a_file_that_was_deleted_is_made_anew(path: Path) -> None:
    journal = begin(path)
    for text in "甲乙丙":
        say(journal, text)
    journal.undo()
    journal.undo()
    journal.keep_typing("没发出")
    path.unlink()
    say(journal, "丁")
    assert journal.saved.is_saved
    journal = reopened(journal)
    assert said(journal) == ["甲", "丁"]
    assert journal.typing == "没发出"
    journal.undo()
    path.unlink()
    journal.redo()
    journal.undo()
    journal = reopened(journal)
    assert said(journal) == ["甲"]
    journal.redo()
    assert said(journal) == ["甲", "丁"]
    journal.close()


def test_a_folder_that_is_taken_away_and_comes_back(path: Path) -> None:
    journal = begin(path)
    say(journal, "甲")
    away = path.parent.rename(path.parent.with_name("拔出的盘"))
    say(journal, "乙")
    assert not journal.saved.is_saved
    say(journal, "丙")
    assert not journal.retry().is_saved
    away.rename(path.parent)
    assert journal.retry().is_saved
    journal = reopened(journal)
    assert said(journal) == ["甲", "乙", "丙"]
    journal.close()


def test_a_new_file_that_does_not_fit_is_written_when_there_is_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = begin(path)
    say(journal, "甲")
    path.unlink()
    opened = Path.open
    disks: list[FullDisk] = []

    def narrow(self: Path, *args: Any, **kwargs: Any) -> Any:
        file = opened(self, *args, **kwargs)
        if self != path:
            return file
        disks.append(FullDisk(file, 50))
        return disks[-1]

    monkeypatch.setattr(Path, "open", narrow)
    say(journal, "乙")
    assert not journal.saved.is_saved
    assert not journal.retry().is_saved
    monkeypatch.undo()
    assert journal.retry().is_saved
    assert len(disks) == 2
    assert journal.notices == ()
    journal = reopened(journal)
    assert said(journal) == ["甲", "乙"]
    journal.close()
    assert files(path.parent) == [path.name]


def test_a_file_another_program_changed_is_left_alone(path: Path) -> None:
    journal = begin(path)
    say(journal, "甲")
    with path.open("ab") as file:
        file.write("别的程序写的\n".encode())
    changed = path.read_bytes()
    say(journal, "乙")
    assert journal.saved.is_saved
    assert path.read_bytes() == changed
    assert journal.path.name == "青枫街道 2024（第一稿）（另存1）.nianbao"
    assert "两份都保留" in journal.notices[-1]
    other = Journal.open(journal.path)
    assert other.is_read_only, "the new file is locked as the old one was"
    other.close()
    say(journal, "丙")
    journal = reopened(journal)
    assert said(journal) == ["甲", "乙", "丙"]
    journal.close()
    assert files(path.parent) == sorted([path.name, journal.path.name])


@pytest.mark.skipif(os.name == "nt", reason="names of Unix")
def test_names_with_anything_a_file_system_takes(tmp_path: Path) -> None:
    path = tmp_path / "['x'] {1} *?.nianbao"
    journal = begin(path)
    say(journal, "甲")
    journal = reopened(journal)
    assert said(journal) == ["甲"]
    journal.close()


def test_an_interrupt_while_writing_leaves_no_half_line(path: Path) -> None:
    journal = begin(path)
    before = path.read_bytes()
    disk = on_full_disk(journal, 30)

    def interrupted(data: Any) -> int:
        if disk.room <= 0:
            raise KeyboardInterrupt
        return FullDisk.write(disk, data)

    disk.write = interrupted  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        say(journal, "甲")
    assert path.read_bytes() == before
    del disk.write
    disk.room = 10_000
    assert journal.retry().is_saved
    journal = reopened(journal)
    assert said(journal) == ["甲"]
    assert journal.path == path
    journal.close()
