"""How the clocks of one case are grouped and worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.calendar.working_days import NATION_NAMES
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from jfs_desktop.rules.clocks.next_duty import in_turn, is_duty
from jfs_desktop.rules.writing.wording import counted, long_day, near_day, time_of_day, weekday_day

WORKING_DAY = "working day"


@dataclass(frozen=True, slots=True)
class ClockGroup:
    """Clocks under one heading; a folded one shows its rows only when asked."""

    key: str
    title: str
    clocks: tuple[ClockReading, ...]
    folded: bool = False


def grouped(clocks: Iterable[ClockReading]) -> tuple[ClockGroup, ...]:
    """Open duties by due date, days that only mark, then what is done and what is not needed."""
    known = tuple(clocks)
    open_ones = in_turn(one for one in known if one.is_open)
    duties = [one for one in open_ones if is_duty(one)]
    met = [one for one in known if one.state in (ClockState.MET, ClockState.MET_LATE)]
    rest = [one for one in known if one.state in (ClockState.NOT_STARTED, ClockState.NOT_NEEDED)]
    met.sort(key=lambda one: (one.met_on or date.min, one.name), reverse=True)
    rest.sort(key=lambda one: (one.state is ClockState.NOT_NEEDED, one.name))
    groups = (
        ClockGroup("late", "Late", tuple(one for one in duties if _late(one))),
        ClockGroup("open", "To do", tuple(one for one in duties if not _late(one))),
        ClockGroup("days", "Days to know", tuple(one for one in open_ones if not is_duty(one))),
        ClockGroup("met", "Done", tuple(met), folded=True),
        ClockGroup("rest", "Not started, or not needed", tuple(rest), folded=True),
    )
    return tuple(group for group in groups if group.clocks)


def next_line(groups: Iterable[ClockGroup]) -> str:
    """'Due today: hold the initial meeting': the first thing to do and when; '' where nothing is open."""
    first = next((clock for group in groups if group.key in ("late", "open") for clock in group.clocks), None)
    if first is None or first.due is None:
        return f"Next: {first.name}" if first is not None else ""
    left = first.days_left or 0
    at = f" by {time_of_day(first.due_at)}" if first.due_at is not None else ""
    if _late(first):
        when = f"Do this first, it was due {weekday_day(first.due)}{at}"
    elif left == 0 and first.rule.at_once:
        when = "Now"
    elif left == 0:
        when = f"Due today{at}"
    else:
        when = f"Next, by {weekday_day(first.due)}{at or f' (in {counted(left, WORKING_DAY)})'}"
    return f"{when}: {first.name}"


def appointment_line(agreed: AppointmentView, now: datetime) -> str:
    """'Next appointment: Tue 8 June, 10:30, agreed 4 June'; one whose time has come says so."""
    today = london_day(now)
    at = f", {agreed.at}" if agreed.at else ""
    year = f" {agreed.on.year}" if agreed.on.year != today.year else ""
    what = "Appointment to record as held or missed" if agreed.is_over(now) else "Next appointment"
    return f"{what}: {weekday_day(agreed.on)}{year}{at}, agreed {near_day(agreed.agreed_on, today)}"


def telling(clocks: Iterable[ClockReading], clock_id: str) -> ClockReading | None:
    """The reading of a clock that says most: the open one due first, else the last."""
    same = [one for one in clocks if one.id == clock_id]
    still = in_turn(one for one in same if one.is_open)
    return still[0] if still else same[-1] if same else None


def second_line(reading: ClockReading) -> str:
    """When it is or was due and how far away that is, the days to work to or aim for, the paragraph."""
    parts = [words for words in (_when(reading), _alone(reading), _aim(reading)) if words]
    return " · ".join((*parts, reading.paragraph))


def _when(reading: ClockReading) -> str:
    due, left = reading.due, reading.days_left
    if reading.state in (ClockState.MET, ClockState.MET_LATE) and reading.met_on is not None:
        by = f", due {long_day(due)}" if due is not None else ""
        return f"on {long_day(reading.met_on)}{by}"
    if not reading.is_open or due is None:
        return ""
    at = f" by {time_of_day(reading.due_at)}" if reading.due_at is not None else ""
    if left is not None and left > 0:
        return f"in {counted(left, WORKING_DAY)}{at}"
    if left is not None and left < 0:
        return f"was due {weekday_day(due)}{at}"
    return ""


def _alone(reading: ClockReading) -> str:
    """The day to work to where the participant's own nation has an earlier one (AMB-02)."""
    alone, nation, due = reading.single_nation_due, reading.single_nation, reading.due
    if alone is None or nation is None or due is None or alone >= due or not reading.is_open:
        return ""
    return f"work to {weekday_day(alone)} ({NATION_NAMES[nation]})"


def _aim(reading: ClockReading) -> str:
    target = reading.target_on
    if target is None or target == reading.due or not reading.is_open or _late(reading):
        return ""
    return f"aim for {weekday_day(target)}"


def _late(reading: ClockReading) -> bool:
    return reading.state is ClockState.LATE
