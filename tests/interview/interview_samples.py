"""A small bank of fixed wording and a matcher that is told what to find: the tests of the interview do not depend on
how well answers are matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from assistant.interview.autopilot import Brief, Exact, Words, draft
from assistant.interview.engine import Engine, Input
from assistant.interview.script import load_script
from assistant.interview.state import DraftState, fold
from assistant.phrases.bank import layer_phrases, parse_layer, parse_topics
from assistant.phrases.fill import SlotValue
from assistant.phrases.model import Bank, Phrase
from assistant.report.organ import Organ
from assistant.resources import PHRASEBANK, data_bytes
from assistant.tables.schema import Tables

ORGAN = Organ.of("云溪区青枫街道办事处")
YEAR = 2024

PHRASES = """
- {id: overview.intro.a, topic: overview.intro, text: "{{ 年 }}年，{{ 我单位 }}做好政府信息公开工作。"}
- {id: overview.period.a, topic: overview.period, text: "统计期限为{{ 年 }}年1月1日至12月31日。"}
- id: proactive.volume.a
  topic: proactive.volume
  text: 全年主动公开政府信息{{ 条数 }}条{% if 网站条数 %}，其中网站{{ 网站条数 }}条{% endif %}。
  slots: {条数: {unit: [条]}, 网站条数: {unit: [条], optional: true}}
- {id: proactive.budget.a, topic: proactive.budget, text: 公开部门预算和决算。}
- {id: proactive.services.a, topic: proactive.services, text: 更新办事指南。}
- id: requests.none.auto
  topic: requests.none
  polarity: none
  auto: true
  when: t3.new_received.total == 0
  text: "{{ 年 }}年，{{ 我单位 }}未收到政府信息公开申请。"
- {id: requests.none.said, topic: requests.none, polarity: none, when: t3.new_received.total == 0, text: 全年没有收到申请。}
- id: requests.disputes.auto
  topic: requests.disputes
  polarity: none
  auto: true
  when: t4.review.total == 0
  text: 未发生行政复议。
- id: requests.disputes.said
  topic: requests.disputes
  text: 发生行政复议{{ 件数 }}件。
  slots: {件数: {unit: [件]}}
- id: requests.received.auto
  topic: requests.received
  auto: true
  when: t3.new_received.total > 0
  text: "{{ 年 }}年，{{ 我单位 }}收到申请{{ 新收 }}件，办结{{ 办结 }}件。"
  slots: {新收: {cell: t3.new_received.total}, 办结: {cell: t3.result_total.total}}
- id: requests.received.natural
  topic: requests.received
  when: t3.new_received.total > 0
  text: 收到申请{{ 新收 }}件，自然人{{ 自然人 }}件。
  slots: {新收: {cell: t3.new_received.total}, 自然人: {cell: t3.new_received.natural}}
- id: requests.received.answered
  topic: requests.received
  when: t3.new_received.total > 0
  text: 收到的{{ 新收 }}件申请都作了答复。
  slots: {新收: {cell: t3.new_received.total}}
- id: requests.received.said
  topic: requests.received
  text: 收到申请{{ 件数 }}件。
  slots: {件数: {unit: [件]}}
- {id: requests.process.ledger, topic: requests.process, text: 每件申请都建立台账。}
- {id: management.review.a, topic: management.review, text: 信息发布前逐级审核。}
- {id: platform.website.a, topic: platform.website, text: 调整网站专栏。}
- id: supervision.training.a
  topic: supervision.training
  text: 组织业务培训{{ 次数 }}次{% if 人次 %}，培训{{ 人次 }}人次{% endif %}。
  slots: {次数: {unit: [次]}, 人次: {unit: [人次], optional: true}}
- {id: supervision.training.none, topic: supervision.training, polarity: none, text: 全年未组织业务培训。}
- {id: issues.form.a, topic: issues.form, text: 公开形式较为单一。}
- {id: issues.publicity.a, topic: issues.publicity, text: 群众知晓率不高。}
- {id: issues.timeliness.a, topic: issues.timeliness, text: 部分栏目更新不够及时。}
- id: improvements.form.asks
  topic: improvements.form
  text: 制作图解{{ 个数 }}个。
  slots: {个数: {unit: [个]}}
- {id: improvements.form.a, topic: improvements.form, text: 增加图解、视频等形式。}
- {id: improvements.form.b, topic: improvements.form, text: 在窗口摆放宣传册。}
- {id: improvements.publicity.a, topic: improvements.publicity, text: 走进社区宣传公开渠道。}
- {id: improvements.last_year.a, topic: improvements.last_year, text: 上年度报告所列问题已经整改。}
- id: other.fee_none.auto
  topic: other.fee_none
  polarity: none
  auto: true
  when: t3.new_received.total == 0 and t3.carried_in.total == 0
  text: "{{ 年 }}年，{{ 我单位 }}未收取政府信息公开信息处理费。"
