"""Only the case in front is read, and only its tab in front (PERFORMANCE: opening a case)."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from tests.answers import entry
from tests.ui.case.case_desk import LONG_NAME, Desk
from ui.pages.case.history.history import HistoryTab
from ui.pages.case.page import CasePage


def words(page: CasePage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def history_of(page: CasePage) -> HistoryTab:
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    return tab


def test_a_tab_behind_reads_nothing_until_it_comes_to_the_front(desk: Desk) -> None:
    page = desk.open("history")
    history = history_of(page)
    assert history.list.rows
    page.show_tab("overview")
    desk.open("overview", desk.long_case)
    assert page.case_id == desk.long_case and history.case_id == desk.long_case
    assert history.list.rows == []
    page.show_tab("history")
    desk.settle()
    assert history.list.rows


def test_nothing_of_the_case_before_is_left_on_the_page(desk: Desk) -> None:
    page = desk.open("overview")
    page.show_tab("history")
    desk.settle()
    assert "Priya" in words(page) and "PR-1" in words(page)
    desk.open("overview", desk.long_case)
    seen = words(page)
    assert LONG_NAME[0] in seen
    assert "Priya" not in seen and "PR-1" not in seen


def test_a_hidden_case_page_reads_nothing_when_its_case_changes(desk: Desk) -> None:
    """It is read when it is next shown."""
    page = desk.open("overview")
    before = len(desk.overview.facts.rows)
    desk.shell.frame.show_page("today")
    desk.settle()
    today = desk.workspace.today()
    outcome = facts.record(desk.workspace, desk.case_id, entry(FactKind.CONTACT_ATTEMPTED, today))
    desk.shell.context.hub.tell(outcome)
    desk.settle()
    assert len(desk.overview.facts.rows) == before
    desk.shell.frame.show_page("case")
    desk.settle()
    assert page.isVisible() and len(desk.overview.facts.rows) == before + 1
