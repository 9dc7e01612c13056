"""The next appointment that was agreed with a participant (JFS 3.19, 4.05)."""

from __future__ import annotations

from datetime import date

from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme import Programme

_SETTLED_BY = (
    FactKind.INITIAL_MEETING_HELD,
    FactKind.INITIAL_MEETING_MISSED,
    FactKind.SESSION_HELD,
    FactKind.MEETING_MISSED,
)


def next_agreed(facts: CaseFacts, programme: Programme) -> AppointmentView | None:
    """The appointment agreed last, until something was held or missed on its day or after."""
    agreed = facts.last(FactKind.APPOINTMENT_AGREED)
    if agreed is None:
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
