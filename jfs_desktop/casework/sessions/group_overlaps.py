"""Group time is nobody's 1-2-1: no counted session over a group session that the adviser leads or the
participant sits in (S2, JFS Annex 3, 1-2-1); and nobody sits in two group sessions at once (S5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.session_counting import closed_work
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions.group_views import ATTENDED
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.meetings.session_time import Stretch, overlapping
from jfs_desktop.rules.writing.wording import day_and_time
from jfs_desktop.store.unit_of_work import Change

UNDIVIDED = "JFS Annex 3, 1-2-1"
_LONGEST = timedelta(days=1)


def refuse_over_groups(change: Change, workspace: Workspace, case_id: UUID, stretch: Stretch) -> None:
    """Time entered by hand may not lie over a group session that I led or that this person came to."""
    for group in _held_over(change, stretch):
        if _leads(workspace.me.name, group) or _sat_in(change.db, group, case_id):
            whose = "You led" if _leads(workspace.me.name, group) else "They were in"
            raise RefusedByRule(
                f"{whose} the group session of {day_and_time(group.starts_at)} then; group time is no 1-2-1.",
                paragraph=UNDIVIDED,
                remedy="Check the start and the minutes.",
            )


def refuse_over_counted(
    change: Change, workspace: Workspace, group: GroupSession, places: Iterable[GroupPlace]
) -> None:
    """A group session is not closed over counted time of who led it or of somebody who came; a session whose
    minutes were corrected by hand was looked at already."""
    came = [row.case_id for row in places if row.answer in ATTENDED]
    leaders = [person.id for person in change.db.scalars(select(Staff)) if _leads(person.name, group)]
    stretch = _time_of(group, change)
    concerned = or_(TimedSession.adviser_id.in_(leaders), TimedSession.case_id.in_(came))
    for session in _counted_near(change, concerned, stretch):
        raise RefusedByRule(
            f"The 1-2-1 with {name_of(change.db, session.case_id)} of {day_and_time(session.started_at)} "
            "counts minutes of the same time.",
            paragraph=UNDIVIDED,
            remedy="Correct its minutes, or put the time of the group session right, then close this.",
        )


def refuse_in_two(change: Change, group: GroupSession, places: Iterable[GroupPlace]) -> None:
    """Nobody came who came to another group session of the same time. Raises BadInput with the case as its
    field."""
    came = [row.case_id for row in places if row.answer in ATTENDED]
    for other in _held_over(change, _time_of(group, change)):
        if other.id == group.id or other.closed_at is None:
            continue
        for case_id in came:
            if _sat_in(change.db, other, case_id):
                when = day_and_time(other.starts_at)
                raise BadInput(
                    f"{name_of(change.db, case_id)} came to the group session of {when} at the same time.",
                    field=str(case_id),
                    paragraph="JFS 4.06",
                    remedy="Put the attendance right, here or there.",
                )


def _held_over(change: Change, stretch: Stretch) -> Iterator[GroupSession]:
    """The group sessions that were not called off and lie over some time."""
    near = change.db.scalars(
        select(GroupSession).where(
            GroupSession.called_off_at.is_(None),
            GroupSession.starts_at < stretch.end,
            GroupSession.starts_at > stretch.start - _LONGEST,
        )
    ).all()
    yield from (group for group in near if overlapping(stretch, [_time_of(group, change)]) is not None)


def _counted_near(change: Change, concerned: ColumnElement[bool], stretch: Stretch) -> Iterator[TimedSession]:
    near = change.db.scalars(
        select(TimedSession)
        .where(
            concerned,
            TimedSession.state == SessionState.STOPPED,
            TimedSession.corrected_minutes.is_(None),
            TimedSession.started_at < stretch.end,
            TimedSession.started_at > stretch.start - _LONGEST,
        )
        .order_by(TimedSession.started_at)
    ).all()
    work = closed_work(change.db, [row.id for row in near])
    yield from (row for row in near if overlapping(stretch, work.get(row.id, ())) is not None)


def _time_of(group: GroupSession, change: Change) -> Stretch:
    """From its beginning to its planned end, or to the moment at which it was closed before that."""
    closed = group.closed_at or change.at
    ends = group.starts_at + timedelta(minutes=group.minutes)
    return Stretch(group.starts_at, max(group.starts_at, min(ends, closed)))


def _leads(name: str, group: GroupSession) -> bool:
    return group.led_by.strip().casefold() == name.strip().casefold()


def _sat_in(db: Session, group: GroupSession, case_id: UUID) -> bool:
    asked = select(GroupPlace.id).where(
        GroupPlace.group_id == group.id, GroupPlace.case_id == case_id, GroupPlace.answer.in_(ATTENDED)
    )
    return db.scalar(asked) is not None
