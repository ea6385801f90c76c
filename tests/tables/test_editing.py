from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from depth import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from table_samples import consistent_tables

from assistant.errors import InputError
from assistant.report.standard import LAYOUTS, T3_APPLICANT_COLUMNS, T3_COLUMNS, T3_ROWS, T4_BLOCKS, T4_OUTCOMES
from assistant.tables.arithmetic import complete
from assistant.tables.editing import (
    VALUE_ROWS,
    is_locked,
    parse_entry,
    paste_block,
    recounted,
    with_entry,
)
from assistant.tables.schema import Cell, Tables
from assistant.tables.totals import OPERANDS
from assistant.tables.values import number_text

PROPERTY = settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
ADDRESSES = [address for table in ("t2", "t3", "t4") for row in VALUE_ROWS[table] for address in row]
OPEN = [address for address in ADDRESSES if not is_locked(address)]
TOP = {"t2": "t2.rules.made", "t3": "t3.new_received.natural", "t4": "t4.review.upheld"}


def written(value: Cell) -> str:
    return "" if value is None else number_text(value)


def block(tables: Tables, rows: Sequence[Sequence[str]]) -> str:
    return "\r\n".join("\t".join(written(tables.cell(address)) for address in row) for row in rows) + "\r\n"


def official(tables: Tables, name: str, *, split: str = "\t") -> str:
    """A whole table as Excel copies it: merged cells leave their covered places blank."""
    layout = LAYOUTS[name]
    grid = [[""] * layout.columns for _ in range(layout.rows)]
    for cell in layout.cells:
        grid[cell.row][cell.column] = written(tables.cell(f"{name}.{cell.key}")) if cell.key else cell.label
    return "\r\n".join(split.join(row) for row in grid)


def only(tables: Tables, name: str) -> Tables:
    empty = Tables()
    return empty.with_cells({f"{name}.{key}": value for key, value in getattr(tables, name).cells.items()})


# Entries as text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("3件", 3),
        ("3.0", 3),
        ("0", 0),
        ("零", 0),
        ("〇", 0),
        ("无", 0),
        ("没有", 0),
        ("", None),
        ("　", None),
        ("/", None),
        ("—", None),
    ],
)
def test_a_count_is_read_as_people_type_it(text: str, value: Cell) -> None:
    assert parse_entry(text, "t3.granted.natural") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.6", Decimal("12.6")),
        ("12.6万元", Decimal("12.6")),
        ("126000元", Decimal("12.6")),
        ("1亿元", 10000),
        ("无", 0),
    ],
)
def test_the_amount_is_in_ten_thousands(text: str, value: Cell) -> None:
    assert parse_entry(text, "t2.fee.amount") == value


@pytest.mark.parametrize("text", ["abc", "-3", "2.5", "12.6万元", "3个半", "9" * 30, "9" * 5000, "1 2 3", "=1+2"])
def test_what_is_no_count_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_entry(text, "t3.granted.natural")
    assert refused.value.message.startswith("“（一）予以公开 · 自然人”")
    assert refused.value.message.count("。") == 1
    assert len(refused.value.message) < 120


@given(st.text(max_size=60), st.sampled_from(OPEN))
@PROPERTY
def test_any_text_is_a_value_or_refused(text: str, address: str) -> None:
    try:
        value = parse_entry(text, address)
    except InputError:
        return
    assert value is None or value >= 0
    assert value is None or parse_entry(number_text(value), address) == value


# One entry


@given(
    st.lists(
        st.tuples(st.sampled_from(OPEN), st.one_of(st.none(), st.integers(0, 50))),
        max_size=60,
    )
)
@PROPERTY
def test_totals_of_typed_tables_are_always_those_of_complete(entries: list[tuple[str, Cell]]) -> None:
    tables = Tables()
    for address, value in entries:
        tables = tables.with_cells(with_entry(tables, address, value))
        assert tables.cell(address) == value
    assert tables == complete(tables.with_cells(dict.fromkeys(OPERANDS)))


@given(consistent_tables(), st.sampled_from(OPEN), st.one_of(st.none(), st.integers(0, 900)))
@PROPERTY
def test_an_entry_changes_its_cell_and_the_totals_above_it(tables: Tables, address: str, value: Cell) -> None:
    changes = with_entry(tables, address, value)
    above = {total for total, addends in OPERANDS.items() if address in addends}
    above |= {total for total, addends in OPERANDS.items() if above & set(addends)}
    assert set(changes) <= {address, *above}
    assert all(tables.cell(cell) != new for cell, new in changes.items())
    after = tables.with_cells(changes)
    assert after == complete(after.with_cells(dict.fromkeys(OPERANDS)))
    back = after.with_cells(with_entry(after, address, tables.cell(address)))
    assert back == tables


def test_a_value_that_stands_there_changes_nothing(city: Tables) -> None:
    wrong = city.with_cells({"t3.granted.total": 1})
    assert with_entry(wrong, "t3.granted.natural", city.cell("t3.granted.natural")) == {}


