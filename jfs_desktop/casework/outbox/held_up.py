"""Why messages do not go now, as far as that is known here (I18)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.writing.wording import counted

_QUEUED = Message.state == MessageState.QUEUED.value


def told(workspace: Workspace) -> str:
    """How many messages wait and why, for who is not looking at the outbox; '' where none is held up."""
    with workspace.reading() as db:
        waiting = db.scalar(select(func.count()).select_from(Message).where(_QUEUED)) or 0
        why = _why(db) if waiting else ""
    if not why:
        return ""
    return f"{counted(waiting, 'message')} {'waits' if waiting == 1 else 'wait'} in the outbox. {why}"


def _why(db: Session) -> str:
    from jfs_desktop.casework.outbox import mail_account
    from jfs_desktop.casework.outbox.mail_account import Route

    account = mail_account.in_force(db)
    if account.sends:
        return failing_in(db)
    return {
        Route.HAND: "Messages go by hand from here.",
        Route.DRAFT: "Open them as drafts in your mail program.",
    }.get(account.route, "How messages leave is not chosen yet.")


def failing_in(db: Session) -> str:
    """Why the last try of what waits was in vain, in sentences; '' where none was."""
    tried = _QUEUED, Message.failure != ""
    failure = db.scalar(select(Message.failure).where(*tried).order_by(Message.started_at.desc()).limit(1))
    return f"{failure} It is tried again by itself." if failure else ""
