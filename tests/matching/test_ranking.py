"""From an answer to candidates: on the shipped bank, on small banks, on an office's own phrases."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_samples import FILLER, NOT_OURS, ONE, ORGAN, PAIR, SEVERAL, filler_on, matcher_of, phrases_of

from assistant.matching.normalise import normalise
from assistant.matching.quantities import parse_quantities
from assistant.matching.rank import Match, Matcher
from assistant.matching.tokens import Segmenter
from assistant.phrases.lexicon import load_lexicon
from assistant.phrases.model import Bank
from assistant.report.standard import NARRATIVE_GROUPS, OrganKind
from assistant.shell.matching import match_batch
from assistant.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]
LABELLED = ROOT.parent / "shared" / "eval"


@pytest.fixture(scope="module")
def small() -> Matcher:
    return matcher_of(PAIR)


@pytest.fixture(scope="module")
def matcher(workbench: Workbench) -> Matcher:
    return workbench.matcher


def matched(matcher: Matcher, answer: str, group: str | None = None) -> Match:
    return matcher.match(answer, group, filler=FILLER, kind=ORGAN.kind)


# --- polarity and topic decide, similarity orders what is left -------------------------------------------------------


@pytest.mark.parametrize("group", ["requests", None])
@pytest.mark.parametrize(
    ("answer", "topic", "polarity"),
    [
        ("全年未收到政府信息公开申请", "requests.none", "none"),
        ("全年收到政府信息公开申请12件", "requests.received", "did"),
        ("收到申请12件", "requests.received", "did"),
        ("政府信息公开申请一件都没收到", "requests.none", "none"),
        ("没收到过政府信息公开申请", "requests.none", "none"),
    ],
)
def test_the_pair_whose_wording_differs_by_a_negation(
    small: Matcher, matcher: Matcher, answer: str, topic: str, polarity: str, group: str | None
) -> None:
    for each in (small, matcher):
        found = matched(each, answer, group)
        first = found.candidates[0]
        assert found.matched
        assert (found.polarity, first.phrase.polarity, first.phrase.topic) == (polarity, polarity, topic)
        assert not first.opposes
    if polarity == "did":
        assert "12件" in matched(matcher, answer, group).candidates[0].filled.text


NOT_HELD = ("没搞培训", "今年没搞培训", "培训没办成", "一次培训都没搞", "没有组织培训", "培训今年没开展")


@pytest.mark.parametrize("answer", NOT_HELD)
def test_what_was_not_held_is_not_said_to_be_held(small: Matcher, matcher: Matcher, answer: str) -> None:
    found = matched(matcher, answer, "supervision")
    assert found.candidates[0].phrase.id == "supervision.training.none"
    # A bank without a sentence for it has candidates to look at, none to be taken unasked.
    for candidate in matched(small, answer, "supervision").candidates:
        assert candidate.opposes == (candidate.phrase.polarity == "did")
    assert matched(small, answer, "supervision").facts[0].candidates[0].phrase.polarity == "none" or (
        matched(small, answer, "supervision").facts[0].candidates[0].opposes
    )


def test_what_was_held_is_not_said_not_to_be(matcher: Matcher) -> None:
    for answer in ("培训搞了两次", "不是没培训，搞了两次", "培训次数不多，也有两次"):
        first = matched(matcher, answer, "supervision").candidates[0]
        assert (first.phrase.topic, first.phrase.polarity, first.opposes) == ("supervision.training", "did", False)


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "answer", "printed"),
    [
        ("supervision", "培训了3次，120人", ("培训3次", "120人次")),
        ("supervision", "一个专职三个兼职", ("专职1名", "兼职3名")),
        ("supervision", "配了一个专职三个兼职", ("专职1名", "兼职3名")),
        ("supervision", "组织5个科室参加培训两次", ("培训2次",)),
        ("supervision", "花了35000元做公开", ("35000元",)),
        ("supervision", "经费近5万", ("近5万元",)),
        ("supervision", "公开经费花了两三万", ("2至3万元",)),
        ("other", "收取信息处理费0.03万元", ("300元",)),
        ("proactive", "全年公开信息200多条", ("200余条",)),
        ("proactive", "全年公开信息近100条", ("近100条",)),
        ("proactive", "全年公开两百多条，网站一百来条，公众号80条", ("200余条", "约100条", "80条")),
        ("proactive", "政府开放日3场,1.2万人次", ("3场", "12000人次")),
        ("proactive", "办理人大代表建议12件、政协提案8件", ("代表建议12件", "政协提案8件")),
        ("platform", "网站访问量1.2万", ("1.2万次",)),
        ("platform", "网站访问量三到五万次", ("3至5万次",)),
        ("platform", "公众号粉丝1.2万人", ("12000人",)),
        ("requests", "收到12件，答复10件", ("申请12件", "办结10件")),
    ],
)
def test_numbers_land_beside_the_right_noun(
    matcher: Matcher, group: str, answer: str, printed: tuple[str, ...]
) -> None:
    text = matched(matcher, answer, group).candidates[0].filled.text
    assert [words for words in printed if words not in text] == [], text


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        ("supervision", "每季度一次培训"),
        ("supervision", "每季度督查一次"),
        ("management", "每条信息发之前过一遍"),
        ("platform", "每天巡查一次网站"),
        ("supervision", "培训了5个科室"),
    ],
)
def test_rates_and_other_things_are_not_counted(matcher: Matcher, group: str, answer: str) -> None:
    first = matched(matcher, answer, group).candidates[0]
    assert first.assignment.values == {}
    assert not re.search("[0-9]", first.filled.text.replace("2024", ""))


# --- facts -----------------------------------------------------------------------------------------------------------


def test_several_facts_are_cut(matcher: Matcher) -> None:
    wrong = [answer for group, answer in SEVERAL if len(matcher.cut(answer, group)) != 2]
    assert len(SEVERAL) == 20
    assert len(wrong) <= 2, wrong


def test_what_is_done_is_not_said_to_remain(matcher: Matcher) -> None:
    for answer in ("要点任务都完成了", "办公室牵头，要点任务都完成了"):
        for fact in matched(matcher, answer, "other").facts:
            assert "尚未完成" not in fact.candidates[0].filled.text
    assert "尚未完成" in matched(matcher, "要点里有一条还没干成", "other").candidates[0].filled.text


@pytest.mark.parametrize(
    ("answer", "topics"),
    [
        ("培训、考核都没搞", {"培训没搞": "supervision.training", "考核没搞": "supervision.assessment"}),
        ("公报和公众号都没办", {"公报没办": "platform.gazette", "公众号没办": "platform.new_media"}),
        ("没培训也没考核", {"没培训": "supervision.training", "也没考核": "supervision.assessment"}),
        ("目录和指南都更新了", {"目录和指南都更新了": "management.catalog"}),
    ],
)
def test_a_predicate_shared_by_things_of_different_topics(
    matcher: Matcher, answer: str, topics: dict[str, str]
) -> None:
    group = next(iter(topics.values())).partition(".")[0]
    facts = matched(matcher, answer, group).facts
    assert {fact.text: fact.candidates[0].phrase.topic for fact in facts} == topics


def test_a_clause_without_a_subject_has_that_of_the_one_before(matcher: Matcher) -> None:
    (fact,) = matched(matcher, "招拍挂的企业问得多，上门讲了六场", "proactive").facts
    assert fact.candidates[0].phrase.topic == "proactive.business_env"
    assert len(matched(matcher, "惠企政策印成了册子，回复留言60条", "proactive").facts) == 2


def test_one_fact_of_several_clauses_is_not_cut(matcher: Matcher) -> None:
    wrong = [answer for group, answer in ONE if len(matcher.cut(answer, group)) != 1]
    assert len(ONE) == 20
    assert len(wrong) <= 2, wrong


def test_facts_are_the_clerks_words_and_have_their_own_candidates(matcher: Matcher) -> None:
    found = matched(matcher, "培训了两次，没有被追责的", "supervision")
    assert [fact.text for fact in found.facts] == ["培训了两次", "没有被追责的"]
    assert [fact.candidates[0].phrase.topic for fact in found.facts] == [
        "supervision.training",
        "supervision.accountability",
    ]
    assert [fact.polarity for fact in found.facts] == ["did", "none"]
    assert {candidate.phrase.topic for candidate in found.candidates} >= {
        "supervision.training",
        "supervision.accountability",
    }


def test_a_fact_read_alone_is_not_cut(matcher: Matcher) -> None:
    fact = matcher.read_fact("培训了两次，没有被追责的", "supervision", filler=FILLER)
    assert fact.text == "培训了两次，没有被追责的"


def test_cutting_and_matching_agree(matcher: Matcher) -> None:
    for group, answer in (*SEVERAL, *ONE):
        assert matcher.cut(answer, group) == tuple(fact.text for fact in matched(matcher, answer, group).facts)


# --- declining -------------------------------------------------------------------------------------------------------


def test_what_is_not_ours_is_declined(matcher: Matcher) -> None:
    wrong = [answer for group, answer in NOT_OURS if matched(matcher, answer, group).matched]
    assert len(NOT_OURS) == 30
    assert len(wrong) <= 2, wrong


def test_what_is_ours_is_not_declined(matcher: Matcher) -> None:
    wrong = [answer for group, answer in (*SEVERAL, *ONE) if not matched(matcher, answer, group).matched]
    assert len(wrong) <= 1, wrong


def test_talk_is_told_from_other_work(matcher: Matcher) -> None:
    assert all(matched(matcher, answer, "proactive").facts[0].is_chat for answer in ("你好", "先跳过", "。。。", ""))
    assert not matched(matcher, "防火巡山40次", "supervision").facts[0].is_chat


# --- candidates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "claims_all"),
    [
        ("去年说的3个问题改了2个", False),
        ("上年五个问题整改了四个", False),
        ("去年说的3个问题3个都改了", True),
    ],
)
def test_what_is_left_undone_is_not_said_to_be_done(matcher: Matcher, answer: str, claims_all: bool) -> None:
    first = matched(matcher, answer, "improvements").candidates[0]
    assert first.phrase.topic == "improvements.last_year"
    assert bool(re.search("全部|均已", first.filled.text)) is claims_all


@pytest.mark.parametrize(
    ("answer", "group", "is_chat"),
    [
        ("没有了", "improvements", True),
        ("没有", "supervision", True),
        ("暂无。", "platform", True),
        ("没有了", "other", False),
        ("没有", "requests", False),
        ("没有搞培训", "supervision", False),
    ],
)
def test_nothing_to_report_is_no_sentence(matcher: Matcher, answer: str, group: str, is_chat: bool) -> None:
    assert matched(matcher, answer, group).facts[0].is_chat is is_chat


def test_at_least_three_topics_are_ranked(matcher: Matcher) -> None:
    for group, answer in (*SEVERAL, *ONE):
        for top in (1, 3, 5):
            found = matcher.match(answer, group, filler=FILLER, kind=ORGAN.kind, top=top)
            topics = [candidate.phrase.topic for candidate in found.candidates]
            assert len(set(topics)) >= max(top, 3)
            scores = dict(zip(topics, (candidate.score for candidate in found.candidates), strict=True))
            assert list(scores.values()) == sorted(scores.values(), reverse=True)
            assert len({candidate.phrase.id for candidate in found.candidates}) == len(topics)


def test_a_small_bank_proposes_what_it_has(small: Matcher) -> None:
    found = matched(small, "培训了3次，120人", "supervision")
    assert found.candidates[0].filled.text == "全年组织业务培训3次，培训120人次。"
    assert {candidate.phrase.topic for candidate in found.candidates} <= {phrase.topic for phrase in small.bank.phrases}


def test_candidates_tell_what_hit_them(matcher: Matcher) -> None:
    assert "培训" in matched(matcher, "培训了3次", "supervision").candidates[0].hits
    assert matched(matcher, "培训了3次", "supervision").candidates[0].missing == ()


def test_a_bare_remark_leaves_required_numbers_open() -> None:
    bank = '- {id: platform.gazette.a, topic: platform.gazette, text: "编发公报{{ 期数 }}期。", slots: {期数: {unit: [期]}}}'
    first = matched(matcher_of(bank), "公报照常编", "platform").candidates[0]
    assert [slot.name for slot in first.missing] == ["期数"]
    assert first.filled.text == "编发公报【待补：期数】期。"


# --- what may be used ------------------------------------------------------------------------------------------------

KINDS = """
- {id: platform.gazette.county, topic: platform.gazette, organs: [government], text: 按期编发政府公报。}
- {id: platform.gazette.all, topic: platform.gazette, text: 赠阅政府公报。}
- {id: platform.offline.town, topic: platform.offline, organs: [township], text: 村里设公开栏。}
"""


def test_sentences_of_other_kinds_of_organ_are_left_out() -> None:
    matcher = matcher_of(KINDS)

    def ids(kind: OrganKind | None) -> set[str]:
        found = matcher.match("政府公报按期编发", "platform", filler=FILLER, kind=kind)
        return {candidate.phrase.id for candidate in found.candidates}

    assert ids(OrganKind.DEPARTMENT) == {"platform.gazette.all"}
    assert ids(OrganKind.GOVERNMENT) == {"platform.gazette.all", "platform.gazette.county"}
    assert ids(OrganKind.TOWNSHIP) == {"platform.gazette.all", "platform.offline.town"}
    assert ids(None) == {"platform.gazette.all", "platform.gazette.county", "platform.offline.town"}


def test_the_shipped_bank_keeps_to_the_kind_of_organ(matcher: Matcher) -> None:
    for kind in OrganKind:
        for group, answer in SEVERAL[::4]:
            found = matcher.match(answer, group, filler=FILLER, kind=kind)
            assert all(candidate.phrase.fits(kind) for candidate in found.candidates)


WHEN = """
- id: requests.received.zero
  topic: requests.received
  when: t3.new_received.total == 0
  text: 收到申请0件。
