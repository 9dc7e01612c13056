"""Replies in the real window: dropped on the case as files, looked at, and made evidence (I17, I18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.documents import attachments, issued_documents
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies
from jfs_desktop.casework.replies.reply_views import ReplyState
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.ui.case.meeting_desk import MeetingDesk
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from ui.dialogs.evidence.certificate import CertificateDialog
from ui.dialogs.replies.reply import NO_WORDS, NOBODYS, ReplyDialog, SetReplyAsideDialog
from ui.dialogs.replies.reply_case import ReplyCaseDialog
from ui.pages.reply_shelf import NOTHING, SHARED, RefusedFiles, ReplyShelf
from ui.shell.shell import Shell

OWN = "priya.nair@example.org"
WORDS = "I have got the pack and the plan, thank you"


def papers_sent(maker: CaseMaker) -> UUID:
    return maker.met(email=OWN)


@pytest.fixture
def desk(  # noqa: PLR0917 - fixtures
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
    qtbot: QtBot,
) -> MeetingDesk:
    """The case of somebody who was sent both papers on 26 May, on 28 May."""
    case_id = brought_once(own_vault, passphrase, window_clock, papers_sent)
    window_clock.wall = window_clock.wall.replace(day=28)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    made = MeetingDesk(shell, window_clock, settle, case_id)
    made.take_the_keyboard(qtbot)
    made.meet()
    return made


def saved(folder: Path, text: str, *, number: int = 0, html: str = "", sender: str = OWN) -> Path:
    """A message as a mail program saves it."""
    made = EmailMessage()
    made["From"], made["To"] = f"Priya Nair <{sender}>", "office@northgate.example"
    made["Subject"], made["Date"] = "Re: Your pack", "Thu, 27 May 2021 08:15:00 +0000"
    made["Message-ID"] = f"<{number}@example.org>"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="signed.pdf")
    path = folder / f"reply {number}.eml"
    path.write_bytes(bytes(made))
    return path


def dropped(shelf: ReplyShelf, *paths: Path) -> None:
    """Files let fall on the shelf, as a file manager gives them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    with_left = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(4, 4), Qt.DropAction.CopyAction, held, *with_left)
    shelf.drop.dragEnterEvent(enter)
    assert enter.isAccepted()
    shelf.drop.dropEvent(QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, held, *with_left))


def bring(desk: MeetingDesk, *paths: Path) -> ReplyShelf:
    shelf = desk.tab.replies
    dropped(shelf, *paths)
    desk.settle()
    return shelf


def open_first(desk: MeetingDesk) -> ReplyDialog:
    desk.click("reply-open", desk.tab.replies)
    found: Any = desk.dialog()
    assert isinstance(found, ReplyDialog)
    return found


def by_key(dialog: ReplyDialog, key: Qt.Key, qtbot: QtBot) -> None:
    """Alt and a letter, once the dialog has the keyboard."""
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog.leave, key, Qt.KeyboardModifier.AltModifier)


def theirs(desk: MeetingDesk, dialog: ReplyDialog, qtbot: QtBot) -> None:
    """Say by keys that the reply is of this person."""
    by_key(dialog, Qt.Key.Key_E, qtbot)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ReplyCaseDialog))
    chooser: Any = desk.dialog()
    qtbot.waitUntil(lambda: chooser.people.count() == 1)
    desk.settle()
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    desk.settle()


