"""An office's own file: the program adds to it and changes it without harm to what people wrote there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bank_samples import TOPICS, TRAINING, bank_of, phrase_of
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.errors import BankError, InputError
from assistant.matching.rank import Matcher, build_index
from assistant.phrases.bank import folder_sources, layer_phrases, load_bank, parse_layer, remember
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.lexicon import load_lexicon, load_out_of_scope
from assistant.phrases.lint import lint
from assistant.phrases.model import Bank, Phrase, Slot
from assistant.phrases.own import OWN, ImportPlan, add_phrase, apply_import, entry_text, export_text, plan_import
from assistant.report.organ import Organ
from assistant.workbench import Workbench, load_model

TOPIC = "supervision.training"
NEW = Phrase(
    id=f"{TOPIC}.own_1",
    topic=TOPIC,
    text="{{ 年 }}年，轮流跟班学习{{ 学习次数 }}次。",
    slots=(Slot("学习次数", ("次",), "学习一共有多少次？"),),
)
OTHER = Phrase(id=f"{TOPIC}.own_2", topic=TOPIC, text="请老同志带新手。", says=("以老带新",))
MINE = """# 老王整理，勿删

- id: supervision.training.mine   # 去年的说法
  topic: supervision.training
  text: 到邻县学习{{ 次数 }}次。
  slots: {次数: {unit: [次], ask: 学了几次？}}  # 含线上
  says: [去邻县取经, 到邻县看看, 邻县学习, 出去学了几次]

# 下面是隐藏的
- {id: supervision.training.sessions, hide: true}
# 完
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "语库"


def written(folder: Path, text: str, name: str = OWN, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def in_force(folder: Path) -> Bank:
    """The bank of the samples with the office's folder on top."""
    shipped = parse_layer([("甲.yaml", TRAINING.encode())], TOPICS)
    return Bank(TOPICS, layer_phrases([shipped, parse_layer(folder_sources(folder), TOPICS)]))


def imported(folder: Path, text: str) -> tuple[ImportPlan, Bank]:
    """Take over a file of the given text."""
    file = written(folder.parent, text, "同事.yaml")
    plan, entries = plan_import(folder, in_force(folder) if folder.is_dir() else bank_of(TRAINING), file)
    apply_import(folder, in_force(folder) if folder.is_dir() else bank_of(TRAINING), entries)
    return plan, in_force(folder)


def test_the_first_phrase_makes_the_file(folder: Path) -> None:
    assert add_phrase(folder, bank_of(TRAINING), NEW) == folder / OWN
    bank = in_force(folder)
    assert bank.by_id[NEW.id] == NEW
    assert not [problem for problem in lint(bank) if problem.phrase == NEW.id]


def test_adding_leaves_every_line_as_it_was(folder: Path) -> None:
    path = written(folder, MINE)
    add_phrase(folder, in_force(folder), NEW)
    add_phrase(folder, in_force(folder), OTHER)
    assert path.read_text(encoding="utf-8").startswith(MINE)
    assert list(in_force(folder).by_id) == [f"{TOPIC}.mine", NEW.id, OTHER.id]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_files_of_any_editor_are_added_to(folder: Path, encoding: str, ending: str) -> None:
    path = written(folder, MINE.replace("\n", ending).rstrip(), encoding=encoding)
    add_phrase(folder, in_force(folder), NEW)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert content.decode("utf-8-sig").count(ending) == content.count(b"\n")
    assert "# 老王整理，勿删" in content.decode("utf-8-sig")
    assert in_force(folder).by_id[NEW.id] == NEW


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"   {line}\n" for line in MINE.splitlines()),
        "# 还没有\n",
        "",
        "---\n" + MINE,
        MINE.replace("- id: supervision.training.mine ", "-\n  id: supervision.training.mine "),
    ],
)
def test_lists_of_any_shape_are_added_to(folder: Path, text: str) -> None:
    path = written(folder, text)
    add_phrase(folder, in_force(folder), NEW)
    assert path.read_text(encoding="utf-8").startswith(text)
    assert in_force(folder).by_id[NEW.id] == NEW


