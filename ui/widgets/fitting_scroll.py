"""A scroll area that is as high as what stands in it, until the screen ends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_OF_THE_SCREEN = 0.62
"""The share of the screen's height that a form may take; title and buttons need the rest."""


class FittingScroll(QScrollArea):
    """Shows ``content`` in full where there is room and scrolls it where there is none; the window
    around it grows along."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._grow)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        wanted = self._content.sizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(wanted.width() + bar, min(wanted.height() + 2, self._most()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), min(self.sizeHint().height(), self._most()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return super().eventFilter(watched, event)

    def _most(self) -> int:
        return int(self.screen().availableGeometry().height() * _OF_THE_SCREEN)

    def _grow(self) -> None:
        self.updateGeometry()
        window = self.window()
        needed = window.sizeHint().height()
        if window.isVisible() and window.height() < needed:
            window.resize(window.width(), needed)
