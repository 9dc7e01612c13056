"""The time in which somebody who is away is looked for: from the missed meeting or the disengagement
to the return or the exit (M1 to M5, JFS 4.17 to 4.20, AMB-34, AMB-35, AMB-79)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jfs_desktop.rules.calendar.counting import weekday_before
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.declarations import declared_exit
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.programme import Programme

AWAY = (FactKind.MEETING_MISSED, FactKind.DISENGAGED)
BACK = (
    FactKind.RE_ENGAGED,
    FactKind.MISSED_MEETING_EXPLAINED,
    FactKind.SESSION_HELD,
    FactKind.GROUP_ATTENDED,
    FactKind.CONTACTED,
)
IDENTITY = "identity"
WINDOW = "re_engagement_window_capped"
_TRY = FactKind.RE_CONTACT_ATTEMPTED
_RESULT, _REACHED = "result", "reached"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """One time away, with every day that counts in it.

    ``window_ends`` is the end of the re-engagement window, cut at the last working day;
    ``full_window_ends`` where it would end without that. Both are None before the first attempt.
    ``exit_from`` is the first day on which the person may be let go unheard, once there were enough
    attempts on different days: after the window, but never later than the last weekday on which PRaP takes
    an end (AMB-34, AMB-07). None before that.
    """

    begins: Fact
    disengaged: Fact | None
    attempts: tuple[Fact, ...]
    first_attempt_due: date
    by_itself_on: date | None
    """The day from which an unexplained missed meeting counts as disengagement by itself (AMB-35)."""
    attempt_days: int
    wanted_days: int
    full_window_ends: date | None
    window_ends: date | None
    last_day: date
    last_day_to_key: date
    exit_from: date | None

    @property
    def first_attempt(self) -> Fact | None:
        """The attempt from which the window runs."""
        return self.attempts[0] if self.attempts else None

    def may_leave(self, today: date) -> bool:
        """Whether the person may be let go unheard on that day."""
        return self.exit_from is not None and today >= self.exit_from

    def attempted_on(self, day: date) -> bool:
        """Whether an attempt was made on that day: another on the same day does not count."""
        return any(fact.on == day for fact in self.attempts)


@dataclass(frozen=True, slots=True)
class NextAttempt:
    """Another attempt to reach somebody who is away and did not answer: which of how many ``wanted``, not on
    the day ``tried_on`` of the last one, best on the working day ``aim``, and ``by`` the window's end."""

    number: int
    wanted: int
    tried_on: date
    aim: date
    by: date
    about: Fact


def next_attempt(
    facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> NextAttempt | None:
    """The attempt that the exit of somebody unheard still wants after the first one, for which a clock runs
    (M4, JFS 4.20); None where there were enough, or where the person says that they leave."""
    if not facts.has(_TRY) or declared_exit(facts) is not None:
        return None
    spell = spell_of(facts, programme, calendar, today)
    if spell is None or spell.window_ends is None or spell.attempt_days >= spell.wanted_days:
        return None
    last = spell.attempts[-1]
    return NextAttempt(
        spell.attempt_days + 1,
        spell.wanted_days,
        last.on,
        min(calendar.add(last.on, 1), spell.window_ends),
        spell.window_ends,
        spell.begins,
    )


def was_reached(kind: FactKind, detail: Mapping[str, str]) -> bool:
    """Whether an attempt found the person: two-way contact, and no unanswered attempt (M4)."""
    return kind is _TRY and detail.get(_RESULT) == _REACHED


def spell_of(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> Spell | None:
    """The time away that has not ended, or None for somebody who takes part or has not started."""
    if facts.has(FactKind.COMPLETED, FactKind.ENDED_EARLY) or not facts.has(FactKind.INITIAL_MEETING_HELD):
        return None
    since = _since_back(facts)
    begins = since.first(*AWAY)
    if begins is None:
        return None
    attempts = tuple(fact for fact in since.of(_TRY) if fact.on >= begins.on)
    held = facts.first(FactKind.INITIAL_MEETING_HELD)
    counted = replace(facts, facts=tuple(fact for fact in (held, begins, *attempts) if fact is not None))

    def day_of(clock_id: str) -> date | None:
        return clock_day(clock_id, counted, programme, calendar)

    missed = begins.kind is FactKind.MEETING_MISSED
    due = day_of("missed_meeting_contact" if missed else "disengagement_contact")
    last_day, ended_by_prap = day_of("maximum_provision"), day_of("prap_auto_end")
    if due is None or last_day is None or ended_by_prap is None:
        return None
    days = len({fact.on for fact in attempts})
    wanted = programme.minimums.re_engagement_attempts
    window_ends = day_of(WINDOW)
    return Spell(
        begins,
        since.first(FactKind.DISENGAGED),
        attempts,
        due,
        _by_itself(since, begins, due, today),
        days,
        wanted,
        day_of("re_engagement_window"),
        window_ends,
        last_day,
        ended_by_prap - _DAY,
        min(window_ends + _DAY, weekday_before(ended_by_prap))
        if window_ends is not None and days >= wanted
        else None,
    )


def _since_back(facts: CaseFacts) -> CaseFacts:
    back = max((place for place, fact in enumerate(facts.facts) if fact.kind in BACK), default=-1)
    return replace(facts, facts=facts.facts[back + 1 :])


def _by_itself(since: CaseFacts, begins: Fact, due: date, today: date) -> date | None:
    """From when a missed meeting counts as disengagement: nobody was reached, and nothing was said."""
    if begins.kind is not FactKind.MEETING_MISSED or since.has(FactKind.DISENGAGED) or today <= due:
        return None
    reached = any(fact.on <= due for fact in since.of(*BACK) if fact.on >= begins.on)
    return None if reached else due + _DAY
