"""The timer bar on the real window and the real vault (S1, S2, P3, AMB-18; DESIGN, 'The timer')."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.timer_desk import Desk
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.dialogs.sessions.start_session import StartSessionDialog
from ui.dialogs.vault.unlock import UnlockFace
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.geometry import SMALLEST
from ui.shell.shell import Shell
from ui.widgets.dialog import QuestionBox

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]


def unlock(desk: Desk, passphrase: str) -> None:
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    QTest.keyClicks(face.passphrase, passphrase)
    QTest.keyClick(face.passphrase, Qt.Key.Key_Return)
    desk.settle()


def words(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_s1_start_pause_resume_stop_and_wrap_up_by_clicks(desk: Desk, people, save_picture: Save) -> None:
    """Only work counts, to the click; the bar computes from what is stored; the JFAP entry is made."""
    priya = people[0]
    assert desk.bar.idle_label.isVisible()
    desk.start(priya)
    assert desk.bar.face.name.text() == "Priya Nair"
    assert desk.bar.call_running
    desk.work(20 * 60)
    desk.bar.ticks.timeout.emit()
    assert desk.bar.face.elapsed.text() == "00:20:00"
    desk.click("timer-pause")
    assert not desk.bar.call_running
    desk.work(10 * 60)
    desk.bar.ticks.timeout.emit()
    assert desk.bar.face.elapsed.text() == "00:20:00"
    desk.click("timer-pause")
    desk.work(22 * 60 + 17)
    desk.bar.ticks.timeout.emit()
    assert desk.bar.face.elapsed.text() == "00:42:17"
    save_picture(desk.shell.window, "timer-bar-light")
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    assert "42 minutes counted" in dialog.minutes.text()
    desk.work(3 * 60)  # filling it in takes a while
    dialog.chips.chips[0].click()
    QTest.keyClicks(dialog.form.field("notes"), "Reworked the profile")
    QTest.mouseClick(dialog.plan.updated, Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.plan.line, "Two applications a week")
    save_picture(dialog, "wrap-up-light")
    desk.click("wrap-up-save", dialog)
    assert desk.no_dialog(), words(dialog)
    (session,) = desk.sessions(priya)
    assert (session.minutes, session.counted_seconds, session.plan_changed) == (42, 42 * 60 + 17, True)
    assert session.gaps == ()
    assert "42 minutes recorded." in desk.news
    assert desk.bar.session is None
    assert desk.bar.idle_label.isVisible()
    save_picture(desk.shell.window, "sessions-tab-light")
    desk.shell.theme.choose("dark")
    save_picture(desk.shell.window, "sessions-tab-dark")


def test_esc_from_the_wrap_up_leaves_the_timer_as_it_was(desk: Desk, people, qtbot: QtBot) -> None:
    """DESIGN 12: nothing happens, and not a second is lost; the draft comes back."""
    desk.start(people[0])
    desk.work(600)
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    QTest.keyClicks(dialog.form.field("notes"), "Half a thou")
    desk.work(60)
    desk.bar.ticks.timeout.emit()
    assert desk.bar.face.elapsed.text() == "00:10:00", "the click's time is held while it is filled in"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.no_dialog()
    desk.work(60)
    desk.bar.ticks.timeout.emit()
    assert desk.bar.face.elapsed.text() == "00:12:00"
    desk.click("timer-stop")
    again = desk.dialog()
    assert isinstance(again, WrapUpDialog)
    assert again.form.value("notes") == "Half a thou"
    again.later.click()
    desk.settle()
    (session,) = desk.sessions(people[0])
    assert (session.state, session.minutes, session.plan_changed) == ("stopped", 12, None)
    assert desk.button("timer-owed").text() == "1 wrap-up owed"


def test_a_gap_of_46_seconds_is_asked(desk: Desk, people, save_picture: Save) -> None:
    """No stretch over 45 seconds counts unasked; a stretch of 45 does."""
    desk.start(people[0])
    desk.work(300)
    desk.move(45)
    desk.shell.keeper.look()
    desk.bar.beats.timeout.emit()
    desk.settle()
    assert desk.no_dialog()
    desk.move(46)
    desk.shell.keeper.look()
    desk.bar.beats.timeout.emit()
    desk.settle()
    question = desk.dialog()
    assert isinstance(question, GapQuestion)
    assert "46 seconds" in question.body.text()
    save_picture(question, "gap-question-light")
    QTest.keyClick(question, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.no_dialog()
    assert desk.button("timer-questions").text() == "1 question"
    desk.work(60)
    assert desk.no_dialog(), "put off is put off"
    desk.click("timer-questions")
    asked = desk.dialog()
    assert asked.focusWidget().objectName() == "gap-work"
    QTest.keyClick(asked, Qt.Key.Key_Return)  # what has the focus answers to Enter
    desk.settle()
    assert desk.no_dialog()
    (session,) = desk.sessions(people[0])
    assert session.counted_seconds == 300 + 45 + 46 + 60
    assert not desk.bar.owed.questions.isVisible()


def test_enter_at_the_moment_the_question_comes_only_puts_it_off(desk: Desk, people) -> None:
    desk.start(people[0])
    desk.move(120)
    desk.bar.beats.timeout.emit()
    desk.settle()
    QTest.keyClick(desk.dialog().focusWidget(), Qt.Key.Key_Space)
    desk.settle()
    (session,) = desk.sessions(people[0])
    assert [gap.answer for gap in session.gaps] == [None]


def test_s2_one_session_at_a_time_says_whose_and_goes_there(desk: Desk, people) -> None:
    priya, owen, _ = people
    desk.start(priya)
    desk.open_case(owen)
    desk.click("case-start")
    box = desk.dialog()
    assert isinstance(box, QuestionBox)
    assert "Priya Nair" in box.body.text()
    assert "Priya" not in box.windowTitle()
    assert "JFS Annex 3" in box.body.text()
    box.accept()
    desk.settle()
    assert desk.shell.frame.page("case").case_id == priya
    assert desk.sessions(owen) == ()


def test_a_refused_start_shows_its_paragraph(desk: Desk, people) -> None:
    """JFS 3.19: no 1-2-1 before the initial meeting; the initial meeting itself may start. The head of the
    case offers only the meeting then; whoever asks for a 1-2-1 all the same is told why not."""
    ada = people[2]
    desk.open_case(ada)
    desk.bar.start_session(ada, "one_to_one")
    dialog = desk.dialog()
    assert isinstance(dialog, StartSessionDialog)
    desk.sure(dialog)
    desk.click("session-go", dialog)
    assert "JFS 3.19" in dialog.error_text()
    assert desk.bar.session is None
    dialog.reject()
    desk.begin_meeting(ada)
    assert desk.bar.session is not None
    assert desk.bar.session.kind == "initial_meeting"


def test_the_bar_is_on_every_page_and_leads_to_the_case(desk: Desk, people) -> None:
    desk.start(people[0])
    for key in ("today", "caseload", "settings"):
        desk.shell.frame.show_page(key)
        desk.settle()
        assert desk.button("timer-stop").isVisible()
    desk.click("timer-name")
    assert desk.shell.frame.current == "case"
    assert desk.shell.frame.page("case").case_id == people[0]


def test_locked_in_a_call_leaves_one_question(
    desk: Desk, people, passphrase: str, save_picture: Save, qtbot: QtBot
) -> None:
    """While locked nothing beats and no name is shown, but time is; at unlock one question, 'I was
    still with them' first."""
    desk.start(people[0])
    desk.work(600)
    desk.move(5)
    with qtbot.waitExposed(desk.shell.window):
        desk.shell.lock()
    desk.settle()
    desk.move(20 * 60)
    desk.bar.ticks.timeout.emit()
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    assert "00:30:05" in words(face)
    assert "Priya" not in words(face)
    assert desk.bar.face.name.text() == ""
    assert desk.bar.session is not None
    assert desk.bar.session.name == ""
    assert not desk.bar.beats.isActive()
    save_picture(desk.shell.window, "locked-in-a-call")
    unlock(desk, passphrase)
    question = desk.dialog()
    assert isinstance(question, GapQuestion)
    assert "The window was locked" in question.body.text()
    assert "20 minutes" in question.body.text()
    assert question.focusWidget() is question.answers.still
    save_picture(desk.shell.window, "unlocked-question")
    QTest.keyClick(question.answers.still, Qt.Key.Key_Space)
    desk.settle()
    assert desk.no_dialog()
    (session,) = desk.sessions(people[0])
    assert len(session.gaps) == 1
    assert session.counted_seconds == 600 + 5 + 20 * 60
    assert desk.bar.beats.isActive()


