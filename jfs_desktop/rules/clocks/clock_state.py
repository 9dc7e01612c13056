"""How one clock stands: running, due, late, met, met late or no longer needed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from jfs_desktop.rules.calendar.counting import hours_after, midnight
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock
from jfs_desktop.rules.clocks.explanation import Explanation
from jfs_desktop.rules.clocks.fact_index import FactIndex
from jfs_desktop.rules.facts.facts import Fact, FactKind, Nation
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.clock_rules import ClockRule


class ClockState(StrEnum):
    """The states of a clock. A late one stays late until it is met, and then counts as met late."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_TODAY = "due_today"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    NOT_NEEDED = "not_needed"


OPEN_STATES = frozenset({ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.LATE})


class ClockReading(NamedTuple):
    """One clock of one case on one day.

    ``subject`` is the fact a repeating clock runs for. ``days_left`` counts
    working days, negative when late, and is None unless the clock is open.
    ``single_nation_due`` is the date on the calendar of ``single_nation`` alone,
    where it differs (AMB-02). ``target_on`` and ``warning_on`` are derived earlier
    dates. ``due_at`` is the instant for a clock that counts hours. ``waits_for`` is the open clock that
    has to be met first, where a list of duties has looked for it.
    """

    rule: ClockRule
    subject: UUID | None = None
    started_on: date | None = None
    due: date | None = None
    due_at: datetime | None = None
    met_on: date | None = None
    state: ClockState = ClockState.NOT_STARTED
    days_left: int | None = None
    single_nation_due: date | None = None
    single_nation: Nation | None = None
    target_on: date | None = None
    warning_on: date | None = None
    explanation: Explanation | None = None
    waits_for: ClockReading | None = None

    @property
    def id(self) -> str:
        """The clock's id in the profile."""
        return self.rule.id

    @property
    def name(self) -> str:
        """What is to be done, or which day this is."""
        missed = self.state is ClockState.LATE
        missed |= self.state is ClockState.DUE_TODAY and self.rule.ends_on_due_day
        return self.rule.name_when_missed if missed and self.rule.name_when_missed else self.rule.name

    @property
    def family(self) -> str:
        """Clocks of one family are one duty; a clock without one is its own."""
        return self.rule.family or self.rule.id

    @property
    def paragraph(self) -> str:
        """Where it is written: 'JFS 3.07'."""
        return self.rule.paragraph

    @property
    def action(self) -> str:
        """The text of the button that meets it; empty before the day on which it comes about by itself,
        for until then there is nothing to record. Of one that waits it is what can be done now."""
        if self.waits_for is not None:
            return self.waits_for.action
        if self.rule.ends_on_due_day and self.state not in {ClockState.LATE, ClockState.DUE_TODAY}:
            return ""
        if self.state is ClockState.LATE and self.rule.action_when_missed:
            return self.rule.action_when_missed
        return self.rule.action

    @property
    def stops(self) -> tuple[FactKind, ...]:
        """The facts that meet it."""
        return self.rule.stops

    @property
    def actionable(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.rule.actionable

    @property
    def milestone(self) -> bool:
        """Whether it only marks a day."""
        return self.rule.milestone

    @property
    def target_time(self) -> time | None:
        """The derived time of day to aim for on ``target_on`` (AMB-03)."""
        return self.rule.target_time

    @property
    def is_open(self) -> bool:
        """Whether it still runs."""
        return self.state in OPEN_STATES


class Mark(NamedTuple):
    """A reading without what explains it: its state, the due day (None where it has none or the clock
    has not started) and the day on which it was met."""

    state: ClockState
    due: date | None
    met_on: date | None


NOT_STARTED = Mark(ClockState.NOT_STARTED, None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """When and by which calendar clocks are read; ``now`` sharpens those that count hours."""

    calendar: WorkingDays
    today: date
    now: datetime | None


def reading_of(
    clock: CompiledClock,
    index: FactIndex,
    pair: tuple[Fact, Fact | None],
    fallen: Collection[Stage],
    moment: Moment,
) -> ClockReading:
    """The reading of one clock that has started; ``pair`` is the fact that started it and the one
    it runs for, ``fallen`` the stages to which the case has come by itself."""
    start, subject = pair
    met = met_by(clock, index, subject or start)
    lapsed = met is None and is_lapsed(clock, index, start, fallen)
    event, limit_event = index.events(clock, start)
    if clock.in_hours:
        reading = _in_hours(clock, start, event, met, lapsed, moment=moment)
    else:
        met_on = met.on if met is not None else None
        calendar, today = moment.calendar, moment.today
        reading = _in_days(
            clock, start.on, event, limit_event, met_on=met_on, lapsed=lapsed, calendar=calendar, today=today
        )
    return reading if subject is None else reading._replace(subject=subject.id)


def met_by(clock: CompiledClock, index: FactIndex, start: Fact) -> Fact | None:
    """The fact that met the clock; where it needs one of each kind, the last of them."""
    rule = clock.rule
    if clock.turned_by is not None:
        return index.first_after(rule.stops, start)
    if not rule.needs_all:
        return index.first_answer(rule.stops, start, clock.asking)
    answers = [index.first_answer((kind,), start, clock.asking) for kind in rule.stops]
    found = [answer for answer in answers if answer is not None]
    return max(found, key=lambda fact: fact.on) if len(found) == len(answers) else None


def is_lapsed(clock: CompiledClock, index: FactIndex, start: Fact, fallen: Collection[Stage]) -> bool:
    """Whether nobody needs it any more: the case has ended, by a fact or by itself, or what happened rules
    it out whenever that was."""
    if fallen and not clock.closed_in.isdisjoint(fallen):
        return True
    if not index.by_kind.keys().isdisjoint(clock.rule.ruled_out_by):
        return True
    return index.first_answer(clock.lapses, start) is not None


def due_of(clock: CompiledClock, index: FactIndex, start: Fact) -> date:
    """The due day of a clock that this fact started."""
    event, limit_event = index.events(clock, start)
    if clock.in_hours:
        return _hours_over(clock, start, event).date()
    return clock.due_day(event, limit_event)[0]


def only_marks_a_day(rule: ClockRule) -> bool:
    """Whether the clock asks for nothing, so that its day passing meets it."""
    return rule.milestone and not rule.stops


def mark_of(clock: CompiledClock, due: date, met_on: date | None, lapsed: bool, today: date) -> Mark:
    """How a started clock that counts days stands on a day. ``due`` is what it counts to, ``met_on``
    the day of the fact that met it; one that lapsed and was not met is no longer needed."""
    met_late = met_on > due if met_on is not None else None
    state = _closed_state(clock, met_late, lapsed) or _open_state(clock, due, today, today > due)
    shown = None if clock.open_ended else due
    return Mark(state, shown, met_on or (due if state is ClockState.MET else None))


@lru_cache(maxsize=16_384)
def _in_days(
    clock: CompiledClock,
    started_on: date,
    event: date,
    limit_event: date | None,
    *,
    met_on: date | None,
    lapsed: bool,
    calendar: WorkingDays,
    today: date,
) -> ClockReading:
    """The reading of a clock that counts days; cases whose facts fell on the same days share it."""
    due = clock.due_day(event, limit_event)[0]
    mark = mark_of(clock, due, met_on, lapsed, today)
    state = mark.state
    alone = clock.alone_day(event, limit_event, due) if clock.alone else None
    counts_down = state in OPEN_STATES and not clock.open_ended
    return ClockReading(
        clock.rule,
        started_on=started_on,
        due=mark.due,
        met_on=mark.met_on,
        state=state,
        days_left=_days_left(due, state, calendar, today) if counts_down else None,
        single_nation_due=alone[1] if alone else None,
        single_nation=alone[0] if alone else None,
        target_on=min(clock.target(event), due) if clock.target else None,
        warning_on=clock.warning(event) if clock.warning else None,
    )


def _in_hours(
    clock: CompiledClock, start: Fact, event: date, met: Fact | None, lapsed: bool, *, moment: Moment
) -> ClockReading:
    """The reading of a clock that counts hours, which is late from the minute they are over."""
    due_at = _hours_over(clock, start, event)
    due, today, now = due_at.date(), moment.today, moment.now
    met_late = None
    if met is not None:
        met_late = met.at > due_at if met.at else met.on > due
    passed = today > due or (now is not None and now > due_at)
    state = _closed_state(clock, met_late, lapsed) or _open_state(clock, due, today, passed)
    return ClockReading(
        clock.rule,
        started_on=start.on,
        due=due,
        due_at=due_at,
        met_on=met.on if met else due if state is ClockState.MET else None,
        state=state,
        days_left=_days_left(due, state, moment.calendar, today) if state in OPEN_STATES else None,
        target_on=clock.target(event) if clock.target else None,
        warning_on=clock.warning(event) if clock.warning else None,
    )


def _hours_over(clock: CompiledClock, start: Fact, event: date) -> datetime:
    return hours_after(start.at or midnight(event), clock.rule.count.number)


def _closed_state(clock: CompiledClock, met_late: bool | None, lapsed: bool) -> ClockState | None:
    """How a clock closed: in time, late (``met_late``; None: not met) or because it lapsed."""
    if met_late is not None:
        return ClockState.MET_LATE if met_late and not clock.open_ended else ClockState.MET
    return ClockState.NOT_NEEDED if lapsed else None


def _open_state(clock: CompiledClock, due: date, today: date, passed: bool) -> ClockState:
    if clock.open_ended:
        return ClockState.RUNNING
    if passed:
        return ClockState.MET if only_marks_a_day(clock.rule) else ClockState.LATE
    return ClockState.DUE_TODAY if today == due else ClockState.RUNNING


def days_left(due: date, calendar: WorkingDays, today: date) -> int:
    """Working days from today to the due day, 0 on the day alone: late is at least one, and so is a
    day still to come, even over a weekend. Days before the calendar begins are left out."""
    days = calendar.count_between(calendar.clamped(today), calendar.clamped(due))
    if due < today:
        return min(days, -1)
    return max(days, 1) if due > today else 0


def _days_left(due: date, state: ClockState, calendar: WorkingDays, today: date) -> int:
    days = days_left(due, calendar, today)
    return min(days, -1) if state is ClockState.LATE else days  # an hour may be late on its own day
