"""What comes by e-mail is dropped on the case and confirmed: a notice of change, POST's answer, an answer to
the survey; and what goes to DWP or asks for the survey is sent from there (M8 to M10, W8, Q6, Q7, AMB-36)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.desk import clocks, settings
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.outbox import mail_account, mail_offers, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.recording import facts
from jfs_desktop.mail.compose import compose
from jfs_desktop.mail.letter import Letter, Mailbox
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from tests.casework.replies.test_came_by_mail import as_eml
from tests.ui.case.test_ending import DAY, LONG, Save, Way, opened
from tests.ui.casemaker import CaseMaker
from tests.ui.recorder import Recorder
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.mail.make_letter import MakeLetterDialog
from ui.dialogs.recording.came_by_mail import CameByMailDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.viewing.paper import PaperDialog

__all__ = ["opened"]
AT = datetime(2021, 6, 4, 8, 12, tzinfo=UTC)
OWN = "gwenllian@example.org"
INBOX = "changes@dwp.example"
Open = Callable[..., Way]


def eml(text: str, sender: str, subject: str = "Answer") -> bytes:
    letter = Letter(
        Mailbox(sender, ""), Mailbox("office@provider.example", ""), subject, text, "<9@x.example>", AT
    )
    return compose(letter).as_bytes()


def started(maker: CaseMaker) -> UUID:
    case_id = maker.started(**LONG, email=OWN)
    mail_account.put(
        maker.workspace,
        MailAccount(
            Route.SERVER, host="smtp.example.org", user="o", sender_address="o@provider.example",
            grace_seconds=60,
        ),
    )  # fmt: skip
    settings.put(maker.workspace, settings.JFS07_INBOX, INBOX)
    return case_id


def sent_prap14(maker: CaseMaker) -> UUID:
    case_id = started(maker)
    maker.record(case_id, K.ERROR_FOUND_AFTER_START, DAY)
    maker.record(case_id, K.PRAP14_SENT, DAY)
    return case_id


def leaving(maker: CaseMaker) -> UUID:
    """The survey belongs to the exit, which begins with finalising."""
    case_id = started(maker)
    maker.record(case_id, K.FINALISING_BEGUN, DAY)
    return case_id


def asked(maker: CaseMaker) -> UUID:
    case_id = leaving(maker)
    maker.record(case_id, K.SURVEY_ASKED, DAY)
    return case_id


def came(way: Way, drop: Any, path: Path, content: bytes) -> CameByMailDialog:
    path.write_bytes(content)
    drop.given.emit(path)
    way.settle()
    return way.dialog_of(CameByMailDialog)


def workspace_of(way: Way) -> Any:
    return way.shell.context.workspace


def recorded(way: Way, kind: K) -> Any:
    return next((one for one in facts.of_case(workspace_of(way), way.case_id) if one.kind == kind), None)


def test_w8_amb_36_posts_message_is_dropped_and_the_24_hours_run_from_its_time(
    opened: Open, tmp_path: Path, save_picture: Save
) -> None:
    way = opened(sent_prap14)
    way.shell.context.theme.choose("dark")
    way.settle()
    assert way.tab.error.drop.isVisible()
    save_picture(way.shell.window, "ending-post-awaited-dark")
    content = eml("The referral can be cancelled now.", "PRAP.SUPPORT@DWP.GOV.UK", "PRaP14")
    form = came(way, way.tab.error.drop, tmp_path / "post.eml", content)
    assert (form.form.value("on"), form.form.value("at")) == (DAY, time(9, 12))
    assert not form.doubts.isVisible() and "can be cancelled" in form.words.toPlainText()
    form.questions.set_answers({"post_answer": "cancel"})
    save_picture(form, "post-came-dark")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    way.settle()
    assert QApplication.activeModalWidget() is None
    readings = clocks.of_case(workspace_of(way), way.case_id)
    clock = next(one for one in readings if one.id == "cancel_after_post_confirmation")
    assert clock.due_at == datetime(2021, 6, 5, 8, 12, tzinfo=UTC)
    assert not way.tab.error.drop.isVisible()
    (kept,) = attachments.of_case(workspace_of(way), way.case_id)
    assert kept.purpose == "post_reply"


def test_w8_a_message_from_somebody_else_is_told_as_such(opened: Open, tmp_path: Path) -> None:
    way = opened(sent_prap14)
    form = came(way, way.tab.error.drop, tmp_path / "x.eml", eml("Yes.", "somebody@example.org"))
    assert "It comes from somebody@example.org" in form.doubts.text() and form.doubts.isVisible()


def test_amb_36_posts_message_that_a_colleague_passes_on_as_a_file_counts_by_its_own_time(
    opened: Open, tmp_path: Path
) -> None:
    way = opened(sent_prap14)
    passed_on = EmailMessage()
    passed_on["From"], passed_on["Date"] = "team@provider.example", "Fri, 4 Jun 2021 10:30:00 +0100"
    passed_on.set_content("See POST's answer.")
    posts = eml("It can be cancelled.", "PRAP.SUPPORT@DWP.GOV.UK")
    passed_on.add_attachment(message_from_bytes(posts, policy=default))
    form = came(way, way.tab.error.drop, tmp_path / "fw.eml", bytes(passed_on))
    assert (form.form.value("on"), form.form.value("at")) == (DAY, time(9, 12))
    assert form.words.toPlainText() == "It can be cancelled." and "PRAP.SUPPORT" in form.who.text()
    assert form.doubts.text() == "It hangs as a file on a message from team@provider.example."


def test_m8_a_dropped_notice_is_logged_with_what_it_says(
    opened: Open, tmp_path: Path, save_picture: Save
) -> None:
    way = opened(started)
    way.shell.frame.open_case(way.case_id, "circumstances")
    way.settle()
    tab: Any = way.page.tab("circumstances")
    save_picture(way.shell.window, "circumstances-notices-light")
    content = as_eml("Please see the UC78e. She has moved to Leeds.")
    form = came(way, tab.drop, tmp_path / "notice.eml", content)
    answers = form.questions.answers()
    assert (answers["form"], answers["mailbox"]) == ("uc78e", "jfap@northgate.example")
    save_picture(form, "notice-came-light")
    form.save.click()
    way.settle()
    assert recorded(way, K.CHANGE_NOTICE_RECEIVED).detail["what"].startswith("Please see the UC78e")
    (kept,) = attachments.of_case(workspace_of(way), way.case_id)
    assert kept.purpose == "change_notice"


def test_m10_jfs07_is_looked_at_and_sent_to_the_inbox(opened: Open, qtbot: QtBot) -> None:
    way = opened(started)
    way.shell.frame.open_case(way.case_id, "circumstances")
    way.settle()
    way.click("fill-jfs07", way.page.tab("circumstances"))
    letter = way.dialog_of(MakeLetterDialog)
    assert not letter.no_inbox.isVisible()
    letter.form.set_value("change", "Moved to Leeds")
    way.click("letter-look", letter)
    paper = way.dialog_of(PaperDialog)
    qtbot.waitUntil(paper.mail.isEnabled)
    way.click("paper-mail", paper)
    mail: Any = way.dialog_of(ComposeDialog)
    assert mail.form.value("to") == INBOX and not mail.against.isVisible()
    mail.go.click()
    way.settle()
    (message,) = outbox.listed(workspace_of(way))
    assert (message.purpose, message.state) == ("jfs07", MessageState.QUEUED)


def with_error(maker: CaseMaker) -> UUID:
    case_id = started(maker)
    maker.record(case_id, K.ERROR_FOUND_AFTER_START, DAY, detail={"error": "duplicate"})
    return case_id


def test_w8_a_prap14_that_waits_in_the_outbox_is_not_told_as_one_to_send(
    opened: Open, save_picture: Save
) -> None:
    """W8, I18: the card of the error says where the message is."""
    way = opened(with_error)
    card, ws = way.tab.error, workspace_of(way)
    assert card.state.text().endswith("PRaP14 to send")
    made = mail_offers.offer(ws, way.case_id, "prap14")
    typed = mail_offers.TypedMail(made.to_address, made.subject, made.body)
    done = mail_offers.queue(ws, way.case_id, "prap14", typed)
    way.shell.context.hub.tell(done, way.shell)
    way.settle()
    assert card.state.text().endswith("In the outbox")
    assert f"In the outbox: it goes to {made.to_address}." in card.until.text()
    save_picture(way.shell.window, "ending-prap14-in-the-outbox")


def test_q6_the_survey_goes_by_e_mail_and_is_read_from_the_reply(
    opened: Open, tmp_path: Path, save_picture: Save
) -> None:
    way = opened(asked)
    way.shell.context.theme.choose("dark")
    body = mail_offers.offer(workspace_of(way), way.case_id, "survey").body
    text = body.replace("[ ] Fairly satisfied", "[x] Fairly satisfied") + "\n\nThe sessions were too short."
    save_picture(way.shell.window, "ending-survey-asked-dark")
    save_picture(way.tab.survey, "survey-card-asked-dark")
    form = came(way, way.tab.survey.drop, tmp_path / "answer.eml", eml(text, OWN))
    answers = form.questions.answers()
    assert (answers["way"], answers["answer"]) == ("email", "fairly_satisfied")
    assert answers["reason"].splitlines()[-1] == "The sessions were too short."
    assert "How satisfied" not in answers["reason"] and "Please" not in answers["reason"]
    save_picture(form, "survey-came-dark")
    form.save.click()
    way.settle()
    assert QApplication.activeModalWidget() is None
    said = recorded(way, K.SURVEY_ANSWERED)
    assert said.detail["question_version"] == workspace_of(way).programme.survey.version
    (kept,) = attachments.of_case(workspace_of(way), way.case_id)
    assert kept.purpose == "survey_reply"
    assert "Fairly satisfied" in way.tab.survey.told.text()
    assert not way.tab.survey.drop.isVisible() and not way.tab.survey.mail.isVisible()


def test_q6_it_is_asked_by_e_mail_or_recorded_by_hand(opened: Open, save_picture: Save) -> None:
    way = opened(leaving)
    way.click("mail-survey")
    mail: Any = way.dialog_of(ComposeDialog)
    assert mail.form.value("to") == OWN and "[ ] Very satisfied" in mail.form.value("message")
    save_picture(mail, "compose-survey-light")
    mail.other.click()
    way.settle()
    assert way.dialog_of(RecordDialog).chosen().kind is K.SURVEY_ASKED  # type: ignore[union-attr]
    way.dialog_of(RecordDialog).discard()
    way.click("mail-survey")
    way.dialog_of(ComposeDialog).go.click()
    way.settle()
    (message,) = outbox.listed(workspace_of(way))
    assert message.purpose == "survey"
    card = way.tab.survey
    assert not card.mail.isVisible() and not card.ask.isVisible(), "it waits in the outbox already"
    assert card.told.text().endswith(f"In the outbox: it goes to {OWN}.")


def test_x14_the_exit_message_goes_from_the_ending(opened: Open, save_picture: Save) -> None:
    """AMB-28: it tells that DWP may ring; where it is stands beside the early end."""
    way = opened(leaving)
    way.shell.context.theme.choose("dark")
    save_picture(way.tab.early_card, "ending-exit-dark")
    way.click("exit-message")
    mail: Any = way.dialog_of(ComposeDialog)
    assert "DWP may ring you" in mail.form.value("message")
    save_picture(mail, "compose-exit-dark")
    mail.go.click()
    way.settle()
    assert [one.purpose for one in outbox.listed(workspace_of(way))] == ["exit"]
    assert f"Exit message: In the outbox: it goes to {OWN}." in way.tab.other_ends.text()
    assert not way.tab.exit.isVisible(), "the same is not written twice"
    (waits,) = outbox.listed(workspace_of(way))
    way.shell.context.hub.tell(outbox.take_back(workspace_of(way), waits.id))
    way.settle()
    assert way.tab.exit.isVisible()


def test_q6_nobody_is_asked_before_the_exit(opened: Open) -> None:
    """AMB-47: the card says when, and offers nothing yet."""
    card = opened(started).tab.survey
    assert card.isVisible() and "once finalising has begun" in card.told.text()
    assert not card.mail.isVisible() and not card.ask.isVisible()


def chased(maker: CaseMaker) -> UUID:
    case_id = asked(maker)
    maker.record(case_id, K.SURVEY_ASKED, DAY)
    return case_id


def test_q6_it_is_asked_once_more(opened: Open) -> None:
    way = opened(asked)
    assert "once more" in way.tab.survey.mail.text().replace("&", "") and way.tab.survey.mail.isVisible()


def test_q6_nobody_is_asked_a_third_time(opened: Open) -> None:
    way = opened(chased)
    assert "Asked once more on 4 June 2021" in way.tab.survey.told.text()
    assert not way.tab.survey.mail.isVisible() and way.tab.survey.answer.isVisible()


def test_what_is_no_message_is_refused_in_one_sentence(opened: Open, tmp_path: Path) -> None:
    way = opened(asked)
    said = Recorder(way.shell.say)
    path = tmp_path / "x.eml"
    path.write_bytes(b"MZ" * 100)
    way.tab.survey.drop.given.emit(path)
    way.settle()
    assert QApplication.activeModalWidget() is None
    assert len(said.news) == 1 and "not read as a message" in said.news[0].text
    assert recorded(way, K.SURVEY_ANSWERED) is None
