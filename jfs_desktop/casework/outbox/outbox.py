"""The outbox: what waits to go, and what became of each try (I18, DESIGN 7).

A message goes once. Before a try begins the vault knows of it; after it the server's answer stands there. A
try that nobody saw the end of leaves the message 'perhaps sent', and only the adviser moves it on.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.outbox import (
    mail_account,
    mail_guards,
    mail_purposes,
    message_copies,
    paused_route,
    perhaps_gone,
)
from jfs_desktop.casework.outbox.mail_account import MailAccount
from jfs_desktop.casework.outbox.message_rows import (
    TOLD,
    WENT,
    add_parts,
    as_new,
    cases_of,
    letter,
    moved,
    note_way,
    parts_of,
    row_of,
)
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage, views_of
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.mail.delivery import Delivery, Ending
from jfs_desktop.mail.letter import Letter
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail import outbox as rules
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.mail.recipients import Finding, Weight
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

if TYPE_CHECKING:
    from types import ModuleType

QUEUE = Verb("outbox.queue", "")
TAKE_BACK = Verb("outbox.take_back", "")
BEGIN = Verb("outbox.begin", "")
END = Verb("outbox.end", "")
"""None is undone: what waits is taken back, and what went is corrected with a reason."""
_NOT_TAKEN: Final = "It went, but the case could not take it by itself"
NOWHERE: Final = "jfs-desktop.invalid"
"""In an address that nobody has (RFC 2606)."""
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of a reference: none that is taken for another when it is read out."""


@dataclass(frozen=True, slots=True, repr=False)
class Sending(Discreet):
    """A message whose try has begun: its bytes, and by which account it goes."""

    id: UUID
    account: MailAccount
    letter: Letter = field(repr=False)


def queue(workspace: Workspace, new: NewMessage) -> Outcome[MessageView]:
    """Let a message go as soon as its time to be taken back is over.

    Raises BadInput (``to``, ``subject``, ``body``, ``attachment``), RefusedByRule for a recipient that may
    not have it, mail_guards.AskFirst where the adviser has to say that it is right, NotFound.
    """
    with workspace.changing(QUEUE, case_id=new.case_id) as change:
        row = queue_in(change, workspace, new)
        (view,) = views_of(change.db, [row])
    return Outcome(view, TOLD, cases_of(row), change.change_id)


def queue_in(change: Change, workspace: Workspace, new: NewMessage) -> Message:
    """The same within a change that is open, for verbs that make its documents too."""
    account = mail_account.in_force(change.db)
    mail_guards.check(change.db, workspace, new)
    mail_guards.refuse_uncleared(change.db, workspace, new.case_id)
    if not new.body.strip():
        raise BadInput("The message says nothing.", field="body", remedy="Write what goes with it.")
    row = Message(
        id=workspace.new_key(),
        case_id=new.case_id,
        purpose=new.purpose,
        language=new.language,
        state=MessageState.QUEUED.value,
        to_address=new.to_address.strip(),
        to_name=new.to_name.strip(),
        subject=new.subject.strip(),
        body=new.body,
        body_version=new.body_version,
        details=dict(new.details),
        confirmed=list(new.confirmed),
        reference=_reference(),
        made_at=change.at,
        made_by=workspace.me.id,
        queued_at=change.at,
        not_before=change.at + timedelta(seconds=account.grace_seconds),
    )
    row.message_id = f"<{row.id.hex}@{account.sender_address.rpartition('@')[2] or NOWHERE}>"
    change.db.add(row)
    change.db.flush()
    _ask_of_size(account, add_parts(change, workspace, row, new), new)
    refuse_unwritable(account, row)
    return row


def _ask_of_size(account: MailAccount, octets: int, new: NewMessage) -> None:
    """Raise AskFirst for more than many a server takes, where nobody said that it shall go."""
    if octets <= account.ask_above_mb * 1024 * 1024:
        return
    large = Finding(
        Weight.ASK,
        f"What goes with it is large: {octets / 1024 / 1024:.1f} MB.",
        "Many mail servers refuse that much. Send it all the same, or take it to them by another way.",
    )
    if large.words not in new.confirmed:
        raise mail_guards.AskFirst((large,))


