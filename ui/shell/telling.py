"""What follows a verb that succeeded: every screen hears of it, and the banner says it with its undo."""

from __future__ import annotations

from typing import Any

from jfs_desktop.casework import history
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context


def tell_with_undo(context: Context, outcome: Outcome[Any], text: str) -> None:
    """Tell of a change and offer 'Undo' beside ``text``. Called on the GUI thread, as ``done`` of a write."""
    context.hub.tell(outcome)
    context.say.news(text, "Undo", lambda: _take_back(context, outcome))


def _take_back(context: Context, outcome: Outcome[Any]) -> None:
    change_id = outcome.change_id
    if change_id is None:
        return
    workspace = context.workspace
    context.tasks.write(lambda: history.undo(workspace, change_id), owner=context.hub, done=context.hub.tell)
