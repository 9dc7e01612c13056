"""Having a file chosen that is brought in, and how far it is read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from ui.widgets.last_folder import IMPORTS, Forgets, keep_folder, last_folder

WHOLE = 1000
"""The value at which the bar is full."""


def chosen_file(preferences: Forgets, parent: QWidget | None, title: str, files: str) -> Path | None:
    """The file chosen, of the kinds that ``files`` names ('Calendar files (*.json)'); None for none. The
    dialog opens at the folder that was used last."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(last_folder(preferences, IMPORTS)), files)
    if not name:
        return None
    keep_folder(preferences, IMPORTS, Path(name))
    return Path(name)


def reading_bar() -> QProgressBar:
    """A bar from 0 to ``WHOLE``; the words beside it tell the figures."""
    bar = QProgressBar()
    bar.setRange(0, WHOLE)
    bar.setTextVisible(False)
    bar.setAccessibleName("Progress")
    return bar
