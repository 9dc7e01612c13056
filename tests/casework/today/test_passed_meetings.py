"""A booked time that has passed with nothing recorded is asked about on Today, a meeting that has begun is
finished there, and nothing is kept for who has died (I1, C3, M1, X8; JFS 3.17, 4.17, 5.11)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.contact import contact_view, missed_meetings
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.today.agenda import agenda, turns_at
from jfs_desktop.casework.today.cockpit import When, cockpit
from jfs_desktop.casework.today.putting_off import PASSED
from jfs_desktop.errors import NotFound
from jfs_desktop.rules.facts.facts import FactKind

JUNE_4 = date(2021, 6, 4)


def booked(office, at="10:30", on=JUNE_4):
    """Somebody whose initial meeting was booked on 1 June for a day."""
    office.on(date(2021, 6, 1))
    case_id = office.referred(first_name="Callum", last_name="Reid")
    office.record(case_id, FactKind.ACKNOWLEDGED)
    said = {"booked_for": on.isoformat(), "booked_at": at}
    office.record(case_id, FactKind.CONTACTED)
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


def todos(office, case_id):
    for _ in redate(office.workspace):
        pass
    return [one for one in cockpit(office.workspace).todos if one.case_id == case_id]


def to_settle(office, case_id):
    return [one for one in todos(office, case_id) if one.kind == PASSED]


def agreed(office, at="10:00", on=date(2021, 6, 3)):
    """Somebody on provision with an appointment agreed on 1 June, still open on 4 June."""
    case_id = office.started()
    office.on(date(2021, 6, 1))
    office.record(case_id, FactKind.SESSION_HELD)
    said = {"agreed_for": on.isoformat(), "time": at}
    booking = office.record(case_id, FactKind.APPOINTMENT_AGREED, detail=said)
    return case_id, booking.id


def test_an_appointment_that_passed_with_nothing_recorded_is_asked_about(office):
    """M1: counted from its own day, with the day by which somebody who missed it is to be reached."""
    case_id, booking_id = agreed(office)
    office.on(date(2021, 6, 3), "09:59")
    assert to_settle(office, case_id) == []
    office.on(date(2021, 6, 3), "10:00")
    (row,) = to_settle(office, case_id)
    assert (row.when, row.due, row.about) == (When.TODAY, date(2021, 6, 3), booking_id)
    office.on(JUNE_4)
    (row,) = to_settle(office, case_id)
    assert row.when is When.LATE and row.no_delay
    assert row.what == "Settle the appointment of Thu 3 June, 10:00: held, missed or put off?"
    assert row.why == "if missed, try to reach them by Mon 7 June · JFS 4.17"
    missed = missed_meetings.miss(office.workspace, case_id, booking_id)
    assert (missed.value.kind, missed.value.on) == (FactKind.MEETING_MISSED, date(2021, 6, 3))
    assert [one.clock.id for one in todos(office, case_id) if one.clock and one.due == date(2021, 6, 7)] == [
        "missed_meeting_contact"
    ]
    assert to_settle(office, case_id) == []


def test_today_knows_the_moment_at_which_there_is_more_to_settle(office):
    """M1, I1: the next booked time of the day, and none once it has come; the agenda knows it too."""
    agreed(office)
    booked(office, at="14:00", on=date(2021, 6, 3))
    turns = []
    for at in ("09:59", "10:00", "14:00"):
        office.on(date(2021, 6, 3), at)
        found = cockpit(office.workspace).turns_at
        turns.append(found and f"{found:%H:%M}")
        assert turns_at(agenda(office.workspace), office.clock.now()) == found
    assert turns == ["10:00", "14:00", None]
    office.on(date(2021, 6, 2), "09:00")
    assert cockpit(office.workspace).turns_at is None  # what comes tomorrow comes with the day


def test_a_session_or_another_appointment_in_its_stead_settles_it(office):
    """M1, I13: held, and put off before its time or said to have been."""
    case_id, booking_id = agreed(office)
    office.on(JUNE_4)
    later = {"agreed_for": "2021-06-08", "time": "10:00"}
    office.record(case_id, FactKind.APPOINTMENT_AGREED, detail=later)
    assert len(to_settle(office, case_id)) == 1  # a new date alone says nothing of the old one
    office.record(case_id, FactKind.APPOINTMENT_AGREED, detail=later, about=booking_id)
    assert to_settle(office, case_id) == []
    office.on(date(2021, 6, 8), "11:00")
    assert len(to_settle(office, case_id)) == 1  # the one agreed last
    office.record(case_id, FactKind.SESSION_HELD, late_reason="Away")
    assert to_settle(office, case_id) == []


def test_a_session_that_runs_settles_it_itself(office):
    """S1: nobody is asked whether a person came who is talked to now."""
    case_id, _ = agreed(office, on=JUNE_4)
    office.on(JUNE_4, "10:00")
    now = office.clock.now()
    sessions.start(office.workspace, case_id, channel="video", at=now, identity="confirmed")
    office.on(JUNE_4, "10:05")
    assert to_settle(office, case_id) == []


def test_a_booked_initial_meeting_that_passed_asks_whether_the_person_came(office):
    """I1, C3, AMB-57: the rule of the initial meeting, with the day by which it must be held."""
    case_id = booked(office)
    office.on(date(2021, 6, 14))
    assert next(one.kind for one in todos(office, case_id)) == PASSED  # before what follows from it
    office.on(date(2021, 6, 8))
    (row,) = to_settle(office, case_id)
    assert row.what == "Settle the initial meeting of Fri 4 June, 10:30: held, missed or put off?"
    assert row.why == "must be held by Fri 11 June · JFS 3.17"
    missed = missed_meetings.miss(office.workspace, case_id, row.about)
    assert (missed.value.kind, missed.value.on) == (FactKind.INITIAL_MEETING_MISSED, JUNE_4)
    assert to_settle(office, case_id) == []
    with pytest.raises(NotFound):
        missed_meetings.passed(office.workspace, case_id, row.about)


def test_a_meeting_that_dropped_and_is_booked_anew_is_settled_at_its_new_time(office):
    """I1, C3, JFS 3.17: it stays not held, and Today leads to the booking until something is said of it."""
    case_id = booked(office, on=date(2021, 6, 2))
    office.on(date(2021, 6, 2), "10:30")
    office.record(case_id, FactKind.INITIAL_MEETING_BEGUN)
    office.on(date(2021, 6, 3))
    assert any(one.what.startswith("Finish the initial") for one in todos(office, case_id))
    again = {"booked_for": "2021-06-04", "booked_at": "11:00", "rebooking_reason": "The call dropped"}
    office.record(case_id, FactKind.MEETING_BOOKED, detail=again)
    assert not any(one.what.startswith("Finish the initial") for one in todos(office, case_id))
    office.on(JUNE_4, "11:30")
    (row,) = to_settle(office, case_id)
    missed_meetings.miss(office.workspace, case_id, row.about)
    assert to_settle(office, case_id) == []


def test_a_meeting_that_has_begun_is_finished_today(office):
    """I1: raised today, whenever its last day is; the agenda and the head of the case go on with it."""
    case_id = booked(office, on=date(2021, 6, 2))
    office.on(date(2021, 6, 2), "10:30")
    office.record(case_id, FactKind.INITIAL_MEETING_BEGUN)
    (line,) = agenda(office.workspace)
    assert line.begun
    (row,) = [one for one in todos(office, case_id) if one.when is When.TODAY]
    assert row.what == "Finish the initial meeting begun on 2 June" and row.clock.paragraph == "JFS 3.17"
    assert (row.action, row.due) == ("Continue", date(2021, 6, 11))  # beyond the days that Today looks ahead
    assert cases.case_view(office.workspace, case_id).meeting_begun == date(2021, 6, 2)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.record(case_id, FactKind.INITIAL_MEETING_HELD)
    assert not any(one.what.startswith("Finish the initial") for one in todos(office, case_id))
    assert cases.case_view(office.workspace, case_id).meeting_begun is None
