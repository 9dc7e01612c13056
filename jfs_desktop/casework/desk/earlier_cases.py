"""The earlier cases of a person who is referred again (R6 to R9), and whether PRaP holds one open."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, duplicate_hits
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import Case
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.questions import chosen
from jfs_desktop.rules.referral.re_referral import (
    EarlierJourney,
    doubles_another,
    earlier_journey,
    is_re_referral,
)
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day

PARAGRAPH = "JFS 5.19"
DOUBLED_PARAGRAPH = "JFS 3.35"
FIRST_PARAGRAPH = "JFS Annex 3, Re-referral"
_ASKED_ABOUT = "re_referral"
"""The doubt about which the Work Coach is asked where somebody may have taken part elsewhere."""


@dataclass(frozen=True, slots=True, repr=False)
class EarlierCase(Discreet):
    """One earlier case of the same person. ``journey`` is None where they never started on it (R9).

    While it is ``open`` nothing is referred again: a referral beside it doubles it (JFS 3.35).
    """

    case: Case
    referral: Referral
    facts: CaseFacts
    journey: EarlierJourney | None
    open: bool

    @property
    def was_re_referral(self) -> bool:
        """Whether it was itself a re-referral, taken up or not; one rejected or lapsed was none (R6)."""
        return is_re_referral(self.facts) and self.facts.has(FactKind.ACKNOWLEDGED)


def of_case(db: Session, workspace: Workspace, case_id: UUID) -> tuple[EarlierCase, ...]:
    """The person's cases from before this one, the newest first: those of the same participant, and
    those that a search for duplicates was decided to be earlier referrals of this person."""
    case = case_of(db, case_id)
    own = db.get_one(Referral, case.referral_id)
    linked = _decided(case_facts.load(db, case_id))
    rows = db.execute(
        select(Case, Referral)
        .join(Referral, Referral.id == Case.referral_id)
        .where(
            or_(Case.participant_id == case.participant_id, Case.id.in_(linked)),
            Case.id != case_id,
            or_(Referral.received_at < own.received_at, Case.opened_at < case.opened_at),
        )
        .order_by(Referral.received_at.desc(), Case.opened_at.desc())
    ).all()
    known = case_facts.load_many(db, [earlier.id for earlier, _ in rows])
    return tuple(_earlier(workspace, earlier, referral, known[earlier.id]) for earlier, referral in rows)


def ended(earlier: tuple[EarlierCase, ...]) -> tuple[EarlierCase, ...]:
    """Those that are over, so that a referral after them may be a re-referral (R9)."""
    return tuple(one for one in earlier if not one.open)


def _earlier(workspace: Workspace, case: Case, referral: Referral, known: CaseFacts) -> EarlierCase:
    programme, calendar, today = workspace.programmes.of(known), workspace.calendar, workspace.today()
    return EarlierCase(
        case,
        referral,
        known,
        earlier_journey(known, programme, calendar, today),
        is_open(stage_of(known, programme, calendar, today)),
    )


def later_case(db: Session, case_id: UUID) -> tuple[UUID, Referral] | None:
    """The next case of the person after this one, which supersedes it, with its referral (R3): of the same
    participant, or one whose search was decided to have found this one as an earlier referral; one that
    doubles it, or was rejected, supersedes nothing."""
    case = case_of(db, case_id)
    own = db.get_one(Referral, case.referral_id)
    alike = duplicate_hits.may_match(db, case_id)
    rows = db.execute(
        select(Case.id, Case.participant_id, Referral)
        .join(Referral, Referral.id == Case.referral_id)
        .where(Case.id.in_(alike), Referral.received_at > own.received_at)
        .order_by(Referral.received_at)
    ).all()
    known = case_facts.load_many(db, [row.id for row in rows])
    for row in rows:
        is_theirs = row.participant_id == case.participant_id or case_id in _decided(known[row.id])
        if is_theirs and not is_doubled(known[row.id]):
            return row.id, row.Referral
    return None


def is_doubled(known: CaseFacts) -> bool:
    """Whether a referral was rejected, or found to double another."""
    return doubles_another(known) or known.has(FactKind.REJECTED)


def as_known(db: Session, workspace: Workspace, case_id: UUID) -> dict[str, str]:
    """What counts of the journeys before a case, to be kept with the weighing of the re-referral: the
    newest case with a start, its end code and days, and how often the person was re-referred (R6)."""
    earlier = ended(of_case(db, workspace, case_id))
    newest = next((one for one in earlier if one.journey), None)
    if newest is None or newest.journey is None:
        return {}
    return {
        "prior_case": str(newest.case.id),
        "prior_reference": newest.referral.prap_reference,
        "prior_end_code": newest.journey.end_code,
        "prior_working_days": str(newest.journey.working_days_used),
        "prior_re_referrals": str(sum(one.was_re_referral for one in earlier)),
    }


def still_open_on_prap(earlier: tuple[EarlierCase, ...], known: CaseFacts) -> EarlierCase | None:
    """The earlier case with a start whose end is not known to be on PRaP, if there is one; seeing PRaP
    show it closed settles it."""
    if known.has(FactKind.EARLIER_END_CHECKED):
        return None
    return next((one for one in earlier if one.journey and not one.journey.closed_on_prap), None)


def refusal(db: Session, workspace: Workspace, known: CaseFacts) -> Refusal | None:
    """Why a referral may not be accepted yet: PRaP still holds the start of an earlier case (R8), or that
    case is not over, so that the referral doubles it (R4)."""
    if known.case_id is None:
        return None
    found = still_open_on_prap(of_case(db, workspace, known.case_id), known)
    if found is None or found.journey is None:
        return None
    if found.open:
        return Refusal(
            f"The case {found.referral.prap_reference} of this person is still open, so this referral "
            "doubles it. Say so in the search for duplicates on the Referral tab, and reject it on PRaP.",
            DOUBLED_PARAGRAPH,
        )
    return Refusal(
        f"The earlier case, started on {long_day(found.journey.started_on)}, has no end keyed on PRaP, and "
        "its start date would stay in force. Key that end first, or look on PRaP and record "
        "that it shows the earlier case closed.",
        PARAGRAPH,
    )


def not_again(db: Session, workspace: Workspace, known: CaseFacts) -> Refusal | None:
    """Why nothing of a re-referral belongs on a case: nobody knows of an earlier start, here or through the
    Work Coach (R9)."""
    if known.case_id is None or is_re_referral(known):
        return None
    if not doubles_another(known):
        asked = known.of(FactKind.WORK_COACH_CONSULTED)
        if any(one.detail.get("doubt") == _ASKED_ABOUT for one in asked):
            return None
        if any(one.journey for one in of_case(db, workspace, known.case_id)):
            return None
    return Refusal(
        "No earlier start of this person is known, so this is a first referral. If they took part elsewhere, "
        "ask the Work Coach about the re-referral first.",
        FIRST_PARAGRAPH,
    )


def _decided(known: CaseFacts) -> tuple[UUID, ...]:
    """The cases that the last search found and somebody called earlier referrals of this person."""
    search = known.last(FactKind.DUPLICATES_SEARCHED)
    if search is None or search.detail.get("decision") != "earlier":
        return ()
    return tuple(UUID(key) for key in chosen(search.detail.get("found", "")))
