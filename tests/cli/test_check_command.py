"""``nianbao check``: rules listed and explained; files and folders checked through the readers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.checks.registry import RULES
from assistant.render.formats import render
from assistant.report.model import Paragraph, Report, Section, Subsection, report_title
from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, SUBSECTION_TITLES
from assistant.tables.schema import T2, T3, T4, Tables

RunCli = Callable[..., tuple[int, str, str]]


def needs_readers() -> None:
    pytest.importorskip("assistant.reuse.reading", reason="reads report files")


def report_with(
    management: str, *, proactive: str = "全年公开政府信息186条，发布政策解读4篇，接受群众监督和查询。"
) -> Report:
    organ = Organ.of("云岭县临江镇人民政府")
    told = {
        "proactive": proactive,
        "requests": "全年未收到政府信息公开申请，未发生因政府信息公开引起的行政复议、行政诉讼。",
        "management": management,
        "platform": "维护政务公开专栏和微信公众号，在办事大厅设置查阅点1处，按季度自查栏目更新情况。",
        "supervision": "组织业务培训2次，参训46人次；公开工作纳入年度考核；开展社会评议1次；未发生责任追究情形。",
    }
    prose = {
        "issues": (
            "存在的问题：一是政策解读以文字为主，全年图解仅2篇；二是两名经办人员调整，新接手人员业务不熟。",
            "针对以上问题，采取以下措施：一是制作图解和短视频；二是安排经办人员跟班学习，做好交接。",
        ),
        "other": ("本年度未收取政府信息公开信息处理费，无其他需要报告的事项。",),
    }
    sections = tuple(
        Section(
            key,
            title,
            tuple(Paragraph.of(text) for text in prose.get(key, ())),
            tuple(Subsection(g, t, (Paragraph.of(told[g]),)) for g, t in SUBSECTION_TITLES.items())
            if key == "overview"
            else (),
        )
        for key, title in SECTION_TITLES.items()
    )
    lead = (
        "根据《中华人民共和国政府信息公开条例》编制本报告，统计期限自2025年1月1日起至2025年12月31日止。"
        "如有疑问，请与党政办公室联系，电话：0500-1234567。"
    )
    tables = Tables(T2.zeros(), T3.zeros(), T4.zeros())
    return Report(organ, 2025, report_title(organ.name, 2025), (Paragraph.of(lead),), sections, tables)


CLEAN = "信息发布实行初审、复审、终审，发布前逐条作保密审查；全年清理失效文件12份。"
FAULTY = f"{CLEAN}做好统一布署，公开工作工作扎实。我局逐条核对。"


def written(folder: Path, name: str, management: str, **more: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(report_with(management, **more), path.suffix[1:]))
    return path


def test_rules_are_listed_by_family(run_cli: RunCli) -> None:
    code, out, _ = run_cli("check", "--list")
    assert code == 0
    assert all(f"  {rule}" in out for rule in RULES)
    assert out.index("勾稽关系：") < out.index("与上年衔接：") < out.index("文字与统计表：") < out.index("文字质量：")


def test_a_rule_is_explained(run_cli: RunCli) -> None:
    code, out, _ = run_cli("check", "--explain", "nt-09")
    assert code == 0
    assert RULES["NT-09"].title in out
    assert "为什么：" in out
    assert "依据：" in out


def test_an_unknown_rule_is_answered_with_the_nearest(run_cli: RunCli) -> None:
    code, _, err = run_cli("check", "--explain", "TQ-99")
    assert code == 2
    assert "没有核查规则“TQ-99”" in err


def test_no_file_is_a_usage_error(run_cli: RunCli) -> None:
    code, _, err = run_cli("check")
    assert code == 2
    assert "请给出要核查的报告文件" in err


def test_an_empty_folder_is_bad_input(run_cli: RunCli, tmp_path: Path) -> None:
    code, _, err = run_cli("check", tmp_path)
    assert code == 2
    assert "没有报告文件" in err


@pytest.mark.parametrize("suffix", ["docx", "md", "txt", "html"])
def test_a_clean_file_passes(run_cli: RunCli, tmp_path: Path, suffix: str) -> None:
    needs_readers()
    code, out, _ = run_cli("check", written(tmp_path, f"甲.{suffix}", CLEAN), "--fail-on", "warning")
    assert (code, "没有发现问题。" in out) == (0, True), out


@pytest.mark.parametrize("suffix", ["docx", "md", "txt", "html"])
def test_findings_of_a_file_as_json(run_cli: RunCli, tmp_path: Path, suffix: str) -> None:
    needs_readers()
    code, out, _ = run_cli("check", written(tmp_path, f"甲.{suffix}", FAULTY), "--json")
    assert code == 1
    findings = json.loads(out)["findings"]
    assert sorted(f["rule"] for f in findings if f["severity"] != "info") == ["TQ-08", "TQ-25", "TQ-33"]
    for finding in findings:
        assert set(finding) == {"rule", "severity", "where", "message", "excerpt", "fix"}
        assert set(finding["where"]) == {"section", "subsection", "cell", "start", "end"}
    wrong = next(f for f in findings if f["rule"] == "TQ-33")
    assert FAULTY[wrong["where"]["start"] : wrong["where"]["end"]] == "布署"


def test_findings_are_grouped_by_part_and_without_colour_in_a_pipe(run_cli: RunCli, tmp_path: Path) -> None:
    needs_readers()
    code, out, _ = run_cli("check", written(tmp_path, "甲.md", FAULTY))
    assert code == 1
    assert "【总体情况 · 政府信息管理情况】" in out
    assert "\x1b" not in out
    assert "有错误未处理" in out


def test_fail_on_chooses_the_level(run_cli: RunCli, tmp_path: Path) -> None:
    needs_readers()
    only_warning = written(tmp_path, "甲.md", f"{CLEAN}做好统一布署。")
    assert run_cli("check", only_warning)[0] == 0
    assert run_cli("check", only_warning, "--fail-on", "warning")[0] == 1


def test_wrong_headings_of_a_file_are_found(run_cli: RunCli, tmp_path: Path) -> None:
    needs_readers()
    path = written(tmp_path, "甲.txt", CLEAN)
    path.write_text(
        path.read_text(encoding="utf-8").replace("四、政府信息公开行政复议", "三、政府信息公开行政复议"),
        encoding="utf-8",
    )
    _, out, _ = run_cli("check", path, "--json")
    assert "TQ-02" in [finding["rule"] for finding in json.loads(out)["findings"]]


def test_a_folder_gives_a_summary_and_goes_on_past_bad_files(run_cli: RunCli, tmp_path: Path) -> None:
    needs_readers()
    for number in range(3):
        written(tmp_path, f"单位{number}/报告.md", CLEAN if number else FAULTY)
    (tmp_path / "坏.docx").write_bytes(b"not a word file at all")
    code, out, err = run_cli("check", tmp_path)
    assert code == 2
    assert "共 4 份" in out
    assert "1 份读不了" in out
    assert "已核查 4/4 份" in err


def test_a_folder_as_json_is_one_line_per_file(run_cli: RunCli, tmp_path: Path) -> None:
    needs_readers()
    for number in range(7):
        written(tmp_path, f"{number}.md", FAULTY if number == 3 else CLEAN)
    code, out, _ = run_cli("check", tmp_path, "--json", "--jobs", "2")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [len([f for f in line["findings"] if f["severity"] != "info"]) for line in lines] == [0, 0, 0, 3, 0, 0, 0]
    assert [Path(line["file"]).name for line in lines] == [f"{number}.md" for number in range(7)]


def test_last_year_is_compared(run_cli: RunCli, tmp_path: Path) -> None:
    needs_readers()
    now = written(tmp_path, "今年.docx", CLEAN)
    before = written(tmp_path, "上年.docx", CLEAN, proactive="去年公开信息98条，主要是惠农补贴名单和工作简报等内容。")
    _, out, _ = run_cli("check", now, "--last-year", before, "--json")
    assert "TQ-20" in [finding["rule"] for finding in json.loads(out)["findings"]]


def test_a_sum_is_held_against_the_reports_below(tmp_path: Path, run_cli: RunCli) -> None:
    needs_readers()
    total = written(tmp_path, "汇总.docx", CLEAN)
    for name in ("甲镇.docx", "乙镇.html"):
        written(tmp_path / "下级", name, CLEAN)
    code, out, _ = run_cli("check", str(total), "--units", str(tmp_path / "下级"), "--json")
    assert (code, "XY-09" in out) == (0, False)
    report = report_with(CLEAN)
    tables = report.tables.with_cells({"t2.license.decided": 2})
    (tmp_path / "下级" / "丙镇.md").write_bytes(render(replace(report, tables=tables), "md"))
    code, out, _ = run_cli("check", str(total), "--units", str(tmp_path / "下级"), "--json")
    (finding,) = [finding for finding in json.loads(out)["findings"] if finding["rule"] == "XY-09"]
    assert (code, finding["severity"], finding["where"]["cell"]) == (0, "info", "t2.license.decided")
    assert "填 0，合计 2" in finding["message"]
    code, _, err = run_cli("check", str(total), "--units", str(tmp_path / "没有"))
    assert code == 2
    assert "没有" in err
