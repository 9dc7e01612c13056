"""A message as it is shown, and as it is put together (I14 to I18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.records.case import Case
from jfs_desktop.records.document import Document
from jfs_desktop.records.message import Message, MessagePart
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name


@dataclass(frozen=True, slots=True, repr=False)
class PartView(Discreet):
    """An attachment: which document in which form, what it is called, its hash and its bytes' number;
    ``version`` is what stands on the frozen paper, such as 'version 4', ``kept_at`` when it was frozen."""

    document_id: UUID
    form: str
    name: str
    sha256: str
    size: int
    version: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class MessageView(Discreet):
    """A message that goes, went, or is still being written. Instants are aware."""

    id: UUID
    case_id: UUID | None
    case_name: str
    purpose: str
    language: str
    state: MessageState
    to_address: str
    to_name: str
    subject: str
    body: str = field(repr=False)
    reference: str
    message_id: str
    parts: tuple[PartView, ...]
    made_at: datetime
    by: str
    queued_at: datetime | None
    not_before: datetime | None
    tries: int
    ended_at: datetime | None
    channel: str
    server_answer: str
    failure: str
    note: str
    fact_id: UUID | None

    @property
    def pauses(self) -> bool:
        """Whether it waits because a try was in vain, its own or another's."""
        return self.state is MessageState.QUEUED and (self.tries > 0 or bool(self.failure))

    @property
    def size(self) -> int:
        """Bytes of its attachments."""
        return sum(one.size for one in self.parts)


@dataclass(frozen=True, slots=True, repr=False)
class NewPart(Discreet):
    """A document to go with a message, in one of its forms, under the name that the recipient sees."""

    document_id: UUID
    form: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class NewMessage(Discreet):
    """A message to be queued. ``details`` is what its purpose needs once it has gone; ``confirmed``
    are the words of the guards' findings that the adviser said are right."""

    purpose: str
    case_id: UUID | None
    to_address: str
    to_name: str
    subject: str
    body: str = field(repr=False)
    body_version: str = ""
    language: str = "en"
    details: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[NewPart, ...] = ()
    confirmed: tuple[str, ...] = ()


def views_of(db: Session, rows: Iterable[Message]) -> tuple[MessageView, ...]:
    """The views of some messages, in their order."""
    held = list(rows)
    parts = _parts(db, [row.id for row in held])
    people = {row.made_by for row in held}
    by = {one.id: one.name for one in db.scalars(select(Staff).where(Staff.id.in_(people)))}
    names = _names(db, {row.case_id for row in held if row.case_id is not None})
    return tuple(
        _view(row, names.get(row.case_id, ""), parts.get(row.id, ()), by.get(row.made_by, "")) for row in held
    )


def _parts(db: Session, message_ids: Sequence[UUID]) -> Mapping[UUID, tuple[PartView, ...]]:
    wanted = (
        select(MessagePart, Document.version, Document.made_at)
        .join(Document, Document.id == MessagePart.document_id)
        .order_by(MessagePart.position)
    )
    parts: dict[UUID, tuple[PartView, ...]] = {}
    for part, version, kept_at in db.execute(wanted.where(MessagePart.message_id.in_(message_ids))):
        view = PartView(part.document_id, part.form, part.name, part.sha256, part.size, version, kept_at)
        parts[part.message_id] = (*parts.get(part.message_id, ()), view)
    return parts


def _names(db: Session, case_ids: Iterable[UUID]) -> Mapping[UUID | None, str]:
    wanted = select(Case.id, Participant.first_name, Participant.last_name).join(
        Participant, Case.participant_id == Participant.id
    )
    found = db.execute(wanted.where(Case.id.in_(case_ids)))
    return {row.id: whole_name(row.first_name, row.last_name) for row in found}


def _view(row: Message, case_name: str, parts: tuple[PartView, ...], by: str) -> MessageView:
    return MessageView(
        row.id,
        row.case_id,
        case_name,
        row.purpose,
        row.language,
        MessageState(row.state),
        row.to_address,
        row.to_name,
        row.subject,
        row.body,
        row.reference,
        row.message_id,
        parts,
        row.made_at,
        by,
        row.queued_at,
        row.not_before,
        row.tries,
        row.ended_at,
        row.channel,
        row.server_answer,
        row.failure,
        row.note,
        row.fact_id,
    )
