"""``nianbao phrases lint``, ``list`` and ``search``."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from assistant.phrases.model import Bank
from assistant.render.context import display_width
from assistant.report.standard import OrganKind

OWN = """- id: supervision.training.mine
  topic: supervision.training
  text: 组织轮流跟班学习{{ 次数 }}次。
  slots: {次数: {unit: [次], ask: 几次？}}
  says: [让各社区轮流来跟班, 跟班学了几天, 轮岗学习, 派人来坐班学]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "我的.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_the_shipped_bank_is_clean(run_cli, bank: Bank) -> None:
    code, out, err = run_cli("phrases", "lint")
    assert (code, err) == (0, "")
    assert f"{len(bank.topics)} 个主题，{len(bank.phrases)} 条表述" in out


def test_problems_name_file_line_and_id(run_cli, own: Path) -> None:
    assert run_cli("phrases", "lint", "--bank", own, "--json") == (0, '{"problems": []}\n', "")
    (own / "我的.yaml").write_text(OWN.replace("{{ 次数 }}", "{{ 几次 }}"), encoding="utf-8")
    code, out, err = run_cli("phrases", "lint", "--bank", own)
    assert (code, err) == (1, "")
    place = f"{own / '我的.yaml'} 第 1 行"
    lines = out.splitlines()
    assert all(line.startswith(f"{place}（supervision.training.mine）：") for line in lines[:-1])
    assert lines[-1] == f"共 {len(lines) - 1} 处需要修改。"
    code, out, _ = run_cli("phrases", "lint", "--bank", own, "--json")
    assert code == 1
    assert {(p["place"], p["phrase"]) for p in json.loads(out)["problems"]} == {(place, "supervision.training.mine")}


def test_what_the_loader_refuses_is_a_problem_too(run_cli, own: Path) -> None:
    (own / "我的.yaml").write_text(OWN + "  sais: [甲]\n", encoding="utf-8")
    code, out, _ = run_cli("phrases", "lint", "--bank", own)
    assert code == 1
    assert out.startswith(f"{own / '我的.yaml'} 第 6 行（supervision.training.mine）：不认识“sais”")
    assert "sais" in json.loads(run_cli("phrases", "lint", "--bank", own, "--json").out)["problems"][0]["message"]


def test_list_shows_every_phrase(run_cli, bank: Bank, own: Path) -> None:
    out = run_cli("phrases", "list").out
    assert all(f"  {phrase.id}\n" in out for phrase in bank.phrases)
    shown = json.loads(run_cli("phrases", "list", "--json", "--topic", "supervision.training", "--bank", own).out)
    assert [entry["phrase"] for entry in shown["phrases"]] == [
        *(phrase.id for phrase in bank.by_topic["supervision.training"]),
        "supervision.training.mine",
    ]
    assert set(shown["phrases"][0]) == {"phrase", "topic", "text", "polarity", "organs", "when", "slots", "says"}


def test_counts_by_topic(run_cli, bank: Bank) -> None:
    head, *rows, total = run_cli("phrases", "list", "--counts").out.splitlines()
    assert head.split() == ["主题", "表述", "说法", "口语说法", "有/无", "带数字", "按单位", "按报表"]
    assert len(rows) == 76
    assert total.split()[:4] == ["共", "76", "个主题", str(len(bank.phrases))]
    assert len({display_width(line) for line in (head, *rows, total)}) == 1
    part = json.loads(run_cli("phrases", "list", "--counts", "--json", "--topic", "issues").out)
    assert len(part["topics"]) == 15
    assert all(entry["phrases"] == len(bank.by_topic[entry["topic"]]) for entry in part["topics"])
    for name in ("phrases", "says", "spoken", "none", "did", "slots", "organs", "when"):
        assert part["total"][name] == sum(entry[name] for entry in part["topics"])


def test_counts_tell_what_kinds_of_phrases_there_are(run_cli, tmp_path: Path) -> None:
    count = partial(run_cli, "phrases", "list", "--counts", "--json", "--topic", "supervision.training", "--bank")
    folder = tmp_path / "own"
    folder.mkdir()
    before = json.loads(count(folder).out)["total"]
    (folder / "a.yaml").write_text(
        "- {id: supervision.training.x, topic: supervision.training, text: 没办培训。, polarity: none, "
        "organs: [street], when: t3.granted.total > 0, says: [坐一起学学, 业务培训没搞]}\n",
        encoding="utf-8",
    )
    after = json.loads(count(folder).out)["total"]
    grown = {name: after[name] - before[name] for name in ("phrases", "says", "spoken", "none", "organs", "when")}
    assert grown == {"phrases": 1, "says": 2, "spoken": 1, "none": 1, "organs": 1, "when": 1}
    assert 0 < after["spoken_share"] < 1


@pytest.mark.parametrize("words", ["业务培训", "今年给大家讲了课"])
def test_search_finds_by_words_and_by_a_clumsy_sentence(run_cli, words: str) -> None:
    found = json.loads(run_cli("phrases", "search", words, "--json", "--top", "6").out)["phrases"]
    assert "supervision.training" in {entry["topic"] for entry in found}
    assert len(found) <= 6


def test_search_finds_the_offices_own_phrases(run_cli, own: Path) -> None:
    text = run_cli("phrases", "search", "跟班学习", "--bank", own).out
    assert "supervision.training.mine（业务培训）命中：" in text
    assert "组织轮流跟班学习【待补：次数】次。" in text


def test_search_finds_by_pinyin_initials_and_says_what_hit(run_cli) -> None:
    text = run_cli("phrases", "search", "YWpx", "--top", "1").out
    assert "（业务培训）命中：业务培训\n" in text


def test_search_may_be_limited_by_organ_and_polarity(run_cli, bank: Bank) -> None:
    def found(*options: str) -> list[str]:
        call = ("phrases", "search", "px", "--json", "--top", "100", *options)
        return [entry["phrase"] for entry in json.loads(run_cli(*call).out)["phrases"]]

    everything = found()
    assert found("--polarity", "none") == [i for i in everything if bank.by_id[i].polarity == "none"] != []
    street = found("--organ", "street")
    assert street == [i for i in everything if bank.by_id[i].fits(OrganKind.STREET)]
    assert street != everything


def test_search_may_be_limited_and_may_find_nothing(run_cli) -> None:
    found = json.loads(run_cli("phrases", "search", "培训", "--json", "--topic", "issues").out)["phrases"]
    assert all(entry["topic"].startswith("issues.") for entry in found)
    assert "没有找到" in run_cli("phrases", "search", "vvvv").out


@pytest.mark.parametrize(
    ("args", "tells"),
    [
        (("list", "--topic", "supervison"), "是不是“supervision”"),
        (("search", "培训", "--topic", "supervision.trainin"), "是不是“supervision.training”"),
        (("search", "  "), "请给出要查找的词"),
        (("search",), "缺少参数 WORDS"),
        (("search", "p"), "至少要两个字母"),
        (("search", "培训", "--organ", "village"), "street"),
        (("search", "培训", "--polarity", "maybe"), "did, none"),
        (("lint", "--bank", "没有的文件夹"), "--bank"),
        (("list", "--bank", "没有的文件夹"), "--bank"),
        (("search", "培训", "--top", "0"), "不能小于 1"),
    ],
)
def test_wrong_calls(run_cli, args: tuple[str, ...], tells: str) -> None:
    code, out, err = run_cli("phrases", *args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert tells in err
