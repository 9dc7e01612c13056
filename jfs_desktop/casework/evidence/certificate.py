"""What proves of one document that it went and was received: sent, by which way, its hash, the reply, its
hash, and the entries of the journal that hold all of it (I14, I16 to I18, P9; JFS 3.19, 3.29)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentView, IssueView
from jfs_desktop.casework.documents.issued_documents import NewDocument
from jfs_desktop.casework.documents.kept_replies import KEPT_AS
from jfs_desktop.casework.outbox import message_copies
from jfs_desktop.casework.outbox.mail_account import ROUTE_NAMES, Route
from jfs_desktop.casework.outbox.message_copies import MessageCopy
from jfs_desktop.casework.replies import confirmed_sendings, reply_views
from jfs_desktop.casework.replies.reply_views import ReplyView
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.document import Document
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.message import Message, MessagePart, ReceivedMessage
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.journal import ChainReport, verify_chain
from jfs_desktop.store.unit_of_work import Verb

KIND: Final = "certificate"
"""Of the copy that is kept among the documents of the case."""
EXPORT = Verb("certificate.export", "")
"""What has left the vault is not undone."""
LEAVING: Final = Leaving("The certificate", "The certificate was not saved", "Choose another folder.")


@dataclass(frozen=True, slots=True, repr=False)
class CarriedBy(Discreet):
    """The message by which a document went. ``sha256`` is of the attachment as it left; ``came_back`` what a
    mail server said afterwards, '' where it did not; ``by_server`` that a server took it, not somebody's
    word; ``sender`` and ``route`` where it came from, '' where that is not known; ``whole`` the copies of the
    message byte for byte as it was handed over."""

    id: UUID
    subject: str
    message_id: str
    reference: str
    name: str
    sha256: str
    answer: str
    came_back: str
    by_server: bool
    sender: str
    route: str
    whole: tuple[MessageCopy, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Sending(Discreet):
    """One time that the document went; without a message of the outbox it was sent otherwise."""

    issue: IssueView
    message: CarriedBy | None


@dataclass(frozen=True, slots=True, repr=False)
class Confirmation(Discreet):
    """An entry that says that it came, with the reply on which it rests, where there is one. ``sent_on`` and
    ``sent_at`` are of the sending that it confirms, None where nothing had gone by then or no time is
    known."""

    fact_id: UUID
    at: datetime | None
    channel_name: str
    words: str = field(repr=False)
    note: str
    by: str
    withdrawn_reason: str
    reply: ReplyView | None
    sent_on: date | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class Chained(Discreet):
    """One entry of the journal: what it holds, when, its number and its digest in hexadecimal."""

    what: str
    at: datetime
    number: int
    digest: str


@dataclass(frozen=True, slots=True, repr=False)
class Certificate(Discreet):
    """The whole proof for one document. ``elsewhere`` are entries of receipt on the case that confirm another
    sending than one of this document; ``others`` are replies to its messages that confirm nothing here;
    ``chain`` says whether the journal is whole, to its end at ``end``."""

    title: str
    document: DocumentView
    case_name: str
    service: str
    made_at: datetime
    by: str
    sendings: tuple[Sending, ...]
    confirmations: tuple[Confirmation, ...]
    elsewhere: tuple[Confirmation, ...]
    others: tuple[ReplyView, ...]
    entries: tuple[Chained, ...]
    chain: ChainReport
    end: Chained | None

    @property
    def received(self) -> bool:
        """Whether an entry that stands says that it came."""
        return any(not one.withdrawn_reason for one in self.confirmations)


def of_document(workspace: Workspace, document_id: UUID) -> Certificate:
    """The proof for a document that is kept here. It looks through the whole journal. Raises NotFound."""
    document = issued_documents.one(workspace, document_id)
    programme = workspace.programme_of(document.case_id)
    channels = {one.key: one.name for one in programme.channels}
    with workspace.reading() as db:
        sendings = tuple(_sendings(db, document))
        rows = tuple(_confirming(db, document))
        replies = _replies(db, document.case_id, sendings, rows)
        sent = confirmed_sendings.confirmed_by(db, document.case_id, rows)
        told = {row.id: _confirmation(db, row, channels, replies, sent[row.id]) for row in rows}
        here = {row.id for row in rows if _is_of(row, sent[row.id], sendings)}
        confirmations = tuple(one for row_id, one in told.items() if row_id in here)
        counted = {one.reply.id for one in told.values() if one.reply is not None}
        return Certificate(
            programme.document_name(KIND),
            document,
            name_of(db, document.case_id),
            programme.name,
            workspace.now(),
            workspace.me.name,
            sendings,
            confirmations,
            tuple(one for row_id, one in told.items() if row_id not in here),
            tuple(one for one in replies if one.id not in counted),
            tuple(_entries(db, _records(document, sendings, confirmations))),
            verify_chain(db),
            _end(db, workspace),
        )


def export(workspace: Workspace, certificate: Certificate, pages: bytes, path: Path) -> Outcome[Path]:
    """Write a certificate that was put on pages to ``path``, and keep a copy of it among the documents of the
    case.

    Raises RefusedByRule for a document that never went, BadInput for a name that is not .pdf, UserError where
    the file cannot be written.
    """
    if path.suffix.lower() != ".pdf":
        raise BadInput("The file's name must end in .pdf.", field="path")
    document = certificate.document
    if not certificate.sendings:
        raise RefusedByRule("Nothing says that this document went out.", paragraph="JFS 3.19")
    kept = NewDocument(KIND, pdf=pages, language="en", source_id=document.id, note=f"About: {document.title}")
    with (
        written_aside(workspace, LEAVING, pages, path) as put_in_place,
        workspace.changing(EXPORT, case_id=document.case_id) as change,
    ):
        issued_documents.freeze_in(change, workspace, document.case_id, kept)
        put_in_place()
    told = Changed.DOCUMENTS | Changed.HISTORY
    return Outcome(path, told, frozenset({document.case_id}), change.change_id)


def _sendings(db: Session, document: DocumentView) -> Iterator[Sending]:
    found = db.execute(
        select(Message, MessagePart)
        .join(MessagePart, MessagePart.message_id == Message.id)
        .where(MessagePart.document_id == document.id)
    ).all()
    copies = message_copies.of_case(db, document.case_id)
    for issue in reversed(document.issues):
        carried = next(
            (
                _carried(message, part, copies.get(message.id, ()))
                for message, part in found
                if message.ended_at == issue.at or (message.fact_id and message.fact_id == issue.fact_id)
            ),
            None,
        )
        yield Sending(issue, carried)


def _carried(message: Message, part: MessagePart, whole: tuple[MessageCopy, ...]) -> CarriedBy:
    return CarriedBy(
        message.id,
        message.subject,
        message.message_id,
        message.reference,
        part.name,
        part.sha256,
        message.server_answer,
        message.failure,
        message.state == MessageState.SENT.value,
        message.sender,
        _route(message),
        whole,
    )


def _route(message: Message) -> str:
    if not message.route:
        return ""
    route, _, host = message.route.partition(" ")
    return ", ".join(part for part in (ROUTE_NAMES[Route(route)], host) if part)


def _confirming(db: Session, document: DocumentView) -> Iterator[CaseFact]:
    """The entries that confirm the receipt of such a paper on the case, also those taken back."""
    sent = [issue.fact_id for issue in document.issues if issue.fact_id is not None]
    kinds = {
        confirmed_sendings.CONFIRMS.get(fact.kind)
        for fact in db.scalars(select(CaseFact).where(CaseFact.id.in_(sent)))
    }
    wanted = select(CaseFact).where(
        CaseFact.case_id == document.case_id, CaseFact.kind.in_([one.value for one in kinds if one])
    )
    yield from db.scalars(wanted.order_by(CaseFact.recorded_at))


def _is_of(row: CaseFact, sent: CaseFact | None, sendings: tuple[Sending, ...]) -> bool:
    """Whether the sending that an entry confirms was one of this document, which had gone by that day."""
    return sent is not None and any(
        one.issue.fact_id == sent.id
        and (one.message is not None or london_day(one.issue.at) <= row.happened_on)
        for one in sendings
    )


def _replies(
    db: Session, case_id: UUID, sendings: tuple[Sending, ...], rows: tuple[CaseFact, ...]
) -> tuple[ReplyView, ...]:
    messages = {one.message.id for one in sendings if one.message is not None}
    named = {row.detail.get(KEPT_AS) for row in rows}
    found = db.scalars(
        select(ReceivedMessage)
        .where(ReceivedMessage.case_id == case_id)
        .order_by(ReceivedMessage.brought_in_at)
    )
    held = [row for row in found if row.answers_id in messages or str(row.attachment_id) in named]
    return reply_views.views_of(db, held)


def _confirmation(
    db: Session,
    row: CaseFact,
    channels: Mapping[str, str],
    replies: tuple[ReplyView, ...],
    sent: CaseFact | None,
) -> Confirmation:
    person = db.get(Staff, row.by_staff_id) if row.by_staff_id else None
    return Confirmation(
        row.id,
        row.happened_at,
        channels.get(row.channel, row.channel),
        row.detail.get("words", ""),
        row.note,
        person.name if person is not None else "",
        row.withdrawn_reason,
        next((one for one in replies if str(one.attachment_id) == row.detail.get(KEPT_AS)), None),
        sent.happened_on if sent is not None else None,
        sent.happened_at if sent is not None else None,
    )


def _records(
    document: DocumentView, sendings: tuple[Sending, ...], confirmations: tuple[Confirmation, ...]
) -> Mapping[tuple[str, UUID], str]:
    """The records whose entries hold the proof, by table and id, each with what it is."""
    found = {(Document.__tablename__, document.id): "The document, with its hash"}
    for sending in sendings:
        found["document_issue", sending.issue.id] = "That it went, and to whom"
        if sending.message is not None:
            found[Message.__tablename__, sending.message.id] = "The message, and what the server answered"
    for one in confirmations:
        found[CaseFact.__tablename__, one.fact_id] = "That its receipt was confirmed"
        if one.reply is not None:
            found[ReceivedMessage.__tablename__, one.reply.id] = "The reply, with its hash"
    return found


def _entries(db: Session, records: Mapping[tuple[str, UUID], str]) -> Iterator[Chained]:
    table = JournalEntry.__table__.columns
    ids = [str(record_id) for _, record_id in records]
    wanted = (
        select(table.table, table.record_id, table.at, table.number, table.digest)
        .where(table.record_id.in_(ids))
        .order_by(table.at, table.number)
    )
    names = {(name, str(record_id)): what for (name, record_id), what in records.items()}
    for row in db.connection().execute(wanted):
        what = names.get((row.table, row.record_id))
        if what is not None:
            yield Chained(what, row.at, row.number, row.digest.hex())


def _end(db: Session, workspace: Workspace) -> Chained | None:
    """The last entry that this device wrote: it rests on all before it."""
    table = JournalEntry.__table__.columns
    wanted = (
        select(table.at, table.number, table.digest)
        .where(table.device_id == workspace.vault.device_id)
        .order_by(table.number.desc())
        .limit(1)
    )
    row = db.connection().execute(wanted).first()
    return Chained("The last entry", row.at, row.number, row.digest.hex()) if row is not None else None
