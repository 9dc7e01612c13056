"""The JFAP as paper: what its document says, filled from the template in use, as Word and PDF (P2, P9)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, settings
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import templates, wording_blocks
from jfs_desktop.casework.plan import plans
from jfs_desktop.documents.papers import plan as plan_document
from jfs_desktop.documents.papers.plan import PlanDocument
from jfs_desktop.documents.pdf import typeset
from jfs_desktop.documents.pdf.typeset import Pages
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.mail.jfap_request import JfapState, JobcentreDates
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.plan.plan_state import PlanLock, PlanStep
from jfs_desktop.rules.writing.carried_wording import CarriedWording
from jfs_desktop.rules.writing.discreet import Discreet

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


@dataclass(frozen=True, slots=True, repr=False)
class Paper(Discreet):
    """A filled document: its bytes, and the template that it was filled from; ``kept`` is the PDF of one that
    was frozen with its version."""

    document: PlanDocument
    docx: bytes = field(repr=False)
    template_version: str
    template_sha256: str
    kept: Pages | None = field(default=None, repr=False)

    @property
    def wording(self) -> tuple[CarriedWording, ...]:
        """The standard texts that stand in it (B3)."""
        return wording_blocks.carried(self.docx, self.document.wording)

    def pdf(self) -> Pages:
        """The same as a tagged PDF. Raises PageProblem where it cannot be set."""
        if self.kept is not None:
            return self.kept
        return typeset.pdf_of_word(self.docx, self.document.made_at.replace(microsecond=0))


def filled(workspace: Workspace, document: PlanDocument) -> Paper:
    """The document from the template in use. Raises TemplateProblem."""
    using = templates.in_use(workspace, KIND, document.language.value)
    docx = plan_document.render(document, using.template)
    return Paper(document, docx, using.version, using.sha256)


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
        shown = plans.version_of(db, view.case_id, version) if version is not None else None
        return document_in(db, workspace, view, shown, answers)


def document_in(
    db: Session,
    workspace: Workspace,
    view: PlanView,
    shown: PlanVersionView | None = None,
    answers: ForJobcentre | None = None,
) -> PlanDocument:
    """The same within a transaction that is open, for the version ``shown`` or the plan as it stands."""
    person = _person(db, view.case_id)
    known = case_facts.load(db, view.case_id)
    programme = workspace.programmes.of(known)
    latest = shown or next(iter(view.versions), None)
    content = shown.content if shown else view.content
    plan = PlanDocument(
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
        jobcentre=_stamped(view.jobcentre, answers),
        standing=answers.standing if answers else _kept_as(view.lock),
        language=chosen(known) or DocumentLanguage.ENGLISH,
        closed=_is_closed(view.lock, latest),
        final=_is_final(view.lock, latest if shown is not None else None),
        ended_on=view.lock.on if view.lock is not None and view.lock.step is PlanStep.FROZEN else None,
        summary=view.lock.summary if view.lock is not None and _is_final(view.lock, latest) else "",
    )
    return _with_agreement(_with_query(db, plan), _agreed(view, latest))


def _with_query(db: Session, plan: PlanDocument) -> PlanDocument:
    """With the wording in use of how it is questioned (P8, B3)."""
    block = wording_blocks.how_to_query_in(db, plan.language.value, closed=plan.closed)
    return replace(plan, how_to_query=tuple(block.lines), wording=(block.offered,))


def _with_agreement(plan: PlanDocument, agreed: PlanVersionView | None) -> PlanDocument:
    if agreed is None:
        return plan
    how, at = agreed.agreed_how, agreed.agreed_at
    return replace(plan, agreed_at=at, agreed_how=how, agreed_version=agreed.number)


def _is_closed(lock: PlanLock | None, latest: PlanVersionView | None) -> bool:
    """Whether it is no longer written in: kept at an early end, or the version that was made final."""
    return lock is not None and (lock.step is PlanStep.FROZEN or _is_final(lock, latest))


def _agreed(view: PlanView, latest: PlanVersionView | None) -> PlanVersionView | None:
    """The version whose agreement is told: this one, or of the copy of an early completer the last that was
    agreed, which is this one where nothing differs."""
    frozen = view.lock is not None and view.lock.step is PlanStep.FROZEN
    if latest is None or latest.agreed_at is not None or not frozen:
        return latest
    before = [one for one in view.versions if one.agreed_at is not None and one.number < latest.number]
    if not before:
        return latest
    last = max(before, key=lambda one: one.number)
    return last if _differ(last, latest) else replace(last, number=latest.number)


def _differ(first: PlanVersionView, second: PlanVersionView) -> bool:
    return plans.compare(first.content, second.content).differs


def _kept_as(lock: PlanLock | None) -> JfapState:
    """What a copy says of itself that nobody asked for: that of an early completer is marked (AMB-23)."""
    early = lock is not None and lock.step is PlanStep.FROZEN
    return JfapState.EARLY_COMPLETER if early else JfapState.FINAL


def _is_final(lock: PlanLock | None, version: PlanVersionView | None) -> bool:
    """Whether this is the version that was made final (P10)."""
    return lock is not None and version is not None and version.number == lock.version


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
    person = db.get_one(Participant, case.participant_id)
    return _Person(
        person.first_name or person.name,
        db.get_one(Referral, case.referral_id).prap_reference,
        settings.value_in(db, settings.PROVIDER_NAME),
    )
