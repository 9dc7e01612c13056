"""Closing an initial meeting that nobody joined: from the page of the meeting, and from its wrap-up (M1)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from jfs_desktop.casework.sessions import nobody_came
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.meetings.session_beats import Beat
from ui.shell.context import Context

ALONE = "They did not come"
_TOLD = "Recorded: nobody joined the meeting, and no minute of it counts."


def close(
    context: Context,
    case_id: UUID,
    click: Beat,
    owner: QObject,
    *,
    failed: Callable[[UserError], None],
    done: Callable[[], object] = lambda: None,
) -> None:
    """Stop its timer at the click, with nothing counted, and tell."""
    workspace = context.workspace

    def closed(outcome: Outcome[UUID]) -> None:
        context.hub.tell(outcome)
        context.say.news(_TOLD)
        done()

    context.tasks.write(
        lambda: nobody_came.record(workspace, case_id, at=click), owner=owner, done=closed, failed=failed
    )
