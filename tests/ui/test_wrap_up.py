"""The wrap-up: few keys, nothing lost, and no session without its JFAP entry (P3, AMB-20, FIELD-NOTES 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import entry
from tests.ui.tab_desk import places
from tests.ui.timer_desk import Desk
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog

MOST_KEYS = 25
Save = Callable[[QWidget, str], None]


class Hand:
    """Presses keys where the focus is and counts each, a held Ctrl or Alt as one more."""

    def __init__(self) -> None:
        self.keys = 0

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        self.keys += 1 + len(held)
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        QTest.keyClick(self.focus(), key, modifiers)

    def enter(self, text: str) -> None:
        """Types figures or a date: counted."""
        self.keys += len(text)
        QTest.keyClicks(self.focus(), text)

    def write(self, text: str) -> None:
        """Types the text itself: not counted."""
        assert isinstance(self.focus(), QLineEdit | QPlainTextEdit)
        QTest.keyClicks(self.focus(), text)

    def focus(self) -> QWidget:
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        assert window is not None
        return window.focusWidget() or window


def stop(desk: Desk) -> WrapUpDialog:
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    return dialog


def words(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_from_stop_to_saved_in_at_most_25_keys_beside_the_text(desk: Desk, people, qtbot: QtBot) -> None:
    """Two activities, notes, a JFAP change, the next appointment, by real key events alone."""
    desk.start(people[0])
    desk.work(45 * 60)
    desk.shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.shell.window)
    hand = Hand()
    hand.press(Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert isinstance(desk.dialog(), WrapUpDialog)
    hand.press(Qt.Key.Key_1)
    hand.press(Qt.Key.Key_3)
    hand.press(Qt.Key.Key_Tab)
    hand.write("Mock interview went well; she told the story of the till queue in three steps.")
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Tab)
    hand.write("Two tailored applications a week, by 11 June")
    hand.press(Qt.Key.Key_Tab)
    hand.enter("8/6")
    hand.press(Qt.Key.Key_Tab)
    hand.enter("1030")
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.no_dialog(), words(desk.dialog())
    assert hand.keys <= MOST_KEYS
    (session,) = desk.sessions(people[0])
    assert (session.minutes, session.plan_changed) == (45, True)
    assert "three steps" in session.notes
    agreed = [
        fact for fact in facts.of_case(desk.workspace, people[0]) if fact.kind == FactKind.APPOINTMENT_AGREED
    ]
    assert len(agreed) == 1
    held = [one for one in facts.of_case(desk.workspace, people[0]) if one.kind == FactKind.SESSION_HELD]
    assert len(held) == 1


def test_p3_no_session_closes_without_a_jfap_entry(desk: Desk, people, save_picture: Save) -> None:
    """Neither choice made, then 'No change' without its reason: refused beside the field, timer untouched."""
    desk.start(people[0])
    desk.work(600)
    dialog = stop(desk)
    desk.click("wrap-up-save", dialog)
    assert "CSS 3" in dialog.plan.note.text()
    QTest.mouseClick(dialog.plan.unchanged, Qt.MouseButton.LeftButton)
    desk.click("wrap-up-save", dialog)
    assert "why nothing" in dialog.plan.note.text()
    save_picture(dialog, "wrap-up-reason-missing")
    assert desk.sessions(people[0])[0].state == "running"
    QTest.keyClicks(dialog.plan.line, "Reviewed; still right")
    desk.click("wrap-up-save", dialog)
    (session,) = desk.sessions(people[0])
    assert (session.plan_changed, session.no_change_reason) == (False, "Reviewed; still right")


def test_changing_the_choice_keeps_both_texts(desk: Desk, people) -> None:
    desk.start(people[0])
    plan = stop(desk).plan
    plan.updated.click()
    QTest.keyClicks(plan.line, "New aim")
    plan.unchanged.click()
    assert plan.line.text() == ""
    plan.updated.click()
    assert plan.line.text() == "New aim"


def test_the_draft_is_saved_as_it_is_typed(desk: Desk, people, qtbot: QtBot) -> None:
    """Autosave within a second of the last key, outside the journal."""
    session = desk.start(people[0])
    dialog = stop(desk)
    dialog.chips.chips[2].click()
    QTest.keyClicks(dialog.form.field("notes"), "Half a thought")
    qtbot.waitUntil(lambda: dialog.saved.text().startswith("Draft saved"))
    draft = sessions.read_wrap_up_draft(desk.workspace, session.id)
    assert draft is not None
    assert draft.notes == "Half a thought"
    assert draft.activities == dialog.chips.chosen()
    assert len(draft.activities) == 1


def doze(desk: Desk) -> None:
    """The computer stands still for 50 seconds."""
    desk.move(50)
    desk.shell.keeper.look()
    desk.bar.beats.timeout.emit()
    desk.settle()


def test_an_open_question_is_answered_inside_the_wrap_up(desk: Desk, people, save_picture: Save) -> None:
    """S1: and none about time after the stop, of which nothing counts."""
    desk.start(people[0])
    desk.work(600)
    doze(desk)
    desk.click("gap-later", desk.dialog())
    desk.work(645)
    desk.move(10)
    dialog = stop(desk)
    assert "20 minutes counted" in dialog.minutes.text()
    assert "50 seconds" in words(dialog)
    save_picture(dialog, "wrap-up-with-question")
    doze(desk)
    desk.click("gap-work", dialog)
    assert "not counted yet" not in words(dialog), "the newest one came after the stop"
    assert "21 minutes counted" in dialog.minutes.text()
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    desk.click("wrap-up-save", dialog)
    (session,) = desk.sessions(people[0])
    assert session.counted_seconds == 1305


def test_a_late_duty_asks_for_its_reason_beside_its_field(desk: Desk, people) -> None:
    """The next appointment fell due on 9 June; a session on 14 June meets it late."""
    desk.clock.wall = datetime(2021, 6, 14, 9, 0, tzinfo=UTC)
    desk.shell.keeper.start()
    desk.start(people[0])
    desk.work(600)
    dialog = stop(desk)
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    desk.click("wrap-up-save", dialog)
    late = dialog.form.field("late_reason")
    assert late.isVisible()
    assert "JFS" in dialog.form.note("late_reason")
    QTest.keyClicks(late, "She was ill")
    desk.click("wrap-up-save", dialog)
    assert desk.no_dialog()
    assert desk.sessions(people[0])[0].minutes == 10


def test_a_day_without_a_time_and_a_past_appointment_are_told(desk: Desk, people) -> None:
    desk.start(people[0])
    dialog = stop(desk)
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    before = places(dialog.form)
    QTest.keyClicks(dialog.form.field("next_on").edit, "31/5")
    assert "Mon 31 May is no working day" in dialog.form.note("next_on") and places(dialog.form) == before
    dialog.form.field("next_on").edit.clear()
    QTest.keyClicks(dialog.form.field("next_on").edit, "1/6")
    desk.click("wrap-up-save", dialog)
    assert "a day and a time" in dialog.form.note("next_at")
    QTest.keyClicks(dialog.form.field("next_at"), "9")
    desk.click("wrap-up-save", dialog)
    assert "past" in dialog.form.note("next_on")
    assert desk.sessions(people[0])[0].state == "running"


def test_an_owed_wrap_up_is_finished_from_the_bar(desk: Desk, people) -> None:
    """P3, I6: it asks for nothing that the vault knows: the JFAP written in it, the appointment agreed."""
    desk.start(people[0])
    desk.work(300)
    plan = plans.open_plan(desk.workspace, people[0]).content
    cv = next(one for one in plan.headings if one.key == "cv")
    written = tuple(replace(one, text="One page") if one is cv else one for one in plan.headings)
    plans.settle(desk.workspace, people[0], replace(plan, headings=written))
    plans.save_draft(desk.workspace, people[0], replace(plan, headings=written, next_steps="Ring on Monday"))
    said = {"agreed_for": "2021-06-08", "time": "10:30"}
    agreed = entry(FactKind.APPOINTMENT_AGREED, date(2021, 6, 4), at=time(10), detail=said)
    facts.record(desk.workspace, people[0], agreed)
    desk.click("wrap-up-later", stop(desk))
    assert "the wrap-up is still owed" in desk.news[-1]
    desk.click("timer-owed")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    assert not dialog.later.isVisible()
    assert dialog.saved.text() == "Filled in from the session"
    assert (dialog.plan.plan_changed, dialog.plan.line.text()) == (
        True,
        "Changed in this plan: CV, Next steps",
    )
    assert dialog.form.value("next_on") == date(2021, 6, 8) and dialog.form.value("next_at") == time(10, 30)
    desk.click("wrap-up-save", dialog)
    (session,) = desk.sessions(people[0])
    assert (session.plan_changed, session.minutes) == (True, 5)
    assert not desk.bar.owed.wrap_ups.isVisible()
    kinds = [one.kind for one in facts.of_case(desk.workspace, people[0])]
    assert kinds.count(FactKind.APPOINTMENT_AGREED) == 1