- id: requests.received.some
  topic: requests.received
  when: t3.new_received.total > 0
  text: 收到申请{{ 新收 }}件。
  slots: {新收: {cell: t3.new_received.total}}
- {id: requests.process.a, topic: requests.process, text: 申请逐件登记。}
"""


def test_sentences_that_are_false_on_the_tables_are_left_out() -> None:
    matcher = matcher_of(WHEN)

    def ids(**cells: int) -> set[str]:
        found = matcher.match("收到申请了", "requests", filler=filler_on(**cells))
        return {candidate.phrase.id for candidate in found.candidates}

    assert ids(new_received=0) == {"requests.received.zero", "requests.process.a"}
    assert ids(new_received=5) == {"requests.received.some", "requests.process.a"}
    assert ids() == {"requests.received.zero", "requests.received.some", "requests.process.a"}, (
        "an empty table decides nothing"
    )


# --- explanation and search ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "answer"), [*SEVERAL[::5], *ONE[::5], *NOT_OURS[::9], (None, "没搞培训"), ("issues", "没搞培训")]
)
def test_the_parts_of_a_score_give_the_chances(matcher: Matcher, group: str | None, answer: str) -> None:
    explained = matcher.explain(answer, group, top=100)
    assert len(explained) == len(matcher.bank.topics) + 2
    scores = [sum(part.parts.values()) for part in explained]
    total = sum(math.exp(score - scores[0]) for score in scores)
    assert [part.chance for part in explained] == pytest.approx(
        [math.exp(score - scores[0]) / total for score in scores], abs=3e-3
    )
    assert [part.chance for part in explained] == sorted((part.chance for part in explained), reverse=True)
    assert matcher.explain(answer, group) == explained[:3]


def test_an_own_line_shows_in_the_explanation(small: Matcher, matcher: Matcher) -> None:
    own, shipped = small.explain("培训了几次", "supervision")[0], matcher.explain("培训了几次", "supervision")[0]
    assert own.topic == shipped.topic == "supervision.training"
    assert own.parts["near"] > 1, "the classifier has not seen this phrase"
    assert shipped.parts["near"] == 0


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("复议", "requests.disputes"),
        ("隐私", "management.privacy"),
        ("台账", "requests.process"),
        ("培训 次数", "supervision.training"),
        ("给科室讲了课", "supervision.training"),
        ("没人来要过材料", "requests.none"),
        ("死链错别字", "platform.inspection"),
    ],
)
def test_search_finds_by_keyword_and_by_clumsy_sentence(matcher: Matcher, words: str, topic: str) -> None:
    hits = matcher.search(words)
    assert topic in [hit.phrase.topic for hit in hits[:3]]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("words", ["", "。。。", "\x00", "zzzz"])
def test_search_for_nothing_finds_nothing(matcher: Matcher, words: str) -> None:
    assert matcher.search(words) == []


def test_closest_orders_by_wording(matcher: Matcher, bank: Bank) -> None:
    training = bank.by_topic["supervision.training"]
    ordered = matcher.closest("未单独举办信息公开业务培训。", training)
    assert sorted(phrase.id for phrase in ordered) == sorted(phrase.id for phrase in training)
    assert ordered[0].id == "supervision.training.none"


# --- an office's own phrases -----------------------------------------------------------------------------------------

OWN = """
- id: supervision.training.evening
  topic: supervision.training
  text: 举办“夜校”{{ 次数 }}期，讲解信息公开业务。
  slots: {次数: {unit: [期, 次, 回]}}
  says: [夜校上了三期, 夜校照常开, 晚上夜校讲了业务]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    return Workbench((folder,)).matcher


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        ("supervision", "夜校上了三期"),
        (None, "夜校上了三期"),
        ("supervision", "夜校开了3期"),
        ("supervision", "晚上夜校讲了3期业务"),
        (None, "晚上夜校讲了3期业务"),
    ],
)
def test_an_offices_own_phrase_wins_by_its_own_wording(
    office: Matcher, matcher: Matcher, answer: str, group: str | None
) -> None:
    (own,) = phrases_of(OWN)
    assert own.id not in matcher.bank.by_id
    first = matched(office, answer, group).candidates[0]
    assert matched(office, answer, group).matched
    assert first.phrase.id == own.id
    assert first.filled.text == "举办“夜校”3期，讲解信息公开业务。"


