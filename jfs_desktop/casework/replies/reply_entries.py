"""A message on the shelf of replies that is an entry of its own: DWP's notice of a change, POST's answer, or
what somebody said to the survey (M8, W8, Q7). It waits there until somebody says whose it is, and as what it
is recorded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.kept_replies import KEPT_AS, KEPT_HASH
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import RECORDED, WhatHappened
from jfs_desktop.casework.recording.record_offers import RecordOffer, offer
from jfs_desktop.casework.replies import came_by_mail
from jfs_desktop.casework.replies.came_by_mail import KEPT_FOR, Proposal
from jfs_desktop.casework.replies.replies import settle_in, waiting_in
from jfs_desktop.casework.replies.reply_files import ReplyFile
from jfs_desktop.casework.replies.reply_views import ReplyState
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.mail.received import Attached, Received
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.message import ReceivedMessage
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.replies.reply_kinds import REPORTS, ReplyKind
from jfs_desktop.store.unit_of_work import Verb

RECORD = Verb("replies.record", "")
"""Not undone: the entry is taken back with a reason, and the message waits again."""
NOBODYS: Final = "Nobody knows yet whose message this is."


def read(workspace: Workspace, reply_id: UUID, kind: FactKind) -> tuple[RecordOffer, ReplyFile, Proposal]:
    """The form of such an entry, and the message with what it seems to answer there. Raises RefusedByRule
    while nobody knows whose it is, NotFound."""
    with workspace.reading() as db:
        row = db.get(ReceivedMessage, reply_id)
        if row is None:
            raise NotFound("This reply is not in the vault.")
        case_id, name = row.case_id, db.get_one(Attachment, row.attachment_id).name
        file = ReplyFile(name, b"", _said(row))
    if case_id is None:
        raise RefusedByRule(NOBODYS, remedy="Choose the case first.")
    found = offer(workspace, case_id, kinds=(kind,))
    return found, file, came_by_mail.proposed(workspace, case_id, kind, file)


def record(workspace: Workspace, reply_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
    """Put on its case what a message says; the file that is kept already belongs to that entry from now on.

    Raises RefusedByRule while nobody knows whose it is or where it was decided already, and what
    ``facts.record`` raises.
    """
    with workspace.changing(RECORD) as change:
        row = waiting_in(change.db, reply_id)
        case_id = row.case_id
        if case_id is None:
            raise RefusedByRule(NOBODYS, remedy="Choose the case first.")
        kept = change.db.get_one(Attachment, row.attachment_id)
        if kept.removed_at is not None:
            raise NotFound("The file of this message was taken back, so that it proves nothing any more.")
        shown = {**happened.detail, KEPT_AS: str(kept.id), KEPT_HASH: kept.sha256}
        fact = facts.write(change, workspace, case_id, replace(happened, detail=shown))
        programme = workspace.programmes.of_case(change.db, case_id)
        rule = programme.evidence_purpose(KEPT_FOR[happened.kind])
        if rule is None:
            raise NotFound("Nothing is kept as evidence for that purpose.")
        kept.purpose, kept.retention_class, kept.about_id = rule.key, rule.retention_class, fact.id
        settle_in(change, workspace, row, ReplyState.ACCEPTED, "")
        view = facts.view_of(change.db, programme, fact)
    told = RECORDED | Changed.EVIDENCE | Changed.MAIL
    return Outcome(view, told, frozenset({case_id}), change.change_id)


def _said(row: ReceivedMessage) -> Received:
    """The message as it was read when it was brought in."""
    kind = ReplyKind(row.kind)
    return Received(
        row.from_address,
        row.from_name,
        (),
        row.subject,
        row.written_at,
        row.message_id,
        "",
        (),
        row.text,
        kind is ReplyKind.AUTOMATIC,
        kind if kind in REPORTS else None,
        tuple(Attached(name, "", 0, "") for name in row.attached),
    )
