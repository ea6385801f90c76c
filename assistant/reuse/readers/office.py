"""Old formats (.doc, .wps, .rtf, .odt), converted to .docx by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from assistant.errors import InputError

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SECONDS = 120


def converted(data: bytes, name: str, suffix: str, format_name: str) -> bytes:
    """The content as .docx; ``suffix`` tells LibreOffice what it is. Raises InputError where it cannot be converted."""
    save_as = "请用 Word 或 WPS 打开，另存为 .docx 后再读取"
    program = next((found for one in (*_PROGRAMS, *_WINDOWS) if (found := shutil.which(one))), None)
    if program is None:
        raise InputError(f"{name} 是{format_name}，本机没有安装 LibreOffice，无法直接读取，{save_as}。")
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        source = Path(folder) / f"report{suffix}"
        source.write_bytes(data)
        command = [
            program,
            # A profile of its own: the office's running LibreOffice neither answers nor is disturbed.
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", folder, str(source)),
        ]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
            return source.with_suffix(".docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputError(
                f"{name} 是{format_name}，LibreOffice 未能转换，可能已损坏或设了密码，{save_as}。"
            ) from error
