"""The Jobcentre's requests as the page shows them: to settle, to answer, answered (X4 to X7, Q5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, clocks, restricted_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.message_purposes import ABOUT, FOR_JOBCENTRE
from jfs_desktop.casework.documents.papers_out import UNDER_WAY, Stands
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.requests import request_candidates, request_doubts, request_rows
from jfs_desktop.casework.requests.answer_given import AnswerView, given
from jfs_desktop.casework.requests.request_candidates import Candidate
from jfs_desktop.casework.requests.request_rows import CLOCK, REQUESTED, SettledAs
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.message import Message
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState, due
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.rules.mail.jfap_request import JfapState, state_of_jfap
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name


class RequestState(StrEnum):
    """What is to be done about a request."""

    UNMATCHED = "unmatched"
    OPEN = "open"
    FINAL_TO_SEND = "final_to_send"
    """Answered as the JFAP stood; the final one is ready now and follows (AMB-26)."""
    FINAL_AWAITED = "final_awaited"
    ANSWERED = "answered"
    SETTLED = "settled"


_TO_DO = (RequestState.UNMATCHED, RequestState.OPEN, RequestState.FINAL_TO_SEND)


@dataclass(frozen=True, slots=True, repr=False)
class RequestView(Discreet):
    """One request. ``days_left`` are working days, below zero when late. Of one that is ``hidden`` from
    the person at this computer only its days are told (X7)."""

    id: UUID
    state: RequestState
    hidden: bool
    requested_on: date
    received_at: datetime
    due: date
    days_left: int
    participant_name: str = ""
    ni_number: str = ""
    return_email: str = ""
    return_address: str = ""
    provision_ended_on: date | None = None
    jobcentre: str = ""
    left_out: str = ""
    mailbox: str = ""
    logged_at: datetime | None = None
    logged_by: str = ""
    case_id: UUID | None = None
    fact_id: UUID | None = None
    name: str = ""
    doubts: tuple[str, ...] = ()
    match_reason: str = ""
    settled_as: SettledAs | None = None
    settled_reason: str = ""
    checked_at: datetime | None = None
    checked_by: str = ""
    check_reason: str = ""
    jfap: JfapState = JfapState.NOT_FINAL
    answers: tuple[AnswerView, ...] = ()
    on_its_way: bool = False
    """Whether the answer is in the outbox and has not gone, as far as anybody knows."""
    returned: str = ""
    """Which answer came back undelivered and was not sent again, in a sentence; it answers nothing."""

    post: bool = False
    """Whether it is answered by post: this form asks for it, or another one of the same case did."""


@dataclass(frozen=True, slots=True, repr=False)
class Sorted(Discreet):
    """What is known when a request is to be settled: itself, the cases it may be for, and the earlier
    requests that it may repeat."""

    request: RequestView
    candidates: tuple[Candidate, ...]
    earlier: tuple[RequestView, ...]


@dataclass(frozen=True, slots=True, repr=False)
class RequestList(Discreet):
    """Every request; none where the list is ``closed`` to whoever is here, with why (G5)."""

    requests: tuple[RequestView, ...]
    closed: str = ""


def every(workspace: Workspace) -> tuple[RequestView, ...]:
    """Every request: those to do first, the soonest due on top; then the done ones, newest first."""
    with workspace.reading() as db:
        rows = db.scalars(select(JobcentreRequest)).all()
        reading = _Reading(db, workspace, rows)
        found = [reading.view(row) for row in rows]
    done = (RequestState.ANSWERED, RequestState.SETTLED)
    found.sort(key=lambda one: one.received_at, reverse=True)
    return tuple(
        sorted(found, key=lambda one: (True, 0) if one.state in done else (False, one.due.toordinal()))
    )


def listed(workspace: Workspace) -> RequestList:
    """The same as a page shows it."""
    with workspace.reading() as db:
        closed = staff_checks.closed(db, workspace)
    return RequestList((), closed) if closed else RequestList(every(workspace))


def to_do_and_late(found: Iterable[RequestView]) -> tuple[int, int]:
    """How many requests are to be seen to, and how many of them are late without any answer."""
    to_do = [one for one in found if one.state in _TO_DO]
    return len(to_do), sum(one.days_left < 0 and not one.answers for one in to_do)


def one(workspace: Workspace, request_id: UUID) -> RequestView:
    """One request. Raises NotFound, RefusedByRule for one that is hidden."""
    with workspace.reading() as db:
        row = request_rows.open_row(db, workspace, request_id)
        return _Reading(db, workspace, [row]).view(row)


def reading_of(workspace: Workspace, request: RequestView) -> ClockReading:
    """The request's clock with its explanation, also while it is on no case."""
    found: ClockReading | None = None
    if request.case_id is not None:
        readings = clocks.of_case(workspace, request.case_id)
        found = next((one for one in readings if one.id == CLOCK and one.subject == request.fact_id), None)
    if found is not None:
        return found
    until = due(CLOCK, request.requested_on, workspace.programme, workspace.calendar)
    return ClockReading(
        workspace.programme.clock(CLOCK),
        started_on=request.requested_on,
        due=until.due,
        state=ClockState.LATE if request.days_left < 0 else ClockState.RUNNING,
        days_left=request.days_left,
        single_nation_due=until.single_nation_due,
        single_nation=until.single_nation,
        explanation=until.explanation,
    )


