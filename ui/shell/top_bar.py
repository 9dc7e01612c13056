"""The top bar: whose service this is, the search field, and the running session."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.shell.icons import icon
from ui.shell.rail import WIDTH
from ui.shell.theme import Theme
from ui.shell.timer_slot import TimerSlot
from ui.widgets.text import TwoLineLabel, by_letters, label

SERVICE = "Job Finding Support"
SEARCH = 150  # pixels that the search keeps beside a running session in the smallest window


class TopBar(QFrame):
    """Brand at the left, search in the middle, timer at the right."""

    def __init__(self, theme: Theme, timer: TimerSlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "topbar")
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText("Find a participant or action")
        self.search.setAccessibleName("Find a participant or action")
        self.search.setMinimumWidth(SEARCH)
        self.search.setMaximumWidth(by_letters(430))
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._key = label("Ctrl K", "key")
        self._provider = TwoLineLabel("", "small")
        self.timer = timer
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        inside.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.search.setTextMargins(0, 0, self._key.sizeHint().width() + 10, 0)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(16)
        self._brand_block = self._brand()
        row.addWidget(self._brand_block)
        row.addWidget(self.search, 2)
        row.addStretch(1)
        row.addWidget(timer)
        self.paint_icon()
        theme.changed.connect(self.paint_icon)
        self.search.textChanged.connect(lambda text: self._key.setVisible(not text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The running session takes the form that has room beside the brand and the search."""
        super().resizeEvent(event)
        margins, block = self._row.contentsMargins(), self._brand_block
        brand = max(block.minimumWidth(), block.minimumSizeHint().width())
        taken = brand + SEARCH + 3 * self._row.spacing() + margins.left() + margins.right()
        self.timer.fit(max(self.width() - taken, 1))

    def set_provider(self, name: str) -> None:
        """Show who delivers the service."""
        self._provider.setText(f"delivered by {name}" if name else "")

    def paint_icon(self) -> None:
        self._glass.setIcon(icon("search", self._theme.colour("text_soft"), size=16))

    def _brand(self) -> QWidget:
        block = QWidget()
        block.setMinimumWidth(by_letters(WIDTH) - 16)
        column = QVBoxLayout(block)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(SERVICE, "brand"))
        column.addWidget(self._provider)
        return block
