"""The history of a case: filtered, paged, and undone."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import entry
from tests.ui.case.case_desk import Desk
from ui.pages.case.history.history import HistoryTab


def test_undo_from_the_history_asks_and_restores(desk: Desk) -> None:
    """3.4: the change goes back, and both stay in the history."""
    happened = entry(FactKind.CONTACTED, date(2021, 6, 3), note="Rang in the morning")
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


def test_what_was_answered_is_read_and_found_but_not_on_a_shared_screen(desk: Desk) -> None:
    """MI20, G2: why it was is read and found by its words; whom the screen is shared with sees none."""
    said = {"result": "no_answer", "detail_used": "The neighbour's number"}
    happened = entry(FactKind.CONTACT_ATTEMPTED, date(2021, 6, 3), detail=said)
    facts.record(desk.workspace, desk.case_id, happened)
    tab = desk.open("history").tab("history")
    assert isinstance(tab, HistoryTab)
    tab.filter.setText("neighbour's")
    (row,) = tab.list.rows
    desk.settle()
    lines = [one.text() for one in row.findChildren(QLabel) if one.isVisible()]
    assert "Number or address used: The neighbour's number" in lines
    desk.shell.context.sharing.begin(desk.case_id)
    assert not tab.list.rows
    tab.filter.setText("")
    assert tab.list.rows
    shown = [one.text() for row in tab.list.rows for one in row.findChildren(QLabel)]
    assert not any("neighbour" in one for one in shown)


def test_undo_that_is_refused_says_why(desk: Desk) -> None:
    happened = entry(FactKind.CONTACTED, date(2021, 6, 3))
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
        happened = entry(FactKind.CONTACT_ATTEMPTED, date(2021, 6, 3), note=f"Try {number}")
        facts.record(desk.workspace, desk.case_id, happened)
    page = desk.open("history")
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    while tab.earlier.isVisible():
        desk.press(tab.earlier)
    told = [row.entry.change_id for row in tab.list.rows]
    assert told == [entry.change_id for entry in history.of_case(desk.workspace, desk.case_id, limit=500)]
