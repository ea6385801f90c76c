"""``nianbao phrases new``, ``export`` and ``import``."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from assistant.matching.rank import Matcher
from assistant.phrases.bank import load_bank
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.model import Phrase
from assistant.report.organ import Organ
from assistant.workbench import Workbench

TRAINING = "supervision.training"
SENTENCE = "2025年，我街道组织轮流跟班学习3次，覆盖12个社区"
ORGAN = Organ.of("青河区望湖街道办事处")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "语库"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    """What the clerk types; nobody sits there unless a test says so."""

    def type_in(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    type_in()
    return type_in


def added(folder: Path) -> list[Phrase]:
    shipped = load_bank().by_id
    return [phrase for phrase in load_bank((folder,)).phrases if phrase.id not in shipped]


def test_a_sentence_is_shown_and_stored(run_cli, typed, folder: Path) -> None:
    code, out, _ = run_cli(
        *("phrases", "new", SENTENCE, "--topic", TRAINING, "--organ", ORGAN.name, "--year", "2025"),
        *("--says", "让社区轮流来跟班", "--says", "派人来坐班", "--bank", folder, "--yes"),
    )
    assert code == 0
    assert "表述：【年】年，【我单位】组织轮流跟班学习【跟班学习次数】次，覆盖【社区个数】个社区。" in out
    assert "空格【学习次数】现在是 3；没有填时问：" in out
    assert f"已存入 {folder / 'own.yaml'}。" in out
    (phrase,) = added(folder)
    assert (phrase.topic, phrase.says) == (TRAINING, ("让社区轮流来跟班", "派人来坐班"))
    assert phrase.text == "{{ 年 }}年，{{ 我单位 }}组织轮流跟班学习{{ 跟班学习次数 }}次，覆盖{{ 社区个数 }}个社区。"
    assert run_cli("phrases", "lint", "--bank", folder).code == 0


@pytest.mark.parametrize(("answer", "stored"), [("y", True), ("是", True), ("", False), ("n", False)])
def test_nothing_is_stored_without_a_yes(run_cli, typed, folder: Path, answer: str, stored: bool) -> None:
    typed(answer)
    code, out, err = run_cli("phrases", "new", SENTENCE, "--topic", TRAINING, "--bank", folder)
    assert (code, folder.exists()) == (0, stored)
    assert ("已存入" if stored else "没有存入。") in out
    assert "输入 y 确认" in err


def test_nobody_there_to_ask(run_cli, typed, folder: Path) -> None:
    code, _, err = run_cli("phrases", "new", SENTENCE, "--topic", TRAINING, "--bank", folder)
    assert (code, folder.exists()) == (2, False)
    assert "请加 --yes" in err


@pytest.mark.parametrize("choice", ["1", "2", "", "supervision.leadership"])
def test_without_a_topic_the_likeliest_are_shown(run_cli, typed, folder: Path, choice: str) -> None:
    typed(choice, "y")
    out = run_cli("phrases", "new", "请镇里的讲师来办业务培训2次", "--bank", folder).out
    shown = [line.split() for line in out.splitlines()[1:4]]
    assert [entry[0] for entry in shown] == ["1", "2", "3"]
    assert shown[0][1:] == [TRAINING, "业务培训"]
    expected = shown[int(choice or 1) - 1][1] if len(choice) < 2 else choice
    assert [phrase.topic for phrase in added(folder)] == [expected]


def test_with_yes_the_likeliest_topic_is_taken_or_none(run_cli, typed, folder: Path) -> None:
    assert run_cli("phrases", "new", "请镇里的讲师来办业务培训2次", "--bank", folder, "--yes").code == 0
    assert [phrase.topic for phrase in added(folder)] == [TRAINING]
    code, out, err = run_cli("phrases", "new", "今天中午食堂的红烧肉不错", "--bank", folder, "--yes")
    assert (code, out) == (2, "")
    assert "请用 --topic 写明" in err


@pytest.mark.parametrize(
    ("args", "lines", "tells"),
    [
        ((SENTENCE, "--topic", "supervision.trainin"), (), "是不是“supervision.training”"),
        (("。", "--topic", TRAINING), (), "完整的话"),
        (("高度重视业务培训", "--topic", TRAINING), (), "空话套话"),
        ((SENTENCE,), ("9",), "请输入 1—3，或完整的主题编号"),
        ((SENTENCE,), ("supervision.trainin",), "是不是“supervision.training”"),
        ((SENTENCE, "--year", "1999"), (), "--year"),
        ((), (), "缺少参数 TEXT"),
    ],
)
def test_what_cannot_be_stored(
    run_cli, typed, folder: Path, args: tuple[str, ...], lines: tuple[str, ...], tells: str
) -> None:
    typed(*lines)
    code, _, err = run_cli("phrases", "new", *args, "--bank", folder)
    assert (code, folder.exists()) == (2, False)
    assert tells in err


def test_the_same_sentence_is_stored_once(run_cli, typed, folder: Path) -> None:
    call = ("phrases", "new", SENTENCE, "--topic", TRAINING, "--bank", folder, "--yes")
    assert run_cli(*call).code == 0
    code, _, err = run_cli(*call)
    assert (code, len(added(folder))) == (2, 1)
    assert "已有这句话" in err


def test_a_file_in_place_of_the_folder(run_cli, typed, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("", encoding="utf-8")
    code, _, err = run_cli("phrases", "new", SENTENCE, "--topic", TRAINING, "--bank", file, "--yes")
    assert code == 2
    assert "是一个文件" in err


NOVEL = {
    "platform": ("platform.offline", "在渡口茶棚立起竹牌公开栏5块，张贴村务清单80份"),
    "proactive": ("proactive.participation", "开设榕树下议事会9场，听取渔民意见31条"),
    "supervision": (TRAINING, "请退休馆员蹲点带教6次，带出新手14人"),
    "management": ("management.catalog", "红封皮台账逐项核对目录，订正错漏27处"),
}
"""Group asked → topic and sentence of an office's own."""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    from assistant.matching.blanks import phrase_from_sentence
    from assistant.phrases.own import add_phrase

    folder = tmp_path_factory.mktemp("语库")
    workbench = Workbench()
    for topic, sentence in NOVEL.values():
        new = phrase_from_sentence(sentence, topic, ORGAN, 2025, segmenter=workbench.segmenter)
        add_phrase(folder, workbench.bank, new.phrase)
    return Workbench((folder,)).matcher