def take_back(workspace: Workspace, message_id: UUID) -> Outcome[MessageView]:
    """Stop a message that has not begun to go, or that another program was to have and none took; it stays as
    a draft. Raises RefusedByRule, NotFound."""
    with workspace.changing(TAKE_BACK) as change:
        if row_of(change, message_id).state == MessageState.OPENED.value:
            perhaps_gone.not_given(row_of(change, message_id))
        row = moved(change, message_id, MessageState.DRAFT)
        row.not_before = None
        (view,) = views_of(change.db, [row])
    return Outcome(view, TOLD, cases_of(row), change.change_id)


def begin_next(workspace: Workspace) -> Outcome[Sending | None]:
    """Begin a try of the message that has waited longest and may go now; None where there is none.

    From here on until :func:`end` nobody else begins it. One that may no longer go, because its case was
    restricted meanwhile, the case does not take any more what it would become, e-mail is not cleared now or
    a document of it cannot be read, fails with the reason: None too, but a change.
    """
    from jfs_desktop.mail.compose import compose

    stale = _dated_before_today(workspace)
    if stale is not None:
        try:
            _issue_day().bring_to_today(workspace, stale)
        except UserError as refused:
            return _cannot_go(workspace, stale, refused.sentence)
    with workspace.changing(BEGIN) as change:
        account = mail_account.in_force(change.db)
        row = _first_due(change.db, change.at) if account.sends else None
        if row is None:
            return Outcome(None, Changed.NOTHING)
        try:
            _refuse_by_now(change.db, workspace, row)
            sending = Sending(row.id, account, letter(account, row, tuple(parts_of(change, workspace, row))))
            compose(replace(sending.letter, parts=()))
        except UserError as refused:
            moved(change, row.id, MessageState.FAILED).failure = refused.sentence
            return Outcome(None, TOLD, cases_of(row), change.change_id)
        moved(change, row.id, MessageState.SENDING)
        row.started_at, row.tries = change.at, row.tries + 1
        note_way(row, account)
    return Outcome(sending, TOLD, cases_of(row), change.change_id)


def _refuse_by_now(db: Session, workspace: Workspace, row: Message) -> None:
    """Raise RefusedByRule or BadInput for a message that may not go any more: what is known before it leaves
    is not told afterwards."""
    mail_guards.check(db, workspace, as_new(row))
    mail_guards.refuse_uncleared(db, workspace, row.case_id)
    if row.case_id is not None:
        mail_purposes.refuse_out_of_turn(db, workspace, row.case_id, row.purpose, row.details)


def _dated_before_today(workspace: Workspace) -> UUID | None:
    """The message that goes next, where the paper in it says that it was issued on a day before this one."""
    with workspace.reading() as db:
        sends = mail_account.in_force(db).sends
        row = _first_due(db, workspace.now()) if sends else None
        stale = row is not None and mail_purposes.is_dated_otherwise(row, workspace.today())
        return row.id if row is not None and stale else None


def _issue_day() -> ModuleType:
    """Loaded by the first message that needs it: what makes papers comes with it."""
    from jfs_desktop.casework.outbox import issue_day

    return issue_day


def _cannot_go(workspace: Workspace, message_id: UUID, why: str) -> Outcome[Sending | None]:
    with workspace.changing(BEGIN) as change:
        row = moved(change, message_id, MessageState.FAILED)
        row.failure = why
    return Outcome(None, TOLD, cases_of(row), change.change_id)


def end(workspace: Workspace, message_id: UUID, delivery: Delivery) -> Outcome[MessageView]:
    """Note what came of a try. A message that the server took becomes what it is for: the fact of the case
    stands from this moment. Where it found the way shut all messages wait, and the first of them tells
    ``besides`` why.

    That it went is true whatever the rules say of it: where the case cannot take the fact, the message is
    sent all the same, and its note tells the adviser what to record by hand. Raises NotFound.
    """
    try:
        return _end(workspace, message_id, delivery)
    except UserError as refused:
        return _end(workspace, message_id, delivery, f"{_NOT_TAKEN}: {refused.sentence}")


