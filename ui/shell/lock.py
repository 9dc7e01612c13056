"""When to lock: nobody at the keyboard, the system's own lock, sleep, or Ctrl+L in any window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:  # made for the first window, and used when the vault is open
    from PySide6.QtGui import QKeyEvent, QWindow

    from jfs_desktop.clock import Clock
from ui.shell.system_lock import Notice, SystemWatch

log = logging.getLogger(__name__)

LOOK_MS = 2000
ASLEEP_SECONDS = 60.0


@cache
def _activity() -> frozenset[QEvent.Type]:
    """What tells that somebody is there. Made with the first event: to name Qt's kinds of events takes a
    millisecond, and the first face would wait for it."""
    kinds = QEvent.Type
    return frozenset(
        {
            kinds.KeyPress,
            kinds.MouseButtonPress,
            kinds.MouseMove,
            kinds.Wheel,
            kinds.TouchBegin,
            kinds.TabletPress,
        }
    )


class LockKeeper(QObject):
    """Watches the windows themselves, not each widget: dialogs and pop-ups are covered too.

    The system says when its screen is locked, when it goes to sleep and when the
    user is switched. Where it does not, a look that comes more than a minute late
    by the wall clock means that the machine has slept: the vault locks at once.
    """

    lockRequested = Signal()

    def __init__(self, clock: Clock, call_running: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._call_running = call_running
        self._minutes = 5
        self._call_minutes = 30
        self._last = clock.monotonic()
        self._looked: datetime = clock.now()
        self._watched: set[QWindow] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._window = 0
        self.system: SystemWatch | None = None
        """What is heard of the operating system; chosen when the vault first opens."""

    def set_minutes(self, idle: int, during_call: int) -> None:
        """How long nobody may be at the keyboard, in minutes, and how long while a call runs."""
        self._minutes, self._call_minutes = idle, during_call

    @property
    def minutes(self) -> tuple[int, int]:
        """The waits in force: idle, and idle while a call runs."""
        return self._minutes, self._call_minutes

    def start(self) -> None:
        """Begin to watch; called when the vault is open."""
        from PySide6.QtCore import Qt

        self.note_activity()
        self._looked = self._clock.now()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch, Qt.ConnectionType.UniqueConnection)
        self._watch(QGuiApplication.focusWindow())
        self._timer.start()
        QTimer.singleShot(0, self, self._hear_system)

    def stop(self) -> None:
        """Stop watching; called when the vault is locked. The system is still listened to: a machine
        that goes to sleep must be held until the lock is done."""
        self._timer.stop()

    def end(self) -> None:
        """Listen to nothing more; called when the window closes."""
        self.stop()
        if self.system is not None:
            self.system.stop()

    def watch(self, window: QWindow) -> None:
        """Watch the main window from now on."""
        self._window = int(window.winId())
        self._watch(window)

    def note_activity(self) -> None:
        """Somebody is there."""
        self._last = self._clock.monotonic()

    def look(self) -> None:
        """Ask for the lock when it is time."""
        now = self._clock.now()
        asleep = (now - self._looked).total_seconds() > ASLEEP_SECONDS
        self._looked = now
        minutes = self._call_minutes if self._call_running() else self._minutes
        if asleep or self._clock.monotonic() - self._last >= minutes * 60:
            self.lockRequested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _activity():
            self.note_activity()
            if event.type() is QEvent.Type.KeyPress and self._is_lock(event):
                self.lockRequested.emit()
                return True
        return False

    def _is_lock(self, event: QEvent) -> bool:
        from PySide6.QtGui import QKeyEvent

        return isinstance(event, QKeyEvent) and is_lock_key(event) and self._timer.isActive()

    def _hear_system(self) -> None:
        if not self._timer.isActive():  # locked or closed meanwhile
            return
        self.listen_to(self.system or system_watch(self))

    def listen_to(self, system: SystemWatch) -> None:
        """Lock when this tells of it; what was listened to before is let go."""
        if system is not self.system:
            if self.system is not None:
                self.system.stop()
                self.system.noticed.disconnect(self._noticed)
            self.system = system
            system.noticed.connect(self._noticed)
        system.start(self._window)

    def _noticed(self, what: Notice) -> None:
        if self._timer.isActive():
            log.info("locking: %s", what.value)
            self.lockRequested.emit()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._watched.discard(window))


def is_lock_key(event: QKeyEvent) -> bool:
    """Ctrl+L (Cmd+L on macOS)."""
    from PySide6.QtCore import Qt

    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def system_watch(parent: QObject | None = None) -> SystemWatch:
    """The watch of the system this runs on; one that hears nothing where there is none."""
    if sys.platform == "win32":
        from ui.shell.system_lock_windows import WindowsWatch

        return WindowsWatch(parent)
    if sys.platform == "darwin":
        from ui.shell.system_lock_macos import MacWatch

        return MacWatch(parent)
    try:
        from ui.shell.system_lock_linux import LinuxWatch
    except ImportError:  # a system without the D-Bus library
        return SystemWatch(parent)
    return LinuxWatch(parent)
