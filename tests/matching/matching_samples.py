"""Small banks and a matcher over them; answers whose handling is beyond dispute."""

from __future__ import annotations

from assistant.matching.model import TopicModel
from assistant.matching.rank import Matcher, build_index
from assistant.phrases.bank import layer_phrases, parse_layer, parse_topics
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.lexicon import load_lexicon, load_out_of_scope
from assistant.phrases.model import Bank, Phrase
from assistant.report.organ import Organ
from assistant.resources import PHRASEBANK, data_bytes
from assistant.tables.schema import Tables
from assistant.workbench import load_model

TOPICS = parse_topics("topics.yaml", data_bytes(PHRASEBANK, "topics.yaml"))
ORGAN = Organ.of("云岭县自然资源局")
FILLER = Filler(Setting(ORGAN, 2024))

PAIR = """
- id: requests.none.a
  topic: requests.none
  polarity: none
  text: "{{ 年 }}年，{{ 我单位 }}未收到政府信息公开申请。"
- id: requests.received.a
  topic: requests.received
  text: 全年收到政府信息公开申请{{ 件数 }}件。
  slots: {件数: {unit: [件, 份]}}
- id: supervision.training.a
  topic: supervision.training
  text: 全年组织业务培训{% if 次数 %}{{ 次数 }}次{% endif %}{% if 人次 %}，培训{{ 人次 }}人次{% endif %}。
  slots:
    次数: {unit: [次, 场], optional: true, near: [培训, 办]}
    人次: {unit: [人次, 人], optional: true}
  says: [培训了几次, 开了培训会]
- id: supervision.inspection.none
  topic: supervision.inspection
  polarity: none
  text: 本年度未开展专项督查。
"""
"""The pair whose similarity is blind to negation; training that is only ever held."""


def phrases_of(source: str) -> tuple[Phrase, ...]:
    return layer_phrases([parse_layer([("小.yaml", source.encode())], TOPICS)])


def phrase_of(source: str) -> Phrase:
    (phrase,) = phrases_of(source)
    return phrase


def matcher_of(source: str, model: TopicModel | None = None) -> Matcher:
    """A matcher over the phrases of ``source`` alone."""
    bank, lexicon, model = Bank(TOPICS, phrases_of(source)), load_lexicon(), model or load_model()
    return Matcher(bank, lexicon, model, build_index(bank, lexicon, model, load_out_of_scope()))


def filler_on(**cells: int) -> Filler:
    """Sentences of a report whose table 3 has these totals: ``filler_on(new_received=0)``."""
    tables = Tables().with_cells({f"t3.{row}.total": value for row, value in cells.items()})
    return Filler(Setting(ORGAN, 2024, tables))


SEVERAL = (
    ("proactive", "全年公开信息186条，出了两个政策图解"),
    ("proactive", "预算决算都挂网了，办事指南也更新了一遍"),
    ("proactive", "代表建议12件都公开了，开放日办了2场"),
    ("proactive", "政务热线回复群众留言300条，防汛应急预案公开了"),
    ("proactive", "规范性文件发了3份，财政预算公开了"),
    ("proactive", "招考公告发了5期；惠企政策汇编了一本"),
    ("requests", "收到申请12件，有1件打了行政复议"),
    ("requests", "今年收到5件申请，依申请公开都有台账登记"),
    ("requests", "没人来申请，申请渠道都畅通，窗口、信函、网上都能提"),
    ("management", "发布前三审三校，公开指南重新修订了"),
    ("management", "失效文件清理了20份；公文起草时就定公开属性"),
    ("management", "个人隐私都做了脱敏处理，公开目录也更新了"),
    ("platform", "网站专栏改版了，公众号发了92条"),
    ("platform", "办事大厅设了公开专区，编了4期政府公报"),
    ("platform", "死链错字每月排查，网站做了适老化改造"),
    ("supervision", "培训了两次，没有被追责的"),
    ("supervision", "成立了领导小组，发问卷搞了满意度调查"),
    ("supervision", "公开工作纳入绩效考核占4分，办了2期培训班"),
    ("issues", "更新不及时，群众不知道有这个公开渠道"),
    ("issues", "解读太少看不懂，干部业务不熟人手少"),
)
"""Two facts each."""

ONE = (
    ("proactive", "全年公开信息186条，其中网站92条，公众号94条"),
    ("proactive", "代表建议12件、政协提案8件，都公开了"),
    ("proactive", "发了3份规范性文件，废止1份"),
    ("proactive", "行政许可86件、处罚19件都公示了"),
    ("proactive", "征求意见两次，收到意见20条，采纳5条"),
    ("proactive", "做了图解3个，视频2个"),
    ("proactive", "开放日搞了3场，来了120人"),
    ("requests", "收到申请12件，都答复了"),
    ("requests", "收到申请5件，其中自然人4件，企业1件"),
    ("requests", "去年结转2件，今年办完了"),
    ("requests", "没有复议，也没有诉讼"),
    ("management", "发布前三审三校，先审后发"),
    ("management", "清理失效文件20份，修改3份"),
    ("platform", "公众号发了92条，粉丝1.2万"),
    ("platform", "公报编了4期，每期印了500份"),
    ("supervision", "培训了3次，120人参加"),
    ("supervision", "一个专职，三个兼职"),
    ("supervision", "成立领导小组，局长任组长"),
    ("supervision", "发问卷200份，满意度98%"),
    ("issues", "更新不及时，有的栏目三个月没更新"),
)
"""One fact in several clauses."""

NOT_OURS = (
    ("overview", "你好"),
    ("proactive", "哈哈哈哈"),
    ("requests", "不知道"),
    ("management", "随便吧"),
    ("platform", "问问老王再说"),
    ("supervision", "先跳过"),
    ("issues", "等会儿再填"),
    ("improvements", "今天天气不错"),
    ("other", "你是谁"),
    ("overview", "这个系统怎么用"),
    ("proactive", "asdfghjkl"),
    ("requests", "12345上山打老虎"),
    ("management", "啊啊啊啊啊"),
    ("platform", "。。。。。"),
    ("supervision", "qwe123!@#"),
    ("issues", "嗯嗯好的"),
    ("improvements", "666"),
    ("other", "下班了明天再弄"),
    ("proactive", "办理低保120户"),
    ("supervision", "厨师培训班办了3期"),
    ("other", "收垃圾处理费5万元"),
    ("proactive", "修了3条路"),
    ("proactive", "招商引资落地项目5个"),
    ("improvements", "种树两百亩"),
    ("proactive", "发放养老金300万元"),
    ("supervision", "防火巡山40次"),
    ("requests", "抓了3个小偷"),
    ("requests", "调解邻里纠纷56起"),
    ("platform", "新建幼儿园1所"),
    ("management", "给老人体检800人次"),
)
"""Talk, keyboard mash, other work, in answer to a question that could mislead."""
