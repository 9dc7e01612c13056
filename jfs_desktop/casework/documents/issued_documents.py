"""Documents frozen for good, and to whom each went: what left the office is kept as it was (P9, P14, D5).

Nothing of a document is changed afterwards; another one is made instead. That somebody had its bytes is
recorded before they are given (I6).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, file_keeping, sent_moments
from jfs_desktop.casework.documents.document_views import (
    MEDIA,
    DocumentState,
    DocumentView,
    Form,
    IssueView,
    views_of,
)
from jfs_desktop.casework.documents.kept_files import DOCUMENT
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment, AttachmentOpening
from jfs_desktop.records.document import Document, DocumentIssue
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.writing.carried_wording import CarriedWording, written
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, told_why
from jfs_desktop.store import attachments as store
from jfs_desktop.store.unit_of_work import Change, Verb

__all__ = [
    "DocumentState",
    "DocumentView",
    "Form",
    "IssueView",
    "NewDocument",
    "NewIssue",
    "content",
    "freeze",
    "freeze_in",
    "issue_in",
    "issued",
    "of_case",
    "one",
    "openings",
    "take_back_issue",
]

FREEZE = Verb("issued_documents.freeze", "")
ISSUE = Verb("issued_documents.issue", "")
OPEN = Verb("issued_documents.open", "")
TAKE_BACK = Verb("issued_documents.take_back", "")
"""None is undone: what is kept for good stays, and what went out is corrected with a reason."""

EARLY_CLASS = "early_completer_jfap"
_TOLD = Changed.DOCUMENTS | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class NewDocument(Discreet):
    """A document to be kept. ``docx`` and ``pdf`` are its bytes, at least one of them; ``version`` stands on
    the paper; ``source_id`` and ``source_version`` name what it shows; ``note`` is what it is marked with;
    ``left_out`` is what its PDF does not show as Word does; ``wording`` the standard texts in it."""

    kind: str
    docx: bytes = field(default=b"", repr=False)
    pdf: bytes = field(default=b"", repr=False)
    title: str = ""
    language: str = "en"
    state: DocumentState = DocumentState.ISSUED
    version: str = ""
    template_version: str = ""
    template_sha256: str = ""
    source_id: UUID | None = None
    source_version: int | None = None
    note: str = ""
    left_out: tuple[str, ...] = ()
    wording: tuple[CarriedWording, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class NewIssue(Discreet):
    """That a document went out: ``at`` an aware instant, ``to`` an address or a name, ``message`` the
    covering message word for word, ``fact_id`` the fact that says the same."""

    channel: str
    to: str
    at: datetime
    note: str = ""
    message: str = ""
    message_version: str = ""
    proof: str = ""
    fact_id: UUID | None = None


def freeze(workspace: Workspace, case_id: UUID, new: NewDocument) -> Outcome[DocumentView]:
    """Keep a document for good. Raises BadInput, NotFound, VaultProblem."""
    with workspace.changing(FREEZE, case_id=case_id) as change:
        row = freeze_in(change, workspace, case_id, new)
        view = views_of(change.db, workspace, [row])[0]
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def freeze_in(change: Change, workspace: Workspace, case_id: UUID, new: NewDocument) -> Document:
    """The same within a change that is open, for verbs that record more than one thing."""
    case_of(change.db, case_id)
    if not (new.docx or new.pdf):
        raise BadInput("There is no document to keep.", field="docx")
    kinds = workspace.programmes.of_case(change.db, case_id).document_kinds
    known = next((one for one in kinds if one.key == new.kind), None)
    row = Document(
        id=workspace.new_key(),
        case_id=case_id,
        kind=new.kind,
        language=new.language,
        title=new.title or (known.name if known else new.kind),
        state=new.state.value,
        version=new.version,
        template_version=new.template_version,
        template_sha256=new.template_sha256,
        source_id=new.source_id,
        source_version=new.source_version,
        note=new.note,
        left_out="\n".join(new.left_out),
        wording=written(new.wording),
        made_at=change.at,
        made_by=workspace.me.id,
    )
    early = new.state is DocumentState.FROZEN_EARLY
    row.retention_class = EARLY_CLASS if early else known.retention_class if known else ""
    for form, content in (("docx", new.docx), ("pdf", new.pdf)):
        setattr(row, f"{form}_size", len(content))
        setattr(row, f"{form}_sha256", hashlib.sha256(content).hexdigest() if content else "")
    if new.docx:
        row.docx_id = _put(change, workspace, row, "docx", new.docx)
    if new.pdf:
        row.pdf_id = _put(change, workspace, row, "pdf", new.pdf)
    change.db.add(row)
    change.db.flush()
    return row


def issued(workspace: Workspace, document_id: UUID, new: NewIssue) -> Outcome[DocumentView]:
    """Record that a document went to somebody. Raises BadInput (``channel``, ``to``, ``at``), NotFound."""
    with workspace.changing(ISSUE) as change:
        row = issue_in(change, workspace, document_id, new)
        view = views_of(change.db, workspace, [row])[0]
    return Outcome(view, _TOLD, frozenset({view.case_id}), change.change_id)


def issue_in(
    change: Change,
    workspace: Workspace,
    document_id: UUID,
    new: NewIssue,
    shown_since: datetime | None = None,
) -> Document:
    """The same within a change that is open. ``shown_since`` is when what the copy shows was fixed for good,
    for a copy that is made from it with this record: it may have gone from then on, and the note tells that
    the copy was made afterwards. Any other copy went only once it was there (P9)."""
    row = change.db.get(Document, document_id)
    if row is None:
        raise NotFound("This document is not in the vault.")
    channels = workspace.programmes.of_case(change.db, row.case_id).channels_for("document")
    if new.channel not in channels:
        raise BadInput("Say by which way it went.", field="channel", paragraph="JFS 3.18")
    if not new.to.strip():
        raise BadInput("Say to whom it went.", field="to", paragraph="JFS 4.04")
    if new.at > workspace.now():
        raise BadInput("This time is in the future. Record it once it has happened.", field="at")
    sent_moments.refuse_before(new.at, shown_since or row.made_at)
    change.db.add(
        DocumentIssue(
            id=workspace.new_key(),
            document_id=row.id,
            fact_id=new.fact_id,
            channel=new.channel,
            sent_to=new.to.strip(),
            issued_at=new.at,
            by_staff_id=workspace.me.id,
            recorded_at=change.at,
            message=new.message.strip(),
            message_version=new.message_version,
            proof=new.proof.strip(),
            note=sent_moments.noted(new.note, new.at, row.made_at),
        )
    )
    change.case_ids.add(row.case_id)
    change.db.flush()
    return row


def of_case(workspace: Workspace, case_id: UUID, *, kind: str = "") -> tuple[DocumentView, ...]:
    """The documents of a case, newest first, or only those of a kind."""
    wanted = select(Document).where(Document.case_id == case_id)
    if kind:
        wanted = wanted.where(Document.kind == kind)
    with workspace.reading() as db:
        rows = db.scalars(wanted.order_by(Document.made_at.desc(), Document.id.desc())).all()
        return views_of(db, workspace, rows)


def one(workspace: Workspace, document_id: UUID) -> DocumentView:
    """One document. Raises NotFound."""
    with workspace.reading() as db:
        row = db.get(Document, document_id)
        if row is None:
            raise NotFound("This document is not in the vault.")
        return views_of(db, workspace, [row])[0]


def content(workspace: Workspace, document_id: UUID, form: Form, verb: Verb = OPEN) -> bytes:
    """The bytes of a document, exactly as they were frozen. That they were asked for is recorded first,
    under ``verb``, which says what for.

    Raises NotFound where it is not kept in that form, VaultProblem where its file is missing or damaged.
    It writes, so that it runs as a change does.
    """
    with workspace.changing(verb) as change:
        held = note_opening(change, workspace, document_id, form)
    with workspace.reading() as db:
        return store.content_of(db, workspace.vault.folder, held)


def note_opening(change: Change, workspace: Workspace, document_id: UUID, form: Form) -> UUID:
    """Record within an open change that the bytes of a document are given; the attachment they are kept as.
    Raises NotFound where it is not kept in that form."""
    row = change.db.get(Document, document_id)
    held = None if row is None else {"docx": row.docx_id, "pdf": row.pdf_id}[form]
    if row is None or held is None:
        raise NotFound(
            "This document is not kept in that form.", remedy="Choose the form that stands in the list."
        )
    change.case_ids.add(row.case_id)
    file_keeping.note_opening(change, workspace, held)
    return held


def openings(workspace: Workspace, document_id: UUID) -> tuple[attachments.Opening, ...]:
    """Who had the bytes of a document and when, newest first, in whichever form."""
    with workspace.reading() as db:
        row = db.get(Document, document_id)
        held = [] if row is None else [one for one in (row.docx_id, row.pdf_id) if one is not None]
        rows = db.execute(
            select(Staff.name, AttachmentOpening.opened_at)
            .join(Staff, Staff.id == AttachmentOpening.by_staff_id)
            .where(AttachmentOpening.attachment_id.in_(held))
            .order_by(AttachmentOpening.opened_at.desc(), AttachmentOpening.id.desc())
        )
        return tuple(attachments.Opening(name, at) for name, at in rows)


def take_back_issue(workspace: Workspace, issue_id: UUID, reason: str) -> Outcome[DocumentView]:
    """Say that a sending was recorded wrongly; it stays readable, with the reason. One that a fact of the
    case tells is taken back with that fact. Raises BadInput without a reason, NotFound."""
    reason = told_why(reason, TAKEN_BACK)
    with workspace.changing(TAKE_BACK, reason=reason) as change:
        row = change.db.get(DocumentIssue, issue_id)
        if row is None or row.withdrawn_at is not None or row.fact_id is not None:
            raise NotFound("This sending is not there to be taken back.")
        row.withdrawn_at, row.withdrawn_reason = change.at, reason
        document = change.db.get_one(Document, row.document_id)
        change.case_ids.add(document.case_id)
        change.db.flush()
        view = views_of(change.db, workspace, [document])[0]
    return Outcome(view, _TOLD, frozenset({view.case_id}), change.change_id)


def _put(change: Change, workspace: Workspace, document: Document, form: Form, content: bytes) -> UUID:
    row = Attachment(
        case_id=document.case_id,
        about_id=document.id,
        purpose=DOCUMENT,
        retention_class=document.retention_class,
        media_type=MEDIA[form],
        name=f"{document.kind}.{form}",
    )
    return file_keeping.keep(change, workspace, row, content)
