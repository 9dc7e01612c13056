"""A plan as a Word file on disk, and the record that it was made (P2, P9, AMB-56)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework import plan_records, plans, settings, templates
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.leaving_file import Leaving, written_aside
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.documents import plan as plan_document
from jfs_desktop.documents.plan import PlanDocument
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import PlanExport
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.jfap_request import JfapState, JobcentreDates
from jfs_desktop.store.unit_of_work import Change, Verb

EXPORT = Verb("plans.export", "")
LEAVING = Leaving(
    "The plan",
    "The document was not saved",
    "Close it in Word if it is open there, or choose another folder.",
)
KIND = "jfap"
"""The kind of document, by its key in the profile."""


@dataclass(frozen=True, slots=True, repr=False)
class _Person(Discreet):
    first_name: str
    reference: str
    provider: str


@dataclass(frozen=True, slots=True, repr=False)
class ForJobcentre(Discreet):
    """The request that an export answers, with what is stamped on it (JFS 5.03)."""

    request_id: UUID
    requested_on: date
    issued_on: date
    standing: JfapState


def export_docx(
    workspace: Workspace,
    case_id: UUID,
    path: Path,
    *,
    version: int | None = None,
    answers: ForJobcentre | None = None,
) -> Outcome[Path]:
    """Write the plan to ``path``: a frozen version, or with None the plan as it stands.

    Text still in the draft is settled first. The file is written aside and swapped in; the journal
    keeps its hash and never where it went. Raises NotFound for an unknown case or version, BadInput
    for a name that is not .docx, UserError when the file cannot be written.
    """
    if path.suffix.lower() != ".docx":
        raise BadInput("The file's name must end in .docx.", field="path")
    view = plans.settle_draft(workspace, case_id).value
    document = document_of(workspace, view, version, answers)
    template = templates.in_use(workspace, KIND).template
    content = plan_document.render(document, template)
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        _note(change, workspace, case_id, document, template.sha256, content, answers)
        change.db.flush()
        put_in_place()
    changed = Changed.PLAN | Changed.HISTORY
    return Outcome(path, changed, frozenset({case_id}), change.change_id)


def _note(  # noqa: PLR0917 - one export, told in full
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    document: PlanDocument,
    template_sha256: str,
    content: bytes,
    answers: ForJobcentre | None,
) -> None:
    plan = plan_records.plan_for_writing(change.db, case_id, workspace.new_key, change.at)
    change.db.add(
        PlanExport(
            id=workspace.new_key(),
            plan_id=plan.id,
            version_number=None if document.changed_since else document.version,
            made_at=change.at,
            made_by=workspace.me.id,
            template_sha256=template_sha256,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            request_id=answers.request_id if answers else None,
            issued_on=answers.issued_on if answers else None,
        )
    )


def file_name(
    workspace: Workspace, case_id: UUID, reference: str, version: int | None, *, changed_since: bool = False
) -> str:
    """A name for the file, with the full names and no person's (AMB-56): 'draft' where the plan has
    moved on from the version. Raises NotFound."""
    programme = workspace.programme_of(case_id)
    return plan_document.file_name(
        programme.name, programme.document_name(KIND), reference, version, changed_since=changed_since
    )


def document_of(
    workspace: Workspace, view: PlanView, version: int | None = None, answers: ForJobcentre | None = None
) -> PlanDocument:
    """What the document will say. Raises NotFound for an unknown version."""
    with workspace.reading() as db:
        person = _person(db, view.case_id)
        shown = plans.version_of(db, view.case_id, version) if version is not None else None
        programme = workspace.programmes.of_case(db, view.case_id)
    latest = shown or next(iter(view.versions), None)
    content = shown.content if shown else view.content
    return PlanDocument(
        service=programme.name,
        title=programme.document_name(KIND),
        provider=person.provider,
        participant=view.name,
        first_name=person.first_name,
        adviser=view.adviser,
        content=content,
        headings={heading.key: heading.title for heading in programme.plan_headings},
        made_at=workspace.now(),
        reference=person.reference,
        initial_meeting_on=view.initial_meeting_on,
        last_day=view.last_day,
        version=latest.number if latest else None,
        version_made_at=latest.made_at if latest else None,
        changed_since=_has_moved_on(latest, view) if shown is None else False,
        agreed_at=latest.agreed_at if latest else None,
        agreed_how=latest.agreed_how if latest else "",
        jobcentre=_stamped(view.jobcentre, answers),
        standing=answers.standing if answers else JfapState.FINAL,
    )


def _stamped(
    requests: tuple[JobcentreDates, ...], answers: ForJobcentre | None
) -> tuple[JobcentreDates, ...]:
    """The requests as the document notes them: the one that it answers is issued with it."""
    if answers is None:
        return requests
    issued, found = JobcentreDates(answers.requested_on, answers.issued_on), list(requests)
    place = next((at for at, one in enumerate(found) if one.requested_on == answers.requested_on), None)
    if place is None:
        return (*found, issued)
    found[place] = issued
    return tuple(found)


def _has_moved_on(latest: PlanVersionView | None, view: PlanView) -> bool:
    return latest is not None and plans.compare(latest.content, view.content).differs


def _person(db: Session, case_id: UUID) -> _Person:
    case = case_of(db, case_id)
    return _Person(
        db.get_one(Participant, case.participant_id).first_name,
        db.get_one(Referral, case.referral_id).prap_reference,
        settings.value_in(db, settings.PROVIDER_NAME),
    )
