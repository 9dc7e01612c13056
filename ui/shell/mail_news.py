"""What is said when a message was put into the outbox, with the way back while there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jfs_desktop.outcome import Outcome

if TYPE_CHECKING:
    from jfs_desktop.casework.message_views import MessageView
    from ui.shell.context import Context


def tell_queued(context: Context, outcome: Outcome[MessageView]) -> None:
    """Say that it goes in a moment, and offer to take it back until then."""
    message = outcome.value
    context.hub.tell(outcome)
    seconds = 0
    if message.not_before is not None:
        seconds = max(0, round((message.not_before - context.clock.now()).total_seconds()))
    goes = f"goes in {seconds} seconds" if seconds else "goes now"
    context.say.news(f"The message {goes}.", "Take it back", lambda: take_back(context, message))


def take_back(context: Context, message: MessageView) -> None:
    """Keep it from going; it stays as a draft in the outbox."""
    from jfs_desktop.casework import outbox

    workspace = context.workspace

    def taken(outcome: Outcome[MessageView]) -> None:
        context.hub.tell(outcome)
        context.say.news("The message was taken back. It stays in the outbox as a draft.")

    context.tasks.write(
        lambda: outbox.take_back(workspace, message.id),
        owner=context.hub,
        done=taken,
        failed=context.say.problem,
    )