@pytest.mark.parametrize(
    "text", [f"[{{id: {TOPIC}.sessions, hide: true}}]\n", f"- {{id: {TOPIC}.sessions, hide: true}}\n...\n"]
)
def test_what_cannot_be_added_to_is_left_alone(folder: Path, text: str) -> None:
    path = written(folder, text)
    with pytest.raises(BankError, match="写法特殊"):
        add_phrase(folder, in_force(folder), NEW)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("phrase", "tells"),
    [
        (replace(NEW, topic="supervision.trainin"), "没有“supervision.trainin”这个主题。是不是“supervision.training”"),
        (replace(NEW, id=f"{TOPIC}.sessions"), "已经用过"),
        (replace(NEW, text=phrase_of(TRAINING).text), r"已有这句话（supervision\.training\.sessions）"),
        (replace(NEW, text="高度重视培训。", slots=()), "空话套话"),
        (replace(NEW, text="学习{{ 几次 }}次。"), "没有声明的空格“几次”"),
        (replace(OTHER, id="issues.form.own_2", topic="issues.form", says=("以会代训",)), "以会代训.*主题不同"),
    ],
)
def test_what_may_not_be_added(folder: Path, phrase: Phrase, tells: str) -> None:
    with pytest.raises((BankError, InputError), match=tells):
        add_phrase(folder, bank_of(TRAINING), phrase)
    assert not folder.exists()


def test_a_faulty_own_file_is_named_and_kept(folder: Path) -> None:
    path = written(folder, MINE + "- id: half\n")
    with pytest.raises(BankError, match=rf"{OWN} 第 12 行（half）：缺少“topic”"):
        add_phrase(folder, bank_of(TRAINING), NEW)
    assert path.read_text(encoding="utf-8").endswith("- id: half\n")


def test_the_layer_passes_to_a_colleague_whole(folder: Path) -> None:
    written(folder, MINE, "甲.yaml")
    add_phrase(folder, in_force(folder), NEW)
    theirs = folder.parent / "对方"
    theirs.mkdir()
    plan, bank = imported(theirs, export_text(folder, TOPICS))
    assert bank.by_id == in_force(folder).by_id
    assert {change.id: change.kind for change in plan.changes} == {
        f"{TOPIC}.mine": "add",
        f"{TOPIC}.sessions": "hide",
        NEW.id: "add",
    }
    again, _ = imported(theirs, export_text(folder, TOPICS))
    assert again.changes == ()
    assert set(again.same) == {change.id for change in plan.changes}


def test_nothing_to_export_is_said(folder: Path) -> None:
    with pytest.raises(InputError, match="还没有表述"):
        export_text(folder, TOPICS)
    written(folder, "# 空的\n")
    with pytest.raises(InputError, match="还没有表述"):
        export_text(folder, TOPICS)


def test_every_shipped_phrase_survives_export(workbench) -> None:
    bank = workbench.bank
    text = "".join(entry_text(phrase.id, phrase) for phrase in bank.phrases)
    assert layer_phrases([parse_layer([("甲.yaml", text.encode())], bank.topics)]) == bank.phrases


def test_replacing_keeps_the_old_entry_and_all_comments(folder: Path) -> None:
    path = written(folder, MINE)
    changed = replace(in_force(folder).by_id[f"{TOPIC}.mine"], text="到邻市学习{{ 次数 }}次。")
    plan, bank = imported(folder, entry_text(changed.id, changed))
    (change,) = plan.of("override")
    assert (change.before.text, change.after) == ("到邻县学习{{ 次数 }}次。", changed)
    assert bank.by_id[changed.id] == changed
    assert f"{TOPIC}.sessions" not in bank.by_id
    text = path.read_text(encoding="utf-8")
    for line in MINE.splitlines():
        assert line in text
    assert text.index("到邻市学习") < text.index("# 下面是隐藏的")


def test_replacing_works_in_any_file_of_the_folder(folder: Path) -> None:
    shifted = "".join(f"  {line}\n" if line else "\n" for line in MINE.splitlines())
    path = written(folder, shifted, "旧表述.yaml")
    plan, bank = imported(folder, entry_text(f"{TOPIC}.sessions", phrase_of(TRAINING)))
    assert [(change.kind, change.before) for change in plan.changes] == [("override", None)]
    assert bank.by_id[f"{TOPIC}.sessions"] == phrase_of(TRAINING)
    assert f"{TOPIC}.mine" in bank.by_id
    assert not (folder / OWN).exists()
    assert "# 老王整理，勿删" in path.read_text(encoding="utf-8")


def test_a_shipped_phrase_is_overridden_on_top_not_in_place(folder: Path) -> None:
    changed = replace(phrase_of(TRAINING), text="全年培训{{ 次数 }}次{% if 人次 %}，{{ 人次 }}人次{% endif %}。")
    plan, bank = imported(folder, entry_text(changed.id, changed))
    assert [change.kind for change in plan.changes] == ["override"]
    assert bank.by_id == {changed.id: changed}


