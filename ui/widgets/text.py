"""Labels by role, and a label that shortens its text and tells it in full on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

USUAL_HEIGHT = 18  # pixels: a line of 10 points on the three systems has 16 to 18


def label(text: str, role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label. Roles: title, heading, section, strong, soft, small, big, error, warning, code."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def by_letters(width: int) -> int:
    """A width in pixels that is right for letters of the usual size, for the letters now in use."""
    height = QFontMetrics(QGuiApplication.font()).height()
    return width if height <= USUAL_HEIGHT else width * height // USUAL_HEIGHT


class ElidedLabel(QLabel):
    """One line that ends in '…' where it does not fit, with the whole text as its tooltip.

    With ``keep_end`` it is shortened in the middle, so that what stands at the end stays.
    """

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, keep_end: bool = False
    ) -> None:
        super().__init__(parent)
        self._mode = Qt.TextElideMode.ElideMiddle if keep_end else Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._set_tip()

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        space = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), self._mode, space.width())
        painter.setPen(option.palette.color(self.foregroundRole()))
        painter.drawText(space, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)

    def _set_tip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())