def test_a_lock_while_the_wrap_up_is_open_keeps_draft_and_click(desk: Desk, people, passphrase: str) -> None:
    """The stretch after the click is no question: the session ended at the click."""
    desk.start(people[0])
    desk.work(600)
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    QTest.keyClicks(dialog.form.field("notes"), "Interview on Tuesday")
    desk.shell.lock()
    desk.settle()
    desk.move(3600)
    unlock(desk, passphrase)
    assert desk.dialog() is dialog
    assert dialog.form.value("notes") == "Interview on Tuesday"
    QTest.mouseClick(dialog.plan.unchanged, Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.plan.line, "Nothing new was agreed")
    desk.click("wrap-up-save", dialog)
    (session,) = desk.sessions(people[0])
    assert (session.minutes, session.gaps, session.no_change_reason) == (10, (), "Nothing new was agreed")


def test_sleep_of_16_hours_is_asked_and_never_counted_silently(desk: Desk, people, passphrase: str) -> None:
    desk.start(people[0])
    desk.work(300)
    desk.move(16 * 3600, wall=True)
    desk.shell.keeper.look()  # the first look after waking locks
    desk.settle()
    assert isinstance(desk.shell.door.face, UnlockFace)
    desk.move(30)
    unlock(desk, passphrase)
    question = desk.dialog()
    assert isinstance(question, GapQuestion)
    desk.click("gap-ended", question)
    (session,) = desk.sessions(people[0])
    assert (session.state, session.minutes) == ("stopped", 5)
    assert desk.button("timer-owed").text() == "1 wrap-up owed"


