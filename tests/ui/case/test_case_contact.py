"""The contact tab in the real window: the notice first, three keys for an attempt, contact and booking in
one step, the day checked, evidence, the Jobcentre, a calendar file (C1 to C9, G1, T6, T10, AMB-10)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.contact import contacts
from jfs_desktop.casework.contact.contacts import Booking, Call
from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.today import cockpit
from jfs_desktop.casework.today.putting_off import CLASH
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.answers import entry
from tests.documents import made_pictures
from tests.ui.case.case_desk import PASSPHRASE, Desk, Picture
from tests.ui.tab_desk import places
from ui.dialogs.circumstances.clash import ClashDialog
from ui.dialogs.evidence.contact_evidence import ContactEvidenceDialog
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages import today_places
from ui.pages.case.contact.contact import ContactTab
from ui.pages.case.contact.contact_call import CallForm

DAY = date(2021, 6, 7)  # the Monday after; day 8 of the referral is Tuesday 8 June
ANSWERS = {"method": "video", "has_email": "yes", "email": "priya.nair@example.org", "it_access": "full"}

SHOWN = {"proof": "Accepted 26/05/2021, as PRaP shows"}


def tab_of(desk: Desk, case: object = None) -> ContactTab:
    tab = desk.open("contact", case).tab("contact")  # type: ignore[arg-type]
    desk.settle()
    assert isinstance(tab, ContactTab)
    return tab


def call_of(tab: ContactTab) -> CallForm:
    assert tab.call is not None
    return tab.call


def button(tab: ContactTab, name: str) -> QPushButton:
    found = next((one for one in tab.findChildren(QPushButton, name) if one.isVisible()), None)
    assert found is not None, name
    return found


def kinds(desk: Desk, case: object = None) -> list[str]:
    told = facts.of_case(desk.workspace, case or desk.case_id)  # type: ignore[arg-type]
    return [view.kind for view in told if not view.withdrawn_reason]


def texts(tab: ContactTab) -> str:
    return "\n".join(one.text() for one in tab.findChildren(QLabel) if one.isVisible())


def choose(call: CallForm, name: str, key: str) -> None:
    chips = call.form.field(name)
    chips.chips[chips.keys.index(key)].click()  # type: ignore[attr-defined]


def test_c2_an_attempt_takes_three_keys(qtbot: QtBot, desk: Desk, save_picture: Picture) -> None:
    desk.activate(qtbot)
    tab = tab_of(desk)
    call = call_of(tab)
    assert call.channel.chosen() == ("telephone",) and call.used.text() == "07700 900123"
    first = QApplication.focusWidget()
    assert first is not None and call.result.isAncestorOf(first)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = QApplication.focusWidget()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    qtbot.keyClick(second, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    newest = facts.of_case(desk.workspace, desk.case_id)[0]
    assert (newest.kind, newest.channel) == (K.CONTACT_ATTEMPTED, "telephone")
    assert newest.detail == {"result": "no_answer", "detail_used": "07700 900123"}
    assert newest.at is not None and newest.by == "Rosa Khan"
    assert tab.headline.text() == "Attempt 2 of 3 is next"
    assert "Attempt 1: no answer" in texts(tab) and "Try another way too. (JFS 3.12)" in texts(tab)
    focus = QApplication.focusWidget()
    assert focus is not None and call_of(tab).result.isAncestorOf(focus)  # ready for the next one
    save_picture(desk.shell.window, "case-contact-attempt")


def test_c2_an_attempt_is_undone_from_the_banner(desk: Desk) -> None:
    tab = tab_of(desk)
    choose(call_of(tab), "result", "no_answer")
    desk.press(button(tab, "log-contact"))
    assert K.CONTACT_ATTEMPTED in kinds(desk)
    desk.press(desk.shell.window.findChild(QPushButton, "banner-action"))
    assert K.CONTACT_ATTEMPTED not in kinds(desk) and "Attempt 1" not in texts(tab)


def test_c2_what_is_missing_is_told_beside_its_field(desk: Desk) -> None:
    tab = tab_of(desk)
    desk.press(button(tab, "log-contact"))
    assert call_of(tab).form.note("result") == "Say what came of it."
    choose(call_of(tab), "result", "reached")
    assert call_of(tab).form.note("result") == "", "once it is answered, nothing is missing there"
    desk.press(button(tab, "log-contact"))
    assert "JFS 3.21" in call_of(tab).form.note("identity") and "JFS 3.14" in call_of(tab).form.note(
        "meeting"
    )
    assert K.CONTACTED not in kinds(desk)


def test_c8_g1_the_notice_stands_on_top_until_it_is_read(desk: Desk, save_picture: Picture) -> None:
    facts.record(desk.workspace, desk.long_case, entry(K.ACKNOWLEDGED, date(2021, 5, 26), detail=SHOWN))
    tab = tab_of(desk, desk.long_case)
    assert tab.notice.isVisible() and tab.notice.mapTo(tab, tab.notice.rect().topLeft()).y() < 5
    assert not call_of(tab).save.isEnabled() and "(JFS 3.04)" in call_of(tab).refused.text()
    save_picture(desk.shell.window, "case-contact-notice")
    desk.press(tab.notice.read)
    assert not tab.notice.isVisible() and call_of(tab).save.isEnabled()
    seen = next(
        view for view in facts.of_case(desk.workspace, desk.long_case) if view.kind == K.VULNERABILITY_SEEN
    )
    assert seen.by == "Rosa Khan" and seen.at is not None
    assert desk.page.head.vulnerable.isVisible()  # in short, wherever the case opens


def test_t6_c3_c4_c5_contact_and_booking_in_one_form(qtbot: QtBot, desk: Desk, save_picture: Picture) -> None:
    tab = tab_of(desk)
    call = call_of(tab)
    for name, key in (("result", "reached"), ("identity", "confirmed"), ("meeting", "now")):
        choose(call, name, key)
    assert call.booking.isVisible() and button(tab, "log-contact").text() == "Record contact and booking"
    call.booking.on.set_value(DAY)
    call.booking.at.set_value(time(10))
    call.booking.questions.set_answers(ANSWERS)
    desk.settle()
    save_picture(desk.shell.window, "case-contact-booking")
    desk.press(button(tab, "log-contact"))
    assert {K.CONTACTED, K.MEETING_BOOKED} <= set(kinds(desk))
    assert "Initial meeting Mon 7 June, 10:00" in texts(tab)
    assert "Initial meeting Mon 7 June, 10:00" in desk.page.head.line.text()
    assert cases.case_view(desk.workspace, desk.case_id).stage == "booked"
    save_picture(desk.shell.window, "case-contact-booked")


def test_t6_a_booking_that_lacks_an_answer_keeps_the_form(desk: Desk) -> None:
    tab = tab_of(desk)
    call = call_of(tab)
    for name, key in (("result", "reached"), ("identity", "confirmed"), ("meeting", "now")):
        choose(call, name, key)
    desk.press(button(tab, "log-contact"))
    assert call.booking.moment.note("booked_for") and call.booking.questions.form is not None
    assert "By which means" in call.booking.questions.form.note("method")
    assert call_of(tab) is call and K.CONTACTED not in kinds(desk)


def test_c5_no_booking_before_email_and_device_are_asked(desk: Desk) -> None:
    """C5, C4: both questions are answered; without enough of a device the remedy is asked too, and the
    telephone says why. They stand with the booking."""
    call = call_of(tab_of(desk))
    for name, key in (("result", "reached"), ("identity", "confirmed"), ("meeting", "now")):
        choose(call, name, key)
    call.booking.on.set_value(DAY)
    call.booking.at.set_value(time(10))
    call.booking.questions.set_answers({"method": "telephone", "it_access": "none"})
    desk.press(button(tab_of(desk), "log-contact"))
    form = call.booking.questions.form
    assert form is not None and K.MEETING_BOOKED not in kinds(desk)
    assert all(form.note(name) for name in ("has_email", "remedy", "telephone_reason"))
    assert not form.field("email").isVisible()
    said = {"telephone_reason": "No device", "has_email": "no", "remedy": "Library card asked for"}
    call.booking.questions.set_answers({"method": "telephone", "it_access": "none"} | said)
    desk.press(button(tab_of(desk), "log-contact"))
    booked = next(one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == K.MEETING_BOOKED)
    assert said.items() <= booked.detail.items() and booked.detail["it_access"] == "none"


def test_c8_i3_a_doubt_is_an_attempt_and_leads_to_the_work_coach(desk: Desk) -> None:
    tab = tab_of(desk)
    call = call_of(tab)
    choose(call, "result", "reached")
    choose(call, "identity", "doubt")
    assert (
        button(tab, "log-contact").text() == "Record the doubt" and not call.form.field("meeting").isVisible()
    )
    call.form.set_value("doubt", "Another date of birth")
    desk.press(button(tab, "log-contact"))
    assert {K.IDENTITY_DOUBTED, K.CONTACT_ATTEMPTED} <= set(kinds(desk)) and K.CONTACTED not in kinds(desk)
    assert "Does not fit: Another date of birth" in texts(tab)


def booked(desk: Desk, on: date = DAY, at: time = time(10)) -> None:
    contacts.reach(desk.workspace, desk.case_id, Call("telephone"), Booking(on, at, ANSWERS))


def test_t10_amb_57_another_time_asks_why_and_is_kept(desk: Desk, save_picture: Picture) -> None:
    booked(desk)
    tab = tab_of(desk)
    desk.press(button(tab, "book-again"))
    fields = tab.meeting.fields
    assert fields is not None
    assert fields.questions.answers()["method"] == "video"  # nothing is asked twice
    fields.on.set_value(date(2021, 6, 8))
    fields.at.set_value(time(11))
    fields.moment.changed.emit("booked_for")
    desk.settle()
    assert fields.why.isVisible() and "(JFS 3.17)" in texts(tab)
    desk.press(button(tab, "book-meeting"))
    assert fields.why.note("rebooking_reason") == "Give the reason."
    fields.reason.setText("Jobcentre that morning")
    save_picture(desk.shell.window, "case-contact-rebooking")
    desk.press(button(tab, "book-meeting"))
    assert tab.meeting.when.text() == "Initial meeting Tue 8 June, 11:00" and tab.meeting.fields is None
    assert "Why this day: Jobcentre that morning" in texts(tab)


def test_c3_c9_what_speaks_against_the_day_is_told_while_typing(desk: Desk) -> None:
    contacts.tell_jobcentre_appointment(desk.workspace, desk.case_id, DAY, time(10, 30), "Review")
    tab = tab_of(desk)
    call = call_of(tab)
    for name, key in (("result", "reached"), ("identity", "confirmed"), ("meeting", "now")):
        choose(call, name, key)

    def notes(on: date) -> str:
        call.booking.on.set_value(on)
        call.booking.at.set_value(time(10))
        call.booking.moment.changed.emit("booked_for")
        desk.settle()
        return call.booking.notes.text()

    assert notes(DAY) == "The person is at the Jobcentre at 10:30 (Review). (JFS 1.22)"
    assert "Sat 5 June is no working day: Saturday." in notes(date(2021, 6, 5))
    beside = places(call.booking.questions.form, call.booking)
    assert "misses the standard" in notes(date(2021, 6, 9)) and call.booking.why.isVisible()
    assert notes(date(2021, 6, 8)) == "" and not call.booking.why.isVisible()
    assert places(call.booking.questions.form, call.booking) == beside, "nothing moves while somebody types"


def test_c9_jobcentre_appointments_and_conditions(desk: Desk) -> None:
    tab = tab_of(desk)
    assert "nothing is booked over one (JFS 1.22)" in texts(tab)
    desk.press(button(tab, "add-jobcentre"))
    tab.jobcentre.form.set_value("on", DAY)
    tab.jobcentre.form.set_value("at", time(9, 30))
    tab.jobcentre.form.set_value("what", "Work search review")
    desk.press(button(tab, "save-jobcentre"))
    assert "Mon 7 June, 09:30" in texts(tab) and "Work search review" in texts(tab)
    desk.press(button(tab, "tell-conditions"))
    assert "Told that benefit conditions go on: 4 June 2021" in texts(tab)
    desk.press(next(one for one in tab.jobcentre.findChildren(QPushButton, "take-back") if one.isVisible()))
    dialog = desk.shell.window.findChild(WithdrawDialog)
    assert dialog is not None
    dialog.findChild(QPlainTextEdit).setPlainText("Wrong week")
    desk.press(dialog.go)
    assert "Mon 7 June, 09:30" not in texts(tab)


def test_c9_a_clash_is_said_when_it_is_noted_and_settled_where_it_stands(
    desk: Desk, save_picture: Picture
) -> None:
    booked(desk)
    standing = cases.case_view(desk.workspace, desk.case_id).next_appointment
    assert standing is not None
    tab = tab_of(desk)
    news: list[str] = []
    desk.shell.context.say.newsSaid.connect(lambda one: news.append(one.text))
    desk.press(button(tab, "add-jobcentre"))
    tab.jobcentre.form.set_value("on", standing.on)
    tab.jobcentre.form.set_value("at", time.fromisoformat(standing.at))
    desk.press(button(tab, "save-jobcentre"))
    meeting = f"initial meeting at {standing.at}"
    assert f"It clashes with the {meeting}" in " ".join(news)
    assert f"Clashes: {meeting} that day (JFS 1.22)." in texts(tab)
    save_picture(desk.shell.window, "case-contact-clash")
    desk.press(button(tab, "move-clash"))
    assert tab.meeting.fields is not None
    desk.press(button(tab, "leave-clash"))
    dialog = desk.shell.window.findChild(ClashDialog)
    assert dialog is not None
    desk.press(dialog.keep)
    assert "Say why it does not matter." in dialog.form.note("reason")
    dialog.form.set_value("reason", "The Jobcentre rings in the afternoon")
    desk.press(dialog.keep)
    assert "Clashes" not in texts(tab) and kinds(desk)[0] == K.JOBCENTRE_CLASH_WEIGHED


def test_c9_today_leads_to_a_clash(desk: Desk) -> None:
    booked(desk)
    standing = cases.case_view(desk.workspace, desk.case_id).next_appointment
    assert standing is not None
    contacts.tell_jobcentre_appointment(desk.workspace, desk.case_id, standing.on, None)
    (row,) = (one for one in cockpit.cockpit(desk.workspace).todos if one.kind == CLASH)
    assert (row.action, today_places.tab_of(row)) == ("Settle the clash", "contact")


def test_c7_evidence_is_kept_with_its_attempt(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    contacts.log_attempt(desk.workspace, desk.case_id, Call("text", "07700 900123"), "sent")
    file = tmp_path / "text sent.jpg"
    file.write_bytes(made_pictures.jpeg(80, 60))
    tab = tab_of(desk)
    desk.press(button(tab, "add-evidence"))
    dialog = desk.shell.window.findChild(ContactEvidenceDialog)
    assert dialog is not None and not dialog.keep.isEnabled()
    dialog.picture.read_file(str(file))
    qtbot.waitUntil(dialog.keep.isEnabled)
    desk.press(dialog.keep)
    (kept,) = attachments.of_case(desk.workspace, desk.case_id)
    assert (kept.purpose, kept.name) == ("contact_evidence", "text sent.jpg")
    assert kept.about == facts.of_case(desk.workspace, desk.case_id)[0].id
    assert button(tab, "evidence").text() == "text sent.jpg"


def test_c2_an_entry_is_taken_back_with_a_reason(desk: Desk) -> None:
    contacts.log_attempt(desk.workspace, desk.case_id, Call("text"), "sent")
    tab = tab_of(desk)
    desk.press(button(tab, "take-back"))
    dialog = desk.shell.window.findChild(WithdrawDialog)
    assert dialog is not None
    dialog.findChild(QPlainTextEdit).setPlainText("Another person's number")
    desk.press(dialog.go)
    assert (
        "Taken back: Another person's number" in texts(tab) and tab.headline.text() == "No attempt yet, of 3"
    )


def test_c3_a_calendar_file_names_nobody(desk: Desk, tmp_path: Path) -> None:
    booked(desk)
    tab = tab_of(desk)
    desk.press(button(tab, "save-calendar-file"))
    dialog = tab.findChild(QFileDialog, "calendar-file-where")
    assert dialog is not None
    suggested = Path(dialog.selectedFiles()[0]).name
    assert suggested == "Job Finding Support appointment 2021-06-07.ics"
    dialog.fileSelected.emit(str(tmp_path / suggested))
    dialog.close()
    desk.settle()
    written = (tmp_path / suggested).read_bytes()
    for word in (b"Priya", b"Nair", b"07700", b"example.org", b"AB123456", b"Harbourside", b"DESCRIPTION"):
        assert word not in written
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Job Finding Support appointment"
    begins = event["DTSTART"].dt
    assert (begins.date(), begins.hour) == (DAY, 9) and not list(tmp_path.glob("*.part-*"))  # 10:00 in London
    assert K.APPOINTMENT_FILE_SAVED in kinds(desk)
    assert any("calendar file" in one.text for one in history.of_case(desk.workspace, desk.case_id))


def test_half_typed_words_survive_a_lock(desk: Desk) -> None:
    tab = tab_of(desk)
    choose(call_of(tab), "result", "message_left")
    call_of(tab).form.set_value("note", "Asked for a call after five")
    desk.shell.lock()
    desk.settle()
    assert tab.call is None and "Asked for a call" not in texts(tab)
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(PASSPHRASE)
    desk.settle()
    tab = tab_of(desk)
    assert call_of(tab).form.value("note") == "Asked for a call after five"
    assert call_of(tab).outcome() == "message_left"
    desk.press(button(tab, "log-contact"))
    assert drafts.read(desk.workspace, f"contact:{desk.case_id}") is None


@pytest.mark.parametrize(("theme", "size"), [("light", (1280, 800)), ("dark", (1920, 1080))])
def test_a_long_welsh_name_and_a_full_log_fit(
    desk: Desk, save_picture: Picture, theme: str, size: tuple[int, int]
) -> None:
    facts.record(desk.workspace, desk.long_case, entry(K.ACKNOWLEDGED, date(2021, 5, 26), detail=SHOWN))
    contacts.see_notice(desk.workspace, desk.long_case)
    for channel, result in (("telephone", "no_answer"), ("text", "sent"), ("email", "sent")):
        contacts.log_attempt(desk.workspace, desk.long_case, Call(channel), result)
    desk.shell.theme.choose(theme)
    desk.shell.window.resize(*size)
    tab = tab_of(desk, desk.long_case)
    assert tab.area.horizontalScrollBar().maximum() == 0
    save_picture(desk.shell.window, f"case-contact-long-{theme}")
