"""A referral typed in: notes beside fields, what is refused, what is known already, and what a lock keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.today.cockpit import OFFICER
from jfs_desktop.records.draft import Draft
from tests.ui import soon
from tests.ui.casemaker import open_window
from ui.dialogs.referrals.referral import OWNER, ReferralDialog
from ui.dialogs.referrals.restricted_referrals import RestrictedDialog
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
PERSON = {
    "prap_reference": "PR-7001",
    "referral_made_on": "3 June 2021",
    "received_at": "3 June 2021 09:15",
    "jobcentre": "Harbourside Jobcentre",
    "first_name": "Angharad",
    "last_name": "Llewelyn-Prydderch",
    "ni_number": "JK 12 34 56 A",
}


def open_form(shell: Shell, settle: Settle) -> ReferralDialog:
    next(one for one in shell.inside.menus.actions() if "New referral" in one.text()).trigger()
    settle(shell)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReferralDialog)
    return dialog


def type_in(qtbot: QtBot, dialog: ReferralDialog, **said: str) -> None:
    for name, text in said.items():
        field = dialog.findChild(QWidget, name)
        assert isinstance(field, QWidget)
        qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(field, text)


def rest(dialog: ReferralDialog, shell: Shell, settle: Settle) -> None:
    """Lets the checks and the draft that follow the last key run."""
    soon.come(dialog._wait, dialog._keep_soon)
    settle(shell)


def test_a_typed_referral_becomes_a_case(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    """R1: typed, checked and taken in, with Undo in the banner."""
    dialog = open_form(shell, settle)
    assert dialog.focusWidget().objectName() == "prap_reference"
    early = {"referral_made_on": "27 May 2021", "received_at": "27 May 2021 09:15"}
    type_in(qtbot, dialog, **(PERSON | early))
    qtbot.waitUntil(lambda: not dialog._wait.isActive() and not dialog._keep_soon.isActive())
    settle(shell)
    assert "this referral arrives lapsed" in dialog.form.note("received_at")  # as of a file (R2, R3)
    assert "due 28 May 2021;" in dialog.form.note("received_at"), "with its year, as the field has it"
    type_in(qtbot, dialog, **PERSON)
    rest(dialog, shell, settle)
    assert not dialog.form.note("received_at")
    qtbot.keyClick(dialog.form.field("last_name"), Qt.Key.Key_Return)
    settle(shell)
    assert QApplication.activeModalWidget() is None
    assert len(Caseload(shell.context.workspace)) == 1
    assert drafts.read(shell.context.workspace, OWNER) is None
    undo = shell.frame.banner.findChild(QPushButton, "banner-action")
    assert isinstance(undo, QPushButton) and undo.text() == "Undo"
    undo.click()
    settle(shell)
    assert len(Caseload(shell.context.workspace)) == 0


def test_notes_stand_beside_the_fields_as_they_are_typed(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    """Bad input: 31 February and a wrong NI number are told beside their fields, before anything is added."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, ni_number="AB 12 34", date_of_birth="31/2/1990")
    rest(dialog, shell, settle)
    assert dialog.form.note("ni_number")
    assert dialog.form.note("date_of_birth") == "February has no 31st"
    assert not dialog.form.note("last_name")
    type_in(qtbot, dialog, date_of_birth="30 feb")
    rest(dialog, shell, settle)
    assert dialog.form.note("date_of_birth") == "February has no 30th"
    type_in(qtbot, dialog, **(PERSON | {"date_of_birth": "30 feb"}))
    rest(dialog, shell, settle)
    dialog.save.click()
    settle(shell)
    assert dialog.error_text() == "Date of birth: February has no 30th.", "above the buttons as in the field"


def test_every_fault_is_told_beside_its_field_once_it_is_added(
    qtbot: QtBot, shell: Shell, settle: Settle
) -> None:
    """R1: what is missing and what is wrong is told at once, and the first of them gets the focus; Ctrl+Enter
    adds from the notes too, where Enter begins a line."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, first_name="Angharad", ni_number="AB 12 34", date_of_birth="31/2/1990")
    notes = dialog.form.field("notes")
    notes.setFocus()
    qtbot.keyClick(notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    told = {name for name in dialog.form.names() if dialog.form.note(name)}
    assert told == {"prap_reference", "referral_made_on", "last_name", "date_of_birth", "ni_number"}
    for name in told:
        field = dialog.findChild(QWidget, name)
        assert isinstance(field, QWidget) and field.property("state") == "error"
    assert dialog.focusWidget().objectName() == "prap_reference"
    assert dialog.save.isEnabled()
    type_in(qtbot, dialog, last_name="Llewelyn-Prydderch")
    rest(dialog, shell, settle)
    assert not dialog.form.note("last_name")
    assert dialog.form.note("prap_reference")


def test_a_known_reference_is_told_as_it_is_typed(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    """R4: nothing else has to be filled in to hear that the referral is in the vault already."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.save.click()
    settle(shell)
    again = open_form(shell, settle)
    type_in(qtbot, again, prap_reference="pr-7001")
    rest(again, shell, settle)
    assert "same PRaP reference" in again.form.note("prap_reference")
    assert not again.form.note("last_name")


