"""What the facts of one case alone leave to be done, though no clock runs for it: meetings to settle and to
finish, people to try again, doubts that wait for the Work Coach, notices to read, queries about the JFAP,
bookings over an appointment with the Jobcentre,
POST's e-mail or an answer to the survey that has not come, ends that a death or a job leaves to be recorded,
and PRaP entries handed over to me."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.ending import survey_silence
from jfs_desktop.casework.recording.circumstance_gates import last_day_of
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.putting_off import (
    ABROAD,
    ATTEMPT,
    CLASH,
    DEATH,
    DOUBT,
    ENTRY,
    NOTICE,
    PASSED,
    POST,
    QUERY,
    STEPS,
    STOPPED,
    SURVEY,
    WORK,
    key_of,
)
from jfs_desktop.rules.clocks.clocks import ClockReading, due
from jfs_desktop.rules.facts.doubts import asked_about, open_doubt, stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.facts.vulnerability import unread
from jfs_desktop.rules.journey.absence import Decision, absences
from jfs_desktop.rules.journey.ends import DIED, has_died
from jfs_desktop.rules.journey.journey import refusal, stage_of, start_date
from jfs_desktop.rules.journey.re_engagement import WINDOW, NextAttempt
from jfs_desktop.rules.meetings.initial_meeting import TITLES, MeetingStep
from jfs_desktop.rules.meetings.jobcentre_clashes import clashes
from jfs_desktop.rules.meetings.passed_meetings import PassedMeeting
from jfs_desktop.rules.plan.plan_state import open_queries
from jfs_desktop.rules.prap.prap_entries import open_entries
from jfs_desktop.rules.programme.fixed_choices import REASON
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import short_day, weekday_day

_ENDS_BY_ITSELF, _KEY_END = "prap_auto_end", "key_end"
_SUPPORTED = (Stage.STARTED, Stage.DISENGAGED, Stage.FINALISING)
_ENDED = (
    FactKind.COMPLETED,
    FactKind.ENDED_EARLY,
    FactKind.END_KEYED,
    FactKind.AUTO_END_SEEN,
    FactKind.PRAP14_SENT,
)


def told_by_facts(
    workspace: Workspace, known: CaseFacts, readings: Sequence[ClockReading]
) -> Iterator[LooseEnd]:
    """What the facts of a case tell by themselves."""
    yield from _dead(workspace, known)
    yield from _at_work(workspace, known)
    yield from _gone_for_good(workspace, known)
    yield from _doubts(known)
    yield from _stopped(known)
    yield from _notices(known)
    yield from _queries(known)
    yield from _clashes(workspace, known)
    yield from _post_silent(workspace, known)
    yield from _survey_silent(workspace, known)
    yield from _handed_to_me(workspace, known, readings)


def passed(one: PassedMeeting, today: date) -> LooseEnd:
    """A booked time that has passed: nobody has said whether the person came (I1, M1)."""
    booking = one.booking
    at = f", {booking.at}" if booking.at else ""
    named = "initial meeting" if one.initial else "appointment"
    what = f"Settle the {named} of {weekday_day(booking.on)}{at}: held, missed or put off?"
    held_by = "must be held by" if one.due is not None and one.due >= today else "was to be held by"
    follows = held_by if one.initial else "if missed, try to reach them by"
    by = f"{follows} {weekday_day(one.due)}" if one.due is not None else "nothing is recorded"
    key = key_of(PASSED, booking.id)
    why = f"{by} · {one.paragraph}"
    return LooseEnd(key, PASSED, what, why, "Say what happened", booking.on, booking.id)


def steps(known: CaseFacts, left: Sequence[MeetingStep]) -> LooseEnd:
    """What an initial meeting that counts as held has left open, such as after a call that dropped (I1)."""
    what, paragraph = _left_open(known, left)
    held = known.last(FactKind.INITIAL_MEETING_HELD)
    since = f"held on {short_day(held.on)} · " if held is not None else ""
    about = held.id if held is not None else None
    return LooseEnd(key_of(STEPS, about), STEPS, what, f"{since}{paragraph}", "Continue", about=about)


def _left_open(known: CaseFacts, left: Sequence[MeetingStep]) -> tuple[str, str]:
    """What there is to do and where it is written: nothing is left but who it is after a doubt that is
    cleared up, or a check that was taken back (I3, I8)."""
    if tuple(left) != (MeetingStep.IDENTITY,):
        named = "; ".join(TITLES[step] for step in left)
        return f"Finish what the initial meeting left open: {named}", "JFS 3.19"
    if open_doubt(known) is not None:
        return "Confirm who this is: the Work Coach said to go on", "JFS 3.26"
    return "Confirm who this is: no check of it stands", "JFS 3.21"


def attempt(one: NextAttempt, programme: Programme) -> LooseEnd:
    """Another attempt to reach somebody who is away: for the first a clock runs (M4)."""
    what = f"Try again to reach them: attempt {one.number} of {one.wanted}"
    why = (
        f"tried on {weekday_day(one.tried_on)}; on another day, by {weekday_day(one.by)}"
        f" · {programme.clock(WINDOW).paragraph}"
    )
    key = key_of(ATTEMPT, one.about.id, one.number)
    return LooseEnd(key, ATTEMPT, what, why, "Record the next attempt", one.by, one.about.id, one.aim)


def _dead(workspace: Workspace, known: CaseFacts) -> Iterator[LooseEnd]:
    """Somebody who died on provision, whose end nobody has recorded: PRaP would end it as something else
    (X8, X12, T20)."""
    learned = known.last(FactKind.DEATH_LEARNED)
    if learned is None or known.has(*_ENDED):
        return
    programme, calendar, today = workspace.programmes.of(known), workspace.calendar, workspace.today()
    started, died = start_date(known), {REASON: DIED}
    against = refusal(FactKind.ENDED_EARLY, known, programme, calendar, today=today, on=today, detail=died)
    if started is None or against is not None:
        return
    by = due(_KEY_END, learned.on, programme, calendar, known.nation, start=started).due
    why = f"known since {short_day(learned.on)}; the end is keyed by {weekday_day(by)} · JFS 5.11"
    what = "Record the end: the person has died"
    yield LooseEnd(key_of(DEATH, learned.id), DEATH, what, why, "Open the ending", by, learned.id)


def _at_work(workspace: Workspace, known: CaseFacts) -> Iterator[LooseEnd]:
    """Somebody who started work on provision: it ends with that only if support is no longer needed, which is
    for the adviser to judge (AMB-32, X11)."""
    job = known.last(FactKind.JOB_STARTED)
    if job is None or known.has(*_ENDED) or has_died(known):
        return
    stage = stage_of(known, workspace.programmes.of(known), workspace.calendar, workspace.today())
    if stage in _SUPPORTED:
        what = "Judge whether support is still needed: they have started work"
        why = f"since {short_day(job.on)}; if it is, the case stays open · JFS 5.09"
        yield LooseEnd(key_of(WORK, job.id), WORK, what, why, "Open the ending", about=job.id)


def _gone_for_good(workspace: Workspace, known: CaseFacts) -> Iterator[LooseEnd]:
    """Somebody who leaves the contract's nations for longer than the time left: provision ends (M7, X8)."""
    if not known.has(FactKind.MOVED) or known.has(*_ENDED) or has_died(known):
        return
    last_day = last_day_of(workspace.programmes.of(known), workspace.calendar, known)
    away = absences(known, last_day)[-1]
    if last_day is not None and away.decision is Decision.ENDS:
        why = f"from {weekday_day(away.away_from)}; last working day {weekday_day(last_day)} · JFS 4.22"
        what = "End provision: away for longer than the time left"
        key = key_of(ABROAD, away.said.id)
        yield LooseEnd(key, ABROAD, what, why, "Open the ending", away.away_from, away.moved.id)


