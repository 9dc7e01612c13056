"""A notice from DWP and an answer to the survey, recorded from the shelf of replies (M8, Q7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents.paper_sources import Typed
from jfs_desktop.casework.outbox import mail_account, mail_offers, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.mail_offers import MailAbout, TypedMail
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.ui.case.test_came_by_mail import asked, eml, leaving, recorded, workspace_of
from tests.ui.case.test_ending import DAY, LONG, Way, opened
from tests.ui.casemaker import CaseMaker
from ui.dialogs.replies.reply import NOBODYS, ReplyDialog
from ui.dialogs.replies.reply_case import ReplyCaseDialog
from ui.dialogs.replies.reply_entry import ReplyEntryDialog

__all__ = ["asked", "opened"]
Open = Callable[..., Way]
Save = Callable[[QWidget, str], None]
TAKEN = Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", "250 OK")


def shelf_of(way: Way, path: Path, content: bytes) -> Any:
    """The shelf on the page of the outbox, with one message brought in."""
    way.shell.frame.show_page("outbox")
    way.settle()
    shelf = way.shell.frame.page("outbox").replies  # type: ignore[attr-defined]
    path.write_bytes(content)
    shelf.drop.given.emit([path])
    way.settle()
    return shelf


def look(way: Way, shelf: Any) -> ReplyDialog:
    shelf.rows[0].open.click()
    way.settle()
    found: ReplyDialog = way.dialog_of(ReplyDialog)
    return found


def known_by_ni(maker: CaseMaker) -> UUID:
    return maker.started(**LONG, ni_number="JK123456A")


def test_m8_a_notice_of_nobodys_is_found_matched_and_recorded(
    opened: Open, tmp_path: Path, qtbot: Any, save_picture: Save
) -> None:
    way = opened(known_by_ni)
    way.shell.context.theme.choose("dark")
    text = "Please see the UC78e for JK 12 34 56 A. She has moved to Leeds."
    shelf = shelf_of(way, tmp_path / "a.eml", eml(text, "changes@dwp.example", "Change"))
    assert shelf.rows[0].accessibleName().startswith("Nobody's yet. From DWP.")
    save_picture(way.shell.window, "outbox-notice-dark")
    dialog = look(way, shelf)
    assert not dialog.entry.isEnabled() and dialog.entry.toolTip() == NOBODYS
    assert dialog.focusWidget() is dialog.elsewhere, "what is to be done first"
    save_picture(dialog, "reply-notice-nobodys-dark")
    dialog.elsewhere.click()
    way.settle()
    chooser: Any = way.dialog_of(ReplyCaseDialog)
    assert chooser.search.text() == "JK123456A"
    qtbot.waitUntil(lambda: chooser.people.count() == 1)
    way.settle()
    chooser.go.click()
    way.settle()
    assert way.dialog_of(ReplyDialog) is dialog and dialog.entry.isEnabled()
    save_picture(dialog, "reply-notice-dark")
    dialog.entries[K.CHANGE_NOTICE_RECEIVED].trigger()
    way.settle()
    form: Any = way.dialog_of(ReplyEntryDialog)
    assert form.questions.answers()["form"] == "uc78e"
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    way.settle()
    assert QApplication.activeModalWidget() is None and shelf.rows == []
    assert "moved to Leeds" in recorded(way, K.CHANGE_NOTICE_RECEIVED).detail["what"]


def told_dwp(maker: CaseMaker) -> UUID:
    """JFS07 went to DWP's inbox."""
    case_id = maker.started(**LONG)
    workspace = maker.workspace
    account = MailAccount(
        Route.SERVER, host="smtp.example.org", user="office", sender_address="office@provider.example"
    )
    mail_account.put(workspace, account)
    settings.put(workspace, settings.JFS07_INBOX, "changes@dwp.example")
    maker.on(DAY, time(8, 50))
    about = MailAbout(paper=Typed(change="Moved to Leeds."))
    made = mail_offers.offer(workspace, case_id, "jfs07", about)
    mail = TypedMail(made.to_address, made.subject, made.body)
    message = mail_offers.queue(workspace, case_id, "jfs07", mail, about).value
    maker.on(DAY, time(9))
    outbox.begin_next(workspace)
    outbox.end(workspace, message.id, TAKEN)
    return case_id


def test_i17_dwps_answer_offers_no_confirmation_of_the_participants(
    opened: Open, tmp_path: Path, save_picture: Save
) -> None:
    way = opened(told_dwp)
    (message,) = outbox.listed(workspace_of(way))
    words = f"Re: {message.subject} [{message.reference}]"
    content = eml("I have received the document, thank you.", message.to_address, words)
    shelf = shelf_of(way, tmp_path / "a.eml", content)
    assert "From DWP" in shelf.rows[0].accessibleName()
    dialog = look(way, shelf)
    assert not any(made.isVisible() for made in dialog.confirm.values())
    assert "the participant did not write it" in dialog.why.text()
    assert dialog.entry.isEnabled() and dialog.aside.isVisible()
    save_picture(dialog, "reply-of-dwp")


def sent_survey(maker: CaseMaker) -> UUID:
    case_id = leaving(maker)
    workspace = maker.workspace
    maker.on(DAY, time(8))
    made = mail_offers.offer(workspace, case_id, "survey")
    mail = TypedMail(made.to_address, made.subject, made.body)
    message = mail_offers.queue(workspace, case_id, "survey", mail).value
    maker.on(DAY, time(8, 5))
    outbox.begin_next(workspace)
    outbox.end(workspace, message.id, TAKEN)
    return case_id


def test_q7_an_answer_to_the_survey_is_offered_as_such(
    opened: Open, tmp_path: Path, save_picture: Save
) -> None:
    way = opened(sent_survey)
    (message,) = outbox.listed(workspace_of(way))
    text = message.body.replace("[ ] Very satisfied", "[x] Very satisfied") + "\nI have a job now."
    content = eml(text, message.to_address, f"Re: {message.subject} [{message.reference}]")
    shelf = shelf_of(way, tmp_path / "a.eml", content)
    dialog = look(way, shelf)
    assert dialog.kind.text() == "● Answers the survey"
    assert not any(made.isVisible() for made in dialog.confirm.values()), "it confirms no paper"
    assert dialog.focusWidget() is dialog.entry
    save_picture(dialog, "reply-survey")
    dialog.entries[K.SURVEY_ANSWERED].trigger()
    way.settle()
    form: Any = way.dialog_of(ReplyEntryDialog)
    answers = form.questions.answers()
    assert (answers["answer"], answers["reason"]) == ("very_satisfied", "I have a job now.")
    form.save.click()
    way.settle()
    (said,) = [one for one in facts.of_case(workspace_of(way), way.case_id) if one.kind == K.SURVEY_ANSWERED]
    assert said.detail["answer"] == "very_satisfied"
    assert replies.listed(workspace_of(way)) == ()
