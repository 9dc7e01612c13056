"""What is due, grouped late, today and the next five working days (R2, C1, I1, W6, S11 …)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jfs_desktop.casework.cases import in_hand
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import booked
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState, automatic_ends, clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.journey.journey import stage_after, start_date
from jfs_desktop.rules.journey.provision_day import provision_day
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import short_day

DAYS_AHEAD = 5
"""How many working days the list looks ahead."""


@dataclass(frozen=True, slots=True, repr=False)
class WorkItem(Discreet):
    """One thing to do: whose, which clock, and where the person stands ('Day 6 of 20')."""

    case_id: UUID
    name: str
    clock: ClockReading
    context: str
    also: tuple[ClockReading, ...] = ()
    """Later limits of the same duty, such as PRaP's last safe day after the ten working days."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """What is due on and around one day."""

    day: date
    next_working_day: date
    late: tuple[WorkItem, ...]
    today: tuple[WorkItem, ...]
    coming: tuple[WorkItem, ...]

    def __iter__(self) -> Iterator[WorkItem]:
        yield from self.late
        yield from self.today
        yield from self.coming


def worklist(workspace: Workspace) -> Worklist:
    """The list for today. A late item stays until it is done."""
    now, today, calendar = workspace.now(), workspace.today(), workspace.calendar
    horizon = calendar.add(today, DAYS_AHEAD)
    with workspace.reading() as db:
        lines = in_hand.lines(db, horizon)
        people = {case_id: line.name for case_id, line in lines.items() if line.due_by(horizon)}
        facts = case_facts.load_many(db, people)

    def listed(clock: ClockReading) -> bool:
        return clock.due is not None and clock.due <= horizon and clock.is_open and clock.actionable

    late: list[WorkItem] = []
    due_today: list[WorkItem] = []
    coming: list[WorkItem] = []
    for case_id, name in people.items():
        programme = workspace.programmes.of(facts[case_id])
        readings = clocks_for(facts[case_id], programme, calendar, today, now=now, explain=listed)
        context = context_of(facts[case_id], programme, calendar, today)
        for clock, also in one_per_duty(readings):
            if not listed(clock):
                continue
            item = WorkItem(case_id, name, clock, context, also)
            group = {ClockState.LATE: late, ClockState.DUE_TODAY: due_today}.get(clock.state, coming)
            group.append(item)
    groups = (tuple(sorted(group, key=_order)) for group in (late, due_today, coming))
    return Worklist(today, calendar.add(today, 1), *groups)


def one_per_duty(
    readings: Iterable[ClockReading],
) -> Iterator[tuple[ClockReading, tuple[ClockReading, ...]]]:
    """The most urgent open clock of each duty, with the later limits of the same duty, and with the clock
    that has to be met before it."""
    still: dict[str, ClockReading] = {}
    duties: dict[tuple[str, UUID | None], list[ClockReading]] = {}
    for reading in readings:
        if reading.actionable and reading.is_open and reading.due is not None:
            still.setdefault(reading.id, reading)
            subject = None if reading.family != reading.id else reading.subject
            duties.setdefault((reading.family, subject), []).append(reading)
    for group in duties.values():
        first, *later = sorted(group, key=lambda reading: (reading.due or date.max, reading.id))
        before = still.get(first.rule.after)
        yield first if before is None else first._replace(waits_for=before), tuple(later)


def _order(item: WorkItem) -> tuple[date, str]:
    return item.clock.due or date.max, item.name


def context_of(
    facts: CaseFacts,
    programme: Programme,
    calendar: WorkingDays,
    today: date,
    *,
    ends: Sequence[tuple[Stage, date]] | None = None,
) -> str:
    """Where a person stands in a few words: 'Day 6 of 20', as the strip of the case counts it; once provision
    is over, how. ``ends`` are the case's automatic ends where they are at hand."""
    ended = facts.last(FactKind.COMPLETED, FactKind.ENDED_EARLY)
    if ended is not None:
        left = "Ended" if has_died(facts) else "Left"
        return f"{'Finished' if ended.kind is FactKind.COMPLETED else left} {short_day(ended.on)}"
    if start_date(facts) is not None:
        fallen = automatic_ends(facts, programme, calendar, today) if ends is None else ends
        stage = stage_after(facts, fallen, today)
        day = provision_day(facts, stage, programme, calendar, today)
        if day is not None and not day.over:
            return str(day)
        since = f" {short_day(day.ended_on)}" if day is not None and day.ended_on is not None else ""
        return f"{programme.stage_names[stage.value]}{since}"
    agreed = booked(facts)
    if agreed is not None:
        return f"Meeting {short_day(agreed.on)}{f', {agreed.at}' if agreed.at else ''}"
    made = facts.first(FactKind.REFERRAL_MADE)
    return f"Referred {short_day(made.on)}" if made else ""
