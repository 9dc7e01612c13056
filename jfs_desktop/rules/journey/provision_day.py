"""Which working day of provision it is: one count for Today and for the strip of a case (JFS 1.23, M5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage, is_open
from jfs_desktop.rules.journey.journey import start_date
from jfs_desktop.rules.programme.programme import Programme

AUTO_END = "prap_auto_end"
_OVER = (
    FactKind.COMPLETED,
    FactKind.ENDED_EARLY,
    FactKind.AUTO_END_SEEN,
    FactKind.PRAP14_SENT,
    FactKind.CANCELLATION_KEYED,
)


@dataclass(frozen=True, slots=True)
class ProvisionDay:
    """The day's ``number`` of ``most``, which it never passes. ``ended_on`` is the day from which provision
    no longer runs, None while it does; ``run_out`` says that the last of the days has passed."""

    number: int
    most: int
    ended_on: date | None
    run_out: bool

    @property
    def over(self) -> bool:
        """Whether nothing of the service is given any more."""
        return self.ended_on is not None or self.run_out

    def __str__(self) -> str:
        """'Day 6 of 20'."""
        return f"Day {self.number} of {self.most}"


def provision_day(
    facts: CaseFacts, stage: Stage, programme: Programme, calendar: WorkingDays, today: date
) -> ProvisionDay | None:
    """The day of provision; None before the start, and where PRaP closed the case before one was keyed
    (AMB-81)."""
    started = start_date(facts)
    if started is None:
        return None
    ended_on = _ended_on(facts, stage, programme, calendar)
    if ended_on is None and not is_open(stage):
        return None
    most = programme.minimums.provision_working_days
    day = calendar.count_between(started, ended_on or today)
    run_out = ended_on is None and (stage is Stage.TIME_EXPIRED or day > most)
    return ProvisionDay(min(day, most), most, ended_on, run_out)


def _ended_on(facts: CaseFacts, stage: Stage, programme: Programme, calendar: WorkingDays) -> date | None:
    """The day from which provision no longer runs: what was recorded, or PRaP's own end (JFS 5.08)."""
    days = [fact.on for fact in facts.of(*_OVER)]
    if stage is Stage.AUTO_ENDED or facts.has(FactKind.AUTO_END_SEEN):
        by_itself = clock_day(AUTO_END, facts, programme, calendar)
        days += [by_itself] if by_itself is not None else []
    return min(days, default=None)