def test_a_reply_is_dropped_looked_at_and_confirms_both_papers(
    desk: MeetingDesk, tmp_path: Path, qtbot: QtBot, save_picture: Callable[[QWidget, str], None]
) -> None:
    """I17, I18: text alone is shown; each paper gets its entry, with the file as evidence of both."""
    shelf = desk.tab.replies
    assert shelf.told.text() == NOTHING
    html = (
        "<p>I have got <b>the pack and the plan</b>, thank you</p><img src='https://tracker.example/x.png'>"
    )
    bring(desk, saved(tmp_path, WORDS, html=html))
    assert desk.news[-1] == "1 message brought in, none matched to a case."
    named = [row.accessibleName().split(".")[0] for row in shelf.rows]
    assert named == ["Nobody's yet, perhaps of Priya Nair"]
    missing = desk.tab.start.papers[K.JFAP_ACKNOWLEDGED].words.text()
    assert missing == "○ JFAP: receipt confirmed – ask each day until Wednesday 2 June 2021"
    dialog = open_first(desk)
    assert dialog.words.toPlainText() == WORDS
    assert all(not made.isEnabled() and NOBODYS in made.toolTip() for made in dialog.confirm.values())
    theirs(desk, dialog, qtbot)
    assert dialog.kind.text().endswith("Confirms the pack and the JFAP")
    assert "chose whose it is" in dialog.why.text()
    save_picture(dialog, "reply")
    desk.click("reply-both", dialog)
    kinds = {one.kind: one for one in facts.of_case(desk.workspace, desk.case_id)}
    for kind in (K.PACK_ACKNOWLEDGED, K.JFAP_ACKNOWLEDGED):
        assert kinds[kind].detail["words"] == WORDS
    assert desk.tab.start.meter.text().startswith("Evidence of the start: 4 of 4")
    assert desk.tab.start.papers[K.PACK_ACKNOWLEDGED].files.text() == "1 file kept"
    assert desk.no_dialog()
    save_picture(desk.shell.window, "replies-accepted")
    kept = [one for one in attachments.of_case(desk.workspace, desk.case_id) if one.purpose == "reply"]
    assert [one.name for one in kept] == ["reply 0.eml"]


def test_today_leads_to_a_reply_that_waits(desk: MeetingDesk, tmp_path: Path, qtbot: QtBot) -> None:
    """I17: nobody's first; once it is said whose it is, by its case."""
    bring(desk, saved(tmp_path, WORDS))
    desk.shell.frame.show_page("today")
    desk.settle()
    today: Any = desk.shell.frame.page("today")
    (key,) = (key for key, one in today.items.items() if one.kind == "reply")
    assert today.items[key].what == "Say whose 1 reply is"
    today.list.actionRequested.emit(key)
    desk.settle()
    dialog: Any = desk.dialog()
    assert isinstance(dialog, ReplyDialog)
    theirs(desk, dialog, qtbot)
    dialog.reject()
    desk.settle()
    (key,) = (key for key, one in today.items.items() if one.kind == "reply")
    assert today.items[key].case_id == desk.case_id


def test_what_confirms_nothing_asks_for_a_reason(desk: MeetingDesk, tmp_path: Path, qtbot: QtBot) -> None:
    """I17: another address than the papers went to."""
    bring(desk, saved(tmp_path, WORDS, sender="owen@example.org"))
    dialog = open_first(desk)
    theirs(desk, dialog, qtbot)
    desk.click("reply-pack", dialog)
    assert "from somebody else" in dialog.form.note("reason")
    dialog.form.set_value("reason", "It is her new address, she said on the telephone")
    by_key(dialog, Qt.Key.Key_P, qtbot)
    qtbot.waitUntil(desk.no_dialog)
    desk.settle()
    assert K.PACK_ACKNOWLEDGED in {one.kind for one in facts.of_case(desk.workspace, desk.case_id)}


