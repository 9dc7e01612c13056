"""What an entry about the initial meeting must say for itself, beyond what the profile's guards say of the
whole case (C3, I8, I13, T10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jfs_desktop.casework.recording import first_appointment
from jfs_desktop.casework.recording.first_appointment import LATER
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.doubts import doubt_unasked
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.contact import BOOKED_FOR, REASON, booked_day, past_prap, refused_booking
from jfs_desktop.rules.meetings.initial_meeting import CLEARED_UP
from jfs_desktop.rules.programme.programme import Programme


def refuse(
    programme: Programme,
    calendar: WorkingDays,
    today: date,
    known: CaseFacts,
    *,
    kind: FactKind,
    detail: Mapping[str, str],
    note: str,
) -> None:
    """Raise BadInput for a booking, an appointment or a confirmation that leaves out its reason."""
    if kind is FactKind.MEETING_BOOKED:
        _refuse_unexplained_booking(programme, calendar, known, detail)
    elif kind is FactKind.APPOINTMENT_AGREED:
        on = booked_day(detail, programme.fact_kinds[kind].dates)
        if on is not None:
            limit = first_appointment.latest(known, programme, calendar, today)
            first_appointment.refuse_unexplained(limit, on, detail.get(LATER, "") or note, "note")
    elif kind is FactKind.IDENTITY_CONFIRMED:
        _refuse_unasked(known, detail)


def _refuse_unexplained_booking(
    programme: Programme, calendar: WorkingDays, known: CaseFacts, detail: Mapping[str, str]
) -> None:
    """Another date, or one after the last day for the meeting, says why (C3, T10); none lies after PRaP has
    closed the case (W10)."""
    on = booked_day(detail)
    closed = past_prap(known, on, programme, calendar) if on is not None else None
    if closed is not None:
        raise BadInput(closed.text, field=BOOKED_FOR, paragraph=closed.paragraph)
    against = refused_booking(known, detail, programme, calendar)
    if against is not None:
        raise BadInput(against.text, field=REASON, paragraph=against.paragraph)


def _refuse_unasked(known: CaseFacts, detail: Mapping[str, str]) -> None:
    """A doubt is settled by the Work Coach's answer, or by what cleared it up without one (I8)."""
    if doubt_unasked(known) is not None and not detail.get(CLEARED_UP, "").strip():
        raise BadInput(
            "Ask the Work Coach about the doubt and record the answer, or say how it was cleared up without.",
            field=CLEARED_UP,
            paragraph="JFS 3.26",
        )
