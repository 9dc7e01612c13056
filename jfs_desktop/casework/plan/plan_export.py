"""A plan as a Word or PDF file on disk, and the record that it was made (P2, P9, AMB-56)."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework.desk.leaving_file import Leaving, ToPrinter, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentState
from jfs_desktop.casework.documents.issued_documents import NewDocument
from jfs_desktop.casework.plan import plan_keeping, plan_paper, plan_records, plans
from jfs_desktop.casework.plan.plan_paper import KIND, ForJobcentre, Paper, document_of, file_name
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.document import Document
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change, Verb

__all__ = ["KIND", "ForJobcentre", "document_of", "export", "file_name"]

EXPORT = Verb("plans.export", "")
LEAVING = Leaving(
    "The JFAP",
    "The document was not saved",
    "Close it in Word if it is open there, or choose another folder.",
)


def export(
    workspace: Workspace,
    case_id: UUID,
    path: Path,
    *,
    version: int | None = None,
    answers: ForJobcentre | None = None,
) -> Outcome[Path]:
    """Write the plan to ``path``: a frozen version, or with None the plan as it stands, which of a final
    one is the version that is locked. The end of the name says whether as Word or as PDF.

    Text still in the draft is settled first. The file is written aside and swapped in; the journal
    keeps its hash and never where it went. Raises NotFound for an unknown case or version, BadInput
    for a name that ends in neither, UserError when the file cannot be made or written.
    """
    form = path.suffix.lower()
    if form not in {".docx", ".pdf"}:
        raise BadInput("The file's name must end in .docx or .pdf.", field="path")
    view, paper = made(workspace, case_id, version=version, answers=answers)
    if form == ".docx":
        return write(workspace, view, paper, paper.docx, path, answers)
    pages = paper.pdf()
    return write(workspace, view, paper, pages.content, path, answers, pages.left_out)


def made(
    workspace: Workspace, case_id: UUID, *, version: int | None = None, answers: ForJobcentre | None = None
) -> tuple[PlanView, Paper]:
    """The plan and its paper, before it leaves; text still in the draft is settled first."""
    view = plans.settle_draft(workspace, case_id).value
    return view, paper_of(workspace, view, version, answers)


def paper_of(
    workspace: Workspace, view: PlanView, version: int | None, answers: ForJobcentre | None = None
) -> Paper:
    """The paper of a plan as it is kept, whatever is still in the draft. Of a version whose document was
    frozen that one is given, byte for byte, unless dates for the Jobcentre go on it (DESIGN 6)."""
    shown = version if version is not None else view.lock.version or None if view.lock else None
    document = document_of(workspace, view, shown, answers)
    frozen = plan_keeping.as_kept(workspace, view, document) if shown and answers is None else None
    return frozen or plan_paper.filled(workspace, document)


def for_printer(workspace: Workspace, case_id: UUID) -> ToPrinter:
    """The PDF of the plan as it stands. Raises as export."""
    view, paper = made(workspace, case_id)
    pages = paper.pdf()
    noted = partial(note, workspace=workspace, view=view, paper=paper, content=pages.content)
    return ToPrinter(case_id, pages.content, pages.left_out, noted)


def write(  # noqa: PLR0917 - one export, told in full
    workspace: Workspace,
    view: PlanView,
    paper: Paper,
    content: bytes,
    path: Path,
    answers: ForJobcentre | None = None,
    left_out: tuple[str, ...] = (),
) -> Outcome[Path]:
    """Put the bytes made of a paper, by this program or by another, in their place with the record of it;
    ``left_out`` is what a PDF does not show as Word does."""
    case_id = view.case_id
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        note(change, workspace, view, paper, content, answers=answers)
        if answers is not None:
            pdf = content if path.suffix.lower() == ".pdf" else b""
            keep_copy(change, workspace, view, paper, answers=answers, pdf=pdf, left_out=left_out)
        change.db.flush()
        put_in_place()
    changed = Changed.PLAN | Changed.HISTORY | Changed.DOCUMENTS
    return Outcome(path, changed, frozenset({case_id}), change.change_id, besides=left_out)


def keep_copy(
    change: Change,
    workspace: Workspace,
    view: PlanView,
    paper: Paper,
    *,
    answers: ForJobcentre,
    pdf: bytes,
    left_out: tuple[str, ...],
) -> Document:
    """Freeze the exact copy that goes to the Jobcentre, with the dates on it (P9, P12, JFS 5.03)."""
    new = NewDocument(
        KIND,
        docx=paper.docx,
        pdf=pdf,
        left_out=left_out,
        language=paper.document.language.value,
        state=DocumentState.ISSUED,
        version="" if paper.document.changed_since else f"version {paper.document.version}",
        template_version=paper.template_version,
        template_sha256=paper.template_sha256,
        wording=paper.wording,
        source_id=view.plan_id,
        note=f"For the Jobcentre, which asked for it on {long_day(answers.requested_on)}",
    )
    return issued_documents.freeze_in(change, workspace, view.case_id, new)


def note(
    change: Change,
    workspace: Workspace,
    view: PlanView,
    paper: Paper,
    content: bytes,
    *,
    answers: ForJobcentre | None = None,
) -> None:
    """Record within an open change that a file of the plan was made and left the vault."""
    plan = plan_records.plan_for_writing(change.db, view.case_id, workspace.new_key, change.at)
    change.db.add(
        PlanExport(
            id=workspace.new_key(),
            plan_id=plan.id,
            version_number=None if paper.document.changed_since else paper.document.version,
            made_at=change.at,
            made_by=workspace.me.id,
            template_sha256=paper.template_sha256,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            request_id=answers.request_id if answers else None,
            issued_on=answers.issued_on if answers else None,
        )
    )
