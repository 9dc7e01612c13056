"""The bytes of a document of a case, and copies of it on disk; each time is recorded first (P9, I6, D5)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.cv import cv_export
from jfs_desktop.casework.desk.leaving_file import Leaving, ToPrinter, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, file_keeping, issued_documents
from jfs_desktop.casework.documents.document_copy import Copy
from jfs_desktop.casework.evidence import case_documents
from jfs_desktop.casework.evidence.case_documents import CV, DocumentLine, Ending, Source
from jfs_desktop.casework.plan import plan_export, plan_paper, plans
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.store.unit_of_work import Change, Verb

if TYPE_CHECKING:  # the typesetter comes with the first PDF
    from jfs_desktop.documents.pdf.typeset import Pages

LOOK = issued_documents.OPEN
SAVE = Verb("document_copies.save", "")
OPEN_ELSEWHERE = Verb("document_copies.open_elsewhere", "")
"""What a document is asked for; a look at a version that is made anew is the one that is not recorded."""

LEAVING = Leaving(
    "The document",
    "The document was not saved",
    "Close it if it is open in another program, or choose another folder.",
)
_LONGEST = 120


def copy_of(
    workspace: Workspace, case_id: UUID, document_id: UUID, form: Ending, purpose: Verb = LOOK
) -> Copy:
    """A document in a form: as it is kept, or else made from what is. It writes who asked for it and for
    what ``purpose``.

    Raises NotFound for what is not kept or cannot be had in that form, VaultProblem where its file is
    missing or damaged, TemplateProblem, PageProblem.
    """
    line = case_documents.one(workspace, case_id, document_id)
    name = file_name(workspace, line, form)
    if form not in line.forms:
        raise _not_had(line)
    if line.source is Source.VERSION:
        made = _made_cv if line.kind == CV else _made
        return made(workspace, line, form, purpose, name)
    kept = dict(line.digests)
    held: Ending = form if form in kept else line.forms[0]
    if line.source is Source.FILE:
        content = attachments.content(workspace, line.id, purpose)
    else:
        content = issued_documents.content(workspace, line.id, "pdf" if held == "pdf" else "docx", purpose)
    if held == form:
        return Copy(content, name, exact=True, left_out=line.left_out if form == "pdf" else ())
    return _of_pages(_on_pages(content, line), name)


def for_printer(workspace: Workspace, case_id: UUID, document_id: UUID) -> ToPrinter:
    """The pages of a document, looked at so far. Raises as :func:`copy_of`."""
    line = case_documents.one(workspace, case_id, document_id)
    copy = copy_of(workspace, case_id, document_id, "pdf")
    noted = copy.note or partial(_note_opening, workspace=workspace, line=line)
    return ToPrinter(case_id, copy.content, copy.left_out, noted)


def _note_opening(change: Change, workspace: Workspace, line: DocumentLine) -> None:
    if line.source is Source.FILE:
        file_keeping.note_opening(change, workspace, line.id)
    else:
        kept: issued_documents.Form = "pdf" if "pdf" in dict(line.digests) else "docx"
        issued_documents.note_opening(change, workspace, line.id, kept)


def save(workspace: Workspace, copy: Copy, path: Path) -> Outcome[Path]:
    """Write a copy to ``path``, whole or not at all; who asked for it is recorded already. Where it went
    is kept nowhere.

    Raises BadInput (``path``) where the name ends otherwise, UserError when it cannot be written.
    """
    ending = Path(copy.name).suffix
    if path.suffix.lower() != ending:
        raise BadInput(f"The file's name must end in {ending}.", field="path")
    with written_aside(workspace, LEAVING, copy.content, path) as put_in_place:
        put_in_place()
    return Outcome(path, Changed.HISTORY)


def file_name(workspace: Workspace, line: DocumentLine, ending: str) -> str:
    """'Job Finding Support - Job Finding Action Plan - version 3.pdf': full names and no person's (AMB-56).

    A CV and what they brought bear no name of the service: they are the person's own (V1)."""
    service = workspace.programme_of(line.case_id).name
    own = line.kind == case_documents.CV or line.source is Source.FILE
    parts = ("" if own else service, line.kind_name if own else line.title, line.version)
    whole = " - ".join(part for part in parts if part)
    safe = "".join(sign if sign.isalnum() or sign in " -_.,()" else "-" for sign in whole)
    return f"{' '.join(safe.split())[:_LONGEST].rstrip(' .')}.{ending}"


def _made(workspace: Workspace, line: DocumentLine, form: Ending, purpose: Verb, name: str) -> Copy:
    """A version of the JFAP that never went out, as it would go out today."""
    view = plans.open_plan(workspace, line.case_id)
    paper = plan_paper.filled(workspace, plan_paper.document_of(workspace, view, line.number))
    copy = _of_pages(paper.pdf(), name) if form == "pdf" else Copy(paper.docx, name, exact=False)
    noted = partial(plan_export.note, workspace=workspace, view=view, paper=paper, content=copy.content)
    return _asked_for(workspace, replace(copy, note=noted), line, purpose)


def _made_cv(workspace: Workspace, line: DocumentLine, form: Ending, purpose: Verb, name: str) -> Copy:
    cv = cv_export.of_version(workspace, line.case_id, CvForm(form), line.number or 0)
    noted = partial(cv_export.note, workspace=workspace, cv=cv, content=cv.file.content)
    copy = Copy(cv.file.content, name, exact=False, left_out=cv.file.left_out, note=noted)
    return _asked_for(workspace, copy, line, purpose)


def _asked_for(workspace: Workspace, copy: Copy, line: DocumentLine, purpose: Verb) -> Copy:
    if purpose is not LOOK and copy.note is not None:
        with workspace.changing(purpose, case_id=line.case_id) as change:
            copy.note(change)
    return copy


def _of_pages(pages: Pages, name: str) -> Copy:
    return Copy(pages.content, name, exact=False, left_out=pages.left_out)


def _on_pages(content: bytes, line: DocumentLine) -> Pages:
    from jfs_desktop.documents.pdf.picture_page import pdf_of_picture
    from jfs_desktop.documents.pdf.typeset import pdf_of_word

    if line.forms[0] == "docx":
        return pdf_of_word(content, line.made_at, line.title)
    return pdf_of_picture(content, line.pixels, line.made_at, line.title)


def _not_had(line: DocumentLine) -> NotFound:
    if line.source is Source.MISSING:
        return NotFound(
            "No copy of this paper is kept here.",
            remedy="Add the file that went on the tab 'Initial meeting'.",
        )
    if line.source is Source.LEFT:
        return NotFound(
            "Only the hash of what left is kept, not the file.",
            title="It was saved or printed",
            remedy="Save the version anew, or choose the copy that was kept for good.",
        )
    return NotFound(
        "This document is not kept in that form.", remedy="Choose the form that stands in the list."
    )
