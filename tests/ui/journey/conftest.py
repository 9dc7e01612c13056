"""The window on an empty vault, on the morning on which a journey begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from jfs_desktop.clock import LONDON
from tests.cli.conftest import run
from tests.ui.casemaker import open_window
from tests.ui.journey.journey import Journey
from tests.ui.journey.journey_desk import Save, Settle
from ui.shell.shell import Shell


@pytest.fixture
def journey(  # noqa: PLR0917 - fixtures
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Settle,
    save_picture: Save,
) -> Callable[[str, date], Journey]:
    """Opens the window on a day, under a name for its pictures."""

    def opened(name: str, on: date) -> Journey:
        window_clock.wall = datetime.combine(on, time(9, 30), LONDON).astimezone(UTC)
        shell = open_window(make_shell, own_vault, passphrase, settle)
        return Journey(shell, window_clock, settle, save_picture, passphrase, name)

    return opened


@pytest.fixture
def stands_after_a_restart(
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    settle: Settle,
    tmp_path: Path,
) -> Callable[[Journey], None]:
    """Closes the window, lets `jfs verify` look at the vault, opens the window anew and compares."""

    def stands(way: Journey) -> None:
        before = way.seen()
        way.shell.window.close()
        way.shell.close()
        file = tmp_path / "passphrase.txt"
        file.write_text(f"{passphrase}\n", encoding="utf-8")
        done = run("verify", JFS_VAULT=str(own_vault), JFS_PASSPHRASE_FILE=str(file))
        assert done.status == 0, done.out + done.error
        way.take_up(open_window(make_shell, own_vault, passphrase, settle))
        after = way.seen()
        for was, stands_now in zip(before, after, strict=True):
            assert stands_now == was
        way.picture()

    return stands
