"""Findings on the three tables: rules T2-01…05, T3-01…08, T4-01…03 and TQ-27 of report-standard.md.

The arithmetic is done in :mod:`assistant.tables.arithmetic`; here it is put into words.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.checks.finding import Finding, Fix, Severity, Where
from assistant.report.organ import kind_of
from assistant.report.standard import (
    ORGAN_KIND_NAMES,
    T2_ROWS,
    T3_COLUMNS,
    T3_LEGAL_PERSONS,
    T3_LEGAL_PERSONS_LABEL,
    T3_ROWS,
    T4_BLOCKS,
    T4_COLUMNS,
    T4_LITIGATION_LABEL,
    T4_OUTCOMES,
    TABLE_KEYS,
    TABLE_NAMES,
    OrganKind,
    cell_label,
    row_label,
)
from assistant.tables.arithmetic import discrepancies, empty_cells, fill_blanks
from assistant.tables.labelled import Remark, RemarkKind
from assistant.tables.locate import Discrepancy, Shape, sides
from assistant.tables.schema import T3, Cell, Number, Tables
from assistant.tables.values import number_text

_WARNINGS = frozenset({"T2-03", "T2-04", "T2-05"})
_NAMED_CELLS = 5
"""Up to so many empty cells are named one by one."""
_NAMED_LINES = 6


def check_tables(
    tables: Tables, kind: OrganKind | None = None, organ_name: str = "", *, draft: bool = True
) -> tuple[Finding, ...]:
    """Check the figures of one year: one finding per defect, empty cells last within each table.

    ``kind`` defaults to what ``organ_name`` says; without both, T2-05 is skipped. Empty cells are an error in our own
    drafts and a warning in files read (TQ-27).
    """
    kind = kind or (kind_of(organ_name) if organ_name else None)
    findings = [_finding(found, tables, kind) for found in discrepancies(tables, kind, organ_name)]
    findings += _blanks(tables, draft=draft)
    order = list(TABLE_NAMES)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.where.section or order[-1])))


def reading_findings(remarks: Iterable[Remark]) -> tuple[Finding, ...]:
    """Turn a reader's remarks on missing or repeated rows (T3-06) and numbers in caption rows (T3-08) into findings."""
    rules = {
        RemarkKind.MISSING: ("T3-06", Severity.ERROR),
        RemarkKind.DUPLICATE: ("T3-06", Severity.ERROR),
        RemarkKind.CAPTION_VALUE: ("T3-08", Severity.WARNING),
    }
    findings = []
    for remark in remarks:
        if remark.table == "t3" and remark.kind in rules:
            rule, severity = rules[remark.kind]
            where = Where(section="t3", cell=remark.address)
            findings.append(Finding(rule, severity, f"{TABLE_NAMES['t3']}{remark.text}。", where))
    return tuple(findings)


def _finding(found: Discrepancy, tables: Tables, kind: OrganKind | None) -> Finding:
    table = found.cells[0].partition(".")[0]
    severity = Severity.WARNING if found.rule in _WARNINGS else Severity.ERROR
    if found.rule == "T4-03" or found.shape is Shape.DOUBTFUL:
        severity = Severity.INFO
    if found.rule == "T2-02" and found.left is not None and found.left >= 0:
        severity = Severity.WARNING
    message = _message(found, tables, kind)
    return Finding(
        rule=found.rule,
        severity=severity,
        message=message,
        where=Where(section=table, cell=found.suspect or found.cells[0]),
        fix=_fix(found),
        cells=found.cells,
        evidence=found.implied,
    )


