"""A CV as a file on disk, and the record that it was made (V1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.cv.cv_files import CvFile, made
from jfs_desktop.casework.cv.cv_views import cv_of, styled
from jfs_desktop.casework.desk.leaving_file import Leaving, ToPrinter, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.documents.papers import cv as cv_document
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.cv import Cv, CvExport, CvVersion
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_styles import StyledCv
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

EXPORT = Verb("cv_export.export", "")
LEAVING = Leaving(
    "The CV",
    "The CV was not saved",
    "Close it if it is open in another program, or choose another folder.",
)


@dataclass(frozen=True, slots=True, repr=False)
class ReadyCv(Discreet):
    """A CV about to leave: its row, the version that it shows where it shows one, its form and its file."""

    row: Cv = field(repr=False)
    number: int | None
    form: CvForm
    sheet: StyledCv = field(repr=False)
    file: CvFile = field(repr=False)


def export(
    workspace: Workspace, case_id: UUID, path: Path, form: CvForm, *, version: int | None = None
) -> Outcome[Path]:
    """Write the CV to ``path``: a frozen version, or with None the CV as it stands.

    Text still in the draft is settled first. The journal keeps the file's hash and never where it went.
    Raises NotFound for an unknown case or version or where no CV was begun, BadInput (``path``) for a name
    with another ending, UserError when the file cannot be written.
    """
    if path.suffix.lower() != f".{form.value}":
        raise BadInput(f"The file's name must end in .{form.value}.", field="path")
    return write(workspace, ready(workspace, case_id, form, version=version), path)


def ready(workspace: Workspace, case_id: UUID, form: CvForm, *, version: int | None = None) -> ReadyCv:
    """The file before it leaves; text still in the draft is settled first. Raises as :func:`export`."""
    sheet = cvs.settle_draft(workspace, case_id)
    with workspace.reading() as db:
        row = _cv(db, case_id)
        newest = _version(db, row, version)
    if version is not None and newest is None:
        raise NotFound(f"The CV has no version {version}.", remedy="Choose one from the list of versions.")
    frozen = styled(newest.style, newest.content) if newest is not None else None
    if version is not None and frozen is not None:
        sheet = frozen
    number = newest.number if newest is not None and frozen == sheet else None
    return ReadyCv(row, number, form, sheet, made(workspace, sheet, form))


def of_version(workspace: Workspace, case_id: UUID, form: CvForm, number: int) -> ReadyCv:
    """The file of a frozen version; what is being typed is left alone. Raises NotFound."""
    with workspace.reading() as db:
        row = _cv(db, case_id)
        version = _version(db, row, number)
        if version is None:
            raise NotFound(f"The CV has no version {number}.", remedy="Choose one from the list of versions.")
        sheet = styled(version.style, version.content)
    return ReadyCv(row, number, form, sheet, made(workspace, sheet, form))


def for_printer(workspace: Workspace, case_id: UUID) -> ToPrinter:
    """The PDF of the CV as it stands. Raises as export."""
    cv = ready(workspace, case_id, CvForm.PDF)
    noted = partial(note, workspace=workspace, cv=cv, content=cv.file.content)
    return ToPrinter(case_id, cv.file.content, cv.file.left_out, noted)


def write(workspace: Workspace, cv: ReadyCv, path: Path, content: bytes = b"") -> Outcome[Path]:
    """Put the file in its place with the record of it; ``content`` where another program made a PDF of it."""
    left_out = () if content else cv.file.left_out
    case_id, content = cv.row.case_id, content or cv.file.content
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        note(change, workspace, cv, content, path.suffix.lower().removeprefix("."))
        put_in_place()
    told = Changed.CV | Changed.HISTORY
    return Outcome(path, told, frozenset({case_id}), change.change_id, besides=left_out)


def note(change: Change, workspace: Workspace, cv: ReadyCv, content: bytes, ending: str = "") -> None:
    """Record within an open change that a file of the CV was made and left the vault."""
    change.db.add(
        CvExport(
            id=workspace.new_key(),
            cv_id=cv.row.id,
            version_number=cv.number,
            form=ending or cv.form.value,
            style=cv.sheet.style.value,
            made_at=change.at,
            made_by=workspace.me.id,
            template_sha256=cv.file.template_sha256,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
        )
    )
    change.db.flush()


def file_name(sheet: StyledCv, form: CvForm) -> str:
    """'Priya Nair - CV.pdf': the person's own document by their own name, and nothing else about them."""
    return cv_document.file_name(sheet.content, form.value)


def _cv(db: Session, case_id: UUID) -> Cv:
    row = cv_of(db, case_id)
    if row is None:
        raise NotFound("No CV was begun for this case.", remedy="Begin one on the tab 'CV'.")
    return row


def _version(db: Session, row: Cv, number: int | None) -> CvVersion | None:
    wanted = select(CvVersion).where(CvVersion.cv_id == row.id)
    if number is not None:
        wanted = wanted.where(CvVersion.number == number)
    return db.scalars(wanted.order_by(CvVersion.number.desc()).limit(1)).first()
