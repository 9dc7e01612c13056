"""Every clock of a case, and of the contract, from recorded facts (DESIGN 3.2).

The worklist, the caseload, the case page, the standards and the returns read these
and nothing else. Today's date is an argument; nothing here looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from jfs_desktop.clock import london_day
from jfs_desktop.errors import NotFound
from jfs_desktop.rules.calendar.counting import hours_after, midnight, same_clock_time
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clock_state import ClockReading, ClockState, Moment, reading_of
from jfs_desktop.rules.clocks.compiled_clocks import (
    ClockSet,
    CompiledClock,
    compiled,
    compiled_clock,
    fallen_on,
)
from jfs_desktop.rules.clocks.explanation import Counted, Explanation, explained
from jfs_desktop.rules.clocks.fact_index import FactIndex
from jfs_desktop.rules.clocks.times_away import starts_of
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.clock_rules import Scope, Unit
from jfs_desktop.rules.programme.programme import Programme

__all__ = [
    "ClockReading",
    "ClockState",
    "DueDate",
    "Moment",
    "automatic_ends",
    "clock_day",
    "clocks_and_ends",
    "clocks_for",
    "contract_clocks_for",
    "due",
    "ends_of",
    "next_to_run_out",
]


@dataclass(frozen=True, slots=True)
class DueDate:
    """The answer to 'when is this due?' for one rule and one event.

    ``due_at`` is the instant for clocks that count hours. ``single_nation_due``
    is the date on one nation's calendar alone, where it differs (AMB-02): the
    asked nation's, or the earliest of any.
    """

    rule: str
    event: date
    due: date
    due_at: datetime | None
    paragraph: str
    single_nation_due: date | None
    single_nation: Nation | None
    explanation: Explanation


def due(
    rule_id: str,
    event: date | datetime,
    programme: Programme,
    calendar: WorkingDays,
    nation: Nation | None = None,
    *,
    start: date | None = None,
) -> DueDate:
    """The due date of one rule, for an event that need not belong to any case.

    A moment is an aware instant, and its day the one in London. ``start`` is the
    start of provision, which cuts some clocks short; where it is not given the explanation says so. Raises
    NotFound for an unknown rule and for one without a due date, and
    OutsideCalendar where the calendar does not reach.
    """
    if not programme.has_clock(rule_id) or programme.clock(rule_id).count.unit is Unit.UNTIL_STOPPED:
        raise NotFound(
            f"There is no clock '{rule_id}' with a due date in {programme.name}.",
            remedy=f"Known are: {', '.join(programme.clock_ids())}.",
        )
    clock = compiled_clock(programme.clock(rule_id), programme, calendar, nation)
    event_at = event if isinstance(event, datetime) else None
    day = london_day(event_at) if event_at else event
    limit_day = start if clock.limit_from is not None else day
    what = _counted(clock, _pasts(clock, clock.rule.starts[0], programme), day, event_at, limit_day)
    return DueDate(
        rule_id,
        day,
        what.due,
        what.due_at,
        clock.rule.paragraph,
        what.single_nation_due,
        what.single_nation,
        explained(clock.rule, what, calendar),
    )


def clocks_for(
    facts: CaseFacts,
    programme: Programme,
    calendar: WorkingDays,
    today: date,
    *,
    now: datetime | None = None,
    explain: bool | Callable[[ClockReading], bool] = True,
) -> tuple[ClockReading, ...]:
    """Every clock of a case, in the profile's order, those that have not started included.

    A clock that repeats gives one reading for each fact it runs for. ``now``
    sharpens clocks that count hours; without it they are late from the next
    day. ``explain=False`` leaves the explanations out, for whole caseloads;
    a predicate leaves them out of the readings that it does not want explained.
    """
    return clocks_and_ends(facts, programme, Moment(calendar, today, now), explain=explain)[0]


def clocks_and_ends(
    facts: CaseFacts,
    programme: Programme,
    moment: Moment,
    *,
    explain: bool | Callable[[ClockReading], bool] = True,
) -> tuple[tuple[ClockReading, ...], tuple[tuple[Stage, date], ...]]:
    """The same, with the stages that the case has fallen into (:func:`automatic_ends`), which are worked out
    on the way."""
    return _readings(facts, programme, Scope.CASE, moment, explain=explain)


def contract_clocks_for(
    facts: CaseFacts,
    programme: Programme,
    calendar: WorkingDays,
    today: date,
    *,
    now: datetime | None = None,
    explain: bool = True,
) -> tuple[ClockReading, ...]:
    """Every clock of the contract: returns, reviews, samples, service end, retention."""
    return _readings(facts, programme, Scope.CONTRACT, Moment(calendar, today, now), explain=explain)[0]


def automatic_ends(
    facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> tuple[tuple[Stage, date], ...]:
    """The stages a case has fallen into because a day passed with nothing recorded, each with the
    first day on which it held, earliest first."""
    clocks = compiled(programme, calendar, facts.nation, Scope.CASE)
    return ends_of(clocks, FactIndex(facts), today)


def ends_of(clocks: ClockSet, index: FactIndex, today: date) -> tuple[tuple[Stage, date], ...]:
    """The same for a case whose clocks and facts are at hand."""
    return tuple(sorted(_fallen(clocks, index, today), key=lambda end: end[1]))


def _readings(
    facts: CaseFacts,
    programme: Programme,
    scope: Scope,
    moment: Moment,
    *,
    explain: bool | Callable[[ClockReading], bool],
) -> tuple[tuple[ClockReading, ...], tuple[tuple[Stage, date], ...]]:
    clocks = compiled(programme, moment.calendar, facts.nation, scope)
    index = FactIndex(facts)
    ends = ends_of(clocks, index, moment.today)
    fallen = {stage for stage, _ in ends}
    asleep = index.by_kind.keys().isdisjoint
    found: list[ClockReading] = []
    for clock, unstarted in _with_unstarted(clocks):
        if asleep(clock.wakes):
            found.append(unstarted)
            continue
        for start, subject in starts_of(clock, index, moment.today):
            if start is None:
                found.append(unstarted._replace(subject=subject.id) if subject else unstarted)
                continue
            reading = reading_of(clock, index, (start, subject), fallen, moment)
            if reading.due is not None and (explain(reading) if callable(explain) else explain):
                what = _what_counted(clock, index, start, programme)
                reading = reading._replace(explanation=explained(clock.rule, what, moment.calendar))
            found.append(reading)
    return tuple(found), ends


@lru_cache(maxsize=64)
def _with_unstarted(clocks: ClockSet) -> tuple[tuple[CompiledClock, ClockReading], ...]:
    """Each clock with its reading while it has not started, which all cases share."""
    return tuple((clock, ClockReading(clock.rule)) for clock in clocks.every)


@lru_cache(maxsize=256)
def _one_of(
    programme: Programme, calendar: WorkingDays, nation: Nation | None, clock_id: str
) -> CompiledClock:
    return compiled_clock(programme.clock(clock_id), programme, calendar, nation)


def clock_day(clock_id: str, facts: CaseFacts, programme: Programme, calendar: WorkingDays) -> date | None:
    """The due day of one clock of a case, or None while it has not started."""
    clock = _one_of(programme, calendar, facts.nation, clock_id)
    index = FactIndex(facts)
    start = index.first(clock.rule.starts)
    return clock.due_day(*index.events(clock, start))[0] if start is not None else None


def _fallen(clocks: ClockSet, index: FactIndex, today: date) -> Iterator[tuple[Stage, date]]:
    """The stages that missed clocks have brought the case to, with the first day of each."""
    fallen: set[Stage] = set()
    asleep = index.by_kind.keys().isdisjoint
    for clock in clocks.ending:
        rule = clock.rule
        if rule.ends_as is None or asleep(clock.wakes) or not fallen.isdisjoint(clock.closed_in):
            continue
        for start, _ in starts_of(clock, index, today):
            if start is None:
                continue
            event, limit_event = index.events(clock, start)
            settled = (index.first_answer(clock.settling, start), index.first(rule.ruled_out_by))
            settled_on = min((fact.on for fact in settled if fact is not None), default=None)
            from_day = fallen_on(clock, event, limit_event, settled_on, today)
            if from_day is not None:
                fallen.add(rule.ends_as)
                yield rule.ends_as, from_day


def _what_counted(clock: CompiledClock, index: FactIndex, start: Fact, programme: Programme) -> Counted:
    event, limit_event = index.events(clock, start)
    event_at = start.at if clock.in_hours else None
    return _counted(clock, _pasts(clock, start.kind, programme), event, event_at, limit_event)


def _counted(
    clock: CompiledClock,
    pasts: tuple[str, str],
    event: date,
    event_at: datetime | None,
    limit_event: date | None,
) -> Counted:
    rule = clock.rule
    when, limit_when = pasts
    target_on = clock.target(event) if clock.target else None
    if clock.in_hours:
        begun = event_at or midnight(event)
        due_at = hours_after(begun, rule.count.number)
        target_at = min(due_at, same_clock_time(begun, rule.count.number))
        return Counted(
            rule.count, event, when, due_at.date(), clock.literal, begun, due_at,
            target_on=target_at.date(), target_at=target_at,
        )  # fmt: skip
    due_day, limited = clock.due_day(event, limit_event)
    target_on = min(target_on, due_day) if target_on is not None else None
    alone = clock.alone_day(event, limit_event, due_day)
    count = rule.earlier_of.count if limited and rule.earlier_of else rule.count
    counted_from = limit_event if limited and limit_event else event
    return Counted(
        count, counted_from, limit_when if limited else when, due_day, clock.literal,
        limited=limited, limit_unknown=limit_when if limit_event is None and rule.earlier_of else "",
        target_on=target_on,
        single_nation=alone[0] if alone else None, single_nation_due=alone[1] if alone else None,
    )  # fmt: skip


def _pasts(clock: CompiledClock, began_by: FactKind, programme: Programme) -> tuple[str, str]:
    """What happened on the day that the clock counts from, and on the day that its limit counts from."""
    kind = clock.rule.counted_from or began_by
    limit_kind = clock.limit_from or kind
    return programme.fact_kinds[kind].past, programme.fact_kinds[limit_kind].past


def next_to_run_out(readings: Iterable[ClockReading], now: datetime) -> datetime | None:
    """The moment (aware) from which the next open clock that counts hours is late; None without one."""
    ends = (one.due_at for one in readings if one.is_open and one.due_at is not None and one.due_at >= now)
    first = min(ends, default=None)
    return None if first is None else first + timedelta(seconds=1)  # it is late once its minute is over
