"""The page of one case in the real window: it opens, it shows its tabs, it lets go at a lock."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.referrals import referrals
from tests import patience
from tests.ui.case.case_desk import LONG_NAME, PASSPHRASE, Desk, Picture, a_referral
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.case.sessions.sessions import SessionsTab
from ui.widgets.shortcuts import CASE_TABS


def test_case_opens_from_the_caseload(desk: Desk, qtbot: QtBot) -> None:
    desk.shell.frame.show_page("caseload")
    desk.settle()
    search = desk.shell.frame.page("caseload").search  # type: ignore[attr-defined]
    qtbot.keyClicks(search, "Nair")
    desk.settle()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    desk.settle()
    assert desk.shell.frame.current == "case"
    head = desk.page.head
    assert head.name.text() == "Priya Nair"
    assert head.stage.text().endswith(cases.case_view(desk.workspace, desk.case_id).stage_name)
    assert "Harbourside Jobcentre" in head.line.text()
    assert desk.shell.window.windowTitle() == "JFS Desktop"


def test_every_tab_opens_by_key_and_shows_something(desk: Desk, qtbot: QtBot, save_picture: Picture) -> None:
    page = desk.open()
    for number in range(page.bar.count()):
        desk.activate(qtbot)
        page.bar.setCurrentIndex((number + 1) % page.bar.count())
        key = CASE_TABS.sequences()[number][0].key()
        qtbot.keyClick(desk.shell.window, key, Qt.KeyboardModifier.AltModifier)
        desk.settle()
        assert page.bar.currentIndex() == number
        tab = page.tab(page.current_tab)
        assert page.stack.currentWidget() is tab
        assert tab.isVisible()
        assert desk.shell.window.width() == 1280  # no tab widens the window
        save_picture(desk.shell.window, f"case-{page.current_tab}")


def test_long_welsh_name_does_not_widen_the_window(desk: Desk, save_picture: Picture) -> None:
    """At 1280 by 800 the name stands whole in two lines, and nothing scrolls sideways."""
    desk.shell.theme.choose("dark")
    page = desk.open(case_id=desk.long_case)
    assert desk.shell.window.width() == 1280
    assert page.minimumSizeHint().width() <= page.width()
    assert page.head.name.shown().replace("\n", " ") == " ".join(LONG_NAME)
    assert page.head.vulnerable.isVisible()
    right = page.head.record.mapTo(page, QPoint(page.head.record.width(), 0)).x()
    assert right <= page.width()
    for area in page.findChildren(QScrollArea):
        if area.isVisible():
            assert area.horizontalScrollBar().maximum() == 0
    assert page.side.weigh.isVisible()
    save_picture(desk.shell.window, "case-long-name-dark")


def test_escape_harms_nothing(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert desk.shell.frame.current == "case"
    assert page.head.name.text() == "Priya Nair"


def test_lock_leaves_nobody_to_see_and_unlock_comes_back(desk: Desk) -> None:
    page = desk.open("history")
    desk.shell.lock()
    assert desk.shell.tasks.wait_idle(patience.MS)
    assert page.head.name.text() == ""
    assert not page.strip.cells
    assert not page.tab("history").list.rows  # type: ignore[attr-defined]
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(PASSPHRASE)
    desk.settle()
    assert page.head.name.text() == "Priya Nair"
    assert page.current_tab == "history"
    assert page.tab("history").list.rows  # type: ignore[attr-defined]


def test_no_session_is_offered_before_the_referral_is_acknowledged(desk: Desk) -> None:
    """S1: a button that can only be refused is not there; one line says why."""
    new = referrals.add(
        desk.workspace,
        a_referral(
            "PR-3", "Ada", "Bell", ni_number="AB123458D",
            referral_made_on="2021-06-04", received_at="2021-06-04 09:00",
        ),
    ).value  # fmt: skip
    tab = desk.open("sessions", new).tab("sessions")
    assert isinstance(tab, SessionsTab)
    shown = [one.objectName() for one in tab.findChildren(QPushButton) if one.isVisible()]
    assert shown == []
    assert "once the referral is acknowledged" in tab.empty.text.text()
    tab = desk.open("sessions").tab("sessions")
    assert isinstance(tab, SessionsTab)
    assert tab.by_hand.isVisible()
