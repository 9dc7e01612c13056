"""The timer's verbs on a real encrypted vault (S1, S2, S3, S12, P3, AMB-16, AMB-18, AMB-20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind, WrapUp
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.records.plan import PlanActivity
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import full_day

DONE = WrapUp(notes="Reworked the profile", plan_changed=True, plan_summary="Two applications a week")


def start(office, case_id: UUID, kind: SessionKind = SessionKind.ONE_TO_ONE) -> SessionView:
    return sessions.start(
        office.workspace, case_id, kind=kind, channel="video", identity="confirmed", at=office.clock.now()
    ).value


def run(office, session_id: UUID, seconds: float) -> None:
    """Time passes with a beat every 15 seconds."""
    while seconds > 0:
        step = min(15.0, seconds)
        office.clock.pass_by(step)
        seconds -= step
        beat(office, session_id)


def beat(office, session_id: UUID, **said):
    return sessions.beat(
        office.workspace, session_id, wall=office.clock.now(), monotonic=office.clock.monotonic(), **said
    )


def stop(office, session_id: UUID, wrap_up: WrapUp | None = DONE) -> SessionView:
    return sessions.stop(office.workspace, session_id, at=office.clock.now(), wrap_up=wrap_up).value


def kinds(office, case_id: UUID) -> list[str]:
    return [fact.kind for fact in facts.of_case(office.workspace, case_id)]


def test_s1_start_pause_resume_stop(office):
    """Only work counts; the pause leaves no question; the facts, the JFAP line and the caseload follow."""
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 20 * 60)
    sessions.pause(office.workspace, session.id, at=office.clock.now())
    office.clock.pass_by(3600)
    assert beat(office, session.id) is None
    sessions.resume(office.workspace, session.id, at=office.clock.now())
    run(office, session.id, 10 * 60 + 59)
    view = stop(office, session.id)
    assert (view.minutes, view.counted_seconds, view.gaps) == (30, 30 * 60 + 59, ())
    assert {"session_held", "jfap_updated"} <= set(kinds(office, case_id))
    with office.workspace.reading() as db:
        assert db.get(CaseSummary, case_id).minutes == 30
        line = db.scalars(select(PlanActivity)).one()
    assert line.session_id == session.id
    assert "Reworked the profile" in line.text
    assert sessions.running(office.workspace) is None
    told = [line for one in history.of_case(office.workspace, case_id) for line in one.details]
    assert [line for line in told if line.startswith("Time")] == ["Time: 10 min", "Time: 1 h", "Time: 20 min"]


def test_the_running_session_shows_time_to_the_moment(office):
    session = start(office, office.started())
    run(office, session.id, 90)
    office.clock.pass_by(10)
    shown = sessions.running(office.workspace)
    assert shown is not None
    assert (shown.counted_seconds, shown.minutes) == (100, 1)


def test_heartbeats_leave_no_journal_entry(office):
    session = start(office, office.started())
    before = office.entries()
    run(office, session.id, 45 * 60)
    assert office.entries() == before


def test_s2_one_session_at_a_time(office):
    first, second = office.started(), office.started()
    session = start(office, first)
    for state in ("running", "paused"):
        with pytest.raises(RefusedByRule) as refused:
            start(office, second)
        assert refused.value.paragraph == "JFS Annex 3, 1-2-1"
        if state == "running":
            sessions.pause(office.workspace, session.id, at=office.clock.now())
    stop(office, session.id)
    assert start(office, second).state == "running"


def test_a_one_to_one_starts_only_after_the_initial_meeting(office):
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    with pytest.raises(RefusedByRule) as refused:
        start(office, case_id)
    assert refused.value.paragraph == "JFS 3.19"
    assert sessions.of_case(office.workspace, case_id) == ()


def test_the_initial_meeting_may_run_first_and_records_itself(office):
    """I19, AMB-16: stopping it records the fact; minutes count, the session does not."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    session = start(office, case_id, SessionKind.INITIAL_MEETING)
    office.record(case_id, FactKind.JFAP_AGREED)
    run(office, session.id, 50 * 60)
    stop(office, session.id)
    assert "initial_meeting_held" in kinds(office, case_id)
    assert "session_held" not in kinds(office, case_id)
    total = sessions.total(office.workspace, case_id)
    assert (total.minutes, total.minutes_without_initial, total.sessions) == (50, 0, 0)
    assert (total.target_minutes, total.target_sessions) == (240, 2)
    assert "would meet it" in total.advice


