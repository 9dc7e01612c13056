"""What the window remembers between starts: sizes, columns and the theme. Never personal data."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """A small typed face over an INI file."""

    def __init__(self, file: Path) -> None:
        with suppress(OSError):  # what cannot be written is forgotten when the program ends
            file.parent.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._remembered: dict[str, str] = {}

    def text(self, key: str, default: str = "") -> str:
        return str(self._settings.value(key, default))

    def state(self, key: str) -> QByteArray:
        """Bytes that Qt saved (geometry, header); empty when there are none."""
        value: Any = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, key: str, value: str | int | QByteArray) -> None:
        self._settings.setValue(key, value)

    def remembered(self, key: str, default: str = "") -> str:
        """What :meth:`remember` was told since the program started."""
        return self._remembered.get(key, default)

    def remember(self, key: str, value: str) -> None:
        """Keep a text until the program ends and never write it: a folder may bear somebody's name."""
        self._remembered[key] = value

    def save(self) -> None:
        self._settings.sync()
