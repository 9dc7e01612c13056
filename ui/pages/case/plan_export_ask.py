"""The plan's Word document is written, and what is said about it afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context

if TYPE_CHECKING:
    from jfs_desktop.casework.workspace import Workspace


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
