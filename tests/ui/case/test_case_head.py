"""The head of a case: the NI number, the contact details, the adviser, and what can be started."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.office import channel_clearances, staff
from tests.ui.case.case_desk import Desk, Picture
from ui.dialogs.circumstances.assign_adviser import AssignAdviserDialog
from ui.dialogs.circumstances.contact_details import ContactDetailsDialog
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.frame.ni_number import NiNumber


def test_ni_number_is_masked_until_asked_and_again_after(qtbot: QtBot) -> None:
    ni = NiNumber(shown_ms=60, clipboard_ms=60)
    qtbot.addWidget(ni)
    ni.set_number("AB123456C")
    ni.show()
    assert ni.words.text() == "NINo AB •• •• •• C"
    assert not ni.copy.isVisible()
    ni.reveal.click()
    assert ni.words.text() == "NINo AB 12 34 56 C"
    ni.copy.click()
    assert QGuiApplication.clipboard().text() == "AB123456C"
    qtbot.waitUntil(lambda: ni.words.text() == "NINo AB •• •• •• C")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_clipboard_that_holds_something_else_is_left_alone(qtbot: QtBot) -> None:
    ni = NiNumber(shown_ms=10_000, clipboard_ms=30)
    qtbot.addWidget(ni)
    ni.set_number("AB123456C")
    ni.reveal.click()
    ni.copy.click()
    QGuiApplication.clipboard().setText("a line of my own")
    app = QApplication.instance()
    qtbot.waitUntil(lambda: app.findChild(QObject, "copied-secret") is None)
    assert QGuiApplication.clipboard().text() == "a line of my own"


def test_another_case_starts_masked(desk: Desk) -> None:
    page = desk.open()
    desk.press(page.head.ni.reveal)
    assert "12 34 56" in page.head.ni.words.text()
    desk.open(case_id=desk.long_case)
    assert "•• •• ••" in page.head.ni.words.text()


def test_recording_without_a_clock_from_the_head(desk: Desk) -> None:
    page = desk.open()
    desk.press(page.head.record)
    dialog = desk.shell.window.findChild(RecordDialog)
    assert dialog is not None
    assert dialog.kind.count() > 1
    dialog.discard()


def test_start_follows_the_journey(desk: Desk, qtbot: QtBot) -> None:
    """JFS 3.19: the initial meeting first; a referral that was not accepted offers neither."""
    page = desk.open()
    assert "initial meeting" in page.head.start.text()
    page.head.startRequested.emit("initial_meeting")
    assert page.current_tab == "meeting", "its own page leads through it"
    desk.open(case_id=desk.long_case)
    assert not page.head.start.isVisible()


def test_a_meeting_held_up_for_want_of_a_channel_says_it_once(desk: Desk) -> None:
    """I2: the line with the way to its clearance, and nothing that repeats it."""
    for one in channel_clearances.standings(desk.workspace):
        channel_clearances.take_back(desk.workspace, one.key, "Looked at again")
    page = desk.open("meeting")
    tab = page.tab("meeting")
    said = [one.text() for one in tab.findChildren(QLabel) if one.isVisible() and "cleared" in one.text()]
    assert len(said) == 1 and "No channel is cleared yet" in said[0]
    told = [one.text() for one in tab.findChildren(QLabel) if one.isVisible()]
    assert "Press 'Enter clearance…' above; then it can begin here." in told, "where its button would be"


def test_contact_details_are_checked_changed_and_undone(desk: Desk, save_picture: Picture) -> None:
    page = desk.open()
    desk.press(page.side.person.edit)
    dialog = desk.shell.window.findChild(ContactDetailsDialog)
    assert dialog is not None
    dialog.form.set_value("email", "priya at home")
    desk.press(dialog.save)
    assert "e-mail address" in dialog.form.note("email")
    save_picture(dialog, "case-contact")
    dialog.form.set_value("email", "priya@example.org")
    dialog.form.set_value("contact_notes", "Prefers video, evenings")
    desk.press(dialog.save)
    assert cases.case_view(desk.workspace, desk.case_id).email == "priya@example.org"
    assert "Prefers video, evenings" in page.head.line.text()
    newest = history.of_case(desk.workspace, desk.case_id)[0]
    assert newest.undo_label == "change the contact details"
    desk.press(desk.shell.frame.banner.findChild(QPushButton, "banner-action"))
    assert cases.case_view(desk.workspace, desk.case_id).email == "priya.nair@example.org"


def test_same_contact_details_write_nothing(desk: Desk) -> None:
    page = desk.open()
    before = len(history.of_case(desk.workspace, desk.case_id))
    desk.press(page.side.person.edit)
    dialog = desk.shell.window.findChild(ContactDetailsDialog)
    assert dialog is not None
    desk.press(dialog.save)
    assert len(history.of_case(desk.workspace, desk.case_id)) == before


def test_another_adviser_is_named_and_undone(desk: Desk, save_picture: Picture) -> None:
    """S4: journaled, told in the history, and undone from the banner."""
    morag = staff.add(desk.workspace, name="Morag Sutherland", role="adviser", prap_role=True).value
    gone = staff.add(desk.workspace, name="Gareth Pugh", role="adviser", prap_role=True).value
    staff.change(desk.workspace, gone.id, name="Gareth Pugh", role="adviser", prap_role=True, active=False)
    page = desk.open()
    desk.press(page.head.adviser)
    dialog = desk.shell.window.findChild(AssignAdviserDialog)
    assert dialog is not None
    box = dialog.form.field("adviser")
    assert [box.itemText(index) for index in range(box.count())] == ["Morag Sutherland", "Rosa Khan"]
    assert box.currentText() == "Rosa Khan"
    save_picture(dialog, "case-adviser")
    dialog.form.set_value("adviser", morag.id)
    desk.press(dialog.save)
    assert "designated adviser Morag Sutherland" in page.head.line.text()
    told = history.of_case(desk.workspace, desk.case_id)[0].text
    assert told == "Changed the designated adviser from Rosa Khan to Morag Sutherland"
    desk.press(desk.shell.frame.banner.findChild(QPushButton, "banner-action"))
    assert "designated adviser Rosa Khan" in page.head.line.text()
