"""The initial meeting in the real window: from its beginning to the start, by the keyboard, across a lock,
and with a doubt about who it is (I1 to I21, AMB-12 to AMB-16, AMB-80)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep, StepState
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.answers import entry
from tests.documents import made_pictures
from tests.documents.made_pictures import jpeg
from tests.ui.case.meeting_desk import IDENTITY, MeetingDesk, begin, recorded
from tests.ui.tab_desk import places
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.pages.case.meeting.meeting_first_plan import NeedsBody, PlanBody
from ui.pages.case.meeting.meeting_how import AT, CHANNEL, LATE, ON
from ui.pages.case.meeting.meeting_identity import IdentityBody, RepliesBody
from ui.pages.case.meeting.meeting_next import NextBody
from ui.pages.case.meeting.meeting_sending import SendingBody
from ui.pages.case.meeting.meeting_start import write
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.picture_drop import PictureDrop

TODAY = date(2021, 6, 4)
Save = Callable[[QWidget, str], None]


@pytest.fixture
def desk(meeting: MeetingDesk) -> MeetingDesk:
    return meeting


def test_i5_a_picture_of_a_document_comes_in_by_drop_paste_or_file_and_no_other_way(
    desk: MeetingDesk, tmp_path: Path
) -> None:
    """I5 to I7: on the meeting's own page; a bomb, a picture cut off, HEIC and 40 million pixels are told
    in words beside the field, and the good one that follows is kept with the identity."""
    begin(desk)
    check, drop = desk.part(MeetingStep.IDENTITY, 1), desk.body(MeetingStep.IDENTITY).drop
    check.questions.set_answers({**IDENTITY, "evidence_type": "picture"})
    check.changed.emit()
    assert drop.isVisible()
    drop.findChild(QPushButton, "notice-shown").click()
    hostile = {
        "bomb.png": (made_pictures.stated_png(30_000, 30_000), "900 million pixels"),
        "cut.jpg": (made_pictures.jpeg(900, 700)[:-2000], "damaged or cut off"),
        "telephone.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        "large.png": (made_pictures.stated_png(8000, 5000), "40 million pixels"),
        "passport.jpg": (jpeg(800, 600), ""),
    }
    for number, (name, (content, words)) in enumerate(hostile.items()):
        file = tmp_path / name
        file.write_bytes(content)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file))])
        bring_in(drop, number % 3, mime)
        desk.settle()
        assert words in drop.error.text() and drop.error.isVisible() == bool(words), name
        assert (drop.content() is None) == bool(words), name
    desk.click("do-identity_confirmed", check)
    (kept,) = attachments.of_case(desk.workspace, desk.case_id)
    assert kept.purpose == "identity_evidence" and FactKind.IDENTITY_CONFIRMED in recorded(desk)


def bring_in(drop: PictureDrop, way: int, mime: QMimeData) -> None:
    """Dropped, pasted, or chosen as a file."""
    if way == 0:
        how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(drop, QDragEnterEvent(QPoint(5, 5), *how))
        QApplication.sendEvent(drop, QDropEvent(QPointF(5, 5), *how))
    elif way == 1:
        QGuiApplication.clipboard().setMimeData(mime)
        QTest.keyClick(drop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        QGuiApplication.clipboard().clear()  # nothing of Python's may lie there when the process ends
    else:
        drop.read_file(mime.urls()[0].toLocalFile())


def whole(part: QWidget | None) -> bool:
    """Whether all of it is in sight."""
    return part is not None and part.visibleRegion().boundingRect().size() == part.size()


def test_from_begin_to_start_by_the_keyboard(desk: MeetingDesk, save_picture: Save, tmp_path: Path) -> None:
    """I1 to I14, I16, I17, I19, E1, T11, T13, T14: no mouse; each step leads to the next."""
    tab = desk.meet()
    assert tab.open_step is MeetingStep.BEGIN
    save_picture(desk.shell.window, "meeting-begin")
    tab.open_at(MeetingStep.BEGIN)
    desk.key(Qt.Key.Key_Space)
    desk.record()
    assert desk.bar.session is not None and desk.bar.session.kind == "initial_meeting"
    assert tab.open_step is MeetingStep.IDENTITY
    held = desk.body(MeetingStep.IDENTITY).held
    assert "gwen@example.org" in held.text() and "referred by J. Ahmed" in held.text(), "I4: to compare with"
    save_picture(desk.shell.window, "meeting-who")
    asked_in_vain = desk.part(MeetingStep.IDENTITY, 1).questions.form.field("not_matched")  # type: ignore[union-attr]
    assert not asked_in_vain.isVisible()
    for chip in (0, 2):  # full name, National Insurance number
        desk.part(MeetingStep.IDENTITY, 1).questions.form.field("matched").chips[chip].setFocus()  # type: ignore[union-attr]
        desk.key(Qt.Key.Key_Space)
    for _ in range(2):
        desk.key(Qt.Key.Key_Tab)
        desk.key(Qt.Key.Key_Space)
    desk.shell.window.resize(1280, 620)  # where what is asked lies below the edge
    desk.record()
    assert tab.open_step is MeetingStep.PACK, desk.part(MeetingStep.IDENTITY, 1).error.text()
    assert whole(tab.cards[MeetingStep.PACK].head), "it opens with its heading in sight"
    save_picture(desk.shell.window, "meeting-pack")
    sent = desk.part(MeetingStep.PACK)
    assert isinstance(QApplication.focusWidget().parent(), ChipChoice)  # type: ignore[union-attr]
    assert sent.channel() == "email", "the person has an address"
    assert sent.questions.answers()["sent_to"] == "gwen@example.org"
    assert sent.questions.form is not None
    assert sent.questions.form.names() == ("sent_to", "insert", "insert_text"), "the version is known (I15)"
    desk.record()
    assert "Answer this" in sent.questions.form.note("insert")
    told = next(one for one in sent.findChildren(QLabel) if one.isVisible() and "Answer this" in one.text())
    for part in (told, sent.questions.form.field("insert")):
        assert whole(part), "in view"
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Space)  # none needed (AMB-76)
    desk.record()
    assert desk.states()["pack"] == "now"
    assert whole(QApplication.focusWidget()), "what is left of the step is in view"
    desk.shell.window.resize(1280, 800)
    desk.record()
    assert tab.open_step is MeetingStep.OFFER
    told = desk.body(MeetingStep.OFFER).told.text()
    assert "240 minutes" in told and "to Friday 2 July 2021 at the latest" in told, "I10"
    save_picture(desk.shell.window, "meeting-offer")
    for _ in range(3):
        desk.key(Qt.Key.Key_Space)
        desk.key(Qt.Key.Key_Tab)
    desk.record()
    assert tab.open_step is MeetingStep.CHOICE
    desk.record()  # 'at the initial meeting' is answered already
    assert tab.open_step is MeetingStep.NEEDS
    desk.type("A CV and practice for interviews")
    for text in ("A CV that fits", "Rework it", "It is sent out"):
        desk.key(Qt.Key.Key_Tab)
        desk.type(text)
    desk.record()
    assert tab.open_step is MeetingStep.PLAN
    assert isinstance(desk.body(MeetingStep.PLAN), PlanBody)
    assert "1 objective" in desk.body(MeetingStep.PLAN).stand.text()
    desk.record()
    assert tab.open_step is MeetingStep.SHARING
    desk.record()
    assert tab.open_step is MeetingStep.IN_TOUCH
    desk.key(Qt.Key.Key_Space)
    desk.record()
    assert tab.open_step is MeetingStep.NEXT
    save_picture(desk.shell.window, "meeting-next")
    desk.type("9 jun")
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Tab)
    desk.type("11:00")
    desk.record()
    assert tab.open_step is MeetingStep.DRAFT
    drafting = desk.body(MeetingStep.DRAFT)
    assert isinstance(drafting, SendingBody) and not drafting.languages.isVisible()
    desk.shell.hub.tell(document_language.choose(desk.workspace, desk.case_id, DocumentLanguage.WELSH))
    desk.settle()
    assert "what was typed is in English: 1 objective" in drafting.languages.text(), "told before it goes"
    desk.record()
    assert tab.open_step is MeetingStep.END
    ended = tab.cards[MeetingStep.END].body.told.text()  # type: ignore[attr-defined]
    assert ended == "Done, but for what may follow: Replies confirming receipt.", "I16"
    desk.work(30 * 60)
    desk.record()
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    assert dialog.form.value("next_on") == date(2021, 6, 9) and dialog.plan.plan_changed
    save_picture(dialog, "meeting-wrap-up")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.no_dialog()
    assert recorded(desk).count("appointment_agreed") == 1
    assert tab.view is not None and tab.view.held
    assert tab.view.case.start_date == TODAY and tab.view.case.stage == "started"
    assert "4 June 2021" in tab.start.date.text()
    assert tab.start.meter.text() == "Evidence of the start: 2 of 4"
    assert tab.open_step is MeetingStep.REPLIES
    onward = desk.shell.window.focusWidget()
    assert tab.cards[MeetingStep.REPLIES].body.isAncestorOf(onward), "the keyboard goes on"
    for place in (0, 1):
        part = desk.part(MeetingStep.REPLIES, place)
        part.choose_channel("telephone")
        assert part.questions.form is not None and part.questions.form.field("identity").isVisible(), "I3"
        part.choose_channel("text")
        assert not part.questions.form.field("identity").isVisible()
        desk.answer(part, words="Got it, thanks.")
    assert tab.start.meter.text() == "Evidence of the start: 4 of 4"
    assert set(desk.states().values()) == {StepState.DONE}
    save_picture(desk.shell.window, "meeting-done")
    desk.click("proof-draft_jfap_sent", tab)
    proof: Any = desk.dialog()
    assert proof.picture.isVisible()
    proof.reject()
    assert tab.start.save.isVisible()
    write(desk.shell.context, desk.case_id, tmp_path / "start.zip", tab)
    desk.settle()
    assert (tmp_path / "start.zip").exists() and "Saved start.zip." in desk.news


def test_locked_in_the_middle_it_goes_on_where_it_was(
    desk: MeetingDesk, passphrase: str, qtbot: QtBot
) -> None:
    """I1: behind the lock nothing is shown; afterwards the step is open with what was half typed."""
    begin(desk)
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    tab = desk.tab
    tab.open_at(MeetingStep.NEEDS)
    body = desk.body(MeetingStep.NEEDS)
    assert isinstance(body, NeedsBody)
    body.part.questions.set_answers({"needs": "Half a need"})
    body.form.set_value("objective", "Half an aim")
    body.form.set_value("owner", "adviser")
    body.form.set_value("target_on", date(2021, 6, 11))
    after, plan = desk.body(MeetingStep.NEXT), desk.body(MeetingStep.PLAN)
    assert isinstance(after, NextBody) and isinstance(plan, PlanBody)
    following = {"on": date(2021, 6, 30), "at": time(9, 30), "channel": ("telephone",), "reason": "A course"}
    for name, value in following.items():
        after.form.set_value(name, value)
    plan.how.set_chosen(("Telephone",))
    pack = desk.part(MeetingStep.PACK).form
    how = {ON: date(2021, 6, 1), AT: time(8, 5), CHANNEL: ("letter",), LATE: "The printer"}
    for name, value in how.items():
        pack.set_value(name, value)
    with qtbot.waitExposed(desk.shell.window):
        desk.shell.lock()
    desk.settle()
    assert tab.view is None
    assert body.part.questions.answers() == {} and body.form.value("objective") == ""
    assert (body.form.value("owner"), body.form.value("target_on")) == ("participant", None)
    assert (plan.how.chosen(), pack.channel(), pack.late()) == ((), "", "") and pack.value(AT) != time(8, 5)
    assert tab.start.date.text() == ""
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    QTest.keyClicks(face.passphrase, passphrase)
    QTest.keyClick(face.passphrase, Qt.Key.Key_Return)
    desk.settle()
    assert tab.view is not None
    assert tab.view.step(MeetingStep.IDENTITY).state is StepState.DONE
    assert body.part.questions.answers() == {"needs": "Half a need"}
    assert body.form.value("objective") == "Half an aim"
    assert (body.form.value("owner"), body.form.value("target_on")) == ("adviser", date(2021, 6, 11))
    assert {name: after.form.value(name) for name in following} == following
    assert plan.how.chosen() == ("Telephone",)
    assert {name: pack.value(name) for name in how} == how


def test_a_doubt_stops_everything_until_it_is_settled(desk: MeetingDesk, save_picture: Save) -> None:
    """I8: the doubt, what the Work Coach was asked and answered, and a new confirmation."""
    begin(desk)
    body = desk.body(MeetingStep.IDENTITY)
    assert isinstance(body, IdentityBody)
    body.check.questions.set_answers(IDENTITY)
    desk.click("meeting-doubt", body)
    desk.settle()
    asked = body.doubt.questions.form.field("doubt")  # type: ignore[union-attr]
    assert QApplication.focusWidget() is asked and asked.visibleRegion().boundingRect() == asked.rect()
    desk.answer(body.doubt, doubt="Another date of birth was given.")
    assert desk.states()["pack"] == "held_up"
    assert body.consult.isAncestorOf(QApplication.focusWidget()), "the Work Coach comes before the check"
    body.consult.set_channel("telephone")
    desk.record()
    assert body.consult.questions.form.note("contact"), "what the cursor is in is recorded"  # type: ignore[union-attr]
    assert body.stopped.isVisible() and "J. Ahmed" in body.stopped.words.text()
    how: Any = body.check.questions.form.field("doubt_cleared_up")  # type: ignore[union-attr]
    assert how.isVisible()
    desk.answer(body.check, **IDENTITY)
    assert "Ask the Work Coach" in body.check.questions.form.note("doubt_cleared_up")  # type: ignore[union-attr]
    desk.tab.open_at(MeetingStep.PACK)
    assert not desk.part(MeetingStep.PACK).go.isEnabled()
    assert "JFS 3.26" in desk.part(MeetingStep.PACK).refused.text()
    desk.tab.open_at(MeetingStep.IDENTITY)
    desk.answer(
        body.consult, "telephone", facts="Two dates.", contact="J. Ahmed", decision="go_on", answer="A slip"
    )
    assert "A slip" in body.stopped.words.text()
    save_picture(desk.shell.window, "meeting-doubt")
    desk.move(60)
    how = body.check.questions.form.field("doubt_cleared_up")  # type: ignore[union-attr]
    assert not how.isVisible(), "the Work Coach has said to go on"
    desk.answer(body.check, **IDENTITY)
    assert not body.stopped.isVisible()
    told = [one.text() for one in desk.tab.identity.findChildren(type(desk.tab.head))]
    assert any("J. Ahmed" in text and "Settled" in text for text in told)
    save_picture(desk.shell.window, "meeting-settled")
    assert desk.states()["pack"] == "now"


def test_a_picture_is_kept_and_every_look_is_listed(
    desk: MeetingDesk, tmp_path: Path, save_picture: Save
) -> None:
    """I5 to I7: the notice first; the picture belongs to the confirmation; who looked stands beside it."""
    begin(desk)
    body = desk.body(MeetingStep.IDENTITY)
    assert isinstance(body, IdentityBody)
    assert not body.drop.isVisible()
    answers = {"matched": "document,full_name", "method": "sent", "evidence_type": "picture"}
    answers |= {"document_kind": "driving_licence", "document_reference": "LLYWE 901010"}
    body.check.questions.set_answers(answers)
    body.check.changed.emit()
    assert body.drop.isVisible()
    desk.click("do-identity_confirmed", body)
    assert "Add the picture" in body.check.questions.form.note("evidence_type")  # type: ignore[union-attr]
    desk.click("notice-shown", body)
    file = tmp_path / "card.jpg"
    file.write_bytes(jpeg())
    body.drop.read_file(str(file))
    desk.settle()
    assert not body.check.questions.form.note("evidence_type")  # type: ignore[union-attr]
    desk.click("do-identity_confirmed", body)
    assert desk.states()["identity"] == "done"
    desk.click("identity-look", desk.tab.identity)
    desk.dialog().accept()
    desk.settle()
    desk.meet().mark_stale()
    desk.settle()
    texts = [one.text() for one in desk.tab.identity.findChildren(type(desk.tab.head))]
    assert any("Looked at by Rosa Khan" in text for text in texts)
    save_picture(desk.shell.window, "meeting-identity")
    desk.click("identity-erase", desk.tab.identity)
    dialog: Any = desk.dialog()
    dialog.form.set_value("reason", "The wrong card")
    desk.click("evidence-take-back", dialog)
    assert "taken back: The wrong card" in "".join(
        one.text() for one in desk.tab.identity.findChildren(type(desk.tab.head))
    )


def test_a_late_appointment_asks_why_and_a_holiday_is_told(desk: MeetingDesk) -> None:
    """I13: by working day five; later needs a reason; a day of rest and a clash are told."""
    begin(desk)
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    desk.tab.open_at(MeetingStep.NEXT)
    body = desk.body(MeetingStep.NEXT)
    assert isinstance(body, NextBody)
    desk.click("do-appointment_agreed", body)
    assert "which day" in body.form.note("on")
    body.form.set_notes({})
    before = places(body.form)
    body.form.set_value("on", date(2021, 6, 5))
    desk.settle()
    assert "no working day" in body.form.note("on") and places(body.form) == before
    body.form.set_value("on", date(2021, 6, 12))
    body.form.set_value("at", time(10))
    desk.settle()
    assert "no working day" in body.form.note("on")
    assert body.form.field("reason").isVisible()
    desk.click("do-appointment_agreed", body)
    assert "say why it is later" in body.form.note("reason")
    body.form.set_value("reason", "On a course until then")
    desk.click("do-appointment_agreed", body)
    assert desk.states()["next"] == "done"
    desk.tab.open_at(MeetingStep.NEXT)
    desk.click("back-appointment_agreed", body)
    dialog = desk.dialog()
    assert isinstance(dialog, WithdrawDialog)
    dialog.form.set_value("reason", "Wrong day")
    desk.click("withdraw", dialog)
    assert desk.states()["next"] != "done"


def test_m1_who_never_joins_a_meeting_that_was_begun_did_not_come(desk: MeetingDesk) -> None:
    """M1, AMB-18: begun, waited for, nobody there; one press stops the timer, and nothing of it counts."""
    tab = desk.meet()
    at = desk.clock.wall + timedelta(minutes=1)
    said = {"booked_for": TODAY.isoformat(), "booked_at": f"{at.astimezone(LONDON):%H:%M}"}
    facts.record(desk.workspace, desk.case_id, entry(FactKind.CONTACTED, TODAY))
    desk.shell.context.hub.tell(
        facts.record(desk.workspace, desk.case_id, entry(FactKind.MEETING_BOOKED, TODAY, detail=said))
    )
    begin(desk)
    button = tab.findChild(QPushButton, "meeting-missed")
    assert isinstance(button, QPushButton) and button.isHidden(), "its time has not come"
    assert "Nobody has been in it yet" in tab.other.told.text() and "Attended" not in tab.other.told.text()
    desk.clock.wall = at
    tab.other.soon.timeout.emit()
    assert button.isVisible() and "none of the waiting counts" in tab.other.told.text()
    desk.click("meeting-missed", tab)
    assert sessions.running(desk.workspace) is None and not sessions.owed(desk.workspace)
    assert {"initial_meeting_missed"} == set(recorded(desk)) & {
        "initial_meeting_missed",
        "initial_meeting_begun",
    }
    assert not desk.bar.face.isVisible()
    assert "Missed on" in tab.other.told.text() and desk.states()["begin"] == "now"


def test_did_not_come_leads_to_another_date_or_to_the_entry(desk: MeetingDesk) -> None:
    """T8, T10, M11, AMB-12: missed, once its time has come; then booked again, or why they will not start."""
    tab = desk.meet()
    button = tab.findChild(QPushButton, "meeting-missed")
    assert isinstance(button, QPushButton) and button.isHidden()
    assert "Nothing is booked" in tab.other.told.text()
    at = desk.clock.wall + timedelta(minutes=1)  # a longer leap would be taken for a sleep, and lock
    said = {"booked_for": TODAY.isoformat(), "booked_at": f"{at.astimezone(LONDON):%H:%M}"}
    facts.record(desk.workspace, desk.case_id, entry(FactKind.CONTACTED, TODAY))
    desk.shell.context.hub.tell(
        facts.record(desk.workspace, desk.case_id, entry(FactKind.MEETING_BOOKED, TODAY, detail=said))
    )
    desk.settle()
    assert button.isHidden() and "told you beforehand" in tab.other.told.text()
    desk.clock.wall = at
    tab.other.soon.timeout.emit()
    desk.click("meeting-missed", tab)
    assert "initial_meeting_missed" in recorded(desk)
    desk.click("meeting-rebook", tab)
    dialog = desk.dialog()
    assert isinstance(dialog, RecordDialog)
    chosen = dialog.chosen()
    assert chosen is not None and chosen.kind is FactKind.MEETING_BOOKED
    dialog.discard()
    desk.settle()
    tab.other.reason.set_chosen(("ill",))
    tab.other.form.set_value("what", "In hospital for weeks")
    desk.click("meeting-not-starting", tab)
    dialog = desk.dialog()
    assert isinstance(dialog, RecordDialog)
    chosen = dialog.chosen()
    assert chosen is not None and chosen.kind is FactKind.DNA_KEYED
    assert dialog.detail.currentData() == "ill"
    told = next(one for one in facts.of_case(desk.workspace, desk.case_id) if one.kind == "change_noticed")
    assert told.detail == {"what": "Ill: In hospital for weeks", "learned": "before", "reason": "ill"}
    dialog.discard()


def test_attended_and_does_not_start(desk: MeetingDesk) -> None:
    """I21, T12, I17: only once it is held, and as Did Not Start; no paper of a start is awaited then."""
    begin(desk)
    tab = desk.tab
    assert not tab.other.go.isEnabled()
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    tab.open_at(MeetingStep.END)
    desk.work(300)
    desk.click("meeting-end", tab)
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    dialog.plan.unchanged.click()
    QTest.keyClicks(dialog.plan.line, "Starts work on Monday")
    desk.click("wrap-up-save", dialog)
    assert tab.view is not None and tab.view.held and tab.view.case.stage == "meeting_held"
    tab.other.reason.set_chosen(("work",))
    desk.click("meeting-not-starting", tab)
    record = desk.dialog()
    assert isinstance(record, RecordDialog)
    chosen = record.chosen()
    assert chosen is not None and chosen.kind is FactKind.DNS_KEYED
    start = tab.start
    reply = start.papers[FactKind.PACK_ACKNOWLEDGED].words
    assert "ask each day until" in reply.text() and start.note.isVisible()
    record.questions.set_answers({"evidence": "record"})
    desk.click("record", record)
    assert desk.no_dialog(), record.error_text()
    assert (start.date.text(), start.dates.text()) == ("No start", "The case was closed without a start.")
    assert reply.text() == "○ Pack: receipt confirmed – not needed" and not start.note.isVisible()


def test_it_does_not_count_as_held_before_it_is_known_who_it_is(
    desk: MeetingDesk, save_picture: Save
) -> None:
    """T11, JFS 3.21: the wrap-up is refused with its paragraph, and the timer loses nothing."""
    begin(desk)
    desk.work(60)
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    dialog.plan.unchanged.click()
    QTest.keyClicks(dialog.plan.line, "Line broke")
    desk.click("wrap-up-save", dialog)
    assert "who the person is" in dialog.error_text()
    assert not dialog.form.field("later_reason").isVisible()
    dialog.form.field("next_on").take_picked(date(2021, 6, 18))
    assert dialog.form.field("later_reason").isVisible(), "I13: after 11 June it says why"
    save_picture(dialog, "meeting-wrap-up-late")
    dialog.form.field("next_on").take_picked(date(2021, 6, 11))
    assert not dialog.form.field("later_reason").isVisible()
    dialog.form.set_value("next_on", None)
    desk.click("wrap-up-later", dialog)
    assert desk.no_dialog()
    body = desk.body(MeetingStep.BEGIN)
    desk.tab.open_at(MeetingStep.BEGIN)
    assert "no timer runs" in body.told.text()
    desk.move(240)  # below the idle lock
    body.channel.set_chosen(("video",))
    desk.click("meeting-begin", desk.tab)
    assert desk.bar.session is not None
    assert len(desk.sessions(desk.case_id)) == 2


def test_replies_by_a_noted_call_or_as_a_file(desk: MeetingDesk, tmp_path: Path) -> None:
    """AMB-80, I17: their words from a call, or the reply as it came; without either it is refused."""
    begin(desk)
    desk.answer(desk.part(MeetingStep.IDENTITY, 1), **IDENTITY)
    desk.tab.open_at(MeetingStep.PACK)
    desk.answer(desk.part(MeetingStep.PACK), "letter", insert="none_needed")
    desk.tab.open_at(MeetingStep.REPLIES)
    body = desk.body(MeetingStep.REPLIES)
    assert isinstance(body, RepliesBody)
    part = body.parts[0]
    desk.answer(part, "telephone", identity="confirmed")
    assert "their words" in part.questions.form.note("words")  # type: ignore[union-attr]
    desk.click("file-pack_acknowledged", part)
    file = tmp_path / "reply.jpg"
    file.write_bytes(jpeg())
    body.drops[0].read_file(str(file))
    desk.settle()
    desk.click("do-pack_acknowledged", part)
    assert "pack_acknowledged" in recorded(desk)
    assert desk.tab.view is not None
    assert [one.name for one in desk.tab.view.replies] == ["reply.jpg"]
    at = facts.of_case(desk.workspace, desk.case_id)[0].at
    assert at is not None and at.astimezone(LONDON).date() == TODAY


def test_today_leads_straight_to_the_meeting(desk: MeetingDesk) -> None:
    """I1: the row's one action opens the page that leads through it."""
    desk.shell.frame.show_page("today")
    desk.settle()
    page: Any = desk.shell.frame.page("today")
    key = next(key for key, item in page.items.items() if item.clock.id == "hold_initial_meeting")
    QTest.mouseClick(page.list.row_of(key).action, Qt.MouseButton.LeftButton)
    desk.settle()
    case_page: Any = desk.shell.frame.page("case")
    assert (desk.shell.frame.current, case_page.current_tab) == ("case", "meeting")
    assert case_page.case_id == desk.case_id
