"""A vault with one participant whose initial meeting was held, and the JFAP tab in the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.clock import Clock
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.vault import Vault
from tests.answers import entry
from tests.kept_vaults import kept
from tests.ui.casemaker import open_window
from tests.ui.tab_desk import TabDesk
from ui.pages.case.plan.plan import PlanTab
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Inside = Callable[[Callable[[Workspace], object]], object]


@pytest.fixture
def inside(own_vault: Path, window_clock: Clock, passphrase: str) -> Inside:
    """Runs verbs on the vault while no window has it open."""

    def run(job: Callable[[Workspace], object]) -> object:
        vault = Vault.open(own_vault, passphrase=passphrase, clock=window_clock)
        try:
            return job(open_workspace(vault, window_clock))
        finally:
            vault.close()

    return run


@pytest.fixture
def first_name() -> str:
    """The participant's first name; a test may ask for another."""
    return "Priya"


@pytest.fixture
def case_id(own_vault: Path, inside: Inside, window_clock: object, first_name: str) -> UUID:
    """A case that was referred on 18 May 2021 and met on 26 May."""
    clock = window_clock
    now = clock.wall  # type: ignore[attr-defined]

    def make(workspace: Workspace) -> UUID:
        clock.wall = datetime(2021, 5, 18, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
        form = ReferralForm(
            prap_reference="PR-00001",
            referral_made_on="18/05/2021",
            received_at="2021-05-18 09:00",
            first_name=first_name,
            last_name="Nair",
            jobcentre="Harbourside Jobcentre",
            nation="ENG",
            benefit="UC",
        )
        made = referrals.add(workspace, form).value
        day = workspace.today()
        facts.record(workspace, made, entry(FactKind.ACKNOWLEDGED, day))
        clock.wall = datetime(2021, 5, 26, 16, 0, tzinfo=UTC)  # type: ignore[attr-defined]
        day = workspace.today()
        facts.record(workspace, made, entry(FactKind.CONTACTED, day))
        facts.record(workspace, made, entry(FactKind.IDENTITY_CONFIRMED, day, at=time(9, 55)))
        facts.record(workspace, made, entry(FactKind.INITIAL_MEETING_HELD, day, at=time(10, 0)))
        for kind in (FactKind.VOLUNTEER_CONFIRMED, FactKind.JFAP_AGREED, FactKind.PACK_SENT):
            facts.record(workspace, made, entry(kind, day))
        return made

    found = kept(own_vault, ("a met person", first_name), lambda: inside(make))
    clock.wall = now  # type: ignore[attr-defined]
    assert isinstance(found, UUID)
    return found


class Desk(TabDesk[PlanTab]):
    """The JFAP tab of the case in the real window, and short ways to use it."""

    key, kind = "plan", PlanTab

    def __init__(self, shell: Shell, case_id: UUID, settle: Settle, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        super().__init__(shell, case_id, settle)

    def rest(self) -> None:
        """Wait until the draft is written, as the label says."""
        self.qtbot.waitUntil(lambda: "Saved" in self.tab.head.saved.text() and self.tab.keeper.at_rest)

    def add(self, aim: str = "", action: str = "", measure: str = "", by: str = "") -> None:
        """Add an objective by keyboard alone: Tab leads from cell to cell."""
        table = self.tab.editor.objectives
        table.add()
        row = table.rows[-1]
        for box, text in (
            (row.aim, aim),
            (row.action, action),
            (row.measure, measure),
            (row.who, ""),
            (row.by, by),
        ):
            assert QApplication.focusWidget() is box
            self.qtbot.keyClicks(box, text)
            self.qtbot.keyClick(box, Qt.Key.Key_Tab)


@pytest.fixture
def make_desk(  # noqa: PLR0917 (fixtures)
    make_shell: Callable[..., Shell],
    own_vault: Path,
    case_id: UUID,
    passphrase: str,
    settle: Settle,
    qtbot: QtBot,
) -> Callable[[], Desk]:
    """Opens the window on the JFAP tab; again after ``shell.close()`` for a restart."""

    def make() -> Desk:
        shell = open_window(make_shell, own_vault, passphrase, settle)
        return Desk(shell, case_id, settle, qtbot)

    return make


@pytest.fixture
def desk(make_desk: Callable[[], Desk]) -> Desk:
    return make_desk()