def _message(found: Discrepancy, tables: Tables, kind: OrganKind | None) -> str:
    match found.rule:
        case "T2-01" | "T3-04" | "T4-02":
            return f"{_name(found.cells[0])}填的是 {_text(found.left)}，件数应当是 0 或正整数。{_consequences(found)}"
        case "T2-02":
            wrong = "金额不能是负数" if found.left is not None and found.left < 0 else "以万元计最多保留六位小数"
            return f"{_name(found.cells[0])}填的是 {_text(found.left)}，{wrong}，请核对单位和数字。"
        case "T2-03" | "T2-04":
            made = f"{T2_ROWS[found.line]}：本年制发 {_text(found.right)} 件，现行有效"
            if found.rule == "T2-04":
                return f"{made}却是 0 件。当年制发的文件一般仍然有效，请核对现行有效件数。"
            return (
                f"{made}只有 {_text(found.left)} 件，少 {_difference(found)} 件。"
                "除非有文件当年制发、当年失效，请核对现行有效件数。"
            )
        case "T2-05":
            return _message_rules(found, tables, kind)
        case "T4-01":
            return _message_block(found, tables)
        case "T4-03":
            return (
                f"{T4_LITIGATION_LABEL}中“{T4_BLOCKS['after_review']}”总计 {_text(found.left)} 件，"
                f"而{T4_BLOCKS['review']}总计为 0 件。如果复议发生在上一年，这样填没有问题，否则请核对。"
            )
        case _:
            return _message_t3(found, tables.t3)


def _message_rules(found: Discrepancy, tables: Tables, kind: OrganKind | None) -> str:
    values = "、".join(f"{cell_label(cell).rpartition(' · ')[2]} {_text(tables.cell(cell))}" for cell in found.cells)
    said = f"{T2_ROWS['rules']}一行填了数：{values}。"
    if found.shape is Shape.DOUBTFUL:
        return said + "设区的市才能制定规章，县级市不能，请确认。"
    who = "县级政府" if kind is OrganKind.GOVERNMENT else ORGAN_KIND_NAMES[kind or OrganKind.OTHER]
    return said + f"{who}没有规章制定权，一般应为 0；如果填的是行政规范性文件，请移到下一行。"


def _message_block(found: Discrepancy, tables: Tables) -> str:
    addends = " + ".join(f"{T4_COLUMNS[column]} {_text(tables.t4[f'{found.line}.{column}'])}" for column in T4_OUTCOMES)
    name = cell_label(f"t4.{found.line}.total").rpartition(" · ")[0]
    advice = f"总计应为 {_text(found.left)}。" if found.proposed else "请核对总计和四项结果。"
    total = f"总计填的是 {_text(found.right)}，相差 {_difference(found)}"
    return f"“{name}”：{addends} = {_text(found.left)}，{total}。{advice}"


def _message_t3(found: Discrepancy, table: T3) -> str:
    if found.shape is Shape.COLUMN:
        return _message_column(found)
    own = _equation(found.rule, found.line, table, found)
    if found.shape is Shape.LINES:
        one, other = _swapped_lines(found)
        return (
            f"{own}。把“{one}”和“{other}”对调以后，有关的 {len(found.broken)} 处勾稽就都平了，多半是这两处整个填反了。"
        )
    if found.shape is Shape.CANCEL:
        here, there = found.broken[0], next(other for other in found.broken[1:] if other[0] == found.broken[0][0])
        what = "两行" if found.rule == "T3-01" else "两列"
        return (
            f"{own}；{_equation(*there, table)}。{what}的差数正好相抵，"
            f"可能是有数填串了{what[-1]}，请对照“{_line(*here)}”和“{_line(*there)}”核对。"
        )
    # A sharper rule has told its own line already.
    told = {(found.rule, found.line), *((("T3-01", found.line),) if found.rule == "T3-07" else ())}
    told |= {("T3-03", found.line)} if found.rule == "T3-05" else set()
    others = [equation for equation in found.broken if equation not in told]
    if found.shape is Shape.PLAIN:
        return f"{own}。{_and_also(others, table)}{_advice(found)}"
    evidence = "".join(f"；{_equation(*equation, table)}" for equation in others[:2])
    if found.shape is Shape.SWAPPED:
        (one, first), (other, second) = found.proposed
        should = f"应分别为 {_text(first)} 和 {_text(second)}"
        return f"{own}{evidence}。多半是{_name(one)}和{_name(other)}两格填反了，{should}。"
    (suspect, value), *total = found.proposed
    tail = f"，{_name(total[0][0])}也要相应改为 {_text(total[0][1])}" if total else ""
    return f"{own}{evidence}。多半是{_name(suspect)}这一格填错了，应为 {_text(value)}{tail}。"


