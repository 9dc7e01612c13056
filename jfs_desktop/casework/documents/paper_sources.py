"""What letters, forms and records of a case are filled from: the case as it stands, and what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers, wording_blocks
from jfs_desktop.casework.documents.wording_blocks import Block
from jfs_desktop.documents.papers.letters import Recipient
from jfs_desktop.documents.papers.paper import Issuer
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.plan import Plan, PlanVersion
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class Signposted(Discreet):
    """What is typed for the sheet that goes with IPESSO1: on which day which points were told, keys of
    ``documents.forms.EXPLAINED``, and what came of it. Without an organisation it is the provider (O2)."""

    organisation: str = ""
    told_on: date | None = None
    told: frozenset[str] = frozenset()
    volunteers: bool = False
    completed_on: date | None = None
    inbox: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Typed(Discreet):
    """What is typed for a paper: by when to reply, and for JFS07 since when what has changed, and what that
    means for the provision."""

    reply_by: date | None = None
    changed_on: date | None = None
    change: str = field(default="", repr=False)
    effect: str = field(default="", repr=False)
    other_reference: str = ""
    signposted: Signposted = field(default_factory=Signposted)


@dataclass(frozen=True, slots=True, repr=False)
class PaperCase(Discreet):
    """What every paper is made from."""

    known: CaseFacts
    programme: Programme
    calendar: WorkingDays
    person: Participant
    referral: Referral
    to: Recipient
    issuer: Issuer
    now: datetime
    version: int | None


def read(db: Session, workspace: Workspace, case_id: UUID, language: DocumentLanguage | None) -> PaperCase:
    """The case, for a paper in a language, or in the person's own. Raises NotFound."""
    case, known = case_of(db, case_id), case_facts.load(db, case_id)
    newest = (
        select(PlanVersion.number)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    )
    return PaperCase(
        known,
        workspace.programmes.of(known),
        workspace.calendar,
        db.get_one(Participant, case.participant_id),
        db.get_one(Referral, case.referral_id),
        case_papers.recipient_in(db, case_id, language),
        case_papers.issuer_in(db, workspace, case_id),
        workspace.now(),
        db.scalar(newest),
    )


def block(db: Session, case: PaperCase, key: str) -> Block:
    """A standard text in use, in the language of the paper."""
    return wording_blocks.block_in(db, key, case.to.language.value)
