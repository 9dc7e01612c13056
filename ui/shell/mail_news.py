"""What is said when a message was put into the outbox, with the way back while there is one (I18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from jfs_desktop.outcome import Outcome

if TYPE_CHECKING:
    from jfs_desktop.casework.outbox.mail_account import Route
    from jfs_desktop.casework.outbox.message_views import MessageView
    from ui.shell.context import Context


KEPT: Final = "The message waits in the outbox until messages can go again."


def tell_queued(context: Context, outcome: Outcome[MessageView]) -> None:
    """Say when it goes and offer 'Undo' until then; where messages leave as drafts, offer to open it. Called
    wherever a message is queued, as ``done`` of the write."""
    from jfs_desktop.casework.outbox import mail_account, paused_route

    context.hub.tell(outcome)
    workspace = context.workspace
    context.tasks.read(
        lambda: (mail_account.get(workspace).route, paused_route.keeps(workspace)),
        owner=context.hub,
        done=lambda found: _say(context, outcome.value, *found),
    )


def _say(context: Context, message: MessageView, route: Route, kept: bool) -> None:
    from jfs_desktop.casework.outbox.mail_account import Route as Ways

    here = message.id
    if route is Ways.DRAFT:
        from ui.shell.mail_draft import open_as_draft

        context.say.news(
            "The message is in the outbox.",
            "Open the draft",
            lambda: open_as_draft(context, here, context.hub),
            level="info",
        )
        return
    if kept:
        context.say.news(KEPT, "Undo", lambda: _take_back(context, here), level="info")
        return
    left = 0.0
    if message.not_before is not None:
        left = max(0.0, (message.not_before - context.clock.now()).total_seconds())
    if left < 1:
        context.say.news("The message goes now.")
        return
    goes = f"The message goes in {round(left)} seconds."
    context.say.news(goes, "Undo", lambda: _take_back(context, here), lasts=left)


def _take_back(context: Context, message_id: UUID) -> None:
    """Keep it from going; it stays as a draft in the outbox."""
    from jfs_desktop.casework.outbox import outbox

    workspace = context.workspace

    def taken(outcome: Outcome[MessageView]) -> None:
        context.hub.tell(outcome)
        context.say.news("The message was taken back. It stays in the outbox as a draft.")

    context.tasks.write(
        lambda: outbox.take_back(workspace, message_id),
        owner=context.hub,
        done=taken,
        failed=context.say.problem,
    )
