"""``match``: one answer to candidates, over the labelled answers of tests/eval: shipped bank, and larger ones."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from tests.bench.harness import ROOT, table

if TYPE_CHECKING:
    from assistant.matching.rank import Matcher
    from assistant.phrases.model import Bank, Phrase

AIMS = {0: 5, 10_000: 25, 100_000: 150}
"""Phrases of a bank (0: as shipped) → aim for the 95th percentile in milliseconds."""
_SEED = 20240131
_WARM, _SAMPLE = 100, 400
"""Answers asked of a synthetic bank: first unclocked, since each topic is prepared when first looked at, then clocked."""
_STARTS, _AFTER = 30, 10
_ODD = {
    "one character": "培",
    "punctuation": "，。；、",
    "digits": "8",
    "emoji": "😀",
    "spaces": "网站 ",
    "Latin": "abc ",
    "a page of prose": "办了两次培训，四十来人，网站发了186条，公众号92条；",
}
_NOUNS = (
    ("网站", "门户网站", "专网", "频道"),
    ("栏目", "专栏", "专题", "版块", "页面"),
    ("公众号", "服务号", "订阅号", "小程序"),
    ("培训", "轮训", "讲座", "研修", "学习"),
    ("文件", "材料", "文本", "文稿", "公文"),
    ("科室", "处室", "站所", "部门", "股室"),
    ("群众", "居民", "村民", "企业", "市民"),
    ("申请", "来信", "来件", "请求"),
    ("检查", "督查", "巡查", "抽查", "排查"),
    ("问题", "毛病", "不足", "短板", "漏洞"),
    ("政策", "措施", "办法", "规定", "方案"),
    ("干部", "人员", "职工", "同志", "专员"),
    ("会议", "例会", "座谈会", "推进会", "调度会"),
    ("预算", "决算", "账目", "资金", "经费"),
    ("目录", "清单", "台账", "名录", "手册"),
    ("答复", "回复", "反馈", "回应", "办理"),
)
"""Words that stand for one another in synthetic phrases."""
_MORE = ("水利", "林业", "交通", "民政", "教育", "文旅", "医保", "住建", "农业", "统计", "司法", "档案", "气象", "粮食")
"""What a synthetic phrase is about beside its topic."""


def run(folder: Path, rounds: int, phrases: Sequence[int] = (10_000,)) -> None:
    """Every answer once per contestant, in turn; percentiles over answers. ``rounds`` is not used.

    ``phrases``: sizes of further, synthetic banks.
    """
    from rapidfuzz import fuzz, process

    from assistant.workbench import Workbench

    answers = [
        json.loads(line)
        for path in sorted((ROOT / "tests" / "eval").glob("answers-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    workbench = Workbench()
    bank, matcher = workbench.bank, workbench.matcher
    spoken = [says for phrase in bank.phrases for says in phrase.says]
    times: dict[str, list[float]] = {"rapidfuzz extract, WRatio": [], "nianbao match": []}
    for entry in answers:
        start = time.perf_counter()
        process.extract(entry["answer"], spoken, scorer=fuzz.WRatio, limit=5)
        times["rapidfuzz extract, WRatio"].append(time.perf_counter() - start)
        times["nianbao match"].append(_clock(matcher, entry))
    base = quantiles(times["rapidfuzz extract, WRatio"], n=100)
    body = []
    for name, seconds in times.items():
        cut = quantiles(seconds, n=100)
        ratios = [f"{cut[49] / base[49]:.2f}", f"{cut[94] / base[94]:.2f}"]
        body.append([name, *_percentiles(seconds), *ratios])
    heads = ["", "p50 ms", "p95 ms", "max ms", "p50 × rapidfuzz", "p95 × rapidfuzz"]
    table(f"match: {len(answers)} answers, {len(bank.phrases)} phrases, {len(spoken)} spoken lines", heads, body)
    print(f"aim: p95 ≤ {AIMS[0]} ms")
    _cold(answers)
    _odd(matcher)
    sample = random.Random(_SEED).sample(answers, _WARM + _SAMPLE)
    for size in phrases:
        _larger(bank, size, sample[:_WARM], sample[_WARM:])


def _cold(answers: Sequence[dict[str, Any]]) -> None:
    """What the first answers after a start pay: everything read from the compiled cache, nothing looked at before."""
    from assistant.workbench import Workbench

    loads, firsts, following = [], [], []
    for entry in random.Random(_SEED).sample(answers, _STARTS):
        start = time.perf_counter()
        matcher = Workbench().matcher
        loads.append(time.perf_counter() - start)
        firsts.append(_clock(matcher, entry))
        following += [_clock(matcher, other) for other in random.Random(entry["answer"]).sample(answers, _AFTER)]
    body = [
        ["load from the cache", *_percentiles(loads)],
        ["first match", *_percentiles(firsts)],
        [f"the {_AFTER} after it", *_percentiles(following)],
    ]
    table(f"match: {_STARTS} cold starts", ["", "p50 ms", "p95 ms", "max ms"], body)


def _odd(matcher: Matcher) -> None:
    """Answers nobody means, as long as a pasted page."""
    body = []
    for name, unit in _ODD.items():
        times = [_clock(matcher, {"answer": unit * (10_000 // len(unit)) + str(n), "section": None}) for n in range(10)]
        body.append([name, *_percentiles(times)])
    table("match: 10,000 characters", ["", "p50 ms", "p95 ms", "max ms"], body)


def _larger(shipped: Bank, size: int, warm: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> None:
    """The same over ``size`` phrases, most of them unknown to the classifier."""
    from rapidfuzz import fuzz, process

    from assistant.matching.rank import Matcher, build_index
    from assistant.phrases.lexicon import load_lexicon, load_out_of_scope
    from assistant.workbench import load_model

    bank = synthetic(shipped, size)
    lines = [says for phrase in bank.phrases for says in phrase.says]
    before = _resident()
    start = time.perf_counter()
    lexicon, model = load_lexicon(), load_model()
    index = build_index(bank, lexicon, model, load_out_of_scope())
    built = time.perf_counter() - start
    added = _resident() - before
    matcher = Matcher(bank, lexicon, model, index)
    first, *_ = [_clock(matcher, entry) for entry in warm]
    times = {"nianbao match": [_clock(matcher, entry) for entry in answers]}
    if size <= 10_000:
        asked = answers[: len(answers) // 4]
        times["rapidfuzz extract, WRatio"] = []
        for entry in asked:
            start = time.perf_counter()
            process.extract(entry["answer"], lines, scorer=fuzz.WRatio, limit=5)
            times["rapidfuzz extract, WRatio"].append(time.perf_counter() - start)
    body = [[name, *_percentiles(seconds)] for name, seconds in times.items()]
    table(
        f"match: {len(answers)} answers, {size} synthetic phrases, {len(lines)} spoken lines",
        ["", "p50 ms", "p95 ms", "max ms"],
        body,
    )
    print(f"index built in {built:.1f} s, {added:.0f} MiB more at its peak, first match {first * 1e3:.0f} ms")
    if size in AIMS:
        print(f"aim: p95 ≤ {AIMS[size]} ms")


def synthetic(shipped: Bank, size: int) -> Bank:
    """The shipped phrases, then varied copies of them under ids of their own."""
    from assistant.phrases.model import Bank

    return Bank(shipped.topics, (*shipped.phrases, *_varied(shipped.phrases, size - len(shipped.phrases))))


def _varied(phrases: Sequence[Phrase], count: int) -> Iterator[Phrase]:
    chance = random.Random(_SEED)
    for number in range(count):
        phrase = phrases[number % len(phrases)]
        swaps = {chance.choice(words): chance.choice(words) for words in _NOUNS}
        subject = chance.choice(_MORE)
        says = tuple(_swapped(f"{subject}{line}" if chance.random() < 0.3 else line, swaps) for line in phrase.says)
        yield replace(phrase, id=f"{phrase.id}.v{number}", text=_varied_text(phrase.text, swaps, subject), says=says)


def _varied_text(text: str, swaps: dict[str, str], subject: str) -> str:
    """Wording is swapped, template marks are not."""
    pieces = text.replace("{", "\0{").replace("}", "}\0").split("\0")
    return subject + "".join(
        piece if piece[:1] == "{" or piece[-1:] == "}" else _swapped(piece, swaps) for piece in pieces
    )


def _swapped(text: str, swaps: dict[str, str]) -> str:
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text


def _clock(matcher: Matcher, entry: dict[str, Any]) -> float:
    from assistant.phrases.fill import Filler, Setting
    from assistant.report.organ import Organ

    organ = Organ.of("云岭县自然资源局")
    # A new filler for each answer, as the command line has it: nothing filled before helps.
    start = time.perf_counter()
    matcher.match(entry["answer"], entry["section"], filler=Filler(Setting(organ, 2025)), kind=organ.kind)
    return time.perf_counter() - start


def _percentiles(seconds: Sequence[float]) -> list[str]:
    cut = quantiles(seconds, n=100)
    return [f"{value * 1e3:.2f}" for value in (cut[49], cut[94], max(seconds))]


def _resident() -> float:
    """MiB of the process at its peak."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
