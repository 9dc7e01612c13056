"""What is on record of one referral: how and when it came, how old the person was then, and how it was
answered (R1 to R3, E3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral, ReferralSource
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.clocks.clocks import automatic_ends, clock_day
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.referral.eligibility import age_on
from jfs_desktop.rules.referral.re_referral import doubles_another, is_re_referral
from jfs_desktop.rules.writing.discreet import Discreet

ACKNOWLEDGE = "acknowledge_referral"


@dataclass(frozen=True, slots=True, repr=False)
class ReferralRecord(Discreet):
    """``answered`` is the acceptance or rejection as it was keyed; ``answer_by`` the last day for it;
    ``lapsed_on`` the day on which nothing had been keyed. ``age`` is that at the referral."""

    reference: str
    from_file: bool
    made_on: date
    received_at: datetime
    doubles: bool
    re_referral: bool
    age: int | None
    benefit: str
    claim_start: date | None
    work_coach: str
    jobcentre: str
    answer_by: date | None
    answered: FactView | None
    lapsed_on: date | None


def of(db: Session, workspace: Workspace, known: CaseFacts, case_id: UUID) -> ReferralRecord:
    """The record of a case, within a transaction that is open. Raises NotFound."""
    case = case_of(db, case_id)
    person = db.get_one(Participant, case.participant_id)
    referral = db.get_one(Referral, case.referral_id)
    programme, calendar = workspace.programmes.of(known), workspace.calendar
    born = person.date_of_birth
    answer = known.first(FactKind.ACKNOWLEDGED, FactKind.REJECTED)
    row = db.scalar(select(CaseFact).where(CaseFact.id == answer.id)) if answer else None
    ends = dict(automatic_ends(known, programme, calendar, workspace.today()))
    return ReferralRecord(
        referral.prap_reference,
        referral.source == ReferralSource.PRAP_FILE,
        referral.referral_made_on,
        referral.received_at,
        doubles_another(known),
        is_re_referral(known),
        age_on(born, referral.referral_made_on) if born else None,
        programme.benefits.get(referral.benefit, referral.benefit),
        referral.claim_start_date,
        referral.work_coach,
        referral.jobcentre,
        clock_day(ACKNOWLEDGE, known, programme, calendar),
        facts.view_of(db, programme, row) if row is not None else None,
        ends.get(Stage.LAPSED),
    )
