"""Whether everybody who needs a check of staff has one in date (G5, IPES 5.24, 5.25, JFS 1.04)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace, staff_view
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.staff_check import StaffCheck
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, told_why
from jfs_desktop.rules.writing.wording import STILL_TO_COME, long_day
from jfs_desktop.store.unit_of_work import Verb

CLOSED = "The provider opens no case without one."
ADD = Verb("staff_checks.add", "enter the staff check")
TAKE_BACK = Verb("staff_checks.take_back", "")


@dataclass(frozen=True, slots=True, repr=False)
class NewCheck(Discreet):
    """What the form holds. ``kind`` '' notes the reading of chapter 2 alone."""

    kind: str
    reference: str = ""
    checked_on: date | None = None
    valid_until: date | None = None
    chapter_read_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class CheckView(Discreet):
    """One entry of the register."""

    id: UUID
    kind: str
    kind_name: str
    reference: str
    checked_on: date | None
    valid_until: date | None
    chapter_read_on: date | None
    taken_back_reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Standing(Discreet):
    """How one member of staff stands. ``problem`` is '' where all is well; ``mark`` is 'late', 'today',
    'good' or 'neutral' for a role that needs no check."""

    person: StaffView
    checks: tuple[CheckView, ...]
    needed: bool
    problem: str
    mark: str
    words: str

    @property
    def in_date(self) -> bool:
        """Whether nothing stands against access to the caseload."""
        return not self.needed or self.mark in ("good", "today")


def standings(workspace: Workspace) -> tuple[Standing, ...]:
    """Everybody who works here, by name."""
    with workspace.reading() as db:
        people = db.scalars(select(Staff).where(Staff.active).order_by(Staff.name)).all()
        return tuple(_standing(db, workspace, person) for person in people)


def mine(workspace: Workspace) -> Standing:
    """How the person at this computer stands."""
    with workspace.reading() as db:
        return _standing(db, workspace, db.get_one(Staff, workspace.me.id))


OPEN_TO_ALL = frozenset(
    {
        FactKind.SAFEGUARDING_NOTICED,
        FactKind.DISTRICT_LEAD_REACHED,
        FactKind.COMPLAINT_RAISED,
        FactKind.COMPLAINT_STEP_TAKEN,
        FactKind.COMPLAINT_ESCALATED,
        FactKind.COMPLAINT_SETTLED,
    }
)
"""What protects a person is recorded by anybody, whatever check is missing (G2, D6)."""


def require_for(workspace: Workspace, kinds: Collection[FactKind]) -> None:
    """The same as :func:`require`, for entries of these kinds; without any, for whatever may be recorded."""
    with workspace.reading() as db:
        require_within(db, workspace, kinds)


def require(workspace: Workspace) -> None:
    """Raise RefusedByRule where the provider closes the caseload to a person without a check in date."""
    require_for(workspace, ())


def require_within(db: Session, workspace: Workspace, kinds: Collection[FactKind]) -> None:
    """The same as :func:`require_for` within a transaction that is open: every entry on a case passes it."""
    if kinds and OPEN_TO_ALL.issuperset(kinds):
        return
    if against := closed(db, workspace):
        raise RefusedByRule(
            against,
            paragraph=workspace.programme.staff_checks.paragraph,
            remedy="Enter the check under Settings, Staff checks.",
        )


def closed(db: Session, workspace: Workspace) -> str:
    """Why the provider closes the caseload to the person at this computer, so that no list names anybody; ''
    where it is open to them."""
    if not settings.value_in(db, settings.STAFF_CHECKS_ENFORCED):
        return ""
    standing = _standing(db, workspace, db.get_one(Staff, workspace.me.id))
    return "" if standing.in_date else f"{standing.problem} {CLOSED}"


def add(workspace: Workspace, staff_id: UUID, new: NewCheck) -> Outcome[UUID]:
    """Enter a check, or the reading of chapter 2. Raises BadInput (``field``), NotFound."""
    _refuse(workspace, new)
    with workspace.changing(ADD) as change:
        if change.db.get(Staff, staff_id) is None:
            raise NotFound("This member of staff is not in the vault.")
        check = StaffCheck(
            id=workspace.new_key(),
            staff_id=staff_id,
            kind=new.kind,
            reference=" ".join(new.reference.split()),
            checked_on=new.checked_on,
            valid_until=new.valid_until,
            chapter_read_on=new.chapter_read_on,
            recorded_at=change.at,
        )
        change.db.add(check)
        check_id = check.id
    return Outcome(check_id, Changed.STAFF, change_id=change.change_id, label=ADD.label)


def take_back(workspace: Workspace, check_id: UUID, reason: str) -> Outcome[UUID]:
    """Take a wrong entry back; it stays readable. Raises BadInput without a reason, NotFound."""
    reason = told_why(reason, TAKEN_BACK)
    with workspace.changing(TAKE_BACK, reason=reason) as change:
        check = change.db.get(StaffCheck, check_id)
        if check is None or check.taken_back_at is not None:
            raise NotFound("This entry is not in the vault, or was taken back already.")
        check.taken_back_at, check.taken_back_reason = change.at, reason
    return Outcome(check_id, Changed.STAFF, change_id=change.change_id)


def _refuse(workspace: Workspace, new: NewCheck) -> None:
    today = workspace.today()
    known = {choice.key for choice in workspace.programme.staff_checks.kinds}
    if not new.kind and new.chapter_read_on is None:
        raise BadInput("Choose the check, or type the day on which chapter 2 was read.", field="kind")
    if new.kind and new.kind not in known:
        raise BadInput("Choose one of the checks.", field="kind")
    if new.kind and new.checked_on is None:
        raise BadInput("Type the day of the check.", field="checked_on")
    for field, day in (("checked_on", new.checked_on), ("chapter_read_on", new.chapter_read_on)):
        if day is not None and day > today:
            raise BadInput(STILL_TO_COME, field=field)
    if new.checked_on is not None and new.valid_until is not None and new.valid_until < new.checked_on:
        raise BadInput("It cannot end before it was made.", field="valid_until")


def _standing(db: Session, workspace: Workspace, person: Staff) -> Standing:
    rule, today = workspace.programme.staff_checks, workspace.today()
    rows = db.scalars(
        select(StaffCheck)
        .where(StaffCheck.staff_id == person.id)
        .order_by(StaffCheck.checked_on.desc(), StaffCheck.recorded_at.desc())
    ).all()
    names = {choice.key: choice.name for choice in rule.kinds}
    checks = tuple(
        CheckView(
            row.id, row.kind, names.get(row.kind, "Chapter 2 read"), row.reference, row.checked_on,
            row.valid_until, row.chapter_read_on, row.taken_back_reason,
        )
        for row in rows
    )  # fmt: skip
    standing_checks = [one for one in checks if one.kind and not one.taken_back_reason]
    needed = person.role in rule.roles
    ends = [one.valid_until for one in standing_checks]
    if any(end is None for end in ends):
        problem, mark, words = "", "good", "In date"
    elif not ends:
        problem, mark, words = f"{person.name} has no staff check.", "late", "No check"
    else:
        last = max(end for end in ends if end is not None)
        problem, mark, words = _until(person.name, last, today, rule.warning_days)
    if not needed and mark == "late":
        problem, mark, words = "", "neutral", "Not needed"
    return Standing(staff_view(person), checks, needed, problem, mark, words)


def _until(name: str, last: date, today: date, warning_days: int) -> tuple[str, str, str]:
    if last < today:
        return f"The staff check of {name} ended on {long_day(last)}.", "late", f"Ended {long_day(last)}"
    if last <= today + timedelta(days=warning_days):
        return f"The staff check of {name} ends on {long_day(last)}.", "today", f"Ends {long_day(last)}"
    return "", "good", f"Until {long_day(last)}"
