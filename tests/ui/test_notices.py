"""Desktop notifications: no personal data, once for each thing, none while locked, shared, quiet or off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from jfs_desktop.casework.desk import settings
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import case_maker, open_window
from ui.shell.notices import Notices
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


class HeardBell:
    """Keeps what would be shown on the desktop."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.pressed: Callable[[], None] | None = None

    def ring(self, text: str, pressed: Callable[[], None]) -> None:
        self.rung.append(text)
        self.pressed = pressed


@pytest.fixture
def shell(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Shell:
    """Two referrals to acknowledge by 16:00 (AMB-03) and a meeting booked for 15:50; it is 15:10."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.referred(date(2021, 6, 1), first_name="Mòrag", last_name="NicDhòmhnaill")
        maker.record(case_id, FactKind.ACKNOWLEDGED, date(2021, 6, 1))
        maker.record(case_id, FactKind.CONTACTED, date(2021, 6, 2))
        said = {"booked_for": "2021-06-04", "booked_at": "15:50"}
        maker.record(case_id, FactKind.MEETING_BOOKED, date(2021, 6, 2), detail=said)
        for name in ("Tom", "Callum"):
            maker.referred(date(2021, 6, 3), first_name=name)
        maker.on(date(2021, 6, 4), time(15, 10))
    return open_window(make_shell, own_vault, passphrase, settle)


@pytest.fixture
def bell() -> HeardBell:
    return HeardBell()


@pytest.fixture
def notices(shell: Shell, bell: HeardBell) -> Notices:
    return Notices(shell.context, bell, shell)


def look(notices: Notices, shell: Shell, settle: Settle) -> None:
    notices.look()
    settle(shell)


def test_it_says_how_many_and_names_nobody(
    notices: Notices, bell: HeardBell, shell: Shell, settle: Settle
) -> None:
    """AMB-03, C3: two target times and one meeting; told once."""
    look(notices, shell, settle)
    assert bell.rung == ["3 things are due within the hour"]
    look(notices, shell, settle)
    assert len(bell.rung) == 1


def test_a_press_asks_for_today(notices: Notices, bell: HeardBell, shell: Shell, settle: Settle) -> None:
    asked: list[bool] = []
    notices.chosen.connect(lambda: asked.append(True))
    look(notices, shell, settle)
    assert bell.pressed is not None
    bell.pressed()
    assert asked == [True]


def test_none_while_the_screen_is_shared_or_locked(
    notices: Notices, bell: HeardBell, shell: Shell, settle: Settle
) -> None:
    notices.set_shared(True)
    look(notices, shell, settle)
    notices.set_shared(False)
    shell.lock()
    look(notices, shell, settle)
    assert bell.rung == []


@pytest.mark.parametrize("change", [(settings.NOTIFY, False), (settings.QUIET_FROM, 15)])
def test_none_when_off_or_in_quiet_hours(
    notices: Notices, bell: HeardBell, shell: Shell, settle: Settle, change: tuple[Any, Any]
) -> None:
    settings.put(shell.context.workspace, *change)
    look(notices, shell, settle)
    assert bell.rung == []


def test_an_hour_is_told_when_it_comes(
    notices: Notices, bell: HeardBell, shell: Shell, settle: Settle, window_clock: Any
) -> None:
    window_clock.wall = window_clock.wall.replace(hour=12, minute=0)
    look(notices, shell, settle)
    assert bell.rung == []
    window_clock.wall = window_clock.wall.replace(hour=14, minute=30)
    look(notices, shell, settle)
    assert len(bell.rung) == 1
