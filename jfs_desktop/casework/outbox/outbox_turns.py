"""Whose turn it is in the outbox: when the next message may go, and tries whose end nobody saw (I18).

Asked at every start, so what a message is made of is loaded only where one waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.store.unit_of_work import Change, Verb

INTERRUPTED = Verb("outbox.interrupted", "")


def next_due(workspace: Workspace) -> datetime | None:
    """When the next waiting message may go (aware); None while none waits, or none goes by itself."""
    soonest = func.min(func.coalesce(Message.not_before, Message.made_at), type_=Message.made_at.type)
    with workspace.reading() as db:
        found = db.scalar(select(soonest).where(Message.state == MessageState.QUEUED.value))
        if found is None:
            return None
        from jfs_desktop.casework.outbox import mail_account, paused_route

        shut_until = paused_route.until(db)
        return max(found, shut_until or found) if mail_account.in_force(db).sends else None


def interrupted(workspace: Workspace) -> Outcome[int]:
    """Tell of each message whose try nobody saw the end of: it was being sent as the program or the machine
    stopped, or it had not gone when the backup was made that was put back since. What may have gone is kept
    with it. Called before the first message goes after a start; the number of them."""
    if not workspace.vault.was_put_back:
        return _bring_back(workspace, MessageState.UNCERTAIN, _STOPPED)
    told = _bring_back(workspace, MessageState.UNCERTAIN, _PUT_BACK, also=_NOT_GONE)
    workspace.vault.put_back_was_seen()
    words = "What had not gone when the backup was made that was put back may have gone since."
    return replace(told, besides=(words,))


def never_left(workspace: Workspace) -> Outcome[int]:
    """Let messages wait again whose try was begun and never carried out, because the vault was locked in
    between; only for the one that carries them, which knows. The number of them."""
    return _bring_back(workspace, MessageState.QUEUED)


_STOPPED: Final = "The program stopped while it was being sent: it may have gone."
_PUT_BACK: Final = "It had not gone when the backup was made that was put back: it may have gone since."
_NOT_GONE: Final = (MessageState.DRAFT, MessageState.QUEUED, MessageState.FAILED)
"""From here each of them goes when somebody presses a button, or by itself."""


def _bring_back(
    workspace: Workspace,
    then: MessageState,
    failure: str = "",
    *,
    also: tuple[MessageState, ...] = (),
) -> Outcome[int]:
    """Bring what stands in mid-send, or in one of the states ``also``, to another state; one that waits again
    has not been tried."""
    states = [one.value for one in (MessageState.SENDING, *also)]
    in_mid_send = select(Message.id).where(Message.state.in_(states))
    with workspace.reading() as db:
        if db.scalar(in_mid_send.limit(1)) is None:
            # At a start nothing is written, least of all into a damaged vault.
            return Outcome(0, Changed.NOTHING)
    from jfs_desktop.casework.outbox.message_rows import TOLD, cases_of, moved

    with workspace.changing(INTERRUPTED) as change:
        rows = [moved(change, message_id, then) for message_id in change.db.scalars(in_mid_send).all()]
        for row in rows:
            row.failure = failure or row.failure
            row.tries -= then is MessageState.QUEUED
            if then is MessageState.UNCERTAIN:
                _keep(change, workspace, row)
    cases = frozenset().union(*map(cases_of, rows))
    return Outcome(len(rows), TOLD if rows else Changed.NOTHING, cases, change.change_id)


def _keep(change: Change, workspace: Workspace, row: Message) -> None:
    """Keep the bytes of a message that may have gone, which are the same as then; none where a document of it
    cannot be read any more, for the adviser decides about it all the same."""
    from jfs_desktop.casework.documents.kept_files import PERHAPS
    from jfs_desktop.casework.outbox import mail_account, message_copies
    from jfs_desktop.casework.outbox.message_rows import letter, parts_of
    from jfs_desktop.mail.compose import compose

    account = mail_account.in_force(change.db)
    try:
        made = compose(letter(account, row, tuple(parts_of(change, workspace, row))))
    except UserError:
        return
    message_copies.keep(change, workspace, row, made.as_bytes(), PERHAPS)
