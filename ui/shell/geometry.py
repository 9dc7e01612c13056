"""Where the window stands, kept between starts and moved back when a monitor has gone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from ui.shell.preferences import Preferences

KEY = "window/geometry"
SMALLEST = QSize(900, 600)
SEEN = 120  # pixels of the title bar that must be on a screen to count as reachable


def restore(window: QMainWindow, preferences: Preferences) -> None:
    """Put the window where it was; the first time, at a comfortable size."""
    window.setMinimumSize(SMALLEST)
    state = preferences.state(KEY)
    if state.isEmpty() or not window.restoreGeometry(state):
        window.resize(1280, 800)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    window.setGeometry(on_screen(window.geometry(), screens))


def keep(window: QMainWindow, preferences: Preferences) -> None:
    """Remember where the window is."""
    preferences.put(KEY, window.saveGeometry())


def on_screen(wanted: QRect, screens: list[QRect]) -> QRect:
    """``wanted``, or the nearest place on the first screen when its title bar is on none."""
    bar = QRect(wanted.left(), wanted.top(), wanted.width(), 30)
    if not screens or any(bar.intersected(screen).width() >= SEEN for screen in screens):
        return wanted
    home = screens[0]
    size = wanted.size().boundedTo(home.size())
    return QRect(home.topLeft(), size)
