"""Settings in the real window: who works here, and how far the calendar reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from jfs_desktop.casework.cases.cases import case_view
from jfs_desktop.casework.office import contract, staff
from jfs_desktop.rules.facts.facts import FactKind
from tests.ui.casemaker import case_maker, open_window
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.page import CasePage
from ui.pages.settings import SettingsPage
from ui.shell.notices import NO_TRAY, can_be_shown
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


def settings_page(shell: Shell, settle: Settle) -> SettingsPage:
    shell.frame.show_page("settings")
    settle(shell)
    page = shell.frame.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_somebody_else_works_here_from_now_on(
    shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """S4: the new name stands on every entry; who has left, or is here already, is not offered."""
    workspace = shell.context.workspace
    morag = staff.add(workspace, name="Morag Sutherland", role="adviser", prap_role=False).value
    gone = staff.add(workspace, name="Gareth Pugh", role="adviser", prap_role=True).value
    staff.change(workspace, gone.id, name="Gareth Pugh", role="adviser", prap_role=True, active=False)
    page = settings_page(shell, settle)
    fields = [one.text() for one in page.findChildren(QLineEdit)]
    assert "Northgate Skills" in fields, "a field that has the focus as the page comes is filled all the same"
    save_picture(shell.window, "settings-people")
    (offered,) = page.findChildren(QPushButton, "work-as")
    assert "Morag Sutherland" in offered.accessibleName()
    offered.click()
    settle(shell)
    assert workspace.me.id == morag.id
    assert workspace.author.staff_id == morag.id
    assert "Morag Sutherland" in shell.frame.banner.text
    (back,) = [one for one in page.findChildren(QPushButton, "work-as") if one.isVisible()]
    assert "Rosa Khan" in back.accessibleName()


def test_a_calendar_that_runs_short_is_told(shell: Shell, settle: Settle, window_clock: Any) -> None:
    """W17: fewer days ahead than the profile's figure."""
    page = settings_page(shell, settle)
    assert not page.calendar.warning.isVisible()
    last = shell.context.workspace.calendar.last
    window_clock.wall = datetime(last.year, last.month, last.day, 9, tzinfo=UTC)
    page.mark_stale()
    settle(shell)
    assert page.calendar.warning.isVisible()
    assert "load a newer one" in page.calendar.warning.text()


def test_records_are_disposed_of_once_the_date_kept_in_settings_is_past(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> None:
    """T32, AMB-53, JFS 1.33: the date is entered in the window; only after it a disposal is offered."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.referred()
        maker.record(case_id, FactKind.REJECTED, date(2021, 5, 18))
    window_clock.wall = datetime(2021, 6, 4, 9, 41, 52, tzinfo=UTC)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    shell.keeper.stop()  # it takes months that pass at once for a sleep, and locks
    contract_card = settings_page(shell, settle).contract
    contract_card.form.set_value(contract.RETENTION_END, date(2021, 9, 30))
    contract_card.form.set_value(contract.SOURCE, "Clause 12")
    contract_card.keep.click()
    settle(shell)
    workspace = shell.context.workspace
    assert contract.dates(workspace).retention_end_date == date(2021, 9, 30)
    window_clock.wall = datetime(2021, 9, 30, 9, tzinfo=UTC)
    assert disposal_form(shell, settle, case_id) is None
    window_clock.wall = datetime(2021, 10, 1, 9, tzinfo=UTC)
    dialog = disposal_form(shell, settle, case_id)
    assert dialog is not None
    dialog.save.click()
    settle(shell)
    assert dialog.isVisible()  # without who approved it nothing goes
    dialog.questions.set_answers({"approved_by": "Head of records"})
    dialog.save.click()
    settle(shell)
    assert case_view(workspace, case_id).stage == "archived"


def disposal_form(shell: Shell, settle: Settle, case_id: UUID) -> RecordDialog | None:
    """The form 'Record what happened' with the disposal chosen; None where it is not offered."""
    shell.frame.open_case(case_id, "overview")
    settle(shell)
    page = shell.frame.page("case")
    assert isinstance(page, CasePage)
    page.head.record.click()
    settle(shell)
    (dialog,) = [one for one in shell.window.findChildren(RecordDialog) if one.isVisible()]
    place = dialog.kind.findData(FactKind.DISPOSAL_APPROVED.value)
    if place < 0:
        dialog.discard()
        settle(shell)
        return None
    dialog.kind.setCurrentIndex(place)
    settle(shell)
    return dialog


def test_r3_a_desktop_without_a_tray_is_told_where_notifications_are_set(
    shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R3: what is due within the hour would be told by the desktop; where it cannot, the setting says so and
    where to look, and says nothing once no notification is wished for."""
    page = settings_page(shell, settle)
    assert not can_be_shown(), "nothing that tests run on has a tray"
    assert page.form.note("notify") == NO_TRAY and "Today" in NO_TRAY
    save_picture(shell.window, "settings-no-tray")
    wished = page.form.field("notify")
    assert isinstance(wished, QCheckBox)
    wished.click()
    settle(shell)
    assert page.form.note("notify") == ""
    wished.click()
    settle(shell)
    assert page.form.note("notify") == NO_TRAY
