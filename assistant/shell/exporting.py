"""``nianbao export``: a draft as report files, and what is left before they can go out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.exporting import default_stem, export, has_errors, read_formats, summary, what_is_left
from assistant.interview.session import Session
from assistant.workbench import Workbench


def export_draft(
    draft: Path,
    formats: str,
    out: Path | None,
    bank: Path | None,
    *,
    overwrite: bool,
    notice: Callable[[str], None],
) -> tuple[list[Path], bool]:
    """The files written, and whether no error is open; notices and what is left go to ``notice``.

    The draft is opened like everywhere else, so that what another window has open is only read.
    """
    wanted = read_formats(formats)
    session = Session.open(draft, Workbench.open(bank, notice).engine)
    try:
        for line in session.journal.notices:
            notice(line)
        left = what_is_left(session)
        if left:
            notice(f"{summary(left)}。")
        for one in left:
            for place in one.places:
                notice(f"  {one.name}：{place}")
        is_clean = not has_errors(session)
        if not is_clean:
            notice("有错误没有处理，报告不能直接发布，文件名里已经注明。")
        files = export(session.report, wanted, out or draft.parent, stem=default_stem(session), overwrite=overwrite)
    finally:
        session.close()
    return files, is_clean
