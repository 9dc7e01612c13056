"""The Jobcentre's requests for a JFAP: log each JFSPRO1, find its case, settle what cannot be answered,
correct what was wrong (X4, X5, JFS 5.05, 5.06). Answering one is in ``jobcentre_answers``."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import NewEvidence
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.requests import request_candidates, request_form
from jfs_desktop.casework.requests.request_form import CleanRequest, RequestForm
from jfs_desktop.casework.requests.request_rows import (
    ARRIVED,
    CLOCK,
    REQUESTED,
    TOLD,
    SettledAs,
    earlier_alike,
    hidden_from,
    open_row,
    row_of,
    standing_fact,
)
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.message import ReceivedMessage
from jfs_desktop.rules.clocks.clocks import due
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, says_why, told_why
from jfs_desktop.store.unit_of_work import Change, Verb

LOG = Verb("jobcentre_requests.log", "log the Jobcentre's request")
LOG_AS_IT_CAME = Verb("jobcentre_requests.log", "")
"""With the file that it came as: what is kept is not undone."""
MATCH = Verb("jobcentre_requests.match", "match the Jobcentre's request")
SETTLE = Verb("jobcentre_requests.settle", "settle the Jobcentre's request")
AMEND = Verb("jobcentre_requests.amend", "")
TAKE_BACK = Verb("jobcentre_requests.take_back", "")


def log(workspace: Workspace, form: RequestForm, came: NewEvidence | None = None) -> Outcome[UUID]:
    """Keep a request that arrived, with the e-mail or form that it ``came`` as. The value is its id.

    Where NI number and name together say whose it is, and only one case can be meant, the case is marked
    at once; otherwise it waits in sight until somebody says. Raises BadInput (``field``).
    """
    given = checked(workspace, form)
    verb = LOG if came is None else LOG_AS_IT_CAME
    with workspace.changing(verb) as change:
        row = log_in(change, workspace, given)
        if came is not None:
            attachments.keep_in(change, workspace, row.case_id, came, row.id)
        request_id = row.id
    told = told_of(request_id, change, verb)
    return told if came is None else replace(told, changed=told.changed | Changed.EVIDENCE)


def log_in(change: Change, workspace: Workspace, given: CleanRequest) -> JobcentreRequest:
    """The same within a change that is open, of what was :func:`checked`, without what it came as."""
    row = JobcentreRequest(id=workspace.new_key(), logged_at=change.at, logged_by=workspace.me.id)
    _fill(row, given)
    change.db.add(row)
    change.db.flush()
    _match_if_certain(change, workspace, row)
    return row


def match(workspace: Workspace, request_id: UUID, case_id: UUID, reason: str = "") -> Outcome[UUID]:
    """Say which case a request is for; the case is marked and its clock runs (X5).

    Raises BadInput (``field`` 'reason') where NI number or name differ, or the date of request lies before
    the referral, and nobody says why it is this case all the same, RefusedByRule where the journey refuses
    it, NotFound.
    """
    with workspace.changing(MATCH) as change:
        row = open_row(change.db, workspace, request_id)
        _refuse_matched(change.db, row)
        found = request_candidates.of_case(change.db, workspace, row, case_id)
        if found.refused:
            raise RefusedByRule(found.refused, remedy="Settle it as one with nothing to send.")
        if not (found.ni_agrees and found.name_agrees) and not says_why(reason):
            what = "NI number" if not found.ni_agrees else "name"
            raise BadInput(
                f"The {what} on the form is not this participant's. Say why it is this case.",
                field="reason",
                paragraph=request_form.PARAGRAPH,
            )
        if found.too_early and not says_why(reason):
            raise BadInput(
                "Check the date of request: it lies before this referral was made. Correct it, or say why it "
                "is this case.",
                field="reason",
                paragraph=request_form.PARAGRAPH,
            )
        _mark(change, workspace, row, case_id, reason)
    return told_of(request_id, change, MATCH)


def settle(
    workspace: Workspace, request_id: UUID, how: SettledAs, reason: str, duplicate_of: UUID | None = None
) -> Outcome[UUID]:
    """Say why a request gets no JFAP: it stays readable. Raises BadInput without a reason or, for a
    duplicate, without the request that it repeats; RefusedByRule for one that is on a case."""
    reason = told_why(reason, "Say why, and whom you told.")
    with workspace.changing(SETTLE, reason=reason) as change:
        row = open_row(change.db, workspace, request_id)
        _refuse_matched(change.db, row)
        if how is SettledAs.DUPLICATE:
            if duplicate_of is None or duplicate_of == request_id:
                raise BadInput("Choose the earlier request that this one repeats.", field="duplicate_of")
            row_of(change.db, duplicate_of)
            row.duplicate_of_id = duplicate_of
        row.settled_as, row.settled_reason = how.value, reason
        row.settled_at = change.at
    return told_of(request_id, change, SETTLE)


def amend(workspace: Workspace, request_id: UUID, form: RequestForm, reason: str) -> Outcome[UUID]:
    """Correct what was typed wrongly, with the reason. Another date of request moves the clock; another
    NI number looks for the case anew. Raises BadInput, RefusedByRule once it was answered."""
    reason = told_why(reason, "Say why this is corrected.")
    given = checked(workspace, form)
    with workspace.changing(AMEND, reason=reason) as change:
        row = open_row(change.db, workspace, request_id)
        fact = standing_fact(change.db, row)
        case_id, match_reason = row.case_id, row.match_reason
        same = (row.requested_on, row.ni_number, london_day(row.received_at)) == (
            given.requested_on,
            given.ni_number,
            london_day(given.received_at),
        )
        same_number = row.ni_number == given.ni_number
        _fill(row, given)
        if fact is not None and not same:
            _refuse_answered(change.db, fact)
            _unmark(change, row, fact, reason)
            if same_number and case_id is not None:
                _mark(change, workspace, row, case_id, match_reason)
            else:
                _match_if_certain(change, workspace, row)
        elif fact is None and not same and not row.settled_as:
            _match_if_certain(change, workspace, row)
    return told_of(request_id, change, AMEND)


def take_back(workspace: Workspace, request_id: UUID, reason: str) -> Outcome[UUID]:
    """Take a wrong match or settlement back, with the reason: the request waits again. Raises BadInput
    without a reason, RefusedByRule once it was answered or where there is nothing to take back."""
    reason = told_why(reason, TAKEN_BACK)
    with workspace.changing(TAKE_BACK, reason=reason) as change:
        row = open_row(change.db, workspace, request_id)
        fact = standing_fact(change.db, row)
        if fact is not None:
            _refuse_answered(change.db, fact)
            _unmark(change, row, fact, reason)
        elif row.settled_as:
            row.settled_as = row.settled_reason = ""
            row.settled_at = row.duplicate_of_id = None
        else:
            raise RefusedByRule("This request is on no case and not settled: there is nothing to take back.")
    return told_of(request_id, change, TAKE_BACK)


def checked(workspace: Workspace, form: RequestForm) -> CleanRequest:
    """The items of a form, each checked. Raises BadInput (``field``)."""
    given = request_form.clean(form, workspace.now())
    try:
        due(CLOCK, given.requested_on, workspace.programme, workspace.calendar)
    except UserError as beyond:
        raise BadInput(
            "No working days can be counted from this day. Check the year.", field="requested_on"
        ) from beyond
    return given


def _fill(row: JobcentreRequest, given: CleanRequest) -> None:
    for name in CleanRequest.__slots__:
        setattr(row, name, getattr(given, name))


def _match_if_certain(change: Change, workspace: Workspace, row: JobcentreRequest) -> None:
    """Mark the case where nothing is left to be asked (X4); a name that differs is never passed over."""
    if hidden_from(workspace, row) or earlier_alike(change.db, row) is not None:
        return
    found = request_candidates.by_ni_number(change.db, workspace, row)
    if len(found) == 1 and found[0].certain and not found[0].ends_far_off:
        _mark(change, workspace, row, found[0].case_id, "")


def _mark(change: Change, workspace: Workspace, row: JobcentreRequest, case_id: UUID, reason: str) -> None:
    received = row.received_at.astimezone(LONDON)
    asked = WhatHappened(
        REQUESTED,
        received.date(),
        received.time().replace(second=0, microsecond=0),
        channel="email",
        detail={"requested_on": row.requested_on.isoformat()},
    )
    fact = facts.write(change, workspace, case_id, asked)
    change.db.flush()
    row.case_id, row.fact_id, row.match_reason = case_id, fact.id, reason.strip()
    _file_with(change, row)
    row.settled_as = row.settled_reason = ""
    row.settled_at = row.duplicate_of_id = None


def _unmark(change: Change, row: JobcentreRequest, fact: CaseFact, reason: str) -> None:
    fact.withdrawn_at, fact.withdrawn_reason = change.at, reason.strip()
    if fact.case_id is not None:
        change.case_ids.add(fact.case_id)
    row.case_id = row.fact_id = None
    _file_with(change, row)
    row.match_reason = row.check_reason = ""
    row.checked_at = row.checked_by = None
    row.check_missing = []
    change.db.flush()


def _file_with(change: Change, row: JobcentreRequest) -> None:
    """What a request came as lies with the case that it is for, also where it lay among the replies first."""
    for kept in change.db.scalars(select(Attachment).where(Attachment.about_id == row.id)).all():
        kept.case_id = row.case_id
        came = select(ReceivedMessage).where(ReceivedMessage.attachment_id == kept.id)
        for message in change.db.scalars(came).all():
            message.case_id = row.case_id


def _refuse_matched(db: Session, row: JobcentreRequest) -> None:
    if standing_fact(db, row) is not None:
        raise RefusedByRule("This request is on a case already.", remedy="Take that back first.")


def _refuse_answered(db: Session, fact: CaseFact) -> None:
    answered = db.scalars(select(CaseFact.id).where(CaseFact.about_id == fact.id, ARRIVED)).first()
    if answered is not None:
        raise RefusedByRule(
            "This request was answered.", remedy="Take the sending back first, with a reason."
        )


def told_of(request_id: UUID, change: Change, verb: Verb) -> Outcome[UUID]:
    """What such a verb gives back, and what it changes."""
    return Outcome(request_id, TOLD, frozenset(change.case_ids), change.change_id, verb.label)