def test_an_offices_own_phrase_changes_nothing_else(office: Matcher, matcher: Matcher) -> None:
    for group, answer in (*SEVERAL, *ONE, *NOT_OURS):
        mine, theirs = matched(office, answer, group), matched(matcher, answer, group)
        assert mine.matched == theirs.matched
        assert [fact.text for fact in mine.facts] == [fact.text for fact in theirs.facts]
        if theirs.matched:
            assert mine.candidates[0].phrase.id == theirs.candidates[0].phrase.id
            assert mine.candidates[0].score == pytest.approx(theirs.candidates[0].score, abs=0.05)


# --- anything typed --------------------------------------------------------------------------------------------------

ODD = (
    "",
    " ",
    "了",
    "3",
    "，",
    "。。。！！？？",
    "😀🎉👍🏻",
    "\x00\x07\x1b[31m\u200b\ufeff",
    "政務公開培訓了三次，發佈資訊兩百條",
    "培训了３次，１２０人，Ｐ２Ｐ",
    "We held 3 training sessions，培训 OK",
    "http://www.gov.cn/a?b=1&c=2",
    "{{ 年 }}{% for x in y %}",
    "\ud800",
    "培训" * 5000,
    "3" * 10_000,
    "零" * 10_000,
    "，" * 10_000,
    "没" * 10_000,
    "a" * 10_000,
    "培训了三次，公开一百条。" * 834,
    "一百条 " * 2500,
)