def _doubts(known: CaseFacts) -> Iterator[LooseEnd]:
    """A doubt who somebody is that the Work Coach has not been asked about (I8); once asked, a clock runs
    for the answer (E9)."""
    doubted = open_doubt(known)
    if doubted is not None and not asked_about(known, doubted):
        why = f"since {short_day(doubted.on)} · JFS 3.26"
        what = "Ask the Work Coach about the doubt who this is"
        yield LooseEnd(key_of(DOUBT, doubted.id), DOUBT, what, why, "Open the doubt", about=doubted.id)


def _stopped(known: CaseFacts) -> Iterator[LooseEnd]:
    """A start that is on PRaP and that the Work Coach says should not be: an error found after it (W8)."""
    word = stopped_by(known)
    if word is None or not known.has(FactKind.START_KEYED):
        return
    if not known.has(FactKind.ERROR_FOUND_AFTER_START, *_ENDED):
        why = f"since {short_day(word.on)} · JFS 3.37"
        what = "Record the error and send PRaP14: the Work Coach said not to go on"
        yield LooseEnd(key_of(STOPPED, word.id), STOPPED, what, why, "Open the ending", about=word.id)


def _notices(known: CaseFacts) -> Iterator[LooseEnd]:
    noticed = unread(known)
    if noticed is not None:
        what = "Read the notice of a vulnerable person before any contact"
        why = f"came on {short_day(noticed.on)} · JFS 3.04"
        yield LooseEnd(key_of(NOTICE, noticed.id), NOTICE, what, why, "Read the notice", about=noticed.id)


