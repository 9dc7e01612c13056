"""Where a Word document that leaves the vault goes: the system's own dialog, with a free name suggested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.shell.context import Context

LAST_FOLDER = "plan/export-folder"


def free(folder: Path, name: str) -> Path:
    """A name in ``folder`` that no file has yet, so that nobody's file is overwritten."""
    stem = Path(name).stem
    names = [name, *(f"{stem} ({number}).docx" for number in range(2, 100))]
    return next((folder / name for name in names if not (folder / name).exists()), folder / names[0])


def ask_where(context: Context, name: str, parent: QWidget, go: Callable[[Path], None]) -> None:
    """Open the system's file dialog with ``name`` suggested; ``go`` gets the answer."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(context.preferences.remembered(LAST_FOLDER, documents))
    folder = folder if folder.is_dir() else Path.home()
    dialog = QFileDialog(parent, "Export the plan to Word", str(folder), "Word document (*.docx)")
    dialog.setObjectName("plan-export-where")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("docx")
    dialog.selectFile(free(folder, name).name)

    def chosen(file: str) -> None:
        context.preferences.remember(LAST_FOLDER, str(Path(file).parent))
        go(Path(file))

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
