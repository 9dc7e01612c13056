"""Every document of a case in one list: kept for good, versions of the JFAP, files brought in, and what left
as a file (P9, D5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import attachments, case_facts, issued_documents, plans
from jfs_desktop.casework.document_views import DocumentState, DocumentView, Form, IssueView
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.documents.file_kinds import FileKind
from jfs_desktop.errors import NotFound, VaultProblem
from jfs_desktop.records.cv import Cv, CvExport
from jfs_desktop.records.document import Document
from jfs_desktop.records.plan import Plan, PlanExport
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import PlanVersionView
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.programme import Programme
from jfs_desktop.store import attachments as store

JFAP, CV = "jfap", "cv"
_FORMS: dict[FileKind, Form] = {FileKind.PDF: "pdf", FileKind.WORD: "docx"}


class Source(StrEnum):
    """Where the bytes of a document are."""

    KEPT = "kept"
    """Frozen in the vault, to be given back to the byte."""
    VERSION = "version"
    """A version of the JFAP of which no paper is kept: it is made anew from what was frozen."""
    FILE = "file"
    """Brought in, or kept as evidence."""
    LEFT = "left"
    """It left as a file; the vault has its hash alone."""


STATE_NAMES = {
    DocumentState.DRAFT.value: "Draft",
    DocumentState.FINAL.value: "Final",
    DocumentState.FROZEN_EARLY.value: "Frozen at the early end",
    DocumentState.ISSUED.value: "Issued",
    Source.VERSION.value: "Frozen version",
    Source.FILE.value: "Brought in",
    Source.LEFT.value: "Saved as a file",
}

KEPT_AS_MADE = "Kept as made"


@dataclass(frozen=True, slots=True, repr=False)
class DocumentLine(Discreet):
    """One document of the list. ``kind`` is a key by which the list is filtered; ``state`` a key of
    STATE_NAMES; ``forms`` those in which it can be had; ``digests`` the SHA-256 by the ending of the name;
    ``size`` in bytes, 0 where it is made anew; ``number`` that of the version shown, where there is one."""

    id: UUID
    case_id: UUID
    source: Source
    kind: str
    kind_name: str
    title: str
    state: str
    version: str
    language: str
    template_version: str
    template_sha256: str
    made_at: datetime
    made_by: str
    forms: tuple[Form, ...]
    digests: tuple[tuple[str, str], ...]
    size: int
    note: str = ""
    number: int | None = None
    issues: tuple[IssueView, ...] = ()
    left_out: tuple[str, ...] = ()
    """What the PDF that is kept does not show as Word does."""

    @property
    def state_name(self) -> str:
        """The state in words, with that it went out."""
        name = STATE_NAMES[self.state]
        if self.state == DocumentState.ISSUED:
            return name if self.went_out else KEPT_AS_MADE
        return f"{name}, issued" if self.went_out else name

    @property
    def went_out(self) -> bool:
        """Whether it went to somebody, as far as that was not taken back."""
        return any(not one.withdrawn_reason for one in self.issues)


def of_case(workspace: Workspace, case_id: UUID) -> tuple[DocumentLine, ...]:
    """Every document of a case, newest first. Raises NotFound."""
    kept = issued_documents.of_case(workspace, case_id)
    brought = attachments.of_case(workspace, case_id)
    with workspace.reading() as db:
        case_of(db, case_id)
        programme = workspace.programmes.of_case(db, case_id)
        plan = plans.view_in(db, workspace, case_id)
        shown = {one.source_version for one in kept if one.kind == JFAP}
        lines = [_kept(one) for one in kept]
        language = chosen(case_facts.load(db, case_id)) or DocumentLanguage.ENGLISH
        lines += [
            _version(case_id, one, programme, language) for one in plan.versions if one.number not in shown
        ]
        lines += [_brought(case_id, one) for one in brought if one.kind in _FORMS and not one.taken_back]
        lines += _left(db, case_id, programme)
    return tuple(sorted(lines, key=lambda line: (line.made_at, str(line.id)), reverse=True))


def one(workspace: Workspace, case_id: UUID, document_id: UUID) -> DocumentLine:
    """One line of the list. Raises NotFound."""
    found = next((line for line in of_case(workspace, case_id) if line.id == document_id), None)
    if found is None:
        raise NotFound("This document is not on the case.")
    return found


def damaged(workspace: Workspace, case_id: UUID) -> frozenset[UUID]:
    """The documents of a case whose kept bytes are missing or are not those of their hash.

    Nobody is shown anything of them, so that no look is recorded.
    """
    with workspace.reading() as db:
        rows = db.scalars(select(Document).where(Document.case_id == case_id)).all()
        found = {row.id for row in rows if not all(_sound(db, workspace, *held) for held in _held(row))}
        brought = [one for one in attachments.of_case(workspace, case_id) if not one.taken_back]
        found |= {
            one.id for one in brought if one.kind in _FORMS and not _sound(db, workspace, one.id, one.sha256)
        }
    return frozenset(found)


def _held(row: Document) -> Iterator[tuple[UUID, str]]:
    for held, digest in ((row.docx_id, row.docx_sha256), (row.pdf_id, row.pdf_sha256)):
        if held is not None:
            yield held, digest


def _sound(db: Session, workspace: Workspace, held: UUID, digest: str) -> bool:
    try:
        content = store.content_of(db, workspace.vault.folder, held)
    except (VaultProblem, NotFound):
        return False
    return hashlib.sha256(content).hexdigest() == digest


def _kept(view: DocumentView) -> DocumentLine:
    digests = (("pdf", view.pdf_sha256), ("docx", view.docx_sha256))
    return DocumentLine(
        view.id,
        view.case_id,
        Source.KEPT,
        view.kind,
        view.kind_name,
        view.title,
        view.state.value,
        view.version,
        view.language,
        view.template_version,
        view.template_sha256,
        view.made_at,
        view.made_by,
        ("docx", "pdf") if view.docx_sha256 else ("pdf",),
        tuple((ending, digest) for ending, digest in digests if digest),
        view.docx_size + view.pdf_size,
        view.note,
        view.source_version,
        view.issues,
        view.left_out,
    )


def _version(
    case_id: UUID, version: PlanVersionView, programme: Programme, language: DocumentLanguage
) -> DocumentLine:
    """``language`` is that in which it is made anew: the person's."""
    name = programme.document_name(JFAP)
    return DocumentLine(
        version.id,
        case_id,
        Source.VERSION,
        JFAP,
        name,
        name,
        Source.VERSION.value,
        f"version {version.number}",
        language.value,
        "",
        "",
        version.made_at,
        version.made_by,
        ("docx", "pdf"),
        (),
        0,
        number=version.number,
    )


