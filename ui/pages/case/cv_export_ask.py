"""The CV is written to a file, and what is said about it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework import cv_export
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.cv_forms import CvForm
from jfs_desktop.rules.cv_styles import StyledCv
from ui.dialogs.cv_where import ask_where
from ui.pages.case.plan_export_ask import show_folder, show_in_folder
from ui.shell.context import Context


def ask_where_to(
    context: Context, sheet: StyledCv, form: CvForm, parent: QWidget, go: Callable[[Path], None]
) -> None:
    """Ask where the file goes; ``go`` gets the answer."""
    ask_where(context, cv_export.file_name(sheet, form), form, parent, go)


def write(  # noqa: PLR0917 - one export, told in full
    context: Context, case_id: UUID, file: Path, form: CvForm, version: int | None, tab: QWidget
) -> None:
    """Write the file on the writer thread; tell when it is there, or why it is not."""
    workspace = context.workspace
    context.say.news("Exporting the CV…", level="info")
    context.tasks.write(
        lambda: cv_export.export(workspace, case_id, file, form, version=version),
        owner=tab,
        done=lambda outcome: _exported(context, outcome),
        failed=context.say.problem,
        late=partial(_told_late, context, file.parent),
    )


def _exported(context: Context, outcome: Outcome[Path]) -> None:
    context.hub.tell(outcome)
    file = outcome.value
    context.say.news(f"Exported {file.name}.", "Show in folder", lambda: show_in_folder(file))


def _told_late(context: Context, folder: Path, error: UserError | None) -> None:
    """The vault was locked meanwhile: say it after the unlock, without the file's name."""
    if error is not None:
        context.say.problem(error)
        return
    say = "The CV was exported while the window was locked."
    context.say.news(say, "Show in folder", lambda: show_folder(folder))
