"""Where the plan's Word document goes, and what is said about it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context

if TYPE_CHECKING:
    from jfs_desktop.casework.workspace import Workspace

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


def write(context: Context, case_id: UUID, file: Path, version: int | None, owner: QWidget) -> None:
    """Write the document on the writer thread; tell when it is there, or why it is not."""
    workspace = context.workspace
    context.say.news("Exporting the plan…", level="info")
    context.tasks.write(
        lambda: _export(workspace, case_id, file, version),
        owner=owner,
        done=lambda outcome: _exported(context, outcome),
        failed=context.say.problem,
        late=partial(_told_late, context, file.parent),
    )


def _export(workspace: Workspace, case_id: UUID, file: Path, version: int | None) -> Outcome[Path]:
    from jfs_desktop.casework.plan_export import export_docx

    return export_docx(workspace, case_id, file, version=version)


def _exported(context: Context, outcome: Outcome[Path]) -> None:
    context.hub.tell(outcome)
    file = outcome.value
    context.say.news(f"Exported {file.name}.", "Show in folder", lambda: show_in_folder(file))


def _told_late(context: Context, folder: Path, error: UserError | None) -> None:
    """The vault was locked meanwhile: say it after the unlock, without the file's name."""
    if error is not None:
        context.say.problem(error)
        return
    say = "The plan was exported while the window was locked."
    context.say.news(say, "Show in folder", lambda: show_folder(folder))


def show_in_folder(file: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    show_folder(file.parent)


def show_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
