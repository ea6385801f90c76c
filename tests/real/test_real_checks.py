"""The checks on two published reports: exactly what report-standard.md §9 expects, and no other error or warning."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from originals import HUAIAN, SEED, huaian_figures, seed_figures

from assistant.checks.finding import Severity
from assistant.report.organ import Organ

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "checks"))
from check_samples import check, from_text, loud, real_tables


@pytest.mark.skipif(not SEED.is_file(), reason="reads the seed of ../shared, which is not there")
def test_the_seed_has_the_expected_findings() -> None:
    organ = Organ.of("卫东区东工人镇街道办事处")
    report = from_text(SEED.read_text(encoding="utf-8"), organ, 2024, real_tables(seed_figures()))
    findings = check(report)
    told = sorted((f.rule, str(f.severity)) for f in findings if f.severity is not Severity.INFO)
    assert told == [
        ("TQ-01", "error"),
        ("TQ-12", "warning"),
        ("TQ-19", "warning"),
        ("TQ-23", "warning"),
        ("TQ-31", "warning"),
        ("TQ-33", "warning"),
    ], loud(findings)
    (unanswered,) = [f for f in findings if f.rule == "TQ-19"]
    assert "公开形式、宣传引导" in unanswered.message
    assert {"TQ-32", "TQ-10", "TQ-25", "TQ-23"} <= {f.rule for f in findings if f.severity is Severity.INFO}


@pytest.mark.skipif(not HUAIAN.is_file(), reason="reads a report of ../shared, which is not there")
def test_the_city_report_has_no_error_or_warning() -> None:
    try:
        done = subprocess.run(["pdftotext", "-layout", str(HUAIAN), "-"], capture_output=True, check=True)
        figures = huaian_figures()
    except FileNotFoundError:
        pytest.skip("no pdftotext here")
    report = from_text(_joined(done.stdout.decode("utf-8")), Organ.of("淮安市人民政府"), 2024, real_tables(figures))
    assert "5500" in report.section("overview").subsections[0].text
    findings = check(report)
    assert loud(findings) == []
    assert {f.rule for f in findings} == {"TQ-30", "TQ-29", "TQ-14"}
    (unnamed,) = [f for f in findings if f.rule == "TQ-29"]
    assert "没有写到社会评议、责任追究，" in unnamed.message


def _joined(text: str) -> str:
    """Lines of the page put together to paragraphs: a new one begins at an indent."""
    found: list[str] = []
    for line in text.splitlines():
        plain = line.strip()
        if not plain or re.fullmatch(r"-\s*\d+\s*-", plain):
            continue
        starts = re.match(
            r"[一二三四五六]、|（[一二三四五]）|本报告由|2024 年，我市|对照上级|针对存在|2024 年，市政府严格", plain
        )
        if starts or not found or re.match(r"[一二三四五六]、", found[-1]) or "年度报告" in found[-1][-4:]:
            found.append(plain)
        else:
            found[-1] += plain
    return re.sub(r"(淮安市人民政府)\n(2024 年政府)", r"\1\2", "\n".join(found))
