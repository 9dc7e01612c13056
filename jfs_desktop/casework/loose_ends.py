"""What is to be done on a case though no clock runs for it: meetings to settle and to finish, people to try
again, things promised, doubts that wait for the Work Coach, notices to read, PRaP entries handed over to me,
queries about the JFAP, replies that wait, POST's e-mail or an answer to the survey that has not come,
and open complaints; and restricted referrals that the nominated officer has not got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import mails_to_decide, missed_meetings, plan_leftovers, survey_silence
from jfs_desktop.casework.complaints import Complaint, register
from jfs_desktop.casework.loose_end import LooseEnd
from jfs_desktop.casework.putting_off import (
    ATTEMPT,
    COMPLAINT,
    DOUBT,
    ENTRY,
    NOTICE,
    PASSED,
    POST,
    PROMISE,
    QUERY,
    REPLY,
    RESTRICTED,
    STEPS,
    SURVEY,
    key_of,
)
from jfs_desktop.casework.referral_form import RESTRICTED_PARAGRAPH
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import london_day
from jfs_desktop.records.case import CaseFact, CaseSummary
from jfs_desktop.records.message import ReceivedMessage
from jfs_desktop.records.referral import RestrictedReferral
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.clocks import ClockReading, due
from jfs_desktop.rules.counting import day_count
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.initial_meeting import TITLES, MeetingStep
from jfs_desktop.rules.journey import start_date
from jfs_desktop.rules.passed_meetings import PassedMeeting
from jfs_desktop.rules.plan_state import open_queries
from jfs_desktop.rules.prap_entries import open_entries
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.re_engagement import WINDOW, NextAttempt
from jfs_desktop.rules.reply_kinds import ReplyKind
from jfs_desktop.rules.wording import counted, short_day, weekday_day

_ACKNOWLEDGE = "acknowledge_referral"
_KINDS = (
    FactKind.IDENTITY_DOUBTED,
    FactKind.VULNERABILITY_NOTICED,
    FactKind.ENTRY_HANDED_OVER,
    FactKind.COMPLAINT_RAISED,
    FactKind.JFAP_QUERIED,
    FactKind.PRAP14_SENT,
)

_NAMED = 3
_ENDS_BY_ITSELF = "prap_auto_end"


@dataclass(frozen=True, slots=True, repr=False)
class LooseEnds(Discreet):
    """What the vault holds of them: meetings to settle and promised things by case, open complaints,
    the cases that may have any at all, and what belongs to no case, of which nothing else would tell:
    open complaints and restricted referrals. ``turns_at`` is the next moment of today at which there is one
    more (aware)."""

    case_ids: frozenset[UUID]
    promised: Mapping[UUID, tuple[tuple[UUID, str, date], ...]]
    complaints: tuple[Complaint, ...]
    of_no_case: tuple[LooseEnd, ...] = ()
    passed: Mapping[UUID, tuple[PassedMeeting, ...]] = field(default_factory=dict)
    replies: Mapping[UUID, tuple[LooseEnd, ...]] = field(default_factory=dict)
    mails: Mapping[UUID, tuple[LooseEnd, ...]] = field(default_factory=dict)
    turns_at: datetime | None = None
    steps: Mapping[UUID, tuple[MeetingStep, ...]] = field(default_factory=dict)
    attempts: Mapping[UUID, NextAttempt] = field(default_factory=dict)
    leftovers: Mapping[UUID, tuple[LooseEnd, ...]] = field(default_factory=dict)

    def of(
        self, workspace: Workspace, case_id: UUID, known: CaseFacts, readings: Sequence[ClockReading]
    ) -> Iterator[LooseEnd]:
        """The loose ends of one case."""
        if case_id not in self.case_ids:
            return
        for session_id, name, on in self.promised.get(case_id, ()):
            key = key_of(PROMISE, session_id, name)
            why = f"promised on {short_day(on)}"
            yield LooseEnd(key, PROMISE, f"Send: {name}", why, "Open what to send", about=session_id)
        yield from (_passed(one, workspace.today()) for one in self.passed.get(case_id, ()))
        if case_id in self.steps:
            yield _steps(known, self.steps[case_id])
        if case_id in self.attempts:
            yield _attempt(self.attempts[case_id], workspace.programmes.of(known))
        yield from (_complaint(one) for one in self.complaints if one.case_id == case_id)
        yield from self.replies.get(case_id, ())
        yield from self.mails.get(case_id, ())
        yield from self.leftovers.get(case_id, ())
        yield from _doubts(known)
        yield from _notices(known)
        yield from _queries(known)
        yield from _post_silent(workspace, known)
        yield from _survey_silent(workspace, known)
        yield from _handed_to_me(workspace, known, readings)


def in_the_vault(db: Session, workspace: Workspace) -> LooseEnds:
    """Which open cases may have loose ends, what was promised on them, and the open complaints, whether or
    not the case is still open."""
    known = register(workspace).complaints
    complaints = tuple(one for one in known if one.case_id and one.open)
    waiting, mails = _replies(db), mails_to_decide.by_case(db)
    of_no_case = (
        *_restricted(db, workspace),
        *_nobodys(waiting.pop(None, ())),
        *(_complaint(one) for one in known if one.case_id is None and one.open),
    )
    promised = _promised(db)
    settle = missed_meetings.in_the_vault(db, workspace)
    leftovers = plan_leftovers.by_case(db, workspace)
    replies = {one: ends for one, ends in waiting.items() if one is not None}
    case_ids = {
        *_open_with_some(db),
        *promised,
        *survey_silence.asked_once(db),
        *settle.passed,
        *settle.steps,
        *settle.attempts,
        *replies,
        *mails,
        *leftovers,
        *(one.case_id for one in complaints if one.case_id),
    }
    return LooseEnds(
        frozenset(case_ids),
        promised,
        complaints,
        of_no_case,
        settle.passed,
        replies,
        mails,
        settle.turns_at,
        settle.steps,
        settle.attempts,
        leftovers,
    )


def _open_with_some(db: Session) -> Iterator[UUID]:
    """The open cases that have something of the kinds loose ends come from."""
    standing = select(CaseFact.case_id).where(
        CaseFact.kind.in_([kind.value for kind in _KINDS]), CaseFact.withdrawn_at.is_(None)
    )
    found = select(CaseSummary.case_id).where(CaseSummary.open, CaseSummary.case_id.in_(standing))
    return iter(db.scalars(found))


def _promised(db: Session) -> dict[UUID, tuple[tuple[UUID, str, date], ...]]:
    """What was promised in sessions and has not gone out, by case."""
    promised: dict[UUID, tuple[tuple[UUID, str, date], ...]] = {}
    sessions = select(
        TimedSession.id, TimedSession.case_id, TimedSession.to_send, TimedSession.started_at
    ).order_by(TimedSession.started_at)
    for session_id, case_id, to_send, started_at in db.execute(sessions):
        owed = [(session_id, name, london_day(started_at)) for name, sent in to_send.items() if not sent]
        if owed:
            promised[case_id] = (*promised.get(case_id, ()), *owed)
    return promised


def _replies(db: Session) -> dict[UUID | None, tuple[LooseEnd, ...]]:
    """Replies about which nothing was decided yet, the oldest first, by their case (I17, I18)."""
    found: dict[UUID | None, tuple[LooseEnd, ...]] = {}
    wanted = select(
        ReceivedMessage.id, ReceivedMessage.case_id, ReceivedMessage.kind, ReceivedMessage.brought_in_at
    ).where(ReceivedMessage.state == "waiting")
    for row in db.execute(wanted.order_by(ReceivedMessage.brought_in_at)):
        came_back = row.kind == ReplyKind.BOUNCE
        what = "A message came back undelivered: send it another way" if came_back else "Decide about a reply"
        why = f"brought in on {short_day(london_day(row.brought_in_at))} · JFS 3.19"
        end = LooseEnd(key_of(REPLY, row.id), REPLY, what, why, "Look at the reply", about=row.id)
        found[row.case_id] = (*found.get(row.case_id, ()), end)
    return found


def _nobodys(waiting: Sequence[LooseEnd]) -> Iterator[LooseEnd]:
    """Replies that match no message: whose they are is for the adviser to say."""
    if waiting:
        what = f"Say whose {counted(len(waiting), 'reply', 'replies')} {'is' if len(waiting) == 1 else 'are'}"
        first = waiting[0]
        yield LooseEnd(key_of(REPLY), REPLY, what, first.why, "Look at the first", about=first.about)


def _restricted(db: Session, workspace: Workspace) -> Iterator[LooseEnd]:
    """Referrals for the nominated officer alone, by the first day on which one must be answered on PRaP
    (R2, G3, G4): their references are all that is known of them here."""
    waiting = db.execute(
        select(RestrictedReferral.prap_reference, RestrictedReferral.seen_at)
        .where(RestrictedReferral.told_officer_at.is_(None))
        .order_by(RestrictedReferral.seen_at)
    ).all()
    if not waiting:
        return
    first, programme = london_day(waiting[0].seen_at), workspace.programme
    due, paragraph = None, RESTRICTED_PARAGRAPH
    if programme.has_clock(_ACKNOWLEDGE):
        rule = programme.clock(_ACKNOWLEDGE)
        due = day_count(rule.count, workspace.calendar, None)(first)
        paragraph = f"{rule.paragraph}, {RESTRICTED_PARAGRAPH}"
    named = [row.prap_reference or "one without a reference" for row in waiting]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    what = (
        f"Hand {counted(len(named), 'referral')} to the nominated officer: {', '.join(named[:_NAMED])}{more}"
    )
    answer = f" · to be answered on PRaP by {weekday_day(due)}" if due is not None else ""
    why = f"seen on {short_day(first)}{answer} · {paragraph}"
    yield LooseEnd(key_of(RESTRICTED), RESTRICTED, what, why, "Open the list", due)


def _passed(one: PassedMeeting, today: date) -> LooseEnd:
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


def _steps(known: CaseFacts, left: Sequence[MeetingStep]) -> LooseEnd:
    """What an initial meeting that counts as held has left open, such as after a call that dropped (I1)."""
    what = f"Finish what the initial meeting left open: {', '.join(TITLES[step] for step in left)}"
    held = known.last(FactKind.INITIAL_MEETING_HELD)
    since = f"held on {short_day(held.on)} · " if held is not None else ""
    about = held.id if held is not None else None
    return LooseEnd(key_of(STEPS, about), STEPS, what, f"{since}JFS 3.19", "Continue", about=about)


def _attempt(one: NextAttempt, programme: Programme) -> LooseEnd:
    """Another attempt to reach somebody who is away: for the first a clock runs (M4)."""
    what = f"Try again to reach them: attempt {one.number} of {one.wanted}"
    why = (
        f"tried on {weekday_day(one.tried_on)}; on another day, by {weekday_day(one.by)}"
        f" · {programme.clock(WINDOW).paragraph}"
    )
    key = key_of(ATTEMPT, one.about.id, one.number)
    return LooseEnd(key, ATTEMPT, what, why, "Record the next attempt", one.by, one.about.id, one.aim)


def _complaint(one: Complaint) -> LooseEnd:
    """A complaint, open until it is settled, by the next of the provider's own limits if it set any (D6)."""
    due = one.next_limit
    what = "Answer the complaint" if due is not None and due == one.answer_due else "Settle the complaint"
    limit = " · the provider's own limit" if due is not None else ""
    handler = f" · with {one.handler}" if one.handler else ""
    why = f"raised on {short_day(one.raised_on)}{handler}{limit} · JFS 1.40"
    key = key_of(COMPLAINT, one.id)
    return LooseEnd(key, COMPLAINT, what, why, "Open the complaint", due, one.id)