def test_it_is_set_aside_with_a_reason_and_taken_up_again(desk: MeetingDesk, tmp_path: Path) -> None:
    encrypted = saved(tmp_path, "")
    head = encrypted.read_bytes().partition(b"MIME-Version")[0]
    encrypted.write_bytes(head + b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\nMIIB")
    shelf = bring(desk, encrypted)
    assert open_first(desk).words.toPlainText() == NO_WORDS, "it does not say that nothing stands in it"
    desk.click("reply-aside", desk.dialog())
    ask: Any = desk.dialog()
    assert isinstance(ask, SetReplyAsideDialog)
    ask.form.set_value("reason", "A question")
    desk.click("reply-set-aside", ask)
    assert desk.no_dialog()
    assert shelf.rows == []
    desk.click("replies-decided", shelf)
    dialog = open_first(desk)
    desk.click("reply-again", dialog)
    (waiting,) = replies.listed(desk.workspace)
    assert waiting.state is ReplyState.WAITING


def test_many_come_in_with_progress_and_a_way_to_stop(
    desk: MeetingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    """I18: the window answers meanwhile; what was brought in stays."""
    paths = [saved(tmp_path, f"I have got the pack {number}", number=number) for number in range(12)]
    shelf = desk.tab.replies
    dropped(shelf, *paths)
    assert shelf.stop.isVisible() and not shelf.drop.isVisible()
    qtbot.waitUntil(lambda: shelf.bar.value() >= 2)
    asked: list[int] = []
    desk.shell.tasks.write(lambda: len(replies.listed(desk.workspace)), owner=shelf, done=asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    assert shelf.importing.running, "somebody's own work comes between two messages"
    desk.click("replies-stop", shelf)
    assert shelf.drop.isVisible()
    came = len(replies.listed(desk.workspace))
    assert 2 <= came < 12
    assert "Stopped after" in desk.news[-1]
    bring(desk, *paths)
    assert len(replies.listed(desk.workspace)) == 12
    assert f"{came} here already" in desk.news[-1]


def test_a_lock_ends_an_import_and_hides_what_is_shown(
    desk: MeetingDesk, tmp_path: Path, passphrase: str, qtbot: QtBot
) -> None:
    bring(desk, saved(tmp_path, WORDS, number=99))
    shelf = desk.tab.replies
    dropped(shelf, *(saved(tmp_path, f"Hello {number}", number=number) for number in range(8)))
    qtbot.waitUntil(lambda: shelf.bar.value() >= 1)
    desk.shell.lock()
    desk.settle()
    assert not shelf.importing.running
    assert shelf.rows == []


def test_nothing_of_a_reply_stands_on_a_shared_screen(desk: MeetingDesk, tmp_path: Path) -> None:
    shelf = bring(desk, saved(tmp_path, WORDS))
    desk.shell.context.sharing.begin(desk.case_id)
    desk.settle()
    assert (shelf.rows, shelf.told.text()) == ([], SHARED)


def test_the_proof_of_a_document_is_shown_and_saved(
    desk: MeetingDesk, tmp_path: Path, qtbot: QtBot, save_picture: Callable[[QWidget, str], None]
) -> None:
    """I18, P9: sent, its hash, the reply, its hash, chained; and as a PDF for an auditor."""
    bring(desk, saved(tmp_path, WORDS))
    dialog = open_first(desk)
    theirs(desk, dialog, qtbot)
    desk.click("reply-both", dialog)
    kept = issued_documents.freeze(
        desk.workspace, desk.case_id, issued_documents.NewDocument(kind="jfap", pdf=b"%PDF-1.7", version="1")
    ).value
    entry = next(one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == K.DRAFT_JFAP_SENT)
    at = datetime.combine(entry.on, time(12), LONDON)
    issue = issued_documents.NewIssue(channel="email", to=OWN, at=at, proof="250 OK", fact_id=entry.id)
    with desk.workspace.changing(issued_documents.ISSUE, case_id=desk.case_id) as change:
        issued_documents.issue_in(change, desk.workspace, kept.id, issue, at)
    desk.shell.frame.open_case(desk.case_id, "documents")  # type: ignore[union-attr]
    desk.settle()
    page: Any = desk.shell.frame.page("case")  # type: ignore[union-attr]
    page.tab("documents").choose(kept.id)
    desk.settle()
    desk.click("document-proof")
    proof: Any = desk.dialog()
    assert isinstance(proof, CertificateDialog)
    assert "its receipt was confirmed" in proof.body.text()
    shown = [one.text().replace("\u200b", "") for one in proof.findChildren(QLabel)]
    (came,) = replies.of_case(desk.workspace, desk.case_id)
    for said in ("250 OK", WORDS, kept.pdf_sha256, came.sha256):
        assert said in shown
    save_picture(proof, "certificate")
    file = tmp_path / "certificate.pdf"
    proof.write(file)
    desk.settle()
    qtbot.waitUntil(file.exists)
    desk.settle()
    assert desk.news[-1] == "Saved certificate.pdf."
    assert file.read_bytes().startswith(b"%PDF-")


def test_files_that_are_no_messages_are_named_with_why(desk: MeetingDesk, tmp_path: Path) -> None:
    program = tmp_path / "reply.eml"
    program.write_bytes(b"MZ\x90\x00")
    bring(desk, program, saved(tmp_path, WORDS))
    assert "1 not read" in desk.news[-1]
    told = desk.shell.window.findChildren(RefusedFiles)
    assert any("reply.eml: This file was not read" in one.words.text() for one in told)
