"""The frozen rows that leave the core. The window and the command line see these
and never a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.mail.jfap_request import JobcentreDates
from jfs_desktop.rules.meetings.session_beats import Gap
from jfs_desktop.rules.meetings.session_time import Stretch
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_state import PlanLock, Query
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class StaffView(Discreet):
    """A member of staff."""

    id: UUID
    name: str
    role: str
    prap_role: bool
    active: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class CaseloadRow(Discreet):
    """One line of the caseload."""

    case_id: UUID
    name: str
    reference: str
    ni_number: str
    """In full; screens mask it."""
    jobcentre: str
    stage: str
    stage_name: str
    next_clock: str | None
    next_clock_name: str
    next_due: date | None
    days_left: int | None
    """Working days until ``next_due``; negative when late, counted in working days."""
    minutes: int
    adviser: str
    open: bool
    referral_made_on: date
    cv: str = ""
    """How far the CV has come, in words (V1)."""
    at_once: bool = False
    """Whether what is next is owed from its first minute (G2)."""


@dataclass(frozen=True, slots=True, repr=False)
class FactView(Discreet):
    """One recorded fact, ready to show."""

    id: UUID
    kind: str
    name: str
    on: date
    at: datetime | None
    by: str
    channel: str
    note: str
    late_reason: str
    recorded_at: datetime
    withdrawn_reason: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    """The answers to the fact's questions, by their keys."""
    about: UUID | None = None
    reason: str = ""
    """The reason or the end code that was taken from a fixed list, in words (R4, X8)."""


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One cell of the journey strip. ``state`` is 'done', 'now', 'late', 'ahead' or 'not_needed'."""

    key: str
    title: str
    text: str
    state: str
    clock_id: str | None = None


@dataclass(frozen=True, slots=True)
class TimeTotal:
    """1-2-1 time of a case, in whole minutes rounded down per session (AMB-18)."""

    minutes: int
    minutes_without_initial: int
    sessions: int
    """Sessions held, the initial meeting not counted (AMB-16)."""
    target_minutes: int
    target_sessions: int
    unanswered_gaps: int = 0
    advice: str = ""
    """How what is left could fit before the last day, in one sentence."""


@dataclass(frozen=True, slots=True, repr=False)
class AppointmentView(Discreet):
    """An appointment that was agreed and is neither held nor missed yet."""

    on: date
    at: str
    """'10:30', Europe/London; '' where only the day was agreed."""
    agreed_on: date
    what: str = ""
    """'Initial meeting' for the booking of one; '' for any other appointment."""

    @property
    def moment(self) -> datetime | None:
        """When it begins (aware); None where only the day was agreed."""
        return datetime.combine(self.on, time.fromisoformat(self.at), LONDON) if self.at else None

    def is_over(self, now: datetime) -> bool:
        """Whether its time has come, so that it is to be settled."""
        day = now.astimezone(LONDON).date()
        return self.on < day or (self.on == day and self.moment is not None and self.moment <= now)


@dataclass(frozen=True, slots=True, repr=False)
class CaseView(Discreet):
    """The head of a case page."""

    case_id: UUID
    name: str
    first_name: str
    ni_number: str
    date_of_birth: date | None
    nation: str | None
    address: str
    postcode: str
    telephone: str
    email: str
    vulnerable: bool
    contact_notes: str
    reference: str
    referral_made_on: date
    received_at: datetime
    benefit_name: str
    claim_start_date: date | None
    work_coach: str
    jobcentre: str
    referral_notes: str
    adviser: str
    stage: str
    stage_name: str
    open: bool
    served: bool
    """Open, and no cancellation waits for POST (JFS 3.37)."""
    start_date: date | None
    journey: tuple[JourneyStep, ...]
    time: TimeTotal
    warnings: tuple[str, ...] = ()
    """Eligibility and suitability notes, advisory, each with its paragraph (E2, E3, E8, E11)."""
    adviser_id: UUID | None = None
    """Whose name ``adviser`` is."""
    next_appointment: AppointmentView | None = None
    meeting_begun: date | None = None
    """When an initial meeting began that was not brought to its end (I1)."""
    document_language: DocumentLanguage | None = None
    """In which language they get documents; None while nobody has asked."""


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A stretch of a session."""

    kind: str
    started_at: datetime
    ended_at: datetime | None
    origin: str
    seconds: float = 0.0
    """How long it was, as it was measured; 0 while it is open."""
    elsewhere: float = 0.0
    """Seconds of it that count in another session of the adviser (S2), as it was read."""
    taken: tuple[Stretch, ...] = ()
    """Of an open one: the time of other sessions that it reaches into, or will as it goes on."""
    kept_until: datetime | None = None
    """Of an open one: the wall clock at its last beat that was kept."""


