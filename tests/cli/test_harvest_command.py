"""``nianbao phrases harvest``: an office's old reports give phrases of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from assistant.phrases.bank import load_bank
from assistant.phrases.model import Phrase
from assistant.workbench import Workbench

ORGAN = "青河区望湖街道办事处"
NIGHT_SCHOOL = "依托“望湖夜校”给网格员讲信息公开业务6期，听课240人次"
LEAFLETS = "给独居老人逐户送去大字版办事折页1200份"
REPORT = """青河区望湖街道办事处2024年政府信息公开工作年度报告

本报告由望湖街道按照《中华人民共和国政府信息公开条例》编制，联系电话0500-1234567。

一、总体情况

2024年，望湖街道办事处把网格群当作公开渠道，在42个网格群转发惠民信息318条。

（一）主动公开情况

{leaflets}。申请人张小明对答复不服，已当面解释清楚并送达书面材料。{more}

（二）依申请公开情况

全年收到政府信息公开申请5件，均按期答复。

（五）监督保障情况

一是{school}。二是进一步加强组织领导，不断提高工作水平。三是5月18日请区档案馆的老师来街道讲档案整理和查阅办法。

二、主动公开政府信息情况

三、收到和处理政府信息公开申请情况

四、政府信息公开行政复议、行政诉讼情况

五、存在的主要问题及改进情况

主要存在以下问题：小区楼栋长流动大，门洞公示栏常有人手写涂改，街道一季度只能巡一遍。

六、其他需要报告的事项

本年度未收取信息处理费。
"""


@pytest.fixture(autouse=True)
def loaded_once(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an own layer the shipped bank is the same for all."""

    def opened(folders: tuple[Path, ...], notice: Callable[[str], None]) -> Workbench:
        return Workbench(folders, notice) if folders else workbench

    monkeypatch.setattr("assistant.shell.harvesting.Workbench", opened)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "本单位语库"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return written(tmp_path / "旧报告" / "2024年报告.txt")


def written(path: Path, *, school: str = NIGHT_SCHOOL, leaflets: str = LEAFLETS, more: str = "") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(REPORT.format(school=school, leaflets=leaflets, more=more), encoding="utf-8")
    return path


def own(folder: Path) -> list[Phrase]:
    shipped = load_bank().by_id
    return [phrase for phrase in load_bank((folder,)).phrases if phrase.id not in shipped]


def found(run_cli, *args: object) -> dict:
    return json.loads(run_cli("phrases", "harvest", *args, "--json").out)


def test_sentences_become_phrases_with_their_figures_and_names_as_blanks(run_cli, folder: Path, report: Path) -> None:
    groups = next(entry for entry in found(run_cli, report, "--bank", folder)["proposals"] if "网格群" in entry["text"])
    assert groups["text"].startswith("{{ 年 }}年，{{ 我单位 }}把网格群")
    code, out, _ = run_cli("phrases", "harvest", report, "--bank", folder, "--yes")
    assert code == 0
    texts = {phrase.text: phrase for phrase in own(folder)}
    school = next(phrase for text, phrase in texts.items() if "望湖夜校" in text)
    assert school.topic == "supervision.training"
    assert [slot.units for slot in school.slots] == [("期",), ("人次",)]
    assert not school.text.startswith("一是")
    assert f"已存 {len(texts)} 条" in out
    assert "2024年报告.txt，2024年报告·监督保障情况" in out


def test_what_says_nothing_or_is_told_elsewhere_is_left_out_and_counted(run_cli, folder: Path, report: Path) -> None:
    shown = found(run_cli, report, "--bank", folder)
    texts = " ".join(entry["sentence"] for entry in shown["proposals"])
    for absent in ("编制", "申请5件", "信息处理费", "不断提高工作水平", "以下问题", "张小明"):
        assert absent not in texts
    assert any(entry["sentence"].startswith("小区楼栋长流动大") for entry in shown["proposals"])
    left = shown["left_out"]
    assert left["编制说明"] == 1
    assert left["涉及个人信息或密级标志"] == 1
    assert left["没有写具体做了什么"] == 1
    assert left["统计表会自动写出"] == 2
    assert sum(left.values()) + len(shown["proposals"]) == shown["sentences"]


def test_a_date_of_that_year_wants_a_look_and_is_not_kept(run_cli, folder: Path, report: Path) -> None:
    shown = found(run_cli, report, "--bank", folder, "--yes")
    (dated,) = [entry for entry in shown["proposals"] if "5月18日" in entry["text"]]
    assert any("日期“5月18日”" in doubt for doubt in dated["doubts"])
    assert shown["written"] == sum(not entry["doubts"] for entry in shown["proposals"]) == len(own(folder))
    assert all("5月18日" not in phrase.text for phrase in own(folder))


