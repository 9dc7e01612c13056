"""Where the calendar file of an appointment goes, and what is said about it afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.pages.case.plan_export_ask import show_folder, show_in_folder
from ui.shell.context import Context

if TYPE_CHECKING:
    from jfs_desktop.casework.workspace import Workspace

LAST_FOLDER = "contact/calendar-folder"


def ask_where(context: Context, case_id: UUID, owner: QWidget) -> None:
    """Ask where the file is to be saved, under a name that names nobody, and write it."""
    workspace = context.workspace
    context.tasks.read(
        lambda: _file_name(workspace, case_id),
        owner=owner,
        done=lambda name: _open(context, case_id, name, owner),
        failed=context.say.problem,
    )


def write(context: Context, case_id: UUID, file: Path, owner: QWidget) -> None:
    """Write it on the writer thread; tell when it is there, or why it is not."""
    workspace = context.workspace
    context.tasks.write(
        lambda: _export(workspace, case_id, file),
        owner=owner,
        done=lambda outcome: _saved(context, outcome),
        failed=context.say.problem,
        late=partial(_told_late, context, file.parent),
    )


def _open(context: Context, case_id: UUID, name: str, owner: QWidget) -> None:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(context.preferences.remembered(LAST_FOLDER, documents))
    folder = folder if folder.is_dir() else Path.home()
    dialog = QFileDialog(owner, "Save a calendar file", str(folder), "Calendar file (*.ics)")
    dialog.setObjectName("calendar-file-where")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("ics")
    dialog.selectFile(name)

    def chosen(file: str) -> None:
        context.preferences.remember(LAST_FOLDER, str(Path(file).parent))
        write(context, case_id, Path(file), owner)

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _file_name(workspace: Workspace, case_id: UUID) -> str:
    from jfs_desktop.casework.appointment_export import file_name

    return file_name(workspace, case_id)


def _export(workspace: Workspace, case_id: UUID, file: Path) -> Outcome[Path]:
    from jfs_desktop.casework.appointment_export import export_ics

    return export_ics(workspace, case_id, file)


def _saved(context: Context, outcome: Outcome[Path]) -> None:
    context.hub.tell(outcome)
    file = outcome.value
    context.say.news(f"Saved {file.name}.", "Show in folder", lambda: show_in_folder(file))


def _told_late(context: Context, folder: Path, error: UserError | None) -> None:
    """The vault was locked meanwhile: say it after the unlock, without the file's name."""
    if error is not None:
        context.say.problem(error)
        return
    say = "The calendar file was saved while the window was locked."
    context.say.news(say, "Show in folder", lambda: show_folder(folder))