def _brought(case_id: UUID, view: attachments.AttachmentView) -> DocumentLine:
    form = _FORMS[view.kind]
    return DocumentLine(
        view.id,
        case_id,
        Source.FILE,
        view.purpose,
        view.purpose_name,
        view.purpose_name,
        Source.FILE.value,
        "",
        "",
        "",
        "",
        view.taken_at,
        view.by,
        (form,) if form == "pdf" else ("docx", "pdf"),
        ((form, view.sha256),),
        view.size,
        view.name,
    )


def _left(db: Session, case_id: UUID, programme: Programme) -> Iterator[DocumentLine]:
    staff = {person.id: person.name for person in db.scalars(select(Staff))}
    plans_left = select(PlanExport).join(Plan, Plan.id == PlanExport.plan_id).where(Plan.case_id == case_id)
    cvs_left = select(CvExport).join(Cv, Cv.id == CvExport.cv_id).where(Cv.case_id == case_id)
    rows: list[PlanExport | CvExport] = [*db.scalars(plans_left), *db.scalars(cvs_left)]
    for row in rows:
        yield _file(case_id, row, programme, staff.get(row.made_by, ""))


def _file(case_id: UUID, row: PlanExport | CvExport, programme: Programme, by: str) -> DocumentLine:
    kind, form = (CV, row.form) if isinstance(row, CvExport) else (JFAP, "file")
    name, number = programme.document_name(kind), row.version_number
    return DocumentLine(
        row.id,
        case_id,
        Source.LEFT,
        kind,
        name,
        name,
        Source.LEFT.value,
        f"version {number}" if number else "as it stood",
        "",
        "",
        row.template_sha256,
        row.made_at,
        by,
        (),
        ((form, row.sha256),),
        row.size,
        number=number,
    )