def _message_column(found: Discrepancy) -> str:
    if found.proposed:
        return (
            f"有 {len(found.cells)} 行填了各类申请人的数，“{T3_COLUMNS['total']}”一列却都是 0"
            f"（各行合计 {_text(found.left)}）。总计可以由各列相加得出。"
        )
    return (
        f"有 {len(found.cells)} 行的“{T3_COLUMNS['total']}”填了数（合计 {_text(found.right)}），"
        "六类申请人的各列却都是 0。请把各类申请人的数补填到相应的列。"
    )


def _equation(rule: str, line: str, table: T3, found: Discrepancy | None = None) -> str:
    """Both sides of one rule with their values and difference, without a full stop."""
    if rule == "T3-04" and found is not None:
        return f"{_name(found.cells[0])}填的是 {_text(found.left)}"
    left: Number
    right: Number
    if rule in {"T3-05", "T3-07"} and found is not None and found.left is not None and found.right is not None:
        left, right = found.left, found.right
    else:
        left, right = sides(table, rule, line) or (0, 0)
    difference = _gap(left, right)
    if rule == "T3-07" and right == 0:
        return f"“{row_label(line)}”一行：各类申请人合计 {number_text(left)}，总计却是 0"
    if rule == "T3-07":
        return f"“{row_label(line)}”一行：总计填的是 {number_text(right)}，六类申请人却都是 0"
    if rule == "T3-01":
        legal_persons = sum(table[f"{line}.{column}"] or 0 for column in T3_LEGAL_PERSONS)
        return (
            f"“{row_label(line)}”一行：{T3_COLUMNS['natural']} {_text(table[f'{line}.natural'])}"
            f" + {T3_LEGAL_PERSONS_LABEL}合计 {number_text(legal_persons)} = {number_text(left)}，"
            f"总计填的是 {number_text(right)}，相差 {difference}"
        )
    column = f"“{T3_COLUMNS[line]}”一列"
    if rule == "T3-02":
        return (
            f"{column}：各项办理结果相加是 {number_text(left)}，"
            f"{T3_ROWS['result_total']}填的是 {number_text(right)}，相差 {difference}"
        )
    new, carried_in, done, carried_out = (
        _text(table[f"{row}.{line}"]) for row in ("new_received", "carried_in", "result_total", "carried_out")
    )
    if rule == "T3-05":
        return (
            f"{column}：结转下年度 {carried_out} 件，多于本年新收 {new} + 上年结转 {carried_in}"
            f" = {number_text(left)} 件，多出 {difference} 件"
        )
    return (
        f"{column}：第一项 {new} + 第二项 {carried_in} = {number_text(left)}，"
        f"第三项 {done} + 第四项 {carried_out} = {number_text(right)}，相差 {difference}"
    )


def _and_also(others: list[tuple[str, str]], table: T3) -> str:
    """Say which other sums fail with it: one or two in full, more by name."""
    if not others:
        return ""
    if len(others) <= 2:
        return f"{'；'.join(_equation(*equation, table) for equation in others)}。"
    return f"{'、'.join(f'“{_line(*equation)}”' for equation in others)}也对不上。"


def _advice(found: Discrepancy) -> str:
    match found.rule:
        case "T3-01" | "T3-07":
            return "请核对这一行的各个数。"
        case "T3-02":
            return "请核对这一列的各项办理结果。"
        case "T3-05":
            return "请核对结转、新收和上年结转的件数。"
        case _:
            return "请核对这一列的新收、上年结转、办理结果和结转下年度的件数。"


