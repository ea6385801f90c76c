"""The engine: robust, incremental, one finding per defect, keys that last as long as their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from check_samples import BUREAU, FILLED_REQUESTS, ISSUES, LEAD, OTHER, PARTS, STREET, ZEROS, check, filled, loud, make
from clean_reports import report
from depth import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checklist import load_settings
from assistant.checks.context import Context
from assistant.checks.finding import Finding, Severity
from assistant.checks.registry import RULES, Rule
from assistant.checks.runner import Checker, check_report
from assistant.report.model import Paragraph, Report, Section, Subsection
from assistant.report.organ import Organ
from assistant.report.standard import SECTION_TITLES, TABLE_KEYS
from assistant.tables.schema import Tables

_WORDS = st.sampled_from(
    [
        "2025年", "2024年，", "我镇", "我局", "收到", "政府信息公开", "申请", "41件", "三十九件", "其中", "（", "）", "《", "》", "“", "”",
        "予以公开", "占", "45.2%", "，", "。", "；", "、", "：", "一是", "三是", "行政复议", "行政诉讼", "未", "没有", "结转", "下年度", "上年",
        "信息处理费", "600元", "共", "200条", "分别为", "\n", " ", "1、", "(1)", "13900000000", "问题", "措施", "针对", "〔2021〕30号", "比上年增加",
    ]
)  # fmt: skip
_TEXT = st.one_of(st.lists(_WORDS, max_size=25).map("".join), st.text(max_size=60))
_PARAGRAPHS = st.lists(_TEXT.map(Paragraph.of), max_size=3).map(tuple)
_PART = st.builds(Subsection, st.sampled_from([None, *PARTS]), _TEXT, _PARAGRAPHS)
_SECTION = st.builds(
    Section, st.sampled_from(list(SECTION_TITLES)), _TEXT, _PARAGRAPHS, st.lists(_PART, max_size=3).map(tuple)
)
_CELLS = st.dictionaries(
    st.sampled_from([f"{table}.{key}" for table, keys in TABLE_KEYS.items() for key in keys]),
    st.one_of(st.none(), st.integers(-5, 10**9), st.decimals(-5, 100, places=2)),
    max_size=12,
)
_TABLES = st.one_of(
    st.builds(lambda cells: ZEROS.with_cells(cells), _CELLS),
    st.builds(lambda cells: filled(cells), _CELLS),
    st.builds(lambda cells: Tables().with_cells(cells), _CELLS),
)
_REPORTS = st.builds(
    Report,
    st.builds(
        Organ.of, st.one_of(st.sampled_from([BUREAU.name, STREET.name, "", "县", "市人民政府"]), st.text(max_size=8))
    ),
    st.integers(0, 2100),
    _TEXT,
    _PARAGRAPHS,
    st.lists(_SECTION, max_size=7).map(tuple),
    _TABLES,
)


@settings(
    max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(_REPORTS, st.one_of(st.none(), _REPORTS), st.booleans(), st.lists(_TEXT, max_size=6).map(tuple))
def test_any_report_gives_findings_and_no_rule_fails(
    given_report: Report, last: Report | None, draft: bool, headings: tuple[str, ...]
) -> None:
    findings = check(given_report, last=last, draft=draft, headings=headings)
    assert [finding.message for finding in findings if "没有查完" in finding.message] == []
    texts = {("lead", None): "\n".join(paragraph.text for paragraph in given_report.lead)}
    for finding in findings:
        where = finding.where
        assert where.section is None or where.section in ("title", "lead", *SECTION_TITLES)
        if where.start is not None and where.end is not None:
            assert 0 <= where.start <= where.end
            if where.section == "lead":
                assert where.end <= len(texts["lead", None])


def test_signs_of_private_fonts_are_no_numbers() -> None:
    # Bullets of symbol fonts come out of Word and PDF files as private characters; the sentences' tokens are such, too.
    for code in (0xE100, 0xE101, 0xF0B7, 0xF487, 0xF488):
        sign = chr(code)
        assert [f for f in check(make(opening=sign)) if "没有查完" in f.message] == []
        for words in ("全年新收政府信息公开申请39件", f"全年新收政府信息公开申请{sign}39件"):
            made = make(BUREAU, tables=filled(), parts={"requests": f"{sign}{words}。"})
            found = [f for f in check(made) if f.rule == "NT-01"]
            assert [f.excerpt for f in found] == [f"{sign}{words}。"]


def test_findings_point_to_the_exact_characters() -> None:
    made = make(parts={"management": f"{PARTS['management']}\n信息公开工作工作扎实。"})
    (finding,) = [finding for finding in check(made) if finding.rule == "TQ-08"]
    text = next(p for p in made.section("overview").subsections if p.group == "management").text
    assert (finding.where.section, finding.where.subsection) == ("overview", "management")
    assert text[finding.where.start : finding.where.end] == "工作工作"
    assert finding.excerpt == "信息公开工作工作扎实。"


def test_a_fix_mends_what_it_was_offered_for() -> None:
    text = f"{PARTS['management']}\n一是核对目录；二是更新指南；二是检查栏目；三是公布结果。台帐,清单齐全。"
    made = make(parts={"management": text})
    findings = [f for f in check(made) if f.fix and f.fix.edits and f.rule in ("TQ-01", "TQ-33", "TQ-09")]
    assert {finding.rule for finding in findings} == {"TQ-01", "TQ-33", "TQ-09"}
    edits = sorted((edit for f in findings if f.fix for edit in f.fix.edits), key=lambda edit: -edit.start)
    for edit in edits:
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert text.endswith("一是核对目录；二是更新指南；三是检查栏目；四是公布结果。台账，清单齐全。")
    assert loud(check(make(parts={"management": text}))) == []


def test_a_rule_that_fails_is_told_and_the_others_go_on() -> None:
    def broken(context: Context) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    rules = [replace(RULES["TQ-30"], report_check=broken), RULES["TQ-08"], RULES["TQ-22"]]
    findings = check(make(other="本年度无其他需要报告的事项事项。"), rules=rules)
    assert {(f.rule, str(f.severity)) for f in findings} == {
        ("TQ-30", "info"),
        ("TQ-08", "warning"),
        ("TQ-22", "error"),
    }


def test_a_second_look_gives_the_same_as_a_first() -> None:
    checker = Checker()
    options = load_settings()
    for number in (1, 2, 1, 3):
        seen = report(number)
        changed = replace(seen, lead=(Paragraph.of(LEAD.replace("2025年1月", "2024年1月")),))
        for version in (seen, changed, seen):
            assert checker.check(Context(version, options)) == check_report(version, settings=options)


def test_a_second_look_runs_paragraph_rules_on_what_changed_only() -> None:
    looked: list[str] = []

    def watch(context: Context, passage: object) -> Iterator[Finding]:
        looked.append(passage.text)  # type: ignore[attr-defined]
        return iter(())

    rules: list[Rule] = [replace(RULES["TQ-08"], passage_check=watch)]
    checker = Checker()
    options = load_settings()
    checker.check(Context(make(), options), rules)
    looked.clear()
    checker.check(Context(make(other="本年度没有收取信息处理费。"), options), rules)
    assert looked == ["本年度没有收取信息处理费。"]


def test_a_key_survives_edits_elsewhere_and_lapses_with_its_evidence() -> None:
    def key(parts: dict[str, str], **changes: str) -> str:
        (finding,) = [f for f in check(make(parts=parts, **changes)) if f.rule == "TQ-08"]  # type: ignore[arg-type]
        return finding.key

    doubled = "信息公开工作工作扎实。"
    before = key({"management": f"{PARTS['management']}\n{doubled}"})
    assert (
        key({"management": f"发布登记齐全。{PARTS['management']}\n\n{doubled}"}, other=f"{OTHER}另行公布。") == before
    )
    assert key({"management": f"{PARTS['management']}\n信息公开工作工作很扎实。"}) != before
    assert before.startswith("TQ-08-")


def test_a_key_lapses_when_a_cell_changes() -> None:
    def key(value: int) -> str:
        (finding,) = [
            f
            for f in check(
                make(
                    BUREAU,
                    tables=filled({"t2.normative.made": value}),
                    parts={"requests": FILLED_REQUESTS, "proactive": PARTS["proactive"] + "制发行政规范性文件5件。"},
                )
            )
            if f.rule == "NT-16"
        ]
        return finding.key

    assert key(2) != key(3)
    assert key(2) == key(2)


def test_one_defect_is_told_once() -> None:
    # A wrong total in the table, the text has the right one: the table speaks.
    wrong_table = make(BUREAU, tables=filled({"t3.granted.total": 20}), parts={"requests": FILLED_REQUESTS})
    assert [rule for rule, _, _ in loud(check(wrong_table))] == ["T3-01"]
    # A wrong part of a breakdown is not also a wrong sum.
    text = "全年新收政府信息公开申请41件，其中自然人36件、其他5件。"
    assert [rule for rule, _, _ in loud(check(make(BUREAU, tables=filled(), parts={"requests": text})))] == ["NT-08"]
    # A wrong period is not also a missing one.
    assert [rule for rule, _, _ in loud(check(make(lead=LEAD.replace("2025", "2024"))))] == ["TQ-05"]
    # Nothing written is not also a problem without measure.
    assert [rule for rule, _, _ in loud(check(make(issues=("无。",))))] == ["TQ-18"]
    # The letter of a document number is not also a wrong word.
    assert [rule for rule, _, _ in loud(check(make(opening="依据国办公开办涵〔2021〕30号编制。")))] == ["TQ-13"]


def test_an_office_sets_severities_and_words() -> None:
    own = replace(
        load_settings(),
        forbidden=("圆满完成",),
        severities={"TQ-22": Severity.WARNING, "TQ-30": None},
        own_names=("柳河镇",),
    )
    text = f"{PARTS['management']}圆满完成任务。2025年，柳河镇扎实推进政府信息公开工作。"
    made = make(parts={"management": text, "platform": "按要求开展。"}, other="无其他需要报告的事项。")
    found = {f.rule: str(f.severity) for f in check_report(made, settings=own)}
    assert found["TQ-22"] == "warning"
    assert found["TQ-33"] == "warning"
    assert "TQ-30" not in found
    assert "TQ-24" not in found


def test_missing_rows_speak_before_sums() -> None:
    from assistant.tables.labelled import Remark, RemarkKind

    remark = Remark(RemarkKind.MISSING, "t3", "缺少“（一）予以公开”一行", 5, 0)
    made = make(
        BUREAU, tables=filled({"t3.granted.natural": None, "t3.granted.total": 3}), parts={"requests": ISSUES[0]}
    )
    rules = {f.rule for f in check(made, remarks=(remark,))}
    assert "T3-06" in rules
    assert not rules & {"TQ-27", "T3-01", "T3-02"}


def test_texts_of_cells_are_quoted() -> None:
    made = make(BUREAU, tables=filled({"t4.direct.upheld": None}), parts={"requests": FILLED_REQUESTS})
    (finding,) = [f for f in check(made, raw={"t4": {"direct.upheld": "/"}}) if f.rule == "TQ-27"]
    assert "“/”" in finding.message
    assert str(finding.severity) == "warning"
    (unit,) = [f for f in check(make(), raw={"t2": {"fee.amount": "251000元"}}) if f.rule == "T2-02"]
    assert str(unit.severity) == "warning"
