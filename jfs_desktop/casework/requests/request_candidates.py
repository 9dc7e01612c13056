"""Which case a Jobcentre's request is for: by NI number, with the name as a check and the provision end date
to choose among the cases of somebody referred again (X4, R6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import unknown_case
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import UserError
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.clocks.clocks import due
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import refusal, stage_of, start_date
from jfs_desktop.rules.mail.jfap_request import fits, same_person
from jfs_desktop.rules.person.folding import tokens
from jfs_desktop.rules.writing.discreet import Discreet

AUTOMATIC_END = "prap_auto_end"
MOST_BY_NAME = 12
FAR_OFF = 31
"""Days between the end on the form and the end here from which a doubt is told."""


@dataclass(frozen=True, slots=True, repr=False)
class Candidate(Discreet):
    """One case that a request may be for. ``days_off`` is how far its end lies from the one on the form;
    ``refused`` why it cannot be asked for, '' where it can; ``too_early`` that the date of request lies
    before the referral, as a wrong one does."""

    case_id: UUID
    name: str
    reference: str
    ni_agrees: bool
    name_agrees: bool
    started_on: date | None
    ended_on: date | None
    days_off: int | None
    stage_name: str
    refused: str
    too_early: bool = False

    @property
    def certain(self) -> bool:
        """Whether NI number and name both say that it is this person, and nothing speaks against asking for
        the case, on the date of request too."""
        return self.ni_agrees and self.name_agrees and not (self.refused or self.too_early)

    @property
    def ends_far_off(self) -> bool:
        """Whether the end on the form is that of another time."""
        return self.days_off is not None and self.days_off > FAR_OFF


def by_ni_number(db: Session, workspace: Workspace, request: JobcentreRequest) -> tuple[Candidate, ...]:
    """Every case of the NI number on the form, the one whose end fits best first."""
    if not request.ni_number:
        return ()
    return _listed(db, workspace, request, Participant.ni_number == request.ni_number)


def by_name(
    db: Session, workspace: Workspace, request: JobcentreRequest, words: str
) -> tuple[Candidate, ...]:
    """Cases that a search for some words finds: names, PRaP reference or NI number."""
    asked = tokens(words)
    if not asked:
        return ()
    found = db.scalars(
        select(CaseSummary.case_id)
        .where(*(CaseSummary.folded.contains(word, autoescape=True) for word in asked))
        .order_by(CaseSummary.surname_key)
        .limit(MOST_BY_NAME)
    ).all()
    return _listed(db, workspace, request, Case.id.in_(found))


def of_case(db: Session, workspace: Workspace, request: JobcentreRequest, case_id: UUID) -> Candidate:
    """How well one case fits the request. Raises NotFound."""
    found = _listed(db, workspace, request, Case.id == case_id)
    if not found:
        raise unknown_case()
    return found[0]


def _listed(
    db: Session, workspace: Workspace, request: JobcentreRequest, where: ColumnElement[bool]
) -> tuple[Candidate, ...]:
    rows = db.execute(
        select(Case.id, Participant, Referral.prap_reference)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .where(where)
        .order_by(Case.opened_at.desc())
    ).all()
    known = case_facts.load_many(db, [row[0] for row in rows])
    found = [
        _candidate(workspace, request, known[case_id], person, reference)
        for case_id, person, reference in rows
    ]
    return tuple(sorted(found, key=_rank))


def _rank(one: Candidate) -> tuple[bool, bool, bool, int]:
    far = one.days_off is None
    return (not one.ni_agrees, bool(one.refused), far, one.days_off or 0)


def _candidate(
    workspace: Workspace, request: JobcentreRequest, facts: CaseFacts, person: Participant, reference: str
) -> Candidate:
    programme, today = workspace.programmes.of(facts), workspace.today()
    started = start_date(facts)
    ended = _ended_on(workspace, facts, started)
    against = refusal(FactKind.JFAP_REQUESTED, facts, programme, workspace.calendar, today=today, on=today)
    stage = stage_of(facts, programme, workspace.calendar, today)
    assert facts.case_id is not None  # noqa: S101 - the facts of a case
    return Candidate(
        facts.case_id,
        person.name,
        reference,
        bool(request.ni_number) and person.ni_number == request.ni_number,
        same_person(request.participant_name, person.name),
        started,
        ended,
        fits(started, ended, request.provision_ended_on),
        programme.stage_names[stage.value],
        f"{against.text} ({against.paragraph})" if against else "",
        (made := facts.first(FactKind.REFERRAL_MADE)) is not None and request.requested_on < made.on,
    )


def _ended_on(workspace: Workspace, facts: CaseFacts, started: date | None) -> date | None:
    """When provision ended, or, where nothing says so, when PRaP ends it by itself (JFS 5.08)."""
    end = facts.last(FactKind.COMPLETED, FactKind.ENDED_EARLY)
    if end is not None or started is None:
        return end.on if end is not None else None
    try:
        return due(AUTOMATIC_END, started, workspace.programmes.of(facts), workspace.calendar).due
    except UserError:  # the calendar does not reach that far
        return None