def _doubts(known: CaseFacts) -> Iterator[LooseEnd]:
    """A doubt who somebody is that the Work Coach has not been asked about (I8); once asked, a clock runs
    for the answer (E9)."""
    settles = (FactKind.IDENTITY_CONFIRMED, FactKind.WORK_COACH_CONSULTED)
    doubted = known.last(FactKind.IDENTITY_DOUBTED)
    if doubted is not None and not _after(known, doubted, settles):
        why = f"since {short_day(doubted.on)} · JFS 3.26"
        what = "Ask the Work Coach about the doubt who this is"
        yield LooseEnd(key_of(DOUBT, doubted.id), DOUBT, what, why, "Open the doubt", about=doubted.id)


def _notices(known: CaseFacts) -> Iterator[LooseEnd]:
    noticed = known.last(FactKind.VULNERABILITY_NOTICED)
    if noticed is not None and not _after(known, noticed, (FactKind.VULNERABILITY_SEEN,)):
        what = "Read the notice of a vulnerable person before any contact"
        why = f"came on {short_day(noticed.on)} · JFS 3.04"
        yield LooseEnd(key_of(NOTICE, noticed.id), NOTICE, what, why, "Read the notice", about=noticed.id)


def _queries(known: CaseFacts) -> Iterator[LooseEnd]:
    """A query about the JFAP: nothing is made final while it is open (P8)."""
    for query in open_queries(known):
        why = f"raised on {short_day(query.raised_on)} · JFS 4.08"
        key = key_of(QUERY, query.id)
        yield LooseEnd(key, QUERY, "Answer the query about the JFAP", why, "Open the query", about=query.id)


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
