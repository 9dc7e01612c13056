"""The Sync page in the real window: enrolled by card and code, exported, the receipt read (D11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from jfs_desktop.casework.first_run import FirstRun
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import SystemClock
from jfs_desktop.head_office import enrolment, intake
from jfs_desktop.store.key_header import LANES, MEMORY_KIB, PASSES, ArgonCost
from ui.dialogs.enrol import EnrolDialog
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]
CHEAP = ArgonCost(min(MEMORY_KIB), min(PASSES), min(LANES))


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    """A head office's own vault."""
    who = FirstRun("Northgate Skills", "Morag Bell")
    made, _ = enrolment.set_up(tmp_path / "centre", "seven otters wade", who, clock=SystemClock(), cost=CHEAP)
    yield made
    made.close()


class SyncDesk:
    """The page, and the system's file dialogs as a person would answer them."""

    def __init__(self, shell: Shell, settle: Settle, patch: pytest.MonkeyPatch) -> None:
        assert shell.frame is not None
        self.shell, self._settle, self._patch = shell, settle, patch
        shell.frame.show_page("sync")
        settle(shell)
        self.page: Any = shell.frame.page("sync")

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

    def told(self) -> str:
        return " ".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def desk(shell: Shell, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> SyncDesk:
    return SyncDesk(shell, settle, monkeypatch)


def test_d11_from_enrolment_to_the_receipt(
    desk: SyncDesk, centre: Workspace, tmp_path: Path, save_picture: Save
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    assert "Not enrolled with a head office" in desk.told()
    save_picture(desk.shell.window, "sync-empty")
    given = enrolment.give_code(centre, post)
    slipped = given.code[:-1] + ("0" if given.code[-1] != "0" else "1")
    dialog = desk.enrol(given.card, slipped)
    assert "typing error" in dialog.form.note("code")
    dialog.form.set_value("code", given.code)
    desk.press("enrol", dialog)
    assert "has confirmed nothing yet" in desk.told() and given.fingerprint in desk.told()
    desk.choose(post)
    desk.press("export-now")
    (bundle,) = post.glob("*.jfsb")
    assert "Last bundle: no. 1" in desk.told() and str(post) in desk.told()
    desk.choose(intake.take_in(centre, bundle, post).receipt)
    desk.press("read-receipt")
    assert "Head office has everything up to no. 1, " in desk.told()
    assert "Nothing is newer" in desk.told()
    save_picture(desk.shell.window, "sync-confirmed")
    desk.press("read-receipt")
    assert "Head office has everything up to no. 1, " in desk.told()
    desk.press("export-now")
    assert len(list(post.glob("*.jfsb"))) == 1


def test_d11_a_folder_that_went_away_is_told_and_the_button_stays(
    desk: SyncDesk, centre: Workspace, tmp_path: Path
) -> None:
    given = enrolment.give_code(centre, tmp_path)
    desk.enrol(given.card, given.code)
    desk.choose(tmp_path / "stick")
    desk.press("export-now")
    assert desk.page.export.isEnabled()
    assert "No bundle was made yet" in desk.told()
