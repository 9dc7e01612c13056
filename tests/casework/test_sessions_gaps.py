"""Sleep, lock, crash and changed clocks: asked, never counted silently, never counted twice
(S1, S2, FIELD-NOTES 'Timer')."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jfs_desktop.casework import sessions
from jfs_desktop.casework.sessions import WrapUp
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.session_time import Stretch, counted_seconds, union

DONE = WrapUp(no_change_reason="Nothing new")


def start(office, case_id=None):
    case_id = case_id or office.met()
    return sessions.start(
        office.workspace,
        case_id,
        channel="telephone",
        channel_reason="No camera",
        identity="confirmed",
        at=office.clock.now(),
    ).value


def beat(office, session_id, **said):
    clock = office.clock
    return sessions.beat(office.workspace, session_id, wall=clock.now(), monotonic=clock.monotonic(), **said)


def run(office, session_id, seconds):
    for _ in range(seconds // 15):
        office.clock.pass_by(15)
        assert beat(office, session_id) is None


def stop(office, session_id):
    return sessions.stop(office.workspace, session_id, at=office.clock.now(), wrap_up=DONE).value


def answer(office, gap, said, minutes=None):
    return sessions.answer_gap(office.workspace, gap.id, said, minutes).value


@pytest.mark.parametrize("monotonic_runs", [True, False], ids=["runs", "stands"])
@pytest.mark.parametrize(("said", "minutes"), [("break", 20), ("work", 20 + 16 * 60), ("ended", 10)])
def test_a_sleep_of_16_hours_is_one_question(office, monotonic_runs, said, minutes):
    """Monotonic time runs through sleep on some systems and stands still on others."""
    session = start(office)
    run(office, session.id, 600)
    office.clock.at += timedelta(hours=16)
    if monotonic_runs:
        office.clock.ticks += 16 * 3600
    gap = beat(office, session.id)
    assert gap is not None
    assert gap.ended_at - gap.started_at == timedelta(hours=16)
    run(office, session.id, 600)
    assert sessions.running(office.workspace).minutes == 20
    view = answer(office, gap, said)
    assert view.state == ("stopped" if said == "ended" else "running")
    if said != "ended":
        view = sessions.stop(office.workspace, session.id, at=office.clock.now()).value
    assert (view.minutes, view.plan_changed) == (minutes, None)


def test_part_of_a_gap_may_be_work(office):
    session = start(office)
    office.clock.pass_by(30 * 60)
    gap = beat(office, session.id)
    with pytest.raises(BadInput):
        answer(office, gap, "work", 31)
    with pytest.raises(BadInput):
        answer(office, gap, "lunch")
    view = answer(office, gap, "work", 12)
    assert [piece.origin for piece in view.segments].count("gap") == 2
    with pytest.raises(RefusedByRule):
        answer(office, gap, "work")
    assert stop(office, session.id).minutes == 12


def test_a_stop_after_sleep_asks_too_and_never_holds_up_the_wrap_up(office):
    """The click comes before the next beat: the stretch counts nothing and stays asked."""
    case_id = office.met()
    session = start(office, case_id)
    run(office, session.id, 600)
    office.clock.pass_by(7200)
    view = stop(office, session.id)
    assert (view.state, view.minutes, view.plan_changed) == ("stopped", 10, False)
    assert sessions.total(office.workspace, case_id).unanswered_gaps == 1
    (gap,) = sessions.questions(office.workspace)
    answer(office, gap, "work", 30)
    assert sessions.total(office.workspace, case_id).minutes == 40
    assert sessions.questions(office.workspace) == ()


def test_locked_during_a_call_is_one_question(office):
    session = start(office)
    run(office, session.id, 600)
    office.clock.pass_by(25 * 60)
    gap = beat(office, session.id, locked=True)
    assert gap is not None
    assert gap.cause == "locked"
    answer(office, gap, "work")
    assert stop(office, session.id).minutes == 35


@pytest.mark.parametrize(("hours", "minutes"), [(1, 60), (-1, 59)])
def test_the_clock_set_an_hour_forward_or_back(office, hours, minutes):
    """Nothing silent, nothing twice: set back, the last 15 seconds bear times that counted before."""
    session = start(office)
    run(office, session.id, 1800)
    office.clock.at += timedelta(hours=hours)
    office.clock.pass_by(15)
    gap = beat(office, session.id)
    assert gap is not None
    assert gap.cause == "clock_changed"
    answer(office, gap, "break")
    run(office, session.id, 1800)
    assert stop(office, session.id).minutes == minutes


def test_after_a_clock_set_back_no_wall_minute_counts_twice(office):
    session = start(office)
    run(office, session.id, 7200)
    office.clock.at -= timedelta(hours=1)
    assert beat(office, session.id) is not None
    run(office, session.id, 1800)
    view = stop(office, session.id)
    assert view.minutes == 120


def test_s2_two_sessions_never_share_a_minute_though_the_clock_was_set_back(office):
    """The later one yields; the adviser may correct it with a reason."""
    first, second = office.met(), office.met()
    one = start(office, first)
    run(office, one.id, 3600)
    assert stop(office, one.id).minutes == 60
    office.clock.at -= timedelta(minutes=30)
    two = start(office, second)
    run(office, two.id, 3600)
    stop(office, two.id)
    totals = [sessions.total(office.workspace, case_id).minutes for case_id in (first, second)]
    assert sum(totals) == 90


@pytest.mark.parametrize("day", [date(2022, 3, 27), date(2021, 10, 31)], ids=["forward", "back"])
def test_the_nights_when_london_changes_its_clocks(office, day):
    """UTC does not change: an hour is an hour, and nobody is asked."""
    case_id = office.met(date(day.year, day.month, 1), date(day.year, day.month, 10))
    office.clock.at = datetime(day.year, day.month, day.day, 0, 40, tzinfo=LONDON)
    session = sessions.start(
        office.workspace, case_id, channel="video", identity="confirmed", at=office.clock.now()
    ).value
    run(office, session.id, 3600)
    given = WrapUp(no_change_reason="Nothing new", late_reason="Away")
    view = sessions.stop(office.workspace, session.id, at=office.clock.now(), wrap_up=given).value
    assert (view.minutes, view.gaps) == (60, ())


def test_recovery_asks_however_short_and_once(office):
    session = start(office)
    beat(office, session.id, process_key="before the crash")
    (first,) = sessions.questions(office.workspace)
    answer(office, first, "break")
    office.clock.pass_by(5)
    found = sessions.recover(office.workspace)
    assert [gap.cause for gap in found.gaps] == ["restart"]
    assert found.session.id == session.id
    assert len(sessions.recover(office.workspace).gaps) == 1


def test_a_paused_session_survives_a_restart_without_a_question(office):
    session = start(office)
    run(office, session.id, 600)
    sessions.pause(office.workspace, session.id, at=office.clock.now())
    office.clock.pass_by(86_400)
    found = sessions.recover(office.workspace)
    assert (found.session.state, found.gaps) == ("paused", ())


STEPS = st.one_of(
    st.tuples(st.just("run"), st.integers(1, 40)),
    st.tuples(st.just("sleep"), st.integers(46, 40_000)),
    st.tuples(st.just("sleep_standing"), st.integers(46, 40_000)),
    st.tuples(st.just("forward"), st.integers(46, 7200)),
    st.tuples(st.just("back"), st.integers(46, 7200)),
    st.tuples(st.just("crash"), st.integers(0, 5000)),
    st.tuples(st.just("pause"), st.integers(0, 5000)),
    st.tuples(st.just("work"), st.just(0)),
    st.tuples(st.just("break"), st.just(0)),
)


class TrueTime:
    """The oracle: how long beats ran one after the other, on a clock that nobody sets."""

    def __init__(self, office, session_id) -> None:
        self.office, self.session_id = office, session_id
        self.vouched = 0
        self.said_work = 0.0

    def take(self, step: str, amount: int) -> None:
        clock = self.office.clock
        if step == "run":
            run(self.office, self.session_id, amount * 15)
            self.vouched += amount * 15
        elif step == "pause":
            sessions.pause(self.office.workspace, self.session_id, at=clock.now())
            clock.pass_by(amount)
            sessions.resume(self.office.workspace, self.session_id, at=clock.now())
        elif step == "crash":
            gap = beat(self.office, self.session_id, process_key="dead")
            assert gap is not None
            clock.pass_by(amount)
            sessions.recover(self.office.workspace)
        elif step in ("work", "break"):
            self.answer_all(step)
        else:
            self.disturb(step, amount)
            assert beat(self.office, self.session_id) is not None

    def disturb(self, step: str, amount: int) -> None:
        clock = self.office.clock
        clock.at += timedelta(seconds=-amount if step == "back" else amount)
        if step == "sleep":
            clock.ticks += amount

    def answer_all(self, said: str) -> None:
        for gap in sessions.questions(self.office.workspace):
            if said == "work":
                self.said_work += (gap.ended_at - gap.started_at).total_seconds()
            answer(self.office, gap, said)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=8), ended=st.booleans())
def test_whatever_happens_nothing_counts_silently_or_twice(office, steps, ended):
    """Counted is at most what beats vouch for and what the adviser called work; with no clock set
    back it is exactly that, and work, breaks and questions account for the whole session."""
    office.weeks = getattr(office, "weeks", 0) + 1
    day = date(2021, 5, 24) + timedelta(weeks=office.weeks)
    session = start(office, office.met(day, day))
    truth = TrueTime(office, session.id)
    for step, amount in steps:
        truth.take(step, amount)
    view = sessions.stop(office.workspace, session.id, at=office.clock.now()).value
    work = [Stretch(one.started_at, one.ended_at) for one in view.segments if one.kind == "work"]
    assert view.counted_seconds <= truth.vouched + truth.said_work
    assert counted_seconds(work) >= view.counted_seconds
    if not any(step == "back" for step, _ in steps):
        assert view.counted_seconds == truth.vouched + truth.said_work
        rest = [Stretch(one.started_at, one.ended_at) for one in view.segments if one.kind == "break"]
        asked = [Stretch(gap.started_at, gap.ended_at) for gap in view.gaps if gap.answer is None]
        pieces = work + rest + asked
        whole = union([Stretch(view.started_at, view.stopped_at)])
        assert union(pieces) == whole
        assert counted_seconds(pieces) == sum(int((end - begin).total_seconds()) for begin, end in pieces)
    for gap in sessions.questions(office.workspace):
        left = [one.id for one in sessions.questions(office.workspace)]
        if gap.id in left:
            before = sessions.one(office.workspace, session.id).counted_seconds
            after = answer(office, gap, "ended" if ended else "break").counted_seconds
            assert after <= before if ended else after == before
