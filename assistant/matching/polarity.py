"""Whether an answer tells of something done or of something that was not done or did not happen.

An answer is ``none`` when a clause denies an event (没搞培训, 一件没收到, 风平浪静) and no other clause tells of work done.
A negation that does not deny the event is told apart by what it negates: a failing that was avoided (没逾期, 没漏) means the
work was done, a condition that is missing (没人管, 没经验) is a problem, and a problem that exists counts as ``did``.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from assistant.matching.clauses import split_clauses
from assistant.matching.normalise import fold
from assistant.matching.quantities import parse_quantities


def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern in which ``~`` stands for any character within a clause."""
    return re.compile(pattern.replace("~", r"[^，。；！？,;!?\n]"))


_NOT: Final = "(?:没有|没|莫得|冇|未曾|未|木有|毫无|从无|无)"

# Stretches with a negative character that deny nothing; they are taken out before anything else is looked at.
_HARMLESS: Final = _compile(
    "|".join(
        (
            # double negation, and negation as a limit: 没有不回的, 不得不, 没审过的不发
            r"没有?~{0,8}?(?:不准|不让|不许|不得|不予|不能|不发|不放|不批|退回|打回|"
            r"退了回)~{0,8}",
            r"没有?~{0,8}?(?:的|就|一律|统统|坚决)~{0,4}?(?:退|"
            r"重来|补|扣分|通报|约谈|催)~{0,8}",
            r"没有?~{0,6}不(?!服|满(?!意)|法|良|符|实)~{0,3}的?",
            r"没有?(?:哪|一|谁|任何)~{0,8}?(?:没(?!有)|未)~{0,4}",
            r"不(?:该|能|准|许|宜|应|可以)(?!~{0,3}[漏泄])~{0,8}(?:没|"
            r"未|不)~{0,6}",
            r"没等~{1,10}?(?:就|先|便|已)",
            r"(?P<verb>[\u4e00-\u9fff])[没不](?P=verb)",
            r"该~{1,4}?的(?:没|未|不)~{1,4}?(?=就|要|得|一律|马上|当)",
            r"(?:谁(?![也都])|哪家|哪个|凡是?|要是|如果|只要|若|但凡)~{0,6}(?:没|未|不)~{0,8}",
            # what was not there, as the object of work: 没公开的补上了, 手里没有的告诉人家
            r"把(?:没|未)~{1,6}的",
            r"(?:没|未)有?(?!什么|啥|任何|别|其他|要|可|人|谁|哪|发生|出现|出过|收到|到)~{0,6}?的(?=~{0,6}?(?:都|"
            r"也|一律|全|统统|已|马上|立马|当场|当天|尽快|连夜|及时|叫|让|(?<!申)请|给|替|帮|告诉|"
            r"告知|说明|讲|补|退|撤|下架|改|催|修|标|挂|放|转|教|来|可以|拿|由|我们|咱)|[，,](?:都|"
            r"也|一律|全|统|我们|就|告|给|让|请|退|当场|马上|及时|说明|补|催|写))",
            r"(?:没|未)(?:经|审|签|过审|过关|批)~{0,8}(?:不|退|打回)~{0,4}",
            r"没~{1,8}的~{0,5}[，,]?~{0,6}(?:没份|"
            r"没戏|别想|休想|免谈)~{0,6}",
            r"没人?(?:再)?(?:提|有)(?:什么|啥|不同|反对)?(?:的)?(?:意见|异议)",
            # no time passed: 没几天就答复了, 还没等…就
            r"(?:还|都)?没(?:过|到|出|用|等|几|多)~{0,8}?[，,]?~{0,8}?就",
            r"没(?:几|两|多)(?:天|久|日|个?月|小时|分钟|会儿)",
            r"没少|没得说|没的说|没话说|没商量|没准|没收违法[^，。；]{0,4}|罚没|没收(?=所得|财物)|"
            r"埋没|沉没|淹没|没想到|没问题(?!$)|没关系",
            r"有没有|有无|能不能|是不是|要不要|该不该|会不会|行不行|放不放|给不给",
            # not 无: accessible, paperless, invalid …
            r"无障碍|无纸化?|无差别|无缝|无人机|无死角|无盲区|无论|无非|无线|无效|无关|无证|无业|无房|"
            r"无偿献|无公害|无烟|无毒|无所谓|无微不至|无一例外|无不|无接触|无感|无忧|无声|无形|无极|"
            r"无锡|有口无心|大公无私",
            r"未来|未成年|未婚|未必|未雨绸缪|未办结的?|未完待续|前所未有|未公开(?:的|信息)|未主动公开的",
            r"零距离|零门槛|零跑腿|零跑动|零障碍|零误差|零基础|零报告|零散|零星|零碎|零容忍|零接触",
            # 收费 as a subject of work
            r"不收费(?:的)?(?:事项|项目|清单|目录)",
        )
    )
)

