"""``nianbao check --fix | --comments | --html | --dismiss``: copies beside the report, which itself stays as it was."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document
from docx.shared import RGBColor
from test_check_command import CLEAN, report_with, written

from assistant.errors import InputError
from assistant.mending import mend
from assistant.render.formats import render
from assistant.reuse.reading import read_report
from assistant.shell.checking import check_data

RunCli = Callable[..., tuple[int, str, str]]
FAULTY = f"{CLEAN}做好统一布署,公开工作工作扎实；台帐齐全。我局逐条核对。"
MENDED = f"{CLEAN}做好统一部署，公开工作扎实；台账齐全。我局逐条核对。"


def management(path: Path) -> str:
    report = read_report(path.read_bytes(), str(path)).report
    return next(part.text for part in report.section("overview").subsections if part.group == "management")


@pytest.mark.parametrize("suffix", ["docx", "md", "txt"])
def test_certain_fixes_go_into_a_copy(run_cli: RunCli, tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, f"报告.{suffix}", FAULTY)
    before = path.read_bytes()
    code, out, err = run_cli("check", path, "--fix")
    copy = tmp_path / f"报告（已改）.{suffix}"
    assert path.read_bytes() == before
    assert management(copy) == MENDED
    # What was changed is told, and what needs a person: 我局 in a township's report.
    assert "已改 4 处" in err
    assert "TQ-25" in out
    assert "TQ-33" not in out
    assert code == 1
    # Nothing but the mended paragraph has changed.
    old, new = (read_report(one.read_bytes(), "报告.docx" if suffix == "docx" else str(one)) for one in (path, copy))
    assert [p.text for p in new.report.paragraphs()] == [
        MENDED if p.text == FAULTY else p.text for p in old.report.paragraphs()
    ]
    assert new.report.tables == old.report.tables


def test_a_copy_is_not_overwritten_unasked(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.md", FAULTY)
    copy = tmp_path / "报告（已改）.md"
    copy.write_text("旧的", encoding="utf-8")
    code, _, err = run_cli("check", path, "--fix")
    assert (code, copy.read_text(encoding="utf-8")) == (2, "旧的")
    assert "已经有了" in err
    assert run_cli("check", path, "--fix", "--force")[0] == 1
    assert management(copy) == MENDED


def test_nothing_certain_writes_no_copy(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.md", CLEAN)
    code, _, err = run_cli("check", path, "--fix")
    assert (code, sorted(one.name for one in tmp_path.iterdir())) == (0, ["报告.md"])
    assert "没有能直接改的地方" in err


def test_a_page_cannot_be_mended(run_cli: RunCli, tmp_path: Path) -> None:
    code, _, err = run_cli("check", written(tmp_path, "报告.html", FAULTY), "--fix")
    assert code == 2
    assert "只能改 .docx、.md 和 .txt" in err


def in_runs(path: Path, text: str, *pieces: str) -> None:
    """Set the text behind a run-in heading of a Word file in runs of different colours."""
    document = Document(str(path))
    paragraph = next(one for one in document.paragraphs if one.text.endswith(text))
    assert "".join(pieces) == text
    heading = paragraph.text.removesuffix(text)
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    paragraph.add_run(heading)
    for number, piece in enumerate(pieces):
        run = paragraph.add_run(piece)
        run.font.color.rgb = RGBColor(number + 1, 0, 0)
        run.font.bold = number % 2 == 0
    document.save(str(path))


def runs(path: Path, text: str) -> list[tuple[str, str, bool | None]]:
    paragraph = next(one for one in Document(str(path)).paragraphs if one.text.endswith(text))
    return [(run.text, str(run.font.color.rgb), run.font.bold) for run in paragraph.runs[1:] if run.text]


def test_runs_of_a_word_file_keep_their_format(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.docx", FAULTY)
    cut = FAULTY.index("布署") + 1
    in_runs(path, FAULTY, FAULTY[:cut], FAULTY[cut : cut + 4], FAULTY[cut + 4 :])
    run_cli("check", path, "--fix")
    copy = tmp_path / "报告（已改）.docx"
    assert management(copy) == MENDED
    assert [(colour, bold) for _, colour, bold in runs(copy, MENDED)] == [
        ("010000", True),
        ("020000", False),
        ("030000", True),
    ]
    # 布|署 → 部署: only 布 changes, in the run it stands in.
    assert next(text[-1] for text, _, _ in runs(copy, MENDED)) == "部"


def test_a_fix_across_runs_takes_the_first_format(run_cli: RunCli, tmp_path: Path) -> None:
    text = f"{CLEAN}依据国务院令第492号公布的现行条例办理。"
    path = written(tmp_path, "报告.docx", text)
    at = text.index("492")
    in_runs(path, text, text[: at + 1], text[at + 1 : at + 2], text[at + 2 :])
    run_cli("check", path, "--fix")
    right = text.replace("492", "711")
    assert [piece for piece, _, _ in runs(tmp_path / "报告（已改）.docx", right)] == [right[: at + 3], right[at + 3 :]]


def test_other_parts_of_the_word_file_stay_as_they_were(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.docx", FAULTY)
    run_cli("check", path, "--fix")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "报告（已改）.docx") as new:
        assert new.namelist() == old.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["word/document.xml"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_text_file_keeps_its_encoding_and_line_ends(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    text = mark + render(report_with(FAULTY), "txt").decode("utf-8").replace("\n", "\r\n")
    data = text.encode(encoding)
    checked, report = check_data(data, tmp_path / "报告.txt")
    from assistant.checklist import load_settings

    mended = mend(data, "报告.txt", report, checked.findings, load_settings())
    assert mended.data.decode(encoding) == text.replace("布署,公", "部署，公").replace("工作工作", "工作").replace(
        "台帐", "台账"
    )
    assert mended.lost == ()


def test_wrapped_lines_are_mended_where_they_stand(tmp_path: Path) -> None:
    text = render(report_with(f"{CLEAN}{'逐项登记并按季公布结果，' * 6}做好统一布署。"), "txt").decode("utf-8")
    lines = [
        "\n".join(line[i : i + 30] for i in range(0, len(line), 30)) if "统一布署" in line else line
        for line in text.split("\n")
    ]
    data = "\n".join(lines).encode()
    checked, report = check_data(data, tmp_path / "报告.txt")
    from assistant.checklist import load_settings

    mended = mend(data, "报告.txt", report, checked.findings, load_settings())
    changed = mended.data.decode()
    assert re.sub(r"\s", "", changed) == re.sub(r"\s", "", data.decode()).replace("布署", "部署")
    assert changed.count("\n") == data.decode().count("\n")


def test_a_broken_file_is_refused_in_words(tmp_path: Path) -> None:
    from assistant.reuse.editing import editable

    with pytest.raises(InputError, match="只能改"):
        editable(b"%PDF-1.4", "报告.pdf")
    with pytest.raises(InputError, match="损坏"):
        editable(b"PK\x03\x04 no archive", "报告.docx")


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.reuse import editing
    from assistant.reuse.commenting import CommentedFile

    monkeypatch.setattr(editing, "_MAX_UNPACKED", 10_000)
    data = render(report_with(CLEAN), "docx")
    for opened in (editing.editable, CommentedFile):
        with pytest.raises(InputError, match="解压后超过"):
            opened(data, "报告.docx")


def test_findings_become_comments_at_their_places(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.docx", FAULTY)
    before = path.read_bytes()
    code, out, err = run_cli("check", path, "--comments", "--json")
    findings = json.loads(out)["findings"]
    copy = tmp_path / "报告（批注）.docx"
    assert (code, path.read_bytes()) == (1, before)
    assert f"批注 {len(findings)} 条" in err
    document = Document(str(copy))
    told = {comment.comment_id: comment.text for comment in document.comments}
    assert sorted(text.partition("】")[2].partition("\n")[0] for text in told.values()) == sorted(
        finding["message"] for finding in findings
    )
    marked = {}
    for number, text in told.items():
        inside = document.element.body.xpath(
            f"//w:t[preceding::w:commentRangeStart[@w:id='{number}'] and following::w:commentRangeEnd[@w:id='{number}']]"
        )
        marked[text.partition("】")[0]] = "".join(one.text for one in inside)
    assert marked["【提醒 TQ-08"] == "工作工作"
    assert marked["【错误 TQ-25"] == "我局"
    # The text itself is what it was.
    assert management(copy) == FAULTY
    # The same report gives the same bytes.
    first = copy.read_bytes()
    run_cli("check", path, "--comments", "--force")
    assert copy.read_bytes() == first


def test_a_finding_without_a_place_is_at_its_heading(run_cli: RunCli, tmp_path: Path) -> None:
    report = report_with(CLEAN)
    report = type(report)(
        report.organ,
        report.year,
        report.title,
        report.lead,
        report.sections,
        report.tables.with_cells({"t3.new_received.total": 7}),
    )
    path = tmp_path / "报告.docx"
    path.write_bytes(render(report, "docx"))
    run_cli("check", path, "--comments")
    document = Document(str(tmp_path / "报告（批注）.docx"))
    starts = document.element.body.xpath("//w:commentRangeStart")
    places = {"".join(one.getparent().xpath(".//w:t/text()")) for one in starts}
    assert "三、收到和处理政府信息公开申请情况" in places


def test_only_word_files_take_comments(run_cli: RunCli, tmp_path: Path) -> None:
    code, _, err = run_cli("check", written(tmp_path, "报告.md", FAULTY), "--comments")
    assert code == 2
    assert "只能给 .docx 文件加批注" in err


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_for_the_leader(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.md", f"{CLEAN}公开工作工作<b>扎实</b>&amp;有序。我局逐条核对。")
    page = tmp_path / "核查.html"
    code, out, _ = run_cli("check", path, "--html", page, "--json")
    assert code == 1
    read = _Page()
    read.feed(page.read_text(encoding="utf-8"))
    assert all(finding["message"] in read.text for finding in json.loads(out)["findings"])
    assert "有错误，改正或说明原因后才能发布。" in read.text
    assert read.links == []
    assert not {"script", "link", "img", "b"} & set(read.tags)
    assert run_cli("check", path, "--html", page)[0] == 2
    assert run_cli("check", path, "--html", page, "--force")[0] == 1


def test_a_page_over_a_folder(run_cli: RunCli, tmp_path: Path) -> None:
    for name, text in (("甲", FAULTY), ("乙", CLEAN)):
        written(tmp_path / "各单位", f"{name}.md", text)
    (tmp_path / "各单位" / "丙.docx").write_bytes(b"no report")
    run_cli("check", tmp_path / "各单位", "--html", tmp_path / "汇总.html")
    read = _Page()
    read.feed((tmp_path / "汇总.html").read_text(encoding="utf-8"))
    assert "共 3 份报告" in read.text
    assert "1 份读不了" in read.text
    assert read.text.index("丙.docx") < read.text.index("甲.md") < read.text.index("乙.md")


def test_a_finding_is_put_aside_with_a_reason(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.md", f"{CLEAN}我局逐条核对。")
    _, out, _ = run_cli("check", path, "--json")
    (key,) = [key for key in json.loads(out)["keys"] if key.startswith("TQ-25")]
    code, out, err = run_cli("check", path, "--dismiss", key, "--reason", "这里说的是县局，原文如此")
    assert code == 0
    assert "已记下理由" in err
    assert "理由：这里说的是县局，原文如此" in out
    side = (tmp_path / "报告.核查忽略.yaml").read_text(encoding="utf-8")
    assert key in side
    # It stays aside, for folders too, and is told in JSON.
    code, out, _ = run_cli("check", path, "--json")
    told = json.loads(out)
    assert code == 0
    assert "TQ-25" not in [finding["rule"] for finding in told["findings"]]
    assert [(one["key"], one["reason"]) for one in told["dismissed"]] == [(key, "这里说的是县局，原文如此")]
    assert run_cli("check", tmp_path)[0] == 0


def test_a_finding_comes_back_with_new_evidence(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.md", f"{CLEAN}我局逐条核对。")
    run_cli("check", path, "--dismiss", "tq-25", "--reason", "原文如此")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("全年公开政府信息186条", "全年公开政府信息187条"), encoding="utf-8")
    assert run_cli("check", path)[0] == 0
    path.write_text(text.replace("我局逐条核对", "我局逐条核对并登记"), encoding="utf-8")
    code, out, _ = run_cli("check", path)
    assert code == 1
    assert "1 条说明对不上现在的报告" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--dismiss", "TQ-25"), "请用 --reason 写明理由"),
        (("--dismiss", "TQ-99", "--reason", "甲"), "核查结果里没有“TQ-99”"),
        (("--dismiss", "TQ-33", "--reason", "甲"), "请写全编号"),
        (("--reason", "甲"), "--reason 要和 --dismiss 一起用"),
    ],
)
def test_what_cannot_be_put_aside(run_cli: RunCli, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    path = written(tmp_path, "报告.md", FAULTY)
    code, _, err = run_cli("check", path, *arguments)
    assert (code, said in err) == (2, True), err
    assert not (tmp_path / "报告.核查忽略.yaml").exists()


def test_a_broken_side_file_is_named_with_its_line(run_cli: RunCli, tmp_path: Path) -> None:
    path = written(tmp_path, "报告.md", FAULTY)
    (tmp_path / "报告.核查忽略.yaml").write_text("- rule: TQ-25\n  key: TQ-25-1\n  reason: ''\n", encoding="utf-8")
    code, _, err = run_cli("check", path)
    assert code == 2
    assert "第 3 行" in err


def test_copies_are_made_of_one_report_at_a_time(run_cli: RunCli, tmp_path: Path) -> None:
    for name in "甲乙":
        written(tmp_path, f"{name}.md", FAULTY)
    for option in ("--fix", "--comments"):
        code, _, err = run_cli("check", tmp_path, option)
        assert code == 2
        assert "一次只能用于一份报告" in err
