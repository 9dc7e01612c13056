"""An initial meeting whose call drops goes on later, and Today keeps what it left open (I1, P1, P3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind, WrapUp
from jfs_desktop.casework.today import cockpit, putting_off
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from tests.casework.conftest import Office
from tests.casework.test_readings_switched import adopt

DAY = date(2021, 5, 26)
NO_JFAP = WrapUp(no_change_reason="Nothing agreed yet")


def reached(office: Office) -> UUID:
    """In the meeting: who it is, is sure, the offer was made; the clock stands at ten o'clock."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    for kind in (FactKind.ACKNOWLEDGED, FactKind.CONTACTED):
        office.record(case_id, kind)
    office.on(DAY, "10:00")
    return case_id


@pytest.fixture
def case_id(office: Office) -> UUID:
    return reached(office)


def talk(office: Office, case_id: UUID, *kinds: FactKind) -> UUID:
    """The timer of the meeting runs, and some of its steps are done."""
    began = sessions.start(
        office.workspace, case_id, kind=SessionKind.INITIAL_MEETING, channel="video", at=office.clock.now()
    )
    for kind in kinds:
        office.record(case_id, kind)
    for _ in range(4):
        office.clock.pass_by(15)
        now, ticks = office.clock.now(), office.clock.monotonic()
        sessions.beat(office.workspace, began.value.id, wall=now, monotonic=ticks)
    return began.value.id


def stop(office: Office, session_id: UUID, given: WrapUp) -> None:
    sessions.stop(office.workspace, session_id, at=office.clock.now(), wrap_up=given)


def recorded(office: Office, case_id: UUID) -> set[str]:
    return {one.kind for one in facts.of_case(office.workspace, case_id)}


def loose(office: Office, kind: str) -> list[str]:
    return [todo.what for todo in cockpit.cockpit(office.workspace).todos if todo.kind == kind]


def test_a_call_that_dropped_leaves_a_meeting_to_be_finished(office: Office, case_id: UUID) -> None:
    """I1: its minutes and its line in the JFAP stand, nothing is held, and the next call goes on."""
    first = talk(office, case_id, FactKind.IDENTITY_CONFIRMED, FactKind.OFFER_EXPLAINED)
    stop(office, first, WrapUp(notes="The line went dead.", goes_on=True))
    assert FactKind.INITIAL_MEETING_HELD not in recorded(office, case_id)
    wrapped = sessions.one(office.workspace, first)
    assert (wrapped.minutes, wrapped.plan_changed) == (1, False) and "dropped" in wrapped.no_change_reason
    to_do = [todo.what for todo in cockpit.cockpit(office.workspace).todos]
    assert any(what.startswith("Finish the initial meeting begun") for what in to_do)
    second = talk(office, case_id)
    stop(office, second, NO_JFAP)
    assert FactKind.INITIAL_MEETING_HELD in recorded(office, case_id)
    assert sessions.total(office.workspace, case_id).minutes == 2


def test_amb_16_a_call_with_somebody_unknown_counts_for_nobody(office: Office, case_id: UUID) -> None:
    """AMB-16: the doubt was never cleared up in it; what was measured stays readable."""
    doubted = talk(office, case_id, FactKind.IDENTITY_DOUBTED)
    stop(office, doubted, WrapUp(goes_on=True))
    told = sessions.one(office.workspace, doubted)
    assert (told.minutes, told.recorded_minutes) == (0, 1)
    known = talk(office, case_id)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail={"doubt_cleared_up": "Their own number"})
    stop(office, known, NO_JFAP)
    assert sessions.total(office.workspace, case_id).minutes == 1


def test_what_a_held_meeting_left_open_stays_on_today_until_it_is_done(office: Office, case_id: UUID) -> None:
    """I1, I9 to I16: the steps are named, the rest is timed as the meeting, and the row goes at the end."""
    done = (FactKind.IDENTITY_CONFIRMED, FactKind.VOLUNTEER_CONFIRMED, FactKind.PACK_SENT)
    stop(office, talk(office, case_id, *done, FactKind.PACK_DISCUSSED, FactKind.OFFER_EXPLAINED), NO_JFAP)
    (what,) = loose(office, putting_off.STEPS)
    assert "What they need help with; The first JFAP, agreed" in what and "Induction pack" not in what
    left = initial_meeting.read(office.workspace, case_id).left_open
    assert left[0] is MeetingStep.NEEDS and MeetingStep.REPLIES not in left
    rest = talk(office, case_id, FactKind.NEEDS_AGREED, FactKind.JFAP_AGREED, FactKind.SHARING_TOLD)
    assert loose(office, putting_off.STEPS) == [], "the timer runs for it"
    stop(office, rest, WrapUp(plan_changed=True, plan_summary="First aims"))
    assert sessions.one(office.workspace, rest).kind == SessionKind.INITIAL_MEETING
    assert sum(fact.kind == "initial_meeting_held" for fact in facts.of_case(office.workspace, case_id)) == 1
    (what,) = loose(office, putting_off.STEPS)
    assert what.endswith("Keeping in touch; The draft JFAP, sent")
    office.record(case_id, FactKind.COMMUNICATION_AGREED)
    office.record(case_id, FactKind.DRAFT_JFAP_SENT)
    assert loose(office, putting_off.STEPS) == []


