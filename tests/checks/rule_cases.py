"""For each rule, reports that it must find and near misses that it must leave alone. Report year 2025."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from check_samples import (
    BUREAU,
    CITY,
    COUNTY,
    FILLED_REQUESTS,
    ISSUES,
    LEAD,
    OTHER,
    PARTS,
    STREET,
    TOWN,
    ZEROS,
    filled,
    make,
)

from assistant.report.model import Report
from assistant.report.organ import Organ
from assistant.tables.labelled import Remark, RemarkKind
from assistant.tables.schema import T2, Tables


@dataclass(frozen=True)
class Case:
    """A report and what the checks are told beside it."""

    report: Report
    options: Mapping[str, Any] = field(default_factory=dict)


def said(text: str, group: str = "management", organ: Organ = TOWN, **more: Any) -> Case:
    """``text`` as a further paragraph of a part of section 一."""
    return Case(make(organ, parts={group: f"{PARTS[group]}\n{text}"}, **more))


def instead(text: str, group: str = "management", organ: Organ = TOWN, **more: Any) -> Case:
    """``text`` in place of a part of section 一."""
    return Case(make(organ, parts={group: text}, **more))


def applied(text: str, changes: Mapping[str, Any] | None = None, organ: Organ = BUREAU, **more: Any) -> Case:
    """``text`` as the part on applications, over tables that balance."""
    return Case(make(organ, tables=filled(changes), parts={"requests": text}, **more))


def added(text: str, changes: Mapping[str, Any] | None = None, group: str = "proactive", organ: Organ = BUREAU) -> Case:
    """``text`` added to a part, over tables that balance and a part on applications that agrees."""
    return Case(make(organ, tables=filled(changes), parts={"requests": FILLED_REQUESTS, group: PARTS[group] + text}))


def lead(text: str, **more: Any) -> Case:
    return Case(make(lead=text, **more))


def issues(*lines: str, **options: Any) -> Case:
    return Case(make(issues=lines), options)


def other(text: str, **more: Any) -> Case:
    return Case(make(other=text, **more))


def titled(title: str, organ: Organ = TOWN) -> Case:
    return Case(make(organ, title=title))


def headed(*headings: str) -> Case:
    return Case(make(), {"headings": headings})


def lasts(now: Tables, before: Tables, **more: Any) -> Case:
    requests = FILLED_REQUESTS if now.cell("t3.new_received.total") else PARTS["requests"]
    return Case(make(BUREAU, tables=now, parts={"requests": requests}, **more), {"last_tables": before})


def lasts_text(now: Report, before: Report) -> Case:
    return Case(now, {"last": before, "last_tables": now.tables})


def cells(**changes: Any) -> Case:
    """Balanced tables with some cells changed; ``t3__granted__natural`` is the address."""
    changed = {name.replace("__", "."): value for name, value in changes.items()}
    return Case(make(BUREAU, tables=filled(changed), parts={"requests": FILLED_REQUESTS}))


def read_with(kind: RemarkKind, said: str) -> Case:
    """Balanced tables in which a reader noticed something."""
    return Case(cells().report, {"remarks": (Remark(kind, "t3", said, 5, 0),)})


SIX = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
LAST_YEAR = make(
    parts={
        "proactive": "2024年公开各类信息98条，微信公众号转载政策信息31条，举办开放活动1场，发布工作简报5期，公开惠农补贴名单3批。",
        "management": "更新公开指南一次，合并重复栏目两个，对涉及个人隐私的公示内容作遮挡处理，下架过期通知9条。",
    },
    issues=(
        "一是村级公开栏位置偏僻，张贴内容更换不勤；二是部分站所报送材料拖延。",
        "下一步，一是把公开栏移到村口；二是定期催报材料。",
    ),
)
COPIED = (
    "逐条清理历史信息，对失效文件加注说明，完善发布登记台账，每月核对栏目内容，发现错漏当天改正，全年改正错漏23处。"
)
_ALL_SIX = (
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
    "存在的主要问题及改进情况、其他需要报告的事项六部分组成。"
)

CASES: dict[str, tuple[list[Case], list[Case]]] = {
    "TQ-01": (
        [
            said("一是完善公开目录；二是规范发布流程；二是加强业务指导。"),
            said("我镇将加强专人培训；二是严格审核。"),
            said("一是清理栏目；三是核对链接；四是登记台账。"),
            said("第一，核对目录；第三，更新指南；第四，检查栏目。"),
            said("主要做法：一是逐条审核，责任到人。"),
            said("（1）核对目录；（2）更新指南；（4）检查栏目。"),
            said("一是核对目录。\n二是更新指南。\n四是检查栏目。"),
        ],
        [
            said("一是完善目录；二是规范流程。改进方面：一是加强培训；二是严格考核。"),
            said("工作重点之一是政策解读，其二是回应关切。"),
            said("做法主要体现在一是逐条审核；二是逐级签发。"),
            said("统一是前提，规范是目标，专一是要求。"),
            said("一是核对目录。\n二是更新指南。\n三是检查栏目。"),
            said("全年清理错链12.5%，其中网站占3.2%。"),
        ],
    ),
    "TQ-02": (
        [
            headed(
                "一、总体情况",
                "二、主动公开政府信息情况",
                "三、收到和处理政府信息公开申请情况",
                "三、政府信息公开行政复议、行政诉讼情况",
                *SIX[4:],
            ),
            headed(*SIX[:4], SIX[5]),
            headed(SIX[0], "（一）主动公开情况", "（二）依申请公开情况", "（二）政府信息管理情况", *SIX[1:]),
            headed(*SIX[:4], SIX[4], SIX[4], SIX[5]),
            issues("（一）主要问题", ISSUES[0], "（三）改进措施", ISSUES[1]),
        ],
        [
            headed(*SIX),
            headed(*SIX[:5], "（一）主要问题", "（二）改进措施", SIX[5]),
            headed(
                SIX[0],
                "（一）主动公开情况",
                "（二）依申请公开情况",
                *SIX[1:5],
                "（一）主要问题",
                "（二）改进措施",
                SIX[5],
            ),
            headed(
                *SIX[:3], "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "五、存在的问题及改进情况", SIX[5]
            ),
        ],
    ),
    "TQ-03": (
        [
            headed("一、总体情况", "二、依申请公开情况", "三、平台建设情况", "一、主动公开政府信息情况"),
            headed("一、主动公开情况", "二、依申请公开情况", "三、政府信息管理情况", "四、存在的主要问题及改进情况"),
            headed("一、总体情况", "二、监督保障情况", *SIX[1:]),
            headed("一、工作机制", "二、总体情况", *SIX[1:]),
        ],
        [
            headed(*SIX),
            headed(SIX[0], "（一）平台建设情况", *SIX[1:]),
            headed("一、政府信息公开工作总体情况", *SIX[1:]),
            headed("一、总体情况", "二、行政机关主动公开政府信息情况", *SIX[2:]),
        ],
    ),
    "TQ-04": (
        [
            said("1、规范栏目设置。"),
            said("一，规范栏目设置。"),
            said("（一）、规范栏目设置。"),
            said("(1)规范栏目设置；(2)核对链接。"),
        ],
        [
            said("1.规范栏目设置。"),
            said("2025年1、2月集中检查栏目。"),
            said("（1）规范栏目设置；（2）核对链接。"),
            said("一是规范栏目设置；二是核对链接。"),
        ],
    ),
    "TQ-05": (
        [
            said("2024年，临江镇共主动公开政府信息86条。", "proactive"),
            lead(LEAD.replace("2025", "2024")),
            said("2024年我镇办理信息公开事项12件。"),
            said("2024年全年公开各类信息86条。", "proactive"),
            said("2023年度，开展专项检查两次。"),
            said("2026年，我镇召开部署会议。", "supervision"),
            titled("云岭县临江镇人民政府2024年政府信息公开工作年度报告"),
        ],
        [
            said("按照云政发〔2024〕12号要求规范发布。"),
            said("落实《2024年政务公开工作要点》，列出任务清单。"),
            said("条例2019年修订，自2019年5月15日起施行，我镇据此更新指南。"),
            said("全年清理信息9条，与2024年相比增加3条。"),
            said("编制“十四五”时期（2021—2025年）公开台账。"),
            said("公开2024年度部门决算和2026年部门预算。", "proactive"),
            said("按时公布2024年政府信息公开工作年度报告。"),
            issues(ISSUES[0], ISSUES[1], "2026年，我镇将继续做好栏目维护。"),
            applied(FILLED_REQUESTS.replace("上年结转3件", "上年结转（2024年）3件")),
            said("2024年收集意见3条，2025年收集意见5条。"),
        ],
    ),
    "TQ-06": (
        [
            said("已于2025年1月20日前公布2025年政府信息公开工作年度报告。"),
            said("截至2025年12月32日，台账登记完毕。"),
            said("于2月30日召开会议。"),
            lead(LEAD.replace("12月31日止", "11月30日止")),
            lead(LEAD.replace("1月1日起", "2月1日起")),
            said("2025年13月完成检查。"),
        ],
        [
            said("已于2025年1月20日公布2024年政府信息公开工作年度报告。"),
            said("截至2025年12月31日，台账登记完毕。"),
            said("于2月28日召开会议。"),
            lead(LEAD),
            said("按要求编制2025年政府信息公开工作年度报告。"),
        ],
    ),
    "TQ-07": (
        [
            said("全年公开政府信息XX条，培训×次。"),
            said("共收到申请____件。"),
            said("培训【待补：次数】次。"),
            said("X月X日召开会议。"),
            said("清理文件……条。"),
            said("{{ 次数 }}次培训。"),
            said("（此处填写培训情况）"),
            said("完成整改□□项。"),
            said("具体数字待补充。"),
        ],
        [
            said("提供7×24小时自助服务。"),
            said("联系电话138****0000。"),
            said("辖区有3A级景区两处。"),
            said("自二〇〇八年起逐年归档。"),
            said("公开栏尺寸为120×80厘米。"),
            said("设立【惠企政策】栏目，及时更新。"),
        ],
    ),
    "TQ-08": (
        [
            said("进一步规范规范公开流程。"),
            said("信息公开工作工作扎实。"),
            said("认真做好的的各项工作。"),
            said("及时更新栏目，，核对链接。"),
            said("完成自查。。"),
            said("逐级审核，。不漏一条。"),
            said("政务公开政务公开目录完成修订。"),
        ],
        [
            said("县人民政府政府信息公开专栏及时更新。"),
            said("一件一件办，一条一条核。"),
            said("方方面面都要顾到，逐条逐项核对。"),
            said("公开的目的的确在于便民。"),
            said("各部门部门预算按时公开。"),
            said("掌握了了解情况的渠道。"),
            said("核对省略号……之后的内容。"),
        ],
    ),
    "TQ-09": (
        [
            said("强化审核,严格把关。"),
            said("主要做法:逐级审核。"),
            said("完成自查;更新指南。"),
            said("“先审后发”,责任到人。"),
        ],
        [
            said("会议于12:30开始。"),
            said("投入3.5万元。"),
            said("1.规范栏目设置。"),
            said("网址www.example.gov.cn可以查阅。"),
            said("电话0500-1234567，邮箱a@example.gov.cn。"),
            said("设A、B岗各一人。"),
        ],
    ),
    "TQ-10": (
        [
            said("落实“三审三校制度。"),
            said("修订《公开指南，重新公布。"),
            said("公开目录（含12项按时更新。"),
            said("三审三校”制度执行到位。"),
            said("落实〔2025〕12号文件【重点任务。"),
        ],
        [
            said("落实《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》。"),
            said("坚持“先审查”“后公开”。"),
            said("1）核对目录；2）更新指南。"),
            said("（一）逐级审核。"),
            said("编印“办事一本通（2025年版）”手册。"),
        ],
    ),
    "TQ-11": (
        [
            said("依据《中华人民共和国政务公开条例》开展工作。"),
            said("根据《政府信息公开法》编制本报告。"),
            said("《中华人民共和国政府信息公开条例》（国务院令第771号）已组织学习。"),
            said("依据国务院令第492号公布的现行条例办理。"),
            said("学习《中华人民共和国政府信息公开条列》。"),
            said("按照《政府信息公开信息处理费管理方法》收费。"),
        ],
        [
            said("《条例》施行以来，逐年更新指南。"),
            said("学习《上海市政府信息公开规定》《广东省政务公开条例》的做法。"),
            said("宣传信息公开法律法规。"),
            said("《中华人民共和国政府信息公开条例》（国令第711号）已组织学习。"),
            said("学习《优化营商环境条例》（国务院令第722号）。"),
            said("按照国务院令第738号的规定管理固定资产。"),
            said("2007年公布的原条例为国务院令第492号，已修订。"),
        ],
    ),
    "TQ-12": (
        [
            said("根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》编制。"),
            said("依据国办公开办函〔2019〕60号要求编制。"),
            said(
                "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。"
            ),
            said("按照国办公开办函[2019]60号填报。"),
        ],
        [
            said("根据国办公开办函〔2021〕30号要求编制。"),
            said("按照区政府办关于2025年年度报告有关事项的通知填报。"),
            said("按照国办函〔2020〕109号收费。"),
            Case(
                replace(
                    make(lead=LEAD.replace("2025", "2020") + "根据国办公开办函〔2019〕60号编制。", year=2020), year=2020
                )
            ),
        ],
    ),
    "TQ-13": (
        [
            said("依据国办公开办函[2021]30号执行。"),
            said("依据国办公开办涵〔2021〕30号执行。"),
            said("依据云政发〔25〕8号执行。"),
            said("依据云政办发（2025）8号执行。"),
            said("依据云政发〔2025〕第8号执行。"),
        ],
        [
            said("依据云政发〔2025〕8号执行。"),
            said("依据国令第711号执行。"),
            said("依据国办函〔2020〕109号执行。"),
            said("全年发布通知（2025年）8期。"),
        ],
    ),
    "TQ-14": (
        [
            said("联系人手机13900000000。"),
            said("身份证号000000190001010009已登记。".replace("000000190001010009", "11010519491231002X")),
            said("补助发放到账户6222020200112233445。".replace("6222020200112233445", "6222021234567890128")),
            lead(LEAD + "手机：13912345678。"),
        ],
        [
            said("联系电话0500-1234567。"),
            said("拨打12345热线。"),
            said("联系电话139****0000。"),
            said("统一社会信用代码91110000600037341L。"),
            said("索引号113205007658432109。"),
        ],
    ),
    "TQ-15": (
        [
            said("申请人张小明对答复不服。"),
            said("联系人：李四。"),
            said("群众王建国反映栏目打不开。"),
            said("当事人刘强先生来电咨询。"),
        ],
        [
            said("申请人王某对答复不服。"),
            said("各科室负责人审发信息。"),
            said("公开群众关切、群众关心、群众安全的信息。"),
            said("居民高度关注，群众何时来都能查。"),
            said("申请人情况逐项登记，申请人无正当理由逾期不补正的不再处理。"),
        ],
    ),
    "TQ-16": (
        [
            said("秘密★1年"),
            said("内部资料 注意保存"),
            lead(f"此件不公开\n{LEAD}"),
            said("（内部资料）台账附后。"),
            said("机密"),
        ],
        [
            said("属于国家秘密、商业秘密的不予公开。"),
            said("发布前作保密审查。"),
            said("落实涉密信息不上网要求。"),
            said("全年无失泄密事件。"),
            said("不公开的内部文件逐件登记。"),
        ],
    ),
    "TQ-17": (
        [
            Case(make(issues=())),
            Case(make(other="")),
            Case(make(tables=Tables(T2(), ZEROS.t3, ZEROS.t4))),
            Case(make(tables=Tables(ZEROS.t2, ZEROS.t3))),
        ],
        [
            Case(make()),
            Case(make(opening="2025年，我镇依照条例开展工作。")),
            Case(make(BUREAU)),
            Case(make(tables=Tables()), {"draft": True}),
        ],
    ),
    "TQ-18": (
        [
            issues("无。"),
            issues("暂无问题。"),
            issues("没有问题"),
            issues("None"),
            issues("一是解读偏少，图解仅2篇。措施：一是增加图解。"),
        ],
        [Case(make()), issues(*ISSUES), other("本年度未收取信息处理费，无。"), issues(ISSUES[0] + ISSUES[1])],
    ),
    "TQ-19": (
        [
            issues(
                "问题：一是解读形式单一；二是栏目更新不及时，个别内容过期三个月以上。",
                "措施：加强业务培训，严格工作考核，落实工作责任，按计划组织各科室学习法规。",
            ),
            issues(
                "存在的问题：一是政策解读以文字为主，图解偏少；二是公开栏更新不及时，个别村拖延两个月；三是经办人员业务不熟，答复用语不统一。"
            ),
            issues(
                "一是政策解读以文字为主，图解偏少；二是经办人员业务不熟，新手较多。",
                "一是制作图解和短视频，多用群众听得懂的话讲清政策的适用对象和办理条件，方便查阅。",
            ),
            issues(
                "存在问题：一是部门之间配合不够紧密，材料报送慢；二是经办人员业务不熟。",
                "下一步，一是组织经办人员培训，全年不少于两次；二是请业务骨干结对带教，用三个月时间补上短板。",
            ),
        ],
        [
            issues(*ISSUES),
            issues(
                "存在的问题：政策解读形式单一，以文字转载为主，图解和视频少，群众看不懂专业用语。",
                "改进措施：一是增加图解和短视频，多用群众语言；二是加强业务培训，提高经办人员撰写能力。",
            ),
            issues(
                "（一）主要问题",
                "一是栏目更新不及时；二是经办人员业务不熟，对法规掌握不够。",
                "（二）改进措施",
                "一是每月核查栏目；二是组织业务培训，学习条例和典型案例。",
            ),
            issues(
                "一是政策解读偏少，改进措施：每份惠民文件配图解；二是栏目更新不及时，改进措施：明确更新时限，每月自查通报结果。"
            ),
        ],
    ),
    "TQ-20": (
        [
            Case(make(issues=LAST_YEAR.section("issues").text.split("\n")), {"last": LAST_YEAR}),
            Case(make(), {"last": make()}),
            Case(
                make(
                    issues=(
                        "一是村级公开栏位置较为偏僻，张贴内容更换不勤；二是新手多，业务不熟。",
                        "一是把公开栏移到村口；二是安排培训。",
                    )
                ),
                {"last": LAST_YEAR},
            ),
            Case(
                make(issues=("一是政策解读形式不够丰富，全年图解仅3篇；二是新接手人员业务不熟，差错较多。", ISSUES[1])),
                {"last": make(issues=("一是政策解读形式不够丰富，全年图解仅1篇。", ISSUES[1]))},
            ),
        ],
        [
            Case(make(), {"last": LAST_YEAR}),
            Case(make()),
            Case(
                make(
                    issues=(
                        "一是政策解读去年偏少，今年虽增至12篇，但图解仅2篇；二是新手业务不熟，答复用语不统一。",
                        ISSUES[1],
                    )
                ),
                {"last": make(issues=("一是政策解读数量偏少；二是公开栏陈旧。", ISSUES[1]))},
            ),
            Case(make(), {"last": make(issues=("无。",))}),
        ],
    ),
    "TQ-21": (
        [
            Case(
                make(parts={"management": f"2025年，{COPIED}"}),
                {"last": make(parts={"management": f"2024年，{COPIED}"})},
            ),
            Case(make(parts={"platform": COPIED}), {"last": make(parts={"platform": COPIED.replace("23", "31")})}),
            Case(
                make(parts={"supervision": COPIED + "全年开展自查4次，未发生责任追究情形。"}),
                {"last": make(parts={"supervision": COPIED + "全年开展自查2次，未发生责任追究情形。"})},
            ),
            Case(make(), {"last": make()}),
        ],
        [
            Case(make(), {"last": LAST_YEAR_OTHER})
            for LAST_YEAR_OTHER in (
                make(parts={group: LAST_YEAR.section("overview").subsections[0].text for group in PARTS}),
                make(
                    parts=dict.fromkeys(
                        PARTS, "去年只做了少量工作，具体内容与今年完全不同，包括搬迁办公地点和更换设备等事项。"
                    )
                ),
            )
        ]
        + [
            Case(make()),
            Case(
                make(opening="根据《中华人民共和国政府信息公开条例》开展工作。"),
                {
                    "last": make(
                        opening="根据《中华人民共和国政府信息公开条例》开展工作。",
                        parts=dict.fromkeys(
                            PARTS, "去年只做了少量工作，具体内容与今年完全不同，包括搬迁办公地点和更换设备等事项。"
                        ),
                    )
                },
            ),
        ],
    ),
    "TQ-22": (
        [
            other("本年度无其他需要报告的事项。"),
            other("全年共办理建议提案3件，已全部公开。"),
            other("本年度未收取信息处理费。全年收取信息处理费600元。", tables=filled()),
            other("按照市政府要求完成任务12项。"),
        ],
        [
            other("本年度未产生政府信息公开信息处理费。"),
            Case(
                make(
                    BUREAU,
                    tables=filled(),
                    parts={"requests": FILLED_REQUESTS},
                    other="发出收费通知2件，实际收取信息处理费600元。",
                )
            ),
            other("依据国办函〔2020〕109号，我镇收取信息处理费0元。"),
            other(OTHER),
        ],
    ),
    "TQ-23": (
        [
            lead(""),
            lead("根据《中华人民共和国政府信息公开条例》编制本报告。"),
            lead("如有疑问，请与党政办公室联系，电话：0500-1234567。"),
            lead("本报告由临江镇人民政府编制，共六个部分。"),
        ],
        [
            lead(LEAD),
            Case(make(lead="", opening="本报告数据统计期限为2025年1月1日至2025年12月31日。")),
            lead("统计期限自2025年1月1日起至12月31日止。"),
            lead("本报告所列数据截至2025年12月31日。"),
        ],
    ),
    "TQ-24": (
        [
            said("2025年，柳河镇扎实推进政府信息公开工作。", "supervision"),
            lead(LEAD + "本报告由柳河镇人民政府编制。"),
            said("柳河镇人民政府严格执行信息公开审查制度。"),
            said("2025年，清泉街道办事处共公开政府信息20条。", "proactive", STREET),
            said("全年，柳河乡认真开展信息公开培训。", "supervision"),
        ],
        [
            said("报县政府办公室备案，抄送县应急管理局。"),
            said("指导下辖柳河村更新公开栏。"),
            said("与柳河镇联合举办政府开放日1场。", "proactive"),
            said("2025年，临江镇扎实推进政府信息公开工作。"),
            said("2025年，云岭县临江镇人民政府严格落实公开要求。"),
            said("望湖街道认真开展政务公开培训。", "supervision", STREET),
        ],
    ),
    "TQ-25": (
        [
            said("我局严格执行“三审三校”制度。", organ=STREET),
            said("我乡逐条审核公开内容。"),
            said("我镇逐条审核公开内容。", organ=BUREAU),
            said("我县统筹推进公开工作。", organ=CITY),
            said("我委逐条审核公开内容。", organ=COUNTY),
        ],
        [
            said("我街道逐条审核公开内容。", organ=STREET),
            said("按照全区统一部署开展自查。", organ=STREET),
            said("本机关逐条审核公开内容。"),
            said("我县统一部署，我镇认真落实。"),
            said("开展“我为群众办实事”活动，我办实事清单公开。", organ=BUREAU),
            said("我委逐条审核公开内容。", organ=Organ.of("云岭县发展和改革委员会")),
        ],
    ),
    "TQ-26": (
        [
            instead("共公开200条，其中政策文件30条、工作动态91条、其他78条。", "proactive"),
            instead("共公开200条，其中网站公开150条，公众号公开80条。", "proactive"),
            instead("公开信息60条，网站、公众号、公开栏分别为20条、25条、14条。", "proactive"),
            instead("机构类12条，工作类9条，共22条。", "proactive"),
            instead("共公开100条，其中政策文件30条、工作动态40条、财政信息20条。", "proactive"),
            instead("机构类12条（领导5条、职能4条、下属4条），工作类9条。", "proactive"),
        ],
        [
            instead("共公开200条，其中30条、91条、79条。", "proactive"),
            instead("共公开200条，其中政策文件30条、财政信息20条。", "proactive"),
            instead("机构类12条（领导5条、职能4条、下属3条），工作类9条，共21条。", "proactive"),
            instead("公开200余条，其中网站120条、公众号85条。", "proactive"),
            instead("发布微博120条，举办活动3场。", "proactive"),
            instead("共公开100条，其中政策文件30条、工作动态40条、财政信息20条等。", "proactive"),
            instead("公开186条，比上年增加46条，其中网站120条、公众号66条。", "proactive"),
        ],
    ),
    "TQ-27": (
        [
            cells(t3__granted__research=None),
            cells(t4__direct__upheld=None),
            cells(t2__coercion__decided=None),
            Case(make(tables=Tables()), {"draft": True}),
        ],
        [cells(), Case(make()), cells(t2__fee__amount=0), Case(make(tables=Tables()))],
    ),
    "TQ-28": (
        [
            instead("全年未收到申请，共答复2件。", "requests"),
            instead("全年未收到政府信息公开申请，共答复2件。", "requests"),
            instead("未收到信息公开申请。全年收到申请3件，均已答复。", "requests"),
            instead("全年未收到申请，未发生行政复议。行政复议2件，结果维持2件。", "requests"),
            instead("未收到依申请公开申请，予以公开1件。", "requests"),
        ],
        [
            instead("全年未收到复议申请，未收到政府信息公开申请。", "requests"),
            applied(FILLED_REQUESTS),
            instead("全年未收到政府信息公开申请，接听咨询电话20件次，均当场解释。", "requests"),
            applied(FILLED_REQUESTS.replace("复议后起诉1件", "未发生未经复议直接起诉的案件，复议后起诉1件")),
        ],
    ),
    "TQ-29": (
        [
            Case(make(parts={"platform": ""})),
            Case(make(parts={"management": ""})),
            Case(make(parts={"supervision": "", "management": "发布实行逐级签发，全年清理失效文件12份。"})),
            Case(make(parts={"requests": ""})),
        ],
        [
            Case(make()),
            Case(make(opening="\n".join(PARTS.values()), parts=dict.fromkeys(PARTS, ""))),
            Case(
                make(
                    parts={
                        "platform": "",
                        "management": PARTS["management"] + "优化政务公开专栏栏目设置，更新微信公众号菜单。",
                    }
                )
            ),
            Case(make(BUREAU)),
        ],
    ),
    "TQ-30": (
        [
            instead("按要求开展。", "platform"),
            instead("全年清理文件12份。"),
            instead("做好各项保障工作。", "supervision"),
            instead("公开186条。", "proactive"),
        ],
        [
            Case(make()),
            instead("全年未收到政府信息公开申请。", "requests"),
            instead("信息发布实行初审、复审、终审，未走完流程的一律不予发布。"),
            instead("维护政务公开专栏和微信公众号，每季度自查栏目更新情况。", "platform"),
        ],
    ),
    "TQ-31": (
        [
            instead("主动公开办事程序、办事依据、办事条件等与群众密切相关的事项。", "proactive"),
            instead("及时公开就业、住房、医疗、养老等重点领域信息，畅通公开渠道。", "proactive"),
            instead("2025年，我镇通过网站和公众号公开政府信息，方便群众查阅办理。", "proactive"),
            instead("按照第十九条、第二十条公开政府信息，做到应公开尽公开，接受监督。", "proactive"),
        ],
        [
            Case(make()),
            instead("全年公开政府信息186条，主要为惠民政策和办事指南等内容。", "proactive"),
            instead("举办政府开放日2场，通过公示栏张贴惠民补贴名单并接受监督。", "proactive"),
            instead("发布政策解读12篇，涉及就业、养老、医疗等群众关心的领域。", "proactive"),
        ],
    ),
    "TQ-32": (
        [
            issues("一是公开工作质量有待进一步提高；二是经办人员业务不熟。", ISSUES[1]),
            issues("存在的问题：一是政务公开内容质量有待进一步提高；二是图解仅2篇。", ISSUES[1]),
            issues("一是信息公开工作力度不够；二是图解仅2篇，解读形式单一。", ISSUES[1]),
            issues("一是公开质量有待提高；二是经办人员业务不熟。", ISSUES[1]),
        ],
        [
            issues(*ISSUES),
            issues("一是答复书送达用时偏长，平均17个工作日；二是经办人员业务不熟。", ISSUES[1]),
            issues("一是惠企政策解读以文字为主，全年图解仅2篇；二是村级公开栏三处破损。", ISSUES[1]),
            issues("一是两名经办人员调整，业务不熟。", ISSUES[1]),
        ],
    ),
    "TQ-33": (
        [
            said("截止2025年12月31日，共公开86条。"),
            instead("按时办理依法申请公开事项，全年未收到政府信息公开申请。", "requests"),
            said("统一布署年度任务。"),
            said("规范帐号管理。"),
            said("积极稳妥的将信息公开。"),
        ],
        [
            said("报名于12月31日截止。"),
            said("依法依规申请公开。"),
            said("截至2025年12月31日，共公开86条。"),
            said("统一部署年度任务，规范账号管理。"),
            said("采取积极稳妥的办法。"),
        ],
    ),
    "TQ-34": (
        [
            said("坚持以习近平新时代中国特色社会义思想为指导。"),
            said("坚持以习近平新时代中国特色社会主义思像为指导。"),
            said("坚持以习近平新时代中国特色社会注意思想为指导。"),
            said("学习贯彻党的二十大精深。"),
            said("铸牢中华民族共同意识。"),
        ],
        [
            said("坚持以习近平新时代中国特色社会主义思想为指导。"),
            said("学习贯彻党的二十大和二十届二中、三中全会精神。"),
            said("学习贯彻党的二十大精神。"),
            said("坚持以人民为中心的发展思想。"),
            said("学习党的二十届四中全会精神。"),
        ],
    ),
    "TQ-35": (
        [said("公开信息１２条。"), said("二O二五年完成修订。"), said("全年收费3940。"), said("收到来信零件。")],
        [said("收费3940元。"), said("只有一件。"), said("二〇二五年完成修订。"), said("投入3.5万元。")],
    ),
    "TQ-36": (
        [
            titled("2025年工作总结"),
            titled("云岭县临江镇人民政府政府信息公开工作年度报告"),
            titled("2025年政府信息公开工作年度报告"),
            titled("云岭县临江镇人民政府2025年政府信息公开工作总结"),
        ],
        [
            titled("云岭县临江镇人民政府\n2025年政府信息公开工作年度报告"),
            titled("云岭县临江镇人民政府 2025 年政府信息公开工作年度报告"),
            titled("临江镇2025年政府信息公开工作年度报告"),
            Case(make()),
        ],
    ),
    "TQ-37": (
        [
            lead(LEAD + _ALL_SIX.replace("主要问题", "主问要题").replace("需要报告", "需报要告")),
            lead(LEAD + _ALL_SIX.replace("收到和处理政府信息公开申请情况、", "")),
            lead(LEAD + _ALL_SIX.replace("总体情况", "总休情况")),
            lead(
                LEAD
                + "本报告由总体情况、收到和处理政府信息公开申请情况、主动公开政府信息情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。"
            ),
        ],
        [
            lead(LEAD + _ALL_SIX),
            lead(LEAD + _ALL_SIX.replace("行政复议、行政诉讼", "行政复议和行政诉讼")),
            lead(LEAD + _ALL_SIX.replace("其他需要报告的事项", "其他需报告事项").replace("存在的主要问题", "存在问题")),
            lead(LEAD + "本报告包括六个部分。"),
        ],
    ),
    "TQ-38": (
        [
            said("进一步加强队伍建设，提升"),
            said("按季度检查栏目更新情况，对发现的问题、"),
            said("全年组织自查4次，发现的问题已经整改到位并"),
            said("对照目录逐项核对，补充缺少的"),
        ],
        [
            issues("（一）主要问题", ISSUES[0], "（二）改进措施", ISSUES[1]),
            said("主要做法如下："),
            other(f"{OTHER}\n云岭县临江镇人民政府\n2026年1月15日"),
            said("落实“先审后发”。”"),
        ],
    ),
    "NT-01": (
        [
            applied(FILLED_REQUESTS.replace("41件", "42件")),
            applied("共收到政府信息公开申请40件，均在法定期限内答复。"),
            applied("2025年，我局受理信息公开申请三十九件，均依法办理。"),
            applied("收到依申请公开45宗。"),
            applied("全年接到公众提出的政府信息公开申请14件。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("全年受理政府信息公开申请44件（含上年结转3件），办结42件。"),
            applied("收到政府信息公开申请40余件，均在法定期限内答复。"),
            applied(FILLED_REQUESTS + "接听咨询电话20件次。"),
            applied("收到申请41件，其中线下申请15件、网站申请26件。"),
            applied("收到四十一件政府信息公开申请。"),
        ],
    ),
    "NT-02": (
        [
            applied(FILLED_REQUESTS.replace("结转3件", "结转2件")),
            applied("收到申请41件，上年度结转申请4件。"),
            applied("承接上年结转政府信息公开申请13件，新收41件。"),
            applied("收到申请41件（含上年结转5件）。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，上年度结转申请3件，结转下年度2件。"),
            applied("承接上年结转政府信息公开申请3件，新收41件。"),
            applied("收到申请41件，上年结转（2024年）3件。"),
        ],
    ),
    "NT-03": (
        [
            applied(FILLED_REQUESTS.replace("办结42件", "办结40件")),
            applied("收到申请41件，全部申请中已答复39件。"),
            applied("收到申请41件，共办结43件。"),
            applied("收到申请41件，按期答复38件，结转下年度2件。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，共办结42件。"),
            applied("收到申请41件，其中延期答复5件。"),
            applied("收到申请41件，答复咨询电话35件。"),
            applied("收到申请41件，办结42件，当场答复3件。"),
        ],
    ),
    "NT-04": (
        [
            applied(FILLED_REQUESTS.replace("下年度2件", "下年度3件")),
            applied("收到申请41件，另有1件顺延到下年度答复。"),
            applied("收到申请41件，结转至2026年继续办理5件。"),
            applied("收到申请41件，3件结转下一年度继续办理。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，另有2件顺延到下年度答复。"),
            applied("收到申请41件，上年结转3件、结转下年度2件。"),
            applied("收到申请41件，2件结转下一年度继续办理。"),
        ],
    ),
    "NT-05": (
        [
            applied("全年未收到政府信息公开申请。"),
            applied("2025年，我局未收到公民、法人或者其他组织提出的政府信息公开申请。"),
            applied("全年没有收到依申请公开事项。"),
            applied("2025年依申请公开为零申请。"),
        ],
        [
            Case(make()),
            applied(FILLED_REQUESTS + "未收到复议申请以外的材料。"),
            applied(FILLED_REQUESTS + "未收到书面申请。"),
            applied(FILLED_REQUESTS + "没有逾期答复的申请。"),
        ],
    ),
    "NT-06": (
        [
            applied("畅通申请渠道，规范答复文书，做好解释说明工作，维护申请人的合法权益。"),
            applied("按照登记、审核、答复的程序开展依申请公开工作，规范文书格式。"),
            applied("依申请公开工作按照规定的程序开展，做到有序推进和规范运行。"),
            Case(make(BUREAU, tables=filled(), parts={"requests": ""})),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，均在法定期限内答复。"),
            Case(make()),
            applied("全年政府信息公开申请均在法定期限内答复，没有逾期情形发生。"),
        ],
    ),
    "NT-07": (
        [
            applied("收到申请41件，均已办结。"),
            applied("收到申请41件，所有申请均已答复。"),
            applied("新收政府信息公开申请41件，已全部按时办结。"),
            applied("收到申请41件，办结率100%。"),
        ],
        [
            applied("收到申请41件，均在法定期限内答复。"),
            applied("收到申请41件，均按期办理。"),
            applied("收到申请41件，除2件结转下年度外，其余均已办结。"),
            Case(make()),
            applied("收到申请41件，上年结转申请均已办结。"),
        ],
    ),
    "NT-08": (
        [
            applied("收到申请41件，其中自然人申请36件。"),
            applied("收到申请41件，其中自然人38件、法人或其他组织4件。"),
            applied("新收申请41件，按申请人分，自然人38件，商业企业3件，法律服务机构1件。"),
            applied("收到申请41件，其中公民申请30件。"),
        ],
        [
            applied("收到申请41件，其中自然人申请38件。"),
            applied("收到申请41件，其中自然人38件、法人或其他组织3件。"),
            applied("办结42件，其中自然人申请39件。"),
            applied("收到公民、法人或者其他组织提出的申请41件。"),
        ],
    ),
    "NT-09": (
        [
            applied(FILLED_REQUESTS.replace("予以公开19件", "予以公开18件")),
            applied(FILLED_REQUESTS.replace("无法提供9件", "无法提供8件")),
            applied("收到申请41件，予以公开及部分公开26件。"),
            applied("收到申请41件，不予公开九件。"),
            applied("收到申请41件，办结42件，其中予以公开19件，部分公开7件。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，予以公开及部分公开25件。"),
            applied("收到申请41件，予以公开、部分公开共25件。"),
            applied("收到申请41件，不予公开6件，主动公开信息186条。"),
            applied("收到申请41件，信访举报投诉类申请1件。"),
        ],
    ),
    "NT-10": (
        [
            applied("办结42件，其中予以公开19件，占50%。"),
            applied("办结42件，予以公开19件，占比45.2%，部分公开6件，占比24.3%。"),
            applied("办结42件，不予公开6件，占总数的20%。"),
            applied("办结42件，无法提供9件，占11.4%。"),
        ],
        [
            applied("办结42件，其中予以公开19件，占45.2%。"),
            applied("办结42件，予以公开19件，占45%。"),
            applied("办结42件，按时答复率100%，予以公开19件。"),
            applied("办结42件，予以公开19件，占46.3%。"),
        ],
    ),
    "NT-11": (
        [
            applied(FILLED_REQUESTS.replace("行政复议3件", "行政复议4件")),
            applied("收到申请41件，因政府信息公开被申请行政复议2件。"),
            applied("收到申请41件，发生行政复议案件五起。"),
            applied("收到申请41件，引发行政复议1件。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，因政府信息公开被申请行政复议3件。"),
            Case(
                make(
                    Organ.of("云岭县司法局"),
                    parts={"supervision": PARTS["supervision"] + "全年办理行政复议案件120件。"},
                )
            ),
            applied("收到申请41件，行政复议三起，均已审结。"),
        ],
    ),
    "NT-12": (
        [
            applied(FILLED_REQUESTS.replace("复议后起诉1件", "复议后起诉2件")),
            applied("收到申请41件，行政诉讼2件。"),
            applied("收到申请41件，被提起行政诉讼3件。"),
            applied("收到申请41件，行政复议3件，行政诉讼0件。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，行政诉讼1件。"),
            applied("收到申请41件，行政复议3件、行政诉讼1件。"),
            applied("收到申请41件，未经复议直接起诉0件，复议后起诉1件。"),
        ],
    ),
    "NT-13": (
        [
            applied(FILLED_REQUESTS.replace("维持2件", "维持1件")),
            applied("收到申请41件，行政复议3件，其中结果维持2件，结果纠正0件，尚未审结1件。"),
            applied("收到申请41件，行政诉讼1件，结果纠正1件。"),
            applied("收到申请41件，行政复议3件（维持3件）。"),
        ],
        [
            applied(FILLED_REQUESTS),
            applied("收到申请41件，行政诉讼1件，结果维持1件。"),
            applied("收到申请41件，行政复议3件（维持2件，纠正1件）。"),
            applied("收到申请41件，行政复议3件，结果维持2件，结果纠正1件；行政诉讼1件，结果维持1件。"),
        ],
    ),
    "NT-14": (
        [
            applied("收到申请41件，未发生因政府信息公开引起的行政复议。"),
            applied("收到申请41件，无行政复议、行政诉讼案件。"),
            applied("收到申请41件，未因不服答复引起行政诉讼。"),
            applied("收到申请41件，行政复议、行政诉讼均为零。"),
        ],
        [
            Case(make()),
            applied(FILLED_REQUESTS + "没有行政复议被纠正后逾期履行的情形。"),
            applied(
                "收到申请41件，未因不服答复引起行政诉讼。", {"t4.after_review.upheld": 0, "t4.after_review.total": 0}
            ),
            applied("收到申请41件，行政复议3件，未经复议直接起诉0件。"),
        ],
    ),
    "NT-15": (
        [
            applied("收到申请41件，办结42件。"),
            applied("收到申请41件，上年结转3件，办结42件，结转下年度2件。"),
            applied("收到申请41件，均在法定期限内答复，规范文书格式。"),
        ],
        [applied(FILLED_REQUESTS), Case(make()), applied("收到申请41件，行政复议3件。")],
    ),
    "NT-16": (
        [
            added("制发行政规范性文件3件。"),
            added("全年制定行政规范性文件4件。"),
            added("出台行政规范性文件1件。"),
            added("印发规范性文件5件。"),
        ],
        [
            added("制发行政规范性文件2件。"),
            added("公开市政府及市政府办政策性文件11件。"),
            added("公开规范性文件13件。"),
            added("制定规章制度5项。"),
            added("清理规范性文件30件。"),
        ],
    ),
    "NT-17": (
        [
            added("制发行政规范性文件2件，废止3件。"),
            added("现行有效行政规范性文件10件。"),
            added("废止行政规范性文件2件。"),
            added("制发行政规范性文件2件，废止1件，截至年底现行有效8件。"),
        ],
        [
            added("制发行政规范性文件2件，废止1件，截至年底现行有效9件。"),
            added("宣布失效规范性文件4件。"),
            added("在网站集中公开现行有效的行政规范性文件1件。"),
            added("现行有效行政规范性文件9件。"),
            added("废止过时栏目3个。"),
        ],
    ),
    "NT-18": (
        [
            added("办理行政许可300件。"),
            added("作出行政处罚50件。"),
            added("全年作出行政强制决定2件。"),
            added("办结行政许可事项320件。".replace("事项", "")),
        ],
        [
            added("办理行政许可312件。"),
            added("公开行政处罚信息12条。"),
            added("公示行政许可和行政处罚信息，行政许可300条。"),
            added("作出行政处罚47件。"),
        ],
    ),
    "NT-19": (
        [
            added("收取行政事业性收费80万元。"),
            added("行政事业性收费86元。"),
            added("行政事业性收费共计68万元。"),
            added("全年行政事业性收费合计8.6万元。"),
        ],
        [
            added("收取行政事业性收费86万元。"),
            added("行政事业性收费860000元。"),
            added("减免行政事业性收费12万元。"),
            added("公开行政事业性收费项目12项。"),
        ],
    ),
    "NT-20": (
        [
            Case(
                make(
                    BUREAU, tables=filled({"t2.fee.amount": 0}), parts={"requests": FILLED_REQUESTS}, other=f"{text}。"
                )
            )
            for text in ("收取信息处理费3940元", "发出收费通知2件，实际收取信息处理费600元", "信息处理费共计200元")
        ],
        [
            Case(make(BUREAU, tables=filled(), parts={"requests": FILLED_REQUESTS}, other=text))
            for text in ("未收取信息处理费。", "收取信息处理费600元。", "信息处理费0元。")
        ],
    ),
    "NT-21": (
        [
            Case(make(BUREAU, tables=filled(), parts={"requests": FILLED_REQUESTS}, other=f"收取信息处理费{n}元。"))
            for n in (3945, 101, 7)
        ],
        [
            Case(make(BUREAU, tables=filled(), parts={"requests": FILLED_REQUESTS}, other=f"收取信息处理费{n}元。"))
            for n in (3940, 100, 0)
        ],
    ),
    "NT-22": (
        [
            other(text, tables=ZEROS.with_cells({"t2.fee.amount": 5}))
            for text in ("收取信息处理费600元。", "实际收取信息处理费100元。", "信息处理费共计200元。")
        ],
        [
            other("未收取信息处理费。"),
            Case(make(BUREAU, tables=filled(), parts={"requests": FILLED_REQUESTS}, other="收取信息处理费600元。")),
            other("信息处理费0元。"),
        ],
    ),
    "NT-23": (
        [
            Case(
                make(
                    BUREAU,
                    tables=filled({"t3.misc.unpaid_fee.total": 1}),
                    parts={"requests": FILLED_REQUESTS},
                    other=text,
                )
            )
            for text in (
                "未发出收费通知，未收取信息处理费。",
                "没有发出信息处理费收费通知。",
                "未开具收费通知，未收取信息处理费。",
            )
        ],
        [
            other("未发出收费通知，未收取信息处理费。"),
            Case(
                make(
                    BUREAU,
                    tables=filled({"t3.misc.unpaid_fee.total": 1}),
                    parts={"requests": FILLED_REQUESTS},
                    other="发出收费通知2件，收取信息处理费600元。",
                )
            ),
            other(OTHER),
        ],
    ),
    "NT-24": (
        [
            other(f"{OTHER}全年共公开政府信息168条。"),
            Case(
                make(
                    BUREAU,
                    tables=filled(),
                    parts={"requests": FILLED_REQUESTS},
                    other=f"{OTHER}全年收到政府信息公开申请40件。",
                )
            ),
            Case(
                make(
                    BUREAU,
                    tables=filled(),
                    parts={"requests": FILLED_REQUESTS + "实际收取信息处理费600元。"},
                    other="实际收取信息处理费500元。",
                )
            ),
            Case(
                make(
                    BUREAU,
                    tables=filled(),
                    parts={"requests": FILLED_REQUESTS},
                    issues=(f"全年共收到政府信息公开申请14件。{ISSUES[0]}", ISSUES[1]),
                )
            ),
        ],
        [
            other(f"{OTHER}全年共公开政府信息186条。"),
            Case(
                make(
                    BUREAU,
                    tables=filled(),
                    parts={"requests": FILLED_REQUESTS},
                    other=f"{OTHER}全年收到政府信息公开申请41件。",
                )
            ),
            other(f"{OTHER}网站共公开信息120条。"),
            other(f"{OTHER}办理建议提案7件。"),
        ],
    ),
    "XY-01": (
        [lasts(filled(), filled({"t3.carried_out.total": n})) for n in (2, 5, 13, 0)],
        [
            lasts(filled(), filled({"t3.carried_out.total": 3, "t3.carried_out.natural": 3})),
            Case(make()),
            Case(make(), {"last_tables": ZEROS}),
            lasts(filled(), Tables()),
        ],
    ),
    "XY-02": (
        [lasts(filled(), filled({"t3.carried_out.total": 3, "t3.carried_out.natural": n})) for n in (2, 1, 0)],
        [
            lasts(filled(), filled({"t3.carried_out.total": 3, "t3.carried_out.natural": 3})),
            lasts(filled(), filled({"t3.carried_out.total": 5})),
            Case(make(), {"last_tables": ZEROS}),
        ],
    ),
    "XY-03": (
        [lasts(filled(), filled({"t2.normative.in_force": n})) for n in (10, 7, 0)],
        [
            lasts(filled(), filled({"t2.normative.in_force": 8})),
            Case(make(), {"last_tables": ZEROS}),
            lasts(filled(), filled({"t2.normative.in_force": None})),
        ],
    ),
    "XY-04": (
        [
            lasts(filled(), filled()),
            lasts(filled(), filled({"t2.license.decided": 300})),
            lasts(filled(), filled({"t4.review.total": 4})),
        ],
        [
            Case(make(), {"last_tables": ZEROS}),
            lasts(filled(), filled({"t3.granted.total": 18, "t4.review.total": 4})),
            lasts(filled(), Tables()),
        ],
    ),
    "XY-05": (
        [
            lasts(filled(), filled()),
            lasts(filled(), filled({"t2.normative.in_force": 8})),
            lasts(filled(), filled({"t2.fee.amount": 80})),
        ],
        [
            lasts(filled(), filled({"t2.license.decided": 300})),
            Case(make(), {"last_tables": ZEROS}),
            lasts(filled(), Tables()),
        ],
    ),
    "XY-06": (
        [lasts(filled(), filled({"t2.license.decided": n})) for n in (20, 60, 3000)],
        [lasts(filled(), filled({"t2.license.decided": n})) for n in (300, 100, 600)],
    ),
    "XY-07": (
        [
            lasts_like
            for text in (
                "新收政府信息公开申请41件，比上年增加10件。",
                "新收政府信息公开申请41件，同比增长20%。",
                "新收政府信息公开申请41件，较上年减少3件。",
            )
            for lasts_like in [
                Case(
                    make(BUREAU, tables=filled(), parts={"requests": text}),
                    {"last_tables": filled({"t3.new_received.total": 38})},
                )
            ]
        ],
        [
            Case(
                make(BUREAU, tables=filled(), parts={"requests": text}),
                {"last_tables": filled({"t3.new_received.total": 38})},
            )
            for text in (
                "新收政府信息公开申请41件，比上年增加3件。",
                "新收政府信息公开申请41件，同比增长7.9%。",
                "新收政府信息公开申请41件，公开信息186条，比上年增加20条。",
            )
        ],
    ),
    "XY-08": (
        [Case(make(BUREAU), {"last": make(organ)}) for organ in (STREET, Organ.of("云岭县国土资源局"), COUNTY)],
        [
            Case(make(), {"last": LAST_YEAR}),
            Case(make()),
            Case(make(BUREAU), {"last": make(BUREAU, issues=("一是公开栏陈旧。", "下一步更换公开栏。"))}),
        ],
    ),
    "XY-09": (
        [
            Case(make(BUREAU, tables=filled()), {"units": (filled(), ZEROS.with_cells({cell: 1}))})
            for cell in ("t2.license.decided", "t3.new_received.natural", "t4.review.upheld")
        ],
        [
            Case(make(BUREAU, tables=filled()), {"units": (filled(), ZEROS)}),
            Case(make(BUREAU, tables=filled()), {"units": (filled(), Tables())}),
            Case(make(BUREAU, tables=filled())),
        ],
    ),
    "XY-10": (
        [lasts(filled(), filled({"t4.review.pending": n})) for n in (4, 9, 20)],
        [lasts(filled(), filled({"t4.review.pending": n})) for n in (0, 2, 3)],
    ),
    "T2-06": (
        [
            lasts(filled({"t2.fee.amount": 860000}), filled()),
            lasts(filled(), filled({"t2.fee.amount": 850000})),
            lasts(filled({"t2.fee.amount": 800000}), filled()),
        ],
        [
            lasts(filled(), filled({"t2.fee.amount": 80})),
            lasts(filled(), filled({"t2.fee.amount": 0})),
            lasts(filled(), filled({"t2.fee.amount": 8600})),
        ],
    ),
    "T2-07": (
        [
            lasts(filled({"t2.license.decided": 0}), filled()),
            lasts(filled({"t2.penalty.decided": 0}), filled()),
            lasts(filled(), filled({"t2.coercion.decided": 5})),
        ],
        [
            lasts(filled(), filled()),
            Case(make(), {"last_tables": ZEROS}),
            lasts(filled(), filled({"t2.license.decided": 0})),
        ],
    ),
    "T3-01": (
        [cells(t3__granted__total=20), cells(t3__new_received__total=40), cells(t3__unable__not_held__total=9)],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T3-02": (
        [
            cells(t3__result_total__natural=38, t3__result_total__total=41),
            cells(t3__result_total__business=3, t3__result_total__total=43),
            cells(t3__result_total__legal=0, t3__result_total__total=41),
        ],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T3-03": (
        [
            cells(t3__carried_in__natural=4, t3__carried_in__total=4),
            cells(t3__carried_out__natural=3, t3__carried_out__total=3),
            cells(t3__new_received__business=3, t3__new_received__total=42),
        ],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T3-04": (
        [cells(t3__granted__research=-1), cells(t3__partial__other=-3), cells(t3__new_received__welfare=-2)],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T3-05": (
        [
            cells(t3__carried_out__research=1, t3__carried_out__total=3),
            cells(t3__carried_out__welfare=2, t3__carried_out__total=4),
            cells(t3__carried_out__other=1, t3__carried_out__total=3),
        ],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T3-07": (
        [
            cells(t3__unprocessed__repeat__total=2),
            cells(t3__unprocessed__publication__total=1),
            cells(t3__misc__other__total=4),
        ],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T4-01": (
        [cells(t4__review__total=4), cells(t4__after_review__total=2), cells(t4__direct__total=1)],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T4-02": (
        [cells(t4__review__pending=-1), cells(t4__direct__other=-2), cells(t4__after_review__corrected=-1)],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T3-06": (
        [
            read_with(RemarkKind.MISSING, "缺少“（一）予以公开”一行"),
            read_with(RemarkKind.MISSING, "缺少“四、结转下年度继续办理”一行"),
            read_with(RemarkKind.DUPLICATE, "“2.重复申请”一行出现两次"),
        ],
        [cells(), Case(make()), read_with(RemarkKind.CAPTION_VALUE, "“（三）不予公开”一行自己有数")],
    ),
    "T3-08": (
        [
            read_with(RemarkKind.CAPTION_VALUE, "“（三）不予公开”一行自己有数"),
            read_with(RemarkKind.CAPTION_VALUE, "“（四）无法提供”一行自己有数"),
            read_with(RemarkKind.CAPTION_VALUE, "“（六）其他处理”一行自己有数"),
        ],
        [cells(), Case(make()), read_with(RemarkKind.MISSING, "缺少“（一）予以公开”一行")],
    ),
    "T4-03": (
        [
            cells(t4__review__upheld=0, t4__review__corrected=0, t4__review__total=0),
            Case(make(BUREAU, tables=ZEROS.with_cells({"t4.after_review.upheld": 1, "t4.after_review.total": 1}))),
            Case(make(COUNTY, tables=ZEROS.with_cells({"t4.after_review.pending": 3, "t4.after_review.total": 3}))),
        ],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T2-01": (
        [cells(t2__license__decided=-1), cells(t2__penalty__decided=-5), cells(t2__coercion__decided=-2)],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
    "T2-02": (
        [cells(t2__fee__amount=-1), cells(t2__fee__amount=-86), cells(t2__fee__amount=-3)],
        [cells(), Case(make()), cells(t2__fee__amount=0)],
    ),
    "T2-03": (
        [cells(t2__normative__in_force=1), cells(t2__normative__made=12), cells(t2__normative__made=10)],
        [cells(), Case(make()), cells(t2__normative__made=9)],
    ),
    "T2-04": (
        [
            cells(t2__normative__in_force=0),
            cells(t2__normative__in_force=0, t2__normative__made=1),
            cells(t2__normative__in_force=0, t2__normative__made=7),
        ],
        [cells(), Case(make()), cells(t2__normative__made=0, t2__normative__in_force=0)],
    ),
    "T2-05": (
        [cells(t2__rules__made=1, t2__rules__in_force=1), cells(t2__rules__in_force=2), cells(t2__rules__repealed=1)],
        [cells(), Case(make()), Case(make(BUREAU))],
    ),
}
