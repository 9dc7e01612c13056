"""An office to work in: a real encrypted vault on Friday 4 June 2021, and short ways to bring cases
to where a test needs them, by the verbs alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.receipts import RECEIPTS
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind
from jfs_desktop.clock import LONDON
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.bookings import agreed_meetings
from jfs_desktop.store.key_header import LANES, MEMORY_KIB, PASSES, ArgonCost
from jfs_desktop.store.vault import Vault
from tests.answers import said_with
from tests.casework.mailed import OWN, SERVER
from tests.cleared import with_channels
from tests.kept_vaults import kept

PASSPHRASE = "copper lantern seven otters wade"
CHEAP = ArgonCost(min(MEMORY_KIB), min(PASSES), min(LANES))
TODAY = date(2021, 6, 4)
MET = (date(2021, 5, 18), date(2021, 5, 26))
"""When most people here were referred, and when their initial meeting was."""


class SetClock:
    """Wall and monotonic time that stand still until they are moved."""

    def __init__(self, now: datetime) -> None:
        self.at = now
        self.ticks = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.ticks

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.ticks += seconds


def born(ni_number: str, number: int) -> str:
    """A date of birth of each person's own, so that nobody made is taken for another (R5)."""
    signs = sum(ord(sign) for sign in ni_number if sign.isalnum())
    return (date(1990, 1, 1) + timedelta(days=1000 + signs if signs else number)).isoformat()


def agreed_before(workspace: Workspace, case_id: UUID, on: date) -> None:
    """What is missed was agreed: an appointment of that day, where none stands."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    if known.has(FactKind.INITIAL_MEETING_HELD) and not any(agreed_meetings(known, workspace.programme)):
        agreed = WhatHappened(FactKind.APPOINTMENT_AGREED, on, detail={"agreed_for": on.isoformat()})
        facts.record(workspace, case_id, agreed)


def reached_before(workspace: Workspace, case_id: UUID, on: date) -> None:
    """What is booked was agreed with the person: a contact of that day, where none stands."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    if not known.has(FactKind.CONTACTED):
        detail, channel = said_with(workspace.programme, FactKind.CONTACTED, {})
        contact = WhatHappened(FactKind.CONTACTED, on, channel=channel, detail=detail)
        facts.record(workspace, case_id, contact)


