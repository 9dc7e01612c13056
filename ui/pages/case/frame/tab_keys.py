"""The keyboard on the tabs of a case: a key for each, the next and the one before; and on into the tab."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QTabBar, QWidget

from ui.shell.tasks import Tasks
from ui.widgets.shortcuts import CASE_TABS, NEXT_TAB, PREVIOUS_TAB
from ui.widgets.tab_order import enter


class TabKeys(QObject):
    """Whoever asks for a tab by its key works in it at once: its first field has the focus.

    ``bar`` holds the key of each tab, ``stack`` the one in front, and ``show`` brings one there.
    """

    def __init__(
        self, page: QWidget, bar: QTabBar, stack: QStackedWidget, tasks: Tasks, show: Callable[[str], None]
    ) -> None:
        super().__init__(page)
        self._bar, self._stack, self._tasks, self._show = bar, stack, tasks, show
        for index, keys in zip(range(bar.count()), CASE_TABS.each(), strict=False):
            bar.setTabToolTip(index, f"{bar.tabText(index)} ({keys.words()})")
            keys.bind(page, partial(self._open, bar.tabData(index)))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        NEXT_TAB.bind(page, partial(self._step, 1), within)
        PREVIOUS_TAB.bind(page, partial(self._step, -1), within)

    def _open(self, key: str) -> None:
        self._show(key)
        self._go_in()

    def _step(self, by: int) -> None:
        self._bar.setCurrentIndex((self._bar.currentIndex() + by) % self._bar.count())
        self._go_in()

    def _go_in(self) -> None:
        """Into the first field; where it is still to be filled, once what is read stands in it."""
        if not self._tasks.busy:
            self._take_focus()
            return
        tab: QWidget | None = self._stack.currentWidget()
        if tab is not None:
            tab.setFocus()
        self._tasks.idle.connect(self._go_in_late, Qt.ConnectionType.SingleShotConnection)

    def _go_in_late(self) -> None:
        """Not if the person has gone elsewhere meanwhile, or a field has taken the focus already."""
        focus: QWidget | None = QApplication.focusWidget()
        if focus is None or focus is self._stack.currentWidget():
            self._take_focus()

    def _take_focus(self) -> None:
        tab: QWidget | None = self._stack.currentWidget()
        if tab is not None and not enter(tab):  # nothing to be filled in or pressed: the keys scroll
            area = tab.findChild(QScrollArea)
            (area if isinstance(area, QScrollArea) else tab).setFocus()
