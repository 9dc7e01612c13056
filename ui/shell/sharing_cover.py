"""What is seen of the share-safe switch: the strip below the top bar, and the page in place of names."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.capture import ADVICE
from ui.shell.sharing import Sharing
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import ElidedLabel, label

HIDDEN = "Hidden while you share your screen"
KEYS = "Ctrl+Shift+S"


def shown_words(sharing: Sharing) -> str:
    """Who may be seen, in one sentence."""
    if sharing.case_id is None:
        return "Sharing: nobody is shown"
    return f"Sharing: only {sharing.name or 'the person in front'} is shown"


class SharingStrip(QFrame):
    """Says on every page that the screen is shared; hidden while it is not. ``stopRequested()``."""

    stopRequested = Signal()

    def __init__(self, sharing: Sharing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sharing = sharing
        self.setObjectName("sharing-strip")
        self.setProperty("role", "sharing")
        self.mark = label("▣", "strong")
        self.words = ElidedLabel("", "strong")
        self.advice = label(ADVICE, "small")
        self.stop = button("Stop sharing", "plain", self.stopRequested.emit, name="sharing-stop")
        self.stop.setToolTip(f"Show everybody again ({KEYS})")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 16, 5)
        row.setSpacing(10)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.advice)
        row.addWidget(self.stop)
        self.hide()

    def follow(self) -> None:
        """Say how it now is."""
        words = shown_words(self._sharing) if self._sharing.on else ""
        news = words != self.words.text()
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(self._sharing.on)
        if words and news:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class SharingCover(QWidget):
    """Stands in place of a page that shows other people. ``stopRequested()``, ``caseRequested(case_id)``."""

    stopRequested = Signal()
    caseRequested = Signal(object)

    def __init__(self, sharing: Sharing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sharing = sharing
        self.setObjectName("sharing-cover")
        self.told = EmptyState(
            HIDDEN,
            "This page shows other people. It comes back as it was once you stop sharing.",
            "Stop sharing",
            "Back to the case",
        )
        self.told.title.setText(f"▣  {HIDDEN}")
        self.told.title.setAccessibleName(HIDDEN)
        self.stop, self.back = self.told.buttons
        self.stop.setObjectName("cover-stop")
        self.back.setObjectName("cover-back")
        self.told.actionRequested.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(self.told)

    def follow(self) -> None:
        """Offer the way back to the person who may be seen."""
        name = self._sharing.name
        self.back.setVisible(self._sharing.case_id is not None)
        self.back.setText(f"Back to {name}" if name else "Back to the case")

    def _act(self, which: int) -> None:
        if which == 0:
            self.stopRequested.emit()
        elif self._sharing.case_id is not None:
            self.caseRequested.emit(self._sharing.case_id)
