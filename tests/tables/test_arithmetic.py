from __future__ import annotations

from decimal import Decimal

import pytest
from depth import examples
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from table_samples import consistent_tables

from assistant.checks.finding import Finding, Severity
from assistant.checks.tables import check_tables
from assistant.report.standard import (
    T3_APPLICANT_COLUMNS,
    T3_COLUMNS,
    T3_DETAIL_ROWS,
    T3_KEYS,
    T3_ROWS,
    OrganKind,
)
from assistant.tables.arithmetic import complete, decimals, discrepancies, empty_cells, fill_blanks
from assistant.tables.schema import T2, T3, T4, Tables
from assistant.tables.totals import OPERANDS

PROPERTY = settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def only(tables: Tables, **options: object) -> Finding:
    findings = check_tables(tables, **options)  # type: ignore[arg-type]
    assert len(findings) == 1, [finding.message for finding in findings]
    return findings[0]


def rules(finding: Finding) -> set[str]:
    return {finding.rule, *finding.evidence}


def fixed(tables: Tables, finding: Finding) -> Tables:
    assert finding.fix is not None
    return tables.with_cells(dict(finding.fix.cells))


# complete


def test_complete_adds_up_what_is_missing(city: Tables) -> None:
    bare = city.with_cells(dict.fromkeys(OPERANDS))
    assert complete(bare) == city
    assert city.t3["result_total.total"] == 3050
    assert city.t4["review.total"] == 351


def test_complete_never_changes_a_given_total(city: Tables) -> None:
    wrong = city.with_cells({"t3.granted.total": 1, "t3.result_total.natural": 2, "t4.direct.total": 3})
    assert complete(wrong) == wrong


def test_a_total_over_a_gap_stays_empty(city: Tables) -> None:
    gap = city.with_cells(dict.fromkeys(OPERANDS) | {"t3.granted.business": None, "t4.direct.other": None})
    done = complete(gap)
    for address in ("t3.granted.total", "t3.result_total.business", "t3.result_total.total", "t4.direct.total"):
        assert done.cell(address) is None
    assert done.cell("t3.result_total.natural") == 2932
    assert done.cell("t4.review.total") == 351


def test_the_grand_total_can_come_from_given_row_totals(city: Tables) -> None:
    tables = city.with_cells(
        {"t3.granted.business": None, "t3.result_total.business": None, "t3.result_total.total": None}
    )
    assert complete(tables).cell("t3.result_total.total") == 3050


def test_complete_of_nothing_is_nothing() -> None:
    assert complete(Tables()) == Tables()


@PROPERTY
@given(consistent_tables())
def test_complete_is_idempotent(tables: Tables) -> None:
    assert complete(tables) == tables


# Table 3: silence


def test_the_published_city_report_has_no_finding(city: Tables) -> None:
    assert check_tables(city) == ()
    zeros = Tables(T2.zeros(), T3.zeros(), T4.zeros())
    assert check_tables(zeros, OrganKind.STREET, "青河区望湖街道办事处") == ()


@PROPERTY
@given(consistent_tables())
def test_consistent_tables_have_no_finding(tables: Tables) -> None:
    assert check_tables(tables) == ()


def test_swapped_applicant_columns_balance_and_cannot_be_seen(city: Tables) -> None:
    changes = {f"t3.{row}.natural": city.t3[f"{row}.business"] for row in T3_ROWS}
    changes |= {f"t3.{row}.business": city.t3[f"{row}.natural"] for row in T3_ROWS}
    assert check_tables(city.with_cells(changes)) == ()


# Table 3: one defect, one finding, and its cell


@PROPERTY
@given(consistent_tables(), st.sampled_from(T3_KEYS), st.integers(0, 6000))
def test_one_changed_cell_is_one_finding_that_names_and_mends_it(tables: Tables, key: str, value: int) -> None:
    assume(tables.t3[key] != value)
    broken = tables.with_cells({f"t3.{key}": value})
    finding = only(broken)
    assert finding.where.cell == f"t3.{key}"
    assert finding.cells[0] == f"t3.{key}"
    assert finding.severity is Severity.ERROR
    assert fixed(broken, finding) == tables


