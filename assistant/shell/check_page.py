"""``nianbao check --html``: the findings as one page for the leader who signs, or for the office that collects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.checks.finding import SEVERITY_NAMES, Finding
from assistant.errors import OutputError
from assistant.files import write_whole
from assistant.render.environment import environment
from assistant.shell.checking import Checked, counts, place_name


def write_page(all_checked: Sequence[Checked], path: Path, *, overwrite: bool = False) -> None:
    """Write the page; OutputError where it is there and ``overwrite`` is false."""
    if path.exists() and not overwrite:
        raise OutputError(f"{path} 已经有了，没有覆盖；如要覆盖请加 --force，或换一个文件名。")
    write_whole({path: page(all_checked)}, overwrite=overwrite)


def page(all_checked: Sequence[Checked]) -> bytes:
    """One self-contained, escaped HTML page: totals, a table of the files when there are several, findings by part."""
    order = sorted(
        all_checked, key=lambda checked: (not checked.failure, *(-n for n in counts(checked)), str(checked.file))
    )
    totals = [sum(column) for column in zip(*(counts(checked) for checked in all_checked), strict=True)] or [0, 0, 0]
    context: dict[str, Any] = {
        "reports": [_report(checked) for checked in order],
        "names": list(SEVERITY_NAMES.values()),
        "totals": totals,
        "unread": sum(bool(checked.failure) for checked in all_checked),
    }
    return environment().get_template("check.html.j2").render(context).encode("utf-8")


def _report(checked: Checked) -> dict[str, Any]:
    groups: list[dict[str, Any]] = []
    for finding in checked.findings:
        name = place_name(finding)
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "findings": []})
        groups[-1]["findings"].append(_finding(finding))
    errors, warnings, _ = counts(checked)
    return {
        "file": checked.file.name,
        "title": checked.title,
        "failure": checked.failure,
        "counts": counts(checked),
        "groups": groups,
        "notices": checked.notices,
        "aside": [
            {**_finding(one.finding), "place": place_name(one.finding), "reason": one.reason} for one in checked.aside
        ],
        "verdict": "有错误，改正或说明原因后才能发布。"
        if errors
        else "没有错误，提醒事项请逐条核对。"
        if warnings
        else "没有发现错误和需要提醒的地方。",
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": SEVERITY_NAMES[finding.severity],
        "kind": str(finding.severity),
        "message": finding.message,
        "excerpt": finding.excerpt if finding.excerpt not in finding.message else "",
        "fix": finding.fix.description if finding.fix else "",
    }
