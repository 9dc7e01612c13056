"""Whether the profile's guards let a fact be recorded (REQUIREMENTS, 'State machine')."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from jfs_desktop.rules.calendar.counting import weekday_before
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.declarations import standing
from jfs_desktop.rules.facts.doubts import stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.bookings import standing_bookings
from jfs_desktop.rules.programme.clock_rules import Guard, Said
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.programme import Programme


def guards_of(
    kind: FactKind,
    facts: CaseFacts,
    programme: Programme,
    detail: Mapping[str, str] | None,
    on: date | None = None,
) -> tuple[Guard, ...]:
    """The guards of a kind that these choices and facts do not excuse, as they stand now or stood on the day
    ``on`` of the entry.

    ``detail`` None asks before anything is chosen: then whatever a choice could excuse is excused.
    """
    known = (facts,) if on is None else (facts, facts.until(on))
    return tuple(
        guard
        for guard in programme.guards
        if kind in guard.facts and _concerns(guard, detail) and not _excused(guard, known, detail)
    )


def out_of_place(kind: FactKind, stage: Stage, facts: CaseFacts, programme: Programme) -> Refusal | None:
    """Why nothing of that kind belongs to the stage, whatever is recorded or chosen; None where it may."""
    told = next((one for one in guards_of(kind, facts, programme, None) if _out_of_place(one, stage)), None)
    return Refusal(told.text, told.paragraph) if told is not None else None


def first_biting(
    guards: Collection[Guard],
    stage: Stage,
    facts: CaseFacts,
    programme: Programme,
    *,
    calendar: WorkingDays,
    on: date,
    at: datetime | None = None,
    stage_by: Callable[[CaseFacts], Stage] | None = None,
) -> Refusal | None:
    """What the first guard that bites says, for a fact of the day ``on`` in ``stage``, at the instant ``at``
    (aware) where that is known; ``stage_by`` tells which stage it was before an end of that day."""
    by_day, by_end = facts.until(on), facts.before_an_end(on, at)
    ended_since = len(by_end.facts) < len(by_day.facts)
    before_end = stage_by(by_end) if stage_by is not None and ended_since else stage
    for guard in guards:
        by_then = facts.until(on, at) if guard.in_order else by_end if guard.ends_in_order else by_day
        lately = _counted(guard, by_then)
        if (
            _out_of_place(guard, before_end if guard.ends_in_order else stage)
            or _against_facts(guard, facts, facts if guard.whenever else by_then)
            or _closed(guard, facts, on)
            or _nothing_booked(guard, by_then, programme)
            or _still_ahead(guard, by_then, programme, on, at)
            or _too_few(guard, lately, programme)
            or _too_many(guard, facts)
            or _too_early(guard, lately, programme, calendar, on)
            or _too_late(guard, by_then, programme, calendar, on)
        ):
            return Refusal(guard.text, guard.paragraph, _needed(guard, by_then), guard.excused_by_answer)
    return None


def _needed(guard: Guard, by_then: CaseFacts) -> tuple[FactKind, ...]:
    """What has to be recorded before, as far as it is only that."""
    return guard.needs if _lacking(guard, by_then) else ()


def _lacking(guard: Guard, by_then: CaseFacts) -> bool:
    answered = guard.though_returned and any(one.kind in guard.needs for one in by_then.returned)
    return bool(guard.needs) and not answered and not _recorded_since(by_then, guard.needs, guard.since)


def _too_late(
    guard: Guard, by_then: CaseFacts, programme: Programme, calendar: WorkingDays, on: date
) -> bool:
    due = clock_day(guard.until_clock, by_then, programme, calendar) if guard.until_clock else None
    return due is not None and on >= due


def _concerns(guard: Guard, detail: Mapping[str, str] | None) -> bool:
    if not guard.only_for:
        return True
    return detail is not None and any(answer in guard.only_for for answer in detail.values())


def _excused(guard: Guard, known: Iterable[CaseFacts], detail: Mapping[str, str] | None) -> bool:
    if guard.excused_by_facts and any(standing(one, guard.excused_by_facts) for one in known):
        return True
    if guard.excused_when_stopped and any(stopped_by(one) is not None for one in known):
        return True
    if guard.excused_by_said and any(_was_said(guard.excused_by_said, _counted(guard, one)) for one in known):
        return True
    by_choice = guard.excused_by or guard.excused_by_answer
    if detail is None:
        return bool(by_choice)
    if any(detail.get(key, "").strip() for key in (guard.excused_by_answer, guard.excused_by_message) if key):
        return True
    return any(answer in guard.excused_by for answer in detail.values())


def _out_of_place(guard: Guard, stage: Stage) -> bool:
    return bool(guard.only_in and stage not in guard.only_in) or stage in guard.never_in


def _against_facts(guard: Guard, facts: CaseFacts, by_then: CaseFacts) -> bool:
    if facts.has(*guard.unless) or _was_said_last(guard.barred_by_last, facts):
        return True
    if _was_said(guard.barred_by, facts) or (guard.needs_said and not _was_said(guard.needs_said, by_then)):
        return True
    if guard.needs_said_last and not _was_said_last(guard.needs_said_last, by_then):
        return True
    if _lacking(guard, by_then):
        return True
    return by_then.has(*guard.unsettled) and not _recorded_since(by_then, guard.settled_by, guard.unsettled)


def _was_said(wanted: tuple[Said, ...], facts: CaseFacts) -> bool:
    return any(
        fact.detail.get(said.key, "") in said.answers for said in wanted for fact in facts.of(said.fact)
    )


def _was_said_last(wanted: tuple[Said, ...], facts: CaseFacts) -> bool:
    return any(
        (last := facts.last(said.fact)) is not None and last.detail.get(said.key, "") in said.answers
        for said in wanted
    )


def _closed(guard: Guard, facts: CaseFacts, on: date) -> bool:
    """Whether the day lies after one that was named, such as that of a death, whenever it was learned."""
    named = (fact.detail.get(said.key, "") for said in guard.closed_after for fact in facts.of(said.fact))
    return any(day and date.fromisoformat(day) < on for day in named)


def _nothing_booked(guard: Guard, by_then: CaseFacts, programme: Programme) -> bool:
    standing = (one for kind in guard.booked for one in standing_bookings(kind, by_then, programme))
    return bool(guard.booked) and next(standing, None) is None


def _still_ahead(
    guard: Guard, by_then: CaseFacts, programme: Programme, on: date, at: datetime | None
) -> bool:
    """Whether something is booked, and the time of none of it has come."""
    standing = [one for kind in guard.not_before for one in standing_bookings(kind, by_then, programme)]
    return bool(standing) and not any(one.has_come(on, at) for one in standing)


def _recorded_since(facts: CaseFacts, wanted: tuple[FactKind, ...], since: tuple[FactKind, ...]) -> bool:
    """Whether one of ``wanted`` stands after the last of ``since``, or at all where there is none."""
    for fact in reversed(facts.facts):
        if fact.kind in wanted:
            return True
        if fact.kind in since:
            return False
    return False


def _counted(guard: Guard, facts: CaseFacts) -> CaseFacts:
    """The facts without what of ``counting`` lies before the last of ``since``."""
    if not (guard.counting and guard.since):
        return facts
    before = max((place for place, fact in enumerate(facts.facts) if fact.kind in guard.since), default=-1)
    kept = (
        fact for place, fact in enumerate(facts.facts) if place > before or fact.kind not in guard.counting
    )
    return replace(facts, facts=tuple(kept))


def _too_few(guard: Guard, by_then: CaseFacts, programme: Programme) -> bool:
    if not guard.at_least:
        return False
    wanted: int = getattr(programme.minimums, guard.at_least)
    counted = list(by_then.of(*guard.counting))
    return len({fact.on for fact in counted} if guard.on_different_days else counted) < wanted


def _too_many(guard: Guard, facts: CaseFacts) -> bool:
    return bool(guard.at_most) and len(tuple(facts.of(*guard.facts))) >= guard.at_most


def _too_early(
    guard: Guard, by_then: CaseFacts, programme: Programme, calendar: WorkingDays, on: date
) -> bool:
    if not guard.after_clock:
        return False
    day = clock_day(guard.after_clock, by_then, programme, calendar)
    if day is None:
        return True
    opens = day if guard.on_its_day else day + timedelta(days=1)
    closes = clock_day(guard.open_before, by_then, programme, calendar) if guard.open_before else None
    return on < (opens if closes is None else min(opens, weekday_before(closes)))