_NEGATION: Final = _compile(_NOT)
_MAX_TEXT: Final = 2000
"""Longer answers are judged by their beginning."""
_TAKEN_OUT: Final = "Ω"

# A failing avoided: the work was done, and well.
_FAILING: Final = (
    r"逾期|超期|超时|超限|超标|超过|超|过期|误期|误时|误|拖|耽误|耽搁|延误|延期|漏(?!出)|落下|落了|"
    r"落|断档|断更|断过|断|脱节|脱期|差错|出错|错(?![别敏链字])|岔子|纰漏|掉链子|掉队|输|败诉|"
    r"少|闲着|白|停过|停|间断|打折扣|含糊|马虎|走样|走过场|"
    r"积压|卡壳|跑偏|放松|松懈|辜负|敷衍|搪塞|藏着|掖着|瞒着|瞒|推诿|推脱|懈怠|留尾巴|留死角|"
    r"留空|空着|空白栏|偷懒|含混|遗漏|遗留|拉下|丢下|扯皮|打马虎|怠慢|冷落|忘|食言|打哑谜|"
    r"空转|失约|拖拉|拖延|拖后腿|拖泥|低于|掉到|跌|倒数|垫底|差评|私下|私自|暗箱|违规|追问|"
    r"再找|反悔|纠缠|跑(?:第二|两|二|冤枉|空|断|腿)|传开|扩散|发酵|蔓延|闹大|关停|掉线|断线|"
    r"断网|压着|压了?件|重样|红灯|乱收|多收|花一分钱|花钱|花什么钱|花一毛钱|改口|出偏差|走偏|"
    r"脱钩|毛病|差过|晚过"
)
_AVOIDED: Final = _compile(
    rf"(?:{_NOT}|零|不曾|从不|从来不|再不)(?:有|再|出现|出过?|发生|一[个件条次项份天篇处笔单宗]|"
    r"任何|哪[个件条次]|人|怎么|敢|谁|啥|什么|过|让|把|被|它|他们?|群众|老百姓|企业|人家|办事的?人|"
    rf"[笔单宗])*?(?:的)?(?:{_FAILING})"
)
_AVOIDED_AFTER: Final = _compile(rf"一[\u4e00-\u9fff]{{1,3}}(?:都|也)?(?:没|未|不)(?:有)?(?:{_FAILING}|差)")

# A condition that is missing: a problem, whatever the section.
_LACKING: Final = _compile(
    rf"(?:{_NOT}|不)(?:个|几个|多少|太多|什么|啥|太|大|怎么|咋|能|很|形成|建立|一套|有|专门的?|"
    rf"真正|完全|把~{{1,5}})*?(?:"
    r"针对性|长效|机制(?!$)|经验|章法|深度|新意|亮点|新花样|花样|特色|人手|时间|精力|耐心|"
    r"意识|主动性|积极性|计划性|规律|规矩|标准|底气|头绪|思路|"
    r"当回事|当事|放在?心[上里]|重视|上心|跟上|跟得上|到位|到底|说清|讲清|讲透|写清|弄清|弄明白|"
    r"搞懂|吃透|摸清|分清|理顺|落到|落实|按时|按期|按规定|按要求|及时|"
    r"人(?:看|管|懂|会|用|盯|维护|打理|负责|点|理|问津|更新|愿意|肯|牵头|接手|干|审|把关|回|"
    r"看得)|专人|专职|固定的?人|人手|更新|推送|动静|换过|翻新|统一|规范|同步|细化|几个人?(?:知道|"
    r"会|懂|看)|做到|达到|有效|深入|充分|真正|完善|全|"
    r"准确|看懂|听懂|弄懂|衔接|配套|联动|互通|共享|抓手|硬性|约束力|章程|台账|"
    r"吸引力|影响力|可读性|温度|互动|反馈|回音|下文|着落|约束|底数|底子)"
)
# 没 before these denies nothing in particular, but tells of the lack as a reason or way: 没钱改版, 没法开.
_UNABLE: Final = _compile(r"没(?:钱|法子?|办法|空|地方|场地|条件|工夫|功夫|顾上|顾得上|来得及|腾出|倒出|抽出)")

