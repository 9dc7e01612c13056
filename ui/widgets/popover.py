"""Where something that opens beside what was pressed may stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def place_below(popover: QWidget, anchor: QWidget, gap: int) -> QPoint:
    """A corner ``gap`` pixels below ``anchor``, or above it where there is no room below, from which all of
    ``popover``, which has its size already, is on the screen."""
    corner = anchor.mapToGlobal(QPoint(0, anchor.height() + gap))
    screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
    space = screen.availableGeometry()
    x = max(space.left(), min(corner.x(), space.right() - popover.width()))
    y = corner.y()
    if y + popover.height() > space.bottom():
        y = max(space.top(), corner.y() - anchor.height() - popover.height() - 2 * gap)
    return QPoint(x, y)
