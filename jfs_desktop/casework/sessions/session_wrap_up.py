"""Wrap a session up: notes, activities, the JFAP entry it needs, the next appointment (P3, JFS 4.05)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, drafts
from jfs_desktop.casework.desk.appointments import next_agreed
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plan_records, plans
from jfs_desktop.casework.recording import facts, first_appointment, taking_back
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.session_identity import take_identity
from jfs_desktop.casework.sessions import meeting_calls
from jfs_desktop.casework.sessions.session_rules import refuse_without_reason
from jfs_desktop.casework.sessions.session_timing import find
from jfs_desktop.casework.sessions.session_views import view_of
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.meetings.initial_meeting import identity_in_meeting
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.rules.plan.plan_state import locked_all_through
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import full_day
from jfs_desktop.store.unit_of_work import Change, Verb

WRAP_UP = Verb("sessions.wrap_up", "")
NOTHING_GOES_OUT = "JFS 5.11"
MARK_SENT = Verb("sessions.mark_sent", "note what was sent")
SAVE_DRAFT = Verb("sessions.save_wrap_up_draft", "")

REVIEW_PARAGRAPH = "JFS 4.05, CSS 3"
FIRST_PLAN_PARAGRAPH = "JFS 4.03"
MEETING_PARAGRAPH = "JFS 3.17"
DROPPED = "the call dropped; the initial meeting goes on later"
UNKNOWN = "The call dropped before it was sure who it was"
ACTIVITY_KINDS = {SessionKind.ONE_TO_ONE: "1-2-1 session", SessionKind.INITIAL_MEETING: "Initial meeting"}
TOLD = Changed.SESSIONS | Changed.CASES | Changed.CLOCKS | Changed.PLAN | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class WrapUp(Discreet):
    """What the wrap-up dialog returns.

    ``notes`` goes into the plan's record of activities, after the ``activities`` chosen as chips;
    ``plan_summary`` says what changed in the JFAP. ``next_appointment`` is an aware instant.
    ``late_reason`` is asked for (BadInput, that field) when the session meets a duty late,
    ``channel_reason`` when it was by telephone and nothing says why yet (S12). ``to_send`` names what
    was promised; each stands on the case as a thing to do until :func:`mark_sent`. ``later_reason`` says why
    the first appointment after the initial meeting is not sooner (I13). ``goes_on`` says that the call of an
    initial meeting dropped: what was done is kept, and so is its time where it was sure who it was (AMB-16);
    the meeting is not held yet (I1).
    """

    notes: str = ""
    activities: tuple[str, ...] = ()
    plan_changed: bool = False
    no_change_reason: str = ""
    next_appointment: datetime | None = None
    plan_summary: str = ""
    late_reason: str = ""
    channel_reason: str = ""
    to_send: tuple[str, ...] = ()
    later_reason: str = ""
    goes_on: bool = False


def wrap_up(workspace: Workspace, session_id: UUID, given: WrapUp) -> Outcome[SessionView]:
    """Wrap up a session that stopped without it. Raises as :func:`write`."""
    with workspace.changing(WRAP_UP) as change:
        session = find(change, session_id, SessionState.STOPPED)
        if session.plan_changed is not None:
            raise RefusedByRule("This session is wrapped up already.")
        write(change, workspace, session, given, change.at)
        view = view_of(change.db, session, workspace.now())
    return Outcome(view, TOLD, frozenset({view.case_id}), change.change_id)


def write(change: Change, workspace: Workspace, session: TimedSession, given: WrapUp, at: datetime) -> None:
    """Wrap up within an open change: the session's text, its line in the JFAP, and the facts.

    Raises RefusedByRule without a JFAP change or a reason why none (JFS 4.05, CSS 3), for a change where
    the meeting has brought no JFAP about yet (JFS 4.03), and where the journey refuses a fact; BadInput for
    a next appointment in the past, or later than it may be without the reason (``later_reason``, I13), or by
    telephone without the reason (S12).
    """
    if given.goes_on:
        given = _cut_short(change, workspace, session, given)
    _refuse_without_plan_entry(change, session, given)
    if given.next_appointment is not None and given.next_appointment <= (session.stopped_at or at):
        raise BadInput("The next appointment lies in the past.", field="next_appointment")
    session.channel_reason = given.channel_reason.strip() or session.channel_reason
    refuse_without_reason(workspace, session.case_id, session.channel, session.channel_reason)
    session.to_send = dict.fromkeys(given.to_send, "")
    session.notes = given.notes.strip()
    session.plan_changed = given.plan_changed
    session.no_change_reason = "" if given.plan_changed else given.no_change_reason.strip()
    _into_plan(change, workspace, session, given)
    _record_facts(change, workspace, session, given, at)
    drafts.drop(change, draft_owner(session.id))
    change.db.flush()


def mark_sent(
    workspace: Workspace, session_id: UUID, name: str, *, sent: bool = True
) -> Outcome[SessionView]:
    """Note that something promised in a session was sent today, or take that back. Raises NotFound."""
    with workspace.changing(MARK_SENT) as change:
        session = find(change, session_id, SessionState.STOPPED)
        if sent and has_died(case_facts.load(change.db, session.case_id)):
            raise RefusedByRule("The person has died. Nothing goes out any more.", paragraph=NOTHING_GOES_OUT)
        if name not in session.to_send:
            raise NotFound("This was not promised in that session.")
        session.to_send = {**session.to_send, name: workspace.today().isoformat() if sent else ""}
        change.db.flush()
        view = view_of(change.db, session, workspace.now())
    changed = Changed.SESSIONS | Changed.HISTORY
    return Outcome(view, changed, frozenset({view.case_id}), change.change_id, MARK_SENT.label)


def save_wrap_up_draft(workspace: Workspace, session_id: UUID, given: WrapUp) -> datetime:
    """Keep half-typed wrap-up text in the vault, outside the journal; returns when."""
    with workspace.changing(SAVE_DRAFT) as change:
        return drafts.put(change, draft_owner(session_id), _body(given))


def keep_notes(workspace: Workspace, session_id: UUID, notes: str) -> datetime:
    """Keep the notes typed while the session runs in its wrap-up draft; the rest stays. Returns when.

    A session that is wrapped up already keeps the notes it has. Raises NotFound.
    """
    with workspace.changing(SAVE_DRAFT) as change:
        session = change.db.get(TimedSession, session_id)
        if session is None:
            raise NotFound("This session is not in the vault.")
        if session.plan_changed is not None:
            return change.at
        draft = change.db.get(Draft, draft_owner(session_id))
        before = draft.body if draft is not None else _body(WrapUp())
        return drafts.put(change, draft_owner(session_id), {**before, "notes": notes})


def read_wrap_up_draft(workspace: Workspace, session_id: UUID) -> WrapUp | None:
    """The half-typed wrap-up of a session, or None."""
    with workspace.reading() as db:
        draft = db.get(Draft, draft_owner(session_id))
        if draft is None:
            return None
        body = dict(draft.body)
    body["activities"] = tuple(body["activities"])
    body["to_send"] = tuple(body.get("to_send", ()))
    when = body["next_appointment"]
    body["next_appointment"] = datetime.fromisoformat(when) if when else None
    return WrapUp(**body)


def _body(given: WrapUp) -> dict[str, Any]:
    body: dict[str, Any] = asdict(given)
    body["activities"] = list(given.activities)
    body["next_appointment"] = given.next_appointment.isoformat() if given.next_appointment else None
    return body


def draft_owner(session_id: UUID) -> str:
    return f"wrap-up:{session_id}"


def _cut_short(change: Change, workspace: Workspace, session: TimedSession, given: WrapUp) -> WrapUp:
    """The wrap-up of a call that dropped: unless the JFAP was changed, the entry says why it was not. Before
    it was sure who it was the time counts for nobody (AMB-16)."""
    known = case_facts.load(change.db, session.case_id)
    if session.kind != SessionKind.INITIAL_MEETING or known.has(FactKind.INITIAL_MEETING_HELD):
        raise RefusedByRule(
            "Only an initial meeting that is not held yet goes on later.",
            paragraph=MEETING_PARAGRAPH,
            remedy="Save the wrap-up as it is.",
        )
    if identity_in_meeting(known) is None:
        taking_back.put_minutes(change, workspace, session, 0, UNKNOWN)
    if given.plan_changed:
        return given
    return replace(given, no_change_reason=given.no_change_reason.strip() or DROPPED)


def _refuse_without_plan(change: Change, session: TimedSession) -> None:
    """The first JFAP comes about in the initial meeting; before that there is none to update (P1, I11)."""
    known = case_facts.load(change.db, session.case_id)
    if known.has(FactKind.JFAP_AGREED, FactKind.JFAP_UPDATED):
        return
    plan = plan_records.find_plan(change.db, session.case_id)
    if plan is not None and plan_records.stands(change.db, plan):
        return
    raise RefusedByRule(
        "There is no JFAP yet that could have been updated: it has no objective and no version.",
        paragraph=FIRST_PLAN_PARAGRAPH,
        remedy="Write the first objective, or choose ‘No change’ and say why.",
    )


def _refuse_without_plan_entry(change: Change, session: TimedSession, given: WrapUp) -> None:
    """Each 1-2-1 meeting leaves a JFAP entry: a change, or a dated review with its reason (AMB-20)."""
    if not given.plan_changed:
        if not says_why(given.no_change_reason):
            raise RefusedByRule(
                "The JFAP is reviewed at every 1-2-1 session.",
                paragraph=REVIEW_PARAGRAPH,
                remedy="Update it, or say why nothing changed.",
            )
        return
    _refuse_without_plan(change, session)
    if _was_locked(change.db, session):
        raise RefusedByRule(
            "The JFAP was final before this session began, so nothing in it can have changed.",
            paragraph=REVIEW_PARAGRAPH,
            remedy="Choose ‘No change’ and say why; for more support go back to support in the JFAP first.",
        )
    if given.plan_summary.strip() or given.notes.strip() or given.activities:
        return
    changed = select(JournalEntry.number).where(
        JournalEntry.case_id == session.case_id,
        JournalEntry.table.in_(("plan", "plan_objective", "plan_heading", "plan_version")),
        JournalEntry.at >= session.started_at,
    )
    if change.db.scalar(changed.limit(1)) is None:
        raise RefusedByRule(
            "Nothing in the JFAP has changed since the session began.",
            paragraph=REVIEW_PARAGRAPH,
            remedy="Say in a few words what changed, or why nothing did.",
        )


def plan_was_locked(workspace: Workspace, session_id: UUID) -> bool:
    """Whether the JFAP was final, or kept as it stood, all through a session. Raises NotFound."""
    with workspace.reading() as db:
        session = db.get(TimedSession, session_id)
        if session is None:
            raise NotFound("This session is not in the vault.")
        return _was_locked(db, session)


def _was_locked(db: Session, session: TimedSession) -> bool:
    return locked_all_through(case_facts.load(db, session.case_id), session.started_at) is not None


def _into_plan(change: Change, workspace: Workspace, session: TimedSession, given: WrapUp) -> None:
    reviewed = (
        given.plan_summary.strip()
        if given.plan_changed
        else f"JFAP reviewed, no change: {given.no_change_reason.strip()}"
    )
    parts = (", ".join(given.activities), given.notes.strip(), reviewed)
    plans.write_activity(
        change,
        workspace,
        session.case_id,
        session_id=session.id,
        at=session.started_at,
        kind=ACTIVITY_KINDS[SessionKind(session.kind)],
        text="\n".join(part for part in parts if part),
        adviser=workspace.me.name,
    )


def _record_facts(
    change: Change, workspace: Workspace, session: TimedSession, given: WrapUp, at: datetime
) -> None:
    def put(kind: FactKind, moment: datetime, **more: Any) -> CaseFact:
        moment = min(moment, workspace.now())  # the clock may have been set back since the session began
        what = WhatHappened(
            kind,
            on=london_day(moment),
            at=moment.astimezone(LONDON).time(),
            by=session.adviser_id,
            channel=session.channel,
            late_reason=given.late_reason,
            **more,
        )
        return facts.write(change, workspace, session.case_id, what)

    held, known = None, case_facts.load(change.db, session.case_id)
    if session.kind == SessionKind.ONE_TO_ONE:
        said = take_identity(change, session.id) | {taking_back.SESSION: str(session.id)}
        held = put(FactKind.SESSION_HELD, session.started_at, detail=said)
    elif not (given.goes_on or known.has(FactKind.INITIAL_MEETING_HELD)):
        whole = meeting_calls.as_held(change.db, workspace, session, session.stopped_at or at)
        facts.write(change, workspace, session.case_id, replace(whole, late_reason=given.late_reason))
    if given.plan_changed or held is not None:
        put(
            FactKind.JFAP_UPDATED,
            at,
            about=held.id if held else None,
            note=given.plan_summary if given.plan_changed else given.no_change_reason,
            detail={"changed": "yes" if given.plan_changed else "no"},
        )
    appointment = _appointment(change, workspace, session, given)
    if appointment and given.next_appointment is not None:
        local = given.next_appointment.astimezone(LONDON)
        when = f"For {full_day(local.date())}, {local:%H:%M}"  # the day itself, where people read
        agreed = (
            at if at < given.next_appointment else session.stopped_at or at
        )  # in it, where wrapped up late
        put(FactKind.APPOINTMENT_AGREED, agreed, note=when, detail=appointment)


def _appointment(
    change: Change, workspace: Workspace, session: TimedSession, given: WrapUp
) -> dict[str, str]:
    """The next appointment as it is kept; empty where none is given, or where it was agreed in the meeting
    already and offered here from there. Raises BadInput for a later one without its reason (I13)."""
    if given.next_appointment is None:
        return {}
    local = given.next_appointment.astimezone(LONDON)
    known = case_facts.load(change.db, session.case_id)
    programme = workspace.programmes.of(known)
    agreed = next_agreed(known, programme)
    if agreed is not None and (agreed.on, agreed.at) == (local.date(), f"{local:%H:%M}"):
        return {}
    later = given.later_reason.strip()
    limit = first_appointment.latest(known, programme, workspace.calendar, workspace.today())
    first_appointment.refuse_unexplained(limit, local.date(), later, first_appointment.LATER)
    named = programme.fact_kinds[FactKind.APPOINTMENT_AGREED].dates or "agreed_for"
    detail = {named: local.date().isoformat(), "time": f"{local:%H:%M}"}
    return detail | ({first_appointment.LATER: later} if later else {})
