"""An initial meeting begun in vain: nobody joins, nothing of the waiting counts, and it is missed, not begun
(M1, S2, T8, AMB-18, AMB-79; JFS 3.33)."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest

from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import nobody_came, sessions
from jfs_desktop.casework.sessions.sessions import SessionKind
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office

DAY = date(2021, 5, 26)


@pytest.fixture
def case_id(office: Office) -> UUID:
    """Booked for ten o'clock of 26 May, which it is."""
    office.on(date(2021, 5, 18))
    made = office.referred()
    office.record(made, K.ACKNOWLEDGED)
    office.record(made, K.CONTACTED)
    office.record(made, K.MEETING_BOOKED, detail={"booked_for": DAY.isoformat()})
    office.on(DAY, "10:00")
    return made


def waited(office: Office, case_id: UUID) -> UUID:
    """The timer has run for a quarter of an hour."""
    began = sessions.start(
        office.workspace, case_id, kind=SessionKind.INITIAL_MEETING, channel="video", at=office.clock.now()
    )
    for _ in range(60):
        office.clock.pass_by(15)
        sessions.beat(
            office.workspace, began.value.id, wall=office.clock.now(), monotonic=office.clock.monotonic()
        )
    return began.value.id


def standing(office: Office, case_id: UUID) -> list[str]:
    return [one.kind for one in facts.of_case(office.workspace, case_id) if not one.withdrawn_reason]


def close(office: Office, case_id: UUID) -> None:
    nobody_came.record(office.workspace, case_id, at=office.clock.now())


@pytest.mark.parametrize("stopped", [False, True])
def test_m1_who_waits_alone_was_in_no_meeting(office: Office, case_id: UUID, stopped: bool) -> None:
    """AMB-18, S2: no minute counts, no wrap-up is owed; the quarter of an hour stays readable."""
    session_id = waited(office, case_id)
    if stopped:
        sessions.stop(office.workspace, session_id, at=office.clock.now())
    assert initial_meeting.read(office.workspace, case_id).waiting
    close(office, case_id)
    assert "initial_meeting_begun" not in standing(office, case_id)
    missed = next(
        one for one in facts.of_case(office.workspace, case_id) if one.kind == K.INITIAL_MEETING_MISSED
    )
    assert (missed.on, missed.at is not None) == (DAY, True)
    assert not sessions.owed(office.workspace)
    assert sessions.running(office.workspace) is None
    told = sessions.one(office.workspace, session_id)
    assert (told.minutes, told.recorded_minutes) == (0, 15)
    view = initial_meeting.read(office.workspace, case_id)
    assert not (view.begun or view.waiting) and view.missed is not None


def test_t10_the_next_meeting_counts_its_own_minutes_alone(office: Office, case_id: UUID) -> None:
    """Booked anew and met for a quarter of an hour: that is what the four hours show of both."""
    waited(office, case_id)
    close(office, case_id)
    anew = {"booked_for": "2021-05-27", "rebooking_reason": "Did not join"}
    office.record(case_id, K.CONTACTED)
    office.record(case_id, K.MEETING_BOOKED, detail=anew)
    office.on(date(2021, 5, 27), "10:00")
    sessions.stop(office.workspace, waited(office, case_id), at=office.clock.now())
    assert sessions.total(office.workspace, case_id).minutes == 15


@pytest.mark.parametrize("kind", [K.IDENTITY_CONFIRMED, K.IDENTITY_DOUBTED])
def test_i1_who_was_there_did_not_stay_away(office: Office, case_id: UUID, kind: K) -> None:
    """A call that drops after a first word goes on later; it is no no-show."""
    waited(office, case_id)
    office.record(case_id, kind)
    assert not initial_meeting.read(office.workspace, case_id).waiting
    with pytest.raises(RefusedByRule, match="they were in the meeting"):
        close(office, case_id)


def test_nobody_is_missed_before_the_booked_time(office: Office, case_id: UUID) -> None:
    """T8: begun too early, it waits for its time."""
    office.on(DAY, "09:30")
    waited(office, case_id)
    with pytest.raises(BadInput, match="in the future"):
        close(office, case_id)
    assert sessions.running(office.workspace) is not None
    office.on(DAY, "10:01")
    close(office, case_id)
    with pytest.raises(NotFound):
        close(office, case_id)


def test_what_was_missed_already_still_lets_go_of_its_timer(office: Office, case_id: UUID) -> None:
    """W4: missed by the form, and DNA keyed; the stopped meeting owes nothing for ever."""
    session_id = waited(office, case_id)
    sessions.stop(office.workspace, session_id, at=office.clock.now())
    booking = initial_meeting.read(office.workspace, case_id).booking
    assert booking is not None
    office.record(case_id, K.INITIAL_MEETING_MISSED, at=time(10), about=booking.id)
    office.record(case_id, K.DNA_KEYED)
    assert initial_meeting.read(office.workspace, case_id).waiting
    close(office, case_id)
    assert not sessions.owed(office.workspace)
    assert standing(office, case_id).count("initial_meeting_missed") == 1
