"""Rows moved by the mouse: the handle that is pulled, and the line where the row would come to stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from ui.widgets.shortcuts import MOVE_DOWN, MOVE_UP
from ui.widgets.text import by_letters

LINE = 3
DOTS = ((0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2))


class DragHandle(QLabel):
    """Six dots and the row's number. ``pulled(y)`` while the mouse drags it, ``dropped(y)`` where it is
    let go, with the height on the screen. The keyboard moves a row with Alt+Up and Alt+Down."""

    pulled = Signal(int)
    dropped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "soft")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, 6, by_letters(2), 6)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(f"Drag to move ({MOVE_UP.words()}, {MOVE_DOWN.words()})")
        self._from: QPoint | None = None
        self._moving = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        at = event.globalPosition().toPoint()
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        self._moving = self._moving or far
        if self._moving:
            self.pulled.emit(at.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moving, self._moving, self._from = self._moving, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if moving:
            self.dropped.emit(event.globalPosition().toPoint().y())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(self.foregroundRole()))
        step, dot = by_letters(5), by_letters(3) / 2
        middle = 6 + self.fontMetrics().height() / 2
        for across, down in DOTS:
            painter.drawEllipse(QPointF(dot + 1 + across * step, middle + (down - 1) * step), dot, dot)


class DropLine(QFrame):
    """A line across a column of rows, at the gap nearest to the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop-line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, rows: Sequence[QWidget], gap: int) -> None:
        """Stand above the row ``gap``, or below the last one."""
        last = gap == len(rows)
        row = rows[-1] if last else rows[gap]
        y = row.y() + row.height() if last else row.y()
        self.setGeometry(row.x(), y - LINE // 2 - 1, row.width(), LINE)
        self.raise_()
        self.show()


def gap_at(rows: Sequence[QWidget], y: int) -> int:
    """The gap between rows, from 0, that is nearest to a height on the screen."""
    middles = (row.mapToGlobal(QPoint(0, row.height() // 2)).y() for row in rows)
    return sum(middle < y for middle in middles)