@pytest.mark.parametrize("answer", ODD, ids=range(len(ODD)))
def test_odd_answers_are_answered(matcher: Matcher, answer: str) -> None:
    found = matched(matcher, answer, "supervision")
    assert len(found.candidates) >= 3
    assert found.facts
    for candidate in found.candidates:
        assert candidate.filled.text


@settings(deadline=None, max_examples=examples(100))
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(
            st.sampled_from("培训公开了没有三3两百零一条次个人万元多近约每季度，。、；！ \n😀\x00ａＡ3.%"), max_size=60
        ),
        st.lists(st.sampled_from([answer for _, answer in (*SEVERAL, *ONE, *NOT_OURS)]), max_size=3).map("".join),
    ),
    st.sampled_from([None, *NARRATIVE_GROUPS]),
)
def test_any_string_gives_a_match(workbench: Workbench, answer: str, group: str | None) -> None:
    found = workbench.matcher.match(answer, group, filler=FILLER, kind=ORGAN.kind)
    assert found.polarity in ("did", "none")
    assert len({candidate.phrase.topic for candidate in found.candidates}) >= 3
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    assert list(found.quantities) == list(parse_quantities(normalise(answer)))
    for fact in found.facts:
        assert fact.text in answer
    json.dumps([candidate.filled.text for candidate in found.candidates])


