"""What may be imported when, and what the core never touches."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from assistant.drafting import draft_from_files

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "assistant"
HEAVY = (
    "textual",
    "pypinyin",
    "jieba",
    "docxtpl",
    "docx",
    "openpyxl",
    "jinja2",
    "yaml",
    "rapidfuzz",
    "lxml",
    "pdfplumber",
)
CORE = ("matching", "tables", "checks", "report")

PROBE = """
import sys
from assistant.__main__ import main
sys.argv = ["nianbao", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *(name for name in {heavy!r} if name in sys.modules))
"""


def fresh(code: str, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "args", [("--help",), ("--version",), ("draft", "--help"), ("read", "--help"), ("tables", "--help")]
)
def test_help_and_version_import_nothing_heavy(args: tuple[str, ...]) -> None:
    *_, last = fresh(PROBE.format(heavy=HEAVY), *args).splitlines()
    assert last.split() == ["LOADED"]


def test_only_a_search_by_letters_loads_pinyin() -> None:
    *_, last = fresh(PROBE.format(heavy=("pypinyin",)), "phrases", "search", "业务培训").splitlines()
    assert last.split() == ["LOADED"]


def test_no_part_of_the_program_needs_a_terminal_ui() -> None:
    code = """
import importlib, pkgutil, sys
import assistant
for module in pkgutil.walk_packages(assistant.__path__, "assistant."):
    if not module.name.startswith(("assistant.tui", "assistant.__main__")):
        importlib.import_module(module.name)
print("textual" in sys.modules)
"""
    assert fresh(code).strip() == "False"


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


CORE_FILES = sorted(file for part in CORE for file in (PACKAGE / part).rglob("*.py"))


@pytest.mark.parametrize("file", CORE_FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_the_core_reads_and_writes_no_files(file: Path) -> None:
    forbidden = {"os", "pathlib", "shutil", "tempfile", "glob", "subprocess", "socket", "urllib", "http", "fileinput"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "exec", "eval", "__import__"}, f"line {node.lineno}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"read_text", "write_text", "read_bytes", "write_bytes"}, f"line {node.lineno}"
        for name in names:
            assert name.partition(".")[0] not in forbidden, f"line {node.lineno} imports {name}"


def test_a_whole_draft_opens_no_socket(examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    made = draft_from_files(examples / "street" / "answers.yaml", out=tmp_path, formats=("docx", "html", "md", "txt"))
    assert len(made.files) == 4
    assert all(file.stat().st_size for file in made.files)
