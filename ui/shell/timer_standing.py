"""What the timer bar reads from the vault."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.records.views import GapView, SessionView


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bar shows: the open session, questions without an answer, wrap-ups owed."""

    session: SessionView | None = None
    gaps: tuple[GapView, ...] = ()
    owed: tuple[SessionView, ...] = ()

    @property
    def asked_of(self) -> UUID | None:
        """Whom the oldest question is about."""
        return self.gaps[0].case_id if self.gaps else None

    def next_question(self, put_off: Collection[UUID], hides: Callable[[UUID], bool]) -> GapView | None:
        """The oldest question that was not put off and that may be seen now."""
        asked = (one for one in self.gaps if one.id not in put_off and not hides(one.case_id))
        return next(asked, None)


def read_standing(workspace: Workspace) -> Standing:
    """Read what the bar shows."""
    return Standing(sessions.running(workspace), sessions.questions(workspace), sessions.owed(workspace))


def take_over(workspace: Workspace) -> Standing:
    """Take over what ran when a process died, and read what the bar shows."""
    found = sessions.recover(workspace)
    return Standing(found.session, found.gaps, sessions.owed(workspace))