def last_mailbox(workspace: Workspace) -> str:
    """The mailbox in which the last request arrived, to be offered again; '' before the first."""
    newest = select(JobcentreRequest.mailbox).order_by(JobcentreRequest.logged_at.desc()).limit(1)
    with workspace.reading() as db:
        return db.scalar(newest) or ""


def of_fact(workspace: Workspace, fact_id: UUID | None) -> UUID | None:
    """The request behind the mark on a case; None for one that was recorded without its form."""
    with workspace.reading() as db:
        return db.scalar(select(JobcentreRequest.id).where(JobcentreRequest.fact_id == fact_id))


def of_message(workspace: Workspace, message_id: UUID) -> UUID | None:
    """The request that a message of the outbox answers; None for any other message."""
    with workspace.reading() as db:
        message = db.get(Message, message_id)
        about = message.details.get(ABOUT) if message is not None else None
        wanted = select(JobcentreRequest.id).where(JobcentreRequest.fact_id == UUID(about)) if about else None
        return db.scalar(wanted) if wanted is not None else None


def to_settle(workspace: Workspace, request_id: UUID, words: str = "") -> Sorted:
    """What may become of a request: with ``words``, the cases that they find. Raises as ``one``."""
    with workspace.reading() as db:
        row = request_rows.open_row(db, workspace, request_id)
        if words.strip():
            found = request_candidates.by_name(db, workspace, row, words)
        else:
            found = request_candidates.by_ni_number(db, workspace, row)
        others = [
            other
            for other in db.scalars(select(JobcentreRequest).where(JobcentreRequest.id != request_id))
            if not request_rows.hidden_from(workspace, other) and other.settled_as != SettledAs.DUPLICATE
        ]
        others.sort(key=lambda other: (other.ni_number != row.ni_number, -other.received_at.timestamp()))
        reading = _Reading(db, workspace, [row, *others])
        return Sorted(reading.view(row), found, tuple(reading.view(other) for other in others))


