"""A file that leaves the vault is written on the writer thread, and what is said about it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.telling import with_left_out


def write_and_tell(  # noqa: PLR0917 - one file, told in full
    context: Context,
    owner: QObject,
    file: Path,
    job: Callable[[], Outcome[Path]],
    what: str,
    done: str = "saved",
) -> None:
    """Let ``job`` write the file; tell when it is there, or why it is not. ``what`` names the kind of file
    ('The calendar file') and ``done`` what became of it ('exported')."""
    context.tasks.write(
        job,
        owner=owner,
        done=lambda outcome: tell_written(context, outcome, done),
        failed=context.say.problem,
        late=partial(_told_late, context, file.parent, f"{what} was {done}"),
    )


def show_in_folder(file: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    show_folder(file.parent)


def show_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def tell_written(context: Context, outcome: Outcome[Path], done: str = "saved") -> None:
    """Tell that a file or folder is there, with the way to it."""
    context.hub.tell(outcome)
    file = outcome.value
    told = with_left_out(f"{done.capitalize()} {file.name}.", outcome.besides)
    context.say.news(told, "Show in folder", lambda: show_in_folder(file))


def _told_late(context: Context, folder: Path, say: str, error: UserError | None) -> None:
    """The vault was locked meanwhile: say it after the unlock, without the file's name."""
    if error is not None:
        context.say.problem(error)
        return
    context.say.news(f"{say} while the window was locked.", "Show in folder", lambda: show_folder(folder))
