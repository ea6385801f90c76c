"""Paths as people type, paste and drop them."""

from __future__ import annotations

import os
import urllib.parse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.typedpaths import free_path, refuse_unwritable, typed_path

posix = pytest.mark.skipif(os.name == "nt", reason="names of other systems")
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0", exclude_categories=("Cc", "Cs")), min_size=1)


@posix
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/文档/年 报.docx", "/文档/年 报.docx"),
        ('"/文档/年 报.docx"', "/文档/年 报.docx"),
        ("'/文档/a.docx' ", "/文档/a.docx"),
        ("“/文档/a.docx”", "/文档/a.docx"),
        (r"/文档/年\ 报\(1\).docx", "/文档/年 报(1).docx"),
        ("file:///文档/%E5%B9%B4%20报.docx", "/文档/年 报.docx"),
        ("file://localhost/a.docx", "/a.docx"),
        ("/文档/../b.docx", "/b.docx"),
        ("\u3000/a.docx\n", "/a.docx"),
    ],
)
def test_what_is_meant(typed: str, meant: str) -> None:
    assert typed_path(typed) == Path(meant)


def test_home_and_the_folder_one_is_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert typed_path("~/年报.docx") == tmp_path / "年报.docx"
    assert typed_path("年报.docx", tmp_path) == tmp_path / "年报.docx"
    monkeypatch.chdir(tmp_path)
    assert typed_path("年报.docx") == tmp_path / "年报.docx"


def test_the_home_of_nobody_is_a_name_like_any_other(tmp_path: Path) -> None:
    assert typed_path("~nobody-of-that-name/a", tmp_path) == tmp_path / "~nobody-of-that-name" / "a"


@posix
@given(NAMES)
def test_any_file_can_be_named_by_its_address(name: str) -> None:
    path = Path("/文档") / name / "x"
    assert typed_path(path.as_uri()) == Path(os.path.abspath(path))  # noqa: PTH100
    assert urllib.parse.unquote(path.as_uri()).endswith("x")


def test_a_free_name_counts_on(tmp_path: Path) -> None:
    path = tmp_path / "望桥街道2025年.nianbao"
    assert free_path(path) == path
    path.touch()
    (tmp_path / "望桥街道2025年（2）.nianbao").symlink_to(tmp_path / "gone")
    assert free_path(path).name == "望桥街道2025年（3）.nianbao"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(InputError, match="是一个文件"):
        refuse_unwritable(tmp_path / "文件" / "里面")
    refuse_unwritable(tmp_path / "还没有" / "的文件夹")


def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as a user who may do everything.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="没有权限"):
        refuse_unwritable(tmp_path)