def test_tab_goes_through_the_fields_as_they_are_read(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    dialog = open_form(shell, settle)
    reached: list[str] = []
    for _ in range(60):
        focus = dialog.focusWidget()
        name = focus.objectName()
        if name == "add-referral":
            break
        if name in dialog.form.names():
            reached.append(name)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert tuple(reached) == dialog.form.names()


@pytest.mark.parametrize("field", ["mappa", "scr"])
def test_a_restricted_referral_is_refused_and_not_kept(
    qtbot: QtBot, shell: Shell, settle: Settle, field: str
) -> None:
    """G3, G4, R1: refused with what to do; nothing else of it stays in this vault. The officer's list names
    the clerical process for a Special Customer Record, by which alone that person can start (JFS 3.09)."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.form.set_value(field, True)
    dialog.form.set_value("prap_reference", "")
    rest(dialog, shell, settle)
    dialog.save.click()
    settle(shell)
    assert dialog.isVisible() and "all that is kept" in dialog.form.note("prap_reference")
    assert drafts.read(shell.context.workspace, OWNER) is None
    dialog.form.set_value("prap_reference", "PRP-4711")
    rest(dialog, shell, settle)
    dialog.save.click()
    settle(shell)
    assert not shell.window.findChildren(ReferralDialog), "it is done, and said in the banner"
    banner = shell.frame.banner
    said = [one.text() for one in banner.findChildren(QLabel) if one.isVisible()]
    assert "Noted for the nominated officer: PRP-4711" in said
    assert len(Caseload(shell.context.workspace)) == 0
    assert drafts.read(shell.context.workspace, OWNER) is None
    today = shell.frame.page("today")
    assert isinstance(today, TodayPage)
    (row,) = [one for one in today.list.rows if one.row.name == OFFICER]
    assert "PRP-4711" in row.row.what and "JFS 3.07, JFS 3.09" in row.row.why and row.row.action
    row.action.click()
    settle(shell)
    (officer,) = [one for one in shell.window.findChildren(RestrictedDialog) if one.isVisible()]
    shown = [str(officer.model.index(0, place).data()) for place in range(officer.model.columnCount())]
    assert shown[0] == "PRP-4711" and (field == "scr") == ("Clerical referral process" in shown)
    qtbot.waitUntil(officer.table.isVisible)
    assert officer.table.horizontalScrollBar().maximum() == 0
    officer.findChild(QPushButton, "hand-over").click()
    settle(shell)
    assert not [one for one in today.list.rows if one.row.name == OFFICER]


def test_a_known_referral_leads_to_its_case(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    """R4: the same PRaP reference is a duplicate; the case that is there can be opened at once."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.save.click()
    settle(shell)
    again = open_form(shell, settle)
    type_in(qtbot, again, **PERSON)
    again.save.click()
    settle(shell)
    assert again.see.isVisible()
    qtbot.mouseClick(again.see, Qt.MouseButton.LeftButton)
    settle(shell)
    assert shell.frame.current == "case"


def test_another_referral_of_an_open_case_is_taken_in_to_be_rejected(
    qtbot: QtBot, shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R4, J3.35: offered only where the person has an open case and PRaP another reference."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.save.click()
    settle(shell)
    again = open_form(shell, settle)
    type_in(qtbot, again, **PERSON | {"prap_reference": "PR-7002"})
    again.save.click()
    settle(shell)
    assert again.see.isVisible() and again.doubled.isVisible()
    save_picture(again, "referral-doubled")
    again.doubled.click()
    settle(shell)
    assert QApplication.activeModalWidget() is None
    assert len(Caseload(shell.context.workspace)) == 2
    assert "reject it on PRaP" in shell.frame.banner.text


def test_a_half_typed_form_outlives_a_lock_and_a_kill(  # noqa: PLR0917
    qtbot: QtBot,
    make_shell: Callable[..., Shell],
    own_vault: Path,
    passphrase: str,
    settle: Settle,
    save_picture: Callable[[QWidget, str], None],
) -> None:  # fmt: skip
    """The draft is offered again when the form is next opened, and 'Start afresh' lets it go."""
    shell = open_window(make_shell, own_vault, passphrase, settle)
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, first_name="Angharad", referral_made_on="3 June 2021", notes="Half a sentence")
    shell.lock()
    settle(shell)
    shell.window.close()
    shell.close()
    shell = open_window(make_shell, own_vault, passphrase, settle)
    dialog = open_form(shell, settle)
    assert dialog.form.value("first_name") == "Angharad"
    assert dialog.form.value("notes") == "Half a sentence"
    assert dialog.form.field("referral_made_on").value().isoformat() == "2021-06-03"  # type: ignore[attr-defined]
    save_picture(dialog, "referral-draft")
    afresh = dialog.findChild(QPushButton, "start-afresh")
    assert isinstance(afresh, QPushButton)
    qtbot.mouseClick(afresh, Qt.MouseButton.LeftButton)
    settle(shell)
    assert dialog.form.value("first_name") == ""
    assert drafts.read(shell.context.workspace, OWNER) is None


def test_a_lock_while_it_is_added_leaves_a_form_that_can_be_used(
    qtbot: QtBot, make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, settle: Settle
) -> None:
    """The answer is not let through a lock: the form comes back, says so, and its buttons answer."""
    shell = open_window(make_shell, own_vault, passphrase, settle)
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.save.click()
    shell.lock()
    settle(shell)
    assert not dialog.isVisible()
    shell.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    settle(shell)
    assert dialog.isVisible() and dialog.save.isEnabled()
    assert "locked while this was being saved" in dialog.error_text()
    assert "same PRaP reference" in dialog.form.note("prap_reference")


def test_advice_that_comes_while_somebody_types_moves_no_field(
    qtbot: QtBot, shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    """R2, E2: it stands below the form, in room that is kept for it, and says of which field it speaks."""
    dialog = open_form(shell, settle)
    fields = [dialog.form.field(name) for name in dialog.form.names()]
    qtbot.waitUntil(lambda: not dialog._opening.isActive())
    places = [one.mapToGlobal(one.rect().topLeft()) for one in (*fields, dialog.save)]
    early = {"referral_made_on": "27 May 2021", "received_at": "27 May 2021 09:15"}
    type_in(qtbot, dialog, **(PERSON | early))
    rest(dialog, shell, settle)
    advice = dialog.form.advice
    assert advice is not None and advice.isVisible()
    assert advice.text() == f"Received at: {dialog.form.note('received_at')}"
    assert advice.height() >= advice.heightForWidth(advice.width())
    assert dialog.form.field("received_at").property("state") == "warning"
    assert [one.mapToGlobal(one.rect().topLeft()) for one in (*fields, dialog.save)] == places
    save_picture(dialog, "referral-advice")
    type_in(qtbot, dialog, received_at="3 June 2021 09:15")
    rest(dialog, shell, settle)
    assert advice.text() == "" and not advice.isVisible()
    assert [one.mapToGlobal(one.rect().topLeft()) for one in (*fields, dialog.save)] == places
    dialog.discard()
    settle(shell)


def test_the_foot_of_the_form_forgets_what_is_being_mended(
    qtbot: QtBot, shell: Shell, settle: Settle
) -> None:
    """R1: a duplicate is told above the buttons until a field is changed; what no field mends stays."""
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.save.click()
    settle(shell)
    dialog = open_form(shell, settle)
    type_in(qtbot, dialog, **PERSON)
    dialog.save.click()
    settle(shell)
    assert "same PRaP reference" in dialog.error_text() and dialog.see.isVisible()
    place = dialog.save.mapToGlobal(dialog.save.rect().center())
    type_in(qtbot, dialog, prap_reference="PR-7002")
    assert dialog.error_text() == "" and not dialog.see.isVisible()
    assert dialog.save.mapToGlobal(dialog.save.rect().center()) == place, "the buttons do not move"
    dialog.show_error("Nothing here can mend it.", stays=True)
    type_in(qtbot, dialog, prap_reference="PR-7003")
    assert dialog.error_text()
    rest(dialog, shell, settle)
    dialog.discard()
    settle(shell)


def test_a_draft_is_never_journaled(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    """DESIGN 3.4: autosave writes an encrypted draft row, which is neither journaled nor sent."""
    dialog = open_form(shell, settle)
    before = _entries(shell)
    type_in(qtbot, dialog, first_name="Angharad")
    rest(dialog, shell, settle)
    kept = drafts.read(shell.context.workspace, OWNER)
    assert kept is not None and kept.body["first_name"] == "Angharad"
    assert _entries(shell) == before
    assert Draft.journaled is False
    dialog.discard()
    settle(shell)
    assert drafts.read(shell.context.workspace, OWNER) is None


def _entries(shell: Shell) -> Any:
    from sqlalchemy import func, select

    from jfs_desktop.records.journal import JournalEntry

    with shell.context.workspace.reading() as db:
        return db.scalar(select(func.count()).select_from(JournalEntry))
