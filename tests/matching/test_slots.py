"""A number lands beside the right noun or nowhere."""

from __future__ import annotations

import pytest
from matching_samples import FILLER, ORGAN, phrase_of

from assistant.matching.contacts import find_contacts
from assistant.matching.normalise import normalise
from assistant.matching.quantities import parse_quantities
from assistant.matching.slots import Assignment, Told, assign, is_rate
from assistant.phrases.model import Phrase
from assistant.workbench import Workbench

STAFF = phrase_of("""
- id: supervision.staffing.a
  topic: supervision.staffing
  text: 配备人员{{ 总数 }}名，专职{{ 专职 }}名，兼职{{ 兼职 }}名。
  slots:
    总数: {unit: [名, 个, 人], optional: true, near: [一共, 总共, 配了]}
    专职: {unit: [名, 个, 人], optional: true, near: [专职]}
    兼职: {unit: [名, 个, 人], optional: true, near: [兼职]}
""")
VOLUME = phrase_of("""
- id: proactive.volume.a
  topic: proactive.volume
  text: 公开{{ 总数 }}条，网站{{ 网站 }}条，公众号{{ 公众号 }}条。
  slots:
    总数: {unit: [条], near: [公开, 一共, 全年]}
    网站: {unit: [条, 篇], optional: true, near: [网站]}
    公众号: {unit: [条, 篇], optional: true, near: [公众号, 微信]}
""")
TRAINING = phrase_of("""
- id: supervision.training.a
  topic: supervision.training
  text: 培训{{ 培训次数 }}次，{{ 人次 }}人次。
  slots: {培训次数: {unit: [次, 场, 个]}, 人次: {unit: [人次, 人], optional: true, ask: 多少人参加？}}
""")
TWO_COUNTS = phrase_of("""
- id: supervision.inspection.a
  topic: supervision.inspection
  text: 督查{{ 督查次数 }}次，通报{{ 通报次数 }}次。
  slots: {督查次数: {unit: [次], optional: true}, 通报次数: {unit: [次], optional: true, ask: 通报了几次？}}
""")
FUNDS = phrase_of("""
- {id: supervision.staffing.b, topic: supervision.staffing, text: "经费{{ 经费 }}万元。", slots: {经费: {unit: [万元, 元]}}}
""")
FEE = phrase_of("""
- {id: other.fee_charged.a, topic: other.fee_charged, text: "收取{{ 金额 }}元。", slots: {金额: {unit: [元, 块]}}}
""")
RATE = phrase_of("""
- {id: supervision.social_review.a, topic: supervision.social_review, text: "满意率{{ 比率 }}%。", slots: {比率: {unit: ["%"]}}}
""")
VISITS = phrase_of("""
- {id: platform.website.a, topic: platform.website, text: "访问{{ 访问 }}万人次。", slots: {访问: {unit: [万人次, 人次, 次]}}}
""")


BOARDS = phrase_of("""
- {id: platform.offline.a, topic: platform.offline, text: "公开栏{{ 块数 }}块。", slots: {块数: {unit: [块, 处]}}}
""")


def placed(phrase: Phrase, answer: str) -> Assignment:
    text = normalise(answer)
    return assign(phrase, Told(parse_quantities(text), text))