class Office:
    """A workspace with a clock that is set by hand, and builders made of verbs.

    Without a workspace the vault in the folder is opened when it is first needed.
    """

    def __init__(self, workspace: Workspace | None, clock: SetClock, folder: Path) -> None:
        self._workspace = workspace
        self.clock = clock
        self.folder = folder
        self._made = 0

    @property
    def workspace(self) -> Workspace:
        if self._workspace is None:
            vault = Vault.open(self.folder, passphrase=PASSPHRASE, clock=self.clock)
            self._workspace = open_workspace(vault, self.clock)
        return self._workspace

    @workspace.setter
    def workspace(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def close(self) -> None:
        """Closes the vault, if it was opened."""
        if self._workspace is not None:
            self._workspace.close()

    def _begun(self, said: Hashable, make: Callable[[], UUID]) -> UUID:
        """A case made by verbs. As the first thing in an office it is made once in a run, and its vault is
        copied from then on."""
        if self._workspace is not None:
            return make()

        def whole() -> tuple[UUID, datetime, int]:
            case_id = make()
            self.workspace.close()
            self._workspace = None
            return case_id, self.clock.at, self._made

        case_id, self.clock.at, self._made = kept(self.folder, (said, self.clock.at, self._made), whole)
        return case_id

    def on(self, day: date, at: str = "09:00") -> None:
        """Moves to a moment in London."""
        self.clock.at = datetime.combine(day, time.fromisoformat(at), LONDON).astimezone(UTC)

    def referred(self, made_on: date | None = None, **said: Any) -> UUID:
        """Takes a referral in at the moment where the clock stands."""
        self._made += 1
        values: dict[str, Any] = {
            "prap_reference": f"PR-{self._made:05d}",
            "referral_made_on": made_on or self.workspace.today(),
            "received_at": self.clock.at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M"),
            "first_name": "Priya",
            "last_name": "Nair",
            "date_of_birth": born(said.get("ni_number", ""), self._made),
            "jobcentre": "Harbourside Jobcentre",
            "nation": "ENG",
            "benefit": "UC",
        }
        return referrals.add(self.workspace, ReferralForm(**(values | said))).value

    def record(self, case_id: UUID, kind: FactKind, **said: Any) -> FactView:
        """Records that something happened, today unless ``on`` says otherwise; now, if it needs a time."""
        detail, channel = said_with(self.workspace.programme, kind, said.pop("detail", {}))
        values: dict[str, Any] = {"on": self.workspace.today(), "detail": detail, "channel": channel}
        if kind in RECEIPTS or self.workspace.programme.fact_kinds[kind].timed_by:
            values["at"] = said.get("at") or self.clock.at.astimezone(LONDON).time()
        if kind is FactKind.MEETING_MISSED:
            agreed_before(self.workspace, case_id, said.get("on", values["on"]))
        return facts.record(self.workspace, case_id, WhatHappened(kind, **(values | said))).value

    def met(self, referred_on: date = MET[0], met_on: date = MET[1], **said: Any) -> UUID:
        """A case whose initial meeting was held; the clock stands at the end of that day."""
        said_so = ("met", referred_on, met_on, repr(sorted(said.items())))
        return self._begun(said_so, lambda: self._met(referred_on, met_on, said))

    def _met(self, referred_on: date, met_on: date, said: dict[str, Any]) -> UUID:
        self.on(referred_on)
        case_id = self.referred(**said)
        self.record(case_id, FactKind.ACKNOWLEDGED, at=time(9))
        self.on(met_on, "17:00")
        self.record(case_id, FactKind.CONTACTED)
        self.record(case_id, FactKind.IDENTITY_CONFIRMED, at=time(9, 59))
        self.record(case_id, FactKind.INITIAL_MEETING_HELD, at=time(10, 0))
        return case_id

    def started(self, *days: date, **said: Any) -> UUID:
        """As ``met``, with pack, plan, their replies and the start keyed."""
        said_so = ("started", days, repr(sorted(said.items())))
        return self._begun(said_so, lambda: self._started(days, said))

    def _started(self, days: tuple[date, ...], said: dict[str, Any]) -> UUID:
        case_id = self._met(*days, *MET[len(days) :], said)
        for kind in (
            FactKind.VOLUNTEER_CONFIRMED,
            FactKind.JFAP_AGREED,
            FactKind.DUPLICATES_SEARCHED,
            FactKind.PACK_SENT,
            FactKind.DRAFT_JFAP_SENT,
            FactKind.PACK_ACKNOWLEDGED,
            FactKind.JFAP_ACKNOWLEDGED,
            FactKind.START_KEYED,
        ):
            self.record(case_id, kind)
        return case_id

    def supported(self, case_id: UUID, minutes: int = 240, activities: tuple[str, ...] = ()) -> None:
        """A 1-2-1 of so many minutes, entered by hand, that ends where the clock stands."""
        began = self.clock.now() - timedelta(minutes=minutes)
        sessions.add_manual(
            self.workspace,
            case_id,
            ManualSession(
                SessionKind.ONE_TO_ONE,
                "video",
                began,
                minutes,
                "Laptop broken",
                no_change_reason="Nothing new",
                activities=activities,
                late_reason="Away",
                identity="confirmed",
            ),
        )

    def finalised(self, case_id: UUID) -> UUID:
        """Meets the five tests of a completer today, for somebody on provision."""
        self.supported(case_id)
        for kind in (
            FactKind.GROUP_ATTENDED,
            FactKind.FINALISING_BEGUN,
            FactKind.CV_AGREED,
            FactKind.JFAP_FINALISED,
            FactKind.FINAL_JFAP_SENT,
        ):
            self.record(case_id, kind)
        return case_id

    def entries(self) -> int:
        """How many entries the journal has."""
        with self.workspace.reading() as db:
            return db.scalar(select(func.count()).select_from(JournalEntry)) or 0


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    """An office with a new vault in that folder."""
    clock = SetClock(datetime(2021, 6, 4, 8, 0, tzinfo=UTC))

    def make() -> None:
        vault, _ = Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)
        answers = first_run.FirstRun("Northgate Skills", "Rukhsana Khan", prap_role=True)
        with_channels(first_run.begin(vault, clock, answers)).close()

    kept(folder, "an office", make)
    made = Office(None, clock, folder)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path / "vault") as made:
        yield made


@pytest.fixture
def quick_office(tmp_path: Path) -> Iterator[Office]:
    """An office whose vault lies in memory where the system has such a folder: for thousands of changes,
    each of which waits for the disk otherwise."""
    memory = Path("/dev/shm")  # noqa: S108 - no secret stands there
    where = memory if memory.is_dir() else tmp_path
    with TemporaryDirectory(dir=where) as folder, office_in(Path(folder) / "vault") as made:
        yield made


@pytest.fixture
def workspace(office: Office) -> Workspace:
    return office.workspace


@pytest.fixture
def plan_to_send(office: Office) -> UUID:
    """Somebody with an address and an agreed plan, in an office that sends by a mail server."""
    made = office.met(email=OWN)
    office.record(made, FactKind.VOLUNTEER_CONFIRMED)
    office.record(made, FactKind.JFAP_AGREED)
    mail_account.put(office.workspace, SERVER)
    return made
