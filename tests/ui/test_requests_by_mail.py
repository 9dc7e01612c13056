"""The Jobcentre's request dropped as it came, and its answer sent from the window (X4 to X7, D3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.outbox import mail_account, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.requests.jobcentre_request_views import RequestState
from jfs_desktop.clock import LONDON
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.rules.mail.outbox import MessageState
from tests.casework.replies.test_came_by_mail import as_eml, as_word
from tests.mail.made_msg import BODY, SUBJECT, made_msg
from tests.ui.test_jobcentre_requests import FORM, Desk, Save, desk
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.mail.send_late import SendLateDialog
from ui.dialogs.replies.reply import ReplyDialog
from ui.dialogs.requests.answer_request import AnswerRequestDialog
from ui.dialogs.requests.jobcentre_request import RequestDialog

__all__ = ["desk"]
ROUTE = MailAccount(
    Route.SERVER,
    host="smtp.example.org",
    user="o",
    sender_address="o@provider.example",
    dwp_addresses=("workcoach@jobcentre.example",),
    grace_seconds=60,
)


def dropped(desk: Desk, path: Path, content: bytes) -> RequestDialog:
    path.write_bytes(content)
    desk.page.empty.buttons[0].click()
    dialog: RequestDialog = desk.dialog(RequestDialog)
    dialog.drop.given.emit(path)
    desk.settle()
    return dialog


def test_x4_a_dropped_message_fills_the_form_and_is_kept_with_the_case(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    desk.shell.context.theme.choose("dark")
    dialog = dropped(desk, tmp_path / "JFSPRO1.eml", as_eml(FORM))
    assert dialog.found.text().startswith("Found 6 of 7.")
    assert dialog.form.value("mailbox") == "jfap@northgate.example"
    assert dialog.form.value("received_at") is not None
    assert "JFSPRO1.eml is kept with the request" in dialog.drop.words.text()
    name = dialog.form.field("participant_name")
    assert name.fontMetrics().horizontalAdvance(name.text()) < name.width() - 24, "a long name stands whole"
    save_picture(dialog, "requests-dropped-dark")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.news[-1] == "The request is logged and its case is marked."
    (kept,) = attachments.of_case(desk.workspace, desk.case_id)
    assert kept.purpose == "jobcentre_request"


def test_x4_one_that_was_brought_in_among_the_replies_is_logged_from_there(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    """The outbox asks for what DWP writes too: it knows a request, and leads to its form by Return."""
    desk.show("outbox")
    shelf: Any = desk.shell.frame.page("outbox").replies  # type: ignore[attr-defined]
    (tmp_path / "a.eml").write_bytes(as_eml(FORM))
    shelf.bring_in([tmp_path / "a.eml"])
    desk.settle()
    assert "Asks for a JFAP" in shelf.rows[0].accessibleName()
    shelf.rows[0].open.click()
    desk.settle()
    reply: ReplyDialog = desk.dialog(ReplyDialog)
    assert reply.focusWidget() is reply.request
    assert not any(made.isVisible() for made in reply.confirm.values())
    save_picture(reply, "reply-request")
    QTest.keyClick(reply.request, Qt.Key.Key_Space)
    desk.settle()
    dialog: RequestDialog = desk.dialog(RequestDialog)
    assert dialog.found.text().startswith("Found 6 of 7.")
    assert not dialog.drop.pick.isVisible() and "a.eml is kept with the request" in dialog.drop.words.text()
    save_picture(dialog, "requests-from-shelf")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert QApplication.activeModalWidget() is None and shelf.rows == []
    assert desk.news[-1] == "The request is logged and its case is marked."
    (kept,) = attachments.of_case(desk.workspace, desk.case_id)
    assert kept.purpose == "jobcentre_request"


def test_x4_a_message_without_the_form_says_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    content = made_msg(
        {SUBJECT: "A request", BODY: "Please ring me.\nParticipant NINo: JK 12 34 56 A"}, [], []
    )
    dialog = dropped(desk, tmp_path / "a.msg", content)
    assert "Found 1 of 7." in dialog.found.text()
    assert "Not found: Date of request" in dialog.found.text()


def test_x4_what_is_no_message_leaves_the_dialog_usable(desk: Desk, tmp_path: Path) -> None:
    dialog = dropped(desk, tmp_path / "a.eml", b"MZ" * 50)
    assert "not read as a message" in dialog.error_text()
    dialog.drop.given.emit(tmp_path / "form.docx")
    desk.settle()
    assert "could not be read" in dialog.error_text()
    (tmp_path / "form.docx").write_bytes(as_word())
    dialog.drop.given.emit(tmp_path / "form.docx")
    desk.settle()
    assert dialog.error_text() == "" and "Found 6 of 7." in dialog.found.text()


def test_x6_d3_it_is_sent_from_here_to_the_return_address(desk: Desk, save_picture: Save) -> None:
    mail_account.put(desk.workspace, ROUTE)
    desk.log()
    desk.act()
    dialog: AnswerRequestDialog = desk.dialog(AnswerRequestDialog)
    assert not dialog.mail.isVisible(), "it is looked through first (JFS 5.06)"
    dialog.go.click()
    desk.settle()
    assert dialog.mail.isVisible() and dialog.focusWidget() is dialog.mail
    save_picture(dialog, "requests-answer-mail-light")
    dialog.mail.click()
    mail: Any = desk.dialog(ComposeDialog)
    assert mail.form.value("to") == "workcoach@jobcentre.example"
    assert not mail.against.isVisible()
    save_picture(mail, "compose-jobcentre-light")
    QTest.keyClick(mail, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert QApplication.activeModalWidget() is None
    (message,) = outbox.listed(desk.workspace)
    assert (message.purpose, message.state) == ("jcp_jfap", MessageState.QUEUED)
    assert [part.name for part in message.parts] == ["Job Finding Action Plan.pdf"]
    desk.settle()
    assert [row[0] for row in desk.words()] == ["In the outbox"]
    save_picture(desk.shell.window, "requests-in-outbox-light")


def test_x6_the_way_back_from_the_message_leads_to_what_is_recorded_by_hand(desk: Desk) -> None:
    mail_account.put(desk.workspace, ROUTE)
    desk.log()
    desk.act()
    desk.dialog(AnswerRequestDialog).go.click()
    desk.dialog(AnswerRequestDialog).mail.click()
    mail: Any = desk.dialog(ComposeDialog)
    mail.other.click()
    dialog: AnswerRequestDialog = desk.dialog(AnswerRequestDialog)
    assert dialog.go.text() == "Export the JFAP…"


def test_d3_i18_an_address_elsewhere_than_at_dwp_is_asked_about_and_an_answer_in_the_outbox_is_shown(
    desk: Desk, save_picture: Save
) -> None:
    """Nothing is recorded or sent beside a message that goes by itself."""
    mail_account.put(desk.workspace, replace(ROUTE, dwp_addresses=()))
    desk.log()
    desk.act()
    dialog: AnswerRequestDialog = desk.dialog(AnswerRequestDialog)
    dialog.go.click()
    dialog = desk.dialog(AnswerRequestDialog)
    request_id = dialog._request.id
    dialog.mail.click()
    mail: Any = desk.dialog(ComposeDialog)
    assert "not at dwp.gov.uk" in mail.against.text() and mail.sure.isVisible()
    mail.go.click()
    desk.settle()
    assert outbox.listed(desk.workspace) == ()
    save_picture(mail, "compose-elsewhere")
    mail.sure.setChecked(True)
    mail.go.click()
    desk.settle()
    AnswerRequestDialog.ask(desk.shell.context, request_id, desk.shell.window)
    desk.settle()
    again: AnswerRequestDialog = desk.dialog(AnswerRequestDialog)
    assert again.out.text() == "In the outbox: it goes to workcoach@jobcentre.example."
    assert again.out.isVisible() and not again.mail.isVisible() and not again.go.isEnabled()
    save_picture(again, "requests-answer-in-outbox")


def test_d3_any_other_address_is_refused(desk: Desk) -> None:
    mail_account.put(desk.workspace, ROUTE)
    desk.log()
    desk.act()
    desk.dialog(AnswerRequestDialog).go.click()
    desk.dialog(AnswerRequestDialog).mail.click()
    mail: Any = desk.dialog(ComposeDialog)
    mail.form.set_value("to", "coach@jobcentre.example")
    mail.go.click()
    desk.settle()
    assert "neither one of DWP's addresses" in mail.error_text()
    assert outbox.listed(desk.workspace) == ()


def test_q5_one_that_is_late_asks_why_before_it_is_sent(
    desk: Desk, window_clock: Any, save_picture: Save
) -> None:
    """JFS 5.07: five working days from 3 June are over on the 10th; and JFS 7.04."""
    mail_account.put(desk.workspace, ROUTE)
    desk.log()
    desk.act()
    desk.dialog(AnswerRequestDialog).go.click()
    window_clock.wall = datetime(2021, 6, 11, 9, tzinfo=LONDON)
    desk.shell.keeper.start()  # a week of work and no night asleep, which would lock
    desk.dialog(AnswerRequestDialog).mail.click()
    mail: Any = desk.dialog(ComposeDialog)
    assert mail.form.field("late_reason").isVisible() and mail.focusWidget() is mail.form.field("late_reason")
    save_picture(mail, "compose-late")
    mail.go.click()
    desk.settle()
    assert outbox.listed(desk.workspace) == ()
    mail.form.set_value("late_reason", "The mailbox was down.")
    mail.go.click()
    desk.settle()
    (message,) = outbox.listed(desk.workspace)
    assert ended(desk, window_clock, message) == ("The mailbox was down.", "")


def test_q5_one_that_became_late_as_a_draft_asks_why_before_it_waits_again(
    desk: Desk, window_clock: Any, save_picture: Save
) -> None:
    mail_account.put(desk.workspace, ROUTE)
    desk.log()
    desk.act()
    desk.dialog(AnswerRequestDialog).go.click()
    desk.dialog(AnswerRequestDialog).mail.click()
    desk.dialog(ComposeDialog).go.click()
    desk.settle()
    outbox.take_back(desk.workspace, outbox.listed(desk.workspace)[0].id)
    window_clock.wall = datetime(2021, 6, 11, 9, tzinfo=LONDON)
    desk.shell.keeper.start()  # a week of work and no night asleep, which would lock
    desk.show("outbox")
    page: Any = desk.shell.frame.page("outbox")
    page.list.rows[0].action.click()
    asked: Any = desk.dialog(SendLateDialog)
    assert [one.state for one in outbox.listed(desk.workspace)] == [MessageState.DRAFT]
    save_picture(asked, "outbox-send-late")
    asked.form.set_value("late_reason", "I was ill.")
    asked.go.click()
    desk.settle()
    (message,) = outbox.listed(desk.workspace)
    assert ended(desk, window_clock, message) == ("I was ill.", "")


def ended(desk: Desk, clock: Any, message: Any) -> tuple[str, str]:
    """Why it was late, as the case tells it once the server has taken it, and what the message notes."""
    assert message.state is MessageState.QUEUED
    clock.wall += timedelta(minutes=2)
    desk.shell.keeper.start()
    outbox.begin_next(desk.workspace)
    taken = Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", "250 OK")
    note = outbox.end(desk.workspace, message.id, taken).value.note
    sent = [one for one in facts.of_case(desk.workspace, desk.case_id) if one.id in told_by(desk)]
    return sent[0].late_reason, note


def answered_and_returned(desk: Desk, clock: Any, folder: Path) -> Any:
    """The request is answered by e-mail, the server takes it, and a report brings it back."""
    mail_account.put(desk.workspace, ROUTE)
    desk.log()
    desk.act()
    desk.dialog(AnswerRequestDialog).go.click()
    desk.dialog(AnswerRequestDialog).mail.click()
    desk.dialog(ComposeDialog).go.click()
    desk.settle()
    (message,) = outbox.listed(desk.workspace)
    ended(desk, clock, message)
    heads = f"From: MAILER-DAEMON@mx.example\r\nIn-Reply-To: {message.message_id}\r\n"
    file = folder / "report.eml"
    file.write_bytes(f"{heads}Subject: Undelivered\r\n\r\nNo such user\r\n".encode())
    desk.show("outbox")
    shelf: Any = desk.shell.frame.page("outbox").replies  # type: ignore[attr-defined]
    shelf.bring_in([file])
    desk.settle()
    return message


def test_x6_an_answer_that_came_back_is_to_be_given_still(
    desk: Desk, window_clock: Any, tmp_path: Path, save_picture: Save
) -> None:
    """Q5, I18: the five working days run on, the request waits again, and both pages lead to the answer."""
    message = answered_and_returned(desk, window_clock, tmp_path)
    readings = clocks.of_case(desk.workspace, desk.case_id)
    assert [one.met_on for one in readings if one.id == "share_jfap_with_jobcentre"] == [None]
    page: Any = desk.shell.frame.page("outbox")
    page.mark_stale()
    desk.settle()
    (again,) = [one for one in page.menu_of(message.id).actions() if one.text() == "Send anew…"]
    again.trigger()
    dialog: AnswerRequestDialog = desk.dialog(AnswerRequestDialog)
    assert "came back undelivered" in dialog.out.text() and dialog.mail.isVisible()
    dialog.discard()
    desk.show("jobcentre_requests")
    ((state, _, _, action),) = desk.words()
    assert (state.startswith("Sent"), action) == (False, "Answer…")
    assert desk.page.head.sub.text() == "1 request to see to"
    assert "came back undelivered" in desk.page.list.rows[0].row.why
    save_picture(desk.shell.window, "requests-came-back")
    desk.act()
    dialog = desk.dialog(AnswerRequestDialog)
    dialog.mail.click()
    desk.dialog(ComposeDialog).go.click()
    desk.settle()
    ended(desk, window_clock, outbox.listed(desk.workspace)[0])
    assert [one.state for one in desk.requests()] == [RequestState.FINAL_AWAITED], "it stood not final"
    assert [one.returned for one in desk.requests()] == [""]


def told_by(desk: Desk) -> set[Any]:
    return {one.fact_id for one in outbox.listed(desk.workspace)}
