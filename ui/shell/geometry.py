"""Where the window stands, kept between starts; never larger than the screen, and moved back when a monitor
has gone."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from ui.shell.preferences import Preferences

KEY = "window/geometry"
SMALLEST, COMFORTABLE = QSize(900, 600), QSize(1280, 800)
SEEN = 120  # pixels of the title bar that must be on a screen to count as reachable
FRAME = QMargins(0, 32, 0, 2)  # room for the title bar and the edge, which no system tells beforehand


def restore(window: QMainWindow, preferences: Preferences) -> None:
    """Put the window where it was; the first time, at a comfortable size in the middle of the screen."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    window.setMinimumSize(SMALLEST)  # as it was kept; where the screen is smaller it gives way below
    state = preferences.state(KEY)
    if state.isEmpty() or not window.restoreGeometry(state):
        wanted = QRect(screens[0].topLeft() if screens else window.pos(), COMFORTABLE)
        if screens:
            wanted.moveCenter(screens[0].marginsRemoved(FRAME).center())
    else:
        wanted = window.geometry()
    place = on_screen(wanted, screens)
    window.setMinimumSize(SMALLEST.boundedTo(place.size()))
    if not window.isMaximized() and not window.isFullScreen():
        window.setGeometry(place)


def keep(window: QMainWindow, preferences: Preferences) -> None:
    """Remember where the window is."""
    preferences.put(KEY, window.saveGeometry())


def on_screen(wanted: QRect, screens: list[QRect]) -> QRect:
    """``wanted``, the window within its frame, where its title bar can be reached and its screen holds it;
    else bounded to that screen, or to the first, and moved inside."""
    if not screens:
        return wanted
    bar = QRect(wanted.left(), wanted.top(), wanted.width(), 30)
    home = max(screens, key=lambda screen: bar.intersected(screen).width())
    reachable = bar.intersected(home).width() >= SEEN
    room = (home if reachable else screens[0]).marginsRemoved(FRAME)
    size = wanted.size().boundedTo(room.size())
    if not reachable:
        return QRect(room.topLeft(), size)
    if size == wanted.size():
        return wanted
    left = min(max(wanted.left(), room.left()), room.right() - size.width() + 1)
    top = min(max(wanted.top(), room.top()), room.bottom() - size.height() + 1)
    return QRect(left, top, size.width(), size.height())