def test_hiding_what_is_not_there_changes_nothing(folder: Path) -> None:
    plan, _ = plan_import(
        folder, bank_of(TRAINING), written(folder.parent, "- {id: supervision.training.gone, hide: true}", "同事.yaml")
    )
    assert (plan.changes, plan.same) == ((), ("supervision.training.gone",))


def test_the_same_sentence_under_another_id_is_known(folder: Path) -> None:
    twin = replace(phrase_of(TRAINING), id=f"{TOPIC}.twin")
    file = written(folder.parent, entry_text(twin.id, twin), "同事.yaml")
    assert plan_import(folder, bank_of(TRAINING), file)[0].same == (twin.id,)


def test_planning_writes_nothing_and_tells_what_lint_finds(folder: Path) -> None:
    bad = replace(NEW, text="狠抓落实，学习{{ 学习次数 }}次。")
    plan, _ = plan_import(folder, bank_of(TRAINING), written(folder.parent, entry_text(bad.id, bad), "同事.yaml"))
    assert [problem.phrase for problem in plan.problems] == [bad.id]
    assert not folder.exists()


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("id: 甲", "应当是列表"),
        (
            "- id: supervision.training.x\n  topic: nowhere\n  text: 甲。",
            r"同事.yaml 第 2 行（supervision\.training\.x）",
        ),
        (f"- {{id: {TOPIC}.x, hide: true}}\n- {{id: {TOPIC}.x, hide: true}}", "编号已在"),
    ],
)
def test_faulty_files_are_refused(folder: Path, text: str, tells: str) -> None:
    with pytest.raises(BankError, match=tells):
        plan_import(folder, bank_of(TRAINING), written(folder.parent, text, "同事.yaml"))


def test_the_real_bank_takes_a_phrase(folder: Path) -> None:
    add_phrase(folder, load_bank(), NEW)
    assert load_bank((folder,)).by_id[NEW.id] == NEW


@example("甲\x85乙\u2028丙\u2029丁\n戊\r己\ufeff。", ["\x85"], 2)
@given(st.text(), st.lists(st.text(), max_size=3), st.integers(0, 4))
def test_any_wording_survives_writing(text: str, says: list[str], column: int) -> None:
    phrase = replace(NEW, text=text, says=tuple(says))
    entry = "".join(f"{' ' * column}{line}" for line in entry_text(phrase.id, phrase).splitlines(keepends=True))
    assert parse_layer([("甲.yaml", entry.encode())], TOPICS) == {phrase.id: phrase}


def test_an_own_layer_is_matched_as_if_the_whole_bank_had_been_compiled(folder: Path) -> None:
    """Added, replaced and hidden phrases, and remembered wordings, on top of the compiled shipped bank."""
    shipped = load_bank()
    replaced, hidden, known = (shipped.by_topic[code][0] for code in (TOPIC, "platform.website", "issues.form"))
    changes = {
        NEW.id: replace(NEW, says=("夜校上了三期", "晚上给大家讲业务")),
        replaced.id: replace(
            replaced, text="全年办班{{ 次数 }}次。", slots=(Slot("次数", ("次",), "几次？"),), says=("办班了",)
        ),
        hidden.id: None,
    }
    apply_import(folder, shipped, changes)
    remember(folder, shipped, known.id, "就那么几个老样子")
    workbench = Workbench((folder,))
    lexicon, model = load_lexicon(), load_model()
    index = build_index(workbench.bank, lexicon, model, load_out_of_scope())
    whole = Matcher(workbench.bank, lexicon, model, index)
    filler = Filler(Setting(Organ.of("青河区望湖街道办事处"), 2025))
    for group, answer in (
        ("supervision", "夜校上了三期"),
        ("supervision", "办班了4次"),
        ("supervision", "请人来讲课"),
        ("platform", "网站改版，多了三个专栏"),
        ("issues", "就那么几个老样子"),
        ("proactive", "网站发了186条，公众号92条"),
    ):
        mine, theirs = (m.match(answer, group, filler=filler) for m in (workbench.matcher, whole))
        assert mine.matched == theirs.matched
        assert mine.candidates[0].phrase == theirs.candidates[0].phrase
        assert mine.candidates[0].score == pytest.approx(theirs.candidates[0].score, abs=0.05)
        assert hidden.id not in [candidate.phrase.id for candidate in mine.candidates]
