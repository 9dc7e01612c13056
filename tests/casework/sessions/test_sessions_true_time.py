"""Whatever becomes of the clocks, the computer and the program, the minutes of an adviser's sessions are
those that passed and those the adviser spoke for, each once (S1, S2, FIELD-NOTES 'Timer')."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jfs_desktop.casework.sessions import sessions
from tests.casework.sessions.test_sessions_gaps import answer, beat, keys_by, run, start

MOVES = st.integers(46, 7200)
STEPS = st.one_of(
    st.tuples(st.just("run"), st.integers(1, 40)),
    st.tuples(st.just("sleep"), st.integers(46, 40_000)),
    st.tuples(st.just("sleep_standing"), st.integers(46, 40_000)),
    st.tuples(st.just("nudge"), st.integers(-19, 29)),
    st.tuples(st.just("forward"), MOVES),
    st.tuples(st.just("back"), MOVES),
    st.tuples(st.just("crash"), st.integers(0, 5000)),
    st.tuples(st.just("crash_back"), MOVES),
    st.tuples(st.just("pause"), st.integers(0, 5000)),
    st.tuples(st.just("pause_back"), MOVES),
    st.tuples(st.sampled_from(["work", "clock", "break"]), st.just(0)),
)


class TrueTime:
    """The oracle: how long beats ran one after the other, on a clock that nobody sets, and what the
    adviser said of the rest."""

    def __init__(self, office, session_id) -> None:
        self.office, self.session_id = office, session_id
        self.vouched = 0.0
        self.said = 0.0

    def take(self, step: str, amount: int) -> None:
        clock = self.office.clock
        if step == "run":
            run(self.office, self.session_id, amount * 15)
            self.vouched += amount * 15
        elif step == "nudge":  # too little to ask about: the steady clock counts on
            clock.at += timedelta(seconds=amount)
            run(self.office, self.session_id, 15)
            self.vouched += 15
        elif step in ("work", "clock", "break"):
            self.answer_all(step)
        elif step.startswith("pause"):
            sessions.pause(self.office.workspace, self.session_id, at=sessions.click(clock))
            self.go_by(amount, back=step == "pause_back")
            sessions.resume(self.office.workspace, self.session_id, at=sessions.click(clock))
        elif step.startswith("crash"):
            assert beat(self.office, self.session_id, process_key="dead") is not None
            self.go_by(amount, back=step == "crash_back")
            clock.ticks += 17  # another process counts from elsewhere
            sessions.recover(self.office.workspace)
        else:
            clock.at += timedelta(seconds=-amount if step == "back" else amount)
            clock.ticks += amount if step == "sleep" else 0
            assert beat(self.office, self.session_id, locked=amount % 2 == 0) is not None

    def go_by(self, amount: int, *, back: bool) -> None:
        self.office.clock.pass_by(60 if back else amount)
        if back:
            self.office.clock.at -= timedelta(seconds=amount)

    def answer_all(self, said: str) -> None:
        for asked in sessions.questions(self.office.workspace):
            if asked.session_id == self.session_id:
                minutes = int(asked.gap.most // 60) if said == "work" and asked.gap.over_night else None
                work = asked.gap.most if minutes is None else minutes * 60.0
                self.said += {"work": work, "clock": asked.gap.least, "break": 0.0}[said]
                answer(self.office, asked, said, minutes)

    def stop(self, lingering: list[int]):
        """Stop at a click, and let time and clock go where they will until the wrap-up is written."""
        clock = self.office.clock
        click = sessions.click(clock)
        for move in lingering:
            clock.at += timedelta(seconds=move)
            for _ in range(2):
                clock.pass_by(15)
                beat(self.office, self.session_id)
        return sessions.stop(self.office.workspace, self.session_id, at=click).value


def begun(office, number: int) -> TrueTime:
    day = date(2021, 5, 24) + timedelta(weeks=number)
    return TrueTime(office, start(office, office.met(day, day)).id)


JUMPS = st.lists(st.integers(-7200, 7200), max_size=3)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.lists(STEPS, max_size=7), two=st.lists(STEPS, max_size=7), jump=MOVES, lingering=JUMPS)
def test_every_minute_counts_once_and_none_is_lost_silently(office, one, two, jump, lingering):
    """S1, S2: what two sessions count and what the later one is told to have lost is what beats vouched for
    and what the adviser said; and nothing that happens later moves a minute of a finished session."""
    office.workspace.new_key = keys_by(office.clock)
    office.weeks = getattr(office, "weeks", 0) + 2
    first = begun(office, office.weeks)
    for step in one:
        first.take(*step)
    ended = first.stop(lingering)
    office.clock.at += timedelta(seconds=-jump if jump % 2 else jump)
    second = begun(office, office.weeks + 1)
    for step in two:
        second.take(*step)
    later = second.stop([])
    for truth, view in ((first, ended), (second, later)):
        assert truth.vouched + truth.said - view.counted_seconds - view.elsewhere_seconds in (0, 1)
    assert sessions.one(office.workspace, ended.id).counted_seconds == ended.counted_seconds
    first.answer_all("work")
    grown = sessions.one(office.workspace, ended.id)
    assert first.vouched + first.said - grown.counted_seconds - grown.elsewhere_seconds in (0, 1)
    assert sessions.one(office.workspace, later.id).counted_seconds == later.counted_seconds


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=8))
def test_that_it_had_ended_only_ever_takes_time_off(office, steps):
    """S1: the answer 'ended' stops a session where the gap began, in the order of what happened."""
    office.weeks = getattr(office, "weeks", 0) + 1
    truth = begun(office, office.weeks)
    for step in steps:
        truth.take(*step)
    view = truth.stop([])
    for asked in sessions.questions(office.workspace):
        if asked.session_id == view.id:
            before = sessions.one(office.workspace, view.id)
            if next(one for one in before.gaps if one.id == asked.id).answer is None:
                after = answer(office, asked, "ended")
                assert after.counted_seconds <= before.counted_seconds