@dataclass(frozen=True, slots=True, repr=False)
class GapView(Discreet):
    """A question about time that the clocks cannot vouch for."""

    id: UUID
    session_id: UUID
    case_id: UUID
    name: str
    started_at: datetime
    ended_at: datetime
    cause: str
    answer: str | None = None
    steady: float | None = None
    """Seconds that the steady clock counted; None across two processes."""
    locked: bool = False
    unsaved: bool = False

    @property
    def gap(self) -> Gap:
        """The same as the rules read it."""
        return Gap(self.started_at, self.ended_at, self.steady, self.locked, self.unsaved)


@dataclass(frozen=True, slots=True, repr=False)
class CorrectionView(Discreet):
    """One correction of a session's minutes."""

    minutes_before: int
    minutes_after: int
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, repr=False)
class PromisedView(Discreet):
    """What was promised in a session, and the day on which it was sent; None while it is owed."""

    name: str
    sent_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class SessionView(Discreet):
    """One timed session. ``counted_seconds`` runs up to the moment of reading."""

    id: UUID
    case_id: UUID
    name: str
    kind: str
    channel: str
    state: str
    adviser: str
    started_at: datetime
    stopped_at: datetime | None
    booked_until: datetime | None
    manual: bool
    manual_reason: str
    counted_seconds: int
    minutes: int
    """Whole minutes counted, after any correction."""
    recorded_minutes: int
    """Whole minutes before any correction."""
    elsewhere_seconds: int
    """Seconds of work that do not count, as they lie in the time of other sessions (S2)."""
    notes: str
    plan_changed: bool | None
    no_change_reason: str
    channel_reason: str = ""
    to_send: tuple[PromisedView, ...] = ()
    segments: tuple[SegmentView, ...] = ()
    gaps: tuple[GapView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class PlanVersionView(Discreet):
    """One frozen version of a plan."""

    id: UUID
    number: int
    made_at: datetime
    made_by: str
    summary: str
    agreed_at: datetime | None
    agreed_how: str
    content: PlanContent = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class PlanView(Discreet):
    """A plan as it stands, with its versions (newest first) and any unsettled draft."""

    case_id: UUID
    plan_id: UUID | None
    name: str
    content: PlanContent = field(repr=False)
    versions: tuple[PlanVersionView, ...] = ()
    draft: PlanContent | None = field(default=None, repr=False)
    draft_saved_at: datetime | None = None
    initial_meeting_on: date | None = None
    last_day: date | None = None
    adviser: str = ""
    reference: str = ""
    """The PRaP reference of the referral."""
    jobcentre: tuple[JobcentreDates, ...] = ()
    """The Jobcentre's requests for it, oldest first (JFS 5.03)."""
    lock: PlanLock | None = None
    """Why it is no longer written in (JFS 4.09, 5.12); None while it is."""
    queries: tuple[Query, ...] = ()
    """What the participant asked about it, open ones first (JFS 4.08)."""
    goes_out_in: DocumentLanguage = DocumentLanguage.ENGLISH
    """The language of the person's documents."""
    older: str = ""
    """What is told of standard texts in its document that are older than their English; '' where none is."""

    @property
    def before(self) -> int | None:
        """The newest version that is not what stands now: the plan is one itself once it is locked, and while
        nothing was written since it was made. The only one where there is no other to compare with."""
        numbers = [one.number for one in self.versions]
        if self.lock is not None:
            numbers = [number for number in numbers if number != self.lock.version]
        elif len(numbers) > 1 and self.versions[0].content == self.content:
            numbers = numbers[1:]
        return next(iter(numbers), None)


@dataclass(frozen=True, slots=True, repr=False)
class HistoryEntry(Discreet):
    """One change as the history tab tells it."""

    change_id: UUID
    at: datetime
    by: str
    text: str
    details: tuple[str, ...]
    reason: str
    undo_label: str
    """Not empty when the change may be undone."""
    never_shared: bool = False
    """Whether nobody but the adviser may see it (G2)."""
    answers: tuple[str, ...] = ()
    """What was answered with it, a line each: for the adviser and for whoever audits the case (MI20)."""
