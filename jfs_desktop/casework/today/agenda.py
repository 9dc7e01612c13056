"""The day by the clock: initial meetings booked, appointments agreed and group sessions, each with its
time (JFS 3.14, 3.19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import INITIAL_MEETING, next_appointment
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.sessions.group_views import GroupState, all_groups
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.meetings.passed_meetings import begun_meeting
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name

LOOKS_BACK = timedelta(days=62)
_BOOKINGS = (FactKind.MEETING_BOOKED, FactKind.APPOINTMENT_AGREED)


class Engagement(StrEnum):
    """What stands in the agenda."""

    INITIAL_MEETING = "initial_meeting"
    APPOINTMENT = "appointment"
    GROUP = "group"


@dataclass(frozen=True, slots=True, repr=False)
class AgendaLine(Discreet):
    """One line: ``at`` is 'HH:MM' in London, '' where no time is agreed. A group session names nobody."""

    kind: Engagement
    at: str
    what: str
    name: str = ""
    case_id: UUID | None = None
    over: bool = False
    """Whether its time has come."""
    begun: bool = False
    """Whether the initial meeting has begun and is still to be finished."""


def agenda(workspace: Workspace) -> tuple[AgendaLine, ...]:
    """Today's lines, earliest first; those without a time stand last."""
    today = workspace.today()
    now = workspace.now().astimezone(LONDON).strftime("%H:%M")
    with workspace.reading() as db:
        if staff_checks.closed(db, workspace):
            return ()
        rows = db.execute(
            select(Case.id, Participant.first_name, Participant.last_name)
            .join(Participant, Participant.id == Case.participant_id)
            .join(CaseSummary, CaseSummary.case_id == Case.id)
            .where(
                CaseSummary.open,
                Case.id.in_(
                    select(CaseFact.case_id).where(
                        CaseFact.kind.in_([kind.value for kind in _BOOKINGS]),
                        CaseFact.withdrawn_at.is_(None),
                        CaseFact.happened_on >= today - LOOKS_BACK,
                    )
                ),
            )
        )
        names = {case_id: whole_name(first, last) for case_id, first, last in rows}
        lines = [
            _line(agreed, known, names[case_id], now)
            for case_id, known in case_facts.in_turn(db, names)
            if (agreed := next_appointment(known, workspace.programmes.of(known))) is not None
            and agreed.on == today
        ]
    lines += _groups(workspace, workspace.now())
    return tuple(sorted(lines, key=lambda line: (line.at or "99", line.name)))


def _line(agreed: AppointmentView, known: CaseFacts, name: str, now: str) -> AgendaLine:
    first = agreed.what == INITIAL_MEETING
    kind = Engagement.INITIAL_MEETING if first else Engagement.APPOINTMENT
    over = bool(agreed.at) and agreed.at <= now
    begun = first and begun_meeting(known) is not None
    return AgendaLine(kind, agreed.at, agreed.what or "1-2-1 session", name, known.case_id, over, begun)


def turns_at(lines: Iterable[AgendaLine], now: datetime) -> datetime | None:
    """The moment (aware) at which the next of today's lines has its time come; None after the last."""
    day = london_day(now)
    ahead = (time.fromisoformat(line.at) for line in lines if line.at and not line.over)
    first = min(ahead, default=None)
    return datetime.combine(day, first, LONDON) if first is not None else None


def _groups(workspace: Workspace, now: datetime) -> list[AgendaLine]:
    """Group sessions of today that still stand, and earlier ones whose attendance is not settled."""
    lines = []
    for group in all_groups(workspace):
        held_today = london_day(group.starts_at) == london_day(now)
        if group.state is GroupState.TO_CLOSE or (held_today and group.state is GroupState.PLANNED):
            begun = group.state is GroupState.TO_CLOSE
            at = group.starts_at.astimezone(LONDON).strftime("%H:%M") if held_today else ""
            what = f"Settle who came: {group.topic}" if begun else f"Group: {group.topic}"
            lines.append(AgendaLine(Engagement.GROUP, at, what, over=begun))
    return lines
