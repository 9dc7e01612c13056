"""No Contact keyed in the real window, and what its form says of the attempts first (W3, C2, C6, AMB-10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import said_with
from tests.ui.casemaker import CaseMaker, case_maker, open_window
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.shell.shell import Shell

REFERRED, OVER = date(2021, 6, 1), date(2021, 6, 14)
Opened = Callable[[Callable[[CaseMaker], Any]], tuple[Shell, PrapEntryDialog]]


@pytest.fixture
def opened(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> Opened:
    """The entry of somebody whom three attempts did not reach, on the day after the days for contact."""

    def make(attempt: Callable[[CaseMaker], Any]) -> tuple[Shell, PrapEntryDialog]:
        with case_maker(own_vault, passphrase, window_clock) as maker:
            case_id = attempt(maker)
            maker.on(OVER, time(10))
        shell = open_window(make_shell, own_vault, passphrase, settle)
        PrapEntryDialog.ask(shell.context, case_id, "outcome", shell.window)
        settle(shell)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrapEntryDialog)
        return shell, dialog

    return make


def tried(maker: CaseMaker, *made: tuple[date, str]) -> Any:
    """A referral of 1 June, accepted, with an attempt on each of these days in each of these ways."""
    case_id = maker.referred(REFERRED)
    maker.record(case_id, FactKind.ACKNOWLEDGED, REFERRED)
    for day, channel in made:
        detail, _ = said_with(maker.workspace.programme, FactKind.CONTACT_ATTEMPTED, {"result": "no_answer"})
        maker.record(case_id, FactKind.CONTACT_ATTEMPTED, day, channel=channel, detail=detail)
    return case_id


def from_the_contact_tab(shell: Shell, case_id: UUID, settle: Any) -> PrapEntryDialog:
    """The same entry by the button beside the advice that it may be keyed now."""
    shell.frame.open_case(case_id, "contact")
    settle(shell)
    tab: Any = shell.frame.page("case")
    key = tab.tab("contact").key
    assert key.isVisible()
    key.click()
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrapEntryDialog)
    return dialog


def test_w3_three_attempts_of_one_minute_are_told_before_no_contact_is_keyed(
    opened: Opened, settle: Any, save_picture: Callable[[QWidget, str], None]
) -> None:
    """C2, AMB-10: advice with its paragraph; it stops nobody."""
    shell, dialog = opened(lambda maker: tried(maker, *[(REFERRED, "telephone")] * 3))
    dialog.reject()
    dialog = from_the_contact_tab(shell, dialog._opened.line.case_id, settle)  # C6: it leads there
    assert dialog.form.way.fact is FactKind.NO_CONTACT_KEYED
    said = dialog.form.spread.text()
    assert "All attempts so far are of one day" in said and "So far only by" in said and "JFS 3.12" in said
    assert dialog.form.spread.isVisible() and dialog.tick.isEnabled()
    assert dialog.fields.value("reason") == "No Contact"
    save_picture(dialog, "prap-no-contact")
    asked = said_with(shell.context.workspace.programme, FactKind.NO_CONTACT_KEYED, {})[0]
    dialog.form.questions.set_answers({**asked, "evidence": "log", "proof": "Cancelled"})
    dialog.tick.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None
    kept = facts.of_case(shell.context.workspace, dialog._opened.line.case_id)[0]
    assert kept.kind == FactKind.NO_CONTACT_KEYED


def test_w3_attempts_that_are_spread_need_no_advice(opened: Opened) -> None:
    """C2, AMB-10."""
    days = ((REFERRED, "telephone"), (date(2021, 6, 3), "text"), (date(2021, 6, 7), "telephone"))
    _, dialog = opened(lambda maker: tried(maker, *days))
    assert dialog.form.way.fact is FactKind.NO_CONTACT_KEYED and not dialog.form.spread.isVisible()