def test_a_total_is_not_typed(city: Tables) -> None:
    for total in OPERANDS:
        assert is_locked(total)
    with pytest.raises(InputError, match="自动相加"):
        with_entry(city, "t4.review.total", 3)
    with pytest.raises(KeyError):
        with_entry(city, "t3.granted.nobody", 3)


def test_a_given_total_stays_until_one_of_its_addends_is_edited(city: Tables) -> None:
    wrong = city.with_cells({"t3.granted.total": 1})
    assert "t3.granted.total" not in with_entry(wrong, "t3.partial.natural", 7)
    assert with_entry(wrong, "t3.granted.legal", 51)["t3.granted.total"] == 1363


def test_a_given_total_over_gaps_stays_while_it_is_possible() -> None:
    tables = Tables().with_cells({"t4.review.total": 9})
    tables = tables.with_cells(with_entry(tables, "t4.review.upheld", 4))
    assert tables.cell("t4.review.total") == 9
    assert with_entry(tables, "t4.review.other", 6)["t4.review.total"] is None
    for outcome in ("corrected", "other", "pending"):
        tables = tables.with_cells(with_entry(tables, f"t4.review.{outcome}", 1))
    assert tables.cell("t4.review.total") == 7


def test_recounting_a_total_reaches_the_totals_above(city: Tables) -> None:
    wrong = city.with_cells({"t3.result_total.natural": 1, "t3.result_total.total": 119})
    assert recounted(wrong, "t3.result_total.natural") == {
        "t3.result_total.natural": city.cell("t3.result_total.natural"),
        "t3.result_total.total": city.cell("t3.result_total.total"),
    }
    assert recounted(city, "t3.result_total.natural") == {}
    assert recounted(Tables(), "t4.review.total") == {}


# Blocks of numbers


def shapes(name: str) -> list[list[tuple[str, ...]]]:
    """The ways in which a whole table is copied as numbers."""
    rows = list(VALUE_ROWS[name])
    open_rows = [tuple(cell for cell in row if not is_locked(cell)) for row in rows]
    if name == "t2":
        return [rows]
    if name == "t4":
        return [rows, open_rows, [tuple(sum(rows, ()))], [tuple(sum(open_rows, ()))]]
    return [rows, open_rows, [row for row in open_rows if row]]


@given(consistent_tables(), st.sampled_from(["t2", "t3", "t4"]), st.data())
@PROPERTY
def test_a_whole_table_of_numbers_lands_in_its_cells(tables: Tables, name: str, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(shapes(name)))
    if name == "t3" and any(not row for row in shape):
        # The row of the total is there, copied without its column of totals.
        shape = [row[: len(T3_APPLICANT_COLUMNS)] for row in VALUE_ROWS[name]]
    pasted = paste_block(Tables(), TOP[name], block(tables, shape))
    landed = Tables().with_cells(pasted.changes)
    assert pasted.notices == ()
    if name == "t3" and len(shape) == len(T3_ROWS) - 1 and landed != only(tables, name):
        # 24 rows whose last is by chance the sum of the others are the rows down to （七）总计.
        assert landed.cell("t3.carried_out.natural") is None
        return
    assert landed == only(tables, name)


def test_a_block_lands_from_the_cell_on(city: Tables) -> None:
    pasted = paste_block(city, "t3.denied.process.research", "1\t2\n3\t4")
    assert {cell: value for cell, value in pasted.changes.items() if not is_locked(cell)} == {
        "t3.denied.process.research": 1,
        "t3.denied.process.welfare": 2,
        "t3.denied.enforcement_file.research": 3,
        "t3.denied.enforcement_file.welfare": 4,
    }
    after = city.with_cells(pasted.changes)
    assert after == complete(after.with_cells(dict.fromkeys(OPERANDS)))


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_terminals_send_line_ends_of_any_kind(ending: str) -> None:
    pasted = paste_block(Tables(), "t4.review.upheld", f"1\t2\t3\t4{ending}5\t6\t7\t8{ending}")
    assert pasted.changes["t4.direct.total"] == 26


def test_blanks_between_numbers_part_them_where_tabs_were_lost() -> None:
    assert paste_block(Tables(), "t4.review.upheld", "1 2  3 4").changes["t4.review.total"] == 10


def test_a_total_that_differs_is_compared_and_told(city: Tables) -> None:
    row = "3001\t53\t0\t0\t61\t4\t3000"
    pasted = paste_block(Tables(), "t3.new_received.natural", row)
    assert pasted.changes["t3.new_received.total"] == 3119
    (notice,) = pasted.notices
    assert "3000" in notice
    assert "3119" in notice
    many = paste_block(Tables(), "t3.new_received.natural", "\n".join(["1\t0\t0\t0\t0\t0\t5"] * 6))
    assert len(many.notices) == 4


def test_totals_alone_are_kept_over_gaps() -> None:
    pasted = paste_block(Tables(), "t3.new_received.total", "7\n2")
    assert pasted.changes == {"t3.new_received.total": 7, "t3.carried_in.total": 2}


def test_a_total_below_what_is_filled_is_not_taken() -> None:
    tables = Tables().with_cells({"t4.review.upheld": 5})
    pasted = paste_block(tables, "t4.review.total", "3")
    assert pasted.changes == {}
    assert pasted.notices


