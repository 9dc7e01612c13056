"""The case page in the real window, over two cases made for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.vault import Vault
from tests.answers import entry
from tests.cleared import with_channels
from tests.kept_vaults import kept
from tests.ui.case.case_desk import CHEAP, LONG_NAME, PASSPHRASE, Desk, Settle, a_referral
from tests.ui.case.meeting_desk import MeetingDesk, reached
from tests.ui.casemaker import brought_once, open_window
from ui.shell.shell import Shell


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], tmp_path: Path, window_clock: Any, settle: Settle, qtbot: QtBot
) -> Desk:
    """A window at rest over two cases: one acknowledged, one vulnerable person with a long Welsh name."""
    folder, now = tmp_path / "vault", window_clock.wall
    window_clock.wall = datetime(2021, 5, 26, 9, 0, tzinfo=UTC)
    case_id, long_case = kept(folder, "two cases", lambda: put_two_cases(folder, window_clock))
    window_clock.wall = now
    shell = open_window(make_shell, folder, PASSPHRASE, settle)
    return Desk(shell, case_id, long_case, settle)


def put_two_cases(folder: Path, clock: Any) -> tuple[UUID, UUID]:
    """A vault with the two of them in it."""
    vault, _ = Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)
    workspace = with_channels(begin(vault, clock, FirstRun("Northgate Skills", "Rosa Khan", prap_role=True)))
    case_id = referrals.add(workspace, a_referral("PR-1", "Priya", "Nair")).value
    long_case = referrals.add(
        workspace,
        a_referral("PR-2", *LONG_NAME, ni_number="AB123457D", vulnerable="yes", date_of_birth="1950-01-01"),
    ).value
    facts.record(workspace, case_id, entry(FactKind.ACKNOWLEDGED, date(2021, 5, 26)))
    facts.record(workspace, case_id, entry(FactKind.VULNERABILITY_SEEN, date(2021, 5, 26)))
    workspace.close()
    return case_id, long_case


@pytest.fixture
def meeting(  # noqa: PLR0917 - fixtures
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
    qtbot: QtBot,
) -> MeetingDesk:
    """A window at rest over somebody who was reached and is to be met."""
    now = window_clock.wall
    case_id = brought_once(own_vault, passphrase, window_clock, reached)
    window_clock.wall = now
    shell = open_window(make_shell, own_vault, passphrase, settle)
    made = MeetingDesk(shell, window_clock, settle, case_id)
    made.take_the_keyboard(qtbot)
    return made
