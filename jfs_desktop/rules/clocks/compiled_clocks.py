"""A profile's clocks made ready for one calendar and one nation: each count a plain function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from jfs_desktop.rules.calendar.counting import DayCount, day_count, depends_on_nation
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.clock_rules import ClockRule, Scope, Unit
from jfs_desktop.rules.programme.programme import Programme

ANY_NATION = "any_nation"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledClock:
    """One rule with its counts. ``lapses`` joins the rule's own with its phase's; ``settling`` are the
    facts after which missing it no longer ends the case; ``asking`` the kinds of fact that each need
    an answer of their own; ``turned_by`` is the clock whose missing makes a subject of it; ``alone``
    holds the counts of single nations, where those could differ. Without any fact of the kinds ``wakes``
    it has not started and runs for nothing. Of two that are due on one day that with
    the lower ``turn`` comes first: what is owed from the day's first minute, then the profile's order."""

    rule: ClockRule
    literal: Nation | None
    due: DayCount
    limit: DayCount | None
    limit_from: FactKind | None
    target: DayCount | None
    warning: DayCount | None
    alone: tuple[tuple[Nation, DayCount, DayCount | None], ...]
    lapses: tuple[FactKind, ...]
    settling: tuple[FactKind, ...]
    asking: tuple[FactKind, ...]
    closed_in: frozenset[Stage]
    open_ended: bool
    in_hours: bool
    turn: int
    wakes: frozenset[FactKind]
    turned_by: CompiledClock | None = None

    def due_day(self, event: date, limit_event: date | None) -> tuple[date, bool]:
        """The due day, and whether the second count decided it."""
        due = self.due(event)
        if self.limit is not None and limit_event is not None:
            latest = self.limit(limit_event)
            if latest < due:
                return latest, True
        return due, False

    def alone_day(self, event: date, limit_event: date | None, due: date) -> tuple[Nation, date] | None:
        """The date on a single nation's calendar where it differs: the earliest, if several do."""
        best: tuple[Nation, date] | None = None
        for nation, count, limit in self.alone:
            day = count(event)
            if limit is not None and limit_event is not None:
                day = min(day, limit(limit_event))
            if day != due and (best is None or day < best[1]):
                best = (nation, day)
        return best


@dataclass(frozen=True, slots=True, eq=False)
class ClockSet:
    """The listed clocks of one scope, in the profile's order: ``every`` one of them, those ``ending``
    that can bring a case to a stage by themselves, and those ``acting`` that have a due day by which
    somebody must do something."""

    every: tuple[CompiledClock, ...]
    ending: tuple[CompiledClock, ...]
    acting: tuple[CompiledClock, ...]


@lru_cache(maxsize=64)
def compiled(programme: Programme, calendar: WorkingDays, nation: Nation | None, scope: Scope) -> ClockSet:
    """The clocks of one scope made ready; kept, since every case of a nation asks for the same."""
    rules = (rule for rule in programme.clocks if rule.listed and rule.scope is scope)
    every = tuple(compiled_clock(rule, programme, calendar, nation) for rule in rules)
    return ClockSet(
        every,
        ending=tuple(clock for clock in every if clock.rule.ends_as is not None),
        acting=tuple(clock for clock in every if clock.rule.actionable and not clock.open_ended),
    )


def counts_by_nation(programme: Programme) -> bool:
    """Whether the profile narrows the working day to the participant's nation (AMB-02)."""
    return programme.settings.working_days_of != ANY_NATION


def compiled_clock(
    rule: ClockRule, programme: Programme, calendar: WorkingDays, nation: Nation | None
) -> CompiledClock:
    """One rule made ready. The literal calendar is taken (AMB-02) unless the profile narrows it."""
    literal = nation if counts_by_nation(programme) else None
    limit = rule.earlier_of
    phase = programme.phase_of[rule.phase]
    lapses = tuple(dict.fromkeys((*rule.lapses, *(k for k in phase.closed_by if k not in rule.stops))))
    turned_by = (
        compiled_clock(programme.clock(rule.turned_by), programme, calendar, nation)
        if rule.turned_by
        else None
    )
    return CompiledClock(
        rule=rule,
        literal=literal,
        due=day_count(rule.count, calendar, literal),
        limit=day_count(limit.count, calendar, literal) if limit else None,
        limit_from=limit.counted_from if limit else None,
        target=day_count(rule.target, calendar, literal) if rule.target else None,
        warning=day_count(rule.warning, calendar, literal) if rule.warning else None,
        alone=tuple(_alone(rule, calendar, nation)) if literal is None else (),
        lapses=lapses,
        settling=(*(rule.settled_by or rule.stops), *lapses),
        asking=(rule.subjects or rule.starts) if rule.repeats else (),
        closed_in=frozenset(phase.closed_in),
        open_ended=rule.count.unit is Unit.UNTIL_STOPPED,
        in_hours=rule.count.unit is Unit.HOURS,
        turn=programme.clocks.index(rule) + (0 if rule.at_once else len(programme.clocks)),
        wakes=frozenset((*(rule.subjects or rule.starts), *(turned_by.rule.starts if turned_by else ()))),
        turned_by=turned_by,
    )


def fallen_on(
    clock: CompiledClock, event: date, limit_event: date | None, settled_on: date | None, today: date
) -> date | None:
    """The first day on which a missed clock has brought its case to the stage it ends in, or None: it
    may still be met, or was settled before that day."""
    last_day, _ = clock.due_day(event, limit_event)
    from_day = last_day if clock.rule.ends_on_due_day else last_day + _ONE_DAY
    if today < from_day or (settled_on is not None and settled_on < from_day):
        return None
    return from_day


def _alone(
    rule: ClockRule, calendar: WorkingDays, nation: Nation | None
) -> Iterator[tuple[Nation, DayCount, DayCount | None]]:
    limit = rule.earlier_of.count if rule.earlier_of else None
    if not depends_on_nation(rule.count) and not (limit and depends_on_nation(limit)):
        return
    for each in (nation,) if nation else tuple(Nation):
        bound = day_count(limit, calendar, each) if limit else None
        yield each, day_count(rule.count, calendar, each), bound