@pytest.mark.parametrize(
    ("phrase", "answer", "values"),
    [
        (STAFF, "一个专职三个兼职", {"专职": "1", "兼职": "3"}),
        (STAFF, "配了一个专职三个兼职", {"专职": "1", "兼职": "3"}),
        (STAFF, "有一个专职，三个兼职", {"专职": "1", "兼职": "3"}),
        (STAFF, "专职1个兼职3个", {"专职": "1", "兼职": "3"}),
        (STAFF, "专职2名、兼职5名", {"专职": "2", "兼职": "5"}),
        (STAFF, "兼职5名，专职的2名", {"专职": "2", "兼职": "5"}),
        (STAFF, "总共4人，专职1人", {"总数": "4", "专职": "1"}),
        (STAFF, "配了3台电脑", {}),
        (STAFF, "配了3个摄像头", {}),
        (VOLUME, "全年公开186条，网站92条，公众号94条", {"总数": "186", "网站": "92", "公众号": "94"}),
        (VOLUME, "公众号94条 网站92条 一共186条", {"总数": "186", "网站": "92", "公众号": "94"}),
        (VOLUME, "网站发了92条", {"网站": "92"}),
        (VOLUME, "发了92条", {"总数": "92"}),
        (VOLUME, "全年公开一百八十六条，网站上九十来条", {"总数": "186", "网站": "约90"}),
        (VOLUME, "今年一共186条，网站、公众号各93条", {"总数": "186", "网站": "93", "公众号": "93"}),
        (VOLUME, "一共200条，网站和公众号各发了100", {"总数": "200", "网站": "100", "公众号": "100"}),
        (VOLUME, "公众号各发92条", {"公众号": "92"}),
        (TRAINING, "培训了两次，四十个人", {"培训次数": "2", "人次": "40"}),
        (TRAINING, "来了40人", {"人次": "40"}),
        (TRAINING, "给5个科室培训了2次", {"培训次数": "2"}),
        (TRAINING, "培训5个科室", {}),
        (TWO_COUNTS, "通报了3次", {"通报次数": "3"}),
        (TWO_COUNTS, "通报3次督查2次", {"督查次数": "2", "通报次数": "3"}),
        (TWO_COUNTS, "搞了3次", {}),
        (FUNDS, "花了35000元", {"经费": "3.5"}),
        (FUNDS, "花了3.5万元", {"经费": "3.5"}),
        (FUNDS, "花了两万块", {"经费": "2"}),
        (FUNDS, "花了2万", {"经费": "2"}),
        (FUNDS, "花了两三万", {"经费": "2至3"}),
        (FUNDS, "花了三万到五万块", {"经费": "3至5"}),
        (FEE, "收了300块钱", {"金额": "300"}),
        (FEE, "收取0.03万元", {"金额": "300"}),
        (FEE, "收了3件", {}),
        (RATE, "满意率百分之九十八", {"比率": "98"}),
        (RATE, "98个人满意", {}),
        (VISITS, "访问量1.2万人次", {"访问": "1.2"}),
        (VISITS, "访问量12000人次", {"访问": "1.2"}),
        (BOARDS, "公开栏8块", {"块数": "8"}),
        (BOARDS, "公开栏3处", {"块数": "3"}),
        (FEE, "收了300块", {"金额": "300"}),
        (VISITS, "访问量一万二千人", {"访问": "1.2"}),
        (VISITS, "访问量9000人次", {}),
        (VISITS, "访问量1.2万", {"访问": "1.2"}),
        (VISITS, "访问量三到五万", {"访问": "3至5"}),
        (VISITS, "访问量三十多万人次", {"访问": "30余"}),
        (VISITS, "访问量三万多人次", {"访问": "超过3"}),
    ],
)
def test_numbers_land_beside_their_noun(phrase: Phrase, answer: str, values: dict[str, str]) -> None:
    assert {name: str(value) for name, value in placed(phrase, answer).values.items()} == values


def test_a_number_is_used_once_and_the_rest_is_told() -> None:
    found = placed(VOLUME, "全年公开186条，开会3次")
    assert [quantity.value for quantity in found.used] == [186]
    assert [quantity.value for quantity in found.unused] == [3]
    assert (found.missing, found.exact) == ((), 1)


def test_a_number_of_several_things_is_told_once() -> None:
    found = placed(VOLUME, "网站和微博各发了92条")
    assert [quantity.value for quantity in found.used] == [92]
    assert found.unused == ()


def test_a_number_that_stands_in_a_cell_is_used() -> None:
    text = normalise("许可办了312件，督查3次")
    found = assign(TWO_COUNTS, Told(parse_quantities(text), text), {"t2.license.decided": 312, "t2.fee.amount": None})
    assert [quantity.value for quantity in found.used] == [312, 3]
    assert found.values == {"督查次数": "3"}
    text = normalise("许可办了三百多件")
    assert assign(TWO_COUNTS, Told(parse_quantities(text), text), {"t2.license.decided": 300}).used == ()


