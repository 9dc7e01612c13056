"""A message that a mail server says came back: it stays sent, for a server took it, and tells that nobody has
it (I18, JFS 3.19). A report that was taken for that of another message is set right by the adviser.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.outbox import came_back
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView, views_of
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.writing.reasons import told_why
from jfs_desktop.rules.writing.wording import day_and_time
from jfs_desktop.store.unit_of_work import Change, Verb

NOT_OF_THIS = Verb("replies.not_of_this", "say that a report is of another message")
_TOLD: Final = Changed.MAIL | Changed.HISTORY | Changed.CASES | Changed.EVIDENCE | Changed.CLOCKS


def note(change: Change, workspace: Workspace, message_id: UUID, at: datetime) -> None:
    """Say of a message that a report brought in at that instant (aware) says that it came back."""
    message = change.db.get_one(Message, message_id)
    message.failure = (
        f"It came back: a mail server says that it could not be delivered (brought in {day_and_time(at)})."
    )
    came_back.mark(change, workspace, message, back=True)


def note_late(change: Change, message_id: UUID, at: datetime) -> None:
    """Say of a message that a warning brought in at that instant (aware) says that it is only late: it stays
    as sent."""
    message = change.db.get_one(Message, message_id)
    said = f"A mail server says that it is still on its way (brought in {day_and_time(at)})."
    message.note = f"{message.note} {said}".strip()


def let_go(change: Change, workspace: Workspace, message_id: UUID, report_id: UUID) -> None:
    """Say of a message that this report is not of it; another one of it may stand."""
    if not came_back.reported(change.db, message_id, besides=report_id):
        message = change.db.get_one(Message, message_id)
        message.failure = ""
        came_back.mark(change, workspace, message, back=False)


def not_of_this(workspace: Workspace, report_id: UUID, reason: str) -> Outcome[ReplyView]:
    """Say that a mail server's report is not of the message that it was matched with: that message counts as
    sent again, and the report is set aside with the reason.

    Raises BadInput (``reason``), RefusedByRule where it is no report of a message, NotFound.
    """
    reason = told_why(reason, "Say how you know that it is not about this message.")
    with workspace.changing(NOT_OF_THIS, reason=reason) as change:
        row = change.db.get(ReceivedMessage, report_id)
        if row is None:
            raise NotFound("This reply is not in the vault.")
        if row.kind != ReplyKind.BOUNCE.value or row.answers_id is None:
            raise RefusedByRule("No message counts as returned by this.", remedy="Look at it again.")
        let_go(change, workspace, row.answers_id, row.id)
        row.answers_id, row.score = None, 0
        row.why = [
            f"{workspace.me.name} said that it is not about the message it was matched with.",
            *row.why,
        ]
        row.state, row.settled_reason = ReplyState.SET_ASIDE.value, reason
        row.settled_at, row.settled_by = change.at, workspace.me.id
        concerned = frozenset() if row.case_id is None else frozenset({row.case_id})
        change.case_ids |= concerned
        change.db.flush()
        (view,) = views_of(change.db, [row])
    return Outcome(view, _TOLD, concerned, change.change_id, NOT_OF_THIS.label)
