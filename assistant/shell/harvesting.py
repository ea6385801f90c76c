"""``nianbao phrases harvest``: sentences of the office's old reports as phrases of its own: shown, asked about, kept."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.checklist import load_settings
from assistant.errors import AssistantError, InputError
from assistant.files import read_bytes, write_whole
from assistant.phrases.model import Bank
from assistant.phrases.own import apply_import, entry_text
from assistant.reuse.harvest import Harvest, Harvester, Proposal
from assistant.reuse.reading import read_report
from assistant.shell import to_stderr
from assistant.shell.checking import report_files
from assistant.shell.own import confirmed, marked, own_folder
from assistant.workbench import Workbench

_PATIENCE = 1.0
"""Seconds after which progress is told."""
_OUT_HEAD = """# 从往年报告提取的表述。看过、改好以后：nianbao phrases import 本文件
# 前面带 # 的几条要先看：改好以后去掉 # 才会导入。

"""


def harvest_files(
    paths: Sequence[Path], *, bank: Path | None, out: Path | None, yes: bool, as_json: bool, overwrite: bool
) -> None:
    """Look through reports, show what could be kept, and keep it in the office's own bank (or in ``out``) if confirmed.

    Raises InputError when no report could be read.
    """
    folder = own_folder(bank)
    workbench = Workbench((folder,) if folder.is_dir() else (), to_stderr)
    files = report_files(paths)
    found, failures = _looked_through(files, workbench)
    if len(failures) == len(files):
        raise InputError(f"{len(files)} 份文件都没有读出来，没有提取表述。" if len(files) > 1 else failures[files[0]])
    if as_json:
        kept = _kept(found, folder, out, workbench.bank, overwrite=overwrite) if yes or out else 0
        print(json.dumps(_json(found, failures, kept), ensure_ascii=False))
        return
    print(_preview(found, workbench.bank, len(files) - len(failures)))
    if not found.proposals or (not found.sure and out is None):
        print("没有可以直接存入的表述。")
    elif out is not None or yes or confirmed(f"把不带“待定”的 {len(found.sure)} 条存入本单位语库吗？"):
        kept = _kept(found, folder, out, workbench.bank, overwrite=overwrite)
        after = f"看过以后用 nianbao phrases import {out} 导入" if out else "下次回答问题时就会提出来"
        print(f"已存 {kept} 条，在 {out or folder}；{after}。")
    else:
        print("没有存入。")


def _looked_through(files: Sequence[Path], workbench: Workbench) -> tuple[Harvest, dict[Path, str]]:
    harvester = Harvester(workbench.bank, workbench.matcher, workbench.segmenter, load_settings(workbench.folders))
    failures: dict[Path, str] = {}
    told = time.monotonic()
    for number, file in enumerate(files, start=1):
        try:
            harvester.add(read_report(read_bytes(file, "报告"), str(file)).report, file.name)
        except AssistantError as error:
            failures[file] = error.message
            if len(files) > 1:
                to_stderr(error.message)
        if time.monotonic() - told > _PATIENCE:
            told = time.monotonic()
            to_stderr(f"已读 {number}/{len(files)} 份")
    return harvester.result(), failures


def _kept(found: Harvest, folder: Path, out: Path | None, bank: Bank, *, overwrite: bool) -> int:
    if out is not None:
        write_whole({out: _out_text(found).encode()}, overwrite=overwrite)
        return len(found.proposals)
    if found.sure:
        apply_import(folder, bank, {proposal.phrase.id: proposal.phrase for proposal in found.sure})
    return len(found.sure)


def _out_text(found: Harvest) -> str:
    """All proposals as a bank file; those somebody must look at first are comments."""
    entries = [f"# {p.source}，{p.where}\n{entry_text(p.phrase.id, p.phrase)}" for p in found.sure]
    for proposal in found.proposals:
        if proposal.doubts:
            lines = entry_text(proposal.phrase.id, proposal.phrase).rstrip("\n").split("\n")
            told = f"# {proposal.source}，{proposal.where}。待定：{'；'.join(proposal.doubts)}\n"
            entries.append(told + "".join(f"#{line}\n" for line in lines))
    return _OUT_HEAD + "\n".join(entries)


def _preview(found: Harvest, bank: Bank, files: int) -> str:
    lines = []
    topic = ""
    for proposal in found.proposals:
        if proposal.phrase.topic != topic:
            topic = proposal.phrase.topic
            lines.append(f"{topic}（{bank.topics[topic].title}）")
        lines += _lines(proposal)
    unsure = len(found.proposals) - len(found.sure)
    told = "、".join(f"{reason} {count} 句" for reason, count in sorted(found.left_out.items(), key=lambda e: -e[1]))
    lines.append(f"读了 {files} 份报告、{found.sentences} 句，可以提取 {len(found.sure)} 条，待定 {unsure} 条。")
    if told:
        lines.append(f"不提取的：{told}。")
    if unsure:
        lines.append("待定的不会直接存入：用 --out 文件.yaml 存下来改，或用 nianbao phrases new 单独存。")
    return "\n".join(lines)


def _lines(proposal: Proposal) -> list[str]:
    phrase = proposal.phrase
    none = "，没有做、没有发生的写法" if phrase.polarity == "none" else ""
    lines = [
        f"  {marked(phrase)}",
        f"    {proposal.source}，{proposal.where}（主题可能性 {proposal.chance:.0%}{none}）",
    ]
    if phrase.slots:
        lines.append("    空格：" + "、".join(f"【{slot.name}】{proposal.values[slot.name]}" for slot in phrase.slots))
    if proposal.doubts:
        lines.append(f"    待定：{'；'.join(proposal.doubts)}")
    return lines


def _json(found: Harvest, failures: dict[Path, str], kept: int) -> dict[str, Any]:
    return {
        "proposals": [
            {
                "phrase": proposal.phrase.id,
                "topic": proposal.phrase.topic,
                "text": proposal.phrase.text,
                "polarity": proposal.phrase.polarity,
                "slots": {name: str(value) for name, value in proposal.values.items()},
                "sentence": proposal.sentence,
                "file": proposal.source,
                "where": proposal.where,
                "chance": round(proposal.chance, 3),
                "doubts": list(proposal.doubts),
            }
            for proposal in found.proposals
        ],
        "left_out": {str(reason): count for reason, count in found.left_out.items()},
        "sentences": found.sentences,
        "failed": [{"file": str(file), "error": message} for file, message in failures.items()],
        "written": kept,
    }