def test_the_initial_meeting_waits_for_acceptance(office):
    case_id = office.referred()
    with pytest.raises(RefusedByRule) as refused:
        start(office, case_id, SessionKind.INITIAL_MEETING)
    assert refused.value.paragraph == "JFS 3.07"


@pytest.mark.parametrize("channel", ["face_to_face", "email", "letter", ""])
def test_s12_only_remote_session_channels(office, channel):
    case_id = office.started()
    with pytest.raises(BadInput) as refused:
        sessions.start(
            office.workspace, case_id, channel=channel, identity="confirmed", at=office.clock.now()
        )
    assert refused.value.field == "channel"


@pytest.mark.parametrize(
    "given", [WrapUp(notes="Talked"), WrapUp(no_change_reason="  "), WrapUp(plan_changed=True)]
)
def test_p3_no_session_is_complete_without_a_jfap_entry(office, given):
    """JFS 4.05, CSS 3: refused, and the timer runs on."""
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 600)
    with pytest.raises(RefusedByRule) as refused:
        stop(office, session.id, given)
    assert "JFS 4.05" in refused.value.paragraph
    assert sessions.running(office.workspace).state == "running"
    assert "session_held" not in kinds(office, case_id)


def test_amb_20_a_review_without_change_is_a_dated_entry(office):
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 600)
    view = stop(office, session.id, WrapUp(no_change_reason="Plan agreed yesterday still holds"))
    assert (view.plan_changed, view.no_change_reason) == (False, "Plan agreed yesterday still holds")
    assert "jfap_updated" in kinds(office, case_id)


