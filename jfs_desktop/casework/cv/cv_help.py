"""Help with a CV that somebody has: offered, taken up or declined with a reason (V2, V3; JFS 4.13 to 4.15).

A refusal and its reason stand in the JFAP's record of activities, and the CV that they have is kept: with
their word that it is their final one, that is the evidence (AMB-22). Without any CV nobody is a completer.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.cv.cv_reading import CvFile, ReadFile, content_of, read_existing
from jfs_desktop.casework.cv.cv_views import EXISTING, KEPT, CvView, cv_of, view_of
from jfs_desktop.casework.cv.cvs import now
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import NewEvidence
from jfs_desktop.casework.recording import facts
from jfs_desktop.documents.files.file_kinds import FileKind, is_heic, kind_of
from jfs_desktop.errors import BadInput, RefusedByRule, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.plan import Plan, PlanHeading
from jfs_desktop.rules.cv.cv_progress import ANSWER, DECLINED, REASON, declined
from jfs_desktop.rules.cv.cv_progress import EXISTING as HAS_ONE
from jfs_desktop.rules.cv.cv_styles import StyledCv
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import HeadingStatus
from jfs_desktop.rules.programme.questions import NO, YES
from jfs_desktop.rules.writing.reasons import told_why
from jfs_desktop.store.unit_of_work import Change, Verb

BRING_IN = Verb("cv_help.bring_in", "")
KEEP = Verb("cv_help.keep", "")
DECLINE = Verb("cv_help.decline", "")
CONFIRM = Verb("cv_help.confirm", "")

_TOLD = Changed.CV | Changed.PLAN | Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.EVIDENCE
HEADING = "cv"


def bring_in(
    workspace: Workspace, case_id: UUID, file: ReadFile, sheet: StyledCv, *, improvements: str = ""
) -> Outcome[CvView]:
    """Keep the CV that they have, record that help with it was offered and accepted, and go on from what
    was understood of it: as the CV where none was begun, else in place of what stands there, which is
    kept as a version.

    ``improvements`` says what is to be made better. Raises RefusedByRule before the initial meeting,
    NotFound, VaultProblem where the disk is full.
    """
    with workspace.changing(BRING_IN, case_id=case_id) as change:
        _keep_accepted(change, workspace, case_id, file, improvements)
        row = cv_of(change.db, case_id)
        if row is not None and not cvs.is_bare(row):
            cvs.freeze_in(change, workspace, row)  # what stands there is not lost
        if row is None:
            cvs.begin_in(change, workspace, case_id, sheet, came_from="existing")
        else:
            cvs.settle_in(change, workspace, row, sheet)
        view = view_of(change.db, workspace, case_id)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def keep(workspace: Workspace, case_id: UUID, file: CvFile, *, improvements: str = "") -> Outcome[CvView]:
    """Keep the CV that they have on paper, in which no words can be read, and record that help with it was
    offered and accepted: what stands in it is typed in from there (JFS 4.13).

    ``improvements`` says what is to be made better. Raises NotFound, RefusedByRule, VaultProblem.
    """
    with workspace.changing(KEEP, case_id=case_id) as change:
        _keep_accepted(change, workspace, case_id, file, improvements)
        view = view_of(change.db, workspace, case_id)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def to_keep(workspace: Workspace, case_id: UUID, path: Path) -> CvFile:
    """The CV in a file, to be kept as it came: also a scan or a photograph, in which no words can be read.

    Raises UserError in one plain sentence for what could not be shown again. It writes nothing.
    """
    content = content_of(path)
    try:
        return read_existing(content, path.name, workspace.new_key)
    except UserError:
        if kind_of(content) is None and not is_heic(content):
            raise
    return CvFile(path.name, attachments.check_for(workspace, case_id, EXISTING, content))


def decline(
    workspace: Workspace,
    case_id: UUID,
    *,
    reason: str,
    has_one: bool,
    file: CvFile | None = None,
    confirmed_how: str = "",
) -> Outcome[CvView]:
    """They decline help: the reason goes into the record of activities (V3).

    ``file`` is the CV that they have, to be kept; ``confirmed_how`` says how they confirmed it as their
    final one ('Video'), empty while they have not. Raises BadInput (``reason``) without a reason,
    RefusedByRule for a confirmation without the CV itself (AMB-22), NotFound.
    """
    reason = told_why(reason, "Say why they decline; it is asked for at an audit.", paragraph="JFS 4.15")
    with workspace.changing(DECLINE, case_id=case_id) as change:
        case_of(change.db, case_id)
        if file is not None:
            _keep(change, workspace, case_id, file)
        detail = {HAS_ONE: YES if has_one or file else NO, ANSWER: DECLINED, REASON: reason}
        facts.write(change, workspace, case_id, now(workspace, FactKind.CV_HELP_OFFERED, detail))
        _mark_declined(change, case_id)
        if confirmed_how.strip():
            _confirm(change, workspace, case_id, confirmed_how)
        view = view_of(change.db, workspace, case_id)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def confirm(workspace: Workspace, case_id: UUID, *, confirmed_how: str) -> Outcome[CvView]:
    """Having declined help, they confirm the CV that they have as their final one (AMB-22, CSS 4).

    Raises BadInput without saying how, RefusedByRule where help was not declined or no CV is kept.
    """
    if not confirmed_how.strip():
        raise BadInput("Say how they confirmed it.", field="confirmed_how", paragraph="JFS 5.02")
    with workspace.changing(CONFIRM, case_id=case_id) as change:
        case_of(change.db, case_id)
        _confirm(change, workspace, case_id, confirmed_how)
        view = view_of(change.db, workspace, case_id)
    return Outcome(view, _TOLD, frozenset({case_id}), change.change_id)


def look_at(workspace: Workspace, attachment_id: UUID) -> tuple[FileKind, bytes]:
    """The CV that they had, as it came, for memory only; that it was looked at is recorded (I6).

    Raises NotFound, VaultProblem. It writes, so that it runs as a change does.
    """
    content = attachments.content(workspace, attachment_id)
    with workspace.reading() as db:
        row = db.get_one(Attachment, attachment_id)
        return FileKind(row.media_type), content


def _keep(change: Change, workspace: Workspace, case_id: UUID, file: CvFile) -> CaseFact:
    fact = facts.write(
        change, workspace, case_id, now(workspace, FactKind.CV_BROUGHT_IN, {"form": file.form})
    )
    attachments.keep_in(change, workspace, case_id, NewEvidence(EXISTING, file.file, file.name), fact.id)
    return fact


def _keep_accepted(
    change: Change, workspace: Workspace, case_id: UUID, file: CvFile, improvements: str
) -> None:
    _keep(change, workspace, case_id, file)
    detail = {HAS_ONE: YES, ANSWER: "accepted", "improvements": improvements.strip()}
    facts.write(change, workspace, case_id, now(workspace, FactKind.CV_HELP_OFFERED, detail))


def _confirm(change: Change, workspace: Workspace, case_id: UUID, how: str) -> None:
    view = view_of(change.db, workspace, case_id)
    if view.existing is None:
        raise RefusedByRule(
            "There is no CV on this case that they could confirm.",
            paragraph="JFS 4.13",
            remedy="Bring in the CV that they have; without any, nobody is a completer.",
        )
    refusal = declined(case_facts.load(change.db, case_id))
    if refusal is None:
        raise RefusedByRule(
            "They have not declined help with their CV.",
            paragraph="JFS 4.14",
            remedy="Agree the CV that was made together instead.",
        )
    detail = {
        "how": KEPT,
        "declined_reason": refusal.detail.get(REASON, ""),
        "kept_where": view.existing.name,  # it stands in the JFAP, in either language
        "confirmed": YES,
        "agreed_how": how.strip(),
    }
    facts.write(change, workspace, case_id, now(workspace, FactKind.CV_AGREED, detail))


def _mark_declined(change: Change, case_id: UUID) -> None:
    """The heading of the JFAP says so too, unless something was done there already (P6)."""
    row = change.db.scalars(
        select(PlanHeading)
        .join(Plan, Plan.id == PlanHeading.plan_id)
        .where(Plan.case_id == case_id, PlanHeading.key == HEADING)
    ).first()
    if row is not None and cv_of(change.db, case_id) is None:
        row.status = HeadingStatus.DECLINED.value
        change.db.flush()