@pytest.mark.parametrize("group", NOVEL)
def test_the_same_words_find_the_phrase_with_new_numbers(stored: Matcher, group: str) -> None:
    topic, sentence = NOVEL[group]
    said = "".join(str(9 - int(sign)) if sign in "123456" else sign for sign in sentence)
    filler = Filler(Setting(ORGAN, 2026))
    for asked in (group, None):
        match = stored.match(said, asked, filler=filler)
        assert match.matched
        best = match.candidates[0]
        assert (best.phrase.is_own, best.phrase.topic, best.missing) == (True, topic, ())
        assert best.filled.text == f"{said}。"


def test_export_and_import(run_cli, typed, folder: Path, tmp_path: Path) -> None:
    file, theirs = tmp_path / "交流.yaml", tmp_path / "对方"
    run_cli("phrases", "new", SENTENCE, "--topic", TRAINING, "--bank", folder, "--yes")
    (folder / "旧.yaml").write_text(f"- {{id: {TRAINING}.sessions, hide: true}}\n", encoding="utf-8")
    assert run_cli("phrases", "export", file, "--bank", folder).code == 0
    code, _, err = run_cli("phrases", "export", file, "--bank", folder)
    assert (code, "--force" in err) == (2, True)
    assert run_cli("phrases", "export", file, "--bank", folder, "--force").code == 0

    typed("")
    code, out, _ = run_cli("phrases", "import", file, "--bank", theirs)
    assert (code, theirs.exists()) == (0, False)
    assert "新增 1 条：" in out
    assert f"隐藏 1 条：\n  {TRAINING}.sessions（业务培训）" in out
    assert "没有导入。" in out
    typed("y")
    assert "已导入 2 条" in run_cli("phrases", "import", file, "--bank", theirs).out
    assert load_bank((theirs,)).by_id == load_bank((folder,)).by_id
    again = run_cli("phrases", "import", file, "--bank", theirs)
    assert (again.code, again.err) == (0, "")
    assert again.out == "另有 2 条与现有的相同，不变。\n没有要导入的内容。\n"


def test_a_replacement_shows_both_wordings(run_cli, typed, folder: Path, tmp_path: Path) -> None:
    run_cli("phrases", "new", SENTENCE, "--topic", TRAINING, "--bank", folder, "--yes")
    own, file = folder / "own.yaml", tmp_path / "交流.yaml"
    file.write_text(own.read_text(encoding="utf-8").replace("覆盖", "惠及"), encoding="utf-8")
    out = run_cli("phrases", "import", file, "--bank", folder, "--yes").out
    assert "替换 1 条：" in out
    assert "    原文：" in out
    assert "，惠及{{ 社区个数 }}个社区。" in out
    assert "前面加了 #" in out
    assert "惠及" in added(folder)[0].text
    assert "覆盖" in own.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "tells"),
    [
        (("import", "没有.yaml"), "找不到语库文件"),
        (("export", "导出.yaml"), "没有可导出的内容"),
    ],
)
def test_nothing_to_pass_on(run_cli, typed, folder: Path, args: tuple[str, ...], tells: str) -> None:
    code, out, err = run_cli("phrases", *args, "--bank", folder)
    assert (code, out) == (2, "")
    assert tells in err
