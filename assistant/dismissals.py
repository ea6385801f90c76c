"""Findings put aside with a reason, in a side file beside the report: ``原名.核查忽略.yaml``.

A finding is known by its key, which holds its evidence (:attr:`assistant.checks.finding.Finding.key`): when the sentence or
the cells change, the key does too, and the finding is shown again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.checks.finding import Finding
from assistant.errors import InputError
from assistant.files import decode_text, read_bytes, write_whole
from assistant.yamlfile import parse_yaml

SUFFIX = ".核查忽略.yaml"
_WHAT = "核查忽略文件"
_HEAD = "# 核查时不再提示的结果和理由。报告中相应的文字或数字改动后，说明自动失效，结果重新列出。\n"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One entry of the side file."""

    rule: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A finding somebody put aside, and why."""

    finding: Finding
    reason: str


def side_file(report: Path) -> Path:
    """Where the dismissals of a report file stand."""
    return report.with_name(report.stem + SUFFIX)


def read_dismissals(report: Path) -> tuple[Dismissal, ...]:
    """What was put aside for a report file; InputError names file and line of what cannot be read."""
    path = side_file(report)
    if not path.is_file():
        return ()
    root = parse_yaml(decode_text(read_bytes(path, _WHAT), path, _WHAT), str(path), InputError)
    if root is None:
        return ()
    found = []
    for item in root.items():
        fields = item.mapping(("rule", "key", "reason", "message"), ("rule", "key", "reason"))
        reason = fields["reason"].text().strip()
        if not reason:
            fields["reason"].fail("没有写理由，请写明为什么不算问题。")
        found.append(Dismissal(fields["rule"].text(), fields["key"].text(), reason))
    return tuple(found)


def part(
    findings: Iterable[Finding], dismissals: Sequence[Dismissal]
) -> tuple[tuple[Finding, ...], tuple[Aside, ...], int]:
    """Findings that count, those put aside, and how many dismissals fit no finding any more."""
    reasons = {one.key: one.reason for one in dismissals}
    counted: list[Finding] = []
    aside: list[Aside] = []
    for finding in findings:
        if finding.key in reasons:
            aside.append(Aside(finding, reasons[finding.key]))
        else:
            counted.append(finding)
    lapsed = len(reasons.keys() - {one.finding.key for one in aside})
    return tuple(counted), tuple(aside), lapsed


def dismiss(report: Path, findings: Sequence[Finding], names: Sequence[str], reason: str) -> tuple[Finding, ...]:
    """Put aside findings by their keys, the beginning of one, or a rule that has one finding only.

    Gives the findings. InputError, and nothing is written, when a name fits no finding or several, or the reason is
    empty.
    """
    import yaml

    if not reason.strip():
        raise InputError("请用 --reason 写明理由：为什么这一处不算问题。")
    chosen = tuple(dict.fromkeys(_called(name, findings, report) for name in names))
    entries = [{"rule": one.rule, "key": one.key, "reason": reason.strip(), "message": one.message} for one in chosen]
    added = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=10_000)
    path = side_file(report)
    before = decode_text(read_bytes(path, _WHAT), path, _WHAT).rstrip() + "\n" if path.is_file() else _HEAD
    write_whole({path: (before + added).encode()}, overwrite=True)
    return chosen


def _called(name: str, findings: Sequence[Finding], report: Path) -> Finding:
    wanted = name.strip()
    exact = [finding for finding in findings if finding.key.lower() == wanted.lower()]
    meant = exact or [finding for finding in findings if wanted and finding.key.lower().startswith(wanted.lower())]
    keys = list(dict.fromkeys(finding.key for finding in meant))
    if not keys:
        raise InputError(f"{report.name} 的核查结果里没有“{name}”，编号写在每条结果后面的〔 〕里，请照抄。")
    if len(keys) > 1:
        raise InputError(f"“{name}”对应 {len(keys)} 条结果：{'、'.join(keys)}，请写全编号。")
    return meant[0]
