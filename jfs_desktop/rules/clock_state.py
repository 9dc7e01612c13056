"""How one clock stands: running, due, late, met, met late or no longer needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from jfs_desktop.rules.clock_rules import ClockRule
from jfs_desktop.rules.compiled_clocks import CompiledClock
from jfs_desktop.rules.counting import hours_after, midnight
from jfs_desktop.rules.explanation import Explanation
from jfs_desktop.rules.fact_index import FactIndex
from jfs_desktop.rules.facts import Fact, FactKind, Nation
from jfs_desktop.rules.stages import Stage
from jfs_desktop.rules.working_days import WorkingDays


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
    dates. ``due_at`` is the instant for a clock that counts hours.
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

    @property
    def id(self) -> str:
        """The clock's id in the profile."""
        return self.rule.id

    @property
    def name(self) -> str:
        """What is to be done, or which day this is."""
        return self.rule.name

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
        """The text of the button that meets it."""
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
    fallen: set[Stage],
    moment: Moment,
) -> ClockReading:
    """The reading of one clock that has started; ``pair`` is the fact that started it and the one
    it runs for, ``fallen`` the stages to which the case has come by itself."""
    start, subject = pair
    rule = clock.rule
    event, limit_event = index.events(clock, start)
    due_at = hours_after(start.at or midnight(event), rule.count.number) if clock.in_hours else None
    due = due_at.date() if due_at else clock.due_day(event, limit_event)[0]
    alone = clock.alone_day(event, limit_event, due) if clock.alone else None
    met = _met(clock, index, subject or start)
    if met is not None:
        late = met.at > due_at if due_at and met.at else met.on > due
        state = ClockState.MET_LATE if late and not clock.open_ended else ClockState.MET
    elif _is_lapsed(clock, index, start, fallen):
        state = ClockState.NOT_NEEDED
    else:
        state = _open_state(clock, due, due_at, moment)
    met_on = met.on if met else due if state is ClockState.MET else None
    return ClockReading(
        rule,
        subject.id if subject else None,
        start.on,
        None if clock.open_ended else due,
        due_at,
        met_on,
        state,
        _days_left(due, state, moment) if state in OPEN_STATES and not clock.open_ended else None,
        alone[1] if alone else None,
        alone[0] if alone else None,
        clock.target(event) if clock.target else None,
        clock.warning(event) if clock.warning else None,
    )


def _met(clock: CompiledClock, index: FactIndex, start: Fact) -> Fact | None:
    """The fact that met the clock; where it needs one of each kind, the last of them."""
    rule = clock.rule
    asking = rule.subjects or rule.starts if rule.repeats else ()
    if not rule.needs_all:
        return index.first_answer(rule.stops, start, asking)
    answers = [index.first_answer((kind,), start, asking) for kind in rule.stops]
    found = [answer for answer in answers if answer is not None]
    return max(found, key=lambda fact: fact.on) if len(found) == len(answers) else None


def _is_lapsed(clock: CompiledClock, index: FactIndex, start: Fact, fallen: set[Stage]) -> bool:
    """Whether nobody needs it any more: the case has ended, by a fact or by itself."""
    return bool(fallen & clock.closed_in) or index.first_answer(clock.lapses, start) is not None


def _open_state(clock: CompiledClock, due: date, due_at: datetime | None, moment: Moment) -> ClockState:
    today, now = moment.today, moment.now
    if clock.open_ended:
        return ClockState.RUNNING
    if today > due or (due_at is not None and now is not None and now > due_at):
        passed = clock.rule.milestone and not clock.rule.stops
        return ClockState.MET if passed else ClockState.LATE
    return ClockState.DUE_TODAY if today == due else ClockState.RUNNING


def _days_left(due: date, state: ClockState, moment: Moment) -> int:
    """Working days from today to the due day. Late is at least one, even over a weekend. Days
    before the calendar begins are left out."""
    calendar = moment.calendar
    days = calendar.count_between(calendar.clamped(moment.today), calendar.clamped(due))
    return min(days, -1) if state is ClockState.LATE else days
