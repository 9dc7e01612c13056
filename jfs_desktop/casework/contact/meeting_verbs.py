"""What is recorded in the initial meeting beyond single facts: each verb is one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.agreement import plan_sending
from jfs_desktop.casework.agreement.plan_sending import SentPlan
from jfs_desktop.casework.contact.initial_meeting import draft_owner
from jfs_desktop.casework.desk import case_facts, drafts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import NewEvidence
from jfs_desktop.casework.documents.document_views import DocumentState, digests_of
from jfs_desktop.casework.plan import plan_keeping, plan_records, plans
from jfs_desktop.casework.plan.plan_content import decode
from jfs_desktop.casework.recording import facts, first_appointment, identity_items, receipts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.session_rules import refuse_channel
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.plan import PlanVersion
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.doubts import open_doubt
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings import initial_meeting as script
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from jfs_desktop.rules.programme.fixed_choices import REASON
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import full_day
from jfs_desktop.store.unit_of_work import Change, Verb

CONFIRM_IDENTITY = Verb("initial_meeting.confirm_identity", "")
EXPLAIN_OFFER = Verb("initial_meeting.explain_offer", "explain the support and offer it")
AGREE_NEEDS = Verb("initial_meeting.agree_needs", "note the support needs")
AGREE_PLAN = Verb("initial_meeting.agree_plan", "")
SEND_DRAFT = Verb("initial_meeting.send_draft", "")
AGREE_NEXT = Verb("initial_meeting.agree_next", "agree the next appointment")
ACKNOWLEDGE = Verb("initial_meeting.acknowledge", "")
NOT_STARTING = Verb("initial_meeting.not_starting", "note why they will not start")

NEXT_PARAGRAPH = "JFS 3.19"
_TOLD = Changed.CASES | Changed.CLOCKS | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class NextAppointment(Discreet):
    """An appointment to agree: its day and Europe/London time, the channel, and, where it falls later
    than the programme allows, why (I13)."""

    on: date
    at: time
    channel: str = ""
    reason: str = ""


def confirm_identity(
    workspace: Workspace, case_id: UUID, happened: WhatHappened, picture: NewEvidence | None = None
) -> Outcome[UUID]:
    """Record that it is known who somebody is, with the picture that shows it where one was kept.

    Raises BadInput (``evidence_type``) where a picture is named as evidence and none is given, and as
    :func:`facts.record` and :func:`attachments.keep`; then neither is recorded.
    """
    identity_items.refuse_unkept(happened.kind, happened.detail, kept=picture is not None)
    return _with_evidence(workspace, case_id, happened, picture, CONFIRM_IDENTITY)


def acknowledge(
    workspace: Workspace, case_id: UUID, happened: WhatHappened, reply: NewEvidence | None = None
) -> Outcome[UUID]:
    """Record the reply confirming receipt of the pack or of the JFAP: their words, or the reply itself
    as a file (I17, AMB-80). Raises BadInput (``words``) without either, for an e-mail that is not kept
    itself, and for words that say that nothing came; (``at``) without the time."""
    if reply is None:
        receipts.refuse_noted(happened.kind, happened.channel, happened.at, happened.detail)
    return _with_evidence(workspace, case_id, happened, reply, ACKNOWLEDGE)


def explain_offer(workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[UUID]:
    """Record that the support was explained and offered, with how much was offered and which dates were told:
    the expected end, and the working day on which provision ends at the latest (I10)."""
    with workspace.changing(EXPLAIN_OFFER, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        programme = workspace.programmes.of(known)
        dates = script.dates_of(known, programme, workspace.calendar, workspace.today())
        said = {
            "offered_minutes": str(programme.minimums.one_to_one_minutes),
            "offered_group_sessions": str(programme.minimums.group_sessions),
        }
        told = {"ceiling_date_told": dates.ceiling, "expected_end_told": dates.expected_end}
        said |= {key: day.isoformat() for key, day in told.items() if day is not None}
        fact_id = facts.write(change, workspace, case_id, _with_detail(happened, said)).id
        drafts.drop(change, draft_owner(case_id))
    return _outcome(fact_id, case_id, change, EXPLAIN_OFFER)


def agree_needs(
    workspace: Workspace, case_id: UUID, happened: WhatHappened, objectives: Sequence[Objective] = ()
) -> Outcome[UUID]:
    """Record the support needs, and put the objectives that answer them into the plan (I11, P5)."""
    plans.settle_draft(workspace, case_id)
    with workspace.changing(AGREE_NEEDS, case_id=case_id) as change:
        fact_id = facts.write(change, workspace, case_id, happened).id
        if objectives:
            content = _plan_in(change, workspace, case_id)
            grown = replace(content, objectives=(*content.objectives, *objectives))
            plans.settle_in(change, workspace, case_id, grown)
        drafts.drop(change, draft_owner(case_id))
    return _outcome(fact_id, case_id, change, AGREE_NEEDS, Changed.PLAN)


def agree_plan(workspace: Workspace, case_id: UUID, happened: WhatHappened, agreed_how: str) -> Outcome[UUID]:
    """Freeze the plan as its first version, and record that it was agreed in the meeting (I11, P1).

    ``agreed_how`` says how ('Video call'). A version that was agreed already, and from which the plan
    does not differ, is that one. Raises RefusedByRule without an objective that can be measured
    (JFS 4.05), and BadInput without ``agreed_how``.
    """
    if not agreed_how.strip():
        raise BadInput("Say how the participant agreed.", field="agreed_how", paragraph="JFS 4.03")
    session = sessions.in_hand(workspace, case_id)
    with workspace.changing(AGREE_PLAN, case_id=case_id) as change:
        plans.settle_left(change, workspace, case_id)
        version = _agreed_and_unchanged(change, workspace, case_id) or plans.freeze_in(
            change, workspace, case_id, "", session.id if session else None, agreed_how=agreed_how
        )
        said = {"version": str(version.number), "agreed_how": agreed_how.strip()}
        fact_id = facts.write(change, workspace, case_id, _with_detail(happened, said)).id
        drafts.drop(change, draft_owner(case_id))
    return _outcome(fact_id, case_id, change, AGREE_PLAN, Changed.PLAN)


def send_draft(workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[UUID]:
    """Record that the draft JFAP went out, with the version that was sent and the digests of its files;
    the exact copy is kept with to whom it went (I16, P9)."""
    left_out = ""
    with workspace.changing(SEND_DRAFT, case_id=case_id) as change:
        version = _last_version(change, case_id)
        row, said = None, {}
        if version is not None:
            row = plan_keeping.keep_in(change, workspace, case_id, DocumentState.DRAFT)
            said = {"version": str(version.number), **digests_of(row)}
        fact_id = facts.write(change, workspace, case_id, _with_detail(happened, said)).id
        if row is not None:
            to = happened.detail.get("sent_to", "").strip() or name_of(change.db, case_id)
            sent = SentPlan(happened.channel, to, happened.on, happened.at, note=happened.note)
            plan_sending.issue(change, workspace, row, fact_id, sent)
            left_out = row.left_out
        drafts.drop(change, draft_owner(case_id))
    outcome = _outcome(fact_id, case_id, change, SEND_DRAFT, Changed.DOCUMENTS | Changed.PLAN)
    return replace(outcome, besides=tuple(left_out.splitlines()))


def agree_next(workspace: Workspace, case_id: UUID, given: NextAppointment) -> Outcome[UUID]:
    """Agree the next appointment before the meeting closes (I13).

    Raises BadInput for a moment that is past (``on``), for a ``channel`` that is not cleared and, without a
    ``reason``, for a day later than the programme allows; RefusedByRule where the meeting has not begun.
    """
    now = workspace.now().astimezone(LONDON)
    if datetime.combine(given.on, given.at, LONDON) <= now:
        raise BadInput("The next appointment lies in the past.", field="on", paragraph=NEXT_PARAGRAPH)
    if given.channel:
        refuse_channel(workspace, case_id, given.channel)
    with workspace.changing(AGREE_NEXT, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        programme = workspace.programmes.of(known)
        limit = script.dates_of(known, programme, workspace.calendar, workspace.today()).next_by
        late = limit is not None and given.on > limit
        first_appointment.refuse_unexplained(limit, given.on, given.reason, "reason")
        named = programme.fact_kinds[FactKind.APPOINTMENT_AGREED].dates or "agreed_for"
        detail = {named: given.on.isoformat(), "time": f"{given.at:%H:%M}"}
        if late:
            detail[first_appointment.LATER] = given.reason.strip()
        why = f" Later because: {given.reason.strip()}" if late else ""
        happened = WhatHappened(
            FactKind.APPOINTMENT_AGREED,
            workspace.today(),
            now.time(),
            channel=given.channel,
            note=f"For {full_day(given.on)}, {given.at:%H:%M}.{why}",
            detail=detail,
        )
        fact_id = facts.write(change, workspace, case_id, happened).id
        drafts.drop(change, draft_owner(case_id))
    return _outcome(fact_id, case_id, change, AGREE_NEXT)


def not_starting(
    workspace: Workspace, case_id: UUID, reason: str, *, before: bool, key: str = ""
) -> Outcome[UUID]:
    """Record illness, new work or changed circumstances learned before the meeting or at it; the entry
    on PRaP follows from that: Did Not Attend, or Did Not Start for who attended (M11, AMB-12), with the
    reason of that ``key`` in its list."""
    with workspace.changing(NOT_STARTING, case_id=case_id) as change:
        happened = WhatHappened(
            FactKind.CHANGE_NOTICED,
            workspace.today(),
            workspace.now().astimezone(LONDON).time(),
            detail={"what": reason.strip(), "learned": "before" if before else "at"}
            | ({REASON: key} if key else {}),
        )
        fact_id = facts.write(change, workspace, case_id, happened).id
    return _outcome(fact_id, case_id, change, NOT_STARTING)


def next_by(workspace: Workspace, session: SessionView) -> date | None:
    """By which day the next appointment should be held; None where the session leaves any day (I13)."""
    if session.kind != sessions.SessionKind.INITIAL_MEETING:
        return None
    with workspace.reading() as db:
        known = case_facts.load(db, session.case_id)
    return first_appointment.latest(
        known, workspace.programmes.of(known), workspace.calendar, workspace.today()
    )


def left_open(workspace: Workspace, session: SessionView) -> tuple[tuple[MeetingStep, ...], bool, bool]:
    """What of the initial meeting is not done as its session stops, whether it counts as held already, and
    whether it would: not with somebody of whom it is not sure who it is; nothing for any other session (I1,
    I3)."""
    if session.kind != sessions.SessionKind.INITIAL_MEETING:
        return (), True, True
    with workspace.reading() as db:
        known = case_facts.load(db, session.case_id)
    sure = known.has(FactKind.IDENTITY_CONFIRMED) and open_doubt(known) is None
    return script.open_steps(known), known.has(FactKind.INITIAL_MEETING_HELD), sure


def _with_evidence(
    workspace: Workspace, case_id: UUID, happened: WhatHappened, evidence: NewEvidence | None, verb: Verb
) -> Outcome[UUID]:
    with workspace.changing(verb, case_id=case_id) as change:
        fact_id = facts.write(change, workspace, case_id, happened).id
        if evidence is not None:
            attachments.keep_in(change, workspace, case_id, evidence, fact_id)
        drafts.drop(change, draft_owner(case_id))
    return _outcome(fact_id, case_id, change, verb, Changed.EVIDENCE)


def _with_detail(happened: WhatHappened, said: Mapping[str, str]) -> WhatHappened:
    return replace(happened, detail={**happened.detail, **said})


def _plan_in(change: Change, workspace: Workspace, case_id: UUID) -> PlanContent:
    headings = plans.headings_of(workspace.programmes.of_case(change.db, case_id))
    return plan_records.load(change.db, plan_records.find_plan(change.db, case_id), headings)


def _last_version(change: Change, case_id: UUID) -> PlanVersion | None:
    plan = plan_records.find_plan(change.db, case_id)
    if plan is None:
        return None
    newest = select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc())
    return change.db.scalars(newest.limit(1)).first()


def _agreed_and_unchanged(change: Change, workspace: Workspace, case_id: UUID) -> PlanVersion | None:
    """A version that was agreed from the JFAP's own tab, with nothing changed in the plan since."""
    last = _last_version(change, case_id)
    if last is None or last.agreed_at is None:
        return None
    return last if decode(last.content) == _plan_in(change, workspace, case_id) else None


def _outcome(
    fact_id: UUID, case_id: UUID, change: Change, verb: Verb, more: Changed = Changed.NOTHING
) -> Outcome[UUID]:
    return Outcome(fact_id, _TOLD | more, frozenset({case_id}), change.change_id, verb.label)
