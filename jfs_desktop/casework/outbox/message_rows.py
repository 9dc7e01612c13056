"""What the verbs of the outbox share: a message's row, its attachments, the letter that they make (I18)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.document_views import MEDIA
from jfs_desktop.casework.outbox import perhaps_gone
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.message_views import NewMessage
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.mail.letter import Letter, Mailbox, Part
from jfs_desktop.outcome import Changed
from jfs_desktop.records.document import Document
from jfs_desktop.records.message import Message, MessagePart
from jfs_desktop.rules.mail import outbox as rules
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.store import attachments
from jfs_desktop.store.unit_of_work import Change

TOLD: Final = Changed.MAIL | Changed.HISTORY
"""What a verb of the outbox changes; once a message went, the case as well (``WENT``)."""
WENT: Final = TOLD | Changed.CASES | Changed.CLOCKS | Changed.DOCUMENTS | Changed.PLAN


def row_of(change: Change, message_id: UUID) -> Message:
    """The row of a message. Raises NotFound."""
    row = change.db.get(Message, message_id)
    if row is None:
        raise NotFound("This message is not in the outbox.")
    return row


def moved(change: Change, message_id: UUID, then: MessageState) -> Message:
    """The row of a message, brought to a state. Raises RefusedByRule, NotFound."""
    row = row_of(change, message_id)
    rules.refuse_move(MessageState(row.state), then)
    row.state = then.value
    if then in rules.GONE:
        row.failure = ""  # what a message that went has there is that it came back
    perhaps_gone.note(row, then, change.at)
    if row.case_id is not None:
        change.case_ids.add(row.case_id)
    return row


def as_new(row: Message) -> NewMessage:
    """A message as the guards look at it again: what was confirmed stays so, a new difference does not."""
    return NewMessage(
        row.purpose,
        row.case_id,
        row.to_address,
        row.to_name,
        row.subject,
        row.body,
        details=row.details,
        confirmed=tuple(row.confirmed),
    )


def cases_of(row: Message) -> frozenset[UUID]:
    """The case that a message belongs to, or none."""
    return frozenset() if row.case_id is None else frozenset({row.case_id})


def add_parts(change: Change, workspace: Workspace, row: Message, new: NewMessage) -> int:
    """Attach the documents of a new message, by their hash; the number of their bytes. Raises NotFound,
    BadInput (``attachment``)."""
    octets = 0
    for position, part in enumerate(new.parts):
        document = change.db.get(Document, part.document_id)
        held = None if document is None else {"docx": document.docx_id, "pdf": document.pdf_id}.get(part.form)
        if document is None or held is None:
            raise NotFound("This document is not kept in that form.", remedy="Choose the other form.")
        if document.case_id != new.case_id:
            raise BadInput(
                "This document belongs to somebody else.",
                field="attachment",
                remedy="Take it away from the message.",
                paragraph="JFS 1.08",
            )
        size = document.docx_size if part.form == "docx" else document.pdf_size
        octets += size
        change.db.add(
            MessagePart(
                id=workspace.new_key(),
                message_id=row.id,
                position=position,
                document_id=document.id,
                form=part.form,
                name=part.name,
                sha256=document.docx_sha256 if part.form == "docx" else document.pdf_sha256,
                size=size,
            )
        )
    change.db.flush()
    return octets


def parts_of(change: Change, workspace: Workspace, row: Message) -> Iterable[Part]:
    """The attachments with their bytes. Raises NotFound, VaultProblem where one cannot be read."""
    wanted = select(MessagePart).where(MessagePart.message_id == row.id).order_by(MessagePart.position)
    for part in change.db.scalars(wanted):
        document = change.db.get_one(Document, part.document_id)
        held = document.docx_id if part.form == "docx" else document.pdf_id
        if held is None:
            raise NotFound("A document of this message is not kept any more.")
        content = attachments.content_of(change.db, workspace.vault.folder, held)
        yield Part(part.name, MEDIA["docx" if part.form == "docx" else "pdf"], content)


def note_way(row: Message, account: MailAccount) -> None:
    """Say from which address and by which way a message goes now, as its proof tells later."""
    host = account.host if account.route is Route.SERVER else ""
    row.sender, row.route = account.sender_address, f"{account.route.value} {host}".rstrip()


def letter(account: MailAccount, row: Message, parts: tuple[Part, ...]) -> Letter:
    """The message as it goes over the wire, its reference in the subject."""
    return Letter(
        Mailbox(account.sender_address, account.sender_name),
        Mailbox(row.to_address, row.to_name),
        f"{row.subject} [{row.reference}]",
        row.body,
        row.message_id,
        row.queued_at or row.made_at,
        parts,
        row.language,
    )
