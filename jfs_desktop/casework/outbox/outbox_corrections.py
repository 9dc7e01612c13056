"""Change a message that was taken back or did not go: to whom, its subject and its words (I18, X3).

What goes with it stays as it was frozen: another paper is another message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import covering_messages
from jfs_desktop.casework.outbox import (
    exit_message,
    held_up,
    mail_account,
    mail_purposes,
    outbox,
    outbox_decisions,
    survey_asking,
)
from jfs_desktop.casework.outbox.mail_purposes import EXIT, JFS07, SURVEY
from jfs_desktop.casework.outbox.message_rows import TOLD, cases_of
from jfs_desktop.casework.outbox.message_views import MessageView, views_of
from jfs_desktop.casework.outbox.offered_mail import MailOffer, TypedMail, refuse_without
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.person.document_language import DocumentLanguage

CHANGEABLE: Final = frozenset({MessageState.DRAFT, MessageState.FAILED})
"""Of these it is known that they did not go."""


def offer(workspace: Workspace, message_id: UUID) -> MailOffer:
    """The message as it stands, to be changed. Raises RefusedByRule where it went, may have gone, or still
    waits; NotFound."""
    with workspace.reading() as db:
        row = _changeable(db, message_id)
        (view,) = views_of(db, [row])
        account = mail_account.in_force(db)
        assert row.case_id is not None  # noqa: S101 - _changeable saw to it
        late = mail_purposes.late_now(db, workspace, row.case_id, row.purpose, row.details)
        return MailOffer(
            row.case_id,
            row.purpose,
            row.to_address,
            row.to_name,
            row.subject,
            row.body,
            row.body_version,
            DocumentLanguage(row.language),
            tuple(f"{part.name}, {part.version}" if part.version else part.name for part in view.parts),
            (),
            account.grace_seconds,
            account.takes_messages,
            _must(db, workspace, row),
            dict(row.details),
            late=late if not row.details.get(mail_purposes.LATE_REASON) else "",
            held_up=held_up.failing_in(db) if account.sends else "",
            changes=row.id,
        )


def correct(workspace: Workspace, message_id: UUID, typed: TypedMail) -> Outcome[MessageView]:
    """Put the message into the outbox with these words, to this address. What was confirmed of another
    address is asked anew.

    Raises BadInput (``to``, ``subject``, ``body``, ``message``, ``late_reason``), what
    ``outbox_decisions.send_again`` raises.
    """
    if not typed.body.strip():
        raise BadInput("The message says nothing.", field="body", remedy="Write what goes with it.")

    to = typed.to_address.strip()
    with workspace.changing(outbox_decisions.DECIDE) as change:
        row = _changeable(change.db, message_id)
        refuse_without(_must(change.db, workspace, row), typed.body)
        if to != row.to_address:
            row.confirmed = []
        row.to_address, row.subject, row.body = to, typed.subject.strip(), typed.body
        if row.purpose == JFS07:
            row.details = {**row.details, "to_inbox": to}
        outbox.refuse_unwritable(mail_account.in_force(change.db), row)
        outbox_decisions.queue_again(change, workspace, message_id, typed.late_reason, typed.confirmed)
        (view,) = views_of(change.db, [row])
    return Outcome(view, TOLD, cases_of(row), change.change_id)


def _changeable(db: Session, message_id: UUID) -> Message:
    row = db.get(Message, message_id)
    if row is None or row.case_id is None:
        raise NotFound("This message is not in the outbox.")
    if MessageState(row.state) not in CHANGEABLE:
        raise RefusedByRule(
            "This message cannot be changed any more.", remedy="Take it back first, while that can be done."
        )
    return row


def _must(db: Session, workspace: Workspace, row: Message) -> Mapping[str, str]:
    """The paragraphs that it may not go without, of those that it has: what was left out of an older text
    cannot be asked for."""
    assert row.case_id is not None  # noqa: S101 - of a case, see above
    must: Mapping[str, str] = {}
    if row.purpose in ("draft_jfap", "final_jfap") and row.details.get("version"):
        must = covering_messages.in_words(
            db,
            workspace,
            row.case_id,
            final=row.purpose == "final_jfap",
            version=int(row.details["version"]),
        ).must
    elif row.purpose == EXIT:
        must = exit_message.words(db, workspace, row.case_id)[0].must
    elif row.purpose == SURVEY:
        must = survey_asking.words(db, workspace, row.case_id, case_facts.load(db, row.case_id))[0].must
    said = " ".join(row.body.split())
    return {name: text for name, text in must.items() if " ".join(text.split()) in said}
