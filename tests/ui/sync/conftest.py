"""The window, a head office with a vault of its own, and a folder in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office.first_run import FirstRun
from jfs_desktop.head_office import enrolment
from jfs_desktop.store.key_header import LANES, MEMORY_KIB, PASSES, ArgonCost
from tests.ui.conftest import WindowClock
from ui.dialogs.office.enrol import EnrolDialog
from ui.dialogs.office.head_office_change import HeadOfficeChangeDialog
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
CHEAP = ArgonCost(min(MEMORY_KIB), min(PASSES), min(LANES))


def centre_in(folder: Path, clock: WindowClock) -> Workspace:
    """A head office with a new vault of its own."""
    who = FirstRun("Northgate Skills", "Morag Bell")
    return enrolment.set_up(folder, "seven otters wade", who, clock=clock, cost=CHEAP)[0]


@pytest.fixture
def centre(tmp_path: Path, window_clock: WindowClock) -> Iterator[Workspace]:
    made = centre_in(tmp_path / "centre", window_clock)
    yield made
    made.close()


class SyncDesk:
    """The page, and the system's file dialogs as a person would answer them."""

    def __init__(self, shell: Shell, settle: Settle, patch: pytest.MonkeyPatch) -> None:
        self.shell, self._settle, self._patch = shell, settle, patch
        shell.frame.show_page("sync")
        settle(shell)
        self.page: Any = shell.frame.page("sync")

    def settle(self) -> None:
        self._settle(self.shell)

    def choose(self, file: Path) -> None:
        """What the next file dialogs answer."""
        self._patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        self._patch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(file))

    def press(self, name: str, inside: QWidget | None = None) -> None:
        made = (inside or self.page).findChild(QPushButton, name)
        assert made is not None and made.isEnabled() and made.isVisible(), name
        made.click()
        self._settle(self.shell)

    def enrol(self, card: Path, code: str) -> EnrolDialog:
        self.choose(card)
        self.page.empty.actionRequested.emit("")
        self._settle(self.shell)
        dialog = next(one for one in self.shell.window.findChildren(EnrolDialog) if one.isVisible())
        dialog.form.set_value("code", code)
        self.press("enrol", dialog)
        return dialog

    def change(self, paper: Path) -> HeadOfficeChangeDialog:
        """What a change of head office says, opened from the page."""
        self.choose(paper)
        self.press("changed-head-office")
        return next(one for one in self.shell.window.findChildren(HeadOfficeChangeDialog) if one.isVisible())

    def told(self) -> str:
        return self.told_in(self.page)

    def told_in(self, widget: QWidget) -> str:
        return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def desk(shell: Shell, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> SyncDesk:
    return SyncDesk(shell, settle, monkeypatch)
