"""Today with more late people than two columns hold in one window: everybody is reached, and so is the
agenda (DESIGN 3.2; R3, C3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.today.cockpit import When
from jfs_desktop.rules.facts.facts import FactKind
from tests import patience
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from ui.pages.today import TodayPage
from ui.pages.today_room import ListRoom
from ui.shell.shell import Shell

LATE, NEAR, JUNE_4 = date(2021, 5, 28), date(2021, 6, 1), date(2021, 6, 4)
BOOKED = ("10:00", "11:30", "15:00")


@pytest.fixture
def crowded(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Any
) -> tuple[Shell, TodayPage, list[UUID]]:
    """60 late people and three meetings booked for today, at 09:00 in the smallest window."""
    booked = brought_once(own_vault, passphrase, window_clock, sixty_and_three)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    page = shell.frame.page("today")
    assert isinstance(page, TodayPage)
    assert (shell.window.width(), shell.window.height()) == (1280, 800)
    return shell, page, list(booked)


def sixty_and_three(maker: CaseMaker) -> tuple[UUID, ...]:
    for number in range(60):
        maker.referred(LATE, first_name="Gwenllian", last_name=f"Llywelyn-Prytherch {number:02d}")
    booked = []
    for at in BOOKED:
        one = maker.referred(NEAR, first_name="Mòrag", last_name=f"NicDhòmhnaill {at[:2]}")
        maker.record(one, FactKind.ACKNOWLEDGED, NEAR)
        maker.record(one, FactKind.CONTACTED, NEAR)
        said = {"booked_for": JUNE_4.isoformat(), "booked_at": at}
        maker.record(one, FactKind.MEETING_BOOKED, NEAR, detail=said)
        booked.append(one)
    maker.on(JUNE_4, time(9))
    return tuple(booked)


def test_each_of_sixty_late_people_is_reached_with_the_arrow_keys_and_by_scrolling(
    qtbot: QtBot, crowded: tuple[Shell, TodayPage, list[UUID]], save_picture: Callable[[QWidget, str], None]
) -> None:
    """R3, W10: nothing late waits behind a button."""
    shell, page, _ = crowded
    late = {key for key, one in page.items.items() if one.when is When.LATE}
    people = {page.items[key].case_id for key in late}
    assert len(people) == 60
    assert not [one for one in page.list.findChildren(QPushButton) if one.text().startswith("Show")]
    assert_all_inside(qtbot, shell, page)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: page.list.settled)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: page.list.settled)
    reached: set[object] = set()
    for _ in people:
        page.keys.step(1)
        row = page.keys.current()
        assert row is not None
        shape = QRect(row.mapTo(page.area.viewport(), QPoint(0, 0)), row.size())
        assert page.area.viewport().rect().contains(shape.center())
        reached |= set(row.row.covers)
    assert late <= reached
    save_picture(shell.window, "today-crowded")


def assert_all_inside(qtbot: QtBot, shell: Shell, page: TodayPage) -> None:
    """Item 9: with no news and no note above them, all 60 lie in sight without scrolling."""
    shell.frame.banner.hide()
    page.checks.show_words("")
    page.list.finish()
    last = next(row for row in reversed(page.list.rows) if row.row.dense)
    inside = page.area.viewport()
    qtbot.waitUntil(lambda: last.mapTo(inside, QPoint(0, last.height())).y() <= inside.height())


def test_the_agenda_is_reached_where_the_list_takes_the_whole_width(
    crowded: tuple[Shell, TodayPage, list[UUID]], settle: Callable[[Shell], None]
) -> None:
    """C3, Q1: it says what is next without a name; its menu leads to each meeting and each standard."""
    shell, page, booked = crowded
    assert page.aside is not None and not page.aside.isVisible()
    folded = page.aside.folded
    assert folded.isVisible() and folded.text() == "Agenda: 10:00, 2 more"
    menu = folded.menu()
    told = [one.text() for one in menu.actions() if one.text()]
    assert [one[:5] for one in told[:3]] == list(BOOKED)
    assert len(told) == len(BOOKED) + len(page.aside.standards)
    menu.actions()[1].trigger()
    settle(shell)
    case_page: Any = shell.frame.page("case")
    assert (case_page.case_id, case_page.current_tab) == (booked[1], "meeting")


def test_a_window_with_the_room_has_the_agenda_beside_the_list(
    crowded: tuple[Shell, TodayPage, list[UUID]], settle: Callable[[Shell], None]
) -> None:
    """C3: the button stands only while the cards do not."""
    shell, page, _ = crowded
    shell.window.resize(1920, 1080)
    settle(shell)
    assert page.aside.isVisible() and not page.aside.folded.isVisible()
    shell.lock()
    assert not [one for one in page.aside.folded.menu().actions() if "Mòrag" in one.text()]


def test_rows_follow_the_room_as_the_window_grows_and_shrinks(
    qtbot: QtBot, crowded: tuple[Shell, TodayPage, list[UUID]]
) -> None:
    """Nobody has to act or to turn the page for it."""
    shell, page, _ = crowded
    qtbot.waitUntil(lambda: page.list.settled)
    assert page.list.rows[0].row.dense
    page.keys.go_to(1)
    here = page.keys.key
    shell.window.resize(1280, 2400)
    qtbot.waitUntil(lambda: page.list.settled and not page.list.rows[0].row.dense)
    assert page.keys.key == here
    shell.window.resize(1280, 800)
    qtbot.waitUntil(lambda: page.list.settled and page.list.rows[0].row.dense)
    assert page.keys.key == here


def test_news_that_leaves_again_makes_no_row_smaller(
    qtbot: QtBot, crowded: tuple[Shell, TodayPage, list[UUID]]
) -> None:
    """In a window that is just high enough for a list in one column; but for the first news, which comes as
    the list is seen for the first time: no row of it is to lie out of sight."""
    shell, page, _ = crowded
    shell.frame.banner.hide()
    low, high = 800, 2400
    while high - low > 16:
        middle = (low + high) // 2
        low, high = (middle, high) if _dense_at(qtbot, shell, page, middle) else (low, middle)
    assert not _dense_at(qtbot, shell, page, high)
    room = page.height()
    page.context.say.news("Sent to 12 people.")
    qtbot.waitUntil(lambda: page.height() < room - 16)
    page.mark_stale()
    qtbot.waitUntil(lambda: not page.context.tasks.busy and page.list.settled)
    assert not page.list.rows[0].row.dense
    shell.frame.banner.hide()
    page.clear()
    page.mark_stale()
    qtbot.waitUntil(lambda: not page.context.tasks.busy and page.list.settled and bool(page.list.rows))
    assert not page.list.rows[0].row.dense
    page.context.say.news("Moved on by itself: 1.")
    qtbot.waitUntil(lambda: page.list.settled and page.list.rows[0].row.dense)
    shell.frame.banner.hide()
    qtbot.waitUntil(lambda: page.list.settled and not page.list.rows[0].row.dense)


def _dense_at(qtbot: QtBot, shell: Shell, page: TodayPage, height: int) -> bool:
    room = page.findChild(ListRoom)
    assert isinstance(room, ListRoom)
    if shell.window.height() != height:
        with qtbot.waitSignal(room.changed, timeout=patience.MS):
            shell.window.resize(1280, height)
    qtbot.waitUntil(lambda: page.list.settled)
    return page.list.rows[0].row.dense
