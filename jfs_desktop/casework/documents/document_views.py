"""A frozen document as it is shown, with to whom it went (P9, D5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.documents.samples.template_fields import kinds
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.document import Document, DocumentIssue
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.writing.carried_wording import CarriedWording, read
from jfs_desktop.rules.writing.discreet import Discreet

Form = Literal["docx", "pdf"]
FILE_HASH, PDF_HASH = "file_sha256", "pdf_sha256"
"""In the detail of a fact: the hash of the paper that went, and of its PDF beside a Word file."""
HASHES: Final = (FILE_HASH, PDF_HASH)
MEDIA: Final[dict[Form, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class DocumentState(StrEnum):
    """What a document is kept as."""

    DRAFT = "draft"
    FINAL = "final"
    FROZEN_EARLY = "frozen_early"
    """The JFAP as it stood when provision ended early (JFS 5.12)."""
    ISSUED = "issued"
    """Kept because it went out, such as a letter."""


@dataclass(frozen=True, slots=True, repr=False)
class IssueView(Discreet):
    """One time that a document went out; ``withdrawn_reason`` where that was wrong."""

    id: UUID
    document_id: UUID
    fact_id: UUID | None
    channel: str
    channel_name: str
    to: str
    at: datetime
    by: str
    message: str
    message_version: str
    proof: str
    note: str
    withdrawn_reason: str

    @property
    def message_parts(self) -> tuple[tuple[str, str], ...]:
        """The template of its message and the standard texts in it: each by name, with its version."""
        parts = (part.partition(" ") for part in self.message_version.split(", ") if part)
        return tuple((_called(key), version) for key, _, version in parts)


@dataclass(frozen=True, slots=True, repr=False)
class DocumentView(Discreet):
    """One frozen document without its bytes. Sizes in bytes; an empty ``pdf_sha256`` or ``docx_sha256`` says
    that it is not kept in that form; ``left_out`` is what its PDF does not show as Word does."""

    id: UUID
    case_id: UUID
    kind: str
    kind_name: str
    language: str
    title: str
    state: DocumentState
    version: str
    template_version: str
    template_sha256: str
    source_id: UUID | None
    source_version: int | None
    note: str
    retention_class: str
    made_at: datetime
    made_by: str
    docx_sha256: str
    docx_size: int
    pdf_sha256: str
    pdf_size: int
    issues: tuple[IssueView, ...] = ()
    left_out: tuple[str, ...] = ()
    wording: tuple[CarriedWording, ...] = ()
    """The standard texts that it carries, without their words (B3)."""

    @property
    def issued(self) -> bool:
        """Whether it went to somebody, as far as that was not taken back."""
        return any(not one.withdrawn_reason for one in self.issues)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms in which it is kept."""
        kept: tuple[tuple[Form, str], ...] = (("docx", self.docx_sha256), ("pdf", self.pdf_sha256))
        return tuple(form for form, digest in kept if digest)


def views_of(db: Session, workspace: Workspace, rows: Iterable[Document]) -> tuple[DocumentView, ...]:
    """These documents of one case, each with its sendings, in the order given."""
    documents = list(rows)
    if not documents:
        return ()
    programme = workspace.programmes.of_case(db, documents[0].case_id)
    names = {kind.key: kind.name for kind in programme.document_kinds}
    channels = {channel.key: channel.name for channel in programme.channels}
    staff = {person.id: person.name for person in db.scalars(select(Staff))}
    issues: dict[UUID, list[IssueView]] = {}
    found = db.execute(
        select(DocumentIssue, CaseFact.withdrawn_reason)
        .outerjoin(CaseFact, CaseFact.id == DocumentIssue.fact_id)
        .where(DocumentIssue.document_id.in_([row.id for row in documents]))
        .order_by(DocumentIssue.issued_at.desc(), DocumentIssue.id.desc())
    )
    for row, by_fact in found:
        told = _issue(row, channels, staff, row.withdrawn_reason or by_fact or "")
        issues.setdefault(row.document_id, []).append(told)
    return tuple(
        _document(row, names.get(row.kind, row.title), staff, tuple(issues.get(row.id, ())))
        for row in documents
    )


def _issue(
    row: DocumentIssue, channels: Mapping[str, str], staff: Mapping[UUID, str], withdrawn: str
) -> IssueView:
    return IssueView(
        row.id,
        row.document_id,
        row.fact_id,
        row.channel,
        channels.get(row.channel, row.channel),
        row.sent_to,
        row.issued_at,
        staff.get(row.by_staff_id, ""),
        row.message,
        row.message_version,
        row.proof,
        row.note,
        withdrawn,
    )


def _document(
    row: Document, kind_name: str, staff: Mapping[UUID, str], issues: tuple[IssueView, ...]
) -> DocumentView:
    return DocumentView(
        row.id,
        row.case_id,
        row.kind,
        kind_name,
        row.language,
        row.title,
        DocumentState(row.state),
        row.version,
        row.template_version,
        row.template_sha256,
        row.source_id,
        row.source_version,
        row.note,
        row.retention_class,
        row.made_at,
        staff.get(row.made_by, ""),
        row.docx_sha256,
        row.docx_size,
        row.pdf_sha256,
        row.pdf_size,
        issues,
        tuple(row.left_out.splitlines()),
        read(row.wording),
    )


def _called(key: str) -> str:
    kind = kinds().get(key)
    return kind.name if kind is not None else shipped_wording.name_of(key)


def digests_of(row: Document) -> dict[str, str]:
    """The SHA-256 of each file of a document, as the fact of its sending has them where nobody knows which of
    them went."""
    digests = {FILE_HASH: row.docx_sha256, PDF_HASH: row.pdf_sha256}
    return {key: one for key, one in digests.items() if one}