@pytest.mark.parametrize(
    ("key", "value", "rule", "evidence"),
    [
        ("granted.natural", 1289, "T3-01", ("T3-02",)),
        ("granted.total", 1361, "T3-01", ("T3-02",)),
        ("result_total.natural", 2930, "T3-01", ("T3-02", "T3-03")),
        ("result_total.total", 3051, "T3-01", ("T3-02", "T3-03")),
        ("new_received.legal", 62, "T3-01", ("T3-03",)),
        ("carried_out.total", 104, "T3-01", ("T3-03",)),
        ("carried_out.natural", 9999, "T3-05", ("T3-01", "T3-03")),
        ("carried_out.research", 1, "T3-05", ("T3-01", "T3-03")),
        ("unprocessed.publication.total", 5, "T3-07", ("T3-01", "T3-02")),
        ("unprocessed.publication.other", 5, "T3-07", ("T3-01", "T3-02")),
        ("partial.total", 0, "T3-07", ("T3-01", "T3-02")),
        ("partial.legal", -3, "T3-04", ("T3-01", "T3-02")),
        ("partial.legal", Decimal("2.5"), "T3-04", ("T3-01", "T3-02")),
    ],
)
def test_the_most_specific_rule_speaks(
    city: Tables, key: str, value: int, rule: str, evidence: tuple[str, ...]
) -> None:
    finding = only(city.with_cells({f"t3.{key}": value}))
    assert (finding.rule, finding.evidence, finding.where.cell) == (rule, evidence, f"t3.{key}")
    assert finding.where.section == "t3"


def test_the_message_tells_both_sides(city: Tables) -> None:
    finding = only(city.with_cells({"t3.granted.natural": 1289}))
    assert finding.message == (
        "“（一）予以公开”一行：自然人 1289 + 法人或其他组织合计 74 = 1363，总计填的是 1362，相差 1；"
        "“自然人”一列：各项办理结果相加是 2933，（七）总计填的是 2932，相差 1。"
        "多半是“（一）予以公开 · 自然人”这一格填错了，应为 1288。"
    )
    assert finding.fix is not None
    assert finding.fix.description == "把“（一）予以公开 · 自然人”改为 1288"
    assert finding.fix.cells == (("t3.granted.natural", 1288),)


def test_two_swapped_cells_of_a_row(city: Tables) -> None:
    broken = city.with_cells({"t3.granted.natural": 21, "t3.granted.business": 1288})
    finding = only(broken)
    assert finding.rule == "T3-02"
    assert set(finding.cells) == {"t3.granted.natural", "t3.granted.business"}
    assert "填反" in finding.message
    assert fixed(broken, finding) == city


def test_a_detail_swapped_with_its_total(city: Tables) -> None:
    broken = city.with_cells({"t3.granted.natural": 1362, "t3.granted.total": 1288})
    finding = only(broken)
    assert set(finding.cells) == {"t3.granted.natural", "t3.granted.total"}
    assert fixed(broken, finding) == city


def test_two_swapped_cells_of_a_column(city: Tables) -> None:
    broken = city.with_cells({"t3.partial.natural": 2, "t3.denied.state_secret.natural": 447})
    finding = only(broken)
    assert set(finding.cells) == {"t3.partial.natural", "t3.denied.state_secret.natural"}
    assert fixed(broken, finding) == city


def test_swapped_cells_of_the_result_total(city: Tables) -> None:
    broken = city.with_cells({"t3.result_total.business": 61, "t3.result_total.legal": 53})
    finding = only(broken)
    assert set(finding.cells) == {"t3.result_total.business", "t3.result_total.legal"}
    assert rules(finding) == {"T3-02", "T3-03"}
    assert fixed(broken, finding) == city


