"""Brings cases to where a window test needs them, through the verbs alone, before the window opens."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.documents import pack_texts, template_publishing
from jfs_desktop.casework.documents.template_publishing import Approval
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.receipts import RECEIPTS
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.vault import Vault
from tests.answers import said_with
from tests.casework.conftest import agreed_before, born, reached_before
from tests.kept_vaults import kept
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

T = TypeVar("T")

REFERRED = date(2021, 5, 18)
MET = date(2021, 5, 26)

MEETING = (
    FactKind.CONTACTED,
    FactKind.IDENTITY_CONFIRMED,
    FactKind.INITIAL_MEETING_HELD,
    FactKind.VOLUNTEER_CONFIRMED,
    FactKind.PACK_SENT,
    FactKind.JFAP_AGREED,
    FactKind.DRAFT_JFAP_SENT,
)


class CaseMaker:
    """A vault opened for a moment when it is first needed, with a clock that is moved from day to day."""

    def __init__(self, folder: Path, passphrase: str, clock: Any) -> None:
        self._folder = folder
        self._passphrase = passphrase
        self._clock = clock
        self._made = 0
        self._workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        if self._workspace is None:
            vault = Vault.open(self._folder, passphrase=self._passphrase, clock=self._clock)
            self._workspace = open_workspace(vault, self._clock)
        return self._workspace

    def close(self) -> None:
        """Closes the vault, if it was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _begun(self, said: Hashable, make: Callable[[], UUID]) -> UUID:
        """A case made by verbs. As the first thing in a vault it is made once in a run, and copied from
        then on."""
        if self._workspace is not None:
            return make()

        def whole() -> tuple[UUID, datetime, int]:
            case_id = make()
            self.close()
            return case_id, self._clock.wall, self._made

        place = (said, self._clock.wall, self._made)
        case_id, self._clock.wall, self._made = kept(self._folder, place, whole)
        return case_id

    def on(self, day: date, at: time = time(17)) -> None:
        """Moves to a moment in London."""
        self._clock.wall = datetime.combine(day, at, LONDON).astimezone(UTC)

    def pack_published(self) -> None:
        """Head office publishes an induction pack in both languages; who works here stays who it was."""
        me = self.workspace.me
        for role in (Role.ANALYST, me.role):
            staff.change(self.workspace, me.id, name=me.name, role=role, prap_role=me.prap_role)
            if role == Role.ANALYST:
                settings.put(self.workspace, settings.PROVIDER_TELEPHONE, "01632 960100")
                pack_texts.publish(self.workspace, pack_texts.starting_texts(), "Ceri Vaughan")

    def layout_published(self, kind: str, content: bytes) -> None:
        """Head office publishes a layout of a kind of document; who works here stays who it was."""
        me = self.workspace.me
        staff.change(self.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=me.prap_role)
        seen = template_publishing.examine(self.workspace, kind, "en", "own.docx", content)
        one = template_publishing.arrive(self.workspace, seen, content).value
        today = self.workspace.today()
        template_publishing.publish(self.workspace, one.id, Approval("Head office", today, today))
        staff.change(self.workspace, me.id, name=me.name, role=me.role, prap_role=me.prap_role)

    def referred(self, on: date = REFERRED, **said: Any) -> UUID:
        """Takes a referral in on a day."""
        self.on(on, time(9))
        self._made += 1
        values: dict[str, Any] = {
            "prap_reference": f"PR-{self._made:05d}",
            "referral_made_on": on,
            "received_at": f"{on} 08:30",
            "first_name": "Priya",
            "last_name": "Nair",
            "date_of_birth": born(said.get("ni_number", ""), self._made),
            "jobcentre": "Harbourside Jobcentre",
            "nation": "WLS",
            "benefit": "UC",
        }
        return referrals.add(self.workspace, ReferralForm(**(values | said))).value

    def record(self, case_id: UUID, kind: FactKind, on: date, **said: Any) -> UUID:
        """Records that something happened on a day."""
        if self.workspace.today() < on:
            self.on(on)
        detail, channel = said_with(self.workspace.programme, kind, said.pop("detail", {}))
        timed = kind in RECEIPTS or bool(self.workspace.programme.fact_kinds[kind].timed_by)
        told = self._clock.now().astimezone(LONDON).time() if timed else None
        said = {"channel": channel, "at": told} | said
        if kind is FactKind.MEETING_MISSED:
            agreed_before(self.workspace, case_id, on)
        if kind is FactKind.MEETING_BOOKED:
            reached_before(self.workspace, case_id, on)
        return facts.record(self.workspace, case_id, WhatHappened(kind, on, detail=detail, **said)).value.id

    def accepted(self, **said: Any) -> UUID:
        """A case whose referral was accepted on the day it came."""
        return self._begun(("accepted", repr(sorted(said.items()))), lambda: self._accepted(said))

    def _accepted(self, said: dict[str, Any]) -> UUID:
        case_id = self.referred(**said)
        self.record(case_id, FactKind.ACKNOWLEDGED, REFERRED)
        return case_id

    def met(self, **said: Any) -> UUID:
        """A case whose initial meeting was held, with pack and draft sent."""
        return self._begun(("met", repr(sorted(said.items()))), lambda: self._met(said))

    def _met(self, said: dict[str, Any]) -> UUID:
        case_id = self._accepted(said)
        for kind in MEETING:
            self.record(case_id, kind, MET)
        return case_id

    def started(self, **said: Any) -> UUID:
        """A case with its start keyed and every reply of the start in."""
        return self._begun(("started", repr(sorted(said.items()))), lambda: self._started(said))

    def _started(self, said: dict[str, Any]) -> UUID:
        case_id = self._met(said)
        for kind in (
            FactKind.DUPLICATES_SEARCHED,
            FactKind.START_KEYED,
            FactKind.PACK_ACKNOWLEDGED,
            FactKind.JFAP_ACKNOWLEDGED,
        ):
            self.record(case_id, kind, MET)
        return case_id


