"""The JFAP's document kept for good: final, as a draft that was sent, or as at an early end (P9 to P14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView, views_of
from jfs_desktop.casework.documents.issued_documents import NewDocument
from jfs_desktop.casework.plan import plan_paper, plan_records, plans
from jfs_desktop.casework.plan.plan_paper import KIND, Paper
from jfs_desktop.documents.papers.plan import PlanDocument
from jfs_desktop.documents.papers.template import TemplateProblem
from jfs_desktop.documents.pdf.typeset import PageProblem, Pages
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.document import Document
from jfs_desktop.records.plan import PlanVersion
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.plan.plan_state import PlanStep
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store import attachments as store
from jfs_desktop.store.unit_of_work import Change


def keep_in(change: Change, workspace: Workspace, case_id: UUID, state: DocumentState) -> Document:
    """Freeze the document of the version that is locked, or else of the newest one, within an open change.

    What is kept already as the same version in the same state is that one. Raises RefusedByRule where no
    version is there, TemplateProblem where the template is at fault.
    """
    view = plans.view_in(change.db, workspace, case_id)
    locked = view.lock.version if view.lock is not None else 0
    shown = next((one for one in view.versions if not locked or one.number == locked), None)
    if shown is None:
        raise RefusedByRule(
            "The JFAP has no version yet that could be kept.",
            paragraph="JFS 4.04",
            remedy="Agree one with the participant first.",
        )
    known = kept(change.db, view, shown.number, state)
    if known is not None:
        return known
    document = plan_paper.document_in(change.db, workspace, view, shown)
    new = replace(_new(workspace, view, document, shown.number), state=state, note=_mark(view))
    return issued_documents.freeze_in(change, workspace, case_id, new)


def paper_of(workspace: Workspace, view: PlanView, version: int) -> NewDocument:
    """The paper of any version, as it is kept when that went out. Raises NotFound for an unknown one."""
    document = plan_paper.document_of(workspace, view, version)
    return replace(_new(workspace, view, document, version), state=DocumentState.DRAFT)


def _new(workspace: Workspace, view: PlanView, document: PlanDocument, version: int) -> NewDocument:
    paper = plan_paper.filled(workspace, document)
    pages = _pages(paper)
    return NewDocument(
        KIND,
        docx=paper.docx,
        pdf=pages.content if pages is not None else b"",
        left_out=pages.left_out if pages is not None else (),
        language=document.language.value,
        version=f"version {version}",
        template_version=paper.template_version,
        template_sha256=paper.template_sha256,
        wording=paper.wording,
        source_id=view.plan_id,
        source_version=version,
    )


def as_kept(workspace: Workspace, view: PlanView, document: PlanDocument) -> Paper | None:
    """The paper that is kept of the version which ``document`` shows: final or as at an early end before a
    draft that went out; None where none is. Raises VaultProblem where its file is missing or damaged."""
    states = (DocumentState.FINAL, DocumentState.FROZEN_EARLY, DocumentState.DRAFT)
    with workspace.reading() as db:
        rows = (kept(db, view, document.version or 0, state) for state in states)
        row = next((one for one in rows if one is not None), None)
        if row is None or row.docx_id is None:
            return None
        folder = workspace.vault.folder
        pdf = store.content_of(db, folder, row.pdf_id) if row.pdf_id is not None else None
        return Paper(
            document,
            store.content_of(db, folder, row.docx_id),
            row.template_version,
            row.template_sha256,
            Pages(pdf, (), tuple(row.left_out.splitlines())) if pdf is not None else None,
        )


@dataclass(frozen=True, slots=True, repr=False)
class EarlyPaper(Discreet):
    """What an early end kept of the JFAP beside its version: ``document`` is None where there is no paper.
    ``owed`` says that there should be one, and its template is at fault."""

    document: DocumentView | None
    owed: bool = False


def early_paper(change: Change, workspace: Workspace, case_id: UUID) -> EarlyPaper:
    """What :func:`keep_early` kept, within the change that ended the case."""
    view = plans.view_in(change.db, workspace, case_id)
    row = kept(change.db, view, view.versions[0].number, DocumentState.FROZEN_EARLY)
    if row is not None:
        return EarlyPaper(views_of(change.db, workspace, [row])[0])
    headings = plans.headings_of(workspace.programmes.of_case(change.db, case_id))
    return EarlyPaper(None, owed=view.content != plan_records.load(change.db, None, headings))


def keep_early(change: Change, workspace: Workspace, case_id: UUID) -> None:
    """Keep the JFAP of an early completer as it stands, as a version and as paper (JFS 5.12, AMB-23).

    A template that is at fault does not stand in the way of the end: then the version alone is kept."""
    if plans.freeze_as_it_stands(change, workspace, case_id) is None:
        return
    try:
        keep_in(change, workspace, case_id, DocumentState.FROZEN_EARLY)
    except TemplateProblem:
        return


def kept(db: Session, view: PlanView, version: int, state: DocumentState) -> Document | None:
    """The document that is kept of a version in a state, the newest if several."""
    wanted = select(Document).where(
        Document.case_id == view.case_id,
        Document.kind == KIND,
        Document.source_version == version,
        Document.state == state.value,
    )
    return db.scalars(wanted.order_by(Document.made_at.desc(), Document.id.desc()).limit(1)).first()


def shown_since(db: Session, row: Document) -> datetime:
    """Since when there was what a kept copy of the JFAP shows: of a version, since that was made."""
    version = db.scalars(
        select(PlanVersion.made_at).where(
            PlanVersion.plan_id == row.source_id, PlanVersion.number == row.source_version
        )
    ).first()
    return version or row.made_at


def _pages(paper: Paper) -> Pages | None:
    try:
        return paper.pdf()
    except PageProblem:
        return None  # the Word file is kept all the same


def _mark(view: PlanView) -> str:
    lock = view.lock
    if lock is None or lock.step is not PlanStep.FROZEN:
        return ""
    return f"As it stood when provision ended early, {long_day(lock.on)}"