def test_a_case_in_the_wrong_row_cannot_be_located_but_is_one_finding() -> None:
    tables = complete(
        Tables(
            t3=T3.zeros().with_cells(
                {"new_received.natural": 8, "new_received.other": 8}
                | {f"{row}.{column}": 4 for row in ("granted", "partial") for column in ("natural", "other")}
                | dict.fromkeys(key.removeprefix("t3.") for key in OPERANDS if key.startswith("t3."))
            )
        )
    )
    moved = tables.with_cells({"t3.granted.natural": 5, "t3.partial.natural": 3})
    findings = [finding for finding in check_tables(moved) if finding.where.section == "t3"]
    assert [finding.rule for finding in findings] == ["T3-01"]
    assert findings[0].fix is None
    assert "相抵" in findings[0].message


def test_the_total_column_swapped_with_another(city: Tables) -> None:
    changes = {f"t3.{row}.natural": city.t3[f"{row}.total"] for row in T3_ROWS}
    changes |= {f"t3.{row}.total": city.t3[f"{row}.natural"] for row in T3_ROWS}
    broken = city.with_cells(changes)
    finding = only(broken)
    assert "“自然人”和“总计”对调" in finding.message
    assert fixed(broken, finding) == city


def test_two_swapped_rows(city: Tables) -> None:
    changes = {f"t3.result_total.{column}": city.t3[f"carried_out.{column}"] for column in T3_COLUMNS}
    changes |= {f"t3.carried_out.{column}": city.t3[f"result_total.{column}"] for column in T3_COLUMNS}
    broken = city.with_cells(changes)
    finding = only(broken)
    assert "“（七）总计”和“四、结转下年度继续办理”对调" in finding.message
    assert fixed(broken, finding) == city


def test_a_wrong_cell_under_computed_totals_breaks_only_the_balance(city: Tables) -> None:
    """As in our own workbook and grid, where the total column follows what is typed."""
    for row in ("new_received", "granted", "carried_out"):
        changed = {f"t3.{row}.natural": (city.t3[f"{row}.natural"] or 0) + 1}
        broken = complete(city.with_cells(dict.fromkeys(OPERANDS) | changed))
        finding = only(broken)
        assert (finding.rule, finding.evidence) == ("T3-03", ())
        assert "“自然人”一列" in finding.message
        assert finding.fix is None


def test_a_wrong_result_total_with_its_row_total_is_located(city: Tables) -> None:
    broken = city.with_cells({"t3.result_total.legal": 60, "t3.result_total.total": 3049})
    finding = only(broken)
    assert finding.where.cell == "t3.result_total.legal"
    assert fixed(broken, finding) == city


def test_too_much_carried_over_under_computed_totals(city: Tables) -> None:
    finding = only(city.with_cells({"t3.carried_out.natural": 9999, "t3.carried_out.total": 9999}))
    assert (finding.rule, finding.evidence, finding.where.cell) == ("T3-05", ("T3-03",), "t3.carried_out.natural")


def test_an_overdrawn_column_speaks_alone_where_the_results_are_blank() -> None:
    t3 = T3({f"{row}.natural": value for row, value in (("new_received", 2), ("carried_in", 1), ("carried_out", 5))})
    findings = [finding for finding in check_tables(Tables(t3=t3)) if finding.rule == "T3-05"]
    assert len(findings) == 1
    assert "多于本年新收 2 + 上年结转 1 = 3 件" in findings[0].message


def test_two_independent_mistakes_are_two_findings(city: Tables) -> None:
    broken = city.with_cells({"t3.granted.natural": 1280, "t3.denied.process.legal": 4})
    findings = check_tables(broken)
    assert [finding.where.cell for finding in findings] == ["t3.granted.natural", "t3.denied.process.legal"]


def test_two_mistakes_in_one_row_are_both_located(city: Tables) -> None:
    broken = city.with_cells({"t3.granted.natural": 1280, "t3.granted.business": 30})
    findings = check_tables(broken)
    assert [finding.where.cell for finding in findings] == ["t3.granted.natural", "t3.granted.business"]
    for finding in findings:
        broken = fixed(broken, finding)
    assert broken == city


