"""Open cases that ask for nothing yet: one calm line on Today, with the rows behind it (R3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.today import cockpit
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import weekday_day
from tests.ui.casemaker import case_maker, open_window, today_of
from ui.pages.case.page import CasePage
from ui.pages.today import TodayPage
from ui.shell.shell import Shell
from ui.widgets.empty_state import CLOSED_TITLE
from ui.widgets.section_list import RowWidget

JUNE_4 = date(2021, 6, 4)


@pytest.fixture
def day(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> Shell:
    """One referral of today, accepted, contacted and booked for the week after next; nobody else."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = maker.referred(JUNE_4, first_name="Mòrag", last_name="NicDhòmhnaill")
        for kind in (FactKind.ACKNOWLEDGED, FactKind.CONTACTED):
            maker.record(case_id, kind, JUNE_4)
        booked = {"booked_for": "2021-06-15", "booked_at": "10:00"}
        maker.record(case_id, FactKind.MEETING_BOOKED, JUNE_4, detail=booked)
        maker.on(JUNE_4, time(17))
    return open_window(make_shell, own_vault, passphrase, settle)


def rows_in_hand(page: TodayPage) -> list[RowWidget]:
    return [row for row in page.list.rows if row.row.key not in page.items]


def test_the_line_counts_them_and_opens_their_rows(
    day: Shell, save_picture: Callable[[QWidget, str], None]
) -> None:
    one = cockpit.cockpit(day.context.workspace).in_hand[0]
    assert one.due is not None
    page = today_of(day)
    assert page.in_hand.isVisible() and not rows_in_hand(page)
    assert page.in_hand.text().startswith(
        f"In hand: 1 case with nothing due yet, next step {weekday_day(one.due)}"
    )
    QTest.mouseClick(page.in_hand, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    (row,) = rows_in_hand(page)
    assert row.row.name == "Mòrag NicDhòmhnaill" and one.step in row.row.what
    assert row.row.state == weekday_day(one.due)
    at = row.mapTo(page.area.viewport(), QPoint(0, 0))
    assert page.area.viewport().rect().contains(at)
    save_picture(day.window, "today-in-hand")
    QTest.mouseClick(page.in_hand, Qt.MouseButton.LeftButton)
    assert not rows_in_hand(page)


def test_a_row_leads_to_its_case(day: Shell, settle: Any) -> None:
    page = today_of(day)
    page.in_hand.click()
    (row,) = rows_in_hand(page)
    assert row.action is not None
    QTest.mouseClick(row.action, Qt.MouseButton.LeftButton)
    settle(day)
    assert day.frame.current == "case"
    case = day.frame.page("case")
    assert isinstance(case, CasePage) and case.head.name.text() == "Mòrag NicDhòmhnaill"


def test_words_that_one_of_them_has_find_it_without_unfolding(day: Shell) -> None:
    page = today_of(day)
    page.filter.setText("nobody of that name")
    assert not rows_in_hand(page)
    page.filter.setText("dhòmhnaill")
    assert len(rows_in_hand(page)) == 1


def test_with_nobody_in_hand_there_is_no_line(shell: Shell) -> None:
    assert not today_of(shell).in_hand.isVisible()


def test_g5_every_page_that_names_people_says_that_it_is_closed(day: Shell, settle: Any) -> None:
    """G5: without the staff check that the provider asks for no list names anybody, and each says why."""
    outcome = settings.put(day.context.workspace, settings.STAFF_CHECKS_ENFORCED, True)
    day.context.hub.tell(outcome)
    settle(day)
    said = []
    for key in ("today", "prap", "caseload", "group_sessions", "outbox", "jobcentre_requests"):
        day.frame.show_page(key)
        settle(day)
        words = [one.text() for one in day.frame.page(key).findChildren(QLabel) if one.isVisible()]
        assert not any("NicDhòmhnaill" in one for one in words)
        said.append(sum("has no staff check. The provider opens no case" in one for one in words))
        assert CLOSED_TITLE in words
    assert said == [1] * 6
