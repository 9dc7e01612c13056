"""The circumstances of a case in words: what was answered, how things stand, and which days count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jfs_desktop.records.views import FactView
from jfs_desktop.rules.evidence import told_answers
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.absence import NEW_ADDRESS, NEW_POSTCODE, TAKEN_UP, Absence, Decision
from jfs_desktop.rules.journey.re_engagement import Spell
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import counted, long_day, weekday_day

_MOVES = {
    Decision.GOES_ON: ("Support goes on from there", "good"),
    Decision.STAYS_OPEN: ("Back in time: stays open", "neutral"),
    Decision.UNKNOWN: ("Length unknown: stays open", "today"),
    Decision.OVERDUE: ("Back by now? Not said", "late"),
    Decision.ENDS: ("Longer than the time left", "late"),
    Decision.OVER: ("Back", "good"),
}


def told(view: FactView, programme: Programme) -> tuple[str, ...]:
    """How an entry was made and what was answered, one line each."""
    names = programme.channels_for("")
    head = " · ".join(part for part in (names.get(view.channel, view.channel), view.by) if part)
    said = told_answers.told(FactKind(view.kind), view.detail, programme)
    return tuple(line for line in (head, *said, _flat(view.note)) if line)


def missed_state(spell: Spell, today: date) -> tuple[str, str]:
    """How an unexplained missed meeting stands, in a word and its mark."""
    if spell.by_itself_on is not None:
        return "Counts as disengaged", "late"
    if spell.attempts:
        return f"Tried {_times(len(spell.attempts))}", "neutral"
    if today > spell.first_attempt_due:
        return "No attempt in time", "late"
    if today == spell.first_attempt_due:
        return "Try today", "today"
    return f"Try by {weekday_day(spell.first_attempt_due)}", "soon"


def away_lines(spell: Spell, today: date) -> tuple[str, ...]:
    """What comes next for somebody who is away, with its day."""
    return tuple(_away_lines(spell, today))


def move_state(absence: Absence) -> tuple[str, str]:
    """What follows from a move, in a word and its mark."""
    return _MOVES[absence.decision]


def move_lines(absence: Absence) -> tuple[str, ...]:
    """The new home that is still to come, or the comparison of the expected return with the last day (M7)."""
    said = absence.moved.detail
    if NEW_ADDRESS in said and TAKEN_UP not in said:
        place = ", ".join(part for part in (*said[NEW_ADDRESS].splitlines(), said[NEW_POSTCODE]) if part)
        return (f"From {long_day(absence.away_from)}: {place}. Until then the present address stands.",)
    if not absence.outside or absence.last_day is None or absence.decision is Decision.OVER:
        return ()
    last = f"last working day of provision {long_day(absence.last_day)}"
    if absence.decision is Decision.OVERDUE and absence.expected_back_on is not None:
        return (f"Was expected back {long_day(absence.expected_back_on)}; {last}. Ask whether they are.",)
    if absence.expected_back_on is not None:
        return (f"Expected back {long_day(absence.expected_back_on)}; {last}.",)
    if absence.decision is Decision.ENDS:
        return (f"Says that it will be longer than the time left; {last}.",)
    return (f"Nobody knows for how long; {last}. Ask again every week.",)


def move_steps(absence: Absence) -> tuple[tuple[FactKind, str], ...]:
    """What may be recorded next about a move."""
    if absence.decision is Decision.ENDS:
        return ((FactKind.ENDED_EARLY, "End provision…"), (FactKind.ABSENCE_REVIEWED, "Asked again…"))
    if absence.decision in (Decision.UNKNOWN, Decision.STAYS_OPEN, Decision.OVERDUE):
        return ((FactKind.ABSENCE_REVIEWED, "Asked again…"),)
    return ()


def _away_lines(spell: Spell, today: date) -> Iterator[str]:
    if spell.by_itself_on is not None:
        yield (
            f"Nobody was reached by {weekday_day(spell.first_attempt_due)}, so the missed meeting counts as "
            f"disengagement from {weekday_day(spell.begins.on)} (JFS 4.18)."
        )
    if not spell.attempts:
        late = today > spell.first_attempt_due
        due = (
            f"was due by {long_day(spell.first_attempt_due)}: make it now"
            if late
            else (f"by {long_day(spell.first_attempt_due)}")
        )
        yield f"First attempt {due}. The window runs from that attempt."
        return
    left = spell.wanted_days - spell.attempt_days
    if left > 0:
        another = " An attempt was made today; the next counts from tomorrow." if _today(spell, today) else ""
        yield f"{counted(left, 'attempt')} more, on another day, before somebody may leave unheard.{another}"
    if spell.window_ends is not None and spell.window_ends != spell.full_window_ends:
        yield "The window is cut short: the last working day of provision comes first."
    if spell.exit_from is None or spell.window_ends is None:
        return
    if spell.may_leave(today):
        over = "The window is over" if today > spell.window_ends else "PRaP takes an end no later"
        yield (
            f"{over} and the attempts were made. Record the end and key it by "
            f"{long_day(spell.last_day_to_key)}; the Jobcentre decides about another referral."
        )
    elif spell.exit_from <= spell.window_ends:
        yield f"Wait until {long_day(spell.exit_from)}, the last day for it; a return is always open."
    else:
        yield f"Wait until {long_day(spell.window_ends)} is over; a return before then is always open."


def _today(spell: Spell, today: date) -> bool:
    return spell.attempted_on(today)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _flat(text: str) -> str:
    return " ".join(text.split())
