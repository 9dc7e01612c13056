"""How far contact with somebody has come before the initial meeting, and what may be done next.

C2, C3, C6; JFS 3.11 to 3.17. Every sentence names its paragraph; the figures are the programme's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.declarations import stays_away
from jfs_desktop.rules.facts.doubts import stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import counted, long_day, weekday_day

CONTACT_CLOCK, MEETING_CLOCK = "contact_participant", "hold_initial_meeting"
OUTCOME_CLOCK, LAST_INPUT_CLOCK = "record_prap_outcome", "prap_last_safe_input"
BOOKED_FOR, BOOKED_AT, REASON = "booked_for", "booked_at", "rebooking_reason"
OPTED_OUT = "opted_out"
_AGREED = (FactKind.MEETING_BOOKED, FactKind.INITIAL_MEETING_HELD)
_TOOK_PLACE = (FactKind.INITIAL_MEETING_HELD, FactKind.INITIAL_MEETING_MISSED)
_SETTLED = (*_TOOK_PLACE, FactKind.WITHDREW)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach somebody: the Europe/London day, the key of the channel, what came of it."""

    on: date
    channel: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence of what may be done next, and where that is written; ``keyed`` says that it is an outcome
    which may be keyed on PRaP now."""

    text: str
    paragraph: str
    keyed: bool = False


_NOTHING_GOES_OUT = Advice("Nothing goes out any more: no message, survey or call.", "JFS 5.11")

_STOPPED = Advice("Key Did Not Start: an error was found before the meeting.", "JFS 3.32", keyed=True)


@dataclass(frozen=True, slots=True)
class ContactStanding:
    """Where contact stands. ``wanted`` is how many attempts No Contact asks for; ``due`` the last day
    for contact, booking and meeting alike (AMB-09), None while the referral is not dated."""

    made: int
    wanted: int
    reached_on: date | None
    due: date | None
    headline: str
    advice: tuple[Advice, ...]


def contact_standing(
    facts: CaseFacts,
    attempts: Sequence[Attempt],
    programme: Programme,
    calendar: WorkingDays,
    today: date,
) -> ContactStanding:
    """Where contact stands and what may be done next, in plain words; ``attempts`` are those that
    :func:`counting` names. Who was reached, agreed to no meeting and is tried again may be lost all the same
    (W3)."""
    reached = facts.first(FactKind.CONTACTED, *_AGREED)
    due = clock_day(CONTACT_CLOCK, facts, programme, calendar)
    made, wanted = len(attempts), programme.minimums.contact_attempts
    lost = not facts.has(*_AGREED) and (bool(attempts) or (due is not None and today > due))
    if has_died(facts):
        headline = "The person has died"
        advice: tuple[Advice, ...] = (_NOTHING_GOES_OUT,)
    elif _stopped_in_time(facts):
        headline, advice = "The Work Coach said not to go on", (_STOPPED,)
    elif reached is not None and not lost:
        headline = f"Reached on {long_day(reached.on)}"
        advice = tuple(_once_reached(facts, programme, calendar))
    else:
        headline = _headline(made, wanted, reached)
        advice = (
            *_spreading(attempts, programme),
            *_until_when(facts, due, programme, calendar, today),
            *_outcome(facts, made, due, programme, calendar, today=today),
        )
    return ContactStanding(made, wanted, reached.on if reached else None, due, headline, advice)


def counting(facts: CaseFacts) -> frozenset[UUID]:
    """The attempts that show that nobody could be reached to agree a meeting: all since the last contact
    (C2, W3)."""
    last = facts.last(FactKind.CONTACTED)
    since = facts.facts[facts.facts.index(last) :] if last is not None else facts.facts
    return frozenset(fact.id for fact in since if fact.kind is FactKind.CONTACT_ATTEMPTED)


def thin_attempts(attempts: Sequence[Attempt], programme: Programme) -> tuple[Advice, ...]:
    """What would make the attempts better evidence before No Contact is keyed; it is advice and stops
    nobody (C2, AMB-10). Empty where they are spread, or where the person opted out."""
    if any(attempt.result == OPTED_OUT for attempt in attempts):
        return ()
    return tuple(_spreading(attempts, programme))


def standing_booking(facts: CaseFacts) -> Fact | None:
    """The booking of the initial meeting that still stands: neither held nor missed since, and not of a
    person who has died, said that they no longer wish to take part (E1), or was stopped (E9)."""
    booked = facts.last(FactKind.MEETING_BOOKED)
    if booked is None or has_died(facts) or stopped_by(facts) is not None:
        return None
    later = facts.facts[facts.facts.index(booked) + 1 :]
    return None if any(fact.kind in _SETTLED for fact in later) else booked


def booked_day(detail: Mapping[str, str], key: str = BOOKED_FOR) -> date | None:
    """The day that a booking is for, which stands under ``key``, or None where it names none."""
    try:
        return date.fromisoformat(detail.get(key, ""))
    except ValueError:
        return None


def reason_asked(
    facts: CaseFacts, on: date, programme: Programme, calendar: WorkingDays, *, again: bool = True
) -> Refusal | None:
    """Why a booking for the day ``on`` needs a reason (T10, AMB-57, C3), or None if it needs none.

    ``again`` counts another booking that stands; without it only a day after the limit does.
    """
    due = clock_day(MEETING_CLOCK, facts, programme, calendar)
    rule = programme.clock(MEETING_CLOCK)
    if due is not None and on > due:
        return Refusal(
            f"The meeting must be held by {weekday_day(due)}. A later day misses the standard; say why.",
            rule.paragraph,
        )
    if again and facts.has(FactKind.MEETING_BOOKED):
        return Refusal("The meeting was booked before. Say why it moves.", rule.paragraph)
    return None


def past_prap(facts: CaseFacts, on: date, programme: Programme, calendar: WorkingDays) -> Refusal | None:
    """Why no meeting is booked for that day, whatever the reason: PRaP has closed the case by then (W10)."""
    last = clock_day(LAST_INPUT_CLOCK, facts, programme, calendar)
    if last is None or on <= last or facts.has(FactKind.INITIAL_MEETING_HELD):
        return None
    return Refusal(
        f"PRaP closes the case by itself: {weekday_day(last)} is the last safe day to key its outcome. "
        "Book an earlier day.",
        programme.clock(LAST_INPUT_CLOCK).paragraph,
    )


def refused_booking(
    facts: CaseFacts, detail: Mapping[str, str], programme: Programme, calendar: WorkingDays
) -> Refusal | None:
    """The same for a booking as it is to be recorded: None where the reason is given."""
    on = booked_day(detail)
    if on is None or says_why(detail.get(REASON, "")):
        return None
    return reason_asked(facts, on, programme, calendar)


def _stopped_in_time(facts: CaseFacts) -> bool:
    """Whether the Work Coach stopped an accepted referral before its meeting was held or missed (W7)."""
    if not facts.has(FactKind.ACKNOWLEDGED) or facts.has(*_TOOK_PLACE):
        return False
    return stopped_by(facts) is not None


def _headline(made: int, wanted: int, reached: Fact | None) -> str:
    if reached is not None:
        since = f"Reached on {long_day(reached.on)}; since then "
        return since + (
            f"attempt {made + 1} of {wanted} is next" if made < wanted else counted(made, "attempt")
        )
    if made < wanted:
        return f"Attempt {made + 1} of {wanted} is next" if made else f"No attempt yet, of {wanted}"
    return f"{counted(made, 'attempt')} logged, {wanted} are enough"


def _spreading(attempts: Sequence[Attempt], programme: Programme) -> Iterator[Advice]:
    """More than one day and more than one way make the better evidence (AMB-10)."""
    if not attempts:
        return
    paragraph, minimums = programme.settings.attempts_paragraph, programme.minimums
    if any(attempt.result == OPTED_OUT for attempt in attempts):
        yield Advice("The person does not want to be contacted: no further attempt is needed.", paragraph)
        return
    if len({attempt.on for attempt in attempts}) < minimums.contact_attempt_days:
        yield Advice("All attempts so far are of one day. Try on another day too.", paragraph)
    if len({attempt.channel for attempt in attempts}) < minimums.contact_attempt_methods:
        (only,) = {attempt.channel for attempt in attempts}
        name = programme.channels_for("").get(only, only)
        yield Advice(f"So far only by {name[:1].lower() + name[1:]}. Try another way too.", paragraph)


def _until_when(
    facts: CaseFacts, due: date | None, programme: Programme, calendar: WorkingDays, today: date
) -> Iterator[Advice]:
    rule, made = programme.clock(CONTACT_CLOCK), facts.first(FactKind.REFERRAL_MADE)
    if due is None or made is None or today > due:
        return
    aim = calendar.add(made.on, rule.target.number) if rule.target is not None else due
    earlier = f" Aim for {weekday_day(aim)}, so that the meeting fits in too." if today <= aim < due else ""
    day = "today" if due == today else weekday_day(due)
    yield Advice(f"The last day for contact and for the meeting is {day}.{earlier}", rule.paragraph)


def _outcome(
    facts: CaseFacts, made: int, due: date | None, programme: Programme, calendar: WorkingDays, *, today: date
) -> Iterator[Advice]:
    """What may be keyed for somebody who was not reached: at once for who does not want to be (C2, W4)."""
    if stays_away(facts) is not None:
        yield Advice("Key Did Not Attend: the person does not want to take part.", "JFS 3.33", keyed=True)
    elif due is not None:
        wanted = programme.minimums.contact_attempts
        yield from _no_contact(made, wanted, due, programme, calendar, today=today)


def _no_contact(
    made: int, wanted: int, due: date, programme: Programme, calendar: WorkingDays, *, today: date
) -> Iterator[Advice]:
    paragraph = programme.settings.no_contact_paragraph
    still = f" and {wanted} attempts ({wanted - made} to go)" if made < wanted else ""
    if today <= due:
        opens = weekday_day(calendar.add(due, 1))
        yield Advice(f"No Contact may be keyed from {opens}, with evidence{still}.", paragraph)
    elif made < wanted:
        yield Advice(f"The days for contact are over. No Contact needs evidence{still}.", paragraph)
    else:
        now = "No Contact may be keyed now. Keep at least one piece of evidence first."
        yield Advice(now, paragraph, keyed=True)


def _once_reached(facts: CaseFacts, programme: Programme, calendar: WorkingDays) -> Iterator[Advice]:
    if facts.has(FactKind.INITIAL_MEETING_HELD):
        return
    due = clock_day(MEETING_CLOCK, facts, programme, calendar)
    paragraph = programme.clock(MEETING_CLOCK).paragraph
    booked = standing_booking(facts)
    by = f", by {weekday_day(due)}" if due is not None else ""
    if booked is None:
        yield Advice(f"No further attempt is needed. Agree day, time and way of the meeting{by}.", paragraph)
        return
    on = booked_day(booked.detail)
    if on is not None and due is not None and on > due:
        yield Advice(f"The booked day lies after {weekday_day(due)}: the standard will be missed.", paragraph)