def test_blanks_of_a_block_erase_nothing(city: Tables) -> None:
    pasted = paste_block(city, "t4.direct.upheld", "1\t\t/\t无")
    assert set(pasted.changes) == {"t4.direct.upheld", "t4.direct.total"}


def test_merged_cells_of_table_2_may_trail_blanks() -> None:
    text = "1\t2\t3\r\n4\t5\t6\r\n7\t\t\r\n8\t\t\r\n9\t\t\r\n1.5\t\t\r\n"
    assert list(paste_block(Tables(), "t2.rules.made", text).changes.values()) == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        Decimal("1.5"),
    ]


@pytest.mark.parametrize(
    ("address", "text", "said"),
    [
        ("t3.carried_out.natural", "1\n2", "只放得下 1 行 7 列"),
        ("t3.new_received.legal", "1\t2\t3\t4", "只放得下 25 行 3 列"),
        ("t2.license.decided", "1\t2", "只放得下 4 行 1 列"),
        ("t4.direct.upheld", "\t".join("1" * 11), "只放得下 10 列"),
        ("t3.granted.natural", "1\tabc", "认不出"),
        ("t3.granted.natural", "1\t3个半", "第 1 行第 2 列写的是“3个半”"),
        ("t3.granted.natural", "1\t-2", "第 1 行第 2 列写的是 -2"),
        ("t3.granted.natural", "99999999999999999999", "不会这么大"),
        ("t3.granted.natural", "\r\n \t\r\n", "没有数字"),
        ("t3.granted.natural", "1\t" * 200_000, "太多"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(address: str, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        paste_block(Tables(), address, text)
    assert refused.value.message.endswith("。")


@given(st.text(alphabet='0123456789\t\n\r .-/无总计自然人予以公开"', max_size=80), st.sampled_from(ADDRESSES))
@example("\t\r予", "t2.rules.made")
@PROPERTY
def test_any_text_is_pasted_or_refused(text: str, address: str) -> None:
    try:
        pasted = paste_block(Tables(), address, text)
    except InputError:
        return
    assert set(pasted.changes) <= set(ADDRESSES)
    assert all(value is not None and value >= 0 for value in pasted.changes.values())


# Blocks with labels


@given(consistent_tables(), st.sampled_from(["t2", "t3", "t4"]), st.sampled_from(OPEN))
@PROPERTY
def test_a_whole_table_with_labels_is_read_by_them(tables: Tables, name: str, cursor: str) -> None:
    pasted = paste_block(Tables(), cursor, official(tables, name))
    assert Tables().with_cells(pasted.changes) == only(tables, name)
    assert bool(pasted.notices) is not cursor.startswith(name)


def test_rows_with_labels_need_no_header(city: Tables) -> None:
    text = "（三）不予公开\t1.属于国家秘密\t1\t2\t3\t4\t5\t6\n\t2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t1"
    pasted = paste_block(Tables(), "t3.new_received.natural", text)
    assert pasted.changes["t3.denied.state_secret.total"] == 21
    assert pasted.changes["t3.denied.law_forbidden.other"] == 1
    assert "2 行" in pasted.notices[0]


def test_a_header_without_row_labels_is_left_out() -> None:
    headings = "\t".join(T3_COLUMNS.values())
    pasted = paste_block(Tables(), "t3.granted.natural", f"{headings}\n1\t0\t0\t0\t0\t0\t1")
    assert pasted.changes["t3.granted.total"] == 1


def test_quotation_marks_in_labels_do_no_harm() -> None:
    text = '3.危及"三安全一稳定\t1\t0\t0\t0\t0\t0\n4.保护第三方合法权益\t2\t0\t0\t0\t0\t0'
    assert paste_block(Tables(), "t3.granted.natural", text).changes["t3.denied.third_party.natural"] == 2
    quoted = '"3.危及""三安全\n一稳定"""\t1\t0\t0\t0\t0\t0'
    assert paste_block(Tables(), "t3.granted.natural", quoted).changes["t3.denied.security_stability.natural"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（一）予以公开\t1\t2\t3", "有 3 列数"),
        ("（一）予以公开\t1\t2\t3\t4\t5\tx", "予以公开"),
        ("（一）予以公开\t0\t0\t0\t0\t0\t1\n（一）予以公开\t0\t0\t0\t0\t0\t1", "请删去一行"),
        ("今日天气\t3", "认不出"),
    ],
)
def test_labels_that_lead_nowhere_are_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        paste_block(Tables(), "t3.granted.natural", text)


def test_an_empty_form_is_not_pasted() -> None:
    with pytest.raises(InputError, match="没有填数字"):
        paste_block(Tables(), "t4.review.upheld", official(Tables(), "t4"))


def test_the_rows_of_the_grid_hold_every_cell_once() -> None:
    assert len(ADDRESSES) == len(set(ADDRESSES)) == 200
    assert len(VALUE_ROWS["t4"]) == len(T4_BLOCKS)
    assert {len(row) for row in VALUE_ROWS["t4"]} == {len(T4_OUTCOMES) + 1}
