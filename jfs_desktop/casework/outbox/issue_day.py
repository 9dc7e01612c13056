"""The date of issue on a copy for the Jobcentre is the day on which it goes (X6, JFS 5.03).

A message that waited over midnight takes a copy of the same plan with the new date. Of a plan that was
changed meanwhile nobody has looked through what would go, so the adviser is asked.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.outbox import mail_papers
from jfs_desktop.casework.outbox.mail_purposes import ABOUT, CONTENT
from jfs_desktop.casework.outbox.message_rows import row_of
from jfs_desktop.casework.plan import plan_export, plans
from jfs_desktop.casework.requests import jobcentre_answers
from jfs_desktop.casework.requests.jobcentre_answers import ToIssue
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.records.document import Document
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.message import Message, MessagePart
from jfs_desktop.store.unit_of_work import Change, Verb

DATE_ANEW = Verb("outbox.date_anew", "")


def bring_to_today(workspace: Workspace, message_id: UUID) -> None:
    """Make the copy in a message anew with this day as its date of issue.

    Raises RefusedByRule where the plan is another by now, or its check no longer covers it, NotFound, and
    what making a plan raises.
    """
    wanted = _wanted(workspace, message_id)
    view, paper = plan_export.made(workspace, wanted.case_id, version=wanted.version, answers=wanted.answers)
    pages = paper.pdf()
    with workspace.changing(DATE_ANEW, case_id=wanted.case_id) as change:
        plan_export.note(change, workspace, view, paper, pages.content, answers=wanted.answers)
        kept = plan_export.keep_copy(
            change, workspace, view, paper, answers=wanted.answers, pdf=pages.content, left_out=pages.left_out
        )
        row = row_of(change, message_id)
        row.details = {**row.details, **mail_papers.issued_details(kept, wanted, view)}
        _put_in(change, row, kept)


def _wanted(workspace: Workspace, message_id: UUID) -> ToIssue:
    with workspace.reading() as db:
        row = db.get(Message, message_id)
        about = row.details.get(ABOUT, "") if row is not None else ""
        asked = select(JobcentreRequest.id).where(JobcentreRequest.fact_id == UUID(about)) if about else None
        request_id = db.scalar(asked) if asked is not None else None
        said = dict(row.details) if row is not None else {}
    if request_id is None:
        raise NotFound("The request that this answers is on no case any more.")
    wanted = jobcentre_answers.to_issue(workspace, request_id, workspace.today())
    shown = mail_papers.shown_digest(plans.open_plan(workspace, wanted.case_id), wanted.version)
    if (wanted.answers.standing.value, shown) != (said.get("jfap_state"), said.get(CONTENT)):
        raise RefusedByRule(
            "The JFAP was changed while this waited, and its date of issue must be the day on which it goes.",
            remedy="Look the JFAP through and send it anew.",
            paragraph="JFS 5.03",
        )
    return wanted


def _put_in(change: Change, row: Message, kept: Document) -> None:
    (part,) = change.db.scalars(select(MessagePart).where(MessagePart.message_id == row.id))
    part.document_id = kept.id
    part.sha256 = kept.pdf_sha256 if part.form == "pdf" else kept.docx_sha256
    part.size = kept.pdf_size if part.form == "pdf" else kept.docx_size
    change.db.flush()
