"""Record what happened: the one verb by which facts come onto a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.call_notice import with_version
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.plan import activity_lines
from jfs_desktop.casework.recording import (
    fact_gates,
    moments,
    open_absences,
    post_refusals,
    rejections,
    taking_back,
    waiting_messages,
)
from jfs_desktop.casework.recording.circumstance_gates import answered, asked_again, refuse_out_of_turn
from jfs_desktop.casework.recording.fixed_addresses import with_address
from jfs_desktop.casework.recording.late_duties import late_clocks, reason_why_late
from jfs_desktop.casework.recording.outcome_evidence import with_what_is_held
from jfs_desktop.casework.recording.survey_version import with_questions
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.evidence.told_answers import reasons
from jfs_desktop.rules.evidence.told_details import note_of
from jfs_desktop.rules.facts.doubts import waits
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.journey.re_engagement import IDENTITY, spell_of, was_reached
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, told_why
from jfs_desktop.rules.writing.typed import clean, cleaned
from jfs_desktop.store.unit_of_work import Change, Verb

RECORD = Verb("facts.record", "record what happened")
RECORD_FOR_GOOD = Verb("facts.record_for_good", "")
"""For what was keyed into PRaP or has gone out: it is taken back with a reason, never undone."""

WITHDRAW = Verb("facts.withdraw", "")
_BACK = FactKind.RE_ENGAGED

OUTSIDE_CASES = (
    FactKind.COMPLAINT_RAISED,
    FactKind.COMPLAINT_STEP_TAKEN,
    FactKind.COMPLAINT_ESCALATED,
    FactKind.COMPLAINT_SETTLED,
)
"""Kinds that may belong to no case: a third party complains, or somebody not known as a participant (D6)."""

RECORDED = Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.PLAN
"""What a fact may change: the plan too, where it writes itself into the record of activities (P4)."""


@dataclass(frozen=True, slots=True, repr=False)
class WhatHappened(Discreet):
    """One entry of the 'Record what happened' form.

    ``at`` is the Europe/London time where it is known; ``by`` the member of staff; ``detail`` fixed choices
    such as an end code; ``late_reason`` why a late duty was late, kept only where this fact meets one.
    """

    kind: FactKind
    on: date
    at: time | None = None
    by: UUID | None = None
    channel: str = ""
    note: str = ""
    about: UUID | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    late_reason: str = ""


def record(workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
    """Put a fact on the case.

    Raises RefusedByRule with the paragraph when the journey or a missing staff check (G5) does not allow it,
    BadInput (``field``) for a day in the future, a missing reason for lateness, a keyed fact by somebody
    without the PRaP right (JFS 6.14), a receipt that what is typed does not prove (I17) or a picture that is
    not there (I5), NotFound for an unknown case.
    """
    fact_gates.unproved(happened)
    programme = workspace.programme_of(case_id)
    verb = verb_for(programme, happened)
    with workspace.changing(verb, case_id=case_id) as change:
        fact = write(change, workspace, case_id, happened)
        view = view_of(change.db, programme, fact)
    return Outcome(view, RECORDED, frozenset({case_id}), change.change_id, verb.label)


def verb_for(programme: Programme, happened: WhatHappened) -> Verb:
    """The verb under which such a fact stands in the journal: undoable, or for good."""
    rule = programme.fact_kinds[happened.kind]
    for_good = rule.keyed_on_prap or rule.goes_out or post_refusals.refuses(happened.kind, happened.detail)
    return RECORD_FOR_GOOD if for_good else RECORD


def write(
    change: Change, workspace: Workspace, case_id: UUID, happened: WhatHappened, *, by_message: bool = False
) -> CaseFact:
    """The same within a change that is already open, for verbs that record more than one thing. What is no
    message's own entry (``by_message``) is not recorded as sent while a message with it is on its way."""
    if not by_message:  # what has gone out is on record, whoever is here
        staff_checks.require_within(change.db, workspace, (happened.kind,))
    known = case_facts.load(change.db, case_id)
    programme = workspace.programmes.of(known)
    instant = moments.instant(workspace, happened.on, happened.at)
    happened = _checked(change.db, workspace, known, happened, instant)
    if not by_message:
        papers_out.refuse_beside(change.db, case_id, happened.kind, happened.about)
        fact_gates.restricted(change.db, workspace, case_id, happened)
    fact_gates.by_completion(change.db, workspace, known, happened)
    rejections.refuse_answer(change.db, workspace, known, happened.kind, happened.detail)
    late = late_clocks(workspace, known, happened.kind, happened.on, happened.about, instant=instant)
    late_reason = reason_why_late(known, late, happened.late_reason)
    fact = CaseFact(
        id=workspace.new_key(),
        case_id=case_id,
        kind=happened.kind.value,
        happened_on=happened.on,
        happened_at=instant,
        by_staff_id=happened.by or workspace.me.id,
        channel=happened.channel,
        note=clean(happened.note).strip(),
        about_id=happened.about,
        detail=dict(happened.detail),
        late_reason=clean(late_reason),
        recorded_at=change.at,
    )
    change.db.add(fact)
    change.case_ids.add(case_id)
    change.db.flush()
    activity_lines.put(change, programme, fact, workspace.new_key)
    _carry_on(change, workspace, known, fact, happened)
    return fact