def test_a_late_reason_stands_only_on_the_fact_that_is_late(office):
    """I1, JFS 3.18: the meeting was late; the JFAP and the appointment that go with it were not."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    office.on(date(2021, 6, 4))
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    session = start(office, case_id, SessionKind.INITIAL_MEETING)
    office.record(case_id, FactKind.JFAP_AGREED)
    run(office, session.id, 600)
    later = office.clock.now() + timedelta(days=4)
    stop(office, session.id, replace(DONE, next_appointment=later, late_reason="Was unwell"))
    reasons = {fact.kind: fact.late_reason for fact in facts.of_case(office.workspace, case_id)}
    assert reasons["initial_meeting_held"] == "Was unwell"
    assert reasons["jfap_updated"] == reasons["appointment_agreed"] == ""


def test_stopped_without_wrap_up_is_owed_and_can_be_wrapped_up(office):
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 600)
    stop(office, session.id, None)
    assert [view.id for view in sessions.owed(office.workspace)] == [session.id]
    assert sessions.total(office.workspace, case_id).sessions == 0
    assert sessions.total(office.workspace, case_id).minutes == 10
    sessions.save_wrap_up_draft(office.workspace, session.id, DONE)
    assert sessions.read_wrap_up_draft(office.workspace, session.id) == DONE
    view = sessions.wrap_up(office.workspace, session.id, DONE).value
    assert view.plan_changed is True
    assert sessions.owed(office.workspace) == ()
    assert sessions.read_wrap_up_draft(office.workspace, session.id) is None
    assert sessions.total(office.workspace, case_id).sessions == 1
    with pytest.raises(RefusedByRule):
        sessions.wrap_up(office.workspace, session.id, DONE)


def test_filling_in_the_wrap_up_adds_no_time(office):
    """S1, AMB-18: notes count nothing. The moment of the click counts, though beats went on behind the dialog
    and the laptop slept."""
    session = start(office, office.started())
    run(office, session.id, 20 * 60)
    click = office.clock.now()
    run(office, session.id, 5 * 60)
    office.clock.pass_by(3600)
    assert beat(office, session.id) is not None
    run(office, session.id, 60)
    view = sessions.stop(office.workspace, session.id, at=click, wrap_up=DONE).value
    assert (view.counted_seconds, view.stopped_at, view.gaps) == (20 * 60, click, ())


def test_a_next_appointment_is_a_fact_and_lies_ahead(office):
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 600)
    with pytest.raises(BadInput) as refused:
        stop(office, session.id, WrapUp(no_change_reason="Nothing new", next_appointment=office.clock.now()))
    assert refused.value.field == "next_appointment"
    ahead = office.clock.now() + timedelta(days=2)
    stop(office, session.id, WrapUp(no_change_reason="Nothing new", next_appointment=ahead))
    (agreed,) = (
        fact for fact in facts.of_case(office.workspace, case_id) if fact.kind == "appointment_agreed"
    )
    local = ahead.astimezone(LONDON)
    assert agreed.note == f"For {full_day(local.date())}, {local:%H:%M}"


def test_what_was_agreed_in_a_session_stands_though_its_time_passed_before_the_wrap_up(office):
    """S1, I13: wrapped up the next day, after that morning's appointment: agreed when the session ended."""
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 600)
    ended = office.clock.now()
    sessions.stop(office.workspace, session.id, at=ended)
    office.clock.pass_by(24 * 3600)
    meant = ended + timedelta(hours=20)
    said = WrapUp(no_change_reason="Nothing new", next_appointment=meant, late_reason="Unwell")
    with pytest.raises(BadInput, match="in the past"):
        sessions.wrap_up(office.workspace, session.id, replace(said, next_appointment=ended))
    sessions.wrap_up(office.workspace, session.id, said)
    agreed = next(one for one in facts.of_case(office.workspace, case_id) if one.kind == "appointment_agreed")
    assert (agreed.on, agreed.detail["agreed_for"]) == (ended.date(), meant.date().isoformat())


def test_s1_corrections_keep_the_original_and_need_a_reason(office):
    case_id = office.started()
    session = start(office, case_id)
    run(office, session.id, 600)
    stop(office, session.id)
    for minutes, reason in ((8, " "), (-1, "Wrong"), (11, "Wrong")):
        with pytest.raises(BadInput):
            sessions.correct(office.workspace, session.id, minutes, reason)
    sessions.correct(office.workspace, session.id, 8, "The call dropped")
    view = sessions.correct(office.workspace, session.id, 9, "Shorter than thought").value
    assert (view.minutes, view.recorded_minutes) == (9, 10)
    assert [(one.minutes_before, one.minutes_after) for one in view.corrections] == [(10, 8), (8, 9)]
    assert sessions.total(office.workspace, case_id).minutes == 9


def manual(office, start_at: datetime, minutes: int = 30, **said) -> ManualSession:
    values = {
        "reason": "Laptop broken",
        "no_change_reason": "Nothing new",
        "channel_reason": "No camera",
        "identity": "confirmed",
    } | said
    return ManualSession(SessionKind.ONE_TO_ONE, "telephone", start_at, minutes, **values)


def test_s1_a_manual_session_is_shown_as_manual(office):
    case_id = office.started()
    office.on(date(2021, 5, 27), "12:00")
    began = office.clock.now() - timedelta(hours=2)
    view = sessions.add_manual(office.workspace, case_id, manual(office, began)).value
    assert (view.manual, view.manual_reason, view.minutes) == (True, "Laptop broken", 30)
    assert view.segments[0].origin == "manual"
    assert sessions.total(office.workspace, case_id).sessions == 1


