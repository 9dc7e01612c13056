"""Tabs in a row; where not all of them fit, the rest stand in a menu at the end of the row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QWidget

from ui.widgets.buttons import button

_GAP = 8


class _Bar(QTabBar):
    def width_of(self, index: int) -> int:
        """Pixels of a tab with its own words, chosen or not."""
        return self.tabSizeHint(index).width()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class FoldingTabs(QWidget):
    """``bar`` holds the tabs, each shown or folded away; the chosen one is always shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.more = button("More", "quiet", name="more-tabs")
        self.more.setAccessibleName("More parts of the case")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.more)
        self.bar.currentChanged.connect(lambda _: self.fold())
        self.menu.aboutToShow.connect(self._list)

    @property
    def folded(self) -> tuple[int, ...]:
        """The places of the tabs that stand in the menu."""
        return tuple(place for place in range(self.bar.count()) if not self.bar.isTabVisible(place))

    def fold(self) -> None:
        """Show as many tabs as fit, from the first on, and the chosen one."""
        chosen = self.bar.currentIndex()
        widths = [self.bar.width_of(place) for place in range(self.bar.count())]
        room = self.width() - _GAP
        fits = sum(widths) <= room
        self.more.setVisible(not fits)
        if not fits:
            room -= self.more.sizeHint().width() + (widths[chosen] if chosen >= 0 else 0)
        for place, width in enumerate(widths):
            if place == chosen:
                self.bar.setTabVisible(place, True)
                continue
            room = room if fits else room - width
            self.bar.setTabVisible(place, fits or room >= 0)
        if chosen >= 0:  # its own words again: or the bar stays scrolled to where the tab was
            self.bar.setTabText(chosen, self.bar.tabText(chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def _list(self) -> None:
        self.menu.clear()
        for place in self.folded:
            self.menu.addAction(self.bar.tabText(place), partial(self.bar.setCurrentIndex, place))
