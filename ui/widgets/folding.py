"""What stands side by side stands below where letters are large or the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

LEAST_LETTERS = 100
_BETWEEN = 6  # pixels between what stands behind one another


def fold(row: QBoxLayout, page: QWidget) -> None:
    """Lay the row out for the page's present width: in a row, or one part below the other.

    A row begins folded: unfolded it would widen the window before the page has its size.
    """
    narrow = page.width() < page.fontMetrics().averageCharWidth() * LEAST_LETTERS
    row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class Sides(QWidget):
    """Two layouts side by side; where they do not both fit, the second stands below the first, with ``whole``
    before the first takes another line. What is ``more`` stands behind the second, and below it where that
    row would be too long."""

    def __init__(
        self,
        first: QLayout,
        second: QLayout,
        parent: QWidget | None = None,
        *,
        more: QLayout | None = None,
        whole: bool = False,
    ) -> None:
        super().__init__(parent)
        self._first, self._whole = first, whole
        self._end = (second,) if more is None else (second, more)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(first, 1)
        self._rest = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._rest.setSpacing(_BETWEEN)
        for part in self._end:
            self._rest.addLayout(part)
            self._rest.setAlignment(part, Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(self._rest)
        self._row.setAlignment(self._rest, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part, so that they fold before the window has to grow."""
        width = max(part.minimumSize().width() for part in (self._first, *self._end))
        return QSize(width, self._row.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        wide = [part.minimumSize().width() for part in self._end if not part.isEmpty()]
        end = sum(wide) + _BETWEEN * max(0, len(wide) - 1)
        first = self._first.sizeHint() if self._whole else self._first.minimumSize()
        below = self.width() < first.width() + end + self._row.spacing()
        if _turn(self._rest, below=self.width() < end) | _turn(self._row, below=below):
            self._row.setAlignment(self._rest, Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0))
            self.updateGeometry()


def _turn(row: QBoxLayout, *, below: bool) -> bool:
    """Put its parts below one another, or side by side; whether that is another way than before."""
    way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
    before = row.direction()
    row.setDirection(way)
    return before is not way
