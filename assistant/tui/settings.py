"""What the program remembers of the user's taste and work: theme, key bindings, recent drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, InputError
from assistant.files import decode_text, read_bytes, write_whole
from assistant.paths import config_folder

if TYPE_CHECKING:
    from assistant.interview.session import Session

_MOST_RECENT = 30
KEYS_FILE = "keys.yaml"


@dataclass(frozen=True, slots=True)
class Recent:
    """A draft on the start page, as it was when last left."""

    path: str
    organ: str
    year: int
    left: int
    """Places still to be done."""
    at: str
    """Local time, ISO 8601."""


def load_theme() -> str | None:
    """Name of the theme chosen last."""
    value = _load("settings.json").get("theme")
    return value if isinstance(value, str) else None


def save_theme(name: str) -> None:
    """Keep the theme; what cannot be written is not worth a word."""
    _save("settings.json", {**_load("settings.json"), "theme": name})


def remembers() -> bool:
    """Whether her words are kept in the office's own bank with the sentences she chose for them."""
    return _load("settings.json").get("remember") is not False


def save_remembers(on: bool) -> None:
    """Keep that choice; what cannot be written is not worth a word."""
    _save("settings.json", {**_load("settings.json"), "remember": on})


def toggle_remembers() -> str:
    """Switch it on or off; says in Chinese what holds now."""
    on = not remembers()
    save_remembers(on)
    if on:
        return "从现在起，选用标准表述时会把您的说法记进本单位语库，下次更容易对上。"
    return "不再记下您的说法；已经记下的还在本单位语库里。"


def remember_wordings(session: Session, folder: Path) -> int:
    """At the end of a sitting: her words join the office's own bank, unless she does not want that; how many did.

    A file that cannot be written, or that somebody's edit made unreadable, is left alone: nothing of hers is lost.
    """
    from assistant.phrases.bank import remember_all

    if not remembers():
        return 0
    with suppress(AssistantError):
        bank = session.engine.bank
        return remember_all(folder, bank, [(wording.phrase, wording.said) for wording in session.wordings])
    return 0


def load_recent() -> list[Recent]:
    """Recent drafts that still exist, latest first."""
    found = []
    entries = _load("recent.json").get("drafts")
    for entry in entries if isinstance(entries, list) else ():
        with suppress(TypeError, ValueError, OSError):
            recent = Recent(**entry)
            if Path(recent.path).is_file():
                found.append(recent)
    return found


def save_recent(recent: Recent) -> None:
    """Put a draft at the head of the list."""
    others = [asdict(other) for other in load_recent() if other.path != recent.path]
    _save("recent.json", {"drafts": [asdict(recent), *others][:_MOST_RECENT]})


def forget_recent(path: str) -> None:
    """Take a draft off the list; its file is left alone."""
    _save("recent.json", {"drafts": [asdict(other) for other in load_recent() if other.path != path]})


def load_keys() -> dict[str, str]:
    """Command id → keys from the user's ``keys.yaml`` (统计表: f2, 或 “撤销: ctrl+z,ctrl+u”); InputError if it is faulty."""
    path = config_folder() / KEYS_FILE
    if not path.is_file():
        return {}
    # The start page is drawn before engine, templates and yaml are loaded (250 ms).
    from assistant.interview.commands import COMMANDS
    from assistant.yamlfile import parse_yaml, suggestion

    root = parse_yaml(decode_text(read_bytes(path, "按键设置"), path, "按键设置"), str(path), InputError)
    names = {command.name: command.id for command in COMMANDS.values()} | {name: name for name in COMMANDS}
    found: dict[str, str] = {}
    for name, value in (root.mapping() if root else {}).items():
        if name not in names:
            value.fail(f"没有“{name}”这个命令。{suggestion(name, names)}")
        found[names[name]] = ",".join(part.strip().lower() for part in value.text().replace("，", ",").split(","))
    return found


def _load(name: str) -> Mapping[str, object]:
    try:
        value = json.loads((config_folder() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _save(name: str, value: Mapping[str, object]) -> None:
    with suppress(AssistantError):
        content = json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
        write_whole({config_folder() / name: content}, overwrite=True)
