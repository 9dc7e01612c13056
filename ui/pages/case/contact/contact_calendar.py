"""Where the calendar file of an appointment goes, and what is said about it afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.file_written import write_and_tell
from ui.widgets.last_folder import keep_folder, last_folder

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace

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
    job = partial(_export, context.workspace, case_id, file)
    write_and_tell(context, owner, file, job, "The calendar file")


def _open(context: Context, case_id: UUID, name: str, owner: QWidget) -> None:
    folder = last_folder(context.preferences, LAST_FOLDER)
    dialog = QFileDialog(owner, "Save a calendar file", str(folder), "Calendar file (*.ics)")
    dialog.setObjectName("calendar-file-where")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("ics")
    dialog.selectFile(name)

    def chosen(file: str) -> None:
        keep_folder(context.preferences, LAST_FOLDER, Path(file))
        write(context, case_id, Path(file), owner)

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _file_name(workspace: Workspace, case_id: UUID) -> str:
    from jfs_desktop.casework.contact.appointment_export import file_name

    return file_name(workspace, case_id)


def _export(workspace: Workspace, case_id: UUID, file: Path) -> Outcome[Path]:
    from jfs_desktop.casework.contact.appointment_export import export_ics

    return export_ics(workspace, case_id, file)