def _swapped_lines(found: Discrepancy) -> tuple[str, str]:
    """Labels of the two lines; the cells come in pairs, one of each line."""
    (row, column), (other_row, other_column) = (cell.removeprefix("t3.").rsplit(".", 1) for cell in found.cells[:2])
    if column == other_column:
        return row_label(row), row_label(other_row)
    return T3_COLUMNS[column], T3_COLUMNS[other_column]


def _line(rule: str, line: str) -> str:
    return row_label(line) if rule == "T3-01" else T3_COLUMNS[line]


def _consequences(found: Discrepancy) -> str:
    if not found.proposed:
        return ""
    return f"有关的合计也因此对不上，按勾稽关系应为 {_text(found.proposed[0][1])}。"


def _fix(found: Discrepancy) -> Fix | None:
    if not found.proposed:
        return None
    # A total follows from its parts; a part that looks wrong is for a person to look up.
    certain = found.shape is not Shape.SWAPPED and all(_is_total(cell) for cell, _ in found.proposed)
    if len(found.proposed) > _NAMED_CELLS:
        return Fix(f"改正{TABLE_NAMES['t3']}的 {len(found.proposed)} 格", found.proposed, is_certain=certain)
    changes = "，".join(f"{_name(cell)}改为 {_text(value)}" for cell, value in found.proposed)
    return Fix(f"把{changes}", found.proposed, is_certain=certain)


def _is_total(cell: str) -> bool:
    return cell.endswith(".total") or cell.startswith("t3.result_total.")


def _blanks(tables: Tables, *, draft: bool) -> list[Finding]:
    """TQ-27: one finding per table with empty cells."""
    empty = empty_cells(tables)
    if not empty:
        return []
    values = fill_blanks(tables)
    findings = []
    for name in TABLE_NAMES:
        cells = tuple(cell for cell in empty if cell.startswith(name + "."))
        if not cells:
            continue
        filled = tuple((cell, values[cell]) for cell in cells if cell in values)
        others = [value for _, value in filled if value != 0]
        fix = Fix(
            f"空着的 {len(filled)} 格：" + ("按已填的总计推算，其余填 0" if others else "填 0"),
            filled,
        )
        if len(cells) == len(TABLE_KEYS[name]):
            message = f"{TABLE_NAMES[name]}的 {len(cells)} 格都还没有填。没有发生的，请填 0。"
        elif len(cells) <= _NAMED_CELLS:
            message = f"{TABLE_NAMES[name]}有 {len(cells)} 格没有填：{'、'.join(map(_name, cells))}。没有的请填 0。"
        else:
            message = f"{TABLE_NAMES[name]}有 {len(cells)} 格没有填：{_lines_of(name, cells)}。没有的请填 0。"
        findings.append(
            Finding(
                rule="TQ-27",
                severity=Severity.ERROR if draft else Severity.WARNING,
                message=message,
                where=Where(section=name, cell=cells[0]),
                fix=fix if filled else None,
                cells=cells,
            )
        )
    return findings


def _lines_of(name: str, cells: tuple[str, ...]) -> str:
    """Say briefly where many empty cells are, row by row."""
    rows: dict[str, int] = {}
    for cell in cells:
        rows[cell.rpartition(".")[0]] = rows.get(cell.rpartition(".")[0], 0) + 1
    said = []
    for row, count in list(rows.items())[:_NAMED_LINES]:
        key = row.removeprefix(name + ".")
        label = T2_ROWS[key] if name == "t2" else T4_BLOCKS[key] if name == "t4" else row_label(key)
        whole = count == sum(other.startswith(key + ".") for other in TABLE_KEYS[name])
        said.append(f"“{label}”{'整行' if whole else f' {count} 格'}")
    more = len(rows) - len(said)
    return "、".join(said) + (f"，以及另外 {more} 行" if more else "")


def _name(address: str) -> str:
    return f"“{cell_label(address)}”"


def _text(value: Cell) -> str:
    return "" if value is None else number_text(value)


def _difference(found: Discrepancy) -> str:
    return _gap(found.left or 0, found.right or 0)


def _gap(left: Number, right: Number) -> str:
    return number_text(max(left, right) - min(left, right))
