"""Calls the command line does not know, help, version, pipes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import chinese

from assistant import __version__
from assistant.paths import cache_folder, office_bank_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("args", "tells"),
    [
        (("frobnicate",), "没有这个命令：frobnicate。用 nianbao --help"),
        (("tables", "frobnicate"), "没有这个命令：frobnicate。用 nianbao tables --help"),
        (("--frobnicate",), "没有 --frobnicate 这个选项"),
        (("draft", "a.yaml", "--tabels", "b"), "是不是 --tables？"),
        (("draft",), "缺少参数 ANSWERS.yaml。"),
        (("draft", "a.yaml", "b.yaml"), "多写了参数"),
        (("draft", "a.yaml", "--out"), "--out 后面缺少内容"),
        (("draft", "a.yaml", "--force=yes"), "--force"),
        (("match", "甲", "--top", "x"), "选项 --top 的值不合适：应当是整数。"),
        (("match", "甲", "--top", "51"), "不能大于 50"),
        (("tables", "check", "a", "--fail-on", "never"), "可用的值是 error, warning, info"),
    ],
)
def test_wrong_calls_are_told_in_one_chinese_sentence(run_cli, args: tuple[str, ...], tells: str) -> None:
    code, out, err = run_cli(*args)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert tells in err
    assert chinese(err)


def test_without_a_terminal_the_program_says_what_to_use(run_cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, out, err = run_cli()
    assert code == 2
    assert out == ""
    assert "nianbao chat --plain" in err


@pytest.mark.parametrize("args", [("tables",), ("phrases",)])
def test_a_call_without_command_shows_the_help(run_cli, args: tuple[str, ...]) -> None:
    code, out, err = run_cli(*args)
    assert "--help" in out + err
    assert chinese(out + err)
    assert code in {0, 2}


@pytest.mark.parametrize(
    "args",
    [("--help",), ("-h",), *((name, "--help") for name in ("draft", "match", "tables", "phrases")), ("phrases", "search", "-h")],
)  # fmt: skip
def test_help_is_chinese(run_cli, args: tuple[str, ...]) -> None:
    code, out, err = run_cli(*args)
    assert (code, err) == (0, "")
    assert chinese(out)


def test_version(run_cli) -> None:
    assert run_cli("--version") == (0, f"nianbao {__version__}\n", "")


def call(*args: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *args],
        env={**os.environ, "PYTHONPATH": str(ROOT), **changes},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )


def test_chinese_output_does_not_depend_on_the_console() -> None:
    done = call("draft", "没有.yaml", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 2
    assert "找不到答案文件 没有.yaml" in done.stderr.decode("utf-8")
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_a_closed_pipe_is_no_drama() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "phrases", "list"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
        process.wait()
    assert b"Traceback" not in errors
    assert b"BrokenPipe" not in errors


def test_folders_of_the_user_can_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_CACHE", "/somewhere")
    monkeypatch.setenv("NIANBAO_BANK", "/elsewhere")
    assert (cache_folder(), office_bank_folder()) == (Path("/somewhere"), Path("/elsewhere"))
    monkeypatch.delenv("NIANBAO_CACHE")
    monkeypatch.setenv("NIANBAO_BANK", "")
    assert cache_folder().name == "nianbao"
    assert office_bank_folder().parts[-2:] == ("nianbao", "phrasebank")
