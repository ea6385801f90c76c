"""Where the program keeps things of the user. Every path outside the working folder comes from here."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_APP = "nianbao"


def cache_folder() -> Path:
    """What may be deleted at any time: the compiled bank and dictionary (``NIANBAO_CACHE`` overrides)."""
    override = os.environ.get("NIANBAO_CACHE")
    return Path(override) if override else Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def office_bank_folder() -> Path:
    """The office's own phrases (``NIANBAO_BANK`` overrides); need not exist."""
    override = os.environ.get("NIANBAO_BANK")
    return Path(override) if override else Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "phrasebank"


def config_folder() -> Path:
    """Settings and key bindings of the user (``NIANBAO_CONFIG`` overrides); need not exist."""
    override = os.environ.get("NIANBAO_CONFIG")
    return Path(override) if override else Path(platformdirs.user_config_dir(_APP, appauthor=False))


def drafts_folder() -> Path:
    """Where new drafts are kept unless she says otherwise (``NIANBAO_DRAFTS`` overrides); need not exist."""
    override = os.environ.get("NIANBAO_DRAFTS")
    return Path(override) if override else Path(platformdirs.user_documents_dir()) / "年报草稿"


def bank_folders(given: Path | None) -> tuple[Path, ...]:
    """The office's own layer: the folder given, else the user's data folder when it exists."""
    if given is not None:
        return (given,)
    own = office_bank_folder()
    return (own,) if own.is_dir() else ()
