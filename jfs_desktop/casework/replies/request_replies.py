"""A Jobcentre's request that was brought in among the replies: read as one that is dropped, and logged with
that message as what it came as (X4, JFS 5.05). From then on it is seen with the requests alone."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.replies import reply_files, request_mail
from jfs_desktop.casework.replies.replies import settle_in, waiting_in
from jfs_desktop.casework.replies.reply_views import REQUEST, ReplyState
from jfs_desktop.casework.replies.request_mail import RequestFile
from jfs_desktop.casework.requests import jobcentre_requests
from jfs_desktop.casework.requests.jobcentre_requests import LOG_AS_IT_CAME
from jfs_desktop.casework.requests.request_form import RequestForm
from jfs_desktop.errors import NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment


def read(workspace: Workspace, reply_id: UUID) -> Generator[None, None, RequestFile]:
    """Read what stands in such a message, in short steps; that it was opened is recorded first (I6). Raises
    RefusedByRule where it was decided already what it is, NotFound, BadInput (``file``), VaultProblem."""
    with workspace.reading() as db:
        kept = db.get_one(Attachment, waiting_in(db, reply_id).attachment_id)
        kept_id, name = kept.id, kept.name
    content = attachments.content(workspace, kept_id)
    yield
    file = yield from reply_files.read_content(name, content)
    return (yield from request_mail.of_message(file, workspace.today()))


def log(workspace: Workspace, reply_id: UUID, form: RequestForm) -> Outcome[UUID]:
    """Keep a request that came so, as ``jobcentre_requests.log`` does. The value is its id.

    Raises BadInput (``field``), RefusedByRule where it was decided already what the message is, NotFound.
    """
    given = jobcentre_requests.checked(workspace, form)
    with workspace.changing(LOG_AS_IT_CAME) as change:
        message = waiting_in(change.db, reply_id)
        kept = change.db.get_one(Attachment, message.attachment_id)
        rule = workspace.programme.evidence_purpose(REQUEST)
        if kept.removed_at is not None or rule is None:
            raise NotFound("The file of this message was taken back, so that it shows nothing any more.")
        if message.case_id is not None:
            change.case_ids.add(message.case_id)
        row = jobcentre_requests.log_in(change, workspace, given)
        kept.purpose, kept.retention_class = rule.key, rule.retention_class
        kept.about_id, kept.case_id, message.case_id = row.id, row.case_id, row.case_id
        settle_in(change, workspace, message, ReplyState.ACCEPTED, "")
        request_id = row.id
    told = jobcentre_requests.told_of(request_id, change, LOG_AS_IT_CAME)
    return replace(told, changed=told.changed | Changed.EVIDENCE | Changed.MAIL)