# Denials of events that settle the matter, whatever else is told: nobody applied, nothing was charged.
_EVENTS: Final = (
    r"申请|申领|来申|依申|来信|来函|索要|要(?:材料|东西|信息|文件)|来要|来递|上门要|来讨|告状|"
    r"告我们|上告|告过|去告|复议|诉讼|官司|打官司|起诉|应诉|对簿|上法院|法院|被告|"
    r"追责|问责|追究|处分|处理过?(?:谁|人)|挨批|挨板子|挨处|受处|约谈|免职|责任追|写检查|写检讨|"
    r"挨训|挨骂|背锅|闹到|闹上|结转|跨年|转到[明下]年|[留拖]到[明下]年|"
    r"收费|收钱|收取|要钱|收过钱|收人家|费用|处理费|收一分|收过一分|收半分|一分钱|一毛钱"
)
_SETTLED: Final = _compile(
    rf"(?:{_NOT}|不曾|零|不(?=收|要|涉及|存在|产生|发生|需|用)|免)(?:[^，。；！？,;!?\n、]{{0,8}}?)(?:{_EVENTS})"
    rf"|(?:{_EVENTS})~{{0,10}}?(?:{_NOT}(?!超|逾|拖|积压|按|说|结|办|答|回)|"
    r"为零|是零|为0|是0|零|0[件起宗例]|[：:]无|空白|挂零)"
)
_NO_CHARGE: Final = _compile(
    r"免费(?:给|提供|复印|打印|的|拿|办|答|寄)|免费$|分文(?:未|没|不)(?:取|收)|(?:一分|一毛|"
    r"半分|分)钱?(?:都|也)?(?:没|不|未)(?:收|要|取)|不(?:收|要|取)(?:任何)?(?:费|钱|分文)|"
    r"没(?:有)?(?:收|要)(?:过|人家|群众|申请人|他们|老百姓|对方)?(?:一分|一毛|半分|任何|什么|"
    r"啥)?(?:钱|费)|(?:白|无偿)(?:给|送|提供)"
)
_FEE_SECTIONS: Final = (None, "requests", "other")
_GIVEN_FREELY: Final = _compile(r"免费|无偿|白(?:给|送)")
"""Where no fee is in question (公报免费拿), giving freely is work done."""

_ANY: Final = _compile(
    rf"{_NOT}|零(?=申请|投诉|复议|诉讼|收费|舆情|事故|泄[密露]|追责|问责|举报|上访|信访|发生|"
    r"败诉|增|结转|新增|件|起|例)|(?:为|是|都是|均为)(?:零|0)(?!\d)|零$"
)
_ANY_NO: Final = _compile(
    r"不(?:涉及|存在|具备|曾|需要|必|用(?=澄清|回应|辟谣|出来|说|收|追|补|报告|另|发声)|归我们|"
    r"归咱|由我们|搞|办(?=公报|报|刊|学|班|会)|(?<![点打]不)开(?=会|发布会|培训|展|设|通|办|"
    r"班|了?$)|设|编|出(?=公报|刊|报)|印(?=公报)|做|收费|收钱|收|发生|适用)|(?:公报|简报|刊物)~{0,8}不(?:办|"
    r"出|编|印|搞|发)|用不着|一[件个份条次项场期篇人]也不(?!少|漏|落|差|缺|拖|留|误|放|能|许|准)|不见(?:人|一个|动静|踪)|自己不|犯不着|谈不上|轮不到|没这|算了|免谈"
)
_QUIET: Final = _compile(
    r"风平浪静|清静|清净|冷冷清清|太平|平安无事|相安无事|无事|没事|消停|安生|安宁|波澜不惊|"
    r"鸦雀无声|无声无息|门可罗雀|空白$|一片空白|是空白|为空|挂零|鸭蛋|光头|零蛋|没开张|白板|"
    r"白着|空荡荡|空空|闲置|剃光头|交白卷|空着的?$|欠着的?$|取消了$|停办了?$|停了$|黄了|泡汤|搁下了|搁置|"
    r"作罢|落空|免了|就这些|就这么多|到此为止|缺席|空窗"
)
_CUE: Final = _compile("[没无未零不免莫冇0]|木有|算了|" + _QUIET.pattern)
"""Without one of these an answer denies nothing."""
_PLANNED: Final = _compile(
    r"本来|原本|原来|原定|原打算|打算|计划|想(?:着|搞|办|开|着手)|准备|说好|说要|琢磨|安排过|"
    r"定了|倒是想|往年|去年(?!结转|转|留)|前年|以前|早先|上年(?!结转|转)"
)
_EXCUSE: Final = _compile(
    r"^(?:光|只|净|尽|主要|因为|由于|精力|疫情)|(?:忙|"
    r"抽|顾|借)[^，。]{0,3}(?:去|走|着|不过来|别的)|人手|缺人|缺钱"
)
_ASIDE: Final = _compile(
    r"(?:只|就|光|倒是?|顶多|也就|仅|不过)~{0,10}(?:电话|咨询|口头|打听|"
    r"问(?!责)|路过|聊|来问)|(?:电话|咨询|打听|来问|口头问)"
)

