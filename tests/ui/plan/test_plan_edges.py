"""Where the headings of the JFAP tab stand: on the lines of the other tabs and of their own columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from tests.ui.plan.conftest import Desk
from ui.pages.case.page import CasePage
from ui.pages.case.sessions.sessions import SessionsTab


def _at(widget: QWidget, inside: QWidget) -> QPoint:
    return widget.mapTo(inside, QPoint())


def test_the_headings_stand_on_the_lines_of_the_other_tabs_and_of_their_columns(desk: Desk) -> None:
    """P1: to turn from a tab to the next moves no heading; a column's heading stands over its words."""
    desk.shell.window.resize(1280, 800)
    desk.add("First", measure="one")
    desk.settle()
    table = desk.tab.editor.objectives
    (row,) = table.rows
    cells: tuple[QWidget, ...] = (row.aim, row.action, row.who, row.by, row.progress)
    titles = [one for one in table._titles if one.isVisible()]
    for told in ("", "Say what is to be reached."):  # what is missing stands below all columns
        row.show_missing("objective", told)
        desk.settle()
        for title, cell in zip(titles, cells, strict=True):
            assert _at(title, table.box).x() == _at(cell, table.box).x(), title.text()
    own = _at(desk.tab.head.title, desk.tab) + QPoint(0, desk.tab.head.title.height() // 2)
    desk.shell.frame.open_case(desk.case_id, "sessions")
    desk.settle()
    page = desk.shell.frame.page("case")
    assert isinstance(page, CasePage)
    other = page.tab("sessions")
    assert isinstance(other, SessionsTab)
    heading = other.card.heading
    there = _at(heading, other) + QPoint(0, heading.height() // 2)
    assert (own - there).manhattanLength() <= 2


def test_the_heading_that_a_wide_window_brings_stands_as_the_others_do(desk: Desk) -> None:
    """P1: that of the measure is hidden until it has a column of its own."""
    desk.add("First", measure="one")
    desk.shell.window.resize(1920, 1080)
    desk.settle()
    titles = desk.tab.editor.objectives._titles[:4]
    assert all(one.isVisible() for one in titles)
    begins = {one.indent() + one.contentsMargins().left() for one in titles}
    assert len(begins) == 1 and begins.pop() > 0