def test_an_ambiguous_pair_is_not_blamed_on_a_cell(city: Tables) -> None:
    """The same difference in two rows and two columns: either diagonal may be wrong."""
    broken = city.with_cells({"t3.granted.natural": 1289, "t3.partial.business": 8})
    findings = check_tables(broken)
    assert [finding.rule for finding in findings] == ["T3-01", "T3-01"]
    assert all(finding.fix is None for finding in findings)


def test_a_forgotten_total_column_is_one_finding(city: Tables) -> None:
    broken = city.with_cells({f"t3.{row}.total": 0 for row in T3_ROWS})
    finding = only(broken)
    assert (finding.rule, finding.evidence) == ("T3-07", ("T3-01",))
    assert fixed(broken, finding) == city


def test_only_totals_filled_is_one_finding(city: Tables) -> None:
    broken = city.with_cells({f"t3.{row}.{column}": 0 for row in T3_ROWS for column in T3_APPLICANT_COLUMNS})
    finding = only(broken)
    assert finding.rule == "T3-07"
    assert finding.fix is None
    # The totals are still held against each other.
    findings = check_tables(broken.with_cells({"t3.carried_out.total": 50}))
    assert [finding.rule for finding in findings] == ["T3-07", "T3-03"]


def test_a_row_total_is_blamed_where_its_column_is_not_complete(city: Tables) -> None:
    """T3-02 of the column 总计 cannot speak, but all six columns pass: only the total can be wrong."""
    tables = city.with_cells({"t3.granted.total": 1300, "t3.partial.total": None})
    findings = [finding for finding in check_tables(tables) if finding.rule == "T3-01"]
    assert [finding.where.cell for finding in findings] == ["t3.granted.total"]
    assert findings[0].fix is not None


def test_null_operands_silence_a_rule(city: Tables) -> None:
    findings = check_tables(city.with_cells({"t3.granted.natural": None}))
    assert [finding.rule for finding in findings] == ["TQ-27"]


def test_a_row_of_blanks_is_one_finding(city: Tables) -> None:
    finding = only(city.with_cells({f"t3.granted.{column}": None for column in T3_COLUMNS}))
    assert finding.rule == "TQ-27"
    assert "“（一）予以公开”整行" in finding.message


# Table 4


def test_block_sums(city: Tables) -> None:
    finding = only(city.with_cells({"t4.review.total": 350}))
    assert (finding.rule, finding.where.section, finding.fix) == ("T4-01", "t4", None)
    assert "结果维持 72 + 结果纠正 64 + 其他结果 178 + 尚未审结 37 = 351，总计填的是 350，相差 1" in finding.message


def test_a_forgotten_block_total_can_be_fixed(city: Tables) -> None:
    broken = city.with_cells({"t4.direct.total": 0})
    assert fixed(broken, only(broken)) == city


def test_counts_of_table_4(city: Tables) -> None:
    findings = check_tables(city.with_cells({"t4.direct.other": -8, "t4.direct.total": 10}))
    assert [finding.rule for finding in findings] == ["T4-02"]


def test_suits_after_review_without_any_review(city: Tables) -> None:
    none = {f"t4.review.{outcome}": 0 for outcome in ("upheld", "corrected", "other", "pending", "total")}
    finding = only(city.with_cells(none))
    assert (finding.rule, finding.severity) == ("T4-03", Severity.INFO)


# Table 2


@pytest.mark.parametrize(
    ("changes", "rule", "severity", "evidence"),
    [
        ({"t2.license.decided": -1}, "T2-01", Severity.ERROR, ()),
        ({"t2.license.decided": Decimal("0.5")}, "T2-01", Severity.ERROR, ()),
        ({"t2.fee.amount": Decimal("-0.1")}, "T2-02", Severity.ERROR, ()),
        ({"t2.fee.amount": Decimal("1.1234567")}, "T2-02", Severity.WARNING, ()),
        ({"t2.normative.in_force": 5}, "T2-03", Severity.WARNING, ()),
        ({"t2.normative.in_force": 0}, "T2-04", Severity.WARNING, ("T2-03",)),
    ],
)
def test_table_2(
    city: Tables, changes: dict[str, int | Decimal], rule: str, severity: Severity, evidence: tuple[str, ...]
) -> None:
    finding = only(city.with_cells(changes))
    assert (finding.rule, finding.severity, finding.evidence) == (rule, severity, evidence)


