"""What reports call the results of applications and cases, the applicants, and the year spoken of."""

from __future__ import annotations

import re

from assistant.report.standard import T3_COLUMNS, T3_LEGAL_PERSONS

Sum = tuple[str, ...]
"""Addresses to add up; one with ``-`` before it is subtracted; ``t3.<group>.<col>`` is the sum of its group."""
RESULTS: tuple[tuple[str, Sum, str], ...] = (
    ("不予公开", ("t3.denied.total",), "不予公开"),
    ("部分公开", ("t3.partial.total",), "部分公开"),
    ("(?:予以|准予|同意|全部|给予|依法)公开", ("t3.granted.total",), "予以公开"),
    ("无法提供", ("t3.unable.total",), "无法提供"),
    ("不予处理", ("t3.unprocessed.total",), "不予处理"),
    ("其他处理", ("t3.misc.total",), "其他处理"),
    ("本机关不掌握|不掌握相关", ("t3.unable.not_held.total",), "本机关不掌握相关政府信息"),
    ("信访、?举报、?投诉类", ("t3.unprocessed.petition.total",), "信访举报投诉类申请"),
    ("重复申请", ("t3.unprocessed.repeat.total",), "重复申请"),
    ("属于国家秘密", ("t3.denied.state_secret.total",), "属于国家秘密"),
    ("行政执法案卷", ("t3.denied.enforcement_file.total",), "属于行政执法案卷"),
    ("行政查询事项", ("t3.denied.admin_query.total",), "属于行政查询事项"),
    ("过程性信息", ("t3.denied.process.total",), "属于四类过程性信息"),
    ("内部事务信息", ("t3.denied.internal_affairs.total",), "属于三类内部事务信息"),
    ("第三方合法权益", ("t3.denied.third_party.total",), "保护第三方合法权益"),
)
RESULT = re.compile("|".join(f"(?P<r{index}>{pattern})" for index, (pattern, _, _) in enumerate(RESULTS)))
APPLICANTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("自然人|公民(?!、|法人|和法人)|个人(?=申请|$|的)", ("natural",), "自然人"),
    ("法人(?:或者?|和|及|与|、)其他组织|法人(?:及|或|和)?(?:其他)?组织", T3_LEGAL_PERSONS, "法人或其他组织"),
    ("商业企业|企业(?=申请|$)", ("business",), T3_COLUMNS["business"]),
    ("科研机构", ("research",), T3_COLUMNS["research"]),
    ("社会公益组织|公益组织", ("welfare",), T3_COLUMNS["welfare"]),
    ("法律服务机构", ("legal",), T3_COLUMNS["legal"]),
)
APPLICANT = re.compile("|".join(f"(?P<a{index}>{pattern})" for index, (pattern, _, _) in enumerate(APPLICANTS)))
DIRECT = re.compile("未经(?:行政)?复议(?:程序)?(?:而)?(?:直接)?(?:起诉|提起)|直接(?:提起)?(?:行政)?(?:诉讼|起诉)")
OUTCOMES = (
    (re.compile("维持"), "upheld"),
    (re.compile("纠正|责令"), "corrected"),
    (re.compile("其他结果|其他(?=$|为|有)"), "other"),
    (re.compile("尚未审结|未审结|未办结|正在审理|未结|尚在审理|在审"), "pending"),
)
OUTCOME_NAMES = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
OTHER_SCOPE_SMALL = re.compile(
    "全市|全县|全区(?!域)|全省|全州|各部门|各单位|全系统|区直|县直|市直|各村|各社区|下属|下辖"
)
OTHER_SCOPE_LARGE = re.compile(
    "市本级|县本级|区本级|本办|我办|(?:市|县|区)政府(?:本级|办公室|办)|本级|各部门|各县|各乡镇|各镇|各区|部门(?:共|收到|受理)"
)
PAST = re.compile("去年|上年度?(?!度?结转|度?转|末|度?政府)|上一年度?(?!结转|转)|往年|前年")