def after(*kinds: FactKind, on: date = date(2021, 5, 27), **said: Any) -> Callable[[CaseMaker], UUID]:
    """Brings somebody who started, of whom these facts were recorded."""

    def bring(maker: CaseMaker) -> UUID:
        case_id = maker.started()
        for kind in kinds:
            maker.record(case_id, kind, on, **said)
        return case_id

    return bring


def contacted(maker: CaseMaker) -> UUID:
    """Somebody whose identity was confirmed, so that the meeting can count as held."""
    case_id = maker.accepted()
    for kind in (FactKind.CONTACTED, FactKind.IDENTITY_CONFIRMED):
        maker.record(case_id, kind, date(2021, 5, 20))
    return case_id


def start_to_key(maker: CaseMaker) -> UUID:
    """Somebody who started; duplicates were searched for once more."""
    case_id = maker.met()
    maker.record(case_id, FactKind.DUPLICATES_SEARCHED, MET)
    return case_id


@contextmanager
def case_maker(folder: Path, passphrase: str, clock: Any) -> Iterator[CaseMaker]:
    """The vault in ``folder``, opened for making cases and closed again."""
    maker = CaseMaker(folder, passphrase, clock)
    try:
        yield maker
    finally:
        maker.close()


def brought_once(folder: Path, passphrase: str, clock: Any, bring: Callable[[CaseMaker], T]) -> T:
    """What ``bring`` does with the vault in ``folder``: done once in a run, and copied from then on. What
    has no name in its module is done each time. The clock stays where it was brought to."""

    def whole() -> tuple[T, datetime]:
        with case_maker(folder, passphrase, clock) as maker:
            made = bring(maker)
        return made, clock.wall

    if "<" in bring.__qualname__:
        return whole()[0]
    place = (bring.__module__, bring.__qualname__, clock.wall)
    made, clock.wall = kept(folder, place, whole)
    return made


def open_window(make_shell: Callable[..., Shell], folder: Path, passphrase: str, settle: Any) -> Shell:
    """The window on that vault, opened and at rest."""
    shell = make_shell(folder)
    shell.start()
    shell.door.open_with(passphrase)
    settle(shell)
    return shell


def today_of(shell: Shell) -> TodayPage:
    """Its page Today."""
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    return page
