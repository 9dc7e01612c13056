"""The next appointment with a participant: the initial meeting booked, or what was agreed since
(JFS 3.14, 3.19, 4.05)."""

from __future__ import annotations

from datetime import date

from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.contact import BOOKED_AT, booked_day, standing_booking
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.programme.programme import Programme

INITIAL_MEETING = "Initial meeting"
_SETTLED_BY = (
    FactKind.INITIAL_MEETING_HELD,
    FactKind.INITIAL_MEETING_MISSED,
    FactKind.SESSION_HELD,
    FactKind.MEETING_MISSED,
)


def next_appointment(facts: CaseFacts, programme: Programme) -> AppointmentView | None:
    """What is agreed with the person now: an appointment of provision, else the initial meeting booked.
    Nothing is kept for a person who has died (JFS 5.11)."""
    return next_agreed(facts, programme) or booked(facts)


def fact_of(facts: CaseFacts, programme: Programme) -> Fact | None:
    """The fact that ``next_appointment`` is read from."""
    if next_agreed(facts, programme) is not None:
        return facts.last(FactKind.APPOINTMENT_AGREED)
    return standing_booking(facts) if booked(facts) is not None else None


def booked(facts: CaseFacts) -> AppointmentView | None:
    """The initial meeting as booked last, until it was held or missed."""
    booking = standing_booking(facts)
    on = booked_day(booking.detail) if booking is not None else None
    if booking is None or on is None:
        return None
    return AppointmentView(on, booking.detail.get(BOOKED_AT, ""), booking.on, INITIAL_MEETING)


def next_agreed(facts: CaseFacts, programme: Programme) -> AppointmentView | None:
    """The appointment agreed last, until something was held or missed on its day or after."""
    agreed = facts.last(FactKind.APPOINTMENT_AGREED)
    if agreed is None or has_died(facts):
        return None
    said = agreed.detail.get(programme.fact_kinds[agreed.kind].dates, "")
    try:
        on = date.fromisoformat(said)
    except ValueError:
        return None
    later = facts.facts[facts.facts.index(agreed) + 1 :]
    if any(fact.kind in _SETTLED_BY and fact.on >= on for fact in later):
        return None
    return AppointmentView(on, agreed.detail.get("time", ""), agreed.on)
