"""The office's complaints register: open and settled, by month, with the provider's own day limits
(D6, JFS 1.39 to 1.41)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.discreet import Discreet

RAISED, SETTLED = FactKind.COMPLAINT_RAISED, FactKind.COMPLAINT_SETTLED
STEPS = (FactKind.COMPLAINT_STEP_TAKEN, FactKind.COMPLAINT_ESCALATED)


@dataclass(frozen=True, slots=True, repr=False)
class Complaint(Discreet):
    """One complaint. ``answer_due`` and ``settle_due`` are None where the provider set no limit, and
    where that is done; ``late`` says that one of them has passed."""

    id: UUID
    case_id: UUID | None
    """None for one that belongs to no case; ``name`` is then empty."""
    name: str
    raised_on: date
    raised_by: str
    words: str
    handler: str
    steps: int
    escalated_to: str
    settled_on: date | None
    outcome: str
    answer_due: date | None
    settle_due: date | None
    late: bool

    @property
    def open(self) -> bool:
        """Whether it is not settled yet."""
        return self.settled_on is None

    @property
    def next_limit(self) -> date | None:
        """The day by which something has to be done next; None where no limit is set or all is done."""
        return min((day for day in (self.answer_due, self.settle_due) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the register: ``first`` is its first day; ``open_at_end`` counts what was raised by
    its end and not settled by then."""

    first: date
    raised: int
    settled: int
    open_at_end: int


@dataclass(frozen=True, slots=True)
class Register:
    """Every complaint, the open ones first and each group newest first, and the months."""

    complaints: tuple[Complaint, ...]
    months: tuple[Month, ...]

    @property
    def open(self) -> int:
        """How many are not settled."""
        return sum(one.open for one in self.complaints)


def register(workspace: Workspace) -> Register:
    """The register of the whole office."""
    with workspace.reading() as db:
        rows = db.execute(
            select(CaseFact, Case.id, Participant.first_name, Participant.last_name)
            .outerjoin(Case, Case.id == CaseFact.case_id)
            .outerjoin(Participant, Participant.id == Case.participant_id)
            .where(
                CaseFact.kind.in_([kind.value for kind in (RAISED, SETTLED, *STEPS)]),
                CaseFact.withdrawn_at.is_(None),
            )
            .order_by(CaseFact.happened_on, CaseFact.recorded_at)
        ).all()
        limits = _Limits(
            workspace,
            settings.value_in(db, settings.COMPLAINT_ANSWER_DAYS),
            settings.value_in(db, settings.COMPLAINT_SETTLE_DAYS),
        )
        answers: dict[UUID, list[CaseFact]] = {}
        for fact, *_ in rows:
            if fact.about_id is not None:
                answers.setdefault(fact.about_id, []).append(fact)
        found = [
            _complaint(fact, f"{first or ''} {last or ''}".strip(), answers.get(fact.id, []), limits)
            for fact, _, first, last in rows
            if fact.kind == RAISED
        ]
    found.sort(key=lambda one: one.raised_on, reverse=True)
    found.sort(key=lambda one: not one.open)
    return Register(tuple(found), months_of(found, workspace.today()))


def months_of(complaints: list[Complaint], today: date) -> tuple[Month, ...]:
    """Every month from the first complaint to today's, newest first."""
    if not complaints:
        return ()
    raised = Counter(_first(one.raised_on) for one in complaints)
    settled = Counter(_first(one.settled_on) for one in complaints if one.settled_on is not None)
    found, left, month = [], 0, min(raised)
    while month <= today:
        left += raised[month] - settled[month]
        found.append(Month(month, raised[month], settled[month], left))
        month = _next(month)
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class _Limits:
    workspace: Workspace
    answer_days: int
    settle_days: int

    def due(self, raised_on: date, days: int) -> date | None:
        return self.workspace.calendar.add(raised_on, days) if days else None


def _complaint(raised: CaseFact, name: str, answers: list[CaseFact], limits: _Limits) -> Complaint:
    settled = next((fact for fact in answers if fact.kind == SETTLED), None)
    steps = [fact for fact in answers if fact.kind in STEPS]
    escalated = [fact.detail.get("to_whom", "") for fact in steps if fact.kind == STEPS[1]]
    answer_due = None if answers else limits.due(raised.happened_on, limits.answer_days)
    settle_due = None if settled else limits.due(raised.happened_on, limits.settle_days)
    today = limits.workspace.today()
    return Complaint(
        raised.id,
        raised.case_id,
        name,
        raised.happened_on,
        raised.detail.get("raised_by", ""),
        raised.detail.get("words", ""),
        raised.detail.get("taken_by", ""),
        len(steps),
        ", ".join(escalated),
        settled.happened_on if settled else None,
        settled.detail.get("outcome", "") if settled else "",
        answer_due,
        settle_due,
        any(due is not None and due < today for due in (answer_due, settle_due)),
    )


def _first(day: date) -> date:
    return day.replace(day=1)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
