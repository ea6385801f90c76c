"""The interview line by line: whole stories over streams and through a real process."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from last_reports import STREET

from assistant.errors import InputError
from assistant.interview import journal as journal_module
from assistant.interview.commands import COMMANDS
from assistant.interview.engine import AskChoice, AskQuestion, AskSlot
from assistant.interview.journal import Journal
from assistant.interview.session import Session
from assistant.interview.state import DraftState, PhraseChoice, Typed
from assistant.report.standard import OrganKind
from assistant.reuse.reading import read_report
from assistant.reuse.rollforward import promises_of
from assistant.shell import chat_tables
from assistant.shell.chat import chat
from assistant.tables.schema import Tables

ROOT = Path(__file__).resolve().parents[2]
ORGAN = "云溪区青枫街道办事处"
START = (ORGAN, "2024", "", "")
"""Name, year, no tables, no tables of last year."""
TRAINING = "办了两次培训，四十来人"

Talk = Callable[..., str]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("NIANBAO_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("NIANBAO_BANK", str(tmp_path / "own-bank"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "青枫 [2024]" / "草稿.nianbao"


def talk(path: Path | None, *lines: str, encoding: str = "utf-8") -> str:
    """What is answered to these lines."""
    out = StringIO()
    assert chat(path, None, BytesIO("".join(f"{line}\n" for line in lines).encode(encoding)), out) == 0
    return out.getvalue()


@pytest.fixture
def begun(path: Path) -> Path:
    """A draft in which training is being asked about."""
    talk(path, *START, "/目录 supervision.training")
    return path


def state_of(path: Path) -> DraftState:
    journal = Journal.open(path)
    journal.close()
    return journal.state()


def last_asked(out: str) -> str:
    """The last block before the input ended."""
    return out.rstrip().rpartition("\n输入到此结束")[0].rpartition("\n\n")[2]


# Stories


def test_from_an_empty_folder_to_a_report(path: Path, examples: Path) -> None:
    out = talk(
        path,
        ORGAN,
        "２０２４年",
        f'"{examples / "street" / "tables.xlsx"}"',
        "",
        "/目录 supervision.training",
        TRAINING,
        "",
        "/目录 issues.main",
        "干这活的人老换",
        "1",
        "/草稿 主要问题",
        "/导出 txt，md",
        "/退出",
    )
    assert "按名称看是“街道办事处”，文中自称“我街道”" in out
    assert f"草稿存在 {path}" in out
    assert "命中：培训" in out
    assert re.search(r"→ .*培训2次", out)
    assert f"内容都已保存在 {path}，还差 " in out
    reports = sorted(file.suffix for file in path.parent.iterdir() if file.suffix != ".nianbao")
    assert reports == [".md", ".txt"]
    (text,) = path.parent.glob("*.txt")
    assert "培训2次" in text.read_text(encoding="utf-8")
    assert "未收到" in text.read_text(encoding="utf-8")


def test_an_answer_is_told_with_what_became_of_it(begun: Path) -> None:
    out = talk(begun, "办了两次培训；网站新开了2个专题", "", "0")
    first, second = [line for line in out.splitlines() if line.startswith("→")]
    assert "培训2次" in first
    assert second == "→ 网站新开了2个专题。"
    choices = [fact.choice for fact in state_of(begun).answers[0].facts]
    assert isinstance(choices[0], PhraseChoice)
    assert choices[1] == Typed("网站新开了2个专题")


def test_it_goes_on_where_it_was_left(begun: Path) -> None:
    first = talk(begun, TRAINING)
    assert "办了两次培训" in last_asked(first)
    assert last_asked(talk(begun)) == last_asked(first)
    talk(begun, "1")
    assert state_of(begun).answers[0].facts[0].choice is not None


def test_undo_and_redo_reach_over_restarts(begun: Path) -> None:
    talk(begun, TRAINING, "")
    before = state_of(begun)
    out = talk(begun, "/撤销", "／撤销")
    assert "已撤销：选用标准表述（业务培训）" in out
    assert f"已撤销：回答“{TRAINING}”" in out
    assert state_of(begun).answers == ()
    out = talk(begun, "、重做", "/cz", "/重做")
    assert state_of(begun) == before
    assert "没有可以重做的改动。" in out


def test_the_end_of_the_input_in_a_choice_keeps_the_answer(begun: Path) -> None:
    out = talk(begun, TRAINING)
    assert out.rstrip().splitlines()[-1].startswith(f"输入到此结束。内容都已保存在 {begun}，还差 ")
    assert state_of(begun).answers[0].text == TRAINING
    assert state_of(begun).answers[0].facts[0].choice is None


def test_the_end_of_the_input_before_there_is_a_draft(path: Path) -> None:
    assert "没有写入任何内容" in talk(path, ORGAN)
    assert not path.exists()


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig", "utf-16"])
def test_lines_of_any_console(path: Path, encoding: str) -> None:
    talk(path, *START, "/目录 supervision.training", TRAINING, "0", encoding=encoding)
    assert state_of(path).organ is not None
    assert state_of(path).organ.name == ORGAN
    assert state_of(path).answers[0].facts[0].choice == Typed(TRAINING)


def test_bytes_that_are_no_text_and_control_characters_do_no_harm(begun: Path) -> None:
    out = StringIO()
    chat(begun, None, BytesIO(b"\xff\xfe\x00\x81 \x1b[31m\n0\n" + "培训\a两次\n0\n".encode()), out)
    assert "\x1b" not in out.getvalue()
    assert "\a" not in out.getvalue()


def test_an_answer_of_several_lines(begun: Path) -> None:
    talk(begun, "第一行\\", "第二行／", "第三行", "0")
    assert state_of(begun).answers[0].text == "第一行\n第二行\n第三行"
    out = talk(begun, "没有说完的\\")
    assert "没有说完的那一句已经记下" in out
    assert "上次有一句没有发出：没有说完的" in talk(begun)
    talk(begun, "说完了", "0")
    assert "上次有一句没有发出" not in talk(begun)


def test_a_line_that_begins_with_a_slash(begun: Path) -> None:
    talk(begun, "//2024年起改为网上培训", "0")
    assert state_of(begun).answers[0].text == "/2024年起改为网上培训"


# Choices and blanks


@pytest.mark.parametrize("reply", ["", "1", "１", "1.", "好", "可以", "是"])
def test_the_first_sentence_is_taken(begun: Path, reply: str) -> None:
    talk(begun, TRAINING, reply)
    choice = state_of(begun).answers[0].facts[0].choice
    assert isinstance(choice, PhraseChoice)
    assert choice.phrase.startswith("supervision.training.")


@pytest.mark.parametrize("reply", ["0", "０", "原话"])
def test_her_own_words_stand(begun: Path, reply: str) -> None:
    talk(begun, TRAINING, reply)
    assert state_of(begun).answers[0].facts[0].choice == Typed(TRAINING)


@pytest.mark.parametrize("reply", ["-", "－", "不写"])
def test_nothing_is_written(begun: Path, reply: str) -> None:
    assert "→ 没有写进报告" in talk(begun, TRAINING, reply)
    assert last_asked(talk(begun)) != ""


def test_a_number_that_is_none_of_them(begun: Path) -> None:
    out = talk(begun, TRAINING, "99", "1")
    assert "没有第 99 条，可选的是 1 到" in out
    assert state_of(begun).answers[0].facts[0].choice is not None


def test_other_words_are_another_try(begun: Path) -> None:
    talk(begun, "弄了两回", "办了两次业务培训", "")
    fact = state_of(begun).answers[0].facts[0]
    assert fact.text == "办了两次业务培训"
    assert isinstance(fact.choice, PhraseChoice)


def test_what_is_no_matter_of_the_report_is_declined(begun: Path) -> None:
    out = talk(begun, "asdf", "", "院里的桂花开得比往年都早", "0")
    assert "“asdf”：看起来不是要写进报告的内容。" in out
    assert "回车不写进报告" in out
    assert "→ 院里的桂花开得比往年都早。" in out


def test_blanks_are_asked_for_one_by_one(begun: Path) -> None:
    out = talk(begun, "/查语库 按期答复率", "1", "都按期了", "百分之百")
    assert "这一句还空着：全年政府信息公开申请按期答复率为【待补：按期答复率】%。" in out
    assert "按期答复率是百分之多少？（回车留作待补）" in out
    assert "没有看出“按期答复率”是多少，请写一个数，例如“12%”" in out
    assert "→ 全年政府信息公开申请按期答复率为100%。" in out


def test_a_blank_is_left_for_later(begun: Path) -> None:
    out = talk(begun, "/查语库 按期答复率", "1", "")
    assert "→ 全年政府信息公开申请按期答复率为【待补：按期答复率】%。" in out
    assert "办过业务培训吗" in last_asked(out)


def test_candidates_are_not_listed_again_after_a_look(begun: Path) -> None:
    def listed(*lines: str) -> int:
        return talk(begun, TRAINING, *lines, "/撤销").count("\n1. ")

    once = listed()
    assert listed("/说明", "/还差什么", "/没有的") == once
    assert listed("/说明", "/继续") == once + 1
    assert "候选" not in talk(begun, "/说明")
    assert talk(begun, "/说明").count("办过业务培训吗") == 2


# Commands


def test_every_command_can_be_called_at_any_time(begun: Path) -> None:
    for at in ((), (TRAINING,)):
        lines = [f"/{command.name}" for command in COMMANDS.values() if command.id != "quit"]
        out = talk(begun, *at, *(line for command in lines for line in (command, "")))
        assert "Traceback" not in out
    assert "逐行方式没有颜色" in out
    for command in COMMANDS.values():
        assert f"/{command.name}" in out, "the help names it"


def test_a_wrong_command_is_answered_and_nothing_asked_anew(begun: Path) -> None:
    out = talk(begun, "/撤消", "/改写", "/改写 77 甲", "/目录 99", "/草稿 午饭", "/导出 pdf", "/确认 x")
    assert "是不是“/撤销”" in out
    assert "请写明是第几句" in out
    assert "没有第 77 句" in out
    assert "没有第 99 题" in out
    assert "没有“午饭”这一部分" in out
    assert "可用的格式是：docx、html、md、txt" in out
    assert out.count("办过业务培训吗") == 1


def test_sentences_by_number(begun: Path) -> None:
    talk(begun, TRAINING, "0", "/目录 supervision.training", "年底又补了一次课", "0")
    listed = talk(begun, "/草稿 监督")
    first, second = re.findall(r"(\d+)\. .*(?:培训|补了)", listed)
    out = talk(
        begun,
        f"/下移 {first}",
        f"/改写{second} 年底补了一次课。",
        f"/删除 {first}",
        "/草稿 监督",
        f"/恢复 {first}",
        f"/说明 {second}",
        f"/换说法 {first}",
        "-",
    )
    assert "已删去（/恢复 编号 可以放回）" in out
    assert "已恢复" in out
    assert "您改写过" in out
    state = state_of(begun)
    assert [edit.text for edit in state.edits.values()] == ["年底补了一次课。"]
    assert not state.removed
    assert state.orders


def test_numbers_stay_the_same_while_she_works(begun: Path) -> None:
    talk(begun, TRAINING, "0")
    out = talk(begun, "/草稿 监督", "/目录 overview.year", "全年工作平稳", "0", "/草稿 监督")
    shown = re.findall(r"(\d+)\. 办了两次培训", out)
    assert len(shown) == 2
    assert shown[0] == shown[1]


def test_proposed_sentences_are_confirmed_together(begun: Path) -> None:
    out = talk(
        begun, "/目录 issues.main", "干这活的人老换", "1", "/目录 issues.main", "政策解读就会发文字", "1", "/还差什么"
    )
    numbers = re.findall(r"程序配写的句子.*（第 (\d+) 句）", out)
    assert len(numbers) >= 2
    # The same order of asking gives the same numbers in a new conversation.
    out = talk(begun, "/草稿", "/还差什么", "/退出")
    numbers = re.findall(r"程序配写的句子.*（第 (\d+) 句）", out)
    after = talk(begun, "/草稿", f"/确认 {'、'.join(numbers)}", "/还差什么")
    assert "程序配写" not in after.rpartition("> /还差什么")[2]


def test_a_sentence_is_looked_up_and_written(begun: Path) -> None:
    out = talk(begun, "/查语库 逐级审核", "1", "/查语库 qqqqzzzz", "/查语库")
    assert "（" in out
    assert state_of(begun).answers[0].facts[0].choice is not None


def test_her_own_sentence_is_kept_for_the_office(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_BANK", str(tmp_path / "own"))
    talk(begun, "带着社区文书到档案馆学了3次", "0")
    (number,) = re.findall(r"(\d+)\. 带着社区文书", talk(begun, "/草稿"))
    out = talk(begun, "/草稿", f"/存入语库 {number}", "1", "是")
    assert "已存入" in out
    assert "档案馆" in (tmp_path / "own" / "own.yaml").read_text(encoding="utf-8")
    assert "没有存入" not in out


def test_files_are_not_overwritten_unasked(begun: Path, tmp_path: Path) -> None:
    folder = tmp_path / "成稿"
    talk(begun, f"/导出 txt {folder}")
    (file,) = folder.iterdir()
    file.write_text("手改过的", encoding="utf-8")
    assert "没有导出，原来的文件没有动" in talk(begun, f"/导出 txt {folder}", "")
    assert file.read_text(encoding="utf-8") == "手改过的"
    talk(begun, f"/导出 txt {folder}", "是")
    assert file.read_text(encoding="utf-8") != "手改过的"


def test_the_organ_is_changed_in_place(begun: Path) -> None:
    out = talk(
        begun,
        "/单位信息",
        "是",
        "云溪区白杨街道办事处",
        "2025",
        "5",
        "",
        "www.baiyang.example",
        "",
        "",
        "010-00000000",
        "",
    )
    assert "已改好" in out
    state = state_of(begun)
    assert state.organ is not None
    assert (state.organ.name, state.organ.kind, state.year) == ("云溪区白杨街道办事处", OrganKind.OTHER, 2025)
    assert state.organ.contact.phone == "010-00000000"
    assert state.organ.contact.website == "www.baiyang.example"
    talk(begun, "/撤销")
    assert state_of(begun).year == 2024


def test_preview_is_the_whole_report(begun: Path) -> None:
    out = talk(begun, TRAINING, "0", "/预览")
    for wanted in ("一、总体情况", "（五）监督保障情况", "六、其他需要报告的事项", "办了两次培训，四十来人。"):
        assert wanted in out


# Tables


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("表三 本年新收 自然人 3", "t3.new_received.natural"),
        ("本年新收 自然人=3", "t3.new_received.natural"),
        ("表3 一、本年新收政府信息公开申请数量 · 自然人 3", "t3.new_received.natural"),
        ("表三（三）不予公开 1.属于国家秘密 · 商业企业 3", "t3.denied.state_secret.business"),
        ("表三 予以公开 法律服务机构 3件", "t3.granted.legal"),
        ("表二 行政许可 3", "t2.license.decided"),
        ("行政规范性文件 本年制发 ３", "t2.normative.made"),
        ("表四 行政复议 结果维持 3", "t4.review.upheld"),
        ("表四 复议后起诉 尚未审结 3", "t4.after_review.pending"),
    ],
)
def test_a_cell_is_named_by_its_labels(said: str, address: str) -> None:
    changes, label = chat_tables.entry(Tables(), said)
    assert changes[address] == 3
    assert label


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("3", "写明行、列和数"),
        ("表三 自然人 3", "没有“表三 自然人”这一格"),
        ("表三 午饭 自然人 3", "请照表上的行名和列名写"),
        ("表三 本年新收 自然人 三个", "本年新收"),
        ("表三 本年新收 总计 3", "自动相加"),
    ],
)
def test_a_cell_that_is_not_clear(said: str, tells: str) -> None:
    with pytest.raises(InputError, match=tells):
        chat_tables.entry(Tables(), said)


def test_tables_are_read_shown_checked_and_changed(begun: Path, examples: Path) -> None:
    out = talk(
        begun, f"/统计表 {examples / 'street' / 'tables.xlsx'}", "/统计表", "/统计表 表三 本年新收 自然人 3", "/核查"
    )
    assert "已读入 tables.xlsx：读到三张表，勾稽全部成立。" in out
    assert "表三：175 格是 0。" in out
    assert "连带更新 1 个合计" in out
    number, *_ = re.findall(r"(\d+)\. ［错误］表三", out.rpartition("> /核查")[2])
    out = talk(begun, f"/核查 {number}", f"/核查 {number} 已与业务科室核对", "/核查", "/撤销", "/撤销", "/统计表 补零")
    assert "不改的要写明理由" in out
    assert "另有 1 处您已写明理由。" in out
    assert "没有可以补 0 的空格。" in out
    assert state_of(begun).tables.cell("t3.new_received.natural") == 0


def test_empty_cells_are_filled_only_when_asked_for(begun: Path) -> None:
    assert "175 格没有填" in talk(begun, "/统计表")
    out = talk(begun, "/统计表 补零")
    assert "已补填 200 个空格" in out
    talk(begun, "/撤销")
    assert state_of(begun).tables.is_empty


def test_a_year_without_cases_is_one_line(begun: Path) -> None:
    out = talk(begun, "/统计表 零申请", "/统计表 零申请", "/统计表")
    assert "表三、表四的 190 格都填了 0" in out
    assert "已经都是 0" in out
    assert "表二：10 格没有填" in out
    talk(begun, "/撤销")
    assert state_of(begun).tables.is_empty


def test_tables_of_last_year(begun: Path, examples: Path) -> None:
    out = talk(
        begun, "/上年报告", f"/上年报告 {examples / 'bureau' / 'tables.xlsx'}", "/上年报告", "/上年报告 2023.docx"
    )
    assert "还没有读入上年的数据" in out
    assert "读到统计表；没有正文" in out
    assert "一、本年新收政府信息公开申请数量：自然人" in out
    assert "找不到上年报告" in out


def test_the_draft_of_last_year(begun: Path, path: Path) -> None:
    talk(begun, "去年办了一次培训", "0")
    out = talk(path.with_name("今年.nianbao"), ORGAN, "2025", "", str(begun), "/上年报告")
    assert f"上年：读到{ORGAN}，2024 年" in out
    assert "去年办了一次培训。" in out.rpartition("> /上年报告")[2]


def test_files_that_cannot_be_read_are_told(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    out = talk(begun, f"/统计表 {tmp_path / '没有.xlsx'}", f"/统计表 {tmp_path / '坏.xlsx'}")
    assert "找不到统计表" in out
    assert "坏.xlsx" in out
    assert state_of(begun).tables.is_empty


# Opening


def test_recent_drafts_are_offered(begun: Path) -> None:
    out = talk(None, "7", "1")
    assert f"1. {ORGAN} 2024 年" in out
    assert "请输入 1 到 1 的序号" in out
    assert "办过业务培训吗" in last_asked(out)


def test_a_new_draft_goes_to_the_drafts_folder(tmp_path: Path) -> None:
    talk(None, *START)
    talk(None, "", *START)
    names = sorted(file.name for file in (tmp_path / "drafts").iterdir())
    assert names == sorted(["青枫街道2024年.nianbao", "青枫街道2024年（2）.nianbao"])


def test_wrong_answers_at_the_start_are_asked_again(path: Path) -> None:
    out = talk(path, "", ORGAN, "去年", "1999", "2024", "没有.xlsx", "表.docx", "", "")
    assert out.count("单位全称") >= 2
    assert "年度要写成四位数字" in out
    assert "找不到统计表" in out
    assert "不是表格文件" in out
    assert state_of(path).year == 2024


def test_a_damaged_draft_goes_on_in_a_copy(begun: Path) -> None:
    talk(begun, TRAINING, "0")
    lines = begun.read_bytes().split(b"\n")
    begun.write_bytes(b"\n".join([*lines[:2], b"{", *lines[2:]]))
    assert "第 3 行已损坏" in talk(begun, "")
    out = talk(begun, "是")
    assert "（修复1）" in out
    (copy,) = begun.parent.glob("*修复1*")
    assert state_of(copy).answers[0].text == TRAINING


def test_what_is_no_draft_is_an_error_of_the_command(run_cli, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"PK")
    code, _, err = run_cli("chat", "--plain", tmp_path / "报告.docx")
    assert code == 2
    assert "不是年报草稿" in err
    assert err.count("\n") == 1


def test_a_draft_that_is_open_elsewhere_is_only_shown(begun: Path) -> None:
    holder = Journal.open(begun)
    before = begun.read_bytes()
    out = talk(begun, TRAINING, "/跳过", "/草稿", "/撤销")
    assert "只能查看" in out
    assert "是只读打开的" in out
    assert begun.read_bytes() == before
    holder.close()


# Saving, interrupts, terminals


def test_saving_is_spoken_of_only_when_it_fails(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "已经保存" not in talk(begun, "/跳过").partition("输入到此结束")[0]
    room = [False]
    fsync = os.fsync

    def full(handle: int) -> None:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    class Lines(BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            room[0] = room[0] or line.startswith("自己".encode())
            return line

    monkeypatch.setattr(journal_module.os, "fsync", full)
    out = StringIO()
    chat(begun, None, Lines(f"{TRAINING}\n0\n/目录 platform.website\n自己调了专栏\n0\n".encode()), out)
    assert out.getvalue().count("！没能保存到") == 1
    assert "磁盘已满" in out.getvalue()
    assert out.getvalue().count("已经保存好了。") == 1
    assert [answer.text for answer in state_of(begun).answers] == [TRAINING, "自己调了专栏"]


def test_an_interrupt_keeps_everything(begun: Path) -> None:
    class Interrupted(BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            if not line:
                raise KeyboardInterrupt
            return line

    out = StringIO()
    assert chat(begun, None, Interrupted(f"{TRAINING}\n第一行\\\n".encode()), out) == 0
    assert "已停下。内容都已保存在" in out.getvalue()
    assert "没有说完的那一句已经记下" in out.getvalue()
    assert state_of(begun).answers[0].text == TRAINING
    assert "上次有一句没有发出：第一行" in talk(begun)
    out = StringIO()
    chat(begun.with_name("新.nianbao"), None, Interrupted(b""), out)
    assert "没有写入任何内容" in out.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_fit_a_terminal_and_nothing_but_text_is_printed(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = Terminal()
    chat(begun, None, BytesIO(f"{TRAINING}\n0\n/帮助\n/预览\n/目录\n/草稿\n/还差什么\n".encode()), out)
    for line in out.getvalue().splitlines():
        width = sum(2 if ord(character) > 0x2E7F else 1 for character in line)
        assert width <= 82, line
    assert "\x1b" not in out.getvalue()
    assert "\r" not in out.getvalue()


def process(*args: object, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "chat", "--plain", *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "TERM": "dumb"},
        **options,  # type: ignore[call-overload]
    )


def test_through_a_pipe_in_a_process_of_its_own(path: Path) -> None:
    lines = "".join(f"{line}\n" for line in (*START, "/目录 supervision.training", TRAINING, "0"))
    out, err = process(path).communicate(lines.encode("gbk"))
    assert err == b""
    assert f"草稿存在 {path}" in out.decode()
    assert state_of(path).answers[0].facts[0].choice == Typed(TRAINING)
    again = process(path)
    out, _ = again.communicate("/撤销\n".encode())
    assert again.returncode == 0
    assert "已撤销：按原话写入" in out.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_in_a_process_of_its_own(begun: Path) -> None:
    running = process(begun)
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(f"{TRAINING}\n".encode())
    running.stdin.flush()
    for line in running.stdout:
        if "输入序号选用" in line.decode():
            break
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert running.returncode == 0
    assert err == b""
    assert "已停下。内容都已保存在" in out.decode()
    assert state_of(begun).answers[0].text == TRAINING


# fmt: off
LINES = (
    "", "1", "2", "0", "-", TRAINING, "asdf", "好", "三", "/跳过", "/撤销", "/重做", "/下一题", "/上一题", "/继续", "/草稿",
    "/删除 3", "/恢复 3", "/改写 4 改写的一句", "/上移 4", "/确认 2", "/换说法 5", "/统计表 补零", "/核查", "干这活的人老换",
    "/统计表 表三 本年新收 自然人 3", "/目录 7", "/说明 4", "/查语库 审核", "//", "、顿号开头", "续行\\", "{{ t3 }}[b]",
)
# fmt: on


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_lines_leave_a_draft_that_opens_to_the_same(tmp_path: Path, engine, lines: Sequence[str]) -> None:
    path = tmp_path / "任意.nianbao"
    talk(path, *START, *lines)
    first = Session.open(path, engine)
    try:
        assert first.journal.notices == ()
        assert isinstance(first.prompt, AskChoice | AskQuestion | AskSlot)
    finally:
        first.close()
        path.unlink()


def test_last_year_s_report_is_gone_through_line_by_line(tmp_path: Path) -> None:
    path, last = tmp_path / "草稿.nianbao", tmp_path / "上年.txt"
    last.write_text(STREET, encoding="utf-8")
    passed_over = len(promises_of(read_report(STREET.encode(), last.name).report)) + len(
        ["issues.main", "improvements.measures", "other.fee"]
    )
    told = talk(
        path,
        "澄岭区望桥街道办事处",
        "2024",
        "",
        "",
        f"/上年报告 {last}",
        *["/跳过"] * passed_over,
        "去掉",
        "两百条",
        "一样",
        "",
        "/退出",
    )
    assert "沿用上年" in told
    assert "上年写的是“党的二十届二中全会”" in told
    assert re.search("上年写的是“[^”]*186条”", told)
    assert "写“一样”就照上年，写“去掉”就删去这半句" in told
    assert "回车先留作待补，以后再填。" in told
    shown = talk(path, "/草稿 主动公开情况", "/退出")
    assert "发布信息200条，公众号推送92条" in shown
    assert "【待补：日期（上年3月15日）】" in shown


def test_promises_are_answered_by_number_or_in_words(tmp_path: Path) -> None:
    path, last = tmp_path / "草稿.nianbao", tmp_path / "上年.txt"
    last.write_text(STREET, encoding="utf-8")
    told = talk(path, "澄岭区望桥街道办事处", "2024", "", "", f"/上年报告 {last}", *(["/跳过"] * 40), "/退出")
    assert "上年报告提出的问题“政策解读以文字为主”，今年改了吗？" in told
    assert "1. 做到了" in told
    assert "回车先不写，以后再说。" in told


def remembered(tmp_path: Path) -> str:
    file = tmp_path / "own-bank" / "remembered.yaml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_her_words_are_remembered_with_the_sentence_she_chose(begun: Path, tmp_path: Path) -> None:
    said = talk(begun, "/目录 supervision.training", "请老师傅来街道带了两回新人", "1")
    assert "记下了 1 种说法" in said
    assert "said: 请老师傅来街道带了两回新人" in remembered(tmp_path)
    again = talk(begun, "/目录 supervision.training", "请老师傅来街道带了三回新人", "1")
    assert "记下了" not in again
    assert remembered(tmp_path).count("said:") == 1


@pytest.mark.parametrize("lines", [("0",), ("1", "/撤销"), ("1", "/记住说法")])
def test_own_words_what_was_taken_back_and_what_she_will_not_have_are_not(
    begun: Path, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    talk(begun, "/目录 supervision.training", "请老师傅来街道带了两回新人", *lines)
    assert remembered(tmp_path) == ""


def test_remembering_is_switched_off_and_on(begun: Path, tmp_path: Path) -> None:
    assert "不再记下您的说法" in talk(begun, "/记住说法")
    talk(begun, "/目录 supervision.training", "请老师傅来街道带了两回新人", "1")
    assert remembered(tmp_path) == ""
    assert "从现在起" in talk(begun, "/记住说法")
