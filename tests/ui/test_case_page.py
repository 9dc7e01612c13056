"""The page of one case in the real window: head, journey, clocks, history, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework import cases, clocks, facts, history, referrals, staff
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.casework.first_run import FirstRun, begin
from jfs_desktop.casework.referral_form import ReferralForm
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.wording import WEEKDAYS, full_day
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.vault import Vault
from ui.dialogs.assign_adviser import AssignAdviser
from ui.dialogs.contact_details import ContactDetails
from ui.dialogs.record import RecordDialog
from ui.dialogs.unlock import UnlockFace
from ui.dialogs.withdraw import WithdrawDialog
from ui.pages.case.history import HistoryTab
from ui.pages.case.ni_number import NiNumber
from ui.pages.case.overview import OverviewTab
from ui.pages.case.page import CasePage
from ui.pages.case.sessions import SessionsTab
from ui.shell.shell import Shell
from ui.widgets.explanation import ExplanationPopover

PASSPHRASE = "seven quiet otters wade slowly"
CHEAP = ArgonCost(memory_kib=19 * 1024, passes=1, lanes=1)
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
LONG_NAME = ("Angharad Gwenllian-Morfudd", "Llewelyn-Prydderch ap Rhydderch o Lanfairpwllgwyngyll")

Settle = Callable[[Shell], None]
Picture = Callable[[QWidget, str], None]


@dataclass
class Desk:
    """The opened window and the case that was made for it."""

    shell: Shell
    case_id: UUID
    long_case: UUID
    settle: Settle

    @property
    def workspace(self) -> Workspace:
        assert self.shell.context is not None
        return self.shell.context.workspace

    @property
    def page(self) -> CasePage:
        assert self.shell.frame is not None
        page = self.shell.frame.page("case")
        assert isinstance(page, CasePage)
        return page

    @property
    def overview(self) -> OverviewTab:
        tab = self.page.tab("overview")
        assert isinstance(tab, OverviewTab)
        return tab

    def open(self, tab: str = "overview", case_id: UUID | None = None) -> CasePage:
        assert self.shell.frame is not None
        self.shell.frame.open_case(case_id or self.case_id, tab)
        self.settle(self.shell)
        return self.page

    def activate(self, qtbot: QtBot) -> None:
        """Let the window have the keyboard, as it has when somebody types."""
        self.shell.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.shell.window)

    def press(self, button: QPushButton | None) -> None:
        assert button is not None and button.isVisible() and button.isEnabled()
        button.click()
        self.settle(self.shell)


def _referral(reference: str, first: str, last: str, **said: Any) -> ReferralForm:
    values: dict[str, Any] = {
        "prap_reference": reference,
        "referral_made_on": "2021-05-26",
        "received_at": "2021-05-26 09:12",
        "first_name": first,
        "last_name": last,
        "ni_number": "AB123456C",
        "date_of_birth": "1990-02-03",
        "jobcentre": "Harbourside Jobcentre",
        "nation": "WLS",
        "benefit": "UC",
        "telephone": "07700 900123",
        "email": "priya.nair@example.org",
    }
    return ReferralForm(**(values | said))


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], tmp_path: Path, window_clock: Any, settle: Settle, qtbot: QtBot
) -> Desk:
    """A window at rest over two cases: one acknowledged, one vulnerable person with a long Welsh name."""
    folder, now = tmp_path / "vault", window_clock.wall
    window_clock.wall = datetime(2021, 5, 26, 9, 0, tzinfo=UTC)
    vault, _ = Vault.create(folder, PASSPHRASE, clock=window_clock, cost=CHEAP)
    workspace = begin(vault, window_clock, FirstRun("Northgate Skills", "Rosa Khan", prap_role=True))
    case_id = referrals.add(workspace, _referral("PR-1", "Priya", "Nair")).value
    long_case = referrals.add(
        workspace,
        _referral("PR-2", *LONG_NAME, ni_number="AB123457D", vulnerable="yes", date_of_birth="1950-01-01"),
    ).value
    facts.record(workspace, case_id, WhatHappened(FactKind.ACKNOWLEDGED, date(2021, 5, 26)))
    workspace.close()
    window_clock.wall = now
    shell = make_shell(folder)
    shell.start()
    shell.door.open_with(PASSPHRASE)
    settle(shell)
    return Desk(shell, case_id, long_case, settle)


def _popover() -> ExplanationPopover:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ExplanationPopover)
    return popup


def test_case_opens_from_the_caseload(desk: Desk, qtbot: QtBot) -> None:
    assert desk.shell.frame is not None
    desk.shell.frame.show_page("caseload")
    desk.settle(desk.shell)
    search = desk.shell.frame.page("caseload").search  # type: ignore[attr-defined]
    qtbot.keyClicks(search, "Nair")
    desk.settle(desk.shell)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    desk.settle(desk.shell)
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
        qtbot.keyClick(desk.shell.window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
        desk.settle(desk.shell)
        assert page.bar.currentIndex() == number
        tab = page.tab(page.current_tab)
        assert page.stack.currentWidget() is tab
        assert tab.isVisible()
        assert desk.shell.window.width() == 1280  # no tab widens the window
        save_picture(desk.shell.window, f"case-{page.current_tab}")


def test_overview_lists_every_clock_once(desk: Desk) -> None:
    """W17: no clock of the catalogue is left out; the folded ones unfold."""
    desk.open()
    listed = desk.overview.clocks
    for key in tuple(listed.folds):
        listed.folds[key].click()
    shown = sorted((row.reading.id, row.reading.subject is None) for row in listed.rows)
    known = clocks.of_case(desk.workspace, desk.case_id)
    assert shown == sorted((one.id, one.subject is None) for one in known)


@OFFSCREEN
def test_explanation_on_click_equals_the_rules(desk: Desk, save_picture: Picture) -> None:
    """3.2: the days shown as skipped are those of the rules, the Spring Bank Holiday among them."""
    desk.open()
    row = desk.overview.clocks.row_of("contact_participant")
    assert row is not None
    row.chip.chosen.emit()
    popover = _popover()
    explanation = row.reading.explanation
    assert explanation is not None
    shown = [popover.days.item(index).text() for index in range(popover.days.count())]
    assert shown == [
        full_day(day.day) + ("" if day.reason in WEEKDAYS else f": {day.reason}")
        for day in explanation.skipped
    ]
    assert any(text.startswith("Monday 31 May 2021: ") for text in shown)
    assert row.reading.paragraph in [words.text() for words in popover.findChildren(QLabel)]
    save_picture(popover, "case-explanation")
    popover.close()


@OFFSCREEN
def test_journey_cell_explains_its_clock(desk: Desk) -> None:
    page = desk.open()
    for cell in page.strip.cells:
        if cell.step.clock_id:
            cell.click()
            popover = _popover()
            assert "Why this date" in popover.accessibleName()
            popover.close()
        else:
            assert cell.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_ni_number_is_masked_until_asked_and_again_after(qtbot: QtBot) -> None:
    ni = NiNumber(shown_ms=60, clipboard_ms=60)
    qtbot.addWidget(ni)
    ni.set_number("AB123456C")
    ni.show()
    assert ni.words.text() == "NINo AB •• •• •• C"
    assert not ni.copy.isVisible()
    ni.reveal.click()
    assert ni.words.text() == "NINo AB 12 34 56 C"
    ni.copy.click()
    assert QGuiApplication.clipboard().text() == "AB123456C"
    qtbot.waitUntil(lambda: ni.words.text() == "NINo AB •• •• •• C", timeout=2000)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=2000)


def test_clipboard_that_holds_something_else_is_left_alone(qtbot: QtBot) -> None:
    ni = NiNumber(shown_ms=10_000, clipboard_ms=30)
    qtbot.addWidget(ni)
    ni.set_number("AB123456C")
    ni.reveal.click()
    ni.copy.click()
    QGuiApplication.clipboard().setText("a line of my own")
    app = QApplication.instance()
    qtbot.waitUntil(lambda: app.findChild(QObject, "copied-secret") is None, timeout=2000)
    assert QGuiApplication.clipboard().text() == "a line of my own"


def test_another_case_starts_masked(desk: Desk) -> None:
    page = desk.open()
    desk.press(page.head.ni.reveal)
    assert "12 34 56" in page.head.ni.words.text()
    desk.open(case_id=desk.long_case)
    assert "•• •• ••" in page.head.ni.words.text()


def test_recording_from_a_clock_row_makes_it_leave(desk: Desk, save_picture: Picture) -> None:
    desk.open()
    row = desk.overview.clocks.row_of("contact_participant")
    assert row is not None
    desk.press(row.action)
    dialog = desk.shell.window.findChild(RecordDialog)
    assert dialog is not None
    save_picture(dialog, "case-record")
    dialog.form.set_value("note", "Spoke on the telephone.")
    desk.press(dialog.findChild(QPushButton, "record"))
    left = desk.overview.clocks.row_of("contact_participant")
    assert left is None or not left.reading.is_open
    assert desk.overview.facts.rows[0].fact.kind == FactKind.CONTACTED
    assert "Contacted" in [cell.step.title for cell in desk.page.strip.cells if cell.step.state == "done"]


def test_recording_without_a_clock_from_the_head(desk: Desk) -> None:
    page = desk.open()
    desk.press(page.head.record)
    dialog = desk.shell.window.findChild(RecordDialog)
    assert dialog is not None
    assert dialog.kind.count() > 1
    dialog.discard()


def test_start_follows_the_journey(desk: Desk, qtbot: QtBot) -> None:
    """JFS 3.19: the initial meeting first; a referral that was not accepted offers neither."""
    page = desk.open()
    assert "initial meeting" in page.head.start.text()
    with qtbot.waitSignal(page.startSessionRequested) as asked:
        page.head.startRequested.emit("initial_meeting")
    assert asked.args == [desk.case_id, "initial_meeting"]
    desk.settle(desk.shell)
    for dialog in QApplication.topLevelWidgets():
        if dialog.isVisible() and dialog is not desk.shell.window:
            dialog.close()
    desk.open(case_id=desk.long_case)
    assert not page.head.start.isVisible()


def test_taking_back_needs_a_reason(desk: Desk, save_picture: Picture) -> None:
    desk.open()
    row = next(row for row in desk.overview.facts.rows if row.fact.kind == FactKind.ACKNOWLEDGED)
    desk.press(row.back)
    dialog = desk.shell.window.findChild(WithdrawDialog)
    assert dialog is not None
    desk.press(dialog.go)
    assert dialog.form.note("reason")
    save_picture(dialog, "case-withdraw")
    dialog.form.set_value("reason", "Keyed on the wrong person")
    desk.press(dialog.go)
    row = next(row for row in desk.overview.facts.rows if row.fact.kind == FactKind.ACKNOWLEDGED)
    assert row.fact.withdrawn_reason == "Keyed on the wrong person"
    assert not row.back.isVisible()
    assert "Acknowledged" not in [
        cell.step.title for cell in desk.page.strip.cells if cell.step.state == "done"
    ]


def test_contact_details_are_checked_changed_and_undone(desk: Desk, save_picture: Picture) -> None:
    page = desk.open()
    desk.press(page.side.person.edit)
    dialog = desk.shell.window.findChild(ContactDetails)
    assert dialog is not None
    dialog.form.set_value("email", "priya at home")
    desk.press(dialog.save)
    assert "e-mail address" in dialog.form.note("email")
    save_picture(dialog, "case-contact")
    dialog.form.set_value("email", "priya@example.org")
    dialog.form.set_value("contact_notes", "Prefers video, evenings")
    desk.press(dialog.save)
    assert cases.case_view(desk.workspace, desk.case_id).email == "priya@example.org"
    assert "Prefers video, evenings" in page.head.line.text()
    newest = history.of_case(desk.workspace, desk.case_id)[0]
    assert newest.undo_label == "change the contact details"
    assert desk.shell.frame is not None
    desk.press(desk.shell.frame.banner.findChild(QPushButton, "banner-action"))
    assert cases.case_view(desk.workspace, desk.case_id).email == "priya.nair@example.org"


def test_same_contact_details_write_nothing(desk: Desk) -> None:
    page = desk.open()
    before = len(history.of_case(desk.workspace, desk.case_id))
    desk.press(page.side.person.edit)
    dialog = desk.shell.window.findChild(ContactDetails)
    assert dialog is not None
    desk.press(dialog.save)
    assert len(history.of_case(desk.workspace, desk.case_id)) == before


def test_undo_from_the_history_asks_and_restores(desk: Desk) -> None:
    """3.4: the change goes back, and both stay in the history."""
    happened = WhatHappened(FactKind.CONTACTED, date(2021, 6, 3), note="Rang in the morning")
    facts.record(desk.workspace, desk.case_id, happened)
    page = desk.open("history")
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    row = tab.list.rows[0]
    assert any("Rang in the morning" in line for line in row.entry.details)
    asked: list[str] = []
    desk.shell.say.asked.connect(lambda question: asked.append(question.yes))
    desk.press(row.undo)
    box = QApplication.activeModalWidget()
    assert box is not None and asked == ["Undo this"]
    assert facts.of_case(desk.workspace, desk.case_id)[0].kind == FactKind.CONTACTED
    desk.press(next(made for made in box.findChildren(QPushButton) if made.text() == "Undo this"))
    assert FactKind.CONTACTED not in {fact.kind for fact in facts.of_case(desk.workspace, desk.case_id)}
    assert tab.list.rows[0].entry.text.casefold().startswith("undid")


def test_undo_that_is_refused_says_why(desk: Desk) -> None:
    happened = WhatHappened(FactKind.CONTACTED, date(2021, 6, 3))
    view = facts.record(desk.workspace, desk.case_id, happened).value
    facts.withdraw(desk.workspace, view.id, "Wrong person")
    page = desk.open("history")
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    row = next(row for row in tab.list.rows if row.undo is not None)
    desk.press(row.undo)
    box = QApplication.activeModalWidget()
    assert box is not None
    desk.press(next(made for made in box.findChildren(QPushButton) if made.text() == "Undo this"))
    assert desk.shell.frame is not None
    assert "changed again since" in desk.shell.frame.banner.text


def test_history_filter_and_empty_answer(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open("history")
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    everything = len(tab.list.rows)
    tab.filter.setText("referral")
    assert 0 < len(tab.list.rows) <= everything
    tab.filter.setText("no such words at all")
    assert not tab.list.rows
    assert tab.nothing.isVisible()
    tab.nothing.buttons[0].click()
    assert len(tab.list.rows) == everything


def test_history_pages_back_without_loss(desk: Desk) -> None:
    for number in range(70):  # in all less than what the lock takes for sleep
        desk.shell.clock.wall += timedelta(milliseconds=50)  # type: ignore[attr-defined]
        happened = WhatHappened(FactKind.CONTACT_ATTEMPTED, date(2021, 6, 3), note=f"Try {number}")
        facts.record(desk.workspace, desk.case_id, happened)
    page = desk.open("history")
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    while tab.earlier.isVisible():
        desk.press(tab.earlier)
    told = [row.entry.change_id for row in tab.list.rows]
    assert told == [entry.change_id for entry in history.of_case(desk.workspace, desk.case_id, limit=500)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_long_welsh_name_does_not_widen_the_window(desk: Desk, theme: str, save_picture: Picture) -> None:
    """At 1280 by 800 the name is cut with its whole as a tooltip, and nothing scrolls sideways."""
    desk.shell.theme.choose(theme)
    page = desk.open(case_id=desk.long_case)
    assert desk.shell.window.width() == 1280
    assert page.minimumSizeHint().width() <= page.width()
    assert page.head.name.toolTip() == " ".join(LONG_NAME)
    assert page.head.vulnerable.isVisible()
    right = page.head.record.mapTo(page, QPoint(page.head.record.width(), 0)).x()
    assert right <= page.width()
    for area in page.findChildren(QScrollArea):
        if area.isVisible():
            assert area.horizontalScrollBar().maximum() == 0
    assert page.side.weigh.isVisible()
    save_picture(desk.shell.window, f"case-long-name-{theme}")


def test_tab_key_walks_from_the_crumb_down(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open()
    desk.activate(qtbot)
    page.head.crumb.setFocus()
    seen = []
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        assert focus.accessibleName() or isinstance(focus, QPushButton)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    order = [seen.index(one) for one in (page.head.crumb, page.head.record, page.bar) if one in seen]
    assert order == sorted(order) and len(order) == 3


def test_escape_harms_nothing(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert desk.shell.frame is not None and desk.shell.frame.current == "case"
    assert page.head.name.text() == "Priya Nair"


def test_lock_leaves_nobody_to_see_and_unlock_comes_back(desk: Desk) -> None:
    page = desk.open("history")
    desk.shell.lock()
    assert desk.shell.tasks.wait_idle(20_000)
    assert page.head.name.text() == ""
    assert not page.strip.cells
    assert not page.tab("history").list.rows  # type: ignore[attr-defined]
    face = desk.shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(PASSPHRASE)
    desk.settle(desk.shell)
    assert page.head.name.text() == "Priya Nair"
    assert page.current_tab == "history"
    assert page.tab("history").list.rows  # type: ignore[attr-defined]


def test_another_adviser_is_named_and_undone(desk: Desk, save_picture: Picture) -> None:
    """S4: journaled, told in the history, and undone from the banner."""
    morag = staff.add(desk.workspace, name="Morag Sutherland", role="adviser", prap_role=True).value
    gone = staff.add(desk.workspace, name="Gareth Pugh", role="adviser", prap_role=True).value
    staff.change(desk.workspace, gone.id, name="Gareth Pugh", role="adviser", prap_role=True, active=False)
    page = desk.open()
    desk.press(page.head.adviser)
    dialog = desk.shell.window.findChild(AssignAdviser)
    assert dialog is not None
    box = dialog.form.field("adviser")
    assert [box.itemText(index) for index in range(box.count())] == ["Morag Sutherland", "Rosa Khan"]
    assert box.currentText() == "Rosa Khan"
    save_picture(dialog, "case-adviser")
    dialog.form.set_value("adviser", morag.id)
    desk.press(dialog.save)
    assert "designated adviser Morag Sutherland" in page.head.line.text()
    assert history.of_case(desk.workspace, desk.case_id)[0].text == "Named the designated adviser"
    assert desk.shell.frame is not None
    desk.press(desk.shell.frame.banner.findChild(QPushButton, "banner-action"))
    assert "designated adviser Rosa Khan" in page.head.line.text()


def test_no_session_is_offered_before_the_referral_is_acknowledged(desk: Desk) -> None:
    """S1: a button that can only be refused is not there; one line says why."""
    new = referrals.add(
        desk.workspace,
        _referral(
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
    assert tab.initial.isVisible() and tab.by_hand.isVisible()


def test_the_next_appointment_stands_on_the_overview(desk: Desk, save_picture: Picture) -> None:
    overview = desk.overview
    desk.open()
    assert not overview.appointment.isVisible()
    agreed = WhatHappened(
        FactKind.APPOINTMENT_AGREED, date(2021, 6, 4), detail={"agreed_for": "2021-06-08", "time": "10:30"}
    )
    for kind in (FactKind.CONTACTED, FactKind.INITIAL_MEETING_HELD):
        happened = WhatHappened(kind, date(2021, 6, 4), late_reason="He was ill")
        facts.record(desk.workspace, desk.case_id, happened)
    facts.record(desk.workspace, desk.case_id, agreed)
    desk.page.mark_stale()
    desk.settle(desk.shell)
    assert overview.appointment.isVisible()
    assert overview.appointment.text() == "Next appointment: Tue 8 June, 10:30, agreed 4 June"
    save_picture(desk.shell.window, "case-appointment")
