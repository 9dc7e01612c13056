"""The plan's document is written, and what is said about it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from ui.dialogs.where_to_save import SaveAs, ask_where_as, by_office, offered
from ui.shell.context import Context
from ui.shell.telling import with_left_out

if TYPE_CHECKING:
    from jfs_desktop.casework.plan_paper import Paper
    from jfs_desktop.casework.workspace import Workspace
    from jfs_desktop.documents.office_pdf import Office
    from jfs_desktop.documents.typeset import Pages
    from jfs_desktop.records.views import PlanView


def ask(  # noqa: PLR0917 - one question, told in full
    context: Context,
    view: PlanView,
    version: int | None,
    moved_on: bool,
    parent: QWidget,
    go: Callable[[Path, SaveAs], None],
) -> None:
    """Ask where the plan goes and as what: as it stands, or a frozen version. Its name says 'draft' where
    it has ``moved_on`` from the newest version."""
    from jfs_desktop.casework import plan_export

    newest = view.versions[0].number if view.versions else None
    name = plan_export.file_name(
        context.workspace,
        view.case_id,
        view.reference,
        version or newest,
        changed_since=version is None and moved_on,
    )
    ask_where_as(context, "Save the JFAP", name, offered("docx", "pdf"), parent, go)


def write(  # noqa: PLR0917 - one export, told in full
    context: Context, case_id: UUID, file: Path, wish: SaveAs, version: int | None, owner: QWidget
) -> None:
    """Write the document on the writer thread; tell when it is there, or why it is not."""
    workspace, office = context.workspace, wish.office
    context.say.news("Exporting the plan…", level="info")
    if office is not None:
        _by_office(context, case_id, file, office, version, owner)
        return
    context.tasks.write(
        lambda: _export(workspace, case_id, file, version),
        owner=owner,
        done=lambda outcome: _exported(context, outcome),
        failed=context.say.problem,
        late=partial(_told_late, context, file.parent),
    )


def print_plan(context: Context, case_id: UUID, owner: QWidget) -> None:
    """Make the PDF of the plan as it stands and ask for a printer."""
    from jfs_desktop.casework import plan_export
    from ui.dialogs.print_document import print_document

    workspace = context.workspace

    def ask(made: Pages) -> None:
        context.hub.tell(Outcome(None, Changed.HISTORY | Changed.DOCUMENTS, frozenset({case_id})))
        print_document(context, made.content, "The plan", owner.window(), made.left_out)

    context.tasks.write(
        lambda: plan_export.printed(workspace, case_id),
        owner=owner,
        done=ask,
        failed=context.say.problem,
    )


def _export(workspace: Workspace, case_id: UUID, file: Path, version: int | None) -> Outcome[Path]:
    from jfs_desktop.casework.plan_export import export

    return export(workspace, case_id, file, version=version)


def _by_office(  # noqa: PLR0917 - one export, told in full
    context: Context, case_id: UUID, file: Path, office: Office, version: int | None, owner: QWidget
) -> None:
    """Three steps, since the other program takes seconds in which typed text has to be saved."""
    from jfs_desktop.casework import plan_export

    workspace, tasks = context.workspace, context.tasks

    def write(made: tuple[PlanView, Paper], pdf: bytes) -> None:
        tasks.write(
            lambda: plan_export.write(workspace, *made, pdf, file),
            owner=owner,
            done=lambda outcome: _exported(context, outcome),
            failed=context.say.problem,
            late=partial(_told_late, context, file.parent),
        )

    def convert(made: tuple[PlanView, Paper]) -> None:
        by_office(context, office, made[1].docx, owner, lambda pdf: write(made, pdf))

    tasks.write(
        lambda: plan_export.made(workspace, case_id, version=version),
        owner=owner,
        done=convert,
        failed=context.say.problem,
    )


def _exported(context: Context, outcome: Outcome[Path]) -> None:
    context.hub.tell(outcome)
    file = outcome.value
    told = with_left_out(f"Exported {file.name}.", outcome.besides)
    context.say.news(told, "Show in folder", lambda: show_in_folder(file))


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