def _checked(
    db: Session, workspace: Workspace, known: CaseFacts, happened: WhatHappened, instant: datetime | None
) -> WhatHappened:
    """The entry as it is kept, unless something keeps it from being made."""
    programme = workspace.programmes.of(known)
    happened = _cleaned(db, known, programme, happened)
    fact_gates.by_journey(workspace, known, happened, instant)
    fact_gates.unanswered(programme, happened)
    fact_gates.not_held(db, programme, known, happened)
    moments.refuse_untimed(programme.fact_kinds[happened.kind], instant)
    fact_gates.keying_without_right(db, workspace, programme, happened)
    fact_gates.keyed_in_time_unproved(workspace, known, happened)
    happened = _in_turn(db, workspace, known, happened)
    fact_gates.out_of_order(programme, known, happened, instant)
    fact_gates.over_when_agreed(workspace, programme, happened, instant)
    return happened


def _cleaned(db: Session, known: CaseFacts, programme: Programme, happened: WhatHappened) -> WhatHappened:
    """The same as it is kept, with the message on its way that it may go by."""
    said = waiting_messages.named(db, known, programme, happened.kind, happened.detail)
    return replace(happened, detail=cleaned(said))


def of_case(workspace: Workspace, case_id: UUID) -> tuple[FactView, ...]:
    """Everything recorded on a case, newest first; withdrawn facts carry their reason."""
    with workspace.reading() as db:
        rows = db.scalars(
            select(CaseFact)
            .where(CaseFact.case_id == case_id)
            .order_by(CaseFact.happened_on.desc(), CaseFact.recorded_at.desc())
        ).all()
        if not rows:
            return ()
        programme = workspace.programmes.of_case(db, case_id)
        return tuple(view_of(db, programme, row) for row in rows)


def withdraw(workspace: Workspace, fact_id: UUID, reason: str) -> Outcome[FactView]:
    """Take back a wrong fact; it stays readable, with the reason. Raises BadInput without one, RefusedByRule
    for what :mod:`~jfs_desktop.casework.recording.taking_back` names."""
    reason = told_why(reason, TAKEN_BACK)
    with workspace.changing(WITHDRAW, reason=reason) as change:
        fact = change.db.get(CaseFact, fact_id)
        if fact is None or (fact.case_id is None and fact.kind not in OUTSIDE_CASES):
            raise NotFound("This entry is not in the vault.")
        if fact.withdrawn_at is not None:
            raise RefusedByRule("This entry was already taken back.")
        _take_back(change, workspace, fact, reason)
        concerned = frozenset() if fact.case_id is None else frozenset({fact.case_id})
        change.case_ids |= concerned
        change.db.flush()
        programme = workspace.programme
        if fact.case_id is not None:
            programme = workspace.programmes.of_case(change.db, fact.case_id)
        view = view_of(change.db, programme, fact)
    return Outcome(view, RECORDED, concerned, change.change_id)


def _take_back(change: Change, workspace: Workspace, fact: CaseFact, reason: str) -> None:
    post_refusals.refuse_alone(change, fact)
    gone = taking_back.going(change.db, fact)
    taking_back.refuse(change.db, workspace, fact, gone)
    with taking_back.completion_kept(change, workspace, fact.case_id):
        for one in gone:
            one.withdrawn_at, one.withdrawn_reason = change.at, reason
            activity_lines.take_back(change.db, workspace, one)
        taking_back.clear_minutes(change, workspace, fact, reason)
        open_absences.take_back(change, fact, reason)
        post_refusals.restore(change, workspace, fact)


