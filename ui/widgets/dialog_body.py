"""The middle of a dialog: as high as what is in it, and scrolled where the screen has no room for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

LEAST_LINES = 6
_LOOKS = 2


class DialogBody(QScrollArea):
    """Fields go into ``content``. It never scrolls sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        inner = QWidget()
        inner.setProperty("role", "plainground")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(10)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inner)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        content = self.content
        return content.totalHeightForWidth(width) if content.hasHeightForWidth() else self.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self.content.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as the fields need; of their height some lines are enough."""
        least = self.content.totalMinimumSize()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least.width() + bar, min(least.height(), LEAST_LINES * self.fontMetrics().lineSpacing()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._do_without_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt works the bars out anew, and by them the width, with each new size of what is in it: without end
        where each of two widths asks for the other. The second look stands."""
        if event.type() != QEvent.Type.Resize or watched is not self.widget():
            return super().eventFilter(watched, event)
        if self._looks == _LOOKS:
            return False
        self._looks += 1
        answer = super().eventFilter(watched, event)
        self._looks -= 1
        return answer

    def _do_without_bar(self) -> None:
        """Take the bar away where it alone leaves too little width for lines that would fit without it: Qt
        keeps one that is there."""
        most = self.maximumViewportSize()
        if self.verticalScrollBar().isVisible() and self.heightForWidth(most.width()) <= most.height():
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().viewportEvent(event)
