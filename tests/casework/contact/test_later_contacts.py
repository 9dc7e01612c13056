"""Contact with somebody on provision: who it is in each call (I3), and what counts as an answer in a time
away (M1, M3, M4, T18, AMB-34, AMB-35)."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.circumstances import circumstances
from jfs_desktop.casework.contact import missed_meetings
from jfs_desktop.casework.desk import case_facts, clocks
from jfs_desktop.casework.recording import facts, one_call
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.referrals import referral_view
from jfs_desktop.casework.sessions import session_views, sessions
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.clocks.clocks import ClockState
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.journey.re_engagement import spell_of
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from tests.casework.conftest import Office

K = FactKind
LOST = date(2021, 6, 2)
SURE = {"identity": "confirmed"}


@pytest.fixture
def away(office: Office) -> UUID:
    case_id = office.started()
    office.on(LOST, "11:00")
    office.record(case_id, K.DISENGAGED)
    return case_id


def stage(office: Office, case_id: UUID) -> str:
    workspace = office.workspace
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    return stage_of(known, workspace.programme, workspace.calendar, workspace.today())


def is_away(office: Office, case_id: UUID) -> bool:
    workspace = office.workspace
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    return spell_of(known, workspace.programme, workspace.calendar, workspace.today()) is not None


def state(office: Office, case_id: UUID, clock_id: str) -> ClockState:
    return next(one.state for one in clocks.of_case(office.workspace, case_id) if one.id == clock_id)


def test_m4_t18_an_attempt_that_reaches_somebody_is_their_return(office: Office, away: UUID) -> None:
    """Reached is no unanswered attempt: the person takes part again, and nothing of it counts to an exit."""
    office.on(date(2021, 6, 3), "10:00")
    tried = office.record(away, K.RE_CONTACT_ATTEMPTED, detail={"result": "reached"} | SURE)
    assert stage(office, away) == "started" and not is_away(office, away)
    back = next(one for one in facts.of_case(office.workspace, away) if one.kind == K.RE_ENGAGED)
    assert (back.on, back.at, dict(back.detail)) == (tried.on, tried.at, SURE | {"attempt": str(tried.id)})
    with pytest.raises(RefusedByRule) as refused:
        office.record(away, K.ENDED_EARLY)
    assert refused.value.paragraph == "JFS 4.20"


def test_m4_the_return_goes_with_the_attempt_that_is_taken_back(office: Office, away: UUID) -> None:
    office.on(date(2021, 6, 3), "10:00")
    tried = office.record(away, K.RE_CONTACT_ATTEMPTED, detail={"result": "reached"} | SURE)
    facts.withdraw(office.workspace, tried.id, "It was somebody else")
    assert stage(office, away) == "disengaged"
    gone = {one.kind for one in facts.of_case(office.workspace, away) if one.withdrawn_reason}
    assert gone == {K.RE_CONTACT_ATTEMPTED, K.RE_ENGAGED}


def test_t18_a_return_after_the_window_says_why_it_came_late(office: Office, away: UUID) -> None:
    office.on(date(2021, 6, 3), "10:00")
    office.record(away, K.RE_CONTACT_ATTEMPTED, detail={"result": "no_answer"})
    office.on(date(2021, 6, 14), "10:00")
    with pytest.raises(BadInput) as refused:
        office.record(away, K.RE_CONTACT_ATTEMPTED, detail={"result": "reached"} | SURE)
    assert refused.value.field == "late_reason" and is_away(office, away)
    said = {"result": "reached"} | SURE
    office.record(away, K.RE_CONTACT_ATTEMPTED, detail=said, late_reason="In hospital")
    assert not is_away(office, away)


@pytest.mark.parametrize("result", ["no_answer", "message_left", "sent", "unreachable"])
def test_m4_an_unanswered_attempt_asks_nobody_who_it_is(office: Office, away: UUID, result: str) -> None:
    office.record(away, K.RE_CONTACT_ATTEMPTED, detail={"result": result})
    assert stage(office, away) == "disengaged"


def test_t18_a_group_session_ends_a_time_away(office: Office, away: UUID) -> None:
    """Who takes part again is back; the attempt that was due is not needed any more."""
    office.on(date(2021, 6, 3), "10:00")
    office.record(away, K.GROUP_ATTENDED)
    assert stage(office, away) == "started" and not is_away(office, away)
    assert state(office, away, "disengagement_contact") is ClockState.NOT_NEEDED


def test_m1_m3_a_session_held_is_the_contact_that_was_due(office: Office) -> None:
    """A missed meeting and a disengagement are met by a 1-2-1, which is two-way contact (AMB-35)."""
    case_id = office.started()
    office.on(LOST, "11:00")
    office.record(case_id, K.MEETING_MISSED)
    office.record(case_id, K.DISENGAGED)
    office.on(date(2021, 6, 4), "12:00")
    office.supported(case_id, 30)
    for clock_id in ("missed_meeting_contact", "disengagement_contact"):
        assert state(office, case_id, clock_id) is ClockState.MET
    assert stage(office, case_id) == "started"


def test_r6_an_automatic_disengagement_counts_for_a_re_referral(office: Office) -> None:
    """AMB-35: a missed meeting that nobody explained is a disengagement on the missed date."""
    ni = {"ni_number": "AB123456C"}
    case_id = office.started(date(2021, 4, 28), date(2021, 5, 4), **ni)
    office.on(date(2021, 5, 12), "11:00")
    office.record(case_id, K.MEETING_MISSED)
    office.on(date(2021, 5, 19), "11:00")
    office.record(case_id, K.RE_CONTACT_ATTEMPTED, late_reason="Ill", detail={"result": "no_answer"})
    office.on(date(2021, 6, 24))
    again = office.referred(**ni)
    (known,) = referral_view.of_case(office.workspace, again).earlier
    assert known.journey is not None
    assert (known.journey.left_on, known.journey.working_days_used) == (date(2021, 5, 12), 6)
    assert not known.journey.last_day_reached


def test_m1_a_missed_booking_carries_its_own_time(office: Office) -> None:
    case_id = office.started()
    office.record(case_id, K.APPOINTMENT_AGREED, detail={"agreed_for": LOST.isoformat(), "time": "10:30"})
    office.on(LOST, "09:00")
    (booking,) = circumstances.of_case(office.workspace, case_id).bookings
    with pytest.raises(BadInput):
        missed_meetings.miss(office.workspace, case_id, booking.id)
    office.on(LOST, "11:00")
    missed = missed_meetings.miss(office.workspace, case_id, booking.id).value
    assert missed.at is not None and f"{missed.at:%H:%M}" == "10:30"


def test_m7_a_move_out_of_great_britain_says_where_to(office: Office) -> None:
    case_id = office.started()
    said = {"where": "outside", "moves_on": "2021-06-07", "longer_than_left": "yes"}
    with pytest.raises(BadInput) as refused:
        facts.record(office.workspace, case_id, WhatHappened(K.MOVED, office.workspace.today(), detail=said))
    assert (refused.value.field, refused.value.paragraph) == ("destination", "JFS 4.22")
    office.record(case_id, K.MOVED, detail={"where": "inside", "destination": "", "moves_on": "2021-05-26"})


def test_i3_a_doubt_stops_what_would_be_recorded(office: Office, away: UUID) -> None:
    """Where it is not sure who it is, nothing is taken as theirs: the doubt comes first (JFS 3.26)."""
    for kind in (K.RE_ENGAGED, K.SUPPORT_GIVEN):
        with pytest.raises(BadInput) as refused:
            office.record(away, kind, detail={"item": "peers", "outcome": "Met", "identity": "doubt"})
        assert (refused.value.field, refused.value.paragraph) == ("identity", "JFS 3.21")


def test_i3_who_it_is_stands_for_the_rest_of_the_call(office: Office, away: UUID) -> None:
    """Asked once in one call: proposed for half an hour, then asked anew; a doubt takes it back."""
    workspace = office.workspace
    assert dict(one_call.proposed_identity(workspace, away)) == {}
    office.record(away, K.RE_ENGAGED, at=time(11))
    assert dict(one_call.proposed_identity(workspace, away)) == SURE
    other = office.referred()
    assert dict(one_call.proposed_identity(workspace, other)) == {}, "nobody else is meant"
    office.clock.pass_by(31 * 60)
    assert dict(one_call.proposed_identity(workspace, away)) == {}
    yesterday = workspace.today() - timedelta(days=1)
    office.record(away, K.IDENTITY_CONFIRMED, on=yesterday)
    assert dict(one_call.proposed_identity(workspace, away)) == {}, "entered late"
    office.record(away, K.IDENTITY_CONFIRMED)
    assert dict(one_call.proposed_identity(workspace, away)) == SURE
    office.clock.pass_by(60)
    office.record(away, K.IDENTITY_DOUBTED)
    assert dict(one_call.proposed_identity(workspace, away)) == {}


def test_i3_what_was_said_at_the_start_of_a_session_holds_while_it_runs(office: Office) -> None:
    case_id = office.started()
    office.on(LOST, "10:00")
    sessions.start(
        office.workspace,
        case_id,
        kind=SessionKind.ONE_TO_ONE,
        channel="video",
        booked_until=None,
        identity="confirmed",
        at=office.clock.now(),
    )
    office.clock.pass_by(45 * 60)
    assert session_views.running(office.workspace) is not None
    assert dict(one_call.proposed_identity(office.workspace, case_id)) == SURE