def test_s2_a_manual_session_is_refused_where_it_cannot_have_been(office):
    """In the future, over another session of the adviser, before the initial meeting, without a reason."""
    case_id, other = office.started(), office.started()
    office.on(date(2021, 5, 27), "12:00")
    began = office.clock.now()
    session = start(office, other)
    run(office, session.id, 1800)
    refused = [
        (BadInput, manual(office, began + timedelta(minutes=10))),
        (RefusedByRule, manual(office, began - timedelta(minutes=10))),
        (RefusedByRule, manual(office, began - timedelta(days=3))),
        (BadInput, manual(office, began - timedelta(hours=1), reason="")),
        (RefusedByRule, manual(office, began - timedelta(hours=1), no_change_reason="")),
    ]
    for kind, given in refused:
        with pytest.raises(kind):
            sessions.add_manual(office.workspace, case_id, given)
    stop(office, session.id)
    with pytest.raises(RefusedByRule) as overlap:
        sessions.add_manual(office.workspace, case_id, manual(office, began + timedelta(minutes=0)))
    assert overlap.value.paragraph == "JFS Annex 3, 1-2-1"
    assert sessions.of_case(office.workspace, case_id) == ()
    sessions.add_manual(office.workspace, case_id, manual(office, began - timedelta(minutes=30)))


def test_s3_a_manual_one_to_one_is_refused_before_the_meeting_of_its_day(office):
    """AMB-16, JFS 3.19: the meeting at eleven ends the morning, not the day, for a 1-2-1."""
    office.on(date(2021, 6, 2))
    case_id = office.referred()
    office.on(date(2021, 6, 3), "12:30")
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.CONTACTED)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.record(case_id, FactKind.INITIAL_MEETING_HELD, at=time(11, 0))
    now = office.clock.now()
    with pytest.raises(RefusedByRule, match="before the initial meeting") as refused:
        sessions.add_manual(office.workspace, case_id, manual(office, now - timedelta(hours=3)))
    assert refused.value.paragraph == "JFS 3.19"
    assert sessions.total(office.workspace, case_id).minutes == 0
    sessions.add_manual(office.workspace, case_id, manual(office, now - timedelta(minutes=40)))


def test_the_caseload_line_agrees_with_the_total(office):
    case_id = office.started()
    for seconds in (119, 60, 1800):
        session = start(office, case_id)
        run(office, session.id, seconds)
        stop(office, session.id)
    with office.workspace.reading() as db:
        line = db.scalar(select(func.max(CaseSummary.minutes)))
        assert sessions.total_minutes(db, case_id) == line == 32
    total = sessions.total(office.workspace, case_id)
    assert (total.minutes, total.sessions, total.advice[:4]) == (32, 3, "Four")


def test_unknown_ids_are_told_plainly(office):
    nobody = UUID(int=7)
    with pytest.raises(NotFound):
        start(office, nobody)
    with pytest.raises(NotFound):
        beat(office, nobody)
    with pytest.raises(NotFound):
        sessions.stop(office.workspace, nobody, at=datetime(2021, 6, 4, tzinfo=UTC))


@pytest.mark.parametrize("identity", ["", "perhaps"])
def test_i3_no_one_to_one_without_saying_whether_it_is_sure_who_it_is(office, identity):
    """I3, JFS 3.21: by the timer, by hand and as a plain entry, whatever the window asks."""
    case_id, clock = office.started(), office.clock
    began = clock.now() - timedelta(minutes=40)
    given = manual(office, began, identity=identity)
    plain = {"detail": {"identity": identity}}
    for way in (
        lambda: sessions.start(office.workspace, case_id, channel="video", identity=identity, at=clock.now()),
        lambda: sessions.add_manual(office.workspace, case_id, given),
        lambda: office.record(case_id, FactKind.SESSION_HELD, **plain),
    ):
        with pytest.raises(BadInput) as refused:
            way()
        assert (refused.value.field, refused.value.paragraph) == ("identity", "JFS 3.21")
    assert sessions.of_case(office.workspace, case_id) == ()
