"""The outbox page: what is to be decided, what waits and what went, decided by clicks (I14, I16, I18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from jfs_desktop.casework.contact.case_contact import ContactDetails, change_contact
from jfs_desktop.casework.outbox import mail_account, outbox, outbox_decisions, outbox_turns
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies
from jfs_desktop.clock import LONDON
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.replies.reply_kinds import Paper
from tests.ui.casemaker import case_maker, open_window
from tests.ui.other_program import instead_of_others
from tests.ui.post_office import OFFICE, OWN, PostRoom, account_at, agreed
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.mail.message_shown import MessageDialog
from ui.dialogs.mail.message_went import MessageWentDialog
from ui.dialogs.replies.reply import NotOfThisDialog, ReplyDialog
from ui.pages.outbox import REPLIES_HEIGHT, OutboxPage
from ui.pages.reply_shelf import ROWS_A_STEP
from ui.shell.mail_draft import TOLD
from ui.shell.mail_news import KEPT
from ui.shell.shell import Shell
from ui.widgets.dialog import QuestionBox
from ui.widgets.text import AddressLabel, by_letters

NEW_ADDRESS = "priya.new@example.org"
DRAFTS = MailAccount(Route.DRAFT, sender_address=OFFICE)
TAKEN = Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", "250 OK")
REFUSED = Delivery(
    Ending.REFUSED, Step.HAND_OVER, "The server does not take messages to this address.", "550 no"
)
NOT_KNOWN = Delivery(Ending.REFUSED, Step.SIGN_IN, "The server does not know this user name.", "535 no")
UNKNOWN = Delivery(Ending.UNKNOWN, Step.HAND_OVER, "The connection broke: it may have been taken.")
LOWEST = 680
"""Pixels of a window on a screen of 720 with its bars."""
LONG = ("Gwenllian Angharad Morfudd", "Llanfairpwllgwyngyll-Prydderch")


class Desk(PostRoom):
    """The page, and short ways to press what stands on it."""

    @property
    def page(self) -> OutboxPage:
        page = self.shell.frame.page("outbox")
        assert isinstance(page, OutboxPage)
        return page

    def show(self) -> None:
        self.shell.frame.show_page("outbox")
        self.settle()

    def settle(self) -> None:
        """Several changes at once are read once, a moment later."""
        super().settle()
        if self.page._soon.isActive():
            self.page._soon.timeout.emit()
            super().settle()

    def words(self) -> list[tuple[str, str]]:
        return [(one.row.state, one.row.action) for one in self.page.list.rows]

    def act(self, place: int = 0) -> None:
        """Press the button of a row by its keys."""
        made = self.page.list.rows[place].action
        assert made is not None
        made.setFocus()
        QTest.keyClick(made, Qt.Key.Key_Space)
        self.settle()

    def choose(self, words: str) -> None:
        """Choose in the menu of the first row."""
        menu = self.page.menu_of(self.message().id)
        (wanted,) = [one for one in menu.actions() if one.text() == words]
        wanted.trigger()
        self.settle()

    def offered(self) -> list[str]:
        menu = self.page.menu_of(self.message().id)
        return [one.text() for one in menu.actions() if one.text()]

    def dialog(self, kind: type) -> Any:
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), found
        return found

    def press(self, words: str) -> None:
        """Press a button of the dialog in front by its words."""
        dialog = self.dialog(QWidget)
        (wanted,) = [one for one in dialog.findChildren(QPushButton) if one.text() == words]
        QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
        self.settle()

    def ended(self, delivery: Delivery) -> None:
        """A try of the message that ended so, without a server."""
        self.queue()
        self.clock.wall += timedelta(seconds=11)
        outbox.begin_next(self.workspace)
        message_id = self.message().id
        self.do(lambda workspace: outbox.end(workspace, message_id, delivery))


@pytest.fixture
def desk(
    own_vault: Path,
    passphrase: str,
    *,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
) -> Desk:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = agreed(maker, first_name=LONG[0], last_name=LONG[1])
        mail_account.put(maker.workspace, account_at(9, grace_seconds=10))
    made = Desk(open_window(make_shell, own_vault, passphrase, settle), window_clock, settle, case_id)
    made.postman.closing()  # what goes, goes in tests/ui/test_postman.py: here nothing leaves by itself
    made.show()
    return made


def test_the_empty_page_says_what_to_do_first(desk: Desk) -> None:
    """DESIGN 11."""
    assert desk.page.empty.isVisible()
    assert not desk.page.area.isVisible()
    assert desk.page.notice.isHidden(), "a way is chosen"
    desk.page.empty.buttons[1].click()
    assert desk.shell.frame.current == "settings"


def test_until_a_way_is_chosen_the_page_says_so_and_leads_there(desk: Desk) -> None:
    """I18: first run."""
    desk.do(lambda workspace: mail_account.put(workspace, MailAccount()))
    assert desk.page.notice.isVisible()
    choose = desk.page.notice.findChild(QPushButton, "outbox-choose")
    assert isinstance(choose, QPushButton)
    choose.click()
    assert desk.shell.frame.current == "settings"


def test_a_waiting_message_is_taken_back_and_sent_by_its_row(desk: Desk, save_picture: Any) -> None:
    """I18: undo send; the row says when it goes."""
    message = desk.queue()
    assert desk.words() == [("Goes " + desk.page.list.rows[0].row.state[-5:], "Take back")]
    (part,) = message.parts
    (made,) = desk.page.list.rows
    assert part.name in made.row.what
    desk.page.mark_stale()
    desk.settle()
    assert desk.page.list.rows == [made], "what is shown already is not made anew"
    save_picture(desk.shell.window, "outbox-waiting")
    desk.act()
    assert desk.words() == [("Draft", "Send")]
    desk.act()
    assert desk.message().state is MessageState.QUEUED
    assert (desk.message().not_before or desk.clock.wall) > desk.clock.wall, "it can be taken back anew"
    assert desk.news[-1] == "The message goes in 10 seconds."


def test_what_failed_is_shown_with_the_servers_answer_and_sent_again(desk: Desk, save_picture: Any) -> None:
    """I18: in plain words, beside the figure in the rail."""
    desk.ended(REFUSED)
    assert desk.words() == [("Not sent", "Decide…")]
    assert "550 no" in desk.page.list.rows[0].row.why
    badge = desk.shell.frame.rail.entries["outbox"].badge
    assert (badge.text(), badge.property("role")) == ("1", "badge-urgent")
    desk.act()
    dialog = desk.dialog(MessageDialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText().startswith("Dear Priya")
    assert OWN in " ".join(one.text().replace("\u200b", "") for one in dialog.findChildren(QLabel))
    QTest.mouseClick(dialog.findChild(QPushButton, "message-part"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert dialog.pages.isVisible()
    save_picture(dialog, "outbox-message")
    desk.press("Send again")
    assert desk.message().state is MessageState.QUEUED
    assert badge.text() == ""
    assert desk.news[-1] == "The message goes now.", "nobody has taken it yet"


def test_what_waits_for_an_account_that_is_refused_says_why_in_every_row(
    desk: Desk, save_picture: Any
) -> None:
    """I18: also that which was not tried itself, and 'Try now' asks the server anew."""
    desk.ended(NOT_KNOWN)
    desk.queue(purpose="letter")
    later = f"{desk.clock.wall.astimezone(LONDON) + timedelta(minutes=15):%H:%M}"
    assert desk.words() == [(f"Next try {later}", "Take back")] * 2
    said = f"{NOT_KNOWN.words} Put it right in Settings, under E-mail · Tried again at {later}"
    assert [one.row.why for one in desk.page.list.rows] == [said] * 2
    save_picture(desk.shell.window, "outbox-account-refused")
    for _ in ("Take back", "Send"):
        desk.act(1)
    assert desk.news[-1] == KEPT, "it does not go in ten seconds"
    desk.page.again.click()
    desk.settle()
    assert outbox_turns.next_due(desk.workspace) == desk.clock.wall
    assert not any("Settings" in one.row.why for one in desk.page.list.rows)


def test_what_perhaps_went_is_asked_about_before_it_goes_twice(desk: Desk) -> None:
    """I18, DESIGN 7: the safe answer sends nothing."""
    desk.ended(UNKNOWN)
    desk.choose("Send again")
    assert "may have gone already" in desk.dialog(QuestionBox).body.text()
    desk.press("Cancel")
    assert desk.message().state is MessageState.UNCERTAIN
    for step in ("Not wanted", "Make it a draft again", "Send"):
        desk.choose(step)
    assert "may have gone already" in desk.dialog(QuestionBox).body.text(), (
        "laid aside it still may have gone"
    )
    desk.press("Send")
    assert desk.message().state is MessageState.QUEUED


def test_that_it_went_is_recorded_on_the_advisers_word(desk: Desk, save_picture: Any) -> None:
    """I16, I18: by which channel, when, and how it is known; the fact of the case stands from then on."""
    desk.ended(UNKNOWN)
    desk.choose("It went…")
    dialog = desk.dialog(MessageWentDialog)
    save_picture(dialog, "outbox-went")
    desk.press("Record it")
    assert "how you know" in dialog.form.note("note")
    dialog.form.set_value("channel", "text")
    dialog.form.set_value("note", "She wrote back that she has it")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    message = desk.message()
    assert (message.state, message.channel) == (MessageState.BY_HAND, "text")
    assert [one.kind for one in facts.of_case(desk.workspace, desk.case_id) if one.id == message.fact_id] == [
        FactKind.DRAFT_JFAP_SENT
    ]
    assert desk.offered() == ["Show the message", "Open the case"]
    assert "on Rosa Khan's word" in desk.page.list.rows[0].row.why


def test_a_draft_is_opened_in_the_mail_program(desk: Desk) -> None:
    """I16, I18: not sent yet for that program, and nothing is said of it before the adviser does."""
    desk.do(lambda workspace: mail_account.put(workspace, DRAFTS))
    message = desk.queue()
    assert desk.words() == [("Waits", "Open as a draft…")]
    assert "send it in your own mail program" in desk.page.list.rows[0].row.why, "the way is chosen"
    with instead_of_others() as program:
        desk.act()
        assert "private folder" in desk.dialog(QuestionBox).body.text()
        desk.press("Open the draft")
        (given,) = program.given
        read = message_from_bytes(given.read_bytes(), policy=default)
    assert (read["X-Unsent"], read["To"].addresses[0].addr_spec) == ("1", OWN)
    assert given.name == f"{message.reference}.eml", "the name of the file names nobody"
    assert [one.get_filename() for one in read.iter_attachments()] == ["Job Finding Action Plan.pdf"]  # type: ignore[attr-defined]
    assert desk.words() == [("To confirm", "It went…")]
    desk.act()
    desk.dialog(MessageWentDialog).reject()
    desk.choose("Not wanted")
    desk.choose("Make it a draft again")
    desk.do(lambda workspace: mail_account.put(workspace, MailAccount(Route.HAND)))
    assert desk.words() == [("Draft", "It went…")]


@pytest.mark.qt_log_ignore("openDocument", extend=True)
def test_where_no_program_opens_a_draft_it_stays_one_here(desk: Desk) -> None:
    """I18."""
    desk.do(lambda workspace: mail_account.put(workspace, DRAFTS))
    desk.queue()
    desk.shell.context.preferences.remember(TOLD, "yes")
    desk.choose("Open as a draft…")
    assert desk.message().state is MessageState.DRAFT
    assert any("No program on this computer opens messages" in one for one in desk.news)


def test_what_is_not_wanted_is_laid_aside_and_comes_back_as_a_draft(desk: Desk) -> None:
    """I18."""
    desk.queue()
    desk.choose("Not wanted")
    assert desk.words() == [("Not wanted", "Show")]
    desk.choose("Make it a draft again")
    assert desk.words() == [("Draft", "Send")]


def test_a_lock_leaves_nothing_and_a_shared_screen_shows_nobody(desk: Desk, passphrase: str) -> None:
    """SECURITY 4; AMB-59."""
    desk.ended(REFUSED)
    desk.shell.context.sharing.begin(None)
    assert desk.shell.frame.stack.currentWidget() is desk.shell.frame.cover
    desk.shell.context.sharing.end()
    desk.shell.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [one.text() for one in desk.page.findChildren(QLabel) + desk.page.findChildren(QPushButton)]
    assert not any(LONG[1] in one or OWN in one for one in shown)
    desk.unlock(passphrase)
    assert desk.words() == [("Not sent", "Decide…")]


def test_the_place_in_the_list_is_kept_while_messages_go(desk: Desk) -> None:
    """FIELD-NOTES 4: the list is made anew by itself."""
    desk.shell.window.activateWindow()
    first = desk.queue(purpose="letter", subject="One")
    desk.queue(purpose="letter", subject="Two")
    wanted = desk.page.list.rows[1]
    assert wanted.action is not None
    wanted.action.setFocus()
    desk.do(lambda workspace: outbox_decisions.not_wanted(workspace, first.id))
    again = desk.page.list.row_of(wanted.row.key)
    assert again is not None
    assert again is not wanted
    assert again.action is QApplication.focusWidget()


def test_long_names_fit_in_both_looks(desk: Desk, save_picture: Any) -> None:
    """FIELD-NOTES 4: nothing is cut off at 1280 x 800."""
    desk.ended(REFUSED)
    for look in ("light", "dark"):
        desk.shell.theme.choose(look)
        save_picture(desk.shell.window, f"outbox-{look}")
        assert desk.page.area.horizontalScrollBar().maximum() == 0
    address = desk.page.list.rows[0].findChild(AddressLabel)
    address.setText("gwenllian.angharad.morfudd@llanfairpwllgwyngyll.example")
    assert address.shown().split("\n") == ["gwenllian.angharad.morfudd", "@llanfairpwllgwyngyll.example"]


def test_i17_a_reply_is_brought_in_beside_what_went_and_stands_there_until_decided(
    desk: Desk, tmp_path: Path
) -> None:
    """One that matches nothing waits too: the adviser says whose it is, or sets it aside."""
    file = tmp_path / "reply.eml"
    file.write_bytes(
        b"From: someone@example.org\r\nSubject: Hello\r\nMessage-ID: <1@example.org>\r\n\r\nHi.\r\n"
    )
    desk.page.replies.bring_in([file])
    desk.settle()
    assert [row.isVisible() for row in desk.page.replies.rows] == [True]
    desk.page.replies.bring_in([file])
    desk.settle()
    assert len(desk.page.replies.rows) == 1, "the same file twice changes nothing"


def test_i18_a_report_of_another_message_is_set_right_with_a_reason(
    desk: Desk, tmp_path: Path, save_picture: Any
) -> None:
    """A mail server's report was matched by mistake: the message counts as sent again."""
    desk.ended(TAKEN)
    heads = f"From: MAILER-DAEMON@mx.example\r\nIn-Reply-To: {desk.message().message_id}\r\n"
    file = tmp_path / "report.eml"
    file.write_bytes(f"{heads}Subject: Undelivered\r\n\r\nNo such user\r\n".encode())
    desk.page.replies.bring_in([file])
    desk.settle()
    save_picture(desk.shell.window, "outbox-returned")
    assert desk.message().failure.startswith("It came back")
    assert desk.words() == [("Came back", "Decide…")], "it went, and is to be decided all the same"
    assert desk.shell.frame.rail.entries["outbox"].badge.text() == "1"
    assert desk.offered() == ["Show the message", "Open the case", "Send anew…"]
    desk.page.replies.rows[0].open.click()
    desk.settle()
    dialog = desk.dialog(ReplyDialog)
    assert not dialog.entry.isVisible(), "a mail server answers no survey"
    assert "60 of 145 points; why stands below" in [one.text() for one in dialog.facts.findChildren(QLabel)]
    save_picture(dialog, "reply-returned")
    dialog.mistaken.click()
    reason = desk.dialog(NotOfThisDialog)
    save_picture(reason, "reply-not-of-this")
    QTest.keyClicks(reason.form.field("reason"), "It names an older letter")
    QTest.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert QApplication.activeModalWidget() is None and desk.page.replies.rows == []
    assert desk.message().failure == "" and desk.words() == [("Sent 26 May", "Show")]


