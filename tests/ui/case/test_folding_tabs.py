"""The tabs of a case where not all of them fit: which fold away, and how the keyboard still reaches them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.case.case_desk import Desk, Picture
from ui.pages.case.page import CasePage
from ui.pages.case.tabs import TABS
from ui.shell.theme import Theme
from ui.widgets.folding_tabs import FoldingTabs
from ui.widgets.shortcuts import CASE_TABS
from ui.widgets.whole_scroll import WholeScroll

FIRST = tuple(entry.key for entry in TABS)[:2]


@pytest.fixture
def large_desk(large_letters: None, desk: Desk) -> Desk:
    return desk


def shown(page: CasePage) -> list[str]:
    return [str(page.bar.tabData(one)) for one in range(page.bar.count()) if page.bar.isTabVisible(one)]


def folded(page: CasePage) -> list[str]:
    return [str(page.bar.tabData(one)) for one in page.tabs_row.folded]


def test_at_the_usual_letters_all_ten_fit_1280(desk: Desk) -> None:
    page = desk.open()
    assert shown(page) == [entry.key for entry in TABS]
    assert not page.tabs_row.more.isVisible()


def test_at_18_points_the_last_ones_fold_and_nothing_is_cut(large_desk: Desk, save_picture: Picture) -> None:
    page = large_desk.open()
    save_picture(large_desk.shell.window, "case-folded-tabs")
    keys = [entry.key for entry in TABS]
    assert large_desk.shell.window.width() == 1280
    assert folded(page) and folded(page) == keys[len(shown(page)) :]
    assert shown(page)[: len(FIRST)] == list(FIRST)
    row = page.tabs_row
    assert row.more.isVisible() and row.more.geometry().right() <= row.width()
    last = page.bar.tabRect(len(shown(page)) - 1)
    assert last.right() <= page.bar.width()


def test_every_folded_tab_is_reached_by_its_key(large_desk: Desk, qtbot: QtBot) -> None:
    page = large_desk.open()
    away = list(page.tabs_row.folded)
    assert away
    for place in away:
        large_desk.activate(qtbot)
        pressed = CASE_TABS.sequences()[place][0]
        qtbot.keyClick(large_desk.shell.window, pressed.key(), pressed.keyboardModifiers())
        large_desk.settle()
        assert page.current_tab == TABS[place].key
        assert page.bar.isTabVisible(place)  # the chosen one is always seen


def test_the_menu_lists_what_is_folded_and_brings_it_to_the_front(large_desk: Desk) -> None:
    page = large_desk.open()
    row, away = page.tabs_row, folded(page)
    row.menu.aboutToShow.emit()
    actions = row.menu.actions()
    titles = {entry.key: entry.title for entry in TABS}
    assert [one.text() for one in actions] == [titles[key] for key in away]
    actions[-1].trigger()
    large_desk.settle()
    assert page.current_tab == away[-1] and away[-1] in shown(page)


def test_the_keyboard_goes_from_the_tabs_to_more(large_desk: Desk, qtbot: QtBot) -> None:
    page = large_desk.open()
    large_desk.activate(qtbot)
    page.bar.setFocus()
    qtbot.keyClick(page.bar, Qt.Key.Key_Tab)
    assert page.tabs_row.more.hasFocus()
    qtbot.keyClick(page.tabs_row.more, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert page.bar.hasFocus()


def test_next_and_before_step_through_the_folded_ones_too(large_desk: Desk, qtbot: QtBot) -> None:
    page = large_desk.open()
    seen = []
    for _ in TABS:
        seen.append(page.current_tab)
        large_desk.activate(qtbot)
        page.bar.setFocus()
        qtbot.keyClick(page.bar, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        large_desk.settle()
    assert seen == [entry.key for entry in TABS] and page.current_tab == TABS[0].key


@pytest.mark.parametrize("width", [200, 400, 700, 1030, 2000])
def test_what_fits_is_shown_from_the_first_on(theme: Theme, qtbot: QtBot, width: int) -> None:
    row = FoldingTabs()
    qtbot.addWidget(row)
    for entry in TABS:
        row.bar.addTab(entry.title)
    row.resize(width, 40)
    row.show()
    row.fold()
    seen = [one for one in range(len(TABS)) if row.bar.isTabVisible(one)]
    assert seen == list(range(len(seen))) and seen
    assert (row.more.isHidden()) is (len(seen) == len(TABS))


def test_at_18_points_the_head_is_low_and_one_area_scrolls(large_desk: Desk) -> None:
    """DESIGN 11: the journey in one row, with all of it one press away, and the tab in its whole height."""
    page = large_desk.open()
    every, shown = len(page.strip.cells), page.strip.shown
    assert len({cell.y() for cell in shown}) == 1 and len(shown) < every
    assert any(cell.step.state in ("now", "late") for cell in shown)
    assert page.stack.mapTo(page, QPoint(0, 0)).y() < 14 * page.fontMetrics().height()
    front = page.tab(page.current_tab)
    (area,) = front.findChildren(WholeScroll)
    held = area.widget()
    assert held is not None and area.viewport().height() >= held.height()
    assert area.verticalScrollBar().maximum() == 0 < page.area.verticalScrollBar().maximum()
    page.strip.more.click()
    large_desk.settle()
    assert len(page.strip.shown) == every and page.strip.more.text() == "Fewer"
