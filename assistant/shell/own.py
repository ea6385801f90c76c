"""``nianbao phrases new``, ``export`` and ``import``: show what will be written, ask, write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.errors import BankError, InputError
from assistant.files import write_whole
from assistant.matching.blanks import NewPhrase, phrase_from_sentence
from assistant.paths import office_bank_folder
from assistant.phrases.bank import load_bank
from assistant.phrases.fill import Filler, Setting
from assistant.phrases.model import Bank, Phrase
from assistant.phrases.own import (
    Change,
    ChangeKind,
    ImportPlan,
    add_phrase,
    apply_import,
    check_new,
    export_text,
    plan_import,
)
from assistant.report.organ import Organ
from assistant.report.standard import OrganKind
from assistant.shell import to_stderr
from assistant.workbench import Workbench
from assistant.yamlfile import suggestion

_CHOICES = 3
_YES = frozenset({"y", "yes", "是", "好", "存", "对", "确认"})
_TITLES: dict[ChangeKind, str] = {"add": "新增", "override": "替换", "hide": "隐藏"}


def add_sentence(
    text: str,
    *,
    topic: str | None,
    organ: str | None,
    year: int | None,
    says: Sequence[str],
    bank: Path | None,
    yes: bool,
) -> None:
    """Make a phrase of a sentence, show it, and keep it in the office's own bank when confirmed."""
    folder = own_folder(bank)
    workbench = Workbench((folder,) if folder.is_dir() else (), to_stderr)
    if topic is not None and topic not in workbench.bank.topics:
        raise BankError(f"没有“{topic}”这个主题。{suggestion(topic, workbench.bank.topics)}")
    new = phrase_from_sentence(
        text,
        topic or _chosen_topic(text, workbench, yes=yes),
        Organ.of(organ) if organ else None,
        year or date.today().year - 1,  # noqa: DTZ011 — the office's own calendar
        segmenter=workbench.segmenter,
        says=says,
        taken=workbench.bank.by_id,
    )
    check_new(workbench.bank, new.phrase)
    print(_shown(new, workbench.bank))
    if yes or confirmed("这样存入本单位语库吗？"):
        print(f"已存入 {add_phrase(folder, workbench.bank, new.phrase)}。")
    else:
        print("没有存入。")


def export_file(file: Path, bank: Path | None, *, overwrite: bool) -> str:
    """Write the office's layer to one file; says how much."""
    folder = own_folder(bank)
    text = export_text(folder, load_bank().topics)
    write_whole({file: text.encode()}, overwrite=overwrite)
    return f"本单位语库已导出到 {file}，可以交给其他单位用 nianbao phrases import 导入。"


def import_file(file: Path, bank: Path | None, *, yes: bool) -> None:
    """Show what a colleague's file adds, replaces and hides, and take it over when confirmed."""
    folder = own_folder(bank)
    loaded = load_bank((folder,) if folder.is_dir() else ())
    plan, entries = plan_import(folder, loaded, file)
    print(_preview(plan, loaded))
    if not plan.changes:
        return
    if yes or confirmed("导入本单位语库吗？"):
        apply_import(folder, loaded, entries)
        kept = "本单位被替换的原文留在文件里，前面加了 #。" if plan.of("override") else ""
        print(f"已导入 {len(plan.changes)} 条，存在 {folder}。{kept}")
    else:
        print("没有导入。")


def own_folder(bank: Path | None) -> Path:
    """Where the office's own phrases are kept; need not exist. InputError for a file."""
    if bank is not None and not bank.is_dir() and bank.exists():
        raise InputError(f"--bank 要给出文件夹，{bank} 是一个文件。")
    return bank or office_bank_folder()


def _chosen_topic(text: str, workbench: Workbench, *, yes: bool) -> str:
    """The likeliest topic, or the one chosen among the best; with ``yes`` only when the matcher is sure of the text."""
    filler = Filler(Setting(Organ.of("本机关", OrganKind.OTHER, self_reference="本单位"), date.today().year - 1))  # noqa: DTZ011
    match = workbench.matcher.match(text, filler=filler, top=_CHOICES)
    topics = list(dict.fromkeys(candidate.phrase.topic for candidate in match.candidates))[:_CHOICES]
    titles = workbench.bank.topics
    if yes:
        if not match.matched or not topics:
            raise InputError("看不出这句话属于哪个主题，请用 --topic 写明，如 --topic supervision.training。")
        return topics[0]
    lines = [f"  {number}  {code}  {titles[code].title}" for number, code in enumerate(topics, start=1)]
    print("\n".join(["这句话属于哪个主题？", *lines]))
    answer = _answer(f"请输入序号或主题编号，直接回车选 1（{titles[topics[0]].title}）：").strip() or "1"
    if answer.isdigit() and 1 <= int(answer) <= len(topics):
        return topics[int(answer) - 1]
    if answer in titles:
        return answer
    hint = suggestion(answer, titles) if "." in answer else f"请输入 1—{len(topics)}，或完整的主题编号。"
    raise InputError(f"没有“{answer}”这个选项，没有存入。{hint}")


def _shown(new: NewPhrase, bank: Bank) -> str:
    phrase = new.phrase
    lines = [
        f"主题：{phrase.topic}（{bank.topics[phrase.topic].title}）{'，没有做、没有发生的写法' if phrase.polarity == 'none' else ''}",
        f"编号：{phrase.id}",
        f"表述：{marked(phrase)}",
    ]
    lines += [f"  空格【{slot.name}】现在是 {new.values[slot.name]}；没有填时问：{slot.ask}" for slot in phrase.slots]
    lines += [f"说法：{'、'.join(phrase.says)}"] if phrase.says else []
    return "\n".join(lines)


def marked(phrase: Phrase) -> str:
    """The phrase as people read it: slots and ready-made words in 【】."""
    return phrase.text.replace("{{ '{' }}", "\0").replace("{{ ", "【").replace(" }}", "】").replace("\0", "{")


def _preview(plan: ImportPlan, bank: Bank) -> str:
    lines: list[str] = []
    for kind, title in _TITLES.items():
        changes = plan.of(kind)
        if changes:
            lines.append(f"{title} {len(changes)} 条：")
            lines += [line for change in changes for line in _change_lines(change, bank)]
    if plan.same:
        lines.append(f"另有 {len(plan.same)} 条与现有的相同，不变。")
    if plan.problems:
        lines.append(f"请留意，导入的表述有 {len(plan.problems)} 处不合写法：")
        lines += [f"  {problem}" for problem in plan.problems]
    if not plan.changes:
        lines.append("没有要导入的内容。")
    return "\n".join(lines)


def _change_lines(change: Change, bank: Bank) -> list[str]:
    phrase = change.after or change.before
    title = f"（{bank.topics[phrase.topic].title}）" if phrase else ""
    lines = [f"  {change.id}{title}"]
    if change.kind == "override":
        before = f"原文：{change.before.text}" if change.before else "本单位已隐藏这一条，导入后重新启用"
        lines.append(f"    {before}")
    if change.after is not None:
        lines.append(f"    {'改为：' if change.kind == 'override' else ''}{change.after.text}")
    elif change.before is not None:
        lines.append(f"    {change.before.text}")
    return lines


def confirmed(question: str) -> bool:
    """A yes of whoever sits there; InputError when nobody does."""
    return _answer(f"{question}输入 y 确认，直接回车放弃：").strip().lower() in _YES


def _answer(question: str) -> str:
    """A line from whoever sits there; InputError when nobody does."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        raise InputError("没有得到确认，没有写入任何内容；不想逐次确认请加 --yes。")
    return line
