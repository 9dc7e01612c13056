"""The tabs of a case one behind the other: only the one in front has a say in the room that they take."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ui.pages.case.frame.tab import CaseTab
from ui.widgets.whole_scroll import WholeScroll

TAB_LINES = 18  # a window with less room than this for the tab scrolls the whole page
IGNORED, PREFERRED = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred


class TabStack(QStackedWidget):
    """Narrow, each tab stands in its whole height, and the page alone scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._tabs: list[CaseTab] = []

    def add(self, tab: CaseTab) -> None:
        """Put a tab behind the others."""
        tab.setSizePolicy(IGNORED, IGNORED)
        self._tabs.append(tab)
        self.addWidget(tab)

    def bring(self, tab: CaseTab) -> None:
        """Bring a tab to the front."""
        for other in self._tabs:
            other.setSizePolicy(IGNORED, IGNORED)
        inside = self.layout()
        if inside is not None:
            inside.activate()
        self.setCurrentWidget(tab)
        tab.setSizePolicy(PREFERRED, PREFERRED)

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is no room beside a tab, and little above it."""
        self._narrow = narrow
        for tab in self._tabs:
            tab.set_narrow(narrow)
            for area in tab.findChildren(WholeScroll):
                area.set_whole(narrow)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        front = self.currentWidget()
        needed = front.minimumSizeHint().height() if self._narrow and front is not None else 0
        least = max(needed, self.fontMetrics().height() * TAB_LINES)
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
