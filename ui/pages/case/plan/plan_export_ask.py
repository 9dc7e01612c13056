"""The plan's document is written, and what is said about it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.outcome import Outcome
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as, by_office, offered
from ui.shell.context import Context
from ui.shell.file_written import write_and_tell

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.plan.plan_paper import Paper
    from jfs_desktop.documents.pdf.office_pdf import Office
    from jfs_desktop.records.views import PlanView

_SAID = ("The JFAP", "exported")


def ask(
    context: Context,
    view: PlanView,
    version: int | None,
    parent: QWidget,
    *,
    go: Callable[[Path, SaveAs], None],
) -> None:
    """Ask where the plan goes and as what: as it stands, or a frozen version. Its name says 'draft' where
    what stands is no version yet."""
    from jfs_desktop.casework.plan import plan_export

    newest = view.versions[0] if view.versions else None
    drafted = version is None and (newest is None or newest.content != view.content)
    number = newest.number if newest is not None else None
    name = plan_export.file_name(
        context.workspace,
        view.case_id,
        view.reference,
        version or number,
        changed_since=drafted,
    )
    ask_where_as(context, "Save the JFAP", name, offered("docx", "pdf"), parent, go=go)


def write(
    context: Context, case_id: UUID, file: Path, wish: SaveAs, version: int | None, *, owner: QWidget
) -> None:
    """Write the document on the writer thread; tell when it is there, or why it is not."""
    workspace, office = context.workspace, wish.office
    context.say.news("Exporting the JFAP…", level="info")
    if office is not None:
        _by_office(context, case_id, file, office, version, owner=owner)
        return
    job = partial(_export, workspace, case_id, file, version)
    write_and_tell(context, owner, file, job, *_SAID)


def print_plan(context: Context, case_id: UUID, owner: QWidget) -> None:
    """Make the PDF of the plan as it stands and ask for a printer."""
    from jfs_desktop.casework.plan import plan_export
    from ui.dialogs.viewing.print_document import print_made

    workspace = context.workspace
    print_made(context, lambda: plan_export.for_printer(workspace, case_id), "The JFAP", owner)


def _export(workspace: Workspace, case_id: UUID, file: Path, version: int | None) -> Outcome[Path]:
    from jfs_desktop.casework.plan.plan_export import export

    return export(workspace, case_id, file, version=version)


def _by_office(
    context: Context, case_id: UUID, file: Path, office: Office, version: int | None, *, owner: QWidget
) -> None:
    """Three steps, since the other program takes seconds in which typed text has to be saved."""
    from jfs_desktop.casework.plan import plan_export

    workspace, tasks = context.workspace, context.tasks

    def write(made: tuple[PlanView, Paper], pdf: bytes) -> None:
        job = partial(plan_export.write, workspace, *made, pdf, file)
        write_and_tell(context, owner, file, job, *_SAID)

    def convert(made: tuple[PlanView, Paper]) -> None:
        by_office(context, office, made[1].docx, owner, lambda pdf: write(made, pdf))

    tasks.write(
        lambda: plan_export.made(workspace, case_id, version=version),
        owner=owner,
        done=convert,
        failed=context.say.problem,
    )
