"""The CV is written to a file, and what is said about it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.cv import cv_export
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_styles import StyledCv
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as, by_office, offered
from ui.shell.context import Context
from ui.shell.file_written import write_and_tell

if TYPE_CHECKING:
    from jfs_desktop.documents.pdf.office_pdf import Office

_SAID = ("The CV", "exported")


def ask_where_to(
    context: Context, sheet: StyledCv, form: CvForm, parent: QWidget, go: Callable[[Path, SaveAs], None]
) -> None:
    """Ask where the file goes and, for a PDF, by which program; ``go`` gets the answer."""
    name = cv_export.file_name(sheet, form)
    others = [wish for wish in offered("docx", "pdf") if wish.office and form is CvForm.PDF]
    dialog = ask_where_as(context, "Export the CV", name, (SaveAs(form.value), *others), parent, go=go)
    dialog.setObjectName("cv-export-where")


def write(
    context: Context,
    case_id: UUID,
    file: Path,
    form: CvForm,
    *,
    version: int | None,
    tab: QWidget,
    office: Office | None = None,
) -> None:
    """Write the file on the writer thread, a PDF of ``office`` beside all other work; tell when it is there,
    or why it is not."""
    workspace = context.workspace
    context.say.news("Exporting the CV…", level="info")
    if office is not None:
        _write_by(context, case_id, file, office, version, tab=tab)
        return
    write_and_tell(
        context,
        tab,
        file,
        lambda: cv_export.export(workspace, case_id, file, form, version=version),
        *_SAID,
    )


def _write_by(
    context: Context, case_id: UUID, file: Path, office: Office, version: int | None, *, tab: QWidget
) -> None:
    workspace = context.workspace

    def convert(cv: cv_export.ReadyCv) -> None:
        def put(pdf: bytes) -> None:
            write_and_tell(context, tab, file, lambda: cv_export.write(workspace, cv, file, pdf), *_SAID)

        by_office(context, office, cv.file.content, tab, put)

    context.tasks.write(
        lambda: cv_export.ready(workspace, case_id, CvForm.WORD, version=version),
        owner=tab,
        done=convert,
        failed=context.say.problem,
    )


def print_cv(context: Context, case_id: UUID, tab: QWidget) -> None:
    """Make the PDF of the CV as it stands and ask for a printer."""
    from ui.dialogs.viewing.print_document import print_made

    workspace = context.workspace
    print_made(context, lambda: cv_export.for_printer(workspace, case_id), "The CV", tab)
