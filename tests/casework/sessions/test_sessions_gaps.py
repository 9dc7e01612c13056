"""Sleep, lock, crash and changed clocks: asked, never counted silently, never counted twice
(S1, S2, FIELD-NOTES 'Timer')."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import WrapUp
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.writing.wording import day_and_time

DONE = WrapUp(no_change_reason="Nothing new")
TOLD = {"break": "it does not count", "work": "it was time together", "ended": "the session had ended"}


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
    """Monotonic time runs through sleep on some systems and stands still on others. Nobody is together all
    night by one click (S2)."""
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
    if said == "work":
        with pytest.raises(BadInput) as whole:
            answer(office, gap, said)
        assert whole.value.field == "minutes"
    view = answer(office, gap, said, 16 * 60 if said == "work" else None)
    told = {one.text: one.details for one in history.of_case(office.workspace, view.case_id)}
    assert f"The answer: {TOLD[said]}" in told["Said what a gap was"]
    asleep = f"{day_and_time(gap.started_at)} to {day_and_time(gap.ended_at)}"
    assert asleep in told["Noted time that needs an answer"]
    assert not any(
        "“" in line for of in ("Said what a gap was", "Noted time that needs an answer") for line in told[of]
    )
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
    assert (gap.cause, gap.locked) == ("silence", True)
    answer(office, gap, "work")
    assert stop(office, session.id).minutes == 35


@pytest.mark.parametrize(("hours", "cause"), [(1, "ahead"), (-1, "set_back")])
@pytest.mark.parametrize("locked", [False, True])
def test_the_clock_set_an_hour_forward_or_back(office, hours, cause, locked):
    """S1: nothing silent, and no hour won or lost: both clocks stand in the question."""
    session = start(office)
    run(office, session.id, 1800)
    office.clock.at += timedelta(hours=hours)
    office.clock.pass_by(15)
    gap = beat(office, session.id, locked=locked)
    assert (gap.cause, gap.locked, gap.gap.least) == (cause, locked, 15)
    answer(office, gap, "clock" if hours > 0 else "work")
    run(office, session.id, 1785)
    view = stop(office, session.id)
    assert (view.minutes, view.counted_seconds, view.elsewhere_seconds) == (60, 3600, 0)


def test_a_clock_set_back_in_a_session_loses_nothing_of_what_was_measured(office):
    """S1: the times repeat an hour of the wall clock; the steady clock counted two and a half."""
    session = start(office)
    run(office, session.id, 7200)
    office.clock.at -= timedelta(hours=1)
    assert beat(office, session.id) is not None
    run(office, session.id, 1800)
    view = stop(office, session.id)
    assert view.minutes == 150
    assert view.stopped_at - view.started_at == timedelta(minutes=90)
    corrected = sessions.correct(office.workspace, session.id, 145, "Waited for a colleague").value
    assert corrected.minutes == 145, "more than the wall clock's 90, and not more than passed"
    with pytest.raises(BadInput):
        sessions.correct(office.workspace, session.id, 151, "A guess")


def test_a_clock_set_back_in_a_pause_loses_nothing_and_is_told(office):
    """S1: a pause asks nothing, but the session says from then on why its times overlap."""
    session = start(office)
    run(office, session.id, 1800)
    sessions.pause(office.workspace, session.id, at=office.clock.now())
    office.clock.pass_by(60)
    office.clock.at -= timedelta(minutes=30)
    sessions.resume(office.workspace, session.id, at=office.clock.now())
    run(office, session.id, 1800)
    view = stop(office, session.id)
    assert view.minutes == 60
    ((cause, said, back),) = [(one.cause, one.answer, one.gap.set_back_by) for one in view.gaps]
    assert (cause, said, back) == ("set_back", "break", 1800)


def test_a_restart_with_the_clock_set_back_invents_no_length(office):
    session = start(office)
    run(office, session.id, 1800)
    (zero,) = [beat(office, session.id, process_key="dead")]
    answer(office, zero, "break")
    office.clock.pass_by(300)
    office.clock.at -= timedelta(minutes=25)
    (gap,) = sessions.recover(office.workspace).gaps
    assert (gap.cause, gap.gap.most, gap.gap.set_back_by) == ("set_back", 0, 1200)
    answer(office, gap, "break")
    run(office, session.id, 600)
    assert stop(office, session.id).minutes == 40
    again = sessions.correct(office.workspace, session.id, 45, "Five minutes while it restarted").value
    assert again.minutes == 45


def test_what_was_written_after_the_click_is_taken_off_though_the_clock_was_set_since(office):
    """S1: the wrap-up adds no time, whatever happens to the clock while it is filled in."""
    session = start(office)
    run(office, session.id, 600)
    office.clock.at -= timedelta(minutes=5)
    office.clock.pass_by(15)
    answer(office, beat(office, session.id), "work")
    run(office, session.id, 300)
    office.clock.pass_by(5)
    click = sessions.click(office.clock)
    office.clock.at += timedelta(hours=1)
    office.clock.pass_by(15)
    assert beat(office, session.id) is not None
    run(office, session.id, 300)
    office.clock.at -= timedelta(hours=2)
    office.clock.pass_by(15)
    assert beat(office, session.id) is not None
    run(office, session.id, 300)
    view = sessions.stop(office.workspace, session.id, at=click, wrap_up=DONE).value
    assert view.counted_seconds == 920
    assert [gap.answer for gap in view.gaps] == ["work"]
    assert sessions.questions(office.workspace) == ()


def keys_by(clock):
    """Keys as they are made on a desk: they begin with what the computer's clock says."""

    def key():
        body = bytearray(int(clock.now().timestamp() * 1000).to_bytes(6, "big") + os.urandom(10))
        body[6], body[8] = body[6] & 15 | 0x70, body[8] & 63 | 0x80
        return UUID(bytes=bytes(body))

    return key


def test_s2_a_finished_session_keeps_its_minutes_and_the_later_one_yields(office):
    """Though the later one's key, made by a clock set back, sorts before the earlier one's."""
    office.workspace.new_key = keys_by(office.clock)
    first, second = office.met(), office.met()
    one = start(office, first)
    run(office, one.id, 3600)
    assert stop(office, one.id).minutes == 60
    office.clock.at -= timedelta(minutes=61)
    assert sessions.clock_behind(office.workspace) == office.clock.at + timedelta(minutes=61)
    two = start(office, second)
    assert two.id < one.id
    run(office, two.id, 2400)
    view = stop(office, two.id)
    assert (view.minutes, view.elsewhere_seconds) == (1, 2340)
    assert sessions.one(office.workspace, one.id).minutes == 60
    totals = [sessions.total(office.workspace, case_id).minutes for case_id in (first, second)]
    assert totals == [60, 1]
    assert sessions.correct(office.workspace, two.id, 40, "The clock was put right").value.minutes == 40


def test_s2_a_question_answered_later_takes_nothing_from_another_session(office):
    """What was written first counts; the late answer yields to it, and the other stays as it is."""
    first, second = office.met(), office.met()
    one = start(office, first)
    run(office, one.id, 600)
    office.clock.pass_by(3600)
    stop(office, one.id)
    office.clock.at -= timedelta(minutes=40)
    two = start(office, second)
    run(office, two.id, 1800)
    assert stop(office, two.id).minutes == 30
    (gap,) = sessions.questions(office.workspace)
    assert answer(office, gap, "work").minutes == 10 + 30
    assert sessions.one(office.workspace, two.id).minutes == 30


@pytest.mark.parametrize("day", [date(2021, 3, 28), date(2021, 10, 31)], ids=["forward", "back"])
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