# Work that was done. Nouns made of these verbs (培训 办事) count only with an aspect, a result or an amount.
_WORK: Final = (
    r"公开|发布|发|办|答复|答|审|签|训|培训|开|做|搞|建|修|堵|补|改|整改|查|排查|巡|监测|盯|"
    r"演练|备份|清理|清|下架|撤|更新|归档|编|印|出台|修订|制定|推|拍|讲|请|配|添|买|设|约谈|"
    r"通报|督|督办|回访|回|解读|征集|征求|公示|晒|贴|挂|送|寄|转|登记|填|"
    r"教|解决|落实|完成|到位|覆盖|上线|开通|接|受理|处理|处置|加固|升级|采纳|改进|组织|召开|"
    r"发放|放|打上|抹|遮|脱敏|盖章|把关|对照|核|校|说明|告知|告诉|引导|劝|约|换|拆|列|摆|建成|"
    r"给|报|借|以会代训|兼|顶|维护|运行|运营|干"
)
_DONE: Final = _compile(
    rf"(?:{_WORK})(?:(?![不没未无])[\u4e00-\u9fffA-Za-z0-9]){{0,3}}?(?:了|过(?!来|去)|完|好(?!像|"
    rf"几)|上了|齐|着|到人|到位|成(?!绩|效)|掉)|(?:自己|自个儿?|自家|内部)~{{0,6}}?(?:{_WORK})|"
    r"(?:都|全|全部|已|已经|均|一直|天天|每天|每周|每月|每季度|逐|按期|按时|及时|当天|当场|"
    rf"照样|照常|依法|随时|专门)~{{0,6}}?(?:{_WORK})|(?:{_WORK})~{{0,4}}(?:[0-9一二两三四五六七八九十百千]|"
    r"严|紧|勤|快|细|实|清楚|明白|规范|及时)"
)
_ZERO: Final = _compile(r"(?<![\d.,:：/-])0(?![\d.,:：/-])")
_GOOD_ONLY: Final = _compile(
    r"^(?:都|也|还|今年|全年|一年|这年|整年)?(?:很|挺|都|还|比较|一直)?(?:好|稳|顺|平稳|平静|"
    r"安稳|守规矩|规矩|规规矩矩|老实|自觉|安分)"
)

_ISSUE_SECTIONS: Final = frozenset(("issues", "improvements"))
_NO_ISSUE: Final = _compile(
    rf"(?:{_NOT}|不存在|谈不上)(?:有|发现|出现|查出|什么|啥|任何|大的?|太大的?|明显的?|突出的?|"
    r"别的|其他|其它|太多|多少|的)*(?:问题|毛病|不足|短板|缺点|困难|漏洞)(?:了|的|吧|啊)?$"
)
_NOT_MENDED: Final = _compile(
    r"(?:问题|毛病|不足|短板|上年的?|去年的?|整改|改进|措施)~{0,8}(?:没改|"
    r"没整改|没动|没落实|没解决|未整改|未改|没做|没搞)|没(?:来得及|顾上|顾得上|怎么|咋)(?:整改|"
    r"改进|改|弄|办)|没(?:整改|改进)(?!到位|完|好|彻底)|没有?整改|什么(?:都|也)没(?:做|改|"
    r"干)|啥(?:都|也)没(?:做|改|干)"
)
_OTHER_EVENT: Final = _compile(
    rf"{_NOT}(?:有|再|过|人|谁|被|发生|出现|出过?|收到|收过?|接到|引发|引起|~{{0,4}})(?:泄密|"
    rf"泄露|失泄|舆情|谣言|事故|攻击|黑过?|篡改)|{_NOT}(?:有)?(?:其他|其它|别的|另外|什么|啥)(?:的)?(?:要|"
    r"可|需要|好|事项|情况)?(?:补充|报告|事项|说|讲|加|情况)"
)

_NEITHER: Final = _compile(r"也(?:没|未|不曾)")
_DONE_SINCE: Final = _compile("都.{0,4}了$|全.{0,4}了$")
_NOTHING_MORE: Final = _compile(
    r"^(?:别的|其他的?|其它的?|再)?(?:都|也|就|就是)?(?:没|没有|没得|没啥|没什么|没别的|无|不用)[^，。]{0,5}$"
)
_SAID: Final = _compile(r"(?:讲|说|写|报|列|提|交代)(?:了|过|完|全|得|到|清)")
_DURATION: Final = _compile("年|月|天|周|小时|钟头|分钟|星期|工作日")
_CHARGED: Final = _compile("收[了到]?|缴|元|块")


