"""The Customer Service Standards of one month: what is met, what is missed, and what can still be saved.

Q1 to Q5, AMB-46 and AMB-78. A standard without a clock (the survey) is not counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.programme_figures import ACCEPTED, CASES, EACH, HELD, Standard

SOON_WORKING_DAYS = 2
"""How many working days ahead an open case is said to be due soon."""


@dataclass(frozen=True, slots=True)
class Savable:
    """An open case of a standard, and the day by which it has to be done."""

    case_id: UUID
    due: date


@dataclass(frozen=True, slots=True)
class Tally:
    """One standard in one month, counted in cases, or in what each of them did (a case then stands as
    often as it counts). ``month`` is its first day. ``open`` ones may still be met. ``soon`` are those that
    are due today or in the next two working days, the most urgent first; ``waiting`` are those of earlier
    months that are late and still to be done, told in the month of today alone."""

    standard: Standard
    month: date
    met: tuple[UUID, ...] = ()
    missed: tuple[UUID, ...] = ()
    open: tuple[Savable, ...] = ()
    soon: tuple[Savable, ...] = ()
    waiting: tuple[UUID, ...] = ()

    @property
    def total(self) -> int:
        """Every case of the month."""
        return len(self.met) + len(self.missed) + len(self.open)

    @property
    def best(self) -> Fraction | None:
        """The per cent still possible if every open case is met; exact (AMB-43), None without cases."""
        return Fraction(100 * (len(self.met) + len(self.open)), self.total) if self.total else None

    @property
    def reachable(self) -> bool:
        """Whether the target can still be reached in that month; true without cases."""
        return self.best is None or self.best >= self.standard.target_percent


_ASKED = (
    FactKind.ACKNOWLEDGED,
    FactKind.INITIAL_MEETING_HELD,
    FactKind.COMPLETED,
    FactKind.ENDED_EARLY,
    FactKind.DEATH_LEARNED,
)


@dataclass(frozen=True, slots=True)
class CaseReadings:
    """One case as a standard sees it: the facts and the clocks that it goes by."""

    case_id: UUID
    facts: CaseFacts
    readings: Sequence[ClockReading]


def seen(case_id: UUID, known: CaseFacts, readings: Sequence[ClockReading]) -> CaseReadings:
    """A case without the facts that no standard asks for: a whole caseload is held at once."""
    asked = tuple(known.of(*_ASKED))
    return CaseReadings(case_id, replace(known, facts=asked), readings)


def tally(
    standard: Standard,
    cases: Sequence[CaseReadings],
    month: date,
    today: date,
    *,
    calendar: WorkingDays,
    units: str = CASES,
    base: str = ACCEPTED,
) -> Tally:
    """How a standard stands in the month of ``month`` (any day of it) as seen on ``today``, counted in
    ``units`` as the profile says (AMB-78). By the ``base`` HELD the standard of the initial meeting
    leaves out whom no meeting was held with (AMB-46)."""
    met: list[UUID] = []
    missed: list[UUID] = []
    still_open: list[Savable] = []
    counting = [case for case in cases if base != HELD or _was_met(standard, case)]
    for case, readings in _counted(standard, counting, month, units):
        verdicts = [verdict for reading in readings if (verdict := _verdict(case, reading))]
        due = [reading for state, reading in verdicts if state is ClockState.RUNNING]
        if any(state is ClockState.LATE for state, _ in verdicts):
            missed.append(case.case_id)
        elif due:
            first = min(reading.due for reading in due if reading.due is not None)
            still_open.append(Savable(case.case_id, first))
        elif verdicts:
            met.append(case.case_id)
    still_open.sort(key=lambda one: one.due)
    first = month.replace(day=1)
    waiting = _waiting(standard, counting, month) if first == today.replace(day=1) else ()
    soon = _soon(standard, cases, first, _horizon(today, calendar))
    return Tally(standard, first, tuple(met), tuple(missed), tuple(still_open), soon, waiting)


def other_months(
    standard: Standard, cases: Sequence[CaseReadings], today: date, calendar: WorkingDays
) -> tuple[date, ...]:
    """The first day of each other month than that of today in which a case may still be met, the earliest
    first: those before, and the next one where what counts there is due soon."""
    this_month, horizon = today.replace(day=1), _horizon(today, calendar)
    return tuple(
        sorted(
            {
                first
                for _, due, first in _running(standard, cases)
                if first < this_month or (first > this_month and due <= horizon)
            }
        )
    )


def _was_met(standard: Standard, case: CaseReadings) -> bool:
    meeting = FactKind.INITIAL_MEETING_HELD
    return meeting not in _stops(standard, case) or case.facts.has(meeting)


def _counted(
    standard: Standard, cases: Sequence[CaseReadings], month: date, units: str
) -> Iterator[tuple[CaseReadings, tuple[ClockReading, ...]]]:
    """What is counted as one: a case with all its readings of the month, or each reading by itself."""
    for case in cases:
        readings = tuple(_of_month(standard, case, month))
        if units == EACH:
            yield from ((case, (reading,)) for reading in readings)
        else:
            yield case, readings


def _horizon(today: date, calendar: WorkingDays) -> date:
    return calendar.add(today, SOON_WORKING_DAYS)


def _running(standard: Standard, cases: Sequence[CaseReadings]) -> Iterator[tuple[UUID, date, date]]:
    """What may still be met: the case, its last day, and the first day of the month in which it counts."""
    for case in cases:
        for reading, day in _days(standard, case):
            verdict = _verdict(case, reading)
            if reading.due is not None and verdict is not None and verdict[0] is ClockState.RUNNING:
                yield case.case_id, reading.due, day.replace(day=1)


def _soon(
    standard: Standard, cases: Sequence[CaseReadings], month: date, horizon: date
) -> tuple[Savable, ...]:
    """Those of a month whose time is nearly over: each case once, by its first day."""
    found: dict[UUID, date] = {}
    for case_id, due, first in _running(standard, cases):
        if first == month and due <= horizon:
            found[case_id] = min(due, found.get(case_id, due))
    return tuple(sorted((Savable(key, due) for key, due in found.items()), key=lambda one: one.due))


def _waiting(standard: Standard, cases: Sequence[CaseReadings], month: date) -> tuple[UUID, ...]:
    """Cases that count in an earlier month, and whose lateness still grows: the day's list shows them too."""
    return tuple(
        case.case_id
        for case in cases
        if any(
            day < month.replace(day=1) and reading.state is ClockState.LATE and _verdict(case, reading)
            for reading, day in _days(standard, case)
        )
    )


