"""Whether those who have a place in a group session can take part on its own day: before the start and after
the end of provision they cannot, and the session could not be closed (S5, JFS 1.20, 3.19, 5.01)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions.group_views import ATTENDED, PlaceAnswer
from jfs_desktop.clock import london_day
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.rules.clocks.clocks import automatic_ends
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import refusal, start_date
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.writing.wording import weekday_day

_REMEDY: Final = "Choose another day, or go on without this person."


def refuse(db: Session, workspace: Workspace, day: date, case_ids: Iterable[UUID]) -> None:
    """Raise RefusedByRule, naming the first person who cannot take part on that day."""
    for case_id, known in case_facts.load_many(db, list(case_ids)).items():
        against = refusal_on(workspace, known, day)
        if against is not None:
            why = f"{name_of(db, case_id)}: {against.text}"
            raise RefusedByRule(why, paragraph=against.paragraph, remedy=_REMEDY)


def refusal_on(
    workspace: Workspace, known: CaseFacts, day: date, at: datetime | None = None
) -> Refusal | None:
    """Why somebody cannot take part on that day, or at its instant ``at`` (aware); None where they can."""
    programme, calendar = workspace.programmes.of(known), workspace.calendar
    today, started = max(workspace.today(), day), start_date(known)
    against = refusal(FactKind.GROUP_ATTENDED, known, programme, calendar, today=today, on=day, at=at)
    if against is None:
        return None
    why = against.text
    if started is not None and day < started:
        why = f"the group session is on {weekday_day(day)}, the start was on {weekday_day(started)}."
    elif started is not None and (ends := automatic_ends(known, programme, calendar, day)):
        ended = weekday_day(ends[-1][1])
        why = f"the group session is on {weekday_day(day)}, and provision ends by itself on {ended}."
    return Refusal(why, against.paragraph)


def refuse_move(db: Session, workspace: Workspace, group: GroupSession, day: date) -> None:
    """The same for a new day of a session, of those who are to come and could on the day that it has: who
    left before keeps nobody from moving it."""
    planned = london_day(group.starts_at)
    if day == planned:
        return
    to_come = select(GroupPlace.case_id).where(
        GroupPlace.group_id == group.id, GroupPlace.answer.in_([PlaceAnswer.INVITED, *ATTENDED])
    )
    known = case_facts.load_many(db, list(db.scalars(to_come)))
    could = [one for one, facts in known.items() if refusal_on(workspace, facts, planned) is None]
    refuse(db, workspace, day, could)