class _Reading:
    """Rows turned into views, with facts and names read once for all of them."""

    def __init__(self, db: Session, workspace: Workspace, rows: Sequence[JobcentreRequest]) -> None:
        self._db = db
        self._workspace = workspace
        cases = [row.case_id for row in rows if row.case_id is not None]
        self._known = case_facts.load_many(db, cases)
        self._restricted = restricted_cases.among(db, cases)
        self._names = {
            case_id: whole_name(first, last)
            for case_id, first, last in db.execute(
                select(Case.id, Participant.first_name, Participant.last_name)
                .join(Participant, Participant.id == Case.participant_id)
                .where(Case.id.in_(cases))
            )
        }
        self._staff: Mapping[UUID, str] = {person.id: person.name for person in db.scalars(select(Staff))}
        out = [one for one in papers_out.of_cases(db, cases) if one.purpose == FOR_JOBCENTRE]
        self._waiting = {one.about for one in out if one.stands in UNDER_WAY}
        self._returned = {one.about: one.words for one in reversed(out) if one.stands is Stands.CAME_BACK}
        sent = db.scalars(
            select(CaseFact)
            .where(request_rows.ARRIVED, CaseFact.case_id.in_(cases))
            .order_by(CaseFact.happened_on, CaseFact.recorded_at)
        )
        self._sent: dict[UUID | None, list[CaseFact]] = {}
        for fact in sent:
            self._sent.setdefault(fact.about_id, []).append(fact)

    def view(self, row: JobcentreRequest) -> RequestView:
        """One request, with no word of anybody where it is for restricted users only."""
        workspace = self._workspace
        facts = self._facts(row)
        programme = workspace.programmes.of(facts) if facts else workspace.programme
        until = due(CLOCK, row.requested_on, programme, workspace.calendar).due
        days_left = workspace.calendar.count_between(workspace.today(), until)
        answers = tuple(given(self._workspace, sent, row, until) for sent in self._sent.get(row.fact_id, ()))
        answers = answers if facts else ()
        state = self._state(row, facts, answers)
        if request_rows.hidden_from(workspace, row):
            return RequestView(row.id, state, True, row.requested_on, row.received_at, until, days_left)
        return RequestView(
            row.id, state, False, row.requested_on, row.received_at, until, days_left,
            participant_name=row.participant_name,
            ni_number=row.ni_number,
            return_email=row.return_email,
            return_address=row.return_address,
            post=bool(row.return_address) or row.case_id in self._restricted,
            provision_ended_on=row.provision_ended_on,
            jobcentre=row.jobcentre,
            left_out=row.left_out,
            mailbox=row.mailbox,
            logged_at=row.logged_at,
            logged_by=self._staff.get(row.logged_by, ""),
            case_id=row.case_id if facts else None,
            fact_id=row.fact_id if facts else None,
            name=self._names.get(row.case_id, "") if facts and row.case_id else "",
            doubts=self._doubts(row, facts),
            match_reason=row.match_reason,
            settled_as=SettledAs(row.settled_as) if row.settled_as else None,
            settled_reason=row.settled_reason,
            checked_at=row.checked_at,
            checked_by=self._staff.get(row.checked_by, "") if row.checked_by else "",
            check_reason=row.check_reason,
            jfap=state_of_jfap(facts) if facts else JfapState.NOT_FINAL,
            answers=answers,
            on_its_way=str(row.fact_id) in self._waiting,
            returned=self._returned.get(str(row.fact_id), ""),
        )  # fmt: skip

    def _facts(self, row: JobcentreRequest) -> CaseFacts | None:
        """The facts of its case, as long as the mark stands there."""
        known = self._known.get(row.case_id) if row.case_id is not None else None
        if known is None or not any(fact.id == row.fact_id for fact in known.of(REQUESTED)):
            return None
        return known

    def _state(
        self, row: JobcentreRequest, facts: CaseFacts | None, answers: tuple[AnswerView, ...]
    ) -> RequestState:
        if facts is None:
            return RequestState.SETTLED if row.settled_as else RequestState.UNMATCHED
        if not answers:
            return RequestState.OPEN
        if any(one.state is not JfapState.NOT_FINAL for one in answers):
            return RequestState.ANSWERED
        now = state_of_jfap(facts)
        if now is JfapState.FINAL:
            return RequestState.FINAL_TO_SEND
        workspace = self._workspace
        stage = stage_of(facts, workspace.programmes.of(facts), workspace.calendar, workspace.today())
        awaited = now is JfapState.NOT_FINAL and is_open(stage)
        return RequestState.FINAL_AWAITED if awaited else RequestState.ANSWERED

    def _doubts(self, row: JobcentreRequest, facts: CaseFacts | None) -> tuple[str, ...]:
        if facts is not None and row.case_id is not None:
            return request_doubts.on_case(row, self._names.get(row.case_id, ""))
        return request_doubts.on_no_case(self._db, self._workspace, row)