def test_six_decimals_are_enough(city: Tables) -> None:
    assert check_tables(city.with_cells({"t2.fee.amount": Decimal("1.123456")})) == ()
    assert (decimals(Decimal("1.50")), decimals(3), decimals(Decimal("1E+2"))) == (1, 0, 0)


@pytest.mark.parametrize(
    ("kind", "name", "severity"),
    [
        (OrganKind.DEPARTMENT, "云岭县财政局", Severity.WARNING),
        (OrganKind.TOWNSHIP, "云岭县临江镇人民政府", Severity.WARNING),
        (None, "青河区望湖街道办事处", Severity.WARNING),
        (OrganKind.OTHER, "云岭经济开发区管理委员会", Severity.WARNING),
        (OrganKind.GOVERNMENT, "云岭县人民政府", Severity.WARNING),
        (None, "青河区人民政府", Severity.WARNING),
        (OrganKind.GOVERNMENT, "淮安市人民政府", Severity.INFO),
        (OrganKind.GOVERNMENT, "内蒙古自治区人民政府", None),
        (OrganKind.GOVERNMENT, "江苏省人民政府", None),
        (None, "", None),
    ],
)
def test_who_makes_rules(city: Tables, kind: OrganKind | None, name: str, severity: Severity | None) -> None:
    findings = check_tables(city, kind, name)
    assert [(finding.rule, finding.severity) for finding in findings] == ([("T2-05", severity)] if severity else [])
    if findings:
        assert findings[0].cells == ("t2.rules.made", "t2.rules.in_force")


# Blanks


def test_few_blanks_are_named_each(city: Tables) -> None:
    finding = only(city.with_cells({"t3.granted.natural": None, "t3.misc.other.total": None}))
    assert finding.cells == ("t3.granted.natural", "t3.misc.other.total")
    assert "“（一）予以公开 · 自然人”、“（六）其他处理 3.其他 · 总计”" in finding.message
    assert fixed(city.with_cells(dict.fromkeys(finding.cells)), finding) == city


def test_empty_tables_are_three_findings() -> None:
    findings = check_tables(Tables())
    assert [(finding.rule, finding.where.section) for finding in findings] == [
        ("TQ-27", "t2"),
        ("TQ-27", "t3"),
        ("TQ-27", "t4"),
    ]
    assert "175 格" in findings[1].message
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert all(finding.severity is Severity.WARNING for finding in check_tables(Tables(), draft=False))
    zeros = Tables().with_cells({cell: value for one in findings for cell, value in one.fix.cells})  # type: ignore[union-attr]
    assert zeros == Tables(T2.zeros(), T3.zeros(), T4.zeros())


def test_blanks_are_not_filled_against_a_given_total() -> None:
    t3 = T3({"granted.total": 5, "partial.total": 5, "partial.natural": 2} | {f"partial.{c}": 0 for c in ("legal",)})
    offered = fill_blanks(Tables(t3=t3))
    assert "t3.granted.natural" not in offered
    assert "t3.partial.business" not in offered
    assert offered["t3.new_received.natural"] == 0


@PROPERTY
@given(consistent_tables(), st.sets(st.sampled_from([f"t3.{key}" for key in T3_KEYS]), max_size=8))
def test_offered_values_never_contradict_the_filled_ones(tables: Tables, gaps: set[str]) -> None:
    open_tables = tables.with_cells(dict.fromkeys(gaps))
    offered = fill_blanks(open_tables)
    assert set(offered) <= set(empty_cells(open_tables))
    filled = open_tables.with_cells(dict(offered))
    assert not any("T3-01" in {found.rule, *found.implied} for found in discrepancies(filled))
    if len(gaps) == 1:
        assert filled == tables


def test_detail_rows_and_operands_agree() -> None:
    assert len(OPERANDS["t3.result_total.natural"]) == len(T3_DETAIL_ROWS) == 21
    assert len(OPERANDS) == 6 + 25 + 3
