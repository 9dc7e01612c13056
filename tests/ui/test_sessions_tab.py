"""The Sessions tab on the real window (S1, S4, AMB-16): list, detail, corrections, sessions by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind, WrapUp
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from tests.answers import entry
from tests.ui.timer_desk import Desk
from ui.dialogs.sessions.correct_minutes import CorrectMinutesDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog

Save = Callable[[QWidget, str], None]


def words(widget: QWidget) -> str:
    found = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return " ".join(found + [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()])


def cells(tab) -> list[list[str]]:
    model = tab.table.records
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def starts(desk: Desk) -> list[str]:
    """What every button in sight says that starts a session or leads to the meeting."""
    buttons = [one for one in desk.shell.window.findChildren(QPushButton) if one.isVisible()]
    said = [one.text().replace("&", "") for one in buttons]
    return [text for text in said if text.startswith(("Start 1-2-1", "Go to the initial"))]


def hold(desk: Desk, case_id: UUID, minutes: int, kind: SessionKind = SessionKind.ONE_TO_ONE) -> UUID:
    """A session through the verbs, before the tab looks."""
    desk.move(60)
    desk.shell.keeper.look()
    session = sessions.start(
        desk.workspace,
        case_id,
        kind=kind,
        channel="telephone",
        channel_reason="No laptop at home",
        identity="confirmed",
        at=desk.clock.wall,
    ).value
    if kind is SessionKind.INITIAL_MEETING:
        agreed = entry(FactKind.JFAP_AGREED, desk.clock.wall.date())
        facts.record(desk.workspace, case_id, agreed)
    for _ in range(minutes * 4):
        desk.move(15)
        desk.shell.keeper.note_activity()
        desk.shell.keeper.look()
        sessions.beat(desk.workspace, session.id, wall=desk.clock.wall, monotonic=desk.clock.seconds)
    done = WrapUp(plan_changed=True, plan_summary="A new aim")
    sessions.stop(desk.workspace, session.id, at=desk.clock.wall, wrap_up=done)
    return session.id


def test_the_empty_tab_says_what_to_do(desk: Desk, people, save_picture: Save) -> None:
    tab = desk.open_case(people[0])
    assert tab.empty.isVisible()
    assert not tab.table.isVisible()
    assert starts(desk) == ["Start 1-2-1"], "once, and in the head"
    assert "'Start 1-2-1' above" in tab.empty.text.text()
    save_picture(desk.shell.window, "sessions-empty-light")
    tab = desk.open_case(people[2])
    assert starts(desk) == ["Go to the initial meeting"]
    assert "initial meeting" in tab.empty.text.text()
    page: Any = desk.shell.frame.page("case")
    QTest.mouseClick(page.head.start, Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.current_tab == "meeting", "its own page leads through it"
    begin = page.tab("meeting").cards[MeetingStep.BEGIN].body
    assert page.focusWidget() is not None and begin.isAncestorOf(page.focusWidget())
    assert not page.head.start.isVisible() and begin.go.isVisible(), "one button begins the meeting"
    page.show_tab("sessions")
    assert page.head.start.isVisible() and page.head.start.property("role") == "plain"


def test_amb_16_time_with_and_without_the_initial_meeting(desk: Desk, people, save_picture: Save) -> None:
    ada = people[2]
    hold(desk, ada, 40, SessionKind.INITIAL_MEETING)
    hold(desk, ada, 25)
    tab = desk.open_case(ada)
    rows = cells(tab)
    assert [row[1] for row in rows] == ["1-2-1", "Initial meeting"]
    assert [row[3] for row in rows] == ["25", "40"]
    assert {row[4] for row in rows} == {"Rosa Khan"}
    page = words(desk.shell.window)
    assert "1 h 05" in page
    assert "25 min without the initial meeting" in page
    assert "would meet it" in page
    desk.shell.window.resize(1180, 800)
    desk.settle()
    assert tab.table.columnWidth(0) >= tab.table.sizeHintForColumn(0), (
        "at what time, wherever there is little room"
    )
    save_picture(desk.shell.window, "sessions-two-light")


def test_a_correction_keeps_the_original_minutes_visible(desk: Desk, people, save_picture: Save) -> None:
    hold(desk, people[0], 30)
    tab = desk.open_case(people[0])
    desk.click("session-correct")
    dialog = desk.dialog()
    assert isinstance(dialog, CorrectMinutesDialog)
    assert not dialog.dirty()
    dialog.form.set_value("minutes", 24)
    assert dialog.dirty(), "another number is not left unasked"
    desk.click("correct-save", dialog)
    assert "why" in dialog.form.note("reason"), "no correction without a reason"
    QTest.keyClicks(dialog.form.field("reason"), "Started six minutes early")
    save_picture(dialog, "correct-minutes-light")
    desk.click("correct-save", dialog)
    (session,) = desk.sessions(people[0])
    assert (session.minutes, session.recorded_minutes) == (24, 30)
    shown = words(tab.detail)
    assert "Recorded by the timer: 30 minutes" in shown
    assert "30 → 24 minutes" in shown
    assert "Started six minutes early" in shown
    assert cells(tab)[0][6] == "Corrected"
    save_picture(desk.shell.window, "sessions-corrected-light")


def test_a_session_by_hand_needs_a_reason_and_shows_as_manual(desk: Desk, people, save_picture: Save) -> None:
    tab = desk.open_case(people[0])
    desk.click("session-by-hand")
    dialog = desk.dialog()
    assert isinstance(dialog, ManualSessionDialog)
    QTest.keyClicks(dialog.form.field("at"), "09:30")
    desk.sure(dialog)
    desk.click("manual-save", dialog)
    assert "timer" in dialog.form.note("reason")
    QTest.keyClicks(dialog.form.field("reason"), "The laptop was being repaired")
    dialog.form.set_value("minutes", 35)
    desk.sure(dialog)
    desk.click("manual-save", dialog)
    assert "JFAP" in dialog.plan.note.text()
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    save_picture(dialog, "manual-session-light")
    desk.sure(dialog)
    desk.click("manual-save", dialog)
    assert desk.no_dialog(), words(dialog)
    (session,) = desk.sessions(people[0])
    assert (session.manual, session.minutes) == (True, 35)
    assert cells(tab)[0][6] == "Manual"
    assert "Entered by hand: The laptop was being repaired" in words(tab.detail)


@pytest.mark.parametrize("typed", ["the JFAP", "no change", "done", "the doubt", "by telephone", "when"])
def test_p3_nothing_typed_of_a_session_by_hand_goes_with_escape(desk: Desk, people, typed: str) -> None:
    """What changed in the JFAP is often the longest text of the form, and stands in it alone at first."""
    desk.open_case(people[0])
    desk.click("session-by-hand")
    dialog = desk.dialog()
    assert isinstance(dialog, ManualSessionDialog)
    assert not dialog.dirty()
    if typed == "done":
        dialog.chips.chips[0].click()
    elif typed == "the doubt":
        dialog.form.set_value("identity", ("doubt",))
        QTest.keyClicks(dialog.form.field("doubt"), "Another day of birth")
    elif typed == "by telephone":
        dialog.form.set_value("channel", "telephone")
        QTest.keyClicks(dialog.form.field("channel_reason"), "Their camera is broken")
    elif typed == "when":
        QTest.keyClicks(dialog.form.field("at"), "09:30")
    else:
        (dialog.plan.updated if typed == "the JFAP" else dialog.plan.unchanged).click()
        QTest.keyClicks(dialog.plan.line, "A new aim")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.dialog() is dialog
    dialog.discard()
    assert desk.no_dialog()


def test_s2_a_session_by_hand_over_another_is_refused(desk: Desk, people) -> None:
    hold(desk, people[1], 30)
    desk.open_case(people[0])
    desk.click("session-by-hand")
    dialog = desk.dialog()
    assert isinstance(dialog, ManualSessionDialog)
    QTest.keyClicks(dialog.form.field("at"), "10:30")
    QTest.keyClicks(dialog.form.field("reason"), "Forgot the timer")
    dialog.form.set_value("minutes", 30)
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    desk.sure(dialog)
    desk.click("manual-save", dialog)
    assert "JFS Annex 3" in dialog.error_text()
    assert desk.sessions(people[0]) == ()


def test_questions_and_wrap_ups_are_settled_from_the_tab(desk: Desk, people, save_picture: Save) -> None:
    desk.start(people[0])
    desk.work(300)
    desk.move(55)
    desk.shell.keeper.look()
    desk.bar.beats.timeout.emit()
    desk.settle()
    desk.click("gap-later", desk.dialog())
    desk.work(300)
    desk.click("timer-stop")
    desk.click("wrap-up-later", desk.dialog())
    tab = desk.open_case(people[0])
    assert cells(tab)[0][6] == "Wrap-up owed +1"
    save_picture(desk.shell.window, "sessions-owed-light")
    desk.shell.theme.choose("dark")
    save_picture(desk.shell.window, "sessions-owed-dark")
    desk.click("session-answer")
    desk.click("gap-break", desk.dialog())
    assert cells(tab)[0][6] == "Wrap-up owed"
    desk.click("session-wrap-up")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    dialog.plan.unchanged.click()
    QTest.keyClicks(dialog.plan.line, "Nothing new")
    desk.click("wrap-up-save", dialog)
    assert cells(tab)[0][5:] == ["No change", ""]
    (session,) = desk.sessions(people[0])
    assert session.counted_seconds == 600


def test_the_tab_lets_everything_go_when_the_vault_locks(desk: Desk, people) -> None:
    hold(desk, people[0], 5)
    tab = desk.open_case(people[0])
    assert tab.table.records.rows
    desk.shell.lock()
    desk.settle()
    assert tab.table.records.rows == ()
    assert tab.detail.session is None


def test_another_case_shows_its_own_sessions(desk: Desk, people) -> None:
    hold(desk, people[0], 5)
    desk.clock.wall += timedelta(seconds=1)
    tab = desk.open_case(people[0])
    assert len(cells(tab)) == 1
    tab = desk.open_case(people[1])
    assert cells(tab) == []
    assert tab.empty.isVisible()