TASKS = phrase_of("""
- id: other.key_points.a
  topic: other.key_points
  text: 落实任务{{ 任务项数 }}项{% if 未完成项数 %}，未完成{{ 未完成项数 }}项{% endif %}。
  slots: {任务项数: {unit: [项, 条], optional: true}, 未完成项数: {unit: [项, 条], optional: true, near: [没, 剩]}}
""")


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("要点里有一条还没干成", {"未完成项数": "1"}),
        ("就剩两条没弄完", {"未完成项数": "2"}),
        ("任务落实了两条", {"任务项数": "2"}),
    ],
)
def test_what_was_not_done_is_no_number_of_work_done(answer: str, values: dict[str, str]) -> None:
    assert {name: str(value) for name, value in placed(TASKS, answer).values.items()} == values


def test_what_is_missing_is_told() -> None:
    assert placed(VOLUME, "网站92条").missing == ("总数",)
    assert placed(TRAINING, "培训过").missing == ("培训次数",)


@pytest.mark.parametrize(
    "answer",
    [
        "每季度培训一次",
        "每季度一次培训",
        "每月检查1次",
        "按季度抽查一次",
        "半年一次",
        "发之前过一遍",
        "走了三道关",
        "隔周巡查一次",
    ],
)
def test_a_rate_is_no_count(answer: str) -> None:
    text = normalise(answer)
    quantities = parse_quantities(text)
    assert all(is_rate(quantity, text) for quantity in quantities)
    assert "培训次数" not in placed(TRAINING, answer).values


@pytest.mark.parametrize("answer", ["培训一次", "今年培训了1次", "全年三次", "每人一本，发了300本"])
def test_a_count_is_no_rate(answer: str) -> None:
    text = normalise(answer)
    assert not is_rate(parse_quantities(text)[-1], text)


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("公开两百多条", "200余"),
        ("公开200余条", "200余"),
        ("公开近百条", "近100"),
        ("公开将近一百条", "近100"),
        ("公开一百条左右", "约100"),
        ("公开1,302条", "1302"),
    ],
)
def test_approximation_is_printed_in_official_style(answer: str, printed: str) -> None:
    assert str(placed(VOLUME, answer).values["总数"]) == printed


def test_twelve_thousand_visits_print_plainly(workbench: Workbench) -> None:
    found = workbench.matcher.match("政府开放日3场,1.2万人次", "proactive", filler=FILLER, kind=ORGAN.kind)
    assert "3场" in found.candidates[0].filled.text
    assert "12000人次" in found.candidates[0].filled.text


def test_many_numbers_are_placed_in_time() -> None:
    assert placed(STAFF, "专职1名兼职2名" * 200).values == {"专职": "1", "兼职": "2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "报告放在云岭县政府网站信息公开专栏，电话0851-12345678，邮箱gk.a@yl.gov.cn",
            {"网站名称": "云岭县政府网站信息公开专栏", "电话": "0851-12345678", "邮箱": "gk.a@yl.gov.cn"},
        ),
        ("联系电话：0851 1234567转8，手机13800001111", {"电话": "0851 1234567转8"}),
        ("地址在云岭县人民路1号，邮编556000", {"地址": "云岭县人民路1号", "邮编": "556000"}),
        ("在县政府门户网站可以查阅", {"网站名称": "县政府门户网站"}),
        ("手机13800001111，热线12345", {}),
        ("全年公开556000条", {}),
    ],
)
def test_contacts(text: str, found: dict[str, str]) -> None:
    assert find_contacts(text) == found


def test_contacts_fill_the_lead_paragraph(workbench: Workbench) -> None:
    answer = "年报放在县政府网站，电话0851-12345678，地址在云岭县人民路1号，邮编556000，邮箱gk@yl.gov.cn"
    first = workbench.matcher.match(answer, "overview", filler=FILLER, kind=ORGAN.kind).candidates[0]
    assert first.phrase.topic == "overview.period"
    for words in ("县政府网站", "0851-12345678", "云岭县人民路1号", "556000", "gk@yl.gov.cn"):
        assert words in first.filled.text
    assert first.missing == ()
