"""A case on provision, and the CV tab in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.cv.cv_views import CvView
from tests.ui.casemaker import case_maker, open_window
from tests.ui.tab_desk import TabDesk
from ui.pages.case.cv.cv import CvTab
from ui.pages.case.cv.cv_entry import EntryCard
from ui.shell.shell import Shell


class CvDesk(TabDesk[CvTab]):
    """The CV tab of one case, and short ways to use it."""

    key, kind = "cv", CvTab

    def __init__(self, shell: Shell, case_id: UUID, settle: Callable[[Shell], None], qtbot: QtBot) -> None:
        self.qtbot = qtbot
        super().__init__(shell, case_id, settle)

    @property
    def view(self) -> CvView:
        """The CV as the vault holds it."""
        return cvs.open_cv(self.workspace, self.case_id)

    def rest(self) -> None:
        """Wait until the draft is written, as the label says."""
        self.qtbot.waitUntil(lambda: "Saved " in self.tab.head.saved.text() and self.tab.keeper.at_rest)

    def begin(self) -> None:
        self.tab.start.begin.click()
        self.settle()

    def add(self, section: str, /, **values: str) -> EntryCard:
        """Add an entry to a section and type into its fields, by the keyboard."""
        self.click(f"cv-add-{section}")
        card: Any = QApplication.focusWidget()
        while not isinstance(card, EntryCard):
            card = card.parentWidget()
        for field, text in values.items():
            box: Any = card.findChild(QWidget, f"cv-{card.key}-{field}")
            box.setFocus()
            if text.isascii():
                self.qtbot.keyClicks(box, text)
            else:
                box.take(text)  # keys of tests are those of ASCII
        return card

    def previewed(self) -> None:
        """Wait until the page shows what stands in the editor."""
        self.qtbot.waitUntil(lambda: not self.tab._rest.isActive() and self.tab.preview.up_to_date)
        self.settle()

    def menu(self, words: str) -> QAction:
        return next(action for action in self.tab.head.menu.actions() if words in action.text())


@pytest.fixture
def case_id(own_vault: Path, passphrase: str, window_clock: Any) -> UUID:
    """A case with its start keyed."""
    now = window_clock.wall
    with case_maker(own_vault, passphrase, window_clock) as maker:
        made = maker.started(first_name="Gwenllian Angharad", last_name="Llywelyn-Prytherch")
    window_clock.wall = now
    return made


@pytest.fixture
def make_desk(  # noqa: PLR0917 (fixtures)
    make_shell: Callable[..., Shell],
    own_vault: Path,
    case_id: UUID,
    passphrase: str,
    settle: Any,
    qtbot: QtBot,
) -> Callable[[], CvDesk]:
    """Opens the window on the CV tab; again after ``shell.close()`` for a restart."""

    def make() -> CvDesk:
        return CvDesk(open_window(make_shell, own_vault, passphrase, settle), case_id, settle, qtbot)

    return make


@pytest.fixture
def desk(make_desk: Callable[[], CvDesk]) -> CvDesk:
    return make_desk()
