"""The main window: faces before the vault is open, the frame with its pages after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.shell import geometry
from ui.shell.preferences import Preferences
from ui.shell.theme import icon_file

TITLE = "JFS Desktop"


class MainWindow(QMainWindow):
    """One window from start to end. Its title never holds personal data.

    It shows one *face* (unlock, first run, recovery code) or the frame. A face
    in front of an opened frame hides it whole, menus included. ``landing`` puts
    the focus into the page when what had it goes.
    """

    closing = Signal()

    def __init__(self, preferences: Preferences, *, plain_size: bool = False) -> None:
        super().__init__()
        self._preferences = preferences
        self._plain_size = plain_size
        self.may_close: Callable[[], bool] = lambda: True
        self.landing: Callable[[QWidget | None], bool] | None = None
        self._stack = QStackedWidget()
        self._face: QWidget | None = None
        self._frame: QWidget | None = None
        self.setWindowTitle(TITLE)
        self.setCentralWidget(self._stack)
        if not plain_size:
            geometry.restore(self, preferences)

    @property
    def covered(self) -> bool:
        """Whether a face hides the frame."""
        return self._face is not None

    def take_icon(self) -> None:
        """Show the program's drawing in the system's lists; the first paint does not wait for it."""
        from PySide6.QtGui import QIcon

        self.setWindowIcon(QIcon(str(icon_file("app"))))

    def show_face(self, face: QWidget) -> None:
        """Put a face in front of everything."""
        self._drop_face()
        self._face = face
        self._stack.addWidget(face)
        self._stack.setCurrentWidget(face)
        bar = self.menuWidget()
        if bar is not None:  # none before the first frame
            bar.setVisible(False)
            bar.setEnabled(False)
        face.setFocus()

    def hold(self, frame: QWidget) -> None:
        """Take the frame in, to be shown later."""
        if frame is not self._frame:
            self._stack.addWidget(frame)
            self._frame = frame

    def show_frame(self, frame: QWidget) -> None:
        """Show the frame and let the face go."""
        self.hold(frame)
        self._stack.setCurrentWidget(frame)
        frame.setFocus()
        self.menuBar().setVisible(True)
        self.menuBar().setEnabled(True)
        self._drop_face()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on as the eye reads."""
        from ui.widgets.tab_order import go  # its enums of Qt can wait until after the first paint

        return go(self, next)

    def catch_focus(self, gone: QWidget | None) -> bool:
        """Keep the focus in the page when what had it goes; whether it is there now."""
        return self.landing is not None and not self.covered and self.landing(gone)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.landing is None or event.type() is not QEvent.Type.ActivationChange:
            return
        focus: QWidget | None = self.focusWidget()
        if self.isActiveWindow() and (focus is None or not focus.isVisible()):
            self.catch_focus(None)  # a dialog has closed, and what opened it has gone

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        if not self._plain_size:
            geometry.keep(self, self._preferences)
        self.closing.emit()
        super().closeEvent(event)

    def _drop_face(self) -> None:
        face, self._face = self._face, None
        if face is not None:
            self._stack.removeWidget(face)
            face.deleteLater()