def test_i18_a_reply_to_what_perhaps_went_leads_to_saying_that_it_went(
    desk: Desk, tmp_path: Path, save_picture: Any
) -> None:
    """DESIGN 7: whoever answers a message has had it. It is not called sent before somebody says so, and
    nobody is told to send it a second time."""
    desk.shell.context.theme.choose("dark")
    desk.ended(UNKNOWN)
    message = desk.message()
    heads = f"From: Priya <{OWN}>\r\nIn-Reply-To: {message.message_id}\r\nSubject: Re: Your plan\r\n"
    file = tmp_path / "reply.eml"
    file.write_bytes(f"{heads}\r\nI have received the plan, thank you.\r\n".encode())
    desk.page.replies.bring_in([file])
    desk.settle()
    desk.page.replies.rows[0].open.click()
    desk.settle()
    dialog = desk.dialog(ReplyDialog)
    told = " ".join(one.text() for one in dialog.facts.findChildren(QLabel))
    assert "Draft JFAP, perhaps sent 26 May 2021" in told
    plan = dialog.confirm[frozenset({Paper.PLAN})]
    assert (plan.isEnabled(), plan.toolTip()) == (False, replies.WENT_FIRST)
    assert dialog.went.isVisible() and dialog.focusWidget() is dialog.went.way
    save_picture(dialog, "reply-went-first-dark")
    QTest.keyClick(dialog.went.way, Qt.Key.Key_Space)
    desk.settle()
    went = desk.dialog(MessageWentDialog)
    assert went.form.value("note") == f"Priya <{OWN}> has answered it."
    QTest.keyClick(went, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.message().state is MessageState.BY_HAND
    assert desk.dialog(ReplyDialog) is dialog and plan.isEnabled() and not dialog.went.isVisible()
    plan.click()
    desk.settle()
    kinds = [one.kind for one in facts.of_case(desk.workspace, desk.case_id)]
    assert FactKind.JFAP_ACKNOWLEDGED in kinds
    assert len(desk.messages()) == 1


def test_d3_what_changed_while_it_waited_is_asked_before_it_goes_again(desk: Desk) -> None:
    """The case has another address by now: the question names both, and 'Send again' sends it."""
    desk.queue()
    moved = ContactDetails("", "gwen@new.example", "", "", None, vulnerable=False, contact_notes="")
    desk.do(lambda workspace: change_contact(workspace, desk.case_id, moved))
    desk.clock.wall += timedelta(seconds=11)
    desk.do(outbox.begin_next)
    desk.choose("Send again")
    asked = desk.dialog(QuestionBox)
    assert OWN in asked.body.text() and "gwen@new.example" in asked.body.text()
    desk.press("Cancel")
    assert desk.message().state is MessageState.FAILED
    desk.choose("Send again")
    desk.press("Send again")
    assert desk.message().state is MessageState.QUEUED


def test_i18_one_that_was_opened_elsewhere_is_not_sent_a_second_time_unasked(desk: Desk) -> None:
    desk.queue()
    message_id = desk.message().id
    with instead_of_others():
        desk.do(lambda workspace: outbox_decisions.open_as_draft(workspace, message_id))
    desk.choose("Send again")
    assert "mail program" in desk.dialog(QuestionBox).body.text()
    desk.press("Cancel")
    assert desk.message().state is MessageState.OPENED
    desk.choose("Send again")
    desk.press("Send again")
    assert desk.message().state is MessageState.QUEUED


def test_while_messages_go_the_line_tells_it_and_the_list_waits(desk: Desk) -> None:
    """PERFORMANCE: no frame is missed while many go; the list is made anew once they have gone."""
    desk.queue()
    (shown,) = desk.page.list.rows
    desk.clock.wall += timedelta(seconds=11)
    begun = outbox.begin_next(desk.workspace)
    desk.shell.hub.tell(begun, desk.postman)
    desk._settle(desk.shell)
    assert begun.value is not None
    ended = outbox.end(desk.workspace, begun.value.id, TAKEN)
    desk.shell.hub.tell(ended, desk.postman)
    desk._settle(desk.shell)
    assert desk.page.head.sub.text() == "0 waiting · 1 sent"
    assert desk.page.list.rows == [shown], "nothing was made anew meanwhile"
    desk.settle()
    assert [one.row.kind for one in desk.page.list.rows] == ["good"]


def test_what_did_not_go_is_changed_and_sent_from_its_row(desk: Desk, save_picture: Any) -> None:
    """I18, X3: a refused address is put right in the message itself; what was attached stays as it was."""
    desk.ended(REFUSED)
    before = desk.message()
    moved = ContactDetails("", NEW_ADDRESS, "", "", None, vulnerable=False, contact_notes="")
    desk.do(lambda workspace: change_contact(workspace, desk.case_id, moved))
    desk.show()
    desk.choose("Change…")
    form = desk.dialog(ComposeDialog).form
    assert form.value("message") == before.body
    form.set_value("to", NEW_ADDRESS)
    form.set_value("subject", "Your plan, once more")
    save_picture(desk.dialog(ComposeDialog), "outbox-change")
    desk.press("Send")
    message = desk.message()
    assert (message.state, message.to_address) == (MessageState.QUEUED, NEW_ADDRESS)
    assert (message.id, message.subject, message.parts) == (before.id, "Your plan, once more", before.parts)


def test_another_address_is_asked_about_when_a_message_is_changed(desk: Desk) -> None:
    """I16: what was said to be right of one address is not of another."""
    message = desk.queue()
    desk.do(lambda workspace: outbox.take_back(workspace, message.id))
    desk.choose("Change…")
    dialog = desk.dialog(ComposeDialog)
    dialog.form.set_value("to", "somebody.else@example.net")
    desk.press("Send")
    assert dialog.sure.isVisible()
    assert desk.message().state is MessageState.DRAFT
    dialog.sure.setChecked(True)
    desk.press("Send")
    assert (desk.message().state, desk.message().to_address) == (
        MessageState.QUEUED,
        "somebody.else@example.net",
    )


def test_many_replies_have_the_free_height_and_every_refused_file_is_named(
    desk: Desk, tmp_path: Path, save_picture: Any
) -> None:
    """I18: fifty replies in one drop."""
    files = []
    for number in range(12):
        file = tmp_path / f"reply {number}.eml"
        file.write_bytes(
            b"From: someone@example.org\r\nSubject: Hello\r\n"
            b"Message-ID: <%d@example.org>\r\n\r\nHi.\r\nHow are you?\r\n" % number
        )
        files.append(file)
    for number in range(5):
        bad = tmp_path / f"no message {number}.eml"
        bad.write_bytes(b"")
        files.append(bad)
    desk.page.replies.bring_in(files)
    desk.settle()
    shelf = desk.page.replies
    assert len(shelf.rows) == 12 and not shelf.older.isVisible()
    before = list(shelf.rows)
    shelf._put([row.reply for row in before])
    assert shelf._made == before, "the same rows are not made again"
    shelf._put([row.reply for row in reversed(before)])
    assert len(shelf._made) == ROWS_A_STEP, "no more at once than a frame has time for"
    assert len(shelf.rows) == 12
    assert shelf.rows[0].begins.text() == "Hi. How are you?", "what it says, without opening each"
    assert desk.shell.frame.rail.entries["outbox"].badge.text() == "12"
    shelf.most = 5
    shelf.mark_stale()
    desk.settle()
    assert (len(shelf.rows), shelf.told.text()) == (5, "7 more not shown.")
    QTest.mouseClick(shelf.older, Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(shelf.rows) == 12 and not shelf.older.isVisible()
    told = desk.page.replies.refused.words.text()
    assert all(f"no message {number}.eml" in told for number in range(5))
    save_picture(desk.shell.window, "outbox-replies")
    assert desk.page.shelf.height() >= desk.page.height() // 2 - 60
    desk.queue()
    window = desk.shell.window
    assert window.minimumSizeHint().height() <= LOWEST, "its foot stays on a screen of 720 pixels"
    window.resize(1280, LOWEST)
    desk.settle()
    assert window.height() == LOWEST
    assert desk.page.area.height() >= 100 and desk.page.shelf.height() >= by_letters(REPLIES_HEIGHT)
    save_picture(window, "outbox-replies-low")
