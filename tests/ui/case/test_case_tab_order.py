"""The Tab key on the case page: header, journey, tabs, the tab itself, and only then the side cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan import Objective, PlanContent
from tests.answers import entry
from tests.ui.casemaker import MET, CaseMaker, brought_once
from tests.ui.timer_desk import Desk
from ui.pages.case.history.history import HistoryTab
from ui.pages.case.overview.overview import OverviewTab
from ui.pages.case.page import CasePage
from ui.pages.case.plan.plan import PlanTab
from ui.pages.case.tabs import TABS
from ui.shell.shell import Shell
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.journey_strip import StepCell
from ui.widgets.shortcuts import CASE_TABS, PREVIOUS_TAB
from ui.widgets.tab_order import stops_of

REGIONS = ("head", "strip", "tabs_row", "stack", "side")
MOST = 400


@pytest.fixture
def case_id(own_vault: Path, passphrase: str, window_clock: Any) -> UUID:
    """A started case with two objectives in its JFAP, one version agreed, and one session entered."""
    now = window_clock.wall
    made = brought_once(own_vault, passphrase, window_clock, with_a_plan)
    window_clock.wall = now
    return made


def with_a_plan(maker: CaseMaker) -> UUID:
    made = maker.started()
    workspace = maker.workspace
    aims = tuple(
        Objective(workspace.new_key(), words, "Do it", "It is done", "adviser")
        for words in ("Rework the CV", "Two applications a week")
    )
    plans.settle(workspace, made, PlanContent(objectives=aims))
    plans.make_version(workspace, made, summary="First")
    return made


@pytest.fixture
def desk(case_id: UUID, shell: Shell, window_clock: Any, settle: Callable[[Shell], None]) -> Desk:
    return Desk(shell, window_clock, settle)


@pytest.fixture
def page(desk: Desk, case_id: UUID, qtbot: QtBot) -> CasePage:
    """The page as it comes up first: no tab but the overview has been made."""
    desk.open_case(case_id, "overview")
    desk.shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.shell.window)
    found = desk.shell.frame.page("case")
    assert isinstance(found, CasePage)
    return found


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def walk(page: CasePage, first: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """The stops of the key from ``first`` until it leaves the page for the rest of the window."""
    first.setFocus()
    met: list[QWidget] = []
    for _ in range(MOST):
        here = focus()
        if not page.isAncestorOf(here):
            assert page.window().isAncestorOf(here)
            return met
        assert here not in met, here.accessibleName()
        met.append(here)
        QTest.keyClick(here, key)
    raise AssertionError("the key never leaves the page")


def region(page: CasePage, widget: QWidget) -> int:
    parts: list[QWidget] = [getattr(page, name) for name in REGIONS]
    return next(n for n, part in enumerate(parts) if part is widget or part.isAncestorOf(widget))


def all_stops(page: CasePage) -> set[QWidget]:
    """What takes Tab, without the line inside a list of choices, which is one with it."""
    return {
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and one.isVisible()
        and one.isEnabled()
        and not isinstance(one.parentWidget(), QComboBox)
    }


def shape(page: CasePage, one: QWidget) -> QRect:
    return QRect(one.mapTo(page, QPoint(0, 0)), one.size())


def goes_back(first: QRect, then: QRect) -> bool:
    """Whether the later stop stands above the earlier one, or in the same line to its left."""
    above = then.bottom() < first.top() and then.left() <= first.right() and first.left() <= then.right()
    left = then.right() < first.left() and then.top() <= first.bottom() and first.top() <= then.bottom()
    return above or left


def test_tab_walks_every_tab_part_by_part_and_leaves_nothing_out(page: CasePage, desk: Desk) -> None:
    """Each is made only now and read only now: every stop once, as the eye reads; and back the same way."""
    asking = set()
    for key in [one.key for one in TABS]:
        page.show_tab(key)
        desk.settle()
        shapes = {one: shape(page, one) for one in all_stops(page)}  # before the walk scrolls
        met = walk(page, page.head.crumb)
        regions = [region(page, one) for one in met]
        assert regions == sorted(regions), key
        assert {0, 1, 2, 3} <= set(regions), key
        assert set(met) == all_stops(page), key
        inside = [one for one in met if region(page, one) == 3]
        apart = [(a, b) for a, b in combinations(inside, 2) if not a.isAncestorOf(b)]
        wrong = [(a, b) for a, b in apart if goes_back(shapes[a], shapes[b])]
        assert not wrong, [(key, a.accessibleName() or a.objectName(), b.accessibleName()) for a, b in wrong]
        assert walk(page, met[-1], Qt.Key.Key_Backtab) == met[::-1], key
        assert twice(letters(page)) == [], key
        asked = [one for one in page.tab(key).findChildren(ChipChoice) if one.isVisible()]
        for choice in [one for one in asked if len(one.chips) > 1][:1]:
            a_chip_pressed_by_the_mouse_is_the_stop_of_its_question(page, desk, choice, met)
            asking.add(key)
    assert "contact" in asking


def letters(page: CasePage) -> list[str]:
    """What Alt and a letter presses: each button that shows one, and the menus."""
    bar = page.window().findChild(QMenuBar)
    assert isinstance(bar, QMenuBar)
    buttons = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    told = [*buttons, *(one.text() for one in bar.actions())]
    return [text.partition("&")[2][0].lower() for text in told if "&" in text]


def twice(told: list[str]) -> list[str]:
    return sorted({one for one in told if told.count(one) > 1})


def a_chip_pressed_by_the_mouse_is_the_stop_of_its_question(
    page: CasePage, desk: Desk, choice: ChipChoice, before: list[QWidget]
) -> None:
    """Tab goes on below it, Shift+Tab above it, and it stays one stop."""
    place = before.index(choice.chips[0])
    QTest.mouseClick(choice.chips[1], Qt.MouseButton.LeftButton)
    desk.settle()
    after = walk(page, page.head.crumb)
    assert after[: place + 1] == [*before[:place], choice.chips[1]]
    choice.chips[1].setFocus()
    QTest.keyClick(choice.chips[1], Qt.Key.Key_Tab)
    assert focus() is after[place + 1]
    QTest.keyClick(focus(), Qt.Key.Key_Backtab)
    assert focus() is choice.chips[1]


def test_tab_goes_round_the_whole_window(page: CasePage, desk: Desk) -> None:
    """From the last stop of the page to the shell, past the rail, and into the page again."""
    last = walk(page, page.head.crumb)[-1]
    last.setFocus()
    met: list[QWidget] = []
    while not met or not page.isAncestorOf(focus()):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        met.append(focus())
        assert len(met) < MOST
    assert met[-1] is page.head.crumb
    rail = desk.shell.frame.rail
    assert any(rail.isAncestorOf(one) for one in met)  # arrow keys walk on from its one stop
    assert desk.shell.frame.top.isAncestorOf(met[0])


def test_the_order_stays_when_lists_are_read_anew(page: CasePage, desk: Desk, case_id: UUID) -> None:
    """Strip, clocks and what happened are made anew by a change; a fold is opened; the order holds."""
    happened = entry(FactKind.CONTACT_ATTEMPTED, MET, note="Rang")
    desk.shell.hub.tell(facts.record(desk.workspace, case_id, happened))
    desk.settle()
    overview = page.tab("overview")
    assert isinstance(overview, OverviewTab)
    next(iter(overview.clocks.folds.values())).click()
    desk.settle()
    met = walk(page, page.head.crumb)
    regions = [region(page, one) for one in met]
    assert regions == sorted(regions)
    inside = [one for one in met if region(page, one) == 3]
    below = [overview.facts.isAncestorOf(one) for one in inside]
    assert below == sorted(below) and any(below) and not all(below)
    heights = [one.mapTo(page, one.rect().topLeft()).y() for one in inside if isinstance(one, QPushButton)]
    assert heights == sorted(heights)


def test_tabs_turned_back_and_forth_keep_the_order(page: CasePage, desk: Desk) -> None:
    for key in ("history", "plan", "sessions", "plan", "overview"):
        page.show_tab(key)
        desk.settle()
    regions = [region(page, one) for one in walk(page, page.head.crumb)]
    assert regions == sorted(regions) and set(regions) == set(range(5))


def test_the_history_walks_from_its_filter_down(page: CasePage, desk: Desk) -> None:
    page.show_tab("history")
    desk.settle()
    tab = page.tab("history")
    assert isinstance(tab, HistoryTab)
    tab.filter.setText("referral")
    tab.filter.setText("")
    inside = [one for one in walk(page, page.head.crumb) if region(page, one) == 3]
    assert inside[0] is tab.filter
    heights = [one.mapTo(tab, one.rect().topLeft()).y() for one in inside[1:] if isinstance(one, QPushButton)]
    assert heights == sorted(heights)


def test_a_moved_objective_is_walked_where_it_stands(page: CasePage, desk: Desk) -> None:
    page.show_tab("plan")
    desk.settle()
    tab = page.tab("plan")
    assert isinstance(tab, PlanTab)
    table = tab.editor.objectives
    table.move_row(table.rows[0], 1)
    met = walk(page, page.head.crumb)
    fields = [one for row in table.rows for one in row.stops()]
    assert [one for one in met if one in fields] == fields


def test_the_journey_is_one_stop_and_arrows_walk_it(page: CasePage, desk: Desk, case_id: UUID) -> None:
    """DESIGN 11: Tab comes to the step that the case is at; a change leaves the focus where it was; Enter
    explains the date."""
    told = [one for one in page.strip.cells if one.step.clock_id]
    assert len(told) > 2
    (stop,) = [one for one in walk(page, page.head.crumb) if region(page, one) == 1]
    assert isinstance(stop, StepCell) and stop.step.state == "now"
    stop.setFocus()
    QTest.keyClick(stop, Qt.Key.Key_Left)
    before = told[told.index(stop) - 1]
    assert focus() is before
    happened = entry(FactKind.CONTACT_ATTEMPTED, MET, note="Rang")
    desk.shell.hub.tell(facts.record(desk.workspace, case_id, happened))
    desk.settle()
    assert focus() is before
    *others, last = [cell.step for cell in page.strip.cells]
    page.strip.set_steps([*others, replace(last, text="9 July")])
    again = focus()
    assert isinstance(again, StepCell) and again is not before and again.step.title == before.step.title
    asked: list[str] = []
    page.strip.stepChosen.connect(lambda clock, _: asked.append(clock))
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert asked == [before.step.clock_id]
    QTest.keyClick(focus(), Qt.Key.Key_Escape)


def test_a_tab_asked_for_by_its_key_is_worked_in_at_once(page: CasePage, desk: Desk) -> None:
    """DESIGN 11: the focus is on its first field, made and read only now; Enter presses what is a button."""
    window = page.window()
    for number, entry_ in enumerate(TABS[: len(CASE_TABS.keys)]):
        window.setFocus()
        QTest.keySequence(window, CASE_TABS.sequences()[number])
        desk.settle()
        tab = page.tab(entry_.key)
        assert page.current_tab == entry_.key
        assert tab.isAncestorOf(focus()) and focus() in stops_of(tab), entry_.key
        # what is long in a piece of evidence is scrolled by keys
        assert not [one for one in stops_of(tab) if type(one) is QScrollArea and entry_.key != "evidence"]
    QTest.keySequence(focus(), PREVIOUS_TAB.sequences()[0])
    desk.settle()
    assert page.tab(page.current_tab).isAncestorOf(focus())
    pressed: list[bool] = []
    page.side.person.editRequested.connect(lambda: pressed.append(True))
    page.show_tab("overview")
    edit = stops_of(page.side)[-1]
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Enter)
    assert pressed


def test_the_key_that_undoes_is_not_lost_in_the_search(page: CasePage, desk: Desk, case_id: UUID) -> None:
    """DESIGN 3.4, 11: a search in which nothing was typed passes Ctrl+Z on; and when what had the focus goes,
    as the timer's button does, the focus is in the page, not in what stands first in the window."""
    window = desk.shell.window
    search = desk.shell.frame.top.search
    today = desk.workspace.today()
    desk.shell.context.hub.tell(facts.record(desk.workspace, case_id, entry(FactKind.CV_HELP_OFFERED, today)))
    desk.settle()
    search.setFocus()
    QTest.keyClicks(search, "an")
    QTest.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert search.text() == "" and desk.news == []
    QTest.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert [one[:8] for one in desk.news] == ["Undone: "]
    desk.start(case_id)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    assert page.isAncestorOf(focus())
    desk.button("timer-stop").setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    desk.settle()
    desk.dialog().reject()
    desk.settle()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    assert page.isAncestorOf(focus())
