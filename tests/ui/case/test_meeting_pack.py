"""The induction pack in the meeting: its language, a look at it, and what is told where none is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.documents import issued_documents, wording_blocks
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.outbox import mail_account, mail_offers
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.mail_offers import TypedMail
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.roles import Role
from tests.answers import IDENTITY
from tests.ui.case.meeting_desk import MeetingDesk, begin
from tests.ui.recorder import Recorder
from ui.dialogs.viewing.paper import PaperDialog
from ui.pages.case.meeting.meeting_pack import PackBody


@pytest.fixture
def desk(meeting: MeetingDesk) -> MeetingDesk:
    return meeting


def pack_of(made: MeetingDesk) -> PackBody:
    begin(made)
    made.answer(made.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    made.tab.open_at(MeetingStep.PACK)
    body = made.body(MeetingStep.PACK)
    assert isinstance(body, PackBody)
    return body


def rewrite_english(made: MeetingDesk) -> None:
    """What head office's bundle brings, while the step stands open."""
    workspace, me = made.workspace, made.workspace.me
    staff.change(workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
    made.tab.context.hub.tell(
        wording_blocks.rewrite(workspace, "conditionality", "en", "What you agreed stays.", "Shorter")
    )
    made.settle()


def test_the_language_is_asked_once_and_the_pack_looked_at(
    desk: MeetingDesk,
    qtbot: QtBot,
    save_picture: Callable[..., None],
) -> None:
    """I14, I15: the person's language, which is undone, the assembled pages, the insert, and the copy that is
    kept."""
    body = pack_of(desk)
    assert "approved by Ceri Vaughan" in body.told.text()
    assert "in which language" in body.told.text()
    said = Recorder(desk.shell.say)
    body.language.setFocus()
    desk.key(Qt.Key.Key_W)  # Welsh, by its first letter
    desk.settle()
    news = said.news[-1]
    assert (news.text, news.action) == ("Documents in Welsh.", "Undo") and news.act is not None
    news.act()
    desk.settle()
    assert document_language.asked(desk.workspace, desk.case_id) is None
    assert body.language.currentText() == "not asked yet"
    body.language.setCurrentIndex(body.language.findText("Welsh"))
    body.language.activated.emit(body.language.currentIndex())
    desk.settle()
    assert document_language.asked(desk.workspace, desk.case_id) is DocumentLanguage.WELSH
    assert "in which language" not in body.told.text()
    assert "write what is for them alone in Welsh too" in body.told.text()
    assert "older than the English" not in body.told.text()
    rewrite_english(desk)
    assert "The Welsh of ‘Benefit conditions stay as they are’ is older than the English" in body.told.text()
    body.sent.questions.set_answers({"insert": "added", "insert_text": "Capsiynau yn eich galwadau."})
    desk.click("pack-preview", body)
    dialog: Any = desk.dialog()
    assert isinstance(dialog, PaperDialog)
    qtbot.waitUntil(lambda: dialog.pages.page_count > 0)
    assert dialog.older.isVisible() and "‘Benefit conditions stay" in dialog.older.text()
    save_picture(dialog, "pack-preview")
    desk.click("paper-copy", dialog)
    dialog.reject()
    desk.click("do-pack_sent", body)
    kept = issued_documents.of_case(desk.workspace, desk.case_id)
    assert [(one.kind, one.language) for one in kept] == [("induction_pack", "cy")]
    sent = next(one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == FactKind.PACK_SENT)
    assert sent.detail["approved_by"] == "Ceri Vaughan"
    assert sent.detail["insert_text"] == "Capsiynau yn eich galwadau."
    desk.tab.open_at(MeetingStep.PACK)
    told = f"Which version: {sent.detail['version']} ·"
    assert any(told in one.text() for one in body.findChildren(QLabel))
    save_picture(desk.shell.window, "pack-sent")


def test_i18_a_pack_in_the_outbox_stands_in_its_step_and_is_not_recorded_beside_it(
    desk: MeetingDesk,
    save_picture: Callable[..., None],
) -> None:
    """It says that it waits, and offers neither to send nor to record it a second time."""
    body = pack_of(desk)
    card = desk.tab.cards[MeetingStep.PACK]
    assert (card.pill.text(), body.mail.isVisible(), body.sent.isEnabled()) == ("Now", True, True)
    account = MailAccount(
        Route.SERVER, host="smtp.example.org", user="o", sender_address="o@provider.example", grace_seconds=60
    )
    mail_account.put(desk.workspace, account)
    made = mail_offers.offer(desk.workspace, desk.case_id, "pack")
    mail = TypedMail(made.to_address, made.subject, made.body)
    outcome = mail_offers.queue(desk.workspace, desk.case_id, "pack", mail)
    desk.shell.hub.tell(outcome)
    desk.settle()
    assert card.pill.text() == "In the outbox"
    assert made.to_address in body.out.text() and body.out.isVisible()
    assert (body.mail.isVisible(), body.sent.isEnabled()) == (False, False)
    save_picture(desk.shell.window, "pack-in-outbox")
