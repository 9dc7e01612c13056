"""The JFAP with letters of 18 points in a window of 1280: its rows fold, and nothing scrolls sideways
(P1, DESIGN 11)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.ui.plan.conftest import Desk
from ui.pages.case.page import NARROW_LETTERS, CasePage

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def large_desk(large_letters: None, desk: Desk) -> Desk:
    return desk


def sideways(widget: QWidget) -> list[tuple[QScrollArea, int]]:
    """Every area around a widget with what it holds beyond its width, in pixels."""
    found = []
    around: QWidget | None = widget
    while around is not None:
        if isinstance(around, QScrollArea) and (held := around.widget()) is not None:
            found.append((around, held.width() - around.viewport().width()))
        around = around.parentWidget()
    return found


def test_an_objective_folds_instead_of_scrolling_sideways(large_desk: Desk, save_picture: Picture) -> None:
    """Each cell lies whole in sight, in the order in which Tab walks them, under words that name it."""
    desk = large_desk
    assert desk.shell.window.width() == 1280
    desk.add("Work in a warehouse", "Apply for three jobs", "Three applications sent", by="8 June")
    desk.settle()
    save_picture(desk.shell.window, "plan-large-letters")
    table = desk.tab.editor.objectives
    (row,) = table.rows
    areas = sideways(row)
    assert areas and not [beyond for _, beyond in areas if beyond > 0]
    sheet = areas[0][0].viewport()
    cells = (row.aim, row.action, row.measure, row.who, row.by, row.progress, row.more)
    for cell in cells:
        place = cell.mapTo(sheet, QPoint(0, 0))
        assert place.x() >= 0 and place.x() + cell.width() <= sheet.width(), cell.objectName()
    shapes = [QRect(cell.mapTo(row, QPoint(0, 0)), cell.size()) for cell in cells]
    for number, one in enumerate(shapes):
        assert not any(one.intersects(other) for other in shapes[number + 1 :])
    for words in (row.aim, row.action, row.measure):
        assert words.width() > words.fontMetrics().averageCharWidth() * 20, "room for a sentence"


def test_a_wider_window_brings_the_columns_back(large_desk: Desk) -> None:
    desk = large_desk
    desk.add("Work in a warehouse", measure="Three applications sent")
    desk.shell.window.resize(2600, 1200)
    desk.settle()
    table = desk.tab.editor.objectives
    (row,) = table.rows
    assert table.head.isVisible()
    tops = {cell.mapTo(row, QPoint(0, 0)).y() for cell in (row.aim, row.action, row.measure, row.who)}
    assert len(tops) == 1


def test_a_window_of_half_a_screen_needs_no_scrolling_sideways(desk: Desk) -> None:
    """Beside a video call the page is hardly wide enough for what stands beside the plan: nothing that it
    offers may be out of sight."""
    desk.add("Work in a warehouse", "Apply for three jobs", "Three applications sent", by="8 June")
    page, window = desk.shell.frame.page("case"), desk.shell.window
    assert isinstance(page, CasePage)
    for letters in (NARROW_LETTERS, NARROW_LETTERS - 1):
        window.resize(window.width() - page.width() + page.fontMetrics().averageCharWidth() * letters, 800)
        desk.settle()
        (row,) = desk.tab.editor.objectives.rows
        beyond = [over for part in (desk.tab.head, row.more) for _, over in sideways(part)]
        assert beyond and max(beyond) <= 0, letters
        for part in (row.more, *(one for one in row._names if one.isVisible())):
            assert part.visibleRegion().boundingRect().width() == part.width() >= part.sizeHint().width()