def _in_turn(db: Session, workspace: Workspace, known: CaseFacts, happened: WhatHappened) -> WhatHappened:
    """The same with the earlier fact that it answers, where that may be answered now, and with the records
    that prove it, where it needs proof (C7), or the fixed address that it went to (AMB-39)."""
    programme = workspace.programmes.of(known)
    about = answered(known, happened.kind, happened.about)
    refuse_out_of_turn(
        programme,
        workspace.calendar,
        known,
        happened.kind,
        on=happened.on,
        about=about,
        channel=happened.channel,
        detail=happened.detail,
    )
    proved = with_what_is_held(db, programme, known, happened.kind, happened.detail, note=happened.note)
    addressed = with_address(programme, happened.kind, proved, happened.note)
    told = with_version(db, known, happened.kind, addressed)
    told = with_questions(programme, known, happened.kind, told)
    return replace(happened, about=about, detail=told)


def _carry_on(
    change: Change, workspace: Workspace, known: CaseFacts, fact: CaseFact, happened: WhatHappened
) -> None:
    """What follows from a fact at once: the question that it leaves open, the return of somebody who was
    reached (T18), what POST refuses set aside (W9), the JFAP of an early completer kept as it stands (X9,
    AMB-23)."""
    post_refusals.set_aside(change, known, fact)
    _leave_open(change, workspace, known, fact)
    _bring_back(change, workspace, known, happened, fact)
    if fact.kind == FactKind.ENDED_EARLY and fact.case_id is not None:
        from jfs_desktop.casework.plan import plan_keeping  # Word comes with the first document

        plan_keeping.keep_early(change, workspace, fact.case_id)


def _leave_open(change: Change, workspace: Workspace, known: CaseFacts, fact: CaseFact) -> None:
    """Ask again in time about an absence of which nobody knows how long it lasts, or whose return has to be
    seen (M7, AMB-55), and what the Work Coach answers (E9)."""
    if fact.case_id is not None and waits(FactKind(fact.kind), fact.detail):
        asked = WhatHappened(FactKind.DOUBT_LEFT_WAITING, fact.happened_on, about=fact.id)
        write(change, workspace, fact.case_id, asked)
    open_absences.overtake(change, fact)
    told = Fact(fact.id, FactKind(fact.kind), fact.happened_on, detail=fact.detail)
    again = asked_again(workspace.programmes.of(known), workspace.calendar, known, told)
    if fact.case_id is None or again is None:
        return
    asked = WhatHappened(FactKind.ABSENCE_LEFT_OPEN, fact.happened_on, about=fact.id, detail=again)
    write(change, workspace, fact.case_id, asked)


def _bring_back(
    change: Change, workspace: Workspace, known: CaseFacts, happened: WhatHappened, tried: CaseFact
) -> None:
    """Somebody whom an attempt reached is back in contact: that attempt is no unanswered one (M4)."""
    programme, calendar, today = workspace.programmes.of(known), workspace.calendar, workspace.today()
    case_id = known.case_id
    if case_id is None or not was_reached(happened.kind, happened.detail):
        return
    if spell_of(known, programme, calendar, today) is None:
        return
    if refusal(_BACK, known, programme, calendar, today=today, on=happened.on) is None:
        detail = {IDENTITY: happened.detail.get(IDENTITY, ""), taking_back.ATTEMPT: str(tried.id)}
        write(change, workspace, case_id, replace(happened, kind=_BACK, detail=detail))


def view_of(db: Session, programme: Programme, fact: CaseFact) -> FactView:
    """An entry as it is shown, within a transaction that is open."""
    person = db.get(Staff, fact.by_staff_id) if fact.by_staff_id else None
    kind = FactKind(fact.kind)
    return FactView(
        fact.id,
        fact.kind,
        programme.fact_kinds[kind].name,
        fact.happened_on,
        fact.happened_at,
        person.name if person else "",
        fact.channel,
        note_of(kind, fact.detail, programme, fact.note),
        fact.late_reason,
        fact.recorded_at,
        fact.withdrawn_reason,
        fact.detail,
        fact.about_id,
        " · ".join(reasons(kind, fact.detail, programme)),
    )
