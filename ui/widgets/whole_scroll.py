"""A scroll area that can stand in its whole height, so that the page around it scrolls instead of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.widgets.tab_order import reveal

_TRIES = 4
"""A part that folds comes to its height in two or three rounds of its layout."""


class WholeScroll(QScrollArea):
    """Scrolls ``held`` by itself, or, once it stands whole, is as high as that."""

    def __init__(self, held: QWidget, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self._later = QTimer(self)  # heights are known once the layout around has settled
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._grow)
        self.setWidget(held)
        held.installEventFilter(self)

    def set_whole(self, whole: bool) -> None:
        """Whether it stands in its whole height, without a scroll bar of its own."""
        if whole != self._whole:
            self._whole = whole
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(policy)
            self._grow()

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll until a part is seen, here and in every area around, as soon as what was folded or grew
        has its place: all of it, or, where it is higher than the area, its top and what has the focus."""
        QTimer.singleShot(0, part, lambda: self._show(part, _TRIES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole:
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._whole and event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return super().eventFilter(watched, event)

    def _show(self, part: QWidget, tries: int) -> None:
        waits = part.hasHeightForWidth() and part.heightForWidth(part.width()) != part.height()
        if tries and (waits or self._later.isActive()):
            QTimer.singleShot(0, part, lambda: self._show(part, tries - 1))
            return
        around: QWidget | None = self
        while around is not None:
            held = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and held is not None:
                around.ensureWidgetVisible(part)
                if part.height() > around.viewport().height():
                    around.verticalScrollBar().setValue(part.mapTo(held, QPoint(0, 0)).y())
            around = around.parentWidget()
        focus: QWidget | None = part.window().focusWidget()
        if focus is not None and part.isAncestorOf(focus):
            reveal(focus)

    def _grow(self) -> None:
        held, needed = self.widget(), 0
        if self._whole and held is not None:
            width = self.viewport().width()
            needed = held.heightForWidth(width) if held.hasHeightForWidth() else held.sizeHint().height()
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)
