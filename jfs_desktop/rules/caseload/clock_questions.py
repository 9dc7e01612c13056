"""What a profile's clocks ask of a caseload: when each was started and met, and from when it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jfs_desktop.rules.caseload.column_answers import Rows, rows_of_cases, rows_of_facts
from jfs_desktop.rules.caseload.fact_columns import NEVER, Column, FactColumns
from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock
from jfs_desktop.rules.clocks.times_away import times_away
from jfs_desktop.rules.facts.declarations import standing_since


class Questions:
    """What clocks ask of one stretch of a caseload, each thing worked out once."""

    def __init__(self, columns: FactColumns, today: date) -> None:
        self.columns = columns
        self._today = today
        self._away: dict[tuple[tuple[str, ...], ...], tuple[Rows, Column]] = {}
        self._subjects: dict[tuple[bool, tuple[str, ...]], Rows] = {}
        self._begun: dict[tuple[tuple[str, ...], tuple[str, ...]], Rows] = {}

    def runs_for(self, clock: CompiledClock) -> Rows:
        """A row for each fact the clock runs for, by that fact's day; a row a case, by the day it
        started, where it does not repeat."""
        rule = clock.rule
        if rule.subjects and not rule.repeats:
            return self._after_subject(clock)
        wanted = rule.repeats, clock.asking or rule.starts
        if wanted not in self._subjects:
            of = rows_of_facts if rule.repeats else rows_of_cases
            self._subjects[wanted] = of(self.columns, wanted[1])
        return self._subjects[wanted]

    def started(self, clock: CompiledClock) -> Rows:
        """The same rows by the day on which the clock started."""
        if clock.turned_by is not None:
            return self._times_away(clock, clock.turned_by)[0]
        rule, subjects = clock.rule, self.runs_for(clock)
        if not (rule.subjects and rule.repeats):
            return subjects
        wanted = rule.starts, rule.subjects
        if wanted not in self._begun:
            days = subjects.first_own_answers(rule.starts, rule.subjects)
            self._begun[wanted] = Rows(self.columns, subjects.places, days, subjects.facts)
        return self._begun[wanted]

    def met(self, clock: CompiledClock) -> Column:
        """The day of the fact that met the clock; where it needs one of each kind, the last of them."""
        if clock.turned_by is not None:
            return self._times_away(clock, clock.turned_by)[1]
        rule, rows = clock.rule, self.runs_for(clock)
        kinds = [(kind,) for kind in rule.stops] if rule.needs_all else [rule.stops]
        found, *others = [
            rows.first_own_answers(each, clock.asking) if clock.asking else rows.first_answers(each)
            for each in kinds
        ]
        for other in others:
            found = [one if one >= two else two for one, two in zip(found, other, strict=True)]
        return found

    def counted_from(self, clock: CompiledClock) -> tuple[Column, ...]:
        """The day the clock is counted from and the day its second count runs from, as far as these
        are not the day it started: none, one or two columns."""
        rule, rows = clock.rule, self.started(clock)
        found: tuple[Column, ...] = ()
        if rule.counted_from is not None:
            firsts = zip(rows.first_of(rule.counted_from), rows.days, strict=True)
            found = ([first if first is not NEVER else day for first, day in firsts],)
        if clock.limit_from is not None:
            found += (rows.first_of(clock.limit_from),)
        return found

    def _after_subject(self, clock: CompiledClock) -> Rows:
        """A row a case, by the first start after the fact without which the clock does not run."""
        rule = clock.rule
        wanted = rule.starts, rule.subjects
        if wanted not in self._begun:
            columns = self.columns
            days = rows_of_cases(columns, rule.subjects).first_answers(rule.starts)
            if any(kind in columns.first for kind in rule.starts):
                days = [self._standing(clock, place, day) for place, day in enumerate(days)]
            self._begun[wanted] = Rows(columns, range(columns.size), days)
        return self._begun[wanted]

    def _standing(self, clock: CompiledClock, place: int, first: date) -> date:
        """The day of the first start from ``first`` on that nothing took back since; NEVER without one."""
        if first is NEVER:
            return NEVER
        kinds, days = self.columns.trails[place], self.columns.days[place]
        begun = next(number for number, day in enumerate(days) if day >= first)
        stands = standing_since(kinds[begun:], days[begun:], clock.rule.starts)
        return NEVER if stands is None else days[begun + stands]

    def _times_away(self, clock: CompiledClock, missed: CompiledClock) -> tuple[Rows, Column]:
        """A row for each time away, by the day of its first attempt, and the day on which it ended."""
        rule, columns = clock.rule, self.columns
        wanted = (rule.starts, rule.subjects, rule.stops, missed.rule.starts)
        if wanted not in self._away:
            places: list[int] = []
            tried: Column = []
            ended: Column = []
            for place in columns.places_with((*rule.subjects, *missed.rule.starts)):
                kinds, days = columns.trails[place], columns.days[place]
                for away in times_away(clock, kinds, days, self._today):
                    places.append(place)
                    tried.append(NEVER if away.tried is None else days[away.tried])
                    ended.append(NEVER if away.back is None else days[away.back])
            self._away[wanted] = Rows(columns, places, tried), ended
        return self._away[wanted]


def events_of(clock: CompiledClock, started: date, counted: Sequence[date]) -> tuple[date, date | None]:
    """What :meth:`Questions.counted_from` says of one row: the day a clock is counted from, and the
    day its second count runs from, if any."""
    event = counted[0] if clock.rule.counted_from is not None else started
    if clock.limit is None:
        return event, None
    if clock.limit_from is None:
        return event, event
    return event, counted[-1] if counted[-1] is not NEVER else None
