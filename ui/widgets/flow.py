"""A layout that sets widgets side by side and goes on in the next line when the width is used up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Items in reading order, ``gap`` pixels apart; its height follows from its width (``height_at``).
    With ``keep_free`` the widget that it lays out keeps the height free that its lines need."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6, keep_free: bool = False) -> None:
        super().__init__(parent)
        self._keep_free = keep_free
        self._gap = gap
        self._listed: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._listed.append(item)

    def count(self) -> int:
        return len(self._listed)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._listed[index] if 0 <= index < len(self._listed) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._listed.pop(index) if 0 <= index < len(self._listed) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return False  # forms of Qt pass it on unreliably: ask ``height_at`` and keep that much free

    def height_at(self, width: int) -> int:
        """Pixels needed at a width."""
        return self._set_out(QRect(0, 0, width, 0), move=False)

    def whole_width(self) -> int:
        """Pixels that all items need side by side in one line."""
        wide = [item.sizeHint().width() for item in self._listed if not item.isEmpty()]
        return sum(wide) + self._gap * max(0, len(wide) - 1)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        height = self._set_out(rect, move=True)
        owner = self.parentWidget()
        if self._keep_free and owner is not None and owner.minimumHeight() != height:
            owner.setMinimumHeight(height)  # told by what was set out: no event says that a chip has grown

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._listed:
            least = least.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return least + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _set_out(self, rect: QRect, *, move: bool) -> int:
        """Place every visible item, or only count, and return the height used."""
        margins: QMargins = self.contentsMargins()
        inside = rect.marginsRemoved(margins)
        x, y, line = inside.x(), inside.y(), 0
        for item in self._listed:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > inside.x() and x + size.width() > inside.right() + 1:
                x, y, line = inside.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y() + margins.bottom()


class FlowRow(QWidget):
    """Parts side by side that go on in the next line where there is no room, and keep that line free."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = Flow(self, keep_free=True)
        for part in parts:
            self.take(part)

    def take(self, part: QWidget) -> None:
        """Set one more part behind the others."""
        self.flow.addWidget(part)

    def let_go(self, part: QWidget) -> None:
        """Take a part out of the row."""
        self.flow.removeWidget(part)

    def sizeHint(self) -> QSize:
        return QSize(self.flow.whole_width(), self.flow.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Polish):
            self.setMinimumHeight(self.flow.height_at(self.width()))
        return super().event(event)
