"""Reports on referrals and the contract's dates in the real window (E2, E11, R3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.office import contract
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.office.reports import ANSWERED, HANDED_BACK, ReportsDialog
from ui.pages.settings import SettingsPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
AT = time(16, 5)


def test_reports_open_from_the_menu_and_lead_to_the_case(  # noqa: PLR0917 - each is a fixture
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    settle: Settle,
    tmp_path: Path,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """R3, R10, E10: reachable from the menu, and so from Ctrl+K."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.accepted()
        back = maker.referred(date(2021, 6, 1))
        said = {"to_whom": "=HYPERLINK(1)", "method": "telephone"}
        maker.record(
            back,
            FactKind.HANDED_BACK,
            date(2021, 6, 3),
            at=AT,
            detail=said,
            note="Line was bad",
            late_reason="Away",
        )
        maker.on(date(2021, 6, 4))
    shell = open_window(make_shell, own_vault, passphrase, settle)
    actions = shell.window.findChildren(QAction)
    next(one for one in actions if one.text() == "&Reports…").trigger()
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportsDialog) and dialog.bar.count() == 6
    dialog.bar.setCurrentIndex(ANSWERED)
    assert [line.cells[:3] for line in dialog.sheets[0].rows] == [("2021-05", 1, 1), ("2021-06", 1, 0)]
    dialog.bar.setCurrentIndex(HANDED_BACK)
    save_picture(dialog, "report-handed-back")
    (line,) = dialog.sheets[HANDED_BACK - ANSWERED].rows
    assert line.cells[1:6] == (date(2021, 6, 3), "16:05", "Telephone", "=HYPERLINK(1)", "Line was bad")
    dialog.save_to(tmp_path / "back.csv")
    settle(shell)
    saved = (tmp_path / "back.csv").read_text("utf-8-sig")
    assert "PR-00002,2021-06-03,16:05,Telephone,'=HYPERLINK(1),Line was bad,No" in saved
    assert "Priya" not in saved
    dialog.tables[HANDED_BACK].opened.emit(0)
    settle(shell)
    assert shell.frame.page("case").current_tab == "referral"


def test_contract_dates_are_kept_and_give_the_end_of_the_service(
    shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """E11, AMB-54: what does not follow is told at its field; what is kept survives, and what goes beyond the
    months of the guidance is advice."""
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
    assert "18 June 2021" in card.ends.text() and "19 June 2021, when PRaP ends" in card.ends.text()
    assert card.advice.isHidden()
    card.form.set_value(contract.EXTENSION_END, date(2022, 6, 30))
    card.keep.click()
    settle(shell)
    assert "here to 31 May 2022 (JFS 1.24)" in card.advice.text() and not card.advice.isHidden()
    save_picture(card, "contract-beyond")
