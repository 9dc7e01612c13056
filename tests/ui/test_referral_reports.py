"""Reports on referrals and the contract's dates in the real window (E2, E11, R3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from jfs_desktop.casework import contract
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.referral_reports import ReferralReportsDialog
from ui.pages.settings import SettingsPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


def test_reports_open_from_the_menu_and_lead_to_the_case(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> None:
    """R3, E10: reachable from the menu, and so from Ctrl+K."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.accepted()
        maker.on(date(2021, 6, 4))
    shell = open_window(make_shell, own_vault, passphrase, settle)
    actions = shell.window.findChildren(QAction)
    next(one for one in actions if one.text() == "Reports on r&eferrals…").trigger()
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReferralReportsDialog)
    assert [(row.month, row.received, row.on_time) for row in dialog.months.rows] == [("2021-05", 1, 1)]
    assert dialog.bar.count() == 4
    dialog.reject()


def test_contract_dates_are_kept_and_give_the_end_of_the_service(shell: Shell, settle: Settle) -> None:
    """E11, AMB-54: what does not follow is told at its field; what is kept survives."""
    assert shell.frame is not None and shell.context is not None
    shell.frame.show_page("settings")
    settle(shell)
    page = shell.frame.page("settings")
    assert isinstance(page, SettingsPage)
    card = page.contract
    card.form.set_value(contract.START, date(2020, 6, 1))
    card.form.set_value(contract.REFERRAL_END, date(2020, 5, 31))
    card.keep.click()
    settle(shell)
    assert contract.dates(shell.context.workspace).contract_start is None
    card.form.set_value(contract.REFERRAL_END, date(2021, 5, 31))
    card.form.set_value(contract.LAST_START, date(2021, 5, 20))
    card.keep.click()
    settle(shell)
    kept = contract.dates(shell.context.workspace)
    assert (kept.contract_start, kept.service_end) == (date(2020, 6, 1), date(2021, 6, 18))
    assert "18 June 2021" in card.ends.text()
