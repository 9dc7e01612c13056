"""The session in hand is written about on the JFAP while the timer runs (P3, P4, S1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.sessions import sessions
from tests.ui.timer_desk import Desk
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.pages.case.plan.plan import PlanTab
from ui.pages.case.sheet.draft_keeper import PAUSE_MS

TEXT = "Reworked the personal profile; moved customer-service experience up."


def plan(desk: Desk, case_id: UUID) -> PlanTab:
    """The case's JFAP tab, in front."""
    desk.open_case(case_id, "plan")
    frame: Any = desk.shell.frame
    tab = frame.page("case").tab("plan")
    assert isinstance(tab, PlanTab)
    return tab


def write(tab: PlanTab, text: str) -> None:
    tab.window().activateWindow()
    assert QTest.qWaitForWindowActive(tab.window())
    tab.live.text.setFocus()
    QTest.keyClicks(tab.live.text, text)


def stop(desk: Desk) -> WrapUpDialog:
    """Stop by its key, which leaves the focus where it is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    return dialog


def notes(dialog: WrapUpDialog) -> QPlainTextEdit:
    box = dialog.form.field("notes")
    assert isinstance(box, QPlainTextEdit)
    return box


def lines(desk: Desk, case_id: UUID) -> list[str]:
    """The record of activities as the vault holds it."""
    return [one.text for one in plans.open_plan(desk.workspace, case_id).content.activities]


def test_p4_what_is_typed_while_the_timer_runs_is_one_line_of_the_record(
    desk: Desk, people, save_picture: Callable[..., None]
) -> None:
    """Typed on the JFAP, there in the wrap-up without a pause between, and written once."""
    assert not plan(desk, people[0]).live.isVisible()
    desk.start(people[0])
    desk.work(42 * 60)
    tab = plan(desk, people[0])
    assert tab.live.isVisible()
    assert tab.live.head.text() == "4 June · 1-2-1 · video call · 42 min so far"
    write(tab, TEXT)
    save_picture(desk.shell.window, "live-notes")
    dialog = stop(desk)
    assert notes(dialog).toPlainText() == TEXT
    assert notes(dialog).textCursor().atEnd(), "whoever goes on writes there"
    notes(dialog).setPlainText(TEXT + " Agreed the next step.")
    QTest.mouseClick(dialog.plan.updated, Qt.MouseButton.LeftButton)
    desk.click("wrap-up-save", dialog)
    assert desk.no_dialog()
    (line,) = lines(desk, people[0])
    assert line == TEXT + " Agreed the next step."
    assert not tab.live.isVisible()
    assert [row.text.text() for row in tab.editor.activities.rows] == [line]


def test_the_minutes_move_once_a_minute_and_rest_while_hidden(desk: Desk, people) -> None:
    desk.start(people[0])
    tab = plan(desk, people[0])
    assert tab.live.head.text().endswith("0 min so far")
    desk.move(61)
    tab.live._minute.timeout.emit()
    assert tab.live.head.text().endswith("1 min so far")
    assert 0 < tab.live._minute.interval() <= 60_000
    desk.open_case(people[0])
    assert not tab.live._minute.isActive()
    desk.open_case(people[1], "plan")
    assert not tab.live.isVisible()


def test_it_is_saved_within_a_second_and_a_restart_shows_it(desk: Desk, people, qtbot: QtBot) -> None:
    session = desk.start(people[0])
    tab = plan(desk, people[0])
    assert PAUSE_MS < 1_000
    with qtbot.waitSignal(tab.live.saved):
        write(tab, TEXT)
    draft = sessions.read_wrap_up_draft(desk.workspace, session.id)
    assert draft is not None
    assert draft.notes == TEXT
    assert tab.live.state.text() == "✓ Saved 10:41"


def test_a_lock_keeps_text_and_field(desk: Desk, people, passphrase: str) -> None:
    session = desk.start(people[0])
    tab = plan(desk, people[0])
    write(tab, TEXT)
    desk.shell.lock()
    assert tab.live.text.text() == ""
    desk.settle()
    face: Any = desk.shell.door.face
    face.unlockRequested.emit(passphrase)
    desk.settle()
    draft = sessions.read_wrap_up_draft(desk.workspace, session.id)
    assert draft is not None
    assert draft.notes == TEXT
    assert tab.live.text.text() == TEXT
    assert QApplication.focusWidget() is tab.live.text


def test_esc_and_finish_later_show_the_same_text_on_both(desk: Desk, people) -> None:
    """What the dialog's notes say when it is left, the JFAP says; an owed wrap-up goes on from there."""
    desk.start(people[0])
    desk.work(600)
    tab = plan(desk, people[0])
    write(tab, TEXT)
    dialog = stop(desk)
    notes(dialog).setPlainText("Other words.")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.settle()
    assert tab.live.text.text() == "Other words."
    desk.click("timer-stop")
    dialog = desk.dialog()
    desk.click("wrap-up-later", dialog)
    assert tab.live.head.text().endswith("10 min, wrap-up owed")
    tab.live.text.selectAll()
    write(tab, TEXT)
    desk.click("timer-owed")
    again: Any = desk.dialog()
    assert notes(again).toPlainText() == TEXT


