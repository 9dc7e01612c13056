"""Objectives put into another order with the mouse (P5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from tests.ui.plan.conftest import Desk

Picture = Callable[[QWidget, str], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(make_desk: Callable[[], Desk]) -> Desk:
    """The plan with three objectives."""
    desk = make_desk()
    for words in ("One", "Two", "Three"):
        desk.add(words)
    desk.settle()
    return desk


def order(desk: Desk) -> list[str]:
    return [one.objective for one in desk.tab.editor.content().objectives]


def drop_line(desk: Desk) -> QFrame:
    lines = desk.tab.editor.objectives.findChildren(QFrame)
    return next(one for one in lines if one.property("role") == "drop-line")


def pull(desk: Desk, number: int, to: int, *, below: bool) -> None:
    """Drag a row by its handle to just above or below the middle of another; the button stays down."""
    rows = desk.tab.editor.objectives.rows
    handle, target = rows[number].handle, rows[to]
    start = handle.rect().center()
    end = handle.mapFromGlobal(target.mapToGlobal(QPoint(0, target.height() // 2 + (4 if below else -4))))
    QTest.mousePress(handle, LEFT, pos=start)
    QTest.mouseMove(handle, start + QPoint(0, QApplication.startDragDistance() + 1))
    QTest.mouseMove(handle, QPoint(start.x(), end.y()))


def let_go(desk: Desk, number: int, to: int, *, below: bool) -> None:
    pull(desk, number, to, below=below)
    rows = desk.tab.editor.objectives.rows
    handle, target = rows[number].handle, rows[to]
    end = handle.mapFromGlobal(target.mapToGlobal(QPoint(0, target.height() // 2 + (4 if below else -4))))
    QTest.mouseRelease(handle, LEFT, pos=QPoint(handle.rect().center().x(), end.y()))
    desk.settle()


@pytest.mark.parametrize(
    ("number", "to", "below", "after"),
    [
        (0, 2, True, ["Two", "Three", "One"]),
        (0, 1, True, ["Two", "One", "Three"]),
        (2, 0, False, ["Three", "One", "Two"]),
        (2, 1, False, ["One", "Three", "Two"]),
        (1, 1, True, ["One", "Two", "Three"]),
        (1, 0, True, ["One", "Two", "Three"]),
    ],
)
def test_a_row_comes_to_stand_where_it_is_dropped(
    desk: Desk, number: int, to: int, below: bool, after: list[str]
) -> None:
    let_go(desk, number, to, below=below)
    assert order(desk) == after
    assert not drop_line(desk).isVisible()


def test_a_line_shows_where_it_would_stand(desk: Desk, save_picture: Picture) -> None:
    rows = desk.tab.editor.objectives.rows
    pull(desk, 0, 1, below=True)
    line = drop_line(desk)
    assert line.isVisible()
    assert abs(line.geometry().center().y() - rows[2].y()) <= 3
    assert order(desk) == ["One", "Two", "Three"]
    save_picture(desk.shell.window, "plan-drag")


def test_a_drag_is_taken_back_and_done_again(desk: Desk) -> None:
    let_go(desk, 0, 2, below=True)
    assert desk.tab.deeds.undo_name == "move objective"
    desk.tab.deeds.undo()
    assert order(desk) == ["One", "Two", "Three"]
    desk.tab.deeds.redo()
    assert order(desk) == ["Two", "Three", "One"]


def test_a_mere_click_on_the_handle_moves_nothing(desk: Desk) -> None:
    before = desk.tab.deeds.undo_name
    QTest.mouseClick(desk.tab.editor.objectives.rows[1].handle, LEFT)
    assert order(desk) == ["One", "Two", "Three"]
    assert desk.tab.deeds.undo_name == before
