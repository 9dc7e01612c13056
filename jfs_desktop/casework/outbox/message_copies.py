"""Messages byte for byte as they were handed over, one copy for each try that was taken or may have been
(I18, JFS 3.19). They are kept encrypted, as evidence is; that somebody had the bytes is recorded (I6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import file_keeping
from jfs_desktop.casework.documents.kept_files import GIVEN, PERHAPS, TAKEN
from jfs_desktop.casework.documents.kept_replies import EVIDENCE
from jfs_desktop.mail.delivery import Delivery, Ending
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.message import Message
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store import attachments as store
from jfs_desktop.store.unit_of_work import Change, Verb

MEDIA_TYPE: Final = "message/rfc822"
_KEPT_AS: Final[Mapping[Ending, str]] = {
    Ending.TAKEN: TAKEN,
    Ending.LEFT: GIVEN,
    Ending.UNKNOWN: PERHAPS,
}


@dataclass(frozen=True, slots=True, repr=False)
class MessageCopy(Discreet):
    """One copy without its bytes: what it is kept as, a word of ``kept_files``, when (aware), its SHA-256."""

    id: UUID
    kept_as: str
    at: datetime
    sha256: str


def keep_delivered(change: Change, workspace: Workspace, row: Message, delivery: Delivery) -> None:
    """Keep what a try handed over; nothing where it was not taken. Raises VaultProblem."""
    kept_as = _KEPT_AS.get(delivery.ending)
    if kept_as is not None and delivery.handed:
        keep(change, workspace, row, delivery.handed, kept_as)


def keep(change: Change, workspace: Workspace, row: Message, content: bytes, kept_as: str) -> None:
    """Keep these bytes of a message, for as long as a reply to it. Raises VaultProblem."""
    programme = workspace.programme
    if row.case_id is not None:
        programme = workspace.programmes.of_case(change.db, row.case_id)
    rule = programme.evidence_purpose(EVIDENCE)
    copy = Attachment(
        case_id=row.case_id,
        about_id=row.id,
        purpose=kept_as,
        retention_class=rule.retention_class if rule is not None else "",
        media_type=MEDIA_TYPE,
        name=f"{row.reference}.eml",
    )
    file_keeping.keep(change, workspace, copy, content)


def of_case(db: Session, case_id: UUID) -> Mapping[UUID, tuple[MessageCopy, ...]]:
    """The copies of each message of a case, the oldest first."""
    wanted = select(Attachment).where(
        Attachment.case_id == case_id, Attachment.purpose.in_([TAKEN, GIVEN, PERHAPS])
    )
    found: dict[UUID, tuple[MessageCopy, ...]] = {}
    for row in db.scalars(wanted.order_by(Attachment.taken_at, Attachment.id)):
        if row.about_id is not None:
            copy = MessageCopy(row.id, row.purpose, row.taken_at, row.sha256)
            found[row.about_id] = (*found.get(row.about_id, ()), copy)
    return found


def content(workspace: Workspace, copy_id: UUID, verb: Verb) -> bytes:
    """The bytes of a copy, for memory only; that they were asked for is recorded under ``verb`` first.
    Raises NotFound, VaultProblem where the file is missing or damaged."""
    with workspace.changing(verb) as change:
        file_keeping.note_opening(change, workspace, copy_id)
    with workspace.reading() as db:
        return store.content_of(db, workspace.vault.folder, copy_id)
