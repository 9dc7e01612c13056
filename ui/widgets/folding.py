"""What stands side by side stands below where letters are large or the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

LEAST_LETTERS = 100


def fold(row: QBoxLayout, page: QWidget) -> None:
    """Lay the row out for the page's present width: in a row, or one part below the other.

    A row begins folded: unfolded it would widen the window before the page has its size.
    """
    narrow = page.width() < page.fontMetrics().averageCharWidth() * LEAST_LETTERS
    row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class Sides(QWidget):
    """Two layouts side by side; where they do not both fit, the second stands below the first."""

    def __init__(self, first: QLayout, second: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (first, second)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(first, 1)
        self._row.addLayout(second)
        self._row.setAlignment(second, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider part, so that they fold before the window has to grow."""
        width = max(part.minimumSize().width() for part in self._parts)
        return QSize(width, self._row.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        needed = sum(part.minimumSize().width() for part in self._parts) + self._row.spacing()
        below = self.width() < needed
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not way:
            self._row.setDirection(way)
            self._row.setAlignment(
                self._parts[1], Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0)
            )
            self.updateGeometry()