def _queries(known: CaseFacts) -> Iterator[LooseEnd]:
    """A query about the JFAP: nothing is made final while it is open (P8)."""
    for query in open_queries(known):
        why = f"raised on {short_day(query.raised_on)} · JFS 4.08"
        key = key_of(QUERY, query.id)
        yield LooseEnd(key, QUERY, "Answer the query about the JFAP", why, "Open the query", about=query.id)


def _clashes(workspace: Workspace, known: CaseFacts) -> Iterator[LooseEnd]:
    """A booking that lies over an appointment with the Jobcentre, from the day on which that is known: one of
    them is moved, or somebody says why it does not matter (C9)."""
    programme = workspace.programmes.of(known)
    paragraph = programme.settings.commitments_paragraph
    for one in clashes(known, programme, workspace.now()):
        on = one.appointment.on
        key = key_of(CLASH, one.appointment.id, one.booking)
        what = f"Settle a clash on {weekday_day(on)}: {one.text}"
        why = f"move one of them, or say why it does not matter · {paragraph}"
        about = one.appointment.id
        yield LooseEnd(key, CLASH, what, why, "Settle the clash", on, about, workspace.today())


def _post_silent(workspace: Workspace, known: CaseFacts) -> Iterator[LooseEnd]:
    """A PRaP14 that POST has not answered: asked after in time, and with a warning before the day on which
    PRaP would end the case by itself (W8, W9; JFS 3.38, 5.08)."""
    sent, calendar, today = known.last(FactKind.PRAP14_SENT), workspace.calendar, workspace.today()
    if sent is None or _after(known, sent, (FactKind.POST_CONFIRMED, FactKind.CANCELLATION_KEYED)):
        return
    programme, started = workspace.programmes.of(known), start_date(known)
    asks = calendar.add(sent.on, programme.settings.post_asked_after_working_days)
    if today < asks:
        return
    what, why = f"POST's e-mail is awaited since {short_day(sent.on)}", "JFS 3.38"
    ends = due(_ENDS_BY_ITSELF, started, programme, calendar).due if started is not None else None
    warned = ends is not None and today >= calendar.add(ends, -programme.settings.post_warning_working_days)
    if ends is not None:
        by = "would end" if today < ends else "was to end"
        why = f"PRaP {by} the case by itself on {weekday_day(ends)} · JFS 3.38, 5.08"
    if warned:
        what = f"Ask POST for its answer: {what}"
    yield LooseEnd(
        key_of(POST, sent.id), POST, what, why, "Open the ending", ends if warned else asks, sent.id
    )


def _survey_silent(workspace: Workspace, known: CaseFacts) -> Iterator[LooseEnd]:
    """A survey without an answer: asked for once more, and never again (Q6)."""
    if (waits := survey_silence.since(workspace, known)) is not None:
        asked, day, paragraph = waits
        why, key = f"no answer since {short_day(asked.on)} · {paragraph}", key_of(SURVEY, asked.id)
        what = "Ask for the satisfaction survey once more"
        yield LooseEnd(key, SURVEY, what, why, "Open the ending", day, asked.id)


def _handed_to_me(
    workspace: Workspace, known: CaseFacts, readings: Sequence[ClockReading]
) -> Iterator[LooseEnd]:
    if not known.has(FactKind.ENTRY_HANDED_OVER):
        return
    programme = workspace.programmes.of(known)
    for entry in open_entries(known, readings, programme, workspace.calendar, workspace.now()):
        handed = entry.hand_over
        if handed is not None and handed.to == workspace.me.id and not handed.taken_over:
            what = f"Take over the PRaP entry: {entry.rule.name}"
            why = f"handed over on {short_day(handed.on)} · {entry.rule.paragraph}"
            key = key_of(ENTRY, entry.key, handed.fact)
            yield LooseEnd(key, ENTRY, what, why, "Open the entry", entry.due, handed.fact)


def _after(known: CaseFacts, fact: Fact, kinds: tuple[FactKind, ...]) -> bool:
    place = known.facts.index(fact)
    return any(later.kind in kinds for later in known.facts[place + 1 :])
