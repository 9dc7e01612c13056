"""What the adviser decides about a message that did not go by itself, or of which nobody knows (I18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import restricted_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import opened_elsewhere, papers_out
from jfs_desktop.casework.documents.document_copy import Copy
from jfs_desktop.casework.documents.kept_files import GIVEN
from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.outbox import (
    issue_day,
    mail_account,
    mail_guards,
    mail_purposes,
    message_copies,
    newer_papers,
    paused_route,
    perhaps_gone,
)
from jfs_desktop.casework.outbox.mail_account import Route
from jfs_desktop.casework.outbox.message_rows import (
    TOLD,
    WENT,
    as_new,
    cases_of,
    letter,
    moved,
    note_way,
    parts_of,
    row_of,
)
from jfs_desktop.casework.outbox.message_views import MessageView, views_of
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.mail.compose import compose
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.mail.recipients import Towards
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

DECIDE = Verb("outbox.decide", "")
OPEN_DRAFT = Verb("outbox.open_draft", "")
TRY_NOW = Verb("outbox.try_now", "")


def send_again(
    workspace: Workspace, message_id: UUID, late_reason: str = "", confirmed: Sequence[str] = ()
) -> Outcome[MessageView]:
    """Queue a message once more that did not go, or of which nobody knows; one that was taken back gets its
    time to be taken back anew. ``confirmed`` are the words of what was asked by now and is right.

    Raises BadInput (``late_reason``) where it is late by now and nobody said why, mail_guards.AskFirst for
    what speaks against the recipient and was not confirmed, RefusedByRule, NotFound.
    """
    with workspace.changing(DECIDE) as change:
        row = queue_again(change, workspace, message_id, late_reason, confirmed)
        (view,) = views_of(change.db, [row])
    return Outcome(view, TOLD, cases_of(row), change.change_id)


def queue_again(
    change: Change, workspace: Workspace, message_id: UUID, late_reason: str, confirmed: Sequence[str]
) -> Message:
    """The same within a change that is open."""
    fresh = row_of(change, message_id).state == MessageState.DRAFT.value
    row = moved(change, message_id, MessageState.QUEUED)
    _may_go_again(change, workspace, row, confirmed)
    grace = mail_account.in_force(change.db).grace_seconds if fresh else 0
    row.queued_at, row.not_before = change.at, change.at + timedelta(seconds=grace)
    row.failure, row.tries = "", 0
    if late_reason.strip():
        row.details = {**row.details, mail_purposes.LATE_REASON: late_reason.strip()}
    mail_purposes.refuse_late(change.db, workspace, row, change.at)
    return row


def try_now(workspace: Workspace) -> Outcome[int]:
    """Let every message that waits out a pause between two tries go at once, as when a password was typed or
    there is a network again; the number of them. One that can still be taken back keeps its time. A way that
    was shut is tried anew, and that it is still shut is news again."""
    with workspace.changing(TRY_NOW) as change:
        number = paused_route.let_go(change.db, change.at)
        paused = select(Message).where(
            Message.state == MessageState.QUEUED.value, Message.tries > 0, Message.not_before > change.at
        )
        rows = change.db.scalars(paused).all()
        for row in rows:
            row.not_before = change.at
        number += len(rows)
    return Outcome(number, Changed.MAIL if number else Changed.NOTHING, change_id=change.change_id)


@dataclass(frozen=True, slots=True, repr=False)
class Went(Discreet):
    """How a message went by hand: by which channel, at which instant (aware), and how the adviser knows.
    ``late_reason`` says why it is late where it is."""

    channel: str
    at: datetime
    note: str
    late_reason: str = ""


def ways_out(workspace: Workspace, case_id: UUID | None, purpose: str) -> Mapping[str, str]:
    """The cleared channels by which a message of that purpose may have gone, by key: to DWP e-mail alone,
    for what goes by post is recorded with its request (D3, AMB-27). Raises NotFound."""
    programme = workspace.programme if case_id is None else workspace.programme_of(case_id)
    with workspace.reading() as db:
        return _ways_out(db, programme, case_id, purpose)


def _ways_out(db: Session, programme: Programme, case_id: UUID | None, purpose: str) -> Mapping[str, str]:
    ways = programme.channels_for("document")
    if case_id is not None and restricted_cases.since(db, case_id) is not None:
        posted_with_request = purpose == mail_purposes.FOR_JOBCENTRE
        return {} if posted_with_request else restricted_cases.ways_left(db, case_id, ways)
    if mail_purposes.of(purpose).towards is not Towards.DWP:
        return ways
    return {key: name for key, name in ways.items() if key == mail_guards.EMAIL}


def went_by_hand(workspace: Workspace, message_id: UUID, went: Went) -> Outcome[MessageView]:
    """Record on the adviser's word that it went: by their own mail program, by text, by post.

    Raises BadInput (``channel``, ``at``, ``on`` for a paper that bears another date of issue, ``note``,
    ``late_reason``), RefusedByRule, NotFound.
    """
    if not went.note.strip():
        raise BadInput("Say how you know that it went.", field="note", paragraph="JFS 3.19")
    with workspace.changing(DECIDE) as change:
        row = moved(change, message_id, MessageState.BY_HAND)
        _refuse_channel(change, workspace, row, went)
        if went.at > change.at:
            raise BadInput(
                "This time is in the future.", field="at", remedy="Record it once it has happened."
            )
        if went.at < row.made_at.replace(second=0, microsecond=0):
            raise BadInput("The message was written later than that.", field="at")
        if mail_purposes.is_dated_otherwise(row, london_day(went.at)):
            raise BadInput(
                "The JFAP in this message has another date of issue on it.",
                field="on",
                paragraph="JFS 5.03",
                remedy="Send it again or open it as a draft: it is dated anew.",
            )
        row.channel, row.ended_at, row.note = went.channel, max(went.at, row.made_at), went.note.strip()
        if went.late_reason.strip():
            row.details = {**row.details, mail_purposes.LATE_REASON: went.late_reason.strip()}
        mail_purposes.gone(change, workspace, row)
        (view,) = views_of(change.db, [row])
    return Outcome(view, WENT, cases_of(row), change.change_id)


def not_wanted(workspace: Workspace, message_id: UUID) -> Outcome[MessageView]:
    """Lay a message aside that shall not go. Raises RefusedByRule, NotFound."""
    with workspace.changing(DECIDE) as change:
        row = moved(change, message_id, MessageState.CANCELLED)
        (view,) = views_of(change.db, [row])
    return Outcome(view, TOLD, cases_of(row), change.change_id)


def open_as_draft(workspace: Workspace, message_id: UUID, confirmed: Sequence[str] = ()) -> Outcome[Path]:
    """Write the message for another mail program, as a draft that is not sent yet, into the private folder of
    copies. From now on it stands as given to that program, and whether it went from there the adviser says.

    Raises mail_guards.AskFirst, RefusedByRule, BadInput (``sender_address``), NotFound, VaultProblem,
    NotOpened.
    """
    with workspace.reading() as db:
        held = db.get(Message, message_id)
        stale = held is not None and mail_purposes.is_dated_otherwise(held, workspace.today())
    if stale:
        issue_day.bring_to_today(workspace, message_id)
    with workspace.changing(OPEN_DRAFT) as change:
        row = row_of(change, message_id)
        _may_go_again(change, workspace, row, confirmed, to_program=True)
        if row.state != MessageState.OPENED.value:
            moved(change, message_id, MessageState.OPENED)
        account = mail_account.in_force(change.db)
        if not account.sender_address:
            raise BadInput(
                "The address that you write from is not known yet.",
                field="sender_address",
                remedy="Type it in Settings, under E-mail.",
            )
        row.not_before, row.failure = None, ""
        note_way(row, replace(account, route=Route.DRAFT))
        made = letter(account, row, tuple(parts_of(change, workspace, row)))
        written = compose(made, unsent=True).as_bytes()
        message_copies.keep(change, workspace, row, written, GIVEN)
        copy = Copy(written, f"{row.reference}.eml", exact=True)
        path = opened_elsewhere.put_out(workspace.vault.folder, copy)
    return Outcome(path, TOLD, cases_of(row), change.change_id)


def _may_go_again(
    change: Change, workspace: Workspace, row: Message, confirmed: Sequence[str], *, to_program: bool = False
) -> None:
    """Look at a message as at one that is written now. Raises RefusedByRule where the same is on its way
    besides, or the case no longer allows it; NotCleared where e-mail is not cleared by now; AskFirst where it
    may have gone already, and for what speaks against it, as long as that was not confirmed."""
    row.confirmed = [*row.confirmed, *confirmed]
    mail_guards.refuse_uncleared(change.db, workspace, row.case_id)
    if row.case_id is not None:
        papers_out.refuse_twice(change.db, row.case_id, row.purpose, row.details, besides=row.id)
        mail_purposes.refuse_out_of_turn(change.db, workspace, row.case_id, row.purpose, row.details)
    before = perhaps_gone.found(row, to_program=to_program)
    asked = tuple(one for one in before if one.words not in row.confirmed)
    if asked:
        raise mail_guards.AskFirst(asked, perhaps_gone.TITLE)
    stale = newer_papers.found(change.db, row)
    mail_guards.check(change.db, workspace, as_new(row), stale)


def _refuse_channel(change: Change, workspace: Workspace, row: Message, went: Went) -> None:
    programme, channel = workspace.programme, went.channel
    if row.case_id is not None:
        programme = workspace.programmes.of_case(change.db, row.case_id)
        restricted_cases.refuse_way(change.db, row.case_id, channel, went.at, went.note, field="note")
    refused = channel_clearances.refused(programme, channel, "document")
    if refused is not None:
        raise refused
    if channel not in _ways_out(change.db, programme, row.case_id, row.purpose):
        raise BadInput(
            "What goes to DWP goes by e-mail.",
            field="channel",
            paragraph="JFS 5.07",
            remedy="Where the form asks for post, record the sending on the Jobcentre's request.",
        )
