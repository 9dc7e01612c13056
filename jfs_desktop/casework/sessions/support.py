"""The support of one case beyond the timer: what of the minimum service is due, what was given, who
advised, and how the sessions are paced (S3, S4, S6 to S10, S13, S14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_agreed
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import signposting
from jfs_desktop.casework.sessions.session_views import recorded_minutes
from jfs_desktop.casework.sessions.signposting import SignpostStanding
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.evidence.told_details import AGREED, CAME_FROM, CHANGE_REASON, WENT_TO
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.guards import out_of_place
from jfs_desktop.rules.journey.journey import stage_of, start_date
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.rules.plan.minimum_service import ServiceStanding, checklist
from jfs_desktop.rules.programme.questions import NO, YES, Question
from jfs_desktop.rules.writing.discreet import Discreet

ONE_TO_ONE, ITEM = "one_to_one", "item"
GIVEN = (FactKind.SUPPORT_GIVEN, FactKind.GROUP_ATTENDED)


@dataclass(frozen=True, slots=True, repr=False)
class GivenView(Discreet):
    """One piece of support that was given. ``minutes`` are those of the timed 1-2-1 it was part of; None
    where it counts to none, as peers and groups never do."""

    fact_id: UUID
    on: date
    item: str
    what: str
    outcome: str
    by: str
    minutes: int | None


@dataclass(frozen=True, slots=True, repr=False)
class AdviserShare(Discreet):
    """How many sessions one adviser held with the participant."""

    name: str
    sessions: int


@dataclass(frozen=True, slots=True, repr=False)
class AdviserChange(Discreet):
    """One change of the designated adviser; ``agreed`` is '' where nobody said."""

    on: date
    reason: str
    agreed: str
    came_from: str = ""
    went_to: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Continuity(Discreet):
    """Who advises: the designated adviser, who held sessions, and each change (S4)."""

    designated: str
    advisers: tuple[AdviserShare, ...]
    changes: tuple[AdviserChange, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """The 1-2-1 sessions against the span in which they are expected (S3). The initial meeting is none
    of them, unless the programme reads it so (AMB-16). ``planned_on`` is the next one agreed,
    ``expected_by`` the last day of the span."""

    wanted: int
    held_on: tuple[date, ...]
    planned_on: date | None
    expected_by: date | None

    @property
    def planned(self) -> int:
        """Sessions held, and the next agreed."""
        return len(self.held_on) + (self.planned_on is not None)

    @property
    def in_time(self) -> bool:
        """Whether as many as are wanted are held or agreed within the span."""
        if self.expected_by is None:
            return True
        days = [*self.held_on, *([self.planned_on] if self.planned_on else [])]
        return sum(day <= self.expected_by for day in days) >= self.wanted


@dataclass(frozen=True, slots=True, repr=False)
class TimedPart(Discreet):
    """A timed 1-2-1 that a mock interview may have been part of."""

    session_id: UUID
    on: date
    minutes: int


@dataclass(frozen=True, slots=True, repr=False)
class SupportSheet(Discreet):
    """All that the Support tab shows."""

    service: tuple[ServiceStanding, ...]
    given: tuple[GivenView, ...]
    continuity: Continuity
    pace: Pace
    timed: tuple[TimedPart, ...]
    open: bool
    """Whether the case stands where support is offered."""
    met: bool
    """Whether the initial meeting was held: only then is there support to record."""
    signpost: SignpostStanding | None
    """Where IPESSO1 stands; None on a case that does not signpost to IPES (AMB-60)."""


def sheet(workspace: Workspace, case_id: UUID) -> SupportSheet:
    """The support of a case as it stands. Raises NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        held = db.scalars(
            select(TimedSession)
            .where(TimedSession.case_id == case_id, TimedSession.state == SessionState.STOPPED)
            .order_by(TimedSession.started_at)
        ).all()
        minutes = {one.id: recorded_minutes(db, one) for one in held}
        continuity = _continuity(db, case_id, known, held)
        programme = workspace.programmes.of(known)
        signposts = signposting.is_on(db, programme)
    stage = stage_of(known, programme, workspace.calendar, workspace.today())
    views = [one for one in facts.of_case(workspace, case_id) if not one.withdrawn_reason]
    names = _item_names(programme.fact_kinds[FactKind.SUPPORT_GIVEN].asks)
    return SupportSheet(
        checklist(known, programme),
        tuple(_given(one, names, minutes) for one in views if one.kind in GIVEN),
        continuity,
        _pace(workspace, known),
        tuple(
            TimedPart(one.id, london_day(one.started_at), minutes[one.id])
            for one in reversed(held)
            if one.kind == SessionKind.ONE_TO_ONE
        ),
        out_of_place(FactKind.SUPPORT_OFFERED, stage, known, programme) is None,
        start_date(known) is not None,
        signposting.standing(known, programme, workspace.calendar) if signposts else None,
    )


def record(workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
    """Record support given; it writes itself into the JFAP (P4).

    A mock interview may name in ``about`` the timed session that it was part of: only so, and only one to
    one, is it part of the 1-2-1 minutes (S6). Nothing else given is. Raises as ``facts.record``.
    """
    if happened.about is not None:
        with workspace.reading() as db:
            session = db.get(TimedSession, happened.about)
        if session is None or session.case_id != case_id or happened.detail.get(ONE_TO_ONE) != YES:
            raise BadInput(
                "Only a mock interview one to one with the adviser is part of a timed session.",
                field="session",
                paragraph="JFS 1.20",
            )
    return facts.record(workspace, case_id, happened)


def _given(view: FactView, names: dict[str, str], minutes: dict[UUID, int]) -> GivenView:
    item = view.detail.get(ITEM, "group_session")
    outcome = view.detail.get("outcome") or view.detail.get("feedback") or ""
    counted = view.detail.get(ONE_TO_ONE, NO) == YES and view.about is not None
    return GivenView(
        view.id,
        view.on,
        item,
        names.get(item, view.name),
        outcome,
        view.by,
        minutes.get(view.about) if counted and view.about is not None else None,
    )


def _item_names(asks: Sequence[Question]) -> dict[str, str]:
    return {choice.key: choice.name for ask in asks if ask.key == ITEM for choice in ask.choices}


def _continuity(db: Session, case_id: UUID, known: CaseFacts, held: Sequence[TimedSession]) -> Continuity:
    case = case_of(db, case_id)
    people = {person.id: person.name for person in db.scalars(select(Staff))}
    counted = Counter(one.adviser_id for one in held)
    return Continuity(
        people.get(case.adviser_id, "") if case.adviser_id else "",
        tuple(AdviserShare(people[one], number) for one, number in counted.most_common()),
        tuple(_change(fact) for fact in known.of(FactKind.ADVISER_CHANGED)),
    )


def _change(fact: Fact) -> AdviserChange:
    said = fact.detail
    return AdviserChange(
        fact.on,
        *(said.get(key, "") for key in (CHANGE_REASON, AGREED, CAME_FROM, WENT_TO)),
    )


def _pace(workspace: Workspace, known: CaseFacts) -> Pace:
    programme, started = workspace.programmes.of(known), start_date(known)
    agreed = next_agreed(known, programme)
    minimums = programme.minimums
    sessions = [FactKind.SESSION_HELD]
    if programme.settings.initial_meeting_is_a_session:
        sessions.append(FactKind.INITIAL_MEETING_HELD)
    return Pace(
        minimums.one_to_one_sessions,
        tuple(fact.on for fact in known.of(*sessions)),
        agreed.on if agreed is not None else None,
        workspace.calendar.add(started, minimums.expected_working_days) if started is not None else None,
    )