def _end(
    workspace: Workspace, message_id: UUID, delivery: Delivery, instead: str = ""
) -> Outcome[MessageView]:
    with workspace.changing(END) as change:
        if not delivery.is_of_route:
            paused_route.let_through(change.db, row_of(change, message_id), delivery, change.at)
        then, pause = _after(change, message_id, delivery)
        row = moved(change, message_id, then)
        row.server_answer = delivery.answer
        told: tuple[str, ...] = ()
        if delivery.is_of_route:
            told = paused_route.note(change.db, row, delivery, change.at)
        else:
            row.failure, row.not_before = "" if then is MessageState.SENT else delivery.words, pause
        message_copies.keep_delivered(change, workspace, row, delivery)
        if then is MessageState.SENT:
            row.ended_at, row.note = _ended_at(row, delivery, change.at), instead
            if not instead:
                mail_purposes.gone(change, workspace, row)
        (view,) = views_of(change.db, [row])
    changed = TOLD if then is not MessageState.SENT else WENT if row.fact_id else TOLD | Changed.DOCUMENTS
    return Outcome(view, changed, cases_of(row), change.change_id, besides=told)


def _ended_at(row: Message, delivery: Delivery, now: datetime) -> datetime:
    """When the server took it, by its own moment: the vault may have been locked since."""
    told = delivery.at or now
    return min(max(told, row.started_at or told), now)


def listed(
    workspace: Workspace, states: Iterable[MessageState] = tuple(MessageState), *, case_id: UUID | None = None
) -> tuple[MessageView, ...]:
    """Messages in these states, of one case or of all, the newest first."""
    wanted = select(Message).where(Message.state.in_([one.value for one in states]))
    if case_id is not None:
        wanted = wanted.where(Message.case_id == case_id)
    with workspace.reading() as db:
        return views_of(db, db.scalars(wanted.order_by(Message.made_at.desc(), Message.id.desc())))


def _first_due(db: Session, now: datetime) -> Message | None:
    shut_until = paused_route.until(db)
    if shut_until is not None and shut_until > now:
        return None
    waits = select(Message).where(
        Message.state == MessageState.QUEUED.value,
        or_(Message.not_before.is_(None), Message.not_before <= now),
    )
    return db.scalar(waits.order_by(Message.queued_at, Message.id).limit(1))


def refuse_unwritable(account: MailAccount, row: Message) -> None:
    """Raise BadInput for what could not go, while the adviser looks at it; the sender may be to come."""
    if not row.subject:
        raise BadInput("The message has no subject.", field="subject", remedy="Write one, in a few words.")
    from jfs_desktop.mail.compose import compose  # loads when something goes, not with a list of it

    written = account if account.sender_address else replace(account, sender_address=f"office@{NOWHERE}")
    compose(letter(written, row, ()))
    if not checks.email(row.to_address).value:
        raise BadInput(
            "Nobody can have this e-mail address.", field="to", remedy="It looks like name@example.org."
        )


def _after(change: Change, message_id: UUID, delivery: Delivery) -> tuple[MessageState, datetime | None]:
    """What a message becomes after a try, and when it is tried again."""
    row = row_of(change, message_id)
    if delivery.ending is Ending.TAKEN:
        return MessageState.SENT, None
    if delivery.is_of_route:
        return MessageState.QUEUED, None
    if delivery.ending is Ending.UNKNOWN:
        return MessageState.UNCERTAIN, None
    if delivery.ending is Ending.LEFT:
        return MessageState.OPENED, None
    hopeless = rules.is_hopeless(row.queued_at or row.made_at, row.tries, change.at)
    if delivery.ending is Ending.REFUSED or hopeless:
        return MessageState.FAILED, None
    return MessageState.QUEUED, rules.next_try(row.tries, change.at)


def _reference() -> str:
    return "JFS-" + "".join(secrets.choice(_LETTERS) for _ in range(8))
