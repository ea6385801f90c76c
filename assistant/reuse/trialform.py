"""The trial form of 2019, in which the reports for 2019 and 2020 are written (report-standard.md §2.6)."""

from __future__ import annotations

from assistant.reuse.blocks import Grid
from assistant.tables import labels
from assistant.tables.values import GridValue

_OLD_LABELS = ("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "政府集中采购", "采购总金额")
_MIN_LABELS = 2
_ROWS = (
    "规章",
    "规范性文件",
    "行政许可",
    "其他对外管理服务事项",
    "行政处罚",
    "行政强制",
    "行政事业性收费",
    "政府集中采购",
)
_HEAD = "信息内容"


def is_trial_form(grid: Grid) -> bool:
    """Tell the trial form by labels of table 2 that the form of 2021 does not have."""
    found = {label for row in grid for cell in row for label in _OLD_LABELS if label in _label(cell)}
    return len(found) >= _MIN_LABELS


def table_2_texts(grid: Grid) -> dict[str, str]:
    """Table 2 of the trial form as it stands: ``规章.本年新制作数量`` → ``3``; blank cells are not listed."""
    texts: dict[str, str] = {}
    headings: dict[int, str] = {}
    for row in grid:
        first = next((i for i, cell in enumerate(row) if _label(cell)), None)
        if first is None:
            continue
        label = _label(row[first])
        if label.startswith(_HEAD):
            headings = {i: _label(cell) for i, cell in enumerate(row) if i > first and _label(cell)}
        elif label in _ROWS:
            for i, heading in headings.items():
                value = str(row[i]).strip() if i < len(row) and row[i] is not None else ""
                if value:
                    texts[f"{label}.{heading}"] = value
    return texts


def _label(cell: GridValue) -> str:
    return labels.normalise(cell) if isinstance(cell, str) else ""
