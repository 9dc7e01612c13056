"""What stands in the way of an appointment: the adviser's other appointments near it, and what the
person has at the Jobcentre that day (C8, I13). A clash is told; whether it matters the adviser decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.known_cases import name_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.case import Case
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind

_OURS = (FactKind.APPOINTMENT_AGREED, FactKind.MEETING_BOOKED)
_OVER = (FactKind.INITIAL_MEETING_HELD, FactKind.INITIAL_MEETING_MISSED)
_DAYS = ("agreed_for", "booked_for", "appointment_on")
_TIMES = ("time", "booked_at", "appointment_at")
NEAR = timedelta(minutes=45)


@dataclass(frozen=True, slots=True, repr=False)
class Clash(Discreet):
    """Another appointment: with whom, at what time ('' where only the day is known), and whether it is
    the person's own at the Jobcentre."""

    name: str
    at: str
    at_jobcentre: bool


def clashes_on(workspace: Workspace, case_id: UUID, on: date, at: time | None) -> tuple[Clash, ...]:
    """What lies within three quarters of an hour of ``at`` on that day, or anywhere on it without a time."""
    with workspace.reading() as db:
        own = case_facts.load(db, case_id)
        found = [
            Clash("", _said(fact, _TIMES), at_jobcentre=True)
            for fact in own.of(FactKind.JOBCENTRE_APPOINTMENT_TOLD)
            if _said(fact, _DAYS) == on.isoformat() and _near(on, at, _said(fact, _TIMES))
        ]
        mine = db.scalars(select(Case.id).where(Case.adviser_id == workspace.me.id, Case.id != case_id)).all()
        for other, known in case_facts.load_many(db, mine).items():
            found += _of_other(db, other, known, on, at)
    return tuple(found)


def _of_other(db: Session, case_id: UUID, known: CaseFacts, on: date, at: time | None) -> list[Clash]:
    """The last appointment agreed with another participant, where it is on that day and near."""
    last = known.last(*_OURS)
    if last is None or _said(last, _DAYS) != on.isoformat():
        return []
    if last.kind is FactKind.MEETING_BOOKED and known.has(*_OVER):
        return []
    said = _said(last, _TIMES)
    return [Clash(name_of(db, case_id), said, at_jobcentre=False)] if _near(on, at, said) else []


def _said(fact: Fact, keys: tuple[str, ...]) -> str:
    return next((fact.detail[key] for key in keys if fact.detail.get(key)), "")


def _near(on: date, at: time | None, said: str) -> bool:
    if at is None or not said:
        return True
    other = datetime.combine(on, time.fromisoformat(said))
    return abs(datetime.combine(on, at) - other) < NEAR
