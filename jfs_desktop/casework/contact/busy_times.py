"""What speaks against a day and time for an appointment: told gently, never refused.

C3, C8, C9, I13; JFS 1.22, 3.17. Weekends and holidays, a day past the limit, the Jobcentre's
appointments of the same person, and whatever else the adviser has at that time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_appointment
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.calendar.counting import midnight
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.journey.contact import past_prap, reason_asked
from jfs_desktop.rules.meetings.jobcentre_clashes import jobcentre_appointments, overlap
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import time_of_day, weekday_day

FORECAST = "Forecast: this misses the standard for the initial meeting."


@dataclass(frozen=True, slots=True, repr=False)
class DayNote(Discreet):
    """One thing to know about the day or time chosen. ``paragraph`` may be empty; ``unnamed`` says the same
    where ``text`` names somebody else."""

    text: str
    paragraph: str = ""
    unnamed: str = ""

    def words(self, *, shared: bool) -> str:
        """What may be read by the adviser, or by everybody who sees the screen."""
        return self.unnamed or self.text if shared else self.text


@dataclass(frozen=True, slots=True, repr=False)
class DayCheck(Discreet):
    """All that is to be said about it; ``reason`` is not empty where a reason is asked for."""

    notes: tuple[DayNote, ...] = ()
    reason: str = ""
    paragraph: str = ""
    late: bool = False
    """Whether the day lies past the last one for the meeting: CSS 1 would be missed."""


def notes_on(workspace: Workspace, case_id: UUID, on: date, at: time | None) -> tuple[DayNote, ...]:
    """What speaks against any appointment on that day at that time (C8, I13). Raises NotFound."""
    with workspace.reading() as db:
        return _notes(db, workspace, case_id, case_facts.load(db, case_id), on, at=at)


def check_day(workspace: Workspace, case_id: UUID, on: date, at: time | None) -> DayCheck:
    """What speaks against an initial meeting on that day at that time. Raises NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        notes = _notes(db, workspace, case_id, known, on, at=at)
    programme, calendar = workspace.programmes.of(known), workspace.calendar
    asked = reason_asked(known, on, programme, calendar)
    late = reason_asked(known, on, programme, calendar, again=False) is not None
    closed = past_prap(known, on, programme, calendar)
    if closed is not None:
        notes = (DayNote(closed.text, closed.paragraph), *notes)
    elif late:
        notes = (DayNote(FORECAST, asked.paragraph if asked else ""), *notes)
    return DayCheck(notes, asked.text if asked else "", asked.paragraph if asked else "", late)


def _notes(
    db: Session, workspace: Workspace, case_id: UUID, known: CaseFacts, on: date, *, at: time | None
) -> tuple[DayNote, ...]:
    programme = workspace.programmes.of(known)
    return (
        *_of_the_day(workspace, on),
        *_jobcentre(known, programme, on, at),
        *_adviser(db, workspace, case_id, programme, on, at=at),
    )


def _of_the_day(workspace: Workspace, on: date) -> Iterator[DayNote]:
    if on < workspace.today():
        yield DayNote("This day is over.")
    elif not workspace.calendar.is_working(on):
        yield DayNote(f"{weekday_day(on)} is no working day: {workspace.calendar.reason(on)}.")


def _jobcentre(facts: CaseFacts, programme: Programme, on: date, at: time | None) -> Iterator[DayNote]:
    length, paragraph = programme.settings.meeting_minutes, programme.settings.commitments_paragraph
    for one in jobcentre_appointments(facts, programme):
        if one.on != on or not one.lies_over(f"{at:%H:%M}" if at else "", length):
            continue
        named = f" ({one.what})" if one.what else ""
        if not one.at or at is None:
            yield DayNote(f"The person has a Jobcentre appointment that day{named}.", paragraph)
        else:
            yield DayNote(f"The person is at the Jobcentre at {one.at}{named}.", paragraph)


def _adviser(
    db: Session, workspace: Workspace, case_id: UUID, programme: Programme, on: date, *, at: time | None
) -> Iterator[DayNote]:
    """Other appointments and sessions of who works here."""
    if at is None:
        return
    length = programme.settings.meeting_minutes
    for name, said in _booked_with_others(db, workspace, case_id, on):
        if said and overlap(at, time.fromisoformat(said), length):
            yield DayNote(
                f"You have {name} at {said} that day.", unnamed=f"You have somebody else at {said} that day."
            )
    begins = datetime.combine(on, at, LONDON)
    for other, session in _sessions_of(db, workspace, on):
        until = session.stopped_at or session.booked_until or workspace.now()
        if session.started_at < begins + timedelta(minutes=length) and begins < until:
            at_that_time = f"at {time_of_day(session.started_at)} that day."
            yield DayNote(
                f"You have a session with {other} {at_that_time}",
                unnamed=f"You have a session with somebody else {at_that_time}",
            )


def _booked_with_others(
    db: Session, workspace: Workspace, case_id: UUID, on: date
) -> Iterator[tuple[str, str]]:
    query = select(Case.id).join(CaseSummary, CaseSummary.case_id == Case.id)
    mine = query.where(Case.adviser_id == workspace.me.id, CaseSummary.open, Case.id != case_id)
    for other, facts in case_facts.load_many(db, list(db.scalars(mine))).items():
        agreed = next_appointment(facts, workspace.programmes.of(facts))
        if agreed is not None and agreed.on == on:
            yield name_of(db, other), agreed.at


def _sessions_of(db: Session, workspace: Workspace, on: date) -> Iterator[tuple[str, TimedSession]]:
    query = select(TimedSession).where(
        TimedSession.adviser_id == workspace.me.id,
        TimedSession.started_at >= midnight(on),
        TimedSession.started_at < midnight(on + timedelta(days=1)),
    )
    for session in db.scalars(query):
        yield name_of(db, session.case_id), session
