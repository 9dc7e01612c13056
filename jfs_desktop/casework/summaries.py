"""The caseload's stored lines: worked out from the facts in the same transaction
that changes them, and from nothing else (DESIGN 3.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts, session_counting
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.folding import folded
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.standing import next_clock, standing_of
from jfs_desktop.rules.working_days import WorkingDays

__all__ = ["READ_FROM", "next_clock", "refresh", "stale"]

_BATCH = 500

READ_FROM = frozenset(
    {
        "case",
        "case_fact",
        "participant",
        "referral",
        "timed_session",
        "session_segment",
        "session_gap",
        "session_correction",
    }
)
"""The tables that a line is worked out from; a change of others alone leaves it as it is."""


def refresh(
    db: Session,
    case_ids: Collection[UUID],
    programme: Programme,
    calendar: WorkingDays,
    today: date,
) -> None:
    """Write the lines of the given cases anew, within the transaction that is open."""
    wanted = list(case_ids)
    for begin in range(0, len(wanted), _BATCH):
        batch = wanted[begin : begin + _BATCH]
        lines = list(_lines(db, batch, programme, calendar, today))
        db.execute(delete(CaseSummary).where(CaseSummary.case_id.in_(batch)))
        if lines:
            db.execute(insert(CaseSummary), lines)


def stale(db: Session, today: date) -> Sequence[UUID]:
    """Cases whose line was worked out on another day, or never."""
    query = (
        select(Case.id)
        .outerjoin(CaseSummary, CaseSummary.case_id == Case.id)
        .where((CaseSummary.computed_on.is_(None)) | (CaseSummary.computed_on != today))
    )
    return db.scalars(query).all()


def _lines(
    db: Session, case_ids: list[UUID], programme: Programme, calendar: WorkingDays, today: date
) -> Iterator[dict[str, object]]:
    facts = case_facts.load_many(db, case_ids)
    minutes = session_counting.minutes_of_cases(db, case_ids)
    people = db.execute(
        select(
            Case.id,
            Case.adviser_id,
            Participant.first_name,
            Participant.last_name,
            Participant.ni_number,
            Referral.prap_reference,
            Referral.jobcentre,
        )
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .where(Case.id.in_(case_ids))
    )
    for row in people:
        standing = standing_of(facts[row.id], programme, calendar, today)
        yield {
            "case_id": row.id,
            "folded": folded(
                f"{row.first_name} {row.last_name} {row.ni_number or ''} {row.prap_reference} {row.jobcentre}"
            ),
            "surname_key": folded(f"{row.last_name} {row.first_name}"),
            "adviser_id": row.adviser_id,
            "minutes": minutes.get(row.id, 0),
            "computed_on": today,
            "stage": standing.stage.value,
            "open": standing.open,
            "next_clock": standing.next_clock,
            "next_due": standing.next_due,
        }
