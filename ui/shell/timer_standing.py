"""What the timer bar reads from the vault."""

from __future__ import annotations

from dataclasses import dataclass

from jfs_desktop.casework import sessions
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.views import GapView, SessionView


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bar shows: the open session, questions without an answer, wrap-ups owed."""

    session: SessionView | None = None
    gaps: tuple[GapView, ...] = ()
    owed: tuple[SessionView, ...] = ()


def read_standing(workspace: Workspace) -> Standing:
    """Read what the bar shows."""
    return Standing(sessions.running(workspace), sessions.questions(workspace), sessions.owed(workspace))


def take_over(workspace: Workspace) -> Standing:
    """Take over what ran when a process died, and read what the bar shows."""
    found = sessions.recover(workspace)
    return Standing(found.session, found.gaps, sessions.owed(workspace))