def test_a_late_write_leaves_no_draft_of_a_wrapped_up_session(desk: Desk, people) -> None:
    session = desk.start(people[0])
    desk.work(600)
    done = sessions.WrapUp(notes=TEXT, plan_changed=True)
    sessions.stop(desk.workspace, session.id, at=desk.clock.now(), wrap_up=done)
    sessions.keep_notes(desk.workspace, session.id, "Late")
    assert sessions.read_wrap_up_draft(desk.workspace, session.id) is None
    assert sessions.in_hand(desk.workspace, people[0]) is None


def test_two_quick_clicks_open_one_wrap_up(desk: Desk, people) -> None:
    """From the bar twice, and from the Sessions tab at the same moment."""
    desk.start(people[0])
    desk.work(600)
    desk.click("timer-stop")
    desk.click("wrap-up-later", desk.dialog())
    tab = desk.open_case(people[0])
    (session,) = desk.sessions(people[0])
    desk.bar.wrap_up_owed()
    desk.bar.wrap_up_owed()
    tab._finish(session)
    desk.settle()
    assert len(desk.shell.window.findChildren(WrapUpDialog)) == 1
    QTest.keyClick(desk.dialog(), Qt.Key.Key_Escape)
    desk.settle()
    assert desk.no_dialog()
    tab._finish(session)
    desk.settle()
    assert isinstance(desk.dialog(), WrapUpDialog)


def test_the_head_says_that_the_session_runs_and_offers_another_after_it(desk: Desk, people) -> None:
    frame: Any = desk.shell.frame
    desk.open_case(people[0])
    head = frame.page("case").head
    assert head.start.isVisible()
    desk.start(people[0])
    assert head.running.isVisible()
    assert not head.start.isVisible()
    desk.open_case(people[1])
    assert head.start.isVisible()
    assert not head.running.isVisible()
    desk.open_case(people[0])
    desk.work(600)
    desk.click("timer-stop")
    desk.click("wrap-up-later", desk.dialog())
    assert head.start.isVisible()
    assert not head.running.isVisible()


def test_the_top_bar_keeps_its_height(desk: Desk, people) -> None:
    """No page jumps when the timer starts, when the booked end comes, or when it stops."""
    frame: Any = desk.shell.frame
    desk.open_case(people[0])
    idle = frame.top.height()
    session = desk.start(people[0])
    assert frame.top.height() == idle
    desk.bar.face.ask_still(replace(session, booked_until=desk.clock.now()))
    desk.settle()
    assert desk.bar.face.still.isVisible()
    assert frame.top.height() == idle
    desk.work(600)
    desk.click("timer-stop")
    desk.click("wrap-up-later", desk.dialog())
    assert frame.top.height() == idle
