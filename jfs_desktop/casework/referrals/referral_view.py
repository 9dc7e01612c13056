"""All that the tab 'Referral' shows of one case: weighings, doubts, duplicates, earlier and later cases,
access needs, and the way back to the Jobcentre (E2 to E10, R3 to R10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, earlier_cases
from jfs_desktop.casework.desk.earlier_cases import EarlierCase
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.session_counting import minutes_of_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import rejections
from jfs_desktop.casework.recording.rejections import DoubledCase
from jfs_desktop.casework.referrals import referral_checks, referral_record, weighings
from jfs_desktop.casework.referrals.referral_record import ReferralRecord
from jfs_desktop.casework.referrals.weighings import Weighing, newest
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.doubts import RaisedDoubt, raised
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.ends import DIED, code_for, has_died
from jfs_desktop.rules.journey.journey import refusal, stage_of
from jfs_desktop.rules.programme.fixed_choices import END_CODE
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO, Question
from jfs_desktop.rules.referral.re_referral import EarlierJourney, criteria
from jfs_desktop.rules.referral.weighing import NOT_KNOWN, Doubt
from jfs_desktop.rules.writing.discreet import Discreet

ACKNOWLEDGE = "acknowledge_referral"


@dataclass(frozen=True, slots=True, repr=False)
class DoubtView(Discreet):
    """One doubt raised with the Work Coach, in words. ``waits_by`` is set while an answer is awaited."""

    subject: str
    subject_name: str
    facts: str
    contact: str
    asked_on: date
    answer: str
    answered_on: date | None
    decision_name: str
    waits_by: UUID | None


@dataclass(frozen=True, slots=True, repr=False)
class EarlierView(Discreet):
    """An earlier case of the person, to be read beside this one. Without a journey there was no start."""

    case_id: UUID
    name: str
    reference: str
    referral_made_on: date
    stage_name: str
    minutes: int
    journey: EarlierJourney | None
    was_re_referral: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ReReferral(Discreet):
    """The panel of a re-referral (R6): its questions, answers, what is in doubt, and the alarm of R8."""

    asks: tuple[Question, ...]
    answers: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    kept: FactView | None
    alarm: str


@dataclass(frozen=True, slots=True, repr=False)
class ReferralView(Discreet):
    """The tab, read at once. ``acknowledge_by`` is None once the referral was accepted or rejected."""

    case_id: UUID
    name: str
    record: ReferralRecord
    last_search: FactView | None
    search_owed: bool
    eligibility: Weighing
    suitability: Weighing
    doubts: tuple[DoubtView, ...]
    earlier: tuple[EarlierView, ...]
    re_referral: ReReferral | None
    access_needs: FactView | None
    lapsed: bool
    may_hand_back: bool
    handed_back: FactView | None
    later: tuple[UUID, str, date] | None
    acknowledge_by: date | None
    doubled: DoubledCase | None = None
    """The case that this referral doubles: then it is to be rejected, and nothing of it is weighed."""
    deceased: Doubt | None = None
    """That an earlier case of the same person ended with their death, to be asked about before anything
    else (R6, E9)."""

    @property
    def hits_unsettled(self) -> bool:
        """Whether the search at intake found somebody, and nobody has said yet who that is (T4)."""
        return self.last_search is not None and self.last_search.kind == FactKind.DUPLICATES_FOUND

    @property
    def waiting(self) -> tuple[DoubtView, ...]:
        """The doubts whose answer is awaited."""
        return tuple(doubt for doubt in self.doubts if doubt.waits_by is not None)

    @property
    def not_raised(self) -> tuple[Doubt, ...]:
        """What the weighings leave in doubt and nobody has asked the Work Coach about yet (E9)."""
        asked = {doubt.subject for doubt in self.doubts}
        found: tuple[Doubt, ...] = ()
        for subject, doubts in self.doubtful.items():
            found += () if subject in asked else doubts
        return found

    @property
    def doubtful(self) -> Mapping[str, tuple[Doubt, ...]]:
        """What is in doubt, by the subject under which the Work Coach is asked."""
        if self.doubled is not None:
            return {}
        died = (self.deceased,) if self.deceased is not None else ()
        return {
            "eligibility": (*died, *_certain(self.eligibility)),
            "suitability": _certain(self.suitability),
            "re_referral": self.re_referral.doubts if self.re_referral else (),
        }


def of_case(workspace: Workspace, case_id: UUID) -> ReferralView:
    """The tab of one case. Raises NotFound."""
    needed = referral_checks.needed_before_start(workspace, case_id)
    last = referral_checks.last_search(workspace, case_id)
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        programme, today = workspace.programmes.of(known), workspace.today()
        case = case_of(db, case_id)
        person = db.get_one(Participant, case.participant_id)
        work_coach = db.get_one(Referral, case.referral_id).work_coach
        earlier = earlier_cases.of_case(db, workspace, case_id)
        doubled = rejections.doubled_case(db, workspace, known)
        weighed = () if doubled else earlier_cases.ended(earlier)
        stage = stage_of(known, programme, workspace.calendar, today)
        panels = [weighings.panel(db, workspace, known, kind) for kind in weighings.KINDS]
        later = earlier_cases.later_case(db, case_id)
        against = refusal(FactKind.HANDED_BACK, known, programme, workspace.calendar, today=today, on=today)
        return ReferralView(
            case_id,
            person.name,
            referral_record.of(db, workspace, known, case_id),
            last,
            needed and known.has(FactKind.MEETING_BOOKED) and not known.has(FactKind.START_KEYED),
            panels[0],
            panels[1],
            tuple(_doubt(programme, one) for one in raised(known)),
            tuple(_earlier(workspace, db, one) for one in earlier if not _is(one, doubled)),
            _re_referral(
                db, workspace, known, programme, earlier=weighed, panels=panels, work_coach=work_coach
            ),
            newest(db, programme, known, FactKind.ACCESS_NEEDS_NOTED),
            stage is Stage.LAPSED,
            against is None,
            newest(db, programme, known, FactKind.HANDED_BACK),
            (later[0], later[1].prap_reference, later[1].referral_made_on) if later else None,
            clock_day(ACKNOWLEDGE, known, programme, workspace.calendar) if stage is Stage.RECEIVED else None,
            doubled,
            next((found for one in earlier if (found := _deceased(workspace, one)) is not None), None),
        )


def _deceased(workspace: Workspace, one: EarlierCase) -> Doubt | None:
    """What an earlier case says of the person's death, by the code that PRaP has or by its own record."""
    code = code_for(DIED, workspace.programmes.of(one.facts))
    keyed = one.facts.last(FactKind.END_KEYED)
    on_prap = code is not None and keyed is not None and keyed.detail.get(END_CODE) == str(code.code)
    if not on_prap and not has_died(one.facts):
        return None
    who = "PRaP shows" if on_prap else "An earlier case shows"
    told = f"with code {code.code}, {code.name}" if on_prap and code is not None else "with their death"
    why = f"The case of {one.referral.prap_reference} ended {told}. Write and ring only after their answer"
    return Doubt("deceased", f"{who} this person as deceased: ask the Work Coach", "", why, "JFS 5.11")


