"""Answer the Jobcentre's request: look the JFAP through, export it stamped, record that it was sent (X5, X6,
X7; JFS 5.03 to 5.07). What is missing or not final is told and marked, and goes in the same days (AMB-26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents, sent_moments
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.plan import plan_export, plans
from jfs_desktop.casework.plan.plan_export import ForJobcentre
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.requests import answer_routes
from jfs_desktop.casework.requests.answer_routes import Sending
from jfs_desktop.casework.requests.request_rows import SENT, TOLD, open_row, standing_fact
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.document import Document
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.mail.jfap_request import JfapState, Lack, VersionFacts, lacks, state_of_jfap
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.store.unit_of_work import Change, Verb

CHECK = Verb("jobcentre_answers.check", "confirm the JFAP for the Jobcentre")
SEND = Verb("jobcentre_answers.send", "")
"""What has gone out is taken back with a reason, never undone."""


@dataclass(frozen=True, slots=True, repr=False)
class Exported(Discreet):
    """The newest document that was made for a request."""

    made_at: datetime
    sha256: str
    issued_on: date
    version: int | None


@dataclass(frozen=True, slots=True, repr=False)
class ToIssue(Discreet):
    """The JFAP that answers a request; ``version`` None is the plan as it stands."""

    case_id: UUID
    fact_id: UUID
    version: int | None
    answers: ForJobcentre


@dataclass(frozen=True, slots=True, repr=False)
class Standing(Discreet):
    """As what the JFAP of a request goes now, what it lacks, and whether its check still covers it."""

    state: JfapState
    lacks: tuple[Lack, ...]
    version: int | None
    checked: bool
    exported: Exported | None
    file_name: str
    older: str = ""
    """What is told of standard texts in it that are older than their English; '' where none is."""


def standing(workspace: Workspace, request_id: UUID) -> Standing:
    """Read all that the answer needs. Raises NotFound, RefusedByRule for one on no case."""
    with workspace.reading() as db:
        row, fact = _matched(db, workspace, request_id)
        exported = _newest_export(db, request_id)
        checked, missing = row.checked_at is not None, set(row.check_missing)
        case_id = _case_of(fact)
    found = _looked_through(workspace, case_id)
    version, moved_on = _version_to_send(found)
    name = plan_export.file_name(
        workspace, case_id, found.view.reference, version, changed_since=version is None or moved_on
    )
    covered = checked and {lack.key for lack in found.lacks} <= missing
    return Standing(found.state, found.lacks, version, covered, exported, name, found.view.older)


def check(workspace: Workspace, request_id: UUID, reason: str = "") -> Outcome[UUID]:
    """Confirm that the JFAP was looked through (JFS 5.06): who, when and what is missing are kept.

    Raises BadInput (``field`` 'reason') where a final JFAP lacks something and nobody says why it goes
    all the same, RefusedByRule where there is no JFAP at all.
    """
    with workspace.reading() as db:
        _, fact = _matched(db, workspace, request_id)
        case_id = _case_of(fact)
    found = _looked_through(workspace, case_id)
    if found.view.plan_id is None and found.view.draft is None:
        raise RefusedByRule(
            "Nothing is written in the JFAP of this case.", remedy="Write it up first, from the records."
        )
    if found.state is JfapState.FINAL and found.lacks and not says_why(reason):
        first = found.lacks[0]
        raise BadInput(
            f"{first.text} Complete it, or say why it goes as it is.",
            field="reason",
            paragraph=first.paragraph,
        )
    with workspace.changing(CHECK, case_id=case_id) as change:
        row, _ = _matched(change.db, workspace, request_id)
        row.checked_at, row.checked_by = change.at, workspace.me.id
        row.check_missing = [lack.key for lack in found.lacks]
        row.check_reason = reason.strip()
    return Outcome(request_id, TOLD, frozenset({case_id}), change.change_id, CHECK.label)


def export(workspace: Workspace, request_id: UUID, path: Path, issued_on: date) -> Outcome[Path]:
    """Write the JFAP as Word, with the date of request and the date of issue on it (JFS 5.03).

    Raises what :func:`to_issue` and ``plan_export`` raise.
    """
    made = to_issue(workspace, request_id, issued_on)
    return plan_export.export(workspace, made.case_id, path, version=made.version, answers=made.answers)


def to_issue(workspace: Workspace, request_id: UUID, issued_on: date) -> ToIssue:
    """What is to be made for a request, with the date of issue on it (JFS 5.03).

    A final JFAP goes as it was agreed; any other as it stands, marked so. Raises RefusedByRule before
    it was looked through, BadInput for a day before the request.
    """
    now = standing(workspace, request_id)
    if not now.checked:
        raise RefusedByRule(
            "Look the JFAP through first: it must be complete and dated.",
            paragraph="JFS 5.06",
            remedy="Confirm the check, then export it.",
        )
    with workspace.reading() as db:
        row, fact = _matched(db, workspace, request_id)
        requested_on, case_id, fact_id = row.requested_on, _case_of(fact), fact.id
    if issued_on < requested_on:
        raise BadInput("It cannot be issued before it was asked for.", field="issued_on")
    answers = ForJobcentre(request_id, requested_on, issued_on, now.state)
    return ToIssue(case_id, fact_id, now.version, answers)


def send(workspace: Workspace, request_id: UUID, sending: Sending) -> Outcome[UUID]:
    """Record that the exported JFAP was sent; the clock stops.

    Raises RefusedByRule where no document was made for it, or where it went by e-mail although the case is
    restricted (X7) or by post although it is not (AMB-27); BadInput (``field``) for another address
    without a reason, a document with another date of issue, post without service and tracking, and a
    late sending without its reason.
    """
    with workspace.changing(SEND) as change:
        row, fact = _matched(change.db, workspace, request_id)
        exported = _newest_export(change.db, request_id)
        if exported is None:
            raise RefusedByRule("Export the JFAP first, so that what was sent is kept.", paragraph="JFS 5.07")
        by_post = answer_routes.goes_by_post(change.db, row)
        answer_routes.refuse(sending, by_post=by_post)
        if sending.on < london_day(row.received_at):
            raise BadInput("It cannot have been sent before the form arrived.", field="on")
        sent_to = answer_routes.address(row, sending)
        if exported.issued_on != sending.on:
            raise BadInput(
                "The exported JFAP has another date of issue on it. Export it again for this day.",
                field="on",
                paragraph="JFS 5.03",
            )
        case_id = _case_of(fact)
        known = case_facts.load(change.db, case_id)
        happened = WhatHappened(
            SENT,
            sending.on,
            sending.at,
            channel=sending.route.value,
            note=sending.note,
            about=fact.id,
            detail=_detail(workspace, row, sending, sent_to, exported, state=state_of_jfap(known)),
            late_reason=sending.late_reason,
        )
        told_by = facts.write(change, workspace, case_id, happened)
        _note_on_the_copy(change, workspace, told_by, exported, sent_to)
    told = TOLD | Changed.DOCUMENTS
    return Outcome(request_id, told, frozenset({case_id}), change.change_id)


def _note_on_the_copy(
    change: Change, workspace: Workspace, fact: CaseFact, exported: Exported, sent_to: str
) -> None:
    """Say on the kept copy to whom it went (P9)."""
    copies = select(Document).where(Document.case_id == fact.case_id, Document.docx_sha256 == exported.sha256)
    row = change.db.scalars(copies.order_by(Document.made_at.desc()).limit(1)).first()
    if row is None:
        return
    moment = fact.happened_at or sent_moments.moment_of(workspace, fact.happened_on, None, row.made_at)
    new = NewIssue(fact.channel, sent_to, moment, fact.note, fact_id=fact.id)
    issued_documents.issue_in(change, workspace, row.id, new)


@dataclass(frozen=True, slots=True, repr=False)
class _Looked(Discreet):
    view: PlanView
    state: JfapState
    lacks: tuple[Lack, ...]


def _looked_through(workspace: Workspace, case_id: UUID) -> _Looked:
    view = plans.open_plan(workspace, case_id)
    with workspace.reading() as db:
        state = state_of_jfap(case_facts.load(db, case_id))
        programme = workspace.programmes.of_case(db, case_id)
    content: PlanContent = view.draft or view.content
    newest = next(iter(view.versions), None)
    versions = VersionFacts(
        newest is not None,
        newest is not None and newest.agreed_at is not None,
        newest is not None and plans.compare(newest.content, content).differs,
    )
    titles = {heading.key: heading.title for heading in programme.plan_headings}
    return _Looked(view, state, lacks(content, titles, versions, state))


def _version_to_send(found: _Looked) -> tuple[int | None, bool]:
    """The version that goes, and whether the plan has moved on since: of a final JFAP the newest agreed one,
    else the newest where it is the plan as it stands; None for the plan as it stands."""
    versions = found.view.versions
    agreed = next((one for one in versions if one.agreed_at is not None), None)
    if found.state is JfapState.FINAL and agreed is not None:
        return agreed.number, False
    newest = next(iter(versions), None)
    content = found.view.draft or found.view.content
    moved_on = newest is not None and plans.compare(newest.content, content).differs
    if newest is None or moved_on:
        return None, moved_on
    return newest.number, False


def _matched(db: Session, workspace: Workspace, request_id: UUID) -> tuple[JobcentreRequest, CaseFact]:
    row = open_row(db, workspace, request_id)
    fact = standing_fact(db, row)
    if fact is None:
        raise RefusedByRule(
            "This request is on no case yet.",
            remedy="Say first whose JFAP it asks for.",
            paragraph="JFS 5.06",
        )
    return row, fact


def _case_of(fact: CaseFact) -> UUID:
    assert fact.case_id is not None  # noqa: S101 - a request stands on a case
    return fact.case_id


def _newest_export(db: Session, request_id: UUID) -> Exported | None:
    row = db.scalars(
        select(PlanExport)
        .where(PlanExport.request_id == request_id)
        .order_by(PlanExport.made_at.desc(), PlanExport.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Exported(row.made_at, row.sha256, row.issued_on or london_day(row.made_at), row.version_number)


def _detail(
    workspace: Workspace,
    row: JobcentreRequest,
    sending: Sending,
    sent_to: str,
    exported: Exported,
    *,
    state: JfapState,
) -> dict[str, str]:
    said = {
        "sent_to": sent_to,
        "other_reason": sending.other_reason.strip(),
        "file_sha256": exported.sha256,
        "version": str(exported.version or ""),
        "jfap_state": state.value,
        "issued_on": exported.issued_on.isoformat(),
        "days_taken": str(workspace.calendar.count_between(row.requested_on, sending.on)),
        "service": sending.service.strip(),
        "tracking": sending.tracking.strip(),
    }
    return {key: value for key, value in said.items() if value}
