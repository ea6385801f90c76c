"""``nianbao diff``: two years side by side, in words and as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from last_reports import BUREAU, STREET, report

from assistant.render.formats import render
from assistant.report.model import Report
from assistant.reuse.difference import compare_reports
from assistant.reuse.similarity import CellChange
from assistant.tables.schema import T2, T3, T4, Tables

ZERO = Tables(T2.zeros(), T3.zeros(), T4.zeros())
NEW = STREET.replace("2023", "2024").replace("信息186条", "信息203条").replace("粉丝1.2万人", "粉丝<b>1.5万人")


def filled(name: str = "street", **cells: int) -> Report:
    return replace(report(name), tables=ZERO.with_cells({f"t3.{row}.total": n for row, n in cells.items()}))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "上年.txt", tmp_path / "今年.txt"
    old.write_text(STREET, encoding="utf-8")
    new.write_text(NEW, encoding="gb18030")
    return old, new


def test_changed_words_and_figures_are_called_out(run_cli, files: tuple[Path, Path]) -> None:
    code, out, err = run_cli("diff", *files)
    assert (code, err) == (0, "")
    assert "上年：澄岭区望桥街道办事处，2023 年" in out
    assert "[-186-][+203+]" in out
    assert "数：186 → 203" in out
    assert "（五）监督保障情况　与上年相同 100%" in out
    assert "没有读到统计表" in out


def test_cells_tell_absolute_and_relative_change(run_cli, tmp_path: Path) -> None:
    old, new = tmp_path / "上年.docx", tmp_path / "今年.html"
    old.write_bytes(render(filled(new_received=4, carried_in=0), "docx"))
    new.write_bytes(render(filled(new_received=5, carried_in=2), "html"))
    _, out, _ = run_cli("diff", old, new)
    assert re.search(r"新收.*：4 → 5（增加 1，25\.0%）", out)
    assert re.search(r"上年结转.*：0 → 2（增加 2）", out)
    assert "不同的有 2 格" in out


def test_the_page_is_whole_and_escaped_and_not_overwritten(run_cli, files: tuple[Path, Path], tmp_path: Path) -> None:
    page = tmp_path / "对照.html"
    code, out, _ = run_cli("diff", *files, "--html", page)
    assert code == 0
    assert str(page) in out
    text = page.read_text(encoding="utf-8")
    assert "<del>186</del>" in text
    assert "<ins>203</ins>" in text
    assert "<b>" not in text
    assert "http" not in text
    code, out, err = run_cli("diff", *files, "--html", page)
    assert (code, out) == (2, "")
    assert "未覆盖" in err
    assert run_cli("diff", *files, "--html", page, "--force").code == 0


def test_the_same_report_twice(run_cli, files: tuple[Path, Path]) -> None:
    _, out, _ = run_cli("diff", files[0], files[0])
    assert "完全相同" in out


def test_wrong_order_and_another_office_are_told(run_cli, files: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = files
    assert "先后好像反了" in run_cli("diff", new, old).out
    other = tmp_path / "别的.txt"
    other.write_text(BUREAU, encoding="utf-8")
    assert "单位名称不同" in run_cli("diff", old, other).out


@pytest.mark.parametrize("which", [0, 1])
def test_a_file_that_cannot_be_read_is_refused(run_cli, files: tuple[Path, Path], tmp_path: Path, which: int) -> None:
    both = list(files)
    both[which] = tmp_path / "没有.docx"
    code, out, err = run_cli("diff", *both, "--html", tmp_path / "对照.html")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert not (tmp_path / "对照.html").exists()


def test_parts_are_aligned_by_meaning_not_by_their_order() -> None:
    old = filled()
    overview = old.section("overview")
    turned = replace(overview, subsections=tuple(reversed(overview.subsections)))
    new = replace(old, sections=tuple(turned if s.key == "overview" else s for s in old.sections))
    assert compare_reports(old, new).is_same


SENTENCES = st.lists(st.text(alphabet="公开信息条一二12", min_size=1, max_size=8).map("{}。".format), max_size=5)


@settings(max_examples=examples(20), deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_sentence_of_both_stands_once(old: list[str], new: list[str]) -> None:
    from assistant.report.model import Paragraph

    def with_lead(texts: list[str]) -> Report:
        return replace(filled(), lead=tuple(Paragraph.of(text) for text in texts))

    difference = compare_reports(with_lead(old), with_lead(new))
    rows = [row for part in difference.parts if part.title == "编制说明" for row in part.sentences]
    bare = re.compile(r"^(?:[一二]是|[12][、．.])")
    assert sorted(row.old for row in rows if row.old) == sorted(text for text in old if not bare.match(text) and text)
    assert sorted(row.new for row in rows if row.new) == sorted(text for text in new if not bare.match(text) and text)


def test_change_of_a_cell() -> None:
    assert CellChange("t2.fee.amount", "", Decimal("12.6"), Decimal("10.08")).percent == Decimal("-20.0")
    assert CellChange("t3.granted.total", "", 0, 5).percent is None
    assert CellChange("t3.granted.total", "", None, 5).change is None
