"""Where a CV that leaves the vault goes: the system's own dialog, with a free name suggested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from jfs_desktop.rules.cv_forms import CvForm
from ui.dialogs.where_to_save import LAST_FOLDER
from ui.shell.context import Context

KINDS = {
    CvForm.WORD: "Word document (*.docx)",
    CvForm.PDF: "PDF (*.pdf)",
    CvForm.TEXT: "Plain text (*.txt)",
    CvForm.JSON_RESUME: "JSON Resume (*.json)",
}


def ask_where(
    context: Context, name: str, form: CvForm, parent: QWidget, go: Callable[[Path], None]
) -> QFileDialog:
    """Open the system's file dialog with ``name`` suggested; ``go`` gets the answer."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(context.preferences.remembered(LAST_FOLDER, documents))
    folder = folder if folder.is_dir() else Path.home()
    dialog = QFileDialog(parent, "Export the CV", str(folder), KINDS[form])
    dialog.setObjectName("cv-export-where")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(form.value)
    dialog.selectFile(_free(folder, name))

    def chosen(file: str) -> None:
        context.preferences.remember(LAST_FOLDER, str(Path(file).parent))
        go(Path(file))

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _free(folder: Path, name: str) -> str:
    """A name that no file has yet, so that nobody's file is overwritten."""
    wanted = Path(name)
    names = [name, *(f"{wanted.stem} ({number}){wanted.suffix}" for number in range(2, 100))]
    return next((one for one in names if not (folder / one).exists()), name)
