"""What a newer working-day calendar changes, and when it may not follow the one in use (W17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.calendar.calendar_reader import BadCalendar, version_order
from jfs_desktop.rules.calendar.working_days import Holidays, WorkingDays, in_nations
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.writing.wording import long_day


@dataclass(frozen=True, slots=True)
class HolidayChange:
    """A holiday that some nations gain (``comes``) or lose."""

    day: date
    name: str
    nations: tuple[Nation, ...]
    comes: bool

    @property
    def where(self) -> str:
        """'England and Wales'."""
        return in_nations(list(self.nations))


def holiday_changes(now: WorkingDays, then: WorkingDays) -> tuple[HolidayChange, ...]:
    """The holidays that come or go, in order, among the days that both calendars cover."""
    first, last = max(now.first, then.first), min(now.last, then.last)
    changes = [
        *_only_in(then.holidays, now.holidays, comes=True),
        *_only_in(now.holidays, then.holidays, comes=False),
    ]
    return tuple(
        sorted((one for one in changes if first <= one.day <= last), key=lambda one: (one.day, one.comes))
    )


def check_successor(now: WorkingDays, then: WorkingDays, today: date) -> None:
    """Raise BadCalendar where a calendar may not follow the one in use.

    It has to be newer and to cover as many days, and days already past keep their holidays:
    what was counted over them is on record.
    """
    if then.version == now.version:
        raise BadCalendar(f"Calendar {then.version} is in use already.", remedy="Nothing has to be done.")
    if version_order(then.version) < version_order(now.version):
        raise BadCalendar(f"Calendar {then.version} is older than {now.version}, which is in use.")
    if then.first > now.first:
        raise BadCalendar(
            f"Calendar {then.version} has a gap: it begins on {long_day(then.first)}, "
            f"and dates are counted from {long_day(now.first)} on."
        )
    if then.last < now.last:
        raise BadCalendar(
            f"Calendar {then.version} ends on {long_day(then.last)}, before the one in use, "
            f"which runs to {long_day(now.last)}."
        )
    gone = [one for one in holiday_changes(now, then) if not one.comes and one.day < today]
    if gone:
        raise BadCalendar(
            f"Calendar {then.version} takes away a holiday of the past: "
            f"{gone[0].name} on {long_day(gone[0].day)} in {gone[0].where}."
        )


def _only_in(holidays: Holidays, others: Holidays, *, comes: bool) -> Iterable[HolidayChange]:
    for day, kept in holidays.items():
        by_name: dict[str, list[Nation]] = {}
        for nation in Nation:
            if nation in kept and nation not in others.get(day, {}):
                by_name.setdefault(kept[nation], []).append(nation)
        for name, nations in by_name.items():
            yield HolidayChange(day, name, tuple(nations), comes)