def _is(one: EarlierCase, doubled: DoubledCase | None) -> bool:
    return doubled is not None and one.case.id == doubled.case_id


def _certain(panel: Weighing) -> tuple[Doubt, ...]:
    """The doubts of a panel; before anybody has weighed it, what is not known is no doubt yet."""
    return tuple(doubt for doubt in panel.doubts if panel.kept or doubt.answer != NOT_KNOWN)


def _doubt(programme: Programme, one: RaisedDoubt) -> DoubtView:
    asks = {ask.key: ask for ask in programme.fact_kinds[FactKind.WORK_COACH_CONSULTED].asks}
    last = one.answers[-1] if one.answers else one.asked
    answer = last.detail.get("answer", "")
    return DoubtView(
        one.subject,
        _choice_name(asks["doubt"], one.subject),
        one.asked.detail.get("facts", ""),
        one.asked.detail.get("contact", ""),
        one.asked.on,
        answer,
        last.on if answer else None,
        _choice_name(asks["decision"], one.decision),
        one.waits_by,
    )


def _earlier(workspace: Workspace, db: Session, one: EarlierCase) -> EarlierView:
    programme = workspace.programmes.of(one.facts)
    stage = stage_of(one.facts, programme, workspace.calendar, workspace.today())
    person = db.get_one(Participant, one.case.participant_id)
    return EarlierView(
        one.case.id,
        person.name,
        one.referral.prap_reference,
        one.referral.referral_made_on,
        programme.stage_names[stage.value],
        minutes_of_cases(db, [one.case.id]).get(one.case.id, 0),
        one.journey,
        one.was_re_referral,
    )


def _re_referral(
    db: Session,
    workspace: Workspace,
    known: CaseFacts,
    programme: Programme,
    *,
    earlier: tuple[EarlierCase, ...],
    panels: Iterable[Weighing],
    work_coach: str,
) -> ReReferral | None:
    """The panel, where the person started before; otherwise this is a new first referral (R9)."""
    journeys = [one.journey for one in earlier if one.journey]
    if not journeys:
        return None
    kept = newest(db, programme, known, FactKind.RE_REFERRAL_WEIGHED)
    again = any(one.was_re_referral for one in earlier)
    weighed = [dict(panel.answers) if panel.kept else {} for panel in panels]
    answers = dict(kept.detail) if kept else criteria(journeys, weighed, re_referred_before=again)
    if kept is None and work_coach:
        answers["work_coach"] = work_coach
    asks = programme.fact_kinds[FactKind.RE_REFERRAL_WEIGHED].asks
    open_answers = [ask for ask in asks if answers.get(ask.key) in (NO, NOT_KNOWN)]
    doubts = tuple(Doubt(ask.key, ask.text, answers[ask.key], "", ask.paragraph) for ask in open_answers)
    against = None
    if not known.has(FactKind.ACKNOWLEDGED, FactKind.REJECTED):
        against = earlier_cases.refusal(db, workspace, known)
    return ReReferral(asks, answers, doubts, kept, against.text if against else "")


def _choice_name(ask: Question, key: str) -> str:
    return next((choice.name for choice in ask.choices if choice.key == key), "")