def test_works_without_compiled_rapidfuzz(private_folders: Path) -> None:
    program = """
from rapidfuzz import fuzz, fuzz_py
assert fuzz.ratio is fuzz_py.ratio or fuzz.ratio.__module__.endswith("_py"), fuzz.ratio.__module__
from assistant.phrases.fill import Filler, Setting
from assistant.report.organ import Organ
from assistant.workbench import Workbench
workbench = Workbench()
found = workbench.matcher.match("培训了3次", "supervision", filler=Filler(Setting(Organ.of("云岭县自然资源局"), 2024)))
print(found.candidates[0].phrase.topic)
print(workbench.matcher.closest("业务培训", workbench.bank.by_topic["supervision.training"])[0].topic)
"""
    environment = {**os.environ, "RAPIDFUZZ_IMPLEMENTATION": "python", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["supervision.training", "supervision.training"], done.stderr


# --- the figures -----------------------------------------------------------------------------------------------------


def _module(name: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (LABELLED / "dev.jsonl").exists(), reason="no ../shared/eval beside this checkout")
def test_the_figures_on_labelled_answers(
    workbench: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    predictions = tmp_path / "predictions.jsonl"
    lines = match_batch(LABELLED / "dev.jsonl", section=None, top=5, bank=None)
    predictions.write_text("\n".join(lines), encoding="utf-8")
    _module("score", LABELLED / "score.py", monkeypatch).main(LABELLED / "dev.jsonl", predictions)
    summary = capsys.readouterr().out.splitlines()[-1]
    figures = {name: float(value) for name, value in re.findall(r"([a-z0-9-]+) ([01]\.\d+)", summary)}
    assert figures["top1"] >= 0.90
    assert figures["top3"] >= 0.95
    assert figures["quantities"] >= 0.97
    assert figures["polarity"] >= 0.98

    pytest.importorskip("bm25s", reason="the baseline bm25s is not installed")
    compare = _module("compare", ROOT / "tests" / "eval" / "compare.py", monkeypatch)
    gold = compare.load_gold([LABELLED / "dev.jsonl"])
    segmenter = Segmenter(load_lexicon().frequencies)
    for filtered in (False, True):
        method = compare.bm25s_method(compare.bank_lines(workbench.bank), segmenter, filtered=filtered)
        row = compare.figures("bm25s", [method(entry) for entry in gold], gold, 0.0, [0.0, 0.0], 0.0)
        assert figures["top1"] > row.top1
        assert figures["top3"] > row.top3
        assert figures["mrr"] > row.mrr