def test_at_the_booked_end_a_gentle_question(desk: Desk, people, save_picture: Save) -> None:
    desk.open_case(people[0])
    desk.click("case-start")
    dialog = desk.dialog()
    assert isinstance(dialog, StartSessionDialog)
    QTest.keyClicks(dialog.form.field("booked"), "11:00")
    save_picture(dialog, "start-session-light")
    desk.sure(dialog)
    desk.click("session-go", dialog)
    assert desk.bar.session is not None
    assert desk.bar.session.booked_until == desk.clock.wall.replace(hour=10, minute=0, second=0)
    desk.work(18 * 60)
    desk.bar.ticks.timeout.emit()
    assert desk.news == []
    desk.work(60)
    desk.bar.ticks.timeout.emit()
    assert desk.no_dialog(), "nothing is in the way"
    assert "still going?" in desk.news[-1]
    save_picture(desk.shell.window, "booked-end")
    desk.click("timer-still")
    assert desk.bar.session is not None
    assert desk.bar.session.state == "running"
    desk.bar.ticks.timeout.emit()
    assert not desk.bar.face.still.isVisible(), "asked once"


def test_everything_at_once_fits_the_smallest_window(desk: Desk, people, save_picture: Save) -> None:
    """A long name, paused, a question and the booked end, at 1280 x 800."""
    desk.shell.theme.choose("dark")
    desk.start(people[0])
    desk.work(60)
    desk.click("timer-stop")
    desk.click("wrap-up-later", desk.dialog())
    desk.open_case(people[1])
    desk.click("case-start")
    dialog = desk.dialog()
    assert isinstance(dialog, StartSessionDialog)
    QTest.keyClicks(dialog.form.field("booked"), "10:44")
    desk.sure(dialog)
    desk.click("session-go", dialog)
    desk.move(50)
    desk.shell.keeper.look()
    desk.bar.beats.timeout.emit()
    desk.settle()
    desk.click("gap-later", desk.dialog())
    desk.work(60)
    desk.bar.ticks.timeout.emit()
    desk.click("timer-pause")
    save_picture(desk.shell.window, "bar-full-dark")
    assert desk.shell.window.width() == 1280
    shown = [
        desk.button(name)
        for name in (
            "timer-questions",
            "timer-name",
            "timer-still",
            "timer-pause",
            "timer-stop",
        )
    ]
    for made in shown:
        assert made.width() >= made.sizeHint().width(), made.objectName()
        right = made.mapTo(desk.shell.window, made.rect().topRight()).x()
        assert 0 < right < 1280, made.objectName()


def test_a_hidden_bar_repaints_nothing(desk: Desk, people) -> None:
    desk.start(people[0])
    desk.work(60)
    shown = desk.bar.face.elapsed.text()
    desk.shell.window.hide()
    desk.clock.wall += timedelta(seconds=30)
    desk.bar.ticks.timeout.emit()
    assert desk.bar.face.elapsed.text() == shown
    desk.shell.window.show()
    QApplication.processEvents()


@pytest.mark.parametrize("width", [900, 1010, 1280])
def test_s1_the_bar_is_whole_in_a_narrow_window(desk: Desk, people, save_picture: Save, width: int) -> None:
    """Beside the window of a video call the time and the verbs are whole, with a question waiting too."""
    desk.shell.window.setMinimumSize(SMALLEST)
    desk.shell.window.resize(width, 600)
    desk.start(people[1])
    face, owed = desk.bar.face, desk.bar.owed.questions
    desk.settle()
    begun = [(one.width(), one.sizeHint().width()) for one in (face.elapsed, face.pause, face.stop)]
    assert all(width >= wanted for width, wanted in begun), begun
    desk.work(60)
    desk.move(50)
    desk.bar.beats.timeout.emit()
    desk.settle()
    desk.click("gap-later", desk.dialog())
    assert owed.isVisible()
    for one in (owed, face.mark, face.elapsed, face.pause, face.stop, face.name):
        assert one.width() >= one.sizeHint().width(), one.objectName()
    assert desk.shell.window.width() == width
    assert face.stop.text() == ("Stop" if width == 900 else "Stop and update JFAP")
    assert face.stop.accessibleName() == "Stop and update JFAP"
    assert face.kind.isVisible() == (width == 1280)
    save_picture(desk.shell.window, f"timer-bar-{width}")
    desk.shell.window.resize(1280, 800)
    assert face.kind.isVisible() and face.stop.text() == "Stop and update JFAP"
