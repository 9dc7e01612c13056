"""The summaries that DWP shares after its experience calls, by the month of their PCO sample (X15, JFS 5.21,
7.42, 7.43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView, CheckedFile, NewEvidence
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.call_summary import CallSummary
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, told_why
from jfs_desktop.rules.writing.wording import STILL_TO_COME
from jfs_desktop.store.unit_of_work import Verb

ADD = Verb("call_summaries.add", "")
"""Never undone, as no evidence is: it is taken back with a reason."""
NOTE_ACTIONS = Verb("call_summaries.note_actions", "change the actions on the call summary")
TAKE_BACK = Verb("call_summaries.take_back", "")

PURPOSE = "call_summary"
_TOLD = Changed.EVIDENCE | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class SummaryView(Discreet):
    """One summary. ``month`` is the first day of the month of the calls and of the PCO sample they were
    drawn from. ``file`` opens with :func:`attachments.content`; it is None once it was taken back."""

    id: UUID
    month: date
    received_on: date
    actions: str
    file: AttachmentView | None
    taken_back_reason: str


def month_of(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def all_summaries(workspace: Workspace) -> tuple[SummaryView, ...]:
    """Every summary, the latest month first; those taken back are among them, with the reason."""
    files = {one.about: one for one in attachments.of_purpose(workspace, PURPOSE) if not one.taken_back}
    with workspace.reading() as db:
        rows = db.scalars(
            select(CallSummary).order_by(
                CallSummary.call_month.desc(), CallSummary.received_on.desc(), CallSummary.recorded_at.desc()
            )
        )
        return tuple(_view(row, files.get(row.id)) for row in rows)


def add(  # noqa: PLR0917 - the month, the day, the file with its name, and what is done about it
    workspace: Workspace,
    month: date,
    received_on: date | None,
    content: CheckedFile | None,
    name: str,
    actions: str = "",
) -> Outcome[UUID]:
    """Keep the file of a summary, as ``attachments.check`` made it, with its month and day of receipt.

    ``month`` is any day of the month of the calls. Raises BadInput (``field``: month, received_on, file).
    """
    day = _refuse(workspace, month, received_on)
    if content is None:
        raise BadInput("Choose the summary that DWP shared, a PDF or a picture.", field="file")
    with workspace.changing(ADD) as change:
        row = CallSummary(id=workspace.new_key(), call_month=month_of(month), received_on=day)
        row.actions, row.by_staff_id, row.recorded_at = actions.strip(), workspace.me.id, change.at
        change.db.add(row)
        change.db.flush()
        attachments.keep_in(change, workspace, None, NewEvidence(PURPOSE, content, name), row.id)
        summary_id = row.id
    return Outcome(summary_id, _TOLD, change_id=change.change_id)


def note_actions(workspace: Workspace, summary_id: UUID, actions: str) -> Outcome[UUID]:
    """Write anew what is done about a summary. Raises NotFound."""
    with workspace.changing(NOTE_ACTIONS) as change:
        _standing(change.db, summary_id).actions = actions.strip()
    return Outcome(summary_id, _TOLD, change_id=change.change_id, label=NOTE_ACTIONS.label)


def take_back(workspace: Workspace, summary_id: UUID, reason: str) -> Outcome[UUID]:
    """Take a wrong summary back: its file is erased for good; that it was here stays, with the reason.

    Raises BadInput without a reason, NotFound where there is none or it was taken back already.
    """
    reason = told_why(reason, TAKEN_BACK)
    kept = [one for one in attachments.of_purpose(workspace, PURPOSE) if one.about == summary_id]
    with workspace.changing(TAKE_BACK, reason=reason) as change:
        row = _standing(change.db, summary_id)
        row.taken_back_at, row.taken_back_reason = change.at, reason
        for one in kept:
            if not one.taken_back:
                attachments.take_back_in(change, workspace, one.id, reason)
    return Outcome(summary_id, _TOLD, change_id=change.change_id)


def _refuse(workspace: Workspace, month: date, received_on: date | None) -> date:
    today = workspace.today()
    if month_of(month) > today:
        raise BadInput("The calls of this month are still to come.", field="month")
    if received_on is None:
        raise BadInput("Type the day on which it came.", field="received_on")
    if received_on > today:
        raise BadInput(STILL_TO_COME, field="received_on")
    if received_on < month_of(month):
        raise BadInput("It cannot have come before the month of its calls.", field="received_on")
    return received_on


def _standing(db: Session, summary_id: UUID) -> CallSummary:
    row = db.get(CallSummary, summary_id)
    if row is None or row.taken_back_at is not None:
        raise NotFound("This summary is not in the vault, or was taken back already.")
    return row


def _view(row: CallSummary, file: AttachmentView | None) -> SummaryView:
    return SummaryView(row.id, row.call_month, row.received_on, row.actions, file, row.taken_back_reason)
