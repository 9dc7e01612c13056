"""The initial meeting as one guided record: what is done, what is open, and what may be recorded now.

Its state is read from the facts each time (``rules/meetings/initial_meeting.py``); nothing of it is stored
beside them but half-typed answers, so that it goes on after a dropped call, a lock or a kill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.contact import identity_doubts, induction_packs
from jfs_desktop.casework.contact.identity_doubts import DoubtedIdentity
from jfs_desktop.casework.contact.induction_packs import PackForCase
from jfs_desktop.casework.desk import case_facts, drafts
from jfs_desktop.casework.desk.drafts import FormDraft
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, issued_documents, missing_copies, papers_out
from jfs_desktop.casework.documents.attachments import AttachmentView, Opening
from jfs_desktop.casework.documents.kept_replies import EVIDENCE, KEPT_AS
from jfs_desktop.casework.documents.papers_out import PaperOut
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts, record_offers
from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.records.views import CaseView, FactView, PlanVersionView, SessionView
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.doubts import doubt_unasked, stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.bookings import Booking, initial_booking
from jfs_desktop.rules.meetings import initial_meeting as script
from jfs_desktop.rules.meetings.initial_meeting import PARTS, Evidence, MeetingDates, MeetingStep, StepState
from jfs_desktop.rules.meetings.passed_meetings import begun_meeting
from jfs_desktop.rules.plan.plan import ObjectiveStatus, PlanContent
from jfs_desktop.rules.writing.discreet import Discreet

IDENTITY_PURPOSE = "identity_evidence"
REPLY_PURPOSE = "start_communication"
"""What is brought in by hand as proof; a reply that came as a message has a purpose of its own."""
OUTCOMES = (FactKind.INITIAL_MEETING_MISSED, FactKind.DNA_KEYED, FactKind.DNS_KEYED, FactKind.START_KEYED)

_ASKED = (
    *(kind for kinds in PARTS.values() for kind in kinds),
    FactKind.IDENTITY_DOUBTED,
    FactKind.WORK_COACH_CONSULTED,
    *OUTCOMES,
)


@dataclass(frozen=True, slots=True, repr=False)
class StepView(Discreet):
    """One step: its state, and the entry that stands for each of its parts (None while it is missing)."""

    step: MeetingStep
    state: StepState
    parts: Mapping[FactKind, FactView | None]


@dataclass(frozen=True, slots=True, repr=False)
class CheckedIdentity(Discreet):
    """One confirmation of who it is, the pictures kept for it, and who looked at each (I4 to I6)."""

    fact: FactView
    pictures: tuple[tuple[AttachmentView, tuple[Opening, ...]], ...]


@dataclass(frozen=True, slots=True, repr=False)
class BookedWay(Discreet):
    """By which channel the meeting was booked, why by telephone, and the number agreed for it, else the one
    that is held; each '' where nothing says so."""

    channel: str
    reason: str
    number: str


@dataclass(frozen=True, slots=True, repr=False)
class MeetingView(Discreet):
    """The whole page of an initial meeting.

    ``choices`` holds what may be recorded, with the questions and the refusal of each kind. ``session``
    runs, is paused, or stopped with its wrap-up owed. ``objectives`` counts those of the plan as it
    stands. ``replies`` are the proofs of sending and the replies kept as files. ``preferred`` is the
    channel agreed for keeping in touch (I9), '' before that.
    """

    case: CaseView
    today: date
    steps: tuple[StepView, ...]
    dates: MeetingDates
    evidence: tuple[Evidence, ...]
    out: Mapping[FactKind, PaperOut]
    """The papers that are in the outbox, could not go or came back, by the entry that they become."""
    choices: Mapping[FactKind, FactChoice]
    minimums: Mapping[str, int]
    session: SessionView | None
    identity: tuple[CheckedIdentity, ...]
    replies: tuple[AttachmentView, ...]
    goes_on: bool
    """Whether it has begun, and was neither held nor missed nor booked anew since (I1)."""
    somebody_there: bool
    """Whether something was done with somebody since it last began (M1, AMB-18)."""
    missed: FactView | None
    booking: Booking | None
    """The initial meeting that stands booked; before its time has come nobody has missed it (T8)."""
    version: PlanVersionView | None
    objectives: int
    preferred: str
    same_call: Mapping[str, str]
    """What was said a moment ago in the same call of who it is, by the key of its question (I3)."""
    booked: BookedWay
    doubts: tuple[DoubtedIdentity, ...]
    """Every doubt who it is, the newest first, and what became of it (I8)."""
    coach_unasked: bool
    """Whether a confirmation has to say how the doubt was cleared up, as the Work Coach has not."""
    stopped: bool
    """Whether the Work Coach said not to go on (I8)."""
    draft: FormDraft | None
    pack: PackForCase
    """Which induction pack would go out now (I15)."""
    uncopied: frozenset[FactKind]
    """The papers that went out and of which nothing is kept here (P9)."""
    left_open: tuple[MeetingStep, ...]
    """What is still to be done of a meeting that counts as held (I1)."""
    chased: frozenset[FactKind]
    """What a duty that is open still asks for, such as a reply (I17)."""

    @property
    def may_begin(self) -> str:
        """Why the meeting may not begin; '' where it may."""
        return self.choices[FactKind.INITIAL_MEETING_BEGUN].refused

    @property
    def doubt(self) -> FactView | None:
        """The doubt that stands; None where it is known who it is, or nobody has asked."""
        return self.doubts[0].fact if self.doubts and self.doubts[0].settled is None else None

    @property
    def consultations(self) -> tuple[FactView, ...]:
        """What the Work Coach was asked and answered about the last doubt, the latest first."""
        return self.doubts[0].asked[::-1] if self.doubts else ()

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """Keys and names of the channels cleared for talking (I2)."""
        return self.choices[FactKind.INITIAL_MEETING_BEGUN].channels

    @property
    def agreed_way(self) -> str:
        """By which of them they agreed to be reached; '' where none of those agreed serves (I9)."""
        return self.choices[FactKind.INITIAL_MEETING_BEGUN].agreed

    @property
    def waiting(self) -> bool:
        """Whether its timer runs, or its wrap-up is owed, and nobody has been there yet."""
        return self.session is not None and not self.somebody_there

    @property
    def begun(self) -> bool:
        return self.step(MeetingStep.BEGIN).state is StepState.DONE

    @property
    def under_way(self) -> bool:
        """Whether the person is in the meeting, or was: a call that dropped before another booking says
        nothing of that."""
        return self.held or self.goes_on

    @property
    def held(self) -> bool:
        return self.step(MeetingStep.END).state is StepState.DONE

    @property
    def now(self) -> MeetingStep | None:
        """The step to do now; None when all is done."""
        return next((one.step for one in self.steps if one.state is StepState.NOW), None)

    @property
    def evidence_complete(self) -> bool:
        """All four papers of the start are there and count (AMB-13)."""
        return all(one.counts for one in self.evidence)

    def proofs(self, kind: FactKind) -> tuple[AttachmentView, ...]:
        """The files that prove one paper of the start: brought in for its entry, or named by it."""
        fact = self.fact(kind)
        if fact is None:
            return ()
        named = fact.detail.get(KEPT_AS)
        return tuple(one for one in self.replies if one.about == fact.id or str(one.id) == named)

    def step(self, step: MeetingStep) -> StepView:
        return next(one for one in self.steps if one.step is step)

    def fact(self, kind: FactKind) -> FactView | None:
        """The entry that stands for one part of the script."""
        return next((one.parts[kind] for one in self.steps if kind in one.parts), None)


def read(workspace: Workspace, case_id: UUID) -> MeetingView:
    """The meeting as the facts, the timer and the plan have it now. Raises NotFound."""
    case = cases.case_view(workspace, case_id)
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        out = papers_out.of_case(db, case_id)
    recorded = [fact for fact in facts.of_case(workspace, case_id) if not fact.withdrawn_reason]
    by_id = {fact.id: fact for fact in recorded}
    plan, kept = plans.open_plan(workspace, case_id), attachments.of_case(workspace, case_id)
    offer = record_offers.offer(workspace, case_id, kinds=_ASKED)
    return MeetingView(
        case=case,
        today=workspace.today(),
        steps=_steps(known, by_id),
        dates=script.dates_of(known, workspace.programmes.of(known), workspace.calendar, workspace.today()),
        evidence=script.evidence_of(known, frozenset(one.fact_id for one in out if one.fact_id)),
        out={one.kind: one for one in reversed(out) if one.kind is not None},
        choices={choice.kind: choice for choice in offer.choices},
        minimums=offer.minimums,
        session=_session(workspace, case_id),
        identity=_identity(workspace, recorded, kept),
        replies=tuple(one for one in kept if not one.taken_back and _proves(one, recorded)),
        goes_on=begun_meeting(known) is not None,
        somebody_there=script.somebody_there(known),
        missed=next((fact for fact in recorded if fact.kind == FactKind.INITIAL_MEETING_MISSED), None),
        booking=initial_booking(known),
        version=plan.versions[-1] if plan.versions else None,
        objectives=_standing(plan.draft or plan.content),
        preferred=_said(known, FactKind.COMMUNICATION_AGREED, "preferred"),
        same_call=offer.proposed,
        booked=_booked_way(known, case),
        doubts=identity_doubts.of_case(known, by_id),
        coach_unasked=doubt_unasked(known) is not None,
        stopped=stopped_by(known) is not None,
        draft=drafts.read(workspace, draft_owner(case_id)),
        pack=induction_packs.offer(workspace, case_id),
        uncopied=_uncopied(workspace, case_id, known, kept),
        left_open=script.left_open(known),
        chased=_chased(workspace, known),
    )


def _chased(workspace: Workspace, known: CaseFacts) -> frozenset[FactKind]:
    programme, calendar, today = workspace.programmes.of(known), workspace.calendar, workspace.today()
    readings = clocks_for(known, programme, calendar, today, explain=False)
    return frozenset(kind for one in readings if one.is_open for kind in one.stops)


def _steps(known: CaseFacts, by_id: Mapping[UUID, FactView]) -> tuple[StepView, ...]:
    states, parts = script.states_of(known), script.standing_parts(known)
    return tuple(
        StepView(step, states[step], {kind: _shown(by_id, parts.get(kind)) for kind in PARTS[step]})
        for step in MeetingStep
    )


def _uncopied(
    workspace: Workspace, case_id: UUID, known: CaseFacts, kept: tuple[AttachmentView, ...]
) -> frozenset[FactKind]:
    papers = issued_documents.of_case(workspace, case_id)
    return frozenset(one.kind for one in missing_copies.of_start(known, papers, kept))


def draft_owner(case_id: UUID) -> str:
    """Under which name the half-typed answers of a meeting are kept."""
    return drafts.of_meeting(case_id)


def _said(known: CaseFacts, kind: FactKind, key: str) -> str:
    """What the last entry of a kind says under a key; '' where nothing does."""
    last = known.last(kind)
    return last.detail.get(key, "") if last is not None else ""


def _booked_way(known: CaseFacts, case: CaseView) -> BookedWay:
    said = (_said(known, FactKind.MEETING_BOOKED, key) for key in ("method", "telephone_reason", "telephone"))
    channel, reason, number = said
    return BookedWay(channel, reason, number or case.telephone)


def _proves(kept: AttachmentView, recorded: list[FactView]) -> bool:
    """Whether a file was brought in as proof, or is the reply on which an entry rests."""
    if kept.purpose != EVIDENCE:
        return kept.purpose == REPLY_PURPOSE
    return any(fact.detail.get(KEPT_AS) == str(kept.id) for fact in recorded)


def _standing(plan: PlanContent) -> int:
    return sum(row.status is not ObjectiveStatus.DROPPED for row in plan.objectives)


def _shown(by_id: Mapping[UUID, FactView], fact: Fact | None) -> FactView | None:
    return by_id.get(fact.id) if fact is not None else None


def _session(workspace: Workspace, case_id: UUID) -> SessionView | None:
    found = sessions.in_hand(workspace, case_id)
    return found if found is not None and found.kind == sessions.SessionKind.INITIAL_MEETING else None


def _identity(
    workspace: Workspace, recorded: list[FactView], kept: tuple[AttachmentView, ...]
) -> tuple[CheckedIdentity, ...]:
    pictures = [one for one in kept if one.purpose == IDENTITY_PURPOSE]
    return tuple(
        CheckedIdentity(
            fact,
            tuple((one, attachments.openings(workspace, one.id)) for one in pictures if one.about == fact.id),
        )
        for fact in recorded
        if fact.kind == FactKind.IDENTITY_CONFIRMED
    )
