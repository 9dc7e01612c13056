"""A text box that is as tall as its text: nothing typed is ever cut or scrolled away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class TextArea(QTextEdit):
    """Plain text that wraps and grows. Tab leaves it. With role 'cell' it stands in a table.

    ``edited`` tells each change by the person; ``left`` that the focus has gone.
    Undo and redo that this text has none of are passed on to whatever holds it.
    ``lines`` is the least height.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        *,
        hint: str = "",
        lines: int = 1,
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._quiet = False
        self._wanted = 0
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self._hint = hint
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().clearUndoRedoStacks()  # the margin is no edit
        if role:
            self.setProperty("role", role)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.textChanged.connect(self._tell)

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another text without telling; a text that stands already keeps caret and undo."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def take(self, text: str) -> None:
        """Put a text in as if it were typed: it can be undone, and is told."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def sizeHint(self) -> QSize:
        return QSize(80, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height())

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._passes(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._passes(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hint and self.document().isEmpty():  # Qt's own hint is one line and would be cut
            painter = QPainter(self.viewport())
            painter.setFont(self.font())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.viewport().rect().adjusted(3, 2, -2, 0), _WRAPPED, self._hint)
            painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # all of it is in sight: the page scrolls, not the box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._wanted = 0
            self._fit()

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _passes(self, event: QKeyEvent) -> bool:
        """Whether an undo or redo key is nothing to this text."""
        document = self.document()
        if event.matches(_UNDO):
            return not document.isUndoAvailable()
        return event.matches(_REDO) and not document.isRedoAvailable()

    def _fit(self) -> None:
        wanted = self._height()
        if wanted != self._wanted:
            self._wanted = wanted
            self.setFixedHeight(wanted)

    def _height(self) -> int:
        frame = max(0, self.height() - self.viewport().height()) if self._wanted else self._frame()
        least = self.fontMetrics().lineSpacing() * self._lines + 4
        text = round(self.document().size().height())
        if not text or self.document().isEmpty():
            text = max(text, self._hint_height())
        return max(least, text) + frame

    def _frame(self) -> int:
        margins = self.contentsMargins()
        return margins.top() + margins.bottom()

    def _hint_height(self) -> int:
        width = self.viewport().width() - 5
        if not self._hint or width < 20:
            return 0
        space = self.fontMetrics().boundingRect(0, 0, width, 10_000, _WRAPPED, self._hint)
        return space.height() + 6
