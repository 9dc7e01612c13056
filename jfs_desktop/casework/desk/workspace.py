"""The opened vault as verbs take it: store, programme, calendar, clock and who works here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import adopted_calendars, moved_dates, summaries
from jfs_desktop.casework.desk.adopted_calendars import AdoptedCalendars, NewCalendar
from jfs_desktop.casework.desk.adopted_programmes import AdoptedProgrammes, keep, newer_shipped
from jfs_desktop.clock import Clock, london_day
from jfs_desktop.errors import UserError
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.store.profiles import Texts
from jfs_desktop.store.unit_of_work import Author, Change, Verb, changing, reading
from jfs_desktop.store.vault import Vault

WHO_WORKS_HERE = "who_works_here"

ADOPT = Verb("programmes.adopt", "")
ADOPT_CALENDAR = Verb("calendars.adopt", "")
"""A newer calendar corrects it: dates are not counted back."""


class Workspace:
    """What every verb takes first. It holds no record, only the means to reach them."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        me: StaffView,
        programmes: AdoptedProgrammes,
        calendars: AdoptedCalendars,
        *,
        new_key: Callable[[], UUID] = uuid_utils.uuid7,
    ) -> None:
        self.vault = vault
        self.clock = clock
        self.me = me
        self.programmes = programmes
        self.calendars = calendars
        self.new_key = new_key

    @property
    def calendar(self) -> WorkingDays:
        """The newest of the shipped and the adopted calendars: every working day is counted by it."""
        return self.calendars.current

    @property
    def programme(self) -> Programme:
        """What new cases start on and the contract goes by. A case goes by its own: ``programme_of``."""
        return self.programmes.current

    def programme_of(self, case_id: UUID) -> Programme:
        """What a case started on. Raises NotFound. A screen may ask it of a case that it shows: only
        the first asking reads, and that was done when the case was read."""
        known = self.programmes.remembered(case_id)
        if known is not None:
            return known
        with self.reading() as db:
            return self.programmes.of_case(db, case_id)

    @property
    def author(self) -> Author:
        """Who and which device stands on the journal entries."""
        return Author(self.me.id, self.vault.device_id)

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """The Europe/London day that clocks are read on."""
        return london_day(self.clock.now())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short read transaction."""
        with reading(self.vault.engine) as db:
            yield db

    @contextmanager
    def changing(
        self,
        verb: Verb,
        *,
        case_id: UUID | None = None,
        reason: str = "",
        at: datetime | None = None,
    ) -> Iterator[Change]:
        """One write transaction: records, journal entries and the caseload lines of the
        cases concerned, committed together or not at all."""

        def bring_up_to_date(change: Change) -> None:
            touched = {item.table.name for item in change.recorder.touched()}
            if touched and not touched & summaries.READ_FROM:
                return
            if not self.calendars.settled(change.db):
                notes = moved_dates.Notes(self.programmes, self.calendars, self.today())
                notes.keep(change.db, change.case_ids)
            summaries.refresh(change.db, change.case_ids, self.programmes, self.calendar, self.today())

        with changing(
            self.vault.engine,
            verb,
            self.author,
            at=at or self.now(),
            new_key=self.new_key,
            case_id=case_id,
            reason=reason,
            before_commit=bring_up_to_date,
        ) as change:
            yield change

    def adopt(self, texts: Texts) -> None:
        """Let new cases start on a profile from now on; those there are keep their own (DESIGN 3.1).

        Raises BadProfile, and RefusedByRule for another text under a known id and version.
        """
        with self.changing(ADOPT) as change:
            keep(change.db, texts, change.at)
        with self.reading() as db:
            self.programmes.reload(db)

    def adopt_calendar(self, new: NewCalendar) -> None:
        """Count by another calendar from now on; the lines of the caseload are still to be dated anew."""
        with self.changing(ADOPT_CALENDAR) as change:
            adopted_calendars.keep(change.db, new, change.at, self.me.id)
        with self.reading() as db:
            self.calendars.reload(db)

    def close(self) -> None:
        """Close the vault."""
        self.vault.close()


def open_workspace(
    vault: Vault, clock: Clock, *, new_key: Callable[[], UUID] = uuid_utils.uuid7
) -> Workspace:
    """The workspace of a vault that has been set up.

    Where this version of the program ships its profile newer than the vault's, cases begun from now
    on start on that one; where it ships a newer calendar, days are counted by that one. Raises
    UserError when the vault was made but nobody was entered as working in it.
    """
    with reading(vault.engine) as db:
        setting = db.get(Setting, WHO_WORKS_HERE)
        person = db.get(Staff, UUID(setting.value)) if setting else None
        if person is None:
            raise UserError(
                "Nobody is entered as working in this vault.",
                title="Set-up is not finished",
                remedy="Start again with your name and the provider's name.",
            )
        me, programmes, calendars = staff_view(person), AdoptedProgrammes(db), AdoptedCalendars(db)
    workspace = Workspace(vault, clock, me, programmes, calendars, new_key=new_key)
    newer = newer_shipped(workspace.programme)
    if newer is not None:
        workspace.adopt(newer)
    newer_calendar = adopted_calendars.newer_shipped(workspace.calendar)
    if newer_calendar is not None:
        workspace.adopt_calendar(newer_calendar)
    return workspace


def is_set_up(vault: Vault) -> bool:
    """Whether somebody is entered as working here."""
    with reading(vault.engine) as db:
        return db.scalar(select(Setting.key).where(Setting.key == WHO_WORKS_HERE)) is not None


def staff_view(person: Staff) -> StaffView:
    """The frozen row of a member of staff."""
    return StaffView(person.id, person.name, person.role, person.prap_role, person.active)