def test_the_same_sentence_of_two_years_is_proposed_once(run_cli, folder: Path, report: Path) -> None:
    written(report.with_name("2023年报告.txt"), school=NIGHT_SCHOOL.replace("6期", "4期").replace("240", "160"))
    shown = found(run_cli, report.parent, "--bank", folder)
    assert sum("望湖夜校" in entry["text"] for entry in shown["proposals"]) == 1
    assert shown["left_out"]["与另一句相近"] >= 3


def test_what_the_bank_says_already_is_not_proposed(run_cli, folder: Path, report: Path) -> None:
    first = found(run_cli, report, "--bank", folder, "--yes")
    again = found(run_cli, report, "--bank", folder)
    assert first["written"] > 0
    assert [entry["text"] for entry in again["proposals"]] == [e["text"] for e in first["proposals"] if e["doubts"]]
    assert again["left_out"]["语库里已有相近的表述"] >= first["written"]


def test_nothing_is_written_before_she_agrees(
    run_cli, folder: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\n"))
    assert "没有存入" in run_cli("phrases", "harvest", report, "--bank", folder).out
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert run_cli("phrases", "harvest", report, "--bank", folder).code == 2
    assert not folder.exists()
    monkeypatch.setattr("sys.stdin", StringIO("y\n"))
    assert "已存" in run_cli("phrases", "harvest", report, "--bank", folder).out
    assert own(folder)


def test_a_file_of_proposals_can_be_imported_after_a_look(run_cli, tmp_path: Path, folder: Path, report: Path) -> None:
    out = tmp_path / "提取.yaml"
    harvest = partial(run_cli, "phrases", "harvest", report, "--bank", folder, "--out", out)
    assert harvest().code == 0
    text = out.read_text(encoding="utf-8")
    assert "#- " in text
    assert "待定：" in text
    assert not folder.exists()
    assert harvest().code == 2, "an existing file is not overwritten unasked"
    assert harvest("--force").code == 0
    assert run_cli("phrases", "import", out, "--bank", folder, "--yes").code == 0
    kept = own(folder)
    assert kept
    assert all("5月18日" not in phrase.text for phrase in kept)


def test_comments_of_the_offices_own_file_survive(run_cli, folder: Path, report: Path) -> None:
    folder.mkdir()
    (folder / "own.yaml").write_text("# 老王整理，勿删\n", encoding="utf-8")
    run_cli("phrases", "harvest", report, "--bank", folder, "--yes")
    assert (folder / "own.yaml").read_text(encoding="utf-8").startswith("# 老王整理，勿删\n")
    assert own(folder)


def test_one_bad_file_does_not_stop_the_others_but_nothing_read_is_an_error(
    run_cli, tmp_path: Path, folder: Path, report: Path
) -> None:
    bad = report.with_name("坏.docx")
    bad.write_bytes(b"PK\x03\x04 broken")
    code, out, err = run_cli("phrases", "harvest", report.parent, "--bank", folder, "--yes")
    assert code == 0
    assert "坏.docx" in err
    assert "读了 1 份报告" in out
    for paths in ((bad,), (bad, tmp_path / "没有.txt")):
        code, out, err = run_cli("phrases", "harvest", *paths, "--bank", folder)
        assert code == 2
        assert out == ""
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        ("为三类人群各印口袋书，分别为120本、158本、68本，放在社区便民窗口", "当年的数“158本”"),
        ("按照《2024年望湖街道网格公开清单》逐项补齐小区楼栋信息", "当年的文件名称"),
        ("在“邻里议事邻里办邻里评”专场活动上逐项解释改造方案", "“邻里议事邻里办邻里评”"),
    ],
)
def test_particulars_of_one_year_want_a_look(run_cli, folder: Path, report: Path, said: str, doubt: str) -> None:
    written(report, leaflets=said)
    (entry,) = [e for e in found(run_cli, report, "--bank", folder)["proposals"] if said[2:6] in e["sentence"]]
    assert any(doubt in told for told in entry["doubts"]), entry


@pytest.mark.parametrize(
    "more",
    [
        "其中社区网站发布信息120条、网格群转发300条。",
        "具体做法为以下几个方面：",
        "【待补：次数】次到小区门口讲政策给老人听。",
    ],
)
def test_pieces_that_do_not_stand_alone_are_not_proposed(run_cli, folder: Path, report: Path, more: str) -> None:
    before = found(run_cli, report, "--bank", folder)
    written(report, more=more)
    after = found(run_cli, report, "--bank", folder)
    assert after["proposals"] == before["proposals"]
    assert after["sentences"] == before["sentences"] + 1
