"""Make the JFAP final with the participant's agreement, lock it, and keep its document (P4, P6 to P11, T22).

The way back is support taken up again (T23); a wrong entry is taken back with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.agreement import plan_lacks
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents, older_wording
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView
from jfs_desktop.casework.plan import plan_keeping, plan_records, plans
from jfs_desktop.casework.plan.plan_readiness import refuse_locked, refuse_unready
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.plan import PlanActivity
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.mail.jfap_request import Lack
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_language import told
from jfs_desktop.rules.plan.plan_state import AGREED_HOW, SUMMARY, VERSION, Query, open_queries
from jfs_desktop.rules.plan.plan_summary import SummaryWords, empty_headings, summary_of
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import short_day
from jfs_desktop.store.unit_of_work import Change, Verb

FINALISE = Verb("plan_finalising.finalise", "")
"""It keeps a document for good: support is taken up again, or the entry is taken back with a reason."""

FINAL_VERSION = "Final version"
_TOLD = Changed.PLAN | Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.DOCUMENTS | Changed.SESSIONS


@dataclass(frozen=True, slots=True, repr=False)
class Agreement(Discreet):
    """How the participant agreed ('Video call'), the summary of activities that the final JFAP carries, and
    the day of the agreement, today where none is given."""

    how: str
    summary: str
    on: date | None = None
    note: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class FinalStanding(Discreet):
    """What stands in the way of the final JFAP, and what should be looked at before it.

    ``lacks`` bar it; ``empty_headings`` are told and bar nothing (P6); ``unplanned`` are activities that are
    not in the plan (P4), among the lacks as one; ``summary`` is a first wording.
    """

    case_id: UUID
    name: str
    version: int
    lacks: tuple[Lack, ...]
    empty_headings: tuple[str, ...]
    unplanned: tuple[str, ...]
    summary: str
    begins: bool
    """Whether finalising begins with it (T22)."""
    language: str = ""
    """What is in another language than it goes out in, and which standard texts are older than their English;
    '' where nothing is."""
    service_left: str = ""
    """What of the minimum service is not given yet, in a sentence; it is told and bars nothing (S13)."""
    query: Query | None = None
    """The open query about it that is settled first (P8)."""


def standing(workspace: Workspace, case_id: UUID) -> FinalStanding:
    """How far the JFAP is from final. Raises NotFound."""
    with workspace.reading() as db:
        return _standing(db, workspace, plans.view_in(db, workspace, case_id))


def finalise(workspace: Workspace, case_id: UUID, agreed: Agreement) -> Outcome[DocumentView]:
    """Freeze the plan as its final version, lock it and keep its document, all in one change; finalising that
    nobody had begun begins with it.

    Raises RefusedByRule with the paragraph where something is missing or the plan is locked already, BadInput
    (``how``, ``summary``, ``late_reason``), NotFound, TemplateProblem.
    """
    _refuse_unsaid(agreed)
    with workspace.changing(FINALISE, case_id=case_id) as change:
        refuse_locked(change.db, case_id)
        plans.settle_left(change, workspace, case_id)
        now = _standing(change.db, workspace, plans.view_in(change.db, workspace, case_id))
        refuse_unready(_content(change.db, workspace, case_id))
        for lack in now.lacks:
            raise RefusedByRule(lack.text, paragraph=lack.paragraph)
        version = plans.freeze_in(change, workspace, case_id, FINAL_VERSION, None, agreed_how=agreed.how)
        _record(change, workspace, case_id, agreed, version.number, begins=now.begins)
        row = plan_keeping.keep_in(change, workspace, case_id, DocumentState.FINAL)
        document_id = row.id
    view = issued_documents.one(workspace, document_id)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def unplanned(db: Session, programme: Programme, known: CaseFacts) -> tuple[str, ...]:
    """Activities that are not in the JFAP's record, in words: sessions, and facts that stand under a heading
    (P4). None may be left when it is made final."""
    return tuple(_unplanned(db, programme, known))


def _unplanned(db: Session, programme: Programme, known: CaseFacts) -> Iterator[str]:
    plan = plan_records.find_plan(db, known.case_id) if known.case_id is not None else None
    plan_id = plan.id if plan is not None else None
    lines = db.execute(
        select(PlanActivity.session_id, PlanActivity.fact_id).where(PlanActivity.plan_id == plan_id)
    ).all()
    held = {key for line in lines for key in line if key is not None}
    sessions = db.scalars(
        select(TimedSession).where(TimedSession.case_id == known.case_id).order_by(TimedSession.started_at)
    )
    for session in sessions:
        day = short_day(london_day(session.started_at))
        if session.state != SessionState.STOPPED or session.plan_changed is None:
            yield f"the session of {day}, which is not wrapped up"
        elif session.id not in held:
            yield f"the session of {day}"
    for fact in known.facts:
        rule = programme.fact_kinds[fact.kind]
        if (rule.heading or rule.heading_by) and fact.id not in held:
            yield f"{rule.name[:1].lower()}{rule.name[1:]}, {short_day(fact.on)}"


def _standing(db: Session, workspace: Workspace, view: PlanView) -> FinalStanding:
    known = case_facts.load(db, view.case_id)
    programme = workspace.programmes.of(known)
    content = view.draft or view.content
    titles = {heading.key: heading.title for heading in programme.plan_headings}
    left_out = unplanned(db, programme, known)
    stage = stage_of(known, programme, workspace.calendar, workspace.today())
    older = older_wording.told(db, view.goes_out_in, [older_wording.HOW_TO_QUERY_CLOSED])
    return FinalStanding(
        view.case_id,
        view.name,
        view.versions[0].number + 1 if view.versions else 1,
        plan_lacks.of_plan(db, workspace, known, content, left_out),
        empty_headings(content, titles),
        left_out,
        summary_of(content, titles, _words_of(content)),
        stage is Stage.STARTED,
        f"{told(content, view.goes_out_in)} {older}".strip(),
        completion.service_left(db, workspace, known),
        next(iter(open_queries(known)), None),
    )


def _words_of(content: PlanContent) -> SummaryWords:
    words = labels_in(content.written_in)
    said = words.groups["summary"]

    def times(kind: str, number: int) -> str:
        called = words.groups["once"].get(kind, kind)
        if number == 1:
            return called
        often = words.groups["often"].get(kind, said["several"])
        return often.format(kind=called, number=number)

    return SummaryWords(
        said["span"],
        said["worked_on"],
        said["reached"],
        lambda english: words.known(english) or english,
        times,
    )


def _refuse_unsaid(agreed: Agreement) -> None:
    if not agreed.how.strip():
        raise BadInput("Say how the participant agreed.", field="how", paragraph="JFS 4.09")
    if not agreed.summary.strip():
        raise BadInput("Write the summary of activities.", field="summary", paragraph="JFS 5.02")


def _content(db: Session, workspace: Workspace, case_id: UUID) -> PlanContent:
    headings = plans.headings_of(workspace.programmes.of_case(db, case_id))
    return plan_records.load(db, plan_records.find_plan(db, case_id), headings)


def _record(
    change: Change, workspace: Workspace, case_id: UUID, agreed: Agreement, version: int, *, begins: bool
) -> CaseFact:
    on = agreed.on or workspace.today()
    at = workspace.now().astimezone(LONDON).time() if on == workspace.today() else None
    if begins:
        facts.write(change, workspace, case_id, WhatHappened(FactKind.FINALISING_BEGUN, on, at))
    said = {
        "summary": "yes",
        "next_steps": "yes",
        VERSION: str(version),
        AGREED_HOW: agreed.how.strip(),
        SUMMARY: agreed.summary.strip(),
    }
    happened = WhatHappened(
        FactKind.JFAP_FINALISED, on, at, note=agreed.note, detail=said, late_reason=agreed.late_reason
    )
    return facts.write(change, workspace, case_id, happened)
