"""Where the system's file dialog opens: the folder used last for such a file, else the person's documents."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths

EXPORTS = "plan/export-folder"
IMPORTS = "files/import-folder"


class Forgets(Protocol):
    """What keeps a text until the program ends and never writes it; the window's preferences do."""

    def remembered(self, key: str, default: str = "") -> str: ...

    def remember(self, key: str, value: str) -> None: ...


def documents() -> Path:
    """The person's documents; their home where there is no such folder."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


def last_folder(preferences: Forgets, key: str) -> Path:
    """The folder used last for files of this ``key`` since the program started, if it is still there."""
    known = preferences.remembered(key)
    return Path(known) if known and Path(known).is_dir() else documents()


def keep_folder(preferences: Forgets, key: str, file: Path) -> None:
    """Note where a file was chosen; it is forgotten when the program ends."""
    preferences.remember(key, str(file.parent))
