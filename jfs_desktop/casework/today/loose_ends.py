"""What is to be done on a case though no clock runs for it: meetings to settle and to finish, people to try
again, things promised, doubts that wait for the Work Coach, notices to read, PRaP entries handed over to me,
queries about the JFAP, bookings over the Jobcentre's, replies that wait, POST's e-mail or an answer to the
survey that has not come, ends that a death or a job leaves to be recorded, open complaints; and restricted
referrals that the nominated officer has not got, and changes of a group session that people have
not been told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.circumstances.complaints import Complaint, register
from jfs_desktop.casework.contact import missed_meetings
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.ending import survey_silence
from jfs_desktop.casework.referrals.referral_form import RESTRICTED_PARAGRAPH
from jfs_desktop.casework.today import (
    case_ends,
    groups_to_tell,
    mails_to_decide,
    plan_leftovers,
    ready_to_complete,
)
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.putting_off import COMPLAINT, PROMISE, REPLY, RESTRICTED, key_of
from jfs_desktop.clock import london_day
from jfs_desktop.records.case import CaseFact, CaseSummary
from jfs_desktop.records.message import ReceivedMessage
from jfs_desktop.records.referral import RestrictedReferral
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.calendar.counting import day_count
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.facts.transitions import BEFORE_MEETING
from jfs_desktop.rules.journey.contact import OPTED_OUT
from jfs_desktop.rules.journey.re_engagement import NextAttempt
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.meetings.passed_meetings import PassedMeeting
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted, short_day, weekday_day

_ACKNOWLEDGE = "acknowledge_referral"
_KINDS = (
    FactKind.IDENTITY_DOUBTED,
    FactKind.WORK_COACH_CONSULTED,
    FactKind.VULNERABILITY_NOTICED,
    FactKind.ENTRY_HANDED_OVER,
    FactKind.COMPLAINT_RAISED,
    FactKind.JFAP_QUERIED,
    FactKind.JOBCENTRE_APPOINTMENT_TOLD,
    FactKind.PRAP14_SENT,
    FactKind.MOVED,
    FactKind.DEATH_LEARNED,
    FactKind.JOB_STARTED,
    FactKind.WITHDREW,
)
# Written once: every reading of Today asks them, and to write a query takes longer than to answer it.
_OPEN_WITH_SOME = case_facts.open_with(_KINDS)
_OPTED_OUT = select(CaseSummary.case_id).where(
    CaseSummary.stage.in_([Stage.RECEIVED.value, *(stage.value for stage in BEFORE_MEETING)]),
    or_(CaseSummary.next_due > bindparam("horizon"), CaseSummary.next_due.is_(None)),
    exists().where(
        CaseFact.case_id == CaseSummary.case_id,
        # Not by the index of kinds, under which the attempts of years lie for each of these few cases.
        CaseFact.kind.concat("") == FactKind.CONTACT_ATTEMPTED.value,
        CaseFact.withdrawn_at.is_(None),
        CaseFact.detail["result"].as_string() == OPTED_OUT,
    ),
)
"""Who does not want to be contacted is keyed at once, as one who says that they stay away (C2, W4)."""
_TO_SEND = select(
    TimedSession.id, TimedSession.case_id, TimedSession.to_send, TimedSession.started_at
).order_by(TimedSession.started_at)
_WAITING = (
    select(ReceivedMessage.id, ReceivedMessage.case_id, ReceivedMessage.kind, ReceivedMessage.brought_in_at)
    .where(ReceivedMessage.state == "waiting")
    .order_by(ReceivedMessage.brought_in_at)
)
_RESTRICTED = (
    select(RestrictedReferral.prap_reference, RestrictedReferral.received_on, RestrictedReferral.seen_at)
    .where(RestrictedReferral.told_officer_at.is_(None))
    .order_by(RestrictedReferral.seen_at)
)
_NAMED = 3


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
    whole: Mapping[UUID, tuple[LooseEnd, ...]] = field(default_factory=dict)

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
        yield from (case_ends.passed(one, workspace.today()) for one in self.passed.get(case_id, ()))
        if case_id in self.steps:
            yield case_ends.steps(known, self.steps[case_id])
        if case_id in self.attempts:
            yield case_ends.attempt(self.attempts[case_id], workspace.programmes.of(known))
        yield from (_complaint(one) for one in self.complaints if one.case_id == case_id)
        yield from self.replies.get(case_id, ())
        yield from self.mails.get(case_id, ())
        yield from self.leftovers.get(case_id, ())
        yield from self.whole.get(case_id, ())
        yield from case_ends.told_by_facts(workspace, known, readings)


def in_the_vault(db: Session, workspace: Workspace, horizon: date) -> LooseEnds:
    """Which open cases may have loose ends, what was promised on them, and the open complaints, whether or
    not the case is still open."""
    known = register(workspace).complaints
    complaints = tuple(one for one in known if one.case_id and one.open)
    waiting, mails = _replies(db), mails_to_decide.by_case(db)
    of_no_case = tuple(_of_no_case(db, workspace, waiting.pop(None, ()), known))
    promised = _promised(db)
    settle = missed_meetings.in_the_vault(db, workspace)
    leftovers = plan_leftovers.by_case(db, workspace)
    whole = ready_to_complete.by_case(db, workspace)
    replies = {one: ends for one, ends in waiting.items() if one is not None}
    case_ids = {
        *_open_with_some(db, horizon),
        *promised,
        *survey_silence.asked_once(db),
        *settle.passed,
        *settle.steps,
        *settle.attempts,
        *replies,
        *mails,
        *leftovers,
        *whole,
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
        whole,
    )


def _of_no_case(
    db: Session, workspace: Workspace, replies: Sequence[LooseEnd], complaints: Sequence[Complaint]
) -> Iterator[LooseEnd]:
    yield from _restricted(db, workspace)
    yield from _nobodys(replies)
    yield from groups_to_tell.loose_ends(db, workspace)
    yield from (_complaint(one) for one in complaints if one.case_id is None and one.open)


def _open_with_some(db: Session, horizon: date) -> Iterator[UUID]:
    """The open cases that have something of the kinds loose ends come from, and those who opted out; but for
    these only where nothing is due by the horizon, for else they are looked at in any case."""
    yield from db.scalars(_OPEN_WITH_SOME)
    yield from db.scalars(_OPTED_OUT, {"horizon": horizon})


def _promised(db: Session) -> dict[UUID, tuple[tuple[UUID, str, date], ...]]:
    """What was promised in sessions and has not gone out, by case."""
    promised: dict[UUID, tuple[tuple[UUID, str, date], ...]] = {}
    for session_id, case_id, to_send, started_at in db.execute(_TO_SEND):
        owed = [(session_id, name, london_day(started_at)) for name, sent in to_send.items() if not sent]
        if owed:
            promised[case_id] = (*promised.get(case_id, ()), *owed)
    return promised


def _replies(db: Session) -> dict[UUID | None, tuple[LooseEnd, ...]]:
    """Replies about which nothing was decided yet, the oldest first, by their case (I17, I18)."""
    found: dict[UUID | None, tuple[LooseEnd, ...]] = {}
    for row in db.execute(_WAITING):
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
    waiting = db.execute(_RESTRICTED).all()
    if not waiting:
        return
    came = [(row.received_on or london_day(row.seen_at), row.received_on) for row in waiting]
    (first, known), programme = min(came, key=lambda one: one[0]), workspace.programme
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
    why = f"{'received' if known else 'seen'} on {short_day(first)}{answer} · {paragraph}"
    yield LooseEnd(key_of(RESTRICTED), RESTRICTED, what, why, "Open the list", due)


def _complaint(one: Complaint) -> LooseEnd:
    """A complaint, open until it is settled, by the next of the provider's own limits if it set any (D6)."""
    due = one.next_limit
    what = "Answer the complaint" if due is not None and due == one.answer_due else "Settle the complaint"
    limit = " · the provider's own limit" if due is not None else ""
    handler = f" · with {one.handler}" if one.handler else ""
    why = f"raised on {short_day(one.raised_on)}{handler}{limit} · JFS 1.40"
    key = key_of(COMPLAINT, one.id)
    return LooseEnd(key, COMPLAINT, what, why, "Open the complaint", due, one.id)
