"""A newer working-day calendar from a file: what it would change, then adopted (W17, AMB-02)."""

from __future__ import annotations

import base64
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.adopted_calendars import NewCalendar, Origin
from jfs_desktop.casework.desk.moved_dates import Move, Moves
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.exchange import calendar_file
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.calendar import MovedDate, WorkingCalendar
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.calendar.calendar_change import HolidayChange, check_successor, holiday_changes
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name
from jfs_desktop.store.unit_of_work import Verb

TRUST = Verb("calendars.trust", "enter the publisher's key")
PUBLISHER_KEY = "calendar_publisher_key"
BATCH = 250
"""Cases in one job: each is counted by two calendars, and a click may have to wait for it."""

Progress = tuple[int, int]
"""Cases done, and how many there are."""


ORIGINS: Final = {
    Origin.SHIPPED: "Came with this program",
    Origin.SIGNED: "Signed by the trusted publisher",
    Origin.CONFIRMED: "Without a signature, source and hash confirmed",
}
"""How a calendar came to be believed, in words."""


@dataclass(frozen=True, slots=True)
class CalendarStanding:
    """The calendar in use, where it is from, and the fingerprint of the publisher that is trusted."""

    version: str
    source: str
    origin: Origin
    sha256: str
    signed_by: str
    loaded_at: datetime
    loaded_by: str
    first: date
    last: date
    publisher: str
    moved: int
    """How many dates it moved, in all cases."""
    moved_ever: int
    """The same of this and every earlier calendar of the vault."""
    waiting: bool
    """Whether some cases are still to be dated anew with it."""


@dataclass(frozen=True, slots=True, repr=False)
class MovedRow(Discreet):
    """A due date that moves or has moved, as a person reads it."""

    case_id: UUID
    name: str
    reference: str
    clock: str
    clock_name: str
    before: date
    after: date
    late: bool
    calendar: str


@dataclass(frozen=True, slots=True, repr=False)
class CalendarPreview(Discreet):
    """What a file would change; nothing is written. ``signed_by`` is empty where it bears no signature."""

    file: calendar_file.CalendarFile
    signed_by: str
    replaces: WorkingDays
    holidays: tuple[HolidayChange, ...]
    moved: tuple[MovedRow, ...]
    cases: int

    @property
    def version(self) -> str:
        return self.file.written.version


def standing(workspace: Workspace) -> CalendarStanding:
    """What is in use now."""
    days = workspace.calendar
    with workspace.reading() as db:
        row = db.get_one(WorkingCalendar, days.version)
        person = db.get(Staff, row.adopted_by) if row.adopted_by else None
        counts = select(MovedDate.calendar, func.count()).group_by(MovedDate.calendar)
        moved = dict(db.execute(counts).all())
        return CalendarStanding(
            version=row.version,
            source=row.source,
            origin=Origin(row.origin),
            sha256=row.sha256,
            signed_by=row.signed_by,
            loaded_at=row.adopted_at,
            loaded_by=person.name if person else "",
            first=days.first,
            last=days.last,
            publisher=calendar_file.fingerprint(_publisher(db)),
            moved=moved.get(days.version, 0),
            moved_ever=sum(moved.values()),
            waiting=not workspace.calendars.settled(db),
        )


def trust(workspace: Workspace, key: str) -> Outcome[str]:
    """Believe calendars that are signed with this Ed25519 public key; the value is its fingerprint.

    Raises BadInput where the text is no such key.
    """
    public = calendar_file.public_key(key)
    with workspace.changing(TRUST) as change:
        row = change.db.get(Setting, PUBLISHER_KEY)
        if row is None:
            change.db.add(Setting(key=PUBLISHER_KEY, value=public.hex()))
        elif row.value != public.hex():
            row.value = public.hex()
    told = calendar_file.fingerprint(public)
    return Outcome(told, Changed.SETTINGS, change_id=change.change_id, label=TRUST.label)


def preview(workspace: Workspace, path: Path) -> Generator[Progress, None, CalendarPreview]:
    """Read and prove a file, and find what it would move, case by case; nothing is written.

    Raises BadCalendar in one plain sentence: for a file that is none, a signature that does not
    fit, an older version, a gap, or a holiday of the past taken away.
    """
    now, today, file = workspace.calendar, workspace.today(), calendar_file.read(path)
    with workspace.reading() as db:
        publisher = _publisher(db)
        case_ids = db.scalars(select(Case.id)).all()
    if file.signature:
        calendar_file.check_signature(file, publisher)
    then = file.written.days
    check_successor(now, then, today)
    moves: list[Move] = []
    finder = Moves(workspace.programmes, now, then, today)
    for begin in range(0, len(case_ids), BATCH):
        with workspace.reading() as db:
            moves += finder.of(db, case_ids[begin : begin + BATCH])
        yield min(begin + BATCH, len(case_ids)), len(case_ids)
    signed_by = calendar_file.fingerprint(publisher) if file.signature else ""
    rows = _told(workspace, moves, then.version)
    return CalendarPreview(file, signed_by, now, holiday_changes(now, then), rows, len(case_ids))