def test_no_jfap_is_updated_before_there_is_one(office: Office, case_id: UUID) -> None:
    """P1, I11, JFS 4.03: refused with the paragraph, and the timer runs on; once agreed it is taken."""
    changed = WrapUp(plan_changed=True, plan_summary="Talked about work")
    session_id = talk(office, case_id, FactKind.IDENTITY_CONFIRMED)
    with pytest.raises(RefusedByRule, match="no JFAP yet") as refused:
        stop(office, session_id, changed)
    assert refused.value.paragraph == "JFS 4.03"
    assert sessions.one(office.workspace, session_id).state == "running"
    office.record(case_id, FactKind.JFAP_AGREED)
    stop(office, session_id, changed)
    assert FactKind.JFAP_UPDATED in recorded(office, case_id)


def test_no_jfap_is_updated_where_a_meeting_entered_as_a_whole_made_none(office: Office) -> None:
    """P1, JFS 4.03: nor in a 1-2-1 of a case that was not led step by step."""
    case_id = office.met()
    began = sessions.start(
        office.workspace, case_id, channel="video", identity="confirmed", at=office.clock.now()
    )
    with pytest.raises(RefusedByRule, match="no JFAP yet"):
        stop(office, began.value.id, WrapUp(plan_changed=True, plan_summary="Talked about work"))
    stop(office, began.value.id, NO_JFAP)


def test_only_an_initial_meeting_goes_on_later(office: Office) -> None:
    """P3: a 1-2-1 is held once it is wrapped up."""
    case_id = office.met()
    began = sessions.start(
        office.workspace, case_id, channel="video", identity="confirmed", at=office.clock.now()
    )
    with pytest.raises(RefusedByRule, match="Only an initial meeting"):
        stop(office, began.value.id, replace(NO_JFAP, goes_on=True))


def resumed(office: Office, case_id: UUID, *kinds: FactKind) -> CaseFact:
    """A call of the first day that dropped after these steps, and another of the next day that ends it."""
    dropped = WrapUp(notes="The line went dead.", goes_on=True)
    stop(office, talk(office, case_id, FactKind.IDENTITY_CONFIRMED, *kinds), dropped)
    office.on(DAY + timedelta(days=1), "15:00")
    second = talk(office, case_id, FactKind.IDENTITY_CONFIRMED, FactKind.NEEDS_AGREED)
    stop(office, second, NO_JFAP)
    with office.workspace.reading() as db:
        return db.scalars(select(CaseFact).where(CaseFact.kind == "initial_meeting_held")).one()


def test_i19_a_meeting_finished_on_a_later_day_was_attended_in_its_first_substantial_call(
    office: Office, case_id: UUID
) -> None:
    """JFS Annex 3: the start date is the day of attendance, and the meeting the first substantial discussion.
    The record says when the call of that day ended, and when the rest was done."""
    held = resumed(office, case_id, FactKind.OFFER_EXPLAINED)
    assert (held.happened_on, held.detail["ended_at"]) == (DAY, "10:01")
    assert held.note == "The call dropped; the meeting was finished on Thursday 27 May 2021."
    known = {one.id: one for one in clocks.of_case(office.workspace, case_id)}
    assert known["maximum_provision"].started_on == DAY
    assert sessions.total(office.workspace, case_id).minutes == 2


def test_i19_a_call_in_which_nothing_was_talked_over_was_no_meeting(office: Office, case_id: UUID) -> None:
    held = resumed(office, case_id)
    assert (held.happened_on, held.note) == (DAY + timedelta(days=1), "")


def test_i19_the_other_reading_takes_the_day_on_which_it_was_finished(office: Office) -> None:
    """The guidance leaves it open, so that the profile decides."""
    adopt(office, '[settings]\nresumed_meeting_attended = "last_call"\n')
    held = resumed(office, reached(office), FactKind.OFFER_EXPLAINED)
    assert (held.happened_on, held.note) == (DAY + timedelta(days=1), "")