def _of_month(standard: Standard, case: CaseReadings, month: date) -> Iterable[ClockReading]:
    """The readings of the standard's clock that count in a month."""
    for reading, day in _days(standard, case):
        if (day.year, day.month) == (month.year, month.month):
            yield reading


def _days(standard: Standard, case: CaseReadings) -> Iterator[tuple[ClockReading, date]]:
    """Each reading of the standard's clock with the day it counts by: the day that started it (the
    referral, the session, the request), or where completers are counted the day of completion and,
    while that is to come, the last day."""
    completers = FactKind.COMPLETED in _stops(standard, case)
    done = case.facts.last(FactKind.COMPLETED)
    for reading in case.readings:
        if reading.id != standard.clock:
            continue
        day = reading.started_on
        if completers:
            if done is None and case.facts.has(FactKind.ENDED_EARLY):
                continue
            day = done.on if done is not None else reading.due
        if day is not None:
            yield reading, day


def _stops(standard: Standard, case: CaseReadings) -> tuple[FactKind, ...]:
    return next((one.stops for one in case.readings if one.id == standard.clock), ())


def _verdict(case: CaseReadings, reading: ClockReading) -> tuple[ClockState, ClockReading] | None:
    """MET, LATE or RUNNING with the reading; None where it does not count.

    A referral counts once it is accepted, whatever becomes of it, but for a death (AMB-46).
    """
    by_referral = FactKind.REFERRAL_MADE in reading.rule.starts
    if by_referral and not case.facts.has(FactKind.ACKNOWLEDGED):
        return None
    if reading.state is ClockState.NOT_NEEDED:
        counts = by_referral and not case.facts.has(FactKind.DEATH_LEARNED)
        return (ClockState.LATE, reading) if counts else None
    if reading.state is ClockState.MET:
        return ClockState.MET, reading
    if reading.state in {ClockState.LATE, ClockState.MET_LATE}:
        return ClockState.LATE, reading
    return (ClockState.RUNNING, reading) if reading.is_open else None