def adopt(workspace: Workspace, seen: CalendarPreview, *, confirmed: str = "") -> Outcome[str]:
    """Count by the calendar from now on; the value is its version. The cases are still to be dated anew:
    :func:`take_up` does both.

    ``confirmed`` is the SHA-256 of a file without a signature, which a person has compared. Raises
    RefusedByRule without it, and where another calendar was adopted since the preview.
    """
    file = seen.file
    if not file.signature and confirmed.strip().lower() != file.sha256:
        raise RefusedByRule(
            f"The file bears no signature: it says that it is from {file.written.source}, "
            f"and its SHA-256 is {file.sha256}.",
            remedy="Compare that with what the publisher says, and confirm it.",
        )
    if workspace.calendar.stamp != seen.replaces.stamp:
        raise RefusedByRule(
            f"Calendar {workspace.calendar.version} was adopted meanwhile.", remedy="Load the file again."
        )
    workspace.adopt_calendar(
        NewCalendar(
            version=file.written.version,
            text=file.canonical,
            source=file.written.source,
            origin=Origin.SIGNED if file.signature else Origin.CONFIRMED,
            sha256=file.sha256,
            signature=base64.b64encode(file.signature).decode(),
            signed_by=seen.signed_by,
        )
    )
    return Outcome(seen.version, Changed.CASES | Changed.CLOCKS | Changed.SETTINGS | Changed.HISTORY)


def take_up(
    workspace: Workspace, seen: CalendarPreview, *, confirmed: str = ""
) -> Generator[Progress, None, Outcome[str]]:
    """Adopt the calendar and date every case anew, batch after batch. Where it is broken off, the rest
    is dated anew at the next start. Raises as :func:`adopt` does."""
    outcome = adopt(workspace, seen, confirmed=confirmed)
    yield 0, seen.cases
    yield from redate(workspace, batch=BATCH)
    return outcome


def moved(workspace: Workspace) -> tuple[MovedRow, ...]:
    """Every date that a calendar of this vault moved, the newest calendar first, then by the new date."""
    query = (
        select(MovedDate, Case.programme)
        .join(Case, Case.id == MovedDate.case_id)
        .join(WorkingCalendar, WorkingCalendar.version == MovedDate.calendar)
        .order_by(WorkingCalendar.adopted_at.desc(), MovedDate.due_now, MovedDate.id)
    )
    with workspace.reading() as db:
        found = [(row, programme) for row, programme in db.execute(query)]
        people = _people(db, [row.case_id for row, _ in found])
    return tuple(
        _row(
            workspace,
            people,
            Move(row.case_id, programme, row.clock, row.due_before, row.due_now, row.late, False),
            row.calendar,
        )
        for row, programme in found
    )


def _publisher(db: Session) -> bytes:
    row = db.get(Setting, PUBLISHER_KEY)
    return bytes.fromhex(row.value) if row is not None else b""


def _told(workspace: Workspace, moves: Sequence[Move], version: str) -> tuple[MovedRow, ...]:
    with workspace.reading() as db:
        people = _people(db, [move.case_id for move in moves])
    rows = (_row(workspace, people, move, version) for move in moves)
    return tuple(sorted(rows, key=lambda row: (row.after, row.name, row.clock)))


def _row(workspace: Workspace, people: Mapping[UUID, tuple[str, str]], move: Move, version: str) -> MovedRow:
    name, reference = people[move.case_id]
    clock_name = workspace.programmes[move.programme].clock(move.clock).name
    return MovedRow(
        move.case_id, name, reference, move.clock, clock_name, move.before, move.after, move.late, version
    )


def _people(db: Session, case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, str]]:
    """Name and PRaP reference of each case."""
    wanted, found = list(set(case_ids)), {}
    for begin in range(0, len(wanted), BATCH):
        query = (
            select(Case.id, Participant.first_name, Participant.last_name, Referral.prap_reference)
            .join(Participant, Participant.id == Case.participant_id)
            .join(Referral, Referral.id == Case.referral_id)
            .where(Case.id.in_(wanted[begin : begin + BATCH]))
        )
        for case_id, first, last, reference in db.execute(query):
            found[case_id] = whole_name(first, last), reference
    return found