def polarity(text: str, *, section: str | None = None) -> Literal["did", "none"]:
    """``none`` when ``text`` says that the thing was not done or did not happen, else ``did``.

    ``section`` is the group of the question asked; among issues and improvements nearly every negation is a problem or
    its cure. Any string is accepted; what says nothing of the kind is ``did``.
    """
    folded = fold(text[:_MAX_TEXT])
    if not _CUE.search(folded):
        return "did"
    if section not in _FEE_SECTIONS:
        folded = _GIVEN_FREELY.sub(_TAKEN_OUT, folded)
    clauses = [clause.text for clause in split_clauses(_HARMLESS.sub(_TAKEN_OUT, folded))]
    if section in _ISSUE_SECTIONS:
        return "none" if _denies_in_issues(clauses) else "did"
    amounts = [_amount(clause) for clause in clauses]
    denied = [_denies(clause, amount) for clause, amount in zip(clauses, amounts, strict=True)]
    if not any(denied):
        return "did"
    told = [not no and _tells(clause, amount) for clause, amount, no in zip(clauses, amounts, denied, strict=True)]
    for index, clause in enumerate(clauses[1:], start=1):
        # 没被黑过，也没断过: one more thing that did not happen, not work done.
        if denied[index - 1] and _NEITHER.match(clause) and not amounts[index]:
            told[index] = False
    if any(_NO_CHARGE.search(clause) for clause in clauses):
        charged = any(amount and _CHARGED.search(clause) for clause, amount in zip(clauses, amounts, strict=True))
        return "did" if charged else "none"
    if _NOTHING_MORE.search(clauses[-1]) and len(clauses) > 1 and all(_SAID.search(clause) for clause in clauses[:-1]):
        return "none"
    last_denied = max(index for index, no in enumerate(denied) if no)
    if any(_SETTLED.search(clause) for clause, no in zip(clauses, denied, strict=True) if no):
        # Nobody applied or sued: what else is told explains it, unless it counts something.
        counted = any(
            yes and amount and not _ASIDE.search(clause)
            for clause, amount, yes in zip(clauses, amounts, told, strict=True)
        )
        return "did" if counted else "none"
    for index, clause in enumerate(clauses):
        # 计划搞一次，没办成: what was planned was not done. 往年还有几件，今年没有.
        if (told[index] and index < last_denied and _PLANNED.search(clause) and not _DONE_SINCE.search(clause)) or (
            told[index] and (_ASIDE.search(clause) or _EXCUSE.search(clause)) and not amounts[index]
        ):
            told[index] = False
    return "did" if any(told) else "none"


def _amount(clause: str) -> bool:
    """Whether the clause counts something, other than time and other than zero."""
    return any(quantity.value > 0 and not _DURATION.search(quantity.unit) for quantity in parse_quantities(clause))


def _denies(clause: str, amount: bool) -> bool:
    """Whether the clause denies an event."""
    if _AVOIDED.search(clause) or _AVOIDED_AFTER.search(clause):
        return False
    if _NO_CHARGE.search(clause):
        return True
    if amount and not _NEGATION.search(clause):
        return False
    if _SETTLED.search(clause):
        return True
    if _LACKING.search(clause):
        return False
    if _UNABLE.search(clause):
        return not amount
    if _ANY.search(clause):
        # 没输 … was avoided; an amount before the negation is what was not done (两件没答), behind it what was (没搞别的，讲了两课).
        return not amount
    return bool(_ANY_NO.search(clause) or _QUIET.search(clause) or (not amount and _ZERO.search(clause)))


def _tells(clause: str, amount: bool) -> bool:
    """Whether the clause tells of work done."""
    if _AVOIDED.search(clause) or _AVOIDED_AFTER.search(clause):
        return True
    if _GOOD_ONLY.match(clause):
        return False
    return amount or _DONE.search(clause) is not None or _TAKEN_OUT in clause


def _denies_in_issues(clauses: list[str]) -> bool:
    """Among problems and measures only these deny: no problem at all, nothing mended, an event of another section."""
    joined = [clause for clause in clauses if not _AVOIDED.search(clause)]
    if any(_NO_ISSUE.search(clause) or _NOT_MENDED.search(clause) for clause in joined):
        return not any(_amount(clause) for clause in clauses)
    return any(
        (_SETTLED.search(clause) or _OTHER_EVENT.search(clause)) and not _LACKING.search(clause) and not _amount(clause)
        for clause in joined
    )