- {id: other.fee_none.said, topic: other.fee_none, polarity: none, text: 全年没有收取信息处理费。}
- id: other.fee_charged.a
  topic: other.fee_charged
  text: 收取信息处理费{{ 金额 }}元。
  slots: {金额: {unit: [元]}}
- {id: other.none.a, topic: other.none, polarity: none, text: 无其他需要报告的事项。}
- {id: other.key_points.a, topic: other.key_points, text: 完成年度要点任务。}
"""

FOUND: dict[str, tuple[str, dict[str, SlotValue]]] = {
    "公开了186条": ("proactive.volume.a", {"条数": 186}),
    "网站发了些": ("proactive.volume.a", {"网站条数": 92}),
    "预算决算都公开了": ("proactive.budget.a", {}),
    "办事指南换新的了": ("proactive.services.a", {}),
    "没人来申请": ("requests.none.said", {}),
    "收到5件": ("requests.received.said", {"件数": 5}),
    "收到7件": ("requests.received.said", {"件数": 7}),
    "按人分着统计的": ("requests.received.natural", {}),
    "都回了": ("requests.received.answered", {}),
    "被复议2件": ("requests.disputes.said", {"件数": 2}),
    "都有台账": ("requests.process.ledger", {}),
    "先审后发": ("management.review.a", {}),
    "专栏调了": ("platform.website.a", {}),
    "培训两次": ("supervision.training.a", {"次数": 2}),
    "培训两次四十人": ("supervision.training.a", {"次数": 2, "人次": 40}),
    "办过培训": ("supervision.training.a", {}),
    "培训没搞成两次": ("supervision.training.a", {"次数": 2}),
    "没培训": ("supervision.training.none", {}),
    "就会发文字": ("issues.form.a", {}),
    "群众不知道": ("issues.publicity.a", {}),
    "栏目更新慢": ("issues.timeliness.a", {}),
    "印了小册子": ("improvements.form.b", {}),
    "去年的改完了": ("improvements.last_year.a", {}),
    "没收钱": ("other.fee_none.said", {}),
    "收了300元": ("other.fee_charged.a", {"金额": 300}),
    "大概弄过预算": ("proactive.budget.a", {}),
    "要点都干完了": ("other.key_points.a", {}),
}
OPPOSED = frozenset({"培训没搞成两次"})
"""Answers whose phrase says the opposite."""
UNSURE = {"大概弄过预算": 0.4}
"""Answers whose phrase is no more than a guess, with its probability."""
CHAT = frozenset({"不知道", "asdf", "随便"})


class KnownMatcher:
    """Finds what ``FOUND`` says; parts of an answer stand between ；."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def cut(self, answer: str, group: str | None = None) -> tuple[str, ...]:
        return tuple(answer.split("；"))

    def read_fact(self, text: str, group: str | None, **_: Any) -> Any:
        phrase_id, values = FOUND.get(text, ("", {}))
        candidates = ()
        if phrase_id:
            phrase = self.bank.by_id[phrase_id]
            assignment = SimpleNamespace(values=dict(values))
            candidates = (
                SimpleNamespace(
                    phrase=phrase, assignment=assignment, opposes=text in OPPOSED, score=UNSURE.get(text, 1.0)
                ),
            )
        return SimpleNamespace(text=text, matched=bool(candidates), is_chat=text in CHAT, candidates=candidates)

    def closest(self, text: str, phrases: Iterable[Phrase]) -> list[Phrase]:
        return list(phrases)


def small_bank(extra: str = "") -> Bank:
    topics = parse_topics("topics.yaml", data_bytes(PHRASEBANK, "topics.yaml"))
    return Bank(topics, layer_phrases([parse_layer([("小.yaml", (PHRASES + extra).encode())], topics)]))


def small_engine(extra: str = "") -> Engine:
    bank = small_bank(extra)
    return Engine(load_script(bank.topics), bank, KnownMatcher(bank))  # type: ignore[arg-type]


def t3(**cells: int | None) -> Tables:
    """``t3(new_received=5)``: totals of rows of table 3."""
    return Tables().with_cells({f"t3.{row}.total": value for row, value in cells.items()})


def brief(answers: Mapping[str, Iterable[str | Exact]] | None = None, tables: Tables | None = None) -> Brief:
    given = [
        entry if isinstance(entry, Exact) else Words(group, entry)
        for group, entries in (answers or {}).items()
        for entry in entries
    ]
    return Brief(ORGAN, YEAR, tuple(given), tables or Tables())


def drafted(
    engine: Engine, answers: Mapping[str, Iterable[str | Exact]] | None = None, tables: Tables | None = None
) -> DraftState:
    return draft(engine, brief(answers, tables))


def after(engine: Engine, state: DraftState, *inputs: Input) -> DraftState:
    for given in inputs:
        state = fold(engine.events(state, given), state)
    return state


def text_of(engine: Engine, state: DraftState, part: str) -> str:
    """The printed text of a section or of a part of section 一."""
    report = engine.report(state)
    for subsection in report.section("overview").subsections:
        if subsection.group == part:
            return subsection.text
    return report.section(part).text
