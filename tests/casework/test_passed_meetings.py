"""A booked time that has passed with nothing recorded is asked about on Today, a meeting that has begun is
finished there, and nothing is kept for who has died (I1, C3, M1, X8; JFS 3.17, 4.17, 5.11)."""

from __future__ import annotations

from datetime import date

from jfs_desktop.casework import cases, contact_view, ends
from jfs_desktop.casework.agenda import agenda
from jfs_desktop.casework.ends import Death
from jfs_desktop.rules.facts import FactKind

JUNE_4 = date(2021, 6, 4)


def booked(office, at="10:30", on=JUNE_4):
    """Somebody whose initial meeting was booked on 1 June for a day."""
    office.on(date(2021, 6, 1))
    case_id = office.referred(first_name="Callum", last_name="Reid")
    office.record(case_id, FactKind.ACKNOWLEDGED)
    said = {"booked_for": on.isoformat(), "booked_at": at}
    office.record(case_id, FactKind.MEETING_BOOKED, detail=said)
    return case_id


def test_nothing_is_kept_for_a_person_who_has_died_before_the_start(office):
    """C3, X8: no line by the clock with a start, no meeting in the head, no advice to book another."""
    case_id = booked(office)
    office.on(JUNE_4)
    assert [line.case_id for line in agenda(office.workspace)] == [case_id]
    ends.learn_death(office.workspace, case_id, Death(JUNE_4, "The Work Coach"))
    assert agenda(office.workspace) == ()
    assert cases.case_view(office.workspace, case_id).next_appointment is None
    standing = contact_view.contact_view(office.workspace, case_id).standing
    assert standing.headline == "The person has died"
    assert [one.paragraph for one in standing.advice] == ["JFS 5.11"]
