"""Where the focus goes when what had it is no longer there: into the page in front, as near as can be."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.frame import Frame
from ui.shell.window import MainWindow
from ui.widgets.tab_order import enter, takes_tab


class Footing(QObject):
    """A button is hidden with its row, read anew, or gone as a dialog closes: Qt would then go on with the
    first field of the window, where Ctrl+Z undoes typing and not what was just done."""

    def __init__(self, window: MainWindow, frame: Frame) -> None:
        super().__init__(frame)
        self._window, self._frame = window, frame
        self._way: list[QWidget] = []  # where the focus was last, and what that stood in, to the page
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def catch(self, gone: QWidget | None) -> bool:
        """Put the focus into the page, near ``gone``, or near where it was last. False where there is no
        page, or where what is only switched off stands in it: the next stop is near enough."""
        page: QWidget | None = self._frame.stack.currentWidget()
        if page is None or not page.isVisible():
            return False
        if gone is not None and gone.isVisible() and page.isAncestorOf(gone):
            return False
        way = self._way if gone is None else _up(gone)
        left = [one for one in way if shiboken6.isValid(one) and one.isVisible() and page.isAncestorOf(one)]
        if left and takes_tab(left[0]):
            left[0].setFocus()
        elif not any(enter(one) for one in left):
            self._frame.take_focus()
        focus: QWidget | None = self._window.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            page.setFocus()  # nothing can be pressed there yet: Tab goes on in it
        return True

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            self._soon.start()
        elif now.window() is self._window:
            self._way = _up(now)

    def _look(self) -> None:
        if self._window.isActiveWindow() and QApplication.focusWidget() is None:
            self._window.catch_focus(None)


def _up(one: QWidget) -> list[QWidget]:
    """A widget and all that it stands in."""
    found: list[QWidget] = []
    around: QWidget | None = one
    while around is not None and not around.isWindow():
        found.append(around)
        around = around.parentWidget()
    return found
