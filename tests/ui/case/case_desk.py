"""A window at rest over cases, and short ways to use the case page as a person does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.store.key_header import ArgonCost
from tests.ui.tab_desk import CaseDesk
from ui.pages.case.overview.overview import OverviewTab
from ui.pages.case.page import CasePage
from ui.shell.shell import Shell
from ui.widgets.explanation import ExplanationPopover

PASSPHRASE = "seven quiet otters wade slowly"
CHEAP = ArgonCost(memory_kib=19 * 1024, passes=1, lanes=1)
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
LONG_NAME = ("Angharad Gwenllian-Morfudd", "Llewelyn-Prydderch ap Rhydderch o Lanfairpwllgwyngyll")

Settle = Callable[[Shell], None]
Picture = Callable[[QWidget, str], None]


class Desk(CaseDesk):
    """The opened window and the two cases that were made for it."""

    def __init__(self, shell: Shell, case_id: UUID, long_case: UUID, settle: Settle) -> None:
        super().__init__(shell, case_id, settle)
        self.long_case = long_case

    @property
    def overview(self) -> OverviewTab:
        tab = self.page.tab("overview")
        assert isinstance(tab, OverviewTab)
        return tab

    def open(self, tab: str = "overview", case_id: UUID | None = None) -> CasePage:
        self.shell.frame.open_case(case_id or self.case_id, tab)
        self.settle()
        return self.page

    def activate(self, qtbot: QtBot) -> None:
        """Let the window have the keyboard, as it has when somebody types."""
        self.shell.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.shell.window)

    def press(self, button: QPushButton | None) -> None:
        assert button is not None and button.isVisible() and button.isEnabled()
        button.click()
        self.settle()


def a_referral(reference: str, first: str, last: str, **said: Any) -> ReferralForm:
    """What the form of a new referral holds."""
    values: dict[str, Any] = {
        "prap_reference": reference,
        "referral_made_on": "2021-05-26",
        "received_at": "2021-05-26 09:12",
        "first_name": first,
        "last_name": last,
        "ni_number": "AB123456C",
        "date_of_birth": "1990-02-03",
        "jobcentre": "Harbourside Jobcentre",
        "nation": "WLS",
        "benefit": "UC",
        "telephone": "07700 900123",
        "email": "priya.nair@example.org",
    }
    return ReferralForm(**(values | said))


def the_popover() -> ExplanationPopover:
    """The explanation that stands open."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ExplanationPopover)
    return popup
